//! What has the keyboard: a dialog takes it, and gives it back where it was.

use egui::{Context, FocusDirection, Id, Popup};

/// Who had the keyboard before something lay over the window.
#[derive(Default)]
pub(super) struct Focus {
    before: Option<Id>,
    /// Whether a dialog or a menu lies over the window, and whether it is a dialog.
    covered: bool,
    in_dialog: bool,
    /// Whether a dialog was opened in the last frame and nothing in it has the keyboard yet.
    enters: bool,
    /// Who is to have the keyboard again in the next frame: in this one egui still holds it from what lies below.
    gives_back: Option<Id>,
}

impl Focus {
    /// Follows dialogs and menus as they come and go. Called before each frame.
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
            // As if by Tab. What lies below the dialog no longer asks for it.
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
