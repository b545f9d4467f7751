//! Dispatches each engine event to the state that it changes.

use super::open::Open;
use super::searching::{Searching, Successors};
use super::servers::Reaching;
use super::shown::{Fate, Return, Shown};
use crate::app::program::Program;
use crate::app::window::Window;
use crate::archive::{Archive, Catalogue, Checked, Followed, Following, Loaded, ReadArticle, is_address};
use crate::engine::{ArchiveEvent, Event, ProgramEvent};
use crate::export::CitationForm;
use crate::formats::ColumnsPreview;
use crate::library::{ArchivePlace, BackedUp, Edit, LibraryError, LibraryNews, PagePlace, ReadingPlace};
use crate::search::Listing;
use crate::ui::dialogs::Dialog;
use crate::ui::message::Message;
use crate::view::{self, passage_lines};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

impl Window {
    pub(super) fn on_event(&mut self, event: Event, program: &mut Program) {
        match event {
            Event::Archive(event) => self.on_archive_event(event, program),
            Event::Program(event) => self.on_program_event(event, program),
        }
    }

    fn on_archive_event(&mut self, event: ArchiveEvent, program: &mut Program) {
        let lang = program.lang();
        match event {
            ArchiveEvent::Opened(archive) => self.on_opened(archive, program),
            ArchiveEvent::Loading(progress) => program.on_open(|open| open.progress = Some(progress)),
            ArchiveEvent::Listed(listing) => self.on_listed(listing, program),
            ArchiveEvent::Loaded(loaded) => self.on_loaded(loaded, program),
            ArchiveEvent::Indexing { done, all } => program.on_open(|open| open.on_indexing(done, all)),
            ArchiveEvent::Followed(followed) => self.on_followed(*followed, program),
            ArchiveEvent::Following(following) => self.on_following(following, program),
            ArchiveEvent::NotCached(folder, error) => {
                let text = lang.not_cached(&folder.display().to_string(), &lang.unwritable(&error).0);
                self.tell(Message::lasting_warning(text));
            }
            #[cfg(feature = "cluster")]
            ArchiveEvent::ServerRefused(trouble) => self.on_server_refused(&trouble, program),
            ArchiveEvent::CacheInUse => self.tell(Message::note(lang.cache_in_use().to_owned())),
            ArchiveEvent::Checking(progress) => {
                program.on_open(|open| open.integrity.checking = Some(progress))
            }
            ArchiveEvent::Checked(checked) => self.on_checked(&checked, program),
            ArchiveEvent::Values(values) => program.on_open(|open| open.values = values),
            ArchiveEvent::Snippets(search, lines) => self.searching.on_snippets(&search, lines),
            ArchiveEvent::Read(read) => self.on_read(read, program),
            ArchiveEvent::Picture(ordinal, picture) => self.shown.on_picture(ordinal, picture),
            ArchiveEvent::Columns(path, preview) => self.on_columns(&path, preview, program),
            ArchiveEvent::Compared(compared) => {
                let (shown, basis) = self.shown_and_basis(program);
                shown.on_compared(compared, &basis);
            }
            ArchiveEvent::ComparedStory(compared) => self.whole.on_compared(compared),
            ArchiveEvent::Whole(answer) => self.whole.on_answer(answer),
            ArchiveEvent::Words(answer) => self.whole.on_words(&answer),
            ArchiveEvent::ConcordanceLines(further) => self.whole.on_lines(&further),
            ArchiveEvent::Counted(counts) => program.on_open(|open| open.counts = Some(counts)),
            ArchiveEvent::CountedWithin(listing, counts) => {
                self.searching.on_counted_within(&listing, &counts);
            }
        }
    }

