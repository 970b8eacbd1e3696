//! Measures of association between two actors, from a table of how many windows hold both, one, or neither.

/// Counts of windows. All measures follow from it.
///
/// ```
/// use actorgraph::Contingency;
/// let table = Contingency { k11: 110, k12: 2442, k21: 111, k22: 29114 };
/// assert!((table.log_likelihood_ratio() - 270.72).abs() < 0.01); // the example of Dunning (1993)
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contingency {
    /// Windows with both.
    pub k11: u64,
    /// Windows with the first only.
    pub k12: u64,
    /// Windows with the second only.
    pub k21: u64,
    /// Windows with neither.
    pub k22: u64,
}

impl Contingency {
    /// From the number of windows with both, with the first, with the second, and in all. Counts that contradict each other are
    /// brought within the others.
    #[must_use]
    pub const fn from_totals(both: u64, first: u64, second: u64, all: u64) -> Self {
        let k12 = first.saturating_sub(both);
        let k21 = second.saturating_sub(both);
        Self { k11: both, k12, k21, k22: all.saturating_sub(both + k12 + k21) }
    }

    /// N, the number of windows.
    #[must_use]
    pub const fn total(self) -> u64 {
        self.k11 + self.k12 + self.k21 + self.k22
    }

    fn margins(self) -> (f64, f64, f64) {
        (count(self.k11 + self.k12), count(self.k11 + self.k21), count(self.total()))
    }

    /// Windows that would hold both if the two were independent: (k11+k12)·(k11+k21)/N; 0 for an empty table.
    #[must_use]
    pub fn expected(self) -> f64 {
        let (first, second, all) = self.margins();
        if all == 0.0 { 0.0 } else { first * second / all }
    }

    /// Pointwise mutual information in bits: log2(p(a,b) / (p(a)·p(b))). Negative infinity where the two never meet.
    #[must_use]
    pub fn pmi(self) -> f64 {
        if self.k11 == 0 { f64::NEG_INFINITY } else { (count(self.k11) / self.expected()).log2() }
    }

    /// Normalised pointwise mutual information (Bouma 2009): PMI / -log2 p(a,b), from -1 (never together) over 0 (independent) to 1
    /// (always together).
    #[must_use]
    pub fn npmi(self) -> f64 {
        if self.k11 == 0 {
            return -1.0;
        }
        let all = count(self.total());
        let joint = count(self.k11) / all;
        if joint >= 1.0 { 1.0 } else { self.pmi() / -joint.log2() }
    }

    /// Log-likelihood ratio G² (Dunning 1993): 2·Σ k·ln(k/expected k), 0 or more, with 0·ln 0 = 0. It tells how strong the evidence
    /// against independence is, not its direction.
    #[must_use]
    pub fn log_likelihood_ratio(self) -> f64 {
        let rows = [self.k11 + self.k12, self.k21 + self.k22];
        let columns = [self.k11 + self.k21, self.k12 + self.k22];
        let cells = [self.k11, self.k12, self.k21, self.k22].map(entropy_term);
        let sum: f64 = cells.iter().sum();
        let margins: f64 = rows.into_iter().chain(columns).map(entropy_term).sum();
        (2.0 * (sum - margins + entropy_term(self.total()))).max(0.0)
    }

    /// The chance to see a G² as large as this one where the two are independent: [`chi_square_p`] of it.
    ///
    /// ```
    /// use actorgraph::Contingency;
    /// assert!(Contingency::from_totals(110, 2552, 221, 31777).p_value() < 1e-50);
    /// assert!(Contingency::from_totals(10, 100, 100, 1000).p_value() > 0.99);
    /// ```
    #[must_use]
    pub fn p_value(self) -> f64 {
        chi_square_p(self.log_likelihood_ratio())
    }

    /// Dice coefficient: 2·k11 / (2·k11+k12+k21), from 0 to 1.
    #[must_use]
    pub fn dice(self) -> f64 {
        ratio(2 * self.k11, 2 * self.k11 + self.k12 + self.k21)
    }

    /// Jaccard index: k11 / (k11+k12+k21), from 0 to 1.
    #[must_use]
    pub fn jaccard(self) -> f64 {
        ratio(self.k11, self.k11 + self.k12 + self.k21)
    }

    /// Cosine of the two as sets of windows: k11 / √((k11+k12)·(k11+k21)), from 0 to 1.
    #[must_use]
    pub fn cosine(self) -> f64 {
        let (first, second, _) = self.margins();
        if first * second == 0.0 { 0.0 } else { count(self.k11) / (first * second).sqrt() }
    }
}

/// The chance of a value as large as this one under the chi-square distribution with one degree of freedom: erfc(√(value/2)).
#[must_use]
pub fn chi_square_p(value: f64) -> f64 {
    libm::erfc((value.max(0.0) / 2.0).sqrt())
}

/// The p-values of a family of tests, corrected by the step-down method of Holm (1979): the chance that even one test of the family
/// is passed by chance stays below the level at which the corrected values are read, however the tests hang together.
///
/// `tests` is the number of tests in the family, of which those not listed had nothing to show. The order of `values` is kept.
///
/// ```
/// let corrected = actorgraph::holm(&[0.01, 0.04, 0.03], 3);
/// assert_eq!(corrected, [0.03, 0.06, 0.06]);
/// assert_eq!(actorgraph::holm(&[0.01], 1000), [1.0]);
/// ```
#[must_use]
pub fn holm(values: &[f64], tests: usize) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let tests = tests.max(values.len());
    let mut corrected = vec![1.0; values.len()];
    let mut least: f64 = 0.0;
    for (rank, at) in order.into_iter().enumerate() {
        let left = u64::try_from(tests - rank).unwrap_or(u64::MAX);
        least = least.max(values[at] * count(left)).min(1.0);
        corrected[at] = least;
    }
    corrected
}

/// k·ln k, which is 0 for 0.
fn entropy_term(k: u64) -> f64 {
    if k == 0 { 0.0 } else { count(k) * count(k).ln() }
}

fn ratio(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { count(part) / count(whole) }
}

/// Counts are far below 2^53, so nothing is lost.
#[allow(clippy::cast_precision_loss)]
const fn count(k: u64) -> f64 {
    k as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-9
    }

    #[test]
    fn independent_actors_have_no_association() {
        let table = Contingency::from_totals(10, 100, 100, 1000);
        assert!(near(table.expected(), 10.0) && near(table.pmi(), 0.0) && near(table.npmi(), 0.0));
        assert!(table.log_likelihood_ratio() < 1e-9);
    }

    #[test]
    fn limits_of_the_measures() {
        let never = Contingency::from_totals(0, 5, 5, 100);
        assert!(near(never.npmi(), -1.0) && near(never.jaccard(), 0.0) && never.log_likelihood_ratio() >= 0.0);
        let always = Contingency::from_totals(5, 5, 5, 100);
        assert!(near(always.npmi(), 1.0) && near(always.jaccard(), 1.0) && near(always.dice(), 1.0) && near(always.cosine(), 1.0));
        let only = Contingency::from_totals(3, 3, 3, 3);
        assert!(near(only.npmi(), 1.0) && near(only.log_likelihood_ratio(), 0.0));
        let empty = Contingency::from_totals(0, 0, 0, 0);
        assert!(near(empty.expected(), 0.0) && near(empty.npmi(), -1.0) && near(empty.cosine(), 0.0));
    }
}
