//! JSON that is safe to print: besides what JSON requires, it escapes every character that controls a terminal.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use crate::text::direction::is_unsafe;

/// Writes a value as one line of JSON.
///
/// # Errors
/// If `output` can't be written.
pub fn write_json_line(value: &impl Serialize, output: &mut impl Write) -> io::Result<()> {
    write_json(value, output)?;
    output.write_all(b"\n")
}

/// Writes a value without a final line break.
pub(super) fn write_json(value: &impl Serialize, output: &mut impl Write) -> io::Result<()> {
    Ok(value.serialize(&mut Serializer::with_formatter(output, Safe))?)
}

/// Besides terminal controls: Unicode line separators, and characters that YAML doesn't allow.
fn is_escaped(c: char) -> bool {
    is_unsafe(c) || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Compact JSON, with control characters and direction marks as `\uXXXX`.
struct Safe;

impl Formatter for Safe {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(is_escaped) {
            let (before, from) = rest.split_at(at);
            writer.write_all(before.as_bytes())?;
            let mut chars = from.chars();
            if let Some(c) = chars.next() {
                // All escaped characters are in the basic plane.
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
