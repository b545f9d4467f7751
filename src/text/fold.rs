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
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

/// How many bytes are looked at together.
const STRETCH: usize = 32;

/// Folds a text onto the end of another.
pub fn fold_into(text: &str, folded: &mut String) {
    let start = folded.len();
    let bytes = text.as_bytes();
    // What stands before `copied` is in `folded`; most of a Korean text is copied in long runs.
    let (mut at, mut copied) = (0, 0);
    let mut looked_to = 0;
    while let Some(&byte) = bytes.get(at) {
        if at >= looked_to && (byte != b' ' || at > copied) {
            looked_to = at + STRETCH;
            if is_plain(bytes, at) {
                at = text.floor_char_boundary(looked_to);
                looked_to = at;
                continue;
            }
        }
        let next = bytes.get(at + 1).copied().unwrap_or_default();
        let plain = match byte {
            b'!'..=b'@' | b'['..=b'~' => 1,
            b' ' if at > copied && begins_visible(next) => 1,
            // The syllables from U+B000 to U+CFFF, then those before and most of those after.
            0xEB | 0xEC => 3,
            0xEA if next >= 0xB0 => 3,
            0xED if next < 0x9E => 3,
            _ => 0,
        };
        if plain > 0 {
            at += plain;
            continue;
        }
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
        if !is_inert(c) {
            folded.truncate(start);
            text.nfc().for_each(|c| push_folded(folded, c));
            return;
        }
        let end = at + c.len_utf8();
        if !folds_to_itself(c) {
            folded.push_str(text.get(copied..at).unwrap_or_default());
            copied = end;
            push_folded(folded, c);
        }
        at = end;
    }
    folded.push_str(text.get(copied..).unwrap_or_default());
}

/// Whether a stretch of a text folds to itself: printable ASCII without capitals, syllables, and single spaces. All bytes
/// are asked alike, so that the compiler asks many at once.
fn is_plain(bytes: &[u8], at: usize) -> bool {
    let stretch = |at| bytes.get(at..).and_then(|rest: &[u8]| rest.first_chunk::<STRETCH>());
    let Some((now, after)) = stretch(at).zip(stretch(at + 1)) else { return false };
    let special = now.iter().zip(after).fold(0, |special, (&byte, &next)| {
        let is_ascii = byte < b' ' || byte == 0x7F || byte.is_ascii_uppercase();
        let is_other = byte >= 0xC0 && !(0xEA..=0xED).contains(&byte);
        let is_rare = (byte == 0xEA && next < 0xB0) | (byte == 0xED && next >= 0x9E);
        special | u8::from(is_ascii | is_other | is_rare | (byte == b' ' && next == b' '))
    });
    special == 0
}

/// Whether a byte begins a character that is plainly no white space.
fn begins_visible(byte: u8) -> bool {
    byte.is_ascii_graphic() || matches!(byte, 0xEA..=0xED)
}

/// Where the characters of a folded text came from.
///
/// Offsets into the original are Unicode scalar values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources {
    /// The folded text in pieces, each beginning where the one before ends.
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece {
    /// Where it begins in the folded text, in bytes.
    at: usize,
    /// Where it begins in the original.
    original: usize,
    /// How many characters of the original became this piece as a whole; `None` where each became one.
    joined: Option<usize>,
}

impl Sources {
    /// The piece of the original, in Unicode scalar values, that a byte range of its folded text was made of.
    ///
    /// The piece is as small as normalisation lets it be: characters that NFC changes together stay together.
    pub fn original(&self, folded: &str, range: Range<usize>) -> Range<usize> {
        let piece_at = |at: usize| {
            let after = self.pieces.partition_point(|piece| piece.at <= at);
            after.checked_sub(1).and_then(|index| self.pieces.get(index))
        };
        let chars = |range: Range<usize>| folded.get(range).map_or(0, |text| text.chars().count());
        let start = piece_at(range.start).map_or(0, |piece| match piece.joined {
            Some(len) if range.start == folded.len() => piece.original + len,
            Some(_) => piece.original,
            None => piece.original + chars(piece.at..range.start),
        });
        if range.is_empty() {
            return start..start;
        }
        let end = piece_at(range.end - 1).map_or(0, |piece| match piece.joined {
            Some(len) => piece.original + len,
            None => piece.original + chars(piece.at..range.end),
        });
        start..end
    }
}

