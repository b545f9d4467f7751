//! Searching: what the field says becomes a list, and leaving it comes back to where the reader was.

use super::Seogo;
use crate::search::{ListRequest, Search, Snippet};
use crate::text::hanja::Abbreviations;
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::Arc;

/// Where the reader was before searching; of no use to another load, which has other ordinals.
pub(super) struct BeforeSearch {
    selected: Option<u32>,
    /// The first row in view, by ordinal, and how far it was scrolled out.
    top: Option<(u32, f64)>,
}

/// The lines around what a search found, by ordinal.
#[derive(Default)]
pub(super) struct Snippets {
    search: Option<Arc<Search>>,
    lines: FxHashMap<u32, Snippet>,
    asked: Vec<u32>,
}

impl Snippets {
    pub(super) fn of(&self, ordinal: u32) -> Option<&Snippet> {
        self.lines.get(&ordinal)
    }
}

impl Seogo {
    /// Looks for what the field says, from the first letter to the last.
    pub(super) fn look_for(&mut self, text: String, unfinished: Range<usize>) {
        if self.before_search.is_none() && !text.trim().is_empty() {
            let top = self.sidebar.list.top(&self.listing.headings, self.listing.len());
            let top = top.and_then(|(position, out)| Some((*self.listing.ordinals.get(position)?, out)));
            self.before_search = Some(BeforeSearch { selected: self.selected, top });
        }
        if text.trim().is_empty() {
            self.note_search();
        }
        self.sidebar.search.text.clone_from(&text);
        self.request = ListRequest { query: text, unfinished, ..self.request.clone() };
        self.engine.list(self.request.clone());
    }

    /// Remembers what is looked for, if it finds anything: called when a result is opened or the search is left.
    pub(super) fn note_search(&mut self) {
        let query = self.request.query.trim();
        if !query.is_empty() && !self.listing.is_empty() {
            self.session.note_searched(query);
            self.unsaved = true;
        }
    }

    /// Empties the field and goes back to where the reader was.
    pub(super) fn leave_search(&mut self) {
        self.look_for(String::new(), 0..0);
        if let Some(BeforeSearch { selected: Some(ordinal), .. }) = &self.before_search {
            self.select(*ordinal);
        }
    }

    /// Puts the list back to where it was, once the whole of it is there again.
    pub(super) fn restore_list(&mut self) {
        if self.listing.finds.is_some() {
            return;
        }
        let Some(BeforeSearch { top: Some((ordinal, out)), .. }) = self.before_search.take() else { return };
        if let Some(position) = self.listing.position(ordinal) {
            self.sidebar.list.set_top(&self.listing.headings, self.listing.len(), (position, out));
        }
    }

    /// Asks for the snippets of rows that are in view without one.
    pub(super) fn want_snippets(&mut self, ordinals: Vec<u32>) {
        let Some((archive, finds)) = self.archive.as_ref().zip(self.listing.finds.as_ref()) else { return };
        if ordinals.is_empty() || self.snippets.asked == ordinals {
            return;
        }
        let file = |&ordinal: &u32| {
            Some((ordinal, archive.folder.join(self.listing.catalogue.row(ordinal)?.file_path())))
        };
        self.engine.snippets(finds.search.clone(), ordinals.iter().filter_map(file).collect());
        self.snippets.asked = ordinals;
    }

    /// Keeps snippets that have been read for the search that is shown.
    pub(super) fn keep_snippets(&mut self, search: &Arc<Search>, lines: Vec<(u32, Snippet)>) {
        if self.snippets.search.as_ref().is_some_and(|shown| Arc::ptr_eq(shown, search)) {
            self.snippets.lines.extend(lines);
        }
    }

    /// Marks what the list's search finds on the page, where it is another than before.
    pub(super) fn follow_search(&mut self) {
        let search = self.listing.finds.as_ref().map(|finds| finds.search.clone());
        let same = match (&search, &self.snippets.search) {
            (Some(new), Some(old)) => Arc::ptr_eq(new, old),
            (None, None) => true,
            _ => false,
        };
        if same {
            return;
        }
        self.snippets = Snippets { search, ..Snippets::default() };
        self.mark_page();
    }

    /// The search whose hits are marked: what is looked for within the article, else what the list was searched for.
    pub(super) fn marked_search(&self) -> Option<Arc<Search>> {
        self.find_search.clone().or_else(|| self.snippets.search.clone())
    }

    /// Looks for something within the article, exactly and with the same folding.
    pub(super) fn find_in_article(&mut self, text: &str) {
        // Within quotation marks nothing but another one means anything.
        let phrase = format!("\"{}\"", text.replace('"', " "));
        self.find_search = (!text.trim().is_empty())
            .then(|| Arc::new(Search::new(&phrase, 0..0, &Abbreviations::default())));
        self.mark_page();
        self.marked_reader().step_hit(true);
    }

    /// Opens the bar for it, or the field over the list where no article is shown or the pointer is on the list.
    pub(super) fn open_find(&mut self, on_list: bool) {
        if on_list || self.read.is_none() {
            self.sidebar_open = true;
            self.sidebar.search.take_focus = true;
        } else {
            self.find.get_or_insert_default().take_focus = true;
        }
    }

    /// Closes the bar; false where it was not open.
    pub(super) fn close_find(&mut self) -> bool {
        self.find_search = None;
        let was_open = self.find.take().is_some();
        if was_open {
            self.mark_page();
        }
        was_open
    }

    fn mark_page(&mut self) {
        let shows_article = !self.stored || self.beside.is_some();
        if self.read.is_some() && shows_article && self.comparing.is_none() {
            self.make_page();
            self.reader.mark(&self.page);
            if let Some(beside) = &mut self.beside {
                beside.reader.mark(&beside.page);
            }
        }
    }
}
