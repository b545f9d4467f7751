//! The theme: how the window looks, by sizes, fonts and the colours of its palette.

mod palette;

pub use palette::{ChartColors, Palette, chart_ink};

use super::fonts;
use crate::library::Theme;
use egui::epaint::FontColorTransferFunction;
use egui::style::{ScrollAnimation, ScrollStyle, Spacing, WidgetVisuals};
use egui::{
    Color32, Context, CornerRadius, FontFamily, FontId, Shadow, Stroke, Style, TextStyle, ThemePreference,
};
use palette::{DARK, LIGHT};

/// The rounding of buttons, fields and rows, in points.
pub const RADIUS: u8 = 8;
/// The list panel's width in a window without spare width, and the least it can be dragged to, in points.
pub const SIDEBAR_WIDTH: f32 = 344.0;
/// See [`SIDEBAR_WIDTH`].
pub const LEAST_SIDEBAR_WIDTH: f32 = 260.0;
/// Total space at both sides of a page before the list takes a share of a wide window, in points.
pub const AROUND_PAGE: f32 = 320.0;
/// The most total space at both sides of a page while the list can still grow, in points.
pub const MOST_AROUND_PAGE: f32 = 760.0;
/// The width of the details panel, in points.
pub const DETAILS_WIDTH: f32 = 276.0;
/// The duration of animations, in seconds.
const ANIMATION: f32 = 0.14;
/// The height of the bar over the article, in points.
pub const TOOLBAR_HEIGHT: f32 = 54.0;

/// A list width at which hardly any headline of this many lines is truncated, in points.
pub const fn sidebar_width_enough(headline_lines: u8) -> f32 {
    match headline_lines {
        0 | 1 => 960.0,
        2 => 640.0,
        _ => 480.0,
    }
}

/// The interface's text.
pub fn interface() -> FontId {
    FontId::new(14.0, FontFamily::Proportional)
}

/// Small text, as on a row's last line.
pub fn small() -> FontId {
    FontId::new(12.5, FontFamily::Proportional)
}

/// The labels of an axis.
pub fn axis() -> FontId {
    FontId::new(12.0, FontFamily::Proportional)
}

/// Small bold text: day headings, group labels.
pub fn small_strong() -> FontId {
    FontId::new(12.5, fonts::semibold())
}

/// A line of text of which a word is stressed, at the size of the interface's text.
pub fn stressed() -> FontId {
    FontId::new(14.0, fonts::semibold())
}

/// The name of a line in a table.
pub fn strong_row() -> FontId {
    FontId::new(13.0, fonts::semibold())
}

/// Bold text at the interface's size: a hit in its line.
pub fn hit() -> FontId {
    FontId::new(14.0, fonts::bold())
}

/// Bold text: headings of panels.
pub fn strong() -> FontId {
    FontId::new(14.5, fonts::semibold())
}

/// The name of a shelf.
pub fn shelf() -> FontId {
    FontId::new(13.5, FontFamily::Proportional)
}

/// The title of a read article in the list.
pub fn title_of_read() -> FontId {
    FontId::new(14.5, FontFamily::Proportional)
}

/// Installs the fonts and both themes, and activates the chosen one.
pub fn install(context: &Context, theme: Theme) {
    context.set_fonts(fonts::definitions());
    context.set_style_of(egui::Theme::Light, style(&LIGHT, egui::Theme::Light));
    context.set_style_of(egui::Theme::Dark, style(&DARK, egui::Theme::Dark));
    context.options_mut(|options| {
        options.fallback_theme = egui::Theme::Light;
        // Zoom is a setting, changed by our own commands and keys.
        options.zoom_with_keyboard = false;
    });
    choose(context, theme);
}

/// Turns animations on or off.
pub fn move_things(context: &Context, moves: bool) {
    let time = if moves { ANIMATION } else { 0.0 };
    if context.global_style().animation_time != time {
        context.all_styles_mut(|style| {
            style.animation_time = time;
            style.scroll_animation = if moves { ScrollAnimation::default() } else { ScrollAnimation::none() };
        });
    }
}

/// Changes the theme.
pub fn choose(context: &Context, theme: Theme) {
    context.set_theme(match theme {
        Theme::System => ThemePreference::System,
        Theme::Light => ThemePreference::Light,
        Theme::Dark => ThemePreference::Dark,
    });
}

fn spacing(default: Spacing) -> Spacing {
    Spacing {
        item_spacing: egui::vec2(8.0, 8.0),
        button_padding: egui::vec2(12.0, 7.0),
        interact_size: egui::vec2(34.0, 34.0),
        menu_margin: egui::Margin::same(12),
        window_margin: egui::Margin::same(20),
        scroll: ScrollStyle { bar_width: 8.0, floating_width: 4.0, ..ScrollStyle::floating() },
        ..default
    }
}

fn style(palette: &Palette, theme: egui::Theme) -> Style {
    let mut style = theme.default_style();
    style.text_styles = [
        (TextStyle::Small, small()),
        (TextStyle::Body, interface()),
        (TextStyle::Button, interface()),
        (TextStyle::Heading, FontId::new(20.0, fonts::bold())),
        (TextStyle::Monospace, FontId::new(12.5, FontFamily::Monospace)),
    ]
    .into();
    style.animation_time = ANIMATION;
    style.spacing = spacing(style.spacing);
    style.interaction.selectable_labels = false;
    style.interaction.tooltip_delay = 0.35;

    let visuals = &mut style.visuals;
    visuals.text_options.color_transfer_function = match theme {
        egui::Theme::Light => FontColorTransferFunction::Gamma(0.85),
        egui::Theme::Dark => FontColorTransferFunction::TwoCoverageMinusCoverageSq,
    };
    let widget = |fill: Color32, text: Color32| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: Stroke::NONE,
        corner_radius: CornerRadius::same(RADIUS),
        fg_stroke: Stroke::new(1.2, text),
        expansion: 0.0,
    };
    visuals.widgets.noninteractive = WidgetVisuals {
        bg_stroke: Stroke::new(1.0, palette.line),
        ..widget(palette.background, palette.text)
    };
    visuals.widgets.inactive =
        WidgetVisuals { bg_fill: palette.line, ..widget(Color32::TRANSPARENT, palette.text) };
    visuals.widgets.hovered = widget(palette.hover, palette.text);
    // Includes the focused widget, which must not look selected.
    visuals.widgets.active = widget(palette.hover, palette.text);
    visuals.widgets.open = widget(palette.hover, palette.text);
    visuals.selection.bg_fill = palette.selected;
    visuals.selection.stroke = Stroke::new(1.5, palette.accent_on_selected);
    visuals.hyperlink_color = palette.accent;
    visuals.panel_fill = palette.background;
    visuals.window_fill = palette.background;
    visuals.window_stroke = Stroke::new(1.0, palette.line);
    visuals.window_corner_radius = CornerRadius::same(12);
    visuals.menu_corner_radius = CornerRadius::same(10);
    visuals.extreme_bg_color = palette.field;
    visuals.faint_bg_color = palette.side;
    visuals.code_bg_color = palette.chip;
    visuals.warn_fg_color = palette.warning;
    visuals.error_fg_color = palette.warning;
    visuals.weak_text_color = Some(palette.secondary);
    visuals.slider_trailing_fill = true;
    visuals.popup_shadow = Shadow { offset: [0, 4], blur: 18, spread: 0, color: palette.shadow };
    visuals.window_shadow = Shadow { offset: [0, 8], blur: 32, spread: 0, color: palette.shadow };
    style
}
