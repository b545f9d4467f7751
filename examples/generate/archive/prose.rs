//! Sentences and headlines that mix a story's own words with those that every article uses.

use super::words::{
    CONNECTIVES, ENDINGS, GLOSSES, HEADLINE_HANJA, JOINTS, OFFICES, PAST_ENDINGS, PAST_JOINTS, Particle,
    QUALITIES, TIES, TIMES, VERBS, Vocabulary, foreign, pick, with_particle,
};
use fastrand::Rng;

/// An article's subject: the words it keeps returning to.
pub(super) struct Subject {
    topics: Vec<String>,
    people: Vec<String>,
    places: Vec<String>,
    hanja: bool,
}

impl Subject {
    pub(super) fn new(words: &Vocabulary, random: &mut Rng) -> Self {
        let mut topics: Vec<String> =
            (0..random.usize(5..10)).map(|_| words.topic(random).to_owned()).collect();
        if random.u8(..3) == 0 {
            topics.push(foreign(random));
        }
        if random.u8(..3) == 0 {
            topics.push(words.firm(random));
        }
        let person = |random: &mut Rng| format!("{} {}", words.person(random), pick(random, &OFFICES));
        Self {
            topics,
            people: (0..random.usize(1..4)).map(|_| person(random)).collect(),
            places: (0..random.usize(1..3)).map(|_| words.place(random)).collect(),
            hanja: random.u8(..100) < 12,
        }
    }

    fn topic(&self, random: &mut Rng) -> &str {
        &self.topics[random.usize(..self.topics.len())]
    }

    pub(super) fn place(&self, random: &mut Rng) -> &str {
        &self.places[random.usize(..self.places.len())]
    }
}

/// Writes about one subject.
pub(super) struct Writer<'a> {
    pub(super) words: &'a Vocabulary,
    pub(super) subject: &'a Subject,
    /// The quotation marks that this writer uses.
    pub(super) quotes: (&'static str, &'static str),
}

