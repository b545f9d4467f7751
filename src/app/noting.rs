//! Notes and highlights: what is written beside the article and marked in its text.

use super::Seogo;
use crate::library::{Edit, HighlightPlace, Note};
use crate::ui::dialogs::Dialog;
use crate::ui::message::Message;
use crate::view::{self, MarkedWhat};

impl Seogo {
    /// Lets the reader write a note on the shown article.
    pub(super) fn open_note(&mut self, context: &egui::Context) {
        if self.read.is_some() {
            self.open_details(context, true);
            self.notes.take_focus = true;
        }
    }

    /// Asks where the backup of all marks is to be written, or where it is.
    pub(super) fn ask_for_backup(&mut self, write: bool) {
        self.keep_draft();
        let home = etcetera::home_dir().unwrap_or_default();
        self.typed_path = home.join("seogo-marks.json").display().to_string();
        self.dialog = if write { Dialog::BackUp } else { Dialog::Restore };
    }

    /// Keeps what is being written, before something else is shown.
    pub(super) fn keep_draft(&mut self) {
        if let Some(written) = self.notes.take() {
            self.change_marks(written);
        }
    }

    /// Keeps a note on an article, or on a highlight in it.
    pub(super) fn write_note(&mut self, ordinal: u32, place: Option<HighlightPlace>, text: &str) {
        let Some((key, stamp)) = self.key_and_stamp(ordinal) else { return };
        let text = text.trim_end().to_owned();
        let edit = match place {
            None => Edit::Note(key, (!text.is_empty()).then_some(Note { text, stamp })),
            Some(place) => {
                let highlights = &self.library.marks.of(&key).highlights;
                let Some(known) = highlights.iter().find(|known| known.place == place) else { return };
                let made = known.stamp;
                Edit::Highlight(key, place, Some((text, made)))
            }
        };
        self.mark(MarkedWhat::Note, vec![edit]);
    }

    /// Highlights what is selected in the article; what is highlighted exactly so is highlighted no longer.
    pub(super) fn highlight(&mut self) {
        let is_file = self.stored && self.beside.is_none();
        let selected = self.marked_reader().selected_passage().filter(|_| !is_file);
        let passage = selected.zip(self.read.as_ref()).and_then(|((field, range), read)| {
            Some((read.ordinal, view::passage(&read.article, field, range)?))
        });
        let Some((ordinal, place)) = passage else {
            self.message = Some(Message::notice(self.texts().nothing_to_highlight().to_owned()));
            return;
        };
        let Some((key, stamp)) = self.key_and_stamp(ordinal) else { return };
        self.deselect();
        if self.library.marks.of(&key).highlights.iter().any(|known| known.place == place) {
            return self.unhighlight(ordinal, place);
        }
        let edit = Edit::Highlight(key, place, Some((String::new(), stamp)));
        self.mark(MarkedWhat::Highlight, vec![edit]);
    }

    /// Highlights a passage no longer.
    pub(super) fn unhighlight(&mut self, ordinal: u32, place: HighlightPlace) {
        if let Some((key, _)) = self.key_and_stamp(ordinal) {
            self.mark(MarkedWhat::Unhighlight, vec![Edit::Highlight(key, place, None)]);
        }
    }
}
