//! The bar for finding text within the shown article.

use super::command::{Action, Command};
use super::icon_button::icon_button;
use super::icons::Icon;
use super::keymap::Keymap;
use super::reader::Hits;
use super::text_field::{focus_and_select, text_field};
use super::theme::{self, Palette};
use crate::view::Lang;
use egui::{Key, RichText, Ui};

/// What is typed, kept while the bar is open.
#[derive(Debug, Default)]
pub struct FindState {
    pub text: String,
    /// Whether to focus the field in the next frame.
    pub take_focus: bool,
}

/// Paints the bar.
pub fn find_bar_ui(ui: &mut Ui, state: &mut FindState, hits: Hits, lang: Lang) -> Option<Command> {
    let mut command = None;
    ui.horizontal(|ui| {
        let field = text_field(ui, &mut state.text, lang.find_in_article(), lang.find_in_article(), 260.0);
        if std::mem::take(&mut state.take_focus) {
            focus_and_select(&field, &state.text);
        }
        if field.changed() {
            command = Some(Command::Find(state.text.clone()));
        }
        if field.lost_focus() {
            let (entered, shift) = ui.input(|input| (input.key_pressed(Key::Enter), input.modifiers.shift));
            if entered {
                field.request_focus();
                command = Some(Command::Do(if shift { Action::PreviousHit } else { Action::NextHit }));
            }
        }
        if !state.text.is_empty() {
            let count = RichText::new(lang.hits(hits.current, hits.all)).font(theme::small_strong());
            ui.label(count.color(Palette::of(ui).secondary));
        }
        for (icon, action) in
            [(Icon::Up, Action::PreviousHit), (Icon::Down, Action::NextHit), (Icon::Close, Action::Close)]
        {
            let name = (action.entry().name)(lang);
            if icon_button(
                ui,
                icon,
                name,
                &Keymap::of(ui.ctx()).hint(action, lang),
                hits.all > 0 || action == Action::Close,
                None,
            )
            .clicked()
            {
                command = Some(Command::Do(action));
            }
        }
    });
    command
}
