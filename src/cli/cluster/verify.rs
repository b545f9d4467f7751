//! `verify` on an index: reads every text and checks it against the hash from the crawl.

use std::process::ExitCode;

use clap::ArgMatches;

use super::super::output::{Failure, tell};
use super::super::progress::ProgressLine;
use super::super::verify::print;
use super::Index;
use crate::archive::{Cancel, Verdict, VerifyProgress, VerifyReport, doubt_of};
use crate::article::Integrity;
use crate::cluster::ReadRequest;
use crate::view::verify_progress_text;
use std::time::Instant;

/// Checks an index.
pub(super) fn run(index: &Index, matches: &ArgMatches) -> Result<ExitCode, Failure> {
    let request = ReadRequest { all_versions: true, texts: true, ..ReadRequest::default() };
    let (mut report, mut masked, mut line, began) =
        (VerifyReport::default(), 0, ProgressLine::new(), Instant::now());
    index.each(&request, &Cancel::default(), |read| {
        report.articles += 1;
        let place = read.place();
        let was_intact = Integrity::from(read.document.integrity) == Integrity::Intact;
        if let Some(mut doubt) = doubt_of(read.article) {
            if index.is_masked() && doubt.verdict == Verdict::Altered && was_intact {
                masked += 1;
                doubt.verdict = Verdict::Unknown;
            }
            report.doubts.push((place, doubt));
        }
        let checked = report.articles;
        let progress = VerifyProgress { checked, found: checked, found_all: false, took: began.elapsed() };
        line.show(&verify_progress_text(progress, index.lang()));
        Ok(true)
    })?;
    drop(line);
    // An index has no files; each article was one of its own, or part of one.
    report.files = report.articles;
    report.doubts.sort_by(|(a, _), (b, _)| a.cmp(b));
    if masked > 0 {
        tell(&index.lang().cluster_masked(masked));
    }
    print(&report, 0, matches.get_flag("json"), index.lang())
}
