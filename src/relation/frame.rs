//! Frames of verbs: which phrase of a clause fills which slot of a row.

use crate::gazetteer::ActorType;
use crate::relation::analysis::Analysis;
use crate::relation::category::{Category, Status};
use crate::relation::clause::{Clause, ClauseKind};
use crate::relation::explain::{Reason, Step};
use crate::relation::lexicon::{Class, Classes, Form, FormKind, WordId};
use crate::relation::phrase::{Party, Phrase, PhraseKind};
use crate::relation::sentence::{Event, Sentence};
use crate::relation::token::Token;
use crate::relation::trigger::{Slot, Speech, Trigger};

/// Who fills a slot, and which phrase it was, if it stands in this clause.
#[derive(Clone, Debug)]
pub(super) struct Filler {
    pub(super) parties: Vec<Party>,
    pub(super) phrase: Option<usize>,
    /// Whether the parties act upon each other.
    pub(super) mutual: bool,
}

/// A frame that is being filled.
pub(super) struct Frame<'f> {
    pub(super) trigger: &'f Trigger,
    pub(super) passive: bool,
    /// Positions of the words that the row asked for.
    pub(super) held: std::ops::Range<usize>,
    /// Whether what is refused stands before the verb, and the party right after it.
    pub(super) fronted: bool,
}

