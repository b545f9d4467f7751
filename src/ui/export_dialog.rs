//! The export dialog: what to export, in which format and where to, then the export's progress.

use super::command::Command;
use super::modal::{Go, edged_button, foot_ui, group_ui, modal_ui, told_ui};
use super::setting::{checkbox_ui, choices_ui};
use super::text_field::text_field;
use super::theme::{self, Palette};
use crate::export::{Format, Leaving, LeavingPart, TargetShape};
use crate::library::Settings;
use crate::view::{Lang, export_progress, export_scope, format_name, leaving_text};
use egui::{Context, Key, Label, ProgressBar, RichText, Ui};
use std::time::Duration;

/// How many letters of each text an export for others may have.
const BEGINNINGS: [usize; 3] = [0, 100, 300];

/// Which articles an export takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportScope {
    /// The selected articles, or the shown one.
    Chosen,
    /// Everything in the list.
    List,
    /// The whole archive.
    All,
}

/// What the reader has chosen so far, and how the last attempt ended.
#[derive(Debug)]
pub struct ExportState {
    pub format: Format,
    pub scope: ExportScope,
    /// How many letters of each text are written if the export is for others.
    pub for_sharing: Option<usize>,
    /// The destination path as typed.
    pub path: String,
    /// Why the export failed, or the question whether to overwrite the file.
    pub told: Option<String>,
    /// Whether the next attempt may overwrite an existing file.
    pub overwrite: bool,
    /// What leaves of the articles of the chosen scope.
    pub leaving: LeavingState,
    /// Articles done, articles in total and time elapsed, while an export runs.
    pub running: Option<(usize, usize, Duration)>,
}

/// What is known of what would leave.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeavingState {
    /// Of which scope, with how many articles, it was asked for; `None` before the first time.
    asked: Option<(ExportScope, usize)>,
    /// The number of the latest question.
    pub number: u64,
    /// The latest answer, if it has come; the inner value is `None` if that can't be counted.
    pub counted: Option<Option<Leaving>>,
}

/// Further input for painting the dialog: how many articles each scope has.
pub struct ExportView<'a> {
    /// The selected articles, or the shown one.
    pub chosen: usize,
    /// Everything in the list.
    pub listed: usize,
    /// The whole archive.
    pub all: usize,
    /// Whether the list shows the results of a query.
    pub searched: bool,
    /// Whether the reader's marks are exported, too.
    pub settings: &'a Settings,
    /// The language of the interface.
    pub lang: Lang,
}

impl ExportView<'_> {
    fn count(&self, scope: ExportScope) -> usize {
        match scope {
            ExportScope::Chosen => self.chosen,
            ExportScope::List => self.listed,
            ExportScope::All => self.all,
        }
    }
}

/// Paints the dialog. The second value is true if it should close, cancelling a running export.
pub fn export_ui(
    context: &Context,
    state: &mut ExportState,
    view: &ExportView<'_>,
) -> (Option<Command>, bool) {
    let shown = modal_ui(context, "export", view.lang.export(), 520.0, |ui, _| match state.running {
        Some(running) => running_ui(ui, running, view),
        None => order_ui(ui, state, view),
    });
    let (command, closed) = shown.inner;
    // Clicking outside the dialog must not cancel a running export.
    (command, closed || (shown.backdrop_response.clicked() && state.running.is_none()))
}

fn running_ui(
    ui: &mut Ui,
    (done, total, took): (usize, usize, Duration),
    view: &ExportView<'_>,
) -> (Option<Command>, bool) {
    let text = export_progress(done, total, took, view.lang);
    ui.label(RichText::new(&text).color(Palette::of(ui).secondary));
    ui.add_space(4.0);
    let share = done as f32 / total.max(1) as f32;
    let bar = ProgressBar::new(share).desired_height(6.0).fill(Palette::of(ui).accent_fill).corner_radius(3);
    ui.add(bar).accessible_name(text);
    (None, foot_ui(ui, view.lang.cancel(), None).closed)
}

