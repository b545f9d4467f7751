//! What belongs to the reader and is kept outside any archive: settings and the session.

mod files;
mod session;
mod settings;

pub use files::{Folders, LibraryError};
pub use session::{Session, WindowPlace};
pub use settings::{Face, Language, Settings, Theme, TypeSettings};
