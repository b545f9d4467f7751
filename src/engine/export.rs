//! Takes articles out of an archive: several threads read and write them in a format, the caller's puts them in order.

use super::Engine;
use super::event::{Event, EventSender};
use crate::archive::{Cancel, Catalogue, Encodings, Source, release};
use crate::article::{Article, ProblemKind};
use crate::export::{
    ArticleFields, Destination, ExportError, Format, Piece, Shortcomings, Sink, Target, Wording,
};
use crate::search::{Columns, ListRequest, Listing};
use crossbeam_channel::{Receiver, Sender, bounded};
use std::collections::VecDeque;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::{self, Builder};
use std::time::{Duration, Instant};

/// How many threads read, and how many articles are under way at once, which bounds the memory.
const READERS: usize = 8;
const UNDER_WAY: usize = 32;

/// How often the window is told how far an export has come.
const PROGRESS: Duration = Duration::from_millis(100);

/// What is to be taken out.
pub struct ExportJob {
    /// The archive's folder, or the file that it is.
    pub folder: PathBuf,
    /// Where its articles are read from.
    pub source: Source,
    /// What it holds.
    pub catalogue: Arc<Catalogue>,
    /// The encodings that the reader chose for some of its files.
    pub encodings: Encodings,
    /// The articles.
    pub articles: Exported,
    /// The format.
    pub format: Format,
    /// How they are written beside it.
    pub wording: Wording,
}

/// The articles of an export.
pub enum Exported {
    /// These, by ordinal and in order.
    These(Vec<u32>),
    /// All of the archive, in the order of the list.
    All {
        /// Every file rather than the newest of each article.
        all_versions: bool,
    },
}

/// What an export came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ExportReport {
    /// The format.
    pub format: Format,
    /// How many articles it holds.
    pub written: usize,
    /// How many of them without their body, as their file can't be read any more.
    pub unread: usize,
    /// What there was no room for.
    pub shortcomings: Shortcomings,
    /// Whether it was stopped before its end, and nothing of it kept.
    pub cancelled: bool,
}

/// An article to be read, and where its piece goes.
type Order = (u32, Sender<io::Result<ReadPiece>>);

/// An article in its format, and whether it is without its body as its file can't be read any more.
struct ReadPiece {
    piece: Piece,
    unread: bool,
}

impl Engine {
    /// Begins an export to a place; `overwrite` lets it take the place of what is there. It is stopped by what is given
    /// back.
    pub fn export(&self, job: ExportJob, path: PathBuf, overwrite: bool) -> Cancel {
        let cancel = Cancel::default();
        let of_job = cancel.clone();
        self.spawn_telling("seogo-export", move |sender| {
            let target = Target::create(&path, job.format, &job.folder, overwrite);
            let result = target
                .map_err(ExportError::Target)
                .and_then(|target| export_telling(&job, target, &of_job, &sender));
            sender.send(Event::Exported { path, result });
        });
        cancel
    }
}

fn export_telling(
    job: &ExportJob,
    target: Target,
    cancel: &Cancel,
    sender: &EventSender,
) -> Result<ExportReport, ExportError> {
    let began = Instant::now();
    let mut told = began;
    export(job, Destination::Target(target), cancel, |done, total| {
        if told.elapsed() >= PROGRESS {
            told = Instant::now();
            sender.send(Event::Exporting { done, total, took: began.elapsed() });
        }
    })
}

/// Takes articles out, in order and however many, calling `progress` with how many of how many are done.
///
/// # Errors
/// Where the destination takes no more, or the system has no thread to give.
pub fn export(
    job: &ExportJob,
    destination: Destination<'_>,
    cancel: &Cancel,
    mut progress: impl FnMut(usize, usize),
) -> Result<ExportReport, ExportError> {
    let all;
    let ordinals = match &job.articles {
        Exported::These(ordinals) => ordinals,
        &Exported::All { all_versions } => {
            let request = ListRequest { all_versions, ..ListRequest::default() };
            all = Listing::new(&Columns::of(job.catalogue.clone()), request, None).ordinals;
            &all
        }
    };
    let mut report = ExportReport { format: job.format, ..ExportReport::default() };
    let mut sink = Sink::new(job.format, destination)?;
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
        let mut under_way = VecDeque::new();
        let mut waiting = ordinals.iter();
        while !cancel.is_cancelled() {
            for &ordinal in waiting.by_ref().take(UNDER_WAY - under_way.len()) {
                let (piece_in, piece) = bounded(1);
                // The readers wait for orders as long as there can be any.
                let _ = orders_in.send((ordinal, piece_in));
                under_way.push_back(piece);
            }
            let Some(piece) = under_way.pop_front() else { break };
            let Ok(piece) = piece.recv() else { continue };
            let ReadPiece { piece, unread } = piece?;
            sink.put(piece)?;
            report.written += 1;
            report.unread += usize::from(unread);
            progress(report.written, ordinals.len());
        }
        Ok::<(), ExportError>(())
    })?;
    report.cancelled = cancel.is_cancelled();
    if !report.cancelled {
        report.shortcomings = sink.finish()?;
    }
    Ok(report)
}

fn read_as_ordered(job: &ExportJob, orders: &Receiver<Order>) {
    let mut buffer = Vec::new();
    for (ordinal, to) in orders {
        if let Some(piece) = read_piece(job, ordinal, &mut buffer) {
            // Whoever stops an export does not wait for what is under way.
            let _ = to.send(piece);
        }
        // One giant must not hold its memory for the rest of the export.
        release(&mut buffer);
    }
}

/// Reads an article anew and writes it in the format: what the file says now, or what the catalogue knows of it where it
/// can't be read any more.
fn read_piece(job: &ExportJob, ordinal: u32, buffer: &mut Vec<u8>) -> Option<io::Result<ReadPiece>> {
    let known = ArticleFields::of_row(&job.catalogue, ordinal)?;
    let row = job.catalogue.row(ordinal)?;
    let article = job.format.has_body().then(|| {
        let chosen = job.encodings.of(&job.folder, row.file_path());
        job.source.article(&row, chosen, buffer)
    });
    let read = article.as_ref().filter(|article| is_readable(article));
    let unread = article.is_some() && read.is_none();
    let (versions, version, entry) = (known.versions, known.version, known.entry);
    let inferred_publisher = known.inferred_publisher;
    let fields = match read {
        Some(article) => ArticleFields {
            versions,
            version,
            entry,
            inferred_publisher,
            ..ArticleFields::of_article(article, row.path())
        },
        None => known,
    };
    let comments = read.map_or(&[][..], |article| &article.comments);
    let piece = job.format.write(&fields, comments, job.wording);
    Some(piece.map(|piece| ReadPiece { piece, unread }))
}

fn is_readable(article: &Article) -> bool {
    article.problems.iter().all(|problem| problem.kind != ProblemKind::Unreadable)
}
