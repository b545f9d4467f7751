//! A query: the tree of what is wanted, the words it was made of, and notes on what could not be understood.

use std::ops::{Bound, Range, RangeBounds};

use jiff::civil::Date;

use super::lexer::{Field, Lexed, Token, TokenKind, WordToken, lex};
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
            Self::Filter(Filter::Flag(flag)) => {
                matches!(flag, Flag::Starred | Flag::Unread | Flag::Note | Flag::Highlight)
            }
            Self::Filter(filter) => matches!(filter, Filter::Tag(_)),
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
    /// The publisher's name.
    Publisher(Pattern),
    /// The category.
    Category(Pattern),
    /// The id.
    Id(Pattern),
    /// One of the reader's tags.
    Tag(Pattern),
    /// The Korean day of publication.
    Published(DateRange),
    /// The Korean day of the crawl.
    Crawled(DateRange),
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

/// A property that an article has or has not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flag {
    /// The reader starred it.
    Starred,
    /// The reader has not read it.
    Unread,
    /// Its body is not the one that was crawled.
    Altered,
    /// Its file had to be mended.
    Problem,
    /// The archive has several versions of it.
    Revised,
    /// It names an author.
    Author,
    /// A Hanja occurs in its title, body, publisher or authors.
    Hanja,
    /// It has readers' comments.
    Comments,
    /// The reader wrote a note on it.
    Note,
    /// The reader highlighted a passage of it.
    Highlight,
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
    /// No day, month or range of them; the word is searched as text.
    BadDate,
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
        match lex(text) {
            Lexed::Tokens { tokens, notes } => Builder::new(text, unfinished, notes).build(&tokens),
            Lexed::TooLong => Self::of_phrase(text),
        }
    }

    fn of_phrase(text: &str) -> Self {
        let range = 0..text.len();
        let folded = fold(text.trim());
        let term = Term { folded, fields: Fields::Any, quoted: true, composing: false };
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

/// Puts tokens together, with a stack of its own instead of the program's: text can open any number of brackets.
struct Builder<'a> {
    text: &'a str,
    unfinished: Range<usize>,
    groups: Vec<Group>,
    words: Vec<Word>,
    notes: Vec<Note>,
}

/// A group that is not closed yet; the whole query is the first.
#[derive(Default)]
struct Group {
    parts: Vec<Node>,
    after_or: bool,
    negated: bool,
    field: Option<Field>,
    range: Range<usize>,
}

impl Group {
    fn push(&mut self, node: Node) {
        if !std::mem::take(&mut self.after_or) {
            self.parts.push(node);
            return;
        }
        match self.parts.pop() {
            Some(Node::Or(mut parts)) => {
                parts.push(node);
                self.parts.push(Node::Or(parts));
            }
            Some(before) => self.parts.push(Node::Or(vec![before, node])),
            None => self.parts.push(node),
        }
    }
}

impl<'a> Builder<'a> {
    fn new(text: &'a str, unfinished: Range<usize>, notes: Vec<Note>) -> Self {
        Self { text, unfinished, groups: vec![Group::default()], words: Vec::new(), notes }
    }

    fn build(mut self, tokens: &[Token]) -> Query {
        for token in tokens {
            match &token.kind {
                TokenKind::Open { negated, field } => {
                    let field = field.or(self.group().field);
                    let range = token.range.clone();
                    self.groups.push(Group { negated: *negated, field, range, ..Group::default() });
                }
                TokenKind::Close => self.close(),
                TokenKind::Or => self.group().after_or = true,
                TokenKind::Word(word) => {
                    self.words.push(Word { range: token.range.clone(), negated: word.negated });
                    let inherited = self.group().field;
                    let node = self.leaf(token, word, inherited);
                    self.add(node, word.negated);
                }
            }
        }
        while self.groups.len() > 1 {
            let range = self.group().range.clone();
            self.notes.push(Note { kind: NoteKind::UnclosedGroup, range });
            self.close();
        }
        let mut root = std::mem::take(&mut self.group().parts);
        self.notes.sort_by_key(|note| note.range.start);
        Query {
            root: if root.len() == 1 { root.swap_remove(0) } else { Node::And(root) },
            words: self.words,
            notes: self.notes,
        }
    }

