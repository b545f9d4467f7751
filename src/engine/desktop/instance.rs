//! One window for all starts on a screen: a later start passes what it should open to the first instance, over
//! a local socket.
//!
//! The first instance is the one that holds the lock on a file next to the socket. The system releases the lock
//! however the process ends, so a socket without a locked file is a leftover, and is replaced.

use crate::archive::is_address;
use crate::engine::channel::ProgramSender;
use crate::engine::event::ProgramEvent;
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

/// How long a start waits for the first instance to answer.
const PATIENCE: Duration = Duration::from_secs(1);

/// How long the first instance listens to one start, while others wait.
const HEARING: Duration = Duration::from_millis(300);

/// The pause before retrying when the other side isn't ready.
const BETWEEN_ATTEMPTS: Duration = Duration::from_millis(5);

/// The most bytes read from a start, more than any path needs.
const MOST_BYTES: usize = 256 << 10;

/// The end of a message, and the whole answer.
const END: u8 = b'\n';

/// A start's request to the first instance.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Request {
    /// The folder or file to open; if missing, just show the window.
    path: Option<OsString>,
}

/// The role of a start among the reader's windows.
#[derive(Debug)]
pub enum Start {
    /// The first instance, which receives later starts.
    First(Instance),
    /// A later start; the first instance has taken over its request.
    HandedOver,
    /// An independent window: the first instance doesn't answer or shouldn't be asked, or there is no socket.
    Apart,
}

/// The first instance, until dropped.
#[derive(Debug)]
pub struct Instance {
    listener: Listener,
    place: PathBuf,
    /// Released last, when the socket is gone.
    _lock: File,
}

/// Finds out whether this start is the first, and otherwise passes `path` to the first instance, unless it
/// should be an independent window (`apart`). The socket is in `folder`, which is created if necessary. Takes
/// at most a second.
pub fn start(folder: &Path, path: Option<&Path>, apart: bool) -> Start {
    let until = Instant::now() + PATIENCE;
    // Without a current folder, a relative path would mean nothing to another process.
    let absolute = |path: &Path| match is_address(path) {
        true => Ok(path.to_owned()),
        false => std::path::absolute(path),
    };
    let (path, apart) = match path.map(absolute).transpose() {
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
            // The first instance may be about to listen, or to end.
            Ok(None) if Instant::now() < until => thread::sleep(BETWEEN_ATTEMPTS),
            Ok(None) | Err(_) => return Start::Apart,
        }
    }
}

/// The path of lock and socket, without extension, for this start's screen: a window on another screen would be
/// useless.
fn place(folder: &Path) -> PathBuf {
    let screen = ["WAYLAND_DISPLAY", "DISPLAY"].map(|name| std::env::var_os(name).unwrap_or_default());
    folder.join(format!("window-{:08x}", crc32fast::hash(screen.join(OsStr::new("\n")).as_encoded_bytes())))
}

/// Takes the lock; `None` if another process holds it.
fn lock(place: &Path) -> io::Result<Option<File>> {
    std::fs::create_dir_all(place.parent().unwrap_or(place))?;
    let mut options = File::options();
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        // Don't block if there is a pipe of that name.
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

/// All users share one namespace for pipes.
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
            // A Windows pipe reports this way that it is full.
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

/// Retries until a deadline while the other side isn't ready.
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

    /// Answers later starts on a thread of its own, until the returned value is dropped.
    pub(crate) fn listen(self, sender: ProgramSender) -> io::Result<Listening> {
        let over = Arc::new(AtomicBool::new(false));
        let (place, is_over) = (self.place.clone(), over.clone());
        let job = move || {
            // Captures all of it, including the lock.
            let instance = self;
            while !is_over.load(Ordering::Acquire) {
                match instance.listener.accept() {
                    Ok(stream) => {
                        if let Some(request) = request_of(stream) {
                            sender.send(ProgramEvent::StartedAgain(request.path.map(PathBuf::from)));
                        }
                    }
                    // There may be too many open files, for example.
                    Err(_) => thread::sleep(PATIENCE),
                }
            }
        };
        let thread = Builder::new().name("seogo-instance".into()).spawn(job)?;
        Ok(Listening { over, place, thread: Some(thread) })
    }
}

/// Reads a start's request and answers it. Anything else is dismissed without an answer.
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
    // A start that doesn't wait for the answer has opened a window of its own.
    patiently(until, || stream.write(&[END])).ok()?;
    Some(request)
}

/// The thread that answers later starts. Dropping this ends the thread and removes the socket.
pub(crate) struct Listening {
    over: Arc<AtomicBool>,
    place: PathBuf,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Release);
        // Wake the thread from waiting. If the socket is gone, the thread ends with the
        // program.
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

    /// The first instance, listening, and an engine that receives its events.
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
        // Each one is listened to only briefly, then the others get their turn.
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
