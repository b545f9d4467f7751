//! The page shown before an archive is open: one large button, what else can be opened, a field for a path, where to
//! drop a folder, and recent folders.

use super::command::{Action, Command};
use super::focus_ring::scroll_ui;
use super::keymap::Keymap;
use super::path_field::{PathField, path_field_ui, path_told_ui};
use super::theme::{self, Palette};
use crate::text::direction::harmless;
use crate::ui::fonts;
use crate::view::Lang;
use egui::{
    Align2, Button, CornerRadius, FontId, RichText, Role, ScrollArea, Sense, Shape, Stroke, Ui, UiBuilder,
    WidgetInfo, vec2,
};
use std::path::PathBuf;

/// The width of the column, in points.
const WIDTH: f32 = 440.0;

/// Paints the page into the available space. `path` is the state of its field.
/// `has_samples`: whether there are samples to open.
pub fn welcome_ui(
    ui: &mut Ui,
    recent: &[PathBuf],
    has_samples: bool,
    path: &mut PathField,
    lang: Lang,
) -> Option<Command> {
    let mut command = None;
    let palette = Palette::of(ui);
    scroll_ui(ui, ScrollArea::vertical().auto_shrink(false), |ui| {
        let room = ui.available_rect_before_wrap();
        let width = WIDTH.min(room.width() - 48.0);
        let over = ((room.height() - 540.0) / 2.0).max(32.0);
        let corner = room.center_top() + vec2(-width / 2.0, over);
        let column = egui::Rect::from_min_size(corner.round(), vec2(width, room.height()));
        ui.scope_builder(UiBuilder::new().max_rect(column), |ui| {
            ui.label(
                RichText::new(lang.app_name()).font(FontId::new(34.0, fonts::bold())).color(palette.text),
            );
            ui.add_space(2.0);
            ui.label(RichText::new(lang.welcome()).size(17.0).color(palette.text));
            ui.label(RichText::new(lang.welcome_hint()).color(palette.secondary));
            ui.add_space(16.0);
            if large_button(ui, lang.open_folder())
                .on_hover_text(Keymap::of(ui.ctx()).hint(Action::OpenFolder, lang))
                .clicked()
            {
                command = Some(Command::Do(Action::OpenFolder));
            }
            ui.add_space(8.0);
            command = others_ui(ui, has_samples, lang).or(command.take());
            ui.add_space(10.0);
            command = open_field_ui(ui, path, lang).or(command.take());
            ui.add_space(10.0);
            drop_ui(ui, lang);
            if !recent.is_empty() {
                ui.add_space(18.0);
                ui.label(RichText::new(lang.recent()).font(theme::small_strong()).color(palette.secondary));
                command = recent_ui(ui, recent).or(command.take());
            }
        });
    });
    command
}

/// Paints the buttons for what else can be opened, side by side.
fn others_ui(ui: &mut Ui, has_samples: bool, lang: Lang) -> Option<Command> {
    let line = Stroke::new(1.0, Palette::of(ui).field_line);
    let samples = has_samples.then_some(Action::OpenSamples);
    let actions: Vec<_> = [Action::OpenFile, Action::OpenServer].into_iter().chain(samples).collect();
    let mut command = None;
    ui.horizontal(|ui| {
        let gap = 8.0;
        ui.spacing_mut().item_spacing.x = gap;
        let count = actions.len() as f32;
        let size = vec2((ui.available_width() - gap * (count - 1.0)) / count, 36.0);
        for action in actions {
            let name = (action.entry().name)(lang);
            let hint = Keymap::of(ui.ctx()).hint(action, lang);
            if ui.add(Button::new(name).stroke(line).min_size(size)).on_hover_text(hint).clicked() {
                command = Some(Command::Do(action));
            }
        }
    });
    command
}

/// Paints the outline of a place that takes what is dropped; the whole window does.
fn drop_ui(ui: &mut Ui, lang: Lang) {
    let palette = Palette::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 48.0), Sense::hover());
    let edge = rect.shrink(0.5);
    let corners =
        [edge.left_top(), edge.right_top(), edge.right_bottom(), edge.left_bottom(), edge.left_top()];
    ui.painter().extend(Shape::dashed_line(&corners, Stroke::new(1.0, palette.field_line), 5.0, 4.0));
    let text = lang.drop_hint();
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, text, theme::small(), palette.secondary);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
}

fn large_button(ui: &mut Ui, name: &str) -> egui::Response {
    let palette = Palette::of(ui);
    let text = RichText::new(name).font(FontId::new(16.0, fonts::semibold())).color(palette.on_accent);
    let button = Button::new(text).fill(palette.accent_fill).corner_radius(CornerRadius::same(10));
    ui.add_sized(vec2(ui.available_width(), 48.0), button)
}

/// Paints the recent folders.
pub fn recent_ui(ui: &mut Ui, recent: &[PathBuf]) -> Option<Command> {
    let mut command = None;
    ui.spacing_mut().item_spacing.y = 2.0;
    for folder in recent {
        let name = harmless(&folder.to_string_lossy()).into_owned();
        let button = Button::new(&name).truncate().min_size(vec2(ui.available_width(), 32.0)).right_text("");
        if ui.add(button).on_hover_text(&name).clicked() {
            command = Some(Command::Open(folder.clone()));
        }
    }
    command
}

/// Paints the path field and its button; Enter opens the path. An error is shown beneath.
pub fn open_field_ui(ui: &mut Ui, path: &mut PathField, lang: Lang) -> Option<Command> {
    let palette = Palette::of(ui);
    let asked = ui.horizontal(|ui| {
        let name = lang.open_path();
        let room = ui.available_width() - 88.0;
        let entered = path_field_ui(ui, path, lang.path_field(), lang.path_hint(), room);
        let typed = path.path();
        let button =
            Button::new(name).stroke(Stroke::new(1.0, palette.field_line)).min_size(vec2(80.0, 36.0));
        let clicked = ui.add_enabled(typed.is_some(), button).clicked();
        typed.filter(|_| entered || clicked).map(Command::Open)
    });
    path_told_ui(ui, path);
    asked.inner
}
