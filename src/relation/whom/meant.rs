//! Whom a verb means beyond the phrases of its slots: whom that is for which it agrees to or rejects, and who an object stands for that is a
//! pronoun.

use crate::gazetteer::ActorType;
use crate::relation::Relation;
use crate::relation::category::{Category, Quad};
use crate::relation::clauses::clause::ClauseKind;
use crate::relation::events::frame::{Filler, Frame};
use crate::relation::parts::phrase::{Parties, Party, Phrase, PhraseKind};
use crate::relation::rows::trigger::{Slot, Trigger};
use crate::relation::sentence::Sentence;
use crate::relation::words::lexicon::{Class, WordId};
use crate::relation::words::shape::names_people;
use crate::relation::words::token::Kind;

impl Sentence<'_> {
    /// `stemt in met de levering van tanks aan Oekraïne`, `verwerpt een bestand met Hamas`, `dreigt met een aanval op Londen`: at whom that is
    /// aimed which is agreed to, rejected or threatened.
    pub(crate) fn through_noun(&self, number: usize, actor: &Filler, frame: &Frame<'_>) -> Option<Filler> {
        let category = frame.trigger.category;
        let is_fit = |quad: Quad| match category {
            Category::Agree | Category::Reject => matches!(quad, Quad::VerbalCooperation | Quad::MaterialCooperation),
            Category::Threaten => quad == Quad::MaterialConflict,
            _ => false,
        };
        if self.small.english || frame.passive || !matches!(category, Category::Agree | Category::Reject | Category::Threaten) {
            return None;
        }
        let analysis = &self.analyses[number];
        let is_told = |at: usize, phrase: &Phrase| {
            let is_slot = phrase.preposition.is_some_and(|word| frame.trigger.recipient.contains(&Slot::After(word)));
            let is_held = phrase.start < frame.held.end && frame.held.start < phrase.end;
            // `waarschuwt voor gevolgen van de blokkade van Taiwan`: no threat to Taiwan.
            is_held || category != Category::Threaten && (is_slot || analysis.objects.contains(&at))
        };
        let mut told = (0..analysis.phrases.len()).filter(|at| is_told(*at, &analysis.phrases[*at]) && actor.phrase != Some(*at));
        let is_near = |first: usize, phrase: &usize| category != Category::Threaten || *phrase == first;
        told.find_map(|first| {
            self.chain_of(number, first)
                .filter(|phrase| is_near(first, phrase))
                .find_map(|phrase| self.aim_of_noun(number, phrase, actor, frame, is_fit))
        })
    }

    /// A phrase and those with `van` that follow it: `de verlenging van de steun`.
    fn chain_of(&self, number: usize, first: usize) -> impl Iterator<Item = usize> {
        let phrases = &self.analyses[number].phrases;
        let goes_on = |at: &usize| {
            let phrase = &phrases[*at];
            phrases[at - 1].end == phrase.start && phrase.preposition.is_some() && phrase.preposition == self.small.of
        };
        std::iter::once(first).chain((first + 1..phrases.len()).take_while(goes_on))
    }

    /// At whom what a noun says is aimed, if that is of a quad that fits.
    fn aim_of_noun(
        &self,
        number: usize,
        phrase: usize,
        actor: &Filler,
        frame: &Frame<'_>,
        is_fit: impl Fn(Quad) -> bool,
    ) -> Option<Filler> {
        let noun = self.analyses[number].phrases[phrase].noun.filter(|noun| self.is_event_noun(number, *noun))?;
        let near = self.dependents(number, phrase);
        let forms = self.tokens.forms(noun as usize, self.lexicon).filter(|form| !form.kind.is_verb());
        let rows = forms.flat_map(|form| self.triggers.lexeme(form.lexeme).rows.iter()).map(|row| self.triggers.row(*row));
        let mut rows = rows.filter(|row| is_fit(row.category.quad()) && self.holds_words(number, row).is_ok());
        let is_other = |found: &Filler| {
            let is_actor = |party: &Party| actor.parties.iter().any(|one| one.actor == party.actor);
            // `dreigt met een veto tegen sancties tegen Servië`
            let is_spared = |phrase: usize| match frame.trigger.category {
                Category::Threaten => self.spares(number, phrase),
                _ => self.is_spared(number, phrase),
            };
            !found.parties.iter().any(is_actor) && !found.phrase.is_some_and(is_spared)
        };
        rows.find_map(|row| {
            let mut slots = row.recipient.iter().filter(|slot| matches!(slot, Slot::After(_)));
            slots.find_map(|slot| self.noun_slot(number, phrase, *slot, &near, Some(actor)).filter(is_other))
        })
    }

    /// `er is een akkoord bereikt tussen A en B`: those after `tussen` where the verb stands between them and the noun.
    pub(crate) fn between_beyond(&self, number: usize, phrase: usize, between: WordId) -> Option<Parties> {
        let analysis = &self.analyses[number];
        let is_part = analysis.subject.phrase == Some(phrase) || analysis.objects.contains(&phrase);
        if self.small.english || !is_part {
            return None;
        }
        let phrases = &analysis.phrases;
        let starts_anew = |at: &usize| {
            let (before, found) = (&phrases[at - 1], &phrases[*at]);
            found.preposition == Some(between) && (before.end != found.start || before.temporal)
        };
        let at = (phrase + 1..phrases.len()).find(starts_anew)?;
        let parties = self.parties(number, at);
        (parties.len() > 1).then_some(parties)
    }

    /// `pakte Imamoglu op en hield hem vast`, `sprak met Poetin en noemde hem …`: the person of whom the clause before tells what the subject of
    /// both does to him.
    pub(crate) fn person_beside(&self, number: usize, phrase: usize, pronoun: u16) -> Option<Party> {
        let token = &self.tokens.all[pronoun as usize];
        let is_him = token.is(Class::Singular) && !token.is(Class::Nominative) && token.word != self.small.it;
        let joined = self.clauses[number].joined.filter(|_| is_him && !self.small.english)?;
        if self.analyses[number].subject.phrase == Some(phrase) {
            return None;
        }
        let own = self.subject_parties(number);
        let (around, at) = self.last_object(joined)?;
        let named = &self.analyses[around].phrases[at];
        let is_person = |party: &Party| self.gazetteer.actor(party.actor).actor_type == ActorType::Person;
        match named.parties[..] {
            [only] if is_person(&only) && !own.iter().any(|one| one.actor == only.actor) => {
                Some(Party { token: pronoun, agent: None, ..only })
            }
            _ => None,
        }
    }

    /// The clause and phrase of whom a clause tells what is done to: its object, or else the only phrase with a preposition that names anyone.
    fn last_object(&self, number: usize) -> Option<(usize, usize)> {
        let analysis = &self.analyses[number];
        let object = analysis.objects.iter().copied().find(|at| analysis.phrases[*at].kind == PhraseKind::Noun);
        let is_named = |at: &usize| {
            let phrase = &analysis.phrases[*at];
            phrase.preposition.is_some()
                && !phrase.parties.is_empty()
                && !phrase.temporal
                && !phrase.parties.iter().any(|party| party.place)
        };
        let mut named = (0..analysis.phrases.len()).filter(is_named);
        let beside = || named.next().filter(|_| named.next().is_none());
        let at = object.or_else(beside)?;
        Some((number, at))
    }

    /// The object of a verb that is a pronoun and stands for someone or something named before, where no one is known for it.
    pub(crate) fn open_pronoun(&self, number: usize, actor: &Filler, frame: &Frame<'_>) -> Option<usize> {
        let analysis = &self.analyses[number];
        let of_things = matches!(frame.trigger.category, Category::Assault | Category::Coerce | Category::Mobilize);
        let stands_for_one = |at: &usize| {
            let phrase = &analysis.phrases[*at];
            let last = self.clauses[number].tokens[phrase.end - 1];
            let token = &self.tokens.all[last as usize];
            let is_it = token.word.is_some() && token.word == self.small.it;
            let is_pronoun =
                phrase.kind == PhraseKind::Pronoun && token.is(Class::Personal) && !token.is(Class::Nominative) && (of_things || !is_it);
            // `verwijt het eilandstaatje dat …`
            let is_spoken_of = matches!(frame.trigger.category.quad(), Quad::VerbalConflict | Quad::VerbalCooperation);
            let is_noun = is_spoken_of && phrase.kind == PhraseKind::Noun && phrase.owners.is_empty();
            let is_anaphor = || is_noun && self.is_anaphor(number, phrase, last);
            // `zei dat hij hem aanvalt`: no one does it to himself.
            let is_actor = |party: &Party| actor.parties.iter().any(|one| one.actor == party.actor);
            (is_pronoun || is_anaphor()) && self.parties(number, *at).iter().all(is_actor)
        };
        let takes_object = !self.small.english && !frame.passive && frame.trigger.recipient.contains(&Slot::Object);
        // `dreigde alle handel met het land stop te zetten`: with which one is open.
        let is_open_land = |at: &usize| {
            let phrase = &analysis.phrases[*at];
            let last = self.clauses[number].tokens[phrase.end - 1];
            phrase.preposition.is_some() && self.is_anaphor(number, phrase, last) && self.parties(number, *at).is_empty()
        };
        let threatens = frame.trigger.category == Category::Threaten && !self.small.english;
        let object = analysis.objects.iter().copied().filter(|_| takes_object).find(stands_for_one);
        object.or_else(|| (0..analysis.phrases.len()).filter(|_| threatens).find(is_open_land))
    }

    /// `Het Griekse schip is gezonken nadat de Houthi's het hadden beschoten`, `pakte een Franse journalist op en zette hem het land uit`: who or
    /// whose that is for which the pronoun stands.
    pub(crate) fn pronoun_stands_for(&self, number: usize, pronoun: usize) -> Option<Filler> {
        let clause = &self.clauses[number];
        if self.analyses[number].phrases[pronoun].kind != PhraseKind::Pronoun {
            return None;
        }
        let (around, at) = match (clause.joined, clause.kind) {
            (Some(joined), _) => self.last_object(joined)?,
            (None, ClauseKind::Subordinate(Some(_))) if !self.is_content(number) => {
                let parent = clause.parent?;
                (parent, self.analyses[parent].subject.phrase?)
            }
            _ => return None,
        };
        let found = &self.analyses[around].phrases[at];
        let own = self.subject_parties(number);
        let named = self.parties(around, at);
        let parties = if named.is_empty() { found.owners.clone() } else { named };
        let is_other = |party: &Party| !party.place && !own.iter().any(|one| one.actor == party.actor);
        // `het` is no person.
        let last = clause.tokens[self.analyses[number].phrases[pronoun].end - 1] as usize;
        let is_it = self.tokens.all[last].word.is_some() && self.tokens.all[last].word == self.small.it;
        let is_person = |party: &Party| self.gazetteer.actor(party.actor).actor_type == ActorType::Person;
        let is_someone = found.noun.is_some_and(|noun| self.tokens.all[noun as usize].is(Class::Title));
        let may_stand = !is_it || !is_someone && !parties.iter().any(is_person);
        let fits = may_stand && parties.len() == 1 && parties.iter().all(is_other) && !own.is_empty();
        fits.then_some(Filler { parties, phrase: Some(pronoun), mutual: false })
    }

    /// `protesteerde tegen het plan van Venezuela`: whose thing it is that someone is against.
    pub(crate) fn blamed_for(&self, number: usize, phrase: usize, frame: &Frame<'_>) -> Option<Filler> {
        let phrases = &self.analyses[number].phrases;
        let is_blame = !self.small.english && !frame.passive && frame.trigger.category == Category::Accuse;
        let is_of = |next: &usize| {
            let found = &phrases[*next];
            found.start == phrases[phrase].end && found.preposition.is_some() && found.preposition == self.small.of
        };
        let of = Some(phrase + 1).filter(|next| is_blame && *next < phrases.len()).filter(is_of)?;
        if self.tells_sufferer(number, phrase) || self.is_done_by_owner(number, of) {
            return None;
        }
        self.filler(number, of)
    }

    /// `nam een wet aan die UNRWA verbiedt`, `tekende een decreet waarmee sancties worden ingesteld`: who makes the law that tells what is done.
    pub(crate) fn lawmaker(&self, number: usize, passive: bool) -> Option<Filler> {
        const UNDECIDED: [Class; 5] = [Class::Will, Class::Would, Class::Want, Class::Can, Class::Must];
        let (clause, subject) = (&self.clauses[number], &self.analyses[number].subject);
        let opener = match clause.kind {
            ClauseKind::Relative { pronoun } if !passive => pronoun,
            ClauseKind::Subordinate(Some(conjunction)) if passive && self.is_pronominal(conjunction) => conjunction,
            _ => return None,
        };
        let is_open = if passive { self.agent_phrase(number).is_none() } else { subject.phrase.is_none() && subject.parties.is_empty() };
        let parent = clause.parent.filter(|_| is_open && !self.small.english)?;
        let around = &self.analyses[parent];
        if !around.words.has(Class::Enact) || around.chain.any(&UNDECIDED) || self.negates(parent) || self.is_question {
            return None;
        }
        let tokens = &self.clauses[parent].tokens;
        let end = tokens.partition_point(|token| *token < opener);
        // `nam een wet aan die`: the verb, or its part, between the law and what it says.
        let ends = |phrase: &Phrase| {
            let between = tokens.get(phrase.end..end)?;
            let is_verb = |token: &u16| {
                let token = &self.tokens.all[*token as usize];
                token.is_verb() || token.is(Class::Particle) || token.is_sign()
            };
            Some(between.iter().all(is_verb))
        };
        let law = around.phrases.iter().rposition(|phrase| phrase.end <= end && ends(phrase) == Some(true))?;
        let found = &around.phrases[law];
        let noun = found.noun.filter(|noun| self.tokens.all[*noun as usize].is(Class::Enact))?;
        if !tokens.iter().any(|token| *token != noun && self.enacts(*token)) {
            return None;
        }
        let is_with = found.preposition.is_some() && found.preposition == self.small.with;
        let is_law = around.objects.contains(&law) || is_with;
        let parties = self.subject_parties(parent);
        let is_told = is_law && found.noun.is_some() && found.parties.is_empty() && found.owners.is_empty() && !parties.is_empty();
        is_told.then_some(Filler { parties, phrase: None, mutual: false })
    }

    /// Whether a verb makes a law, or begins words that do: `tekende`, `nam … aan`.
    fn enacts(&self, token: u16) -> bool {
        let token = &self.tokens.all[token as usize];
        let stand = |others: &[WordId]| others.iter().all(|other| self.tokens.holds(*other));
        let groups = |word: WordId| self.lexicon.groups(word).iter();
        token.is(Class::Enact) || token.word.is_some_and(|word| groups(word).any(|(others, class)| *class == Class::Enact && stand(others)))
    }

    /// `waarin`, `waarmee`: a word behind which a law tells what is done.
    pub(crate) fn is_pronominal(&self, token: u16) -> bool {
        self.tokens.all[token as usize].is(Class::Enact)
    }

    /// `enterden de Boracay, een Russische tanker`: whose that is on which force is used, where what stands behind its name tells.
    pub(crate) fn apposed_owner(&self, number: usize, phrase: usize, trigger: &Trigger) -> Option<Filler> {
        let (tokens, phrases) = (&self.clauses[number].tokens, &self.analyses[number].phrases);
        let is_force = matches!(trigger.category, Category::Assault | Category::Coerce | Category::Mobilize) && !self.small.english;
        let next = phrases.get(phrase + 1).filter(|next| is_force && next.attached && next.preposition.is_none())?;
        let before = next.start.checked_sub(1).map(|at| &self.tokens.all[tokens[at] as usize])?;
        if before.kind != Kind::Comma || next.start != phrases[phrase].end + 1 {
            return None;
        }
        // `een tanker uit de Russische schaduwvloot`
        let is_from = |beyond: &&Phrase| {
            let preposition = beyond.preposition;
            beyond.start == next.end && preposition.is_some() && [self.small.of, self.small.from].contains(&preposition)
        };
        let beyond = phrases.get(phrase + 2).filter(is_from).map(|beyond| &beyond.owners);
        let is_thing = next.parties.iter().all(|party| party.agent.is_some());
        let own: Parties = next.parties.iter().chain(&next.owners).copied().collect();
        let owners = if own.is_empty() { beyond?.clone() } else { own };
        let parties: Parties = owners.into_iter().filter(|party| is_thing && !party.place).collect();
        (!parties.is_empty()).then_some(Filler { parties, phrase: Some(phrase), mutual: false })
    }

    /// `Somalië noemt dat een schande`: what the sentence before tells is judged, which its subject has done.
    pub(crate) fn judged_before(&self, number: usize, actor: &Filler, frame: &Frame<'_>) -> Option<Filler> {
        let judges = matches!(frame.trigger.category, Category::Accuse | Category::Support) && frame.trigger.is_specific();
        let takes_object = frame.trigger.recipient.contains(&Slot::Object) && !frame.passive && !self.small.english;
        if number > 0 || !judges || !takes_object || self.clauses[number].kind != ClauseKind::Main {
            return None;
        }
        let analysis = &self.analyses[number];
        let is_that = |object: &usize| {
            let phrase = &analysis.phrases[*object];
            let first = self.clauses[number].tokens[phrase.start];
            // `noemt dat onaanvaardbaar`
            let is_alone = phrase.kind == PhraseKind::Pronoun || frame.held == (phrase.start + 1..phrase.end);
            let is_that = is_alone && self.tokens.all[first as usize].is(Class::That);
            // `noemt die stap onaanvaardbaar`
            let points = self.tokens.all[first as usize].is(Class::Pronoun) && self.tokens.all[first as usize].is(Class::Determiner);
            let is_deed = || points && phrase.noun.is_some_and(|noun| self.tokens.all[noun as usize].is(Class::ContentNoun));
            let is_open = phrase.parties.is_empty() && phrase.owners.is_empty();
            phrase.preposition.is_none() && is_open && (is_that || is_deed())
        };
        let [doer] = self.doer else { return None };
        // No one is judged by himself, or by his own country.
        let is_own = |party: &Party| {
            let of = |one: crate::id::ActorId, other| one == other || self.gazetteer.actor(one).of.contains(&other);
            of(party.actor, *doer) || of(*doer, party.actor)
        };
        let token =
            self.clauses[number].tokens[*analysis.objects.iter().find(|object| is_that(object)).map(|at| &analysis.phrases[*at].start)?];
        let party = Party { actor: *doer, token, agent: None, place: false };
        let parties: Parties = std::iter::once(party).filter(|_| !actor.parties.iter().any(is_own)).collect();
        (!parties.is_empty()).then_some(Filler { parties, phrase: None, mutual: false })
    }

    /// `een schip dat onder Iraanse vlag vaart`, `een tanker die tot de Russische schaduwvloot behoort`: whose that is on which force is used, where a
    /// relative clause tells by a preposition that the row names.
    pub(crate) fn described_owner(&self, number: usize, phrase: usize, trigger: &Trigger) -> Option<Filler> {
        let last = *self.clauses[number].tokens.get(self.analyses[number].phrases[phrase].end.checked_sub(1)?)?;
        let is_force = trigger.category == Category::Coerce && !self.small.english;
        let describes = |clause: &usize| {
            let found = &self.clauses[*clause];
            // `die waarschijnlijk tot de Russische schaduwvloot behoort`
            let is_sure = !found.tokens.iter().any(|at| self.tokens.all[*at as usize].is(Class::Maybe));
            matches!(found.kind, ClauseKind::Relative { .. }) && found.before == Some(last) && is_sure
        };
        let inner = (0..self.clauses.len()).filter(|_| is_force).find(describes)?;
        let elsewhere = [self.small.of, self.small.from, self.small.within, self.small.with, self.small.on];
        let tells = |phrase: &&Phrase| {
            let names = |word| trigger.recipient.contains(&Slot::After(word)) && !elsewhere.contains(&Some(word));
            phrase.preposition.is_some_and(names)
        };
        // The fleet of a country acts for it: its adjective stands there as well.
        let whose = |phrase: &Phrase| -> Parties {
            phrase.owners.iter().chain(phrase.parties.iter().filter(|party| party.agent.is_some())).copied().collect()
        };
        let owners = self.analyses[inner].phrases.iter().filter(tells).flat_map(whose);
        let parties: Parties = owners.filter(|party| !party.place).collect();
        (!parties.is_empty()).then_some(Filler { parties, phrase: Some(phrase), mutual: false })
    }

    /// `op een bus met Chinese ingenieurs`: whose people an attack hits, where those tell who are in what it is aimed at.
    pub(crate) fn aboard(&self, number: usize, phrase: usize, category: Category) -> Option<Filler> {
        let phrases = &self.analyses[number].phrases;
        let next = phrases.get(phrase + 1).filter(|next| next.start == phrases[phrase].end && next.preposition.is_some())?;
        let noun = next.noun.map(|noun| &self.tokens.all[noun as usize])?;
        let is_people = noun.is_any(&[Class::Private, Class::Armed, Class::Title, Class::Envoy]) || names_people(noun.span.of(self.text));
        let is_aimed = category == Category::Assault && !self.small.english && next.preposition == self.small.with;
        let hits = is_aimed && is_people && !noun.is(Class::Weapon) && phrases[phrase].parties.is_empty();
        let whose = next.owners.iter().chain(next.parties.iter().filter(|party| party.agent.is_some())).copied();
        let parties: Parties = whose.filter(|party| hits && !party.place).collect();
        (!parties.is_empty()).then_some(Filler { parties, phrase: Some(phrase), mutual: false })
    }

    /// `Zelensky stelde een ontmoeting voor, maar Poetin wees dat af`: who asked or offered what is then refused.
    pub(crate) fn rebuffed(&self, number: usize, actor: &Filler, frame: &Frame<'_>) -> Option<Filler> {
        let clause = &self.clauses[number];
        let is_refusal = frame.trigger.category == Category::Reject && !self.small.english && !frame.passive;
        let opens = clause.tokens.first().is_some_and(|first| self.tokens.all[*first as usize].is(Class::Contrast));
        if !is_refusal || !opens || clause.kind != ClauseKind::Main {
            return None;
        }
        // What is refused has been told: no noun or infinitive tells it here.
        let analysis = &self.analyses[number];
        let is_thing = |noun: u16| self.tokens.all[noun as usize].is_open();
        let tells_what = |object: &usize| analysis.phrases[*object].noun.is_some_and(is_thing);
        let has_infinitive = clause.tokens.iter().any(|token| self.tokens.all[*token as usize].is(Class::To));
        if has_infinitive || analysis.objects.iter().any(tells_what) {
            return None;
        }
        let before = (0..number).rev().find(|before| self.clauses[*before].kind == ClauseKind::Main)?;
        let is_actor = |found: crate::id::ActorId| actor.parties.iter().any(|one| one.actor == found);
        let is_offer = |relation: &&Relation| {
            matches!(relation.category, Category::Agree | Category::Request)
                && !relation.negated
                && !relation.reciprocal
                && relation.recipient.is_none_or(is_actor)
                && !is_actor(relation.actor)
        };
        let asker = self.told_in(before).find(is_offer)?.actor;
        let parties: Parties = self.subject_parties(before).into_iter().filter(|party| party.actor == asker).collect();
        (!parties.is_empty()).then_some(Filler { parties, phrase: None, mutual: false })
    }

    /// `waarschuwt dat het doelen in Kyiv zal aanvallen`: whom a threat would hit, as the clause tells that says what its subject will do.
    pub(crate) fn threatened(&self, number: usize, actor: &Filler, frame: &Frame<'_>) -> Option<Filler> {
        if frame.trigger.category != Category::Threaten || self.small.english || frame.passive {
            return None;
        }
        let is_own = |clause: &usize| {
            let own = self.subject_parties(*clause);
            let is_actor = |party: &Party| actor.parties.iter().any(|one| one.actor == party.actor);
            let told = matches!(self.clauses[*clause].kind, ClauseKind::Subordinate(Some(_))) && self.is_content(*clause);
            told && self.clauses[*clause].parent == Some(number) && !own.is_empty() && own.iter().all(is_actor)
        };
        let clause = (number + 1..self.clauses.len()).find(is_own).filter(|clause| self.analyses[*clause].chain.has(Class::Will))?;
        let analysis = &self.analyses[clause];
        let harms = analysis.verbs.last().is_some_and(|verb| self.only_harms(clause, *verb));
        let owned = |object: usize| {
            let parties: Parties = analysis.phrases[object].owners.iter().copied().filter(|party| !party.place).collect();
            (!parties.is_empty()).then_some(Filler { parties, phrase: None, mutual: false })
        };
        let objects = || analysis.objects.iter().copied();
        let hit = objects().find_map(|object| self.filler(clause, object).or_else(|| owned(object)));
        let hit = hit.or_else(|| self.struck_capital(clause, 0..analysis.phrases.len(), actor).filter(|_| objects().next().is_some()));
        hit.filter(|_| harms).map(|found| Filler { phrase: None, ..found })
    }
}
