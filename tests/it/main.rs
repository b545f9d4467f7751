//! Integration tests, in a single binary because linking each further one is slow: the dependency rules, whole
//! files, pages, search, the command line, and the window.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may fail loudly, and says what it skips"
)]

mod abbreviations;
mod access;
mod article_files;
mod blocks;
mod browse_column;
mod cache;
#[cfg(feature = "cluster")]
mod cluster;
mod columns;
mod comments;
mod corpus;
mod decks;
mod doors;
mod encodings;
mod entries;
mod export;
mod facets;
mod first_start;
mod following;
mod generated;
#[cfg(target_os = "linux")]
mod instance;
mod integrity;
mod kept;
mod keys;
mod length;
mod list;
mod marks;
mod messages;
mod mutations;
mod packaging;
mod panes;
#[cfg(target_os = "linux")]
mod printing;
mod problems;
mod real_archive;
mod reopened;
mod returning;
mod safety;
mod samples;
mod search;
mod settings;
mod sharing;
mod show;
mod snapshots;
mod sources;
mod stored;
mod stories;
mod support;
mod tables;
mod taking;
mod verbs;
mod verify;
mod versions;
mod whole;
mod whole_window;
mod window;
mod windows;
mod words;
mod words_window;
