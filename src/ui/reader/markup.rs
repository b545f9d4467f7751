//! Paints what is under and beside blocks of markup: list markers, rules beside quotations, backgrounds of
//! callouts and code, table lines, picture frames, and the scroll bar of wide blocks.

use super::items::PageItem;
use super::layout::{CAPTION_INDENT, Measure};
use super::style::{CODE_INDENT, LIST_INDENT, TABLE_INDENT};
use crate::ui::command::{Command, Copied};
use crate::ui::fonts;
use crate::ui::icons::Icon;
use crate::ui::theme::{self, Palette};
use crate::view::{ItemSign, Lang, PageBlock, PageBlockKind};
use egui::{
    Align2, CornerRadius, CursorIcon, FontFamily, FontId, Galley, Pos2, Rect, Sense, Stroke, StrokeKind,
    TextureHandle, Ui, Vec2, WidgetInfo, pos2, vec2,
};

/// The height of the scroll bar under a wide block, in points.
const BAR: f32 = 5.0;

/// Paints what is under a block's text.
pub(super) fn paint_ground(ui: &Ui, item: &PageItem, at: Pos2, galley: &Galley, measure: &Measure) {
    let PageItem::Block(block) = item else { return };
    let palette = Palette::of(ui);
    let set_in = f32::from(block.indent) * LIST_INDENT;
    let height = galley.size().y;
    match block.kind {
        PageBlockKind::Item(mark) if !block.continues => paint_bullet(ui, mark, at, galley),
        PageBlockKind::Quote(depth) => {
            for level in 1..=depth.min(8) {
                let x = at.x - f32::from(level - 1) * LIST_INDENT - 14.0;
                ui.painter().vline(x, at.y + 3.0..=at.y + height - 3.0, Stroke::new(3.0, palette.field_line));
            }
        }
        PageBlockKind::Note => {
            let ground = Rect::from_min_size(
                pos2(at.x - 16.0, at.y - 5.0),
                vec2(measure.width - set_in + 16.0, height + 10.0),
            );
            ui.painter().rect_filled(ground, 0, palette.side);
            ui.painter().vline(ground.left() + 1.5, ground.y_range(), Stroke::new(3.0, palette.accent));
        }
        PageBlockKind::Code => {
            let left = at.x - CODE_INDENT;
            let over = if block.continues { 0.0 } else { 8.0 };
            let ground = Rect::from_min_max(
                pos2(left, at.y - over),
                pos2(left + measure.width - set_in, at.y + height + 8.0),
            );
            ui.painter().rect_filled(ground, theme::RADIUS, palette.side);
        }
        PageBlockKind::Table => paint_table_lines(ui, at, galley, palette),
        PageBlockKind::Picture => paint_picture_frame(ui, block, at, galley, measure.width - set_in),
        PageBlockKind::Footnote => {
            let place = pos2(at.x - 8.0, at.y + galley.rows.first().map_or(0.0, |row| row.height()) / 2.0);
            let font = FontId::new(11.5, fonts::medium());
            ui.painter().text(place, Align2::RIGHT_CENTER, &block.label, font, palette.accent);
        }
        _ => {}
    }
}

fn paint_bullet(ui: &Ui, mark: ItemSign, at: Pos2, galley: &Galley) {
    let palette = Palette::of(ui);
    let line = galley.rows.first().map_or(24.0, |row| row.height());
    let middle = at.y + line / 2.0;
    match mark {
        ItemSign::Bullet => _ = ui.painter().circle_filled(pos2(at.x - 12.0, middle), 2.5, palette.secondary),
        ItemSign::Number(number) => {
            let size = galley.job.sections.first().map_or(15.0, |section| section.format.font_id.size);
            let font = FontId::new(size, FontFamily::Proportional);
            let place = pos2(at.x - 7.0, middle);
            ui.painter().text(place, Align2::RIGHT_CENTER, format!("{number}."), font, palette.secondary);
        }
        ItemSign::Task(is_done) => {
            let square = Rect::from_center_size(pos2(at.x - 12.0, middle), vec2(13.0, 13.0));
            let radius = CornerRadius::same(3);
            if is_done {
                ui.painter().rect_filled(square, radius, palette.accent_fill);
                Icon::Check.paint(ui.painter(), square.shrink(1.0), palette.on_accent);
            } else {
                let stroke = Stroke::new(1.2, palette.control_line);
                ui.painter().rect_stroke(square, radius, stroke, StrokeKind::Inside);
            }
        }
    }
}

/// Paints a line under each row, a stronger one under the header.
fn paint_table_lines(ui: &Ui, at: Pos2, galley: &Galley, palette: &Palette) {
    let left = at.x - TABLE_INDENT;
    let right = at.x + galley.size().x + TABLE_INDENT;
    let mut begins = true;
    for (number, row) in galley.rows.iter().enumerate() {
        if begins && number == 0 {
            let head = Rect::from_min_max(pos2(left, at.y), pos2(right, at.y + row.rect().bottom()));
            ui.painter().rect_filled(head, 0, palette.side);
        }
        begins = row.ends_with_newline;
        let color = if number == 0 { palette.control_line } else { palette.line };
        ui.painter().hline(left..=right, (at.y + row.rect().bottom()).round(), Stroke::new(1.0, color));
    }
}

