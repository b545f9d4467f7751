//! The articles that stories are made of, in an order that doesn't depend on where their files are, and how a
//! group of articles becomes a story.

use super::near::{ComparedText, RepeatedLines};
use super::pairs::Dated;
use super::passages::{PassageLetters, Passages};
use super::seen::first_seen;
use super::terms::Terms;
use super::{Relation, Story, StoryArticle};
use crate::archive::{Cancel, Catalogue, Row, TITLE_LINE};
use crate::article::ArticleKind;
use jiff::Timestamp;
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// An article that shares at least this much of its letters with the story's first has partly the same text.
const PARTLY: f64 = 0.15;

/// The news agencies whose copy others print, one per line, named like publishers.
const AGENCIES: &str = include_str!("../../assets/agencies.txt");

/// Identifies an article wherever its file is: its id, and its path if it has no id or shares it.
type ToldKey<'a> = (&'a str, &'a str);

/// Articles with a date of publication, sorted by day and key.
pub(super) struct Told<'a> {
    catalogue: &'a Catalogue,
    rows: Vec<(u32, Row<'a>)>,
    pub(super) dated: Vec<Dated>,
    pub(super) kinds: Vec<ArticleKind>,
    seen: Vec<Option<Timestamp>>,
    lines: RepeatedLines,
}

impl<'a> Told<'a> {
    /// Reads the terms of some files; `None` if cancelled.
    pub(super) fn read(catalogue: &'a Catalogue, files: &[u32], cancel: &Cancel) -> Option<Self> {
        let mut rows: Vec<(Date, u32, Row<'a>)> = Vec::with_capacity(files.len());
        for &ordinal in files {
            let row = catalogue.row(ordinal);
            rows.extend(row.and_then(|row| Some((row.published()?.date(), ordinal, row))));
        }
        rows.sort_by(|one, other| one.0.cmp(&other.0).then_with(|| key(&one.2).cmp(&key(&other.2))));
        let mut told = Self {
            catalogue,
            dated: Vec::with_capacity(rows.len()),
            kinds: Vec::with_capacity(rows.len()),
            seen: Vec::new(),
            lines: RepeatedLines::of(rows.iter().map(|(_, _, row)| *row)),
            rows: Vec::with_capacity(rows.len()),
        };
        for (date, ordinal, row) in rows {
            if cancel.is_cancelled() {
                return None;
            }
            let (title, body) = texts(&row);
            told.dated.push(Dated { day: day_number(date), terms: Terms::of(title, body) });
            told.kinds.push(row.kind());
            told.rows.push((ordinal, row));
        }
        let rows: Vec<Row<'_>> = told.rows.iter().map(|(_, row)| *row).collect();
        told.seen = first_seen(&rows);
        Some(told)
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The number of each article by its key in the library.
    pub(super) fn numbers(&self) -> FxHashMap<String, u32> {
        let keys = self.rows.iter().map(|&(ordinal, _)| self.catalogue.key(ordinal));
        keys.zip(0..).filter_map(|(key, number)| Some((key?.into_owned(), number))).collect()
    }

    pub(super) fn key_of(&self, ordinal: u32) -> Option<ToldKey<'a>> {
        self.catalogue.row(ordinal).map(|row| key(&row))
    }

    /// Makes a story of the articles in it and those that mention it, given by their numbers here.
    pub(super) fn story(&self, members: &[u32], mentions: &[u32], closeness: &[f32]) -> Story {
        let at = |number: &u32| *number as usize;
        let order = |number: &u32| {
            let seen = self.seen[at(number)];
            (seen.is_none(), seen, key(&self.rows[at(number)].1))
        };
        let mut numbers = members.to_vec();
        numbers.sort_by(|one, other| order(one).cmp(&order(other)));
        let representative = (0..numbers.len())
            .rev()
            .max_by(|&one, &other| closeness[at(&numbers[one])].total_cmp(&closeness[at(&numbers[other])]))
            .unwrap_or_default();
        let publishers: BTreeSet<&str> =
            numbers.iter().map(|number| self.rows[at(number)].1.publisher()).collect();
        let first = numbers.first().map(at).unwrap_or_default();
        let first_row = self.rows[first].1;
        let letters = PassageLetters::of(texts(&first_row).1);
        let passages = Passages::of(&letters);
        let first_text = ComparedText::of(&first_row, &self.lines);
        let mut articles: Vec<StoryArticle> = Vec::with_capacity(numbers.len() + mentions.len());
        for number in numbers.iter().chain(mentions).map(at) {
            let (ordinal, row) = self.rows[number];
            let is_mention = articles.len() >= numbers.len();
            // An excerpt is too little of a text to tell what it shares.
            let is_compared = number != first && !is_mention && !row.is_excerpt() && !first_row.is_excerpt();
            let shared = is_compared.then(|| passages.share_of(&PassageLetters::of(texts(&row).1)));
            let is_same = || is_compared && first_text.is_text_of(&row);
            let relation = match shared {
                _ if is_mention => Relation::Mention,
                _ if self.kinds[number] == ArticleKind::Photo => Relation::Photo,
                Some(shared) if shared >= PARTLY && (is_wire(&first_row) || is_wire(&row)) => Relation::Wire,
                Some(_) if is_same() => Relation::Same,
                Some(shared) if shared >= PARTLY => Relation::Partly,
                Some(_) | None => Relation::Own,
            };
            articles.push(StoryArticle { ordinal, relation, shared, first_seen: self.seen[number] });
        }
        Story { articles, representative, publishers: publishers.len() }
    }
}

fn key<'a>(row: &Row<'a>) -> ToldKey<'a> {
    (row.id(), row.path())
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

/// Whether an agency published an article, or is named at its start or end as the source.
fn is_wire(row: &Row<'_>) -> bool {
    let body = texts(row).1;
    AGENCIES.lines().filter(|name| !name.is_empty() && !name.starts_with('#')).any(|agency| {
        row.publisher() == agency
            || body.contains(&format!("={agency}"))
            || body.contains(&format!("/{agency}"))
    })
}
