//! An icon button with a name for screen readers and a tooltip that shows its key.

use super::icons::Icon;
use super::theme::{Palette, RADIUS};
use egui::{Response, Role, Sense, Ui, WidgetInfo, vec2};

/// The size of a button and of its icon, in points.
pub(super) const BUTTON: f32 = 34.0;
const ICON: f32 = 20.0;

/// Paints the button. `on` is the state of a toggle button, `None` for other buttons.
pub(super) fn icon_button(
    ui: &mut Ui,
    icon: Icon,
    name: &str,
    hint: &str,
    enabled: bool,
    on: Option<bool>,
) -> Response {
    let sense = if enabled { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(vec2(BUTTON, BUTTON), sense);
    response.widget_info(|| match on {
        Some(on) => WidgetInfo::selected(Role::Button, enabled, on, name),
        None => WidgetInfo::labeled(Role::Button, enabled, name),
    });
    let on = on == Some(true);
    let palette = Palette::of(ui);
    if enabled && (response.hovered() || response.has_focus() || on) {
        let fill = if response.is_pointer_button_down_on() { palette.selected } else { palette.hover };
        ui.painter().rect_filled(rect, RADIUS, fill);
    }
    let color = match (enabled, on) {
        (false, _) => palette.line,
        (true, true) => palette.accent,
        (true, false) => palette.secondary,
    };
    icon.paint(ui.painter(), egui::Rect::from_center_size(rect.center(), vec2(ICON, ICON)), color);
    response.on_hover_text(hint)
}
