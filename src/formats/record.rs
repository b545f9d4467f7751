//! A record of a table, JSON or a file's head, as written, and which of its fields mean what.

use super::columns::NameChoices;
use super::names::FieldName;
use crate::article::{Comment, ProblemKind, Published, parse_author, published_from, web_address};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

/// An entry of a file, or the head of a file, as written.
#[derive(Clone, Debug, Default)]
pub(super) struct EntryRecord {
    /// Its number in the file, starting at 1.
    pub(super) entry: u32,
    /// Its byte range.
    pub(super) range: Range<u64>,
    /// The number of its first line, starting at 1.
    pub(super) line: u64,
    pub(super) fields: Vec<RecordField>,
    /// The readers' comments, present only in exports of this program.
    pub(super) comments: Vec<Comment>,
    /// Why it can't be read, or what had to be repaired.
    pub(super) problem: Option<ProblemKind>,
    /// Whether the file ends within it, so that it can't be read.
    pub(super) is_cut_off: bool,
}

/// A name with its value.
#[derive(Clone, Debug)]
pub(super) struct RecordField {
    pub(super) name: Arc<str>,
    pub(super) value: Value,
    /// The line it is on, starting at 1, if different from the record's.
    pub(super) line: Option<u32>,
}

impl RecordField {
    pub(super) fn new(name: impl Into<Arc<str>>, value: Value) -> Self {
        Self { name: name.into(), value, line: None }
    }

    pub(super) fn text(name: impl Into<Arc<str>>, text: impl Into<String>) -> Self {
        Self::new(name, Value::Text(text.into()))
    }
}

/// The value of a name.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Text(String),
    /// A list of texts or people.
    Texts(Vec<String>),
    /// A value that no field takes: a boolean, a list of lists.
    Other(String),
    /// An additional field in an export of this program, which stays one whatever its name.
    Extra(String),
}

impl Value {
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) | Self::Other(text) => text.trim().is_empty(),
            Self::Texts(texts) => texts.iter().all(|text| text.trim().is_empty()),
            Self::Extra(_) => false,
        }
    }

    pub(super) fn is_list(&self) -> bool {
        matches!(self, Self::Texts(_))
    }

    /// The value as a single text, with list items on separate lines.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Text(text) | Self::Other(text) | Self::Extra(text) => text.clone(),
            Self::Texts(texts) => texts.join("\n"),
        }
    }

    /// The value if it is a text or a list of a single text.
    pub(super) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Texts(texts) => match texts.as_slice() {
                [text] => Some(text),
                _ => None,
            },
            Self::Other(_) | Self::Extra(_) => None,
        }
    }
}

/// The author line for a person with a known name and possibly a title, which is kept only if the line still
/// names the person.
pub(super) fn person_line(name: &str, title: Option<&str>) -> String {
    let line = title.map(|title| format!("{name} {title}"));
    line.filter(|line| parse_author(line).name == name).unwrap_or_else(|| name.to_owned())
}

/// The fields that the names in a file stand for, cached by name.
#[derive(Debug, Default)]
pub(super) struct KnownNames {
    known: FxHashMap<Arc<str>, Vec<(FieldName, usize)>>,
    chosen: NameChoices,
}

impl KnownNames {
    /// The most names to cache; a file with more different names has no fixed columns.
    const MOST: usize = 4096;

    /// The fields of a file in which the reader chose these names.
    pub(super) fn with(chosen: &NameChoices) -> Self {
        Self { known: FxHashMap::default(), chosen: chosen.clone() }
    }

    fn of(&mut self, name: &Arc<str>) -> Vec<(FieldName, usize)> {
        if let Some(known) = self.known.get(name) {
            return known.clone();
        }
        let found = self.chosen.fields_of(name);
        if self.known.len() < Self::MOST {
            self.known.insert(name.clone(), found.clone());
        }
        found
    }
}

