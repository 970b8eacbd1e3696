//! What a clause holds at a glance: the look before the parts of clauses are told apart.

use crate::relation::clauses::clause::{Clause, ClauseKind};
use crate::relation::words::lexicon::{Class, Classes, WordId};
use crate::relation::words::token::{Token, Tokens, party};
use crate::relation::words::word::Sketch;
use crate::resolve::Resolved;

/// Classes of words that stand for actors that are named elsewhere.
pub(crate) const STAND_FOR_ACTORS: Classes =
    Classes::of(&[Class::Personal, Class::Nominative, Class::Anaphor, Class::Body, Class::Firm, Class::Rebel]);

/// A trigger that can make an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Live {
    pub(crate) clause: usize,
    /// Its position in the clause.
    pub(crate) at: usize,
    pub(crate) token: u16,
}

/// Classes of words that may make an actor of a phrase that names none.
pub(crate) const ACTING: Classes = STAND_FOR_ACTORS.and(Class::Possessive).and(Class::Both);

/// What a clause holds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Outline {
    /// The words of which a row may ask: its own, the one before a relative clause, and those of the clause after it that it governs.
    pub(crate) words: Sketch,
    /// Those that stand in it.
    pub(crate) own: Sketch,
    /// Whether something stands between an article and its noun.
    pub(crate) embedded: bool,
    /// Whether it holds `door`.
    pub(crate) by: bool,
    /// Whether it may have a party, of its own or of a clause that it takes its subject over from.
    pub(crate) acts: bool,
    /// Whether its subject may be a party, as far as words tell.
    pub(crate) subject: bool,
    /// How many names of parties it holds.
    pub(crate) parties: usize,
    /// Whether it holds a word that stands for an actor.
    stand_in: bool,
    /// Whether its sentence may have two parties.
    pub(crate) two_sided: bool,
    /// Whether it may have two of its own, or beside one that it takes over.
    pub(crate) own_sides: bool,
}

impl Outline {
    /// That of a clause which may hold anything.
    pub(crate) const OPEN: Self = Self {
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
        outline.stand_in = classes.meets(STAND_FOR_ACTORS.and(Class::Both));
        // `"Wij veroordelen Rusland", zei Macron`
        let acting = ACTING.and(Class::Nominative);
        outline.acts = outline.parties > 0 || classes.meets(acting);
        outline.own_sides = outline.parties > 1 || classes.meets(acting.and(Class::EachOther).and(Class::Organ));
        // `de regering van Oekraïne`, `de aanval door Rusland`
        outline.subject |= outline.by || classes.meets(acting.and(Class::Agent).and(Class::Title));
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
    pub(crate) fn all(clauses: &[Clause], tokens: &Tokens, mentions: &[Resolved], by: Option<WordId>, all: &mut Vec<Self>) {
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
