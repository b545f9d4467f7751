//! Cuts a text to what fits its place in a window, chart or message.

/// A text of at most so many characters; if it is cut, `…` follows.
pub fn shortened(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_too_long_is_cut() {
        for (text, expected) in [("달팽이", "달팽이"), ("달팽이가", "달팽이…"), ("", "")] {
            assert_eq!(shortened(text, 3), expected);
        }
    }
}
