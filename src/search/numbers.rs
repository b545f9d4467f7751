//! Ranges of numbers and percentages in a query: `length:>1000`, `shared:60..80%`.

/// A range of numbers, including both ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberRange {
    pub least: u64,
    pub most: u64,
}

impl NumberRange {
    pub fn contains(&self, number: u64) -> bool {
        (self.least..=self.most).contains(&number)
    }

    /// Parses `>1000`, `>=1000`, `<1000`, `<=1000`, `1000..2000` or `1000`, with optional commas and percent
    /// signs.
    pub(super) fn parse(text: &str) -> Option<Self> {
        Self::units_from(text, 1)
    }

    /// Parses percentages into millionths. A single percentage covers all shares that round to it.
    pub(super) fn shares_from(text: &str) -> Option<Self> {
        Self::units_from(text, 10_000)
    }

    /// Parses a range of numbers and multiplies them by `units`.
    fn units_from(text: &str, units: u64) -> Option<Self> {
        let number = |text: &str| -> Option<u64> {
            let text = text.trim().trim_end_matches('%').trim_end();
            let is_number = text.starts_with(|c: char| c.is_ascii_digit());
            let number: u64 = text.replace(',', "").parse().ok().filter(|_| is_number)?;
            Some(number.saturating_mul(units))
        };
        let bound = |text: &str, open: u64| if text.is_empty() { Some(open) } else { number(text) };
        let (least, most) = if let Some((from, to)) = text.split_once("..") {
            if from.is_empty() && to.is_empty() {
                return None;
            }
            let (least, most) = (bound(from, 0)?, bound(to, u64::MAX)?);
            if most < least {
                return None;
            }
            (least, most)
        } else if let Some(least) = text.strip_prefix(">=") {
            (number(least)?, u64::MAX)
        } else if let Some(most) = text.strip_prefix("<=") {
            (0, number(most)?)
        } else if let Some(below) = text.strip_prefix('>') {
            (number(below)?.saturating_add(1), u64::MAX)
        } else if let Some(above) = text.strip_prefix('<') {
            // Nothing is less than 0.
            number(above)?.checked_sub(1).map_or((1, 0), |most| (0, most))
        } else {
            let number = number(text)?;
            let half = units / 2;
            (number.saturating_sub(half), number.saturating_add(half.saturating_sub(1)))
        };
        Some(Self { least, most })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_ranges_of_them() {
        let range = |text| NumberRange::parse(text).map(|range| (range.least, range.most));
        assert_eq!(range("1000"), Some((1000, 1000)));
        assert_eq!(range(">1,000"), Some((1001, u64::MAX)));
        assert_eq!(range(">=80%"), Some((80, u64::MAX)));
        assert_eq!(range("<10"), Some((0, 9)));
        assert_eq!(range("<=10"), Some((0, 10)));
        assert_eq!(range("10..20"), Some((10, 20)));
        assert_eq!(range("..20"), Some((0, 20)));
        assert!(!NumberRange::parse("<0").unwrap().contains(0));
        let share = |text| NumberRange::shares_from(text).map(|range| (range.least, range.most));
        assert_eq!(share(">80%"), Some((800_001, u64::MAX)));
        assert_eq!(share(">=80"), Some((800_000, u64::MAX)));
        assert_eq!(share("60..80%"), Some((600_000, 800_000)));
        assert_eq!(share("66%"), Some((655_000, 664_999)));
        for text in ["", ">", "..", "a", "1a", "-1", ">=", "99999999999999999999999", ","] {
            assert_eq!(range(text), None, "{text}");
        }
    }
}
