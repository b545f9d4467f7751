//! The bar over an article crawled several times: a timeline of its versions, and which two are compared.

use super::command::{Action, Command};
use super::icon_button::icon_button;
use super::icons::Icon;
use super::keymap::Keymap;
use super::menu::menu;
use super::theme::{self, Palette, RADIUS};
use crate::view::{Lang, VersionView};
use egui::text::{LayoutJob, TextWrapping};
use egui::{
    Align, Align2, Button, Layout, Rect, RichText, Role, ScrollArea, Sense, Stroke, Ui, UiBuilder,
    WidgetInfo, pos2, vec2,
};

/// Input for painting the bar.
pub struct VersionsView<'a> {
    /// The ordinals of the article's files, newest first.
    pub files: &'a [u32],
    /// A file's version.
    pub version: &'a dyn Fn(u32) -> Option<VersionView>,
    /// The file that is shown.
    pub shown: u32,
    /// The older and the newer of the two compared files.
    pub compared: Option<(u32, u32)>,
    /// The language of the interface.
    pub lang: Lang,
}

/// The bar's height, a version's width in it, and a menu row's height, in points.
const HEIGHT: f32 = 66.0;
const VERSION: f32 = 184.0;
const ROW: f32 = 34.0;

/// Paints the bar across the top of the available space.
pub fn versions_bar_ui(ui: &mut Ui, view: &VersionsView<'_>) -> Option<Command> {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    ui.painter().rect_filled(rect, 0, Palette::of(ui).side);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, Palette::of(ui).line));
    let inner = rect.shrink2(vec2(14.0, 0.0));
    let right = UiBuilder::new().max_rect(inner).layout(Layout::right_to_left(Align::Center));
    ui.scope_builder(right, |ui| {
        if let Some(compared) = view.compared {
            return compared_ui(ui, view, compared);
        }
        let command = compare_button_ui(ui, view.lang);
        let rest = UiBuilder::new()
            .max_rect(ui.available_rect_before_wrap())
            .layout(Layout::left_to_right(Align::Center));
        let chosen = ui.scope_builder(rest, |ui| timeline_ui(ui, view)).inner;
        command.or(chosen)
    })
    .inner
}

fn compare_button_ui(ui: &mut Ui, lang: Lang) -> Option<Command> {
    let name = RichText::new(lang.compare_short()).font(theme::small_strong()).color(Palette::of(ui).accent);
    let button = ui.add(Button::new(name).min_size(vec2(0.0, ROW)));
    let hint = Keymap::of(ui.ctx()).hint(Action::Compare, lang);
    button
        .on_hover_text(format!("{hint}\n{}", lang.versions_are()))
        .clicked()
        .then_some(Command::Do(Action::Compare))
}

/// The two compared versions, each a menu of all versions.
fn compared_ui(ui: &mut Ui, view: &VersionsView<'_>, (old, new): (u32, u32)) -> Option<Command> {
    let lang = view.lang;
    let close = icon_button(
        ui,
        Icon::Close,
        lang.leave_comparison(),
        &Keymap::of(ui.ctx()).hint(Action::Close, lang),
        true,
        None,
    );
    let mut command = close.clicked().then_some(Command::Do(Action::Compare));
    for (icon, action) in [(Icon::Down, Action::NextHit), (Icon::Up, Action::PreviousHit)] {
        let name = if action == Action::NextHit { lang.next_change() } else { lang.previous_change() };
        if icon_button(ui, icon, name, &Keymap::of(ui.ctx()).hint(action, lang), true, None).clicked() {
            command = Some(Command::Do(action));
        }
    }
    ui.add_space(6.0);
    let left_to_right = Layout::left_to_right(Align::Center);
    let chosen = ui.with_layout(left_to_right, |ui| {
        let older = menu_ui(ui, view, lang.older_of_two(), old).map(|old| Command::Compare(old, new));
        ui.label(RichText::new("→").color(Palette::of(ui).secondary));
        older.or(menu_ui(ui, view, lang.newer_of_two(), new).map(|new| Command::Compare(old, new)))
    });
    command.or(chosen.inner)
}

/// A button that names a version and opens a menu of all of them.
fn menu_ui(ui: &mut Ui, view: &VersionsView<'_>, role: &str, chosen: u32) -> Option<u32> {
    let name = (view.version)(chosen).map(|version| version.name).unwrap_or_default();
    let shown = RichText::new(format!("{name} ⏷")).font(theme::small_strong());
    let button = ui.add(Button::new(shown).min_size(vec2(0.0, ROW)));
    button.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, format!("{role}: {name}")));
    let menu = menu(&button).width(VERSION * 1.5);
    let shown = menu.show(|ui| {
        let mut picked = None;
        let area = ScrollArea::vertical().max_height(320.0).auto_shrink([false, true]);
        area.show_rows(ui, ROW, view.files.len(), |ui, rows| {
            for &file in view.files.get(rows).unwrap_or_default() {
                let Some(version) = (view.version)(file) else { continue };
                let text = format!("{}  {}", version.name, version.crawled);
                if ui.selectable_label(file == chosen, text).clicked() {
                    picked = Some(file);
                }
            }
        });
        picked
    });
    shown.and_then(|shown| shown.inner)
}

