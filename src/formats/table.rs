//! Tables as text: their header, encoding and separator, and their rows as records.

use super::cells::CellReader;
use super::columns::{ColumnChoice, NameChoices};
use super::headless;
use super::names::{FieldName, fields_of};
use super::record::{EntryRecord, RecordField, date_from};
use super::utf16::from_utf16;
use crate::article::{ProblemKind, TextEncoding, decode_text, encoding_of, web_address};
use std::borrow::Cow;
use std::io::{self, Read, Seek};
use std::sync::Arc;

/// How many bytes of a file are used to detect its encoding and separator.
pub(super) const SAMPLE: u64 = 256 << 10;

/// How many rows may come before the header, as a title or a search's conditions do, and how many bytes of a
/// cell are looked at to tell.
pub(super) const MOST_ABOVE: usize = 10;
const LOOKED_AT_IN_CELL: usize = 4096;

/// The longest first line of a text that is a table, in bytes.
const LONGEST_HEAD: usize = 4096;

/// The first row of a table, and how to read the rest.
#[derive(Clone, Debug)]
pub(super) struct TableHead {
    names: Vec<Arc<str>>,
    /// The names that the reader chose to stand for fields.
    chosen: NameChoices,
    encoding: TextEncoding,
    separator: u8,
}

/// Reads the rows of a table in a stream.
pub(super) struct TableReader<R> {
    cells: CellReader<R>,
    head: TableHead,
    /// How many rows come before the header.
    above: usize,
    entry: u32,
}

impl<R: Read + Seek> TableReader<R> {
    /// Reads the header row; `None` if there is none, and neither the reader's choice nor the cells tell what
    /// they are.
    pub(super) fn new(mut input: R, choice: Option<&ColumnChoice>) -> io::Result<Option<Self>> {
        let mut sample = Vec::new();
        input.by_ref().take(SAMPLE).read_to_end(&mut sample)?;
        let encoding = encoding_of_table(&sample);
        let mark = if sample.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        let text = sample.get(mark..).unwrap_or_default();
        let (separator, start) = match declared_separator(text) {
            Some((separator, length)) => (separator, mark + length),
            None => (separator(text), mark),
        };
        let line = if start > mark { 2 } else { 1 };
        let mut cells = CellReader::new(input, start as u64, line, separator)?;
        if cells.next()?.is_none() {
            return Ok(None);
        }
        let texts = |cells: &CellReader<R>| -> Vec<String> {
            let beginning = |cell: &[u8]| {
                decode_text(cell.get(..LOOKED_AT_IN_CELL).unwrap_or(cell), encoding).0.trim().to_owned()
            };
            cells.row().map(beginning).collect()
        };
        let first = texts(&cells);
        let head = |names, chosen| TableHead { names, chosen, encoding, separator };
        if choice.is_none() && is_head(&first) {
            let names = first.into_iter().map(Arc::from).collect();
            return Ok(Some(Self { cells, head: head(names, NameChoices::default()), above: 0, entry: 0 }));
        }
        if are_comments(&first) {
            return Ok(None);
        }
        let mut rows = vec![first];
        while rows.len() < headless::LOOKED_AT && cells.next()?.is_some() {
            rows.push(texts(&cells));
        }
        let (head, heads) = match choice {
            Some(choice) => {
                let (names, chosen, heads) = choice.of_table(&rows);
                (head(names, chosen), heads)
            }
            None => match names_of(&rows) {
                Some((names, heads)) => (head(names, NameChoices::default()), heads),
                None => return Ok(None),
            },
        };
        let mut cells = CellReader::new(cells.input, start as u64, line, separator)?;
        for _ in 0..heads {
            cells.next()?;
        }
        Ok(Some(Self { cells, head, above: heads.saturating_sub(1), entry: 0 }))
    }

    pub(super) fn head(&self) -> &TableHead {
        &self.head
    }

