//! How far coders agree: percent agreement, Cohen's kappa, and Krippendorff's alpha.
//!
//! Alpha follows Krippendorff's "Computing Krippendorff's Alpha-Reliability": coincidences of all pairable values of a
//! unit, whatever the number of coders, and missing values left out.

use std::collections::{BTreeMap, BTreeSet};

/// What several coders made of the same units: of each unit a value a coder, or none.
pub type Units = Vec<Vec<Option<String>>>;

/// How far coders agree on a variable. What is undefined is `None`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Agreement {
    /// How many units have at least two values.
    pub n: usize,
    /// The share of agreeing pairs of values.
    pub agreement: Option<f64>,
    /// Cohen's kappa; only of two coders.
    pub kappa: Option<f64>,
    pub alpha_nominal: Option<f64>,
    /// Values in the order of numbers, if all are.
    pub alpha_ordinal: Option<f64>,
    /// Only if all values are numbers.
    pub alpha_interval: Option<f64>,
    /// How many different values there are in units that have at least two.
    pub values: usize,
    /// Whether all of them are numbers.
    pub are_numbers: bool,
}

impl Agreement {
    /// The agreement of coders on some units.
    pub fn of(units: &Units) -> Self {
        let pairable: Vec<Vec<&str>> = units
            .iter()
            .map(|unit| unit.iter().flatten().map(String::as_str).collect::<Vec<_>>())
            .filter(|values| values.len() > 1)
            .collect();
        let coincidences = Coincidences::of(&pairable);
        let are_numbers = coincidences.numbers.is_some();
        Self {
            n: pairable.len(),
            agreement: percent(&pairable),
            kappa: kappa(units),
            alpha_nominal: coincidences.alpha(|c, k| f64::from(u8::from(c != k))),
            alpha_ordinal: are_numbers
                .then(|| coincidences.alpha(|c, k| coincidences.between(c, k)))
                .flatten(),
            alpha_interval: coincidences.numbers.as_ref().and_then(|numbers| {
                let number = |at: usize| numbers.get(at).copied().unwrap_or_default();
                coincidences.alpha(|c, k| (number(c) - number(k)).powi(2))
            }),
            values: coincidences.sums.len(),
            are_numbers,
        }
    }
}

/// The share of agreeing pairs of values, each unit counted alike.
fn percent(units: &[Vec<&str>]) -> Option<f64> {
    let of_unit = |values: &Vec<&str>| {
        let pairs = values.len() * (values.len() - 1) / 2;
        let alike = values
            .iter()
            .enumerate()
            .map(|(at, value)| values.iter().skip(at + 1).filter(|other| *other == value).count());
        alike.sum::<usize>() as f64 / pairs as f64
    };
    (!units.is_empty()).then(|| units.iter().map(of_unit).sum::<f64>() / units.len() as f64)
}

/// Cohen's kappa of two coders; `None` if there are not two, or if chance alone would let them agree always.
fn kappa(units: &Units) -> Option<f64> {
    let mut pairs = Vec::new();
    for unit in units {
        let [one, other] = unit.as_slice() else { return None };
        pairs.extend(one.as_deref().zip(other.as_deref()));
    }
    let n = pairs.len() as f64;
    let observed = pairs.iter().filter(|(one, other)| one == other).count() as f64 / n;
    let mut sums: BTreeMap<&str, [f64; 2]> = BTreeMap::new();
    for (one, other) in &pairs {
        sums.entry(one).or_default()[0] += 1.0;
        sums.entry(other).or_default()[1] += 1.0;
    }
    let expected = sums.values().map(|[one, other]| one * other).sum::<f64>() / (n * n);
    // Both always gave one and the same value.
    let is_defined = !pairs.is_empty() && sums.len() > 1;
    is_defined.then(|| (observed - expected) / (1.0 - expected))
}

/// How often two values meet in a unit.
struct Coincidences {
    /// The cells, by the places of two values in order.
    cells: BTreeMap<(usize, usize), f64>,
    /// How often each value occurs in a pair.
    sums: Vec<f64>,
    /// The values as numbers, if all are.
    numbers: Option<Vec<f64>>,
}

