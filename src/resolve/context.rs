//! Rules of context: words elsewhere in the article that speak for or against a reading, from `contexts.csv`.

use rustc_hash::FxHashMap;

use crate::fold::fold;
use crate::gazetteer::{ContextRole, Gazetteer};
use crate::id::{ActorId, AliasId};
use crate::mention::holds_words;
use crate::resolve::{Resolution, Rule, Verdict, View};

/// The words that decide, by actor: few actors have any, and then the alias is looked at.
#[derive(Clone, Debug, Default)]
pub(super) struct Contexts {
    by_actor: FxHashMap<ActorId, Vec<Reading>>,
}

#[derive(Clone, Debug)]
struct Reading {
    /// The alias in folded form.
    alias: String,
    speaks: ContextRole,
    words: Vec<String>,
}

impl Contexts {
    pub(super) fn new(gazetteer: &Gazetteer) -> Self {
        let mut by_actor: FxHashMap<ActorId, Vec<Reading>> = FxHashMap::default();
        for rule in gazetteer.contexts() {
            // An unrelated phrase that holds the alias is a pattern of its own in the search.
            let is_pattern = |word: &String| rule.role == ContextRole::Unrelated && holds_words(word, &rule.alias);
            let words = rule.words.iter().map(|word| fold(word)).filter(|word| !is_pattern(word)).collect::<Vec<_>>();
            if !words.is_empty() {
                by_actor.entry(rule.actor).or_default().push(Reading { alias: rule.alias.clone(), speaks: rule.role, words });
            }
        }
        Self { by_actor }
    }
}

impl View<'_> {
    /// The readings of mention `at` that the words of the article leave, or the verdict where they decide.
    pub(super) fn by_context(&self, at: usize) -> Result<Vec<AliasId>, Verdict> {
        let all = &self.mentions[at].candidates;
        if all.iter().all(|id| !self.resolver.contexts.by_actor.contains_key(&self.alias(*id).actor)) {
            return Ok(all.clone());
        }
        let mut judged: Vec<(AliasId, Leaning)> = Vec::with_capacity(all.len());
        for &id in all {
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
            return Ok(spoken_for);
        }
        let left: Vec<AliasId> = those(Leaning::Open).collect();
        if left.is_empty() {
            let alias = self.alias(all[0]);
            return Err((Resolution::Nil(alias.actor), Rule::UnrelatedContext, alias.kind));
        }
        Ok(left)
    }

    /// What the words of the article say of one reading of mention `at`.
    fn leaning(&self, at: usize, id: AliasId) -> Leaning {
        let alias = self.alias(id);
        let Some(readings) = self.resolver.contexts.by_actor.get(&alias.actor) else { return Leaning::Open };
        let folded = fold(alias.text);
        let own = || readings.iter().filter(|reading| reading.alias == folded);
        let speaks = |role: ContextRole| {
            own().filter(|reading| reading.speaks == role).any(|reading| reading.words.iter().any(|word| holds_words(self.folded(), word)))
        };
        if speaks(ContextRole::Context) || speaks(ContextRole::Required) {
            return Leaning::For;
        }
        let needs = own().any(|reading| reading.speaks == ContextRole::Required);
        if needs && (self.names_otherwise(alias.actor, alias.text) || self.follows_title(at)) {
            return Leaning::For;
        }
        if needs || speaks(ContextRole::Unrelated) { Leaning::Against } else { Leaning::Open }
    }
}

/// Where the words of an article lean.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Leaning {
    For,
    Against,
    Open,
}
