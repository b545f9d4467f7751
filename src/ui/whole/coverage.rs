//! Coverage: a grid of publishers and days, with cells coloured by the number of articles and marked by the
//! hours covered.

use super::charts::figures;
use super::grid::{cell_shapes, cell_text, grid_ui, narrowed};
use super::head_ui;
use super::nothing::nothing_ui;
use crate::archive::NotStored;
use crate::search::ListRequest;
use crate::ui::command::Command;
use crate::ui::segments::segments_ui;
use crate::ui::theme::{self, ChartColors, Palette};
use crate::view::{
    CellLook, CoverageGrid, GridRow, Lang, format_axis_day, format_days, grouped, not_stored_text,
    whole_scope,
};
use crate::whole::{Coverage, Period};
use egui::{
    Align2, FontFamily, FontId, Id, Rect, RichText, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2,
    vec2,
};
use jiff::civil::Date;

/// Input for painting the view.
pub struct CoverageView<'a> {
    /// The counts.
    pub coverage: &'a Coverage,
    /// The counts as a grid; `None` if no article has a date.
    pub grid: Option<&'a CoverageGrid>,
    /// What was not stored, according to the crawler's database.
    pub not_stored: &'a [NotStored],
    /// A problem with that database.
    pub trouble: Option<String>,
    /// The list's request, to be narrowed.
    pub request: &'a ListRequest,
    /// Whether the articles found are those of a search.
    pub is_searched: bool,
}

/// The view's state between frames.
#[derive(Debug, Default)]
pub struct CoverageState {
    /// Whether the numbers are shown as a table.
    table: bool,
    /// Whether colours show each day's shares.
    pub shares: bool,
    /// The cell that the arrow keys have moved to: row and column.
    pub(super) at: (usize, usize),
    /// The publisher and the first day of that cell, which has another place once the list is narrowed.
    cell: Option<(String, Date)>,
    /// The cells as one widget, in which the arrow keys move.
    pub cells: Option<Id>,
    /// Whether the cells take the focus in the next frame.
    pub takes_focus: bool,
}

impl CoverageState {
    /// Finds the place of the cell that the arrow keys have moved to.
    pub(super) fn find_cell(&mut self, grid: &CoverageGrid) {
        let (row, column) = self.at;
        let found = self.cell.as_ref().map(|(publisher, day)| {
            let is_it = |row: &GridRow| row.publisher == *publisher;
            (grid.rows.iter().position(is_it).unwrap_or(row), grid.column_of(*day).unwrap_or(column))
        });
        let (row, column) = found.unwrap_or((row, column));
        self.at =
            (row.min(grid.rows.len().saturating_sub(1)), column.min(grid.columns.len().saturating_sub(1)));
    }

    /// Notes which cell the arrow keys have moved to.
    pub(super) fn keep_cell(&mut self, grid: &CoverageGrid) {
        let (row, column) = self.at;
        let (row, times) = (grid.rows.get(row), grid.columns.get(column));
        self.cell = row.zip(times).map(|(row, times)| (row.publisher.clone(), times.0));
    }
}

/// The height of a line of the table and its greatest width, in points.
const ROW: f32 = 28.0;
const TABLE: f32 = 720.0;
/// Where the table's days begin, and where its counts and hours end, as shares of its width.
const DAYS_AT: f32 = 0.28;
const COUNTS_TO: f32 = 0.6;
const HOURS_TO: f32 = 0.78;

/// Paints the view.
pub(super) fn coverage_ui(
    ui: &mut Ui,
    view: &CoverageView<'_>,
    state: &mut CoverageState,
    lang: Lang,
) -> Option<Command> {
    let totals = &view.coverage.totals;
    let scope = whole_scope(totals.days, totals.articles as usize, totals.of as usize, lang);
    let publishers = lang.publisher_count(view.coverage.publishers.len());
    let scope = format!("{scope} · {publishers} · {}", lang.korean_time());
    head_ui(ui, lang.coverage(), &scope, |ui| {
        let form = [lang.as_picture(), lang.as_table()];
        if let Some(at) = segments_ui(ui, &form, usize::from(state.table)) {
            state.table = at == 1;
        }
        let count = [lang.as_counts(), lang.as_shares()];
        if let Some(at) = segments_ui(ui, &count, usize::from(state.shares)) {
            state.shares = at == 1;
        }
    });
    ui.add_space(12.0);
    let Some(grid) = view.grid else {
        if totals.articles == 0 && totals.of > 0 {
            return nothing_ui(ui, view, lang);
        }
        ui.vertical_centered(|ui| {
            ui.add_space(80.0);
            ui.label(RichText::new(lang.no_dated_article()).color(Palette::of(ui).secondary));
        });
        return None;
    };
    statistics_ui(ui, view, grid, lang);
    ui.add_space(12.0);
    let mut command = None;
    if totals.articles == 0 {
        command = nothing_ui(ui, view, lang);
        ui.add_space(12.0);
    }
    if state.table {
        return table_ui(ui, view, grid, lang).or(command);
    }
    let width = ui.available_width();
    ScrollArea::both().id_salt("coverage").auto_shrink([false, false]).show(ui, |ui| {
        command = grid_ui(ui, view, grid, state, lang).or(command.take());
        legend_ui(ui, grid, (width, state.shares), lang);
    });
    command
}

