//! What a query can be completed with: the field whose value is being typed, and the values that an archive has.

use super::lexer::{Field, Lexed, TokenKind, lex};
use crate::archive::Catalogue;
use crate::article::Published;
use crate::text::dates::korean_day;
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;

/// The value that the end of a query's text is typing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TypedValue<'a> {
    /// What it is a value of.
    pub field: Field,
    /// Where it begins in the text, with its quotation mark, in bytes.
    pub start: usize,
    /// What of it is there, without the quotation mark.
    pub value: &'a str,
}

/// The value that is being typed at the end of a query's text; nothing where the text ends with anything else.
pub fn typed_value(text: &str) -> Option<TypedValue<'_>> {
    let Lexed::Tokens { tokens, .. } = lex(text) else { return None };
    let TokenKind::Word(word) = &tokens.last()?.kind else { return None };
    let (before, value) = text.split_at(word.value.start);
    let mark = if word.quoted { before.chars().next_back().map_or(0, char::len_utf8) } else { 0 };
    let field = word.field.filter(|_| word.value.end == text.len())?;
    Some(TypedValue { field, start: before.len() - mark, value })
}

/// The values that the articles of an archive have, each with how many have it.
#[derive(Debug, Default)]
pub struct FieldValues {
    /// The publishers, most first.
    pub publishers: Vec<(String, u32)>,
    /// The categories, most first.
    pub categories: Vec<(String, u32)>,
    /// The days of publication, ascending.
    pub published: Vec<(Date, u32)>,
    /// The Korean days of the crawl, ascending.
    pub crawled: Vec<(Date, u32)>,
    /// The flags that an archive itself tells, as they are asked for.
    pub flags: Vec<(&'static str, u32)>,
}

/// The flags that an archive itself tells; the others are the reader's and change.
const FLAGS: [&str; 6] =
    ["is:altered", "is:problem", "is:revised", "has:author", "has:hanja", "has:comments"];

impl FieldValues {
    /// Those of a catalogue; `count` tells how many of its articles a query finds.
    pub fn of(catalogue: &Catalogue, count: impl Fn(&str) -> u32) -> Self {
        let (mut publishers, mut categories) = (FxHashMap::default(), FxHashMap::default());
        let (mut published, mut crawled) = (FxHashMap::default(), FxHashMap::default());
        for (_, row) in catalogue.present().filter(|&(ordinal, _)| catalogue.is_newest(ordinal)) {
            *publishers.entry(row.publisher()).or_default() += 1;
            *categories.entry(row.category()).or_default() += 1;
            if let Some(day) = row.published().map(Published::date) {
                *published.entry(day).or_default() += 1;
            }
            if let Some(day) = row.crawled().map(korean_day) {
                *crawled.entry(day).or_default() += 1;
            }
        }
        Self {
            publishers: most_first(publishers),
            categories: most_first(categories),
            published: ascending(published),
            crawled: ascending(crawled),
            flags: FLAGS.map(|flag| (flag, count(flag))).to_vec(),
        }
    }
}

fn most_first(counts: FxHashMap<&str, u32>) -> Vec<(String, u32)> {
    let mut counts: Vec<_> = counts.into_iter().map(|(name, count)| (name.to_owned(), count)).collect();
    counts.sort_by(|a, b| (Reverse(a.1), &a.0).cmp(&(Reverse(b.1), &b.0)));
    counts
}

fn ascending(days: FxHashMap<Date, u32>) -> Vec<(Date, u32)> {
    let mut days: Vec<_> = days.into_iter().collect();
    days.sort_unstable();
    days
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_value_at_the_end_is_the_one_that_is_typed() {
        let typed = |text| typed_value(text).map(|typed| (typed.field, typed.start, typed.value));
        assert_eq!(typed("금리 publisher:한"), Some((Field::Publisher, 17, "한")));
        assert_eq!(typed("-category:\"국제 경"), Some((Field::Category, 10, "국제 경")));
        assert_eq!(typed("(is:"), Some((Field::Is, 4, "")));
        assert_eq!(typed("언론사:＂한"), Some((Field::Publisher, 10, "한")));
        for text in
            ["", "금리", "publisher:한 ", "publisher:\"한\"", "publisher:(", "(publisher:한)", "갑:을"]
        {
            assert_eq!(typed(text), None, "{text}");
        }
    }
}
