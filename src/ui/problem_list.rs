//! The virtual list of problems: only visible rows cost anything. It can be narrowed by kind and used by
//! keyboard.

use super::command::Command;
use super::icon_button::icon_button;
use super::icons::Icon;
use super::menu::menu;
use super::theme::{self, Palette, RADIUS};
use crate::archive::{Catalogue, Problems};
use crate::view::{Lang, ProblemItem, group_title, passed_over_text, problem_item, total_read};
use egui::{
    Button, EventFilter, Key, Label, Modifiers, Popup, Rect, RichText, Role, ScrollArea, Sense, Ui,
    UiBuilder, WidgetInfo, vec2,
};
use std::ops::Range;

/// The height of a row, in points.
const ROW: f32 = 54.0;

/// The list's state between frames.
#[derive(Debug, Default)]
pub struct ProblemListState {
    /// The group shown, as an index; `None` shows all groups.
    group: Option<usize>,
    /// The focused row, counted within the shown rows.
    current: usize,
    /// Whether that row is still to be scrolled to and focused.
    reveal: bool,
    /// Scroll offset and height of the list, in points.
    scrolled: f32,
    height: f32,
}

impl ProblemListState {
    /// The list at its start, about to take focus.
    pub fn opened() -> Self {
        Self { reveal: true, ..Self::default() }
    }
}

