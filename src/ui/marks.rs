//! Marks behind text: the selection, search hits and differences.

use super::theme::Palette;
use crate::library::HighlightColor;
use egui::{Color32, Galley, Painter, Pos2, Rect, Shape, Stroke, Ui, pos2, vec2};
use std::ops::Range;
use std::sync::Arc;

/// Paints a range of a galley's characters with a background colour.
pub(super) fn paint_marks(painter: &Painter, at: Pos2, galley: &Galley, range: Range<usize>, color: Color32) {
    for mark in marks(at, galley, range) {
        painter.rect_filled(mark, 3, color);
    }
}

/// Paints a highlight. Each colour has its own kind of line, too, so that they can be told apart without colours.
pub(super) fn paint_highlight(
    ui: &Ui,
    at: Pos2,
    galley: &Galley,
    range: Range<usize>,
    color: HighlightColor,
) {
    let (fill, line) = Palette::of(ui).highlight(color);
    let stroke = Stroke::new(1.5, line);
    for mark in marks(at, galley, range) {
        let painter = ui.painter();
        painter.rect_filled(mark, 3, fill);
        let foot = mark.bottom() - 1.0;
        let ends = [pos2(mark.left(), foot), pos2(mark.right(), foot)];
        match color {
            HighlightColor::Green => {}
            HighlightColor::Orange => _ = painter.line_segment(ends, stroke),
            HighlightColor::Blue => painter.extend(Shape::dashed_line(&ends, stroke, 6.0, 3.0)),
            HighlightColor::Purple => painter.extend(Shape::dotted_line(&ends, line, 4.0, 1.0)),
        }
    }
}

/// Repaints a range of characters in a colour that is legible on every mark.
pub(super) fn paint_marked_text(
    painter: &Painter,
    at: Pos2,
    galley: &Arc<Galley>,
    range: Range<usize>,
    color: Color32,
) {
    for mark in marks(at, galley, range) {
        let painter = painter.with_clip_rect(mark.intersect(painter.clip_rect()));
        painter.galley_with_override_text_color(at, galley.clone(), color);
    }
}

/// Draws a line along a range of characters, at a height from 0 (top of the type) to 1 (bottom). Used instead
/// of egui's own lines, whose position depends on the line height.
pub(super) fn paint_line(
    painter: &Painter,
    at: Pos2,
    galley: &Galley,
    range: Range<usize>,
    height: f32,
    stroke: Stroke,
) {
    for mark in marks(at, galley, range) {
        painter.hline(mark.x_range(), egui::lerp(mark.y_range(), height).round(), stroke);
    }
}

/// The rectangles of a character range, one per line. Positions come from the glyphs, so that marks fit the
/// characters of every font.
fn marks(at: Pos2, galley: &Galley, range: Range<usize>) -> Vec<Rect> {
    let mut marks = Vec::new();
    let mut first = 0;
    for row in &galley.rows {
        let (from, to) = (range.start.max(first) - first, range.end.saturating_sub(first));
        let length = row.glyphs.len();
        if from < to && from < length.max(1) {
            let left = row.x_offset(from.into());
            let right = row.x_offset(to.min(length).into());
            let corner = at + row.pos.to_vec2();
            // As tall as the type rather than the line, so that marks on adjacent lines don't touch.
            let type_height = row.glyphs.get(from).map_or(row.height(), |glyph| glyph.font_height + 3.0);
            let inset = ((row.height() - type_height) / 2.0).max(0.0);
            marks.push(Rect::from_min_max(
                corner + vec2(left, inset),
                corner + vec2(right, row.height() - inset),
            ));
        }
        first += row.char_count_including_newline().0;
    }
    marks
}
