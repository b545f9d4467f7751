//! Exports: articles in formats that other programs read, their citations, and the file or folder to write them
//! to.
//!
//! An article's [`ArticleFields`] and text become a [`ExportPiece`] of a [`Format`], and a [`Sink`] writes
//! the pieces to their destination.

mod bibtex;
mod chart;
mod citation;
mod coding_sheet;
mod columns;
mod copy_format;
mod corpus;
mod csl_json;
mod csv;
mod data_table;
mod extent;
pub mod faces;
mod fields;
mod format;
mod json;
mod leaving;
mod markdown;
mod my_marks;
mod names;
mod object;
mod pdf;
mod picture;
mod plain_text;
mod quotation;
mod report;
mod ris;
mod sharing;
mod sink;
mod source;
mod table;
mod target;
mod xlsx;

pub use chart::{ChartFormat, SavedChart};
pub use citation::CitationForm;
pub use coding_sheet::CodingSheet;
pub use copy_format::CopyFormat;
pub use data_table::{DataCell, DataTable, write_row};
pub use extent::Extent;
pub use fields::{ArticleField, ArticleFields, FieldValue, Inferred, format_published};
pub use format::{ExportPiece, Format, Wording};
pub use json::write_json_line;
pub use leaving::{Leaving, LeavingPart};
pub use names::file_stem;
pub use object::{ProblemText, article_object, full_article_object};
pub use pdf::{PdfArticle, PdfMark, PdfRole};
pub use report::ExportReport;
pub use sharing::{SharedCounts, Sharing};
pub use sink::{Destination, ExportError, Shortcomings, Sink};
pub use target::{ExportTarget, TargetError, TargetShape};
