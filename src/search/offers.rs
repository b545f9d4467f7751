//! Alternatives for a query that finds nothing: the other keyboard layout, or words without their particles.

use super::query::{Node, Query};
use crate::text::keyboard::{to_hangul, to_latin};
use crate::text::{fold, hangul, particles};

/// An alternative query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// What was changed.
    pub kind: OfferKind,
    /// The alternative query's text.
    pub query: String,
}

/// What an offer changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OfferKind {
    /// Words are reread as if typed with the other keyboard layout.
    Keyboard,
    /// Particles at the ends of words are dropped.
    Particle,
}

/// Queries to try if this one finds nothing, most likely first. They aren't checked for results here.
pub fn offers(text: &str) -> Vec<Offer> {
    let query = Query::parse(text);
    let terms = plain_terms(text, &query);
    let keyboards = [|word: &str| other_keyboard(word, true), |word: &str| other_keyboard(word, false)];
    let mut offers: Vec<Offer> = Vec::new();
    let mut add = |kind, query: Option<String>| {
        let new = query.filter(|query| query != text && !offers.iter().any(|offer| offer.query == *query));
        offers.extend(new.map(|query| Offer { kind, query }));
    };
    for keyboard in keyboards {
        add(OfferKind::Keyboard, replaced(text, &terms, keyboard));
    }
    let stem = |word: &str| particles::stem(word).map(str::to_owned);
    add(OfferKind::Particle, replaced(text, &terms, stem));
    for term in &terms {
        add(OfferKind::Particle, replaced(text, std::slice::from_ref(term), stem));
    }
    offers
}

/// The ranges of words that are plain terms, without quotes, sign or field, so that their text can be replaced.
fn plain_terms(text: &str, query: &Query) -> Vec<std::ops::Range<usize>> {
    let mut wanted = Vec::new();
    collect_terms(&query.root, &mut wanted);
    let words = query.words.iter().map(|word| word.range.clone());
    words.filter(|range| wanted.contains(&fold(&text[range.clone()]).as_str())).collect()
}

fn collect_terms<'a>(node: &'a Node, terms: &mut Vec<&'a str>) {
    match node {
        Node::And(parts) | Node::Or(parts) => parts.iter().for_each(|part| collect_terms(part, terms)),
        Node::Term(term) if !term.quoted => terms.push(&term.folded),
        Node::Term(_) | Node::Not(_) | Node::Filter(_) => {}
    }
}

/// The text with all replaceable words replaced; `None` if there are none.
fn replaced(
    text: &str,
    words: &[std::ops::Range<usize>],
    replace: impl Fn(&str) -> Option<String>,
) -> Option<String> {
    let mut result = String::with_capacity(text.len());
    let mut copied = 0;
    for word in words {
        if let Some(replacement) = replace(&text[word.clone()]) {
            result.push_str(&text[copied..word.start]);
            result.push_str(&replacement);
            copied = word.end;
        }
    }
    result.push_str(&text[copied..]);
    (copied > 0).then_some(result)
}

fn other_keyboard(word: &str, into_hangul: bool) -> Option<String> {
    if into_hangul {
        let hangul = to_hangul(word);
        let fits = hangul.chars().any(hangul::is_syllable) && !hangul.chars().any(hangul::is_letter);
        return (word.is_ascii() && fits).then_some(hangul);
    }
    let is_hangul = word.chars().all(|c| hangul::is_syllable(c) || hangul::is_letter(c));
    is_hangul.then(|| to_latin(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(OfferKind, &str)]) {
        let offers = offers(text);
        let offers: Vec<_> = offers.iter().map(|offer| (offer.kind, offer.query.as_str())).collect();
        assert_eq!(offers, expected, "{text}");
    }

    #[test]
    fn offers_are_what_may_have_been_meant() {
        use OfferKind::{Keyboard, Particle};
        check("dkssud", &[(Keyboard, "안녕")]);
        check("ㅗ디ㅣㅐ", &[(Keyboard, "hello")]);
        check("반도체를", &[(Keyboard, "qksehcpfmf"), (Particle, "반도체")]);
        check(
            "xptmxm 수출을 정부가 title:x",
            &[
                (Keyboard, "테스트 수출을 정부가 title:x"),
                (Keyboard, "xptmxm tncnfdmf wjdqnrk title:x"),
                (Particle, "xptmxm 수출 정부 title:x"),
                (Particle, "xptmxm 수출 정부가 title:x"),
                (Particle, "xptmxm 수출을 정부 title:x"),
            ],
        );
        check("\"반도체를\" -수출을 2025", &[]);
        check("", &[]);
    }
}
