//! The vocabulary of invented articles, with word frequencies that fall off as in real news.
//!
//! The lists have everyday words; names of people, places, companies and newspapers are composed from
//! syllables, so that no real one is meant. Rank by rank, the pool mixes plain nouns, compounds of two, and
//! foreign names, whose rare syllables a search has to cope with.

use fastrand::Rng;

/// Nouns, most frequent first.
const NOUNS: &str = "
정부 사업 시장 지역 기업 국민 경제 정책 지원 산업 대표 사회 위원회 기술 문제 계획 관계 국가 시장 투자 서비스 교육 조사 사람 관련 안전
회의 제도 올해 서울 행사 시설 센터 주민 시민 학교 환경 금융 결과 의원 가격 상황 규제 운영 예산 분야 방안 협력 개발 활동 사고 경찰 병원
선거 법안 주택 연구 기관 개선 학생 수출 회사 생산 소비자 여당 야당 대통령 장관 검찰 법원 재판 수사 혐의 사건 피해 대책 도시 농업 문화
관광 축제 공연 영화 음악 작품 작가 도서관 박물관 전시 예술 역사 전통 경기 선수 감독 우승 대회 리그 훈련 올림픽 축구 야구 농구 배구 골프
건강 의료 의사 환자 치료 질환 예방 백신 식품 음식 가족 아이 청년 노인 여성 남성 부모 출산 육아 돌봄 복지 연금 보험 세금 소득 임금 일자리
고용 노동 노조 파업 협상 합의 계약 거래 매출 이익 실적 주가 증시 코스피 코스닥 환율 금리 물가 은행 대출 부동산 아파트 전세 월세 분양 재건축
건설 도로 철도 공항 항만 버스 지하철 자동차 전기차 배터리 반도체 인공지능 로봇 데이터 플랫폼 통신 인터넷 보안 해킹 정보 소프트웨어 클라우드
우주 위성 발사 과학 논문 대학 교수 수능 입시 교실 교사 유치원 어린이 청소년 군인 국방 안보 북한 미사일 핵 외교 정상 회담 미국 중국 일본
러시아 유럽 동맹 관세 무역 제재 전쟁 평화 난민 인권 종교 교회 사찰 날씨 기온 한파 폭설 폭우 태풍 지진 산불 화재 구조 소방 실종 교통 음주
운전 범죄 사기 마약 폭행 살인 성범죄 피의자 피고인 변호사 판사 검사 판결 선고 구속 영장 기소 증거 증인 특검 탄핵 국회 본회의 상임위 원내대표
공천 후보 지지율 여론 토론 공약 개혁 헌법 법률 시행령 조례 시의회 시장 군수 구청 도청 시청 공무원 인사 조직 임원 사장 회장 주주 지분 인수
합병 상장 공시 배당 채권 펀드 자산 자본 부채 적자 흑자 수익 비용 원가 원자재 석유 가스 전력 원전 태양광 풍력 수소 탄소 기후 온실가스 재활용
쓰레기 폐기물 하천 바다 해양 어업 수산물 축산 농가 쌀 과일 채소 한우 김치 커피 술 담배 화장품 패션 의류 백화점 편의점 마트 온라인 쇼핑 배송
물류 택배 유통 브랜드 광고 마케팅 고객 회원 이용자 가입자 개인정보 유출 보상 배상 소송 항소 상고 조정 중재 감사 감독 점검 단속 처벌 과태료
벌금 허가 승인 등록 신고 신청 접수 심사 평가 선정 수상 표창 기념식 개막식 준공식 협약 간담회 토론회 설명회 세미나 포럼 박람회 캠페인 봉사
기부 성금 후원 나눔 이웃 마을 골목 상권 전통시장 소상공인 자영업자 창업 벤처 중소기업 대기업 중견기업 공기업 공단 공사 재단 협회 연합회 조합
단체 모임 동호회 동네 아침 저녁 겨울 여름 봄 가을 새해 연말 연초 명절 휴가 여행 숙박 호텔 항공 비행기 승객 공연장 체육관 운동장 공원 숲 산
강 호수 섬 해변 등산 산책 자전거 캠핑 낚시 반려동물 고양이 강아지 동물원 식물 나무 꽃 곤충 조류 철새 습지 갯벌 문화재 유물 유적 궁궐 한옥
한복 한글 책 소설 시집 출판 서점 독자 신문 방송 드라마 예능 배우 가수 아이돌 팬 앨범 콘서트 뮤지컬 연극 무용 미술 사진 조각 건축 디자인
게임 웹툰 만화 애니메이션 캐릭터 콘텐츠 유튜브 스마트폰 컴퓨터 화면 카메라 센서 장비 부품 소재 공정 공장 설비 라인 품질 불량 검사 인증 표준
특허 지식 교양 강연 강의 수업 학습 시험 성적 진로 취업 채용 면접 연봉 퇴직 은퇴 노후 상속 증여 결혼 이혼 출생아 인구 고령화 저출생 수도권
지방 균형 발전 이전 유치 조성 착공 완공 개통 확장 정비 보수 철거 복원 보존 관리 감시 대응 대비 경보 대피 복구 수색 응급 이송 입원 수술
퇴원 간호사 약사 약국 의약품 신약 임상 바이오 유전자 세포 암 당뇨 고혈압 비만 치매 우울증 스트레스 수면 운동 식단 영양 비타민 단백질
물 공기 미세먼지 소음 악취 수질 토양 오염 생태 생물 종자 품종 재배 수확 출하 도매 소매 가공 포장 저장 냉동 수입 통관 검역 원산지 표시
현장 주장 의혹 논란 비판 반발 우려 기대 관심 요구 입장 의견 설명 해명 사과 책임 사퇴 임명 취임 퇴임 방문 면담 통화 연설 담화 성명 논평
목표 전략 과제 성과 효과 영향 원인 배경 이유 의미 가치 가능성 필요성 중요성 규모 수준 비율 증가 감소 상승 하락 급등 급락 회복 침체 성장
위기 기회 변화 전환 혁신 도전 경쟁 경쟁력 역량 전문가 관계자 담당자 책임자 실무자 대변인 참석자 참가자 신청자 수상자 당선인 후임 전임
";

