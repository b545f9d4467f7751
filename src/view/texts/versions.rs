//! The texts about an article's versions and their differences.

use super::lang::Lang;
use super::text::{text, texts};
use super::words::grouped;
use crate::article::Change;

texts! {
    copy_of_version: ko "사본", en "copy";
    version_first: ko "첫 수집", en "first";
    version_copy: ko "사본", en "copy";
    version_fuller: ko "댓글이 더 있는 사본", en "copy with more comments";
    version_barer: ko "댓글이 더 적은 사본", en "copy with fewer comments";
    version_title: ko "제목 바뀜", en "new headline";
    version_body: ko "본문 바뀜", en "new body";
    version_both: ko "제목·본문 바뀜", en "new headline and body";
    versions: ko "수집본", en "Versions";
    versions_are:
        ko "같은 기사를 수집할 때마다 저장한 파일을 수집본이라고 합니다. 그사이 고친 기사는 수집본끼리 비교해 볼 수 있습니다.",
        en "Each time an article was crawled, a version of it was stored. Compare two to see what was changed in between.";
    newer_version: ko "다음 수집본", en "Newer version";
    older_version: ko "이전 수집본", en "Older version";
    no_other_version: ko "이 기사는 수집본이 하나뿐입니다", en "This article has only one version";
    compare: ko "다른 수집본과 비교", en "Compare with another version";
    compare_short: ko "비교", en "Compare";
    leave_comparison: ko "비교 닫기", en "Close comparison";
    older_of_two: ko "비교할 이전 수집본", en "Older version";
    newer_of_two: ko "비교할 다음 수집본", en "Newer version";
    next_change: ko "다음 변경", en "Next change";
    previous_change: ko "이전 변경", en "Previous change";
    title_changed: ko "제목이 바뀌었습니다", en "The headline changed";
    title_same: ko "제목은 같습니다", en "The headline is the same";
    body_same: ko "본문은 같습니다", en "The body is the same";
    body_spacing: ko "본문은 띄어쓰기와 줄바꿈만 다릅니다", en "The body differs only in spaces and line breaks";
    comparison_unfinished:
        ko "본문이 너무 길어 큰 단위로만 비교했습니다.",
        en "The text is very long, so it was compared in large pieces.";

    version_count(count: usize): ko format!("수집본 {count}개"), en format!("{count} versions");
    copy_count(count: usize): ko format!("사본 {count}개"), en format!("{count} copies");
    version_number(number: usize): ko format!("{number}차 수집"), en format!("version {number}");
    body_differs(counts: &str): ko format!("본문: {counts}"), en format!("Body: {counts}");
}

impl Lang {
    /// How a sentence changed.
    pub fn change(self, change: Change) -> &'static str {
        match change {
            Change::Kept => text!(self, ko "같음", en "Kept"),
            Change::Added => text!(self, ko "추가", en "Added"),
            Change::Removed => text!(self, ko "삭제", en "Removed"),
            Change::Rewritten => text!(self, ko "수정", en "Edited"),
        }
    }

    /// How a sentence changed, short enough for a margin.
    pub fn change_sign(self, change: Change) -> &'static str {
        match change {
            Change::Kept => text!(self, ko "같음", en ""),
            Change::Added => text!(self, ko "추가", en "new"),
            Change::Removed => text!(self, ko "삭제", en "cut"),
            Change::Rewritten => text!(self, ko "수정", en "edit"),
        }
    }

    /// A rewritten sentence for screen readers.
    pub fn rewritten_name(self, text: &str, removed: &str, added: &str) -> String {
        let part = |change, text: &str| match text {
            "" => None,
            text => Some(format!("{}: {text}", self.change(change))),
        };
        let parts: Vec<_> =
            [part(Change::Removed, removed), part(Change::Added, added)].into_iter().flatten().collect();
        format!("{}: {text} ({})", self.change(Change::Rewritten), parts.join("; "))
    }

    /// The number of changed sentences in a body.
    pub fn body_changes(self, rewritten: usize, removed: usize, added: usize) -> String {
        let counts = [(Change::Rewritten, rewritten), (Change::Removed, removed), (Change::Added, added)];
        let counts = counts.into_iter().filter(|&(_, count)| count > 0);
        let counts: Vec<_> =
            counts.map(|(change, count)| format!("{} {}", self.change(change), grouped(count))).collect();
        self.body_differs(&counts.join(", "))
    }
}
