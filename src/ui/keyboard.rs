//! Key presses become commands, and those of the mouse buttons beside the usual ones.

use super::command::Action;
use super::keymap::Keymap;
use egui::{Key, PointerButton};

/// Turns key presses into actions.
#[derive(Debug, Default)]
pub struct Keyboard {
    /// When `g` was pressed, waiting for a second one.
    pending_g: Option<f64>,
}

/// How long the first `g` of `g g` waits for the second, in seconds.
const CHORD_SECS: f64 = 1.0;

impl Keyboard {
    /// The actions that were asked for by key in this frame. Letters count only while nothing is typed into a field.
    /// Under a dialog there is nothing to do but close it or to zoom, and every other key is the dialog's.
    pub fn actions(&mut self, context: &egui::Context, in_dialog: bool) -> Vec<Action> {
        // An open menu has the keyboard to itself.
        if egui::Popup::is_any_open(context) {
            return Vec::new();
        }
        let typing = context.text_edit_focused();
        // What has the focus is pressed with these two, as everywhere.
        let focused = context.memory(|memory| memory.focused().is_some());
        let keymap = Keymap::of(context);
        let mut actions = Vec::new();
        let buttons = [(PointerButton::Extra1, Action::Back), (PointerButton::Extra2, Action::Forward)];
        for (button, action) in buttons.into_iter().filter(|_| !in_dialog) {
            actions.extend(context.input(|input| input.pointer.button_pressed(button)).then_some(action));
        }
        context.input_mut(|input| {
            let now = input.time;
            input.events.retain(|event| {
                let egui::Event::Key { key, pressed: true, modifiers, .. } = event else { return true };
                if typing && *key != Key::Escape && (!modifiers.command || is_of_fields(*key)) {
                    return true;
                }
                if focused && matches!(key, Key::Enter | Key::Space) {
                    return true;
                }
                if in_dialog && !keymap.action_for(*key, *modifiers).is_some_and(holds_in_dialogs) {
                    return true;
                }
                if *key == Key::G && modifiers.is_none() && keymap.action_for(*key, *modifiers).is_none() {
                    match self.pending_g.take() {
                        Some(then) if now - then < CHORD_SECS => actions.push(Action::First),
                        _ => self.pending_g = Some(now),
                    }
                    return false;
                }
                self.pending_g = None;
                match keymap.action_for(*key, *modifiers) {
                    Some(action) => {
                        actions.push(action);
                        false
                    }
                    None => true,
                }
            });
        });
        actions
    }
}

/// Whether an action can be done under a dialog, too.
fn holds_in_dialogs(action: Action) -> bool {
    matches!(action, Action::Close | Action::ZoomIn | Action::ZoomOut | Action::ZoomReset)
}

/// Whether a key with Ctrl edits the field that is typed into.
fn is_of_fields(key: Key) -> bool {
    matches!(key, Key::A | Key::Z | Key::Y)
}
