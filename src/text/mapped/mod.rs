//! A file read in place by mapping it. Each block is checked against its checksum on first use, and a part that
//! another program cuts off reads as empty instead of crashing this one.

#[cfg(unix)]
mod faults;

use bytemuck::Pod;
use memmap2::Mmap;
use std::fs::File;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};

use super::packed::{Packed, PackedText};

/// The size of the blocks that have their own checksum, in bytes: small enough that using a few doesn't mean
/// reading all.
pub const BLOCK: usize = 64 << 10;

/// The checksum of each block of a part.
pub fn block_sums(part: &[u8]) -> impl Iterator<Item = u32> {
    part.chunks(BLOCK).map(crc32fast::hash)
}

/// A file in memory without reading it first. Each block is checked against its checksum when it is first used.
#[derive(Debug)]
pub struct MappedFile {
    map: Mmap,
    #[cfg(unix)]
    fault: faults::Guard,
    /// The checksums of the blocks of all parts.
    sums: Box<[u32]>,
    /// What is known about each block.
    states: Box<[AtomicU8]>,
    is_damaged: AtomicBool,
}

const UNKNOWN: u8 = 0;
const GOOD: u8 = 1;
const BAD: u8 = 2;

impl MappedFile {
    /// Maps a file whose parts have these checksums, one per block. `None` if the system can't.
    pub fn map(file: &File, sums: Vec<u32>) -> Option<Arc<Self>> {
        #[expect(unsafe_code, reason = "a million articles are not read again at every start")]
        // SAFETY: the file is in this program's cache, whose files are replaced and removed but never written
        // to. If another program writes to it, bytes already checked may change. That can't cause unsoundness:
        // bytes are plain values, and are validated each time they are used as text. The guard handles
        // truncation.
        let map = unsafe { Mmap::map(file) }.ok()?;
        let states = sums.iter().map(|_| AtomicU8::new(UNKNOWN)).collect();
        Some(Arc::new(Self {
            #[cfg(unix)]
            fault: faults::Guard::over(&map)?,
            map,
            sums: sums.into(),
            states,
            is_damaged: AtomicBool::new(false),
        }))
    }

    /// Whether any of it was found altered or missing, which makes everything read from it worthless.
    pub fn is_damaged(&self) -> bool {
        #[cfg(unix)]
        if self.fault.is_hit() {
            return true;
        }
        self.is_damaged.load(Ordering::Acquire)
    }
}

/// A range of a mapped file.
#[derive(Clone, Debug)]
pub struct Part {
    file: Arc<MappedFile>,
    bytes: Range<usize>,
    /// The index of its first block's checksum.
    first: usize,
    /// What is known about all of it.
    state: Arc<AtomicU8>,
}

impl Part {
    /// A range of a file whose blocks have the checksums from `first` on; `None` if the file is too short.
    pub fn of(file: &Arc<MappedFile>, bytes: Range<usize>, first: usize) -> Option<Self> {
        let blocks = bytes.len().div_ceil(BLOCK);
        let is_there =
            bytes.start <= bytes.end && bytes.end <= file.map.len() && first + blocks <= file.sums.len();
        let state = Arc::new(AtomicU8::new(UNKNOWN));
        is_there.then(|| Self { file: file.clone(), bytes, first, state })
    }

    /// Its length in bytes, whether or not they are intact.
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Its bytes; empty if any of them is damaged.
    pub fn bytes(&self) -> &[u8] {
        let is_good = match self.state.load(Ordering::Acquire) {
            UNKNOWN => {
                let is_good = self.check(0..self.len());
                self.state.store(if is_good { GOOD } else { BAD }, Ordering::Release);
                is_good
            }
            state => state == GOOD,
        };
        if is_good { self.unchecked(0..self.len()) } else { &[] }
    }

    /// A range of its bytes; empty if they are damaged or out of range.
    pub fn range(&self, range: Range<usize>) -> &[u8] {
        let is_within = range.start < range.end && range.end <= self.len();
        let is_good = is_within && (self.state.load(Ordering::Acquire) == GOOD || self.check(range.clone()));
        if is_good { self.unchecked(range) } else { &[] }
    }

