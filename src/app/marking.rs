//! Marking: what the reader marks shows at once, goes to the engine to be kept, and can be undone and redone.

use super::Seogo;
use super::commands::expand_home;
use crate::engine::{BackedUp, LibraryNews};
use crate::library::{ArticleKey, ArticleMarks, Edit, LibraryError, Marks, Stamp, StoreTrouble, key_of};
use crate::ui::command::MarkCommand;
use crate::ui::dialogs::Dialog;
use crate::ui::message::Message;
use crate::view::{Marked, MarkedWhat};
use jiff::Timestamp;
use std::path::PathBuf;
use std::sync::Arc;

/// How many steps can be undone.
const STEPS: usize = 200;

/// The reader's marks as the window shows them.
pub(super) struct Library {
    pub(super) marks: Arc<Marks>,
    /// How many times the engine was asked to keep changes.
    sent: u64,
    /// Whether changes can be kept.
    writable: bool,
    undo: Vec<Step>,
    redo: Vec<Step>,
    /// The article that is being read, and since when, in seconds of the window's clock.
    reading: Option<(u32, f64)>,
    /// The message that something could not be saved yet.
    unsaved: Option<Message>,
}

impl Default for Library {
    fn default() -> Self {
        let (undo, redo) = (Vec::new(), Vec::new());
        Self { marks: Arc::default(), sent: 0, writable: true, undo, redo, reading: None, unsaved: None }
    }
}

/// What was done at once, and the changes that take it back.
struct Step {
    what: Marked,
    edits: Vec<Edit>,
}

impl Seogo {
    /// Takes over what the engine keeps, unless newer changes are on their way to it.
    pub(super) fn on_library(&mut self, news: LibraryNews) {
        // That something is not saved yet holds until it is.
        if self.library.unsaved.take().is_some_and(|told| self.message.as_ref() == Some(&told)) {
            self.message = None;
        }
        if let Some(trouble) = &news.trouble {
            let told = Message::lasting_warning(self.texts().store_trouble(trouble));
            let passes = matches!(trouble, StoreTrouble::Locked(_) | StoreTrouble::Failed(..));
            self.library.unsaved = passes.then(|| told.clone());
            self.message = Some(told);
        }
        self.library.writable = news.writable;
        if news.heard == self.library.sent {
            self.library.marks = news.marks;
            self.show_marks();
        }
    }

    /// What an article's marks are kept under, and the stamp of one that is made now.
    pub(super) fn key_and_stamp(&self, ordinal: u32) -> Option<(ArticleKey, Stamp)> {
        let row = self.listing.catalogue.row(ordinal)?;
        let hash = row.body_hash();
        Some((key_of(row.id(), hash)?.into(), Stamp { hash: hash.copied(), at: Timestamp::now() }))
    }

    /// What is marked on an article.
    pub(super) fn marks_of(&self, ordinal: u32) -> Option<&ArticleMarks> {
        Some(self.library.marks.of_row(&self.listing.catalogue.row(ordinal)?))
    }

    /// Stars the chosen articles or, where all of them are starred, takes the stars away.
    pub(super) fn toggle_star(&mut self) {
        let (what, unmarked) = (MarkedWhat::Star, MarkedWhat::Unstar);
        self.toggle(what, unmarked, |marks| marks.star.is_some(), Edit::Star);
    }

    /// Marks the chosen articles as read or, where all of them are, as not read.
    pub(super) fn toggle_read(&mut self) {
        // What was marked as not read stays so while it is in view.
        self.library.reading = self.selected.map(|ordinal| (ordinal, f64::INFINITY));
        let (what, unmarked) = (MarkedWhat::Read, MarkedWhat::Unread);
        self.toggle(what, unmarked, |marks| marks.read.is_some(), Edit::Read);
    }

    fn toggle(
        &mut self,
        mark: MarkedWhat,
        unmark: MarkedWhat,
        is_marked: impl Fn(&ArticleMarks) -> bool,
        edit: impl Fn(ArticleKey, Option<Stamp>) -> Edit,
    ) {
        let targets = self.targets();
        let on = !targets.iter().all(|&ordinal| self.marks_of(ordinal).is_some_and(&is_marked));
        let edits = targets.iter().filter_map(|&ordinal| self.key_and_stamp(ordinal));
        let edits = edits.map(|(key, stamp)| edit(key, on.then_some(stamp))).collect();
        self.mark(if on { mark } else { unmark }, edits);
    }

    /// Makes a change that was asked for by name.
    pub(super) fn change_marks(&mut self, change: MarkCommand) {
        match change {
            MarkCommand::Note(ordinal, place, text) => self.write_note(ordinal, place, &text),
            MarkCommand::Unhighlight(ordinal, place) => self.unhighlight(ordinal, place),
            MarkCommand::Untag(ordinal, name) => {
                let key = self.key_and_stamp(ordinal).map(|(key, _)| key);
                let edits = key.map(|key| Edit::Tag(key, name.clone(), None)).into_iter().collect();
                self.mark(MarkedWhat::Untag(name), edits);
            }
            MarkCommand::BackUp(path, replace) => self.back_up(expand_home(path), replace),
            MarkCommand::Restore(path) => self.engine.read_backup(expand_home(path)),
            MarkCommand::Tag(name, on) => self.tag(&name, on),
            MarkCommand::ColorTag(name, color) => self.color_tag(name, color),
            MarkCommand::RenameTag(old, new) => self.rename_tag(&old, &new),
            MarkCommand::DeleteTag(name) => self.delete_tag(name),
            MarkCommand::RenameSearch(old, new) => self.rename_search(&old, &new),
            MarkCommand::DeleteSearch(name) => self.delete_search(name),
            MarkCommand::MoveSearch(name, up) => self.move_search(&name, up),
        }
    }

