//! The modal dialogs: help, problems, settings, the path field and the questions.

use super::command::{Action, Command, Existing, MarkCommand};
use super::guide::{GuideState, guide_ui};
use super::keys_page::{KeysState, KeysView, keys_ui};
use super::modal::{Go, foot_ui, group_ui, modal_ui};
use super::path_field::{PathField, path_field_ui, path_told_ui};
use super::problem_list::{ProblemListState, problem_list_ui};
use super::settings_window::{SettingsState, settings_ui};
use super::theme::Palette;
use super::welcome::recent_ui;
use crate::archive::{Catalogue, Problems};
use crate::article::{shown_address, user_part, web_address};
use crate::library::Settings;
use crate::view::{Lang, ask_to_overwrite, one_line};
use egui::{Context, Key, Label, Modifiers, RichText, Ui, style::ScrollAnimation, vec2};
use std::path::{Path, PathBuf};

/// The least width at which the help page has a column for the commands' names in the settings, and how far an
/// arrow key scrolls the page, in points.
const LINE: f32 = 60.0;

/// The dialog that is open.
#[derive(Debug)]
pub enum Dialog {
    Guide(GuideState),
    /// Every command with its keys, plus the paths of the settings file and the log.
    Help(KeysState, String, String),
    /// The problems of the archive.
    Problems(ProblemListState),
    Settings(SettingsState),
    /// The field for a path, with the reason it was opened, if any.
    OpenPath(Option<String>),
    /// Asks where to write the backup of all marks.
    BackUp,
    /// Asks which backup of the marks to restore and offers the earlier states found on disk.
    Restore(Vec<PathBuf>),
    /// Asks whether to open an address that has a user name before its host.
    OpenAddress(String),
    /// Asks whether to close the window although the marks can't be saved to this file.
    Unsaved(PathBuf),
    /// Asks whether to replace an existing backup.
    Replace(PathBuf),
    /// Asks where to save the shown chart or its numbers.
    SaveChart,
    /// Asks whether to replace an existing file by a chart.
    ReplaceByChart(PathBuf),
}

/// Paints a dialog. The second value is true if it should close.
pub fn dialog_ui(
    context: &Context,
    dialog: &mut Dialog,
    problems: Option<(&Problems, &Catalogue)>,
    path: &mut PathField,
    recent: &[PathBuf],
    settings: &Settings,
    lang: Lang,
) -> (Option<Command>, bool) {
    let (title, width) = title_and_width(dialog, lang);
    let shown = modal_ui(context, "dialog", title, width, |ui, height| match dialog {
        Dialog::Guide(state) => {
            guide_ui(ui, state, height, lang);
            (None, closed_ui(ui, lang))
        }
        Dialog::Help(state, file, log) => {
            let view = KeysView { settings, files: [file, log], lang };
            (keys_ui(ui, state, &view, height), closed_ui(ui, lang))
        }
        Dialog::Problems(state) => {
            let command = problems.and_then(|problems| problem_list_ui(ui, problems, state, height, lang));
            (command, closed_ui(ui, lang))
        }
        Dialog::Settings(state) => (settings_ui(ui, state, settings, height, lang), closed_ui(ui, lang)),
        Dialog::OpenPath(reason) => open_path(ui, reason.as_deref(), path, recent, lang),
        Dialog::BackUp => {
            let (path, closed) = path_ui(ui, path, lang.back_up_hint(), lang.back_up(), lang);
            (path.map(|path| Command::Mark(MarkCommand::BackUp(path, Existing::Keep))), closed)
        }
        Dialog::Restore(earlier) => restore(ui, path, earlier, lang),
        Dialog::OpenAddress(address) => open_address(ui, address, lang),
        Dialog::Unsaved(path) => unsaved(ui, path, lang),
        Dialog::Replace(path) => {
            let (path, closed) = replace(ui, path, lang);
            (path.map(|path| Command::Mark(MarkCommand::BackUp(path, Existing::Replace))), closed)
        }
        Dialog::SaveChart => {
            let (path, closed) = path_ui(ui, path, lang.save_chart_hint(), lang.save_chart(), lang);
            (path.map(|path| Command::SaveChart(path, Existing::Keep)), closed)
        }
        Dialog::ReplaceByChart(path) => {
            let (path, closed) = replace(ui, path, lang);
            (path.map(|path| Command::SaveChart(path, Existing::Replace)), closed)
        }
    });
    let (command, closed) = shown.inner;
    let done = closed || shown.backdrop_response.clicked() || command.as_ref().is_some_and(ends_dialog);
    (command, done)
}

/// A dialog's title, and its width in points.
fn title_and_width(dialog: &Dialog, lang: Lang) -> (&'static str, f32) {
    match dialog {
        Dialog::Guide(_) => (lang.guide(), 720.0),
        Dialog::Help(..) => (lang.keys(), 620.0),
        Dialog::Problems(_) => (lang.problems(), 720.0),
        Dialog::Settings(_) => (lang.settings(), 560.0),
        Dialog::OpenPath(_) => (lang.open_typed_path(), 480.0),
        Dialog::BackUp | Dialog::Replace(_) => (lang.back_up(), 480.0),
        Dialog::Restore(_) => (lang.restore(), 480.0),
        Dialog::SaveChart | Dialog::ReplaceByChart(_) => (lang.save_chart(), 480.0),
        Dialog::OpenAddress(_) => (lang.open_original(), 480.0),
        Dialog::Unsaved(_) => (lang.unsaved_marks(), 480.0),
    }
}