    fn on_program_event(&mut self, event: ProgramEvent, program: &mut Program) {
        let lang = program.lang();
        match event {
            ProgramEvent::OpenFailed(error) => {
                let reason = lang.open_error(&error.reason);
                let text = lang.cannot_open(&error.path.display().to_string(), &reason);
                self.overlays.on_open_failed(text, program.open.is_none());
            }
            ProgramEvent::NotKept(error) => self.on_not_kept(&error, program),
            ProgramEvent::CachesMeasured(bytes) => {
                self.overlays.on_caches_measured(&program.kept.cache_view(Some(bytes)));
            }
            ProgramEvent::BadAbbreviations(error) => {
                self.tell(Message::lasting_warning(lang.abbreviations_error(&error)));
            }
            ProgramEvent::LessMotion(less) => program.kept.on_less_motion(less),
            #[cfg(feature = "cluster")]
            ProgramEvent::Server(answer) => self.on_server(answer, program),
            #[cfg(feature = "cluster")]
            ProgramEvent::LoginNotKept => {
                self.tell(Message::lasting_warning(lang.login_kept_nowhere().to_owned()));
            }
            #[cfg(feature = "cluster")]
            ProgramEvent::LoginsForgotten { had_any } => {
                let told = if had_any { lang.logins_forgotten() } else { lang.no_logins() };
                self.tell(Message::done(told.to_owned()));
            }
            ProgramEvent::StartedAgain(path) => self.on_started_again(path, program),
            ProgramEvent::Library(news) => self.on_library(news, program),
            ProgramEvent::BackedUp(done) => self.on_backed_up(done, program),
            ProgramEvent::BackupRead(read) => self.on_backup_read(read, program),
            ProgramEvent::Leaving(number, counted) => self.overlays.on_leaving(number, counted),
            ProgramEvent::Exporting { done, total, took } => self.overlays.on_exporting(done, total, took),
            ProgramEvent::Exported { path, result } => self.overlays.on_exported(&path, result, lang),
            ProgramEvent::Passages(catalogue, ordinals) => {
                let (marks, form) = (program.library.marks(), CitationForm::of(program.kept.settings()));
                self.overlays.on_passages(passage_lines(&catalogue, &ordinals, marks, form, lang));
            }
            ProgramEvent::Printed(path, result) => self.on_printed(&path, result, lang),
            ProgramEvent::ChartSaved(path, result) => self.on_chart_saved(path, result, program),
            ProgramEvent::PickedPlace(place) => self.overlays.on_place(place, lang),
            ProgramEvent::CopyReady(text) => self.native.copy_soon(text),
            ProgramEvent::Picked(Some(folder)) => program.engine.open(&folder),
            ProgramEvent::Picked(None) => {}
            ProgramEvent::NoPicker => self.ask_for_path(Some(lang.no_picker().to_owned()), program),
            ProgramEvent::AddressNotOpened(address, _) => {
                self.tell(Message::address_not_opened(lang.address_not_opened().to_owned(), address));
            }
            ProgramEvent::FolderNotShown(path, error) => {
                let text = lang.folder_not_shown(&path.display().to_string(), &error.to_string());
                self.tell(Message::warning(text));
            }
            ProgramEvent::NoThread(error) => self.on_no_thread(&error, program),
        }
    }

    /// Drops everything of the previous archive and restores the reader's place in this one.
    fn on_opened(&mut self, archive: Archive, program: &mut Program) {
        self.keep_draft(program);
        self.shown.leave_article(self.searching.catalogue());
        self.leave_place(program);
        let is_same_folder = program.open.as_ref().is_some_and(|open| open.path() == archive.path());
        program.kept.change_session(|session| session.note_opened(&archive.path()));
        let place = program.place_in(&archive);
        let returning = place.article.clone().map(|article| Return { article, reveals: place.top.is_none() });
        // With no article to return to, the list is the only thing to see.
        if returning.is_none() {
            self.panes.open_list();
        }
        self.shown = Shown::entered(std::mem::take(&mut self.shown), is_same_folder, returning);
        let before = std::mem::take(&mut self.searching);
        let (searching, request) = Searching::entered(before, place, program.kept.session().every_file);
        self.searching = searching;
        if let Some(request) = request {
            self.list(request, program);
        }
        self.overlays.leave_archive();
        self.whole.leave_archive();
        program.open = Some(Open::new(archive));
    }

    /// Shows a new list without moving what the reader is looking at.
    pub(super) fn on_listed(&mut self, listing: Arc<Listing>, program: &mut Program) {
        program.on_open(|open| open.share(&listing.catalogue));
        let is_settled = program.open.as_ref().is_none_or(Open::is_settled);
        let taken = self.searching.take(listing, is_settled);
        let is_other_catalogue = taken.is_other_catalogue(self.searching.listing());
        if is_other_catalogue {
            self.follow_replaced(&taken.old.catalogue, program);
        }
        if self.searching.arrange(&taken, self.shown.selected()) {
            let (shown, basis) = self.shown_and_basis(program);
            shown.show_hits(&basis);
        }
        if is_other_catalogue {
            program.engine.release(taken.old);
        }
        if let Some(ordinal) = self.searching.reached() {
            self.select(ordinal, program);
        }
    }

