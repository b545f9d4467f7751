//! A query: the tree of what is wanted, the words it was made of, and notes on what could not be understood.

use std::ops::{Bound, Range, RangeBounds};

use jiff::Timestamp;
use jiff::civil::Date;

use super::building::Builder;
use super::language::{Field, Flag, From};
use super::lexer::{Lexed, Token, TokenKind, lex};
use crate::text::dates::korean_day;
use crate::text::fold;

/// The most characters a term may have to be looked for by more than its exact text: no word is longer, and
/// comparing by readings or keystrokes costs as much for each character of the text.
pub const LONGEST_LOOSE: usize = 63;

/// What a reader looks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// What an article must be to be found.
    pub root: Node,
    /// The words of the query in the order of its text, as they can be shown and taken out.
    pub words: Vec<Word>,
    /// What could not be understood, in the order of the text.
    pub notes: Vec<Note>,
}

/// A part of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// Every part; with no parts, any article.
    And(Vec<Node>),
    /// At least one part.
    Or(Vec<Node>),
    /// Not this part, whose terms all match exactly or not at all.
    Not(Box<Node>),
    /// A text that must occur.
    Term(Term),
    /// A fact that must hold.
    Filter(Filter),
}

impl Node {
    /// Whether the answer hangs on what the reader marked.
    pub(super) fn asks_for_marks(&self) -> bool {
        match self {
            Self::And(parts) | Self::Or(parts) => parts.iter().any(Self::asks_for_marks),
            Self::Not(part) => part.asks_for_marks(),
            Self::Term(term) => term.fields == Fields::Note,
            Self::Filter(Filter::Flag(flag)) => matches!(flag.entry().from, From::Marks(_)),
            Self::Filter(filter) => matches!(filter, Filter::Value(Field::Tag, _)),
        }
    }
}

impl Node {
    /// Whether the answer hangs on which articles tell the same event.
    pub(super) fn asks_for_stories(&self) -> bool {
        match self {
            Self::And(parts) | Self::Or(parts) => parts.iter().any(Self::asks_for_stories),
            Self::Not(part) => part.asks_for_stories(),
            Self::Term(_) => false,
            Self::Filter(Filter::Flag(flag)) => matches!(flag.entry().from, From::Stories),
            Self::Filter(filter) => {
                matches!(filter, Filter::Value(Field::Story, _) | Filter::Number(Field::Shared, _))
            }
        }
    }
}

/// A text that is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The text, folded, never empty.
    pub folded: String,
    /// Where it may stand.
    pub fields: Fields,
    /// Whether it stood in double quotes, so that only its exact text counts.
    pub quoted: bool,
    /// Whether it must be a whole word, particles aside.
    pub whole_word: bool,
    /// Whether it holds the input method's unfinished text.
    pub composing: bool,
}

/// The fields that a term is looked for in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fields {
    /// Title, body, publisher and authors.
    Any,
    /// The title.
    Title,
    /// The body.
    Body,
    /// The authors' lines, without e-mail addresses.
    Author,
    /// The address of the original.
    Url,
    /// The reader's note.
    Note,
}

/// A condition on what is known of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    /// A whole value of the article.
    Value(Field, Pattern),
    /// One of its days.
    Days(Field, DateRange),
    /// One of its numbers.
    Number(Field, NumberRange),
    /// A yes or no.
    Flag(Flag),
}

/// A value that a whole field must equal after folding; `*` stands for anything, also for nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    folded: String,
}

impl Pattern {
    /// The pattern that is written like this.
    pub fn new(text: &str) -> Self {
        Self { folded: fold(text) }
    }

    /// The texts that a value must hold, folded.
    pub(super) fn pieces(&self) -> impl Iterator<Item = &str> {
        self.folded.split('*')
    }

    /// The only folded value that it stands for; `None` where it has a `*`.
    pub(super) fn plain(&self) -> Option<&str> {
        (!self.folded.contains('*')).then_some(self.folded.as_str())
    }

    /// Whether a folded value is what the pattern says.
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

/// A run of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateRange {
    /// Where it begins.
    pub start: Bound<Date>,
    /// Where it ends.
    pub end: Bound<Date>,
}

impl DateRange {
    /// Whether a day is in it.
    pub fn contains(&self, day: Date) -> bool {
        (self.start, self.end).contains(&day)
    }
}

/// A run of numbers, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberRange {
    /// The least.
    pub least: u64,
    /// The most.
    pub most: u64,
}

impl NumberRange {
    /// Whether a number is in it.
    pub fn contains(&self, number: u64) -> bool {
        (self.least..=self.most).contains(&number)
    }
}

/// A word of the query's text: a term or a field and its value, with the minus sign and quotes around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Where it stands in the query's text, in bytes.
    pub range: Range<usize>,
    /// Whether it shuts articles out, by its own minus sign.
    pub negated: bool,
}

/// A part of the query's text that could not be understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What it is.
    pub kind: NoteKind,
    /// Where it stands in the query's text, in bytes.
    pub range: Range<usize>,
}

/// Why a part of a query could not be understood, and what was made of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NoteKind {
    /// No field has this name; the word is searched as text.
    UnknownField,
    /// No day, month, year or range of them; the word is searched as text.
    BadDate,
    /// No number or range of them; the word is searched as text.
    BadNumber,
    /// Neither `is:` nor `has:` knows the value; the word is searched as text.
    UnknownFlag,
    /// OR stands between nothing; it is searched as text.
    StrayOr,
    /// A closing bracket without an opening one; it is searched as text.
    StrayBracket,
    /// A quotation mark is not closed; the phrase goes on to the end.
    UnclosedQuote,
    /// A bracket is not closed; the group goes on to the end.
    UnclosedGroup,
    /// A field, quotation marks or brackets with nothing in them; they are left out.
    Empty,
    /// Too many words, or brackets in brackets too deep; the whole text is searched as one phrase.
    TooLong,
}

impl Query {
    /// Reads a query. Every text is one.
    pub fn parse(text: &str) -> Self {
        Self::parse_composing(text, 0..0)
    }

    /// Reads a query in which the input method has not finished the text at `unfinished`, a range of bytes.
    pub fn parse_composing(text: &str, unfinished: Range<usize>) -> Self {
        Self::parse_on(korean_day(Timestamp::now()), text, unfinished)
    }

    /// Reads a query on a day, which is what 오늘 means in it.
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
            notes: vec![Note { kind: NoteKind::TooLong, range }],
        }
    }

    /// Whether the query asks for nothing, so that every article is found.
    pub fn is_empty(&self) -> bool {
        self.root == Node::And(Vec::new())
    }

    /// The query's text without one of its words: an OR that joined it goes with it, and so do brackets that
    /// are left with nothing in them.
    pub fn without(text: &str, word: &Word) -> String {
        let Lexed::Tokens { tokens, .. } = lex(text) else {
            return String::new();
        };
        let mut kept: Vec<&Token> = tokens.iter().collect();
        let Some(mut at) = kept.iter().position(|token| token.range == word.range) else {
            return text.to_owned();
        };
        kept.remove(at);
        // Brackets that are left empty go, from the inside out.
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
                // A bracket in the word before would take this one for its own.
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
