//! What a query finds, by the definitions alone: slow, on the fields as they are shown, and sharing nothing with
//! the search but the data tables.

use seogo::search::{DateRange, Fields, Filter, Flag, Found, Kind, LONGEST_LOOSE, Node, Place, Query, Term};
use seogo::text::hanja::{Abbreviations, is_hanja, is_kana, read_as};
use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// An article as the oracle reads it.
#[derive(Debug, Clone, Default)]
pub(super) struct Doc {
    pub(super) title: String,
    pub(super) body: String,
    pub(super) publisher: String,
    pub(super) authors: Vec<String>,
    pub(super) id: String,
    pub(super) category: String,
    pub(super) url: String,
    pub(super) published: Option<jiff::civil::Date>,
    pub(super) crawled: Option<jiff::civil::Date>,
    pub(super) tags: Vec<String>,
    pub(super) note: String,
    pub(super) starred: bool,
}

/// A folded character and the characters of the field that it came from.
#[derive(Debug, Clone, Copy)]
struct Folded {
    c: char,
    start: usize,
    end: usize,
}

/// A hit: where, from and to in characters of the field, and how.
pub(super) type OracleHit = (Place, usize, usize, Kind);

/// How good an answer is, the best first: title terms, looseness, hits, the first one's place.
pub(super) type OracleRelevance = (std::cmp::Reverse<usize>, bool, std::cmp::Reverse<usize>, usize);

pub(super) struct Oracle {
    pub(super) abbreviations: Abbreviations,
}

impl Oracle {
    pub(super) fn find(&self, query: &Query, docs: &[Doc]) -> Vec<Found> {
        let found = docs.iter().enumerate().filter_map(|(article, doc)| {
            self.kind(&query.root, doc, false).map(|kind| Found { article, kind })
        });
        found.collect()
    }

    fn kind(&self, node: &Node, doc: &Doc, negated: bool) -> Option<Kind> {
        match node {
            Node::And(parts) => {
                let kinds: Option<Vec<Kind>> =
                    parts.iter().map(|part| self.kind(part, doc, negated)).collect();
                kinds.map(|kinds| kinds.into_iter().max().unwrap_or(Kind::Exact))
            }
            Node::Or(parts) => parts.iter().filter_map(|part| self.kind(part, doc, negated)).min(),
            Node::Not(part) => self.kind(part, doc, true).is_none().then_some(Kind::Exact),
            Node::Filter(filter) => holds(filter, doc).then_some(Kind::Exact),
            Node::Term(term) => {
                let term = Term { quoted: term.quoted || negated, ..term.clone() };
                let in_field = |(place, text): &(Place, Vec<Folded>)| {
                    let chars: Vec<char> = text.iter().map(|folded| folded.c).collect();
                    (0..=chars.len())
                        .filter_map(|at| self.match_at(&term, &chars, at, *place))
                        .map(|(kind, _)| kind)
                        .min()
                };
                fields(doc, term.fields).iter().filter_map(in_field).min()
            }
        }
    }

    /// The strongest kind by which a term begins to match at a character, and where it ends.
    fn match_at(&self, term: &Term, text: &[char], at: usize, place: Place) -> Option<(Kind, usize)> {
        let wanted: Vec<char> = term.folded.chars().collect();
        if text[at..].starts_with(&wanted) {
            return Some((Kind::Exact, at + wanted.len()));
        }
        if term.quoted || wanted.len() > LONGEST_LOOSE {
            return None;
        }
        let all_syllables = wanted.iter().all(|c| ('가'..='힣').contains(c));
        if all_syllables && wanted.len() >= 4 {
            for split in 2..=wanted.len() - 2 {
                let spaced = [&wanted[..split], &[' '], &wanted[split..]].concat();
                if text[at..].starts_with(&spaced) {
                    return Some((Kind::Spacing, at + spaced.len()));
                }
            }
        }
        if all_syllables && wanted.len() >= 2 {
            let mut ends = Vec::new();
            self.spell(&wanted, text, at, place == Place::Title, &mut ends);
            if let Some(&end) = ends.iter().min() {
                return Some((Kind::Hanja, end));
            }
        }
        if matches!(place, Place::Title | Place::Publisher)
            && let Some(end) = initials_end(&wanted, text, at)
        {
            return Some((Kind::Initials, end));
        }
        if term.composing {
            let wanted: String = wanted.iter().map(|&c| keys(c)).collect();
            let mut typed = String::new();
            for end in at..text.len() {
                typed.push_str(&keys(text[end]));
                if typed.starts_with(&wanted) {
                    return Some((Kind::Composing, end + 1));
                }
            }
        }
        None
    }

