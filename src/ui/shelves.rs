//! The shelves over the list: all articles, each kind of mark, and saved searches. They can be folded away.

use super::command::{Action, Command, KeyPress, MarkCommand, Shift};
use super::focus_ring::scroll_ui;
use super::icons::Icon;
use super::keymap::Keymap;
use super::list::DraggedArticle;
use super::menu::{context_menu, menu};
use super::text_field::text_field;
use super::theme::{self, Palette, RADIUS};
use crate::view::{Lang, Shelf, ShelfKind};
use egui::{
    Align2, Key, Label, Rect, Response, RichText, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};

/// The shelves' state between frames.
#[derive(Debug, Default)]
pub struct ShelvesState {
    /// The shelf being renamed: its old name, and the text typed so far.
    renaming: Option<(String, String)>,
}

/// The height of a shelf, and how many are visible before they scroll.
pub(super) const LINE: f32 = 28.0;
const MOST: f32 = 8.0;

/// Paints the shelves, or only their heading while folded. `query` is the query of the list.
pub(super) fn shelves_ui(
    ui: &mut Ui,
    shelves: &[Shelf],
    open: bool,
    query: &str,
    state: &mut ShelvesState,
    lang: Lang,
) -> Option<Command> {
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut command = heading_ui(ui, shelves, open, query, lang);
    if open {
        let area = ScrollArea::vertical().id_salt("shelves").max_height(LINE * MOST);
        scroll_ui(ui, area, |ui| {
            for shelf in shelves {
                let is_shown = shelf.query == query.trim();
                let search = || Command::Search { text: shelf.query.clone(), unfinished: 0..0 };
                command = shelf_ui(ui, shelf, is_shown, search, state, lang).or(command.take());
            }
            if shelves.iter().all(|shelf| matches!(shelf.kind, ShelfKind::All | ShelfKind::Unread)) {
                no_marks_ui(ui, lang);
            }
        });
        ui.add_space(4.0);
    }
    command
}

/// Says how an article gets on a shelf, where no article has a mark yet.
fn no_marks_ui(ui: &mut Ui, lang: Lang) {
    let keymap = Keymap::of(ui.ctx());
    let key = |action| keymap.keys(action).first().map(KeyPress::name).unwrap_or_default();
    let text = lang.no_marks(&key(Action::Star), &key(Action::Tag), &key(Action::Note));
    let text = RichText::new(text).font(theme::small()).color(Palette::of(ui).secondary);
    ui.horizontal(|ui| {
        ui.add_space(26.0);
        ui.add(Label::new(text).wrap());
    });
}

fn heading_ui(ui: &mut Ui, shelves: &[Shelf], open: bool, query: &str, lang: Lang) -> Option<Command> {
    let (rect, response) = line(ui);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, open, lang.shelves()));
    let palette = Palette::of(ui);
    paint_line(ui, rect, &response, false);
    let icon = if open { Icon::ChevronDown } else { Icon::ChevronRight };
    icon.paint(ui.painter(), icon_rect(rect, 14.0), palette.secondary);
    let at = pos2(rect.left() + 26.0, rect.center().y);
    let font = theme::small_strong();
    let name = ui.painter().text(at, Align2::LEFT_CENTER, lang.shelves(), font, palette.secondary);
    let shown = shelves.iter().find(|shelf| shelf.query == query.trim() && shelf.kind != ShelfKind::All);
    let shown = shown.or_else(|| shelves.iter().find(|shelf| shelf.kind == ShelfKind::Unread));
    if let Some(shelf) = shown.filter(|_| !open) {
        let room = rect.right() - 10.0 - name.right() - 12.0;
        paint_end(ui, rect, &lang.shelf_name(shelf), room);
    }
    let menu = if open { menu_button_ui(ui, rect, lang) } else { None };
    let hint = Keymap::of(ui.ctx()).hint(Action::ToggleShelves, lang);
    let toggled = response.on_hover_text(format!("{hint}\n{}", lang.shelves_are())).clicked();
    menu.or(toggled.then_some(Command::Do(Action::ToggleShelves)))
}

