//! Text from files made safe for a terminal: it obeys control characters, and marks of direction make it show
//! other text than it is given.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

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

/// A terminal, which is given nothing from a file that it would obey. Characters may come in pieces, as files are read.
pub(super) struct Escaped<'a, W: Write> {
    output: &'a mut W,
    /// The beginning of a character, or a return that may belong to a line end, whose rest is still to come.
    begun: Vec<u8>,
}

impl<'a, W: Write> Escaped<'a, W> {
    pub(super) fn new(output: &'a mut W) -> Self {
        Self { output, begun: Vec::new() }
    }

    /// Writes what was begun and never ended.
    pub(super) fn finish(self) -> io::Result<()> {
        self.output.write_all(escaped(&String::from_utf8_lossy(&self.begun)).as_bytes())
    }
}

impl<W: Write> Write for Escaped<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.begun.extend_from_slice(bytes);
        let whole = self.begun.len() - unfinished(&self.begun);
        let rest = self.begun.split_off(whole);
        let text = std::mem::replace(&mut self.begun, rest);
        let text = String::from_utf8_lossy(&text).replace("\r\n", "\n");
        self.output.write_all(escaped(&text).as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.output.flush()
    }
}

/// How many bytes at the end are the beginning of something that is not over yet.
fn unfinished(bytes: &[u8]) -> usize {
    if bytes.ends_with(b"\r") {
        return 1;
    }
    match bytes.utf8_chunks().last() {
        // Only what may still become a character: one that is broken already is shown as such.
        Some(chunk)
            if std::str::from_utf8(chunk.invalid()).is_err_and(|error| error.error_len().is_none()) =>
        {
            chunk.invalid().len()
        }
        _ => 0,
    }
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
    fn disarms_a_terminal_whatever_the_pieces() {
        let text = "가\u{1b}[31m나\r\n\u{202e}다\r".as_bytes();
        for size in 1..text.len() {
            let mut output = Vec::new();
            let mut terminal = Escaped::new(&mut output);
            text.chunks(size).for_each(|piece| terminal.write_all(piece).unwrap());
            terminal.finish().unwrap();
            assert_eq!(
                String::from_utf8(output).unwrap(),
                "가\\u{001b}[31m나\n\\u{202e}다\\u{000d}",
                "{size}"
            );
        }
        let mut output = Vec::new();
        Escaped::new(&mut output).write_all(b"\x9b2J\xb0\xa1 end").unwrap();
        assert_eq!(String::from_utf8(output).unwrap(), "\u{FFFD}2J\u{FFFD}\u{FFFD} end");
    }

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
