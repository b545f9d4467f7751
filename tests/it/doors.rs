//! The dependency rules of `src/`: which modules may use which, which may use which crates, and how files
//! begin.

use proc_macro2::{TokenStream, TokenTree};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use syn::visit::{self, Visit};
use syn::{Attribute, Item, ItemUse, Macro, UseTree};

/// The top-level modules from the bottom up; each may use only those listed before it.
const ROOMS: [&str; 15] = [
    "text", "article", "formats", "archive", "library", "search", "stories", "whole", "export", "cluster",
    "engine", "view", "ui", "app", "cli",
];

/// The modules that may open files. Files in an archive are opened only by `archive/below/`, so that no link
/// out of it is followed; the others open files of the program, the user or the system.
const OPENERS: &[&str] = &[
    "archive/below/",
    "archive/cache",
    "archive/parts_file.rs",
    "cli/export.rs",
    "library/",
    "export/target",
    "engine/desktop/instance.rs",
];

/// Names that only some modules may use, as adjacent parts of a path. A name ending in `_` is a prefix.
const DOORS: [(&[&str], &[&str]); 18] = [
    (&["serde_yaml"], &["article/front_matter/", "library/settings/"]),
    (&["similar"], &["article/comparison/"]),
    (&["rusqlite"], &["library/store/", "archive/crawl_log/"]),
    (&["egui"], &["ui/", "app/"]),
    (&["eframe"], &["app/"]),
    (&["Color32", "from_"], &["ui/theme/palette.rs"]),
    (&["thread"], &["engine/", "cluster/client.rs"]),
    (&["rfd"], &["engine/desktop/system.rs"]),
    (&["ureq"], &["cluster/"]),
    (&["rustls"], &["cluster/tls.rs"]),
    (&["rustls_native_certs"], &["cluster/tls.rs"]),
    (&["TcpStream"], &[]),
    (&["UdpSocket"], &[]),
    (&["File", "open"], OPENERS),
    (&["File", "options"], OPENERS),
    (&["OpenOptions"], OPENERS),
    (&["fs", "read"], OPENERS),
    (&["fs", "read_to_string"], OPENERS),
];

type Names = Vec<String>;

/// The paths used in a file's code: every `use` expanded, and all paths elsewhere, including those in macros.
/// Tests and comments are left out.
fn named_paths(code: &str) -> BTreeSet<Names> {
    let mut paths = Paths::default();
    paths.visit_file(&syn::parse_file(code).unwrap());
    paths.0
}

#[derive(Default)]
struct Paths(BTreeSet<Names>);

impl Paths {
    fn add_tree(&mut self, tree: &UseTree, before: &[String]) {
        let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
        match tree {
            UseTree::Path(path) => self.add_tree(&path.tree, &with(&path.ident)),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.add_tree(tree, before)),
            UseTree::Name(name) => drop(self.0.insert(with(&name.ident))),
            UseTree::Rename(rename) => drop(self.0.insert(with(&rename.ident))),
            UseTree::Glob(_) => drop(self.0.insert(before.to_vec())),
        }
    }

    /// Collects paths from a macro's input, which is not parsed as code.
    fn add_tokens(&mut self, tokens: TokenStream) {
        let mut path: Names = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Punct(punct) if punct.as_char() == ':' => {
                    colons += 1;
                    continue;
                }
                TokenTree::Ident(ident) => {
                    if colons != 2 {
                        self.add(std::mem::take(&mut path));
                    }
                    path.push(ident.to_string());
                }
                TokenTree::Group(group) => {
                    self.add(std::mem::take(&mut path));
                    self.add_tokens(group.stream());
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => self.add(std::mem::take(&mut path)),
            }
            colons = 0;
        }
        self.add(path);
    }

    fn add(&mut self, path: Names) {
        if path.len() > 1 {
            self.0.insert(path);
        }
    }
}

impl<'ast> Visit<'ast> for Paths {
    fn visit_item(&mut self, item: &'ast Item) {
        if !is_test(item) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        self.add_tree(&item.tree, &[]);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.add(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, called: &'ast Macro) {
        self.add_tokens(called.tokens.clone());
        visit::visit_macro(self, called);
    }
}

/// Whether an item exists only for tests.
pub(crate) fn is_test(item: &Item) -> bool {
    let attributes: &[Attribute] = match item {
        Item::Mod(it) => &it.attrs,
        Item::Fn(it) => &it.attrs,
        Item::Use(it) => &it.attrs,
        Item::Impl(it) => &it.attrs,
        Item::Const(it) => &it.attrs,
        _ => &[],
    };
    attributes.iter().any(|attribute| {
        let syn::Meta::List(list) = &attribute.meta else { return attribute.path().is_ident("test") };
        let is_named = |token: TokenTree| matches!(token, TokenTree::Ident(name) if name == "test");
        list.path.is_ident("cfg") && {
            let mut tokens = list.tokens.clone().into_iter();
            match tokens.next() {
                Some(TokenTree::Ident(name)) if name == "all" => match tokens.next() {
                    Some(TokenTree::Group(all)) => all.stream().into_iter().any(is_named),
                    _ => false,
                },
                first => first.is_some_and(is_named),
            }
        }
    })
}

/// The module path of a file, from the crate's root.
fn module_of(file: &str) -> Names {
    let path = file.strip_suffix(".rs").unwrap();
    path.strip_suffix("/mod").unwrap_or(path).split('/').map(str::to_owned).collect()
}

/// The top-level module that a path in a file refers to.
fn room_of<'a>(path: &'a [String], file: &str) -> Option<&'a str> {
    let mut above = module_of(file).len();
    let mut rest = path;
    match path.first()?.as_str() {
        "crate" | "seogo" => above = 0,
        "super" => {}
        _ => return None,
    }
    while let [first, tail @ ..] = rest
        && matches!(first.as_str(), "crate" | "seogo" | "super")
    {
        above -= usize::from(first == "super");
        rest = tail;
    }
    let first = rest.first().filter(|_| above == 0)?.as_str();
    ROOMS.contains(&first).then_some(first)
}

