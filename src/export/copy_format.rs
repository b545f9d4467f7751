//! What is copied to the clipboard from an article or a passage selected in it.

use super::quotation::quoted;
use super::{ArticleFields, CitationForm, markdown, plain_text};

/// The form in which to copy an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyFormat {
    Citation,
    /// Its text alone.
    Text,
    /// Its text in quotation marks, and the citation.
    Quotation,
    /// Markdown: the whole file, or the passage as a block quote with a link to its source.
    Markdown,
}

impl CopyFormat {
    /// Whether this needs the article's body.
    pub fn has_body(self) -> bool {
        self != Self::Citation
    }

    /// Copies a whole article, which must have its texts if this form needs them.
    pub fn of_article(self, article: &ArticleFields<'_>, form: CitationForm) -> String {
        match self {
            Self::Citation => form.cite(article),
            Self::Text => plain_text::text(article.title, article),
            Self::Quotation => quotation(article, &plain_text::text("", article), form),
            Self::Markdown => {
                let mut file = Vec::new();
                // Writing to memory can't fail, and the output is valid UTF-8.
                let _ = markdown::write(article, &mut file);
                String::from_utf8_lossy(&file).into_owned()
            }
        }
    }

    pub fn of_passage(self, article: &ArticleFields<'_>, passage: &str, form: CitationForm) -> String {
        match self {
            Self::Citation => form.cite(article),
            Self::Text => passage.to_owned(),
            Self::Quotation => quotation(article, passage, form),
            Self::Markdown => markdown::quotation(article, passage),
        }
    }

    /// The separator between two articles.
    pub fn between(self) -> &'static str {
        match self {
            Self::Citation => "\n",
            Self::Text | Self::Quotation | Self::Markdown => "\n\n",
        }
    }
}

fn quotation(article: &ArticleFields<'_>, text: &str, form: CitationForm) -> String {
    format!("{}\n— {}", quoted(text), form.cite(article))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;

    #[test]
    fn a_passage_is_copied_with_its_source() {
        let article = Article {
            title: "새 [도서관] 연다".to_owned(),
            publisher: "가나일보".to_owned(),
            url: "https://example.com/a(1)".to_owned(),
            body: "첫째 문단이다.\n\n*둘째*다.".to_owned(),
            ..Article::default()
        };
        let entry = ArticleFields::of_article(&article, "a.md");
        let form = CitationForm::default();
        let source = "『가나일보』, 「새 [도서관] 연다」, https://example.com/a(1).";
        assert_eq!(CopyFormat::Quotation.of_passage(&entry, "첫째", form), format!("“첫째”\n— {source}"));
        assert_eq!(
            CopyFormat::Markdown.of_passage(&entry, "첫째\n\n*둘째*", form),
            "> 첫째\n>\n> \\*둘째\\*\n>\n> — [새 \\[도서관\\] 연다](<https://example.com/a(1)>), 가나일보"
        );
        assert_eq!(
            CopyFormat::Text.of_article(&entry, form),
            "새 [도서관] 연다\n\n첫째 문단이다.\n\n*둘째*다."
        );
        assert_eq!(
            CopyFormat::Quotation.of_article(&entry, form),
            format!("“첫째 문단이다.\n\n*둘째*다.”\n— {source}")
        );
        assert!(CopyFormat::Markdown.of_article(&entry, form).starts_with("---\ntitle: "));
        assert_eq!(CopyFormat::Citation.of_passage(&entry, "첫째", form), source);
    }
}
