//! What covers the window: a stack of dialogs (Escape closes the topmost), and the floating message.

mod export;

pub(super) use export::Exporting;

use super::kept::KeptState;
use super::library::{Library, tag_name};
use super::open::Open;
use super::searching::Searching;
use crate::formats::ColumnsPreview;
use crate::ui::columns_dialog::{ColumnsDialog, columns_ui};
use crate::ui::command::Command;
use crate::ui::day_picker::{DayDialog, day_dialog_ui};
use crate::ui::dialogs::{Dialog, dialog_ui};
use crate::ui::enlarged_picture::enlarged_picture_ui;
use crate::ui::export_dialog::export_ui;
use crate::ui::message::{Message, message_ui};
use crate::ui::palette::{PaletteKind, PaletteState, palette_ui};
use crate::ui::passages::{PassagesState, passages_ui};
use crate::ui::path_field::PathField;
#[cfg(feature = "cluster")]
use crate::ui::server_dialog::{ServerDialog, server_ui};
use crate::ui::tag_picker::{TagPicker, tag_picker_ui};
use crate::view::{self, CacheView, PassageLine};
use egui::{Context, TextureHandle};
use jiff::civil::Date;
use std::path::{Path, PathBuf};

/// The overlays of a window.
#[derive(Default)]
pub(super) struct Overlays {
    /// The last one is on top.
    stack: Vec<Overlay>,
    message: Option<Message>,
    /// The path field, shared with the welcome page.
    path: PathField,
}

/// An overlay that takes keyboard input.
enum Overlay {
    Dialog(Dialog),
    Tags(TagPicker),
    Export(Exporting),
    Palette(PaletteState),
    Columns(ColumnsDialog),
    Day(DayDialog),
    Passages(PassagesState),
    Picture(TextureHandle),
    #[cfg(feature = "cluster")]
    Server(ServerDialog),
}

/// Input for painting the overlays, besides their own state.
pub(super) struct OverlayView<'a> {
    pub(super) kept: &'a KeptState,
    pub(super) library: &'a Library,
    pub(super) open: Option<&'a Open>,
    pub(super) searching: &'a Searching,
    /// The ordinal of the shown article.
    pub(super) selected: Option<u32>,
}

impl Overlays {
    /// No overlays, except for a message if there is one.
    pub(super) fn new(message: Option<Message>) -> Self {
        Self { message, ..Self::default() }
    }

    /// Whether an overlay takes the keyboard.
    pub(super) fn is_covered(&self) -> bool {
        !self.stack.is_empty()
    }

    /// Opens a dialog in place of any other.
    pub(super) fn open(&mut self, dialog: Dialog) {
        self.stack.retain(|overlay| !matches!(overlay, Overlay::Dialog(_)));
        self.stack.push(Overlay::Dialog(dialog));
    }

    /// Opens the dialog for going to a day, at this one.
    pub(super) fn open_day(&mut self, day: Date) {
        self.stack.push(Overlay::Day(DayDialog::at(day)));
    }

    /// Opens a dialog that has a path field, with this path in it, selected.
    pub(super) fn open_with_path(&mut self, dialog: Dialog, path: String) {
        self.path.set(path);
        self.path.focus();
        self.open(dialog);
    }

    /// Says why a path can't be opened, under the field it was typed into if there is one.
    pub(super) fn on_open_failed(&mut self, text: String, is_welcome: bool) {
        let asks = |overlay: &Overlay| matches!(overlay, Overlay::Dialog(Dialog::OpenPath(_)));
        if self.stack.iter().any(asks) || is_welcome && self.stack.is_empty() {
            self.path.tell(text);
        } else {
            self.tell(Message::warning(text));
        }
    }

    /// Says why a backup could not be written or read, under its path field if that is open.
    pub(super) fn on_backup_failed(&mut self, text: String) {
        let dialog = self.stack.iter_mut().find_map(|overlay| match overlay {
            Overlay::Dialog(dialog @ (Dialog::BackUp | Dialog::Restore(_) | Dialog::Replace(_))) => {
                Some(dialog)
            }
            _ => None,
        });
        match dialog {
            Some(dialog) => {
                if let Dialog::Replace(_) = dialog {
                    *dialog = Dialog::BackUp;
                }
                self.path.tell(text);
            }
            None => self.tell(Message::warning(text)),
        }
    }

