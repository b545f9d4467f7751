//! Folding: what two texts are compared as, so that case, width, quotation marks and line breaks don't matter.
//!
//! In this order: NFC; the typographic quotation marks U+2018/2019 and U+201C/201D to `'` and `"`; the full-width
//! forms U+FF01–FF5E to ASCII; lower case, character by character; every run of white space to one space.

use std::ops::Range;

use unicode_normalization::char::{canonical_combining_class, decompose_canonical};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Folds a text.
///
/// The result holds no white space but single spaces, so a line break can separate folded texts.
pub fn fold(text: &str) -> String {
    if !text.chars().all(is_inert) {
        let mut folded = String::with_capacity(text.len());
        text.nfc().for_each(|c| push_folded(&mut folded, c));
        return folded;
    }
    let mut folded = String::with_capacity(text.len());
    // What stands before `copied` is in `folded`; most of a Korean text is copied in long runs.
    let mut copied = 0;
    for (at, c) in text.char_indices() {
        if folds_to_itself(c) {
            continue;
        }
        folded.push_str(&text[copied..at]);
        copied = at + c.len_utf8();
        push_folded(&mut folded, c);
    }
    folded.push_str(&text[copied..]);
    folded
}

/// Where each character of a folded text came from.
///
/// Offsets into the original are Unicode scalar values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources {
    /// One for each folded character, in order.
    chars: Vec<Source>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Source {
    /// Where the character stands in the folded text, in bytes.
    at: usize,
    /// The characters of the original that it was made of.
    original: Range<usize>,
}

impl Sources {
    /// The piece of the original, in Unicode scalar values, that a byte range of the folded text was made of.
    ///
    /// The piece is as small as normalisation lets it be: characters that NFC changes together stay together.
    pub fn original(&self, folded: Range<usize>) -> Range<usize> {
        let first = self.chars.partition_point(|source| source.at < folded.start);
        let after = self.chars.partition_point(|source| source.at < folded.end);
        let start = self.chars.get(first).map_or_else(|| self.end(), |source| source.original.start);
        let end = match self.chars.get(..after).and_then(<[_]>::last) {
            Some(source) if after > first => source.original.end,
            _ => start,
        };
        start..end
    }

    fn end(&self) -> usize {
        self.chars.last().map_or(0, |source| source.original.end)
    }
}

/// Folds a text and remembers where each character came from: only worth its cost where hits are shown.
pub fn fold_with_sources(text: &str) -> (String, Sources) {
    let mut folded = String::with_capacity(text.len());
    let mut sources = Sources::default();
    let chars: Vec<char> = text.chars().collect();
    let mut start = 0;
    while start < chars.len() {
        let len =
            chars[start + 1..].iter().position(|&c| normalizes_alone(c)).unwrap_or(chars.len() - start - 1);
        let end = start + 1 + len;
        let piece = &chars[start..end];
        if len == 0 && is_inert(piece[0]) {
            push_with_source(&mut folded, &mut sources, piece[0], start..end);
        } else {
            let normalized: Vec<char> = piece.iter().copied().nfc().collect();
            let unchanged = normalized == piece;
            for (index, c) in normalized.into_iter().enumerate() {
                let original = if unchanged { start + index..start + index + 1 } else { start..end };
                push_with_source(&mut folded, &mut sources, c, original);
            }
        }
        start = end;
    }
    (folded, sources)
}

fn push_with_source(folded: &mut String, sources: &mut Sources, c: char, original: Range<usize>) {
    let before = folded.len();
    push_folded(folded, c);
    if folded.len() == before {
        // White space after white space: the one space stands for the whole run.
        if let Some(last) = sources.chars.last_mut() {
            last.original.end = original.end;
        }
        return;
    }
    for (offset, _) in folded[before..].char_indices() {
        sources.chars.push(Source { at: before + offset, original: original.clone() });
    }
}

/// Appends the folded form of a character of an NFC text; nothing for white space after white space.
fn push_folded(folded: &mut String, c: char) {
    match c {
        '\u{2018}' | '\u{2019}' => folded.push('\''),
        '\u{201C}' | '\u{201D}' => folded.push('"'),
        '\u{FF01}'..='\u{FF5E}' => {
            let narrow = char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c);
            folded.push(narrow.to_ascii_lowercase());
        }
        _ if c.is_whitespace() => {
            if !folded.ends_with(' ') {
                folded.push(' ');
            }
        }
        _ => folded.extend(c.to_lowercase()),
    }
}

