//! Files that hold several articles: how all of them are read, and how one is read again.

use super::read::{ReadFile, Stamp, unreadable};
use super::{Cancel, Root, Row};
use crate::article::Article;
use crate::formats::{self, Kind, Reading};
use rustc_hash::FxHashMap;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::ops::{ControlFlow, Range};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// What was found by looking over the files of an archive that hold several articles, by path below its folder.
#[derive(Debug, Default)]
pub(super) struct EntryFiles(Mutex<FxHashMap<PathBuf, LookedOver>>);

/// What was found by looking over a file.
#[derive(Clone, Debug)]
struct LookedOver {
    /// What the file was then.
    stamp: Stamp,
    /// How its entries are read; `None` where none is an article.
    reading: Option<Arc<Reading>>,
}

impl EntryFiles {
    /// Reads every article of a file, in order; false where it holds none. What can't be read is a problem of the last.
    pub(super) fn read_all(
        &self,
        root: &Root,
        (path, kind): (&Path, Kind),
        cancel: &Cancel,
        mut take: impl FnMut(ReadFile),
    ) -> bool {
        let mut last: Option<ReadFile> = None;
        let read = open(root, path).and_then(|(file, stamp)| {
            let reading = formats::read_entries(BufReader::new(file), kind, |entry| {
                let read =
                    ReadFile { stamp, entry: entry.number, range: entry.range, ..entry.article.into() };
                if let Some(before) = last.replace(read) {
                    take(before);
                }
                if cancel.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            })?;
            let reading = reading.filter(|_| last.is_some()).map(Arc::new);
            self.note(path, LookedOver { stamp, reading });
            Ok(())
        });
        let entry = last.as_ref().map_or(0, |last| last.entry + 1);
        if let Some(mut last) = last {
            // A file that was not read to its end is not known to be what it was when it is looked at again.
            if cancel.is_cancelled() {
                last.stamp = Stamp::default();
            }
            take(last);
        }
        if let Err(error) = &read {
            let stamp = root.stamp(path).unwrap_or_default();
            take(ReadFile { stamp, entry, ..unreadable(error).into() });
        }
        entry > 0 || read.is_err()
    }

    /// Reads the article of a row again, whose bytes are in the buffer afterwards.
    pub(super) fn read_one(&self, root: &Root, row: &Row<'_>, kind: Kind, buffer: &mut Vec<u8>) -> Article {
        let read = open(root, row.file_path()).and_then(|(mut file, stamp)| {
            let Some(reading) = self.look_over(&mut file, row.file_path(), kind, stamp)? else {
                return Ok(None);
            };
            match reading.unpacked(&row.range()) {
                Some(bytes) => bytes.clone_into(buffer),
                None => read_range(&mut file, &row.range(), buffer)?,
            }
            let article = reading.article(buffer);
            if let Some(stored) = reading.stored(buffer) {
                *buffer = stored.into_bytes();
            }
            let is_it = article.title == row.title()
                && row.body_hash().is_none_or(|known| *known == article.computed_hash);
            if is_it { Ok(Some(article)) } else { find(file, kind, row.entry().unwrap_or_default(), buffer) }
        });
        let gone = || unreadable(&io::Error::other("the file has no article of this number any more"));
        read.map_or_else(|error| unreadable(&error), |article| article.unwrap_or_else(gone))
    }

    /// Whether a file, of which `now` tells, is known to hold no article.
    pub(super) fn holds_none(&self, path: &Path, now: Stamp) -> bool {
        self.known(path, now).is_some_and(|known| known.reading.is_none())
    }

    /// How the entries of a file are read; `None` where it holds no article.
    fn look_over(
        &self,
        file: &mut File,
        path: &Path,
        kind: Kind,
        stamp: Stamp,
    ) -> io::Result<Option<Arc<Reading>>> {
        if let Some(known) = self.known(path, stamp) {
            return Ok(known.reading);
        }
        let mut holds_any = false;
        let reading = formats::read_entries(BufReader::new(&mut *file), kind, |_| {
            holds_any = true;
            ControlFlow::Break(())
        })?;
        let reading = reading.filter(|_| holds_any).map(Arc::new);
        self.note(path, LookedOver { stamp, reading: reading.clone() });
        Ok(reading)
    }

    fn known(&self, path: &Path, now: Stamp) -> Option<LookedOver> {
        let files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        files.get(path).filter(|known| now.is_still(known.stamp)).cloned()
    }

    fn note(&self, path: &Path, found: LookedOver) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), found);
    }
}

fn open(root: &Root, path: &Path) -> io::Result<(File, Stamp)> {
    let file = root.open(path)?;
    let stamp = Stamp::of(&file.metadata()?);
    Ok((file, stamp))
}

/// Looks for an article by its number: the file is another by now.
fn find(mut file: File, kind: Kind, number: u32, buffer: &mut Vec<u8>) -> io::Result<Option<Article>> {
    file.rewind()?;
    let mut found = None;
    formats::read_entries(BufReader::new(&mut file), kind, |entry| match entry.number.cmp(&number) {
        std::cmp::Ordering::Less => ControlFlow::Continue(()),
        std::cmp::Ordering::Equal => {
            found = Some((entry.range, entry.article));
            ControlFlow::Break(())
        }
        std::cmp::Ordering::Greater => ControlFlow::Break(()),
    })?;
    let Some((range, article)) = found else { return Ok(None) };
    // The rows of a workbook are no stretches of it.
    if kind == Kind::Workbook {
        buffer.clear();
    } else {
        read_range(&mut file, &range, buffer)?;
    }
    Ok(Some(article))
}

fn read_range(file: &mut File, range: &Range<u64>, buffer: &mut Vec<u8>) -> io::Result<()> {
    buffer.clear();
    file.seek(SeekFrom::Start(range.start))?;
    file.take(range.end - range.start).read_to_end(buffer).map(drop)
}
