//! The texts of messages: what was copied, and why a command does nothing right now.

use super::lang::Lang;
use super::text::{text, texts};
use super::words::{grouped, plural};
use crate::export::CopyFormat;
use crate::library::CitationStyle;

texts! {
    select_first: ko "먼저 기사를 선택하세요", en "Select an article first";
    open_first: ko "먼저 폴더를 여세요", en "Open a folder first";
    still_reading: ko "아직 기사를 읽고 있습니다", en "Articles are still being read";
    no_other_texts: ko "확장자 없는 파일이 없습니다", en "There is no file without an extension";
    texts_passed_over: ko "확장자 없는 파일을 텍스트로 읽고 있지 않습니다",
        en "Files without an extension aren't read as text";
    reading_as_text: ko "확장자 없는 파일을 텍스트로 읽습니다", en "Files without an extension are read as text";
    passing_over_texts: ko "확장자 없는 파일을 읽지 않습니다", en "Files without an extension are passed over";
    fields_known: ko "이 색인의 필드는 지정할 필요가 없습니다", en "The fields of this index are known";
    no_columns: ko "표나 JSON에 든 기사를 먼저 선택하세요", en "Select an article of a table or JSON first";
    nothing_new: ko "새 기사가 없습니다", en "There is no new article";
    nothing_before: ko "뒤로 갈 기사가 없습니다", en "There is no article to go back to";
    nothing_after: ko "앞으로 갈 기사가 없습니다", en "There is no article to go forward to";
    no_hit: ko "본문에 검색어가 없습니다", en "The article has no match";
    nothing_to_save: ko "저장할 검색어나 필터가 없습니다", en "There is no search or filter to save";
    nothing_to_copy: ko "복사할 내용이 없습니다", en "There is nothing to copy";
    windows_closed(count: usize):
        ko format!("새로 열면서 앞서 쓰던 창 {count}개를 닫았습니다"),
        en format!("Closed {} on what was open before", plural(count, "window", "windows"));
    sent_to_print: ko "인쇄 작업을 보냈습니다", en "Sent to be printed";
    printed(path: &str):
        ko format!("인쇄할 PDF를 열었습니다: {path}"),
        en format!("Opened a PDF to print: {path}");
    not_shown_to_print(path: &str):
        ko format!("PDF를 보여 줄 프로그램을 찾지 못했습니다. 파일은 여기 있습니다: {path}"),
        en format!("Found no program that shows PDF files. The file is here: {path}");
    printing: ko "인쇄할 PDF를 만듭니다", en "Making a PDF to print";
    no_newer_version: ko "다음 수집본이 없습니다", en "There is no newer version";
    no_older_version: ko "이전 수집본이 없습니다", en "There is no older version";

    copied_selection(text: &str):
        ko format!("선택한 글을 복사했습니다: “{text}”"),
        en format!("Copied the selection: “{text}”");
    copied_address(address: &str):
        ko format!("주소를 복사했습니다: {address}"),
        en format!("Copied the address: {address}");
}

impl Lang {
    /// What was copied of several articles.
    pub fn copied_articles(self, format: CopyFormat, style: CitationStyle, count: usize) -> String {
        let what = match format {
            CopyFormat::Citation => match style {
                CitationStyle::Footnote => text!(self, ko "인용 정보(각주)를", en "citation (footnote)"),
                CitationStyle::Apa => text!(self, ko "인용 정보(참고문헌)를", en "citation (reference)"),
                CitationStyle::Press => text!(self, ko "인용 정보(보도용)를", en "citation (press)"),
            },
            CopyFormat::Text => text!(self, ko "본문을", en "text"),
            CopyFormat::Quotation => text!(self, ko "인용문을", en "quotation"),
            CopyFormat::Markdown => text!(self, ko "마크다운을", en "Markdown"),
        };
        match count {
            1 => text!(self, ko format!("{what} 복사했습니다"), en format!("Copied the {what}")),
            _ => text!(
                self,
                ko format!("기사 {}건의 {what} 복사했습니다", grouped(count)),
                en format!("Copied the {what} of {}", plural(count, "article", "articles"))
            ),
        }
    }
}
