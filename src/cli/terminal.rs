//! Makes text from files safe for a terminal, where control characters are obeyed and direction marks can
//! disguise the text.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

use super::output::Failure;
use crate::text::direction::is_unsafe;

/// Replaces control characters and direction marks with `\u{…}`, except for tabs and line breaks.
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
            // Writing to a string can't fail.
            let _ = write!(safe, "\\u{{{:04x}}}", u32::from(c));
        }
    }
    Cow::Owned(safe)
}

/// A writer to a terminal that escapes whatever could control it. Characters may be split between writes.
pub(super) struct Escaped<'a, W: Write> {
    output: &'a mut W,
    /// An incomplete character, or a carriage return that may be part of a line break, waiting for the rest.
    begun: Vec<u8>,
}

impl<'a, W: Write> Escaped<'a, W> {
    pub(super) fn new(output: &'a mut W) -> Self {
        Self { output, begun: Vec::new() }
    }

    /// Writes what is still incomplete.
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

/// How many bytes at the end may be completed by further bytes.
fn unfinished(bytes: &[u8]) -> usize {
    if bytes.ends_with(b"\r") {
        return 1;
    }
    match bytes.utf8_chunks().last() {
        // Only an incomplete character; an invalid one is shown as such.
        Some(chunk)
            if std::str::from_utf8(chunk.invalid()).is_err_and(|error| error.error_len().is_none()) =>
        {
            chunk.invalid().len()
        }
        _ => 0,
    }
}

/// Writes texts as a line, separated by tabs.
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