/// Paints a picture above its alternative text; true if it was clicked.
pub(super) fn picture_ui(
    ui: &Ui,
    index: usize,
    texture: &TextureHandle,
    size: Vec2,
    at: Pos2,
    above: f32,
    lang: Lang,
) -> bool {
    let place = Rect::from_min_size(pos2(at.x - CAPTION_INDENT, at.y - above), size);
    egui::Image::from_texture(texture).corner_radius(theme::RADIUS).paint_at(ui, place);
    let node = ui.interact(place, ui.scope_id().with(("enlarge", index)), Sense::CLICK);
    node.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, lang.enlarge_picture()));
    node.on_hover_cursor(CursorIcon::ZoomIn).clicked()
}

/// A muted frame for a picture that isn't shown.
fn paint_picture_frame(ui: &Ui, block: &PageBlock, at: Pos2, galley: &Galley, width: f32) {
    let palette = Palette::of(ui);
    let frame =
        Rect::from_min_size(pos2(at.x - CAPTION_INDENT, at.y - 8.0), vec2(width, galley.size().y + 16.0));
    ui.painter().rect_stroke(frame, theme::RADIUS, Stroke::new(1.0, palette.field_line), StrokeKind::Inside);
    if block.text.is_empty() {
        let font = FontId::new(12.5, FontFamily::Proportional);
        let mut job = egui::text::LayoutJob::simple_singleline(block.label.clone(), font, palette.secondary);
        job.wrap = egui::text::TextWrapping::truncate_at_width((width - 2.0 * CAPTION_INDENT).max(1.0));
        let address = ui.painter().layout_job(job);
        ui.painter().galley(
            pos2(at.x, frame.center().y - address.size().y / 2.0),
            address,
            palette.secondary,
        );
    }
}

/// Paints a block's tools: a button to copy code, or the address of a picture.
pub(super) fn paint_tools(
    ui: &Ui,
    index: usize,
    item: &PageItem,
    at: Pos2,
    galley: &Galley,
    measure: &Measure,
    lang: Lang,
) -> Option<Command> {
    let PageItem::Block(block) = item else { return None };
    let set_in = f32::from(block.indent) * LIST_INDENT;
    match block.kind {
        PageBlockKind::Code if !block.continues => {
            let right = at.x - CODE_INDENT + measure.width - set_in;
            let button = Rect::from_min_size(pos2(right - 32.0, at.y - 4.0), vec2(26.0, 24.0));
            let node = ui.interact(button, ui.scope_id().with(("copy", index)), Sense::CLICK);
            node.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, lang.copy_code()));
            let palette = Palette::of(ui);
            let color = if node.hovered() { palette.text } else { palette.secondary };
            if node.hovered() {
                ui.painter().rect_filled(button, theme::RADIUS, palette.hover);
            }
            Icon::Copy.paint(ui.painter(), button.shrink(5.0), color);
            let is_clicked = node.clicked();
            node.on_hover_text(lang.copy_code());
            is_clicked.then(|| Command::Copy(Copied::Selection, block.text.clone()))
        }
        PageBlockKind::Picture if crate::article::web_address(&block.label).is_some() => {
            let frame = Rect::from_min_size(
                pos2(at.x - CAPTION_INDENT, at.y - 8.0),
                vec2(measure.width - set_in, galley.size().y + 16.0),
            );
            let node = ui.interact(frame, ui.scope_id().with(("picture", index)), Sense::CLICK);
            node.widget_info(|| WidgetInfo::labeled(egui::Role::Link, true, lang.open_picture()));
            let is_clicked = node.clicked();
            node.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(&block.label);
            is_clicked.then(|| Command::OpenAddress(block.label.clone()))
        }
        _ => None,
    }
}

/// The scroll position of a wide block after using the wheel over it or the bar under it.
pub(super) fn slider(ui: &Ui, index: usize, row: Rect, over: f32, slid: f32) -> Option<f32> {
    let palette = Palette::of(ui);
    let track = Rect::from_min_size(pos2(row.left(), row.bottom() + 4.0), vec2(row.width(), BAR));
    let share = row.width() / (row.width() + over);
    let handle_width = (track.width() * share).max(24.0);
    let room = (track.width() - handle_width).max(1.0);
    let handle =
        Rect::from_min_size(pos2(track.left() + room * slid / over, track.top()), vec2(handle_width, BAR));
    let node = ui.interact(handle.expand2(vec2(0.0, 5.0)), ui.scope_id().with(("slide", index)), Sense::DRAG);
    let color = if node.hovered() || node.dragged() { palette.control_line } else { palette.field_line };
    ui.painter().rect_filled(handle, BAR / 2.0, color);
    if node.dragged() {
        return Some(slid + node.drag_delta().x / room * over);
    }
    let wheel = ui.input(|input| input.smooth_scroll_delta().x);
    (wheel != 0.0 && ui.rect_contains_pointer(row)).then_some(slid - wheel)
}
