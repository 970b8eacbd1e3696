//! What rows of triggers ask of a sentence: told at a glance by numbers that lie side by side, so that most rows are never looked at.

use crate::relation::category::Category;
use crate::relation::rows::runs::Listed;
use crate::relation::rows::trigger::{Lexeme, Slot, Speech, Trigger};
use crate::relation::words::lexicon::{Form, FormKind, WordId};
use crate::relation::words::token::Tokens;
use crate::relation::words::word::{Answered, Sketch, Spelt, Words};

/// Where the lists stand that a word answers.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    start: u32,
    count: u32,
}

/// For each word of a lexicon, the lists that hold a run which ends in it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Answers {
    places: Vec<Place>,
    /// The lists of words that answer few.
    few: Vec<u16>,
    /// Those of words that answer many, as bits.
    many: Vec<u64>,
    /// How long these are.
    width: usize,
}

impl Answers {
    /// To add so many takes as long as to add the bits of all.
    const FEW: usize = 24;

    /// Those of a lexicon with so many words.
    pub(crate) fn new<'r>(words: usize, lists: impl Iterator<Item = &'r Listed>) -> Self {
        let mut by_word: Vec<Vec<u16>> = vec![Vec::new(); words];
        let mut width = 0;
        for list in lists {
            width = width.max(list.number as usize / 64 + 1);
            for word in list.runs.lasts().words() {
                by_word[word.index()].push(list.number);
            }
        }
        let mut answers = Self { width, ..Self::default() };
        for mut lists in by_word {
            lists.sort_unstable();
            lists.dedup();
            let is_few = lists.len() <= Self::FEW;
            let start = if is_few { answers.few.len() } else { answers.many.len() };
            let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
            answers.places.push(Place { start: number(start), count: number(lists.len()) });
            if is_few {
                answers.few.append(&mut lists);
            } else {
                answers.many.resize(start + width, 0);
                lists.iter().for_each(|list| answers.many[start + *list as usize / 64] |= 1 << (list % 64));
            }
        }
        answers
    }

    /// Tells the lists that the words of a sentence answer.
    pub(crate) fn tell(&self, words: &Words, answered: &mut Answered) {
        answered.reset(self.width, 0);
        for Spelt { word, whole, .. } in words.list() {
            if let Some(word) = word {
                self.add(*word, answered);
            }
            if let Some(whole) = whole {
                self.add(*whole, answered);
            }
        }
    }

    /// Adds the lists that a word answers.
    fn add(&self, word: WordId, answered: &mut Answered) {
        let Some(Place { start, count }) = self.places.get(word.index()).copied() else { return };
        let (start, count) = (start as usize, count as usize);
        if count <= Self::FEW {
            self.few[start..start + count].iter().for_each(|list| answered.add(*list));
        } else {
            answered.add_all(&self.many[start..]);
        }
    }

    /// Tells all lists.
    pub(crate) fn tell_all(&self, answered: &mut Answered) {
        answered.reset(self.width, u64::MAX);
    }
}

/// What a row asks of a sentence.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ask {
    pub(crate) row: u32,
    /// The list of what it asks for.
    list: u16,
    /// The set of the prepositions of whom it is done to.
    toward: u16,
    /// Whether it asks for words beside its own.
    specific: bool,
    /// Whether it asks for some that stand apart.
    together: bool,
    /// Whether it may make an event of one party.
    alone: bool,
    /// Whether both parties stand in its clause, or are taken over by it.
    in_clause: bool,
    /// Whether none but the subject can be who acts, and the row asks for no words.
    pub(crate) by_subject: bool,
}

impl Ask {
    /// Whether the words that it asks for may stand in a sentence.
    pub(crate) fn may_stand_in(&self, tokens: &Tokens, rows: &[Trigger]) -> bool {
        let all = |trigger: &Trigger| trigger.together.iter().any(|joined| joined.iter().all(|list| list.may_stand_in(tokens)));
        !self.specific || tokens.answered.holds(self.list) || self.together && all(&rows[self.row as usize])
    }
}

/// What a lexeme asks of a sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gate {
    /// Its particle.
    particle: Option<WordId>,
    /// The last word of those before its noun.
    lead: Option<WordId>,
    /// Where the asks of its rows stand.
    first: u32,
    end: u32,
    /// Whether one of them asks for no words.
    open: bool,
    /// Whether one of them may make an event of one party.
    alone: bool,
}

/// What all rows ask, by their lexemes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asks {
    gates: Vec<Gate>,
    all: Vec<Ask>,
    /// Sets of prepositions; the first one of all words, where whom it is done to may stand elsewhere.
    toward: Vec<Sketch>,
    pub(crate) answers: Answers,
}

