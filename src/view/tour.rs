//! The tour of the window on the reader's first archive: what it explains, in which order.

use super::texts::lang::Lang;

/// A part of the window that the tour explains.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is named by the text of its title")]
pub enum TourStep {
    Search,
    Page,
    Details,
    Marks,
    Whole,
}

impl TourStep {
    /// Every step, in order.
    pub const ALL: [Self; 5] = [Self::Search, Self::Page, Self::Details, Self::Marks, Self::Whole];

    /// The step after this one; `None` after the last.
    pub fn next(self) -> Option<Self> {
        Self::ALL.get(self as usize + 1).copied()
    }

    /// What is explained.
    pub fn title(self, lang: Lang) -> &'static str {
        match self {
            Self::Search => lang.tour_search_title(),
            Self::Page => lang.tour_page_title(),
            Self::Details => lang.tour_details_title(),
            Self::Marks => lang.tour_marks_title(),
            Self::Whole => lang.tour_whole_title(),
        }
    }
}
