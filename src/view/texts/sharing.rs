//! The texts of exports for others: the choice, what is said before, and the readme beside.

use super::lang::Lang;
use super::text::{text, texts};
use super::words::{grouped, plural};
use crate::export::SharedCounts;

texts! {
    cli_export_for_sharing:
        ko "남에게 줄 수 있게 내보낸다(csv, xlsx, jsonl, corpus): 본문, 기자, 파일 경로를 빼고 번호, 주소, 제목, 날짜, 해시, 길이, 코딩한 값, 댓글을 담으며, 이메일 주소와 전화·계좌 번호는 가리고 댓글 작성자는 번호로 바꾼다. 무엇을 뺐는지 적은 README.txt를 옆에 둔다",
        en "Write what may be given to others (csv, xlsx, jsonl, corpus): no texts, reporters and paths of files, but ids, addresses, titles, dates, hashes, lengths, your codes, and comments, with e-mail addresses and numbers of telephones and accounts masked and commenters numbered. A README.txt beside it says what was left out";
    cli_export_letters:
        ko "--for-sharing에 본문의 앞 N자를 담는다",
        en "With --for-sharing, include the first N letters of each text";
    cli_export_not_shared(format: &str):
        ko format!("--for-sharing은 csv, xlsx, jsonl, corpus에만 씁니다({format}에는 쓸 수 없습니다)."),
        en format!("--for-sharing goes with csv, xlsx, jsonl and corpus, not with {format}.");
    export_for_sharing: ko "공개용(본문과 개인 정보 빼기)", en "For sharing (without texts and personal data)";
    export_beginning: ko "본문", en "Text";
    export_no_text: ko "본문 없이", en "No text";
    export_first_letters(letters: usize):
        ko format!("본문 앞 {}자", grouped(letters)),
        en format!("First {}", plural(letters, "letter", "letters"));
}

/// The text beside an export for others. An empty query found all articles.
pub fn sharing_readme(query: &str, letters: usize, counts: &SharedCounts, lang: Lang) -> String {
    let SharedCounts { articles, comments, commenters, days } = counts;
    let all = text!(lang, ko "(없음: 모든 기사)", en "(none: all articles)");
    let query = if query.is_empty() { all } else { query };
    let days = days.map_or_else(|| "-".to_owned(), |(first, last)| format!("{first} – {last}"));
    let beginning = lang.export_first_letters(letters);
    let beginning = if letters == 0 { lang.export_no_text() } else { &beginning };
    let version = env!("CARGO_PKG_VERSION");
    let [articles, comments, commenters] = [articles, comments, commenters].map(|&count| grouped(count));
    text!(
        lang,
        ko format!(
            "공개용 기사 자료\n\n\
             검색어: {query}\n기사: {articles}건\n게재일: {days}\n댓글: {comments}개(작성자 {commenters}명)\n\
             본문: {beginning}\n만든 프로그램: Seogo {version}\n\n\
             담은 것: 기사 번호와 주소, 제목, 언론사, 분류, 날짜, 본문 해시와 확인 결과, 종류, 면, 수집본 수, 길이, 댓글 수와 \
             댓글, 코딩한 값(변수/코더 번호=값).\n\
             뺀 것: 본문(위에 적은 앞부분 밖), 기자의 이름과 이메일 주소, 키워드·인물·장소·기관과 낱말 목록, 파일 경로, 별표·태그·메모·\
             하이라이트, 코더의 이름, 댓글 작성자의 이름.\n\
             이메일 주소와 전화·계좌·카드·주민등록번호로 보이는 것은 ■로 가렸습니다. 댓글 작성자는 번호로 바꾸었고, 이 자료 안에서 \
             이름이 같으면 번호도 같습니다. 본문 해시(SHA-256)는 가리기 전의 본문 전체에서 잰 것입니다.\n"
        ),
        en format!(
            "Articles for sharing\n\n\
             Query: {query}\nArticles: {articles}\nPublished: {days}\nComments: {comments} (by {commenters})\n\
             Texts: {beginning}\nMade by: Seogo {version}\n\n\
             Included: ids and addresses, titles, publishers, sections, dates, hashes of the texts and whether they still match, \
             kinds, pages, numbers of versions, lengths, numbers of comments and the comments, codes (variable/number of the \
             coder=value).\n\
             Left out: texts (beyond the beginning named above), names and e-mail addresses of reporters, keywords, people, places, \
             organizations and lists of words, paths of files, stars, tags, notes and highlights, names of coders, names of \
             commenters.\n\
             What looks like an e-mail address or the number of a telephone, account, card or resident is masked as ■. Commenters \
             are numbered; within these data, the same name has the same number. Hashes (SHA-256) are of the whole text before \
             anything was masked.\n"
        )
    )
}
