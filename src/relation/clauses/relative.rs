//! Relative clauses: where a pronoun opens one, and what it stands for.

use crate::relation::clauses::clause::{ClauseKind, Cutter, index};
use crate::relation::words::lexicon::Class;
use crate::relation::words::token::{Kind, Token};

impl Cutter<'_> {
    pub(super) fn opens_relative(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        if !token.is(Class::Relative) || token.embedded {
            return false;
        }
        let Some(previous) = self.previous(at) else { return false };
        let Some(next) = self.next(at) else { return false };
        let after_comma = previous.kind == Kind::Comma;
        // `die nacht`, `dat land`; `de top die zaterdag is begonnen` goes on to a verb.
        let is_day = || next.is(Class::Day) && previous.is_open() && !previous.is_verb() && self.ends_with_verb(at);
        if next.is(Class::Anaphor) || next.is(Class::Time) && !after_comma && !is_day() || next.is_sign() {
            return false;
        }
        let before = if after_comma { self.tokens[..at].iter().rev().filter(|token| !token.is_sign()).nth(0) } else { Some(previous) };
        let follows_noun = before.is_some_and(|before| {
            (before.mention().is_some() || before.is_open() || before.is(Class::Time))
                && !before.is_verb()
                && !before.is_any(&[Class::Speech, Class::ContentNoun])
        });
        // `heeft drones neergehaald die het luchtruim binnendrongen`: after the last verb of the clause.
        // `overweegt drones neer te schieten die …`
        let after_to = || {
            let mut words = self.tokens[..at].iter().rev().filter(|token| !token.is_sign());
            words.next().is_some_and(|last| last.bare) && words.next().is_some_and(|before| before.is(Class::To))
        };
        let is_infinite = |before: &Token| before.is_verb() && (!self.is_finite_verb(before) || after_to());
        let after_verbs = before.is_some_and(is_infinite) && !token.is(Class::Subordinator);
        if self.follows_preposition(at) {
            return true;
        }
        // `pakte een vrouw op die een standbeeld had beklad`: after the particle of the verb, before another article, or a name and a finite
        // verb more (`nam een wet aan die UNRWA verbiedt`).
        let has_finite = || self.tokens[at + 1..self.raw_end(at + 1)].iter().any(Token::is_finite);
        let after_particle = previous.is(Class::Particle)
            && (next.is(Class::Determiner) || next.is_verb() || next.mention().is_some() && has_finite())
            && self.clauses[self.top()].kind == ClauseKind::Main
            && self.has_finite(self.top());
        if !after_particle && !follows_noun && !after_verbs {
            return false;
        }
        if token.is(Class::Subordinator) && !after_comma {
            // `dat` after a noun without a comma: content after `het feit`, else a relative clause after a name alone.
            return previous.mention().is_some() && !self.governed_by_speech(at);
        }
        let end = self.raw_end(at + 1);
        self.tokens[at + 1..end].iter().any(Token::is_verb) || self.tokens[end..].iter().all(Token::is_sign)
    }

    /// Whether the stretch up to the next sign ends with a finite verb or a participle beside one.
    fn ends_with_verb(&self, at: usize) -> bool {
        let end = self.raw_end(at + 1);
        self.tokens[at + 1..end].last().is_some_and(Token::is_verb)
    }

    /// Whether a verb of speech stands before in the clause, so that `dat` tells what is said: `zei Lavrov dat …`.
    fn governed_by_speech(&self, at: usize) -> bool {
        self.tokens[..at].iter().any(|token| token.is_verb())
    }

    pub(crate) fn relative(&mut self, at: usize) {
        if self.previous(at).is_some_and(|previous| previous.kind == Kind::Comma) {
            self.pop_comma();
        }
        // `tegen wie`: the preposition goes along.
        let preposition = at.checked_sub(1).filter(|before| self.follows_preposition(at) && self.tokens[*before].is(Class::Preposition));
        if preposition.is_some() {
            let top = self.top();
            self.clauses[top].tokens.pop();
            self.pop_comma();
        }
        let is_part = |before: usize| {
            let (token, next) = (&self.tokens[before], &self.tokens[before + 1]);
            token.is_verb()
                || token.is(Class::Particle) && (before + 1 == at || next.is(Class::To))
                || token.is(Class::To) && next.is_verb()
        };
        let before = (0..preposition.unwrap_or(at)).rev().find(|before| !self.tokens[*before].is_sign() && !is_part(*before));
        self.begin(ClauseKind::Relative { pronoun: index(at) }, at);
        let top = self.top();
        self.clauses[top].before = before.map(index);
        if let Some(preposition) = preposition {
            self.clauses[top].tokens.extend([index(preposition), index(at)]);
        } else if self.is_whose(at) {
            self.clauses[top].tokens.push(index(at));
        }
    }

    /// `, met wie`: a preposition between the noun and the pronoun.
    pub(super) fn follows_preposition(&self, at: usize) -> bool {
        let is_noun = |token: &Token| token.mention().is_some() || token.is_open() && !token.is_verb();
        let (Some(preposition), Some(before)) = (at.checked_sub(1), at.checked_sub(2)) else { return false };
        let before = (0..=before).rev().find(|before| !self.tokens[*before].is_sign());
        self.tokens[at].is(Class::Singular)
            && self.tokens[preposition].is(Class::Preposition)
            && before.is_some_and(|before| is_noun(&self.tokens[before]))
    }

    /// `wiens`: no more than an article of the noun behind it.
    fn is_whose(&self, at: usize) -> bool {
        self.tokens[at].is(Class::Determiner) && !self.tokens[at].is(Class::Pronoun)
    }

    fn pop_comma(&mut self) {
        let top = self.top();
        if self.clauses[top].tokens.last().is_some_and(|last| self.tokens[*last as usize].kind == Kind::Comma) {
            self.clauses[top].tokens.pop();
        }
    }
}
