//! Paints what has been laid out: an item's text with everything under and beside it, and items without text.

use super::items::PageItem;
use super::layout::{CAPTION_INDENT, Measure, NUMBERS};
use crate::article::{Change, TextStyle};
use crate::ui::command::Command;
use crate::ui::fonts;
use crate::ui::marks::{paint_line, paint_marks};
use crate::ui::menu::{menu, narrowing_lines_ui};
use crate::ui::theme::{self, Palette};
use crate::view::{Chip, ChipKind, Lang, PageBlock, PageBlockKind, SpanKind};
use egui::text::{LayoutJob, TextFormat};
use egui::{
    Align2, Color32, FontFamily, FontId, Galley, Pos2, Rect, RectAlign, Stroke, Tooltip, Ui, pos2, vec2,
};
use std::ops::Range;
use std::sync::Arc;

/// The height and padding of a chip, and the gap between two, in points.
pub(super) const CHIP_HEIGHT: f32 = 25.0;
const CHIP_PADDING: f32 = 10.0;
const CHIP_GAP: f32 = 6.0;

/// The height of an item without text.
pub(super) fn other_height(ui: &Ui, item: &PageItem, width: f32) -> f32 {
    match item {
        PageItem::Chips(chips) => chip_places(ui, chips, width).last().map_or(0.0, |(rect, _)| rect.bottom()),
        _ => 1.0,
    }
}

/// The width of a tag's dot in its chip.
fn dot_room(chip: &Chip) -> f32 {
    if matches!(chip.kind, ChipKind::Tag(_)) { 14.0 } else { 0.0 }
}

/// The rectangle of each chip, relative to the top left of them all, with its text.
fn chip_places(ui: &Ui, chips: &[Chip], width: f32) -> Vec<(Rect, Arc<Galley>)> {
    let mut at = pos2(0.0, 0.0);
    let mut places = Vec::new();
    for chip in chips {
        let mut job = LayoutJob::single_section(
            chip.text.clone(),
            TextFormat::simple(theme::small_strong(), Color32::PLACEHOLDER),
        );
        job.wrap = egui::text::TextWrapping::truncate_at_width((width - 2.0 * CHIP_PADDING).max(1.0));
        let galley = ui.painter().layout_job(job);
        let chip_width = galley.size().x + 2.0 * CHIP_PADDING + dot_room(chip);
        if at.x > 0.0 && at.x + chip_width > width {
            at = pos2(0.0, at.y + CHIP_HEIGHT + CHIP_GAP);
        }
        places.push((Rect::from_min_size(at, vec2(chip_width, CHIP_HEIGHT)), galley));
        at.x += chip_width + CHIP_GAP;
    }
    places
}

/// Paints what is under an item's text and its marks.
pub(super) fn paint_ground(ui: &Ui, item: &PageItem, at: Pos2, galley: &Galley, measure: &Measure) {
    let palette = Palette::of(ui);
    match item {
        PageItem::Notice(_) => {
            let frame =
                Rect::from_min_size(at, vec2(measure.width, galley.size().y)).expand2(vec2(14.0, 10.0));
            ui.painter().rect_filled(frame, theme::RADIUS, palette.warning_fill);
        }
        PageItem::Block(PageBlock {
            kind: PageBlockKind::FrontMatterLabel | PageBlockKind::Stored { front: true, .. },
            ..
        }) => {
            let left = at.x - NUMBERS;
            let line = Rect::from_min_size(pos2(left, at.y), vec2(measure.width, galley.size().y));
            ui.painter().rect_filled(line, 0, palette.side);
            ui.painter().vline(left + 1.5, line.y_range(), Stroke::new(3.0, palette.accent));
        }
        _ => {}
    }
}

/// Paints the background of a styled range. Differences have a line as well as a colour.
pub(super) fn paint_span(ui: &Ui, at: Pos2, galley: &Galley, range: &Range<usize>, kind: SpanKind) {
    let palette = Palette::of(ui);
    let (fill, line) = match kind {
        SpanKind::Added => (palette.added_fill, Some((0.95, palette.added))),
        SpanKind::Removed => (palette.removed_fill, Some((0.5, palette.removed))),
        SpanKind::Named { .. } | SpanKind::Styled(TextStyle::Code) => (palette.chip, None),
        SpanKind::Styled(TextStyle::Mark) => (palette.warning_fill, None),
        SpanKind::Styled(TextStyle::Strike) => (Color32::TRANSPARENT, Some((0.55, palette.body))),
        SpanKind::Link => (Color32::TRANSPARENT, Some((0.95, palette.accent))),
        SpanKind::Styled(_) => return,
    };
    paint_marks(ui.painter(), at, galley, range.clone(), fill);
    if let Some((height, color)) = line {
        paint_line(ui.painter(), at, galley, range.clone(), height, Stroke::new(1.0, color));
    }
}

