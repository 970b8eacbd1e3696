//! Whom an attack hits where its own phrase does not tell: `Bij een Russische luchtaanval zijn drie Oekraïners omgekomen`.

use crate::gazetteer::ActorType;
use crate::relation::category::Category;
use crate::relation::events::frame::Filler;
use crate::relation::parts::phrase::{Parties, Party};
use crate::relation::rows::trigger::{Slot, Trigger};
use crate::relation::sentence::Sentence;
use crate::relation::words::lexicon::Class;

impl Sentence<'_> {
    /// Whether a clause tells what happened to someone by an attack that a phrase of it names.
    pub(super) fn may_hit(&self, number: usize, phrase: usize, category: Category) -> bool {
        let analysis = &self.analyses[number];
        // `Somali forces backed by U.S. strikes killed fifty fighters`: by another deed, and others.
        let kills = self.small.english && !analysis.objects.is_empty() && !analysis.chain.has(Class::Be);
        category == Category::Assault && !kills && analysis.phrases[phrase].preposition.is_some() && analysis.words.has(Class::Hit)
    }

    /// English `A Hamas commander died in an Israeli strike on Beirut`: a person, or a body whose people are hit, before the place that is.
    pub(super) fn killed(&self, number: usize, phrase: usize, category: Category, actor: &Filler) -> Option<Filler> {
        let preposition = self.analyses[number].phrases[phrase].preposition;
        let may_be = self.small.english && (preposition == self.small.within || preposition == self.small.by);
        if !may_be || !self.may_hit(number, phrase, category) {
            return None;
        }
        let victim = self.analyses[number].subject.phrase.map(|at| &self.analyses[number].phrases[at])?;
        let is_victim = |party: &&Party| {
            let kind = &self.gazetteer.actor(party.actor).actor_type;
            !party.place && *kind != ActorType::Country && !actor.parties.iter().any(|one| one.actor == party.actor)
        };
        // `Trump's son was killed`: a person is not whoever is his.
        let is_person = |party: &Party| self.gazetteer.actor(party.actor).actor_type == ActorType::Person;
        let owners = victim.owners.iter().filter(|party| !is_person(party));
        let parties: Parties = victim.parties.iter().chain(owners).filter(is_victim).copied().collect();
        (!parties.is_empty()).then_some(Filler { parties, phrase: None, mutual: false })
    }

    /// `Bij een Russische luchtaanval zijn drie Oekraïners omgekomen`: whom an attack hits, where its own phrase does not tell.
    pub(super) fn hit(&self, number: usize, phrase: usize, category: Category, actor: &Filler) -> Option<Filler> {
        let analysis = &self.analyses[number];
        if !self.may_hit(number, phrase, category) {
            return None;
        }
        let is_other = |party: &Party| !actor.parties.iter().any(|one| one.actor == party.actor);
        let of = |at: usize, within: bool| -> Option<Filler> {
            let found = &analysis.phrases[at];
            let parties: Parties = found.parties.iter().chain(&found.owners).copied().filter(is_other).collect();
            (!parties.is_empty() && (!within || !found.temporal)).then_some(Filler { parties, phrase: Some(at), mutual: false })
        };
        let where_to = |at: &usize| analysis.phrases[*at].preposition.is_some() && analysis.phrases[*at].preposition == self.small.within;
        let subject = analysis.subject.phrase.and_then(|at| of(at, false));
        subject.or_else(|| (0..analysis.phrases.len()).filter(where_to).find_map(|at| of(at, true)))
    }

    /// `een aanval op een markt`: force against what the gazetteers do not know.
    pub(super) fn hits_something(&self, number: usize, trigger: &Trigger, near: &[usize]) -> bool {
        let phrases = &self.analyses[number].phrases;
        let fits = |at: &usize| {
            let own = phrases[*at].preposition.map(Slot::After);
            own.is_some_and(|own| trigger.recipient.contains(&own)) && phrases[*at].parties.is_empty() && !phrases[*at].temporal
        };
        trigger.category == Category::Assault && near.iter().any(fits)
    }
}
