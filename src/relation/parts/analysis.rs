//! What a clause says of its parts: its finite verb, its subject and objects, whether it is passive.

use std::ops::Range;

use smallvec::SmallVec;

use crate::relation::clauses::clause::{AUXILIARIES, Clause, ClauseKind};
use crate::relation::parts::phrase::{Builder, Parties, Party, Phrase, PhraseKind};
use crate::relation::words::lexicon::{Class, Classes, Lexicon, WordId};
use crate::relation::words::shape::{is_gerund, is_plural_noun, is_plural_verb};
use crate::relation::words::token::{Kind, Token, Tokens};

/// Some positions in a clause, or phrases of it.
pub(crate) type Positions = SmallVec<[usize; 4]>;

/// Who acts in a clause.
#[derive(Clone, Debug, Default)]
pub(crate) struct Subject {
    pub(crate) parties: Parties,
    /// Its phrase, if it stands in this clause.
    pub(crate) phrase: Option<usize>,
    /// Whether it is a pronoun that has not been resolved.
    pub(crate) pronoun: Option<u16>,
    /// Whether there is one at all.
    pub(crate) known: bool,
    /// Whose it is, where a relative pronoun stands for it: `Oekraïense rekruten die worden opgeleid`.
    pub(crate) owners: Parties,
}

/// A clause with its parts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Analysis {
    pub(crate) phrases: Vec<Phrase>,
    /// Position of the finite verb.
    pub(crate) finite: Option<usize>,
    /// Positions of all verbs.
    pub(crate) verbs: Positions,
    /// Classes of all its verbs, and of those that it shares with the clause before.
    pub(crate) chain: Classes,
    /// Classes of all its words, and of groups of words that it holds.
    pub(crate) words: Classes,
    pub(crate) subject: Subject,
    /// Whom an English relative pronoun stands for that is the object: `whom Israel killed`.
    pub(crate) pronoun_object: Parties,
    /// The phrases that are objects.
    pub(crate) objects: Positions,
    /// Whether the verb opens the clause and the subject follows it.
    pub(crate) verb_first: bool,
    /// The noun that an infinitive belongs to: `besluit`, in `het besluit om … te`.
    pub(crate) plan: Option<u16>,
}

impl Analysis {
    /// Forgets all, and keeps the room.
    fn clear(&mut self) {
        let phrases = std::mem::take(&mut self.phrases);
        *self = Self { phrases, ..Self::default() };
        self.phrases.clear();
    }
}

/// Analyses clauses one after the other, outer ones first.
pub(crate) struct Analyser<'a> {
    pub(crate) builder: Builder<'a>,
    pub(crate) tokens: &'a Tokens,
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) clauses: &'a [Clause],
    /// Whether the subject stands before its verb in every clause.
    pub(crate) english: bool,
    /// `met`, `with`.
    pub(crate) with: Option<WordId>,
}

