//! The views of the whole archive: the list of stories, and in place of the page two compared articles,
//! coverage, trends and words, each under a tab.

mod beside;
mod charts;
mod comparison;
mod coverage;
mod decided;
mod grid;
mod hovered;
mod lines;
mod nothing;
mod stories;
mod strip;
mod trend;
mod trend_table;
mod unfolded;
mod words;

pub use beside::{StoryBeside, story_beside_ui};
pub use comparison::{ComparisonState, ComparisonView};
pub use coverage::{CoverageState, CoverageView};
pub use stories::{StoriesState, StoriesView, stories_ui};
pub use trend::{TrendState, TrendView};
pub use words::{PlacesView, TableView, WordsPart, WordsState, WordsView};

use super::command::{Action, Command};
use super::icon_button::icon_button;
use super::icons::Icon;
use super::keymap::Keymap;
use super::menu::more_menu_ui;
use super::theme::{self, Palette, TOOLBAR_HEIGHT};
use crate::library::Theme;
use crate::view::{Lang, WholeTab};
use egui::{Align, FontId, Layout, Response, RichText, Role, Sense, Stroke, Ui, UiBuilder, WidgetInfo, vec2};

/// Input for painting a view.
pub struct WholeView<'a> {
    /// Which view is shown.
    pub tab: WholeTab,
    /// Its contents.
    pub body: Body<'a>,
    /// Whether an answer is pending.
    pub is_waiting: bool,
    /// Whether there is something to go back to.
    pub leads_back: bool,
    /// Whether the list is visible.
    pub sidebar_open: bool,
    /// The theme, for the theme button.
    pub theme: Theme,
    /// The language of the interface.
    pub lang: Lang,
}

/// A view's contents; `None` until its first answer.
pub enum Body<'a> {
    /// Two articles of a story.
    Comparison(ComparisonView<'a>),
    /// What was crawled.
    Coverage(Option<CoverageView<'a>>),
    /// How often queries match over time.
    Trend(TrendView<'a>),
    /// Words in their places, and counted.
    Words(Box<WordsView<'a>>),
    /// Why there is no answer.
    Unanswered(&'a str),
}

/// The views' state between frames.
#[derive(Default)]
pub struct WholeStates {
    /// The list of stories.
    pub stories: StoriesState,
    /// The comparison's view.
    pub comparison: ComparisonState,
    /// The coverage's view.
    pub coverage: CoverageState,
    /// The trends' view.
    pub trend: TrendState,
    /// The words' view.
    pub words: WordsState,
}

/// The margin around a view, in points.
const SIDES: f32 = 32.0;
const TOP: f32 = 24.0;

/// Paints the toolbar with the tabs, and the view below it.
pub fn whole_ui(ui: &mut Ui, view: WholeView<'_>, states: &mut WholeStates) -> Option<Command> {
    let mut command = bar_ui(ui, &view);
    let rect = ui.available_rect_before_wrap();
    if let Body::Words(words) = &view.body {
        command = words::words_ui(ui, words, &mut states.words, view.lang).or(command);
        waiting_line(ui, rect, view.is_waiting);
        return command;
    }
    waiting_line(ui, rect, view.is_waiting);
    let inner = rect.shrink2(vec2(SIDES.min(rect.width() / 20.0), 0.0));
    ui.scope_builder(UiBuilder::new().max_rect(inner), |ui| {
        let lang = view.lang;
        if let Body::Comparison(view) = view.body {
            command = comparison::comparison_ui(ui, &view, &mut states.comparison, lang).or(command.take());
            return;
        }
        ui.add_space(TOP);
        let body = match view.body {
            Body::Coverage(Some(view)) => coverage::coverage_ui(ui, &view, &mut states.coverage, lang),
            Body::Trend(view) => trend::trend_ui(ui, &view, &mut states.trend, lang),
            Body::Comparison(_) | Body::Words(_) => None,
            Body::Unanswered(why) => waiting_ui(ui, view.tab.name(lang), why),
            Body::Coverage(None) => waiting_ui(ui, lang.coverage(), lang.counting()),
        };
        command = body.or(command.take());
    });
    command
}

/// The line under the tabs while an answer is pending.
fn waiting_line(ui: &Ui, rect: egui::Rect, is_waiting: bool) {
    if is_waiting {
        let line = egui::Rect::from_min_size(rect.min, vec2(rect.width(), 2.0));
        ui.painter().rect_filled(line, 0, Palette::of(ui).accent_fill);
    }
}

fn waiting_ui(ui: &mut Ui, title: &str, what: &str) -> Option<Command> {
    title_ui(ui, title, what);
    None
}

/// The toolbar: the list, back, the tabs, and the buttons common to all views.
fn bar_ui(ui: &mut Ui, view: &WholeView<'_>) -> Option<Command> {
    let palette = Palette::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), TOOLBAR_HEIGHT), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, palette.line));
    let inner = rect.shrink2(vec2(14.0, 0.0));
    let lang = view.lang;
    let mut command = None;
    let hint = |ui: &Ui, action| keyed_hint(ui, action, lang);
    let left = Layout::left_to_right(Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(inner).layout(left), |ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let list = hint(ui, Action::ToggleSidebar);
        if icon_button(ui, Icon::Sidebar, lang.sidebar(), &list, true, Some(view.sidebar_open)).clicked() {
            command = Some(Command::Do(Action::ToggleSidebar));
        }
        let back = hint(ui, Action::Back);
        if icon_button(ui, Icon::Back, lang.back(), &back, view.leads_back, None).clicked() {
            command = Some(Command::Do(Action::Back));
        }
        ui.add_space(12.0);
        if tab_ui(ui, lang.articles_tab(), false).clicked() {
            command = Some(Command::ShowWhole(None));
        }
        for tab in WholeTab::ALL {
            if tab_ui(ui, tab.name(lang), tab == view.tab).clicked() {
                command = Some(Command::ShowWhole(Some(tab)));
            }
        }
    });
    let right = Layout::right_to_left(Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(inner).layout(right), |ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        command = more_menu_ui(ui, false, &[], lang).or(command.take());
        let icon = match view.theme {
            Theme::System => Icon::System,
            Theme::Light => Icon::Sun,
            Theme::Dark => Icon::Moon,
        };
        let theme = hint(ui, Action::NextTheme);
        if icon_button(ui, icon, lang.theme(), &theme, true, None).clicked() {
            command = Some(Command::Do(Action::NextTheme));
        }
        let save = hint(ui, Action::SaveChart);
        if icon_button(ui, Icon::Export, lang.save_chart(), &save, true, None).clicked() {
            command = Some(Command::Do(Action::SaveChart));
        }
    });
    command
}