    /// Closes the backup dialog once the backup is done.
    pub(super) fn on_backup_done(&mut self) {
        self.stack.retain(|overlay| {
            !matches!(overlay, Overlay::Dialog(Dialog::BackUp | Dialog::Restore(_) | Dialog::Replace(_)))
        });
    }

    /// Says why a chart could not be saved, under its path field if that is open.
    pub(super) fn on_chart_not_saved(&mut self, text: String) {
        let dialog = self.stack.iter_mut().find_map(|overlay| match overlay {
            Overlay::Dialog(dialog @ (Dialog::SaveChart | Dialog::ReplaceByChart(_))) => Some(dialog),
            _ => None,
        });
        match dialog {
            Some(dialog) => {
                *dialog = Dialog::SaveChart;
                self.path.tell(text);
            }
            None => self.tell(Message::warning(text)),
        }
    }

    /// Closes the dialog once the chart is saved.
    pub(super) fn on_chart_saved(&mut self) {
        let asks = |overlay: &Overlay| {
            matches!(overlay, Overlay::Dialog(Dialog::SaveChart | Dialog::ReplaceByChart(_)))
        };
        self.stack.retain(|overlay| !asks(overlay));
    }

    /// Opens the tag picker.
    pub(super) fn open_tags(&mut self) {
        self.stack.push(Overlay::Tags(TagPicker::default()));
    }

    /// Opens the palette on something to search.
    pub(super) fn open_palette(&mut self, offer: PaletteKind) {
        self.stack.push(Overlay::Palette(PaletteState::of(offer)));
    }

    /// Opens the list of notes and highlights, which are still looked for.
    pub(super) fn open_passages(&mut self) {
        self.stack.push(Overlay::Passages(PassagesState::default()));
    }

    /// Shows the notes and highlights that were found, if their list is still open.
    pub(super) fn on_passages(&mut self, lines: Vec<PassageLine>) {
        for overlay in &mut self.stack {
            if let Overlay::Passages(passages) = overlay {
                passages.show(lines);
                return;
            }
        }
    }

    /// Shows a picture large.
    pub(super) fn open_picture(&mut self, texture: TextureHandle) {
        self.stack.push(Overlay::Picture(texture));
    }

    /// Opens the dialog for the columns of a file, which is still being read.
    pub(super) fn open_columns(&mut self, path: PathBuf) {
        self.stack.retain(|overlay| !matches!(overlay, Overlay::Columns(_)));
        self.stack.push(Overlay::Columns(ColumnsDialog::of(path)));
    }

    #[cfg(feature = "cluster")]
    pub(super) fn open_server(&mut self, dialog: ServerDialog) {
        self.stack.retain(|overlay| !matches!(overlay, Overlay::Server(_)));
        self.stack.push(Overlay::Server(dialog));
    }

    /// The dialog for a server, if it is open.
    #[cfg(feature = "cluster")]
    pub(super) fn server(&mut self) -> Option<&mut ServerDialog> {
        self.stack.iter_mut().find_map(|overlay| match overlay {
            Overlay::Server(dialog) => Some(dialog),
            _ => None,
        })
    }

    /// Shows the columns of a file in its dialog; closes it and returns false if the file has none.
    pub(super) fn on_columns(&mut self, path: &Path, preview: Option<ColumnsPreview>) -> bool {
        let is_its = |overlay: &Overlay| matches!(overlay, Overlay::Columns(dialog) if dialog.path() == path);
        let Some(preview) = preview else {
            let count = self.stack.len();
            self.stack.retain(|overlay| !is_its(overlay));
            return self.stack.len() == count;
        };
        if let Some(Overlay::Columns(dialog)) = self.stack.iter_mut().find(|overlay| is_its(overlay)) {
            dialog.show(preview);
        }
        true
    }

    /// Closes the topmost overlay, or else the message; false if there is neither.
    pub(super) fn close_top(&mut self) -> bool {
        if let Some(Overlay::Dialog(Dialog::Help(keys, ..))) = self.stack.last_mut()
            && keys.stop_waiting()
        {
            return true;
        }
        self.stack.pop().is_some() || self.message.take().is_some()
    }

