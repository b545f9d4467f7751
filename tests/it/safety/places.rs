//! Where things are written: links are followed and never replaced, pipes and devices are written to directly,
//! and none of the program's own files ever end up in an archive.

use super::seogo;
use crate::support::window::{Window, archive};
use seogo::library::{Folders, Session, Settings, Store};
use seogo::ui::command::Command as Wish;
use std::fs::{self, File};
use std::io::Read;
use std::os::unix::fs::{FileTypeExt, symlink};
use std::path::Path;
use std::process::{Command, Output, Stdio};

const HEAD: &str = "\u{feff}id,title,";

fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

/// Exports an archive with one article to a path.
fn export(archive: &Path, format: &str, to: &Path, force: bool) -> Output {
    let home = tempfile::tempdir().unwrap();
    let mut command = seogo(home.path());
    command.arg("export").arg(archive).args(["--format", format, "--output"]).arg(to);
    command.args(force.then_some("--force")).output().unwrap()
}

fn told(output: &Output) -> String {
    let told = String::from_utf8(output.stderr.clone()).unwrap();
    assert!(told.lines().count() <= 1, "{told}");
    told
}

#[test]
fn a_pipe_is_written_through_whatever_leads_to_it() {
    let (archive, out) = (archive(1), tempfile::tempdir().unwrap());
    let (path, link) = (out.path().join("pipe"), out.path().join("link"));
    pipe(&path);
    symlink("pipe", &link).unwrap();
    for (to, force) in [(&path, false), (&path, true), (&link, false), (&link, true)] {
        let reading = path.clone();
        let reader = std::thread::spawn(move || {
            let mut read = String::new();
            File::open(reading).unwrap().read_to_string(&mut read).unwrap();
            read
        });
        let output = export(archive.path(), "csv", to, force);
        assert!(output.status.success(), "{}", told(&output));
        assert!(reader.join().unwrap().starts_with(HEAD));
        assert!(path.symlink_metadata().unwrap().file_type().is_fifo(), "it is still the pipe");
        assert!(link.is_symlink(), "it is still the link");
    }
    assert_eq!(fs::read_dir(out.path()).unwrap().count(), 2, "nothing else is left");
}

#[test]
fn standard_output_by_its_name_is_standard_output() {
    let (archive, out) = (archive(1), tempfile::tempdir().unwrap());
    let link = out.path().join("stdout");
    symlink("/dev/stdout", &link).unwrap();
    for force in [false, true] {
        let output = export(archive.path(), "csv", &link, force);
        assert!(output.status.success(), "{}", told(&output));
        assert!(String::from_utf8(output.stdout).unwrap().starts_with(HEAD));
        assert!(link.is_symlink());
    }
    for force in [false, true] {
        symlink("/dev/null", out.path().join(format!("null-{force}"))).unwrap();
        let output = export(archive.path(), "csv", &out.path().join(format!("null-{force}")), force);
        assert!(output.status.success() && output.stderr.is_empty());
        assert!(out.path().join(format!("null-{force}")).is_symlink());
    }
    assert!(Path::new("/dev/null").metadata().unwrap().file_type().is_char_device());
}

