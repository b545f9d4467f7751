//! Commands that take something out of the archive: copies, exports, and files or addresses for other programs.

use super::expand_home;
use crate::app::Seogo;
use crate::engine::{CopyJob, ExportJob, Exported};
use crate::export::{ArticleFields, CitationForm, CopyFormat, Wording};
use crate::library::CitationStyle;
use crate::ui::command::{Action, Copied};
use crate::ui::export_dialog::ExportScope;
use crate::ui::message::Message;
use crate::view;
use egui::Context;
use std::path::Path;

/// The most articles copied at once, since the clipboard is held in memory by this program and the receiving
/// one.
const MOST: usize = 1000;
/// How many characters of a copied text the message quotes.
const EXCERPT: usize = 40;

impl Seogo {
    /// Runs a named command that hands something to another program.
    pub(super) fn take_out(&mut self, context: &Context, action: Action) {
        match action {
            Action::OpenOriginal => match self.window.shown.open_original() {
                Some(command) => self.run(context, command),
                None => self.tell_no_original(),
            },
            Action::ShowInFolder => {
                if let Some(ordinal) = self.window.shown.selected() {
                    self.show_file(ordinal);
                }
            }
            _ => self.open_export(),
        }
    }

    /// Puts text on the clipboard and says what was copied.
    pub(super) fn copy(&mut self, context: &Context, copied: Copied, text: String) {
        let lang = self.lang();
        if text.is_empty() {
            return self.tell(Message::note(lang.nothing_to_copy().to_owned()));
        }
        let told = match copied {
            Copied::Selection => lang.copied_selection(&excerpt(&text)),
            Copied::Address => lang.copied_address(&text),
            Copied::Articles(format, style, count) => lang.copied_articles(format, style, count),
        };
        context.copy_text(text);
        self.tell(Message::done(told));
    }

    pub(super) fn copy_address(&mut self, context: &Context) {
        match self.window.shown.original().map(str::to_owned) {
            Some(address) => self.copy(context, Copied::Address, address),
            None => self.tell_no_original(),
        }
    }

    /// Copies the selected passage, or else the command's target articles, in the citation style set by the
    /// reader.
    pub(super) fn copy_as(&mut self, context: &Context, format: CopyFormat) {
        self.copy_in(context, format, CitationForm::of(self.kept.settings()));
    }

    /// Copies the target articles' citations in a given style.
    pub(super) fn cite(&mut self, context: &Context, style: CitationStyle) {
        let form = CitationForm { style, ..CitationForm::of(self.kept.settings()) };
        self.copy_in(context, CopyFormat::Citation, form);
    }

    fn copy_in(&mut self, context: &Context, format: CopyFormat, form: CitationForm) {
        let ordinals = self.targets();
        if ordinals.len() > MOST {
            self.tell(Message::warning(self.lang().too_many_to_copy().to_owned()));
            return;
        }
        let catalogue = self.window.searching.catalogue();
        if let [ordinal] = *ordinals.as_slice()
            && let Some(passage) = self.window.shown.selected_text_of(ordinal)
            && let Some(fields) = ArticleFields::of_row(catalogue, ordinal)
        {
            let text = format.of_passage(&fields, &passage, form);
            self.copy(context, Copied::Articles(format, form.style, 1), text);
        } else if !ordinals.is_empty() {
            self.window.native.begin_copying(Copied::Articles(format, form.style, ordinals.len()));
            self.engine.prepare_copy(CopyJob { format, form, catalogue: catalogue.clone(), ordinals });
        }
    }

    /// Shows an article's file in the file manager.
    pub(super) fn show_file(&self, ordinal: u32) {
        let path =
            self.open.as_ref().and_then(|open| open.path_of(self.window.searching.catalogue(), ordinal));
        if let Some(path) = path {
            self.engine.show_in_folder(path);
        }
    }

    /// Shows a file inside the archive in the file manager.
    pub(super) fn show_path(&self, path: &Path) {
        if let Some(open) = &self.open {
            self.engine.show_in_folder(open.folder().join(path));
        }
    }

    fn tell_no_original(&mut self) {
        if self.window.shown.has_article() {
            self.tell(Message::warning(self.lang().no_original().to_owned()));
        }
    }

    /// Opens the export dialog, for the selected articles if there are several, or else for the list.
    fn open_export(&mut self) {
        let Some(open) = &self.open else { return };
        let path = open.path();
        let is_file = open.archive.only.is_some();
        let name = if is_file { path.file_stem() } else { path.file_name() };
        let name = name.unwrap_or_default().to_string_lossy();
        let scope = if self.targets().len() > 1 { ExportScope::Chosen } else { ExportScope::List };
        self.window.overlays.open_export(&name, scope);
    }

    /// Starts the export set up in the dialog.
    pub(super) fn export(&mut self) {
        let chosen = self.targets();
        let listing = self.window.searching.listing();
        let Some(exporting) = self.window.overlays.exporting() else { return };
        let all_versions = self.window.searching.request().all_versions;
        let (articles, total) = match exporting.scope() {
            ExportScope::Chosen => {
                let total = chosen.len();
                (Exported::These(chosen), total)
            }
            ExportScope::List => {
                let total = listing.len() + listing.beyond;
                let articles = match &listing.found_there {
                    Some(found) => Exported::There(found.clone(), total),
                    None => Exported::These(listing.positions.known().to_vec()),
                };
                (articles, total)
            }
            ExportScope::All => (Exported::All { all_versions }, 0),
        };
        let job = ExportJob {
            source: self.engine.source(),
            catalogue: listing.catalogue.clone(),
            articles,
            format: exporting.format(),
            wording: Wording {
                problem_text: view::problem_in_english,
                citation: CitationForm::of(self.kept.settings()),
            },
        };
        let (path, overwrite) = (expand_home(exporting.typed_path()), exporting.overwrites());
        let cancel = self.engine.export(job, path, overwrite);
        exporting.begin(total, cancel);
        self.window.overlays.dismiss();
    }

    /// Lets the reader choose the export's destination in the system's own dialog.
    pub(super) fn pick_export(&mut self) {
        let title = self.lang().export().to_owned();
        if let Some(exporting) = self.window.overlays.exporting() {
            self.engine.pick_place(title, expand_home(exporting.typed_path()));
        }
    }
}

/// The start of a text, on one line.
fn excerpt(text: &str) -> String {
    let line = view::one_line(text);
    let mut letters = line.chars();
    let beginning: String = letters.by_ref().take(EXCERPT).collect();
    if letters.next().is_some() { format!("{}…", beginning.trim_end()) } else { beginning }
}
