//! Frames of nouns: `de Russische invasie in Oekraïne`, `het bezoek van Xi aan Moskou`, `samenwerking tussen A en B`.

use smallvec::{SmallVec, smallvec};

use crate::gazetteer::ActorType;
use crate::relation::Relation;
use crate::relation::category::{Category, Quad, Status};
use crate::relation::clauses::clause::ClauseKind;
use crate::relation::events::frame::Filler;
use crate::relation::explain::{Reason, Step};
use crate::relation::parts::analysis::Positions;
use crate::relation::parts::phrase::{Parties, Party, PhraseKind};
use crate::relation::rows::trigger::{Slot, Speech, Trigger};
use crate::relation::sentence::{Event, Sentence};
use crate::relation::words::lexicon::Class;
use crate::relation::words::token::Kind;

/// How many phrases after a noun may belong to it.
const REACH: usize = 4;

impl Sentence<'_> {
    /// The events that the nouns of a clause trigger.
    pub(crate) fn noun_events(&mut self, number: usize) {
        for phrase in 0..self.analyses[number].phrases.len() {
            if let Some(token) = self.analyses[number].phrases[phrase].noun {
                self.noun_event(number, phrase, token);
            }
            if self.outlines[number].embedded {
                self.attributive_event(number, phrase);
            }
        }
    }

    /// `de door Israël gedode commandant van Hezbollah`: what stands between an article and its noun.
    fn attributive_event(&mut self, number: usize, phrase: usize) {
        let (clause, own) = (&self.clauses[number], &self.analyses[number].phrases[phrase]);
        let from = self.embedded_from(number, own.start);
        let inside: SmallVec<[u16; 8]> =
            clause.tokens[from..own.end].iter().copied().filter(|at| self.tokens.all[*at as usize].embedded).collect();
        // `door Rusland bezette gebieden`, without an article: which are meant is open, so that only who is named is hit.
        let is_bare = from < own.start;
        let (Some(first), Some(last)) = (inside.first(), inside.last().copied()) else { return };
        let by = self.tokens.all[*first as usize].word;
        if by.is_none() || by != self.small.by {
            return;
        }
        let parties: Parties = inside.iter().filter_map(|token| self.party_at(*token)).collect();
        let recipients: Parties = own.parties.iter().chain(&own.owners).copied().filter(|party| !party.place).collect();
        let forms: Vec<u32> = self.tokens.forms(last as usize, self.lexicon).map(|form| form.lexeme).collect();
        for lexeme in forms {
            let triggers = self.triggers;
            for row in triggers.rows_within(lexeme, self.tokens) {
                let trigger = triggers.row(row);
                let takes_object = trigger.recipient.contains(&Slot::Object) || trigger.is_specific();
                if parties.is_empty() || !takes_object || self.held(number, trigger, row, last as usize).is_none() {
                    continue;
                }
                let mut status = self.status_of_noun(number, phrase);
                // `om de door ICE opgepakte landgenoten op te halen`: what has been done to them is a fact beside the aim.
                if status.status == Status::Hypothetical {
                    status.status = Status::Asserted;
                }
                let event = Event { row, token: last, clause: number, status, reciprocal: false };
                if !recipients.is_empty() {
                    self.between(&event, &parties, &recipients);
                } else if trigger.optional && !is_bare {
                    self.alone(&event, &parties);
                }
                return;
            }
        }
    }

    /// Where what is embedded begins that belongs to a phrase: before its noun, where it has no article (`door Iran opgepakte Fransen`).
    fn embedded_from(&self, number: usize, start: usize) -> usize {
        let tokens = &self.clauses[number].tokens[..start];
        tokens.iter().rposition(|at| !self.tokens.all[*at as usize].embedded).map_or(0, |before| before + 1)
    }

    /// The party that a mention of an embedded phrase names.
    fn party_at(&self, number: u16) -> Option<Party> {
        let mention = self.tokens.all[number as usize].mention()?;
        let (actor, place) = crate::relation::words::token::party(&self.mentions[mention as usize])?;
        (!place).then_some(Party { actor, token: number, agent: None, place })
    }

    /// `Navalny's arrest`: whose arrest it is, if nobody else is named and a person has it.
    fn is_ones_own_arrest(&self, trigger: &Trigger, actor: &Filler) -> bool {
        let has_it = |party: &Party| {
            self.tokens.all[party.token as usize].genitive && self.gazetteer.actor(party.actor).actor_type == ActorType::Person
        };
        trigger.mode == Some("arrest") && trigger.actor.contains(&Slot::Genitive) && actor.parties.iter().all(has_it)
    }

    fn noun_event(&mut self, number: usize, phrase: usize, token: u16) {
        if !self.tokens.all[token as usize].may_be_noun || !self.is_live(token) || self.is_ended(number, phrase) {
            return;
        }
        let at = self.clauses[number].tokens.iter().position(|found| *found == token).unwrap_or(0);
        let mut lexemes: SmallVec<[u32; 4]> = self
            .tokens
            .forms(token as usize, self.lexicon)
            .map(|form| form.lexeme)
            .filter(|lexeme| self.triggers.lexeme(*lexeme).speech == Speech::Noun && self.led(number, at, *lexeme))
            .collect();
        // `air strike` tells more than `strike`.
        if self.small.english {
            lexemes.sort_by_key(|lexeme| std::cmp::Reverse(self.triggers.lexeme(*lexeme).lead.len()));
        }
        let mut near = None;
        for lexeme in lexemes {
            let triggers = self.triggers;
            for row in triggers.rows_within(lexeme, self.tokens) {
                let trigger = triggers.row(row);
                if self.held(number, trigger, row, token as usize).is_none() {
                    continue;
                }
                let near = near.get_or_insert_with(|| self.dependents(number, phrase));
                let Some((actor, recipient)) = self.fill_noun(number, phrase, row, near) else {
                    self.tell(number, token as usize, row, Step::Not(Reason::NoActor));
                    continue;
                };
                let recipient = self.killed(number, phrase, trigger.category, &actor).or(recipient);
                let recipient = recipient.or_else(|| self.behind(number, phrase, near, trigger.category));
                let recipient = recipient.or_else(|| near.iter().find_map(|at| self.aboard(number, *at, trigger.category)));
                let recipient = recipient.or_else(|| self.hit(number, phrase, trigger.category, &actor));
                let recipient = recipient.or_else(|| {
                    let beside = near.iter().copied().filter(|_| trigger.category == Category::Assault);
                    self.struck_capital(number, beside, &actor)
                });
                let recipient = recipient.or_else(|| self.mediated(number, phrase, trigger, &actor));
                if recipient.is_none() && self.is_ones_own_arrest(trigger, &actor) {
                    self.tell(number, token as usize, row, Step::Not(Reason::NoActor));
                    continue;
                }
                // `was placed under house arrest by soldiers`: the verb has told it.
                let told =
                    |last: &Relation| last.category == trigger.category && actor.parties.iter().any(|party| party.actor == last.actor);
                if recipient.is_none() && self.used.contains(&token) && self.found.last().is_some_and(told) {
                    continue;
                }
                // `De sancties van de EU tegen Syrië zijn opgeheven`: the verb has told what became of them.
                let is_over = |told: &Relation| {
                    (told.category == Category::Concede || told.mode == Some("discontinue"))
                        && actor.parties.iter().any(|party| party.actor == told.actor)
                };
                if !self.small.english && self.used.contains(&token) && self.told_in(number).any(is_over) {
                    continue;
                }
                // `leidde de gesprekken tussen de buurlanden`: the verb has told who brings them together, whoever they are.
                let is_led = |last: &Relation| last.category == trigger.category && last.mode == Some("third-party");
                let is_named = |party: &Party| self.tokens.all[party.token as usize].mention().is_some();
                if self.used.contains(&token) && !actor.parties.iter().all(is_named) && self.found.last().is_some_and(is_led) {
                    continue;
                }
                // `make the first visit to Ghana by an Indian leader`
                let is_same = |last: &Relation| {
                    let to_same =
                        recipient.as_ref().is_some_and(|found| found.parties.iter().any(|party| Some(party.actor) == last.recipient));
                    last.category == trigger.category && last.mode == trigger.mode && to_same
                };
                if self.small.english && self.used.contains(&token) && self.found.last().is_some_and(is_same) {
                    continue;
                }
                if self.is_spoken_of(number, phrase, trigger.category) {
                    self.tell(number, token as usize, row, Step::Not(Reason::OnlyAsked));
                    return;
                }
                let status = self.status_of_noun(number, phrase);
                // `wil in gesprek met Rusland`: one of them wishes it.
                let is_wish = status.status == Status::Future && self.analyses[number].chain.has(Class::Want);
                let reciprocal = trigger.reciprocal && !(is_wish && actor.parties.len() == 1);
                let event = Event { row, token, clause: number, status, reciprocal };
                match recipient {
                    Some(recipient) if recipient.mutual => self.among(&event, &recipient.parties),
                    Some(recipient) => self.between(&event, &actor.parties, &recipient.parties),
                    None if trigger.reciprocal && actor.parties.len() > 1 => self.among(&event, &actor.parties),
                    None => self.alone(&event, &actor.parties),
                }
                return;
            }
        }
    }

    /// Whom a noun is aimed at beyond the phrases beside it: `veto tegen de opening van gesprekken met Oekraïne`, `dreigement om Oekraïne af
    /// te sluiten`.
    fn behind(&self, number: usize, phrase: usize, near: &[usize], category: Category) -> Option<Filler> {
        let (clause, phrases) = (&self.clauses[number], &self.analyses[number].phrases);
        match category {
            Category::Reject => {
                let last = *near.last()?;
                let chain = (last + 1..phrases.len()).take(REACH).take_while(|at| phrases[*at].start == phrases[*at - 1].end);
                let aims = |at: &usize| {
                    let preposition = phrases[*at].preposition;
                    preposition.is_some() && (preposition == self.small.with || preposition == self.small.of)
                };
                near.iter().copied().skip(1).chain(chain).filter(aims).find_map(|at| self.filler(number, at))
            }
            // `his threat to annex Greenland`
            Category::Threaten if self.small.english => {
                let end = phrases[phrase].end;
                let has_to = clause.tokens.get(end).is_some_and(|to| self.tokens.all[*to as usize].is(Class::To));
                let aimed = (phrase + 1..phrases.len()).filter(|at| has_to && phrases[*at].start > end && !phrases[*at].temporal);
                let owned = |at: usize| {
                    let parties: Parties = phrases[at].owners.iter().copied().filter(|party| !party.place).collect();
                    (!parties.is_empty()).then_some(Filler { parties, phrase: Some(at), mutual: false })
                };
                aimed.into_iter().find_map(|at| self.filler(number, at).or_else(|| owned(at)))
            }
            Category::Threaten => {
                let last = *clause.tokens.get(phrases[phrase].end.checked_sub(1)?)?;
                let aim = self.clauses.iter().position(
                    |other| matches!(other.kind, ClauseKind::Infinitive(opener) if opener == last + 1 && other.parent == Some(number)),
                )?;
                self.analyses[aim].objects.iter().find_map(|object| self.filler(aim, *object))
            }
            _ => None,
        }
    }

    /// The phrases after a noun that belong to it: prepositional ones, without a verb or a sign between.
    pub(crate) fn dependents(&self, number: usize, phrase: usize) -> Positions {
        let (clause, phrases) = (&self.clauses[number], &self.analyses[number].phrases);
        let mut found = Positions::new();
        let mut end = phrases[phrase].end;
        for (next, candidate) in phrases.iter().enumerate().skip(phrase + 1).take(REACH * 2) {
            if candidate.listed {
                end = end.max(candidate.end);
                continue;
            }
            let gap = clause.tokens.get(end..candidate.start).unwrap_or_default();
            let is_open = gap.iter().all(|token| {
                let token = &self.tokens.all[*token as usize];
                token.kind == Kind::Quote || token.is(Class::Adverb) && !token.is_verb()
            });
            // `sancties tegen Russen wegens de dood van Navalny`: what follows belongs to the cause.
            let is_cause = clause.tokens.get(candidate.start).is_some_and(|first| self.tokens.all[*first as usize].is(Class::Cause));
            if !is_open || is_cause || candidate.preposition.is_none() && !candidate.temporal {
                break;
            }
            found.push(next);
            end = end.max(candidate.end);
            let is_event = candidate.noun.is_some_and(|noun| self.is_event_noun(number, noun) && candidate.parties.is_empty());
            if is_event || found.len() == REACH {
                break;
            }
        }
        found
    }

    /// Whether a word triggers as a noun here, with the words that its form begins with.
    pub(crate) fn is_event_noun(&self, number: usize, noun: u16) -> bool {
        if !self.tokens.all[noun as usize].may_be_noun {
            return false;
        }
        let Some(at) = self.clauses[number].tokens.iter().position(|found| *found == noun) else { return false };
        self.tokens.forms(noun as usize, self.lexicon).any(|form| !form.kind.is_verb() && self.led(number, at, form.lexeme))
    }

    fn fill_noun(&self, number: usize, phrase: usize, row: u32, near: &[usize]) -> Option<(Filler, Option<Filler>)> {
        let trigger = self.triggers.row(row);
        // `tussen A en B` fills both.
        for slot in &trigger.actor {
            if let Slot::Between(between) = slot
                && let Some(parties) =
                    self.between_parties(number, near, *between).or_else(|| self.between_beyond(number, phrase, *between))
            {
                let filler = Filler { parties, phrase: None, mutual: true };
                return Some((filler.clone(), Some(filler)));
            }
        }
        let mut fallback = None;
        for slot in &trigger.actor {
            let Some(actor) = self.noun_slot(number, phrase, *slot, near, None) else { continue };
            if actor.parties.iter().all(|party| party.place) {
                continue;
            }
            let recipient = trigger.recipient.iter().find_map(|slot| self.noun_slot(number, phrase, *slot, near, Some(&actor)));
            let recipient = recipient.or_else(|| self.host(number, phrase, trigger, &actor));
            match recipient.or_else(|| self.obeys(number, phrase, trigger, &actor)) {
                Some(recipient) => return Some((actor, Some(recipient))),
                None if trigger.reciprocal && actor.parties.len() > 1 => return Some((actor, None)),
                None if (trigger.optional
                    || self.hits_something(number, trigger, near)
                    // `is op verzoek van Meloni uitgesteld`
                    || trigger.category == Category::Request && self.is_behest_alone(number, phrase)
                    || self.may_hit(number, phrase, trigger.category)
                    || trigger.category == Category::Threaten && self.behind(number, phrase, near, trigger.category).is_some()
                    || self.mediated(number, phrase, trigger, &actor).is_some())
                    && fallback.is_none() =>
                {
                    fallback = Some((actor, None))
                }
                None => {}
            }
        }
        fallback.or_else(|| self.fill_from_clause(number, phrase, row, near))
    }

    /// Whether something is done at the will of someone, and no one is named who does it.
    fn is_behest_alone(&self, number: usize, phrase: usize) -> bool {
        self.is_behest(&self.analyses[number].phrases[phrase])
            && self.subject_parties(number).is_empty()
            && self.analyses[number].objects.iter().all(|object| self.parties(number, *object).is_empty())
    }

    /// The party that the phrase does not name: the subject of `na een gesprek met Poetin`, of `doet een beroep op Israël`, of `ontkent een
    /// inval in Ethiopië`; or the name after a noun in a headline (`bezoek Loekasjenko`).
    fn fill_from_clause(&self, number: usize, phrase: usize, row: u32, near: &[usize]) -> Option<(Filler, Option<Filler>)> {
        let (analysis, trigger) = (&self.analyses[number], self.triggers.row(row));
        let own = &analysis.phrases[phrase];
        if let Some(named) = self.headline_names(number, phrase, trigger.reciprocal) {
            if trigger.reciprocal && named.parties.len() > 1 {
                return Some((named, None));
            }
            // `Aanval Israël op Libanon`: what follows the name belongs to the noun before it.
            let is_beyond = named.parties.iter().all(|party| !self.clauses[number].tokens[own.start..own.end].contains(&party.token));
            let behind = if is_beyond && !self.small.english { self.dependents(number, phrase + 1) } else { near.into() };
            let recipient = trigger.recipient.iter().find_map(|slot| self.noun_slot(number, phrase, *slot, &behind, Some(&named)));
            let recipient = recipient.or_else(|| self.host(number, phrase, trigger, &named));
            return (recipient.is_some() || trigger.optional).then_some((named, recipient));
        }
        if let Some(met) = self.headline_partner(number, phrase, trigger) {
            let parties = self.subject_parties(number);
            return Some((Filler { parties, phrase: None, mutual: false }, Some(met)));
        }
        // `De aanslag werd opgeëist door IS.`
        if own.owners.is_empty()
            && analysis.subject.phrase == Some(phrase)
            && analysis.words.has(Class::Claim)
            && let Some(by) = self.agent_phrase(number)
        {
            let parties = self.parties(number, by);
            let actor = (!parties.is_empty()).then_some(Filler { parties, phrase: Some(by), mutual: false })?;
            let recipient = trigger.recipient.iter().find_map(|slot| self.noun_slot(number, phrase, *slot, near, Some(&actor)));
            return Some((actor, recipient));
        }
        if !own.owners.is_empty() || analysis.subject.phrase == Some(phrase) || own.noun.is_some_and(|noun| self.used.contains(&noun)) {
            return None;
        }
        // `nodigt uit voor een bezoek aan`, `roept op tot overleg met`: what another is to do.
        let is_asked = analysis.chain.any(&[Class::Demand, Class::ObjectControl]);
        let is_aimed = own.preposition.is_some_and(|word| self.small.toward.contains(&word));
        let meets = matches!(trigger.category, Category::Consult | Category::Cooperate) && !(is_asked && is_aimed)
            || self.opens_deed(number, phrase, trigger);
        let acts = analysis.objects.contains(&phrase) && (self.is_light(number) || analysis.words.any(&[Class::Deny, Class::Claim]))
            || own.preposition.is_some() && own.preposition == self.small.with && analysis.chain.has(Class::Answer)
            // `claimed responsibility for the attack`
            || analysis.words.has(Class::Claim) && self.is_claimed_for(number, phrase);
        let passive = analysis.chain.has(Class::Become);
        if passive || !(own.preposition.is_some() && meets || acts) {
            return None;
        }
        let parties = self.subject_parties(number);
        let actor = (!parties.is_empty()).then_some(Filler { parties, phrase: None, mutual: false })?;
        let own = trigger.recipient.iter().find_map(|slot| self.noun_slot(number, phrase, *slot, near, Some(&actor)));
        if own.is_some() && !acts && self.is_done_by_another(number, phrase) {
            return None;
        }
        let recipient = own.or_else(|| self.other_side(number, phrase, trigger, &actor));
        let recipient = recipient.or_else(|| self.scene_of(number, phrase, near, trigger, &actor));
        // `heeft de aanslag opgeëist`
        let claims = trigger.category == Category::Assault && analysis.words.has(Class::Claim);
        (recipient.is_some() || claims || self.opens_deed(number, phrase, trigger)).then_some((actor, recipient))
    }

    /// `claimed responsibility for the attack`, `eiste de verantwoordelijkheid op voor de aanslag`
    pub(crate) fn is_claimed_for(&self, number: usize, phrase: usize) -> bool {
        let analysis = &self.analyses[number];
        let is_for = |word| self.small.toward.contains(&word) && self.lexicon.classes(word).has(Class::Apart);
        let preposition = analysis.phrases[phrase].preposition;
        preposition.is_some_and(|word| self.small.english || is_for(word) && !analysis.objects.is_empty())
    }

    /// `bekritiseert Orbán na een bezoek aan Poetin`, `belde Zelensky na diens gesprek met Trump`: whether what a phrase tells may be done by
    /// whom the subject speaks to or of, so that no one is sure to have done it.
    pub(super) fn is_done_by_another(&self, number: usize, phrase: usize) -> bool {
        let (clause, analysis) = (&self.clauses[number], &self.analyses[number]);
        let own = &analysis.phrases[phrase];
        let inside = || clause.tokens[own.start..own.end].iter().map(|at| &self.tokens.all[*at as usize]);
        if inside().any(|token| token.is(Class::Anothers)) {
            return true;
        }
        let before = || analysis.objects.iter().map(|object| &analysis.phrases[*object]).filter(|found| found.end <= own.start);
        let names_another = before().any(|found| !found.parties.is_empty() || found.kind == PhraseKind::Pronoun);
        // `waarschuwde Rusland na een gesprek met Trump`: a country makes no such visits; nor is anyone blamed `tijdens een bezoek` for it.
        let kind_of = |party: &Party| &self.gazetteer.actor(party.actor).actor_type;
        let subject = self.subject_parties(number);
        let is_alike = |party: &Party| subject.iter().any(|one| kind_of(one) == kind_of(party));
        let may_be_reason = || {
            let classes = own.preposition.map(|word| self.lexicon.classes(word));
            classes.is_some_and(|classes| classes.any(&[Class::Apart, Class::Matter, Class::Against]))
        };
        let may_be_theirs = || may_be_reason() && before().any(|found| found.parties.iter().any(is_alike));
        let is_against = |relation: &Relation| {
            matches!(relation.category, Category::Accuse | Category::Sanction | Category::Coerce | Category::Threaten)
        };
        let is_hostile = || self.told_in(number).any(is_against);
        // `dropped sanctions on Syria's Sharaa ahead of talks with Trump`: persons meet, and the subject is none.
        let is_person = |party: &Party| *kind_of(party) == ActorType::Person;
        let names_person = || {
            let between = analysis.phrases.iter().filter(|found| found.end <= own.start && self.follows_verb(number, found));
            self.small.english && !subject.iter().any(is_person) && between.flat_map(|found| &found.parties).any(is_person)
        };
        names_person() || names_another && (inside().any(|token| token.is(Class::Possessive)) || is_hostile() && may_be_theirs())
    }

    /// The relations that have been found between the first and the last word of a clause.
    pub(crate) fn told_in(&self, number: usize) -> impl Iterator<Item = &Relation> {
        let tokens = &self.clauses[number].tokens;
        let span = |at: &u16| self.tokens.all[*at as usize].span;
        let bounds = tokens.first().map(span).zip(tokens.last().map(span));
        let is_here = move |relation: &&Relation| {
            bounds.is_some_and(|(first, last)| first.start <= relation.trigger.start && relation.trigger.end <= last.end)
        };
        self.found.iter().filter(is_here)
    }

    /// `nodigde Trump tijdens hun telefoongesprek uit`: with whom someone meets or calls while saying or doing something to that one.
    fn other_side(&self, number: usize, phrase: usize, trigger: &Trigger, actor: &Filler) -> Option<Filler> {
        let [one] = actor.parties[..] else { return None };
        let own = &self.analyses[number].phrases[phrase];
        let is_theirs =
            self.clauses[number].tokens[own.start..own.end].iter().any(|at| self.tokens.all[*at as usize].is(Class::Possessive));
        let is_call = trigger.mode == Some("phone")
            && own.preposition.is_some_and(|word| [self.small.within, self.small.during].contains(&Some(word)));
        let meets = trigger.category == Category::Consult && trigger.reciprocal && (is_theirs || is_call);
        let acted = self
            .told_in(number)
            .find(|relation| meets && relation.actor == one.actor && relation.recipient.is_some() && !relation.reciprocal)?;
        let phrases = self.analyses[number].phrases.iter().flat_map(|phrase| &phrase.parties);
        let party = phrases.copied().find(|party| Some(party.actor) == acted.recipient && !party.place)?;
        Some(Filler { parties: smallvec![party], phrase: None, mutual: false })
    }

    /// `belooft steun tijdens bezoek Loekasjenko`: whom someone visits while that one says or does something friendly.
    fn host(&self, number: usize, phrase: usize, trigger: &Trigger, guest: &Filler) -> Option<Filler> {
        let (analysis, own) = (&self.analyses[number], &self.analyses[number].phrases[phrase]);
        let is_visit = trigger.mode == Some("visit") && own.preposition.is_some() && own.preposition == self.small.during;
        let is_hostile = |relation: &Relation| matches!(relation.category.quad(), Quad::VerbalConflict | Quad::MaterialConflict);
        if !is_visit || analysis.subject.phrase.is_none() || self.found.iter().any(is_hostile) {
            return None;
        }
        let parties = self.subject_parties(number);
        let is_other = parties.len() == 1 && !guest.parties.iter().any(|guest| guest.actor == parties[0].actor);
        is_other.then_some(Filler { parties, phrase: None, mutual: false })
    }

    /// `laat op verzoek van Trump gevangenen vrij`: who does it is who was asked.
    fn obeys(&self, number: usize, phrase: usize, trigger: &Trigger, actor: &Filler) -> Option<Filler> {
        let (category, mode) = (trigger.category, trigger.mode);
        let own = &self.analyses[number].phrases[phrase];
        // `na bemiddeling door Qatar`: between whom, the clause tells.
        // Not `thanked Qatar for its mediation`.
        let is_theirs = || {
            let words = &self.clauses[number].tokens[own.start..own.end];
            self.small.english && words.iter().any(|at| self.tokens.all[*at as usize].is(Class::Possessive))
        };
        let is_beside = own.preposition.is_some() && !self.analyses[number].objects.contains(&phrase);
        let mediates = mode == Some("third-party") && is_beside && !is_theirs();
        if !mediates && (category != Category::Request || own.preposition.is_none() || own.preposition != self.small.on) {
            return None;
        }
        let mut parties = self.subject_parties(number);
        parties.retain(|party| !actor.parties.iter().any(|one| one.actor == party.actor));
        (!parties.is_empty()).then_some(Filler { parties, phrase: None, mutual: false })
    }

    /// `Thanks to Turkish mediation, Ethiopia and Somalia agreed`: between whom someone mediates who is named in front.
    fn mediated(&self, number: usize, phrase: usize, trigger: &Trigger, actor: &Filler) -> Option<Filler> {
        let own = &self.analyses[number].phrases[phrase];
        if !self.small.english || trigger.mode != Some("third-party") || own.preposition.is_none() {
            return None;
        }
        let mut parties = self.subject_parties(number);
        parties.retain(|party| !actor.parties.iter().any(|one| one.actor == party.actor));
        (parties.len() > 1).then_some(Filler { parties, phrase: None, mutual: false })
    }

    /// Whether the verb of a clause says no more than that its subject does what the object says: `doet`, `voert … uit`, `had`.
    fn is_light(&self, number: usize) -> bool {
        let analysis = &self.analyses[number];
        let has = analysis.chain.has(Class::Have) && analysis.verbs.len() == 1;
        // `is considering sanctions`, where the verb is followed by no other.
        let plans = self.small.english && analysis.chain.any(&[Class::Attempt, Class::Announce]);
        // `overweegt sancties tegen`, not `overweegt sancties te versoepelen`.
        let has_infinitive = || self.clauses[number].tokens.iter().any(|token| self.tokens.all[*token as usize].is(Class::To));
        has || plans || analysis.chain.has(Class::Begin) && !(analysis.chain.has(Class::Attempt) && has_infinitive())
    }
}
