//! Finds the article files below a folder, and reports what it skipped.

use super::below::EntryKind;
use super::{Cancel, Root};
use crate::formats::is_article_name;
use std::borrow::Cow;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

/// An item below the folder that was skipped, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Its path relative to the folder.
    pub path: PathBuf,
    pub reason: SkippedReason,
}

/// Why an item below the folder was skipped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SkippedReason {
    /// A symbolic link. Links aren't followed, so that an archive never contains loops or leads out of its
    /// folder.
    Link,
    /// A pipe, device or socket.
    Special,
    /// A folder that couldn't be listed completely, with the system's message.
    Folder(String),
    /// A visible file with an extension that articles don't have, or with none and not recognizable as an
    /// article.
    Other,
    /// A file that could have several articles but has none.
    NoArticle,
}

/// What a walk found besides article files.
#[derive(Clone, Debug, Default)]
pub struct WalkReport {
    /// Links, special files, files with other extensions, and folders that couldn't be listed.
    pub skipped: Vec<Skipped>,
}

impl WalkReport {
    /// The folders that couldn't be listed completely, with the system's messages.
    pub fn unlisted(&self) -> impl Iterator<Item = (&Path, &str)> {
        self.skipped.iter().filter_map(|skipped| match &skipped.reason {
            SkippedReason::Folder(why) => Some((skipped.path.as_path(), why.as_str())),
            _ => None,
        })
    }
}

/// A path below a folder as text, separated by `/`, with U+FFFD for invalid UTF-8.
pub fn path_text(path: &Path) -> Cow<'_, str> {
    match path.to_string_lossy() {
        text if MAIN_SEPARATOR == '/' => text,
        text => Cow::Owned(text.replace(MAIN_SEPARATOR, "/")),
    }
}

/// Calls `found` with the path of each article file in or below the folder `start`, until done or cancelled:
/// first the files of a folder, in no particular order, then its subfolders, from the last name to the first.
/// If these are named by date, the newest files are read first, and files of about the same time together. All
/// paths are relative to the archive's root.
///
/// Names that start with a dot are hidden, and neither read nor counted.
pub fn walk(folder: &Path, start: &Path, cancel: &Cancel, mut found: impl FnMut(PathBuf)) -> WalkReport {
    let (root, mut report) = (Root::at(folder), WalkReport::default());
    let mut pending = vec![start.to_owned()];
    while let Some(below) = pending.pop() {
        let mut folders = Vec::new();
        let listed = root.list(&below, |name, kind| {
            if !name.as_encoded_bytes().starts_with(b".") {
                let path = below.join(&name);
                match kind {
                    EntryKind::Folder => folders.push(path),
                    EntryKind::File if is_article_name(&name) => found(path),
                    kind => report.skipped.push(Skipped { path, reason: reason_for(kind) }),
                }
            }
            !cancel.is_cancelled()
        });
        if cancel.is_cancelled() {
            break;
        }
        if let Err(error) = listed {
            report.skipped.push(skipped_folder(&below, &error));
        }
        folders.sort_unstable();
        pending.append(&mut folders);
    }
    report
}

fn skipped_folder(path: &Path, error: &std::io::Error) -> Skipped {
    Skipped { path: path.to_owned(), reason: SkippedReason::Folder(error.to_string()) }
}

fn reason_for(kind: EntryKind) -> SkippedReason {
    match kind {
        EntryKind::Link => SkippedReason::Link,
        EntryKind::File => SkippedReason::Other,
        EntryKind::Folder | EntryKind::Special => SkippedReason::Special,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn walked(folder: &Path) -> (Vec<String>, WalkReport) {
        let mut names = Vec::new();
        let report = walk(folder, Path::new(""), &Cancel::default(), |path| {
            names.push(path.to_string_lossy().into_owned())
        });
        names.sort();
        (names, report)
    }

    #[test]
    fn finds_nested_articles_and_passes_over_the_rest() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("가/나")).unwrap();
        fs::create_dir(root.join(".git")).unwrap();
        for name in
            ["a.md", "b.MARKDOWN", "가/c.txt", "가/나/d.md", ".hidden.md", ".git/e.md", "picture.png", "md"]
        {
            fs::write(root.join(name), "x").unwrap();
        }
        let (names, report) = walked(root);
        // Only its contents tell what a file without an extension is.
        assert_eq!(names, ["a.md", "b.MARKDOWN", "md", "가/c.txt", "가/나/d.md"]);
        let others: Vec<_> =
            report.skipped.iter().map(|it| (it.path.to_str().unwrap(), it.reason.clone())).collect();
        assert_eq!(others, [("picture.png", SkippedReason::Other)]);
    }

    #[test]
    fn the_newest_folders_come_first() {
        let folder = tempfile::tempdir().unwrap();
        let names = ["a.md", "2026/02/a.md", "2026/01/a.md", "2025/12/a.md"];
        for name in names.iter().rev() {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        let mut walked = Vec::new();
        walk(folder.path(), Path::new(""), &Cancel::default(), |path| {
            walked.push(path.to_string_lossy().into_owned())
        });
        assert_eq!(walked, names);
    }

    #[cfg(unix)]
    #[test]
    fn links_and_sockets_are_told_and_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::write(root.join("a.md"), "x").unwrap();
        std::os::unix::fs::symlink(root, root.join("loop")).unwrap();
        std::os::unix::fs::symlink(root.join("a.md"), root.join("b.md")).unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(root.join("s.md")).unwrap();
        let (names, mut report) = walked(root);
        report.skipped.sort_by(|a, b| a.path.cmp(&b.path));
        let told: Vec<_> =
            report.skipped.iter().map(|s| (s.path.to_str().unwrap(), s.reason.clone())).collect();
        assert_eq!(names, ["a.md"]);
        assert_eq!(
            told,
            [("b.md", SkippedReason::Link), ("loop", SkippedReason::Link), ("s.md", SkippedReason::Special)]
        );
    }
}