impl Sentence<'_> {
    /// The events that the verb or predicate at a position of a clause triggers.
    pub(super) fn verb_events(&mut self, number: usize, at: usize) {
        let (clause, analysis) = (&self.clauses[number], &self.analyses[number]);
        let token = clause.tokens[at] as usize;
        let forms = self.tokens.forms(token, self.lexicon).filter(|form| self.triggers.lexeme(form.lexeme).speech != Speech::Noun);
        let (forms, unfit): (Vec<Form>, Vec<Form>) = forms.partition(|form| self.form_fits(clause, analysis, at, *form));
        if self.tried.is_some() {
            for form in &unfit {
                for row in self.triggers.lexeme(form.lexeme).rows.clone() {
                    self.tell(number, token, row, Step::Not(Reason::Form));
                }
            }
        }
        // A verb with its particle is another verb than without.
        let any_particle = forms.iter().any(|form| self.triggers.lexeme(form.lexeme).particle.is_some());
        let mut done = false;
        let mut asked = None;
        for form in forms {
            let lexeme = self.triggers.lexeme(form.lexeme);
            if done || any_particle && lexeme.particle.is_none() {
                continue;
            }
            let mut specific = false;
            for row in &lexeme.rows {
                let trigger = self.triggers.row(*row);
                if specific && trigger.with.is_empty() {
                    break;
                }
                let Some(held) = self.held(number, trigger, *row, token) else { continue };
                specific |= !trigger.with.is_empty();
                // The same for every row, as none has made an event before.
                if *asked.get_or_insert_with(|| self.is_asked_of_another(number, at)) {
                    self.tell(number, token, *row, Step::Not(Reason::OnlyAsked));
                    continue;
                }
                if self.fill_verb(number, at, form, *row, held) {
                    done = true;
                    break;
                }
            }
        }
    }

    /// Whether the words of a form before its last one stand before it.
    pub(super) fn led(&self, number: usize, at: usize, lexeme: u32) -> bool {
        let (lead, tokens) = (&self.triggers.lexeme(lexeme).lead, &self.clauses[number].tokens);
        at >= lead.len() && self.tokens.starts_run(tokens, at - lead.len(), lead)
    }

    /// Whether the words that a row asks for stand in the clause, and those that it forbids do not: where those asked for stand.
    pub(super) fn held(&mut self, number: usize, trigger: &Trigger, row: u32, token: usize) -> Option<std::ops::Range<usize>> {
        let tokens = &self.clauses[number].tokens;
        let held = if trigger.with.is_empty() {
            Some(0..0)
        } else {
            let own = trigger.with.find(self.tokens, tokens).or_else(|| self.held_before(number, trigger));
            own.or_else(|| self.held_in_content(number, trigger))
        };
        let Some(held) = held else {
            self.tell(number, token, row, Step::Not(Reason::WordMissing));
            return None;
        };
        if let Some(found) = trigger.unless.find(self.tokens, tokens) {
            let word = tokens[found.start];
            self.tell(number, token, row, Step::Not(Reason::WordForbids(self.tokens.all[word as usize].span)));
            return None;
        }
        Some(held)
    }

    /// `de raketten die Noord-Korea leverde`: the word that a row asks for stands before the relative clause.
    fn held_before(&self, number: usize, trigger: &Trigger) -> Option<std::ops::Range<usize>> {
        let clause = &self.clauses[number];
        let before = clause.before.filter(|_| matches!(clause.kind, ClauseKind::Relative { .. }))?;
        let before = &self.tokens.all[before as usize];
        [before.word, before.whole].into_iter().flatten().any(|word| trigger.with.holds(word)).then_some(0..0)
    }

    /// Whether a form of a verb can be what it is in this place.
    pub(super) fn form_fits(&self, clause: &Clause, analysis: &Analysis, at: usize, form: Form) -> bool {
        let lexeme = self.triggers.lexeme(form.lexeme);
        let token = |at: usize| &self.tokens.all[clause.tokens[at] as usize];
        let is_finite = analysis.finite == Some(at);
        let before = |back: usize| at.checked_sub(back).map(token);
        match form.kind {
            FormKind::Finite | FormKind::Past if is_finite => match lexeme.particle {
                Some(particle) => !clause.is_verb_final() && self.has_particle(clause, at, particle),
                None => clause.is_verb_final() || self.is_whole(clause, at, form),
            },
            FormKind::Finite | FormKind::Past => false,
            FormKind::JoinedFinite | FormKind::JoinedPast => true,
            FormKind::Bare => match lexeme.particle {
                Some(particle) if is_finite => !clause.is_verb_final() && self.has_particle(clause, at, particle),
                Some(particle) => {
                    before(1).is_some_and(|to| to.is(Class::To)) && before(2).is_some_and(|found| found.word == Some(particle))
                }
                None if is_finite => clause.is_verb_final() || self.is_whole(clause, at, form),
                None => !(before(1).is_some_and(|to| to.is(Class::To)) && before(2).is_some_and(|found| found.is(Class::Particle))),
            },
            FormKind::Joined => true,
            FormKind::Participle => {
                // A headline leaves the auxiliary of a passive out.
                let is_headline = analysis.verbs.len() == 1 && self.has_agent(analysis);
                clause.shares_verb || !is_finite && analysis.chain.any(&[Class::Have, Class::Be, Class::Become]) || is_headline
            }
            FormKind::Present => analysis.chain.has(Class::Be) && before(1).is_some_and(|word| !word.is(Class::Preposition)),
            FormKind::Attributive => false,
            FormKind::Noun => false,
            // A headline leaves the copula out.
            FormKind::Adjective => {
                analysis.chain.any(&[Class::Be, Class::Become]) || analysis.finite.is_some() || analysis.verbs.is_empty()
            }
        }
    }

    /// Whether the separable part of a verb stands after it. Before an infinitive with `te` a phrase may follow the particle:
    /// `roept Hamas op de wapens neer te leggen`.
    fn has_particle(&self, clause: &Clause, verb: usize, particle: WordId) -> bool {
        let token = |at: usize| &self.tokens.all[clause.tokens[at] as usize];
        if self.stranded(clause, verb).any(|found| token(found).word == Some(particle)) {
            return true;
        }
        let found = (verb + 1..clause.tokens.len()).find(|at| token(*at).word == Some(particle) && !token(*at).embedded);
        found.is_some_and(|found| {
            let own = clause.tokens.get(found + 1).is_some_and(|next| self.tokens.all[*next as usize].is(Class::To));
            !own && (found + 1..clause.tokens.len()).any(|at| token(at).is(Class::To))
        })
    }

    /// Whether no particle after a verb makes another verb of it. One that a row asks for does not (`gingen de straat op`), and `samen`
    /// need not (`trainen samen met Australië`).
    fn is_whole(&self, clause: &Clause, verb: usize, form: Form) -> bool {
        let rows = &self.triggers.lexeme(form.lexeme).rows;
        let asks_for = |particle: usize| {
            rows.iter().any(|row| self.triggers.row(*row).with.find(self.tokens, &clause.tokens).is_some_and(|run| run.contains(&particle)))
        };
        self.stranded(clause, verb).all(|at| self.tokens.all[clause.tokens[at] as usize].is(Class::Together) || asks_for(at))
    }

    /// Positions after the verb where the separable part of a verb stands: a particle that governs nothing.
    fn stranded<'s>(&'s self, clause: &'s Clause, verb: usize) -> impl Iterator<Item = usize> + use<'s> {
        let token = |at: usize| &self.tokens.all[clause.tokens[at] as usize];
        (verb + 1..clause.tokens.len()).filter(move |at| {
            let particle = token(*at);
            if !particle.is(Class::Particle) || particle.embedded {
                return false;
            }
            // `wegens de dood van`: a noun.
            if clause.tokens.get(at - 1).is_some_and(|before| self.tokens.all[*before as usize].is(Class::Determiner)) {
                return false;
            }
            // `neer te leggen`: the infinitive's own.
            if clause.tokens.get(at + 1).is_some_and(|next| self.tokens.all[*next as usize].is(Class::To)) {
                return false;
            }
            match clause.tokens.get(at + 1).map(|next| &self.tokens.all[*next as usize]) {
                None => true,
                Some(next) => {
                    next.is_sign()
                        || next.is_verb()
                        || next.is_any(&[Class::Preposition, Class::Coordination, Class::InOrder, Class::According, Class::Contrast])
                        // `treedt op als bemiddelaar`
                        || next.is(Class::Condition)
                        || next.is(Class::Adverb) && !next.is(Class::Time) && !self.opens_amount(clause, at + 1)
                }
            }
        })
    }

    /// `op zeker vijf universiteiten`, `om meer luchtafweer`: an adverb within what a preposition governs.
    fn opens_amount(&self, clause: &Clause, at: usize) -> bool {
        let token = |at: usize| clause.tokens.get(at).map(|token| &self.tokens.all[*token as usize]);
        let is_preposition = at > 0 && token(at - 1).is_some_and(|before| before.is(Class::Preposition));
        let is_amount = |next: &Token| {
            next.is_any(&[Class::Number, Class::Determiner]) && !next.is(Class::Preposition)
                || next.mention().is_some()
                || next.is_open() && !next.is_verb()
        };
        is_preposition && token(at + 1).is_some_and(is_amount)
    }

    /// Fills the slots of a row; tells whether it made an event.
    fn fill_verb(&mut self, number: usize, at: usize, form: Form, row: u32, held: std::ops::Range<usize>) -> bool {
        let triggers = self.triggers;
        let trigger = triggers.row(row);
        let token = self.clauses[number].tokens[at] as usize;
        let passive = self.is_passive(number, at, form, trigger);
        let fronted = trigger.category == Category::Reject && !passive && self.is_thing_first(number);
        let frame = Frame { trigger, passive, held: held.clone(), fronted };
        let actor = trigger.actor.iter().find_map(|slot| self.verb_slot(number, *slot, &frame, None));
        let can_act = |party: &Party| !party.place && !self.is_unfit(trigger, party.actor);
        let Some(actor) = actor.filter(|actor| actor.parties.iter().any(can_act)) else {
            self.tell(number, token, row, Step::Not(Reason::NoActor));
            return false;
        };
        // No one does it to himself: `veroordeelde de executie van een eigen burger door Hamas`.
        let is_other =
            |found: &Filler| found.mutual || found.parties.iter().any(|party| !actor.parties.iter().any(|one| one.actor == party.actor));
        let governed = if trigger.category == Category::Reject { self.governed_infinitive(number, at) } else { None };
        let recipient = match governed {
            Some((clause, infinitive)) => self.refused(number, clause, infinitive, &actor, &frame),
            None => {
                let mut slots = trigger.recipient.iter();
                let own = slots.find_map(|slot| self.verb_slot(number, *slot, &frame, Some(&actor)).filter(is_other));
                own.or_else(|| self.other_recipient(number, &actor, &frame))
            }
        };
        let mutual = recipient.is_none() && trigger.reciprocal && actor.parties.len() > 1 && !passive;
        let may_lack = trigger.optional || governed.is_some() || self.hits_unknown(number, passive, trigger);
        let lacks = recipient.is_none() && !mutual && !may_lack;
        let in_danger = || trigger.category == Category::Threaten && recipient.is_none() && self.is_mere_danger(number, at, &actor);
        if lacks && trigger.category != Category::Aid || in_danger() {
            self.tell(number, token, row, Step::Not(Reason::NoRecipient));
            return false;
        }
        // `kreeg geen toestemming`: the row says already that something is not done.
        let counted = held.clone().any(|word| self.tokens.all[self.clauses[number].tokens[word] as usize].is(Class::Negation));
        let mut status = self.status_of_verb(number, at, form, counted);
        if status.status == Status::Asserted && self.hangs_on_condition(number, form, trigger) {
            status.status = Status::Hypothetical;
        }
        // Help to come is a promise, which needs no recipient.
        let is_firm = |party: &Party| self.gazetteer.actor(party.actor).note == "company";
        let promised = trigger.category == Category::Aid && status.status == Status::Future && !actor.parties.iter().any(is_firm);
        if lacks && !promised {
            self.tell(number, token, row, Step::Not(Reason::NoRecipient));
            return false;
        }
        for word in held {
            let token = self.clauses[number].tokens[word];
            self.used.push(token);
        }
        // `China wil samenwerken met Rusland`: one of them wishes it.
        let one_sided = status.status == Status::Future
            && actor.parties.len() == 1
            && (self.analyses[number].chain.has(Class::Want) || self.analyses[number].words.has(Class::Intend));
        let reciprocal = trigger.reciprocal && !one_sided;
        let event = Event { row, token: crate::relation::clause::index(token), clause: number, status, reciprocal };
        if mutual {
            self.among(&event, &actor.parties);
        } else {
            match recipient {
                Some(recipient) if recipient.mutual => self.among(&event, &recipient.parties),
                Some(recipient) => self.between(&event, &actor.parties, &recipient.parties),
                None => self.alone(&event, &actor.parties),
            }
        }
        true
    }

    /// Who is acted upon where the row's slots hold no one: the indirect object of a verb with a noun (`betuigde Congo zijn spijt`), the
    /// owner of the object (`nam een Russisch schip in beslag`), whoever a threat names.
    fn other_recipient(&self, number: usize, actor: &Filler, frame: &Frame<'_>) -> Option<Filler> {
        let Frame { trigger, passive, .. } = *frame;
        let analysis = &self.analyses[number];
        if trigger.recipient.is_empty() {
            return None;
        }
        let mut phrases: Vec<usize> = if passive { analysis.subject.phrase.into_iter().collect() } else { analysis.objects.clone() };
        phrases.retain(|phrase| actor.phrase != Some(*phrase));
        let takes_object = trigger.recipient.contains(&Slot::Object);
        // Who is sent is neither visited nor moved against.
        let is_sent = matches!(trigger.category, Category::Consult | Category::Mobilize);
        if !trigger.with.is_empty() && !takes_object && !is_sent {
            let of_things = matches!(
                trigger.category,
                Category::Coerce | Category::Assault | Category::Sanction | Category::Retreat | Category::Concede | Category::Aid
            );
            let named = phrases.iter().find_map(|phrase| self.filler(number, *phrase));
            let owned = || phrases.iter().filter(|_| of_things).find_map(|phrase| self.owners(number, *phrase, frame));
            if let Some(found) = named.or_else(owned) {
                return Some(found);
            }
        }
        // `bombardeerde doelen in Libanon`: the country, where no owner is named.
        if trigger.category == Category::Assault && !passive && !analysis.objects.is_empty() {
            let is_where = |phrase: &Phrase| phrase.preposition.is_some() && phrase.preposition == self.small.within && !phrase.attached;
            let where_to = (0..analysis.phrases.len()).filter(|phrase| is_where(&analysis.phrases[*phrase]));
            let found = where_to.into_iter().find_map(|phrase| self.filler(number, phrase));
            if found
                .as_ref()
                .is_some_and(|found| found.parties.iter().any(|party| !actor.parties.iter().any(|one| one.actor == party.actor)))
            {
                return found;
            }
        }
        if trigger.category == Category::Assault
            && trigger.recipient.iter().any(|slot| self.small.within.is_some_and(|within| *slot == Slot::After(within)))
            && let Some(found) = self.place_before(number)
        {
            return Some(found);
        }
        let clause = &self.clauses[number];
        let has_to = clause.tokens.iter().any(|token| self.tokens.all[*token as usize].is(Class::To));
        if trigger.category == Category::Threaten && has_to {
            let subject = analysis.subject.phrase;
            let all = (0..analysis.phrases.len()).filter(|phrase| Some(*phrase) != subject && actor.phrase != Some(*phrase));
            return all.into_iter().find_map(|phrase| self.filler(number, phrase));
        }
        None
    }

    /// Whether the slot of whom it is done to holds someone or something that the gazetteers do not know: people, a town, a bridge. Who uses
    /// force has done so all the same, and the recipient is open.
    fn hits_unknown(&self, number: usize, passive: bool, trigger: &Trigger) -> bool {
        let analysis = &self.analyses[number];
        let is_force = matches!(trigger.category, Category::Assault | Category::Mobilize | Category::Coerce);
        is_force
            && trigger.recipient.iter().any(|slot| match slot {
                Slot::Object if passive => analysis.subject.phrase.is_some(),
                Slot::Object => !analysis.objects.is_empty(),
                Slot::After(preposition) => {
                    analysis.phrases.iter().any(|phrase| phrase.preposition == Some(*preposition) && !phrase.temporal)
                }
                _ => false,
            })
    }

    /// `Zambia dreigt te verdrogen`: a country that threatens to do what is done to no one is in danger.
    fn is_mere_danger(&self, number: usize, at: usize, actor: &Filler) -> bool {
        let clause = &self.clauses[number];
        let person = |party: &Party| self.gazetteer.actor(party.actor).actor_type == ActorType::Person;
        let has_to = clause.tokens[at..].iter().any(|token| self.tokens.all[*token as usize].is(Class::To));
        has_to && !actor.parties.iter().all(person)
    }

    /// Whether the verb is a participle in the passive: with `worden`, or with `zijn` where its perfect takes `hebben`.
    fn is_passive(&self, number: usize, at: usize, form: Form, trigger: &Trigger) -> bool {
        let analysis = &self.analyses[number];
        let clause = &self.clauses[number];
        let others = analysis.verbs.iter().filter(|verb| **verb != at).map(|verb| self.tokens.all[clause.tokens[*verb] as usize].classes);
        let mut chain = others.fold(Classes::EMPTY, Classes::with);
        if clause.shares_verb {
            chain = chain.with(analysis.chain.only_auxiliary());
        }
        let bare = chain.is_empty() && self.agent_phrase(number).is_some();
        if form.kind != FormKind::Participle || chain.has(Class::Have) && !chain.has(Class::Become) {
            return false;
        }
        let token = &self.tokens.all[self.clauses[number].tokens[at] as usize];
        let takes_object = trigger.recipient.contains(&Slot::Object) || !trigger.with.is_empty();
        if chain.has(Class::Become) || bare {
            return true;
        }
        let by_agent = self.agent_phrase(number).is_some();
        chain.has(Class::Be) && (by_agent || takes_object && !token.is(Class::Unaccusative))
    }

    fn has_agent(&self, analysis: &Analysis) -> bool {
        let by = |phrase: &Phrase| phrase.preposition.is_some() && phrase.preposition == self.small.by && !phrase.parties.is_empty();
        analysis.phrases.iter().any(by)
    }

    /// The phrase that tells the agent of a passive.
    pub(super) fn agent_phrase(&self, number: usize) -> Option<usize> {
        let phrases = &self.analyses[number].phrases;
        phrases.iter().position(|phrase| phrase.preposition.is_some() && phrase.preposition == self.small.by && !phrase.attached)
    }

    pub(super) fn filler(&self, number: usize, phrase: usize) -> Option<Filler> {
        let parties = self.targets(number, phrase);
        (!parties.is_empty()).then_some(Filler { parties, phrase: Some(phrase), mutual: false })
    }

    pub(super) fn verb_slot(&self, number: usize, slot: Slot, frame: &Frame<'_>, actor: Option<&Filler>) -> Option<Filler> {
        let Frame { passive, held, .. } = frame;
        let analysis = &self.analyses[number];
        let taken = |phrase: usize| actor.is_some_and(|actor| actor.phrase == Some(phrase));
        match (slot, *passive) {
            (Slot::Subject, true) => {
                self.agent_phrase(number).filter(|phrase| !taken(*phrase)).and_then(|phrase| self.filler(number, phrase))
            }
            (Slot::Subject, false) if frame.fronted => {
                analysis.objects.first().copied().filter(|phrase| !taken(*phrase)).and_then(|phrase| self.filler(number, phrase))
            }
            (Slot::Object, false) if frame.fronted => {
                let things = analysis.subject.phrase.into_iter().chain(analysis.objects.iter().copied().skip(1));
                things.into_iter().find_map(|phrase| self.owners(number, phrase, frame))
            }
            (Slot::Condition, _) => self.condition_subject(number, actor),
            (Slot::Object, true) | (Slot::Subject, false) => {
                let phrase = analysis.subject.phrase;
                if phrase.is_some_and(taken) {
                    return None;
                }
                let mut parties = self.subject_parties(number);
                // `Een Russisch schip kreeg geen toestemming van Malta.`
                if parties.is_empty() && (slot == Slot::Object || actor.is_some()) {
                    return phrase.and_then(|phrase| self.owners(number, phrase, frame));
                }
                if parties.is_empty() && frame.trigger.category == Category::Protest {
                    parties = phrase.map(|phrase| self.people(number, phrase)).unwrap_or_default();
                }
                (!parties.is_empty()).then_some(Filler { parties, phrase, mutual: false })
            }
            (Slot::Object, false) => {
                let objects = analysis.objects.iter().copied().filter(|phrase| !taken(*phrase));
                let mut objects: Vec<usize> = objects.collect();
                if let Some(actor) = actor
                    && objects.iter().any(|phrase| analysis.phrases[*phrase].kind == PhraseKind::EachOther)
                {
                    let parties = actor.parties.clone();
                    return (parties.len() > 1).then_some(Filler { parties, phrase: None, mutual: true });
                }
                // The nearest to the verb that is an actor, not beyond a clause that the verb governs.
                objects.retain(|phrase| {
                    analysis.phrases[*phrase].kind == PhraseKind::Noun || analysis.phrases[*phrase].kind == PhraseKind::Pronoun
                });
                let named = objects.iter().find_map(|phrase| self.filler(number, *phrase));
                named.or_else(|| objects.iter().find_map(|phrase| self.owners(number, *phrase, frame)))
            }
            (Slot::After(preposition), _) => {
                let fits = |phrase: &Phrase, found: usize| {
                    phrase.preposition == Some(preposition)
                        && !taken(found)
                        && (frame.trigger.category == Category::Protest || !self.belongs_to_event(number, found, held))
                        && (!phrase.attached || self.may_detach(number, found, held))
                };
                let found: Vec<usize> = (0..analysis.phrases.len()).filter(|at| fits(&analysis.phrases[*at], *at)).collect();
                if found.iter().any(|at| analysis.phrases[*at].kind == PhraseKind::EachOther) {
                    let parties = actor.map(|actor| actor.parties.clone()).unwrap_or_default();
                    return (parties.len() > 1).then_some(Filler { parties, phrase: None, mutual: true });
                }
                let owned = || found.iter().find_map(|phrase| actor.and_then(|_| self.owners(number, *phrase, frame)));
                found.iter().find_map(|phrase| self.filler(number, *phrase)).or_else(owned)
            }
            _ => None,
        }
    }

    /// Whether a phrase stands right after a noun that triggers by itself: `na Poetins inval in Oekraïne`.
    fn belongs_to_event(&self, number: usize, phrase: usize, held: &std::ops::Range<usize>) -> bool {
        let phrases = &self.analyses[number].phrases;
        let Some(head) = phrase.checked_sub(1).map(|head| &phrases[head]) else { return false };
        let is_event =
            head.noun.is_some_and(|noun| self.is_event_noun(number, noun) || self.tokens.all[noun as usize].is(Class::Relational));
        let is_held = held.end > held.start && head.start < held.end && held.start < head.end;
        is_event && !is_held && head.end == phrases[phrase].start && head.preposition.is_some()
    }

    /// Whether `van Rusland` after a noun may belong to the verb all the same: after the noun that makes the verb what it is, or after a
    /// noun without an article (`eist excuses van Rusland`).
    fn may_detach(&self, number: usize, phrase: usize, held: &std::ops::Range<usize>) -> bool {
        let phrases = &self.analyses[number].phrases;
        let found = &phrases[phrase];
        if found.listed {
            return false;
        }
        let Some(head) = phrase.checked_sub(1).map(|head| &phrases[head]) else { return false };
        let after_held = held.end > held.start && head.start < held.end && held.start < head.end;
        let is_loose = !head.definite && head.parties.is_empty() && head.kind == PhraseKind::Noun && head.preposition.is_none();
        (after_held || is_loose) && !self.tells_sufferer(number, phrase - 1)
    }

    /// Whether a phrase is what the verb is done with, not whom it is done to: `stuurt Franse militairen`, `vuurt Amerikaanse raketten af op`.
    fn is_means(&self, number: usize, phrase: usize, frame: &Frame<'_>) -> bool {
        let (analysis, held) = (&self.analyses[number], &frame.held);
        let found = &analysis.phrases[phrase];
        let is_held = found.start < held.end && held.start < found.end;
        let has_target = || {
            let slots = frame.trigger.recipient.iter().filter_map(|slot| if let Slot::After(word) = slot { Some(*word) } else { None });
            slots.into_iter().any(|word| analysis.phrases.iter().any(|phrase| phrase.preposition == Some(word) && !phrase.temporal))
        };
        match frame.trigger.category {
            Category::Aid | Category::Mobilize => is_held,
            // Who grants a request has it of another.
            Category::Agree => is_held && self.small.of.is_none_or(|of| !frame.trigger.recipient.contains(&Slot::After(of))),
            Category::Assault => is_held && has_target(),
            _ => false,
        }
    }

    /// Whose deed or thing the object is, for what is said of it: who condemns the Russian invasion condemns Russia.
    fn owners(&self, number: usize, phrase: usize, frame: &Frame<'_>) -> Option<Filler> {
        let trigger = frame.trigger;
        let found = &self.analyses[number].phrases[phrase];
        // Who receives a visit or a call is no thing of a country; who signs a treaty signs it with another party.
        if found.preposition.is_none() && self.is_means(number, phrase, frame) {
            return None;
        }
        if trigger.category == Category::Consult || trigger.reciprocal || found.owners.is_empty() || self.tells_sufferer(number, phrase) {
            return None;
        }
        let parties: Vec<Party> = found.owners.iter().copied().filter(|party| !party.place).collect();
        (!parties.is_empty()).then_some(Filler { parties, phrase: Some(phrase), mutual: false })
    }

    /// Whether the verb tells what is asked of another: `vraagt China wapens te leveren`, `eist dat Rusland vertrekt`.
    fn is_asked_of_another(&self, number: usize, at: usize) -> bool {
        let (clause, analysis) = (&self.clauses[number], &self.analyses[number]);
        let token = |at: usize| &self.tokens.all[clause.tokens[at] as usize];
        let asking = [Class::Demand, Class::ObjectControl, Class::Wish];
        let governs = |verb: &usize| *verb != at && token(*verb).is_any(&asking);
        let threatens_to_be = analysis.words.has(Class::Attempt) && analysis.chain.has(Class::Become);
        if self.follows_to(number, at) && !threatens_to_be && (analysis.verbs.iter().any(governs) || analysis.words.has(Class::Wish)) {
            return true;
        }
        self.is_only_meant(number)
    }

    /// Whether a clause, or one around it, tells what is asked, wished or meant, or what has not happened yet.
    pub(super) fn is_only_meant(&self, number: usize) -> bool {
        let (clause, analysis) = (&self.clauses[number], &self.analyses[number]);
        if let ClauseKind::Subordinate(Some(conjunction)) = clause.kind
            && self.tokens.all[conjunction as usize].is(Class::Before)
        {
            let is_past = analysis.finite.is_some_and(|at| {
                let token = clause.tokens[at] as usize;
                let mut forms = self.tokens.forms(token, self.lexicon);
                forms.any(|form| matches!(form.kind, FormKind::Past | FormKind::JoinedPast)) || self.tokens.all[token].is(Class::Have)
            });
            return !is_past;
        }
        let Some(parent) = clause.parent else { return false };
        let words = self.analyses[parent].words;
        // `Toegezegd wordt dat zij zullen samenwerken`: no one is named who promises, so that the promise itself is no event.
        if self.is_content(number)
            && analysis.chain.has(Class::Will)
            && !self.made.contains(&parent)
            && self.subject_parties(parent).is_empty()
        {
            return false;
        }
        let by_verb =
            self.analyses[parent].chain.any(&[Class::Demand, Class::ObjectControl, Class::Wish, Class::Want]) || words.has(Class::Wish);
        // What is both said and asked is asked: `vroeg dat`; what is said with a verb of objects is said: `waarschuwde dat`.
        let only_said = words.has(Class::Speech) && !words.any(&[Class::Wish, Class::Demand]);
        let by_said = only_said && matches!(clause.kind, ClauseKind::Subordinate(_));
        if self.is_content(number) && by_verb && !by_said {
            return true;
        }
        // What is done in order to do something else may fail.
        if let ClauseKind::Infinitive(opener) = clause.kind
            && self.tokens.all[opener as usize].word == self.small.in_order
            && !words.any(&[Class::Intend, Class::Attempt])
        {
            return true;
        }
        self.is_content(number) && self.is_only_meant(parent)
    }

    /// Whether a clause tells what its parent's verb speaks of: after `dat` or `of`, or with `om … te`.
    pub(super) fn is_content(&self, number: usize) -> bool {
        match self.clauses[number].kind {
            ClauseKind::Subordinate(Some(conjunction)) => {
                let token = &self.tokens.all[conjunction as usize];
                token.word.is_some() && (token.word == self.small.that || token.word == self.small.whether)
            }
            ClauseKind::Infinitive(opener) => self.tokens.all[opener as usize].word == self.small.in_order,
            // `said North Korea had sent munitions`
            ClauseKind::Subordinate(None) => true,
            _ => false,
        }
    }
}
