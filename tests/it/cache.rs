//! The cache of an archive between two starts: it is used, but never trusted over the files, and damage to it
//! never leads to wrong results.

use crate::support::files::Invented;
use crate::support::skipped::skip;
use crate::support::window::{Window, archive, article, opened, rows, search};
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use seogo::archive::{Cache, Cancel, Choices, Source};
use seogo::engine::{Trust, load_cached};
use seogo::library::{CacheChoice, Folders};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

/// Makes files look old, since recently written files are always read again.
fn settle(folder: &Path) {
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    for entry in fs::read_dir(folder).unwrap() {
        File::options().write(true).open(entry.unwrap().path()).unwrap().set_modified(long_ago).unwrap();
    }
}

fn settled_archive(count: u32) -> tempfile::TempDir {
    let folder = archive(count);
    settle(folder.path());
    folder
}

/// The output of `seogo` for an archive whose cache is in a folder.
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

/// How many files are read to bring the cache up to date.
fn read_again(folder: &Path, caches: &Path) -> u32 {
    let cache = Cache::of(caches, folder);
    let cached = cache.read().unwrap().catalogue.len();
    let report = load_cached(
        &Source::of_folder(folder, Choices::default()),
        (Some(&cache), Trust::AfterCheck),
        &Cancel::default(),
        |_| {},
    )
    .unwrap();
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
    assert_eq!(read_again(folder.path(), caches.path()), 0, "a cache can't know that");
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
    let cache = Cache::of(caches, folder).folder().to_owned();
    let written: Vec<_> = ["manifest", "CACHEDIR.TAG", "lock"].map(|name| cache.join(name)).into();
    let written: Vec<_> = written.into_iter().map(|path| (fs::read(&path).unwrap(), path)).collect();
    for damaged in damages.into_iter().map(Some).chain([None]) {
        for asked in [&["list", "--json"][..], &["search", "둘째", "--json"]] {
            fs::remove_dir_all(&cache).unwrap();
            fs::create_dir(&cache).unwrap();
            written.iter().for_each(|(bytes, path)| fs::write(path, bytes).unwrap());
            damaged.iter().for_each(|bytes| fs::write(&segment, bytes).unwrap());
            let expected = if asked[0] == "list" { &truth } else { &hits };
            assert_eq!(&printed(asked, folder, caches), expected);
        }
    }
    assert_eq!(read_again(folder, caches), 0, "it was rebuilt");
}

/// A window on an archive whose cache has been written.
fn cached_window(folder: &Path, articles: &str) -> Window {
    let mut window = Window::new([1280.0, 800.0]);
    window.open(folder);
    window.wait_for(articles);
    wait_for_cache(&mut window);
    window
}

