//! Tests of how a body is split as a whole, and the check that the tests of its parts use.

use super::{BlockKind, blocks, stored_lines};

/// Checks the blocks of a body, each written as the first letter of its kind, a space and its text.
#[track_caller]
pub(super) fn check(body: &str, expected: &[&str]) {
    let found: Vec<String> = blocks(body)
        .into_iter()
        .map(|block| {
            let kind = match block.kind {
                BlockKind::Deck => 'D',
                BlockKind::GluedDeck => 'G',
                BlockKind::Subhead => 'S',
                BlockKind::Text => 'T',
                BlockKind::Caption => 'C',
                BlockKind::Mark => 'M',
                BlockKind::Rule => 'R',
                BlockKind::Trailer => 'X',
            };
            format!("{kind} {}", &body[block.range])
        })
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn nothing_has_no_blocks() {
    check("", &[]);
    check(" \n\u{a0}\n", &[]);
}

#[test]
fn newlines_and_blank_lines_part_paragraphs() {
    check(
        "비가 왔다.\n\n눈도 왔다. 추웠다.\r\n밤이었다.",
        &["T 비가 왔다.", "T 눈도 왔다. 추웠다.", "T 밤이었다."],
    );
}

#[test]
fn lines_as_they_are_have_no_other_break() {
    let body = "[앵커]비가 왔다.눈도 왔다.\r\n\n  ---\n 끝났다. ";
    let lines: Vec<_> = stored_lines(body).into_iter().map(|block| &body[block.range]).collect();
    assert_eq!(lines, ["[앵커]비가 왔다.눈도 왔다.", "---", "끝났다."]);
}

#[test]
fn dividing_lines_are_rules() {
    check(
        "비가 왔다.\n---\n눈이 왔다.\n* * *\n- -\n끝났다.",
        &["T 비가 왔다.", "R ---", "T 눈이 왔다.", "R * * *", "T - -", "T 끝났다."],
    );
}

#[test]
fn marks_stand_alone_wherever_they_are() {
    check(
        "[앵커]새해입니다.홍길동 기자입니다.[기자]해가 떴습니다.【 앵커멘트 】밤입니다.‹앵커>끝입니다.◀ 리포트 ▶네.",
        &[
            "M [앵커]",
            "T 새해입니다.",
            "T 홍길동 기자입니다.",
            "M [기자]",
            "T 해가 떴습니다.",
            "M 【 앵커멘트 】",
            "T 밤입니다.",
            "M ‹앵커>",
            "T 끝입니다.",
            "M ◀ 리포트 ▶",
            "T 네.",
        ],
    );
}

#[test]
fn other_brackets_are_no_marks() {
    check(
        "비가 온다.[속보] 눈이 온다. <인어>를 봤다.",
        &["T 비가 온다.", "T [속보] 눈이 온다. <인어>를 봤다."],
    );
}

#[test]
fn glued_sub_headlines_are_set_apart_where_it_is_sure() {
    check(
        "\"다섯 해 만의 성과\"\"내년에도 계속\"\n\n(가람=나래통신) 홍길동 기자 = 비가 왔다.",
        &["D \"다섯 해 만의 성과\"", "D \"내년에도 계속\"", "T (가람=나래통신) 홍길동 기자 = 비가 왔다."],
    );
    check(
        "나래호 1차 시험 발표2027년 첫 비행 예정\n\n비가 왔다.",
        &["D 나래호 1차 시험 발표", "D 2027년 첫 비행 예정", "T 비가 왔다."],
    );
    check(
        "- 나래길 일대를 정비하는 가람구- 축제는 다섯 해 만에 열기로\n\n비가 왔다.",
        &["D - 나래길 일대를 정비하는 가람구", "D - 축제는 다섯 해 만에 열기로", "T 비가 왔다."],
    );
    check(
        "가람구 축제 선정나래길 일대 정비\n\n비가 왔다.",
        &["D 가람구 축제 선정나래길 일대 정비", "T 비가 왔다."],
    );
    check(
        "가람구의회 예산안 통과…복지비 12% 증가상반기 집행률 60% 목표…주민들 \"체감할 변화 기대\"\n\n비가 왔다.",
        &[
            "D 가람구의회 예산안 통과…복지비 12% 증가",
            "D 상반기 집행률 60% 목표…주민들 \"체감할 변화 기대\"",
            "T 비가 왔다.",
        ],
    );
    check(
        "(종합) 나래전자, 3분기 영업이익 1조원 돌파누리반도체는 4% 하락 마감\n\n비가 왔다.",
        &["D (종합) 나래전자, 3분기 영업이익 1조원 돌파", "D 누리반도체는 4% 하락 마감", "T 비가 왔다."],
    );
    check(
        "누리호 방문시 주석 단 안내판 제공…관람객 2배로\n\n비가 왔다.",
        &["D 누리호 방문시 주석 단 안내판 제공…관람객 2배로", "T 비가 왔다."],
    );
    check(
        "‘나래 혁신 TF’ 출범…‘하늘 확대AI’\n\n비가 왔다.",
        &["D ‘나래 혁신 TF’ 출범…‘하늘 확대AI’", "T 비가 왔다."],
    );
    check(
        "가람구 새 도서관[나래경제=홍길동 기자] 비가 왔다.",
        &["D 가람구 새 도서관", "T [나래경제=홍길동 기자] 비가 왔다."],
    );
}

#[test]
fn a_deck_that_was_glued_to_the_first_sentence_is_set_apart() {
    check(
        "얼음 위 진입 사례 잇따라 확인최근 이어진 한파로 결빙된 가람시 나래천에서 얼음 위로 들어가는 사람이 늘고 있다.비가 왔다.",
        &[
            "D 얼음 위 진입 사례 잇따라 확인",
            "T 최근 이어진 한파로 결빙된 가람시 나래천에서 얼음 위로 들어가는 사람이 늘고 있다.",
            "T 비가 왔다.",
        ],
    );
    check(
        "가람구의회는 30일 본회의를 열고 내년 예산안을 통과시켰다고 밝혔다. 복지비는 12% 늘었다.",
        &["T 가람구의회는 30일 본회의를 열고 내년 예산안을 통과시켰다고 밝혔다. 복지비는 12% 늘었다."],
    );
}

#[test]
fn captions_and_sentences_are_no_decks() {
    check(
        "가람구 새 도서관 전경. 가람구 제공\n\n비가 왔다.",
        &["C 가람구 새 도서관 전경. 가람구 제공", "T 비가 왔다."],
    );
    check(
        "비가 왔다.나래시 도서관 조감도(사진=나래시)앞서 나래시는 도서관을 새로 짓는다고 지난달 말에 밝혔다.",
        &[
            "T 비가 왔다.",
            "C 나래시 도서관 조감도(사진=나래시)",
            "T 앞서 나래시는 도서관을 새로 짓는다고 지난달 말에 밝혔다.",
        ],
    );
    check(
        "도서관이 문을 연다.27일 나래시 도서관에서 직원들이 책을 꽂고 있다.(사진=나래시)내년 1월 새 도서관 개관\n\n나래시는 도서관을 새로 짓는다.",
        &[
            "T 도서관이 문을 연다.",
            "C 27일 나래시 도서관에서 직원들이 책을 꽂고 있다.",
            "C (사진=나래시)",
            "T 내년 1월 새 도서관 개관",
            "T 나래시는 도서관을 새로 짓는다.",
        ],
    );
    check("비가 왔다.\n\n(사진=나래시)\n\n눈도 왔다.", &["T 비가 왔다.", "C (사진=나래시)", "T 눈도 왔다."]);
    check("사진 | 나래시 제공\n\n비가 왔다.", &["C 사진 | 나래시 제공", "T 비가 왔다."]);
    check("비가 왔다. 눈도\n\n왔다.", &["T 비가 왔다. 눈도", "T 왔다."]);
    check("나래호 첫 비행 성공", &["T 나래호 첫 비행 성공"]);
}

#[test]
fn a_particle_behind_a_bracket_goes_on() {
    for body in [
        "기반 서비스(가나, 다라, etc.)들의 목록을 준다.",
        "새 규정(지난해 고쳤다.)을 두고 말이 많다.",
        "두 회사(A Inc.)는 손을 잡았다.",
    ] {
        check(body, &[&format!("T {body}")]);
    }
}

#[test]
fn trailers_are_cut_off_the_end() {
    check("비가 왔다고 강조했다. [홍길동 기자]", &["T 비가 왔다고 강조했다.", "X [홍길동 기자]"]);
    check(
        "\"비가 왔다\"고 말했다.홍길동 기자 hong@example.com",
        &["T \"비가 왔다\"고 말했다.", "X 홍길동 기자 hong@example.com"],
    );
    check(
        "눈이 왔습니다.[사진 출처 : 나래통신]■ 제보하기▷ 전화 : 02-000-1234▷ 이메일 : hong@example.com",
        &[
            "T 눈이 왔습니다.",
            "X [사진 출처 : 나래통신]",
            "X ■ 제보하기",
            "X ▷ 전화 : 02-000-1234",
            "X ▷ 이메일 : hong@example.com",
        ],
    );
    check(
        "비가 왔다.\n\nⓒ 나래일보, 무단 전재 및 재배포 금지",
        &["T 비가 왔다.", "X ⓒ 나래일보, 무단 전재 및 재배포 금지"],
    );
    check(
        "웃고 있다. 2026.1.2 [가람구 제공. 재판매 및 DB 금지] hong@example.com",
        &["C 웃고 있다. 2026.1.2", "X [가람구 제공. 재판매 및 DB 금지] hong@example.com"],
    );
}

#[test]
fn trailers_never_take_the_story() {
    check("비가 왔다.주소는 hong@example.com이다.", &["T 비가 왔다.", "T 주소는 hong@example.com이다."]);
    check("비가 왔다. 홍길동 기자입니다.", &["T 비가 왔다. 홍길동 기자입니다."]);
    check("\"왔다\"고 말했다 hong@example.com", &["T \"왔다\"고 말했다", "X hong@example.com"]);
    check(
        "비가 왔다. 눈이 왔다고 전했다. (사진=나래) *재판매 및 DB 금지",
        &["T 비가 왔다. 눈이 왔다고 전했다.", "X (사진=나래) *재판매 및 DB 금지"],
    );
    check(
        "새해다.▶홍길동 / 기자- \"눈이 온다.\" 전화: 한 통",
        &["T 새해다.", "T ▶홍길동 / 기자- \"눈이 온다.\" 전화: 한 통"],
    );
    check("소띠 운세다.▶85년생 서두르지 말 것.", &["T 소띠 운세다.", "T ▶85년생 서두르지 말 것."]);
    check("hong@example.com", &["T hong@example.com"]);
    check("홍길동 기자\n\n비가 왔다.", &["T 홍길동 기자", "T 비가 왔다."]);
}
