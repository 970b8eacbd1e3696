//! The graph of actors: who appears together, how strongly, and the sentences that say so.
//!
//! Owns the petgraph graph, its nodes, edges and measures. Knows nothing of files, formats or SQL.

mod build;
mod community;
mod layout;
mod model;

pub(crate) use build::evidence;
pub use build::{EdgeFilter, FilterEffect, Weight};
pub use layout::{Point, Room, layout};
pub use model::{ActorGraph, Edge, Evidence, Manifest, MarkedSpan, Node};

pub use crate::duplicate::Place;
