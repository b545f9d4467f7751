//! Whether a place lies in an archive's folder: the one rule behind "nothing is ever written into an archive", for
//! caches, exports, backups, settings and logs alike.

use std::fs;
use std::path::{Component, Path, PathBuf};

/// How many links are followed to find where a path leads; the system itself gives up after as many.
const MOST_LINKS: usize = 40;

/// Which file or folder something is, whatever it is called.
#[cfg(unix)]
pub(crate) type FileId = (u64, u64);
#[cfg(not(unix))]
pub(crate) type FileId = PathBuf;

/// The identity of what a path leads to; `None` if there is nothing.
#[cfg(unix)]
pub(crate) fn file_id(path: &Path) -> Option<FileId> {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(path).ok().map(|metadata| (metadata.dev(), metadata.ino()))
}

/// The identity of what a path leads to; `None` if there is nothing.
#[cfg(not(unix))]
pub(crate) fn file_id(path: &Path) -> Option<FileId> {
    path.canonicalize().ok()
}

/// Whether `place` is `folder` or lies below it, by whatever names and links it is reached. It need not exist yet.
/// Nothing lies in a folder without a name: no archive is open then.
pub fn lies_in(place: &Path, folder: &Path) -> bool {
    let place = resolved(place, MOST_LINKS);
    match file_id(folder) {
        // Compared by identity: a folder has as many names as it has mounts, and spellings on some systems.
        Some(id) => place.ancestors().any(|above| file_id(above).is_some_and(|above| above == id)),
        None => !folder.as_os_str().is_empty() && place.starts_with(folder),
    }
}

/// Where a path leads: links are followed as far as there is anything, also those that lead to nothing yet, and `..` is
/// taken from there.
fn resolved(path: &Path, links: usize) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut real = PathBuf::new();
    for component in path.components() {
        match component {
            Component::ParentDir => {
                real.pop();
            }
            component => {
                real.push(component);
                if let Ok(canonical) = real.canonicalize() {
                    real = canonical;
                } else if let Ok(target) = fs::read_link(&real)
                    && links > 0
                {
                    let above = real.parent().unwrap_or(&real).to_owned();
                    real = resolved(&above.join(target), links - 1);
                }
            }
        }
    }
    real
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn a_place_is_inside_by_whatever_names_it_is_reached() {
        let home = tempfile::tempdir().unwrap();
        let at = |path: &str| home.path().join(path);
        fs::create_dir_all(at("archive/inner")).unwrap();
        fs::create_dir(at("outside")).unwrap();
        symlink(at("archive"), at("link")).unwrap();
        symlink("../archive/inner", at("outside/deep")).unwrap();
        symlink(at("archive/not-yet"), at("outside/dangling")).unwrap();
        symlink(at("archive/inner"), at("archive/within")).unwrap();
        symlink(at("outside"), at("archive/out")).unwrap();
        symlink("loop", at("outside/loop")).unwrap();
        for (place, is_inside) in [
            ("archive", true),
            ("archive/new/a.csv", true),
            ("archive/inner/../../archive/a", true),
            ("link/a", true),
            ("outside/deep/a", true),
            ("outside/dangling", true),
            ("outside/dangling/a", true),
            ("outside/new/../../archive/a", true),
            ("archive/../outside/a", false),
            ("archive/out/a", false),
            ("archive-2/a", false),
            ("outside/loop/a", false),
            ("outside", false),
        ] {
            assert_eq!(lies_in(&at(place), &at("archive")), is_inside, "{place}");
            assert_eq!(lies_in(&at(place), &at("link")), is_inside, "{place}, of the link");
        }
    }
}
