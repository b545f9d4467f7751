//! The shown article: which one is selected, how it is shown, and how far it has been read.

mod find;
mod following;
mod history;
mod pages;
mod painting;
mod returning;
mod versions;

pub(super) use following::Fate;
pub(super) use pages::Basis;
pub(super) use painting::ShownView;
pub(super) use returning::Return;

use crate::archive::{Catalogue, Compared, Picture, ReadArticle};
use crate::article::RichKind;
use crate::library::{ArticleMarks, HighlightPlace, PagePlace, ReadingPlace};
use crate::ui::command::{Action, Command, MarkCommand};
use crate::ui::notes::NotesState;
use crate::ui::reader::{Pictures, ReaderState};
use crate::view::{self, Details, MyMarks, Page};
use egui::TextureHandle;
use find::{Find, WantedPlace};
use history::History;
use returning::ArticleReturn;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// The article side of a window.
#[derive(Default)]
pub(super) struct Shown {
    /// The ordinal of the article that is shown or loading.
    selected: Option<u32>,
    read: Option<Arc<ReadArticle>>,
    /// The article that the window showed from which this one was opened.
    lent: Option<Arc<ReadArticle>>,
    mode: Mode,
    page: Page,
    reader: ReaderState,
    /// The article's pictures that have been loaded.
    pictures: Pictures,
    details: Details,
    /// The marks on the article, and the note being written.
    my_marks: MyMarks,
    notes: NotesState,
    /// The find bar, while it is open.
    find: Option<Find>,
    /// The place to show once its article has loaded.
    wanted: Option<WantedPlace>,
    history: History,
    /// Where the requested article was left. Kept by path, since its ordinal may change before it has loaded.
    arriving: Option<ReadingPlace>,
    /// The article to restore, until it has loaded.
    returning: Option<ArticleReturn>,
    reading: Option<InView>,
    /// The ordinal under which the shown article is being reloaded after its file has changed.
    read_anew: Option<u32>,
}

/// The most pictures to show in an article.
const MOST_PICTURES: usize = 200;

/// How the article is shown.
#[derive(Default)]
pub(super) enum Mode {
    #[default]
    Page,
    /// As the stored file.
    Stored,
    /// As a page next to its stored file.
    Split(Box<PageSplit>),
    /// Two of its versions, compared.
    Comparing(Comparing),
}

/// The page shown next to the stored file.
#[derive(Default)]
pub(super) struct PageSplit {
    page: Page,
    reader: ReaderState,
}

/// Two versions being compared, by ordinal, and the result once it is known.
pub(super) struct Comparing {
    old: u32,
    new: u32,
    compared: Option<Arc<Compared>>,
}

/// The visible article, by ordinal.
struct InView {
    ordinal: u32,
    since: Since,
}

/// Since when an article has been visible.
enum Since {
    /// Since this time, in seconds of the window's clock.
    Time(f64),
    /// It was marked as unread while visible, and stays unread until the reader moves on.
    Held,
}

impl Shown {
    /// The state for a newly opened archive: nothing shown, but the history is kept if the folder is the same.
    pub(super) fn entered(before: Self, is_same_folder: bool, returning: Option<Return>) -> Self {
        let history = if is_same_folder { before.history } else { History::default() };
        Self { history, returning: returning.map(ArticleReturn::new), ..Self::default() }
    }

    /// The state of a window that opens next to one that shows this, which it needn't read again.
    pub(super) fn beside(other: &Self, returning: Option<Return>) -> Self {
        Self { lent: other.read.clone(), ..Self::entered(Self::default(), false, returning) }
    }

    /// An article that another window had already loaded when this one opened.
    pub(super) fn take_lent(&mut self, ordinal: u32) -> Option<Arc<ReadArticle>> {
        self.lent.take().filter(|read| read.ordinal == ordinal)
    }

    /// The ordinal of the article that is shown or loading.
    pub(super) fn selected(&self) -> Option<u32> {
        self.selected
    }

    /// A loaded picture of the shown article, by its address in it.
    pub(super) fn picture(&self, address: &str) -> Option<TextureHandle> {
        self.pictures.texture(address)
    }

