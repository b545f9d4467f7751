//! Every text of the window, in Korean and English, side by side.

use super::Lang;
use crate::library::StoreTrouble;
use std::path::Path;

/// The texts of the window in one language.
#[expect(missing_docs, reason = "the text is the meaning")]
pub struct Strings {
    pub app_name: &'static str,
    pub welcome: &'static str,
    pub welcome_hint: &'static str,
    pub open_folder: &'static str,
    pub open_folder_title: &'static str,
    pub open_path: &'static str,
    pub path_field: &'static str,
    pub path_hint: &'static str,
    pub recent: &'static str,
    pub open_recent: &'static str,
    pub open_recent_hint: &'static str,
    pub no_recent: &'static str,
    pub drop_here: &'static str,
    pub no_picker: &'static str,
    pub no_article: &'static str,
    pub no_article_hint: &'static str,
    pub nothing_matches: &'static str,
    pub clear_filter: &'static str,
    pub every_file: &'static str,
    pub every_file_hint: &'static str,
    pub select_article: &'static str,
    pub loading: &'static str,
    pub checking: &'static str,
    pub check_again: &'static str,
    pub check_article: &'static str,
    pub integrity: &'static str,
    pub list_altered: &'static str,
    pub cancel: &'static str,
    pub stopped: &'static str,
    pub close: &'static str,
    pub undated: &'static str,
    pub untitled: &'static str,
    pub no_publisher: &'static str,
    pub articles_list: &'static str,
    pub article_text: &'static str,
    pub previous: &'static str,
    pub next: &'static str,
    pub first: &'static str,
    pub last: &'static str,
    pub back: &'static str,
    pub forward: &'static str,
    pub choose_next: &'static str,
    pub choose_previous: &'static str,
    pub toggle_chosen: &'static str,
    pub star: &'static str,
    pub mark_read: &'static str,
    pub read: &'static str,
    pub note: &'static str,
    pub note_hint: &'static str,
    pub note_field: &'static str,
    pub highlight: &'static str,
    pub highlight_note_hint: &'static str,
    pub highlight_gone: &'static str,
    pub unhighlight: &'static str,
    pub nothing_to_highlight: &'static str,
    pub on_other_version: &'static str,
    pub back_up: &'static str,
    pub back_up_hint: &'static str,
    pub restore: &'static str,
    pub marks_menu: &'static str,
    pub read_after: &'static str,
    pub restore_hint: &'static str,
    pub file_path: &'static str,
    pub replace: &'static str,
    pub tag: &'static str,
    pub tag_name: &'static str,
    pub tag_hint: &'static str,
    pub tag_field: &'static str,
    pub publisher_field: &'static str,
    pub category_field: &'static str,
    pub days_field: &'static str,
    pub next_color: &'static str,
    pub rename: &'static str,
    pub delete: &'static str,
    pub move_up: &'static str,
    pub move_down: &'static str,
    pub save_search: &'static str,
    pub unsave_search: &'static str,
    pub shelves: &'static str,
    pub shelf_all: &'static str,
    pub shelf_unread: &'static str,
    pub shelf_starred: &'static str,
    pub shelf_notes: &'static str,
    pub shelf_highlights: &'static str,
    pub undo: &'static str,
    pub redo: &'static str,
    pub undone: &'static str,
    pub redone: &'static str,
    pub nothing_to_undo: &'static str,
    pub nothing_to_redo: &'static str,
    pub marks_read_only: &'static str,
    pub marked_star: &'static str,
    pub marked_unstar: &'static str,
    pub marked_read: &'static str,
    pub marked_unread: &'static str,
    pub marked_note: &'static str,
    pub marked_highlight: &'static str,
    pub marked_unhighlight: &'static str,
    pub marked_tag: &'static str,
    pub marked_untag: &'static str,
    pub marked_color: &'static str,
    pub marked_rename: &'static str,
    pub marked_delete_tag: &'static str,
    pub marked_save: &'static str,
    pub marked_move: &'static str,
    pub marked_delete_search: &'static str,
    pub marked_restore: &'static str,
    pub nothing_to_restore: &'static str,
    pub starred: &'static str,
    pub unread: &'static str,
    pub page_on: &'static str,
    pub page_back: &'static str,
    pub type_settings: &'static str,
    pub more: &'static str,
    pub type_size: &'static str,
    pub type_width: &'static str,
    pub type_line_height: &'static str,
    pub type_face: &'static str,
    pub face_sans: &'static str,
    pub face_serif: &'static str,
    pub type_reset: &'static str,
    pub theme: &'static str,
    pub theme_system: &'static str,
    pub theme_light: &'static str,
    pub theme_dark: &'static str,
    pub language: &'static str,
    pub language_system: &'static str,
    pub settings: &'static str,
    pub settings_window: &'static str,
    pub settings_list: &'static str,
    pub settings_article: &'static str,
    pub settings_hint: &'static str,
    pub zoom: &'static str,
    pub zoom_in: &'static str,
    pub zoom_out: &'static str,
    pub zoom_reset: &'static str,
    pub motion: &'static str,
    pub motion_system: &'static str,
    pub motion_full: &'static str,
    pub motion_reduced: &'static str,
    pub density: &'static str,
    pub density_comfortable: &'static str,
    pub density_compact: &'static str,
    pub restore_paragraphs: &'static str,
    pub restore_paragraphs_hint: &'static str,
    pub read_after_seconds: &'static str,
    pub open_original: &'static str,
    pub no_original: &'static str,
    pub copy_address: &'static str,
    pub copy_citation: &'static str,
    pub copy_text: &'static str,
    pub copy_quotation: &'static str,
    pub copy_markdown: &'static str,
    pub too_many_to_copy: &'static str,
    pub export: &'static str,
    pub export_what: &'static str,
    pub export_chosen: &'static str,
    pub export_found: &'static str,
    pub export_list: &'static str,
    pub export_all: &'static str,
    pub export_format: &'static str,
    pub export_where: &'static str,
    pub export_browse: &'static str,
    pub export_overwrite: &'static str,
    pub export_stopped: &'static str,
    pub no_place_picker: &'static str,
    pub show_in_folder: &'static str,
    pub copy: &'static str,
    pub select_all: &'static str,
    pub details: &'static str,
    pub sidebar: &'static str,
    pub stored_text: &'static str,
    pub stored_beside: &'static str,
    pub front_matter: &'static str,
    pub stored_lossily: &'static str,
    pub help: &'static str,
    pub keys: &'static str,
    pub change_keys: &'static str,
    pub palette: &'static str,
    pub palette_hint: &'static str,
    pub no_command: &'static str,
    pub reload: &'static str,
    pub show_new: &'static str,
    pub looking: &'static str,
    pub checking_cache: &'static str,
    pub load_stopped: &'static str,
    pub joining: &'static str,
    pub cache: &'static str,
    pub cache_section: &'static str,
    pub cache_in_use: &'static str,
    pub no_cache: &'static str,
    pub cache_place: &'static str,
    pub cache_size: &'static str,
    pub clear_cache: &'static str,
    pub clear_cache_hint: &'static str,
    pub problems: &'static str,
    pub no_problems: &'static str,
    pub filter: &'static str,
    pub sort: &'static str,
    pub newest: &'static str,
    pub oldest: &'static str,
    pub last_crawled: &'static str,
    pub by_publisher: &'static str,
    pub by_title: &'static str,
    pub publishers: &'static str,
    pub all_publishers: &'static str,
    pub categories: &'static str,
    pub all_categories: &'static str,
    pub no_category: &'static str,
    pub show_all: &'static str,
    pub from_day: &'static str,
    pub to_day: &'static str,
    pub day_hint: &'static str,
    pub bad_day: &'static str,
    pub comments: &'static str,
    pub best_comment: &'static str,
    pub field_publisher: &'static str,
    pub field_authors: &'static str,
    pub field_category: &'static str,
    pub field_published: &'static str,
    pub field_crawled: &'static str,
    pub field_address: &'static str,
    pub field_file: &'static str,
    pub field_id: &'static str,
    pub field_hash: &'static str,
    pub field_hash_now: &'static str,
    pub field_checked: &'static str,
    pub field_encoding: &'static str,
    pub encoding_auto: &'static str,
    pub encoding_hint: &'static str,
    pub field_versions: &'static str,
    pub copy_of_version: &'static str,
    pub version_first: &'static str,
    pub version_copy: &'static str,
    pub version_fuller: &'static str,
    pub version_barer: &'static str,
    pub version_title: &'static str,
    pub version_body: &'static str,
    pub version_both: &'static str,
    pub versions: &'static str,
    pub newer_version: &'static str,
    pub older_version: &'static str,
    pub no_other_version: &'static str,
    pub compare: &'static str,
    pub compare_short: &'static str,
    pub leave_comparison: &'static str,
    pub older_of_two: &'static str,
    pub newer_of_two: &'static str,
    pub next_change: &'static str,
    pub previous_change: &'static str,
    pub title_changed: &'static str,
    pub title_same: &'static str,
    pub body_same: &'static str,
    pub body_spacing: &'static str,
    pub comparison_unfinished: &'static str,
    pub unknown: &'static str,
    pub intact: &'static str,
    pub altered: &'static str,
    pub unverifiable: &'static str,
    pub unverified: &'static str,
    pub intact_hint: &'static str,
    pub altered_hint: &'static str,
    pub unverifiable_hint: &'static str,
    pub address_not_opened: &'static str,
    pub copied: &'static str,
    pub skipped_link: &'static str,
    pub skipped_special: &'static str,
    pub skipped_folder: &'static str,
    pub skipped_other: &'static str,
    pub every_kind: &'static str,
    pub total_unreadable: &'static str,
    pub total_in_part: &'static str,
    pub total_others: &'static str,
    pub total_links: &'static str,
    pub total_special: &'static str,
    pub total_folders: &'static str,
    pub search: &'static str,
    pub search_hint: &'static str,
    pub clear_search: &'static str,
    pub next_hit: &'static str,
    pub previous_hit: &'static str,
    pub find_in_article: &'static str,
    pub nothing_found: &'static str,
    pub try_instead: &'static str,
    pub query_help: &'static str,
    pub remove_word: &'static str,
    pub by_relevance: &'static str,
    pub recent_searches: &'static str,
    pub day_bars: &'static str,
    pub shortened_page: &'static str,
    pub kind_spacing: &'static str,
    pub kind_hanja: &'static str,
    pub kind_initials: &'static str,
    pub kind_composing: &'static str,
}

