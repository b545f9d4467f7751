//! The panes of a window: which are open, and which one the keyboard acts on.

use super::focus::Focus;
use crate::ui::keyboard::Keyboard;
use egui::Pos2;

/// Window widths, in points: below the first, details are hidden unless asked for; below the second, the list
/// becomes a drawer; up to the third, details overlay the page instead of squeezing it.
const WIDTH_FOR_DETAILS: f32 = 1100.0;
const WIDTH_FOR_SIDEBAR: f32 = 720.0;
const WIDTH_FOR_THREE: f32 = 900.0;
/// The least width of a window that has room for a column beside the list, in points.
const WIDTH_FOR_COLUMN: f32 = 1440.0;

/// The list, the article and its details, side by side or overlaid.
pub(super) struct Panes {
    pub(super) keyboard: Keyboard,
    pub(super) focus: Focus,
    /// The width of the window in the last frame; `None` before the first one.
    width: Option<f32>,
    /// The width of the list in the last frame.
    list_width: f32,
    /// Whether the reader wants the list beside the article.
    list_wanted: bool,
    /// Whether the list overlays the article in a narrow window. Doesn't affect `list_wanted`.
    drawer_open: bool,
    /// Whether the details overlay the article when they don't fit beside it.
    details_over: bool,
    /// The pane last clicked or focused; `None` before that.
    active: Option<Pane>,
}

/// A pane that keys can act on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Pane {
    List,
    Article,
}

/// Where the details are shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum DetailsPlace {
    /// They are closed.
    Closed,
    /// Beside the page.
    Beside,
    /// Over part of the page.
    Over,
    /// In place of the page.
    Instead,
}

impl Panes {
    pub(super) fn new(list_wanted: bool) -> Self {
        Self {
            keyboard: Keyboard::default(),
            focus: Focus::default(),
            width: None,
            list_width: 0.0,
            list_wanted,
            drawer_open: false,
            details_over: false,
            active: None,
        }
    }

    /// Updates the width of the window.
    pub(super) fn measure(&mut self, width: f32) {
        self.width = Some(width);
        self.details_over &= width <= WIDTH_FOR_THREE;
    }

    /// Updates the width of the list.
    pub(super) fn note_list_width(&mut self, width: f32) {
        self.list_width = width;
    }

    /// Whether the window is too narrow for anything beside the list.
    pub(super) fn is_narrow(&self) -> bool {
        self.width.is_some_and(|width| width < WIDTH_FOR_SIDEBAR)
    }

    /// Whether the window is wide enough for a column beside the list.
    pub(super) fn has_room_for_column(&self) -> bool {
        self.width.is_some_and(|width| width >= WIDTH_FOR_COLUMN)
    }

    /// Whether the reader wants the list in a wide window.
    pub(super) fn list_wanted(&self) -> bool {
        self.list_wanted
    }

    pub(super) fn is_list_open(&self) -> bool {
        if self.is_narrow() { self.drawer_open } else { self.list_wanted }
    }

    /// Opens the list, as a drawer in a narrow window and otherwise beside the article.
    pub(super) fn open_list(&mut self) {
        match self.width {
            // Before the first frame it isn't known which of the two applies.
            None => (self.drawer_open, self.list_wanted) = (true, true),
            Some(_) if self.is_narrow() => self.drawer_open = true,
            Some(_) => (self.drawer_open, self.list_wanted) = (true, true),
        }
    }

    pub(super) fn toggle_list(&mut self) {
        if self.is_narrow() {
            self.drawer_open = !self.drawer_open;
        } else {
            self.list_wanted = !self.list_wanted;
        }
    }

    /// Closes whatever overlays the article.
    pub(super) fn uncover_article(&mut self) {
        self.drawer_open = false;
        if self.is_narrow() {
            self.details_over = false;
        }
    }

    /// The pane at a position in the window.
    fn pane_at(&self, place: Pos2) -> Pane {
        let is_on_list = self.is_list_open() && (self.is_narrow() || place.x < self.list_width);
        if is_on_list { Pane::List } else { Pane::Article }
    }

    /// Activates the pane under a press.
    pub(super) fn on_pressed(&mut self, place: Pos2) {
        self.active = Some(self.pane_at(place));
    }

    pub(super) fn activate(&mut self, pane: Pane) {
        self.active = Some(pane);
    }

    /// The pane last clicked or focused.
    pub(super) fn active(&self) -> Option<Pane> {
        self.active
    }

    /// Where the details go. `wants` is the reader's choice to have them beside the article always or never.
    pub(super) fn details_place(&self, wants: Option<bool>) -> DetailsPlace {
        let width = self.width.unwrap_or(WIDTH_FOR_DETAILS);
        if width < WIDTH_FOR_SIDEBAR && self.details_over {
            DetailsPlace::Instead
        } else if width <= WIDTH_FOR_THREE && self.details_over {
            DetailsPlace::Over
        } else if width > WIDTH_FOR_THREE && wants.unwrap_or(width >= WIDTH_FOR_DETAILS) {
            DetailsPlace::Beside
        } else {
            DetailsPlace::Closed
        }
    }

    /// Opens or closes the details over the article; false if the window is wide enough to have them beside it.
    pub(super) fn open_details_over(&mut self, open: bool) -> bool {
        let lies_over = self.width.is_some_and(|width| width <= WIDTH_FOR_THREE);
        if lies_over {
            self.details_over = open;
            self.drawer_open &= !open;
        }
        lies_over
    }

    /// Closes details that overlay the article; false if there are none.
    pub(super) fn close_details_over(&mut self) -> bool {
        std::mem::take(&mut self.details_over)
    }
}
