//! The virtual list of articles: only visible rows cost anything, and scrolling a million rows stays exact.

use super::command::{Action, Command, SelectionChange};
use super::list_layout::{BETWEEN, Heights, Layout};
use super::list_row::{paint_row, paint_stripe};
use super::menu::{TAKING_OUT, context_menu, lines_ui, narrowing_lines_ui};
use super::theme::{self, Palette};
use crate::search::Heading;
use crate::view::{Lang, Narrowing, RowView};
use egui::{Align2, DragAndDrop, Id, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

/// A row's margin to the panel's edge and to its neighbours, and its text's padding.
const INSET: egui::Vec2 = vec2(8.0, BETWEEN);
pub(super) const TEXT_INSET: f32 = 12.0;
/// The scroll bar: its width at rest and when hovered, and the least height of its handle.
const BAR: (f32, f32) = (4.0, 8.0);
const LEAST_HANDLE: f32 = 28.0;

/// Input for painting the list.
pub struct ListView<'a> {
    /// How many rows there are.
    pub len: usize,
    /// The heights of rows and headings.
    pub heights: Heights,
    /// The headings of days.
    pub headings: &'a [Heading],
    /// The ordinal and contents of the row at a position; `None` if it hasn't been read yet.
    pub row: &'a dyn Fn(usize) -> Option<(u32, RowView)>,
    pub heading_text: &'a dyn Fn(&Heading) -> String,
    /// The position of the shown article.
    pub selected: Option<usize>,
    /// Whether the article with this ordinal is part of the selection.
    pub chosen: &'a dyn Fn(u32) -> bool,
    /// What the list can be narrowed to with an article, by ordinal.
    pub narrowings: &'a dyn Fn(u32) -> Vec<Narrowing>,
    /// The language of the interface.
    pub lang: Lang,
}

/// The list's scroll state.
///
/// The offset is an `f64`: in an `f32`, a million rows of 86 points could be told apart only in steps of four
/// points.
#[derive(Debug, Default)]
pub struct ListState {
    /// How much of the list is scrolled out above the view, in points.
    scrolled: f64,
    /// A row to bring into view in the next frame.
    reveal: Option<usize>,
    /// Whether the list was scrolled since the last [`Self::set_top`].
    moved: bool,
    /// The heights of the view and of its rows and headings in the last frame.
    height: f64,
    heights: Heights,
}

/// The row at the upper edge of the list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ListTop {
    pub position: usize,
    /// How much of it is scrolled out of view, in points.
    pub hidden: f64,
}

impl ListState {
    /// Scrolls a row into view in the next frame, moving as little as possible.
    pub fn reveal(&mut self, position: usize) {
        self.reveal = Some(position);
    }

    /// The row that will be scrolled into view in the next frame.
    pub fn revealed(&self) -> Option<usize> {
        self.reveal
    }

    /// Scrolls to the beginning.
    pub fn to_start(&mut self) {
        self.scrolled = 0.0;
    }

    /// The first row that is at least partly visible.
    pub fn top(&self, headings: &[Heading], len: usize) -> Option<ListTop> {
        let layout = Layout { headings, len, heights: self.heights };
        let position = layout.row_at(self.scrolled)?;
        Some(ListTop { position, hidden: self.scrolled - layout.top_of(position) })
    }

    /// Scrolls back to a row saved by [`Self::top`].
    pub fn set_top(&mut self, headings: &[Heading], len: usize, top: ListTop) {
        self.scrolled = Layout { headings, len, heights: self.heights }.top_of(top.position) + top.hidden;
        (self.reveal, self.moved) = (None, false);
    }

    /// Whether the list was scrolled since the last [`Self::set_top`].
    pub fn is_moved(&self) -> bool {
        self.moved
    }

    /// Whether the list has been painted, so that its height is known.
    pub fn is_painted(&self) -> bool {
        self.height > 0.0
    }

