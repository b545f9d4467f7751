//! What is said of a sample that was drawn.

use super::texts::dates::weekday;
use super::texts::lang::Lang;
use crate::words::{Sample, Sampling, Stratum, WEEKDAYS};

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
            let is_day = matches!(sampling, Sampling::Weeks(..)) && lang == Lang::Korean;
            let day = WEEKDAYS.iter().find(|(_, name)| is_day && *name == it.name);
            let name = match day {
                Some((day, _)) => weekday(*day, lang),
                None if it.name.is_empty() => lang.unnamed_stratum(),
                None => it.name.as_str(),
            };
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_the_week_have_their_korean_names() {
        let few = Stratum { name: "sun".to_owned(), of: 4, drawn: 4, asked: 9 };
        let sample = Sample { strata: vec![few], ..Sample::default() };
        let weeks = Sampling::Weeks(9, vec![jiff::civil::Weekday::Sunday]);
        let last = |sampling, lang| sample_notes(&sample, sampling, (1, ""), lang).pop().unwrap_or_default();
        assert!(last(&weeks, Lang::Korean).ends_with("일요일 4/9"), "{}", last(&weeks, Lang::Korean));
        assert!(last(&weeks, Lang::English).ends_with("sun 4/9"));
    }
}
