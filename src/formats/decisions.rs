//! What is decided for a whole file by looking over its first entries, and with it, which of its records are
//! articles.

use super::columns::NameChoices;
use super::html;
use super::names::{FieldName, are_bigkinds};
use super::reading::RecordReading;
use super::record::{EntryRecord, KnownNames, Places, RecordField, date_from};
use crate::article::{Article, Problem, ProblemKind, Published, body_hash, hash_from};
use rustc_hash::FxHashMap;

/// How many entries are examined to decide what holds for a whole file.
pub(super) const LOOKED_OVER: usize = 1000;

/// The decisions made for a file by examining its first entries.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Decisions {
    /// It is an export of this program: every entry is an article, exactly as written.
    pub(super) is_export: bool,
    /// It is the head of a single-article file, with the text below.
    pub(super) is_head: bool,
    /// Titles and texts are HTML.
    pub(super) is_html: bool,
    /// 00:00 is a time; otherwise it means that only the day is known.
    midnight_is_a_time: bool,
    /// It is a BigKinds sheet, whose texts are only excerpts.
    pub(super) is_bigkinds: bool,
    /// It is an export with text lengths, so an entry without one is an excerpt.
    pub(super) has_lengths: bool,
    /// No entry has a text, so a missing text is not a problem.
    no_texts: bool,
    /// The names that the reader chose to stand for fields.
    chosen: NameChoices,
    /// Titles shared by too many entries to be real titles.
    pub(super) shared_titles: Vec<String>,
}

impl Decisions {
    /// The decisions for the head of a single-article file.
    pub(super) fn of_head(head: &EntryRecord) -> Self {
        // An export writes a day without a time.
        Self { is_head: true, midnight_is_a_time: is_export(head, "file"), ..Self::default() }
    }

    /// Examines the first entries of a file.
    pub(super) fn of(records: &[EntryRecord], known: &mut KnownNames) -> Self {
        let (mut html, mut texts, mut has_times) = (0_usize, 0_usize, false);
        let mut titles: FxHashMap<String, usize> = FxHashMap::default();
        for record in records {
            let places = Places::of(record, known);
            let text_of = |field| record.fields.get(places.of_field(field)?)?.value.as_text();
            let (title, text) = (text_of(FieldName::Title), text_of(FieldName::Text));
            texts += usize::from(text.is_some());
            let fits_hash = match (text_of(FieldName::ContentHash).and_then(hash_from), text) {
                (Some(stored), Some(text)) => body_hash(text) == stored,
                _ => false,
            };
            html += usize::from(!fits_hash && [title, text].into_iter().flatten().any(html::has_markup));
            if let Some(title) = title {
                *titles.entry(title.trim().to_owned()).or_default() += 1;
            }
            let published = places.published(record).and_then(|(text, _)| date_from(&text));
            has_times |= matches!(published, Some(Published::Time(_)));
        }
        let is_export = records.first().is_some_and(|record| is_export(record, "path"));
        let tenth = if is_export { usize::MAX } else { records.len() / 10 };
        let shared = titles.into_iter().filter(|(_, count)| records.len() >= 10 && *count > tenth);
        let names = |record: &EntryRecord| are_bigkinds(record.fields.iter().map(|field| &*field.name));
        Self {
            is_export,
            is_head: false,
            is_html: !is_export && html * 100 > records.len(),
            midnight_is_a_time: has_times,
            is_bigkinds: records.iter().take(10).any(names),
            has_lengths: is_export && records.iter().any(has_kind),
            no_texts: texts == 0,
            chosen: NameChoices::default(),
            shared_titles: shared.map(|(title, _)| title).collect(),
        }
    }

    /// The decisions where the reader chose names.
    pub(super) fn with(self, chosen: NameChoices) -> Self {
        Self { chosen, ..self }
    }

    /// The names that the reader chose.
    pub(super) fn chosen(&self) -> &NameChoices {
        &self.chosen
    }

    /// The article of a record; `None` if it isn't one.
    pub(super) fn article(&self, record: &EntryRecord, known: &mut KnownNames) -> Option<Article> {
        let at_line = |kind| Problem { kind, line: u32::try_from(record.line).ok(), detail: None };
        if let Some(kind @ (ProblemKind::TooLarge | ProblemKind::Unreadable)) = record.problem {
            let detail = record.is_cut_off.then(|| Problem::CUT_OFF.to_owned());
            let problem = Problem { detail, ..at_line(kind) };
            return Some(Article { problems: vec![problem], ..Article::default() });
        }
        // Tables that were joined have their header again and again.
        let is_header = record.fields.len() > 1 && record.fields.iter().all(names_itself);
        if is_header {
            return None;
        }
        let mut places = Places::of(record, known);
        self.settle_places(record, &mut places);
        let has_text = places.of_field(FieldName::Text).is_some();
        let has_place =
            [FieldName::Url, FieldName::Published].iter().any(|&it| places.of_field(it).is_some());
        let is_headline = places.of_field(FieldName::Title).is_some() && has_place;
        if !(self.is_export || self.is_head || has_text || is_headline) {
            return None;
        }
        let mut article = RecordReading::read(record, &places, self);
        article.problems.splice(0..0, record.problem.map(at_line));
        article.comments.clone_from(&record.comments);
        if self.is_head {
            return Some(article);
        }
        if article.title.is_empty() {
            article.problems.push(at_line(ProblemKind::NoTitle));
        }
        if article.body.is_empty() && !self.no_texts {
            article.problems.push(at_line(ProblemKind::NoBody));
        }
        Some(article)
    }

    /// Drops places that can't be what their name says in this kind of file.
    fn settle_places(&self, record: &EntryRecord, places: &mut Places) {
        if self.is_head {
            places.forget(FieldName::Text);
            places.forget(FieldName::Excerpt);
        } else if places.of_field(FieldName::Text).is_none() {
            places.forget_names(record);
        }
        if !(self.is_bigkinds || self.is_export) {
            places.forget(FieldName::Words);
        }
        if !self.is_export {
            places.forget_paths(record);
        }
    }

    /// The date of publication that a text says.
    pub(super) fn published(&self, text: &str) -> Option<Published> {
        let published = date_from(text)?;
        match published {
            Published::Date(date) if self.midnight_is_a_time && text.contains(':') => {
                Some(Published::Time(date.at(0, 0, 0, 0)))
            }
            published => Some(published),
        }
    }
}

/// Whether a cell has the name of its column.
fn names_itself(field: &RecordField) -> bool {
    field.value.as_text().is_some_and(|text| text.trim() == field.name.trim())
}

/// Whether an entry of an export has a kind. Lengths are exported since kinds are; unlike a kind, they may be
/// missing from all entries, if those are excerpts.
fn has_kind(record: &EntryRecord) -> bool {
    record.fields.iter().any(|field| &*field.name == "kind")
}

/// Whether an entry or a head comes from an export of this program, which has the file's path under a name.
fn is_export(record: &EntryRecord, path_name: &str) -> bool {
    let value = |wanted: &str| {
        record.fields.iter().find(|field| &*field.name == wanted).and_then(|field| field.value.as_text())
    };
    matches!(value("integrity"), Some("intact" | "altered" | "unknown")) && value(path_name).is_some()
}
