//! Finds countries, leaders and organizations in news pages and turns them into a graph of actors.

pub mod export;
pub mod graph;
mod span;

pub use span::Span;
