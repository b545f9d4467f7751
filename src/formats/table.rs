//! Tables as text: rows of cells, split as bytes and decoded cell by cell.

use super::LONGEST_ENTRY;
use super::columns::{ColumnChoice, NameChoices};
use super::headless;
use super::names::{FieldName, fields_of};
use super::record::{EntryRecord, RecordField, parse_date};
use crate::article::{ProblemKind, TextEncoding, decode_text, encoding_of, web_address};
use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use std::borrow::Cow;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::sync::Arc;

/// How many bytes of a file are used to detect its encoding and separator.
const SAMPLE: u64 = 256 << 10;

/// How many rows may come before the header, as a title or a search's conditions do, and how many bytes of a cell are
/// looked at to tell.
const MOST_ABOVE: usize = 10;
const LOOKED_AT_IN_CELL: usize = 4096;

/// The longest first line of a text that is a table, in bytes.
const LONGEST_HEAD: usize = 4096;

/// The largest table that can be decoded as a whole, in bytes.
const LARGEST_UTF16: u64 = 256 << 20;

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
        let mut cells = CellReader::new(input, start as u64, separator)?;
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
                let (names, chosen, has_head) = choice.of_table(&rows);
                (head(names, chosen), usize::from(has_head))
            }
            None => match names_of(&rows) {
                Some((names, heads)) => (head(names, NameChoices::default()), heads),
                None => return Ok(None),
            },
        };
        let mut cells = CellReader::new(cells.input, start as u64, separator)?;
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
        }
        Ok(Some(record))
    }
}

/// Whether a row has the name of a title or text column.
pub(super) fn is_head(row: &[impl AsRef<str>]) -> bool {
    let names_text = |(field, _)| matches!(field, FieldName::Title | FieldName::Text);
    // A row with a day or an address in it is an article, even if its title is 'title'.
    let is_data = |cell: &str| parse_date(cell).is_some() || web_address(cell.trim()).is_some();
    !are_comments(row)
        && row.iter().any(|name| fields_of(name.as_ref()).any(names_text))
        && !row.iter().any(|cell| is_data(cell.as_ref()))
}

/// The names of a table's columns by its first rows, and how many of these aren't entries: the header with what is above
/// it, or none if the cells speak for themselves. `None` if nothing tells what the columns are.
pub(super) fn names_of(rows: &[Vec<String>]) -> Option<(Vec<Arc<str>>, usize)> {
    let cells = |row: &[String]| row.iter().filter(|cell| !cell.trim().is_empty()).count();
    let mut widest = 0;
    for (at, row) in rows.iter().enumerate().take(MOST_ABOVE) {
        // A title, or what was searched for, takes fewer cells than the header below it.
        if is_head(row) && cells(row) > widest {
            return Some((row.iter().map(|name| name.trim().into()).collect(), at + 1));
        }
        widest = widest.max(cells(row));
    }
    headless::names(rows).map(|names| (names, 0))
}

