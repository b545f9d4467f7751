//! Reads other tools' front matter with a YAML parser.
//!
//! The parser reads a whole document before it returns anything, takes quadratic time on deep nesting, and
//! expands aliases. So its input is bounded in size and depth, and its output in amount.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::{HeadField, HeadValue, lines};

/// The largest front matter that a person or tool would write, in bytes.
const LARGEST: usize = 64 * 1024;

/// The deepest nesting in front matter.
const DEEPEST: usize = 32;

/// The limit for the number of values and their bytes, since aliases can multiply them.
const MOST: usize = 4 * LARGEST;

/// Reads the fields of a mapping; `None` if the text isn't a mapping that is safe to read.
pub(super) fn read(text: &str, first_line: u32) -> Option<Vec<HeadField<'static>>> {
    if text.len() > LARGEST || is_nested_deeply(text) {
        return None;
    }
    // The parser guesses the type of a scalar, and a number doesn't preserve its text (`1.10`, `0x1F`). So the
    // document is read twice: for its shape, and then with every scalar as text.
    let mut left = MOST;
    let shape = Shaped { left: &mut left }.deserialize(serde_yaml::Deserializer::from_str(text)).ok()?;
    let tree = Read(&shape).deserialize(serde_yaml::Deserializer::from_str(text)).ok()?;
    let Tree::Map(entries) = tree else { return None };
    let mut keys = KeyLines { lines: text.lines(), next: first_line };
    Some(entries.into_iter().map(|(key, tree)| field(key, tree, &mut keys)).collect())
}

fn field(key: String, tree: Tree, keys: &mut KeyLines<'_>) -> HeadField<'static> {
    let line = keys.line_of(&key);
    let value = match tree {
        Tree::Text(text) => HeadValue::Text(Cow::Owned(text.trim().to_owned())),
        Tree::List(items) => HeadValue::List(items.into_iter().map(Tree::into_item).collect()),
        map @ Tree::Map(_) => HeadValue::Text(Cow::Owned(map.into_text())),
    };
    HeadField { key: Cow::Owned(key), value, line }
}

/// Whether brackets or list marks in a YAML text are nested deeper than anyone would write, for which a parser
/// takes quadratic time. Quotation marks are ignored, as no title has that many brackets either.
pub fn is_nested_deeply(text: &str) -> bool {
    let mut brackets = 0_usize;
    text.lines().any(|line| {
        for byte in line.bytes() {
            match byte {
                b'[' | b'{' => brackets += 1,
                b']' | b'}' => brackets = brackets.saturating_sub(1),
                _ => {}
            }
            if brackets > DEEPEST {
                return true;
            }
        }
        let marks = line.split(' ').take_while(|word| matches!(*word, "" | "-" | "?" | ":"));
        marks.filter(|word| !word.is_empty()).count() > DEEPEST
    })
}

/// Finds the lines of keys, which must be asked for in file order.
struct KeyLines<'a> {
    lines: std::str::Lines<'a>,
    next: u32,
}

impl KeyLines<'_> {
    fn line_of(&mut self, wanted: &str) -> Option<u32> {
        let (mut lines, mut number) = (self.lines.clone(), self.next);
        while let Some(line) = lines.next() {
            number += 1;
            if lines::key(line).is_some_and(|(key, _)| key == wanted) {
                (self.lines, self.next) = (lines, number);
                return Some(number - 1);
            }
        }
        None
    }
}

/// The shape of a value.
enum Shape {
    Nothing,
    Scalar,
    List(Vec<Shape>),
    Map(Vec<Shape>),
}

/// A value with every scalar as written.
enum Tree {
    Text(String),
    List(Vec<Tree>),
    Map(Vec<(String, Tree)>),
}

impl Tree {
    /// An item of a list as text. A list in a list has levels, as the categories of a site builder do.
    fn into_item(self) -> String {
        match self {
            Self::List(levels) => levels.into_iter().map(Self::into_text).collect::<Vec<_>>().join(">"),
            item => item.into_text(),
        }
    }

