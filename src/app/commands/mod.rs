//! Dispatches each command to the state that it changes.

mod availability;
mod choosing;
mod marking;
mod reading;
mod taking;

use super::Seogo;
use super::open::OpenWork;
use super::panes::DetailsPlace;
use super::searching::Move;
use super::servers::Reaching;
use super::show_settings;
use crate::archive::is_address;
use crate::article::{TextEncoding, user_part, web_address};
use crate::export::CopyFormat;
use crate::formats::ColumnChoice;
use crate::library::{Choice, CitationStyle};
use crate::library::{Settings, Theme};
use crate::search::ListRequest;
use crate::ui::command::{Action, Command, Direction};
use crate::ui::dialogs::Dialog;
use crate::ui::guide::GuideState;
use crate::ui::message::Message;
use crate::ui::palette::PaletteKind;
use crate::ui::problem_list::ProblemListState;
use egui::{Context, ViewportCommand};
use std::path::{Path, PathBuf};

impl Seogo {
    pub fn run(&mut self, context: &Context, command: Command) {
        let Some(command) = self.window.searching.defer(command, self.window.shown.selected()) else {
            return;
        };
        match command {
            Command::Do(action) => self.act(context, action),
            Command::Open(path) if is_address(&path) => self.open_server(&path, Reaching::AtOnce),
            Command::Open(path) => self.engine.open(&expand_home(path)),
            Command::ReachServer => self.reach_server(),
            Command::Select(ordinal) => self.open_row(ordinal),
            Command::Choose(ordinal, how) => {
                let all_read = self.window.searching.choose(ordinal, how, self.window.shown.selected());
                self.tell_unread(all_read);
                self.select(ordinal);
            }
            Command::OpenAddress(address) if web_address(&address).is_none() => self.follow_link(&address),
            Command::OpenAddress(address) => match user_part(&address) {
                Some(_) => self.window.overlays.open(Dialog::OpenAddress(address)),
                None => self.engine.open_address(address),
            },
            Command::OpenAskedAddress(address) => self.engine.open_address(address),
            Command::EnlargePicture(address) => {
                if let Some(texture) = self.window.shown.picture(&address) {
                    self.window.overlays.open_picture(texture);
                }
            }
            Command::LeaveUnsaved => self.leave_unsaved(context),
            Command::Copy(copied, text) => self.copy(context, copied, text),
            Command::ShowFile(ordinal) => self.show_file(ordinal),
            Command::ShowPath(path) => self.show_path(&path),
            Command::ShowWritten(path) => self.engine.show_in_folder(path),
            Command::List(request) => {
                self.window.note_step(&request);
                self.list(request);
            }
            Command::ShowWhole(tab) => self.show_tab(tab),
            Command::AskTrend(question) => self.window.whole.ask_trend(question),
            Command::ShowStory(ordinal) => self.show_story(ordinal),
            Command::AskWhy(ordinal) => self.window.whole.ask_why(ordinal),
            Command::CompareStory(ordinals) => self.compare_story(ordinals),
            Command::Compare(one, other) => self.compare(one, other),
            Command::Search { text, unfinished } => self.look_for(text, unfinished),
            Command::SetEncoding(encoding) => self.set_encoding(encoding),
            Command::Set(settings) => self.set(context, *settings),
            Command::Reveal(field, character) => self.window.shown.article_reader().reveal(field, character),
            Command::Mark(change) => self.change_marks(change),
            Command::Find(text) => self.find_text(&text),
            Command::ChooseColumns(path) => self.choose_columns(path),
            Command::SetColumns(place, columns) => self.set_columns(place, columns),
            Command::Export => self.export(),
            Command::SaveChart(path, existing) => self.save_chart(expand_home(path), existing),
            Command::PickExport => self.pick_export(),
            Command::ShowTour(step) => self.show_tour(context, step),
            Command::DismissMessage => self.window.overlays.dismiss(),
        }
    }

    /// Reads a table, or an index of another program, by the columns that the reader named.
    fn set_columns(&mut self, place: PathBuf, columns: ColumnChoice) {
        if is_address(&place) {
            self.choose(Choice::Columns(place.clone(), columns), place);
            self.reach_server();
        } else {
            let full = self.open.as_ref().map(|open| open.folder().join(&place)).unwrap_or(place);
            self.choose(Choice::Columns(full.clone(), columns), full);
        }
    }

    /// Says that articles can't be selected that haven't been read, unless all have been.
    fn tell_unread(&mut self, all_read: bool) {
        if !all_read {
            self.tell(Message::note(self.lang().not_all_read().to_owned()));
        }
    }

    /// Finds a text in the shown article.
    fn find_text(&mut self, text: &str) {
        let (shown, basis) = self.shown_and_basis();
        shown.look_for(text, &basis);
    }

