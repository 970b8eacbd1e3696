//! What two commas put into a clause, so that a name behind it goes on with what stood before.

use crate::gazetteer::AliasKind;
use crate::relation::parts::phrase::{Builder, Phrase};
use crate::relation::words::lexicon::Class;
use crate::relation::words::token::Kind;

impl Builder<'_> {
    /// `heeft vrijdag, een dag na de aanval, Rusland veroordeeld`: whether a phrase with a preposition is put between commas behind the verb, so that
    /// what follows is no apposition.
    pub(super) fn is_put_between(&self, clause: &[u16], phrase: &Phrase) -> bool {
        let token = |at: usize| &self.tokens.all[clause[at] as usize];
        let Some(comma) = (0..phrase.start).rfind(|at| token(*at).kind == Kind::Comma) else { return false };
        let tells_when = |at: usize| token(at).is_any(&[Class::Time, Class::Number, Class::Determiner, Class::Adverb]);
        !self.english
            && phrase.preposition.is_some()
            && (0..comma).any(|at| token(at).is_verb())
            && (comma + 1..phrase.start).all(tells_when)
    }

    /// `heeft Turkije, lid van de NAVO, Syrië aangevallen`, `veroordeelde, na overleg met Merz, Rusland`: whether a name behind a comma stands beyond
    /// what two commas put in, as no comma follows it.
    pub(super) fn is_beyond_aside(&self, clause: &[u16], found: &[Phrase], members: &[usize], next: usize) -> bool {
        let token = |at: usize| &self.tokens.all[clause[at] as usize];
        let is_comma = |at: usize| token(at).kind == Kind::Comma;
        let phrase = &found[next];
        let is_name = |phrase: &Phrase| phrase.noun.is_none() && !phrase.parties.is_empty();
        if self.english || phrase.preposition.is_some() || phrase.parties.is_empty() || (phrase.end < clause.len() && is_comma(phrase.end))
        {
            return false;
        }
        let verb = (0..phrase.start).find(|at| token(*at).is_verb());
        let is_behind_verb = |at: usize| verb.is_some_and(|verb| verb < at);
        // No list goes on: no word joins what follows.
        let is_list = (phrase.end..clause.len()).take_while(|at| !token(*at).is_verb()).any(|at| token(at).is(Class::Coordination));
        let head = &found[members[0]];
        let is_office = |at: usize| token(at).mention().is_some_and(|mention| self.kind_of(mention) == AliasKind::Office);
        let is_noun = |phrase: &Phrase| {
            phrase.preposition.is_none() && (phrase.noun.is_some() || token(phrase.start).is(Class::Determiner) || is_office(phrase.start))
        };
        let is_apposed = members.len() == 2 && (is_noun(&found[members[1]]) || is_noun(head));
        // `, na een gesprek met Merz, Rusland`: the comma before that of the phrase with a preposition that opens right behind it.
        let comma = (0..head.start + 1).rfind(|at| is_comma(*at));
        let opens = comma.is_some_and(|comma| token(comma + 1).is_any(&[Class::Preposition, Class::Adverb]) && is_behind_verb(comma));
        let is_aside = members.len() == 1 && head.preposition.is_some() && opens && is_name(phrase);
        !is_list && (is_apposed && is_behind_verb(head.start) || is_aside)
    }
}
