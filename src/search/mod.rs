//! What is found in a catalogue, and in which order. No threads and no window here.

mod listing;

pub use listing::{Heading, ListRequest, Listing, SortKey};
