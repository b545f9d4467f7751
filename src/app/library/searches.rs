//! Changes to the saved searches, and to the sets of drawn articles.

use super::{Library, MarkChange};
use crate::library::Edit;
use crate::ui::command::Shift;
use crate::view::MarkedWhat;

impl Library {
    /// The name of the saved search with this query.
    pub(in crate::app) fn name_of_search(&self, query: &str) -> Option<&str> {
        let searches = self.marks.searches();
        searches.iter().find(|kept| kept.query == query).map(|kept| kept.name.as_str())
    }

    /// Saves a search under a name made from its words. The second value is the name.
    pub(in crate::app) fn save_search(&self, query: String) -> (MarkChange, String) {
        let place = self.marks.searches().last().map_or(0, |last| last.place + 1);
        let name = self.free_name(&query);
        let edits = vec![Edit::Search(name.clone(), Some((query, place)))];
        (MarkChange { what: MarkedWhat::SaveSearch(name.clone()), edits }, name)
    }

    /// Deletes a saved search.
    pub(in crate::app) fn delete_search(name: String) -> MarkChange {
        MarkChange { what: MarkedWhat::DeleteSearch(name.clone()), edits: vec![Edit::Search(name, None)] }
    }

    /// Drops a drawn set for good; its articles stay.
    pub(in crate::app) fn delete_set(name: String) -> MarkChange {
        MarkChange { what: MarkedWhat::DeleteSet(name.clone()), edits: vec![Edit::Set(name, None)] }
    }

    /// Renames a saved search; `None` if there is no such search.
    pub(in crate::app) fn rename_search(&self, old: &str, new: &str) -> Option<MarkChange> {
        let kept = self.marks.searches().iter().find(|kept| kept.name == old)?;
        let (query, place) = (kept.query.clone(), kept.place);
        let new = self.free_name(new.trim());
        let edits = vec![Edit::Search(old.to_owned(), None), Edit::Search(new.clone(), Some((query, place)))];
        Some(MarkChange { what: MarkedWhat::RenameSearch(new), edits })
    }

    /// Swaps a saved search with the one above or below it; `None` if there is none.
    pub(in crate::app) fn move_search(&self, name: &str, shift: Shift) -> Option<MarkChange> {
        let searches = self.marks.searches();
        let at = searches.iter().position(|kept| kept.name == name)?;
        let to = match shift {
            Shift::Up => at.checked_sub(1)?,
            Shift::Down => Some(at + 1).filter(|&to| to < searches.len())?,
        };
        let mut order: Vec<_> = searches.to_vec();
        order.swap(at, to);
        // Two windows may have given two searches the same place, so all are renumbered.
        let numbered = (0i64..).zip(order);
        let edits =
            numbered.map(|(place, kept)| Edit::Search(kept.name, Some((kept.query, place)))).collect();
        Some(MarkChange { what: MarkedWhat::MoveSearch(name.to_owned()), edits })
    }

    /// A name for a saved search that isn't taken.
    fn free_name(&self, wanted: &str) -> String {
        let is_taken = |name: &str| self.marks.searches().iter().any(|kept| kept.name == name);
        let numbered = (2..).map(|number| format!("{wanted} ({number})"));
        std::iter::once(wanted.to_owned()).chain(numbered).find(|name| !is_taken(name)).unwrap_or_default()
    }
}
