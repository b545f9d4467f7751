//! Paints a row of the list: the headline, a line of the text if there is one, and the line of metadata.

use super::headline::headline;
use super::icons::Icon;
use super::list::TEXT_INSET;
use super::list_layout::{EXCERPT, HEADLINE, META, OVER_META};
use super::marks::paint_marks;
use super::theme::{self, Palette};
use crate::view::RowView;
use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Align, Color32, FontId, Painter, Rect, Response, Ui, pos2, vec2};

/// A row's corner radius, in points.
const RADIUS: u8 = 10;
/// The most tags a row shows; the details panel names all of them.
const MOST_TAGS: usize = 5;
/// A note, the star and the unread dot each have a fixed slot at the right of a row's last line, so that they
/// line up across rows. The width of a slot, and of a tag beside them, in points.
const SLOT: f32 = 18.0;
const SLOTS: f32 = 3.0 * SLOT;
const TAG: f32 = 12.0;
/// The diameter of the unread dot, in points.
const DOT: f32 = 7.0;
/// The space between the marks on the last line, in points.
const BETWEEN_MARKS: f32 = 8.0;

/// Paints a row into a rectangle; returns true if its headline was truncated.
pub(super) fn paint_row(
    ui: &Ui,
    row: &RowView,
    rect: Rect,
    headline_lines: usize,
    selected: bool,
    response: &Response,
) -> bool {
    let palette = Palette::of(ui);
    let painter = ui.painter();
    if selected {
        painter.rect_filled(rect, RADIUS, palette.selected);
    } else if response.hovered() {
        painter.rect_filled(rect, RADIUS, palette.hover);
    }
    let inner = rect.shrink2(vec2(TEXT_INSET, 0.0));
    let (font, color) =
        if row.unread { (theme::strong(), palette.text) } else { (theme::title_of_read(), palette.body) };
    let title = headline(painter, &row.title, &format(font, HEADLINE, color), inner.width(), headline_lines);
    let is_cut = title.elided;
    let excerpt = if row.snippet.is_empty() { 0.0 } else { EXCERPT };
    let height = title.size().y + excerpt + OVER_META + META;
    // A row that needs fewer lines than allowed is centred vertically.
    let top = (inner.center().y - height / 2.0).round();
    let below = top + title.size().y;
    let at = pos2(inner.left(), top);
    for hit in &row.title_hits {
        paint_marks(painter, at, &title, hit.clone(), palette.search_mark);
    }
    painter.galley(at, title, palette.text);
    if !row.snippet.is_empty() {
        let text = format(theme::small(), EXCERPT, palette.body);
        let snippet = painter.layout_job(one_line(&row.snippet, text, inner.width()));
        let at = pos2(inner.left(), below);
        for hit in &row.snippet_hits {
            paint_marks(painter, at, &snippet, hit.clone(), palette.search_mark);
        }
        painter.galley(at, snippet, palette.text);
    }
    let line =
        Rect::from_min_size(pos2(inner.left(), below + excerpt + OVER_META), vec2(inner.width(), META));
    paint_meta(painter, row, line, selected, palette);
    is_cut
}

/// Paints the place of a row that hasn't been read yet: a stripe for the headline, and a shorter one.
pub(super) fn paint_stripe(ui: &Ui, rect: Rect) {
    let color = Palette::of(ui).hover;
    let inner = rect.shrink2(vec2(TEXT_INSET, 0.0));
    let top = (inner.center().y - (HEADLINE + OVER_META + META) / 2.0).round();
    for (share, line, height) in [(0.7, top, HEADLINE), (0.3, top + HEADLINE + OVER_META, META)] {
        let at = pos2(inner.left(), line + height / 4.0);
        let stripe = Rect::from_min_size(at, vec2(inner.width() * share, height / 2.0));
        ui.painter().rect_filled(stripe, height / 4.0, color);
    }
}

/// Paints the last line: publisher, people and badges, then the reader's marks in their slots at the right.
fn paint_meta(painter: &Painter, row: &RowView, line: Rect, selected: bool, palette: &Palette) {
    let color = if selected { palette.secondary_on_selected } else { palette.secondary };
    let middle = line.center().y;
    let slot = |number: f32| pos2(line.right() - (number + 0.5) * SLOT, middle);
    if row.unread {
        painter.circle_filled(slot(0.0), DOT / 2.0, palette.accent);
    }
    if row.starred {
        let star = if selected { palette.star_on_selected } else { palette.star };
        Icon::Starred.paint(painter, Rect::from_center_size(slot(1.0), vec2(15.0, 15.0)), star);
    }
    if row.noted {
        Icon::Note.paint(painter, Rect::from_center_size(slot(2.0), vec2(14.0, 14.0)), color);
    }
    let tags = row.tags.len().min(MOST_TAGS);
    let mut right = line.right() - SLOTS;
    // Painted from the right, so that the first tag ends up leftmost.
    for &tag in row.tags.iter().take(tags).rev() {
        painter.circle_filled(pos2(right - TAG / 2.0, middle), 4.0, palette.tag(tag));
        right -= TAG;
    }
    let mut job = one_line(&row.meta, format(theme::small(), META, color), (right - line.left()).max(0.0));
    for mark in &row.marks {
        let warns = mark.warns && !selected;
        let color = if warns { palette.warning } else { color };
        job.append(&mark.text, BETWEEN_MARKS, format(theme::small_strong(), META, color));
    }
    let meta = painter.layout_job(job);
    for hit in &row.meta_hits {
        paint_marks(painter, line.min, &meta, hit.clone(), palette.search_mark);
    }
    painter.galley(line.min, meta, color);
}

fn format(font_id: FontId, line_height: f32, color: Color32) -> TextFormat {
    TextFormat {
        font_id,
        color,
        line_height: Some(line_height),
        valign: Align::Center,
        ..TextFormat::default()
    }
}

fn one_line(text: &str, format: TextFormat, width: f32) -> LayoutJob {
    let mut job = LayoutJob::single_section(text.to_owned(), format);
    job.wrap = TextWrapping::truncate_at_width(width);
    job
}
