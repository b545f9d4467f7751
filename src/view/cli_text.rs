//! The words of the command line: help, and what it says when something is wrong.

use std::io;

use super::Lang;

/// The command line's texts in one language.
pub struct CliText {
    /// What the program is.
    pub about: &'static str,
    /// The language.
    pub lang: Lang,
    /// The argument of the window: a folder or file.
    pub path: &'static str,
    /// The flag `--new-window`.
    pub new_window: &'static str,
    /// An archive's folder, as an argument.
    pub folder: &'static str,
    /// A file stands where a folder was asked for.
    pub is_file: fn(path: &str) -> String,
    /// A folder below it can't be listed; by why.
    pub unlisted_folder: fn(path: &str, why: &str) -> String,
    /// What `list` does.
    pub list_about: &'static str,
    /// Its option `--sort`.
    pub list_sort: &'static str,
    /// Its flag `--reverse`.
    pub list_reverse: &'static str,
    /// Its option `--limit`.
    pub list_limit: &'static str,
    /// Its flag `--all-versions`.
    pub list_all_versions: &'static str,
    /// Its flag `--json`.
    pub list_json: &'static str,
    /// What `search` does.
    pub search_about: &'static str,
    /// Its argument.
    pub search_query: &'static str,
    /// Its flag `--count`.
    pub search_count: &'static str,
    /// What `verify` does.
    pub verify_about: &'static str,
    /// Its flag `--json`.
    pub verify_json: &'static str,
    /// What `export` does.
    pub export_about: &'static str,
    /// Its option `--format`.
    pub export_format: &'static str,
    /// Its option `--output`.
    pub export_output: &'static str,
    /// Its flag `--all-versions`.
    pub export_all_versions: &'static str,
    /// Its flag `--force`.
    pub export_force: &'static str,
    /// What `index` does.
    pub index_about: &'static str,
    /// The flag `--no-cache` of all.
    pub no_cache: &'static str,
    /// The option `--cache-dir` of all.
    pub cache_dir: &'static str,
    /// `index` was told to keep no cache.
    pub no_cache_to_index: &'static str,
    /// What `index` does last.
    pub writing_cache: &'static str,
    /// Another program is writing the cache of this folder.
    pub cache_in_use: fn(folder: &str) -> String,
    /// The cache can't be written; by where and why.
    pub unwritable_cache: fn(folder: &str, why: &str) -> String,
    /// What `completions` does.
    pub completions_about: &'static str,
    /// Its argument.
    pub completions_shell: &'static str,
    /// What `man` does.
    pub man_about: &'static str,
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
    /// its arguments,
    pub arguments_heading: &'static str,
    /// its options,
    pub options_heading: &'static str,
    /// and the subcommands.
    pub commands_heading: &'static str,
    /// A file could not be opened or read; by why.
    pub unreadable_file: fn(path: &str, why: &io::Error) -> String,
    /// A folder stands where a file was asked for.
    pub is_folder: fn(path: &str) -> String,
    /// Something else than a file stands there: a pipe, a device.
    pub is_no_file: fn(path: &str) -> String,
    /// There is no window to be had; by what is missing and what the library said.
    pub no_window: fn(missing: WindowNeed, detail: &str) -> String,
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

/// What a machine lacks that can't show a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WindowNeed {
    /// A display to show it on.
    Display,
    /// OpenGL to paint it with.
    OpenGl,
    /// A library of the window system.
    Library,
    /// It is not known what.
    Unknown,
}

/// The Debian packages that a window needs.
const PACKAGES: &str =
    "libx11-6 libx11-xcb1 libxcursor1 libxi6 libxkbcommon-x11-0 libegl1 libgl1 libgl1-mesa-dri";

