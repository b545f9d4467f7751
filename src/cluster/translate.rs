//! A query in the server's terms: phrases of tokens and filters of facts, combined as in the query. What it
//! finds is exactly what the search of a folder finds, or, where that can't be asked in one request, a little
//! more, which is then checked article by article.

mod filters;

pub(super) use filters::{MOST_KEYS, days_between, wildcard};

use super::kinds::{Kinds, Way, any_part, any_way};
use super::tokens::{Phrase, TextField};
use crate::library::Marks;
use crate::search::{CantAnswer, Fields, LONGEST_LOOSE, MatchKind, Node, Query, Term, beginnings_of};
use crate::text::hangul::{consonant_keys, is_syllable};
use crate::text::hanja::Abbreviations;
use serde_json::{Value, json};

/// The most tokens that a request may look for; servers refuse a little more.
const MOST_TOKENS: usize = 900;

/// The most characters of a phrase that are looked for; more hardly narrow the result.
const LONGEST_PHRASE: usize = 64;

/// The most characters that are looked for at one position; the server takes tokens of 255 characters apart.
const AT_ONE_POSITION: usize = 48;

/// The most ways of abbreviating a term that are looked for one by one.
const MOST_WAYS: usize = 24;

/// A translated query.
#[derive(Clone, Debug, PartialEq)]
pub struct Translation {
    /// The server's query.
    pub(super) query: Value,
    /// Whether it finds exactly what was asked for; otherwise also articles that have to be checked.
    pub is_exact: bool,
    /// What tells the kind of match that an article needed.
    pub(super) kinds: Kinds,
}

/// Translates a query.
///
/// # Errors
/// If an index can't answer it.
pub(super) fn translate(
    query: &Query,
    abbreviations: &Abbreviations,
    marks: &Marks,
) -> Result<Translation, CantAnswer> {
    let translator =
        |is_rough| Translator { abbreviations, marks, is_rough, tokens: 0, named: 0, is_exact: true };
    let (precise, precisely) = translator(false).whole(&query.root)?;
    if precisely.tokens <= MOST_TOKENS {
        return Ok(precise);
    }
    let (rough, roughly) = translator(true).whole(&query.root)?;
    if roughly.tokens > MOST_TOKENS {
        return Err(CantAnswer::TooLong);
    }
    Ok(rough)
}

struct Translator<'a> {
    abbreviations: &'a Abbreviations,
    marks: &'a Marks,
    /// Whether to ask for less than would be needed, because all of it would be too much.
    is_rough: bool,
    tokens: usize,
    /// How many conditions have been named.
    named: usize,
    is_exact: bool,
}

