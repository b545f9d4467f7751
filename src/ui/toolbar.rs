//! The toolbar over the article.

use super::command::{Action, Command};
use super::icon_button::{BUTTON, icon_button};
use super::icons::Icon;
use super::keymap::Keymap;
use super::menu::more_menu_ui;
use super::reader::Hits;
use super::theme::{Palette, TOOLBAR_HEIGHT};
use super::tour::note_part;
use super::type_menu::type_menu_ui;
use crate::library::{Settings, Theme};
use crate::view::{Lang, TourStep};
use egui::{Align, Layout, Rect, RichText, Stroke, Ui, UiBuilder, vec2};

/// Input for painting the toolbar.
pub struct ToolbarView<'a> {
    /// Whether an article is shown.
    pub has_article: bool,
    /// Whether the article's web address can be opened.
    pub has_original: bool,
    /// Whether the history has something to go back to.
    pub leads_back: bool,
    /// Whether the history has something to go forward to.
    pub leads_forward: bool,
    /// Whether the list is visible.
    pub sidebar_open: bool,
    /// Whether the details are visible.
    pub details_open: bool,
    /// Whether the file is shown as it is stored.
    pub stored: bool,
    /// Whether the article and its file are shown side by side.
    pub split: bool,
    /// Whether the article is starred.
    pub starred: bool,
    /// The hits to show in the toolbar; the find bar shows its own.
    pub hits: Hits,
    /// The settings, for the theme button and the type menu.
    pub settings: &'a Settings,
    /// The language of the interface.
    pub lang: Lang,
}

/// A toolbar button.
struct Tool {
    action: Action,
    icon: Icon,
    enabled: bool,
    /// The state of a toggle button, `None` for other buttons.
    on: Option<bool>,
    /// How early the button moves to the menu in a narrow window; 0 is the last to go.
    yield_order: u8,
}

/// The space at either end of the toolbar, the gap between buttons, and the width of the hits button, in
/// points.
const END: f32 = 14.0;
const GAP: f32 = 4.0;
const HITS: f32 = 96.0;

/// Paints the toolbar across the top of the available space. Buttons that don't fit move to the menu at its
/// end.
pub fn toolbar_ui(ui: &mut Ui, view: &ToolbarView<'_>) -> Option<Command> {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), TOOLBAR_HEIGHT), egui::Sense::hover());
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, Palette::of(ui).line));
    let inner = rect.shrink2(vec2(END, 0.0));
    let hits = if view.hits.all > 0 { HITS } else { 0.0 };
    // One place is taken by the menu button.
    let places = ((inner.width() - hits + GAP) / (BUTTON + GAP)).floor().max(0.0) as usize;
    let (mut left, mut right) = (left_tools(view), right_tools(view));
    let left_out = leave_out([&mut left, &mut right], places.saturating_sub(1));
    let mut command = None;
    side(ui, inner, Layout::left_to_right(Align::Center), |ui| {
        for tool in &left {
            command = tool_ui(ui, tool, view).or(command.take());
        }
        command = hits_ui(ui, view).or(command.take());
    });
    side(ui, inner, Layout::right_to_left(Align::Center), |ui| {
        command = more_menu_ui(ui, view.has_article, &left_out, view.lang).or(command.take());
        for tool in &right {
            command = tool_ui(ui, tool, view).or(command.take());
        }
    });
    command
}

/// The buttons at the left, in order.
fn left_tools(view: &ToolbarView<'_>) -> Vec<Tool> {
    let tool = |action, icon, enabled, yield_order| Tool { action, icon, enabled, on: None, yield_order };
    vec![
        Tool { on: Some(view.sidebar_open), ..tool(Action::ToggleSidebar, Icon::Sidebar, true, 0) },
        tool(Action::Back, Icon::Back, view.leads_back, 7),
        tool(Action::Forward, Icon::Forward, view.leads_forward, 8),
        tool(Action::Previous, Icon::Up, view.has_article, 2),
        tool(Action::Next, Icon::Down, view.has_article, 1),
    ]
}