    pub(super) fn act(&mut self, context: &Context, action: Action) {
        if let Some(reason) = self.why_not(action) {
            return self.tell(Message::note(reason.to_owned()));
        }
        match action {
            Action::OpenFolder => self.pick_folder(),
            Action::OpenFile => self.pick_file(),
            Action::OpenSamples => self.open_samples(),
            Action::OpenServer => self.open_server(Path::new(""), Reaching::AtOnce),
            Action::ForgetLogins => self.forget_logins(),
            Action::OpenPath => self.ask_for_path(None),
            Action::OpenRecent => self.offer_recent(),
            Action::ReadAsText => self.choose_as_text(true),
            Action::PassOverTexts => self.choose_as_text(false),
            Action::ChooseColumns => self.choose_columns_shown(),
            Action::Reload => self.look_again(),
            Action::CheckAgain => self.check_again(),
            Action::CheckArticle => self.reread(),
            Action::CancelLoad => self.stop(),
            Action::Back if self.go_back_in_whole() => {}
            Action::Back => self.go(Direction::Back),
            Action::Forward => self.go(Direction::Forward),
            Action::ShowNew => self.window.searching.show_new(),
            Action::Next => self.go_to(Move::Next),
            Action::Previous => self.go_to(Move::Previous),
            Action::First => self.go_to(Move::First),
            Action::Last => self.go_to(Move::Last),
            Action::ChooseNext => self.go_choosing(Move::Next),
            Action::ChoosePrevious => self.go_choosing(Move::Previous),
            Action::PageOn | Action::PageBack => self.turn_page(context, action),
            Action::ToggleChosen => self.window.searching.toggle_shown(self.window.shown.selected()),
            Action::SelectAll => {
                let all_read = self.window.select_all();
                self.tell_unread(all_read);
            }
            Action::OpenOriginal | Action::ShowInFolder | Action::Export => self.take_out(context, action),
            Action::CopyAddress => self.copy_address(context),
            Action::CopyCitation => self.copy_as(context, CopyFormat::Citation),
            Action::CopyFootnote => self.cite(context, CitationStyle::Footnote),
            Action::CopyReference => self.cite(context, CitationStyle::Apa),
            Action::CopyMention => self.cite(context, CitationStyle::Press),
            Action::CopyText => self.copy_as(context, CopyFormat::Text),
            Action::CopyQuotation => self.copy_as(context, CopyFormat::Quotation),
            Action::CopyMarkdown => self.copy_as(context, CopyFormat::Markdown),
            Action::Star
            | Action::MarkRead
            | Action::Tag
            | Action::Note
            | Action::Highlight
            | Action::BackUp
            | Action::Restore
            | Action::SaveSearch
            | Action::Undo
            | Action::Redo => self.mark_by_name(action),
            Action::ToggleStored | Action::ToggleBeside | Action::Compare => self.show_otherwise(action),
            Action::NewerVersion => self.step_version(Direction::Forward),
            Action::OlderVersion => self.step_version(Direction::Back),
            Action::ToggleDetails => self.toggle_details(),
            Action::ToggleSidebar => self.window.panes.toggle_list(),
            Action::ToggleShelves => self.toggle_shelves(),
            Action::ToggleEveryFile => self.toggle_every_file(),
            Action::NextTheme
            | Action::ShowSettings
            | Action::ClearCache
            | Action::ZoomIn
            | Action::ZoomOut
            | Action::ZoomReset => self.change_settings(context, action),
            Action::ShowStories => self.toggle_stories(),
            Action::ShowWhole => self.toggle_whole(),
            Action::SaveChart => self.ask_where_to_save_chart(),
            Action::ShowProblems => self.window.overlays.open(Dialog::Problems(ProblemListState::opened())),
            Action::ShowGuide => self.window.overlays.open(Dialog::Guide(GuideState::default())),
            Action::ShowHelp => self.show_help(),
            Action::ShowPalette => self.window.overlays.open_palette(PaletteKind::Commands),
            Action::FocusSearch => self.window.focus_search(),
            Action::Find => self.find(),
            Action::LeaveSearch => self.leave_search(),
            Action::NextHit => self.window.step_hit(Direction::Forward),
            Action::PreviousHit => self.window.step_hit(Direction::Back),
            Action::Close => self.close(),
        }
    }

    /// Asks for a path to open, beginning with that of the open archive; `reason` says why it is asked for.
    pub(super) fn ask_for_path(&mut self, reason: Option<String>) {
        let path = self.open.as_ref().map(|open| open.path().display().to_string());
        self.window.overlays.open_with_path(Dialog::OpenPath(reason), path.unwrap_or_default());
    }

    fn show_help(&mut self) {
        self.window.overlays.open(Dialog::Help(self.kept.settings_file(), self.kept.log_folder()));
    }

    /// Shows the details, or hides them.
    fn toggle_details(&mut self) {
        let place = self.window.panes.details_place(self.kept.session().details_open);
        self.open_details(place == DetailsPlace::Closed);
    }

    /// Unfolds the shelves, or folds them.
    fn toggle_shelves(&mut self) {
        self.kept.change_session(|session| session.shelves_open = !session.shelves_open);
    }

    /// Lists every file, or of each article the newest.
    fn toggle_every_file(&mut self) {
        self.kept.change_session(|session| session.every_file = !session.every_file);
        let all_versions = self.kept.session().every_file;
        self.list(ListRequest { all_versions, ..self.window.searching.request().clone() });
    }

