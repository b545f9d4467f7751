//! The panel of an article's details.

use super::command::{Action, Command};
use super::focus_ring::scroll_ui;
use super::icons::Icon;
use super::keymap::Keymap;
use super::menu::{menu, narrowing_lines_ui};
use super::notes::{NotesState, notes_ui};
use super::theme::{self, Palette, RADIUS};
use super::whole::{StoryBeside, story_beside_ui};
use crate::article::{Integrity, TextEncoding};
use crate::view::{Details, DetailsField, FieldAction, Lang, MyMarks, encoding_name};
use egui::{
    Button, Label, Response, RichText, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2,
};

/// Width reserved for the scroll bar at the right, in points.
const BAR: f32 = 14.0;

/// Paints the panel into all the space there is. `story` is that of the article, if it has one.
pub fn details_ui(
    ui: &mut Ui,
    details: &Details,
    marks: &MyMarks,
    notes: &mut NotesState,
    story: Option<&StoryBeside>,
    has_original: bool,
    lang: Lang,
) -> Option<Command> {
    let mut command = None;
    scroll_ui(ui, ScrollArea::vertical().id_salt("details").auto_shrink(false), |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        // The scroll bar floats over the edge of the content.
        ui.set_max_width(ui.available_width() - BAR);
        ui.add_space(6.0);
        ui.label(RichText::new(lang.details()).font(theme::strong()));
        ui.add_space(14.0);
        command = notes_ui(ui, marks, notes, lang).or(command.take());
        ui.add_space(8.0);
        for problem in &details.problems {
            warning(ui, problem);
        }
        if let Some(story) = story {
            command = story_beside_ui(ui, story, lang).or(command.take());
        }
        for field in &details.fields {
            command = field_ui(ui, field, lang).or(command.take());
        }
        ui.add_space(10.0);
        for (icon, action, enabled) in [
            (Icon::OpenOriginal, Action::OpenOriginal, has_original),
            (Icon::Copy, Action::CopyAddress, has_original),
            (Icon::Folder, Action::ShowInFolder, true),
            (Icon::Check, Action::CheckArticle, true),
        ] {
            let name = (action.entry().name)(lang);
            if wide_button(ui, icon, name, enabled)
                .on_hover_text(Keymap::of(ui.ctx()).hint(action, lang))
                .clicked()
            {
                command = Some(Command::Do(action));
            }
            ui.add_space(7.0);
        }
        ui.add_space(16.0);
    });
    command
}

fn warning(ui: &mut Ui, problem: &str) {
    let palette = Palette::of(ui);
    let frame = egui::Frame::new().fill(palette.warning_fill).corner_radius(RADIUS).inner_margin(10);
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.add(
            Label::new(RichText::new(problem).font(theme::small()).color(palette.warning))
                .wrap()
                .selectable(true),
        );
    });
    ui.add_space(8.0);
}

fn field_ui(ui: &mut Ui, field: &DetailsField, lang: Lang) -> Option<Command> {
    let palette = Palette::of(ui);
    if !field.label.is_empty() {
        ui.label(RichText::new(&field.label).font(theme::small()).color(palette.faint));
    }
    if let FieldAction::Encoding(chosen) = field.action {
        return encoding_ui(ui, &field.value, chosen, lang);
    }
    let text = RichText::new(&field.value).size(13.5).line_height(Some(20.0));
    let mut command = None;
    let label = match &field.action {
        FieldAction::Text | FieldAction::Encoding(_) => Label::new(text.color(palette.text)),
        FieldAction::Narrow(_) => Label::new(text.color(palette.text)).sense(Sense::click()),
        FieldAction::Code => Label::new(text.monospace().size(11.5).color(palette.text)),
        FieldAction::Open(_) => Label::new(text.color(palette.accent)).sense(Sense::click()),
        FieldAction::Verdict(integrity) => Label::new(text.color(match integrity {
            Integrity::Intact => palette.good,
            Integrity::Altered => palette.warning,
            Integrity::Unknown => palette.secondary,
        })),
    };
    let is_link = matches!(field.action, FieldAction::Open(_) | FieldAction::Narrow(_));
    let mut response = ui.add(label.wrap().selectable(!is_link));
    if let FieldAction::Open(address) = &field.action {
        response.widget_info(|| WidgetInfo::labeled(Role::Link, true, &field.value));
        response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
        if response.clicked() {
            command = Some(Command::OpenAddress(address.clone()));
        }
    }
    if let FieldAction::Narrow(narrowings) = &field.action {
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &field.value));
        response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
        let lines = |ui: &mut Ui| narrowing_lines_ui(ui, narrowings, lang);
        command = menu(&response).show(lines).and_then(|shown| shown.inner);
    }
    if let Some(hint) = &field.hint {
        response.on_hover_text(hint);
    }
    ui.add_space(10.0);
    command
}

/// A button that shows the encoding the file was read in and opens a menu of the others.
fn encoding_ui(ui: &mut Ui, name: &str, chosen: Option<TextEncoding>, lang: Lang) -> Option<Command> {
    let text = match chosen {
        Some(_) => format!("{name}  ▾"),
        None => format!("{name} · {}  ▾", lang.encoding_auto()),
    };
    let button = ui.add(Button::new(RichText::new(text).size(13.5)).fill(Palette::of(ui).chip));
    let button = button.on_hover_text(lang.encoding_hint());
    let shown = menu(&button).show(|ui| {
        ui.spacing_mut().button_padding.x = 8.0;
        let choices = std::iter::once(None).chain(TextEncoding::CHOICES.map(Some));
        let mut command = None;
        for choice in choices {
            let name = choice.map_or(lang.encoding_auto(), encoding_name);
            if ui.selectable_label(chosen == choice, name).clicked() {
                command = Some(Command::SetEncoding(choice));
            }
        }
        command
    });
    ui.add_space(10.0);
    shown.and_then(|shown| shown.inner)
}

/// A button as wide as the panel, with an icon before its label.
fn wide_button(ui: &mut Ui, icon: Icon, name: &str, enabled: bool) -> Response {
    let sense = if enabled { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 36.0), sense);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
    let palette = Palette::of(ui);
    let fill = if enabled && response.hovered() { palette.hover } else { palette.field };
    ui.painter().rect(rect, RADIUS, fill, Stroke::new(1.0, palette.field_line), StrokeKind::Inside);
    let color = if enabled { palette.text } else { palette.faint };
    let icon_rect = egui::Rect::from_center_size(rect.left_center() + vec2(20.0, 0.0), vec2(18.0, 18.0));
    icon.paint(ui.painter(), icon_rect, if enabled { palette.secondary } else { palette.line });
    let at = rect.left_center() + vec2(38.0, 0.0);
    ui.painter().text(at, egui::Align2::LEFT_CENTER, name, theme::interface(), color);
    response
}
