//! Finds what leads to a person in a text, to be masked before others get it: e-mail addresses, and the numbers of
//! telephones, accounts, cards and residents.
//!
//! Rather too much is found than too little.

use super::email::emails;
use std::borrow::Cow;
use std::ops::Range;

/// What stands for what was masked.
pub const MASK: &str = "■";

/// Prefixes of telephones with an area or service of three figures, by their second and third one.
const AREAS: [&str; 21] = [
    "31", "32", "33", "41", "42", "43", "44", "51", "52", "53", "54", "55", "61", "62", "63", "64", "70",
    "80", "50", "60", "30",
];

/// Numbers that all of the country calls, by their first four figures.
const NATIONWIDE: [&str; 20] = [
    "1522", "1533", "1544", "1566", "1577", "1588", "1599", "1600", "1644", "1660", "1661", "1666", "1668",
    "1670", "1688", "1800", "1811", "1833", "1855", "1877",
];

/// Before a number, these make it one of an account.
const BANKS: [&str; 9] = ["계좌", "은행", "농협", "신협", "수협", "축협", "뱅크", "금고", "우체국"];

/// How far before a number they may stand, in characters.
const NEAR: usize = 20;

/// The last year that a number may be.
const LAST_YEAR: &str = "2100";

/// After a number, these make it an amount.
const UNITS: [&str; 7] = ["원", "달러", "명", "건", "주", "년", "개"];

/// A text without what leads to a person.
pub fn without_personal(text: &str) -> Cow<'_, str> {
    masked(text, |_| true)
}

/// The address of a page, or an id, without what leads to a person. Its own numbers stay, which may look like those
/// of an account.
pub fn address_without_personal(text: &str) -> Cow<'_, str> {
    masked(text, |found| match found {
        Found::Email => true,
        Found::Telephone { is_parted } => is_parted,
        Found::Account => false,
    })
}

fn masked(text: &str, is_masked: impl Fn(Found) -> bool) -> Cow<'_, str> {
    let mut found: Vec<(Range<usize>, Found)> =
        emails(text).into_iter().map(|range| (range, Found::Email)).chain(numbers(text)).collect();
    found.retain(|(_, found)| is_masked(*found));
    if found.is_empty() {
        return text.into();
    }
    found.sort_by_key(|(range, _)| range.start);
    let (mut masked, mut copied) = (String::with_capacity(text.len()), 0);
    for (range, _) in found {
        if let Some(between) = text.get(copied..range.start) {
            masked.push_str(between);
            masked.push_str(MASK);
        }
        copied = copied.max(range.end);
    }
    masked.push_str(text.get(copied..).unwrap_or_default());
    masked.into()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    Email,
    Telephone {
        /// Whether there are signs between its figures.
        is_parted: bool,
    },
    Account,
}

/// Figures in a row, and what stands between them and the next ones.
#[derive(Debug)]
struct Figures {
    /// Its place in the characters of the text.
    range: Range<usize>,
    digits: String,
    joint: Joint,
}

/// What stands between figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Joint {
    Hyphen,
    /// A space, a dot or a closing bracket, as only telephones have them.
    Loose,
    End,
}

/// The numbers of telephones and accounts, in bytes.
fn numbers(text: &str) -> Vec<(Range<usize>, Found)> {
    if text.chars().filter(|&c| digit(c).is_some()).nth(6).is_none() {
        return Vec::new();
    }
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let byte = |at: usize| chars.get(at).map_or(text.len(), |(byte, _)| *byte);
    let (mut found, mut at) = (Vec::new(), 0);
    while at < chars.len() {
        let is_within_word = at > 0 && chars.get(at - 1).is_some_and(|(_, c)| c.is_ascii_alphabetic());
        let row = row_of_figures(&chars, at);
        let Some(last) = row.last() else {
            at += 1;
            continue;
        };
        let end = last.range.end;
        let mut first = usize::from(is_within_word);
        while first < row.len() {
            let rest = row.get(first..).unwrap_or_default();
            let before = first.checked_sub(1).and_then(|before| row.get(before));
            let is_tail = before.is_some_and(|before| before.joint == Joint::Hyphen);
            let number = Number { figures: rest, is_tail, chars: &chars };
            match number.found() {
                Some((found_here, len)) => {
                    let last = rest.get(len - 1).map_or(end, |figures| figures.range.end);
                    found.push((byte(number.start())..byte(last), found_here));
                    first += len;
                }
                None => first += 1,
            }
        }
        at = end;
    }
    found
}

