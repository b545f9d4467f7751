//! Concordances: every place of a query's terms in titles and texts, with what stands around it.

use crate::archive::{Catalogue, OpenSource, Row};
use crate::search::{HitPlace, Matcher};
use crate::text::draw::draw;
use crate::text::fold_with_sources;
use std::cmp::Ordering;
use std::ops::Range;

/// How the lines of a concordance are sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ConcordanceOrder {
    /// As articles are listed: the newest first; the title before the text.
    #[default]
    Date,
    /// By the word before, then the one before that, and so on.
    Left,
    /// By the word after.
    Right,
    /// By the second word after.
    SecondRight,
}

impl ConcordanceOrder {
    pub const ALL: [Self; 4] = [Self::Date, Self::Left, Self::Right, Self::SecondRight];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Left => "left",
            Self::Right => "right",
            Self::SecondRight => "right2",
        }
    }
}

/// A place in an article where a term was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermPlace {
    /// The article's newest file.
    pub ordinal: u32,
    pub in_title: bool,
    /// The range in the folded title or text, in bytes.
    range: Range<u32>,
}

/// The places of a query's terms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Concordance {
    /// Those to be shown, in order.
    pub places: Vec<TermPlace>,
    /// How many there are.
    pub total: usize,
    /// How many articles have one.
    pub articles: usize,
}

/// Which places are shown, and in which order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ConcordanceRequest {
    pub order: ConcordanceOrder,
    /// The most places to show.
    pub limit: Option<usize>,
    /// If there are more, takes them at random by this seed, rather than the first.
    pub seed: Option<u64>,
}

/// A hit with the text around it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConcordanceLine {
    /// The article's newest file.
    pub ordinal: u32,
    pub in_title: bool,
    /// The range in the title or text, in Unicode scalar values.
    pub range: Range<usize>,
    /// What stands before it.
    pub left: String,
    /// What was found.
    pub hit: String,
    /// What stands behind it.
    pub right: String,
}

impl Concordance {
    /// The places of a query's terms in some articles, which are given in the order of a list.
    pub fn of(catalogue: &Catalogue, files: &[u32], matcher: &Matcher, request: ConcordanceRequest) -> Self {
        let (mut places, mut articles) = (Vec::new(), 0);
        for &ordinal in files {
            let Some(row) = catalogue.row(ordinal) else { continue };
            let before = places.len();
            for (place, in_title) in [(HitPlace::Title, true), (HitPlace::Body, false)] {
                let found = matcher.places(folded(&row, in_title), place).into_iter();
                places.extend(found.map(|it| TermPlace {
                    ordinal,
                    in_title,
                    range: it.start as u32..it.end as u32,
                }));
            }
            articles += usize::from(places.len() > before);
        }
        let total = places.len();
        if let (Some(seed), Some(limit)) = (request.seed, request.limit) {
            thin(&mut places, catalogue, seed, limit);
        }
        sort(&mut places, catalogue, request.order);
        places.truncate(request.limit.unwrap_or(total));
        Self { places, total, articles }
    }

