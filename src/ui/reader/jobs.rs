//! Builds the layout of an item's text: formatted ranges, code on a grid, and table columns.

use super::grid::Grid;
use super::items::PageItem;
use super::style::Style;
use crate::article::TextStyle;
use crate::ui::theme::Palette;
use crate::view::{PageBlock, PageBlockKind, SpanKind};
use egui::text::{LayoutJob, TextFormat};
use egui::{Align, FontFamily, FontId, Ui};
use std::ops::Range;

/// The least space between two columns of a table, in points.
const COLUMN_GAP: f32 = 28.0;

/// The most cells of a table laid out in columns; larger tables are laid out as text.
const MOST_CELLS: usize = 4000;

/// The layout job for an item's text; `None` if it has no text.
pub(super) fn text_job(
    ui: &Ui,
    item: &PageItem,
    style: &Style,
    width: f32,
    palette: &Palette,
) -> Option<LayoutJob> {
    let text = item.text()?;
    let stretches = stretches(item, style, palette);
    if item.is_table() && text.matches(['\t', '\n']).count() < MOST_CELLS {
        return Some(table_job(ui, text, style, &stretches));
    }
    let format = style.format();
    let mut job = LayoutJob::default();
    job.wrap.max_width = width - style.indent;
    let mut grid = item.is_on_grid().then(|| Grid::new(ui, &style.font));
    for (range, format) in whole(text.len(), &stretches, &format) {
        let text = text.get(range)?;
        match &mut grid {
            Some(grid) => grid.append(&mut job, text, &format),
            None => job.append(text, 0.0, format),
        }
    }
    if job.sections.is_empty() {
        // An empty line is as high as any other.
        job.append("", 0.0, format);
    }
    Some(job)
}

/// Completes ranges with a format of their own by the text between them.
fn whole<'a>(
    len: usize,
    stretches: &'a [(Range<usize>, TextFormat)],
    plain: &'a TextFormat,
) -> impl Iterator<Item = (Range<usize>, TextFormat)> + 'a {
    let mut done = 0;
    let mut all = Vec::with_capacity(2 * stretches.len() + 1);
    for (range, format) in stretches {
        all.push((done..range.start, plain.clone()));
        all.push((range.clone(), format.clone()));
        done = range.end;
    }
    all.push((done..len, plain.clone()));
    all.into_iter().filter(|(range, _)| !range.is_empty())
}

/// Lays out a table in columns. It is never wrapped; if it is wider than the page, it scrolls sideways.
fn table_job(ui: &Ui, text: &str, style: &Style, stretches: &[(Range<usize>, TextFormat)]) -> LayoutJob {
    let plain = style.format();
    let head = TextFormat { font_id: FontId::new(plain.font_id.size, style.bold.clone()), ..plain.clone() };
    let width = |text: &str, format: &TextFormat| {
        ui.painter().layout_no_wrap(text.to_owned(), format.font_id.clone(), format.color).size().x
    };
    let mut rows: Vec<Vec<(Range<usize>, f32)>> = Vec::new();
    let mut columns: Vec<f32> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let mut row = Vec::new();
        for cell in line.split_inclusive('\t') {
            let format = if rows.is_empty() { &head } else { &plain };
            let wide = width(cell.trim_end_matches(['\t', '\n']), format);
            match columns.get_mut(row.len()) {
                Some(widest) => *widest = widest.max(wide),
                None => columns.push(wide),
            }
            row.push((start..start + cell.len(), wide));
            start += cell.len();
        }
        rows.push(row);
    }
    let mut job = LayoutJob::default();
    job.wrap.max_width = f32::INFINITY;
    for (number, row) in rows.into_iter().enumerate() {
        let (mut behind, mut left) = (0.0, 0.0);
        let plain = if number == 0 { &head } else { &plain };
        let tab = width("\t", plain);
        for ((range, wide), column) in row.into_iter().zip(&columns) {
            let cell = text.get(range.clone()).unwrap_or_default();
            let has_tab = cell.ends_with('\t');
            let mut lead = left - behind;
            let within = stretches.iter().filter_map(|(of, format)| {
                let within = of.start.max(range.start)..of.end.min(range.end);
                (within.start < within.end)
                    .then(|| (within.start - range.start..within.end - range.start, format.clone()))
            });
            let within: Vec<_> = within.collect();
            for (piece, format) in whole(cell.len(), &within, plain) {
                job.append(cell.get(piece).unwrap_or_default(), std::mem::take(&mut lead), format);
            }
            behind = left + wide + if has_tab { tab } else { 0.0 };
            left += column + COLUMN_GAP;
        }
    }
    job
}

/// The ranges of an item's text with a format of their own, in bytes, in order and without overlaps.
fn stretches(item: &PageItem, style: &Style, palette: &Palette) -> Vec<(Range<usize>, TextFormat)> {
    let PageItem::Block(block) = item else { return Vec::new() };
    let marks: Vec<(&Range<usize>, SpanKind)> = block
        .links
        .iter()
        .map(|(range, _)| (range, SpanKind::Link))
        .chain(block.spans.iter().map(|(range, kind)| (range, *kind)))
        .collect();
    let mut edges: Vec<usize> = marks.iter().flat_map(|(range, _)| [range.start, range.end]).collect();
    edges.sort_unstable();
    edges.dedup();
    let mut by_start: Vec<usize> = (0..marks.len()).collect();
    by_start.sort_by_key(|&at| marks.get(at).map_or(0, |(range, _)| range.start));
    let (mut next, mut open) = (by_start.into_iter().peekable(), Vec::<usize>::new());
    let mut stretches = Vec::new();
    for edge in edges.windows(2) {
        let &[start, end] = edge else { continue };
        open.retain(|&at| marks.get(at).is_some_and(|(range, _)| range.end > start));
        while let Some(at) = next.next_if(|&at| marks.get(at).is_some_and(|(range, _)| range.start <= start))
        {
            open.push(at);
        }
        if open.is_empty() {
            continue;
        }
        let mut format = style.format();
        for (_, kind) in open.iter().filter_map(|&at| marks.get(at)) {
            set(&mut format, *kind, block, style, palette);
        }
        stretches.push((start..end, format));
    }
    stretches
}

/// Applies a span's style to a format.
fn set(format: &mut TextFormat, kind: SpanKind, block: &PageBlock, style: &Style, palette: &Palette) {
    match kind {
        SpanKind::Link => format.color = palette.accent,
        SpanKind::Added => format.color = palette.added,
        SpanKind::Removed => format.color = palette.removed,
        SpanKind::Named { .. } => format.color = palette.secondary,
        SpanKind::Styled(styled) => match styled {
            TextStyle::Strong => {
                format.font_id.family = style.bold.clone();
                if block.kind != PageBlockKind::Quote(1) {
                    format.color = palette.text;
                }
            }
            TextStyle::Emphasis => format.italics = true,
            // Painted from the glyphs' positions, since egui draws lines relative to the row height.
            TextStyle::Strike | TextStyle::Mark => {}
            TextStyle::Code => {
                format.font_id =
                    FontId::new((style.font.size * 0.88 * 2.0).round() / 2.0, FontFamily::Monospace);
            }
            TextStyle::FootnoteMark => {
                format.font_id.size = (style.font.size * 0.72 * 2.0).round() / 2.0;
                format.valign = Align::TOP;
            }
        },
    }
}
