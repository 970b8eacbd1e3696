//! Spells of GEXF: the days during which an actor or an edge is there.

use jiff::civil::Date;

/// Days on which something is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spell {
    pub first: Date,
    pub last: Date,
}

impl Spell {
    pub fn start(self) -> String {
        self.first.to_string()
    }

    /// The last day, or its last second where the first day is the last one: Gephi drops what ends as it starts.
    pub fn end(self) -> String {
        if self.first == self.last { format!("{}T23:59:59", self.last) } else { self.last.to_string() }
    }
}

/// Spells in order, those that follow on each other as one.
pub(super) fn joined(spells: impl Iterator<Item = Spell>) -> Vec<Spell> {
    let mut joined: Vec<Spell> = Vec::new();
    for spell in spells {
        match joined.last_mut().filter(|last| last.last.tomorrow().is_ok_and(|next| spell.first <= next)) {
            Some(last) => last.last = last.last.max(spell.last),
            None => joined.push(spell),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spells_that_follow_on_each_other_are_one() {
        let spell = |from: i8, to: i8| Spell { first: jiff::civil::date(2026, 1, from), last: jiff::civil::date(2026, 1, to) };
        assert_eq!(joined([spell(1, 1), spell(2, 3), spell(5, 6)].into_iter()), [spell(1, 3), spell(5, 6)]);
        assert_eq!((spell(1, 1).end(), spell(1, 3).end()), ("2026-01-01T23:59:59".to_owned(), "2026-01-03".to_owned()));
    }
}
