//! OpenDocument sheets, read in a stream from the XML that they are: a few kilobytes of it can repeat a row or a
//! cell a billion times, and nothing else says which cells are merged.

use super::LONGEST_ENTRY;
use super::merged::SheetRow;
use std::borrow::Cow;
use std::io::{self, BufReader, Read, Seek};
use zip::ZipArchive;

/// The most cells of all sheets together, as often as they are repeated.
const MOST_CELLS: u64 = 4_000_000;

/// The most cells that are kept of a row.
const MOST_IN_ROW: usize = 4096;

/// The most columns that a sheet can have; what lies behind them can't be seen in any program.
const MOST_COLUMNS: usize = 16_384;

/// The most spaces that one element stands for.
const MOST_SPACES: usize = 1000;

/// What a file of sheets consists of.
#[derive(Debug)]
pub(super) enum OdsPart {
    /// A row with cells, and how often it is there.
    Row(SheetRow, u32),
    SheetEnd,
}

/// Reads the rows of all sheets until `on_part` returns false; `None` if this is no such file, it is damaged or
/// encrypted, or it has too many cells.
pub(super) fn read_ods(input: impl Read + Seek, mut on_part: impl FnMut(OdsPart) -> bool) -> Option<()> {
    let mut parts = ZipArchive::new(input).ok()?;
    let mut xml = XmlReader::new(parts.by_name("content.xml").ok()?);
    let (mut sheets, mut is_document) = (OdsSheets::default(), false);
    while xml.next().ok()? {
        if let Some(cell) = sheets.cell.as_mut().filter(|cell| cell.is_read()) {
            cell.add(&decoded(&xml.text));
        }
        let tag = String::from_utf8_lossy(&xml.tag);
        is_document |= tag.starts_with("office:document-content");
        let part = sheets.take(&OdsTag::of(&tag));
        if sheets.cells > MOST_CELLS {
            return None;
        }
        if part.is_some_and(|part| !on_part(part)) {
            return Some(());
        }
    }
    is_document.then_some(())
}

/// Splits XML into texts and tags.
struct XmlReader<R> {
    bytes: io::Bytes<BufReader<R>>,
    /// The text before the tag.
    text: Vec<u8>,
    /// What is between the tag's brackets.
    tag: Vec<u8>,
}

impl<R: Read> XmlReader<R> {
    fn new(input: R) -> Self {
        Self { bytes: BufReader::new(input).bytes(), text: Vec::new(), tag: Vec::new() }
    }

    /// Reads up to the end of the next tag; false at the end of the file.
    fn next(&mut self) -> io::Result<bool> {
        self.text.clear();
        self.tag.clear();
        loop {
            match self.bytes.next().transpose()? {
                Some(b'<') => break,
                Some(byte) if self.text.len() < LONGEST_ENTRY => self.text.push(byte),
                Some(_) => {}
                None => return Ok(false),
            }
        }
        let mut quote = None;
        while let Some(byte) = self.bytes.next().transpose()? {
            // Quotation marks mean nothing in a comment.
            let is_comment = self.tag.starts_with(b"!--");
            if byte == b'>' && quote.is_none() && (!is_comment || self.tag.ends_with(b"--")) {
                return Ok(true);
            }
            match byte {
                b'"' | b'\'' if quote.is_none() && !is_comment => quote = Some(byte),
                byte if quote == Some(byte) => quote = None,
                _ => {}
            }
            if self.tag.len() == LONGEST_ENTRY {
                break;
            }
            self.tag.push(byte);
        }
        Err(io::ErrorKind::InvalidData.into())
    }
}

/// A tag: `table:table-row table:number-rows-repeated="2"`.
struct OdsTag<'a> {
    name: &'a str,
    attributes: &'a str,
    /// Whether it begins an element, and whether it ends one.
    begins: bool,
    ends: bool,
}

impl<'a> OdsTag<'a> {
    fn of(tag: &'a str) -> Self {
        let (tag, is_end) = tag.strip_prefix('/').map_or((tag, false), |tag| (tag, true));
        let (tag, is_empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let (name, attributes) = tag.split_once(|c: char| c.is_ascii_whitespace()).unwrap_or((tag, ""));
        Self { name, attributes, begins: !is_end, ends: is_end || is_empty }
    }

    /// The value of an attribute.
    fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        let mut rest = self.attributes;
        loop {
            let (key, after) = rest.split_once('=')?;
            let after = after.trim_start();
            let quote = after.chars().next().filter(|mark| matches!(mark, '"' | '\''))?;
            let (value, behind) = after.get(1..)?.split_once(quote)?;
            if key.trim() == name {
                return Some(html_escape::decode_html_entities(value));
            }
            rest = behind;
        }
    }

