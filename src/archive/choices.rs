//! How the reader wants files to be read where the program can't find out by itself, or found out wrongly.

use crate::article::TextEncoding;
use crate::formats::ColumnChoice;
use rustc_hash::{FxHashMap, FxHashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The reader's choices, by full path. Clones share them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choices(Arc<ChoicesMade>);

#[derive(Clone, Debug, Default, PartialEq)]
struct ChoicesMade {
    encodings: FxHashMap<PathBuf, TextEncoding>,
    columns: FxHashMap<PathBuf, ColumnChoice>,
    /// Folders whose files without an extension are plain text.
    plain: FxHashSet<PathBuf>,
    /// The columns of every table and JSON file, whatever is chosen for it.
    every_columns: Option<ColumnChoice>,
}

impl Choices {
    /// The chosen encoding of a file, by its path relative to a folder.
    pub fn encoding_of(&self, folder: &Path, path: &Path) -> Option<TextEncoding> {
        // Usually there are no choices, so there is no need to join and hash paths.
        let encodings = &self.0.encodings;
        if encodings.is_empty() { None } else { encodings.get(&folder.join(path)).copied() }
    }

    /// The chosen columns of a file, by its path relative to a folder.
    pub fn columns_of(&self, folder: &Path, path: &Path) -> Option<&ColumnChoice> {
        let ChoicesMade { columns, every_columns, .. } = &*self.0;
        let of_file = || if columns.is_empty() { None } else { columns.get(&folder.join(path)) };
        every_columns.as_ref().or_else(of_file)
    }

    /// Whether the files without an extension in a folder are plain text.
    pub fn is_plain(&self, folder: &Path) -> bool {
        self.0.plain.contains(folder)
    }

    /// Chooses an encoding for a file, or reverts to guessing.
    pub fn choose_encoding(&mut self, path: PathBuf, encoding: Option<TextEncoding>) {
        let encodings = &mut Arc::make_mut(&mut self.0).encodings;
        match encoding {
            Some(encoding) => encodings.insert(path, encoding),
            None => encodings.remove(&path),
        };
    }

    /// Chooses the columns of a file; an empty choice reverts to what their names say.
    pub fn choose_columns(&mut self, path: PathBuf, choice: ColumnChoice) {
        let columns = &mut Arc::make_mut(&mut self.0).columns;
        if choice.is_empty() {
            columns.remove(&path)
        } else {
            columns.insert(path, choice)
        };
    }

    /// Chooses the columns of every table and JSON file.
    pub fn choose_every_columns(&mut self, choice: ColumnChoice) {
        Arc::make_mut(&mut self.0).every_columns = Some(choice);
    }

    /// The columns chosen for every table and JSON file.
    pub fn every_columns(&self) -> Option<&ColumnChoice> {
        self.0.every_columns.as_ref()
    }

    /// Reads the files without an extension in a folder as plain text, or passes them over.
    pub fn choose_plain(&mut self, folder: PathBuf, is_plain: bool) {
        let plain = &mut Arc::make_mut(&mut self.0).plain;
        if is_plain {
            plain.insert(folder)
        } else {
            plain.remove(&folder)
        };
    }

    /// All chosen encodings.
    pub fn encodings(&self) -> impl Iterator<Item = (&Path, TextEncoding)> {
        self.0.encodings.iter().map(|(path, encoding)| (path.as_path(), *encoding))
    }

    /// All chosen columns.
    pub fn columns(&self) -> impl Iterator<Item = (&Path, &ColumnChoice)> {
        self.0.columns.iter().map(|(path, choice)| (path.as_path(), choice))
    }

    /// All folders whose files without an extension are plain text.
    pub fn plain_folders(&self) -> impl Iterator<Item = &Path> {
        self.0.plain.iter().map(PathBuf::as_path)
    }
}
