//! File formats: splits the bytes of a file into entries, and turns each entry into an article.
//!
//! Nothing here opens files or fails because of their contents: what can't be read becomes a problem of its
//! entry, and the rest is read.

mod by_columns;
mod cells;
mod columns;
mod compound;
mod decisions;
mod encoded_words;
mod entries;
mod file_name;
mod head;
mod headless;
mod html;
mod json;
mod markdown;
mod merged;
mod names;
mod noted_facts;
mod object;
mod ods;
mod page;
mod preview;
mod reading;
mod record;
mod shortcode;
mod single;
mod sniff;
mod table;
mod utf16;
mod workbook;
mod writer;

pub use columns::{ColumnChoice, ColumnError, ColumnField, column_letter};
pub use entries::{Entry, Reading, read_entries};
pub use page::inline_picture;
pub use preview::{AbsentColumn, ColumnsPreview, absent_column, preview_columns, read_cells};
pub use single::{parse_beginning, parse_file};
pub use sniff::{Contents, SNIFFED, contents_of, has_no_extension, may_have_several};

use std::ffi::OsStr;
use std::path::Path;

/// The most bytes read of one entry.
const LONGEST_ENTRY: usize = 64 << 20;

/// A kind of file with several articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A table as text; each row is an entry.
    Table,
    /// One JSON object per line.
    JsonLines,
    /// A JSON value that contains the entries.
    Json,
    /// A workbook; each row of its sheets is an entry.
    Workbook,
}

impl Kind {
    /// The kind of a file by its name; `None` if it has one article or is unknown.
    pub fn of(path: &Path) -> Option<Self> {
        let extension = path.extension()?;
        ENDINGS.iter().find(|(ending, _)| extension.eq_ignore_ascii_case(ending)).map(|&(_, kind)| kind)
    }
}

/// The extensions of files with several articles, and their kinds.
const ENDINGS: [(&str, Kind); 8] = [
    ("csv", Kind::Table),
    ("tsv", Kind::Table),
    ("jsonl", Kind::JsonLines),
    ("ndjson", Kind::JsonLines),
    ("json", Kind::Json),
    ("xlsx", Kind::Workbook),
    ("xls", Kind::Workbook),
    ("ods", Kind::Workbook),
];

/// The extensions of all files that may have articles.
pub fn article_extensions() -> impl Iterator<Item = &'static str> {
    single::ENDINGS.iter().map(|(ending, _)| *ending).chain(ENDINGS.iter().map(|(ending, _)| *ending))
}

/// Whether a file with this name may have articles: one, as Markdown, plain text or a web page, or several. A
/// name without an extension doesn't tell.
pub fn is_article_name(name: &OsStr) -> bool {
    let path = Path::new(name);
    single::format_of(path).is_some() || Kind::of(path).is_some() || has_no_extension(path)
}

/// Checks that reading takes linear time, whatever else the machine does: eight times as much may take three
/// times as long as that, but not sixty-four times.
#[cfg(test)]
pub(crate) fn assert_linear(pieces: &[&str], read: impl Fn(&str)) {
    use std::time::{Duration, Instant};
    // Where the system tells it, the time on the processor, which other programs don't lengthen.
    let on_processor = || -> Option<Duration> {
        let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        Some(Duration::from_nanos(stat.split(' ').next()?.parse().ok()?))
    };
    let time = |text: &str| {
        let (start, before) = (Instant::now(), on_processor());
        read(text);
        on_processor().zip(before).map_or(start.elapsed(), |(after, before)| after - before)
    };
    for piece in pieces {
        let (few, many) = (time(&piece.repeat(5_000)), time(&piece.repeat(40_000)));
        assert!(many < Duration::from_secs(1) || many < 24 * few, "{piece}: {few:?}, then {many:?}");
    }
}
