//! Any text is a query, and its hits in a text are valid ranges of that text. The first line is the query, the
//! second the title, the rest the body.

#![no_main]

use libfuzzer_sys::fuzz_target;
use seogo::search::{SearchFacts, Matcher, HitPlace, Query, Texts, head_lines, offers, snippet};
use seogo::text::Corpus;
use seogo::text::hanja::Abbreviations;
use std::sync::LazyLock;

static ABBREVIATIONS: LazyLock<Abbreviations> = LazyLock::new(Abbreviations::built_in);

fuzz_target!(|text: &str| {
    let (asked, rest) = text.split_once('\n').unwrap_or((text, ""));
    let (title, body) = rest.split_once('\n').unwrap_or((rest, ""));
    let texts = Texts { title, body, publisher: body, authors: &[title] };
    let mut corpus = Corpus::default();
    corpus.push(head_lines(&texts), body);
    let facts = |_| SearchFacts::default();
    // All of the query may still be being composed, or its last half.
    let half = asked.ceil_char_boundary(asked.len() / 2);
    for unfinished in [0..0, 0..asked.len(), half..asked.len()] {
        let query = Query::parse_composing(asked, unfinished);
        for word in &query.words {
            assert!(asked.get(word.range.clone()).is_some(), "a word is no part of the query");
            Query::parse(&Query::without(asked, word));
        }
        let matcher = Matcher::new(&query, &ABBREVIATIONS);
        let found = matcher.scan(&corpus, &facts, std::slice::from_ref(&(0..1)));
        let hits = matcher.hits(&texts);
        for hit in &hits {
            let field = match hit.place {
                HitPlace::Title | HitPlace::Author(_) => title,
                HitPlace::Body | HitPlace::Publisher => body,
            };
            assert!(hit.range.start < hit.range.end && hit.range.end <= field.chars().count(), "{hit:?}");
        }
        for found in found {
            matcher.relevance(&corpus, found);
        }
        let shown = snippet(body, &hits, &[]);
        let length = shown.text.chars().count();
        assert!(shown.hits.iter().all(|hit| hit.start < hit.end && hit.end <= length), "{shown:?}");
    }
    offers(asked);
});
