//! Archives whose articles lie on a server instead of in files. Only the list's rows are held here; whoever
//! made the connection reads the articles.

use super::Row;
use crate::article::Article;
use std::fmt::Debug;
use std::path::Path;

/// Reads the articles of an archive on a server.
pub trait RemoteArticles: Debug + Send + Sync {
    /// The article of a row, with its text. What can't be read is a problem of the article.
    fn read(&self, row: &Row<'_>) -> Article;
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
