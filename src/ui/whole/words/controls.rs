//! What is chosen of words and places: fields, switches, thresholds.

use super::{WordsPart, WordsState, WordsView, is_kind, parts};
use crate::ui::command::{Action, Command};
use crate::ui::segments::segments_ui;
use crate::ui::text_field::lasting_text_field;
use crate::ui::theme::{self, Palette};
use crate::ui::whole::head_ui;
use crate::view::Lang;
use crate::words::{ConcordanceQuestion, TableQuestion, WordsQuestion};
use egui::{Button, Id, Key, Label, RichText, Ui};

/// The title of a part with its counts; a narrow view has the names of all parts beside it. Returns what was chosen.
pub(super) fn part_head_ui(
    ui: &mut Ui,
    view: &WordsView<'_>,
    state: &mut WordsState,
    (title, scope): (&str, &str),
    is_narrow: bool,
    lang: Lang,
) -> Option<Command> {
    if !is_narrow {
        super::super::title_ui(ui, title, scope);
        return None;
    }
    let all = parts(lang);
    let names = all.map(|(name, ..)| name);
    let is_shown = |part: WordsPart, kind| {
        part == state.part && Option::is_none_or(kind, |kind| is_kind(kind, view.table.request.kind))
    };
    let chosen = all.iter().position(|&(_, part, kind)| is_shown(part, kind)).unwrap_or_default();
    let mut pressed = None;
    head_ui(ui, title, scope, |ui| pressed = segments_ui(ui, &names, chosen));
    let &(_, part, kind) = all.get(pressed?)?;
    state.part = part;
    let mut table = view.table.clone();
    table.request.kind = kind?;
    Some(ask_table(table))
}

/// A field for a query; returns what was entered, if it isn't what was asked before.
pub(super) fn query_field_ui(
    ui: &mut Ui,
    salt: &str,
    text: &mut String,
    asked: &str,
    name: &str,
    width: f32,
) -> Option<String> {
    let response = lasting_text_field(ui, Id::unique(salt), text, name, name, width);
    // What was typed counts as soon as the field is left, too.
    let is_left = response.lost_focus();
    if is_left && ui.input(|input| input.key_pressed(Key::Enter)) {
        response.request_focus();
    }
    (is_left && text.trim() != asked).then(|| text.trim().to_owned())
}

/// The line under a part: buttons to copy and to save it, and what it was made of.
pub(super) fn foot_ui(
    ui: &mut Ui,
    state: &mut WordsState,
    caption: &str,
    of: WordsPart,
    lang: Lang,
) -> Option<Command> {
    let palette = Palette::of(ui);
    let mut command = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().interact_size.y = 24.0;
        ui.spacing_mut().button_padding.x = 0.0;
        ui.spacing_mut().item_spacing.x = 16.0;
        let mut link = |name: &str| {
            let name = RichText::new(name).font(theme::axis()).color(palette.accent);
            ui.add(Button::new(name).frame(false)).clicked()
        };
        if link(lang.copy_table()) {
            command = Some(Command::CopyWords(of));
        }
        if link(lang.save_table()) {
            state.part = of;
            command = Some(Command::Do(Action::SaveChart));
        }
    });
    let caption = RichText::new(caption).font(theme::axis()).color(palette.secondary);
    ui.add(Label::new(caption).wrap());
    command
}

/// How high the foot of a part is, with a caption of some width, in points.
pub(super) fn foot_height(ui: &Ui, caption: &str) -> f32 {
    let width = ui.available_width();
    let color = Palette::of(ui).secondary;
    24.0 + ui.painter().layout(caption.to_owned(), theme::axis(), color, width).size().y + 20.0
}

/// A sentence in the middle of an empty part.
pub(super) fn empty_ui(ui: &mut Ui, text: &str) {
    ui.vertical_centered(|ui| {
        ui.add_space(72.0);
        ui.label(RichText::new(text).color(Palette::of(ui).secondary));
    });
}

pub(super) fn ask_places(question: ConcordanceQuestion) -> Command {
    Command::AskWords(WordsQuestion::Concordance(question))
}

pub(super) fn ask_table(question: TableQuestion) -> Command {
    Command::AskWords(WordsQuestion::Table(question))
}
