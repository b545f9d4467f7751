//! Commands that take something out of the archive: copies, exports, and files or addresses for other programs.

use super::expand_home;
use crate::app::program::Program;
use crate::app::window::Window;
use crate::archive::Catalogue;
use crate::engine::{CopyJob, ExportJob, Exported, PrintJob, Printed};
use crate::export::{
    ArticleFields, ChartFormat, CitationForm, CopyFormat, ExportError, Extent, Format, SharedCounts, Sharing,
    Wording,
};
use crate::library::CitationStyle;
use crate::search::with_days;
use crate::text::dates::korean_day;
use crate::ui::command::{Action, Copied};
use crate::ui::export_dialog::ExportScope;
use crate::ui::message::Message;
use crate::view::{self, Lang, WholeTab};
use egui::Context;
use jiff::Timestamp;
use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

/// The most articles copied at once, since the clipboard is held in memory by this program and the receiving
/// one.
const MOST: usize = 1000;
/// How many characters of a copied text the message quotes.
const EXCERPT: usize = 40;

impl Window {
    /// Runs a named command that hands something to another program.
    pub(super) fn take_out(&mut self, context: &Context, action: Action, program: &mut Program) {
        match action {
            Action::OpenOriginal => match self.shown.open_original() {
                Some(command) => self.run(context, command, program),
                None => self.tell_no_original(program),
            },
            Action::ShowInFolder => {
                if let Some(ordinal) = self.shown.selected() {
                    self.show_file(ordinal, program);
                }
            }
            Action::Print => self.print(program),
            Action::CopyAddress => self.copy_address(context, program),
            Action::CopyCitation => self.copy_as(context, CopyFormat::Citation, program),
            Action::CopyFootnote | Action::CopyReference | Action::CopyMention => {
                self.cite(context, action, program)
            }
            Action::CopyText => self.copy_as(context, CopyFormat::Text, program),
            Action::CopyQuotation => self.copy_as(context, CopyFormat::Quotation, program),
            Action::CopyMarkdown => self.copy_as(context, CopyFormat::Markdown, program),
            _ => self.open_export(program),
        }
    }

    /// Puts text on the clipboard and says what was copied.
    pub(super) fn copy(&mut self, context: &Context, copied: Copied, text: String, program: &mut Program) {
        let lang = program.lang();
        if text.is_empty() {
            return self.tell(Message::note(lang.nothing_to_copy().to_owned()));
        }
        let told = match copied {
            Copied::Selection => lang.copied_selection(&excerpt(&text)),
            Copied::Address => lang.copied_address(&text),
            Copied::Passages(count) => lang.copied_passages(count),
            Copied::Articles(format, style, count) => lang.copied_articles(format, style, count),
        };
        context.copy_text(text);
        self.tell(Message::done(told));
    }

    pub(super) fn copy_address(&mut self, context: &Context, program: &mut Program) {
        match self.shown.original().map(str::to_owned) {
            Some(address) => self.copy(context, Copied::Address, address, program),
            None => self.tell_no_original(program),
        }
    }

    /// Copies the selected passage, or else the command's target articles, in the citation style set by the
    /// reader.
    pub(super) fn copy_as(&mut self, context: &Context, format: CopyFormat, program: &mut Program) {
        self.copy_in(context, format, CitationForm::of(program.kept.settings()), program);
    }

    /// Copies the target articles' citations in the action's style.
    pub(super) fn cite(&mut self, context: &Context, action: Action, program: &mut Program) {
        let style = match action {
            Action::CopyReference => CitationStyle::Apa,
            Action::CopyMention => CitationStyle::Press,
            _ => CitationStyle::Footnote,
        };
        let form = CitationForm { style, ..CitationForm::of(program.kept.settings()) };
        self.copy_in(context, CopyFormat::Citation, form, program);
    }