/// The texts in a language.
pub fn strings(lang: Lang) -> &'static Strings {
    match lang {
        Lang::Korean => &KOREAN,
        Lang::English => &ENGLISH,
    }
}

static KOREAN: Strings = Strings {
    app_name: "서고",
    welcome: "기사 폴더를 열어 서고로 만듭니다",
    welcome_hint: "수집한 기사(.md .markdown .txt)가 담긴 폴더를 고르세요. 폴더 안의 파일은 읽기만 합니다.",
    open_folder: "폴더 열기",
    open_folder_title: "기사 폴더 고르기",
    open_path: "열기",
    path_field: "폴더 또는 파일의 경로",
    path_hint: "예: /home/나/기사",
    recent: "최근에 연 폴더",
    open_recent: "최근에 연 폴더 열기",
    open_recent_hint: "폴더 이름을 적으세요",
    no_recent: "최근에 연 다른 폴더가 없습니다",
    drop_here: "여기에 놓으면 엽니다",
    no_picker: "이 시스템에는 폴더를 고르는 창이 없습니다. 경로를 적어 여세요.",
    no_article: "이 폴더에는 기사가 없습니다",
    no_article_hint: ".md .markdown .txt 파일을 찾지 못했습니다. 다른 폴더를 열어 보세요.",
    nothing_matches: "조건에 맞는 기사가 없습니다",
    clear_filter: "조건 지우기",
    every_file: "모든 파일 보기",
    every_file_hint: "예전 판과 사본까지, 파일마다 한 줄",
    select_article: "왼쪽 목록에서 기사를 고르세요",
    loading: "읽는 중",
    checking: "확인하는 중",
    check_again: "전체 무결성 다시 확인",
    check_article: "이 기사 다시 확인",
    integrity: "무결성",
    list_altered: "달라진 기사 보기",
    cancel: "멈추기",
    stopped: "멈춤",
    close: "닫기",
    undated: "날짜 없음",
    untitled: "제목 없음",
    no_publisher: "언론사 없음",
    articles_list: "기사 목록",
    article_text: "기사 본문",
    previous: "이전 기사",
    next: "다음 기사",
    first: "첫 기사",
    last: "마지막 기사",
    back: "전에 읽은 기사로",
    forward: "뒤에 읽은 기사로",
    choose_next: "다음 기사까지 고르기",
    choose_previous: "이전 기사까지 고르기",
    toggle_chosen: "이 기사 고르기, 빼기",
    star: "별표",
    mark_read: "읽음, 읽지 않음",
    read: "읽음",
    note: "메모",
    note_hint: "이 기사에 메모 적기",
    note_field: "이 기사의 메모",
    highlight: "형광펜",
    highlight_note_hint: "칠한 곳에 메모 적기",
    highlight_gone: "이 판의 글에는 이 구절이 없습니다",
    unhighlight: "형광펜 지우기",
    nothing_to_highlight: "칠할 글을 먼저 고르세요",
    on_other_version: "이 기사의 다른 판에 한 표시",
    back_up: "표시 백업",
    back_up_hint: "별표, 읽음, 꼬리표, 메모, 형광펜, 저장한 검색을 모두 JSON 파일 하나에 담습니다.",
    restore: "표시 되살리기",
    marks_menu: "표시 메뉴",
    read_after: "읽은 기사를 저절로 표시",
    restore_hint: "백업 파일의 표시를 지금의 표시에 더합니다. 지금의 표시는 지우지 않으며, 되돌릴 수 있습니다.",
    file_path: "파일의 경로",
    replace: "바꾸기",
    tag: "꼬리표",
    tag_name: "꼬리표 이름",
    tag_hint: "꼬리표 이름",
    tag_field: "꼬리표",
    publisher_field: "언론사",
    category_field: "분류",
    days_field: "날짜",
    next_color: "색 바꾸기",
    rename: "이름 바꾸기",
    delete: "지우기",
    move_up: "위로",
    move_down: "아래로",
    save_search: "이 검색 저장",
    unsave_search: "검색 저장 풀기",
    shelves: "서가",
    shelf_all: "모든 기사",
    shelf_unread: "읽지 않음",
    shelf_starred: "별표",
    shelf_notes: "메모",
    shelf_highlights: "형광펜",
    undo: "되돌리기",
    redo: "다시 하기",
    undone: "되돌렸습니다",
    redone: "다시 했습니다",
    nothing_to_undo: "되돌릴 것이 없습니다",
    nothing_to_redo: "다시 할 것이 없습니다",
    marks_read_only: "표시를 저장할 수 없어 바꾸지 않았습니다",
    marked_star: "별표를 달았습니다",
    marked_unstar: "별표를 뗐습니다",
    marked_read: "읽음으로 표시했습니다",
    marked_unread: "읽지 않음으로 표시했습니다",
    marked_note: "메모를 적었습니다",
    marked_highlight: "형광펜으로 칠했습니다",
    marked_unhighlight: "형광펜을 지웠습니다",
    marked_tag: "꼬리표를 달았습니다",
    marked_untag: "꼬리표를 뗐습니다",
    marked_color: "꼬리표 색을 바꿨습니다",
    marked_rename: "이름을 바꿨습니다",
    marked_delete_tag: "꼬리표를 없앴습니다",
    marked_save: "검색을 저장했습니다",
    marked_move: "검색을 옮겼습니다",
    marked_delete_search: "저장한 검색을 지웠습니다",
    marked_restore: "백업을 되살렸습니다",
    nothing_to_restore: "백업의 표시가 모두 이미 있습니다",
    starred: "별표",
    unread: "읽지 않음",
    page_on: "아래로 한 화면, 끝이면 다음 기사",
    page_back: "위로 한 화면",
    type_settings: "글자 모양",
    more: "더 보기",
    type_size: "크기",
    type_width: "너비",
    type_line_height: "줄 간격",
    type_face: "글꼴",
    face_sans: "고딕",
    face_serif: "명조",
    type_reset: "처음대로",
    theme: "색",
    theme_system: "시스템 설정",
    theme_light: "밝게",
    theme_dark: "어둡게",
    language: "언어",
    language_system: "시스템 설정",
    settings: "설정",
    settings_window: "창",
    settings_list: "목록",
    settings_article: "기사",
    settings_hint: "아래 파일에도 같은 설정이 설명과 함께 적혀 있습니다. 글쇠는 거기에서 바꿉니다.",
    zoom: "전체 크기",
    zoom_in: "크게 보기",
    zoom_out: "작게 보기",
    zoom_reset: "원래 크기로 보기",
    motion: "움직임",
    motion_system: "시스템 설정",
    motion_full: "보통",
    motion_reduced: "줄이기",
    density: "간격",
    density_comfortable: "넉넉하게",
    density_compact: "촘촘하게",
    restore_paragraphs: "잃어버린 문단 나눔 되살리기",
    restore_paragraphs_hint: "수집하면서 사라진 문단 나눔과 부제목을 되살려 보여 줍니다. 끄면 파일에 있는 줄 그대로 보여 줍니다.",
    read_after_seconds: "읽음 표시까지(초)",
    open_original: "원문 열기",
    no_original: "열 수 있는 원문 주소가 없습니다",
    copy_address: "주소 복사",
    copy_citation: "인용 정보 복사",
    copy_text: "기사 글 복사",
    copy_quotation: "출처와 함께 인용문으로 복사",
    copy_markdown: "마크다운으로 복사",
    too_many_to_copy: "한꺼번에 복사하기에는 기사가 너무 많습니다. 내보내기를 쓰세요.",
    export: "내보내기",
    export_what: "무엇을",
    export_chosen: "고른 기사",
    export_found: "검색 결과",
    export_list: "이 목록",
    export_all: "모든 기사",
    export_format: "형식",
    export_where: "어디에",
    export_browse: "고르기…",
    export_overwrite: "덮어쓰기",
    export_stopped: "내보내기를 멈추었습니다. 쓰던 것은 남기지 않았습니다.",
    no_place_picker: "이 시스템에는 저장할 곳을 고르는 창이 없습니다. 경로를 적어 주세요.",
    show_in_folder: "폴더에서 보기",
    copy: "복사",
    select_all: "모두 선택",
    details: "기사 정보",
    sidebar: "목록",
    stored_text: "저장된 그대로 보기",
    stored_beside: "저장된 글과 나란히 보기",
    front_matter: "기사 정보 (front matter)",
    stored_lossily: "파일의 일부 바이트는 글자가 아니어서 �(U+FFFD)로 보이며, 복사해도 그렇게 나갑니다.",
    help: "도움말",
    keys: "글쇠",
    change_keys: "글쇠는 아래 파일의 keys에서 바꿉니다. 명령마다 옅게 적은 것이 거기에 쓸 이름입니다. 보기: keys: {next: [N, Down]}",
    palette: "명령 찾기",
    palette_hint: "이름이나 초성으로 찾기",
    no_command: "그런 명령이 없습니다",
    reload: "다시 읽기",
    show_new: "새 기사로 가기",
    looking: "변경 확인 중",
    checking_cache: "캐시 확인 중",
    load_stopped: "읽기를 멈추었습니다. 다시 읽기(F5)를 하면 이어서 읽습니다.",
    joining: "찾아보기 만드는 중",
    cache: "캐시",
    cache_section: "캐시",
    cache_in_use: "이 폴더의 캐시는 먼저 연 창이 씁니다. 이 창에서 새로 읽은 것은 캐시에 남지 않습니다.",
    no_cache: "두지 않음",
    cache_place: "폴더",
    cache_size: "크기",
    clear_cache: "캐시 비우기",
    clear_cache_hint: "읽은 내용을 적어 두어 다음에 바로 엽니다. 언제든 비워도 되며, 표시와 메모는 여기에 없습니다.",
    problems: "문제",
    no_problems: "문제가 없습니다",
    filter: "거르기",
    sort: "차례",
    newest: "최신순",
    oldest: "오래된순",
    last_crawled: "수집순",
    by_publisher: "언론사순",
    by_title: "제목순",
    publishers: "언론사",
    all_publishers: "모든 언론사",
    categories: "분류",
    all_categories: "모든 분류",
    no_category: "분류 없음",
    show_all: "모두 보기",
    from_day: "부터",
    to_day: "까지",
    day_hint: "2026-01-06",
    bad_day: "2026-01-06처럼 적어 주세요",
    comments: "댓글",
    best_comment: "베스트",
    field_publisher: "언론사",
    field_authors: "기자",
    field_category: "분류",
    field_published: "게재",
    field_crawled: "수집",
    field_address: "주소",
    field_file: "파일",
    field_id: "번호",
    field_hash: "내용 해시 (SHA-256)",
    field_hash_now: "지금 본문의 해시",
    field_checked: "확인한 때",
    field_encoding: "문자 인코딩",
    encoding_auto: "자동",
    encoding_hint: "글자가 깨져 보이면 이 파일의 인코딩을 고르세요",
    field_versions: "판",
    copy_of_version: "사본",
    version_first: "처음",
    version_copy: "사본",
    version_fuller: "댓글을 더한 사본",
    version_barer: "댓글이 빠진 사본",
    version_title: "제목 바뀜",
    version_body: "본문 바뀜",
    version_both: "제목·본문 바뀜",
    versions: "판",
    newer_version: "더 새로운 판",
    older_version: "더 오래된 판",
    no_other_version: "이 기사는 판이 하나뿐입니다",
    compare: "다른 판과 비교",
    compare_short: "비교",
    leave_comparison: "비교 닫기",
    older_of_two: "견줄 예전 판",
    newer_of_two: "견줄 새 판",
    next_change: "다음 바뀐 곳",
    previous_change: "이전 바뀐 곳",
    title_changed: "제목이 바뀌었습니다",
    title_same: "제목은 같습니다",
    body_same: "본문은 같습니다",
    body_spacing: "본문은 띄어쓰기와 줄바꿈만 다릅니다",
    comparison_unfinished: "글이 아주 길어 큰 덩어리로만 비교했습니다.",
    unknown: "알 수 없음",
    intact: "그대로임",
    altered: "달라짐",
    unverifiable: "확인할 수 없음",
    unverified: "확인 불가",
    intact_hint: "본문이 수집할 때의 해시와 일치합니다.",
    altered_hint: "본문이 수집할 때와 다릅니다.",
    unverifiable_hint: "저장된 해시가 없어 확인할 수 없습니다.",
    address_not_opened: "브라우저를 열지 못했습니다. 주소를 복사해 여세요.",
    copied: "복사했습니다",
    skipped_link: "링크여서 따라가지 않았습니다",
    skipped_special: "보통 파일이 아니어서 읽지 않았습니다",
    skipped_folder: "폴더를 읽을 수 없어 그 안을 빼고 읽었습니다",
    skipped_other: "기사 파일(.md .markdown .txt)이 아니어서 읽지 않았습니다",
    every_kind: "모든 종류",
    total_unreadable: "읽지 못함",
    total_in_part: "앞부분만 읽음",
    total_others: "기사가 아닌 파일",
    total_links: "따라가지 않은 링크",
    total_special: "특수 파일",
    total_folders: "읽을 수 없는 폴더",
    search: "기사 검색",
    search_hint: "제목·본문 검색",
    clear_search: "검색 지우기",
    next_hit: "다음 검색어",
    previous_hit: "이전 검색어",
    find_in_article: "이 기사에서 찾기",
    nothing_found: "찾은 기사가 없습니다",
    try_instead: "이렇게 찾아보세요",
    query_help: "검색하는 법",
    remove_word: "빼기",
    by_relevance: "정확도순",
    recent_searches: "최근 검색",
    day_bars: "날짜별 기사 수",
    shortened_page: "본문이 아주 길어 앞부분만 보여 줍니다. 전체는 파일에서 보세요.",
    kind_spacing: "띄어쓰기",
    kind_hanja: "한자",
    kind_initials: "초성",
    kind_composing: "입력 중",
};

