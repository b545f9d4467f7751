//! Short codes of Hugo in Markdown, `{{< figure src="a.png" title="…" >}}`, and tags of Jekyll, `{% include … %}`. Only
//! pictures mean something without the site's templates; of the others, what stands between an opening and a
//! closing one is ordinary text.

use std::borrow::Cow;

/// Longer ones aren't looked for, in bytes.
const LONGEST: usize = 2_000;

/// A short code in a text.
#[derive(Debug, PartialEq)]
pub(super) struct ShortCode<'a> {
    /// Where it begins and ends, in bytes.
    pub(super) start: usize,
    pub(super) end: usize,
    /// The address and the words of a picture.
    pub(super) picture: Option<(&'a str, &'a str)>,
    /// The page of the site that it refers to.
    pub(super) page: Option<&'a str>,
}

/// What refers to a page of the site, in short codes and tags.
const REFERENCES: [&str; 4] = ["ref", "relref", "post_url", "link"];

/// The first short code that begins in a text before `until`; it may end behind it.
pub(super) fn short_code(text: &str, until: usize) -> Option<ShortCode<'_>> {
    // Looked for only as far as it may begin, since the text may be a whole document.
    let mut braces = memchr::memchr_iter(b'{', text.get(..until)?.as_bytes());
    let (start, opening, ending) = braces.find_map(|at| {
        let codes = [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}")];
        let begun = text.get(at..)?;
        codes
            .into_iter()
            .find(|(opening, _)| begun.starts_with(opening))
            .map(|(opening, ending)| (at, opening.len(), ending))
    })?;
    let last = text.floor_char_boundary(start + LONGEST);
    let within = text.get(start + opening..last)?;
    let inside = &within[..within.find(ending)?];
    if inside.contains("\n\n") {
        return None;
    }
    let end = start + opening + inside.len() + ending.len();
    let inside = inside.trim();
    let (name, arguments) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
    let is_figure = name == "figure";
    let page = Some(arguments.trim().trim_matches(['"', '\'', '`'])).filter(|_| REFERENCES.contains(&name));
    let words = ["alt", "caption", "title"].iter().find_map(|name| parameter(inside, name));
    let source = parameter(inside, "src").filter(|_| is_figure);
    let picture = source.map(|source| (source, words.unwrap_or_default()));
    Some(ShortCode { start, end, picture, page })
}

/// Markdown of the same length in which what refers to a page is a link as in any Markdown: `[…](<a.md>   )` for
/// `[…]({{< ref "a.md" >}})`.
pub(super) fn with_links(text: &str) -> Cow<'_, str> {
    let mut linked = Cow::Borrowed(text);
    for at in memchr::memmem::find_iter(text.as_bytes(), "]({").map(|at| at + 2) {
        let rest = text.get(at..).unwrap_or_default();
        let Some(ShortCode { start: 0, end, page: Some(page), .. }) = short_code(rest, 1) else { continue };
        let is_address = !page.is_empty() && !page.contains(['<', '>', '\n']);
        if is_address && rest.get(end..).is_some_and(|behind| behind.starts_with(')')) {
            let spaces = " ".repeat(end.saturating_sub(page.len() + 2));
            linked.to_mut().replace_range(at..at + end, &format!("<{page}>{spaces}"));
        }
    }
    linked
}

/// The value of a parameter: `name="value"`.
fn parameter<'a>(code: &'a str, name: &str) -> Option<&'a str> {
    code.match_indices(name).find_map(|(at, _)| {
        let is_whole = code[..at].ends_with(char::is_whitespace);
        let value = code[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
        let quote = value.chars().next().filter(|quote| is_whole && matches!(quote, '"' | '\'' | '`'))?;
        value[1..].split_once(quote).map(|(value, _)| value)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_a_picture_and_others_are_nothing() {
        for (before, code, behind, picture) in [
            (
                "가 ",
                "{{< figure src=\"/a.png\" title=\"느린 달팽이\" >}}",
                " 나",
                Some(("/a.png", "느린 달팽이")),
            ),
            ("", "{{<figure title='가' src='b.png'>}}", "", Some(("b.png", "가"))),
            ("", "{{% figure data-src=\"x\" src = \"c.png\" %}}", "", Some(("c.png", ""))),
            ("", "{{< youtube abc >}}", " {{< figure src=\"d.png\" >}}", None),
            ("", "{{% /note %}}", "", None),
            ("{{ site.title }} ", "{% include figure.html src='a.png' %}", " {% raw %}", None),
        ] {
            let text = [before, code, behind].concat();
            let (start, end) = (before.len(), before.len() + code.len());
            let expected = ShortCode { start, end, picture, page: None };
            assert_eq!(short_code(&text, text.len()), Some(expected), "{text}");
        }
        for text in ["{{ .Title }} {{< 끝이 없다", "{{< 가\n\n나 >}}"] {
            assert_eq!(short_code(text, text.len()), None, "{text}");
        }
        assert_eq!(short_code("가나 {{< x >}}", 3), None, "it begins later");
    }

    #[test]
    fn references_to_pages_are_links() {
        for (text, expected) in [
            ("[가]({{< ref \"나/다.md\" >}}).", "[가](<나/다.md>)."),
            ("[가]({{% relref 나 %}})", "[가](<나>)"),
            (
                "[가]({% post_url 2026-01-02-a %}) [나]({% link _posts/b.md %})",
                "[가](<2026-01-02-a>) [나](<_posts/b.md>)",
            ),
        ] {
            let linked = with_links(text);
            let words: Vec<&str> = linked.split(' ').filter(|word| !word.is_empty()).collect();
            assert_eq!(words.join(" ").replace(" )", ")"), expected);
            assert_eq!(linked.len(), text.len());
        }
        for text in
            ["[가]({{< x >}})", "[가]({{< ref >}})", "[가]({{< ref 나", "[가](나)", "{{< ref \"가\" >}}"]
        {
            assert_eq!(with_links(text), text);
        }
    }
}
