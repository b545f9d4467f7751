//! The histogram over the list: articles per day, to click, to step through with the arrow keys and to drag a
//! range over. The first and the last day are written beneath.

mod bars;

use super::command::Command;
use super::theme::{self, Palette};
use crate::search::ListRequest;
use crate::view::{Lang, format_axis_day, format_day, format_days, format_range};
use bars::{Bar, bars};
use egui::{EventFilter, Key, Pos2, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};
use jiff::civil::Date;

/// The height of the bars and of the dates beneath, in points.
const HEIGHT: f32 = 34.0;
const AXIS: f32 = 16.0;
/// The least and greatest width of a bar with its spacing, and the greatest width of the bar itself, in points.
const LEAST_SLOT: f32 = 4.0;
const MOST_SLOT: f32 = 24.0;
const WIDEST: f32 = 10.0;

/// The bars being dragged over: from where the drag began to the pointer.
#[derive(Debug, Default)]
pub struct DayBarsState {
    dragged: Option<(usize, usize)>,
}

/// Paints the bars across the available width, or nothing if all articles of an archive are from one day.
pub fn day_bars_ui(
    ui: &mut Ui,
    days: &[(Date, u32)],
    request: &ListRequest,
    state: &mut DayBarsState,
    lang: Lang,
) -> Option<Command> {
    let room = ui.available_width();
    let bars = bars(days, (room / LEAST_SLOT) as usize);
    // A single bar says nothing about a whole archive. For a part of it, it names the day, and nothing below
    // moves.
    let is_part = request.is_narrowed() || !request.query.trim().is_empty();
    if bars.len() < if is_part { 1 } else { 2 } {
        return None;
    }
    let (all, _) = ui.allocate_exact_size(vec2(room, HEIGHT + AXIS), Sense::hover());
    let slot = (room / bars.len() as f32).min(MOST_SLOT);
    let rect = Rect::from_min_size(all.min, vec2(slot * bars.len() as f32, HEIGHT));
    let response = ui.interact(rect, ui.scope_id().with("day bars"), Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::labeled(Role::Slider, true, lang.day_bars()));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_value(format_days(request.from, request.to, lang));
    });
    let command = act(ui, &response, &bars, request, state, |x| {
        (((x - rect.left()) / slot).max(0.0) as usize).min(bars.len() - 1)
    });
    let dragged = state.dragged.map(|(a, b)| (a.min(b), a.max(b)));
    paint(ui, rect, &bars, |index, bar| match dragged {
        Some((from, to)) => (from..=to).contains(&index),
        None => {
            request.from.is_none_or(|from| from <= bar.last) && request.to.is_none_or(|to| bar.first <= to)
        }
    });
    axis_ui(ui, all, rect, &bars, lang);
    hint_ui(response, &bars, dragged, |x| ((x - rect.left()) / slot).max(0.0) as usize, lang);
    command.map(Command::List)
}

/// The list to request after a click, drag or key. `bar_at` gives the bar at a position.
fn act(
    ui: &Ui,
    response: &Response,
    bars: &[Bar],
    request: &ListRequest,
    state: &mut DayBarsState,
    bar_at: impl Fn(f32) -> usize,
) -> Option<ListRequest> {
    let mut wanted = if response.has_focus() { step(ui, response, bars, request) } else { None };
    if let Some(at) = response.interact_pointer_pos().map(|pos| bar_at(pos.x)) {
        if response.drag_started() {
            let origin = ui.input(|input| input.pointer.press_origin()).map_or(at, |pos| bar_at(pos.x));
            state.dragged = Some((origin, at));
        } else if let Some((_, end)) = state.dragged.as_mut().filter(|_| response.dragged()) {
            *end = at;
        }
        if response.clicked() {
            wanted = bars.get(at).filter(|bar| bar.count > 0).map(|bar| narrowed(request, bar, bar));
        }
    }
    if response.drag_stopped()
        && let Some((a, b)) = state.dragged.take()
    {
        let ends = bars.get(a.min(b)).zip(bars.get(a.max(b)));
        wanted = ends.map(|(first, last)| narrowed(request, first, last));
    }
    wanted
}

/// Shows a tooltip with a bar's days and article count, or with the days being dragged over.
fn hint_ui(
    response: Response,
    bars: &[Bar],
    dragged: Option<(usize, usize)>,
    bar_at: impl Fn(f32) -> usize,
    lang: Lang,
) {
    let shown = match dragged {
        Some((from, to)) => bars.get(from..=to).unwrap_or_default(),
        None => {
            let at = response.hover_pos().map(|pos| bar_at(pos.x));
            at.and_then(|at| bars.get(at)).map(std::slice::from_ref).unwrap_or_default()
        }
    };
    let (Some(first), Some(last)) = (shown.first(), shown.last()) else { return };
    let count: u32 = shown.iter().map(|bar| bar.count).sum();
    let days = if first.first == last.last {
        format_day(first.first, lang)
    } else {
        format_days(Some(first.first), Some(last.last), lang)
    };
    let text = format!("{days} · {}", lang.article_count(count as usize));
    if dragged.is_some() {
        // A tooltip would wait for the pointer to rest.
        response.show_tooltip_text(text);
    } else {
        response.on_hover_text_at_pointer(text);
    }
}

