//! The search field's suggestions: recent searches while it is empty, and values for the field being typed.

use super::texts::lang::Lang;
use crate::search::{
    Counts, DecidedBy, FLAGS, FieldValues, FlagEntry, KnownFrom, Names, Takes, TypedValue, typed_value,
};
use crate::text::fold;
use crate::text::hangul::{initial, is_consonant, is_letter, is_syllable, keystrokes};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The most suggestions shown at once.
const MOST: usize = 8;

/// Text to replace the search field's content with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The text to show.
    pub label: String,
    /// How many articles it finds, if known.
    pub count: Option<u32>,
    /// The search field's complete text if this is chosen.
    pub text: String,
}

/// Suggestions for the search field's text. `values` are the archive's field values; `marked` counts the
/// reader's marks.
pub fn suggestions(
    text: &str,
    recent: &[String],
    values: &FieldValues,
    marked: Option<&Counts>,
    lang: Lang,
) -> Vec<Suggestion> {
    if text.trim().is_empty() {
        let plain = |query: &String| Suggestion { label: query.clone(), count: None, text: query.clone() };
        return recent.iter().take(MOST).map(plain).collect();
    }
    let Some(typed) = typed_value(text) else { return Vec::new() };
    let known = match &typed.field.entry().takes {
        Takes::Value { known: KnownFrom::Archive(_), .. } => {
            names(values.names_of(typed.field), typed.value, lang.no_value(typed.field))
        }
        Takes::Value { known: KnownFrom::Tags, .. } => {
            let tags = marked.into_iter().flat_map(|marked| &marked.tags);
            let used = |(tag, &count): (&String, &Option<usize>)| {
                Some((tag.clone(), count.filter(|count| *count > 0)? as u32))
            };
            let tags: Vec<_> = tags.filter_map(used).collect();
            names(&tags, typed.value, "")
        }
        Takes::Days(_) => days(values.days_of(typed.field), typed.value),
        // The count of a day is not the count of the days before or after it.
        Takes::Bound(of, _) => days(values.days_of(*of), typed.value)
            .into_iter()
            .map(|known| KnownValue { count: None, ..known })
            .collect(),
        Takes::Flag => flags(text, &typed, values, marked, lang),
        Takes::Text(_) | Takes::WholeWord | Takes::Number(_) | Takes::Share(_) | Takes::Value { .. } => {
            Vec::new()
        }
    };
    let before = text.get(..typed.start).unwrap_or_default();
    let whole = |known: KnownValue| Suggestion {
        text: format!("{before}{} ", quoted(&known.value)),
        label: known.label,
        count: known.count,
    };
    known.into_iter().take(MOST).map(whole).collect()
}

/// A value that a field can have.
struct KnownValue {
    value: String,
    label: String,
    count: Option<u32>,
}

/// A value in query syntax.
fn quoted(value: &str) -> String {
    let is_plain = !value.is_empty() && value.chars().all(|c| c.is_alphanumeric() || "-.*".contains(c));
    if is_plain { value.to_owned() } else { format!("\"{value}\"") }
}

/// The names that contain the typed text, whose last syllable may be incomplete, or that contain it as
/// initials.
fn names(known: &[(String, u32)], typed: &str, empty: &str) -> Vec<KnownValue> {
    let folded = fold(typed);
    let is_initials = !folded.is_empty() && folded.chars().all(is_consonant);
    let keys = keystrokes(&folded);
    let fits = |name: &str| {
        let name = fold(name);
        let initials = || name.chars().filter_map(initial).collect::<String>();
        keystrokes(&name).contains(&keys) || (is_initials && initials().contains(&folded))
    };
    let shown = |(name, count): &(String, u32)| KnownValue {
        label: if name.is_empty() { empty.to_owned() } else { super::line::one_line(name) },
        value: name.clone(),
        count: Some(*count),
    };
    // Suggest the missing value only alongside others.
    let named = known.iter().filter(|(name, _)| !name.is_empty() && fits(name));
    let none = known.iter().filter(|(name, _)| name.is_empty() && folded.is_empty() && known.len() > 1);
    named.take(MOST - 1).chain(none).map(shown).collect()
}

/// Months, or the days of a month typed in full, latest first. In a range, completes the end after the dots.
fn days(known: &[(Date, u32)], typed: &str) -> Vec<KnownValue> {
    let (before, typed) =
        typed.rsplit_once("..").map_or(("", typed), |(from, to)| (&typed[..from.len() + 2], to));
    let mut counts = BTreeMap::<String, u32>::new();
    for (day, count) in known {
        let day = day.to_string();
        let shown = if typed.len() >= MONTH { Some(day.as_str()) } else { day.get(..MONTH) };
        if let Some(shown) = shown.filter(|shown| shown.starts_with(typed)) {
            *counts.entry(shown.to_owned()).or_default() += count;
        }
    }
    let shown = |(day, count): (String, u32)| KnownValue {
        value: format!("{before}{day}"),
        label: day,
        count: before.is_empty().then_some(count),
    };
    counts.into_iter().rev().map(shown).collect()
}

/// The length of a month such as `2026-01`.
const MONTH: usize = 7;

