//! The settings window, in which settings are found by name. Changes take effect at once.

use super::command::{Action, Command};
use super::focus_ring::scroll_ui;
use super::icon_button::icon_button;
use super::icons::Icon;
use super::keymap::Keymap;
use super::setting::{
    checkbox_ui, choices_ui, face_ui, seconds_number, seconds_until_read_ui, slider_ui, theme_choices,
    type_numbers,
};
use super::text_field::lasting_text_field;
use super::theme::{self, Palette};
use crate::library::{CitationStyle, Density, Excerpt, Motion, Settings};
use crate::text::fold;
use crate::view::{CacheView, Lang};
use egui::{Align, Id, Label, Layout, RichText, ScrollArea, Ui, vec2};

/// The width of the labels, and the least width at which they stand beside their controls, in points.
const NAMES: f32 = 132.0;
const WIDTH_FOR_NAMES: f32 = 400.0;

/// The state of the window between frames.
#[derive(Debug)]
pub struct SettingsState {
    /// Where the caches are, and how large.
    pub cache: CacheView,
    /// The path of the settings file.
    file: String,
    /// The words to find settings by.
    typed: String,
}

impl SettingsState {
    pub fn new(cache: CacheView, file: String) -> Self {
        Self { cache, file, typed: String::new() }
    }
}

/// The part of a section that the reader looks for: its heading comes with the first setting that is shown.
struct SettingsSection<'a> {
    /// The folded words.
    words: &'a str,
    heading: Option<&'a str>,
    /// Whether the section itself is looked for.
    is_whole: bool,
}

impl<'a> SettingsSection<'a> {
    fn new(words: &'a str, heading: &'a str) -> Self {
        Self { words, heading: Some(heading), is_whole: fold(heading).contains(words) }
    }

    /// Whether the setting with these texts is shown.
    fn shows(&mut self, ui: &mut Ui, texts: &[&str]) -> bool {
        let is_shown = self.is_whole || texts.iter().any(|text| fold(text).contains(self.words));
        if is_shown && let Some(heading) = self.heading.take() {
            section_ui(ui, heading);
        }
        is_shown
    }

    /// A setting with its label beside it, if it is shown.
    fn line_ui(&mut self, ui: &mut Ui, name: &str, control: impl FnOnce(&mut Ui)) {
        if self.shows(ui, &[name]) {
            line_ui(ui, name, control);
        }
    }

    /// A choice among a few values, which is found by their names, too.
    fn choices_ui<T: PartialEq + Copy>(
        &mut self,
        ui: &mut Ui,
        name: &str,
        value: &mut T,
        choices: &[(T, &str)],
    ) {
        let names = choices.iter().map(|(_, name)| *name).chain([name]);
        if self.shows(ui, &names.collect::<Vec<_>>()) {
            line_ui(ui, name, |ui| choices_ui(ui, name, value, choices));
        }
    }

    /// A switch with a hint under it, which may be empty.
    fn switch_ui(&mut self, ui: &mut Ui, on: &mut bool, name: &str, hint: &str) {
        if !self.shows(ui, &[name, hint]) {
            return;
        }
        checkbox_ui(ui, on, name);
        if !hint.is_empty() {
            let hint = RichText::new(hint).font(theme::small()).color(Palette::of(ui).secondary);
            ui.indent(name, |ui| ui.add(Label::new(hint).wrap()));
        }
    }
}

