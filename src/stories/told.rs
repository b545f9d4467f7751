//! The articles that stories are made of, in an order that doesn't depend on where their files are, and how a
//! group of articles becomes a story.

use super::near::{ComparedText, RepeatedLines};
use super::pairs::{ChangedDays, Dated, DayPairs};
use super::passages::{PassageLetters, Passages};
use super::seen::{first_seen, is_tie};
use super::terms::Terms;
use super::{Relation, Story, StoryArticle};
use crate::archive::{Cancel, Catalogue, Row, TITLE_LINE};
use crate::article::ArticleKind;
use crate::text::fold;
use jiff::Timestamp;
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHasher};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::hash::{Hash, Hasher};
use std::sync::LazyLock;

/// An article that shares at least this much of its letters with the story's first has partly the same text.
const PARTLY: f64 = 0.15;

/// The news agencies whose copy others print, named like publishers and folded.
static AGENCIES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let names = include_str!("../../assets/agencies.txt").lines();
    names.filter(|name| !name.is_empty() && !name.starts_with('#')).map(fold).collect()
});

/// Identifies an article wherever its file is: its id, and its path and entry if it has no id or shares it.
pub(super) type ToldKey<'a> = (Cow<'a, str>, &'a str, Option<u32>);

/// Articles with the same text, but another headline, are one if it isn't shorter than this, in bytes.
const LEAST_SAME: usize = 150;

/// Articles with a date of publication, sorted by day and key, and what stories need to know about them.
pub(super) struct Told {
    pub(super) ordinals: Vec<u32>,
    pub(super) days: Vec<i32>,
    /// A hash of what each article says and of all that stories depend on.
    pub(super) prints: Vec<u64>,
    pub(super) kinds: Vec<ArticleKind>,
    /// For each article, the number of the first one of its day with the same text; its own if it is that one.
    pub(super) same_as: Vec<u32>,
    pub(super) seen: Vec<Option<Timestamp>>,
    pub(super) lines: RepeatedLines,
}

impl Told {
    /// Reads some files, and the terms of those that are needed because days have changed; `None` if
    /// cancelled. An article with the text of an earlier one has no terms: it is in the same story, and
    /// doesn't make what it says more common.
    pub(super) fn read(
        catalogue: &Catalogue,
        files: &[u32],
        kept: &[DayPairs],
        cancel: &Cancel,
    ) -> Option<(Self, Vec<Dated>, ChangedDays)> {
        let mut rows: Vec<(Date, u32, Row<'_>)> = Vec::with_capacity(files.len());
        for &ordinal in files {
            let row = catalogue.row(ordinal);
            rows.extend(row.and_then(|row| Some((row.published()?.date(), ordinal, row))));
        }
        rows.sort_by_cached_key(|(date, _, row)| (*date, key(row)));
        let mut told = Self {
            ordinals: rows.iter().map(|(_, ordinal, _)| *ordinal).collect(),
            days: rows.iter().map(|(date, ..)| day_number(*date)).collect(),
            prints: rows.iter().map(|(_, _, row)| print(catalogue, row)).collect(),
            kinds: rows.iter().map(|(_, _, row)| row.kind()).collect(),
            same_as: Vec::with_capacity(rows.len()),
            seen: first_seen(&rows.iter().map(|(_, _, row)| *row).collect::<Vec<_>>()),
            lines: RepeatedLines::of(rows.iter().map(|(_, _, row)| *row)),
        };
        let changed = ChangedDays::of(told.by_day(), kept);
        let mut dated = Vec::with_capacity(rows.len());
        let mut firsts: FxHashMap<(i32, &str, &str), u32> = FxHashMap::default();
        for (number, (_, _, row)) in rows.iter().enumerate() {
            if cancel.is_cancelled() {
                return None;
            }
            let (own, day, (title, body)) = (number as u32, told.days[number], texts(row));
            let headline = if body.len() >= LEAST_SAME { "" } else { title };
            let is_telling = told.kinds[number].may_begin_story() && !body.is_empty();
            let first = if is_telling { *firsts.entry((day, headline, body)).or_insert(own) } else { own };
            let needs_terms = first == own && changed.needs_terms(day);
            let terms = if needs_terms { Terms::of(title, body) } else { Terms::default() };
            told.same_as.push(first);
            dated.push(Dated { day, terms });
        }
        Some((told, dated, changed))
    }

    /// The prints of each day's articles.
    fn by_day(&self) -> impl Iterator<Item = (i32, &[u64])> {
        let mut first = 0;
        self.days.chunk_by(|one, other| one == other).map(move |days| {
            let own = self.prints.get(first..first + days.len()).unwrap_or_default();
            first += days.len();
            (days[0], own)
        })
    }

    /// The number of each article by its key in the library.
    pub(super) fn numbers(&self, catalogue: &Catalogue) -> FxHashMap<String, u32> {
        let keys = self.ordinals.iter().map(|&ordinal| catalogue.key(ordinal));
        keys.zip(0..).filter_map(|(key, number)| Some((key?.into_owned(), number))).collect()
    }

    /// Makes a story of the articles in it and those that mention it, given by their numbers here.
    pub(super) fn story(
        &self,
        catalogue: &Catalogue,
        members: &[u32],
        mentions: &[u32],
        closeness: &[f32],
    ) -> Option<Story> {
        let at = |number: &u32| *number as usize;
        let row = |number: &u32| catalogue.row(self.ordinals[at(number)]);
        let earliest = members.iter().filter_map(|number| self.seen[at(number)]).min();
        // Of those first seen at about the same time, none is known to have been first.
        let order = |number: &u32| {
            let seen = self.seen[at(number)];
            let later = seen.filter(|&seen| !earliest.is_some_and(|earliest| is_tie(earliest, seen)));
            (seen.is_none(), later.is_some(), later, row(number).map(|row| key(&row)))
        };
        let mut numbers = members.to_vec();
        numbers.sort_by_cached_key(|number| order(number));
        let representative = self.representative(&numbers, closeness);
        let publishers: BTreeSet<String> =
            numbers.iter().filter_map(|number| Some(catalogue.folded_publisher(&row(number)?))).collect();
        let first = numbers.first()?;
        let letters = PassageLetters::of(texts(&row(first)?).1);
        let first = First::of(*first, &letters, self, catalogue)?;
        let all =
            numbers.iter().map(|number| (number, false)).chain(mentions.iter().map(|number| (number, true)));
        let articles =
            all.filter_map(|(number, is_mention)| first.related(*number, is_mention, self, catalogue));
        let articles: Vec<StoryArticle> = articles.collect();
        let first = articles.first()?.ordinal;
        Some(Story { articles, first, representative, publishers: publishers.len() })
    }

    /// The index of the article whose headline represents a story: of those that report it, if any does, the one most
    /// similar to the others, the first of several.
    pub(super) fn representative(&self, numbers: &[u32], closeness: &[f32]) -> usize {
        let close = |at: usize| numbers.get(at).map_or(0.0, |&number| closeness[number as usize]);
        let reports =
            |at: usize| numbers.get(at).is_some_and(|&number| self.kinds[number as usize].may_begin_story());
        let order = |one: &usize, other: &usize| {
            reports(*one).cmp(&reports(*other)).then(close(*one).total_cmp(&close(*other)))
        };
        (0..numbers.len()).rev().max_by(order).unwrap_or_default()
    }
}

/// A story's first article, to which the others are compared.
struct First<'a> {
    number: u32,
    row: Row<'a>,
    passages: Passages<'a>,
    text: ComparedText<'a>,
    is_wire: bool,
}

