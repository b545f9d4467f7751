//! Folding: the form in which texts are compared, so that case, width, invisible characters, and variants of
//! dots, dashes, quotation marks and units don't matter.
//!
//! In this order: invisible characters are dropped; units, circled and half-width characters are decomposed
//! (NFKC); everything is normalized to NFC, and standalone jamo become the letters that keyboards type; signs
//! that look alike are unified; full-width forms become ASCII; letters become lower case, character by
//! character; and runs of white space become one space.

mod sources;

pub use sources::{Sources, fold_with_sources};

use super::hangul::standing_alone;
use unicode_normalization::UnicodeNormalization;

/// Folds a text.
///
/// The result has no white space other than single spaces, so folded texts can be separated by line breaks.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

/// How many bytes are examined at once.
const STRETCH: usize = 32;

/// Folds a text and appends it to `folded`.
pub fn fold_into(text: &str, folded: &mut String) {
    let start = folded.len();
    let bytes = text.as_bytes();
    // Text before `copied` is already in `folded`; most Korean text is copied in long runs.
    let (mut at, mut copied) = (0, 0);
    while let Some(&byte) = bytes.get(at) {
        if byte != b' ' || at > copied {
            let plain = plain_len(bytes, at);
            if plain > 0 {
                at = text.floor_char_boundary(at + plain);
                continue;
            }
        }
        let next = bytes.get(at + 1).copied().unwrap_or_default();
        let plain = match byte {
            b'!'..=b'@' | b'['..=b'_' | b'a'..=b'~' => 1,
            b' ' if at > copied && begins_visible(next) => 1,
            // Syllables from U+B000 to U+CFFF, then those before and most of those after.
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
            let mut prepared = String::with_capacity(text.len());
            text.chars().for_each(|c| for_each_compatible(c, |c| prepared.push(c)));
            prepared.nfc().for_each(|c| push_folded(folded, c));
            return;
        }
        let end = at + c.len_utf8();
        if !folds_to_itself(c) {
            folded.push_str(text.get(copied..at).unwrap_or_default());
            copied = end;
            for_each_compatible(c, |c| push_folded(folded, c));
        }
        at = end;
    }
    folded.push_str(text.get(copied..).unwrap_or_default());
}

/// How many bytes from `at` on fold to themselves, looking at a stretch of them: printable ASCII without
/// capitals and backticks, syllables, and single spaces. Zero near the end of the text, where a stretch
/// doesn't fit.
///
/// All bytes are tested in the same way, so that the compiler can vectorize this.
fn plain_len(bytes: &[u8], at: usize) -> usize {
    let stretch = |at| bytes.get(at..).and_then(|rest: &[u8]| rest.first_chunk::<STRETCH>());
    let Some((now, after)) = stretch(at).zip(stretch(at + 1)) else { return 0 };
    let mut special = [0; STRETCH];
    for ((special, &byte), &next) in special.iter_mut().zip(now).zip(after) {
        let is_ascii = byte < b' ' || byte == 0x7F || byte == b'`' || byte.is_ascii_uppercase();
        let is_other = byte >= 0xC0 && !(0xEA..=0xED).contains(&byte);
        let is_rare = (byte == 0xEA && next < 0xB0) | (byte == 0xED && next >= 0x9E);
        *special = u8::from(is_ascii | is_other | is_rare | (byte == b' ' && next == b' '));
    }
    let (words, _) = special.as_chunks::<8>();
    let first = words.iter().map(|&word| u64::from_le_bytes(word)).enumerate().find(|&(_, word)| word != 0);
    first.map_or(STRETCH, |(index, word)| 8 * index + word.trailing_zeros() as usize / 8)
}

/// Whether a byte starts a character that is certainly not white space.
fn begins_visible(byte: u8) -> bool {
    byte.is_ascii_graphic() || matches!(byte, 0xEA..=0xED)
}

/// Calls `push` with a character as it goes into normalization: nothing for an invisible one, the parts of a
/// unit or circled letter, and any other unchanged.
fn for_each_compatible(c: char, mut push: impl FnMut(char)) {
    if c < '\u{AD}' {
        push(c);
    } else if is_compatible(c) {
        std::iter::once(c).nfkc().for_each(push);
    } else if !is_ignorable(c) {
        push(c);
    }
}

/// Whether a character is invisible and ignored in comparisons.
fn is_ignorable(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{17B4}'..='\u{17B5}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
            | '\u{FFA0}' | '\u{E0000}'..='\u{E0FFF}'
    )
}

