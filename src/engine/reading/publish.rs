//! Publishes an archive into an index: several threads read the articles, the caller's thread finds out what
//! the index lacks of them, and two send it. Each waits for the next, so that memory stays bounded.

use crate::archive::{Cancel, Catalogue, Source, path_text, release};
use crate::cluster::{
    BulkBatch, CantPublish, CountedBy, PublishedBefore, Publishes, Publishing, ReadyDocument,
    RefusedDocuments, Standing, Trouble, document,
};
use crossbeam_channel::{Receiver, Sender, bounded, unbounded};
use rustc_hash::FxHashSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::{self, Builder};
use thiserror::Error;

/// The number of threads that read, and that send.
const READERS: usize = 4;
const SENDERS: usize = 2;
/// How many articles may wait to be sent, besides those in batches.
const UNDER_WAY: usize = 64;

/// An archive whose articles are read to be sent to an index.
pub struct PublishJob {
    /// The source of the archive's articles.
    pub source: Source,
    pub catalogue: Arc<Catalogue>,
    /// What to publish of each article.
    pub publishes: Publishes,
    /// The folders that couldn't be listed, relative to the archive's.
    pub unlisted: Vec<PathBuf>,
}

impl PublishJob {
    /// Whether a document's file may be in a folder that couldn't be listed.
    fn unlisted(&self, path: &str) -> bool {
        let holds = |folder: &PathBuf| {
            let folder = path_text(folder);
            Path::new(path).starts_with(&*self.publishes.folder(&folder))
        };
        self.unlisted.iter().any(holds)
    }
}

/// The result of a publish.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublishReport {
    /// How many documents are new in the index.
    pub new: usize,
    /// How many were changed.
    pub changed: usize,
    /// How many the index had already.
    pub same: usize,
    /// How many were deleted, because the archive no longer has them.
    pub gone: usize,
    /// How many could not be read; whatever the index has of them stays.
    pub unread: usize,
    /// How many documents stay because they may be in folders that couldn't be listed.
    pub unlisted: usize,
    /// What the server refused.
    pub refused: RefusedDocuments,
    /// Whether it was cancelled before all was sent.
    pub cancelled: bool,
}

