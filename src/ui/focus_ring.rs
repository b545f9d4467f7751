//! What has the keyboard is seen: every control alike has a ring around it, and is scrolled into view.

use super::theme::RADIUS;
use egui::{Context, CornerRadius, ScrollArea, StrokeKind, Ui};

/// The space between a control and its ring, in points.
const SPACE: f32 = 2.5;

/// Paints what scrolls, with whatever gets the keyboard in view.
pub(super) fn scroll_ui<R>(ui: &mut Ui, area: ScrollArea, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let shown = area.show(ui, |ui| {
        let made = contents(ui);
        reveal_focused(ui);
        made
    });
    shown.inner
}

fn reveal_focused(ui: &Ui) {
    let gained = ui.memory(|memory| memory.focused().filter(|&id| !memory.had_focus_last_frame(id)));
    let Some(control) = gained.and_then(|id| ui.ctx().read_response(id)) else { return };
    let is_here = control.layer_id == ui.layer_id() && ui.min_rect().contains_rect(control.rect);
    let rect = control.rect.expand(SPACE + 2.0);
    let view = ui.clip_rect();
    if is_here && (rect.top() < view.top() || view.bottom() < rect.bottom()) {
        ui.scroll_to_rect(rect, None);
    }
}

/// Paints the ring over what is painted. A field has a cursor and an edge of its own.
pub fn focus_ring_ui(context: &Context) {
    let focused = context.memory(|memory| memory.focused()).filter(|_| !context.text_edit_focused());
    let Some(control) = focused.and_then(|id| context.read_response(id)) else { return };
    let painter = context.layer_painter(control.layer_id);
    let stroke = context.global_style().visuals.selection.stroke;
    let rect = control.interact_rect.expand(SPACE);
    painter.rect_stroke(rect, CornerRadius::same(RADIUS + 2), stroke, StrokeKind::Inside);
}
