//! What a page says about its article: in its head, in the data that publishers provide for search engines, and
//! in notes by the program that saved it.

use super::tree::{HtmlNode, HtmlTree};
use crate::article::{is_portal, web_address};
use crate::formats::record::{RecordField, Value, person_line};
use serde_json::Value as Json;

/// The most keywords, categories or people read from a page.
const MOST_KEYWORDS: usize = 200;

/// The facts on a page.
pub(super) struct Meta {
    pub(super) fields: Vec<RecordField>,
    pub(super) title: String,
    /// The text as publishers give it to search engines.
    pub(super) text: Option<String>,
}

/// Reads what a page says about the article that starts at an element.
pub(super) fn read(tree: &HtmlTree, article: usize) -> Meta {
    let page = PageHead { tree, data: article_data(tree) };
    let site = page.meta(&["og:site_name"]).map(str::to_owned);
    let site = site.or_else(|| page.data_name("publisher"));
    let written = page.address();
    let archived = written.as_deref().and_then(archived);
    let address = archived.map(|(_, address)| address.to_owned()).or_else(|| written.clone());
    let mut fields = Vec::new();
    let mut add = |name: &str, text: Option<String>| {
        let text = text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        fields.extend(text.map(|text| RecordField::text(name, text)));
    };
    add("publisher", page.publisher(site.as_deref()));
    add("published", page.published(article));
    add("modified", page.modified());
    add("crawled", page.saved_at().or_else(|| archived.and_then(|(time, _)| utc(time))));
    let title = page.title(article, site.as_deref(), address.as_deref());
    add("url", address);
    fields.push(RecordField::new("category", Value::Texts(page.categories())));
    fields.push(RecordField::new("author", Value::Texts(page.authors(site.as_deref()))));
    fields.push(RecordField::new("keywords", Value::Texts(page.keywords())));
    fields.retain(|field| !field.value.is_empty());
    Meta { fields, title, text: page.data_text("articleBody") }
}

struct PageHead<'a> {
    tree: &'a HtmlTree,
    data: Option<serde_json::Map<String, Json>>,
}

