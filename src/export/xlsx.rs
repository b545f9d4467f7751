//! Tables as an Excel workbook. Ids stay text, dates are dates, and the same articles always give the same
//! bytes.

use super::table::{CELL_LIMIT, COMMENT_COLUMNS, TableCell, TableRows};
use crate::article::Published;
use crate::library::catch_panic;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use std::borrow::Cow;
use std::io::{self, Write};
use std::path::Path;

/// The most rows a sheet can have.
const ROWS: u32 = 1_048_576;

/// The end of a truncated cell, in both languages, since the file doesn't know who reads it.
const CUT: &str = "… [Excel 셀 한도에서 잘림 · cut at the limit of an Excel cell]";

/// A workbook being filled. Rows are buffered in unnamed temporary files, not in memory.
pub(super) struct Sheets {
    workbook: Workbook,
    formats: Formats,
    articles: Sheet,
    comments: Option<Sheet>,
}

/// The number formats of cells.
struct Formats {
    head: Format,
    day: Format,
    minute: Format,
    moment: Format,
}

/// A sheet being filled, and those already full.
struct Sheet {
    name: &'static str,
    columns: Vec<&'static str>,
    full: Vec<Worksheet>,
    worksheet: Worksheet,
    next_row: u32,
}

impl Sheets {
    /// An empty workbook, with the columns of its articles. `folder` is where rows are buffered until saved.
    pub(super) fn new(columns: Vec<&'static str>, folder: Option<&Path>) -> io::Result<Self> {
        let mut workbook = Workbook::new();
        if let Some(folder) = folder {
            workbook.set_tempdir(folder).map_err(failed)?;
        }
        // Otherwise the file would contain the time of the export, and no two exports would be the same.
        let created = ExcelDateTime::from_ymd(2000, 1, 1).map_err(failed)?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
        let shown = |format: &str| Format::new().set_num_format(format);
        let formats = Formats {
            head: Format::new().set_bold(),
            day: shown("yyyy-mm-dd"),
            minute: shown("yyyy-mm-dd hh:mm"),
            moment: shown("yyyy-mm-dd\"T\"hh:mm:ss\"Z\""),
        };
        let articles = Sheet::new(&mut workbook, "articles", columns, &formats).map_err(failed)?;
        Ok(Self { workbook, formats, articles, comments: None })
    }

    /// Adds an article's rows.
    pub(super) fn add(&mut self, rows: &TableRows) -> io::Result<()> {
        without_panic(|| self.add_rows(rows))
    }

    fn add_rows(&mut self, rows: &TableRows) -> io::Result<()> {
        self.articles.add(&rows.article, &mut self.workbook, &self.formats).map_err(failed)?;
        for row in &rows.comments {
            let sheet = match &mut self.comments {
                Some(sheet) => sheet,
                None => {
                    let columns = COMMENT_COLUMNS.to_vec();
                    let sheet =
                        Sheet::new(&mut self.workbook, "comments", columns, &self.formats).map_err(failed)?;
                    self.comments.insert(sheet)
                }
            };
            sheet.add(row, &mut self.workbook, &self.formats).map_err(failed)?;
        }
        Ok(())
    }

    /// Writes the whole workbook.
    pub(super) fn save(mut self, output: impl Write + Send) -> io::Result<()> {
        for sheet in std::iter::once(self.articles).chain(self.comments) {
            for worksheet in sheet.full.into_iter().chain([sheet.worksheet]) {
                self.workbook.push_worksheet(worksheet);
            }
        }
        let mut output = FirstError { output, error: None };
        let saved = without_panic(|| self.workbook.save_to_writer(&mut output).map_err(failed));
        output.error.map_or(saved, Err)
    }
}

/// Keeps the first error of an output, which takes everything from then on: the library would try again and
/// print its own message.
struct FirstError<W> {
    output: W,
    error: Option<io::Error>,
}

impl<W: Write> Write for FirstError<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.error.is_none()
            && let Err(error) = self.output.write_all(bytes)
        {
            self.error = Some(error);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        match &self.error {
            Some(_) => Ok(()),
            None => self.output.flush(),
        }
    }
}

/// Runs the library, which panics if its temporary files can't be written.
fn without_panic<T>(write: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
    catch_panic(write).unwrap_or_else(|fault| {
        // The message ends with the system's error: `Os { code: 28, kind: StorageFull, … }`.
        let code =
            fault.split_once("code: ").and_then(|(_, rest)| rest.split([',', ' ']).next()?.parse().ok());
        Err(code.map_or_else(|| io::Error::other(fault), io::Error::from_raw_os_error))
    })
}

impl Sheet {
    fn new(
        workbook: &mut Workbook,
        name: &'static str,
        columns: Vec<&'static str>,
        formats: &Formats,
    ) -> Result<Self, XlsxError> {
        let worksheet = begun(workbook, name, &columns, formats)?;
        Ok(Self { name, columns, full: Vec::new(), worksheet, next_row: 1 })
    }