/// Paints the contents of the window, at most `height` points tall.
pub(super) fn settings_ui(
    ui: &mut Ui,
    state: &mut SettingsState,
    settings: &Settings,
    height: f32,
    lang: Lang,
) -> Option<Command> {
    let mut wanted = settings.clone();
    let (top, width) = (ui.cursor().top(), ui.available_width() - 20.0);
    let id = Id::unique("find a setting");
    lasting_text_field(ui, id, &mut state.typed, lang.find_setting(), lang.find_setting(), width);
    let words = fold(&state.typed);
    let height = (height - (ui.cursor().top() - top)).max(96.0);
    let area =
        ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, true]);
    let command = scroll_ui(ui, area, |ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        let top = ui.cursor().top();
        let zoomed = window_ui(ui, SettingsSection::new(&words, lang.settings_window()), &mut wanted, lang);
        list_ui(ui, SettingsSection::new(&words, lang.settings_list()), &mut wanted, lang);
        article_ui(ui, SettingsSection::new(&words, lang.settings_article()), &mut wanted, lang);
        let cleared = cache_ui(ui, SettingsSection::new(&words, lang.cache_section()), &state.cache, lang);
        if ui.cursor().top() <= top {
            ui.label(RichText::new(lang.no_such_setting()).color(Palette::of(ui).secondary));
        }
        ui.add_space(10.0);
        let keys = ui.button(lang.change_keys_button()).clicked().then_some(Command::Do(Action::ShowHelp));
        ui.add_space(4.0);
        for line in [lang.settings_hint(), &state.file] {
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

fn window_ui(
    ui: &mut Ui,
    mut section: SettingsSection<'_>,
    wanted: &mut Settings,
    lang: Lang,
) -> Option<Command> {
    section.choices_ui(ui, lang.language(), &mut wanted.language, &lang.choices());
    section.choices_ui(ui, lang.theme(), &mut wanted.theme, &theme_choices(lang));
    let mut zoomed = None;
    section.line_ui(ui, lang.zoom(), |ui| zoomed = zoom_ui(ui, wanted.zoom, lang));
    let motions = [
        (Motion::System, lang.motion_system()),
        (Motion::Full, lang.motion_full()),
        (Motion::Reduced, lang.motion_reduced()),
    ];
    section.choices_ui(ui, lang.motion(), &mut wanted.motion, &motions);
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

fn list_ui(ui: &mut Ui, mut section: SettingsSection<'_>, wanted: &mut Settings, lang: Lang) {
    let densities =
        [(Density::Comfortable, lang.density_comfortable()), (Density::Compact, lang.density_compact())];
    section.choices_ui(ui, lang.density(), &mut wanted.density, &densities);
    let lines = [(1, "1"), (2, "2"), (3, "3")];
    section.choices_ui(ui, lang.headline_lines(), &mut wanted.headline_lines, &lines);
    let excerpts = [
        (Excerpt::Never, lang.excerpt_never()),
        (Excerpt::Found, lang.excerpt_found()),
        (Excerpt::Always, lang.excerpt_always()),
    ];
    section.choices_ui(ui, lang.excerpt(), &mut wanted.excerpt, &excerpts);
}

fn article_ui(ui: &mut Ui, mut section: SettingsSection<'_>, wanted: &mut Settings, lang: Lang) {
    if section.shows(ui, &[lang.type_face(), lang.face_sans(), lang.face_serif(), lang.type_reset()]) {
        line_ui(ui, lang.type_face(), |ui| {
            ui.horizontal_wrapped(|ui| {
                face_ui(ui, &mut wanted.type_.face, lang);
                let is_default = wanted.type_ == wanted.type_.reset();
                if ui.add_enabled(!is_default, egui::Button::new(lang.type_reset())).clicked() {
                    wanted.type_ = wanted.type_.reset();
                }
            });
        });
    }
    for (number, value) in type_numbers(&mut wanted.type_, lang) {
        section.line_ui(ui, number.name, |ui| slider_ui(ui, &number, value));
    }
    let (on, name) = (&mut wanted.restore_paragraphs, lang.restore_paragraphs());
    section.switch_ui(ui, on, name, lang.restore_paragraphs_hint());
    let (on, name) = (&mut wanted.break_long_paragraphs, lang.break_long_paragraphs());
    section.switch_ui(ui, on, name, lang.break_long_paragraphs_hint());
    if section.shows(ui, &[lang.read_after()]) {
        seconds_until_read_ui(ui, &mut wanted.read_after, lang);
    }
    if wanted.read_after > 0.0 {
        let number = seconds_number(lang);
        section.line_ui(ui, number.name, |ui| slider_ui(ui, &number, &mut wanted.read_after));
    }
    let styles = [
        (CitationStyle::Footnote, lang.citation_footnote()),
        (CitationStyle::Apa, lang.citation_apa()),
        (CitationStyle::Press, lang.citation_press()),
    ];
    section.choices_ui(ui, lang.citation(), &mut wanted.citation, &styles);
    section.switch_ui(ui, &mut wanted.citation_proof, lang.citation_proof(), "");
    section.switch_ui(ui, &mut wanted.with_marks, lang.with_marks(), "");
}

fn cache_ui(ui: &mut Ui, mut section: SettingsSection<'_>, cache: &CacheView, lang: Lang) -> Option<Command> {
    if !section.shows(ui, &[lang.clear_cache(), lang.clear_cache_hint()]) {
        return None;
    }
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
