//! Two versions of an article read from their files and compared.

use crate::archive::{Compared, Source};
use crate::article::{self, Article, Problem, ProblemKind};
use std::path::Path;
use std::time::{Duration, Instant};

/// How long comparing may take: nearly every pair takes a thousandth of it.
const LIMIT: Duration = Duration::from_secs(2);

/// Reads and compares the files of an older and a newer version, each with its ordinal.
pub(crate) fn compare(
    (old, old_path): (u32, &Path),
    (new, new_path): (u32, &Path),
    source: &Source,
) -> Compared {
    let (opened, mut buffer) = (source.open(), Vec::new());
    let mut read = |path: &Path| opened.read(source.path_in(path), &mut buffer).article;
    let (older, newer) = (read(old_path), read(new_path));
    let comparison = article::compare(&older, &newer, Instant::now() + LIMIT);
    Compared { old, new, problem: unread(older).or_else(|| unread(newer)), comparison }
}

fn unread(article: Article) -> Option<Problem> {
    let stops = |kind| matches!(kind, ProblemKind::Unreadable | ProblemKind::TooLarge);
    article.problems.into_iter().find(|problem| stops(problem.kind))
}
