//! Finds what a query should find by the definitions alone: slow, on the fields as displayed, and sharing
//! nothing with the search except data tables.

use std::collections::HashMap;
use std::sync::LazyLock;

use seogo::search::{
    DateRange, Field as QueryField, Fields, Filter, Flag, Found, HitPlace, LONGEST_LOOSE, MatchKind, Node,
    Query, Term,
};
use seogo::text::hanja::{Abbreviations, hanja_read_as, is_hanja, is_kana};
use seogo::text::particles::particles_after;
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
    pub(super) modified: Option<jiff::civil::Date>,
    pub(super) path: String,
    pub(super) tags: Vec<String>,
    pub(super) note: String,
    pub(super) starred: bool,
    pub(super) read: bool,
    pub(super) highlighted: bool,
}

/// A folded character, and the characters of the field it came from.
#[derive(Debug, Clone, Copy)]
struct Folded {
    c: char,
    start: usize,
    end: usize,
}

/// A hit: its field, its start and end in characters of the field, and its kind.
pub(super) type OracleHit = (HitPlace, usize, usize, MatchKind);

/// The relevance of a match, best first: title terms, looseness, hits, position of the first hit.
pub(super) type OracleRelevance = (std::cmp::Reverse<usize>, bool, std::cmp::Reverse<usize>, usize);

pub(super) struct Oracle {
    pub(super) abbreviations: Abbreviations,
}