#[test]
fn a_reader_of_a_pipe_who_has_seen_enough_is_no_failure() {
    let archive = archive(40);
    let home = tempfile::tempdir().unwrap();
    let mut command = seogo(home.path());
    command.arg("export").arg(archive.path()).args(["--format", "csv", "--output", "/dev/stdout"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{}", told(&output));
}

#[test]
fn a_link_to_a_file_is_followed_and_one_to_nothing_refused() {
    let (archive, out, elsewhere) = (archive(1), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (file, link) = (elsewhere.path().join("real.csv"), out.path().join("link.csv"));
    fs::write(&file, "mine").unwrap();
    symlink(&file, &link).unwrap();
    assert!(told(&export(archive.path(), "csv", &link, false)).contains("--force"));
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    assert!(export(archive.path(), "csv", &link, true).status.success());
    assert!(link.is_symlink());
    assert!(fs::read_to_string(&file).unwrap().starts_with(HEAD));
    let dangling = out.path().join("dangling.csv");
    symlink(elsewhere.path().join("absent"), &dangling).unwrap();
    for force in [false, true] {
        let output = export(archive.path(), "csv", &dangling, force);
        assert_eq!(output.status.code(), Some(1));
        assert!(!told(&output).contains("--force"));
    }
    assert!(dangling.is_symlink() && !elsewhere.path().join("absent").exists());
}

#[test]
fn what_can_be_neither_replaced_nor_written_through_is_refused() {
    let (archive, out) = (archive(1), tempfile::tempdir().unwrap());
    let socket = out.path().join("socket");
    let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    let folder = out.path().join("folder");
    fs::create_dir(&folder).unwrap();
    for (format, path) in [("csv", &socket), ("csv", &folder), ("markdown", &socket)] {
        for force in [false, true] {
            let output = export(archive.path(), format, path, force);
            assert_eq!(output.status.code(), Some(1), "{format} {}", path.display());
            assert!(!told(&output).contains("--force"), "{}", told(&output));
        }
    }
    assert!(socket.symlink_metadata().unwrap().file_type().is_socket());
}

#[test]
fn no_link_or_pipe_in_a_folder_of_files_is_replaced() {
    let (archive, out, elsewhere) = (archive(2), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    assert!(export(archive.path(), "markdown", out.path(), false).status.success());
    let mut names: Vec<_> = fs::read_dir(out.path()).unwrap().map(|file| file.unwrap().path()).collect();
    names.sort();
    let [first, second] = &names[..] else { panic!("{names:?}") };
    fs::write(elsewhere.path().join("mine"), "mine").unwrap();
    fs::write(first, "old").unwrap();
    fs::remove_file(second).unwrap();
    symlink(elsewhere.path().join("mine"), second).unwrap();
    let output = export(archive.path(), "markdown", out.path(), true);
    assert_eq!(output.status.code(), Some(1));
    assert!(told(&output).contains(second.to_str().unwrap()), "{}", told(&output));
    assert!(second.is_symlink());
    assert_eq!(fs::read_to_string(elsewhere.path().join("mine")).unwrap(), "mine");
    assert_eq!(fs::read_to_string(first).unwrap(), "old", "all or nothing");
}

#[test]
fn no_cache_is_made_in_an_archive_by_whatever_name_it_is_reached() {
    let (archive, outside) = (archive(1), tempfile::tempdir().unwrap());
    symlink(archive.path(), outside.path().join("link")).unwrap();
    let names = || fs::read_dir(archive.path()).unwrap().count();
    let before = names();
    let folders = [
        archive.path().to_owned(),
        archive.path().join("cache"),
        outside.path().join("link"),
        outside.path().join("link/below/it"),
        outside.path().join("new/../../").join(archive.path().file_name().unwrap()).join("cache"),
    ];
    for caches in folders {
        for asked in [&["index", "FOLDER"][..], &["list", "FOLDER"], &["search", "FOLDER", "가"], &["FOLDER"]]
        {
            let home = tempfile::tempdir().unwrap();
            let mut command = seogo(home.path());
            let archive = archive.path().as_os_str();
            command.args(asked.iter().map(|part| if *part == "FOLDER" { archive } else { part.as_ref() }));
            let output = command.arg("--cache-dir").arg(&caches).output().unwrap();
            assert_eq!(output.status.code(), Some(1), "{asked:?} {}", caches.display());
            assert!(told(&output).contains("nothing is ever written"), "{}", told(&output));
        }
    }
    assert_eq!(names(), before);
    // The usual cache folder may be inside the archive as well, if someone opens their whole home folder.
    let home = archive.path();
    for asked in [&["list"][..], &["index"], &["export", "--format", "csv"]] {
        let status = seogo(home).arg(asked[0]).arg(home).args(&asked[1..]).output().unwrap().status;
        assert_eq!(status.code(), Some(if asked[0] == "index" { 1 } else { 0 }), "{asked:?}");
    }
    assert_eq!(names(), before);
}

#[test]
fn a_window_on_the_folder_of_its_own_files_keeps_nothing_in_it_and_says_so() {
    let archive = archive(2);
    let folders = Folders::below(archive.path());
    let mut window = Window::of_folders([1280.0, 800.0], folders.clone());
    let context = window.harness.ctx.clone();
    window.open(archive.path());
    window.wait_for_load();
    window.wait_for("제목 1,");
    let settings = Settings { zoom: 150.0, ..Settings::default() };
    window.harness.state_mut().as_mut().unwrap().run(&context, Wish::Set(Box::new(settings)));
    window.wait_for("open folder");
    window.press(egui::Key::S);
    window.harness.state_mut().as_mut().unwrap().save();
    drop(window);
    assert_eq!(Session::read(&folders).0, Session::default());
    assert!(!Settings::path(&folders).exists() && !Store::path(&folders).exists());
    let names: Vec<_> =
        fs::read_dir(archive.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "{names:?}");
}
