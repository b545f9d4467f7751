//! Exports articles: several threads read and format them, the caller's thread writes them in order.

use crate::archive::{Cancel, Catalogue, OpenSource, RemoteFound, Source, release};
use crate::engine::channel::ProgramSender;
use crate::engine::event::ProgramEvent;
use crate::engine::pipeline::BETWEEN_PROGRESS;
use crate::export::{
    ArticleFields, Destination, ExportError, ExportPiece, ExportReport, ExportTarget, Extent, Format, Sink,
    Wording,
};
use crate::search::{Columns, ListRequest, Listing};
use crossbeam_channel::{Receiver, Sender, bounded};
use std::collections::VecDeque;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::thread::{self, Builder};
use std::time::Instant;

/// The number of reader threads, and how many articles are in progress at once, which bounds memory.
const READERS: usize = 8;
const UNDER_WAY: usize = 32;

/// Articles that are read to be written to a file or folder.
pub struct ExportJob {
    /// The source of the archive's articles.
    pub source: Source,
    pub catalogue: Arc<Catalogue>,
    pub articles: Exported,
    pub format: Format,
    /// How articles are worded, besides the format.
    pub wording: Wording,
    pub extent: Extent,
}

/// The articles to export.
pub enum Exported {
    /// These, by ordinal and in order.
    These(Vec<u32>),
    /// All that a list finds on a server, and how many that is.
    There(Arc<dyn RemoteFound>, usize),
    /// The whole archive, in list order.
    All {
        /// Every file instead of the newest of each article.
        all_versions: bool,
    },
}

/// An article to read, and where to send its piece.
type ExportOrder = (u32, Sender<io::Result<ReadPiece>>);

/// A formatted article, and whether it lacks its body because its file can no longer be read.
struct ReadPiece {
    piece: ExportPiece,
    unread: bool,
}

/// Exports to a path, and reports progress now and then.
pub(crate) fn export_to(
    job: &ExportJob,
    path: &Path,
    overwrite: bool,
    cancel: &Cancel,
    sender: &ProgramSender,
) -> Result<ExportReport, ExportError> {
    let target = ExportTarget::create(path, job.format.shape(), Some(&job.source.path()), overwrite)
        .map_err(ExportError::Target)?;
    let began = Instant::now();
    let mut reported = began;
    export(job, Destination::Target(target), cancel, |done, total| {
        if reported.elapsed() >= BETWEEN_PROGRESS {
            reported = Instant::now();
            sender.send(ProgramEvent::Exporting { done, total, took: began.elapsed() });
        }
    })
}

/// Exports any number of articles in order, calling `progress` with the number done and the total.
///
/// # Errors
/// If the destination can't be written, or the system can't start a thread.
pub fn export(
    job: &ExportJob,
    destination: Destination<'_>,
    cancel: &Cancel,
    mut progress: impl FnMut(usize, usize),
) -> Result<ExportReport, ExportError> {
    let all;
    let ordinals = match &job.articles {
        Exported::These(ordinals) => ordinals.as_slice(),
        Exported::There(found, total) => {
            return export_found(job, &**found, destination, cancel, |done| progress(done, *total));
        }
        &Exported::All { all_versions } => {
            if let Some(found) = job.source.everything_there(all_versions) {
                return export_found(job, &*found, destination, cancel, |done| progress(done, 0));
            }
            let request = ListRequest { all_versions, ..ListRequest::default() };
            all = Listing::new(&Columns::of(job.catalogue.clone()), request, None).positions;
            all.known()
        }
    };
    let mut report = ExportReport { format: job.format, ..ExportReport::default() };
    let mut sink = Sink::new(job.format, &job.extent, destination)?;
    thread::scope(|scope| {
        let (orders_in, orders) = bounded::<ExportOrder>(UNDER_WAY);
        for _ in 0..READERS {
            let orders = orders.clone();
            let reader = Builder::new().name("seogo-export".into());
            reader
                .spawn_scoped(scope, move || read_as_ordered(job, &orders, cancel))
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

/// Exports what a list finds on a server, to the last article.
fn export_found(
    job: &ExportJob,
    found: &dyn RemoteFound,
    destination: Destination<'_>,
    cancel: &Cancel,
    mut progress: impl FnMut(usize),
) -> Result<ExportReport, ExportError> {
    let mut report = ExportReport { format: job.format, ..ExportReport::default() };
    let mut sink = Sink::new(job.format, &job.extent, destination)?;
    let mut failed = None;
    found.each(job.format.has_body(), cancel, &mut |read| {
        let (comments, key) = (&read.article.comments, read.key.unwrap_or_default());
        let fields = ArticleFields::of_remote(read);
        let piece = job.extent.piece(job.format, fields, comments, job.wording, key);
        match piece.map_err(ExportError::Write).and_then(|piece| sink.put(piece)) {
            Ok(()) => report.written += 1,
            Err(error) => failed = Some(error),
        }
        progress(report.written);
        failed.is_none() && !cancel.is_cancelled()
    })?;
    if let Some(error) = failed {
        return Err(error);
    }
    report.cancelled = cancel.is_cancelled();
    if !report.cancelled {
        report.shortcomings = sink.finish()?;
    }
    Ok(report)
}

fn read_as_ordered(job: &ExportJob, orders: &Receiver<ExportOrder>, cancel: &Cancel) {
    let (source, mut buffer) = (job.source.open_until(cancel.clone()), Vec::new());
    for (ordinal, to) in orders.iter().take_while(|_| !cancel.is_cancelled()) {
        if let Some(piece) = read_piece(job, &source, ordinal, &mut buffer) {
            // Nothing waits for it if the export was cancelled.
            let _ = to.send(piece);
        }
        // A giant file must not occupy memory for the rest of the export.
        release(&mut buffer);
    }
}

/// Rereads an article and formats it: from the file as it is now, or from the catalogue if it can no longer be
/// read.
fn read_piece(
    job: &ExportJob,
    source: &OpenSource<'_>,
    ordinal: u32,
    buffer: &mut Vec<u8>,
) -> Option<io::Result<ReadPiece>> {
    let known = ArticleFields::of_row(&job.catalogue, ordinal)?;
    let row = job.catalogue.row(ordinal)?;
    let article = job.format.has_body().then(|| source.read_row(&row, buffer).article);
    let read = article.as_ref().filter(|article| article.is_readable());
    let unread = article.is_some() && read.is_none();
    let (versions, version, entry, shares_key) =
        (known.versions, known.version, known.entry, known.shares_key);
    let inferred = known.inferred.clone();
    let fields = match read {
        Some(article) => ArticleFields {
            versions,
            version,
            shares_key,
            entry,
            inferred,
            ..ArticleFields::of_article(article, row.path())
        },
        None => known,
    };
    let key = job.catalogue.key(ordinal).unwrap_or_default();
    let comments = read.map_or(&[][..], |article| &article.comments);
    let piece = job.extent.piece(job.format, fields, comments, job.wording, &key);
    Some(piece.map(|piece| ReadPiece { piece, unread }))
}
