//! HTML pages: the facts about a page's article, its position on the page, and its blocks. Nothing on a page is
//! ever executed: scripts, styles, forms and frames are skipped.

mod finder;
mod meta;
mod tree;
mod writing;

use super::merged::SheetRow;
use super::record::RecordField;
use super::writer::{BlockWriter, Inline};
use crate::article::{Rendered, RichKind};
use std::ops::Range;
use tree::HtmlTree;
pub use tree::inline_picture;

/// The most columns of a sheet, as in spreadsheets.
const MOST_COLUMNS: usize = 16_384;

/// The most rows that a cell may span, and the most such cells side by side.
const MOST_ROWS: usize = 65_534;
const MOST_SPANS: usize = 64;

/// The contents of a page.
pub(super) struct SavedPage {
    /// The facts about its article, under the names used in heads of files.
    pub(super) fields: Vec<RecordField>,
    /// Its title; empty if it has none.
    pub(super) title: String,
    /// The article.
    pub(super) rendered: Rendered,
}

/// Reads a page.
pub(super) fn read(html: &str) -> SavedPage {
    let tree = HtmlTree::read(html);
    let root = finder::find(&tree);
    let meta = meta::read(&tree, root);
    let mut writer = BlockWriter::default();
    writing::write(&tree, root, &meta.title, &mut writer);
    if writer.has_no_text() {
        // A page that a script fills shows nothing else.
        for paragraph in meta.text.iter().flat_map(|text| text.split('\n')) {
            let mut inline = Inline::default();
            inline.push_collapsed(paragraph);
            writer.block(RichKind::Text, 0, inline);
        }
    }
    SavedPage { fields: meta.fields, title: meta.title, rendered: writer.finish() }
}

/// The rows of a page's tables, or of a workbook in XML, as a workbook would have them: texts with their
/// columns.
pub(super) fn table_rows(html: &str) -> Vec<SheetRow> {
    let tree = HtmlTree::read(html);
    let mut rows: Vec<SheetRow> = Vec::new();
    // The next column, and the columns that cells above span, each with the last of its rows.
    let (mut next, mut spanned): (_, Vec<(Range<usize>, u32)>) = (0, Vec::new());
    for (at, node) in tree.nodes.iter().enumerate() {
        match &*node.name {
            "table" => spanned.clear(),
            "tr" | "row" => {
                let number = rows.last().map_or(1, |row| row.number + 1);
                rows.push(SheetRow { number, ..SheetRow::default() });
                next = 0;
                spanned.retain(|&(_, last)| last >= number);
            }
            "td" | "th" | "cell" => {
                let Some(row) = rows.last_mut() else { continue };
                let number =
                    |name| node.attribute(name).and_then(|number| number.trim().parse::<usize>().ok());
                // XML leaves empty cells out and says where the next one stands.
                let stated = number("ss:index").and_then(|index| index.checked_sub(1));
                while let Some((columns, _)) = spanned.iter().find(|(columns, _)| columns.contains(&next)) {
                    next = columns.end;
                }
                let column = stated.unwrap_or(next);
                if column >= MOST_COLUMNS {
                    continue;
                }
                row.cells.push((column, cell_text(&tree, at)));
                row.links.extend(linked(&tree, at).map(|address| (column, address.to_owned())));
                let more = |across, beside| number(across).or_else(|| number(beside)?.checked_sub(1));
                let wide = more("ss:mergeacross", "colspan").unwrap_or(0).min(MOST_COLUMNS);
                let high = more("ss:mergedown", "rowspan").unwrap_or(0).min(MOST_ROWS);
                next = column + 1 + wide;
                if high > 0 {
                    let last = row.number + high as u32;
                    row.spans.push((column, last));
                    if spanned.len() < MOST_SPANS {
                        spanned.push((column..next, last));
                    }
                }
            }
            _ => {}
        }
    }
    rows
}

/// The first address that a cell links to.
fn linked(tree: &HtmlTree, at: usize) -> Option<&str> {
    let end = tree.nodes.get(at).map_or(at, |node| node.end);
    let within = tree.nodes.get(at + 1..end).unwrap_or_default();
    within.iter().find(|node| &*node.name == "a").and_then(|node| node.attribute("href"))
}

