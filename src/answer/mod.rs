//! Answers: which actors appear together, how they rank, and why something is or is not a mention.
//!
//! Owns questions and their answers as values. Knows nothing of options, terminals or file formats.

mod check;
mod evaluate;
mod explain;
mod ranking;
mod suggest;
mod together;
mod why;

pub use check::check;
pub use evaluate::{Disagreement, Evaluation, Scope, Score};
pub use explain::{Explanation, Fate, explain};
pub use ranking::{Ranked, ranking};
pub use suggest::{Suggestion, Suggestions};
pub use together::{Named, Together};
pub use why::{Bearer, FateCount, Reasons, Why};