/// Whether a command closes the dialog that issued it. Commands that take a typed path don't: the dialog stays
/// open, with the path in its field, until the path proves usable.
fn ends_dialog(command: &Command) -> bool {
    use Action::{ClearCache, ZoomIn, ZoomOut, ZoomReset};
    !matches!(
        command,
        Command::Do(ClearCache | ZoomIn | ZoomOut | ZoomReset)
            | Command::ShowPath(_)
            | Command::Set(_)
            | Command::Open(_)
            | Command::SaveChart(..)
            | Command::Mark(MarkCommand::BackUp(..) | MarkCommand::Restore(_))
    )
}

/// Scrolls the page by the usual paging keys.
pub(super) fn scroll_by_key(ui: &Ui) {
    let page = (ui.clip_rect().height() - LINE).max(LINE);
    let all = ui.min_rect().height();
    let steps = [
        (Key::ArrowDown, LINE),
        (Key::ArrowUp, -LINE),
        (Key::PageDown, page),
        (Key::PageUp, -page),
        (Key::End, all),
        (Key::Home, -all),
    ];
    let down: f32 = ui.input_mut(|input| {
        steps.iter().map(|&(key, by)| input.count_and_consume_key(Modifiers::NONE, key) as f32 * by).sum()
    });
    if down != 0.0 {
        ui.scroll_with_delta_animation(vec2(0.0, -down), ScrollAnimation::none());
    }
}

/// The foot of a dialog that has only a button to close it.
fn closed_ui(ui: &mut Ui, lang: Lang) -> bool {
    foot_ui(ui, lang.close(), None).closed
}

/// Offers the earlier states of the marks stored beside their file, and a field for the path of any other
/// backup.
fn restore(ui: &mut Ui, path: &mut PathField, earlier: &[PathBuf], lang: Lang) -> (Option<Command>, bool) {
    let mut chosen = None;
    if !earlier.is_empty() {
        group_ui(ui, lang.earlier_marks());
        for file in earlier {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            if ui.button(name).clicked() {
                chosen = Some(file.clone());
            }
        }
        ui.add_space(8.0);
    }
    let (typed, closed) = path_ui(ui, path, lang.restore_hint(), lang.restore(), lang);
    (chosen.or(typed).map(|path| Command::Mark(MarkCommand::Restore(path))), closed)
}

fn open_address(ui: &mut Ui, address: &str, lang: Lang) -> (Option<Command>, bool) {
    ui.add(Label::new(one_line(&shown_address(address))).wrap());
    ui.add_space(6.0);
    let host = web_address(address).and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
    ui.add(Label::new(lang.ask_open_address(&host, &user_part(address).unwrap_or_default())).wrap());
    let foot = foot_ui(ui, lang.dismiss(), Some(Go { name: lang.open_anyway(), enabled: true }));
    (foot.went.then(|| Command::OpenAskedAddress(address.to_owned())), foot.closed)
}

fn unsaved(ui: &mut Ui, path: &Path, lang: Lang) -> (Option<Command>, bool) {
    let folder = path.parent().unwrap_or(path);
    ui.add(Label::new(lang.ask_leave_unsaved(&path.to_string_lossy(), &folder.to_string_lossy())).wrap());
    let foot = foot_ui(ui, lang.dismiss(), Some(Go { name: lang.leave_unsaved(), enabled: true }));
    (foot.went.then_some(Command::LeaveUnsaved), foot.closed)
}

/// A field for the path of a backup, with a hint and a confirm button. Enter confirms as well.
fn path_ui(ui: &mut Ui, path: &mut PathField, hint: &str, go: &str, lang: Lang) -> (Option<PathBuf>, bool) {
    ui.add(Label::new(RichText::new(hint).color(Palette::of(ui).secondary)).wrap());
    ui.add_space(6.0);
    let room = ui.available_width();
    let entered = path_field_ui(ui, path, lang.file_path(), "", room);
    path_told_ui(ui, path);
    let typed = path.path();
    let foot = foot_ui(ui, lang.close(), Some(Go { name: go, enabled: typed.is_some() }));
    (typed.filter(|_| foot.went || entered), foot.closed)
}

fn replace(ui: &mut Ui, path: &Path, lang: Lang) -> (Option<PathBuf>, bool) {
    ui.add(Label::new(ask_to_overwrite(path, lang)).wrap());
    let foot = foot_ui(ui, lang.dismiss(), Some(Go { name: lang.export_overwrite(), enabled: true }));
    (foot.went.then(|| path.to_owned()), foot.closed)
}

fn open_path(
    ui: &mut Ui,
    reason: Option<&str>,
    path: &mut PathField,
    recent: &[PathBuf],
    lang: Lang,
) -> (Option<Command>, bool) {
    if let Some(reason) = reason {
        ui.label(RichText::new(reason).color(Palette::of(ui).secondary));
    }
    let room = ui.available_width();
    let entered = path_field_ui(ui, path, lang.path_field(), lang.path_hint(), room);
    path_told_ui(ui, path);
    if !recent.is_empty() {
        group_ui(ui, lang.recent());
    }
    let chosen = recent_ui(ui, recent);
    let typed = path.path();
    let foot = foot_ui(ui, lang.close(), Some(Go { name: lang.open_path(), enabled: typed.is_some() }));
    let typed = typed.filter(|_| foot.went || entered).map(Command::Open);
    (chosen.or(typed), foot.closed)
}
