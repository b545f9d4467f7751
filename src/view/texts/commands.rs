//! The names of the commands, as menus, the palette, tooltips and the help page show them.

use super::text::texts;

texts! {
    open_folder: ko "폴더 열기", en "Open folder";
    open_recent: ko "최근에 연 폴더 열기", en "Open a recent folder";
    cancel: ko "멈추기", en "Stop";
    close: ko "닫기", en "Close";
    previous: ko "이전 기사", en "Previous article";
    next: ko "다음 기사", en "Next article";
    first: ko "첫 기사", en "First article";
    last: ko "마지막 기사", en "Last article";
    back: ko "전에 읽은 기사로", en "Back to what was read";
    forward: ko "뒤에 읽은 기사로", en "Forward to what was read";
    choose_next: ko "다음 기사까지 고르기", en "Extend the choice down";
    choose_previous: ko "이전 기사까지 고르기", en "Extend the choice up";
    toggle_chosen: ko "이 기사 고르기, 빼기", en "Choose or leave out this article";
    undo: ko "되돌리기", en "Undo";
    redo: ko "다시 하기", en "Redo";
    page_on: ko "아래로 한 화면, 끝이면 다음 기사", en "Page down, then the next article";
    page_back: ko "위로 한 화면", en "Page up";
    more: ko "더 보기", en "More";
    zoom_in: ko "크게 보기", en "Zoom in";
    zoom_out: ko "작게 보기", en "Zoom out";
    zoom_reset: ko "원래 크기로 보기", en "Actual size";
    open_original: ko "원문 열기", en "Open original";
    copy_address: ko "주소 복사", en "Copy address";
    copy_citation: ko "인용 정보 복사", en "Copy citation";
    copy_text: ko "기사 글 복사", en "Copy text";
    copy_quotation: ko "출처와 함께 인용문으로 복사", en "Copy as quotation with source";
    copy_markdown: ko "마크다운으로 복사", en "Copy as Markdown";
    show_in_folder: ko "폴더에서 보기", en "Show in folder";
    copy: ko "복사", en "Copy";
    select_all: ko "모두 선택", en "Select all";
    details: ko "기사 정보", en "Details";
    sidebar: ko "목록", en "List";
    stored_text: ko "저장된 그대로 보기", en "Show as stored";
    stored_beside: ko "저장된 글과 나란히 보기", en "Beside the stored text";
    help: ko "도움말", en "Help";
    keys: ko "글쇠", en "Keys";
    change_keys:
        ko "글쇠는 아래 파일의 keys에서 바꿉니다. 명령마다 옅게 적은 것이 거기에 쓸 이름입니다. 보기: keys: {next: [N, Down]}",
        en "Keys are changed under keys in the file below, by the quiet name that stands with each command: keys: {next: [N, Down]}";
    palette: ko "명령 찾기", en "Find a command";
    palette_hint: ko "이름이나 초성으로 찾기", en "Type a name or initials";
    no_command: ko "그런 명령이 없습니다", en "No such command";
    reload: ko "다시 읽기", en "Read again";
    show_new: ko "새 기사로 가기", en "Go to the new articles";
}
