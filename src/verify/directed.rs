//! The graph of who does what to whom: each count against the sentences that tell it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::recount::{Check, whole};
use super::relation::{counts, day};
use super::{Fields, Recounted, VerifyError, Witness, WrittenCounts};
use crate::graph::Manifest;
use crate::graph::edge_relation::with_mode;

/// A graph of who does what to whom, as a file tells it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WrittenRelations {
    /// Where it comes from.
    pub manifest: Manifest,
    /// Its actors: id, and the fields of each by the names of JSON.
    pub nodes: Vec<(String, Fields)>,
    /// Its edges, one for each kind of event from one actor to another.
    pub edges: Vec<DirectedEdge>,
}

/// A kind of event from one actor to another, as a file tells it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DirectedEdge {
    /// Id of who acts; of a reciprocal event the id that comes first.
    pub source: String,
    /// Id of whom it is done to.
    pub target: String,
    /// Its kind, numbers and days by the names of JSON.
    pub fields: Fields,
    /// The sentences that tell it, whatever their statuses.
    pub evidence: Vec<Witness>,
}

impl DirectedEdge {
    fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    fn mode(&self) -> Option<&str> {
        Some(self.field("mode")).filter(|mode| !mode.is_empty())
    }

    fn is_reciprocal(&self) -> bool {
        self.field("reciprocal") == "true"
    }
}

impl fmt::Display for DirectedEdge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let arrow = if self.is_reciprocal() { "↔" } else { "→" };
        write!(f, "{} {arrow} {} {}", self.source, self.target, with_mode(self.field("category"), self.mode()))
    }
}

impl WrittenRelations {
    /// Counts every number of every edge again from the sentences that tell it, and from the edges what each actor does and undergoes.
    ///
    /// An edge: its kind is one that there is, and stands once between its ends; `sentences` and `weight` are the distinct sentences of its
    /// evidence, `articles` their articles, `asserted` those told as a fact, `first` and `last` their days; each holds the trigger, the
    /// actor and the recipient at their spans, with a status that counts. An actor: `acts` and `receives` are the sentences of its edges,
    /// and both of a reciprocal one.
    ///
    /// # Errors
    /// When an edge has not all its evidence.
    pub fn recount(&self) -> Result<Recounted, VerifyError> {
        for edge in &self.edges {
            let total = whole(&edge.fields, "sentences").ok_or_else(|| VerifyError::shape(format_args!("{edge} counts no sentences")))?;
            // A sentence may be told with two statuses.
            let held = WrittenCounts::of(&edge.evidence).sentences;
            if held < total {
                let held = usize::try_from(held).unwrap_or(usize::MAX);
                return Err(VerifyError::Partial { edge: edge.to_string(), held, total });
            }
        }
        let mut found = Recounted { edges: self.edges.len(), actors: self.nodes.len(), ..Recounted::default() };
        let mut does: BTreeMap<&str, (u64, u64)> = self.nodes.iter().map(|(id, _)| (id.as_str(), (0, 0))).collect();
        let mut kinds = BTreeSet::new();
        for edge in &self.edges {
            let mut check = Check { place: edge.to_string(), found: &mut found };
            // Of a reciprocal event the ends may be told in either order.
            let (source, target) = (&edge.source, &edge.target);
            let ends = if edge.is_reciprocal() { (source.min(target), source.max(target)) } else { (source, target) };
            if !kinds.insert((ends, edge.field("category"), edge.mode(), edge.is_reciprocal())) {
                check.fault("stands twice".to_owned());
            }
            check.directed(edge);
            let sentences = WrittenCounts::of(&edge.evidence).sentences;
            let (forth, back) = (sentences, if edge.is_reciprocal() { sentences } else { 0 });
            for (end, acts, receives) in [(&edge.source, forth, back), (&edge.target, back, forth)] {
                match does.get_mut(end.as_str()) {
                    Some(sums) => *sums = (sums.0 + acts, sums.1 + receives),
                    None => check.fault(format!("there is no actor {end}")),
                }
            }
        }
        let mut named = BTreeSet::new();
        for (id, fields) in &self.nodes {
            let mut check = Check { place: id.clone(), found: &mut found };
            if !named.insert(id) {
                check.fault("stands twice".to_owned());
            }
            let (acts, receives) = does.get(id.as_str()).copied().unwrap_or_default();
            check.count("acts", fields, acts, "edges");
            check.count("receives", fields, receives, "edges");
        }
        Ok(found)
    }
}

impl Check<'_> {
    fn directed(&mut self, edge: &DirectedEdge) {
        self.found.evidence += edge.evidence.len() as u64;
        self.kind("it", edge.field("category"), edge.mode(), edge.field("quad"));
        self.tells("it", &edge.evidence);
        let mut told = BTreeSet::new();
        for one in &edge.evidence {
            if !counts(&one.status) {
                self.fault(format!("a sentence of {} is told with a status that does not count", one.document));
            }
            if !told.insert((one.place(), &one.status)) {
                self.fault(format!("a sentence of {} stands twice in its evidence", one.document));
            }
        }
        let facts: BTreeSet<_> = edge.evidence.iter().filter(|one| one.status == "asserted").map(Witness::place).collect();
        let WrittenCounts { sentences, articles, first, last } = WrittenCounts::of(&edge.evidence);
        for (name, recounted) in [("sentences", sentences), ("weight", sentences), ("articles", articles), ("asserted", facts.len() as u64)]
        {
            self.count(name, &edge.fields, recounted, "evidence");
        }
        for (name, recounted) in [("first", first), ("last", last)] {
            let said = edge.fields.get(name).cloned().unwrap_or_else(|| day(None));
            self.equal("", name, said, day(recounted));
        }
    }
}
