//! What the names of functions promise: one that begins with `read_` reads from outside the program, and one that
//! begins with `parse_` returns a value for any input.

use crate::doors::{is_test, sources};
use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Block, Ident, ImplItemFn, Item, ItemFn, Macro, ReturnType, Signature, Type};

/// The modules that never read anything: what they work on is given to them.
const WITHOUT_INPUT: [&str; 7] =
    ["text/", "article/", "search/", "whole/", "view/", "ui/", "formats/names.rs"];

/// The names by which a function reads: what it reads from, or another function that does.
fn reads(name: &str) -> bool {
    let sources = ["File", "Read", "BufRead", "Seek", "OpenOptions", "fs", "io", "Connection"];
    let functions = ["open", "ask", "load", "read", "load_cached", "row_at", "CrawlDatabase"];
    sources.contains(&name) || functions.contains(&name) || name.starts_with("read_")
}

/// Looks for such a name.
#[derive(Default)]
struct Reads(bool);

impl Reads {
    fn look_in(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Ident(name) => self.0 |= reads(&name.to_string()),
                TokenTree::Group(group) => self.look_in(group.stream()),
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
    }
}

impl<'ast> Visit<'ast> for Reads {
    fn visit_ident(&mut self, name: &'ast Ident) {
        self.0 |= reads(&name.to_string());
    }

    fn visit_macro(&mut self, called: &'ast Macro) {
        self.look_in(called.tokens.clone());
    }
}

struct Functions<'a> {
    file: &'a str,
    wrong: Vec<String>,
}

impl Functions<'_> {
    fn check(&mut self, signature: &Signature, body: &Block) {
        let name = signature.ident.to_string();
        let what = if name.starts_with("read_") && !self.does_read(signature, body) {
            "reads nothing from outside"
        } else if name.starts_with("parse_") && may_fail(&signature.output) {
            "may return nothing"
        } else {
            return;
        };
        self.wrong.push(format!("{}: {name} {what}", self.file));
    }

    fn does_read(&self, signature: &Signature, body: &Block) -> bool {
        if WITHOUT_INPUT.iter().any(|without| self.file.starts_with(without)) {
            return false;
        }
        let mut reads = Reads::default();
        signature.inputs.iter().for_each(|input| reads.visit_fn_arg(input));
        reads.visit_generics(&signature.generics);
        reads.visit_return_type(&signature.output);
        // A format's reader is given what it reads from.
        if !self.file.starts_with("formats/") {
            reads.visit_block(body);
        }
        reads.0
    }
}

fn may_fail(output: &ReturnType) -> bool {
    let ReturnType::Type(_, output) = output else { return false };
    let Type::Path(path) = &**output else { return false };
    path.path.segments.last().is_some_and(|last| last.ident == "Option" || last.ident == "Result")
}

impl<'ast> Visit<'ast> for Functions<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        if !is_test(item) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_fn(&mut self, function: &'ast ItemFn) {
        self.check(&function.sig, &function.block);
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast ImplItemFn) {
        self.check(&function.sig, &function.block);
        visit::visit_impl_item_fn(self, function);
    }
}

fn wrong(file: &str, code: &str) -> Vec<String> {
    let mut functions = Functions { file, wrong: Vec::new() };
    functions.visit_file(&syn::parse_file(code).unwrap());
    functions.wrong
}

#[test]
fn what_is_called_read_reads_and_what_is_called_parse_never_fails() {
    let wrong: Vec<String> = sources().iter().flat_map(|(name, text)| wrong(name, text)).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn names_that_promise_too_much_are_seen() {
    for (file, code) in [
        ("article/a.rs", "fn read_line(text: &str) -> Line { Line(text) }"),
        ("article/a.rs", "fn read_line(file: &File) -> Line { load(file) }"),
        ("formats/a.rs", "fn read_row(bytes: &[u8]) -> Row { open(bytes) }"),
        ("archive/a.rs", "impl A { fn read_all(&self) -> Rows { self.rows } }"),
        ("text/a.rs", "fn parse_day(text: &str) -> Option<Day> { None }"),
        ("text/a.rs", "impl A { fn parse_day(text: &str) -> Result<Day, Error> { todo!() } }"),
    ] {
        assert_eq!(wrong(file, code).len(), 1, "{code}");
    }
    for (file, code) in [
        ("formats/a.rs", "fn read_row(input: impl Read) -> Row { row(input) }"),
        ("archive/a.rs", "fn read_all(&self) -> Rows { rows(std::fs::read(self.path)) }"),
        ("archive/a.rs", "fn read_all(&self) -> Rows { self.source.read_row() }"),
        ("text/a.rs", "fn parse_day(text: &str) -> Day { Day }"),
        ("text/a.rs", "fn parse_days(text: &str) -> Vec<Option<Day>> { Vec::new() }"),
        ("text/a.rs", "#[cfg(test)] mod tests { fn read_it() {} }"),
    ] {
        assert!(wrong(file, code).is_empty(), "{code}");
    }
}
