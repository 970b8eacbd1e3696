//! Who is meant where no name tells it: police without a country, rebels, some of those told before, whose people or towns are hit.

use crate::gazetteer::ActorType;
use crate::id::ActorId;
use crate::relation::Relation;
use crate::relation::category::{Category, Quad};
use crate::relation::clauses::clause::ClauseKind;
use crate::relation::events::frame::{Filler, Frame};
use crate::relation::parts::phrase::{Parties, Party, Phrase, PhraseKind};
use crate::relation::rows::trigger::{Slot, Trigger};
use crate::relation::sentence::Sentence;
use crate::relation::words::lexicon::Class;

impl Sentence<'_> {
    /// `Imamoglu is door de politie opgepakt`, `Betogers trokken tegen de Georgische regering op. De politie pakte er tien op`: whose police or army
    /// it is that arrests someone, where it stands alone: that of the land of the person, or of the only land that was named before.
    pub(crate) fn force_of_state(&self, number: usize, frame: &Frame<'_>) -> Option<Filler> {
        let trigger = frame.trigger;
        let is_of_state = trigger.category == Category::Coerce || trigger.mode == Some("convict");
        let analysis = &self.analyses[number];
        let subject = analysis.subject.phrase;
        let at = if frame.passive { self.agent_phrase(number) } else { subject };
        let at = at.filter(|_| is_of_state && !self.small.english)?;
        let found = &analysis.phrases[at];
        let noun = found.noun.filter(|_| found.parties.is_empty() && found.owners.is_empty())?;
        let token = &self.tokens.all[noun as usize];
        // `de politie in Nepal` tells whose it is.
        let is_told = analysis.phrases.iter().any(|phrase| {
            phrase.preposition.is_some()
                && phrase.preposition == self.small.within
                && (!phrase.parties.is_empty() || phrase.start == found.end)
        });
        if !token.is(Class::Organ) || token.is(Class::ForPerson) || !self.is_bare_definite(number, at) || is_told {
            return None;
        }
        let is_country = |actor: &ActorId| self.gazetteer.actor(*actor).actor_type == ActorType::Country;
        let victims = if frame.passive { subject.as_slice() } else { &analysis.objects[..] };
        let homes = victims.iter().flat_map(|victim| &analysis.phrases[*victim].parties).filter_map(|party| {
            let victim = self.gazetteer.actor(party.actor);
            victim.of.iter().copied().find(is_country).filter(|_| victim.actor_type == ActorType::Person)
        });
        let mut lands: Vec<ActorId> = homes.collect();
        if lands.is_empty() && number == 0 {
            lands.extend(self.earlier.iter().copied().filter(is_country));
        }
        lands.sort_unstable();
        lands.dedup();
        match lands[..] {
            [land] => {
                let party = Party { actor: land, token: noun, agent: Some(noun), place: false };
                Some(Filler { parties: Parties::from_slice(&[party]), phrase: Some(at), mutual: false })
            }
            _ => None,
        }
    }

    /// `Dertig van hen werden opgepakt`: of those who protested in the sentence before.
    pub(crate) fn some_of_them(&self, number: usize, actor: &Filler, frame: &Frame<'_>) -> Option<Filler> {
        let analysis = &self.analyses[number];
        let is_arrest = frame.trigger.category == Category::Coerce && !self.small.english;
        let victim = if frame.passive { analysis.subject.phrase } else { analysis.objects.first().copied() };
        let victim = victim.filter(|_| is_arrest)?;
        let them = analysis
            .phrases
            .get(victim + 1)
            .filter(|next| next.kind == PhraseKind::Pronoun && next.preposition.is_some() && next.preposition == self.small.of)?;
        let token = self.clauses[number].tokens[them.end - 1];
        let protests = |relation: &Relation| relation.category == Category::Protest;
        let mut protesters = self.told.iter().filter(|relation| protests(relation)).map(|relation| relation.actor);
        let doer = protesters.next().filter(|first| protesters.all(|other| other == *first))?;
        let doer = Some(doer).filter(|doer| !actor.parties.iter().any(|party| party.actor == *doer))?;
        let party = Party { actor: doer, token, agent: None, place: false };
        Some(Filler { parties: Parties::from_slice(&[party]), phrase: None, mutual: false })
    }

    /// `De jihadisten hadden 25 meisjes ontvoerd`: as the rebels, the only group with arms that was named before.
    pub(crate) fn rebels_before(&self, number: usize, token: u16) -> Option<Party> {
        // `De rebellen in Congo`: others.
        let is_elsewhere = |phrase: &Phrase| {
            let preposition = phrase.preposition.filter(|_| !phrase.parties.is_empty());
            preposition.is_some() && [self.small.within, self.small.from, self.small.of].contains(&preposition)
        };
        if self.analyses[number].phrases.iter().any(is_elsewhere) {
            return None;
        }
        let is_armed = |actor: &ActorId| self.gazetteer.actor(*actor).note == "armed-group";
        let phrases = self.analyses[..number].iter().flat_map(|analysis| &analysis.phrases);
        let mut named: Vec<ActorId> = phrases.flat_map(|phrase| &phrase.parties).map(|party| party.actor).filter(is_armed).collect();
        if named.is_empty() {
            named.extend(self.earlier.iter().copied().filter(is_armed));
        }
        named.sort_unstable();
        named.dedup();
        match named[..] {
            [actor] => Some(Party { actor, token, agent: None, place: false }),
            _ => None,
        }
    }

    /// `liet scholieren vrij die Boko Haram had ontvoerd`: whose people or things those are that the pronoun of a relative clause stands for.
    pub(crate) fn relative_owner(&self, number: usize, actor: &Filler, trigger: &Trigger) -> Option<Filler> {
        let clause = &self.clauses[number];
        let is_relative = matches!(clause.kind, ClauseKind::Relative { .. }) && self.analyses[number].subject.phrase.is_some();
        let is_done_to = matches!(trigger.category.quad(), Quad::MaterialConflict) || trigger.category == Category::Retreat;
        let takes_object = trigger.recipient.contains(&Slot::Object) && is_done_to && !self.small.english;
        let (before, parent) = (clause.before?, clause.parent.filter(|_| is_relative && takes_object)?);
        let at = self.clauses[parent].tokens.iter().position(|token| *token == before)?;
        let phrase = self.analyses[parent].phrases.iter().find(|phrase| phrase.start <= at && at < phrase.end)?;
        let is_other = |party: &Party| !party.place && !actor.parties.iter().any(|one| one.actor == party.actor);
        let parties: Parties = phrase.owners.iter().copied().filter(is_other).collect();
        (!parties.is_empty()).then_some(Filler { parties, phrase: None, mutual: false })
    }

    /// `heeft in Nigeria dorpelingen gedood en vrouwen ontvoerd`: whom the clause before tells that the same one used force on, where this one names
    /// no place and no one.
    pub(crate) fn hit_beside(&self, number: usize, actor: &Filler, trigger: &Trigger) -> Option<Filler> {
        let joined = self.clauses[number].joined.filter(|_| trigger.category == Category::Assault && !self.small.english)?;
        let analysis = &self.analyses[number];
        let names_no_one = |phrase: &Phrase| phrase.parties.is_empty() && phrase.owners.is_empty();
        let takes_over = analysis.subject.phrase.is_none() || self.clauses[number].shares_verb;
        if !takes_over || analysis.objects.is_empty() || !analysis.phrases.iter().all(names_no_one) {
            return None;
        }
        let is_same = |relation: &&Relation| {
            relation.category == Category::Assault && actor.parties.iter().any(|party| party.actor == relation.actor)
        };
        let hit = self.told_in(joined).filter(is_same).find_map(|relation| relation.recipient)?;
        let token = self.clauses[number].tokens[analysis.phrases[analysis.objects[0]].end - 1];
        let party = Party { actor: hit, token, agent: None, place: false };
        Some(Filler { parties: Parties::from_slice(&[party]), phrase: None, mutual: false })
    }

    /// `is aangekomen in New Delhi`: whose guest a person is who comes to the capital of another country than the own one.
    pub(crate) fn arrives(&self, number: usize, actor: &Filler, trigger: &Trigger) -> Option<Filler> {
        let comes_in = self.small.within.is_some_and(|within| trigger.recipient.contains(&Slot::After(within)));
        let visits = trigger.category == Category::Consult && trigger.mode == Some("visit") && !trigger.is_specific() && comes_in;
        let is_person = |party: &Party| self.gazetteer.actor(party.actor).actor_type == ActorType::Person;
        let is_main = self.clauses[number].kind == ClauseKind::Main;
        if self.small.english || !is_main || !visits || !actor.parties.iter().all(is_person) {
            return None;
        }
        let found = self.seat_in(number, true)?;
        let is_home = |host: &Party| actor.parties.iter().any(|guest| self.gazetteer.are_affiliated(guest.actor, host.actor));
        (!found.parties.iter().any(is_home)).then_some(found)
    }
}