/// Nouns that become verbs with 하다.
const DEEDS: &str = "
발표 추진 지원 강조 확대 운영 진행 검토 설명 요구 제공 개최 마련 참여 확인 조사 비판 공개 결정 시작 강화 개선 논의 지적 제시 판단 요청
기록 예상 전망 선정 구성 도입 적용 시행 방문 체결 협의 제안 주장 해명 보고 점검 관리 분석 평가 공급 생산 판매 수출 투자 인수 개발 구축
설치 건설 완료 중단 연기 취소 폐지 축소 감축 인상 인하 동결 허용 금지 제한 단속 적발 체포 구속 기소 선고 수사 압수 송치 고발 고소 제기
통과 의결 처리 상정 발의 합의 거부 반대 찬성 사퇴 임명 지명 취임 출마 당선 출범 창립 설립 개장 개통 착공 준공 완공 복원 보존 철거 이전
유치 모집 접수 신청 등록 발급 지급 환급 보상 배상 기부 전달 후원 수여 수상 우승 출전 출연 촬영 제작 출시 출간 공연 전시 소개 홍보 안내
교육 훈련 연구 실험 측정 관측 예측 진단 치료 수술 예방 접종 격리 구조 이송 대피 통제 복구 배치 투입 파견 철수 공격 방어 경고 규탄 촉구
회복 성장 증가 감소 상승 하락 급증 급감 반등 역전 돌파 달성 유지 지속 반복 발생 확산 감염 부상 사망 실종 추락 충돌 침몰 붕괴 폭발 전환
";

/// What follows a deed at the end of a sentence.
pub(super) const ENDINGS: [&str; 26] = [
    "했다",
    "한다고 밝혔다",
    "했다고 밝혔다",
    "하기로 했다",
    "할 계획이다",
    "할 예정이다",
    "한 것으로 나타났다",
    "한 것으로 알려졌다",
    "한다는 방침이다",
    "하고 있다",
    "해야 한다고 강조했다",
    "할 것으로 보인다",
    "할 전망이다",
    "했다고 설명했다",
    "한 바 있다",
    "할 수 있게 됐다",
    "하겠다고 말했다",
    "했다는 지적이 나온다",
    "하지 못했다",
    "한다는 이유에서다",
    "하지 않았다",
    "한 셈이다",
    "했기 때문이다",
    "할 것을 요청했다",
    "했습니다",
    "한 것으로 파악됐다",
];