/// Whether folding leaves a character of an NFC text as it is, whatever stands around it. Some that it also
/// leaves are not listed: they are only copied more slowly.
fn folds_to_itself(c: char) -> bool {
    matches!(c, '가'..='힣' | '!'..='@' | '['..='~' | '一'..='\u{9FFF}' | '\u{3131}'..='\u{318E}')
}

/// Whether a character is in NFC and combines with nothing before it; a text of such characters is in NFC.
///
/// These are the blocks that Korean news is made of; all others take the slow way.
fn is_inert(c: char) -> bool {
    matches!(
        c,
        '\0'..='\u{2FF}'
            | '\u{AC00}'..='\u{D7A3}'
            | '\u{2010}'..='\u{205E}'
            | '\u{2100}'..='\u{2125}'
            | '\u{2150}'..='\u{2328}'
            | '\u{2460}'..='\u{27BF}'
            | '\u{3001}'..='\u{3029}'
            | '\u{3030}'..='\u{3098}'
            | '\u{309B}'..='\u{9FFF}'
            | '\u{FE30}'..='\u{FFEF}'
            | '\u{1F300}'..='\u{1FAFF}'
    )
}

/// Whether a text can be cut before this character and its two parts normalised apart.
fn normalizes_alone(c: char) -> bool {
    if is_inert(c) {
        return true;
    }
    let mut first = None;
    decompose_canonical(c, |d| first = first.or(Some(d)));
    let first = first.unwrap_or(c);
    canonical_combining_class(first) == 0 && is_nfc_quick(std::iter::once(first)) == IsNormalized::Yes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_in_the_order_it_says() {
        assert_eq!(fold("‘한국’ “ＡＩ”\u{3000}\r\n\tÉcole"), "'한국' \"ai\" école");
        assert_eq!(fold("\u{1112}\u{1161}\u{11AB}국"), "한국");
        assert_eq!(fold("\u{F9E1}대통령"), "李대통령", "compatibility ideographs are unified");
        assert_eq!(fold("Ａ\u{30A}"), "a\u{30A}", "width is folded after NFC, which is not run again");
        assert_eq!(fold("ΟΔΟΣ"), "οδοσ", "a capital has one lower case wherever it stands");
        assert_eq!(fold("  두  칸 "), " 두 칸 ");
        assert_eq!(fold("\u{2000}\u{2029}\u{85}x"), " x");
    }

    #[test]
    fn inert_characters_are_what_they_are_said_to_be() {
        for c in (0..=0x10_FFFF).filter_map(char::from_u32).filter(|&c| is_inert(c)) {
            assert_eq!(is_nfc_quick(std::iter::once(c)), IsNormalized::Yes, "{c:?}");
            assert_eq!(canonical_combining_class(c), 0, "{c:?}");
        }
        for c in (0..=0x10_FFFF).filter_map(char::from_u32).filter(|&c| folds_to_itself(c)) {
            let mut folded = String::new();
            push_folded(&mut folded, c);
            assert_eq!(folded, c.to_string());
            assert!(is_inert(c), "{c:?}");
        }
    }

    #[test]
    fn sources_lead_back_to_the_original() {
        let (folded, sources) = fold_with_sources("A \n 하\u{11AB}\u{1100}x\u{130}");
        assert_eq!(folded, "a 한\u{1100}xi\u{307}");
        assert_eq!(sources.original(0..1), 0..1);
        assert_eq!(sources.original(1..2), 1..4, "a run of white space");
        assert_eq!(sources.original(2..5), 4..6, "a syllable of two characters");
        assert_eq!(sources.original(5..8), 6..7);
        assert_eq!(sources.original(9..10), 8..9, "half of a lower case of two characters");
        assert_eq!(sources.original(10..12), 8..9);
        assert_eq!(sources.original(5..5), 6..6);
        assert_eq!(sources.original(12..12), 9..9);
    }

    #[test]
    fn a_million_marks_on_one_letter_take_no_time() {
        let text = format!("a{}", "\u{301}\u{323}".repeat(500_000));
        assert_eq!(fold(&text), fold_with_sources(&text).0);
    }

    proptest::proptest! {
        #[test]
        fn both_ways_of_folding_agree(text in "[a-zA-ZİΣ가-각ᄀ-다-ᅣᆨ-ᆫㄱ-ㅎ\u{300}-\u{330}\u{345}\u{F71}-\u{F81}Ａ-Ｃ李\u{F9E1}\u{2000}-\u{2003}\\s“‘]{0,24}") {
            let (folded, sources) = fold_with_sources(&text);
            proptest::prop_assert_eq!(&folded, &fold(&text));
            proptest::prop_assert_eq!(sources.original(0..folded.len()), 0..text.chars().count());
        }
    }
}
