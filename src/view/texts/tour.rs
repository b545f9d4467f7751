//! The texts of the tour, which explains the window on the reader's first archive.

use super::text::texts;

texts! {
    tour: ko "둘러보기", en "Tour";
    tour_next: ko "계속", en "Next";
    tour_skip: ko "건너뛰기", en "Skip";
    tour_end: ko "읽기 시작", en "Start reading";
    tour_step(step: usize, all: usize): ko format!("{step}/{all}"), en format!("{step} of {all}");
    tour_search_title: ko "찾기", en "Search";
    tour_search(search: &str):
        ko format!("낱말을 입력하면 한 글자마다 결과가 바뀝니다. 초성(ㅂㄷㅊ)만 쳐도 되고, 한자로 쓴 제목도 한글로 찾습니다(여야 → 與野). 언제든 {search} 키를 누르면 이 칸으로 옵니다."),
        en format!("Results change with every letter that you type. Initial consonants are enough (ㅂㄷㅊ), and Hangul finds Hanja (여야 → 與野). {search} brings you here at any time.");
    tour_page_title: ko "읽기", en "The page";
    tour_page(next: &str, page: &str):
        ko format!("목록에서 기사를 누르거나 {next} 키로 다음 기사를 엽니다. {page} 키는 한 화면씩 내려가다가 끝에서 다음 기사로 넘어갑니다. 기사 파일은 읽기만 하고 바꾸지 않습니다."),
        en format!("Click an article in the list, or press {next} for the next one. {page} pages down, and at the end goes on to the next article. Files are only read, never changed.");
    tour_details_title: ko "기사 정보", en "The details";
    tour_details(details: &str):
        ko format!("누가 언제 쓴 기사인지, 언제 수집했는지, 본문이 수집한 그대로인지 보여 줍니다. 원문도 여기서 엽니다. {details} 키로 열고 닫습니다."),
        en format!("Who wrote the article and when, when it was crawled, and whether its text is still the one that was. The original opens from here. {details} shows and hides them.");
    tour_marks_title: ko "내 기록", en "Your marks";
    tour_marks(star: &str, tag: &str, note: &str, highlight: &str):
        ko format!("별표({star}), 태그({tag}), 메모({note})를 달고, 문장을 선택해 형광펜({highlight})으로 칠합니다. 기록은 기사 파일을 건드리지 않고 따로 저장합니다."),
        en format!("Star an article ({star}), tag it ({tag}), write a note ({note}), or select a sentence and highlight it ({highlight}). Marks are kept apart from the files, which stay as they are.");
    tour_whole_title: ko "전체 보기", en "The whole";
    tour_whole(stories: &str, whole: &str, guide: &str):
        ko format!("'이야기'를 누르면 같은 사건을 다룬 기사끼리 모입니다({stories}). {whole} 키는 언론사별·날짜별로 얼마나 모았는지와 추이를 보여 줍니다. 자세한 사용법은 {guide} 키를 누르면 나오는 길잡이에 있습니다."),
        en format!("'Stories' brings together the articles on the same event ({stories}). {whole} shows how much each publisher has on each day, and trends. {guide} opens the guide, which has the rest.");
}
