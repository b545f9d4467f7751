//! Tests of what Markdown becomes.

use super::super::assert_linear;
use super::*;

fn shown(markdown: &str) -> Vec<String> {
    let (rendered, _) = render(markdown, "제목");
    let name = |kind: &RichKind| match kind {
        RichKind::Heading(level) => format!("h{level}"),
        RichKind::Text => "text".to_owned(),
        RichKind::Item(ListItem { depth, number, checked }) => {
            format!(
                "item {depth} {} {}",
                number.unwrap_or_default(),
                checked.map_or("-", |it| if it { "x" } else { "o" })
            )
        }
        RichKind::Quote(depth) => format!("quote {depth}"),
        RichKind::Note(title) => format!("note {title}"),
        RichKind::Code(language) => format!("code {language}"),
        RichKind::Table(rows) => format!("table {rows:?}"),
        RichKind::Image(address) => format!("image {address}"),
        RichKind::Footnote(label) => format!("footnote {label}"),
        RichKind::Rule => "rule".to_owned(),
    };
    let texts: Vec<&str> =
        rendered.blocks.iter().map(|block| rendered.text_of(block)).filter(|text| !text.is_empty()).collect();
    assert_eq!(rendered.text, texts.join("\n\n"));
    rendered
        .blocks
        .iter()
        .map(|block| format!("{}: {}", name(&block.kind), rendered.text_of(block)))
        .collect()
}

fn styled(markdown: &str) -> Vec<(String, TextStyle)> {
    let (rendered, _) = render(markdown, "제목");
    let of = |block: &crate::article::RichBlock| {
        let text = rendered.text_of(block).to_owned();
        block
            .styles
            .iter()
            .map(move |(range, style)| (text[range.clone()].to_owned(), *style))
            .collect::<Vec<_>>()
    };
    rendered.blocks.iter().flat_map(of).collect()
}

#[test]
fn blocks_of_every_kind_are_told() {
    for (markdown, expected) in [
        (
            "**달팽이가 이겼다.** 그래서 모두가 놀랐다. *느린 것이 빠르다.* 이어진 말.",
            &["text: 달팽이가 이겼다. 그래서 모두가 놀랐다. 느린 것이 빠르다. 이어진 말."][..],
        ),
        (
            "![달팽이 사진](https://img.example.com/fetch/$s_!AbCd!,w_100/snail.png)",
            &["image https://img.example.com/fetch/$s_!AbCd!,w_100/snail.png: 달팽이 사진"],
        ),
        (
            "| 이름 | 나이 |\n|---|---|\n| ![](https://img.example.com/a.png) | 3살이다. |",
            &[
                "table [[\"이름\", \"나이\"], [\"\", \"3살이다.\"]]: 이름\t나이\n\t3살이다.",
                "image https://img.example.com/a.png: ",
            ],
        ),
        ("```python\ndef f():\n\n    return 1\n```", &["code python: def f():\n\n    return 1"]),
        (
            "- 하나\n  - 둘\n- [x] 셋\n\n3. 넷",
            &["item 1 0 -: 하나", "item 2 0 -: 둘", "item 1 0 x: 셋", "item 1 3 -: 넷"],
        ),
        ("> 인용\n>\n> > 깊이", &["quote 1: 인용", "quote 2: 깊이"]),
        ("> [!note]\n> 속말", &["note note: 속말"]),
        ("> [!warning]- 조심\n> 속말\n>\n> 더", &["note 조심: 조심", "note 조심: 속말", "note 조심: 더"]),
        ("가[^1] 나\n\n[^1]: 각주\n\n다", &["text: 가[1] 나", "text: 다", "footnote 1: 각주"]),
        ("가[^없음] 나", &["text: 가[없음] 나"]),
        ("[[길]]과 [[하늘|하늘 기자]]가 ==건넌다==.", &["text: 길과 하늘 기자가 건넌다."]),
        ("![[사진.png|300]]", &["image 사진.png: "]),
        ("<div>가<br>나</div>\n\n다<br>라 <b>마</b>", &["text: 가\n나", "text: 다\n라 마"]),
        ("<aside>\n가\n\n나\n</aside>\n\n<footer>다</footer>", &["text: 가", "text: 나", "text: 다"]),
        ("## 소제목\n---\n끝", &["h2: 소제목", "rule: ", "text: 끝"]),
        ("- 하나\n  id:: 65a1\n  collapsed:: true\n  더\n- 둘", &["item 1 0 -: 하나 더", "item 1 0 -: 둘"]),
        (
            "본문 {{< figure src=\"/a_b.png\" title=\"느린 *달팽이*\" >}} 이어진다.\n\n{{% note %}}\n속말이다.\n{{% /note %}}",
            &["text: 본문 이어진다.", "image /a_b.png: 느린 *달팽이*", "text: 속말이다."],
        ),
        ("`{{< x >}}` {{ .Title }}", &["text: {{< x >}} {{ .Title }}"]),
        ("본문 %%숨은 말%% 끝이다. ^block-1", &["text: 본문 끝이다."]),
        ("2^10 100%% 가", &["text: 2^10 100%% 가"]),
    ] {
        assert_eq!(shown(markdown), expected, "{markdown}");
    }
}

