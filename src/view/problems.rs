//! What was wrong with a file, in plain words.

use crate::article::{Problem, ProblemKind};

use super::Lang;

/// Says what a problem is, and what was done about it, in one sentence.
pub fn problem_message(problem: &Problem, lang: Lang) -> String {
    let message = problem_title(problem.kind, lang);
    match problem.detail.as_deref() {
        Some(detail) => format!("{message}: {}", shortened(detail)),
        None => message.to_owned(),
    }
}

/// The same in English, for what other programs read.
pub fn problem_in_english(problem: &Problem) -> String {
    problem_message(problem, Lang::English)
}

/// Says what problems of a kind have in common.
pub fn problem_title(kind: ProblemKind, lang: Lang) -> &'static str {
    match lang {
        Lang::Korean => korean(kind),
        Lang::English => english(kind),
    }
}

fn korean(kind: ProblemKind) -> &'static str {
    match kind {
        ProblemKind::NoFrontMatter => "파일 앞머리에 기사 정보가 없어 글로만 읽었습니다",
        ProblemKind::FrontMatterUnclosed => "기사 정보를 닫는 줄(---)이 없어 끝을 짐작했습니다",
        ProblemKind::FrontMatterRepaired => "기사 정보의 일부가 깨져 있어 짐작해서 읽었습니다",
        ProblemKind::BadDate => "날짜로 읽을 수 없어 비워 두었습니다",
        ProblemKind::BadHash => "본문 해시가 SHA-256이 아니어서 본문을 확인하지 못했습니다",
        ProblemKind::NoTitle => "제목이 없어 파일 이름으로 보입니다",
        ProblemKind::NoBody => "본문이 없습니다",
        ProblemKind::FooterMissing => "파일의 맺음말이 없습니다. 뒷부분이 잘렸을 수 있습니다",
        ProblemKind::DecodedLossily => "글자로 읽을 수 없는 부분을 \u{FFFD}로 바꾸었습니다",
        ProblemKind::EncodingGuessed => "인코딩이 적혀 있지 않아 짐작했습니다",
        ProblemKind::TooLarge => "파일이 너무 커서 앞부분만 읽었습니다",
        ProblemKind::Unreadable => "읽을 수 없거나 글이 아니어서 내용 없이 두었습니다",
    }
}

fn english(kind: ProblemKind) -> &'static str {
    match kind {
        ProblemKind::NoFrontMatter => {
            "The file does not begin with a front matter and was read as text alone"
        }
        ProblemKind::FrontMatterUnclosed => {
            "The line that closes the front matter (---) is missing; its end was guessed"
        }
        ProblemKind::FrontMatterRepaired => {
            "Part of the front matter is broken and was read as well as it could be"
        }
        ProblemKind::BadDate => "This could not be read as a date and was left empty",
        ProblemKind::BadHash => "The content hash is not a SHA-256; the text could not be verified",
        ProblemKind::NoTitle => "There is no title; the file's name is shown for it",
        ProblemKind::NoBody => "There is no body",
        ProblemKind::FooterMissing => "The file's closing lines are missing; its end may have been cut off",
        ProblemKind::DecodedLossily => "What could not be read as text was replaced by \u{FFFD}",
        ProblemKind::EncodingGuessed => "The encoding is not stated and was guessed",
        ProblemKind::TooLarge => "The file is too large; only its beginning was read",
        ProblemKind::Unreadable => {
            "The file could not be read, or is not text; it is listed without its text"
        }
    }
}

/// As much of a file's text as a message can hold.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 80;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_text_in_question() {
        let detail = Some("어제".to_owned());
        let problem = Problem { kind: ProblemKind::BadDate, line: Some(6), detail };
        assert_eq!(
            problem_message(&problem, Lang::English),
            "This could not be read as a date and was left empty: 어제"
        );
        assert_eq!(problem_message(&problem, Lang::Korean), "날짜로 읽을 수 없어 비워 두었습니다: 어제");
        let long = Problem { detail: Some("가".repeat(1000)), ..problem };
        assert!(problem_message(&long, Lang::Korean).chars().count() < 120);
    }
}
