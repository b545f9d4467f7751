//! The texts of words that are counted and compared.

use super::lang::Lang;
use super::text::{text, texts};
use super::words::{grouped, plural};
use crate::view::{signed, signed_count};
use crate::words::{ComparedWord, ConcordanceOrder, WordsKind};

texts! {
    cli_concordance_about:
        ko "검색어가 나온 자리를 앞뒤 글과 함께 출력한다",
        en "Show every place of a query's terms with what stands around it";
    cli_concordance_terms:
        ko "제목과 본문에서 검색어가 나온 자리마다 한 줄이다(search --json의 hits 가운데 title과 body). start와 end는 show --json의 title 또는 text에서 센 글자 위치이고, 앞뒤 글은 문단을 넘어 그대로 이어진다. 날짜순은 기사 목록의 순서(최신순)이며, 앞 단어순은 검색어 앞 단어부터 왼쪽으로, 뒤 단어순은 뒤 단어부터 오른쪽으로 견준다. 검색어가 든 단어의 나머지(조사 등)는 건너뛴다. --limit에 --seed를 더하면 처음 N곳 대신 시드로 뽑은 N곳을 낸다(시드, 기사 번호, 자리로 만든 SHA-256이 작은 순).",
        en "A line for each place of a query's terms in titles and texts (the hits of search --json in title and body). Start and end are counted in characters of the title or text that show --json prints; what stands around goes on across paragraphs. By date is the order of the list, newest first; left compares the words before the place from right to left, right those after it, without the rest of the word that the place is in. With --seed, --limit takes places at random in place of the first ones: those with the smallest SHA-256 of seed, article and place.";
    cli_concordance_width: ko "앞뒤로 출력할 글자 수", en "Characters to print on either side";
    cli_concordance_sort:
        ko "순서: 날짜, 앞 단어, 뒤 단어, 뒤 둘째 단어",
        en "The order: by date, or by the word before, the word after, or the second word after";
    cli_concordance_limit: ko "출력할 줄 수의 상한", en "The most lines to print";
    cli_concordance_seed: ko "--limit을 넘으면 이 시드로 무작위로 뽑는다", en "If there are more than --limit, take some at random by this seed";
    cli_concordance_json: ko "자리마다 JSON 객체를 한 줄씩 출력한다", en "Print one JSON object a line for each place";
    concordance_counts(shown: usize, total: usize, articles: usize):
        ko format!("기사 {}건의 {}곳 가운데 {}곳", grouped(articles), grouped(total), grouped(shown)),
        en format!("{} of {} in {}", grouped(shown), plural(total, "place", "places"), plural(articles, "article", "articles"));
    drawn_by_seed(seed: u64): ko format!("무작위, 시드 {seed}"), en format!("drawn at random by seed {seed}");
    no_term: ko "찾을 단어 없음", en "No word to find";
    no_term_to_find:
        ko "검색어에 글에서 찾을 단어가 없습니다. 찾을 단어를 적으세요.",
        en "The query has no term to find in a text. Give one.";
    cli_words_about:
        ko "단어를 세고 견준다: 특징 단어, 주변 단어, 연속 단어, 행렬, 짝",
        en "Count and compare words: distinctive words, neighbours, n-grams, a matrix, pairs";
    cli_words_terms:
        ko "단어는 제목과 본문(꼬리말과 구분선은 뺀다)에서 글자와 숫자가 이어진 토막이며, 대소문자와 전각을 구별하지 않는다. 조사는 두 글자 이상 남고, 남은 꼴이 폴더에 홀로 또는 다른 조사 셋 이상과 함께, 떼지 않은 꼴에 조사가 붙은 것의 두 배 이상 나올 때만 뗀다(있지만·들어가는 따위는 명사로 쓰일 때가 아니면 떼지 않는다). 한 글자 단어(조사가 붙은 것 포함), 다·는·한·할·며·고 따위로 끝나는 꼴(명사 조사가 셋 이상 붙어 나오면 명사로 본다), 숫자는 --all-forms를 줄 때만 표에 나오지만 전체 단어 수에는 늘 들어간다. 빅카인즈 단어가 있는 기사는 그 단어를 그대로 센다. 설정 폴더의 stopwords.txt에 있는 단어는 표에서 빼고, words.txt에 있는 단어는 하나로 센다. G²는 2×2 표(이 단어와 다른 단어, 여기와 나머지)의 네 칸에서 2·Σ 관측·ln(관측/기대)이며 여기에 적으면 음수다. 로그비는 두 상대빈도 비의 밑 2 로그이고 0은 0.5로 본다. 주변 단어(--near)은 검색어가 든 단어(중심어)에서 같은 문단의 앞뒤 다섯 단어이며 겹치는 자리는 한 번만 세고 중심어는 빼며, 여기의 크기는 중심어 수 × 10이다(기대 = 중심어 수 × 단어 수 × 10 / 전체 단어 수). logDice는 14 + log2(2·함께 / (중심어 + 단어)). 연속 단어는 한 문장 안에서 센다.",
        en "A word is a run of letters and digits in a title or text (without trailers and dividing lines), whatever its case and width. A particle is taken off only if two letters remain, and if what remains occurs in the archive bare, or with three other particles, at least twice as often as the uncut word with particles of its own; never where it is part of a verb (있지만, 들어가는). Words of one letter (with particles, too), those with the ending of a verb (다, 는, 한, 할, 며, 고 and others, unless three particles of nouns occur with them) and numbers are listed only with --all-forms, but always are among all words. Articles with a list of words by BigKinds have those. Words in stopwords.txt in the settings folder aren't listed; those in words.txt count as one. G² is 2·Σ observed·ln(observed/expected) of the four cells of the 2×2 table (this word and others, here and in the rest), negative if the word is rarer here. The log-ratio is the binary logarithm of the ratio of relative frequencies, with 0.5 for zero. Neighbours (--near) are the five words before and after a node, which is a word in which a term is found, in its paragraph, each counted once and without nodes; their size is ten times the nodes (expected = nodes · word · 10 / all words). logDice is 14 + log2(2·together / (node + word)). N-grams are within a sentence.";
    cli_words_query: ko "이 검색에 맞는 기사의 단어를 센다. 빈 검색어(\"\")는 모든 기사다", en "Count the words of the articles that this query finds; all of them if it is empty (\"\")";
    cli_words_against: ko "나머지 전체 대신 이 검색에 맞는 기사와 견준다. 둘 다에 맞는 기사는 앞쪽에만 든다", en "Compare with the articles that this query finds, rather than with all others. An article that both find counts for the first only";
    cli_words_near: ko "검색어의 앞뒤 다섯 단어를 폴더 전체와 견준다", en "Compare the five words before and after the query's terms with the whole archive";
    cli_words_matrix: ko "기사마다 단어의 수를 출력한다", en "Print how often each article has each word";
    cli_words_pairs: ko "함께 나온 단어의 짝을 출력한다", en "Print pairs of words that occur together";
    cli_words_within: ko "함께 나온 것으로 볼 범위", en "Within what words of a pair occur together";
    cli_words_top: ko "짝을 지을, 가장 자주 나온 단어의 수", en "How many of the most frequent words to pair";
    cli_words_ngrams: ko "단어 대신 연속 단어 N개(2–5)를 센다", en "Count sequences of N words (2 to 5) in place of words";
    cli_words_tokens:
        ko "단어를 이 파일의 것으로 바꾼다. 한 줄에 기사 하나: 번호, 탭, 빈칸으로 나눈 단어",
        en "Take the words from this file: a line an article, with its id, a tab, and its tokens separated by spaces";
    cli_words_limit: ko "출력할 줄 수의 상한", en "The most lines to print";
    cli_words_min_count: ko "이만큼 나온 단어만 표에 넣는다(더 자주 쓴 쪽에서)", en "List only words that occur so often in the part that uses them more";
    cli_words_min_articles: ko "기사 이만큼에 나온 단어만 표에 넣는다(더 자주 쓴 쪽에서)", en "List only words of so many articles in the part that uses them more";
    cli_words_all_forms: ko "한 글자 단어, 다·는·한 따위로 끝나는 꼴, 숫자도 표에 넣는다", en "List words of one letter, with endings of verbs, and numbers, too";
    cli_words_json: ko "줄마다 JSON 객체 하나를 출력한다", en "Print one JSON object a line";
    words_parts(here: usize, here_words: u64, rest: usize, rest_words: u64):
        ko format!("기사 {}건(단어 {}개) ↔ {}건(단어 {}개)", grouped(here), grouped(here_words as usize), grouped(rest), grouped(rest_words as usize)),
        en format!("{} ({}) against {} ({})", plural(here, "article", "articles"), plural(here_words as usize, "word", "words"), plural(rest, "article", "articles"), plural(rest_words as usize, "word", "words"));
    words_nodes(nodes: u64, articles: usize, all: u64):
        ko format!("기사 {}건의 중심어 {}개, 앞뒤 다섯 단어, 전체 단어 {}개", grouped(articles), grouped(nodes as usize), grouped(all as usize)),
        en format!("{} in {}, five words on either side, {} in all", plural(nodes as usize, "node", "nodes"), plural(articles, "article", "articles"), plural(all as usize, "word", "words"));
    words_rule(rule: u32): ko format!("어절에서 조사를 뗀 꼴(규칙 {rule}판)"), en format!("words without their particles (rule {rule})");
    words_of_tokens: ko "주어진 단어", en "given tokens";
    words_least(count: u64, articles: usize):
        ko format!("기사 {articles}건, {count}번 이상 나온 단어"),
        en format!("words with {count} or more occurrences in {articles} or more articles");
    words_measures: ko "G²는 2×2 표, 자연로그. 로그비는 밑 2, 0은 0.5", en "G² of the 2×2 table, natural logarithm; log-ratio of base 2, with 0.5 for zero";
    with_all_forms: ko "모든 꼴", en "all forms";
    without_other_forms: ko "한 글자·다·는·한 꼴·숫자 빼고", en "without words of one letter, verb forms and numbers";
    given_words(articles: usize):
        ko format!("{}건은 빅카인즈 단어", grouped(articles)),
        en format!("BigKinds' words for {}", plural(articles, "article", "articles"));
    counted_excerpts(articles: usize):
        ko format!("{}건은 본문이 아니라 발췌", grouped(articles)),
        en format!("{} only", plural(articles, "excerpt", "excerpts"));
    unknown_tokens(ids: usize):
        ko format!("주어진 단어 가운데 기사 {}건은 이 폴더에 없습니다.", grouped(ids)),
        en format!("Tokens of {} that {} not here.", plural(ids, "article", "articles"), if ids == 1 { "is" } else { "are" });
    lacking_tokens(articles: usize):
        ko format!("기사 {}건은 주어진 단어가 없어 세지 않았습니다.", grouped(articles)),
        en format!("{} without tokens, and without words in this count.", plural(articles, "article", "articles"));
    unread_tokens(path: &str, why: &str):
        ko format!("{path}: 단어 파일을 읽지 못했습니다({why}). 경로를 확인하세요."),
        en format!("Can't read the tokens in {path} ({why}). Check the path.");
    nothing_to_compare: ko "견줄 나머지 기사가 없어 많이 나온 순으로 출력합니다.", en "There is nothing to compare with, so the most frequent words come first.";
    no_word_often_enough: ko "이만큼 자주 나온 단어가 없습니다.", en "No word occurs that often.";
    reading_words(done: usize, total: usize):
        ko format!("단어를 읽는 중 {}/{}", grouped(done), grouped(total)),
        en format!("Reading words: {} of {}", grouped(done), grouped(total));
    words: ko "단어", en "Words";
    concordance: ko "용례", en "Concordance";
    distinctive_words: ko "특징 단어", en "Distinctive words";
    neighbours: ko "주변 단어", en "Neighbours";
    ngrams: ko "연속 단어", en "N-grams";
    places_of: ko "용례를 볼 검색어", en "Query to see in its places";
    places_found(query: &str, places: usize, articles: usize):
        ko format!("‘{query}’ {}곳 · 기사 {}건", grouped(places), grouped(articles)),
        en format!("‘{query}’: {} in {}", plural(places, "place", "places"), plural(articles, "article", "articles"));
    some_places(shown: usize, seed: u64):
        ko format!("무작위 {}곳, 시드 {seed}", grouped(shown)),
        en format!("{} at random, seed {seed}", grouped(shown));
    no_place_found: ko "이 목록의 기사에는 나오지 않습니다.", en "It occurs in none of the listed articles.";
    how_many_places: ko "보일 용례 수", en "How many places to show";
    places_at_random(limit: Option<usize>):
        ko limit.map_or_else(|| "모든 용례".to_owned(), |limit| format!("무작위 {}곳", grouped(limit))),
        en limit.map_or_else(|| "All places".to_owned(), |limit| format!("{} at random", grouped(limit)));
    draw_again: ko "다시 뽑기", en "Draw again";
    before_hit: ko "앞", en "Before";
    behind_hit: ko "뒤", en "After";
    compared_with: ko "견줄 검색어(비우면 나머지)", en "Compare with (empty: the rest)";
    how_many_words: ko "단어 수", en "How many words";
    words_in_sequence(len: usize): ko format!("{len}단어"), en format!("{len} words");
    least_frequency: ko "최소 빈도", en "Least frequency";
    at_least(count: u64, articles: u32):
        ko format!("기사 {articles}건, {count}번 이상"),
        en format!("≥ {count} in ≥ {articles} articles");
    show_all_forms: ko "한 글자·용언 꼴도", en "Short words and verbs, too";
    leave_stop_words_out: ko "불용어 빼기", en "Without stop words";
    counting_stopped: ko "세다가 멈췄습니다", en "Counting was stopped";
    stop_counting: ko "멈추기", en "Stop";
    count_again: ko "다시 세기", en "Count again";
    save_table: ko "표 저장", en "Save table";
    word_column: ko "단어", en "Word";
    log_ratio: ko "로그비", en "Log-ratio";
    nearby: ko "함께", en "Near";
    here: ko "여기", en "Here";
    rest: ko "나머지", en "Rest";
    articles_column: ko "기사", en "Articles";
    rarer_here: ko "여기에서 드문 단어", en "Rarer here";
    more_words(count: usize): ko format!("{}개 더 보기", grouped(count)), en format!("{} more", grouped(count));
    places_of_word(word: &str): ko format!("‘{word}’ 용례 보기"), en format!("Concordance of ‘{word}’");
    articles_with_word(word: &str): ko format!("‘{word}’ 나온 기사 보기"), en format!("Articles with ‘{word}’");
    word_field(word: &str): ko format!("단어:{word}"), en format!("word:{word}");
    articles_here(here: usize, rest: usize):
        ko format!("찾은 기사 {}건 ↔ 나머지 {}건", grouped(here), grouped(rest)),
        en format!("{} found against {}", plural(here, "article", "articles"), grouped(rest));
    only_articles(here: usize):
        ko format!("기사 {}건 · 견줄 나머지가 없어 많이 나온 순", grouped(here)),
        en format!("{} · nothing to compare with, most frequent first", plural(here, "article", "articles"));
    nodes_here(nodes: u64, articles: usize):
        ko format!("{}곳의 앞뒤 다섯 단어 · 기사 {}건", grouped(nodes as usize), grouped(articles)),
        en format!("five words around {} in {}", plural(nodes as usize, "place", "places"), plural(articles, "article", "articles"));
    word_spoken(word: &ComparedWord):
        ko format!("{}, {}번, 기사 {}건, G² {}, 로그비 {}", word.word, grouped(word.count as usize), grouped(word.articles as usize), signed_count(word.g2.unwrap_or_default()), signed(word.log_ratio.unwrap_or_default(), 1)),
        en format!("{}: {} times in {}, G² {}, log-ratio {}", word.word, grouped(word.count as usize), plural(word.articles as usize, "article", "articles"), signed_count(word.g2.unwrap_or_default()), signed(word.log_ratio.unwrap_or_default(), 1));
    short_date(month: i8, day: i8): ko format!("{month}. {day}."), en format!("{month}/{day}");
    with_stop_words: ko "불용어도", en "stop words, too";
    against_query(query: &str): ko format!("견줌: {query}"), en format!("against {query}");
    words_have_no_chart: ko "용례와 단어는 표로만 저장합니다: .csv .xlsx .jsonl", en "Concordances and words are saved as tables only: .csv, .xlsx or .jsonl";
}

impl Lang {
    /// The name of a kind of table.
    pub fn words_kind(self, kind: WordsKind) -> &'static str {
        match kind {
            WordsKind::Distinctive => self.distinctive_words(),
            WordsKind::Near => self.neighbours(),
            WordsKind::Sequences(_) => self.ngrams(),
        }
    }

    /// The name of an order of a concordance.
    pub fn concordance_order(self, order: ConcordanceOrder) -> &'static str {
        match order {
            ConcordanceOrder::Date => text!(self, ko "날짜순", en "By date"),
            ConcordanceOrder::Left => text!(self, ko "앞 단어순", en "Word before"),
            ConcordanceOrder::Right => text!(self, ko "뒤 단어순", en "Word after"),
            ConcordanceOrder::SecondRight => text!(self, ko "뒤 둘째 단어순", en "Second after"),
        }
    }
}