    /// Reads some of its places with up to `width` characters on either side, line breaks included.
    pub fn lines(
        &self,
        shown: Range<usize>,
        catalogue: &Catalogue,
        source: &OpenSource<'_>,
        width: usize,
    ) -> Vec<ConcordanceLine> {
        let places = self.places.get(shown).unwrap_or_default();
        let mut lines = vec![ConcordanceLine::default(); places.len()];
        // Each article is read once, however many of its places are shown, and in whatever order.
        let mut order: Vec<usize> = (0..places.len()).collect();
        order.sort_by_key(|&at| places.get(at).map(|place| (place.ordinal, !place.in_title)));
        let mut buffer = Vec::new();
        let same_text = |a: &usize, b: &usize| {
            let of = |at: usize| places.get(at).map(|place| (place.ordinal, place.in_title));
            of(*a) == of(*b)
        };
        for group in order.chunk_by(same_text) {
            let Some(first) = group.first().and_then(|&at| places.get(at)) else { continue };
            let Some(row) = catalogue.row(first.ordinal) else { continue };
            let article = source.read_row(&row, &mut buffer).article;
            let text = if first.in_title { &article.title } else { article.text() };
            let (folded, sources) = fold_with_sources(text);
            let letters: Vec<char> = text.chars().collect();
            let piece = |range: Range<usize>| letters.get(range).unwrap_or_default().iter().collect();
            for &at in group {
                let (Some(place), Some(line)) = (places.get(at), lines.get_mut(at)) else { continue };
                let range = place.range.start as usize..place.range.end as usize;
                // A file that has changed since it was listed may be shorter.
                let range = sources.original(&folded, range.start..range.end.min(folded.len()));
                let end = range.end.min(letters.len());
                let start = range.start.min(end);
                *line = ConcordanceLine {
                    ordinal: place.ordinal,
                    in_title: place.in_title,
                    range: start..end,
                    left: piece(start.saturating_sub(width)..start),
                    hit: piece(start..end),
                    right: piece(end..end.saturating_add(width).min(letters.len())),
                };
            }
        }
        lines
    }
}

/// The folded title or text of a row.
fn folded<'a>(row: &Row<'a>, in_title: bool) -> &'a str {
    let (corpus, document) = row.place();
    if in_title { corpus.head_lines(document).next().unwrap_or_default() } else { corpus.body(document) }
}

/// Keeps some places at random, in their order.
fn thin(places: &mut Vec<TermPlace>, catalogue: &Catalogue, seed: u64, limit: usize) {
    if places.len() <= limit {
        return;
    }
    let mut drawn: Vec<([u8; 32], usize)> = Vec::with_capacity(places.len());
    let (mut id, mut last) = (String::new(), None);
    for (at, place) in places.iter().enumerate() {
        if last.replace(place.ordinal) != Some(place.ordinal) {
            id = catalogue.row(place.ordinal).map(|row| row.id_or_key().into_owned()).unwrap_or_default();
        }
        let field = if place.in_title { "title" } else { "body" };
        drawn.push((draw(seed, &format!("{id}:{field}:{}", place.range.start)), at));
    }
    drawn.sort_unstable();
    let mut kept: Vec<usize> = drawn.into_iter().take(limit).map(|(_, at)| at).collect();
    kept.sort_unstable();
    *places = kept.into_iter().filter_map(|at| places.get(at).cloned()).collect();
}

/// Sorts places by the words around them; ties stay in the order of their dates.
fn sort(places: &mut [TermPlace], catalogue: &Catalogue, order: ConcordanceOrder) {
    let around = |place: &TermPlace| {
        let row = catalogue.row(place.ordinal)?;
        let text = folded(&row, place.in_title);
        let before = text.get(..place.range.start as usize)?;
        Some((before, text.get(place.range.end as usize..)?))
    };
    let compare = |a: &TermPlace, b: &TermPlace| {
        let (Some((before, after)), Some((other_before, other_after))) = (around(a), around(b)) else {
            return Ordering::Equal;
        };
        match order {
            ConcordanceOrder::Date => Ordering::Equal,
            ConcordanceOrder::Left => words_before(before).cmp(words_before(other_before)),
            ConcordanceOrder::Right => words_after(after).cmp(words_after(other_after)),
            ConcordanceOrder::SecondRight => words_after(after).skip(1).cmp(words_after(other_after).skip(1)),
        }
    };
    if order != ConcordanceOrder::Date {
        places.sort_by(compare);
    }
}

/// How many words decide the order.
const COMPARED: usize = 4;

/// The words before a place, from right to left, without what is left of the word it is in.
fn words_before(text: &str) -> impl Iterator<Item = &str> {
    let words = text.rsplit(' ').skip(1);
    words.map(bare).filter(|word| !word.is_empty()).take(COMPARED)
}

/// The words after a place, without the rest of the word it is in.
fn words_after(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(' ').skip(1);
    words.map(bare).filter(|word| !word.is_empty()).take(COMPARED)
}

/// A word without signs around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}
