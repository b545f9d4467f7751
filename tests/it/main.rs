//! What is tested from outside, in one binary: the rooms' doors, the files, the pages, search, and the window.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod blocks;
mod doors;
mod search;
mod window;
