//! What the engine's handle asks of the desktop: dialogs, the browser, the file manager,
//! and the clipboard.

use super::Engine;
use crate::archive::{Cancel, Catalogue, Source};
use crate::engine::channel::ProgramSender;
use crate::engine::desktop::printing::{Answered, NoDialog, print_in_dialog};
use crate::engine::desktop::system::{self, NoPicker};
use crate::engine::event::{Printed, ProgramEvent};
use crate::engine::reading::copying::{self, CopyJob};
use crate::engine::reading::export::{ExportJob, Exported, export_to};
use crate::engine::reading::leaving::leaving;
use crate::export::{ExportError, ExportTarget, TargetShape};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Something for paper: articles of the archive, or a document made from what is shown.
pub enum PrintJob {
    Articles(ExportJob),
    /// Makes the bytes of a PDF file.
    Document(Box<dyn FnOnce() -> io::Result<Vec<u8>> + Send>),
}

/// Writes something for paper as PDF.
fn write_to_print(job: PrintJob, path: &Path, sender: &ProgramSender) -> Result<(), ExportError> {
    match job {
        PrintJob::Articles(job) => export_to(&job, path, false, &Cancel::default(), sender).map(drop),
        PrintJob::Document(bytes) => {
            let bytes = bytes().map_err(ExportError::Write)?;
            let target = ExportTarget::create(path, TargetShape::File, None, false);
            target.and_then(|target| target.write_whole(&bytes)).map_err(ExportError::Target)
        }
    }
}

impl Engine {
    /// Counts what would leave with an export of some articles. Returns a handle to cancel it; what is counted then is
    /// not told.
    pub fn count_leaving(&self, number: u64, catalogue: Arc<Catalogue>, articles: Exported) -> Cancel {
        let (cancel, source) = (Cancel::default(), self.source.clone());
        let of_job = cancel.clone();
        self.spawn_telling("seogo-leaving", move |sender| {
            let counted = leaving(&source, &catalogue, &articles, &of_job);
            if !of_job.is_cancelled() {
                sender.send(ProgramEvent::Leaving(number, counted));
            }
        });
        cancel
    }

    /// Lets the reader choose a folder in the system's dialog.
    pub fn pick_folder(&self, title: String, start: Option<PathBuf>) {
        self.pick(move || system::pick_folder(&title, start.as_deref()));
    }

    /// Lets the reader choose a file in the system's dialog, which offers files of articles and all, by these
    /// `kinds`' names.
    pub fn pick_file(&self, title: String, kinds: [String; 2], start: Option<PathBuf>) {
        self.pick(move || system::pick_file(&title, &kinds, start.as_deref()));
    }

    fn pick(&self, ask: impl FnOnce() -> Result<Option<PathBuf>, NoPicker> + Send + 'static) {
        self.spawn_telling("seogo-picker", move |sender| match ask() {
            Ok(choice) => sender.send(ProgramEvent::Picked(choice)),
            Err(NoPicker) => sender.send(ProgramEvent::NoPicker),
        });
    }

    /// Lets the reader choose a destination in the system's dialog, which suggests `start`.
    pub fn pick_place(&self, title: String, start: PathBuf) {
        self.spawn_telling("seogo-picker", move |sender| match system::pick_place(&title, &start) {
            // The dialog was cancelled.
            Ok(None) => {}
            Ok(place) => sender.send(ProgramEvent::PickedPlace(place)),
            Err(NoPicker) => sender.send(ProgramEvent::PickedPlace(None)),
        });
    }

    /// Asks the system whether it prefers reduced motion.
    pub fn ask_for_motion(&self) {
        self.spawn_telling("seogo-motion", |sender| {
            if let Some(less) = system::wants_less_motion() {
                sender.send(ProgramEvent::LessMotion(less));
            }
        });
    }

    /// Opens a web address, which must have been checked, in the browser.
    pub fn open_address(&self, address: String) {
        self.spawn_telling("seogo-browser", move |sender| {
            if let Err(error) = system::open_address(&address) {
                sender.send(ProgramEvent::AddressNotOpened(address, error));
            }
        });
    }

    /// Writes what is to be printed as PDF to a file of the user's own in the system's folder for temporary files, and
    /// lets the reader print it under a title in the system's dialog. Where there is none, the system's viewer shows the
    /// file, which is kept until the system clears it.
    pub fn print(&self, job: PrintJob, title: String) {
        self.spawn_telling("seogo-print", move |sender| {
            let folder = match tempfile::Builder::new().prefix("seogo-").tempdir() {
                Ok(folder) => folder,
                Err(error) => {
                    let told = ProgramEvent::Printed(std::env::temp_dir(), Err(ExportError::Write(error)));
                    return sender.send(told);
                }
            };
            let path = folder.path().join("seogo.pdf");
            let result = match write_to_print(job, &path, sender) {
                Err(error) => Err(error),
                Ok(()) => match ExportTarget::open_written(&path).map(|pdf| print_in_dialog(&pdf, &title)) {
                    Ok(Ok(Answered::Cancelled)) => return,
                    Ok(Ok(Answered::Printed)) => Ok(Printed::Sent),
                    Ok(Err(NoDialog)) | Err(_) => {
                        let _kept = folder.keep();
                        Ok(if system::open_file(&path).is_ok() { Printed::Shown } else { Printed::Written })
                    }
                },
            };
            sender.send(ProgramEvent::Printed(path, result));
        });
    }

    /// Shows a file in the file manager.
    pub fn show_in_folder(&self, path: PathBuf) {
        self.spawn_telling("seogo-folder", move |sender| {
            if let Err(error) = system::show_in_folder(&path) {
                sender.send(ProgramEvent::FolderNotShown(path, error));
            }
        });
    }

    /// Prepares text for the clipboard.
    pub fn prepare_copy(&self, job: CopyJob) {
        let source = self.source.clone();
        self.spawn_telling("seogo-copy", move |sender| {
            sender.send(ProgramEvent::CopyReady(copying::text(&job, &source)));
        });
    }

    /// Prepares the text for the clipboard that `make` makes, which may read articles.
    pub fn prepare_text(&self, make: impl FnOnce(&Source) -> String + Send + 'static) {
        let source = self.source.clone();
        self.spawn_telling("seogo-copy", move |sender| {
            sender.send(ProgramEvent::CopyReady(make(&source)));
        });
    }
}
