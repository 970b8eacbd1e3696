//! Frames of verbs: which rows a verb triggers in its form and place, and the event that the fillers of their slots make.

use smallvec::SmallVec;

use crate::gazetteer::ActorType;
use crate::relation::category::{Category, Quad, Status};
use crate::relation::clauses::clause::ClauseKind;
use crate::relation::explain::{Reason, Step};
use crate::relation::parts::phrase::{Parties, Party};
use crate::relation::rows::runs::Listed;
use crate::relation::rows::trigger::{Joined, Slot, Speech, Trigger};
use crate::relation::sentence::{Event, Sentence};
use crate::relation::words::lexicon::{Class, Form, FormKind};
use crate::relation::words::shape::names_doer;

/// Who fills a slot, and which phrase it was, if it stands in this clause.
#[derive(Clone, Debug)]
pub(crate) struct Filler {
    pub(crate) parties: Parties,
    pub(crate) phrase: Option<usize>,
    /// Whether the parties act upon each other.
    pub(crate) mutual: bool,
}

/// A frame that is being filled.
pub(crate) struct Frame<'f> {
    pub(crate) trigger: &'f Trigger,
    pub(crate) passive: bool,
    /// Positions of the words that the row asked for.
    pub(crate) held: std::ops::Range<usize>,
    /// Whether what is refused stands before the verb, and the party right after it.
    pub(super) fronted: bool,
    /// Whether the verb is an auxiliary: `moeten van de regering het land verlaten`.
    pub(super) modal: bool,
    /// The position that objects stand behind, where word order tells them.
    pub(crate) behind: usize,
}

