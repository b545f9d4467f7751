//! Sends requests to one search server and reads its answers. Redirects are refused, proxies are ignored, and
//! answers are bounded in time, size and depth.

use super::address::Address;
use super::tls::{NO_TLS, Refused, TlsConnector};
use super::trouble::Trouble;
use crate::archive::Cancel;
use crate::text::to_base64;
use serde_json::Value;
use std::io;
use std::path::PathBuf;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;
use ureq::config::Config;
use ureq::http::{Method, Request, Response, Uri};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{Connector, NextTimeout, TcpConnector};
use ureq::{Agent, AsSendBody, Body, Error};

/// The longest that connecting may take.
const TO_CONNECT: Duration = Duration::from_secs(10);

/// The longest that a request may take altogether.
const TO_ANSWER: Duration = Duration::from_secs(120);

/// The same where someone waits for the answer. It isn't asked for again then.
const TO_ANSWER_SOON: Duration = Duration::from_secs(30);

/// The most bytes of an answer. As values, the worst of answers takes twenty times as much.
const MOST_BYTES: u64 = 64 << 20;

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
    /// OpenSearch.
    OpenSearch,
    /// Elasticsearch.
    Elasticsearch,
}

/// A connection to a search server.
#[derive(Debug)]
pub struct Client {
    agent: Agent,
    refused: Refused,
    /// The servers of the cluster, and which of them is asked.
    servers: Vec<String>,
    asked: AtomicUsize,
    authorization: Option<String>,
    /// Whether it is Elasticsearch, and whether that is only assumed, because the reader may not ask.
    is_elastic: AtomicBool,
    is_assumed: AtomicBool,
    /// Whether someone waits for each answer.
    is_waited_for: bool,
}