/// The button at the end of the heading, with the commands that act on all marks.
fn menu_button_ui(ui: &mut Ui, heading: Rect, lang: Lang) -> Option<Command> {
    let rect = Rect::from_center_size(heading.right_center() - vec2(16.0, 0.0), vec2(LINE, LINE));
    let button = ui.interact(rect, ui.scope_id().with("marks menu"), Sense::click());
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, lang.marks_menu()));
    let palette = Palette::of(ui);
    let color = if button.hovered() || button.has_focus() { palette.text } else { palette.faint };
    Icon::Menu.paint(ui.painter(), Rect::from_center_size(rect.center(), vec2(14.0, 14.0)), color);
    let mut command = None;
    menu(&button).show(|ui| {
        for action in [Action::SaveSearch, Action::BackUp, Action::Restore, Action::Undo, Action::Redo] {
            if ui.button((action.entry().name)(lang)).clicked() {
                command = Some(Command::Do(action));
            }
        }
    });
    command
}

/// Paints a shelf, which lists what `listing` says when it is clicked.
pub(super) fn shelf_ui(
    ui: &mut Ui,
    shelf: &Shelf,
    is_shown: bool,
    listing: impl FnOnce() -> Command,
    state: &mut ShelvesState,
    lang: Lang,
) -> Option<Command> {
    if let Some((old, text)) = state.renaming.as_mut().filter(|(old, _)| *old == shelf.name && shelf.is_own())
    {
        let field = text_field(ui, text, lang.rename(), "", ui.available_width() - 20.0);
        if !field.lost_focus() {
            field.request_focus();
            return None;
        }
        let (old, new) = (std::mem::take(old), std::mem::take(text));
        state.renaming = None;
        let renamed = ui.input(|input| input.key_pressed(Key::Enter)) && !new.trim().is_empty() && new != old;
        let rename = match shelf.kind {
            ShelfKind::Tag(_) => MarkCommand::RenameTag(old, new),
            _ => MarkCommand::RenameSearch(old, new),
        };
        return renamed.then_some(Command::Mark(rename));
    }
    let (rect, response) = line(ui);
    let name = lang.shelf_name(shelf);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_shown, &name));
    paint_shelf(ui, shelf, rect, &response, is_shown, lang);
    let mut command = response.clicked().then(listing);
    if shelf.takes_articles() {
        let is_over = response.dnd_hover_payload::<DraggedArticle>().is_some();
        if is_over {
            let line = Stroke::new(1.5, Palette::of(ui).accent);
            ui.painter().rect_stroke(rect, RADIUS, line, StrokeKind::Inside);
        }
        let dropped = response.dnd_release_payload::<DraggedArticle>();
        let shelved = |it: std::sync::Arc<DraggedArticle>| {
            Command::Mark(MarkCommand::Shelve(it.0, shelf.kind, shelf.name.clone()))
        };
        command = dropped.map(shelved).or(command);
    }
    if shelf.is_own() {
        command = keys(ui, shelf, &response, state).or(command);
        context_menu(&response).show(|ui| command = menu_ui(ui, shelf, state, lang).or(command.take()));
        response.on_hover_text(if shelf.kind == ShelfKind::Search { &shelf.query } else { &shelf.name });
    }
    command
}

fn paint_shelf(ui: &Ui, shelf: &Shelf, rect: Rect, response: &Response, selected: bool, lang: Lang) {
    let palette = Palette::of(ui);
    paint_line(ui, rect, response, selected);
    let color = if selected { palette.accent_on_selected } else { palette.secondary };
    let icon = match shelf.kind {
        ShelfKind::All => Icon::Menu,
        ShelfKind::Unread => Icon::Unread,
        ShelfKind::Starred => Icon::Star,
        ShelfKind::Notes => Icon::Note,
        ShelfKind::Highlights => Icon::Highlight,
        ShelfKind::Search => Icon::Search,
        ShelfKind::Set => Icon::Copy,
        ShelfKind::Tag(_) => Icon::Tag,
    };
    match shelf.kind {
        ShelfKind::Tag(color) => {
            _ = ui.painter().circle_filled(icon_rect(rect, 14.0).center(), 5.0, palette.tag(color))
        }
        _ => icon.paint(ui.painter(), icon_rect(rect, 16.0), color),
    }
    let count = shelf.count.map(|count| lang.count(count)).unwrap_or_default();
    let room = rect.width() - 26.0 - 10.0;
    let taken = paint_end(ui, rect, &count, room);
    let job = egui::text::LayoutJob::single_section(
        shelf.name.clone(),
        egui::TextFormat::simple(theme::shelf(), palette.text),
    );
    let job = egui::text::LayoutJob {
        wrap: egui::text::TextWrapping::truncate_at_width((room - taken - 8.0).max(0.0)),
        ..job
    };
    let galley = ui.painter().layout_job(job);
    let at = pos2(rect.left() + 26.0, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, palette.text);
}

