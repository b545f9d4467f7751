//! The files whose encoding the reader chose, because the guess was wrong.

use crate::article::TextEncoding;
use rustc_hash::FxHashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The chosen encodings, by full path. Clones share one map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Encodings(Arc<FxHashMap<PathBuf, TextEncoding>>);

impl Encodings {
    /// The encoding that was chosen for the file at a path below a folder.
    pub fn of(&self, folder: &Path, path: &Path) -> Option<TextEncoding> {
        // Nearly always nothing is chosen, and nothing has to be joined and hashed.
        if self.0.is_empty() { None } else { self.0.get(&folder.join(path)).copied() }
    }

    /// Chooses an encoding for a file, or leaves it to the guess again.
    pub fn choose(&mut self, path: PathBuf, encoding: Option<TextEncoding>) {
        let chosen = Arc::make_mut(&mut self.0);
        match encoding {
            Some(encoding) => chosen.insert(path, encoding),
            None => chosen.remove(&path),
        };
    }

    /// Every choice.
    pub fn iter(&self) -> impl Iterator<Item = (&Path, TextEncoding)> {
        self.0.iter().map(|(path, encoding)| (path.as_path(), *encoding))
    }
}

impl FromIterator<(PathBuf, TextEncoding)> for Encodings {
    fn from_iter<T: IntoIterator<Item = (PathBuf, TextEncoding)>>(choices: T) -> Self {
        Self(Arc::new(choices.into_iter().collect()))
    }
}
