//! Where an article lies: a file, and in it an entry.

use crate::formats::Kind;
use std::borrow::Cow;
use std::fmt;
use std::path::Path;

/// Where an article lies in an archive.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FilePlace<'a> {
    /// The file's path, relative to the archive's folder.
    pub path: Cow<'a, Path>,
    /// Which article of the file it is, from 1; `None` where the file is one article.
    pub entry: Option<u32>,
}

impl<'a> FilePlace<'a> {
    /// The place that a text names: `news.csv#12` is an entry of a file that holds several.
    pub fn parse(text: &'a str) -> Self {
        let parts = text.rsplit_once('#').and_then(|(path, number)| Some((path, number.parse().ok()?)));
        match parts.filter(|(path, _)| Kind::of(Path::new(path)).is_some()) {
            Some((path, number)) => Self { path: Path::new(path).into(), entry: Some(number) },
            None => Self { path: Path::new(text).into(), entry: None },
        }
    }

    /// The same by itself.
    pub fn into_owned(self) -> FilePlace<'static> {
        FilePlace { path: self.path.into_owned().into(), entry: self.entry }
    }
}

impl fmt::Display for FilePlace<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&super::path_text(&self.path))?;
        self.entry.map_or(Ok(()), |entry| write!(f, "#{entry}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_written_and_read_the_same() {
        for (text, path, entry) in [
            ("a/b.md", "a/b.md", None),
            ("a/news.csv#12", "a/news.csv", Some(12)),
            ("news.csv", "news.csv", None),
            ("a#3", "a#3", None),
            ("a.md#3", "a.md#3", None),
            ("news.csv#x", "news.csv#x", None),
        ] {
            let place = FilePlace::parse(text);
            assert_eq!((&*place.path, place.entry), (Path::new(path), entry), "{text}");
            assert_eq!(place.to_string(), text);
        }
    }
}