impl<'a> First<'a> {
    fn of(
        number: u32,
        letters: &'a PassageLetters,
        told: &'a Told,
        catalogue: &'a Catalogue,
    ) -> Option<Self> {
        let row = catalogue.row(told.ordinals[number as usize])?;
        let text = ComparedText::of(&row, &told.lines);
        Some(Self {
            number,
            row,
            passages: Passages::of(letters),
            text,
            is_wire: is_agency(catalogue, &row) || names_agency(&row),
        })
    }

    /// How an article, by its number among those compared, is related to the first of the story.
    fn related(
        &self,
        number: u32,
        is_mention: bool,
        told: &Told,
        catalogue: &Catalogue,
    ) -> Option<StoryArticle> {
        let at = number as usize;
        let row = catalogue.row(told.ordinals[at])?;
        // An excerpt is too little of a text to tell what it shares.
        let is_excerpt = row.is_excerpt() || self.row.is_excerpt();
        let is_compared = number != self.number && !is_mention && !is_excerpt;
        let has_same = is_compared && told.same_as[at] == told.same_as[self.number as usize];
        let shared = is_compared.then(|| match has_same {
            true => 1.0,
            false => self.passages.share_of(&PassageLetters::of(texts(&row).1)),
        });
        let relation = match shared {
            _ if is_mention => Relation::Mention,
            _ if told.kinds[at] == ArticleKind::Photo => Relation::Photo,
            _ if is_excerpt => Relation::Uncompared,
            // What an agency writes itself is no reprint.
            Some(shared)
                if shared >= PARTLY
                    && !is_agency(catalogue, &row)
                    && (self.is_wire || names_agency(&row)) =>
            {
                Relation::Wire
            }
            Some(_) if has_same || is_compared && self.text.is_text_of(&row) => Relation::Same,
            Some(shared) if shared >= PARTLY => Relation::Partly,
            Some(_) | None => Relation::Own,
        };
        Some(StoryArticle { ordinal: told.ordinals[at], relation, shared, first_seen: told.seen[at] })
    }
}

/// The key of an article, by its ordinal.
pub(super) fn key_of(catalogue: &Catalogue, ordinal: u32) -> Option<ToldKey<'_>> {
    catalogue.row(ordinal).map(|row| key(&row))
}

fn print(catalogue: &Catalogue, row: &Row<'_>) -> u64 {
    let mut hasher = FxHasher::default();
    (key(row), catalogue.publisher(row), row.kind(), row.is_excerpt(), texts(row)).hash(&mut hasher);
    hasher.finish()
}

