//! The row of bars over the list: how many articles each day has, to click, to step through with the arrow
//! keys, and to drag a range of days on.

use super::command::Command;
use super::theme::Palette;
use crate::search::ListRequest;
use crate::view::{Lang, format_day, format_days};
use egui::{EventFilter, Key, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};
use jiff::civil::Date;
use jiff::{Span, Unit};

/// The height of the row, and the least and most width of a bar with its gap, in points.
const HEIGHT: f32 = 34.0;
const LEAST_WIDTH: f32 = 4.0;
const MOST_WIDTH: f32 = 48.0;

/// Which bars are being dragged over, from where the drag began to where it is.
#[derive(Debug, Default)]
pub struct DayBarsState {
    dragged: Option<(usize, usize)>,
}

/// A bar: the days from the first to the last, and how many articles they have.
struct Bar {
    first: Date,
    last: Date,
    count: u32,
}

/// Paints the bars in the width there is; nothing where all articles of an archive are of one day.
pub fn day_bars_ui(
    ui: &mut Ui,
    days: &[(Date, u32)],
    request: &ListRequest,
    state: &mut DayBarsState,
    lang: Lang,
) -> Option<Command> {
    let bars = bars(days, (ui.available_width() / LEAST_WIDTH) as usize);
    // One day says nothing of a whole archive; of a part of it, it says which, and nothing below moves.
    let is_part = request.is_narrowed() || !request.query.trim().is_empty();
    if bars.len() < if is_part { 1 } else { 2 } {
        return None;
    }
    let width = (ui.available_width() / bars.len() as f32).min(MOST_WIDTH);
    let (rect, response) =
        ui.allocate_exact_size(vec2(width * bars.len() as f32, HEIGHT), Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::labeled(Role::Slider, true, lang.day_bars()));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_value(format_days(request.from, request.to, lang));
    });
    let bar_at = |x: f32| (((x - rect.left()) / width).max(0.0) as usize).min(bars.len() - 1);
    let pointer = response.interact_pointer_pos().map(|pos| bar_at(pos.x));
    let mut command = None;
    if response.has_focus() {
        command = step(ui, &response, &bars, request);
    }
    if let Some(at) = pointer {
        if response.drag_started() {
            let origin = ui.input(|input| input.pointer.press_origin()).map_or(at, |pos| bar_at(pos.x));
            state.dragged = Some((origin, at));
        } else if let Some((_, end)) = state.dragged.as_mut().filter(|_| response.dragged()) {
            *end = at;
        }
        if response.clicked() {
            command = bars.get(at).map(|bar| narrowed(request, bar, bar));
        }
    }
    let dragged = state.dragged.map(|(a, b)| (a.min(b), a.max(b)));
    if response.drag_stopped() {
        let ends = dragged.and_then(|(a, b)| Some((bars.get(a)?, bars.get(b)?)));
        command = ends.map(|(first, last)| narrowed(request, first, last));
        state.dragged = None;
    }
    paint(ui, rect, width, &bars, |index, bar| match dragged {
        Some((from, to)) => (from..=to).contains(&index),
        None => {
            request.from.is_none_or(|from| from <= bar.last) && request.to.is_none_or(|to| bar.first <= to)
        }
    });
    let hovered = response.hover_pos().map(|pos| bar_at(pos.x)).and_then(|at| bars.get(at));
    if let Some(bar) = hovered {
        let first = format_day(bar.first, lang);
        let days =
            if bar.first == bar.last { first } else { format!("{first} – {}", format_day(bar.last, lang)) };
        response.on_hover_text_at_pointer(format!("{days} · {}", lang.article_count(bar.count as usize)));
    }
    command.map(Command::List)
}

/// The bar before or after the chosen one, by the arrow keys; without one, the last or the first.
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

/// The request for these days; for all days where it was for these already.
fn narrowed(request: &ListRequest, first: &Bar, last: &Bar) -> ListRequest {
    let days = (Some(first.first), Some(last.last));
    let (from, to) = if (request.from, request.to) == days { (None, None) } else { days };
    ListRequest { from, to, ..request.clone() }
}

/// One bar for each day from the first to the last, or for as many days as make no more than `most` bars.
fn bars(days: &[(Date, u32)], most: usize) -> Vec<Bar> {
    let (Some((first, _)), Some((last, _))) = (days.first(), days.last()) else { return Vec::new() };
    let number = |day: Date| first.until((Unit::Day, day)).map_or(0, |span| span.get_days().max(0) as usize);
    let days_in_bar = (number(*last) + 1).div_ceil(most.max(1)).max(1);
    let day = |number: usize| {
        first.checked_add(Span::new().days(i32::try_from(number).unwrap_or(i32::MAX))).unwrap_or(*last)
    };
    let mut bars: Vec<Bar> = (0..=number(*last))
        .step_by(days_in_bar)
        .map(|start| Bar { first: day(start), last: day(start + days_in_bar - 1).min(*last), count: 0 })
        .collect();
    for (day, count) in days {
        if let Some(bar) = bars.get_mut(number(*day) / days_in_bar) {
            bar.count += count;
        }
    }
    bars
}

fn paint(ui: &Ui, rect: Rect, width: f32, bars: &[Bar], is_chosen: impl Fn(usize, &Bar) -> bool) {
    let palette = Palette::of(ui);
    let most = bars.iter().map(|bar| bar.count).max().unwrap_or(0).max(1) as f32;
    let gap = (width * 0.25).min(3.0);
    for (index, bar) in bars.iter().enumerate().filter(|(_, bar)| bar.count > 0) {
        let height = (bar.count as f32 / most * (HEIGHT - 6.0)).max(2.0);
        let left = rect.left() + index as f32 * width + gap / 2.0;
        let bar_rect =
            Rect::from_min_max(pos2(left, rect.bottom() - height), pos2(left + width - gap, rect.bottom()));
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
    fn every_day_has_its_bar_and_many_days_share_one() {
        let days = [(date(2026, 1, 1), 3), (date(2026, 1, 4), 5)];
        let counts = |most| bars(&days, most).iter().map(|bar| bar.count).collect::<Vec<_>>();
        assert_eq!(counts(100), [3, 0, 0, 5]);
        assert_eq!(counts(2), [3, 5]);
        assert_eq!(bars(&days, 2)[1].last, date(2026, 1, 4));
        assert!(bars(&[], 10).is_empty());
    }

    #[test]
    fn a_click_narrows_and_another_widens() {
        let day = Bar { first: date(2026, 1, 1), last: date(2026, 1, 1), count: 1 };
        let narrow = narrowed(&ListRequest::default(), &day, &day);
        assert_eq!((narrow.from, narrow.to), (Some(day.first), Some(day.last)));
        assert_eq!(narrowed(&narrow, &day, &day), ListRequest::default());
    }
}