/// The figures that begin at a place, with all that signs join to them.
fn row_of_figures(chars: &[(usize, char)], mut at: usize) -> Vec<Figures> {
    let char_at = |at: usize| chars.get(at).map_or('\n', |(_, c)| *c);
    let mut row: Vec<Figures> = Vec::new();
    loop {
        let start = at;
        let mut digits = String::new();
        while let Some(figure) = digit(char_at(at)) {
            digits.push(figure);
            at += 1;
        }
        if digits.is_empty() {
            return row;
        }
        let end = at;
        let (mut is_hyphen, mut is_joined) = (false, false);
        for sign in [" ", ")", " ", "-", " "] {
            let c = char_at(at);
            let fits = match sign {
                " " => matches!(c, ' ' | '\u{a0}'),
                ")" => matches!(c, ')' | '）'),
                _ => is_dash(c) || matches!(c, '.' | '·' | '．'),
            };
            if fits {
                is_hyphen |= is_dash(c);
                is_joined = true;
                at += 1;
            }
        }
        let goes_on = is_joined && digit(char_at(at)).is_some();
        let joint = match (goes_on, is_hyphen) {
            (false, _) => Joint::End,
            (true, true) => Joint::Hyphen,
            (true, false) => Joint::Loose,
        };
        row.push(Figures { range: start..end, digits, joint });
        if !goes_on {
            return row;
        }
    }
}

fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')),
        _ => None,
    }
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '‐'..='―' | '−' | '－' | '﹣' | 'ー')
}

/// Figures that may begin with a number.
struct Number<'a> {
    figures: &'a [Figures],
    /// Whether a hyphen joins them to others before them.
    is_tail: bool,
    chars: &'a [(usize, char)],
}

impl Number<'_> {
    /// What the figures begin with, and how many of them it has.
    fn found(&self) -> Option<(Found, usize)> {
        let telephone = self.telephone().map(|len| (Found::Telephone { is_parted: len > 1 }, len));
        let account = self.account().map(|len| (Found::Account, len));
        match (telephone, account) {
            (Some(telephone), Some(account)) => {
                Some(if account.1 > telephone.1 { account } else { telephone })
            }
            (telephone, account) => telephone.or(account),
        }
    }

    /// Where it begins, with the sign before it.
    fn start(&self) -> usize {
        let start = self.figures.first().map_or(0, |figures| figures.range.start);
        let before = start.checked_sub(1).and_then(|before| self.chars.get(before));
        if before.is_some_and(|(_, c)| matches!(c, '+' | '＋')) { start - 1 } else { start }
    }

    fn begins_with_plus(&self) -> bool {
        self.figures.first().is_some_and(|figures| self.start() < figures.range.start)
    }

    fn digits(&self, at: usize) -> &str {
        self.figures.get(at).map_or("", |figures| figures.digits.as_str())
    }

    /// How many figures are joined to the first one, that included.
    fn joined(&self, is_joint: impl Fn(Joint) -> bool) -> usize {
        1 + self.figures.iter().take_while(|figures| is_joint(figures.joint)).count()
    }

    fn has_after(&self, len: usize, words: &[&str]) -> bool {
        let end = self.figures.get(len - 1).map_or(0, |figures| figures.range.end);
        let after: String = self.chars.iter().skip(end).take(2).map(|(_, c)| *c).collect();
        words.iter().any(|word| after.trim_start().starts_with(word))
    }

    fn telephone(&self) -> Option<usize> {
        let joined = self.joined(|joint| joint != Joint::End);
        let [first, second, third] = [0, 1, 2].map(|at| self.digits(at));
        if self.begins_with_plus() {
            let total = |len: usize| (0..len).map(|at| self.digits(at).len()).sum::<usize>();
            return (1..=joined.min(5)).rev().find(|&len| (8..=15).contains(&total(len)));
        }
        let is_end = |text: &str| text.len() == 4;
        if is_prefix(first) && joined >= 3 && (3..=4).contains(&second.len()) && is_end(third) {
            return Some(3);
        }
        if is_prefix(first) && joined >= 2 && (7..=8).contains(&second.len()) {
            return Some(2);
        }
        let prefix_within = |text: &str| (2..=4).any(|len| text.get(..len).is_some_and(is_prefix));
        if joined >= 2 && (6..=8).contains(&first.len()) && prefix_within(first) && is_end(second) {
            return Some(2);
        }
        let has_hyphen = self.figures.first().is_some_and(|figures| figures.joint == Joint::Hyphen);
        if NATIONWIDE.contains(&first) && has_hyphen && is_end(second) && !self.are_years(first, second) {
            return Some(2);
        }
        ((9..=12).contains(&first.len()) && prefix_within(first)).then_some(1)
    }

    /// Whether these are the years in which something began and ended.
    fn are_years(&self, first: &str, second: &str) -> bool {
        self.has_after(2, &["년"]) || (first..=LAST_YEAR).contains(&second)
    }

    fn account(&self) -> Option<usize> {
        let len = self.joined(|joint| joint == Joint::Hyphen);
        let lens: Vec<usize> = (0..len).map(|at| self.digits(at).len()).collect();
        let total: usize = lens.iter().sum();
        let is_day = matches!(lens[..], [4, 1..=2, 1..=2, ..]);
        let is_book = matches!(self.digits(0), "978" | "979") && total == 13;
        let is_resident = lens[..] == [6, 7];
        if self.is_tail {
            return None;
        }
        if is_resident || (3..=6).contains(&len) && (10..=16).contains(&total) && !is_day && !is_book {
            return Some(len);
        }
        let is_of_account = len <= 2 && (10..=16).contains(&total) && self.is_near_bank();
        (is_of_account && !self.has_after(len, &UNITS)).then_some(len)
    }

    fn is_near_bank(&self) -> bool {
        let start = self.start();
        let before = self.chars.get(start.saturating_sub(NEAR)..start).unwrap_or_default();
        let before: String = before.iter().map(|(_, c)| *c).collect();
        let line = before.rsplit('\n').next().unwrap_or_default();
        BANKS.iter().any(|bank| line.contains(bank))
    }
}

