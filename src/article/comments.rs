//! Readers' comments, which one of the crawler's templates puts between the body and the footer.
//!
//! Each starts with a line `**name** | ⭐ **BEST** | 2025-12-30 10:11 | 👍 3 | 👎 1` (BEST only on some). Replies
//! are quoted with one more `>` per level, and comments on the first level are separated by rules.

use super::Comment;
use super::integrity::{Form, unescape};
use crate::text::fold;

/// Deeper replies are moved up to this depth: the site has two levels, but a hostile file can have a million.
const DEEPEST: usize = 16;

/// How the line before the comments begins.
const HEADING: &str = "## 댓글";

/// Parses the comments of a section, each with its replies. The second value is the first count that isn't a
/// number, empty if it is missing. A text whose first line isn't that of a comment is one without a name.
pub(super) fn parse(section: &str, form: Form) -> (Vec<Comment>, Option<String>) {
    let mut tree = CommentTree::default();
    let mut bad_count = None;
    // Lines that may turn out to separate two comments instead of belonging to one.
    let mut lines: Vec<&str> = Vec::new();
    for line in section.lines() {
        let (depth, content) = unquote(line, usize::MAX);
        if let Some(head) = CommentHead::parse(content) {
            tree.add_text(&lines, form);
            lines.clear();
            bad_count = bad_count.or_else(|| head.bad_count());
            tree.open(depth, head.into_comment(form));
        } else if tree.open.is_empty() && line.starts_with(HEADING) {
            lines.clear();
            tree.open(0, Comment::default());
        } else {
            lines.push(line);
        }
    }
    tree.add_text(&lines, form);
    tree.close_to(0);
    // What stands between the heading and the first comment is usually nothing.
    let is_headless = |comment: &Comment| comment.author.is_empty() && comment.time.is_empty();
    if let Some(first) = tree.roots.first().filter(|first| is_headless(first)) {
        if first.text.trim_matches('-').trim().is_empty() || first.text == NO_COMMENTS {
            let headless = tree.roots.remove(0);
            tree.roots.splice(0..0, headless.replies);
        } else {
            bad_count = bad_count.or_else(|| Some(String::new()));
        }
    }
    (tree.roots, bad_count)
}

/// What the crawler writes where there are none.
const NO_COMMENTS: &str = "*댓글이 없습니다.*";

/// Strips up to `most` quotation marks from the start of a line.
fn unquote(line: &str, most: usize) -> (usize, &str) {
    let (mut depth, mut rest) = (0, line);
    while depth < most
        && let Some(inner) = rest.trim_start().strip_prefix('>')
    {
        (depth, rest) = (depth + 1, inner);
    }
    (depth, if depth > 0 { rest.strip_prefix(' ').unwrap_or(rest) } else { rest })
}

/// The first line of a comment.
struct CommentHead<'a> {
    name: &'a str,
    best: bool,
    time: &'a str,
    likes: &'a str,
    dislikes: &'a str,
}

impl<'a> CommentHead<'a> {
    fn parse(line: &'a str) -> Option<Self> {
        let mut rest = line.trim();
        let (mut likes, mut dislikes) = (None, None);
        while let Some((before, last)) = rest.rsplit_once('|') {
            let last = last.trim();
            match (last.strip_prefix("👍"), last.strip_prefix("👎")) {
                (Some(count), _) if likes.is_none() => likes = Some(count.trim()),
                (_, Some(count)) if dislikes.is_none() => dislikes = Some(count.trim()),
                _ if last.is_empty() => {}
                _ => break,
            }
            rest = before.trim_end();
        }
        let (rest, time) = rest.rsplit_once('|')?;
        let (rest, time) = (rest.trim_end(), time.trim());
        let (name, best) = match rest.strip_suffix("⭐ **BEST**").map(str::trim_end) {
            Some(name) => (name.strip_suffix('|')?.trim_end(), true),
            None => (rest, false),
        };
        let name = name.strip_prefix("**").and_then(|name| name.strip_suffix("**"));
        // Where a part is missing, only a time tells such a line from a sentence that begins in bold.
        let is_whole = likes.is_some() && dislikes.is_some();
        let is_head = match name {
            Some(_) => is_whole || is_time(time),
            None => is_whole && is_time(time) && rest.trim_matches(['|', ' ']).is_empty(),
        };
        // In a sentence that quotes such a line, these wouldn't be counts.
        let is_count = |text: Option<&str>| text.is_none_or(|text| text.chars().count() <= LONGEST_COUNT);
        (is_head && is_count(likes) && is_count(dislikes)).then_some(Self {
            name: name.unwrap_or_default().trim(),
            best,
            time,
            likes: likes.unwrap_or_default(),
            dislikes: dislikes.unwrap_or_default(),
        })
    }