    /// Whether the list is tall enough to fill the view.
    pub fn fills_view(&self, headings: &[Heading], len: usize) -> bool {
        self.scrolled + self.height <= Layout { headings, len, heights: self.heights }.height() + 0.5
    }
}

/// Paints the list into the available space and returns the reader's command.
pub fn list_ui(ui: &mut Ui, view: &ListView<'_>, state: &mut ListState) -> Option<Command> {
    let rect = ui.available_rect_before_wrap();
    let whole = ui.allocate_rect(rect, Sense::hover());
    let id = whole.id;
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_role(Role::ListBox);
        node.set_label(view.lang.articles_list());
        node.set_multiselectable();
        node.set_size_of_set(view.len);
    });
    let layout = Layout { headings: view.headings, len: view.len, heights: view.heights };
    scroll(ui, &whole, &layout, state);
    let mut command = None;
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(rect).accessibility_parent(id));
    child.shrink_clip_rect(rect);
    let ui = &mut child;
    if let Some(first) = layout.row_at(state.scrolled) {
        let mut told = None;
        for position in first..view.len {
            let top = layout.top_of(position) - state.scrolled;
            let heading = layout.headings_to(position).checked_sub(1);
            if let Some(index) = heading.filter(|_| heading != told)
                && let Some(place) = heading_rect(&layout, index, state.scrolled, rect)
                && place.top() < rect.bottom()
            {
                heading_node(ui, view, index, place);
                told = heading;
            }
            if top >= f64::from(rect.height()) {
                break;
            }
            let row = Rect::from_min_size(
                rect.min + vec2(0.0, top as f32),
                vec2(rect.width(), view.heights.row as f32),
            );
            command = row_ui(ui, view, position, row).or(command);
        }
        paint_headings(ui, view, &layout, state.scrolled, rect);
    }
    scroll_bar_ui(ui, id.with("bar"), rect, &layout, state);
    command
}

fn scroll(ui: &Ui, whole: &Response, layout: &Layout<'_>, state: &mut ListState) {
    state.height = f64::from(whole.rect.height());
    if state.heights != layout.heights {
        // Keep the same rows in view when row heights change.
        if state.heights.row > 0.0 && state.scrolled > 0.0 {
            let before = Layout { heights: state.heights, ..*layout };
            let top = before.row_at(state.scrolled).unwrap_or(0);
            let out = state.scrolled - before.top_of(top);
            state.scrolled = layout.top_of(top) + out * layout.heights.row / state.heights.row;
        }
        state.heights = layout.heights;
    }
    if whole.contains_pointer() {
        let delta = ui.input(|input| input.smooth_scroll_delta().y);
        state.scrolled -= f64::from(delta);
        state.moved |= delta != 0.0;
    }
    if let Some(position) = state.reveal.take().filter(|&position| position < layout.len) {
        let top = layout.top_of(position);
        // The sticky heading must not cover the row.
        let above = if layout.headings.is_empty() { 0.0 } else { layout.heights.heading };
        let lowest = (top + layout.heights.row - state.height).min(top - above);
        state.scrolled = state.scrolled.clamp(lowest, top - above);
        state.moved = true;
    }
    state.scrolled = state.scrolled.clamp(0.0, (layout.height() - state.height).max(0.0));
}

