//! The place of an article: a file, and possibly an entry in it.

use crate::formats::may_have_several;
use std::borrow::Cow;
use std::fmt;
use std::path::Path;

/// The place of an article in an archive.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FilePlace<'a> {
    /// The file's path relative to the archive's root.
    pub path: Cow<'a, Path>,
    /// The article's number in the file, starting at 1; `None` if the file is a single article.
    pub entry: Option<u32>,
}

impl<'a> FilePlace<'a> {
    /// Parses a place: `news.csv#12` is an entry of a file with several articles.
    pub fn parse(text: &'a str) -> Self {
        let parts = text.rsplit_once('#').and_then(|(path, number)| Some((path, number.parse().ok()?)));
        match parts.filter(|(path, _)| may_have_several(Path::new(path))) {
            Some((path, number)) => Self { path: Path::new(path).into(), entry: Some(number) },
            None => Self { path: Path::new(text).into(), entry: None },
        }
    }

    /// The same place with an owned path.
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
            ("news.txt#12", "news.txt", Some(12)),
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
