//! The export dialog: what it requests from the engine, and the outcome.

use super::{Overlay, OverlayView, Overlays};
use crate::archive::Cancel;
use crate::export::ExportReport;
use crate::export::{ExportError, Format, Leaving, TargetError};
use crate::ui::export_dialog::{ExportScope, ExportState, ExportView, LeavingState};
use crate::ui::message::Message;
use crate::view::{self, Lang};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The dialog while it is open. Closing it cancels a running export.
pub(in crate::app) struct Exporting {
    state: ExportState,
    cancel: Cancel,
    /// Cancels the counting of what would leave.
    counting: Cancel,
}

impl Drop for Exporting {
    fn drop(&mut self) {
        self.cancel.cancel();
        self.counting.cancel();
    }
}

impl Exporting {
    pub(super) fn state(&mut self) -> &mut ExportState {
        &mut self.state
    }

    pub(in crate::app) fn scope(&self) -> ExportScope {
        self.state.scope
    }

    pub(in crate::app) fn format(&self) -> Format {
        self.state.format
    }

    /// How many letters of each text are written for others, if the export is for them.
    pub(in crate::app) fn shared_letters(&self) -> Option<usize> {
        self.state.shared_letters()
    }

    /// Whether an existing file may be overwritten.
    pub(in crate::app) fn overwrites(&self) -> bool {
        self.state.overwrite
    }

    /// The number of the question what would leave, whose counting can be cancelled in this way.
    pub(in crate::app) fn leaving_number(&self) -> u64 {
        self.state.leaving.number
    }

    /// Notes that it is being counted, and how to cancel that.
    pub(in crate::app) fn counts_leaving(&mut self, cancel: Cancel) {
        std::mem::replace(&mut self.counting, cancel).cancel();
    }

    /// The destination as typed.
    pub(in crate::app) fn typed_path(&self) -> PathBuf {
        PathBuf::from(self.state.path.trim())
    }

    /// Notes that an export of `total` articles has started, and how to cancel it.
    pub(in crate::app) fn begin(&mut self, total: usize, cancel: Cancel) {
        self.state.forget_told();
        self.state.running = Some((0, total, Duration::ZERO));
        self.cancel = cancel;
    }
}

impl Overlays {
    /// Opens the dialog for an archive with this name.
    pub(in crate::app) fn open_export(&mut self, archive: &str, scope: ExportScope) {
        let home = etcetera::home_dir().unwrap_or_default();
        let format = Format::default();
        let path = home.join(format!("{archive}.{}", format.extension()));
        let path = path.to_string_lossy().into_owned();
        let state = ExportState {
            format,
            scope,
            for_sharing: None,
            path,
            told: None,
            overwrite: false,
            leaving: LeavingState::default(),
            running: None,
        };
        self.stack.push(Overlay::Export(Exporting {
            state,
            cancel: Cancel::default(),
            counting: Cancel::default(),
        }));
    }

    /// The dialog, if it is open.
    pub(in crate::app) fn exporting(&mut self) -> Option<&mut Exporting> {
        self.stack.iter_mut().find_map(|overlay| match overlay {
            Overlay::Export(exporting) => Some(exporting),
            _ => None,
        })
    }

    /// Takes the destination chosen in the system's own dialog, or says that there is no such dialog.
    pub(in crate::app) fn on_place(&mut self, place: Option<PathBuf>, lang: Lang) {
        let Some(Exporting { state, .. }) = self.exporting() else { return };
        state.forget_told();
        match place {
            Some(path) => state.path = path.to_string_lossy().into_owned(),
            None => state.told = Some(lang.no_place_picker().to_owned()),
        }
    }

    /// Shows what would leave with the export, if that is still the question.
    pub(in crate::app) fn on_leaving(&mut self, number: u64, counted: Option<Leaving>) {
        let state = self.exporting().map(|exporting| &mut exporting.state.leaving);
        if let Some(state) = state.filter(|state| state.number == number) {
            state.counted = Some(counted);
        }
    }

    /// Shows the export's progress.
    pub(in crate::app) fn on_exporting(&mut self, done: usize, total: usize, took: Duration) {
        if let Some(running) = self.exporting().and_then(|exporting| exporting.state.running.as_mut()) {
            *running = (done, total, took);
        }
    }

    /// Reports the outcome; if the file already exists, asks whether to overwrite it.
    pub(in crate::app) fn on_exported(
        &mut self,
        path: &Path,
        result: Result<ExportReport, ExportError>,
        lang: Lang,
    ) {
        let told = match result {
            Ok(report) => return self.on_export_done(&report, path, lang),
            Err(ExportError::Target(TargetError::Exists(path))) => {
                if let Some(Exporting { state, .. }) = self.exporting() {
                    state.overwrite = true;
                }
                view::ask_to_overwrite(&path, lang)
            }
            Err(error) => view::export_error(error, path, lang),
        };
        match self.exporting() {
            Some(Exporting { state, .. }) => (state.told, state.running) = (Some(told), None),
            None => self.tell(Message::warning(told)),
        }
    }

    fn on_export_done(&mut self, report: &ExportReport, path: &Path, lang: Lang) {
        if report.cancelled {
            return self.tell(Message::note(lang.export_stopped().to_owned()));
        }
        let text = view::export_done(report, &path.to_string_lossy(), lang);
        let is_whole = report.unread == 0;
        let message = if is_whole { Message::done(text) } else { Message::warning(text) };
        self.tell(message.of_file(path.to_owned()));
        self.stack.retain(|overlay| !matches!(overlay, Overlay::Export(_)));
    }
}

/// What the dialog shows besides its own state.
pub(super) fn view<'a>(view: &OverlayView<'a>) -> ExportView<'a> {
    let listing = view.searching.listing();
    let catalogue = &listing.catalogue;
    let all = match view.searching.request().all_versions {
        _ if listing.positions.are_in_pages() => listing.total,
        true => catalogue.file_count(),
        false => catalogue.article_count(),
    };
    ExportView {
        chosen: view.searching.targets(view.selected).len(),
        listed: listing.len() + listing.beyond,
        all: all as usize,
        searched: listing.finds.is_some(),
        settings: view.kept.settings(),
        lang: view.kept.lang(),
    }
}
