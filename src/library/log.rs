//! The program's log and its crash reports, in a folder next to the session.
//!
//! `SEOGO_LOG` is a level (`error`, `warn`, `info`, `debug`, `trace`, `off`) or targets with levels; by
//! default, only warnings are logged. At `info` and above, no title, query or path outside an archive is
//! logged.

use super::Folders;
use crate::archive::lies_in;
use jiff::Timestamp;
use std::backtrace::Backtrace;
use std::cell::Cell;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// The environment variable that sets the levels.
const LEVELS: &str = "SEOGO_LOG";

/// How many days of logs are kept.
const DAYS: usize = 7;

/// The folder of log and reports in this run.
static FOLDER: OnceLock<PathBuf> = OnceLock::new();

/// Whether that folder is in the open archive, to which nothing is written.
static IN_ARCHIVE: AtomicBool = AtomicBool::new(false);

thread_local! {
    /// Whether a panic of this thread becomes an error, so that it isn't reported as a fault.
    static IS_CAUGHT: Cell<bool> = const { Cell::new(false) };
}

/// Runs code of a library that panics where it should return an error.
///
/// # Errors
/// The message of its panic.
pub fn catch_panic<T>(run: impl FnOnce() -> T) -> Result<T, String> {
    let before = IS_CAUGHT.replace(true);
    let ran = catch_unwind(AssertUnwindSafe(run));
    IS_CAUGHT.set(before);
    ran.map_err(|fault| {
        let text = fault.downcast_ref::<String>().map(String::as_str);
        text.or_else(|| fault.downcast_ref::<&str>().copied()).unwrap_or_default().to_owned()
    })
}

/// The folder of log and reports.
pub fn log_folder(folders: &Folders) -> PathBuf {
    folders.state.join("log")
}

/// Starts logging. No file is created before there is something to write.
pub fn start_log(folders: &Folders) {
    let folder = FOLDER.get_or_init(|| log_folder(folders));
    let file = LogFile { folder, file: OnceLock::new() };
    let layer = tracing_subscriber::fmt::layer().with_ansi(false).with_thread_names(true).with_writer(file);
    let levels = levels(&std::env::var(LEVELS).unwrap_or_default());
    // If a process starts a second log, as tests do, the first one stays in use.
    let _ = tracing_subscriber::registry().with(levels).with(layer).try_init();
}

/// Parses the levels. Warnings of the program itself are included unless the text says otherwise.
fn levels(asked: &str) -> Targets {
    const OWN: &str = env!("CARGO_PKG_NAME");
    let own = |level| Targets::new().with_target(OWN, level);
    match (asked.trim(), asked.trim().parse::<LevelFilter>()) {
        ("", _) => own(LevelFilter::WARN),
        (_, Ok(level)) => own(level),
        (asked, Err(_)) => match asked.parse::<Targets>() {
            Ok(targets) if targets.iter().any(|(target, _)| target == OWN) => targets,
            Ok(targets) => targets.with_target(OWN, LevelFilter::WARN),
            Err(_) => own(LevelFilter::WARN),
        },
    }
}

/// Stops writing if the log is inside this archive.
pub fn keep_log_out_of(archive: &Path) {
    let is_inside = FOLDER.get().is_some_and(|folder| lies_in(folder, archive));
    IN_ARCHIVE.store(is_inside, Ordering::Relaxed);
}

/// The day's file, created with the first line.
struct LogFile {
    folder: &'static Path,
    file: OnceLock<Option<RollingFileAppender>>,
}

impl<'a> MakeWriter<'a> for LogFile {
    type Writer = LogWriter<'a>;

    fn make_writer(&'a self) -> LogWriter<'a> {
        if IN_ARCHIVE.load(Ordering::Relaxed) {
            return LogWriter(None);
        }
        let file = self.file.get_or_init(|| {
            let builder = RollingFileAppender::builder().rotation(Rotation::DAILY);
            let builder = builder.filename_prefix("seogo").filename_suffix("log").max_log_files(DAYS);
            // If the file can't be created, nothing is logged.
            builder.build(self.folder).ok()
        });
        LogWriter(file.as_ref())
    }
}

/// Writes lines to the file, or nowhere if `None`.
struct LogWriter<'a>(Option<&'a RollingFileAppender>);

impl Write for LogWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.map_or(Ok(bytes.len()), |file| file.make_writer().write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.map_or(Ok(()), |file| file.make_writer().flush())
    }
}

/// Writes a report of each panic next to the log, and a line about it to stderr. `say` words that line, given
/// the report's path if it could be written.
pub fn report_faults(folders: &Folders, say: impl Fn(Option<&Path>) -> String + Send + Sync + 'static) {
    let folder = FOLDER.get_or_init(|| log_folder(folders));
    std::panic::set_hook(Box::new(move |fault| {
        if IS_CAUGHT.get() {
            return;
        }
        let report = write_report(folder, fault);
        let place = fault.location().map(|place| format!(" ({place})")).unwrap_or_default();
        let line = format!("seogo: {}{place}\n", say(report.as_deref()));
        // If stderr is closed, there is no one left to tell.
        let _ = io::stderr().write_all(line.as_bytes());
    }));
}

/// Writes a panic's details to a new file.
fn write_report(folder: &Path, fault: &PanicHookInfo<'_>) -> Option<PathBuf> {
    if IN_ARCHIVE.load(Ordering::Relaxed) {
        return None;
    }
    let now = Timestamp::now();
    let mut text = String::new();
    // Writing to a string can't fail.
    let _ = writeln!(text, "seogo {} on {}", env!("CARGO_PKG_VERSION"), std::env::consts::OS);
    let _ = writeln!(text, "{now}");
    let _ = writeln!(text, "{fault}\n\n{}", Backtrace::force_capture());
    fs::create_dir_all(folder).ok()?;
    let name = format!("panic-{}-{}.txt", now.as_millisecond(), std::process::id());
    let path = folder.join(name);
    File::create_new(&path).and_then(|mut file| file.write_all(text.as_bytes())).ok()?;
    Some(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracing::Level;

    #[test]
    fn levels_are_those_that_are_asked_for() {
        for (asked, warns, informs, others_inform) in [
            ("", true, false, false),
            ("info", true, true, false),
            ("OFF", false, false, false),
            ("no such level,", true, false, false),
            ("seogo=debug,zbus=info", true, true, true),
        ] {
            let levels = levels(asked);
            assert_eq!(levels.would_enable("seogo::engine", &Level::WARN), warns, "{asked}");
            assert_eq!(levels.would_enable("seogo::engine", &Level::INFO), informs, "{asked}");
            assert_eq!(levels.would_enable("zbus", &Level::INFO), others_inform, "{asked}");
        }
    }
}
