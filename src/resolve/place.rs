//! Capitals and seats of government: do they act, or are they a place?
//!
//! Dutch word order tells. After a preposition of place it is a place; as the subject of a clause, beside an actor, or after a
//! preposition that takes a party it stands for the government.

use crate::gazetteer::AliasKind;
use crate::mention::Form;
use crate::resolve::grammar::WordClass;
use crate::resolve::words::{Word, after, before, begins_sentence};
use crate::resolve::{Resolution, Resolved, Rule, View};
use crate::span::Span;

/// How many words before a preposition may be the noun that it belongs to.
const REACH: usize = 4;

/// How far a sentence was searched for a word of a class, so that what stands before many names is read once.
pub(super) struct Sought {
    sentence: usize,
    class: WordClass,
    to: usize,
    /// Where the first one ends.
    end: Option<usize>,
}

impl View<'_> {
    /// Whether mention `at`, a capital or a seat, stands for its government.
    pub(super) fn place(&self, at: usize, kind: AliasKind, decided: &[Resolved]) -> (bool, Rule) {
        let mention = &self.mentions[at];
        let sentence = self.sentence(mention.sentence);
        let previous = self.word_before(at);
        let next = self.word_after(at);
        let named = if mention.form == Form::Capitals { None } else { self.by_name(at, previous, next) };
        named
            .or_else(|| self.is_before_postposition(at, sentence).then_some((false, Rule::PlacePreposition)))
            .or_else(|| self.by_preposition(at, sentence, kind, decided))
            .or_else(|| self.by_company(at, previous, decided))
            .or_else(|| self.by_clause(at, sentence, previous, next))
            .unwrap_or(if kind == AliasKind::Seat { (true, Rule::SeatActs) } else { (false, Rule::PlaceDefault) })
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
        // `de Berlijn-marathon`
        let is_place_there = hyphen_after && self.is(next, WordClass::PlaceNoun);
        let joined_after = next.filter(|word| hyphen_after && is_free(word)).is_some() || is_place_there;
        let joined_before = previous.filter(|word| hyphen_before && is_free(word)).is_some();
        // `Washington Park`, though someone is called Park
        let is_thing = |word: &Word<'_>| word.is_capitalised() && self.is(Some(*word), WordClass::NamedThing);
        let named_after = next.filter(|word| word.adjacent && (is_free(word) || is_thing(word))).is_some();
        let sentence = self.sentence(self.mentions[at].sentence);
        let named_before = previous
            .filter(|word| word.adjacent && is_free(word) && !begins_sentence(text, sentence, word.span.start) && !word.is_compound_noun())
            .is_some();
        (joined_after || joined_before || named_after || named_before).then_some((false, Rule::PlaceName))
    }

    /// The preposition that governs the name, looked for over determiners.
    fn by_preposition(&self, at: usize, sentence: Span, kind: AliasKind, decided: &[Resolved]) -> Option<(bool, Rule)> {
        let text = self.text();
        let mut word = before(text, sentence, self.mentions[at].span.start).filter(|word| word.adjacent)?;
        while self.is(Some(word), WordClass::Determiner) {
            word = before(text, sentence, word.span.start).filter(|word| word.adjacent)?;
        }
        if self.is(Some(word), WordClass::PlaceNoun) {
            return Some((false, Rule::PlaceNoun));
        }
        if self.is(Some(word), WordClass::PlacePreposition) {
            // `haalde uit naar Madrid`
            let is_aimed = self.is(Some(word), WordClass::Toward) && self.is(before(text, sentence, word.span.start), WordClass::TakesNaar);
            return Some(if is_aimed { (true, Rule::CapitalAsParty) } else { (false, Rule::PlacePreposition) });
        }
        let is_between = self.is(Some(word), WordClass::Between);
        if is_between && (self.is_transport(sentence, word.span.start) || self.is_transport_after(at, sentence)) {
            return Some((false, Rule::PlaceRoute));
        }
        if kind == AliasKind::Seat && self.is(Some(word), WordClass::PlaceObject) {
            return Some((false, Rule::PlaceNoun));
        }
        if kind == AliasKind::Seat && self.is_stood_at(sentence, word) {
            return Some((false, Rule::PlacePreposition));
        }
        // A building may be stood beside, a government not.
        if kind == AliasKind::Seat && self.is(Some(word), WordClass::BesideBuilding) {
            return Some((false, Rule::PlacePreposition));
        }
        if self.is(Some(word), WordClass::OpenPreposition) {
            return Some(self.by_open_preposition(at, sentence, word, decided));
        }
        self.is(Some(word), WordClass::RelationPreposition).then_some((true, Rule::CapitalAsParty))
    }

    /// Whether one stands before or on a seat after this preposition: `betogers voor het Witte Huis`, `op het Binnenhof`, but `kritiek op
    /// het Kremlin`.
    fn is_stood_at(&self, sentence: Span, preposition: Word<'_>) -> bool {
        let mut earlier = Vec::with_capacity(REACH);
        let mut from = preposition.span.start;
        while let Some(word) = before(self.text(), sentence, from).filter(|_| earlier.len() < REACH) {
            from = word.span.start;
            earlier.push(word);
        }
        let has = |class| earlier.iter().any(|word| self.is(Some(*word), class));
        let is = |class| self.is(Some(preposition), class);
        is(WordClass::OnBuilding) && !has(WordClass::TakesOp) || is(WordClass::BeforeBuilding) && has(WordClass::Gathering)
    }

    /// After a preposition of either sort the noun before it tells: `de burgemeester van Parijs`, `het antwoord van Parijs`.
    fn by_open_preposition(&self, at: usize, sentence: Span, preposition: Word<'_>, decided: &[Resolved]) -> (bool, Rule) {
        let text = self.text();
        let mut earlier = Vec::with_capacity(REACH);
        let mut from = preposition.span.start;
        while let Some(noun) = before(text, sentence, from).filter(|_| earlier.len() < REACH) {
            from = noun.span.start;
            earlier.push(noun);
        }
        // `de marathon van Londen en die van Berlijn`
        let is_pronoun = self.is(earlier.first().copied(), WordClass::Demonstrative);
        let is_place_before = || at.checked_sub(1).is_some_and(|earlier| matches!(decided[earlier].resolution, Resolution::Nil(_)));
        if is_pronoun && (is_place_before() || self.has_before(sentence, preposition.span.start, WordClass::PlaceNoun)) {
            return (false, Rule::PlaceBesidePlace);
        }
        if earlier.iter().any(|noun| self.is(Some(*noun), WordClass::Visit)) || self.has_before(sentence, from, WordClass::Visit) {
            return (false, Rule::PlaceVisit);
        }
        if self.is(Some(preposition), WordClass::Of) && self.is_start_of_route(at, sentence) {
            return (false, Rule::PlaceRoute);
        }
        if earlier.first().is_some_and(|noun| self.is(Some(*noun), WordClass::PlaceNoun)) {
            return (false, Rule::PlaceNoun);
        }
        (true, Rule::CapitalAsParty)
    }

    /// Whether one of the last words before byte `at` is of a way or of travelling: `de trein tussen Parijs en Brussel`.
    fn is_transport(&self, sentence: Span, at: usize) -> bool {
        let mut from = at;
        (0..REACH).any(|_| {
            before(self.text(), sentence, from).is_some_and(|word| {
                from = word.span.start;
                self.is(Some(word), WordClass::Transport)
            })
        })
    }

    /// Whether one of the words after the pair of names that mention `at` begins is of travelling: `tussen Parijs en Brussel in de trein`.
    fn is_transport_after(&self, at: usize, sentence: Span) -> bool {
        let second = self.mentions.get(at + 1).filter(|second| second.sentence == self.mentions[at].sentence);
        let Some(mut from) = second.map(|second| second.span.end) else { return false };
        (0..REACH).any(|_| {
            after(self.text(), sentence, from).filter(|word| word.adjacent).is_some_and(|word| {
                from = word.span.end;
                self.is(Some(word), WordClass::Transport)
            })
        })
    }

    /// `van Londen naar Sydney`, `van Londen via Doha naar Sydney`; but `de weg van Kyiv naar de EU` is a party's.
    fn is_start_of_route(&self, at: usize, sentence: Span) -> bool {
        let text = self.text();
        let next = after(text, sentence, self.mentions[at].span.end).filter(|word| word.adjacent && self.is(Some(*word), WordClass::Route));
        let goal = next.and_then(|word| after(text, sentence, word.span.end));
        goal.is_some_and(|word| word.is_capitalised() && self.mention_at(word.span.start).is_none_or(|goal| self.is_capital(goal)))
    }

    fn is_capital(&self, at: usize) -> bool {
        self.mentions[at].candidates.iter().any(|id| self.alias(*id).kind == AliasKind::Capital)
    }

    /// Whether a word of a class stands in the sentence before byte `at`.
    fn has_before(&self, sentence: Span, at: usize, class: WordClass) -> bool {
        let mut sought = self.sought.borrow_mut();
        if sought.first().is_some_and(|sought| sought.sentence != sentence.start) {
            sought.clear();
        }
        let of_class = sought.iter().position(|sought| sought.class == class).unwrap_or_else(|| {
            sought.push(Sought { sentence: sentence.start, class, to: sentence.start, end: None });
            sought.len() - 1
        });
        let Sought { to, end, .. } = &mut sought[of_class];
        if end.is_none() && at > *to {
            let head = &self.text()[*to..at];
            let first = head.split(|c: char| !c.is_alphabetic()).find(|word| self.resolver.grammar.is(word, class));
            *end = first.map(|word| word.as_ptr() as usize - self.text().as_ptr() as usize + word.len());
            *to = at;
        }
        end.is_some_and(|end| end <= at)
    }

    /// Beside another mention: `Minsk en Beijing`, `in Moskou en Kyiv`.
    fn by_company(&self, at: usize, previous: Option<Word<'_>>, decided: &[Resolved]) -> Option<(bool, Rule)> {
        let text = self.text();
        let mention = &self.mentions[at];
        let earlier = at.checked_sub(1).map(|before| &self.mentions[before]).filter(|earlier| earlier.sentence == mention.sentence);
        let is_joined = earlier.is_some_and(|earlier| {
            let between = text[earlier.span.end..mention.span.start].trim();
            // A list ends in `en`, so that a verb after a comma and a name is the name's: `in Kyiv, Moskou reageert`.
            (between == "," && !self.precedes_verb(at)) || self.resolver.grammar.is(between, WordClass::Coordination)
        });
        if is_joined {
            return match &decided[at - 1] {
                Resolved { resolution: Resolution::Nil(_), kind: AliasKind::Capital | AliasKind::Seat, .. } => {
                    Some((false, Rule::PlaceBesidePlace))
                }
                Resolved { resolution: Resolution::Nil(_), .. } => None,
                // `in China en Moskou`
                _ if self.follows_place_preposition(at - 1) => Some((false, Rule::PlaceBesidePlace)),
                _ => Some((true, Rule::CapitalBesideActor)),
            };
        }
        if previous.is_some_and(|word| word.adjacent && self.is_beside_unknown_place(word, self.sentence(mention.sentence))) {
            return Some((false, Rule::PlaceBesidePlace));
        }
        let later = self.mentions.get(at + 1).filter(|later| later.sentence == mention.sentence)?;
        let between = text[mention.span.end..later.span.start].trim();
        // `Parijs, Frankrijk` is a city in its country, `Parijs, Berlijn en Londen` a list.
        let is_own_country = self.alias(later.candidates[0]).actor == self.alias(mention.candidates[0]).actor;
        let goes_on = self.resolver.grammar.is(between, WordClass::Coordination) || (between == "," && !is_own_country);
        let is_place = previous.is_some_and(|word| word.adjacent && self.is(Some(word), WordClass::PlacePreposition));
        (goes_on && !is_place).then_some((true, Rule::CapitalBesideActor))
    }

    /// Whether the predicate after byte `at` is one of a party: `is woedend`, `wordt opnieuw gewaarschuwd`.
    fn tells_of_person(&self, sentence: Span, at: usize) -> bool {
        const WITHIN: usize = 3;
        let mut from = at;
        for _ in 0..WITHIN {
            let Some(word) = after(self.text(), sentence, from).filter(|word| word.adjacent) else { return false };
            if self.is(Some(word), WordClass::PartyPredicate) {
                return true;
            }
            from = word.span.end;
        }
        false
    }

    /// `het Kremlin weer in.`: whether a preposition of place stands after the name, at the end of its clause or before `te`.
    fn is_before_postposition(&self, at: usize, sentence: Span) -> bool {
        const ADVERBS: usize = 2;
        let text = self.text();
        let mut word = after(text, sentence, self.mentions[at].span.end).filter(|word| word.adjacent);
        for _ in 0..ADVERBS {
            if self.is(word, WordClass::Adverb) {
                word = word.and_then(|word| after(text, sentence, word.span.end)).filter(|word| word.adjacent);
            }
        }
        let Some(word) = word.filter(|word| self.is(Some(*word), WordClass::Postposition)) else {
            return false;
        };
        let next = after(text, sentence, word.span.end);
        next.is_none_or(|next| !next.adjacent || self.is(Some(next), WordClass::AfterPostposition))
    }

    fn precedes_verb(&self, at: usize) -> bool {
        let next = self.word_after(at).filter(|word| word.adjacent);
        self.is(next, WordClass::ActingVerb) || self.is(next, WordClass::Auxiliary)
    }

    /// Whether a preposition of place governs mention `at`, or the list that it ends.
    fn follows_place_preposition(&self, at: usize) -> bool {
        let text = self.text();
        let mut first = at;
        let told = loop {
            // What was asked about last is mostly the one before in the same list.
            if let Some((_, told)) = self.governed.get().filter(|(asked, _)| *asked == first) {
                break told;
            }
            if self.is_right_after_place_preposition(first) {
                break true;
            }
            let Some(earlier) = first.checked_sub(1) else { break false };
            if self.mentions[earlier].sentence != self.mentions[first].sentence {
                break false;
            }
            let between = text[self.mentions[earlier].span.end..self.mentions[first].span.start].trim();
            if between != "," && !self.resolver.grammar.is(between, WordClass::Coordination) {
                break false;
            }
            first = earlier;
        };
        self.governed.set(Some((at, told)));
        told
    }

    /// The same of the mention alone.
    fn is_right_after_place_preposition(&self, at: usize) -> bool {
        let sentence = self.sentence(self.mentions[at].sentence);
        let mut word = self.word_before(at).filter(|word| word.adjacent);
        while self.is(word, WordClass::Determiner) {
            word = word.and_then(|word| before(self.text(), sentence, word.span.start)).filter(|word| word.adjacent);
        }
        self.is(word, WordClass::PlacePreposition)
    }

    /// `van Milaan en Parijs`: whether the conjunction `and` joins a name that nobody knows and that follows a preposition.
    fn is_beside_unknown_place(&self, and: Word<'_>, sentence: Span) -> bool {
        let text = self.text();
        let is_name = |word: &Word<'_>| word.adjacent && word.is_capitalised() && self.mention_at(word.span.start).is_none();
        let name = self.is(Some(and), WordClass::Coordination).then(|| before(text, sentence, and.span.start)).flatten();
        let governor = name.filter(is_name).and_then(|name| before(text, sentence, name.span.start)).filter(|word| word.adjacent);
        self.is(governor, WordClass::PlacePreposition) || self.is(governor, WordClass::OpenPreposition)
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
        if next.is_some_and(|verb| self.is(Some(verb), WordClass::PlaceVerb) && self.tells_of_person(sentence, verb.span.end)) {
            return Some((true, Rule::CapitalAsPerson));
        }
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
