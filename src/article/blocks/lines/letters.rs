//! Letters as the model sees them: digits, capital letters, small letters and white space are one letter each.

use super::super::letters::{is_hangul, is_hanja};

/// White space of any kind.
pub(super) const SPACE: u32 = 0x20;
/// Padding before the first letter and after the last.
pub(super) const OUTSIDE: u32 = 1;

/// A letter as the model counts it.
pub(super) fn normal(c: char) -> u32 {
    match c {
        '0'..='9' => '0'.into(),
        'a'..='z' => 'a'.into(),
        'A'..='Z' => 'A'.into(),
        '\u{200B}' => SPACE,
        c if c.is_whitespace() => SPACE,
        c => c.into(),
    }
}

/// Whether the letter separates words.
pub(super) fn parts_words(letter: u32) -> bool {
    letter <= SPACE
        || char::from_u32(letter).is_some_and(|c| {
            matches!(
                c,
                '…' | ',' | '·' | '"' | '\'' | '“' | '”' | '‘' | '’' | '(' | ')' | '[' | ']' | '<' | '>'
            )
        })
}

/// Whether the model counted runs with this letter.
pub(super) fn is_counted(letter: u32) -> bool {
    letter >= 0xAC00 || matches!(letter, 48 | 65 | 97 | 0x3400..0xA000)
}

/// The class of symbols that start a heading or a list item.
pub(super) const HEAD: i16 = 19;
/// The class of white space.
pub(super) const BLANK: i16 = 20;

/// The class of a letter, as a feature.
pub(super) fn class(letter: u32) -> i16 {
    let Some(c) = char::from_u32(letter) else { return 21 };
    match c {
        c if is_hangul(c) => 1,
        '\u{3400}'..='\u{9FFF}' => 2,
        c if is_hanja(c) => 2,
        '0' => 3,
        'A' => 4,
        'a' => 5,
        '"' => 6,
        '\'' => 7,
        '“' => 8,
        '‘' => 9,
        '”' => 10,
        '’' => 11,
        '(' | '[' | '<' | '〈' | '《' | '「' | '『' | '【' | '〔' | '［' | '＜' => 12,
        ')' | ']' | '>' | '〉' | '》' | '」' | '』' | '】' | '〕' | '］' | '＞' => 13,
        '…' | '⋯' => 14,
        '·' | 'ㆍ' | ',' | '/' | '~' | '-' | '–' | '—' | '∼' | ':' | ';' | '&' | '+' | '=' => 15,
        '.' => 16,
        '?' | '!' => 17,
        '%' | '％' | '℃' | '㎞' | '㎡' | '↑' | '↓' => 18,
        '■' | '◆' | '●' | '▲' | '△' | '▶' | '▷' | '◇' | '□' | '①'..='⑨' | '☞' | '※' => {
            HEAD
        }
        ' ' => BLANK,
        _ => 21,
    }
}

/// Whether no line can begin right after a letter of the class: an opening quotation mark or bracket, or a
/// symbol.
pub(super) fn opens(class: i16) -> bool {
    matches!(class, 8 | 9 | 12 | HEAD)
}

/// Whether no line can begin with a letter of the class: a closing mark, a stop or a unit.
pub(super) fn closes(class: i16) -> bool {
    matches!(class, 10 | 11 | 13 | 14 | 16 | 17 | 18)
}
