//! Queries as they are written down in captions and files: with days in place of words like 오늘, so that they
//! still say the same later.

use super::language::Takes;
use super::lexer::{Lexed, TokenKind, lex};
use super::query::DateRange;
use crate::text::dates::days_from;
use jiff::Span;
use jiff::civil::Date;
use std::ops::Bound;

/// A query's text with the days that its words mean on this day.
pub fn with_days(text: &str, today: Date) -> String {
    let Lexed::Tokens { tokens, .. } = lex(text) else { return text.to_owned() };
    let mut written = text.to_owned();
    for token in tokens.iter().rev() {
        let TokenKind::Word(word) = &token.kind else { continue };
        let Some(value) = text.get(word.value.clone()) else { continue };
        let named = match word.field.map(|field| &field.entry().takes) {
            Some(Takes::Days(_)) => days(value, today),
            Some(Takes::Bound(_, range)) => bound(value, *range, today),
            _ => None,
        };
        if let Some(named) = named {
            written.replace_range(word.value.clone(), &named);
        }
    }
    written
}

/// The first and last day that a text means, if that depends on the day on which it is read.
fn relative(text: &str, today: Date) -> Option<(Date, Date)> {
    let another = today.checked_sub(Span::new().days(400)).ok()?;
    days_from(text, today).filter(|days| days_from(text, another) != Some(*days))
}

/// A day or a range of days in figures; `None` if it is already.
fn days(value: &str, today: Date) -> Option<String> {
    let Some((from, to)) = value.split_once("..").or_else(|| value.split_once('~')) else {
        let (first, last) = relative(value, today)?;
        return Some(if first == last { first.to_string() } else { format!("{first}..{last}") });
    };
    let (first, last) = (relative(from, today), relative(to, today));
    if first.is_none() && last.is_none() {
        return None;
    }
    let from = first.map_or_else(|| from.to_owned(), |(first, _)| first.to_string());
    Some(format!("{from}..{}", last.map_or_else(|| to.to_owned(), |(_, last)| last.to_string())))
}

/// The one day that bounds a range.
fn bound(value: &str, range: fn(Date, Date) -> DateRange, today: Date) -> Option<String> {
    let (first, last) = relative(value, today)?;
    let DateRange { start, end } = range(first, last);
    let day = |bound: Bound<Date>| match bound {
        Bound::Included(day) | Bound::Excluded(day) => Some(day),
        Bound::Unbounded => None,
    };
    day(start).or(day(end)).map(|day| day.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_in_words_become_days_in_figures() {
        // A Wednesday.
        let today = date(2026, 1, 7);
        for (query, written) in [
            ("반도체 날짜:오늘", "반도체 날짜:2026-01-07"),
            ("날짜:이번주 -수집:어제", "날짜:2026-01-05..2026-01-11 -수집:2026-01-06"),
            ("이후:이번주 이전:오늘", "이후:2026-01-05 이전:2026-01-07"),
            ("published:2025-12-28..오늘", "published:2025-12-28..2026-01-07"),
            ("날짜:2025-12 오늘 \"날짜:오늘\"", "날짜:2025-12 오늘 \"날짜:오늘\""),
            ("", ""),
        ] {
            assert_eq!(with_days(query, today), written, "{query}");
        }
    }
}
