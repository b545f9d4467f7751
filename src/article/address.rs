//! Web addresses: which texts may be opened as one, and where they occur in a text.

use std::borrow::Cow;
use std::ops::Range;

use super::portals::is_portal_host;
use crate::text::invisible::is_invisible;
use memchr::memmem;
use url::Url;

/// Addresses longer than this, in bytes, are ignored, which bounds the work on hostile text.
const LONGEST: usize = 4096;

/// A text as an address that may be passed to a browser: `http` or `https`, with a host, and without control
/// characters, white space or direction marks.
pub fn web_address(text: &str) -> Option<Url> {
    let scheme_end = ["https://", "http://"].iter().find(|scheme| begins_with(text, scheme))?.len();
    let is_unfit = |c: char| c.is_control() || c.is_whitespace() || is_invisible(c);
    if text.len() > LONGEST || text.contains(is_unfit) {
        return None;
    }
    // In `https:///host` and `https://\host`, only browsers see a host.
    if text.get(scheme_end..)?.starts_with(['/', '\\', '?', '#', '@', ':']) {
        return None;
    }
    let url = Url::parse(text).ok()?;
    (matches!(url.scheme(), "http" | "https") && url.host_str().is_some_and(|host| !host.is_empty()))
        .then_some(url)
}

/// An address for display: as written, except that the host is the one it leads to. A host keeps its Korean
/// letters; if scripts are mixed or letters could be mistaken for others, it is shown in ASCII (`xn--…`). Text
/// that isn't an address is returned unchanged.
pub fn shown_address(text: &str) -> String {
    let Some((url, authority)) = web_address(text).zip(authority(text)) else { return text.to_owned() };
    let written = text.get(authority.clone()).unwrap_or_default();
    let host_written = written.rsplit_once('@').map_or(written, |(_, host)| host);
    let host_written = host_written.rsplit_once(':').map_or(host_written, |(host, _)| host);
    let host = match is_plain_korean(host_written) {
        true => host_written.to_owned(),
        false => url.host_str().unwrap_or_default().to_owned(),
    };
    let user = user_part(text).map(|user| format!("{user}@")).unwrap_or_default();
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    let before = text.get(..authority.start).unwrap_or_default();
    let after = text.get(authority.end..).unwrap_or_default();
    format!("{before}{user}{host}{port}{after}")
}

/// The part before the `@` of an address: `naver.com` in `https://naver.com@example.com`, which leads to
/// example.com.
pub fn user_part(text: &str) -> Option<String> {
    let url = web_address(text)?;
    let password = url.password().map(|password| format!(":{password}")).unwrap_or_default();
    let user = format!("{}{password}", url.username());
    (!user.is_empty()).then_some(user)
}

/// The byte range of the part of an address that names the host, as browsers parse it.
fn authority(text: &str) -> Option<Range<usize>> {
    let start = text.find("://")? + 3;
    let rest = text.get(start..)?;
    Some(start..start + rest.find(['/', '\\', '?', '#']).unwrap_or(rest.len()))
}

/// Whether every label of a host is either ASCII or purely Hangul and Hanja, and at least one is the latter:
/// Hangul doesn't look like any other script.
fn is_plain_korean(host: &str) -> bool {
    let is_hangul_or_hanja = |c: char| matches!(c, '가'..='힣' | '一'..='\u{9FFF}');
    let is_label = |label: &str| {
        !label.is_empty()
            && (label.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
                || label.chars().all(|c| is_hangul_or_hanja(c) || c.is_ascii_digit())
                    && label.chars().any(|c| matches!(c, '가'..='힣')))
    };
    host.split('.').all(is_label) && !host.is_ascii()
}

/// The byte ranges of web addresses in a text.
///
/// An address ends before a Korean particle attached to it, before a closing bracket that was opened outside of
/// it, and before the full stop of its sentence.
pub fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut done = 0;
    for colon in memmem::find_iter(text.as_bytes(), b"://") {
        let Some(start) = scheme_start(text.as_bytes(), colon).filter(|&start| start >= done) else {
            continue;
        };
        let rest = text.get(start..).unwrap_or_default();
        let scheme = colon + "://".len() - start;
        done = start + length(rest.as_bytes(), scheme + mixed_host(rest.get(scheme..).unwrap_or_default()));
        if text.get(start..done).and_then(web_address).is_some() {
            found.push(start..done);
        }
    }
    found
}

/// Where `http` or `https` starts before a colon.
fn scheme_start(text: &[u8], colon: usize) -> Option<usize> {
    let before = text.get(colon.saturating_sub(5)..colon)?;
    let scheme = ["https", "http"].iter().find(|scheme| {
        before.len() >= scheme.len()
            && before
                .get(before.len() - scheme.len()..)
                .is_some_and(|end| end.eq_ignore_ascii_case(scheme.as_bytes()))
    })?;
    Some(colon - scheme.len())
}

