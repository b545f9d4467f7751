//! The bar over the article.

use super::command::{Action, Command};
use super::icon_button::icon_button;
use super::icons::Icon;
use super::keymap::Keymap;
use super::menu::more_menu_ui;
use super::theme::{Palette, TOOLBAR_HEIGHT};
use super::type_menu::type_menu_ui;
use crate::library::{Settings, Theme};
use crate::view::Strings;
use egui::{Align, Layout, Rect, Stroke, Ui, UiBuilder, vec2};

/// What the bar is painted from.
pub struct ToolbarView<'a> {
    /// Whether an article is shown.
    pub has_article: bool,
    /// Whether its original can be opened.
    pub has_original: bool,
    /// Whether the list is in view.
    pub sidebar_open: bool,
    /// Whether the details are in view.
    pub details_open: bool,
    /// Whether the file is shown as it is stored.
    pub stored: bool,
    /// Whether the article stands beside its file.
    pub beside: bool,
    /// Whether the article is starred.
    pub starred: bool,
    /// Which hit of how many the reader has gone to.
    pub hits: (usize, usize),
    /// The settings, for the theme's button and the type menu.
    pub settings: &'a Settings,
    /// The texts of the interface.
    pub texts: &'a Strings,
}

/// Paints the bar across the top of the space there is.
pub fn toolbar_ui(ui: &mut Ui, view: &ToolbarView<'_>) -> Option<Command> {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), TOOLBAR_HEIGHT), egui::Sense::hover());
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, Palette::of(ui).line));
    let inner = rect.shrink2(vec2(14.0, 0.0));
    let mut command = None;
    let mut next_hit = false;
    let mut button = |ui: &mut Ui, icon: Icon, action: Action, enabled: bool, on: Option<bool>| {
        let name = action.entry().map_or("", |entry| (entry.name)(view.texts));
        if icon_button(ui, icon, name, &Keymap::of(ui.ctx()).hint(action, view.texts), enabled, on).clicked()
        {
            command = Some(Command::Do(action));
        }
    };
    side(ui, inner, Layout::left_to_right(Align::Center), |ui| {
        button(ui, Icon::Sidebar, Action::ToggleSidebar, true, Some(view.sidebar_open));
        button(ui, Icon::Up, Action::Previous, view.has_article, None);
        button(ui, Icon::Down, Action::Next, view.has_article, None);
        let (hit, all) = view.hits;
        if all > 0 {
            ui.add_space(8.0);
            let text = egui::RichText::new(view.texts.hit_of(hit, all)).font(super::theme::small_strong());
            let response = ui.button(text.color(Palette::of(ui).secondary));
            if response.on_hover_text(Keymap::of(ui.ctx()).hint(Action::NextHit, view.texts)).clicked() {
                next_hit = true;
            }
        }
    });
    if next_hit {
        return Some(Command::Do(Action::NextHit));
    }
    let mut from_menu = None;
    side(ui, inner, Layout::right_to_left(Align::Center), |ui| {
        from_menu = more_menu_ui(ui, view.has_article, view.texts);
        button(ui, Icon::Info, Action::ToggleDetails, view.has_article, Some(view.details_open));
        let theme = match view.settings.theme {
            Theme::System => Icon::System,
            Theme::Light => Icon::Sun,
            Theme::Dark => Icon::Moon,
        };
        button(ui, theme, Action::NextTheme, true, None);
        if view.stored {
            button(ui, Icon::Beside, Action::ToggleBeside, view.has_article, Some(view.beside));
        }
        button(ui, Icon::Raw, Action::ToggleStored, view.has_article, Some(view.stored));
        button(ui, Icon::Note, Action::Note, view.has_article, None);
        button(ui, Icon::Tag, Action::Tag, view.has_article, None);
        button(ui, Icon::Star, Action::Star, view.has_article, Some(view.starred));
        button(ui, Icon::OpenOriginal, Action::OpenOriginal, view.has_original, None);
        let menu =
            icon_button(ui, Icon::TextSize, view.texts.type_settings, view.texts.type_settings, true, None);
        from_menu = type_menu_ui(&menu, view.settings, view.texts).or(from_menu.take());
    });
    command.or(from_menu)
}

fn side(ui: &mut Ui, rect: Rect, layout: Layout, contents: impl FnOnce(&mut Ui)) {
    ui.scope_builder(UiBuilder::new().max_rect(rect).layout(layout), contents);
}
