//! The address of an index on a search server, as the reader types it: `https://HOST[:PORT]/INDEX`.

use std::fmt;
use url::{Host, Url};

/// The address of an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The server without a slash at the end: `https://host:9200`.
    pub server: String,
    /// The name of the index, or of the alias for one.
    pub index: String,
}

/// Why an address can't be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressFault {
    /// It isn't a web address with a host.
    NotAnAddress,
    /// It has a user name or password, which would be seen by other users in the list of processes.
    HasUserInfo,
    /// It names no index.
    NoIndex,
    /// The name can't be that of an index.
    BadIndex,
    /// It would send everything unencrypted to another machine.
    Unencrypted,
}

/// Whether an argument is an address rather than a path.
pub fn is_address(text: &str) -> bool {
    let is_scheme =
        |scheme: &str| scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    text.split_once("://").is_some_and(|(scheme, _)| is_scheme(scheme))
}

impl Address {
    /// Parses an address. `unencrypted` allows `http` to other machines.
    ///
    /// # Errors
    /// If it isn't a usable address.
    pub fn parse(text: &str, unencrypted: bool) -> Result<Self, AddressFault> {
        let url = Url::parse(text.trim()).map_err(|_| AddressFault::NotAnAddress)?;
        let host = url.host().filter(|_| is_address(text.trim())).ok_or(AddressFault::NotAnAddress)?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(AddressFault::HasUserInfo);
        }
        if url.scheme() == "http" && !unencrypted && !is_this_machine(&host) {
            return Err(AddressFault::Unencrypted);
        }
        let index = url.path().trim_matches('/');
        if index.is_empty() {
            return Err(AddressFault::NoIndex);
        }
        if !is_index_name(index) || url.query().is_some() || url.fragment().is_some() {
            return Err(AddressFault::BadIndex);
        }
        let port = url.port_or_known_default().unwrap_or_default();
        Ok(Self { server: format!("{}://{host}:{port}", url.scheme()), index: index.to_owned() })
    }

    /// Whether what is sent can be read on the way.
    pub fn is_encrypted(&self) -> bool {
        self.server.starts_with("https:")
    }
}

impl fmt::Display for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.server, self.index)
    }
}

fn is_this_machine(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => *name == "localhost",
        Host::Ipv4(ip) => ip.is_loopback(),
        Host::Ipv6(ip) => ip.is_loopback(),
    }
}

/// Whether a text can be the name of an index: one name without wildcards, lists or anything to escape.
fn is_index_name(name: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_.+".contains(&byte);
    name.len() <= 200 && name.bytes().all(is_plain) && !name.starts_with(['-', '_', '+', '.'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_server_and_an_index() {
        for (text, server, index) in [
            ("https://example.com/news", "https://example.com:443", "news"),
            (" HTTPS://Example.com:9200/news-2026/ ", "https://example.com:9200", "news-2026"),
            ("http://localhost:9200/baram_news", "http://localhost:9200", "baram_news"),
            ("http://127.0.0.1/a", "http://127.0.0.1:80", "a"),
            ("http://[::1]:9200/a.b", "http://[::1]:9200", "a.b"),
        ] {
            let address = Address::parse(text, false).unwrap();
            assert_eq!((address.server.as_str(), address.index.as_str()), (server, index), "{text}");
        }
        let address = Address::parse("http://example.com/a", true).unwrap();
        assert_eq!(address.to_string(), "http://example.com:80/a");
        assert!(!address.is_encrypted());
    }

    #[test]
    fn what_is_wrong_with_an_address_is_told() {
        for (text, fault) in [
            ("news", AddressFault::NotAnAddress),
            ("ftp://example.com/news", AddressFault::NotAnAddress),
            ("https:///", AddressFault::NotAnAddress),
            ("https://user:secret@example.com/news", AddressFault::HasUserInfo),
            ("https://user@example.com/news", AddressFault::HasUserInfo),
            ("https://example.com", AddressFault::NoIndex),
            ("https://example.com/a/b", AddressFault::BadIndex),
            ("https://example.com/a,b", AddressFault::BadIndex),
            ("https://example.com/a*", AddressFault::BadIndex),
            ("https://example.com/%2a", AddressFault::BadIndex),
            ("https://example.com/_all", AddressFault::BadIndex),
            ("https://example.com/News", AddressFault::BadIndex),
            ("https://example.com/a?pretty", AddressFault::BadIndex),
            ("https://example.com/a#b", AddressFault::BadIndex),
            ("http://example.com/news", AddressFault::Unencrypted),
            ("http://localhost.example.com/news", AddressFault::Unencrypted),
        ] {
            assert_eq!(Address::parse(text, false), Err(fault), "{text}");
        }
    }

    #[test]
    fn a_path_is_no_address() {
        assert!(is_address("https://example.com/a") && is_address("HTTP://x"));
        assert!(
            !is_address("/home/a")
                && !is_address("C:\\a")
                && !is_address("https")
                && !is_address("file:///a")
        );
    }
}