/// The timeline from oldest to newest; only visible versions are painted.
fn timeline_ui(ui: &mut Ui, view: &VersionsView<'_>) -> Option<Command> {
    let area = ScrollArea::horizontal().id_salt("versions").auto_shrink(false);
    let shown = area.show(ui, |ui| {
        let count = view.files.len();
        let (rect, whole) =
            ui.allocate_exact_size(vec2(count as f32 * VERSION, HEIGHT - 1.0), Sense::hover());
        ui.ctx().accesskit_node_builder(whole.id, |node| {
            node.set_role(Role::ListBox);
            node.set_label(view.lang.versions());
        });
        let place_of = |at: usize| {
            let left = rect.left() + at as f32 * VERSION;
            Rect::from_min_size(pos2(left, rect.top()), vec2(VERSION, rect.height()))
        };
        let shown = view.files.iter().rev().position(|&file| file == view.shown);
        let last_shown = ui.data_mut(|data| {
            let last = data.get_temp(whole.id);
            data.insert_temp(whole.id, view.shown);
            last
        });
        if let Some(at) = shown.filter(|_| last_shown != Some(view.shown)) {
            ui.scroll_to_rect(place_of(at), None);
        }
        let seen = ui.clip_rect().translate(-rect.min.to_vec2());
        let first = (seen.left() / VERSION).max(0.0) as usize;
        let last = (seen.right() / VERSION).max(0.0) as usize;
        let mut command = None;
        for at in first..count.min(last + 1) {
            let place = place_of(at);
            let file = view.files.iter().rev().nth(at).copied();
            if let Some(version) = file.and_then(view.version) {
                command = version_ui(ui, view, &version, place, (at == 0, at + 1 == count)).or(command);
            }
        }
        command
    });
    shown.inner
}

/// One version on the timeline: a dot, its name and what changed, and when it was crawled.
fn version_ui(
    ui: &Ui,
    view: &VersionsView<'_>,
    version: &VersionView,
    rect: Rect,
    (first, last): (bool, bool),
) -> Option<Command> {
    let palette = Palette::of(ui);
    let response = ui.interact(rect, ui.scope_id().with(("version", version.ordinal)), Sense::click());
    let chosen = version.ordinal == view.shown;
    let name = format!("{}, {}, {}", version.name, version.change, version.crawled);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, chosen, &name));
    let inner = rect.shrink2(vec2(2.0, 4.0));
    if chosen {
        ui.painter().rect_filled(inner, RADIUS, palette.selected);
    } else if response.hovered() {
        ui.painter().rect_filled(inner, RADIUS, palette.hover);
    }
    let dot = pos2(rect.left() + 18.0, rect.top() + 22.0);
    let line = Stroke::new(1.5, palette.field_line);
    if !first {
        ui.painter().hline(rect.left()..=dot.x - 7.0, dot.y, line);
    }
    ui.painter().circle(
        dot,
        4.5,
        if chosen { palette.accent } else { palette.side },
        Stroke::new(1.5, palette.accent),
    );
    let (text, quiet) = match chosen {
        true => (palette.text, palette.secondary_on_selected),
        false => (palette.text, palette.secondary),
    };
    let left = dot.x + 12.0;
    let painter = ui.painter().with_clip_rect(inner.intersect(ui.clip_rect()));
    let named =
        painter.text(pos2(left, dot.y), Align2::LEFT_CENTER, &version.name, theme::small_strong(), text);
    // A changed headline is what a reader is least likely to notice.
    let (font, color) = match version.new_headline {
        true => (theme::small_strong(), if chosen { palette.text } else { palette.warning }),
        false => (theme::small(), quiet),
    };
    let from = named.right() + 8.0;
    let mut change = LayoutJob::simple_singleline(version.change.to_owned(), font, color);
    change.wrap = TextWrapping::truncate_at_width((inner.right() - 6.0 - from).max(0.0));
    let change = painter.layout_job(change);
    let end = from + change.size().x + 8.0;
    painter.galley(pos2(from, dot.y - change.size().y / 2.0), change, color);
    painter.text(pos2(left, rect.top() + 44.0), Align2::LEFT_CENTER, &version.crawled, theme::small(), quiet);
    if !last && end < rect.right() {
        ui.painter().hline(end..=rect.right(), dot.y, line);
    }
    let hint = format!("{name}\n{}", view.lang.versions_are());
    response.on_hover_text(hint).clicked().then_some(Command::Select(version.ordinal))
}