/// Steps until the cache of the open archive has been written.
pub(crate) fn wait_for_cache(window: &mut Window) {
    let caches = window.home.path().join("cache");
    let until = Instant::now() + Duration::from_secs(30);
    while !has_manifest(&caches) {
        assert!(Instant::now() < until, "no cache was written");
        window.harness.step();
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn what_is_damaged_is_joined_with_nothing() {
    let (folder, caches) = (settled_archive(300), tempfile::tempdir().unwrap());
    let (folder, caches) = (folder.path(), caches.path());
    printed(&["index"], folder, caches);
    for id in 301..=340 {
        fs::write(folder.join(format!("901_{id}.md")), article(id, 3, "가느다란 무지개다리.")).unwrap();
    }
    settle(folder);
    printed(&["index"], folder, caches);
    damage_the_smaller_of(&segment_files(caches));
    printed(&["index"], folder, caches);
    assert_eq!(printed(&["search", "무지개다리", "--count"], folder, caches), "40\n");
    assert_eq!(read_again(folder, caches), 0, "damaged articles are no longer listed");
}

#[test]
fn a_window_reads_what_is_damaged_and_lists_it_in_order() {
    let (folder, home) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let caches = home.path().join("cache");
    let write = |id, day, body| {
        fs::write(folder.path().join(format!("901_{id}.md")), article(id, day, body)).unwrap();
    };
    (1..=300).for_each(|id| write(id, 26 - id % 20, "본문이다."));
    settle(folder.path());
    printed(&["index"], folder.path(), &caches);
    write(301, 27, "가느다란 무지개다리.");
    (302..=340).for_each(|id| write(id, 15, "가느다란 무지개다리."));
    settle(folder.path());
    printed(&["index"], folder.path(), &caches);
    damage_the_smaller_of(&segment_files(&caches));
    let mut window = Window::in_home([1280.0, 800.0], home);
    window.open(folder.path());
    window.wait_for_load();
    window.wait_for("기사 340건");
    // Rows of a damaged segment have no dates any more, and new rows can't be sorted next to them.
    let titles: Vec<String> = rows(&window).into_iter().map(|(row, _)| row).collect();
    assert!(titles[0].contains("제목 301,"), "{titles:?}");
    assert!(titles[1..4].iter().all(|row| row.contains("1월 26일")), "{titles:?}");
}

/// Changes a letter in the smaller of two segments.
fn damage_the_smaller_of(segments: &[PathBuf]) {
    let len = |path: &&PathBuf| fs::metadata(path).unwrap().len();
    let smaller = segments.iter().min_by_key(len).unwrap();
    let body = "가느다란".as_bytes();
    let mut damaged = fs::read(smaller).unwrap();
    let at = damaged.windows(body.len()).position(|bytes| bytes == body).unwrap();
    damaged[at] = 0xFF;
    fs::write(smaller, damaged).unwrap();
}

#[test]
fn a_cache_of_another_folder_is_not_believed_and_old_ones_are_swept() {
    let (one, other, caches) = (settled_archive(3), settled_archive(5), tempfile::tempdir().unwrap());
    printed(&["index"], one.path(), caches.path());
    let [first, second] = [one.path(), other.path()].map(|folder| Cache::of(caches.path(), folder));
    fs::rename(first.folder(), second.folder()).unwrap();
    assert!(second.read().is_none());
    assert_eq!(listed(other.path(), caches.path()).lines().count(), 5);
    let used = |days: u64| {
        let lock = File::options().append(true).open(second.folder().join("lock")).unwrap();
        lock.set_modified(SystemTime::now() - Duration::from_secs(days * 24 * 3600)).unwrap();
    };
    let foreign = caches.path().join("a folder of somebody's");
    fs::create_dir(&foreign).unwrap();
    fs::write(foreign.join("lock"), "").unwrap();
    fs::write(foreign.join("manifest"), "").unwrap();
    used(170);
    printed(&["index"], one.path(), caches.path());
    assert!(second.folder().exists());
    used(190);
    File::options()
        .write(true)
        .open(foreign.join("lock"))
        .unwrap()
        .set_modified(SystemTime::UNIX_EPOCH)
        .unwrap();
    fs::write(one.path().join("new.md"), article(9, 3, "새 글이다.")).unwrap();
    printed(&["index"], one.path(), caches.path());
    assert!(!second.folder().exists());
    assert!(foreign.join("manifest").exists(), "other files are left alone");
}

#[test]
fn without_a_cache_nothing_is_written_and_none_is_written_into_an_archive() {
    let (folder, home) = (settled_archive(3), tempfile::tempdir().unwrap());
    for choice in [CacheChoice::Nowhere, CacheChoice::In(folder.path().join("cache"))] {
        let folders = Folders::below(home.path()).with_cache(choice);
        let mut window = Window::of_folders([1280.0, 800.0], folders);
        window.open(folder.path());
        window.wait_for_load();
        window.harness.run_steps(20);
        // Meanwhile, a window that may keep a cache has written one.
        let elsewhere = tempfile::tempdir().unwrap();
        let mut other = Window::of_folders([1280.0, 800.0], Folders::below(elsewhere.path()));
        other.open(folder.path());
        other.wait_until("a cache", |_| has_manifest(&elsewhere.path().join("cache")));
        window.harness.run_steps(2);
    }
    assert!(!home.path().join("cache").exists());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
}

#[test]
fn a_second_window_says_that_the_first_one_writes_the_cache() {
    let folder = settled_archive(3);
    let first = cached_window(folder.path(), "기사 3건");
    let mut second = Window::beside(&first);
    second.open(folder.path());
    second.wait_for("기사 3건");
    fs::write(folder.path().join("new.md"), article(9, 3, "새 글이다.")).unwrap();
    second.wait_for("먼저 연 창");
}

#[test]
fn a_cache_that_cannot_be_written_is_said() {
    let (folder, home) = (settled_archive(3), tempfile::tempdir().unwrap());
    fs::write(home.path().join("cache"), "no folder").unwrap();
    let mut window = Window::in_home([1280.0, 800.0], home);
    window.open(folder.path());
    window.wait_for("저장하지 못했습니다");
    assert!(window.has("제목 1,"));
}

/// Articles long enough that everything takes a while.
fn long_articles_of(count: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..count {
        let body = format!("가람시가 도서관 {number}곳을 연다. ").repeat(30_000).trim_end().to_owned();
        let text = Invented { body, ..Invented::default() }.text();
        fs::write(folder.path().join(format!("{number}.md")), text).unwrap();
    }
    settle(folder.path());
    folder
}

#[test]
fn what_was_read_is_kept_before_posting_lists_are_made() {
    // Whether everything is kept and nothing indexed; false if the lists were made before that could be seen.
    let is_kept_first = |caches: &Path, folder: &Path, count: u32| {
        let cached = Cache::of(caches, folder).read().unwrap();
        assert_eq!(cached.catalogue.len(), count);
        !cached.catalogue.runs_to_join().is_empty()
    };
    // Larger archives take longer to index.
    let in_time = |is_kept_first: &dyn Fn(&Path, u32) -> bool| {
        [30, 100, 300].into_iter().any(|count| is_kept_first(long_articles_of(count).path(), count as u32))
    };
    let in_a_window = |folder: &Path, count: u32| {
        let mut window = Window::new([1280.0, 800.0]);
        window.open(folder);
        let caches = window.home.path().join("cache");
        let until = Instant::now() + Duration::from_secs(60);
        while !has_manifest(&caches) {
            assert!(Instant::now() < until, "no cache was written");
            std::thread::sleep(Duration::from_millis(1));
        }
        is_kept_first(&caches, folder, count)
    };
    assert!(in_time(&in_a_window), "the window keeps articles with their posting lists only");
    let by_index = |folder: &Path, count: u32| {
        let caches = tempfile::tempdir().unwrap();
        let mut index = Command::new(env!("CARGO_BIN_EXE_seogo"))
            .arg("index")
            .arg(folder)
            .arg("--cache-dir")
            .arg(caches.path())
            .spawn()
            .unwrap();
        while !has_manifest(caches.path()) {
            assert!(index.try_wait().unwrap().is_none() || has_manifest(caches.path()), "nothing was kept");
            std::thread::sleep(Duration::from_millis(1));
        }
        index.kill().unwrap();
        index.wait().unwrap();
        is_kept_first(caches.path(), folder, count)
    };
    assert!(in_time(&by_index), "'index' keeps articles with their posting lists only");
}

#[cfg(target_os = "linux")]
#[test]
fn indexing_tells_on_a_terminal_how_far_it_is() {
    let (folder, caches) = (long_articles_of(30), tempfile::tempdir().unwrap());
    let command = format!(
        "LC_ALL=en_US.UTF-8 {} index {} --cache-dir {} 2>/dev/tty",
        env!("CARGO_BIN_EXE_seogo"),
        folder.path().display(),
        caches.path().display()
    );
    let shown = || {
        let output =
            Command::new("script").args(["-qec", &command, "/dev/null"]).stdin(Stdio::null()).output();
        let Ok(output) = output else {
            skip("there is no script(1)");
            return None;
        };
        let shown = String::from_utf8(output.stdout).unwrap();
        // The last progress line is erased and replaced by the result.
        let mut lines: Vec<String> = shown.split("\r\x1b[K").map(str::to_owned).collect();
        assert!(lines.pop().unwrap().starts_with("1 article · cache "), "{shown:?}");
        Some(lines)
    };
    let Some(first) = shown() else { return };
    let last = ["Reading 30/30 · 100% · 0 s left", "Writing the cache", "Indexing 0/1", "Writing the cache"];
    assert_eq!(first[1], "Reading 0/0+");
    assert!(first.ends_with(&last.map(str::to_owned)), "{first:?}");
    let second = shown().unwrap();
    assert_eq!(second[1], "Looking for changes 0/30");
    assert!(second.contains(&"Looking for changes 30/30 · 100% · 0 s left".to_owned()), "{second:?}");
    assert_eq!(second.last().unwrap(), "Writing the cache");
}

#[test]
fn a_second_start_shows_the_list_and_then_what_has_changed() {
    let folder = settled_archive(30);
    let first = cached_window(folder.path(), "기사 30건");
    let Window { harness, home } = first;
    drop(harness);
    let mut unchanged = Window::in_home([1280.0, 800.0], home);
    unchanged.open(folder.path());
    unchanged.wait_for("기사 30건");
    search(&mut unchanged, "언론사:한");
    unchanged.wait_for("검색 결과가 없습니다");
    unchanged.wait_for("한빛일보");
    // A fast machine may not have saved the search yet; the next start must list everything in either case.
    unchanged.click("검색 지우기");
    unchanged.wait_for("기사 30건");
    unchanged.harness.state_mut().as_mut().unwrap().save();
    let Window { harness, home } = unchanged;
    drop(harness);
    fs::remove_file(folder.path().join("901_3.md")).unwrap();
    fs::write(folder.path().join("901_5.md"), article(5, 9, "나중에 고친 본문이다.")).unwrap();
    let mut second = Window::in_home([1280.0, 800.0], home);
    second.open(folder.path());
    second.wait_for("기사 29건");
    search(&mut second, "나중에 고친");
    second.wait_for("검색 결과 1건");
}

pub(crate) fn has_manifest(caches: &Path) -> bool {
    fs::read_dir(caches)
        .is_ok_and(|mut folders| folders.any(|it| it.unwrap().path().join("manifest").exists()))
}

/// How many articles the window says it lists.
fn listed_count(window: &Window, what: &str) -> Option<u32> {
    let nodes = window.harness.query_all_by_label_contains(what);
    let texts = nodes.filter_map(|node| node.accesskit_node().label().or(node.accesskit_node().value()));
    let numbers =
        texts.filter_map(|text| Some(text.strip_prefix(what)?.split_once('건')?.0.replace(',', "")));
    numbers.filter_map(|number| number.trim().parse().ok()).next()
}

fn wait_for_count(window: &mut Window, what: &str, is_it: impl Fn(u32) -> bool) {
    let until = Instant::now() + Duration::from_secs(60);
    while !listed_count(window, what).is_some_and(&is_it) {
        assert!(Instant::now() < until, "{what}: {:?}", listed_count(window, what));
        window.harness.step();
    }
}

/// A window that was stopped while it read an archive of `count` articles, and how many it has read; `None` if
/// it had read them all.
fn stopped(count: u32, caches: &CacheChoice) -> Option<(Window, tempfile::TempDir, u32)> {
    let folder = tempfile::tempdir().unwrap();
    for id in 1..=count {
        let text = article(id, 3, &"가로등이 켜졌다.\n\n".repeat(500));
        fs::write(folder.path().join(format!("{id}.md")), text).unwrap();
    }
    settle(folder.path());
    let mut window = Window::new([1280.0, 800.0]);
    let folders = Folders::below(window.home.path()).with_cache(caches.clone());
    window.harness = Window::of_folders([1280.0, 800.0], folders).harness;
    window.open(folder.path());
    wait_for_count(&mut window, "기사 ", |read| read > 0);
    // Afterwards, the status line says 중지됨 and is a button as well.
    let can_stop = |window: &Window| window.harness.query_all_by_label("중지").next().is_some();
    if can_stop(&window) {
        match caches {
            CacheChoice::Usual => window.click("중지"),
            _ => window.harness.key_press_modifiers(Modifiers::COMMAND, Key::Period),
        }
    }
    while can_stop(&window) {
        window.harness.step();
    }
    // A message is measured in one frame and visible in the next.
    window.harness.step();
    let read = listed_count(&window, "기사 ").unwrap();
    (window.has("읽기를 중지했습니다") && read < count).then_some((window, folder, read))
}

#[test]
fn what_was_stopped_goes_on_with_what_is_missing() {
    for caches in [CacheChoice::Usual, CacheChoice::Nowhere] {
        // As many articles as it takes on this machine.
        let stop = |count| Some((count, stopped(count, &caches)?));
        let (count, (mut window, folder, read)) =
            [1_000, 4_000, 16_000, 64_000].into_iter().find_map(stop).unwrap();
        // Only reading the files can show that they have changed.
        for entry in fs::read_dir(folder.path()).unwrap().map(Result::unwrap) {
            let text = fs::read_to_string(entry.path()).unwrap();
            fs::write(entry.path(), text.replace("가로등", "자전거")).unwrap();
        }
        settle(folder.path());
        window.press(Key::F5);
        wait_for_count(&mut window, "기사 ", |listed| listed == count);
        search(&mut window, "자전거");
        wait_for_count(&mut window, "검색 결과 ", |found| found == count - read);
    }
}

#[test]
fn what_comes_changes_and_goes_is_followed() {
    let (mut window, folder) = opened(5);
    window.click("제목 3,");
    window.wait_for("본문 3이다.");
    fs::write(folder.path().join("901_6.md"), article(6, 28, "새로 온 본문이다.")).unwrap();
    window.wait_for("새 기사 1건");
    window.wait_for("기사 6건");
    assert!(window.has("본문 3이다."), "the article being read stays visible");
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
    fs::rename(folder.path().join("하위"), folder.path().join("딴 곳")).unwrap();
    fs::write(folder.path().join("딴 곳/901_8.md"), article(8, 2, "또 다른 본문이다.")).unwrap();
    window.wait_for("기사 7건");
    fs::rename(folder.path().join("딴 곳"), folder.path().join(".숨긴")).unwrap();
    window.wait_for("기사 5건");
    // The file being read disappears, and comes back after a while.
    window.click("제목 2,");
    window.wait_for("본문 2이다.");
    fs::remove_file(folder.path().join("901_2.md")).unwrap();
    window.wait_for("기사 4건");
    assert!(window.has("본문 2이다."));
    fs::write(folder.path().join("901_2.md"), article(2, 26, "다시 온 본문이다.")).unwrap();
    window.wait_for("다시 온 본문이다.");
}

/// Runs `seogo` with these arguments.
fn run(arguments: &[&std::ffi::OsStr]) -> std::process::Output {
    Command::new(env!("CARGO_BIN_EXE_seogo")).args(arguments).env("LC_ALL", "en_US.UTF-8").output().unwrap()
}

#[test]
fn options_for_the_cache_may_stand_before_a_command_and_a_path_may_not() {
    let (folder, caches) = (settled_archive(3), tempfile::tempdir().unwrap());
    let (folder, caches) = (folder.path().as_os_str(), caches.path().as_os_str());
    let before = run(&["--cache-dir".as_ref(), caches, "list".as_ref(), folder]);
    let behind = run(&["list".as_ref(), folder, "--cache-dir".as_ref(), caches]);
    assert_eq!((before.status.code(), before.stdout.is_empty()), (Some(0), false));
    assert_eq!(before.stdout, behind.stdout);
    for wrong in [&[folder, "list".as_ref(), folder][..], &["--new-window".as_ref(), "list".as_ref(), folder]]
    {
        let output = run(wrong);
        assert_eq!((output.status.code(), output.stdout.is_empty()), (Some(2), true));
        assert!(String::from_utf8(output.stderr).unwrap().contains(wrong[0].to_str().unwrap()));
    }
}

#[test]
fn what_a_killed_index_left_is_removed_by_the_next() {
    let (folder, caches) = (settled_archive(3), tempfile::tempdir().unwrap());
    printed(&["index"], folder.path(), caches.path());
    let cache = Cache::of(caches.path(), folder.path());
    let left = ["00000077.segment", "seogoAbCdEf.new"].map(|name| cache.folder().join(name));
    left.iter().for_each(|path| fs::write(path, "half").unwrap());
    let thesis = cache.folder().join("thesis.odt");
    fs::write(&thesis, "years of work").unwrap();
    printed(&["index"], folder.path(), caches.path());
    assert!(left.iter().all(|path| !path.exists()));
    assert!(thesis.exists(), "files of others are kept");
}

#[cfg(unix)]
#[test]
fn an_interrupted_index_leaves_nothing_half_done() {
    let files = |caches: &Path| -> Vec<PathBuf> {
        let folders = fs::read_dir(caches).into_iter().flatten().map(|entry| entry.unwrap().path());
        folders.flat_map(|it| fs::read_dir(it).unwrap().map(|entry| entry.unwrap().path())).collect()
    };
    // Whether it was interrupted under way. On a busy machine it may end before its files are noticed.
    let interrupt = |folder: &Path, caches: &Path, waits_for_manifest| {
        let mut index = Command::new(env!("CARGO_BIN_EXE_seogo"));
        let mut index = index.arg("index").arg(folder).arg("--cache-dir").arg(caches).spawn().unwrap();
        let is_under_way = || match waits_for_manifest {
            true => has_manifest(caches),
            false => !files(caches).is_empty(),
        };
        while !is_under_way() && index.try_wait().unwrap().is_none() {
            std::thread::sleep(Duration::from_millis(1));
        }
        Command::new("kill").args(["-INT", &index.id().to_string()]).status().unwrap();
        match index.wait().unwrap().code() {
            Some(130) => true,
            code => {
                assert_eq!(code, Some(0));
                false
            }
        }
    };
    for waits_for_manifest in [false, true] {
        let was_interrupted = [30, 120, 480].into_iter().any(|count| {
            let (folder, caches) = (long_articles_of(count), tempfile::tempdir().unwrap());
            let was_interrupted = interrupt(folder.path(), caches.path(), waits_for_manifest);
            let left = files(caches.path());
            let manifest = left.iter().find(|path| path.ends_with("manifest"));
            let manifest =
                manifest.map(|path| String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned());
            for file in &left {
                let name = file.file_name().unwrap().to_str().unwrap();
                let is_named = manifest.as_ref().is_some_and(|manifest| manifest.contains(name));
                assert!(is_named || ["lock", "manifest", "CACHEDIR.TAG"].contains(&name), "{name} is left");
            }
            was_interrupted
        });
        assert!(was_interrupted, "it always ended first");
    }
}

#[cfg(unix)]
#[test]
fn a_linked_cache_folder_is_refused_and_what_lies_there_stays() {
    let (folder, caches) = (settled_archive(3), tempfile::tempdir().unwrap());
    let elsewhere = tempfile::tempdir().unwrap();
    fs::write(elsewhere.path().join("thesis.odt"), "years of work").unwrap();
    fs::write(elsewhere.path().join("00000001.segment"), "of mine").unwrap();
    let cache = Cache::of(caches.path(), folder.path());
    std::os::unix::fs::symlink(elsewhere.path(), cache.folder()).unwrap();
    let output =
        run(&["index".as_ref(), folder.path().as_ref(), "--cache-dir".as_ref(), caches.path().as_ref()]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 2);
    assert_eq!(listed(folder.path(), caches.path()).lines().count(), 3);
}

#[test]
fn what_stands_in_the_way_of_a_cache_is_told_without_temporary_names() {
    let folder = settled_archive(3);
    let long = "n".repeat(300);
    let output = run(&["index".as_ref(), folder.path().as_ref(), "--cache-dir".as_ref(), long.as_ref()]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("(the name is too long or not allowed). Choose a shorter name."), "{told}");
    let target = format!("/tmp/{long}.csv");
    let arguments = ["export", folder.path().to_str().unwrap(), "--format", "csv", "--output", &target];
    let output = run(&arguments.map(AsRef::as_ref));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("Choose a shorter name.") && !told.contains("permission"), "{told}");
}

#[test]
fn the_last_day_of_the_calendar_is_listed_as_it_is_shown() {
    let (folder, caches) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let days = ["9999-12-31", "0001-01-01", "1969-12-31"];
    for (number, day) in days.iter().enumerate() {
        let text = format!("---\nid: 901_{number}\ntitle: 제목\npublished: {day}\n---\n\n본문\n");
        fs::write(folder.path().join(format!("{number}.md")), text).unwrap();
    }
    settle(folder.path());
    for _ in 0..2 {
        let listed = listed(folder.path(), caches.path());
        for day in days {
            assert!(listed.contains(&format!("\"published\":\"{day}\"")), "{listed}");
        }
        printed(&["index"], folder.path(), caches.path());
    }
}

#[test]
fn what_a_command_had_to_read_is_kept_for_the_next() {
    for asked in
        [&["list"][..], &["search", "본문"], &["search", "본문", "--count"], &["export", "--format", "csv"]]
    {
        let (folder, caches) = (settled_archive(40), tempfile::tempdir().unwrap());
        let (folder, caches) = (folder.path(), caches.path());
        let first = printed(asked, folder, caches);
        assert_eq!(read_again(folder, caches), 0, "{asked:?}");
        assert_eq!(printed(asked, folder, caches), first);
        // Less than a tenth of the archive is read each time, instead of rewriting the cache.
        (1..=4).for_each(|id| {
            fs::write(folder.join(format!("901_{id}.md")), article(id, 3, "새 본문이다.")).unwrap()
        });
        settle(folder);
        printed(asked, folder, caches);
        assert_eq!(read_again(folder, caches), 4);
        fs::write(folder.join("901_5.md"), article(5, 3, "새 본문이다.")).unwrap();
        settle(folder);
        printed(asked, folder, caches);
        assert_eq!(read_again(folder, caches), 0);
    }
}

#[test]
fn a_command_is_silent_about_a_cache_that_it_cannot_write() {
    let (folder, caches) = (settled_archive(5), tempfile::tempdir().unwrap());
    let mut other = Cache::of(caches.path(), folder.path());
    assert!(other.lock().unwrap());
    let file = caches.path().join("a file");
    fs::write(&file, "").unwrap();
    for place in [caches.path(), &file] {
        let arguments =
            ["list".as_ref(), folder.path().as_os_str(), "--cache-dir".as_ref(), place.as_os_str()];
        let output = run(&arguments);
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &[][..]), "{place:?}");
        assert_eq!(output.stdout.iter().filter(|&&byte| byte == b'\n').count(), 5);
    }
    assert!(other.read().is_none());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 5, "nothing is written into the archive");
}

