//! The keymap: the table's default keys with the reader's changes applied.

use super::command::{Action, COMMANDS, KeyPress};
use crate::view::{KeyProblem, Lang};
use egui::{Context, Id, Key, Modifiers};
use std::sync::Arc;

/// The keys of every command, in table order.
#[derive(Clone, Debug)]
pub struct Keymap(Vec<(Action, Vec<KeyPress>)>);

impl Default for Keymap {
    fn default() -> Self {
        Self(COMMANDS.iter().map(|entry| (entry.action, entry.keys.to_vec())).collect())
    }
}

impl Keymap {
    /// Applies the reader's changes to the default keys; each change is a command's name and all of its keys.
    /// Also returns what could not be understood. A key assigned to one command is taken from the command that
    /// had it.
    pub fn new(changes: &[(String, Vec<String>)]) -> (Self, Vec<KeyProblem>) {
        let mut map = Self::default();
        let mut problems = Vec::new();
        let mut given: Vec<KeyPress> = Vec::new();
        for (name, lang) in changes {
            let Some(at) = map.0.iter().position(|(action, _)| action.entry().id == name) else {
                problems.push(KeyProblem::NoCommand(name.clone()));
                continue;
            };
            let mut keys = Vec::new();
            for text in lang {
                match KeyPress::parse(text) {
                    None => problems.push(KeyProblem::NoKey(text.clone(), name.clone())),
                    Some(key) if given.contains(&key) => {
                        problems.push(KeyProblem::Given(text.clone(), name.clone()));
                    }
                    Some(key) => keys.push(key),
                }
            }
            given.extend(&keys);
            for (_, others) in &mut map.0 {
                others.retain(|key| !keys.contains(key));
            }
            if let Some((_, of_command)) = map.0.get_mut(at) {
                *of_command = keys;
            }
        }
        (map, problems)
    }

    /// The keymap installed in the context.
    pub fn of(context: &Context) -> Arc<Self> {
        context.data_mut(|data| data.get_temp_mut_or_default::<Arc<Self>>(Id::NULL).clone())
    }

    pub fn install(self, context: &Context) {
        context.data_mut(|data| data.insert_temp(Id::NULL, Arc::new(self)));
    }

    /// The keys of a command; the first is the one shown beside its name.
    pub fn keys(&self, action: Action) -> &[KeyPress] {
        self.0.iter().find(|(of, _)| *of == action).map_or(&[], |(_, keys)| keys)
    }

    /// A command's name with its first key in brackets, for a tooltip.
    pub fn hint(&self, action: Action, lang: Lang) -> String {
        let name = (action.entry().name)(lang);
        match self.keys(action).first() {
            Some(keys) => format!("{name} ({})", keys.name()),
            None => name.to_owned(),
        }
    }

    /// The command that a key belongs to.
    pub(super) fn action_of(&self, key: KeyPress) -> Option<Action> {
        self.action_for(key.key, key.modifiers)
    }

    /// The command that a key press triggers.
    pub(super) fn action_for(&self, key: Key, modifiers: Modifiers) -> Option<Action> {
        let is_pressed = |keys: &KeyPress| {
            // Some keyboards need Shift to type these at all.
            let with_shift = matches!(key, Key::Questionmark | Key::Plus);
            let modifiers = Modifiers { shift: modifiers.shift && !with_shift, ..modifiers };
            keys.key == key && modifiers.matches_exact(keys.modifiers)
        };
        self.0.iter().find(|(_, keys)| keys.iter().any(is_pressed)).map(|&(action, _)| action)
    }
}

impl KeyPress {
    /// The keys pressed at an event.
    pub(super) fn of(key: Key, modifiers: Modifiers) -> Self {
        let held = [
            (modifiers.command, Modifiers::COMMAND),
            (modifiers.alt, Modifiers::ALT),
            (modifiers.shift, Modifiers::SHIFT),
        ];
        let held = held.into_iter().filter(|(is_held, _)| *is_held);
        Self { modifiers: held.fold(Modifiers::NONE, |all, (_, one)| all | one), key }
    }

    /// The keys as the settings have them, on every system.
    pub(super) fn written(&self) -> String {
        let held = [
            (self.modifiers.command, "Ctrl+"),
            (self.modifiers.alt, "Alt+"),
            (self.modifiers.shift, "Shift+"),
        ];
        let held: String = held.into_iter().filter_map(|(is_held, name)| is_held.then_some(name)).collect();
        format!("{held}{}", self.key.name())
    }

    /// The keys as displayed beside a command's name.
    pub fn name(&self) -> String {
        let mut name = String::new();
        if self.modifiers.command {
            name.push_str(if cfg!(target_os = "macos") { "⌘ " } else { "Ctrl+" });
        }
        if self.modifiers.alt {
            name.push_str("Alt+");
        }
        if self.modifiers.shift && self.key != Key::Slash {
            name.push_str("Shift+");
        }
        name.push_str(match self.key {
            Key::ArrowDown => "↓",
            Key::ArrowUp => "↑",
            Key::ArrowLeft => "←",
            Key::ArrowRight => "→",
            Key::Questionmark => "?",
            Key::Slash if self.modifiers.shift => "?",
            Key::Slash => "/",
            Key::Escape => "Esc",
            Key::Comma => ",",
            Key::Period => ".",
            Key::OpenBracket => "[",
            Key::CloseBracket => "]",
            Key::Plus => "+",
            Key::Equals => "=",
            Key::Minus => "-",
            key => key.name(),
        });
        name
    }

