//! Dispatches each engine event to the state that it changes.

use super::Seogo;
use super::open::Open;
use super::searching::{Searching, Successors};
use super::servers::Reaching;
use super::shown::{Fate, Return, Shown};
use crate::archive::{Archive, Catalogue, Checked, Followed, Following, Loaded, ReadArticle, is_address};
use crate::engine::{ArchiveEvent, Event, ProgramEvent};
use crate::formats::ColumnsPreview;
use crate::library::{ArchivePlace, BackedUp, Edit, LibraryError, LibraryNews, PagePlace, ReadingPlace};
use crate::search::Listing;
use crate::ui::dialogs::Dialog;
use crate::ui::message::Message;
use crate::view;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

impl Seogo {
    pub(super) fn on_event(&mut self, event: Event) {
        match event {
            Event::Archive(event) => self.on_archive_event(event),
            Event::Program(event) => self.on_program_event(event),
        }
    }

    fn on_archive_event(&mut self, event: ArchiveEvent) {
        let lang = self.lang();
        match event {
            ArchiveEvent::Opened(archive) => self.on_opened(archive),
            ArchiveEvent::Loading(progress) => self.on_open(|open| open.progress = Some(progress)),
            ArchiveEvent::Listed(listing) => self.on_listed(listing),
            ArchiveEvent::Loaded(loaded) => self.on_loaded(loaded),
            ArchiveEvent::Indexing { done, all } => self.on_open(|open| open.on_indexing(done, all)),
            ArchiveEvent::Followed(followed) => self.on_followed(*followed),
            ArchiveEvent::Following(following) => self.on_following(following),
            ArchiveEvent::NotCached(folder, error) => {
                let text = lang.not_cached(&folder.display().to_string(), &lang.unwritable(&error).0);
                self.tell(Message::lasting_warning(text));
            }
            #[cfg(feature = "cluster")]
            ArchiveEvent::ServerRefused(trouble) => self.on_server_refused(&trouble),
            ArchiveEvent::CacheInUse => self.tell(Message::note(lang.cache_in_use().to_owned())),
            ArchiveEvent::Checking(progress) => self.on_open(|open| open.integrity.checking = Some(progress)),
            ArchiveEvent::Checked(checked) => self.on_checked(&checked),
            ArchiveEvent::Values(values) => self.on_open(|open| open.values = values),
            ArchiveEvent::Snippets(search, lines) => self.window.searching.on_snippets(&search, lines),
            ArchiveEvent::Read(read) => self.on_read(read),
            ArchiveEvent::Picture(ordinal, picture) => self.window.shown.on_picture(ordinal, picture),
            ArchiveEvent::Columns(path, preview) => self.on_columns(&path, preview),
            ArchiveEvent::Compared(compared) => {
                let (shown, basis) = self.shown_and_basis();
                shown.on_compared(compared, &basis);
            }
            ArchiveEvent::ComparedStory(compared) => self.window.whole.on_compared(compared),
            ArchiveEvent::Whole(answer) => self.window.whole.on_answer(answer),
            ArchiveEvent::Counted(counts) => self.on_open(|open| open.counts = Some(counts)),
        }
    }

    fn on_program_event(&mut self, event: ProgramEvent) {
        let lang = self.lang();
        match event {
            ProgramEvent::OpenFailed(error) => {
                let reason = lang.open_error(&error.reason);
                let text = lang.cannot_open(&error.path.display().to_string(), &reason);
                self.window.overlays.on_open_failed(text, self.open.is_none());
            }
            ProgramEvent::NotKept(error) => self.on_not_kept(&error),
            ProgramEvent::CachesMeasured(bytes) => {
                self.window.overlays.on_caches_measured(&self.kept.cache_view(Some(bytes)));
            }
            ProgramEvent::BadAbbreviations(error) => {
                self.tell(Message::lasting_warning(lang.abbreviations_error(&error)));
            }
            ProgramEvent::LessMotion(less) => self.kept.on_less_motion(less),
            #[cfg(feature = "cluster")]
            ProgramEvent::Server(answer) => self.on_server(answer),
            #[cfg(feature = "cluster")]
            ProgramEvent::LoginNotKept => {
                self.tell(Message::lasting_warning(lang.login_kept_nowhere().to_owned()));
            }
            #[cfg(feature = "cluster")]
            ProgramEvent::LoginsForgotten { had_any } => {
                let told = if had_any { lang.logins_forgotten() } else { lang.no_logins() };
                self.tell(Message::done(told.to_owned()));
            }
            ProgramEvent::StartedAgain(path) => self.on_started_again(path),
            ProgramEvent::Library(news) => self.on_library(news),
            ProgramEvent::BackedUp(done) => self.on_backed_up(done),
            ProgramEvent::BackupRead(read) => self.on_backup_read(read),
            ProgramEvent::Exporting { done, total, took } => {
                self.window.overlays.on_exporting(done, total, took)
            }
            ProgramEvent::Exported { path, result } => self.window.overlays.on_exported(&path, result, lang),
            ProgramEvent::ChartSaved(path, result) => self.on_chart_saved(path, result),
            ProgramEvent::PickedPlace(place) => self.window.overlays.on_place(place, lang),
            ProgramEvent::CopyReady(text) => self.window.native.copy_soon(text),
            ProgramEvent::Picked(Some(folder)) => self.engine.open(&folder),
            ProgramEvent::Picked(None) => {}
            ProgramEvent::NoPicker => self.ask_for_path(Some(lang.no_picker().to_owned())),
            ProgramEvent::AddressNotOpened(address, _) => {
                self.tell(Message::address_not_opened(lang.address_not_opened().to_owned(), address));
            }
            ProgramEvent::FolderNotShown(path, error) => {
                let text = lang.folder_not_shown(&path.display().to_string(), &error.to_string());
                self.tell(Message::warning(text));
            }
            ProgramEvent::NoThread(error) => self.on_no_thread(&error),
        }
    }