/// Top-level domains in Hangul.
const HANGUL_DOMAINS: [&str; 4] = ["한국", "닷컴", "닷넷", "삼성"];

/// Top-level domains that a word may be glued to: `example.com이다.KBS`.
const COMMON_DOMAINS: [&str; 12] =
    ["com", "net", "org", "kr", "jp", "cn", "io", "co", "tv", "me", "info", "biz"];

/// The length of the host that a text starts with, if it has letters besides ASCII's: `paypaⅼ.com`, `네이버.한국`.
/// Otherwise 0, and where letters follow a host, as in `example.com에서`.
fn mixed_host(text: &str) -> usize {
    let is_in_host = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-');
    let run = text.find(|c| !is_in_host(c)).map_or(text, |end| text.get(..end).unwrap_or_default());
    if run.is_ascii() || run.len() > LONGEST {
        return 0;
    }
    let is_glued = |rest: &str| {
        let end = rest.find(|c: char| !c.is_ascii_alphabetic())?;
        let (domain, behind) = rest.split_at(end);
        let is_domain = COMMON_DOMAINS.iter().any(|common| domain.eq_ignore_ascii_case(common));
        (is_domain && behind.starts_with(char::is_alphabetic)).then_some(end)
    };
    // What a word is glued to is where the host ends.
    let mut glued = run.match_indices('.').map(|(dot, _)| dot + 1);
    let run = glued
        .find_map(|label| is_glued(run.get(label..)?).map(|end| label + end))
        .and_then(|end| run.get(..end))
        .unwrap_or(run);
    if run.is_ascii() {
        return 0;
    }
    let is_domain = |label: &str| {
        label.len() > 1 && label.bytes().all(|byte| byte.is_ascii_alphabetic())
            || HANGUL_DOMAINS.contains(&label)
    };
    let mut end = run.len();
    loop {
        let Some((host, domain)) = run.get(..end).and_then(|run| run.rsplit_once('.')) else { return 0 };
        if run.get(..end).is_some_and(str::is_ascii) {
            return 0;
        }
        if is_domain(domain) && !host.is_empty() {
            return end;
        }
        end = host.len();
    }
}

/// The length of the address that a text starts with, of which the first `end` bytes certainly belong to it.
fn length(text: &[u8], mut end: usize) -> usize {
    let text = text.get(..LONGEST).unwrap_or(text);
    while let Some(&byte) = text.get(end).filter(|&&byte| is_in_address(byte)) {
        // Two addresses may run together without a space; an address inside another follows a `/` or `=`.
        if byte == b':'
            && text.get(end..).is_some_and(|rest| rest.starts_with(b"://"))
            && let Some(start) = scheme_start(text, end).filter(|&start| start > 0)
            && text.get(start - 1).is_some_and(u8::is_ascii_alphanumeric)
        {
            end = start;
            break;
        }
        end += 1;
    }
    trim_end(text.get(..end).unwrap_or_default())
}

/// Trims punctuation that belongs to the sentence around an address.
fn trim_end(address: &[u8]) -> usize {
    let count = |wanted: u8| address.iter().filter(|&&byte| byte == wanted).count();
    let mut extra_round = count(b')').saturating_sub(count(b'('));
    let mut extra_square = count(b']').saturating_sub(count(b'['));
    let mut end = address.len();
    while let Some(&last) = address.get(..end).and_then(<[u8]>::last) {
        match last {
            b'.' | b',' | b';' | b':' | b'!' | b'?' | b'\'' | b'*' | b'(' | b'[' => {}
            b')' if extra_round > 0 => extra_round -= 1,
            b']' if extra_square > 0 => extra_square -= 1,
            _ => break,
        }
        end -= 1;
    }
    end
}

/// Whether a byte can be part of an address; non-ASCII letters must be percent-encoded, and otherwise end it.
fn is_in_address(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}')
}

