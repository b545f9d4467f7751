//! A server on this machine that answers HTTP requests as a test says, and remembers them.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

/// A request as it arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    /// Method and path: `GET /`.
    pub(crate) what: String,
    /// The header's lines, in lower case.
    pub(crate) headers: Vec<String>,
    /// The body.
    pub(crate) body: String,
}

/// What is answered.
#[derive(Clone, Debug)]
pub(crate) enum Answer {
    /// A status with a body.
    Status(u16, String),
    /// A redirect to an address.
    Redirect(String),
    /// The first half of an answer, then nothing.
    Cut,
    /// An answer that goes on for as long as it is read.
    Endless,
}

/// A server that answers until it is dropped.
pub(crate) struct FakeServer {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<Asked>>>,
    is_over: Arc<AtomicBool>,
}

impl Drop for FakeServer {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::SeqCst);
        // It waits for a connection, and then finds out.
        let _ = TcpStream::connect(self.address);
    }
}

impl FakeServer {
    /// Starts a server that answers by `answer`.
    pub(crate) fn start(answer: impl Fn(&Asked) -> Answer + Send + Sync + 'static) -> Self {
        Self::start_over(answer, |stream| Some(Box::new(stream)))
    }

    /// Starts a server whose connections are wrapped first.
    pub(crate) fn start_over(
        answer: impl Fn(&Asked) -> Answer + Send + Sync + 'static,
        wrap: impl Fn(TcpStream) -> Option<Box<dyn ReadWrite>> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let asked: Arc<Mutex<Vec<Asked>>> = Arc::default();
        let is_over: Arc<AtomicBool> = Arc::default();
        let (all, answer, wrap) = (asked.clone(), Arc::new(answer), Arc::new(wrap));
        let must_end = is_over.clone();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(stream) = stream else { return };
                if must_end.load(Ordering::SeqCst) {
                    return;
                }
                let (all, answer, wrap) = (all.clone(), answer.clone(), wrap.clone());
                thread::spawn(move || {
                    if let Some(stream) = wrap(stream) {
                        serve(stream, &all, &*answer);
                    }
                });
            }
        });
        Self { address, asked, is_over }
    }

    /// Its port.
    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }

    /// The address of an index on it.
    pub(crate) fn url(&self, index: &str) -> String {
        format!("http://{}/{index}", self.address)
    }

    /// All requests so far.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

/// A connection.
pub(crate) trait ReadWrite: Read + Write + Send {}
impl<T: Read + Write + Send> ReadWrite for T {}

fn serve(
    stream: Box<dyn ReadWrite>,
    all: &Mutex<Vec<Asked>>,
    answer: &(dyn Fn(&Asked) -> Answer + Send + Sync),
) {
    let mut stream = BufReader::new(stream);
    while let Some(asked) = read_request(&mut stream) {
        all.lock().unwrap().push(asked.clone());
        let written = match answer(&asked) {
            Answer::Status(status, body) => write!(
                stream.get_mut(),
                "HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
                body.len()
            ),
            Answer::Redirect(to) => {
                write!(stream.get_mut(), "HTTP/1.1 302 Found\r\nlocation: {to}\r\ncontent-length: 0\r\n\r\n")
            }
            Answer::Endless => {
                let beginning = "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n[";
                let mut written = stream.get_mut().write_all(beginning.as_bytes());
                while written.is_ok() {
                    written = stream.get_mut().write_all(&[b'['; 1 << 16]);
                }
                return;
            }
            Answer::Cut => {
                let _ =
                    write!(stream.get_mut(), "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{{\"version\":");
                let _ = stream.get_mut().flush();
                return;
            }
        };
        if written.is_err() || stream.get_mut().flush().is_err() {
            return;
        }
    }
}

fn read_request(stream: &mut impl BufRead) -> Option<Asked> {
    let mut line = String::new();
    stream.read_line(&mut line).ok().filter(|&read| read > 0)?;
    let what = line.rsplit_once(' ')?.0.to_owned();
    let (mut headers, mut length) = (Vec::new(), 0);
    loop {
        line.clear();
        stream.read_line(&mut line).ok().filter(|&read| read > 0)?;
        let header = line.trim_end().to_owned();
        if header.is_empty() {
            break;
        }
        let (name, value) = header.split_once(": ")?;
        let name = name.to_lowercase();
        if name == "content-length" {
            length = value.parse().ok()?;
        }
        headers.push(format!("{name}: {value}"));
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).ok()?;
    Some(Asked { what, headers, body: String::from_utf8(body).ok()? })
}
