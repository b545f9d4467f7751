//! The message floating over the foot of the window: what went wrong or was done, and what the reader can do
//! about it.

use super::command::{Action, Command, Copied};
use super::icons::Icon;
use super::theme::{self, Palette};
use crate::text::direction::harmless;
use crate::view::Lang;
use egui::{Align2, Area, Context, Frame, Id, Order, Role, Sense, Ui, vec2};
use std::path::PathBuf;

/// A message's contents and state.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    text: String,
    tone: Tone,
    /// Whether the message stays valid when another archive is opened.
    lasts: bool,
    offer: Option<MessageOffer>,
    /// When the message first appeared, in seconds of the window's clock.
    since: Option<f64>,
}

/// The kind of message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tone {
    /// An action succeeded.
    Done,
    /// Information; nothing was done.
    Note,
    /// A problem.
    Warning,
}

/// An action offered with the message.
#[derive(Clone, Debug, PartialEq)]
enum MessageOffer {
    /// Copy an address that could not be opened.
    CopyAddress(String),
    /// Show a written file in the file manager.
    ShowFile(PathBuf),
    /// Undo what was done.
    Undo(Action),
}

/// How long messages other than warnings stay, in seconds. A warning stays until it is closed.
const SHOWN: f64 = 6.0;
/// The message's distance from the foot of the window, its greatest width and the side of its icon, in points.
const ABOVE: f32 = 24.0;
const WIDEST: f32 = 640.0;
const ICON: f32 = 20.0;

impl Message {
    fn new(tone: Tone, text: String) -> Self {
        Self { text, tone, lasts: false, offer: None, since: None }
    }

    /// A message that an action succeeded.
    pub fn done(text: String) -> Self {
        Self::new(Tone::Done, text)
    }

    /// A piece of information; nothing was done.
    pub fn note(text: String) -> Self {
        Self::new(Tone::Note, text)
    }

    pub fn warning(text: String) -> Self {
        Self::new(Tone::Warning, text)
    }

    /// A warning about the program's own files, which outlives the open archive.
    pub fn lasting_warning(text: String) -> Self {
        Self { lasts: true, ..Self::warning(text) }
    }

    /// A warning that an address could not be opened, with an offer to copy it.
    pub fn address_not_opened(text: String, address: String) -> Self {
        Self { offer: Some(MessageOffer::CopyAddress(address)), ..Self::warning(text) }
    }

    /// Adds an offer to show a written file.
    pub fn of_file(self, path: PathBuf) -> Self {
        Self { offer: Some(MessageOffer::ShowFile(path)), ..self }
    }

    /// Adds an offer to undo what was done, by an action.
    pub fn undone_by(self, action: Action) -> Self {
        Self { offer: Some(MessageOffer::Undo(action)), ..self }
    }

    /// Whether the message stays valid when another archive is opened.
    pub fn lasts(&self) -> bool {
        self.lasts
    }
}

/// Paints the message and its actions above everything else, dialogs included.
pub fn message_ui(context: &Context, message: &mut Message, lang: Lang) -> Option<Command> {
    let mut command = None;
    if message.tone != Tone::Warning {
        let now = context.input(|input| input.time);
        let left = *message.since.get_or_insert(now) + SHOWN - now;
        command = (left <= 0.0).then_some(Command::DismissMessage);
        context.request_repaint_after(std::time::Duration::from_secs_f64(left.max(0.0)));
    }
    // Centred by its own size from its first frame on, not by that of the message before it.
    let area = Area::new(Id::unique("message").with(&message.text)).order(Order::Tooltip);
    let area = area.anchor(Align2::CENTER_BOTTOM, vec2(0.0, -ABOVE)).fade_in(false);
    let frame = Frame::popup(&context.global_style()).inner_margin(vec2(14.0, 8.0)).corner_radius(10);
    let shown = area.show(context, |ui| frame.show(ui, |ui| contents_ui(ui, message, lang)).inner);
    shown.inner.or(command)
}

fn contents_ui(ui: &mut Ui, message: &Message, lang: Lang) -> Option<Command> {
    let palette = Palette::of(ui);
    let mut command = None;
    let offer = message.offer.as_ref().map(|offer| match offer {
        MessageOffer::CopyAddress(address) => {
            (lang.copy_address(), Command::Copy(Copied::Address, address.clone()))
        }
        MessageOffer::ShowFile(path) => (lang.show_in_folder(), Command::ShowWritten(path.clone())),
        MessageOffer::Undo(action) => (lang.undo(), Command::Do(*action)),
    });
    let names = offer.iter().map(|(name, _)| *name).chain([lang.close()]);
    let padding = 2.0 * ui.spacing().button_padding.x + ui.spacing().item_spacing.x;
    let width_of = |name: &str| {
        let galley = ui.painter().layout_no_wrap(name.to_owned(), theme::interface(), palette.text);
        galley.size().x + padding
    };
    let buttons: f32 = names.map(width_of).sum();
    let room = WIDEST.min(ui.ctx().content_rect().width() - 48.0) - buttons - ICON - 48.0;
    ui.horizontal(|ui| {
        let (icon, color) = match message.tone {
            Tone::Done => (Icon::Check, palette.good),
            Tone::Note => (Icon::Info, palette.secondary),
            Tone::Warning => (Icon::Warning, palette.warning),
        };
        let (rect, _) = ui.allocate_exact_size(vec2(ICON, ICON), Sense::hover());
        icon.paint(ui.painter(), rect, color);
        text_ui(ui, message, room);
        if let Some((name, asked)) = offer
            && ui.button(name).clicked()
        {
            command = Some(asked);
        }
        if ui.button(lang.close()).clicked() {
            command = Some(Command::DismissMessage);
        }
    });
    command
}

fn text_ui(ui: &mut Ui, message: &Message, room: f32) {
    let text = match &message.offer {
        Some(MessageOffer::CopyAddress(address)) => format!("{} {address}", message.text),
        Some(MessageOffer::ShowFile(_) | MessageOffer::Undo(_)) | None => message.text.clone(),
    };
    let text = harmless(&text).into_owned();
    let color = Palette::of(ui).text;
    let galley = ui.painter().layout(text.clone(), theme::interface(), color, room.max(120.0));
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    ui.painter().galley(rect.min, galley, color);
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(Role::Alert);
        node.set_label(text.as_str());
    });
}
