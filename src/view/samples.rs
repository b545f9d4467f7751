//! What is said of a sample that was drawn.

use super::texts::lang::Lang;
use crate::words::{Sample, Sampling, Stratum};

/// How many strata are named.
const NAMED: usize = 12;

/// How a sample was drawn, with its counts and the seed and name of the drawing, and where there were fewer than asked
/// for.
pub fn sample_notes(
    sample: &Sample,
    sampling: &Sampling,
    (seed, drawing): (u64, &str),
    lang: Lang,
) -> Vec<String> {
    let how = match sampling {
        Sampling::Size(_, None) => lang.simple_random().to_owned(),
        Sampling::Size(_, Some(_)) => lang.stratified_sample(sample.strata.len()),
        Sampling::Every(every) => lang.systematic_sample(*every),
        Sampling::Weeks(weeks, _) => lang.constructed_weeks(*weeks, sample.days.len()),
    };
    let mut notes = vec![lang.sampled(sample.files.len(), sample.frame, &how, seed, drawing)];
    let few: Vec<&Stratum> = sample.strata.iter().filter(|it| it.drawn < it.asked).collect();
    let named = || {
        let name = |it: &&Stratum| {
            let name = if it.name.is_empty() { lang.unnamed_stratum() } else { it.name.as_str() };
            format!("{name} {}/{}", it.drawn, it.asked)
        };
        let named: Vec<String> = few.iter().take(NAMED).map(name).collect();
        let others = few.len().saturating_sub(NAMED);
        named.join(", ") + &if others > 0 { lang.and_others(others) } else { String::new() }
    };
    match (sampling, few.as_slice()) {
        (_, []) => {}
        (Sampling::Size(asked, None), _) => notes.push(lang.fewer_articles(sample.frame, *asked)),
        (Sampling::Weeks(..), _) => notes.push(lang.fewer_days(&named())),
        _ => notes.push(lang.fewer_in_strata(few.len(), &named())),
    }
    notes
}
