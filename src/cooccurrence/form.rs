//! By which forms an actor is named, and how often.

use smallvec::SmallVec;
use xxhash_rust::xxh3::xxh3_64;

/// Surface forms of an actor, and how often each stands in distinct articles.
///
/// ```
/// use actorgraph::Forms;
/// let mut forms = Forms::default();
/// *forms.times_of("China") += 2;
/// *forms.times_of("Peking") += 1;
/// assert_eq!(forms.sorted(), [("China", 2), ("Peking", 1)]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Forms(SmallVec<[Form; 1]>);

/// A form, which is found by its hash, so that its text need not be fetched: no two forms of an actor have the same by chance.
#[derive(Clone, Debug)]
struct Form {
    hash: u64,
    times: u64,
    text: Box<str>,
}

impl Forms {
    /// How often a form stands there, to be raised. Frequent forms come to stand before others, so that they are found first.
    pub fn times_of(&mut self, text: &str) -> &mut u64 {
        let hash = xxh3_64(text.as_bytes());
        let at = match self.0.iter().position(|form| form.hash == hash) {
            Some(at) if at > 0 && self.0[at - 1].times <= self.0[at].times => {
                self.0.swap(at - 1, at);
                at - 1
            }
            Some(at) => at,
            None => {
                self.0.push(Form { hash, times: 0, text: text.into() });
                self.0.len() - 1
            }
        };
        &mut self.0[at].times
    }

    /// The forms in the order of their letters.
    #[must_use]
    pub fn sorted(&self) -> Vec<(&str, u64)> {
        let mut forms: Vec<(&str, u64)> = self.0.iter().map(|form| (&*form.text, form.times)).collect();
        forms.sort_unstable();
        forms
    }
}

/// Forms are equal if each stands there as often.
impl PartialEq for Forms {
    fn eq(&self, other: &Self) -> bool {
        self.0.len() == other.0.len() && self.sorted() == other.sorted()
    }
}

impl Eq for Forms {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_forms_does_not_matter() {
        let names: Vec<String> = (0..40).map(|at| format!("naam {}", at * at % 17)).collect();
        let [mut one, mut other] = [Forms::default(), Forms::default()];
        names.iter().for_each(|name| *one.times_of(name) += 1);
        names.iter().rev().for_each(|name| *other.times_of(name) += 1);
        assert_eq!(one, other);
        let times = |name: &str| u64::try_from(names.iter().filter(|other| *other == name).count()).unwrap();
        assert!(one.sorted().is_sorted() && one.sorted().iter().all(|(name, count)| *count == times(name)));
        *other.times_of("naam 0") += 1;
        assert_ne!(one, other);
    }
}
