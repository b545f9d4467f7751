//! The lengths of articles' texts, kept in the archive's cache once they were measured. Measuring one takes a third
//! of the time of reading an article, so loading doesn't, and the next list needn't read a file for it.

use super::cache::words;
use super::{Cache, Row};
use crate::article::Length;
use bytemuck::{Pod, Zeroable};
use rustc_hash::FxHashMap;
use std::io;

/// The lengths that are known, by text.
#[derive(Debug, Default)]
pub struct KeptLengths {
    known: FxHashMap<u64, PackedLength>,
    have_grown: bool,
}

#[derive(Clone, Copy, Debug, Pod, Zeroable)]
#[repr(C)]
struct PackedLength {
    text: u64,
    letters: u32,
    without_spaces: u32,
}

impl KeptLengths {
    /// Those kept in a cache; none if there are none.
    pub fn of(cache: Option<&Cache>) -> Self {
        let packed: Option<Vec<PackedLength>> = cache.and_then(Cache::read_lengths).and_then(|it| words(&it));
        let known = packed.unwrap_or_default().into_iter().map(|length| (length.text, length)).collect();
        Self { known, have_grown: false }
    }

    /// The length of a row's text, if it is known.
    pub fn get(&self, row: &Row<'_>) -> Option<Length> {
        let PackedLength { letters, without_spaces, .. } = self.known.get(&text_of(row)?)?;
        Some(Length { letters: *letters as usize, without_spaces: *without_spaces as usize })
    }

    /// Adds the length of a row's text.
    pub fn add(&mut self, row: &Row<'_>, length: Length) {
        let numbers = u32::try_from(length.letters).ok().zip(u32::try_from(length.without_spaces).ok());
        if let Some((text, (letters, without_spaces))) = text_of(row).zip(numbers) {
            self.known.insert(text, PackedLength { text, letters, without_spaces });
            self.have_grown = true;
        }
    }

    /// Whether any was added since they were read.
    pub fn have_grown(&self) -> bool {
        self.have_grown
    }

    /// Keeps them in a cache.
    ///
    /// # Errors
    /// If they can't be written.
    pub fn keep(&self, cache: &Cache) -> io::Result<()> {
        let mut packed: Vec<PackedLength> = self.known.values().copied().collect();
        packed.sort_unstable_by_key(|length| length.text);
        cache.write_lengths(bytemuck::cast_slice(&packed))
    }
}

/// Identifies the text of a row: by the hash of its body and, since they may change how it is rendered, its file's
/// name and its headline. `None` if it wasn't read completely.
pub(super) fn text_of(row: &Row<'_>) -> Option<u64> {
    let (body, _) = row.body_hash()?.split_first_chunk()?;
    let rendered = crc32fast::hash(&[row.path_bytes(), row.title().as_bytes()].concat());
    Some(u64::from_le_bytes(*body) ^ u64::from(rendered) << 32)
}
