//! Tables as CSV, either verbatim or with formulas neutralized for spreadsheets.

use super::Format;
use super::table::TableCell;
use crate::text::invisible::is_invisible;
use std::borrow::Cow;
use std::io;

/// A byte order mark, without which Excel reads UTF-8 as CP949.
pub(super) const MARK: &str = "\u{feff}";

/// Writes the column names.
pub(super) fn write_head(names: &[&str], output: &mut Vec<u8>) -> io::Result<()> {
    output.extend(MARK.as_bytes());
    write_record(names, output)
}

pub(super) fn write_row(cells: &[TableCell], format: Format, output: &mut Vec<u8>) -> io::Result<()> {
    let texts = cells.iter().map(|cell| match (format, cell.text()) {
        (Format::ExcelCsv, text) if is_formula(&text) => Cow::Owned(format!("'{text}")),
        (_, text) => text,
    });
    write_record(&texts.collect::<Vec<_>>(), output)
}

pub(super) fn write_record<T: AsRef<str>>(cells: &[T], output: &mut Vec<u8>) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(output);
    writer.write_record(cells.iter().map(|cell| cell.as_ref().as_bytes()))?;
    writer.flush()
}

/// Whether a spreadsheet could read a cell as a formula. Some spreadsheets skip leading white space and
/// invisible characters, and treat full-width signs like the plain ones.
fn is_formula(cell: &str) -> bool {
    cell.starts_with(['\t', '\r'])
        || cell
            .trim_start_matches(|c: char| c.is_whitespace() || is_invisible(c))
            .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str, format: Format) -> String {
        let mut output = Vec::new();
        write_row(&[TableCell::Number(7), TableCell::from(text)], format, &mut output).unwrap();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(output.as_slice());
        reader.records().next().unwrap().unwrap()[1].to_owned()
    }

    #[test]
    fn nothing_is_put_before_a_cell() {
        for text in
            ["=1+1", "- 첫째\r\n둘째 \"셋\", 넷", "\t가", "'나", "＝1", "@SUM(A1) \u{202e}", "\u{feff}=1"]
        {
            assert_eq!(written(text, Format::Csv), text);
        }
    }

    #[test]
    fn whatever_a_spreadsheet_would_run_is_defused_on_request() {
        for live in [
            "=1",
            "+1",
            "-1",
            "@A1",
            "\t가",
            "\r가",
            " =1",
            "\n=1",
            "\u{3000}=1",
            "\u{200b}=1",
            "\u{feff}=1",
            "\u{ad}-1",
            "＝1",
            "＋1",
            "－1",
            "＠A1",
            " ＝1",
            "- 목록",
        ] {
            assert_eq!(written(live, Format::ExcelCsv), format!("'{live}"));
        }
        for dead in ["가=1", "1-1", "'=1", " 가", "–1", "「=1」", "\u{200b}가"] {
            assert_eq!(written(dead, Format::ExcelCsv), dead);
        }
    }
}