    /// The pictures to load for the shown article: its ordinal, and their addresses in it.
    pub(super) fn wanted_pictures(&self) -> Option<(u32, Vec<String>)> {
        let read = self.read.as_ref()?;
        let blocks = &read.article.rendered.as_ref()?.blocks;
        let addresses = blocks.iter().filter_map(|block| match &block.kind {
            RichKind::Image(address) if !address.contains(':') || address.starts_with("data:") => {
                Some(address.clone())
            }
            _ => None,
        });
        let addresses: Vec<String> = addresses.take(MOST_PICTURES).collect();
        (!addresses.is_empty()).then_some((read.ordinal, addresses))
    }

    /// Shows a loaded picture if it belongs to the shown article.
    pub(super) fn on_picture(&mut self, ordinal: u32, picture: Arc<Picture>) {
        if self.read.as_ref().is_some_and(|read| read.ordinal == ordinal) {
            self.pictures.add(picture);
        }
    }

    /// The shown article, once loaded.
    pub(super) fn read(&self) -> Option<&Arc<ReadArticle>> {
        self.read.as_ref()
    }

    pub(super) fn has_article(&self) -> bool {
        self.read.is_some()
    }

    /// Whether this article is already shown.
    pub(super) fn shows(&self, ordinal: u32) -> bool {
        self.selected == Some(ordinal) && self.read.is_some()
    }

    pub(super) fn mode(&self) -> &Mode {
        &self.mode
    }

    /// The address of the original, if the shown article has one.
    pub(super) fn original(&self) -> Option<&str> {
        self.page.original.as_deref()
    }

    pub(super) fn select(&mut self, ordinal: u32) {
        self.selected = Some(ordinal);
    }

    /// Call before another article is shown.
    pub(super) fn leave_notes(&mut self) {
        self.notes.leave();
    }

    /// Stops restoring a scroll position, because the article is already shown.
    pub(super) fn stay(&mut self) {
        self.arriving = None;
    }

    /// The shown article's ordinal in the list, which changes if its file has been rewritten since it was read.
    pub(super) fn listed(&self, catalogue: &Catalogue) -> Option<u32> {
        let read = self.read.as_ref()?;
        let is_shown = |&ordinal: &u32| {
            let row = catalogue.row(ordinal);
            row.is_some_and(|row| read.entry == row.entry() && read.path.ends_with(row.file_path()))
        };
        Some(self.selected.filter(is_shown).unwrap_or(read.ordinal))
    }

    /// Whether the shown article could not be read.
    pub(super) fn is_unread(&self) -> bool {
        self.read.as_ref().is_some_and(|read| !read.article.is_readable())
    }

    /// The path of the shown article's file.
    pub(super) fn file(&self) -> Option<PathBuf> {
        self.read.as_ref().map(|read| read.path.clone())
    }

    /// Shows a loaded article if it is the selected one; false if it isn't.
    pub(super) fn on_read(&mut self, read: Arc<ReadArticle>, basis: &Basis<'_>) -> bool {
        if self.selected != Some(read.ordinal) {
            return false;
        }
        let ordinal = read.ordinal;
        let place = (&read.path, read.entry);
        let is_here = self.read.as_ref().is_some_and(|shown| (&shown.path, shown.entry) == place);
        let again = is_here || self.read_anew.take() == Some(ordinal);
        self.read = Some(read);
        self.pictures = Pictures::default();
        if again {
            self.refresh(basis);
        } else {
            if let Mode::Comparing(_) = self.mode {
                self.mode = Mode::Page;
            }
            self.show(basis);
            self.arrive(ordinal, basis.catalogue);
        }
        self.show_wanted(basis);
        true
    }

    /// The shown article, if the catalogue's verdict on it differs from that of its file as read.
    pub(super) fn with_other_verdict(&self, catalogue: &Catalogue) -> Option<u32> {
        let read = self.read.as_ref()?;
        let now = read.article.integrity();
        catalogue.row(read.ordinal)?.integrity().ne(&now).then_some(read.ordinal)
    }

    /// The unsaved note, as the command that saves it.
    pub(super) fn take_draft(&mut self) -> Option<MarkCommand> {
        self.notes.take()
    }

