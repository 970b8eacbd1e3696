//! What changed between two periods: links that are new, gone, stronger or weaker, with the sentences and a test.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use serde::Serialize;

use crate::answer::Named;
use crate::association::{Contingency, holm};
use crate::cooccurrence::PairCount;
use crate::gazetteer::Gazetteer;
use crate::graph::{Evidence, PairKeeper};
use crate::id::ActorId;
use crate::kept_list::KeptList;
use crate::relation_count::{RelationCount, RelationEvidence, RelationKind};
use crate::tally::{Period, Tally};

/// How a link changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ChangeKind {
    /// It was not there before.
    New,
    /// It is in a larger share of the articles than before.
    Stronger,
    /// It is in a smaller share of the articles than before.
    Weaker,
    /// It is no longer there.
    Gone,
}

impl ChangeKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::New, Self::Stronger, Self::Weaker, Self::Gone];

    /// The name used in options and output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Stronger => "stronger",
            Self::Weaker => "weaker",
            Self::Gone => "gone",
        }
    }

    /// What became of something, and the share after by the share before, where it was there before.
    fn of(before: Strength, after: Strength) -> (Self, Option<f64>) {
        let ratio = (before.articles > 0).then(|| after.share / before.share);
        let kind = match ratio {
            None => Self::New,
            Some(_) if after.articles == 0 => Self::Gone,
            Some(ratio) if ratio > 1.0 => Self::Stronger,
            Some(_) => Self::Weaker,
        };
        (kind, ratio)
    }

    const fn is_of_the_later(self) -> bool {
        matches!(self, Self::New | Self::Stronger)
    }

    /// The kind with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// How large a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct PeriodSize {
    /// First day, where there is one.
    pub since: Option<Date>,
    /// Last day, where there is one.
    pub until: Option<Date>,
    /// Pages with an article in it.
    pub documents: u64,
    /// Distinct articles.
    pub articles: u64,
    /// Windows of distinct articles.
    pub windows: u64,
}

/// How often two actors appear together in a period.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Strength {
    /// Windows of distinct articles with both.
    pub sentences: u64,
    /// Distinct articles with such a window.
    pub articles: u64,
    /// These articles as a share of all of the period.
    pub share: f64,
}

/// A link that changed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// The two actors.
    pub actors: [Named; 2],
    /// How it changed.
    pub change: ChangeKind,
    /// In the earlier period.
    pub before: Strength,
    /// In the later period.
    pub after: Strength,
    /// The share after by the share before; nothing for a new link.
    pub ratio: Option<f64>,
    /// G² of the table of articles with and without the link in each period.
    pub llr: f64,
    /// The chance of a G² as large if the share had not changed.
    pub p: f64,
    /// The same, corrected by Holm's method for all links that were compared.
    pub p_corrected: f64,
    /// Sentences of the later period, or of the earlier one where the link is gone or weaker.
    pub evidence: KeptList<Evidence>,
    /// How many there are.
    pub evidence_total: u64,
    /// What the two do to each other more, less, for the first time or no longer; the most told first. Empty where it was not asked for.
    pub relations: Vec<RelationChange>,
}

/// A kind of event that is told more or less than before.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RelationChange {
    /// Id of who acts; of a reciprocal event the id that comes first.
    pub actor: String,
    /// Id of whom it is done to.
    pub recipient: String,
    /// PLOVER category.
    pub category: &'static str,
    /// PLOVER mode.
    pub mode: Option<&'static str>,
    /// PLOVER quad.
    pub quad: &'static str,
    /// Whether both act upon each other.
    pub reciprocal: bool,
    /// How it changed.
    pub change: ChangeKind,
    /// In the earlier period.
    pub before: Strength,
    /// In the later period.
    pub after: Strength,
    /// The share after by the share before; nothing for a new one.
    pub ratio: Option<f64>,
    /// Sentences of the later period, or of the earlier one where it is gone or weaker.
    pub evidence: KeptList<RelationEvidence>,
}

/// All that changed between two periods.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Changes {
    /// The earlier period.
    pub before: PeriodSize,
    /// The later period.
    pub after: PeriodSize,
    /// How many links were compared.
    pub tests: usize,
    /// The links that changed, the surest first.
    pub changes: Vec<Change>,
}

