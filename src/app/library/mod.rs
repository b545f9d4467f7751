//! The reader's marks in the window: a change takes effect at once, is sent to the engine for saving, and can
//! be undone.

mod notes;
mod searches;
mod stories;
mod tags;

pub(super) use tags::tag_name;

use crate::archive::Catalogue;
use crate::library::{ArticleKey, ArticleMarks, Edit, LibraryNews, Marks, Stamp, StoreTrouble};
use crate::ui::command::Action;
use crate::ui::message::Message;
use crate::view::{Lang, Marked, MarkedWhat};
use jiff::Timestamp;
use std::path::PathBuf;
use std::sync::Arc;

/// The most steps that can be undone.
const STEPS: usize = 200;

/// The marks and their undo history.
pub(super) struct Library {
    marks: Arc<Marks>,
    /// How many batches of changes have been sent to the engine, and how many it has tried to save.
    sent: u64,
    heard: u64,
    /// Whether changes can be saved.
    writable: bool,
    undo: Vec<UndoStep>,
    redo: Vec<UndoStep>,
    /// The message that something is not saved yet.
    unsaved: Option<Message>,
    saving: Saving,
    /// Earlier states of the marks that can be restored.
    earlier: Vec<PathBuf>,
}

/// Whether marks can be saved.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Saving {
    Works,
    /// Some marks are unsaved, because the file can't be written at the moment.
    Fails,
    /// The reader chose to leave anyway.
    GivenUp,
}

/// A change requested by the reader: its name and its edits.
pub(super) struct MarkChange {
    pub(super) what: MarkedWhat,
    pub(super) edits: Vec<Edit>,
}

/// The effects of a change.
#[derive(Default)]
pub(super) struct Changed {
    /// The edits for the engine to save.
    pub(super) edits: Vec<Edit>,
    /// What to tell the reader.
    pub(super) message: Option<Message>,
}

/// The effects of the engine's news about the marks.
pub(super) struct NewsEffects {
    /// A message that no longer applies.
    pub(super) withdrawn: Option<Message>,
    pub(super) message: Option<Message>,
    /// Whether the marks have changed.
    pub(super) is_changed: bool,
}

/// A change that was made, with the edits that undo it.
struct UndoStep {
    what: Marked,
    edits: Vec<Edit>,
}

/// An article to mark: the key of its marks, and the stamp for a mark made now.
pub(super) struct MarkTarget {
    pub(super) key: ArticleKey,
    pub(super) stamp: Stamp,
}

impl MarkTarget {
    /// The article with this ordinal; `None` if nothing identifies it.
    pub(super) fn of(catalogue: &Catalogue, ordinal: u32) -> Option<Self> {
        let row = catalogue.row(ordinal)?;
        let hash = row.body_hash();
        let stamp = Stamp { hash: hash.copied(), at: Timestamp::now() };
        Some(Self { key: catalogue.key(ordinal)?.into(), stamp })
    }
}

/// A mark that an article either has or hasn't.
#[derive(Clone, Copy)]
pub(super) enum MarkFlag {
    Star,
    Read,
}

impl Default for Library {
    fn default() -> Self {
        let (undo, redo) = (Vec::new(), Vec::new());
        let (marks, saving, earlier) = (Arc::default(), Saving::Works, Vec::new());
        Self { marks, sent: 0, heard: 0, writable: true, undo, redo, unsaved: None, saving, earlier }
    }
}

impl Library {
    pub(super) fn marks(&self) -> &Arc<Marks> {
        &self.marks
    }

    pub(super) fn is_writable(&self) -> bool {
        self.writable
    }

    /// Earlier states of the marks, as files to restore from.
    pub(super) fn earlier(&self) -> &[PathBuf] {
        &self.earlier
    }

    /// Whether closing the window would lose unsaved marks without the reader's consent.
    pub(super) fn asks_before_leaving(&self) -> bool {
        self.saving == Saving::Fails
    }

    /// Whether changes are on their way to the file, so that it isn't known yet whether they can be saved.
    pub(super) fn is_saving(&self) -> bool {
        self.saving != Saving::GivenUp && self.heard < self.sent
    }

    /// Lets the window close with marks unsaved.
    pub(super) fn leave_unsaved(&mut self) {
        self.saving = Saving::GivenUp;
    }

    pub(super) fn marks_of(&self, catalogue: &Catalogue, ordinal: u32) -> Option<&ArticleMarks> {
        Some(self.marks.of_article(catalogue, ordinal))
    }

    /// Adopts the marks as the engine has them, unless newer changes are still on their way to it.
    pub(super) fn on_news(&mut self, news: LibraryNews, lang: Lang) -> NewsEffects {
        // The unsaved message applies until everything is saved.
        let withdrawn = self.unsaved.take();
        let message = news.trouble.as_ref().map(|trouble| {
            let told = Message::lasting_warning(lang.store_trouble(trouble));
            let passes = matches!(trouble, StoreTrouble::Locked(_) | StoreTrouble::Failed(..));
            self.unsaved = passes.then(|| told.clone());
            told
        });
        self.writable = news.writable;
        if self.saving != Saving::GivenUp {
            self.saving = if news.unsaved { Saving::Fails } else { Saving::Works };
        }
        self.earlier = news.earlier;
        self.heard = news.heard;
        let is_changed = news.heard == self.sent;
        if is_changed {
            self.marks = news.marks;
        }
        NewsEffects { withdrawn, message, is_changed }
    }