#[test]
fn marks_become_styles_also_where_hangul_follows_punctuation() {
    use TextStyle::{Code, Emphasis, Mark, Strike, Strong};
    for (markdown, expected) in [
        ("**달팽이**가 *빠르다*", &[("달팽이", Strong), ("빠르다", Emphasis)][..]),
        ("**\"달팽이\"**가 이겼다", &[("\"달팽이\"", Strong)]),
        ("*\"달팽이\"*며 5 * 3 * 2", &[("\"달팽이\"", Emphasis)]),
        ("==건넌다== ~~그만~~ `a**b`", &[("건넌다", Mark), ("그만", Strike), ("a**b", Code)]),
        ("\\*\\*별\\*\\* a == b == c 2 ** 3", &[]),
    ] {
        let expected: Vec<_> = expected.iter().map(|(text, style)| ((*text).to_owned(), *style)).collect();
        assert_eq!(styled(markdown), expected, "{markdown}");
    }
    assert_eq!(shown("\\*\\*별\\*\\* a == b == c"), ["text: **별** a == b == c"]);
}

#[test]
fn a_heading_that_is_the_title_is_taken_out() {
    for (markdown, title, expected) in [
        ("# 느린 달팽이 <img src=\"a.png\">\n\n본문", "", Some("느린 달팽이")),
        ("앞말\n\n# 제목\n\n본문", "", Some("제목")),
        ("# 제목\n\n본문", "제목", Some("제목")),
        ("# 다른 말\n\n본문", "제목", None),
        ("## 소제목\n\n본문", "", None),
    ] {
        let (_, heading) = render(markdown, title);
        assert_eq!(heading.map(|heading| heading.text).as_deref(), expected, "{markdown}");
    }
}

#[test]
fn hostile_markdown_takes_linear_time() {
    let pieces =
        ["[", "> ", "*a ", "**", "_", "![", "- ", "`", "<div>", "|a", "[^", "==", "[[", "#", "\n\n    "];
    assert_linear(&pieces, |text| drop(render(text, "")));
    let codes = ["{{", "{{ x }}\n", "{{% x %}}", "{{< x", "{{< x >}} {{\n\n", "{{<\n"];
    assert_linear(&codes, |text| drop(render(text, "")));
}

#[test]
fn tables_in_html_are_tables_whatever_lies_in_them() {
    let table = [r#"table [["이름", "나이"], ["가", "3"]]: 이름	나이
가	3"#];
    for markdown in [
        "<table>\n<tr><th>이름</th><th>나이</th></tr>\n<tr><td>가</td><td>3</td></tr>\n</table>",
        "<table>\n\n<tr><th>이름</th>\n\n<th>나이</th></tr>\n\n<tr><td>가</td><td>3</td></tr>\n\n</table>\n",
        "<TABLE><tr><td>\n\n**이름**\n\n</td><td>나이</td></tr>\n<tr><td>가</td><td>3</td></tr></TABLE>",
    ] {
        assert_eq!(shown(markdown), table, "{markdown}");
    }
    assert_eq!(
        shown("앞 <table><tr><td>하나</td><td>a &amp; `<b>`</td></tr></table> 뒤."),
        ["text: 앞", "table [[\"하나\", \"a & <b>\"]]: 하나\ta & <b>", "text: 뒤."]
    );
    assert_eq!(
        shown("- 항목 <table><tr><td>하나</td><td>둘</td></tr></table>\n- 다음"),
        ["item 1 0 -: 항목", "table [[\"하나\", \"둘\"]]: 하나\t둘", "item 1 0 -: 다음"]
    );
    // What never ends is read as it comes.
    assert_eq!(shown("앞 <table><tr><td>하나\n\n# 머리\n"), ["text: 앞", "text: 하나", "h1: 머리"]);
    let unfinished = "> <table><tr><td>하나\n\n뒤 </table>\n";
    assert_eq!(shown(unfinished).last().map(String::as_str), Some("text: 뒤"), "{:?}", shown(unfinished));
}

#[test]
fn captions_in_html_stand_apart_from_the_text_around_them() {
    assert_eq!(
        shown("앞 <figure><img src=\"c.png\"><figcaption>설명</figcaption></figure> 뒤."),
        ["text: 앞", "image c.png: ", "text: 설명", "text: 뒤."]
    );
    assert_eq!(shown("| 가 |\n|---|\n| 하나<p>둘</p> |\n"), ["table [[\"가\"], [\"하나 둘\"]]: 가\n하나 둘"]);
}

#[test]
fn tables_in_html_take_linear_time() {
    let pieces = [
        "<table><tr><td>\n\n가 <table> ",
        "<table>\n\n가",
        "</table>",
        "<table><tr><td>\n\n가</td></tr></table>\n\n",
        "> <table>\n\n",
    ];
    assert_linear(&pieces, |text| drop(render(&format!("{text}</table>"), "")));
}
