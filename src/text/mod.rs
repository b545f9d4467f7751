//! Pure functions on text: folding, Hangul and its keyboard, Hanja readings, and the corpus of folded documents
//! with its postings.
//!
//! Apart from reading mapped files, nothing here does I/O, fails, or knows what an article is.

mod base64;
pub mod corpus;
pub mod counting;
mod date_scanner;
pub mod dates;
pub mod direction;
pub mod document_set;
pub mod draw;
pub mod email;
pub mod fold;
pub mod hangul;
pub mod hanja;
pub mod hex_escapes;
pub mod invisible;
pub mod keyboard;
pub mod mapped;
pub mod name;
pub mod needle;
pub mod packed;
pub mod particles;
pub mod personal;
pub mod postings;
mod shortened;

pub use base64::{base64, to_base64};
pub use corpus::Corpus;
pub use document_set::DocumentSet;
pub use fold::{Sources, fold, fold_with_sources};
pub use mapped::{MappedFile, Part};
pub use packed::{Packed, PackedText};
pub use postings::{LONGEST_FREQUENT, Postings};
pub use shortened::shortened;