static ENGLISH: Strings = Strings {
    app_name: "Seogo",
    welcome: "Open a folder of articles and read it as a library",
    welcome_hint: "Choose a folder of crawled articles (.md .markdown .txt). Its files are read, never changed.",
    open_folder: "Open folder",
    open_folder_title: "Choose a folder of articles",
    open_path: "Open",
    path_field: "Path of a folder or file",
    path_hint: "e.g. /home/me/articles",
    recent: "Recent folders",
    open_recent: "Open a recent folder",
    open_recent_hint: "Type a folder’s name",
    no_recent: "No other folder was opened lately",
    drop_here: "Drop to open",
    no_picker: "This system has no dialog for choosing a folder. Type its path instead.",
    no_article: "There is no article in this folder",
    no_article_hint: "No .md, .markdown or .txt file was found. Try another folder.",
    nothing_matches: "No article matches",
    clear_filter: "Clear filter",
    every_file: "List every file",
    every_file_hint: "Older versions and copies too, a row for each file",
    select_article: "Choose an article from the list",
    loading: "Reading",
    checking: "Checking",
    check_again: "Check all files again",
    check_article: "Check this article again",
    integrity: "Integrity",
    list_altered: "List altered articles",
    cancel: "Stop",
    stopped: "stopped",
    close: "Close",
    undated: "No date",
    untitled: "Untitled",
    no_publisher: "No publisher",
    articles_list: "Articles",
    article_text: "Article",
    previous: "Previous article",
    next: "Next article",
    first: "First article",
    last: "Last article",
    back: "Back to what was read",
    forward: "Forward to what was read",
    choose_next: "Extend the choice down",
    choose_previous: "Extend the choice up",
    toggle_chosen: "Choose or leave out this article",
    star: "Star",
    mark_read: "Read or unread",
    read: "Read",
    note: "Note",
    note_hint: "Write a note on this article",
    note_field: "Note on this article",
    highlight: "Highlight",
    highlight_note_hint: "Write a note on this passage",
    highlight_gone: "These words are not in this version",
    unhighlight: "Remove highlight",
    nothing_to_highlight: "Select some of the text first",
    on_other_version: "Marked on another version of this article",
    back_up: "Back up marks",
    back_up_hint: "Stars, what was read, tags, notes, highlights and saved searches go into one JSON file.",
    restore: "Restore marks",
    marks_menu: "Menu of marks",
    read_after: "Mark articles as read by themselves",
    restore_hint: "Adds what the backup holds to your marks. Nothing is taken away, and it can be undone.",
    file_path: "Path of the file",
    replace: "Replace",
    tag: "Tag",
    tag_name: "Name of the tag",
    tag_hint: "Name of the tag",
    tag_field: "tag",
    publisher_field: "publisher",
    category_field: "category",
    days_field: "published",
    next_color: "Change colour",
    rename: "Rename",
    delete: "Delete",
    move_up: "Move up",
    move_down: "Move down",
    save_search: "Save this search",
    unsave_search: "Delete this saved search",
    shelves: "Shelves",
    shelf_all: "All articles",
    shelf_unread: "Unread",
    shelf_starred: "Starred",
    shelf_notes: "Notes",
    shelf_highlights: "Highlights",
    undo: "Undo",
    redo: "Redo",
    undone: "Undone",
    redone: "Done again",
    nothing_to_undo: "There is nothing to undo",
    nothing_to_redo: "There is nothing to do again",
    marks_read_only: "Marks can only be read, so nothing was changed",
    marked_star: "Starred",
    marked_unstar: "Star removed",
    marked_read: "Marked as read",
    marked_unread: "Marked as unread",
    marked_note: "Note written",
    marked_highlight: "Highlighted",
    marked_unhighlight: "Highlight removed",
    marked_tag: "Tagged",
    marked_untag: "Tag removed",
    marked_color: "Tag colour changed",
    marked_rename: "Renamed",
    marked_delete_tag: "Tag deleted",
    marked_save: "Search saved",
    marked_move: "Search moved",
    marked_delete_search: "Saved search deleted",
    marked_restore: "Backup restored",
    nothing_to_restore: "Everything in the backup is marked already",
    starred: "starred",
    unread: "unread",
    page_on: "Page down, then the next article",
    page_back: "Page up",
    type_settings: "Type",
    more: "More",
    type_size: "Size",
    type_width: "Width",
    type_line_height: "Line height",
    type_face: "Face",
    face_sans: "Sans",
    face_serif: "Serif",
    type_reset: "Reset",
    theme: "Theme",
    theme_system: "System",
    theme_light: "Light",
    theme_dark: "Dark",
    language: "Language",
    language_system: "System",
    settings: "Settings",
    settings_window: "Window",
    settings_list: "List",
    settings_article: "Articles",
    settings_hint: "The same settings stand in the file below, with a comment on each. Keys are changed there.",
    zoom: "Zoom",
    zoom_in: "Zoom in",
    zoom_out: "Zoom out",
    zoom_reset: "Actual size",
    motion: "Motion",
    motion_system: "System",
    motion_full: "Full",
    motion_reduced: "Reduced",
    density: "Density",
    density_comfortable: "Comfortable",
    density_compact: "Compact",
    restore_paragraphs: "Put lost paragraph breaks back",
    restore_paragraphs_hint: "Shows the paragraphs and sub-headlines that the crawl ran together. Off: the lines as the file has them.",
    read_after_seconds: "Seconds until read",
    open_original: "Open original",
    no_original: "There is no address that can be opened",
    copy_address: "Copy address",
    copy_citation: "Copy citation",
    copy_text: "Copy text",
    copy_quotation: "Copy as quotation with source",
    copy_markdown: "Copy as Markdown",
    too_many_to_copy: "These are too many articles to copy at once. Export them instead.",
    export: "Export",
    export_what: "What",
    export_chosen: "Chosen articles",
    export_found: "What was found",
    export_list: "This list",
    export_all: "All articles",
    export_format: "Format",
    export_where: "Where to",
    export_browse: "Choose…",
    export_overwrite: "Overwrite",
    export_stopped: "The export was stopped. Nothing of it was kept.",
    no_place_picker: "This system has no dialog for choosing a place. Type its path instead.",
    show_in_folder: "Show in folder",
    copy: "Copy",
    select_all: "Select all",
    details: "Details",
    sidebar: "List",
    stored_text: "Show as stored",
    stored_beside: "Beside the stored text",
    front_matter: "Front matter",
    stored_lossily: "Some bytes of the file are no text; they are shown, and copied, as � (U+FFFD).",
    help: "Help",
    keys: "Keys",
    change_keys: "Keys are changed under keys in the file below, by the quiet name that stands with each command: keys: {next: [N, Down]}",
    palette: "Find a command",
    palette_hint: "Type a name or initials",
    no_command: "No such command",
    reload: "Read again",
    show_new: "Go to the new articles",
    looking: "Looking for changes",
    checking_cache: "Checking the cache",
    load_stopped: "Reading was stopped. Read again (F5) goes on where it was.",
    joining: "Indexing",
    cache: "cache",
    cache_section: "Cache",
    cache_in_use: "The window that was opened first writes this folder's cache; what this one reads is not kept in it.",
    no_cache: "None is kept",
    cache_place: "Folder",
    cache_size: "Size",
    clear_cache: "Clear the cache",
    clear_cache_hint: "Holds what was read, so that the next start is quick. It can be cleared at any time; no mark or note is in it.",
    problems: "Problems",
    no_problems: "No problems",
    filter: "Filter",
    sort: "Order",
    newest: "Newest first",
    oldest: "Oldest first",
    last_crawled: "Last crawled",
    by_publisher: "By publisher",
    by_title: "By title",
    publishers: "Publishers",
    all_publishers: "All publishers",
    categories: "Categories",
    all_categories: "All categories",
    no_category: "No category",
    show_all: "show all",
    from_day: "From",
    to_day: "To",
    day_hint: "2026-01-06",
    bad_day: "Write it as 2026-01-06",
    comments: "Comments",
    best_comment: "Best",
    field_publisher: "Publisher",
    field_authors: "Authors",
    field_category: "Category",
    field_published: "Published",
    field_crawled: "Crawled",
    field_address: "Address",
    field_file: "File",
    field_id: "Id",
    field_hash: "Content hash (SHA-256)",
    field_hash_now: "Hash of the text now",
    field_checked: "Last checked",
    field_encoding: "Encoding",
    encoding_auto: "Automatic",
    encoding_hint: "If the text looks garbled, choose this file's encoding",
    field_versions: "Versions",
    copy_of_version: "copy",
    version_first: "first",
    version_copy: "copy",
    version_fuller: "copy + comments",
    version_barer: "copy, no comments",
    version_title: "new headline",
    version_body: "new body",
    version_both: "both new",
    versions: "Versions",
    newer_version: "Newer version",
    older_version: "Older version",
    no_other_version: "This article has only one version",
    compare: "Compare with another version",
    compare_short: "Compare",
    leave_comparison: "Leave the comparison",
    older_of_two: "Older of the two",
    newer_of_two: "Newer of the two",
    next_change: "Next change",
    previous_change: "Previous change",
    title_changed: "The headline was changed",
    title_same: "The headline is the same",
    body_same: "The body is the same",
    body_spacing: "The body differs only in spaces and line breaks",
    comparison_unfinished: "The text is very long; it was compared in large pieces only.",
    unknown: "Unknown",
    intact: "Intact",
    altered: "Altered",
    unverifiable: "Can't be verified",
    unverified: "Unverified",
    intact_hint: "The text has the hash that was stored when it was crawled.",
    altered_hint: "The text is not the one that was crawled.",
    unverifiable_hint: "No hash is stored to compare with.",
    address_not_opened: "The browser could not be started. Copy the address instead.",
    copied: "Copied",
    skipped_link: "This is a link and was not followed",
    skipped_special: "This is not a regular file and was not read",
    skipped_folder: "The folder can't be listed; what is in it was left out",
    skipped_other: "This is not an article's file (.md .markdown .txt) and was not read",
    every_kind: "All kinds",
    total_unreadable: "unreadable",
    total_in_part: "read in part",
    total_others: "not articles",
    total_links: "links not followed",
    total_special: "special files",
    total_folders: "folders not listed",
    search: "Search articles",
    search_hint: "Search titles and text",
    clear_search: "Clear search",
    next_hit: "Next hit",
    previous_hit: "Previous hit",
    find_in_article: "Find in this article",
    nothing_found: "Nothing found",
    try_instead: "Try instead",
    query_help: "How to search",
    remove_word: "Remove",
    by_relevance: "Best match",
    recent_searches: "Recent searches",
    day_bars: "Articles by day",
    shortened_page: "The text is very long; only its beginning is shown. The file has all of it.",
    kind_spacing: "spacing",
    kind_hanja: "hanja",
    kind_initials: "initials",
    kind_composing: "typing",
};

