//! Painting shared by charts: tabular figures, hatching, axis labels.

use crate::ui::theme::ChartColors;
use egui::{Align2, Color32, FontId, Painter, Pos2, Rect, Shape, Stroke, Ui, pos2};

/// Paints right-aligned text with digits as wide as a zero, so that columns of numbers don't flicker; returns
/// its width.
pub(super) fn figures(painter: &Painter, end: Pos2, text: &str, font: &FontId, color: Color32) -> f32 {
    let width = |c: char| painter.layout_no_wrap(c.to_string(), font.clone(), color).size().x;
    let zero = width('0');
    let mut right = end.x;
    for c in text.chars().rev() {
        let room = if c.is_ascii_digit() { zero } else { width(c) };
        painter.text(pos2(right - room / 2.0, end.y), Align2::CENTER_CENTER, c, font.clone(), color);
        right -= room;
    }
    end.x - right
}

/// Lines at 45° over a rectangle, one every `step` points.
pub(super) fn hatch(ui: &Ui, rect: Rect, step: f32) -> Vec<Shape> {
    let stroke = Stroke::new(1.2, ChartColors::of(ui).hatch);
    let mut lines = Vec::new();
    let mut sum = rect.left() + rect.top() + step / 2.0;
    while sum < rect.right() + rect.bottom() {
        // The part of the line x + y = sum within the rectangle.
        let from = pos2((sum - rect.top()).min(rect.right()), rect.top().max(sum - rect.right()));
        let to = pos2((sum - rect.bottom()).max(rect.left()), rect.bottom().min(sum - rect.left()));
        lines.push(Shape::line_segment([from, to], stroke));
        sum += step;
    }
    lines
}