    /// Focuses the note's field.
    pub(super) fn write_note(&mut self) {
        self.notes.take_focus = true;
    }

    /// The passage selected in the article's own text, for highlighting, with the article's ordinal.
    pub(super) fn passage(&mut self) -> Option<(u32, HighlightPlace)> {
        if let Mode::Stored = self.mode {
            return None;
        }
        let (field, range) = self.article_reader().selected_passage()?;
        let read = self.read.as_ref()?;
        Some((read.ordinal, view::passage(&read.article, field, range)?))
    }

    /// The text selected in the article with this ordinal.
    pub(super) fn selected_text_of(&self, ordinal: u32) -> Option<String> {
        let is_shown = self.read.as_ref().is_some_and(|read| read.ordinal == ordinal);
        self.reader.selected_text().filter(|_| is_shown)
    }

    /// The page that scrolls and that 'select all' acts on.
    pub(super) fn reader(&mut self) -> &mut ReaderState {
        &mut self.reader
    }

    /// The reader's place: an article that is still loading, or else the shown one with its scroll position.
    pub(super) fn place(&self, catalogue: &Catalogue) -> Option<ReadingPlace> {
        let returning = self.returning.as_ref().map(ArticleReturn::article);
        returning.or_else(|| self.arriving.clone()).or_else(|| self.reading(catalogue))
    }

    fn reading(&self, catalogue: &Catalogue) -> Option<ReadingPlace> {
        let path = catalogue.row(self.read.as_ref()?.ordinal)?.file_place().to_string();
        let at = if let Mode::Page = self.mode { self.reader.place() } else { PagePlace::default() };
        Some(ReadingPlace { path, at })
    }

    /// Keeps the article unread while it is visible.
    pub(super) fn hold_unread(&mut self) {
        self.reading = self.selected.map(|ordinal| InView { ordinal, since: Since::Held });
    }

    /// The article to mark as read, once it has been visible for `wait` seconds. `marks` looks up an article's
    /// marks.
    pub(super) fn is_read_through<'a>(
        &mut self,
        context: &egui::Context,
        wait: f64,
        marks: impl Fn(u32) -> Option<&'a ArticleMarks>,
    ) -> Option<u32> {
        let (now, focused) = context.input(|input| (input.time, input.focused));
        let read = self.read.as_ref().filter(|read| read.article.is_readable());
        let ordinal = read.filter(|_| focused && wait > 0.0)?.ordinal;
        if self.reading.as_ref().is_none_or(|reading| reading.ordinal != ordinal) {
            self.reading = Some(InView { ordinal, since: Since::Time(now) });
        }
        let Some(InView { since: Since::Time(since), .. }) = self.reading else { return None };
        if marks(ordinal)?.read.is_some() {
            return None;
        }
        let left = since + wait - now;
        if left > 0.0 {
            context.request_repaint_after(Duration::from_secs_f64(left));
        }
        (left <= 0.0).then_some(ordinal)
    }

    /// Closes the find bar or else clears the selection; false if there was neither.
    pub(super) fn close_find_or_selection(&mut self, basis: &Basis<'_>) -> bool {
        self.close_find(basis) || self.deselect()
    }

    /// Returns to the page; false if it is already shown.
    pub(super) fn back_to_page(&mut self, basis: &Basis<'_>) -> bool {
        let was_other = !matches!(self.mode, Mode::Page);
        if was_other {
            self.mode = Mode::Page;
            self.show(basis);
        }
        was_other
    }

    /// The command that opens the shown article's original.
    pub(super) fn open_original(&self) -> Option<Command> {
        let address = self.original().filter(|_| self.has_article())?;
        Some(Command::OpenAddress(address.to_owned()))
    }

    /// Scrolls down by a screen, or asks for the next article at the end.
    pub(super) fn page_on(&mut self) -> Option<Action> {
        (!self.reader.page_on() || self.read.is_none()).then_some(Action::Next)
    }

    /// Scrolls up by a screen, or asks for the previous article at the start.
    pub(super) fn page_back(&mut self) -> Option<Action> {
        (!self.reader.page_back()).then_some(Action::Previous)
    }
}
