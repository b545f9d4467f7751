//! The settings window. Changes take effect at once.

use super::command::{Action, Command};
use super::focus_ring::scroll_ui;
use super::icon_button::icon_button;
use super::icons::Icon;
use super::keymap::Keymap;
use super::setting::{
    checkbox_ui, choices_ui, face_ui, language_ui, seconds_until_read_ui, slider_ui, theme_ui, type_numbers,
};
use super::theme::{self, Palette};
use crate::library::{CitationStyle, Density, Excerpt, Motion, Settings};
use crate::view::{CacheView, Lang};
use egui::{Align, Label, Layout, RichText, ScrollArea, Ui, vec2};

/// The width of the labels, and the least width at which they stand beside their controls, in points.
const NAMES: f32 = 132.0;
const WIDTH_FOR_NAMES: f32 = 400.0;

/// Paints the contents of the window, at most `height` points tall.
pub(super) fn settings_ui(
    ui: &mut Ui,
    settings: &Settings,
    cache: &CacheView,
    file: &str,
    height: f32,
    lang: Lang,
) -> Option<Command> {
    let mut wanted = settings.clone();
    let height = height.max(96.0);
    let area =
        ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, true]);
    let command = scroll_ui(ui, area, |ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        section_ui(ui, lang.settings_window());
        let zoomed = window_ui(ui, &mut wanted, lang);
        section_ui(ui, lang.settings_list());
        list_ui(ui, &mut wanted, lang);
        section_ui(ui, lang.settings_article());
        article_ui(ui, &mut wanted, lang);
        section_ui(ui, lang.cache_section());
        let cleared = cache_ui(ui, cache, lang);
        ui.add_space(10.0);
        let keys = ui.button(lang.change_keys_button()).clicked().then_some(Command::Do(Action::ShowHelp));
        ui.add_space(4.0);
        for line in [lang.settings_hint(), file] {
            let text = RichText::new(line).font(theme::small()).color(Palette::of(ui).secondary);
            ui.add(Label::new(text).wrap());
        }
        zoomed.or(cleared).or(keys)
    });
    command.or_else(|| (wanted != *settings).then(|| Command::Set(Box::new(wanted))))
}

/// The heading of a section.
fn section_ui(ui: &mut Ui, name: &str) {
    ui.add_space(10.0);
    ui.label(RichText::new(name).font(theme::strong()));
    ui.add_space(2.0);
}

/// A control with its label, if it has one, beside it, or above it if the window is narrow.
fn line_ui<R>(ui: &mut Ui, name: &str, control: impl FnOnce(&mut Ui) -> R) -> R {
    let label_ui = |ui: &mut Ui| {
        if !name.is_empty() {
            ui.add(Label::new(RichText::new(name).color(Palette::of(ui).secondary)).wrap());
        }
    };
    if ui.available_width() < WIDTH_FOR_NAMES {
        label_ui(ui);
        return control(ui);
    }
    ui.horizontal(|ui| {
        let height = ui.spacing().interact_size.y;
        let centered = Layout::left_to_right(Align::Center);
        ui.allocate_ui_with_layout(vec2(NAMES, height), centered, |ui| {
            ui.set_min_width(NAMES);
            label_ui(ui);
        });
        ui.vertical(control).inner
    })
    .inner
}

fn window_ui(ui: &mut Ui, wanted: &mut Settings, lang: Lang) -> Option<Command> {
    line_ui(ui, lang.language(), |ui| language_ui(ui, &mut wanted.language, lang));
    line_ui(ui, lang.theme(), |ui| theme_ui(ui, &mut wanted.theme, lang));
    let zoomed = line_ui(ui, lang.zoom(), |ui| zoom_ui(ui, wanted.zoom, lang));
    let motions = [
        (Motion::System, lang.motion_system()),
        (Motion::Full, lang.motion_full()),
        (Motion::Reduced, lang.motion_reduced()),
    ];
    line_ui(ui, lang.motion(), |ui| choices_ui(ui, lang.motion(), &mut wanted.motion, &motions));
    zoomed
}

/// Zoom uses buttons, because a slider would move away from under the pointer.
fn zoom_ui(ui: &mut Ui, zoom: f32, lang: Lang) -> Option<Command> {
    let mut command = None;
    ui.horizontal_wrapped(|ui| {
        let mut button = |ui: &mut Ui, icon: Icon, action: Action, name: &str| {
            let hint = Keymap::of(ui.ctx()).hint(action, lang);
            if icon_button(ui, icon, name, &hint, true, None).clicked() {
                command = Some(Command::Do(action));
            }
        };
        button(ui, Icon::Minus, Action::ZoomOut, lang.zoom_out());
        let percent = Label::new(RichText::new(format!("{zoom:.0} %")).font(theme::interface()));
        ui.add_sized(vec2(56.0, 34.0), percent);
        button(ui, Icon::Plus, Action::ZoomIn, lang.zoom_in());
        let reset = egui::Button::new(lang.zoom_reset());
        if ui.add_enabled(zoom != Settings::ZOOM, reset).clicked() {
            command = Some(Command::Do(Action::ZoomReset));
        }
    });
    command
}

