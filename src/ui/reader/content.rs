//! The content of the page: its items in view, what is marked in them, its menu, and what the pointer does on
//! it.

use super::items::PageItem;
use super::layout::Measure;
use super::selection::{Selection, TextPosition};
use super::{ReaderState, ReaderView, markup, paint};
use crate::ui::command::{Action, Command, Copied, MarkCommand};
use crate::ui::marks::{paint_highlight, paint_marked_text, paint_marks};
use crate::ui::menu::{TAKING_OUT, context_menu, lines_ui};
use crate::ui::notes::highlight_colors_ui;
use crate::ui::theme::{Palette, RADIUS};
use egui::{CursorIcon, Galley, Pos2, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};
use std::sync::Arc;

/// Paints what of the page is in view.
pub(super) fn content_ui(
    ui: &mut Ui,
    view: &ReaderView<'_>,
    state: &mut ReaderState,
    measure: &Measure,
    rect: Rect,
    viewport: Rect,
) -> Option<Command> {
    let origin = measure.origin(rect);
    // The page doesn't take focus, so that Space continues to page.
    let whole = ui.interact(rect, ui.scope_id().with("page"), Sense::CLICK | Sense::DRAG);
    ui.ctx().accesskit_node_builder(whole.id, |node| {
        node.set_role(Role::Article);
        node.set_label(view.lang.article_text());
    });
    let mut command = pointer(ui, state, &whole, origin);
    let mut slides = Vec::new();
    for (index, item) in state.items.iter().enumerate() {
        let Some((top, height)) = state.laid.place(index) else { continue };
        if top + height < viewport.top() || top > viewport.bottom() {
            continue;
        }
        let above = state.laid.above(index);
        let at = Pos2::new(origin.x + state.laid.indent(index), origin.y + top + above);
        let wide = state.laid.overhang(index, measure.width);
        let row = Rect::from_min_size(Pos2::new(origin.x, origin.y + top), vec2(measure.width, height));
        let clip = ui.clip_rect();
        if wide.is_some() {
            ui.set_clip_rect(clip.intersect(row.expand2(vec2(0.0, 16.0))));
        }
        if let Some(galley) = state.laid.galley(index).cloned() {
            let galley = &galley;
            match view.picture(item, measure) {
                Some((texture, size)) => {
                    let is_clicked = markup::picture_ui(ui, index, texture, size, at, above, view.lang);
                    let address = item.picture().filter(|_| is_clicked);
                    command = address.map(|it| Command::EnlargePicture(it.to_owned())).or(command);
                }
                None => markup::paint_ground(ui, item, at, galley, measure),
            }
            paint::paint_ground(ui, item, at, galley, measure);
            let rect = Rect::from_min_size(at, vec2(measure.width, height));
            paint_marks_of(ui, state, (index, item), galley, rect);
            text_ui(ui, view, state, (index, item), galley, at, top);
            command = markup::paint_tools(ui, index, item, at, galley, measure, view.lang).or(command);
            ui.set_clip_rect(clip);
            if let Some((over, slid)) = wide {
                slides.extend(markup::slider(ui, index, row, over, slid).map(|to| (index, to)));
            }
        } else {
            let rect = Rect::from_min_size(at, vec2(measure.width, height));
            command = paint::paint_other(ui, item, rect, view.lang).or(command);
        }
    }
    for (index, to) in slides {
        state.laid.slide_to(index, to, measure.width);
    }
    context_menu(&whole).show(|ui| command = menu_ui(ui, view, state).or(command.take()));
    command
}

/// Paints a text at `at`, which is `top` below the beginning of the page, and names it for screen readers.
fn text_ui(
    ui: &Ui,
    view: &ReaderView<'_>,
    state: &ReaderState,
    (index, item): (usize, &PageItem),
    galley: &Arc<Galley>,
    at: Pos2,
    top: f32,
) {
    if item.is_parted()
        && let Some((above, height)) = index.checked_sub(1).and_then(|above| state.laid.place(above))
    {
        paint::paint_break(ui, at, top - above - height, index, view.lang);
    }
    paint::paint_text(ui, item, at, galley, view.lang);
    for range in state.marked(index, item) {
        paint_marked_text(ui.painter(), at, galley, range, Palette::of(ui).text);
    }
    if item.name().is_empty() {
        return;
    }
    let rect = Rect::from_min_size(at, galley.size());
    let node = ui.interact(rect, ui.scope_id().with(("text", index)), Sense::empty());
    node.widget_info(|| WidgetInfo::labeled(item.role(), true, item.name()));
}

