//! What the search field suggests: recent searches while it is empty, and values for a field that is being typed.

use super::texts::lang::Lang;
use crate::search::{Counts, Field, FieldValues, typed_value};
use crate::text::fold;
use crate::text::hangul::{initial, is_consonant, keystrokes};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// How many are suggested at once.
const MOST: usize = 8;

/// Something that can stand in the field instead of what is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What is shown.
    pub label: String,
    /// How many articles it finds, where that is known.
    pub count: Option<u32>,
    /// The text of the whole field when it is taken.
    pub text: String,
}

/// The suggestions for what stands in the field; `values` are those that the archive has, `marked` counts the reader's.
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
    let known = match typed.field {
        Field::Publisher => names(&values.publishers, typed.value, lang.no_publisher()),
        Field::Category => names(&values.categories, typed.value, lang.no_category()),
        Field::Published => days(&values.published, typed.value),
        Field::Crawled => days(&values.crawled, typed.value),
        // What is before or after a day is not what is of it.
        Field::Before | Field::After => days(&values.published, typed.value)
            .into_iter()
            .map(|known| Known { count: None, ..known })
            .collect(),
        Field::Is => flags("is", values, marked, typed.value, lang),
        Field::Has => flags("has", values, marked, typed.value, lang),
        Field::Tag => {
            let tags = marked.into_iter().flat_map(|marked| &marked.tags);
            let tags: Vec<_> = tags.map(|(tag, &count)| (tag.clone(), count as u32)).collect();
            names(&tags, typed.value, "")
        }
        Field::Text(_) | Field::Id => Vec::new(),
    };
    let before = text.get(..typed.start).unwrap_or_default();
    let whole = |known: Known| Suggestion {
        text: format!("{before}{} ", quoted(&known.value)),
        label: known.label,
        count: known.count,
    };
    known.into_iter().take(MOST).map(whole).collect()
}

/// A value that a field can have.
struct Known {
    value: String,
    label: String,
    count: Option<u32>,
}

/// A value as a query writes it.
fn quoted(value: &str) -> String {
    let is_plain = !value.is_empty() && value.chars().all(|c| c.is_alphanumeric() || "-.*".contains(c));
    if is_plain { value.to_owned() } else { format!("\"{value}\"") }
}

/// The names that what is typed can become: it stands in them, as far as its last syllable is written, or is initials.
fn names(known: &[(String, u32)], typed: &str, empty: &str) -> Vec<Known> {
    let folded = fold(typed);
    let is_initials = !folded.is_empty() && folded.chars().all(is_consonant);
    let keys = keystrokes(&folded);
    let fits = |name: &str| {
        let name = fold(name);
        let initials = || name.chars().filter_map(initial).collect::<String>();
        keystrokes(&name).contains(&keys) || (is_initials && initials().contains(&folded))
    };
    let shown = |(name, count): &(String, u32)| Known {
        label: if name.is_empty() { empty.to_owned() } else { super::one_line(name) },
        value: name.clone(),
        count: Some(*count),
    };
    // That there is none is worth a mention only beside those that there are.
    let named = known.iter().filter(|(name, _)| !name.is_empty() && fits(name));
    let none = known.iter().filter(|(name, _)| name.is_empty() && folded.is_empty() && known.len() > 1);
    named.take(MOST - 1).chain(none).map(shown).collect()
}

/// The months, and the days of a month that is written out, the latest first; a range goes on behind its dots.
fn days(known: &[(Date, u32)], typed: &str) -> Vec<Known> {
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
    let shown = |(day, count): (String, u32)| Known {
        value: format!("{before}{day}"),
        label: day,
        count: before.is_empty().then_some(count),
    };
    counts.into_iter().rev().map(shown).collect()
}

/// How long a month is: `2026-01`.
const MONTH: usize = 7;

fn flags(field: &str, values: &FieldValues, marked: Option<&Counts>, typed: &str, lang: Lang) -> Vec<Known> {
    let typed = fold(typed);
    let flags =
        lang.query_flags().into_iter().filter(|(of, name, _)| *of == field && name.starts_with(&typed));
    let shown = |(of, name, meaning): (&str, &str, &str)| {
        let flag = format!("{of}:{name}");
        let of_archive = values.flags.iter().find(|(known, _)| *known == flag).map(|&(_, count)| count);
        let count = of_archive.or_else(|| count_marked(marked?, &flag));
        Known { value: name.to_owned(), label: format!("{flag} — {meaning}"), count }
    };
    flags.map(shown).collect()
}

/// How many articles the reader has marked so that a flag finds them.
fn count_marked(marked: &Counts, flag: &str) -> Option<u32> {
    let count = match flag {
        "is:unread" => marked.unread,
        "is:starred" => marked.starred,
        "has:note" => marked.noted,
        "has:highlight" => marked.highlighted,
        _ => return None,
    };
    Some(count as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::Lang;
    use jiff::civil::date;

    fn suggested(text: &str) -> Vec<(String, Option<u32>)> {
        let values = FieldValues {
            publishers: vec![("한빛일보".to_owned(), 7), ("새벽 경제".to_owned(), 3)],
            categories: vec![(String::new(), 8), ("경제".to_owned(), 2)],
            published: vec![(date(2025, 12, 30), 1), (date(2026, 1, 2), 4), (date(2026, 1, 3), 5)],
            crawled: vec![(date(2026, 1, 4), 10)],
            flags: vec![("is:altered", 2)],
        };
        let marked =
            Counts { starred: 6, tags: [("두고 볼 것".to_owned(), 4)].into(), ..Counts::default() };
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
        assert!(suggested("has:").len() >= 3);
    }

    #[test]
    fn the_readers_tags_are_suggested() {
        check("꼬리표:볼", &[("꼬리표:\"두고 볼 것\" ", Some(4))]);
    }
}
