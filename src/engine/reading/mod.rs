//! Reads single articles to show, compare, copy and export them.

pub(super) mod article;
pub(super) mod clip;
pub(super) mod compare;
pub(super) mod export;
pub(super) mod pictures;
