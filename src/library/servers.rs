//! How known search servers are reached, kept in `servers.json`: the certificates that the reader trusts, and
//! no login.

use super::files::{self, Folders, LibraryError};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::PathBuf;

const FILE: &str = "servers.json";

/// What the reader has said about a server.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct KnownServer {
    /// The SHA-256 of the certificate that is trusted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<String>,
    /// The file with certificate authorities to trust instead of the system's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authorities: Option<PathBuf>,
    /// Whether it may be reached unencrypted.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unencrypted: bool,
}

/// The known servers, by scheme, host and port.
pub type KnownServers = BTreeMap<String, KnownServer>;

/// Reads the known servers. An invalid file is set aside and reported in the second value.
pub fn read_servers(folders: &Folders) -> (KnownServers, Option<LibraryError>) {
    let path = folders.state.join(FILE);
    match files::read(&path) {
        Ok(None) => (KnownServers::new(), None),
        Ok(Some(text)) => match serde_json::from_str(&text) {
            Ok(servers) => (servers, None),
            Err(_) => (KnownServers::new(), Some(files::set_aside(&path))),
        },
        Err(error) => (KnownServers::new(), Some(error)),
    }
}

/// Saves what is known about a server, keeping what other windows have saved about others.
///
/// # Errors
/// If the file can't be written, or if an existing one was invalid, in which case a new one has been written.
pub fn keep_server(server: &str, known: KnownServer, folders: &Folders) -> Result<(), LibraryError> {
    let (mut servers, told) = read_servers(folders);
    if known == KnownServer::default() {
        servers.remove(server);
    } else {
        servers.insert(server.to_owned(), known);
    }
    let path = folders.state.join(FILE);
    let text = serde_json::to_string_pretty(&servers)
        .map_err(|error| LibraryError::Io(path.clone(), std::io::Error::other(error)))?;
    files::write(&path, &text)?;
    told.map_or(Ok(()), Err)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_about_a_server_is_kept_until_nothing_is() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::below(home.path());
        let known = KnownServer { fingerprint: Some("AB:CD".to_owned()), ..KnownServer::default() };
        keep_server("https://a:9200", known.clone(), &folders).unwrap();
        keep_server("https://b:9200", known.clone(), &folders).unwrap();
        keep_server("https://a:9200", KnownServer::default(), &folders).unwrap();
        let (servers, told) = read_servers(&folders);
        assert!(told.is_none());
        assert_eq!(servers, KnownServers::from([("https://b:9200".to_owned(), known)]));
    }

    #[test]
    fn a_broken_file_is_set_aside() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::below(home.path());
        files::write(&folders.state.join(FILE), "{ broken").unwrap();
        let (servers, told) = read_servers(&folders);
        assert!(servers.is_empty() && matches!(told, Some(LibraryError::SetAside(..))));
    }
}
