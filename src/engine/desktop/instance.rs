//! One window for all starts on a screen: a later one hands what it was asked to open to the first, over a local
//! socket.
//!
//! Whoever holds the lock on a file beside the socket is the first. The system takes the lock back however a process
//! ends, so a socket that lies there while nobody holds the lock was left behind, and is replaced.

use crate::engine::event::{ProgramEvent, ProgramSender};
use interprocess::ConnectWaitMode;
use interprocess::local_socket::{ConnectOptions, Listener, ListenerOptions, Name, Stream, prelude::*};
use serde::{Deserialize, Serialize};
use std::ffi::{OsStr, OsString};
use std::fs::{File, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, Builder, JoinHandle};
use std::time::{Duration, Instant};

/// How long a start waits for the first to answer.
const PATIENCE: Duration = Duration::from_secs(1);

/// How long the first listens to one start; the others wait meanwhile.
const HEARING: Duration = Duration::from_millis(300);

/// How long is waited before trying again what the other side is not ready for.
const BETWEEN_ATTEMPTS: Duration = Duration::from_millis(5);

/// The most that is heard of one start, in bytes: more than any path takes.
const MOST_BYTES: usize = 256 << 10;

/// What ends a message, and all that the answer is.
const END: u8 = b'\n';

/// What a start asks of the first.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Request {
    /// The folder or file to open; nothing but the window without it.
    path: Option<OsString>,
}

/// What a start is to the other windows of the same reader.
#[derive(Debug)]
pub enum Start {
    /// The first: it is to hear of the later ones.
    First(Instance),
    /// A later one; the first has taken over what was to be opened.
    HandedOver,
    /// A window of its own: the first does not answer or was not to be asked, or there is no socket to be had.
    Apart,
}

/// The first of all starts, until it is dropped.
#[derive(Debug)]
pub struct Instance {
    listener: Listener,
    place: PathBuf,
    /// Let go last, when the socket is gone.
    _lock: File,
}

/// Finds out whether this start is the first, and if not hands `path` over, unless it is to be a window `apart`.
/// The socket lies in `folder`, which is made where it is not there. Takes a second at most.
pub fn start(folder: &Path, path: Option<&Path>, apart: bool) -> Start {
    let until = Instant::now() + PATIENCE;
    // Where there is no folder any more that a path could start from, nobody else can know what it means.
    let (path, apart) = match path.map(std::path::absolute).transpose() {
        Ok(path) => (path, apart),
        Err(_) => (None, true),
    };
    let request = Request { path: path.map(PathBuf::into_os_string) };
    let place = place(folder);
    loop {
        match lock(&place) {
            Ok(Some(lock)) => return Instance::new(place, lock).map_or(Start::Apart, Start::First),
            Ok(None) if apart => return Start::Apart,
            Ok(None) if hand_over(&place, &request, until).is_ok() => return Start::HandedOver,
            // The first may be about to listen, or to end.
            Ok(None) if Instant::now() < until => thread::sleep(BETWEEN_ATTEMPTS),
            Ok(None) | Err(_) => return Start::Apart,
        }
    }
}

/// Where lock and socket are for the screen that this start has, but for how their names end: a window that comes up on
/// another screen is of no use.
fn place(folder: &Path) -> PathBuf {
    let screen = ["WAYLAND_DISPLAY", "DISPLAY"].map(|name| std::env::var_os(name).unwrap_or_default());
    folder.join(format!("window-{:08x}", crc32fast::hash(screen.join(OsStr::new("\n")).as_encoded_bytes())))
}

/// Takes the lock; `None` where another holds it.
fn lock(place: &Path) -> io::Result<Option<File>> {
    std::fs::create_dir_all(place.parent().unwrap_or(place))?;
    let mut options = File::options();
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        // A pipe of that name is not waited for.
        options.mode(0o600).custom_flags(libc::O_NONBLOCK);
    }
    let file = options.create(true).truncate(false).write(true).open(place.with_extension("lock"))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

#[cfg(unix)]
fn name(place: &Path) -> io::Result<Name<'static>> {
    use interprocess::local_socket::GenericFilePath;
    place.with_extension("socket").to_fs_name::<GenericFilePath>().map(Name::into_owned)
}

