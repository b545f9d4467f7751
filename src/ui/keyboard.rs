//! Turns key presses and extra mouse buttons into commands.

use super::command::Action;
use super::keymap::Keymap;
use egui::{Event, Id, Key, Modifiers, PointerButton};

/// Turns key presses into actions.
#[derive(Debug, Default)]
pub struct Keyboard {
    /// When a first `g` was pressed, while a second may follow.
    pending_g: Option<f64>,
}

/// The context of a key press, which decides what keys do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyScope {
    /// An open archive: all keys work.
    Archive,
    /// The welcome page, where letters belong to a path being typed.
    Welcome,
    /// A dialog: only closing and zooming work; all other keys belong to the dialog.
    Dialog,
}

/// How long the first `g` of `g g` waits for the second, in seconds.
const CHORD_SECS: f64 = 1.0;

impl Keyboard {
    /// The actions triggered by keys in this frame. Plain letters count only while no text field has focus.
    /// Arrow keys are left to the widget `moved_in`, which moves in itself with them, while it has focus.
    pub fn actions(&mut self, context: &egui::Context, scope: KeyScope, moved_in: Option<Id>) -> Vec<Action> {
        // An open menu has the keyboard to itself.
        if egui::Popup::is_any_open(context) {
            return Vec::new();
        }
        let typing = context.text_edit_focused();
        // Space and Enter press the focused control, as everywhere.
        let focused = context.memory(|memory| memory.focused());
        let moves_in_widget = focused.is_some() && focused == moved_in;
        let keymap = Keymap::of(context);
        let mut actions = Vec::new();
        let buttons = [(PointerButton::Extra1, Action::Back), (PointerButton::Extra2, Action::Forward)];
        for (button, action) in buttons.into_iter().filter(|_| scope == KeyScope::Archive) {
            actions.extend(context.input(|input| input.pointer.button_pressed(button)).then_some(action));
        }
        context.input_mut(|input| {
            let now = input.time;
            input.events.retain(|event| {
                let egui::Event::Key { key, pressed: true, modifiers, .. } = event else { return true };
                if typing && *key != Key::Escape && is_of_fields(*key, *modifiers) {
                    return true;
                }
                if focused.is_some() && matches!(key, Key::Enter | Key::Space) && !modifiers.shift {
                    return true;
                }
                if moves_in_widget && modifiers.is_none() && is_arrow(*key) {
                    return true;
                }
                let is_here = match scope {
                    KeyScope::Archive => true,
                    KeyScope::Welcome => modifiers.command || modifiers.alt || !types(*key),
                    KeyScope::Dialog => keymap.action_for(*key, *modifiers).is_some_and(holds_in_dialogs),
                };
                if !is_here {
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

/// Key events held back for a later frame. A key may move focus to a field, which gets it two frames later;
/// keys typed after that key are meant for the field, even if a busy machine delivers all of them in one frame.
#[derive(Debug, Default)]
pub struct HeldKeys {
    events: Vec<Event>,
    /// Whether the last frame had a key that may have moved focus.
    is_moving: bool,
}

impl HeldKeys {
    /// Keeps a frame's events up to the key after the first one that may move focus, and none in the frame
    /// after such a key; the rest are held back. Returns true if events are waiting, so that another frame is
    /// needed at once.
    pub fn hold(&mut self, typing: bool, events: &mut Vec<Event>) -> bool {
        self.events.append(events);
        if std::mem::take(&mut self.is_moving) {
            return !self.events.is_empty();
        }
        let moves = |key: Key| !typing || matches!(key, Key::Enter | Key::Escape | Key::Tab);
        let presses = self.events.iter().enumerate().filter_map(|(at, event)| match event {
            // Repeats are excluded, or a key held down would lag by more and more frames.
            Event::Key { key, pressed: true, repeat: false, .. } => Some((at, *key)),
            _ => None,
        });
        let mut from_moving = presses.skip_while(|&(_, key)| !moves(key)).map(|(at, _)| at);
        self.is_moving = from_moving.next().is_some();
        let first_held = from_moving.next().unwrap_or(self.events.len());
        let held = self.events.split_off(first_held);
        *events = std::mem::replace(&mut self.events, held);
        !self.events.is_empty()
    }
}

/// Whether a key without Ctrl or Alt types something or moves the cursor in a field.
fn types(key: Key) -> bool {
    const FUNCTIONS: [Key; 12] = [
        Key::F1,
        Key::F2,
        Key::F3,
        Key::F4,
        Key::F5,
        Key::F6,
        Key::F7,
        Key::F8,
        Key::F9,
        Key::F10,
        Key::F11,
        Key::F12,
    ];
    key != Key::Escape && !FUNCTIONS.contains(&key)
}

/// Whether an action also works while a dialog is open.
fn holds_in_dialogs(action: Action) -> bool {
    matches!(
        action,
        Action::Close
            | Action::CloseWindow
            | Action::Quit
            | Action::ZoomIn
            | Action::ZoomOut
            | Action::ZoomReset
    )
}

/// Whether a key belongs to the text field that has focus. With Alt, arrows go back and forward there as well,
/// but on macOS, where they move by words.
fn is_of_fields(key: Key, modifiers: Modifiers) -> bool {
    let is_command = modifiers.alt && !modifiers.ctrl && cfg!(not(target_os = "macos"));
    !modifiers.command && !is_command || matches!(key, Key::A | Key::Z | Key::Y)
}

fn is_arrow(key: Key) -> bool {
    matches!(key, Key::ArrowLeft | Key::ArrowRight | Key::ArrowUp | Key::ArrowDown)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(keys: &[(Key, &str)]) -> Vec<Event> {
        let press = |key, pressed| Event::Key {
            key,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers: Modifiers::NONE,
        };
        let events = |&(key, text): &(Key, &str)| {
            let text = Some(Event::Text(text.to_owned())).filter(|_| !text.is_empty());
            [Some(press(key, true)), text, Some(press(key, false))].into_iter().flatten()
        };
        keys.iter().flat_map(events).collect()
    }

    #[test]
    fn what_is_typed_behind_a_key_that_moves_the_keyboard_comes_two_frames_later() {
        let (search, letters) = (&[(Key::Slash, "/")], &[(Key::S, "s"), (Key::E, "e")]);
        let (enter, next) = (&[(Key::Enter, "")], &[(Key::J, "j")]);
        let mut held = HeldKeys::default();
        let mut frame = |typing: bool, mut events: Vec<Event>| (held.hold(typing, &mut events), events);
        let all = typed(&[&search[..], letters, enter, next].concat());
        assert_eq!(frame(false, all), (true, typed(search)));
        assert_eq!(
            frame(false, Vec::new()),
            (true, Vec::new()),
            "the field has the keyboard after this frame"
        );
        let to_field = typed(&[&letters[..], enter].concat());
        assert_eq!(frame(true, Vec::new()), (true, to_field), "a field takes all that is typed");
        assert_eq!(frame(true, vec![Event::Copy]), (true, Vec::new()));
        assert_eq!(frame(false, Vec::new()), (false, [typed(next), vec![Event::Copy]].concat()));
    }
}
