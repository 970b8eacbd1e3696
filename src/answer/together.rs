//! Which actors appear together, how strongly, and in which sentences.

use serde::Serialize;

use crate::association::Contingency;
use crate::gazetteer::Gazetteer;
use crate::graph::{ActorGraph, EdgeRelation, Evidence, Node, evidence};
use crate::id::ActorId;
use crate::kept_list::KeptList;
use crate::tally::Tally;

/// An actor of an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Named {
    /// Stable id.
    pub id: String,
    /// Display name.
    pub name: String,
    /// `country`, `person`, `organization`, or a user's own type.
    #[serde(rename = "type")]
    pub actor_type: String,
}

/// Actors that appear together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Together {
    /// The actors.
    pub actors: Vec<Named>,
    /// The measure by which answers are sorted.
    pub weight: f64,
    /// Windows of distinct articles that hold them all.
    pub sentences: u64,
    /// Distinct articles with such a window.
    pub articles: u64,
    /// The same with every copy of an article counted.
    pub articles_raw: u64,
    /// Windows that would hold both if the two were independent, for two actors.
    pub expected: Option<f64>,
    /// Pointwise mutual information in bits, for two actors.
    pub pmi: Option<f64>,
    /// Normalised pointwise mutual information, for two actors.
    pub npmi: Option<f64>,
    /// Log-likelihood ratio, for two actors.
    pub llr: Option<f64>,
    /// Dice coefficient, for two actors.
    pub dice: Option<f64>,
    /// Jaccard index, for two actors.
    pub jaccard: Option<f64>,
    /// Cosine, for two actors.
    pub cosine: Option<f64>,
    /// Sentences that name them all.
    pub evidence: KeptList<Evidence>,
    /// How many there are, of which `evidence` may hold only the first.
    pub evidence_total: u64,
    /// What two actors do to each other, the most told first. Empty where it was not asked for, and for more than two.
    pub relations: Vec<EdgeRelation>,
}

impl Named {
    /// An actor of a gazetteer.
    #[must_use]
    pub fn of(gazetteer: &Gazetteer, actor: ActorId) -> Self {
        let actor = gazetteer.actor(actor);
        Self { id: actor.id.clone(), name: actor.name.clone(), actor_type: actor.actor_type.name().to_owned() }
    }

    pub(super) fn node(node: &Node) -> Self {
        Self { id: node.id.clone(), name: node.label.clone(), actor_type: node.actor_type.clone() }
    }
}

impl Together {
    /// The pairs of a graph, the heaviest first; of one actor where it is given, who then comes first in each pair.
    #[must_use]
    pub fn pairs(graph: &ActorGraph, of: Option<&str>) -> Vec<Self> {
        let mut answers: Vec<Self> = graph
            .edges()
            .filter(|(a, b, _)| of.is_none_or(|id| a.id == id || b.id == id))
            .map(|(a, b, edge)| {
                let (first, second) = if of == Some(b.id.as_str()) { (b, a) } else { (a, b) };
                Self {
                    actors: vec![Named::node(first), Named::node(second)],
                    weight: edge.weight,
                    sentences: edge.sentences,
                    articles: edge.articles,
                    articles_raw: edge.articles_raw,
                    expected: Some(edge.expected),
                    pmi: Some(edge.pmi),
                    npmi: Some(edge.npmi),
                    llr: Some(edge.llr),
                    dice: Some(edge.dice),
                    jaccard: Some(edge.jaccard),
                    cosine: Some(edge.cosine),
                    evidence: edge.evidence.clone(),
                    evidence_total: edge.evidence_total,
                    relations: edge.relations.clone(),
                }
            })
            .collect();
        answers.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(b.llr.unwrap_or(0.0).total_cmp(&a.llr.unwrap_or(0.0))));
        answers
    }

    /// All sentences that name the chosen actors of a tally, or nothing where they never appear together.
    #[must_use]
    pub fn joint(tally: &Tally, gazetteer: &Gazetteer) -> Option<Self> {
        let joint = tally.joint.as_ref().filter(|joint| joint.windows > 0)?;
        let table = joint.contingency();
        let quotes = joint.evidence.quotes.iter();
        let relations = match (&tally.relations, joint.actors()) {
            (Some(counts), [one, other]) => EdgeRelation::between(counts, *one, *other, gazetteer),
            _ => Vec::new(),
        };
        Some(Self {
            actors: joint.actors().iter().map(|actor| Named::of(gazetteer, *actor)).collect(),
            weight: f64::from(u32::try_from(joint.windows).unwrap_or(u32::MAX)),
            sentences: joint.windows,
            articles: joint.articles,
            articles_raw: joint.articles_raw,
            expected: table.map(Contingency::expected),
            pmi: table.map(Contingency::pmi),
            npmi: table.map(Contingency::npmi),
            llr: table.map(Contingency::log_likelihood_ratio),
            dice: table.map(Contingency::dice),
            jaccard: table.map(Contingency::jaccard),
            cosine: table.map(Contingency::cosine),
            evidence: quotes.map(|quote| evidence(quote.clone(), joint.actors(), &tally.duplicates, gazetteer)).collect::<Vec<_>>().into(),
            evidence_total: joint.evidence.total,
            relations,
        })
    }
}