fn row_ui(ui: &mut Ui, view: &ListView<'_>, position: usize, rect: Rect) -> Option<Command> {
    let Some((ordinal, row)) = (view.row)(position) else {
        paint_stripe(ui, rect.shrink2(INSET));
        return None;
    };
    let chosen = (view.chosen)(ordinal);
    let selected = chosen || view.selected == Some(position);
    let inner = rect.shrink2(INSET);
    let response = ui.interact(inner, ui.scope_id().with(("row", ordinal)), Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, selected, &row.accessible_name));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_position_in_set(position + 1);
        node.set_size_of_set(view.len);
    });
    let is_cut = paint_row(ui, &row, inner, view.heights.headline_lines, selected, &response);
    let response = if is_cut { response.on_hover_text(&row.title) } else { response };
    let mut command = response.clicked().then(|| {
        let modifiers = ui.input(|input| input.modifiers);
        match (modifiers.shift, modifiers.command) {
            (true, _) => Command::Choose(ordinal, SelectionChange::Range),
            (false, true) => Command::Choose(ordinal, SelectionChange::Toggle),
            (false, false) if response.double_clicked() => Command::Do(Action::OpenInWindow),
            (false, false) => Command::Select(ordinal),
        }
    });
    command = command.or_else(|| dragged_row(ui, &response, inner, ordinal));
    context_menu(&response).show(|ui| {
        let marked = lines_ui(ui, &[Action::Star, Action::MarkRead, Action::Tag], |_| true, view.lang);
        ui.separator();
        let taken = [Action::OpenInWindow, Action::OpenOriginal, Action::CopyAddress];
        let asked = lines_ui(ui, &taken, |_| true, view.lang);
        ui.separator();
        let narrowed = narrowing_lines_ui(ui, &(view.narrowings)(ordinal), view.lang);
        ui.separator();
        let copied = lines_ui(ui, &TAKING_OUT, |_| true, view.lang);
        ui.separator();
        let shown = lines_ui(ui, &[Action::ShowInFolder], |_| true, view.lang);
        command = marked.or(asked).or(copied).or(shown).or(narrowed).or(command.take());
    });
    if response.secondary_clicked() && !chosen {
        command = Some(Command::Select(ordinal));
    }
    command
}

/// An article that is being dragged, by ordinal.
#[derive(Clone, Copy)]
pub struct DraggedArticle(pub u32);

/// Says that rows are being selected by dragging with the Shift key.
#[derive(Clone, Copy)]
struct SelectingRows;

/// Dragging a row takes its article along, to be dropped on a shelf; with the Shift key, it selects the rows up to the
/// one under the pointer.
fn dragged_row(ui: &Ui, response: &Response, rect: Rect, ordinal: u32) -> Option<Command> {
    if response.drag_started() {
        match ui.input(|input| input.modifiers.shift) {
            true => response.dnd_set_drag_payload(SelectingRows),
            false => response.dnd_set_drag_payload(DraggedArticle(ordinal)),
        }
    }
    let is_reached = DragAndDrop::has_payload_of_type::<SelectingRows>(ui.ctx())
        && ui.rect_contains_pointer(rect)
        && ui.input(|input| input.pointer.delta() != egui::Vec2::ZERO);
    is_reached.then_some(Command::Choose(ordinal, SelectionChange::Range))
}

/// Where a heading is painted: in its place, or stuck to the top of its rows until the next heading pushes it
/// out.
fn heading_rect(layout: &Layout<'_>, index: usize, scrolled: f64, list: Rect) -> Option<Rect> {
    let height = layout.heights.heading;
    let next = layout.heading_top(index + 1).map_or(f64::INFINITY, |top| top - scrolled - height);
    let top = (layout.heading_top(index)? - scrolled).max(0.0).min(next);
    Some(Rect::from_min_size(list.min + vec2(0.0, top as f32), vec2(list.width(), height as f32)))
}

/// Announces a heading to screen readers before the rows under it.
fn heading_node(ui: &Ui, view: &ListView<'_>, index: usize, rect: Rect) {
    let Some(heading) = view.headings.get(index) else { return };
    let response = ui.interact(rect, ui.scope_id().with(("heading", index)), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, (view.heading_text)(heading)));
}

/// Paints the visible headings; the sticky one gets a line beneath it while rows pass under it.
fn paint_headings(ui: &Ui, view: &ListView<'_>, layout: &Layout<'_>, scrolled: f64, rect: Rect) {
    let Some(row) = layout.row_at(scrolled) else { return };
    for index in layout.headings_to(row).saturating_sub(1)..view.headings.len() {
        let Some(place) = heading_rect(layout, index, scrolled, rect) else { break };
        if place.top() >= rect.bottom() {
            break;
        }
        paint_heading(ui, view, index, place);
        if layout.heading_top(index).is_some_and(|top| top < scrolled) {
            let line = Stroke::new(1.0, Palette::of(ui).line);
            ui.painter().hline(place.x_range(), place.bottom() - 0.5, line);
        }
    }
}

