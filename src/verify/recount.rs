//! The recount itself: each number against what stands behind it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::{Fields, VerifyError, Written, WrittenEdge};
use crate::association::Contingency;
use crate::graph::{Edge, Evidence, Weight};

/// A number that is not what its evidence says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The edge, as `source – target`, or the actor.
    pub place: String,
    /// What is off, with both numbers.
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.what)
    }
}

/// What a recount found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recounted {
    /// Edges that were recounted.
    pub edges: usize,
    /// Actors that were recounted.
    pub actors: usize,
    /// Sentences that were counted.
    pub evidence: u64,
    /// Numbers that were compared.
    pub numbers: u64,
    /// Those that are off.
    pub faults: Vec<Fault>,
}

impl Written {
    /// Counts every number of every edge again from its evidence, and what follows from the edges for every actor.
    ///
    /// An edge: its sentences are the windows that its evidence stands for; its articles the places in it; articles with copies are
    /// no fewer, nor more than all; days are those of the evidence, or beyond them where there are copies; every measure follows from the sentences, the windows of both actors and those of the whole graph;
    /// and its weight is the measure that the manifest names; its relations are told by as many sentences and articles, and on the days, that
    /// their own evidence holds. An actor: degree and strength.
    ///
    /// # Errors
    /// When an edge has not all its evidence, or the manifest does not say how many windows there were.
    pub fn recount(&self) -> Result<Recounted, VerifyError> {
        let all = self.manifest.counts.get("windows").copied().ok_or_else(|| VerifyError::shape("the manifest counts no windows"))?;
        let weight = self.manifest.options.get("weight").map_or(Some(Weight::Sentences), |name| Weight::from_name(name));
        let weight = weight.ok_or_else(|| VerifyError::shape("the manifest names no weight that there is"))?;
        let raw = self.manifest.counts.get("articles_raw").copied().unwrap_or(u64::MAX);
        for edge in &self.edges {
            let total =
                whole(&edge.fields, "evidence_total").ok_or_else(|| VerifyError::shape(format_args!("{edge} has no evidence_total")))?;
            if (edge.evidence.len() as u64) < total {
                return Err(VerifyError::Partial { edge: edge.to_string(), held: edge.evidence.len(), total });
            }
            if let Some((edge, held, total)) = edge.partial_relation() {
                return Err(VerifyError::Partial { edge, held, total });
            }
        }
        let nodes: BTreeMap<&str, &Fields> = self.nodes.iter().map(|(id, fields)| (id.as_str(), fields)).collect();
        let mut found = Recounted { edges: self.edges.len(), actors: self.nodes.len(), ..Recounted::default() };
        let mut ends: BTreeMap<&str, (u64, f64)> = BTreeMap::new();
        let mut seen = BTreeSet::new();
        for edge in &self.edges {
            let mut check = Check { place: edge.to_string(), found: &mut found };
            let (source, target) = (edge.source.as_str(), edge.target.as_str());
            if !seen.insert((source.min(target), source.max(target))) {
                check.fault("stands twice".to_owned());
            }
            for end in [source, target] {
                let (degree, strength) = ends.entry(end).or_default();
                (*degree, *strength) = (*degree + 1, *strength + real(&edge.fields, "weight").unwrap_or_default());
            }
            let windows = |id: &str| nodes.get(id).and_then(|fields| whole(fields, "windows"));
            match (windows(source), windows(target)) {
                (Some(first), Some(second)) => check.edge(edge, [first, second, all], raw, weight),
                _ => check.fault("one of its actors is missing, or does not say in how many windows it is".to_owned()),
            }
            check.relations(edge);
        }
        for (id, fields) in &self.nodes {
            let mut check = Check { place: id.clone(), found: &mut found };
            let (degree, strength) = ends.get(id.as_str()).copied().unwrap_or_default();
            check.count("degree", fields, degree, "edges");
            check.close("strength", fields, strength, degree, "edges");
        }
        Ok(found)
    }
}

impl fmt::Display for WrittenEdge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} – {}", self.source, self.target)
    }
}

/// A recount of one edge or actor.
pub(super) struct Check<'f> {
    pub(super) place: String,
    pub(super) found: &'f mut Recounted,
}

