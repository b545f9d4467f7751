//! Counts characters of a text by their bytes: every article is measured when it is read, so this must not decode.

use memchr::{memchr_iter, memchr3_iter};

/// How many bytes are counted in a byte, which compilers turn into vector instructions.
const AT_ONCE: usize = 128;

/// How many bytes of a text have a property.
pub fn count_bytes(text: &str, has: impl Fn(u8) -> bool) -> usize {
    let count = |bytes: &[u8]| bytes.iter().fold(0_u8, |count, &byte| count + u8::from(has(byte)));
    text.as_bytes().chunks(AT_ONCE).map(|bytes| usize::from(count(bytes))).sum()
}

/// About how many Hangul syllables a text has: characters of three bytes whose first is one of a syllable's. Those of
/// a few scripts that no newspaper uses begin with the same bytes.
pub fn count_syllables(text: &str) -> usize {
    count_bytes(text, |byte| matches!(byte, 0xEA..=0xED))
}

/// How many characters of a text are white space.
pub fn count_white_space(text: &str) -> usize {
    let is_space = |&at: &usize| {
        let c = text.get(at..).and_then(|rest| rest.chars().next());
        c.is_some_and(char::is_whitespace)
    };
    let bytes = text.as_bytes();
    // Only the few characters that begin like a space outside ASCII are decoded.
    let wide = memchr3_iter(0xC2, 0xE2, 0xE3, bytes).chain(memchr_iter(0xE1, bytes));
    count_bytes(text, |byte| matches!(byte, b'\t'..=b'\r' | b' ')) + wide.filter(is_space).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_what_the_standard_library_takes_for_it() {
        let all: String = (0..=0x0010_FFFF).filter_map(char::from_u32).collect();
        assert_eq!(count_white_space(&all), all.chars().filter(|c| c.is_whitespace()).count());
        assert_eq!(count_white_space("가 나\u{3000}다\u{a0}…“라”\u{2009}\n"), 5);
    }

    #[test]
    fn long_texts_are_counted_to_the_end() {
        let text = "가a\n".repeat(1_000);
        assert_eq!((count_syllables(&text), count_bytes(&text, |byte| byte == b'\n')), (1_000, 1_000));
    }

    #[test]
    fn all_syllables_are_counted() {
        let syllables: String = ('가'..='힣').collect();
        assert_eq!(count_syllables(&syllables), syllables.chars().count());
        assert_eq!(count_syllables("a1 ㄱ漢字カナ“”…é"), 0);
    }
}
