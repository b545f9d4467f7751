//! Workbooks: converts the rows of their sheets to JSON lines, one object per row, which everything else can
//! read. A row isn't a byte range of a workbook's file, and unpacking the file for each row would take minutes.

use super::LONGEST_ENTRY;
use super::columns::{ColumnChoice, NameChoices};
use super::compound;
use super::headless;
use super::merged::{MergedCells, SheetExtras, SheetRow};
use super::names::{FieldName, fields_of};
use super::ods::{OdsPart, read_ods};
use super::page;
use super::table::{is_head, named_column, names_of};
use crate::article::web_address;
use calamine::{Data, DataRef, Dimensions, ExcelDateTime, Hyperlink, Reader, Style, Xls, Xlsx};
use rustc_hash::FxHashMap;
use serde_json::{Map, Value};
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::sync::Arc;
use zip::ZipArchive;

/// The most bytes that a part of a workbook may unpack to, since its texts are held in memory.
const LARGEST_TEXTS: u64 = 256 << 20;
const LARGEST_PART: u64 = 2 << 30;

/// The largest file of a kind that can't be read row by row, and the most bytes of rows from any file.
const LARGEST_WHOLE: u64 = 64 << 20;
const LARGEST_ROWS: usize = 256 << 20;

/// The name of an address that a cell links to.
const LINK: &str = "link";

/// The most cells read of a row.
const MOST_CELLS: usize = 4096;

/// The rows of all sheets with articles, as JSON lines; `None` if there are none.
///
/// # Errors
/// I/O errors, and if it is damaged, encrypted, or unpacks to more than can be read.
pub(super) fn unpack(
    mut input: impl Read + Seek,
    choice: Option<&ColumnChoice>,
) -> io::Result<Option<(Vec<u8>, NameChoices)>> {
    let mut beginning = [0; 4];
    let read = input.read(&mut beginning)?;
    let size = input.seek(SeekFrom::End(0))?;
    input.seek(SeekFrom::Start(0))?;
    let mut rows = SheetRows { choice, ..SheetRows::default() };
    match beginning.get(..read).unwrap_or_default() {
        [b'P', b'K', ..] => {
            if !is_bounded(&mut input)? {
                return Err(refused());
            }
            input.seek(SeekFrom::Start(0))?;
            let has = SheetExtras::of(&mut input);
            input.seek(SeekFrom::Start(0))?;
            let is_read = rows.read_xlsx(&mut input, has).is_some() || {
                input.seek(SeekFrom::Start(0))?;
                size <= LARGEST_WHOLE && rows.read_ods(&mut input).is_some()
            };
            if !is_read {
                return Err(refused());
            }
        }
        [0xD0, 0xCF, 0x11, 0xE0] if size <= LARGEST_WHOLE => {
            let mut bytes = Vec::new();
            input.read_to_end(&mut bytes)?;
            if !compound::is_bounded(&bytes) || rows.take_xls(bytes).is_none() {
                return Err(refused());
            }
        }
        // What a site calls a workbook is often an HTML page with a table.
        _ if size <= LARGEST_WHOLE => {
            let mut bytes = Vec::new();
            input.read_to_end(&mut bytes)?;
            let (text, _) = crate::article::decode_text(&bytes, crate::article::encoding_of(&bytes));
            for row in page::table_rows(&text) {
                rows.row(row, &RowExtras::default());
            }
            rows.end_sheet();
        }
        _ => return Err(refused()),
    }
    Ok(Some((rows.lines, rows.chosen)).filter(|(lines, _)| !lines.is_empty()))
}

fn refused() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "the workbook is damaged, encrypted or too large")
}

/// Whether a workbook's parts unpack to no more than can be read, since a few kilobytes can unpack to
/// terabytes.
fn is_bounded(input: &mut (impl Read + Seek)) -> io::Result<bool> {
    let Ok(mut parts) = ZipArchive::new(input) else { return Ok(false) };
    for at in 0..parts.len() {
        let Ok(part) = parts.by_index(at) else { return Ok(false) };
        // Sheets are read row by row. Any other part is held in memory, so it is unpacked to measure it,
        // because the stated size may be wrong.
        if part.name().is_ok_and(|name| name.starts_with("xl/worksheets/")) {
            if part.size() > LARGEST_PART {
                return Ok(false);
            }
            continue;
        }
        match io::copy(&mut part.take(LARGEST_TEXTS + 1), &mut io::sink()) {
            Ok(size) if size <= LARGEST_TEXTS => {}
            _ => return Ok(false),
        }
    }
    Ok(true)
}

