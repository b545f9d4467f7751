//! Tables of counted values: the numbers of a chart as CSV, as an Excel workbook, and as JSON Lines.

use super::csv::MARK;
use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};
use serde_json::{Map, Value};
use std::io::{self, Write};

/// A table whose rows are all as long as its columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DataTable {
    /// The names of the columns.
    pub columns: Vec<&'static str>,
    pub rows: Vec<Vec<DataCell>>,
}

/// A value of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum DataCell {
    /// Nothing: null in JSON, and an empty cell.
    Empty,
    Text(String),
    /// A day; a date in a workbook if it can hold it.
    Day(Date),
    /// A count.
    Number(u64),
    /// A share from 0 to 1, to six decimals.
    Share(f64),
    /// A measure, to six decimals.
    Measure(f64),
}

impl DataCell {
    /// A text; empty if there is none.
    pub fn text(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }

    /// A share; empty if undefined.
    pub fn share(share: Option<f64>) -> Self {
        share.map_or(Self::Empty, |share| Self::Share((share * 1e6).round() / 1e6))
    }

    /// A measure; empty if undefined.
    pub fn measure(value: Option<f64>) -> Self {
        value.map_or(Self::Empty, |value| Self::Measure((value * 1e6).round() / 1e6))
    }

    fn json(&self) -> Value {
        match self {
            Self::Empty => Value::Null,
            Self::Text(text) => text.as_str().into(),
            Self::Day(day) => day.to_string().into(),
            Self::Number(number) => (*number).into(),
            Self::Share(value) | Self::Measure(value) => (*value).into(),
        }
    }

    /// The value as text.
    pub fn written(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Day(day) => day.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Share(value) | Self::Measure(value) => value.to_string(),
        }
    }
}

impl From<Date> for DataCell {
    fn from(day: Date) -> Self {
        Self::Day(day)
    }
}

impl From<u32> for DataCell {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl DataTable {
    /// The table as CSV in UTF-8 with a byte order mark; nothing is put before a cell.
    ///
    /// # Errors
    /// Never, as it is written to memory.
    pub fn csv(&self) -> io::Result<Vec<u8>> {
        let mut output = MARK.as_bytes().to_vec();
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(&mut output);
        writer.write_record(&self.columns)?;
        for row in &self.rows {
            writer.write_record(row.iter().map(DataCell::written))?;
        }
        writer.flush()?;
        drop(writer);
        Ok(output)
    }

    /// The table as one JSON object a row.
    ///
    /// # Errors
    /// Never, as it is written to memory.
    pub fn json_lines(&self) -> io::Result<Vec<u8>> {
        let mut output = Vec::new();
        for row in &self.rows {
            write_row(&self.columns, row, &mut output)?;
        }
        Ok(output)
    }

    /// The table as an Excel workbook. The same table always gives the same bytes.
    ///
    /// # Errors
    /// If it has more rows than a sheet can have.
    pub fn workbook(&self) -> io::Result<Vec<u8>> {
        self.try_workbook().map_err(io::Error::other)
    }

    fn try_workbook(&self) -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
        let (head, share) = (Format::new().set_bold(), Format::new().set_num_format("0.00%"));
        let dates = Format::new().set_num_format("yyyy-mm-dd");
        let sheet = workbook.add_worksheet();
        sheet.set_freeze_panes(1, 0)?;
        for (column, name) in (0..).zip(&self.columns) {
            sheet.write_string_with_format(0, column, *name, &head)?;
        }
        for (at, row) in (1..).zip(&self.rows) {
            for (column, cell) in (0..).zip(row) {
                match cell {
                    DataCell::Empty => {}
                    DataCell::Text(text) => drop(sheet.write_string(at, column, text)?),
                    DataCell::Day(day) => {
                        let (year, month) = (day.year().unsigned_abs(), day.month().unsigned_abs());
                        match ExcelDateTime::from_ymd(year, month, day.day().unsigned_abs()) {
                            Ok(date) => drop(sheet.write_datetime_with_format(at, column, &date, &dates)?),
                            Err(_) => drop(sheet.write_string(at, column, day.to_string())?),
                        }
                    }
                    DataCell::Number(number) => drop(sheet.write_number(at, column, *number as f64)?),
                    DataCell::Measure(value) => drop(sheet.write_number(at, column, *value)?),
                    DataCell::Share(value) => {
                        sheet.write_number_with_format(at, column, *value, &share)?;
                    }
                }
            }
        }
        workbook.save_to_buffer()
    }
}

/// Writes a row as a JSON object in a line of its own.
///
/// # Errors
/// If the output can't be written.
pub fn write_row(columns: &[&str], row: &[DataCell], output: &mut impl Write) -> io::Result<()> {
    let names = columns.iter().map(|&name| name.to_owned());
    let object: Map<String, Value> = names.zip(row.iter().map(DataCell::json)).collect();
    serde_json::to_writer(&mut *output, &object)?;
    output.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> DataTable {
        let row =
            |name: &str, count: u32, share| vec![DataCell::text(name), count.into(), DataCell::share(share)];
        DataTable {
            columns: vec!["series", "count", "share"],
            rows: vec![row("=달팽이, \"느린\"", 3, Some(1.0 / 3.0)), row("", 0, None)],
        }
    }

    #[test]
    fn days_are_dates_in_a_workbook_where_it_can_hold_them() {
        use calamine::{Data, Reader, Xlsx};
        let days = [jiff::civil::date(2025, 12, 30), jiff::civil::date(1850, 1, 2)];
        let table = DataTable { columns: vec!["day"], rows: days.map(|day| vec![day.into()]).to_vec() };
        assert!(
            String::from_utf8(table.csv().unwrap()).unwrap().ends_with("day\r\n2025-12-30\r\n1850-01-02\r\n")
        );
        let mut workbook = Xlsx::new(io::Cursor::new(table.workbook().unwrap())).unwrap();
        let sheet = workbook.worksheet_range_at(0).unwrap().unwrap();
        assert!(matches!(sheet.get_value((1, 0)), Some(Data::DateTime(_))));
        assert_eq!(sheet.get_value((2, 0)), Some(&Data::String("1850-01-02".to_owned())));
    }

    #[test]
    fn a_table_is_written_exactly() {
        let csv = String::from_utf8(table().csv().unwrap()).unwrap();
        assert_eq!(csv, "\u{feff}series,count,share\r\n\"=달팽이, \"\"느린\"\"\",3,0.333333\r\n,0,\r\n");
        let json = String::from_utf8(table().json_lines().unwrap()).unwrap();
        let first: Value = serde_json::from_str(json.lines().next().unwrap()).unwrap();
        assert_eq!(first, serde_json::json!({"series": "=달팽이, \"느린\"", "count": 3, "share": 0.333333}));
        assert!(json.ends_with("{\"series\":null,\"count\":0,\"share\":null}\n"));
        let workbook = table().workbook().unwrap();
        assert_eq!(workbook, table().workbook().unwrap());
        assert!(workbook.starts_with(b"PK"));
    }
}