    fn copy_in(&mut self, context: &Context, format: CopyFormat, form: CitationForm, program: &mut Program) {
        let ordinals = self.targets();
        if ordinals.len() > MOST {
            self.tell(Message::warning(program.lang().too_many_to_copy().to_owned()));
            return;
        }
        let catalogue = self.searching.catalogue();
        if let [ordinal] = *ordinals.as_slice()
            && let Some(passage) = self.shown.selected_text_of(ordinal)
            && let Some(fields) = ArticleFields::of_row(catalogue, ordinal)
        {
            let text = format.of_passage(&fields, &passage, form);
            self.copy(context, Copied::Articles(format, form.style, 1), text, program);
        } else if !ordinals.is_empty() {
            self.native.begin_copying(Copied::Articles(format, form.style, ordinals.len()));
            program.engine.prepare_copy(CopyJob { format, form, catalogue: catalogue.clone(), ordinals });
        }
    }

    /// Shows an article's file in the file manager.
    pub(super) fn show_file(&self, ordinal: u32, program: &Program) {
        let path = program.open.as_ref().and_then(|open| open.path_of(self.searching.catalogue(), ordinal));
        if let Some(path) = path {
            program.engine.show_in_folder(path);
        }
    }

    fn tell_no_original(&mut self, program: &mut Program) {
        if self.shown.has_article() {
            self.tell(Message::warning(program.lang().no_original().to_owned()));
        }
    }

    /// Opens the export dialog, for the selected articles if there are several, or else for the list.
    fn open_export(&mut self, program: &mut Program) {
        let Some(open) = &program.open else { return };
        let path = open.path();
        let is_file = open.archive.only.is_some();
        let name = if is_file { path.file_stem() } else { path.file_name() };
        let name = name.unwrap_or_default().to_string_lossy();
        let scope = if self.targets().len() > 1 { ExportScope::Chosen } else { ExportScope::List };
        self.overlays.open_export(&name, scope);
    }

