//! The texts of the command line: help and error messages.

use super::lang::Lang;
use super::text::{text, texts};
use super::words::{grouped, plural};
use std::io;
use std::path::Path;
use thiserror::Error;

/// What a machine lacks to show a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WindowNeed {
    Display,
    OpenGl,
    /// A library of the window system.
    Library,
    /// Something unknown.
    Unknown,
}

/// The Debian packages that a window needs.
const PACKAGES: &str =
    "libx11-6 libx11-xcb1 libxcursor1 libxi6 libxkbcommon-x11-0 libegl1 libgl1 libgl1-mesa-dri";

/// What is wrong with the arguments of a command.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum UsageError {
    /// These are missing.
    #[error("missing: {}", .0.join(" "))]
    Missing(Vec<String>),
    /// There is no such argument; the one that was probably meant, or empty.
    #[error("no such argument: {0}")]
    Unknown(String, String),
    /// An argument can't have this value, empty if it has none, but only those that are known, if they are.
    #[error("{argument} can't be {value:?}")]
    BadValue {
        argument: String,
        value: String,
        /// What it may be.
        known: Vec<String>,
    },
    /// An argument can't be used with these.
    #[error("{argument} can't be used with {}", .1.join(" "), argument = .0)]
    Conflict(String, Vec<String>),
    /// As told by whoever noticed.
    #[error("{0}")]
    Told(String),
}

impl Lang {
    /// What is wrong with the arguments; `None` if the command line's own English says it.
    pub fn cli_usage_error(self, error: &UsageError) -> Option<String> {
        text!(self, ko Some(usage_error_ko(error)), en None)
    }
}

fn usage_error_ko(error: &UsageError) -> String {
    let wrong = match error {
        UsageError::Missing(arguments) => format!("필요한 인수가 없습니다: {}", arguments.join(" ")),
        UsageError::Unknown(argument, similar) if similar.is_empty() => {
            format!("‘{argument}’: 그런 인수가 없습니다")
        }
        UsageError::Unknown(argument, similar) => {
            format!("‘{argument}’: 그런 인수가 없습니다. 비슷한 인수: {similar}")
        }
        UsageError::BadValue { argument, value, .. } if value.is_empty() => {
            format!("{argument}: 값을 입력해야 합니다")
        }
        UsageError::BadValue { argument, value, known } if known.is_empty() => {
            format!("‘{value}’: {argument}의 값으로 쓸 수 없습니다")
        }
        UsageError::BadValue { argument, value, known } => {
            format!("‘{value}’: {argument}의 값으로 쓸 수 없습니다. 가능한 값: {}", known.join(", "))
        }
        UsageError::Conflict(argument, others) => {
            format!("{argument}: {}와(과) 함께 쓸 수 없습니다", others.join(", "))
        }
        UsageError::Told(wrong) => wrong.clone(),
    };
    format!("오류: {wrong}")
}

