//! Whose deed a noun means that has been told before: `Jordanië veroordeelde de aanvallen`, `De EU noemde dat besluit roekeloos`, `eist opheldering`.

use smallvec::SmallVec;

use crate::gazetteer::ActorType;
use crate::id::ActorId;
use crate::relation::Relation;
use crate::relation::category::{Category, Quad, Status};
use crate::relation::clauses::clause::{AUXILIARIES, ClauseKind};
use crate::relation::events::frame::{Filler, Frame};
use crate::relation::parts::phrase::{Parties, Party, Phrase, PhraseKind};
use crate::relation::rows::trigger::{Slot, Trigger};
use crate::relation::sentence::Sentence;
use crate::relation::words::lexicon::Class;

/// What a noun means that stands for something told before.
enum Deed {
    /// `de stap`: whatever it was.
    Any,
    /// `de aanval`: something of these kinds.
    Of(SmallVec<[Category; 4]>),
}

impl Sentence<'_> {
    /// Who did what a noun means that is judged or rejected, where the sentence tells it before, or the one before this: the only one who has done
    /// such a thing.
    pub(crate) fn deed_before(&self, number: usize, actor: &Filler, frame: &Frame<'_>) -> Option<Filler> {
        let trigger = frame.trigger;
        let judges = matches!(trigger.category, Category::Accuse | Category::Support | Category::Reject) && !trigger.reciprocal;
        if self.small.english || !judges {
            return None;
        }
        let analysis = &self.analyses[number];
        let is_object = |at: &usize| match frame.passive {
            true => analysis.subject.phrase == Some(*at) && trigger.recipient.contains(&Slot::Object),
            false => analysis.objects.contains(at) && trigger.recipient.contains(&Slot::Object),
        };
        let is_slot = |phrase: &Phrase| phrase.preposition.is_some_and(|word| trigger.recipient.contains(&Slot::After(word)));
        // `veroordeelde de beschieting van het dorp`: what hangs on the deed is no deed.
        let may_be = |at: &usize| is_object(at) || is_slot(&analysis.phrases[*at]) && !analysis.phrases[*at].attached;
        let told = (0..analysis.phrases.len()).filter(may_be);
        let (at, deed) = told.into_iter().find_map(|at| Some((at, self.deed_of(number, at, trigger.category == Category::Reject)?)))?;
        let fits = |relation: &Relation| match &deed {
            Deed::Any => true,
            Deed::Of(categories) => categories.contains(&relation.category),
        };
        let token = self.clauses[number].tokens[analysis.phrases[at].end - 1];
        self.only_doer(number, token, actor, &fits).map(|party| Filler {
            parties: Parties::from_slice(&[party]),
            phrase: None,
            mutual: false,
        })
    }

    /// Who has done something hostile before, as what is asked would undo it or make up for it.
    pub(crate) fn doer_before(&self, number: usize, actor: Option<&Filler>) -> Option<Filler> {
        let token = *self.clauses[number].tokens.first()?;
        let is_hostile = |relation: &Relation| matches!(relation.category.quad(), Quad::MaterialConflict | Quad::VerbalConflict);
        let party = self.only_doer(number, token, actor.filter(|_| !self.small.english)?, &is_hostile)?;
        Some(Filler { parties: Parties::from_slice(&[party]), phrase: None, mutual: false })
    }

    /// What may have been told, if a phrase means one thing that was: `de aanval` one of force, `die stap` whatever it was.
    fn deed_of(&self, number: usize, phrase: usize, rejects: bool) -> Option<Deed> {
        let (tokens, phrases) = (&self.clauses[number].tokens, &self.analyses[number].phrases);
        let found = &phrases[phrase];
        let first = &self.tokens.all[tokens[found.start + usize::from(found.preposition.is_some())] as usize];
        if found.kind == PhraseKind::Pronoun {
            return first.is(Class::That).then_some(Deed::Any);
        }
        let noun = found.noun?;
        let points = found.definite && first.is(Class::Determiner) && !first.is_any(&[Class::Indefinite, Class::Quantifier]);
        // `legde haar oproep naast zich neer`: of her who has called, where she is another.
        let is_theirs = first.is(Class::Possessive);
        let names_no_one = |phrase: &Phrase| phrase.parties.is_empty() && phrase.owners.is_empty();
        // `de aanval op het dorp`, but not `de aanval van Iran`, `het besluit om …`.
        let hangs_on = |at: &usize| phrases[*at].start == phrases[at - 1].end && phrases[*at].preposition.is_some();
        let chain = (phrase + 1..phrases.len()).take_while(hangs_on);
        let is_bare = names_no_one(found) && chain.into_iter().all(|at| names_no_one(&phrases[at]));
        let last = *tokens.get(found.end - 1)?;
        let is_told_behind = || self.clauses.iter().any(|clause| clause.before == Some(last) && !matches!(clause.kind, ClauseKind::Main));
        if !points || !is_bare || is_told_behind() {
            return None;
        }
        let token = &self.tokens.all[noun as usize];
        if token.is(Class::Measure) && !is_theirs {
            return Some(Deed::Any);
        }
        // `wijst het bestand af`
        if token.is(Class::Plan) || rejects && self.is_event_noun(number, noun) {
            return Some(Deed::Of(SmallVec::from_slice(&[Category::Agree, Category::Request, Category::Threaten, Category::Concede])));
        }
        if !self.is_event_noun(number, noun) {
            return None;
        }
        let forms = self.tokens.forms(noun as usize, self.lexicon).filter(|form| !form.kind.is_verb());
        let rows = forms.flat_map(|form| self.triggers.lexeme(form.lexeme).rows.iter());
        let mut kinds: SmallVec<[Category; 4]> = rows.map(|row| self.triggers.row(*row).category).collect();
        // `de aanval` after a rebuke is still one of force.
        if kinds.iter().any(|kind| kind.quad() == Quad::MaterialConflict) {
            kinds.retain(|kind| kind.quad() == Quad::MaterialConflict);
        }
        Some(Deed::Of(kinds))
    }

    /// The only one who has done something that fits: before a token of this sentence, or else in the one before. No one judges himself, his own
    /// country, or who leads it.
    fn only_doer(&self, number: usize, token: u16, actor: &Filler, fits: &dyn Fn(&Relation) -> bool) -> Option<Party> {
        let start = self.clauses[number].tokens.first().map(|first| self.tokens.all[*first as usize].span.start)?;
        let is_own = |one: ActorId| {
            let of = |one: ActorId, other| one == other || self.gazetteer.actor(one).of.contains(&other);
            actor.parties.iter().any(|party| of(party.actor, one) || of(one, party.actor))
        };
        let is_done =
            |relation: &&Relation| fits(relation) && !relation.negated && !matches!(relation.status, Status::Hypothetical | Status::Denied);
        let is_before = |relation: &&Relation| relation.trigger.end <= start;
        let only = |found: &mut dyn Iterator<Item = &Relation>| {
            let mut doer = None;
            for relation in found {
                if relation.reciprocal || doer.is_some_and(|doer| doer != relation.actor) {
                    return Some(None);
                }
                doer = Some(relation.actor);
            }
            doer.map(Some)
        };
        let here = only(&mut self.found.iter().filter(is_before).filter(is_done));
        let doer = here.or_else(|| only(&mut self.told.iter().filter(is_done))).flatten()?;
        (!is_own(doer)).then_some(Party { actor: doer, token, agent: None, place: false })
    }

    /// `Hamas weigert te ontwapenen, zoals Israël eist`: who asks it, and of whom it is asked.
    pub(crate) fn compared(&self, number: usize, trigger: &Trigger, actor: &Filler) -> Option<Filler> {
        let compares = |clause: usize| match self.clauses[clause].kind {
            ClauseKind::Subordinate(Some(opener)) => {
                let opener = &self.tokens.all[opener as usize];
                opener.is(Class::Preposition) && !opener.is_any(&[Class::OpeningOnly, Class::Before])
            }
            _ => false,
        };
        let other = |clause: usize| {
            let parties = self.subject_parties(clause);
            let is_actor = |party: &Party| actor.parties.iter().any(|one| one.actor == party.actor);
            (!parties.is_empty() && !parties.iter().any(is_actor)).then_some(Filler { parties, phrase: None, mutual: false })
        };
        match trigger.category {
            _ if self.small.english => None,
            Category::Request if compares(number) => other(self.clauses[number].parent?),
            Category::Reject => {
                let asks = |clause: &usize| {
                    compares(*clause)
                        && self.clauses[*clause].parent == Some(number)
                        && self.analyses[*clause].chain.any(&[Class::Demand, Class::ObjectControl, Class::Wish])
                };
                (number + 1..self.clauses.len()).find(asks).and_then(other)
            }
            _ => None,
        }
    }

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

    /// `Met een betoging hebben Keniaanse jongeren …`, `Met een aanval op een haven heeft Rusland …`: whether a noun that opens a clause tells what
    /// its subject has done.
    pub(crate) fn opens_deed(&self, number: usize, phrase: usize, trigger: &Trigger) -> bool {
        let own = &self.analyses[number].phrases[phrase];
        let chain = self.analyses[number].chain;
        let is_deed = trigger.category.quad() == Quad::MaterialConflict && !self.small.english && own.owners.is_empty();
        let is_told = !chain.any(&[Class::Attempt, Class::Wish, Class::Demand, Class::Deny, Class::Will, Class::Would]);
        let may_be = trigger.category == Category::Protest || is_deed && is_told && self.clauses[number].kind == ClauseKind::Main;
        // `Met een raketaanval joeg Rusland …`: the verb has told it.
        let is_told_by_verb = || self.told_in(number).any(|told| told.category == trigger.category);
        let (analysis, tokens) = (&self.analyses[number], &self.clauses[number].tokens);
        // `Met een aanval heeft Frankrijk niets te maken`, `Met een staatsgreep heeft Turkije ervaring` tell of no deed.
        let is_auxiliary = analysis.finite.is_some_and(|finite| self.tokens.all[tokens[finite] as usize].is_any(&AUXILIARIES));
        let has_verb = || (0..tokens.len()).any(|at| Some(at) != analysis.finite && self.tokens.all[tokens[at] as usize].is_verb());
        let is_done = !analysis.words.any(&[Class::Negation, Class::To]) && (!is_auxiliary || has_verb());
        own.start == 0 && own.preposition.is_some() && own.preposition == self.small.with && may_be && is_done && !is_told_by_verb()
    }

    /// `Met een aanval op een haven in Oekraïne heeft Rusland …`: where what is hit stands.
    pub(crate) fn scene_of(&self, number: usize, phrase: usize, near: &[usize], trigger: &Trigger, actor: &Filler) -> Option<Filler> {
        let opens = trigger.category == Category::Assault && self.opens_deed(number, phrase, trigger) && !self.small.english;
        let within = self.small.within.filter(|_| opens)?;
        let named = near.iter().copied().filter(|at| self.analyses[number].phrases[*at].preposition == Some(within));
        let is_other = |found: &Filler| !found.parties.iter().any(|party| actor.parties.iter().any(|one| one.actor == party.actor));
        let found = named.clone().find_map(|at| self.filler(number, at)).filter(is_other);
        found.or_else(|| self.struck_capital(number, named, actor))
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
