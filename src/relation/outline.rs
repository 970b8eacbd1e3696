//! What a clause holds at a glance, and which triggers can make an event by that: the look before the parts of clauses are told apart.

use crate::relation::clause::{Clause, ClauseKind};
use crate::relation::lexicon::{Class, Classes, Form, FormKind, WordId};
use crate::relation::sentence::Sentence;
use crate::relation::token::{Token, Tokens, party};
use crate::relation::trigger::Speech;
use crate::relation::word::Sketch;
use crate::resolve::Resolved;

/// Classes of words that stand for actors that are named elsewhere.
pub(super) const STAND_FOR_ACTORS: Classes = Classes::of(&[Class::Personal, Class::Anaphor, Class::Body, Class::Firm]);

/// A trigger that can make an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Live {
    pub(super) clause: usize,
    /// Its position in the clause.
    pub(super) at: usize,
    pub(super) token: u16,
}

/// What a clause holds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Outline {
    /// The words of which a row may ask: its own, the one before a relative clause, and those of the clause after it that it governs.
    pub(super) words: Sketch,
    /// Those that stand in it.
    pub(super) own: Sketch,
    /// Whether something stands between an article and its noun.
    pub(super) embedded: bool,
    /// Whether it holds `door`.
    by: bool,
    /// Whether it may have a party, of its own or of a clause that it takes its subject over from.
    acts: bool,
    /// How many names of parties it holds.
    parties: usize,
    /// Whether it holds a word that stands for an actor.
    stand_in: bool,
    /// Whether its sentence may have two parties.
    two_sided: bool,
}

impl Outline {
    /// That of a clause which may hold anything.
    pub(super) const OPEN: Self = Self {
        words: Sketch::ALL,
        own: Sketch::ALL,
        embedded: true,
        by: true,
        acts: true,
        parties: 0,
        stand_in: true,
        two_sided: true,
    };

    fn of(clause: &Clause, tokens: &Tokens, mentions: &[Resolved], by: Option<WordId>) -> Self {
        const ACTING: Classes = STAND_FOR_ACTORS.and(Class::Possessive);
        let words = Sketch::default();
        let mut outline =
            Self { words, own: words, embedded: false, by: false, acts: false, parties: 0, stand_in: false, two_sided: false };
        let mut classes = Classes::EMPTY;
        for at in &clause.tokens {
            let token = &tokens.all[*at as usize];
            outline.add(token);
            classes = classes.with(token.classes);
            outline.embedded |= token.embedded;
            outline.by |= token.word.is_some() && token.word == by;
            outline.parties += usize::from(token.mention().is_some_and(|mention| party(&mentions[mention as usize]).is_some()));
        }
        outline.own = outline.words;
        outline.stand_in = classes.meets(STAND_FOR_ACTORS);
        outline.acts = outline.parties > 0 || classes.meets(ACTING);
        // `hackers uit Iran die …`: a name before the clause, and the noun that it hangs on.
        for before in clause.before.into_iter().flat_map(|before| [Some(before), before.checked_sub(2)]).flatten() {
            outline.add(&tokens.all[before as usize]);
        }
        outline
    }

    fn add(&mut self, token: &Token) {
        for word in [token.word, token.whole].into_iter().flatten() {
            self.words.add(word);
        }
    }

    /// Those of all clauses of a sentence.
    pub(super) fn all(clauses: &[Clause], tokens: &Tokens, mentions: &[Resolved], by: Option<WordId>, all: &mut Vec<Self>) {
        all.clear();
        all.extend(clauses.iter().map(|clause| Self::of(clause, tokens, mentions, by)));
        let stand_in = all.iter().any(|outline| outline.stand_in);
        let two_sided = stand_in || all.iter().map(|outline| outline.parties).sum::<usize>() > 1;
        for (number, clause) in clauses.iter().enumerate() {
            all[number].two_sided = two_sided;
            let from_parent = matches!(clause.kind, ClauseKind::Relative { .. } | ClauseKind::Infinitive(_));
            let acts = |other: usize| other >= number || all[other].acts;
            let takes_over = clause.joined.is_some_and(acts) || from_parent && clause.parent.is_some_and(acts);
            all[number].acts |= takes_over;
            if let Some(before) = number.checked_sub(1).filter(|before| clause.parent == Some(*before)) {
                all[before].words = all[before].words.with(all[number].words);
            }
        }
    }
}

impl Sentence<'_> {
    /// Adds the triggers that can make an event as far as the clauses tell, before their parts are known: someone may act, the form may be
    /// what it is, the words that one of its rows asks for stand in the clause, and none that it forbids. Where
    /// someone has asked, all words.
    pub(super) fn live_triggers(&mut self, asked: bool, live: &mut Vec<Live>) {
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
    fn holds_row(&mut self, number: usize, at: usize) -> bool {
        let (triggers, tokens, Outline { words, by, two_sided, .. }) = (self.triggers, self.tokens, self.outlines[number]);
        let token = self.clauses[number].tokens[at] as usize;
        // Between an article and its noun, the other party is the noun's.
        let toward = if tokens.all[token].embedded { Sketch::ALL } else { words };
        tokens.forms(token, self.lexicon).any(|form| {
            if !triggers.asks.is_whole(form, tokens) || !self.may_stand(number, at, form) {
                return false;
            }
            // `De aanslag werd opgeëist door IS.`
            let is_claimed = by && triggers.lexeme(form.lexeme).speech == Speech::Noun;
            let rows = triggers.asks.within(form.lexeme, tokens, &triggers.rows);
            let mut rows = rows.filter(|ask| is_claimed || triggers.asks.may_fill(ask, two_sided, &toward)).map(|ask| ask.row);
            rows.any(|row| self.held(number, triggers.row(row), row, token).is_some()) && self.fits(number, at, form)
        })
    }

    /// Whether a form may be what it is in its place, as far as one look at the verbs of its clause tells.
    fn may_stand(&self, number: usize, at: usize, form: Form) -> bool {
        let (clause, analysis, by) = (&self.clauses[number], &self.analyses[number], self.outlines[number].by);
        match form.kind {
            _ if self.tokens.all[clause.tokens[at] as usize].embedded => by,
            FormKind::Noun => self.led(number, at, form.lexeme),
            FormKind::Finite | FormKind::Past => analysis.finite == Some(at),
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
