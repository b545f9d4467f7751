//! What the settings say of the caches: where they lie and how much room they take.

use super::line::one_line;
use super::texts::lang::Lang;
use super::texts::words::grouped;
use std::path::Path;

/// The caches of all archives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CacheView {
    /// Their folder, or that none are kept.
    pub place: String,
    /// `캐시 28 MB`; empty until it has been measured.
    pub size: String,
    /// Whether there is anything to remove.
    pub can_clear: bool,
}

/// Words what is known of the caches; `bytes` once they have been measured.
pub fn cache_view(folder: Option<&Path>, bytes: Option<u64>, lang: Lang) -> CacheView {
    CacheView {
        place: folder.map_or(lang.no_cache().to_owned(), |folder| one_line(&folder.to_string_lossy())),
        size: bytes.map(|bytes| format!("{} MB", grouped(megabytes(bytes)))).unwrap_or_default(),
        can_clear: bytes.is_some_and(|bytes| bytes > 0),
    }
}

/// `기사 7,999건 · 캐시 28 MB`: what bringing a cache up to date came to.
pub fn indexed_text(articles: u32, bytes: u64, lang: Lang) -> String {
    let size = grouped(megabytes(bytes));
    format!("{} · {} {size} MB", lang.article_count(articles as usize), lang.cache())
}

/// Bytes in whole megabytes, at least one where there are any.
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