    fn back_up(&mut self, path: PathBuf, replace: bool) {
        if self.archive.as_ref().is_some_and(|open| open.would_hold(&path)) {
            self.message = Some(Message::warning(self.texts().in_archive(&path)));
        } else {
            self.engine.back_up(path, replace);
        }
    }

    /// Makes changes that the reader asked for. They can be undone in one step.
    pub(super) fn mark(&mut self, what: MarkedWhat, edits: Vec<Edit>) {
        if !self.library.writable {
            self.message = Some(Message::warning(self.texts().marks_read_only().to_owned()));
            return;
        }
        let undo = self.change(edits);
        if undo.is_empty() {
            return;
        }
        let what = Marked::new(what, &undo);
        if what.articles > 1 || what.what == MarkedWhat::Restore {
            self.message = Some(Message::notice(self.texts().marked(&what)));
        }
        self.library.redo.clear();
        self.library.undo.push(Step { what, edits: undo });
        if self.library.undo.len() > STEPS {
            self.library.undo.remove(0);
        }
    }

    /// Makes changes and gives those that take them back, in the order in which they do.
    fn change(&mut self, mut edits: Vec<Edit>) -> Vec<Edit> {
        let marks = Arc::make_mut(&mut self.library.marks);
        let mut undo = Vec::with_capacity(edits.len());
        edits.retain(|edit| match marks.apply(edit) {
            Some(inverse) => {
                undo.push(inverse);
                true
            }
            None => false,
        });
        undo.reverse();
        if !edits.is_empty() {
            self.library.sent += 1;
            self.engine.keep(edits);
            self.show_marks();
        }
        undo
    }

    /// Takes back what was marked last.
    pub(super) fn undo(&mut self) {
        let texts = self.texts();
        let Some(Step { what, edits }) = self.library.undo.pop() else {
            self.message = Some(Message::notice(texts.nothing_to_undo().to_owned()));
            return;
        };
        let edits = self.change(edits);
        self.message = Some(Message::notice(texts.undone(&what)));
        self.library.redo.push(Step { what, edits });
    }

    /// Does again what was taken back last.
    pub(super) fn redo(&mut self) {
        let texts = self.texts();
        let Some(Step { what, edits }) = self.library.redo.pop() else {
            self.message = Some(Message::notice(texts.nothing_to_redo().to_owned()));
            return;
        };
        let edits = self.change(edits);
        self.message = Some(Message::notice(texts.redone(&what)));
        self.library.undo.push(Step { what, edits });
    }

    pub(super) fn on_backed_up(&mut self, done: BackedUp) {
        let texts = self.texts();
        self.message = Some(match done {
            Ok((path, count)) => Message::notice(texts.backed_up(&path.display().to_string(), count)),
            Err(LibraryError::Io(path, error)) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                self.dialog = Dialog::Replace(path);
                return;
            }
            Err(error) => Message::warning(texts.backup_error(&error)),
        });
    }

    /// Adds what a backup holds to what is marked. It can be undone like everything else.
    pub(super) fn on_backup_read(&mut self, read: Result<Vec<Edit>, LibraryError>) {
        match read {
            Ok(edits) => {
                let edits = self.library.marks.merging(edits);
                self.message = Some(Message::notice(self.texts().nothing_to_restore().to_owned()));
                self.mark(MarkedWhat::Restore, edits);
            }
            Err(error) => self.message = Some(Message::warning(self.texts().backup_error(&error))),
        }
    }

    /// Lets list, search and page show the marks as they are now.
    fn show_marks(&mut self) {
        self.engine.use_marks(self.library.marks.clone());
        if self.read.is_some() {
            self.make_page();
            self.reader.update(&self.page);
            if let Some(beside) = &mut self.beside {
                beside.reader.update(&beside.page);
            }
        }
    }

    /// Marks the shown article as read once it has been in view for a while.
    pub(super) fn note_reading(&mut self, context: &egui::Context) {
        let (now, focused) = context.input(|input| (input.time, input.focused));
        let wait = f64::from(self.settings.read_after);
        let Some(read) = self.read.as_ref().filter(|_| focused && wait > 0.0 && self.library.writable) else {
            return;
        };
        let ordinal = read.ordinal;
        let since = match self.library.reading {
            Some((same, since)) if same == ordinal => since,
            _ => now,
        };
        self.library.reading = Some((ordinal, since));
        if since > now || self.marks_of(ordinal).is_none_or(|marks| marks.read.is_some()) {
            return;
        }
        let left = since + wait - now;
        if left > 0.0 {
            context.request_repaint_after(std::time::Duration::from_secs_f64(left));
        } else if let Some((key, stamp)) = self.key_and_stamp(ordinal) {
            self.change(vec![Edit::Read(key, Some(stamp))]);
        }
    }
}