impl Sentence<'_> {
    /// The events that the verb or predicate at a position of a clause triggers.
    pub(crate) fn verb_events(&mut self, number: usize, at: usize) {
        let (clause, analysis) = (&self.clauses[number], &self.analyses[number]);
        let token = clause.tokens[at] as usize;
        let mut unfit: Vec<Form> = Vec::new();
        let mut forms: SmallVec<[Form; 8]> = SmallVec::new();
        for form in self.tokens.forms(token, self.lexicon).filter(|form| self.triggers.lexeme(form.lexeme).speech != Speech::Noun) {
            if self.form_fits(clause, analysis, at, form) {
                forms.push(form);
            } else if self.tried.is_some() {
                unfit.push(form);
            }
        }
        for form in unfit {
            for row in self.triggers.lexeme(form.lexeme).rows.clone() {
                self.tell(number, token, row, Step::Not(Reason::Form));
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
            for row in self.triggers.rows_within(form.lexeme, self.tokens) {
                let trigger = self.triggers.row(row);
                if specific && !trigger.is_specific() {
                    break;
                }
                let Some(held) = self.held(number, trigger, row, token) else { continue };
                specific |= trigger.is_specific() && self.is_telling(number, &held);
                // The same for every row, as none has made an event before.
                if *asked.get_or_insert_with(|| self.is_asked_of_another(number, at)) {
                    self.tell(number, token, row, Step::Not(Reason::OnlyAsked));
                    // `dreigt de samenwerking met het IAEA stop te zetten`: the noun is part of what is asked.
                    for word in held {
                        self.used.push(self.clauses[number].tokens[word]);
                    }
                    continue;
                }
                if self.fill_verb(number, at, form, row, held) {
                    done = true;
                    break;
                }
            }
        }
    }

    /// Whether what a row asks for makes another verb of it: more than a preposition, which may belong to something else (`agreed to a truce
    /// with Hamas` beside `agreed with Hamas`).
    fn is_telling(&self, number: usize, held: &std::ops::Range<usize>) -> bool {
        let tokens = &self.clauses[number].tokens[held.clone()];
        tokens.is_empty() || tokens.iter().any(|token| !self.tokens.all[*token as usize].is(Class::Preposition))
    }

    /// Whether the words of a form before its last one stand before it.
    pub(crate) fn led(&self, number: usize, at: usize, lexeme: u32) -> bool {
        let (lead, tokens) = (&self.triggers.lexeme(lexeme).lead, &self.clauses[number].tokens);
        at >= lead.len() && self.tokens.starts_run(tokens, at - lead.len(), lead)
    }

    /// Where the words stand in a clause that a row asks for, if those that it forbids do not. Notes why not.
    pub(crate) fn held(&mut self, number: usize, trigger: &Trigger, row: u32, token: usize) -> Option<std::ops::Range<usize>> {
        match self.holds_words(number, trigger) {
            Ok(held) => Some(held),
            Err(reason) => {
                self.tell(number, token, row, Step::Not(reason));
                None
            }
        }
    }

    /// The same, with the reason why not.
    pub(crate) fn holds_words(&self, number: usize, trigger: &Trigger) -> Result<std::ops::Range<usize>, Reason> {
        let (tokens, words) = (&self.clauses[number].tokens, &self.outlines[number].own);
        let held = if !trigger.is_specific() {
            Some(0..0)
        } else {
            let all = |runs: &Joined| {
                let mut found = runs.iter().map(|runs| runs.find(self.tokens, tokens, words));
                let first = found.next().flatten()?;
                found.all(|other| other.is_some()).then_some(first)
            };
            // `Na de hulp van de EU geeft Duitsland hulp`: the word may stand again where it counts.
            let counts = |held: &std::ops::Range<usize>| !self.is_circumstance(number, held) && !self.is_held_in_ended(number, held);
            let own = trigger.with.find_fit(self.tokens, tokens, words, counts);
            let own = own.or_else(|| trigger.together.iter().find_map(all).filter(counts));
            let own = own.or_else(|| self.held_before(number, trigger));
            own.or_else(|| self.held_in_content(number, trigger))
        };
        let held = held.ok_or(Reason::WordMissing)?;
        let forbidden = trigger.unless.find(self.tokens, tokens, words).map(|found| tokens[found.start]);
        // `concluded that Israel had not committed genocide`: what the row asks for and forbids stands in the clause that tells it.
        let in_content = || {
            let next = self.clauses.get(number + 1).filter(|_| self.small.english && held.is_empty() && trigger.is_specific())?;
            let is_told = next.parent == Some(number) && self.is_content(number + 1);
            trigger
                .unless
                .find(self.tokens, &next.tokens, &self.outlines[number + 1].own)
                .filter(|_| is_told)
                .map(|found| next.tokens[found.start])
        };
        let forbidden = forbidden.or_else(in_content);
        match forbidden.or_else(|| self.stands_before(number, &trigger.unless)) {
            Some(word) => Err(Reason::WordForbids(self.tokens.all[word as usize].span)),
            None => Ok(held),
        }
    }

    /// `de raketten die Noord-Korea leverde`: the word that a row asks for stands before the relative clause.
    fn held_before(&self, number: usize, trigger: &Trigger) -> Option<std::ops::Range<usize>> {
        self.stands_before(number, &trigger.with).map(|_| 0..0)
    }

    /// The word before a relative clause, where a list holds it.
    fn stands_before(&self, number: usize, list: &Listed) -> Option<u16> {
        if !list.may_stand_in(self.tokens) {
            return None;
        }
        let clause = &self.clauses[number];
        // `de oefening waaraan Egypte en Turkije zijn begonnen`
        let is_behind = match clause.kind {
            ClauseKind::Relative { .. } => true,
            ClauseKind::Subordinate(Some(opener)) => self.is_pronominal(opener),
            _ => false,
        };
        let before = clause.before.filter(|_| is_behind)?;
        let holds = |token: u16| {
            let token = &self.tokens.all[token as usize];
            [token.word, token.whole].into_iter().flatten().any(|word| list.runs.holds(word))
        };
        if holds(before) {
            return Some(before);
        }
        // `hackers uit Iran die …`: the noun that a name hangs on.
        let preposition = before.checked_sub(1).filter(|preposition| self.tokens.all[*preposition as usize].is(Class::Preposition))?;
        self.tokens.all[before as usize].mention()?;
        preposition.checked_sub(1).filter(|noun| holds(*noun))
    }

    /// `drones die Polen raakten`: whether what a noun names can itself do what is told.
    fn may_act(&self, noun: u16) -> bool {
        let token = &self.tokens.all[noun as usize];
        token.is_any(&[Class::Weapon, Class::Agent, Class::Title]) || names_doer(token.span.of(self.text))
    }

    /// Fills the slots of a row; tells whether it made an event.
    fn fill_verb(&mut self, number: usize, at: usize, form: Form, row: u32, held: std::ops::Range<usize>) -> bool {
        let triggers = self.triggers;
        let trigger = triggers.row(row);
        let token = self.clauses[number].tokens[at] as usize;
        if trigger.category == Category::Request && self.lacks_infinitive(number, at, &held) {
            self.tell(number, token, row, Step::Not(Reason::NoRecipient));
            return false;
        }
        let passive = self.is_passive(number, at, form, trigger);
        // `de zaak die Nicaragua tegen Duitsland aanspant`: what is done stands before, and the only name is who does it.
        let is_told_before = trigger.is_specific()
            && held.is_empty()
            && !passive
            && self.analyses[number].subject.parties.is_empty()
            && self.analyses[number].subject.phrase.is_none()
            && self.stands_before(number, &trigger.with).is_some_and(|before| !self.may_act(before));
        // `Een telefoongesprek voerde Lula met Xi`: what the row asks for stands before the verb.
        let asks_first = || {
            let subject = self.analyses[number].subject.phrase.map(|subject| &self.analyses[number].phrases[subject]);
            let is_asked = subject.is_some_and(|subject| subject.start <= held.start && held.start < held.end && held.end <= subject.end);
            is_asked && !self.small.english && !trigger.recipient.contains(&Slot::Object) && trigger.actor.contains(&Slot::Subject)
        };
        let may_front = trigger.category == Category::Reject || asks_first();
        let fronted = may_front && !passive && self.is_thing_first(number) || is_told_before;
        let modal = self.tokens.all[token].is_any(&[Class::Must, Class::Can, Class::Want]);
        let is_relative = matches!(self.clauses[number].kind, ClauseKind::Relative { .. });
        let behind = if self.small.english && !is_relative { at } else { 0 };
        let frame = Frame { trigger, passive, held: held.clone(), fronted, modal, behind };
        let is_someone = |found: &Filler| !self.is_only_where(number, trigger, found);
        let actor = trigger.actor.iter().find_map(|slot| self.verb_slot(number, *slot, &frame, None).filter(is_someone));
        let actor = actor.or_else(|| self.attacker(number, &frame)).or_else(|| self.summoner(number, &frame));
        let actor = actor.or_else(|| self.lawmaker(number, passive)).or_else(|| self.recaller(number, &frame));
        let actor = actor.or_else(|| self.ender(number, &frame));
        let actor = actor.or_else(|| self.force_of_state(number, &frame));
        let is_of_state =
            |party: &Party| !self.is_some_people(trigger, party) && !self.is_private(trigger, party) && !self.is_aide(trigger, party);
        let can_act = |party: &Party| {
            !party.place && !self.is_unfit(trigger, party.actor) && is_of_state(party) && !self.is_state_in_streets(trigger, party)
        };
        let Some(actor) = actor.filter(|actor| actor.parties.iter().any(can_act)) else {
            self.tell(number, token, row, Step::Not(Reason::NoActor));
            return false;
        };
        // No one does it to himself: `veroordeelde de executie van een eigen burger door Hamas`.
        let is_other = |found: &Filler| {
            let names_another = || found.parties.iter().any(|party| !actor.parties.iter().any(|one| one.actor == party.actor));
            found.mutual || names_another() && !self.is_only_where(number, trigger, found)
        };
        let governed = if trigger.category == Category::Reject { self.governed_infinitive(number, at) } else { None };
        // `refused to rule out meeting Zelensky`: who refuses to refuse does not.
        if self.small.english && governed.is_some_and(|(clause, infinitive)| self.only_refuses(clause, infinitive)) {
            self.tell(number, token, row, Step::Not(Reason::NoRecipient));
            return false;
        }
        let mut has_slot = true;
        let recipient = match governed {
            Some((clause, infinitive)) => self.refused(number, clause, infinitive, &actor, &frame),
            None => {
                let mut slots = trigger.recipient.iter();
                let own = self.judged_owner(number, &frame).filter(is_other);
                let own = own.or_else(|| slots.find_map(|slot| self.verb_slot(number, *slot, &frame, Some(&actor)).filter(is_other)));
                has_slot = own.is_some();
                own.or_else(|| self.other_recipient(number, &actor, &frame))
            }
        };
        // `stemt in met de uitlevering van een Oekraïner aan Duitsland`: whom it goes to, not whose it is.
        let is_agreed = trigger.category == Category::Agree && governed.is_none();
        let aim = if is_agreed || recipient.is_none() && governed.is_none() { self.through_noun(number, &actor, &frame) } else { None };
        has_slot |= aim.is_some();
        let recipient = aim.or(recipient);
        let open = if recipient.is_none() { self.open_pronoun(number, &actor, &frame) } else { None };
        let recipient = recipient.or_else(|| open.and_then(|pronoun| self.pronoun_stands_for(number, pronoun)));
        let recipient = recipient.or_else(|| self.rebuffed(number, &actor, &frame));
        let recipient = recipient.or_else(|| self.some_of_them(number, &actor, &frame));
        let recipient = recipient.or_else(|| self.deed_before(number, &actor, &frame));
        let recipient = recipient.or_else(|| self.judged_before(number, &actor, &frame));
        let recipient = recipient.or_else(|| self.compared(number, trigger, &actor));
        let recipient = recipient.or_else(|| self.threatened(number, &actor, &frame));
        // `agreed to buy jets from France`, `is bereid Zelensky te ontmoeten`: with whom, the infinitive tells.
        let is_ready = form.kind == FormKind::Adjective;
        let promises = recipient.is_none() && (self.small.english || is_ready) && trigger.category == Category::Agree;
        let recipient = match promises.then(|| self.governed_infinitive(number, at)).flatten() {
            Some((clause, infinitive)) => self.refused(number, clause, infinitive, &actor, &frame),
            None => recipient,
        };
        // `is bereid Groenland in te nemen`: readiness to harm is no agreement.
        let harms_instead = || self.governed_infinitive(number, at).is_some_and(|(clause, infinitive)| self.only_harms(clause, infinitive));
        if is_ready && trigger.category == Category::Agree && !self.small.english && harms_instead() {
            self.tell(number, token, row, Step::Not(Reason::NoRecipient));
            return false;
        }
        // `agreed to a truce in talks mediated by Qatar`: between whom, the subject tells.
        let is_between = trigger.mode == Some("third-party") && recipient.is_none() && passive;
        let recipient = match is_between && self.is_reduced(&self.clauses[number], &self.analyses[number], at) {
            true => {
                let parties = self.subject_parties(number);
                let is_apart = !parties.is_empty() && !parties.iter().any(|one| actor.parties.iter().any(|party| party.actor == one.actor));
                is_apart.then_some(Filler { parties, phrase: None, mutual: false })
            }
            false => recipient,
        };
        let (actor, recipient) = match recipient {
            Some(recipient) if self.is_backwards(number, passive, trigger, &actor, &recipient) => (recipient, Some(actor)),
            None => {
                let demanded = self.demanded(number, trigger, &actor);
                (actor, demanded)
            }
            other => (actor, other),
        };
        if self.is_business(trigger, &actor, recipient.as_ref()) {
            self.tell(number, token, row, Step::Not(Reason::NoRecipient));
            return false;
        }
        // `door A en B ondertekend`
        let is_done = !passive || !self.small.english && actor.phrase.is_some() && actor.phrase == self.agent_phrase(number);
        let mutual = recipient.is_none() && trigger.reciprocal && actor.parties.len() > 1 && is_done;
        let threatens = trigger.category == Category::Threaten && recipient.is_none() && self.threatens_deed(number, at, &held);
        let may_lack = trigger.optional || governed.is_some() || threatens || self.hits_unknown(number, passive, trigger);
        let is_stranger = || !passive && self.follows_stranger(number, trigger);
        // `Trump ontsloeg hem`: someone whom the text names, and no one is sure to be meant.
        let is_open = recipient.is_none() && open.is_some() && trigger.category != Category::Aid;
        let may_lack = may_lack && !is_open && (recipient.is_some() || mutual || !is_stranger());
        let lacks = recipient.is_none() && !mutual && !may_lack;
        let in_danger =
            || trigger.category == Category::Threaten && recipient.is_none() && !threatens && self.is_mere_danger(number, at, &actor);
        // `sluit een Russische aanval op Polen niet uit`: a threat is of one's own deed.
        let of_another = || trigger.category == Category::Threaten && self.is_deed_of_another(number, &held, &actor);
        if lacks && trigger.category != Category::Aid || in_danger() || of_another() {
            self.tell(number, token, row, Step::Not(Reason::NoRecipient));
            return false;
        }
        // `kreeg geen toestemming`: the row says already that something is not done.
        let counted = held.clone().any(|word| self.tokens.all[self.clauses[number].tokens[word] as usize].is(Class::Negation));
        let harms = trigger.category.quad() == Quad::MaterialConflict;
        let mut status = self.status_of_verb(number, at, form, counted, harms);
        if status.status == Status::Asserted && self.hangs_on_condition(number, form, trigger) {
            status.status = Status::Hypothetical;
        }
        status = self.says_himself(number, form.kind, trigger.category, status);
        // `claimed responsibility for the blast`: done as its subject says.
        if self.small.english && trigger.category == Category::Assault && self.analyses[number].words.has(Class::Claim) {
            status = status.claimed(&actor.parties);
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
        // `liet krijgsgevangenen uit Cambodja vrij`: whom no slot of the row holds does nothing.
        // `agreed to sell ammunition to Ukraine`: one of them does what is agreed.
        let is_promise = || {
            let phrase = recipient.as_ref().and_then(|recipient| recipient.phrase).map(|phrase| &self.analyses[number].phrases[phrase]);
            let is_with = phrase.is_some_and(|phrase| phrase.preposition.is_some() && phrase.preposition == self.small.with);
            // `agreed to a pause in Gaza`
            let is_own = trigger.category == Category::Concede
                || trigger.category == Category::Agree && self.governed_infinitive(number, at).is_some();
            self.small.english && is_own && !is_with && !mutual
        };
        let reciprocal = trigger.reciprocal && !one_sided && (has_slot || mutual) && !is_promise();
        let event = Event { row, token: crate::relation::clauses::clause::index(token), clause: number, status, reciprocal };
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

    /// `de leider die Israël uit de weg ruimde`: by its order the pronoun may be subject or object, but no one kills or arrests a country.
    fn is_backwards(&self, number: usize, passive: bool, trigger: &Trigger, actor: &Filler, recipient: &Filler) -> bool {
        const OF_PEOPLE: [&str; 6] = ["assassinate", "execute", "abduct", "torture", "arrest", "deport"];
        let kind = |party: &Party| self.gazetteer.actor(party.actor).actor_type.clone();
        let is_country = |party: &Party| kind(party) == ActorType::Country && self.is_named(party) && !party.place;
        matches!(self.clauses[number].kind, ClauseKind::Relative { .. })
            && !passive
            && self.analyses[number].subject.phrase.is_none()
            && trigger.mode.is_some_and(|mode| OF_PEOPLE.contains(&mode))
            && actor.parties.iter().all(|party| kind(party) == ActorType::Person)
            && recipient.phrase.is_some()
            && recipient.parties.iter().all(is_country)
    }

    /// `Zambia dreigt te verdrogen`: a country that threatens to do what is done to no one is in danger.
    fn is_mere_danger(&self, number: usize, at: usize, actor: &Filler) -> bool {
        let clause = &self.clauses[number];
        let person = |party: &Party| self.gazetteer.actor(party.actor).actor_type == ActorType::Person;
        let has_to = clause.tokens[at..].iter().any(|token| self.tokens.all[*token as usize].is(Class::To));
        has_to && !actor.parties.iter().all(person)
    }
}
