//! Sends requests to one search server and reads its answers. Redirects are refused, proxies are ignored, and
//! answers are bounded in time, size and depth.

use super::address::IndexAddress;
use super::answers::{dialect_of, whole};
use super::line::{HostResolver, Line, authorization};
use super::tls::{Refused, TlsConnector};
use super::trouble::Trouble;
use crate::archive::Cancel;
use serde_json::Value;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};
use ureq::Agent;
use ureq::http::Method;
use ureq::unversioned::transport::{Connector, TcpConnector};

/// The longest that connecting may take.
const TO_CONNECT: Duration = Duration::from_secs(10);

/// The longest that a request may take altogether.
const TO_ANSWER: Duration = Duration::from_secs(120);

/// The same where someone waits for the answer. It isn't asked for again then.
const TO_ANSWER_SOON: Duration = Duration::from_secs(30);

/// How often a request that is waited for is checked to be still wanted.
const BETWEEN_CHECKS: Duration = Duration::from_millis(10);

/// How often a request is tried, and how long to wait after the first failure. The wait doubles up to the
/// longest. When a node dies, another takes over what it held within seconds.
const TRIES: u32 = 6;
const TRIES_WAITED_FOR: u32 = 4;
const FIRST_WAIT: Duration = Duration::from_millis(250);
const LONGEST_WAIT: Duration = Duration::from_secs(2);

/// How the reader is known to the server.
#[derive(Clone, Default)]
pub enum Login {
    /// Not at all.
    #[default]
    Anonymous,
    /// By a user name and password.
    Basic(String, String),
    /// By a key of Elasticsearch.
    ApiKey(String),
}

/// How a server is reached, besides its address.
#[derive(Clone, Default)]
pub struct Access {
    /// How the reader is known.
    pub login: Login,
    /// A PEM file with certificate authorities to trust instead of the system's.
    pub authorities: Option<PathBuf>,
    /// The SHA-256 of a certificate that the reader trusts.
    pub fingerprint: Option<String>,
}

/// Which search server it is; they differ in how a point in time is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    OpenSearch,
    Elasticsearch,
}

/// A connection to a search server.
#[derive(Debug)]
pub struct Client {
    line: Arc<Line>,
    /// Whether someone waits for each answer.
    is_waited_for: bool,
}

impl Client {
    /// Connects to the server of an address, and finds out whether it is a search server.
    ///
    /// # Errors
    /// If it can't be reached, refuses the login, or is no search server.
    pub fn connect(address: &IndexAddress, access: &Access) -> Result<Self, Trouble> {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .timeout_connect(Some(TO_CONNECT))
            .timeout_global(Some(TO_ANSWER))
            .user_agent(concat!("seogo/", env!("CARGO_PKG_VERSION")))
            .build();
        let refused = Refused::default();
        let plain = ().chain(TcpConnector::default());
        let agent = if address.is_encrypted() {
            let fingerprint = access.fingerprint.as_deref();
            let tls = TlsConnector::new(access.authorities.as_deref(), fingerprint, refused.clone())?;
            Agent::with_parts(config, plain.chain(tls), HostResolver::default())
        } else {
            Agent::with_parts(config, plain, HostResolver::default())
        };
        let servers = std::iter::once(&address.server).chain(&address.others).cloned().collect();
        let line = Arc::new(Line {
            agent,
            refused,
            servers,
            asked: AtomicUsize::new(0),
            authorization: authorization(&access.login),
            is_elastic: AtomicBool::new(false),
            is_assumed: AtomicBool::new(false),
        });
        let client = Self { line, is_waited_for: false };
        // Nothing is known of the server yet, so its failure is reported at once.
        let mut greeting = client.send(&Method::GET, "/", "");
        for _ in 1..client.line.servers.len() {
            if greeting.as_ref().is_err_and(Trouble::is_of_one_server) {
                greeting = client.send(&Method::GET, "/", "");
            }
        }
        match greeting {
            Ok(greeting) => {
                let dialect = dialect_of(&greeting).ok_or(Trouble::NotASearchServer)?;
                client.line.is_elastic.store(dialect == Dialect::Elasticsearch, Ordering::Relaxed);
                Ok(client)
            }
            // Who may read an index need not be allowed to ask what the server is.
            Err(Trouble::NotPermitted) => {
                client.line.is_assumed.store(true, Ordering::Relaxed);
                Ok(client)
            }
            Err(Trouble::NotUnderstood | Trouble::NoIndex | Trouble::Refusal(_)) => {
                Err(Trouble::NotASearchServer)
            }
            Err(other) => Err(other),
        }
    }

    /// Whether its kind is only assumed.
    pub(super) fn is_assumed(&self) -> bool {
        self.line.is_assumed.load(Ordering::Relaxed)
    }

