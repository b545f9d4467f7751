//! Listing, finding and counting.

pub(super) mod count;
pub(super) mod find;
pub(super) mod lister;
pub(super) mod paged;
pub(super) mod stories;
pub(super) mod whole;
