//! Text from files made safe for a terminal: it obeys control characters, and marks of direction make it show
//! other text than it is given.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::Write;

use super::output::Failure;
use crate::text::direction::is_unsafe;

/// A text with its control characters and marks of direction written as `\u{…}`; tabs and line ends stay.
pub fn escaped(text: &str) -> Cow<'_, str> {
    let is_kept = |c: char| matches!(c, '\t' | '\n') || !is_unsafe(c);
    if text.chars().all(is_kept) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_kept(c) {
            safe.push(c);
        } else {
            // Writing to a string does not fail.
            let _ = write!(safe, "\\u{{{:04x}}}", u32::from(c));
        }
    }
    Cow::Owned(safe)
}

/// Writes texts as one line, separated by tabs.
pub(super) fn write_cells(cells: &[&str], output: &mut impl Write) -> Result<(), Failure> {
    for (at, cell) in cells.iter().enumerate() {
        let separator = if at == 0 { "" } else { "\t" };
        write!(output, "{separator}{}", escaped(&cell.replace(['\t', '\n', '\r'], " ")))?;
    }
    Ok(writeln!(output)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn disarms_a_terminal() {
        assert_eq!(
            escaped("가\u{1b}[31m나\r\u{202e}다\u{9b}\u{7f}"),
            "가\\u{001b}[31m나\\u{000d}\\u{202e}다\\u{009b}\\u{007f}"
        );
        let plain = "한글\tABC\n漢字 👍🏽";
        assert!(matches!(escaped(plain), Cow::Borrowed(text) if text == plain));
    }
}