    /// Every end of the term, spelt in the text from a character on, in equal text, readings and abbreviations.
    fn spell(&self, term: &[char], text: &[char], at: usize, is_title: bool, ends: &mut Vec<usize>) {
        let Some(&syllable) = term.first() else {
            ends.push(at);
            return;
        };
        let Some(&c) = text.get(at) else { return };
        if c == syllable || read_as(syllable).contains(c) {
            self.spell(&term[1..], text, at + 1, is_title, ends);
        }
        let adjoins = |c: &char| is_hanja(*c) || is_kana(*c) || c.is_numeric();
        let alone = !text[..at].last().is_some_and(adjoins) && !text.get(at + 1).is_some_and(adjoins);
        for (hanja, words) in self.abbreviations.iter().filter(|_| is_title && alone) {
            for word in words.iter().filter(|_| hanja == c) {
                let word: Vec<char> = word.chars().collect();
                if let Some(rest) = term.strip_prefix(word.as_slice()) {
                    self.spell(rest, text, at + 1, is_title, ends);
                }
            }
        }
    }

    pub(super) fn hits(&self, query: &Query, doc: &Doc) -> Vec<OracleHit> {
        let mut hits: Vec<OracleHit> = Vec::new();
        for term in wanted_terms(&query.root) {
            for (place, text) in fields(doc, term.fields) {
                if term.fields != Fields::Url && term.fields != Fields::Note {
                    let found = self.hits_in(term, place, &text);
                    hits.extend(
                        found
                            .iter()
                            .map(|&(from, to, kind)| (place, text[from].start, text[to - 1].end, kind)),
                    );
                }
            }
        }
        hits.sort();
        let mut joined: Vec<OracleHit> = Vec::new();
        for hit in hits {
            match joined.last_mut() {
                Some(last) if last.0 == hit.0 && hit.1 < last.2 => {
                    *last = (last.0, last.1, last.2.max(hit.2), last.3.min(hit.3));
                }
                _ => joined.push(hit),
            }
        }
        joined
    }

    /// From left to right, none reaching into another, in folded characters.
    fn hits_in(&self, term: &Term, place: Place, text: &[Folded]) -> Vec<(usize, usize, Kind)> {
        let chars: Vec<char> = text.iter().map(|folded| folded.c).collect();
        let mut hits = Vec::new();
        let mut at = 0;
        while at < chars.len() {
            match self.match_at(term, &chars, at, place) {
                Some((kind, end)) => {
                    hits.push((at, end, kind));
                    at = end;
                }
                None => at += 1,
            }
        }
        hits
    }

    pub(super) fn relevance(&self, query: &Query, doc: &Doc, kind: Kind) -> OracleRelevance {
        let (mut title_terms, mut count) = (0, 0);
        let (mut first_in_title, mut first_in_body) = (usize::MAX, usize::MAX);
        for term in wanted_terms(&query.root) {
            if term.fields == Fields::Url || term.fields == Fields::Note {
                continue;
            }
            for (place, text) in fields(doc, term.fields) {
                let hits = self.hits_in(term, place, &text);
                count += hits.len();
                let Some(&(first, ..)) = hits.first() else { continue };
                let first = text[..first].iter().map(|folded| folded.c.len_utf8()).sum();
                if place == Place::Title {
                    title_terms += 1;
                    first_in_title = first_in_title.min(first);
                } else if place == Place::Body {
                    first_in_body = first_in_body.min(first);
                }
            }
        }
        let first = if title_terms > 0 { first_in_title } else { first_in_body };
        (std::cmp::Reverse(title_terms), kind != Kind::Exact, std::cmp::Reverse(count), first)
    }
}

