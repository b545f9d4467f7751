//! Commands that choose how files are to be read: their columns, or as plain text.

use crate::app::open::Open;
use crate::app::program::Program;
#[cfg(feature = "cluster")]
use crate::app::servers::Reaching;
use crate::app::window::Window;
use crate::library::Choice;
use crate::ui::command::Action;
use crate::ui::message::Message;
use std::path::{Path, PathBuf};

impl Window {
    /// Reads the files without an extension in the open folder as plain text, or passes them over again.
    pub(super) fn choose_as_text(&mut self, action: Action, program: &mut Program) {
        let is_text = action == Action::ReadAsText;
        if let Some(folder) = program.open.as_ref().map(|open| open.folder().to_owned()) {
            let is_kept = self.choose(Choice::Plain(folder.clone(), is_text), folder, program);
            let lang = program.lang();
            if is_kept {
                self.tell(match is_text {
                    true => Message::done(lang.reading_as_text().to_owned()).undone_by(Action::PassOverTexts),
                    false => Message::done(lang.passing_over_texts().to_owned()),
                });
            }
        }
    }

    /// Opens the dialog for the columns of the shown article's file, or of the archive.
    pub(super) fn choose_columns_shown(&mut self, program: &mut Program) {
        #[cfg(feature = "cluster")]
        if let Some(address) = program.index_with_columns() {
            return self.open_server(&address, Reaching::ForFields, program);
        }
        if let Some(path) = self.file_with_columns(program) {
            self.choose_columns(path, program);
        }
    }

    /// The table or JSON whose columns can be chosen: the shown article's file, the archive itself, or the first of a
    /// folder without articles, relative to the folder.
    pub(super) fn file_with_columns(&self, program: &Program) -> Option<PathBuf> {
        let shown = self.shown.selected().and_then(|ordinal| self.searching.catalogue().row(ordinal));
        let of_shown = shown.filter(|row| row.entry().is_some()).map(|row| row.file_path().to_owned());
        of_shown.or_else(|| {
            let open = program.open.as_ref()?;
            open.archive.only.clone().or_else(|| open.without_articles().next().map(Path::to_owned))
        })
    }

    /// Opens the dialog for the columns of a table or JSON, and reads its beginning.
    pub(in crate::app) fn choose_columns(&mut self, path: PathBuf, program: &mut Program) {
        self.overlays.open_columns(path.clone());
        program.engine.preview_columns(path);
    }

    /// Remembers how a file or the files of a folder are to be read, and reads what is at `path` again. False if the
    /// choice can't be saved, which is reported.
    pub(super) fn choose(&mut self, choice: Choice, path: PathBuf, program: &mut Program) -> bool {
        let kept_in = program.kept.choose(choice.clone(), program.open.as_ref().map(Open::folder));
        program.engine.set_choices(program.kept.choices().clone(), vec![path]);
        let is_kept = kept_in.is_ok();
        match kept_in {
            Ok(folders) => {
                folders.into_iter().for_each(|folders| program.engine.keep_choice(choice.clone(), folders))
            }
            Err(error) => self.tell(Message::lasting_warning(program.lang().library_error(&error))),
        }
        is_kept
    }
}

impl Program {
    /// Whether the files without an extension in the open folder are read as plain text because the reader
    /// said so.
    pub(in crate::app) fn reads_as_text(&self) -> bool {
        self.open.as_ref().is_some_and(|open| self.kept.choices().is_plain(open.folder()))
    }

    /// The address of the open index, if the reader has named its fields.
    pub(super) fn index_with_columns(&self) -> Option<PathBuf> {
        let path = self.open.as_ref().filter(|open| open.archive.is_on_server())?.path();
        self.kept.choices().columns_of(Path::new(""), &path).map(|_| path.clone())
    }
}
