//! The encodings that the reader chose for single files, kept from one start to the next.

use super::files::{self, Folders, LibraryError};
use crate::archive::Encodings;
use crate::article::TextEncoding;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Reads the choices. A file that can't be understood is set aside, and told in the second value.
pub fn read_encodings(folders: &Folders) -> (Encodings, Option<LibraryError>) {
    let path = path(folders);
    let text = match files::read(&path) {
        Ok(None) => return (Encodings::default(), None),
        Ok(Some(text)) => text,
        Err(error) => return (Encodings::default(), Some(error)),
    };
    match serde_json::from_str::<BTreeMap<PathBuf, String>>(&text) {
        Ok(chosen) => {
            let known = |(path, name): (PathBuf, String)| Some((path, TextEncoding::named(&name)?));
            (chosen.into_iter().filter_map(known).collect(), None)
        }
        Err(_) => (Encodings::default(), Some(files::set_aside(&path))),
    }
}

/// Keeps one choice beside those that are kept, which may be another window's. One for a file whose name is no text
/// lasts as long as the program runs.
///
/// # Errors
/// Where it can't be written; and where the others could not be read, in whose place it is written then.
pub fn keep_encoding(
    path: PathBuf,
    encoding: Option<TextEncoding>,
    folders: &Folders,
) -> Result<(), LibraryError> {
    let (mut encodings, told) = read_encodings(folders);
    encodings.choose(path, encoding);
    write_encodings(&encodings, folders)?;
    told.map_or(Ok(()), Err)
}

fn write_encodings(encodings: &Encodings, folders: &Folders) -> Result<(), LibraryError> {
    let chosen: BTreeMap<&str, &str> =
        encodings.iter().filter_map(|(path, encoding)| Some((path.to_str()?, encoding.name()))).collect();
    let text = serde_json::to_string_pretty(&chosen)
        .map_err(|error| LibraryError::Io(path(folders), std::io::Error::other(error)))?;
    files::write(&path(folders), &text)
}

fn path(folders: &Folders) -> PathBuf {
    folders.data.join("encodings.json")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_come_back_and_a_broken_file_is_set_aside() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::below(home.path());
        let mut encodings = Encodings::default();
        let choices = ["a", "b", "c"].into_iter().zip(TextEncoding::CHOICES.map(Some)).chain([("a", None)]);
        for (name, encoding) in choices {
            encodings.choose(PathBuf::from(name), encoding);
            keep_encoding(PathBuf::from(name), encoding, &folders).unwrap();
        }
        let (read, told) = read_encodings(&folders);
        assert!(told.is_none());
        assert_eq!(read, encodings);
        files::write(&path(&folders), "{").unwrap();
        assert!(matches!(read_encodings(&folders), (_, Some(LibraryError::SetAside(..)))));
    }
}
