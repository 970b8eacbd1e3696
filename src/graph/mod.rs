//! The graph of actors: who appears together, how strongly, and the sentences that say so.
//!
//! Owns the petgraph graph, its nodes, edges and measures. Knows nothing of files, formats or SQL.

mod actor_graph;
mod build;
mod centrality;
mod community;
pub(crate) mod edge_relation;
mod evidence;
mod filter;
mod layout;
mod measure;
mod model;
pub(crate) mod relation;
mod weight;

pub use actor_graph::ActorGraph;
pub(crate) use actor_graph::Link;
pub use edge_relation::EdgeRelation;
pub(crate) use evidence::{PairKeeper, evidence};
pub use filter::{EdgeFilter, Ego, FilterEffect};
pub use layout::{Point, Room, layout};
pub use measure::Measured;
pub use model::{Edge, Evidence, Manifest, MarkedSpan, Node};
pub use relation::{RelationEdge, RelationFilter, RelationGraph, RelationNode, relation_graph};
pub use weight::Weight;

pub use crate::duplicate::Place;