fn list_ui(ui: &mut Ui, wanted: &mut Settings, lang: Lang) {
    let densities =
        [(Density::Comfortable, lang.density_comfortable()), (Density::Compact, lang.density_compact())];
    line_ui(ui, lang.density(), |ui| choices_ui(ui, lang.density(), &mut wanted.density, &densities));
    let lines = [(1, "1"), (2, "2"), (3, "3")];
    let name = lang.headline_lines();
    line_ui(ui, name, |ui| choices_ui(ui, name, &mut wanted.headline_lines, &lines));
    let excerpts = [
        (Excerpt::Never, lang.excerpt_never()),
        (Excerpt::Found, lang.excerpt_found()),
        (Excerpt::Always, lang.excerpt_always()),
    ];
    line_ui(ui, lang.excerpt(), |ui| choices_ui(ui, lang.excerpt(), &mut wanted.excerpt, &excerpts));
}

fn article_ui(ui: &mut Ui, wanted: &mut Settings, lang: Lang) {
    line_ui(ui, lang.type_face(), |ui| {
        ui.horizontal_wrapped(|ui| {
            face_ui(ui, &mut wanted.type_.face, lang);
            let is_default = wanted.type_ == wanted.type_.reset();
            if ui.add_enabled(!is_default, egui::Button::new(lang.type_reset())).clicked() {
                wanted.type_ = wanted.type_.reset();
            }
        });
    });
    for (name, value, range, step) in type_numbers(&mut wanted.type_, lang) {
        line_ui(ui, name, |ui| slider_ui(ui, name, value, range, step));
    }
    checkbox_ui(ui, &mut wanted.restore_paragraphs, lang.restore_paragraphs());
    let hint = RichText::new(lang.restore_paragraphs_hint()).font(theme::small());
    ui.indent("restoring", |ui| ui.add(Label::new(hint.color(Palette::of(ui).secondary)).wrap()));
    checkbox_ui(ui, &mut wanted.break_long_paragraphs, lang.break_long_paragraphs());
    let hint = RichText::new(lang.break_long_paragraphs_hint()).font(theme::small());
    ui.indent("breaking", |ui| ui.add(Label::new(hint.color(Palette::of(ui).secondary)).wrap()));
    seconds_until_read_ui(ui, &mut wanted.read_after, lang);
    if wanted.read_after > 0.0 {
        let name = lang.read_after_seconds();
        line_ui(ui, name, |ui| slider_ui(ui, name, &mut wanted.read_after, 1.0..=60.0, 1.0));
    }
    let styles = [
        (CitationStyle::Footnote, lang.citation_footnote()),
        (CitationStyle::Apa, lang.citation_apa()),
        (CitationStyle::Press, lang.citation_press()),
    ];
    line_ui(ui, lang.citation(), |ui| choices_ui(ui, lang.citation(), &mut wanted.citation, &styles));
    checkbox_ui(ui, &mut wanted.citation_proof, lang.citation_proof());
    checkbox_ui(ui, &mut wanted.with_marks, lang.with_marks());
}

fn cache_ui(ui: &mut Ui, cache: &CacheView, lang: Lang) -> Option<Command> {
    let lines = [(lang.cache_place(), &cache.place), (lang.cache_size(), &cache.size)];
    for (name, value) in lines.into_iter().filter(|(_, value)| !value.is_empty()) {
        line_ui(ui, name, |ui| {
            // Aligned with the label, which is vertically centred in its line.
            let line = ui.text_style_height(&egui::TextStyle::Body);
            ui.add_space((ui.spacing().interact_size.y - line).max(0.0) / 2.0);
            ui.add(Label::new(value).wrap());
        });
    }
    let cleared = line_ui(ui, "", |ui| {
        ui.add_enabled(cache.can_clear, egui::Button::new(lang.clear_cache())).clicked()
    });
    let hint = RichText::new(lang.clear_cache_hint()).font(theme::small()).color(Palette::of(ui).secondary);
    ui.add(Label::new(hint).wrap());
    cleared.then_some(Command::Do(Action::ClearCache))
}