    /// The first of its counts that isn't a number.
    fn bad_count(&self) -> Option<String> {
        let mut counts = [self.likes, self.dislikes].into_iter();
        counts.find(|count| count_from(count).is_none()).map(str::to_owned)
    }

    fn into_comment(self, form: Form) -> Comment {
        Comment {
            author: decoded(self.name, form),
            best: self.best,
            time: self.time.to_owned(),
            likes: count_from(self.likes),
            dislikes: count_from(self.dislikes),
            ..Comment::default()
        }
    }
}

/// Whether a text begins like the times of comments, `2025-12-30 10:11`.
fn is_time(text: &str) -> bool {
    text.get(..10).is_some_and(|day| day.parse::<jiff::civil::Date>().is_ok())
}

/// The longest text that is taken for a count, in characters, whether or not it is a number.
const LONGEST_COUNT: usize = 20;

fn count_from(text: &str) -> Option<u64> {
    // Half-width digits.
    fold(text).replace(',', "").parse().ok()
}

fn decoded(text: &str, form: Form) -> String {
    match form {
        Form::Escaped => unescape(text).into_owned(),
        Form::Plain => text.to_owned(),
    }
}

/// Comments being read: those that may still get replies, and completed ones on the first level.
#[derive(Default)]
struct CommentTree {
    roots: Vec<Comment>,
    /// The latest comment and the ones it replies to, outermost first.
    open: Vec<Comment>,
    /// How many `>` the file has before the latest comment.
    depth: usize,
}

impl CommentTree {
    fn open(&mut self, depth: usize, comment: Comment) {
        self.close_to(depth.min(DEEPEST));
        self.depth = depth;
        self.open.push(comment);
    }