texts! {
    cli_about: ko "수집한 한국 뉴스 기사를 읽는 프로그램", en "A desktop reader for archives of Korean news articles";
    cli_path:
        ko "열 폴더나 파일(Markdown·텍스트·HTML·CSV·Excel·JSON). 생략하면 창만 연다",
        en "Folder or file of articles to open: Markdown, text, HTML, CSV, Excel or JSON; without it, only the window opens";
    cli_new_window:
        ko "열려 있는 창에 넘기지 않고 새 창을 연다. --no-cache나 --cache-dir를 써도 새 창을 연다",
        en "Open a new window instead of reusing the open one; --no-cache and --cache-dir imply it";
    cli_folder: ko "기사가 든 폴더", en "Folder of articles";
    cli_unlisted_folder(path: &str, why: &str):
        ko format!("{path}: 폴더를 읽지 못해 제외했습니다({why}). 폴더의 권한을 확인하세요."),
        en format!("{path}: can't list this folder, so it is left out ({why}). Check its permissions.");
    cli_no_articles(path: &str):
        ko format!("{path}: 기사가 들어 있지 않습니다. 본문, 또는 제목과 함께 주소나 게재일이 있어야 합니다. 열은 --columns로 지정할 수 있습니다."),
        en format!("{path}: it holds no articles. A column or key has to name a title or a text; --columns can choose them.");
    cli_several_entries(path: &str, count: usize):
        ko format!("{path}: 기사가 {}건 들어 있습니다. --entry로 하나를 지정하세요.", grouped(count)),
        en format!("{path} holds {}. Choose one with --entry.", plural(count, "article", "articles"));
    cli_no_entry(path: &str, entry: u32, count: usize):
        ko format!("{path}: {entry}번 기사가 없습니다. {}건 들어 있습니다.", grouped(count)),
        en format!("{path} has no article {entry}; it holds {}.", plural(count, "article", "articles"));
    cli_no_column(path: &str, column: &str, columns: &str):
        ko format!("{path}: '{column}' 열이 없습니다. 있는 열: {columns}"),
        en format!("{path} has no column '{column}'. Its columns: {columns}");
    cli_show_entry:
        ko "여러 기사가 든 파일에서 보일 기사의 번호. 파일#N으로도 쓴다",
        en "Which article of a file that holds several; FILE#N does the same";
    cli_list_about: ko "폴더의 기사 목록을 출력한다", en "List the articles of a folder";
    cli_list_sort:
        ko "정렬 기준. length는 꼬리말과 줄바꿈을 뺀 본문의 글자 수(공백 포함)가 많은 순이다",
        en "Sort order; length is the number of letters of the text, with spaces, without trailers and line breaks, longest first";
    cli_list_reverse:
        ko "역순으로 출력한다. 날짜 없는 기사는 역순에서도 맨 뒤에 온다",
        en "Reverse the order; articles without a date stay last";
    cli_list_limit: ko "최대 N건만 출력한다", en "Print at most N articles";
    cli_list_all_versions:
        ko "기사마다 최신 수집본만이 아니라 모든 파일을 출력한다",
        en "List every file, not only the newest version of each article";
    cli_list_json: ko "기사마다 JSON 객체 하나를 한 줄에 출력한다", en "Print one JSON object per line for each article";
    cli_search_about: ko "폴더에서 기사를 검색한다", en "Search the articles of a folder";
    cli_search_query:
        ko "검색어. 예: '반도체 -삼성', '\"유아 인성교육\"', '언론사:한빛* 날짜:2025-12'",
        en "Query, e.g. '반도체 -삼성', '\"유아 인성교육\"', 'publisher:한빛* published:2025-12'";
    cli_search_count: ko "검색된 기사 수만 출력한다", en "Print only the number of results";
    cli_options: ko "[옵션]", en "[OPTIONS]";
    cli_see_help: ko "자세한 내용은 --help로 볼 수 있습니다.", en "For more information, try '--help'.";
    cli_default_value: ko "기본값", en "default";
    cli_possible_values: ko "가능한 값", en "possible values";
    cli_stories_about:
        ko "같은 일을 다룬 기사를 이야기별로 묶는다",
        en "Group the articles that report the same event into stories";
    cli_stories_terms:
        ko "기사마다 처음 수집된 시각(first_seen; 가장 이른 기사와 30분 안이면 선후를 가리지 않고 열쇠 순으로 놓으며, tied가 그 수다), 이야기에서 처음 수집된 기사와 30자 이상 이어서 같은 부분이 차지하는 비율(shared), 그에 따른 관계(relation: same 같은 글, partly 일부 같음, own 따로 쓴 글, wire 통신 기사 전재, photo 사진, mention 언급, uncompared 발췌라 비교하지 않음)를 출력한다.",
        en "Each article has the time when it was first crawled (first_seen; within half an hour of the earliest it is a tie, in the order of keys, of as many as tied says), the share of its letters in passages of at least 30 letters that the story's first article has too (shared), and how it relates to that article (relation: same text, partly the same, own text, wire copy of an agency, photo, mention, or uncompared where one is an excerpt).";
    cli_stories_query: ko "이 검색에 맞는 기사만 묶는다", en "Group only the articles that this query finds";
    cli_stories_limit: ko "이야기를 최대 N건만 출력한다", en "Print at most N stories";
    cli_stories_json: ko "이야기마다 JSON 객체 하나를 한 줄에 출력한다", en "Print one JSON object per line for each story";
    cli_verify_about:
        ko "모든 파일을 다시 읽어 본문이 수집 당시와 같은지 확인한다",
        en "Reread every file and check that its text is as it was crawled";
    cli_verify_json:
        ko "수집 당시와 같다고 확인되지 않은 파일마다 JSON 객체 하나를 한 줄에, 끝에 합계를 출력한다",
        en "Print one JSON object per line for each file that is not intact, then the totals";
    cli_export_about: ko "기사를 다른 프로그램에서 읽을 수 있는 형식으로 내보낸다", en "Export articles for other programs";
    cli_export_format:
        ko "내보낼 형식. markdown은 기사마다 파일 하나씩 든 폴더를, pdf는 이름이 .pdf로 끝나면 한 파일을, 아니면 폴더를, corpus는 본문 texts/ID.txt와 metadata.csv, 본문까지 담은 corpus.csv가 든 폴더를 만든다",
        en "Output format; markdown makes a folder with a file per article, pdf one file if its name ends in .pdf, else a folder, corpus a folder with texts/ID.txt, metadata.csv, and corpus.csv that has the texts, too";
    cli_export_output:
        ko "저장할 파일(markdown과 corpus는 폴더). 생략하면 표준 출력에 쓴다",
        en "File to write (a folder for markdown and corpus); standard output by default";
    cli_export_all_versions:
        ko "기사마다 최신 수집본만이 아니라 모든 파일을 내보낸다",
        en "Export every file, not only the newest version of each article";
    cli_export_excel:
        ko "csv에서 스프레드시트가 수식으로 여길 칸 앞에 '를 붙인다",
        en "In csv, put ' before cells that a spreadsheet would take for formulas";
    cli_excel_without_csv:
        ko "--excel은 --format csv와 함께 씁니다.",
        en "--excel goes with --format csv only.";
    cli_binary_on_terminal:
        ko "Excel과 PDF 파일은 터미널에 쓸 수 없습니다. --output으로 파일을 지정하세요.",
        en "Workbooks and PDF files can't be printed on a terminal. Name a file with --output.";
    cli_export_with_marks:
        ko "내 별표·태그·메모·형광펜도 넣는다(csv, xlsx, jsonl, markdown, pdf)",
        en "Add your own stars, tags, notes and highlights (csv, xlsx, jsonl, markdown, pdf)";
    cli_export_force: ko "이미 있는 파일을 덮어쓴다", en "Overwrite existing files";
    cli_index_about:
        ko "폴더의 캐시를 갱신해 다음에 창이나 명령이 바로 시작하게 한다",
        en "Update the cache of a folder so that the next window or command starts at once";
    cli_no_cache: ko "캐시를 읽지도 쓰지도 않는다", en "Neither read nor write a cache";
    cli_cache_dir: ko "캐시를 이 폴더에 둔다", en "Keep caches in this folder";
    cli_columns:
        ko "표와 JSON의 열이 무엇인지 정한다. 열은 이름이나 글자(A, B, …)로 쓴다: title=A,text=C",
        en "What the columns of tables and JSON are, by name or letter: title=A,text=C";
    cli_columns_of_no_table:
        ko "창을 열 때 --columns는 표나 JSON 파일 하나와 함께 씁니다. 폴더의 표는 창에서 열을 정하세요.",
        en "For a window, --columns goes with a single table or JSON file; choose the columns of a folder's tables in the window.";
    cli_trust_cache:
        ko "바뀐 파일이 있는지 확인하지 않고 캐시에 있는 대로 답한다",
        en "Answer from the cache without looking for changed files";
    cli_no_cache_to_index:
        ko "--no-cache와 함께 쓸 수 없습니다. --no-cache를 빼고 실행하세요.",
        en "index can't be used with --no-cache; leave it out.";
    cli_cache_in_archive:
        ko "기사 폴더 밖에 캐시를 둘 곳이 없습니다. --cache-dir로 기사 폴더 밖의 폴더를 지정하세요.",
        en "There is no place for the cache outside the folder of articles. Choose one with --cache-dir.";
    cli_writing_cache: ko "캐시 저장 중", en "Writing the cache";
    cli_cache_in_use(folder: &str):
        ko format!(
            "{folder}의 캐시는 다른 서고에서 쓰고 있습니다. 그 창을 닫거나 작업이 끝난 뒤 다시 실행하세요."
        ),
        en format!(
            "Another Seogo is writing the cache of {folder}. Close its window or wait until it is done, then try again."
        );
    cli_unwritable_cache(folder: &str, why: &str, advice: &str):
        ko format!("캐시를 {folder}에 저장하지 못했습니다({why}). {advice} (--cache-dir)"),
        en format!("Can't write the cache in {folder} ({why}). {advice} (--cache-dir)");
    cli_path_and_command(path: &str):
        ko format!("{path}: 여기에는 경로와 명령을 함께 쓸 수 없습니다. 폴더는 명령 뒤에 적으세요."),
        en format!("{path}: a path for the window can't stand before a command. Name the folder after the command.");
    cli_no_such_command(name: &str, similar: &str):
        ko format!("‘{name}’: 그런 명령도 폴더도 없습니다. 비슷한 명령: {similar}"),
        en format!("'{name}' is neither a command nor a folder. A similar command: {similar}");
    cli_completions_about:
        ko "셸 자동 완성 스크립트를 출력한다(패키지 제작용)",
        en "Print a shell completion script (for packagers)";
    cli_completions_shell: ko "셸", en "Shell";
    cli_man_about: ko "man 페이지를 출력한다(패키지 제작용)", en "Print the man page (for packagers)";
    cli_show_about: ko "기사 하나를 출력한다", en "Show one article";
    cli_show_file: ko "기사 파일", en "Article file";
    cli_show_json: ko "JSON 객체 하나를 한 줄에 출력한다", en "Print one JSON object on one line";
    cli_show_raw: ko "파일의 바이트를 그대로 출력한다", en "Print the bytes of the file as they are";
    cli_help_flag: ko "도움말을 출력한다", en "Print help";
    cli_version_flag: ko "버전을 출력한다", en "Print the version";
    cli_verbose_flag:
        ko "--version과 함께 쓰면 설정, 내 기록, 캐시, 로그의 위치도 출력한다",
        en "With --version, print where settings, marks, caches and the log are kept";
    cli_place_settings: ko "설정", en "settings";
    cli_place_session: ko "최근 상태", en "session";
    cli_place_marks: ko "내 기록", en "marks";
    cli_place_caches: ko "캐시", en "caches";
    cli_place_log: ko "로그", en "log";
    cli_fault(report: Option<&Path>):
        ko match report {
            Some(path) => format!("프로그램 오류입니다. 보고서를 {}에 남겼습니다.", path.display()),
            None => "프로그램 오류입니다.".to_owned(),
        },
        en match report {
            Some(path) => format!("This is a fault of the program. A report is in {}.", path.display()),
            None => "This is a fault of the program.".to_owned(),
        };
    cli_usage_heading: ko "사용법", en "Usage";
    cli_arguments_heading: ko "인수", en "Arguments";
    cli_options_heading: ko "옵션", en "Options";
    cli_commands_heading: ko "명령", en "Commands";
    cli_unreadable_file(path: &str, why: &io::Error):
        ko match why.kind() {
        io::ErrorKind::NotFound => format!("{path}: 파일이 없습니다. 경로를 확인하세요."),
        io::ErrorKind::PermissionDenied => {
            format!("{path}: 파일을 읽을 권한이 없습니다. 파일의 권한을 확인하세요.")
        }
        io::ErrorKind::InvalidData => {
            format!("{path}: 파일의 내용을 읽을 수 없습니다({why}). 파일을 만든 프로그램에서 열어 다시 저장하세요.")
        }
        _ => format!("{path}: 파일을 읽지 못했습니다({why}). 저장 장치와 경로를 확인하세요."),
    },
        en match why.kind() {
        io::ErrorKind::NotFound => format!("{path}: no such file. Check the path."),
        io::ErrorKind::PermissionDenied => {
            format!("{path}: permission denied. Check the permissions of the file.")
        }
        io::ErrorKind::InvalidData => {
            format!("{path}: can't read what is in the file ({why}). Open it in the program that made it and save it again.")
        }
        _ => format!("{path}: can't read the file ({why}). Check the disk and the path."),
    };
    cli_is_folder(path: &str):
        ko format!("{path}: 파일이 아니라 폴더입니다. 기사 파일 하나를 지정하거나, 폴더는 seogo list로 보세요."),
        en format!("{path}: this is a folder. Name an article file, or use `seogo list` for a folder.");
    cli_is_no_file(path: &str):
        ko format!("{path}: 일반 파일이 아니어서 읽지 않았습니다. 기사 파일을 지정하세요."),
        en format!("{path}: not a regular file, so it was not read. Name an article file.");
    cli_no_window(missing: WindowNeed, detail: &str):
        ko match missing {
        WindowNeed::Display => format!(
            "창을 띄울 화면이 없습니다. 데스크톱에서 실행하거나, 화면 없이는 명령을 쓰세요(seogo --help). ({detail})"
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
                "창을 열지 못했습니다. 화면 없이는 명령을 쓰세요(seogo --help). ({detail})"
            )
        }
    },
        en match missing {
        WindowNeed::Display => format!(
            "No display to open a window on. Run it on a desktop, or use a command (see `seogo --help`). ({detail})"
        ),
        WindowNeed::OpenGl => format!(
            "No OpenGL to draw the window with. Install a graphics driver or libgl1-mesa-dri. ({detail})"
        ),
        WindowNeed::Library => {
            format!(
                "A library that the window needs is missing. Install: apt-get install {PACKAGES} ({detail})"
            )
        }
        WindowNeed::Unknown => {
            format!(
                "Can't open a window. Without one, use a command (see `seogo --help`). ({detail})"
            )
        }
    };
    cli_unwritable_output(why: &io::Error):
        ko format!("출력하지 못했습니다({why}). 출력할 곳에 남은 공간이 있는지 확인하세요."),
        en format!("Can't write the output ({why}). Check the free space where it goes.");
    cli_best: ko "베스트", en "best";
}
