//! The grid of coverage: publishers down, days across, with daily sums above and the crawler's runs below.

use super::charts::{figures, hatch};
use super::coverage::{CoverageState, CoverageView};
use crate::search::{Facet, ListRequest};
use crate::ui::command::Command;
use crate::ui::focus_ring::keep_own_ring;
use crate::ui::theme::{self, ChartColors, Palette};
use crate::view::{
    CellLook, CoverageGrid, DAYS, GridPlaces, GridRow, Lang, MANY_COLUMNS, NARROW, ROW, SUMS, WIDE,
    format_day, format_days, format_month, grouped,
};
use crate::whole::Period;
use egui::{
    Align2, EventFilter, FontFamily, FontId, Key, Rect, Response, Role, Sense, Shape, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};
use jiff::civil::Date;

/// The sizes of the grid, in points.
const NAMES: f32 = 112.0;
const RUNS: f32 = 96.0;
const NUMBERS: f32 = 88.0;
/// The greatest distance of columns.
const WIDEST: f32 = 40.0;
/// How much around the cell that the arrow keys have moved to stays in view.
const AROUND_CELL: f32 = 8.0;

/// The rectangle of a cell.
fn cell_rect(places: &GridPlaces, row: usize, column: usize) -> Rect {
    Rect::from_min_size(places.cell(row, column).into(), places.cell_size().into())
}

pub(super) fn grid_ui(
    ui: &mut Ui,
    view: &CoverageView<'_>,
    grid: &CoverageGrid,
    state: &mut CoverageState,
    lang: Lang,
) -> Option<Command> {
    let room = ui.available_width() - NAMES - 24.0 - 3.0 * NUMBERS;
    let columns = grid.columns.len();
    let is_narrow = columns > MANY_COLUMNS || columns as f32 * WIDE > room;
    let pitch = if is_narrow { NARROW } else { (room / columns as f32).floor().clamp(NARROW, WIDEST) };
    let width = NAMES + columns as f32 * pitch + 24.0 + 3.0 * NUMBERS;
    // In a column of several days, the runs of all would lie on each other.
    let has_runs = view.coverage.crawls.are_known() && grid.period == Period::Day;
    let runs = if has_runs { RUNS + 24.0 } else { 0.0 };
    let height = SUMS + DAYS + grid.rows.len() as f32 * ROW + runs;
    let (rect, _) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    let (left, top) = (rect.left() + NAMES, rect.top());
    let places = GridPlaces { left, top, pitch, rows: grid.rows.len(), columns };
    sums_ui(ui, grid, &places, lang);
    let visible = ui.clip_rect();
    for (index, row) in grid.rows.iter().enumerate() {
        let middle = cell_rect(&places, index, 0).center().y;
        if (visible.top() - ROW..visible.bottom() + ROW).contains(&middle) {
            row_ui(ui, grid, row, index, &places, state.shares, lang);
        }
    }
    if runs > 0.0 {
        runs_ui(ui, view, grid, &places, lang);
    }
    cells_ui(ui, view, grid, state, &places, lang)
}