    /// Completes the comments from a depth on.
    fn close_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            let Some(comment) = self.open.pop() else { break };
            match self.open.last_mut() {
                Some(parent) => parent.replies.push(comment),
                None => self.roots.push(comment),
            }
        }
    }

    /// Sets the latest comment's text, without the empty lines and the rule after it.
    fn add_text(&mut self, lines: &[&str], form: Form) {
        let depth = self.depth;
        let Some(comment) = self.open.last_mut() else { return };
        let mut lines: Vec<&str> = lines.iter().map(|line| unquote(line, depth).1).collect();
        let is_blank = |line: &&str| line.trim().trim_start_matches('>').is_empty();
        while lines.last().is_some_and(is_blank) {
            lines.pop();
        }
        if lines.last().is_some_and(|line| line.trim_end() == "---") {
            lines.pop();
        }
        comment.text = decoded(lines.join("\n").trim(), form);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECTION: &str = "---\n\n📊 **댓글 통계** | 전체 4\n\n## 댓글 (4 개)\n\n\
        **첫째** | ⭐ **BEST** | 2025-12-30 10:11 | 👍 1,234 | 👎 1\n\n좋은 &lt;글&gt;\n\n> 인용\n\n둘째 줄\n\n\
        > **답** | 2025-12-30 10:12 | 👍 0 | 👎 0\n>\n> 답글\n> 둘째 줄\n\n\
        >> **답의 답** | 2025-12-30 10:13 | 👍 0 | 👎 2\n>>\n>> 그렇다\n\n\
        ---\n\n**a | b** | 2025-12-30 11:00 | 👍 0 | 👎 0\n\n---\n\n끝\n\n---\n";

    #[test]
    fn reads_a_tree() {
        let (comments, bad_count) = parse(SECTION, Form::Escaped);
        assert_eq!(bad_count, None);
        assert_eq!(comments.len(), 2);
        let first = &comments[0];
        assert_eq!(
            (first.author.as_str(), first.best, first.likes, first.dislikes),
            ("첫째", true, Some(1234), Some(1))
        );
        assert_eq!(first.text, "좋은 <글>\n\n> 인용\n\n둘째 줄");
        assert_eq!(first.time, "2025-12-30 10:11");
        let reply = &first.replies[0];
        assert_eq!((reply.author.as_str(), reply.text.as_str(), reply.best), ("답", "답글\n둘째 줄", false));
        assert_eq!(reply.replies[0].text, "그렇다");
        assert_eq!((comments[1].author.as_str(), comments[1].text.as_str()), ("a | b", "---\n\n끝"));
        assert_eq!(parse(SECTION, Form::Plain).0[0].text, "좋은 &lt;글&gt;\n\n> 인용\n\n둘째 줄");
    }

    #[test]
    fn reads_none_where_there_are_none() {
        assert_eq!(parse("---\n\n*댓글이 없습니다.*\n", Form::Plain), (vec![], None));
        assert_eq!(parse("", Form::Plain), (vec![], None));
    }

    #[test]
    fn a_comment_stays_whose_counts_are_no_numbers() {
        for (likes, dislikes, read, bad) in [
            ("1.2만", "0", (None, Some(0)), "1.2만"),
            ("3", "-", (Some(3), None), "-"),
            ("", "", (None, None), ""),
            ("４１", "없음", (Some(41), None), "없음"),
            ("99999999999999999999", "1", (None, Some(1)), "99999999999999999999"),
        ] {
            let section = format!("**첫째** | 2025-12-30 10:11 | 👍 {likes} | 👎 {dislikes}\n\n글\n");
            let (comments, bad_count) = parse(&section, Form::Plain);
            assert_eq!((comments[0].likes, comments[0].dislikes), read, "{section}");
            assert_eq!((comments[0].author.as_str(), comments[0].text.as_str()), ("첫째", "글"), "{section}");
            assert_eq!(bad_count.as_deref(), Some(bad), "{section}");
        }
        for (counts, read) in
            [(" |  | 👎 1", (None, Some(1))), (" | 👎 1", (None, Some(1))), (" | 👍 3", (Some(3), None))]
        {
            let section = format!("**첫째** | 2025-12-30 10:11{counts}\n\n글\n");
            let (comments, bad_count) = parse(&section, Form::Plain);
            assert_eq!((comments[0].likes, comments[0].dislikes), read, "{section}");
            assert_eq!((comments[0].text.as_str(), bad_count.as_deref()), ("글", Some("")), "{section}");
        }
        assert_eq!(parse("**굵게** | 그는 | 👎 1\n", Form::Plain), (vec![], None));
        let quoted = "**굵게** | 그는 | 👍 이라고 했고 다른 이들도 그렇다고 했다 | 👎 는 아니었다\n";
        assert_eq!(parse(quoted, Form::Plain), (vec![], None));
    }

    #[test]
    fn a_comment_stays_whose_head_is_damaged() {
        let read = |head: &str| {
            let section = format!(
                "---\n\n## 댓글 (2 개)\n\n{head}\n\n글\n\n---\n\n**둘째** | 2025-12-30 11:00 | 👍 1 | 👎 0\n\n끝\n"
            );
            let (comments, bad_count) = parse(&section, Form::Plain);
            let [first, second] = &comments[..] else { panic!("{head}: {comments:?}") };
            assert_eq!((second.author.as_str(), second.text.as_str()), ("둘째", "끝"), "{head}");
            let counts = (first.likes, first.dislikes, bad_count.is_some());
            (first.author.clone(), first.text.clone(), counts)
        };
        for (head, author, text, counts) in [
            ("**첫째** | 2025-12-30 10:11 | 👎 1 | 👍 41", "첫째", "글", (Some(41), Some(1), false)),
            ("**첫째** | ⭐ **BEST** | 2025-12-30 10:11", "첫째", "글", (None, None, true)),
            (
                "2025-12-30 10:11 | 👍 41 | 👎 1",
                "",
                "2025-12-30 10:11 | 👍 41 | 👎 1\n\n글",
                (None, None, true),
            ),
            ("| 2025-12-30 10:11 | 👍 41 | 👎 1", "", "글", (Some(41), Some(1), false)),
            ("**첫째** 어제", "", "**첫째** 어제\n\n글", (None, None, true)),
            ("", "", "글", (None, None, true)),
        ] {
            assert_eq!(read(head), (author.to_owned(), text.to_owned(), counts), "{head}");
        }
    }

    #[test]
    fn replies_below_the_heading_and_headings_within_texts_stay() {
        let head = |name: &str| format!("**{name}** | 2025-12-30 10:11 | 👍 1 | 👎 0");
        let section = format!(
            "---\n\n## 댓글 (2 개)\n\n> {}\n>\n> 글\n\n{}\n\n끝\n\n## 댓글 셋\n\n더\n",
            head("답"),
            head("둘째")
        );
        let (comments, _) = parse(&section, Form::Plain);
        let read: Vec<_> = comments.iter().map(|it| (it.author.as_str(), it.text.as_str())).collect();
        assert_eq!(read, [("답", "글"), ("둘째", "끝\n\n## 댓글 셋\n\n더")]);
    }

    #[test]
    fn nests_no_deeper_than_is_safe() {
        let mut section = String::new();
        for depth in 0..2_000 {
            section.push_str(&format!("{} **x** | t | 👍 0 | 👎 0\n", ">".repeat(depth)));
        }
        let mut depth = 0;
        let (comments, _) = parse(&section, Form::Plain);
        let mut level = &comments;
        while let Some(comment) = level.first() {
            depth += 1;
            level = &comment.replies;
        }
        assert_eq!(depth, DEEPEST + 1);
    }
}
