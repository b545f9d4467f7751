//! The measures by which words are compared, each with one definition.

/// Occurrences of a word in two parts of an archive, and how many words these have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TwoCounts {
    pub(super) here: u64,
    pub(super) rest: u64,
    /// All words of the part.
    pub(super) size: u64,
    pub(super) rest_size: u64,
}

impl TwoCounts {
    /// The log-likelihood G² of the 2×2 table of the word and all other words in the two parts: twice the sum over
    /// the four cells of observed · ln(observed / expected), with the sign of over-use here. `None` if a part is
    /// empty, or smaller than what is counted in it.
    pub(super) fn g2(self) -> Option<f64> {
        let [here, rest] = [self.size.checked_sub(self.here)?, self.rest_size.checked_sub(self.rest)?];
        if self.size == 0 || self.rest_size == 0 {
            return None;
        }
        let (size, rest_size) = (self.size as f64, self.rest_size as f64);
        let (word, others) = ((self.here + self.rest) as f64, (here + rest) as f64);
        let cell = |observed: u64, part: f64, kind: f64| {
            let observed = observed as f64;
            if observed == 0.0 {
                0.0
            } else {
                observed * (observed * (size + rest_size) / (part * kind)).ln()
            }
        };
        let cells = [
            cell(self.here, size, word),
            cell(self.rest, rest_size, word),
            cell(here, size, others),
            cell(rest, rest_size, others),
        ];
        let g2 = 2.0 * cells.iter().sum::<f64>().max(0.0);
        Some(if self.is_over_used() { g2 } else { -g2 })
    }

    /// Whether the word is at least as frequent here as in the rest.
    pub(super) fn is_over_used(self) -> bool {
        u128::from(self.here) * u128::from(self.rest_size) >= u128::from(self.rest) * u128::from(self.size)
    }

    /// The binary logarithm of the ratio of its relative frequencies here and in the rest; a count of zero is
    /// taken as 0.5. `None` if a part is empty.
    pub(super) fn log_ratio(self) -> Option<f64> {
        let share = |count: u64, size: u64| match (count, size) {
            (_, 0) => None,
            (0, size) => Some(0.5 / size as f64),
            (count, size) => Some(count as f64 / size as f64),
        };
        Some((share(self.here, self.size)? / share(self.rest, self.rest_size)?).log2())
    }

    /// Its frequency here in a million words; `None` if there are none.
    pub(super) fn per_million(self) -> Option<f64> {
        (self.size > 0).then(|| self.here as f64 * 1e6 / self.size as f64)
    }
}

/// logDice: 14 plus the binary logarithm of 2·together / (node + word). `None` if they are never together.
pub(super) fn log_dice(together: u64, node: u64, word: u64) -> Option<f64> {
    (together > 0).then(|| 14.0 + (2.0 * together as f64 / (node + word) as f64).log2())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(value: Option<f64>, expected: f64) {
        assert!(value.is_some_and(|value| (value - expected).abs() < 1e-6), "{value:?} {expected}");
    }

    #[test]
    fn measures_are_those_of_worked_examples() {
        // 10 of 1,000 words here, 5 of 2,000 in the rest: expected 5 and 10.
        let found = TwoCounts { here: 10, rest: 5, size: 1000, rest_size: 2000 };
        let expected = 2.0
            * (10.0 * (10.0_f64 / 5.0).ln()
                + 5.0 * (5.0_f64 / 10.0).ln()
                + 990.0 * (990.0_f64 / 995.0).ln()
                + 1995.0 * (1995.0_f64 / 1990.0).ln());
        close(found.g2(), expected);
        close(found.log_ratio(), 2.0);
        close(found.per_million(), 10_000.0);
        let turned = TwoCounts { here: 5, rest: 10, size: 2000, rest_size: 1000 };
        close(turned.g2(), -expected);
        close(turned.log_ratio(), -2.0);
        // As often in both parts.
        close(TwoCounts { here: 2, rest: 4, size: 10, rest_size: 20 }.g2(), 0.0);
        close(TwoCounts { here: 4, rest: 0, size: 100, rest_size: 100 }.log_ratio(), 3.0);
        close(log_dice(10, 20, 20), 13.0);
    }

    #[test]
    fn what_is_undefined_is_none() {
        let all = TwoCounts { here: 3, rest: 0, size: 10, rest_size: 0 };
        assert_eq!((all.g2(), all.log_ratio()), (None, None));
        // The windows around all occurrences would have more words than the archive.
        assert_eq!(TwoCounts { here: 3, rest: 9, size: 10, rest_size: 4 }.g2(), None);
        assert_eq!(log_dice(0, 3, 4), None);
        assert_eq!(TwoCounts { here: 0, rest: 0, size: 0, rest_size: 0 }.per_million(), None);
    }
}
