//! The encodings that the reader chose for individual files, kept between starts.

use super::files::{self, Folders, LibraryError};
use crate::archive::Encodings;
use crate::article::TextEncoding;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Reads the choices. An invalid file is set aside and reported in the second value.
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

/// Saves a choice, keeping those that other windows have saved. A choice for a file whose path isn't valid
/// Unicode lasts only until the program ends.
///
/// # Errors
/// If the file can't be written, or if the existing one was invalid, in which case a new one has been written.
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