/// Paints muted text at the end of a line and returns its width.
pub(super) fn paint_end(ui: &Ui, rect: Rect, text: &str, room: f32) -> f32 {
    let color = Palette::of(ui).secondary;
    let mut job = egui::text::LayoutJob::single_section(
        text.to_owned(),
        egui::TextFormat::simple(theme::small(), color),
    );
    job.wrap = egui::text::TextWrapping::truncate_at_width(room.max(0.0));
    let galley = ui.painter().layout_job(job);
    let size = galley.size();
    ui.painter().galley(pos2(rect.right() - 10.0 - size.x, rect.center().y - size.y / 2.0), galley, color);
    size.x
}

pub(super) fn line(ui: &mut Ui) -> (Rect, Response) {
    ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::click())
}

pub(super) fn icon_rect(rect: Rect, size: f32) -> Rect {
    Rect::from_center_size(rect.left_center() + vec2(13.0, 0.0), vec2(size, size))
}

pub(super) fn paint_line(ui: &Ui, rect: Rect, response: &Response, selected: bool) {
    let palette = Palette::of(ui);
    if selected {
        ui.painter().rect_filled(rect, RADIUS, palette.selected);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, RADIUS, palette.hover);
    }
}

fn delete(shelf: &Shelf) -> Command {
    Command::Mark(match shelf.kind {
        ShelfKind::Tag(_) => MarkCommand::DeleteTag(shelf.name.clone()),
        ShelfKind::Set => MarkCommand::DeleteSet(shelf.name.clone()),
        _ => MarkCommand::DeleteSearch(shelf.name.clone()),
    })
}

/// Handles the keys that a file manager would, for the focused shelf.
fn keys(ui: &Ui, shelf: &Shelf, response: &Response, state: &mut ShelvesState) -> Option<Command> {
    if !response.has_focus() {
        return None;
    }
    let (rename, remove) = ui.input(|input| (input.key_pressed(Key::F2), input.key_pressed(Key::Delete)));
    if rename && shelf.kind != ShelfKind::Set {
        state.renaming = Some((shelf.name.clone(), shelf.name.clone()));
    }
    remove.then(|| delete(shelf))
}

fn menu_ui(ui: &mut Ui, shelf: &Shelf, state: &mut ShelvesState, lang: Lang) -> Option<Command> {
    let mut command = None;
    if shelf.kind != ShelfKind::Set && ui.button(lang.rename()).clicked() {
        state.renaming = Some((shelf.name.clone(), shelf.name.clone()));
        ui.close();
    }
    match shelf.kind {
        ShelfKind::Tag(color) => {
            if ui.button(lang.next_color()).clicked() {
                command = Some(Command::Mark(MarkCommand::ColorTag(shelf.name.clone(), color.next())));
            }
        }
        ShelfKind::Set => {}
        _ => {
            for (name, shift) in [(lang.move_up(), Shift::Up), (lang.move_down(), Shift::Down)] {
                if ui.button(name).clicked() {
                    command = Some(Command::Mark(MarkCommand::MoveSearch(shelf.name.clone(), shift)));
                }
            }
        }
    }
    if ui.button(lang.delete()).clicked() {
        command = Some(delete(shelf));
    }
    if command.is_some() {
        ui.close();
    }
    command
}
