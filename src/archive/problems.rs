//! The list of everything in an archive that was repaired, unreadable or skipped. It is built once, and the
//! details of its entries are looked up when shown.

use super::walk::path_text;
use super::{Catalogue, Skipped, SkippedReason, WalkReport};
use crate::article::{Problem, ProblemKind};
use crate::formats::has_no_extension;
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;
use std::cmp::Reverse;
use std::ops::Range;
use std::path::Path;

/// What an entry is about, most serious first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProblemGroup {
    /// A problem in a file, or in reading it.
    File(Reverse<ProblemKind>),
    /// A folder that couldn't be listed.
    Folder,
    /// A link that wasn't followed.
    Link,
    /// A pipe, device or socket, which wasn't read.
    Special,
    /// A table or JSON file without articles.
    NoArticle,
    /// A file whose name isn't that of an article.
    Other,
}

/// An archive's problems, by group and then by path. Their details are looked up in the catalogue, which may
/// have been repacked since.
#[derive(Debug, Default)]
pub struct Problems {
    totals: ReadTotals,
    walk: WalkReport,
    places: Vec<EntryPlace>,
    /// The files of other kinds by extension, most frequent first.
    passed_over: Vec<(String, usize)>,
    groups: Vec<(ProblemGroup, Range<usize>)>,
}

/// Where the details of an entry are.
#[derive(Clone, Copy, Debug)]
enum EntryPlace {
    /// In a file of the catalogue: its ordinal, and the index among its problems.
    File(u32, u32),
    /// In the list of skipped items.
    Skipped(u32),
}

/// Something to tell the reader about a file.
#[derive(Clone, Debug)]
pub struct ProblemEntry<'a> {
    /// The group in which it is listed.
    pub group: ProblemGroup,
    /// The path of the file or folder as text, relative to the archive's root.
    pub path: Cow<'a, str>,
    /// The same path, for the system.
    pub file: &'a Path,
    /// The article's ordinal and its problem, if the entry is about an article.
    pub article: Option<(u32, &'a Problem)>,
    /// The system's message about a folder that can't be listed.
    pub error: Option<&'a str>,
}

impl Problems {
    /// Collects the problems of a load.
    pub fn of(catalogue: &Catalogue, walk: WalkReport) -> Self {
        let mut found: Vec<(ProblemGroup, Cow<'_, str>, EntryPlace)> = Vec::new();
        for (ordinal, row) in catalogue.present().filter(|(_, row)| row.problem_count() > 0) {
            for (nth, problem) in (0u32..).zip(row.problems()) {
                let group = ProblemGroup::File(Reverse(problem.kind));
                found.push((group, Cow::Borrowed(row.path()), EntryPlace::File(ordinal, nth)));
            }
        }
        for (at, skipped) in (0u32..).zip(&walk.skipped) {
            found.push((group_of(skipped), path_text(&skipped.path), EntryPlace::Skipped(at)));
        }
        found.sort_unstable_by(|(a, at_a, _), (b, at_b, _)| (a, at_a).cmp(&(b, at_b)));
        let mut groups: Vec<(ProblemGroup, Range<usize>)> = Vec::new();
        for (at, (group, ..)) in found.iter().enumerate() {
            match groups.last_mut() {
                Some((last, range)) if last == group => range.end = at + 1,
                _ => groups.push((*group, at..at + 1)),
            }
        }
        let places = found.into_iter().map(|(.., place)| place).collect();
        let passed_over = passed_over(&walk);
        Self { totals: totals(catalogue, &walk), walk, places, passed_over, groups }
    }

    /// The groups with entries, most serious first, each with the range of its entries.
    pub fn groups(&self) -> &[(ProblemGroup, Range<usize>)] {
        &self.groups
    }

    /// The number of entries.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// How many entries matter to the reader: all except files without articles.
    pub fn concerns(&self) -> usize {
        self.len() - self.count(ProblemGroup::Other) - self.count(ProblemGroup::NoArticle)
    }

    /// The number of entries in a group.
    pub fn count(&self, group: ProblemGroup) -> usize {
        self.groups.iter().find(|(other, _)| *other == group).map_or(0, |(_, range)| range.len())
    }

    /// The entry at an index. The catalogue must be that of the same load.
    pub fn entry<'a>(&'a self, catalogue: &'a Catalogue, at: usize) -> Option<ProblemEntry<'a>> {
        match *self.places.get(at)? {
            EntryPlace::File(ordinal, nth) => {
                let row = catalogue.row(ordinal)?;
                let problem = row.problems().nth(nth as usize)?;
                Some(ProblemEntry {
                    group: ProblemGroup::File(Reverse(problem.kind)),
                    path: row.file_place().to_string().into(),
                    file: row.file_path(),
                    article: Some((ordinal, problem)),
                    error: None,
                })
            }
            EntryPlace::Skipped(at) => {
                let skipped = self.walk.skipped.get(at as usize)?;
                let error = match &skipped.reason {
                    SkippedReason::Folder(error) => Some(error.as_str()),
                    _ => None,
                };
                Some(ProblemEntry {
                    group: group_of(skipped),
                    path: path_text(&skipped.path),
                    file: &skipped.path,
                    article: None,
                    error,
                })
            }
        }
    }

    /// The files of other kinds that were passed over, counted by extension in lower case, most frequent first;
    /// the extension is empty for files without one.
    pub fn passed_over(&self) -> &[(String, usize)] {
        &self.passed_over
    }

    /// The files that could have several articles but have none.
    pub fn without_articles(&self) -> impl Iterator<Item = &Path> {
        let empty = self.walk.skipped.iter().filter(|skipped| skipped.reason == SkippedReason::NoArticle);
        empty.map(|skipped| skipped.path.as_path())
    }

    /// How much of the archive was read.
    pub fn totals(&self) -> ReadTotals {
        self.totals
    }
}

/// How much of an archive was read, counted in files, whether they have one article or several.
fn totals(catalogue: &Catalogue, walk: &WalkReport) -> ReadTotals {
    let (mut files, mut unreadable, mut in_part) = (0, 0, 0);
    let mut of_several = FxHashSet::default();
    for (_, row) in catalogue.present() {
        if row.entry().is_some() {
            of_several.insert(row.file_path());
            continue;
        }
        let has = |kind| row.problems().any(|problem| problem.kind == kind);
        files += 1;
        if row.problem_count() > 0 {
            unreadable += usize::from(has(ProblemKind::Unreadable));
            in_part += usize::from(has(ProblemKind::TooLarge));
        }
    }
    ReadTotals::new(files + of_several.len(), unreadable, in_part, walk)
}

fn passed_over(walk: &WalkReport) -> Vec<(String, usize)> {
    let mut counts: FxHashMap<String, usize> = FxHashMap::default();
    for skipped in walk.skipped.iter().filter(|skipped| skipped.reason == SkippedReason::Other) {
        let extension = skipped.path.extension().filter(|_| !has_no_extension(&skipped.path));
        let extension = extension.map(|it| it.to_string_lossy().to_lowercase()).unwrap_or_default();
        *counts.entry(extension).or_default() += 1;
    }
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    counts.sort_unstable_by(|(a, a_count), (b, b_count)| b_count.cmp(a_count).then_with(|| a.cmp(b)));
    counts
}

fn group_of(skipped: &Skipped) -> ProblemGroup {
    match skipped.reason {
        SkippedReason::Folder(_) => ProblemGroup::Folder,
        SkippedReason::Link => ProblemGroup::Link,
        SkippedReason::Special => ProblemGroup::Special,
        SkippedReason::Other => ProblemGroup::Other,
        SkippedReason::NoArticle => ProblemGroup::NoArticle,
    }
}

/// How much of an archive was read and what wasn't. The numbers add up to everything there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReadTotals {
    /// Article files that were read completely.
    pub read: usize,
    /// Article files that are unreadable or not text.
    pub unreadable: usize,
    /// Article files too large to be read beyond their beginning.
    pub in_part: usize,
    /// Files with other names, and tables and JSON files without articles.
    pub not_articles: usize,
    pub links: usize,
    /// Pipes, devices and sockets.
    pub special: usize,
    /// Folders that can't be listed, with unknown contents.
    pub folders: usize,
}

