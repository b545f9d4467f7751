//! The quiet line under the list: how a load goes, and what it came to.

use super::Lang;
use super::strings::{group_digits, strings};
use crate::engine::{Progress, VerifyProgress};
use std::time::Duration;

/// `읽는 중 3,200 / 7,999`; the total has a plus sign until the folder has been listed to its end.
pub fn progress_text(progress: Progress, lang: Lang) -> String {
    let more = if progress.found_all { "" } else { "+" };
    let (read, found) = (group_digits(progress.read), group_digits(progress.found));
    format!("{} {read} / {found}{more}", strings(lang).loading)
}

/// `확인하는 중 3,200 / 7,999 · 40% · 2초 남음`; share and time once the total is known.
pub fn verify_progress_text(progress: VerifyProgress, lang: Lang) -> String {
    let texts = strings(lang);
    let more = if progress.found_all { "" } else { "+" };
    let (checked, found) = (group_digits(progress.checked), group_digits(progress.found));
    let text = format!("{} {checked} / {found}{more}", texts.checking);
    if !progress.found_all || progress.checked == 0 {
        return text;
    }
    let percent = 100 * progress.checked / progress.found.max(1);
    let a_file = progress.took.as_secs_f64() / progress.checked as f64;
    let left = a_file * progress.found.saturating_sub(progress.checked) as f64;
    format!("{text} · {percent}% · {}", texts.time_left(left.ceil() as usize))
}

/// `기사 7,999건 · 0.4초`.
pub fn load_summary(articles: usize, took: Duration, cancelled: bool, lang: Lang) -> String {
    let texts = strings(lang);
    let summary = format!("{} · {}", texts.article_count(articles), texts.seconds(took.as_secs_f64()));
    if cancelled { format!("{summary} · {}", texts.stopped) } else { summary }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_how_far_and_how_long() {
        let progress = Progress { read: 3200, found: 7999, found_all: true };
        assert_eq!(progress_text(progress, Lang::Korean), "읽는 중 3,200 / 7,999");
        let progress = Progress { found_all: false, ..progress };
        assert_eq!(progress_text(progress, Lang::English), "Reading 3,200 / 7,999+");
        let took = Duration::from_secs(4);
        let checking = VerifyProgress { checked: 3200, found: 8000, found_all: true, took };
        assert_eq!(
            verify_progress_text(checking, Lang::Korean),
            "확인하는 중 3,200 / 8,000 · 40% · 6초 남음"
        );
        let checking = VerifyProgress { found_all: false, ..checking };
        assert_eq!(verify_progress_text(checking, Lang::English), "Checking 3,200 / 8,000+");
        assert_eq!(
            load_summary(7999, Duration::from_millis(400), false, Lang::Korean),
            "기사 7,999건 · 0.4초"
        );
    }
}
