//! The controls for settings, shared by the settings window and the type menu.

use super::theme::{self, Palette};
use crate::library::{Face, Settings, Theme, TypeSettings};
use crate::view::Lang;
use egui::style::HandleShape;
use egui::{Response, RichText, Role, Slider, SliderClamping, Stroke, Ui, WidgetInfo};
use std::ops::RangeInclusive;

/// A heading over a group of controls.
pub(super) fn heading_ui(ui: &mut Ui, name: &str) {
    ui.label(RichText::new(name).font(theme::small_strong()).weak());
}

/// A choice among a few values. Screen readers announce which one is chosen.
pub(super) fn choices_ui<T: PartialEq + Copy>(ui: &mut Ui, name: &str, value: &mut T, choices: &[(T, &str)]) {
    ui.horizontal_wrapped(|ui| {
        for &(choice, text) in choices {
            let response = ui.selectable_value(value, choice, text);
            let chosen = *value == choice;
            response.widget_info(|| {
                WidgetInfo::selected(Role::RadioButton, true, chosen, format!("{name}: {text}"))
            });
        }
    });
}

/// A checkbox whose edge is visible on every background.
pub(super) fn checkbox_ui(ui: &mut Ui, on: &mut bool, text: &str) -> Response {
    ui.scope(|ui| {
        let line = Stroke::new(1.0, Palette::of(ui).control_line);
        let widgets = &mut ui.visuals_mut().widgets;
        for state in [&mut widgets.inactive, &mut widgets.hovered, &mut widgets.active] {
            state.bg_stroke = line;
        }
        let field = Palette::of(ui).field;
        ui.visuals_mut().widgets.inactive.bg_fill = field;
        ui.checkbox(on, text)
    })
    .inner
}

/// A number among the settings.
pub(super) struct NumberSetting {
    pub(super) name: &'static str,
    range: RangeInclusive<f32>,
    step: f64,
    /// What stands behind the number.
    unit: &'static str,
}

/// A slider for a number. A value from a file that is out of range stays until it is changed.
pub(super) fn slider_ui(ui: &mut Ui, number: &NumberSetting, value: &mut f32) {
    ui.scope(|ui| {
        let palette = Palette::of(ui);
        ui.spacing_mut().slider_width = (ui.available_width() - 70.0).clamp(60.0, 320.0);
        let widgets = &mut ui.visuals_mut().widgets;
        for state in [&mut widgets.inactive, &mut widgets.hovered, &mut widgets.active] {
            state.fg_stroke = Stroke::new(1.5, palette.accent);
        }
        let range = number.range.clone();
        let slider = Slider::new(value, range).step_by(number.step).max_decimals(2).suffix(number.unit);
        // Formats 17 instead of 17.00.
        let slider = slider.custom_formatter(|number, _| format!("{}", (number * 100.0).round() / 100.0));
        let slider = slider.handle_shape(HandleShape::Circle).clamping(SliderClamping::Edits);
        ui.add(slider).accessible_name(number.name);
    });
}

pub(super) fn theme_choices(lang: Lang) -> [(Theme, &'static str); 3] {
    [
        (Theme::System, lang.theme_system()),
        (Theme::Light, lang.theme_light()),
        (Theme::Dark, lang.theme_dark()),
    ]
}

pub(super) fn face_ui(ui: &mut Ui, face: &mut Face, lang: Lang) {
    choices_ui(
        ui,
        lang.type_face(),
        face,
        &[(Face::Sans, lang.face_sans()), (Face::Serif, lang.face_serif())],
    );
}

/// Whether, and after how long, articles are marked as read automatically.
pub(super) fn seconds_until_read_ui(ui: &mut Ui, seconds: &mut f32, lang: Lang) {
    let mut marks_read = *seconds > 0.0;
    if checkbox_ui(ui, &mut marks_read, lang.read_after()).changed() {
        *seconds = if marks_read { Settings::READ_AFTER } else { 0.0 };
    }
}

/// How long an article is visible until it counts as read.
pub(super) fn seconds_number(lang: Lang) -> NumberSetting {
    NumberSetting { name: lang.read_after_seconds(), range: 1.0..=60.0, step: 1.0, unit: lang.unit_seconds() }
}

/// The numeric type settings, each with its value.
pub(super) fn type_numbers(type_: &mut TypeSettings, lang: Lang) -> [(NumberSetting, &mut f32); 3] {
    let number = |name, range, step, unit| NumberSetting { name, range, step, unit };
    let size = number(lang.type_size(), TypeSettings::SIZES, 0.5, " pt");
    let width = number(lang.type_width(), TypeSettings::WIDTHS, 1.0, lang.unit_letters());
    let height = number(lang.type_line_height(), TypeSettings::LINE_HEIGHTS, 0.05, lang.unit_times());
    [(size, &mut type_.size), (width, &mut type_.width), (height, &mut type_.line_height)]
}
