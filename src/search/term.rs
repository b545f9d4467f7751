//! A term prepared for finding it in folded text by each kind of match that it allows.

use std::ops::Range;

use memchr::memmem::Finder;

use super::composing::ComposingTerm;
use super::hanja::HanjaTerm;
use super::query::{LONGEST_LOOSE, Term};
use super::{HitPlace, MatchKind};
use crate::text::fold;
use crate::text::hangul::{consonant_keys, initial, is_syllable};
use crate::text::hanja::{Abbreviations, is_hanja};
use crate::text::needle::finder;
use crate::text::particles::particles_after;

/// The length of a Hangul syllable in UTF-8, in bytes.
const SYLLABLE: usize = 3;

/// A prepared term.
#[derive(Debug, Clone)]
pub(super) struct TermMatcher {
    pub(super) exact: Finder<'static>,
    /// Whether the term must be a whole word.
    pub(super) whole_word: bool,
    pub(super) spacing: Option<SpacedTerm>,
    pub(super) hanja: Option<HanjaTerm>,
    pub(super) initials: Option<Initials>,
    pub(super) composing: Option<ComposingTerm>,
    /// Whether it may be one of the words listed for an article.
    pub(super) may_be_listed: bool,
}

impl TermMatcher {
    /// Prepares a term. Quoted and negated terms match only exactly.
    pub(super) fn new(term: &Term, negated: bool, abbreviations: &Abbreviations) -> Self {
        let folded = term.folded.as_str();
        let chars: Vec<char> = folded.chars().take(LONGEST_LOOSE + 1).collect();
        let loose = !term.quoted && !negated && chars.len() <= LONGEST_LOOSE;
        let syllables = if loose && chars.iter().copied().all(is_syllable) { chars.len() } else { 0 };
        Self {
            exact: finder(folded),
            whole_word: term.whole_word,
            spacing: (syllables >= 4).then(|| SpacedTerm::new(folded)),
            hanja: (syllables >= 2).then(|| HanjaTerm::new(&chars, abbreviations)),
            initials: if loose { Initials::new(&chars) } else { None },
            composing: (loose && term.composing).then(|| ComposingTerm::new(folded, abbreviations)),
            may_be_listed: loose && !term.composing && !term.whole_word,
        }
    }

    /// The folded term.
    pub(super) fn text(&self) -> &str {
        str::from_utf8(self.exact.needle()).unwrap_or_default()
    }

    /// Whether every occurrence of the term's text is a match.
    pub(super) fn is_exact_anywhere(&self) -> bool {
        !self.whole_word
    }

    /// Whether an occurrence of the term's text at `start` is a match.
    pub(super) fn is_exact_at(&self, text: &str, start: usize) -> bool {
        !self.whole_word || is_whole_word(text, start..start + self.exact.needle().len())
    }

    /// Whether a word listed for an article is the term.
    pub(super) fn is_listed(&self, word: &str) -> bool {
        // For nearly all words, folding is no more than this.
        let is_plain = word.chars().all(|c| is_syllable(c) || c.is_ascii_alphanumeric());
        if is_plain { word.eq_ignore_ascii_case(self.text()) } else { fold(word) == self.text() }
    }

    /// The first match of a kind from `from` on, in bytes.
    pub(super) fn find(
        &self,
        kind: MatchKind,
        text: &str,
        place: HitPlace,
        from: usize,
    ) -> Option<Range<usize>> {
        match kind {
            MatchKind::Exact => {
                let mut at = from;
                loop {
                    let start = at + self.exact.find(text.as_bytes().get(at..)?)?;
                    if self.is_exact_at(text, start) {
                        return Some(start..start + self.exact.needle().len());
                    }
                    at = start + 1;
                }
            }
            MatchKind::Spacing => self.spacing.as_ref()?.find(text, from),
            MatchKind::Hanja => self.hanja.as_ref()?.find(text, from, place == HitPlace::Title),
            MatchKind::Initials => {
                let initials = self.initials.as_ref()?;
                matches!(place, HitPlace::Title | HitPlace::Publisher).then(|| initials.find(text, from))?
            }
            MatchKind::Composing => self.composing.as_ref()?.find(text, from, place == HitPlace::Title),
            // A word in a list isn't a place in a text.
            MatchKind::Words => None,
        }
    }

    /// The strongest kind by which the term matches anywhere in a text.
    pub(super) fn kind_in(&self, text: &str, place: HitPlace) -> Option<MatchKind> {
        MatchKind::ALL.into_iter().find(|&kind| self.find(kind, text, place, 0).is_some())
    }

