//! The program killed at any moment, run twice at once, or on a full disk: the next start works, the reader's
//! data is neither lost nor half written, and failures are reported.

use super::{mixed_archive, seogo};
use crate::support::program::with_home;
use crate::support::skipped::skip;
use crate::support::window::Window;
use seogo::archive::{Cache, Cancel, Choices, Source};
use seogo::engine::{Trust, load_cached};
use seogo::library::{Edit, Folders, Session, Settings, Stamp, Store};
use seogo::ui::command::Command as Wish;
use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// The environment variable with the home folder and archive for the process to be killed.
const HOME: &str = "SEOGO_TEST_HOME";
const ARCHIVE: &str = "SEOGO_TEST_ARCHIVE";

/// The time of all marks.
const STAMP: Stamp = Stamp { hash: None, at: jiff::Timestamp::UNIX_EPOCH };

/// How many times something is killed.
const TIMES: u64 = 50;

/// Opens the archive, reads, and changes what is saved, over and over, printing each time what must be saved
/// from then on. Not a test, but a process for other tests to kill. Add anything else that a window saves here.
#[test]
#[ignore = "never ends: other tests start and kill it"]
fn a_reader() {
    let Some((home, archive)) = std::env::var_os(HOME).zip(std::env::var_os(ARCHIVE)) else { return };
    let (home, archive) = (PathBuf::from(home), PathBuf::from(archive));
    let folders = Folders::below(&home);
    let mut window = Window::of_folders([1280.0, 800.0], folders.clone());
    window.open(&archive);
    for step in 0_u16.. {
        let mut settings = Settings::read(&folders).0;
        settings.type_.width = 24.0 + f32::from(step % 36);
        let width = settings.type_.width;
        let wish = Wish::Set(Box::new(settings));
        let context = window.harness.ctx.clone();
        window.harness.state_mut().as_mut().unwrap().run(&context, wish);
        // It is saved soon, unless another window saves something at the same time.
        for _ in 0..500 {
            window.harness.step();
            if Settings::read(&folders).0.type_.width == width {
                println!("kept {width}");
                break;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
    }
}

/// Adds tag after tag to an article, and prints which ones must be saved from then on.
#[test]
#[ignore = "never ends: another test starts and kills it"]
fn a_marker() {
    let Some(home) = std::env::var_os(HOME) else { return };
    let (mut store, told) = Store::open(&Store::path(&Folders::below(Path::new(&home)))).unwrap();
    assert!(told.is_none(), "{told:?}");
    for step in 0.. {
        let tag = format!("{}-{step}", std::process::id());
        store.write(&[Edit::Tag("901_1".into(), tag.clone(), Some(STAMP))]).unwrap();
        println!("kept {tag}");
    }
}

fn start_reader(home: &Path, archive: &Path) -> Child {
    start("a_reader", home, archive)
}

fn start(who: &str, home: &Path, archive: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", &format!("safety::killed::{who}"), "--ignored", "--nocapture"])
        .env(HOME, home)
        .env(ARCHIVE, archive)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// A delay that varies from one time to the next, in the same order in every run.
fn delay(time: u64) -> Duration {
    Duration::from_millis(time.wrapping_mul(2_654_435_761) % 900)
}

/// The settings and the session as the next start reads them; both must be complete.
fn kept(home: &Path) -> (Settings, Session) {
    let folders = Folders::below(home);
    let (settings, told) = Settings::read(&folders);
    assert!(told.is_none(), "{told:?}");
    let (session, told) = Session::read(&folders);
    assert!(told.is_none(), "{told:?}");
    (settings, session)
}

#[test]
fn a_window_killed_at_any_moment_loses_nothing_that_it_kept() {
    let (home, archive) = (tempfile::tempdir().unwrap(), mixed_archive());
    let mut killed_at_work = 0;
    for time in 0..TIMES {
        let mut reader = start_reader(home.path(), archive.path());
        std::thread::sleep(delay(time) / 2);
        // Meanwhile, the folder is followed and cached.
        let text = format!("---\nid: 999_1\ntitle: 고침 {time}\n---\n\n본문 {time}이다.\n");
        fs::write(archive.path().join("고침.md"), text).unwrap();
        std::thread::sleep(delay(time) / 2);
        reader.kill().unwrap();
        let said = BufReader::new(reader.stdout.take().unwrap()).lines().map_while(Result::ok);
        let widths: Vec<f32> = said.filter_map(|line| line.rsplit_once("kept ")?.1.parse().ok()).collect();
        reader.wait().unwrap();
        let (settings, session) = kept(home.path());
        if let Some(&last) = widths.last() {
            killed_at_work += 1;
            // It may have been killed after saving the next value and before saying so.
            let next = if last == 59.0 { 24.0 } else { last + 1.0 };
            assert!([last, next].contains(&settings.type_.width), "{last}: {}", settings.type_.width);
            assert_eq!(session.recent, [archive.path().canonicalize().unwrap()]);
        }
    }
    assert!(killed_at_work > TIMES / 5, "{killed_at_work} were at work");
    let mut window = Window::of_folders([1280.0, 800.0], Folders::below(home.path()));
    window.open(archive.path());
    window.wait_for_load();
    assert!(!window.has(".broken"));
    // A cache interrupted by the kill must not affect what is read.
    let titles = |cache: Option<&Cache>| -> BTreeSet<String> {
        let report = load_cached(
            &Source::of_folder(archive.path(), Choices::default()),
            (cache, Trust::AfterCheck),
            &Cancel::default(),
            |_| {},
        )
        .unwrap();
        report.catalogue.present().map(|(_, row)| format!("{} {}", row.path(), row.title())).collect()
    };
    let archive = archive.path().canonicalize().unwrap();
    let cache = Cache::of(&home.path().join("cache"), &archive);
    assert!(cache.read().is_some(), "nothing was cached");
    assert_eq!(titles(Some(&cache)), titles(None));
}

#[test]
fn marks_killed_at_any_moment_are_all_there_that_were_kept() {
    let home = tempfile::tempdir().unwrap();
    let path = Store::path(&Folders::below(home.path()));
    let (mut said, mut killed_at_work) = (BTreeSet::new(), 0);
    for time in 0..TIMES {
        let mut marker = start("a_marker", home.path(), home.path());
        std::thread::sleep(delay(time) / 4);
        marker.kill().unwrap();
        let lines = BufReader::new(marker.stdout.take().unwrap()).lines().map_while(Result::ok);
        let kept: Vec<String> =
            lines.filter_map(|line| Some(line.rsplit_once("kept ")?.1.to_owned())).collect();
        marker.wait().unwrap();
        killed_at_work += u64::from(!kept.is_empty());
        said.extend(kept);
        let (store, told) = Store::open(&path).unwrap();
        assert!(told.is_none(), "{told:?}");
        let marks = store.read().unwrap().0;
        let tags: BTreeSet<String> = marks.of("901_1").tags.iter().cloned().collect();
        assert!(said.is_subset(&tags), "lost: {:?}", said.difference(&tags).next());
        // Each may have been killed after saving another tag and before saying so.
        assert!(tags.len() as u64 <= said.len() as u64 + time + 1);
    }
    assert!(killed_at_work > TIMES / 5, "{killed_at_work} were at work");
}

#[test]
fn an_export_killed_at_any_moment_is_whole_or_not_there() {
    let (home, archive) = (tempfile::tempdir().unwrap(), mixed_archive());
    crate::generated::generate(&archive.path().join("more"), 1500, 0.0);
    let output = home.path().join("out.jsonl");
    let export = || {
        let mut command = seogo(home.path());
        command.arg("export").arg(archive.path()).args(["--format", "jsonl", "--output"]).arg(&output);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command
    };
    assert!(export().status().unwrap().success());
    let whole = fs::read(&output).unwrap();
    for time in 0..TIMES {
        // It may not exist if the export wasn't finished in time.
        let _ = fs::remove_file(&output);
        let mut running = export().spawn().unwrap();
        std::thread::sleep(delay(time));
        running.kill().unwrap();
        running.wait().unwrap();
        if let Ok(bytes) = fs::read(&output) {
            assert!(bytes == whole, "after {:?}: {} of {} bytes", delay(time), bytes.len(), whole.len());
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_export_that_is_interrupted_leaves_nothing_behind() {
    use rustix::process::{Pid, Signal, kill_process};
    let (home, archive) = (tempfile::tempdir().unwrap(), mixed_archive());
    crate::generated::generate(&archive.path().join("more"), 1500, 0.0);
    let names = |folder: &Path| fs::read_dir(folder).unwrap().count();
    // Whether an export was interrupted, so long after it began to write.
    let interrupt = |format: &str, signal, after: Duration| {
        let folder = tempfile::tempdir().unwrap();
        let mut command = seogo(home.path());
        command.arg("export").arg(archive.path()).args(["--format", format, "--output"]);
        let mut running = command.arg(folder.path().join("out")).stderr(Stdio::null()).spawn().unwrap();
        while names(folder.path()) == 0 && running.try_wait().unwrap().is_none() {
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(after);
        // It may have ended already.
        let _ = kill_process(Pid::from_child(&running), signal);
        match running.wait().unwrap().code() {
            Some(130) => {
                assert_eq!(names(folder.path()), 0, "{format} after {after:?}");
                true
            }
            status => {
                // The samples have comments, which go to a file beside a CSV.
                let files = if format == "csv" { 2 } else { 1 };
                assert_eq!((status, names(folder.path())), (Some(0), files), "{format} after {after:?}");
                false
            }
        }
    };
    let signals = [Signal::INT, Signal::INT, Signal::TERM, Signal::HUP];
    for (format, signal) in ["jsonl", "markdown", "csv", "csv"].into_iter().zip(signals) {
        let mut interrupted = 0;
        for more in 0..4 {
            let times = (0..8).map(|time| Duration::from_millis(25 * time));
            interrupted += times.filter(|&after| interrupt(format, signal, after)).count();
            if interrupted > 0 {
                break;
            }
            // On a busy machine, each may be over before it is noticed.
            crate::generated::generate(&archive.path().join(format!("{format}{more}")), 6000, 0.0);
        }
        assert!(interrupted > 0, "{format}: each was over before");
    }
}

/// Under `nohup`, an export outlives its terminal.
#[cfg(target_os = "linux")]
#[test]
fn a_signal_that_is_to_be_ignored_stops_nothing() {
    use rustix::process::{Pid, Signal, kill_process};
    let (home, archive) = (tempfile::tempdir().unwrap(), mixed_archive());
    crate::generated::generate(&archive.path().join("more"), 1500, 0.0);
    let folder = tempfile::tempdir().unwrap();
    let script = "trap '' HUP; exec \"$@\"";
    let mut command = with_home(Command::new("sh"), home.path());
    command.args(["-c", script, "sh", env!("CARGO_BIN_EXE_seogo"), "export"]).arg(archive.path());
    command.args(["--format", "csv", "--output"]).arg(folder.path().join("out"));
    let mut running = command.spawn().unwrap();
    while fs::read_dir(folder.path()).unwrap().count() == 0 {
        std::thread::sleep(Duration::from_millis(1));
    }
    // It may have ended already.
    let _ = kill_process(Pid::from_child(&running), Signal::HUP);
    assert!(running.wait().unwrap().success());
    assert!(folder.path().join("out").exists());
}

#[test]
fn two_windows_and_the_command_line_on_one_archive_do_not_disturb_each_other() {
    let (home, archive) = (tempfile::tempdir().unwrap(), mixed_archive());
    let mut readers = [start_reader(home.path(), archive.path()), start_reader(home.path(), archive.path())];
    for reader in &mut readers {
        let said = BufReader::new(reader.stdout.as_mut().unwrap()).lines().map_while(Result::ok);
        // Each saves something twenty times while the other does as well.
        assert_eq!(said.filter(|line| line.contains("kept")).take(20).count(), 20);
        kept(home.path());
    }
    let list = seogo(home.path()).args(["list", archive.path().to_str().unwrap()]).output().unwrap();
    assert!(list.status.success() && list.stderr.is_empty());
    for mut reader in readers {
        assert!(reader.try_wait().unwrap().is_none(), "a window ended by itself");
        reader.kill().unwrap();
        reader.wait().unwrap();
    }
    kept(home.path());
    let names = fs::read_dir(Folders::below(home.path()).config).unwrap();
    let broken =
        names.map(|name| name.unwrap().path()).find(|path| path.to_str().unwrap().contains("broken"));
    assert_eq!(broken, None);
}

#[test]
fn settings_written_by_two_at_the_same_moment_are_those_of_one() {
    let home = tempfile::tempdir().unwrap();
    let folders = Folders::below(home.path());
    std::thread::scope(|scope| {
        for theme in [seogo::library::Theme::Light, seogo::library::Theme::Dark] {
            let folders = &folders;
            scope.spawn(move || {
                let settings = Settings { theme, ..Settings::default() };
                for _ in 0..200 {
                    settings.write(folders).unwrap();
                    let (read, told) = Settings::read(folders);
                    assert!(told.is_none() && read.theme != seogo::library::Theme::System, "{read:?}");
                }
            });
        }
    });
    assert_eq!(fs::read_dir(&folders.config).unwrap().count(), 1, "temporary files are left behind");
}

#[test]
fn where_nothing_can_be_kept_the_window_works_and_says_so() {
    let (home, archive) = (tempfile::tempdir().unwrap(), mixed_archive());
    // A file in place of a folder stops even root.
    for name in ["config", "state", "data", "cache"] {
        fs::write(home.path().join(name), "").unwrap();
    }
    let mut window = Window::of_folders([1280.0, 800.0], Folders::below(home.path()));
    window.open(archive.path());
    // The message names the file, whether the settings or the reader's marks.
    let place = home.path().to_str().unwrap();
    window.wait_for(place);
    let wish = Wish::Set(Box::new(Settings { theme: seogo::library::Theme::Dark, ..Settings::default() }));
    let context = window.harness.ctx.clone();
    window.harness.state_mut().as_mut().unwrap().run(&context, wish);
    // The settings can't be written: a message of its own, which may take a frame to be measured.
    window.wait_for(home.path().join("config").to_str().unwrap());
    window.wait_for("articles");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_in_one_line() {
    let (home, archive) = (tempfile::tempdir().unwrap(), mixed_archive());
    let folder = archive.path().to_str().unwrap();
    for arguments in [
        &["list", folder, "--json"][..],
        &["search", folder, "여야", "--json"],
        &["export", folder, "--format", "csv"],
        &["verify", folder, "--json"],
    ] {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let output = seogo(home.path()).args(arguments).stdout(full).output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), told.lines().count()), (Some(1), 1), "{arguments:?}: {told}");
    }
    full_home(home.path());
}

/// Saves settings and marks on a full disk, if one can be mounted.
#[cfg(target_os = "linux")]
fn full_home(home: &Path) {
    let disk = home.join("disk");
    fs::create_dir(&disk).unwrap();
    let mount =
        Command::new("mount").args(["-t", "tmpfs", "-o", "size=512k", "seogo-test"]).arg(&disk).output();
    if !mount.is_ok_and(|mount| mount.status.success()) {
        skip("no file system can be mounted here");
        return;
    }
    let folders = Folders::below(&disk);
    let before = Settings::default();
    before.write(&folders).unwrap();
    let tag = |name: String| Edit::Tag("901_1".into(), name, Some(STAMP));
    let tags = |store: &Store| store.read().unwrap().0.of("901_1").tags.len();
    let path = Store::path(&folders);
    let (mut store, _) = Store::open(&path).unwrap();
    store.write(&[tag("before".into())]).unwrap();
    // Page-sized writes fill the disk to its last page.
    let filled = fs::write(disk.join("filler"), vec![b'x'; 1 << 20]);
    let mut after = before.clone();
    after.theme = seogo::library::Theme::Dark;
    let written = after.write(&folders);
    let read = Settings::read(&folders);
    let many: Vec<Edit> = (0..500).map(|number| tag(format!("{number} {}", "x".repeat(2000)))).collect();
    let (marked, left) = (store.write(&many), tags(&store));
    fs::remove_file(disk.join("filler")).unwrap();
    let again = store.write(&[tag("after".into())]);
    drop(store);
    let (store, told) = Store::open(&path).unwrap();
    let (kept, told) = (tags(&store), told.is_some());
    drop(store);
    let unmounted = Command::new("umount").arg(&disk).status();
    assert!(filled.is_err() && written.is_err());
    assert!(read.0 == before && read.1.is_none(), "the old settings are lost");
    assert!(marked.is_err() && again.is_ok() && !told, "{marked:?} {again:?}");
    assert_eq!((left, kept), (1, 2), "marks are lost");
    assert!(unmounted.is_ok_and(|status| status.success()));
}
