//! The words of the command line: help, and what it says when something is wrong.

use super::text::texts;
use std::io;

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

texts! {
    cli_about: ko "모아 둔 한국 신문 기사를 읽는 프로그램", en "A desktop reader for archives of Korean news articles";
    cli_path:
        ko "열 폴더나 기사 파일. 없으면 창만 연다",
        en "The folder or article file to open; the window alone without it";
    cli_new_window:
        ko "열려 있는 창에 넘기지 않고 창을 새로 연다. --no-cache와 --cache-dir도 그렇게 한다",
        en "Open a further window instead of handing over to the one that is open; so do --no-cache and --cache-dir";
    cli_folder: ko "기사가 담긴 폴더", en "The folder of articles";
    cli_is_file(path: &str):
        ko format!("{path}: 폴더가 아니라 파일입니다. 폴더를 지정하거나, 파일은 seogo show로 보세요."),
        en format!("{path}: this is a file. Name a folder, or use `seogo show` for a file.");
    cli_unlisted_folder(path: &str, why: &str):
        ko format!("{path}: 폴더를 읽지 못해 빼고 늘어놓습니다({why}). 폴더의 권한을 확인하세요."),
        en format!("{path}: this folder can't be listed and is left out ({why}). Check its permissions.");
    cli_list_about: ko "폴더의 기사를 늘어놓는다", en "List the articles of a folder";
    cli_list_sort: ko "늘어놓는 차례", en "What to sort by";
    cli_list_reverse:
        ko "차례를 뒤집는다. 날짜 없는 기사는 그래도 끝에 온다",
        en "Turn the order round; articles without a date stay last";
    cli_list_limit: ko "많아야 N건만 출력한다", en "Print no more than N articles";
    cli_list_all_versions:
        ko "기사마다 최신판 하나가 아니라 모든 파일을 늘어놓는다",
        en "List every file, not only the newest version of each article";
    cli_list_json: ko "기사마다 JSON 객체 한 줄로 출력한다", en "Print one JSON object a line for each article";
    cli_search_about: ko "폴더에서 기사를 찾는다", en "Find articles in a folder";
    cli_search_query:
        ko "찾을 말. 예: '반도체 -삼성', '\"유아 인성교육\"', '언론사:한빛* 날짜:2025-12'",
        en "What to look for, e.g. '반도체 -삼성', '\"유아 인성교육\"', 'publisher:한빛* published:2025-12'";
    cli_search_count: ko "찾은 기사 수만 출력한다", en "Print only how many were found";
    cli_verify_about:
        ko "폴더의 모든 기사가 수집한 그대로인지 파일을 다시 읽어 확인한다",
        en "Check that every article of a folder is as it was crawled, reading each file anew";
    cli_verify_json:
        ko "그대로가 아닌 파일마다 JSON 객체 한 줄, 끝에 합계를 출력한다",
        en "Print one JSON object a line for each file that is not intact, and last the counts";
    cli_export_about: ko "기사를 다른 프로그램이 읽는 형식으로 내보낸다", en "Export articles as other programs read them";
    cli_export_format:
        ko "내보낼 형식. markdown은 기사마다 파일 하나인 폴더를 만든다",
        en "What to write; markdown makes a folder with a file for each article";
    cli_export_output:
        ko "쓸 파일(markdown은 폴더). 없으면 표준 출력에 쓴다",
        en "The file to write (for markdown, the folder); standard output without it";
    cli_export_all_versions:
        ko "기사마다 최신판 하나가 아니라 모든 파일을 내보낸다",
        en "Export every file, not only the newest version of each article";
    cli_export_excel:
        ko "csv에서 스프레드시트가 수식으로 여길 칸 앞에 '를 붙인다",
        en "In csv, put ' before cells that a spreadsheet would take for formulas";
    cli_excel_without_csv:
        ko "--excel은 --format csv와 함께 씁니다.",
        en "--excel goes with --format csv only.";
    cli_xlsx_on_terminal:
        ko "엑셀 파일은 터미널에 쓸 수 없습니다. --output으로 파일을 정하세요.",
        en "A workbook can't be printed on a terminal. Name a file with --output.";
    cli_export_force: ko "이미 있는 파일을 덮어쓴다", en "Overwrite a file that exists";
    cli_index_about:
        ko "폴더의 캐시를 최신으로 만들어, 다음에 여는 창과 명령이 바로 찾게 한다",
        en "Bring the cache of a folder up to date, so that whatever opens it next finds all there";
    cli_no_cache: ko "캐시를 읽지도 쓰지도 않는다", en "Neither read nor write a cache";
    cli_cache_dir: ko "캐시를 이 폴더에 둔다", en "Keep the caches in this folder";
    cli_no_cache_to_index:
        ko "캐시를 쓰지 않고는 캐시를 만들 수 없습니다. --no-cache 없이 실행하세요.",
        en "There is no cache to bring up to date with --no-cache; leave it out.";
    cli_writing_cache: ko "캐시 쓰는 중", en "Writing the cache";
    cli_cache_in_use(folder: &str):
        ko format!(
            "{folder}의 캐시는 다른 서고가 쓰고 있습니다. 그 창을 닫거나 끝나기를 기다렸다가 다시 실행하세요."
        ),
        en format!(
            "The cache of {folder} is being written by another Seogo. Close its window or wait for it, and try again."
        );
    cli_unwritable_cache(folder: &str, why: &str):
        ko format!("캐시를 {folder}에 쓸 수 없습니다: {why}. --cache-dir로 다른 폴더를 고르세요."),
        en format!("The cache can't be written in {folder}: {why}. Choose another folder with --cache-dir.");
    cli_completions_about:
        ko "셸 자동 완성 스크립트를 출력한다(패키지 제작용)",
        en "Print a script by which a shell completes seogo, for packagers";
    cli_completions_shell: ko "셸", en "The shell";
    cli_man_about: ko "설명서(man 페이지)를 출력한다(패키지 제작용)", en "Print the manual's page as roff, for packagers";
    cli_show_about: ko "기사 하나를 보여 준다", en "Show one article";
    cli_show_file: ko "기사 파일", en "The article's file";
    cli_show_json: ko "JSON 객체 한 줄로 출력한다", en "Print one JSON object on a line";
    cli_show_raw: ko "파일의 바이트를 그대로 출력한다", en "Print the file's bytes as they are";
    cli_help_flag: ko "도움말을 보여 준다", en "Print help";
    cli_version_flag: ko "버전을 보여 준다", en "Print the version";
    cli_usage_heading: ko "사용법", en "Usage";
    cli_arguments_heading: ko "인자", en "Arguments";
    cli_options_heading: ko "옵션", en "Options";
    cli_commands_heading: ko "명령", en "Commands";
    cli_unreadable_file(path: &str, why: &io::Error):
        ko match why.kind() {
        io::ErrorKind::NotFound => format!("{path}: 파일이 없습니다. 경로를 확인하세요."),
        io::ErrorKind::PermissionDenied => {
            format!("{path}: 파일을 읽을 권한이 없습니다. 파일의 권한을 확인하세요.")
        }
        _ => format!("{path}: 파일을 읽지 못했습니다({why}). 저장 장치와 경로를 확인하세요."),
    },
        en match why.kind() {
        io::ErrorKind::NotFound => format!("{path}: there is no such file. Check the path."),
        io::ErrorKind::PermissionDenied => {
            format!("{path}: you have no permission to read this file. Check its permissions.")
        }
        _ => format!("{path}: the file could not be read ({why}). Check the disk and the path."),
    };
    cli_is_folder(path: &str):
        ko format!("{path}: 파일이 아니라 폴더입니다. 기사 파일 하나를 지정하거나, 폴더는 seogo list로 보세요."),
        en format!("{path}: this is a folder. Name one article's file, or use `seogo list` for a folder.");
    cli_is_no_file(path: &str):
        ko format!("{path}: 보통 파일이 아니어서 읽지 않았습니다. 기사 파일을 지정하세요."),
        en format!("{path}: this is not a regular file and was not read. Name an article's file.");
    cli_no_window(missing: WindowNeed, detail: &str):
        ko match missing {
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
        en match missing {
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
    };
    cli_unwritable_output(why: &io::Error):
        ko format!("출력하지 못했습니다({why}). 출력할 곳에 빈자리가 있는지 확인하세요."),
        en format!("The output could not be written ({why}). Check that there is room where it goes.");
    cli_best: ko "베스트", en "best";
    cli_comments(count: usize):
        ko format!("댓글 {count}개"),
        en format!("{count} comments");
}
