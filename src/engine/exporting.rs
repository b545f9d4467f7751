//! Exports that the reader asked for in the window: on a thread of their own, with events on how far they have come.

use super::Engine;
use super::event::{Event, EventSender};
use super::export::{ExportError, ExportJob, ExportReport, export};
use crate::archive::{Cancel, Catalogue, Encodings};
use crate::export::{Destination, Format, ProblemText, Target, TargetError};
use crate::search::{Columns, ListRequest, Listing};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How often it is said how far an export has come.
const PROGRESS: Duration = Duration::from_millis(100);

/// What is to be exported, and where to.
pub struct ExportOrder {
    /// Where to.
    pub path: PathBuf,
    /// Whether it may take the place of what is there.
    pub overwrite: bool,
    /// The format.
    pub format: Format,
    /// The archive's folder.
    pub folder: PathBuf,
    /// What it holds.
    pub catalogue: Arc<Catalogue>,
    /// The articles, by ordinal and in order; `None` for all that the request lists without query and filter.
    pub ordinals: Option<Vec<u32>>,
    /// Whether all are every file rather than the newest of each article.
    pub all_versions: bool,
    /// How problems are said.
    pub problem_text: ProblemText,
}

/// Why an export came to nothing.
#[derive(Debug)]
pub enum ExportFailure {
    /// Its place.
    Target(TargetError),
    /// The work.
    Work(ExportError, PathBuf),
}

impl Engine {
    /// Begins an export. It is stopped by what is given back.
    pub fn export(&self, order: ExportOrder) -> Cancel {
        let cancel = Cancel::default();
        let (of_job, encodings) = (cancel.clone(), self.encodings.clone());
        self.spawn_telling("seogo-export", move |sender| {
            let result = run(&order, &encodings, &of_job, &sender);
            sender.send(Event::Exported(result.map(|report| (report, order.path))));
        });
        cancel
    }
}

fn run(
    order: &ExportOrder,
    encodings: &Encodings,
    cancel: &Cancel,
    sender: &EventSender,
) -> Result<ExportReport, ExportFailure> {
    let ExportOrder { path, overwrite, format, folder, catalogue, problem_text, .. } = order;
    let mut target = Target::create(path, *format, folder, *overwrite).map_err(ExportFailure::Target)?;
    let all;
    let ordinals = match &order.ordinals {
        Some(ordinals) => ordinals,
        None => {
            let request = ListRequest { all_versions: order.all_versions, ..ListRequest::default() };
            all = Listing::new(&Columns::of(catalogue.clone()), request, None).ordinals;
            &all
        }
    };
    let job =
        ExportJob { folder, catalogue, encodings, ordinals, format: *format, problem_text: *problem_text };
    let began = Instant::now();
    let mut told = began;
    let report = export(&job, &mut Destination::Target(&mut target), cancel, |done| {
        if told.elapsed() >= PROGRESS {
            told = Instant::now();
            sender.send(Event::Exporting { done, total: ordinals.len(), took: began.elapsed() });
        }
    });
    let report = report.map_err(|error| ExportFailure::Work(error, path.clone()))?;
    // What was stopped is not kept.
    if !report.cancelled {
        target.keep().map_err(ExportFailure::Target)?;
    }
    Ok(report)
}
