//! Breaks headlines into lines: at their natural joint if both parts fit on a line, and without leaving a
//! single word on the last line if the line before can spare one.

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Galley, Painter, vec2};
use std::ops::Range;
use std::sync::Arc;

/// The least share of the width that a line keeps when words are moved to the next.
const LEAST_LINE: f32 = 0.45;

/// Lays out a headline `width` wide on at most `most` lines; the last line is truncated if it doesn't fit.
pub(super) fn headline(
    painter: &Painter,
    text: &str,
    format: &TextFormat,
    width: f32,
    most: usize,
) -> Arc<Galley> {
    let mut whole = LayoutJob::single_section(text.to_owned(), format.clone());
    whole.wrap.max_width = f32::INFINITY;
    let laid = painter.layout_job(whole);
    if laid.rows.len() != 1 || laid.size().x <= width {
        // It fits, or the text contains line breaks of its own.
        return laid;
    }
    let letters = HeadlineLetters::of(text, &laid);
    let lines = lines(&letters, width, most.max(1));
    let last = lines.len().saturating_sub(1);
    let set = |(index, line): (usize, &Range<usize>)| {
        let line = letters.bytes.get(line.start).zip(letters.bytes.get(line.end));
        let piece = line.and_then(|(&start, &end)| text.get(start..end)).unwrap_or_default();
        let mut job = LayoutJob::single_section(piece.to_owned(), format.clone());
        job.wrap = match index == last {
            true => TextWrapping::truncate_at_width(width),
            false => TextWrapping::no_max_width(),
        };
        painter.layout_job(job)
    };
    let set: Vec<_> = lines.iter().enumerate().map(set).collect();
    joined(text, format, &set).map_or(laid, |mut all| {
        // The space at a line's end may stand beyond the width.
        all.rect.max.x = all.rect.max.x.min(all.rect.min.x + width);
        Arc::new(all)
    })
}

/// Joins stacked lines into one galley whose character offsets match those of the whole text.
fn joined(text: &str, format: &TextFormat, lines: &[Arc<Galley>]) -> Option<Galley> {
    let mut lines = lines.iter();
    let mut all = Galley::clone(lines.next()?);
    for line in lines {
        let down = vec2(0.0, all.rect.bottom());
        all.rows.extend(line.rows.iter().cloned().map(|mut row| {
            row.pos += down;
            row
        }));
        all.rect = all.rect.union(line.rect.translate(down));
        all.mesh_bounds = all.mesh_bounds.union(line.mesh_bounds.translate(down));
        all.num_vertices += line.num_vertices;
        all.num_indices += line.num_indices;
        all.elided |= line.elided;
    }
    all.job = Arc::new(LayoutJob::single_section(text.to_owned(), format.clone()));
    Some(all)
}

/// The characters of a headline, measured as if they all stood on a single line.
struct HeadlineLetters {
    chars: Vec<char>,
    /// Byte offset of each character, plus the text's length.
    bytes: Vec<usize>,
    /// Right edge of each character, in points.
    ends: Vec<f32>,
}

impl HeadlineLetters {
    fn of(text: &str, laid: &Galley) -> Self {
        let glyphs = laid.rows.iter().flat_map(|row| &row.row.glyphs);
        let mut ends: Vec<f32> = glyphs.map(|glyph| glyph.pos.x + glyph.advance_width).collect();
        let chars: Vec<char> = text.chars().collect();
        ends.resize(chars.len(), laid.size().x);
        let bytes = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
        Self { chars, bytes, ends }
    }

    fn len(&self) -> usize {
        self.chars.len()
    }

    fn end(&self, at: usize) -> f32 {
        at.checked_sub(1).and_then(|last| self.ends.get(last)).copied().unwrap_or(0.0)
    }

    /// The width of a line of these characters, without trailing space.
    fn width(&self, line: Range<usize>) -> f32 {
        let mut end = line.end;
        while end > line.start && self.chars.get(end - 1).is_some_and(|c| c.is_whitespace()) {
            end -= 1;
        }
        self.end(end) - self.end(line.start)
    }

