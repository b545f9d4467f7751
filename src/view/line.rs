//! Makes text from files safe to show on one line.

use crate::text::direction::turns_direction;

/// The most characters that one line shows, since a file may contain anything.
const LINE: usize = 400;

/// Makes text from a file safe to show on one line: runs of white space and control characters become a space,
/// and characters that change the writing direction are dropped.
pub fn one_line(text: &str) -> String {
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
