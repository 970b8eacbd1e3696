//! What a clause holds at a glance, and which triggers can make an event by that: the look before the parts of clauses are told apart.

use crate::relation::ask::Ask;
use crate::relation::category::Category;
use crate::relation::clause::{Clause, ClauseKind};
use crate::relation::lexicon::{Class, Classes, Form, FormKind, WordId};
use crate::relation::sentence::Sentence;
use crate::relation::token::{Token, Tokens, party};
use crate::relation::trigger::{Slot, Speech, Trigger};
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

/// Classes of words that may make an actor of a phrase that names none.
const ACTING: Classes = STAND_FOR_ACTORS.and(Class::Possessive);

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
    /// Whether its subject may be a party, as far as words tell.
    subject: bool,
    /// How many names of parties it holds.
    parties: usize,
    /// Whether it holds a word that stands for an actor.
    stand_in: bool,
    /// Whether its sentence may have two parties.
    two_sided: bool,
    /// Whether it may have two of its own, or beside one that it takes over.
    own_sides: bool,
}

impl Outline {
    /// That of a clause which may hold anything.
    pub(super) const OPEN: Self = Self {
        words: Sketch::ALL,
        own: Sketch::ALL,
        embedded: true,
        by: true,
        acts: true,
        subject: true,
        parties: 0,
        stand_in: true,
        two_sided: true,
        own_sides: true,
    };

    fn of(clause: &Clause, tokens: &Tokens, mentions: &[Resolved], by: Option<WordId>) -> Self {
        let mut outline = Self {
            by: false,
            embedded: false,
            acts: false,
            subject: false,
            stand_in: false,
            two_sided: false,
            own_sides: false,
            ..Self::OPEN
        };
        (outline.words, outline.own) = Default::default();
        let (mut classes, mut governed) = (Classes::EMPTY, false);
        for at in &clause.tokens {
            let token = &tokens.all[*at as usize];
            outline.add(token);
            classes = classes.with(token.classes);
            outline.embedded |= token.embedded;
            outline.by |= token.word.is_some() && token.word == by;
            if let Some((_, place)) = token.mention().and_then(|mention| party(&mentions[mention as usize])) {
                outline.parties += 1;
                outline.subject |= !place && !governed;
            }
            governed = token.governs();
        }
        outline.own = outline.words;
        outline.stand_in = classes.meets(STAND_FOR_ACTORS);
        outline.acts = outline.parties > 0 || classes.meets(ACTING);
        outline.own_sides = outline.parties > 1 || classes.meets(ACTING.and(Class::EachOther));
        // `de regering van Oekraïne`, `de aanval door Rusland`
        outline.subject |= outline.by || classes.meets(ACTING.and(Class::Agent).and(Class::Title));
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
            all[number].subject |= takes_over;
            let is_relative = matches!(clause.kind, ClauseKind::Relative { .. });
            all[number].own_sides |= is_relative || takes_over && all[number].parties > 0;
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
    pub(super) fn live_triggers(&self, asked: bool, live: &mut Vec<Live>) {
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
                let no_one = is_alone && !by_verb();
                let by_no_one = || !by && ask.by_subject && !tokens.all[token].embedded && self.has_no_actor(number, at, form, trigger);
                !no_one && (is_claimed || triggers.asks.may_fill(ask, outline.two_sided, outline.own_sides, &toward)) && !by_no_one()
            };
            let mut rows = triggers.asks.within(form.lexeme, tokens, &triggers.rows).filter(fits);
            rows.any(|ask| self.holds_words(number, triggers.row(ask.row)).is_ok()) && self.fits(number, at, form)
        })
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

impl Token {
    /// Whether it is plainly a preposition: a name right behind it stands in its phrase, and is no subject.
    fn governs(&self) -> bool {
        const OTHERS: Classes = Classes::of(&[
            Class::Determiner,
            Class::Pronoun,
            Class::EachOther,
            Class::Relative,
            Class::Contrast,
            Class::Former,
            Class::Singular,
        ]);
        self.is(Class::Preposition) && !self.classes.meets(OTHERS) && !self.is_verb() && !self.embedded
    }
}
