//! Two versions of an article read from their files and compared.

use crate::archive::{Encodings, read_article_as};
use crate::article::{self, Article, Comparison, Problem, ProblemKind};
use std::path::Path;
use std::time::{Duration, Instant};

/// Two versions of an article, compared.
#[derive(Debug)]
pub struct Compared {
    /// The older one, by ordinal.
    pub old: u32,
    /// The newer one.
    pub new: u32,
    /// Why one of them could not be read as a whole, where that is so.
    pub problem: Option<Problem>,
    /// How they differ.
    pub comparison: Comparison,
}

/// How long comparing may take: nearly every pair takes a thousandth of it.
const LIMIT: Duration = Duration::from_secs(2);

/// Reads and compares the files of an older and a newer version, each with its ordinal.
pub(super) fn compare(
    (old, old_path): (u32, &Path),
    (new, new_path): (u32, &Path),
    encodings: &Encodings,
) -> Compared {
    let mut buffer = Vec::new();
    let mut read = |path: &Path| {
        let name = Path::new(path.file_name().unwrap_or_default());
        read_article_as(path, name, encodings.of(path), &mut buffer).article
    };
    let (older, newer) = (read(old_path), read(new_path));
    let comparison = article::compare(&older, &newer, Instant::now() + LIMIT);
    Compared { old, new, problem: unread(older).or_else(|| unread(newer)), comparison }
}

fn unread(article: Article) -> Option<Problem> {
    let stops = |kind| matches!(kind, ProblemKind::Unreadable | ProblemKind::TooLarge);
    article.problems.into_iter().find(|problem| stops(problem.kind))
}
