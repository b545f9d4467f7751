//! Makes keyboard focus visible: every focused control gets the same ring and is scrolled into view.

use super::theme::RADIUS;
use egui::{Context, CornerRadius, Id, Response, ScrollArea, StrokeKind, Ui};

/// The space between a control and its ring, in points.
const SPACE: f32 = 2.5;

/// Paints a scroll area that keeps the focused control in view.
pub(super) fn scroll_ui<R>(ui: &mut Ui, area: ScrollArea, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let shown = area.show(ui, |ui| {
        let made = contents(ui);
        reveal_focused(ui);
        made
    });
    shown.inner
}

fn reveal_focused(ui: &Ui) {
    let Some(control) = focused(ui.ctx()).filter(Response::gained_focus) else { return };
    let is_here = control.layer_id == ui.layer_id() && ui.min_rect().contains_rect(control.rect);
    let rect = control.rect.expand(SPACE + 2.0);
    let view = ui.clip_rect();
    if is_here && (rect.top() < view.top() || view.bottom() < rect.bottom()) {
        ui.scroll_to_rect(rect, None);
    }
}

/// Leaves out the ring of a control that shows the part with the focus by itself; called while it has the focus.
pub(super) fn keep_own_ring(context: &Context, control: Id) {
    context.data_mut(|data| data.insert_temp(own_ring(), control));
}

fn own_ring() -> Id {
    Id::unique("control with a ring of its own")
}

/// Paints the ring over everything else. Text fields are left out: they have a cursor and an edge of their own.
pub fn focus_ring_ui(context: &Context) {
    let Some(control) = focused(context).filter(|_| !context.text_edit_focused()) else { return };
    if context.data(|data| data.get_temp(own_ring())) == Some(control.id) {
        return;
    }
    let painter = context.layer_painter(control.layer_id);
    let stroke = context.global_style().visuals.selection.stroke;
    let rect = control.interact_rect.expand(SPACE);
    painter.rect_stroke(rect, CornerRadius::same(RADIUS + 2), stroke, StrokeKind::Inside);
}

/// The control with keyboard focus. Returns nothing in a frame with a click, because reading the response would
/// make egui take back focus that was just moved elsewhere.
fn focused(context: &Context) -> Option<Response> {
    let clicked = context.input(|input| input.pointer.any_pressed() || input.pointer.any_click());
    if clicked {
        context.request_repaint();
        return None;
    }
    context.memory(|memory| memory.focused()).and_then(|id| context.read_response(id))
}
