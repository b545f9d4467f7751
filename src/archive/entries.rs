//! Files with several articles: reading all of their entries, and reading a single one again.

use super::read::{FileStamp, ReadFile, unreadable};
use super::{Cancel, Root, Row};
use crate::article::Article;
use crate::formats::{self, ColumnChoice, Kind, Reading};
use rustc_hash::FxHashMap;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::ops::{ControlFlow, Range};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// What is known about an archive's files with several articles, by path relative to its root.
#[derive(Debug, Default)]
pub(super) struct EntryFiles(Mutex<FxHashMap<PathBuf, LookedOver>>);

/// What is known about a file after reading it.
#[derive(Clone, Debug)]
struct LookedOver {
    /// The file's stamp at the time.
    stamp: FileStamp,
    /// How to read its entries; `None` if none is an article.
    reading: Option<Arc<Reading>>,
}

/// A file with several articles, and how to read it.
#[derive(Clone, Copy)]
pub(super) struct EntryFile<'a> {
    pub(super) root: &'a Root,
    /// Its path relative to the root.
    pub(super) path: &'a Path,
    pub(super) kind: Kind,
    /// The reader's choice of columns.
    pub(super) columns: Option<&'a ColumnChoice>,
    /// The number of that choice in stamps.
    pub(super) choice: u64,
}

impl EntryFile<'_> {
    fn open(&self) -> io::Result<(File, FileStamp)> {
        let file = self.root.open(self.path)?;
        let stamp = FileStamp::of(&file.metadata()?).under(self.choice);
        Ok((file, stamp))
    }

    fn stamp(&self) -> FileStamp {
        self.root.stamp(self.path).unwrap_or_default().under(self.choice)
    }
}

impl EntryFiles {
    /// Reads all articles of a file in order; false if it has none. Read errors become a problem of a final,
    /// empty article.
    pub(super) fn read_all(
        &self,
        file: &EntryFile<'_>,
        cancel: &Cancel,
        mut take: impl FnMut(ReadFile),
    ) -> bool {
        let mut last: Option<ReadFile> = None;
        let &EntryFile { path, kind, columns, .. } = file;
        let read = file.open().and_then(|(opened, stamp)| {
            let reading = formats::read_entries(BufReader::new(opened), kind, columns, |entry| {
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
            // A file that wasn't read to the end must not count as unchanged later.
            if cancel.is_cancelled() {
                last.stamp = FileStamp::default();
            }
            take(last);
        }
        if let Err(error) = &read {
            take(ReadFile { stamp: file.stamp(), entry, ..unreadable(error).into() });
        }
        entry > 0 || read.is_err()
    }

    /// Reads the article of a row again, leaving its bytes in `buffer`.
    pub(super) fn read_one(&self, place: &EntryFile<'_>, row: &Row<'_>, buffer: &mut Vec<u8>) -> Article {
        let read = place.open().and_then(|(mut file, stamp)| {
            let Some(reading) = self.look_over(&mut file, place, stamp)? else {
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
            if is_it { Ok(Some(article)) } else { find(file, place, row.entry().unwrap_or_default(), buffer) }
        });
        let gone = || unreadable(&io::Error::other("the file has no article of this number any more"));
        read.map_or_else(|error| unreadable(&error), |article| article.unwrap_or_else(gone))
    }

    /// Notes that a file has no articles.
    pub(super) fn note_none(&self, file: &EntryFile<'_>) {
        self.note(file.path, LookedOver { stamp: file.stamp(), reading: None });
    }

    /// Whether a file, whose stamp is now `now`, is known to have no articles.
    pub(super) fn holds_none(&self, path: &Path, now: FileStamp) -> bool {
        self.known(path, now).is_some_and(|known| known.reading.is_none())
    }

    /// Reads through a file to find out how its entries are read; `None` if it has no articles.
    fn look_over(
        &self,
        file: &mut File,
        &EntryFile { path, kind, columns, .. }: &EntryFile<'_>,
        stamp: FileStamp,
    ) -> io::Result<Option<Arc<Reading>>> {
        if let Some(known) = self.known(path, stamp) {
            return Ok(known.reading);
        }
        let mut holds_any = false;
        let reading = formats::read_entries(BufReader::new(&mut *file), kind, columns, |_| {
            holds_any = true;
            ControlFlow::Break(())
        })?;
        let reading = reading.filter(|_| holds_any).map(Arc::new);
        self.note(path, LookedOver { stamp, reading: reading.clone() });
        Ok(reading)
    }

    fn known(&self, path: &Path, now: FileStamp) -> Option<LookedOver> {
        let files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        files.get(path).filter(|known| now.is_still(known.stamp)).cloned()
    }

    fn note(&self, path: &Path, found: LookedOver) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), found);
    }
}

/// Finds an article by its number, since the file has changed.
fn find(
    mut file: File,
    &EntryFile { kind, columns, .. }: &EntryFile<'_>,
    number: u32,
    buffer: &mut Vec<u8>,
) -> io::Result<Option<Article>> {
    file.rewind()?;
    let mut found = None;
    let reading = formats::read_entries(BufReader::new(&mut file), kind, columns, |entry| {
        match entry.number.cmp(&number) {
            std::cmp::Ordering::Less => ControlFlow::Continue(()),
            std::cmp::Ordering::Equal => {
                found = Some((entry.range, entry.article));
                ControlFlow::Break(())
            }
            std::cmp::Ordering::Greater => ControlFlow::Break(()),
        }
    })?;
    let Some((range, article)) = found else { return Ok(None) };
    match reading.as_ref().and_then(|reading| reading.unpacked(&range)) {
        // The rows of a workbook are no text.
        _ if kind == Kind::Workbook => buffer.clear(),
        Some(bytes) => bytes.clone_into(buffer),
        None => read_range(&mut file, &range, buffer)?,
    }
    Ok(Some(article))
}

fn read_range(file: &mut File, range: &Range<u64>, buffer: &mut Vec<u8>) -> io::Result<()> {
    buffer.clear();
    file.seek(SeekFrom::Start(range.start))?;
    file.take(range.end - range.start).read_to_end(buffer).map(drop)
}

#[cfg(test)]
mod tests {
    use crate::archive::{
        Cancel, Catalogue, CatalogueBuilder, Choices, Links, ReadOnce, SegmentBuilder, Source,
    };
    use crate::article::ProblemKind;
    use std::fs::{self, File};
    use std::path::Path;
    use std::time::{Duration, SystemTime};