    /// Closes the overlays of the previous archive, and those that asked to open this one.
    pub(super) fn leave_archive(&mut self) {
        self.stack.retain(|overlay| match overlay {
            Overlay::Dialog(dialog) => !matches!(dialog, Dialog::Problems(_) | Dialog::OpenPath(_)),
            Overlay::Export(_) | Overlay::Palette(_) => true,
            _ => false,
        });
        self.end_passing_message();
    }

    /// Shows the measured size of the caches in an open settings window.
    pub(super) fn on_caches_measured(&mut self, view: &CacheView) {
        for overlay in &mut self.stack {
            if let Overlay::Dialog(Dialog::Settings(state)) = overlay {
                state.cache.clone_from(view);
            }
        }
    }

    /// Shows a message, replacing the current one.
    pub(super) fn tell(&mut self, message: Message) {
        self.message = Some(message);
    }

    /// Dismisses the message.
    pub(super) fn dismiss(&mut self) {
        self.message = None;
    }

    /// Dismisses this message if it is still the current one.
    pub(super) fn withdraw(&mut self, message: &Message) {
        self.message.take_if(|told| told == message);
    }

    /// Dismisses the message unless it stays valid when another archive is opened.
    pub(super) fn end_passing_message(&mut self) {
        self.message.take_if(|message| !message.lasts());
    }

    /// The path field, for the welcome page.
    pub(super) fn path(&mut self) -> &mut PathField {
        &mut self.path
    }

    /// Paints the stack with the message on top, and returns the reader's commands.
    pub(super) fn ui(&mut self, context: &Context, view: &OverlayView<'_>) -> Vec<Command> {
        let mut commands = Vec::new();
        let path = &mut self.path;
        self.stack.retain_mut(|overlay| {
            let (command, closed) = overlay.ui(context, path, view);
            commands.extend(command);
            !closed
        });
        if let Some(message) = &mut self.message {
            commands.extend(message_ui(context, message, view.kept.lang()));
        }
        commands
    }
}

impl Overlay {
    /// Paints the overlay. The second value is true if it should close.
    fn ui(
        &mut self,
        context: &Context,
        path: &mut PathField,
        view: &OverlayView<'_>,
    ) -> (Option<Command>, bool) {
        let (kept, lang) = (view.kept, view.kept.lang());
        match self {
            Self::Dialog(dialog) => {
                let loaded = view.open.and_then(|open| open.loaded.as_ref());
                let problems = loaded.map(|loaded| (&loaded.problems, loaded.catalogue.as_ref()));
                let recent = &kept.session().recent;
                dialog_ui(context, dialog, problems, path, recent, kept.settings(), kept.lang())
            }
            Self::Tags(picker) => tags_ui(context, picker, view),
            Self::Export(exporting) => export_ui(context, exporting.state(), &export::view(view)),
            Self::Palette(palette) => palette_ui(context, palette, lang),
            Self::Columns(columns) => columns_ui(context, columns, lang),
            Self::Day(dialog) => day_dialog_ui(context, dialog, &view.searching.listing().days, lang),
            Self::Passages(passages) => passages_ui(context, passages, lang),
            Self::Picture(texture) => (None, enlarged_picture_ui(context, texture, lang)),
            #[cfg(feature = "cluster")]
            Self::Server(server) => server_ui(context, server, lang),
        }
    }
}

fn tags_ui(context: &Context, picker: &mut TagPicker, view: &OverlayView<'_>) -> (Option<Command>, bool) {
    let lang = view.kept.lang();
    let targets = view.searching.targets(view.selected);
    let catalogue = view.searching.catalogue();
    let marks = view.library.marks();
    let on = |tag: &str| {
        let mut mine = targets.iter().map(|&ordinal| marks.of_article(catalogue, ordinal));
        mine.all(|mine| mine.tags.binary_search_by(|known| known.as_str().cmp(tag)).is_ok())
    };
    let tags = view::tag_choices(marks, &tag_name(&picker.text), &on);
    let (command, closed) = tag_picker_ui(context, picker, &lang.tagging(targets.len()), &tags, lang);
    (command, closed || targets.is_empty())
}