    /// Adds a row, on a new sheet if this one is full.
    fn add(
        &mut self,
        cells: &[TableCell],
        workbook: &mut Workbook,
        formats: &Formats,
    ) -> Result<(), XlsxError> {
        if self.next_row == ROWS {
            let name = format!("{} {}", self.name, self.full.len() + 2);
            let next = begun(workbook, &name, &self.columns, formats)?;
            self.full.push(std::mem::replace(&mut self.worksheet, next));
            self.next_row = 1;
        }
        for (column, cell) in (0..).zip(cells) {
            write_cell(&mut self.worksheet, self.next_row, column, cell, formats)?;
        }
        self.next_row += 1;
        Ok(())
    }
}

/// A worksheet with a fixed head row.
fn begun(
    workbook: &mut Workbook,
    name: &str,
    columns: &[&str],
    formats: &Formats,
) -> Result<Worksheet, XlsxError> {
    let mut worksheet = workbook.new_worksheet_with_constant_memory()?;
    worksheet.set_name(name)?;
    worksheet.set_freeze_panes(1, 0)?;
    for (column, name) in (0..).zip(columns) {
        worksheet.write_string_with_format(0, column, *name, &formats.head)?;
    }
    Ok(worksheet)
}

fn write_cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &TableCell,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let dated = match cell {
        TableCell::Empty => return Ok(()),
        TableCell::Number(number) => return sheet.write_number(row, column, *number as f64).map(drop),
        TableCell::Tenths(tenths) => return sheet.write_number(row, column, *tenths as f64 / 10.0).map(drop),
        TableCell::Text(text) => return sheet.write_string(row, column, fitted(text)).map(drop),
        TableCell::Published(Published::Date(date)) => (excel_date(date.at(0, 0, 0, 0)), &formats.day),
        TableCell::Published(Published::Time(time)) => (excel_date(*time), &formats.minute),
        TableCell::Moment(moment) => (excel_date(in_utc(*moment)), &formats.moment),
    };
    match dated {
        (Some(date), format) => sheet.write_datetime_with_format(row, column, &date, format).map(drop),
        // Excel has no dates before 1900.
        (None, _) => sheet.write_string(row, column, cell.text()).map(drop),
    }
}

fn in_utc(moment: Timestamp) -> DateTime {
    Offset::UTC.to_datetime(moment)
}

fn excel_date(time: DateTime) -> Option<ExcelDateTime> {
    let year = u16::try_from(time.year()).ok().filter(|&year| year >= 1900)?;
    let unsigned = |number: i8| number.unsigned_abs();
    ExcelDateTime::from_ymd(year, unsigned(time.month()), unsigned(time.day()))
        .and_then(|day| {
            let millisecond = time.subsec_nanosecond().unsigned_abs() / 1_000_000;
            day.and_hms_milli(
                unsigned(time.hour()).into(),
                unsigned(time.minute()),
                unsigned(time.second()),
                u16::try_from(millisecond).unwrap_or_default(),
            )
        })
        .ok()
}

/// Truncates a text that is too long for a cell, and says so in it.
pub(super) fn fitted(text: &str) -> Cow<'_, str> {
    if text.len() <= CELL_LIMIT {
        return Cow::Borrowed(text);
    }
    let room = CELL_LIMIT - CUT.encode_utf16().count();
    let (mut units, mut end) = (0, None);
    for (at, c) in text.char_indices() {
        units += c.len_utf16();
        if units > room && end.is_none() {
            end = Some(at);
        }
        if units > CELL_LIMIT {
            let kept = text.get(..end.unwrap_or(at)).unwrap_or_default();
            return Cow::Owned(format!("{kept}{CUT}"));
        }
    }
    Cow::Borrowed(text)
}

fn failed(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) | XlsxError::TempFileError(_, error) => error,
        error => io::Error::other(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An output with room for so many bytes.
    struct Full(usize);

    impl Write for Full {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 = self.0.checked_sub(bytes.len()).ok_or(io::ErrorKind::StorageFull)?;
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_full_disk_is_an_error_wherever_it_is_met() {
        for room in [0, 100, 2_000] {
            let saved = Sheets::new(Vec::new(), None).unwrap().save(Full(room));
            assert_eq!(saved.unwrap_err().kind(), io::ErrorKind::StorageFull, "{room}");
        }
        let fault: io::Result<()> = without_panic(|| {
            // As a result's `expect` says it.
            panic!("Couldn't write: {:?}", io::Error::from_raw_os_error(28))
        });
        assert_eq!(fault.unwrap_err().kind(), io::ErrorKind::StorageFull);
    }

    #[test]
    fn a_text_is_cut_where_a_cell_ends_and_says_so() {
        let fits = "가".repeat(CELL_LIMIT);
        assert_eq!(fitted(&fits), fits);
        let cut = fitted(&format!("{fits}나")).into_owned();
        assert_eq!(cut.encode_utf16().count(), CELL_LIMIT);
        assert!(cut.ends_with(CUT) && cut.starts_with("가가"), "{}", cut.len());
        let wide = fitted(&"👍".repeat(CELL_LIMIT)).into_owned();
        assert!((CELL_LIMIT - 1..=CELL_LIMIT).contains(&wide.encode_utf16().count()));
    }
}