    /// Replaces files that are gone by those that took their place.
    fn follow_replaced(&mut self, before: &Catalogue, program: &mut Program) {
        let catalogue = self.searching.catalogue().clone();
        let waits = self.shown.selected().is_some_and(|selected| catalogue.is_gone(selected));
        if !waits && !catalogue.has_lost_of(before) {
            return;
        }
        let successors = Successors::of(before, &catalogue);
        self.searching.follow(&successors);
        let selected = self.shown.selected();
        if self.shown.is_unread() {
            self.keep_draft(program);
        }
        // The shown file may have been gone for a while.
        let gone = successors.gone().map(|(ordinal, _)| ordinal);
        self.carry_marks(&successors, before, gone.chain(selected), program);
        let selected = selected.and_then(|selected| before.row(selected));
        if let Some(pair) = self.shown.follow_comparison(&successors) {
            program.engine.compare(catalogue.clone(), pair.old, pair.new);
        }
        match self.shown.follow(&catalogue, &successors) {
            // The details say that its file is gone.
            Fate::Stays if waits => {
                let (shown, basis) = self.shown_and_basis(program);
                shown.show_marks(&basis);
            }
            Fate::Stays => {}
            Fate::ReadAgain(now) => {
                self.read(now, program);
            }
            Fate::Gone => {
                if let Some(selected) = selected {
                    let text = program.lang().file_gone(&view::one_line(selected.title()));
                    self.tell(Message::note(text));
                }
                self.searching.point_at_nothing();
                self.panes.open_list();
            }
        }
    }

    fn on_loaded(&mut self, loaded: Box<Loaded>, program: &mut Program) {
        // What was read may be in it only where it is looked at.
        let catalogue = self.searching.catalogue().clone();
        self.searching.settle(&catalogue);
        if !self.shown.settle(&catalogue) {
            self.panes.open_list();
        }
        if loaded.cancelled {
            self.tell(Message::note(program.lang().load_stopped().to_owned()));
        }
        program.on_open(|open| {
            open.on_loaded(loaded);
            open.share(&catalogue);
        });
        self.renew_marks(program);
        // A file whose columns say nothing is of no use until the reader has said what they are.
        let only = program.open.as_ref().and_then(|open| open.archive.only.clone());
        let problems = program.open.as_ref().and_then(|open| Some(&open.loaded.as_ref()?.problems));
        let has_none =
            only.filter(|only| problems.is_some_and(|it| it.without_articles().any(|path| path == only)));
        if let Some(path) = has_none {
            self.choose_columns(path, program);
        }
    }

    /// Shows the columns of a table or JSON in its dialog.
    fn on_columns(&mut self, path: &Path, preview: Option<ColumnsPreview>, program: &mut Program) {
        if !self.overlays.on_columns(path, preview) {
            let text = program.lang().no_rows(&view::one_line(&path.to_string_lossy()));
            self.tell(Message::warning(text));
        }
    }

    /// Applies a change of the folder: new articles, problems and verdicts.
    fn on_followed(&mut self, followed: Followed, program: &mut Program) {
        let Followed { added, catalogue, problems, verdicts } = followed;
        self.searching.on_added(added);
        program.on_open(|open| open.on_followed(catalogue, problems, verdicts));
    }

    /// Shows how the folder is being followed. Files that couldn't be read while it was missing are read once
    /// it is back.
    fn on_following(&mut self, following: Following, program: &mut Program) {
        let was_gone = program.open.as_ref().is_some_and(Open::is_gone);
        program.on_open(|open| open.following = following);
        if was_gone {
            // A message that the folder can't be read no longer applies.
            self.overlays.end_passing_message();
        }
        if self.shown.is_unread() {
            let (shown, basis) = self.shown_and_basis(program);
            shown.refresh(&basis);
            if was_gone {
                self.reread(program);
            }
        }
    }