/// Whether telephones begin with it: a mobile one, Seoul, an area or a service.
fn is_prefix(digits: &str) -> bool {
    let mobile = digits.len() == 3 && digits.starts_with("01") && !digits.ends_with(['2', '3', '4', '5']);
    let is_area = digits.len() == 3 && digits.strip_prefix('0').is_some_and(|area| AREAS.contains(&area));
    mobile || digits == "02" || is_area || digits.len() == 4 && digits.starts_with("050")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leads_to_a_person_is_masked() {
        for (text, masked) in [
            ("문의 sky@example.com 또는 010-1234-5678.", "문의 ■ 또는 ■."),
            ("☎02-123-4567, 031)123-4567", "☎■, ■"),
            ("(02) 1234-5678 / 02.1234.5678", "(■ / ■"),
            ("01012345678 010 1234 5678 010-12345678 0101234-5678", "■ ■ ■ ■"),
            ("０１０－１２３４－５６７８", "■"),
            ("+82-10-1234-5678 또는 +1 202 555 0100", "■ 또는 ■"),
            ("대표 1588-1234, 070-1234-5678, 0505-123-4567", "대표 ■, ■, ■"),
            ("카카오뱅크 3333-01-1234567 (예금주 김하늘)", "카카오뱅크 ■ (예금주 김하늘)"),
            ("가나은행 12345678901234", "가나은행 ■"),
            ("농협 301-0123-4567-81", "농협 ■"),
            ("900101-1234567", "■"),
            ("1234-5678-9012-3456", "■"),
            ("a@b.kr, 010-1234-5678", "■, ■"),
        ] {
            assert_eq!(without_personal(text), masked, "{text}");
        }
    }

    #[test]
    fn other_numbers_stay() {
        for text in [
            "2025-12-30 08:23:45에 1,234,567,890원",
            "2025년 12월 30일 코스피 4180.12",
            "임진왜란(1592-1598)과 1588-1599년, 1566~1638, 1600-1638, 1800 ~ 2200명",
            "가나은행은 12345678901원을 냈다",
            "ISBN 978-89-1234-567-8",
            "3.1절과 6·25, 20-30대 50-60%",
            "009_0005614000 2025123012345678",
            "12.5% 3-4-5",
            "",
        ] {
            assert_eq!(without_personal(text), text);
        }
    }

    #[test]
    fn addresses_keep_their_own_numbers() {
        for text in [
            "https://example.com/article/009/0005614000",
            "https://example.com/20251230-123456-7890",
            "009_1",
        ] {
            assert_eq!(address_without_personal(text), text);
        }
        let masked = address_without_personal("https://example.com/?to=sky@example.com&tel=010-1234-5678");
        assert_eq!(masked, "https://example.com/?to=■&tel=■");
    }
}
