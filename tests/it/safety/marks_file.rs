//! The open marks database while other programs replace it, delete it, or lock it until the end.

use crate::support::program::with_home;
use crate::support::window::{Window, archive, opened};
use seogo::archive::Archive;
use seogo::engine::{Engine, Event, ProgramEvent};
use seogo::library::{
    Edit, Folders, LibraryNews, Stamp, Store, StoreTrouble, earlier_marks, left_unsaved, restore,
};
use seogo::ui::command::{Action, Command as Wish};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

fn star(key: &str) -> Edit {
    Edit::Star(key.into(), Some(Stamp { hash: None, at: jiff::Timestamp::UNIX_EPOCH }))
}

fn engine(folders: &Folders) -> Engine {
    let mut engine = Engine::start(|| {}).unwrap();
    engine.keep_marks(Store::path(folders)).unwrap();
    engine
}

/// Waits for news of the marks that meets a condition.
fn wait(engine: &Engine, is_wanted: impl Fn(&LibraryNews) -> bool) -> LibraryNews {
    let until = Instant::now() + Duration::from_secs(30);
    loop {
        assert!(Instant::now() < until, "the news did not come");
        match engine.next_event() {
            Some(Event::Program(ProgramEvent::Library(news))) if is_wanted(&news) => return news,
            Some(_) => {}
            None => std::thread::sleep(Duration::from_millis(1)),
        }
    }
}

fn is_saved(news: &LibraryNews, heard: u64) -> bool {
    news.heard == heard && !news.unsaved
}

/// The stars in a copy of the file alone, as a backup or sync program would make it.
fn copied_alone(path: &Path) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy.sqlite");
    fs::copy(path, &copy).unwrap();
    restore(&copy).map_or(0, |edits| edits.len())
}

