//! `seogo index FOLDER`: brings an archive's cache up to date, so that the next program to open it finds
//! everything there.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{ArgMatches, Command};

use super::archive::{cache_of, open_archive, source_of, tell_unlisted, without_threads};
use super::arguments::{self, cache_choice};
use super::export::cancelled_by_signals;
use super::output::{Failure, Output};
use super::progress::ProgressLine;
use crate::archive::Catalogue;
use crate::engine::{Trust, join_segments, load_cached, store};
use crate::library::CacheChoice;
use crate::view::{Lang, indexed_text, joining_text, progress_text};

/// The subcommand's definition.
pub(super) fn command(lang: Lang) -> Command {
    Command::new("index").about(lang.cli_index_about()).arg(arguments::folder(lang))
}

/// Updates the cache of the given folder.
pub(super) fn run(matches: &ArgMatches, lang: Lang) -> Result<(), Failure> {
    let Some(folder) = matches.get_one::<PathBuf>("folder") else { return Ok(()) };
    let archive = open_archive(folder, lang)?;
    let choice = cache_choice(matches);
    let nothing_to_write = match choice {
        CacheChoice::Nowhere => lang.cli_no_cache_to_index(),
        CacheChoice::Usual | CacheChoice::In(_) => lang.cli_cache_in_archive(),
    };
    let Some(mut cache) = cache_of(choice, &archive, lang)? else {
        return Err(Failure::Unusable(nothing_to_write.to_owned()));
    };
    let source = source_of(folder, &archive, matches, lang)?;
    let unusable = |folder: &Path, error: &io::Error| {
        let (why, advice) = lang.unwritable(error);
        Failure::Unusable(lang.cli_unwritable_cache(&folder.to_string_lossy(), &why, advice))
    };
    // From here on there are temporary files to clean up.
    let cancel = cancelled_by_signals();
    match cache.lock() {
        Ok(true) => {}
        Ok(false) => return Err(Failure::Unusable(lang.cli_cache_in_use(&folder.to_string_lossy()))),
        Err(error) => return Err(unusable(cache.folder(), &error)),
    }
    let mut line = ProgressLine::new();
    let report = load_cached(&source, (Some(&cache), Trust::AfterCheck), &cancel, |progress| {
        line.show(&progress_text(progress, lang));
    });
    let report = report.map_err(|error| without_threads(folder, &error, lang))?;
    if report.cancelled {
        return Err(Failure::Interrupted);
    }
    let write = |catalogue: &Catalogue, line: &mut ProgressLine| {
        line.show(lang.cli_writing_cache());
        store(&cache, catalogue, report.judged).map_err(|error| unusable(cache.folder(), &error))
    };
    // Save what was read first, so that it isn't lost if building postings is interrupted.
    let mut stored = write(&report.catalogue, &mut line)?;
    drop(report.catalogue);
    if !stored.runs_to_join().is_empty() {
        let joined = join_segments(Catalogue::clone(&stored), Some(&cache), &cancel, |done, all| {
            line.show(&joining_text(done, all, lang))
        });
        if cancel.is_cancelled() {
            return Err(Failure::Interrupted);
        }
        stored = write(&joined, &mut line)?;
    }
    drop(line);
    tell_unlisted(folder, &report.walk, lang);
    let mut output = Output::stdout();
    writeln!(output, "{}", indexed_text(stored.article_count(), cache.bytes(), lang))?;
    output.finish()
}