/// Whether a character is compared in decomposed form: ㎞ as km, ㈜ as (주), ½ as 1/2, ｶ as カ.
fn is_compatible(c: char) -> bool {
    matches!(
        c,
        '\u{B2}' | '\u{B3}' | '\u{B9}' | '\u{BC}'..='\u{BE}' | '\u{2070}'..='\u{209F}' | '\u{2100}'..='\u{218F}'
            | '\u{2460}'..='\u{24FF}' | '\u{3200}'..='\u{33FF}' | '\u{FB00}'..='\u{FB06}' | '\u{FF61}'..='\u{FF9F}'
            | '\u{FFA1}'..='\u{FFDC}'
    )
}

/// Appends the folded form of a character from an NFC text, or nothing for white space after white space.
fn push_folded(folded: &mut String, c: char) {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{B4}' | '`' | '\u{2032}' => folded.push('\''),
        '\u{201C}' | '\u{201D}' | '\u{2033}' => folded.push('"'),
        '·' | '\u{2027}' | '\u{2219}' | '\u{2022}' | '\u{318D}' | '\u{30FB}' | '\u{22C5}' => {
            folded.push('·')
        }
        '\u{2026}' | '\u{22EF}' => folded.push_str("..."),
        '\u{223C}' | '\u{301C}' | '\u{FF5E}' | '\u{2DC}' => folded.push('~'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE63}' => folded.push('-'),
        '\u{2044}' => folded.push('/'),
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
        'İ' => folded.push('i'),
        'ſ' => folded.push('s'),
        'ß' | 'ẞ' => folded.push_str("ss"),
        '\u{1100}'..='\u{11C2}' => folded.push(standing_alone(c).unwrap_or(c)),
        _ => folded.extend(c.to_lowercase()),
    }
}

/// Whether folding leaves a character unchanged in any context. Some others are also unchanged, but aren't
/// listed here and are only copied more slowly.
fn folds_to_itself(c: char) -> bool {
    matches!(
        c,
        '가'..='힣'
            | '!'..='@'
            | '['..='_'
            | 'a'..='~'
            | '一'..='\u{9FFF}'
            | '\u{3131}'..='\u{3163}'
            | '·'
            | '\u{2190}'..='\u{21FF}'
            | '\u{2500}'..='\u{26FF}'
            | '\u{3001}'..='\u{301B}'
    )
}

/// Whether a character, or its decomposed form, is in NFC and never combines with what comes before it. A text
/// of such characters needs no normalization.
///
/// These are the blocks that Korean news consists of; all other characters take the slow path.
fn is_inert(c: char) -> bool {
    matches!(
        c,
        '\0'..='\u{2FF}'
            | '\u{391}'..='\u{3A9}'
            | '\u{3B1}'..='\u{3C9}'
            | '\u{410}'..='\u{44F}'
            | '\u{AC00}'..='\u{D7A3}'
            | '\u{2002}'..='\u{20CF}'
            | '\u{2100}'..='\u{2125}'
            | '\u{2150}'..='\u{2328}'
            | '\u{2460}'..='\u{27BF}'
            | '\u{3000}'..='\u{3029}'
            | '\u{3030}'..='\u{3098}'
            | '\u{309B}'..='\u{9FFF}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FE30}'..='\u{FF9D}'
            | '\u{FFE0}'..='\u{FFEF}'
            | '\u{1F300}'..='\u{1FAFF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::char::canonical_combining_class;
    use unicode_normalization::{IsNormalized, is_nfc_quick};

    #[test]
    fn folds_in_the_order_it_says() {
        assert_eq!(fold("‘한국’ “ＡＩ”\u{3000}\r\n\tÉcole"), "'한국' \"ai\" école");
        assert_eq!(fold("\u{1112}\u{1161}\u{11AB}국"), "한국");
        assert_eq!(fold("\u{F9E1}대통령"), "李대통령", "compatibility ideographs are unified");
        assert_eq!(fold("Ａ\u{30A}"), "a\u{30A}", "width is folded after NFC, which is not run again");
        assert_eq!(fold("ΟΔΟΣ"), "οδοσ", "a capital has one lower case wherever it stands");
        assert_eq!(fold("  두  칸 "), " 두 칸 ");
        assert_eq!(fold("\u{2000}\u{2029}\u{85}x"), " x");
        assert_eq!(fold("İSTANBUL STRAẞE ſ"), "istanbul strasse s");
    }

    #[test]
    fn what_looks_alike_is_alike() {
        for (text, folded) in [
            ("반\u{200B}도\u{AD}체\u{FEFF}", "반도체"),
            ("가 \u{200B} 나", "가 나"),
            ("10㎞ 5㎡ 3㎏ 20℃", "10km 5m2 3kg 20°c"),
            ("㈜서고 Ⅱ ½ ① ㉠ ㉮", "(주)서고 ii 1/2 1 ㄱ 가"),
            ("한∙미·일ㆍ중・러･북•남‧동⋅서", "한·미·일·중·러·북·남·동·서"),
            ("1∼2〜3～4˜5", "1~2~3~4~5"),
            ("1–2—3‑4−5﹣6－7", "1-2-3-4-5-6-7"),
            ("끝… 끝⋯", "끝... 끝..."),
            ("′´`’ ″”", "'''' \"\""),
            ("ｶﾞｽ", "ガス"),
            ("ﾡￂ 가ﾣ", "가 갃"),
            ("\u{1100} \u{1161} \u{11AA}", "ㄱ ㅏ ㄳ"),
            ("가\u{11A8}\u{11A8}", "각ㄱ"),
            ("ﬁn ﬂ", "fin fl"),
            ("❤\u{FE0F}", "❤"),
        ] {
            assert_eq!(fold(text), folded, "{text}");
            assert_eq!(fold_with_sources(text).0, folded, "{text}");
        }
    }

    #[test]
    fn inert_characters_are_what_they_are_said_to_be() {
        for own in (0..=0x10_FFFF).filter_map(char::from_u32).filter(|&c| is_inert(c)) {
            let mut compared = String::new();
            for_each_compatible(own, |c| compared.push(c));
            assert_eq!(is_nfc_quick(compared.chars()), IsNormalized::Yes, "{own:?}");
            assert!(compared.chars().all(|c| canonical_combining_class(c) == 0), "{own:?}");
        }
        for c in (0..=0x10_FFFF).filter_map(char::from_u32).filter(|&c| folds_to_itself(c)) {
            let mut folded = String::new();
            for_each_compatible(c, |c| push_folded(&mut folded, c));
            assert_eq!(folded, c.to_string());
            assert!(is_inert(c), "{c:?}");
        }
    }

    #[test]
    fn sources_lead_back_to_the_original() {
        let (folded, sources) = fold_with_sources("A \n 하\u{11AB}\u{1100}x㎞");
        assert_eq!(folded, "a 한ㄱxkm");
        assert_eq!(sources.original(&folded, 0..1), 0..1);
        assert_eq!(sources.original(&folded, 1..2), 1..4, "a run of white space");
        assert_eq!(sources.original(&folded, 2..5), 4..6, "a syllable of two characters");
        assert_eq!(sources.original(&folded, 5..8), 6..7);
        assert_eq!(sources.original(&folded, 9..10), 8..9, "half of a unit");
        assert_eq!(sources.original(&folded, 10..11), 8..9);
        assert_eq!(sources.original(&folded, 5..5), 6..6);
        assert_eq!(sources.original(&folded, 11..11), 9..9);
        let (folded, sources) = fold_with_sources("\u{200B}반\u{AD}도 \u{200B} 체…");
        assert_eq!(folded, "반도 체...");
        assert_eq!(
            sources.original(&folded, 0..6),
            1..4,
            "with what is dropped in it, not with what is before it"
        );
        assert_eq!(sources.original(&folded, 3..6), 3..4);
        assert_eq!(sources.original(&folded, 6..7), 4..7);
        assert_eq!(sources.original(&folded, 10..11), 8..9, "a dot of three");
    }

    #[test]
    fn a_million_marks_on_one_letter_take_no_time() {
        let text = format!("a{}", "\u{301}\u{323}".repeat(500_000));
        assert_eq!(fold(&text), fold_with_sources(&text).0);
    }

    proptest::proptest! {
        #[test]
        fn stretches_are_folded_as_their_characters_are(
            pieces in proptest::collection::vec(("[가-각낀-낄힐-힣a-z0-9.`]{0,40}", "[ \n\u{3000}\t\u{200B}]{0,3}[AÉ\u{301}ᆨ“李㎞…]?"), 0..6),
        ) {
            let text: String = pieces.into_iter().flat_map(|(plain, other)| [plain, other]).collect();
            proptest::prop_assert_eq!(fold_with_sources(&text).0, fold(&text));
        }

        #[test]
        fn both_ways_of_folding_agree(text in "[a-zA-ZİΣ가-각ᄀ-다-ᅣᆨ-ᆫㄱ-ㅎ\u{300}-\u{330}\u{345}\u{F71}-\u{F81}Ａ-Ｃ李\u{F9E1}\u{2000}-\u{2003}\\s“‘\u{200B}-\u{200F}㈀-㈎㉠-㉻㎀-㏿①½ﾞｶﾡ-ￜ…·´`ß⅓K]{0,24}") {
            let (folded, sources) = fold_with_sources(&text);
            proptest::prop_assert_eq!(&folded, &fold(&text));
            let is_shown = |c: char| !is_ignorable(c);
            let first = text.chars().position(is_shown).unwrap_or(0);
            let end = text.chars().count() - text.chars().rev().take_while(|&c| !is_shown(c)).count();
            proptest::prop_assert_eq!(sources.original(&folded, 0..folded.len()), first..end.max(first));
        }
    }
}
