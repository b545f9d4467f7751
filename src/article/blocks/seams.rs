//! Checks the seams that the model finds: none stands inside an address, brackets or a word, and a single Hanja that
//! stands for a person or country begins a line.

use super::letters::{is_hangul, is_hanja};

/// The longest word to look for across a seam, in bytes.
const LONGEST_WORD: usize = 36;
/// How much of a body is searched for a word, in bytes, since there may be many seams.
const MOST_SEARCHED: usize = 64 << 10;
/// Shorter words stand across a true seam by chance, in letters.
const SHORTEST_WORD: usize = 4;
/// How much text before a seam is searched for brackets, in bytes.
const NEAR: usize = 300;
/// People and offices that headlines write as one Hanja.
const PEOPLE: &str = "李尹文朴金故";
/// Countries, parties and authorities that headlines write as one Hanja.
const OTHERS: &str = "美中日北韓與野檢警法靑前新";

/// Where a seam in a text is: where it was found, or before a Hanja that belongs to the next line; `None` if it is
/// none. `body` is the text to look for words in, which holds `own` copies of the words at the seam itself.
pub(super) fn checked(text: &str, at: usize, body: &str, own: usize) -> Option<usize> {
    let (before, after) = text.split_at(at);
    if is_in_address(before, after) || is_in_brackets(before) {
        return None;
    }
    let at = before_hanja(before, after).unwrap_or(at);
    let (before, after) = text.split_at(at);
    (!is_in_word(before, after, body, own)).then_some(at)
}

fn is_in_address(before: &str, after: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '@' | '.' | '_' | '-');
    let left = &before[before.trim_end_matches(is_part).len()..];
    let right = &after[..after.len() - after.trim_start_matches(is_part).len()];
    !left.is_empty() && !right.is_empty() && (left.contains('@') || right.contains('@'))
}

fn is_in_brackets(before: &str) -> bool {
    let (_, near) = before.split_at(before.floor_char_boundary(before.len().saturating_sub(NEAR)));
    [('[', ']'), ('(', ')')].iter().any(|&(open, close)| {
        near.rfind(open).is_some_and(|from| near.rfind(close).is_none_or(|to| to < from))
    })
}

/// The place before a Hanja at the end of a line that belongs to the next: `…부의장李|대통령…`.
fn before_hanja(before: &str, after: &str) -> Option<usize> {
    let sign = before.chars().next_back().filter(|&c| is_hanja(c))?;
    let start = before.len() - sign.len_utf8();
    let word = before[..start].chars().rev().take_while(|&c| is_hangul(c)).count();
    let stands = PEOPLE.contains(sign) && word >= 1 || OTHERS.contains(sign) && word >= 2;
    (stands && after.starts_with(is_hangul)).then_some(start)
}

/// Whether the words at both sides of a seam are one word that the body has as well.
fn is_in_word(before: &str, after: &str, body: &str, own: usize) -> bool {
    let left = &before[before.trim_end_matches(is_hangul).len()..];
    let right = &after[..after.len() - after.trim_start_matches(is_hangul).len()];
    if left.is_empty() || right.is_empty() || left.len() + right.len() > LONGEST_WORD {
        return false;
    }
    let word = format!("{left}{right}");
    let (body, _) = body.split_at(body.floor_char_boundary(MOST_SEARCHED));
    word.chars().count() >= SHORTEST_WORD && body.matches(&word).nth(own).is_some()
}

#[cfg(test)]
mod tests {
    use super::checked;

    #[test]
    fn a_seam_stands_in_no_address_bracket_or_word() {
        for (text, found) in [
            ("나래시 도서관 개관|가람구는 28일", Some("나래시 도서관 개관|가람구는 28일")),
            ("홍길동 hong|423@example.com 나래시", None),
            ("[홍길동 기자| 나래] 도서관", None),
            ("나래시 바다 수온|상승폭 커져", None),
            ("도서관장에 홍길동李|대통령 임명", Some("도서관장에 홍길동|李대통령 임명")),
            ("나래시 수출 급증美|관세에도", Some("나래시 수출 급증|美관세에도")),
            ("나래시 對美|수출 급증", Some("나래시 對美|수출 급증")),
        ] {
            let at = text.find('|').unwrap();
            let plain = text.replace('|', "");
            let seam = checked(&plain, at, "가람구는 수온상승폭을 잰다.", 0);
            let cut = seam.map(|at| format!("{}|{}", &plain[..at], &plain[at..]));
            assert_eq!(cut.as_deref(), found, "{text}");
        }
    }
}