impl Check<'_> {
    pub(super) fn fault(&mut self, what: String) {
        self.found.faults.push(Fault { place: self.place.clone(), what });
    }

    fn edge(&mut self, edge: &WrittenEdge, [first, second, all]: [u64; 3], raw: u64, weight: Weight) {
        let evidence = &edge.evidence;
        self.found.evidence += evidence.len() as u64;
        let mut places = BTreeSet::new();
        let mut articles: BTreeSet<(&str, u32)> = BTreeSet::new();
        for one in evidence {
            self.names_both(edge, one);
            if !places.insert((&one.document, one.article, one.sentence, &one.text)) {
                self.fault(format!("{} stands twice in its evidence", place(one)));
            }
            articles.insert((&one.document, one.article));
        }
        let sentences = evidence.iter().map(|one| one.windows).sum();
        let distinct = articles.len() as u64;
        self.count("evidence_total", &edge.fields, evidence.len() as u64, "evidence");
        self.count("sentences", &edge.fields, sentences, "evidence");
        self.count("articles", &edge.fields, distinct, "evidence");
        // A copy with changes may hold a pair that the article it resembles does not.
        self.between("articles_raw", &edge.fields, distinct, raw);
        self.days(edge, whole(&edge.fields, "articles_raw") != Some(distinct));
        if sentences > first.min(second) || first.max(second) > all {
            self.fault(format!("its evidence stands for {sentences} windows, and its actors are in {first} and {second} of {all}"));
        }
        let recounted = Edge {
            articles: distinct,
            articles_raw: whole(&edge.fields, "articles_raw").unwrap_or_default(),
            ..Edge::associated(Contingency::from_totals(sentences, first, second, all))
        };
        let counted = [Weight::Sentences, Weight::Articles, Weight::ArticlesRaw];
        for measure in Weight::ALL.into_iter().filter(|measure| !counted.contains(measure)) {
            self.close(measure.name(), &edge.fields, measure.of(&recounted), 1, "evidence");
        }
        self.close("weight", &edge.fields, weight.of(&recounted), 1, "evidence");
    }

    /// Each sentence must name both actors.
    fn names_both(&mut self, edge: &WrittenEdge, one: &Evidence) {
        let length = u32::try_from(one.text.chars().count()).unwrap_or(u32::MAX);
        for actor in [&edge.source, &edge.target] {
            let is_here = |span: &crate::graph::MarkedSpan| span.start < span.end && span.end <= length && same(&span.actor, actor);
            if !one.spans.iter().any(is_here) {
                self.fault(format!("{} does not name {actor}", place(one)));
            }
        }
    }

    /// The days of the evidence lie within those of the edge, and where nothing was copied they are the same.
    fn days(&mut self, edge: &WrittenEdge, has_copies: bool) {
        let days = || edge.evidence.iter().filter_map(|one| one.date);
        for (name, own, sign) in [("first", days().min(), 1), ("last", days().max(), -1)] {
            let said: Option<jiff::civil::Date> = edge.fields.get(name).and_then(|day| day.parse().ok());
            self.found.numbers += 1;
            let is_fine = match (said, own) {
                (Some(said), Some(own)) if has_copies => {
                    if sign > 0 {
                        said <= own
                    } else {
                        own <= said
                    }
                }
                (_, None) if has_copies => true,
                (said, own) => said == own,
            };
            if !is_fine {
                let shown = |day: Option<jiff::civil::Date>| day.map_or_else(|| "no day".to_owned(), |day| day.to_string());
                self.fault(format!("{name} is {}, and the evidence says {}", shown(said), shown(own)));
            }
        }
    }

    pub(super) fn count(&mut self, name: &str, fields: &Fields, recounted: u64, from: &str) {
        self.between_or(name, fields, recounted, recounted, &format!("its {from} make {recounted}"));
    }

    fn between(&mut self, name: &str, fields: &Fields, least: u64, most: u64) {
        self.between_or(name, fields, least, most, &format!("must be {least} to {most}"));
    }

    fn between_or(&mut self, name: &str, fields: &Fields, least: u64, most: u64, told: &str) {
        self.found.numbers += 1;
        let is_fine = whole(fields, name).is_some_and(|count| (least..=most).contains(&count));
        if !is_fine {
            self.fault(format!("{name} is {}, and {told}", fields.get(name).map_or("missing", String::as_str)));
        }
    }

    /// Compares a number as closely as it is written: four decimals, or eight below a tenth. `summed` numbers of that precision may
    /// have been added up, and their sum is rounded once more.
    fn close(&mut self, name: &str, fields: &Fields, recounted: f64, summed: u64, from: &str) {
        self.found.numbers += 1;
        let digits = if summed == 1 && recounted.abs() < 0.099_99 { 0.6e-8 } else { 0.6e-4 };
        let roundings = if summed > 1 { summed + 1 } else { 1 };
        let room = digits * as_float(roundings) + recounted.abs() * 1e-9;
        // Measures without a value are written as 0.
        let recounted = if recounted.is_finite() { recounted } else { 0.0 };
        let said = real(fields, name);
        if said.is_none_or(|said| (said - recounted).abs() > room) {
            self.fault(format!("{name} is {}, and its {from} make {recounted:.6}", fields.get(name).map_or("missing", String::as_str)));
        }
    }
}

/// Formats spell an id on one line, and lists spell `|` otherwise.
pub(super) fn same(one: &str, other: &str) -> bool {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "¦");
    one == other || plain(one) == plain(other)
}

fn place(evidence: &Evidence) -> String {
    format!("{}, article {}, sentence {}", evidence.document, evidence.article, evidence.sentence)
}

pub(super) fn whole(fields: &Fields, name: &str) -> Option<u64> {
    fields.get(name)?.parse().ok()
}

fn real(fields: &Fields, name: &str) -> Option<f64> {
    fields.get(name)?.parse().ok()
}

/// Counts are far below 2^53, so nothing is lost.
#[allow(clippy::cast_precision_loss)]
const fn as_float(count: u64) -> f64 {
    count as f64
}
