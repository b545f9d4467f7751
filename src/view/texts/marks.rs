//! The texts about the reader's marks: stars, notes, tags, highlights, saved searches and their backup.

use super::lang::Lang;
use super::text::texts;
use super::words::{grouped, plural};

texts! {
    star: ko "별표", en "Star";
    mark_read: ko "읽음, 읽지 않음", en "Read or unread";
    read: ko "읽음", en "Read";
    note: ko "메모", en "Note";
    note_hint: ko "이 기사에 메모 적기", en "Write a note on this article";
    note_field: ko "이 기사의 메모", en "Note on this article";
    highlight: ko "형광펜", en "Highlight";
    highlight_note_hint: ko "칠한 곳에 메모 적기", en "Write a note on this passage";
    highlight_gone: ko "이 판의 글에는 이 구절이 없습니다", en "These words are not in this version";
    unhighlight: ko "형광펜 지우기", en "Remove highlight";
    nothing_to_highlight: ko "칠할 글을 먼저 고르세요", en "Select some of the text first";
    on_other_version: ko "이 기사의 다른 판에 한 표시", en "Marked on another version of this article";
    back_up: ko "표시 백업", en "Back up marks";
    back_up_hint:
        ko "별표, 읽음, 꼬리표, 메모, 형광펜, 저장한 검색을 모두 JSON 파일 하나에 담습니다.",
        en "Stars, what was read, tags, notes, highlights and saved searches go into one JSON file.";
    restore: ko "표시 되살리기", en "Restore marks";
    marks_menu: ko "표시 메뉴", en "Menu of marks";
    restore_hint:
        ko "백업 파일의 표시를 지금의 표시에 더합니다. 지금의 표시는 지우지 않으며, 되돌릴 수 있습니다.",
        en "Adds what the backup holds to your marks. Nothing is taken away, and it can be undone.";
    file_path: ko "파일의 경로", en "Path of the file";
    replace: ko "바꾸기", en "Replace";
    tag: ko "꼬리표", en "Tag";
    tag_name: ko "꼬리표 이름", en "Name of the tag";
    tag_hint: ko "꼬리표 이름", en "Name of the tag";
    next_color: ko "색 바꾸기", en "Change colour";
    rename: ko "이름 바꾸기", en "Rename";
    delete: ko "지우기", en "Delete";
    move_up: ko "위로", en "Move up";
    move_down: ko "아래로", en "Move down";
    save_search: ko "이 검색 저장", en "Save this search";
    unsave_search: ko "검색 저장 풀기", en "Delete this saved search";
    undid(what: &str): ko format!("되돌렸습니다: {what}"), en format!("Undone: {what}");
    redid(what: &str): ko format!("다시 했습니다: {what}"), en format!("Done again: {what}");
    nothing_to_undo: ko "되돌릴 것이 없습니다", en "There is nothing to undo";
    nothing_to_redo: ko "다시 할 것이 없습니다", en "There is nothing to do again";
    marks_read_only: ko "표시를 저장할 수 없어 바꾸지 않았습니다", en "Marks can only be read, so nothing was changed";
    marked_star: ko "별표를 달았습니다", en "Starred";
    marked_unstar: ko "별표를 뗐습니다", en "Star removed";
    marked_read: ko "읽음으로 표시했습니다", en "Marked as read";
    marked_unread: ko "읽지 않음으로 표시했습니다", en "Marked as unread";
    marked_note: ko "메모를 적었습니다", en "Note written";
    marked_highlight: ko "형광펜으로 칠했습니다", en "Highlighted";
    marked_unhighlight: ko "형광펜을 지웠습니다", en "Highlight removed";
    marked_tag: ko "꼬리표를 달았습니다", en "Tagged";
    marked_untag: ko "꼬리표를 뗐습니다", en "Tag removed";
    marked_color: ko "꼬리표 색을 바꿨습니다", en "Tag colour changed";
    marked_rename: ko "이름을 바꿨습니다", en "Renamed";
    marked_delete_tag: ko "꼬리표를 없앴습니다", en "Tag deleted";
    marked_save: ko "검색을 저장했습니다", en "Search saved";
    marked_move: ko "검색을 옮겼습니다", en "Search moved";
    marked_delete_search: ko "저장한 검색을 지웠습니다", en "Saved search deleted";
    marked_restore: ko "백업을 되살렸습니다", en "Backup restored";
    nothing_to_restore: ko "백업의 표시가 모두 이미 있습니다", en "Everything in the backup is marked already";

    new_tag(name: &str): ko format!("새 꼬리표 ‘{name}’"), en format!("New tag ‘{name}’");
    backed_up(path: &str, articles: usize):
        ko format!("기사 {}건의 표시를 {path}에 백업했습니다", grouped(articles)),
        en format!("The marks of {} were backed up in {path}", plural(articles, "article", "articles"));
    replace_file(path: &str):
        ko format!("{path} 파일이 이미 있습니다. 새 백업으로 바꿀까요?"),
        en format!("{path} is there already. Replace it with the new backup?");
    backup_failed(path: &str, why: &str):
        ko format!("{path}: 백업을 쓰거나 읽지 못했습니다 ({why}). 표시는 그대로입니다."),
        en format!("The backup {path} could not be written or read ({why}). Your marks are as they were.");
}

impl Lang {
    /// The title of the window in which articles are tagged.
    pub fn tagging(self, articles: usize) -> String {
        if articles > 1 {
            format!("{} · {}", self.tag(), self.article_count(articles))
        } else {
            self.tag().to_owned()
        }
    }
}
