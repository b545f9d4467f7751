//! Exporting from the window: the dialog's order goes to the engine, and what becomes of it to the reader.

use super::Seogo;
use crate::archive::Cancel;
use crate::engine::{ExportFailure, ExportOrder, ExportReport};
use crate::export::{Format, TargetError};
use crate::ui::export_dialog::{ExportState, ExportView, Scope};
use crate::ui::message::Message;
use crate::view;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The dialog while it is open, and how to stop what runs.
pub(super) struct Exporting {
    pub(super) state: ExportState,
    cancel: Cancel,
}

impl Seogo {
    /// Opens the dialog, on what is chosen together or else on the list.
    pub(super) fn open_export(&mut self) {
        let Some(archive) = &self.archive else { return };
        let name = archive.folder.file_name().unwrap_or_default().to_string_lossy();
        let home = etcetera::home_dir().unwrap_or_default();
        let format = Format::default();
        let path = home.join(format!("{name}.{}", format.extension()));
        let state = ExportState {
            format,
            scope: if self.targets().len() > 1 { Scope::Chosen } else { Scope::List },
            path: path.to_string_lossy().into_owned(),
            told: None,
            overwrite: false,
            running: None,
        };
        self.exporting = Some(Exporting { state, cancel: Cancel::default() });
    }

    /// What the dialog shows beside its own state.
    pub(super) fn export_view(&self) -> ExportView {
        let catalogue = &self.listing.catalogue;
        let all = if self.request.all_versions { catalogue.file_count() } else { catalogue.article_count() };
        ExportView {
            chosen: self.targets().len(),
            listed: self.listing.len(),
            all: all as usize,
            searched: self.listing.finds.is_some(),
            lang: self.lang,
        }
    }

    /// Begins what the dialog says.
    pub(super) fn export(&mut self) {
        let chosen = self.targets();
        let Some((archive, exporting)) = self.archive.as_ref().zip(self.exporting.as_mut()) else { return };
        let overwrite = exporting.state.overwrite;
        let state = &mut exporting.state;
        let ordinals = match state.scope {
            Scope::Chosen => Some(chosen),
            Scope::List => Some(self.listing.ordinals.clone()),
            Scope::All => None,
        };
        state.forget_told();
        self.message = None;
        state.running = Some((0, ordinals.as_ref().map_or(0, Vec::len), Duration::ZERO));
        exporting.cancel = self.engine.export(ExportOrder {
            path: super::commands::expand_home(PathBuf::from(state.path.trim())),
            overwrite,
            format: state.format,
            folder: archive.folder.clone(),
            catalogue: self.listing.catalogue.clone(),
            ordinals,
            all_versions: self.request.all_versions,
            problem_text: view::problem_in_english,
        });
    }

    /// Lets the reader choose the place in the system's own dialog.
    pub(super) fn pick_export(&mut self) {
        let Some(exporting) = &self.exporting else { return };
        let path = super::commands::expand_home(PathBuf::from(exporting.state.path.trim()));
        self.engine.pick_place(self.texts().export().to_owned(), path);
    }

    /// Takes the place that was chosen there, or says that there is no such dialog.
    pub(super) fn on_place(&mut self, place: Option<PathBuf>) {
        let texts = self.texts();
        let Some(Exporting { state, .. }) = &mut self.exporting else { return };
        state.forget_told();
        match place {
            Some(path) => state.path = path.to_string_lossy().into_owned(),
            None => state.told = Some(texts.no_place_picker().to_owned()),
        }
    }

    /// Shows how far it has come.
    pub(super) fn on_exporting(&mut self, done: usize, total: usize, took: Duration) {
        if let Some(Exporting { state: ExportState { running: Some(running), .. }, .. }) = &mut self.exporting
        {
            *running = (done, total, took);
        }
    }

    /// Says what it came to; where something is there already, asks whether to overwrite it.
    pub(super) fn on_exported(&mut self, result: Result<(ExportReport, PathBuf), ExportFailure>) {
        let told = match result {
            Ok((report, path)) => return self.on_export_done(&report, &path),
            Err(ExportFailure::Target(TargetError::Exists(path))) => {
                if let Some(Exporting { state, .. }) = &mut self.exporting {
                    state.overwrite = true;
                }
                view::ask_to_overwrite(&path, self.lang)
            }
            Err(ExportFailure::Target(error)) => view::target_error(&error, self.lang),
            Err(ExportFailure::Work(error, path)) => view::export_error(error, &path, self.lang),
        };
        match &mut self.exporting {
            Some(Exporting { state, .. }) => (state.told, state.running) = (Some(told), None),
            None => self.message = Some(Message::warning(told)),
        }
    }

    fn on_export_done(&mut self, report: &ExportReport, path: &Path) {
        let text = match report.cancelled {
            true => self.texts().export_stopped().to_owned(),
            false => view::export_done(report, &path.to_string_lossy(), self.lang),
        };
        let is_whole = report.unread == 0;
        self.message = Some(if is_whole { Message::notice(text) } else { Message::warning(text) });
        // Another dialog may be open since this one was stopped.
        if !report.cancelled {
            self.exporting = None;
        }
    }

    /// Closes the dialog, and stops what runs; false where it was not open.
    pub(super) fn close_export(&mut self) -> bool {
        let Some(exporting) = self.exporting.take() else { return false };
        exporting.cancel.cancel();
        true
    }
}
