//! Descriptions of problems with files, in plain words.

use super::lang::Lang;
use super::text::{text, texts};
use super::words::{grouped, plural};
use crate::article::{Problem, ProblemKind};
use crate::formats::ColumnField;
use crate::text::shortened;

texts! {
    problems: ko "문제", en "Problems";
    no_problems: ko "문제가 없습니다", en "No problems";
    skipped_link: ko "링크여서 따라가지 않았습니다", en "Links are not followed";
    skipped_special: ko "일반 파일이 아니어서 읽지 않았습니다", en "Not a regular file, so it was not read";
    skipped_folder: ko "폴더를 읽을 수 없어 그 안의 파일은 빠졌습니다", en "Can't list the folder; its files are left out";
    skipped_other:
        ko "기사를 읽을 수 있는 형식이 아니어서 읽지 않았습니다",
        en "Not a kind of file that articles are read from, so it was not read";
    skipped_without_article:
        ko "표나 JSON이지만 기사가 들어 있지 않아 읽지 않았습니다. 누르면 열을 정할 수 있습니다.",
        en "A table or JSON without articles, so it was not read; click to choose its columns";
    every_kind: ko "모든 종류", en "All kinds";
    total_unreadable: ko "읽지 못함", en "unreadable";
    total_in_part: ko "앞부분만 읽음", en "read in part";
    total_others: ko "기사가 아닌 파일", en "not articles";
    total_links: ko "따라가지 않은 링크", en "links not followed";
    total_special: ko "특수 파일", en "special files";
    total_folders: ko "읽을 수 없는 폴더", en "folders not listed";

    passed_over(count: usize, parts: &str):
        ko format!("파일 {}개를 읽지 않음: {parts}", grouped(count)),
        en format!("{} passed over: {parts}", plural(count, "file", "files"));
    passed_over_part(extension: &str, count: usize):
        ko match extension {
            "" => format!("확장자 없음 {}개", grouped(count)),
            _ => format!(".{extension} {}개", grouped(count)),
        },
        en match extension {
            "" => format!("{} without extension", grouped(count)),
            _ => format!("{} .{extension}", grouped(count)),
        };
    passed_over_others(count: usize):
        ko format!("그 밖 {}개", grouped(count)), en format!("{} other", grouped(count));
    tables_without_articles(count: usize):
        ko format!("표나 JSON 파일 {}개에서 기사를 찾지 못했습니다", grouped(count)),
        en format!("No article found in {} or JSON", plural(count, "table", "tables"));
    columns_hint(file: &str):
        ko format!("{file}의 각 열의 내용을 선택하세요. 본문 열이 있거나, 제목 열과 함께 주소나 게재일 열이 있어야 합니다. 파일은 바뀌지 않습니다."),
        en format!("What are the columns of {file}? A text is needed, or a title with an address or a date. The file stays as it is.");
    first_row_is_names: ko "열 이름 줄이 있음", en "A row has the names of the columns";
    first_rows: ko "처음 몇 줄", en "First rows";
    no_column: ko "없음", en "None";
    read_columns: ko "읽기", en "Read";
    no_rows(file: &str):
        ko format!("{file}: 읽을 수 있는 줄이 없습니다"), en format!("{file}: no rows can be read");
    line_number(line: usize): ko format!("{}번째 줄", grouped(line)), en format!("line {}", grouped(line));
    read_of(read: usize, all: usize):
        ko format!("파일 {}개 중 {}개 읽음", grouped(all), grouped(read)),
        en format!("{} of {} read", grouped(read), grouped(all));
    total_part(name: &str, count: usize):
        ko format!(" · {name} {}", grouped(count)),
        en format!("; {} {name}", grouped(count));
}

impl Lang {
    /// The name of a field whose column can be chosen.
    pub fn column_field(self, field: ColumnField) -> &'static str {
        match field {
            ColumnField::Title => text!(self, ko "제목", en "Title"),
            ColumnField::Text => text!(self, ko "본문", en "Text"),
            ColumnField::Publisher => text!(self, ko "언론사", en "Publisher"),
            ColumnField::Authors => text!(self, ko "기자", en "Authors"),
            ColumnField::Published => text!(self, ko "게재일", en "Published"),
            ColumnField::Url => text!(self, ko "주소", en "Address"),
            ColumnField::Category => text!(self, ko "분류", en "Category"),
            ColumnField::Keywords => text!(self, ko "키워드", en "Keywords"),
            ColumnField::Page => text!(self, ko "면", en "Page"),
            ColumnField::Id => text!(self, ko "기사 ID", en "Article ID"),
        }
    }
}

