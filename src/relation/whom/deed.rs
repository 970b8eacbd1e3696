//! Whose deed a noun means that has been told before: `Jordanië veroordeelde de aanvallen`, `De EU noemde dat besluit roekeloos`, `eist opheldering`.

use smallvec::SmallVec;

use crate::id::ActorId;
use crate::relation::Relation;
use crate::relation::category::{Category, Quad, Status};
use crate::relation::clauses::clause::ClauseKind;
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
}
