//! Builds a query of the tokens of a text.

use super::lexer::{Field, Token, TokenKind, WordToken};
use super::query::{DateRange, Fields, Filter, Flag, Node, Note, NoteKind, Pattern, Query, Term, Word};
use crate::text::fold;
use std::ops::Range;

/// Puts tokens together, with a stack of its own instead of the program's: text can open any number of brackets.
pub(super) struct Builder<'a> {
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
    pub(super) fn new(text: &'a str, unfinished: Range<usize>, notes: Vec<Note>) -> Self {
        Self { text, unfinished, groups: vec![Group::default()], words: Vec::new(), notes }
    }

    pub(super) fn build(mut self, tokens: &[Token]) -> Query {
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
