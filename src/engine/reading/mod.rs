//! Reads single articles to show, compare, copy and export them.

pub(super) mod article;
pub(super) mod compare;
pub(super) mod copying;
pub(super) mod export;
pub(super) mod latest;
pub(super) mod leaving;
pub(super) mod pictures;
#[cfg(feature = "cluster")]
pub(super) mod publish;
