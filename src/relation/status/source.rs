//! Who tells what a sentence says: `volgens Kyiv`, `…, zei Lavrov`, `…, blijkt uit onderzoek van de VN`.

use crate::id::ActorId;
use crate::relation::clauses::clause::ClauseKind;
use crate::relation::parts::phrase::{Phrase, PhraseKind};
use crate::relation::sentence::Sentence;
use crate::relation::words::lexicon::Class;
use crate::relation::words::token::Kind;

impl Sentence<'_> {
    /// The only party that is the subject of a clause.
    pub(crate) fn speaker_in(&self, number: usize) -> Option<ActorId> {
        match self.subject_parties(number)[..] {
            [only] => Some(only.actor),
            _ => None,
        }
    }

    /// `volgens Kyiv`, `aldus Lavrov`: the inner value is the speaker, if it is an actor.
    pub(crate) fn according_to(&self, number: usize) -> Option<Option<ActorId>> {
        let phrase = self.source_phrase(number)?;
        let parties = self.parties(number, phrase);
        let names = parties.first().map(|party| party.actor).filter(|_| parties.len() == 1);
        Some(names)
    }

    /// Whether a clause hangs on who tells what the clause around says: `aldus Zelensky, die het plan verwierp`.
    pub(super) fn hangs_on_source(&self, number: usize) -> bool {
        let clause = &self.clauses[number];
        let (Some(parent), Some(before)) = (clause.parent, clause.before) else { return false };
        let source = self.source_phrase(parent).map(|phrase| &self.analyses[parent].phrases[phrase]);
        let holds = |phrase: &Phrase| self.clauses[parent].tokens[phrase.start..phrase.end].contains(&before);
        matches!(clause.kind, ClauseKind::Relative { .. }) && !self.small.english && source.is_some_and(holds)
    }

    /// `volgens Kyiv`
    fn source_phrase(&self, number: usize) -> Option<usize> {
        let analysis = &self.analyses[number];
        analysis.phrases.iter().position(|phrase| {
            // `according to Kyiv`: the word before the preposition.
            let before = phrase.start.checked_sub(1).map(|at| &self.tokens.all[self.clauses[number].tokens[at] as usize]);
            phrase.preposition.is_some_and(|word| self.lexicon.classes(word).has(Class::According))
                || phrase.preposition.is_some() && before.is_some_and(|before| before.is(Class::According))
        })
    }

    /// `…, aldus Lavrov`: whether a clause ends, behind a comma, with who tells it.
    pub(super) fn ends_with_source(&self, number: usize) -> bool {
        let tokens = &self.clauses[number].tokens;
        let is_source = |phrase: &Phrase| {
            let is_according = phrase.preposition.is_some_and(|word| self.lexicon.classes(word).has(Class::According));
            is_according && phrase.start > 0 && self.tokens.all[tokens[phrase.start - 1] as usize].kind == Kind::Comma
        };
        self.analyses[number].phrases.iter().any(is_source)
    }

    /// `…, zei Lavrov`, `Stoltenberg: …`: a clause of speech beside main clause `number`, whose verb stands first or which ends in a colon.
    pub(crate) fn told_by(&self, number: usize) -> Option<Option<ActorId>> {
        let clause = &self.clauses[number];
        // A label before a colon.
        if clause.kind == ClauseKind::Main
            && number > 0
            && clause.before.is_some()
            && self.analyses[0].finite.is_none()
            && self.clauses[0].kind == ClauseKind::Main
        {
            let phrase = self.analyses[0].phrases.iter().find(|phrase| phrase.preposition.is_none() && phrase.kind == PhraseKind::Noun)?;
            return match phrase.parties[..] {
                [only] => Some(Some(only.actor)),
                _ => None,
            };
        }
        (0..self.clauses.len()).find_map(|other| {
            let (speech, analysis) = (&self.clauses[other], &self.analyses[other]);
            if other == number || speech.kind != ClauseKind::Main {
                return None;
            }
            let finite = analysis.finite?;
            let before = speech.tokens[finite];
            if !self.tokens.all[before as usize].is(Class::Speech) && !analysis.words.has(Class::Speech) {
                return None;
            }
            // `…, blijkt uit onderzoek van de VN`; what satellites show is a fact.
            let is_shown = || !self.small.english && speech.by_comma && analysis.objects.is_empty() && self.source_in(other).is_some();
            // `…, zo meldt Reuters`
            let behind_adverb = || {
                let all_adverbs = speech.tokens[..finite].iter().all(|token| self.tokens.all[*token as usize].is(Class::Adverb));
                all_adverbs && speech.by_comma && !self.small.english
            };
            let opens = analysis.verb_first || behind_adverb();
            let follows = opens && other > number && (analysis.subject.phrase.is_some() || is_shown());
            // Not `said on Monday, hours after the vote had ended`.
            let has_content = || (0..self.clauses.len()).any(|at| self.clauses[at].parent == Some(other) && self.is_content(at));
            let precedes = || other < number && self.colon_between(before, clause.tokens.first().copied());
            (follows && !has_content() || precedes()).then(|| self.source_in(other))
        })
    }

    /// Who tells what a clause of speech speaks of: its subject, or the only party in it where that has none, as in `blijkt uit onderzoek van
    /// de VN`.
    fn source_in(&self, number: usize) -> Option<ActorId> {
        let analysis = &self.analyses[number];
        if analysis.subject.phrase.is_some() || self.small.english {
            return self.speaker_in(number);
        }
        // `zo bleek bij een ceremonie in N'Djamena` names none.
        let is_from = analysis.phrases.first().is_some_and(|first| first.preposition.is_some() && first.preposition == self.small.from);
        let parties = analysis.phrases.iter().filter(|_| is_from).flat_map(|phrase| phrase.parties.iter());
        let mut named = parties.filter(|party| !party.place);
        named.next().map(|party| party.actor).filter(|_| named.next().is_none())
    }

    fn colon_between(&self, from: u16, to: Option<u16>) -> bool {
        let Some(to) = to else { return false };
        self.tokens.all.get(from as usize..to as usize).is_some_and(|between| between.iter().any(|token| token.kind == Kind::Colon))
    }
}