/// The buttons at the right, from last to first.
fn right_tools(view: &ToolbarView<'_>) -> Vec<Tool> {
    let article = view.has_article;
    let tool = |action, icon, yield_order| Tool { action, icon, enabled: article, on: None, yield_order };
    let switch = |action, icon, on, yield_order| Tool { on: Some(on), ..tool(action, icon, yield_order) };
    let theme = match view.settings.theme {
        Theme::System => Icon::System,
        Theme::Light => Icon::Sun,
        Theme::Dark => Icon::Moon,
    };
    let mut tools = vec![
        switch(Action::ToggleDetails, Icon::Info, view.details_open, 3),
        Tool { enabled: true, ..tool(Action::NextTheme, theme, 12) },
    ];
    if view.stored {
        tools.push(switch(Action::ToggleSplit, Icon::Beside, view.split, 11));
    }
    tools.extend([
        switch(Action::ToggleStored, Icon::Raw, view.stored, 10),
        tool(Action::Note, Icon::Note, 9),
        tool(Action::Tag, Icon::Tag, 6),
        switch(Action::Star, if view.starred { Icon::Starred } else { Icon::Star }, view.starred, 4),
        Tool { enabled: view.has_original, ..tool(Action::OpenOriginal, Icon::OpenOriginal, 5) },
        // The menu has the most common settings; the command opens the window with all of them.
        Tool { enabled: true, ..tool(Action::ShowSettings, Icon::TextSize, 11) },
    ]);
    tools
}

/// Removes the buttons that don't fit, in order of `yield_order`, and returns their actions.
fn leave_out(mut sides: [&mut Vec<Tool>; 2], places: usize) -> Vec<Action> {
    let mut left_out = Vec::new();
    while sides.iter().map(|side| side.len()).sum::<usize>() > places {
        let all = sides.iter().flat_map(|side| side.iter());
        let Some(first) = all.max_by_key(|tool| tool.yield_order).map(|tool| tool.action) else { break };
        left_out.push(first);
        sides.iter_mut().for_each(|side| side.retain(|tool| tool.action != first));
    }
    left_out.reverse();
    left_out
}

fn tool_ui(ui: &mut Ui, tool: &Tool, view: &ToolbarView<'_>) -> Option<Command> {
    let lang = view.lang;
    if tool.action == Action::ShowSettings {
        let button = icon_button(ui, tool.icon, lang.type_settings(), lang.type_settings(), true, None);
        return type_menu_ui(&button, view.settings, lang);
    }
    let name = (tool.action.entry().name)(lang);
    let hint = Keymap::of(ui.ctx()).hint(tool.action, lang);
    let button = icon_button(ui, tool.icon, name, &hint, tool.enabled, tool.on);
    match tool.action {
        Action::Star => note_part(ui.ctx(), TourStep::Marks, button.rect),
        // Where the panel is shown, that is what the tour explains.
        Action::ToggleDetails if !view.details_open => note_part(ui.ctx(), TourStep::Details, button.rect),
        _ => {}
    }
    button.clicked().then_some(Command::Do(tool.action))
}

/// The button that counts the hits in the article and jumps to the next one.
fn hits_ui(ui: &mut Ui, view: &ToolbarView<'_>) -> Option<Command> {
    if view.hits.all == 0 {
        return None;
    }
    ui.add_space(4.0);
    let text =
        RichText::new(view.lang.hits(view.hits.current, view.hits.all)).font(super::theme::small_strong());
    let button = ui.button(text.color(Palette::of(ui).secondary));
    let hint = Keymap::of(ui.ctx()).hint(Action::NextHit, view.lang);
    button.on_hover_text(hint).clicked().then_some(Command::Do(Action::NextHit))
}

fn side(ui: &mut Ui, rect: Rect, layout: Layout, contents: impl FnOnce(&mut Ui)) {
    ui.scope_builder(UiBuilder::new().max_rect(rect).layout(layout), |ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        contents(ui);
    });
}
