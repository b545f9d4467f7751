//! The texts of the reader's page.

use super::text::texts;
use super::words::{grouped, plural};

texts! {
    app_name: ko "서고", en "Seogo";
    select_article: ko "목록에서 기사를 선택하세요", en "Select an article in the list";
    article_text: ko "기사 본문", en "Article";
    front_matter: ko "기사 정보(front matter)", en "Front matter";
    stored_lossily:
        ko "글자로 읽을 수 없는 바이트는 �(U+FFFD)로 표시하며, 복사해도 �로 복사됩니다.",
        en "Bytes that are not valid text are shown and copied as � (U+FFFD).";
    comments: ko "댓글", en "Comments";
    best_comment: ko "베스트", en "Best";
    shortened_page:
        ko "본문이 너무 길어 앞부분만 표시합니다. 전체는 파일에서 볼 수 있습니다.",
        en "The text is too long to show in full. Open the file to read the rest.";
    copy_code: ko "코드 복사", en "Copy code";
    enlarge_picture: ko "사진 크게 보기", en "Enlarge the picture";
    enlarged_picture: ko "확대한 사진. 누르면 닫힙니다", en "Enlarged picture; click to close";
    open_picture: ko "사진 주소 열기", en "Open the picture's address";
    our_break: ko "서고가 나눈 문단\n파일에서는 한 문단", en "Paragraph broken by Seogo\nOne paragraph in the file";

    keywords_below(keywords: &str): ko format!("키워드  {keywords}"), en format!("Keywords  {keywords}");
    comment_count(count: usize): ko format!("댓글 {}개", grouped(count)), en plural(count, "comment", "comments");
}
