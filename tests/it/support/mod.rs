//! Shared test support: a window without a screen, invented files, the program as a command, and a report on
//! skipped tests.

#[cfg(feature = "cluster")]
pub(crate) mod cluster;
#[cfg(feature = "cluster")]
pub(crate) mod fake_server;
pub(crate) mod files;
pub(crate) mod program;
pub(crate) mod real_archive;
#[cfg(target_os = "linux")]
pub(crate) mod screen;
pub(crate) mod skipped;
pub(crate) mod window;