    /// Whether a line may end before this character, i.e. after a space.
    fn is_break(&self, at: usize) -> bool {
        at.checked_sub(1).and_then(|before| self.chars.get(before)).is_some_and(|c| c.is_whitespace())
    }

    /// Whether a quotation or bracket is open before this character.
    fn is_enclosed(&self, at: usize) -> bool {
        let (mut open, mut is_quoted) = (0_i32, false);
        for &c in self.chars.iter().take(at) {
            match c {
                '‘' | '“' | '(' | '[' | '〈' | '《' | '「' | '『' => open += 1,
                '’' | '”' | ')' | ']' | '〉' | '》' | '」' | '』' => open = (open - 1).max(0),
                '"' => is_quoted = !is_quoted,
                _ => {}
            }
        }
        open > 0 || is_quoted
    }

    /// Whether the headline's joint is before this character: after an ellipsis that more text follows.
    fn is_joint(&self, at: usize) -> bool {
        let is_stop = |at: usize| self.chars.get(at) == Some(&'.');
        let is_dots = |at: usize| match self.chars.get(at) {
            Some('…' | '⋯') => true,
            Some('.') => is_stop(at + 1) || at.checked_sub(1).is_some_and(is_stop),
            _ => false,
        };
        let Some(before) = (0..at).rev().find(|&before| self.chars.get(before).is_none_or(|c| *c != ' '))
        else {
            return false;
        };
        is_dots(before) && at < self.len() && !is_dots(at) && self.chars.get(at).is_some_and(|c| *c != ' ')
    }
}

/// Splits a headline that doesn't fit on one line into character ranges. The last may be wider than the line.
fn lines(letters: &HeadlineLetters, width: f32, most: usize) -> Vec<Range<usize>> {
    if most == 1 {
        return std::iter::once(0..letters.len()).collect();
    }
    if let Some(at) = joint(letters, width) {
        return vec![0..at, at..letters.len()];
    }
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    while lines.len() + 1 < most && letters.width(start..letters.len()) > width {
        let end = filled(letters, start, width);
        lines.push(start..end);
        start = end;
    }
    lines.push(start..letters.len());
    give_a_word(letters, width, &mut lines);
    hold_together(letters, width, &mut lines);
    lines
}

/// The joint at which both parts fit on a line; if there are several, the one that splits most evenly. None if it
/// leaves one word on the last line and the first has more to give.
fn joint(letters: &HeadlineLetters, width: f32) -> Option<usize> {
    let parts = |at: usize| (letters.width(0..at), letters.width(at..letters.len()));
    let fits = |&at: &usize| {
        if !letters.is_joint(at) {
            return false;
        }
        let (first, second) = parts(at);
        let words = |range: Range<usize>| range.skip(1).filter(|&at| letters.is_break(at)).count() + 1;
        let leaves_a_word = words(at..letters.len()) == 1 && words(0..at) > 2;
        first <= width && second <= width && !leaves_a_word
    };
    let uneven = |&at: &usize| {
        let (first, second) = parts(at);
        (first - second).abs() as u32
    };
    (1..letters.len()).filter(fits).min_by_key(uneven)
}

/// The end of a line filled from `start`: after the last word that fits, or within the first word if not even
/// it fits.
fn filled(letters: &HeadlineLetters, start: usize, width: f32) -> usize {
    let fits = |&end: &usize| letters.width(start..end) <= width;
    let by_word = (start + 1..letters.len()).filter(|&end| letters.is_break(end)).take_while(fits).last();
    by_word.or_else(|| (start + 1..letters.len()).take_while(fits).last()).unwrap_or(start + 1)
}

/// Moves the last word of the second-to-last line down if the last line has only one word and the line can
/// spare it.
fn give_a_word(letters: &HeadlineLetters, width: f32, lines: &mut [Range<usize>]) {
    let [.., before, last] = lines else { return };
    let breaks = |line: &Range<usize>| {
        (line.start + 1..line.end).filter(|&at| letters.is_break(at)).collect::<Vec<_>>()
    };
    if !breaks(last).is_empty() {
        return;
    }
    if let Some(&at) = breaks(before).last()
        && letters.width(at..last.end) <= width
    {
        (before.end, last.start) = (at, at);
    }
}

