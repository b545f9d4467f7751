//! Dispatches each command to the state that it changes.

mod asking;
mod availability;
mod choosing;
mod marking;
mod reading;
mod settings;
mod taking;

use super::open::OpenWork;
use super::panes::DetailsPlace;
use super::servers::Reaching;
use crate::app::program::Program;
use crate::app::window::Window;
use crate::app::windows::WindowRequest;
use crate::archive::is_address;
use crate::article::{TextEncoding, user_part, web_address};
use crate::formats::ColumnChoice;
use crate::library::Choice;
use crate::ui::command::{Action, Command};
use crate::ui::dialogs::Dialog;
use crate::ui::message::Message;
use egui::{Context, ViewportCommand};
use std::path::{Path, PathBuf};

impl Window {
    pub(in crate::app) fn run(&mut self, context: &Context, command: Command, program: &mut Program) {
        let Some(command) = self.searching.defer(command, self.shown.selected()) else {
            return;
        };
        match command {
            Command::Do(action) => self.act(context, action, program),
            Command::Open(path) if is_address(&path) => self.open_server(&path, Reaching::AtOnce, program),
            Command::Open(path) => program.engine.open(&expand_home(path)),
            Command::ReachServer => self.reach_server(program),
            Command::Select(ordinal) => self.open_row(ordinal, program),
            Command::Choose(ordinal, how) => {
                let all_read = self.searching.choose(ordinal, how, self.shown.selected());
                self.tell_unread(all_read, program);
                self.select(ordinal, program);
            }
            Command::OpenAddress(address) => self.open_address(address, program),
            Command::OpenAskedAddress(address) => program.engine.open_address(address),
            Command::EnlargePicture(address) => {
                if let Some(texture) = self.shown.picture(&address) {
                    self.overlays.open_picture(texture);
                }
            }
            Command::LeaveUnsaved => program.leave_unsaved(context),
            Command::Copy(copied, text) => self.copy(context, copied, text, program),
            Command::ShowFile(ordinal) => self.show_file(ordinal, program),
            Command::ShowPath(path) => program.show_path(&path),
            Command::ShowWritten(path) => program.engine.show_in_folder(path),
            Command::List(request) => {
                self.note_step(&request);
                self.list(request, program);
            }
            Command::GoToDay(day) => self.searching.go_to_day(day),
            Command::Narrow(narrowing, only) => self.narrow(&narrowing, only, program),
            Command::ShowWhole(tab) => self.show_tab(tab, program),
            Command::AskTrend(question) => self.whole.ask_trend(question),
            Command::AskWords(question) => self.whole.ask_words(question),
            Command::ReadPlaces(at) => self.ask_lines(at, program),
            Command::OpenPlace(ordinal, field, range) => self.open_place(ordinal, field, range, program),
            Command::StopWords(stops) => self.stop_words(stops, program),
            Command::CopyWords(part) => self.copy_words(part, program),
            Command::ShowStory(ordinal) => self.show_story(ordinal, program),
            Command::AskWhy(ordinal) => self.whole.ask_why(ordinal),
            Command::CompareStory(ordinals) => self.compare_story(ordinals, program),
            Command::Compare(one, other) => self.compare(one, other, program),
            Command::Search { text, unfinished } => self.look_for(text, unfinished, program),
            Command::SetEncoding(encoding) => self.set_encoding(encoding, program),
            Command::Set(settings) => self.set(context, *settings, program),
            Command::Reveal(field, character) => self.shown.article_reader().reveal(field, character),
            Command::Mark(change) => self.change_marks(change, program),
            Command::Find(text) => self.find_text(&text, program),
            Command::ChooseColumns(path) => self.choose_columns(path, program),
            Command::SetColumns(place, columns) => self.set_columns(place, columns, program),
            Command::Export => self.export(program),
            Command::SaveChart(path, existing) => self.save_chart(expand_home(path), existing, program),
            Command::PickExport => self.pick_export(program),
            Command::CountLeaving => self.count_leaving(program),
            Command::ShowTour(step) => self.show_tour(context, step, program),
            Command::DismissMessage => self.overlays.dismiss(),
        }
    }

    /// Opens a web address in the browser, after a question if it may lead elsewhere than it seems to; any other
    /// address leads to something in the archive.
    fn open_address(&mut self, address: String, program: &mut Program) {
        if web_address(&address).is_none() {
            self.follow_link(&address, program);
        } else if user_part(&address).is_some() {
            self.overlays.open(Dialog::OpenAddress(address));
        } else {
            program.engine.open_address(address);
        }
    }

    /// Reads a table, or an index of another program, by the columns that the reader named.
    fn set_columns(&mut self, place: PathBuf, columns: ColumnChoice, program: &mut Program) {
        if is_address(&place) {
            self.choose(Choice::Columns(place.clone(), columns), place, program);
            self.reach_server(program);
        } else {
            let full = program.open.as_ref().map(|open| open.folder().join(&place)).unwrap_or(place);
            self.choose(Choice::Columns(full.clone(), columns), full, program);
        }
    }