/// Paints an item's text, and what belongs beside it.
pub(super) fn paint_text(ui: &Ui, item: &PageItem, at: Pos2, galley: &Arc<Galley>, lang: Lang) {
    let palette = Palette::of(ui);
    match item {
        PageItem::Block(PageBlock {
            kind: PageBlockKind::Stored { number, .. }, continues: false, ..
        }) => {
            let place = pos2(at.x - 14.0, at.y + 10.0);
            let font = FontId::new(11.5, FontFamily::Monospace);
            ui.painter().text(place, Align2::RIGHT_CENTER, number, font, palette.faint);
        }
        PageItem::Block(PageBlock { kind: PageBlockKind::Compared { change, .. }, .. }) => {
            let color = match change {
                Change::Added => palette.added,
                Change::Removed => palette.removed,
                Change::Rewritten | Change::Kept => palette.accent,
            };
            let first_line = galley.rows.first().map_or(0.0, |row| row.height());
            ui.painter().vline(
                at.x - 10.0,
                at.y + 3.0..=at.y + galley.size().y - 3.0,
                Stroke::new(3.0, color),
            );
            let sign = pos2(at.x - 15.0, at.y + first_line / 2.0);
            let font = FontId::new(11.0, fonts::semibold());
            ui.painter().text(sign, Align2::RIGHT_CENTER, lang.change_sign(*change), font, color);
        }
        PageItem::Block(PageBlock {
            kind: PageBlockKind::CommentText(depth) | PageBlockKind::CommentMeta(depth),
            ..
        }) if *depth > 0 => {
            let line = Stroke::new(2.0, palette.line);
            ui.painter().vline(at.x - 11.0, at.y..=at.y + galley.size().y, line);
        }
        PageItem::Block(PageBlock { kind: PageBlockKind::Caption, .. }) => {
            let line = Stroke::new(2.0, palette.field_line);
            ui.painter().vline(at.x - CAPTION_INDENT + 1.0, at.y..=at.y + galley.size().y, line);
        }
        _ => {}
    }
    ui.painter().galley(at, galley.clone(), palette.body);
}

/// Paints the mark of a break of ours in the gap above a paragraph, beside the text and never over it.
pub(super) fn paint_break(ui: &Ui, at: Pos2, gap: f32, index: usize, lang: Lang) {
    let palette = Palette::of(ui);
    let mark = Rect::from_min_size(pos2(at.x - BREAK_AWAY, at.y - gap / 2.0), vec2(BREAK_WIDTH, 0.0));
    let area = mark.expand2(vec2(4.0, gap / 2.0));
    let node = ui.interact(area, ui.scope_id().with(("break", index)), egui::Sense::hover());
    let stroke =
        if node.hovered() { Stroke::new(2.0, palette.accent) } else { Stroke::new(1.0, palette.faint) };
    ui.painter().hline(mark.x_range(), mark.top(), stroke);
    // In the margin, and never over the text.
    let mut tooltip = Tooltip::for_enabled(&node);
    tooltip.popup = tooltip.popup.align(RectAlign::LEFT).align_alternatives(&[]);
    tooltip.show(|ui| ui.label(lang.our_break()));
}

/// The distance of a break's mark from the text, and its width, in points.
const BREAK_AWAY: f32 = 28.0;
const BREAK_WIDTH: f32 = 14.0;

/// Paints an item without text. Chips offer to narrow the list to what they say.
pub(super) fn paint_other(ui: &Ui, item: &PageItem, rect: Rect, lang: Lang) -> Option<Command> {
    let palette = Palette::of(ui);
    let mut command = None;
    match item {
        PageItem::Chips(chips) => {
            for (chip, (place, galley)) in chips.iter().zip(chip_places(ui, chips, rect.width())) {
                let (fill, color) = match chip.kind {
                    ChipKind::Accent => (palette.selected, palette.accent_on_selected),
                    ChipKind::Plain => (palette.chip, palette.secondary),
                    ChipKind::Warning => (palette.warning_fill, palette.warning),
                    ChipKind::Tag(_) => (palette.chip, palette.secondary),
                };
                let place = place.translate(rect.min.to_vec2());
                let (sense, role) = match chip.narrowing {
                    Some(_) => (egui::Sense::click(), egui::Role::Button),
                    None => (egui::Sense::empty(), egui::Role::Label),
                };
                let node = ui.interact(place, ui.scope_id().with(("chip", &chip.text)), sense);
                node.widget_info(|| egui::WidgetInfo::labeled(role, true, &chip.text));
                ui.painter().rect_filled(place, CHIP_HEIGHT / 2.0, fill);
                if let ChipKind::Tag(color) = chip.kind {
                    let dot = place.left_center() + vec2(CHIP_PADDING + 4.0, 0.0);
                    ui.painter().circle_filled(dot, 4.0, palette.tag(color));
                }
                let left = CHIP_PADDING + dot_room(chip);
                let text = place.min + vec2(left, (CHIP_HEIGHT - galley.size().y) / 2.0);
                ui.painter().galley(text, galley, color);
                if let Some(narrowing) = &chip.narrowing {
                    let node = node.on_hover_cursor(egui::CursorIcon::PointingHand);
                    let lines = |ui: &mut Ui| narrowing_lines_ui(ui, std::slice::from_ref(narrowing), lang);
                    command = menu(&node).show(lines).and_then(|shown| shown.inner).or(command.take());
                }
            }
        }
        PageItem::Line => _ = ui.painter().hline(rect.x_range(), rect.top(), Stroke::new(1.0, palette.line)),
        PageItem::Block(_) => {
            let middle = rect.center().x;
            let line = Stroke::new(1.0, palette.field_line);
            ui.painter().hline(middle - 40.0..=middle + 40.0, rect.top(), line);
        }
        PageItem::Title(_) | PageItem::Notice(_) => {}
    }
    command
}