/// For each of an article's fields, the record's fields that can hold it, best first.
pub(super) struct Places(Vec<(FieldName, usize, usize)>);

impl Places {
    pub(super) fn of(record: &EntryRecord, known: &mut KnownNames) -> Self {
        let mut found: Vec<(FieldName, usize, usize)> = Vec::new();
        for (at, field) in record.fields.iter().enumerate().filter(|(_, field)| !field.value.is_empty()) {
            for (holds, rank) in known.of(&field.name) {
                if fits(holds, &field.name, &field.value) {
                    found.push((holds, rank, at));
                }
            }
        }
        found.sort_unstable();
        Self(found)
    }

    /// The index of a field's value in the record.
    pub(super) fn of_field(&self, field: FieldName) -> Option<usize> {
        self.all_of(field).next()
    }

    /// Every index that could hold a field.
    pub(super) fn all_of(&self, field: FieldName) -> impl Iterator<Item = usize> {
        self.0.iter().filter(move |(of, ..)| *of == field).map(|(.., at)| *at)
    }

    /// The date of publication as written, with the time of day if that is in a field of its own, and the indices
    /// of both.
    pub(super) fn published<'a>(&self, record: &'a EntryRecord) -> Option<(Cow<'a, str>, Vec<usize>)> {
        let text_at =
            |at: usize| record.fields.get(at).and_then(|field| field.value.as_text()).map(str::trim);
        let is_date = |&at: &usize| text_at(at).is_some_and(|text| date_from(text).is_some());
        let at = self.all_of(FieldName::Published).find(is_date).or(self.of_field(FieldName::Published))?;
        let text = text_at(at)?;
        if let Some(Published::Date(day)) = date_from(text)
            && let Some(time_at) = self.of_field(FieldName::Time)
            && let Some(time) = text_at(time_at)
        {
            return Some((format!("{day} {time}").into(), vec![at, time_at]));
        }
        Some((text.into(), vec![at]))
    }

    /// Stops treating anything as this field.
    pub(super) fn forget(&mut self, field: FieldName) {
        self.0.retain(|(of, ..)| *of != field);
    }

    /// Stops treating a path or a name as an address, as `url: /a/b` and a link's words are.
    pub(super) fn forget_paths(&mut self, record: &EntryRecord) {
        let is_path = |at: usize| {
            let value = record.fields.get(at).and_then(|field| field.value.as_text());
            value.is_some_and(|text| {
                let text = text.trim();
                text.starts_with(['/', '.', '#']) || text.contains(char::is_whitespace) || !text.contains('.')
            })
        };
        self.0.retain(|&(field, _, at)| field != FieldName::Url || !is_path(at));
    }

    /// A `name` is a title only if there is a text; elsewhere it names people and things.
    pub(super) fn forget_names(&mut self, record: &EntryRecord) {
        let is_name =
            |at: usize| record.fields.get(at).is_some_and(|field| field.name.eq_ignore_ascii_case("name"));
        self.0.retain(|&(field, _, at)| field != FieldName::Title || !is_name(at));
    }
}

/// Whether a value is of the kind that a field takes, which also tells addresses from names.
pub(super) fn fits(field: FieldName, name: &str, value: &Value) -> bool {
    let is_address = || value.as_text().is_some_and(|text| web_address(text.trim()).is_some());
    let is_list = !matches!(value, Value::Other(_) | Value::Extra(_));
    match field {
        field if field.is_list() => is_list,
        FieldName::Text => is_list && !is_address(),
        FieldName::Publisher => value.as_text().is_some() && !is_address(),
        FieldName::Url if matches!(name.trim(), "source" | "원문" | "기사원문" | "출처") => {
            is_address()
        }
        FieldName::Original => is_address(),
        FieldName::Time => value.as_text().is_some_and(is_time_of_day),
        FieldName::Published if matches!(name.trim(), "시간" | "시각" | "time" | "Time" | "TIME") => {
            value.as_text().is_some_and(|text| date_from(text).is_some())
        }
        FieldName::Published | FieldName::Modified | FieldName::Crawled => {
            value.as_text().is_some_and(|text| {
                let may_be_date = text.contains(|c: char| c.is_ascii_digit()) || date_from(text).is_some();
                may_be_date && !is_time_of_day(text)
            })
        }
        _ => value.as_text().is_some(),
    }
}

