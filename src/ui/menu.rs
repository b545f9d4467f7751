//! Commands as lines of a menu, each with its key.

use super::command::{Action, Command};
use super::focus_ring::scroll_ui;
use super::icon_button::icon_button;
use super::icons::Icon;
use super::keymap::Keymap;
use crate::view::{Lang, Narrowing};
use egui::style::ScrollStyle;
use egui::{Button, Popup, Response, ScrollArea, Style, Ui, vec2};

/// The padding of a menu item, in points.
const PADDING: egui::Vec2 = vec2(8.0, 5.0);

/// The menu under a button, with the padding that all menus share.
pub(super) fn menu(button: &Response) -> Popup<'static> {
    Popup::menu(button).style(menu_style)
}

/// A context menu at the pointer.
pub(super) fn context_menu(response: &Response) -> Popup<'static> {
    Popup::context_menu(response).style(menu_style)
}

fn menu_style(style: &mut Style) {
    egui::containers::menu::menu_style(style);
    style.spacing.button_padding = PADDING;
    style.spacing.item_spacing.y = 2.0;
}

/// The commands that copy or export one or more articles.
pub(super) const TAKING_OUT: [Action; 9] = [
    Action::CopyCitation,
    Action::CopyFootnote,
    Action::CopyReference,
    Action::CopyMention,
    Action::CopyText,
    Action::CopyQuotation,
    Action::CopyMarkdown,
    Action::Export,
    Action::Print,
];

/// Paints a menu item per command; the caller says which are enabled.
pub(super) fn lines_ui(
    ui: &mut Ui,
    actions: &[Action],
    enabled: impl Fn(Action) -> bool,
    lang: Lang,
) -> Option<Command> {
    let mut command = None;
    for entry in actions.iter().map(|action| action.entry()) {
        let mut line = Button::new((entry.name)(lang));
        if let Some(keys) = Keymap::of(ui.ctx()).keys(entry.action).first() {
            line = line.shortcut_text(keys.name());
        }
        if ui.add_enabled(enabled(entry.action), line).clicked() {
            command = Some(Command::Do(entry.action));
            ui.close();
        }
    }
    command
}

/// Paints the lines that narrow the list to values, and those that leave the values out.
pub(super) fn narrowing_lines_ui(ui: &mut Ui, narrowings: &[Narrowing], lang: Lang) -> Option<Command> {
    let line = |ui: &mut Ui, narrowing: &Narrowing, only| {
        let is_clicked = ui.button(narrowing.name(only, lang)).clicked();
        is_clicked.then(|| {
            ui.close();
            Command::Narrow(narrowing.clone(), only)
        })
    };
    let all = |ui: &mut Ui, only| narrowings.iter().filter_map(|it| line(ui, it, only)).last();
    let narrowed = all(ui, true);
    let left_out = match narrowings {
        [one] => line(ui, one, false),
        _ => ui.menu_button(lang.leave_out(), |ui| all(ui, false)).inner.flatten(),
    };
    narrowed.or(left_out)
}

/// Paints a menu at its natural height, or scrolling with a visible bar if the window is too low for it.
pub(super) fn scrolling_ui<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let height = ui.ctx().content_rect().height() - 2.0 * f32::from(ui.spacing().menu_margin.top) - 16.0;
    // Otherwise egui caps a popup at the default height of an area.
    ui.set_max_height(height);
    ui.spacing_mut().scroll = ScrollStyle { bar_width: 6.0, ..ScrollStyle::thin() };
    scroll_ui(ui, ScrollArea::vertical().max_height(height), contents)
}

/// The commands that are enabled only while an article is shown.
const OF_AN_ARTICLE: [Action; 13] = [
    Action::CopyCitation,
    Action::CopyFootnote,
    Action::CopyReference,
    Action::CopyMention,
    Action::CopyText,
    Action::CopyQuotation,
    Action::CopyMarkdown,
    Action::Star,
    Action::Tag,
    Action::Note,
    Action::ToggleDetails,
    Action::ToggleStored,
    Action::OpenOriginal,
];

/// The toolbar's overflow menu: commands without a button, and `left_out`, those whose button didn't fit.
pub(super) fn more_menu_ui(
    ui: &mut Ui,
    has_article: bool,
    left_out: &[Action],
    lang: Lang,
) -> Option<Command> {
    let button = icon_button(ui, Icon::Menu, lang.more(), lang.more(), true, None);
    let lines = |ui: &mut Ui| {
        let can_be_had = |action| has_article || !OF_AN_ARTICLE.contains(&action);
        let left_out: Vec<_> =
            left_out.iter().copied().filter(|&action| action != Action::ShowSettings).collect();
        let asked = lines_ui(ui, &left_out, can_be_had, lang);
        if !left_out.is_empty() {
            ui.separator();
        }
        let copied = lines_ui(ui, &TAKING_OUT, can_be_had, lang);
        ui.separator();
        let shows =
            [Action::ShowStories, Action::ShowWhole, Action::ShowWords, Action::ShowProblems, Action::Reload];
        let opens = [Action::OpenFolder, Action::OpenFile, Action::OpenServer, Action::OpenRecent];
        let helps = [Action::ShowPalette, Action::ShowSettings, Action::ShowGuide, Action::ShowHelp];
        let shown = lines_ui(ui, &shows, |_| true, lang);
        let opened = ui.menu_button(lang.opening(), |ui| lines_ui(ui, &opens, |_| true, lang));
        let helped = lines_ui(ui, &helps, |_| true, lang);
        asked.or(copied).or(shown).or(opened.inner.flatten()).or(helped)
    };
    let shown = menu(&button).width(280.0).show(|ui| scrolling_ui(ui, lines));
    shown.and_then(|shown| shown.inner)
}
