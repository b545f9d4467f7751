//! Coverage as SVG: publishers down, days or weeks across, and above them the sums.

use super::frame::{ChartFrame, ticks};
use super::svg::{Anchor, Svg, Type};
use crate::view::{
    CellLook, CoverageGrid, DAYS, GridPlaces, GridRow, MANY_COLUMNS, NARROW, ROW, SUMS, WIDE, grouped,
};

/// The sizes of the chart, in pixels.
const LEFT: f32 = 190.0;
const SIDE: f32 = 32.0;
const TOP: f32 = 104.0;
const NUMBERS: f32 = 118.0;
const FOOT: f32 = 116.0;
const LEAST_WIDTH: f32 = 900.0;

/// Draws a coverage.
pub(super) fn coverage_svg(grid: &CoverageGrid, shares: bool, frame: &ChartFrame<'_>) -> String {
    let (rows, columns) = (grid.rows.len(), grid.sums.len());
    let pitch = if columns > MANY_COLUMNS { NARROW } else { WIDE };
    let places = GridPlaces { left: LEFT, top: TOP, pitch, rows, columns };
    let right = places.right();
    let width = (right + 3.0 * NUMBERS + SIDE).max(LEAST_WIDTH);
    let foot = places.row(rows);
    let mut svg = Svg::new(width, foot + FOOT, frame.ink.background);
    let set = |size, weight, color| Type { size, weight, color };
    svg.text((SIDE, 36.0), Anchor::Start, set(22.0, 700, frame.ink.text), frame.title);
    svg.text((SIDE, 64.0), Anchor::Start, set(13.0, 400, frame.ink.secondary), frame.scope);
    draw_sums(&mut svg, grid, &places, frame);
    let names = [frame.lang.articles_label(), frame.lang.full_days(), frame.lang.by_numbers()];
    let small = set(12.0, 400, frame.ink.secondary);
    for (at, name) in names.into_iter().enumerate() {
        let end = right + (at + 1) as f32 * NUMBERS - 8.0;
        svg.text((end, places.foot() + DAYS / 2.0), Anchor::End, small, name);
    }
    for (at, row) in grid.rows.iter().enumerate() {
        draw_row(&mut svg, grid, row, at, &places, shares, frame);
    }
    draw_legend(&mut svg, grid, shares, foot + 30.0, frame);
    if grid.beyond > 0 {
        let note = frame.lang.beyond_columns(grid.beyond as usize);
        svg.text((SIDE, foot + FOOT - 62.0), Anchor::Start, small, &note);
    }
    svg.text((SIDE, foot + FOOT - 40.0), Anchor::Start, small, frame.lang.numbers_mean());
    svg.text((SIDE, foot + FOOT - 18.0), Anchor::Start, small, frame.caption);
    svg.finish(&format!("{} · {}", frame.title, frame.scope))
}

fn draw_sums(svg: &mut Svg, grid: &CoverageGrid, places: &GridPlaces, frame: &ChartFrame<'_>) {
    let ink = frame.ink;
    let most = grid.sums.iter().copied().max().unwrap_or(0);
    let foot = places.foot();
    let small = Type { size: 12.0, weight: 400, color: ink.secondary };
    svg.text((SIDE, foot - 8.0), Anchor::Start, small, frame.lang.day_sums());
    if let Some(tick) = ticks(f64::from(most), true).pop() {
        let y = foot - (tick / f64::from(most.max(1))) as f32 * (SUMS - 8.0);
        svg.line((LEFT, y), (places.column(places.columns), y), ink.line, 1.0);
        svg.text((LEFT - 8.0, y), Anchor::End, small, &grouped(tick as usize));
    }
    let (first, _) = grid.days_of(0);
    // The name of a first column that has the month reaches to its left.
    let (time, end) = match grid.column_name(0, places.pitch) {
        Some(name) if name.contains('/') => (first.year().to_string(), LEFT - 16.0),
        _ => (format!("{}-{:02}", first.year(), first.month()), LEFT - 8.0),
    };
    svg.text((end, foot + 16.0), Anchor::End, small, &time);
    for (column, &sum) in grid.sums.iter().enumerate() {
        let tall = sum as f32 / most.max(1) as f32 * (SUMS - 8.0);
        svg.rect((places.column(column), foot - tall), (places.pitch - 3.0, tall), ink.heat[3], 1.0);
        if let Some(name) = grid.column_name(column, places.pitch) {
            let color = if grid.is_sunday(column) { ink.sunday } else { ink.secondary };
            let set = Type { color, ..small };
            svg.text(
                (places.column(column) + places.pitch / 2.0 - 1.0, foot + 16.0),
                Anchor::Middle,
                set,
                &name,
            );
        }
    }
}

