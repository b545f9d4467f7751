//! Coding sheets that coders have filled in.

use super::files;
use crate::formats::{Kind, read_cells};
use std::io::{self, Cursor};
use std::path::Path;

/// The largest sheet that is read, in bytes.
const LARGEST: u64 = 256 << 20;

/// The cells of a sheet's rows, the names of its columns among them: a workbook, or a table as text.
///
/// # Errors
/// I/O errors, and if it is too large, damaged or encrypted.
pub fn read_sheet(path: &Path) -> io::Result<Vec<Vec<String>>> {
    let bytes = files::read_bytes(path, LARGEST)?;
    read_cells(Cursor::new(bytes), Kind::of(path).unwrap_or(Kind::Table))
}