/// Why a publish failed.
#[derive(Debug, Error)]
pub enum PublishError {
    /// The index can't be written to.
    #[error("the index can't be written to")]
    CantPublish(CantPublish),
    /// The system could not start a thread.
    #[error("no thread to be had")]
    NoThread(#[source] io::Error),
}

impl From<CantPublish> for PublishError {
    fn from(cant: CantPublish) -> Self {
        Self::CantPublish(cant)
    }
}

impl From<Trouble> for PublishError {
    fn from(trouble: Trouble) -> Self {
        Self::CantPublish(CantPublish::Trouble(trouble))
    }
}

/// An article by its ordinal, and its document; `None` if its file can't be read.
type ReadOrNot = (u32, Option<ReadyDocument>);

/// Sends what an index lacks of an archive, then what has changed, then deletes what is gone. What the index
/// has of files that can't be read, or of folders that can't be listed, stays. `progress` is called with the
/// number of articles compared.
///
/// # Errors
/// If the server can't be reached or stays busy, or another publisher took over. What was sent until then
/// stays.
pub fn publish(
    job: &PublishJob,
    publishing: &Publishing<'_>,
    mut known: PublishedBefore,
    cancel: &Cancel,
    mut progress: impl FnMut(usize),
) -> Result<PublishReport, PublishError> {
    let mut report = PublishReport::default();
    let (mut changed, mut unread, mut compared) = (Vec::new(), Vec::new(), 0);
    let counted = CountedBy::of(&job.catalogue);
    let all: Vec<u32> = job.catalogue.present().map(|(ordinal, _)| ordinal).collect();
    let refused = send_each((job, &counted), publishing, &all, cancel, |ordinal, ready| {
        compared += 1;
        progress(compared);
        let Some(ready) = ready else {
            unread.push(ordinal);
            return false;
        };
        let standing = known.standing(ready);
        match standing {
            Standing::New => report.new += 1,
            Standing::Changed => changed.push(ordinal),
            Standing::Same => report.same += 1,
        }
        standing == Standing::New
    })?;
    report.refused.add(refused);
    report.refused.add(send_each((job, &counted), publishing, &changed, cancel, |ordinal, ready| {
        match ready {
            Some(_) => report.changed += 1,
            None => unread.push(ordinal),
        }
        ready.is_some()
    })?);
    report.unread = unread.len();
    report.cancelled = cancel.is_cancelled();
    if !report.cancelled {
        let rows = unread.iter().filter_map(|&ordinal| job.catalogue.row(ordinal));
        let unread: FxHashSet<String> = rows.map(|row| job.publishes.path(row.path()).into_owned()).collect();
        let gone = publishing.gone(&known, |path| {
            let is_unlisted = job.unlisted(path);
            report.unlisted += usize::from(is_unlisted);
            !is_unlisted && !unread.contains(path)
        })?;
        report.gone = gone.len();
        for ids in gone.chunks(1_000) {
            let mut batch = BulkBatch::default();
            ids.iter().for_each(|id| batch.delete(id));
            report.refused.add(publishing.send(&batch)?);
            publishing.renew_lock()?;
        }
    }
    Ok(report)
}

/// Reads articles, and sends those that are `wanted`, in any order. Returns what the server refused.
fn send_each<'j>(
    job: (&'j PublishJob, &CountedBy<'j>),
    publishing: &Publishing<'_>,
    ordinals: &[u32],
    cancel: &Cancel,
    mut wanted: impl FnMut(u32, Option<&ReadyDocument>) -> bool,
) -> Result<RefusedDocuments, PublishError> {
    thread::scope(|scope| {
        let (ordinals_in, to_read) = bounded::<u32>(UNDER_WAY);
        let (ready_in, ready) = bounded::<ReadOrNot>(UNDER_WAY);
        let (batches_in, batches) = bounded::<BulkBatch>(SENDERS);
        let (sent_in, sent) = unbounded::<Result<RefusedDocuments, Trouble>>();
        let builder = || Builder::new().name("seogo-publish".into());
        // Each thread ends when the next one no longer listens.
        let feed = move || ordinals.iter().all(|&at| !cancel.is_cancelled() && ordinals_in.send(at).is_ok());
        builder().spawn_scoped(scope, feed).map_err(PublishError::NoThread)?;
        for _ in 0..READERS {
            let (to_read, ready_in) = (to_read.clone(), ready_in.clone());
            let read = move || read_articles(job, &to_read, &ready_in);
            builder().spawn_scoped(scope, read).map_err(PublishError::NoThread)?;
        }
        for _ in 0..SENDERS {
            let (batches, sent_in) = (batches.clone(), sent_in.clone());
            let send = move || batches.iter().all(|batch| sent_in.send(publishing.send(&batch)).is_ok());
            builder().spawn_scoped(scope, send).map_err(PublishError::NoThread)?;
        }
        drop((to_read, ready_in, batches, sent_in));
        let (mut batch, mut refused) = (BulkBatch::default(), RefusedDocuments::default());
        for (ordinal, document) in ready {
            if wanted(ordinal, document.as_ref()) {
                document.iter().for_each(|document| batch.index(document));
            }
            if batch.is_full() && batches_in.send(std::mem::take(&mut batch)).is_err() {
                break;
            }
            publishing.renew_lock()?;
            for result in sent.try_iter() {
                refused.add(result?);
            }
        }
        if !batch.is_empty() {
            // Nothing listens only if sending failed, which is found out below.
            let _ = batches_in.send(batch);
        }
        drop(batches_in);
        for result in sent {
            refused.add(result?);
        }
        Ok(refused)
    })
}

fn read_articles<'a>(
    (job, counted): (&'a PublishJob, &CountedBy<'a>),
    ordinals: &Receiver<u32>,
    ready: &Sender<ReadOrNot>,
) {
    let (source, mut buffer) = (job.source.open(), Vec::new());
    for ordinal in ordinals {
        let Some(row) = job.catalogue.row(ordinal) else { continue };
        let article = source.read_row(&row, &mut buffer).article;
        let read = (!article.failed_to_read()).then_some(&article);
        let document =
            read.and_then(|article| document(&job.catalogue, ordinal, article, counted, job.publishes));
        // A giant file must not occupy memory for the rest of the job.
        release(&mut buffer);
        if ready.send((ordinal, document)).is_err() {
            return;
        }
    }
}
