//! Rewrites a query so that its terms are whole words, or words of any kind again.

use super::language::Field;
use super::lexer::{Lexed, Token, TokenKind, lex};
use std::ops::Range;

/// Where a query's terms begin, behind their minus sign, and which of them are whole words.
struct QueryTerms {
    /// QueryTerms without a field of their own or of a group.
    plain: Vec<usize>,
    /// The field names of terms and groups that are whole words already, with their colons.
    named: Vec<Range<usize>>,
}

/// Whether a query has terms, and all of them are whole words.
pub fn are_whole_words(query: &str) -> bool {
    let QueryTerms { plain, named } = terms(query);
    plain.is_empty() && !named.is_empty()
}

/// Whether a query has terms that could be whole words or are.
pub fn has_terms(query: &str) -> bool {
    let QueryTerms { plain, named } = terms(query);
    !plain.is_empty() || !named.is_empty()
}

/// The query with all its terms as whole words, in the field called `name`; if they are so already, as before.
pub fn toggle_whole_words(query: &str, name: &str) -> String {
    let QueryTerms { plain, named } = terms(query);
    let mut changed = query.to_owned();
    if plain.is_empty() {
        named.into_iter().rev().for_each(|range| changed.replace_range(range, ""));
    } else {
        plain.into_iter().rev().for_each(|at| changed.insert_str(at, &format!("{name}:")));
    }
    changed
}

fn terms(query: &str) -> QueryTerms {
    let mut found = QueryTerms { plain: Vec::new(), named: Vec::new() };
    let Lexed::Tokens { tokens, .. } = lex(query) else { return found };
    // Whether each open group has a field, which its terms take over.
    let mut fields: Vec<bool> = Vec::new();
    for Token { kind, range } in &tokens {
        let (start, field) = match kind {
            TokenKind::Open { field, .. } => {
                fields.push(field.is_some());
                (range.start, *field)
            }
            TokenKind::Word(word) => (word.start, word.field),
            TokenKind::Close => {
                fields.pop();
                continue;
            }
            TokenKind::Or => continue,
        };
        match field {
            Some(Field::Word) => found.named.extend(name_from(query, start)),
            Some(_) => {}
            None if matches!(kind, TokenKind::Word(_)) && !fields.contains(&true) => found.plain.push(start),
            None => {}
        }
    }
    found
}

/// The field name that begins here, behind a minus sign if there is one.
fn name_from(query: &str, at: usize) -> Option<Range<usize>> {
    let rest = query.get(at..)?;
    let start = at + rest.len() - rest.trim_start_matches(['-', '－']).len();
    let (offset, colon) = query.get(start..)?.char_indices().find(|(_, c)| matches!(c, ':' | '：'))?;
    Some(start..start + offset + colon.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_become_whole_words_and_turn_back() {
        for (query, whole) in [
            ("여야 예산", "단어:여야 단어:예산"),
            ("-여야 \"예산 안\"", "-단어:여야 단어:\"예산 안\""),
            ("(여야 OR 예산) 제목:국회", "(단어:여야 OR 단어:예산) 제목:국회"),
            ("제목:(여야 예산) 국회", "제목:(여야 예산) 단어:국회"),
            ("여야 (예산", "단어:여야 (단어:예산"),
        ] {
            assert_eq!(toggle_whole_words(query, "단어"), whole);
            assert!(are_whole_words(whole) && !are_whole_words(query), "{whole}");
            assert_eq!(toggle_whole_words(whole, "단어"), query);
        }
        assert_eq!(toggle_whole_words("word:(여야 예산)", "단어"), "(여야 예산)");
        assert_eq!(toggle_whole_words("단어:여야 예산", "단어"), "단어:여야 단어:예산");
        assert!(!has_terms("제목:국회 is:starred") && !has_terms("") && has_terms("단어:국회"));
    }
}
