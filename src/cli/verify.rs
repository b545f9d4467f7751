//! `seogo verify FOLDER`: rereads an archive byte by byte and checks every text against its hash from the
//! crawl.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{ArgMatches, Command};
use serde_json::{Map, Value, json};

use super::archive::{open_archive, source_of, tell_unlisted, without_threads};
use super::arguments;
use super::output::{Failure, Output, tell};
use super::progress::ProgressLine;
use super::terminal::write_cells;
use crate::archive::{Cancel, ReadTotals, Verdict, VerifyReport, path_text};
use crate::article::format_hash;
use crate::engine::verify;
use crate::export::write_json_line;
use crate::view::{Lang, total_read, verify_counts, verify_progress_text};

/// The exit status if anything is altered or unreadable.
const NOT_INTACT: u8 = 3;

/// The subcommand's definition.
pub(super) fn command(lang: Lang) -> Command {
    Command::new("verify")
        .about(lang.cli_verify_about())
        .arg(arguments::folder(lang))
        .arg(arguments::flag("json", lang.cli_verify_json()))
}

/// Checks the given folder.
pub(super) fn run(matches: &ArgMatches, lang: Lang) -> Result<ExitCode, Failure> {
    let Some(folder) = matches.get_one::<PathBuf>("folder") else { return Ok(ExitCode::SUCCESS) };
    let archive = open_archive(folder, lang)?;
    let source = source_of(folder, &archive, matches, lang)?;
    let mut line = ProgressLine::new();
    let report = verify(&source, &Cancel::default(), |progress| {
        line.show(&verify_progress_text(progress, lang));
    });
    drop(line);
    let report = report.map_err(|error| without_threads(folder, &error, lang))?;
    let unlisted = tell_unlisted(folder, &report.walk, lang);
    if !report.walk.skipped.is_empty() {
        let totals = ReadTotals::new(report.files, report.count(Verdict::Unreadable), 0, &report.walk);
        tell(&total_read(totals, lang));
    }
    print(&report, unlisted, matches.get_flag("json"), lang)
}

/// Prints a report, and finds the exit status. `unlisted` folders could not be looked into.
pub(super) fn print(
    report: &VerifyReport,
    unlisted: usize,
    as_json: bool,
    lang: Lang,
) -> Result<ExitCode, Failure> {
    let failed = report.count(Verdict::Altered) + report.count(Verdict::Unreadable) + unlisted;
    match write(report, as_json, lang) {
        // Even if the output's reader stops early, the exit status still counts.
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => {}
        written => written?,
    }
    Ok(if failed > 0 { ExitCode::from(NOT_INTACT) } else { ExitCode::SUCCESS })
}

fn write(report: &VerifyReport, as_json: bool, lang: Lang) -> Result<(), Failure> {
    let mut output = Output::stdout();
    if as_json {
        write_objects(report, &mut output)?;
    } else {
        write_lines(report, lang, &mut output)?;
    }
    output.finish()
}

/// Writes a line per article that isn't intact (verdict, place, stored hash, computed hash), then the counts.
fn write_lines(report: &VerifyReport, lang: Lang, output: &mut impl Write) -> Result<(), Failure> {
    for (place, doubt) in &report.doubts {
        let hash = |hash: &Option<_>| hash.as_ref().map_or_else(|| "-".to_owned(), format_hash);
        let (stored, computed) = (hash(&doubt.stored), hash(&doubt.computed));
        write_cells(&[name(doubt.verdict), &place.to_string(), &stored, &computed], output)?;
    }
    Ok(writeln!(output, "{}", verify_counts(report, lang))?)
}

fn write_objects(report: &VerifyReport, output: &mut impl Write) -> Result<(), Failure> {
    for (place, doubt) in &report.doubts {
        let object = json!({
            "path": path_text(&place.path),
            "entry": place.entry,
            "id": Some(&doubt.id).filter(|id| !id.is_empty()),
            "integrity": name(doubt.verdict),
            "stored": doubt.stored.as_ref().map(format_hash),
            "computed": doubt.computed.as_ref().map(format_hash),
        });
        write_json_line(&object, output)?;
    }
    let counts = [("files", report.files), ("articles", report.articles)];
    let mut summary = Map::from_iter(counts.map(|(name, count)| (name.to_owned(), Value::from(count))));
    for verdict in [Verdict::Intact, Verdict::Altered, Verdict::Unknown, Verdict::Unreadable] {
        summary.insert(name(verdict).to_owned(), report.count(verdict).into());
    }
    Ok(write_json_line(&json!({ "summary": summary }), output)?)
}

/// The verdict in one word.
fn name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Intact => "intact",
        Verdict::Altered => "altered",
        Verdict::Unknown => "unknown",
        Verdict::Unreadable => "unreadable",
    }
}
