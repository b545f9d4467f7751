//! Characters that make a line show other text than it holds: marks of direction, and what a terminal obeys.

/// Whether a character turns the direction of writing.
pub fn turns_direction(c: char) -> bool {
    matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character is a control character or turns the direction of writing.
pub fn is_unsafe(c: char) -> bool {
    c.is_control() || turns_direction(c)
}
