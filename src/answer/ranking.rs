//! Actors ranked by how much they are in the news.

use jiff::civil::Date;
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
    /// The same with every copy of an article counted.
    pub articles_raw: u64,
    /// How many others appear with it.
    pub degree: u32,
    /// Sum of the weights of its links.
    pub strength: f64,
    /// Share of the shortest ways between two others that lead over it.
    pub betweenness: f64,
    /// PageRank over the weights of links.
    pub pagerank: f64,
    /// Core number.
    pub core: u32,
    /// Its community, from 0.
    pub community: u32,
    /// The strongest actors of its community.
    pub community_name: String,
    /// Day of the first article that names it, where known.
    pub first: Option<Date>,
    /// Day of the last such article, where known.
    pub last: Option<Date>,
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
            articles_raw: node.articles_raw,
            degree: node.degree,
            strength: node.strength,
            betweenness: node.betweenness,
            pagerank: node.pagerank,
            core: node.core,
            community: node.community,
            community_name: node.community_name.clone(),
            first: node.first,
            last: node.last,
            aliases: node.aliases.clone(),
        })
        .collect();
    ranked.sort_by(|a, b| b.mentions.cmp(&a.mentions).then(b.strength.total_cmp(&a.strength)).then(a.actor.id.cmp(&b.actor.id)));
    ranked
}
