//! The texts of the settings.

use super::text::texts;

texts! {
    read_after: ko "읽은 기사를 저절로 표시", en "Mark articles as read by themselves";
    type_settings: ko "글자 모양", en "Type";
    type_size: ko "크기", en "Size";
    type_width: ko "너비", en "Width";
    type_line_height: ko "줄 간격", en "Line height";
    type_face: ko "글꼴", en "Face";
    face_sans: ko "고딕", en "Sans";
    face_serif: ko "명조", en "Serif";
    type_reset: ko "처음대로", en "Reset";
    theme: ko "색", en "Theme";
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
        ko "아래 파일에도 같은 설정이 설명과 함께 적혀 있습니다. 글쇠는 거기에서 바꿉니다.",
        en "The same settings stand in the file below, with a comment on each. Keys are changed there.";
    zoom: ko "전체 크기", en "Zoom";
    motion: ko "움직임", en "Motion";
    motion_system: ko "시스템 설정", en "System";
    motion_full: ko "보통", en "Full";
    motion_reduced: ko "줄이기", en "Reduced";
    density: ko "간격", en "Density";
    density_comfortable: ko "넉넉하게", en "Comfortable";
    density_compact: ko "촘촘하게", en "Compact";
    restore_paragraphs: ko "잃어버린 문단 나눔 되살리기", en "Put lost paragraph breaks back";
    restore_paragraphs_hint:
        ko "수집하면서 사라진 문단 나눔과 부제목을 되살려 보여 줍니다. 끄면 파일에 있는 줄 그대로 보여 줍니다.",
        en "Shows the paragraphs and sub-headlines that the crawl ran together. Off: the lines as the file has them.";
    read_after_seconds: ko "읽음 표시까지(초)", en "Seconds until read";
    cache: ko "캐시", en "cache";
    cache_section: ko "캐시", en "Cache";
    no_cache: ko "두지 않음", en "None is kept";
    cache_place: ko "폴더", en "Folder";
    cache_size: ko "크기", en "Size";
    clear_cache: ko "캐시 비우기", en "Clear the cache";
    clear_cache_hint:
        ko "읽은 내용을 적어 두어 다음에 바로 엽니다. 언제든 비워도 되며, 표시와 메모는 여기에 없습니다.",
        en "Holds what was read, so that the next start is quick. It can be cleared at any time; no mark or note is in it.";
}
