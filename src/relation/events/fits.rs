//! Forms of verbs: whether a form can be what it is in its place, with its particle and beside its auxiliaries, and whether it is passive.

use crate::relation::category::Category;
use crate::relation::clauses::clause::Clause;
use crate::relation::parts::analysis::Analysis;
use crate::relation::parts::phrase::Phrase;
use crate::relation::rows::trigger::{Lexeme, Slot, Trigger};
use crate::relation::sentence::Sentence;
use crate::relation::words::lexicon::{Class, Classes, Form, FormKind, WordId};
use crate::relation::words::shape::is_gerund;
use crate::relation::words::token::{Kind, Token};
use crate::relation::words::word::Sketch;

impl Sentence<'_> {
    /// Whether a form of a verb can be what it is in this place.
    pub(super) fn form_fits(&self, clause: &Clause, analysis: &Analysis, at: usize, form: Form) -> bool {
        let lexeme = self.triggers.lexeme(form.lexeme);
        let token = |at: usize| &self.tokens.all[clause.tokens[at] as usize];
        let is_finite = analysis.finite == Some(at);
        let before = |back: usize| at.checked_sub(back).map(token);
        // `heeft een gesprek afgezegd`: an auxiliary has what it says from its participle.
        let of_another = |verb: usize| {
            let verb = token(verb);
            (verb.participle_form || verb.is(Class::Participle)) && !verb.embedded && !verb.is(Class::Have)
        };
        if (is_finite || analysis.finite.is_none() && !self.small.english)
            && token(at).is(Class::Have)
            && analysis.verbs.iter().any(|verb| *verb != at && of_another(*verb))
        {
            return false;
        }
        // `Gaza bezet door Israël`: a participle that is spelt as the present, where who does it follows and no one else is named.
        let is_headline_passive = || {
            let is_agent = |phrase: &Phrase| {
                phrase.start == at + 1 && phrase.preposition.is_some() && phrase.preposition == self.small.by && !phrase.parties.is_empty()
            };
            let is_only = analysis.verbs.len() == 1 && analysis.objects.is_empty();
            (is_only || self.small.english && analysis.verbs.first() == Some(&at)) && analysis.phrases.iter().any(is_agent)
        };
        match form.kind {
            FormKind::Finite if token(at).participle_form && is_headline_passive() => false,
            // `Russia condemned by EU over jamming`
            FormKind::Past if self.small.english && self.is_participle_too(clause.tokens[at], form) && is_headline_passive() => {
                self.asks_for(clause, lexeme, at + 1) && self.is_whole(clause, at, form)
            }
            // `Syrian soldiers killed in Turkish drone strike`
            FormKind::Past if self.small.english && self.is_participle_too(clause.tokens[at], form) && self.is_struck(analysis, at) => {
                false
            }
            // `arrested and expelled a diplomat`
            FormKind::Finite | FormKind::Past
                if self.small.english && lexeme.particle.is_none() && self.is_second(clause, analysis, at) =>
            {
                true
            }
            FormKind::Finite | FormKind::Past if is_finite => match lexeme.particle {
                Some(particle) => (self.small.english || !clause.is_verb_final()) && self.has_particle(clause, at, particle),
                None => !self.small.english && clause.is_verb_final() || self.is_whole(clause, at, form),
            },
            FormKind::Finite | FormKind::Past => false,
            FormKind::JoinedFinite | FormKind::JoinedPast => true,
            // `zou drones hebben voorzien`: a participle that is spelt as its infinitive.
            FormKind::Joined | FormKind::Bare if !is_finite && self.is_perfect(clause, analysis, at, form) => false,
            // `will pull back its troops`, `to shut the factory down`
            FormKind::Bare | FormKind::Participle | FormKind::Present
                if self.small.english && lexeme.particle.is_some_and(|particle| !self.has_particle(clause, at, particle)) =>
            {
                false
            }
            FormKind::Bare if self.small.english && lexeme.particle.is_some() => true,
            FormKind::Bare => match lexeme.particle {
                Some(particle) if is_finite => !clause.is_verb_final() && self.has_particle(clause, at, particle),
                Some(particle) => {
                    before(1).is_some_and(|to| to.is(Class::To)) && before(2).is_some_and(|found| found.word == Some(particle))
                }
                None if is_finite => clause.is_verb_final() || self.is_whole(clause, at, form),
                // `let Jordan use its bases`: of the object, not of the subject.
                None if self.small.english && self.is_done_by_object(clause, analysis, at) => false,
                // `went on to attack`: of English the particle is the verb's before it.
                None => {
                    self.small.english
                        || !(before(1).is_some_and(|to| to.is(Class::To)) && before(2).is_some_and(|found| found.is(Class::Particle)))
                }
            },
            FormKind::Joined => true,
            // `81 Afghans deported by Germany`
            FormKind::Participle if self.is_reduced(clause, analysis, at) => true,
            FormKind::Participle => {
                // A headline leaves the auxiliary of a passive out.
                let is_headline = (analysis.verbs.len() == 1 || self.small.english && is_headline_passive()) && self.has_agent(analysis);
                clause.shares_verb || !is_finite && analysis.chain.any(&[Class::Have, Class::Be, Class::Become]) || is_headline
            }
            // `has denied arming M23`, `began exporting gas`
            FormKind::Present if before(1).is_some_and(|word| word.is(Class::Deny)) => true,
            FormKind::Present if self.small.english && before(1).is_some_and(|word| word.is(Class::TakesInfinitive)) => true,
            // `, accusing Beijing of espionage`
            FormKind::Present if self.small.english && clause.shares_verb => analysis.verbs.first() == Some(&at),
            FormKind::Present => {
                (analysis.chain.has(Class::Be) || self.small.english && analysis.chain.has(Class::Become))
                    && before(1).is_some_and(|word| !word.is(Class::Preposition))
            }
            FormKind::Attributive => false,
            FormKind::Noun => false,
            // `accused Serbia of being behind an attack`: said of another than the subject.
            FormKind::Adjective if self.small.english && !clause.shares_verb && self.is_behind_gerund(clause, analysis, at) => false,
            // A headline leaves the copula out.
            FormKind::Adjective => {
                analysis.chain.any(&[Class::Be, Class::Become]) || analysis.finite.is_some() || analysis.verbs.is_empty()
            }
        }
    }

    /// Whether a verb of force has no object, and the attack that hit its subject right behind it.
    fn is_struck(&self, analysis: &Analysis, at: usize) -> bool {
        let is_force = |row: &u32| self.triggers.row(*row).category == Category::Assault;
        let tells = |token: u16, as_noun: bool| {
            let mut forms = self.tokens.forms(token as usize, self.lexicon).filter(|form| form.kind.is_verb() != as_noun);
            forms.any(|form| self.triggers.lexeme(form.lexeme).rows.iter().any(is_force))
        };
        let is_attack = |phrase: &Phrase| {
            let owned = !phrase.owners.is_empty() || !phrase.parties.is_empty();
            phrase.start == at + 1 && phrase.preposition.is_some() && owned && phrase.noun.is_some_and(|noun| tells(noun, true))
        };
        analysis.objects.is_empty() && analysis.verbs.len() == 1 && analysis.phrases.iter().any(is_attack)
    }

    /// Whether a form is the participle of its verb as well.
    fn is_participle_too(&self, token: u16, form: Form) -> bool {
        let mut forms = self.tokens.forms(token as usize, self.lexicon);
        forms.any(|other| other.lexeme == form.lexeme && other.kind == FormKind::Participle)
    }

    /// Whether a word joins a finite form right to the finite verb of its clause, so that both share subject and object.
    pub(super) fn is_second(&self, clause: &Clause, analysis: &Analysis, at: usize) -> bool {
        let token = |at: usize| &self.tokens.all[clause.tokens[at] as usize];
        let mut before = (0..at).rev().filter(|at| !token(*at).is(Class::Adverb) || token(*at).is_verb());
        let joins = before.next().is_some_and(|and| token(and).is(Class::Coordination));
        joins && token(at).finite_form && before.next().is_some_and(|verb| analysis.finite == Some(verb))
    }

    /// Whether the verb before a position is a gerund that a preposition governs: `of being`.
    fn is_behind_gerund(&self, clause: &Clause, analysis: &Analysis, at: usize) -> bool {
        let token = |at: usize| &self.tokens.all[clause.tokens[at] as usize];
        let verb = analysis.verbs.iter().rev().copied().find(|verb| *verb < at);
        verb.is_some_and(|verb| verb > 0 && is_gerund(token(verb).span.of(self.text)) && token(verb - 1).is(Class::Preposition))
    }

    /// Whether an infinitive without `to` has the object before it for its subject: `helped Oman fight`.
    fn is_done_by_object(&self, clause: &Clause, analysis: &Analysis, at: usize) -> bool {
        let token = |at: usize| &self.tokens.all[clause.tokens[at] as usize];
        let Some(verb) = analysis.verbs.iter().rev().copied().find(|verb| *verb < at) else { return false };
        let follows_noun = at.checked_sub(1).is_some_and(|before| token(before).mention().is_some() || token(before).is_open());
        token(verb).is(Class::ObjectControl) && verb + 1 < at && follows_noun && !token(at - 1).is_verb()
    }

    /// Whether a participle with its agent right behind it belongs to the noun before it, beside another verb of the clause.
    pub(crate) fn is_reduced(&self, clause: &Clause, analysis: &Analysis, at: usize) -> bool {
        let token = |at: usize| clause.tokens.get(at).map(|token| &self.tokens.all[*token as usize]);
        let by = token(at + 1).is_some_and(|next| next.word.is_some() && next.word == self.small.by);
        self.small.english
            && by
            && self.reduced_noun(clause, analysis, at).is_some()
            && analysis.finite != Some(at)
            && !self.goes_with_auxiliary(clause, analysis, at)
    }

    /// `was on Tuesday condemned by Egypt`: nothing but a time or a place stands between a participle and its auxiliary.
    fn goes_with_auxiliary(&self, clause: &Clause, analysis: &Analysis, at: usize) -> bool {
        let Some(verb) = analysis.verbs.iter().rev().copied().find(|verb| *verb < at) else { return false };
        let is_auxiliary = self.tokens.all[clause.tokens[verb] as usize].is_any(&[Class::Be, Class::Become]);
        let mut between = analysis.phrases.iter().filter(|phrase| phrase.start > verb && phrase.end <= at);
        is_auxiliary && between.all(|phrase| phrase.temporal || phrase.preposition.is_some())
    }

    /// The phrase right before such a participle, or before the comma before it: `China, accused by the US of …, denied it`.
    pub(super) fn reduced_noun(&self, clause: &Clause, analysis: &Analysis, at: usize) -> Option<usize> {
        let is_comma = |at: &usize| self.tokens.all[clause.tokens[*at] as usize].kind == Kind::Comma;
        let end = at.checked_sub(1).filter(is_comma).unwrap_or(at);
        analysis.phrases.iter().rposition(|phrase| phrase.end == end)
    }

    /// `No country attacked by Russia`, `not one of the towns attacked by Russia`: whether the noun of such a participle is of none.
    pub(crate) fn is_of_none(&self, clause: &Clause, analysis: &Analysis, at: usize) -> bool {
        let phrases = &analysis.phrases;
        let Some(mut head) = self.reduced_noun(clause, analysis, at) else { return false };
        let is_part = |at: usize| phrases[at].preposition.is_some() && phrases[at].preposition == self.small.of;
        while head > 0 && is_part(head) && phrases[head - 1].end == phrases[head].start {
            head -= 1;
        }
        let mut words = clause.tokens[phrases[head].start.saturating_sub(1)..at].iter();
        words.any(|token| self.tokens.all[*token as usize].is(Class::Negation))
    }

    /// Whether a word that may be an infinitive is the participle of the same verb, with the auxiliary of a perfect or passive.
    fn is_perfect(&self, clause: &Clause, analysis: &Analysis, at: usize, form: Form) -> bool {
        let token = |at: usize| &self.tokens.all[clause.tokens[at] as usize];
        let is_auxiliary = |token: &Token| token.is_any(&[Class::Have, Class::Become]) || self.small.english && token.is(Class::Be);
        let has_auxiliary = analysis.verbs.iter().any(|verb| *verb != at && is_auxiliary(token(*verb)));
        let mut forms = self.tokens.forms(clause.tokens[at] as usize, self.lexicon);
        has_auxiliary && forms.any(|other| other.lexeme == form.lexeme && other.kind == FormKind::Participle)
    }

    /// Whether the separable part of a verb stands after it. Before an infinitive with `te` a phrase may follow the particle:
    /// `roept Hamas op de wapens neer te leggen`.
    fn has_particle(&self, clause: &Clause, verb: usize, particle: WordId) -> bool {
        if !self.tokens.holds(particle) {
            return false;
        }
        let token = |at: usize| &self.tokens.all[clause.tokens[at] as usize];
        if self.stranded(clause, verb).any(|found| token(found).word == Some(particle)) {
            return true;
        }
        // `shot down the plane`
        if self.small.english {
            return clause.tokens.get(verb + 1).is_some_and(|next| self.tokens.all[*next as usize].word == Some(particle));
        }
        let found = (verb + 1..clause.tokens.len()).find(|at| token(*at).word == Some(particle) && !token(*at).embedded);
        found.is_some_and(|found| {
            // `riep Israël op te stoppen`: of a verb that has no such part.
            let before_to = clause.tokens.get(found + 1).is_some_and(|next| self.tokens.all[*next as usize].is(Class::To));
            // `bood aan te bemiddelen`
            let asks = found == verb + 1 || token(verb).is_any(&[Class::ObjectControl, Class::Demand, Class::Wish]);
            if asks && before_to && !self.is_joined(clause, found) {
                return true;
            }
            let own = clause.tokens.get(found + 1).is_some_and(|next| self.tokens.all[*next as usize].is(Class::To));
            !own && (found + 1..clause.tokens.len()).any(|at| token(at).is(Class::To))
        })
    }

    /// Whether no particle after a verb makes another verb of it. One that a row asks for does not (`gingen de straat op`), and `samen`
    /// need not (`trainen samen met Australië`).
    fn is_whole(&self, clause: &Clause, verb: usize, form: Form) -> bool {
        let lexeme = self.triggers.lexeme(form.lexeme);
        // `urged Rwanda to pull its troops out`: the infinitive's own.
        let to = (verb + 1..clause.tokens.len()).find(|at| self.tokens.all[clause.tokens[*at] as usize].is(Class::To));
        self.stranded(clause, verb).take_while(|at| to.is_none_or(|to| *at < to)).all(|at| {
            self.tokens.all[clause.tokens[at] as usize].is_any(&[Class::Together, Class::To]) || self.asks_for(clause, lexeme, at)
        })
    }

    /// Whether a row of a verb asks for words that stand at a position.
    fn asks_for(&self, clause: &Clause, lexeme: &Lexeme, at: usize) -> bool {
        let token = &self.tokens.all[clause.tokens[at] as usize];
        let is_asked = [token.word, token.whole].into_iter().flatten().any(|word| lexeme.asked_for.holds(word));
        let mut rows = lexeme.rows.iter().filter(|_| is_asked);
        let find = |row: &u32| self.triggers.row(*row).with.find(self.tokens, &clause.tokens, &Sketch::ALL);
        rows.any(|row| find(row).is_some_and(|run| run.contains(&at)))
    }

    /// Positions after the verb where the separable part of a verb stands: a particle that governs nothing.
    fn stranded<'s>(&'s self, clause: &'s Clause, verb: usize) -> impl Iterator<Item = usize> + use<'s> {
        let token = |at: usize| &self.tokens.all[clause.tokens[at] as usize];
        // `urged Rwanda to pull its troops out`: of English verbs the last one before the particle has it.
        let english = self.small.english;
        let end = clause.tokens.len();
        let end = (verb + 1..end).find(|at| english && token(*at).is_verb() && !token(*at).is(Class::Particle)).unwrap_or(end);
        (verb + 1..end).filter(move |at| {
            let particle = token(*at);
            if !particle.is(Class::Particle) || particle.embedded {
                return false;
            }
            // `on Sunday`
            if english && clause.tokens.get(at + 1).is_some_and(|next| self.tokens.all[*next as usize].is(Class::Time)) {
                return false;
            }
            // `for talks on ending the war`: what a gerund follows is a preposition.
            let opens = |next: &Token| next.is_verb() && is_gerund(next.span.of(self.text));
            if english && *at > verb + 1 && clause.tokens.get(at + 1).is_some_and(|next| opens(&self.tokens.all[*next as usize])) {
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
                // `called back its ambassador`: no preposition, so that the object may follow.
                Some(_) if english && *at == verb + 1 && !particle.is(Class::Preposition) => true,
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

    /// Whether a particle before `te` belongs to the verb behind that.
    fn is_joined(&self, clause: &Clause, particle: usize) -> bool {
        let word = self.tokens.all[clause.tokens[particle] as usize].word;
        let Some(verb) = clause.tokens.get(particle + 2) else { return true };
        let mut forms = self.tokens.forms(*verb as usize, self.lexicon);
        !self.tokens.all[*verb as usize].is_open() || forms.any(|form| word.is_some() && self.triggers.lexeme(form.lexeme).particle == word)
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

    /// Whether the verb is a participle in the passive: with `worden`, or with `zijn` where its perfect takes `hebben`.
    pub(crate) fn is_passive(&self, number: usize, at: usize, form: Form, trigger: &Trigger) -> bool {
        let analysis = &self.analyses[number];
        let clause = &self.clauses[number];
        // `was sentenced by a court for having plotted`: English auxiliaries stand before.
        let is_other = |verb: &&usize| **verb != at && (!self.small.english || **verb < at);
        let others = analysis.verbs.iter().filter(is_other).map(|verb| self.tokens.all[clause.tokens[*verb] as usize].classes);
        let mut chain = others.fold(Classes::EMPTY, Classes::with);
        if clause.shares_verb {
            chain = chain.with(analysis.chain.only_auxiliary());
        }
        let bare = chain.is_empty() && self.agent_phrase(number).is_some();
        if form.kind == FormKind::Participle && self.is_reduced(clause, analysis, at) {
            return true;
        }
        // `was sentenced for having plotted`: the auxiliary is another verb's.
        let is_before = |verb: &usize| *verb < at || clause.is_verb_final();
        let token_of = |verb: usize| &self.tokens.all[clause.tokens[verb] as usize];
        let is_perfect = analysis.verbs.iter().any(|verb| token_of(*verb).is(Class::Have) && is_before(verb)) || clause.shares_verb;
        if form.kind != FormKind::Participle || is_perfect && chain.has(Class::Have) && !chain.has(Class::Become) {
            return false;
        }
        let token = &self.tokens.all[self.clauses[number].tokens[at] as usize];
        // `De agenten zijn uit Haïti teruggetrokken`: of a row whose actor has what is moved.
        let is_moved = trigger.actor.contains(&Slot::Object) && !self.small.english;
        let takes_object = trigger.recipient.contains(&Slot::Object) || trigger.is_specific() || is_moved;
        if chain.has(Class::Become) || bare {
            return true;
        }
        // `was arrested and flown to The Hague`: of English verbs, `be` makes a passive of any participle but those of a state.
        if self.small.english && chain.has(Class::Be) && !token.is(Class::Unaccusative) {
            return true;
        }
        let by_agent = self.agent_phrase(number).is_some();
        chain.has(Class::Be) && (by_agent || takes_object && !token.is(Class::Unaccusative))
    }
}