    /// All matches in a text from left to right, without overlaps. If several start first, the strongest kind
    /// wins.
    pub(super) fn find_all(&self, text: &str, place: HitPlace) -> Vec<(Range<usize>, MatchKind)> {
        let find = |kind, from| self.find(kind, text, place, from).map(|range| (range, kind));
        let mut next: Vec<(Range<usize>, MatchKind)> =
            MatchKind::ALL.into_iter().filter_map(|kind| find(kind, 0)).collect();
        let mut all = Vec::new();
        while let Some(first) = next.iter().min_by_key(|(range, kind)| (range.start, *kind)).cloned() {
            let end = first.0.end;
            all.push(first);
            next = next
                .into_iter()
                .filter_map(
                    |(range, kind)| if range.start < end { find(kind, end) } else { Some((range, kind)) },
                )
                .collect();
        }
        all
    }
}

/// Whether a range of a text is a word, or a word before a particle: no letter or digit comes before it, and
/// after it only a Hanja or number may follow directly.
fn is_whole_word(text: &str, piece: Range<usize>) -> bool {
    let goes_on = |c: char| c.is_alphanumeric() && !c.is_numeric() && !is_hanja(c);
    let before = text.get(..piece.start).and_then(|text| text.chars().next_back());
    let (Some(word), Some(behind)) = (text.get(piece.clone()), text.get(piece.end..)) else { return false };
    let ends = |rest: &str| !rest.starts_with(goes_on);
    !before.is_some_and(char::is_alphanumeric)
        && (ends(behind)
            || particles_after(word).any(|particle| behind.strip_prefix(particle).is_some_and(ends)))
}

/// A term of four or more syllables, to be matched with a space inserted.
#[derive(Debug, Clone)]
pub(super) struct SpacedTerm {
    term: String,
    /// Its first two syllables, which the space never separates.
    pub(super) head: Finder<'static>,
}

impl SpacedTerm {
    fn new(folded: &str) -> Self {
        Self { term: folded.to_owned(), head: finder(folded.get(..2 * SYLLABLE).unwrap_or_default()) }
    }

    /// The first two and the last two syllables, which the space never separates.
    pub(super) fn ends(&self) -> [&str; 2] {
        let last = self.term.len().saturating_sub(2 * SYLLABLE);
        [self.term.get(..2 * SYLLABLE), self.term.get(last..)].map(Option::unwrap_or_default)
    }

    /// For each place where the space may be, the two syllables before it and the one after.
    pub(super) fn partings(&self) -> impl Iterator<Item = [char; 3]> {
        let syllables: Vec<char> = self.term.chars().collect();
        (2..syllables.len().saturating_sub(1))
            .filter_map(move |at| syllables.get(at - 2..=at)?.try_into().ok())
    }

    fn find(&self, text: &str, from: usize) -> Option<Range<usize>> {
        let mut at = from;
        loop {
            let start = at + self.head.find(text.as_bytes().get(at..)?)?;
            if self.matches_at(text.as_bytes(), start) {
                return Some(start..start + self.term.len() + 1);
            }
            at = start + SYLLABLE;
        }
    }

    /// Whether the spaced term matches at `start`, where its head occurs.
    pub(super) fn matches_at(&self, text: &[u8], start: usize) -> bool {
        let term = self.term.as_bytes();
        let text = text.get(start..).unwrap_or_default();
        // The term has no space, so the first difference is the only place for the text's space.
        let before = text.iter().zip(term).take_while(|(a, b)| a == b).count();
        let behind = term.get(before..).unwrap_or_default();
        before >= 2 * SYLLABLE
            && behind.len() >= 2 * SYLLABLE
            && text
                .get(before..)
                .and_then(|rest| rest.strip_prefix(b" "))
                .is_some_and(|rest| rest.starts_with(behind))
    }
}

/// Initial consonants, to be matched against adjacent syllables.
#[derive(Debug, Clone)]
pub(super) struct Initials {
    letters: Vec<char>,
}

impl Initials {
    /// The initials in a term of consonant letters, with compound letters split; `None` if there are fewer than
    /// two.
    fn new(chars: &[char]) -> Option<Self> {
        let mut letters = Vec::new();
        for &c in chars {
            letters.extend(consonant_keys(c)?.chars());
        }
        (letters.len() >= 2).then_some(Self { letters })
    }

    pub(super) fn letters(&self) -> &[char] {
        &self.letters
    }

    /// The first place from `from` on, in bytes.
    pub(super) fn find(&self, text: &str, from: usize) -> Option<Range<usize>> {
        let starts = text[from..].char_indices().map(|(offset, _)| from + offset);
        starts.into_iter().find_map(|start| {
            let mut chars = text[start..].char_indices();
            let mut end = start;
            for &letter in &self.letters {
                let (offset, c) = chars.next()?;
                if initial(c) != Some(letter) {
                    return None;
                }
                end = start + offset + c.len_utf8();
            }
            Some(start..end)
        })
    }
}
