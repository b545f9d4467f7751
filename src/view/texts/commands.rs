//! The names of commands, as shown in menus, the palette, tooltips and the help page.

use super::text::texts;

texts! {
    new_window: ko "새 창", en "New window";
    open_in_window: ko "기사를 새 창에서 열기", en "Open article in a window";
    close_window: ko "창 닫기", en "Close window";
    quit: ko "모두 닫고 끝내기", en "Quit";
    open_folder: ko "폴더 열기", en "Open folder";
    open_file: ko "파일 열기", en "Open file";
    open_samples: ko "예제로 둘러보기", en "Try the samples";
    open_server: ko "서버 열기…", en "Open a server…";
    forget_logins: ko "저장한 로그인 정보 지우기", en "Forget kept logins";
    read_as_text: ko "확장자 없는 파일을 텍스트로 읽기", en "Read files without extension as plain text";
    pass_over_texts: ko "확장자 없는 파일을 텍스트로 읽지 않기", en "Pass over files without extension";
    choose_columns: ko "표의 열 정하기", en "Choose columns";
    open_recent: ko "최근에 연 폴더 열기", en "Open recent folder";
    cancel: ko "중지", en "Stop";
    dismiss: ko "취소", en "Cancel";
    close: ko "닫기", en "Close";
    previous: ko "이전 기사", en "Previous article";
    next: ko "다음 기사", en "Next article";
    first: ko "첫 기사", en "First article";
    last: ko "마지막 기사", en "Last article";
    back: ko "뒤로", en "Back";
    forward: ko "앞으로", en "Forward";
    choose_next: ko "다음 기사까지 선택", en "Extend selection down";
    choose_previous: ko "이전 기사까지 선택", en "Extend selection up";
    toggle_chosen: ko "이 기사 선택·선택 해제", en "Select or deselect article";
    undo: ko "실행 취소", en "Undo";
    redo: ko "다시 실행", en "Redo";
    page_on: ko "한 화면 아래로(끝에서는 다음 기사)", en "Page down, then the next article";
    page_back: ko "한 화면 위로", en "Page up";
    more: ko "더 보기", en "More";
    zoom_in: ko "확대", en "Zoom in";
    zoom_out: ko "축소", en "Zoom out";
    zoom_reset: ko "실제 크기", en "Actual size";
    open_original: ko "원문 열기", en "Open original";
    copy_address: ko "주소 복사", en "Copy address";
    copy_citation: ko "인용 정보 복사", en "Copy citation";
    copy_footnote: ko "인용 정보 복사: 각주(인문)", en "Copy citation: footnote";
    copy_reference: ko "인용 정보 복사: 참고문헌(APA)", en "Copy citation: reference (APA)";
    copy_mention: ko "인용 정보 복사: 보도용", en "Copy citation: press";
    copy_text: ko "본문 복사", en "Copy text";
    copy_quotation: ko "출처와 함께 인용문 복사", en "Copy quotation with source";
    copy_markdown: ko "마크다운으로 복사", en "Copy as Markdown";
    print: ko "인쇄(PDF)", en "Print (PDF)";
    show_in_folder: ko "폴더에서 보기", en "Show in folder";
    copy: ko "복사", en "Copy";
    select_all: ko "모두 선택", en "Select all";
    details: ko "기사 정보", en "Details";
    sidebar: ko "목록", en "List";
    stored_text: ko "저장된 파일 보기", en "Show stored file";
    stored_beside: ko "저장된 파일과 나란히 보기", en "Show stored file side by side";
    guide: ko "길잡이", en "Guide";
    guide_page: ko include_str!("../../../docs/guide.ko.md"), en include_str!("../../../docs/guide.en.md");
    guide_hint: ko "길잡이에서 찾기", en "Search the guide";
    not_in_guide: ko "길잡이에 그런 말이 없습니다. 명령은 Ctrl+K에서 이름으로 찾습니다.", en "Not in the guide. Ctrl+K finds commands by name.";
    keys: ko "단축키", en "Keyboard shortcuts";
    change_keys(file: &str):
        ko format!("바꾼 단축키는 {file}의 keys 항목에 저장합니다."),
        en format!("Changed shortcuts are kept under keys in {file}.");
    section_reading: ko "기사 읽기", en "Reading";
    section_searching: ko "목록과 검색", en "List and search";
    section_marking: ko "선택과 기록", en "Selecting and marking";
    section_taking_out: ko "복사와 내보내기", en "Copying and exporting";
    section_whole: ko "전체 보기", en "The archive as a whole";
    opening: ko "열기", en "Open";
    section_opening: ko "열기와 확인", en "Opening and checking";
    section_window: ko "창과 설정", en "Window and settings";
    keys_hint: ko "명령 찾기", en "Find a command";
    change_keys_button: ko "단축키 바꾸기…", en "Change shortcuts…";
    change_key: ko "눌러서 단축키 바꾸기", en "Click to change the shortcut";
    press_key: ko "새 단축키를 누르세요", en "Press the new shortcut";
    no_key: ko "없음", en "None";
    default_keys: ko "기본값으로 되돌리기", en "Back to the default";
    name_in_settings(name: &str):
        ko format!("설정 파일에서 쓰는 이름: {name}"),
        en format!("Its name in the settings file: {name}");
    key_is_given(key: &str, other: &str, command: &str):
        ko format!("{key}는 ‘{other}’의 단축키입니다. 한 번 더 누르면 ‘{command}’에 씁니다."),
        en format!("{key} belongs to “{other}”. Press it again to use it for “{command}”.");
    log_is_in(folder: &str):
        ko format!("오류 기록(로그)은 {folder}에 있습니다. 환경 변수 SEOGO_LOG로 자세한 정도를 정합니다(예: info)."),
        en format!("The log is in {folder}. Set SEOGO_LOG to a level such as info for more of it.");
    palette: ko "명령 찾기", en "Find a command";
    palette_hint: ko "이름이나 초성으로 찾기", en "Type a name or initials";
    no_command: ko "일치하는 명령이 없습니다", en "No matching command";
    reload: ko "다시 읽기", en "Reload";
    show_new: ko "새 기사 보기", en "Go to new articles";
}
