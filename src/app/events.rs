//! What the engine tells, and what the program makes of it.

use super::Seogo;
use super::following::New;
use super::integrity::Integrity;
use crate::engine::{Event, Loaded, ReadArticle};
use crate::search::Listing;
use crate::ui::dialogs::Dialog;
use crate::ui::message::Message;
use crate::view;
use std::sync::Arc;

impl Seogo {
    pub(super) fn on_event(&mut self, event: Event) {
        let texts = self.texts();
        match event {
            Event::Opened(archive) => {
                self.keep_draft();
                self.leave_article();
                self.leave_place();
                if self.archive.as_ref().is_some_and(|open| open.folder != archive.folder) {
                    self.history.clear();
                }
                self.before_search = None;
                self.session.note_opened(&archive.folder);
                self.unsaved = true;
                self.enter(&archive);
                self.archive = Some(archive);
                self.listing = Arc::default();
                self.waiting.clear();
                (self.selected, self.position, self.read, self.gap) = (None, None, None, 0);
                self.unchoose();
                self.counts = None;
                (self.loaded, self.problems) = (None, None);
                self.integrity = Integrity::default();
                self.new = New::default();
                self.indexing = None;
                self.values = Arc::default();
                self.progress = Some(crate::engine::Progress::default());
                self.message.take_if(|message| !message.lasts());
                self.sidebar.list.to_start();
            }
            Event::OpenFailed(error) => {
                let reason = texts.open_error(&error.reason);
                let text = texts.cannot_open(&error.path.display().to_string(), &reason);
                self.message = Some(Message::warning(text));
            }
            Event::NotKept(error) => self.not_kept(&error),
            Event::Loading(progress) => self.progress = Some(progress),
            Event::Listed(listing) => self.on_listed(listing),
            Event::Loaded(loaded) => self.on_loaded(loaded),
            // A moment's work is not told.
            Event::Indexing { done, all } => self.indexing = (all > 2).then_some((done, all)),
            Event::Followed(followed) => self.on_followed(*followed),
            Event::NotCached(folder, error) => {
                let text = texts.not_cached(&folder.display().to_string(), &error.to_string());
                self.message = Some(Message::lasting_warning(text));
            }
            Event::CacheInUse => self.message = Some(Message::notice(texts.cache_in_use().to_owned())),
            Event::CachesMeasured(bytes) => self.on_caches_measured(bytes),
            Event::Checking(progress) => self.integrity.checking = Some(progress),
            Event::Checked(checked) => self.on_checked(&checked),
            Event::BadAbbreviations(error) => {
                self.message = Some(Message::lasting_warning(texts.abbreviations_error(&error)));
            }
            Event::LessMotion(less) => self.less_motion = less,
            Event::Values(values) => self.values = values,
            Event::Snippets(search, lines) => self.keep_snippets(&search, lines),
            Event::Read(read) if self.selected == Some(read.ordinal) => self.on_read(read),
            Event::Compared(compared) => self.on_compared(compared),
            Event::Read(_) | Event::Picked(None) => {}
            Event::StartedAgain(path) => {
                self.started_again = true;
                if let Some(path) = path {
                    self.engine.open(&path);
                }
            }
            Event::Library(news) => self.on_library(news),
            Event::Counted(counts) => self.counts = Some(counts),
            Event::BackedUp(done) => self.on_backed_up(done),
            Event::BackupRead(read) => self.on_backup_read(read),
            Event::Exporting { done, total, took } => self.on_exporting(done, total, took),
            Event::Exported(result) => self.on_exported(result),
            Event::PickedPlace(place) => self.on_place(place),
            Event::Clipped(text) => self.clipped = Some(text),
            Event::Picked(Some(folder)) => self.engine.open(&folder),
            Event::NoPicker => self.dialog = Dialog::OpenPath(Some(texts.no_picker().to_owned())),
            Event::AddressNotOpened(address, _) => {
                self.message =
                    Some(Message::address_not_opened(texts.address_not_opened().to_owned(), address));
            }
            Event::FolderNotShown(path, error) => {
                let text = texts.folder_not_shown(&path.display().to_string(), &error.to_string());
                self.message = Some(Message::warning(text));
            }
            Event::NoThread(error) => {
                self.progress = None;
                self.integrity.checking = None;
                self.message = Some(Message::warning(texts.no_thread(&error.to_string())));
            }
        }
    }