#[test]
fn a_trusted_cache_answers_without_a_look_at_the_files() {
    let (folder, caches) = (settled_archive(5), tempfile::tempdir().unwrap());
    let (folder, caches) = (folder.path(), caches.path());
    printed(&["index"], folder, caches);
    fs::write(folder.join("901_1.md"), article(1, 3, "가느다란 무지개다리.")).unwrap();
    fs::write(folder.join("new.md"), article(9, 3, "가느다란 무지개다리.")).unwrap();
    assert_eq!(printed(&["search", "무지개다리", "--count", "--trust-cache"], folder, caches), "0\n");
    assert_eq!(printed(&["list", "--trust-cache"], folder, caches).lines().count(), 5);
    assert_eq!(printed(&["search", "무지개다리", "--count"], folder, caches), "2\n");
}

/// Truncates a cache's segment files in place, which this program never does.
#[cfg(unix)]
fn cut_off(caches: &Path) {
    for segment in segment_files(caches) {
        File::options().write(true).open(segment).unwrap().set_len(0).unwrap();
    }
}

#[cfg(unix)]
#[test]
fn a_cache_that_is_cut_off_under_a_running_search_ends_nothing() {
    use seogo::engine::find;
    use seogo::library::Marks;
    use seogo::search::Search;
    use seogo::text::hanja::Abbreviations;
    let (folder, caches) = (settled_archive(2000), tempfile::tempdir().unwrap());
    printed(&["index"], folder.path(), caches.path());
    let cached = Cache::of(caches.path(), folder.path()).read().unwrap().catalogue;
    let find = |query: &str| {
        let search = std::sync::Arc::new(Search::new(query, 0..0, &Abbreviations::default()));
        find(&cached, None, &Marks::default(), search, &Cancel::default());
        cached.check_rows();
        cached.present().map(|(_, row)| row.title().len()).sum::<usize>()
    };
    find("본문");
    assert!(!cached.is_damaged());
    std::thread::scope(|scope| {
        let searching = scope.spawn(|| {
            let until = Instant::now() + Duration::from_secs(30);
            while !cached.is_damaged() {
                assert!(Instant::now() < until, "the damage was not noticed");
                for query in ["본문", "제목 7", "가나", "이다"] {
                    find(query);
                }
            }
        });
        cut_off(caches.path());
        searching.join().unwrap();
    });
}

#[cfg(unix)]
#[test]
fn a_window_reads_anew_what_is_cut_off_under_it() {
    let folder = settled_archive(300);
    let Window { harness, home } = cached_window(folder.path(), "기사 300건");
    drop(harness);
    let caches = home.path().join("cache");
    // The window releases its cache a moment after closing.
    let until = Instant::now() + Duration::from_secs(30);
    let mut cache = Cache::of(&caches, folder.path());
    while !cache.lock().unwrap() {
        assert!(Instant::now() < until, "the cache stays locked");
        std::thread::sleep(Duration::from_millis(5));
    }
    drop(cache);
    printed(&["index"], folder.path(), &caches);
    let mut window = Window::in_home([1280.0, 800.0], home);
    window.open(folder.path());
    window.wait_for("기사 300건");
    window.wait_for("초");
    cut_off(&caches);
    search(&mut window, "본문 17");
    window.wait_for("검색 결과 13건");
    assert!(window.has("제목 17,"));
}
