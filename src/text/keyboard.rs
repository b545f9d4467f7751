//! Text typed with the keyboard in the wrong language mode: `dkssud` for 안녕, `ㅗ디ㅣㅐ` for hello.

use crate::text::hangul::{Keystrokes, compose};

/// The keys of the two-set layout (두벌식), as a Latin and a Hangul letter; capitals where Shift matters.
#[rustfmt::skip]
const KEYS: &[(char, char)] = &[
    ('q', 'ㅂ'), ('w', 'ㅈ'), ('e', 'ㄷ'), ('r', 'ㄱ'), ('t', 'ㅅ'), ('y', 'ㅛ'), ('u', 'ㅕ'), ('i', 'ㅑ'),
    ('o', 'ㅐ'), ('p', 'ㅔ'), ('a', 'ㅁ'), ('s', 'ㄴ'), ('d', 'ㅇ'), ('f', 'ㄹ'), ('g', 'ㅎ'), ('h', 'ㅗ'),
    ('j', 'ㅓ'), ('k', 'ㅏ'), ('l', 'ㅣ'), ('z', 'ㅋ'), ('x', 'ㅌ'), ('c', 'ㅊ'), ('v', 'ㅍ'), ('b', 'ㅠ'),
    ('n', 'ㅜ'), ('m', 'ㅡ'), ('Q', 'ㅃ'), ('W', 'ㅉ'), ('E', 'ㄸ'), ('R', 'ㄲ'), ('T', 'ㅆ'), ('O', 'ㅒ'),
    ('P', 'ㅖ'),
];

/// Latin text retyped on the same keys in Hangul mode. Other characters stay as they are.
pub fn to_hangul(text: &str) -> String {
    compose(text.chars().map(|c| {
        let find = |wanted| KEYS.iter().find(|&&(latin, _)| latin == wanted).map(|&(_, hangul)| hangul);
        find(c).or_else(|| find(c.to_ascii_lowercase())).unwrap_or(c)
    }))
}

/// Hangul text retyped on the same keys in Latin mode. Other characters stay as they are.
pub fn to_latin(text: &str) -> String {
    let mut latin = String::with_capacity(text.len());
    for c in text.chars() {
        for &key in Keystrokes::of(c).as_slice() {
            latin.push(KEYS.iter().find(|&&(_, hangul)| hangul == key).map_or(key, |&(latin, _)| latin));
        }
    }
    latin
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_directions() {
        assert_eq!(to_hangul("dkssud"), "안녕");
        assert_eq!(to_hangul("DKSSUD"), "안녕", "caps lock");
        assert_eq!(to_hangul("qksehcp 50%"), "반도체 50%");
        assert_eq!(to_hangul("Rk"), "까");
        assert_eq!(to_latin("ㅗ디ㅣㅐ"), "hello");
        assert_eq!(to_latin(&to_hangul("Rkclrhk")), "Rkclrhk");
    }
}