/// Verbs that stand by themselves, in the past, open to an ending.
pub(super) const VERBS: [&str; 72] = [
    "줄였",
    "늘렸",
    "열었",
    "나섰",
    "밝혔",
    "맡았",
    "받았",
    "이끌었",
    "찾았",
    "만들었",
    "내놓았",
    "세웠",
    "지켰",
    "막았",
    "바꿨",
    "고쳤",
    "모았",
    "나눴",
    "보냈",
    "잃었",
    "얻었",
    "올렸",
    "내렸",
    "멈췄",
    "끝냈",
    "미뤘",
    "당겼",
    "옮겼",
    "꾸렸",
    "채웠",
    "비웠",
    "밀어붙였",
    "되살렸",
    "앞세웠",
    "손봤",
    "거뒀",
    "이뤘",
    "잡았",
    "놓쳤",
    "쌓았",
    "키웠",
    "살폈",
    "물었",
    "따졌",
    "알렸",
    "숨겼",
    "드러냈",
    "믿었",
    "버텼",
    "이겼",
    "겪었",
    "견뎠",
    "꼽았",
    "담았",
    "남겼",
    "빼앗았",
    "되찾았",
    "맞았",
    "치렀",
    "둘러봤",
    "받아들였",
    "뒤집었",
    "끌어올렸",
    "내세웠",
    "갖췄",
    "넘겼",
    "앞뒀",
    "썼",
    "펼쳤",
    "벌였",
    "일으켰",
    "눌렀",
];

/// What follows such a verb at the end of a sentence.
pub(super) const PAST_ENDINGS: [&str; 12] = [
    "다",
    "다고 밝혔다",
    "다고 설명했다",
    "다는 지적이 나온다",
    "기 때문이다",
    "던 것으로 알려졌다",
    "다는 평가를 받는다",
    "습니다",
    "을 것으로 보인다",
    "다고 덧붙였다",
    "다는 뜻이다",
    "던 셈이다",
];

/// What joins such a verb to the next clause.
pub(super) const PAST_JOINTS: [&str; 6] = ["고", "지만", "으며", "으나", "는데", "던 만큼"];

/// What joins a deed to the next clause.
pub(super) const JOINTS: [&str; 14] = [
    "하고",
    "하며",
    "하면서",
    "했지만",
    "하는 한편",
    "하는 가운데",
    "한 데 이어",
    "해",
    "하기 위해",
    "한 뒤",
    "하자",
    "하도록",
    "한 결과",
    "했으나",
];

/// When something happened.
pub(super) const TIMES: [&str; 24] = [
    "이날",
    "최근",
    "올해",
    "지난해",
    "내년",
    "이번",
    "앞서",
    "현재",
    "오는 2월",
    "지난달",
    "다음 달",
    "올해 상반기",
    "내년 상반기",
    "이날 오전",
    "이날 오후",
    "전날",
    "그동안",
    "당시",
    "이후",
    "지난 주말",
    "같은 기간",
    "새해 들어",
    "하반기부터",
    "연말까지",
];

/// What stands before a noun.
pub(super) const QUALITIES: [&str; 40] = [
    "새로운",
    "주요",
    "다양한",
    "전국",
    "관련",
    "큰",
    "높은",
    "일부",
    "추가",
    "해당",
    "공동",
    "특별",
    "국내",
    "해외",
    "민간",
    "공공",
    "안전한",
    "어려운",
    "전체",
    "기존",
    "각종",
    "중요한",
    "심각한",
    "최대",
    "최초의",
    "지속 가능한",
    "첨단",
    "장기",
    "단기",
    "긴급",
    "낮은",
    "작은",
    "따뜻한",
    "대규모",
    "소규모",
    "맞춤형",
    "차세대",
    "글로벌",
    "불법",
    "이른바",
];

