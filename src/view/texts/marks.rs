//! The texts about the reader's marks: stars, notes, tags, highlights, saved searches and their backup.

use super::lang::Lang;
use super::text::{text, texts};
use super::words::{grouped, plural, toward};
use crate::library::HighlightColor;

texts! {
    star: ko "별표", en "Star";
    mark_read: ko "읽음·읽지 않음", en "Mark as read or unread";
    read: ko "읽음", en "Read";
    note: ko "메모", en "Note";
    note_hint: ko "이 기사에 메모하기", en "Add a note to this article";
    note_field: ko "이 기사의 메모", en "Note on this article";
    highlight: ko "형광펜", en "Highlight";
    change_color: ko "색 바꾸기", en "Change colour";
    highlight_note_hint: ko "이 부분에 메모하기", en "Add a note to this passage";
    highlight_gone: ko "이 수집본에는 이 구절이 없습니다", en "This passage is not in this version";
    passages: ko "메모와 형광펜 모아 보기", en "Notes and highlights";
    looking_for_passages: ko "찾는 중…", en "Looking…";
    no_passages:
        ko "이 목록의 기사에는 메모나 형광펜 표시가 없습니다. 본문에서 글을 선택하고 H를 누르면 표시할 수 있습니다.",
        en "The listed articles have no notes or highlights. Select text in an article and press H to highlight it.";
    all_passages: ko "전체", en "All";
    copied_note(note: &str): ko format!("메모: {note}"), en format!("Note: {note}");
    copy_passage: ko "출처와 함께 복사", en "Copy with its source";
    copy_passages(count: usize):
        ko format!("{}개를 출처와 함께 복사", grouped(count)),
        en format!("Copy {} with their sources", grouped(count));
    copied_passages(count: usize):
        ko format!("메모와 형광펜 {}개를 출처와 함께 복사했습니다", grouped(count)),
        en format!("Copied {} with their sources", plural(count, "note or highlight", "notes and highlights"));
    unhighlight: ko "형광펜 지우기", en "Remove highlight";
    nothing_to_highlight: ko "먼저 본문에서 강조할 부분을 선택하세요", en "Select a passage first";
    on_other_version: ko "이 기사의 다른 수집본에 남긴 기록", en "From another version of this article";
    back_up: ko "내 기록 백업", en "Back up my marks";
    back_up_hint:
        ko "별표, 읽음, 태그, 메모, 형광펜, 저장한 검색을 JSON 파일 하나에 담습니다.",
        en "Saves stars, read marks, tags, notes, highlights and saved searches to one JSON file.";
    restore: ko "내 기록 복원", en "Restore my marks";
    marks_menu: ko "내 기록", en "My marks";
    restore_hint:
        ko "백업 파일의 기록을 지금 기록에 더합니다. 지금 기록은 지워지지 않으며, 실행 취소로 되돌릴 수 있습니다.",
        en "Adds the marks in the backup to yours. Nothing is removed, and you can undo it.";
    file_path: ko "파일 경로", en "File path";
    earlier_marks: ko "저장해 둔 이전 기록", en "Earlier states of your marks";
    unsaved_marks: ko "저장하지 못한 기록", en "Unsaved marks";
    leave_unsaved: ko "창 닫기", en "Close the window";
    ask_leave_unsaved(path: &str, folder: &str):
        ko format!(
            "{path} 파일에 아직 저장하지 못한 기록이 있습니다. 다른 프로그램이 그 파일을 쓰고 있거나 디스크가 가득 찼을 수 있습니다. 지금 창을 닫으면 모든 기록을 {folder} 폴더의 별도 파일(예: library-unsaved-1.json)에 저장하며, 나중에 ‘내 기록 복원’에서 불러올 수 있습니다."
        ),
        en format!(
            "Some marks could not be saved in {path} yet: another program may be using that file, or the disk is full. If you close the window now, all marks are written to a file of their own in {folder} (such as library-unsaved-1.json), which can be restored later."
        );
    tag: ko "태그", en "Tag";
    tag_name: ko "태그 이름", en "Tag name";
    tag_hint: ko "태그 이름", en "Tag name";
    next_color: ko "색 바꾸기", en "Change colour";
    rename: ko "이름 바꾸기", en "Rename";
    delete: ko "삭제", en "Delete";
    move_up: ko "위로 옮기기", en "Move up";
    move_down: ko "아래로 옮기기", en "Move down";
    whole_words: ko "온전한 낱말만", en "Whole words";
    whole_words_hint:
        ko "온전한 낱말만 찾기: ‘여야’가 ‘줄여야’에서는 걸리지 않습니다",
        en "Find whole words only: 여야 isn't found in 줄여야";
    save_search: ko "이 검색 저장", en "Save this search";
    unsave_search: ko "저장한 검색 삭제", en "Delete this saved search";
    undid(what: &str): ko format!("실행 취소: {what}"), en format!("Undone: {what}");
    redid(what: &str): ko format!("다시 실행: {what}"), en format!("Redone: {what}");
    nothing_to_undo: ko "취소할 작업이 없습니다", en "Nothing to undo";
    nothing_to_redo: ko "다시 실행할 작업이 없습니다", en "Nothing to redo";
    marks_read_only: ko "내 기록을 저장할 수 없어 바꾸지 않았습니다", en "Marks can't be saved, so nothing was changed";
    marked_star: ko "별표를 붙였습니다", en "Starred";
    marked_unstar: ko "별표를 뗐습니다", en "Star removed";
    marked_read: ko "읽음으로 표시했습니다", en "Marked as read";
    marked_unread: ko "읽지 않음으로 표시했습니다", en "Marked as unread";
    marked_note: ko "메모를 저장했습니다", en "Note saved";
    marked_highlight: ko "형광펜으로 표시했습니다", en "Highlighted";
    marked_unhighlight: ko "형광펜 표시를 취소했습니다", en "Highlight removed";
    marked_tag(name: &str): ko format!("‘{name}’ 태그를 붙였습니다"), en format!("Tagged ‘{name}’");
    marked_untag(name: &str): ko format!("‘{name}’ 태그를 뗐습니다"), en format!("Removed tag ‘{name}’");
    marked_color(name: &str): ko format!("‘{name}’ 태그의 색을 바꿨습니다"), en format!("Changed the colour of ‘{name}’");
    marked_rename(name: &str): ko format!("이름을 {} 바꿨습니다", toward(&format!("‘{name}’"))), en format!("Renamed to ‘{name}’");
    marked_delete_tag(name: &str): ko format!("‘{name}’ 태그를 삭제했습니다"), en format!("Deleted tag ‘{name}’");
    marked_save(name: &str): ko format!("‘{name}’ 검색을 저장했습니다"), en format!("Saved search ‘{name}’");
    marked_move(name: &str): ko format!("‘{name}’ 검색을 옮겼습니다"), en format!("Moved search ‘{name}’");
    marked_delete_search(name: &str): ko format!("‘{name}’ 검색을 삭제했습니다"), en format!("Deleted search ‘{name}’");
    marked_delete_set(name: &str): ko format!("‘{name}’ 세트를 삭제했습니다"), en format!("Deleted set ‘{name}’");
    marked_restore: ko "내 기록을 복원했습니다", en "Marks restored";
    nothing_to_restore: ko "백업에 새로운 기록이 없습니다", en "The backup holds nothing new";

    new_tag(name: &str): ko format!("새 태그 ‘{name}’"), en format!("New tag ‘{name}’");
    backed_up(path: &str, articles: usize):
        ko format!("기사 {}건의 기록을 {path}에 백업했습니다", grouped(articles)),
        en format!("Backed up the marks of {} to {path}", plural(articles, "article", "articles"));
    backup_failed(path: &str, why: &str):
        ko format!("{path}: 백업 파일을 쓰거나 읽지 못했습니다({why}). 내 기록은 그대로입니다."),
        en format!("Can't write or read the backup {path} ({why}). Your marks are unchanged.");
}

impl Lang {
    /// The name of a highlight's colour.
    pub fn highlight_color(self, color: HighlightColor) -> &'static str {
        match color {
            HighlightColor::Green => text!(self, ko "초록 형광펜", en "Green highlight"),
            HighlightColor::Orange => text!(self, ko "주황 형광펜", en "Orange highlight"),
            HighlightColor::Blue => text!(self, ko "파랑 형광펜", en "Blue highlight"),
            HighlightColor::Purple => text!(self, ko "보라 형광펜", en "Purple highlight"),
        }
    }

    /// The title of the tag picker.
    pub fn tagging(self, articles: usize) -> String {
        if articles > 1 {
            format!("{} · {}", self.tag(), self.article_count(articles))
        } else {
            self.tag().to_owned()
        }
    }
}