    /// Parses keys written by [`Self::name`] or by hand: `Ctrl+Shift+K`, `j`, `F5`, `Down`.
    fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        // The key itself may be a plus sign.
        let (held, key) = match text.strip_suffix("++") {
            Some(held) => (held, "+"),
            None if text == "+" => ("", text),
            None => text.rsplit_once('+').unwrap_or(("", text)),
        };
        let mut modifiers = Modifiers::NONE;
        for name in held.split('+').map(str::trim).filter(|name| !name.is_empty()) {
            modifiers |= match name.to_ascii_lowercase().as_str() {
                "ctrl" | "control" | "cmd" | "command" | "⌘" => Modifiers::COMMAND,
                "shift" => Modifiers::SHIFT,
                "alt" | "option" => Modifiers::ALT,
                _ => return None,
            };
        }
        Some(Self { modifiers, key: key_named(key.trim())? })
    }
}

fn key_named(name: &str) -> Option<Key> {
    let arrow = match name {
        "↓" => Some(Key::ArrowDown),
        "↑" => Some(Key::ArrowUp),
        "←" => Some(Key::ArrowLeft),
        "→" => Some(Key::ArrowRight),
        _ => None,
    };
    let capitalized = || {
        let mut letters = name.chars();
        let first = letters.next()?.to_ascii_uppercase();
        Key::from_name(&format!("{first}{}", letters.as_str().to_ascii_lowercase()))
    };
    arrow.or_else(|| Key::from_name(name)).or_else(capitalized)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::Lang;

    fn changed(changes: &[(&str, &[&str])]) -> (Keymap, Vec<KeyProblem>) {
        let owned = |lang: &[&str]| lang.iter().map(|&text| text.to_owned()).collect();
        let changes: Vec<_> = changes.iter().map(|(name, keys)| ((*name).to_owned(), owned(keys))).collect();
        Keymap::new(&changes)
    }

    #[test]
    fn keys_are_matched_with_their_modifiers() {
        let map = Keymap::default();
        assert_eq!(map.action_for(Key::J, Modifiers::NONE), Some(Action::Next));
        assert_eq!(map.action_for(Key::J, Modifiers::CTRL), None);
        assert_eq!(map.action_for(Key::Space, Modifiers::SHIFT), Some(Action::PageBack));
        assert_eq!(map.action_for(Key::O, Modifiers::COMMAND), Some(Action::OpenFolder));
        assert_eq!(map.action_for(Key::Questionmark, Modifiers::SHIFT), Some(Action::ShowHelp));
    }

    #[test]
    fn a_changed_key_is_taken_from_who_had_it() {
        let (map, problems) = changed(&[("copy_address", &["Ctrl+Shift+u", "j"]), ("show_help", &[])]);
        assert_eq!(problems, []);
        let held = Modifiers::COMMAND | Modifiers::SHIFT;
        assert_eq!(map.action_for(Key::U, held), Some(Action::CopyAddress));
        assert_eq!(map.action_for(Key::J, Modifiers::NONE), Some(Action::CopyAddress));
        assert_eq!(map.action_for(Key::ArrowDown, Modifiers::NONE), Some(Action::Next));
        assert_eq!(map.action_for(Key::C, Modifiers::NONE), None, "its old key is free");
        assert_eq!(map.keys(Action::ShowHelp), []);
    }

    #[test]
    fn a_hint_names_the_first_of_the_keys_that_hold() {
        let lang = Lang::Korean;
        assert_eq!(Keymap::default().hint(Action::ToggleSidebar, lang), format!("{} (B)", lang.sidebar()));
        assert_eq!(Keymap::default().hint(Action::BackUp, lang), lang.back_up());
        let (map, _) = changed(&[("toggle_sidebar", &["F9", "F8"])]);
        assert_eq!(map.hint(Action::ToggleSidebar, lang), format!("{} (F9)", lang.sidebar()));
    }

    #[test]
    fn what_is_not_understood_is_told_and_the_rest_holds() {
        let (map, problems) =
            changed(&[("fly", &["F9"]), ("next", &["Hyper+J", "F9"]), ("previous", &["F9"])]);
        let text = |text: &str| text.to_owned();
        let expected = [
            KeyProblem::NoCommand(text("fly")),
            KeyProblem::NoKey(text("Hyper+J"), text("next")),
            KeyProblem::Given(text("F9"), text("previous")),
        ];
        assert_eq!(problems, expected);
        assert_eq!(map.action_for(Key::F9, Modifiers::NONE), Some(Action::Next));
    }

    #[test]
    fn every_key_of_the_table_is_read_as_it_is_written() {
        for keys in COMMANDS.iter().flat_map(|entry| entry.keys) {
            // `?` is Shift and slash on some keyboards.
            let is_question = keys.key == Key::Slash && keys.modifiers.shift;
            if !is_question && cfg!(not(target_os = "macos")) {
                assert_eq!(KeyPress::parse(&keys.name()), Some(*keys), "{}", keys.name());
            }
        }
        assert_eq!(KeyPress::parse("Ctrl++").map(|keys| keys.key), Some(Key::Plus));
        assert_eq!(
            (KeyPress::parse(""), KeyPress::parse("+J+"), KeyPress::parse("Ctrl+")),
            (None, None, None)
        );
    }
}
