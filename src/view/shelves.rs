//! The shelves over the list: all articles, each kind of mark, and saved searches, with their counts.

use super::texts::lang::Lang;
use crate::library::{Marks, TagColor};
use crate::search::{Counts, FACETS, Field, Flag, ListRequest, quoted};

/// A shelf: a named query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelf {
    pub kind: ShelfKind,
    pub name: String,
    /// The query that finds its articles.
    pub query: String,
    /// How many articles it has; `None` until counted.
    pub count: Option<usize>,
}

impl Shelf {
    /// Whether articles can be put on it by hand.
    pub fn takes_articles(&self) -> bool {
        matches!(self.kind, ShelfKind::Unread | ShelfKind::Starred | ShelfKind::Tag(_))
    }

    /// Whether the reader made this shelf and can delete it.
    pub fn is_own(&self) -> bool {
        matches!(self.kind, ShelfKind::Tag(_) | ShelfKind::Search | ShelfKind::Set)
    }
}

/// What a shelf collects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShelfKind {
    All,
    Unread,
    Starred,
    Notes,
    Highlights,
    Tag(TagColor),
    Search,
    /// A set of articles that was drawn.
    Set,
}

/// The shelves in order, without those for marks that no article has.
pub fn shelves(marks: &Marks, counts: Option<&Counts>, lang: Lang) -> Vec<Shelf> {
    let mut shelves = Vec::new();
    let mut add = |kind, name: &str, query: String| {
        let count = counts.and_then(|counts| counted(counts, kind, name, &query));
        if !matches!(kind, ShelfKind::Starred | ShelfKind::Notes | ShelfKind::Highlights) || count > Some(0) {
            shelves.push(Shelf { kind, name: name.to_owned(), query, count });
        }
    };
    add(ShelfKind::All, lang.shelf_all(), String::new());
    add(ShelfKind::Unread, lang.shelf_unread(), lang.flag_query(Flag::Unread));
    add(ShelfKind::Starred, lang.shelf_starred(), lang.flag_query(Flag::Starred));
    add(ShelfKind::Notes, lang.shelf_notes(), lang.flag_query(Flag::Note));
    add(ShelfKind::Highlights, lang.shelf_highlights(), lang.flag_query(Flag::Highlight));
    for (tag, &color) in marks.tags() {
        add(ShelfKind::Tag(color), tag, format!("{}:{}", lang.field_name(Field::Tag), quoted(tag)));
    }
    for name in marks.sets().keys() {
        add(ShelfKind::Set, name, format!("{}:{}", lang.field_name(Field::Set), quoted(name)));
    }
    for saved in marks.searches() {
        add(ShelfKind::Search, &saved.name, saved.query.clone());
    }
    shelves
}

/// The same shelves with how many articles of a list each has; that of all articles stays as it is.
pub fn shelves_within(marks: &Marks, counts: Option<&Counts>, within: &Counts, lang: Lang) -> Vec<Shelf> {
    let mut shelves = shelves(marks, counts, lang);
    for shelf in shelves.iter_mut().filter(|shelf| shelf.kind != ShelfKind::All) {
        shelf.count = counted(within, shelf.kind, &shelf.name, &shelf.query);
    }
    shelves
}

/// How many articles a shelf has, if that is known.
fn counted(counts: &Counts, kind: ShelfKind, name: &str, query: &str) -> Option<usize> {
    match kind {
        ShelfKind::All => counts.all,
        ShelfKind::Unread => counts.unread,
        ShelfKind::Starred => counts.starred,
        ShelfKind::Notes => counts.noted,
        ShelfKind::Highlights => counts.highlighted,
        ShelfKind::Tag(_) => counts.tags.get(name).copied().unwrap_or(Some(0)),
        ShelfKind::Search => counts.searches.get(query).copied(),
        ShelfKind::Set => counts.sets.get(name).copied(),
    }
}

/// The request as a single query: the list's filters, then the search text.
pub fn saved_query(request: &ListRequest, lang: Lang) -> String {
    let mut words = Vec::new();
    for entry in &FACETS {
        let (field, names) = (entry.field, request.chosen.of(entry.facet));
        let chosen: Vec<_> =
            names.iter().map(|name| format!("{}:{}", lang.field_name(field), quoted(name))).collect();
        match chosen.as_slice() {
            [] => {}
            [only] => words.push(only.clone()),
            several => words.push(format!("({})", several.join(" OR "))),
        }
    }
    if request.from.is_some() || request.to.is_some() {
        let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let days = if request.from == request.to {
            day(request.from)
        } else {
            format!("{}..{}", day(request.from), day(request.to))
        };
        words.push(format!("{}:{days}", lang.field_name(Field::Published)));
    }
    // The typed text comes last, since it may have an unclosed quotation mark.
    let typed = request.query.trim();
    words.extend((!typed.is_empty()).then(|| typed.to_owned()));
    words.join(" ")
}

impl Lang {
    /// A shelf's name for screen readers.
    pub fn shelf_name(self, shelf: &Shelf) -> String {
        match shelf.count {
            Some(count) => format!("{} {}", shelf.name, self.count(count)),
            None => shelf.name.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Edit;
    use crate::search::{ChosenNames, Facet};
    use jiff::civil::date;

    #[test]
    fn shelves_of_marks_that_nothing_carries_are_left_out() {
        let mut marks = Marks::default();
        marks.apply(&Edit::TagColor("경제 \"특집\"".to_owned(), Some(TagColor::Red)));
        marks.apply(&Edit::Search("칩".to_owned(), Some(("반도체".to_owned(), 0))));
        let counts = Counts { all: Some(7), unread: Some(5), noted: Some(1), ..Counts::default() };
        let shown: Vec<_> = shelves(&marks, Some(&counts), Lang::Korean)
            .into_iter()
            .map(|shelf| (shelf.name, shelf.query, shelf.count))
            .collect();
        let shelf = |name: &str, query: &str, count| (name.to_owned(), query.to_owned(), count);
        assert_eq!(
            shown,
            [
                shelf("모든 기사", "", Some(7)),
                shelf("읽지 않음", "상태:안읽음", Some(5)),
                shelf("메모", "있음:메모", Some(1)),
                shelf("경제 \"특집\"", "태그:\"경제 *특집*\"", Some(0)),
                shelf("칩", "반도체", None),
            ]
        );
    }

    #[test]
    fn what_narrows_the_list_is_saved_with_the_search() {
        let mut chosen = ChosenNames::default();
        chosen.of_mut(Facet::Publisher).extend(["한빛일보".to_owned(), "새벽경제".to_owned()]);
        let request = ListRequest {
            query: "\"열린 인용".to_owned(),
            chosen,
            from: Some(date(2026, 1, 2)),
            ..ListRequest::default()
        };
        assert_eq!(
            saved_query(&request, Lang::Korean),
            "(언론사:\"새벽경제\" OR 언론사:\"한빛일보\") 날짜:2026-01-02.. \"열린 인용"
        );
    }
}
