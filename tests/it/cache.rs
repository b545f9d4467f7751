//! What is kept of an archive between two starts: it is used, it is never believed against the files, and whatever
//! happens to it, nothing wrong is shown.

use super::files::Invented;
use super::window::{Window, archive, article, opened, search};
use seogo::archive::{Cache, Cancel};
use seogo::engine::load_cached;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

/// Makes files look as if they had been written long ago: what was written a moment ago is read again anyway.
fn settle(folder: &Path) {
    let long_ago = SystemTime::now() - Duration::from_secs(3600);
    for entry in fs::read_dir(folder).unwrap() {
        File::options().write(true).open(entry.unwrap().path()).unwrap().set_modified(long_ago).unwrap();
    }
}

fn settled_archive(count: u32) -> tempfile::TempDir {
    let folder = archive(count);
    settle(folder.path());
    folder
}

/// What `seogo` prints of an archive with its cache in a folder.
fn printed(arguments: &[&str], folder: &Path, caches: &Path) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_seogo"))
        .args(&arguments[..1])
        .arg(folder)
        .args(&arguments[1..])
        .arg("--cache-dir")
        .arg(caches)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn listed(folder: &Path, caches: &Path) -> String {
    printed(&["list", "--json"], folder, caches)
}

/// How many files are read to bring what the cache has up to date.
fn read_again(folder: &Path, caches: &Path) -> u32 {
    let cache = Cache::of(caches, folder);
    let cached = cache.read().unwrap().catalogue.len();
    let report = load_cached(folder, Some(&cache), &Cancel::default(), |_| {}).unwrap();
    report.catalogue.len() - cached
}

fn segment_files(caches: &Path) -> Vec<PathBuf> {
    let folders = fs::read_dir(caches).unwrap().map(|entry| entry.unwrap().path());
    let files = folders.flat_map(|folder| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()));
    files.filter(|file| file.extension().is_some_and(|extension| extension == "segment")).collect()
}

#[test]
fn only_what_has_changed_is_read_again() {
    let (folder, caches) = (settled_archive(40), tempfile::tempdir().unwrap());
    let (folder, caches) = (folder.path(), caches.path());
    printed(&["index"], folder, caches);
    assert_eq!(read_again(folder, caches), 0);
    fs::write(folder.join("901_7.md"), article(7, 3, "고친 본문이다.")).unwrap();
    fs::write(folder.join("new.md"), article(99, 3, "새 본문이다.")).unwrap();
    fs::rename(folder.join("901_8.md"), folder.join("renamed.md")).unwrap();
    fs::remove_file(folder.join("901_9.md")).unwrap();
    assert_eq!(read_again(folder, caches), 3);
    let with = listed(folder, caches);
    assert_eq!(with, listed(folder, &caches.join("none")));
    assert_eq!(with.lines().count(), 40);
    assert_eq!(printed(&["search", "고친 본문", "--count"], folder, caches), "1\n");
    printed(&["index"], folder, caches);
    settle(folder);
    assert_eq!(with, listed(folder, caches));
}

#[test]
fn a_change_that_keeps_size_and_time_is_what_verify_finds() {
    let (folder, caches) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let path = folder.path().join("1.md");
    let invented = Invented { body: "둘째 문단이다.".to_owned(), ..Invented::default() };
    fs::write(&path, invented.text()).unwrap();
    settle(folder.path());
    printed(&["index"], folder.path(), caches.path());
    let modified = fs::metadata(&path).unwrap().modified().unwrap();
    fs::write(&path, invented.text().replace("둘째", "셋째")).unwrap();
    File::options().write(true).open(&path).unwrap().set_modified(modified).unwrap();
    assert_eq!(read_again(folder.path(), caches.path()), 0, "that is what a cache can't know");
    let verify = Command::new(env!("CARGO_BIN_EXE_seogo"))
        .args(["verify", "--cache-dir"])
        .args([caches.path(), folder.path()])
        .output()
        .unwrap();
    assert_eq!(verify.status.code(), Some(3));
}

