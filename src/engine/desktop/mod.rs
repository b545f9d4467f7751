//! The program's contact with the desktop: dialogs, browser, file manager, and later starts.

pub(super) mod instance;
pub(super) mod system;