/// Ends a line before a quotation or bracket that would be broken, if the next line can take the words and enough is
/// left.
fn hold_together(letters: &HeadlineLetters, width: f32, lines: &mut [Range<usize>]) {
    for at in 1..lines.len() {
        let Some([before, next]) = lines.get_mut(at - 1..=at) else { return };
        if !letters.is_enclosed(before.end) {
            continue;
        }
        let is_better = |&end: &usize| {
            letters.is_break(end)
                && !letters.is_enclosed(end)
                && letters.width(end..next.end) <= width
                && letters.width(before.start..end) >= width * LEAST_LINE
        };
        if let Some(end) = (before.start + 1..before.end).rev().find(is_better) {
            (before.end, next.start) = (end, end);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines of a headline whose letters are each one unit wide.
    fn broken(text: &str, width: usize, most: usize) -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        let bytes = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
        let ends = (1..=chars.len()).map(|at| at as f32).collect();
        let letters = HeadlineLetters { chars, bytes, ends };
        let lines = lines(&letters, width as f32, most);
        assert_eq!(lines.last().unwrap().end, letters.len(), "nothing is lost");
        lines.into_iter().map(|line| letters.chars[line].iter().collect::<String>()).collect()
    }

    #[test]
    fn a_headline_breaks_at_its_own_joint_where_both_parts_fit() {
        let text = "내부 문서로 본 신호기 4년…“교체 요청 6번 묵살”";
        assert_eq!(broken(text, 24, 2), ["내부 문서로 본 신호기 4년…", "“교체 요청 6번 묵살”"]);
        assert_eq!(broken("멈춘 열차… 승객 218명 불편", 14, 2), ["멈춘 열차… ", "승객 218명 불편"]);
        assert_eq!(broken("멈춘 열차... 승객 218명 불편", 16, 2), ["멈춘 열차... ", "승객 218명 불편"]);
        assert_eq!(
            broken("올해 새로 세운 5개년 계획... 성과는?", 17, 2),
            ["올해 새로 세운 5개년 ", "계획... 성과는?"],
            "no single word behind the joint"
        );
        let two = "하나…둘 셋 넷 다섯…여섯 일곱";
        assert_eq!(broken(two, 14, 2), ["하나…둘 셋 넷 다섯…", "여섯 일곱"], "the more even split");
    }

    #[test]
    fn one_word_never_stands_alone_on_the_last_line() {
        let text = "철도운영단 신호기 이달 바꾸겠다";
        assert_eq!(broken(text, 14, 2), ["철도운영단 신호기 ", "이달 바꾸겠다"]);
        assert_eq!(
            broken("가나다라 마바사아자차카", 6, 2),
            ["가나다라 ", "마바사아자차카"],
            "nothing can be given"
        );
    }

    #[test]
    fn quotations_and_brackets_stay_on_a_line_where_they_can() {
        for (text, width, expected) in [
            ("가람시 일자리 정책은 ‘세대 공존’ 해법", 15, ["가람시 일자리 정책은 ", "‘세대 공존’ 해법"]),
            ("나래 은행 본점 (증권부 차장) 승진", 14, ["나래 은행 본점 ", "(증권부 차장) 승진"]),
            ("시장은 \"대입 제도 개혁이 먼저\"라 했다", 12, ["시장은 \"대입 제도 ", "개혁이 먼저\"라 했다"]),
        ] {
            assert_eq!(broken(text, width, 2), expected);
        }
    }

    #[test]
    fn more_than_the_lines_hold_is_cut_in_the_last() {
        let text = "하나 둘 셋 넷 다섯 여섯 일곱 여덟";
        assert_eq!(broken(text, 7, 1), [text]);
        assert_eq!(broken(text, 7, 2), ["하나 둘 셋 ", "넷 다섯 여섯 일곱 여덟"]);
        assert_eq!(broken(text, 7, 3), ["하나 둘 셋 ", "넷 다섯 여섯 ", "일곱 여덟"]);
        assert_eq!(broken("가나다라마바사", 3, 3), ["가나다", "라마바", "사"], "a word longer than a line");
    }
}
