//! Actors ranked by how much they are in the news.

use serde::Serialize;

use crate::answer::Named;
use crate::graph::ActorGraph;

/// An actor with its measures.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ranked {
    /// The actor.
    #[serde(flatten)]
    pub actor: Named,
    /// Mentions in distinct articles.
    pub mentions: u64,
    /// Distinct articles that name it.
    pub articles: u64,
    /// How many others appear with it.
    pub degree: u32,
    /// Sum of the weights of its links.
    pub strength: f64,
    /// Its community, from 0.
    pub community: u32,
    /// Surface forms, the most frequent first.
    pub aliases: Vec<String>,
}

/// The actors of a graph, those with most mentions first; of two with as many, the one with more strength, then by id.
#[must_use]
pub fn ranking(graph: &ActorGraph) -> Vec<Ranked> {
    let mut ranked: Vec<Ranked> = graph
        .nodes()
        .map(|node| Ranked {
            actor: Named { id: node.id.clone(), name: node.label.clone(), actor_type: node.actor_type.clone() },
            mentions: node.mentions,
            articles: node.articles,
            degree: node.degree,
            strength: node.strength,
            community: node.community,
            aliases: node.aliases.clone(),
        })
        .collect();
    ranked.sort_by(|a, b| b.mentions.cmp(&a.mentions).then(b.strength.total_cmp(&a.strength)).then(a.actor.id.cmp(&b.actor.id)));
    ranked
}
