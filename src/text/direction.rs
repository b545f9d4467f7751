//! Characters that make a line display something other than its text: direction marks and terminal controls.

use std::borrow::Cow;

/// Whether a character changes the writing direction.
pub fn turns_direction(c: char) -> bool {
    matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character is a control character or changes the writing direction.
pub fn is_unsafe(c: char) -> bool {
    c.is_control() || turns_direction(c)
}

/// A text with control characters replaced by spaces and direction marks removed.
pub fn harmless(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let harmless =
        text.chars().filter(|&c| !turns_direction(c)).map(|c| if c.is_control() { ' ' } else { c });
    Cow::Owned(harmless.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_turns_and_controls_is_left_out() {
        assert_eq!(harmless("가\u{202e}나\n\u{1b}[31m다\u{2069}\u{9b}"), "가나  [31m다 ");
        assert!(matches!(harmless("가 나"), Cow::Borrowed("가 나")));
    }
}
