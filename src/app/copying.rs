//! Copying articles: what is selected in the shown one, or all of each that is chosen.

use super::Seogo;
use crate::engine::ClipJob;
use crate::export::{Clip, Entry};
use crate::ui::command::Command;
use crate::ui::message::Message;

/// How many articles are copied at most: the clipboard is held in memory, by this program and by the next.
const MOST: usize = 1000;

impl Seogo {
    /// Copies the passage that is selected, or else the articles that commands are done to.
    pub(super) fn copy_as(&mut self, context: &egui::Context, clip: Clip) {
        let ordinals = self.targets();
        if ordinals.len() > MOST {
            self.message = Some(Message::warning(self.texts().too_many_to_copy().to_owned()));
            return;
        }
        if let (Some(passage), [ordinal]) = (self.reader.selected_text(), ordinals.as_slice())
            && self.read.as_ref().is_some_and(|read| read.ordinal == *ordinal)
            && let Some(entry) = Entry::of_row(&self.listing.catalogue, *ordinal)
        {
            let text = clip.of_passage(&entry, &passage);
            self.run(context, Command::Copy(text));
        } else if let Some(archive) = self.archive.as_ref().filter(|_| !ordinals.is_empty()) {
            let (folder, catalogue) = (archive.folder.clone(), self.listing.catalogue.clone());
            self.engine.clip(ClipJob { clip, folder, catalogue, ordinals });
        }
    }
}
