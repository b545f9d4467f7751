//! `seogo export FOLDER [QUERY]`: exports the articles of an archive, or the results of a query, for other
//! programs.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command, value_parser};
use jiff::Timestamp;
use signal_hook::consts::{SIGINT, SIGTERM};

use super::archive::{ask, read_marks};
use super::arguments;
use super::output::{Failure, Output, tell};
use super::progress::ProgressLine;
use super::terminal::Escaped;
use crate::archive::Cancel;
use crate::engine::{ExportJob, Exported, export, leaving};
use crate::export::{
    CitationForm, Destination, ExportError, ExportReport, ExportTarget, Extent, Format, SharedCounts,
    Sharing, TargetError, Wording,
};
use crate::search::{ListRequest, Listing, with_days};
use crate::text::dates::korean_day;
use crate::view::{
    Lang, export_error, export_notes, export_progress, leaving_text, problem_in_english, sharing_readme,
    target_error,
};

/// The formats that are always folders, which have to be told where to.
const FOLDERS: [Format; 2] = [Format::Markdown, Format::Corpus];

/// The subcommand's definition.
pub(super) fn command(lang: Lang) -> Command {
    let format = Arg::new("format")
        .long("format")
        .value_name("FORMAT")
        .required(true)
        .value_parser(PossibleValuesParser::new(Format::names()))
        .help(lang.cli_export_format());
    let output = Arg::new("output")
        .long("output")
        .value_name("PATH")
        .value_parser(value_parser!(PathBuf))
        .required_if_eq_any(FOLDERS.map(|format| ("format", format.name())))
        .help(lang.cli_export_output());
    Command::new("export")
        .about(lang.cli_export_about())
        .arg(arguments::folder(lang))
        .arg(Arg::new("query").value_name("QUERY").allow_hyphen_values(true).help(lang.cli_search_query()))
        .args([format, output])
        .arg(arguments::flag("excel", lang.cli_export_excel()))
        .arg(arguments::flag("with-marks", lang.cli_export_with_marks()))
        .arg(
            arguments::flag("for-sharing", lang.cli_export_for_sharing())
                .conflicts_with("with-marks")
                .requires("output"),
        )
        .arg(
            Arg::new("letters")
                .long("letters")
                .value_name("N")
                .value_parser(value_parser!(u32))
                .requires("for-sharing")
                .help(lang.cli_export_letters()),
        )
        .arg(arguments::flag("force", lang.cli_export_force()))
        .arg(arguments::flag("all-versions", lang.cli_export_all_versions()))
}

/// Exports the given folder.
pub(super) fn run(matches: &ArgMatches, lang: Lang) -> Result<(), Failure> {
    let Some(folder) = matches.get_one::<PathBuf>("folder") else { return Ok(()) };
    let format = format(matches, lang)?;
    let query = matches.get_one::<String>("query");
    let extent = extent(matches, query.map_or("", String::as_str), format, lang)?;
    let overwrite = matches.get_flag("force");
    // Check the destination before a long load; a folder that can't be opened is reported by the load.
    let path = matches.get_one::<PathBuf>("output").filter(|_| folder.is_dir() || folder.is_file());
    let leaves_something = path.is_some_and(|path| !ExportTarget::is_stream(path));
    let cancel = if leaves_something { cancelled_by_signals() } else { Cancel::default() };
    let target =
        path.map(|path| ExportTarget::create(path, format.shape(), Some(folder), overwrite)).transpose();
    let target = target.map_err(|error| Failure::Unusable(target_error(&error, lang)))?;
    let request = ListRequest { all_versions: matches.get_flag("all-versions"), ..ListRequest::default() };
    let (archive, ordinals) = ask(folder, matches, &cancel, lang, |archive| {
        let finds = query.and_then(|query| archive.find(query, &cancel, lang));
        Listing::new(&archive.columns(), request.clone(), finds).positions.known().to_vec()
    })?;
    let job = ExportJob {
        source: archive.source,
        catalogue: archive.catalogue.clone(),
        articles: Exported::These(ordinals),
        format,
        wording: Wording { problem_text: problem_in_english, citation: CitationForm::default() },
        extent,
    };
    let report = match target {
        Some(target) => to_target(&job, target, &cancel, lang)?,
        None => to_stdout(&job, lang)?,
    };
    // Of what is kept as a file, it is said what is in it; a failed export is told in one line.
    if leaves_something {
        let counted = leaving(&job.source, &job.catalogue, &job.articles, &cancel);
        tell(&leaving_text(format, job.extent.part(), counted, lang));
    }
    for note in export_notes(&report, lang) {
        tell(&note);
    }
    archive.unkept.keep(&archive.catalogue);
    Ok(())
}

/// How much of each article that a query finds is to be exported.
pub(super) fn extent(
    matches: &ArgMatches,
    query: &str,
    format: Format,
    lang: Lang,
) -> Result<Extent, Failure> {
    if !matches.get_flag("for-sharing") {
        let is_wanted = matches.get_flag("with-marks");
        return Ok(if is_wanted { Extent::WithMarks(Arc::new(read_marks(lang)?)) } else { Extent::Own });
    }
    if !format.can_be_shared() {
        return Err(Failure::Usage(lang.cli_export_not_shared(format.name())));
    }
    let letters = matches.get_one::<u32>("letters").map_or(0, |&letters| letters as usize);
    let query = with_days(query, korean_day(Timestamp::now()));
    let readme = move |counts: &SharedCounts| sharing_readme(&query, letters, counts, lang);
    Ok(Extent::Shared(Arc::new(Sharing::new(letters, Arc::new(read_marks(lang)?), Box::new(readme)))))
}