/// Paints the list, at most `height` points tall.
pub(super) fn problem_list_ui(
    ui: &mut Ui,
    (problems, catalogue): (&Problems, &Catalogue),
    state: &mut ProblemListState,
    height: f32,
    lang: Lang,
) -> Option<Command> {
    let palette = Palette::of(ui);
    let total = RichText::new(total_read(problems.totals(), lang)).font(theme::small());
    ui.add(Label::new(total.color(palette.secondary)).wrap());
    if let Some(passed_over) = passed_over_text(problems, lang) {
        let text = RichText::new(passed_over).font(theme::small());
        ui.add(Label::new(text.color(palette.secondary)).wrap());
    }
    if problems.is_empty() {
        ui.label(lang.no_problems());
        return None;
    }
    kind_menu_ui(ui, problems, state, lang);
    ui.add_space(4.0);
    let shown = match state.group.and_then(|at| problems.groups().get(at)) {
        Some((_, range)) => range.clone(),
        None => 0..problems.len(),
    };
    keys(ui, state, shown.len());
    // Whole rows only, so that none is cut off at the bottom.
    let height = ((height - 80.0) / ROW).floor().max(2.0) * ROW;
    let mut area = ScrollArea::vertical()
        .id_salt(("problems", state.group))
        .max_height(height)
        .min_scrolled_height(height)
        .auto_shrink([false, true]);
    if state.reveal {
        let top = state.current as f32 * ROW;
        // The height is unknown before the first frame.
        area = area.vertical_scroll_offset(state.scrolled.max(top + ROW - state.height).min(top));
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut command = None;
    let painted = area.show_rows(ui, ROW, shown.len(), |ui, rows| {
        ui.ctx().accesskit_node_builder(ui.scope_id(), |node| {
            node.set_role(Role::ListBox);
            node.set_label(lang.problems());
            node.set_size_of_set(shown.len());
        });
        for at in rows {
            if let Some(item) = problem_item(problems, catalogue, shown.start + at, lang) {
                command = row_ui(ui, &item, at, &shown, state, lang).or(command.take());
            }
        }
    });
    (state.scrolled, state.height) = (painted.state.clamped_offset().y, painted.inner_rect.height());
    command
}

/// The menu that narrows the list to one kind.
fn kind_menu_ui(ui: &mut Ui, problems: &Problems, state: &mut ProblemListState, lang: Lang) {
    let name = |group: Option<usize>| match group.and_then(|at| problems.groups().get(at)) {
        Some((group, range)) => format!("{}  {}", group_title(*group, lang), lang.count(range.len())),
        None => format!("{}  {}", lang.every_kind(), lang.count(problems.len())),
    };
    let text = RichText::new(format!("{}  ▾", name(state.group))).font(theme::small_strong());
    let button = ui.add(Button::new(text).fill(Palette::of(ui).chip).truncate());
    menu(&button).show(|ui| {
        ui.spacing_mut().button_padding.x = 8.0;
        let groups = std::iter::once(None).chain((0..problems.groups().len()).map(Some));
        for group in groups {
            if ui.selectable_label(state.group == group, name(group)).clicked() {
                *state = ProblemListState { group, ..ProblemListState::opened() };
            }
        }
    });
}

/// Moves the focused row.
fn keys(ui: &Ui, state: &mut ProblemListState, len: usize) {
    if Popup::is_any_open(ui.ctx()) {
        return;
    }
    let page = (state.height / ROW).floor().max(1.0) as usize;
    let last = len.saturating_sub(1);
    let moved = ui.input_mut(|input| {
        let mut pressed = |key| input.consume_key(Modifiers::NONE, key);
        [
            (pressed(Key::ArrowDown), state.current + 1),
            (pressed(Key::ArrowUp), state.current.saturating_sub(1)),
            (pressed(Key::PageDown), state.current + page),
            (pressed(Key::PageUp), state.current.saturating_sub(page)),
            (pressed(Key::Home), 0),
            (pressed(Key::End), last),
        ]
        .into_iter()
        .find_map(|(pressed, to)| pressed.then_some(to))
    });
    if let Some(to) = moved {
        (state.current, state.reveal) = (to.min(last), true);
    }
}

fn row_ui(
    ui: &mut Ui,
    item: &ProblemItem,
    at: usize,
    shown: &Range<usize>,
    state: &mut ProblemListState,
    lang: Lang,
) -> Option<Command> {
    let palette = Palette::of(ui);
    let (whole, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let rect = whole.shrink2(vec2(0.0, 2.0));
    let id = ui.scope_id().with(("problem", shown.start + at));
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| {
        WidgetInfo::selected(Role::ListBoxOption, true, state.current == at, &item.accessible_name)
    });
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_position_in_set(at + 1);
        node.set_size_of_set(shown.len());
    });
    if state.reveal && state.current == at {
        response.request_focus();
        state.reveal = false;
    }
    if response.has_focus() {
        if !state.reveal {
            state.current = at;
        }
        // The arrow keys move from row to row, including rows that aren't painted.
        let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    }
    if response.hovered() {
        ui.painter().rect_filled(rect, RADIUS, palette.hover);
    }
    let (text, button) = rect.split_left_right_at_x(rect.right() - 42.0);
    // These lie within the row's allocated space and allocate none of their own.
    let mut part = |rect: Rect| ui.new_child(UiBuilder::new().max_rect(rect));
    let lines = &mut part(text.shrink2(vec2(10.0, 5.0)));
    lines.spacing_mut().item_spacing.y = 1.0;
    let line = if item.line.is_empty() { String::new() } else { format!("  ·  {}", item.line) };
    let path = RichText::new(format!("{}{line}", item.path)).font(theme::small_strong());
    lines.add(Label::new(path.color(palette.text)).truncate());
    let message = RichText::new(&item.message).font(theme::small()).color(palette.secondary);
    lines.add(Label::new(message).truncate());
    let name = format!("{}: {}", lang.show_in_folder(), item.path);
    let folder = &mut part(Rect::from_center_size(button.center(), vec2(34.0, 34.0)));
    if icon_button(folder, Icon::Folder, &name, lang.show_in_folder(), true, None).clicked() {
        return Some(Command::ShowPath(item.file.clone()));
    }
    if item.has_columns && response.clicked() {
        return Some(Command::ChooseColumns(item.file.clone()));
    }
    item.ordinal.filter(|_| response.clicked()).map(Command::Select)
}