/// The bars of each day's articles, and the dates under them.
fn sums_ui(ui: &Ui, grid: &CoverageGrid, places: &GridPlaces, lang: Lang) {
    let (palette, colors) = (Palette::of(ui), ChartColors::of(ui));
    let most = grid.sums.iter().copied().max().unwrap_or(0);
    let (foot, (cell, _)) = (places.foot(), places.cell_size());
    let painter = ui.painter();
    let name = pos2(places.left - NAMES, foot - 8.0);
    painter.text(name, Align2::LEFT_CENTER, lang.day_sums(), theme::axis(), palette.secondary);
    figures(
        painter,
        pos2(places.left - 8.0, places.top + 6.0),
        &grouped(most as usize),
        &theme::axis(),
        palette.secondary,
    );
    for (column, &sum) in grid.sums.iter().enumerate() {
        let height = (sum as f32 / most.max(1) as f32 * (SUMS - 6.0)).max(if sum > 0 { 2.0 } else { 0.0 });
        let left = places.column(column) + cell * 0.2;
        let bar = Rect::from_min_max(pos2(left, foot - height), pos2(left + cell * 0.6, foot));
        painter.rect_filled(bar, 2, colors.heat[3]);
        if let Some(name) = grid.column_name(column, places.pitch) {
            let color = if grid.is_sunday(column) { colors.sunday } else { palette.secondary };
            let at = pos2(places.column(column) + cell / 2.0, foot + DAYS / 2.0);
            painter.text(at, Align2::CENTER_CENTER, name, theme::axis(), color);
        }
    }
    // A first column whose name has the month needs the room itself.
    if grid.column_name(0, places.pitch).is_none_or(|name| !name.contains('/')) {
        let month = format_month(grid.days_of(0).0, lang);
        let place = pos2(places.left - 8.0, foot + DAYS / 2.0);
        painter.text(place, Align2::RIGHT_CENTER, month, theme::axis(), palette.secondary);
    }
    let right = places.right();
    for (at, name) in [lang.articles_label(), lang.full_days(), lang.by_numbers()].into_iter().enumerate() {
        let place = pos2(right + (at + 1) as f32 * NUMBERS - 8.0, foot + DAYS / 2.0);
        painter.text(place, Align2::RIGHT_CENTER, name, theme::axis(), palette.secondary);
    }
}

/// A publisher's row: name, cells and numbers.
fn row_ui(
    ui: &Ui,
    grid: &CoverageGrid,
    row: &GridRow,
    index: usize,
    places: &GridPlaces,
    shares: bool,
    lang: Lang,
) {
    let palette = Palette::of(ui);
    let middle = cell_rect(places, index, 0).center().y;
    let font = FontId::new(13.0, FontFamily::Proportional);
    let name = if row.publisher.is_empty() { lang.no_publisher() } else { &row.publisher };
    let mut job = egui::text::LayoutJob::simple_singleline(name.to_owned(), font.clone(), palette.text);
    job.wrap = egui::text::TextWrapping::truncate_at_width(NAMES - 10.0);
    let galley = ui.painter().layout_job(job);
    let at = pos2(places.left - NAMES, middle - galley.size().y / 2.0);
    ui.painter().galley(at, galley, palette.text);
    let mut shapes = Vec::new();
    for column in 0..row.cells.len() {
        cell_shapes(ui, cell_rect(places, index, column), grid.look(row, column, shares), &mut shapes);
    }
    ui.painter().extend(shapes);
    let right = places.right();
    let place = |column: usize| pos2(right + column as f32 * NUMBERS - 8.0, middle);
    figures(ui.painter(), place(1), &grouped(row.articles as usize), &font, palette.text);
    figures(ui.painter(), place(2), &row.full_name(grid), &font, palette.text);
    let rate = row.rate.map_or_else(|| "–".to_owned(), |rate| format!("{:.0}%", rate * 100.0));
    figures(ui.painter(), place(3), &rate, &font, palette.text);
}

/// A cell's shapes.
pub(super) fn cell_shapes(ui: &Ui, rect: Rect, look: CellLook, shapes: &mut Vec<Shape>) {
    let (palette, colors) = (Palette::of(ui), ChartColors::of(ui));
    let outline = |color| Shape::rect_stroke(rect, 2, Stroke::new(1.0, color), StrokeKind::Inside);
    match look {
        CellLook::Bar(tall) => {
            shapes.push(Shape::hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, palette.line)));
            let mut bar = rect.shrink2(vec2(rect.width() * 0.2, 0.0));
            bar.set_top(rect.bottom() - tall * rect.height());
            shapes.push(Shape::rect_filled(bar, 1, colors.heat[3]));
        }
        CellLook::Hatched => shapes.extend(hatch(ui, rect, 6.0)),
        CellLook::Dotted => {
            shapes.push(outline(palette.field_line));
            shapes.push(Shape::circle_filled(rect.center(), 1.5, palette.secondary));
        }
        CellLook::Solid(step) => shapes.push(Shape::rect_filled(rect, 2, colors.heat[step])),
        CellLook::Partly { fill, edge, share, is_hatched } => {
            let fill = fill.map_or(palette.background, |step| colors.pale[step]);
            shapes.push(Shape::rect_filled(rect, 2, fill));
            if is_hatched {
                shapes.extend(hatch(ui, rect, 6.0));
            }
            shapes.push(outline(colors.heat[edge]));
            let length = (rect.width() - 4.0) * share;
            let bar = Rect::from_min_size(pos2(rect.left() + 2.0, rect.bottom() - 5.0), vec2(length, 3.0));
            shapes.push(Shape::rect_filled(bar, 1, colors.heat[3]));
        }
    }
}

