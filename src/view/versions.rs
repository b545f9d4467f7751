//! The versions of an article on a timeline: each one's name, when it was crawled, and what changed.

use super::texts::dates::format_crawled;
use super::texts::lang::Lang;
use crate::archive::{Catalogue, Row};

/// A version as the timeline shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionView {
    /// The ordinal of its file.
    pub ordinal: u32,
    /// Its name: `2차 수집`, `2차 수집 사본`.
    pub name: String,
    /// When it was crawled.
    pub crawled: String,
    /// What changed since the previous version, in a word.
    pub change: &'static str,
    /// Whether its headline differs from the previous version's.
    pub new_headline: bool,
}

/// A file's version on the timeline; `None` if it is its article's only file.
pub fn version(catalogue: &Catalogue, ordinal: u32, lang: Lang) -> Option<VersionView> {
    let row = catalogue.row(ordinal)?;
    let before = before(catalogue, ordinal).and_then(|file| catalogue.row(file));
    let crawled = row.crawled().map(|crawled| format_crawled(crawled, lang));
    Some(VersionView {
        ordinal,
        name: version_name(catalogue, ordinal, lang)?,
        crawled: crawled.unwrap_or_else(|| lang.undated().to_owned()),
        change: change(before.as_ref(), &row, lang),
        new_headline: before.is_some_and(|before| before.title() != row.title()),
    })
}

/// The file crawled just before this one.
fn before(catalogue: &Catalogue, ordinal: u32) -> Option<u32> {
    let mut newer_first = catalogue.revisions(ordinal)?.iter().copied();
    newer_first.find(|&file| file == ordinal)?;
    newer_first.next()
}

/// A file's name among its article's files; `None` if it is the only one.
pub(super) fn version_name(catalogue: &Catalogue, ordinal: u32, lang: Lang) -> Option<String> {
    let name = lang.version_number(catalogue.version(ordinal)?.number as usize);
    let row = catalogue.row(ordinal)?;
    let before = before(catalogue, ordinal).and_then(|file| catalogue.row(file));
    let is_copy = before.is_some_and(|before| row.is_copy_of(&before));
    Some(if is_copy { format!("{name} {}", lang.copy_of_version()) } else { name })
}

/// What changed since the previous file, in a word.
fn change(before: Option<&Row<'_>>, row: &Row<'_>, lang: Lang) -> &'static str {
    let Some(before) = before else { return lang.version_first() };
    if row.is_copy_of(before) {
        return match row.comments().cmp(&before.comments()) {
            std::cmp::Ordering::Greater => lang.version_fuller(),
            std::cmp::Ordering::Equal => lang.version_copy(),
            std::cmp::Ordering::Less => lang.version_barer(),
        };
    }
    let same_body = row.body_hash().is_some() && row.body_hash() == before.body_hash();
    match (row.title() == before.title(), same_body) {
        (_, true) => lang.version_title(),
        (true, false) => lang.version_body(),
        (false, false) => lang.version_both(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{CatalogueBuilder, SegmentBuilder};
    use crate::article::{Article, Comment};
    use std::path::Path;

    #[test]
    fn each_version_says_what_became_different() {
        let mut segment = SegmentBuilder::default();
        let files = [
            ("첫 제목", 1, 0),
            ("첫 제목", 1, 0),
            ("고친 제목", 1, 0),
            ("고친 제목", 2, 0),
            ("고친 제목", 2, 1),
            ("끝 제목", 3, 0),
        ];
        for (at, (title, hash, comments)) in files.into_iter().enumerate() {
            let article = Article {
                id: "901_1".to_owned(),
                title: title.to_owned(),
                computed_hash: [hash; 32],
                comments: vec![Comment::default(); comments],
                crawled: jiff::Timestamp::from_second(at as i64 * 60).ok(),
                by_crawler: true,
                ..Article::default()
            };
            segment.push(Path::new(&format!("{at}.md")), &article.into());
        }
        let mut builder = CatalogueBuilder::default();
        builder.push(segment.take());
        let catalogue = builder.snapshot();
        let said: Vec<_> = (0..6)
            .filter_map(|ordinal| version(&catalogue, ordinal, Lang::Korean))
            .map(|version| (version.name, version.change))
            .collect();
        let expected = [
            ("1차 수집", "첫 수집"),
            ("1차 수집 사본", "사본"),
            ("2차 수집", "제목 바뀜"),
            ("3차 수집", "본문 바뀜"),
            ("3차 수집 사본", "댓글이 더 있는 사본"),
            ("4차 수집", "제목·본문 바뀜"),
        ];
        assert_eq!(said, expected.map(|(name, change)| (name.to_owned(), change)));
        assert!(catalogue.is_revised(0));
        assert!(catalogue.version(5).is_some_and(|version| (version.number, version.count) == (4, 4)));
    }
}
