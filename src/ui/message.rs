//! The message at the foot of the window: something went wrong, or was done, and what can be done about it.

use super::command::Command;
use super::icons::Icon;
use super::theme::Palette;
use crate::text::direction::harmless;
use crate::view::Lang;
use egui::{Align, Label, Layout, RichText, Role, Ui, vec2};

/// What it says.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    text: String,
    warns: bool,
    /// Whether it holds whatever is opened.
    lasts: bool,
    /// An address that could not be opened, to be copied.
    address: Option<String>,
    /// Since when it is shown, in seconds of the window's clock.
    since: Option<f64>,
}

/// How long a notice is shown, in seconds. A warning stays until it is closed.
const NOTICE: f64 = 6.0;

impl Message {
    /// Something went wrong.
    pub fn warning(text: String) -> Self {
        Self { text, warns: true, lasts: false, address: None, since: None }
    }

    /// Something is wrong with what the program keeps for the reader.
    pub fn lasting_warning(text: String) -> Self {
        Self { lasts: true, ..Self::warning(text) }
    }

    /// Something was done.
    pub fn notice(text: String) -> Self {
        Self { warns: false, ..Self::warning(text) }
    }

    /// An address could not be opened.
    pub fn address_not_opened(text: String, address: String) -> Self {
        Self { address: Some(address), ..Self::warning(text) }
    }

    /// Whether it holds whatever is opened.
    pub fn lasts(&self) -> bool {
        self.lasts
    }
}

/// Paints the message in one line, with what can be done about it.
pub fn message_ui(ui: &mut Ui, message: &mut Message, lang: Lang) -> Option<Command> {
    let palette = Palette::of(ui);
    let mut command = None;
    if !message.warns {
        let now = ui.input(|input| input.time);
        let left = *message.since.get_or_insert(now) + NOTICE - now;
        command = (left <= 0.0).then_some(Command::DismissMessage);
        ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(left.max(0.0)));
    }
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        if ui.button(lang.close()).clicked() {
            command = Some(Command::DismissMessage);
        }
        if let Some(address) = &message.address
            && ui.button(lang.copy_address()).clicked()
        {
            command = Some(Command::Copy(address.clone()));
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let (icon, color) =
                if message.warns { (Icon::Warning, palette.warning) } else { (Icon::Check, palette.good) };
            let (rect, _) = ui.allocate_exact_size(vec2(20.0, 20.0), egui::Sense::hover());
            icon.paint(ui.painter(), rect, color);
            let text = match &message.address {
                Some(address) => format!("{} {address}", message.text),
                None => message.text.clone(),
            };
            let text = harmless(&text).into_owned();
            let label = ui.add(Label::new(RichText::new(&text).color(palette.text)).truncate());
            ui.ctx().accesskit_node_builder(label.id, |node| node.set_role(Role::Alert));
            label.on_hover_text(text);
        });
    });
    command
}
