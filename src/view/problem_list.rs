//! The problems of a whole archive, for the reader: what was repaired, unreadable or skipped.

use super::line::one_line;
use super::texts::lang::Lang;
use super::texts::{problem_message, problem_title};
use crate::archive::{Catalogue, ProblemGroup, Problems, ReadTotals};
use std::path::PathBuf;

/// A problem of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProblemItem {
    /// The file or folder, relative to the archive's root.
    pub path: String,
    /// The line in the file, if the problem has one.
    pub line: String,
    /// What was wrong and what was done about it.
    pub message: String,
    /// The article, if there is one to open.
    pub ordinal: Option<u32>,
    /// Whether its columns can be chosen, since it is a table or JSON without articles.
    pub has_columns: bool,
    /// The file or folder to show in the file manager, relative to the archive's root.
    pub file: PathBuf,
    /// The name for screen readers.
    pub accessible_name: String,
}

/// The problem at a position in the list.
pub fn problem_item(
    problems: &Problems,
    catalogue: &Catalogue,
    at: usize,
    lang: Lang,
) -> Option<ProblemItem> {
    let entry = problems.entry(catalogue, at)?;
    let (message, line) = match (entry.article, entry.error) {
        (Some((_, problem)), _) => {
            let line = problem.line.map(|line| lang.line_number(line as usize)).unwrap_or_default();
            (one_line(&problem_message(problem, lang)), line)
        }
        (None, Some(error)) => (format!("{}: {}", lang.skipped_folder(), one_line(error)), String::new()),
        (None, None) => (group_title(entry.group, lang).to_owned(), String::new()),
    };
    let path = one_line(&entry.path);
    let accessible_name = lang.row_name(&[&path, &line, &message]);
    let ordinal = entry.article.map(|(ordinal, _)| ordinal);
    let has_columns = entry.group == ProblemGroup::NoArticle;
    Some(ProblemItem {
        path,
        line,
        message,
        ordinal,
        has_columns,
        file: entry.file.to_owned(),
        accessible_name,
    })
}

/// The heading of a group of problems.
pub fn group_title(group: ProblemGroup, lang: Lang) -> &'static str {
    match group {
        ProblemGroup::File(kind) => problem_title(kind.0, lang),
        ProblemGroup::Folder => lang.skipped_folder(),
        ProblemGroup::Link => lang.skipped_link(),
        ProblemGroup::Special => lang.skipped_special(),
        ProblemGroup::NoArticle => lang.skipped_without_article(),
        ProblemGroup::Other => lang.skipped_other(),
    }
}

/// The most extensions to name.
const NAMED: usize = 4;

/// `파일 1,058개를 읽지 않음: 확장자 없음 1,000, .png 58`; `None` if no file of another kind was passed over.
pub fn passed_over_text(problems: &Problems, lang: Lang) -> Option<String> {
    let passed_over = problems.passed_over();
    let count = |counts: &[(String, usize)]| counts.iter().map(|(_, count)| count).sum::<usize>();
    let (named, others) = passed_over.split_at(passed_over.len().min(NAMED));
    let mut parts: Vec<String> =
        named.iter().map(|(extension, count)| lang.passed_over_part(&one_line(extension), *count)).collect();
    if !others.is_empty() {
        parts.push(lang.passed_over_others(count(others)));
    }
    (!passed_over.is_empty()).then(|| lang.passed_over(count(passed_over), &parts.join(", ")))
}

/// `파일 40,000개 중 39,812개 읽음 · 읽지 못함 12 · 기사가 아닌 파일 176`.
pub fn total_read(totals: ReadTotals, lang: Lang) -> String {
    let parts = [
        (lang.total_unreadable(), totals.unreadable),
        (lang.total_in_part(), totals.in_part),
        (lang.total_others(), totals.not_articles),
        (lang.total_links(), totals.links),
        (lang.total_special(), totals.special),
        (lang.total_folders(), totals.folders),
    ];
    let mut text = lang.read_of(totals.read, totals.all());
    for (name, count) in parts.into_iter().filter(|&(_, count)| count > 0) {
        text.push_str(&lang.total_part(name, count));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{CatalogueBuilder, SegmentBuilder, Skipped, SkippedReason, WalkReport};
    use crate::article::{Article, Problem, ProblemKind};
    use std::path::Path;

    #[test]
    fn the_total_adds_up() {
        let totals = ReadTotals { read: 39_812, unreadable: 12, not_articles: 176, ..ReadTotals::default() };
        assert_eq!(
            total_read(totals, Lang::English),
            "39,812 of 40,000 read; 12 unreadable; 176 not articles"
        );
        assert_eq!(
            total_read(totals, Lang::Korean),
            "파일 40,000개 중 39,812개 읽음 · 읽지 못함 12 · 기사가 아닌 파일 176"
        );
    }

    #[test]
    fn an_item_names_file_line_and_what_was_done() {
        let mut segment = SegmentBuilder::default();
        let problem =
            Problem { kind: ProblemKind::BadDate, line: Some(6), detail: Some("어제".to_owned()) };
        segment
            .push(Path::new("하위/a.md"), &Article { problems: vec![problem], ..Article::default() }.into());
        let mut builder = CatalogueBuilder::default();
        builder.push(segment.take());
        let skip = |path: &str, reason| Skipped { path: PathBuf::from(path), reason };
        let mut skipped = vec![skip("x\u{202e}y", SkippedReason::Link)];
        skipped.extend(
            ["a.png", "b.PNG", "Makefile", "c.zip", "d.pdf", "e.gif"]
                .map(|it| skip(it, SkippedReason::Other)),
        );
        let catalogue = builder.snapshot();
        let problems = Problems::of(&catalogue, WalkReport { skipped });
        let item = problem_item(&problems, &catalogue, 0, Lang::Korean).unwrap();
        assert_eq!(item.accessible_name, "하위/a.md, 6번째 줄, 날짜로 읽을 수 없어 비워 두었습니다: 어제");
        assert_eq!((item.ordinal, item.file.as_path()), (Some(0), Path::new("하위/a.md")));
        let item = problem_item(&problems, &catalogue, 1, Lang::English).unwrap();
        assert_eq!((item.path.as_str(), item.message.as_str()), ("xy", "Links are not followed"));
        assert_eq!(
            passed_over_text(&problems, Lang::English).as_deref(),
            Some("6 files passed over: 2 .png, 1 without extension, 1 .gif, 1 .pdf, 1 other")
        );
        assert_eq!(
            passed_over_text(&problems, Lang::Korean).as_deref(),
            Some("파일 6개를 읽지 않음: .png 2개, 확장자 없음 1개, .gif 1개, .pdf 1개, 그 밖 1개")
        );
    }
}