/// What ties a phrase to its clause, where the form does not depend on the word.
pub(super) const TIES: [&str; 22] = [
    "에",
    "에 대해",
    "에 따라",
    "도",
    "에서",
    "에 앞서",
    "에 비해",
    "까지",
    "부터",
    "만",
    "에게",
    "에 이어",
    "보다",
    "처럼",
    "마다",
    "조차",
    "에 맞춰",
    "에 관한 한",
    "에도",
    "에서는",
    "으로서",
    " 등",
];

/// What makes a further noun of a noun.
const SUFFIXES: [&str; 24] = [
    "화", "성", "률", "권", "팀", "장", "비", "법", "부", "원", "자", "계", "형", "력", "소", "층", "업",
    "단", "관", "제", "론", "량", "별", "주",
];

/// What begins a sentence that goes on from the one before.
pub(super) const CONNECTIVES: [&str; 16] = [
    "또",
    "특히",
    "이에 따라",
    "한편",
    "이어",
    "다만",
    "그러나",
    "이와 함께",
    "실제로",
    "반면",
    "그러면서",
    "아울러",
    "하지만",
    "이에 대해",
    "앞으로",
    "그는",
];

/// Offices that follow a name.
pub(super) const OFFICES: [&str; 30] = [
    "대표",
    "의원",
    "교수",
    "씨",
    "위원장",
    "장관",
    "시장",
    "회장",
    "사장",
    "연구원",
    "센터장",
    "원장",
    "팀장",
    "과장",
    "국장",
    "본부장",
    "감독",
    "선수",
    "변호사",
    "판사",
    "검사",
    "대변인",
    "이사장",
    "군수",
    "지사",
    "작가",
    "소장",
    "차관",
    "총장",
    "부장",
];

/// Characters that headlines write for a country, a party or an office.
pub(super) const HEADLINE_HANJA: [&str; 16] =
    ["美", "中", "日", "韓", "北", "英", "獨", "佛", "與", "野", "檢", "警", "靑", "銀", "證", "車"];

/// Hanja in brackets behind a word, as articles explain one.
pub(super) const GLOSSES: [&str; 10] =
    ["대(對)", "반(反)", "친(親)", "전(前)", "현(現)", "고(故)", "탈(脫)", "신(新)", "구(舊)", "범(汎)"];

/// What a place is.
const PLACE_KINDS: [&str; 6] = ["시", "군", "구", "읍", "면", "동"];

/// What a firm makes.
const FIRM_KINDS: [&str; 16] = [
    "전자",
    "건설",
    "제약",
    "물산",
    "화학",
    "테크",
    "솔루션",
    "바이오",
    "에너지",
    "금융",
    "증권",
    "모빌리티",
    "소프트",
    "식품",
    "중공업",
    "로직스",
];

const SURNAMES: &str = "김 이 박 최 정 강 조 윤 장 임 한 오 서 신 권 황 안 송 류 전 홍 고 문 양 손 배 백 허 유 남 심 노 하 곽 성 차 주 우 구 민";

const GIVEN: &str = "민 서 지 현 수 영 준 은 정 진 성 재 경 희 우 연 주 혜 상 미 승 동 태 호 원 기 인 용 철 선 유 하 나 윤 아 규 종 훈 석 찬 혁 \
    건 광 길 남 대 덕 도 란 린 명 무 문 병 보 빈 산 새 설 솔 숙 순 슬 시 신 애 양 엽 예 옥 완 운 율 의 이 일 자 조 창 채 천 춘 충 탁 한 해 형 화 환 흥";

/// First halves of place and newspaper names.
const NATURE: &str = "가람 나래 다솔 라온 마루 바다 새솔 하늬 온누리 미리내 여울 도담 아라 해솔 버들 단비 솔내 물빛 달빛 별내 한빛 새벽 너울 고운 푸른 \
    은하 노을 은파 두물 갈마 참빛 늘봄 초롱 이든 보람 소담 윤슬 시나브로 가온 든솔 큰들 샛별 돌담 모래 안개 서리 이슬 갈대 억새 소나무 잣나무 느티 배꽃 살구 \
    복사 매화 동백 난초";

