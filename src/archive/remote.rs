//! Archives whose articles lie on a server instead of in files. Only the list's rows are held here; whoever
//! made the connection reads the articles.

use super::{Cancel, ReadFile, Row};
use crate::article::{Article, ArticleKind, Integrity};
use std::fmt::Debug;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Reads the articles of an archive on a server.
pub trait RemoteArticles: Debug + Send + Sync {
    /// The article of a row, with its text. What can't be read is a problem of the article. Once cancelled, it
    /// comes at once and is meaningless.
    fn read(&self, row: &Row<'_>, cancel: &Cancel) -> Article;

    /// All articles, each file or only the newest of each; `None` if their rows are all here.
    fn everything(self: Arc<Self>, all_versions: bool) -> Option<Arc<dyn RemoteFound>>;
}

/// What a list on a server finds, to be gone through whatever its length.
pub trait RemoteFound: Debug + Send + Sync {
    /// Reads the articles in list order to the last one, with their texts if needed, until `take` returns
    /// false. Once cancelled, it waits for no more of them.
    ///
    /// # Errors
    /// If the server can't be reached, or refuses.
    fn each(
        &self,
        with_texts: bool,
        cancel: &Cancel,
        take: &mut dyn FnMut(RemoteArticle<'_>) -> bool,
    ) -> io::Result<()>;
}

/// An article that was read from a server, with what is known about it besides.
#[derive(Clone, Copy, Debug)]
pub struct RemoteArticle<'a> {
    pub article: &'a Article,
    /// The key of the reader's marks on it.
    pub key: Option<&'a str>,
    pub path: &'a str,
    pub entry: Option<u32>,
    /// The publisher that other articles suggest.
    pub publisher: Option<&'a str>,
    pub versions: usize,
    pub version: usize,
    pub integrity: Integrity,
    pub kind: ArticleKind,
    /// Whether its text was read.
    pub has_text: bool,
}

/// A row that was read from a server.
#[derive(Debug)]
pub struct RemoteRow {
    /// The hash of the document's id.
    pub document: u64,
    /// The hash of what it says; a document with another one has changed.
    pub print: u64,
    /// The path of its file in the folder that was published.
    pub path: PathBuf,
    /// The article without its text.
    pub read: ReadFile,
}

/// Whether what was given to open is the address of an index on a server instead of a path.
pub fn is_address(path: &Path) -> bool {
    let is_scheme =
        |scheme: &str| scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    path.to_str().and_then(|text| text.split_once("://")).is_some_and(|(scheme, _)| is_scheme(scheme))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_no_address() {
        for (text, expected) in [
            ("https://example.com/a", true),
            ("HTTP://x", true),
            ("/home/a", false),
            ("C:\\a", false),
            ("https", false),
            ("file:///a", false),
        ] {
            assert_eq!(is_address(Path::new(text)), expected, "{text}");
        }
    }
}
