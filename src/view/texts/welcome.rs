//! The texts of the welcome page.

use super::text::texts;

texts! {
    welcome: ko "모아 둔 뉴스 기사를 읽고, 찾고, 확인하는 프로그램입니다", en "Read, search and check news articles that you keep";
    welcome_hint:
        ko "기사가 든 폴더나 파일(Markdown·텍스트·HTML·CSV·Excel·JSON)을 선택하세요. 파일은 읽기만 하고 바꾸지 않습니다.",
        en "Choose a folder or file of articles (Markdown, text, HTML, CSV, Excel or JSON). Files are read, never changed.";
    open_folder_title: ko "기사 폴더 선택", en "Choose a folder of articles";
    open_file_title:
        ko "기사 파일 선택(Markdown·텍스트·HTML·CSV·Excel·JSON)",
        en "Choose a file of articles (Markdown, text, HTML, CSV, Excel or JSON)";
    article_files: ko "기사 파일", en "Files of articles";
    all_files: ko "모든 파일", en "All files";
    open_typed_path: ko "폴더나 파일 열기", en "Open folder or file";
    open_path: ko "열기", en "Open";
    path_field: ko "폴더나 파일의 경로", en "Path of a folder or file";
    path_hint: ko "예: /home/hong/기사", en "e.g. /home/me/articles";
    recent: ko "최근에 연 폴더", en "Recent folders";
    open_recent_hint: ko "폴더 이름을 입력하세요", en "Type a folder's name";
    no_recent: ko "최근에 연 다른 폴더가 없습니다", en "No other recent folders";
    drop_hint: ko "폴더나 파일을 이 창에 끌어다 놓아도 열립니다", en "Or drop a folder or file on this window";
    no_samples: ko "예제가 설치되어 있지 않습니다", en "The samples aren't installed";
    drop_here: ko "여기에 놓으면 열립니다", en "Drop to open";
}