static KO: CliText = CliText {
    about: "모아 둔 한국 신문 기사를 읽는 프로그램",
    lang: Lang::Korean,
    path: "열 폴더나 기사 파일. 없으면 창만 연다",
    new_window: "열려 있는 창에 넘기지 않고 창을 새로 연다. --no-cache와 --cache-dir도 그렇게 한다",
    folder: "기사가 담긴 폴더",
    is_file: |path| {
        format!("{path}: 폴더가 아니라 파일입니다. 폴더를 지정하거나, 파일은 seogo show로 보세요.")
    },
    unlisted_folder: |path, why| {
        format!("{path}: 폴더를 읽지 못해 빼고 늘어놓습니다({why}). 폴더의 권한을 확인하세요.")
    },
    list_about: "폴더의 기사를 늘어놓는다",
    list_sort: "늘어놓는 차례",
    list_reverse: "차례를 뒤집는다. 날짜 없는 기사는 그래도 끝에 온다",
    list_limit: "많아야 N건만 출력한다",
    list_all_versions: "기사마다 최신판 하나가 아니라 모든 파일을 늘어놓는다",
    list_json: "기사마다 JSON 객체 한 줄로 출력한다",
    search_about: "폴더에서 기사를 찾는다",
    search_query: "찾을 말. 예: '반도체 -삼성', '\"유아 인성교육\"', '언론사:한빛* 날짜:2025-12'",
    search_count: "찾은 기사 수만 출력한다",
    verify_about: "폴더의 모든 기사가 수집한 그대로인지 파일을 다시 읽어 확인한다",
    verify_json: "그대로가 아닌 파일마다 JSON 객체 한 줄, 끝에 합계를 출력한다",
    export_about: "기사를 다른 프로그램이 읽는 형식으로 내보낸다",
    export_format: "내보낼 형식. markdown은 기사마다 파일 하나인 폴더를 만든다",
    export_output: "쓸 파일(markdown은 폴더). 없으면 표준 출력에 쓴다",
    export_all_versions: "기사마다 최신판 하나가 아니라 모든 파일을 내보낸다",
    export_force: "이미 있는 파일을 덮어쓴다",
    index_about: "폴더의 캐시를 최신으로 만들어, 다음에 여는 창과 명령이 바로 찾게 한다",
    no_cache: "캐시를 읽지도 쓰지도 않는다",
    cache_dir: "캐시를 이 폴더에 둔다",
    no_cache_to_index: "캐시를 쓰지 않고는 캐시를 만들 수 없습니다. --no-cache 없이 실행하세요.",
    writing_cache: "캐시 쓰는 중",
    cache_in_use: |folder| {
        format!(
            "{folder}의 캐시는 다른 서고가 쓰고 있습니다. 그 창을 닫거나 끝나기를 기다렸다가 다시 실행하세요."
        )
    },
    unwritable_cache: |folder, why| {
        format!("캐시를 {folder}에 쓸 수 없습니다: {why}. --cache-dir로 다른 폴더를 고르세요.")
    },
    completions_about: "셸 자동 완성 스크립트를 출력한다(패키지 제작용)",
    completions_shell: "셸",
    man_about: "설명서(man 페이지)를 출력한다(패키지 제작용)",
    show_about: "기사 하나를 보여 준다",
    show_file: "기사 파일",
    show_json: "JSON 객체 한 줄로 출력한다",
    show_raw: "파일의 바이트를 그대로 출력한다",
    help_flag: "도움말을 보여 준다",
    version_flag: "버전을 보여 준다",
    usage_heading: "사용법",
    arguments_heading: "인자",
    options_heading: "옵션",
    commands_heading: "명령",
    unreadable_file: |path, why| match why.kind() {
        io::ErrorKind::NotFound => format!("{path}: 파일이 없습니다. 경로를 확인하세요."),
        io::ErrorKind::PermissionDenied => {
            format!("{path}: 파일을 읽을 권한이 없습니다. 파일의 권한을 확인하세요.")
        }
        _ => format!("{path}: 파일을 읽지 못했습니다({why}). 저장 장치와 경로를 확인하세요."),
    },
    is_folder: |path| {
        format!("{path}: 파일이 아니라 폴더입니다. 기사 파일 하나를 지정하거나, 폴더는 seogo list로 보세요.")
    },
    is_no_file: |path| format!("{path}: 보통 파일이 아니어서 읽지 않았습니다. 기사 파일을 지정하세요."),
    no_window: |missing, detail| match missing {
        WindowNeed::Display => format!(
            "창을 띄울 화면이 없습니다. 데스크톱에서 실행하거나, 화면 없이는 seogo list, show, search, verify, export, index를 쓰세요. ({detail})"
        ),
        WindowNeed::OpenGl => {
            format!(
                "OpenGL이 없어 창을 그릴 수 없습니다. 그래픽 드라이버나 libgl1-mesa-dri를 설치하세요. ({detail})"
            )
        }
        WindowNeed::Library => {
            format!("창에 필요한 라이브러리가 없습니다. 설치하세요: apt-get install {PACKAGES} ({detail})")
        }
        WindowNeed::Unknown => {
            format!(
                "창을 열지 못했습니다. 화면 없이는 seogo list, show, search, verify, export, index를 쓰세요. ({detail})"
            )
        }
    },
    unwritable_output: |why| format!("출력하지 못했습니다({why}). 출력할 곳에 빈자리가 있는지 확인하세요."),
    comments: |count| format!("댓글 {count}개"),
    best: "베스트",
};

