//! Looking an actor up as a person names it: by id, name or any alias, with near names for a misspelt one.

use crate::fold::{fold, folds_to};
use crate::gazetteer::Gazetteer;
use crate::gazetteer::model::{ActorType, AliasKind};
use crate::id::ActorId;

/// What a name given by a person means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lookup {
    /// One actor.
    Found(ActorId),
    /// Several actors, in the order of their ids.
    Ambiguous(Vec<ActorId>),
    /// None. Names that are spelt alike, the nearest first.
    Unknown {
        /// At most three.
        near: Vec<String>,
    },
}

/// How alike two names must be to be suggested for each other, from 0 to 1 (Jaro–Winkler).
const ALIKE: f64 = 0.84;

impl Gazetteer {
    /// Finds the actor that `name` means. A name to the letter goes before an id, an id before a name
    /// in another case or without its diacritics, and a display name before other aliases.
    ///
    /// ```
    /// use actorgraph::{GazetteerBuilder, Lookup};
    /// let mut builder = GazetteerBuilder::default();
    /// builder.add_file("a.csv", "id,name,acronym,other,of,kind\nnato,NAVO,NATO,,,alliance\n");
    /// let gazetteer = builder.build().0;
    /// assert!(matches!(gazetteer.lookup("navo"), Lookup::Found(_)));
    /// assert_eq!(gazetteer.lookup("navoo"), Lookup::Unknown { near: vec!["NAVO".into()] });
    /// ```
    #[must_use]
    pub fn lookup(&self, name: &str) -> Lookup {
        let (name, folded) = (name.trim(), fold(name.trim()));
        // `VN` is the United Nations, `vn` is Vietnam.
        let as_listed = self.aliases().any(|(_, alias)| alias.text == name);
        if !as_listed && let Some(actor) = self.actor_with_id(&folded) {
            return Lookup::Found(actor);
        }
        let mut by_name = Vec::new();
        let mut by_alias = Vec::new();
        for (_, alias) in self.aliases() {
            let is_named = if as_listed { alias.text == name } else { folds_to(alias.text, &folded) };
            if is_named {
                let list = if alias.kind == AliasKind::Name { &mut by_name } else { &mut by_alias };
                list.push(alias.actor);
            }
        }
        let mut actors = if by_name.is_empty() { by_alias } else { by_name };
        actors.sort_unstable();
        actors.dedup();
        match actors.as_slice() {
            [] => Lookup::Unknown { near: self.near(&folded) },
            [actor] => Lookup::Found(*actor),
            _ => Lookup::Ambiguous(actors),
        }
    }

    /// The aliases spelt most like `folded`, at most three, of different actors, those that share words with it first.
    fn near(&self, folded: &str) -> Vec<String> {
        const MOST: usize = 3;
        // `de NAVO`, `Korea`: a name that is part of what was asked for, or has it as one of its words, is nearer than one spelt like it.
        let asked: Vec<&str> = words_of(folded).collect();
        let score = |alias: &str| {
            const EACH_WORD: f64 = 0.02;
            let words: Vec<&str> = words_of(alias).collect();
            let holds =
                |all: &[&str], part: &[&str]| !part.is_empty() && part.len() < all.len() && all.windows(part.len()).any(|own| own == part);
            let shares = holds(&words, &asked) || words.iter().any(|word| word.len() > 3) && holds(&asked, &words);
            let others = u32::try_from(words.len().abs_diff(asked.len())).map_or(f64::MAX, f64::from);
            if shares { 1.0 - others * EACH_WORD } else { strsim::jaro_winkler(alias, folded) }
        };
        let is_country = |actor: ActorId| self.actor(actor).actor_type == ActorType::Country;
        let mut scored: Vec<(f64, ActorId, &str)> = self
            .aliases()
            .map(|(_, alias)| (score(&fold(alias.text)), alias.actor, alias.text))
            .filter(|(score, ..)| *score >= ALIKE)
            .collect();
        scored.sort_by(|a, b| {
            let by_score = b.0.total_cmp(&a.0).then(is_country(b.1).cmp(&is_country(a.1)));
            by_score.then(a.1.cmp(&b.1)).then(a.2.cmp(b.2))
        });
        let mut near: Vec<(ActorId, String)> = Vec::new();
        for (_, actor, text) in scored {
            if near.iter().all(|(known, _)| *known != actor) {
                near.push((actor, text.to_owned()));
            }
            if near.len() == MOST {
                break;
            }
        }
        near.into_iter().map(|(_, text)| text).collect()
    }
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split([' ', '-']).filter(|word| !word.is_empty())
}