impl Strings {
    pub(super) fn is_korean(&self) -> bool {
        std::ptr::eq(self, &KOREAN)
    }

    /// The count above the list: `기사 7,999건`.
    pub fn article_count(&self, count: usize) -> String {
        let number = group_digits(count);
        match (self.is_korean(), count) {
            (true, _) => format!("기사 {number}건"),
            (false, 1) => "1 article".to_owned(),
            (false, _) => format!("{number} articles"),
        }
    }

    /// The count above a narrowed list: `기사 7,999건 중 12건`.
    pub fn narrowed_count(&self, count: usize, total: usize) -> String {
        let (count, total) = (group_digits(count), group_digits(total));
        if self.is_korean() {
            format!("기사 {total}건 중 {count}건")
        } else {
            format!("{count} of {total} articles")
        }
    }

    /// The count over what was found.
    pub fn found_count(&self, count: usize) -> String {
        let number = group_digits(count);
        match (self.is_korean(), count) {
            (true, _) => format!("검색 결과 {number}건"),
            (false, 1) => "1 result".to_owned(),
            (false, _) => format!("{number} results"),
        }
    }

    /// The same while only the beginning has been found.
    pub fn found_at_least(&self, count: usize) -> String {
        let number = group_digits(count);
        if self.is_korean() {
            format!("검색 결과 {number}건 이상")
        } else {
            format!("{number}+ results")
        }
    }

