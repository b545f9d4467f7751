//! A field for a path, with what was wrong with the one that was tried under it.

use super::text_field::{focus_and_select, text_field};
use super::theme::{self, Palette};
use egui::{Key, Label, RichText, Role, Ui};
use std::path::PathBuf;

/// What stands in the field.
#[derive(Debug, Default)]
pub struct PathField {
    text: String,
    /// Why the path that was tried is of no use.
    told: Option<String>,
    /// Whether the field is to take the keyboard in the next frame.
    take_focus: bool,
}

impl PathField {
    /// Puts a path in the field.
    pub fn set(&mut self, path: String) {
        *self = Self { text: path, ..Self::default() };
    }

    /// Gives the field the keyboard, with what stands in it selected.
    pub fn focus(&mut self) {
        (self.told, self.take_focus) = (None, true);
    }

    /// Says under the field why its path is of no use; one goes on typing in it.
    pub fn tell(&mut self, told: String) {
        (self.told, self.take_focus) = (Some(told), true);
    }

    /// The path that was typed; `None` where the field is empty.
    pub(super) fn path(&self) -> Option<PathBuf> {
        let text = self.text.trim();
        (!text.is_empty()).then(|| PathBuf::from(text))
    }
}

/// Paints the field, `width` wide; true where Enter was pressed in it.
pub(super) fn path_field_ui(ui: &mut Ui, state: &mut PathField, name: &str, hint: &str, width: f32) -> bool {
    let field = text_field(ui, &mut state.text, name, hint, width);
    if field.changed() {
        state.told = None;
    }
    if std::mem::take(&mut state.take_focus) {
        focus_and_select(&field, &state.text);
    }
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if entered {
        // What the path leads to is not known yet; until then one types here.
        field.request_focus();
    }
    entered
}

/// Paints what was wrong under the field.
pub(super) fn told_ui(ui: &mut Ui, state: &PathField) {
    let Some(told) = &state.told else { return };
    ui.add_space(2.0);
    let text = RichText::new(told).font(theme::small()).color(Palette::of(ui).warning);
    let label = ui.add(Label::new(text).wrap());
    ui.ctx().accesskit_node_builder(label.id, |node| {
        node.set_role(Role::Alert);
        node.set_label(told.as_str());
    });
}
