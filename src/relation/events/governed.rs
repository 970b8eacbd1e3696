//! Slots that other clauses and phrases fill: what a refusal refuses, whom a condition names, where something happens, whose people act.

use crate::gazetteer::{ActorType, AliasKind};
use crate::relation::category::{Category, Quad};
use crate::relation::clauses::clause::ClauseKind;
use crate::relation::events::frame::{Filler, Frame};
use crate::relation::parts::phrase::{Parties, Party, Phrase, PhraseKind};
use crate::relation::rows::runs::Listed;
use crate::relation::rows::trigger::{Slot, Speech, Trigger};
use crate::relation::sentence::Sentence;
use crate::relation::words::lexicon::{Class, Form, FormKind};
use crate::relation::words::shape::is_plural_noun;
use crate::relation::words::token::Kind;

/// How many words the name of someone may have whom the gazetteers do not know: `Mette de Vries`.
const MOST_NAMES: usize = 3;

impl Sentence<'_> {
    /// The infinitive with `te` that the verb at a position governs, and its clause: `weigert … te leveren`, `weigert om … te leveren`.
    pub(super) fn governed_infinitive(&self, number: usize, at: usize) -> Option<(usize, usize)> {
        // `zegt bereid te zijn Israël te erkennen`
        let is_predicate = !self.tokens.all[self.clauses[number].tokens[at] as usize].is_verb();
        if self.follows_to(number, at) && !is_predicate {
            return None;
        }
        let after_to = |clause: usize, from: usize| {
            let tokens = &self.clauses[clause].tokens;
            let token = |at: usize| &self.tokens.all[tokens[at] as usize];
            // In English the infinitive follows: `refused to help`, not `rejected an offer to buy Greenland`.
            let end = (from + 1..tokens.len()).find(|at| self.small.english && !token(*at).is_any(&[Class::To, Class::Adverb]));
            let end = end.map_or(tokens.len(), |end| (end + 1).min(tokens.len()));
            let is_deed = |verb: &usize| token(*verb - 1).is(Class::To) && !(is_predicate && token(*verb).is(Class::Be));
            (from + 1..end).find(is_deed).map(|verb| (clause, verb))
        };
        // `heeft een verzoek afgewezen om … te`: the noun's own, the participle between them.
        let is_plan =
            |object: &usize| self.analyses[number].phrases[*object].noun.is_some_and(|noun| self.tokens.all[noun as usize].is(Class::Plan));
        let refuses_plan = self.analyses[number].objects.iter().any(is_plan);
        let is_own = |clause: &usize| {
            // `verwierp het plan om … te`: the noun's own.
            self.clauses[*clause].parent == Some(number)
                && matches!(self.clauses[*clause].kind, ClauseKind::Infinitive(_))
                && self.analyses[*clause].plan.is_none()
                && !refuses_plan
        };
        after_to(number, at).or_else(|| (number + 1..self.clauses.len()).find(is_own).and_then(|clause| after_to(clause, 0)))
    }

    /// Whom it is refused to: the recipient of what the subject will not do, where that is friendly (`weigert Oekraïne geld te geven`), or a
    /// person. Who will not govern Gaza refuses nothing to Gaza.
    pub(crate) fn refused(&mut self, number: usize, clause: usize, infinitive: usize, actor: &Filler, frame: &Frame<'_>) -> Option<Filler> {
        let token = self.clauses[clause].tokens[infinitive] as usize;
        let (own, analysis) = (&self.clauses[clause], &self.analyses[clause]);
        let forms: Vec<Form> = self
            .tokens
            .forms(token, self.lexicon)
            .filter(|form| self.triggers.lexeme(form.lexeme).speech == Speech::Verb && self.form_fits(own, analysis, infinitive, *form))
            .collect();
        let triggers = self.triggers;
        let rows: Vec<u32> = forms.iter().flat_map(|form| triggers.lexeme(form.lexeme).rows.iter().copied()).collect();
        // `weigert Hasina uit te leveren`: who is handed over is not whom it is refused to.
        let is_handed = |row: u32| {
            let row = triggers.row(row);
            row.category == Category::Cooperate && !row.reciprocal && matches!(row.recipient.first(), Some(Slot::After(_)))
        };
        // What it is that one will not give matters less than the verb.
        for (row, strict) in rows.iter().map(|row| (*row, true)).chain(rows.iter().map(|row| (*row, false))) {
            let trigger = triggers.row(row);
            let is_friendly = matches!(
                trigger.category,
                Category::Agree
                    | Category::Consult
                    | Category::Support
                    | Category::Concede
                    | Category::Cooperate
                    | Category::Aid
                    | Category::Retreat
            );
            // `voted to reject a French proposal`: the row of the vote names the deed.
            let is_named = clause == number && frame.held.contains(&infinitive);
            if !is_friendly && !is_named {
                continue;
            }
            // `refused to retract his remarks on Spain`: what one will not take back was said of that one, not to it.
            if !strict && self.small.english && trigger.category == Category::Concede && trigger.is_specific() {
                continue;
            }
            let held = if strict { self.held(clause, trigger, row, token) } else { Some(0..0) };
            let Some(held) = held else { continue };
            let inner = Frame { trigger, passive: false, held, fronted: false, modal: false, behind: 0 };
            let mut slots = trigger.recipient.iter().filter(|slot| **slot != Slot::Object || !is_handed(row));
            // `Thanks to Turkish mediation, Ethiopia agreed to settle it`: not what opens the clause.
            let phrases = &self.analyses[clause].phrases;
            let is_behind = |found: &Filler| {
                !self.small.english || clause != number || found.phrase.is_none_or(|phrase| phrases[phrase].end > infinitive)
            };
            if let Some(found) = slots.find_map(|slot| self.verb_slot(clause, *slot, &inner, Some(actor)).filter(is_behind)) {
                return Some(found);
            }
        }
        // `weigert Poetin aan te houden`: what is spared him is not refused to him.
        let harms = |row: &u32| matches!(triggers.row(*row).category.quad(), Quad::MaterialConflict | Quad::VerbalConflict);
        if rows.iter().any(|row| harms(row) || is_handed(*row)) {
            return None;
        }
        let is_person = |party: &Party| self.gazetteer.actor(party.actor).actor_type == ActorType::Person;
        let own = frame.trigger.recipient.iter().find_map(|slot| self.verb_slot(number, *slot, frame, Some(actor)));
        own.filter(|found| found.parties.iter().all(is_person))
    }

    /// Whether an infinitive means nothing but hostile deeds: `bereid Groenland in te nemen`.
    pub(crate) fn only_harms(&self, clause: usize, infinitive: usize) -> bool {
        let mut rows = self.rows_that_hold(clause, infinitive).peekable();
        rows.peek().is_some() && rows.all(|row| row.category.quad() == Quad::MaterialConflict)
    }

    /// Whether an infinitive means nothing but refusing: `rule out`, `reject`.
    pub(super) fn only_refuses(&self, clause: usize, infinitive: usize) -> bool {
        let mut rows = self.rows_that_hold(clause, infinitive).peekable();
        rows.peek().is_some() && rows.all(|row| row.category == Category::Reject)
    }

    /// Whether a verb at a position of a clause has rows, and all of them are so.
    fn all_rows(&self, clause: usize, verb: usize, fits: impl Fn(&Trigger) -> bool) -> bool {
        let mut rows = self.rows_of(clause, verb).peekable();
        rows.peek().is_some() && rows.all(fits)
    }

    /// The rows of a verb at a position of a clause whose words stand there.
    fn rows_that_hold(&self, clause: usize, verb: usize) -> impl Iterator<Item = &Trigger> {
        self.rows_of(clause, verb).filter(move |row| self.holds_words(clause, row).is_ok())
    }

    /// The rows of a verb at a position of a clause.
    fn rows_of(&self, clause: usize, verb: usize) -> impl Iterator<Item = &Trigger> {
        let (own, analysis) = (&self.clauses[clause], &self.analyses[clause]);
        let is_verb =
            move |form: &Form| self.triggers.lexeme(form.lexeme).speech == Speech::Verb && self.form_fits(own, analysis, verb, *form);
        let forms = self.tokens.forms(own.tokens[verb] as usize, self.lexicon).filter(is_verb);
        forms.flat_map(|form| self.triggers.lexeme(form.lexeme).rows.iter()).map(|row| self.triggers.row(*row))
    }

    /// Who summons an envoy, where only the town tells: `De Russische ambassadeur in Londen is ontboden`.
    pub(super) fn summoner(&self, number: usize, frame: &Frame<'_>) -> Option<Filler> {
        let analysis = &self.analyses[number];
        let envoy = analysis.subject.phrase.filter(|_| frame.trigger.category == Category::Accuse && frame.passive)?;
        analysis.phrases[envoy].noun.filter(|noun| self.tokens.all[*noun as usize].is(Class::Envoy))?;
        self.seat_in(number, true)
    }

    /// English `Israel's ambassador to Ireland was recalled`: whose envoy is called back, where no one else is told to do it.
    pub(super) fn recaller(&self, number: usize, frame: &Frame<'_>) -> Option<Filler> {
        let calls_back = self.small.english && frame.passive && frame.trigger.mode == Some("withdraw");
        let envoy = self.analyses[number].subject.phrase.filter(|_| calls_back)?;
        let phrase = &self.analyses[number].phrases[envoy];
        phrase.noun.filter(|noun| self.tokens.all[*noun as usize].is(Class::Envoy))?;
        let parties: Parties = phrase.parties.iter().filter(|party| party.agent.is_some()).copied().collect();
        (!parties.is_empty()).then_some(Filler { parties, phrase: Some(envoy), mutual: false })
    }

    /// The country whose seat of government stands after `in` (`in het Witte Huis`), or also whose capital.
    pub(crate) fn seat_in(&self, number: usize, capitals: bool) -> Option<Filler> {
        let phrases = &self.analyses[number].phrases;
        let kind = |party: &Party| self.tokens.all[party.token as usize].mention().map(|mention| self.mentions[mention as usize].kind);
        let is_seat = |party: &Party| party.place && (capitals || kind(party) == Some(AliasKind::Seat));
        let is_where = |phrase: &Phrase| phrase.preposition.is_some() && phrase.preposition == self.small.within;
        let at = phrases.iter().position(|phrase| is_where(phrase) && phrase.parties.iter().any(is_seat))?;
        let parties = phrases[at].parties.iter().filter(|party| party.place).map(|party| Party { place: false, ..*party }).collect();
        Some(Filler { parties, phrase: Some(at), mutual: false })
    }

    /// Whether a thing stands before the verb and a party right after it, in a main clause: `Dat voorstel heeft Hamas afgewezen`.
    pub(super) fn is_thing_first(&self, number: usize) -> bool {
        let (clause, analysis) = (&self.clauses[number], &self.analyses[number]);
        let (Some(subject), Some(finite), Some(object)) = (analysis.subject.phrase, analysis.finite, analysis.objects.first()) else {
            return false;
        };
        let (subject, object) = (&analysis.phrases[subject], &analysis.phrases[*object]);
        let acts = subject.noun.is_some_and(|noun| {
            self.tokens.all[noun as usize].is_any(&[Class::Agent, Class::Title, Class::Body, Class::Firm, Class::Anaphor])
        });
        clause.kind == ClauseKind::Main
            && subject.kind == PhraseKind::Noun
            && subject.parties.is_empty()
            && subject.noun.is_some()
            && !acts
            && subject.end <= finite
            && object.start == finite + 1
            && !object.parties.is_empty()
    }

    /// Whom help is for or a protest against, where its aim tells: `stuurde experts om Moldavië te helpen`, `gingen de straat op om het
    /// vertrek van Vučić te eisen`. `aims`: what the aim has to be.
    pub(crate) fn aimed(&self, number: usize, aims: &[Category]) -> Option<Filler> {
        let is_aim = |clause: &usize| match self.clauses[*clause].kind {
            ClauseKind::Infinitive(opener) => {
                self.clauses[*clause].parent == Some(number) && self.tokens.all[opener as usize].word == self.small.in_order
            }
            _ => false,
        };
        let helps = |clause: usize, verb: usize| {
            let fits = |trigger: &Trigger| aims.contains(&trigger.category) && trigger.recipient.contains(&Slot::Object);
            // `om Moldavië te beschermen`: a verb that means nothing else, whatever its rows ask for.
            let means_it = |trigger: &Trigger| aims.contains(&trigger.category);
            self.rows_that_hold(clause, verb).any(fits) || self.all_rows(clause, verb, means_it)
        };
        let aim = (number + 1..self.clauses.len()).find(is_aim)?;
        let analysis = &self.analyses[aim];
        let last = analysis.verbs.last().copied()?;
        let owned = |object: usize| {
            let owners = &analysis.phrases[object].owners;
            let parties: Parties = owners.iter().copied().filter(|party| aims.contains(&Category::Request) && !party.place).collect();
            (!parties.is_empty()).then_some(Filler { parties, phrase: None, mutual: false })
        };
        let mut objects = analysis.objects.iter().copied().filter(|_| helps(aim, last));
        objects.find_map(|object| self.filler(aim, object).or_else(|| owned(object)))
    }

    /// Whose envoy is called back, where the clause before tells against whom: `heeft de grens met Cambodja gesloten en zijn ambassadeur
    /// teruggeroepen`.
    pub(super) fn host_before(&self, number: usize, trigger: &Trigger) -> Option<Filler> {
        let is_envoy = |object: &usize| {
            self.analyses[number].phrases[*object].noun.is_some_and(|noun| self.tokens.all[noun as usize].is(Class::Envoy))
        };
        let calls_back = trigger.category == Category::Sanction && trigger.mode == Some("withdraw");
        let joined = self.clauses[number].joined.filter(|_| calls_back && self.analyses[number].objects.iter().any(is_envoy))?;
        let is_hostile = |category: Category| matches!(category.quad(), Quad::VerbalConflict | Quad::MaterialConflict);
        let hit = self.told_in(joined).filter(|relation| is_hostile(relation.category)).find_map(|relation| relation.recipient)?;
        let mut parties = self.analyses[joined].phrases.iter().flat_map(|phrase| phrase.parties.iter().chain(&phrase.owners));
        let party = parties.find(|party| party.actor == hit).copied()?;
        let parties = [Party { place: false, ..party }].into_iter().collect();
        Some(Filler { parties, phrase: None, mutual: false })
    }

    /// `Jansen heeft Duitsland veroordeeld`: whether a clause opens with a name that no one knows, and has but one other before a verb that takes
    /// an object. Which of both acts is open.
    pub(super) fn follows_stranger(&self, number: usize, trigger: &Trigger) -> bool {
        let (clause, analysis) = (&self.clauses[number], &self.analyses[number]);
        let Some(finite) = analysis.finite.filter(|finite| (1..=MOST_NAMES).contains(finite)) else { return false };
        let is_name = |token: &u16| {
            let token = &self.tokens.all[*token as usize];
            let is_known = token.is_any(&[Class::Time, Class::Adverb, Class::Agent, Class::Title, Class::Pronoun, Class::Number]);
            // A namesake of someone in the gazetteers, or a name that is in none.
            let is_stranger = match token.mention() {
                Some(mention) => self.mentions[mention as usize].actor().is_none(),
                None => token.kind == Kind::Word && token.is_open() && !token.is_verb() && !is_known,
            };
            token.capital && is_stranger
        };
        let has_content = || (0..self.clauses.len()).any(|other| self.clauses[other].parent == Some(number) && self.is_content(other));
        !self.small.english
            && clause.kind == ClauseKind::Main
            && trigger.recipient.contains(&Slot::Object)
            && analysis.objects.iter().all(|object| analysis.phrases[*object].end <= finite)
            && analysis.subject.phrase.is_some_and(|subject| analysis.phrases[subject].start > finite)
            && clause.tokens[..finite].iter().all(is_name)
            && !has_content()
    }

    /// The subject of the condition that belongs to a clause, beside the actor: `dreigt met sancties als Iran weigert`, `Valt Iran aan, dan
    /// zal …, dreigde Trump`.
    pub(crate) fn condition_subject(&self, number: usize, actor: Option<&Filler>) -> Option<Filler> {
        let is_condition = |clause: &usize| {
            let found = &self.clauses[*clause];
            match found.kind {
                ClauseKind::Subordinate(Some(conjunction)) => self.tokens.all[conjunction as usize].is(Class::Condition),
                ClauseKind::Main => *clause == 0 && number > 0 && self.opens_with_condition(),
                _ => false,
            }
        };
        self.other_subject((0..self.clauses.len()).filter(is_condition), actor)
    }

    /// `Georgia must free its prisoners, Kallas demanded`: of whom it is demanded that something must be.
    pub(crate) fn demanded(&self, number: usize, trigger: &Trigger, actor: &Filler) -> Option<Filler> {
        let is_told_after = self.small.english && self.clauses[number].by_comma && self.analyses[number].objects.is_empty();
        let is_must = |clause: &usize| self.clauses[*clause].kind == ClauseKind::Main && self.analyses[*clause].chain.has(Class::Must);
        let before = number.checked_sub(1).filter(|_| is_told_after && trigger.category == Category::Request)?;
        self.other_subject((0..=before).rev().filter(is_must), Some(actor))
    }

    /// The subject of the clause with `dat` or `of` that belongs to a clause, beside the actor: `eist dat Iran stopt`.
    pub(super) fn complement_subject(&self, number: usize, actor: Option<&Filler>) -> Option<Filler> {
        let is_complement = |clause: &usize| {
            let found = &self.clauses[*clause];
            let ClauseKind::Subordinate(conjunction) = found.kind else { return false };
            // `said Putin was to blame`
            let Some(conjunction) = conjunction else { return found.parent == Some(number) };
            found.parent == Some(number) && self.tokens.all[conjunction as usize].is_any(&[Class::That, Class::Whether])
        };
        self.other_subject((0..self.clauses.len()).filter(is_complement), actor)
    }

    /// The first subject of some clauses that names anyone but the actor.
    fn other_subject(&self, clauses: impl Iterator<Item = usize>, actor: Option<&Filler>) -> Option<Filler> {
        let is_other = |party: &Party| actor.is_none_or(|actor| !actor.parties.iter().any(|one| one.actor == party.actor));
        let mut found = clauses.map(|clause| self.subject_parties(clause).into_iter().filter(is_other).collect::<Parties>());
        let parties = found.find(|parties| !parties.is_empty())?;
        Some(Filler { parties, phrase: None, mutual: false })
    }

    /// `dreigt de haven af te sluiten`: what a threat says that will be done, a hostile deed that has an object or a target. Who threatens to
    /// dry up is in danger.
    pub(super) fn threatens_deed(&self, number: usize, at: usize, held: &std::ops::Range<usize>) -> bool {
        let Some((clause, infinitive)) = self.governed_infinitive(number, at) else { return false };
        let (own, analysis) = (&self.clauses[clause], &self.analyses[clause]);
        let is_target = |phrase: &Phrase| phrase.preposition.is_some() && !phrase.attached && !phrase.temporal && phrase.solid;
        if analysis.objects.is_empty() && !analysis.phrases.iter().any(is_target) {
            return false;
        }
        // `te sluiten`, where a row names it.
        let is_named = held.clone().any(|word| self.tokens.all[self.clauses[number].tokens[word] as usize].is(Class::To));
        let is_hostile = |trigger: &Trigger| {
            let is_deed = trigger.category.quad() == Quad::MaterialConflict;
            is_deed && (!trigger.is_specific() || trigger.with.find(self.tokens, &own.tokens, &self.outlines[clause].own).is_some())
        };
        let mut forms = self.tokens.forms(own.tokens[infinitive] as usize, self.lexicon);
        let hits = |form: Form| {
            let lexeme = self.triggers.lexeme(form.lexeme);
            lexeme.speech == Speech::Verb
                && self.form_fits(own, analysis, infinitive, form)
                && lexeme.rows.iter().any(|row| is_hostile(self.triggers.row(*row)))
        };
        is_named || forms.any(hits)
    }

    /// `De sancties van de EU zijn opgeheven`, `De Amerikaanse steun is stopgezet`: where no one is named who ends it, whoever's it was.
    pub(super) fn ender(&self, number: usize, frame: &Frame<'_>) -> Option<Filler> {
        let analysis = &self.analyses[number];
        let ends = frame.trigger.category == Category::Concede || frame.trigger.mode == Some("discontinue");
        let at = analysis.subject.phrase.filter(|_| ends && frame.passive && !self.small.english && self.agent_phrase(number).is_none())?;
        let phrase = &analysis.phrases[at];
        let is_held = phrase.start <= frame.held.start && frame.held.start < phrase.end && !frame.held.is_empty();
        let parties: Parties = phrase.owners.iter().copied().filter(|party| is_held && phrase.parties.is_empty() && !party.place).collect();
        (!parties.is_empty()).then_some(Filler { parties, phrase: None, mutual: false })
    }

    /// Whose attack or weapon is the subject of a verb of force: `Een Oekraïense droneaanval doodde drie mensen`. One that tells whom it is
    /// aimed at is an event by itself.
    pub(super) fn attacker(&self, number: usize, frame: &Frame<'_>) -> Option<Filler> {
        let analysis = &self.analyses[number];
        let at = analysis.subject.phrase.filter(|_| frame.trigger.category == Category::Assault && !frame.passive)?;
        let phrase = &analysis.phrases[at];
        let noun = phrase.noun.filter(|_| phrase.parties.is_empty() && !phrase.owners.is_empty())?;
        let attacks = |form: Form| {
            let rows = &self.triggers.lexeme(form.lexeme).rows;
            !form.kind.is_verb() && rows.iter().any(|row| self.triggers.row(*row).category == Category::Assault)
        };
        let is_attack = || self.is_event_noun(number, noun) && self.tokens.forms(noun as usize, self.lexicon).any(attacks);
        let is_force = self.tokens.all[noun as usize].is(Class::Weapon) || is_attack();
        let is_aimed = |near: usize| !analysis.phrases[near].parties.is_empty() || !analysis.phrases[near].owners.is_empty();
        let is_open = is_force && !self.dependents(number, at).into_iter().any(is_aimed);
        let parties: Parties = phrase.owners.iter().copied().filter(|party| is_open && !party.place).collect();
        (!parties.is_empty()).then_some(Filler { parties, phrase: Some(at), mutual: false })
    }

    /// Whether a clause tells what is done only if something else happens: a deed told in the present, with a condition (`levert wapens als
    /// Kyiv instemt`), or anything after `pas als`.
    pub(super) fn hangs_on_condition(&self, number: usize, form: Form, trigger: &Trigger) -> bool {
        let is_deed = matches!(trigger.category.quad(), Quad::MaterialCooperation | Quad::MaterialConflict);
        let is_past = matches!(form.kind, FormKind::Past | FormKind::JoinedPast | FormKind::Participle);
        self.clauses.iter().any(|clause| {
            let ClauseKind::Subordinate(Some(conjunction)) = clause.kind else { return false };
            let only = conjunction.checked_sub(1).is_some_and(|before| self.tokens.all[before as usize].is(Class::OnlyIf));
            clause.parent == Some(number) && self.tokens.all[conjunction as usize].is(Class::Condition) && !is_past && (only || is_deed)
        })
    }

    /// The place that `waar` stands for: `Koersk, de Russische regio waar Oekraïne is binnengevallen`.
    pub(super) fn place_before(&self, number: usize) -> Option<Filler> {
        let clause = &self.clauses[number];
        let ClauseKind::Subordinate(Some(conjunction)) = clause.kind else { return None };
        let parent = clause.parent.filter(|_| self.tokens.all[conjunction as usize].is(Class::Where))?;
        let before = (0..conjunction).rev().find(|before| !self.tokens.all[*before as usize].is_sign())?;
        let at = self.clauses[parent].tokens.iter().position(|token| *token == before)?;
        let phrase = self.analyses[parent].phrases.iter().rfind(|phrase| phrase.start <= at && at < phrase.end)?;
        let parties = if phrase.parties.is_empty() { &phrase.owners } else { &phrase.parties };
        let parties: Parties = parties.iter().copied().filter(|party| !party.place).collect();
        (!parties.is_empty()).then_some(Filler { parties, phrase: None, mutual: false })
    }

    /// Whose people a phrase names: `Iraanse studenten` protest as people of Iran.
    pub(crate) fn people(&self, number: usize, phrase: usize) -> Parties {
        let found = &self.analyses[number].phrases[phrase];
        let is_plural = |noun: &u16| {
            let word = self.tokens.all[*noun as usize].span.of(self.text);
            is_plural_noun(word)
        };
        let Some(noun) = found.noun.filter(is_plural) else { return Parties::new() };
        let words = &self.clauses[number].tokens[found.start..found.end];
        let is_former = words.iter().any(|token| self.tokens.all[*token as usize].is(Class::Former));
        // `oud-medewerkers van het IMF`, `de zonen van Kadyrov`: people of a country, or followers of whomever they follow.
        let stands_for = |party: &&Party| {
            let is_person = self.gazetteer.actor(party.actor).actor_type == ActorType::Person;
            let follows = self.tokens.all[noun as usize].is(Class::Follower);
            !party.place && (follows || !is_person && (!is_former || words.contains(&party.token)))
        };
        let agent = |party: &Party| Some(noun).filter(|noun| *noun != party.token);
        found.owners.iter().filter(stands_for).map(|party| Party { agent: agent(party), ..*party }).collect()
    }

    /// Whether the owner of a phrase's noun is whom it happens to: who protests against the arrest of a mayor accuses no mayor.
    pub(crate) fn tells_sufferer(&self, number: usize, phrase: usize) -> bool {
        let Some(noun) = self.analyses[number].phrases[phrase].noun.filter(|noun| self.is_event_noun(number, *noun)) else { return false };
        let Some(of) = self.small.of.map(Slot::After) else { return false };
        let adjectival = self.analyses[number].phrases[phrase].owners.iter().any(|owner| {
            let tokens = &self.clauses[number].tokens;
            let (start, end) = (self.analyses[number].phrases[phrase].start, self.analyses[number].phrases[phrase].end);
            tokens[start..end].contains(&owner.token) && !self.tokens.all[owner.token as usize].genitive
        });
        // `Iran's attack`: a country or a body does what it has, where the noun may tell so.
        let does = |owner: &Party| {
            self.tokens.all[owner.token as usize].genitive && self.gazetteer.actor(owner.actor).actor_type != ActorType::Person
        };
        let owners = &self.analyses[number].phrases[phrase].owners;
        let by_owner = !owners.is_empty() && owners.iter().all(does);
        let rows = self.tokens.forms(noun as usize, self.lexicon).filter(|form| !form.kind.is_verb());
        let mut rows = rows.flat_map(|form| self.triggers.lexeme(form.lexeme).rows.iter());
        let suffers = |trigger: &Trigger| {
            let is_done_to = matches!(trigger.category, Category::Coerce | Category::Assault | Category::Retreat | Category::Sanction);
            let is_done_by = by_owner && trigger.actor.contains(&Slot::Genitive);
            is_done_to && trigger.recipient.contains(&of) && !trigger.actor.contains(&of) && !is_done_by
        };
        !adjectival && rows.any(|row| suffers(self.triggers.row(*row)))
    }

    /// `erkent dat er fouten zijn gemaakt`: what is conceded stands in the clause that tells it.
    pub(super) fn held_in_content(&self, number: usize, trigger: &Trigger) -> Option<std::ops::Range<usize>> {
        let next = self.clauses.get(number + 1).filter(|next| next.parent == Some(number))?;
        // `verzekerde dat het wapens levert`
        let assures = || {
            let is_told = matches!(next.kind, ClauseKind::Subordinate(Some(_)));
            let in_english = self.small.english && matches!(next.kind, ClauseKind::Subordinate(_));
            matches!(trigger.category, Category::Agree | Category::Support) && is_told
                || matches!(trigger.category, Category::Accuse | Category::Threaten) && in_english
        };
        if trigger.category != Category::Concede && !assures() {
            return None;
        }
        let words = &self.outlines[number + 1].own;
        let stands = |runs: &Listed| runs.find(self.tokens, &next.tokens, words).is_some();
        let is_held = || {
            let together = || trigger.together.iter().any(|joined| joined.iter().all(stands));
            trigger.with.find(self.tokens, &next.tokens, words).is_some() || together()
        };
        (self.is_content(number + 1) && is_held()).then_some(0..0)
    }
}