impl Translator<'_> {
    fn whole(mut self, root: &Node) -> Result<(Translation, Self), CantAnswer> {
        let (query, kinds) = self.node(root, false)?;
        Ok((Translation { query, is_exact: self.is_exact, kinds }, self))
    }

    /// The numbers for the names of so many conditions.
    fn number(&mut self, count: usize) -> usize {
        self.named += count;
        self.named - count
    }

    fn node(&mut self, node: &Node, negated: bool) -> Result<(Value, Kinds), CantAnswer> {
        let mut all = |parts: &[Node]| -> Result<Vec<(Value, Kinds)>, CantAnswer> {
            parts.iter().map(|part| self.node(part, negated)).collect()
        };
        let exactly = |value: Value| (value, Kinds::Exact);
        Ok(match node {
            Node::And(parts) if parts.is_empty() => exactly(json!({ "match_all": {} })),
            Node::And(parts) => {
                let (parts, kinds): (Vec<Value>, Vec<Kinds>) = all(parts)?.into_iter().unzip();
                (json!({ "bool": { "filter": parts } }), Kinds::all(kinds))
            }
            Node::Or(parts) => any_part(all(parts)?, self.number(parts.len())),
            Node::Not(part) => {
                let was_exact = std::mem::replace(&mut self.is_exact, true);
                let (excluded, _) = self.node(part, true)?;
                let excludes_exactly = std::mem::replace(&mut self.is_exact, was_exact);
                self.is_exact &= excludes_exactly;
                // More than was asked for would exclude too much.
                exactly(match excludes_exactly {
                    true => json!({ "bool": { "must_not": excluded } }),
                    false => json!({ "match_all": {} }),
                })
            }
            Node::Term(term) => self.term(term, negated)?,
            Node::Filter(filter) => exactly(self.filter(filter)?),
        })
    }

    fn term(&mut self, term: &Term, negated: bool) -> Result<(Value, Kinds), CantAnswer> {
        let fields: &[TextField] = match term.fields {
            Fields::Any => &[TextField::Title, TextField::Publisher, TextField::Authors, TextField::Body],
            Fields::Title => &[TextField::Title],
            Fields::Body => &[TextField::Body],
            Fields::Author => &[TextField::Authors],
            Fields::Url => &[TextField::Url],
            Fields::Note => return Ok((self.noted(term, negated)?, Kinds::Exact)),
        };
        if term.whole_word {
            self.is_exact = false;
        }
        let chars: Vec<char> = term.folded.chars().collect();
        let is_loose = !term.quoted && !negated && chars.len() <= LONGEST_LOOSE;
        let mut ways = Vec::new();
        for &field in fields {
            self.exact(&chars, field, &mut ways);
            if is_loose {
                self.looser(&chars, field, &mut ways);
            }
            if is_loose && term.composing {
                self.unfinished(&term.folded, field, &mut ways);
            }
        }
        Ok(any_way(ways, self.number(1)))
    }

    /// The characters as they are.
    fn exact(&mut self, chars: &[char], field: TextField, ways: &mut Vec<Way>) {
        let head = chars.get(..LONGEST_PHRASE).unwrap_or(chars);
        self.is_exact &= head.len() == chars.len();
        self.add(MatchKind::Exact, Phrase::plain(head.iter().copied()), field, ways);
    }

    /// The kinds of match beyond the exact text.
    fn looser(&mut self, chars: &[char], field: TextField, ways: &mut Vec<Way>) {
        if chars.iter().copied().all(is_syllable) {
            if chars.len() >= 4 {
                self.spaced(chars, field, ways);
            }
            if chars.len() >= 2 {
                let mut read = Phrase::default();
                chars.iter().for_each(|&syllable| read.add_syllable(syllable));
                self.add(MatchKind::Hanja, read, field, ways);
                if field.has_abbreviations() {
                    self.abbreviated(chars, field, ways);
                }
            }
        }
        if field.has_initials() {
            let keys: Option<Vec<&str>> = chars.iter().map(|&c| consonant_keys(c)).collect();
            let letters: Vec<char> = keys.into_iter().flatten().flat_map(str::chars).collect();
            if letters.len() >= 2 {
                self.add(MatchKind::Initials, Phrase::initials(letters), field, ways);
            }
        }
    }

    /// What the term may become when its last syllable is finished.
    fn unfinished(&mut self, folded: &str, field: TextField, ways: &mut Vec<Way>) {
        for (text, next) in beginnings_of(folded) {
            for some in next.chunks(AT_ONE_POSITION) {
                let mut phrase = Phrase::default();
                text.chars().for_each(|c| phrase.add_syllable(c));
                phrase.add_any(some);
                self.add(MatchKind::Composing, phrase, field, ways);
            }
        }
    }

    /// The syllables with one space in them, at least two on each side.
    fn spaced(&mut self, chars: &[char], field: TextField, ways: &mut Vec<Way>) {
        if self.is_rough {
            // Any one character may stand between them.
            let phrase = Phrase::plain(chars.iter().copied());
            self.tokens += phrase.len;
            self.is_exact = false;
            let way = json!({ "match_phrase": { field.name(): { "query": phrase.tokens, "slop": 1 } } });
            ways.push((MatchKind::Spacing, way));
            return;
        }
        for at in 2..=chars.len() - 2 {
            let (before, after) = chars.split_at(at);
            let spaced = before.iter().chain(&[' ']).chain(after).copied();
            self.add(MatchKind::Spacing, Phrase::plain(spaced), field, ways);
        }
    }

    /// The syllables with words in them abbreviated by a Hanja that stands alone, and others by readings.
    fn abbreviated(&mut self, chars: &[char], field: TextField, ways: &mut Vec<Way>) {
        let words = self.words_in(chars);
        if words.is_empty() {
            return;
        }
        let mut found = Vec::new();
        abbreviate(chars, &words, 0, (Phrase::default(), false), &mut found);
        if found.len() > MOST_WAYS || self.is_rough {
            self.is_exact = false;
            for (_, _, hanja) in &words {
                let mut one = Phrase::default();
                one.add_abbreviation(hanja);
                self.add(MatchKind::Hanja, one, field, ways);
            }
            return;
        }
        found.into_iter().for_each(|phrase| self.add(MatchKind::Hanja, phrase, field, ways));
    }

    /// The words of a term that Hanja abbreviate: where each starts, its length, and the Hanja.
    fn words_in(&self, chars: &[char]) -> Vec<(usize, usize, Vec<char>)> {
        let mut words: Vec<(usize, usize, Vec<char>)> = Vec::new();
        for (hanja, of_it) in self.abbreviations.iter() {
            for word in of_it.iter().map(|word| word.chars().collect::<Vec<char>>()) {
                for (start, _) in chars.windows(word.len()).enumerate().filter(|(_, part)| *part == word) {
                    match words.iter_mut().find(|(at, len, _)| (*at, *len) == (start, word.len())) {
                        Some((_, _, all)) => all.push(hanja),
                        None => words.push((start, word.len(), vec![hanja])),
                    }
                }
            }
        }
        words.iter_mut().for_each(|(_, _, hanja)| hanja.sort_unstable());
        words.sort();
        words
    }

    fn add(&mut self, kind: MatchKind, phrase: Phrase, field: TextField, ways: &mut Vec<Way>) {
        self.tokens += phrase.len;
        ways.push((kind, json!({ "match_phrase": { field.name(): phrase.tokens } })));
    }
}

/// Collects the ways of writing the syllables from `at` on with at least one abbreviation, after what is
/// written in `before`. Stops soon after there are too many.
fn abbreviate(
    chars: &[char],
    words: &[(usize, usize, Vec<char>)],
    at: usize,
    before: (Phrase, bool),
    found: &mut Vec<Phrase>,
) {
    if found.len() > MOST_WAYS {
        return;
    }
    let (phrase, is_abbreviated) = before;
    let Some(&syllable) = chars.get(at) else {
        if is_abbreviated {
            found.push(phrase);
        }
        return;
    };
    for (_, len, hanja) in words.iter().filter(|(start, ..)| *start == at) {
        let mut shorter = phrase.clone();
        shorter.add_abbreviation(hanja);
        abbreviate(chars, words, at + len, (shorter, true), found);
    }
    // Without a word ahead or behind, it would be no abbreviation.
    if is_abbreviated || words.iter().any(|(start, ..)| *start > at) {
        let mut read = phrase;
        read.add_syllable(syllable);
        abbreviate(chars, words, at + 1, (read, is_abbreviated), found);
    }
}
