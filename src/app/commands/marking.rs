//! Commands that change the reader's marks.

use super::expand_home;
use crate::app::Seogo;
use crate::app::library::{Changed, Library, MarkChange, MarkFlag, MarkTarget};
use crate::app::searching::Successors;
use crate::archive::Catalogue;
use crate::library::{ArticleKey, ArticleMarks};
use crate::ui::command::{Action, Existing, MarkCommand};
use crate::ui::dialogs::Dialog;
use crate::ui::message::Message;
use crate::view;
use egui::Context;
use std::path::PathBuf;

impl Seogo {
    /// Runs a named command that changes marks.
    pub(super) fn mark_by_name(&mut self, action: Action) {
        let lang = self.lang();
        match action {
            Action::Star => self.toggle(MarkFlag::Star),
            Action::MarkRead => {
                self.window.shown.hold_unread();
                self.toggle(MarkFlag::Read);
            }
            Action::Tag => self.window.overlays.open_tags(),
            Action::Note => self.open_note(),
            Action::Highlight => self.highlight(),
            Action::BackUp => self.ask_for_backup(Dialog::BackUp),
            Action::Restore => self.ask_for_backup(Dialog::Restore(self.library.earlier().to_vec())),
            Action::SaveSearch => self.save_search(),
            Action::Undo => {
                let changed = self.library.undo(lang);
                self.apply(changed);
            }
            _ => {
                let changed = self.library.redo(lang);
                self.apply(changed);
            }
        }
    }

    /// Runs a change that carries its own arguments.
    pub(super) fn change_marks(&mut self, change: MarkCommand) {
        let library = &self.library;
        let change = match change {
            MarkCommand::BackUp(path, existing) => return self.back_up(expand_home(path), existing),
            MarkCommand::Restore(path) => return self.engine.ask_for_backup(expand_home(path)),
            MarkCommand::Note(place, text) => {
                self.shown_target().and_then(|target| library.write_note(target, place, &text))
            }
            MarkCommand::Unhighlight(place) => {
                self.shown_target().map(|target| Library::unhighlight(target, place))
            }
            MarkCommand::Untag(name) => self.shown_target().map(|target| Library::untag(target, name)),
            MarkCommand::Tag(name, switch) => library.tag(self.marked_targets(), &name, switch),
            MarkCommand::ColorTag(name, color) => Some(Library::color_tag(name, color)),
            MarkCommand::RenameTag(old, new) => library.rename_tag(&old, &new),
            MarkCommand::DeleteTag(name) => Some(library.delete_tag(name)),
            MarkCommand::RenameSearch(old, new) => library.rename_search(&old, &new),
            MarkCommand::DeleteSearch(name) => Some(Library::delete_search(name)),
            MarkCommand::MoveSearch(name, shift) => library.move_search(&name, shift),
            MarkCommand::Story(article, other, judgement) => {
                let targets = self.window.target(article).zip(self.window.target(other));
                targets.map(|(article, other)| library.judge_story(&article, &other, judgement))
            }
            MarkCommand::WithdrawStory(article, other) => {
                let targets = self.window.target(article).zip(self.window.target(other));
                targets.map(|(article, other)| Library::withdraw_story(article, other))
            }
        };
        if let Some(change) = change {
            self.mark(change);
        }
    }

    /// Applies a change that can be undone; false if it changes nothing.
    pub(in crate::app) fn mark(&mut self, change: MarkChange) -> bool {
        let changed = self.library.change(change, self.kept.lang());
        let is_any = !changed.edits.is_empty();
        self.apply(changed);
        is_any
    }

    /// Sends edits to the engine to be saved and updates list, search and page.
    fn apply(&mut self, changed: Changed) {
        if let Some(message) = changed.message {
            self.tell(message);
        }
        if !changed.edits.is_empty() {
            self.engine.save_edits(changed.edits);
            self.show_marks();
        }
    }

    /// Updates list, search and page to the current marks.
    pub(in crate::app) fn show_marks(&mut self) {
        self.engine.use_marks(self.library.marks().clone());
        let (shown, basis) = self.shown_and_basis();
        shown.show_marks(&basis);
    }

