//! The graph of actors: who appears together, how strongly, and the sentences that say so.
//!
//! Owns the petgraph graph, its nodes, edges and measures. Knows nothing of files, formats or SQL.

mod build;
mod centrality;
mod community;
mod evidence;
mod filter;
mod layout;
mod measure;
mod model;
pub(crate) mod relation;
mod weight;

pub(crate) use evidence::{PairKeeper, evidence};
pub use filter::{EdgeFilter, Ego, FilterEffect};
pub use layout::{Point, Room, layout};
pub use measure::Measured;
pub(crate) use model::Link;
pub use model::{ActorGraph, Edge, Evidence, Manifest, MarkedSpan, Node};
pub use relation::{EdgeRelation, RelationEdge, RelationFilter, RelationGraph, RelationNode, relation_graph};
pub use weight::Weight;

pub use crate::duplicate::Place;
