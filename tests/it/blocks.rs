//! How well lost paragraph breaks are restored, measured on real articles, and properties that hold for any
//! text.
#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]
use crate::support::skipped::skip;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use seogo::article::{BlockKind, blocks};

/// Restored breaks at sentence ends, compared with the known ones.
#[derive(Default)]
struct Score {
    bodies: usize,
    right: usize,
    wrong: usize,
    missed: usize,
    examples: Vec<String>,
}

impl Score {
    fn precision(&self) -> f64 {
        self.right as f64 / (self.right + self.wrong) as f64
    }

    fn recall(&self) -> f64 {
        self.right as f64 / (self.right + self.missed) as f64
    }
}

/// Takes bodies that kept their paragraph breaks, joins the paragraphs as the crawl does, and counts how many
/// breaks are restored.
///
/// A *known* break follows a paragraph that ends in a sentence end: a full stop, followed by any closing
/// brackets and quotation marks. A *restored* break is a block boundary with a sentence end before it and no
/// white space at it in the joined text; it is right if it is known. Boundaries after other paragraphs (a deck,
/// a sub-headline) and next to a mark, deck or trailer are not counted at all. Bodies with breaks lost in the
/// crawl would distort the measure, so any with a sentence end that runs straight into the next sentence is
/// left out.
///
/// The splitter was tuned on bodies with an even content hash; this measures those with an odd one.
#[test]
fn lost_breaks_come_back() {
    let Some(folder) = std::env::var_os("SEOGO_REAL_ARCHIVE") else {
        skip("SEOGO_REAL_ARCHIVE is not set");
        return;
    };
    let mut halves = [Score::default(), Score::default()];
    for path in files(Path::new(&folder)) {
        let text = std::fs::read_to_string(&path).unwrap();
        let Some((body, is_odd)) = body_of(&text) else { continue };
        measure(&body, &mut halves[usize::from(is_odd)]);
    }
    for (name, score) in ["even hashes (tuned on)", "odd hashes (held out)"].iter().zip(&halves) {
        println!(
            "{name}: {} bodies, {} right, {} wrong, {} missed: precision {:.4}, recall {:.4}",
            score.bodies,
            score.right,
            score.wrong,
            score.missed,
            score.precision(),
            score.recall()
        );
    }
    if std::env::var_os("SEOGO_SHOW_ERRORS").is_some() {
        halves[0].examples.iter().for_each(|example| println!("{example}"));
    }
    for score in &halves {
        assert!(score.bodies > 100, "too few bodies with known breaks: {}", score.bodies);
        assert!(score.precision() >= 0.995, "precision {:.4}", score.precision());
        assert!(score.recall() >= 0.98, "recall {:.4}", score.recall());
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The decoded body of a file, and whether its content hash is odd.
fn body_of(text: &str) -> Option<(String, bool)> {
    let (front_matter, rest) = text.strip_prefix("---\n")?.split_once("\n---\n")?;
    let hash = front_matter.lines().find_map(|line| line.strip_prefix("content_hash: "))?;
    let is_odd = u8::from_str_radix(hash.trim().get(hash.trim().len() - 1..)?, 16).ok()? % 2 == 1;
    let (_, rest) = rest.split_once("\n---\n")?;
    let (body, _) = rest.rsplit_once("\n---\n\n*Crawled at")?;
    Some((html_escape::decode_html_entities(body.trim()).into_owned(), is_odd))
}

fn measure(body: &str, score: &mut Score) {
    let paragraphs: Vec<&str> = body.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect();
    if is_polluted(body) || paragraphs.len() < 2 {
        return;
    }
    let mut glued = String::new();
    let mut known = BTreeSet::new();
    let mut uncounted = BTreeSet::new();
    for (index, paragraph) in paragraphs.iter().enumerate() {
        glued.push_str(paragraph);
        if index + 1 < paragraphs.len() {
            if ends_sentence(paragraph) {
                known.insert(glued.len())
            } else {
                uncounted.insert(glued.len())
            };
        }
    }
    if known.is_empty() {
        return;
    }
    score.bodies += 1;
    let found = blocks(&glued);
    // Breaks next to marks and trailers are found by other signs.
    let restored: BTreeSet<usize> = found
        .windows(2)
        .filter(|pair| pair[0].range.end == pair[1].range.start && !uncounted.contains(&pair[1].range.start))
        .filter(|pair| {
            pair.iter().all(|block| block.kind == BlockKind::Text) || known.contains(&pair[1].range.start)
        })
        .map(|pair| pair[1].range.start)
        .filter(|&at| ends_sentence(&glued[..at]))
        .collect();
    score.right += restored.intersection(&known).count();
    score.wrong += restored.difference(&known).count();
    score.missed += known.difference(&restored).count();
    let around = |at: usize| {
        let from = glued.floor_char_boundary(at.saturating_sub(60));
        format!("{} ‖ {}", &glued[from..at], &glued[at..glued.ceil_char_boundary(at + 60)])
    };
    score.examples.extend(restored.difference(&known).map(|&at| format!("wrong: {}", around(at))));
    score.examples.extend(known.difference(&restored).map(|&at| format!("missed: {}", around(at))));
}

/// Whether breaks were lost in a body: a letter and a full stop followed by a capital letter, a Korean letter
/// or an opening mark. Cases that a splitter has to recognize don't count: quotations, numbers, addresses,
/// initials.
fn is_polluted(body: &str) -> bool {
    let chars: Vec<char> = body.chars().collect();
    let hangul = |c: char| ('가'..='힣').contains(&c);
    chars.windows(3).any(|window| {
        let korean = matches!(window[0], '다' | '요' | '죠') && matches!(window[1], '.' | '?' | '!');
        let english = window[0].is_ascii_lowercase() && window[1] == '.' && window[2].is_ascii_uppercase();
        let japanese = window[0] == '。' && window[1].is_alphanumeric();
        korean && (hangul(window[2]) || "“‘[(<▲△■◇◆●▶※ⓒ".contains(window[2]) || window[2].is_alphanumeric())
            || english
            || japanese
    })
}

fn ends_sentence(paragraph: &str) -> bool {
    let closing = |c: char| "\"'”’)]】」』>》".contains(c);
    paragraph.trim_end_matches(closing).ends_with(['.', '?', '!', '…', '。', '．'])
}

/// Typical pieces of articles, so that random texts trigger the rules.
fn article_like() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("했다."),
        Just("“그렇다.”"),
        Just("\""),
        Just("'"),
        Just("라고 "),
        Just("[앵커]"),
        Just("\n\n"),
        Just("\n"),
        Just(" "),
        Just("\u{a0}"),
        Just("3.5%"),
        Just("U.S."),
        Just("홍길동 기자"),
        Just("hong@example.com"),
        Just("▶"),
        Just("#말"),
        Just("…"),
        Just("(서울=가나통신)"),
        Just("발표"),
        Just("2026년"),
        Just("?"),
        Just("The "),
        Just("year."),
        Just("---"),
        Just("美"),
        Just("\r"),
    ];
    prop_oneof![prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat()), any::<String>()]
}

fn visible(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

proptest! {
    #[test]
    fn blocks_hold_every_visible_character_in_order(body in article_like()) {
        let found = blocks(&body);
        let mut end = 0;
        for block in &found {
            prop_assert!(end <= block.range.start && block.range.start < block.range.end);
            let text = body.get(block.range.clone()).expect("on character boundaries");
            prop_assert_eq!(text, text.trim());
            prop_assert_eq!(visible(&body[end..block.range.start]), "");
            end = block.range.end;
        }
        prop_assert_eq!(visible(&body[end..]), "");
    }
}