const PAPERS: [&str; 14] = [
    "일보",
    "신문",
    "통신",
    "경제",
    "방송",
    "매일",
    "투데이",
    "뉴스",
    "저널",
    "타임스",
    "타임즈",
    "TV",
    "미디어",
    "경제TV",
];

/// English words for the wire copy that is not translated.
pub(super) const ENGLISH: &str = "the of to and in a said for on that with South Korea government president minister its market \
    billion won year company percent trade export economic policy Seoul officials foreign ministry talks security \
    military North nuclear missile summit leader party lawmakers assembly court prosecutors police investigation \
    charges data breach customers compensation plan shares index gained lost investors central bank rate inflation \
    growth forecast chip semiconductor battery factory production demand supply global tariff agreement visit joint \
    statement committee reform bill hospital doctors health climate energy power nuclear plant storm snow weather \
    festival film team game season victory final world cup champion record tourism airport flight passengers";

/// Everyday words and the pools they are drawn from.
pub(super) struct Vocabulary {
    /// Nouns, compounds and foreign names, most frequent first.
    nouns: Vec<String>,
    deeds: Vec<&'static str>,
    surnames: Vec<&'static str>,
    given: Vec<&'static str>,
    nature: Vec<&'static str>,
    pub(super) english: Vec<&'static str>,
    pub(super) publishers: Vec<Publisher>,
}

/// An invented newspaper or broadcaster.
pub(super) struct Publisher {
    pub(super) oid: String,
    pub(super) name: String,
    pub(super) domain: String,
    /// Whether its articles are scripts.
    pub(super) broadcasts: bool,
}

/// The number of words besides those that an article introduces.
const POOL: usize = 24_000;

/// The number of newspapers and broadcasters, as in a real archive.
const PUBLISHERS: usize = 98;

impl Vocabulary {
    /// The vocabulary, which is the same for every archive, whatever its seed.
    pub(super) fn new() -> Self {
        let mut random = Rng::with_seed(0x5e06_0000);
        let plain: Vec<&str> = NOUNS.split_whitespace().collect();
        let mut vocabulary = Self {
            nouns: plain.iter().map(ToString::to_string).collect(),
            deeds: DEEDS.split_whitespace().collect(),
            surnames: SURNAMES.split_whitespace().collect(),
            given: GIVEN.split_whitespace().collect(),
            nature: NATURE.split_whitespace().collect(),
            english: ENGLISH.split_whitespace().collect(),
            publishers: Vec::new(),
        };
        while vocabulary.nouns.len() < POOL {
            let noun = match random.u8(..10) {
                0 => vocabulary.place(&mut random),
                1 => vocabulary.firm(&mut random),
                2 | 3 => foreign(&mut random),
                4..7 => format!("{}{}", pick(&mut random, &plain), pick(&mut random, &SUFFIXES)),
                _ => format!("{}{}", pick(&mut random, &plain), pick(&mut random, &plain)),
            };
            vocabulary.nouns.push(noun);
        }
        vocabulary.publishers = (0..PUBLISHERS).map(|number| vocabulary.new_publisher(number)).collect();
        vocabulary
    }

    fn new_publisher(&self, number: usize) -> Publisher {
        let kind = PAPERS[number % PAPERS.len()];
        Publisher {
            oid: format!("{:03}", 901 + number),
            name: format!("{}{kind}", self.nature[number * 17 % self.nature.len()]),
            domain: format!("paper{number}.example.com"),
            broadcasts: matches!(kind, "방송" | "TV"),
        }
    }

    /// A noun; the smaller its rank, the more likely.
    pub(super) fn noun(&self, random: &mut Rng) -> &str {
        &self.nouns[ranked(random, self.nouns.len())]
    }

    /// A noun as an article's topic, with fewer common words.
    pub(super) fn topic(&self, random: &mut Rng) -> &str {
        let at = random.f64().powf(2.0) * self.nouns.len() as f64;
        &self.nouns[at as usize]
    }

