//! What the reader asked for, done.

use super::Seogo;
use crate::article::TextEncoding;
use crate::export::Clip;
use crate::library::{Settings, Theme, keep_encoding};
use crate::ui::command::{Action, Choice, Command};
use crate::ui::dialogs::Dialog;
use crate::ui::message::Message;
use crate::ui::palette::{Offer, PaletteState};
use crate::ui::problem_list::ProblemListState;

impl Seogo {
    /// Runs one command.
    pub fn run(&mut self, context: &egui::Context, command: Command) {
        if self.listing.is_beginning && self.needs_whole_list(&command) {
            self.waiting.push(command);
            return;
        }
        match command {
            Command::Do(action) => self.act(context, action),
            Command::Open(path) => self.engine.open(&expand_home(path)),
            Command::Select(ordinal) => {
                self.note_search();
                self.unchoose();
                self.select(ordinal);
                self.reveal();
                if is_narrow(context) {
                    (self.sidebar_open, self.details_over) = (false, false);
                }
            }
            Command::Choose(ordinal, how) => self.choose(ordinal, how),
            Command::OpenAddress(address) => self.engine.open_address(address),
            Command::Copy(text) => {
                context.copy_text(text);
                self.message = Some(Message::notice(self.texts().copied().to_owned()));
            }
            Command::ShowFile(ordinal) => self.show_file(ordinal),
            Command::ShowPath(path) => {
                if let Some(archive) = &self.archive {
                    self.engine.show_in_folder(archive.folder.join(path));
                }
            }
            Command::List(request) => {
                self.engine.list(request.clone());
                self.request = request;
            }
            Command::Compare(one, other) => self.compare(one, other),
            Command::Search { text, unfinished } => self.look_for(text, unfinished),
            Command::SetEncoding(encoding) => self.set_encoding(encoding),
            Command::Set(settings) => self.set(context, *settings),
            Command::Reveal(field, character) => self.marked_reader().reveal(field, character),
            Command::Mark(change) => self.change_marks(change),
            Command::Find(text) => self.find_in_article(&text),
            Command::Export => self.export(),
            Command::PickExport => self.pick_export(),
            Command::DismissMessage => self.message = None,
        }
    }

    /// Whether a command would do something else once all of the list is found.
    fn needs_whole_list(&self, command: &Command) -> bool {
        match command {
            Command::Export | Command::Choose(_, Choice::Range) => true,
            Command::Do(Action::SelectAll | Action::Last | Action::ShowNew) => true,
            // The shown article may stand further down.
            Command::Do(
                Action::Next
                | Action::Previous
                | Action::PageOn
                | Action::PageBack
                | Action::ChooseNext
                | Action::ChoosePrevious,
            ) => self.selected.is_some() && self.position.is_none(),
            _ => false,
        }
    }