fn wanted_terms(node: &Node) -> Vec<&Term> {
    match node {
        Node::And(parts) | Node::Or(parts) => parts.iter().flat_map(wanted_terms).collect(),
        Node::Term(term) => vec![term],
        Node::Not(_) | Node::Filter(_) => Vec::new(),
    }
}

/// The fields that a term is looked for in, folded.
fn fields(doc: &Doc, fields: Fields) -> Vec<(Place, Vec<Folded>)> {
    let title = (Place::Title, fold(&doc.title));
    let body = (Place::Body, fold(&doc.body));
    let publisher = (Place::Publisher, fold(&doc.publisher));
    let authors = doc.authors.iter().enumerate().map(|(index, line)| (Place::Author(index), author(line)));
    match fields {
        Fields::Any => [title, body, publisher].into_iter().chain(authors).collect(),
        Fields::Title => vec![title],
        Fields::Body => vec![body],
        Fields::Author => authors.collect(),
        Fields::Url => vec![(Place::Body, fold(&doc.url))],
        Fields::Note => vec![(Place::Body, fold(&doc.note))],
    }
}

fn author(line: &str) -> Vec<Folded> {
    let chars: Vec<char> = line.chars().collect();
    let mut kept: Vec<usize> = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        match address_at(&chars, at).filter(|_| at == 0 || !is_local(chars[at - 1])) {
            Some(mut end) => {
                let open = kept
                    .iter()
                    .rposition(|&i| !chars[i].is_whitespace())
                    .filter(|&i| "(（".contains(chars[kept[i]]));
                let close = (end..chars.len())
                    .find(|&i| !chars[i].is_whitespace())
                    .filter(|&i| ")）".contains(chars[i]));
                if let (Some(open), Some(close)) = (open, close) {
                    kept.truncate(open);
                    end = close + 1;
                }
                at = end;
            }
            None => {
                kept.push(at);
                at += 1;
            }
        }
    }
    let text: String = kept.iter().map(|&i| chars[i]).collect();
    let folded = fold(&text).into_iter();
    folded.map(|f| Folded { c: f.c, start: kept[f.start], end: kept[f.end - 1] + 1 }).collect()
}

fn is_local(c: char) -> bool {
    c.is_ascii_alphanumeric() || "._%+-".contains(c)
}

fn address_at(chars: &[char], at: usize) -> Option<usize> {
    let local = chars[at..].iter().take_while(|c| is_local(**c)).count();
    if local == 0 || chars.get(at + local) != Some(&'@') {
        return None;
    }
    let domain: String = chars[at + local + 1..]
        .iter()
        .take_while(|c| c.is_ascii_alphanumeric() || ".-".contains(**c))
        .collect();
    let domain = domain.trim_end_matches(['.', '-']);
    domain.trim_start_matches(['.', '-']).contains('.').then(|| at + local + 1 + domain.chars().count())
}

fn fold(text: &str) -> Vec<Folded> {
    let chars: Vec<char> = text.chars().collect();
    let mut folded: Vec<Folded> = Vec::new();
    let mut start = 0;
    for end in 1..=chars.len() {
        if end < chars.len() && !begins_piece(chars[end]) {
            continue;
        }
        let piece = &chars[start..end];
        let normalized: Vec<char> = piece.iter().collect::<String>().nfc().collect();
        for (index, &c) in normalized.iter().enumerate() {
            let (from, to) =
                if normalized == piece { (start + index, start + index + 1) } else { (start, end) };
            for c in fold_char(c).chars() {
                match folded.last_mut() {
                    Some(last) if c == ' ' && last.c == ' ' => last.end = to,
                    _ => folded.push(Folded { c, start: from, end: to }),
                }
            }
        }
        start = end;
    }
    folded
}

/// Whether normalising what stands before a character and what begins with it is normalising the whole.
fn begins_piece(c: char) -> bool {
    let first = c.to_string().nfd().next().unwrap();
    canonical_combining_class(first) == 0 && is_nfc_quick([first].into_iter()) == IsNormalized::Yes
}