    /// The value of an attribute that is a number; 1 if it is missing.
    fn number(&self, name: &str) -> u32 {
        self.attribute(name).and_then(|value| value.parse().ok()).unwrap_or(1)
    }
}

/// The sheets being read.
#[derive(Debug, Default)]
struct OdsSheets {
    /// How many tables are open: one in a cell isn't read.
    tables: usize,
    row: SheetRow,
    /// How often the row is repeated.
    repeats: u32,
    /// The column of the next cell.
    column: usize,
    /// How many bytes there are left for the texts of the row.
    room: usize,
    cell: Option<OpenCell>,
    /// The number of cells so far.
    cells: u64,
}

/// A cell being read.
#[derive(Debug)]
struct OpenCell {
    /// Its value, unless that is its text.
    value: Option<String>,
    /// The address that it links to.
    link: Option<String>,
    /// Whether the value is a date without a time.
    is_day: bool,
    text: String,
    paragraphs: usize,
    /// How many paragraphs, and how many comments on it, are open.
    open: usize,
    notes: usize,
    /// Over how many columns it is repeated, and how many rows are merged into it.
    columns: u32,
    rows: u32,
    /// Whether it is hidden by the cell that it is merged with.
    is_hidden: bool,
}

impl OpenCell {
    fn of(tag: &OdsTag<'_>) -> Self {
        let value_of = |name: &str| tag.attribute(name).map(Cow::into_owned);
        let kind = tag.attribute("office:value-type");
        let value = match kind.as_deref() {
            Some("float" | "percentage" | "currency") => {
                let number = value_of("office:value");
                number.map(|number| number.parse::<f64>().map_or(number, |number| number.to_string()))
            }
            Some("date") => value_of("office:date-value"),
            Some("time") => value_of("office:time-value").map(|time| time_of_day(&time).unwrap_or(time)),
            Some("boolean") => value_of("office:boolean-value"),
            _ => value_of("office:string-value"),
        };
        let is_date = kind.as_deref() == Some("date");
        Self {
            is_day: is_date && value.as_ref().is_some_and(|value| !value.contains('T')),
            value,
            link: None,
            text: String::new(),
            paragraphs: 0,
            open: 0,
            notes: 0,
            columns: tag.number("table:number-columns-repeated"),
            rows: tag.number("table:number-rows-spanned"),
            is_hidden: tag.name == "table:covered-table-cell",
        }
    }

    /// Whether what is being read belongs to its text.
    fn is_read(&self) -> bool {
        self.open > 0 && self.notes == 0 && !self.is_hidden
    }

    fn add(&mut self, text: &str) {
        if self.text.len() + text.len() <= LONGEST_ENTRY {
            self.text.push_str(text);
        }
    }

    /// Takes a tag inside it.
    fn take(&mut self, tag: &OdsTag<'_>) {
        let change = |count: &mut usize| {
            *count += usize::from(tag.begins);
            *count = count.saturating_sub(usize::from(tag.ends));
        };
        match tag.name {
            "office:annotation" => change(&mut self.notes),
            "text:p" | "text:h" if self.notes == 0 => {
                self.paragraphs += usize::from(tag.begins);
                if tag.begins && self.paragraphs > 1 {
                    self.add("\n");
                }
                change(&mut self.open);
            }
            "text:s" if tag.begins && self.is_read() => {
                self.add(&" ".repeat(MOST_SPACES.min(tag.number("text:c") as usize)));
            }
            "text:a" if tag.begins && self.is_read() => {
                self.link = self.link.take().or_else(|| tag.attribute("xlink:href").map(Cow::into_owned));
            }
            "text:tab" if tag.begins && self.is_read() => self.add("\t"),
            "text:line-break" if tag.begins && self.is_read() => self.add("\n"),
            _ => {}
        }
    }
}