impl Changes {
    /// Compares the tallies of two periods. Only links between actors for whom `keeps` holds are compared.
    ///
    /// A link is compared by the *articles* in which the two actors share a window, of all articles of the period: sentences of one
    /// article are no independent trials, and the periods need not be of the same size.
    #[must_use]
    pub fn between(before: &Tally, after: &Tally, gazetteer: &Gazetteer, keeps: impl Fn(ActorId, ActorId) -> bool) -> Self {
        let present = |tally: &Tally| -> Vec<(ActorId, ActorId)> {
            tally.counts.pairs.iter().filter(|(_, pair)| pair.articles > 0).map(|(key, _)| key).collect()
        };
        let mut keys: BTreeSet<(ActorId, ActorId)> = present(before).into_iter().chain(present(after)).collect();
        keys.retain(|(one, other)| keeps(*one, *other));
        let keepers = [before, after].map(|tally| PairKeeper::new(&tally.counts, &tally.duplicates, gazetteer));
        let mut changes: Vec<Change> = keys.iter().map(|key| change([before, after], &keepers, gazetteer, *key)).collect();
        let values: Vec<f64> = changes.iter().map(|change| change.p).collect();
        for (change, corrected) in changes.iter_mut().zip(holm(&values, keys.len())) {
            change.p_corrected = corrected;
        }
        changes.retain(|change| is_change(change.ratio));
        let sizes = |change: &Change| change.before.sentences.max(change.after.sentences);
        changes.sort_by(|a, b| b.llr.total_cmp(&a.llr).then(sizes(b).cmp(&sizes(a))));
        Self { before: size(before), after: size(after), tests: keys.len(), changes }
    }
}

fn size(tally: &Tally) -> PeriodSize {
    let Period { since, until } = tally.period();
    PeriodSize { since, until, documents: tally.documents, articles: tally.counts.articles, windows: tally.counts.windows }
}

fn change([before, after]: [&Tally; 2], keepers: &[Arc<PairKeeper>; 2], gazetteer: &Gazetteer, key: (ActorId, ActorId)) -> Change {
    let [old, new] = [before, after].map(|tally| tally.counts.pairs.get(key));
    let counted = |pair: Option<&PairCount>| pair.map_or((0, 0), |pair| (pair.windows, pair.articles));
    let (earlier, later) = (strength(before, counted(old)), strength(after, counted(new)));
    let (change, ratio) = ChangeKind::of(earlier, later);
    let without = |tally: &Tally, strength: Strength| tally.counts.articles.saturating_sub(strength.articles);
    let table = Contingency { k11: earlier.articles, k12: without(before, earlier), k21: later.articles, k22: without(after, later) };
    let (keeper, pair) = if change.is_of_the_later() { (&keepers[1], new) } else { (&keepers[0], old) };
    Change {
        actors: [key.0, key.1].map(|actor| Named::of(gazetteer, actor)),
        change,
        before: earlier,
        after: later,
        ratio,
        llr: table.log_likelihood_ratio(),
        p: table.p_value(),
        p_corrected: 1.0,
        evidence: pair.map(|pair| keeper.list(key, pair.evidence.items.clone())).unwrap_or_default(),
        evidence_total: pair.map_or(0, |pair| pair.evidence.total),
        relations: relations(before, after, gazetteer, key),
    }
}

/// The kinds of event between two actors whose share of the articles changed.
fn relations(before: &Tally, after: &Tally, gazetteer: &Gazetteer, (one, other): (ActorId, ActorId)) -> Vec<RelationChange> {
    let (Some(old), Some(new)) = (&before.relations, &after.relations) else { return Vec::new() };
    let mut kinds: BTreeMap<&RelationKind, [Option<&RelationCount>; 2]> = BTreeMap::new();
    for (period, counts) in [old, new].into_iter().enumerate() {
        for (kind, count) in counts.between(one, other) {
            kinds.entry(kind).or_default()[period] = Some(count);
        }
    }
    let counted = |count: Option<&RelationCount>| count.map_or((0, 0), |count| (count.sentences, count.articles));
    let mut changes: Vec<RelationChange> = kinds
        .into_iter()
        .map(|(kind, [old_count, new_count])| {
            let (earlier, later) = (strength(before, counted(old_count)), strength(after, counted(new_count)));
            let (change, ratio) = ChangeKind::of(earlier, later);
            let (counts, count) = if change.is_of_the_later() { (new, new_count) } else { (old, old_count) };
            RelationChange {
                actor: gazetteer.actor(kind.actor).id.clone(),
                recipient: gazetteer.actor(kind.recipient).id.clone(),
                category: kind.category.name(),
                mode: kind.mode,
                quad: kind.category.quad().name(),
                reciprocal: kind.reciprocal,
                change,
                before: earlier,
                after: later,
                ratio,
                evidence: count.map(|count| counts.evidence(count)).unwrap_or_default(),
            }
        })
        .filter(|change| is_change(change.ratio))
        .collect();
    changes.sort_by_key(|change| Reverse(change.before.articles.max(change.after.articles)));
    changes
}

fn is_change(ratio: Option<f64>) -> bool {
    ratio.is_none_or(|ratio| (ratio - 1.0).abs() > f64::EPSILON)
}

fn strength(tally: &Tally, (sentences, articles): (u64, u64)) -> Strength {
    let share = if articles == 0 { 0.0 } else { as_float(articles) / as_float(tally.counts.articles) };
    Strength { sentences, articles, share }
}

/// Counts are far below 2^53, so nothing is lost.
#[allow(clippy::cast_precision_loss)]
const fn as_float(count: u64) -> f64 {
    count as f64
}
