//! Coming back: where the reader left each archive is kept with the session, and found again when it is opened.

use super::Seogo;
use crate::archive::{Archive, Catalogue};
use crate::library::{Place, Reading};
use crate::search::{ListRequest, SortKey};
use crate::ui::filter::FilterState;
use egui::Context;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a place is left alone after it was noted, in seconds: a list that is scrolled is at another one in each frame.
const PAUSE: f64 = 1.0;

/// The names that orders of the list are kept under.
const ORDERS: [(SortKey, &str); 5] = [
    (SortKey::Published, "published"),
    (SortKey::Crawled, "crawled"),
    (SortKey::Publisher, "publisher"),
    (SortKey::Title, "title"),
    (SortKey::Relevance, "relevance"),
];

/// What is to be found again in an archive while it is read.
#[derive(Default)]
pub(super) struct Returning {
    /// The article to show, and how far it was read.
    article: Option<Reading>,
    /// Whether its row is to be brought into view.
    reveals: bool,
    /// The first row of the list that was in view, and how many points of it were not.
    top: Option<(String, f64)>,
    /// The ordinal of that row, once it has been read.
    top_row: Option<u32>,
    /// Whether the list has been there, if not as far down as it will be.
    begun: bool,
    /// How many files have been looked at.
    seen: u32,
}

impl Seogo {
    /// Opens what the program was started with, or else what was open last.
    pub fn begin(&mut self, path: Option<PathBuf>) {
        if let Some(path) = path.or_else(|| self.session.recent.first().cloned()) {
            self.engine.open(&path);
        }
    }

    /// Notes where the reader is, soon after it has become another place.
    pub(super) fn note_place(&mut self, context: &Context) {
        if self.session.sidebar_hidden == self.sidebar_open {
            self.session.sidebar_hidden = !self.sidebar_open;
            self.unsaved = true;
        }
        let now = context.input(|input| input.time);
        let left = self.place_noted + PAUSE - now;
        if left <= 0.0 {
            if self.leave_place() {
                self.place_noted = now;
            }
        } else if self.place().is_some_and(|(folder, place)| self.session.places.get(&folder) != Some(&place))
        {
            context.request_repaint_after(Duration::from_secs_f64(left));
        }
    }

    /// Notes where the reader is; false where that was noted before.
    pub(super) fn leave_place(&mut self) -> bool {
        let Some((folder, place)) = self.place() else { return false };
        if self.session.places.get(&folder) == Some(&place) {
            return false;
        }
        self.session.places.insert(folder, place);
        self.unsaved = true;
        true
    }

    /// Where the reader is, or is still on the way to.
    fn place(&self) -> Option<(PathBuf, Place)> {
        let archive = self.archive.as_ref()?;
        let (request, listing) = (&self.request, &self.listing);
        let top = || {
            let (position, out) = self.sidebar.list.top(&listing.headings, listing.len())?;
            let row = listing.catalogue.row(*listing.ordinals.get(position)?)?;
            (position > 0 || out > 0.0).then(|| (row.path().to_owned(), out))
        };
        let order = ORDERS.iter().find(|(key, _)| *key == request.key).map_or("", |(_, name)| name);
        let returning = self.returning.as_ref();
        let place = Place {
            query: request.query.clone(),
            publishers: request.publishers.clone(),
            categories: request.categories.clone(),
            from: request.from,
            to: request.to,
            order: order.to_owned(),
            reverse: request.reverse,
            top: returning.and_then(|returning| returning.top.clone()).or_else(top),
            article: returning.and_then(|returning| returning.article.clone()).or_else(|| self.reading()),
        };
        Some((archive.folder.clone(), place))
    }

    /// The article that is shown, and how far it has been read.
    pub(super) fn reading(&self) -> Option<Reading> {
        let read = self.read.as_ref()?;
        let path = self.listing.catalogue.row(read.ordinal)?.path().to_owned();
        let is_page = !self.stored && self.comparing.is_none();
        Some(Reading { path, at: if is_page { self.reader.place() } else { (0, 0.0) } })
    }