/// Paints what is marked in a text: spans, highlights, hits and the selection. `rect` is the room that it
/// takes.
fn paint_marks_of(
    ui: &Ui,
    state: &ReaderState,
    (index, item): (usize, &PageItem),
    galley: &Galley,
    rect: Rect,
) {
    let (at, palette) = (rect.min, Palette::of(ui));
    for (range, kind) in state.spans.get(index).into_iter().flatten() {
        paint::paint_span(ui, at, galley, range, *kind);
    }
    for (highlight, color) in state.highlights.iter().filter(|(highlight, _)| highlight.item == index) {
        paint_highlight(ui, at, galley, highlight.range.clone(), *color);
    }
    for (number, hit) in state.hits.iter().enumerate().filter(|(_, hit)| hit.item == index) {
        let is_current = state.current_hit == Some(number);
        let color = if is_current { palette.current_mark } else { palette.search_mark };
        paint_marks(ui.painter(), at, galley, hit.range.clone(), color);
        if is_current && item.is_change() {
            let frame = rect.expand2(vec2(6.0, 2.0));
            let stroke = Stroke::new(1.5, palette.accent);
            ui.painter().rect_stroke(frame, RADIUS, stroke, StrokeKind::Outside);
        }
    }
    let selected = state.selection.as_ref().and_then(|selection| selection.within(index, item));
    if let Some(range) = selected {
        paint_marks(ui.painter(), at, galley, range, palette.text_selection);
    }
}

fn menu_ui(ui: &mut Ui, view: &ReaderView<'_>, state: &mut ReaderState) -> Option<Command> {
    let mut command = None;
    if ui.add_enabled(state.selection.is_some(), egui::Button::new(view.lang.copy())).clicked() {
        command = state.selected_text().map(|text| Command::Copy(Copied::Selection, text));
        ui.close();
    }
    let has_passage = state.selected_passage().is_some();
    let color = ui.add_enabled_ui(has_passage, |ui| {
        ui.menu_button(view.lang.highlight(), |ui| highlight_colors_ui(ui, None, view.lang)).inner.flatten()
    });
    command = color.inner.map(|color| Command::Mark(MarkCommand::Highlight(color))).or(command);
    if ui.button(view.lang.select_all()).clicked() {
        state.select_all();
        ui.close();
    }
    ui.separator();
    let has_original = view.page.original.is_some();
    let asked = lines_ui(ui, &[Action::OpenOriginal, Action::CopyAddress], |_| has_original, view.lang);
    ui.separator();
    let copied = lines_ui(ui, &TAKING_OUT, |_| true, view.lang);
    ui.separator();
    let shown =
        lines_ui(ui, &[Action::ShowInFolder, Action::ToggleStored, Action::ToggleSplit], |_| true, view.lang);
    asked.or(copied).or(shown).or(command)
}

/// Handles selecting with the pointer and following links.
fn pointer(ui: &Ui, state: &mut ReaderState, whole: &egui::Response, origin: Pos2) -> Option<Command> {
    let hit = |pos: Pos2| state.laid.hit(&state.items, pos - origin);
    let hovered = whole.hover_pos().and_then(hit);
    if let Some(position) = hovered {
        let link = state.items.get(position.item).and_then(|item| item.link_at(position.character));
        let over_link = link.is_some() && state.laid.is_on_text(position.item, whole.hover_pos(), origin);
        ui.ctx().set_cursor_icon(if over_link { CursorIcon::PointingHand } else { CursorIcon::Text });
        if over_link && whole.clicked() {
            let link = link.map(str::to_owned);
            if let Some(footnote) = link.as_deref().and_then(|link| state.footnote(link)) {
                state.reveal = Some(footnote);
                return None;
            }
            return link.map(Command::OpenAddress);
        }
    }
    let pressed = whole.interact_pointer_pos().and_then(hit);
    let shift = ui.input(|input| input.modifiers.shift);
    if whole.triple_clicked() {
        state.selection = pressed.and_then(|at| Selection::item(&state.items, at.item));
    } else if whole.double_clicked() {
        state.selection = pressed.and_then(|at| Selection::word(&state.items, at));
    } else if whole.drag_started_by(egui::PointerButton::Primary) {
        let origin_of_drag = ui.input(|input| input.pointer.press_origin()).and_then(hit).or(pressed);
        begin(state, origin_of_drag, shift);
    } else if whole.clicked() {
        if shift { begin(state, pressed, true) } else { state.selection = None }
    }
    if whole.dragged_by(egui::PointerButton::Primary) {
        if let (Some(selection), Some(at)) = (&mut state.selection, pressed) {
            selection.head = at;
        }
        scroll_along(ui, whole);
    }
    None
}

fn begin(state: &mut ReaderState, at: Option<TextPosition>, extend: bool) {
    match (&mut state.selection, at) {
        (Some(selection), Some(at)) if extend => selection.head = at,
        (selection, at) => *selection = at.map(Selection::at),
    }
}

/// Scrolls while the reader selects text beyond the upper or lower edge.
fn scroll_along(ui: &Ui, whole: &egui::Response) {
    let Some(pointer) = whole.interact_pointer_pos() else { return };
    let view = ui.clip_rect();
    let past =
        if pointer.y < view.top() { view.top() - pointer.y } else { (view.bottom() - pointer.y).min(0.0) };
    if past != 0.0 {
        ui.scroll_with_delta(vec2(0.0, past * 0.25));
        ui.ctx().request_repaint();
    }
}