#[test]
fn marks_are_in_the_file_itself_soon_after_they_are_made() {
    let home = tempfile::tempdir().unwrap();
    let folders = Folders::below(home.path());
    let engine = engine(&folders);
    let path = Store::path(&folders);
    wait(&engine, |news| news.heard == 0);
    assert!(!path.exists(), "nothing is created before there is something to save");
    engine.save_edits(vec![star("901_1"), star("901_2")]);
    wait(&engine, |news| is_saved(news, 1));
    let until = Instant::now() + Duration::from_secs(30);
    while copied_alone(&path) != 2 {
        assert!(Instant::now() < until, "the marks are still in the log");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[cfg(unix)]
#[test]
fn a_file_replaced_under_the_open_window_is_told_and_written_to() {
    let home = tempfile::tempdir().unwrap();
    let folders = Folders::below(home.path());
    let path = Store::path(&folders);
    let restored = home.path().join("restored.sqlite");
    Store::open(&restored).unwrap().0.write(&[star("restored")]).unwrap();
    let engine = engine(&folders);
    engine.save_edits(vec![star("901_1")]);
    wait(&engine, |news| is_saved(news, 1));
    fs::rename(&restored, &path).unwrap();
    engine.save_edits(vec![star("901_2")]);
    let news = wait(&engine, |news| news.heard == 2);
    assert!(matches!(news.trouble, Some(StoreTrouble::Replaced(_))), "{:?}", news.trouble);
    let has = |news: &LibraryNews, key: &str| news.marks.of(key).star.is_some();
    assert!(has(&news, "restored") && has(&news, "901_2") && !has(&news, "901_1"));
    // A deleted file is recreated with all of the window's marks.
    fs::remove_file(&path).unwrap();
    engine.refresh_marks();
    let news = wait(&engine, |news| matches!(news.trouble, Some(StoreTrouble::Gone(_))));
    assert!(has(&news, "restored") && has(&news, "901_2"));
    drop(engine);
    let marks = Store::open(&path).unwrap().0.read().unwrap().0;
    assert!(marks.of("restored").star.is_some() && marks.of("901_2").star.is_some());
}

#[cfg(unix)]
#[test]
fn a_file_replaced_by_a_broken_one_is_written_anew_with_the_marks_of_the_window() {
    let home = tempfile::tempdir().unwrap();
    let folders = Folders::below(home.path());
    let path = Store::path(&folders);
    let broken = home.path().join("half");
    fs::write(&broken, "half of a file that a sync left").unwrap();
    let engine = engine(&folders);
    engine.save_edits(vec![star("901_1")]);
    wait(&engine, |news| is_saved(news, 1));
    fs::rename(&broken, &path).unwrap();
    engine.save_edits(vec![star("901_2")]);
    let news = wait(&engine, |news| is_saved(news, 2));
    assert!(matches!(news.trouble, Some(StoreTrouble::SetAsideHere(..))), "{:?}", news.trouble);
    drop(engine);
    let marks = Store::open(&path).unwrap().0.read().unwrap().0;
    assert!(marks.of("901_1").star.is_some() && marks.of("901_2").star.is_some());
}

#[test]
fn what_cannot_be_saved_at_the_end_is_written_beside_the_file() {
    let home = tempfile::tempdir().unwrap();
    let folders = Folders::below(home.path());
    let path = Store::path(&folders);
    let engine = engine(&folders);
    engine.save_edits(vec![star("901_1")]);
    wait(&engine, |news| is_saved(news, 1));
    let lock = fs::canonicalize(&path).unwrap();
    let holder = Holder::hold(&lock);
    engine.save_edits(vec![star("901_2")]);
    let news = wait(&engine, |news| news.heard == 2);
    assert!(news.unsaved && matches!(news.trouble, Some(StoreTrouble::Locked(_))), "{:?}", news.trouble);
    drop(engine);
    drop(holder);
    let offered = earlier_marks(&path);
    assert_eq!(offered.len(), 1);
    // The next start says so, until they are restored.
    let later = self::engine(&folders);
    let news = wait(&later, |_| true);
    assert!(
        matches!(&news.trouble, Some(StoreTrouble::LeftUnsaved(_, left)) if *left == offered[0]),
        "{news:?}"
    );
    later.save_edits(vec![star("901_3")]);
    wait(&later, |news| is_saved(news, 1));
    drop(later);
    let mut marks = Store::open(&path).unwrap().0.read().unwrap().0;
    assert_eq!(left_unsaved(&path, &marks), Some(offered[0].clone()));
    let edits = restore(&offered[0]).unwrap();
    edits.iter().for_each(|edit| drop(marks.apply(edit)));
    assert_eq!(left_unsaved(&path, &marks), None);
    assert!(edits.contains(&star("901_1")) && edits.contains(&star("901_2")), "{edits:?}");
}

/// Another program that locks the database.
struct Holder(std::process::Child);

impl Holder {
    fn hold(path: &Path) -> Self {
        use std::io::{BufRead, BufReader};
        let script = "import sqlite3, sys\nc = sqlite3.connect(sys.argv[1], isolation_level=None)\n\
                      c.execute('BEGIN EXCLUSIVE')\nprint('held', flush=True)\nsys.stdin.read()";
        let mut child = std::process::Command::new("python3")
            .args(["-c", script])
            .arg(path)
            .stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        assert_eq!(line, "held\n");
        Self(child)
    }
}

impl Drop for Holder {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

#[test]
fn nothing_is_written_while_the_open_archive_holds_the_file() {
    let (home, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let folders = Folders::below(home.path());
    let path = Store::path(&folders);
    let mut engine = engine(&folders);
    engine.save_edits(vec![star("901_1")]);
    wait(&engine, |news| is_saved(news, 1));
    assert!(Archive::at(home.path()).unwrap().would_hold(&path));
    engine.open(home.path());
    let news = wait(&engine, |news| !news.writable);
    assert!(matches!(news.trouble, Some(StoreTrouble::InArchive(_))), "{:?}", news.trouble);
    let before = fs::read(&path).unwrap();
    engine.save_edits(vec![star("901_2")]);
    wait(&engine, |news| news.heard == 2 && news.unsaved);
    assert_eq!(fs::read(&path).unwrap(), before);
    engine.open(elsewhere.path());
    wait(&engine, |news| news.writable && is_saved(news, 2));
}

/// Asks the window to close, as the system does.
fn ask_to_close(window: &mut Window) {
    let viewport = window.harness.input_mut().viewports.entry(egui::ViewportId::ROOT).or_default();
    viewport.events.push(egui::ViewportEvent::Close);
    window.harness.step();
    let context = window.harness.ctx.clone();
    window.harness.state_mut().as_mut().unwrap().ask_before_leaving(&context);
    let viewport = window.harness.input_mut().viewports.entry(egui::ViewportId::ROOT).or_default();
    viewport.events.clear();
    window.harness.step();
}

#[test]
fn a_window_whose_marks_cannot_be_saved_asks_before_it_closes() {
    let (mut window, _archive) = opened(3);
    let path = Store::path(&Folders::below(window.home.path()));
    window.click("제목 1,");
    window.wait_for("본문 1이다.");
    window.press(egui::Key::S);
    let until = Instant::now() + Duration::from_secs(30);
    while !path.exists() {
        assert!(Instant::now() < until, "nothing was saved");
        window.harness.step();
    }
    ask_to_close(&mut window);
    assert!(!window.has("저장하지 못한 기록"), "everything is saved");
    let _holder = Holder::hold(&path);
    window.press(egui::Key::M);
    window.wait_for("쓰고 있어");
    ask_to_close(&mut window);
    window.wait_for("창 닫기");
    assert!(window.has("저장하지 못한 기록"));
    window.press(egui::Key::Escape);
    assert!(!window.has("저장하지 못한 기록"), "the window stays open");
}

#[test]
fn a_window_that_is_closed_right_after_a_mark_waits_until_it_is_saved_or_asks() {
    let (mut window, _archive) = opened(3);
    let path = Store::path(&Folders::below(window.home.path()));
    drop(Store::open(&path).unwrap());
    window.click("제목 1,");
    window.wait_for("본문 1이다.");
    let _holder = Holder::hold(&path);
    window.press(egui::Key::S);
    ask_to_close(&mut window);
    assert!(!window.has("저장하지 못한 기록"), "it isn't known yet");
    let until = Instant::now() + Duration::from_secs(30);
    while !window.has("저장하지 못한 기록") {
        assert!(Instant::now() < until, "the reader is not asked");
        let context = window.harness.ctx.clone();
        window.harness.state_mut().as_mut().unwrap().ask_before_leaving(&context);
        std::thread::sleep(Duration::from_millis(5));
        window.harness.step();
    }
}

#[test]
fn restoring_offers_the_earlier_states_of_the_marks() {
    let (mut window, archive) = opened(3);
    let folders = Folders::below(window.home.path());
    let path = Store::path(&folders);
    Store::open(&path).unwrap().0.write(&[star("901_2")]).unwrap();
    fs::rename(&path, folders.data.join("library-before-2.sqlite")).unwrap();
    window.click("제목 1,");
    window.wait_for("본문 1이다.");
    window.press(egui::Key::S);
    let context = window.harness.ctx.clone();
    let until = Instant::now() + Duration::from_secs(30);
    while !window.has("library-before-2.sqlite") {
        assert!(Instant::now() < until, "the copy is not offered");
        window.harness.state_mut().as_mut().unwrap().run(&context, Wish::Do(Action::Restore));
        window.harness.step();
    }
    // A dialog's position is final once its size is known.
    window.harness.run_steps(3);
    window.click("library-before-2.sqlite");
    window.wait_for("복원했습니다");
    drop(archive);
    let Window { harness, home } = window;
    drop(harness);
    let marks = Store::open(&Store::path(&Folders::below(home.path()))).unwrap().0.read().unwrap().0;
    assert!(marks.of("901_1").star.is_some() && marks.of("901_2").star.is_some());
}

/// What a command prints, its messages and its exit status.
fn run(home: &Path, args: &[&str]) -> (String, String, i32) {
    let mut command = with_home(Command::new(env!("CARGO_BIN_EXE_seogo")), home);
    let output = command.args(args).arg("--no-cache").output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code().unwrap())
}

#[test]
fn a_command_that_needs_marks_fails_where_they_cannot_be_read() {
    let (home, articles) = (tempfile::tempdir().unwrap(), archive(3));
    let folder = articles.path().to_str().unwrap();
    let path = home.path().join("data/seogo/library.sqlite");
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, "no database at all, but for as long as one").unwrap();
    let saved = home.path().join("starred.csv");
    let to_file = ["export", folder, "is:starred", "--format", "csv", "--output", saved.to_str().unwrap()];
    let with_marks: [&[&str]; 6] = [
        &["search", folder, "is:starred", "--count"],
        &["search", folder, "-tag:보관", "--json"],
        &to_file,
        &["trend", folder, "is:unread"],
        &["coverage", folder, "has:note"],
        &["stories", folder],
    ];
    for args in with_marks {
        let (printed, told, status) = run(home.path(), args);
        assert_eq!((printed.as_str(), status), ("", 1), "{args:?}");
        assert_eq!(told.lines().count(), 1, "{told}");
        assert!(told.contains("needs your marks") && told.contains("library.sqlite"), "{told}");
    }
    assert!(!saved.exists());
    assert_eq!(run(home.path(), &["search", folder, "본문", "--count"]), ("3\n".into(), "".into(), 0));
    assert_eq!(run(home.path(), &["export", folder, "--format", "csv"]).2, 0);
}
