//! The problems of a whole archive, by kind: what was mended, could not be read, or was passed over.

use super::strings::{Strings, strings};
use super::{Lang, problem_message, problem_title};
use crate::archive::{Catalogue, Skipped, SkippedReason, WalkReport};
use crate::article::ProblemKind;
use std::collections::BTreeMap;

/// Problems of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProblemGroup {
    /// What they have in common.
    pub title: String,
    /// Each of them, by path.
    pub items: Vec<ProblemItem>,
}

/// One problem of one file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ProblemItem {
    /// The file or folder, relative to the archive's folder.
    pub path: String,
    /// What was wrong and what was done.
    pub message: String,
    /// The article, where there is one to open.
    pub ordinal: Option<u32>,
}

/// How many problems an archive has.
pub fn problem_total(catalogue: &Catalogue, walk: &WalkReport) -> usize {
    catalogue.rows().map(|row| row.problem_count() as usize).sum::<usize>() + walk.skipped.len()
}

/// Every problem of an archive, the gravest kinds first.
pub fn problem_groups(catalogue: &Catalogue, walk: &WalkReport, lang: Lang) -> Vec<ProblemGroup> {
    let mut by_kind: BTreeMap<std::cmp::Reverse<ProblemKind>, Vec<ProblemItem>> = BTreeMap::new();
    for (ordinal, row) in (0u32..).zip(catalogue.rows()) {
        for problem in row.problems() {
            by_kind.entry(std::cmp::Reverse(problem.kind)).or_default().push(ProblemItem {
                path: row.path().to_owned(),
                message: problem_message(problem, lang),
                ordinal: Some(ordinal),
            });
        }
    }
    let mut groups: Vec<_> = by_kind
        .into_iter()
        .map(|(kind, items)| ProblemGroup { title: problem_title(kind.0, lang).to_owned(), items })
        .collect();
    groups.extend(skipped_groups(&walk.skipped, strings(lang)));
    for group in &mut groups {
        group.items.sort();
    }
    groups
}

fn skipped_groups(skipped: &[Skipped], texts: &Strings) -> Vec<ProblemGroup> {
    let group = |title: &str, wanted: fn(&SkippedReason) -> bool| {
        let items: Vec<_> = skipped
            .iter()
            .filter(|skipped| wanted(&skipped.reason))
            .map(|skipped| ProblemItem {
                path: skipped.path.to_string_lossy().into_owned(),
                message: match &skipped.reason {
                    SkippedReason::Folder(error) => error.clone(),
                    SkippedReason::Link | SkippedReason::Special => title.to_owned(),
                },
                ordinal: None,
            })
            .collect();
        (!items.is_empty()).then(|| ProblemGroup { title: title.to_owned(), items })
    };
    [
        group(texts.skipped_folders, |reason| matches!(reason, SkippedReason::Folder(_))),
        group(texts.skipped_links, |reason| matches!(reason, SkippedReason::Link)),
        group(texts.skipped_special, |reason| matches!(reason, SkippedReason::Special)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{CatalogueBuilder, SegmentBuilder};
    use crate::article::{Article, Problem};
    use std::path::{Path, PathBuf};

    #[test]
    fn problems_stand_by_kind_with_what_was_passed_over() {
        let mut segment = SegmentBuilder::default();
        let problem = |kind| Problem { kind, line: None, detail: None };
        for (path, kind) in [
            ("b.md", ProblemKind::NoTitle),
            ("a.md", ProblemKind::NoTitle),
            ("c.md", ProblemKind::Unreadable),
        ] {
            segment.push(Path::new(path), &Article { problems: vec![problem(kind)], ..Article::default() });
        }
        let mut builder = CatalogueBuilder::default();
        builder.push(segment.take());
        let skipped = vec![Skipped { path: PathBuf::from("link"), reason: SkippedReason::Link }];
        let walk = WalkReport { skipped, other_files: 0 };
        let groups = problem_groups(&builder.snapshot(), &walk, Lang::English);
        let paths: Vec<Vec<&str>> =
            groups.iter().map(|group| group.items.iter().map(|item| item.path.as_str()).collect()).collect();
        assert_eq!(paths, [vec!["c.md"], vec!["a.md", "b.md"], vec!["link"]]);
        assert_eq!(problem_total(&builder.snapshot(), &walk), 4);
    }
}