/// The baseline with the first and last day beneath it, as a single label if there isn't room for two.
fn axis_ui(ui: &Ui, all: Rect, rect: Rect, bars: &[Bar], lang: Lang) {
    let (Some(first), Some(last)) = (bars.first(), bars.last()) else { return };
    let palette = Palette::of(ui);
    let painter = ui.painter();
    painter.hline(rect.x_range(), rect.bottom() + 0.5, Stroke::new(1.0, palette.line));
    let (from, to) = (first.first, last.last);
    let text = |day| format_axis_day(day, from.year() == to.year(), lang);
    let width =
        |text: &str| painter.layout_no_wrap(text.to_owned(), theme::axis(), palette.secondary).size().x;
    let at = pos2(rect.left(), rect.bottom() + 3.0);
    let (left, right) = (text(from), text(to));
    if from == to {
        day_ui(ui, "day", at, &format_day(from, lang));
    } else if width(&left) + width(&right) + 12.0 <= rect.width() {
        day_ui(ui, "first day", at, &left);
        day_ui(ui, "last day", pos2(rect.right() - width(&right), at.y), &right);
    } else {
        day_ui(ui, "days", pos2(all.left(), at.y), &format_range(&left, &right, lang));
    }
}

/// A date beneath the bars.
fn day_ui(ui: &Ui, id: &str, at: Pos2, text: &str) {
    let color = Palette::of(ui).secondary;
    let galley = ui.painter().layout_no_wrap(text.to_owned(), theme::axis(), color);
    let response =
        ui.interact(Rect::from_min_size(at, galley.size()), ui.scope_id().with(id), Sense::empty());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    ui.painter().galley(at, galley, color);
}

/// The bar that the arrow keys move to from the chosen one; without a chosen bar, the last or the first.
fn step(ui: &Ui, response: &Response, bars: &[Bar], request: &ListRequest) -> Option<ListRequest> {
    let arrows = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
    let (back, on) =
        ui.input(|input| (input.key_pressed(Key::ArrowLeft), input.key_pressed(Key::ArrowRight)));
    let mut filled = bars.iter().filter(|bar| bar.count > 0);
    let bar = match (back, on) {
        (true, _) => filled.rfind(|bar| request.from.is_none_or(|from| bar.last < from)),
        (false, true) => filled.find(|bar| request.to.is_none_or(|to| to < bar.first)),
        (false, false) => None,
    };
    bar.map(|bar| ListRequest { from: Some(bar.first), to: Some(bar.last), ..request.clone() })
}

/// The request narrowed to these days, or to all days if it already was.
fn narrowed(request: &ListRequest, first: &Bar, last: &Bar) -> ListRequest {
    let days = (Some(first.first), Some(last.last));
    let (from, to) = if (request.from, request.to) == days { (None, None) } else { days };
    ListRequest { from, to, ..request.clone() }
}

fn paint(ui: &Ui, rect: Rect, bars: &[Bar], is_chosen: impl Fn(usize, &Bar) -> bool) {
    let palette = Palette::of(ui);
    let most = bars.iter().map(|bar| bar.count).max().unwrap_or(0).max(1) as f32;
    let slot = rect.width() / bars.len().max(1) as f32;
    let width = (slot * 0.75).clamp(1.0, WIDEST);
    for (index, bar) in bars.iter().enumerate() {
        let middle = rect.left() + (index as f32 + 0.5) * slot;
        if bar.is_gap {
            // The axis is broken where days are omitted.
            for x in [-3.0, 0.0, 3.0] {
                ui.painter().circle_filled(pos2(middle + x, rect.bottom() - 4.0), 0.9, palette.faint);
            }
            continue;
        }
        if bar.count == 0 {
            continue;
        }
        let height = (bar.count as f32 / most * (HEIGHT - 6.0)).max(2.0);
        let bar_rect = Rect::from_min_max(
            pos2(middle - width / 2.0, rect.bottom() - height),
            pos2(middle + width / 2.0, rect.bottom()),
        );
        let color =
            if is_chosen(index, bar) { palette.accent.gamma_multiply(0.75) } else { palette.field_line };
        ui.painter().rect_filled(bar_rect, (width / 4.0).min(3.0), color);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_click_narrows_and_another_widens() {
        let day = Bar { first: date(2026, 1, 1), last: date(2026, 1, 1), count: 1, is_gap: false };
        let narrow = narrowed(&ListRequest::default(), &day, &day);
        assert_eq!((narrow.from, narrow.to), (Some(day.first), Some(day.last)));
        assert_eq!(narrowed(&narrow, &day, &day), ListRequest::default());
    }
}
