//! Short codes of Hugo in Markdown, `{{< figure src="a.png" title="…" >}}`, and tags of Jekyll, `{% include … %}`. Only
//! pictures mean something without the site's templates; of the others, what stands between an opening and a
//! closing one is ordinary text.

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
}

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
    let is_figure = inside.split_ascii_whitespace().next() == Some("figure");
    let words = ["alt", "caption", "title"].iter().find_map(|name| parameter(inside, name));
    let source = parameter(inside, "src").filter(|_| is_figure);
    Some(ShortCode { start, end, picture: source.map(|source| (source, words.unwrap_or_default())) })
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
            assert_eq!(short_code(&text, text.len()), Some(ShortCode { start, end, picture }), "{text}");
        }
        for text in ["{{ .Title }} {{< 끝이 없다", "{{< 가\n\n나 >}}"] {
            assert_eq!(short_code(text, text.len()), None, "{text}");
        }
        assert_eq!(short_code("가나 {{< x >}}", 3), None, "it begins later");
    }
}
