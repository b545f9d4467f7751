//! Texts of files made harmless for one line of the screen.

use crate::text::direction::turns_direction;

/// The most characters that one line of the screen shows; a file may say anything.
const LINE: usize = 400;

/// A text of a file made harmless for one line of the screen: runs of white space and control characters become a
/// space, and characters that turn the direction of writing are dropped.
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
