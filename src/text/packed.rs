//! Runs of plain values, and texts, that lie in memory of their own or in a mapped file: what was worked out once and
//! written down is read where it lies, without being copied or even looked at.

use bytemuck::Pod;
use memmap2::Mmap;
use std::fmt;
use std::ops::{Deref, Range};
use std::sync::{Arc, OnceLock};

/// A run of plain values.
#[derive(Clone)]
pub enum Packed<T> {
    /// In memory.
    Own(Vec<T>),
    /// In a mapped file, aligned for these values.
    Mapped(Part),
}

/// A stretch of a mapped file, in bytes.
#[derive(Clone, Debug)]
pub struct Part {
    file: Arc<Mmap>,
    bytes: Range<usize>,
}

impl Part {
    /// A stretch of a file; `None` where the file has not that many bytes.
    pub fn of(file: &Arc<Mmap>, bytes: Range<usize>) -> Option<Self> {
        file.get(bytes.clone()).map(|_| Self { file: file.clone(), bytes })
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        self.file.get(self.bytes.clone()).unwrap_or_default()
    }

    /// Its bytes as values of a type; `None` where they don't make up a number of them.
    pub fn values<T: Pod>(&self) -> Option<Packed<T>> {
        bytemuck::try_cast_slice::<u8, T>(self.bytes()).ok()?;
        Some(Packed::Mapped(self.clone()))
    }

    /// Its bytes as text. Whether they are text is found out when it is first read.
    pub fn text(&self) -> PackedText {
        PackedText(TextPlace::Mapped(self.clone(), OnceLock::new()))
    }
}

impl<T: Pod> Packed<T> {
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

/// A text.
#[derive(Clone)]
pub struct PackedText(TextPlace);

#[derive(Clone)]
enum TextPlace {
    Own(String),
    /// In a mapped file; whether it is text, once that was asked.
    Mapped(Part, OnceLock<bool>),
}

impl PackedText {
    /// Changes the text; that of a file is copied first.
    pub fn edit(&mut self, edit: impl FnOnce(&mut String)) {
        let mut text = match std::mem::take(self) {
            Self(TextPlace::Own(text)) => text,
            mapped => mapped.to_string(),
        };
        edit(&mut text);
        *self = text.into();
    }
}

impl Deref for PackedText {
    type Target = str;

    /// A file's text; empty where it is none.
    fn deref(&self) -> &str {
        match &self.0 {
            TextPlace::Own(text) => text,
            TextPlace::Mapped(part, is_text) => {
                let bytes = part.bytes();
                if !*is_text.get_or_init(|| simdutf8::basic::from_utf8(bytes).is_ok()) {
                    return "";
                }
                #[expect(unsafe_code, reason = "every search would check 100 MB again")]
                // SAFETY: these very bytes were checked. Nobody changes a mapped file that this program wrote: see
                // where it is mapped.
                unsafe {
                    std::str::from_utf8_unchecked(bytes)
                }
            }
        }
    }
}

impl Default for PackedText {
    fn default() -> Self {
        String::new().into()
    }
}

impl From<String> for PackedText {
    fn from(text: String) -> Self {
        Self(TextPlace::Own(text))
    }
}

impl fmt::Debug for PackedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.deref().fmt(f)
    }
}
