//! The forms in which a chart or its numbers are saved, told by the ending of the file's name.

use super::pdf::drawing;
use super::picture::png;
use super::{DataTable, ExportTarget, TargetError, TargetShape};
use std::borrow::Cow;
use std::io;
use std::path::Path;

/// A form of a saved chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartFormat {
    /// A drawing that can be scaled and edited.
    Svg,
    /// A picture.
    Png,
    /// A page to print.
    Pdf,
    /// Its numbers as CSV.
    Csv,
    /// Its numbers as an Excel workbook.
    Xlsx,
    /// Its numbers as JSON Lines.
    Jsonl,
}

impl ChartFormat {
    /// All forms, in the order in which they are named.
    pub const ALL: [Self; 6] = [Self::Svg, Self::Png, Self::Pdf, Self::Csv, Self::Xlsx, Self::Jsonl];

    /// The ending of the names of its files.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Pdf => "pdf",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Jsonl => "jsonl",
        }
    }

    /// The form that a file's name asks for.
    pub fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_lowercase();
        Self::ALL.into_iter().find(|format| format.extension() == ending)
    }

    /// Whether it is a drawing rather than numbers.
    pub fn is_drawing(self) -> bool {
        matches!(self, Self::Svg | Self::Png | Self::Pdf)
    }
}

/// A chart to be saved: its drawing, if it has one, and its numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SavedChart {
    /// The drawing as SVG; `None` if there are only numbers.
    pub svg: Option<String>,
    /// What it shows, in a word.
    pub title: String,
    /// What it was made of, as the line under the drawing says.
    pub about: String,
    /// The numbers.
    pub table: DataTable,
}

impl SavedChart {
    /// The bytes of a file.
    ///
    /// # Errors
    /// If it can't be drawn, or a sheet can't hold it.
    pub fn bytes(&self, format: ChartFormat) -> io::Result<Cow<'_, [u8]>> {
        let svg = || self.svg.as_deref().ok_or_else(|| io::Error::other("there is no drawing, only numbers"));
        Ok(match format {
            ChartFormat::Svg => Cow::Borrowed(svg()?.as_bytes()),
            ChartFormat::Png => png(svg()?)?.into(),
            ChartFormat::Pdf => drawing(svg()?, &self.title, &self.about)?.into(),
            ChartFormat::Csv => self.table.csv()?.into(),
            ChartFormat::Xlsx => self.table.workbook()?.into(),
            ChartFormat::Jsonl => self.table.json_lines()?.into(),
        })
    }

    /// Writes a file, never into the archive, and with `overwrite` in place of an existing one.
    ///
    /// # Errors
    /// If the path may not or can't be written, or the chart can't be drawn.
    pub fn write(
        &self,
        path: &Path,
        format: ChartFormat,
        archive: &Path,
        overwrite: bool,
    ) -> Result<(), TargetError> {
        let failed = |error| TargetError::Io(path.to_owned(), error);
        let target = ExportTarget::create(path, TargetShape::File, Some(archive), overwrite)?;
        let bytes = self.bytes(format).map_err(failed)?;
        target.write_whole(&bytes)
    }
}