#[test]
fn a_damaged_cache_changes_no_answer() {
    let (folder, caches) = (settled_archive(30), tempfile::tempdir().unwrap());
    let (folder, caches) = (folder.path(), caches.path());
    printed(&["index"], folder, caches);
    let truth = listed(folder, &caches.join("none"));
    let hits = printed(&["search", "둘째", "--json"], folder, &caches.join("none"));
    let [segment] = segment_files(caches).try_into().unwrap();
    let whole = fs::read(&segment).unwrap();
    let mut damages: Vec<Vec<u8>> = vec![Vec::new(), b"garbage".to_vec(), whole[..whole.len() / 2].to_vec()];
    for at in (0..whole.len()).step_by(whole.len() / 23) {
        let mut damaged = whole.clone();
        let end = (at + 40).min(whole.len());
        damaged[at..end].iter_mut().for_each(|byte| *byte = !*byte);
        damages.push(damaged);
    }
    for damaged in damages {
        fs::write(&segment, &damaged).unwrap();
        assert_eq!(listed(folder, caches), truth);
        assert_eq!(printed(&["search", "둘째", "--json"], folder, caches), hits);
    }
    fs::remove_file(&segment).unwrap();
    assert_eq!(listed(folder, caches), truth);
    printed(&["index"], folder, caches);
    assert_eq!(read_again(folder, caches), 0, "it was made anew");
}

#[test]
fn a_second_start_shows_the_list_and_then_what_has_changed() {
    let folder = settled_archive(30);
    let mut first = Window::new([1280.0, 800.0]);
    first.open(folder.path());
    first.wait_for("기사 30건");
    let caches = first.home.path().join("cache");
    let until = std::time::Instant::now() + Duration::from_secs(30);
    while segment_files_if_any(&caches).is_empty() || !has_manifest(&caches) {
        assert!(std::time::Instant::now() < until, "no cache was written");
        first.harness.step();
        std::thread::sleep(Duration::from_millis(10));
    }
    let Window { harness, home } = first;
    drop(harness);
    fs::remove_file(folder.path().join("901_3.md")).unwrap();
    fs::write(folder.path().join("901_5.md"), article(5, 9, "나중에 고친 본문이다.")).unwrap();
    let mut second = Window::in_home([1280.0, 800.0], home);
    second.open(folder.path());
    second.wait_for("기사 29건");
    search(&mut second, "나중에 고친");
    second.wait_for("검색 결과 1건");
}

fn segment_files_if_any(caches: &Path) -> Vec<PathBuf> {
    if caches.exists() { segment_files(caches) } else { Vec::new() }
}

pub(crate) fn has_manifest(caches: &Path) -> bool {
    fs::read_dir(caches)
        .is_ok_and(|mut folders| folders.any(|it| it.unwrap().path().join("manifest").exists()))
}

#[test]
fn what_comes_changes_and_goes_is_followed() {
    let (mut window, folder) = opened(5);
    window.click("제목 3,");
    window.wait_for("본문 3이다.");
    fs::write(folder.path().join("901_6.md"), article(6, 28, "새로 온 본문이다.")).unwrap();
    window.wait_for("새 기사 1건");
    window.wait_for("기사 6건");
    assert!(window.has("본문 3이다."), "what is read stays in view");
    window.click("새 기사 1건");
    window.wait_for("제목 6,");
    assert!(!window.has("새 기사 1건"));
    fs::write(folder.path().join("901_3.md"), article(3, 25, "고쳐 쓴 본문이다.")).unwrap();
    window.wait_for("고쳐 쓴 본문이다.");
    fs::rename(folder.path().join("901_3.md"), folder.path().join("다른 이름.md")).unwrap();
    fs::remove_file(folder.path().join("901_1.md")).unwrap();
    window.wait_for("기사 5건");
    assert!(window.has("고쳐 쓴 본문이다.") && !window.has("제목 1,"));
    fs::create_dir(folder.path().join("하위")).unwrap();
    fs::write(folder.path().join("하위/901_7.md"), article(7, 2, "하위 본문이다.")).unwrap();
    window.wait_for("기사 6건");
    fs::rename(folder.path().join("하위"), folder.path().join(".숨긴")).unwrap();
    window.wait_for("기사 5건");
}