impl Asks {
    /// Those of lexemes, of a lexicon with so many words.
    pub(crate) fn new<'r>(lexemes: &[Lexeme], rows: &[Trigger], words: usize, lists: impl Iterator<Item = &'r Listed>) -> Self {
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let mut asks = Self { toward: vec![Sketch::ALL], answers: Answers::new(words, lists), ..Self::default() };
        for lexeme in lexemes {
            let first = asks.all.len();
            for row in &lexeme.rows {
                let ask = asks.ask(lexeme.speech, *row, &rows[*row as usize]);
                asks.all.push(ask);
            }
            let open = asks.all[first..].iter().any(|ask| !ask.specific);
            let alone = asks.all[first..].iter().any(|ask| ask.alone);
            let (first, end) = (number(first), number(asks.all.len()));
            asks.gates.push(Gate { particle: lexeme.particle, lead: lexeme.lead.last().copied(), first, end, open, alone });
        }
        asks
    }

    fn ask(&mut self, speech: Speech, number: u32, row: &Trigger) -> Ask {
        let after = |slot: &Slot| if let Slot::After(preposition) = slot { Some(*preposition) } else { None };
        let mut toward = Sketch::default();
        row.recipient.iter().filter_map(after).for_each(|preposition| toward.add(preposition));
        let specific = row.is_specific();
        let is_elsewhere = speech == Speech::Noun || specific || row.reciprocal || row.category == Category::Agree;
        if is_elsewhere || row.recipient.iter().any(|slot| after(slot).is_none()) {
            toward = Sketch::ALL;
        }
        let at = self.toward.iter().position(|known| *known == toward).unwrap_or_else(|| {
            self.toward.push(toward);
            self.toward.len() - 1
        });
        // Whom force hits, who is refused or threatened may be no one that is known; help to come needs no one.
        let open = [Category::Assault, Category::Mobilize, Category::Coerce, Category::Reject, Category::Aid, Category::Threaten];
        // Who is judged may have been told before: `Oman keurde de aanval af`.
        let judges = matches!(row.category, Category::Accuse | Category::Support) && row.recipient.contains(&Slot::Object);
        let judges = judges || row.recipient.contains(&Slot::Doer);
        // The words that a row asks for are none of their own, also where it makes no event.
        let alone = row.optional || specific || judges || open.contains(&row.category);
        let (toward, together) = (u16::try_from(at).unwrap_or(0), !row.together.is_empty());
        let elsewhere = |slot: &Slot| matches!(slot, Slot::Condition | Slot::Complement);
        let goes_on = matches!(row.category, Category::Agree | Category::Reject) || row.actor.iter().chain(&row.recipient).any(elsewhere);
        let in_clause = !row.reciprocal && !goes_on;
        let by_subject = !specific && row.actor.iter().all(|slot| *slot == Slot::Subject);
        Ask { row: number, list: row.with.number, toward, specific, together, alone, in_clause, by_subject }
    }

    /// Whether a form can make an event in a sentence with these words: all words that its rows need stand there, somewhere. `sides` tells
    /// whether there may be two parties.
    pub(crate) fn may_fire(&self, form: Form, tokens: &Tokens, rows: &[Trigger], sides: bool) -> bool {
        let gate = &self.gates[form.lexeme as usize];
        let mut within = self.within(form.lexeme, tokens, rows);
        self.is_whole(form, tokens) && if sides { gate.open || within.next().is_some() } else { gate.alone && within.any(|ask| ask.alone) }
    }

    /// Whether the other words of a form stand somewhere in a sentence: its particle, or the last of those before its noun.
    pub(crate) fn is_whole(&self, form: Form, tokens: &Tokens) -> bool {
        let gate = &self.gates[form.lexeme as usize];
        match form.kind {
            FormKind::Finite | FormKind::Past | FormKind::Bare => gate.particle.is_none_or(|particle| tokens.holds(particle)),
            // Of a name of several words the last one is known.
            FormKind::Noun => gate.lead.is_none_or(|word| tokens.holds(word)),
            _ => true,
        }
    }

    /// What the rows of a lexeme ask whose words may stand in a sentence, in their order.
    pub(crate) fn within<'s>(&'s self, lexeme: u32, tokens: &'s Tokens, rows: &'s [Trigger]) -> impl Iterator<Item = &'s Ask> + use<'s> {
        let Gate { first, end, .. } = self.gates[lexeme as usize];
        self.all[first as usize..end as usize].iter().filter(move |ask| ask.may_stand_in(tokens, rows))
    }

    /// Whether a row can make an event in a clause with these words: of one party, or of two where there may be two, in the sentence or by
    /// the clause itself.
    pub(crate) fn may_fill(&self, ask: &Ask, two_sided: bool, own_sides: bool, words: &Sketch) -> bool {
        ask.alone || two_sided && (own_sides || !ask.in_clause) && self.toward[ask.toward as usize].meets(words)
    }
}
