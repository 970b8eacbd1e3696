//! Relative clauses of English: what opens one, also without a pronoun.

use crate::relation::clauses::clause::ClauseKind;
use crate::relation::clauses::english_clause::Cutter;
use crate::relation::clauses::english_reading::AUXILIARY;
use crate::relation::words::lexicon::Class;
use crate::relation::words::token::{Kind, Token};

impl Cutter<'_> {
    /// `, to which Russia belongs`: a relative pronoun behind its preposition, with a subject of the clause after it.
    pub(super) fn follows_preposition(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let is_preposition = at > 1 && self.tokens[at - 1].is(Class::Preposition);
        token.is(Class::Relative)
            && !token.is(Class::That)
            && is_preposition
            && self.finite_in(at + 1, self.stretch_end(at + 1)).is_some_and(|finite| finite > at + 1)
    }

    /// `the man who met Putin`: whether a relative pronoun opens a clause.
    pub(super) fn opens_relative(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let Some(previous) = self.tokens[..at].iter().rev().find(|token| !token.is_sign()) else { return false };
        let follows_noun = (previous.mention().is_some() || previous.is_open()) && !previous.is_verb();
        let finite_next = at + 1 < self.tokens.len() && self.is_finite(at + 1);
        // `that` may tell what a noun means; `Iran, which it accuses`
        token.is(Class::Relative) && follows_noun && (!token.is(Class::That) || finite_next)
    }

    /// `a statement condemning Israel`, behind the verb of the clause: what the noun does, not the clause.
    pub(super) fn opens_reduced(&self, at: usize) -> bool {
        let (Some(before), Some(next)) = (at.checked_sub(1).map(|before| &self.tokens[before]), self.tokens.get(at + 1)) else {
            return false;
        };
        let follows_noun =
            before.mention().is_some() || before.is_open() && !before.is_verb() && !before.is_any(&[Class::Time, Class::Number]);
        // `sanctions targeting Iran` tells of the sanctions whom they hit.
        self.tokens[at].is_verb()
            && !before.may_fire
            && self.is_active_participle(at)
            && follows_noun
            && (next.opens_object() || next.is(Class::Personal))
            && self.has_finite(self.top())
    }

    /// `the diplomats it accuses of spying`: a pronoun and its verb right behind a noun, in a clause that has its own verb and tells nothing said.
    pub(super) fn opens_contact(&self, at: usize) -> bool {
        let (Some(before), token) = (at.checked_sub(1).map(|before| &self.tokens[before]), &self.tokens[at]) else { return false };
        let is_subject = token.is(Class::Personal) && !token.is_any(&[Class::Possessive, Class::Determiner]);
        let is_noun = before.kind == Kind::Word
            && before.is_open()
            && !before.is_verb()
            && !before.capital
            && !before.is_any(&[Class::Time, Class::Number, Class::ContentNoun, Class::Evidence]);
        let verb = (at + 1..self.tokens.len()).find(|at| !self.tokens[*at].is(Class::Adverb));
        let tells = |at: &u16| self.tokens[*at as usize].is_any(&[Class::Speech, Class::Deny, Class::Demand]);
        is_subject
            && is_noun
            && verb.is_some_and(|verb| self.is_finite(verb))
            && self.has_finite(self.top())
            && !self.clauses[self.top()].tokens.iter().any(tells)
    }

    /// `in a step Lula called arbitrary`: the same of a name behind a noun that sums up what has been told.
    pub(super) fn opens_named_contact(&self, at: usize) -> bool {
        let sums_up = at > 1
            && self.tokens[at - 1].is(Class::Measure)
            && !self.tokens[at - 1].is_verb()
            && self.tokens[..at - 1].iter().rev().take(2).any(|token| token.is(Class::Indefinite));
        let is_named = |token: &Token| token.is(Class::Title) || token.mention().is_some() && !token.genitive;
        let verb = (at..self.tokens.len()).find(|at| !is_named(&self.tokens[*at])).filter(|verb| *verb > at);
        sums_up && self.has_finite(self.top()) && verb.is_some_and(|verb| self.is_finite(verb) && self.tokens[verb - 1].mention().is_some())
    }

    /// `When Russia began the war it attacked Ukraine`: a pronoun and its verb behind a clause in front that no comma ends, where the main clause has no
    /// other verb to come, or this one has an object behind it, as none of a relative clause has.
    pub(super) fn resumes_main(&self, at: usize) -> bool {
        let clause = &self.clauses[self.top()];
        let is_fronted = matches!(clause.kind, ClauseKind::Subordinate(Some(_)))
            && clause.parent.is_some_and(|parent| self.clauses[parent].kind == ClauseKind::Main && !self.has_verb(parent));
        if !is_fronted || !self.opens_contact(at) {
            return false;
        }
        let is_verb = |at: &usize| self.tokens[*at].is_verb() || self.tokens[*at].is_any(&AUXILIARY) || self.tokens[*at].is(Class::Adverb);
        let behind = (at + 1..self.tokens.len()).find(|at| !is_verb(at)).unwrap_or(self.tokens.len());
        let has_object = self.tokens.get(behind).is_some_and(|next| next.mention().is_some() || next.opens_object());
        has_object || self.finite_in(behind, self.tokens.len()).is_none()
    }
}
