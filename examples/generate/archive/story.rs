//! Stories and their texts: a paper's article, an agency's retold by others, and one revised a day later.

use super::prose::{Subject, Writer, english_sentence};
use super::words::{Particle, Publisher, TIMES, Vocabulary, pick, with_particle};
use fastrand::Rng;
use std::f64::consts::TAU;

/// An article's text, before it is put on a page.
#[derive(Clone)]
pub(super) struct Text {
    pub(super) title: String,
    /// The sub-headlines.
    deck: Vec<String>,
    sentences: Vec<String>,
}

/// A subject, with what is written about it.
pub(super) struct Story<'a> {
    words: &'a Vocabulary,
    subject: Subject,
}

impl<'a> Story<'a> {
    pub(super) fn new(words: &'a Vocabulary, random: &mut Rng) -> Self {
        Self { words, subject: Subject::new(words, random) }
    }

    /// The story as one paper tells it.
    pub(super) fn told(&self, random: &mut Rng) -> Text {
        let writer = self.writer(random);
        let wanted = length(random);
        let (mut sentences, mut written) = (Vec::new(), 0);
        while written < wanted {
            let sentence = writer.sentence(random);
            written += sentence.chars().count() + 1;
            sentences.push(sentence);
        }
        let lines = if random.u8(..100) < 35 { random.usize(2..5) } else { 0 };
        Text {
            title: writer.headline(random),
            deck: (0..lines).map(|_| writer.line(random)).collect(),
            sentences,
        }
    }

    /// The story as another paper retells an agency's text, with some sentences left out, changed or added.
    pub(super) fn retold(&self, wire: &Text, random: &mut Rng) -> Text {
        let writer = self.writer(random);
        let mut sentences = Vec::new();
        for sentence in &wire.sentences {
            match random.u8(..100) {
                0..14 => {}
                14..45 => sentences.push(self.reworded(sentence, random)),
                45..52 => sentences.extend([sentence.clone(), writer.sentence(random)]),
                _ => sentences.push(sentence.clone()),
            }
        }
        if sentences.is_empty() {
            sentences.push(writer.sentence(random));
        }
        Text { title: writer.headline(random), deck: Vec::new(), sentences }
    }

    /// The same paper's article a day later, with a sentence or two changed, and sometimes the headline.
    pub(super) fn revised(&self, first: &Text, random: &mut Rng) -> Text {
        let mut text = first.clone();
        let at = random.usize(..text.sentences.len());
        text.sentences[at] = self.reworded(&text.sentences[at], random);
        if random.bool() {
            let at = random.usize(..=text.sentences.len());
            text.sentences.insert(at, self.writer(random).sentence(random));
        }
        if random.u8(..3) == 0 {
            text.title = self.reworded(&text.title, random);
        }
        text
    }

    /// A sentence with one of its topics or objects replaced, or with a time added if it has none.
    fn reworded(&self, sentence: &str, random: &mut Rng) -> String {
        let mut words: Vec<String> = sentence.split(' ').map(str::to_owned).collect();
        let has_particle =
            |word: &String| word.ends_with(['을', '를', '은', '는']) && word.chars().count() > 2;
        let places: Vec<usize> = (0..words.len()).filter(|&at| has_particle(&words[at])).collect();
        if places.is_empty() {
            return format!("{} {sentence}", pick(random, &TIMES));
        }
        let at = pick(random, &places);
        let is_object = words[at].ends_with(['을', '를']);
        let particle = if is_object { Particle::Object } else { Particle::Topic };
        words[at] = with_particle(&self.writer(random).phrase(random), particle);
        words.join(" ")
    }

    /// Where it happened.
    pub(super) fn place(&self, random: &mut Rng) -> &str {
        self.subject.place(random)
    }

    /// A reader's remark on it.
    pub(super) fn remark(&self, random: &mut Rng) -> String {
        self.writer(random).line(random)
    }

    fn writer(&self, random: &mut Rng) -> Writer<'_> {
        let quotes = if random.bool() { ("“", "”") } else { ("\"", "\"") };
        Writer { words: self.words, subject: &self.subject, quotes }
    }
}

/// Untranslated wire copy.
pub(super) fn english(words: &Vocabulary, random: &mut Rng) -> Text {
    let count = (length(random) / 90).max(1);
    let title = english_sentence(words, random);
    Text {
        title: format!("(LEAD) {}", title.trim_end_matches('.').chars().take(60).collect::<String>()),
        deck: Vec::new(),
        sentences: (0..count).map(|_| english_sentence(words, random)).collect(),
    }
}

/// The length of a body in characters: half are below 870, nine in ten below 1,850, a few very long or a single
/// line.
fn length(random: &mut Rng) -> usize {
    if random.u8(..100) < 3 {
        return random.usize(1..60);
    }
    let normal = (-2.0 * random.f64().max(f64::MIN_POSITIVE).ln()).sqrt() * (TAU * random.f64()).cos();
    (830.0 * (normal * 0.58).exp()).min(29_000.0) as usize
}

/// What a crawl did to the breaks between paragraphs.
#[derive(Clone, Copy)]
enum Breaks {
    Lost,
    Spaces,
    Kept,
}

/// Formats a text as a publisher's page would give it to a crawler.
pub(super) fn body(
    text: &Text,
    publisher: &Publisher,
    reporter: &str,
    place: &str,
    random: &mut Rng,
) -> String {
    let mut body = text.deck.concat();
    if !body.is_empty() {
        body.push_str("\n\n");
    }
    let breaks = match random.u8(..100) {
        0..64 => Breaks::Lost,
        64..94 => Breaks::Spaces,
        _ => Breaks::Kept,
    };
    if publisher.broadcasts {
        body.push_str(pick(random, &["[앵커]", "【 앵커멘트 】", "<앵커>"]));
    } else if publisher.name.ends_with("통신") {
        body.push_str(&format!("({place}={}) {reporter} 기자 = ", publisher.name));
    }
    let mut rest = text.sentences.as_slice();
    let mut is_first = true;
    while !rest.is_empty() {
        let (paragraph, after) = rest.split_at(random.usize(1..4).min(rest.len()));
        body.push_str(&paragraph.join(" "));
        rest = after;
        if is_first && publisher.broadcasts {
            body.push_str(pick(random, &["[기자]", "[리포트]"]));
        } else if !rest.is_empty() {
            let blank = is_first && random.bool();
            body.push_str(match breaks {
                _ if blank => "\n\n",
                Breaks::Lost => "",
                Breaks::Spaces => " ",
                Breaks::Kept => "\n\n",
            });
        }
        is_first = false;
    }
    trailer(&mut body, publisher, reporter, random);
    body
}

/// Text below a story that isn't part of it.
fn trailer(body: &mut String, publisher: &Publisher, reporter: &str, random: &mut Rng) {
    let Publisher { name, domain, .. } = publisher;
    match random.u8(..20) {
        0..3 => body.push_str(&format!("\n\n{reporter} 기자 reporter@{domain}")),
        3 => body.push_str(&format!("\n\n[사진 출처 : {name}]")),
        4 => body.push_str(&format!("\n\nⓒ {name} 무단 전재 및 재배포 금지")),
        5 => body.push_str(&format!("\n\n■ 제보하기▷ 전화 : 02-000-0000▷ 이메일 : news@{domain}")),
        6 => body.push_str(&format!("\n\n▶ {name} 구독하기 https://{domain}/subscribe?from=body&lang=ko")),
        _ => {}
    }
}