    /// The articles of a scope, and how many they are.
    fn articles_of(&self, scope: ExportScope) -> (Exported, usize) {
        let listing = self.searching.listing();
        let all_versions = self.searching.request().all_versions;
        match scope {
            ExportScope::Chosen => {
                let chosen = self.targets();
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
        }
    }

    /// Counts what would leave with the export that is set up in the dialog.
    pub(super) fn count_leaving(&mut self, program: &mut Program) {
        let Some(scope) = self.overlays.exporting().map(|exporting| exporting.scope()) else { return };
        let ((articles, _), catalogue) = (self.articles_of(scope), self.searching.catalogue().clone());
        let Some(exporting) = self.overlays.exporting() else { return };
        let number = exporting.leaving_number();
        exporting.counts_leaving(program.engine.count_leaving(number, catalogue, articles));
    }

    /// Starts the export set up in the dialog.
    pub(super) fn export(&mut self, program: &mut Program) {
        let Some(scope) = self.overlays.exporting().map(|exporting| exporting.scope()) else { return };
        let (articles, total) = self.articles_of(scope);
        let listing = self.searching.listing();
        let Some(exporting) = self.overlays.exporting() else { return };
        let query = match scope {
            ExportScope::All => String::new(),
            ExportScope::Chosen | ExportScope::List => view::saved_query(&listing.request, program.lang()),
        };
        let extent = match exporting.shared_letters() {
            Some(letters) => program.extent_for_sharing(&query, letters),
            None => program.own_extent(),
        };
        let job = program.export_job(listing.catalogue.clone(), articles, exporting.format(), extent);
        let (path, overwrite) = (expand_home(exporting.typed_path()), exporting.overwrites());
        let cancel = program.engine.export(job, path, overwrite);
        exporting.begin(total, cancel);
        self.overlays.dismiss();
    }

    /// Prints what is shown: a chart, a comparison, or the target articles.
    fn print(&mut self, program: &mut Program) {
        let (job, title) = match self.document_to_print(program) {
            Some(job) => (job, program.title()),
            None => {
                let (catalogue, targets) = (self.searching.catalogue().clone(), self.targets());
                let only = targets.first().filter(|_| targets.len() == 1);
                let headline = only.and_then(|&only| Some(view::one_line(catalogue.row(only)?.title())));
                let articles = Exported::These(targets);
                let job = program.export_job(catalogue, articles, Format::Pdf, program.own_extent());
                (PrintJob::Articles(job), headline.unwrap_or_else(|| program.title()))
            }
        };
        program.engine.print(job, title);
        self.tell(Message::note(program.lang().printing().to_owned()));
    }

    /// What is shown instead of an article and can be printed.
    fn document_to_print(&self, program: &Program) -> Option<PrintJob> {
        if self.whole.tab().is_some_and(WholeTab::is_chart)
            && let Some(chart) = self.shown_chart(program)
        {
            let bytes = move || chart.bytes(ChartFormat::Pdf).map(Cow::into_owned);
            return Some(PrintJob::Document(Box::new(bytes)));
        }
        let compared = self.whole.comparison_to_print(program.lang());
        let compared = compared.or_else(|| self.shown.comparison_to_print())?;
        Some(PrintJob::Document(Box::new(move || compared.bytes())))
    }

    /// Says what was printed, or why nothing was.
    pub(in crate::app) fn on_printed(
        &mut self,
        path: &Path,
        result: Result<Printed, ExportError>,
        lang: Lang,
    ) {
        let place = path.display().to_string();
        let message = match result {
            Ok(Printed::Sent) => Message::done(lang.sent_to_print().to_owned()),
            Ok(Printed::Shown) => Message::done(lang.printed(&place)).of_file(path.to_owned()),
            Ok(Printed::Written) => Message::warning(lang.not_shown_to_print(&place)).of_file(path.into()),
            Err(error) => Message::warning(view::export_error(error, path, lang)),
        };
        self.tell(message);
    }

    /// Lists the notes and highlights of the listed articles.
    pub(super) fn ask_for_passages(&mut self, program: &Program) {
        self.overlays.open_passages();
        program.engine.find_passages(self.searching.listing().clone(), program.library.marks().clone());
    }

    /// Lets the reader choose the export's destination in the system's own dialog.
    pub(super) fn pick_export(&mut self, program: &mut Program) {
        let title = program.lang().export().to_owned();
        if let Some(exporting) = self.overlays.exporting() {
            program.engine.pick_place(title, expand_home(exporting.typed_path()));
        }
    }
}

impl Program {
    /// An export of articles as the settings word it.
    fn export_job(
        &self,
        catalogue: Arc<Catalogue>,
        articles: Exported,
        format: Format,
        extent: Extent,
    ) -> ExportJob {
        let citation = CitationForm::of(self.kept.settings());
        let wording = Wording { problem_text: view::problem_in_english, citation };
        ExportJob { source: self.engine.source(), catalogue, articles, format, wording, extent }
    }

    /// The reader's own export, with marks if the settings say so.
    fn own_extent(&self) -> Extent {
        if self.kept.settings().with_marks {
            Extent::WithMarks(self.library.marks().clone())
        } else {
            Extent::Own
        }
    }

    /// An export for others of what a query finds, with the first letters of each text.
    fn extent_for_sharing(&self, query: &str, letters: usize) -> Extent {
        let (query, lang) = (with_days(query, korean_day(Timestamp::now())), self.lang());
        let readme = move |counts: &SharedCounts| view::sharing_readme(&query, letters, counts, lang);
        Extent::Shared(Arc::new(Sharing::new(letters, self.library.marks().clone(), Box::new(readme))))
    }

    /// Shows a file inside the archive in the file manager.
    pub(super) fn show_path(&self, path: &Path) {
        if let Some(open) = &self.open {
            self.engine.show_in_folder(open.folder().join(path));
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
