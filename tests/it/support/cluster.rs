//! A real search server, which only some machines have: `tests/cluster/start` starts one, and the environment
//! names it.

use super::skipped::skip;
use serde_json::Value;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A server, and the name of an index that only one test uses. Dropping it deletes what the test made there.
pub(crate) struct TestIndex {
    server: String,
    /// The alias.
    pub(crate) name: String,
}

impl TestIndex {
    /// A name that is free on the server of the environment; `None` if it names none.
    pub(crate) fn new() -> Option<Self> {
        static MADE: AtomicUsize = AtomicUsize::new(0);
        let Ok(server) = std::env::var("SEOGO_TEST_CLUSTER") else {
            skip("SEOGO_TEST_CLUSTER is not set (tests/cluster/start starts a cluster)");
            return None;
        };
        let name = format!("test-{}-{}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed));
        Some(Self { server: server.trim_end_matches('/').to_owned(), name })
    }

    /// Its address.
    pub(crate) fn url(&self) -> String {
        format!("{}/{}", self.server, self.name)
    }

    /// Another hand on the same server, which deletes nothing.
    pub(crate) fn same(&self) -> TestServer {
        TestServer { server: self.server.clone() }
    }

    /// Sends a request, and returns the answer's body.
    pub(crate) fn ask(&self, method: &str, path: &str, body: &str) -> Value {
        serde_json::from_str(&self.same().ask_raw(method, path, body).1).unwrap_or_default()
    }
}

/// A server.
pub(crate) struct TestServer {
    server: String,
}

impl TestServer {
    /// Sends a request, and returns the answer's status and body.
    pub(crate) fn ask_raw(&self, method: &str, path: &str, body: &str) -> (u16, String) {
        let host = self.server.strip_prefix("http://").unwrap();
        let mut stream = TcpStream::connect(host).unwrap();
        let length = body.len();
        let head = "content-type: application/json\r\nconnection: close";
        write!(
            stream,
            "{method} {path} HTTP/1.0\r\nhost: {host}\r\n{head}\r\ncontent-length: {length}\r\n\r\n{body}"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap();
        (status, body.to_owned())
    }
}

impl Drop for TestIndex {
    fn drop(&mut self) {
        self.ask("DELETE", &format!("/{}", self.name), "");
        // An alias has to be deleted by the names of its indices.
        for number in 1..=5 {
            self.ask("DELETE", &format!("/{}-seogo-{number}", self.name), "");
        }
    }
}