fn begins_with(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

/// The three-digit publisher number and ten-digit article number in any form of Naver's article addresses:
/// `…/article/009/0005614000`, `…/read.nhn?oid=9&aid=5614000`.
pub fn naver_numbers(address: &str) -> Option<(String, String)> {
    // Other addresses are recognized without parsing them.
    if !address.as_bytes().windows(9).any(|part| part.eq_ignore_ascii_case(b"naver.com")) {
        return None;
    }
    let url = web_address(address.trim())?;
    let host = url.host_str()?;
    if !(host == "naver.com" || host.ends_with(".naver.com")) {
        return None;
    }
    let in_query = |name: &str| {
        let mut pairs = url.query_pairs();
        pairs.find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    };
    let in_path = || {
        let parts = url.path_segments()?.skip_while(|&part| part != "article").skip(1);
        // As in `…/article/comment/009/0005614000`.
        let mut parts = parts.skip_while(|part| part.starts_with(|c: char| c.is_ascii_lowercase()));
        Some((parts.next()?.to_owned(), parts.next()?.to_owned()))
    };
    let (oid, aid) = in_query("oid").zip(in_query("aid")).or_else(in_path)?;
    let is_number =
        |text: &str, most| (1..=most).contains(&text.len()) && text.bytes().all(|it| it.is_ascii_digit());
    (is_number(&oid, 3) && is_number(&aid, 10)).then(|| (format!("{oid:0>3}"), format!("{aid:0>10}")))
}

/// The host of an address as the publisher's name, in lower case and without `www.` and `m.`; `None` for a
/// portal's.
pub fn publisher_host(address: &str) -> Option<Cow<'_, str>> {
    web_address(address)?;
    let (_, rest) = address.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let host = host.split(':').next()?;
    let own = |below: &str| host.get(..below.len()).filter(|start| start.eq_ignore_ascii_case(below));
    let below = ["www.", "m."].into_iter().find_map(own).unwrap_or_default();
    let host = &host[below.len()..];
    if is_portal_host(host) || host.is_empty() {
        return None;
    }
    let is_lower = !host.bytes().any(|byte| byte.is_ascii_uppercase());
    Some(if is_lower { host.into() } else { host.to_ascii_lowercase().into() })
}

/// The sections of Naver News, by their number in addresses.
const NAVER_SECTIONS: [(&str, &str); 7] = [
    ("100", "정치"),
    ("101", "경제"),
    ("102", "사회"),
    ("103", "생활/문화"),
    ("104", "세계"),
    ("105", "IT/과학"),
    ("110", "오피니언"),
];