/// The text of a cell, in lines as on the page.
fn cell_text(tree: &HtmlTree, at: usize) -> String {
    let end = tree.nodes.get(at).map_or(at, |node| node.end);
    let mut lines = vec![String::new()];
    for node in tree.nodes.get(at + 1..end).unwrap_or_default() {
        let Some(line) = lines.last_mut() else { continue };
        if &*node.name == "br" || writing::is_block(&node.name) && !line.is_empty() {
            lines.push(String::new());
            continue;
        }
        for word in node.text.split_whitespace() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines.join("\n").trim().to_owned()
}

/// Renders a piece of HTML inside other markup.
pub(super) fn fragment(html: &str, indent: u8) -> BlockWriter {
    let tree = HtmlTree::read(html);
    let mut writer = BlockWriter::default();
    writing::write_fragment(&tree, indent, &mut writer);
    writer
}

/// Whether a tag begins or ends an element that stands apart from what is around it.
pub(super) fn is_block_tag(html: &str) -> bool {
    let name = html.trim_start_matches(['<', '/']);
    let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    writing::is_block(&name.to_ascii_lowercase())
}

/// Handles a tag inside a line of other markup; of most tags, only the text between them counts.
pub(super) fn inline_tag(html: &str, inline: &mut Inline) {
    if let Some(name) = html.strip_prefix("</") {
        let name = name.trim_end_matches('>').trim().to_ascii_lowercase();
        match writing::style_of(&name) {
            Some(style) => inline.end_style(style),
            None if name == "a" => inline.end_link(),
            None => {}
        }
        return;
    }
    let tree = HtmlTree::read(html);
    let Some(node) = tree.nodes.get(1) else { return };
    match &*node.name {
        "br" => inline.push_line_end(),
        "img" => {
            let address = node.attribute("src").unwrap_or_default();
            inline.picture(address, node.attribute("alt").unwrap_or_default());
        }
        "a" => inline.start_link(node.attribute("href").unwrap_or_default()),
        name => {
            if let Some(style) = writing::style_of(name) {
                inline.start_style(style);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::assert_linear;
    use super::*;

    fn shown(html: &str) -> Vec<String> {
        let page = read(html);
        let blocks = page.rendered.blocks.iter();
        blocks
            .map(|block| {
                let kind = match &block.kind {
                    RichKind::Heading(level) => format!("h{level}"),
                    RichKind::Image(address) => format!("image {address}"),
                    RichKind::Item(item) => format!("item {}", item.depth),
                    RichKind::Quote(depth) => format!("quote {depth}"),
                    RichKind::Code(language) => format!("code {language}"),
                    RichKind::Table(rows) => format!("table {}", rows.len()),
                    RichKind::Rule => "rule".to_owned(),
                    _ => "text".to_owned(),
                };
                format!("{kind}: {}", page.rendered.text_of(block))
            })
            .collect()
    }

    fn facts(html: &str) -> Vec<(String, String)> {
        let page = read(html);
        page.fields.iter().map(|field| (field.name.to_string(), field.value.text())).collect()
    }

    const SAVED: &str = r#"<!DOCTYPE html><html><!--
 Page saved with SingleFile
 url: https://news.example.com/a/1
 saved date: Fri Jan 02 2026 20:00:00 GMT+0900 (Korean Standard Time)
--><head><title>느린 달팽이 - 가나일보</title><meta property="og:site_name" content="가나일보">
<meta property="og:title" content="느린 달팽이 - 가나일보"><meta name=author content="가람 기자">
<meta property="article:published_time" content="2026-01-02T03:04:05+09:00"><meta name="news_keywords" content="달팽이, 경주">
<style>p{color:red}</style><script>alert(1)</script></head><body><nav><ul><li><a href="/">처음</a></li></ul></nav>
<h1>느린 달팽이</h1><div class="side"><a href="/x">다른 소식 하나</a></div>
<div id="dic_area"><h1>느린 달팽이</h1>달팽이가 <b>이겼다</b>.<br><br>모두가 놀랐다.<br>정말이다.
<img src="a.png" alt="달팽이 사진"><ul><li>하나</li><li>둘<ul><li>셋</li></ul></li></ul><blockquote>인용</blockquote>
<table><tr><th>이름<th>나이<tr><td>가<td>3</table><pre><code class="language-rust">fn f() {}
</code></pre></div><footer>저작권</footer></body></html>"#;

    #[test]
    fn a_saved_page_gives_its_article() {
        assert_eq!(
            shown(SAVED),
            [
                "text: 달팽이가 이겼다.",
                "text: 모두가 놀랐다.\n정말이다.",
                "image a.png: 달팽이 사진",
                "item 1: 하나",
                "item 1: 둘",
                "item 2: 셋",
                "quote 1: 인용",
                "table 2: 이름\t나이\n가\t3",
                "code rust: fn f() {}",
            ]
        );
        assert_eq!(read(SAVED).title, "느린 달팽이");
        let facts = facts(SAVED);
        for (name, text) in [
            ("publisher", "가나일보"),
            ("published", "2026-01-02T03:04:05+09:00"),
            ("author", "가람 기자"),
            ("keywords", "달팽이\n경주"),
            ("url", "https://news.example.com/a/1"),
            ("crawled", "Fri, 02 Jan 2026 20:00:00 +0900"),
        ] {
            assert!(facts.contains(&(name.to_owned(), text.to_owned())), "{name}: {facts:?}");
        }
    }

    #[test]
    fn where_no_page_says_so_the_densest_text_is_the_article() {
        let html = "<body><div><a href=1>가나다라마바사 아자차카타파하 가나다라마바사</a><a href=2>가나다라마바사 아자차카타파하</a></div>\
            <div><div><p>첫 문단은 이렇게 조금 길게 쓴다. 그래야 글로 보인다.</p><p>둘째 문단도 이렇게 조금 길게 쓴다.</p></div></div>\
            <p>짧은 끝말이다.</p></body>";
        assert_eq!(shown(html).len(), 2);
        assert_eq!(
            shown("<p>달팽이가<b>이겼다</b>고 한다.<p>끝."),
            ["text: 달팽이가이겼다고 한다.", "text: 끝."]
        );
    }

    #[test]
    fn a_page_that_a_script_fills_has_the_text_of_its_data() {
        let html = r#"<title>x</title><script type="application/ld+json">{"@type":"NewsArticle","headline":"느린 달팽이",
            "articleBody":"달팽이가 이겼다.\n\n모두가 놀랐다."}</script><div id="root"></div>"#;
        assert_eq!(shown(html), ["text: 달팽이가 이겼다.", "text: 모두가 놀랐다."]);
        assert_eq!(shown(&html.replace("</div>", "<p>가.</p></div>")), ["text: 가."]);
    }

    #[test]
    fn a_site_of_its_own_names_the_reporter_where_portals_name_the_publisher() {
        let page = |site: &str, author: &str| {
            let html = format!(
                "<meta property='og:site_name' content='{site}'><meta property='og:article:author' content='{author}'>\
                 <p>달팽이가 이겼다.</p>"
            );
            let facts = facts(&html).into_iter();
            facts.map(|(name, text)| format!("{name}={text}")).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(page("가나일보", "홍길동 기자"), "publisher=가나일보 author=홍길동 기자");
        assert_eq!(page("가나일보", "가나일보"), "publisher=가나일보");
        assert_eq!(page("네이버 뉴스", "가나일보 | 네이버"), "publisher=가나일보");
    }

    #[test]
    fn data_of_publishers_is_read() {
        let html = r#"<title>x</title><script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"느린 달팽이",
            "datePublished":"2026-01-02T03:04:05Z","author":[{"@type":"Person","name":"가람"},{"name":"하늘"}],
            "publisher":{"name":"가나일보"}}]}</script><article><p>달팽이가 이겼다. 모두가 놀랐다. 정말 그랬다.</p></article>"#;
        let facts = facts(html);
        for (name, text) in
            [("publisher", "가나일보"), ("published", "2026-01-02T03:04:05Z"), ("author", "가람\n하늘")]
        {
            assert!(facts.contains(&(name.to_owned(), text.to_owned())), "{name}: {facts:?}");
        }
    }

    #[test]
    fn what_sites_and_archives_lay_around_an_article_is_left_out() {
        let text = "<p>달팽이가 경주에서 토끼를 이겼다고 한다. 모두가 놀랐다.</p>";
        for (html, title, expected) in [
            (
                format!(
                    "<title>느린 달팽이 – 숲</title><h1>느린 달팽이</h1><div class=entry-content>{text}<div class=sharedaddy>공유</div></div>"
                ),
                "느린 달팽이",
                &["text"][..],
            ),
            (
                "<title>느린 달팽이 : 네이버 뉴스</title><article id=dic_area><strong class=media_end_summary>요약</strong>\
                    <span class=end_photo_org><em class=img_desc>설명</em></span>달팽이가 경주에서 토끼를 이겼다.</article>".to_owned(),
                "느린 달팽이",
                &["text", "text", "text"],
            ),
            (
                format!(
                    "<title>느린</title><div id=wm-ipp-base><p>{}</p></div>{text}",
                    "archive toolbar ".repeat(20)
                ),
                "느린",
                &["text"],
            ),
            (
                format!(
                    "<div class=news_view><div class=article_view>{text}<p>\u{200b}</p></div><p>저작권</p></div>"
                ),
                "",
                &["text"],
            ),
        ] {
            let kinds: Vec<String> =
                shown(&html).iter().map(|it| it.split(':').next().unwrap().to_owned()).collect();
            assert_eq!(
                (kinds, read(&html).title.as_str()),
                (expected.iter().map(|it| (*it).to_owned()).collect(), title),
                "{html}"
            );
        }
    }

    #[test]
    fn portals_and_archives_name_whose_article_it_is() {
        for (html, expected) in [
            (
                r#"<meta property="og:site_name" content="다음 - 가나일보"><meta property="og:regDate" content="20260102150405">"#,
                [("publisher", "가나일보"), ("published", "20260102150405")],
            ),
            (
                r#"<meta property="og:article:author" content="가나일보 | 네이버"><span data-date-time="2026-01-02 15:04:05">"#,
                [("publisher", "가나일보"), ("published", "2026-01-02 15:04:05")],
            ),
            (
                r#"<link rel=canonical href="https://web.archive.org/web/20260102030405/https://example.com/1">"#,
                [("crawled", "2026-01-02T03:04:05Z"), ("url", "https://example.com/1")],
            ),
            (
                r#"<a rel="category tag">경주</a><a rel="tag">달팽이</a>"#,
                [("category", "경주"), ("keywords", "달팽이")],
            ),
        ] {
            let found = facts(html);
            let expected = expected.map(|(name, text)| (name.to_owned(), text.to_owned()));
            assert_eq!(found, expected, "{html}");
        }
    }

    #[test]
    fn cells_of_a_workbook_in_xml_stand_where_it_says() {
        for (row, expected) in [
            ("<Cell><Data>가</Data></Cell><Cell><Data>나</Data></Cell>", &[(0, "가"), (1, "나")][..]),
            (
                "<Cell><Data>가</Data></Cell><Cell ss:Index=\"4\"><Data>나</Data></Cell><Cell><Data>다</Data></Cell>",
                &[(0, "가"), (3, "나"), (4, "다")],
            ),
            (
                "<Cell ss:StyleID=\"s1\"/><Cell><Data/></Cell><Cell><Data>가</Data></Cell>",
                &[(0, ""), (1, ""), (2, "가")],
            ),
            (
                "<Cell ss:MergeAcross=\"2\"><Data>가</Data></Cell><Cell><Data>나</Data></Cell>",
                &[(0, "가"), (3, "나")],
            ),
            (
                "<Cell ss:Index=\"0\"><Data>가</Data></Cell><Cell ss:Index=\"99999999999\"><Data>나</Data></Cell>",
                &[(0, "가")],
            ),
        ] {
            let xml =
                format!("<Workbook><Worksheet><Table><Row/><Row>{row}</Row></Table></Worksheet></Workbook>");
            let rows = table_rows(&xml);
            let found: Vec<(usize, &str)> =
                rows[1].cells.iter().map(|(at, text)| (*at, text.as_str())).collect();
            assert_eq!((found.as_slice(), rows.len(), rows[0].cells.len()), (expected, 2, 0), "{row}");
        }
    }

    #[test]
    fn cells_below_merged_ones_keep_their_columns() {
        let html = "<table><tr><th>날짜<th>언론사<th>제목</tr><tr><td rowspan=3>1월 2일<td rowspan=2>가람신문<td>하나</tr>\
            <tr><td>둘</tr><tr><td>나루일보<td>셋</tr><tr><td>1월 3일<td colspan=2>넷</tr></table>";
        let rows: Vec<Vec<usize>> = table_rows(html)
            .iter()
            .map(|row| row.cells.iter().map(|(column, _)| *column).collect())
            .collect();
        assert_eq!(rows, [vec![0, 1, 2], vec![0, 1, 2], vec![2], vec![1, 2], vec![0, 1]]);
        assert_eq!(table_rows(html)[1].spans, [(0, 4), (1, 3)]);
        let row = "<tr><td rowspan=9999 colspan=9999>가<td rowspan=9999>나";
        assert_linear(&[row, "<tr><td>가", "<table>"], |html| drop(table_rows(html)));
    }

    #[test]
    fn hostile_pages_take_linear_time() {
        let pieces = [
            "<div>",
            "<p>",
            "<table><tr><td>",
            "<b>",
            "<a href=x>",
            "</div>",
            "<!--",
            "<li>",
            "<ul><li>",
            "&amp;",
            "<br>",
        ];
        assert_linear(&pieces, |html| drop(read(html)));
    }
}
