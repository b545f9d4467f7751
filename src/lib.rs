//! Seogo (서고), a desktop reader for archives of crawled Korean news articles.
//!
//! The modules are layered in this order, and each may use only those before it: `text`, `article`,
//! `formats`, `archive`, `library`, `search`, `stories`, `whole`, `words`, `export`, `cluster`, `engine`,
//! `view`, `ui`, `app`, `cli`. See ARCHITECTURE.md.

pub mod app;
pub mod archive;
pub mod article;
pub mod cli;
#[cfg(feature = "cluster")]
pub mod cluster;
pub mod engine;
pub mod export;
pub mod formats;
pub mod library;
pub mod search;
pub mod stories;
pub mod text;
pub mod ui;
pub mod view;
pub mod whole;
pub mod words;

/// With the system's allocator, the window's thread would wait for heaps that it shares with reader threads.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