static EN: CliText = CliText {
    about: "A desktop reader for archives of Korean news articles",
    lang: Lang::English,
    path: "The folder or article file to open; the window alone without it",
    new_window: "Open a further window instead of handing over to the one that is open; so do --no-cache and --cache-dir",
    folder: "The folder of articles",
    is_file: |path| format!("{path}: this is a file. Name a folder, or use `seogo show` for a file."),
    unlisted_folder: |path, why| {
        format!("{path}: this folder can't be listed and is left out ({why}). Check its permissions.")
    },
    list_about: "List the articles of a folder",
    list_sort: "What to sort by",
    list_reverse: "Turn the order round; articles without a date stay last",
    list_limit: "Print no more than N articles",
    list_all_versions: "List every file, not only the newest version of each article",
    list_json: "Print one JSON object a line for each article",
    search_about: "Find articles in a folder",
    search_query: "What to look for, e.g. '반도체 -삼성', '\"유아 인성교육\"', 'publisher:한빛* published:2025-12'",
    search_count: "Print only how many were found",
    verify_about: "Check that every article of a folder is as it was crawled, reading each file anew",
    verify_json: "Print one JSON object a line for each file that is not intact, and last the counts",
    export_about: "Export articles as other programs read them",
    export_format: "What to write; markdown makes a folder with a file for each article",
    export_output: "The file to write (for markdown, the folder); standard output without it",
    export_all_versions: "Export every file, not only the newest version of each article",
    export_force: "Overwrite a file that exists",
    index_about: "Bring the cache of a folder up to date, so that whatever opens it next finds all there",
    no_cache: "Neither read nor write a cache",
    cache_dir: "Keep the caches in this folder",
    no_cache_to_index: "There is no cache to bring up to date with --no-cache; leave it out.",
    writing_cache: "Writing the cache",
    cache_in_use: |folder| {
        format!(
            "The cache of {folder} is being written by another Seogo. Close its window or wait for it, and try again."
        )
    },
    unwritable_cache: |folder, why| {
        format!("The cache can't be written in {folder}: {why}. Choose another folder with --cache-dir.")
    },
    completions_about: "Print a script by which a shell completes seogo, for packagers",
    completions_shell: "The shell",
    man_about: "Print the manual's page as roff, for packagers",
    show_about: "Show one article",
    show_file: "The article's file",
    show_json: "Print one JSON object on a line",
    show_raw: "Print the file's bytes as they are",
    help_flag: "Print help",
    version_flag: "Print the version",
    usage_heading: "Usage",
    arguments_heading: "Arguments",
    options_heading: "Options",
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
    no_window: |missing, detail| match missing {
        WindowNeed::Display => format!(
            "There is no display to open a window on. Run it on a desktop, or use `seogo list`, `show`, `search`, `verify`, `export` or `index`. ({detail})"
        ),
        WindowNeed::OpenGl => format!(
            "There is no OpenGL to paint the window with. Install a graphics driver or libgl1-mesa-dri. ({detail})"
        ),
        WindowNeed::Library => {
            format!(
                "A library that the window needs is missing. Install them: apt-get install {PACKAGES} ({detail})"
            )
        }
        WindowNeed::Unknown => {
            format!(
                "The window could not be opened. Without one, use `seogo list`, `show`, `search`, `verify`, `export` or `index`. ({detail})"
            )
        }
    },
    unwritable_output: |why| {
        format!("The output could not be written ({why}). Check that there is room where it goes.")
    },
    comments: |count| format!("{count} comments"),
    best: "best",
};
