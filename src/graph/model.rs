//! What a graph is made of: nodes, edges, evidence, and the manifest that says where it came from.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::duplicate::Place;
use crate::graph::edge_relation::EdgeRelation;
use crate::kept_list::KeptList;

/// An actor in the graph.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Node {
    /// Stable id from the gazetteer, such as `cn` or `xi-jinping`.
    pub id: String,
    /// Display name in the chosen language.
    pub label: String,
    /// `country`, `person`, `organization` or a user's own type.
    pub actor_type: String,
    /// How many mentions the distinct articles hold.
    pub mentions: u64,
    /// How many distinct articles mention the actor.
    pub articles: u64,
    /// The same with every copy of an article counted.
    pub articles_raw: u64,
    /// Windows of distinct articles (sentences, unless another window was chosen) that hold the actor.
    pub windows: u64,
    /// Day of the first article that mentions the actor, copies included, where a date is known.
    pub first: Option<Date>,
    /// Day of the last such article, where a date is known.
    pub last: Option<Date>,
    /// Surface forms found in the text, the most frequent first.
    pub aliases: Vec<String>,
    /// Number of the community that the actor belongs to, from 0; the largest community is 0.
    pub community: u32,
    /// The community's strongest actors, such as `China, Xi Jinping, Taiwan`.
    pub community_name: String,
    /// How many other actors appear with this one.
    pub degree: u32,
    /// Sum of the weights of the actor's edges.
    pub strength: f64,
    /// Share of the shortest ways between two others that lead over the actor, from 0 to 1; every edge is one step.
    pub betweenness: f64,
    /// PageRank over the weights; the ranks of all actors add up to 1.
    pub pagerank: f64,
    /// The largest k for which the actor belongs to a part of the graph in which all have k neighbours or more.
    pub core: u32,
}

/// Two actors that appear together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Edge {
    /// The measure that the graph was built with, `sentences` unless chosen otherwise.
    pub weight: f64,
    /// Windows of distinct articles (sentences, unless another window was chosen) that hold both actors.
    pub sentences: u64,
    /// Distinct articles in which the two share a window.
    pub articles: u64,
    /// The same with every copy of an article counted.
    pub articles_raw: u64,
    /// Windows that would hold both if the two were independent.
    pub expected: f64,
    /// Pointwise mutual information in bits.
    pub pmi: f64,
    /// Normalised pointwise mutual information, from -1 to 1 (Bouma 2009).
    pub npmi: f64,
    /// Log-likelihood ratio G², 0 or more (Dunning 1993).
    pub llr: f64,
    /// Twice the windows with both over the windows of each added up, from 0 to 1.
    pub dice: f64,
    /// Windows with both over windows with either, from 0 to 1.
    pub jaccard: f64,
    /// Windows with both over the geometric mean of the windows of each, from 0 to 1.
    pub cosine: f64,
    /// Day of the first article, where a date is known.
    pub first: Option<Date>,
    /// Day of the last article, where a date is known.
    pub last: Option<Date>,
    /// Whether the pair is a leader and the country or organization that he or she leads.
    pub affiliation: bool,
    /// What the two do to each other, the most told first. Empty where it was not asked for.
    pub relations: Vec<EdgeRelation>,
    /// Sentences that name both, in the order of document, article and sentence.
    pub evidence: KeptList<Evidence>,
    /// How many sentences there are, of which `evidence` may hold only the first.
    pub evidence_total: u64,
}

/// A sentence (or larger window) that names both actors of an edge.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Name of the document.
    pub document: String,
    /// 0 for the main story of the page, 1… for its teasers.
    pub article: u32,
    /// Number of the sentence within the article, from 0.
    pub sentence: u32,
    /// Line of the document on which the text begins, from 1.
    pub line: u32,
    /// Day of the article, where known.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub date: Option<Date>,
    /// The text as it stands in the document, or what stands around the names where it is longer than a page.
    pub text: String,
    /// Where in `text` the two actors are named.
    pub spans: Vec<MarkedSpan>,
    /// How many windows it stands for: those that overlap (`sentences:3`, `tokens:20`) can hold one and the same text.
    #[serde(skip_serializing_if = "is_one", default = "one")]
    pub windows: u64,
    /// Whether `text` is only what stands around the names, with `…` for the rest.
    #[serde(skip_serializing_if = "is_false", default)]
    pub shortened: bool,
    /// The sentences before it in the article, where context was asked for.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub before: Option<String>,
    /// The sentences after it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub after: Option<String>,
    /// Further places where an identical article stands.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub copies: Vec<Place>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde gives references")]
fn is_one(count: &u64) -> bool {
    *count == 1
}

fn one() -> u64 {
    1
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde gives references")]
fn is_false(flag: &bool) -> bool {
    !flag
}

/// A mention inside the text of an [`Evidence`], in Unicode code points from the start of that text, half-open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarkedSpan {
    /// First code point.
    pub start: u32,
    /// The code point after the last one.
    pub end: u32,
    /// Id of the actor that is named here.
    pub actor: String,
}

/// Where a graph comes from: enough to make the same one again.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Name and version of the program, such as `actorgraph 0.1.0`.
    pub generator: String,
    /// Content hash of the gazetteers, in hexadecimal.
    pub gazetteer: String,
    /// Options that shaped the graph, by name.
    pub options: BTreeMap<String, String>,
    /// How much was read: `documents`, `articles`, `articles_raw`, `windows`, `mentions`.
    pub counts: BTreeMap<String, u64>,
    /// Measures of the graph as a whole, to six decimals: `communities` and their `modularity`; `betweenness_sources`, from how many
    /// actors shortest ways were followed, and `betweenness_error`, the largest standard error of a betweenness, 0 where all were.
    #[serde(default)]
    pub measures: BTreeMap<String, f64>,
}
