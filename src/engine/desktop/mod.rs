//! The program's contact with the desktop: dialogs, printing, browser, file manager, and later starts.

pub(super) mod instance;
#[cfg(feature = "cluster")]
pub(super) mod keyring;
pub(super) mod printing;
pub(super) mod samples;
pub(super) mod system;
