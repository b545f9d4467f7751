//! Ranks names against what the reader types: letters from anywhere in the name, initials, or a half-typed
//! syllable.

use super::hangul::{initial, is_consonant, keystrokes};
use super::keyboard::{to_hangul, to_latin};

/// How well a name matches the typed text, 0 being best; `None` if it doesn't. Ignores white space and case.
pub fn rank(name: &str, typed: &str) -> Option<u8> {
    let typed = bare(typed);
    let as_typed = rank_of(name, &typed);
    // The keyboard may have been in the wrong language mode.
    let otherwise = || [to_hangul(&typed), to_latin(&typed)].iter().find_map(|typed| rank_of(name, typed));
    as_typed.or_else(|| otherwise().map(|rank| rank + 10))
}

fn rank_of(name: &str, typed: &str) -> Option<u8> {
    let whole = bare(name);
    if whole.starts_with(typed) {
        return Some(0);
    }
    if whole.contains(typed) {
        return Some(1);
    }
    if initials_of_words(name).contains(typed) {
        return Some(2);
    }
    if typed.chars().all(is_consonant)
        && whole.chars().filter_map(initial).collect::<String>().contains(typed)
    {
        return Some(3);
    }
    // A syllable being composed: 다ㅇ and 당 are on the way to 다음.
    keystrokes(&whole).contains(&keystrokes(typed)).then_some(4)
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// The first letters of the words, such as `oo` for `Open original`.
fn initials_of_words(name: &str) -> String {
    name.split_whitespace().filter_map(|word| word.chars().next()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_by_part_initials_and_while_it_is_composed() {
        for (name, typed, expected) in [
            ("다음 기사", "", Some(0)),
            ("다음 기사", "다음기", Some(0)),
            ("다음 기사", "기사", Some(1)),
            ("다음 기사", "ㄷㅇㄱ", Some(3)),
            ("다음 기사", "ㄱㅅ", Some(3)),
            ("다음 기사", "당", Some(4)),
            ("다음 기사", "ekdma", Some(10)),
            ("다음 기사", "이전", None),
            ("Open original", "ORIG", Some(1)),
            ("Open original", "oo", Some(2)),
            ("Open original", "ㅐㅔ두", Some(10)),
            ("Open original", "xyz", None),
        ] {
            assert_eq!(rank(name, typed), expected, "{name} by {typed}");
        }
    }
}
