//! Reads two versions of an article, or two articles of a story, from their files and compares them.

use crate::archive::{Catalogue, Compared, Source};
use crate::article::{self, Article, Problem, ProblemKind};
use crate::stories::{ComparedArticles, compare_articles};
use std::time::{Duration, Instant};

/// The time limit for a comparison; nearly all take a thousandth of it.
const LIMIT: Duration = Duration::from_secs(2);

/// Reads and compares an older and a newer version, by ordinal.
pub(crate) fn compare(source: &Source, catalogue: &Catalogue, old: u32, new: u32) -> Compared {
    let (opened, mut buffer) = (source.open(), Vec::new());
    let mut read = |ordinal| {
        let row = catalogue.row(ordinal);
        row.map(|row| opened.read_row(&row, &mut buffer).article).unwrap_or_default()
    };
    let (older, newer) = (read(old), read(new));
    let comparison = article::compare(&older, &newer, Instant::now() + LIMIT);
    Compared { old, new, problem: unread(older).or_else(|| unread(newer)), comparison }
}

/// Reads and compares two articles of a story, by ordinal.
pub(crate) fn compare_story(source: &Source, catalogue: &Catalogue, ordinals: [u32; 2]) -> ComparedArticles {
    let (opened, mut buffer) = (source.open(), Vec::new());
    let [one, other] = ordinals.map(|ordinal| {
        let row = catalogue.row(ordinal);
        row.map(|row| opened.read_row(&row, &mut buffer).article).unwrap_or_default()
    });
    let comparison = compare_articles(&one, &other, Instant::now() + LIMIT);
    ComparedArticles { ordinals, problem: unread(one).or_else(|| unread(other)), comparison }
}

fn unread(article: Article) -> Option<Problem> {
    let stops = |kind| matches!(kind, ProblemKind::Unreadable | ProblemKind::TooLarge);
    article.problems.into_iter().find(|problem| stops(problem.kind))
}
