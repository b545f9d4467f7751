//! Two versions of an article read from their files and compared.

use super::Engine;
use super::article::below;
use super::event::Event;
use crate::archive::{Encodings, Root, read_article};
use crate::article::{self, Article, Comparison, Problem, ProblemKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
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

impl Engine {
    /// Compares the files of an older and a newer version of an article, each with its ordinal.
    pub fn compare(&self, old: (u32, PathBuf), new: (u32, PathBuf)) {
        let (sender, folder, encodings) = (self.sender.clone(), self.folder.clone(), self.encodings.clone());
        self.spawn("seogo-compare", move || {
            let compared = compare((old.0, &old.1), (new.0, &new.1), (&folder, &encodings));
            sender.send(Event::Compared(Arc::new(compared)));
        });
    }
}

/// Reads and compares the files of an older and a newer version, each with its ordinal.
fn compare(
    (old, old_path): (u32, &Path),
    (new, new_path): (u32, &Path),
    (folder, encodings): (&Path, &Encodings),
) -> Compared {
    let (root, mut buffer) = (Root::at(folder), Vec::new());
    let mut read = |path: &Path| {
        read_article(&root, below(folder, path), encodings.of(folder, path), &mut buffer).article
    };
    let (older, newer) = (read(old_path), read(new_path));
    let comparison = article::compare(&older, &newer, Instant::now() + LIMIT);
    Compared { old, new, problem: unread(older).or_else(|| unread(newer)), comparison }
}

fn unread(article: Article) -> Option<Problem> {
    let stops = |kind| matches!(kind, ProblemKind::Unreadable | ProblemKind::TooLarge);
    article.problems.into_iter().find(|problem| stops(problem.kind))
}