    /// The value as text, with a line for each entry of a mapping.
    fn into_text(self) -> String {
        match self {
            Self::Text(text) => text.trim().to_owned(),
            Self::List(items) => items.into_iter().map(Self::into_text).collect::<Vec<_>>().join(", "),
            Self::Map(entries) => {
                let mut text = String::new();
                for (key, tree) in entries {
                    let end = if text.is_empty() { "" } else { "\n" };
                    // Writing to a string can't fail.
                    let _ = write!(text, "{end}{key}: {}", tree.into_text());
                }
                text
            }
        }
    }
}

/// Reads the shape of a value, within the limit of what may be read.
struct Shaped<'a> {
    left: &'a mut usize,
}

impl Shaped<'_> {
    fn take<E: Error>(&mut self, amount: usize) -> Result<(), E> {
        *self.left = self.left.checked_sub(amount + 1).ok_or_else(|| E::custom("too much"))?;
        Ok(())
    }

    fn inner(&mut self) -> Shaped<'_> {
        Shaped { left: self.left }
    }
}

impl<'de> DeserializeSeed<'de> for Shaped<'_> {
    type Value = Shape;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Shape, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Shaped<'_> {
    type Value = Shape;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a scalar, a list or a mapping")
    }

    fn visit_unit<E: Error>(mut self) -> Result<Shape, E> {
        self.take(0)?;
        Ok(Shape::Nothing)
    }

    fn visit_bool<E: Error>(mut self, _: bool) -> Result<Shape, E> {
        self.take(0)?;
        Ok(Shape::Scalar)
    }

    fn visit_i64<E: Error>(mut self, _: i64) -> Result<Shape, E> {
        self.take(0)?;
        Ok(Shape::Scalar)
    }

    fn visit_i128<E: Error>(mut self, _: i128) -> Result<Shape, E> {
        self.take(0)?;
        Ok(Shape::Scalar)
    }

    fn visit_u64<E: Error>(mut self, _: u64) -> Result<Shape, E> {
        self.take(0)?;
        Ok(Shape::Scalar)
    }

    fn visit_u128<E: Error>(mut self, _: u128) -> Result<Shape, E> {
        self.take(0)?;
        Ok(Shape::Scalar)
    }

    fn visit_f64<E: Error>(mut self, _: f64) -> Result<Shape, E> {
        self.take(0)?;
        Ok(Shape::Scalar)
    }

    fn visit_str<E: Error>(mut self, text: &str) -> Result<Shape, E> {
        self.take(text.len())?;
        Ok(Shape::Scalar)
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<Shape, A::Error> {
        self.take(0)?;
        let mut shapes = Vec::new();
        while let Some(shape) = items.next_element_seed(self.inner())? {
            shapes.push(shape);
        }
        Ok(Shape::List(shapes))
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut entries: A) -> Result<Shape, A::Error> {
        let mut shapes = Vec::new();
        while let Some(key) = entries.next_key::<String>()? {
            self.take(key.len())?;
            shapes.push(entries.next_value_seed(self.inner())?);
        }
        Ok(Shape::Map(shapes))
    }
}

/// Reads a value of a known shape.
struct Read<'a>(&'a Shape);

impl<'de> DeserializeSeed<'de> for Read<'_> {
    type Value = Tree;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Tree, D::Error> {
        match self.0 {
            Shape::Nothing => {
                deserializer.deserialize_ignored_any(IgnoredAny).map(|_| Tree::Text(String::new()))
            }
            Shape::Scalar => deserializer.deserialize_str(self),
            Shape::List(_) => deserializer.deserialize_seq(self),
            Shape::Map(_) => deserializer.deserialize_map(self),
        }
    }
}

impl<'de> Visitor<'de> for Read<'_> {
    type Value = Tree;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the same value once more")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Tree, E> {
        Ok(Tree::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Tree, A::Error> {
        let Shape::List(shapes) = self.0 else { return Err(A::Error::custom("not a list")) };
        let mut trees = Vec::new();
        for shape in shapes {
            trees.extend(items.next_element_seed(Read(shape))?);
        }
        Ok(Tree::List(trees))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Tree, A::Error> {
        let Shape::Map(shapes) = self.0 else { return Err(A::Error::custom("not a mapping")) };
        let mut trees = Vec::new();
        for shape in shapes {
            if let Some(key) = entries.next_key::<String>()? {
                trees.push((key, entries.next_value_seed(Read(shape))?));
            }
        }
        Ok(Tree::Map(trees))
    }
}
