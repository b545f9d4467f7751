//! Builds the page of the shown article, or two pages when it is shown next to its file.

use super::{Comparing, Mode, Shown};
use crate::archive::Catalogue;
use crate::library::Marks;
use crate::search::Search;
use crate::ui::reader::{Hits, ReaderState};
use crate::view::{self, Lang};
use std::sync::Arc;

/// Input for building a page, besides the article.
pub(in crate::app) struct Basis<'a> {
    pub(in crate::app) catalogue: &'a Catalogue,
    pub(in crate::app) marks: &'a Marks,
    /// The list's search.
    pub(in crate::app) search: Option<Arc<Search>>,
    pub(in crate::app) lang: Lang,
    /// Why no article of the archive can be read at the moment.
    pub(in crate::app) absence: Option<&'static str>,
}

impl Shown {
    /// Toggles between the stored file and the page.
    pub(in crate::app) fn toggle_stored(&mut self, basis: &Basis<'_>) {
        self.mode = match self.mode {
            Mode::Page | Mode::Comparing(_) => Mode::Stored,
            Mode::Stored | Mode::Split(_) => Mode::Page,
        };
        self.show(basis);
    }

    /// Toggles between the article next to its file and the file alone.
    pub(in crate::app) fn toggle_split(&mut self, basis: &Basis<'_>) {
        self.mode = match self.mode {
            Mode::Split(_) => Mode::Stored,
            Mode::Page | Mode::Stored | Mode::Comparing(_) => Mode::Split(Box::default()),
        };
        self.show(basis);
    }

    /// Rebuilds the page and shows it from the top.
    pub(super) fn show(&mut self, basis: &Basis<'_>) {
        self.make(basis);
        self.reader.show(&self.page);
        if let Mode::Split(split) = &mut self.mode {
            split.reader.show(&split.page);
        }
    }

    /// Rebuilds the page and keeps the scroll position, as after a change of language.
    pub(in crate::app) fn refresh(&mut self, basis: &Basis<'_>) {
        self.make(basis);
        self.reader.refresh(&self.page);
        if let Mode::Split(split) = &mut self.mode {
            split.reader.refresh(&split.page);
        }
    }

    /// Updates the page to the reader's current marks.
    pub(in crate::app) fn show_marks(&mut self, basis: &Basis<'_>) {
        if self.read.is_none() {
            return;
        }
        self.make(basis);
        self.reader.update(&self.page);
        if let Mode::Split(split) = &mut self.mode {
            split.reader.update(&split.page);
        }
    }

    /// Updates the highlighted hits to the current search.
    pub(in crate::app) fn show_hits(&mut self, basis: &Basis<'_>) {
        if self.read.is_none() || matches!(self.mode, Mode::Stored | Mode::Comparing(_)) {
            return;
        }
        self.make(basis);
        self.reader.show_hits(&self.page);
        if let Mode::Split(split) = &mut self.mode {
            split.reader.show_hits(&split.page);
        }
    }

    /// Builds the pages and details from the loaded article.
    fn make(&mut self, basis: &Basis<'_>) {
        let Some(read) = &self.read else { return };
        let Basis { catalogue, marks, lang, .. } = *basis;
        let found = self.find.as_ref().and_then(|find| find.search());
        let search = found.or(basis.search.as_ref()).map(Arc::as_ref);
        let article_page = || {
            let mut page = view::page(read, search, lang);
            view::mark_page(&mut page, read, marks);
            page
        };
        let stored_page = || {
            let mut page = view::stored_page(read, lang);
            view::mark_page(&mut page, read, marks);
            page
        };
        match &mut self.mode {
            Mode::Page | Mode::Comparing(Comparing { compared: None, .. }) => self.page = article_page(),
            Mode::Comparing(Comparing { compared: Some(compared), .. }) => {
                self.page = view::comparison_page(catalogue, compared, &read.article.url, lang);
            }
            Mode::Stored => self.page = stored_page(),
            Mode::Split(split) => {
                self.page = stored_page();
                split.page = article_page();
            }
        }
        self.my_marks = view::my_marks(read, marks, lang);
        let versions = catalogue.revisions(read.ordinal).map_or(1, <[u32]>::len);
        let row = catalogue.row(read.ordinal);
        let inferred = row.as_ref().and_then(|row| catalogue.inferred_publisher(row));
        self.details = view::details(read, versions, inferred.as_deref(), lang);
        if let Some(absence) = basis.absence.filter(|_| !read.article.is_readable()) {
            self.details.problems = vec![absence.to_owned()];
            self.page = row.map(|row| view::page_of_row(&row, lang)).unwrap_or_default();
            self.page.notice = Some(absence.to_owned());
        } else if catalogue.is_gone(read.ordinal) {
            self.details.problems.insert(0, lang.shown_file_gone().to_owned());
        }
    }

    /// The page that shows hits and in which passages can be selected for highlighting.
    pub(in crate::app) fn article_reader(&mut self) -> &mut ReaderState {
        match &mut self.mode {
            Mode::Split(split) => &mut split.reader,
            Mode::Page | Mode::Stored | Mode::Comparing(_) => &mut self.reader,
        }
    }

    pub(in crate::app) fn hits(&self) -> Hits {
        match &self.mode {
            Mode::Split(split) => split.reader.hits(),
            Mode::Page | Mode::Stored | Mode::Comparing(_) => self.reader.hits(),
        }
    }

    /// Clears the text selection; false if there was none.
    pub(in crate::app) fn deselect(&mut self) -> bool {
        let beside = match &mut self.mode {
            Mode::Split(split) => split.reader.deselect(),
            Mode::Page | Mode::Stored | Mode::Comparing(_) => false,
        };
        self.reader.deselect() || beside
    }
}
