//! Portals: sites that pass on the articles of others, and so are never their publisher.

/// The host of each portal, and the names that it gives itself, in lower case.
const PORTALS: [(&str, &[&str]); 3] = [
    ("naver.com", &["naver", "naver news", "네이버", "네이버 뉴스", "네이버뉴스", "네이버 블로그"]),
    ("daum.net", &["daum", "다음", "다음뉴스", "다음 뉴스"]),
    ("nate.com", &["nate", "네이트"]),
];

/// Whether a host is a portal's.
pub(super) fn is_portal_host(host: &str) -> bool {
    PORTALS.iter().any(|(portal, _)| is_host_of(host, portal))
}

/// Whether a name is a portal's.
pub fn is_portal(name: &str) -> bool {
    let name = name.trim().to_lowercase();
    PORTALS.iter().any(|(_, names)| names.contains(&name.as_str()))
}

/// Whether a host is a site's own or one below it.
fn is_host_of(host: &str, site: &str) -> bool {
    let (host, site) = (host.as_bytes(), site.as_bytes());
    host.len().checked_sub(site.len()).is_some_and(|at| {
        let (below, end) = host.split_at(at);
        end.eq_ignore_ascii_case(site) && below.last().is_none_or(|&byte| byte == b'.')
    })
}