    fn act(&mut self, context: &egui::Context, action: Action) {
        match action {
            Action::OpenFolder => {
                let start = self.archive.as_ref().map(|archive| archive.folder.clone());
                self.engine.pick_folder(self.texts().open_folder_title().to_owned(), start);
            }
            Action::OpenPath => self.dialog = Dialog::OpenPath(None),
            Action::Reload => {
                if let Some(archive) = &self.archive {
                    self.message.take_if(|message| !message.lasts());
                    self.engine.look_again(&archive.folder);
                }
            }
            Action::Back => self.go(true),
            Action::Forward => self.go(false),
            Action::CancelLoad => self.stop(),
            Action::ShowNew => self.show_new(),
            Action::CheckAgain => self.check_again(),
            Action::CheckArticle => self.check_article(),
            Action::Next => self.step(|position, gap| position.map_or(gap, |at| at + 1)),
            Action::Previous => {
                self.step(|position, gap| position.unwrap_or(gap).saturating_sub(1));
            }
            Action::First => self.step(|_, _| 0),
            Action::Last => self.step(|_, _| usize::MAX),
            Action::ChooseNext => self.step_choosing(|at| at + 1),
            Action::ChoosePrevious => self.step_choosing(|at| at.saturating_sub(1)),
            Action::ToggleChosen => self.toggle_shown(),
            Action::SelectAll if self.on_page && self.read.is_some() => self.reader.select_all(),
            Action::SelectAll => self.choose_all(),
            Action::Star => self.toggle_star(),
            Action::MarkRead => self.toggle_read(),
            Action::Tag => self.open_tags(),
            Action::Note => self.open_note(context),
            Action::Highlight => self.highlight(),
            Action::BackUp => self.ask_for_backup(true),
            Action::Restore => self.ask_for_backup(false),
            Action::SaveSearch => self.save_search(),
            Action::ToggleShelves => {
                self.session.shelves_open = !self.session.shelves_open;
                self.unsaved = true;
            }
            Action::Undo => self.undo(),
            Action::Redo => self.redo(),
            Action::PageOn => {
                if !self.reader.page_on() || self.read.is_none() {
                    self.step(|position, gap| position.map_or(gap, |at| at + 1));
                }
            }
            Action::PageBack => {
                if !self.reader.page_back() {
                    self.step(|position, gap| position.unwrap_or(gap).saturating_sub(1));
                }
            }
            Action::OpenOriginal => match &self.page.original {
                Some(address) if self.read.is_some() => self.engine.open_address(address.clone()),
                Some(_) | None => self.tell_no_original(),
            },
            Action::CopyAddress => match self.page.original.clone() {
                Some(address) => self.run(context, Command::Copy(address)),
                None => self.tell_no_original(),
            },
            Action::CopyCitation => self.copy_as(context, Clip::Citation),
            Action::CopyText => self.copy_as(context, Clip::Text),
            Action::CopyQuotation => self.copy_as(context, Clip::Quotation),
            Action::CopyMarkdown => self.copy_as(context, Clip::Markdown),
            Action::Export => self.open_export(),
            Action::ShowInFolder => {
                if let Some(ordinal) = self.selected {
                    self.show_file(ordinal);
                }
            }
            Action::ToggleStored => {
                self.comparing = None;
                self.beside = None;
                self.stored = !self.stored;
                self.show_page();
            }
            Action::ToggleBeside => self.toggle_beside(),
            Action::ToggleDetails => {
                let open = self.details_open(context.content_rect().width());
                self.open_details(context, !open);
            }
            Action::ToggleSidebar => self.sidebar_open = !self.sidebar_open,
            Action::NextTheme => {
                let next = match self.settings.theme {
                    Theme::System => Theme::Light,
                    Theme::Light => Theme::Dark,
                    Theme::Dark => Theme::System,
                };
                self.set(context, Settings { theme: next, ..self.settings.clone() });
            }
            Action::ShowSettings => self.show_settings(),
            Action::ClearCache => self.clear_cache(),
            Action::ZoomIn => self.zoom_to(context, self.settings.next_zoom(true)),
            Action::ZoomOut => self.zoom_to(context, self.settings.next_zoom(false)),
            Action::ZoomReset => self.zoom_to(context, Settings::ZOOM),
            Action::Compare => self.toggle_comparison(),
            Action::NewerVersion => self.step_version(true),
            Action::OlderVersion => self.step_version(false),
            Action::ShowProblems => self.show_problems(),
            Action::ToggleEveryFile => {
                self.session.every_file = !self.session.every_file;
                self.unsaved = true;
                self.request.all_versions = self.session.every_file;
                self.engine.list(self.request.clone());
            }
            Action::ShowHelp => self.dialog = Dialog::Help(self.settings_file()),
            Action::ShowPalette => self.palette = Some(PaletteState::of(Offer::Commands)),
            Action::OpenRecent => {
                let open = self.archive.as_ref().map(|archive| &archive.folder);
                let others = self.session.recent.iter().filter(|&folder| Some(folder) != open);
                self.palette = Some(PaletteState::of(Offer::Folders(others.cloned().collect())));
            }
            Action::FocusSearch => {
                self.sidebar_open = true;
                self.sidebar.search.take_focus = true;
            }
            Action::Find => {
                let pointer = context.input(|input| input.pointer.latest_pos());
                self.open_find(pointer.is_some_and(|pointer| self.is_over_list(pointer)));
            }
            Action::LeaveSearch => self.leave_search(),
            Action::NextHit => self.marked_reader().step_hit(true),
            Action::PreviousHit => self.marked_reader().step_hit(false),
            Action::Close => self.close(),
        }
    }

    /// Shows the article at the position that `next` makes of the present one, within the list, or of the gap that it
    /// left where it is listed no longer.
    fn step(&mut self, next: impl FnOnce(Option<usize>, usize) -> usize) {
        self.unchoose_unless_kept();
        let Some(last) = self.listing.len().checked_sub(1) else { return };
        let position = next(self.position, self.gap).min(last);
        if let Some(&ordinal) = self.listing.ordinals.get(position) {
            self.select(ordinal);
            self.sidebar.list.reveal(position);
        }
    }

    /// Goes on to the article at the position that `next` makes of the present one, choosing it beside the others.
    fn step_choosing(&mut self, next: impl FnOnce(usize) -> usize) {
        let Some((position, last)) = self.position.zip(self.listing.len().checked_sub(1)) else { return };
        let position = next(position).min(last);
        if let Some(&ordinal) = self.listing.ordinals.get(position) {
            self.choose(ordinal, Choice::Range);
            self.sidebar.list.reveal(position);
        }
    }

