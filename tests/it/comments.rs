//! What comments on items are for: a type says what it is, and no comment only repeats a name.

use crate::doors::{is_test, sources};
use proc_macro2::{TokenStream, TokenTree};
use std::collections::BTreeSet;
use syn::visit::{self, Visit};
use syn::{
    Attribute, Expr, Field, Ident, ImplItemFn, Item, ItemImpl, Lit, Meta, TraitItemFn, Variant, Visibility,
};

/// Words that say nothing about the item.
const EMPTY: &str = "a an the of its it is are was were to in on by for with that this from as whether or and be \
                     has have had at which what their one each all returns return if";

/// Words without endings and case. `ListRequest`, `list_requests` and "lists requested" have the same.
fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for c in text.chars() {
        if !c.is_ascii_alphabetic() || before.is_ascii_lowercase() && c.is_ascii_uppercase() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| c.is_ascii_alphabetic()) {
            word.push(c.to_ascii_lowercase());
        }
        before = c;
    }
    words.retain(|word| !word.is_empty());
    words.iter().map(|word| stem(word)).collect()
}

fn stem(word: &str) -> String {
    let ended = ["ing", "ed", "es", "s", "d"].into_iter().find_map(|ending| word.strip_suffix(ending));
    let stem = ended.filter(|stem| stem.len() >= 3).unwrap_or(word);
    stem.trim_end_matches('e').to_owned()
}

fn comment(attributes: &[Attribute]) -> String {
    let text = |attribute: &Attribute| {
        let Meta::NameValue(pair) = &attribute.meta else { return None };
        let Expr::Lit(literal) = &pair.value else { return None };
        let Lit::Str(text) = &literal.lit else { return None };
        pair.path.is_ident("doc").then(|| text.value())
    };
    attributes.iter().filter_map(text).collect::<Vec<_>>().join(" ")
}

fn names_in(tokens: TokenStream, names: &mut Vec<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(name) => names.extend(words(&name.to_string())),
            TokenTree::Group(group) => names_in(group.stream(), names),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

/// The names in a part of an item.
#[derive(Default)]
struct Named(Vec<String>);

impl<'ast> Visit<'ast> for Named {
    fn visit_ident(&mut self, name: &'ast Ident) {
        self.0.extend(words(&name.to_string()));
    }

    fn visit_macro(&mut self, called: &'ast syn::Macro) {
        names_in(called.tokens.clone(), &mut self.0);
    }
}

struct Comments<'a> {
    file: &'a str,
    /// The type whose items are being read.
    owner: String,
    wrong: Vec<String>,
}

impl Comments<'_> {
    fn check(&mut self, attributes: &[Attribute], name: &Ident, around: Named) {
        let text = comment(attributes);
        let empty: BTreeSet<String> = EMPTY.split(' ').map(stem).collect();
        let said: Vec<String> = words(&text).into_iter().filter(|word| !empty.contains(word)).collect();
        let stem = self.file.rsplit('/').next().unwrap().trim_end_matches(".rs");
        let known = [words(&name.to_string()), words(&self.owner), words(stem), around.0].concat();
        let is_plain = text.is_ascii() && !text.contains('`');
        if is_plain && !said.is_empty() && said.iter().all(|word| known.contains(word)) {
            self.wrong.push(format!("{}: {name}:{text}", self.file));
        }
    }

    fn check_type(&mut self, attributes: &[Attribute], name: &Ident, visibility: &Visibility) {
        if matches!(visibility, Visibility::Public(_)) && comment(attributes).is_empty() {
            self.wrong.push(format!("{}: {name} says nothing", self.file));
        }
        self.owner = name.to_string();
        self.check(attributes, name, Named::default());
    }
}

impl<'ast> Visit<'ast> for Comments<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        match item {
            item if is_test(item) => return,
            Item::Struct(it) => self.check_type(&it.attrs, &it.ident, &it.vis),
            Item::Enum(it) => self.check_type(&it.attrs, &it.ident, &it.vis),
            Item::Trait(it) => self.check_type(&it.attrs, &it.ident, &it.vis),
            Item::Const(it) => self.check(&it.attrs, &it.ident, Named::default()),
            Item::Fn(it) => {
                let mut around = Named::default();
                around.visit_signature(&it.sig);
                self.owner.clear();
                self.check(&it.attrs, &it.sig.ident, around);
            }
            _ => {}
        }
        visit::visit_item(self, item);
    }

    fn visit_item_impl(&mut self, item: &'ast ItemImpl) {
        let mut around = Named::default();
        around.visit_type(&item.self_ty);
        self.owner = around.0.join(" ");
        visit::visit_item_impl(self, item);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast ImplItemFn) {
        let mut around = Named::default();
        around.visit_signature(&function.sig);
        self.check(&function.attrs, &function.sig.ident, around);
    }

    fn visit_trait_item_fn(&mut self, function: &'ast TraitItemFn) {
        let mut around = Named::default();
        around.visit_signature(&function.sig);
        self.check(&function.attrs, &function.sig.ident, around);
    }

    fn visit_field(&mut self, field: &'ast Field) {
        if let Some(name) = &field.ident {
            let mut around = Named::default();
            around.visit_type(&field.ty);
            self.check(&field.attrs, name, around);
        }
    }

    fn visit_variant(&mut self, variant: &'ast Variant) {
        let mut around = Named::default();
        around.visit_fields(&variant.fields);
        self.check(&variant.attrs, &variant.ident, around);
        visit::visit_variant(self, variant);
    }
}

fn wrong(file: &str, code: &str) -> Vec<String> {
    let mut comments = Comments { file, owner: String::new(), wrong: Vec::new() };
    comments.visit_file(&syn::parse_file(code).unwrap());
    comments.wrong
}

#[test]
fn public_types_say_what_they_are_and_no_comment_only_repeats_a_name() {
    let wrong: Vec<String> = sources().iter().flat_map(|(name, text)| wrong(name, text)).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn comments_that_say_nothing_are_seen() {
    for code in [
        "pub struct Row;",
        "/// A request for a list.\npub struct ListRequest { query: String }",
        "/// Of what is read.\nstruct A {\n/// The query.\nquery: String }",
        "/// Of what is read.\nenum A {\n/// A broken link.\nBrokenLink(PathBuf) }",
        "impl Set {\n/// Whether it is empty.\nfn is_empty(&self) -> bool { true } }",
        "/// The marks on an article.\nfn marks_of(article: &Article) -> Marks { todo!() }",
    ] {
        assert_eq!(wrong("text/a.rs", code).len(), 1, "{code}");
    }
    for code in [
        "struct Row;",
        "/// One line of the list.\npub struct Row;",
        "struct A {\n/// As typed, in the order of the keys.\nquery: String }",
        "/// How long it took, in milliseconds.\nfn took() -> u64 { 0 }",
        "/// 신문: newspaper.\nconst NEWSPAPER: u8 = 0;",
        "#[cfg(test)] mod tests { /// The row.\nfn row() {} }",
    ] {
        assert!(wrong("text/a.rs", code).is_empty(), "{code}");
    }
}