    /// Lists what was listed where the reader left this archive, and looks out for the article that was shown; for a
    /// file that was opened by name, lists everything and looks out for that one.
    pub(super) fn enter(&mut self, archive: &Archive) {
        let known = self.session.places.get(&archive.folder).cloned();
        let place = known.filter(|_| archive.file.is_none()).unwrap_or_else(|| Place {
            article: archive.file.as_deref().and_then(|file| reading_of(&archive.folder, file)),
            ..Place::default()
        });
        let key = ORDERS.iter().find(|(_, name)| *name == place.order).map(|&(key, _)| key);
        let (key, reverse) = key.map_or((self.request.key, self.request.reverse), |key| (key, place.reverse));
        let request = ListRequest {
            query: place.query,
            unfinished: 0..0,
            key,
            reverse,
            publishers: place.publishers,
            categories: place.categories,
            from: place.from,
            to: place.to,
            all_versions: self.session.every_file,
        };
        if request != self.request {
            self.sidebar.search.text.clone_from(&request.query);
            self.sidebar.filter = FilterState::of(&request);
            self.engine.list(request.clone());
            self.request = request;
        }
        // There is nothing to see but the list.
        self.sidebar_open |= place.article.is_none();
        let reveals = place.top.is_none();
        self.returning =
            Some(Returning { article: place.article, reveals, top: place.top, ..Returning::default() });
    }

    /// Goes to the place that the reader comes back to, as far as it has been read. Called before each frame.
    pub(super) fn come_back(&mut self, context: &Context) {
        let Some(returning) = &mut self.returning else { return };
        let catalogue = self.listing.catalogue.clone();
        let article = returning.look(&catalogue);
        if let Some((ordinal, at)) = article {
            let reveals = returning.reveals;
            self.arriving = Some((ordinal, at));
            self.select(ordinal);
            if reveals {
                self.reveal();
            }
        }
        self.come_back_to_row(context);
        let returning = self.returning.as_ref();
        if returning.is_some_and(|returning| returning.article.is_none() && returning.top.is_none()) {
            self.returning = None;
        }
    }

    fn come_back_to_row(&mut self, context: &Context) {
        let Some(returning) = &mut self.returning else { return };
        let (listing, list) = (&self.listing, &mut self.sidebar.list);
        let Some(((_, out), ordinal)) = returning.top.as_ref().zip(returning.top_row) else { return };
        if listing.request != self.request {
            return;
        }
        if !list.is_painted() {
            if self.sidebar_open {
                context.request_repaint();
            }
            return;
        }
        if returning.begun && list.is_moved() {
            returning.top = None;
            return;
        }
        let Some(position) = listing.position(ordinal) else { return };
        list.set_top(&listing.headings, listing.len(), (position, *out));
        returning.begun = true;
        if list.fills_view(&listing.headings, listing.len()) {
            returning.top = None;
        }
    }

    /// Gives up what the archive no longer has, once all of it is read.
    pub(super) fn stay(&mut self, catalogue: &Catalogue) {
        let Some(returning) = &mut self.returning else { return };
        let has = |path: &str| catalogue.file_at(Path::new(path), 0).is_some();
        returning.article = returning.article.take().filter(|article| has(&article.path));
        returning.top = returning.top.take().filter(|(path, _)| has(path));
        self.sidebar_open |= returning.article.is_none() && self.selected.is_none();
    }

    /// Gives up coming back to an article: the reader chose another one.
    pub(super) fn choose_otherwise(&mut self) {
        if let Some(returning) = &mut self.returning {
            returning.article = None;
        }
    }
}

impl Returning {
    /// Looks at what was read since the last time; the article's ordinal and how far it was read, where it is there.
    fn look(&mut self, catalogue: &Catalogue) -> Option<(u32, (usize, f32))> {
        let file_at = |path: &str| catalogue.file_at(Path::new(path), self.seen);
        let top_row = self.top.as_ref().and_then(|(path, _)| file_at(path));
        let article = self.article.as_ref().and_then(|article| file_at(&article.path));
        self.top_row = top_row.or(self.top_row);
        self.seen = catalogue.len();
        article.and_then(|ordinal| Some((ordinal, self.article.take()?.at)))
    }
}

/// A file below a folder, at its beginning.
fn reading_of(folder: &Path, file: &Path) -> Option<Reading> {
    let path = file.strip_prefix(folder).ok()?.to_string_lossy().into_owned();
    Some(Reading { path, at: (0, 0.0) })
}