    /// How many articles are chosen together.
    pub fn chosen_count(&self, count: usize) -> String {
        let number = group_digits(count);
        if self.is_korean() { format!("{number}건 선택") } else { format!("{number} selected") }
    }

    /// Which hit of how many is shown.
    pub fn hit_of(&self, hit: usize, all: usize) -> String {
        if self.is_korean() { format!("{all}개 중 {hit}") } else { format!("{hit} of {all}") }
    }

    /// A bare number, grouped.
    pub fn count(&self, count: usize) -> String {
        group_digits(count)
    }

    /// How many problems.
    pub fn problem_count(&self, count: usize) -> String {
        let number = group_digits(count);
        match (self.is_korean(), count) {
            (true, _) => format!("문제 {number}건"),
            (false, 1) => "1 problem".to_owned(),
            (false, _) => format!("{number} problems"),
        }
    }

    /// The mark on a row whose article has several files.
    pub fn version_count(&self, count: usize) -> String {
        if self.is_korean() { format!("{count}개 판") } else { format!("{count} versions") }
    }

    /// The count above the list of every file.
    pub fn file_count(&self, count: usize) -> String {
        let number = group_digits(count);
        match (self.is_korean(), count) {
            (true, _) => format!("파일 {number}개"),
            (false, 1) => "1 file".to_owned(),
            (false, _) => format!("{number} files"),
        }
    }