    /// Selects everything, as far as it has been read.
    fn choose_all(&mut self, program: &Program) {
        let all_read = self.select_all();
        self.tell_unread(all_read, program);
    }

    /// Says that articles can't be selected that haven't been read, unless all have been.
    fn tell_unread(&mut self, all_read: bool, program: &Program) {
        if !all_read {
            self.tell(Message::note(program.lang().not_all_read().to_owned()));
        }
    }

    /// Finds a text in the shown article.
    fn find_text(&mut self, text: &str, program: &mut Program) {
        let (shown, basis) = self.shown_and_basis(program);
        shown.look_for(text, &basis);
    }

    pub(super) fn act(&mut self, context: &Context, action: Action, program: &mut Program) {
        if let Some(reason) = self.why_not(action, program) {
            return self.tell(Message::note(reason.to_owned()));
        }
        match action {
            Action::OpenFolder => program.pick_folder(),
            Action::OpenFile => program.pick_file(),
            Action::OpenSamples => program.open_samples(),
            Action::OpenServer => self.open_server(Path::new(""), Reaching::AtOnce, program),
            Action::ForgetLogins => self.forget_logins(program),
            Action::ReadAsText | Action::PassOverTexts => self.choose_as_text(action, program),
            Action::ChooseColumns => self.choose_columns_shown(program),
            Action::Reload => self.look_again(program),
            Action::CheckAgain => self.check_again(program),
            Action::CheckArticle => self.reread(program),
            Action::CancelLoad => program.stop(),
            Action::Back | Action::Forward => self.go_through_history(action, program),
            Action::ShowNew => self.searching.show_new(),
            Action::Next | Action::Previous | Action::First | Action::Last => self.go_by(action, program),
            Action::ChooseNext | Action::ChoosePrevious => self.go_choosing(action, program),
            Action::PageOn | Action::PageBack => self.turn_page(context, action, program),
            Action::ToggleChosen => self.searching.toggle_shown(self.shown.selected()),
            Action::SelectAll => self.choose_all(program),
            Action::OpenOriginal
            | Action::ShowInFolder
            | Action::Export
            | Action::Print
            | Action::CopyAddress
            | Action::CopyCitation
            | Action::CopyFootnote
            | Action::CopyReference
            | Action::CopyMention
            | Action::CopyText
            | Action::CopyQuotation
            | Action::CopyMarkdown => self.take_out(context, action, program),
            Action::Star
            | Action::MarkRead
            | Action::Tag
            | Action::Note
            | Action::Highlight
            | Action::BackUp
            | Action::Restore
            | Action::SaveSearch
            | Action::Undo
            | Action::Redo => self.mark_by_name(action, program),
            Action::ToggleStored | Action::ToggleSplit | Action::Compare => self.show_as(action, program),
            Action::NewerVersion | Action::OlderVersion => self.step_version(action, program),
            Action::ToggleDetails => self.toggle_details(program),
            Action::ToggleSidebar => self.panes.toggle_list(),
            Action::ToggleColumn => program.toggle_column(),
            Action::ToggleShelves => program.toggle_shelves(),
            Action::ToggleEveryFile => self.toggle_every_file(program),
            Action::NextTheme
            | Action::ShowSettings
            | Action::ClearCache
            | Action::ZoomIn
            | Action::ZoomOut
            | Action::ZoomReset => self.change_settings(context, action, program),
            Action::ShowStories => self.toggle_stories(program),
            Action::ShowWhole => self.toggle_whole(program),
            Action::ShowWords => self.toggle_words(program),
            Action::SaveChart => self.ask_where_to_save_chart(program),
            Action::OpenPath
            | Action::OpenRecent
            | Action::ShowProblems
            | Action::ShowPassages
            | Action::ShowGuide
            | Action::ShowHelp
            | Action::ShowPalette
            | Action::GoToDay => self.open_overlay(action, program),
            Action::FocusSearch => self.focus_search(),
            Action::Find => self.find(),
            Action::LeaveSearch => self.leave_search(program),
            Action::NextHit | Action::PreviousHit => self.step_hit(action),
            Action::Close => self.close(program),
            Action::NewWindow | Action::OpenInWindow | Action::CloseWindow | Action::Quit => {
                self.asks = self.window_request(action)
            }
        }
    }

    /// What the program is to do with its windows.
    fn window_request(&self, action: Action) -> Option<WindowRequest> {
        match action {
            Action::NewWindow => Some(WindowRequest::Open),
            Action::OpenInWindow => self.shown.selected().map(WindowRequest::OpenArticle),
            Action::CloseWindow => Some(WindowRequest::Close),
            Action::Quit => Some(WindowRequest::Quit),
            _ => None,
        }
    }

