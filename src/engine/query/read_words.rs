//! Reads the words of an archive's articles, several at once.

use crate::archive::{Cancel, Catalogue, Source};
use crate::engine::pipeline::{Feed, Pipeline, Work};
use crate::words::{ArticleWords, WordIndex};
use std::io;

/// How many articles are read at once.
const READERS: usize = 8;
/// How many articles a reader takes at once.
const BATCH: usize = 64;

/// Adds the words of some files, by ordinal, to those that an index has. `progress` is called with how many of how
/// many articles were read.
///
/// # Errors
/// If the system can't start the threads.
pub fn read_words(
    source: &Source,
    catalogue: &Catalogue,
    files: &[u32],
    index: &mut WordIndex,
    cancel: &Cancel,
    mut progress: impl FnMut(usize, usize),
) -> io::Result<()> {
    let is_unknown = |file: &u32| catalogue.row(*file).is_some_and(|row| !index.has(&row));
    let unknown: Vec<u32> = files.iter().copied().filter(is_unknown).collect();
    if unknown.is_empty() {
        return Ok(());
    }
    let pipeline = Pipeline { name: "seogo-words", workers: READERS, ahead: Some(2 * READERS), cancel };
    let mut done = 0;
    pipeline.run(
        |feed: &Feed<'_, &[u32]>| unknown.chunks(BATCH).for_each(|batch| feed.give(batch, batch.len())),
        |work: &Work<'_, &[u32], Vec<ArticleWords>>| {
            let (opened, mut buffer) = (source.open(), Vec::new());
            while let Some(batch) = work.next() {
                let rows = batch.iter().filter_map(|&file| catalogue.row(file));
                let read =
                    rows.map(|row| ArticleWords::of(&row, &opened.read_row(&row, &mut buffer).article));
                work.give(read.collect());
            }
        },
        |read, _| {
            done += read.len();
            read.iter().for_each(|article| index.add(article));
            progress(done, unknown.len());
        },
    )
}
