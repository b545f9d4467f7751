//! JSON by columns, as pandas writes a table unless it is told otherwise: `{"title": {"0": …, "1": …}, "text": {…}}`.
//! It is unpacked to a line for each row, since the parts of a row lie far apart.

use super::Kind;
use super::names::names_text;
use super::object::count_values;
use super::utf16::from_utf16;
use serde_json::{Map, Value as Json};
use std::io::{self, Read, Seek};

/// The largest file that is unpacked, in bytes, and the most values that it may have: each takes some hundred bytes.
const LARGEST: u64 = 256 << 20;
const MOST_VALUES: usize = 2_000_000;

/// How many bytes tell whether JSON is by columns.
const SAMPLE: u64 = 4 << 10;

/// What was unpacked, and whether it is all.
type Unpacked = (Vec<u8>, bool);

/// Unpacks a table or JSON whose entries are no stretches of it: one in UTF-16, or JSON by columns. Returns what it is
/// now, and what was unpacked; `None` if it can be read as it is.
///
/// # Errors
/// I/O errors.
pub(super) fn unpack_text(
    input: &mut (impl Read + Seek),
    kind: Kind,
) -> io::Result<(Kind, Option<Unpacked>)> {
    match if kind == Kind::Json { rows_of_columns(input)? } else { None } {
        Some(rows) => Ok((Kind::JsonLines, Some((rows, true)))),
        None => Ok((kind, from_utf16(input)?)),
    }
}

/// The rows of JSON by columns, each on a line; `None` for any other.
fn rows_of_columns(input: &mut (impl Read + Seek)) -> io::Result<Option<Vec<u8>>> {
    let mut sample = Vec::new();
    input.by_ref().take(SAMPLE).read_to_end(&mut sample)?;
    input.rewind()?;
    if begins_column(&sample).is_none() {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    let read = input.by_ref().take(LARGEST + 1).read_to_end(&mut bytes)?;
    input.rewind()?;
    if read as u64 > LARGEST {
        return Ok(None);
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    let Ok(text) = std::str::from_utf8(bytes) else { return Ok(None) };
    if count_values(text) > MOST_VALUES {
        return Ok(None);
    }
    Ok(serde_json::from_str::<Map<String, Json>>(text).ok().and_then(rows))
}

/// Reads past the beginning of a table by columns, the name of a column and that of its first row with a plain value;
/// `None` if it begins otherwise.
fn begins_column(bytes: &[u8]) -> Option<()> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let (_, bytes) = named(sign(bytes, b'{')?)?;
    let (row, bytes) = named(sign(bytes, b'{')?)?;
    let value = bytes.trim_ascii_start().first()?;
    (is_row(row) && !matches!(value, b'{' | b'[')).then_some(())
}

/// What comes after a sign.
fn sign(bytes: &[u8], sign: u8) -> Option<&[u8]> {
    bytes.trim_ascii_start().strip_prefix(&[sign])
}

/// A name in quotation marks before a colon, and what comes after that.
fn named(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let bytes = sign(bytes, b'"')?;
    let (name, behind) = bytes.split_at_checked(memchr::memchr(b'"', bytes)?)?;
    Some((name, sign(sign(behind, b'"')?, b':')?))
}

/// Whether a name may be that of a row: a number, or an id or time with digits.
fn is_row(name: &[u8]) -> bool {
    name.iter().any(u8::is_ascii_digit)
}

/// The rows of columns, each on a line; `None` if these are no columns of articles.
fn rows(columns: Map<String, Json>) -> Option<Vec<u8>> {
    let mut all = Vec::new();
    for (name, column) in columns {
        let Json::Object(column) = column else { return None };
        all.push((name, column));
    }
    let (_, first) = all.first()?;
    let names: Vec<String> = first.keys().cloned().collect();
    let is_column = |column: &Map<String, Json>| column.len() == names.len() && column.keys().eq(&names);
    let are_columns = names.iter().all(|name| is_row(name.as_bytes()) && !names_text(name))
        && all.iter().all(|(_, column)| is_column(column))
        && all.iter().any(|(name, _)| names_text(name));
    if !are_columns {
        return None;
    }
    // Numbers that only count say nothing of a row.
    let is_counted = names.iter().enumerate().all(|(at, name)| *name == at.to_string());
    let mut columns: Vec<_> = all.into_iter().map(|(name, column)| (name, column.into_iter())).collect();
    let mut lines = Vec::new();
    for name in names {
        let mut row = Map::new();
        for (column, values) in &mut columns {
            if let Some((_, value)) = values.next().filter(|(_, value)| !value.is_null()) {
                row.insert(column.clone(), value);
            }
        }
        if !is_counted {
            lines.extend_from_slice(Json::String(name).to_string().as_bytes());
            lines.push(b':');
        }
        lines.extend_from_slice(Json::Object(row).to_string().as_bytes());
        lines.push(b'\n');
    }
    Some(lines)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn lines(json: &str) -> Option<String> {
        let mut input = Cursor::new(json.as_bytes());
        let lines = rows_of_columns(&mut input).unwrap();
        assert_eq!(input.position(), 0, "what is not unpacked is read from its beginning");
        lines.map(|lines| String::from_utf8(lines).unwrap())
    }

    #[test]
    fn columns_become_rows_and_other_json_is_left_alone() {
        let columns = r#"{"title":{"0":"\uac00\ub098","1":null},"text":{"0":"글 \"말\"","1":"글"}}"#;
        let rows = "{\"title\":\"가나\",\"text\":\"글 \\\"말\\\"\"}\n{\"text\":\"글\"}\n";
        assert_eq!(lines(columns).as_deref(), Some(rows));
        assert_eq!(
            lines("\u{feff} { \"제목\" : { \"a1\" : \"가\" , \"a2\" : \"나\" } }").as_deref(),
            Some("\"a1\":{\"제목\":\"가\"}\n\"a2\":{\"제목\":\"나\"}\n")
        );
        for other in [
            "",
            "[]",
            "{}",
            r#"{"title":"가","text":"나"}"#,
            r#"{"articles":{"1":{"title":"가","text":"글"}}}"#,
            r#"{"901_1":{"title":"가","text":"글"},"901_2":{"title":"나","text":"글"}}"#,
            r#"{"title":{"ko":"가","en":"a"},"text":{"ko":"글","en":"b"}}"#,
            r#"{"title":{"0":"가","1":"나"},"text":{"0":"글"}}"#,
            r#"{"price":{"0":1},"size":{"0":2}}"#,
            r#"{"title":{"0":"가","1":"나"},"text":"글"}"#,
            r#"{"title":{"0":"가""#,
        ] {
            assert_eq!(lines(other), None, "{other}");
        }
    }
}
