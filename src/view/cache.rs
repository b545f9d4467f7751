//! The caches in the settings window: where they are and how much space they take.

use super::line::one_line;
use super::texts::lang::Lang;
use super::texts::words::grouped;
use std::path::Path;

/// The caches of all archives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CacheView {
    /// The path of their folder, or a note that no caches are kept.
    pub place: String,
    /// `캐시 28 MB`; empty until measured.
    pub size: String,
    /// Whether there is anything to delete.
    pub can_clear: bool,
}

/// Formats what is known about the caches; `bytes` is their size, once measured.
pub fn cache_view(folder: Option<&Path>, bytes: Option<u64>, lang: Lang) -> CacheView {
    CacheView {
        place: folder.map_or(lang.no_cache().to_owned(), |folder| one_line(&folder.to_string_lossy())),
        size: bytes.map(|bytes| format!("{} MB", grouped(megabytes(bytes)))).unwrap_or_default(),
        can_clear: bytes.is_some_and(|bytes| bytes > 0),
    }
}

/// `기사 7,999건 · 캐시 28 MB`: the result of updating a cache.
pub fn indexed_text(articles: u32, bytes: u64, lang: Lang) -> String {
    let size = grouped(megabytes(bytes));
    format!("{} · {} {size} MB", lang.article_count(articles as usize), lang.cache())
}

/// Bytes in whole megabytes, at least 1 unless there are none.
fn megabytes(bytes: u64) -> usize {
    bytes.div_ceil(1_000_000) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_where_and_how_large() {
        let view = cache_view(Some(Path::new("/가/나")), Some(27_764_504), Lang::Korean);
        assert_eq!((view.place.as_str(), view.size.as_str(), view.can_clear), ("/가/나", "28 MB", true));
        let none = cache_view(None, Some(0), Lang::English);
        assert_eq!((none.place.as_str(), none.size.as_str(), none.can_clear), ("Not used", "0 MB", false));
        assert_eq!(indexed_text(7999, 1, Lang::Korean), "기사 7,999건 · 캐시 1 MB");
    }
}
