//! Relations on the edges of the graph of who appears with whom.

use std::cmp::Reverse;
use std::fmt;

use jiff::civil::Date;
use serde::Serialize;

use crate::gazetteer::Gazetteer;
use crate::id::ActorId;
use crate::kept_list::KeptList;
use crate::relation::Status;
use crate::relation_count::{RelationCounts, RelationEvidence, RelationKind, ToldCount};

/// A kind of event between the two actors of an edge, as told with one status.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct EdgeRelation {
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
    /// `asserted`, `reported` or `future`.
    pub status: &'static str,
    /// Whether both act upon each other.
    pub reciprocal: bool,
    /// Sentences of distinct articles that tell it.
    pub sentences: u64,
    /// Distinct articles that tell it.
    pub articles: u64,
    /// Day of the first of these articles, where a date is known.
    pub first: Option<Date>,
    /// Day of the last one, where a date is known.
    pub last: Option<Date>,
    /// The first sentences that tell it, by document.
    pub evidence: KeptList<RelationEvidence>,
}

impl EdgeRelation {
    fn new(counts: &RelationCounts, (kind, status, told): (&RelationKind, Status, &ToldCount), gazetteer: &Gazetteer) -> Self {
        Self {
            actor: gazetteer.actor(kind.actor).id.clone(),
            recipient: gazetteer.actor(kind.recipient).id.clone(),
            category: kind.category.name(),
            mode: kind.mode,
            quad: kind.category.quad().name(),
            status: status.name(),
            reciprocal: kind.reciprocal,
            sentences: told.sentences,
            articles: told.articles,
            first: told.days.map(|days| days.0),
            last: told.days.map(|days| days.1),
            evidence: counts.evidence_of(told),
        }
    }

    /// What two actors do to each other, the most told first.
    #[must_use]
    pub fn between(counts: &RelationCounts, one: ActorId, other: ActorId, gazetteer: &Gazetteer) -> Vec<Self> {
        let told = counts.between(one, other).flat_map(|(kind, count)| count.told().map(move |(status, told)| (kind, status, told)));
        let mut all: Vec<_> = told.collect();
        all.sort_by_key(|(kind, status, told)| (Reverse(told.sentences), **kind, *status));
        all.into_iter().map(|told| Self::new(counts, told, gazetteer)).collect()
    }

    /// `SANCTION`, or `SANCTION/expel` with its mode.
    #[must_use]
    pub fn kind(&self) -> String {
        with_mode(self.category, self.mode)
    }
}

/// In short, for a cell of a table: `eu>by SANCTION 2`; with mode and status `ru>ua ASSAULT/aerial reported 1`; of a reciprocal event
/// `cn<>ru CONSULT 3`.
impl fmt::Display for EdgeRelation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ends = [self.actor.as_str(), &self.recipient];
        f.write_str(&in_short(ends, self.reciprocal, &self.kind(), self.status, self.sentences))
    }
}

pub(crate) fn with_mode(category: &str, mode: Option<&str>) -> String {
    mode.map_or_else(|| category.to_owned(), |mode| format!("{category}/{mode}"))
}

pub(crate) fn in_short([actor, recipient]: [&str; 2], reciprocal: bool, kind: &str, status: &str, sentences: u64) -> String {
    let arrow = if reciprocal { "<>" } else { ">" };
    let status = if status == Status::Asserted.name() { String::new() } else { format!(" {status}") };
    format!("{actor}{arrow}{recipient} {kind}{status} {sentences}")
}
