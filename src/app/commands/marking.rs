//! Commands that change the reader's marks.

use super::expand_home;
use crate::app::library::{Changed, Library, MarkChange, MarkFlag, MarkTarget};
use crate::app::program::Program;
use crate::app::searching::Successors;
use crate::app::window::Window;
use crate::archive::Catalogue;
use crate::library::{ArticleKey, ArticleMarks, HighlightColor};
use crate::ui::command::{Action, Existing, MarkCommand, Switch};
use crate::ui::dialogs::Dialog;
use crate::ui::message::Message;
use crate::view::{self, ShelfKind};
use egui::Context;
use std::path::PathBuf;

impl Window {
    /// Runs a named command that changes marks.
    pub(super) fn mark_by_name(&mut self, action: Action, program: &mut Program) {
        let lang = program.lang();
        match action {
            Action::Star => self.toggle(MarkFlag::Star, program),
            Action::MarkRead => {
                self.shown.hold_unread();
                self.toggle(MarkFlag::Read, program);
            }
            Action::Tag => self.overlays.open_tags(),
            Action::Note => self.open_note(program),
            Action::Highlight => self.highlight(None, program),
            Action::BackUp => self.ask_for_backup(Dialog::BackUp, program),
            Action::Restore => {
                self.ask_for_backup(Dialog::Restore(program.library.earlier().to_vec()), program)
            }
            Action::SaveSearch => self.save_search(program),
            Action::Undo => {
                let changed = program.library.undo(lang);
                self.apply(changed, program);
            }
            _ => {
                let changed = program.library.redo(lang);
                self.apply(changed, program);
            }
        }
    }

    /// Runs a change that carries its own arguments.
    pub(super) fn change_marks(&mut self, change: MarkCommand, program: &mut Program) {
        let library = &program.library;
        let change = match change {
            MarkCommand::BackUp(path, existing) => return self.back_up(expand_home(path), existing, program),
            MarkCommand::Restore(path) => return program.engine.ask_for_backup(expand_home(path)),
            MarkCommand::Note(place, text) => {
                self.shown_target().and_then(|target| library.write_note(target, place, &text))
            }
            MarkCommand::Highlight(color) => return self.highlight(Some(color), program),
            MarkCommand::ColorHighlight(place, color) => {
                self.shown_target().map(|target| library.highlight(target, place, color))
            }
            MarkCommand::Unhighlight(place) => {
                self.shown_target().map(|target| Library::unhighlight(target, place))
            }
            MarkCommand::Untag(name) => self.shown_target().map(|target| Library::untag(target, name)),
            MarkCommand::Tag(name, switch) => library.tag(self.marked_targets(), &name, switch),
            MarkCommand::Shelve(ordinal, kind, name) => self.shelve(ordinal, kind, &name, program),
            MarkCommand::ColorTag(name, color) => Some(Library::color_tag(name, color)),
            MarkCommand::RenameTag(old, new) => library.rename_tag(&old, &new),
            MarkCommand::DeleteTag(name) => Some(library.delete_tag(name)),
            MarkCommand::RenameSearch(old, new) => library.rename_search(&old, &new),
            MarkCommand::DeleteSet(name) => Some(Library::delete_set(name)),
            MarkCommand::DeleteSearch(name) => Some(Library::delete_search(name)),
            MarkCommand::MoveSearch(name, shift) => library.move_search(&name, shift),
            MarkCommand::Story(article, other, judgement) => {
                let targets = self.target(article).zip(self.target(other));
                targets.map(|(article, other)| library.judge_story(&article, &other, judgement))
            }
            MarkCommand::WithdrawStory(article, other) => {
                let targets = self.target(article).zip(self.target(other));
                targets.map(|(article, other)| Library::withdraw_story(article, other))
            }
        };
        if let Some(change) = change {
            self.mark(change, program);
        }
    }

    /// The change that puts a dragged article on a shelf, or all selected ones if it is among them; `None` if the shelf
    /// doesn't take any, or has them all.
    fn shelve(&self, ordinal: u32, kind: ShelfKind, name: &str, program: &Program) -> Option<MarkChange> {
        let chosen = self.targets();
        let dragged = if chosen.contains(&ordinal) { chosen } else { vec![ordinal] };
        let catalogue = self.searching.catalogue();
        let (flag, is_on) = match kind {
            ShelfKind::Tag(_) => {
                let targets = dragged.into_iter().filter_map(|ordinal| self.target(ordinal)).collect();
                return program.library.tag(targets, name, Switch::On);
            }
            ShelfKind::Starred => (MarkFlag::Star, true),
            ShelfKind::Unread => (MarkFlag::Read, false),
            ShelfKind::All
            | ShelfKind::Notes
            | ShelfKind::Highlights
            | ShelfKind::Search
            | ShelfKind::Set => {
                return None;
            }
        };
        let marks = |ordinal: &u32| program.library.marks().of_article(catalogue, *ordinal);
        let others = dragged.iter().filter(|ordinal| {
            let mine = marks(ordinal);
            (if kind == ShelfKind::Starred { mine.star.is_some() } else { mine.read.is_some() }) != is_on
        });
        let targets: Vec<MarkTarget> = others.filter_map(|&ordinal| self.target(ordinal)).collect();
        // None of them has the wanted state, so that switching gives it to all.
        (!targets.is_empty()).then(|| program.library.toggle(flag, targets))
    }

