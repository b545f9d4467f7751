//! Splits query text into tokens: words with their field and sign, brackets, and OR.
//!
//! Brackets and quotation marks are special only at the start of a word, so that `삼성전자(005930)`, `:)` and `27"`
//! are words. Typographic and full-width variants of the signs count as well.

use std::ops::Range;

use super::date::RANGE_JOINTS;
use super::language::Field;
use super::query::{NoteKind, QueryNote};
use crate::text::fold;

/// More words than anyone types; a longer text must have been pasted and is searched as a phrase.
const MOST_WORDS: usize = 256;

/// Deeper nesting of brackets than anyone types.
const DEEPEST: usize = 32;

/// The tokens of a query, or the finding that it has too many.
pub(super) enum Lexed {
    Tokens { tokens: Vec<Token>, notes: Vec<QueryNote> },
    TooLong,
}

/// A token and its byte range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) range: Range<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TokenKind {
    Open { negated: bool, field: Option<Field> },
    Close,
    Or,
    Word(WordToken),
}

/// A word's parts: `-` `title` `:` `value`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WordToken {
    pub(super) negated: bool,
    pub(super) field: Option<Field>,
    pub(super) quoted: bool,
    /// The byte offset after its minus sign.
    pub(super) start: usize,
    /// The value's range, without quotation marks.
    pub(super) value: Range<usize>,
}

/// Splits a query's text. Brackets are balanced, except for those still open at the end.
pub(super) fn lex(text: &str) -> Lexed {
    let mut lexer = Lexer { text, at: 0, depth: 0, notes: Vec::new() };
    let mut tokens: Vec<Token> = Vec::new();
    let mut words = 0;
    while let Some(token) = lexer.next_token(&tokens) {
        words += usize::from(matches!(token.kind, TokenKind::Word(_)));
        if words > MOST_WORDS || lexer.depth > DEEPEST || tokens.len() > 4 * MOST_WORDS {
            return Lexed::TooLong;
        }
        if token.kind == TokenKind::Close
            && matches!(tokens.last(), Some(Token { kind: TokenKind::Open { .. }, .. }))
        {
            let start = tokens.last().map_or(0, |open| open.range.start);
            lexer.notes.push(QueryNote { kind: NoteKind::Empty, range: start..token.range.end });
        }
        tokens.push(token);
    }
    Lexed::Tokens { tokens, notes: lexer.notes }
}

struct Lexer<'a> {
    text: &'a str,
    /// How far the text has been read, in bytes.
    at: usize,
    /// How many brackets are open.
    depth: usize,
    notes: Vec<QueryNote>,
}

/// How other programs join words. Here they are words like any others.
const OTHER_OPERATORS: [&str; 8] = ["AND", "and", "or", "NOT", "not", "|", "||", "&&"];

/// A value in quotation marks; quotation marks within it become the wildcard `*`.
pub fn quoted(value: &str) -> String {
    format!("\"{}\"", value.replace('"', "*"))
}