/// The crawler's runs, with days across and hours down.
fn runs_ui(ui: &Ui, view: &CoverageView<'_>, grid: &CoverageGrid, places: &GridPlaces, lang: Lang) {
    let (palette, colors) = (Palette::of(ui), ChartColors::of(ui));
    let painter = ui.painter();
    let top = places.row(0) + grid.rows.len() as f32 * ROW + 18.0;
    let name = pos2(places.left - NAMES, top + 8.0);
    painter.text(name, Align2::LEFT_CENTER, lang.crawler_runs(), theme::axis(), palette.secondary);
    for (hour, y) in [(0, 0.0), (12, RUNS / 2.0), (24, RUNS)] {
        let end = pos2(places.left - 8.0, top + y);
        figures(painter, end, &hour.to_string(), &theme::axis(), palette.secondary);
        let line = Stroke::new(1.0, palette.line);
        painter.hline(places.left..=places.column(places.columns) - 2.0, top + y, line);
    }
    let (cell, _) = places.cell_size();
    let crawls = &view.coverage.crawls;
    for run in &crawls.runs {
        let hour = |at: jiff::Timestamp| {
            let here = crate::text::dates::KOREA.to_datetime(at);
            let days = here.date().duration_since(grid.days_of(0).0).as_hours() as f32 / 24.0;
            (days, f32::from(here.hour()) + f32::from(here.minute()) / 60.0)
        };
        let ((from_day, from), (to_day, to)) = (hour(run.from), hour(run.to));
        let mut day = from_day;
        while day <= to_day {
            let begin = if day == from_day { from } else { 0.0 };
            let end = if day == to_day { to } else { 24.0 };
            if day >= 0.0 && (day as usize) < places.columns {
                let left = places.column(day as usize) + cell * 0.15;
                let y = |hour: f32| top + hour / 24.0 * RUNS;
                let at = Rect::from_min_max(
                    pos2(left, y(begin)),
                    pos2(left + cell * 0.7, y(end).max(y(begin) + 2.0)),
                );
                painter.rect_filled(at, 1, colors.heat[3]);
            }
            day += 1.0;
        }
    }
    let right = places.right() + 3.0 * NUMBERS - 8.0;
    let facts = [lang.run_count(crawls.runs.len()), lang.longest_pause(crawls.longest_pause().as_hours())];
    for (line, text) in facts.into_iter().enumerate() {
        let place = pos2(right, top + 8.0 + line as f32 * 18.0);
        painter.text(place, Align2::RIGHT_CENTER, text, theme::axis(), palette.secondary);
    }
}

