//! Phrases of English: which words between others belong to a name or a verb.

use crate::relation::clauses::english_reading::AUXILIARY;
use crate::relation::parts::phrase::{Builder, Draft, Phrase};
use crate::relation::words::lexicon::Class;
use crate::relation::words::token::{Kind, Token};

impl Builder<'_> {
    /// `southern Lebanon`, `the northern Ukrainian city`, `northern and eastern Syria`: whether a word tells a part of the country whose name or
    /// adjective follows.
    pub(super) fn is_part(&self, clause: &[u16], at: usize) -> bool {
        let token = |at: usize| &self.tokens.all[clause[at] as usize];
        let tells = |at: usize| token(at).kind == Kind::Word && token(at).is(Class::CompoundPart);
        let joins = |at: usize| token(at).is(Class::Coordination) && tells(at - 1);
        let mut behind = (at..clause.len()).skip_while(|at| tells(*at) || *at > 0 && joins(*at));
        let names = |at: usize| token(at).mention().is_some_and(|mention| self.is_country(mention));
        self.english && (tells(at) || at > 0 && joins(at)) && behind.next().is_some_and(names)
    }

    /// Whether a word is the particle of the English verb before it.
    pub(super) fn is_particle(&self, clause: &[u16], at: usize) -> bool {
        let token = &self.tokens.all[clause[at] as usize];
        let verb = at.checked_sub(1).map(|before| &self.tokens.all[clause[before] as usize]);
        self.english && token.is(Class::Particle) && token.is(Class::Adverb) && verb.is_some_and(Token::is_verb)
    }

    /// Whether a hyphen joins a name to the name before it.
    pub(super) fn is_hyphenated(&self, number: u16) -> bool {
        let Some(before) = number.checked_sub(1).map(|before| &self.tokens.all[before as usize]) else { return false };
        let gap = self.text.get(before.span.end..self.tokens.all[number as usize].span.start);
        before.mention().is_some() && gap.is_some_and(|gap| matches!(gap, "-" | "‑" | "–"))
    }

    /// `offered Russia sanctions relief`: whether a phrase is a name right behind a verb of giving, so that the noun after it is another phrase.
    /// Letters such as `US` have no adjective of their own, and may be one.
    pub(super) fn is_given(&self, draft: &Draft) -> bool {
        let Some(name) = draft.name.filter(|_| draft.noun.is_none() && draft.adjectives.is_empty() && draft.preposition.is_none()) else {
            return false;
        };
        let before = (0..name).rev().map(|before| &self.tokens.all[before as usize]).find(|before| !before.is(Class::Determiner));
        let spelt = self.tokens.all[name as usize].span.of(self.text);
        before.is_some_and(|before| before.is(Class::Giving)) && !spelt.chars().all(|c| c.is_uppercase() || c == '.')
    }

    /// Whether a phrase is a title or an article, and no name yet.
    pub(super) fn awaits_name(&self, draft: &Draft) -> bool {
        let opens = draft.noun.map_or(draft.determiner, |noun| self.tokens.all[noun as usize].is(Class::Title));
        opens && draft.name.is_none() && !draft.unknown_name && draft.owner.is_none() && draft.adjectives.is_empty()
    }

    /// `a spokesman for the Kremlin`: whether whoever holds an office speaks for whom the next phrase names.
    pub(super) fn speaks_for(&self, clause: &[u16], head: &Phrase, tail: &Phrase) -> bool {
        let speaks = |noun: u16| {
            let noun = &self.tokens.all[noun as usize];
            noun.is(Class::ForPerson) && noun.is(Class::Title) && !noun.is(Class::Envoy)
        };
        let preposition = &self.tokens.all[clause[tail.start] as usize];
        let is_for = preposition.is(Class::Apart) && preposition.is(Class::Toward);
        self.english && head.noun.is_some_and(speaks) && !tail.parties.is_empty() && is_for
    }

    /// `Orban, Hungary's leader and an ally of Putin, met …`: whether what looks like a list of `members` tells of its first what he is, as a comma before
    /// the verb shows: no list of subjects has one there.
    pub(super) fn is_described(&self, clause: &[u16], found: &[Phrase], members: &[usize], next: usize) -> bool {
        let token = |at: usize| clause.get(at).map(|at| &self.tokens.all[*at as usize]);
        let [first, second, _, ..] = members else { return false };
        let is_name = |phrase: &Phrase| phrase.noun.is_none() && !phrase.parties.is_empty();
        let mut behind = next.max(members[members.len() - 1] + 1);
        let mut end = found[behind - 1].end;
        while found.get(behind).is_some_and(|phrase| phrase.start == end && phrase.preposition.is_some()) {
            (end, behind) = (found[behind].end, behind + 1);
        }
        let is_verb = token(end + 1).is_some_and(|verb| verb.finite_form || verb.is(Class::Finite) || verb.is_any(&AUXILIARY));
        self.english
            && is_name(&found[*first])
            && found[*second].noun.is_some()
            && !clause[..found[*first].start].iter().any(|at| self.tokens.all[*at as usize].is_verb())
            && token(end).is_some_and(|comma| comma.kind == Kind::Comma)
            && is_verb
    }
}
