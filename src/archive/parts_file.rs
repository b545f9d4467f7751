//! The cache's file format: a directory, with a checksum for each block of each part, followed by the parts. A
//! file is written under a temporary name, synced and renamed. It never changes afterwards, and is read by
//! mapping it.

use crate::text::mapped::{BLOCK, block_sums};
use crate::text::{MappedFile, Part};
use bytemuck::{Pod, Zeroable};
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;

/// The version of the format. Raise it with any change to the contents or meaning of a file: its parts, their
/// values, how articles are parsed, or how their texts are folded. Caches of other versions are then rebuilt.
pub(super) const FORMAT: u8 = 24;

/// The hash of the samples' segment in this format, with which a test notices a change.
#[cfg(test)]
pub(super) const HASH_OF_SAMPLES: (u8, &str) = (24, "4918e957d480419a");

/// The first bytes of a file.
const MAGIC: u64 = u64::from_be_bytes([b's', b'e', b'o', b'g', b'o', 0, 0, FORMAT]);

/// Parts start at multiples of this, so that values of any type are aligned.
const ALIGNMENT: usize = 16;

/// The most parts that a directory may have, and the most bytes it may take, to be believed.
const MOST_PARTS: usize = 64;
const MOST_DIRECTORY_BYTES: usize = 64 << 20;

/// The start of a file. Numbers have this machine's byte order, so files of other machines fail the magic
/// check.
#[derive(Clone, Copy, Pod, Zeroable)]
#[repr(C)]
struct PartsHead {
    magic: u64,
    /// The number of parts.
    parts: u32,
    /// The checksum of the directory.
    crc: u32,
    /// The length of the directory in bytes.
    directory: u64,
}

/// The directory's entry for a part. The checksums of all blocks follow after the last entry.
#[derive(Clone, Copy, Debug, Pod, Zeroable)]
#[repr(C)]
struct PartEntry {
    start: u64,
    len: u64,
}

/// Writes a file of parts, or leaves an existing one unchanged.
pub(super) fn write_parts<P: AsRef<[u8]>>(path: &Path, parts: &[P]) -> io::Result<()> {
    let sums: Vec<u32> = parts.iter().flat_map(|part| block_sums(part.as_ref())).collect();
    let directory_len = size_of_val(sums.as_slice()) + parts.len() * size_of::<PartEntry>();
    let mut at = size_of::<PartsHead>() + directory_len;
    let mut entries = Vec::with_capacity(parts.len());
    for part in parts {
        let (len, start) = (part.as_ref().len(), at.next_multiple_of(ALIGNMENT));
        entries.push(PartEntry { start: start as u64, len: len as u64 });
        at = start + len;
    }
    let directory = [bytemuck::cast_slice(&entries), bytemuck::cast_slice::<u32, u8>(&sums)].concat();
    let (parts_len, crc) = (parts.len() as u32, crc32fast::hash(&directory));
    let head = PartsHead { magic: MAGIC, parts: parts_len, crc, directory: directory.len() as u64 };
    let folder = path.parent().unwrap_or(path);
    let file = tempfile::Builder::new().prefix("seogo").suffix(".new").tempfile_in(folder)?;
    let mut out = BufWriter::with_capacity(1 << 20, file);
    out.write_all(bytemuck::bytes_of(&head))?;
    out.write_all(&directory)?;
    let mut at = size_of::<PartsHead>() + directory.len();
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

/// An open file of parts.
#[derive(Debug)]
pub(super) struct PartsFile {
    file: File,
    entries: Vec<PartEntry>,
    parts: Vec<Part>,
}

impl PartsFile {
    /// Opens and maps a file; `None` if it doesn't exist, is incomplete, or has another version.
    pub(super) fn open(path: &Path) -> Option<Self> {
        let mut file = File::open(path).ok()?;
        let mut head = PartsHead::zeroed();
        file.read_exact(bytemuck::bytes_of_mut(&mut head)).ok()?;
        let count = head.parts as usize;
        let len = usize::try_from(head.directory).ok().filter(|&len| len <= MOST_DIRECTORY_BYTES)?;
        if head.magic != MAGIC || count > MOST_PARTS || len as u64 > file.metadata().ok()?.len() {
            return None;
        }
        let mut directory = vec![0; len];
        file.read_exact(&mut directory).ok()?;
        if crc32fast::hash(&directory) != head.crc {
            return None;
        }
        let (entries, sums) = directory.split_at_checked(count * size_of::<PartEntry>())?;
        let entries: Vec<PartEntry> = bytemuck::pod_collect_to_vec(entries);
        let map = MappedFile::map(&file, bytemuck::pod_collect_to_vec(sums))?;
        let mut parts = Vec::with_capacity(count);
        let mut first = 0;
        for entry in &entries {
            let (start, len) = (usize::try_from(entry.start).ok()?, usize::try_from(entry.len).ok()?);
            parts.push(Part::of(&map, start..start.checked_add(len)?, first)?);
            first += len.div_ceil(BLOCK);
        }
        Some(Self { file, entries, parts })
    }

    /// Its parts, in the order they were written.
    pub(super) fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Reads a part that is needed only once; `None` if it is damaged.
    pub(super) fn read(&self, at: usize) -> Option<Vec<u8>> {
        let (entry, part) = (self.entries.get(at)?, self.parts.get(at)?);
        let mut bytes = vec![0; part.len()];
        let mut file = &self.file;
        file.seek(SeekFrom::Start(entry.start)).ok()?;
        file.read_exact(&mut bytes).ok()?;
        part.is_copy(&bytes).then_some(bytes)
    }

    /// Reads the whole file to check that it is undamaged.
    pub(super) fn is_intact(&self) -> bool {
        self.parts.iter().all(|part| part.bytes().len() == part.len() && !part.is_damaged())
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
        assert_eq!((text.text().str(0..3), empty.bytes()), ("abc", &[][..]));
        assert_eq!((file.read(0).unwrap(), file.read(1).unwrap()), (b"abc".to_vec(), Vec::new()));
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
            // The directory ends at 80, where the first part starts, and the last starts at 96.
            let is_gap = (83..96).contains(&at);
            assert_eq!(is_read, is_gap, "byte {at}");
        }
    }
}
