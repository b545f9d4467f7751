//! The texts of the welcome page.

use super::text::texts;

texts! {
    welcome: ko "기사 폴더를 열어 서고로 만듭니다", en "Open a folder of articles and read it as a library";
    welcome_hint:
        ko "수집한 기사(.md .markdown .txt)가 담긴 폴더를 고르세요. 폴더 안의 파일은 읽기만 합니다.",
        en "Choose a folder of crawled articles (.md .markdown .txt). Its files are read, never changed.";
    open_folder_title: ko "기사 폴더 고르기", en "Choose a folder of articles";
    open_path: ko "열기", en "Open";
    path_field: ko "폴더 또는 파일의 경로", en "Path of a folder or file";
    path_hint: ko "예: /home/나/기사", en "e.g. /home/me/articles";
    recent: ko "최근에 연 폴더", en "Recent folders";
    open_recent_hint: ko "폴더 이름을 적으세요", en "Type a folder’s name";
    no_recent: ko "최근에 연 다른 폴더가 없습니다", en "No other folder was opened lately";
    drop_here: ko "여기에 놓으면 엽니다", en "Drop to open";
}