    /// How long something took.
    pub fn seconds(&self, seconds: f64) -> String {
        if self.is_korean() { format!("{seconds:.1}초") } else { format!("{seconds:.1} s") }
    }

    /// The line under the list where every article is intact.
    pub fn all_intact(&self, count: usize) -> String {
        let number = group_digits(count);
        match (self.is_korean(), count) {
            (true, _) => format!("기사 {number}건 모두 그대로"),
            (false, 1) => "1 article, intact".to_owned(),
            (false, _) => format!("All {number} articles intact"),
        }
    }

    /// When an archive was last checked.
    pub fn last_checked(&self, moment: &str) -> String {
        if self.is_korean() { format!("마지막 확인 {moment}") } else { format!("Last checked {moment}") }
    }

    /// How many files of all that there are were read.
    pub fn read_of(&self, read: usize, all: usize) -> String {
        let (read, all) = (group_digits(read), group_digits(all));
        if self.is_korean() {
            format!("파일 {all}개 가운데 {read}개를 읽음")
        } else {
            format!("{read} of {all} read")
        }
    }

    /// A line of a file.
    pub fn line_number(&self, line: usize) -> String {
        let line = group_digits(line);
        if self.is_korean() { format!("{line}번째 줄") } else { format!("line {line}") }
    }

