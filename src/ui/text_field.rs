//! A field of one line with an edge of its own.

use super::theme::{Palette, RADIUS};
use egui::{Frame, Response, Stroke, TextEdit, Ui, vec2};

/// Paints the field; `width` is that of its text, in points.
pub(super) fn text_field(ui: &mut Ui, text: &mut String, name: &str, hint: &str, width: f32) -> Response {
    let palette = Palette::of(ui);
    let shown = Frame::new().fill(palette.field).corner_radius(RADIUS).show(ui, |ui| {
        let edit = TextEdit::singleline(text).frame(Frame::NONE.inner_margin(vec2(10.0, 9.0)));
        ui.add(edit.hint_text(hint).desired_width(width))
    });
    let line = if shown.inner.has_focus() { palette.accent_on_selected } else { palette.field_line };
    ui.painter().rect_stroke(shown.response.rect, RADIUS, Stroke::new(1.0, line), egui::StrokeKind::Inside);
    shown.inner.accessible_name(name)
}
