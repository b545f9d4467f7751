//! Takes articles out of an archive: several threads read and write them in a format, the caller's puts them in order.

use crate::archive::{Cancel, Catalogue, Encodings, Root, read_article};
use crate::article::ProblemKind;
use crate::export::{Destination, Entry, Format, ProblemText, file_stem};
use crossbeam_channel::{Receiver, Sender, bounded};
use std::collections::VecDeque;
use std::io;
use std::path::Path;

use std::thread::{self, Builder};

/// How many threads read, and how many articles are under way at once, which bounds the memory.
const READERS: usize = 8;
const UNDER_WAY: usize = 32;

/// What is to be taken out.
pub struct ExportJob<'a> {
    /// The archive's folder.
    pub folder: &'a Path,
    /// What it holds.
    pub catalogue: &'a Catalogue,
    /// The encodings that the reader chose for some of its files.
    pub encodings: &'a Encodings,
    /// The articles, by ordinal and in order.
    pub ordinals: &'a [u32],
    /// The format.
    pub format: Format,
    /// How problems are said.
    pub problem_text: ProblemText,
}

/// What an export came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ExportReport {
    /// How many articles it holds.
    pub written: usize,
    /// How many of them without their body, as their file can't be read any more.
    pub unread: usize,
    /// Whether it was stopped before its end.
    pub cancelled: bool,
}

/// Why an export came to nothing.
#[derive(Debug)]
pub enum ExportError {
    /// The system has no thread to give for it.
    NoThread(io::Error),
    /// It could not be written.
    Write(io::Error),
}

/// An article in its format.
struct Piece {
    stem: String,
    bytes: Vec<u8>,
    unread: bool,
}

/// An article to be read, whether it is the first, and where its piece goes.
type Order = (u32, bool, Sender<io::Result<Piece>>);

/// Takes articles out, in order and however many, calling `progress` with how many are done.
///
/// # Errors
/// Where the destination takes no more, or the system has no thread to give.
pub fn export(
    job: &ExportJob<'_>,
    destination: &mut Destination<'_>,
    cancel: &Cancel,
    mut progress: impl FnMut(usize),
) -> Result<ExportReport, ExportError> {
    let mut report = ExportReport::default();
    thread::scope(|scope| {
        let (orders_in, orders) = bounded::<Order>(UNDER_WAY);
        for _ in 0..READERS {
            let orders = orders.clone();
            let reader = Builder::new().name("seogo-export".into());
            reader
                .spawn_scoped(scope, move || read_as_ordered(job, &orders))
                .map_err(ExportError::NoThread)?;
        }
        drop(orders);
        write(destination, job.format.head())?;
        let mut under_way = VecDeque::new();
        let mut waiting = (0..).zip(job.ordinals);
        while !cancel.is_cancelled() {
            for (index, &ordinal) in waiting.by_ref().take(UNDER_WAY - under_way.len()) {
                let (piece_in, piece) = bounded(1);
                // The readers wait for orders as long as there can be any.
                let _ = orders_in.send((ordinal, index == 0, piece_in));
                under_way.push_back(piece);
            }
            let Some(piece) = under_way.pop_front() else { break };
            let Ok(piece) = piece.recv() else { continue };
            let piece = piece.map_err(ExportError::Write)?;
            destination.write(&piece.stem, &piece.bytes).map_err(ExportError::Write)?;
            report.written += 1;
            report.unread += usize::from(piece.unread);
            progress(report.written);
        }
        report.cancelled = cancel.is_cancelled();
        write(destination, job.format.foot())?;
        Ok(report)
    })
}

fn write(destination: &mut Destination<'_>, text: &str) -> Result<(), ExportError> {
    if text.is_empty() {
        return Ok(());
    }
    destination.write("", text.as_bytes()).map_err(ExportError::Write)
}

fn read_as_ordered(job: &ExportJob<'_>, orders: &Receiver<Order>) {
    let (root, mut buffer) = (Root::at(job.folder), Vec::new());
    for (ordinal, is_first, to) in orders {
        if let Some(piece) = piece(job, &root, ordinal, is_first, &mut buffer) {
            // Whoever stops an export does not wait for what is under way.
            let _ = to.send(piece);
        }
        // One giant must not hold its memory for the rest of the export.
        buffer.shrink_to(1 << 20);
    }
}

/// Reads an article anew and writes it in the format: what the file says now, or what the catalogue knows of it where it
/// can't be read any more.
fn piece(
    job: &ExportJob<'_>,
    root: &Root,
    ordinal: u32,
    is_first: bool,
    buffer: &mut Vec<u8>,
) -> Option<io::Result<Piece>> {
    let known = Entry::of_row(job.catalogue, ordinal)?;
    let row = job.catalogue.row(ordinal)?;
    let article = job.format.has_body().then(|| {
        let path = row.file_path();
        read_article(root, path, job.encodings.of(job.folder, path), buffer).article
    });
    let is_readable = |article: &&crate::article::Article| {
        article.problems.iter().all(|problem| problem.kind != ProblemKind::Unreadable)
    };
    let read = article.as_ref().filter(is_readable);
    let unread = article.is_some() && read.is_none();
    let (versions, version) = (known.versions, known.version);
    let entry = match read {
        Some(article) => Entry { versions, version, ..Entry::of_article(article, row.path()) },
        None => known,
    };
    let stem = if job.format.is_folder() { file_stem(&entry) } else { String::new() };
    let mut bytes = job.format.before(is_first).as_bytes().to_vec();
    let written = job.format.write(&entry, read.map(|article| &*article.body), job.problem_text, &mut bytes);
    Some(written.map(|()| Piece { stem, bytes, unread }))
}