    /// How long a job will still take.
    pub fn time_left(&self, seconds: usize) -> String {
        match (self.is_korean(), seconds) {
            (true, ..60) => format!("{seconds}초 남음"),
            (true, _) => format!("{}분 남음", seconds.div_ceil(60)),
            (false, ..60) => format!("{seconds} s left"),
            (false, _) => format!("{} min left", seconds.div_ceil(60)),
        }
    }

    /// The heading over comments.
    pub fn comment_count(&self, count: usize) -> String {
        if self.is_korean() {
            format!("댓글 {}개", group_digits(count))
        } else {
            format!("Comments ({})", group_digits(count))
        }
    }

    /// Something of the reader's keys that was not understood.
    pub fn key_problem(&self, problem: &super::KeyProblem) -> String {
        use super::KeyProblem::{Given, NoCommand, NoKey};
        match (problem, self.is_korean()) {
            (NoCommand(name), true) => format!("settings.yaml의 keys: 모르는 명령 {name}"),
            (NoCommand(name), false) => format!("keys in settings.yaml: there is no command {name}"),
            (NoKey(key, name), true) => format!("settings.yaml의 keys: {name}의 모르는 글쇠 {key}"),
            (NoKey(key, name), false) => format!("keys in settings.yaml: {key} of {name} is no key"),
            (Given(key, name), true) => {
                format!("settings.yaml의 keys: {name}의 글쇠 {key}은(는) 다른 명령에 이미 주었습니다")
            }
            (Given(key, name), false) => {
                format!("keys in settings.yaml: {key} of {name} is given to another command already")
            }
        }
    }

    /// A path that could not be opened: what, why, and what to do.
    pub fn cannot_open(&self, path: &str, reason: &str) -> String {
        if self.is_korean() {
            format!("{path}: 열 수 없습니다. {reason}")
        } else {
            format!("{path} can't be opened. {reason}")
        }
    }

    /// Why a path could not be opened.
    pub fn open_error(&self, reason: &crate::archive::OpenErrorReason) -> String {
        use crate::archive::OpenErrorReason::{Absent, Forbidden, Io, NotAFolder};
        let text = match (reason, self.is_korean()) {
            (Absent, true) => "그런 폴더나 파일이 없습니다. 경로를 확인하세요.",
            (Absent, false) => "Nothing is there. Check the path.",
            (Forbidden, true) => "읽을 권한이 없습니다. 폴더의 권한을 확인하세요.",
            (Forbidden, false) => "You may not read it. Check its permissions.",
            (NotAFolder, true) => "폴더도 기사 파일도 아닙니다. 기사가 담긴 폴더를 고르세요.",
            (NotAFolder, false) => "It is neither a folder nor a file. Choose a folder of articles.",
            (Io(error), true) => return format!("시스템이 알립니다: {error}"),
            (Io(error), false) => return format!("The system says: {error}"),
        };
        text.to_owned()
    }

    /// That the cache can't be written, and what that means.
    pub fn not_cached(&self, folder: &str, why: &str) -> String {
        if self.is_korean() {
            format!(
                "{folder}에 읽은 내용을 저장하지 못했습니다({why}). 읽고 찾는 데는 지장이 없으며, 다음에 열 때 처음부터 다시 읽습니다."
            )
        } else {
            format!(
                "What was read could not be stored in {folder} ({why}). Reading and searching work as ever; the next start \
                 reads everything again."
            )
        }
    }

    /// What was to be written would lie in the archive's folder.
    pub fn in_archive(&self, path: &Path) -> String {
        let path = path.display();
        if self.is_korean() {
            format!("{path}: 기사 폴더 안에는 아무것도 쓰지 않습니다. 폴더 밖의 자리를 고르세요.")
        } else {
            format!(
                "{path} lies in the folder of articles, which nothing is ever written to. Choose a place outside it."
            )
        }
    }