/// All users share one space of names for pipes.
#[cfg(windows)]
fn name(place: &Path) -> io::Result<Name<'static>> {
    use interprocess::local_socket::GenericNamespaced;
    format!("seogo-{:08x}", crc32fast::hash(place.as_os_str().as_encoded_bytes()))
        .to_ns_name::<GenericNamespaced>()
}

fn hand_over(place: &Path, request: &Request, until: Instant) -> io::Result<()> {
    let mut message = serde_json::to_vec(request)?;
    message.push(END);
    let mut stream = reach(place)?;
    let mut rest = message.as_slice();
    while !rest.is_empty() {
        let written = patiently(until, || match stream.write(rest)? {
            // A pipe of Windows says so that it has no room.
            0 => Err(io::ErrorKind::WouldBlock.into()),
            written => Ok(written),
        })?;
        rest = rest.get(written..).unwrap_or_default();
    }
    let mut answer = [0];
    let read = patiently(until, || stream.read(&mut answer))?;
    if read == 1 && answer == [END] { Ok(()) } else { Err(io::ErrorKind::InvalidData.into()) }
}

fn reach(place: &Path) -> io::Result<Stream> {
    let patience = ConnectWaitMode::Timeout(PATIENCE);
    ConnectOptions::new().name(name(place)?).wait_mode(patience).nonblocking_stream(true).connect_sync()
}

/// Tries again until a time, while the other side is not ready.
fn patiently<T>(until: Instant, mut attempt: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    loop {
        match attempt() {
            Err(error) if error.kind() == io::ErrorKind::WouldBlock && Instant::now() < until => {
                thread::sleep(BETWEEN_ATTEMPTS);
            }
            done => return done,
        }
    }
}

impl Instance {
    fn new(place: PathBuf, lock: File) -> io::Result<Self> {
        let options = ListenerOptions::new().name(name(&place)?).try_overwrite(true).max_spin_time(PATIENCE);
        #[cfg(target_os = "linux")]
        let options = interprocess::os::unix::local_socket::ListenerOptionsExt::mode(options, 0o600);
        Ok(Self { listener: options.create_sync()?, place, _lock: lock })
    }

    /// Answers the later starts in a thread of its own, until what is given back is dropped.
    pub(crate) fn listen(self, sender: ProgramSender) -> io::Result<Listening> {
        let over = Arc::new(AtomicBool::new(false));
        let (place, is_over) = (self.place.clone(), over.clone());
        let job = move || {
            // All of it, with the lock.
            let instance = self;
            while !is_over.load(Ordering::Acquire) {
                match instance.listener.accept() {
                    Ok(stream) => {
                        if let Some(request) = request_of(stream) {
                            sender.send(ProgramEvent::StartedAgain(request.path.map(PathBuf::from)));
                        }
                    }
                    // Too many files are open, for one.
                    Err(_) => thread::sleep(PATIENCE),
                }
            }
        };
        let thread = Builder::new().name("seogo-instance".into()).spawn(job)?;
        Ok(Listening { over, place, thread: Some(thread) })
    }
}

/// Reads what one start asks, and answers it. Whatever else says something is sent away without an answer.
fn request_of(mut stream: Stream) -> Option<Request> {
    let until = Instant::now() + HEARING;
    stream.set_nonblocking(true).ok()?;
    let mut message = Vec::new();
    let mut chunk = [0; 4096];
    while message.last() != Some(&END) {
        let read = patiently(until, || stream.read(&mut chunk)).ok().filter(|&read| read > 0)?;
        message.extend_from_slice(chunk.get(..read)?);
        if message.len() > MOST_BYTES || Instant::now() > until {
            return None;
        }
    }
    let request = serde_json::from_slice(&message).ok()?;
    // Whoever does not wait for the answer has opened a window of its own.
    patiently(until, || stream.write(&[END])).ok()?;
    Some(request)
}