/// The name of a command with its keys, for a tooltip.
fn keyed_hint(ui: &Ui, action: Action, lang: Lang) -> String {
    Keymap::of(ui.ctx()).hint(action, lang)
}

/// A tab, underlined if chosen.
fn tab_ui(ui: &mut Ui, name: &str, chosen: bool) -> Response {
    let palette = Palette::of(ui);
    let font = if chosen { theme::strong() } else { FontId::new(14.0, egui::FontFamily::Proportional) };
    let galley = ui.painter().layout_no_wrap(name.to_owned(), font, palette.text);
    let (rect, response) =
        ui.allocate_exact_size(vec2(galley.size().x + 24.0, TOOLBAR_HEIGHT), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, chosen, name));
    let color = match (chosen, response.hovered() || response.has_focus()) {
        (true, _) | (false, true) => palette.text,
        (false, false) => palette.secondary,
    };
    ui.painter().galley_with_override_text_color(rect.center() - galley.size() / 2.0, galley, color);
    if chosen {
        ui.painter().hline(rect.x_range(), rect.bottom() - 1.0, Stroke::new(2.0, palette.accent));
    }
    response
}

/// A view's title and subtitle.
fn title_ui(ui: &mut Ui, title: &str, scope: &str) {
    ui.spacing_mut().item_spacing.y = 4.0;
    ui.label(RichText::new(title).heading());
    let scope = RichText::new(scope).font(theme::small()).color(Palette::of(ui).secondary);
    ui.add(egui::Label::new(scope).truncate());
}

/// A view's title and subtitle, with switches on the right, or below if there is no room.
fn head_ui(ui: &mut Ui, title: &str, scope: &str, switches: impl FnOnce(&mut Ui)) {
    if ui.available_width() < ROOM_FOR_SWITCHES {
        title_ui(ui, title, scope);
        ui.add_space(8.0);
        ui.horizontal(switches);
        return;
    }
    let top = ui.cursor().min;
    let right = ui.max_rect().right();
    title_ui(ui, title, scope);
    let rect = egui::Rect::from_min_max(egui::pos2(right - SWITCHES, top.y), egui::pos2(right, top.y + 40.0));
    let layout = Layout::right_to_left(Align::Min);
    let below = ui.cursor().min.y;
    ui.scope_builder(UiBuilder::new().max_rect(rect).layout(layout), switches);
    // What follows stands below the title, which is higher than the switches.
    ui.add_space((below - ui.cursor().min.y).max(0.0));
}

/// The minimum width of a view with switches beside the title, and the width of the switches, in points.
const ROOM_FOR_SWITCHES: f32 = 760.0;
const SWITCHES: f32 = 330.0;