/// A publisher's name, cells and numbers.
fn draw_row(
    svg: &mut Svg,
    grid: &CoverageGrid,
    row: &GridRow,
    at: usize,
    places: &GridPlaces,
    shares: bool,
    frame: &ChartFrame<'_>,
) {
    let middle = places.row(at) + ROW / 2.0;
    let set = Type { size: 13.0, weight: 400, color: frame.ink.text };
    let name = if row.publisher.is_empty() { frame.lang.no_publisher() } else { &row.publisher };
    svg.text((LEFT - 12.0, middle), Anchor::End, set, name);
    for column in 0..row.cells.len() {
        let look = grid.look(row, column, shares);
        draw_cell(svg, places.cell(at, column), places.cell_size(), look, frame);
    }
    let right = places.right();
    let rate = row.rate.map_or_else(|| "–".to_owned(), |rate| format!("{:.0}%", rate * 100.0));
    let numbers = [grouped(row.articles as usize), row.full_name(grid), rate];
    for (at, number) in numbers.iter().enumerate() {
        svg.text((right + (at + 1) as f32 * NUMBERS - 8.0, middle), Anchor::End, set, number);
    }
}

/// A cell as in the window.
fn draw_cell(svg: &mut Svg, at: (f32, f32), size: (f32, f32), look: CellLook, frame: &ChartFrame<'_>) {
    let ink = frame.ink;
    match look {
        CellLook::Bar(tall) => {
            let foot = at.1 + size.1;
            svg.line((at.0, foot), (at.0 + size.0, foot), ink.line, 1.0);
            let height = tall * size.1;
            svg.rect((at.0 + size.0 * 0.2, foot - height), (size.0 * 0.6, height), ink.heat[3], 1.0);
        }
        CellLook::Hatched => svg.hatch(at, size, 6.0, ink.hatch),
        CellLook::Dotted => {
            svg.edge(at, size, ink.denominator);
            let middle = (at.0 + size.0 / 2.0 - 1.0, at.1 + size.1 / 2.0 - 1.0);
            svg.rect(middle, (2.0, 2.0), ink.secondary, 1.0);
        }
        CellLook::Solid(step) => svg.rect(at, size, ink.heat[step], 2.0),
        CellLook::Partly { fill, edge, share, is_hatched } => {
            svg.rect(at, size, fill.map_or(ink.background, |step| ink.pale[step]), 2.0);
            if is_hatched {
                svg.hatch(at, size, 6.0, ink.hatch);
            }
            svg.edge(at, size, ink.heat[edge]);
            let length = (size.0 - 4.0) * share;
            svg.rect((at.0 + 2.0, at.1 + size.1 - 5.0), (length, 3.0), ink.heat[3], 1.0);
        }
    }
}

fn draw_legend(svg: &mut Svg, grid: &CoverageGrid, shares: bool, y: f32, frame: &ChartFrame<'_>) {
    let small = Type { size: 12.0, weight: 400, color: frame.ink.secondary };
    let lang = frame.lang;
    if !grid.is_crawled {
        let tallest = grid.tallest_name(shares, lang);
        let text = if shares { lang.bars_of_shares(&tallest) } else { lang.bars_of_counts(&tallest) };
        svg.text((SIDE, y), Anchor::Start, small, &text);
        return;
    }
    svg.text((SIDE, y), Anchor::Start, small, if shares { lang.as_shares() } else { lang.as_counts() });
    let left = SIDE + 80.0;
    let names = grid.step_names(shares);
    for (step, color) in frame.ink.heat.into_iter().enumerate() {
        svg.rect((left + step as f32 * 34.0, y - 7.0), (32.0, 14.0), color, 2.0);
        if let Some(least) = names.get(step) {
            svg.text((left + (step + 1) as f32 * 34.0 - 1.0, y + 16.0), Anchor::Middle, small, least);
        }
    }
    let marks =
        [(3, 9, lang.covered_in_part()), (0, 0, lang.not_covered()), (0, 24, lang.covered_and_none())];
    for (at, (count, hours, text)) in marks.into_iter().enumerate() {
        let x = left + 210.0 + at as f32 * 180.0;
        draw_cell(svg, (x, y - 9.0), (18.0, 18.0), CellLook::of(count, hours, 0), frame);
        svg.text((x + 26.0, y), Anchor::Start, small, text);
    }
}
