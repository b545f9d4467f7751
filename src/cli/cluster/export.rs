//! `export` on an index: runs to the last article, whatever their number.

use std::io;
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::super::export::{cancelled_by_signals, extent, failure_of, format, to_stdout_with};
use super::super::output::{Failure, tell};
use super::super::progress::ProgressLine;
use super::{AskedQuery, Index};
use crate::archive::Cancel;
use crate::cluster::{ReadDocument, ReadRequest};
use crate::export::{
    CitationForm, Destination, ExportError, ExportReport, ExportTarget, Extent, Format, Sink, Wording,
};
use crate::view::{export_notes, leaving_text, problem_in_english, target_error};

pub(super) fn run(index: &Index, matches: &ArgMatches) -> Result<(), Failure> {
    let lang = index.lang();
    let format = format(matches, lang)?;
    let path = matches.get_one::<PathBuf>("output");
    let asked = matches.get_one::<String>("query").map(|query| index.query(query)).transpose()?;
    let query = asked.as_ref().map(|asked| asked.translated.clone());
    let is_exact = query.as_ref().is_none_or(|query| query.is_exact);
    let all_versions = matches.get_flag("all-versions");
    let request =
        ReadRequest { query, all_versions, texts: format.has_body() || !is_exact, ..ReadRequest::default() };
    let query = matches.get_one::<String>("query").map_or("", String::as_str);
    let extent = extent(matches, query, format, lang)?;
    let job = ExportOfIndex { index, request, asked, format, extent };
    let report = match path {
        Some(path) => job.to_target(path, matches.get_flag("force"))?,
        None => to_stdout_with(lang, |destination| job.write(destination, &Cancel::default()))?,
    };
    if path.is_some_and(|path| !ExportTarget::is_stream(path)) {
        tell(&leaving_text(format, job.extent.part(), None, lang));
    }
    for note in export_notes(&report, lang) {
        tell(&note);
    }
    Ok(())
}

struct ExportOfIndex<'a> {
    index: &'a Index,
    request: ReadRequest,
    asked: Option<AskedQuery>,
    format: Format,
    extent: Extent,
}

impl ExportOfIndex<'_> {
    fn to_target(&self, path: &Path, overwrite: bool) -> Result<ExportReport, Failure> {
        let lang = self.index.lang();
        let cancel = if ExportTarget::is_stream(path) { Cancel::default() } else { cancelled_by_signals() };
        let target = ExportTarget::create(path, self.format.shape(), None, overwrite);
        let target = target.map_err(|error| Failure::Unusable(target_error(&error, lang)))?;
        let path = target.path().to_owned();
        let report = self.write(Destination::Target(target), &cancel)?;
        let report = report.map_err(|error| failure_of(error, &path, lang))?;
        if report.cancelled { Err(Failure::Interrupted) } else { Ok(report) }
    }

    /// Writes all articles. The outer failure is the server's, the inner one the destination's.
    fn write(
        &self,
        destination: Destination<'_>,
        cancel: &Cancel,
    ) -> Result<Result<ExportReport, ExportError>, Failure> {
        let mut sink = match Sink::new(self.format, &self.extent, destination) {
            Ok(sink) => sink,
            Err(error) => return Ok(Err(error)),
        };
        let mut report = ExportReport { format: self.format, ..ExportReport::default() };
        let (mut failed, mut line) = (None, ProgressLine::new());
        self.index.each(&self.request, cancel, |read| {
            if self.asked.as_ref().is_some_and(|asked| !asked.accepts(&read)) {
                return Ok(true);
            }
            match self.piece(&read).map_err(ExportError::Write).and_then(|piece| sink.put(piece)) {
                Ok(()) => report.written += 1,
                Err(error) => failed = Some(error),
            }
            if report.written.is_multiple_of(512) {
                line.show(&self.index.lang().export_written(report.written));
            }
            Ok(failed.is_none() && !cancel.is_cancelled())
        })?;
        if let Some(error) = failed {
            return Ok(Err(error));
        }
        report.cancelled = cancel.is_cancelled();
        if !report.cancelled {
            match sink.finish() {
                Ok(shortcomings) => report.shortcomings = shortcomings,
                Err(error) => return Ok(Err(error)),
            }
        }
        Ok(Ok(report))
    }

    fn piece(&self, read: &ReadDocument) -> io::Result<crate::export::ExportPiece> {
        let wording = Wording { problem_text: problem_in_english, citation: CitationForm::default() };
        let key = read.key().unwrap_or_default();
        let fields = read.fields(self.request.texts);
        self.extent.piece(self.format, fields, &read.article.comments, wording, key)
    }
}
