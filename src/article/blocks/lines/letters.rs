//! Letters as the model of lines sees them: digits, Latin letters and white space are one each.

use super::super::letters::{is_hangul, is_hanja};

/// White space of any kind.
pub(super) const SPACE: u32 = 0x20;
/// What stands before the first letter and behind the last.
pub(super) const OUTSIDE: u32 = 1;

/// The letter as the model counts it.
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

/// Whether a word ends before the letter and begins after it.
pub(super) fn parts_words(letter: u32) -> bool {
    letter <= SPACE
        || char::from_u32(letter).is_some_and(|c| {
            matches!(
                c,
                '…' | ',' | '·' | '"' | '\'' | '“' | '”' | '‘' | '’' | '(' | ')' | '[' | ']' | '<' | '>'
            )
        })
}

/// Whether runs of letters that hold this one were counted.
pub(super) fn is_counted(letter: u32) -> bool {
    letter >= 0xAC00 || matches!(letter, 48 | 65 | 97 | 0x3400..0xA000)
}

/// The class of a letter that is a sign for a heading or a list.
pub(super) const HEAD: i16 = 19;
/// The class of white space.
pub(super) const BLANK: i16 = 20;

/// The class of a letter, by which the trees tell them apart.
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

/// Whether a line can't begin right behind a letter of the class: an opening quotation mark or bracket, or a sign.
pub(super) fn opens(class: i16) -> bool {
    matches!(class, 8 | 9 | 12 | HEAD)
}

/// Whether a line can't begin with a letter of the class: a closing mark, a stop, a unit.
pub(super) fn closes(class: i16) -> bool {
    matches!(class, 10 | 11 | 13 | 14 | 16 | 17 | 18)
}