    pub(super) fn deed(&self, random: &mut Rng) -> &'static str {
        self.deeds[ranked(random, self.deeds.len())]
    }

    pub(super) fn person(&self, random: &mut Rng) -> String {
        let surname = self.surnames[ranked(random, self.surnames.len())];
        let second = if random.u8(..20) == 0 { "" } else { pick(random, &self.given) };
        format!("{surname}{}{second}", pick(random, &self.given))
    }

    pub(super) fn place(&self, random: &mut Rng) -> String {
        format!("{}{}", pick(random, &self.nature), pick(random, &PLACE_KINDS))
    }

    pub(super) fn firm(&self, random: &mut Rng) -> String {
        let name = if random.bool() { pick(random, &self.nature).to_owned() } else { foreign(random) };
        format!("{name}{}", pick(random, &FIRM_KINDS))
    }

    /// A newspaper; a few publish most articles.
    pub(super) fn publisher(&self, random: &mut Rng) -> &Publisher {
        let at = random.f64().powf(2.2) * self.publishers.len() as f64;
        &self.publishers[at as usize]
    }
}

/// A foreign name in Hangul.
pub(super) fn foreign(random: &mut Rng) -> String {
    (0..random.usize(2..=4)).map(|_| syllable(random)).collect()
}

/// A syllable with any initial, usually a plain vowel, and usually no final, so that rare syllables occur
/// rarely.
fn syllable(random: &mut Rng) -> char {
    const VOWELS: [u32; 12] = [0, 4, 8, 13, 18, 20, 20, 18, 1, 5, 17, 0];
    const FINALS: [u32; 9] = [4, 8, 16, 21, 4, 1, 17, 19, 4];
    // Tense initials are rare.
    let initial = match random.u32(..19) {
        tense @ (1 | 4 | 8 | 10 | 13) if random.u8(..8) > 0 => tense - 1,
        any => any,
    };
    let vowel = if random.u8(..12) == 0 { random.u32(..21) } else { pick(random, &VOWELS) };
    let ending = match random.u8(..60) {
        0 => random.u32(..28),
        1..20 => pick(random, &FINALS),
        _ => 0,
    };
    char::from_u32(0xAC00 + (initial * 21 + vowel) * 28 + ending).unwrap_or('가')
}

/// An item of a list, all equally likely.
pub(super) fn pick<T: Copy>(random: &mut Rng, list: &[T]) -> T {
    list[random.usize(..list.len())]
}

/// A rank below `count` by the Zipf–Mandelbrot law: the probability of a rank is about `1 / (rank + 60)`.
fn ranked(random: &mut Rng, count: usize) -> usize {
    const OFFSET: f64 = 60.0;
    let ratio = (count as f64 + OFFSET) / OFFSET;
    let rank = OFFSET * ratio.powf(random.f64()) - OFFSET;
    (rank as usize).min(count - 1)
}

/// Whether a word's last syllable ends in a consonant, and whether that is ㄹ.
fn ending(word: &str) -> (bool, bool) {
    match word.chars().next_back() {
        Some(last @ '가'..='힣') => {
            let ending = (u32::from(last) - 0xAC00) % 28;
            (ending != 0, ending == 8)
        }
        Some(last) => (
            matches!(last, '0' | '1' | '3' | '6' | '7' | '8' | 'L' | 'M' | 'N'),
            matches!(last, '1' | '7' | '8' | 'L'),
        ),
        None => (false, false),
    }
}

/// Appends the form of a particle that a word's last syllable requires: `pair` is 은는, 이가, 을를, 과와 or 으로.
pub(super) fn with_particle(word: &str, pair: Particle) -> String {
    let (consonant, is_rieul) = ending(word);
    let particle = match pair {
        Particle::Topic => {
            if consonant {
                "은"
            } else {
                "는"
            }
        }
        Particle::Subject => {
            if consonant {
                "이"
            } else {
                "가"
            }
        }
        Particle::Object => {
            if consonant {
                "을"
            } else {
                "를"
            }
        }
        Particle::With => {
            if consonant {
                "과"
            } else {
                "와"
            }
        }
        Particle::By => {
            if consonant && !is_rieul {
                "으로"
            } else {
                "로"
            }
        }
    };
    format!("{word}{particle}")
}

/// A particle with two forms.
#[derive(Clone, Copy)]
pub(super) enum Particle {
    Topic,
    Subject,
    Object,
    With,
    By,
}