    /// Applies a change that can be undone; false if it changes nothing.
    pub(in crate::app) fn mark(&mut self, change: MarkChange, program: &mut Program) -> bool {
        let changed = program.library.change(change, program.kept.lang());
        let is_any = !changed.edits.is_empty();
        self.apply(changed, program);
        is_any
    }

    /// Sends edits to the engine to be saved and updates list, search and page.
    fn apply(&mut self, changed: Changed, program: &mut Program) {
        if let Some(message) = changed.message {
            self.tell(message);
        }
        if !changed.edits.is_empty() {
            program.engine.save_edits(changed.edits);
            self.show_marks(program);
        }
    }

    /// Updates list, search and page to the current marks.
    pub(in crate::app) fn show_marks(&mut self, program: &mut Program) {
        program.engine.use_marks(program.library.marks().clone());
        let (shown, basis) = self.shown_and_basis(program);
        shown.show_marks(&basis);
    }

    fn shown_target(&self) -> Option<MarkTarget> {
        self.target(self.shown.listed(self.searching.catalogue())?)
    }

    /// Moves marks to the new key of articles whose files were rewritten.
    pub(in crate::app) fn carry_marks(
        &mut self,
        successors: &Successors<'_>,
        before: &Catalogue,
        gone: impl Iterator<Item = u32>,
        program: &mut Program,
    ) {
        let marks = program.library.marks();
        let marked = gone.filter(|&gone| !marks.of_article(before, gone).is_empty());
        let moved = marked.filter_map(|gone| {
            let (from, to) = (before.key(gone)?, self.target(successors.of_article(gone)?)?.key);
            Some((ArticleKey::from(from), to))
        });
        for (from, to) in moved.collect::<Vec<_>>() {
            let changed = program.library.carry(&from, &to);
            self.apply(changed, program);
        }
    }

    /// Keeps marks of earlier versions under the keys of the archive's articles, once both are there.
    pub(in crate::app) fn renew_marks(&mut self, program: &mut Program) {
        if let Some(loaded) = program.open.as_ref().and_then(|open| open.loaded.as_ref())
            && program.library.is_writable()
        {
            let changed = program.library.renew(&loaded.catalogue);
            self.apply(changed, program);
        }
    }

    fn marked_targets(&self) -> Vec<MarkTarget> {
        self.targets().into_iter().filter_map(|ordinal| self.target(ordinal)).collect()
    }

    fn toggle(&mut self, flag: MarkFlag, program: &mut Program) {
        let change = program.library.toggle(flag, self.marked_targets());
        self.mark(change, program);
    }

    /// Highlights the text selected in the article in a colour. Without one, it is highlighted in the last colour, or
    /// its highlight is removed.
    fn highlight(&mut self, color: Option<HighlightColor>, program: &mut Program) {
        let Some((ordinal, place)) = self.shown.passage() else {
            self.tell(Message::note(program.lang().nothing_to_highlight().to_owned()));
            return;
        };
        if let Some(target) = self.target(ordinal) {
            self.shown.deselect();
            let change = match color {
                Some(color) => {
                    program.kept.change_session(|session| session.highlight_color = color);
                    program.library.highlight(target, place, color)
                }
                None => {
                    let color = program.kept.session().highlight_color;
                    program.library.toggle_highlight(target, place, color)
                }
            };
            self.mark(change, program);
        }
    }

    /// Saves the note being written before something else is shown.
    pub(in crate::app) fn keep_draft(&mut self, program: &mut Program) {
        if let Some(written) = self.shown.take_draft() {
            self.change_marks(written, program);
        }
    }

    /// Saves the current query as a search named after its words, or deletes it if it is already saved.
    fn save_search(&mut self, program: &mut Program) {
        let query = view::saved_query(self.searching.request(), program.lang());
        if let Some(name) = program.library.name_of_search(&query) {
            let change = Library::delete_search(name.to_owned());
            self.mark(change, program);
            return;
        }
        let (change, name) = program.library.save_search(query);
        if self.mark(change, program) {
            self.tell(Message::done(program.lang().marked_save(&name)));
        }
    }

    /// Asks where to write a backup of all marks, or which one to restore.
    fn ask_for_backup(&mut self, dialog: Dialog, program: &mut Program) {
        self.keep_draft(program);
        let home = etcetera::home_dir().unwrap_or_default();
        self.overlays.open_with_path(dialog, home.join("seogo-marks.json").display().to_string());
    }

    fn back_up(&mut self, path: PathBuf, existing: Existing, program: &mut Program) {
        if program.open.as_ref().is_some_and(|open| open.archive.would_hold(&path)) {
            self.overlays.on_backup_failed(program.kept.lang().in_archive(&path));
        } else {
            program.engine.back_up(path, existing == Existing::Replace);
        }
    }

    /// Marks the shown article as read once it has been visible for a while.
    pub(in crate::app) fn mark_read(&mut self, context: &Context, program: &mut Program) {
        if !program.library.is_writable() {
            return;
        }
        let wait = f64::from(program.kept.settings().read_after);
        let (library, catalogue) = (&program.library, self.searching.catalogue());
        let marks = |ordinal| -> Option<&ArticleMarks> { library.marks_of(catalogue, ordinal) };
        let Some(ordinal) = self.shown.is_read_through(context, wait, marks) else { return };
        if let Some(target) = self.target(ordinal) {
            let changed = program.library.mark_read(target);
            self.apply(changed, program);
        }
    }
}
