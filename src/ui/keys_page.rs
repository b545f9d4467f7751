//! The page of all commands and their keys, in sections, which finds commands by name and changes their keys.

use super::command::{Action, COMMANDS, Command, CommandEntry, KeyPress, Section};
use super::dialogs::scroll_by_key;
use super::focus_ring::scroll_ui;
use super::icon_button::icon_button;
use super::icons::Icon;
use super::keymap::Keymap;
use super::modal::told_ui;
use super::text_field::{focus_and_select, lasting_text_field};
use super::theme::{self, Palette};
use crate::library::Settings;
use crate::text::fold;
use crate::view::Lang;
use egui::{Align, Button, Event, Id, Label, Layout, RichText, ScrollArea, Ui, vec2};

/// The height of what stands under the commands, in points.
const FOOT: f32 = 76.0;

/// The state of the page between frames.
#[derive(Debug, Default)]
pub struct KeysState {
    /// The words to find commands by.
    typed: String,
    /// Whether the field has been focused.
    is_focused: bool,
    /// The command that waits for its new key.
    waiting: Option<Action>,
    /// A key that was pressed for it, but belongs to another command. Pressed again, it is taken from that.
    given: Option<KeyPress>,
}

/// What the page shows besides its state.
pub(super) struct KeysView<'a> {
    pub(super) settings: &'a Settings,
    /// The paths of the settings file and of the log's folder.
    pub(super) files: [&'a str; 2],
    pub(super) lang: Lang,
}

impl KeysState {
    /// Stops waiting for a key; false if none was awaited.
    pub fn stop_waiting(&mut self) -> bool {
        self.given = None;
        self.waiting.take().is_some()
    }

    /// Takes the key pressed for the waiting command, and returns the settings with it, unless it is another
    /// command's.
    fn take_key(&mut self, ui: &Ui, view: &KeysView<'_>) -> Option<Settings> {
        let action = self.waiting?;
        let pressed = ui.input_mut(|input| {
            let mut pressed = None;
            input.events.retain(|event| match event {
                &Event::Key { key, pressed: true, modifiers, .. } => {
                    pressed = pressed.or(Some(KeyPress::of(key, modifiers)));
                    false
                }
                Event::Text(_) => false,
                _ => true,
            });
            pressed
        })?;
        let other = Keymap::of(ui.ctx()).action_of(pressed).filter(|&other| other != action);
        if other.is_some() && self.given != Some(pressed) {
            self.given = Some(pressed);
            return None;
        }
        self.stop_waiting();
        Some(view.settings.with_key(action.entry().id, &pressed.written()))
    }
}

/// Paints the page, at most `height` points tall.
pub(super) fn keys_ui(
    ui: &mut Ui,
    state: &mut KeysState,
    view: &KeysView<'_>,
    height: f32,
) -> Option<Command> {
    let lang = view.lang;
    let mut wanted = state.take_key(ui, view);
    let top = ui.cursor().top();
    let (id, width) = (Id::unique("keys"), ui.available_width() - 20.0);
    let field = lasting_text_field(ui, id, &mut state.typed, lang.keys_hint(), lang.keys_hint(), width);
    if !std::mem::replace(&mut state.is_focused, true) {
        focus_and_select(&field, &state.typed);
    }
    if let Some((action, given)) = state.waiting.zip(state.given)
        && let Some(other) = Keymap::of(ui.ctx()).action_of(given)
    {
        told_ui(
            ui,
            &lang.key_is_given(&given.name(), (other.entry().name)(lang), (action.entry().name)(lang)),
        );
    }
    ui.add_space(6.0);
    let height = (height - (ui.cursor().top() - top) - FOOT).max(96.0);
    let area = ScrollArea::vertical().id_salt("keys").max_height(height).min_scrolled_height(height);
    scroll_ui(ui, area.auto_shrink([false, true]), |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        let (words, id) = (fold(&state.typed), state.typed.trim().to_owned());
        let has = |entry: &CommandEntry| {
            fold((entry.name)(lang)).contains(&words) || !id.is_empty() && entry.id.contains(&id)
        };
        let mut found = 0;
        for section in Section::ALL {
            let mut entries =
                COMMANDS.iter().filter(|entry| entry.action.section() == section && has(entry)).peekable();
            if entries.peek().is_some() {
                ui.add_space(10.0);
                ui.label(RichText::new(section.name(lang)).font(theme::strong()));
                ui.add_space(2.0);
            }
            for entry in entries {
                found += 1;
                wanted = line_ui(ui, entry, state, view).or(wanted.take());
            }
        }
        if found == 0 {
            ui.label(RichText::new(lang.no_command()).color(Palette::of(ui).secondary));
        }
        scroll_by_key(ui);
    });
    ui.add_space(6.0);
    let [settings, log] = view.files;
    for line in [lang.change_keys(settings), lang.log_is_in(log)] {
        let text = RichText::new(line).font(theme::small()).color(Palette::of(ui).secondary);
        ui.add(Label::new(text).wrap());
    }
    wanted.map(|settings| Command::Set(Box::new(settings)))
}

/// Paints a command with its keys, which a click changes, and a button to go back to the default ones.
fn line_ui(
    ui: &mut Ui,
    entry: &CommandEntry,
    state: &mut KeysState,
    view: &KeysView<'_>,
) -> Option<Settings> {
    let lang = view.lang;
    let name = (entry.name)(lang);
    let mut wanted = None;
    let size = vec2(ui.available_width() - 14.0, 32.0);
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
        let is_changed = view.settings.keys.contains_key(entry.id);
        if is_changed {
            let reset = format!("{}: {name}", lang.default_keys());
            if icon_button(ui, Icon::Undo, &reset, lang.default_keys(), true, None).clicked() {
                wanted = Some(view.settings.without_key(entry.id));
            }
        } else {
            ui.add_space(32.0);
        }
        let waits = state.waiting == Some(entry.action);
        let keys =
            if waits { lang.press_key().to_owned() } else { keys_text(&Keymap::of(ui.ctx()), entry.action) };
        let keys = if keys.is_empty() { lang.no_key().to_owned() } else { keys };
        let text = RichText::new(&keys).font(theme::small_strong());
        let fill = if waits { Palette::of(ui).selected } else { Palette::of(ui).chip };
        let button = ui.add(Button::new(text).fill(fill).min_size(vec2(32.0, 26.0)));
        button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, format!("{name}: {keys}")));
        if button.on_hover_text(lang.change_key()).clicked() {
            (state.waiting, state.given) = ((!waits).then_some(entry.action), None);
            ui.memory_mut(|memory| memory.stop_text_input());
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.add(Label::new(name).truncate()).on_hover_text(lang.name_in_settings(entry.id));
        });
    });
    wanted
}

/// All keys of a command.
fn keys_text(keymap: &Keymap, action: Action) -> String {
    let mut names: Vec<_> = keymap.keys(action).iter().map(KeyPress::name).collect();
    if action == Action::First {
        names.push("G G".to_owned());
    }
    names.dedup();
    names.join("  ·  ")
}