/// The requested format.
pub(super) fn format(matches: &ArgMatches, lang: Lang) -> Result<Format, Failure> {
    let format = matches.get_one::<String>("format").and_then(|name| Format::of_name(name));
    let is_binary_on_terminal =
        format.is_some_and(Format::is_binary) && !matches.contains_id("output") && io::stdout().is_terminal();
    if is_binary_on_terminal {
        return Err(Failure::Usage(lang.cli_binary_on_terminal().to_owned()));
    }
    let output = matches.get_one::<PathBuf>("output");
    match (format.unwrap_or_default(), matches.get_flag("excel")) {
        (Format::Pdf, false) if output.is_some_and(|path| names_a_folder(path)) => Ok(Format::PdfFolder),
        (Format::Csv, true) => Ok(Format::ExcelCsv),
        // Workbooks don't run formulas in text cells anyway.
        (format, false) | (format @ Format::Xlsx, true) => Ok(format),
        (_, true) => Err(Failure::Usage(lang.cli_excel_without_csv().to_owned())),
    }
}

/// Whether an output for PDF is a folder: a new one that ends in `.pdf` is a file.
fn names_a_folder(path: &Path) -> bool {
    let is_pdf = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("pdf"));
    path.is_dir() || !is_pdf && !path.exists()
}

/// Lets Ctrl+C and other requests to terminate cancel the job, so that it removes its temporary files.
pub(super) fn cancelled_by_signals() -> Cancel {
    let flag = Arc::new(AtomicBool::new(false));
    // A signal ignored from the start, as with `nohup`, stays ignored.
    for signal in SIGNALS.into_iter().filter(|&signal| !is_ignored(signal)) {
        // If this fails, the signal ends the program as usual.
        let _ = signal_hook::flag::register(signal, flag.clone());
    }
    flag.into()
}

/// The signals that ask a program to end: Ctrl+C, termination, and hang-up of the terminal.
#[cfg(unix)]
const SIGNALS: [i32; 3] = [SIGINT, SIGTERM, signal_hook::consts::SIGHUP];
#[cfg(not(unix))]
const SIGNALS: [i32; 2] = [SIGINT, SIGTERM];

/// Whether a signal was set to be ignored by whoever started the program, if the system tells.
fn is_ignored(signal: i32) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    ignored.is_some_and(|mask| mask >> (signal - 1) & 1 == 1)
}

fn to_target(
    job: &ExportJob,
    target: ExportTarget,
    cancel: &Cancel,
    lang: Lang,
) -> Result<ExportReport, Failure> {
    let path = target.path().to_owned();
    let report = export_with_progress(job, Destination::Target(target), cancel, lang);
    let report = report.map_err(|error| failure_of(error, &path, lang))?;
    if report.cancelled { Err(Failure::Interrupted) } else { Ok(report) }
}

pub(super) fn failure_of(error: ExportError, path: &Path, lang: Lang) -> Failure {
    match error {
        // The reader of a pipe may close it early.
        ExportError::Write(why) | ExportError::Target(TargetError::Io(_, why))
            if why.kind() == io::ErrorKind::BrokenPipe =>
        {
            Failure::Output(why)
        }
        error => Failure::Unusable(export_error(error, path, lang)),
    }
}

fn to_stdout(job: &ExportJob, lang: Lang) -> Result<ExportReport, Failure> {
    // A stream leaves nothing to clean up, so signals may just end the program.
    let cancel = Cancel::default();
    to_stdout_with(lang, |destination| Ok(export_with_progress(job, destination, &cancel, lang)))
}

/// Lets `export` write to stdout, safely if that is a terminal.
pub(super) fn to_stdout_with(
    lang: Lang,
    export: impl FnOnce(Destination<'_>) -> Result<Result<ExportReport, ExportError>, Failure>,
) -> Result<ExportReport, Failure> {
    let mut output = Output::stdout();
    let report = if io::stdout().is_terminal() {
        let mut terminal = Escaped::new(&mut output);
        let report = export(Destination::Stream(&mut terminal))?;
        terminal.finish()?;
        report
    } else {
        export(Destination::Stream(&mut output))?
    };
    let report = report.map_err(|error| match error {
        ExportError::Write(why) => Failure::Output(why),
        error => Failure::Unusable(export_error(error, Path::new(""), lang)),
    })?;
    output.finish()?;
    Ok(report)
}

fn export_with_progress(
    job: &ExportJob,
    destination: Destination<'_>,
    cancel: &Cancel,
    lang: Lang,
) -> Result<ExportReport, ExportError> {
    let mut line = ProgressLine::new();
    let began = Instant::now();
    export(job, destination, cancel, |done, total| {
        if done % 512 == 0 {
            line.show(&export_progress(done, total, began.elapsed(), lang));
        }
    })
}