    /// Shows the details, or hides them.
    fn toggle_details(&mut self, program: &mut Program) {
        let place = self.panes.details_place(program.kept.session().details_open);
        self.open_details(place == DetailsPlace::Closed, program);
    }

    /// Pages through the article, and at its end or beginning goes on to the next or previous one.
    fn turn_page(&mut self, context: &Context, action: Action, program: &mut Program) {
        let further = match action {
            Action::PageBack => self.shown.page_back(),
            _ => self.shown.page_on(),
        };
        if let Some(action) = further {
            self.act(context, action, program);
        }
    }

    /// Closes the topmost overlay, else what is open on the page, else the selection, and so on down to the
    /// search.
    fn close(&mut self, program: &mut Program) {
        let closed = self.overlays.close_top()
            || self.tour.take().is_some()
            || self.whole.leave_comparison()
            || self.whole.leave_joining();
        if closed || self.panes.close_details_over() {
            return;
        }
        let (shown, basis) = self.shown_and_basis(program);
        if shown.close_find_or_selection(&basis) || self.searching.unchoose() {
            return;
        }
        let (shown, basis) = self.shown_and_basis(program);
        if !shown.back_to_page(&basis) && !self.searching.typed().is_empty() {
            self.leave_search(program);
        }
    }

    fn look_again(&mut self, program: &mut Program) {
        if let Some(open) = &program.open {
            self.overlays.end_passing_message();
            program.engine.look_again(&open.path());
        }
    }

    /// Checks every file of the archive again, unless a check is already running.
    fn check_again(&mut self, program: &mut Program) {
        if let Some(open) = &mut program.open
            && open.begin_check()
        {
            program.engine.check(self.searching.catalogue().clone());
        }
    }

    /// Remembers an encoding for the shown article's file and reloads it, so that list and search follow.
    fn set_encoding(&mut self, encoding: Option<TextEncoding>, program: &mut Program) {
        if let Some(path) = self.shown.file() {
            self.choose(Choice::Encoding(path.clone(), encoding), path, program);
        }
    }
}

impl Program {
    fn pick_folder(&self) {
        self.engine.pick_folder(self.lang().open_folder_title().to_owned(), self.open_folder());
    }

    fn pick_file(&self) {
        let lang = self.lang();
        let kinds = [lang.article_files(), lang.all_files()].map(str::to_owned);
        self.engine.pick_file(lang.open_file_title().to_owned(), kinds, self.open_folder());
    }

    fn open_samples(&mut self) {
        if let Some(samples) = &self.samples {
            self.engine.open(samples);
        }
    }

    /// The open folder, or the one that the open file is in.
    fn open_folder(&self) -> Option<PathBuf> {
        let open = self.open.as_ref().filter(|open| !open.archive.is_on_server())?;
        Some(open.folder().to_owned())
    }

    /// Cancels the running job.
    fn stop(&self) {
        match self.open.as_ref().and_then(|open| open.work()) {
            Some(OpenWork::Checking) => self.engine.cancel_check(),
            Some(OpenWork::Loading) => self.engine.cancel_load(),
            Some(OpenWork::Indexing) | None => self.engine.stop_indexing(),
        }
    }
}

impl Window {
    /// Asks for confirmation before the window closes while marks can't be saved. If that isn't known yet,
    /// the window closes as soon as they are, or at once when it is asked again.
    pub(in crate::app) fn ask_before_leaving(&mut self, context: &Context, program: &mut Program) {
        let Some(path) = program.kept.marks_file() else { return };
        let is_asked = context.input(|input| input.viewport().close_requested());
        let waited = (is_asked || !program.library.is_saving()) && std::mem::take(&mut self.native.leaves);
        if program.library.asks_before_leaving() && (is_asked || waited) {
            context.send_viewport_cmd(ViewportCommand::CancelClose);
            self.overlays.open(Dialog::Unsaved(path));
        } else if is_asked && !waited && program.library.is_saving() {
            context.send_viewport_cmd(ViewportCommand::CancelClose);
            self.native.leaves = true;
        } else if waited {
            context.send_viewport_cmd(ViewportCommand::Close);
        }
    }
}

impl Program {
    /// Closes the window with marks unsaved; they are then written to a file next to their usual one.
    fn leave_unsaved(&mut self, context: &Context) {
        self.library.leave_unsaved();
        context.send_viewport_cmd(ViewportCommand::Close);
    }
}

/// A typed path, with a leading `~` replaced by the home folder.
fn expand_home(path: PathBuf) -> PathBuf {
    match (path.strip_prefix("~"), etcetera::home_dir()) {
        (Ok(rest), Ok(home)) => home.join(rest),
        _ => path,
    }
}