/// Folds a text and remembers where its characters came from: only worth its cost where hits are shown.
pub fn fold_with_sources(text: &str) -> (String, Sources) {
    let mut folding = Folding { folded: String::with_capacity(text.len()), sources: Sources::default() };
    if text.chars().all(is_inert) {
        for (original, c) in text.chars().enumerate() {
            folding.push(c, original..original + 1, true);
        }
        return (folding.folded, folding.sources);
    }
    let chars: Vec<char> = text.chars().collect();
    let mut start = 0;
    for end in 1..=chars.len() {
        if chars.get(end).is_some_and(|&next| !normalizes_alone(next)) {
            continue;
        }
        let piece = &chars[start..end];
        let normalized: Vec<char> = piece.iter().copied().nfc().collect();
        let unchanged = normalized == piece;
        for (index, c) in normalized.into_iter().enumerate() {
            let original = if unchanged { start + index..start + index + 1 } else { start..end };
            folding.push(c, original, unchanged);
        }
        start = end;
    }
    (folding.folded, folding.sources)
}

/// A folded text in the making.
struct Folding {
    folded: String,
    sources: Sources,
}

impl Folding {
    /// Folds a character of an NFC text that is one of the original, or one of those that a range of it became.
    fn push(&mut self, c: char, original: Range<usize>, is_one: bool) {
        let at = self.folded.len();
        if is_one && folds_to_itself(c) {
            self.folded.push(c);
            self.begin_piece(at, original.start, None);
            return;
        }
        push_folded(&mut self.folded, c);
        let added = self.folded[at..].chars().count();
        if added == 0 {
            self.widen_space(original.end);
            return;
        }
        let joined = (added > 1 || !is_one).then_some(original.len());
        self.begin_piece(at, original.start, joined);
    }

    /// Begins a piece, where the last one doesn't go on.
    fn begin_piece(&mut self, at: usize, original: usize, joined: Option<usize>) {
        if joined.is_some() || self.sources.pieces.last().is_none_or(|last| last.joined.is_some()) {
            self.sources.pieces.push(Piece { at, original, joined });
        }
    }

    /// The space that the folded text ends with stands for more white space.
    fn widen_space(&mut self, original_end: usize) {
        let at = self.folded.len() - 1;
        match self.sources.pieces.last_mut() {
            Some(last) if last.at == at => last.joined = Some(original_end - last.original),
            Some(last) => {
                let original = last.original + self.folded[last.at..at].chars().count();
                self.sources.pieces.push(Piece { at, original, joined: Some(original_end - original) });
            }
            None => {}
        }
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
        _ if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
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
        assert_eq!(sources.original(&folded, 0..1), 0..1);
        assert_eq!(sources.original(&folded, 1..2), 1..4, "a run of white space");
        assert_eq!(sources.original(&folded, 2..5), 4..6, "a syllable of two characters");
        assert_eq!(sources.original(&folded, 5..8), 6..7);
        assert_eq!(sources.original(&folded, 9..10), 8..9, "half of a lower case of two characters");
        assert_eq!(sources.original(&folded, 10..12), 8..9);
        assert_eq!(sources.original(&folded, 5..5), 6..6);
        assert_eq!(sources.original(&folded, 12..12), 9..9);
    }

    #[test]
    fn a_million_marks_on_one_letter_take_no_time() {
        let text = format!("a{}", "\u{301}\u{323}".repeat(500_000));
        assert_eq!(fold(&text), fold_with_sources(&text).0);
    }

    proptest::proptest! {
        #[test]
        fn stretches_are_folded_as_their_characters_are(
            pieces in proptest::collection::vec(("[가-각낀-낄힐-힣a-z0-9.]{0,40}", "[ \n\u{3000}\t]{0,3}[AÉ\u{301}ᆨ“李]?"), 0..6),
        ) {
            let text: String = pieces.into_iter().flat_map(|(plain, other)| [plain, other]).collect();
            proptest::prop_assert_eq!(fold_with_sources(&text).0, fold(&text));
        }

        #[test]
        fn both_ways_of_folding_agree(text in "[a-zA-ZİΣ가-각ᄀ-다-ᅣᆨ-ᆫㄱ-ㅎ\u{300}-\u{330}\u{345}\u{F71}-\u{F81}Ａ-Ｃ李\u{F9E1}\u{2000}-\u{2003}\\s“‘]{0,24}") {
            let (folded, sources) = fold_with_sources(&text);
            proptest::prop_assert_eq!(&folded, &fold(&text));
            proptest::prop_assert_eq!(sources.original(&folded, 0..folded.len()), 0..text.chars().count());
        }
    }
}
