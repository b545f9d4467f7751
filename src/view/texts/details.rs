//! The texts of the details panel and the verdicts on a text.

use super::text::texts;

texts! {
    check_again: ko "전체 무결성 다시 확인", en "Check all files again";
    check_article: ko "이 기사 다시 확인", en "Check this article again";
    integrity: ko "무결성", en "Integrity";
    list_altered: ko "달라진 기사 보기", en "List altered articles";
    field_publisher: ko "언론사", en "Publisher";
    field_authors: ko "기자", en "Authors";
    field_category: ko "분류", en "Category";
    field_published: ko "게재", en "Published";
    field_crawled: ko "수집", en "Crawled";
    field_address: ko "주소", en "Address";
    field_file: ko "파일", en "File";
    field_id: ko "번호", en "Id";
    field_hash: ko "내용 해시 (SHA-256)", en "Content hash (SHA-256)";
    field_hash_now: ko "지금 본문의 해시", en "Hash of the text now";
    field_checked: ko "확인한 때", en "Last checked";
    field_encoding: ko "문자 인코딩", en "Encoding";
    encoding_auto: ko "자동", en "Automatic";
    encoding_hint:
        ko "글자가 깨져 보이면 이 파일의 인코딩을 고르세요",
        en "If the text looks garbled, choose this file's encoding";
    field_versions: ko "판", en "Versions";
    unknown: ko "알 수 없음", en "Unknown";
    intact: ko "그대로임", en "Intact";
    altered: ko "달라짐", en "Altered";
    unverifiable: ko "확인할 수 없음", en "Can't be verified";
    unverified: ko "확인 불가", en "Unverified";
    intact_hint: ko "본문이 수집할 때의 해시와 일치합니다.", en "The text has the hash that was stored when it was crawled.";
    altered_hint: ko "본문이 수집할 때와 다릅니다.", en "The text is not the one that was crawled.";
    unverifiable_hint: ko "저장된 해시가 없어 확인할 수 없습니다.", en "No hash is stored to compare with.";

    last_checked(moment: &str): ko format!("마지막 확인 {moment}"), en format!("Last checked {moment}");
}
