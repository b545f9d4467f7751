//! What notes say of their article within its text: Notion in lines below the title, Readwise in a list.

use super::head::{key_lines, key_value};
use super::names::fields_of;
use super::record::{RecordField, fits};

/// What a note without a head says of its article. It stays in the text.
pub(super) fn noted_facts(text: &str) -> Vec<RecordField> {
    below_heading(text).unwrap_or_else(|| in_list(text))
}

/// What lines of `Key: value` right below the title say, as Notion writes a page's properties.
fn below_heading(text: &str) -> Option<Vec<RecordField>> {
    let (_, below) = text.trim_start().strip_prefix("# ")?.split_once('\n')?;
    let mut fields = key_lines(below)?.fields;
    fields.retain(|field| fields_of(&field.name).any(|(of, _)| fits(of, &field.name, &field.value)));
    fields.iter_mut().for_each(|field| field.line = None);
    Some(fields)
}

/// How many lines may come before a list of facts.
const MOST_ABOVE: usize = 20;

/// Who wrote the text and where it is from, in the list that Readwise writes below a heading: `- Author: [[가람]]`.
fn in_list(text: &str) -> Vec<RecordField> {
    let mut lines = text.lines();
    if !lines.by_ref().take(MOST_ABOVE).any(|line| line.trim_end() == "## Metadata") {
        return Vec::new();
    }
    let facts = lines.map_while(|line| line.strip_prefix("- ")).filter_map(key_value);
    let facts = facts.filter(|(key, _)| matches!(*key, "Author" | "URL"));
    facts.map(|(key, value)| RecordField::text(key, value)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_say_who_wrote_them_and_where() {
        for (text, expected) in [
            (
                "# 느린 달팽이\n\nAuthor: 가람\nURL: https://example.com/1\n상태: 읽음\n\n본문",
                "Author=가람 URL=https://example.com/1",
            ),
            ("# 느린 달팽이\n\n기자: 본문이다.", ""),
            (
                "# 느린 달팽이\n\n본문이다.\n\n## Metadata\n- Author: [[가람]]\n- Category: #articles\n- URL: https://example.com/1\n\n- URL: x",
                "Author=[[가람]] URL=https://example.com/1",
            ),
            ("본문이다.\n- URL: https://example.com/1", ""),
        ] {
            let facts = noted_facts(text).into_iter();
            let facts: Vec<String> =
                facts.map(|field| format!("{}={}", field.name, field.value.text())).collect();
            assert_eq!(facts.join(" "), expected, "{text}");
        }
    }
}
