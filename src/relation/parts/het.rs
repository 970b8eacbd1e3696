//! `het`, which is an article or a pronoun: a pronoun before a name that takes no article, or before what `het` does not go with.

use crate::gazetteer::{ActorType, AliasKind};
use crate::relation::parts::phrase::Builder;
use crate::relation::words::lexicon::Class;
use crate::relation::words::token::{Kind, party};

impl Builder<'_> {
    /// `dat het Rusland heeft gevraagd`, `dat het Hezbollah steunt`: before a name that takes no article, `het` is the subject.
    pub(crate) fn is_it(&self, clause: &[u16], at: usize) -> bool {
        let token = &self.tokens.all[clause[at] as usize];
        // `, viel het Armenië aan`
        let opens = at == 0 || self.tokens.all[clause[at - 1] as usize].is_verb();
        if !opens || !token.is(Class::Pronoun) || token.word.is_none() || token.word != self.it {
            return false;
        }
        let Some(next) = clause.get(at + 1).map(|next| &self.tokens.all[*next as usize]) else { return false };
        match next.kind {
            // `dat het Indiase drones heeft neergehaald`: no article of a plural.
            Kind::Mention(mention) if self.kind_of(mention) == AliasKind::Adjective => clause.get(at + 2).is_some_and(|third| {
                let noun = &self.tokens.all[*third as usize];
                self.is_plural(*third) || noun.is(Class::Weapon) && noun.span.of(self.text).ends_with('s')
            }),
            Kind::Mention(mention) => {
                let named = next.span.of(self.text);
                (self.is_country(mention) || self.needs_no_article(mention))
                    && matches!(self.kind_of(mention), AliasKind::Name | AliasKind::Short | AliasKind::Inhabitant)
                    && !named.contains(' ')
                    && !named.chars().all(char::is_uppercase)
            }
            Kind::Word => {
                next.capital && next.is_open() && next.word.is_none() && next.span.of(self.text).ends_with("en")
                    || next.is_any(&[Class::Adverb, Class::Negation, Class::Preposition])
                    // `zegt dat het vijf toestellen heeft neergehaald`
                    || next.is(Class::Number) && clause.get(at + 2).is_some_and(|third| self.is_plural(*third) || self.tokens.all[*third as usize].mention().is_some())
                    || next.is(Class::Determiner) && !next.is(Class::Be)
                    // `het ballistische raketten`: no article of a plural.
                    || self.is_plural(clause[at + 1])
                    || next.is(Class::Weapon) && next.span.of(self.text).ends_with('s')
                    || next.is_open() && next.span.of(self.text).ends_with('e') && clause.get(at + 2).is_some_and(|third| self.is_plural(*third))
            }
            _ => false,
        }
    }

    /// `het Maduro steunt`, `het Hezbollah steunt`
    fn needs_no_article(&self, mention: u32) -> bool {
        let actor = party(&self.mentions[mention as usize]).map(|(actor, _)| self.gazetteer.actor(actor));
        actor.is_some_and(|actor| actor.actor_type == ActorType::Person || actor.note == "armed-group")
    }
}
