//! What publishing to an address would do, or why it can't be done.

use super::address::IndexAddress;
use super::client::Client;
use super::document::Publishes;
use super::index::{IndexFound, MAPPING, OwnIndex, find_index, own_indices};
use super::trouble::Trouble;
use thiserror::Error;

/// How an index is to be laid out, where it matters to the publisher.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct IndexShape {
    /// How many shards.
    pub shards: Option<u64>,
    /// How many copies of each shard.
    pub replicas: Option<u64>,
}

/// Why an index can't be published to.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CantPublish {
    /// The name belongs to something that Seogo didn't publish.
    #[error("the name belongs to something else")]
    Taken,
    /// A newer version of Seogo published it.
    #[error("published by a newer version")]
    Newer,
    /// Another publisher is at work there.
    #[error("another publisher is at work")]
    Locked,
    /// The server can't be asked.
    #[error(transparent)]
    Trouble(#[from] Trouble),
}

/// What publishing to an address would do.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The index to write into.
    pub(super) target: String,
    /// Whether it is still to be made.
    pub(super) is_to_be_made: bool,
    /// Whether the alias doesn't stand for it yet.
    pub is_new: bool,
    /// The index that the alias stands for now, if that is another.
    pub(super) replaced: Option<OwnIndex>,
    pub(super) shape: IndexShape,
    pub(super) masked: bool,
}

/// Finds out what publishing to an address would do. Changes nothing.
///
/// # Errors
/// If the name is taken, or the server can't be asked.
pub fn plan(
    client: &Client,
    address: &IndexAddress,
    shape: IndexShape,
    publishes: Publishes,
) -> Result<Plan, CantPublish> {
    let live = match find_index(client, address) {
        Err(Trouble::NoIndex) => None,
        Err(trouble) => return Err(trouble.into()),
        Ok(IndexFound::Newer) => return Err(CantPublish::Newer),
        // The name must be that of an alias.
        Ok(IndexFound::Own(own)) if own.name != address.index => Some(own),
        Ok(_) => return Err(CantPublish::Taken),
    };
    let fits = |own: &OwnIndex| {
        own.version == MAPPING
            && own.masked == publishes.masked
            && shape.shards.is_none_or(|shards| own.shards == Some(shards))
    };
    let plan = |target: String, is_to_be_made, is_new, replaced| Plan {
        target,
        is_to_be_made,
        is_new,
        replaced,
        shape,
        masked: publishes.masked,
    };
    if let Some(own) = live.as_ref().filter(|own| fits(own)) {
        return Ok(plan(own.name.clone(), false, false, None));
    }
    let (own, free) = own_indices(client, &address.index)?;
    let is_live = |own: &OwnIndex| live.as_ref().is_some_and(|live| live.name == own.name);
    let begun = own.into_iter().rev().find(|own| own.publishing.is_some() && !is_live(own) && fits(own));
    Ok(match begun {
        Some(begun) => plan(begun.name, false, true, live),
        None => plan(format!("{}-seogo-{free}", address.index), true, true, live),
    })
}
