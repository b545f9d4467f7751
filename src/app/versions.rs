//! The versions of the article that is shown: going from one to the next, and comparing two of them.

use super::Seogo;
use crate::engine::Compared;
use crate::ui::command::Command;
use crate::ui::message::Message;
use crate::ui::versions_bar::{VersionsView, versions_bar_ui};
use crate::view;
use egui::Ui;
use std::sync::Arc;

/// Two versions that are compared, by ordinal, and what came of it once that is known.
pub(super) struct Comparing {
    pub(super) old: u32,
    pub(super) new: u32,
    pub(super) compared: Option<Arc<Compared>>,
}

impl Seogo {
    /// The files of the article that is shown, the newest first, where it has several.
    pub(super) fn versions(&self) -> Option<&[u32]> {
        self.listing.catalogue.revisions(self.read.as_ref()?.ordinal)
    }

    /// Paints the bar of versions, where there are several.
    pub(super) fn versions_ui(&self, ui: &mut Ui) -> Option<Command> {
        let files = self.versions()?;
        let catalogue = &self.listing.catalogue;
        let view = VersionsView {
            files,
            version: &|ordinal| view::version(catalogue, ordinal, self.lang),
            shown: self.read.as_ref()?.ordinal,
            compared: self.comparing.as_ref().map(|comparing| (comparing.old, comparing.new)),
            lang: self.texts(),
        };
        versions_bar_ui(ui, &view)
    }

    /// Compares the version that is shown with the one before it, or with the next where it is the oldest.
    pub(super) fn toggle_comparison(&mut self) {
        if self.leave_comparison() {
            return;
        }
        let neighbours = self.versions().zip(self.read.as_ref()).and_then(|(files, read)| {
            let at = files.iter().position(|&file| file == read.ordinal)?;
            let older = files.get(at + 1).map(|&older| (older, read.ordinal));
            older.or_else(|| Some((read.ordinal, *files.get(at.checked_sub(1)?)?)))
        });
        match neighbours {
            Some((old, new)) => self.compare(old, new),
            None if self.read.is_some() => {
                self.message = Some(Message::notice(self.texts().no_other_version().to_owned()));
            }
            None => {}
        }
    }

    /// Compares two files of the article, whichever was crawled first as the older one.
    pub(super) fn compare(&mut self, one: u32, other: u32) {
        let (Some(files), Some(archive)) = (self.versions(), &self.archive) else { return };
        let newest_of_both = files.iter().find(|&&file| file == one || file == other).copied();
        let (old, new) = if newest_of_both == Some(one) { (other, one) } else { (one, other) };
        let path = |ordinal| Some(archive.folder.join(self.listing.catalogue.row(ordinal)?.file_path()));
        if let Some((old_path, new_path)) = path(old).zip(path(new)) {
            self.beside = None;
            self.engine.compare((old, old_path), (new, new_path));
            self.comparing = Some(Comparing { old, new, compared: None });
        }
    }

    /// Shows a comparison, if it is still the one that is wanted.
    pub(super) fn on_compared(&mut self, compared: Arc<Compared>) {
        let wanted =
            |comparing: &&mut Comparing| (comparing.old, comparing.new) == (compared.old, compared.new);
        if let Some(comparing) = self.comparing.as_mut().filter(wanted) {
            comparing.compared = Some(compared);
            self.show_page();
        }
    }

    /// Goes back to the article; false where nothing was compared.
    pub(super) fn leave_comparison(&mut self) -> bool {
        let was_compared = self.comparing.take().is_some();
        if was_compared {
            self.show_page();
        }
        was_compared
    }

    /// Shows the next newer version, or the next older one.
    pub(super) fn step_version(&mut self, newer: bool) {
        let next = self.versions().zip(self.read.as_ref()).and_then(|(files, read)| {
            let at = files.iter().position(|&file| file == read.ordinal)?;
            files.get(if newer { at.checked_sub(1)? } else { at + 1 }).copied()
        });
        if let Some(ordinal) = next {
            self.select(ordinal);
        }
    }
}