    /// Pages through the article, and at its end or beginning goes on to the next or previous one.
    fn turn_page(&mut self, context: &Context, action: Action) {
        let further = match action {
            Action::PageBack => self.window.shown.page_back(),
            _ => self.window.shown.page_on(),
        };
        if let Some(action) = further {
            self.act(context, action);
        }
    }

    /// Closes the topmost overlay, else what is open on the page, else the selection, and so on down to the
    /// search.
    fn close(&mut self) {
        let closed = self.window.overlays.close_top()
            || self.window.tour.take().is_some()
            || self.window.whole.leave_comparison()
            || self.window.whole.leave_joining();
        if closed || self.window.panes.close_details_over() {
            return;
        }
        let (shown, basis) = self.shown_and_basis();
        if shown.close_find_or_selection(&basis) || self.window.searching.unchoose() {
            return;
        }
        let (shown, basis) = self.shown_and_basis();
        if !shown.back_to_page(&basis) && !self.window.searching.typed().is_empty() {
            self.leave_search();
        }
    }

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

    fn offer_recent(&mut self) {
        let open = self.open.as_ref().map(|open| open.path());
        let recent = self.kept.session().recent.iter();
        let others = recent.filter(|&path| Some(path) != open.as_ref()).cloned().collect();
        self.window.overlays.open_palette(PaletteKind::Folders(others));
    }

    fn look_again(&mut self) {
        if let Some(open) = &self.open {
            self.window.overlays.end_passing_message();
            self.engine.look_again(&open.path());
        }
    }

    /// Checks every file of the archive again, unless a check is already running.
    fn check_again(&mut self) {
        if let Some(open) = &mut self.open
            && open.begin_check()
        {
            self.engine.check(self.window.searching.catalogue().clone());
        }
    }

    /// Cancels the running job.
    fn stop(&self) {
        match self.open.as_ref().and_then(|open| open.work()) {
            Some(OpenWork::Checking) => self.engine.cancel_check(),
            Some(OpenWork::Loading) => self.engine.cancel_load(),
            Some(OpenWork::Indexing) | None => self.engine.stop_indexing(),
        }
    }

    /// Applies new settings.
    fn set(&mut self, context: &Context, settings: Settings) {
        let effects = self.kept.set(settings);
        show_settings(context, self.kept.settings());
        if effects.ask_for_motion {
            self.engine.ask_for_motion();
        }
        if effects.language {
            let (shown, basis) = self.shown_and_basis();
            shown.refresh(&basis);
        }
        if effects.paragraphs {
            self.reread();
        }
    }

    fn change_settings(&mut self, context: &Context, action: Action) {
        let settings = self.kept.settings();
        let zoom = match action {
            Action::NextTheme => {
                let theme = match settings.theme {
                    Theme::System => Theme::Light,
                    Theme::Light => Theme::Dark,
                    Theme::Dark => Theme::System,
                };
                return self.set(context, Settings { theme, ..settings.clone() });
            }
            Action::ShowSettings => return self.open_settings(),
            Action::ClearCache => {
                if let Some(caches) = self.kept.caches() {
                    self.engine.clear_caches(caches.to_owned());
                }
                return;
            }
            Action::ZoomIn => settings.larger_zoom(),
            Action::ZoomOut => settings.smaller_zoom(),
            _ => Settings::ZOOM,
        };
        self.set(context, Settings { zoom, ..settings.clone() });
    }

    /// Opens the settings window and starts to measure the caches.
    fn open_settings(&mut self) {
        let dialog = Dialog::Settings(self.kept.cache_view(None), self.kept.settings_file());
        self.window.overlays.open(dialog);
        if let Some(caches) = self.kept.caches() {
            self.engine.measure_caches(caches.to_owned());
        }
    }

    /// Remembers an encoding for the shown article's file and reloads it, so that list and search follow.
    fn set_encoding(&mut self, encoding: Option<TextEncoding>) {
        if let Some(path) = self.window.shown.file() {
            self.choose(Choice::Encoding(path.clone(), encoding), path);
        }
    }
}

impl Seogo {
    /// Asks for confirmation before the window closes while marks can't be saved. If that isn't known yet,
    /// the window closes as soon as they are, or at once when it is asked again.
    pub fn ask_before_leaving(&mut self, context: &Context) {
        let Some(path) = self.kept.marks_file() else { return };
        let is_asked = context.input(|input| input.viewport().close_requested());
        let waited =
            (is_asked || !self.library.is_saving()) && std::mem::take(&mut self.window.native.leaves);
        if self.library.asks_before_leaving() && (is_asked || waited) {
            context.send_viewport_cmd(ViewportCommand::CancelClose);
            self.window.overlays.open(Dialog::Unsaved(path));
        } else if is_asked && !waited && self.library.is_saving() {
            context.send_viewport_cmd(ViewportCommand::CancelClose);
            self.window.native.leaves = true;
        } else if waited {
            context.send_viewport_cmd(ViewportCommand::Close);
        }
    }

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