/// The totals, as large figures with their names.
fn statistics_ui(ui: &mut Ui, view: &CoverageView<'_>, grid: &CoverageGrid, lang: Lang) {
    let palette = Palette::of(ui);
    let line = |ui: &Ui| {
        let rect = ui.available_rect_before_wrap();
        ui.painter().hline(rect.x_range(), rect.top(), Stroke::new(1.0, palette.line));
    };
    line(ui);
    ui.add_space(10.0);
    let totals = &view.coverage.totals;
    let known = view.coverage.crawls.are_known();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 28.0;
        let mut figure = |number: String, name: &str| {
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                let font = FontId::new(18.0, crate::ui::fonts::semibold());
                ui.label(RichText::new(number).font(font));
                ui.label(RichText::new(name).font(theme::small()).color(palette.secondary));
            });
        };
        figure(grouped(view.coverage.totals.articles as usize), lang.articles_label());
        if known {
            figure(grouped(totals.full as usize), lang.full_cells());
            figure(grouped(totals.part as usize), lang.part_cells());
            figure(grouped(totals.none as usize), lang.empty_cells());
        }
        let not_stored: u64 = view.not_stored.iter().map(|entry| entry.count).sum();
        if not_stored > 0 {
            figure(grouped(not_stored as usize), lang.not_stored_label());
        }
    });
    ui.add_space(10.0);
    line(ui);
    let undated = view.coverage.totals.undated as usize;
    let notes = [
        (!known).then(|| lang.cli_no_crawl_times().to_owned()),
        (undated > 0).then(|| lang.undated_count(undated)),
        (grid.beyond > 0).then(|| lang.beyond_columns(grid.beyond as usize)),
        (!view.not_stored.is_empty()).then(|| not_stored_text(view.not_stored, lang)),
        view.trouble.clone(),
    ];
    for note in notes.into_iter().flatten() {
        ui.add_space(6.0);
        ui.label(RichText::new(note).font(theme::small()).color(palette.secondary));
    }
}

/// The legend for colours and marks, or for bars, in lines as wide as the view.
fn legend_ui(ui: &mut Ui, grid: &CoverageGrid, (width, shares): (f32, bool), lang: Lang) {
    let (palette, colors) = (Palette::of(ui), ChartColors::of(ui));
    let small = |text: &str| RichText::new(text).font(theme::axis()).color(palette.secondary);
    ui.set_max_width(width);
    ui.add_space(12.0);
    ui.horizontal_wrapped(|ui| {
        if !grid.is_crawled {
            let tallest = grid.tallest_name(shares, lang);
            let text = if shares { lang.bars_of_shares(&tallest) } else { lang.bars_of_counts(&tallest) };
            ui.label(small(&text));
            return;
        }
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        ui.label(small(if shares { lang.as_shares() } else { lang.as_counts() }));
        let names = grid.step_names(shares);
        for (step, color) in colors.heat.iter().enumerate() {
            let rect = legend_part_ui(ui, 28.0, names.get(step).map_or("", String::as_str));
            ui.painter().rect_filled(rect.shrink2(vec2(0.0, 1.0)), 2, *color);
        }
        let marks =
            [(3, 9, lang.covered_in_part()), (0, 0, lang.not_covered()), (0, 24, lang.covered_and_none())];
        for (count, hours, text) in marks {
            let rect = legend_part_ui(ui, 18.0, text);
            let mut shapes = Vec::new();
            cell_shapes(ui, rect, CellLook::of(count, hours, 0), &mut shapes);
            ui.painter().extend(shapes);
        }
    });
    ui.add_space(6.0);
    ui.add(egui::Label::new(small(lang.numbers_mean())).wrap());
    ui.add_space(16.0);
}

