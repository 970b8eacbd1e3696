//! Persons before their time: a newspaper of 1923 names no leader of today.
//!
//! The day of the article tells its year, or else its spelling that it is older than the reform of 1947.

use crate::gazetteer::{Alias, earliest};
use crate::id::{ActorId, AliasId};
use crate::resolve::grammar::WordClass;
use crate::resolve::{View, is_full};

/// Years before the first office in which a surname alone may mean the person.
const KNOWN_BEFORE: i16 = 30;

/// Years before the first office in which a person may have been named at all.
const BORN_BEFORE: i16 = 60;

/// Taken for the first office of someone without one: the gazetteers list people who were in the news after 1990.
const FIRST_YEAR: i16 = 2000;

/// The last year of the old spelling in newspapers.
const LAST_OLD_YEAR: i16 = 1947;

/// Different words in the old spelling that date an article. A single one may be a name or a quotation.
const FEWEST_OLD_WORDS: usize = 2;

impl View<'_> {
    /// Whether the article is older than anyone whom the aliases could mean.
    pub(super) fn is_before_their_time(&self, aliases: &[AliasId]) -> bool {
        aliases.iter().all(|id| self.is_too_early(&self.alias(*id)))
    }

    /// Whether the article is older than a person could be known by this name.
    pub(super) fn is_too_early(&self, alias: &Alias<'_>) -> bool {
        let Some(year) = self.year() else { return false };
        let before = if is_full(alias) { BORN_BEFORE } else { KNOWN_BEFORE };
        self.is_person(alias.actor) && year < self.first_year(alias.actor) - before
    }

    /// The last year in which the article can have been written, where something tells it.
    fn year(&self) -> Option<i16> {
        *self.year.get_or_init(|| match self.article.published {
            Some(published) => Some(published.day().year()),
            None => self.is_in_old_spelling().then_some(LAST_OLD_YEAR),
        })
    }

    fn first_year(&self, actor: ActorId) -> i16 {
        let years = self.resolver.gazetteer.roles_of(actor).filter_map(|role| earliest(&role.from)).map(|day| day.year());
        years.min().unwrap_or(FIRST_YEAR)
    }

    fn is_in_old_spelling(&self) -> bool {
        self.resolver.grammar.holds(self.paragraphs(), WordClass::OldSpelling, FEWEST_OLD_WORDS)
    }
}