    /// The names that the reader chose to stand for fields.
    pub(super) fn chosen(&self) -> &NameChoices {
        &self.head.chosen
    }

    pub(super) fn next(&mut self) -> io::Result<Option<EntryRecord>> {
        let Some(row) = self.cells.next()? else { return Ok(None) };
        self.entry += 1;
        let mut record = record(self.cells.row(), &self.head);
        (record.entry, record.range, record.line) = (self.entry, row.range, row.line);
        if row.is_too_long {
            record.problem = Some(ProblemKind::TooLarge);
        } else if row.is_unclosed {
            record.problem = record.problem.or(Some(ProblemKind::QuoteUnclosed));
        }
        Ok(Some(record))
    }
}

/// Whether a row has the name of a title or text column.
pub(super) fn is_head(row: &[impl AsRef<str>]) -> bool {
    let names_text = |(field, _)| matches!(field, FieldName::Title | FieldName::Text);
    // A row with a day or an address in it is an article, even if its title is 'title'.
    let is_data = |cell: &str| date_from(cell).is_some() || web_address(cell.trim()).is_some();
    !are_comments(row)
        && row.iter().any(|name| fields_of(name.as_ref()).any(names_text))
        && !row.iter().any(|cell| is_data(cell.as_ref()))
}

/// The row with the names of the columns, among the first rows of a table: one that `is_chosen` by the reader or
/// has known names.
pub(super) fn head_row(rows: &[Vec<String>], is_chosen: impl Fn(&[String]) -> bool) -> Option<usize> {
    let mut widest = 0;
    for (at, row) in rows.iter().enumerate().take(MOST_ABOVE) {
        // A title, or what was searched for, takes fewer cells than the header below it.
        if is_chosen(row) || is_head(row) && filled(row) > widest {
            return Some(at);
        }
        widest = widest.max(filled(row));
    }
    None
}

/// The number of cells of a row that aren't empty.
pub(super) fn filled(row: &[String]) -> usize {
    row.iter().filter(|cell| !cell.trim().is_empty()).count()
}

/// The names of a table's columns by its first rows, and how many of these aren't entries: the header with
/// what is above it, or none if the cells speak for themselves. `None` if nothing tells what the columns are.
pub(super) fn names_of(rows: &[Vec<String>]) -> Option<(Vec<Arc<str>>, usize)> {
    let Some(at) = head_row(rows, |_| false) else { return headless::names(rows).map(|names| (names, 0)) };
    let head = rows.get(at).map(Vec::as_slice).unwrap_or_default();
    Some((head.iter().map(|name| name.trim().into()).collect(), at + 1))
}

/// Whether a text is a table by its first bytes: it has a header row with several known names, fewer of
/// which are needed if tabs are between them.
pub(super) fn is_text_table(beginning: &[u8]) -> bool {
    let beginning = beginning.get(..SAMPLE as usize).unwrap_or(beginning);
    let first = beginning.get(..LONGEST_HEAD).unwrap_or(beginning);
    let first = first.split(|&byte| byte == b'\n').find(|line| line.len() > 3).unwrap_or_default();
    let has = |sign: u8| memchr::memchr(sign, first).is_some();
    if !SEPARATORS.into_iter().any(has) {
        return false;
    }
    let unpacked = from_utf16(&mut io::Cursor::new(beginning)).ok().flatten();
    let bytes = unpacked.as_ref().map_or(beginning, |(bytes, _)| bytes.as_slice());
    let Ok(Some(table)) = TableReader::new(io::Cursor::new(bytes), None) else { return false };
    let TableHead { names, separator, .. } = &table.head;
    let known = names.iter().filter(|name| fields_of(name).next().is_some()).count();
    table.above == 0 && known >= if *separator == b'\t' { 2 } else { 3 }
}

/// Whether a row is the header of an export's comments, which aren't articles.
fn are_comments(row: &[impl AsRef<str>]) -> bool {
    ["comment", "reply_to"].iter().all(|own| row.iter().any(|name| name.as_ref() == *own))
}

