//! The texts of the settings.

use super::text::texts;

texts! {
    citation: ko "인용 형식", en "Citations";
    citation_footnote: ko "각주(인문)", en "Footnote";
    citation_apa: ko "참고문헌(APA)", en "Reference (APA)";
    citation_press: ko "보도용", en "Press";
    with_marks: ko "인쇄하거나 내보낼 때 내 별표·태그·메모·형광펜도 넣기", en "Print and export my stars, tags, notes and highlights, too";
    citation_proof: ko "인용 정보에 수집 시각과 해시 앞 12자리도 적기", en "Cite with the time of the crawl and the hash's first 12 digits";
    read_after: ko "읽은 기사를 자동으로 읽음 표시", en "Mark articles as read automatically";
    type_settings: ko "글꼴 설정", en "Type";
    type_size: ko "글자 크기", en "Size";
    type_width: ko "본문 너비", en "Width";
    type_line_height: ko "줄 간격", en "Line height";
    type_face: ko "글꼴", en "Face";
    face_sans: ko "고딕", en "Sans";
    face_serif: ko "명조", en "Serif";
    type_reset: ko "기본값으로 되돌리기", en "Reset to defaults";
    theme: ko "테마", en "Theme";
    theme_system: ko "시스템 설정", en "System";
    theme_light: ko "밝게", en "Light";
    theme_dark: ko "어둡게", en "Dark";
    language: ko "언어", en "Language";
    language_system: ko "시스템 설정", en "System";
    settings: ko "설정", en "Settings";
    settings_window: ko "창", en "Window";
    settings_list: ko "목록", en "List";
    settings_article: ko "기사", en "Articles";
    settings_hint:
        ko "아래 파일에 같은 설정이 설명과 함께 있습니다.",
        en "The file below holds the same settings, each with a comment.";
    find_setting: ko "설정 찾기", en "Find a setting";
    no_such_setting: ko "찾는 설정이 없습니다", en "There is no such setting";
    unit_letters: ko "자", en " letters";
    unit_times: ko "배", en "×";
    unit_seconds: ko "초", en " s";
    zoom: ko "화면 배율", en "Zoom";
    motion: ko "애니메이션", en "Animation";
    motion_system: ko "시스템 설정", en "System";
    motion_full: ko "보통", en "Full";
    motion_reduced: ko "줄임", en "Reduced";
    density: ko "목록 간격", en "Density";
    density_comfortable: ko "넓게", en "Comfortable";
    density_compact: ko "좁게", en "Compact";
    headline_lines: ko "제목 줄 수", en "Headline lines";
    excerpt: ko "본문 한 줄", en "Line of text";
    excerpt_never: ko "숨기기", en "Never";
    excerpt_found: ko "검색할 때만", en "When searching";
    excerpt_always: ko "항상 표시", en "Always";
    restore_paragraphs: ko "사라진 문단 나누기 되살리기", en "Restore lost paragraph breaks";
    restore_paragraphs_hint:
        ko "수집하면서 사라진 문단 나누기와 부제목을 되살려 표시합니다. 끄면 파일의 줄 나눔을 그대로 따릅니다.",
        en "Shows the paragraphs and sub-headlines that the crawl ran together. When off, lines are shown as they are in the file.";
    break_long_paragraphs: ko "긴 문단 나누기", en "Break long paragraphs";
    break_long_paragraphs_hint:
        ko "문단 나누기가 남아 있지 않은 긴 글을 문장 끝에서 나누어 표시합니다. 복사하거나 내보내는 글은 그대로입니다.",
        en "Breaks long text that kept no paragraphs at ends of sentences. What you copy or export stays as it is.";
    read_after_seconds: ko "읽음 표시까지", en "Marked as read after";
    cache: ko "캐시", en "cache";
    cache_section: ko "캐시", en "Cache";
    no_cache: ko "사용 안 함", en "Not used";
    cache_place: ko "폴더", en "Folder";
    cache_size: ko "크기", en "Size";
    clear_cache: ko "캐시 비우기", en "Clear cache";
    clear_cache_hint:
        ko "한 번 읽은 내용을 보관해 다음에 바로 엽니다. 언제든 비워도 되며, 내 기록은 여기에 들어 있지 않습니다.",
        en "Keeps what was read so that the next start is quick. Clear it at any time; your marks are not in it.";
}
