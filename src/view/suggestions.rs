//! What the search field suggests: recent searches while it is empty, and values for a field that is being typed.

use super::strings::Strings;
use crate::text::fold;

/// How many are suggested at once.
const MOST: usize = 8;

/// Something that can stand in the field instead of what is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What is shown.
    pub label: String,
    /// How many articles it finds, where that is known.
    pub count: Option<u32>,
    /// The text of the whole field when it is taken.
    pub text: String,
}

/// The suggestions for what stands in the field; `publishers` are those of the archive with their counts.
pub fn suggestions(
    text: &str,
    recent: &[String],
    publishers: &[(String, u32)],
    texts: &Strings,
) -> Vec<Suggestion> {
    if text.trim().is_empty() {
        let plain = |query: &String| Suggestion { label: query.clone(), count: None, text: query.clone() };
        return recent.iter().take(MOST).map(plain).collect();
    }
    let start = text
        .rfind(char::is_whitespace)
        .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let (before, word) = text.split_at(start);
    let Some((field, value)) = word.split_once(':') else { return Vec::new() };
    let wanted = fold(value.trim_start_matches('"'));
    let whole = |value: &str| {
        let quotes = if value.contains(char::is_whitespace) { "\"" } else { "" };
        format!("{before}{field}:{quotes}{value}{quotes} ")
    };
    match field.trim_start_matches('-').to_lowercase().as_str() {
        "publisher" | "언론사" => {
            let named =
                publishers.iter().filter(|(name, _)| !name.is_empty() && fold(name).contains(&wanted));
            named
                .take(MOST)
                .map(|(name, count)| Suggestion {
                    label: name.clone(),
                    count: Some(*count),
                    text: whole(name),
                })
                .collect()
        }
        "is" | "has" => {
            let known =
                texts.query_flags().iter().filter(|(of, name, _)| *of == field && name.starts_with(&wanted));
            known
                .map(|(_, name, meaning)| Suggestion {
                    label: format!("{field}:{name} — {meaning}"),
                    count: None,
                    text: whole(name),
                })
                .collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::{Lang, strings};

    fn texts_of(text: &str) -> Vec<String> {
        let publishers = [("한빛일보".to_owned(), 7), ("새벽 경제".to_owned(), 3)];
        let recent = ["반도체".to_owned()];
        let suggested = suggestions(text, &recent, &publishers, strings(Lang::Korean));
        suggested.into_iter().map(|suggestion| suggestion.text).collect()
    }

    #[test]
    fn an_empty_field_suggests_what_was_looked_for_lately() {
        assert_eq!(texts_of(" "), ["반도체"]);
    }

    #[test]
    fn a_field_suggests_its_values_with_quotes_where_they_are_needed() {
        assert_eq!(texts_of("금리 언론사:"), ["금리 언론사:한빛일보 ", "금리 언론사:\"새벽 경제\" "]);
        assert_eq!(texts_of("-publisher:새"), ["-publisher:\"새벽 경제\" "]);
        assert_eq!(texts_of("is:al"), ["is:altered "]);
        assert_eq!(texts_of("금리"), Vec::<String>::new());
    }
}
