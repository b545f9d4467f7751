//! Writes the e-mail addresses in an article as `■`, for those who publish texts but not addresses.

use crate::article::{Article, Comment, Rendered, RichKind, body_hash, format_hash, parse_author};
use crate::text::email::emails;
use crate::text::personal::MASK;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::ops::Range;

/// An article with the e-mail addresses masked in all that is searched and shown as text. Its body then isn't
/// the one that was crawled. What else it says is masked when its document is made.
pub(super) fn masked(article: &Article) -> Article {
    let mut masked = article.clone();
    masked.title = mask(&article.title);
    masked.publisher = mask(&article.publisher);
    masked.url = mask(&article.url);
    masked.body = mask(&article.body);
    masked.computed_hash = body_hash(&masked.body);
    masked.rendered.iter_mut().for_each(mask_rendered);
    masked.authors = article.authors.iter().map(|author| parse_author(&mask(&author.line))).collect();
    masked.comments.iter_mut().for_each(mask_comment);
    masked
}

/// Whether a text has an e-mail address.
pub fn has_email(text: &str) -> bool {
    !emails(text).is_empty()
}

/// Masks the addresses in every text of a document.
pub(super) fn mask_all(value: &mut Value) {
    match value {
        Value::String(text) if has_email(text) => *text = mask(text),
        Value::Array(items) => items.iter_mut().for_each(mask_all),
        Value::Object(fields) => fields.values_mut().for_each(mask_all),
        _ => {}
    }
}

/// A path with its addresses masked. Paths that differ stay different.
pub(super) fn masked_path(path: &str) -> Cow<'_, str> {
    if !has_email(path) {
        return path.into();
    }
    let hash = format_hash(&Sha256::digest(path).into());
    let (short, _) = hash.split_at(8);
    format!("{}~{short}", mask(path)).into()
}

pub(super) fn mask(text: &str) -> String {
    MaskedText::of(text).text
}

/// The address of a link or picture. That of a mail link is masked even where it writes the `@` in another way.
fn mask_address(address: &str) -> String {
    const MAIL: &str = "mailto:";
    match address.get(..MAIL.len()) {
        Some(head) if head.eq_ignore_ascii_case(MAIL) => format!("{head}{MASK}"),
        _ => mask(address),
    }
}

fn mask_comment(comment: &mut Comment) {
    comment.author = mask(&comment.author);
    comment.text = mask(&comment.text);
    comment.replies.iter_mut().for_each(mask_comment);
}

fn mask_rendered(rendered: &mut Rendered) {
    let masked = MaskedText::of(&rendered.text);
    for block in &mut rendered.blocks {
        let before = block.range.start;
        block.range = masked.range(&block.range);
        // Styles and links count from the start of their block.
        let start = block.range.start;
        let within = |range: &Range<usize>| {
            let range = masked.range(&(before + range.start..before + range.end));
            range.start.saturating_sub(start)..range.end.saturating_sub(start)
        };
        block.styles.iter_mut().for_each(|(range, _)| *range = within(range));
        for (range, address) in &mut block.links {
            *range = within(range);
            *address = mask_address(address);
        }
        match &mut block.kind {
            RichKind::Table(rows) => rows.iter_mut().flatten().for_each(|cell| *cell = mask(cell)),
            RichKind::Image(address) => *address = mask_address(address),
            RichKind::Note(text) | RichKind::Footnote(text) => *text = mask(text),
            _ => {}
        }
    }
    rendered.text = masked.text;
}

/// A text with its e-mail addresses masked.
struct MaskedText {
    text: String,
    /// Where each address was, in order, and where its mask starts.
    masks: Vec<(Range<usize>, usize)>,
}

impl MaskedText {
    fn of(text: &str) -> Self {
        let (mut masked, mut masks, mut copied) = (String::with_capacity(text.len()), Vec::new(), 0);
        for email in emails(text) {
            masked.push_str(text.get(copied..email.start).unwrap_or_default());
            masks.push((email.clone(), masked.len()));
            masked.push_str(MASK);
            copied = email.end;
        }
        masked.push_str(text.get(copied..).unwrap_or_default());
        Self { text: masked, masks }
    }

