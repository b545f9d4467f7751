//! How the reader wants individual files to be read, kept between starts: `encodings.json` has their encodings,
//! `readings.json` the columns of tables and the folders whose files without an extension are plain text.

use super::files::{self, Folders, LibraryError};
use crate::archive::Choices;
use crate::article::TextEncoding;
use crate::formats::ColumnChoice;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// A single choice.
#[derive(Clone, Debug)]
pub enum Choice {
    /// The encoding of a file; `None` to guess it.
    Encoding(PathBuf, Option<TextEncoding>),
    /// The columns of a file; an empty choice for what their names say.
    Columns(PathBuf, ColumnChoice),
    /// Whether the files without an extension in a folder are plain text.
    Plain(PathBuf, bool),
}

impl Choice {
    /// Adds it to the others.
    pub fn make(self, choices: &mut Choices) {
        match self {
            Self::Encoding(path, encoding) => choices.choose_encoding(path, encoding),
            Self::Columns(path, columns) => choices.choose_columns(path, columns),
            Self::Plain(folder, is_plain) => choices.choose_plain(folder, is_plain),
        }
    }
}

const ENCODINGS: &str = "encodings.json";
const READINGS: &str = "readings.json";

/// The contents of `readings.json`.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Readings {
    columns: BTreeMap<PathBuf, ColumnChoice>,
    plain_text: BTreeSet<PathBuf>,
}

/// Reads the choices. An invalid file is set aside and reported in the second value.
pub fn read_choices(folders: &Folders) -> (Choices, Option<LibraryError>) {
    let mut choices = Choices::default();
    let (encodings, encodings_told) = read::<BTreeMap<PathBuf, String>>(folders, ENCODINGS);
    for (path, name) in encodings {
        if let Some(encoding) = TextEncoding::named(&name) {
            choices.choose_encoding(path, Some(encoding));
        }
    }
    let (readings, readings_told) = read::<Readings>(folders, READINGS);
    readings.columns.into_iter().for_each(|(path, columns)| choices.choose_columns(path, columns));
    readings.plain_text.into_iter().for_each(|folder| choices.choose_plain(folder, true));
    (choices, encodings_told.or(readings_told))
}

/// Saves a choice, keeping those that other windows have saved. A choice for a file whose path isn't valid
/// Unicode lasts only until the program ends.
///
/// # Errors
/// If a file can't be written, or if an existing one was invalid, in which case a new one has been written.
pub fn keep_choice(choice: Choice, folders: &Folders) -> Result<(), LibraryError> {
    let (mut choices, told) = read_choices(folders);
    let is_encoding = matches!(choice, Choice::Encoding(..));
    choice.make(&mut choices);
    if is_encoding {
        let encodings: BTreeMap<&str, &str> = choices
            .encodings()
            .filter_map(|(path, encoding)| Some((path.to_str()?, encoding.name())))
            .collect();
        write(folders, ENCODINGS, &encodings)?;
    } else {
        let columns = choices.columns().filter(|(path, _)| path.to_str().is_some());
        let folders_of_text = choices.plain_folders().filter(|path| path.to_str().is_some());
        let readings = Readings {
            columns: columns.map(|(path, columns)| (path.to_owned(), columns.clone())).collect(),
            plain_text: folders_of_text.map(PathBuf::from).collect(),
        };
        write(folders, READINGS, &readings)?;
    }
    told.map_or(Ok(()), Err)
}

fn read<T: DeserializeOwned + Default>(folders: &Folders, name: &str) -> (T, Option<LibraryError>) {
    let path = folders.data.join(name);
    let text = match files::read(&path) {
        Ok(None) => return (T::default(), None),
        Ok(Some(text)) => text,
        Err(error) => return (T::default(), Some(error)),
    };
    match serde_json::from_str(&text) {
        Ok(read) => (read, None),
        Err(_) => (T::default(), Some(files::set_aside(&path))),
    }
}

fn write(folders: &Folders, name: &str, value: &impl Serialize) -> Result<(), LibraryError> {
    let path = folders.data.join(name);
    let text = serde_json::to_string_pretty(value)
        .map_err(|error| LibraryError::Io(path.clone(), std::io::Error::other(error)))?;
    files::write(&path, &text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_come_back_and_a_broken_file_is_set_aside() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::below(home.path());
        let mut choices = Choices::default();
        let encodings = ["a", "b", "c"].into_iter().zip(TextEncoding::CHOICES.map(Some)).chain([("a", None)]);
        let encodings = encodings.map(|(name, encoding)| Choice::Encoding(PathBuf::from(name), encoding));
        let columns =
            |name, text: &str| Choice::Columns(PathBuf::from(name), ColumnChoice::parse(text).unwrap());
        let others = [
            columns("t.csv", "title=A,text=C"),
            columns("u.csv", "text=본문 (원본)"),
            Choice::Columns(PathBuf::from("t.csv"), ColumnChoice::default()),
            Choice::Plain(PathBuf::from("folder"), true),
            Choice::Plain(PathBuf::from("other"), true),
            Choice::Plain(PathBuf::from("other"), false),
        ];
        for choice in encodings.chain(others) {
            choice.clone().make(&mut choices);
            keep_choice(choice, &folders).unwrap();
        }
        let (read, told) = read_choices(&folders);
        assert!(told.is_none());
        assert_eq!(read, choices);
        for name in [ENCODINGS, READINGS] {
            files::write(&folders.data.join(name), "{").unwrap();
            assert!(matches!(read_choices(&folders), (_, Some(LibraryError::SetAside(..)))), "{name}");
        }
    }
}