impl ReadTotals {
    /// The totals for these numbers of article files and the items skipped during the walk.
    pub fn new(files: usize, unreadable: usize, in_part: usize, walk: &WalkReport) -> Self {
        let count = |group| walk.skipped.iter().filter(|skipped| group_of(skipped) == group).count();
        Self {
            read: files.saturating_sub(unreadable + in_part),
            unreadable,
            in_part,
            not_articles: count(ProblemGroup::Other) + count(ProblemGroup::NoArticle),
            links: count(ProblemGroup::Link),
            special: count(ProblemGroup::Special),
            folders: count(ProblemGroup::Folder),
        }
    }

    /// Everything except folders.
    pub fn all(&self) -> usize {
        self.read + self.unreadable + self.in_part + self.not_articles + self.links + self.special
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{CatalogueBuilder, SegmentBuilder};
    use crate::article::Article;
    use std::path::PathBuf;

    #[test]
    fn problems_stand_by_kind_and_path_with_what_was_passed_over_and_the_totals_are_honest() {
        let mut segment = SegmentBuilder::default();
        let problem = |kind| Problem { kind, line: None, detail: None };
        for (path, kinds) in [
            ("b.md", vec![ProblemKind::NoTitle, ProblemKind::BadDate]),
            ("a.md", vec![ProblemKind::NoTitle]),
            ("c.md", vec![ProblemKind::Unreadable]),
            ("d.md", vec![]),
        ] {
            let problems = kinds.into_iter().map(problem).collect();
            segment.push(Path::new(path), &Article { problems, ..Article::default() }.into());
        }
        let mut builder = CatalogueBuilder::default();
        builder.push(segment.take());
        let skipped = [
            ("p.png", SkippedReason::Other),
            ("link", SkippedReason::Link),
            ("f", SkippedReason::Folder("nein".to_owned())),
        ]
        .map(|(path, reason)| Skipped { path: PathBuf::from(path), reason });
        let walk = WalkReport { skipped: skipped.into() };
        let catalogue = builder.snapshot();
        let problems = Problems::of(&catalogue, walk);
        let listed: Vec<_> = (0..problems.len()).map(|at| problems.entry(&catalogue, at).unwrap()).collect();
        let paths: Vec<&str> = listed.iter().map(|entry| entry.path.as_ref()).collect();
        assert_eq!(paths, ["c.md", "a.md", "b.md", "b.md", "f", "link", "p.png"]);
        assert_eq!(
            listed[3].article.map(|(ordinal, problem)| (ordinal, problem.kind)),
            Some((0, ProblemKind::BadDate))
        );
        assert_eq!(listed[4].error, Some("nein"));
        assert_eq!((problems.concerns(), problems.groups().len()), (6, 6));
        let totals = problems.totals();
        assert_eq!((totals.read, totals.unreadable, totals.not_articles, totals.all()), (3, 1, 1, 6));
        assert_eq!(problems.passed_over(), [("png".to_owned(), 1)]);
    }
}
