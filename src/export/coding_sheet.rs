//! Coding sheets and code books: workbooks with columns to be filled in from lists of choices.

use super::xlsx::fitted;
use super::{ExportTarget, TargetError, TargetShape};
use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, XlsxError,
};
use std::io;
use std::path::Path;

/// The most characters of a list of choices that a workbook can hold.
const MOST_CHOICES: usize = 255;

/// The width of columns, in characters, and of those with long texts.
const WIDTH: f64 = 18.0;
const WIDE: f64 = 80.0;

/// A workbook with one sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodingSheet {
    pub columns: Vec<String>,
    /// Cells of the first columns; further columns are empty, to be filled in.
    pub rows: Vec<Vec<String>>,
    /// Columns whose cells may only have one of these values.
    pub choices: Vec<(usize, Vec<String>)>,
    /// The columns with long texts.
    pub wide: Vec<usize>,
}

impl CodingSheet {
    /// Writes a workbook, never into the archive, and with `overwrite` in place of an existing one.
    ///
    /// # Errors
    /// If the path may not or can't be written.
    pub fn write(&self, path: &Path, archive: &Path, overwrite: bool) -> Result<(), TargetError> {
        let failed = |error| TargetError::Io(path.to_owned(), error);
        let mut target = ExportTarget::create(path, TargetShape::File, Some(archive), overwrite)?;
        let bytes = self.workbook().map_err(|error| failed(io::Error::other(error)))?;
        target.file().map_or(Ok(()), |file| file.write_all(&bytes)).map_err(failed)?;
        target.finish()
    }

    fn workbook(&self) -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
        let head = Format::new().set_bold();
        let cell = Format::new().set_align(FormatAlign::Top);
        let wrapped = cell.clone().set_text_wrap();
        let sheet = workbook.add_worksheet();
        sheet.set_freeze_panes(1, 0)?;
        for (column, name) in (0..).zip(&self.columns) {
            let is_wide = self.wide.contains(&usize::from(column));
            sheet.write_string_with_format(0, column, name, &head)?;
            sheet.set_column_width(column, if is_wide { WIDE } else { WIDTH })?;
        }
        for (at, row) in (1..).zip(&self.rows) {
            for (column, text) in (0..).zip(row).filter(|(_, text)| !text.is_empty()) {
                let is_wide = self.wide.contains(&usize::from(column));
                let format = if is_wide { &wrapped } else { &cell };
                sheet.write_string_with_format(at, column, fitted(text), format)?;
            }
        }
        let last = u32::try_from(self.rows.len()).unwrap_or(u32::MAX).max(1);
        for (column, values) in &self.choices {
            let len = values.iter().map(|value| value.chars().count() + 1).sum::<usize>();
            let Ok(column) = u16::try_from(*column) else { continue };
            if len <= MOST_CHOICES {
                let validation = DataValidation::new().allow_list_strings(values)?;
                sheet.add_data_validation(1, column, last, column, &validation)?;
            }
        }
        workbook.save_to_buffer()
    }
}
