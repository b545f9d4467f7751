//! Files of the cache: parts one behind another under a directory with a checksum of each. A file is written under a
//! temporary name and renamed when all of it is on the disk, is never changed afterwards, and is read where it lies.

use crate::text::Part;
use bytemuck::{Pod, Zeroable};
use memmap2::Mmap;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::Arc;

/// What such a file begins with. It changes with whatever changes what a file says or means: the parts, their values,
/// how articles are parsed and their texts folded. What another version wrote is then written anew.
const MAGIC: u64 = u64::from_be_bytes(*b"seogo\0\0\x07");

/// Parts begin at multiples of this, so that any of their values are aligned.
const ALIGNMENT: usize = 16;

/// The most parts that a directory is believed to have.
const MOST_PARTS: usize = 64;

/// The beginning of a file. The bytes of all numbers are in this machine's order; another one does not know the magic.
#[derive(Clone, Copy, Pod, Zeroable)]
#[repr(C)]
struct Head {
    magic: u64,
    /// How many parts there are.
    parts: u32,
    /// The checksum of the directory.
    crc: u32,
}

#[derive(Clone, Copy, Pod, Zeroable)]
#[repr(C)]
struct Entry {
    start: u64,
    len: u64,
    crc: u32,
    _unused: u32,
}

/// Writes a file of parts, or leaves the one that was there.
pub(super) fn write_parts<P: AsRef<[u8]>>(path: &Path, parts: &[P]) -> io::Result<()> {
    let mut at = size_of::<Head>() + parts.len() * size_of::<Entry>();
    let mut directory = Vec::with_capacity(parts.len());
    for part in parts {
        let (part, start) = (part.as_ref(), at.next_multiple_of(ALIGNMENT));
        let crc = crc32fast::hash(part);
        directory.push(Entry { start: start as u64, len: part.len() as u64, crc, _unused: 0 });
        at = start + part.len();
    }
    let directory: &[u8] = bytemuck::cast_slice(&directory);
    let head = Head { magic: MAGIC, parts: parts.len() as u32, crc: crc32fast::hash(directory) };
    let folder = path.parent().unwrap_or(path);
    let file = tempfile::Builder::new().prefix("seogo").suffix(".new").tempfile_in(folder)?;
    let mut out = BufWriter::with_capacity(1 << 20, file);
    out.write_all(bytemuck::bytes_of(&head))?;
    out.write_all(directory)?;
    let mut at = size_of::<Head>() + directory.len();
    for part in parts {
        let part = part.as_ref();
        let gap = at.next_multiple_of(ALIGNMENT) - at;
        out.write_all(&[0; ALIGNMENT][..gap])?;
        out.write_all(part)?;
        at += gap + part.len();
    }
    let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.as_file().sync_all()?;
    file.persist(path).map(drop).map_err(|kept| kept.error)
}

/// A mapped file of parts.
#[derive(Debug)]
pub(super) struct PartsFile {
    parts: Vec<Part>,
    crcs: Vec<u32>,
}

impl PartsFile {
    /// Maps a file. `None` where there is none, or none that this version wrote to its end.
    pub(super) fn open(path: &Path) -> Option<Self> {
        let file = File::open(path).ok()?;
        #[expect(unsafe_code, reason = "a million articles are not read again at every start")]
        // SAFETY: the file is this program's own, in a folder of its own, and is never written to under its final
        // name: it is replaced or removed, which leaves what is mapped as it was.
        let file = Arc::new(unsafe { Mmap::map(&file) }.ok()?);
        let (head, rest) = file.split_at_checked(size_of::<Head>())?;
        let head: Head = bytemuck::try_pod_read_unaligned(head).ok()?;
        let count = head.parts as usize;
        if head.magic != MAGIC || count > MOST_PARTS {
            return None;
        }
        let directory = rest.get(..count * size_of::<Entry>())?;
        if crc32fast::hash(directory) != head.crc {
            return None;
        }
        let entries = directory.chunks_exact(size_of::<Entry>()).map(bytemuck::pod_read_unaligned::<Entry>);
        let mut crcs = Vec::with_capacity(count);
        let mut parts = Vec::with_capacity(count);
        for entry in entries {
            crcs.push(entry.crc);
            let start = usize::try_from(entry.start).ok()?;
            let end = start.checked_add(usize::try_from(entry.len).ok()?)?;
            parts.push(Part::of(&file, start..end)?);
        }
        Some(Self { parts, crcs })
    }

    /// Its parts, in the order in which they were written.
    pub(super) fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Reads all of it to tell whether it is what was written.
    pub(super) fn is_intact(&self) -> bool {
        self.parts.iter().zip(&self.crcs).all(|(part, &crc)| crc32fast::hash(part.bytes()) == crc)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_and_what_was_damaged_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("parts");
        write_parts(&path, &[&b"abc"[..], &[], &[1, 0, 0, 0, 2, 0, 0, 0]]).unwrap();
        let file = PartsFile::open(&path).unwrap();
        let [text, empty, numbers] = file.parts() else { panic!("three parts") };
        assert_eq!((&*text.text(), empty.bytes()), ("abc", &[][..]));
        assert_eq!(numbers.values::<u32>().unwrap().len(), 2);
        assert!(text.values::<u32>().is_none());
        assert!(file.is_intact());
        let whole = std::fs::read(&path).unwrap();
        for len in 0..whole.len() {
            std::fs::write(&path, &whole[..len]).unwrap();
            assert!(PartsFile::open(&path).is_none(), "{len} bytes are not all");
        }
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 0x40;
            std::fs::write(&path, &damaged).unwrap();
            let is_read = PartsFile::open(&path).is_some_and(|file| file.is_intact());
            // The directory ends at 88, the first part lies at 96 and the last at 112.
            let is_gap = (88..96).contains(&at) || (99..112).contains(&at);
            assert_eq!(is_read, is_gap, "byte {at}");
        }
    }
}