/// The name of a column, or its number if it has none.
pub(super) fn named_column(names: &[Arc<str>], column: usize) -> Arc<str> {
    let name = names.get(column).filter(|name| !name.is_empty()).cloned();
    name.unwrap_or_else(|| format!("column {}", column + 1).into())
}

/// Parses a single row.
pub(super) fn parse_row(bytes: &[u8], head: &TableHead) -> EntryRecord {
    let cells = CellReader::new(io::Cursor::new(bytes), 0, 1, head.separator);
    let Ok(mut cells) = cells else { return EntryRecord::default() };
    match cells.next() {
        Ok(Some(_)) => record(cells.row(), head),
        _ => EntryRecord::default(),
    }
}

fn record<'a>(cells: impl Iterator<Item = &'a [u8]>, head: &TableHead) -> EntryRecord {
    let mut record = EntryRecord::default();
    for (at, cell) in cells.enumerate().filter(|(_, cell)| !cell.is_empty()) {
        let (text, problem) = decode_cell(cell, head.encoding);
        if record.problem != Some(ProblemKind::DecodedLossily) {
            record.problem = problem.or(record.problem);
        }
        record.fields.push(RecordField::text(named_column(&head.names, at), text));
    }
    record
}

/// Decodes a cell. Tables joined from several files may have two encodings, so a cell that isn't valid in the
/// table's may be in the other one.
fn decode_cell(cell: &[u8], encoding: TextEncoding) -> (Cow<'_, str>, Option<ProblemKind>) {
    let (text, is_whole) = decode_text(cell, encoding);
    if is_whole {
        return (text, None);
    }
    let other = if encoding == TextEncoding::Utf8 { TextEncoding::Cp949 } else { TextEncoding::Utf8 };
    match decode_text(cell, other) {
        (text, true) => (text, Some(ProblemKind::EncodingGuessed)),
        _ => (text, Some(ProblemKind::DecodedLossily)),
    }
}

/// The encoding of a table. That of its header counts, if it has letters that tell.
fn encoding_of_table(sample: &[u8]) -> TextEncoding {
    let first = lines(sample).next().unwrap_or_default();
    let is_utf8 = !first.is_ascii() && simdutf8::basic::from_utf8(first).is_ok();
    match encoding_of(sample) {
        TextEncoding::Cp949 | TextEncoding::Other(_) if is_utf8 => TextEncoding::Utf8,
        encoding => encoding,
    }
}

fn lines(sample: &[u8]) -> impl Iterator<Item = &[u8]> {
    sample.split(|&byte| matches!(byte, b'\n' | b'\r')).filter(|line| !line.is_empty())
}

/// The candidates for the separator of cells.
const SEPARATORS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// The separator of cells: the candidate most frequent in the first line that has any.
fn separator(sample: &[u8]) -> u8 {
    let count = |sign: u8, line: &[u8]| memchr::memchr_iter(sign, line).count();
    let has_any = |line: &&[u8]| SEPARATORS.into_iter().any(|sign| count(sign, line) > 0);
    let line = lines(sample).take(MOST_ABOVE).find(has_any).unwrap_or_default();
    SEPARATORS.into_iter().rev().max_by_key(|&sign| count(sign, line)).unwrap_or(b',')
}

/// The separator that a spreadsheet declares on the first line, `sep=;`, with the line's length.
fn declared_separator(text: &[u8]) -> Option<(u8, usize)> {
    let line = text.split_inclusive(|&byte| byte == b'\n').next()?;
    let (name, sign) = line.trim_ascii_end().split_at_checked(4)?;
    // A tab after the sign of equality has just been trimmed.
    let sign = if sign.is_empty() { b"\t" } else { sign };
    let is_declared = name.eq_ignore_ascii_case(b"sep=") && sign.len() == 1;
    is_declared.then(|| (sign.first().copied().unwrap_or(b','), line.len()))
}
