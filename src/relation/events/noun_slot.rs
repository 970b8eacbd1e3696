//! Slots of nouns: which phrase or word beside a noun tells who acts and who is acted upon, and where a noun tells what its subject did.

use smallvec::smallvec;

use crate::gazetteer::ActorType;
use crate::relation::Relation;
use crate::relation::category::{Category, Quad};
use crate::relation::clauses::clause::{AUXILIARIES, ClauseKind};
use crate::relation::events::frame::Filler;
use crate::relation::parts::phrase::{Parties, Party, Phrase, PhraseKind};
use crate::relation::rows::trigger::{Slot, Trigger};
use crate::relation::sentence::Sentence;
use crate::relation::words::lexicon::{Class, WordId};
use crate::relation::words::token::Kind;

impl Sentence<'_> {
    /// Names right after a noun, where no verb makes them a subject or object.
    pub(super) fn headline_names(&self, number: usize, phrase: usize, reciprocal: bool) -> Option<Filler> {
        let (clause, analysis) = (&self.clauses[number], &self.analyses[number]);
        let own = &analysis.phrases[phrase];
        let noun = own.noun?;
        let after_noun = |party: &&Party| party.token > noun && clause.tokens[own.start..own.end].contains(&party.token);
        let mut parties: Parties = own.parties.iter().filter(after_noun).copied().collect();
        let next = analysis.phrases.get(phrase + 1);
        // `Aanval VS op Jemen eist levens`
        // Not `Bombardement Gaza door Israël`, `Arrestatie Navalny in Rusland`.
        let behind = analysis.phrases.get(phrase + 2).and_then(|behind| behind.preposition);
        let is_aimed = behind.is_some() && ![self.small.by, self.small.within].contains(&behind);
        let is_headline = own.start == 0 && next.is_some_and(|next| next.attached) && is_aimed && !self.small.english;
        if parties.is_empty() && (analysis.finite.is_none() || own.preposition.is_some() || is_headline) && !own.definite {
            let next = next?;
            let joins = next.start == own.end && next.preposition.is_none() && !next.temporal;
            parties.extend(next.parties.iter().filter(|_| joins).copied());
        }
        let fits = !parties.is_empty() && (parties.len() == 1 || reciprocal);
        fits.then_some(Filler { parties, phrase: None, mutual: false })
    }

    /// English `Trump hails progress after Putin call`, `ahead of Xi talks`: the name of a person before the noun is the other side of a meeting of
    /// the person whom the clause tells of.
    pub(super) fn headline_partner(&self, number: usize, phrase: usize, trigger: &Trigger) -> Option<Filler> {
        let (analysis, clause) = (&self.analyses[number], &self.clauses[number]);
        let own = &analysis.phrases[phrase];
        let is_person = |party: &Party| self.gazetteer.actor(party.actor).actor_type == ActorType::Person;
        let [subject] = self.subject_parties(number)[..] else { return None };
        let [other] = own.owners[..] else { return None };
        let is_inside = clause.tokens[own.start..own.end].contains(&other.token) && !self.tokens.all[other.token as usize].genitive;
        // `ahead of Trump talks`: they are still to come.
        let is_bare = own.end - own.start <= 3 && !own.definite && own.preposition.is_some() && own.preposition != self.small.of;
        let meets = self.small.english && trigger.category == Category::Consult && trigger.reciprocal;
        let fits = meets && is_inside && is_bare && is_person(&subject) && is_person(&other) && subject.actor != other.actor;
        fits.then(|| Filler { parties: smallvec![other], phrase: Some(phrase), mutual: false })
    }

    /// Those that stand together after `tussen`, among the phrases that belong to a noun.
    pub(super) fn between_parties(&self, number: usize, near: &[usize], between: WordId) -> Option<Parties> {
        let phrases = &self.analyses[number].phrases;
        let found = near.iter().find(|at| phrases[**at].preposition == Some(between))?;
        let parties = self.parties(number, *found);
        (parties.len() > 1).then_some(parties)
    }

    pub(crate) fn noun_slot(&self, number: usize, phrase: usize, slot: Slot, near: &[usize], actor: Option<&Filler>) -> Option<Filler> {
        let own = &self.analyses[number].phrases[phrase];
        let token = |party: &Party| &self.tokens.all[party.token as usize];
        let clause = &self.clauses[number].tokens;
        let holds = |party: &Party| own.kind == PhraseKind::Noun && clause[own.start..own.end].contains(&party.token);
        let inside = |test: &dyn Fn(&Party) -> bool| {
            let parties: Parties = own.owners.iter().copied().filter(|party| holds(party) && test(party)).collect();
            let parties: Parties = parties.into_iter().filter(|party| actor.is_none_or(|actor| !actor.parties.contains(party))).collect();
            (!parties.is_empty()).then_some(Filler { parties, phrase: None, mutual: false })
        };
        let is_compound = |party: &Party| matches!(token(party).kind, Kind::Compound(_));
        match slot {
            Slot::Adjective => inside(&|party| !is_compound(party) && !token(party).genitive),
            Slot::Genitive => inside(&|party| token(party).genitive).or_else(|| self.possessor(number, phrase).filter(|_| actor.is_none())),
            Slot::Compound => inside(&is_compound),
            Slot::After(preposition) => {
                let phrases = &self.analyses[number].phrases;
                let fits = |at: &&usize| {
                    (phrases[**at].preposition == Some(preposition) || self.is_inside(&phrases[**at], preposition))
                        && actor.is_none_or(|actor| actor.phrase != Some(**at))
                        && !self.is_judge(number, **at)
                        // `a strike in Syria since the fall of Assad`: who does it by `of` stands right behind.
                        && !(self.small.english && actor.is_none() && self.small.of == Some(preposition) && **at != phrase + 1)
                };
                near.iter().filter(fits).find_map(|at| {
                    let mut parties = self.targets(number, *at);
                    // `op een Russische raffinaderij`: whose thing it is.
                    if parties.is_empty() && actor.is_some() {
                        parties = phrases[*at].owners.iter().copied().filter(|party| !party.place).collect();
                    }
                    (!parties.is_empty()).then_some(Filler { parties, phrase: Some(*at), mutual: false })
                })
            }
            _ => None,
        }
    }

    /// `zijn bezoek aan Moskou`: the subject's, where the subject is one.
    pub(super) fn possessor(&self, number: usize, phrase: usize) -> Option<Filler> {
        let (clause, analysis) = (&self.clauses[number], &self.analyses[number]);
        let own = &analysis.phrases[phrase];
        let has_possessive = clause.tokens[own.start..own.end].iter().any(|token| self.tokens.all[*token as usize].is(Class::Possessive));
        // `heeft zijn bezoek aan Beijing afgeblazen`: the verb has told what became of it.
        let is_told = own.noun.is_some_and(|noun| self.used.contains(&noun));
        if !has_possessive || is_told || analysis.subject.phrase == Some(phrase) {
            return None;
        }
        // `eist hun vrijlating`: what is demanded is no deed of who demands it.
        let asks = |told: &Relation| told.category == Category::Request;
        if !self.small.english && analysis.objects.contains(&phrase) && self.told_in(number).any(asks) {
            return None;
        }
        if self.is_done_by_another(number, phrase) {
            return self.judged_possessor(number, phrase);
        }
        // `legde haar oproep naast zich neer`: no one rejects what is his own.
        let is_rejected = |told: &Relation| told.category == Category::Reject && !told.negated;
        if !self.small.english && analysis.objects.contains(&phrase) && self.told_in(number).any(is_rejected) {
            return None;
        }
        // `ambushed their patrol`: no one uses force on his own.
        // `legde haar oproep naast zich neer`: no one rejects what is his own.
        let is_rejected = |told: &Relation| told.category == Category::Reject && !told.negated;
        if !self.small.english && analysis.objects.contains(&phrase) && self.told_in(number).any(is_rejected) {
            return None;
        }
        let is_force = |told: &Relation| told.category == Category::Assault;
        if self.small.english && analysis.objects.contains(&phrase) && self.told_in(number).any(is_force) {
            return None;
        }
        let parties = self.subject_parties(number);
        // `waarschuwde Finland voor de gevolgen van zijn toetreding`: it may be the object's.
        let is_other = |party: &Party| !party.place && !parties.iter().any(|one| one.actor == party.actor);
        let is_before = |at: &&usize| analysis.phrases[**at].start < own.start && analysis.phrases[**at].preposition.is_none();
        if analysis.objects.iter().filter(is_before).any(|at| analysis.phrases[*at].parties.iter().any(is_other)) {
            return self.judged_possessor(number, phrase);
        }
        // `broke off ties with Israel in protest at its attacks`: or that of whoever else stands between.
        let between = |found: &&Phrase| found.end <= own.start && self.follows_verb(number, found);
        if self.small.english && analysis.phrases.iter().filter(between).any(|found| found.parties.iter().any(is_other)) {
            return self.judged_possessor(number, phrase);
        }
        (parties.len() == 1).then_some(Filler { parties, phrase: None, mutual: false })
    }

    /// `Gisteren is de aanval op Qatar door de EU veroordeeld`: whether a phrase tells who judges what a noun tells, as the verb has told, and not who
    /// has done it.
    fn is_judge(&self, number: usize, phrase: usize) -> bool {
        const JUDGING: [Category; 3] = [Category::Accuse, Category::Support, Category::Reject];
        let parties = &self.analyses[number].phrases[phrase].parties;
        let is_by = self.analyses[number].phrases[phrase].preposition == self.small.by && !self.small.english;
        let judges = |told: &Relation| JUDGING.contains(&told.category) && parties.iter().any(|party| party.actor == told.actor);
        is_by && self.agent_phrase(number) == Some(phrase) && self.told_in(number).any(judges)
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
}
