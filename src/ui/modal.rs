//! The frame shared by all modal dialogs: a title, the contents, an error if any, and a foot with right-aligned
//! buttons, the confirming one last.

use super::focus_ring::scroll_ui;
use super::setting::heading_ui;
use super::theme::{self, Palette};
use egui::{
    Align, Button, Context, Frame, Id, Label, Layout, Modal, ModalResponse, RichText, Role, ScrollArea,
    Stroke, Ui, UiKind, Vec2, vec2,
};

/// The padding inside a dialog, the space around it, the height of its title and foot, and the window size
/// below which padding and space shrink, in points.
const MARGIN: i8 = 24;
const AROUND: f32 = 28.0;
const TITLE_AND_FOOT: f32 = 108.0;
const LOW: f32 = 480.0;
/// The height of a button at the foot and its least width, in points.
const BUTTON: Vec2 = vec2(88.0, 36.0);

/// Paints a modal dialog identified by `id`; `contents` is given its greatest height, in points.
pub(super) fn modal_ui<R>(
    context: &Context,
    id: &str,
    title: &str,
    width: f32,
    contents: impl FnOnce(&mut Ui, f32) -> R,
) -> ModalResponse<R> {
    let whole = context.content_rect().size();
    let (margin, around) =
        if whole.y.min(whole.x) < LOW { (MARGIN / 2, AROUND / 5.0) } else { (MARGIN, AROUND) };
    let room = whole - 2.0 * Vec2::splat(f32::from(margin) + around);
    let frame = Frame::popup(&context.global_style()).inner_margin(margin).corner_radius(12);
    Modal::new(Id::unique("dialog").with(id)).frame(frame).show(context, |ui| {
        ui.set_width(width.min(room.x));
        name_dialog(ui, title);
        // In a very low window, the whole dialog scrolls.
        let all = ScrollArea::vertical().max_height(room.y).min_scrolled_height(room.y);
        let all = all.auto_shrink([false, true]);
        scroll_ui(ui, all, |ui| {
            ui.label(RichText::new(title).font(theme::strong()).size(17.0));
            ui.add_space(8.0);
            contents(ui, room.y - TITLE_AND_FOOT)
        })
    })
}

/// Names the dialog that `ui` is part of for screen readers.
pub(super) fn name_dialog(ui: &Ui, name: &str) {
    let Some(dialog) = ui.stack().iter().find(|ui| ui.kind() == Some(UiKind::Modal)) else { return };
    ui.ctx().accesskit_node_builder(dialog.unique_id, |node| {
        node.set_label(name);
        node.set_modal();
    });
}

/// The confirming button.
pub(super) struct Go<'a> {
    pub(super) name: &'a str,
    pub(super) enabled: bool,
}

/// What was clicked at the foot.
#[derive(Default)]
pub(super) struct Foot {
    pub(super) went: bool,
    pub(super) closed: bool,
}

/// Paints the foot: the `leave` button, then the confirming one if there is one.
pub(super) fn foot_ui(ui: &mut Ui, leave: &str, go: Option<Go<'_>>) -> Foot {
    ui.add_space(16.0);
    let palette = Palette::of(ui);
    let mut foot = Foot::default();
    let size = vec2(ui.available_width(), BUTTON.y);
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
        if let Some(go) = go {
            let name = RichText::new(go.name).color(palette.on_accent);
            let button = Button::new(name).fill(palette.accent_fill).min_size(BUTTON);
            foot.went = ui.add_enabled(go.enabled, button).clicked();
        }
        foot.closed = ui.add(edged_button(leave, palette)).clicked();
    });
    foot
}

/// A dialog button other than the confirming one.
pub(super) fn edged_button<'a>(name: &'a str, palette: &Palette) -> Button<'a> {
    Button::new(name).stroke(Stroke::new(1.0, palette.field_line)).min_size(BUTTON)
}

/// A heading over a group of controls.
pub(super) fn group_ui(ui: &mut Ui, name: &str) {
    ui.add_space(6.0);
    heading_ui(ui, name);
}

/// An error message, or a question to answer before going on.
pub(super) fn told_ui(ui: &mut Ui, told: &str) {
    ui.add_space(2.0);
    let text = RichText::new(told).font(theme::small()).color(Palette::of(ui).warning);
    let label = ui.add(Label::new(text).wrap());
    ui.ctx().accesskit_node_builder(label.id, |node| {
        node.set_role(Role::Alert);
        node.set_label(told);
    });
}
