//! `"Wij veroordelen de aanval", zei Macron`: who means himself by `ik` or `wij`.

use crate::id::ActorId;
use crate::relation::category::{Category, Status};
use crate::relation::parts::phrase::{Parties, Party, Phrase, PhraseKind};
use crate::relation::sentence::Sentence;
use crate::relation::told::Told;
use crate::relation::words::lexicon::{Class, FormKind};

impl Sentence<'_> {
    /// The pronoun that is the subject of a clause and means whoever speaks.
    pub(crate) fn first_person(&self, number: usize) -> Option<u16> {
        let subject = &self.analyses[number].subject;
        let phrase = subject.phrase.map(|phrase| &self.analyses[number].phrases[phrase]);
        let here = phrase.filter(|phrase| phrase.kind == PhraseKind::Pronoun).map(|phrase| self.clauses[number].tokens[phrase.end - 1]);
        let pronoun = here.or(subject.pronoun.filter(|_| phrase.is_none()))?;
        let token = &self.tokens.all[pronoun as usize];
        let speaks = token.is(Class::Nominative) && !token.is_any(&[Class::Personal, Class::Singular]);
        // `Trump and I`: another as well.
        let is_joined = pronoun
            .checked_sub(1)
            .is_some_and(|and| self.tokens.all[and as usize].is(Class::Coordination) && self.clauses[number].tokens.contains(&and));
        (speaks && !(self.small.english && is_joined)).then_some(pronoun)
    }

    /// Who speaks the clause of which `ik` or `wij` is the subject: whom the clause beside it names as who says so.
    pub(crate) fn speaking(&self, number: usize) -> Parties {
        self.first_person(number).and_then(|pronoun| self.speaker_of(number, pronoun)).into_iter().collect()
    }

    /// Who speaks a clause, for a word of it that means him or is his: `we`, `our`.
    pub(super) fn speaker_of(&self, number: usize, pronoun: u16) -> Option<Party> {
        // Each time, the clauses around are asked in turn.
        let mut main = number;
        while let Some(parent) = self.clauses[main].parent {
            main = parent;
        }
        // `"Wij betreuren dat", zei ik`: no one is named.
        let is_open = |other: usize| other != main && self.analyses[other].words.has(Class::Speech) && self.first_person(other).is_some();
        if (0..self.clauses.len()).any(is_open) {
            return None;
        }
        let speaker = self.according_to(main).or_else(|| self.told_by(main)).flatten();
        // `"Wij steunen Iran", zei Poetin, maar Trump zei: "…"`: which of them speaks here is not certain.
        let is_other = |other: usize| {
            let (subject, phrases) = (&self.analyses[other].subject, &self.analyses[other].phrases);
            let named = subject.phrase.map(|phrase| &phrases[phrase].parties).into_iter().flatten().chain(&subject.parties);
            self.analyses[other].words.has(Class::Speech) && named.into_iter().any(|party| Some(party.actor) != speaker)
        };
        if (0..self.clauses.len()).any(is_other) {
            return None;
        }
        // `zei een inwoner van Kyiv`: for whom he speaks, the noun tells.
        let names = |phrase: &Phrase, actor| phrase.parties.iter().any(|party| party.actor == actor);
        let phrase = |actor| self.analyses.iter().flat_map(|analysis| &analysis.phrases).find(|phrase| names(phrase, actor));
        let is_private = |noun: u16| self.tokens.all[noun as usize].is(Class::Private);
        let is_anyone = |actor: &ActorId| phrase(*actor).and_then(|phrase| phrase.noun).is_some_and(is_private);
        let speaker = speaker.filter(|actor| !is_anyone(actor));
        let agent = |actor| phrase(actor)?.parties.iter().find(|party| party.actor == actor)?.agent;
        speaker.map(|actor| Party { actor, token: pronoun, agent: agent(actor), place: false })
    }

    /// `"Wij veroordelen de aanval", zei Macron`: who says in the present what he condemns, asks or praises does so by that; what else he tells of
    /// himself he reports.
    pub(crate) fn says_himself(&self, number: usize, form: FormKind, category: Category, told: Told) -> Told {
        const SAID: [Category; 5] = [Category::Accuse, Category::Request, Category::Support, Category::Reject, Category::Threaten];
        let is_present = matches!(form, FormKind::Finite | FormKind::Bare | FormKind::JoinedFinite);
        let is_said = told.status == Status::Reported && is_present && SAID.contains(&category) && self.first_person(number).is_some();
        if is_said { Told { status: Status::Asserted, speaker: None, ..told } } else { told }
    }

    /// `"Wij zullen niet met Hamas praten", zei Netanyahu`: who says of himself that he will not do what is friendly refuses it.
    pub(crate) fn refuses_himself(&self, number: usize, category: Category, told: Told) -> bool {
        const FRIENDLY: [Category; 4] = [Category::Aid, Category::Consult, Category::Cooperate, Category::Support];
        told.status == Status::Future && told.negated && FRIENDLY.contains(&category) && self.first_person(number).is_some()
    }
}