    const PATH: &str = "a.csv";

    fn write(folder: &Path, rows: &[&str]) {
        fs::write(folder.join(PATH), format!("제목,본문\n{}\n", rows.join("\n"))).unwrap();
        // Old enough for the stamp to be trusted.
        let aged = SystemTime::now() - Duration::from_secs(60);
        File::options().append(true).open(folder.join(PATH)).unwrap().set_modified(aged).unwrap();
    }

    fn read(source: &Source, cancel: &Cancel) -> Catalogue {
        let (mut rows, mut catalogue) = (SegmentBuilder::default(), CatalogueBuilder::default());
        source.open().read_file(
            Path::new(PATH),
            &Links::default(),
            cancel,
            &mut Vec::new(),
            |read| match read {
                ReadOnce::Row(read) => rows.push(Path::new(PATH), &read),
                ReadOnce::Linked(_) => panic!("it has one name"),
            },
        );
        catalogue.push(rows.take());
        catalogue.snapshot()
    }

    #[test]
    fn a_file_that_was_not_read_to_its_end_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let source = Source::of_folder(folder.path(), Choices::default());
        write(folder.path(), &["하나,첫 글이다.", "둘,다음 글이다.", "셋,끝 글이다."]);
        let cancel = Cancel::default();
        for (is_cancelled, count, is_unchanged) in [(false, 3, true), (true, 1, false)] {
            if is_cancelled {
                cancel.cancel();
            }
            let catalogue = read(&source, &cancel);
            assert_eq!(catalogue.len(), count);
            assert_eq!(source.open().is_unchanged(Path::new(PATH), catalogue.rows()), is_unchanged);
        }
    }

    #[test]
    fn an_article_is_read_again_from_the_file_as_it_is_now() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), &["하나,첫 글이다.", "둘,다음 글이다."]);
        let catalogue = read(&Source::of_folder(folder.path(), Choices::default()), &Cancel::default());
        let row = catalogue.row(1).unwrap();
        // A new source that hasn't scanned any file yet.
        let source = Source::of_folder(folder.path(), Choices::default());
        let mut bytes = Vec::new();
        let mut again = || source.open().read_row(&row, &mut bytes).article;
        assert_eq!(again().body, "다음 글이다.");
        write(folder.path(), &["하나,첫 글은 이제 길다.", "둘,다음 글도 길다."]);
        assert_eq!(again().body, "다음 글도 길다.");
        for rows in [&["하나,첫 글이다."][..], &[]] {
            write(folder.path(), rows);
            assert_eq!(again().problems[0].kind, ProblemKind::Unreadable, "{rows:?}");
        }
        fs::remove_file(folder.path().join(PATH)).unwrap();
        assert_eq!(again().problems[0].kind, ProblemKind::Unreadable);
    }
}
