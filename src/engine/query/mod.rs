//! Listing, finding and counting.

pub(super) mod count;
pub(super) mod find;
mod laid_out;
pub(super) mod lister;
pub(super) mod paged;
pub(super) mod read_rows;
pub(super) mod read_words;
pub(super) mod stories;
pub(super) mod whole;
pub(super) mod words;
