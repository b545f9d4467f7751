//! The encodings that the reader chose for files whose encoding was guessed wrongly.

use crate::article::TextEncoding;
use rustc_hash::FxHashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Chosen encodings by full path. Clones share one map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Encodings(Arc<FxHashMap<PathBuf, TextEncoding>>);

impl Encodings {
    /// The chosen encoding of a file, by its path relative to a folder.
    pub fn of(&self, folder: &Path, path: &Path) -> Option<TextEncoding> {
        // Usually there are no choices, so there is no need to join and hash paths.
        if self.0.is_empty() { None } else { self.0.get(&folder.join(path)).copied() }
    }

    /// Chooses an encoding for a file, or reverts to guessing.
    pub fn choose(&mut self, path: PathBuf, encoding: Option<TextEncoding>) {
        let chosen = Arc::make_mut(&mut self.0);
        match encoding {
            Some(encoding) => chosen.insert(path, encoding),
            None => chosen.remove(&path),
        };
    }

    /// All choices.
    pub fn iter(&self) -> impl Iterator<Item = (&Path, TextEncoding)> {
        self.0.iter().map(|(path, encoding)| (path.as_path(), *encoding))
    }
}

impl FromIterator<(PathBuf, TextEncoding)> for Encodings {
    fn from_iter<T: IntoIterator<Item = (PathBuf, TextEncoding)>>(choices: T) -> Self {
        Self(Arc::new(choices.into_iter().collect()))
    }
}