/// A mark of the legend with its name, which stay on one line; returns the place of the mark.
fn legend_part_ui(ui: &mut Ui, mark: f32, name: &str) -> Rect {
    let color = Palette::of(ui).secondary;
    let galley = ui.painter().layout_no_wrap(name.to_owned(), theme::axis(), color);
    let size = vec2(mark + 6.0 + galley.size().x + 8.0, 16.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, name));
    let at = pos2(rect.left() + mark + 6.0, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, color);
    Rect::from_min_size(rect.min, vec2(mark, 16.0))
}

/// The names of the table's columns.
fn table_head_ui(ui: &mut Ui, view: &CoverageView<'_>, lang: Lang) {
    let palette = Palette::of(ui);
    let (head, _) = ui.allocate_exact_size(vec2(ui.available_width().min(TABLE), ROW), Sense::hover());
    let hours =
        view.coverage.crawls.are_known().then_some((HOURS_TO, Align2::RIGHT_CENTER, lang.hours_column()));
    let columns = [
        (0.0, Align2::LEFT_CENTER, lang.publisher_column()),
        (DAYS_AT, Align2::LEFT_CENTER, lang.day_column()),
        (COUNTS_TO, Align2::RIGHT_CENTER, lang.articles_label()),
    ];
    for (x, align, name) in columns.into_iter().chain(hours) {
        let at = pos2(head.left() + (x * head.width()).max(8.0), head.center().y);
        ui.painter().text(at, align, name, theme::small_strong(), palette.text);
    }
    ui.painter().hline(head.x_range(), head.bottom(), Stroke::new(1.0, palette.line));
}

/// The same numbers as a table, with a line for each cell.
fn table_ui(ui: &mut Ui, view: &CoverageView<'_>, grid: &CoverageGrid, lang: Lang) -> Option<Command> {
    let palette = Palette::of(ui);
    let columns = grid.columns.len();
    let mut command = None;
    table_head_ui(ui, view, lang);
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical().id_salt("coverage table").auto_shrink([false, false]).show_rows(
        ui,
        ROW,
        grid.rows.len() * columns,
        |ui, shown| {
            for cell in shown {
                let (row, column) = (cell / columns, cell % columns);
                let (rect, response) =
                    ui.allocate_exact_size(vec2(ui.available_width().min(TABLE), ROW), Sense::click());
                let text = cell_text(grid, row, column, lang).unwrap_or_default().replace('\n', " · ");
                response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &text));
                if response.hovered() || response.has_focus() {
                    ui.painter().rect_filled(rect, theme::RADIUS, palette.hover);
                }
                let of_row = &grid.rows[row];
                let (count, hours) = of_row.cells.get(column).copied().unwrap_or_default();
                let name = if of_row.publisher.is_empty() { lang.no_publisher() } else { &of_row.publisher };
                let font = FontId::new(13.0, FontFamily::Proportional);
                let at = rect.left_center() + vec2(8.0, 0.0);
                ui.painter().text(at, Align2::LEFT_CENTER, name, font.clone(), palette.text);
                let (from, to) = grid.days_of(column);
                let day = match grid.period {
                    Period::Day => format_axis_day(from, false, lang),
                    Period::Week | Period::Month => format_days(Some(from), Some(to), lang),
                };
                let at = rect.left_center() + vec2(DAYS_AT * rect.width(), 0.0);
                ui.painter().text(at, Align2::LEFT_CENTER, day, font.clone(), palette.secondary);
                let end = pos2(rect.left() + COUNTS_TO * rect.width(), rect.center().y);
                // Where nothing was crawled, nobody knows how many there were.
                let is_unknown = count == 0 && hours == Some(0);
                let count = if is_unknown { "–".to_owned() } else { grouped(count as usize) };
                figures(ui.painter(), end, &count, &font, palette.text);
                if let Some(hours) = hours {
                    let end = pos2(rect.left() + HOURS_TO * rect.width(), rect.center().y);
                    figures(ui.painter(), end, &format!("{hours}/24"), &font, palette.secondary);
                }
                if response.clicked() {
                    command = Some(Command::List(narrowed(view.request, of_row, (from, to))));
                }
            }
        },
    );
    command
}
