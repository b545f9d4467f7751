//! Makes text from files safe to show on one line.

use crate::text::direction::turns_direction;
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// The most characters that one line shows, since a file may contain anything.
const LINE: usize = 400;
/// The most characters that are read for it: white space and marks may take several times the room.
const MOST_READ: usize = 4 * LINE;

/// Makes text from a file safe to show on one line: runs of white space and control characters become a space,
/// characters that change the writing direction are dropped, and decomposed Hangul, as in names of files from macOS,
/// is composed, since fonts would show it letter by letter.
pub fn one_line(text: &str) -> String {
    let text = text.char_indices().nth(MOST_READ).map_or(text, |(end, _)| &text[..end]);
    let is_decomposed = text.contains(|c| matches!(c, '\u{1100}'..='\u{11FF}'));
    let text = if is_decomposed { Cow::Owned(text.nfc().collect()) } else { Cow::Borrowed(text) };
    let mut line = String::new();
    for c in text.chars().filter(|&c| !turns_direction(c)).take(LINE) {
        if !(c.is_whitespace() || c.is_control()) {
            line.push(c);
        } else if !line.is_empty() && !line.ends_with(' ') {
            line.push(' ');
        }
    }
    line.truncate(line.trim_end().len());
    line
}

/// The same for a piece of a text, of any length, whose spaces at both ends are kept.
pub(super) fn flat_text(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars().filter(|&c| !turns_direction(c)) {
        match c.is_whitespace() || c.is_control() {
            true if line.ends_with(' ') => {}
            true => line.push(' '),
            false => line.push(c),
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decomposed_hangul_is_shown_composed() {
        assert_eq!(one_line("\u{1112}\u{1161}\u{11ab}겨레"), "한겨레");
    }
}
