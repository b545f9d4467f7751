//! What is known about search servers: what the reader said about each, and logins for as long as the window
//! is open.

#[cfg(feature = "cluster")]
use crate::library::{KnownServer, KnownServers};
#[cfg(feature = "cluster")]
use std::collections::BTreeMap;

/// Whether a server is reached at once, or only when the reader says so.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reaching {
    /// The reader has just named it.
    AtOnce,
    /// The reader wants to name the fields of its index again.
    #[cfg(feature = "cluster")]
    ForFields,
    /// It comes from an earlier session, or from another start of the program.
    WhenAsked,
    /// It no longer accepts the login, and the reader has to give another one.
    #[cfg(feature = "cluster")]
    WhenRefused,
}

/// The known servers. Nothing prints them, because some have passwords.
#[cfg(feature = "cluster")]
#[derive(Default)]
pub(super) struct Servers {
    known: KnownServers,
    /// User names and passwords, by server.
    pub(super) logins: BTreeMap<String, (String, String)>,
    /// The server that is being reached.
    pub(super) reaching: Option<ReachedServer>,
    /// The number of the latest attempt to reach one.
    attempt: u64,
}

/// A server that is being reached.
#[cfg(feature = "cluster")]
pub(super) struct ReachedServer {
    /// Its scheme, host and port.
    pub(super) server: String,
    /// What is known about it if that succeeds.
    pub(super) known: KnownServer,
    /// The user name and password that were typed.
    pub(super) typed: Option<(String, String)>,
}

#[cfg(feature = "cluster")]
impl Servers {
    /// The servers that were known at the start.
    pub(super) fn new(known: KnownServers) -> Self {
        Self { known, ..Self::default() }
    }

    /// Notes an attempt to reach a server, and returns its number.
    pub(super) fn begin(&mut self, server: ReachedServer) -> u64 {
        self.attempt += 1;
        self.reaching = Some(server);
        self.attempt
    }

    /// The server that was being reached, if the answer is to the latest attempt and is still waited for.
    pub(super) fn end(&mut self, attempt: u64) -> Option<ReachedServer> {
        self.reaching.take_if(|_| attempt == self.attempt)
    }

    /// What is known about a server.
    pub(super) fn known(&self, server: &str) -> KnownServer {
        self.known.get(server).cloned().unwrap_or_default()
    }

    /// Remembers something about a server.
    pub(super) fn set(&mut self, server: &str, known: KnownServer) {
        self.known.insert(server.to_owned(), known);
    }

    /// The login that was typed for a server.
    pub(super) fn login(&self, server: &str) -> Option<(String, String)> {
        self.logins.get(server).cloned()
    }
}
