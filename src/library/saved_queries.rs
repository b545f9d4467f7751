//! Upgrades saved queries from the time when 이전: and 이후: excluded the day they name, as 전: and 후: do now.

use crate::text::fold;

/// Rewrites an old query so that it finds the same articles as before.
pub(super) fn with_open_bounds(query: &str) -> String {
    let mut rewritten = String::with_capacity(query.len());
    let mut rest = query;
    let mut begins_word = true;
    while let Some(c) = rest.chars().next() {
        if let Some((name, value)) = bound(rest).filter(|_| begins_word) {
            rewritten.push_str(name);
            rest = value;
            begins_word = false;
            continue;
        }
        // A phrase is literal text, whatever it contains.
        let len = if is_quote(c) { phrase(rest) } else { c.len_utf8() };
        rewritten.push_str(rest.get(..len).unwrap_or_default());
        rest = rest.get(len..).unwrap_or_default();
        begins_word = c.is_whitespace() || matches!(c, '(' | '（' | '-' | '－') && begins_word;
    }
    rewritten
}

/// The length of the phrase that starts with a quotation mark, up to the closing mark or the end.
fn phrase(text: &str) -> usize {
    let closing = text.char_indices().skip(1).find(|&(_, c)| is_quote(c));
    closing.map_or(text.len(), |(at, c)| at + c.len_utf8())
}

/// The new name for a bound at the start of the text, and the rest from its colon on.
fn bound(text: &str) -> Option<(&'static str, &str)> {
    let colon = text.find([':', '：'])?;
    let (name, value) = text.split_at_checked(colon)?;
    match fold(name).as_str() {
        "이전" => Some(("전", value)),
        "이후" => Some(("후", value)),
        _ => None,
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\u{201C}' | '\u{201D}' | '＂')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_renamed_wherever_a_word_begins_and_nowhere_else() {
        for (before, after) in [
            ("이전:2025-12-28", "전:2025-12-28"),
            ("반도체 -이후:2025-12 (이전：2025 OR 삼성)", "반도체 -후:2025-12 (전：2025 OR 삼성)"),
            ("\"합의 이전:2025\" 이후:\"2025-12\"", "\"합의 이전:2025\" 후:\"2025-12\""),
            ("“그 이후: 1” 이후:2025", "“그 이후: 1” 후:2025"),
            ("\u{110B}\u{1175}\u{110C}\u{1165}\u{11AB}:2025", "전:2025"),
            ("합의이전:2025 이전 a-이후:1", "합의이전:2025 이전 a-이후:1"),
            ("\"열린 이전:2025", "\"열린 이전:2025"),
            ("날짜:2025 before:2024", "날짜:2025 before:2024"),
            ("", ""),
        ] {
            assert_eq!(with_open_bounds(before), after, "{before}");
        }
    }
}