fn paint_heading(ui: &Ui, view: &ListView<'_>, index: usize, rect: Rect) {
    let Some(heading) = view.headings.get(index) else { return };
    let palette = Palette::of(ui);
    ui.painter().rect_filled(rect, 0, palette.side);
    let left = rect.left() + INSET.x + TEXT_INSET - 2.0;
    let at = pos2(left, rect.center().y + 2.0);
    let text = (view.heading_text)(heading);
    ui.painter().text(at, Align2::LEFT_CENTER, text, theme::small_strong(), palette.secondary);
    let end = view.headings.get(index + 1).map_or(view.len, |next| next.first as usize);
    let count = view.lang.item_count(end.saturating_sub(heading.first as usize));
    let at = pos2(rect.right() - INSET.x - TEXT_INSET, at.y);
    ui.painter().text(at, Align2::RIGHT_CENTER, count, theme::small(), palette.faint);
}

fn scroll_bar_ui(ui: &Ui, id: Id, rect: Rect, layout: &Layout<'_>, state: &mut ListState) {
    let all = layout.height();
    if all <= state.height {
        return;
    }
    let track = Rect::from_min_max(pos2(rect.right() - BAR.1 - 4.0, rect.top()), rect.max);
    // The scroll bar doesn't take focus; the list itself has it.
    let response = ui.interact(track, id, Sense::CLICK | Sense::DRAG);
    let handle_height = ((state.height / all) as f32 * track.height()).max(LEAST_HANDLE);
    let room = (track.height() - handle_height).max(1.0);
    let most = all - state.height;
    if let Some(pointer) =
        response.interact_pointer_pos().filter(|_| response.dragged() || response.clicked())
    {
        let moved = f64::from(response.drag_delta().y / room);
        if response.dragged() && !response.drag_started() {
            state.scrolled += moved * most;
        } else if !handle(track, handle_height, room, state.scrolled / most).contains(pointer) {
            state.scrolled = f64::from((pointer.y - track.top() - handle_height / 2.0) / room) * most;
        }
        state.scrolled = state.scrolled.clamp(0.0, most);
        state.moved = true;
    }
    let active = response.hovered() || response.dragged();
    let width = ui.ctx().animate_bool(id, active) * (BAR.1 - BAR.0) + BAR.0;
    let mut handle = handle(track, handle_height, room, state.scrolled / most);
    handle.set_left(handle.right() - width);
    let palette = Palette::of(ui);
    let color = if active { palette.secondary } else { palette.faint.gamma_multiply(0.5) };
    ui.painter().rect_filled(handle, width / 2.0, color);
}

fn handle(track: Rect, height: f32, room: f32, share: f64) -> Rect {
    let top = track.top() + share as f32 * room;
    Rect::from_min_max(pos2(track.left(), top), pos2(track.right() - 2.0, top + height))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Settings;

    fn headings(firsts: &[u32]) -> Vec<Heading> {
        firsts.iter().map(|&first| Heading { first, day: None }).collect()
    }

    #[test]
    fn a_list_that_grows_above_keeps_what_is_in_view() {
        let before = headings(&[0]);
        let scrolled = 38.0 + 10.0 * 86.0 + 5.0;
        let mut state =
            ListState { scrolled, heights: Heights::of(&Settings::default(), false), ..ListState::default() };
        let top = state.top(&before, 100).unwrap();
        assert_eq!(top, ListTop { position: 10, hidden: 5.0 });
        let after = headings(&[0, 3]);
        state.set_top(&after, 103, ListTop { position: 13, ..top });
        assert_eq!(state.top(&after, 103), Some(ListTop { position: 13, hidden: 5.0 }));
    }
}