/// The rows of a sheet being read, and the lines of those already read.
#[derive(Default)]
struct SheetRows<'a> {
    lines: Vec<u8>,
    /// The reader's choice of columns, and the names that it comes to in the sheets so far.
    choice: Option<&'a ColumnChoice>,
    chosen: NameChoices,
    /// The names of the sheet's columns, once known.
    names: Option<Vec<Arc<str>>>,
    /// Rows waiting for the names.
    waiting: Vec<SheetRow>,
    waiting_bytes: usize,
    /// What merged cells say of the next rows.
    merged: MergedCells,
    /// Whether the sheet has no articles.
    is_other: bool,
}

impl SheetRows<'_> {
    fn read_xlsx(&mut self, input: impl Read + Seek, has: SheetExtras) -> Option<()> {
        let mut workbook = Xlsx::new(input).ok()?;
        for name in workbook.sheet_names() {
            let merged = has.merged.then(|| workbook.merge_cells_by_sheet_name(&name).unwrap_or_default());
            let links = has.links.then(|| workbook.hyperlinks_by_sheet_name(&name).unwrap_or_default());
            let extras = RowExtras::of(merged.unwrap_or_default(), links.unwrap_or_default());
            let Ok(mut cells) = workbook.worksheet_cells_reader(&name) else { continue };
            let show_times: Vec<bool> = cells.styles().iter().map(shows_time).collect();
            let mut row = SheetRow::default();
            // Many cells can name one long text, which the file has only once.
            let mut room = LONGEST_ENTRY;
            // Anything after damage can't be found.
            while let Ok(Some((cell, style))) = cells.next_cell_with_style_id() {
                let (number, column) = cell.get_position();
                if row.number != number {
                    room = LONGEST_ENTRY;
                    let next = SheetRow { number, ..SheetRow::default() };
                    self.row(std::mem::replace(&mut row, next), &extras);
                }
                if self.is_other || self.lines.len() > LARGEST_ROWS {
                    break;
                }
                if row.cells.len() < MOST_CELLS
                    && length_of_ref(cell.get_value()) <= room
                    && let Some(text) =
                        text_of_ref(cell.get_value(), show_times.get(style).is_some_and(|&shows| shows))
                {
                    room = room.saturating_sub(text.len());
                    row.cells.push((column as usize, text));
                }
            }
            self.row(row, &extras);
            self.end_sheet();
        }
        Some(())
    }

    fn take_xls(&mut self, bytes: Vec<u8>) -> Option<()> {
        let mut workbook = Xls::new(Cursor::new(bytes)).ok()?;
        for name in workbook.sheet_names() {
            let Ok(sheet) = workbook.worksheet_range(&name) else { continue };
            let merged = workbook.merge_cells_by_sheet_name(&name).unwrap_or_default();
            let extras = RowExtras::of(merged, Vec::new());
            let (top, left) = sheet.start().unwrap_or_default();
            // Formats of cells aren't read from these files: one time in a column stands for the others.
            let mut have_times = [false; MOST_CELLS];
            for row in sheet.rows() {
                for (cell, has_time) in row.iter().zip(&mut have_times) {
                    *has_time |= matches!(cell, Data::DateTime(date) if date.as_f64().fract() != 0.0);
                }
            }
            for (number, row) in (top..).zip(sheet.rows()) {
                let cells = row.iter().zip(have_times).enumerate();
                let cells = cells.filter_map(|(column, (cell, has_time))| {
                    Some((left as usize + column, text_of(cell, has_time)?))
                });
                self.row(SheetRow { number, cells: cells.collect(), ..SheetRow::default() }, &extras);
            }
            self.end_sheet();
        }
        Some(())
    }

    fn read_ods(&mut self, input: impl Read + Seek) -> Option<()> {
        read_ods(input, |part| {
            match part {
                OdsPart::Row(row, repeats) => self.repeated_row(&row, repeats),
                OdsPart::SheetEnd => self.end_sheet(),
            }
            self.lines.len() <= LARGEST_ROWS
        })
    }

    /// Takes a row that is there several times.
    fn repeated_row(&mut self, row: &SheetRow, repeats: u32) {
        for further in 0..repeats {
            if self.is_other || self.lines.len() > LARGEST_ROWS {
                return;
            }
            let number = row.number.saturating_add(further);
            self.row(SheetRow { number, ..row.clone() }, &RowExtras::default());
        }
    }

    /// Takes a row. The first with cells is the header or, if it names no columns, possibly an article.
    fn row(&mut self, mut row: SheetRow, extras: &RowExtras) {
        if row.cells.is_empty() || self.is_other || self.lines.len() > LARGEST_ROWS {
            return;
        }
        extras.add_to(&mut row);
        if let Some(names) = self.names.take() {
            self.write_line(&names, row);
            self.names = Some(names);
            return;
        }
        self.waiting_bytes += row.cells.iter().map(|(_, text)| text.len()).sum::<usize>();
        self.waiting.push(row);
        if let [head] = self.waiting.as_slice()
            && self.choice.is_none()
        {
            let names = in_columns(&head.cells);
            if is_head(&names) {
                self.names = Some(names.into_iter().map(|name| name.trim().into()).collect());
                self.waiting.clear();
            }
        } else if self.waiting.len() >= headless::LOOKED_AT || self.waiting_bytes > LONGEST_ENTRY {
            self.decide();
        }
    }

    fn decide(&mut self) {
        let rows: Vec<Vec<String>> = self.waiting.iter().map(|row| in_columns(&row.cells)).collect();
        let named = match self.choice {
            Some(choice) => {
                let (names, chosen, heads) = choice.of_table(&rows);
                self.chosen.extend(chosen);
                Some((names, heads))
            }
            None => names_of(&rows),
        };
        match named {
            Some((names, heads)) => {
                for row in std::mem::take(&mut self.waiting).into_iter().skip(heads) {
                    self.write_line(&names, row);
                }
                self.names = Some(names);
            }
            None => self.is_other = true,
        }
    }

    fn end_sheet(&mut self) {
        if self.names.is_none() && !self.waiting.is_empty() {
            self.decide();
        }
        *self = Self {
            lines: std::mem::take(&mut self.lines),
            choice: self.choice,
            chosen: std::mem::take(&mut self.chosen),
            ..Self::default()
        };
    }

    /// Writes a row with an article, with what merged cells above say of it.
    fn write_line(&mut self, names: &[Arc<str>], mut row: SheetRow) {
        let chosen = &self.chosen;
        self.merged.fill(&mut row, |column| {
            let name = named_column(names, column);
            chosen.names_text(&name)
        });
        let address = linked_address(&row, names);
        write_line(&mut self.lines, names, row.cells, address);
    }
}

