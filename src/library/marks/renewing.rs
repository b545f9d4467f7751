//! Upgrades marks made by earlier versions of the program, which used an article's id or the hash of its text
//! as the key. Once an archive that has the article is opened, they move to the article's key for good.

use super::{ArticleKey, ArticleMarks, Edit, Marks};
use crate::archive::{Catalogue, Row, is_key};
use crate::article::{Hash, hash_from};
use rustc_hash::FxHashMap;

/// Marks that don't have an article's key yet.
#[derive(Default)]
struct Old<'a> {
    by_id: FxHashMap<&'a str, (&'a ArticleKey, &'a ArticleMarks)>,
    by_text: FxHashMap<Hash, &'a ArticleKey>,
}

impl<'a> Old<'a> {
    fn of(marks: &'a Marks) -> Self {
        let mut old = Self::default();
        for (key, mine) in marks.articles().filter(|(key, _)| !is_key(key)) {
            match key.strip_prefix("sha256:").and_then(hash_from) {
                Some(hash) => drop(old.by_text.insert(hash, key)),
                None => drop(old.by_id.insert(key, (key, mine))),
            }
        }
        old
    }

    fn is_empty(&self) -> bool {
        self.by_id.is_empty() && self.by_text.is_empty()
    }

    /// Takes the old key that has marks of the row's article, if any. An id counts only if the marks were made
    /// on the same text.
    fn take(&mut self, row: &Row<'_>) -> Option<&'a ArticleKey> {
        let hash = row.body_hash()?;
        if let Some(&(key, mine)) = self.by_id.get(row.id())
            && mine.fit(hash)
        {
            self.by_id.remove(row.id());
            return Some(key);
        }
        self.by_text.remove(hash)
    }
}

impl ArticleMarks {
    /// Whether any mark was made on a text with this hash, or none says which text it was made on.
    fn fit(&self, hash: &Hash) -> bool {
        let single = self.star.iter().chain(&self.read).chain(self.note.iter().map(|note| &note.stamp));
        let stamps = single.chain(&self.tagged).chain(self.highlights.iter().map(|it| &it.mark.stamp));
        let mut hashes = stamps.filter_map(|stamp| stamp.hash.as_ref()).peekable();
        hashes.peek().is_none() || hashes.any(|known| known == hash)
    }
}

impl Marks {
    /// The edits that move old marks to the keys of a catalogue's articles.
    pub fn renewing(&self, catalogue: &Catalogue) -> Vec<Edit> {
        let (mut old, mut edits) = (Old::of(self), Vec::new());
        for (ordinal, row) in catalogue.present() {
            if old.is_empty() {
                break;
            }
            // If several articles share a key, the old marks belong to the first.
            let Some(key) = catalogue.key(ordinal).filter(|key| row.key().as_ref() == Some(key)) else {
                continue;
            };
            if let Some(from) = old.take(&row) {
                edits.extend(self.moving(from, &ArticleKey::from(key)));
            }
        }
        edits
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{CatalogueBuilder, SegmentBuilder};
    use crate::article::{Article, body_hash, format_hash};
    use crate::library::Stamp;
    use jiff::Timestamp;
    use std::path::Path;

    #[test]
    fn old_marks_are_found_once_and_kept_under_the_articles_key() {
        let (mut builder, mut segment) = (CatalogueBuilder::default(), SegmentBuilder::default());
        for (path, id, body) in
            [("a.md", "intro", "가"), ("b.md", "intro", "나"), ("c.md", "", "다"), ("d.md", "901_1", "라")]
        {
            let computed_hash = body_hash(body);
            let article = Article { id: id.into(), body: body.into(), computed_hash, ..Article::default() };
            segment.push(Path::new(path), &article.into());
        }
        builder.push(segment.take());
        let catalogue = builder.snapshot();
        let stamp = |body: &str| Some(Stamp { hash: Some(body_hash(body)), at: Timestamp::UNIX_EPOCH });
        let mut marks = Marks::default();
        let of_text = format!("sha256:{}", format_hash(&body_hash("다")));
        for (key, body) in [("intro", "나"), (&of_text, "다"), ("901_1", "라"), ("elsewhere", "마")] {
            marks.apply(&Edit::Star(key.into(), stamp(body)));
        }
        let starred = |marks: &Marks| [0, 1, 2, 3].map(|at| marks.of_article(&catalogue, at).star.is_some());
        assert_eq!(starred(&marks), [false, false, false, true]);
        let edits = marks.renewing(&catalogue);
        edits.iter().for_each(|edit| drop(marks.apply(edit)));
        assert_eq!(starred(&marks), [false, true, true, true]);
        assert!(marks.of("intro").is_empty() && marks.of(&of_text).is_empty());
        assert!(!marks.of("elsewhere").is_empty(), "what this archive has not stays where it is");
        assert!(marks.renewing(&catalogue).is_empty());
    }
}
