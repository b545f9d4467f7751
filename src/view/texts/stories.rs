//! The words of stories: what articles share, and what the reader decides about them.

use super::text::texts;
use super::words::{grouped, plural};

texts! {
    story_elsewhere: ko "같은 이야기", en "Same story elsewhere";
    this_shared_with_open(share: &str):
        ko format!("이 글의 {share}가 연 기사에도 있음"),
        en format!("{share} of it is in the open article");
    open_shared_with_this(share: &str):
        ko format!("연 기사의 {share}가 이 글에도 있음"),
        en format!("{share} of the open article is in it");
    this_shared_with_first(share: &str, publisher: &str):
        ko format!("이 글의 {share}가 {publisher} 글에도 있음"),
        en format!("{share} of it is in {publisher}'s text");
    own_beside_first(publisher: &str):
        ko format!("{publisher} 글과 따로 쓴 글"),
        en format!("own text beside {publisher}'s");
    base_of_shares: ko "비교 기준", en "compared with";
    compare_texts: ko "비교", en "Compare";
    compare_texts_named(publisher: &str, title: &str):
        ko format!("겹친 글 비교: {publisher} {title}"),
        en format!("Compare texts: {publisher} {title}");
    shared_of_this(share: f64):
        ko format!("겹친 글 {:.0}%", share * 100.0),
        en format!("{:.0}% shared", share * 100.0);
    shared_texts: ko "겹친 글 비교", en "Shared text";
    excerpts_not_compared:
        ko "발췌가 있어 겹친 대목을 세지 않습니다",
        en "With an excerpt, shared text isn't counted";
    comparing_texts: ko "비교하는 중", en "Comparing…";
    shared_passages(count: usize):
        ko format!("겹친 대목 {}곳", grouped(count)),
        en plural(count, "shared passage", "shared passages");
    differing_numbers_count(count: usize):
        ko format!("다른 숫자 {}곳", grouped(count)),
        en plural(count, "number differs", "numbers differ");
    differing_quotations_count(count: usize):
        ko format!("다른 인용 {}곳", grouped(count)),
        en plural(count, "quotation differs", "quotations differ");
    differing_numbers: ko "다른 숫자", en "Numbers that differ";
    differing_quotations: ko "다른 인용", en "Quotations that differ";
    also_in(publisher: &str): ko format!("{publisher} 글에도 있는 대목"), en format!("also in {publisher}'s text");
    articles_of_story(count: usize):
        ko format!("이 이야기의 기사 {}건", grouped(count)),
        en format!("{} of this story", plural(count, "article", "articles"));
    next_passage: ko "다음 겹친 대목", en "Next shared passage";
    previous_passage: ko "이전 겹친 대목", en "Previous shared passage";
    first_of_two: ko "왼쪽 기사", en "Article on the left";
    second_of_two: ko "오른쪽 기사", en "Article on the right";
    common_source: ko "공통 출처 추정(보도자료·통신)", en "common source likely (press release or agency)";
    same_text_as(publisher: &str): ko format!("{publisher} 글과 같음"), en format!("same text as {publisher}");
    why_together: ko "묶인 까닭", en "Why together";
    why_means:
        ko "이 기사들의 제목과 첫머리에 함께 나오고 그 무렵 다른 기사에는 드문 단어입니다.",
        en "Words that these articles have in headline or lead, and few others of those days.";
    not_this_story: ko "다른 이야기로 나누기", en "Not the same story";
    not_this_story_named(title: &str):
        ko format!("다른 이야기로 나누기: {title}"),
        en format!("Not the same story: {title}");
    show_article_first: ko "먼저 나눌 기사를 여세요", en "First open the article to take out";
    one_with_another: ko "다른 이야기와 합치기", en "Merge with another story";
    choose_story_to_join(title: &str):
        ko format!("‘{title}’ 이야기와 합칠 이야기를 선택하세요"),
        en format!("Choose the story to merge with “{title}”");
    more_articles(count: usize):
        ko format!("{}건 더 보기", grouped(count)),
        en format!("Show {} more", grouped(count));
    marked_story_apart: ko "다른 이야기로 나눴습니다", en "Taken out of the story";
    marked_story_together: ko "한 이야기로 합쳤습니다", en "Stories merged";
    marked_story_withdrawn: ko "고친 것을 되돌렸습니다", en "Correction withdrawn";
    decided_stories(count: usize):
        ko format!("내가 고친 이야기 {}건", grouped(count)),
        en plural(count, "correction of mine", "corrections of mine");
    withdraw_apart(title: &str): ko format!("나눈 것 되돌리기: {title}"), en format!("Put back: {title}");
    withdraw_together(title: &str, other: &str):
        ko format!("합친 것 되돌리기: {title} + {other}"),
        en format!("Part again: {title} + {other}");
    correction_label: ko "정정·반론", en "Correction or reply";
}