/// Handles hovering, clicks and arrow keys on the cells.
fn cells_ui(
    ui: &Ui,
    view: &CoverageView<'_>,
    grid: &CoverageGrid,
    state: &mut CoverageState,
    places: &GridPlaces,
    lang: Lang,
) -> Option<Command> {
    let all = Rect::from_min_size(
        pos2(places.left, places.row(0)),
        vec2(places.columns as f32 * places.pitch, grid.rows.len() as f32 * ROW),
    );
    let response = ui.interact(all, ui.scope_id().with("cells"), Sense::click());
    state.cells = Some(response.id);
    let before = state.at;
    state.find_cell(grid);
    keys_ui(ui, &response, grid, state, places);
    let hovered = response.hover_pos().and_then(|place| places.at(place.x, place.y));
    let is_pointed = response.clicked_by(egui::PointerButton::Primary);
    if is_pointed {
        state.at = hovered.unwrap_or(state.at);
        response.request_focus();
        ui.ctx().request_repaint();
    }
    state.keep_cell(grid);
    if response.has_focus() {
        keep_own_ring(ui.ctx(), response.id);
        if state.at != before {
            ui.scroll_to_rect(cell_rect(places, state.at.0, state.at.1).expand(AROUND_CELL), None);
        }
    }
    // Enter and Space are clicks as well, on the cell that the arrow keys have moved to.
    let chosen = if is_pointed { hovered } else { response.clicked().then_some(state.at) };
    let ringed = if response.has_focus() { Some(state.at) } else { hovered };
    if let Some((row, column)) = ringed {
        let stroke = Stroke::new(2.0, Palette::of(ui).text);
        ui.painter().rect_stroke(cell_rect(places, row, column).expand(2.0), 3, stroke, StrokeKind::Outside);
    }
    let text = |(row, column): (usize, usize)| cell_text(grid, row, column, lang).unwrap_or_default();
    response.widget_info(|| WidgetInfo::labeled(Role::Slider, true, lang.coverage()));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_value(text(state.at)));
    if let Some(at) = hovered {
        let hint = format!("{}\n{}", text(at), lang.click_narrows());
        response.on_hover_text_at_pointer(hint);
    }
    let (row, column) = chosen?;
    let row = grid.rows.get(row)?;
    Some(Command::List(narrowed(view.request, row, grid.days_of(column))))
}

/// Takes the focus if the cells are to have it, and moves the ring by arrow keys while they do.
fn keys_ui(
    ui: &Ui,
    response: &Response,
    grid: &CoverageGrid,
    state: &mut CoverageState,
    places: &GridPlaces,
) {
    if std::mem::take(&mut state.takes_focus) && !ui.ctx().text_edit_focused() {
        response.request_focus();
        // Only a widget that had the focus in the frame before keeps the arrow keys to itself.
        ui.ctx().request_repaint();
    }
    if response.has_focus() {
        let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
        let pressed = |key| ui.input(|input| input.key_pressed(key));
        let (row, column) = &mut state.at;
        if pressed(Key::ArrowLeft) {
            *column = column.saturating_sub(1);
        }
        if pressed(Key::ArrowRight) {
            *column = (*column + 1).min(places.columns.saturating_sub(1));
        }
        if pressed(Key::ArrowUp) {
            *row = row.saturating_sub(1);
        }
        if pressed(Key::ArrowDown) {
            *row = (*row + 1).min(grid.rows.len().saturating_sub(1));
        }
    }
}

/// The request narrowed to one publisher and the days of a column.
pub(super) fn narrowed(request: &ListRequest, row: &GridRow, (from, to): (Date, Date)) -> ListRequest {
    let mut request = ListRequest { from: Some(from), to: Some(to), ..request.clone() };
    let publishers = request.chosen.of_mut(Facet::Publisher);
    publishers.clear();
    if !row.publisher.is_empty() {
        publishers.insert(row.publisher.clone());
    }
    request
}

/// A cell's text: the publisher, the day, its articles and hours.
pub(super) fn cell_text(grid: &CoverageGrid, row: usize, column: usize, lang: Lang) -> Option<String> {
    let row = grid.rows.get(row)?;
    let &(count, hours) = row.cells.get(column)?;
    let name = if row.publisher.is_empty() { lang.no_publisher() } else { &row.publisher };
    let (from, to) = grid.days_of(column);
    let covered = |hours: u8| match grid.period {
        Period::Day => lang.hours_covered(hours),
        Period::Week | Period::Month => lang.hours_covered_a_day(hours),
    };
    let hours = hours.map(|hours| format!(" · {}", covered(hours))).unwrap_or_default();
    let day = if from == to { format_day(from, lang) } else { format_days(Some(from), Some(to), lang) };
    Some(format!("{name} · {day}\n{}{hours}", lang.article_count(count as usize)))
}
