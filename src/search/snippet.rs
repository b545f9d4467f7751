//! Extracts a snippet of a body for a row of results: the text around the first hit.

use std::ops::Range;

use super::hits::{Hit, HitPlace};

/// The approximate length of a snippet, in characters.
const LENGTH: usize = 100;
/// About how much of it comes before the hit.
const LEAD: usize = 30;

/// A snippet of a body, for one line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Snippet {
    /// The text, with runs of white space collapsed to one space.
    pub text: String,
    /// The hits in it, in Unicode scalar values.
    pub hits: Vec<Range<usize>>,
    /// Whether text before it was cut off.
    pub cut_before: bool,
    /// Whether text after it was cut off.
    pub cut_after: bool,
}

/// The text around the first hit in a body, or the body's beginning if there is no hit. Cut at white space if
/// possible. A space stands before each of `starts`, where a paragraph begins at that byte although the body
/// has no break there; they must ascend.
pub fn snippet(body: &str, hits: &[Hit], starts: &[usize]) -> Snippet {
    let chars: Vec<char> = body.chars().collect();
    let mut starts = starts.iter().peekable();
    let begins = |at: usize| {
        while starts.next_if(|&&start| start < at).is_some() {}
        starts.next_if(|&&start| start == at).is_some()
    };
    let begins: Vec<bool> = body.char_indices().map(|(at, _)| at).map(begins).collect();
    let hits = hits.iter().filter(|hit| hit.place == HitPlace::Body).map(|hit| hit.range.clone());
    let window = window(&chars, hits.clone().next().unwrap_or(0..0));
    let mut snippet = Snippet {
        cut_before: chars.iter().take(window.start).any(|c| !c.is_whitespace()),
        cut_after: chars.iter().skip(window.end).any(|c| !c.is_whitespace()),
        ..Snippet::default()
    };
    // The position in the snippet of each character in the window.
    let mut places = Vec::with_capacity(window.len() + 1);
    let mut len = 0;
    for (&c, begins) in chars.iter().zip(begins).skip(window.start).take(window.len()) {
        if begins && len > 0 && !snippet.text.ends_with(' ') {
            snippet.text.push(' ');
            len += 1;
        }
        places.push(len);
        if !c.is_whitespace() {
            snippet.text.push(c);
            len += 1;
        } else if len > 0 && !snippet.text.ends_with(' ') {
            snippet.text.push(' ');
            len += 1;
        }
    }
    if snippet.text.ends_with(' ') {
        snippet.text.pop();
        len -= 1;
    }
    places.push(len);
    let place = |at: usize| {
        places.get(at.clamp(window.start, window.end) - window.start).map_or(len, |&at| at.min(len))
    };
    snippet.hits = hits.map(|hit| place(hit.start)..place(hit.end)).filter(|hit| !hit.is_empty()).collect();
    snippet
}

fn window(chars: &[char], hit: Range<usize>) -> Range<usize> {
    let space_in =
        |range: Range<usize>| chars.get(range).and_then(|piece| piece.iter().position(|c| c.is_whitespace()));
    let mut start = hit.start.min(chars.len()).saturating_sub(LEAD);
    if start > 0 {
        start += space_in(start..hit.start).map_or(0, |space| space + 1);
    }
    let mut end = chars.len().min(start + LENGTH);
    if end < chars.len() {
        let from = hit.end.clamp(start, end);
        let last = chars.get(from..end).and_then(|piece| piece.iter().rposition(|c| c.is_whitespace()));
        end = last.map_or(end, |space| from + space);
    }
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::MatchKind;

    fn check(body: &str, hit: Range<usize>) -> Snippet {
        snippet(body, &[Hit { place: HitPlace::Body, range: hit, kind: MatchKind::Exact }], &[])
    }

    #[test]
    fn a_lost_break_is_a_space() {
        let (body, sentence) = ("검색 1위나루와 합쳤지만", "검색 1위".len());
        let hit = Hit { place: HitPlace::Body, range: 5..7, kind: MatchKind::Exact };
        let snippet = snippet(body, &[hit], &[0, sentence]);
        let hits = std::slice::from_ref(&(6..8));
        assert_eq!((snippet.text.as_str(), &*snippet.hits), ("검색 1위 나루와 합쳤지만", hits));
    }

    #[test]
    fn a_short_body_is_its_own_snippet() {
        let snippet = check(" 첫 문단\n\n둘째  문단 ", 7..9);
        assert_eq!(snippet.text, "첫 문단 둘째 문단");
        assert_eq!(snippet.hits.first(), Some(&(5..7)));
        assert!(!snippet.cut_before && !snippet.cut_after);
        assert_eq!(super::snippet("", &[], &[]), Snippet::default());
    }

    #[test]
    fn a_long_body_is_cut_at_spaces_around_the_hit() {
        let body = "가나다라 ".repeat(100);
        let snippet = check(&body, 250..252);
        assert!(snippet.cut_before && snippet.cut_after);
        assert!(
            snippet.text.starts_with("가나다라") && snippet.text.ends_with("가나다라"),
            "{}",
            snippet.text
        );
        let hit = snippet.hits[0].clone();
        assert_eq!(snippet.text.chars().skip(hit.start).take(hit.len()).collect::<String>(), "가나");
        assert!((90..=100).contains(&snippet.text.chars().count()));
    }

    #[test]
    fn a_body_without_spaces_is_cut_anywhere_and_a_hit_with_it() {
        let snippet = check(&"가".repeat(500), 200..400);
        assert_eq!(snippet.text.chars().count(), LENGTH);
        assert_eq!(snippet.hits.first(), Some(&(LEAD..LENGTH)));
        assert_eq!(check(&"가".repeat(500), 499..500).hits.first(), Some(&(30..31)));
    }
}
