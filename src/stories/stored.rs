//! Stories as bytes in the archive's cache, so that the next start needn't find them again. They are taken
//! from there only if every article is what it was and the reader has decided nothing else.

use super::{Relation, Story, StoryArticle};
use crate::archive::{Cache, Catalogue, Row, words};
use crate::library::{JudgedStories, StoryJudgement};
use bytemuck::{Pod, Zeroable};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use std::io;

/// The version of the rules by which stories are made. Raise it with any change to them, so that those made
/// before are made again.
const RULES: u32 = 6;

const RELATIONS: [Relation; 7] = [
    Relation::Same,
    Relation::Partly,
    Relation::Own,
    Relation::Photo,
    Relation::Mention,
    Relation::Wire,
    Relation::Uncompared,
];

/// The articles that stories are made of, in an order that doesn't depend on where they are in a catalogue.
pub struct StoryBasis {
    ordinals: Vec<u32>,
    /// A hash of all that stories depend on.
    print: [u8; 32],
}

/// A story's own numbers.
#[derive(Clone, Copy, Pod, Zeroable)]
#[repr(C)]
struct PackedStory {
    articles: u32,
    representative: u32,
    publishers: u32,
}

#[derive(Clone, Copy, Pod, Zeroable)]
#[repr(C)]
struct PackedArticle {
    shared: f64,
    /// In seconds, followed by the nanoseconds.
    seen: i64,
    seen_nanos: i32,
    /// The position in the basis.
    article: u32,
    /// An index into [`RELATIONS`].
    relation: u8,
    has_shared: u8,
    has_seen: u8,
    _unused: [u8; 5],
}

impl StoryBasis {
    /// The basis of the stories of some files of a catalogue, by ordinal, as the reader decided.
    pub fn of(catalogue: &Catalogue, files: &[u32], judged: &JudgedStories) -> Self {
        let mut rows: Vec<(u32, Row<'_>)> =
            files.iter().filter_map(|&file| Some((file, catalogue.row(file)?))).collect();
        rows.sort_by_cached_key(|(_, row)| key(row));
        let mut sum = Sha256::new();
        sum.update(RULES.to_le_bytes());
        for (_, row) in &rows {
            add(&mut sum, catalogue, row);
        }
        for ((one, other), (judgement, _)) in judged {
            add_text(&mut sum, one);
            add_text(&mut sum, other);
            sum.update([u8::from(*judgement == StoryJudgement::Together)]);
        }
        Self { ordinals: rows.into_iter().map(|(file, _)| file).collect(), print: sum.finalize().into() }
    }

    /// The stories that were kept of this basis; `None` if there are none.
    pub fn kept(&self, cache: &Cache) -> Option<Vec<Story>> {
        let parts = cache.read_stories()?;
        let [print, stories, articles] = parts.as_slice() else { return None };
        if print.as_slice() != self.print {
            return None;
        }
        let stories: Vec<PackedStory> = words(stories)?;
        let articles: Vec<PackedArticle> = words(articles)?;
        let mut rest = articles.as_slice();
        let stories = stories.into_iter().map(|story| {
            let (own, others) = rest.split_at_checked(story.articles as usize)?;
            rest = others;
            let articles: Vec<StoryArticle> =
                own.iter().map(|article| article.unpacked(&self.ordinals)).collect::<Option<_>>()?;
            let representative = story.representative as usize;
            (representative < articles.len()).then_some(Story {
                first: articles.first()?.ordinal,
                articles,
                representative,
                publishers: story.publishers as usize,
            })
        });
        stories.collect()
    }

    /// Keeps the stories of this basis instead of those kept before.
    ///
    /// # Errors
    /// If they can't be written.
    pub fn keep(&self, stories: &[Story], cache: &Cache) -> io::Result<()> {
        let mut places: Vec<(u32, u32)> = self.ordinals.iter().copied().zip(0..).collect();
        places.sort_unstable();
        let place = |ordinal: u32| {
            let at = places.binary_search_by_key(&ordinal, |&(ordinal, _)| ordinal).ok()?;
            places.get(at).map(|&(_, place)| place)
        };
        let (mut packed, mut articles) = (Vec::with_capacity(stories.len()), Vec::new());
        for story in stories {
            packed.push(PackedStory {
                articles: story.articles.len() as u32,
                representative: story.representative as u32,
                publishers: story.publishers as u32,
            });
            for article in &story.articles {
                // Every article of a story is of its basis.
                let place = place(article.ordinal).ok_or(io::ErrorKind::InvalidData)?;
                articles.push(PackedArticle::of(article, place));
            }
        }
        cache.write_stories(&[&self.print, bytemuck::cast_slice(&packed), bytemuck::cast_slice(&articles)])
    }
}

impl PackedArticle {
    fn of(article: &StoryArticle, place: u32) -> Self {
        let relation = RELATIONS.iter().position(|&relation| relation == article.relation);
        Self {
            shared: article.shared.unwrap_or_default(),
            seen: article.first_seen.map_or(0, Timestamp::as_second),
            seen_nanos: article.first_seen.map_or(0, Timestamp::subsec_nanosecond),
            article: place,
            relation: relation.unwrap_or_default() as u8,
            has_shared: article.shared.is_some().into(),
            has_seen: article.first_seen.is_some().into(),
            _unused: [0; 5],
        }
    }