fn order_ui(ui: &mut Ui, state: &mut ExportState, view: &ExportView<'_>) -> (Option<Command>, bool) {
    let lang = view.lang;
    group_ui(ui, lang.export_what());
    ui.horizontal_wrapped(|ui| {
        for (scope, name, count) in [
            (ExportScope::Chosen, lang.export_chosen(), view.chosen),
            (
                ExportScope::List,
                if view.searched { lang.export_found() } else { lang.export_list() },
                view.listed,
            ),
            (ExportScope::All, lang.export_all(), view.all),
        ] {
            let name = export_scope(name, count, view.lang);
            ui.add_enabled_ui(count > 0, |ui| ui.selectable_value(&mut state.scope, scope, name));
        }
    });
    group_ui(ui, lang.export_format());
    let before = state.format;
    ui.horizontal_wrapped(|ui| {
        for format in Format::ALL {
            ui.selectable_value(&mut state.format, format, format_name(format, view.lang));
        }
    });
    if state.format != before {
        state.follow_format(before);
    }
    let mut command = with_marks_ui(ui, state, view);
    for_sharing_ui(ui, state, lang);
    leaving_ui(ui, state, view);
    group_ui(ui, lang.export_where());
    let entered = ui
        .horizontal(|ui| {
            let room = ui.available_width() - 96.0;
            let field = text_field(ui, &mut state.path, lang.export_where(), "", room);
            if field.changed() {
                state.forget_told();
            }
            let palette = Palette::of(ui);
            if ui.add(edged_button(lang.export_browse(), palette)).clicked() {
                command = Some(Command::PickExport);
            }
            field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
        })
        .inner;
    if let Some(told) = &state.told {
        told_ui(ui, told);
    }
    let ready = !state.path.trim().is_empty();
    let name = if state.overwrite { lang.export_overwrite() } else { lang.export() };
    let foot = foot_ui(ui, lang.close(), Some(Go { name, enabled: ready }));
    if (foot.went || entered) && ready {
        command = Some(Command::Export);
    }
    (command.or_else(|| state.leaving_to_count(view)), foot.closed)
}

/// Says in one line what leaves.
fn leaving_ui(ui: &mut Ui, state: &ExportState, view: &ExportView<'_>) {
    let part = match state.shared_letters() {
        Some(letters) => LeavingPart::Shared { letters },
        None if view.settings.with_marks && state.format.takes_marks() => LeavingPart::WithMarks,
        None => LeavingPart::Own,
    };
    let text = match state.leaving.counted {
        Some(counted) => leaving_text(state.format, part, counted, view.lang),
        None => view.lang.counting_leaving().to_owned(),
    };
    ui.add_space(4.0);
    ui.add(Label::new(RichText::new(text).font(theme::small()).color(Palette::of(ui).secondary)).wrap());
}

fn with_marks_ui(ui: &mut Ui, state: &ExportState, view: &ExportView<'_>) -> Option<Command> {
    let mut wanted = view.settings.clone();
    let can_be_had = state.format.takes_marks() && state.shared_letters().is_none();
    let box_ui = |ui: &mut Ui| checkbox_ui(ui, &mut wanted.with_marks, view.lang.export_with_marks());
    let is_changed = ui.add_enabled_ui(can_be_had, box_ui).inner.changed();
    is_changed.then(|| Command::Set(Box::new(wanted)))
}

fn for_sharing_ui(ui: &mut Ui, state: &mut ExportState, lang: Lang) {
    let mut is_wanted = state.shared_letters().is_some();
    let box_ui = |ui: &mut Ui| checkbox_ui(ui, &mut is_wanted, lang.export_for_sharing());
    if ui.add_enabled_ui(state.format.can_be_shared(), box_ui).inner.changed() {
        state.for_sharing = is_wanted.then_some(0);
        state.forget_told();
    }
    if let Some(letters) = state.for_sharing.as_mut().filter(|_| is_wanted) {
        let named = BEGINNINGS.map(|letters| match letters {
            0 => (letters, lang.export_no_text().to_owned()),
            letters => (letters, lang.export_first_letters(letters)),
        });
        let choices = named.each_ref().map(|(letters, name)| (*letters, name.as_str()));
        choices_ui(ui, lang.export_beginning(), letters, &choices);
    }
}

impl ExportState {
    /// How many letters of each text are written for others; `None` if the export is the reader's own.
    pub fn shared_letters(&self) -> Option<usize> {
        self.for_sharing.filter(|_| self.format.can_be_shared())
    }

    /// Asks for what leaves if that was not yet asked of the articles that are chosen now.
    fn leaving_to_count(&mut self, view: &ExportView<'_>) -> Option<Command> {
        let asked = (self.scope, view.count(self.scope));
        if self.leaving.asked == Some(asked) {
            return None;
        }
        let number = self.leaving.number + 1;
        self.leaving = LeavingState { asked: Some(asked), number, counted: None };
        Some(Command::CountLeaving)
    }

    /// Replaces the path's extension with that of the new format; a format that exports a folder has none.
    fn follow_format(&mut self, before: Format) {
        let ending = |format: Format| match format.shape() {
            TargetShape::Folder => String::new(),
            TargetShape::File => format!(".{}", format.extension()),
        };
        let stem = self.path.strip_suffix(ending(before).as_str()).unwrap_or(&self.path);
        self.path = format!("{stem}{}", ending(self.format));
        self.forget_told();
    }

    /// Clears a message about an earlier path.
    pub fn forget_told(&mut self) {
        (self.told, self.overwrite) = (None, false);
    }
}
