//! The guide, whose pages in `docs/` are in the program, too: what to do for each task, without the pictures.

use super::texts::lang::Lang;
use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};
use std::sync::LazyLock;

/// A task of the guide.
#[derive(Debug, Default)]
pub struct GuideSection {
    /// What the reader wants to do.
    pub title: String,
    /// How it is done.
    pub blocks: Vec<GuideBlock>,
}

/// A paragraph, step or command of the guide.
#[derive(Debug, Default)]
pub struct GuideBlock {
    /// The number or dot before a step; empty before other blocks.
    pub mark: String,
    /// The text, in pieces that look alike.
    pub pieces: Vec<(String, GuideLook)>,
}

/// How a piece of text looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GuideLook {
    /// As other text.
    #[default]
    Plain,
    /// A name in the window.
    Strong,
    /// Something to type.
    Code,
}

impl GuideSection {
    /// Whether the section has all of these words.
    pub fn has(&self, words: &str) -> bool {
        let pieces = self.blocks.iter().flat_map(|block| &block.pieces);
        let text: String = pieces.map(|(text, _)| text.as_str()).collect();
        let text = format!("{} {text}", self.title).to_lowercase();
        words.to_lowercase().split_whitespace().all(|word| text.contains(word))
    }
}

/// The guide in a language, by task.
pub fn guide(lang: Lang) -> &'static [GuideSection] {
    static GUIDES: LazyLock<[Vec<GuideSection>; Lang::ALL.len()]> =
        LazyLock::new(|| Lang::ALL.map(|lang| sections(lang.guide_page())));
    &GUIDES[lang as usize]
}

/// The sections under the second-level headings of a page. The text above the first is for readers of the page.
fn sections(page: &str) -> Vec<GuideSection> {
    let mut sections: Vec<GuideSection> = Vec::new();
    let (mut in_title, mut in_picture) = (false, false);
    let (mut look, mut mark, mut number) = (GuideLook::Plain, String::new(), None);
    for event in Parser::new(page) {
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H2, .. }) => {
                sections.push(GuideSection::default());
                in_title = true;
            }
            Event::End(TagEnd::Heading(_)) => in_title = false,
            Event::Start(Tag::Image { .. }) => in_picture = true,
            Event::End(TagEnd::Image) => in_picture = false,
            Event::Start(Tag::List(first)) => number = first,
            Event::Start(Tag::Item) => {
                mark = number.map_or_else(|| "•".to_owned(), |number| format!("{number}."));
                number = number.map(|number| number + 1);
                begin(&mut sections, &mut mark);
            }
            Event::Start(Tag::Paragraph) if mark.is_empty() => begin(&mut sections, &mut mark),
            Event::Start(Tag::CodeBlock(_)) => {
                begin(&mut sections, &mut mark);
                look = GuideLook::Code;
            }
            Event::Start(Tag::Strong) => look = GuideLook::Strong,
            Event::End(TagEnd::Strong | TagEnd::CodeBlock) => look = GuideLook::Plain,
            Event::Text(text) if !in_picture => add(&mut sections, in_title, &text, look),
            Event::Code(text) => add(&mut sections, in_title, &text, GuideLook::Code),
            Event::SoftBreak if !in_picture => add(&mut sections, in_title, " ", look),
            _ => {}
        }
    }
    for section in &mut sections {
        section.blocks.retain(|block| !block.pieces.is_empty());
    }
    sections
}

/// Begins a block in the last section, with this mark.
fn begin(sections: &mut [GuideSection], mark: &mut String) {
    if let Some(section) = sections.last_mut() {
        section.blocks.push(GuideBlock { mark: std::mem::take(mark), pieces: Vec::new() });
    }
}

/// Adds text to the last section: to its title, or to its last block.
fn add(sections: &mut [GuideSection], in_title: bool, text: &str, look: GuideLook) {
    let Some(section) = sections.last_mut() else { return };
    if in_title {
        section.title.push_str(text);
    } else if let Some(block) = section.blocks.last_mut() {
        block.pieces.push((text.to_owned(), look));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_becomes_tasks_with_steps_and_commands_and_no_pictures() {
        let page = "# Guide\n\nAbove.\n\n## One task\n\nFirst **click**\nit.\n\n![A picture](p.png)\n\n1. Press `S`.\n2. Done.\n\n\
                    - loose\n\n## Another\n\n    seogo list\n";
        let sections = sections(page);
        let told = |section: &GuideSection| {
            let text =
                |block: &GuideBlock| block.pieces.iter().map(|(text, _)| text.as_str()).collect::<String>();
            section.blocks.iter().map(|block| block.mark.clone() + &text(block)).collect::<Vec<_>>()
        };
        assert_eq!(sections.iter().map(|it| it.title.as_str()).collect::<Vec<_>>(), ["One task", "Another"]);
        assert_eq!(told(&sections[0]), ["First click it.", "1.Press S.", "2.Done.", "•loose"]);
        assert_eq!(told(&sections[1]), ["seogo list\n"]);
        assert_eq!(sections[0].blocks[0].pieces[1], ("click".to_owned(), GuideLook::Strong));
        assert_eq!(sections[0].blocks[1].pieces[1], ("S".to_owned(), GuideLook::Code));
        assert!(sections[0].has("task CLICK") && !sections[0].has("task seogo"));
    }

    #[test]
    fn both_languages_have_the_same_tasks_step_by_step() {
        let shape = |lang| {
            let marks =
                |section: &GuideSection| section.blocks.iter().map(|it| it.mark.clone()).collect::<Vec<_>>();
            guide(lang).iter().map(marks).collect::<Vec<_>>()
        };
        assert!(guide(Lang::Korean).len() >= 10);
        assert_eq!(shape(Lang::Korean), shape(Lang::English));
    }
}