    /// Adds a mark to articles, or removes it if all of them have it.
    pub(super) fn toggle(&self, flag: MarkFlag, targets: Vec<MarkTarget>) -> MarkChange {
        let is_marked = |key: &ArticleKey| {
            let marks = self.marks.of(key);
            match flag {
                MarkFlag::Star => marks.star.is_some(),
                MarkFlag::Read => marks.read.is_some(),
            }
        };
        let marks_all = !targets.iter().all(|target| is_marked(&target.key));
        let what = match (flag, marks_all) {
            (MarkFlag::Star, true) => MarkedWhat::Star,
            (MarkFlag::Star, false) => MarkedWhat::Unstar,
            (MarkFlag::Read, true) => MarkedWhat::Read,
            (MarkFlag::Read, false) => MarkedWhat::Unread,
        };
        let edit = |MarkTarget { key, stamp }| {
            let stamp = marks_all.then_some(stamp);
            match flag {
                MarkFlag::Star => Edit::Star(key, stamp),
                MarkFlag::Read => Edit::Read(key, stamp),
            }
        };
        MarkChange { what, edits: targets.into_iter().map(edit).collect() }
    }

    /// Applies a change requested by the reader, as a single undo step.
    pub(super) fn change(&mut self, change: MarkChange, lang: Lang) -> Changed {
        if !self.writable {
            let message = Some(Message::warning(lang.marks_read_only().to_owned()));
            return Changed { message, ..Changed::default() };
        }
        let MarkChange { what, edits } = change;
        let (edits, undo) = self.apply(edits);
        if undo.is_empty() {
            return Changed::default();
        }
        let what = Marked::new(what, &undo);
        let message = what.is_told().then(|| Message::done(lang.marked(&what)).undone_by(Action::Undo));
        self.redo.clear();
        self.undo.push(UndoStep { what, edits: undo });
        if self.undo.len() > STEPS {
            self.undo.remove(0);
        }
        Changed { edits, message }
    }

    /// Marks an article as read. Not an undo step, since the reader didn't ask for it.
    pub(super) fn mark_read(&mut self, target: MarkTarget) -> Changed {
        let (edits, _) = self.apply(vec![Edit::Read(target.key, Some(target.stamp))]);
        Changed { edits, message: None }
    }

    /// Moves an article's marks to its new key. Not an undo step, since the reader didn't ask for it.
    pub(super) fn carry(&mut self, from: &ArticleKey, to: &ArticleKey) -> Changed {
        let edits = if from == to { Vec::new() } else { self.marks.moving(from, to) };
        let (edits, _) = self.apply(edits);
        Changed { edits, message: None }
    }

    /// Moves marks made by earlier versions of the program to the keys of an archive's articles.
    pub(super) fn renew(&mut self, catalogue: &Catalogue) -> Changed {
        let (edits, _) = self.apply(self.marks.renewing(catalogue));
        Changed { edits, message: None }
    }

    /// Undoes the last step.
    pub(super) fn undo(&mut self, lang: Lang) -> Changed {
        let Some(UndoStep { what, edits }) = self.undo.pop() else {
            return Changed::only_tells(lang.nothing_to_undo());
        };
        let (edits, redo) = self.apply(edits);
        let message = Some(Message::done(lang.undone(&what)));
        self.redo.push(UndoStep { what, edits: redo });
        Changed { edits, message }
    }

    /// Redoes the last undone step.
    pub(super) fn redo(&mut self, lang: Lang) -> Changed {
        let Some(UndoStep { what, edits }) = self.redo.pop() else {
            return Changed::only_tells(lang.nothing_to_redo());
        };
        let (edits, undo) = self.apply(edits);
        let message = Some(Message::done(lang.redone(&what)));
        self.undo.push(UndoStep { what, edits: undo });
        Changed { edits, message }
    }

    /// A change that merges a backup into the marks.
    pub(super) fn merge(&self, edits: Vec<Edit>) -> MarkChange {
        MarkChange { what: MarkedWhat::Restore, edits: self.marks.merging(edits) }
    }

    /// Applies edits. Returns those that changed something, and the edits that undo them, in the order to apply
    /// them.
    fn apply(&mut self, mut edits: Vec<Edit>) -> (Vec<Edit>, Vec<Edit>) {
        let marks = Arc::make_mut(&mut self.marks);
        let mut undo = Vec::with_capacity(edits.len());
        edits.retain(|edit| match marks.apply(edit) {
            Some(inverse) => {
                undo.push(inverse);
                true
            }
            None => false,
        });
        undo.reverse();
        // The engine gets them in one message.
        self.sent += u64::from(!edits.is_empty());
        (edits, undo)
    }
}

impl Changed {
    fn only_tells(text: &str) -> Self {
        Self { edits: Vec::new(), message: Some(Message::note(text.to_owned())) }
    }
}
