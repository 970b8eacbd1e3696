//! How well mentions agree with gold: precision, recall and F1 by type, kind and rule, and every disagreement with its sentence.

use std::collections::{BTreeMap, BTreeSet};

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::annotated::Annotated;
use crate::gazetteer::{AliasKind, Gazetteer};
use crate::gold::GoldMention;
use crate::position::Positions;

/// Counts of agreement. Written with precision, recall and F1, each null where there is nothing to measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Found and in the gold.
    pub right: u64,
    /// Found and not in the gold.
    pub spurious: u64,
    /// In the gold and not found.
    pub missed: u64,
}

impl Score {
    /// Right over found; 1 where nothing was found.
    #[must_use]
    pub fn precision(self) -> f64 {
        share(self.right, self.right + self.spurious)
    }

    /// Right over gold; 1 where the gold holds nothing.
    #[must_use]
    pub fn recall(self) -> f64 {
        share(self.right, self.right + self.missed)
    }

    /// Harmonic mean of precision and recall.
    #[must_use]
    pub fn f1(self) -> f64 {
        share(2 * self.right, 2 * self.right + self.spurious + self.missed)
    }
}

impl Serialize for Score {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { right, spurious, missed } = *self;
        let of = |value: f64, whole: u64| (whole > 0).then_some(value);
        let mut fields = serializer.serialize_struct("Score", 6)?;
        fields.serialize_field("precision", &of(self.precision(), right + spurious))?;
        fields.serialize_field("recall", &of(self.recall(), right + missed))?;
        fields.serialize_field("f1", &of(self.f1(), right + spurious + missed))?;
        fields.serialize_field("right", &right)?;
        fields.serialize_field("spurious", &spurious)?;
        fields.serialize_field("missed", &missed)?;
        fields.end()
    }
}

/// Counts are far below 2^53, so nothing is lost.
#[allow(clippy::cast_precision_loss)]
fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// A mention that is in one and not in the other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Disagreement {
    /// `document:line`.
    pub place: String,
    /// `missed` or `spurious`.
    pub fault: String,
    /// The text of the mention.
    pub text: String,
    /// The actor, or the type where the gold tells no actor.
    pub actor: String,
    /// The rule that found it, for a spurious one.
    pub rule: String,
    /// The text around it.
    pub context: String,
}

/// Agreement with gold.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct Evaluation {
    /// Over all mentions.
    pub all: Score,
    /// By type of actor.
    pub by_type: BTreeMap<String, Score>,
    /// By kind of mention, where it is known.
    pub by_kind: BTreeMap<String, Score>,
    /// By the rule that found it; what is missed has none.
    pub by_rule: BTreeMap<String, Score>,
    /// Every disagreement.
    pub disagreements: Vec<Disagreement>,
}

/// What is compared.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// Types of actors; all where empty.
    pub types: Vec<String>,
}