    /// `None` if a value is invalid.
    fn unpacked(&self, ordinals: &[u32]) -> Option<StoryArticle> {
        let first_seen = match self.has_seen {
            0 => None,
            _ => Some(Timestamp::new(self.seen, self.seen_nanos).ok()?),
        };
        Some(StoryArticle {
            ordinal: *ordinals.get(self.article as usize)?,
            relation: *RELATIONS.get(usize::from(self.relation))?,
            shared: (self.has_shared != 0).then_some(self.shared),
            first_seen,
        })
    }
}

/// Identifies an article wherever its row is.
fn key<'a>(row: &Row<'a>) -> impl Ord + use<'a> {
    (row.id_or_key(), row.path(), row.entry())
}

/// Adds all of a row that stories depend on; its texts by the hash of the body.
fn add(sum: &mut Sha256, catalogue: &Catalogue, row: &Row<'_>) {
    for text in [row.id(), row.path(), row.title(), &catalogue.publisher(row), row.url()] {
        add_text(sum, text);
    }
    sum.update(row.entry().unwrap_or_default().to_le_bytes());
    sum.update(row.letters().to_le_bytes());
    sum.update([row.kind().number(), row.is_excerpt().into()]);
    sum.update(row.body_hash().copied().unwrap_or_default());
    add_text(sum, &row.published().map(|at| at.time().to_string()).unwrap_or_default());
    let crawled = row.crawled().map_or(i128::MIN, Timestamp::as_nanosecond);
    sum.update(crawled.to_le_bytes());
}