    /// Takes the server for the other kind, if its kind was only assumed; false otherwise.
    pub(super) fn assume_other(&self) -> bool {
        let was_assumed = self.line.is_assumed.swap(false, Ordering::Relaxed);
        self.line.is_elastic.fetch_xor(was_assumed, Ordering::Relaxed);
        was_assumed
    }

    /// The same connection where someone waits for each answer, so that failures are reported soon.
    #[must_use]
    pub(super) fn less_patient(&self) -> Self {
        Self { line: self.line.clone(), is_waited_for: true }
    }

    /// Which search server it is.
    pub fn dialect(&self) -> Dialect {
        if self.line.is_elastic.load(Ordering::Relaxed) {
            Dialect::Elasticsearch
        } else {
            Dialect::OpenSearch
        }
    }

    /// Sends a request that does no harm if it is sent twice. Tries again for a while if it fails in a way
    /// that may pass, or if only part of an index answers.
    pub(super) fn ask(&self, method: Method, path: &str, body: Option<&Value>) -> Result<Value, Trouble> {
        let body = body.map(Value::to_string).unwrap_or_default();
        self.try_until(&Cancel::default(), || self.send(&method, path, &body))
    }

    /// The same, but stops waiting for an answer when cancelled; what it returns then is meaningless.
    pub(super) fn ask_until(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
        cancel: &Cancel,
    ) -> Result<Value, Trouble> {
        let body = body.map(Value::to_string).unwrap_or_default();
        self.try_until(cancel, || self.send_until(&method, path, &body, cancel))
    }

    /// Sends a request as often as it takes.
    fn try_until(
        &self,
        cancel: &Cancel,
        send: impl Fn() -> Result<Value, Trouble>,
    ) -> Result<Value, Trouble> {
        let mut wait = FIRST_WAIT;
        let mut others = self.line.servers.len() - 1;
        let tries = if self.is_waited_for { TRIES_WAITED_FOR } else { TRIES };
        let may_pass =
            |trouble: &Trouble| trouble.may_pass() && !(self.is_waited_for && *trouble == Trouble::TooSlow);
        for _ in 1..tries {
            let mut answer = send().and_then(whole);
            while others > 0
                && !cancel.is_cancelled()
                && answer.as_ref().is_err_and(Trouble::is_of_one_server)
            {
                others -= 1;
                answer = send().and_then(whole);
            }
            match answer {
                Err(trouble) if may_pass(&trouble) && !cancel.is_cancelled() => pause(wait, cancel),
                answer => return answer,
            }
            wait = (wait * 2).min(LONGEST_WAIT);
        }
        send().and_then(whole)
    }

    /// Sends a request once.
    pub(super) fn send_once(&self, method: Method, path: &str, body: &Value) -> Result<Value, Trouble> {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        self.send(&method, path, &body)
    }

    /// Sends a request once whose answer nobody waits for.
    pub(super) fn send_unwaited(&self, method: &Method, path: &str, body: &Value) {
        let unwanted = Cancel::default();
        unwanted.cancel();
        let _ = self.send_until(method, path, &body.to_string(), &unwanted);
    }

    fn longest(&self) -> Duration {
        if self.is_waited_for { TO_ANSWER_SOON } else { TO_ANSWER }
    }

    /// Sends a request with a body as text, which may be several lines of JSON.
    pub(super) fn send(&self, method: &Method, path: &str, body: &str) -> Result<Value, Trouble> {
        self.line.send(method, path, body, self.longest())
    }

    /// The same, but waits no longer once cancelled: a server that takes its time must not keep the reader from
    /// asking for something else.
    fn send_until(&self, method: &Method, path: &str, body: &str, cancel: &Cancel) -> Result<Value, Trouble> {
        let (line, longest) = (self.line.clone(), self.longest());
        let (method_of, path_of, body_of) = (method.clone(), path.to_owned(), body.to_owned());
        let (answer_in, answer) = mpsc::sync_channel(1);
        let ask = move || {
            // Once the request is cancelled, nobody is waiting for the answer.
            let _ = answer_in.send(line.send(&method_of, &path_of, &body_of, longest));
        };
        if thread::Builder::new().name("seogo-ask".into()).spawn(ask).is_err() {
            return self.send(method, path, body);
        }
        loop {
            match answer.recv_timeout(BETWEEN_CHECKS) {
                Ok(answer) => return answer,
                Err(RecvTimeoutError::Timeout) if !cancel.is_cancelled() => {}
                Err(_) => return Err(Trouble::TooSlow),
            }
        }
    }
}

/// Waits before a request is sent again, but no longer once cancelled.
pub(super) fn pause(time: Duration, cancel: &Cancel) {
    let until = Instant::now() + time;
    while !cancel.is_cancelled() && Instant::now() < until {
        thread::sleep(BETWEEN_CHECKS);
    }
}