fn key<'a>(row: &Row<'a>) -> ToldKey<'a> {
    (row.id_or_key(), row.path(), row.entry())
}

/// The folded title and body of a row.
pub(super) fn texts<'a>(row: &Row<'a>) -> (&'a str, &'a str) {
    let (corpus, place) = row.place();
    (corpus.head_lines(place).nth(TITLE_LINE).unwrap_or_default(), corpus.body(place))
}

/// A day as a number, for computing differences.
fn day_number(date: Date) -> i32 {
    date.duration_since(Date::ZERO).as_hours().div_euclid(24) as i32
}

/// Whether an agency published an article.
fn is_agency(catalogue: &Catalogue, row: &Row<'_>) -> bool {
    AGENCIES.contains(&catalogue.folded_publisher(row))
}

/// Whether an article's text carries the mark of an agency.
fn names_agency(row: &Row<'_>) -> bool {
    carries_mark(texts(row).1)
}

/// What a credit names when it is that of a picture.
const OF_PICTURES: [&str; 14] = [
    "사진",
    "자료",
    "출처",
    "제공",
    "게티",
    "그래픽",
    "영상",
    "화면",
    "캡처",
    "캡쳐",
    "갈무리",
    "일러스트",
    "photo",
    "image",
];

/// The longest place of a mark, in letters.
const LONGEST_PLACE: usize = 30;

/// Whether a folded text carries an agency's mark: place and agency in brackets, `(서울=연합뉴스)`, or the agency behind
/// its reporter, `홍길동 기자/뉴시스`. Credits of pictures are no marks of the text.
fn carries_mark(body: &str) -> bool {
    let is_behind_reporter = |at: usize, rest: &str| {
        let before = body.get(..at).unwrap_or_default().trim_end();
        (before.ends_with("기자") || before.ends_with("특파원")) && agency_at(rest.trim_start()).is_some()
    };
    body.match_indices(['=', '/']).any(|(at, sign)| {
        let rest = body.get(at + sign.len()..).unwrap_or_default();
        match sign {
            "=" => is_dateline(body.get(..at).unwrap_or_default(), rest),
            _ => is_behind_reporter(at, rest),
        }
    })
}

/// Whether a bracket with a place before `=` holds nothing but agencies behind it.
fn is_dateline(before: &str, mut rest: &str) -> bool {
    let open =
        before.char_indices().rev().take(LONGEST_PLACE).find(|&(_, c)| matches!(c, '(' | '[' | ')' | ']'));
    let Some((start, '(' | '[')) = open else { return false };
    let place = before.get(start + 1..).unwrap_or_default();
    if place.trim().is_empty() || OF_PICTURES.iter().any(|word| place.contains(word)) {
        return false;
    }
    while let Some(behind) = agency_at(rest) {
        if behind.starts_with([')', ']']) {
            return true;
        }
        let Some(next) = behind.strip_prefix(['/', '=', '·']) else { return false };
        rest = next;
    }
    false
}

/// What stands behind the agency that a text begins with.
fn agency_at(text: &str) -> Option<&str> {
    let behind = AGENCIES
        .iter()
        .filter_map(|agency| text.strip_prefix(agency.as_str()))
        .min_by_key(|rest| rest.len())?;
    // Latin letters may be part of a longer word.
    (!behind.starts_with(|c: char| c.is_ascii_alphanumeric())).then_some(behind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_represents_a_story_rather_than_a_photo_that_is_closer_to_the_others() {
        let told = Told {
            ordinals: vec![0, 1, 2],
            days: vec![0; 3],
            prints: vec![0; 3],
            kinds: vec![ArticleKind::Photo, ArticleKind::Report, ArticleKind::Report],
            same_as: vec![0, 1, 2],
            seen: vec![None; 3],
            lines: RepeatedLines::of(std::iter::empty()),
        };
        assert_eq!(told.representative(&[0, 1, 2], &[0.9, 0.3, 0.5]), 2);
        assert_eq!(told.representative(&[0], &[0.9]), 0);
    }

    #[test]
    fn the_mark_of_a_text_is_told_from_the_credit_of_a_picture() {
        for (body, marked) in [
            ("(서울=연합뉴스) 홍길동 기자", true),
            ("[파리=AP/뉴시스] 바람이 분다.", true),
            ("(평양 가나통신=연합뉴스) 바람이 분다.", true),
            ("바람이 분다. 홍길동 기자/뉴시스", true),
            ("사진=AP연합뉴스", false),
            ("(사진=연합뉴스) 바람이 분다.", false),
            ("게티이미지=AFP=연합뉴스", false),
            ("[사진 출처 : AP=연합뉴스]", false),
            ("(가람시 제공=연합뉴스)", false),
            ("바람이 분다. 2026.1.2/뉴스1", false),
            ("바람이 분다. 로이터/AFP", false),
            ("연합뉴스는 전했다.", false),
            ("https://example.com/ap/1?of=ap", false),
        ] {
            assert_eq!(carries_mark(&fold(body)), marked, "{body}");
        }
    }
}
