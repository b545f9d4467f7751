//! Which articles are counted: those that a query finds, and those they are compared with.

use crate::archive::{Catalogue, Row};
use crate::stories::TextFirsts;
use crate::text::DocumentSet;
use crate::whole::counted;

/// Two parts of an archive without common articles, each in the order of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// The files of the articles found.
    pub here: Vec<u32>,
    /// Those they are compared with.
    pub rest: Vec<u32>,
}

impl Parts {
    /// The articles found among `files`, one of each article of the archive, and all others, or those of them that are
    /// found by what they are compared with. With `firsts`, each text counts once.
    pub fn of(
        catalogue: &Catalogue,
        files: &[u32],
        firsts: Option<&TextFirsts>,
        found: &DocumentSet,
        against: Option<&DocumentSet>,
    ) -> Self {
        let firsts = firsts.map_or(files, TextFirsts::files);
        let here = counted(catalogue, files, firsts, found);
        let mut own = DocumentSet::none(catalogue.len() as usize);
        here.iter().for_each(|&file| own.insert(file as usize));
        let all = DocumentSet::all(catalogue.len() as usize);
        let mut rest = counted(catalogue, files, firsts, against.unwrap_or(&all));
        rest.retain(|&file| !own.contains(file as usize));
        Self { here, rest }
    }
}

/// The rows of some files.
pub fn rows<'a>(catalogue: &'a Catalogue, files: &'a [u32]) -> impl Iterator<Item = Row<'a>> + Clone {
    files.iter().filter_map(|&file| catalogue.row(file))
}