fn fold_char(c: char) -> String {
    if "‘’".contains(c) {
        return "'".to_owned();
    }
    if "“”".contains(c) {
        return "\"".to_owned();
    }
    if c.is_whitespace() {
        return " ".to_owned();
    }
    let narrow = if ('！'..='～').contains(&c) { char::from_u32(c as u32 - 0xFEE0).unwrap() } else { c };
    narrow.to_lowercase().collect()
}

/// The letters of a character, decomposed; compatibility letters for the conjoining ones.
fn letters(c: char) -> Vec<char> {
    const LEADS: &str = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
    const TAILS: &str = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";
    if !('가'..='힣').contains(&c) {
        return vec![c];
    }
    let compatible = |c: char| match c {
        '\u{1100}'..='\u{1112}' => LEADS.chars().nth(c as usize - 0x1100).unwrap(),
        '\u{1161}'..='\u{1175}' => char::from_u32(c as u32 - 0x1161 + 'ㅏ' as u32).unwrap(),
        _ => TAILS.chars().nth(c as usize - 0x11A8).unwrap(),
    };
    c.to_string().nfd().map(compatible).collect()
}

/// The keys of the two-set keyboard that write a character.
fn keys(c: char) -> String {
    #[rustfmt::skip]
    let joined = [
        ('ㄳ', "ㄱㅅ"), ('ㄵ', "ㄴㅈ"), ('ㄶ', "ㄴㅎ"), ('ㄺ', "ㄹㄱ"), ('ㄻ', "ㄹㅁ"), ('ㄼ', "ㄹㅂ"), ('ㄽ', "ㄹㅅ"),
        ('ㄾ', "ㄹㅌ"), ('ㄿ', "ㄹㅍ"), ('ㅀ', "ㄹㅎ"), ('ㅄ', "ㅂㅅ"), ('ㅘ', "ㅗㅏ"), ('ㅙ', "ㅗㅐ"), ('ㅚ', "ㅗㅣ"),
        ('ㅝ', "ㅜㅓ"), ('ㅞ', "ㅜㅔ"), ('ㅟ', "ㅜㅣ"), ('ㅢ', "ㅡㅣ"),
    ];
    let key = |letter: char| {
        joined.iter().find(|(c, _)| *c == letter).map_or(letter.to_string(), |(_, keys)| keys.to_string())
    };
    letters(c).into_iter().map(key).collect()
}

fn initials_end(term: &[char], text: &[char], at: usize) -> Option<usize> {
    if !term.iter().all(|c| ('ㄱ'..='ㅎ').contains(c)) {
        return None;
    }
    let wanted: Vec<char> = term.iter().flat_map(|&c| keys(c).chars().collect::<Vec<_>>()).collect();
    let window = text.get(at..at + wanted.len())?;
    let begins = |(&c, &wanted): (&char, &char)| letters(c)[0] == wanted;
    (wanted.len() >= 2 && window.iter().zip(&wanted).all(begins)).then_some(at + wanted.len())
}

fn holds(filter: &Filter, doc: &Doc) -> bool {
    let folded = |text: &str| fold(text).iter().map(|folded| folded.c).collect::<String>();
    let in_days =
        |days: &DateRange, day: Option<jiff::civil::Date>| day.is_some_and(|day| days.contains(day));
    match filter {
        Filter::Publisher(pattern) => pattern.matches(&folded(&doc.publisher)),
        Filter::Category(pattern) => pattern.matches(&folded(&doc.category)),
        Filter::Id(pattern) => pattern.matches(&folded(&doc.id)),
        Filter::Tag(pattern) => doc.tags.iter().any(|tag| pattern.matches(&folded(tag))),
        Filter::Published(days) => in_days(days, doc.published),
        Filter::Crawled(days) => in_days(days, doc.crawled),
        Filter::Flag(Flag::Starred) => doc.starred,
        Filter::Flag(Flag::Note) => !doc.note.is_empty(),
        Filter::Flag(Flag::Author) => !doc.authors.is_empty(),
        Filter::Flag(Flag::Hanja) => {
            fields(doc, Fields::Any).iter().any(|(_, text)| text.iter().any(|folded| is_hanja(folded.c)))
        }
        Filter::Flag(_) => false,
    }
}