/// The section that an address of Naver News names.
pub fn naver_section(address: &str) -> Option<&'static str> {
    // Few addresses name a section, and parsing all of them would take longer than everything else.
    memmem::find(address.as_bytes(), b"sid")?;
    let url = web_address(address)?;
    let is_naver = url.host_str().is_some_and(|host| host == "naver.com" || host.ends_with(".naver.com"));
    let mut pairs = url.query_pairs().filter(|(key, _)| matches!(&**key, "sid" | "sid1"));
    let (_, number) = pairs.next().filter(|_| is_naver)?;
    NAVER_SECTIONS.iter().find(|(known, _)| *known == number).map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_tells_publisher_and_section() {
        for (address, publisher, section) in [
            ("https://www.example.com/news/1", Some("example.com"), None),
            ("http://m.news.example.com:8080/1?sid=101", Some("news.example.com"), None),
            ("https://n.news.naver.com/mnews/article/001/0000000001?sid=101", None, Some("경제")),
            (
                "https://news.naver.com/main/read.nhn?mode=LSD&mid=sec&sid1=110&oid=001&aid=1",
                None,
                Some("오피니언"),
            ),
            ("https://n.news.naver.com/mnews/article/001/0000000001?sid=154", None, None),
            ("https://v.daum.net/v/20260102030405678", None, None),
            ("http://News.Nate.com/view/1", None, None),
            ("https://WWW.News.Example.COM/1", Some("news.example.com"), None),
            ("https://notdaum.net/1", Some("notdaum.net"), None),
            ("example.com", None, None),
        ] {
            let host = publisher_host(address);
            assert_eq!((host.as_deref(), naver_section(address)), (publisher, section), "{address}");
        }
    }

    #[test]
    fn opens_only_the_web() {
        for text in [
            "https://example.com/a?b=c#d",
            "HTTP://example.com",
            "http://127.0.0.1:8080/",
            "https://한글.example/경로",
        ] {
            assert!(web_address(text).is_some(), "{text}");
        }
        for text in [
            "",
            "example.com",
            "javascript:alert(1)",
            "file:///etc/passwd",
            "ftp://example.com",
            "https:",
            "https://",
            "https:///example.com",
            "https:example.com",
            "https://exa mple.com",
            "https://example.com/\n",
            " https://example.com",
            "https://example.com/\u{202E}moc",
            "https://example.com/\u{7}",
            "https://?x",
            "-https://example.com",
            "데이터:https://example.com",
        ] {
            assert!(web_address(text).is_none(), "{text:?}");
        }
    }

    #[test]
    fn what_is_shown_is_what_is_opened() {
        for (text, shown) in [
            ("https://example.com/가나?x=1#y", "https://example.com/가나?x=1#y"),
            ("https://한글.kr/경로", "https://한글.kr/경로"),
            ("https://한글.example:8080", "https://한글.example:8080"),
            ("https://n\u{0430}ver.com/a", "https://xn--nver-53d.com/a"),
            ("https://\u{0430}\u{0440}\u{0440}\u{04CF}\u{0435}.com", "https://xn--80ak6aa92e.com"),
            ("https://naver한글.com/", "https://xn--naver-lt1tk15s.com/"),
            ("https://ＮＡＶＥＲ.com/x", "https://naver.com/x"),
            ("https://naver。com/x", "https://naver.com/x"),
            ("https://nave%72.com/x", "https://naver.com/x"),
            ("http://0x7f000001/x", "http://127.0.0.1/x"),
            ("https://naver.com@evil.example/", "https://naver.com@evil.example/"),
            ("https://naver.com:443@evil.example:8080/@b", "https://naver.com:443@evil.example:8080/@b"),
            ("https://naver.com\\@evil.example/", "https://naver.com\\@evil.example/"),
            ("https://naver.com／a@evil.example/", "https://naver.com%EF%BC%8Fa@evil.example/"),
            ("no address", "no address"),
        ] {
            assert_eq!(shown_address(text), shown, "{text}");
        }
    }

    #[test]
    fn a_name_before_the_host_is_found() {
        for (text, user) in [
            ("https://naver.com@evil.example/", Some("naver.com")),
            ("https://naver.com:80@evil.example/", Some("naver.com:80")),
            ("https://:80@evil.example/", None),
            ("https://evil.example/@naver.com", None),
            ("https://evil.example?@naver.com", None),
            ("https://naver.com\\@evil.example/", None),
        ] {
            assert_eq!(user_part(text).as_deref(), user, "{text}");
        }
    }

    fn found(text: &str) -> Vec<&str> {
        addresses(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn finds_addresses_in_sentences() {
        for (text, expected) in [
            ("https://example.com/a에서 본다", vec!["https://example.com/a"]),
            ("(https://example.com/a).", vec!["https://example.com/a"]),
            ("https://example.com/a_(b) 참조", vec!["https://example.com/a_(b)"]),
            ("주소는 http://example.com.", vec!["http://example.com"]),
            ("<https://example.com/?a=1&b=2>", vec!["https://example.com/?a=1&b=2"]),
            ("[링크](https://example.com/x)", vec!["https://example.com/x"]),
            ("‘https://example.com’", vec!["https://example.com"]),
            ("https://a.example/xhttps://b.example", vec!["https://a.example/x", "https://b.example"]),
            ("https://a.example/?u=https://b.example", vec!["https://a.example/?u=https://b.example"]),
            ("보라 https://naver.com@evil.example/ 그리고", vec!["https://naver.com@evil.example/"]),
            ("https://naver.com:80@evil.example/a에서", vec!["https://naver.com:80@evil.example/a"]),
            ("://  http:// https://. ftp://example.com", vec![]),
            ("https://paypa\u{217C}.com/에서", vec!["https://paypa\u{217C}.com/"]),
            ("https://네이버.한국/글", vec!["https://네이버.한국/"]),
            ("https://한글.example.com에서 본다", vec!["https://한글.example.com"]),
            ("https://example.com에서.그리고", vec!["https://example.com"]),
            ("https://example.com입니다", vec!["https://example.com"]),
            ("https://example.com이다.KBS 보도", vec!["https://example.com"]),
            ("https://www.lg전자.com에서", vec!["https://www.lg전자.com"]),
            ("https://가나다", vec![]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn takes_linear_time() {
        for text in [
            "http://".repeat(200_000),
            "http://a".repeat(200_000),
            "://".repeat(500_000),
            ")".repeat(1_000_000),
        ] {
            let start = std::time::Instant::now();
            addresses(&text);
            addresses(&format!("https://example.com/{text}"));
            assert!(start.elapsed().as_secs() < 120, "took {:?}", start.elapsed());
        }
    }

    #[test]
    fn numbers_are_found_in_all_of_navers_addresses() {
        let numbers = Some(("009".to_owned(), "0005614000".to_owned()));
        for address in [
            "https://n.news.naver.com/mnews/article/009/0005614000?sid=101",
            "https://news.naver.com/main/read.nhn?mode=LSD&oid=009&aid=0005614000",
            "https://m.sports.naver.com/kbaseball/article/9/5614000",
            "https://n.news.naver.com/article/comment/009/0005614000",
            "https://n.news.naver.com/article/newspaper/009/0005614000?date=20260102",
        ] {
            assert_eq!(naver_numbers(address), numbers, "{address}");
        }
        for address in ["https://example.com/article/009/0005614000", "https://naver.com/article/a/b", "가"]
        {
            assert_eq!(naver_numbers(address), None, "{address}");
        }
    }
}
