//! The address of an index on a search server, as the reader types it: `https://HOST[:PORT]/INDEX`. Several
//! hosts of a cluster may be named, with commas between them.

use crate::archive::is_address;
use std::fmt;
use std::path::Path;
use thiserror::Error;
use url::{Host, Url};

/// Where an index lies: a server, or several of one cluster, and its name there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexAddress {
    /// The server without a slash at the end: `https://host:9200`.
    pub server: String,
    /// Further servers of the same cluster, which are asked when the first doesn't answer.
    pub others: Vec<String>,
    /// The name of the index, or of the alias for one.
    pub index: String,
}

/// Why an address can't be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum AddressFault {
    /// It isn't a web address with a host.
    #[error("not a web address with a host")]
    NotAnAddress,
    /// It has a user name or password, which would be seen by other users in the list of processes.
    #[error("the address has a user name or password")]
    HasUserInfo,
    /// It names no index.
    #[error("the address names no index")]
    NoIndex,
    /// The name can't be that of an index.
    #[error("an index can't have this name")]
    BadIndex,
    /// It would send everything unencrypted to another machine.
    #[error("not encrypted")]
    Unencrypted,
}

impl IndexAddress {
    /// Parses the address of a server, with an index or without.
    ///
    /// # Errors
    /// If it isn't a usable address.
    pub fn of_server(text: &str, unencrypted: bool) -> Result<Self, AddressFault> {
        match Self::parse(text, unencrypted) {
            Err(AddressFault::NoIndex) => {
                let any = Self::parse(&format!("{}/any", text.trim().trim_end_matches('/')), unencrypted)?;
                Ok(Self { index: String::new(), ..any })
            }
            address => address,
        }
    }

    /// Parses an address. `unencrypted` allows `http` to other machines.
    ///
    /// # Errors
    /// If it isn't a usable address.
    pub fn parse(text: &str, unencrypted: bool) -> Result<Self, AddressFault> {
        // Before anything else: a password with special characters may leave no address at all, and must not
        // be shown.
        if text.contains('@') {
            return Err(AddressFault::HasUserInfo);
        }
        let (scheme, rest) = text.trim().split_once("://").ok_or(AddressFault::NotAnAddress)?;
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (hosts, path) = rest.split_at(end);
        let mut all =
            hosts.split(',').map(|host| Self::of_one(&format!("{scheme}://{host}{path}"), unencrypted));
        let mut first = all.next().ok_or(AddressFault::NotAnAddress)??;
        first.others = all.map(|other| Ok(other?.server)).collect::<Result<_, _>>()?;
        Ok(first)
    }

    /// Parses an address with one host.
    fn of_one(text: &str, unencrypted: bool) -> Result<Self, AddressFault> {
        let url = Url::parse(text.trim()).map_err(|_| AddressFault::NotAnAddress)?;
        let host =
            url.host().filter(|_| is_address(Path::new(text.trim()))).ok_or(AddressFault::NotAnAddress)?;
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
        let server = format!("{}://{host}:{port}", url.scheme());
        Ok(Self { server, others: Vec::new(), index: index.to_owned() })
    }

    /// The servers without an index, for remembering what is known about them.
    pub fn servers(&self) -> String {
        Self { index: String::new(), ..self.clone() }.to_string().trim_end_matches('/').to_owned()
    }

    /// Whether a password sent to it could be read on the way to another machine.
    pub fn is_open_to_all(&self) -> bool {
        Self::of_server(&self.to_string(), false) == Err(AddressFault::Unencrypted)
    }

    /// Whether what is sent can be read on the way.
    pub fn is_encrypted(&self) -> bool {
        self.server.starts_with("https:")
    }
}

impl fmt::Display for IndexAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.server)?;
        for other in &self.others {
            write!(formatter, ",{}", other.split_once("://").map_or(&**other, |(_, host)| host))?;
        }
        write!(formatter, "/{}", self.index)
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
            let address = IndexAddress::parse(text, false).unwrap();
            assert_eq!((address.server.as_str(), address.index.as_str()), (server, index), "{text}");
        }
        let several = IndexAddress::parse("https://a:1,b,c:3/news", false).unwrap();
        assert_eq!(several.others, ["https://b:443", "https://c:3"]);
        assert_eq!(several.to_string(), "https://a:1,b:443,c:3/news");
        assert_eq!(IndexAddress::parse(&several.to_string(), false).unwrap(), several);
        let server = IndexAddress::of_server("https://a:1,b", false).unwrap();
        assert_eq!((server.to_string().as_str(), server.index.as_str()), ("https://a:1,b:443/", ""));
        let address = IndexAddress::parse("http://example.com/a", true).unwrap();
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
            ("http://localhost,example.com/news", AddressFault::Unencrypted),
            ("https://a,me:secret@b/news", AddressFault::HasUserInfo),
            ("https://me:se#cret@example.com/news", AddressFault::HasUserInfo),
            ("https://me:pa/ss@example.com/news", AddressFault::HasUserInfo),
            ("https://me:a,b@example.com/news", AddressFault::HasUserInfo),
        ] {
            assert_eq!(IndexAddress::parse(text, false), Err(fault), "{text}");
        }
    }
}
