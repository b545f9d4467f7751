//! What requests to a server are sent over, once each, and what is wrong if none comes back.

use super::answers::understood;
use super::client::Login;
use super::tls::{NO_TLS, Refused};
use super::trouble::Trouble;
use crate::text::to_base64;
use serde_json::Value;
use std::io;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;
use ureq::config::Config;
use ureq::http::{Method, Request, Response, Uri};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;
use ureq::{Agent, AsSendBody, Body, Error};

/// The most bytes of an answer. As values, the worst of answers takes twenty times as much.
const MOST_BYTES: u64 = 64 << 20;

/// What requests are sent over.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) agent: Agent,
    pub(super) refused: Refused,
    /// The servers of the cluster, and which of them is asked.
    pub(super) servers: Vec<String>,
    pub(super) asked: AtomicUsize,
    pub(super) authorization: Option<String>,
    /// Whether it is Elasticsearch, and whether that is only assumed, because the reader may not ask.
    pub(super) is_elastic: AtomicBool,
    pub(super) is_assumed: AtomicBool,
}

impl Line {
    fn run(&self, request: Request<impl AsSendBody>, longest: Duration) -> Result<Response<Body>, Error> {
        self.agent.run(self.agent.configure_request(request).timeout_global(Some(longest)).build())
    }

    pub(super) fn send(
        &self,
        method: &Method,
        path: &str,
        body: &str,
        longest: Duration,
    ) -> Result<Value, Trouble> {
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
            request.body(()).map_err(Error::Http).and_then(|request| self.run(request, longest))
        } else {
            request.body(body).map_err(Error::Http).and_then(|request| self.run(request, longest))
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
pub(super) struct HostResolver(DefaultResolver);

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

/// The header that a login sends, if any.
pub(super) fn authorization(login: &Login) -> Option<String> {
    match login {
        Login::Anonymous => None,
        Login::Basic(user, password) => {
            Some(format!("Basic {}", to_base64(format!("{user}:{password}").as_bytes())))
        }
        Login::ApiKey(key) => Some(format!("ApiKey {key}")),
    }
}
