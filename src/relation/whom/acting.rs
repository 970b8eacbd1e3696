//! Who can do what a row says: people in the street for their country, firms for themselves, no one who holds no office.

use crate::gazetteer::{ActorType, AliasKind};
use crate::relation::category::Category;
use crate::relation::events::frame::Filler;
use crate::relation::parts::phrase::{Party, Phrase};
use crate::relation::rows::trigger::Trigger;
use crate::relation::sentence::Sentence;
use crate::relation::words::lexicon::Class;

impl Sentence<'_> {
    /// `Rheinmetall bouwt een fabriek in Litouwen`: what a firm does in a country is business, no deed of one state to another.
    pub(crate) fn is_business(&self, trigger: &Trigger, actor: &Filler, recipient: Option<&Filler>) -> bool {
        let is_firm = |party: &Party| self.gazetteer.actor(party.actor).note == "company";
        let is_country = |party: &Party| self.gazetteer.actor(party.actor).actor_type == ActorType::Country;
        trigger.category == Category::Cooperate
            && !trigger.reciprocal
            && actor.parties.iter().all(is_firm)
            && recipient.is_some_and(|recipient| recipient.parties.iter().all(is_country))
    }

    /// `De NAVO sluit een Russische aanval niet uit`: whether a noun that a row asks for, or a deed that is its object, has another state before it
    /// than the one that speaks. Whoever leads a state may speak of its deeds.
    pub(crate) fn is_deed_of_another(&self, number: usize, held: &std::ops::Range<usize>, actor: &Filler) -> bool {
        let is_person = |party: &Party| self.gazetteer.actor(party.actor).actor_type == ActorType::Person;
        let is_actor = |party: &Party| actor.parties.iter().any(|one| one.actor == party.actor);
        let (tokens, analysis) = (&self.clauses[number].tokens, &self.analyses[number]);
        let is_deed = |at: usize, phrase: &Phrase| {
            let is_held = phrase.start < held.end && held.start < phrase.end;
            is_held || analysis.objects.contains(&at) && phrase.noun.is_some_and(|noun| self.is_event_noun(number, noun))
        };
        let is_another = |phrase: &Phrase| {
            let is_adjective =
                |owner: &&Party| tokens[phrase.start..phrase.end].contains(&owner.token) && !self.tokens.all[owner.token as usize].genitive;
            let mut owners = phrase.owners.iter().filter(is_adjective).peekable();
            owners.peek().is_some() && !owners.any(is_actor)
        };
        let mut phrases = analysis.phrases.iter().enumerate();
        !actor.parties.iter().any(is_person) && phrases.any(|(at, phrase)| is_deed(at, phrase) && is_another(phrase))
    }

    /// `zegt president Pavel in een gesprek met de Tsjechische televisie`: who talks with someone of his own country does so for no other.
    pub(crate) fn is_at_home(&self, trigger: &Trigger, one: Party, other: Party) -> bool {
        let leads = |person: Party, country: Party| {
            let (person, land) = (self.gazetteer.actor(person.actor), self.gazetteer.actor(country.actor));
            let is_pair = person.actor_type == ActorType::Person && land.actor_type == ActorType::Country;
            is_pair && person.of.first() == Some(&country.actor)
        };
        let meets = trigger.category == Category::Consult && trigger.reciprocal && !self.small.english;
        meets && (leads(one, other) || leads(other, one))
    }

    /// `vijf Oekraïners werkten samen met de FSB`: a number of people do not act for their country, unless they protest.
    pub(crate) fn is_some_people(&self, trigger: &Trigger, party: &Party) -> bool {
        let token = &self.tokens.all[party.token as usize];
        let is_people = token.mention().is_some_and(|mention| self.mentions[mention as usize].kind == AliasKind::Inhabitant);
        let token = |back: u16| party.token.checked_sub(back).map(|at| &self.tokens.all[at as usize]);
        let is = |back: u16, class: Class| token(back).is_some_and(|before| before.is(class));
        // `een Wit-Rus die voor Rusland spioneerde`, `hundreds of Cubans`, `many Danes`, `Icelanders who backed`
        let is_told_which = || self.tokens.all.get(party.token as usize + 1).is_some_and(|next| next.is(Class::Relative));
        let is_some = match self.small.english {
            true => {
                is(1, Class::Number)
                    || is(1, Class::Of) && is(2, Class::Number)
                    || is(1, Class::Quantifier)
                    || !is(1, Class::Determiner) && is_told_which()
            }
            false => is(1, Class::Number) || is(1, Class::Indefinite),
        };
        trigger.category != Category::Protest && is_people && is_some
    }

    /// `Japan protesteerde bij China`: a state protests in words, its people in the streets.
    pub(crate) fn is_state_in_streets(&self, trigger: &Trigger, party: &Party) -> bool {
        let is_country = self.gazetteer.actor(party.actor).actor_type == ActorType::Country;
        trigger.category == Category::Protest && trigger.mode == Some("demo") && is_country && party.agent.is_none() && self.is_named(party)
    }

    /// `de Amerikaanse acteur George Clooney bezocht Gaza`: who holds no office does nothing for his country, unless he protests.
    pub(crate) fn is_private(&self, trigger: &Trigger, party: &Party) -> bool {
        let is_country = self.gazetteer.actor(party.actor).actor_type == ActorType::Country;
        // `Keniaanse jongeren eisten het aftreden van Ruto`
        let protests = trigger.category == Category::Protest || trigger.category == Category::Request && trigger.mode == Some("change");
        let agent = party.agent.filter(|_| is_country && !protests);
        // `De Turkse centrale bank opent de aanval op de inflatie`
        let is_firm = |agent: u16| trigger.category == Category::Assault && self.tokens.all[agent as usize].is(Class::Firm);
        agent.is_some_and(|agent| self.tokens.all[agent as usize].is(Class::Private) || is_firm(agent))
    }

    /// `Zelensky's chief of staff resigned`: who leaves office is not the person that he served.
    pub(crate) fn is_aide(&self, trigger: &Trigger, party: &Party) -> bool {
        let is_person = self.gazetteer.actor(party.actor).actor_type == ActorType::Person;
        trigger.mode == Some("resign") && is_person && party.agent.is_some()
    }

    /// `ontving de kroonprins in Washington`: where someone without a name is met does not tell for whom he acts, unless he guards or rules it.
    pub(crate) fn is_only_where(&self, number: usize, trigger: &Trigger, found: &Filler) -> bool {
        let (tokens, analysis) = (&self.clauses[number].tokens, &self.analyses[number]);
        let Some(head) = found.phrase.filter(|head| trigger.category == Category::Consult && analysis.subject.phrase != Some(*head)) else {
            return false;
        };
        let own = &analysis.phrases[head];
        let is_organ = own.noun.is_some_and(|noun| self.tokens.all[noun as usize].is_any(&[Class::Organ, Class::Body]));
        let is_where = |tail: &&Phrase| tail.attached && tail.preposition.is_some() && tail.preposition == self.small.within;
        let Some(tail) = analysis.phrases.get(head + 1).filter(is_where).filter(|_| !is_organ) else { return false };
        let beyond = tokens.get(tail.start..tail.end).unwrap_or_default();
        found.parties.iter().all(|party| beyond.contains(&party.token))
    }

    /// Whether a party is told by its name, not by its adjective or its people.
    pub(crate) fn is_named(&self, party: &Party) -> bool {
        let mention = self.tokens.all[party.token as usize].mention();
        mention
            .is_some_and(|mention| matches!(self.mentions[mention as usize].kind, AliasKind::Name | AliasKind::Short | AliasKind::Capital))
    }
}
