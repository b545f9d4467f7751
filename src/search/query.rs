//! A query: its condition tree, the words it was made of, and notes on what was not understood.

use std::ops::{Bound, Range, RangeBounds};

use jiff::Timestamp;
use jiff::civil::Date;

use super::building::Builder;
use super::flags::{DecidedBy, Flag};
use super::language::Field;
use super::lexer::{Lexed, Token, TokenKind, lex};
use super::numbers::NumberRange;
use crate::text::dates::korean_day;
use crate::text::fold;

/// The most characters for which a term is matched by more than its exact text. No word is longer, and matching
/// by readings or keystrokes costs that much for each character of the text.
pub const LONGEST_LOOSE: usize = 63;

/// A parsed query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// The condition that articles must meet.
    pub root: Node,
    /// The query's words in text order, so that they can be shown and removed.
    pub words: Vec<Word>,
    /// What was not understood, in text order.
    pub notes: Vec<QueryNote>,
}

/// A condition, or a combination of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// All parts must hold; without parts, any article matches.
    And(Vec<Node>),
    /// At least one part must hold.
    Or(Vec<Node>),
    /// The part must not hold. Its terms match only exactly.
    Not(Box<Node>),
    /// Text that must occur.
    Term(Term),
    /// A fact that must hold.
    Filter(Filter),
}

impl Node {
    /// Whether the result depends on the reader's marks.
    pub(super) fn asks_for_marks(&self) -> bool {
        match self {
            Self::And(parts) | Self::Or(parts) => parts.iter().any(Self::asks_for_marks),
            Self::Not(part) => part.asks_for_marks(),
            Self::Term(term) => term.fields == Fields::Note,
            Self::Filter(Filter::Flag(flag)) => matches!(flag.entry().decided_by, DecidedBy::Marks { .. }),
            Self::Filter(filter) => {
                matches!(filter, Filter::Value(Field::Tag | Field::Set | Field::Code, _))
            }
        }
    }
}

impl Node {
    /// The sets that are named in it.
    pub fn sets(&self) -> Vec<&Pattern> {
        match self {
            Self::And(parts) | Self::Or(parts) => parts.iter().flat_map(Self::sets).collect(),
            Self::Not(part) => part.sets(),
            Self::Filter(Filter::Value(Field::Set, pattern)) => vec![pattern],
            Self::Term(_) | Self::Filter(_) => Vec::new(),
        }
    }

    /// Whether the result depends on which articles are about the same event.
    pub(super) fn asks_for_stories(&self) -> bool {
        match self {
            Self::And(parts) | Self::Or(parts) => parts.iter().any(Self::asks_for_stories),
            Self::Not(part) => part.asks_for_stories(),
            Self::Term(_) => false,
            Self::Filter(filter) => filter.asks_for_stories(),
        }
    }
}

impl Filter {
    /// Whether it depends on which articles are about the same event.
    pub fn asks_for_stories(&self) -> bool {
        match self {
            Self::Flag(flag) => matches!(flag.entry().decided_by, DecidedBy::Stories),
            Self::Value(field, _) | Self::Days(field, _) | Self::Number(field, _) => {
                matches!(field, Field::Story | Field::Shared)
            }
        }
    }
}

/// A text to search for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The folded text, never empty.
    pub folded: String,
    /// The fields it may occur in.
    pub fields: Fields,
    /// Whether it was in double quotes, so that only exact matches count.
    pub quoted: bool,
    /// Whether it must be a whole word, apart from particles.
    pub whole_word: bool,
    /// Whether it includes the input method's unfinished text.
    pub composing: bool,
}

/// The fields that a term is searched for in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fields {
    /// Title, body, publisher and authors.
    Any,
    Title,
    Body,
    /// The authors' lines, without e-mail addresses.
    Author,
    /// The address of the original.
    Url,
    /// The reader's note.
    Note,
}

/// A condition on an article's facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    /// A pattern for a whole value of the article.
    Value(Field, Pattern),
    Days(Field, DateRange),
    Number(Field, NumberRange),
    /// A flag that must be set.
    Flag(Flag),
}

/// A pattern that a whole value must match after folding; `*` stands for any text, even none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    folded: String,
}

impl Pattern {
    /// Parses a pattern.
    pub fn new(text: &str) -> Self {
        Self { folded: fold(text) }
    }

    /// The folded texts that a value must contain.
    pub fn pieces(&self) -> impl Iterator<Item = &str> {
        self.folded.split('*')
    }

    /// The only folded value it matches; `None` if it has a `*`.
    pub fn plain(&self) -> Option<&str> {
        (!self.folded.contains('*')).then_some(self.folded.as_str())
    }

    /// Whether a folded value matches the pattern.
    pub fn matches(&self, folded: &str) -> bool {
        let mut parts = self.folded.split('*');
        let first = parts.next().unwrap_or_default();
        let Some(last) = parts.next_back() else {
            return folded == first;
        };
        let middle = folded.strip_prefix(first).and_then(|rest| rest.strip_suffix(last));
        let Some(mut rest) = middle else {
            return false;
        };
        parts.all(|part| {
            let found = memchr::memmem::find(rest.as_bytes(), part.as_bytes());
            found.is_some_and(|at| {
                rest = rest.get(at + part.len()..).unwrap_or_default();
                true
            })
        })
    }
}

