//! A sentence on its way from words to relations.

use smallvec::smallvec;

use crate::gazetteer::{ActorType, AliasKind, Gazetteer};
use crate::id::ActorId;
use crate::relation::category::{Category, Quad, Status};
use crate::relation::clauses::clause::{Clause, ClauseKind};
use crate::relation::explain::{Note, Reason, Step};
use crate::relation::parts::analysis::Analysis;
use crate::relation::parts::outline::{Live, Outline};
use crate::relation::parts::phrase::{Parties, Party, Phrase, PhraseKind};
use crate::relation::rows::trigger::{Slot, Trigger};
use crate::relation::rows::triggers::Triggers;
use crate::relation::told::Told;
use crate::relation::words::lexicon::{Class, Classes, Lexicon, WordId};
use crate::relation::words::token::{Token, Tokens};
use crate::relation::{Relation, SmallWords};
use crate::resolve::Resolved;

/// Events of earlier years are history, not news.
const FIRST_YEAR: u16 = 2014;

/// So many years ago, something is history at the time of any news.
const FEW_YEARS: u16 = 12;

/// A sentence with its clauses, and what has been found in it.
pub(super) struct Sentence<'a> {
    pub(super) number: u32,
    pub(super) text: &'a str,
    pub(super) tokens: &'a Tokens,
    pub(super) clauses: &'a [Clause],
    pub(super) analyses: &'a [Analysis],
    pub(super) lexicon: &'a Lexicon,
    pub(super) triggers: &'a Triggers,
    pub(super) small: &'a SmallWords,
    pub(super) gazetteer: &'a Gazetteer,
    pub(super) mentions: &'a [Resolved],
    /// Who was the subject of the sentence before, where that is certain.
    pub(super) topic: &'a [ActorId],
    /// Who does what the sentence before tells.
    pub(super) doer: &'a [ActorId],
    /// The actors named in the sentence before.
    pub(super) earlier: &'a [ActorId],
    /// What the sentence before told.
    pub(super) told: &'a [Relation],
    pub(super) is_question: bool,
    /// Nouns that made a verb what it is, and trigger nothing by themselves.
    pub(super) used: Vec<u16>,
    pub(super) found: Vec<Relation>,
    /// Clauses whose verbs have made an event.
    pub(super) made: Vec<usize>,
    /// What each clause holds at a glance.
    pub(super) outlines: &'a [Outline],
    /// The triggers of which the clauses hold what a row asks for, in the order of the clauses.
    pub(super) live: &'a [Live],
    /// What became of every trigger, where someone asks.
    pub(super) tried: Option<&'a mut Vec<Note>>,
}

/// What a trigger has made, before its parties.
pub(super) struct Event {
    pub(super) row: u32,
    pub(super) token: u16,
    pub(super) clause: usize,
    pub(super) status: Told,
    pub(super) reciprocal: bool,
}

/// The mode of verdicts.
const CONVICT: &str = "convict";

/// `sinds`: a preposition that opens a clause in front of one.
fn is_since(token: &Token) -> bool {
    token.is(Class::OpeningOnly) && token.is(Class::Preposition) && !token.is(Class::Before)
}

