//! Where an inner clause is over and the one around goes on, though no sign tells: at a verb, a participle or a word that the outer one waits for;
//! and where a comma parts two headlines.

use crate::relation::clauses::clause::{AUXILIARIES, ClauseKind, Cutter};
use crate::relation::words::lexicon::{Class, Classes};
use crate::relation::words::token::{Kind, Token};

impl Cutter<'_> {
    /// `Assad gevlucht, rebellen nemen Damascus in`, `Hamas laat gijzelaars vrij, Trump in Knesset toegejuicht`: whether the comma parts two
    /// headlines of which one leaves its auxiliary out. `end` is where the stretch behind the comma ends, `finite` its finite verb.
    pub(super) fn ends_headline(&self, comma: usize, end: usize, finite: Option<usize>) -> bool {
        let top = self.top();
        let own = self.clauses[top].tokens.iter().map(|at| &self.tokens[*at as usize]);
        let is_bare = |token: &Token| (token.participle_form || token.is(Class::Participle)) && !token.embedded && !token.is_finite();
        let names = |token: &Token| token.mention().is_some() || token.is_open() && !token.is_verb();
        let is_first = self.clauses.len() == 1 && self.clauses[top].kind == ClauseKind::Main;
        let inside = self.tokens.get(comma + 1..end).unwrap_or_default();
        let opens = inside.first().is_some_and(names) && !inside.iter().any(|token| token.is_any(&[Class::Coordination, Class::Contrast]));
        if !is_first || !opens || own.clone().any(|token| token.kind == Kind::Comma || token.is_any(&AUXILIARIES)) {
            return false;
        }
        let mut verbs = own.clone().filter(|token| token.is_verb());
        let only = verbs.next().filter(|_| verbs.next().is_none());
        match finite {
            // The auxiliary of the first is left out.
            Some(finite) => {
                let starts = own.clone().next().is_some_and(names);
                let ends = own.clone().next_back().is_some_and(is_bare) && only.is_some();
                starts && ends && finite > comma + 1
            }
            // That of the second is.
            None => {
                let ends_sentence = self.tokens.get(end).is_none_or(|sign| sign.kind == Kind::Stop);
                let speaks_of = inside.first().is_some_and(|first| first.mention().is_some());
                // `Syrië tekent akkoord, Turkije tevreden`, `de EU steunt Kyiv, Hongarije niet`: what the name is or does not do.
                let is_said = |token: &Token| {
                    let is_word = token.is_open() && !token.capital && token.mention().is_none() && !token.is(Class::Time);
                    !token.is_verb() && (is_word || token.is_any(&[Class::Negation, Class::Adverb]))
                };
                let is_told = inside.len() > 1 && inside[1..].iter().all(is_said);
                let ends = inside.last().is_some_and(is_bare) || is_told;
                self.has_finite(top) && speaks_of && inside.len() > 1 && ends_sentence && ends
            }
        }
    }

    /// `Rusland, zegt Zelensky, heeft Kharkiv gebombardeerd`, `Israël heeft, zo meldt Reuters, Iran aangevallen`: whether a comma opens who tells what
    /// the clause says that goes on behind the next comma, at `end`.
    pub(super) fn is_put_in(&self, comma: usize, finite: usize, end: usize) -> bool {
        let top = self.top();
        let own = &self.clauses[top].tokens;
        let goes_on = self.tokens.get(end).is_some_and(|sign| sign.kind == Kind::Comma);
        let joins =
            |token: &Token| token.kind == Kind::Quote || token.is(Class::Adverb) || token.is_any(&[Class::Coordination, Class::Contrast]);
        // `zo vreest Kyiv`
        let is_so = self.tokens.get(comma + 1).is_some_and(|first| first.is(Class::Adverb)) && self.has_finite(top);
        let opens = self.tokens[comma + 1..finite].iter().all(joins) && (self.tokens[finite].is(Class::Speech) || is_so);
        if !goes_on || !opens || self.clauses[top].kind != ClauseKind::Main || own.is_empty() {
            return false;
        }
        if !self.has_finite(top) {
            return true;
        }
        let verbs = || own.iter().map(|at| &self.tokens[*at as usize]).filter(|token| token.is_verb());
        let rest = &self.tokens[end + 1..self.raw_end(end + 1)];
        let is_rest =
            |token: &Token| token.is_verb() && !token.embedded && (token.bare || token.participle_form || token.is(Class::Participle));
        let waits = verbs().all(|verb| verb.is_any(&AUXILIARIES)) && rest.iter().any(is_rest) && !rest.iter().any(Token::is_finite);
        // `Rusland bombardeert, zegt Zelensky, dagelijks ziekenhuizen`
        let ends_with_verb = own.len() > 1 && own.last().is_some_and(|last| self.tokens[*last as usize].is_finite());
        waits || ends_with_verb && verbs().count() == 1 && !rest.iter().any(|token| token.is_verb())
    }

    /// `na Libanon te hebben gebombardeerd`: a preposition that tells when, before an infinitive that tells what has been done.
    pub(super) fn opens_perfect(&self, at: usize) -> bool {
        const OTHERS: Classes = Classes::of(&[Class::Toward, Class::Cause, Class::Matter, Class::According, Class::Subordinator]);
        let token = &self.tokens[at];
        if !token.is(Class::Apart) || token.classes.meets(OTHERS) || token.embedded {
            return false;
        }
        let end = self.raw_end(at + 1);
        let is_edge = |token: &Token| token.is(Class::To) || token.is_finite() || token.is_any(&[Class::Subordinator, Class::InOrder]);
        let to = (at + 1..end).find(|at| is_edge(&self.tokens[*at])).filter(|to| self.tokens[*to].is(Class::To));
        let has_been = |to: usize| self.tokens.get(to + 1).is_some_and(|verb| verb.is_any(&[Class::Have, Class::Be]));
        to.is_some_and(has_been)
    }

    /// `noemt de bewering dat China wapens levert onjuist`: what is denied behind a clause that has its verb last is all of it.
    pub(super) fn ends_content(&self, at: usize) -> bool {
        let (token, top) = (&self.tokens[at], self.top());
        if !token.is(Class::Deny) || token.is_verb() {
            return false;
        }
        let is_content = matches!(self.clauses[top].kind, ClauseKind::Subordinate(Some(_))) && self.has_finite(top);
        let goes_on = self.clauses[top].parent.is_some_and(|parent| self.has_finite(parent));
        is_content && goes_on && self.previous(at).is_some_and(Token::is_verb)
    }

    /// `Zonder Rusland te noemen veroordeelde Modi …`: the verb of the main clause right after a clause that has its own.
    pub(super) fn resume_at_verb(&mut self, at: usize) {
        if self.open.len() < 2 {
            return;
        }
        if self.ends_frame(at) {
            self.give_back();
            self.open.pop();
            return;
        }
        let top = self.top();
        // `Berichten dat Turkije Syrië binnenvalt zijn onjuist`: of a finite verb that needs no other.
        let is_outer_be = || {
            let mut verbs = self.clauses[top].tokens.iter().map(|at| &self.tokens[*at as usize]).filter(|token| token.is_verb());
            let is_whole = verbs.next().is_some_and(|verb| verb.is_finite() && !verb.is_any(&AUXILIARIES)) && verbs.next().is_none();
            self.tokens[at].is(Class::Be) && self.tokens[at].is_verb() && is_whole
        };
        if !self.previous(at).is_some_and(Token::is_verb) || !(self.tokens[at].is_finite() || is_outer_be()) {
            return;
        }
        let outer = self.open.first().copied().unwrap_or(0);
        if self.has_finite(outer) {
            return;
        }
        let is_finite = |own: &u16| self.tokens[*own as usize].is_finite() || self.tokens[*own as usize].is_any(&AUXILIARIES);
        let is_over = match self.clauses[top].kind {
            ClauseKind::Infinitive(_) => true,
            _ => self.clauses[top].tokens.iter().any(is_finite),
        };
        if is_over {
            self.open.truncate(1);
        }
    }

    /// Whether a participle ends what the auxiliary of the clause around opened, after an inner clause that has all its verbs: `heeft een
    /// man die wordt gezien als leider uitgeleverd`.
    fn ends_frame(&self, at: usize) -> bool {
        let (top, token) = (self.top(), &self.tokens[at]);
        let is_participle = |token: &Token| token.participle_form || token.is(Class::Participle);
        let is_perfect = |token: &Token| token.is_any(&[Class::Have, Class::Be, Class::Become]);
        if !is_participle(token) || !matches!(self.clauses[top].kind, ClauseKind::Relative { .. }) {
            return false;
        }
        let before_noun = self.next(at).is_some_and(|next| next.mention().is_some() || next.is_open() && !next.is_verb());
        let Some(outer) = self.clauses[top].parent.filter(|_| !before_noun) else { return false };
        let verbs = |clause: usize| self.clauses[clause].tokens.iter().map(|at| &self.tokens[*at as usize]).filter(|token| token.is_verb());
        let is_waiting = verbs(outer).any(is_perfect) && !verbs(outer).any(|token| !is_perfect(token));
        let goes_on = self.clauses[top].tokens.last().is_some_and(|last| !self.tokens[*last as usize].is_verb());
        let needs_none = !verbs(top).any(is_perfect);
        let is_whole = verbs(top).any(|token| !is_perfect(token)) && self.has_finite(top);
        is_waiting && (goes_on || needs_none) && is_whole
    }

    /// What follows the verbs of the innermost clause belongs to the one around where that goes on: `heeft een man die was ontsnapt aan
    /// Brazilië uitgeleverd`, `heeft een man die journalisten schaduwde een straf opgelegd`; but not what `als` opens.
    fn give_back(&mut self) {
        let top = self.top();
        let Some(parent) = self.clauses[top].parent else { return };
        let token = |at: &u16| &self.tokens[*at as usize];
        let Some(last) = self.clauses[top].tokens.iter().rposition(|at| token(at).is_verb()) else { return };
        let rest = &self.clauses[top].tokens[last + 1..];
        let is_others = |first: &Token| {
            let opens_phrase = first.is_open() || first.mention().is_some() || first.is_any(&[Class::Determiner, Class::Preposition]);
            opens_phrase && !first.is(Class::Condition)
        };
        if rest.first().is_some_and(|first| is_others(token(first))) {
            let rest = self.clauses[top].tokens.split_off(last + 1);
            self.clauses[parent].tokens.extend(rest);
        }
    }
}