/// A range of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateRange {
    /// Where it begins.
    pub start: Bound<Date>,
    /// Where it ends.
    pub end: Bound<Date>,
}

impl DateRange {
    pub fn contains(&self, day: Date) -> bool {
        (self.start, self.end).contains(&day)
    }
}

/// A word of the query's text: a term, or a field with its value, including its minus sign and quotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Its byte range in the query's text.
    pub range: Range<usize>,
    /// Whether its own minus sign excludes articles.
    pub negated: bool,
}

/// A part of the query's text that could not be understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryNote {
    pub kind: NoteKind,
    /// Its byte range in the query's text.
    pub range: Range<usize>,
}

/// Why part of a query was not understood, and how it is treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NoteKind {
    /// No field has this name; the word is searched as text.
    UnknownField,
    /// Not a day, month, year or range; the word is searched as text.
    BadDate,
    /// Not a number or range; the word is searched as text.
    BadNumber,
    /// Not a value of `is:` or `has:`; the word is searched as text.
    UnknownFlag,
    /// OR without an operand on each side; it is searched as text.
    StrayOr,
    /// A sign or word that joins others in other programs; it is searched as text.
    OtherOperator,
    /// A closing bracket without an opening one; it is searched as text.
    StrayBracket,
    /// An unclosed quotation mark; the phrase extends to the end.
    UnclosedQuote,
    /// An unclosed bracket; the group extends to the end.
    UnclosedGroup,
    /// A field, quotation marks or brackets without content; ignored.
    Empty,
    /// Too many words or too deeply nested brackets; the whole text is searched as a phrase.
    TooLong,
}

impl Query {
    /// Parses a query. Never fails.
    pub fn parse(text: &str) -> Self {
        Self::parse_composing(text, 0..0)
    }

    /// Parses a query of which the input method is still composing the byte range `unfinished`.
    pub fn parse_composing(text: &str, unfinished: Range<usize>) -> Self {
        Self::parse_on(korean_day(Timestamp::now()), text, unfinished)
    }

    /// Parses a query as if on this day, which is what 오늘 then means.
    pub fn parse_on(today: Date, text: &str, unfinished: Range<usize>) -> Self {
        match lex(text) {
            Lexed::Tokens { tokens, notes } => Builder::new(text, unfinished, today, notes).build(&tokens),
            Lexed::TooLong => Self::of_phrase(text),
        }
    }

    fn of_phrase(text: &str) -> Self {
        let range = 0..text.len();
        let folded = fold(text.trim());
        let term = Term { folded, fields: Fields::Any, quoted: true, whole_word: false, composing: false };
        Self {
            root: if term.folded.is_empty() { Node::And(Vec::new()) } else { Node::Term(term) },
            words: vec![Word { range: range.clone(), negated: false }],
            notes: vec![QueryNote { kind: NoteKind::TooLong, range }],
        }
    }

    /// Whether the query has no conditions, so that it finds every article.
    pub fn is_empty(&self) -> bool {
        self.root == Node::And(Vec::new())
    }

    /// The query's text without one of its words. Also removes an OR next to it, and brackets that become
    /// empty.
    pub fn without(text: &str, word: &Word) -> String {
        let Lexed::Tokens { tokens, .. } = lex(text) else {
            return String::new();
        };
        let mut kept: Vec<&Token> = tokens.iter().collect();
        let Some(mut at) = kept.iter().position(|token| token.range == word.range) else {
            return text.to_owned();
        };
        kept.remove(at);
        // Remove brackets that have become empty, from the inside out.
        while let [open, close] = kept.get(at.saturating_sub(1)..at + 1).unwrap_or_default()
            && matches!(open.kind, TokenKind::Open { .. })
            && close.kind == TokenKind::Close
        {
            at -= 1;
            kept.drain(at..at + 2);
        }
        let is_or = |index: usize| kept.get(index).is_some_and(|token| token.kind == TokenKind::Or);
        if at > 0 && is_or(at - 1) {
            kept.remove(at - 1);
        } else if is_or(at) {
            kept.remove(at);
        }
        let mut rest = String::with_capacity(text.len());
        for (index, token) in kept.iter().enumerate() {
            let before = index.checked_sub(1).and_then(|before| kept.get(before));
            let parted = match before.map(|before| (before, &before.kind)) {
                None | Some((_, TokenKind::Open { .. })) => false,
                // Otherwise an open bracket in the previous word would match this one.
                Some((before, _)) if token.kind == TokenKind::Close => {
                    text[before.range.clone()].contains(['(', '（'])
                }
                Some(_) => true,
            };
            if parted {
                rest.push(' ');
            }
            rest.push_str(&text[token.range.clone()]);
        }
        rest
    }
}
