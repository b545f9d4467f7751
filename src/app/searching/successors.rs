//! Maps articles that are gone to those that took their place: a rewritten file is catalogued again, a table
//! with all of its articles.

use crate::archive::{Catalogue, FilePlace, Row};
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;
use std::cell::OnceCell;

/// An archive's articles before and after a change.
pub(in crate::app) struct Successors<'a> {
    before: &'a Catalogue,
    now: &'a Catalogue,
    /// Articles catalogued since, by place.
    since: FxHashMap<FilePlace<'a>, u32>,
    /// Articles catalogued since, by key; the newest if several share a key.
    since_by_key: OnceCell<FxHashMap<Cow<'a, str>, u32>>,
    /// The keys of the articles that are gone.
    gone_keys: OnceCell<FxHashSet<Cow<'a, str>>>,
}

impl<'a> Successors<'a> {
    pub(in crate::app) fn of(before: &'a Catalogue, now: &'a Catalogue) -> Self {
        let since = rows_since(before, now).map(|(ordinal, row)| (row.file_place(), ordinal)).collect();
        Self { before, now, since, since_by_key: OnceCell::new(), gone_keys: OnceCell::new() }
    }

    /// The articles that are gone now but weren't before, by ordinal.
    pub(in crate::app) fn gone(&self) -> impl Iterator<Item = (u32, Row<'a>)> {
        let now = self.now;
        self.before.present().filter(move |&(ordinal, _)| now.is_gone(ordinal))
    }

    /// An article's successor: itself if it still exists, else the article with its key, else the one in its
    /// place, unless that is another article that has moved there.
    pub(in crate::app) fn of_article(&self, ordinal: u32) -> Option<u32> {
        if !self.now.is_gone(ordinal) {
            return Some(ordinal);
        }
        let row = self.before.row(ordinal)?;
        let key = self.before.key(ordinal);
        let here = self.since.get(&row.file_place()).copied();
        let key_now = |at: u32| self.now.key(at);
        if here.is_some_and(|here| key_now(here) == key) {
            return here;
        }
        let has_key = |key: &Cow<'_, str>| self.since_by_key().get(key).copied();
        let of_article = || {
            let is_same = |&at: &u32| self.now.is_newest(at) && key_now(at) == key;
            self.before.revisions(ordinal)?.iter().copied().find(is_same)
        };
        let is_new = |&here: &u32| key_now(here).is_none_or(|key| !self.gone_keys().contains(&key));
        key.as_ref().and_then(has_key).or_else(of_article).or_else(|| here.filter(is_new))
    }

    /// Of some places, where what lay there is now, if that is elsewhere.
    pub(in crate::app) fn moved(&self, places: &FxHashSet<&str>) -> FxHashMap<String, String> {
        let was_there = self.gone().map(|(ordinal, row)| (ordinal, row.file_place().to_string()));
        let asked = was_there.filter(|(_, place)| places.contains(place.as_str()));
        let moved = asked.filter_map(|(ordinal, place)| {
            let now = self.now.row(self.of_article(ordinal)?)?.file_place().to_string();
            (now != place).then_some((place, now))
        });
        moved.collect()
    }

    fn since_by_key(&self) -> &FxHashMap<Cow<'a, str>, u32> {
        self.since_by_key.get_or_init(|| {
            let since = rows_since(self.before, self.now);
            let keyed = since.filter_map(|(ordinal, _)| Some((self.now.key(ordinal)?, ordinal)));
            let mut by_key = FxHashMap::default();
            for (key, ordinal) in keyed {
                if self.now.is_newest(ordinal) {
                    by_key.insert(key, ordinal);
                } else {
                    by_key.entry(key).or_insert(ordinal);
                }
            }
            by_key
        })
    }

    fn gone_keys(&self) -> &FxHashSet<Cow<'a, str>> {
        self.gone_keys
            .get_or_init(|| self.gone().filter_map(|(ordinal, _)| self.before.key(ordinal)).collect())
    }
}

/// Articles catalogued since that still exist.
fn rows_since<'a>(before: &Catalogue, now: &'a Catalogue) -> impl Iterator<Item = (u32, Row<'a>)> {
    let since = (before.len()..now.len()).filter(|&ordinal| !now.is_gone(ordinal));
    since.filter_map(|ordinal| Some((ordinal, now.row(ordinal)?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{CatalogueBuilder, ReadFile, SegmentBuilder};
    use crate::article::{Article, body_hash};
    use std::path::Path;

    /// Articles by file, number in the file, id and text.
    type Said<'a> = (&'a str, u32, &'a str, &'a str);

    fn push(builder: &mut CatalogueBuilder, articles: &[Said<'_>]) {
        let mut segment = SegmentBuilder::default();
        for &(path, entry, id, body) in articles {
            let article = Article {
                id: id.to_owned(),
                body: body.to_owned(),
                computed_hash: body_hash(body),
                ..Article::default()
            };
            let mut read = ReadFile::from(article);
            read.entry = entry;
            segment.push(Path::new(path), &read);
        }
        builder.push(segment.take());
    }

    #[test]
    fn an_article_is_followed_by_its_key_and_else_by_its_place() {
        let before: &[Said<'_>] = &[("a.md", 0, "", "가"), ("b.md", 0, "", "나"), ("t.csv", 1, "", "다")];
        type Case<'a> = (&'a str, &'a [u32], &'a [Said<'a>], [Option<u32>; 3]);
        let cases: [Case<'_>; 6] = [
            ("nothing has changed", &[], &[], [Some(0), Some(1), Some(2)]),
            ("it is written anew", &[0], &[("a.md", 0, "", "가나")], [Some(3), Some(1), Some(2)]),
            ("it is renamed", &[0], &[("c.md", 0, "", "가")], [Some(3), Some(1), Some(2)]),
            ("another takes its name", &[0, 1], &[("a.md", 0, "", "나")], [None, Some(3), Some(2)]),
            (
                "a row comes before it",
                &[2],
                &[("t.csv", 1, "", "라"), ("t.csv", 2, "", "다")],
                [Some(0), Some(1), Some(4)],
            ),
            ("it is deleted", &[0], &[], [None, Some(1), Some(2)]),
        ];
        for (what, gone, since, expected) in cases {
            let mut builder = CatalogueBuilder::default();
            push(&mut builder, before);
            let first = builder.snapshot();
            builder.remove(gone);
            push(&mut builder, since);
            let now = builder.snapshot();
            let successors = Successors::of(&first, &now);
            assert_eq!([0, 1, 2].map(|ordinal| successors.of_article(ordinal)), expected, "{what}");
        }
    }
}
