//! The words of an archive's articles, in their order, as numbers: read once from the articles' texts, and counted
//! as often as wanted.

use super::tokens::each_word;
use crate::archive::Row;
use crate::article::{Article, BlockKind, blocks};
use crate::text::fold;
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};

/// Stands between two paragraphs; the title is one.
pub(super) const PARAGRAPH: u32 = 0;
/// Stands where a sentence ends within a paragraph.
pub(super) const SENTENCE: u32 = 1;

/// Begins a word that was given: by BigKinds' list, or by a file of tokens. It counts as it is.
const GIVEN: char = '\t';

/// The words of articles.
#[derive(Debug, Default)]
pub struct WordIndex {
    /// By number.
    names: Vec<Box<str>>,
    numbers: FxHashMap<Box<str>, u32>,
    /// The words of all texts, one after another, with paragraphs and sentences.
    words: Vec<u32>,
    /// Start and end in `words`, by text.
    texts: FxHashMap<u64, (usize, usize)>,
    /// The same of tokens that replace an article's words, by its id; `None` if none were given.
    tokens: Option<FxHashMap<String, (usize, usize)>>,
}

/// The words of one article, as a text that another thread can make.
#[derive(Debug)]
pub struct ArticleWords {
    text: u64,
    /// A word, or the end of a sentence (`.`) or paragraph (empty), between separators.
    words: String,
}

/// Separates words.
const BETWEEN: char = '\u{1f}';

impl ArticleWords {
    /// The words of a row's article: those that its file lists, or else those of its title and text. Trailers and
    /// dividing lines aren't text.
    pub fn of(row: &Row<'_>, article: &Article) -> Self {
        let mut words = String::new();
        if article.facts.words.is_empty() {
            add_text(&article.title, &mut words);
            match &article.rendered {
                Some(rendered) => rendered.blocks.iter().for_each(|block| {
                    add_text(rendered.text_of(block), &mut words);
                }),
                None => {
                    for block in blocks(&article.body) {
                        if !matches!(block.kind, BlockKind::Trailer | BlockKind::Rule) {
                            add_text(article.body.get(block.range).unwrap_or_default(), &mut words);
                        }
                    }
                }
            }
        } else {
            article.facts.words.iter().for_each(|word| add_given(word, &mut words));
        }
        Self { text: text_of(row), words }
    }
}

/// Adds a paragraph.
fn add_text(text: &str, words: &mut String) {
    let before = words.len();
    each_word(&fold(text), |word, ends_sentence| {
        if ends_sentence && words.len() > before {
            words.push('.');
            words.push(BETWEEN);
        }
        words.push_str(&word);
        words.push(BETWEEN);
    });
    if words.len() > before {
        words.push(BETWEEN);
    }
}

fn add_given(word: &str, words: &mut String) {
    let folded = fold(word);
    let word = folded.trim();
    if !word.is_empty() {
        words.push(GIVEN);
        words.extend(word.chars().filter(|c| !c.is_control()));
        words.push(BETWEEN);
    }
}

/// Identifies a row's text, also in a later snapshot of the archive.
fn text_of(row: &Row<'_>) -> u64 {
    row.text_id().unwrap_or_else(|| {
        let mut hasher = FxHasher::default();
        (row.path(), row.entry(), row.title(), row.letters()).hash(&mut hasher);
        hasher.finish()
    })
}

impl WordIndex {
    /// Whether the words of a row's text are there.
    pub fn has(&self, row: &Row<'_>) -> bool {
        self.texts.contains_key(&text_of(row))
    }

    pub fn add(&mut self, article: &ArticleWords) {
        let place = self.push(&article.words);
        self.texts.insert(article.text, place);
    }

    /// Takes these tokens, a line an article (its id, a tab, its tokens separated by spaces), in place of all
    /// words. Lines without an id are passed over.
    pub fn replace_with(&mut self, tokens: &str) {
        let mut places = FxHashMap::default();
        for line in tokens.lines() {
            let Some((id, tokens)) = line.split_once('\t').filter(|(id, _)| !id.trim().is_empty()) else {
                continue;
            };
            let mut words = String::new();
            tokens.split_whitespace().for_each(|token| add_given(token, &mut words));
            places.insert(id.trim().to_owned(), self.push(&words));
        }
        self.tokens = Some(places);
    }

    /// The ids of the tokens that replace words; none if none were given.
    pub fn ids_of_tokens(&self) -> impl Iterator<Item = &str> {
        self.tokens.iter().flat_map(|tokens| tokens.keys().map(String::as_str))
    }

    /// Whether tokens were given in place of the articles' own words.
    pub fn has_tokens(&self) -> bool {
        self.tokens.is_some()
    }

    /// Whether tokens were given that lack a row's article.
    pub fn lacks_tokens_of(&self, row: &Row<'_>) -> bool {
        self.tokens.as_ref().is_some_and(|tokens| !tokens.contains_key(&*row.id_or_key()))
    }

    fn push(&mut self, words: &str) -> (usize, usize) {
        if self.names.is_empty() {
            self.names.extend(["", "."].map(Box::from));
            self.numbers.extend([(Box::from(""), PARAGRAPH), (Box::from("."), SENTENCE)]);
        }
        let start = self.words.len();
        for word in words.split_terminator(BETWEEN) {
            let number = match self.numbers.get(word) {
                Some(&number) => number,
                None => {
                    let number = self.names.len() as u32;
                    self.names.push(word.into());
                    self.numbers.insert(word.into(), number);
                    number
                }
            };
            self.words.push(number);
        }
        (start, self.words.len())
    }

    /// The words of a row's article, with paragraphs and sentences; empty if they aren't there.
    pub(super) fn words(&self, row: &Row<'_>) -> &[u32] {
        let place = match &self.tokens {
            None => self.texts.get(&text_of(row)),
            Some(tokens) => tokens.get(&*row.id_or_key()),
        };
        place.and_then(|&(start, end)| self.words.get(start..end)).unwrap_or_default()
    }

    /// How many different words there are, with paragraphs and sentences.
    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    pub(super) fn name(&self, number: u32) -> &str {
        self.names.get(number as usize).map_or("", |name| name.trim_start_matches(GIVEN))
    }

    /// Whether a word was given, and counts as it is.
    pub(super) fn is_given(&self, number: u32) -> bool {
        self.names.get(number as usize).is_some_and(|name| name.starts_with(GIVEN))
    }

    /// The number of a word of a text.
    pub(super) fn number(&self, word: &str) -> Option<u32> {
        self.numbers.get(word).copied()
    }

    /// Adds a paragraph and returns its words.
    #[cfg(test)]
    pub(super) fn add_text_for_test(&mut self, text: &str) -> Vec<u32> {
        let mut words = String::new();
        add_text(text, &mut words);
        let (start, end) = self.push(&words);
        self.words[start..end].to_vec()
    }
}
