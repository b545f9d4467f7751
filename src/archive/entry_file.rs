//! A file that holds several articles: where each of them lies in it, and how one is read again.

use super::read::ReadFile;
use super::segment::SegmentBuilder;
use super::{Catalogue, CatalogueBuilder, Root};
use crate::article::{Article, Problem, ProblemKind};
use crate::formats::{self, Kind, Reading};
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// A file that holds several articles, and where each of them lies.
#[derive(Debug)]
pub struct EntryFile {
    /// Its path, relative to the root.
    path: PathBuf,
    reading: Reading,
    /// The number of each article in the file and its bytes, in ascending order.
    entries: Vec<(u32, Range<u64>)>,
}

impl EntryFile {
    /// Reads every article of a file; `None` where it holds none.
    ///
    /// # Errors
    /// What reading the file gives.
    pub fn read(root: &Root, path: &Path, kind: Kind) -> io::Result<Option<(Self, Catalogue)>> {
        let (mut rows, mut catalogue) = (SegmentBuilder::default(), CatalogueBuilder::default());
        let mut entries = Vec::new();
        let input = BufReader::new(root.open(path)?);
        let reading = formats::read_entries(input, kind, |entry| {
            entries.push((entry.number, entry.range));
            rows.push(path, &ReadFile { entry: entry.number, ..ReadFile::from(entry.article) });
            if rows.is_full() {
                catalogue.push(rows.take());
            }
        })?;
        if !rows.is_empty() {
            catalogue.push(rows.take());
        }
        let file = reading.filter(|_| !entries.is_empty());
        Ok(file.map(|reading| (Self { path: path.to_owned(), reading, entries }, catalogue.snapshot())))
    }

    /// How many articles it holds.
    #[expect(clippy::len_without_is_empty, reason = "it holds at least one")]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// The number of its article, where it holds only one.
    pub fn only(&self) -> Option<u32> {
        match self.entries.as_slice() {
            [(number, _)] => Some(*number),
            _ => None,
        }
    }

    /// Reads an article again; `None` where the file has no article of that number.
    pub fn article(&self, root: &Root, entry: u32, buffer: &mut Vec<u8>) -> Option<Article> {
        let at = self.entries.binary_search_by_key(&entry, |(number, _)| *number).ok()?;
        let (_, range) = self.entries.get(at)?;
        let article = self.bytes(root, range, buffer).map(|()| self.reading.article(buffer));
        Some(article.unwrap_or_else(|error| {
            let detail = Some(error.to_string());
            let problem = Problem { kind: ProblemKind::Unreadable, line: None, detail };
            Article { problems: vec![problem], ..Article::default() }
        }))
    }

    fn bytes(&self, root: &Root, range: &Range<u64>, buffer: &mut Vec<u8>) -> io::Result<()> {
        buffer.clear();
        let mut file = root.open(&self.path)?;
        file.seek(SeekFrom::Start(range.start))?;
        file.take(range.end - range.start).read_to_end(buffer)?;
        Ok(())
    }
}
