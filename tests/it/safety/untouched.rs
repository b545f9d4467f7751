//! Nothing is ever written into an archive: no byte, name or timestamp changes.

use super::{ASKED, arguments, mixed_archive, seogo, went_well};
use crate::support::program::as_nobody;
use crate::support::window::Window;
use egui::Key;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Everything about a file that a program could change: its bytes, its timestamps, its permissions.
type State = (Option<Vec<u8>>, Option<SystemTime>, Vec<i64>);

/// A folder and everything below it, by path. Access times are left out, since reading may change them.
fn state(folder: &Path) -> BTreeMap<PathBuf, State> {
    let mut states = BTreeMap::new();
    let mut pending = vec![folder.to_owned()];
    while let Some(path) = pending.pop() {
        let metadata = path.symlink_metadata().unwrap();
        if metadata.is_dir() {
            pending.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        }
        #[cfg(unix)]
        let more = {
            use std::os::unix::fs::MetadataExt;
            vec![metadata.ctime(), metadata.ctime_nsec(), metadata.mode().into(), metadata.nlink() as i64]
        };
        #[cfg(not(unix))]
        let more = vec![i64::from(metadata.permissions().readonly())];
        states.insert(path.clone(), (fs::read(&path).ok(), metadata.modified().ok(), more));
    }
    states
}

/// Opens the folder in a window and does everything that uses files.
fn read_in_window(folder: &Path) {
    let mut window = Window::new([1280.0, 800.0]);
    window.open(folder);
    window.wait_for_load();
    for key in [Key::J, Key::J, Key::R, Key::R, Key::Space, Key::End, Key::Home, Key::F5] {
        window.press(key);
    }
    window.wait_for_load();
    window.press(Key::Slash);
    for letter in ["여", "야"] {
        window.harness.event(egui::Event::Text(letter.to_owned()));
        window.harness.step();
    }
    window.wait_for("與野");
}

#[test]
fn neither_command_line_nor_window_changes_an_archive() {
    let (archive, home) = (mixed_archive(), tempfile::tempdir().unwrap());
    let before = state(archive.path());
    let file = archive.path().join("000_ca7e95df10440f8a.txt");
    for asked in ASKED {
        let output =
            seogo(home.path()).args(arguments(asked, archive.path(), &file, home.path())).output().unwrap();
        assert!(went_well(&output), "{asked:?}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(!output.stdout.is_empty() || asked.contains(&"OUTPUT"), "{asked:?}");
    }
    assert!(fs::metadata(super::output(home.path())).unwrap().len() > 0, "nothing was exported");
    read_in_window(archive.path());
    let after = state(archive.path());
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    for (path, state) in &before {
        assert!(*state == after[path], "{} was changed", path.display());
    }
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_only_be_read_is_read_like_any_other() {
    use std::os::unix::fs::PermissionsExt;
    let (archive, home) = (mixed_archive(), tempfile::tempdir().unwrap());
    let file = archive.path().join("000_ca7e95df10440f8a.txt");
    let outputs = || -> Vec<_> {
        let output = |asked: &&[&str]| {
            let arguments = arguments(asked, archive.path(), &file, home.path());
            as_nobody(seogo(home.path()).args(arguments)).output().unwrap()
        };
        // The size of a cache depends on the order in which files were read.
        let said = |asked: &&[&str], said: Vec<u8>| if asked[0] == "index" { Vec::new() } else { said };
        let outputs = ASKED.iter().map(|asked| (asked, output(asked)));
        outputs.map(|(asked, output)| (output.status.code(), said(asked, output.stdout))).collect()
    };
    fs::set_permissions(archive.path(), fs::Permissions::from_mode(0o755)).unwrap();
    fs::set_permissions(home.path(), fs::Permissions::from_mode(0o777)).unwrap();
    let writable = outputs();
    assert_eq!(writable.len(), ASKED.len());
    assert!(writable.iter().all(|(status, _)| matches!(status, Some(0 | 3))), "{writable:?}");
    let paths: Vec<PathBuf> = state(archive.path()).into_keys().collect();
    for path in &paths {
        let mode = if path.is_dir() { 0o555 } else { 0o444 };
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }
    assert!(outputs() == writable);
    read_in_window(archive.path());
    for path in paths.iter().filter(|path| path.is_dir()) {
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }
}
