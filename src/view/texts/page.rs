//! The texts of the reader's page.

use super::text::texts;
use super::words::grouped;

texts! {
    app_name: ko "서고", en "Seogo";
    select_article: ko "왼쪽 목록에서 기사를 고르세요", en "Choose an article from the list";
    article_text: ko "기사 본문", en "Article";
    front_matter: ko "기사 정보 (front matter)", en "Front matter";
    stored_lossily:
        ko "파일의 일부 바이트는 글자가 아니어서 �(U+FFFD)로 보이며, 복사해도 그렇게 나갑니다.",
        en "Some bytes of the file are no text; they are shown, and copied, as � (U+FFFD).";
    comments: ko "댓글", en "Comments";
    best_comment: ko "베스트", en "Best";
    shortened_page:
        ko "본문이 아주 길어 앞부분만 보여 줍니다. 전체는 파일에서 보세요.",
        en "The text is very long; only its beginning is shown. The file has all of it.";

    comment_count(count: usize): ko format!("댓글 {}개", grouped(count)), en format!("Comments ({})", grouped(count));
}