/// The thread that answers later starts. Dropping it ends the thread and takes the socket away.
pub(crate) struct Listening {
    over: Arc<AtomicBool>,
    place: PathBuf,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Release);
        // The thread waits for somebody to come. Where nobody can reach it any more it ends with the program.
        let woken = reach(&self.place);
        if let Some(thread) = self.thread.take().filter(|_| woken.is_ok()) {
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Engine, Event};

    /// The first start, listening, and what it hears.
    fn first(folder: &Path) -> Engine {
        let mut engine = Engine::start(|| {}).unwrap();
        let Start::First(instance) = start(folder, None, false) else { panic!("not the first") };
        engine.listen(instance).unwrap();
        engine
    }

    fn heard(engine: &Engine) -> Option<PathBuf> {
        let until = Instant::now() + Duration::from_secs(30);
        loop {
            match engine.next_event() {
                Some(Event::Program(ProgramEvent::StartedAgain(path))) => return path,
                _ => assert!(Instant::now() < until, "nothing was heard"),
            }
            thread::sleep(BETWEEN_ATTEMPTS);
        }
    }

    #[test]
    fn a_later_start_hands_over_what_it_was_asked_to_open() {
        let folder = tempfile::tempdir().unwrap();
        let engine = first(folder.path());
        assert!(matches!(start(folder.path(), Some(Path::new("기사/1.md")), false), Start::HandedOver));
        assert_eq!(heard(&engine), Some(std::env::current_dir().unwrap().join("기사/1.md")));
        assert!(matches!(start(folder.path(), None, false), Start::HandedOver));
        assert_eq!(heard(&engine), None);
        assert!(matches!(start(folder.path(), None, true), Start::Apart));
        drop(engine);
        assert!(!place(folder.path()).with_extension("socket").exists());
        drop(first(folder.path()));
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_no_text_are_handed_over_and_the_socket_is_the_reader_s_own() {
        use std::os::unix::ffi::OsStrExt;
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let engine = first(folder.path());
        let path = Path::new(std::ffi::OsStr::from_bytes(b"/a\xff\n\"b"));
        assert!(matches!(start(folder.path(), Some(path), false), Start::HandedOver));
        assert_eq!(heard(&engine).as_deref(), Some(path));
        for name in ["socket", "lock"] {
            let mode = place(folder.path()).with_extension(name).metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0, "{name}: {mode:o}");
        }
    }

    #[test]
    fn a_socket_that_was_left_behind_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let Start::First(mut killed) = start(folder.path(), None, false) else { panic!("not the first") };
        killed.listener.do_not_reclaim_name_on_drop();
        drop(killed);
        let engine = first(folder.path());
        assert!(matches!(start(folder.path(), None, false), Start::HandedOver));
        assert_eq!(heard(&engine), None);
    }

    #[test]
    fn garbage_giants_and_peers_that_hang_stop_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let engine = first(folder.path());
        let say = |bytes: &[u8]| {
            let mut stream = reach(&place(folder.path())).unwrap();
            let until = Instant::now() + HEARING;
            let mut rest = bytes;
            while let Ok(written @ 1..) = patiently(until, || stream.write(rest)) {
                rest = &rest[written..];
            }
            stream
        };
        let mut hanging = vec![say(b""), say(b"{\"path\":")];
        for garbage in [&b"\n"[..], b"{\"path\":7}\n", b"\xff\0\n", &vec![b'['; 2 * MOST_BYTES]] {
            hanging.push(say(garbage));
        }
        // Each is listened to for a moment only; then it is the turn of the others.
        let path = Path::new("/a");
        let until = Instant::now() + Duration::from_secs(30);
        while !matches!(start(folder.path(), Some(path), false), Start::HandedOver) {
            assert!(Instant::now() < until, "the first does not answer any more");
        }
        assert_eq!(heard(&engine).as_deref(), Some(path));
        assert!(engine.next_event().is_none());
    }

    #[test]
    fn where_the_first_hangs_or_nothing_can_be_written_the_window_is_one_of_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let hanging = start(folder.path(), None, false);
        assert!(matches!(hanging, Start::First(_)), "{hanging:?}");
        let started = Instant::now();
        assert!(matches!(start(folder.path(), None, false), Start::Apart));
        assert!(started.elapsed() >= PATIENCE);
        let file = folder.path().join("file");
        std::fs::write(&file, "").unwrap();
        assert!(matches!(start(&file.join("below"), None, false), Start::Apart));
    }
}