impl Lexer<'_> {
    /// The character at an offset, normalized to the sign that it is a variant of, and the offset after it.
    fn sign(&self, at: usize) -> Option<(char, usize)> {
        let c = self.text.get(at..)?.chars().next()?;
        let sign = match c {
            '\u{201C}' | '\u{201D}' | '＂' => '"',
            '（' => '(',
            '）' => ')',
            '：' => ':',
            '－' => '-',
            _ => c,
        };
        Some((sign, at + c.len_utf8()))
    }

    fn next_token(&mut self, before: &[Token]) -> Option<Token> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        self.at = self.text.len() - rest.trim_start().len();
        let start = self.at;
        let (sign, next) = self.sign(start)?;
        if sign == ')' && self.depth > 0 {
            self.at = next;
            self.depth -= 1;
            return Some(Token { kind: TokenKind::Close, range: start..next });
        }
        let negated = sign == '-' && self.begins_value(next);
        if negated {
            self.at = next;
        }
        let word_start = self.at;
        let (field, value_start) = self.field(word_start);
        self.at = value_start;
        let kind = match self.sign(value_start) {
            Some(('(', next)) => {
                self.at = next;
                self.depth += 1;
                TokenKind::Open { negated, field }
            }
            Some(('"', next)) => {
                let value = self.quoted(value_start, next);
                TokenKind::Word(WordToken { negated, field, quoted: true, start: word_start, value })
            }
            _ => {
                let mut value = self.bare(value_start);
                if field.is_some_and(Field::takes_days) {
                    value.end = self.date(value.clone());
                    if let Some(second) = self.second_date() {
                        value.end = self.bare(second).end;
                        value.end = self.date(second..value.end);
                    }
                }
                if !negated && field.is_none() && &self.text[value.clone()] == "OR" {
                    if self.joins(before) {
                        return Some(Token { kind: TokenKind::Or, range: value });
                    }
                    self.note(NoteKind::StrayOr, value.clone());
                }
                if !negated && field.is_none() && OTHER_OPERATORS.contains(&&self.text[value.clone()]) {
                    self.note(NoteKind::OtherOperator, value.clone());
                }
                TokenKind::Word(WordToken { negated, field, quoted: false, start: word_start, value })
            }
        };
        Some(Token { kind, range: start..self.at })
    }

    /// Whether a word or group that a minus sign can negate starts here.
    fn begins_value(&self, at: usize) -> bool {
        self.sign(at).is_some_and(|(sign, _)| !(sign.is_whitespace() || sign == ')' && self.depth > 0))
    }

    /// The field named here, and where its value starts.
    fn field(&mut self, start: usize) -> (Option<Field>, usize) {
        let rest = &self.text[start..];
        // No field name is longer, even decomposed, and with a variable behind it.
        let head = rest.char_indices().take(80);
        let Some(colon) = head.clone().find(|&(_, c)| matches!(c, ':' | '：')).map(|(at, _)| start + at)
        else {
            return (None, start);
        };
        let name = fold(&self.text[start..colon]);
        let value_start = self.sign(colon).map_or(colon, |(_, next)| next);
        if let Some(field) = Field::named(&name) {
            return (Some(field), value_start);
        }
        let looks_like_a_field = !name.is_empty() && name.chars().all(char::is_alphabetic);
        if looks_like_a_field && self.begins_value(value_start) && !self.text[value_start..].starts_with("//")
        {
            self.note(NoteKind::UnknownField, start..value_start);
        }
        (None, start)
    }

    /// Reads up to the closing quotation mark and returns the range inside the marks.
    fn quoted(&mut self, open: usize, start: usize) -> Range<usize> {
        let mut at = start;
        while let Some((sign, next)) = self.sign(at) {
            if sign == '"' {
                self.at = next;
                return start..at;
            }
            at = next;
        }
        self.at = at;
        self.note(NoteKind::UnclosedQuote, open..at);
        start..at
    }

    /// Reads up to white space, or to the bracket that closes the surrounding group.
    fn bare(&mut self, start: usize) -> Range<usize> {
        let mut at = start;
        let mut inner = 0;
        let mut stray = None;
        while let Some((sign, next)) = self.sign(at) {
            match sign {
                '(' => inner += 1,
                ')' if inner > 0 => inner -= 1,
                ')' if self.depth > 0 => break,
                ')' => stray = stray.or(Some(at..next)),
                _ if sign.is_whitespace() => break,
                _ => {}
            }
            at = next;
        }
        if let Some(bracket) = stray {
            self.note(NoteKind::StrayBracket, bracket);
        }
        self.at = at;
        start..at
    }

    /// Reads the rest of a date that has spaces, and returns where it ends.
    fn date(&mut self, mut value: Range<usize>) -> usize {
        while self.date_goes_on(value.clone()) {
            let next = self.text[self.at..].trim_start();
            value.end = self.bare(self.text.len() - next.len()).end;
        }
        value.end
    }

    /// Where the second date of a range begins if a joint with spaces follows: `2025.12.1 - 2025.12.31`.
    fn second_date(&self) -> Option<usize> {
        let behind = self.text[self.at..].trim_start().strip_prefix(RANGE_JOINTS)?;
        let second = behind.trim_start();
        let is_date = second.len() < behind.len() && second.starts_with(|c: char| c.is_ascii_digit());
        is_date.then(|| self.text.len() - second.len())
    }

    /// Whether the date just read goes on behind a space, as in `2025년 12월 30일` and `2025. 12. 30`.
    fn date_goes_on(&self, value: Range<usize>) -> bool {
        let (date, next) = (&self.text[value], self.text[self.at..].trim_start());
        let behind_digits = next.trim_start_matches(|c: char| c.is_ascii_digit());
        if !matches!(next.len() - behind_digits.len(), 1..=2) {
            return false;
        }
        let rest = match date.chars().next_back() {
            Some('년') => behind_digits.strip_prefix('월'),
            Some('월') => behind_digits.strip_prefix('일'),
            Some('.') if !date.ends_with("..") => Some(behind_digits),
            _ => None,
        };
        // Not 12월호.
        rest.is_some_and(|rest| rest.chars().next().is_none_or(|next| !next.is_alphabetic()))
    }

    /// Whether the OR just read stands between two operands.
    fn joins(&self, before: &[Token]) -> bool {
        let after_operand =
            matches!(before.last(), Some(Token { kind: TokenKind::Word(_) | TokenKind::Close, .. }));
        let rest = self.text[self.at..].trim_start();
        let ends = rest.is_empty() || (self.depth > 0 && rest.starts_with([')', '）']));
        after_operand && !ends
    }

    fn note(&mut self, kind: NoteKind, range: Range<usize>) {
        self.notes.push(QueryNote { kind, range });
    }
}
