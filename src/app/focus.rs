//! Keyboard focus: a dialog takes it and later returns it to where it was.

use egui::{Context, FocusDirection, Id, Popup};

/// The widget that had focus before something covered the window.
#[derive(Default)]
pub(super) struct Focus {
    before: Option<Id>,
    /// Whether a dialog or a menu covers the window, and whether it is a dialog.
    covered: bool,
    in_dialog: bool,
    /// Whether a dialog opened in the last frame and nothing in it has focus yet.
    enters: bool,
    /// The widget to focus again in the next frame. In this frame, egui still denies focus to widgets under the
    /// dialog.
    gives_back: Option<Id>,
}

impl Focus {
    /// Tracks dialogs and menus as they open and close. Call before each frame.
    pub(super) fn follow(&mut self, context: &Context, in_dialog: bool) {
        let covered = in_dialog || Popup::is_any_open(context);
        let focused = context.memory(|memory| memory.focused());
        if covered && !self.covered {
            self.before = focused;
        }
        if let Some(before) = self.gives_back.take().filter(|_| focused.is_none()) {
            context.memory_mut(|memory| memory.request_focus(before));
        }
        if std::mem::take(&mut self.enters) && focused.is_none() {
            // As if by Tab. Widgets under the dialog no longer compete for focus.
            context.memory_mut(|memory| memory.move_focus(FocusDirection::Next));
        }
        if in_dialog && !self.in_dialog {
            focused.inspect(|&id| context.memory_mut(|memory| memory.surrender_focus(id)));
            self.enters = true;
            context.request_repaint();
        }
        if self.covered && !covered {
            self.gives_back = self.before.take();
            context.request_repaint();
        }
        (self.covered, self.in_dialog) = (covered, in_dialog);
    }
}
