//! Capitals and seats of government: do they act, or are they a place?
//!
//! Dutch word order tells. After a preposition of place it is a place; as the subject of a clause, beside an actor, or after a
//! preposition that takes a party it stands for the government.

use crate::fold::fold;
use crate::gazetteer::AliasKind;
use crate::mention::Form;
use crate::resolve::grammar::WordClass;
use crate::resolve::words::{Word, after, before, begins_sentence};
use crate::resolve::{Resolution, Resolved, Rule, View};
use crate::span::Span;

/// How many words before a preposition may be the noun that it belongs to.
const REACH: usize = 4;

impl View<'_> {
    /// Whether mention `at`, a capital or a seat, stands for its government.
    pub(super) fn place(&self, at: usize, kind: AliasKind, decided: &[Resolved]) -> (bool, Rule) {
        let mention = &self.mentions[at];
        let (text, sentence) = (self.text(), self.sentence(mention.sentence));
        let previous = before(text, sentence, mention.span.start);
        let next = after(text, sentence, mention.span.end);
        let named = if mention.form == Form::Capitals { None } else { self.by_name(at, previous, next) };
        named
            .or_else(|| self.by_preposition(at, sentence))
            .or_else(|| self.by_company(at, previous, decided))
            .or_else(|| self.by_clause(at, sentence, previous, next))
            .unwrap_or(if kind == AliasKind::Seat { (true, Rule::SeatActs) } else { (false, Rule::PlaceDefault) })
    }

    fn is(&self, word: Option<Word<'_>>, class: WordClass) -> bool {
        word.is_some_and(|word| self.resolver.grammar.is(word.text, class))
    }

    /// Part of a longer name, or of a compound: `Fort Washington`, `Parijs-Roubaix`, but `Moskou-gezind`.
    fn by_name(&self, at: usize, previous: Option<Word<'_>>, next: Option<Word<'_>>) -> Option<(bool, Rule)> {
        let span = self.mentions[at].span;
        let text = self.text();
        let is_free = |word: &Word<'_>| self.mention_at(word.span.start).is_none() && word.is_capitalised();
        let hyphen_after = text[span.end..].starts_with(['-', '‑']);
        let hyphen_before = text[..span.start].ends_with(['-', '‑']);
        let sides_after = next.is_some_and(|word| hyphen_after && self.is(Some(word), WordClass::Allegiance));
        let sides_before = previous.is_some_and(|word| hyphen_before && self.is(Some(word), WordClass::Allegiance));
        if sides_after || sides_before {
            return Some((true, Rule::CapitalAsParty));
        }
        let joined_after = next.filter(|word| hyphen_after && is_free(word)).is_some();
        let joined_before = previous.filter(|word| hyphen_before && is_free(word)).is_some();
        let named_after = next.filter(|word| word.adjacent && is_free(word)).is_some();
        let sentence = self.sentence(self.mentions[at].sentence);
        let named_before = previous
            .filter(|word| word.adjacent && is_free(word) && !begins_sentence(text, sentence, word.span.start) && !word.is_compound_noun())
            .is_some();
        (joined_after || joined_before || named_after || named_before).then_some((false, Rule::PlaceName))
    }

    /// The preposition that governs the name, looked for over determiners.
    fn by_preposition(&self, at: usize, sentence: Span) -> Option<(bool, Rule)> {
        let text = self.text();
        let mut word = before(text, sentence, self.mentions[at].span.start).filter(|word| word.adjacent)?;
        while self.is(Some(word), WordClass::Determiner) {
            word = before(text, sentence, word.span.start).filter(|word| word.adjacent)?;
        }
        if self.is(Some(word), WordClass::PlaceNoun) {
            return Some((false, Rule::PlaceNoun));
        }
        if self.is(Some(word), WordClass::PlacePreposition) {
            return Some((false, Rule::PlacePreposition));
        }
        if self.is(Some(word), WordClass::OpenPreposition) {
            let mut earlier = Vec::with_capacity(REACH);
            let mut from = word.span.start;
            while let Some(noun) = before(text, sentence, from).filter(|_| earlier.len() < REACH) {
                from = noun.span.start;
                earlier.push(noun);
            }
            let nearest_is = |class| earlier.first().is_some_and(|noun| self.is(Some(*noun), class));
            if earlier.iter().any(|noun| self.is(Some(*noun), WordClass::Visit)) || self.has_visit_before(sentence, from) {
                return Some((false, Rule::PlaceVisit));
            }
            if fold(word.text) == "van" && self.is_start_of_route(at, sentence) {
                return Some((false, Rule::PlaceRoute));
            }
            if nearest_is(WordClass::PlaceNoun) {
                return Some((false, Rule::PlaceNoun));
            }
            return Some((true, Rule::CapitalAsParty));
        }
        self.is(Some(word), WordClass::RelationPreposition).then_some((true, Rule::CapitalAsParty))
    }

    /// `van Londen naar Sydney`; but `de weg van Kyiv naar de EU` is a party's.
    fn is_start_of_route(&self, at: usize, sentence: Span) -> bool {
        let text = self.text();
        let next = after(text, sentence, self.mentions[at].span.end).filter(|word| word.adjacent && matches!(word.text, "naar" | "to"));
        let goal = next.and_then(|word| after(text, sentence, word.span.end));
        goal.is_some_and(|word| word.is_capitalised() && self.mention_at(word.span.start).is_none_or(|goal| self.is_capital(goal)))
    }

    fn is_capital(&self, at: usize) -> bool {
        self.mentions[at].candidates.iter().any(|id| self.alias(*id).kind == AliasKind::Capital)
    }

    fn has_visit_before(&self, sentence: Span, at: usize) -> bool {
        let head = &self.text()[sentence.start..at];
        head.split(|c: char| !c.is_alphabetic()).any(|word| self.resolver.grammar.is(word, WordClass::Visit))
    }

    /// Beside another mention: `Minsk en Beijing`, `in Moskou en Kyiv`.
    fn by_company(&self, at: usize, previous: Option<Word<'_>>, decided: &[Resolved]) -> Option<(bool, Rule)> {
        let text = self.text();
        let mention = &self.mentions[at];
        let earlier = at.checked_sub(1).map(|before| &self.mentions[before]).filter(|earlier| earlier.sentence == mention.sentence);
        let is_joined = earlier.is_some_and(|earlier| {
            let between = text[earlier.span.end..mention.span.start].trim();
            between == "," || self.resolver.grammar.is(between, WordClass::Coordination)
        });
        if is_joined {
            return match &decided[at - 1] {
                Resolved { resolution: Resolution::Nil(_), kind: AliasKind::Capital | AliasKind::Seat, .. } => {
                    Some((false, Rule::PlaceBesidePlace))
                }
                Resolved { resolution: Resolution::Nil(_), .. } => None,
                _ => Some((true, Rule::CapitalBesideActor)),
            };
        }
        let later = self.mentions.get(at + 1).filter(|later| later.sentence == mention.sentence)?;
        let between = text[mention.span.end..later.span.start].trim();
        // `Parijs, Frankrijk` is a city in its country, `Parijs, Berlijn en Londen` a list.
        let is_own_country = self.alias(later.candidates[0]).actor == self.alias(mention.candidates[0]).actor;
        let goes_on = self.resolver.grammar.is(between, WordClass::Coordination) || (between == "," && !is_own_country);
        let is_place = previous.is_some_and(|word| word.adjacent && self.is(Some(word), WordClass::PlacePreposition));
        (goes_on && !is_place).then_some((true, Rule::CapitalBesideActor))
    }

    /// The subject of a clause: first before its verb, or after an auxiliary or a conjunction.
    fn by_clause(&self, at: usize, sentence: Span, previous: Option<Word<'_>>, next: Option<Word<'_>>) -> Option<(bool, Rule)> {
        let span = self.mentions[at].span;
        let next = next.filter(|word| word.adjacent);
        let previous_adjacent = previous.filter(|word| word.adjacent);
        if self.is(previous_adjacent, WordClass::Conjunction) {
            return Some((true, Rule::CapitalInClause));
        }
        let opens = begins_sentence(self.text(), sentence, span.start) || previous.is_some_and(|word| !word.adjacent);
        if self.is(next, WordClass::PlaceVerb) && opens {
            return Some((false, Rule::PlaceVerb));
        }
        if self.is(next, WordClass::ActingVerb) || self.is(next, WordClass::Auxiliary) {
            return Some((true, Rule::CapitalActs));
        }
        if self.is(previous_adjacent, WordClass::Auxiliary) || self.is(previous_adjacent, WordClass::ActingVerb) {
            return Some((true, Rule::CapitalActs));
        }
        // The finite verb is the second part of a main clause, so what follows a name that opens it is its verb.
        let begins = begins_sentence(self.text(), sentence, span.start);
        let follows = next.is_some_and(|word| {
            let grammar = &self.resolver.grammar;
            let small = [WordClass::PlacePreposition, WordClass::RelationPreposition, WordClass::OpenPreposition, WordClass::Coordination];
            !word.is_capitalised() && !small.into_iter().any(|class| grammar.is(word.text, class))
        });
        (begins && follows).then_some((true, Rule::CapitalActs))
    }
}
