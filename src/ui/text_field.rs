//! A single-line text field with its own outline.

use super::theme::{Palette, RADIUS};
use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditState;
use egui::{Context, Frame, Id, Response, Stroke, TextEdit, Ui, vec2};

/// Paints the field; `width` is the width of its text, in points.
pub(super) fn text_field(ui: &mut Ui, text: &mut String, name: &str, hint: &str, width: f32) -> Response {
    framed(ui, TextEdit::singleline(text), name, hint, width)
}

/// The same, for a password, which isn't shown.
pub(super) fn password_field(ui: &mut Ui, text: &mut String, name: &str, width: f32) -> Response {
    framed(ui, TextEdit::singleline(text).password(true), name, "", width)
}

/// The same, one field wherever it stands: it keeps the keyboard when something comes before it.
pub(super) fn lasting_text_field(
    ui: &mut Ui,
    id: Id,
    text: &mut String,
    name: &str,
    hint: &str,
    width: f32,
) -> Response {
    framed(ui, TextEdit::singleline(text).id(id), name, hint, width)
}

fn framed(ui: &mut Ui, edit: TextEdit<'_>, name: &str, hint: &str, width: f32) -> Response {
    let palette = Palette::of(ui);
    let shown = Frame::new().fill(palette.field).corner_radius(RADIUS).show(ui, |ui| {
        let edit = edit.frame(Frame::NONE.inner_margin(vec2(10.0, 9.0)));
        ui.add(edit.hint_text(hint).desired_width(width))
    });
    let line = if shown.inner.has_focus() { palette.accent_on_selected } else { palette.field_line };
    ui.painter().rect_stroke(shown.response.rect, RADIUS, Stroke::new(1.0, line), egui::StrokeKind::Inside);
    shown.inner.accessible_name(name)
}

/// Focuses a field with all its text selected, so that typing replaces it.
pub(super) fn focus_and_select(field: &Response, text: &str) {
    field.request_focus();
    select_all(&field.ctx, field.id, text);
}

fn select_all(context: &Context, id: Id, text: &str) {
    let mut state = TextEditState::load(context, id).unwrap_or_default();
    let all = CCursorRange::two(CCursor::new(0), CCursor::new(text.chars().count()));
    state.cursor.set_char_range(Some(all));
    state.store(context, id);
}