    /// Updates the open archive, if there is one.
    fn on_open(&mut self, take: impl FnOnce(&mut Open)) {
        if let Some(open) = &mut self.open {
            take(open);
        }
    }

    /// Drops everything of the previous archive and restores the reader's place in this one.
    fn on_opened(&mut self, archive: Archive) {
        self.keep_draft();
        self.window.shown.leave_article(self.window.searching.catalogue());
        self.leave_place();
        let is_same_folder = self.open.as_ref().is_some_and(|open| open.path() == archive.path());
        self.kept.change_session(|session| session.note_opened(&archive.path()));
        let place = self.place_in(&archive);
        let returning = place.article.clone().map(|article| Return { article, reveals: place.top.is_none() });
        // With no article to return to, the list is the only thing to see.
        if returning.is_none() {
            self.window.panes.open_list();
        }
        self.window.shown = Shown::entered(std::mem::take(&mut self.window.shown), is_same_folder, returning);
        let before = std::mem::take(&mut self.window.searching);
        let (searching, request) = Searching::entered(before, place, self.kept.session().every_file);
        self.window.searching = searching;
        if let Some(request) = request {
            self.list(request);
        }
        self.window.overlays.leave_archive();
        self.window.whole.leave_archive();
        self.open = Some(Open::new(archive));
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

    /// Shows a new list without moving what the reader is looking at.
    fn on_listed(&mut self, listing: Arc<Listing>) {
        self.on_open(|open| open.share(&listing.catalogue));
        let is_settled = self.open.as_ref().is_none_or(Open::is_settled);
        let taken = self.window.searching.take(listing, is_settled);
        let is_other_catalogue = taken.is_other_catalogue(self.window.searching.listing());
        if is_other_catalogue {
            self.follow_replaced(&taken.old.catalogue);
        }
        if self.window.searching.arrange(&taken, self.window.shown.selected()) {
            let (shown, basis) = self.shown_and_basis();
            shown.show_hits(&basis);
        }
        if is_other_catalogue {
            self.engine.release(taken.old);
        }
        if let Some(ordinal) = self.window.searching.reached() {
            self.select(ordinal);
        }
    }

    /// Replaces files that are gone by those that took their place.
    fn follow_replaced(&mut self, before: &Catalogue) {
        let catalogue = self.window.searching.catalogue().clone();
        let waits = self.window.shown.selected().is_some_and(|selected| catalogue.is_gone(selected));
        if !waits && !catalogue.has_lost_of(before) {
            return;
        }
        let successors = Successors::of(before, &catalogue);
        self.window.searching.follow(&successors);
        let selected = self.window.shown.selected();
        if self.window.shown.is_unread() {
            self.keep_draft();
        }
        // The shown file may have been gone for a while.
        let gone = successors.gone().map(|(ordinal, _)| ordinal);
        self.carry_marks(&successors, before, gone.chain(selected));
        let selected = selected.and_then(|selected| before.row(selected));
        if let Some(pair) = self.window.shown.follow_comparison(&successors) {
            self.engine.compare(catalogue.clone(), pair.old, pair.new);
        }
        match self.window.shown.follow(&catalogue, &successors) {
            // The details say that its file is gone.
            Fate::Stays if waits => {
                let (shown, basis) = self.shown_and_basis();
                shown.show_marks(&basis);
            }
            Fate::Stays => {}
            Fate::ReadAgain(now) => {
                self.read(now);
            }
            Fate::Gone => {
                if let Some(selected) = selected {
                    let text = self.lang().file_gone(&view::one_line(selected.title()));
                    self.tell(Message::note(text));
                }
                self.window.searching.point_at_nothing();
                self.window.panes.open_list();
            }
        }
    }

    fn on_loaded(&mut self, loaded: Box<Loaded>) {
        // What was read may be in it only where it is looked at.
        let catalogue = self.window.searching.catalogue().clone();
        self.window.searching.settle(&catalogue);
        if !self.window.shown.settle(&catalogue) {
            self.window.panes.open_list();
        }
        if loaded.cancelled {
            self.tell(Message::note(self.lang().load_stopped().to_owned()));
        }
        self.on_open(|open| {
            open.on_loaded(loaded);
            open.share(&catalogue);
        });
        self.renew_marks();
        // A file whose columns say nothing is of no use until the reader has said what they are.
        let only = self.open.as_ref().and_then(|open| open.archive.only.clone());
        let problems = self.open.as_ref().and_then(|open| Some(&open.loaded.as_ref()?.problems));
        let has_none =
            only.filter(|only| problems.is_some_and(|it| it.without_articles().any(|path| path == only)));
        if let Some(path) = has_none {
            self.choose_columns(path);
        }
    }

    /// Shows the columns of a table or JSON in its dialog.
    fn on_columns(&mut self, path: &Path, preview: Option<ColumnsPreview>) {
        if !self.window.overlays.on_columns(path, preview) {
            let text = self.lang().no_rows(&view::one_line(&path.to_string_lossy()));
            self.tell(Message::warning(text));
        }
    }

    /// Applies a change of the folder: new articles, problems and verdicts.
    fn on_followed(&mut self, followed: Followed) {
        let Followed { added, catalogue, problems, verdicts } = followed;
        self.window.searching.on_added(added);
        self.on_open(|open| open.on_followed(catalogue, problems, verdicts));
    }

    /// Shows how the folder is being followed. Files that couldn't be read while it was missing are read once
    /// it is back.
    fn on_following(&mut self, following: Following) {
        let was_gone = self.open.as_ref().is_some_and(Open::is_gone);
        self.on_open(|open| open.following = following);
        if was_gone {
            // A message that the folder can't be read no longer applies.
            self.window.overlays.end_passing_message();
        }
        if self.window.shown.is_unread() {
            let (shown, basis) = self.shown_and_basis();
            shown.refresh(&basis);
            if was_gone {
                self.reread();
            }
        }
    }

    fn on_read(&mut self, read: Arc<ReadArticle>) {
        let (shown, basis) = self.shown_and_basis();
        if !shown.on_read(read, &basis) {
            return;
        }
        if let Some((ordinal, addresses)) = self.window.shown.wanted_pictures() {
            self.engine.pictures(self.window.searching.catalogue().clone(), ordinal, addresses);
        }
        if let Some(ordinal) = self.window.shown.with_other_verdict(self.window.searching.catalogue()) {
            self.engine.reread(ordinal);
        }
    }

    fn on_checked(&mut self, checked: &Checked) {
        let lang = self.lang();
        let Some(open) = &mut self.open else { return };
        if let Some(message) = open.integrity.on_checked(checked, lang) {
            self.tell(message);
            // The shown verdict is older than this check, and the file may have changed since.
            self.reread();
        }
    }

    fn on_started_again(&mut self, path: Option<PathBuf>) {
        self.window.native.on_started_again();
        match path {
            Some(path) if is_address(&path) => self.open_server(&path, Reaching::WhenAsked),
            Some(path) => self.engine.open(&path),
            None => {}
        }
    }

    fn on_library(&mut self, news: LibraryNews) {
        let effects = self.library.on_news(news, self.kept.lang());
        if let Some(withdrawn) = effects.withdrawn {
            self.window.overlays.withdraw(&withdrawn);
        }
        if let Some(message) = effects.message {
            self.tell(message);
        }
        if effects.is_changed {
            self.show_marks();
            self.renew_marks();
        }
    }

    fn on_backed_up(&mut self, done: BackedUp) {
        let lang = self.lang();
        match done {
            Ok((path, count)) => {
                self.window.overlays.on_backup_done();
                let text = lang.backed_up(&path.display().to_string(), count);
                self.tell(Message::done(text).of_file(path));
            }
            Err(LibraryError::Io(path, error)) if error.kind() == io::ErrorKind::AlreadyExists => {
                self.window.overlays.open(Dialog::Replace(path));
            }
            Err(error) => self.window.overlays.on_backup_failed(lang.backup_error(&error)),
        }
    }

    /// Merges a backup into the marks. Can be undone like any other change.
    fn on_backup_read(&mut self, read: Result<Vec<Edit>, LibraryError>) {
        let lang = self.lang();
        match read {
            Ok(edits) => {
                self.window.overlays.on_backup_done();
                self.tell(Message::note(lang.nothing_to_restore().to_owned()));
                let change = self.library.merge(edits);
                self.mark(change);
                self.renew_marks();
            }
            Err(error) => self.window.overlays.on_backup_failed(lang.backup_error(&error)),
        }
    }

    /// Reports that settings or session can't be saved, unless the reader already knows.
    pub(super) fn on_not_kept(&mut self, error: &LibraryError) {
        if let Some(text) = self.kept.failure_text(error) {
            self.tell(Message::lasting_warning(text));
        }
    }

    fn on_no_thread(&mut self, error: &io::Error) {
        self.on_open(Open::on_no_thread);
        self.tell(Message::warning(self.lang().no_thread(&error.to_string())));
    }
}

/// The start of a file in a folder.
fn reading_of(folder: &Path, file: &Path) -> Option<ReadingPlace> {
    let path = file.strip_prefix(folder).ok()?.to_string_lossy().into_owned();
    Some(ReadingPlace { path, at: PagePlace::default() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{CatalogueBuilder, SegmentBuilder};
    use crate::article::Article;
    use crate::search::{Columns, ListRequest};
    use crate::ui::command::{Action, Command};
    use std::path::Path;

    /// A query's listing with the first of nine articles.
    fn listing(query: &str, len: usize, is_beginning: bool) -> Event {
        let mut segment = SegmentBuilder::default();
        (0..9)
            .for_each(|number| segment.push(Path::new(&format!("{number}.md")), &Article::default().into()));
        let mut builder = CatalogueBuilder::default();
        builder.push(segment.take());
        let request = ListRequest { query: query.to_owned(), ..ListRequest::default() };
        let mut listing = Listing::new(&Columns::of(Arc::new(builder.snapshot())), request, None);
        listing.positions = listing.positions.known_in(0..len).to_vec().into();
        listing.is_beginning = is_beginning;
        Event::Archive(ArchiveEvent::Listed(Arc::new(listing)))
    }

    #[test]
    fn a_list_of_which_only_the_beginning_is_found_is_not_taken_for_all_of_it() {
        let context = egui::Context::default();
        let mut app = Seogo::new(&context, None).unwrap();
        app.on_event(listing("", 9, false));
        app.window.searching.choose_all();
        app.on_event(listing("소식", 3, true));
        assert_eq!(app.targets().len(), 9, "what follows may still be listed");
        app.window.searching.unchoose();
        app.run(&context, Command::Do(Action::SelectAll));
        assert!(app.targets().is_empty(), "it waits for what follows");
        app.on_event(listing("소식", 5, false));
        let mut output = context.run_ui(egui::RawInput::default(), |ui| app.ui(ui));
        output.textures_delta.clear();
        assert_eq!(app.targets().len(), 5);
        app.on_event(listing("다른 소식", 3, true));
        app.run(&context, Command::Do(Action::Last));
        app.on_event(listing("또 다른", 4, false));
        assert_eq!(
            (app.targets().len(), app.window.searching.take_waiting().len()),
            (4, 0),
            "nothing is done to another list"
        );
    }

    #[test]
    fn a_place_is_found_also_where_its_file_is_listed_anew_before_it_has_been_read() {
        let context = egui::Context::default();
        let mut app = Seogo::new(&context, None).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let at = PagePlace { item: 4, share: 0.5 };
        let article = Some(ReadingPlace { path: "1.md".to_owned(), at });
        app.kept.note_place(folder.path().to_owned(), ArchivePlace { article, ..ArchivePlace::default() });
        let archive = Archive { folder: folder.path().to_owned(), only: None, file: None };
        app.on_event(Event::Archive(ArchiveEvent::Opened(archive)));
        let (mut builder, mut segment) = (CatalogueBuilder::default(), SegmentBuilder::default());
        let mut list = |gone: &[u32], files: &[&str]| {
            builder.remove(gone);
            files.iter().for_each(|file| segment.push(Path::new(file), &Article::default().into()));
            builder.push(segment.take());
            let columns = Columns::of(Arc::new(builder.snapshot()));
            let listing = Listing::new(&columns, ListRequest::default(), None);
            Event::Archive(ArchiveEvent::Listed(Arc::new(listing)))
        };
        app.on_event(list(&[], &["0.md", "1.md", "2.md"]));
        app.restore_place(&context);
        assert_eq!(app.window.shown.selected(), Some(1));
        app.on_event(list(&[1], &["1.md"]));
        let read = ReadArticle { ordinal: 3, path: folder.path().join("1.md"), ..ReadArticle::default() };
        app.on_event(Event::Archive(ArchiveEvent::Read(Arc::new(read))));
        assert_eq!(app.window.shown.reader().place(), at);
    }
}