/// Whether a text is a table by its first bytes: it has tabs, or else a header row that leaves no doubt.
pub(super) fn is_text_table(beginning: &[u8]) -> bool {
    let beginning = beginning.get(..SAMPLE as usize).unwrap_or(beginning);
    let first = beginning.get(..LONGEST_HEAD).unwrap_or(beginning);
    let first = first.split(|&byte| byte == b'\n').find(|line| line.len() > 3).unwrap_or_default();
    let has = |sign: u8| memchr::memchr(sign, first).is_some();
    if ![b'\t', b',', b';', b'|'].into_iter().any(has) {
        return false;
    }
    let unpacked = from_utf16(&mut io::Cursor::new(beginning)).ok().flatten();
    let bytes = unpacked.as_deref().unwrap_or(beginning);
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

/// Converts a UTF-16 table, which spreadsheets call 'Unicode text', to UTF-8; `None` for any other encoding.
///
/// # Errors
/// I/O errors.
pub(super) fn from_utf16(input: &mut (impl Read + Seek)) -> io::Result<Option<Vec<u8>>> {
    let mut sample = Vec::new();
    input.by_ref().take(SAMPLE).read_to_end(&mut sample)?;
    input.seek(SeekFrom::Start(0))?;
    let encoding = encoding_of(&sample);
    if !matches!(encoding, TextEncoding::Utf16Le | TextEncoding::Utf16Be) {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    input.by_ref().take(LARGEST_UTF16).read_to_end(&mut bytes)?;
    let (text, _) = decode_text(&bytes, encoding);
    Ok(Some(text.trim_start_matches('\u{feff}').as_bytes().to_vec()))
}

/// Parses a single row.
pub(super) fn read_row(bytes: &[u8], head: &TableHead) -> EntryRecord {
    let cells = CellReader::new(io::Cursor::new(bytes), 0, head.separator);
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

/// Decodes a cell. Tables joined from several files may have two encodings, so a cell that isn't valid in the table's may
/// be in the other one.
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

/// A row; its cells stay in the reader until the next one.
struct TableRow {
    range: Range<u64>,
    line: u64,
    is_too_long: bool,
}

/// Splits bytes into rows and cells.
struct CellReader<R> {
    input: R,
    core: Reader,
    /// A second parser, which treats quotation marks as plain characters; swapped with the first one when
    /// needed.
    other_core: Reader,
    separator: u8,
    buffer: Vec<u8>,
    /// The unread part of the buffer.
    rest: Range<usize>,
    /// Its offset in the file.
    offset: u64,
    /// The cells of the row, concatenated, and where each ends.
    cells: Vec<u8>,
    ends: Vec<usize>,
    count: usize,
    /// Whether quotation marks in the next row are plain characters, because one of them is unpaired.
    is_plain: bool,
}

impl<R: Read + Seek> CellReader<R> {
    fn new(mut input: R, offset: u64, separator: u8) -> io::Result<Self> {
        input.seek(SeekFrom::Start(offset))?;
        Ok(Self {
            input,
            core: ReaderBuilder::new().delimiter(separator).build(),
            other_core: ReaderBuilder::new().delimiter(separator).quoting(false).build(),
            separator,
            buffer: vec![0; 64 << 10],
            rest: 0..0,
            offset,
            cells: vec![0; 4096],
            ends: vec![0; 64],
            count: 0,
            is_plain: false,
        })
    }

    fn row(&self) -> impl Iterator<Item = &[u8]> {
        let ends = self.ends.get(..self.count).unwrap_or_default();
        let starts = std::iter::once(0).chain(ends.iter().copied());
        starts.zip(ends).map(|(start, &end)| self.cells.get(start..end).unwrap_or_default())
    }

    /// Reads the next row.
    fn next(&mut self) -> io::Result<Option<TableRow>> {
        loop {
            self.skip_line_ends()?;
            let (start, line) = (self.offset, self.core.line());
            let Some((is_too_long, quoting)) = self.read_row()? else { return Ok(None) };
            if matches!(quoting, Quoting::Broken | Quoting::Quoted) && !self.is_plain {
                self.go_back(start)?;
                self.restart(line, false);
                continue;
            }
            if self.is_plain {
                self.restart(line + 1, true);
            }
            return Ok(Some(TableRow { range: start..self.offset, line, is_too_long }));
        }
    }

    /// Goes back to the start of a row with a quotation that wasn't closed properly. Its first line is then a
    /// row with plain quotation marks. The other lines it covered have none, so nothing is read three times.
    fn go_back(&mut self, start: u64) -> io::Result<()> {
        let behind = usize::try_from(self.offset - start).ok().filter(|&behind| behind <= self.rest.start);
        match behind {
            Some(behind) => self.rest.start -= behind,
            None => {
                self.input.seek(SeekFrom::Start(start))?;
                self.rest = 0..0;
            }
        }
        self.offset = start;
        Ok(())
    }

    fn restart(&mut self, line: u64, quotes: bool) {
        if self.is_plain == quotes {
            std::mem::swap(&mut self.core, &mut self.other_core);
        }
        self.core.reset();
        self.core.set_line(line);
        self.is_plain = !quotes;
    }

    /// Skips line breaks before a row.
    fn skip_line_ends(&mut self) -> io::Result<()> {
        while self.fill()? {
            let bytes = self.buffer.get(self.rest.clone()).unwrap_or_default();
            let ends = bytes.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
            let lines = memchr::memchr_iter(b'\n', bytes.get(..ends).unwrap_or_default()).count();
            self.core.set_line(self.core.line() + lines as u64);
            let all = ends == bytes.len();
            self.consume(ends);
            if !all {
                break;
            }
        }
        Ok(())
    }

    /// Reads a row into the cells. The first value is whether it was too long to keep, the second how its
    /// quotations ended; `None` at the end of the file.
    fn read_row(&mut self) -> io::Result<Option<(bool, Quoting)>> {
        let (mut written, mut ended, mut is_too_long) = (0, 0, false);
        let mut quoting = Quoting::CellBegins;
        loop {
            self.fill()?;
            let input = self.buffer.get(self.rest.clone()).unwrap_or_default();
            let (result, read, wrote, ends) = self.core.read_record(
                input,
                self.cells.get_mut(written..).unwrap_or_default(),
                self.ends.get_mut(ended..).unwrap_or_default(),
            );
            quoting = quoting.behind_all(input.get(..read).unwrap_or_default(), self.separator);
            self.consume(read);
            (written, ended) = (written + wrote, ended + ends);
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if self.cells.len() < LONGEST_ENTRY => {
                    self.cells.resize(self.cells.len() * 2, 0);
                }
                ReadRecordResult::OutputEndsFull if self.ends.len() < 1 << 16 => {
                    self.ends.resize(self.ends.len() * 2, 0);
                }
                // Skip to the end of a row that is too long to keep.
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {
                    (written, ended, is_too_long) = (0, 0, true);
                }
                ReadRecordResult::Record => {
                    self.count = if is_too_long { 0 } else { ended };
                    return Ok(Some((is_too_long, quoting)));
                }
                ReadRecordResult::End => return Ok(None),
            }
        }
    }

    /// Fills the buffer if it is empty; false at the end of the file.
    fn fill(&mut self) -> io::Result<bool> {
        while self.rest.is_empty() {
            match self.input.read(&mut self.buffer) {
                Ok(0) => return Ok(false),
                Ok(read) => self.rest = 0..read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(true)
    }

    fn consume(&mut self, count: usize) {
        self.rest.start += count;
        self.offset += count as u64;
    }
}

/// The position of a byte relative to quotations in its row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quoting {
    CellBegins,
    Plain,
    Quoted,
    /// After a mark in a quotation, which either closes it or is half of a pair.
    Mark,
    /// Something comes between the end of a quotation and the end of its cell.
    Broken,
}

impl Quoting {
    fn behind_all(self, bytes: &[u8], separator: u8) -> Self {
        match (self, bytes.last(), memchr::memchr(b'"', bytes)) {
            (state, None, _) | (state @ (Self::Quoted | Self::Broken), _, None) => state,
            // Most rows have no quotations.
            (Self::CellBegins | Self::Plain, Some(&last), None) if last == separator => Self::CellBegins,
            (Self::CellBegins | Self::Plain, Some(_), None) => Self::Plain,
            (state, ..) => bytes.iter().fold(state, |state, &byte| state.behind(byte, separator)),
        }
    }

    fn behind(self, byte: u8, separator: u8) -> Self {
        let ends_cell = byte == separator || matches!(byte, b'\n' | b'\r');
        match self {
            Self::Broken => Self::Broken,
            Self::CellBegins if byte == b'"' => Self::Quoted,
            Self::Quoted => {
                if byte == b'"' {
                    Self::Mark
                } else {
                    Self::Quoted
                }
            }
            Self::Mark if byte == b'"' => Self::Quoted,
            Self::Mark if !ends_cell => Self::Broken,
            Self::CellBegins | Self::Plain | Self::Mark => {
                if ends_cell {
                    Self::CellBegins
                } else {
                    Self::Plain
                }
            }
        }
    }
}
