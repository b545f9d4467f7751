//! Writes the pieces of an export to their destination: a stream, a file with a second one for comments, a
//! folder of files, or a workbook.

use super::columns::BODY;
use super::corpus::CorpusTables;
use super::pdf::PdfWriter;
use super::sharing::{BEGINNING, SharedSoFar};
use super::table::{COMMENT_COLUMNS, TableRows, column_names};
use super::xlsx::Sheets;
use super::{ExportPiece, ExportTarget, Extent, Format, TargetError, TargetShape, csv};
use std::io::{self, Write};
use thiserror::Error;

/// The destination of an export.
pub enum Destination<'a> {
    Stream(&'a mut dyn Write),
    /// A file or a folder.
    Target(ExportTarget),
}

/// Why an export failed.
#[derive(Debug, Error)]
pub enum ExportError {
    /// Its destination can't be used.
    #[error("nothing can be written to its place")]
    Target(#[source] TargetError),
    /// Writing failed.
    #[error("it can't be written")]
    Write(#[source] io::Error),
    /// The system could not start a thread for it.
    #[error("no thread to be had")]
    NoThread(#[source] io::Error),
}

impl From<io::Error> for ExportError {
    fn from(error: io::Error) -> Self {
        Self::Write(error)
    }
}

/// Content that didn't fit into spreadsheets or streams.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shortcomings {
    /// How many articles have a text longer than a spreadsheet cell can hold.
    pub too_long: usize,
    /// How many comments were left out, because a stream can't hold a second table.
    pub comments_left_out: usize,
}

/// An export being written. Dropping it leaves nothing behind.
pub struct Sink<'a> {
    format: Format,
    destination: Destination<'a>,
    /// The file for comments, created with the first comment.
    comments: Option<ExportTarget>,
    sheets: Option<Sheets>,
    document: Option<Box<PdfWriter>>,
    corpus: Option<CorpusTables>,
    shared: Option<SharedSoFar>,
    /// The file beside a single file of what is shared; a folder has its own.
    readme: Option<ExportTarget>,
    is_empty: bool,
    shortcomings: Shortcomings,
}

impl<'a> Sink<'a> {
    /// Starts an export.
    ///
    /// # Errors
    /// I/O errors.
    pub fn new(format: Format, extent: &Extent, destination: Destination<'a>) -> Result<Self, ExportError> {
        let columns = column_names(extent);
        let sheets = match (format, &destination) {
            (Format::Xlsx, Destination::Stream(_)) => Some(Sheets::new(columns.clone(), None)?),
            (Format::Xlsx, Destination::Target(target)) => {
                Some(Sheets::new(columns.clone(), target.folder())?)
            }
            _ => None,
        };
        let document = (format == Format::Pdf).then(|| Box::new(PdfWriter::new()));
        let corpus = match (format, &destination) {
            (Format::Corpus, Destination::Target(target)) => {
                let columns: Vec<_> =
                    columns.iter().copied().filter(|name| ![BODY, BEGINNING].contains(name)).collect();
                Some(CorpusTables::begin(target, &columns)?)
            }
            _ => None,
        };
        let shared = match extent {
            Extent::Shared(sharing) => Some(SharedSoFar::new(sharing.clone())),
            Extent::Own | Extent::WithMarks(_) => None,
        };
        let readme = match &destination {
            Destination::Target(target) if shared.is_some() => {
                target.begin_readme().map_err(ExportError::Target)?
            }
            _ => None,
        };
        let mut sink = Self {
            shared,
            readme,
            format,
            destination,
            comments: None,
            sheets,
            document,
            corpus,
            is_empty: true,
            shortcomings: Shortcomings::default(),
        };
        if matches!(format, Format::Csv | Format::ExcelCsv) {
            let mut head = Vec::new();
            csv::write_head(&columns, &mut head)?;
            sink.write(&head)?;
        }
        Ok(sink)
    }

