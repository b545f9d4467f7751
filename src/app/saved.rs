//! What the reader arranges on the shelves: saved searches, and the names and colours of tags.

use super::Seogo;
use super::tagging::tag_name;
use crate::library::Edit;
use crate::ui::message::Message;
use crate::view::{self, MarkedWhat};

impl Seogo {
    /// Keeps what is listed as a search under its own words, or takes it away where it is kept already.
    pub(super) fn save_search(&mut self) {
        let query = view::saved_query(&self.request, self.lang);
        if query.is_empty() {
            return;
        }
        let searches = self.library.marks.searches();
        if let Some(kept) = searches.iter().find(|kept| kept.query == query) {
            return self.delete_search(kept.name.clone());
        }
        let place = searches.last().map_or(0, |last| last.place + 1);
        let name = self.free_name(&query);
        self.mark(
            MarkedWhat::SaveSearch(name.clone()),
            vec![Edit::Search(name.clone(), Some((query, place)))],
        );
        self.message = Some(Message::notice(self.texts().search_saved(&name)));
    }

    /// Whether what is listed is kept as a search.
    pub(super) fn is_saved(&self) -> bool {
        let query = view::saved_query(&self.request, self.lang);
        self.library.marks.searches().iter().any(|kept| kept.query == query)
    }

    pub(super) fn delete_search(&mut self, name: String) {
        self.mark(MarkedWhat::DeleteSearch(name.clone()), vec![Edit::Search(name, None)]);
    }

    pub(super) fn rename_search(&mut self, old: &str, new: &str) {
        let kept = self.library.marks.searches().iter().find(|kept| kept.name == old);
        let Some((query, place)) = kept.map(|kept| (kept.query.clone(), kept.place)) else { return };
        let new = self.free_name(new.trim());
        let edits = vec![Edit::Search(old.to_owned(), None), Edit::Search(new.clone(), Some((query, place)))];
        self.mark(MarkedWhat::RenameSearch(new), edits);
    }

    /// Lets a saved search change places with the one over or under it.
    pub(super) fn move_search(&mut self, name: &str, up: bool) {
        let searches = self.library.marks.searches();
        let Some(at) = searches.iter().position(|kept| kept.name == name) else { return };
        let to = if up { at.checked_sub(1) } else { Some(at + 1).filter(|&to| to < searches.len()) };
        let Some(to) = to else { return };
        let mut order: Vec<_> = searches.to_vec();
        order.swap(at, to);
        // Two windows may have given two searches the same place, so all are numbered anew.
        let numbered = (0i64..).zip(order);
        let edits =
            numbered.map(|(place, kept)| Edit::Search(kept.name, Some((kept.query, place)))).collect();
        self.mark(MarkedWhat::MoveSearch(name.to_owned()), edits);
    }

    /// A name for a saved search that no other has.
    fn free_name(&self, wanted: &str) -> String {
        let is_taken = |name: &str| self.library.marks.searches().iter().any(|kept| kept.name == name);
        let numbered = (2..).map(|number| format!("{wanted} ({number})"));
        std::iter::once(wanted.to_owned()).chain(numbered).find(|name| !is_taken(name)).unwrap_or_default()
    }

    /// Gives a tag another name, on every article that has it; that of another tag puts the two together.
    pub(super) fn rename_tag(&mut self, old: &str, new: &str) {
        let new = tag_name(new);
        if new.is_empty() || new == old {
            return;
        }
        let marks = &self.library.marks;
        let color = marks.tags().get(&new).copied().unwrap_or_else(|| marks.tag_color(old));
        let mut edits = vec![Edit::TagColor(new.clone(), Some(color))];
        for (key, marks) in marks.articles() {
            let of_old = marks.tags.iter().zip(&marks.tagged).find(|(tag, _)| *tag == old);
            if let Some((_, stamp)) = of_old {
                edits.push(Edit::Tag(key.clone(), old.to_owned(), None));
                edits.push(Edit::Tag(key.clone(), new.clone(), Some(*stamp)));
            }
        }
        edits.push(Edit::TagColor(old.to_owned(), None));
        self.mark(MarkedWhat::RenameTag(new), edits);
    }

    /// Takes a tag away from every article that has it.
    pub(super) fn delete_tag(&mut self, name: String) {
        let tagged = self.library.marks.articles().filter(|(_, marks)| marks.tags.contains(&name));
        let mut edits: Vec<_> = tagged.map(|(key, _)| Edit::Tag(key.clone(), name.clone(), None)).collect();
        edits.push(Edit::TagColor(name.clone(), None));
        self.mark(MarkedWhat::DeleteTag(name), edits);
    }
}