    /// Where a byte of the text before is now; one within an address is at the end of its mask.
    fn offset(&self, before: usize) -> usize {
        let masks = self.masks.partition_point(|(email, _)| email.start < before);
        let last = masks.checked_sub(1).and_then(|last| self.masks.get(last));
        last.map_or(before, |(email, mask)| mask + MASK.len() + before.saturating_sub(email.end))
    }

    fn range(&self, before: &Range<usize>) -> Range<usize> {
        self.offset(before.start)..self.offset(before.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{RichBlock, TextStyle};

    #[test]
    fn addresses_are_masked_wherever_they_stand() {
        for (text, masked) in [
            ("강하늘 기자 (sky@example.com)", "강하늘 기자 (■)"),
            ("a@b.kr c@d.kr\n끝", "■ ■\n끝"),
            ("@ a@b 없음", "@ a@b 없음"),
            ("sky＠example.com, sky%40example.com, a@b.kr", "■, ■, ■"),
            ("100%40 ＠ %40", "100%40 ＠ %40"),
            ("", ""),
        ] {
            assert_eq!(mask(text), masked);
        }
        for (address, masked) in [
            ("mailto:sky@example.com", "mailto:■"),
            ("MailTo:sky%40example.com", "MailTo:■"),
            ("https://example.com/?to=sky@example.com", "https://example.com/?to=■"),
            ("https://example.com", "https://example.com"),
        ] {
            assert_eq!(mask_address(address), masked);
        }
    }

    #[test]
    fn masked_paths_stay_different_and_in_their_folders() {
        assert_eq!(masked_path("가/나.md"), "가/나.md");
        let [one, other] = ["a@b.kr/c@d.kr.md", "a@b.kr/e@f.kr.md"].map(masked_path);
        assert!(one.starts_with("■/■~") && other.starts_with("■/■~") && one != other, "{one} {other}");
    }

    /// A block from some place in a text on.
    fn block(kind: RichKind, text: &str, part: &str) -> RichBlock {
        let start = text.find(part).unwrap();
        RichBlock { kind, range: start..start + part.len(), indent: 0, styles: Vec::new(), links: Vec::new() }
    }

    #[test]
    fn blocks_styles_and_links_are_where_they_were() {
        let text = "이름\tsky@example.com\n\nsky@example.com 에게 제보\n\n사진".to_owned();
        let cells = ["이름", "sky@example.com"].map(str::to_owned).to_vec();
        let table = block(RichKind::Table(vec![cells]), &text, "이름\tsky@example.com");
        let mut paragraph = block(RichKind::Text, &text, "sky@example.com 에게 제보");
        paragraph.links = vec![(0..15, "mailto:sky@example.com".into())];
        paragraph.styles = vec![(4..15, TextStyle::Emphasis), (23..29, TextStyle::Strong)];
        let picture = block(RichKind::Image("sky@example.com.png".into()), &text, "사진");
        let rendered = Rendered { text, blocks: vec![table, paragraph, picture] };
        let rendered = masked(&Article { rendered: Some(rendered), ..Article::default() }).rendered.unwrap();
        assert_eq!(rendered.text, "이름\t■\n\n■ 에게 제보\n\n사진");
        let parts: Vec<&str> =
            rendered.blocks.iter().map(|block| &rendered.text[block.range.clone()]).collect();
        assert_eq!(parts, ["이름\t■", "■ 에게 제보", "사진"]);
        assert_eq!(rendered.blocks[0].kind, RichKind::Table(vec![vec!["이름".into(), "■".into()]]));
        assert_eq!(rendered.blocks[2].kind, RichKind::Image("■".into()));
        let [(link, address)] = &rendered.blocks[1].links[..] else { panic!("one link") };
        assert_eq!((&parts[1][link.clone()], address.as_str()), ("■", "mailto:■"));
        let styled: Vec<&str> =
            rendered.blocks[1].styles.iter().map(|(range, _)| &parts[1][range.clone()]).collect();
        assert_eq!(styled, ["", "제보"], "part of an address can't be told from the rest");
    }

    #[test]
    fn comments_and_their_replies_are_masked() {
        let comment = |text: &str, replies| Comment { text: text.into(), replies, ..Comment::default() };
        let comments = vec![comment("a@b.kr 로", vec![comment("c@d.kr", Vec::new())])];
        let masked = masked(&Article { comments, ..Article::default() }).comments;
        assert_eq!(masked, [comment("■ 로", vec![comment("■", Vec::new())])]);
    }
}