impl Analyser<'_> {
    /// Finds the verbs of all clauses of the sentence: what can be told before their phrases.
    pub(crate) fn verbs(&self, found: &mut Vec<Analysis>) {
        found.resize_with(self.clauses.len(), Analysis::default);
        for (number, clause) in self.clauses.iter().enumerate() {
            let (done, rest) = found.split_at_mut(number);
            if let Some(analysis) = rest.first_mut() {
                analysis.clear();
                self.verbs_of(clause, done, analysis);
            }
        }
    }

    /// Analyses all clauses whose verbs have been found.
    pub(crate) fn complete(&self, found: &mut [Analysis]) {
        for (number, clause) in self.clauses.iter().enumerate() {
            let (done, rest) = found.split_at_mut(number);
            if let Some(analysis) = rest.first_mut() {
                self.one(clause, done, analysis);
            }
        }
    }

    fn verbs_of(&self, clause: &Clause, done: &[Analysis], analysis: &mut Analysis) {
        for (at, number) in clause.tokens.iter().enumerate() {
            let token = &self.tokens.all[*number as usize];
            if token.is_verb() && token.kind == Kind::Word {
                analysis.verbs.push(at);
                analysis.chain = analysis.chain.with(token.classes);
            }
        }
        analysis.finite = self.finite(clause, &analysis.verbs);
        if let Some(joined) = clause.joined.filter(|_| clause.shares_verb).and_then(|joined| done.get(joined)) {
            analysis.chain = analysis.chain.with(joined.chain.only_auxiliary());
        }
    }

    fn one(&self, clause: &Clause, done: &[Analysis], analysis: &mut Analysis) {
        self.builder.phrases(&clause.tokens, &mut analysis.phrases);
        analysis.words = self.words(clause);
        let joined = clause.joined.and_then(|joined| done.get(joined));
        match clause.kind {
            _ if self.english => self.before_verb(clause, done, joined, analysis),
            ClauseKind::Main => self.main(clause, joined, analysis),
            ClauseKind::Subordinate(_) => self.verb_final(clause, joined, analysis),
            ClauseKind::Relative { .. } => self.relative(clause, done, joined, analysis),
            ClauseKind::Infinitive(_) => self.infinitive(clause, done, analysis),
        }
        self.with_others(clause, analysis);
    }

    /// Subject and objects in English: the phrase before the verb, and those after it.
    fn before_verb(&self, clause: &Clause, done: &[Analysis], joined: Option<&Analysis>, analysis: &mut Analysis) {
        let mut candidates = Self::candidates(analysis);
        let verb = analysis.finite.or_else(|| analysis.verbs.first().copied()).unwrap_or(0);
        if let Some(inserted) = self.inserted(clause, analysis, &candidates, verb) {
            candidates.retain(|at| !inserted.contains(&analysis.phrases[*at].start));
        }
        let (before, after): (Positions, Positions) = candidates.into_iter().partition(|at| analysis.phrases[*at].end <= verb);
        let token = clause.tokens.get(verb).map(|at| &self.tokens.all[*at as usize]);
        // `Trump's decision to bomb Iran angered Democrats`: what follows the infinitive is its object.
        let token_at = |at: usize| &self.tokens.all[clause.tokens[at] as usize];
        let of_plan = |at: &usize| {
            let phrase = &analysis.phrases[*at];
            phrase.noun.is_some_and(|noun| self.tokens.all[noun as usize].is(Class::Plan))
                && phrase.end < verb
                && token_at(phrase.end).is(Class::To)
        };
        let own = before.iter().copied().find(of_plan).or_else(|| before.last().copied());
        // `…, said Lavrov`
        let inverted = own.is_none() && clause.by_comma && token.is_some_and(|token| token.is(Class::Speech));
        analysis.verb_first = own.is_none() && joined.is_none();
        analysis.subject = match (own, clause.kind) {
            (Some(own), _) => self.subject(clause, analysis, own),
            (None, _) if inverted && !after.is_empty() => self.subject(clause, analysis, after[0]),
            // `Had Russia attacked Estonia, …`
            (None, ClauseKind::Main)
                if verb == 0 && !clause.shares_verb && !after.is_empty() && token.is_some_and(|token| token.is_any(&AUXILIARIES)) =>
            {
                self.subject(clause, analysis, after[0])
            }
            (None, ClauseKind::Relative { .. }) if joined.is_none() => {
                // `Algiers, which expelled a diplomat`: what acts is no mere place.
                let mut parties = self.antecedent(clause, done).map(|phrase| phrase.parties).unwrap_or_default();
                parties.iter_mut().for_each(|party| party.place = false);
                Subject { parties, phrase: None, pronoun: None, known: true, owners: Parties::new() }
            }
            _ => joined.map(inherited).unwrap_or_default(),
        };
        // `Washington and its allies imposed sanctions`: a capital that has allies is its country.
        if let Some(phrase) = analysis.subject.phrase.map(|phrase| &analysis.phrases[phrase]) {
            let token = |at: usize| &self.tokens.all[clause.tokens[at] as usize];
            let owns = |at: usize| token(at).is(Class::Possessive) && token(at - 1).is(Class::Coordination);
            // Not `Kyiv and its suburbs`.
            let owns = (phrase.start + 1..phrase.end).any(owns) && token(phrase.end - 1).is(Class::Neighbour);
            analysis.subject.parties.iter_mut().filter(|_| owns).for_each(|party| party.place = false);
        }
        // `Ankara, which …, praised Moscow`: what acts behind an aside is no mere place.
        if let Some(phrase) = analysis.subject.phrase.map(|phrase| &analysis.phrases[phrase]) {
            let is_comma = |at: usize| self.tokens.all[clause.tokens[at] as usize].kind == Kind::Comma;
            let is_apart = verb > phrase.end && is_comma(phrase.end) && is_comma(verb - 1);
            analysis.subject.parties.iter_mut().filter(|_| is_apart && phrase.start == 0).for_each(|party| party.place = false);
        }
        // Reports follow what they tell, with the verb last: `…, Kyiv said`.
        analysis.verb_first |= clause.by_comma && token.is_some_and(|token| token.is(Class::Speech));
        if matches!(clause.kind, ClauseKind::Relative { .. }) && own.is_some() {
            let antecedent = self.antecedent(clause, done);
            analysis.pronoun_object = antecedent.map(|phrase| phrase.parties).unwrap_or_default();
        }
        let subject = analysis.subject.phrase;
        let end = self.gerund_after(clause, verb).unwrap_or(clause.tokens.len());
        analysis.objects = after.into_iter().filter(|at| Some(*at) != subject && analysis.phrases[*at].start < end).collect();
    }

    /// `Canada and Spain, both members of NATO, condemned …`: what stands between commas before the verb of a clause of English that has its subject before
    /// them.
    fn inserted(&self, clause: &Clause, analysis: &Analysis, candidates: &[usize], verb: usize) -> Option<Range<usize>> {
        let token = |at: usize| &self.tokens.all[clause.tokens[at] as usize];
        let is_comma = |at: &usize| token(*at).kind == Kind::Comma;
        let end = (0..verb).rev().find(|at| !token(*at).is(Class::Adverb)).filter(is_comma)?;
        let start = (0..end).rev().find(is_comma)?;
        let is_list = (start + 1..end).any(|at| token(at).is(Class::Coordination)) && token(start + 1).mention().is_some();
        let is_named = |at: &usize| analysis.phrases[*at].end <= start && !analysis.phrases[*at].parties.is_empty();
        (!is_list && candidates.iter().any(is_named)).then_some(start..end)
    }

    /// `executed a man for helping Israel`: the first gerund after the verb that a preposition governs, whose object is none of the verb.
    fn gerund_after(&self, clause: &Clause, verb: usize) -> Option<usize> {
        let token = |at: usize| &self.tokens.all[clause.tokens[at] as usize];
        let governed = |at: &usize| {
            let word = token(*at);
            let has_object = clause.tokens.get(at + 1).is_some_and(|next| self.tokens.all[*next as usize].opens_object());
            word.kind == Kind::Word
                && !word.is_any(&[Class::Preposition, Class::Time])
                && is_gerund(word.span.of(self.builder.text))
                && token(at - 1).is(Class::Preposition)
                && has_object
        };
        (verb + 2..clause.tokens.len()).find(governed)
    }

    /// `Samen met Jordanië wierp Duitsland …`: both act.
    fn with_others(&self, clause: &Clause, analysis: &mut Analysis) {
        let joins = |phrase: &Phrase| {
            let before = phrase.start.checked_sub(1).map(|at| &self.tokens.all[clause.tokens[at] as usize]);
            phrase.preposition.is_some() && phrase.preposition == self.with && before.is_some_and(|before| before.is(Class::Together))
        };
        if analysis.subject.parties.is_empty() {
            return;
        }
        let acts_as_one = analysis.verbs.iter().any(|at| {
            let token = &self.tokens.all[clause.tokens[*at] as usize];
            token.is(Class::Together)
        });
        if let Some(at) = analysis.phrases.iter().position(joins).filter(|_| !acts_as_one) {
            let others = analysis.phrases[at].parties.clone();
            analysis.subject.parties.extend(others);
            analysis.phrases[at].attached = true;
        }
    }

    fn words(&self, clause: &Clause) -> Classes {
        let mut words = Classes::EMPTY;
        for at in &clause.tokens {
            let token = &self.tokens.all[*at as usize];
            words = words.with(token.classes);
            for (others, class) in token.word.filter(|_| token.leads.group()).map(|word| self.lexicon.groups(word)).unwrap_or_default() {
                let stands = |word| clause.tokens.iter().any(|at| self.tokens.all[*at as usize].word == Some(word));
                let holds = |word| self.tokens.holds(word) && stands(word);
                if others.iter().all(|word| holds(*word)) {
                    words = words.and(*class);
                }
            }
        }
        words
    }

    fn finite(&self, clause: &Clause, verbs: &[usize]) -> Option<usize> {
        if clause.shares_verb || matches!(clause.kind, ClauseKind::Infinitive(_)) {
            return None;
        }
        let token = |at: usize| &self.tokens.all[clause.tokens[at] as usize];
        let after_to = |at: usize| at > 0 && token(at - 1).is(Class::To);
        let strict = verbs.iter().copied().find(|at| {
            let is_auxiliary = token(*at).is_any(&AUXILIARIES) && !token(*at).participle_form && !token(*at).is(Class::Participle);
            !after_to(*at) && (token(*at).is_finite() || is_auxiliary)
        });
        let loose = || {
            let mut loose = verbs.iter().copied().filter(|at| !token(*at).is(Class::Participle) && !after_to(*at));
            if clause.is_verb_final() && !self.english { loose.next_back() } else { loose.next() }
        };
        strict.or_else(loose)
    }

    fn candidates(analysis: &Analysis) -> Positions {
        let is_free = |phrase: &Phrase| phrase.preposition.is_none() && !phrase.attached && !phrase.temporal && phrase.solid;
        let mut candidates = Positions::new();
        for (at, phrase) in analysis.phrases.iter().enumerate() {
            if is_free(phrase) {
                candidates.push(at);
            }
        }
        candidates
    }

    fn subject(&self, clause: &Clause, analysis: &Analysis, phrase: usize) -> Subject {
        let found = &analysis.phrases[phrase];
        let pronoun = (found.kind == PhraseKind::Pronoun).then(|| clause.tokens[found.end - 1]);
        Subject { parties: found.parties.clone(), phrase: Some(phrase), pronoun, known: true, owners: Parties::new() }
    }

    fn main(&self, clause: &Clause, joined: Option<&Analysis>, analysis: &mut Analysis) {
        let candidates = Self::candidates(analysis);
        let Some(finite) = analysis.finite else {
            // A headline without a verb, or a conjunct that shares it.
            if let Some(joined) = joined.filter(|_| clause.shares_verb) {
                analysis.subject = inherited(joined);
                analysis.objects = candidates;
            } else if let Some((first, rest)) = candidates.split_first() {
                analysis.subject = self.subject(clause, analysis, *first);
                analysis.objects = rest.into();
            }
            return;
        };
        let mut candidates = self.outside_insertion(clause, analysis, candidates, finite);
        candidates.retain(|at| !self.hangs_in_headline(clause, analysis, *at, finite));
        // They stand in the order of the text.
        let (before, after) = candidates.split_at(candidates.partition_point(|at| analysis.phrases[*at].end <= finite));
        let token = &self.tokens.all[clause.tokens[finite] as usize];
        // `maar veroordeelt Hamas`
        let joins = |token: &Token| token.is_sign() || token.is_any(&[Class::Coordination, Class::Contrast]);
        let opens = before.is_empty() && clause.tokens[..finite].iter().all(|at| joins(&self.tokens.all[*at as usize]));
        analysis.verb_first = opens;
        let own = if opens && let Some(joined) = joined.filter(|joined| joined.subject.known) {
            let is_behind = clause.by_comma && after.first().is_some_and(|at| analysis.phrases[*at].start == finite + 1);
            if !is_behind || joined.finite.is_some() && self.goes_on(clause, joined, analysis, finite) {
                analysis.subject = inherited(joined);
                analysis.objects = after.into();
                return;
            }
            after.first().copied()
        } else if let Some(first) = before.last().copied() {
            // `Dat meldt AFP`: the pronoun is what is told.
            let is_told = analysis.phrases[first].kind == PhraseKind::Pronoun
                && token.is(Class::Speech)
                && !after.is_empty()
                && !self.tokens.all[clause.tokens[analysis.phrases[first].end - 1] as usize].is_any(&[Class::Personal, Class::Nominative]);
            // `Hem heeft Merz wapens beloofd`: a pronoun that is no subject.
            let is_him = after.first().is_some_and(|next| {
                self.is_object_pronoun(clause, &analysis.phrases[first]) && !analysis.phrases[*next].parties.is_empty()
            });
            let by_pronoun = is_him || after.first().is_some_and(|next| self.is_nominative(clause, &analysis.phrases[*next], finite));
            if is_told || by_pronoun || self.is_fronted(clause, analysis, first, after.first().copied(), finite) {
                after.first().copied()
            } else {
                Some(first)
            }
        } else {
            after.first().copied()
        };
        if let Some(own) = own {
            analysis.subject = self.subject(clause, analysis, own);
        }
        // `De ambassadeur in Israël Mike Huckabee bezocht …`: what stands before the verb is one part of the clause.
        let is_subject_first = own.is_some() && own == before.last().copied();
        let objects = if is_subject_first { after } else { &candidates[..] };
        analysis.objects = objects.iter().copied().filter(|at| Some(*at) != own).collect();
    }

    fn verb_final(&self, clause: &Clause, joined: Option<&Analysis>, analysis: &mut Analysis) {
        let candidates = Self::candidates(analysis);
        if let Some(joined) = joined.filter(|_| candidates.len() < 2) {
            analysis.subject = inherited(joined);
            analysis.objects = candidates;
        } else if let Some((first, rest)) = candidates.split_first() {
            analysis.subject = self.subject(clause, analysis, *first);
            analysis.objects = rest.into();
        }
    }

    fn relative(&self, clause: &Clause, done: &[Analysis], joined: Option<&Analysis>, analysis: &mut Analysis) {
        if joined.is_some() {
            self.verb_final(clause, joined, analysis);
            return;
        }
        let antecedent = self.antecedent(clause, done);
        if let ClauseKind::Relative { pronoun } = clause.kind
            && let Some(at) = clause.tokens.iter().position(|token| *token == pronoun)
        {
            // `tegen wie het Strafhof …`
            let parties = antecedent.map(|phrase| phrase.parties).unwrap_or_default();
            if let Some(phrase) = analysis.phrases.iter_mut().find(|phrase| phrase.start <= at && at < phrase.end) {
                phrase.parties = parties;
            }
            self.verb_final(clause, None, analysis);
            return;
        }
        let candidates = Self::candidates(analysis);
        if let (ClauseKind::Relative { pronoun }, Some(first)) = (clause.kind, candidates.first().copied())
            && self.tokens.all[pronoun as usize].is(Class::Determiner)
            && !self.tokens.all[pronoun as usize].is(Class::Pronoun)
        {
            // `Orbán, wiens regering Oekraïne tegenwerkt`
            let own = &analysis.phrases[first];
            let is_theirs = own.parties.is_empty() && own.owners.is_empty();
            let acts = |owner: &Phrase| own.noun.filter(|noun| is_theirs && self.builder.acts_for(&clause.tokens, own, *noun, owner));
            let parties = antecedent.and_then(|owner| {
                let agent = acts(&owner)?;
                Some(owner.parties.iter().map(|party| Party { agent: Some(agent), place: false, ..*party }).collect())
            });
            analysis.subject = self.subject(clause, analysis, first);
            analysis.objects = candidates[1..].into();
            if let Some(parties) = parties {
                analysis.subject.parties = parties;
            }
            return;
        }
        let named = antecedent.as_ref().map(|phrase| phrase.parties.clone()).unwrap_or_default();
        // `Nauru, dat Taiwan de rug toekeerde`: of a party and a thing, neither is the subject beside a pronoun that stands for a party.
        let gives = |one: usize, other: usize| {
            let (one, other) = (&analysis.phrases[one], &analysis.phrases[other]);
            !named.is_empty() && !one.parties.is_empty() && other.parties.is_empty() && other.owners.is_empty()
        };
        if let [first, second, ..] = candidates[..]
            && !(gives(first, second) && analysis.phrases[second].kind == PhraseKind::Noun)
        {
            analysis.subject = self.subject(clause, analysis, first);
            analysis.objects = candidates[1..].into();
            return;
        }
        // `de Russische drones die Oekraïne neerhaalde`: of what acts for a country, the noun tells the number.
        let has_noun = named.iter().all(|party| party.agent.is_some());
        let other_acts = candidates.len() == 1 && has_noun && self.disagrees(clause, analysis, antecedent.as_ref());
        if other_acts {
            let first = candidates[0];
            analysis.subject = self.subject(clause, analysis, first);
            // `Nigeriaanse scholieren, die de beweging had ontvoerd`
            analysis.pronoun_object = named;
            return;
        }
        let owners = antecedent.map(|phrase| phrase.owners).unwrap_or_default();
        analysis.subject = Subject { parties: named, phrase: None, pronoun: None, known: true, owners };
        analysis.objects = candidates;
    }

    /// The phrase that a relative pronoun stands for.
    fn antecedent(&self, clause: &Clause, done: &[Analysis]) -> Option<Phrase> {
        let (before, parent) = (clause.before?, clause.parent?);
        let at_in = |clause: usize| self.clauses[clause].tokens.iter().position(|token| *token == before);
        // The noun may stand in a clause that is over: `denied that it arms the rebels, who …`.
        let (parent, at) = std::iter::once(parent).chain(0..done.len()).find_map(|clause| Some((clause, at_in(clause)?)))?;
        let phrases = &done.get(parent)?.phrases;
        let phrase = phrases.iter().rposition(|phrase| phrase.start <= at && at < phrase.end)?;
        // `de president van Rusland, die …`: the president.
        let mut head = phrase;
        let is_second = |phrase: &Phrase| phrase.listed || phrase.preposition.is_some() || self.english;
        while head > 0 && phrases[head].attached && is_second(&phrases[head]) {
            head -= 1;
        }
        Some(phrases[head].clone())
    }

    /// Whether the antecedent is a plural and the verb a singular, so that another is its subject: `de sancties die de EU oplegde`.
    fn disagrees(&self, clause: &Clause, analysis: &Analysis, antecedent: Option<&Phrase>) -> bool {
        let text = self.builder.text;
        let word = |at: u16| self.tokens.all[at as usize].span.of(text);
        let Some(noun) = antecedent.and_then(|phrase| phrase.noun) else { return false };
        let Some(finite) = analysis.finite.map(|at| word(clause.tokens[at])) else { return false };
        is_plural_noun(word(noun)) && !is_plural_verb(finite)
    }

    fn infinitive(&self, clause: &Clause, done: &[Analysis], analysis: &mut Analysis) {
        let candidates = Self::candidates(analysis);
        let parent = clause.parent.and_then(|parent| done.get(parent));
        if let Some((noun, planner)) = parent.and_then(|parent| self.planner(clause, parent)) {
            analysis.plan = Some(noun);
            if let Some(planner) = planner {
                let known = !planner.is_empty();
                analysis.subject = Subject { parties: planner, phrase: None, pronoun: None, known, owners: Parties::new() };
                analysis.objects = candidates;
                return;
            }
        }
        if let Some(parent) = parent {
            // `waarschuwde Iran na Jemen te hebben gebombardeerd`: what has been done before, the subject did.
            let by_aim = matches!(clause.kind, ClauseKind::Infinitive(opener) if self.tokens.all[opener as usize].is(Class::InOrder));
            let by_object = by_aim && parent.chain.has(Class::ObjectControl);
            let object = parent.objects.iter().find(|at| !parent.phrases[**at].parties.is_empty());
            analysis.subject = match object.filter(|_| by_object) {
                Some(object) => Subject {
                    parties: parent.phrases[*object].parties.clone(),
                    phrase: None,
                    pronoun: None,
                    known: true,
                    owners: Parties::new(),
                },
                None => inherited(parent),
            };
        }
        analysis.objects = candidates;
    }

    /// `het besluit van Duitsland om tanks te sturen`: the noun that an infinitive belongs to, and whose plan it is, where that is told; no
    /// one where it is told but not known.
    fn planner(&self, clause: &Clause, parent: &Analysis) -> Option<(u16, Option<Parties>)> {
        let around = &self.clauses[clause.parent?].tokens;
        let token = |token: u16| &self.tokens.all[token as usize];
        let end = around.iter().position(|token| Some(*token) == clause.before)? + 1;
        let phrases = &parent.phrases;
        let last = phrases.iter().rposition(|phrase| phrase.end == end)?;
        let mut of: Option<usize> = None;
        let mut head = last;
        while phrases[head].noun.is_none_or(|noun| !token(noun).is(Class::Plan)) {
            let preposition = phrases[head].preposition?;
            // `de oproep aan Israël om`: what another is to do.
            if Some(preposition) == self.builder.of {
                of = Some(head);
            } else if !phrases[head].temporal {
                return None;
            }
            head = head.checked_sub(1).filter(|before| phrases[*before].end == phrases[head].start)?;
        }
        let noun = phrases[head].noun?;
        let is_own = around[phrases[head].start..phrases[head].end].iter().any(|at| token(*at).is(Class::Possessive));
        let planner = match of {
            Some(of) => Some(phrases[of].parties.clone()),
            None if is_own || phrases[head].owners.is_empty() => None,
            None => Some(phrases[head].owners.clone()),
        };
        Some((noun, planner))
    }
}

/// The subject of another clause, as that of this one.
fn inherited(from: &Analysis) -> Subject {
    Subject { phrase: None, ..from.subject.clone() }
}
