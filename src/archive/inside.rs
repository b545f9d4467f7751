//! Decides whether a path is inside an archive's folder. Caches, exports, backups, settings and logs all use it
//! to ensure that nothing is ever written into an archive.

use std::fs;
use std::path::{Component, Path, PathBuf};

/// The most links that are followed to resolve a path, about as many as the system would follow.
const MOST_LINKS: usize = 40;

/// The identity of a file or folder, independent of its name.
#[cfg(unix)]
pub(crate) type FileId = (u64, u64);
#[cfg(not(unix))]
pub(crate) type FileId = PathBuf;

/// The identity of what a path refers to; `None` if it doesn't exist.
#[cfg(unix)]
pub(crate) fn file_id(path: &Path) -> Option<FileId> {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(path).ok().map(|metadata| (metadata.dev(), metadata.ino()))
}

/// The identity of what a path refers to; `None` if it doesn't exist.
#[cfg(not(unix))]
pub(crate) fn file_id(path: &Path) -> Option<FileId> {
    path.canonicalize().ok()
}

/// Whether `place`, which need not exist, is `folder` or inside it, by whatever names and links it is reached.
/// Nothing is inside a folder with an empty path, which stands for no archive.
pub fn lies_in(place: &Path, folder: &Path) -> bool {
    let place = resolved(place, MOST_LINKS);
    match file_id(folder) {
        // Compared by identity, since a folder has a name for each mount and, on some systems, for each
        // spelling.
        Some(id) => place.ancestors().any(|above| file_id(above).is_some_and(|above| above == id)),
        None => !folder.as_os_str().is_empty() && place.starts_with(folder),
    }
}

/// Resolves a path: follows links as far as they exist, including broken ones, and applies `..` to the result.
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