impl OdsSheets {
    /// Takes a tag, which may end a row or a sheet.
    fn take(&mut self, tag: &OdsTag<'_>) -> Option<OdsPart> {
        match tag.name {
            "table:table" => {
                self.tables += usize::from(tag.begins);
                self.tables = self.tables.saturating_sub(usize::from(tag.ends));
                if tag.ends && self.tables == 0 {
                    (self.row, self.cell) = (SheetRow::default(), None);
                    return Some(OdsPart::SheetEnd);
                }
            }
            _ if self.tables != 1 => {}
            "table:table-row" => {
                if tag.begins {
                    self.repeats = tag.number("table:number-rows-repeated");
                    (self.column, self.room) = (0, LONGEST_ENTRY);
                }
                if tag.ends {
                    return self.end_row();
                }
            }
            "table:table-cell" | "table:covered-table-cell" => {
                if tag.begins {
                    self.cell = Some(OpenCell::of(tag));
                }
                if tag.ends {
                    self.end_cell();
                }
            }
            _ => {
                if let Some(cell) = &mut self.cell {
                    cell.take(tag);
                }
            }
        }
        None
    }

    fn end_cell(&mut self) {
        let Some(cell) = self.cell.take() else { return };
        let text = match cell.value {
            // A day is stored without its midnight, also where the cell shows the time.
            Some(day) if cell.is_day && cell.text.contains(':') => format!("{day} 00:00"),
            Some(value) => value,
            None => cell.text,
        };
        let (first, columns) = (self.column, cell.columns as usize);
        self.column = first.saturating_add(columns);
        if text.is_empty() || cell.is_hidden {
            return;
        }
        self.cells += u64::from(cell.columns) * u64::from(self.repeats);
        let number = self.row.number;
        let room = self.room;
        let is_kept = |link: &String| link.len() <= room && self.row.links.len() < MOST_IN_ROW;
        if let Some(link) = cell.link.filter(is_kept) {
            self.room -= link.len();
            self.row.links.push((first, link));
        }
        for column in first..self.column.min(MOST_COLUMNS) {
            if self.row.cells.len() == MOST_IN_ROW || text.len() > self.room {
                break;
            }
            self.room -= text.len();
            self.row.cells.push((column, text.clone()));
            if cell.rows > 1 {
                self.row.spans.push((column, number.saturating_add(cell.rows - 1)));
            }
        }
    }

    fn end_row(&mut self) -> Option<OdsPart> {
        let row = std::mem::take(&mut self.row);
        self.row.number = row.number.saturating_add(self.repeats);
        (!row.cells.is_empty()).then_some(OdsPart::Row(row, self.repeats))
    }
}

/// The time of day in a duration since midnight: `PT10H20M00S`.
fn time_of_day(duration: &str) -> Option<String> {
    let (hours, rest) = duration.strip_prefix("PT")?.split_once('H')?;
    let (minutes, rest) = rest.split_once('M')?;
    let seconds = rest.strip_suffix('S')?;
    Some(format!("{hours}:{minutes}:{seconds}"))
}

