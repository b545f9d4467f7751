//! Reads the entries of a file with several articles, in a stream, and single entries again.

use super::by_columns::unpack_text;
use super::columns::ColumnChoice;
use super::decisions::{Decisions, LOOKED_OVER};
use super::json::JsonReader;
use super::record::{EntryRecord, KnownNames};
use super::sniff::kind_by_bytes;
use super::table::{self, TableHead, TableReader};
use super::{Kind, object, workbook};
use crate::article::{Article, ProblemKind};
use std::io::{self, Read, Seek};
use std::ops::{ControlFlow, Range};
use std::sync::Arc;

/// The most bytes of entries kept waiting until the decisions for their file are made.
const WAITING: u64 = 32 << 20;

/// One article of a file.
#[derive(Debug)]
pub struct Entry {
    /// Its number in the file, starting at 1.
    pub number: u32,
    /// Its byte range in the file, or in what was unpacked from it.
    pub range: Range<u64>,
    /// Its contents.
    pub article: Article,
}

/// How to read a file's entries, found out by reading it. Entries can then be reread individually.
#[derive(Clone, Debug)]
pub struct Reading {
    kind: Kind,
    head: Option<TableHead>,
    decisions: Decisions,
    /// The unpacked entries of a file that doesn't contain them as byte ranges: a workbook, a table in UTF-16, or
    /// JSON by columns.
    unpacked: Option<Arc<Vec<u8>>>,
}

enum Records<R> {
    Table(Box<TableReader<R>>),
    Json(Box<JsonReader<R>>),
}

/// A file's bytes, or what was unpacked from them.
trait Input: Read + Seek {}

impl<T: Read + Seek> Input for T {}

impl<R: Read + Seek> Records<R> {
    /// The records at the beginning, by which a file is judged as a whole.
    fn looked_over(&mut self) -> io::Result<Vec<EntryRecord>> {
        let (mut first, mut waiting) = (Vec::new(), 0);
        while first.len() < LOOKED_OVER && waiting < WAITING {
            let Some(record) = self.next()? else { break };
            waiting += record.range.end - record.range.start;
            first.push(record);
        }
        Ok(first)
    }

    fn next(&mut self) -> io::Result<Option<EntryRecord>> {
        match self {
            Self::Table(table) => table.next(),
            Self::Json(json) => json.next(),
        }
    }
}

/// Reads the entries of a file one by one, in a stream, until `on_entry` stops it. Entries that aren't articles
/// are skipped. `choice` is the reader's choice of columns, if there is one.
///
/// # Errors
/// I/O errors.
pub fn read_entries(
    mut input: impl Read + Seek,
    kind: Kind,
    choice: Option<&ColumnChoice>,
    mut on_entry: impl FnMut(Entry) -> ControlFlow<()>,
) -> io::Result<Option<Reading>> {
    let stored_as = kind_by_bytes(&mut input, kind)?;
    let (kind, unpacked, mut chosen) = match stored_as {
        Kind::Workbook => {
            let Some((rows, names)) = workbook::unpack(&mut input, choice)? else { return Ok(None) };
            (Kind::JsonLines, Some((rows, true)), names)
        }
        Kind::Table | Kind::JsonLines | Kind::Json => {
            let (kind, unpacked) = unpack_text(&mut input, stored_as)?;
            (kind, unpacked, choice.map(ColumnChoice::of_names).unwrap_or_default())
        }
    };
    let is_cut = unpacked.as_ref().is_some_and(|(_, is_whole)| !is_whole);
    let unpacked = unpacked.map(|(bytes, _)| Arc::new(bytes));
    let mut from_memory = unpacked.as_ref().map(|bytes| io::Cursor::new(bytes.as_slice()));
    let input: &mut dyn Input = match &mut from_memory {
        Some(bytes) => bytes,
        None => &mut input,
    };
    let mut head = None;
    let mut records = match kind {
        Kind::Table => {
            let Some(table) = TableReader::new(input, choice)? else { return Ok(None) };
            head = Some(table.head().clone());
            chosen = table.chosen().clone();
            Records::Table(Box::new(table))
        }
        Kind::JsonLines | Kind::Json | Kind::Workbook => {
            Records::Json(Box::new(JsonReader::new(input, kind)))
        }
    };
    let mut known = KnownNames::with(&chosen);
    let first = records.looked_over()?;
    let mut last = first.last().map(place_of).unwrap_or_default();
    let decisions = Decisions::of(&first, &mut known).with(chosen);
    let mut take = |record: EntryRecord| match decisions.article(&record, &mut known) {
        Some(article) => on_entry(Entry { number: record.entry, range: record.range, article }),
        None => ControlFlow::Continue(()),
    };
    let mut go_on = first.into_iter().try_for_each(&mut take);
    while go_on.is_continue() {
        let Some(record) = records.next()? else { break };
        last = place_of(&record);
        go_on = take(record);
    }
    if is_cut && go_on.is_continue() {
        // It stands for what is missing.
        let _ = take(EntryRecord {
            entry: last.entry + 1,
            range: last.range.end..last.range.end,
            problem: Some(ProblemKind::TooLarge),
            ..last
        });
    }
    Ok(Some(Reading { kind: stored_as, head, decisions, unpacked }))
}

/// A record's place alone.
fn place_of(record: &EntryRecord) -> EntryRecord {
    EntryRecord {
        entry: record.entry,
        range: record.range.clone(),
        line: record.line,
        ..EntryRecord::default()
    }
}

impl Reading {
    /// The bytes of an entry that isn't a byte range of the file.
    pub fn unpacked(&self, range: &Range<u64>) -> Option<&[u8]> {
        let bytes = self.unpacked.as_ref()?;
        let at = |place: u64| usize::try_from(place).ok();
        Some(bytes.get(at(range.start)?..at(range.end)?).unwrap_or_default())
    }

    /// An entry as stored; for a workbook, whose rows aren't text, its cells as lines of `column: value`.
    pub fn stored(&self, bytes: &[u8]) -> Option<String> {
        if self.kind != Kind::Workbook {
            return None;
        }
        let cells = object::parse_object(bytes).fields.into_iter();
        Some(cells.map(|cell| format!("{}: {}\n", cell.name, cell.value.text())).collect())
    }

    /// Rereads an entry from its bytes.
    pub fn article(&self, bytes: &[u8]) -> Article {
        let record = match (self.kind, &self.head) {
            (Kind::Table, Some(head)) => table::parse_row(bytes, head),
            _ => object::parse_object(bytes),
        };
        self.decisions.article(&record, &mut KnownNames::with(self.decisions.chosen())).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
