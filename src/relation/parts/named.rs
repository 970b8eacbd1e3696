//! What a name in a phrase is: someone's, a town's, a group's with arms; and numerals that go on.

use crate::gazetteer::ActorType;
use crate::id::ActorId;
use crate::relation::parts::phrase::{Builder, Draft, Party, Phrase};
use crate::relation::words::lexicon::Class;
use crate::relation::words::token::{Kind, Token, party};

impl Builder<'_> {
    /// `een loods in Odesa`: the country of a town, which stands for it as its capital does where that is a place.
    pub(super) fn town(&self, clause: &[u16], phrase: &Phrase) -> Option<Party> {
        let tokens = clause[phrase.start..phrase.end].iter().rev().copied();
        let mut named = tokens.filter(|token| self.tokens.all[*token as usize].capital);
        // `minister Nasir`, `regisseur Elia Kazan`: people.
        let is_someone = |noun: u16| self.tokens.all[noun as usize].is_any(&[Class::Title, Class::Agent, Class::Private]);
        if phrase.noun.is_some_and(is_someone) {
            return None;
        }
        let (token, (actor, words)) = named.find_map(|token| Some((token, self.towns.country_of(self.tokens, token)?)))?;
        let inside = &clause[phrase.start..phrase.end];
        let is_name = |token: Option<u16>| {
            let token = token.filter(|token| inside.contains(token)).map(|token| &self.tokens.all[token as usize]);
            token.is_some_and(|token| token.kind == Kind::Word && token.capital && token.is_open())
        };
        let first = token + 1 - words;
        if is_name(first.checked_sub(1)) || is_name(token.checked_add(1)) {
            return None;
        }
        Some(Party { actor, token, agent: None, place: true })
    }

    /// Whether a numeral goes on with the one right before it.
    pub(super) fn counts_on(&self, clause: &[u16], at: usize, draft: Option<&Draft>) -> bool {
        let is_open = draft.is_some_and(|draft| draft.noun.is_none() && draft.name.is_none() && draft.end == at);
        !self.english && is_open && self.tokens.all[clause[at - 1] as usize].is(Class::Number)
    }

    /// `het Russische Openbaar Ministerie`: a name that many countries have for an office of theirs, listed for another one.
    pub(super) fn is_office_of(&self, office: Party, country: Party) -> bool {
        const OFFICES: [&str; 7] = ["ministry", "agency", "police", "court", "parliament", "military", "intelligence"];
        let office = self.gazetteer.actor(office.actor);
        let is_foreign = !office.of.is_empty() && !office.of.contains(&country.actor);
        office.actor_type == ActorType::Organization && OFFICES.contains(&office.note.as_str()) && is_foreign
    }

    /// Whether a party is a group with arms of its own, which acts for no country.
    pub(super) fn is_armed(&self, party: Party) -> bool {
        self.gazetteer.actor(party.actor).note == "armed-group"
    }

    /// Whether whoever a noun names acts for an actor whose adjective or first part it has: rebels act for their own body alone, opponents
    /// and followers for no one.
    pub(super) fn may_act_for(&self, noun: &Token, actor: ActorId) -> bool {
        let is_body = self.gazetteer.actor(actor).actor_type == ActorType::Organization;
        !noun.is_any(&[Class::Follower, Class::Opponent]) && (is_body || !noun.is(Class::Rebel))
    }

    /// Whether a phrase before a word is a year: `in 2023`.
    pub(super) fn is_year(&self, draft: &Draft, word: u16) -> bool {
        let before = word.checked_sub(1).map_or("", |before| self.tokens.all[before as usize].span.of(self.text));
        let is_year = before.len() == 4 && (before.starts_with("19") || before.starts_with("20")) && before.parse::<u16>().is_ok();
        is_year && draft.preposition.is_some() && draft.preposition == self.within && !draft.determiner
    }

    pub(super) fn names_someone(&self, number: u16) -> bool {
        self.tokens.all[number as usize].mention().is_some_and(|mention| party(&self.mentions[mention as usize]).is_some())
    }
}