    /// Adds an article.
    ///
    /// # Errors
    /// I/O errors, or if the file for comments can't be created.
    pub fn put(&mut self, piece: ExportPiece) -> Result<(), ExportError> {
        match piece {
            ExportPiece::Shared(piece) => {
                return match &mut self.shared {
                    Some(shared) => {
                        let piece = shared.add(*piece)?;
                        self.put(piece)
                    }
                    None => Ok(()),
                };
            }
            ExportPiece::Text(text) => {
                let before = self.format.before(self.is_empty);
                self.write(before.as_bytes())?;
                self.write(&text)?;
            }
            ExportPiece::File(stem, text) => match &mut self.destination {
                Destination::Target(target) => {
                    target.write_file("", (&stem, self.format.extension()), &text)?;
                }
                Destination::Stream(stream) => stream.write_all(&text)?,
            },
            ExportPiece::Document(document) => {
                if let (Some(corpus), Destination::Target(target)) = (&mut self.corpus, &mut self.destination)
                {
                    corpus.add(&document, target)?;
                }
            }
            ExportPiece::Rows(rows) => self.put_rows(&rows)?,
            ExportPiece::Pages(article) => {
                if let Some(document) = &mut self.document {
                    document.add(&article);
                }
            }
        }
        self.is_empty = false;
        Ok(())
    }

    fn put_rows(&mut self, rows: &TableRows) -> Result<(), ExportError> {
        self.shortcomings.too_long += usize::from(rows.is_too_long());
        if let Some(sheets) = &mut self.sheets {
            return Ok(sheets.add(rows)?);
        }
        let mut record = Vec::new();
        csv::write_row(&rows.article, self.format, &mut record)?;
        self.write(&record)?;
        if rows.comments.is_empty() {
            return Ok(());
        }
        record.clear();
        let comments = match (&mut self.comments, &self.destination) {
            (Some(comments), _) => comments,
            (none, Destination::Target(target)) if !target.is_one_stream() => {
                csv::write_head(&COMMENT_COLUMNS, &mut record)?;
                let ending = format!("-comments.{}", self.format.extension());
                none.insert(target.second_file(&ending).map_err(ExportError::Target)?)
            }
            (None, _) => {
                self.shortcomings.comments_left_out += rows.comments.len();
                return Ok(());
            }
        };
        for row in &rows.comments {
            csv::write_row(row, self.format, &mut record)?;
        }
        Ok(comments.file().map_or(Ok(()), |file| file.write_all(&record))?)
    }

    /// Moves the finished export to its destination.
    ///
    /// # Errors
    /// I/O errors, or if something else has appeared at the destination in the meantime.
    pub fn finish(mut self) -> Result<Shortcomings, ExportError> {
        let foot = self.format.foot(self.is_empty);
        self.write(foot.as_bytes())?;
        if let Some(document) = self.document.take() {
            self.write(&document.finish()?)?;
        }
        if let Some(corpus) = self.corpus.take() {
            corpus.finish()?;
        }
        if let Some(sheets) = self.sheets.take() {
            match &mut self.destination {
                Destination::Target(target) => {
                    target.file().map_or(Ok(()), |file| sheets.save(file))?;
                }
                Destination::Stream(stream) => {
                    // Workbooks are written by several threads, which needn't be supported by a stream.
                    let mut whole = Vec::new();
                    sheets.save(&mut whole)?;
                    stream.write_all(&whole)?;
                }
            }
        }
        if let Some(readme) = self.shared.as_ref().map(SharedSoFar::readme) {
            match (&mut self.readme, &mut self.destination) {
                (Some(file), _) => file.file().map_or(Ok(()), |file| file.write_all(readme.as_bytes()))?,
                (None, Destination::Target(target)) if self.format.shape() == TargetShape::Folder => {
                    target.begin_file("README.txt")?.write_all(readme.as_bytes())?;
                }
                (None, _) => {}
            }
        }
        // These go first, so that once the articles are in place, everything is.
        for target in self.comments.into_iter().chain(self.readme) {
            target.finish().map_err(ExportError::Target)?;
        }
        if let Destination::Target(target) = self.destination {
            target.finish().map_err(ExportError::Target)?;
        }
        Ok(self.shortcomings)
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match &mut self.destination {
            Destination::Stream(stream) => stream.write_all(bytes),
            Destination::Target(target) => target.file().map_or(Ok(()), |file| file.write_all(bytes)),
        }
    }
}
