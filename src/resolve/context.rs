//! Rules of context: words elsewhere in the article that speak for or against a reading, from `contexts.csv`.

use std::borrow::Cow;
use std::sync::OnceLock;

use memchr::memmem::Finder;
use rustc_hash::FxHashMap;

use crate::fold::fold;
use crate::gazetteer::{ContextRole, ContextRule, Gazetteer};
use crate::id::{ActorId, AliasId};
use crate::mention::{finds_words, holds_words};
use crate::resolve::{Resolution, Rule, Verdict, View};

/// Which rules of context speak of which actor.
#[derive(Clone, Debug, Default)]
pub(super) struct Contexts {
    by_actor: FxHashMap<ActorId, Rules>,
}

/// The rules of an actor.
#[derive(Clone, Debug, Default)]
struct Rules {
    /// Their numbers in the gazetteer's list.
    numbers: Vec<usize>,
    /// What they look for, worked out when an article first asks.
    sought: OnceLock<Vec<Sought>>,
}

/// What a rule looks for.
#[derive(Clone, Debug)]
struct Sought {
    /// The alias of which it speaks, in folded form.
    alias: String,
    role: ContextRole,
    /// Its words in folded form, each with its search.
    words: Vec<Finder<'static>>,
}

impl Contexts {
    pub(super) fn new(gazetteer: &Gazetteer) -> Self {
        let mut by_actor: FxHashMap<ActorId, Rules> = FxHashMap::default();
        for (number, rule) in gazetteer.contexts().iter().enumerate() {
            by_actor.entry(rule.actor).or_default().numbers.push(number);
        }
        Self { by_actor }
    }
}

impl Rules {
    fn sought(&self, gazetteer: &Gazetteer) -> &[Sought] {
        self.sought.get_or_init(|| {
            let rules = self.numbers.iter().map(|number| &gazetteer.contexts()[*number]);
            let of = |rule: &ContextRule| {
                // An unrelated phrase that holds the alias is a pattern of its own in the search.
                let is_pattern = |word: &String| rule.role == ContextRole::Unrelated && holds_words(word, &rule.alias);
                let words = rule.words().map(fold).filter(|word| !is_pattern(word));
                let words = words.map(|word| Finder::new(word.as_bytes()).into_owned()).collect();
                Sought { alias: rule.alias.clone(), role: rule.role, words }
            };
            rules.map(of).collect()
        })
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
        if spoken_for.len() > 1 {
            // Of words for several readings those of the same sentence tell.
            let sentence = fold(self.sentence(self.mentions[at].sentence).of(self.text()));
            let mut beside = spoken_for.iter().filter(|id| self.speaks_for(**id, &sentence));
            if let (Some(only), None) = (beside.next(), beside.next()) {
                let alias = self.alias(*only);
                return Err((Resolution::Actor(alias.actor), Rule::Context, alias.kind));
            }
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

    /// Whether a folded text holds a word that speaks for an alias.
    fn speaks_for(&self, id: AliasId, folded: &str) -> bool {
        let alias = self.alias(id);
        let rules = self.resolver.contexts.by_actor.get(&alias.actor);
        let name = fold(alias.text);
        let mut own = rules.map_or(&[][..], |rules| rules.sought(&self.resolver.gazetteer)).iter().filter(|rule| rule.alias == name);
        let is_for = |rule: &Sought| matches!(rule.role, ContextRole::Context | ContextRole::Required);
        own.any(|rule| is_for(rule) && rule.words.iter().any(|word| finds_words(word, folded)))
    }

    /// What the words of the article say of an alias, wherever it stands.
    fn words_beside(&self, id: AliasId) -> WordsBeside {
        let alias = self.alias(id);
        let rules = self.resolver.contexts.by_actor.get(&alias.actor);
        let sought = rules.map_or(&[][..], |rules| rules.sought(&self.resolver.gazetteer));
        let folded = fold(alias.text);
        let own = || sought.iter().filter(|rule| rule.alias == folded);
        let speaks = |role: ContextRole| {
            own().filter(|rule| rule.role == role).flat_map(|rule| &rule.words).any(|word| finds_words(word, self.folded()))
        };
        if self.speaks_for(id, self.folded()) {
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
