//! What is read of single articles: to be shown, compared, copied and exported.

pub(super) mod article;
pub(super) mod clip;
pub(super) mod compare;
pub(super) mod export;
pub(super) mod pictures;