impl Coincidences {
    fn of(units: &[Vec<&str>]) -> Self {
        let names: BTreeSet<&str> = units.iter().flatten().copied().collect();
        let number = |name: &&str| name.trim().parse::<f64>().ok().filter(|it| it.is_finite());
        let mut order: Vec<(Option<f64>, &str)> = names.iter().map(|name| (number(name), *name)).collect();
        let numbers: Option<Vec<f64>> = order.iter().map(|(number, _)| *number).collect();
        if numbers.is_some() {
            order.sort_by(|a, b| a.0.unwrap_or_default().total_cmp(&b.0.unwrap_or_default()));
        }
        let numbers = numbers.map(|_| order.iter().filter_map(|(number, _)| *number).collect());
        let places: BTreeMap<&str, usize> =
            order.iter().enumerate().map(|(at, (_, name))| (*name, at)).collect();
        let (mut cells, mut sums) = (BTreeMap::new(), vec![0.0; order.len()]);
        for unit in units {
            let own: Vec<usize> = unit.iter().filter_map(|value| places.get(value).copied()).collect();
            let weight = 1.0 / (own.len() as f64 - 1.0);
            for (at, &one) in own.iter().enumerate() {
                for (_, &other) in own.iter().enumerate().filter(|(place, _)| *place != at) {
                    *cells.entry((one, other)).or_insert(0.0) += weight;
                }
                if let Some(sum) = sums.get_mut(one) {
                    *sum += 1.0;
                }
            }
        }
        Self { cells, sums, numbers }
    }

    /// The squared difference of two values by their ranks.
    fn between(&self, one: usize, other: usize) -> f64 {
        let (first, last) = (one.min(other), one.max(other));
        let sum = |at: usize| self.sums.get(at).copied().unwrap_or_default();
        ((first..=last).map(sum).sum::<f64>() - (sum(first) + sum(last)) / 2.0).powi(2)
    }

    /// Alpha by a measure of difference; `None` if no values differ, since then there is nothing to agree on.
    fn alpha(&self, difference: impl Fn(usize, usize) -> f64) -> Option<f64> {
        let n: f64 = self.sums.iter().sum();
        let observed: f64 =
            self.cells.iter().map(|(&(one, other), cell)| cell * difference(one, other)).sum();
        let mut expected = 0.0;
        for (one, sum) in self.sums.iter().enumerate() {
            for (other, of_other) in self.sums.iter().enumerate() {
                expected += sum * of_other * difference(one, other);
            }
        }
        (expected > 0.0).then(|| 1.0 - (n - 1.0) * observed / expected)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(coders: &[&[&str]]) -> Units {
        let value = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        (0..coders[0].len()).map(|unit| coders.iter().map(|coder| value(coder[unit])).collect()).collect()
    }

    fn three(value: Option<f64>) -> f64 {
        (value.unwrap() * 1000.0).round() / 1000.0
    }

    #[test]
    fn alpha_is_that_of_the_published_example() {
        // Krippendorff, "Computing Krippendorff's Alpha-Reliability", example C: four observers, twelve units.
        let data = units(&[
            &["1", "2", "3", "3", "2", "1", "4", "1", "2", "", "", ""],
            &["1", "2", "3", "3", "2", "2", "4", "1", "2", "5", "", "3"],
            &["", "3", "3", "3", "2", "3", "4", "2", "2", "5", "1", ""],
            &["1", "2", "3", "3", "2", "4", "4", "1", "2", "5", "1", ""],
        ]);
        let found = Agreement::of(&data);
        let alphas = [found.alpha_nominal, found.alpha_ordinal, found.alpha_interval].map(three);
        assert_eq!(alphas, [0.743, 0.815, 0.849]);
        assert_eq!((found.n, found.kappa), (11, None));
        // The same, example B: two observers, nominal, 12 units.
        let two = units(&[
            &["a", "a", "b", "b", "d", "c", "c", "c", "e", "d", "d", "a"],
            &["b", "a", "b", "b", "b", "c", "c", "c", "e", "d", "d", "d"],
        ]);
        assert_eq!(three(Agreement::of(&two).alpha_nominal), 0.692);
    }

    #[test]
    fn kappa_is_that_of_a_worked_example() {
        // Two readers of fifty proposals: 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no.
        let mut data = Units::new();
        for (one, other, count) in [("yes", "yes", 20), ("yes", "no", 5), ("no", "yes", 10), ("no", "no", 15)]
        {
            data.extend((0..count).map(|_| vec![Some(one.to_owned()), Some(other.to_owned())]));
        }
        let found = Agreement::of(&data);
        assert_eq!((three(found.kappa), three(found.agreement)), (0.4, 0.7));
        assert_eq!(found.alpha_interval, None);
    }

    #[test]
    fn agreement_in_all_is_undefined_and_in_nothing_negative() {
        let all = Agreement::of(&units(&[&["가", "가", "가"], &["가", "가", "가"]]));
        assert_eq!((all.n, all.agreement, all.kappa, all.alpha_nominal), (3, Some(1.0), None, None));
        let nothing = Agreement::of(&units(&[&["가", "나", "가"], &["나", "가", "나"]]));
        assert_eq!(nothing.agreement, Some(0.0));
        assert!(nothing.alpha_nominal.unwrap() < 0.0 && nothing.kappa.unwrap() < 0.0);
        assert_eq!(Agreement::of(&Vec::new()).agreement, None);
    }
}
