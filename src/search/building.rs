//! Builds a query from tokens.

use super::flags::Flag;
use super::language::{Field, Takes};
use super::lexer::{Token, TokenKind, WordToken};
use super::numbers::NumberRange;
use super::query::{DateRange, Fields, Filter, Node, NoteKind, Pattern, Query, QueryNote, Term, Word};
use crate::text::dates::days_from;
use crate::text::fold;
use jiff::civil::Date;
use std::ops::Range;

/// Assembles tokens into a query. Keeps its own stack instead of recursing, since a text can open any number of
/// brackets.
pub(super) struct Builder<'a> {
    text: &'a str,
    unfinished: Range<usize>,
    today: Date,
    groups: Vec<OpenGroup<'a>>,
    words: Vec<Word>,
    notes: Vec<QueryNote>,
}

/// A group that is still open; the first is the whole query.
#[derive(Default)]
struct OpenGroup<'a> {
    parts: Vec<Node>,
    after_or: bool,
    negated: bool,
    field: Option<Field>,
    /// The variable of a code that is named before the group.
    variable: Option<&'a str>,
    range: Range<usize>,
}

impl OpenGroup<'_> {
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
    pub(super) fn new(text: &'a str, unfinished: Range<usize>, today: Date, notes: Vec<QueryNote>) -> Self {
        Self { text, unfinished, today, groups: vec![OpenGroup::default()], words: Vec::new(), notes }
    }

    pub(super) fn build(mut self, tokens: &[Token]) -> Query {
        for token in tokens {
            match &token.kind {
                TokenKind::Open { negated, field } => {
                    let range = token.range.clone();
                    let variable = match field {
                        Some(Field::Code) => variable(self.text.get(range.clone()).unwrap_or_default()),
                        Some(_) => None,
                        None => self.group().variable,
                    };
                    let (field, negated) = (field.or(self.group().field), *negated);
                    self.groups.push(OpenGroup { negated, field, variable, range, ..OpenGroup::default() });
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
            self.notes.push(QueryNote { kind: NoteKind::UnclosedGroup, range });
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
    fn group(&mut self) -> &mut OpenGroup<'a> {
        if self.groups.is_empty() {
            self.groups.push(OpenGroup::default());
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

    /// The node for a word; `None` if the word is empty.
    fn leaf(&mut self, token: &Token, word: &WordToken, inherited: Option<Field>) -> Option<Node> {
        let value = &self.text[word.value.clone()];
        let folded = fold(value);
        let field = word.field.or(inherited);
        if folded.is_empty() && !(word.quoted && field.is_some_and(Field::is_compared)) {
            self.notes.push(QueryNote { kind: NoteKind::Empty, range: token.range.clone() });
            return None;
        }
        let Some(field) = field else { return Some(self.term(&word.value, folded, Fields::Any, word)) };
        let days = || days_from(&folded, self.today).ok_or(NoteKind::BadDate);
        let understood = match &field.entry().takes {
            Takes::Text(fields) => return Some(self.term(&word.value, folded, *fields, word)),
            Takes::WholeWord => return Some(self.whole_word(&word.value, folded, word)),
            Takes::Value { .. } => Ok(Filter::Value(field, self.pattern(field, word))),
            Takes::Days(_) => DateRange::parse(&folded, self.today)
                .map(|days| Filter::Days(field, days))
                .ok_or(NoteKind::BadDate),
            Takes::Bound(of, range) => days().map(|(first, last)| Filter::Days(*of, range(first, last))),
            Takes::Number(_) => NumberRange::parse(&folded)
                .map(|range| Filter::Number(field, range))
                .ok_or(NoteKind::BadNumber),
            Takes::Share(_) => NumberRange::shares_from(&folded)
                .map(|range| Filter::Number(field, range))
                .ok_or(NoteKind::BadNumber),
            Takes::Flag => Flag::named(field, &folded).map(Filter::Flag).ok_or(NoteKind::UnknownFlag),
        };
        match understood {
            Ok(filter) => Some(Node::Filter(filter)),
            Err(kind) => {
                self.notes.push(QueryNote { kind, range: token.range.clone() });
                let whole = word.start..token.range.end;
                let folded = fold(&self.text[whole.clone()]);
                Some(self.term(&whole, folded, Fields::Any, word))
            }
        }
    }

    /// The pattern for a word's value; of a code whose variable is named before it or before its group, for both.
    fn pattern(&self, field: Field, word: &WordToken) -> Pattern {
        let value = &self.text[word.value.clone()];
        if field != Field::Code {
            return Pattern::new(value);
        }
        let inherited = self.groups.last().and_then(|group| group.variable);
        let named = match word.field {
            Some(_) => variable(&self.text[word.start..word.value.start]),
            None => inherited,
        };
        match named {
            Some(variable) => Pattern::new(&format!("{variable}={value}")),
            // Without a variable, a code of any.
            None if !value.contains('=') => Pattern::new(&format!("*={value}")),
            None => Pattern::new(value),
        }
    }

    fn term(&self, range: &Range<usize>, folded: String, fields: Fields, word: &WordToken) -> Node {
        let composing = !word.quoted && self.is_unfinished(range);
        Node::Term(Term { folded, fields, quoted: word.quoted, whole_word: false, composing })
    }

    /// A term that must be a whole word; while it is being composed, also the beginning of one.
    fn whole_word(&self, range: &Range<usize>, folded: String, word: &WordToken) -> Node {
        if !word.quoted && self.is_unfinished(range) {
            return self.term(range, folded, Fields::Any, word);
        }
        Node::Term(Term { folded, fields: Fields::Any, quoted: true, whole_word: true, composing: false })
    }

    /// Whether a range of the text overlaps the part that the input method is composing.
    fn is_unfinished(&self, range: &Range<usize>) -> bool {
        let unfinished = &self.unfinished;
        !unfinished.is_empty() && unfinished.start < range.end && range.start < unfinished.end
    }
}

/// The variable that is named before a value or a group: `code.논조:`, `code.논조:(`.
fn variable(head: &str) -> Option<&str> {
    let (_, variable) = head.split_once('.')?;
    Some(variable.trim_end_matches(['"', '＂', '“', '”', '(', '（', ':', '：']))
}
