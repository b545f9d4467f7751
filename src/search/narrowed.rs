//! Queries made narrower by another term, and wider again.

use super::lexer::{Lexed, TokenKind, lex};
use super::listing::ListRequest;
use super::query::NoteKind;

/// A query as a single term of a longer one; `None` if it is too long for one.
pub fn term_of(query: &str) -> Option<String> {
    let Lexed::Tokens { tokens, notes } = lex(query) else { return None };
    let is_one = matches!(tokens.as_slice(), [only] if matches!(only.kind, TokenKind::Word(_)));
    let is_open = notes.iter().any(|note| note.kind == NoteKind::UnclosedQuote);
    // A space before a mark that is missing belongs to what is quoted.
    let mut term = if is_open { query.trim_start() } else { query.trim() }.to_owned();
    term.extend(is_open.then_some('"'));
    if !is_one {
        let opened = tokens.iter().filter(|token| matches!(token.kind, TokenKind::Open { .. })).count();
        let closed = tokens.iter().filter(|token| token.kind == TokenKind::Close).count();
        term = format!("({term}{})", ")".repeat(opened.saturating_sub(closed)));
    }
    Some(term)
}

/// Whether a query already has a term.
pub fn has_term(query: &str, term: &str) -> bool {
    format!(" {} ", query.trim()).contains(&format!(" {term} "))
}

/// The query that finds only what a term finds as well.
pub fn with_term(query: &str, term: &str) -> String {
    // What is typed comes last, since it may have an unclosed quotation mark.
    format!("{term} {}", query.trim()).trim_end().to_owned()
}

/// Gives up what [`with_term`] added, wherever it stands in the query.
pub fn without_term(query: &str, term: &str) -> String {
    format!(" {} ", query.trim()).replace(&format!(" {term} "), " ").trim().to_owned()
}

impl ListRequest {
    /// The request for what a term finds in its list.
    pub fn narrowed(&self, term: &str) -> Self {
        let query = with_term(&self.query, term);
        let cut = self.query.len() - self.query.trim_start().len();
        let before = query.len().saturating_sub(self.query.trim().len());
        let moved = |at: usize| (before + at).saturating_sub(cut).min(query.len());
        let unfinished = moved(self.unfinished.start)..moved(self.unfinished.end);
        Self { unfinished, query, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::super::query::Node;
    use super::*;
    use crate::search::Search;
    use crate::text::hanja::Abbreviations;

    #[test]
    fn a_query_becomes_a_term_of_another() {
        let root = |query: &str| Search::new(query, 0..0, &Abbreviations::default()).query.root;
        let parts = |query: &str| match root(query) {
            Node::And(parts) => parts,
            other => vec![other],
        };
        let typed = "눈 \"열린 인용";
        for query in ["반도체", "상태:별표", "비 OR 바람", "(비 OR 바람", "\"첫눈이", "비 -바람", "(\"첫눈 "]
        {
            let term = term_of(query).unwrap();
            let narrowed = with_term(typed, &term);
            let expected: Vec<Node> = parts(query).into_iter().chain(parts(typed)).collect();
            let found = parts(&narrowed).into_iter().flat_map(|part| match part {
                Node::And(parts) => parts,
                other => vec![other],
            });
            assert_eq!(found.collect::<Vec<_>>(), expected, "{narrowed}");
            assert!(has_term(&narrowed, &term) && !has_term(typed, &term));
            assert_eq!(without_term(&narrowed, &term), typed);
        }
        assert_eq!(term_of("상태:별표").as_deref(), Some("상태:별표"));
        assert_eq!(with_term("", "상태:별표"), "상태:별표");
        let typing = ListRequest { query: " 눈꽃".to_owned(), unfinished: 4..7, ..ListRequest::default() };
        let narrowed = typing.narrowed("상태:별표");
        assert_eq!(narrowed.query.get(narrowed.unfinished), Some("꽃"));
    }
}
