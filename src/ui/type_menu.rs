//! The menu for how articles are typeset, with the theme and the interface's language.

use super::command::{Action, Command};
use super::menu::{lines_ui, menu, scrolling_ui};
use super::setting::{
    choices_ui, face_ui, heading_ui, seconds_until_read_ui, slider_ui, theme_choices, type_numbers,
};
use crate::library::Settings;
use crate::view::Lang;
use egui::{PopupCloseBehavior, Response, Ui};

/// Shows the menu under its button while it is open.
pub fn type_menu_ui(button: &Response, settings: &Settings, lang: Lang) -> Option<Command> {
    let popup = menu(button).close_behavior(PopupCloseBehavior::CloseOnClickOutside).width(300.0);
    popup.show(|ui| scrolling_ui(ui, |ui| contents(ui, settings, lang))).and_then(|shown| shown.inner)
}

fn contents(ui: &mut Ui, settings: &Settings, lang: Lang) -> Option<Command> {
    let mut wanted = settings.clone();
    ui.spacing_mut().item_spacing.y = 10.0;
    heading_ui(ui, lang.type_face());
    face_ui(ui, &mut wanted.type_.face, lang);
    for (number, value) in type_numbers(&mut wanted.type_, lang) {
        heading_ui(ui, number.name);
        slider_ui(ui, &number, value);
    }
    if ui.button(lang.type_reset()).clicked() {
        wanted.type_ = wanted.type_.reset();
    }
    ui.separator();
    heading_ui(ui, lang.theme());
    choices_ui(ui, lang.theme(), &mut wanted.theme, &theme_choices(lang));
    heading_ui(ui, lang.language());
    choices_ui(ui, lang.language(), &mut wanted.language, &lang.choices());
    ui.separator();
    seconds_until_read_ui(ui, &mut wanted.read_after, lang);
    ui.separator();
    let all = lines_ui(ui, &[Action::ShowSettings], |_| true, lang);
    all.or_else(|| (wanted != *settings).then(|| Command::Set(Box::new(wanted))))
}
