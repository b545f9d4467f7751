//! Large files with several hard links in an archive: each is read once, and its texts are stored once.

use super::read::{LinkedFile, ReadFile};
use super::segment::{Segment, SegmentBuilder};
use rustc_hash::FxHashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// The linked files read so far, each as a segment with one row.
#[derive(Debug, Default)]
pub struct Links(Mutex<FxHashMap<LinkedFile, ReadLinks>>);

type ReadLinks = Arc<Mutex<Option<Segment>>>;

impl Links {
    /// A linked file as a segment with one row, under this path. Calls `read` unless the file has been read
    /// under another.
    pub fn segment(&self, file: LinkedFile, path: &Path, read: impl FnOnce() -> ReadFile) -> Segment {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(file).or_default().clone();
        // Threads that meet the file under other paths wait until it has been read.
        let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
        match &*known {
            Some(segment) => segment.renamed(path),
            None => known.insert(of_one(path, &read())).clone(),
        }
    }
}

fn of_one(path: &Path, read: &ReadFile) -> Segment {
    let mut rows = SegmentBuilder::default();
    rows.push(path, read);
    rows.take()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::archive::{OpenFile, Root};
    use std::fs;

    #[test]
    fn a_large_file_of_several_names_is_read_and_kept_once() {
        let folder = tempfile::tempdir().unwrap();
        let body = "바람이 분다. ".repeat(100_000);
        fs::write(folder.path().join("a.md"), format!("---\nid: 901_1\ntitle: 제목\n---\n\n{body}\n"))
            .unwrap();
        fs::hard_link(folder.path().join("a.md"), folder.path().join("b.md")).unwrap();
        fs::write(folder.path().join("small.md"), "본문").unwrap();
        fs::hard_link(folder.path().join("small.md"), folder.path().join("other.md")).unwrap();
        let (root, links) = (Root::at(folder.path()), Links::default());
        let read = |name: &str| {
            let path = Path::new(name);
            let file = OpenFile::at(&root, path);
            let linked = file.linked(None)?;
            Some(links.segment(linked, path, || file.read(None, &mut Vec::new())))
        };
        let (first, second) = (read("a.md").unwrap(), read("b.md").unwrap());
        let [one, other] = [&first, &second].map(|segment| segment.row(0).unwrap());
        assert_eq!((one.path(), other.path()), ("a.md", "b.md"));
        assert_eq!((one.title(), other.title(), one.id(), other.id()), ("제목", "제목", "901_1", "901_1"));
        assert!(std::ptr::eq(first.corpus(), second.corpus()));
        // Reading the file again would give this title.
        fs::write(folder.path().join("a.md"), format!("---\ntitle: 다른 제목\n---\n\n{body}\n")).unwrap();
        assert_eq!(read("b.md").unwrap().row(0).unwrap().title(), "제목");
        assert!(read("small.md").is_none(), "a small file is cheap to read again");
    }
}