    /// Takes a new list without moving what the reader looks at.
    fn on_listed(&mut self, listing: Arc<Listing>) {
        let same_request = self.listing.request == listing.request;
        // What has come of the list that is asked for now was its beginning at most.
        let is_first_whole = !listing.is_beginning && (!same_request || self.listing.is_beginning);
        let top = self.sidebar.list.top(&self.listing.headings, self.listing.len());
        // While the folder is followed, what is new comes above what the reader looks at, also at the top.
        let follows = self.progress.is_none() && !self.listing.is_empty();
        let is_kept = |(position, out): (usize, f64)| same_request && (follows || position > 0 || out > 0.0);
        let kept = top.filter(|&top| is_kept(top)).and_then(|(position, out)| {
            let ordinal = *self.listing.ordinals.get(position)?;
            Some((listing.position(ordinal)?, out))
        });
        let before = self.listing.catalogue.clone();
        let same_catalogue = Arc::ptr_eq(&before, &listing.catalogue);
        if let Some(loaded) = self.loaded.as_mut().filter(|_| self.progress.is_none()) {
            // The same files may have been packed anew; two packings would take twice the memory.
            loaded.catalogue = listing.catalogue.clone();
        }
        let old = std::mem::replace(&mut self.listing, listing);
        if !same_catalogue {
            self.engine.release(old);
            self.follow_replaced(&before);
        }
        let was_listed = self.position.is_some();
        self.gap = self.position.unwrap_or(self.gap);
        self.position = self.selected.and_then(|ordinal| self.listing.position_of_article(ordinal));
        if is_first_whole {
            self.unchoose_unlisted();
        }
        if !same_request {
            self.waiting.clear();
        }
        match kept {
            Some(top) => self.sidebar.list.set_top(&self.listing.headings, self.listing.len(), top),
            None if !same_request => self.sidebar.list.to_start(),
            None => {}
        }
        // Where it came with the beginning, the reader may not have seen it yet.
        if let Some(position) = self.position.filter(|_| !same_request || is_first_whole && was_listed) {
            self.sidebar.list.reveal(position);
        }
        if !self.listing.is_beginning {
            self.look_for_new();
        }
        self.follow_search();
        self.restore_list();
    }

    fn on_loaded(&mut self, loaded: Box<Loaded>) {
        self.progress = None;
        self.stay(&loaded.catalogue);
        self.problems = Some(loaded.problems.concerns());
        self.integrity.verdicts = loaded.verdicts;
        self.integrity.at = Some(loaded.at);
        if loaded.cancelled {
            self.message = Some(Message::notice(self.texts().load_stopped().to_owned()));
        }
        self.loaded = Some(loaded);
    }

    fn on_read(&mut self, read: Arc<ReadArticle>) {
        let ordinal = read.ordinal;
        let again = self.read.as_ref().is_some_and(|shown| shown.path == read.path);
        self.read = Some(read);
        self.judge_read();
        if !again {
            self.comparing = None;
        }
        if again {
            self.make_page();
            self.refresh_page();
        } else {
            self.show_page();
            self.arrive(ordinal);
        }
    }

    /// Makes page and details of the article that was read.
    pub(super) fn make_page(&mut self) {
        let Some(read) = &self.read else { return };
        let search = self.marked_search();
        let compared = self.comparing.as_ref().and_then(|comparing| comparing.compared.as_ref());
        self.page = match compared {
            Some(compared) => {
                let url = &read.article.url;
                view::comparison_page(&self.listing.catalogue, compared, url, self.lang)
            }
            None if self.stored => view::stored_page(read, self.lang),
            None => view::page(read, search.as_deref(), self.lang),
        };
        if compared.is_none() {
            view::mark_page(&mut self.page, &read.article, &self.library.marks);
        }
        self.my_marks = view::my_marks(read.ordinal, &read.article, &self.library.marks, self.lang);
        if let Some(beside) = &mut self.beside {
            beside.page = view::page(read, search.as_deref(), self.lang);
            view::mark_page(&mut beside.page, &read.article, &self.library.marks);
        }
        let versions = self.listing.catalogue.revisions(read.ordinal).map_or(1, <[u32]>::len);
        self.details = view::details(read, versions, self.lang);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{CatalogueBuilder, SegmentBuilder};
    use crate::article::Article;
    use crate::search::{Columns, ListRequest};
    use crate::ui::command::{Action, Command};
    use std::path::Path;

    /// The first of nine articles, as what a query finds.
    fn listing(query: &str, len: usize, is_beginning: bool) -> Event {
        let mut segment = SegmentBuilder::default();
        (0..9)
            .for_each(|number| segment.push(Path::new(&format!("{number}.md")), &Article::default().into()));
        let mut builder = CatalogueBuilder::default();
        builder.push(segment.take());
        let request = ListRequest { query: query.to_owned(), ..ListRequest::default() };
        let mut listing = Listing::new(&Columns::of(Arc::new(builder.snapshot())), request, None);
        listing.ordinals.truncate(len);
        listing.is_beginning = is_beginning;
        Event::Listed(Arc::new(listing))
    }

    #[test]
    fn a_list_of_which_only_the_beginning_is_found_is_not_taken_for_all_of_it() {
        let context = egui::Context::default();
        let mut app = Seogo::new(&context, None).unwrap();
        app.on_event(listing("", 9, false));
        app.choose_all();
        app.on_event(listing("소식", 3, true));
        assert_eq!(app.targets().len(), 9, "what follows may still be listed");
        app.unchoose();
        app.run(&context, Command::Do(Action::SelectAll));
        assert!(app.targets().is_empty(), "it waits for what follows");
        app.on_event(listing("소식", 5, false));
        let mut output = context.run_ui(egui::RawInput::default(), |ui| app.ui(ui));
        output.textures_delta.clear();
        assert_eq!(app.targets().len(), 5);
        app.on_event(listing("다른 소식", 3, true));
        app.run(&context, Command::Do(Action::Last));
        app.on_event(listing("또 다른", 4, false));
        assert_eq!((app.targets().len(), app.waiting.len()), (4, 0), "nothing is done to another list");
    }
}