impl PageHead<'_> {
    /// The content of a `meta` element with one of these names.
    fn meta(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.metas(name).next())
    }

    fn metas(&self, name: &str) -> impl Iterator<Item = &str> {
        let metas = self.tree.nodes.iter().filter(|node| &*node.name == "meta");
        metas
            .filter(move |node| {
                let says = |attribute: &str| {
                    node.attribute(attribute).is_some_and(|it| it.eq_ignore_ascii_case(name))
                };
                says("property") || says("name") || says("itemprop")
            })
            .filter_map(|node| node.attribute("content").map(str::trim).filter(|text| !text.is_empty()))
    }

    fn data_text(&self, name: &str) -> Option<String> {
        self.data_texts(name).into_iter().next()
    }

    fn data_texts(&self, name: &str) -> Vec<String> {
        match self.data.as_ref().and_then(|data| data.get(name)) {
            Some(Json::String(text)) => vec![text.clone()],
            Some(Json::Array(items)) => {
                items.iter().filter_map(Json::as_str).take(MOST_KEYWORDS).map(str::to_owned).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The first value of an attribute.
    fn attribute(&self, name: &str) -> Option<&str> {
        self.tree.nodes.iter().find_map(|node| node.attribute(name)).filter(|text| !text.trim().is_empty())
    }

    /// The texts of elements.
    fn texts(&self, fits: impl Fn(&HtmlNode) -> bool) -> Vec<String> {
        let found = self.tree.nodes.iter().enumerate().filter(|(_, node)| !node.is_text() && fits(node));
        found
            .take(MOST_KEYWORDS)
            .map(|(at, _)| self.tree.text_of(at))
            .filter(|text| !text.is_empty())
            .collect()
    }

    /// The site's name, unless the site only passes on the articles of others and names them elsewhere.
    fn publisher(&self, site: Option<&str>) -> Option<String> {
        let named = |text: &str| {
            let mut parts = text.split(['|', '-']).map(str::trim).filter(|part| !part.is_empty());
            parts.find(|part| !is_portal(part)).map(str::to_owned)
        };
        match site {
            Some(site) if passes_on(site) => {
                named(site).or_else(|| named(self.meta(&["article:media_name", "og:article:author"])?))
            }
            Some(site) => Some(site.to_owned()),
            None => self.meta(&["og:article:author"]).and_then(named),
        }
    }

    fn published(&self, article: usize) -> Option<String> {
        let time = |nodes: &[HtmlNode]| {
            let mut times = nodes.iter().filter(|node| &*node.name == "time");
            times.find_map(|node| node.attribute("datetime")).map(str::to_owned)
        };
        let end = self.tree.nodes.get(article).map_or(article, |node| node.end);
        self.meta(&["article:published_time"])
            .map(str::to_owned)
            .or_else(|| self.data_text("datePublished"))
            .or_else(|| self.meta(&["og:regDate", "datePublished", "pubdate"]).map(str::to_owned))
            .or_else(|| self.attribute("data-date-time").map(str::to_owned))
            .or_else(|| time(self.tree.nodes.get(article..end).unwrap_or_default()))
            .or_else(|| time(&self.tree.nodes))
            .or_else(|| self.texts(|node| node.has_class("se_publishDate")).into_iter().next())
    }

    fn modified(&self) -> Option<String> {
        let meta = self.meta(&["article:modified_time"]).map(str::to_owned);
        let meta = meta.or_else(|| self.data_text("dateModified"));
        meta.or_else(|| self.attribute("data-modify-date-time").map(str::to_owned))
    }

    fn categories(&self) -> Vec<String> {
        let by_meta: Vec<String> = self.metas("article:section").map(str::to_owned).collect();
        let by_data = || self.data_texts("articleSection");
        let by_link = || self.texts(|node| node.has_word("rel", "category"));
        first_with_any([&|| by_meta.clone(), &by_data, &by_link])
    }

    fn data_name(&self, name: &str) -> Option<String> {
        names(self.data.as_ref()?.get(name)?).into_iter().next()
    }

    /// og:title, else the article's first heading, else the page's title; without the site's name.
    fn title(&self, article: usize, site: Option<&str>, address: Option<&str>) -> String {
        let og_title = self.meta(&["og:title"]).map(str::to_owned);
        let heading = || {
            let end = self.tree.nodes.get(article)?.end;
            let at =
                (article..end).find(|&at| self.tree.nodes.get(at).is_some_and(|node| &*node.name == "h1"))?;
            Some(self.tree.text_of(at)).filter(|text| !text.is_empty())
        };
        let of_page = || {
            let at = self.tree.nodes.iter().position(|node| &*node.name == "title")?;
            Some(self.tree.text_of(at)).filter(|text| !text.is_empty())
        };
        // A heading elsewhere on the page, if the page's title begins with it.
        let of_page = || {
            let title = of_page()?;
            let headings = self.texts(|node| &*node.name == "h1");
            let is_begun = |heading: &String| title.strip_prefix(heading.as_str()).is_some_and(starts_parted);
            Some(headings.into_iter().find(is_begun).unwrap_or(title))
        };
        let title = og_title.or_else(heading).or_else(of_page).unwrap_or_default();
        let host = address.and_then(host_name);
        without_site(title.trim(), site.into_iter().chain(host.as_deref())).to_owned()
    }

    fn authors(&self, site: Option<&str>) -> Vec<String> {
        let is_name = |text: &&str| web_address(text).is_none() && Some(*text) != site;
        let by_meta: Vec<String> = self.metas("author").filter(is_name).map(str::to_owned).collect();
        if !by_meta.is_empty() {
            return by_meta;
        }
        let by_data =
            || self.data.as_ref().and_then(|data| data.get("author")).map(names).unwrap_or_default();
        let by_others = || {
            let names = ["article:author", "og.article.author", "dable:author", "by"];
            // Pages that pass on the articles of others have the publisher there.
            let own = site.filter(|site| !passes_on(site)).map(|_| "og:article:author");
            let others = names.into_iter().chain(own).flat_map(|name| self.metas(name).filter(is_name));
            others.take(1).map(str::to_owned).collect()
        };
        let by_class = || {
            let is_author = |node: &HtmlNode| {
                node.has_class("media_end_head_journalist_name")
                    || node.has_class("vcard") && node.has_class("author")
            };
            self.texts(is_author)
        };
        first_with_any([&by_data, &by_others, &by_class])
    }

    fn keywords(&self) -> Vec<String> {
        let tags: Vec<&str> = self.metas("article:tag").collect();
        let listed = self.metas("news_keywords").flat_map(|all| all.split(','));
        let mut keywords: Vec<String> = Vec::new();
        for word in listed.chain(tags) {
            let word = word.trim();
            if !word.is_empty()
                && keywords.len() < MOST_KEYWORDS
                && !keywords.iter().any(|known| known == word)
            {
                keywords.push(word.to_owned());
            }
        }
        let by_data = || self.data_texts("keywords");
        let by_link = || self.texts(|node| node.has_word("rel", "tag") && !node.has_word("rel", "category"));
        first_with_any([&|| keywords.clone(), &by_data, &by_link])
    }

    fn address(&self) -> Option<String> {
        let canonical = self.tree.nodes.iter().find(|node| {
            &*node.name == "link"
                && node.attribute("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"))
        });
        let canonical = canonical.and_then(|node| node.attribute("href"));
        let is_address = |text: &&str| web_address(text).is_some();
        canonical
            .filter(is_address)
            .or_else(|| self.meta(&["og:url"]).filter(is_address))
            .map(str::to_owned)
            .or_else(|| self.note_line("url:"))
            .or_else(|| self.saved_from())
            .or_else(|| self.data_address())
    }

    fn data_address(&self) -> Option<String> {
        let data = self.data.as_ref()?;
        let of_page = data.get("mainEntityOfPage");
        let found = [of_page, of_page.and_then(|page| page.get("@id")), data.get("url")];
        let mut addresses = found.into_iter().flatten().filter_map(Json::as_str);
        addresses.find(|text| web_address(text).is_some()).map(str::to_owned)
    }

    /// What the program that saved the page noted after a word.
    fn note_line(&self, word: &str) -> Option<String> {
        let lines = self.tree.notes.iter().flat_map(|note| note.lines());
        lines.filter_map(|line| line.trim().strip_prefix(word)).map(|rest| rest.trim().to_owned()).next()
    }

    /// The comment that browsers put above a saved page: `saved from url=(0023)https://…`.
    fn saved_from(&self) -> Option<String> {
        let address = |note: &String| {
            note.split_once("saved from url=(")?.1.split_once(')').map(|(_, it)| it.trim().to_owned())
        };
        self.tree.notes.iter().find_map(address).filter(|address| web_address(address).is_some())
    }

    /// When the page was saved, in mail format: `Fri Jan 02 2026 20:00:00 GMT+0900 (…)` is JavaScript's.
    fn saved_at(&self) -> Option<String> {
        let date = self.note_line("saved date:")?;
        let words: Vec<&str> = date.split_whitespace().collect();
        match words.as_slice() {
            [weekday, month, day, year, time, zone, ..] => {
                let zone = zone.trim_start_matches("GMT");
                Some(format!(
                    "{weekday}, {day} {month} {year} {time} {}",
                    if zone.is_empty() { "+0000" } else { zone }
                ))
            }
            _ => Some(date),
        }
    }
}

/// The first list that has anything.
fn first_with_any<const N: usize>(lists: [&dyn Fn() -> Vec<String>; N]) -> Vec<String> {
    lists.into_iter().map(|list| list()).find(|list| !list.is_empty()).unwrap_or_default()
}

/// The time, `20260102030405`, and the address of a page in an archive of the web.
fn archived(address: &str) -> Option<(&str, &str)> {
    let (_, rest) = address.split_once("://web.archive.org/web/")?;
    let (time, address) = rest.split_once('/')?;
    let time = time.get(..14).filter(|time| time.bytes().all(|byte| byte.is_ascii_digit()))?;
    web_address(address).map(|_| (time, address))
}

/// Fourteen digits as a time.
fn utc(digits: &str) -> Option<String> {
    let part = |range: std::ops::Range<usize>| digits.get(range);
    let (year, month, day) = (part(0..4)?, part(4..6)?, part(6..8)?);
    Some(format!("{year}-{month}-{day}T{}:{}:{}Z", part(8..10)?, part(10..12)?, part(12..14)?))
}

/// The signs between a page's title and its site's name.
const PARTINGS: [&str; 8] = [" - ", " | ", " : ", " « ", " – ", " — ", " :: ", " < "];

/// Whether a title's rest begins with such a sign.
fn starts_parted(rest: &str) -> bool {
    PARTINGS.iter().any(|sign| rest.starts_with(sign))
}

/// A host without common prefixes.
fn host_name(address: &str) -> Option<String> {
    let host = web_address(address)?.host_str()?.to_owned();
    Some(host.trim_start_matches("www.").trim_start_matches("m.").to_owned())
}

/// A title without a site's name after its last separator.
fn without_site<'a>(title: &'a str, names: impl Iterator<Item = &'a str>) -> &'a str {
    let names: Vec<String> = names.map(str::to_lowercase).collect();
    let last = PARTINGS.iter().filter_map(|mark| Some((title.rfind(mark)?, mark.len()))).max();
    let Some((before, name)) = last.and_then(|(at, len)| Some((title.get(..at)?, title.get(at + len..)?)))
    else {
        return title;
    };
    let name = name.trim().to_lowercase();
    let is_site = is_portal(&name)
        || names.iter().any(|known| *known == name || known.split('.').next() == Some(name.as_str()));
    if is_site && !before.trim().is_empty() { before.trim() } else { title }
}

/// The object about the article in a page's data.
fn article_data(tree: &HtmlTree) -> Option<serde_json::Map<String, Json>> {
    let scripts = tree.nodes.iter().enumerate().filter(|(_, node)| &*node.name == "script" && node.end > 0);
    scripts.take(64).find_map(|(at, node)| {
        let text: String = tree.nodes.get(at + 1..node.end)?.iter().map(|node| node.text.as_str()).collect();
        let data: Json = serde_json::from_str(text.trim()).ok()?;
        let mut pending = vec![data];
        while let Some(data) = pending.pop() {
            match data {
                Json::Array(items) => pending.extend(items.into_iter().rev()),
                Json::Object(mut object) => {
                    if object.contains_key("headline") || object.contains_key("datePublished") {
                        return Some(object);
                    }
                    pending.extend(object.remove("@graph"));
                }
                _ => {}
            }
        }
        None
    })
}

/// Whether a site only passes on the articles of others.
fn passes_on(site: &str) -> bool {
    site.split([' ', '|', '-']).next().is_some_and(is_portal)
}

/// The names in a text, a person, or a list of these.
fn names(value: &Json) -> Vec<String> {
    match value {
        Json::String(text) => vec![text.clone()],
        Json::Object(person) => {
            let name = person.get("name").and_then(Json::as_str);
            name.map(|name| person_line(name, person.get("jobTitle").and_then(Json::as_str)))
                .into_iter()
                .collect()
        }
        Json::Array(items) => items.iter().take(200).flat_map(names_of_item).collect(),
        _ => Vec::new(),
    }
}

/// The names in a list item, which can't be a list itself.
fn names_of_item(item: &Json) -> Vec<String> {
    if item.is_array() { Vec::new() } else { names(item) }
}