    /// Whether these bytes equal the ones written.
    pub fn is_copy(&self, bytes: &[u8]) -> bool {
        let sums = self.file.sums.get(self.first..).unwrap_or_default();
        bytes.len() == self.len() && block_sums(bytes).zip(sums).all(|(sum, &written)| sum == written)
    }

    /// Its bytes as values of a type; `None` if their size or alignment doesn't fit.
    pub fn values<T: Pod>(&self) -> Option<Packed<T>> {
        let is_aligned = self.bytes.start.is_multiple_of(align_of::<T>());
        (is_aligned && self.len().is_multiple_of(size_of::<T>())).then(|| Packed::Mapped(self.clone()))
    }

    /// Its bytes as text.
    pub fn text(&self) -> PackedText {
        PackedText::Mapped(self.clone())
    }

    /// Whether its file is known to be damaged.
    pub fn is_damaged(&self) -> bool {
        self.file.is_damaged()
    }

    fn unchecked(&self, range: Range<usize>) -> &[u8] {
        let start = self.bytes.start;
        self.file.map.get(start + range.start..start + range.end).unwrap_or_default()
    }

    fn check(&self, range: Range<usize>) -> bool {
        let mut blocks = range.start / BLOCK..range.end.div_ceil(BLOCK);
        blocks.all(|block| {
            let place = self.first + block;
            let (Some(state), Some(&sum)) = (self.file.states.get(place), self.file.sums.get(place)) else {
                return false;
            };
            match state.load(Ordering::Acquire) {
                UNKNOWN => {
                    let bytes = self.unchecked(block * BLOCK..self.len().min((block + 1) * BLOCK));
                    let is_good = crc32fast::hash(bytes) == sum;
                    state.store(if is_good { GOOD } else { BAD }, Ordering::Release);
                    if !is_good {
                        self.file.is_damaged.store(true, Ordering::Release);
                    }
                    is_good
                }
                state => state == GOOD,
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[cfg(unix)]
    fn mapped(bytes: &[u8]) -> (File, Part) {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        let map = MappedFile::map(&file, block_sums(bytes).collect()).unwrap();
        let part = Part::of(&map, 0..bytes.len(), 0).unwrap();
        (file, part)
    }

    #[test]
    fn a_block_is_checked_when_it_is_first_used() {
        let mut bytes = vec![7; 3 * BLOCK + 5];
        let sums: Vec<u32> = block_sums(&bytes).collect();
        bytes[BLOCK + 9] = 8;
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(&bytes).unwrap();
        let map = MappedFile::map(&file, sums).unwrap();
        let part = Part::of(&map, 0..bytes.len(), 0).unwrap();
        assert_eq!(part.range(0..BLOCK), &bytes[..BLOCK]);
        assert_eq!(part.range(2 * BLOCK..bytes.len()).len(), BLOCK + 5);
        assert!(!part.is_damaged());
        assert_eq!((part.range(BLOCK..BLOCK + 1), part.bytes(), part.len()), (&[][..], &[][..], bytes.len()));
        assert!(part.is_damaged());
        assert!(Part::of(&map, 0..bytes.len() + 1, 0).is_none());
    }

    #[cfg(unix)]
    #[test]
    fn what_is_cut_off_reads_as_nothing_and_is_noticed() {
        let (file, part) = mapped(&vec![7; 4 * BLOCK]);
        assert_eq!(part.bytes().len(), 4 * BLOCK);
        file.set_len(BLOCK as u64).unwrap();
        assert_eq!(part.bytes()[..BLOCK], vec![7; BLOCK]);
        assert_eq!(part.bytes()[2 * BLOCK..3 * BLOCK], vec![0; BLOCK]);
        assert!(part.is_damaged());
        // A part truncated before its first use is damaged as well.
        let (file, part) = mapped(&vec![7; 4 * BLOCK]);
        file.set_len(0).unwrap();
        assert!(part.range(0..9).is_empty() && part.is_damaged());
    }
}