/// What rows have besides cells, by their number: the cells that are merged with cells of rows below, and the addresses
/// that cells link to.
#[derive(Default)]
struct RowExtras {
    spans: FxHashMap<u32, Vec<(usize, u32)>>,
    links: FxHashMap<u32, Vec<(usize, String)>>,
}

impl RowExtras {
    fn of(merged: Vec<Dimensions>, links: Vec<Hyperlink>) -> Self {
        let mut extras = Self::default();
        for cells in merged.into_iter().filter(|cells| cells.end.0 > cells.start.0) {
            extras.spans.entry(cells.start.0).or_default().push((cells.start.1 as usize, cells.end.0));
        }
        for Hyperlink { range, target, .. } in links {
            let (row, column) = range.start;
            extras.links.entry(row).or_default().extend(target.map(|target| (column as usize, target)));
        }
        extras
    }

    fn add_to(&self, row: &mut SheetRow) {
        row.spans.extend(self.spans.get(&row.number).into_iter().flatten());
        row.links.extend(self.links.get(&row.number).into_iter().flatten().cloned());
    }
}

/// The address that a row without one links to: from the cell that should have it, else from the title's, else from
/// any.
fn linked_address(row: &SheetRow, names: &[Arc<str>]) -> Option<String> {
    let is_address = |text: &str| web_address(text.trim()).is_some();
    if row.links.is_empty() || row.cells.iter().any(|(_, text)| is_address(text)) {
        return None;
    }
    let distance = |column: usize| {
        let fields = || fields_of(names.get(column).map_or("", |name| &**name));
        match () {
            () if fields().any(|(field, _)| field == FieldName::Url) => 0,
            () if fields().any(|(field, _)| field == FieldName::Title) => 1,
            () => 2,
        }
    };
    let links = row.links.iter().filter(|(_, target)| is_address(target));
    links.min_by_key(|(column, _)| distance(*column)).map(|(_, target)| target.clone())
}