/// The flags that start with the typed text, named in the language it is typed in.
fn flags(
    text: &str,
    typed: &TypedValue<'_>,
    values: &FieldValues,
    marked: Option<&Counts>,
    lang: Lang,
) -> Vec<KnownValue> {
    let value = fold(typed.value);
    let field = text.get(..typed.start).unwrap_or_default().trim_end_matches([':', '：', '"']);
    let is_korean =
        if value.is_empty() { field } else { &value }.ends_with(|c| is_syllable(c) || is_letter(c));
    let flags = FLAGS.iter().filter(|entry| entry.field == typed.field && entry.names.begin_with(&value));
    let shown = |entry: &FlagEntry| {
        let name = |names: &Names| if is_korean { names.korean } else { names.english };
        let count = match entry.decided_by {
            DecidedBy::Archive(_) => values.count(entry.flag),
            DecidedBy::Stories => None,
            DecidedBy::Marks { counted, .. } => marked.and_then(counted).map(|count| count as u32),
        };
        let query = format!("{}:{}", name(&entry.field.entry().names), name(&entry.names));
        KnownValue {
            value: name(&entry.names).to_owned(),
            label: format!("{query} — {}", lang.flag_meaning(entry.flag)),
            count,
        }
    };
    flags.map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::{Field, Flag};
    use crate::view::Lang;
    use jiff::civil::date;

    fn suggested(text: &str) -> Vec<(String, Option<u32>)> {
        let named = |name: &str, count| (name.to_owned(), count);
        let values = FieldValues {
            names: vec![
                (Field::Publisher, vec![named("한빛일보", 7), named("새벽 경제", 3)]),
                (Field::Category, vec![named("", 8), named("경제", 2)]),
            ],
            days: vec![
                (
                    Field::Published,
                    vec![(date(2025, 12, 30), 1), (date(2026, 1, 2), 4), (date(2026, 1, 3), 5)],
                ),
                (Field::Crawled, vec![(date(2026, 1, 4), 10)]),
            ],
            flags: vec![(Flag::Altered, 2)],
        };
        let marked = Counts {
            starred: Some(6),
            tags: [("두고 볼 것".to_owned(), Some(4))].into(),
            ..Counts::default()
        };
        let recent = ["반도체".to_owned()];
        let suggested = suggestions(text, &recent, &values, Some(&marked), Lang::Korean);
        suggested.into_iter().map(|suggestion| (suggestion.text, suggestion.count)).collect()
    }

    fn check(text: &str, expected: &[(&str, Option<u32>)]) {
        let expected: Vec<_> = expected.iter().map(|&(text, count)| (text.to_owned(), count)).collect();
        assert_eq!(suggested(text), expected, "{text}");
    }

    #[test]
    fn an_empty_field_suggests_what_was_looked_for_lately() {
        check(" ", &[("반도체", None)]);
        check("금리", &[]);
    }

    #[test]
    fn names_are_suggested_with_quotes_where_they_are_needed() {
        let both = [("금리 언론사:한빛일보 ", Some(7)), ("금리 언론사:\"새벽 경제\" ", Some(3))];
        check("금리 언론사:", &both);
        check("-publisher:새", &[("-publisher:\"새벽 경제\" ", Some(3))]);
        check("언론사:\"새벽 ", &[("언론사:\"새벽 경제\" ", Some(3))]);
        check("category:", &[("category:경제 ", Some(2)), ("category:\"\" ", Some(8))]);
        check("분류:경", &[("분류:경제 ", Some(2))]);
    }

    #[test]
    fn names_are_suggested_while_a_syllable_is_composed_and_by_initials() {
        for typed in ["ㅎ", "하", "한", "한ㅂ", "한비", "ㅎㅂㅇ"] {
            check(&format!("언론사:{typed}"), &[("언론사:한빛일보 ", Some(7))]);
        }
    }

    #[test]
    fn months_are_suggested_and_then_their_days() {
        check("날짜:", &[("날짜:2026-01 ", Some(9)), ("날짜:2025-12 ", Some(1))]);
        check("published:2026-01", &[("published:2026-01-03 ", Some(5)), ("published:2026-01-02 ", Some(4))]);
        check("published:2025-12..2026-01-03", &[("published:2025-12..2026-01-03 ", None)]);
        check("수집:2", &[("수집:2026-01 ", Some(10))]);
        check("이전:2025", &[("이전:2025-12 ", None)]);
    }

    #[test]
    fn flags_are_suggested_with_what_they_mean() {
        check("is:al", &[("is:altered ", Some(2))]);
        check("is:st", &[("is:starred ", Some(6))]);
        check("상태:수", &[("상태:수집과다름 ", Some(2))]);
        check("is:별", &[("is:별표 ", Some(6))]);
        assert_eq!(suggested("상태:").first().map(|(text, _)| text.as_str()), Some("상태:별표 "));
        assert!(suggested("has:").len() >= 3);
    }

    #[test]
    fn the_readers_tags_are_suggested() {
        check("태그:볼", &[("태그:\"두고 볼 것\" ", Some(4))]);
        check("꼬리표:볼", &[("꼬리표:\"두고 볼 것\" ", Some(4))]);
    }
}
