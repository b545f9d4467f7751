//! Agencies' pictures: bodies that are a caption and nothing else, with a slug glued before it and a credit after
//! it.

use super::{Block, BlockKind, trimmed};
use crate::article::caption::foreign_credit;

/// The longest slug, in bytes.
const LONGEST_SLUG: usize = 130;
/// Beginnings of names with a capital inside: `McCartney`, `LeBron`, `d'Or`.
const NAME_BEGINNINGS: [&str; 12] =
    ["Mc", "Mac", "De", "Di", "Da", "Du", "Del", "Le", "La", "Van", "Fitz", "i"];

/// Turns the paragraphs of a body that is nothing but a caption into captions, and separates slug and credit.
pub(super) fn set_as_caption(body: &str, blocks: &mut Vec<Block>) {
    let credit = foreign_credit(body);
    let mut slug = credit.and_then(|_| slug_end(body));
    let credit = credit.unwrap_or(body.len());
    for Block { kind, range } in std::mem::take(blocks) {
        if kind != BlockKind::Text {
            blocks.push(Block { kind, range });
            continue;
        }
        let story = range.start..range.end.min(credit.max(range.start));
        let mut start = story.start;
        if let Some(end) = slug.take().filter(|end| story.contains(end)) {
            blocks.extend(trimmed(body, BlockKind::Deck, start..end));
            let number = picture_number(&body[end..story.end]);
            blocks.extend(trimmed(body, BlockKind::Trailer, end..end + number));
            start = end + number;
        }
        blocks.extend(trimmed(body, BlockKind::Caption, start..story.end));
        blocks.extend(trimmed(body, BlockKind::Trailer, story.end..range.end));
    }
}

/// The end of a slug of several words that the caption's first sentence is glued to: `Italy SoccerA player …`.
fn slug_end(body: &str) -> Option<usize> {
    let (head, _) = body.split_at(body.floor_char_boundary(LONGEST_SLUG));
    head.match_indices(|c: char| c.is_ascii_uppercase() || c == 'e').map(|(at, _)| at).find(|&at| {
        let (before, after) = head.split_at(at);
        let last = before.chars().next_back().unwrap_or(' ');
        let word = before.rsplit([' ', '-', '\'', '’', '(']).next().unwrap_or(before);
        let is_seam = if after.starts_with('e') {
            after.starts_with("epaselect epa") && !last.is_whitespace()
        } else {
            (last.is_ascii_lowercase() || last.is_ascii_digit() || matches!(last, ')' | '.' | '’' | '\''))
                && !word.contains('.')
                && !word.is_empty()
        };
        is_seam && before.contains(' ') && !NAME_BEGINNINGS.contains(&word)
    })
}

/// The length of the number that the European Pressphoto Agency gives a picture.
fn picture_number(text: &str) -> usize {
    let rest = text.strip_prefix("epaselect ").unwrap_or(text);
    let digits = rest.strip_prefix("epa").unwrap_or_default();
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    if end < 6 { 0 } else { text.len() - digits.len() + end }
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn slug_caption_and_credit_of_a_foreign_picture_stand_apart() {
        check(
            "Naru Snail RaceA snail crosses the line in Naru, Sunday. (AP Photo/Ga Ram)",
            &["D Naru Snail Race", "C A snail crosses the line in Naru, Sunday.", "X (AP Photo/Ga Ram)"],
        );
        check(
            "MetroSnail Retirement in NaruFILE - A snail of Mr. McNaru rests. (AP Photo/Ga Ram, File) FILE PHOTO",
            &[
                "D MetroSnail Retirement in Naru",
                "C FILE - A snail of Mr. McNaru rests.",
                "X (AP Photo/Ga Ram, File) FILE PHOTO",
            ],
        );
        check(
            "Naru Cup 25 - Garam vs Haneul FCepaselect epa12345678 A player of Haneul falls. EPA/GA RAM",
            &[
                "D Naru Cup 25 - Garam vs Haneul FC",
                "X epaselect epa12345678",
                "C A player of Haneul falls.",
                "X EPA/GA RAM",
            ],
        );
        check(
            "A snail of LeNaru rests in Naru. (Ga Ram/PA via AP) NO SALES; MANDATORY CREDIT",
            &["C A snail of LeNaru rests in Naru.", "X (Ga Ram/PA via AP) NO SALES; MANDATORY CREDIT"],
        );
    }

    #[test]
    fn a_body_that_is_a_korean_caption_is_one() {
        check(
            "(나루=연합뉴스) 가람 기자 = 28일 나루 경주장에서 달팽이가 쉬고 있다. 2025.12.28 snail@yna.co.kr",
            &[
                "C (나루=연합뉴스) 가람 기자 = 28일 나루 경주장에서 달팽이가 쉬고 있다. 2025.12.28",
                "X snail@yna.co.kr",
            ],
        );
    }

    #[test]
    fn an_english_report_keeps_its_paragraphs() {
        let report = "A snail of McNaru won the race in NaruTown, its owner said. (Yonhap)";
        check(report, &[&format!("T {report}")]);
    }
}
