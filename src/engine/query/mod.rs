//! Listing, finding and counting.

pub(super) mod count;
pub(super) mod find;
pub(super) mod lister;
mod stories;
pub(super) mod whole;
