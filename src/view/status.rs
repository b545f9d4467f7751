//! The quiet line under the list: how a load goes, and what it came to.

use super::Lang;
use super::strings::{group_digits, strings};
use crate::engine::Progress;
use std::time::Duration;

/// `읽는 중 3,200 / 7,999`; the total has a plus sign until the folder has been listed to its end.
pub fn progress_text(progress: Progress, lang: Lang) -> String {
    let more = if progress.found_all { "" } else { "+" };
    let (read, found) = (group_digits(progress.read), group_digits(progress.found));
    format!("{} {read} / {found}{more}", strings(lang).loading)
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
        assert_eq!(
            load_summary(7999, Duration::from_millis(400), false, Lang::Korean),
            "기사 7,999건 · 0.4초"
        );
    }
}