impl Oracle {
    pub(super) fn find(&self, query: &Query, docs: &[Folds<'_>]) -> Vec<Found> {
        let kinds = self.kinds(&query.root, docs, false).into_iter().enumerate();
        kinds.filter_map(|(article, kind)| kind.map(|kind| Found { article, kind })).collect()
    }

    /// The kind by which each article matches.
    fn kinds(&self, node: &Node, docs: &[Folds<'_>], negated: bool) -> Vec<Option<MatchKind>> {
        let each = |parts: &[Node],
                    none: Option<MatchKind>,
                    join: fn(Option<MatchKind>, Option<MatchKind>) -> Option<MatchKind>| {
            parts.iter().fold(vec![none; docs.len()], |kinds, part| {
                let more = self.kinds(part, docs, negated);
                kinds.into_iter().zip(more).map(|(a, b)| join(a, b)).collect()
            })
        };
        match node {
            Node::And(parts) => each(parts, Some(MatchKind::Exact), |a, b| Some(a?.max(b?))),
            Node::Or(parts) => each(parts, None, |a, b| a.into_iter().chain(b).min()),
            Node::Not(part) => {
                let kinds = self.kinds(part, docs, true).into_iter();
                kinds.map(|kind| kind.is_none().then_some(MatchKind::Exact)).collect()
            }
            Node::Filter(filter) => {
                docs.iter().map(|doc| holds(filter, doc).then_some(MatchKind::Exact)).collect()
            }
            Node::Term(term) => {
                let sought = Sought::new(term, negated);
                let kind = |doc: &Folds<'_>| {
                    doc.fields(term.fields).filter_map(|field| self.kind_in(&sought, field)).min()
                };
                docs.iter().map(kind).collect()
            }
        }
    }

    /// The strongest kind by which a term matches anywhere in a field.
    fn kind_in(&self, sought: &Sought, field: &Field) -> Option<MatchKind> {
        let Sought { term, chars: wanted, .. } = sought;
        if term.whole_word {
            let mut starts = 0..field.chars.len();
            return starts.any(|at| is_whole_word(wanted, &field.chars, at)).then_some(MatchKind::Exact);
        }
        if field.text.contains(&term.folded) {
            return Some(MatchKind::Exact);
        }
        if term.quoted || wanted.len() > LONGEST_LOOSE {
            return None;
        }
        // The space never separates the first two syllables.
        let mut rest = field.text.as_str();
        while let Some(at) = rest.find(&sought.head).filter(|_| !sought.spaced.is_empty()) {
            rest = &rest[at..];
            if sought.spaced.iter().any(|spaced| rest.starts_with(spaced)) {
                return Some(MatchKind::Spacing);
            }
            rest = &rest['가'.len_utf8()..];
        }
        // An inexact match contains a Hanja, and each of its characters stands for at least one syllable of the
        // term.
        let mut near_hanja = field.hanja.iter().flat_map(|&at| at.saturating_sub(wanted.len() - 1)..=at);
        let is_title = field.place == HitPlace::Title;
        if is_hangul(wanted)
            && near_hanja.any(|at| self.spell_end(wanted, &field.chars, at, is_title).is_some())
        {
            return Some(MatchKind::Hanja);
        }
        if sought.initials.as_ref().is_some_and(|initials| field.initials.contains(initials)) {
            return Some(MatchKind::Initials);
        }
        let mut starts = 0..field.chars.len();
        let is_composed = term.composing
            && starts.any(|at| self.composing_end(wanted, &field.chars, at, is_title).is_some());
        is_composed.then_some(MatchKind::Composing)
    }

    /// The strongest kind by which a term matches starting at a character, and the match's end.
    fn match_at(
        &self,
        sought: &Sought,
        text: &[char],
        at: usize,
        place: HitPlace,
    ) -> Option<(MatchKind, usize)> {
        let Sought { term, chars: wanted, .. } = sought;
        if term.whole_word {
            return is_whole_word(wanted, text, at).then_some((MatchKind::Exact, at + wanted.len()));
        }
        if text[at..].starts_with(wanted) {
            return Some((MatchKind::Exact, at + wanted.len()));
        }
        if term.quoted || wanted.len() > LONGEST_LOOSE {
            return None;
        }
        // The space never separates the first two syllables.
        if text[at..].starts_with(&wanted[..wanted.len().min(2)])
            && let Some(spaced) = sought.spaced.iter().find(|spaced| text[at..].starts_with(&chars(spaced)))
        {
            return Some((MatchKind::Spacing, at + chars(spaced).len()));
        }
        if is_hangul(wanted)
            && let Some(end) = self.spell_end(wanted, text, at, place == HitPlace::Title)
        {
            return Some((MatchKind::Hanja, end));
        }
        if matches!(place, HitPlace::Title | HitPlace::Publisher)
            && let Some(end) = sought.initials.as_ref().and_then(|initials| initials_end(initials, text, at))
        {
            return Some((MatchKind::Initials, end));
        }
        let end = if term.composing {
            self.composing_end(wanted, text, at, place == HitPlace::Title)
        } else {
            None
        };
        end.map(|end| (MatchKind::Composing, end))
    }

    /// The end of the character whose keystrokes complete the term's, if the text starts with them. A Hanja may
    /// stand for one of its readings or, alone in titles, for a word that it abbreviates, or else the text may
    /// contain one space.
    fn composing_end(&self, term: &[char], text: &[char], at: usize, is_title: bool) -> Option<usize> {
        let wanted: String = term.iter().map(|&c| keys(c)).collect();
        let is_hangul = term.iter().all(|c| ('가'..='힣').contains(c) || ('ㄱ'..='ㅣ').contains(c));
        let mut ends = Vec::new();
        self.type_out(&wanted, text, at, is_title, is_hangul, &mut ends);
        ends.extend(spaced_end(&wanted, text, at).filter(|_| is_hangul));
        ends.into_iter().min()
    }

    fn type_out(
        &self,
        wanted: &str,
        text: &[char],
        at: usize,
        is_title: bool,
        is_hangul: bool,
        ends: &mut Vec<usize>,
    ) {
        let Some(&c) = text.get(at) else { return };
        let mut written = vec![keys(c)];
        if is_hangul {
            let syllables = READINGS.get(&c).into_iter().flatten();
            written.extend(syllables.map(|&syllable| keys(syllable)));
            let abbreviated = self.abbreviations.iter().filter(|&(hanja, _)| hanja == c);
            let words = abbreviated.flat_map(|(_, words)| words).filter(|_| is_title && is_alone(text, at));
            written.extend(words.map(|word| word.chars().map(keys).collect::<String>()));
        }
        for typed in written {
            if typed.starts_with(wanted) {
                ends.push(at + 1);
            } else if let Some(rest) = wanted.strip_prefix(&typed) {
                self.type_out(rest, text, at + 1, is_title, is_hangul, ends);
            }
        }
    }

    /// The first end of the term, if it is spelt with Hanja starting at a character.
    fn spell_end(&self, term: &[char], text: &[char], at: usize, is_title: bool) -> Option<usize> {
        let mut ends = Vec::new();
        self.spell(term, text, at, is_title, &mut ends);
        ends.into_iter().min()
    }

    /// Every end of the term, spelt from a character on with equal text, readings and abbreviations.
    fn spell(&self, term: &[char], text: &[char], at: usize, is_title: bool, ends: &mut Vec<usize>) {
        let Some(&syllable) = term.first() else {
            ends.push(at);
            return;
        };
        let Some(&c) = text.get(at) else { return };
        if c == syllable || hanja_read_as(syllable).contains(c) {
            self.spell(&term[1..], text, at + 1, is_title, ends);
        }
        for (hanja, words) in self.abbreviations.iter().filter(|_| is_title && is_alone(text, at)) {
            for word in words.iter().filter(|_| hanja == c) {
                let word: Vec<char> = word.chars().collect();
                if let Some(rest) = term.strip_prefix(word.as_slice()) {
                    self.spell(rest, text, at + 1, is_title, ends);
                }
            }
        }
    }

    pub(super) fn hits(&self, query: &Query, doc: &Folds<'_>) -> Vec<OracleHit> {
        let mut hits: Vec<OracleHit> = Vec::new();
        for term in wanted_terms(&query.root) {
            for field in doc.fields(term.fields).filter(|_| is_shown(term.fields)) {
                let hits_in = self.hits_in(term, field).into_iter();
                let folds = &field.folds;
                hits.extend(
                    hits_in.map(|(from, to, kind)| (field.place, folds[from].start, folds[to - 1].end, kind)),
                );
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

    /// Hits from left to right without overlaps, in folded characters.
    fn hits_in(&self, term: &Term, field: &Field) -> Vec<(usize, usize, MatchKind)> {
        let (sought, chars) = (Sought::new(term, false), &field.chars);
        let mut hits = Vec::new();
        let mut at = 0;
        while at < chars.len() {
            match self.match_at(&sought, chars, at, field.place) {
                Some((kind, end)) => {
                    hits.push((at, end, kind));
                    at = end;
                }
                None => at += 1,
            }
        }
        hits
    }

    pub(super) fn relevance(&self, query: &Query, doc: &Folds<'_>, kind: MatchKind) -> OracleRelevance {
        let (mut title_terms, mut count) = (0, 0);
        let (mut first_in_title, mut first_in_body) = (usize::MAX, usize::MAX);
        for term in wanted_terms(&query.root) {
            for field in doc.fields(term.fields).filter(|_| is_shown(term.fields)) {
                let hits = self.hits_in(term, field);
                count += hits.len();
                let Some(&(first, ..)) = hits.first() else { continue };
                let first = field.chars[..first].iter().map(|c| c.len_utf8()).sum();
                match field.place {
                    HitPlace::Title => {
                        title_terms += 1;
                        first_in_title = first_in_title.min(first);
                    }
                    HitPlace::Body => first_in_body = first_in_body.min(first),
                    HitPlace::Publisher | HitPlace::Author(_) => {}
                }
            }
        }
        let first = if title_terms > 0 { first_in_title } else { first_in_body };
        (std::cmp::Reverse(title_terms), kind != MatchKind::Exact, std::cmp::Reverse(count), first)
    }
}

fn wanted_terms(node: &Node) -> Vec<&Term> {
    match node {
        Node::And(parts) | Node::Or(parts) => parts.iter().flat_map(wanted_terms).collect(),
        Node::Term(term) => vec![term],
        Node::Not(_) | Node::Filter(_) => Vec::new(),
    }
}

/// An article with its fields folded, to run many queries against.
pub(super) struct Folds<'a> {
    doc: &'a Doc,
    fields: Vec<Field>,
    url: Field,
    note: Field,
}

struct Field {
    place: HitPlace,
    folds: Vec<Folded>,
    chars: Vec<char>,
    text: String,
    hanja: Vec<usize>,
    /// The initial letter of each character of a title or publisher.
    initials: String,
}

impl Field {
    fn new(place: HitPlace, folds: Vec<Folded>) -> Self {
        let chars: Vec<char> = folds.iter().map(|folded| folded.c).collect();
        let hanja = (0..chars.len()).filter(|&at| is_hanja(chars[at])).collect();
        let has_initials = matches!(place, HitPlace::Title | HitPlace::Publisher);
        let initials = chars.iter().filter(|_| has_initials).map(|&c| letters(c)[0]).collect();
        Self { place, text: chars.iter().collect(), hanja, initials, chars, folds }
    }
}

impl<'a> Folds<'a> {
    pub(super) fn new(doc: &'a Doc) -> Self {
        let mut fields = vec![
            Field::new(HitPlace::Title, fold(&doc.title)),
            Field::new(HitPlace::Body, fold(&doc.body)),
            Field::new(HitPlace::Publisher, fold(&doc.publisher)),
        ];
        let authors = doc.authors.iter().enumerate();
        fields.extend(authors.map(|(index, line)| Field::new(HitPlace::Author(index), author(line))));
        // Both follow the rules for bodies.
        let (url, note) =
            (Field::new(HitPlace::Body, fold(&doc.url)), Field::new(HitPlace::Body, fold(&doc.note)));
        Self { doc, fields, url, note }
    }

    /// The fields that a term is searched for in.
    fn fields(&self, wanted: Fields) -> impl Iterator<Item = &Field> {
        let own = match wanted {
            Fields::Url => Some(&self.url),
            Fields::Note => Some(&self.note),
            _ => None,
        };
        let shown = self.fields.iter().filter(move |field| match wanted {
            Fields::Any => true,
            Fields::Title => field.place == HitPlace::Title,
            Fields::Body => field.place == HitPlace::Body,
            Fields::Author => matches!(field.place, HitPlace::Author(_)),
            Fields::Url | Fields::Note => false,
        });
        own.into_iter().chain(shown)
    }
}

/// A term, with what can be derived from it for all articles.
struct Sought {
    term: Term,
    chars: Vec<char>,
    head: String,
    spaced: Vec<String>,
    initials: Option<String>,
}

impl Sought {
    fn new(term: &Term, negated: bool) -> Self {
        let term = Term { quoted: term.quoted || negated, ..term.clone() };
        let wanted = chars(&term.folded);
        Self {
            term,
            head: wanted.iter().take(2).collect(),
            spaced: spaced(&wanted).collect(),
            initials: wanted_initials(&wanted),
            chars: wanted,
        }
    }
}

/// Whether hits in these fields are highlighted in the article.
fn is_shown(fields: Fields) -> bool {
    !matches!(fields, Fields::Url | Fields::Note)
}

fn chars(text: &str) -> Vec<char> {
    text.chars().collect()
}

fn is_hangul(term: &[char]) -> bool {
    term.len() >= 2 && term.iter().all(|c| ('가'..='힣').contains(c))
}

/// The ways to write a term with a space.
fn spaced(term: &[char]) -> impl Iterator<Item = String> {
    let splits = if is_hangul(term) && term.len() >= 4 { 2..term.len() - 1 } else { 0..0 };
    splits.map(|split| term[..split].iter().chain(&[' ']).chain(&term[split..]).collect())
}

/// The readings of each Hanja.
static READINGS: LazyLock<HashMap<char, Vec<char>>> = LazyLock::new(|| {
    let mut readings = HashMap::<char, Vec<char>>::new();
    for syllable in '가'..='힣' {
        hanja_read_as(syllable).chars().for_each(|hanja| readings.entry(hanja).or_default().push(syllable));
    }
    readings
});

/// Whether a Hanja stands alone, so that it can be an abbreviation.
fn is_alone(text: &[char], at: usize) -> bool {
    let adjoins = |c: &char| is_hanja(*c) || is_kana(*c) || c.is_numeric();
    !text[..at].last().is_some_and(adjoins) && !text.get(at + 1).is_some_and(adjoins)
}

/// The same for syllables with one space after at least two of them.
fn spaced_end(wanted: &str, text: &[char], at: usize) -> Option<usize> {
    let is_syllable = |c: &char| ('가'..='힣').contains(c);
    let before = text[at..].iter().take_while(|c| is_syllable(c)).count();
    if before < 2 || text.get(at + before) != Some(&' ') {
        return None;
    }
    let typed: String = text[at..at + before].iter().map(|&c| keys(c)).collect();
    let mut rest = wanted.strip_prefix(&typed).filter(|rest| !rest.is_empty())?;
    for (end, c) in text.iter().enumerate().skip(at + before + 1).take_while(|(_, c)| is_syllable(c)) {
        let typed = keys(*c);
        if typed.starts_with(rest) {
            return Some(end + 1);
        }
        rest = rest.strip_prefix(&typed)?;
    }
    None
}

/// Whether a term is a whole word at a character: a run of letters and digits, which may end in a particle or
/// be followed by a Hanja or a number.
fn is_whole_word(term: &[char], text: &[char], at: usize) -> bool {
    let is_inside = |c: &char| c.is_alphanumeric();
    let ends = |end: usize| text.get(end).is_none_or(|c| !is_inside(c) || c.is_numeric() || is_hanja(*c));
    if !text[at..].starts_with(term) || text[..at].last().is_some_and(is_inside) {
        return false;
    }
    let end = at + term.len();
    let word: String = term.iter().collect();
    ends(end)
        || particles_after(&word)
            .any(|particle| text[end..].starts_with(&chars(particle)) && ends(end + particle.chars().count()))
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

/// Invisible characters, which are dropped first.
const DROPPED: &[(u32, u32)] = &[
    (0xAD, 0xAD),
    (0x34F, 0x34F),
    (0x61C, 0x61C),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0),
    (0xE0000, 0xE0FFF),
];

/// Characters replaced by their NFKC form.
const COMPATIBLE: &[(u32, u32)] = &[
    (0xB2, 0xB3),
    (0xB9, 0xB9),
    (0xBC, 0xBE),
    (0x2070, 0x209F),
    (0x2100, 0x218F),
    (0x2460, 0x24FF),
    (0x3200, 0x33FF),
    (0xFB00, 0xFB06),
    (0xFF61, 0xFFDC),
];

fn fold(text: &str) -> Vec<Folded> {
    let is_in = |ranges: &[(u32, u32)], c: char| ranges.iter().any(|&(a, b)| (a..=b).contains(&(c as u32)));
    let mut chars: Vec<Folded> = Vec::new();
    for (at, c) in text.chars().enumerate().filter(|&(_, c)| !is_in(DROPPED, c)) {
        let own = c.to_string();
        let parts: String = if is_in(COMPATIBLE, c) { own.nfkc().collect() } else { own };
        chars.extend(parts.chars().map(|c| Folded { c, start: at, end: at + 1 }));
    }
    let mut folded: Vec<Folded> = Vec::new();
    let mut start = 0;
    for end in 1..=chars.len() {
        if end < chars.len() && !begins_piece(chars[end].c) {
            continue;
        }
        let piece = &chars[start..end];
        let before: String = piece.iter().map(|folded| folded.c).collect();
        let normalized: Vec<char> = before.nfc().collect();
        let is_same = normalized.iter().copied().eq(before.chars());
        for (index, &c) in normalized.iter().enumerate() {
            let (from, to) = if is_same {
                (piece[index].start, piece[index].end)
            } else {
                (piece[0].start, piece[piece.len() - 1].end)
            };
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

/// Whether the text before a character and the text from it on can be normalized separately.
fn begins_piece(c: char) -> bool {
    let first = c.to_string().nfd().next().unwrap();
    canonical_combining_class(first) == 0 && is_nfc_quick([first].into_iter()) == IsNormalized::Yes
}

fn fold_char(c: char) -> String {
    #[rustfmt::skip]
    let alike = [
        ("\u{2018}\u{2019}\u{B4}\u{60}\u{2032}", "'"), ("\u{201C}\u{201D}\u{2033}", "\""),
        ("\u{2027}\u{2219}\u{2022}\u{318D}\u{30FB}\u{22C5}", "·"), ("\u{223C}\u{301C}\u{FF5E}\u{2DC}", "~"),
        ("\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2015}\u{2212}\u{FE63}", "-"), ("\u{2026}\u{22EF}", "..."),
        ("\u{2044}", "/"), ("İ", "i"), ("ßẞ", "ss"), ("ſ", "s"),
    ];
    if let Some((_, sign)) = alike.iter().find(|(signs, _)| signs.contains(c)) {
        return (*sign).to_owned();
    }
    if c.is_whitespace() {
        return " ".to_owned();
    }
    if ('\u{1100}'..='\u{11C2}').contains(&c) {
        return compatible(c).to_string();
    }
    let narrow = if ('！'..='～').contains(&c) { char::from_u32(c as u32 - 0xFEE0).unwrap() } else { c };
    narrow.to_lowercase().collect()
}

/// The usual letter for a conjoining one.
fn compatible(c: char) -> char {
    const LEADS: &str = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
    const TAILS: &str = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";
    match c {
        '\u{1100}'..='\u{1112}' => LEADS.chars().nth(c as usize - 0x1100).unwrap(),
        '\u{1161}'..='\u{1175}' => char::from_u32(c as u32 - 0x1161 + 'ㅏ' as u32).unwrap(),
        '\u{11A8}'..='\u{11C2}' => TAILS.chars().nth(c as usize - 0x11A8).unwrap(),
        _ => c,
    }
}

/// The letters of a character, decomposed; compatibility letters instead of conjoining ones.
fn letters(c: char) -> Vec<char> {
    if !('가'..='힣').contains(&c) {
        return vec![c];
    }
    c.to_string().nfd().map(compatible).collect()
}

/// The keys of the two-set keyboard that type a character.
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

fn initials_end(initials: &str, text: &[char], at: usize) -> Option<usize> {
    let wanted = chars(initials);
    let window = text.get(at..at + wanted.len())?;
    let begins = |(&c, &wanted): (&char, &char)| letters(c)[0] == wanted;
    window.iter().zip(&wanted).all(begins).then_some(at + wanted.len())
}

/// The initials in a term of consonant letters.
fn wanted_initials(term: &[char]) -> Option<String> {
    let all_consonants = term.iter().all(|c| ('ㄱ'..='ㅎ').contains(c));
    let letters: String = term.iter().filter(|_| all_consonants).map(|&c| keys(c)).collect();
    (letters.chars().count() >= 2).then_some(letters)
}

fn holds(filter: &Filter, folds: &Folds<'_>) -> bool {
    let doc = folds.doc;
    let folded = |text: &str| fold(text).iter().map(|folded| folded.c).collect::<String>();
    let in_days =
        |days: &DateRange, day: Option<jiff::civil::Date>| day.is_some_and(|day| days.contains(day));
    match filter {
        Filter::Value(field, pattern) => match field {
            QueryField::Publisher => pattern.matches(&folded(&doc.publisher)),
            QueryField::Category => pattern.matches(&folded(&doc.category)),
            QueryField::Id => pattern.matches(&folded(&doc.id)),
            QueryField::Tag => doc.tags.iter().any(|tag| pattern.matches(&folded(tag))),
            QueryField::Kind => {
                let kind = seogo::article::ArticleKind::of(&doc.title, &doc.body);
                pattern.matches(&folded(kind.name()))
            }
            // The crawler's files have none of these.
            QueryField::Keyword
            | QueryField::Person
            | QueryField::Location
            | QueryField::Organization
            | QueryField::Words
            | QueryField::Page
            | QueryField::Excluded => false,
            // There are no stories in these tests.
            QueryField::Story => false,
            // Nothing was drawn or coded in these tests.
            QueryField::Set | QueryField::Code => false,
            QueryField::Folder => {
                let folders: Vec<&str> = doc.path.split('/').collect();
                pattern.matches(&folded(&folders[..folders.len() - 1].join("/")))
            }
            field => unreachable!("{field:?} has no values"),
        },
        Filter::Days(field, days) => match field {
            QueryField::Published => in_days(days, doc.published),
            QueryField::Crawled => in_days(days, doc.crawled),
            QueryField::Modified => in_days(days, doc.modified),
            field => unreachable!("{field:?} has no days"),
        },
        Filter::Number(QueryField::Length, range) => range.contains(doc.body.chars().count() as u64),
        Filter::Number(QueryField::Shared, _) => false,
        Filter::Number(field, _) => unreachable!("{field:?} has no number"),
        Filter::Flag(Flag::Starred) => doc.starred,
        Filter::Flag(Flag::Unread) => !doc.read,
        Filter::Flag(Flag::Highlight) => doc.highlighted,
        Filter::Flag(Flag::Note) => !doc.note.is_empty(),
        Filter::Flag(Flag::Author) => !doc.authors.is_empty(),
        Filter::Flag(Flag::Hanja) => folds.fields.iter().any(|field| !field.hanja.is_empty()),
        Filter::Flag(Flag::Excluded) => false,
        Filter::Flag(Flag::Single) => true,
        Filter::Flag(_) => false,
    }
}
