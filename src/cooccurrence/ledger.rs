//! Counts by what is counted, laid out so that to find one fetches little memory: with many actors and pairs, waiting for memory is most of
//! what counting takes.

use crate::flat::{FlatTable, mixed};
use crate::id::ActorId;

/// What counts are kept of: actors, and pairs of them.
pub trait Listed: Copy + Eq {
    /// Tells where counts stand.
    type Numbers: Clone + Default + std::fmt::Debug;

    #[doc(hidden)]
    fn number(self, numbers: &Self::Numbers) -> Option<u32>;

    /// The number that it has. Where it has none it gets this one, and nothing is returned.
    #[doc(hidden)]
    fn number_or(self, numbers: &mut Self::Numbers, fresh: u32) -> Option<u32>;
}

/// Actors are numbered without gaps, so that a list tells where each stands; 0 where it does not.
impl Listed for ActorId {
    type Numbers = Vec<u32>;

    fn number(self, numbers: &Vec<u32>) -> Option<u32> {
        numbers.get(self.index())?.checked_sub(1)
    }

    fn number_or(self, numbers: &mut Vec<u32>, fresh: u32) -> Option<u32> {
        if numbers.len() <= self.index() {
            numbers.resize(self.index() + 1, 0);
        }
        let number = &mut numbers[self.index()];
        let found = number.checked_sub(1);
        *number = found.unwrap_or(fresh).saturating_add(1);
        found
    }
}

/// Where pairs stand, by a hash and the pair itself.
#[derive(Clone, Debug, Default)]
pub struct PairNumbers(FlatTable<3>);

fn hash((one, other): (ActorId, ActorId)) -> [u32; 3] {
    let bits = mixed(u64::from(one.0) << u32::BITS | u64::from(other.0));
    [u32::try_from(bits >> u32::BITS).unwrap_or(0), one.0, other.0]
}

impl Listed for (ActorId, ActorId) {
    type Numbers = PairNumbers;

    fn number(self, numbers: &PairNumbers) -> Option<u32> {
        numbers.0.get(hash(self))
    }

    fn number_or(self, numbers: &mut PairNumbers, fresh: u32) -> Option<u32> {
        numbers.0.get_or_insert(hash(self), fresh)
    }
}

/// Counts of actors or of pairs, in the order in which they came.
///
/// ```
/// use actorgraph::{Actors, Gazetteer, Language};
/// let mut actors = Actors::default();
/// let china = Gazetteer::embedded(&[Language::English]).actor_with_id("cn").unwrap();
/// actors.of(china).windows += 2;
/// assert_eq!((actors.get(china).map(|count| count.windows), actors.len()), (Some(2), 1));
/// ```
#[derive(Clone, Debug)]
pub struct Ledger<K: Listed, C> {
    numbers: K::Numbers,
    /// In shares of so many, all but the last of which are full: a list of millions that must move to grow would leave much room unused.
    rows: Vec<Vec<(K, C)>>,
}

/// Rows that stand together: so many that a share has pages of its own, which are no memory before they are written.
const SHARE: usize = 1 << 15;

impl<K: Listed, C> Default for Ledger<K, C> {
    fn default() -> Self {
        Self { numbers: K::Numbers::default(), rows: Vec::new() }
    }
}

impl<K: Listed, C: Default> Ledger<K, C> {
    /// What is counted of `key`, which begins with nothing.
    pub fn of(&mut self, key: K) -> &mut C {
        let row = self.row_of(key);
        self.row_mut(row)
    }

    /// The row in which `key` is counted.
    pub(super) fn row_of(&mut self, key: K) -> usize {
        let fresh = self.len();
        let found = key.number_or(&mut self.numbers, u32::try_from(fresh).unwrap_or(u32::MAX));
        if found.is_none() {
            let row = (key, C::default());
            match self.rows.last_mut().filter(|last| last.len() < SHARE) {
                Some(last) => last.push(row),
                None => {
                    // The first share is that of few rows too.
                    let mut share = Vec::with_capacity(if fresh == 0 { 0 } else { SHARE });
                    share.push(row);
                    self.rows.push(share);
                }
            }
        }
        found.map_or(fresh, |row| row as usize)
    }
}

impl<K: Listed, C> Ledger<K, C> {
    /// What is counted of `key`, if anything.
    #[must_use]
    pub fn get(&self, key: K) -> Option<&C> {
        key.number(&self.numbers).map(|row| self.row(row as usize))
    }

    /// What is counted in a row.
    pub(crate) fn row(&self, row: usize) -> &C {
        &self.rows[row / SHARE][row % SHARE].1
    }

    pub(super) fn row_mut(&mut self, row: usize) -> &mut C {
        &mut self.rows[row / SHARE][row % SHARE].1
    }

    /// All counts, in the order in which they came.
    pub fn iter(&self) -> impl Iterator<Item = (K, &C)> {
        self.rows.iter().flatten().map(|(key, count)| (*key, count))
    }

    /// All counts, to change them.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut C> {
        self.rows.iter_mut().flatten().map(|(_, count)| count)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.last().map_or(0, |last| (self.rows.len() - 1) * SHARE + last.len())
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

impl<K: Listed, C> IntoIterator for Ledger<K, C> {
    type Item = (K, C);
    type IntoIter = std::iter::Flatten<std::vec::IntoIter<Vec<(K, C)>>>;

    fn into_iter(self) -> Self::IntoIter {
        self.rows.into_iter().flatten()
    }
}

/// Counts are equal if they count the same, in whatever order.
impl<K: Listed, C: PartialEq> PartialEq for Ledger<K, C> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().all(|(key, count)| other.get(key) == Some(count))
    }
}

impl<K: Listed, C: Eq> Eq for Ledger<K, C> {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_counted_by_itself_in_whatever_order() {
        let keys: Vec<(ActorId, ActorId)> = (0..40_000).map(|at| (ActorId(at % 200), ActorId(200 + at / 200))).collect();
        let (mut one, mut other) = (Ledger::<_, u32>::default(), Ledger::<_, u32>::default());
        keys.iter().chain(&keys).for_each(|key| *one.of(*key) += key.1.0);
        keys.iter().rev().for_each(|key| *other.of(*key) += 2 * key.1.0);
        assert_eq!((one.len(), one.get(keys[35_031])), (keys.len(), Some(&(2 * keys[35_031].1.0))));
        assert_eq!((one.get((ActorId(200), ActorId(0))), &one), (None, &other));
        *other.of(keys[0]) += 1;
        assert_ne!(one, other);
        let mut actors = Ledger::<ActorId, u32>::default();
        [7, 2, 7].into_iter().for_each(|actor| *actors.of(ActorId(actor)) += 1);
        assert_eq!(actors.into_iter().collect::<Vec<_>>(), [(ActorId(7), 2), (ActorId(2), 1)]);
    }
}
