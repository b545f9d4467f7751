//! The palette: every command, found by its name in either language, and done with Enter.

use super::command::{Action, COMMANDS, Command};
use super::keymap::Keymap;
use super::text_field::text_field;
use super::theme::{self, Palette};
use crate::text::name::rank;
use crate::view::{Lang, Strings, strings};
use egui::{Align2, Button, Context, Id, Key, Modal, Modifiers, RichText, ScrollArea, Ui, vec2};

/// What stands in the palette.
#[derive(Debug, Default)]
pub struct PaletteState {
    text: String,
    /// The line that Enter does.
    at: usize,
    /// Whether it has been painted before, with the keyboard in its field.
    opened: bool,
}

/// The width of the palette and the height of a line, in points.
const WIDTH: f32 = 520.0;
const LINE: f32 = 36.0;

/// Paints the palette over the window. The second value is whether it is to be closed.
pub fn palette_ui(context: &Context, state: &mut PaletteState, texts: &Strings) -> (Option<Command>, bool) {
    let id = Id::unique("palette");
    let frame = egui::Frame::popup(&context.global_style()).inner_margin(12).corner_radius(12);
    let area = Modal::default_area(id).anchor(Align2::CENTER_TOP, vec2(0.0, 72.0));
    let room = context.content_rect().size() - vec2(32.0, 170.0);
    let shown = Modal::new(id).area(area).frame(frame).show(context, |ui| {
        ui.set_width(WIDTH.min(room.x));
        contents_ui(ui, state, room.y, texts)
    });
    let done = shown.backdrop_response.clicked() || shown.inner.is_some();
    (shown.inner.map(Command::Do), done)
}

fn contents_ui(ui: &mut Ui, state: &mut PaletteState, height: f32, texts: &Strings) -> Option<Action> {
    // The field would take the arrows for its cursor.
    let pressed = |ui: &Ui, key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let (down, up, enter) = (pressed(ui, Key::ArrowDown), pressed(ui, Key::ArrowUp), pressed(ui, Key::Enter));
    let field = text_field(ui, &mut state.text, texts.palette, texts.palette_hint, ui.available_width());
    if !std::mem::replace(&mut state.opened, true) || !field.has_focus() {
        field.request_focus();
    }
    if field.changed() {
        state.at = 0;
    }
    let found = found(&state.text);
    let last = found.len().saturating_sub(1);
    if down {
        state.at = if state.at >= last { 0 } else { state.at + 1 };
    }
    if up {
        state.at = state.at.checked_sub(1).unwrap_or(last);
    }
    let mut done = found.get(state.at).copied().filter(|_| enter);
    let palette = Palette::of(ui);
    if found.is_empty() {
        let color = palette.secondary;
        ui.add_space(6.0);
        ui.label(RichText::new(texts.no_command).color(color));
        ui.add_space(6.0);
    }
    let keymap = Keymap::of(ui.ctx());
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical().max_height((9.0 * LINE).min(height)).show(ui, |ui| {
        for (index, action) in found.iter().enumerate() {
            let Some(entry) = action.entry() else { continue };
            let keys = keymap.keys(*action).first().map(|keys| keys.name()).unwrap_or_default();
            let selected = state.at == index;
            let color = if selected { palette.secondary_on_selected } else { palette.secondary };
            let keys = RichText::new(keys).font(theme::small_strong()).color(color);
            let name = RichText::new((entry.name)(texts)).color(palette.text);
            let line = Button::selectable(selected, name).truncate().right_text(keys);
            let response = ui.add(line.min_size(vec2(ui.available_width(), LINE)));
            if selected && (down || up) {
                response.scroll_to_me(None);
            }
            if response.clicked() {
                done = Some(*action);
            }
        }
    });
    done
}

/// The commands that a text finds, in the order of the table among those that answer it as well.
fn found(text: &str) -> Vec<Action> {
    let mut ranked: Vec<_> = COMMANDS
        .iter()
        .filter(|entry| !matches!(entry.action, Action::ShowPalette | Action::Close))
        .filter_map(|entry| {
            let names = [Lang::Korean, Lang::English].map(|lang| (entry.name)(strings(lang)));
            Some((names.iter().filter_map(|name| rank(name, text)).min()?, entry.action))
        })
        .collect();
    ranked.sort_by_key(|&(rank, _)| rank);
    ranked.into_iter().map(|(_, action)| action).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_is_found_by_its_names_in_both_languages() {
        for entry in
            COMMANDS.iter().filter(|entry| !matches!(entry.action, Action::ShowPalette | Action::Close))
        {
            for lang in [Lang::Korean, Lang::English] {
                let name = (entry.name)(strings(lang));
                assert!(found(name).contains(&entry.action), "{name}");
            }
        }
        assert_eq!(found("ㄷㅇㄱㅅ").first(), Some(&Action::Next));
        assert!(found("없는 명령").is_empty());
    }
}