fn add_text(sum: &mut Sha256, text: &str) {
    sum.update((text.len() as u64).to_le_bytes());
    sum.update(text);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{Cancel, CatalogueBuilder, SegmentBuilder};
    use crate::article::{Article, Published, format_hash};
    use crate::stories::{newest, stories};
    use std::path::Path;

    /// Some articles about a few events, stored in this order, one of which may say something else.
    fn catalogue(order: impl Iterator<Item = u32>, changed: Option<u32>) -> Catalogue {
        let mut segment = SegmentBuilder::default();
        for number in order {
            let (event, told) = [
                ("나루대교 붕괴", "나루대교 상판이 무너져 트럭 두 대가 떨어졌다."),
                ("도서관 개관", "솔빛도서관이 개관식을 마치고 이용자를 맞았다."),
                ("달팽이 경주", "느린 달팽이가 결승선을 먼저 넘어 우승했다."),
            ][number as usize % 3];
            let body = format!("{told} {number}번 기자가 지켜보았다. ").repeat(12);
            let body = if changed == Some(number) { format!("{body} 다르다.") } else { body };
            let article = Article {
                id: format!("90{}_{number:010}", number % 5),
                title: format!("{event} {number}"),
                publisher: format!("신문{}", number % 5),
                published: Some(Published::Date(jiff::civil::date(2026, 1, 2))),
                crawled: Timestamp::from_second(1_767_300_000 + i64::from(number)).ok(),
                computed_hash: Sha256::digest(&body).into(),
                body,
                ..Article::default()
            };
            segment.push(Path::new(&format!("{number}.md")), &article.into());
        }
        let mut builder = CatalogueBuilder::default();
        builder.push(segment.take());
        builder.snapshot()
    }

    fn basis(catalogue: &Catalogue, judged: &JudgedStories) -> (StoryBasis, Vec<Story>) {
        let files = newest(catalogue);
        let found = stories(catalogue, &files, judged, &Cancel::default()).unwrap();
        (StoryBasis::of(catalogue, &files, judged), found)
    }

    fn cache(folder: &Path) -> Cache {
        let mut cache = Cache::of(folder, Path::new("/archive"));
        assert!(cache.lock().unwrap());
        cache
    }

    #[test]
    fn stories_are_kept_until_an_article_or_a_decision_changes() {
        let (home, none) = (tempfile::tempdir().unwrap(), JudgedStories::default());
        let cache = cache(home.path());
        let (first, found) = basis(&catalogue(0..15, None), &none);
        assert!(found.len() >= 3, "{}", found.len());
        assert_eq!(first.kept(&cache), None);
        first.keep(&found, &cache).unwrap();
        assert_eq!(first.kept(&cache).as_ref(), Some(&found));
        // Another order of rows gives the same stories of other ordinals.
        let (reversed, again) = basis(&catalogue((0..15).rev(), None), &none);
        assert_ne!(again, found);
        assert_eq!(reversed.kept(&cache), Some(again));
        assert_eq!(basis(&catalogue(0..15, Some(7)), &none).0.kept(&cache), None, "an article changed");
        assert_eq!(basis(&catalogue(0..14, None), &none).0.kept(&cache), None, "an article is gone");
        let decision = (("a".into(), "b".into()), (StoryJudgement::Together, Timestamp::UNIX_EPOCH));
        assert_eq!(basis(&catalogue(0..15, None), &[decision].into()).0.kept(&cache), None, "a decision");
    }

    #[test]
    fn damaged_stories_are_not_taken() {
        let (home, none) = (tempfile::tempdir().unwrap(), JudgedStories::default());
        let cache = cache(home.path());
        let (basis, found) = basis(&catalogue(0..15, None), &none);
        basis.keep(&found, &cache).unwrap();
        let path = cache.folder().join("stories");
        let whole = std::fs::read(&path).unwrap();
        for at in (0..whole.len()).step_by(7) {
            let mut damaged = whole.clone();
            damaged[at] ^= 0x55;
            std::fs::write(&path, &damaged).unwrap();
            // What lies between the parts means nothing.
            assert!(basis.kept(&cache).is_none_or(|kept| kept == found), "{at}");
            std::fs::write(&path, &whole[..at]).unwrap();
            assert_eq!(basis.kept(&cache), None, "cut at {at}");
        }
    }

    #[test]
    fn how_stories_are_made_changes_only_with_the_number_of_the_rules() {
        let found = basis(&catalogue(0..60, None), &JudgedStories::default()).1;
        let hash = format_hash(&Sha256::digest(format!("{found:?}")).into());
        // After changing how stories are made, raise RULES, so that those kept are made again.
        assert_eq!((RULES, &hash[..16]), (6, "155557311d61941e"));
    }
}