    /// Whether a place in the window is on the list rather than on the article.
    pub(super) fn is_over_list(&self, pointer: egui::Pos2) -> bool {
        self.sidebar_open && pointer.x < self.session.sidebar_width.unwrap_or_default()
    }

    /// Shows an article of the list.
    pub(super) fn select(&mut self, ordinal: u32) {
        if self.selected == Some(ordinal) && self.read.is_some() {
            return;
        }
        self.keep_draft();
        self.leave_article();
        self.choose_otherwise();
        if let Some((archive, row)) = self.archive.as_ref().zip(self.listing.catalogue.row(ordinal)) {
            let path = archive.folder.join(row.file_path());
            self.engine.read(ordinal, path, self.settings.restore_paragraphs);
            self.selected = Some(ordinal);
            self.position = self.listing.position_of_article(ordinal);
        }
    }

    /// Reads the shown article again from the file that is listed in place of the one it was read from.
    pub(super) fn select_again(&mut self, ordinal: u32) {
        if let Some((archive, row)) = self.archive.as_ref().zip(self.listing.catalogue.row(ordinal)) {
            let path = archive.folder.join(row.file_path());
            self.engine.read(ordinal, path, self.settings.restore_paragraphs);
            self.selected = Some(ordinal);
        }
    }

    /// Brings the shown article's row into view.
    pub(super) fn reveal(&mut self) {
        if let Some(position) = self.position {
            self.sidebar.list.reveal(position);
        }
    }

    /// Opens or closes the details; in a narrow window they are in the place of the article.
    pub(super) fn open_details(&mut self, context: &egui::Context, open: bool) {
        if is_narrow(context) {
            self.details_over = open;
            self.sidebar_open &= !open;
        } else {
            self.session.details_open = Some(open);
            self.unsaved = true;
        }
    }

    fn show_file(&mut self, ordinal: u32) {
        if let Some((archive, row)) = self.archive.as_ref().zip(self.listing.catalogue.row(ordinal)) {
            self.engine.show_in_folder(archive.folder.join(row.file_path()));
        }
    }

    fn show_problems(&mut self) {
        if self.loaded.is_some() {
            self.dialog = Dialog::Problems(ProblemListState::opened());
        }
    }

    /// Remembers the encoding of the shown article's file, which is read again, so that list and search follow.
    fn set_encoding(&mut self, encoding: Option<TextEncoding>) {
        let Some(path) = self.read.as_ref().map(|read| read.path.clone()) else { return };
        self.encodings.choose(path.clone(), encoding);
        self.engine.set_encodings(self.encodings.clone(), vec![path.clone()]);
        let written = self.folders.as_ref().map(|folders| keep_encoding(path, encoding, folders));
        if let Some(Err(error)) = written {
            self.message = Some(Message::lasting_warning(self.texts().library_error(&error)));
        }
    }

    fn tell_no_original(&mut self) {
        if self.read.is_some() {
            self.message = Some(Message::warning(self.texts().no_original().to_owned()));
        }
    }

    /// Closes what lies on top: a dialog, then the message, then the selection, then the stored text.
    fn close(&mut self) {
        if self.tagging.take().is_some() || self.palette.take().is_some() || self.close_export() {
            // Whatever lies below it stays.
        } else if !matches!(self.dialog, Dialog::None) {
            self.dialog = Dialog::None;
        } else if self.message.is_some() {
            self.message = None;
        } else if std::mem::take(&mut self.details_over) {
            // The article is back.
        } else if self.close_find() {
            // What is marked is what the list was searched for again.
        } else if self.deselect() || self.unchoose() {
            // That was all there was to close.
        } else if self.leave_comparison() {
            // The article is back.
        } else if self.stored {
            self.beside = None;
            self.stored = false;
            self.show_page();
        } else if !self.sidebar.search.text.is_empty() {
            self.leave_search();
        }
    }
}

/// Whether list, article and details do not stand side by side.
fn is_narrow(context: &egui::Context) -> bool {
    context.content_rect().width() < super::painting::WIDTH_FOR_SIDEBAR
}

/// A path as typed into a field, with the home folder for a leading `~`.
pub(super) fn expand_home(path: std::path::PathBuf) -> std::path::PathBuf {
    match (path.strip_prefix("~"), etcetera::home_dir()) {
        (Ok(rest), Ok(home)) => home.join(rest),
        _ => path,
    }
}
