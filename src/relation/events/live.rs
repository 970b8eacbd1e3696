//! Which triggers can make an event, by what clauses hold at a glance.

use crate::relation::category::Category;
use crate::relation::clauses::clause::ClauseKind;
use crate::relation::parts::outline::{ACTING, Live, Outline};
use crate::relation::rows::ask::Ask;
use crate::relation::rows::trigger::{Slot, Speech, Trigger};
use crate::relation::sentence::Sentence;
use crate::relation::words::lexicon::{Class, Form, FormKind};
use crate::relation::words::token::{Token, party};
use crate::relation::words::word::Sketch;

impl Sentence<'_> {
    /// Adds the triggers that can make an event as far as the clauses tell, before their parts are known: someone may act, the form may be
    /// what it is, the words that one of its rows asks for stand in the clause, and none that it forbids. Where
    /// someone has asked, all words.
    pub(crate) fn live_triggers(&self, asked: bool, live: &mut Vec<Live>) {
        if self.is_off_topic() {
            return;
        }
        for clause in 0..self.clauses.len() {
            if !self.outlines[clause].acts && !self.triggers.acts_elsewhere {
                continue;
            }
            for at in 0..self.clauses[clause].tokens.len() {
                let token = self.clauses[clause].tokens[at];
                if asked || self.tokens.all[token as usize].may_fire && self.holds_row(clause, at) {
                    live.push(Live { clause, at, token });
                }
            }
        }
    }

    /// Whether a clause holds a row of the trigger at a position, in a form that may stand there.
    fn holds_row(&self, number: usize, at: usize) -> bool {
        let (triggers, tokens, outline) = (self.triggers, self.tokens, self.outlines[number]);
        let Outline { words, by, .. } = outline;
        let token = self.clauses[number].tokens[at] as usize;
        // Between an article and its noun, the other party is the noun's.
        let toward = if tokens.all[token].embedded { Sketch::ALL } else { words };
        tokens.forms(token, self.lexicon).any(|form| {
            if !triggers.asks.is_whole(form, tokens) || !self.may_stand(number, at, form) {
                return false;
            }
            // `De aanslag werd opgeëist door IS.`
            let is_noun = triggers.lexeme(form.lexeme).speech == Speech::Noun;
            let is_claimed = by && is_noun;
            let is_alone = is_noun && !is_claimed && !tokens.all[token].embedded && !self.stands_by_actor(number, at);
            let fits = |ask: &&Ask| {
                let trigger = triggers.row(ask.row);
                // `tijdens een telefoongesprek` may be with whom the verb tells, and `heeft de aanslag opgeëist` tells who did it.
                let is_between = |slot: &Slot| matches!(slot, Slot::Between(word) if tokens.holds(*word));
                let by_verb = || {
                    trigger.mode == Some("phone")
                        || trigger.category == Category::Assault && self.may_claim(number)
                        // `er is een akkoord bereikt tussen A en B`
                        || trigger.actor.iter().any(is_between)
                };
                let no_one = is_alone && !by_verb() && !self.opens_with(number, at);
                let by_no_one = || !by && ask.by_subject && !tokens.all[token].embedded && self.has_no_actor(number, at, form, trigger);
                !no_one && (is_claimed || triggers.asks.may_fill(ask, outline.two_sided, outline.own_sides, &toward)) && !by_no_one()
            };
            let mut rows = triggers.asks.within(form.lexeme, tokens, &triggers.rows).filter(fits);
            rows.any(|ask| self.holds_words(number, triggers.row(ask.row)).is_ok()) && self.fits(number, at, form)
        })
    }

    /// `Met een aanval op een haven heeft Rusland …`
    fn opens_with(&self, number: usize, at: usize) -> bool {
        let first = self.clauses[number].tokens.first().and_then(|first| self.tokens.all[*first as usize].word);
        let is_with = first.is_some() && first == self.small.with && !self.small.english;
        is_with && self.analyses[number].finite.is_some_and(|finite| at < finite)
    }

    /// Whether no one can be who does what a verb says, where that is its subject, or in the passive whom `door` tells: in a clause without it.
    fn has_no_actor(&self, number: usize, at: usize, form: Form, trigger: &Trigger) -> bool {
        // Of an attack and of people who protest, whose they are tells.
        let by_owner = matches!(trigger.category, Category::Assault | Category::Protest);
        let is_no_subject = !self.small.english && !by_owner && !self.outlines[number].subject;
        // `nam een resolutie aan waarin Rusland wordt veroordeeld`
        let is_decreed = matches!(self.clauses[number].kind, ClauseKind::Subordinate(Some(conjunction)) if self.is_pronominal(conjunction));
        !is_decreed && (is_no_subject || self.is_passive(number, at, form, trigger))
    }

    /// Whether a clause may say that its subject did what a noun says: a word of it tells so, or begins words that do.
    fn may_claim(&self, number: usize) -> bool {
        let begins = |word| self.lexicon.groups(word).iter().any(|(_, class)| *class == Class::Claim);
        let tells = |token: &Token| token.is(Class::Claim) || token.leads.group() && token.word.is_some_and(begins);
        self.clauses[number].tokens.iter().any(|at| tells(&self.tokens.all[*at as usize]))
    }

    /// Whether a name, or a word that may stand for one, stands beside a word: no verb parts a noun from what belongs to it.
    fn stands_by_actor(&self, number: usize, at: usize) -> bool {
        let tokens = &self.clauses[number].tokens;
        let token = |at: &u16| &self.tokens.all[*at as usize];
        let is_named = |token: &Token| token.mention().is_some_and(|mention| party(&self.mentions[mention as usize]).is_some());
        let acts = |at: &u16| token(at).classes.meets(ACTING) || is_named(token(at));
        let parts = |at: &&u16| token(at).is_verb() && !token(at).embedded;
        let mut before = tokens[..at].iter().rev().take_while(|at| !parts(at));
        let mut behind = tokens[at + 1..].iter().take_while(|at| !parts(at));
        acts(&tokens[at]) || before.any(acts) || behind.any(acts)
    }

    /// Whether a form may be what it is in its place, as far as one look at the verbs of its clause tells.
    fn may_stand(&self, number: usize, at: usize, form: Form) -> bool {
        let (clause, analysis, by) = (&self.clauses[number], &self.analyses[number], self.outlines[number].by);
        match form.kind {
            _ if self.tokens.all[clause.tokens[at] as usize].embedded => by,
            FormKind::Noun => self.led(number, at, form.lexeme),
            FormKind::Finite | FormKind::Past => analysis.finite == Some(at) || self.small.english && self.is_second(clause, analysis, at),
            FormKind::Participle => by || clause.shares_verb || analysis.chain.any(&[Class::Have, Class::Be, Class::Become]),
            _ => true,
        }
    }

    /// Whether a form is what it is in its place, as far as the verbs of its clause tell.
    fn fits(&self, number: usize, at: usize, form: Form) -> bool {
        let (clause, analysis) = (&self.clauses[number], &self.analyses[number]);
        match form.kind {
            _ if self.tokens.all[clause.tokens[at] as usize].embedded => true,
            // Who acts in a headline without an auxiliary is told by a phrase.
            FormKind::Noun | FormKind::Participle => true,
            _ => self.form_fits(clause, analysis, at, form),
        }
    }
}
