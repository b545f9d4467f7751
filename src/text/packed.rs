//! Runs of plain values, and texts, that lie in memory of their own or in a mapped file: what was worked out once and
//! written down is read where it lies, without being copied or even looked at.

use super::mapped::Part;
use bytemuck::Pod;
use std::fmt;
use std::ops::{Deref, Range};

/// A run of plain values.
#[derive(Clone)]
pub enum Packed<T> {
    /// In memory.
    Own(Vec<T>),
    /// In a mapped file, aligned for these values.
    Mapped(Part),
}

impl<T: Pod> Packed<T> {
    /// How many values there are, whether a file still has them or not.
    pub fn len(&self) -> usize {
        match self {
            Self::Own(values) => values.len(),
            Self::Mapped(part) => part.len() / size_of::<T>(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether the values are those that were written, as far as can be told.
    pub fn is_intact(&self) -> bool {
        match self {
            Self::Own(_) => true,
            Self::Mapped(part) => part.bytes().len() == part.len() && !part.is_damaged(),
        }
    }

    /// Some of the values: of a file, only these are checked. None where they are not there.
    pub fn range(&self, range: Range<usize>) -> &[T] {
        match self {
            Self::Own(values) => values.get(range).unwrap_or_default(),
            Self::Mapped(part) => {
                let bytes = part.range(range.start * size_of::<T>()..range.end * size_of::<T>());
                bytemuck::try_cast_slice(bytes).unwrap_or_default()
            }
        }
    }

    /// Changes the values; those of a file are copied first.
    pub fn edit(&mut self, edit: impl FnOnce(&mut Vec<T>)) {
        let mut values = match std::mem::take(self) {
            Self::Own(values) => values,
            mapped @ Self::Mapped(_) => mapped.to_vec(),
        };
        edit(&mut values);
        *self = Self::Own(values);
    }

    /// The values as they are written down.
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

/// A text. One that lies in a file is searched as bytes: another program may have written into it.
#[derive(Clone)]
pub enum PackedText {
    /// In memory.
    Own(String),
    /// In a mapped file.
    Mapped(Part),
}

impl PackedText {
    /// How many bytes it has.
    pub fn len(&self) -> usize {
        match self {
            Self::Own(text) => text.len(),
            Self::Mapped(part) => part.len(),
        }
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Some of its bytes; none where they are not there.
    pub fn bytes(&self, range: Range<usize>) -> &[u8] {
        match self {
            Self::Own(text) => text.as_bytes().get(range).unwrap_or_default(),
            Self::Mapped(part) => part.range(range),
        }
    }

    /// A stretch of it; empty where that is no text.
    pub fn str(&self, range: Range<usize>) -> &str {
        match self {
            Self::Own(text) => text.get(range).unwrap_or_default(),
            Self::Mapped(part) => simdutf8::basic::from_utf8(part.range(range)).unwrap_or_default(),
        }
    }

    /// Changes the text; that of a file is copied first.
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