impl Sentence<'_> {
    /// Finds all events; none in a sentence of sports.
    pub(super) fn events(&mut self) {
        if self.is_off_topic() {
            return;
        }
        let live = self.live;
        // Most sentences tell neither years nor an era.
        let is_number = |token: &Token| self.text.as_bytes()[token.span.start].is_ascii_digit();
        let may_be_past = self.analyses.iter().any(|analysis| analysis.words.has(Class::Era)) || self.tokens.all.iter().any(is_number);
        for Live { clause, at, token } in live.iter().copied() {
            let found = &self.tokens.all[token as usize];
            if (found.may_be_verb || found.may_be_noun) && !found.embedded && !(may_be_past && self.is_elsewhere(clause)) {
                self.verb_events(clause, at);
            }
        }
        for clause in 0..self.clauses.len() {
            let is_live = live.iter().any(|live| live.clause == clause);
            if (is_live || self.outlines[clause].embedded) && !(may_be_past && self.is_elsewhere(clause)) {
                self.noun_events(clause);
            }
        }
    }

    /// Whether a clause, or the one that it is part of, speaks of times long gone.
    fn is_elsewhere(&self, number: usize) -> bool {
        self.is_past(number) || self.clauses[number].parent.is_some_and(|parent| self.is_past(parent))
    }

    /// Whether it is of sports or the arts: a word tells, or several in a row (`Grand Prix`).
    pub(super) fn is_off_topic(&self) -> bool {
        // Most sentences hold no word of either kind.
        if !self.tokens.classes.has(Class::OffTopic) && !self.tokens.leads.off_topic() {
            return false;
        }
        (0..self.tokens.all.len()).any(|at| self.is_run(at, Class::OffTopic))
    }

    /// Whether a token is of a class, or begins words in a row that are: `Grand Prix`, `40 jaar geleden`.
    fn is_run(&self, at: usize, class: Class) -> bool {
        self.tokens.all[at].is(class) || self.opens_run(at, class)
    }

    fn opens_run(&self, at: usize, class: Class) -> bool {
        let all = &self.tokens.all;
        let follow = |others: &[WordId]| {
            let next = all.get(at + 1..at + 1 + others.len()).unwrap_or_default();
            next.len() == others.len() && next.iter().zip(others).all(|(token, word)| token.word == Some(*word))
        };
        let in_a_row = |word: WordId| self.lexicon.groups(word).iter().any(|(others, own)| *own == class && follow(others));
        all.get(at).and_then(|token| token.word).is_some_and(in_a_row)
    }

    /// Whether a trigger can make an event, or someone asks why it does not.
    pub(super) fn is_live(&self, token: u16) -> bool {
        self.live.iter().any(|live| live.token == token)
    }

    /// Whether a clause speaks of times long gone: a year before [`FIRST_YEAR`], the Cold War.
    fn is_past(&self, number: usize) -> bool {
        let is_year = |token: u16| {
            let span = self.tokens.all[token as usize].span;
            let before = token.checked_sub(1).map(|before| &self.tokens.all[before as usize]);
            let next = self.tokens.all.get(token as usize + 1);
            // `ruim 1900 Palestijnen`, `1500 soldaten`, `the 1994 genocide`
            let counts = || {
                let after_name = before.is_some_and(|before| {
                    before.mention().is_some() || before.is_any(&[Class::Adverb, Class::Number]) && !before.is(Class::Time)
                });
                let is_people = |mention: u32| matches!(self.mentions[mention as usize].kind, AliasKind::Inhabitant | AliasKind::Adjective);
                let before_noun = next.is_some_and(|next| match next.mention() {
                    Some(mention) => is_people(mention),
                    None => next.is_open() && !next.capital && !next.is_verb() && !next.is_any(&[Class::Time, Class::Month]),
                });
                // `in 2003 soldiers fought`, `op 15 april 1986 doelen`; but `in april 1500 soldaten`
                let is_round = || span.of(self.text).parse().is_ok_and(|year: u16| year < 1900 || year == 2000);
                let tells_when = before.is_some_and(|before| {
                    before.word.is_some() && before.word == self.small.within || before.is(Class::Month) && !is_round()
                });
                after_name || before_noun && !tells_when
            };
            // `aan de macht sinds 2000`
            let lasts = || before.is_some_and(is_since);
            // `een wet uit 1952`: as old as the law is, not what it does now.
            let tells_age = || {
                let before = before.map(|before| before.word);
                before.is_some_and(|before| before.is_some() && (before == self.small.from || before == self.small.of))
            };
            let is_old = || span.of(self.text).parse().is_ok_and(|year: u16| (1000..FIRST_YEAR).contains(&year));
            span.end - span.start == 4 && is_old() && !tells_age() && !counts() && !lasts()
        };
        // `40 jaar geleden`; but of `het geweld van destijds`, that is as old.
        let is_long_ago = |token: u16| {
            let at = token as usize;
            let years = self.tokens.all[at].span.of(self.text).parse().is_ok_and(|years: u16| (FEW_YEARS..1000).contains(&years));
            years && self.opens_run(at + 1, Class::Time)
        };
        let is_of = |token: u16| token.checked_sub(1).is_some_and(|before| self.tokens.all[before as usize].is(Class::Of));
        let words = &self.clauses[number].tokens;
        let speaks_of_era = self.analyses[number].words.has(Class::Era);
        let names_era = |at: usize| speaks_of_era && self.is_run(words[at] as usize, Class::Era) && !self.is_over(number, at);
        (0..words.len()).any(|at| is_year(words[at]) || (names_era(at) || is_long_ago(words[at])) && !is_of(words[at]))
    }

    /// `sinds de Koude Oorlog`, `een voormalige kolonie`: whether an era at a position of a clause is the one since which something has lasted, or
    /// what someone once was.
    fn is_over(&self, number: usize, at: usize) -> bool {
        const NEAR: usize = 3;
        let tokens = &self.clauses[number].tokens[at.saturating_sub(NEAR)..at];
        tokens.iter().map(|token| &self.tokens.all[*token as usize]).any(|token| token.is(Class::Former) || is_since(token))
    }

    /// Whether the verb at a position of a clause is governed by `te`, itself or by its auxiliary: `te helpen`, `te hebben geholpen`.
    pub(super) fn follows_to(&self, number: usize, at: usize) -> bool {
        let clause = &self.clauses[number];
        let token = |at: usize| &self.tokens.all[clause.tokens[at] as usize];
        let after_to = |at: usize| at > 0 && token(at - 1).is(Class::To);
        const GOVERNING: Classes = Classes::of(&[
            Class::Have,
            Class::Be,
            Class::Become,
            Class::Can,
            Class::Want,
            Class::Must,
            Class::Going,
            Class::Will,
            Class::Let,
        ]);
        let is_auxiliary = |at: &usize| token(*at).classes.meets(GOVERNING);
        // `beschuldigen elkaar ervan het bestand te hebben geschonden`: of the verbs beside the auxiliary alone.
        let is_beside =
            |other: usize| (at.min(other) + 1..at.max(other)).all(|between| token(between).is_verb() || token(between).is(Class::To));
        let mut auxiliaries = self.analyses[number].verbs.iter().copied().filter(is_auxiliary);
        // `to help fight gangs`
        let helps = |at: usize| self.small.english && token(at).is_verb() && token(at).is(Class::ObjectControl) && after_to(at);
        // `to resume buying gas`
        let goes_on = |at: usize| self.small.english && token(at).is_verb() && token(at).is(Class::TakesInfinitive) && after_to(at);
        if at > 0 && (helps(at - 1) && token(at).bare || goes_on(at - 1)) {
            return true;
        }
        after_to(at) || auxiliaries.any(|other| other != at && after_to(other) && is_beside(other))
    }

    /// Whether a verb stands behind `te` with nothing but verbs between: `te willen aanvallen`.
    pub(super) fn is_behind_to(&self, number: usize, verb: usize) -> bool {
        let token = |at: usize| &self.tokens.all[self.clauses[number].tokens[at] as usize];
        (0..verb).rev().find(|at| !token(*at).is_verb() || token(*at).is(Class::To)).is_some_and(|at| token(at).is(Class::To))
    }

    /// Notes what became of a row.
    pub(super) fn tell(&mut self, clause: usize, token: usize, row: u32, step: Step) {
        if let Some(tried) = &mut self.tried {
            tried.push(Note { token: crate::relation::clauses::clause::index(token), clause, row, step });
        }
    }

    /// The parties of a phrase, pronouns resolved where that is certain.
    pub(super) fn parties(&self, number: usize, phrase: usize) -> Parties {
        let found = &self.analyses[number].phrases[phrase];
        if !found.parties.is_empty() {
            return found.parties.clone();
        }
        if found.kind == PhraseKind::Pronoun && self.analyses[number].subject.phrase == Some(phrase) && self.first_person(number).is_some()
        {
            return self.speaking(number);
        }
        let last = self.clauses[number].tokens[found.end - 1];
        let own = self.own_agent(number, phrase).or_else(|| self.own_country(number, phrase));
        if let Some(party) = own.or_else(|| self.own_government(number, phrase)) {
            return smallvec![party];
        }
        if self.tokens.all[last as usize].is(Class::Anaphor) && self.says_both(number, found) {
            return self.both_before(number, last);
        }
        let two = self.two_before(number, found, last);
        if !two.is_empty() {
            return two;
        }
        if self.tokens.all[last as usize].is(Class::Anaphor) && found.owners.is_empty() {
            return match self.is_anaphor(number, found, last) {
                true if self.is_plural_noun(last) => self.all_before(number, last),
                true => self.country_before(number, last).into_iter().collect(),
                false => Parties::new(),
            };
        }
        if self.tokens.all[last as usize].is_any(&[Class::Body, Class::Firm]) && self.is_bare_definite(number, phrase) {
            return self.body_before(number, last).into_iter().collect();
        }
        let is_rebel = !self.small.english && self.tokens.all[last as usize].is(Class::Rebel) && self.is_plural_noun(last);
        if is_rebel && self.is_bare_definite(number, phrase) {
            return self.rebels_before(number, last).into_iter().collect();
        }
        if found.kind == PhraseKind::Pronoun && self.tokens.all[last as usize].is(Class::Personal) {
            if self.topic.len() > 1 && self.is_they(number, phrase, last) {
                return self.topic.iter().map(|actor| Party { actor: *actor, token: last, agent: None, place: false }).collect();
            }
            if let Some(party) = self.other_person(number, phrase, last).or_else(|| self.person_beside(number, phrase, last)) {
                return smallvec![party];
            }
            let they = self.they_of_parent(number, phrase, last);
            return if they.is_empty() { self.person_before(number, phrase, last).into_iter().collect() } else { they };
        }
        Parties::new()
    }

    /// The parties that are the subject of a clause.
    pub(super) fn subject_parties(&self, number: usize) -> Parties {
        let subject = &self.analyses[number].subject;
        if !subject.parties.is_empty() {
            return subject.parties.iter().copied().filter(|party| !party.place).collect();
        }
        if let Some(phrase) = subject.phrase {
            return self.parties(number, phrase);
        }
        // `Het land veroordeelt de inval en steunt Kyiv`, `Het bedrijf … om zich te richten op …`: whoever the subject before stands for.
        if subject.known && subject.pronoun.is_none() && self.takes_subject_over(number) {
            let from = self.clauses[number].joined.or(self.clauses[number].parent);
            return from.filter(|from| *from < number).map(|from| self.subject_parties(from)).unwrap_or_default();
        }
        let pronoun = subject.pronoun.filter(|pronoun| self.tokens.all[*pronoun as usize].is(Class::Personal));
        match pronoun {
            Some(pronoun) => self.clauses[number]
                .joined
                .map(|_| self.person_before(number, usize::MAX, pronoun))
                .unwrap_or_default()
                .into_iter()
                .collect(),
            None => self.speaking(number),
        }
    }

    /// Whether the subject of a clause is that of the one it is joined to, or that of the one that it is an infinitive of.
    fn takes_subject_over(&self, number: usize) -> bool {
        let clause = &self.clauses[number];
        clause.joined.is_some()
            || matches!(clause.kind, ClauseKind::Infinitive(_))
                && !self.analyses[clause.parent.unwrap_or(0)].chain.has(Class::ObjectControl)
    }

    /// The parties of a phrase that something is done to: a capital after `in` or `uit` is no more than a place.
    pub(super) fn targets(&self, number: usize, phrase: usize) -> Parties {
        let preposition = self.analyses[number].phrases[phrase].preposition;
        let is_where = preposition.is_some() && (preposition == self.small.within || preposition == self.small.from);
        // `haalt zijn ambassadeur weg uit Vilnius`
        let is_envoy = |phrase: &Phrase| phrase.noun.is_some_and(|noun| self.tokens.all[noun as usize].is(Class::Envoy));
        let is_where = is_where && !self.analyses[number].phrases.iter().any(is_envoy);
        let mut parties = self.parties(number, phrase);
        parties.retain(|party| !(is_where && party.place));
        parties
    }

    /// Whether a pronoun is the subject of a plural verb in the first clause: `Ze spraken met elkaar`.
    fn is_they(&self, number: usize, phrase: usize, pronoun: u16) -> bool {
        let analysis = &self.analyses[number];
        let is_one = self.tokens.all[pronoun as usize].is(Class::Singular);
        number == 0 && analysis.subject.phrase == Some(phrase) && !is_one && self.has_plural_verb(number)
    }

    /// `Andorra en Monaco lieten weten dat zij …`, `De VS ontkennen dat ze …`: a plural that tells of itself.
    fn they_of_parent(&self, number: usize, phrase: usize, pronoun: u16) -> Parties {
        let is_one = self.tokens.all[pronoun as usize].is(Class::Singular);
        let Some(parent) = self.clauses[number].parent.filter(|_| self.is_content(number) && !is_one) else { return Parties::new() };
        let is_subject = self.analyses[number].subject.phrase == Some(phrase);
        if !is_subject || !self.has_plural_verb(number) || !self.has_plural_verb(parent) {
            return Parties::new();
        }
        self.subject_parties(parent).into_iter().map(|party| Party { token: pronoun, agent: None, ..party }).collect()
    }

    pub(super) fn has_plural_verb(&self, number: usize) -> bool {
        let finite = self.analyses[number].finite.map(|at| &self.tokens.all[self.clauses[number].tokens[at] as usize]);
        // Of English verbs, no plural ends in `s`.
        let is_plural = |word: &str| if self.small.english { !word.ends_with('s') } else { word.ends_with("en") };
        finite.is_some_and(|finite| is_plural(finite.span.of(self.text)) || finite.bare)
    }

    /// An event of every pair of two sides.
    pub(super) fn between(&mut self, event: &Event, actors: &[Party], recipients: &[Party]) {
        for actor in actors.iter().filter(|actor| !actor.place) {
            for recipient in recipients.iter().filter(|recipient| recipient.actor != actor.actor) {
                self.push(event, *actor, Some(*recipient), event.reciprocal);
            }
        }
    }

    /// An event of every pair of one side.
    pub(super) fn among(&mut self, event: &Event, parties: &[Party]) {
        for (at, one) in parties.iter().enumerate() {
            for other in parties[at + 1..].iter().filter(|other| other.actor != one.actor) {
                self.push(event, *one, Some(*other), true);
            }
        }
    }

    /// An event without a recipient.
    pub(super) fn alone(&mut self, event: &Event, actors: &[Party]) {
        let category = self.triggers.row(event.row).category;
        for actor in actors.iter().filter(|actor| !actor.place) {
            // `struck a port in Ukraine, killing four`: of the attack it has been told whom it hits.
            let is_told = |found: &Relation| (found.actor, found.category) == (actor.actor, Category::Assault);
            if self.small.english && category == Category::Assault && self.found.iter().any(is_told) {
                continue;
            }
            self.push(event, *actor, None, false);
        }
    }

    fn push(&mut self, event: &Event, actor: Party, recipient: Option<Party>, reciprocal: bool) {
        let trigger = self.triggers.row(event.row);
        if self.is_unfit(trigger, actor.actor) || recipient.is_some_and(|other| self.is_at_home(trigger, actor, other)) {
            self.tell(event.clause, event.token as usize, event.row, Step::Not(Reason::NoActor));
            return;
        }
        let told = event.status;
        let may_be_warned = trigger.category.quad() == Quad::MaterialConflict
            && matches!(told.status, Status::Future | Status::Hypothetical)
            && !told.negated;
        let warned = if may_be_warned { self.warned(event.clause, actor.actor) } else { None };
        let is_warned = warned.is_some();
        // `"We will not talk to the ELN", Petro said`: he refuses by that.
        let refuses = self.refuses_himself(event.clause, trigger.category, told);
        let reciprocal = reciprocal && !refuses;
        let Told { status, negated, speaker } = if refuses { Told::default() } else { warned.unwrap_or(told) };
        // `warned it would close the strait if Israel attacked`
        let condition =
            || self.condition_subject(event.clause, None).and_then(|found| found.parties.into_iter().find(|one| one.actor != actor.actor));
        let recipient = recipient.or_else(|| is_warned.then(condition).flatten());
        let (mut actor, mut recipient) = (actor, recipient);
        if reciprocal
            && let Some(other) = &mut recipient
            && self.gazetteer.actor(other.actor).id < self.gazetteer.actor(actor.actor).id
        {
            std::mem::swap(&mut actor, other);
        }
        let is_ahead = status == Status::Future;
        let leaves = trigger.mode == Some("withdraw") && recipient.is_some_and(|party| self.is_membership(party.actor));
        let is_verdict = self.is_verdict(event, actor);
        let mode = match trigger.category {
            _ if is_verdict => Some(CONVICT),
            Category::Consult if refuses => Some("meet"),
            Category::Aid if refuses => Some("assist"),
            _ => trigger.mode,
        };
        let own = if refuses {
            Category::Reject
        } else if is_warned {
            Category::Threaten
        } else if leaves {
            Category::Sanction
        } else if self.is_of_words(event, actor, recipient) {
            Category::Accuse
        } else if is_verdict {
            Category::Sanction
        } else if self.is_landing(event, trigger, actor) {
            Category::Mobilize
        } else {
            trigger.category
        };
        let category = if is_ahead { own.ahead() } else { own };
        let span = |token: u16| self.tokens.all[token as usize].span;
        let party_span = |party: Party| self.party_span(party);
        let both_by_agents = recipient.is_none_or(|other| other.agent.is_some());
        let agent = |party: Party| party.agent.filter(|_| !reciprocal || both_by_agents).map(|agent| self.agent_span(agent));
        let relation = Relation {
            sentence: self.number,
            actor: actor.actor,
            recipient: recipient.map(|party| party.actor),
            reciprocal: reciprocal && recipient.is_some(),
            category,
            mode: mode.filter(|mode| category.mode(mode).is_some()),
            status,
            negated: negated != trigger.negative,
            speaker,
            trigger: span(event.token),
            actor_span: party_span(actor),
            recipient_span: recipient.map(party_span),
            agent: agent(actor),
            recipient_agent: recipient.and_then(agent),
        };
        // `heeft dorpelingen doodgeschoten en vrouwen ontvoerd`: two deeds to one, where another verb tells another mode.
        let is_other_deed = |known: &Relation| {
            !self.small.english
                && known.mode.is_some()
                && relation.mode.is_some()
                && known.mode != relation.mode
                && relation.category.quad() == Quad::MaterialConflict
                && !self.told_in(event.clause).any(|told| std::ptr::eq(told, known))
        };
        let same = |known: &Relation| {
            !is_other_deed(known)
                && (known.actor, known.recipient, known.category, known.status, known.negated)
                    == (relation.actor, relation.recipient, relation.category, relation.status, relation.negated)
        };
        let known = self.found.iter().position(same);
        // `left their base, ending a mission in Niger`: the same deed, now with whom it is done to.
        let is_barer = |found: &Relation| {
            let of_force = matches!(category, Category::Assault | Category::Retreat);
            self.small.english && of_force && (found.actor, found.category, found.recipient) == (relation.actor, category, None)
        };
        let barer = self.found.iter().position(is_barer).filter(|_| known.is_none() && relation.recipient.is_some());
        let at = known.or(barer).unwrap_or(self.found.len());
        if let Some(barer) = barer {
            self.found[barer] = relation;
        } else if known.is_none() {
            self.found.push(relation);
        }
        self.made.push(event.clause);
        self.tell(event.clause, event.token as usize, event.row, Step::Made(at));
    }

    /// Whether an actor is of a kind that does not do what a row tells: who has no weapons conquers a market or a stage, a firm or a parliament
    /// arrests and deports no one, and what a share retreats from is a price.
    pub(super) fn is_unfit(&self, trigger: &Trigger, actor: ActorId) -> bool {
        const UNARMED: [&str; 11] = [
            "court",
            "eu-institution",
            "company",
            "media",
            "press-agency",
            "sports",
            "bank",
            "central-bank",
            "think-tank",
            "ngo",
            "union-labour",
        ];
        let actor = self.gazetteer.actor(actor);
        const OF_STATES: [&str; 5] = ["seize", "arrest", "curfew", "martial-law", "deport"];
        let takes_state = trigger.category == Category::Coerce
            && ["company", "parliament"].contains(&actor.note.as_str())
            && trigger.mode.is_some_and(|mode| OF_STATES.contains(&mode));
        // What a share retreats from is a price.
        let retreats = trigger.mode == Some("withdraw") && actor.note == "company";
        // `verklaart de oorlog aan zijn concurrenten`
        let threatens = trigger.category == Category::Threaten && trigger.mode == Some("violence") && actor.note == "company";
        (matches!(trigger.category, Category::Assault | Category::Mobilize) || takes_state || retreats || threatens)
            && actor.actor_type == ActorType::Organization
            && UNARMED.contains(&actor.note.as_str())
    }

    /// `Vance viel Zelensky aan`: a verb that may tell of words as well as of force tells of words between two persons, and where a person
    /// does it over something.
    fn is_of_words(&self, event: &Event, actor: Party, recipient: Option<Party>) -> bool {
        let is_person = |party: Party| party.agent.is_none() && self.gazetteer.actor(party.actor).actor_type == ActorType::Person;
        let accuses = |row: &u32| self.triggers.row(*row).category == Category::Accuse;
        // `valt de EU aan over een boete`
        let is_matter = |phrase: &Phrase| phrase.preposition.is_some_and(|word| self.lexicon.classes(word).has(Class::Matter));
        // Not `over Iran`, who may be the object of another verb.
        let is_thing = |phrase: &Phrase| !phrase.temporal && phrase.parties.is_empty();
        let has_matter = || self.analyses[event.clause].phrases.iter().any(|phrase| is_matter(phrase) && is_thing(phrase));
        self.triggers.row(event.row).category == Category::Assault
            && is_person(actor)
            && recipient.is_some_and(|recipient| is_person(recipient) || has_matter())
            && self.tokens.forms(event.token as usize, self.lexicon).any(|form| self.triggers.lexeme(form.lexeme).rows.iter().any(accuses))
    }

    /// `Het Hof heeft Rusland veroordeeld`: a verb that may tell of words as well as of a verdict tells of a verdict where a court does it.
    fn is_verdict(&self, event: &Event, actor: Party) -> bool {
        let convicts = |row: &u32| self.triggers.row(*row).mode == Some(CONVICT);
        !self.small.english
            && self.triggers.row(event.row).category == Category::Accuse
            && self.gazetteer.actor(actor.actor).note == "court"
            && self.tokens.forms(event.token as usize, self.lexicon).any(|form| self.triggers.lexeme(form.lexeme).rows.iter().any(convicts))
    }

    /// `Noord-Koreaanse soldaten zijn aangekomen in Rusland`: who comes with arms pays no visit.
    fn is_landing(&self, event: &Event, trigger: &Trigger, actor: Party) -> bool {
        let analysis = &self.analyses[event.clause];
        // `Soldiers from Germany and Norway`
        let noun = analysis.subject.phrase.and_then(|phrase| analysis.phrases[phrase].noun).filter(|_| self.small.english);
        let is_armed = actor.agent.or(noun).is_some_and(|agent| self.tokens.all[agent as usize].is(Class::Armed));
        is_armed && trigger.mode == Some("visit") && !trigger.recipient.contains(&Slot::Object)
    }

    /// Whether an actor is a body of states, which they join and leave.
    fn is_membership(&self, actor: ActorId) -> bool {
        const BODIES: [&str; 8] = ["alliance", "union", "un", "un-agency", "regional-body", "treaty-body", "court", "eu-institution"];
        let actor = self.gazetteer.actor(actor);
        actor.actor_type == ActorType::Organization && BODIES.contains(&actor.note.as_str())
    }

    /// Where a party is named: the mention without a genitive ending, or a pronoun.
    fn party_span(&self, party: Party) -> crate::span::Span {
        let token = &self.tokens.all[party.token as usize];
        token.mention().map_or(token.span, |mention| self.mentions[mention as usize].span)
    }

    /// Where the noun stands that acts for a country; of a compound with a name, the part after the name.
    fn agent_span(&self, agent: u16) -> crate::span::Span {
        let token = &self.tokens.all[agent as usize];
        match token.mention() {
            Some(mention) => {
                let start = self.mentions[mention as usize].span.end;
                let skipped = self.text[start..token.span.end].find(char::is_alphabetic).unwrap_or(0);
                crate::span::Span::new(start + skipped, token.span.end)
            }
            None => token.span,
        }
    }
}