impl Client {
    /// Connects to the server of an address, and finds out whether it is a search server.
    ///
    /// # Errors
    /// If it can't be reached, refuses the login, or is no search server.
    pub fn connect(address: &Address, access: &Access) -> Result<Self, Trouble> {
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
        let authorization = match &access.login {
            Login::Anonymous => None,
            Login::Basic(user, password) => {
                Some(format!("Basic {}", to_base64(format!("{user}:{password}").as_bytes())))
            }
            Login::ApiKey(key) => Some(format!("ApiKey {key}")),
        };
        let servers = std::iter::once(&address.server).chain(&address.others).cloned().collect();
        let client = Self {
            agent,
            refused,
            servers,
            asked: AtomicUsize::new(0),
            authorization,
            is_elastic: AtomicBool::new(false),
            is_assumed: AtomicBool::new(false),
            is_waited_for: false,
        };
        // Nothing is known of the server yet, so that its failure is told at once.
        let mut greeting = client.send(&Method::GET, "/", "");
        for _ in 1..client.servers.len() {
            if greeting.as_ref().is_err_and(Trouble::is_of_one_server) {
                greeting = client.send(&Method::GET, "/", "");
            }
        }
        match greeting {
            Ok(greeting) => {
                let dialect = dialect_of(&greeting).ok_or(Trouble::NotASearchServer)?;
                client.is_elastic.store(dialect == Dialect::Elasticsearch, Ordering::Relaxed);
                Ok(client)
            }
            // Who may read an index need not be allowed to ask what the server is.
            Err(Trouble::NotPermitted) => {
                client.is_assumed.store(true, Ordering::Relaxed);
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
        self.is_assumed.load(Ordering::Relaxed)
    }

    /// Takes the server for the other kind, if its kind was only assumed; false otherwise.
    pub(super) fn assume_other(&self) -> bool {
        let was_assumed = self.is_assumed.swap(false, Ordering::Relaxed);
        self.is_elastic.fetch_xor(was_assumed, Ordering::Relaxed);
        was_assumed
    }

    /// A connection on which someone waits for each answer, so that failures are soon told.
    #[must_use]
    pub(super) fn less_patient(self) -> Self {
        Self { is_waited_for: true, ..self }
    }

    /// Which search server it is.
    pub fn dialect(&self) -> Dialect {
        if self.is_elastic.load(Ordering::Relaxed) { Dialect::Elasticsearch } else { Dialect::OpenSearch }
    }

    /// Sends a request that does no harm if it is sent twice. Tries again for a while if it fails in a way
    /// that may pass, or if only part of an index answers.
    pub(super) fn ask(&self, method: Method, path: &str, body: Option<&Value>) -> Result<Value, Trouble> {
        self.ask_until(method, path, body, &Cancel::default())
    }

    /// The same, but gives up trying again once cancelled.
    pub(super) fn ask_until(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
        cancel: &Cancel,
    ) -> Result<Value, Trouble> {
        let body = body.map(Value::to_string).unwrap_or_default();
        let mut wait = FIRST_WAIT;
        let mut others = self.servers.len() - 1;
        let tries = if self.is_waited_for { TRIES_WAITED_FOR } else { TRIES };
        let may_pass =
            |trouble: &Trouble| trouble.may_pass() && !(self.is_waited_for && *trouble == Trouble::TooSlow);
        for _ in 1..tries {
            let mut answer = self.send(&method, path, &body).and_then(whole);
            while others > 0 && answer.as_ref().is_err_and(Trouble::is_of_one_server) {
                others -= 1;
                answer = self.send(&method, path, &body).and_then(whole);
            }
            match answer {
                Err(trouble) if may_pass(&trouble) && !cancel.is_cancelled() => pause(wait),
                answer => return answer,
            }
            wait = (wait * 2).min(LONGEST_WAIT);
        }
        self.send(&method, path, &body).and_then(whole)
    }

    /// Sends a request once.
    pub(super) fn send_once(&self, method: Method, path: &str, body: &Value) -> Result<Value, Trouble> {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        self.send(&method, path, &body)
    }

    fn run(&self, request: Request<impl AsSendBody>) -> Result<Response<Body>, Error> {
        let longest = if self.is_waited_for { TO_ANSWER_SOON } else { TO_ANSWER };
        self.agent.run(self.agent.configure_request(request).timeout_global(Some(longest)).build())
    }

    /// Sends a request with a body as text, which may be several lines of JSON.
    pub(super) fn send(&self, method: &Method, path: &str, body: &str) -> Result<Value, Trouble> {
        let asked = self.asked.load(Ordering::Relaxed);
        let server = self.servers.get(asked).map_or("", String::as_str);
        let mut request = Request::builder().method(method).uri(format!("{server}{path}"));
        if !body.is_empty() {
            request = request.header("content-type", "application/json");
        }
        if let Some(authorization) = &self.authorization {
            request = request.header("authorization", authorization);
        }
        let answer = if body.is_empty() {
            request.body(()).map_err(Error::Http).and_then(|request| self.run(request))
        } else {
            request.body(body).map_err(Error::Http).and_then(|request| self.run(request))
        };
        let answer = answer.map_err(|error| self.trouble(&error));
        if answer.as_ref().is_err_and(Trouble::is_of_one_server) {
            // The next request goes to another server of the cluster.
            let next = (asked + 1) % self.servers.len();
            let _ = self.asked.compare_exchange(asked, next, Ordering::Relaxed, Ordering::Relaxed);
        }
        let answer = answer?;
        let status = answer.status().as_u16();
        let read = answer.into_body().into_with_config().limit(MOST_BYTES).read_to_vec();
        understood(status, &read.map_err(|error| self.trouble(&error))?)
    }

    fn trouble(&self, error: &Error) -> Trouble {
        if let Some(fingerprint) = self.refused.lock().unwrap_or_else(PoisonError::into_inner).take() {
            return Trouble::Certificate { fingerprint, why: error.to_string() };
        }
        match error {
            Error::HostNotFound => Trouble::NoSuchHost,
            Error::Io(why) if why.kind() == io::ErrorKind::ConnectionRefused => Trouble::Refused,
            Error::Tls(NO_TLS) => Trouble::NotEncrypted,
            Error::Timeout(_) => Trouble::TooSlow,
            Error::BodyExceedsLimit(_) | Error::LargeResponseHeader(..) => Trouble::AnswerTooLarge,
            Error::TooManyRedirects | Error::RedirectFailed => Trouble::Redirected,
            Error::Protocol(_) => Trouble::NotASearchServer,
            Error::Io(why) => Trouble::Cut(why.to_string()),
            other => Trouble::Cut(other.to_string()),
        }
    }
}

/// Looks up hosts. A name without an address is told from a connection that fails.
#[derive(Debug, Default)]
struct HostResolver(DefaultResolver);

impl Resolver for HostResolver {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        self.0.resolve(uri, config, timeout).map_err(|error| match error {
            Error::Io(_) => Error::HostNotFound,
            other => other,
        })
    }
}

/// Waits before a request is sent again.
pub(super) fn pause(time: Duration) {
    thread::sleep(time);
}

/// An answer to a search, unless a part of the index was missing from it.
fn whole(answer: Value) -> Result<Value, Trouble> {
    let count = |name: &str| answer.pointer(name).and_then(Value::as_u64);
    let has_failed = count("/_shards/failed").unwrap_or(0) > 0;
    // A shard that no node has isn't among those that failed; of one that is written, copies may be missing.
    let is_search = answer.get("hits").is_some();
    let lacks_some =
        count("/_shards/successful").zip(count("/_shards/total")).is_some_and(|(some, all)| some < all);
    let timed_out = answer.get("timed_out").and_then(Value::as_bool).unwrap_or(false);
    if has_failed || is_search && lacks_some || timed_out { Err(Trouble::Partial) } else { Ok(answer) }
}

/// What an answer's status and body mean. Anything but an object is no answer of a search server.
fn understood(status: u16, body: &[u8]) -> Result<Value, Trouble> {
    // The parser itself refuses to nest too deeply.
    let answer = serde_json::from_slice::<Value>(body).ok().filter(Value::is_object);
    match status {
        200..=299 => answer.ok_or(Trouble::NotUnderstood),
        300..=399 => Err(Trouble::Redirected),
        401 => Err(Trouble::NeedsLogin),
        403 => Err(Trouble::NotPermitted),
        409 => Err(Trouble::Conflict),
        413 => Err(Trouble::TooLarge),
        429 | 502..=504 => Err(Trouble::Busy),
        _ => Err(answer.map_or(Trouble::NotUnderstood, |answer| refusal(status, &answer))),
    }
}

/// What the server says about a refused request.
fn refusal(status: u16, answer: &Value) -> Trouble {
    let error = answer.get("error").unwrap_or(&Value::Null);
    let cause = error.pointer("/root_cause/0").filter(|cause| cause.get("reason").is_some()).unwrap_or(error);
    let text = |key: &str| cause.get(key).and_then(Value::as_str).unwrap_or_default();
    match text("type") {
        "index_not_found_exception" => Trouble::NoIndex,
        "search_context_missing_exception" => Trouble::MomentLost,
        "security_exception" => Trouble::NotPermitted,
        // A node died, and another hasn't taken over yet.
        "node_disconnected_exception" | "node_not_connected_exception" | "connect_transport_exception" => {
            Trouble::Partial
        }
        _ => {
            let reason: String = text("reason").chars().take(300).collect();
            Trouble::Refusal(if reason.is_empty() { format!("HTTP {status}") } else { reason })
        }
    }
}

/// The search server that greets like this.
fn dialect_of(greeting: &Value) -> Option<Dialect> {
    let version = greeting.get("version")?;
    version.get("number")?.as_str()?;
    Some(match version.get("distribution").and_then(Value::as_str) {
        Some("opensearch") => Dialect::OpenSearch,
        _ => Dialect::Elasticsearch,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_answer_is_what_its_status_says() {
        let missing =
            br#"{"error":{"type":"index_not_found_exception","reason":"no such index [a]"},"status":404}"#;
        let deep = "[".repeat(100_000);
        for (status, body, trouble) in [
            (200, &b"<html>"[..], Trouble::NotUnderstood),
            (200, b"[1]", Trouble::NotUnderstood),
            (200, deep.as_bytes(), Trouble::NotUnderstood),
            (302, b"", Trouble::Redirected),
            (401, b"", Trouble::NeedsLogin),
            (403, b"{}", Trouble::NotPermitted),
            (409, b"{}", Trouble::Conflict),
            (404, missing, Trouble::NoIndex),
            (
                404,
                br#"{"error":{"root_cause":[{"type":"search_context_missing_exception","reason":"x"}]}}"#,
                Trouble::MomentLost,
            ),
            (404, b"not found", Trouble::NotUnderstood),
            (413, b"", Trouble::TooLarge),
            (429, b"", Trouble::Busy),
            (503, b"{}", Trouble::Busy),
            (500, br#"{"error":{"type":"node_disconnected_exception","reason":"x"}}"#, Trouble::Partial),
            (
                400,
                br#"{"error":{"root_cause":[{"type":"x","reason":"too many"}]}}"#,
                Trouble::Refusal("too many".into()),
            ),
            (400, br#"{"error":"plain"}"#, Trouble::Refusal("HTTP 400".into())),
        ] {
            assert_eq!(understood(status, body), Err(trouble), "{status}");
        }
        assert_eq!(understood(200, b"{}"), Ok(json!({})));
    }

    #[test]
    fn part_of_an_index_is_not_taken_for_the_whole() {
        assert_eq!(whole(json!({ "_shards": { "failed": 1 }, "hits": {} })), Err(Trouble::Partial));
        let lacking = json!({ "total": 3, "successful": 1, "skipped": 0, "failed": 0 });
        assert_eq!(whole(json!({ "_shards": lacking, "hits": {} })), Err(Trouble::Partial));
        assert!(whole(json!({ "_shards": lacking, "_id": "lock" })).is_ok(), "it was written");
        assert_eq!(whole(json!({ "timed_out": true })), Err(Trouble::Partial));
        assert!(whole(json!({ "timed_out": false, "_shards": { "failed": 0 } })).is_ok());
    }

    #[test]
    fn search_servers_are_told_by_their_greeting() {
        let opensearch = json!({ "version": { "number": "2.19.6", "distribution": "opensearch" } });
        assert_eq!(dialect_of(&opensearch), Some(Dialect::OpenSearch));
        assert_eq!(dialect_of(&json!({ "version": { "number": "8.15.0" } })), Some(Dialect::Elasticsearch));
        assert_eq!(dialect_of(&json!({ "version": 3 })), None);
    }
}
