//! The dependency rules of `src/`: which modules may use which, which may use which crates, and how files
//! begin.

use proc_macro2::{TokenStream, TokenTree};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use syn::visit::{self, Visit};
use syn::{Attribute, Item, ItemUse, Macro, UseTree};

/// The top-level modules from the bottom up; each may use only those listed before it.
const ROOMS: [&str; 16] = [
    "text", "article", "formats", "archive", "library", "search", "stories", "whole", "words", "export",
    "cluster", "engine", "view", "ui", "app", "cli",
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
const DOORS: [(&[&str], &[&str]); 20] = [
    (&["serde_yaml"], &["article/front_matter/", "library/settings/"]),
    (&["similar"], &["article/comparison/"]),
    (&["krilla"], &["export/pdf/"]),
    (&["skrifa"], &["export/pdf/"]),
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

/// The paths used in a file's code, from the crate's root where they lead to its own modules: every `use`
/// expanded, and all paths elsewhere, including those in macros. Tests and comments are left out.
fn named_paths(file: &str, code: &str) -> BTreeSet<Names> {
    let parsed = syn::parse_file(code).unwrap();
    let mut paths = Paths { module: module_of(file), found: BTreeSet::new() };
    paths.visit_file(&parsed);
    paths.found
}

struct Paths {
    /// The module that is being read.
    module: Names,
    found: BTreeSet<Names>,
}

impl Paths {
    fn add_tree(&mut self, tree: &UseTree, before: &[String]) {
        let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
        match tree {
            UseTree::Path(path) => self.add_tree(&path.tree, &with(&path.ident)),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.add_tree(tree, before)),
            UseTree::Name(name) => self.insert(with(&name.ident)),
            UseTree::Rename(rename) => self.insert(with(&rename.ident)),
            UseTree::Glob(_) => self.insert(before.to_vec()),
        }
    }

    /// Adds a path, resolved if it begins with `crate`, `self` or `super`.
    fn insert(&mut self, path: Names) {
        let mut base = self.module.clone();
        let mut rest = path.as_slice();
        if matches!(rest, [first, ..] if matches!(first.as_str(), "crate" | "seogo")) {
            base.clear();
        } else if !matches!(rest, [first, ..] if matches!(first.as_str(), "self" | "super")) {
            self.found.insert(path);
            return;
        }
        while let [first, tail @ ..] = rest
            && matches!(first.as_str(), "crate" | "seogo" | "self" | "super")
        {
            if first == "super" {
                base.pop();
            }
            rest = tail;
        }
        self.found.insert([&["crate".to_owned()], base.as_slice(), rest].concat());
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
            self.insert(path);
        }
    }
}

impl<'ast> Visit<'ast> for Paths {
    fn visit_item(&mut self, item: &'ast Item) {
        if !is_test(item) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        self.module.push(item.ident.to_string());
        visit::visit_item_mod(self, item);
        self.module.pop();
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

/// The top-level module that a path refers to.
fn room_of(path: &[String]) -> Option<&str> {
    let [root, first, ..] = path else { return None };
    (root == "crate" && ROOMS.contains(&first.as_str())).then_some(first.as_str())
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
    let used = room_of(path)?;
    (place(used) > place(room)).then(|| format!("{file} uses {}", path.join("::")))
}

#[test]
fn no_room_uses_one_that_stands_above_it() {
    for (name, text) in sources() {
        let wrong: Vec<_> =
            named_paths(&name, &text).iter().filter_map(|path| wrong_arrow(&name, path)).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }
}

#[test]
fn each_library_has_its_door() {
    for (name, text) in sources() {
        let paths = named_paths(&name, &text);
        for (door, places) in DOORS.iter().filter(|(_, places)| !places.iter().any(|it| name.starts_with(it)))
        {
            let is_named = |(name, door): (&String, &&str)| {
                name == door || door.ends_with('_') && name.starts_with(door)
            };
            let is_through = |path: &&Names| {
                // A module of this program may have the name of a crate.
                path[0] != "crate"
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
        let file = "archive/cache/mod.rs";
        named_paths(file, code).iter().filter_map(|path| wrong_arrow(file, path)).count()
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
        "mod inner { use super::super::super::view::Lang; }",
        "use self::super::super::view::Lang;",
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
        "mod inner { use super::super::view::Lang; }",
    ] {
        assert_eq!(wrong(code), 0, "{code}");
    }
}

#[test]
fn what_is_shown_needs_no_thread() {
    for (name, text) in sources().into_iter().filter(|(name, _)| name.starts_with("view/")) {
        let path = named_paths(&name, &text).into_iter().find(|path| room_of(path) == Some("engine"));
        assert_eq!(path, None, "{name}");
    }
}

/// The modules of the engine from the bottom up; each may use only those listed before it.
const CLOSETS: [&str; 11] = [
    "event", "journal", "channel", "pipeline", "priority", "desktop", "keeping", "query", "reading",
    "archive", "handle",
];

/// Describes a path that refers to a module of the engine not below the file's own, if it does. The engine's own
/// file names all of them.
fn wrong_arrow_in_engine(file: &str, path: &[String]) -> Option<String> {
    let within = file.strip_prefix("engine/").filter(|within| *within != "mod.rs")?;
    let place = |closet: &str| CLOSETS.iter().position(|&known| known == closet);
    let own = within.split(['/', '.']).next().unwrap();
    assert!(place(own).is_some(), "{own} is not in the plan");
    let [root, engine, used, ..] = path else { return None };
    let is_above = root == "crate" && engine == "engine" && place(used) > place(own);
    is_above.then(|| format!("{file} uses {}", path.join("::")))
}

#[test]
fn no_closet_of_the_engine_uses_one_that_stands_above_it() {
    for (name, text) in sources() {
        let paths = named_paths(&name, &text);
        let wrong: Vec<_> = paths.iter().filter_map(|path| wrong_arrow_in_engine(&name, path)).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }
}

#[test]
fn every_way_of_naming_a_closet_is_seen() {
    let wrong = |file: &str, code: &str| {
        named_paths(file, code).iter().filter_map(|path| wrong_arrow_in_engine(file, path)).count()
    };
    for (file, code) in [
        ("engine/event.rs", "use crate::engine::query::whole::Answer;"),
        ("engine/event.rs", "use super::handle::Engine;"),
        ("engine/event.rs", "use super::{journal, query::find};"),
        ("engine/query/count.rs", "use super::super::handle::Engine;"),
        ("engine/query/lister/pages.rs", "fn f() { super::super::super::archive::load::load(); }"),
        ("engine/query/mod.rs", "use super::reading::article;"),
    ] {
        assert!(wrong(file, code) > 0, "{file}: {code}");
    }
    for (file, code) in [
        ("engine/journal.rs", "use super::event::ArchiveEvent;"),
        ("engine/query/count.rs", "use super::find::Finder;"),
        ("engine/mod.rs", "pub use handle::Engine;"),
    ] {
        assert_eq!(wrong(file, code), 0, "{file}: {code}");
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
