//! What the program has to do with the system around it: its dialogs, browser and file manager, and further starts.

pub(super) mod instance;
pub(super) mod system;