/// Parses a date of publication; eight digits are a day. Of several dates in one text, as in `입력 … | 수정 …`, the
/// first counts.
pub(super) fn date_from(text: &str) -> Option<Published> {
    let text = unlinked(text.trim());
    // A number that was read as a decimal one on its way here.
    let is_whole = |number: &&str| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let text = text.strip_suffix(".0").filter(is_whole).unwrap_or(text);
    single_date(text).or_else(|| {
        let behind = ["|", "수정", "최종", "업데이트", "입력", "등록", "승인", "게재"];
        let end = behind.iter().filter_map(|word| text.find(word)).filter(|&end| end > 0).min()?;
        single_date(text.get(..end)?.trim_end_matches([' ', ':', '/', '·', '-']))
    })
}

/// Whether a text is a time of day without a day: `10:20`, `오전 10시 20분`.
fn is_time_of_day(text: &str) -> bool {
    let text = text.trim();
    let hour = text.split_once([':', '시']).map(|(before, _)| before);
    // Told apart from most texts and dates without parsing.
    hour.is_some_and(|hour| {
        hour.len() <= 12 && hour.trim_start_matches(|c: char| !c.is_ascii_digit()).len() <= 2
    }) && published_from(&format!("2000-01-02 {text}")).is_some()
        && date_from(text).is_none()
}

/// A name that is a link in a note: `[[이름]]`, `[[이름|표시]]`.
pub(super) fn unlinked(text: &str) -> &str {
    let inside = text.strip_prefix("[[").and_then(|text| text.strip_suffix("]]"));
    inside.map_or(text, |inside| inside.rsplit_once('|').map_or(inside, |(_, shown)| shown).trim())
}

fn single_date(text: &str) -> Option<Published> {
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let number = |range: Range<usize>| text.get(range).and_then(|digits| digits.parse::<i16>().ok());
        let year = number(0..4).filter(|year| (1900..=2100).contains(year))?;
        let (month, day) = (i8::try_from(number(4..6)?).ok()?, i8::try_from(number(6..8)?).ok()?);
        return jiff::civil::Date::new(year, month, day).ok().map(Published::Date);
    }
    published_from(text)
        .or_else(|| published_from(&text.replacen(" at ", " ", 1)).filter(|_| text.contains(" at ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_day_is_no_date() {
        for text in ["10:20", "00:00", "오전 10:20", "10:20:30", "15시 4분", "3:04 PM"] {
            assert!(is_time_of_day(text), "{text}");
        }
        for text in ["2026-01-02 10:20", "3시간 전", "10", "입력: 2026.01.02", "25:00", "시", ""] {
            assert!(!is_time_of_day(text), "{text}");
        }
    }

    #[test]
    fn dates_are_read_as_programs_and_sites_write_them() {
        for (text, expected) in [
            ("20260102", Some("2026-01-02")),
            ("20260102.0", Some("2026-01-02")),
            ("[[2026-01-02]]", Some("2026-01-02")),
            ("입력 2026-01-02 | 수정 2026-01-03 10:00", Some("2026-01-02")),
            ("2026-01-02 수정 2026-01-03", Some("2026-01-02")),
            ("2026.01.02 10:20 입력", Some("2026-01-02")),
            ("January 2, 2026 at 12:00 AM", Some("2026-01-02")),
            ("20261302", None),
            ("3시간 전", None),
            ("수정", None),
            ("46024", None),
        ] {
            assert_eq!(date_from(text).map(|it| it.date().to_string()).as_deref(), expected, "{text}");
        }
    }
}
