//! What an index searches: folded text as tokens, one position a character. A token is the character itself,
//! or one of the ways in which a looser kind of match may read it, marked by its class. Since a phrase of
//! tokens must stand at adjacent positions, it finds exactly what the search of a folder finds.
//!
//! Tokens are separated by spaces, and those of the same position by [`ALSO`]; the index takes them apart
//! without any analysis of its own. The marks are characters that folding drops, so that no text has them.

use crate::text::hangul::initial;
use crate::text::hanja::{is_hanja, readings_of, stands_alone};

/// Separates tokens of the same position.
pub(super) const ALSO: char = '\u{200C}';
/// Stands for a space of the text.
const SPACE: char = '\u{200B}';
/// Before a syllable that is a reading of the Hanja in the text.
const READING: char = '\u{200D}';
/// Before a Hanja that stands alone in a headline, where it may abbreviate a word.
const ABBREVIATION: char = '\u{200E}';
/// Before the initial consonant of a syllable.
const INITIAL: char = '\u{200F}';
/// Before the code of a character that the index would take for a separator.
const CODE: char = '\u{2060}';

/// A searched field, with the kinds of match that it allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextField {
    Title,
    Publisher,
    Authors,
    Body,
    Url,
}

impl TextField {
    /// Its name in the index.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Title => "text.title",
            Self::Publisher => "text.publisher",
            Self::Authors => "text.authors",
            Self::Body => "text.body",
            Self::Url => "text.url",
        }
    }

    /// Whether it is also searched by initial consonants.
    pub(super) fn has_initials(self) -> bool {
        matches!(self, Self::Title | Self::Publisher)
    }

    /// Whether Hanja in it may abbreviate words.
    pub(super) fn has_abbreviations(self) -> bool {
        self == Self::Title
    }

    pub(super) fn tokens(self, folded: &str) -> String {
        let mut tokens = String::with_capacity(folded.len() * 3 / 2);
        let mut before = None;
        let mut chars = folded.chars().peekable();
        while let Some(c) = chars.next() {
            if !tokens.is_empty() {
                tokens.push(' ');
            }
            push_character(c, &mut tokens);
            if is_hanja(c) {
                for syllable in readings_of(c) {
                    tokens.extend([ALSO, READING, syllable]);
                }
                if self.has_abbreviations() && stands_alone(before, chars.peek().copied()) {
                    tokens.extend([ALSO, ABBREVIATION, c]);
                }
            }
            if let Some(initial) = initial(c).filter(|_| self.has_initials()) {
                tokens.extend([ALSO, INITIAL, initial]);
            }
            before = Some(c);
        }
        tokens
    }
}

fn push_character(c: char, tokens: &mut String) {
    match c {
        ' ' => tokens.push(SPACE),
        // Lucene separates tokens at these, too.
        '\0'..='\u{1F}' | '\u{7F}'..='\u{A0}' => {
            tokens.push(CODE);
            tokens.push_str(&u32::from(c).to_string());
        }
        _ => tokens.push(c),
    }
}

/// A phrase to look for, as tokens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Phrase {
    pub(super) tokens: String,
    /// How many tokens it has.
    pub(super) len: usize,
}

impl Phrase {
    /// Adds a position with one token.
    fn add(&mut self, push: impl FnOnce(&mut String)) {
        if !self.tokens.is_empty() {
            self.tokens.push(' ');
        }
        push(&mut self.tokens);
        self.len += 1;
    }

    /// Allows another token at the last position.
    fn or(&mut self, token: [char; 2]) {
        self.tokens.push(ALSO);
        self.tokens.extend(token);
        self.len += 1;
    }

    /// Characters as they are.
    pub(super) fn plain(chars: impl IntoIterator<Item = char>) -> Self {
        let mut phrase = Self::default();
        chars.into_iter().for_each(|c| phrase.add(|tokens| push_character(c, tokens)));
        phrase
    }

    /// Adds a syllable that may be the reading of a Hanja.
    pub(super) fn add_syllable(&mut self, syllable: char) {
        self.add(|tokens| tokens.push(syllable));
        self.or([READING, syllable]);
    }

    /// Adds any of these Hanja, standing alone.
    pub(super) fn add_abbreviation(&mut self, hanja: &[char]) {
        for (at, &c) in hanja.iter().enumerate() {
            if at == 0 {
                self.add(|tokens| tokens.extend([ABBREVIATION, c]));
            } else {
                self.or([ABBREVIATION, c]);
            }
        }
    }

    /// Adds a syllable or another character, any of these, which may be readings of a Hanja.
    pub(super) fn add_any(&mut self, characters: &[char]) {
        self.add(|tokens| {
            for (at, &c) in characters.iter().enumerate() {
                if at > 0 {
                    tokens.push(ALSO);
                }
                push_character(c, tokens);
                tokens.extend([ALSO, READING, c]);
            }
        });
    }

    /// Initial consonants.
    pub(super) fn initials(letters: impl IntoIterator<Item = char>) -> Self {
        let mut phrase = Self::default();
        letters.into_iter().for_each(|letter| phrase.add(|tokens| tokens.extend([INITIAL, letter])));
        phrase
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_one_position_a_character_with_its_readings() {
        let plain = |text: &str| text.replace(ALSO, "|").replace(READING, "~").replace(INITIAL, "!");
        assert_eq!(plain(&TextField::Body.tokens("여 野a")), "여 \u{200B} 野|~야 a");
        assert_eq!(plain(&TextField::Publisher.tokens("가b")), "가|!ㄱ b");
        assert_eq!(plain(&TextField::Body.tokens("\u{1F}\u{85}")), "\u{2060}31 \u{2060}133");
        assert_eq!(TextField::Body.tokens(""), "");
    }

    #[test]
    fn only_a_hanja_that_stands_alone_in_a_title_abbreviates() {
        let has = |text| TextField::Title.tokens(text).contains(ABBREVIATION);
        assert!(has("美 방한") && has("한·美"));
        assert!(!has("美國") && !has("25日") && !TextField::Body.tokens("美 방한").contains(ABBREVIATION));
    }

    #[test]
    fn marks_are_characters_that_folding_drops() {
        for mark in [ALSO, SPACE, READING, ABBREVIATION, INITIAL, CODE] {
            assert_eq!(crate::text::fold(&mark.to_string()), "");
        }
    }
}