    /// The innermost open group.
    fn group(&mut self) -> &mut Group {
        if self.groups.is_empty() {
            self.groups.push(Group::default());
        }
        let last = self.groups.len() - 1;
        &mut self.groups[last]
    }

    fn close(&mut self) {
        let Some(mut group) = self.groups.pop() else { return };
        let node = match group.parts.len() {
            0 => None,
            1 => group.parts.pop(),
            _ => Some(Node::And(group.parts)),
        };
        self.add(node, group.negated);
    }

    fn add(&mut self, node: Option<Node>, negated: bool) {
        let group = self.group();
        match node {
            Some(node) if negated => group.push(Node::Not(Box::new(node))),
            Some(node) => group.push(node),
            None => group.after_or = false,
        }
    }

    /// What a word says, or nothing where it is empty.
    fn leaf(&mut self, token: &Token, word: &WordToken, inherited: Option<Field>) -> Option<Node> {
        let value = &self.text[word.value.clone()];
        let field = word.field.or(inherited);
        if value.is_empty() && !(word.quoted && field.is_some_and(Field::is_compared)) {
            self.notes.push(Note { kind: NoteKind::Empty, range: token.range.clone() });
            return None;
        }
        let as_term = |fields| Some(self.term(&word.value, value, fields, word.quoted));
        let days = |read: fn(&str) -> Option<DateRange>| read(&fold(value)).ok_or(NoteKind::BadDate);
        let understood = match field {
            None => return as_term(Fields::Any),
            Some(Field::Text(fields)) => return as_term(fields),
            Some(Field::Publisher) => Ok(Filter::Publisher(Pattern::new(value))),
            Some(Field::Category) => Ok(Filter::Category(Pattern::new(value))),
            Some(Field::Id) => Ok(Filter::Id(Pattern::new(value))),
            Some(Field::Tag) => Ok(Filter::Tag(Pattern::new(value))),
            Some(Field::Published) => days(DateRange::parse).map(Filter::Published),
            Some(Field::Crawled) => days(DateRange::parse).map(Filter::Crawled),
            Some(Field::Before) => days(DateRange::before).map(Filter::Published),
            Some(Field::After) => days(DateRange::after).map(Filter::Published),
            Some(Field::Is) => Flag::is(&fold(value)).map(Filter::Flag).ok_or(NoteKind::UnknownFlag),
            Some(Field::Has) => Flag::has(&fold(value)).map(Filter::Flag).ok_or(NoteKind::UnknownFlag),
        };
        match understood {
            Ok(filter) => Some(Node::Filter(filter)),
            Err(kind) => {
                self.notes.push(Note { kind, range: token.range.clone() });
                let whole = word.start..token.range.end;
                Some(self.term(&whole, &self.text[whole.clone()], Fields::Any, word.quoted))
            }
        }
    }

    fn term(&self, range: &Range<usize>, text: &str, fields: Fields, quoted: bool) -> Node {
        let unfinished = &self.unfinished;
        let touched = unfinished.start < range.end && range.start < unfinished.end;
        let composing = !quoted && !unfinished.is_empty() && touched;
        Node::Term(Term { folded: fold(text), fields, quoted, composing })
    }
}

impl Flag {
    fn is(value: &str) -> Option<Self> {
        Some(match value {
            "starred" => Self::Starred,
            "unread" => Self::Unread,
            "altered" => Self::Altered,
            "problem" => Self::Problem,
            "revised" => Self::Revised,
            _ => return None,
        })
    }

    fn has(value: &str) -> Option<Self> {
        Some(match value {
            "author" => Self::Author,
            "hanja" => Self::Hanja,
            "comments" => Self::Comments,
            "note" => Self::Note,
            "highlight" => Self::Highlight,
            _ => return None,
        })
    }
}
