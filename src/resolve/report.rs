//! What an article reports: in a report of sport or of the arts a bare surname is a player's or an artist's.

use crate::id::AliasId;
use crate::resolve::View;
use crate::resolve::grammar::WordClass;

/// Different words of sport or of the arts that make an article a report of them.
const FEWEST_WORDS: usize = 3;

impl View<'_> {
    /// Whether mention `at` is a bare surname in a report of sport or of the arts that shows nowhere that a leader is meant: neither by
    /// a full name nor by the title of an office before the surname.
    pub(super) fn is_in_report(&self, at: usize, aliases: &[AliasId]) -> bool {
        // What the article says of the person is known at once; its words are many.
        !aliases.iter().any(|id| self.names_in_full(self.alias(*id).actor))
            && !self.any_like(at, &self.with_office, |other| self.follows_office(other))
            && self.reports_pastime()
    }

    fn reports_pastime(&self) -> bool {
        *self.pastime.get_or_init(|| self.resolver.grammar.holds(self.paragraphs(), WordClass::Pastime, FEWEST_WORDS))
    }
}