impl Evaluation {
    /// Compares the mentions of a page with the gold of its document. An office phrase that the gold does not mark is spurious only where the
    /// gold marks others as such; much gold tells no kinds, and marks none.
    pub fn add(&mut self, page: &Annotated, gold: &[&GoldMention], gazetteer: &Gazetteer, scope: &Scope) {
        let text = page.page.text();
        let positions = Positions::new(text);
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let count = places.len() - 1;
        let marks_offices = gold.iter().any(|mention| mention.kind.as_deref() == Some(AliasKind::Office.name()));
        let gold: Vec<&&GoldMention> = gold.iter().filter(|mention| scope.holds(&type_of(mention, gazetteer))).collect();
        let mut at_place: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
        gold.iter().enumerate().for_each(|(at, mention)| at_place.entry((mention.start, mention.end)).or_default().push(at));
        let mut met: BTreeSet<usize> = BTreeSet::new();
        let disagreement = |start: usize, end: usize, fault: &str, actor: String, rule: &str| {
            // Gold may tell places that the text does not have.
            let around = |from: usize, to: usize| {
                let bytes = places.get(from..=to.min(count)).and_then(|between| Some(*between.first()?..*between.last()?));
                bytes.map(|bytes| text[bytes].to_owned()).unwrap_or_default()
            };
            let byte = places[start.min(count)];
            Disagreement {
                place: format!("{}:{}", page.page.document(), positions.of(byte).line),
                fault: fault.to_owned(),
                text: around(start, end),
                actor,
                rule: rule.to_owned(),
                context: around(start.saturating_sub(40), end.saturating_add(40)).split_whitespace().collect::<Vec<_>>().join(" "),
            }
        };
        for mention in page.articles.iter().flat_map(|article| &article.mentions) {
            let Some(actor) = mention.actor().map(|actor| gazetteer.actor(actor)) else { continue };
            let actor_type = actor.actor_type.name();
            if !scope.holds(actor_type) {
                continue;
            }
            let (start, end) = (positions.of(mention.span.start).chars, positions.of(mention.span.end).chars);
            let agrees = |gold: &GoldMention| {
                let same_actor = gold.actor.as_ref().is_none_or(|id| *id == actor.id);
                let same_type = gold.actor.is_some() || gold.actor_type.as_ref().is_none_or(|name| name == actor_type);
                same_actor && same_type
            };
            let here = at_place.get(&(start, end)).into_iter().flatten().copied();
            let hit = here.into_iter().find(|at| !met.contains(at) && agrees(gold[*at]));
            let is_right = hit.is_some();
            if !is_right && mention.kind == AliasKind::Office && !marks_offices {
                continue;
            }
            met.extend(hit);
            let scores = [
                &mut self.all,
                self.by_type.entry(actor_type.to_owned()).or_default(),
                self.by_kind.entry(mention.kind.name().to_owned()).or_default(),
                self.by_rule.entry(mention.rule.name().to_owned()).or_default(),
            ];
            for score in scores {
                score.right += u64::from(is_right);
                score.spurious += u64::from(!is_right);
            }
            if !is_right {
                self.disagreements.push(disagreement(start, end, "spurious", actor.id.clone(), mention.rule.name()));
            }
        }
        for (_, missed) in gold.iter().enumerate().filter(|(at, _)| !met.contains(at)) {
            let actor = self.miss(missed, gazetteer);
            self.disagreements.push(disagreement(missed.start, missed.end, "missed", actor, ""));
        }
    }

    /// Counts the gold of a document that was not read: all of it is missed.
    pub fn add_unread(&mut self, document: &str, gold: &[&GoldMention], gazetteer: &Gazetteer, scope: &Scope) {
        for missed in gold.iter().filter(|mention| scope.holds(&type_of(mention, gazetteer))) {
            let actor = self.miss(missed, gazetteer);
            self.disagreements.push(Disagreement {
                place: document.to_owned(),
                fault: "missed".to_owned(),
                text: String::new(),
                actor,
                rule: String::new(),
                context: String::new(),
            });
        }
    }

    /// Counts a missed mention, and tells its actor, or its type where the gold tells no actor.
    fn miss(&mut self, missed: &GoldMention, gazetteer: &Gazetteer) -> String {
        let name = type_of(missed, gazetteer);
        self.all.missed += 1;
        self.by_type.entry(name.clone()).or_default().missed += 1;
        if let Some(kind) = &missed.kind {
            self.by_kind.entry(kind.clone()).or_default().missed += 1;
        }
        missed.actor.clone().unwrap_or(name)
    }
}

impl Scope {
    fn holds(&self, name: &str) -> bool {
        self.types.is_empty() || self.types.iter().any(|wanted| wanted == name)
    }
}

/// The type that the gold tells, or else that of its actor.
fn type_of(mention: &GoldMention, gazetteer: &Gazetteer) -> String {
    let of_actor = || gazetteer.actor_with_id(mention.actor.as_deref()?).map(|actor| gazetteer.actor(actor).actor_type.name().to_owned());
    mention.actor_type.clone().or_else(of_actor).unwrap_or_else(|| "unknown".to_owned())
}
