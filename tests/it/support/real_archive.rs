//! A large archive of real articles, which only some machines have.

use super::skipped::skip;
use std::path::PathBuf;

/// Its folder, if the environment names one.
pub(crate) fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("SEOGO_REAL_ARCHIVE").map(PathBuf::from);
    if folder.is_none() {
        skip("SEOGO_REAL_ARCHIVE is not set");
    }
    folder
}