    pub(super) fn on_read(&mut self, read: Arc<ReadArticle>, program: &mut Program) {
        let (shown, basis) = self.shown_and_basis(program);
        if !shown.on_read(read, &basis) {
            return;
        }
        if let Some((ordinal, addresses)) = self.shown.wanted_pictures() {
            let catalogue = self.searching.catalogue().clone();
            program.engine.pictures(self.number, catalogue, ordinal, addresses);
        }
        if let Some(ordinal) = self.shown.with_other_verdict(self.searching.catalogue()) {
            program.engine.reread(ordinal);
        }
    }

    fn on_checked(&mut self, checked: &Checked, program: &mut Program) {
        let lang = program.lang();
        let Some(open) = &mut program.open else { return };
        if let Some(message) = open.integrity.on_checked(checked, lang) {
            self.tell(message);
            // The shown verdict is older than this check, and the file may have changed since.
            self.reread(program);
        }
    }

    fn on_started_again(&mut self, path: Option<PathBuf>, program: &mut Program) {
        self.native.bring_to_front();
        match path {
            Some(path) if is_address(&path) => self.open_server(&path, Reaching::WhenAsked, program),
            Some(path) => program.engine.open(&path),
            None => {}
        }
    }

    fn on_library(&mut self, news: LibraryNews, program: &mut Program) {
        let effects = program.library.on_news(news, program.kept.lang());
        if let Some(withdrawn) = effects.withdrawn {
            self.overlays.withdraw(&withdrawn);
        }
        if let Some(message) = effects.message {
            self.tell(message);
        }
        if effects.is_changed {
            self.show_marks(program);
            self.renew_marks(program);
        }
    }

    fn on_backed_up(&mut self, done: BackedUp, program: &mut Program) {
        let lang = program.lang();
        match done {
            Ok((path, count)) => {
                self.overlays.on_backup_done();
                let text = lang.backed_up(&path.display().to_string(), count);
                self.tell(Message::done(text).of_file(path));
            }
            Err(LibraryError::Io(path, error)) if error.kind() == io::ErrorKind::AlreadyExists => {
                self.overlays.open(Dialog::Replace(path));
            }
            Err(error) => self.overlays.on_backup_failed(lang.backup_error(&error)),
        }
    }

    /// Merges a backup into the marks. Can be undone like any other change.
    fn on_backup_read(&mut self, read: Result<Vec<Edit>, LibraryError>, program: &mut Program) {
        let lang = program.lang();
        match read {
            Ok(edits) => {
                self.overlays.on_backup_done();
                self.tell(Message::note(lang.nothing_to_restore().to_owned()));
                let change = program.library.merge(edits);
                self.mark(change, program);
                self.renew_marks(program);
            }
            Err(error) => self.overlays.on_backup_failed(lang.backup_error(&error)),
        }
    }

    /// Reports that settings or session can't be saved, unless the reader already knows.
    pub(super) fn on_not_kept(&mut self, error: &LibraryError, program: &mut Program) {
        if let Some(text) = program.kept.failure_text(error) {
            self.tell(Message::lasting_warning(text));
        }
    }

    fn on_no_thread(&mut self, error: &io::Error, program: &mut Program) {
        program.on_open(Open::on_no_thread);
        self.tell(Message::warning(program.lang().no_thread(&error.to_string())));
    }
}

impl Program {
    /// Updates the open archive, if there is one.
    fn on_open(&mut self, take: impl FnOnce(&mut Open)) {
        if let Some(open) = &mut self.open {
            take(open);
        }
    }

    /// The reader's last place in an archive, or the start of a file that was opened by name.
    fn place_in(&self, archive: &Archive) -> ArchivePlace {
        match &archive.file {
            None => self.kept.session().places.get(&archive.path()).cloned().unwrap_or_default(),
            Some(file) => {
                ArchivePlace { article: reading_of(&archive.folder, file), ..ArchivePlace::default() }
            }
        }
    }
}

/// The start of a file in a folder.
fn reading_of(folder: &Path, file: &Path) -> Option<ReadingPlace> {
    let path = file.strip_prefix(folder).ok()?.to_string_lossy().into_owned();
    Some(ReadingPlace { path, at: PagePlace::default() })
}

#[cfg(test)]
mod tests;
