//! The menu of how articles are set, with the theme and the language of the interface.

use super::command::Command;
use super::theme::{self, Palette};
use crate::library::{Face, Language, Settings, Theme, TypeSettings};
use crate::view::Strings;
use egui::style::HandleShape;
use egui::{Popup, PopupCloseBehavior, Response, RichText, Slider, Stroke, Ui};

/// What the menu is painted from.
#[derive(Clone, Copy)]
pub struct TypeMenu {
    /// How articles are set.
    pub type_: TypeSettings,
    /// After how many seconds in view an article is read; 0: never by itself.
    pub read_after: f32,
    /// The chosen theme.
    pub theme: Theme,
    /// The chosen language.
    pub language: Language,
}

/// Shows the menu under its button while it is open.
pub fn type_menu_ui(button: &Response, menu: &TypeMenu, texts: &Strings) -> Option<Command> {
    let popup = Popup::menu(button).close_behavior(PopupCloseBehavior::CloseOnClickOutside).width(300.0);
    popup.show(|ui| contents(ui, menu, texts)).and_then(|shown| shown.inner)
}

fn contents(ui: &mut Ui, menu: &TypeMenu, texts: &Strings) -> Option<Command> {
    let mut type_ = menu.type_;
    let (mut theme, mut language) = (menu.theme, menu.language);
    ui.spacing_mut().item_spacing.y = 10.0;
    let heading = |ui: &mut Ui, text: &str| ui.label(RichText::new(text).font(theme::small_strong()).weak());
    heading(ui, texts.type_face);
    ui.horizontal(|ui| {
        ui.selectable_value(&mut type_.face, Face::Sans, texts.face_sans);
        ui.selectable_value(&mut type_.face, Face::Serif, texts.face_serif);
    });
    slider(ui, texts.type_size, &mut type_.size, TypeSettings::SIZES, 0.5);
    slider(ui, texts.type_width, &mut type_.width, TypeSettings::WIDTHS, 1.0);
    slider(ui, texts.type_line_height, &mut type_.line_height, TypeSettings::LINE_HEIGHTS, 0.05);
    if ui.button(texts.type_reset).clicked() {
        type_ = TypeSettings::default();
    }
    ui.separator();
    heading(ui, texts.theme);
    ui.horizontal(|ui| {
        ui.selectable_value(&mut theme, Theme::System, texts.theme_system);
        ui.selectable_value(&mut theme, Theme::Light, texts.theme_light);
        ui.selectable_value(&mut theme, Theme::Dark, texts.theme_dark);
    });
    heading(ui, texts.language);
    ui.horizontal(|ui| {
        ui.selectable_value(&mut language, Language::System, texts.language_system);
        ui.selectable_value(&mut language, Language::Korean, "한국어");
        ui.selectable_value(&mut language, Language::English, "English");
    });
    ui.separator();
    let mut marks_read = menu.read_after > 0.0;
    ui.checkbox(&mut marks_read, texts.read_after);
    if marks_read != (menu.read_after > 0.0) {
        Some(Command::SetReadAfter(if marks_read { Settings::READ_AFTER } else { 0.0 }))
    } else if type_ != menu.type_ {
        Some(Command::SetType(type_))
    } else if theme != menu.theme {
        Some(Command::SetTheme(theme))
    } else if language != menu.language {
        Some(Command::SetLanguage(language))
    } else {
        None
    }
}

fn slider(ui: &mut Ui, name: &str, value: &mut f32, range: std::ops::RangeInclusive<f32>, step: f64) {
    ui.label(RichText::new(name).font(theme::small_strong()).weak());
    ui.scope(|ui| {
        let palette = Palette::of(ui);
        ui.spacing_mut().slider_width = ui.available_width() - 70.0;
        let widgets = &mut ui.visuals_mut().widgets;
        for state in [&mut widgets.inactive, &mut widgets.hovered, &mut widgets.active] {
            state.fg_stroke = Stroke::new(1.5, palette.accent);
        }
        let slider =
            Slider::new(value, range).step_by(step).handle_shape(HandleShape::Circle).max_decimals(2);
        ui.add(slider).accessible_name(name);
    });
}
