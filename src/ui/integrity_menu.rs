//! The status line that says whether the archive's files are unchanged since the crawl, and the menu it opens.

use super::command::{Action, Command};
use super::keymap::Keymap;
use super::menu::menu;
use super::theme::{self, Palette};
use crate::search::Flag;
use crate::view::{IntegrityView, Lang};
use egui::text::{LayoutJob, TextFormat};
use egui::{Button, Grid, Label, RichText, Ui, vec2};

/// Paints as much of the line as fits, its first part as a warning if there is one. Pointing at it shows all
/// of it; clicking it shows the verdicts, when they were reached, and a command to check again.
pub(super) fn integrity_ui(ui: &mut Ui, view: &IntegrityView, lang: Lang) -> Option<Command> {
    let palette = Palette::of(ui);
    let room = ui.available_width() - 2.0 * ui.spacing().button_padding.x;
    let fits = |line: &str| {
        let laid_out = ui.painter().layout_no_wrap(line.to_owned(), theme::small(), palette.secondary);
        laid_out.size().x <= room
    };
    let line = view.line(fits);
    let warning =
        view.summary.first().filter(|first| view.warns && line.starts_with(*first)).map_or(0, String::len);
    let mut text = LayoutJob::default();
    for (part, color) in [(line.get(..warning), palette.warning), (line.get(warning..), palette.secondary)] {
        text.append(part.unwrap_or_default(), 0.0, TextFormat::simple(theme::small(), color));
    }
    let hint = format!("{}\n{}", view.summary.join(" · "), view.checked);
    let button = ui.add(Button::new(text).truncate()).on_hover_text(hint);
    menu(&button).width(270.0).show(|ui| menu_ui(ui, view, lang)).and_then(|shown| shown.inner)
}

fn menu_ui(ui: &mut Ui, view: &IntegrityView, lang: Lang) -> Option<Command> {
    let palette = Palette::of(ui);
    let mut command = None;
    ui.spacing_mut().item_spacing.y = 8.0;
    ui.label(RichText::new(lang.integrity()).font(theme::strong()));
    let what = RichText::new(lang.integrity_is()).font(theme::small()).color(palette.secondary);
    ui.add(Label::new(what).wrap());
    Grid::new("verdicts").num_columns(2).spacing(vec2(24.0, 6.0)).show(ui, |ui| {
        for (name, count) in &view.counts {
            ui.label(RichText::new(*name).color(palette.secondary));
            ui.label(count);
            ui.end_row();
        }
    });
    ui.label(RichText::new(&view.checked).font(theme::small()).color(palette.secondary));
    if view.warns && ui.button(RichText::new(lang.list_altered()).color(palette.accent)).clicked() {
        command = Some(Command::Search { text: lang.flag_query(Flag::Altered), unfinished: 0..0 });
    }
    let again = RichText::new(lang.check_again()).color(palette.accent);
    if ui.button(again).on_hover_text(Keymap::of(ui.ctx()).hint(Action::CheckAgain, lang)).clicked() {
        command = Some(Command::Do(Action::CheckAgain));
    }
    command
}
