//! Plain values and texts that are either in memory or in a mapped file, so that cached results are used in
//! place, without being copied or even read.

use super::mapped::Part;
use bytemuck::Pod;
use std::fmt;
use std::ops::{Deref, Range};

/// A sequence of plain values.
#[derive(Clone)]
pub enum Packed<T> {
    /// In memory.
    Own(Vec<T>),
    /// In a mapped file, aligned for these values.
    Mapped(Part),
}

impl<T: Pod> Packed<T> {
    /// The number of values, whether or not the file still has them.
    pub fn len(&self) -> usize {
        match self {
            Self::Own(values) => values.len(),
            Self::Mapped(part) => part.len() / size_of::<T>(),
        }
    }

    /// Whether there are no values.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether the values are known to be as written, as far as checked.
    pub fn is_intact(&self) -> bool {
        match self {
            Self::Own(_) => true,
            Self::Mapped(part) => part.bytes().len() == part.len() && !part.is_damaged(),
        }
    }

    /// A range of the values; only this part of a file is checked. Empty if the values are missing or damaged.
    pub fn range(&self, range: Range<usize>) -> &[T] {
        match self {
            Self::Own(values) => values.get(range).unwrap_or_default(),
            Self::Mapped(part) => {
                let bytes = part.range(range.start * size_of::<T>()..range.end * size_of::<T>());
                bytemuck::try_cast_slice(bytes).unwrap_or_default()
            }
        }
    }

    /// Edits the values; mapped ones are copied first.
    pub fn edit(&mut self, edit: impl FnOnce(&mut Vec<T>)) {
        let mut values = match std::mem::take(self) {
            Self::Own(values) => values,
            mapped @ Self::Mapped(_) => mapped.to_vec(),
        };
        edit(&mut values);
        *self = Self::Own(values);
    }

    /// The values as bytes, for storing.
    pub fn bytes(&self) -> &[u8] {
        bytemuck::cast_slice(self)
    }
}

impl<T: Pod> Deref for Packed<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match self {
            Self::Own(values) => values,
            Self::Mapped(part) => bytemuck::try_cast_slice(part.bytes()).unwrap_or_default(),
        }
    }
}

impl<T> Default for Packed<T> {
    fn default() -> Self {
        Self::Own(Vec::new())
    }
}

impl<T> From<Vec<T>> for Packed<T> {
    fn from(values: Vec<T>) -> Self {
        Self::Own(values)
    }
}

impl<T: Pod + fmt::Debug> fmt::Debug for Packed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.deref().fmt(f)
    }
}

/// A text. Mapped text is handled as bytes, since another program may have written to the file.
#[derive(Clone)]
pub enum PackedText {
    /// In memory.
    Own(String),
    /// In a mapped file.
    Mapped(Part),
}

impl PackedText {
    /// The length in bytes.
    pub fn len(&self) -> usize {
        match self {
            Self::Own(text) => text.len(),
            Self::Mapped(part) => part.len(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A range of its bytes; empty if they are missing or damaged.
    pub fn bytes(&self, range: Range<usize>) -> &[u8] {
        match self {
            Self::Own(text) => text.as_bytes().get(range).unwrap_or_default(),
            Self::Mapped(part) => part.range(range),
        }
    }

    /// A range of it; empty if that isn't valid text.
    pub fn str(&self, range: Range<usize>) -> &str {
        match self {
            Self::Own(text) => text.get(range).unwrap_or_default(),
            Self::Mapped(part) => simdutf8::basic::from_utf8(part.range(range)).unwrap_or_default(),
        }
    }

    /// Edits the text; mapped text is copied first.
    pub fn edit<R>(&mut self, edit: impl FnOnce(&mut String) -> R) -> R {
        let mut text = match std::mem::take(self) {
            Self::Own(text) => text,
            mapped => mapped.str(0..mapped.len()).to_owned(),
        };
        let result = edit(&mut text);
        *self = Self::Own(text);
        result
    }
}

impl Default for PackedText {
    fn default() -> Self {
        Self::Own(String::new())
    }
}

impl From<String> for PackedText {
    fn from(text: String) -> Self {
        Self::Own(text)
    }
}

impl fmt::Debug for PackedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.str(0..self.len()).fmt(f)
    }
}
