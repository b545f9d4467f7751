//! What the tests share: a window without a screen, invented files, the program as a command, and what is said of tests
//! that can't be run here.

pub(crate) mod files;
pub(crate) mod program;
pub(crate) mod real_archive;
#[cfg(target_os = "linux")]
pub(crate) mod screen;
pub(crate) mod skipped;
pub(crate) mod window;
