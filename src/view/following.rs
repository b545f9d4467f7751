//! How the archive's folder is followed, when there is something to tell the reader.

use super::texts::dates::format_here;
use super::texts::lang::Lang;
use crate::archive::Following;

/// `폴더를 찾을 수 없음 · 2026. 1. 6. 14:03부터`; empty while the system reports every change.
pub fn following_text(following: Following, lang: Lang) -> String {
    match following {
        Following::Notified => String::new(),
        Following::Polling => lang.polling().to_owned(),
        Following::Gone { since } => lang.folder_gone(&format_here(since, lang)),
        Following::Unreachable { since } => lang.server_gone(&format_here(since, lang)),
        Following::BeingPublished => lang.being_published().to_owned(),
    }
}
