//! The thread of the open archive: reading, following and checking its files, and keeping its cache.

pub(super) mod changes;
pub(super) mod following;
mod heap;
#[cfg(feature = "cluster")]
pub(super) mod index;
#[cfg(feature = "cluster")]
mod index_rows;
pub(super) mod load;
pub(super) mod open;
mod presence;
pub(super) mod recheck;
mod tidying;
pub(super) mod update;
pub(super) mod verify;
mod watch;
