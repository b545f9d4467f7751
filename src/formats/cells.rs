//! Splits the bytes of a table into rows and cells in a stream. A quotation that isn't closed properly costs
//! one row.

use super::LONGEST_ENTRY;
use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;

/// A row; its cells stay in the reader until the next one.
pub(super) struct TableRow {
    pub(super) range: Range<u64>,
    pub(super) line: u64,
    pub(super) is_too_long: bool,
    /// Whether its quotation marks were read as plain characters, since one of them has no other.
    pub(super) is_unclosed: bool,
}

/// Splits bytes into rows and cells.
pub(super) struct CellReader<R> {
    pub(super) input: R,
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
    /// The end of the last row whose quotations were broken, and how many of the rows that begin before it were.
    broken_until: u64,
    broken: u32,
}

/// After this many broken rows within one, quotation marks are plain to its end, so that no byte is read again
/// and again.
const MOST_BROKEN: u32 = 8;

impl<R: Read + Seek> CellReader<R> {
    /// Reads rows from an offset on, at which this line of the file begins.
    pub(super) fn new(mut input: R, offset: u64, line: u64, separator: u8) -> io::Result<Self> {
        input.seek(SeekFrom::Start(offset))?;
        let mut core = ReaderBuilder::new().delimiter(separator).build();
        core.set_line(line);
        Ok(Self {
            input,
            core,
            other_core: ReaderBuilder::new().delimiter(separator).quoting(false).build(),
            separator,
            buffer: vec![0; 64 << 10],
            rest: 0..0,
            offset,
            cells: vec![0; 4096],
            ends: vec![0; 64],
            count: 0,
            is_plain: false,
            broken_until: 0,
            broken: 0,
        })
    }

    /// The cells of the last row.
    pub(super) fn row(&self) -> impl Iterator<Item = &[u8]> {
        let ends = self.ends.get(..self.count).unwrap_or_default();
        let starts = std::iter::once(0).chain(ends.iter().copied());
        starts.zip(ends).map(|(start, &end)| self.cells.get(start..end).unwrap_or_default())
    }

    /// Reads the next row.
    pub(super) fn next(&mut self) -> io::Result<Option<TableRow>> {
        loop {
            self.skip_line_ends()?;
            let (start, line) = (self.offset, self.core.line());
            if start >= self.broken_until {
                self.broken = 0;
            } else if self.broken >= MOST_BROKEN && !self.is_plain {
                self.restart(line, false);
            }
            let Some((is_too_long, quoting)) = self.read_row()? else { return Ok(None) };
            if matches!(quoting, Quoting::Broken | Quoting::Quoted) && !self.is_plain {
                self.broken += 1;
                self.broken_until = self.broken_until.max(self.offset);
                self.go_back(start)?;
                self.restart(line, false);
                continue;
            }
            let is_unclosed = self.is_plain && self.row().any(|cell| cell.contains(&b'"'));
            if self.is_plain {
                self.restart(line + 1, true);
            }
            return Ok(Some(TableRow { range: start..self.offset, line, is_too_long, is_unclosed }));
        }
    }

    /// Goes back to the start of a row with a quotation that wasn't closed properly. Its first line is then a
    /// row with plain quotation marks.
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

    /// Skips line breaks before a row, and a byte order mark, which files joined by programs have in their
    /// middle. The parser skips one only where it begins, so that a row would read otherwise on its own.
    fn skip_line_ends(&mut self) -> io::Result<()> {
        while self.fill()? {
            let bytes = self.buffer.get(self.rest.clone()).unwrap_or_default();
            let ends = bytes.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
            let lines = memchr::memchr_iter(b'\n', bytes.get(..ends).unwrap_or_default()).count();
            self.core.set_line(self.core.line() + lines as u64);
            let is_marked = bytes.get(ends..).is_some_and(|row| row.starts_with(b"\xEF\xBB\xBF"));
            let skipped = ends + if is_marked { 3 } else { 0 };
            let all = skipped == bytes.len();
            self.consume(skipped);
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
    /// The position after some bytes. What can't change it is skipped.
    fn behind_all(self, bytes: &[u8], separator: u8) -> Self {
        let (mut state, mut at) = (self, 0);
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            let telling = match state {
                Self::Broken => None,
                Self::Quoted => memchr::memchr(b'"', rest),
                Self::Plain => memchr::memchr3(separator, b'\n', b'\r', rest),
                Self::CellBegins | Self::Mark => Some(0),
            };
            let Some(byte) = telling.and_then(|telling| rest.get(telling)) else { break };
            state = state.behind(*byte, separator);
            at += telling.map_or(0, |telling| telling + 1);
        }
        state
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