impl Writer<'_> {
    /// A noun, often one from the subject.
    fn noun(&self, random: &mut Rng) -> String {
        match random.u8(..100) {
            0..28 => self.subject.topic(random).to_owned(),
            28..31 if self.subject.hanja => format!("{}{}", pick(random, &GLOSSES), self.words.noun(random)),
            _ => self.words.noun(random).to_owned(),
        }
    }

    /// A noun with modifiers.
    pub(super) fn phrase(&self, random: &mut Rng) -> String {
        let noun = self.noun(random);
        match random.u8(..100) {
            0..42 => noun,
            42..60 => format!("{} {noun}", self.noun(random)),
            60..74 => format!("{}의 {noun}", self.noun(random)),
            74..86 => format!("{} {noun}", pick(random, &QUALITIES)),
            86..92 => format!("{}한 {noun}", self.words.deed(random)),
            92..95 => format!("‘{noun}’ {}", self.noun(random)),
            _ => format!("{noun} {}", amount(random)),
        }
    }

    /// A sentence, with its full stop.
    pub(super) fn sentence(&self, random: &mut Rng) -> String {
        let mut sentence = String::new();
        if random.u8(..4) == 0 {
            sentence.push_str(pick(random, &CONNECTIVES));
            sentence.push(' ');
        }
        if random.u8(..100) < 16 {
            self.quote_into(&mut sentence, random);
            return sentence;
        }
        for _ in 0..random.usize(..3) {
            self.clause_into(&mut sentence, random);
            sentence.push_str(&self.verb(&JOINTS, &PAST_JOINTS, random));
            sentence.push(' ');
        }
        self.clause_into(&mut sentence, random);
        sentence.push_str(&self.verb(&ENDINGS, &PAST_ENDINGS, random));
        sentence.push('.');
        sentence
    }

    /// A verb of either kind, with one of its endings.
    fn verb(&self, of_deeds: &[&str], of_verbs: &[&str], random: &mut Rng) -> String {
        if random.u8(..100) < 55 {
            format!("{}{}", self.words.deed(random), pick(random, of_deeds))
        } else {
            format!("{}{}", pick(random, &VERBS), pick(random, of_verbs))
        }
    }

    /// A clause up to its verb.
    fn clause_into(&self, text: &mut String, random: &mut Rng) {
        let mut put = |piece: &str| {
            text.push_str(piece);
            text.push(' ');
        };
        if random.u8(..100) < 20 {
            put(pick(random, &TIMES));
        }
        if random.u8(..100) < 62 {
            let particle = if random.bool() { Particle::Topic } else { Particle::Subject };
            put(&with_particle(&self.someone(random), particle));
        }
        if random.u8(..100) < 18 {
            put(&format!("{}에서", self.subject.place(random)));
        }
        if random.u8(..100) < 45 {
            let phrase = self.phrase(random);
            put(&match random.u8(..10) {
                0 => format!("{} 위해", with_particle(&phrase, Particle::Object)),
                1 => format!("{} 함께", with_particle(&phrase, Particle::With)),
                2 | 3 => with_particle(&phrase, Particle::By),
                4 => with_particle(&phrase, Particle::With),
                _ => format!("{phrase}{}", pick(random, &TIES)),
            });
        }
        put(&with_particle(&self.phrase(random), Particle::Object));
    }

    fn someone(&self, random: &mut Rng) -> String {
        if random.u8(..100) < 35 {
            self.subject.people[random.usize(..self.subject.people.len())].clone()
        } else {
            self.phrase(random)
        }
    }

    fn quote_into(&self, text: &mut String, random: &mut Rng) {
        let speaker = with_particle(&self.someone(random), Particle::Topic);
        let (open, close) = self.quotes;
        text.push_str(&speaker);
        text.push(' ');
        text.push_str(open);
        self.clause_into(text, random);
        text.push_str(self.words.deed(random));
        text.push_str(pick(
            random,
            &["해야 한다", "할 것", "하겠다", "하는 일은 없을 것", "했다", "하고 있다"],
        ));
        text.push_str(close);
        text.push_str(pick(
            random,
            &[
                "고 말했다.",
                "라고 밝혔다.",
                "며 이같이 말했다.",
                "고 강조했다.",
                "고 설명했다.",
                "고 전했다.",
            ],
        ));
    }

    /// A short line without a full stop, like headlines and sub-headlines.
    pub(super) fn line(&self, random: &mut Rng) -> String {
        let topic = self.subject.topic(random);
        let deed = self.words.deed(random);
        let (open, close) = self.quotes;
        match random.u8(..7) {
            0 => format!("{topic} {} {deed}", self.phrase(random)),
            1 => format!("{} {topic} {deed}", self.subject.place(random)),
            2 => format!("{open}{topic} {}해야{close}", deed),
            3 => format!("{topic} {} {} {deed}", self.noun(random), amount(random)),
            4 => format!("{}, {topic} {deed}", self.someone(random)),
            5 => format!("‘{}’ {topic} {deed}", self.noun(random)),
            _ => format!("{topic}에 {} {deed}", self.phrase(random)),
        }
    }

    /// A headline: two parts with an ellipsis between them, a label, Hanja for a country.
    pub(super) fn headline(&self, random: &mut Rng) -> String {
        let mut title = self.line(random);
        if random.u8(..100) < 75 {
            title = format!("{title}…{}", self.line(random));
        }
        if self.subject.hanja || random.u8(..100) < 4 {
            let space = if random.bool() { " " } else { "" };
            title = format!("{}{space}{title}", pick(random, &HEADLINE_HANJA));
        }
        match random.u8(..40) {
            0 => format!("[속보] {title}"),
            1 => format!("[단독] {title}"),
            2 => format!("[포토] {title}"),
            3 => format!("{title}(종합)"),
            4 => format!("{title} {}%↑", random.u8(1..90)),
            5 => format!("{title} R&D"),
            _ => title,
        }
    }
}

/// A sum, a percentage, a count or a date.
pub(super) fn amount(random: &mut Rng) -> String {
    match random.u8(..9) {
        0 => format!("{}.{}%", random.u8(..90), random.u8(..10)),
        1 => format!("{}억원", random.u16(1..9999)),
        2 => format!("{}조{}천억원", random.u8(1..40), random.u8(1..10)),
        3 => format!("{}만명", random.u16(1..900)),
        4 => format!("{},{:03}건", random.u8(1..30), random.u16(..1000)),
        5 => format!("{}개", random.u16(2..400)),
        6 => format!("{}월 {}일", random.u8(1..13), random.u8(1..29)),
        7 => format!("{}년", random.u16(1990..2031)),
        _ => format!("{}배", random.u8(2..20)),
    }
}

/// A sentence of English wire copy.
pub(super) fn english_sentence(words: &Vocabulary, random: &mut Rng) -> String {
    let mut sentence: Vec<&str> = (0..random.usize(9..26)).map(|_| pick(random, &words.english)).collect();
    sentence.push(pick(random, &["Monday", "Tuesday", "in 2025", "on Dec. 29", "in the U.S", "last year"]));
    let text = sentence.join(" ");
    let (first, rest) = text.split_at(1);
    format!("{}{rest}.", first.to_uppercase())
}