fn decoded(text: &[u8]) -> String {
    html_escape::decode_html_entities(&String::from_utf8_lossy(text)).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Write};
    use zip::write::{SimpleFileOptions, ZipWriter};

    /// A file with these sheets' XML.
    pub(in crate::formats) fn file(content: &str) -> Cursor<Vec<u8>> {
        let mut parts = ZipWriter::new(Cursor::new(Vec::new()));
        parts.start_file("content.xml", SimpleFileOptions::default()).unwrap();
        let head = "<?xml version=\"1.0\"?><office:document-content><office:body><office:spreadsheet>";
        write!(parts, "{head}{content}</office:spreadsheet></office:body></office:document-content>")
            .unwrap();
        parts.finish().unwrap()
    }

    /// The rows, each with its number and its cells after their columns; `-` ends a sheet.
    fn rows(content: &str) -> Option<String> {
        let mut rows = Vec::new();
        read_ods(file(content), |part| {
            rows.push(match part {
                OdsPart::Row(row, repeats) => {
                    let cells = row.cells.iter().map(|(column, text)| format!("{column}={text}"));
                    let cells: Vec<String> = cells.collect();
                    let links = row.links.iter().map(|(column, address)| format!("@{column}={address}"));
                    let links: String = links.collect();
                    let spans = row.spans.iter().map(|(column, last)| format!("!{column}-{last}"));
                    format!(
                        "{}x{repeats}:{}{}{links}",
                        row.number,
                        cells.join(","),
                        spans.collect::<String>()
                    )
                }
                OdsPart::SheetEnd => "-".to_owned(),
            });
            true
        })?;
        Some(rows.join(" "))
    }

    #[test]
    fn cells_have_the_values_and_places_that_a_spreadsheet_shows() {
        for (table, expected) in [
            (
                r#"<table:table-row><table:table-cell office:value-type="string"><text:p>가 &amp; 나</text:p>
                <text:p>다<text:s text:c="2"/>라<text:line-break/>마</text:p></table:table-cell></table:table-row>"#,
                "0x1:0=가 & 나\n다  라\n마 -",
            ),
            (
                r#"<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row><table:table-row
                ><table:table-cell table:number-columns-repeated="2"/><table:table-cell office:value-type="float"
                office:value="20260102"><text:p>20,260,102</text:p></table:table-cell><table:table-cell
                office:value-type="date" office:date-value='2026-01-02'><text:p>1월 2일</text:p></table:table-cell
                ></table:table-row>"#,
                "3x1:2=20260102,3=2026-01-02 -",
            ),
            (
                r#"<table:table-row><table:table-cell table:number-rows-spanned="2" office:value-type="string"><text:p
                >가</text:p></table:table-cell><table:table-cell office:value-type="string"><office:annotation><text:p
                >쪽지</text:p></office:annotation><text:p><text:span>나</text:span><!-- '다' > --></text:p
                ></table:table-cell></table:table-row><table:table-row><table:covered-table-cell><text:p>숨음</text:p
                ></table:covered-table-cell><table:table-cell office:value-type="string"><text:p>라</text:p
                ></table:table-cell></table:table-row>"#,
                "0x1:0=가,1=나!0-1 1x1:1=라 -",
            ),
            (
                r#"<table:table-row><table:table-cell office:value-type="string"><text:p><text:a
                xlink:href="https://example.com/?a=1&amp;b">가</text:a></text:p></table:table-cell></table:table-row>"#,
                "0x1:0=가@0=https://example.com/?a=1&b -",
            ),
            // A midnight that is shown, a day, and a time.
            (
                r#"<table:table-row><table:table-cell office:value-type="date" office:date-value="2026-01-02"><text:p
                >26/01/02 00:00</text:p></table:table-cell><table:table-cell office:value-type="date"
                office:date-value="2026-01-02"><text:p>26/01/02</text:p></table:table-cell><table:table-cell
                office:value-type="time" office:time-value="PT10H20M00S"><text:p>10:20</text:p></table:table-cell
                ></table:table-row>"#,
                "0x1:0=2026-01-02 00:00,1=2026-01-02,2=10:20:00 -",
            ),
        ] {
            let table = format!("<table:table table:name=\"가\">{table}</table:table>");
            assert_eq!(rows(&table).as_deref(), Some(expected));
        }
    }

    #[test]
    fn repeated_cells_cost_nothing_and_too_many_are_refused() {
        let table = |rows: u32, columns: u32| {
            format!(
                "<table:table><table:table-row table:number-rows-repeated=\"{rows}\"><table:table-cell \
                 table:number-columns-repeated=\"{columns}\" office:value-type=\"string\"><text:p>가</text:p>\
                 </table:table-cell></table:table-row></table:table>"
            )
        };
        assert_eq!(rows(&table(1_000_000, 2)).as_deref(), Some("0x1000000:0=가,1=가 -"));
        assert_eq!(rows(&table(1_000_000, 5)), None);
        let beyond = "<table:table><table:table-row><table:table-cell table:number-columns-repeated=\"16384\"/>\
                      <table:table-cell office:value-type=\"string\"><text:p>가</text:p></table:table-cell>\
                      </table:table-row></table:table>";
        assert_eq!(rows(beyond).as_deref(), Some("-"));
        assert_eq!(rows(&table(4_000_000_000, 4_000_000_000)), None);
    }

    #[test]
    fn what_is_no_sheet_is_refused() {
        assert!(read_ods(Cursor::new(b"PK"), |_| true).is_none());
        let cut = file("<table:table><table:table-row").into_inner();
        assert!(read_ods(Cursor::new(&cut[..cut.len() / 2]), |_| true).is_none());
    }
}
