//! The texts of exports for others: the choice, what is said before, and the readme beside.

use super::lang::Lang;
use super::text::{text, texts};
use super::words::{grouped, plural};
use crate::export::{Format, Leaving, LeavingPart, SharedCounts};

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
    counting_leaving: ko "무엇이 들어가는지 세는 중…", en "Counting what goes out…";
}

/// What leaves with an export, in one line. `counted` is `None` if the articles lie on a server.
pub fn leaving_text(format: Format, part: LeavingPart, counted: Option<Leaving>, lang: Lang) -> String {
    if let LeavingPart::Shared { letters } = part {
        return shared_text(format, letters, counted, lang);
    }
    if !format.has_body() {
        return text!(
            lang,
            ko "서지만 들어갑니다. 본문과 이메일 주소는 들어가지 않습니다.",
            en "Only citations go out: no texts, no e-mail addresses."
        )
        .to_owned();
    }
    let mut parts = vec![text!(lang, ko "본문 전문", en "The full texts").to_owned()];
    match counted {
        Some(Leaving { emails, .. }) if format.has_author_lines() && emails > 0 => parts.push(text!(
            lang,
            ko format!("기자 이메일 {}개", grouped(emails)),
            en format!("{} of reporters", plural(emails, "e-mail address", "e-mail addresses"))
        )),
        None if format.has_author_lines() => {
            parts.push(text!(lang, ko "기자 이메일", en "reporters' e-mail addresses").to_owned());
        }
        _ => {}
    }
    parts.extend(comments_text(format, counted, lang));
    if part == LeavingPart::WithMarks {
        parts.push(text!(lang, ko "내 별표와 메모", en "your stars and notes").to_owned());
    }
    match lang {
        Lang::Korean => {
            let listed = parts.join(if parts.len() == 2 { "과 " } else { ", " });
            format!("{listed}{} 들어갑니다.", subject_particle(&listed))
        }
        Lang::English => {
            let last = parts.pop().unwrap_or_default();
            let listed = if parts.is_empty() { last } else { format!("{} and {last}", parts.join(", ")) };
            format!("{listed} go out.")
        }
    }
}

/// The comments that leave, if any do.
fn comments_text(format: Format, counted: Option<Leaving>, lang: Lang) -> Option<String> {
    let comments = counted.map(|counted| counted.comments).filter(|_| format.has_comments())?;
    (comments > 0).then(|| {
        text!(
            lang,
            ko format!("댓글 {}개와 그 답글", grouped(comments)),
            en format!("{} with replies", plural(comments, "comment", "comments"))
        )
    })
}

/// `이` after a final consonant, `가` otherwise.
fn subject_particle(text: &str) -> &'static str {
    let has_final = |c: char| ('가'..='힣').contains(&c) && (u32::from(c) - u32::from('가')) % 28 != 0;
    if text.chars().last().is_some_and(has_final) { "이" } else { "가" }
}

fn shared_text(format: Format, letters: usize, counted: Option<Leaving>, lang: Lang) -> String {
    let comments = comments_text(format, counted, lang);
    let mut out = vec![
        text!(lang, ko "번호·주소·제목·날짜·해시".to_owned(), en "Ids, addresses, headlines, dates and hashes".to_owned()),
    ];
    if letters > 0 {
        out.push(text!(
            lang,
            ko lang.export_first_letters(letters),
            en format!("the first {} of each text", plural(letters, "letter", "letters"))
        ));
    }
    out.extend(comments);
    let out = out.join(", ");
    text!(
        lang,
        ko format!("{out}{} 들어가고, 본문 전문과 기자 이메일은 빠집니다.", subject_particle(&out)),
        en format!("{out} go out; full texts and reporters' e-mail addresses don't.")
    )
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
             형광펜, 코더의 이름, 댓글 작성자의 이름.\n\
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_in_one_line_what_goes_out() {
        let counted = |emails, comments| Some(Leaving { emails, comments });
        let korean = |format, part, counted| leaving_text(format, part, counted, Lang::Korean);
        let own = LeavingPart::Own;
        for (format, part, counted, expected) in [
            (Format::Csv, own, counted(34_764, 0), "본문 전문과 기자 이메일 34,764개가 들어갑니다."),
            (Format::Csv, own, counted(0, 0), "본문 전문이 들어갑니다."),
            (Format::Csv, own, None, "본문 전문과 기자 이메일이 들어갑니다."),
            (Format::Text, own, counted(2, 9), "본문 전문이 들어갑니다."),
            (
                Format::Xlsx,
                own,
                counted(2, 9),
                "본문 전문, 기자 이메일 2개, 댓글 9개와 그 답글이 들어갑니다.",
            ),
            (Format::Ris, own, counted(2, 9), "서지만 들어갑니다. 본문과 이메일 주소는 들어가지 않습니다."),
            (
                Format::Markdown,
                LeavingPart::WithMarks,
                counted(1, 9),
                "본문 전문, 기자 이메일 1개, 내 별표와 메모가 들어갑니다.",
            ),
            (
                Format::Corpus,
                LeavingPart::Shared { letters: 100 },
                counted(1, 9),
                "번호·주소·제목·날짜·해시, 본문 앞 100자가 들어가고, 본문 전문과 기자 이메일은 빠집니다.",
            ),
        ] {
            assert_eq!(korean(format, part, counted), expected);
        }
        let english = leaving_text(Format::Csv, own, counted(1, 2), Lang::English);
        assert_eq!(
            english,
            "The full texts, 1 e-mail address of reporters and 2 comments with replies go out."
        );
    }
}
