//! The status line under the list: a job's progress and its result.

use super::texts::dates::format_here;
use super::texts::lang::Lang;
use super::texts::with_time_left;
use super::texts::words::grouped;
use crate::archive::{Progress, Stage, Verdict, Verdicts, VerifyProgress, VerifyReport};
use jiff::Timestamp;
use std::time::Duration;

/// `읽는 중 3,200/7,999 · 40% · 2초 남음`.
pub fn progress_text(progress: Progress, lang: Lang) -> String {
    let Progress { stage, done, found, found_all, took } = progress;
    let what = match stage {
        Stage::Reading => lang.loading(),
        Stage::Looking => lang.looking(),
        Stage::CheckingCache => lang.checking_cache(),
    };
    how_far(what, done, found, found_all.then_some(took), lang)
}

/// `색인 만드는 중 3/12`.
pub fn joining_text(done: usize, all: usize, lang: Lang) -> String {
    format!("{} {}/{}", lang.joining(), grouped(done), grouped(all))
}

/// `확인하는 중 3,200/7,999 · 40% · 2초 남음`.
pub fn verify_progress_text(progress: VerifyProgress, lang: Lang) -> String {
    let VerifyProgress { checked, found, found_all, took } = progress;
    how_far(lang.checking(), checked, found, found_all.then_some(took), lang)
}

/// What is being done, how far it has come, and the time left. `took` is missing until the folder has been
/// listed completely; the total then has a plus sign.
fn how_far(what: &str, done: usize, found: usize, took: Option<Duration>, lang: Lang) -> String {
    let more = if took.is_some() { "" } else { "+" };
    let text = format!("{what} {}/{}{more}", grouped(done), grouped(found));
    match took {
        Some(took) => with_time_left(text, done, found, took, lang),
        None => text,
    }
}

/// `파일 4개: 수집 당시와 같음 1, 수집 당시와 다름 1, 확인할 해시 없음 1, 읽지 못함 1`.
pub fn verify_counts(report: &VerifyReport, lang: Lang) -> String {
    let count = |verdict| grouped(report.count(verdict));
    let [intact, altered] = [Verdict::Intact, Verdict::Altered].map(count);
    let [unknown, unreadable] = [Verdict::Unknown, Verdict::Unreadable].map(count);
    let what = match report.articles == report.files {
        true => lang.files(report.files),
        false => lang.articles_in_files(report.articles, report.files),
    };
    lang.verified(&what, &intact, &altered, &unknown, &unreadable)
}

/// The line under the list about the archive's integrity, and the menu that opens from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntegrityView {
    /// What the line says, the most important first.
    pub summary: Vec<String>,
    /// Whether any article is altered.
    pub warns: bool,
    /// Each verdict with its number of articles.
    pub counts: [(&'static str, String); 3],
    /// When the files were last checked.
    pub checked: String,
}

impl IntegrityView {
    /// As many parts of the line as fit, and the first in any case.
    pub fn line(&self, fits: impl Fn(&str) -> bool) -> String {
        let lines =
            (1..=self.summary.len()).rev().map(|len| self.summary.get(..len).unwrap_or_default().join(" · "));
        let mut lines = lines.collect::<Vec<_>>();
        let shortest = lines.pop().unwrap_or_default();
        lines.into_iter().find(|line| fits(line)).unwrap_or(shortest)
    }
}

/// `기사 7,999건 모두 수집 당시와 같음 · 읽는 데 0.4초`, or the count of each verdict. `took` and `cancelled` belong to the
/// load.
pub fn integrity_view(
    verdicts: Verdicts,
    at: Timestamp,
    took: Duration,
    cancelled: bool,
    lang: Lang,
) -> IntegrityView {
    let Verdicts { intact, altered, unknown } = verdicts;
    let mut parts = vec![];
    if altered + unknown == 0 {
        parts.extend((intact > 0).then(|| lang.all_intact(intact)));
    } else {
        let counts = [(lang.altered(), altered), (lang.unverifiable(), unknown), (lang.intact(), intact)];
        let counts = counts.into_iter().filter(|&(_, count)| count > 0);
        parts.extend(counts.map(|(name, count)| format!("{name} {}", grouped(count))));
    }
    parts.extend(cancelled.then(|| lang.stopped().to_owned()));
    parts.push(lang.read_in(took.as_secs_f64()));
    let counts = [(lang.intact(), intact), (lang.altered(), altered), (lang.unverifiable(), unknown)];
    IntegrityView {
        summary: parts,
        warns: altered > 0,
        counts: counts.map(|(name, count)| (name, grouped(count))),
        checked: lang.last_checked(&format_here(at, lang)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_how_far_and_how_long() {
        let took = Duration::from_secs(4);
        let stage = Stage::Reading;
        let progress = Progress { stage, done: 3200, found: 7999, found_all: true, took };
        assert_eq!(progress_text(progress, Lang::Korean), "읽는 중 3,200/7,999 · 40% · 6초 남음");
        let progress = Progress { found_all: false, ..progress };
        assert_eq!(progress_text(progress, Lang::English), "Reading 3,200/7,999+");
        let progress = Progress { stage: Stage::Looking, done: 0, found_all: true, ..progress };
        assert_eq!(progress_text(progress, Lang::Korean), "변경 확인 중 0/7,999");
        let progress = Progress { stage: Stage::CheckingCache, done: 2000, ..progress };
        assert_eq!(
            progress_text(progress, Lang::English),
            "Checking the cache 2,000/7,999 · 25% · 12 s left"
        );
        let checking = VerifyProgress { checked: 3200, found: 8000, found_all: true, took };
        assert_eq!(verify_progress_text(checking, Lang::Korean), "확인하는 중 3,200/8,000 · 40% · 6초 남음");
        let checking = VerifyProgress { found_all: false, ..checking };
        assert_eq!(verify_progress_text(checking, Lang::English), "Checking 3,200/8,000+");
    }

    #[test]
    fn says_at_once_whether_all_is_as_it_was_crawled() {
        let took = Duration::from_millis(400);
        let view = |intact, altered, unknown, cancelled| {
            let verdicts = Verdicts { intact, altered, unknown };
            integrity_view(verdicts, Timestamp::UNIX_EPOCH, took, cancelled, Lang::Korean)
        };
        let line =
            |intact, altered, unknown, cancelled| view(intact, altered, unknown, cancelled).line(|_| true);
        assert_eq!(line(7999, 0, 0, false), "기사 7,999건 모두 수집 당시와 같음 · 읽는 데 0.4초");
        assert_eq!(
            line(76, 2, 7, true),
            "수집 당시와 다름 2 · 확인할 해시 없음 7 · 수집 당시와 같음 76 · 중지됨 · 읽는 데 0.4초"
        );
        assert_eq!(line(0, 0, 0, false), "읽는 데 0.4초", "nothing is said of no article");
        let narrow = |most: usize| view(76, 2, 7, false).line(|line| line.chars().count() <= most);
        assert_eq!(narrow(40), "수집 당시와 다름 2 · 확인할 해시 없음 7 · 수집 당시와 같음 76");
        assert_eq!(narrow(30), "수집 당시와 다름 2 · 확인할 해시 없음 7");
        assert_eq!(narrow(5), "수집 당시와 다름 2");
    }
}