    fn shown_target(&self) -> Option<MarkTarget> {
        self.window.target(self.window.shown.listed(self.window.searching.catalogue())?)
    }

    /// Moves marks to the new key of articles whose files were rewritten.
    pub(in crate::app) fn carry_marks(
        &mut self,
        successors: &Successors<'_>,
        before: &Catalogue,
        gone: impl Iterator<Item = u32>,
    ) {
        let marks = self.library.marks();
        let marked = gone.filter(|&gone| !marks.of_article(before, gone).is_empty());
        let moved = marked.filter_map(|gone| {
            let (from, to) = (before.key(gone)?, self.window.target(successors.of_article(gone)?)?.key);
            Some((ArticleKey::from(from), to))
        });
        for (from, to) in moved.collect::<Vec<_>>() {
            let changed = self.library.carry(&from, &to);
            self.apply(changed);
        }
    }

    /// Keeps marks of earlier versions under the keys of the archive's articles, once both are there.
    pub(in crate::app) fn renew_marks(&mut self) {
        if let Some(loaded) = self.open.as_ref().and_then(|open| open.loaded.as_ref())
            && self.library.is_writable()
        {
            let changed = self.library.renew(&loaded.catalogue);
            self.apply(changed);
        }
    }

    fn marked_targets(&self) -> Vec<MarkTarget> {
        self.targets().into_iter().filter_map(|ordinal| self.window.target(ordinal)).collect()
    }

    fn toggle(&mut self, flag: MarkFlag) {
        let change = self.library.toggle(flag, self.marked_targets());
        self.mark(change);
    }

    /// Highlights the text selected in the article, or removes its highlight.
    fn highlight(&mut self) {
        let Some((ordinal, place)) = self.window.shown.passage() else {
            self.tell(Message::note(self.lang().nothing_to_highlight().to_owned()));
            return;
        };
        if let Some(target) = self.window.target(ordinal) {
            self.window.shown.deselect();
            let change = self.library.toggle_highlight(target, place);
            self.mark(change);
        }
    }

    /// Saves the note being written before something else is shown.
    pub(in crate::app) fn keep_draft(&mut self) {
        if let Some(written) = self.window.shown.take_draft() {
            self.change_marks(written);
        }
    }

    /// Saves the current query as a search named after its words, or deletes it if it is already saved.
    fn save_search(&mut self) {
        let query = view::saved_query(self.window.searching.request(), self.lang());
        if let Some(name) = self.library.name_of_search(&query) {
            let change = Library::delete_search(name.to_owned());
            self.mark(change);
            return;
        }
        let (change, name) = self.library.save_search(query);
        if self.mark(change) {
            self.tell(Message::done(self.lang().marked_save(&name)));
        }
    }

    /// Asks where to write a backup of all marks, or which one to restore.
    fn ask_for_backup(&mut self, dialog: Dialog) {
        self.keep_draft();
        let home = etcetera::home_dir().unwrap_or_default();
        self.window.overlays.open_with_path(dialog, home.join("seogo-marks.json").display().to_string());
    }

    fn back_up(&mut self, path: PathBuf, existing: Existing) {
        if self.open.as_ref().is_some_and(|open| open.archive.would_hold(&path)) {
            self.window.overlays.on_backup_failed(self.kept.lang().in_archive(&path));
        } else {
            self.engine.back_up(path, existing == Existing::Replace);
        }
    }

    /// Marks the shown article as read once it has been visible for a while.
    pub(in crate::app) fn mark_read(&mut self, context: &Context) {
        if !self.library.is_writable() {
            return;
        }
        let wait = f64::from(self.kept.settings().read_after);
        let (library, catalogue) = (&self.library, self.window.searching.catalogue());
        let marks = |ordinal| -> Option<&ArticleMarks> { library.marks_of(catalogue, ordinal) };
        let Some(ordinal) = self.window.shown.is_read_through(context, wait, marks) else { return };
        if let Some(target) = self.window.target(ordinal) {
            let changed = self.library.mark_read(target);
            self.apply(changed);
        }
    }
}
