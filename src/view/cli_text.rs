//! The words of the command line: help, and what it says when something is wrong.

use std::io;

use super::Lang;

/// The command line's texts in one language.
pub struct CliText {
    /// What the program is.
    pub about: &'static str,
    /// What `show` does.
    pub show_about: &'static str,
    /// Its argument.
    pub show_file: &'static str,
    /// Its flag `--json`.
    pub show_json: &'static str,
    /// Its flag `--raw`.
    pub show_raw: &'static str,
    /// What `--help` does.
    pub help_flag: &'static str,
    /// What `--version` does.
    pub version_flag: &'static str,
    /// The help's headings, without a colon: how a command is written,
    pub usage_heading: &'static str,
    /// its arguments and options,
    pub arguments_heading: &'static str,
    /// and the subcommands.
    pub commands_heading: &'static str,
    /// A file could not be opened or read; by why.
    pub unreadable_file: fn(path: &str, why: &io::Error) -> String,
    /// A folder stands where a file was asked for.
    pub is_folder: fn(path: &str) -> String,
    /// Something else than a file stands there: a pipe, a device.
    pub is_no_file: fn(path: &str) -> String,
    /// What is to be done could not be written out.
    pub unwritable_output: fn(why: &io::Error) -> String,
    /// The comments' heading in a page of text; the number of comments.
    pub comments: fn(count: usize) -> String,
    /// The mark of a comment that the site chose as one of the best.
    pub best: &'static str,
}

/// The command line's texts.
pub fn cli_text(lang: Lang) -> &'static CliText {
    match lang {
        Lang::Korean => &KO,
        Lang::English => &EN,
    }
}

static KO: CliText = CliText {
    about: "모아 둔 한국 신문 기사를 읽는 프로그램",
    show_about: "기사 하나를 보여 준다",
    show_file: "기사 파일",
    show_json: "JSON 객체 한 줄로 출력한다",
    show_raw: "파일의 바이트를 그대로 출력한다",
    help_flag: "도움말을 보여 준다",
    version_flag: "버전을 보여 준다",
    usage_heading: "사용법",
    arguments_heading: "인자",
    commands_heading: "명령",
    unreadable_file: |path, why| match why.kind() {
        io::ErrorKind::NotFound => format!("{path}: 파일이 없습니다. 경로를 확인하십시오."),
        io::ErrorKind::PermissionDenied => {
            format!("{path}: 파일을 읽을 권한이 없습니다. 파일의 권한을 확인하십시오.")
        }
        _ => format!("{path}: 파일을 읽지 못했습니다({why}). 저장 장치와 경로를 확인하십시오."),
    },
    is_folder: |path| {
        format!(
            "{path}: 파일이 아니라 폴더입니다. 기사 파일 하나를 지정하거나, 폴더는 seogo list로 보십시오."
        )
    },
    is_no_file: |path| format!("{path}: 보통 파일이 아니어서 읽지 않았습니다. 기사 파일을 지정하십시오."),
    unwritable_output: |why| format!("출력하지 못했습니다({why}). 출력할 곳에 빈자리가 있는지 확인하십시오."),
    comments: |count| format!("댓글 {count}개"),
    best: "베스트",
};

static EN: CliText = CliText {
    about: "A desktop reader for archives of Korean news articles",
    show_about: "Show one article",
    show_file: "The article's file",
    show_json: "Print one JSON object on a line",
    show_raw: "Print the file's bytes as they are",
    help_flag: "Print help",
    version_flag: "Print the version",
    usage_heading: "Usage",
    arguments_heading: "Arguments",
    commands_heading: "Commands",
    unreadable_file: |path, why| match why.kind() {
        io::ErrorKind::NotFound => format!("{path}: there is no such file. Check the path."),
        io::ErrorKind::PermissionDenied => {
            format!("{path}: you have no permission to read this file. Check its permissions.")
        }
        _ => format!("{path}: the file could not be read ({why}). Check the disk and the path."),
    },
    is_folder: |path| {
        format!("{path}: this is a folder. Name one article's file, or use `seogo list` for a folder.")
    },
    is_no_file: |path| {
        format!("{path}: this is not a regular file and was not read. Name an article's file.")
    },
    unwritable_output: |why| {
        format!("The output could not be written ({why}). Check that there is room where it goes.")
    },
    comments: |count| format!("{count} comments"),
    best: "best",
};
