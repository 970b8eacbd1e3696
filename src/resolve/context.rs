//! Rules of context: words elsewhere in the article that speak for or against a reading, from `contexts.csv`.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::fold::fold;
use crate::gazetteer::{ContextRole, ContextRule, Gazetteer};
use crate::id::{ActorId, AliasId};
use crate::mention::holds_words;
use crate::resolve::{Resolution, Rule, Verdict, View};

/// Which rules of context speak of which actor: their numbers in the gazetteer's list.
#[derive(Clone, Debug, Default)]
pub(super) struct Contexts {
    by_actor: FxHashMap<ActorId, Vec<usize>>,
}

impl Contexts {
    pub(super) fn new(gazetteer: &Gazetteer) -> Self {
        let mut by_actor: FxHashMap<ActorId, Vec<usize>> = FxHashMap::default();
        for (number, rule) in gazetteer.contexts().iter().enumerate() {
            by_actor.entry(rule.actor).or_default().push(number);
        }
        Self { by_actor }
    }
}

impl View<'_> {
    /// The readings of mention `at` that the words of the article leave, or the verdict where they decide.
    pub(super) fn by_context(&self, at: usize) -> Result<Cow<'_, [AliasId]>, Verdict> {
        let all = &self.mentions[at].candidates;
        if !all.iter().any(|id| self.resolver.contexts.by_actor.contains_key(&self.resolver.gazetteer.actor_of(*id))) {
            return Ok(Cow::Borrowed(all));
        }
        let mut judged: Vec<(AliasId, Leaning)> = Vec::with_capacity(all.len());
        for &id in all.iter() {
            judged.push((id, self.leaning(at, id)));
        }
        let those = |leaning: Leaning| judged.iter().filter(move |(_, own)| *own == leaning).map(|(id, _)| *id);
        let spoken_for: Vec<AliasId> = those(Leaning::For).collect();
        if let [only] = spoken_for[..]
            && all.len() > 1
        {
            let alias = self.alias(only);
            return Err((Resolution::Actor(alias.actor), Rule::Context, alias.kind));
        }
        if !spoken_for.is_empty() {
            return Ok(Cow::Owned(spoken_for));
        }
        let left: Vec<AliasId> = those(Leaning::Open).collect();
        if left.is_empty() {
            let alias = self.alias(all[0]);
            return Err((Resolution::Nil(alias.actor), Rule::UnrelatedContext, alias.kind));
        }
        Ok(Cow::Owned(left))
    }

    /// What the article says of one reading of mention `at`.
    fn leaning(&self, at: usize, id: AliasId) -> Leaning {
        let alias = self.alias(id);
        if !self.resolver.contexts.by_actor.contains_key(&alias.actor) {
            return Leaning::Open;
        }
        let known = self.words.borrow().get(&id).copied();
        let words = known.unwrap_or_else(|| {
            let words = self.words_beside(id);
            self.words.borrow_mut().insert(id, words);
            words
        });
        match words {
            WordsBeside::For => Leaning::For,
            WordsBeside::Missing if self.names_otherwise(alias.actor, alias.text) || self.follows_office(at) => Leaning::For,
            WordsBeside::Missing | WordsBeside::Against => Leaning::Against,
            WordsBeside::Nothing => Leaning::Open,
        }
    }

    /// What the words of the article say of an alias, wherever it stands.
    fn words_beside(&self, id: AliasId) -> WordsBeside {
        let alias = self.alias(id);
        let numbers = self.resolver.contexts.by_actor.get(&alias.actor).map_or(&[][..], Vec::as_slice);
        let (all, folded) = (self.resolver.gazetteer.contexts(), fold(alias.text));
        let own = || numbers.iter().map(|number| &all[*number]).filter(|rule| rule.alias == folded);
        let speaks = |role: ContextRole| {
            own().filter(|rule| rule.role == role).flat_map(ContextRule::words).map(fold).any(|word| {
                // An unrelated phrase that holds the alias is a pattern of its own in the search.
                let is_pattern = role == ContextRole::Unrelated && holds_words(&word, &folded);
                !is_pattern && holds_words(self.folded(), &word)
            })
        };
        if speaks(ContextRole::Context) || speaks(ContextRole::Required) {
            return WordsBeside::For;
        }
        if own().any(|rule| rule.role == ContextRole::Required) {
            return WordsBeside::Missing;
        }
        if speaks(ContextRole::Unrelated) { WordsBeside::Against } else { WordsBeside::Nothing }
    }
}

/// What the words of an article say of an alias.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum WordsBeside {
    /// One speaks for its reading.
    For,
    /// One speaks against it.
    Against,
    /// None of those stands there without which it is not meant.
    Missing,
    /// Nothing.
    Nothing,
}

/// Where the words of an article lean.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Leaning {
    For,
    Against,
    Open,
}
