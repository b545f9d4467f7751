//! Seogo (서고), a desktop reader for archives of crawled Korean news articles.
//!
//! The rooms below stand on each other in this order, and each may use only those above it.

pub mod article;
pub mod view;

pub mod cli;
