//! JSON that is safe to print: beside what JSON demands, every character is escaped that a terminal obeys.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use crate::text::direction::is_unsafe;

/// Writes a value as one line of JSON.
///
/// # Errors
/// What writing to `output` gives.
pub fn write_json_line(value: &impl Serialize, output: &mut impl Write) -> io::Result<()> {
    write_json(value, output)?;
    output.write_all(b"\n")
}

/// The same without the line's end.
pub(super) fn write_json(value: &impl Serialize, output: &mut impl Write) -> io::Result<()> {
    Ok(value.serialize(&mut Serializer::with_formatter(output, Safe))?)
}

/// Beside what a terminal obeys, line ends of Unicode and characters that YAML allows in no text.
fn is_escaped(c: char) -> bool {
    is_unsafe(c) || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Compact JSON with control characters and marks of direction as `\uXXXX`.
struct Safe;

impl Formatter for Safe {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(is_escaped) {
            let (before, from) = rest.split_at(at);
            writer.write_all(before.as_bytes())?;
            let mut chars = from.chars();
            if let Some(c) = chars.next() {
                // All of them are in the basic plane.
                write!(writer, "\\u{:04x}", u32::from(c))?;
            }
            rest = chars.as_str();
        }
        writer.write_all(rest.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn escapes_and_reads_back() {
        let text = "가\u{1b}\u{85}\u{7f}\u{202e}\u{2066}\u{200f}\u{61c}\n\"\\👍";
        let value = serde_json::json!({ "가": text });
        let mut line = Vec::new();
        write_json_line(&value, &mut line).unwrap();
        let line = String::from_utf8(line).unwrap();
        let expected = "{\"가\":\"가\\u001b\\u0085\\u007f\\u202e\\u2066\\u200f\\u061c\\n\\\"\\\\👍\"}\n";
        assert_eq!(line, expected);
        assert_eq!(serde_json::from_str::<Value>(&line).unwrap(), value);
    }
}
