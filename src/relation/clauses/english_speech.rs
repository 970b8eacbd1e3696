//! What is told in English: content without `that`, and who says what stands before.

use crate::relation::clauses::clause::{ClauseKind, index};
use crate::relation::clauses::english_clause::Cutter;
use crate::relation::clauses::english_reading::{AUXILIARY, is_edge};
use crate::relation::words::lexicon::Class;
use crate::relation::words::token::{Kind, Token};

impl Cutter<'_> {
    /// `Blinken said North Korea had sent munitions`, `France said on Monday it would`: content without `that`.
    pub(super) fn content_without_that(&mut self, at: usize) {
        let is_time = |token: &Token| token.is_any(&[Class::Time, Class::Preposition, Class::Adverb]) && !token.is(Class::To);
        // `on December 3`
        let is_day = self.tokens[at].is(Class::Number) && at > 0 && self.tokens[at - 1].is(Class::Time);
        let verb = if self.tokens[at].is(Class::Time) || is_day {
            let near = (0..at).rev().find(|before| !is_time(&self.tokens[*before]));
            let telling = near.filter(|before| self.tokens[*before].is_verb());
            telling.or_else(|| self.tells_somewhere(at)).filter(|before| before + 1 < at)
        } else {
            Some(at)
        };
        let tells =
            verb.is_some_and(|verb| self.tokens[verb].is_any(&[Class::Speech, Class::Deny]) && self.is_finite(verb) && self.in_top(verb));
        let from = at + 1;
        // `warned on Monday it would close the strait`
        let warns = || {
            let is_verb = verb.is_some_and(|verb| self.tokens[verb].is(Class::ObjectControl) && self.is_finite(verb) && self.in_top(verb));
            let is_pronoun = self.tokens.get(from).is_some_and(|next| next.is(Class::Personal));
            is_verb && is_pronoun && self.tokens.get(from + 1).is_some_and(|next| next.is_any(&[Class::Will, Class::Would]))
        };
        let tells = tells || warns();
        let starts_phrase = self.tokens.get(from).is_some_and(|next| {
            next.mention().is_some() || next.is_any(&[Class::Determiner, Class::Pronoun]) || next.is_open() && !next.is_verb()
        });
        // `denied wrongdoing and accused Israel`: a second verb, and no content.
        let is_second = |finite: usize| {
            let before = self.tokens[from..finite].iter().rev().find(|token| !token.is(Class::Adverb));
            before.is_some_and(|before| before.is_any(&[Class::Coordination, Class::Contrast]))
        };
        let finite = self.finite_in(from, self.stretch_end(from)).filter(|finite| *finite > from && !is_second(*finite));
        // `demands Israel withdraw`
        let is_demanded = |finite: usize| {
            let verb = &self.tokens[finite];
            verb.bare && finite == from + 1 && self.tokens[from].mention().is_some() && !self.tokens[from].genitive
        };
        // `fears Egypt will attack`: a name between two finite verbs is the subject of the second.
        let fears = || {
            let is_verb = verb.is_some_and(|verb| self.tokens[verb].is_verb() && self.is_finite(verb) && self.in_top(verb));
            let is_own = verb.is_some_and(|verb| verb == at && !self.tokens[verb].is_any(&AUXILIARY));
            // `Reports that Kenya invaded Somalia are false`: the verb of the clause around.
            let top = &self.clauses[self.top()];
            let is_outer = top.kind == ClauseKind::Main || top.parent.is_some_and(|parent| self.has_finite(parent));
            let asks = is_own && verb.is_some_and(|verb| self.tokens[verb].is(Class::Demand));
            let follows = |finite: usize| self.is_subject_alone(from, finite) || asks && is_demanded(finite);
            is_verb && is_own && is_outer && finite.is_some_and(follows)
        };
        if starts_phrase && finite.is_some() && (tells || fears()) {
            self.begin(ClauseKind::Subordinate(None), Some(index(at)));
        }
    }

    /// `said in a statement on Monday it had`: the verb of saying that a time at `at` belongs to, with nothing but where and when between.
    pub(super) fn tells_somewhere(&self, at: usize) -> Option<usize> {
        let parts =
            |token: &Token| is_edge(token) || token.is_any(&[Class::Subordinator, Class::Relative]) && !token.is(Class::Preposition);
        let near = (0..at).rev().take_while(|before| !parts(&self.tokens[*before]));
        let verb = near.into_iter().find(|before| self.tokens[*before].is_verb() && !self.tokens[*before].is(Class::Preposition))?;
        // `said this week it was`
        let is_when = self.tokens[verb + 1].is(Class::Determiner) && verb + 2 == at;
        let opens = is_when || self.tokens[verb + 1].is_any(&[Class::Preposition, Class::Time, Class::Adverb]);
        (opens && self.tokens[verb].is(Class::Speech)).then_some(verb)
    }

    /// Whether what stands between a verb and an auxiliary is a subject and no more: a name, or an article and a noun. A noun and a name are an object and
    /// what is said of it: `condemned the attack Egypt had ordered`.
    pub(super) fn is_subject_alone(&self, from: usize, finite: usize) -> bool {
        let (subject, last) = (&self.tokens[from..finite], &self.tokens[finite - 1]);
        let is_phrase = subject.iter().all(|token| token.is_open() || token.opens_object());
        let is_name = last.mention().is_some() && subject.len() == 1;
        let is_noun = last.mention().is_none() && last.is_open() && !last.is_verb() && subject[0].is(Class::Determiner);
        self.tokens[finite].is_any(&AUXILIARY) && is_phrase && (is_name || is_noun) && !subject.iter().any(|token| token.is_verb())
    }

    /// `Rwanda, Congo said, had shelled …`: whether nothing but who says it stands between a comma at `at` and the next, before the verb of the clause.
    pub(super) fn tells_between(&self, at: usize, end: usize) -> bool {
        let ends = self.tokens.get(end).is_some_and(|token| token.kind == Kind::Comma) && end > at + 2;
        let names =
            |from: usize, to: usize| self.tokens[from..to].iter().all(|token| token.is_open() && !token.is_verb() || token.opens_object());
        let speaks = |verb: usize| self.tokens[verb].is(Class::Speech) && self.is_finite(verb);
        let is_told = || speaks(end - 1) && names(at + 1, end - 1) || speaks(at + 1) && names(at + 2, end);
        ends && !self.has_verb(self.top()) && is_told()
    }

    /// `, two people who attended the meeting said`: whether what follows a comma at `at`, up to its relative pronoun at `end`, tells who says what
    /// stands before it.
    pub(super) fn tells_at_end(&self, at: usize, end: usize) -> bool {
        let is_who = self.tokens.get(end).is_some_and(|token| token.is(Class::Relative) && !token.is(Class::That));
        let stop = (end..self.tokens.len()).find(|at| is_edge(&self.tokens[*at])).unwrap_or(self.tokens.len());
        let is_told = self.clauses[self.top()].kind == ClauseKind::Main && self.has_finite(self.top());
        let follows_noun = end > at + 1
            && self.tokens[at + 1..end].iter().all(|token| token.is_open() || token.opens_object() || token.is(Class::Preposition));
        let mut finites = (end + 1..stop).filter(|at| self.is_finite(*at));
        let (inner, outer) = (finites.next(), finites.next());
        is_who
            && is_told
            && follows_noun
            && inner.is_some()
            && outer.is_some_and(|verb| self.tokens[verb].is(Class::Speech) && verb + 3 >= stop)
    }

    /// `…, the bloc's top diplomat, Kaja Kallas, demanded`: behind a comma at `at` stands a verb of saying, and before it a name with the office of its
    /// bearer. Both are then the subject of a clause of their own.
    pub(super) fn by_name(&mut self, at: usize) -> bool {
        let comma_before =
            |to: usize| (0..to).rev().find(|at| is_edge(&self.tokens[*at])).filter(|at| self.tokens[*at].kind == Kind::Comma);
        let Some(name) = comma_before(at) else { return false };
        let Some(office) = comma_before(name) else { return false };
        let is_name = name + 2 == at && self.tokens[name + 1].mention().is_some();
        let is_office = self.tokens[office + 1..name].iter().all(|token| token.is_open() || token.opens_object() || token.is(Class::Of))
            && self.tokens[office + 1].opens_object();
        let top = self.top();
        let (from, to) = (index(office), index(at));
        let is_tail = self.clauses[top].tokens.iter().filter(|token| (from..to).contains(token)).count() == at - office;
        if !is_name
            || !is_office
            || !is_tail
            || !self.clauses[top].tokens.iter().any(|token| *token < from && self.is_finite(*token as usize))
        {
            return false;
        }
        let moved = self.clauses[top].tokens.iter().copied().filter(|token| *token > from).collect();
        self.clauses[top].tokens.retain(|token| *token < from);
        self.main(None);
        if let Some(last) = self.clauses.last_mut() {
            last.tokens = moved;
            last.by_comma = true;
        }
        true
    }
}