/// The names and contents of all files of `src/` outside tests.
pub(crate) fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut pending = vec![root.clone()];
    let mut sources = Vec::new();
    while let Some(folder) = pending.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                pending.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
                sources.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    // A file of tests is declared as such in its parent.
    sources.retain(|(name, _)| !name.ends_with("tests.rs"));
    sources
}

/// Describes a path that refers to a module not below the file's own, if it does.
fn wrong_arrow(file: &str, path: &[String]) -> Option<String> {
    let (room, _) = file.split_once('/')?;
    let place = |room: &str| {
        let place = ROOMS.iter().position(|&known| known == room);
        assert!(place.is_some(), "{room} is not in the plan");
        place
    };
    let used = room_of(path, file)?;
    (place(used) > place(room)).then(|| format!("{file} uses {}", path.join("::")))
}

#[test]
fn no_room_uses_one_that_stands_above_it() {
    for (name, text) in sources() {
        let wrong: Vec<_> = named_paths(&text).iter().filter_map(|path| wrong_arrow(&name, path)).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }
}

#[test]
fn each_library_has_its_door() {
    for (name, text) in sources() {
        let paths = named_paths(&text);
        for (door, places) in DOORS.iter().filter(|(_, places)| !places.iter().any(|it| name.starts_with(it)))
        {
            let is_named = |(name, door): (&String, &&str)| {
                name == door || door.ends_with('_') && name.starts_with(door)
            };
            let is_through = |path: &&Names| {
                // A module of this program may have the name of a crate.
                !matches!(path[0].as_str(), "crate" | "super" | "self")
                    && path.windows(door.len()).any(|part| part.iter().zip(*door).all(is_named))
            };
            assert_eq!(
                paths.iter().find(is_through),
                None,
                "{name} names {door:?}, which only {places:?} may"
            );
        }
    }
}

#[test]
fn every_way_of_naming_a_room_is_seen() {
    let wrong = |code: &str| {
        let paths = named_paths(code);
        paths.iter().filter_map(|path| wrong_arrow("archive/cache/mod.rs", path)).count()
    };
    for code in [
        "use crate::engine::Engine;",
        "use crate::{article::Article, engine::Engine};",
        "use crate::{text, view};",
        "pub use crate::engine as machine;",
        "use crate::view::*;",
        "use super::super::view::Lang;",
        "fn f() { crate::view::Lang::of_system(); }",
        "fn f() -> Option<crate::view::Lang> { None }",
        "fn f() { println!(\"{}\", crate::view::NAME); }",
        "mod inner { fn f() { use crate::ui::Theme; } }",
        "#[cfg(not(test))] use crate::ui::Theme;",
    ] {
        assert_eq!(wrong(code), 1, "{code}");
    }
    for code in [
        "use crate::{article::Article, text::fold};",
        "// crate::engine\nfn f() { g(\"crate::engine\"); }",
        "#[cfg(test)] mod tests { use crate::engine::Engine; }",
        "#[cfg(all(test, unix))] mod tests { use crate::engine::Engine; }",
        "use super::super::article::Article;",
        "use engine::Engine;",
    ] {
        assert_eq!(wrong(code), 0, "{code}");
    }
}

#[test]
fn what_is_shown_needs_no_thread() {
    for (name, text) in sources().into_iter().filter(|(name, _)| name.starts_with("view/")) {
        let path = named_paths(&text).into_iter().find(|path| room_of(path, &name) == Some("engine"));
        assert_eq!(path, None, "{name}");
    }
}

/// The modules of the engine from the bottom up; each may use only those listed before it.
const CLOSETS: [&str; 9] =
    ["journal", "event", "pipeline", "desktop", "keeping", "query", "reading", "archive", "handle"];

#[test]
fn no_closet_of_the_engine_uses_one_that_stands_above_it() {
    let place = |closet: &str| {
        let place = CLOSETS.iter().position(|&known| known == closet);
        place.unwrap_or_else(|| panic!("{closet} is not in the plan"))
    };
    for (name, text) in sources() {
        let Some(within) = name.strip_prefix("engine/").filter(|within| *within != "mod.rs") else {
            continue;
        };
        let own = place(within.split(['/', '.']).next().unwrap());
        let above = named_paths(&text).into_iter().find(|path| match path.as_slice() {
            [root, engine, closet, ..] if root == "crate" && engine == "engine" => {
                CLOSETS.contains(&closet.as_str()) && place(closet) > own
            }
            _ => false,
        });
        assert_eq!(above, None, "{name}");
    }
}

#[test]
fn the_pictures_show_the_rooms_and_closets_in_their_order() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md")).unwrap();
    let picture = |text: &str| -> Vec<String> {
        let first_word = |line: &str| line.split_whitespace().next().unwrap().to_owned();
        let lines: Vec<_> = text.split("```").next().unwrap().lines().skip(1).map(first_word).collect();
        // What stands on the others is drawn on top.
        lines.into_iter().rev().collect()
    };
    let pictures: Vec<_> = page.split("```text").skip(1).map(picture).collect();
    assert_eq!(pictures[0], ROOMS);
    assert_eq!(pictures[1], CLOSETS);
}

#[test]
fn every_file_says_first_what_it_is() {
    for (name, text) in sources() {
        assert!(text.starts_with("//! "), "{name}");
    }
}
