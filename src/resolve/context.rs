//! Rules of context: words elsewhere in the article that speak for or against a reading, from `contexts.csv`.

use rustc_hash::FxHashMap;

use crate::fold::fold;
use crate::gazetteer::{ContextRole, Gazetteer};
use crate::id::{ActorId, AliasId};
use crate::mention::holds_words;
use crate::resolve::{Open, Resolution, Rule, Verdict, View};

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
            // A phrase that holds the alias is a pattern of its own in the search.
            let words = rule.words.iter().map(|word| fold(word)).filter(|word| !holds_words(word, &rule.alias)).collect::<Vec<_>>();
            if !words.is_empty() {
                by_actor.entry(rule.actor).or_default().push(Reading { alias: rule.alias.clone(), speaks: rule.role, words });
            }
        }
        Self { by_actor }
    }
}

impl View<'_> {
    /// The readings of a mention that the words of the article leave, or the verdict where they decide.
    pub(super) fn by_context(&self, mention: &Open) -> Result<Vec<AliasId>, Verdict> {
        let all = &mention.candidates;
        let contexts = &self.resolver.contexts.by_actor;
        if all.iter().all(|id| !contexts.contains_key(&self.alias(*id).actor)) {
            return Ok(all.clone());
        }
        let judged: Vec<(AliasId, bool, bool)> = all
            .iter()
            .map(|&id| {
                let alias = self.alias(id);
                let readings = contexts.get(&alias.actor).map_or(&[][..], Vec::as_slice);
                let folded = if readings.is_empty() { String::new() } else { fold(alias.text) };
                let speaks = |role: ContextRole| {
                    readings
                        .iter()
                        .filter(|reading| reading.alias == folded && reading.speaks == role)
                        .any(|reading| reading.words.iter().any(|word| holds_words(self.folded(), word)))
                };
                (id, speaks(ContextRole::Context), speaks(ContextRole::Unrelated))
            })
            .collect();
        let spoken_for: Vec<AliasId> = judged.iter().filter(|(_, with, _)| *with).map(|(id, ..)| *id).collect();
        if let [only] = spoken_for[..]
            && all.len() > 1
        {
            let alias = self.alias(only);
            return Err((Resolution::Actor(alias.actor), Rule::Context, alias.kind));
        }
        if !spoken_for.is_empty() {
            return Ok(spoken_for);
        }
        let left: Vec<AliasId> = judged.iter().filter(|(_, _, against)| !*against).map(|(id, ..)| *id).collect();
        if left.is_empty() {
            let alias = self.alias(all[0]);
            return Err((Resolution::Nil(alias.actor), Rule::UnrelatedContext, alias.kind));
        }
        Ok(left)
    }
}
