//! Coding sheets: which articles each coder gets, in which order, and what there is to code.

use crate::text::draw::draw;

/// Something to be coded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    pub name: String,
    /// The values it may have; empty if any.
    pub values: Vec<String>,
}

/// The columns of a coding sheet that stand before those to be filled in.
pub const GIVEN_COLUMNS: [&str; 4] = ["key", "url", "title", "text"];

/// The variables that a text names, as in `주제,논조=긍정|중립|부정`; the part that names none if there is one.
///
/// # Errors
/// The part of the text that isn't understood.
pub fn variables(text: &str) -> Result<Vec<Variable>, String> {
    let mut variables: Vec<Variable> = Vec::new();
    for part in text.split(',') {
        let (name, values) = part.split_once('=').unwrap_or((part, ""));
        let name = name.trim();
        let values: Vec<String> = values.split('|').map(str::trim).map(str::to_owned).collect();
        let has_values = part.contains('=');
        let is_bad = name.is_empty()
            || name.contains(['.', '"', '*', ':'])
            || GIVEN_COLUMNS.contains(&name)
            || variables.iter().any(|known| known.name == name)
            || has_values && values.iter().any(String::is_empty);
        if is_bad {
            return Err(part.trim().to_owned());
        }
        let values = if has_values { values } else { Vec::new() };
        variables.push(Variable { name: name.to_owned(), values });
    }
    Ok(variables)
}

/// Deals articles, given by their keys, to coders: a share of them, in percent and rounded up, to every coder, the
/// others in turn. Each coder's are shuffled by the seed on their own.
pub fn dealt(keys: &[String], coders: usize, overlap: u32, seed: u64) -> Vec<Vec<usize>> {
    let numbered = |what: &str, among: &[usize]| {
        let mut numbered: Vec<([u8; 32], usize)> = among
            .iter()
            .filter_map(|&at| Some((draw(seed, &format!("{what}:{}", keys.get(at)?)), at)))
            .collect();
        numbered.sort_unstable();
        numbered.into_iter().map(|(_, at)| at).collect::<Vec<usize>>()
    };
    let all: Vec<usize> = (0..keys.len()).collect();
    let mut common = numbered("overlap", &all);
    let others = common.split_off((keys.len() * overlap as usize).div_ceil(100).min(keys.len()));
    let others = numbered("coder", &others);
    let of_coder = |coder: usize| {
        let own = others.iter().copied().skip(coder).step_by(coders.max(1));
        numbered(&format!("sheet {}", coder + 1), &common.iter().copied().chain(own).collect::<Vec<usize>>())
    };
    (0..coders).map(of_coder).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_named_with_their_values() {
        let found = variables("주제, 논조=긍정|중립 |부정").unwrap();
        assert_eq!((found[0].name.as_str(), found[0].values.len()), ("주제", 0));
        assert_eq!(
            (found[1].name.as_str(), &found[1].values[..]),
            ("논조", &["긍정", "중립", "부정"].map(str::to_owned)[..])
        );
        for (wrong, part) in
            [("", ""), ("가,가", "가"), ("가,text", "text"), ("가=나||다", "가=나||다"), ("가.나", "가.나")]
        {
            assert_eq!(variables(wrong), Err(part.to_owned()), "{wrong}");
        }
    }

    #[test]
    fn every_coder_gets_the_overlap_and_a_part_of_the_rest() {
        let keys: Vec<String> = (0..41).map(|at| format!("901_{at}")).collect();
        let dealt = dealt(&keys, 2, 15, 9);
        let common = dealt[0].iter().filter(|at| dealt[1].contains(at)).count();
        assert_eq!((common, dealt[0].len(), dealt[1].len()), (7, 24, 24));
        let mut all: Vec<usize> = dealt.concat();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 41);
        assert!(!dealt[0].is_sorted());
        assert_eq!(super::dealt(&keys, 3, 100, 9).iter().map(Vec::len).sum::<usize>(), 123);
    }
}