    /// `새 기사 24건`.
    pub fn new_count(&self, count: usize) -> String {
        let number = group_digits(count);
        match (self.is_korean(), count) {
            (true, _) => format!("새 기사 {number}건"),
            (false, 1) => "1 new article".to_owned(),
            (false, _) => format!("{number} new articles"),
        }
    }

    /// A file of the reader's own that could not be used.
    pub fn library_error(&self, error: &crate::library::LibraryError) -> String {
        use crate::library::LibraryError::{Io, SetAside};
        match (error, self.is_korean()) {
            (SetAside(path, other), true) => {
                format!(
                    "{}을(를) 알아볼 수 없어 {}(으)로 옮겨 두고 새 파일로 시작합니다.",
                    path.display(),
                    other.display()
                )
            }
            (SetAside(path, other), false) => format!(
                "{} could not be understood. It was kept as {}, and a new file is begun.",
                path.display(),
                other.display()
            ),
            (Io(path, error), true) => format!(
                "{}: 읽거나 쓸 수 없습니다 ({error}). 설정이 저장되지 않을 수 있습니다.",
                path.display()
            ),
            (Io(path, error), false) => {
                format!("{} can't be read or written ({error}). Settings may not be kept.", path.display())
            }
        }
    }

    /// The file of marks could not be used as it should be.
    pub fn store_trouble(&self, trouble: &StoreTrouble) -> String {
        use StoreTrouble::{Failed, Locked, Newer, ReadOnly, SetAside};
        let (path, korean) = (trouble.path().display(), self.is_korean());
        match (trouble, korean) {
            (SetAside(_, other), true) => format!(
                "표시를 모아 둔 {path}이(가) 깨져 {}(으)로 옮겨 두고 새로 시작합니다. 백업이 있으면 되살리세요.",
                other.display()
            ),
            (SetAside(_, other), false) => format!(
                "{path}, which holds your marks, was damaged. It was kept as {}, and a new one was begun. Restore a backup if you have one.",
                other.display()
            ),
            (Newer(_), true) => {
                format!(
                    "{path}은(는) 더 새로운 판의 서고가 쓴 파일이라 읽기만 합니다. 서고를 새 판으로 바꾸세요."
                )
            }
            (Newer(_), false) => format!(
                "{path} was written by a newer version of Seogo and is only read. Update Seogo to change marks."
            ),
            (ReadOnly(_), true) => {
                format!("{path}에 쓸 권한이 없어 표시를 읽기만 합니다. 파일과 폴더의 권한을 확인하세요.")
            }
            (ReadOnly(_), false) => {
                format!(
                    "{path} may not be written, so marks are only read. Check the permissions of it and its folder."
                )
            }
            (Locked(_), true) => format!(
                "다른 프로그램이 {path}을(를) 쓰고 있어 표시를 아직 저장하지 못했습니다. 잠시 뒤 다시 저장합니다."
            ),
            (Locked(_), false) => format!(
                "Another program holds {path}. Your marks are not saved yet; saving is tried again in a moment."
            ),
            (Failed(_, why), true) => format!(
                "{path}에 표시를 저장하지 못했습니다 ({why}). 디스크의 남은 공간을 확인하세요. 잠시 뒤 다시 저장합니다."
            ),
            (Failed(_, why), false) => format!(
                "Marks could not be saved in {path} ({why}). Check the free space of the disk; saving is tried again in a moment."
            ),
        }
    }

    /// What is wrong with the reader's own abbreviations.
    pub fn abbreviations_error(&self, error: &crate::library::AbbreviationsError) -> String {
        use crate::library::AbbreviationsError::{BadLines, Unread};
        match (error, self.is_korean()) {
            (BadLines(path, lines), true) => {
                format!("{}: 알아볼 수 없는 줄을 빼고 씁니다 ({}째 줄).", path.display(), some_of(lines))
            }
            (BadLines(path, lines), false) => {
                format!(
                    "{}: lines that can't be understood are left out ({}).",
                    path.display(),
                    some_of(lines)
                )
            }
            (Unread(path, error), true) => {
                format!("{}: 읽을 수 없어 처음부터 있는 약칭만 씁니다 ({error}).", path.display())
            }
            (Unread(path, error), false) => {
                format!("{} can't be read ({error}). The built-in abbreviations are used.", path.display())
            }
        }
    }

    /// The file manager could not be started.
    pub fn folder_not_shown(&self, path: &str, error: &str) -> String {
        if self.is_korean() {
            format!("파일 관리자를 열지 못했습니다 ({error}). 파일: {path}")
        } else {
            format!("The file manager could not be started ({error}). The file is {path}")
        }
    }

    /// The system has no more threads.
    pub fn no_thread(&self, error: &str) -> String {
        if self.is_korean() {
            format!(
                "시스템의 자원이 모자라 일을 시작하지 못했습니다 ({error}). 다른 프로그램을 닫고 다시 해 보세요."
            )
        } else {
            format!(
                "The system has no resources left for this ({error}). Close other programs and try again."
            )
        }
    }

    /// What a row says to a screen reader, its parts joined.
    pub fn row_name(&self, parts: &[&str]) -> String {
        parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(", ")
    }
}

/// The first few of some numbers.
fn some_of(numbers: &[usize]) -> String {
    let shown: Vec<String> = numbers.iter().take(5).map(usize::to_string).collect();
    let more = if numbers.len() > shown.len() { ", …" } else { "" };
    shown.join(", ") + more
}

/// A number with a comma before each three digits.
pub(super) fn group_digits(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        let grouped: Vec<_> = [0, 999, 1000, 7999, 1_000_000].map(group_digits).into();
        assert_eq!(grouped, ["0", "999", "1,000", "7,999", "1,000,000"]);
    }

    #[test]
    fn one_article_is_not_plural_in_english() {
        assert_eq!(strings(Lang::English).article_count(1), "1 article");
        assert_eq!(strings(Lang::English).article_count(2), "2 articles");
        assert_eq!(strings(Lang::Korean).article_count(7999), "기사 7,999건");
    }
}
