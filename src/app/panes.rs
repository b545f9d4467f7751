//! The panes of a window: which of them are open, and which has the keyboard and the pointer.

use super::focus::Focus;
use crate::ui::keyboard::Keyboard;
use egui::Pos2;

/// Below these widths, in points, the details are hidden unless asked for, and the list becomes a drawer.
const WIDTH_FOR_DETAILS: f32 = 1100.0;
const WIDTH_FOR_SIDEBAR: f32 = 720.0;

/// The list, the article and its details beside each other or over each other.
pub(super) struct Panes {
    pub(super) keyboard: Keyboard,
    pub(super) focus: Focus,
    /// Whether the list is wanted; in a narrow window it lies over the article.
    pub(super) list_open: bool,
    /// Whether the details have the place of the article, in a narrow window.
    pub(super) details_over: bool,
    /// The pane on which the pointer was last pressed.
    pub(super) pressed: Pane,
}

/// A pane that keys act on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Pane {
    List,
    Article,
}

impl Panes {
    pub(super) fn new(list_open: bool) -> Self {
        Self {
            keyboard: Keyboard::default(),
            focus: Focus::default(),
            list_open,
            details_over: false,
            pressed: Pane::List,
        }
    }

    /// The pane at a place in the window; `list_width` is that of the list.
    pub(super) fn pane_at(&self, place: Pos2, list_width: f32) -> Pane {
        if self.list_open && place.x < list_width { Pane::List } else { Pane::Article }
    }

    /// Puts away what lies over the article in a window of this width.
    pub(super) fn uncover_article(&mut self, width: f32) {
        if is_narrow(width) {
            (self.list_open, self.details_over) = (false, false);
        }
    }

    /// Whether the details are open in a window of this width, where the reader `wants` them always or never.
    pub(super) fn details_open(&self, width: f32, wants: Option<bool>) -> bool {
        match wants {
            // Beside the article there is no room for them, so they have its place while they are wanted.
            _ if is_narrow(width) => self.details_over,
            Some(open) => open,
            None => width >= WIDTH_FOR_DETAILS,
        }
    }

    /// Opens or closes the details over the article; false where the window is so wide that they stand beside it.
    pub(super) fn open_details_over(&mut self, width: f32, open: bool) -> bool {
        if is_narrow(width) {
            self.details_over = open;
            self.list_open &= !open;
        }
        is_narrow(width)
    }

    /// Closes the details that lie over the article; false where none do.
    pub(super) fn close_details_over(&mut self) -> bool {
        std::mem::take(&mut self.details_over)
    }
}

/// Whether list, article and details do not stand side by side in a window of this width.
pub(super) fn is_narrow(width: f32) -> bool {
    width < WIDTH_FOR_SIDEBAR
}
