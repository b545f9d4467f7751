//! Finds e-mail addresses in a line of text, and removes them.

use std::ops::Range;

/// How `@` is written in addresses: as it is, in full width, and in the address of a page.
const SIGNS: [&str; 3] = ["@", "＠", "%40"];

/// The byte ranges of the e-mail addresses in a text.
pub fn emails(text: &str) -> Vec<Range<usize>> {
    let mut signs: Vec<Range<usize>> = SIGNS
        .iter()
        .flat_map(|sign| {
            memchr::memmem::find_iter(text.as_bytes(), sign).map(|at| at..at + sign.len()).collect::<Vec<_>>()
        })
        .collect();
    signs.sort_by_key(|sign| sign.start);
    let mut found: Vec<Range<usize>> = Vec::new();
    for sign in signs {
        let start = found.last().map_or(0, |before| before.end);
        if sign.start >= start {
            found.extend(email_around_sign(text, start, sign));
        }
    }
    found
}

/// The byte ranges of a line that remain without its e-mail addresses, in order. Round brackets that contain
/// nothing else but white space are removed with the address.
pub fn without_emails(line: &str) -> Vec<Range<usize>> {
    let mut kept = Vec::new();
    let mut start = 0;
    let mut searched = 0;
    while let Some(at) = memchr::memchr(b'@', line.as_bytes().get(searched..).unwrap_or_default()) {
        let at = searched + at;
        searched = at + 1;
        if let Some(email) = email_around(line, start, at) {
            let cut = with_brackets(line, start, email);
            kept.push(start..cut.start);
            start = cut.end;
            searched = cut.end;
        }
    }
    kept.push(start..line.len());
    kept.retain(|piece| !piece.is_empty());
    kept
}

/// The e-mail address around the `@` at a byte offset, starting no earlier than `start`. Before the `@` it
/// consists of letters, digits and `. _ % + -`; after it, of letters, digits, `-` and at least one dot.
pub fn email_around(line: &str, start: usize, at: usize) -> Option<Range<usize>> {
    email_around_sign(line, start, at..at + 1)
}

/// The same around a sign at a byte range that is read as `@`, such as the full-width one.
fn email_around_sign(line: &str, start: usize, sign: Range<usize>) -> Option<Range<usize>> {
    let is_local = |c: char| c.is_ascii_alphanumeric() || "._%+-".contains(c);
    let is_domain = |c: char| c.is_ascii_alphanumeric() || ".-".contains(c);
    let local = line.get(start..sign.start)?.trim_end_matches(is_local);
    let after = line.get(sign.end..)?;
    let domain = &after[..after.len() - after.trim_start_matches(is_domain).len()];
    // A full stop after the address doesn't belong to it.
    let domain = domain.trim_end_matches(['.', '-']);
    let is_email = start + local.len() < sign.start && domain.trim_start_matches(['.', '-']).contains('.');
    is_email.then(|| start + local.len()..sign.end + domain.len())
}

fn with_brackets(line: &str, start: usize, email: Range<usize>) -> Range<usize> {
    let before = line[start..email.start].trim_end();
    let after = line[email.end..].trim_start();
    match (before.strip_suffix(['(', '（']), after.strip_prefix([')', '）'])) {
        (Some(before), Some(after)) => start + before.len()..line.len() - after.len(),
        _ => email,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: &str) {
        assert_eq!(without_emails(line).into_iter().map(|piece| &line[piece]).collect::<String>(), expected);
    }

    #[test]
    fn addresses_and_their_brackets_go() {
        check("강하늘 기자(sky@example.com)", "강하늘 기자");
        check("강하늘 기자( sky@example.com ), 봄비 기자（rain@example.co.kr）", "강하늘 기자, 봄비 기자");
        check("sky@example.com", "");
        check("강하늘 기자 sky@example.com.", "강하늘 기자 .");
        check("강하늘(a@b.c, d@e.f)", "강하늘(, )");
        check("강하늘 (서울)", "강하늘 (서울)");
    }

    #[test]
    fn what_is_no_address_stays() {
        check("강하늘@서울", "강하늘@서울");
        check("a@b @c.d e@ @", "a@b @c.d e@ @");
        check("한글@example.com", "한글@example.com");
        check("", "");
        check(&"a@b".repeat(1000), &"a@b".repeat(1000));
    }
}