fn in_columns(cells: &[(usize, String)]) -> Vec<String> {
    let width = cells.iter().map(|(column, _)| column + 1).max().unwrap_or(0).min(MOST_CELLS);
    let mut columns = vec![String::new(); width];
    for (column, text) in cells {
        if let Some(cell) = columns.get_mut(*column) {
            cell.clone_from(text);
        }
    }
    columns
}

fn write_line(lines: &mut Vec<u8>, names: &[Arc<str>], cells: Vec<(usize, String)>, address: Option<String>) {
    let mut object = Map::new();
    for (column, text) in cells {
        let name = named_column(names, column);
        let name = if object.contains_key(&*name) { format!("{name} {}", column + 1).into() } else { name };
        object.insert(name.to_string(), Value::String(text));
    }
    if let Some(address) = address.filter(|_| !object.contains_key(LINK)) {
        object.insert(LINK.to_owned(), Value::String(address));
    }
    // Writing to memory can't fail.
    let _ = serde_json::to_writer(&mut *lines, &object);
    lines.push(b'\n');
}

/// The length of a cell that is a text, in bytes.
fn length_of_ref(value: &DataRef<'_>) -> usize {
    match value {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.len(),
        DataRef::SharedString(text) => text.len(),
        _ => 0,
    }
}

/// Whether a style shows the time of a date.
fn shows_time(style: &Style) -> bool {
    let Some(format) = &style.number_format else { return false };
    // Letters in quotation marks, or in the brackets of a colour or language, stand for nothing.
    let (mut is_quoted, mut is_bracketed) = (false, false);
    format.format_code.chars().any(|c| {
        match c {
            '"' => is_quoted = !is_quoted,
            '[' => is_bracketed = true,
            ']' => is_bracketed = false,
            _ => {}
        }
        !is_quoted && !is_bracketed && matches!(c, 'h' | 'H' | 's' | 'S')
    })
}

fn text_of_ref(value: &DataRef<'_>, shows_time: bool) -> Option<String> {
    Some(match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(flag) => flag.to_string(),
        DataRef::DateTime(date) => date_text(*date, shows_time),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(_) | DataRef::Empty => return None,
    })
    .filter(|text| !text.is_empty())
}

fn text_of(value: &Data, shows_time: bool) -> Option<String> {
    Some(match value {
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::String(text) => text.clone(),
        Data::Bool(flag) => flag.to_string(),
        Data::DateTime(date) => date_text(*date, shows_time),
        Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        _ => return None,
    })
    .filter(|text| !text.is_empty())
}

/// A date as text. Midnight, which is how Excel stores a day, is left out unless the cell shows the time; without a
/// day there is only a time.
fn date_text(date: ExcelDateTime, shows_time: bool) -> String {
    let (year, month, day, hour, minute, second, milli) = date.to_ymd_hms_milli();
    let millis = if milli > 0 { format!(".{milli:03}") } else { String::new() };
    let time = format!("{hour:02}:{minute:02}:{second:02}{millis}");
    let text = format!("{year:04}-{month:02}-{day:02}");
    match (hour, minute, second, milli) {
        _ if date.as_f64() < 1.0 => time,
        (0, 0, 0, 0) if !shows_time => text,
        _ => format!("{text} {time}"),
    }
}