/// Describes a problem, and what was done about it, in one sentence.
pub fn problem_message(problem: &Problem, lang: Lang) -> String {
    let message = problem_title(problem.kind, lang);
    const LONGEST_DETAIL: usize = 80;
    match problem.detail.as_deref() {
        Some(Problem::NUL) if problem.kind == ProblemKind::Unreadable => {
            text!(lang, ko "글자가 아닌 바이트(NUL)가 섞여 있어 텍스트로 읽지 않았습니다. 손상됐거나 다른 형식의 파일이니 원본을 다시 구하세요", en "Bytes that are no text (NUL) are in it, so it isn't read as text; it is damaged or of another kind, so get the file again").to_owned()
        }
        Some(Problem::CUT_OFF) if problem.kind == ProblemKind::Unreadable => {
            text!(lang, ko "기사가 중간에 끊겨(JSON이 닫히지 않음) 읽지 못했습니다. 파일을 다시 저장하거나 내려받으세요", en "The article is cut off (its JSON isn't closed), so it isn't read; save or download the file again").to_owned()
        }
        Some(detail) => format!("{message}: {}", shortened(detail, LONGEST_DETAIL)),
        None => message.to_owned(),
    }
}

/// The description in English, for other programs.
pub fn problem_in_english(problem: &Problem) -> String {
    problem_message(problem, Lang::English)
}

/// Describes what problems of a kind have in common.
pub fn problem_title(kind: ProblemKind, lang: Lang) -> &'static str {
    match kind {
        ProblemKind::NoFrontMatter => {
            text!(lang, ko "파일 첫머리에 기사 정보가 없어 본문으로만 읽었습니다", en "The file has no front matter, so all of it was read as text")
        }
        ProblemKind::FrontMatterUnclosed => {
            text!(lang, ko "기사 정보의 끝을 나타내는 줄(---)이 없어 끝을 추정했습니다", en "The front matter is not closed (---), so its end was guessed")
        }
        ProblemKind::FrontMatterRepaired => {
            text!(lang, ko "기사 정보의 일부가 깨져 있어 추정해 읽었습니다", en "Part of the front matter is broken and was repaired")
        }
        ProblemKind::BadDate => {
            text!(lang, ko "날짜로 읽을 수 없어 비워 두었습니다", en "Not a date, so it was left empty")
        }
        ProblemKind::BadHash => {
            text!(lang, ko "본문 해시가 SHA-256이 아니어서 본문을 확인하지 못했습니다", en "The content hash is not a SHA-256, so the text can't be checked")
        }
        ProblemKind::NoTitle => {
            text!(lang, ko "제목이 없어 파일 이름으로 표시합니다", en "No title; the file name is shown instead")
        }
        ProblemKind::NoBody => text!(lang, ko "본문이 없습니다", en "No body"),
        ProblemKind::FooterMissing => {
            text!(lang, ko "파일의 끝맺음 줄이 없어 뒷부분이 잘렸을 수 있습니다", en "The closing lines are missing; the end of the file may be cut off")
        }
        ProblemKind::DecodedLossily => {
            text!(lang, ko "글자로 읽을 수 없는 부분을 \u{FFFD}로 바꿨습니다", en "Bytes that are not valid text were replaced by \u{FFFD}")
        }
        ProblemKind::EncodingGuessed => {
            text!(lang, ko "인코딩이 적혀 있지 않아 추정했습니다", en "The encoding is not declared and was guessed")
        }
        ProblemKind::TooLarge => {
            text!(lang, ko "파일이 너무 커서 앞부분만 읽었습니다", en "The file is too large, so only its beginning was read")
        }
        ProblemKind::Unreadable => {
            text!(lang, ko "읽을 수 없거나 텍스트가 아니어서 내용 없이 표시합니다", en "The file can't be read or is not text; it is listed without content")
        }
        ProblemKind::BadCount => {
            text!(lang, ko "댓글의 이름이나 공감 수를 읽을 수 없어 비워 두었습니다", en "The name or votes of a comment could not be read and were left empty")
        }
        ProblemKind::QuoteUnclosed => {
            text!(lang, ko "따옴표가 닫히지 않아 이 줄의 따옴표를 글자로 읽었습니다. 줄을 확인하고 닫는 따옴표를 넣으세요", en "A quotation mark isn't closed, so those of this row are read as text; check the row and close it")
        }
        ProblemKind::IdAsNumber => {
            text!(lang, ko "기사 ID가 숫자로 저장되어 끝자리를 잃었으므로 쓰지 않았습니다", en "The article's ID was stored as a number and lost its last digits, so it isn't used")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_text_in_question() {
        let detail = Some("어제".to_owned());
        let problem = Problem { kind: ProblemKind::BadDate, line: Some(6), detail };
        assert_eq!(problem_message(&problem, Lang::English), "Not a date, so it was left empty: 어제");
        assert_eq!(problem_message(&problem, Lang::Korean), "날짜로 읽을 수 없어 비워 두었습니다: 어제");
        let long = Problem { detail: Some("가".repeat(1000)), ..problem };
        assert!(problem_message(&long, Lang::Korean).chars().count() < 120);
    }
}
