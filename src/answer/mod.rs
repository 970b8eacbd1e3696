//! Answers: which actors appear together, how they rank and are connected, what changed, and why something is or is not a mention.
//!
//! Owns questions and their answers as values. Knows nothing of options, terminals or file formats.

mod changes;
mod check;
mod evaluate;
mod explain;
mod kept;
mod path;
mod ranking;
mod relation_explain;
mod relation_score;
mod relations;
mod suggest;
mod together;
mod unknown_name;
mod why;

pub use crate::relation_count::Stretch;
pub use changes::{Change, ChangeKind, Changes, PeriodSize, RelationChange, Strength};
pub use check::check;
pub use evaluate::{Disagreement, Evaluation, Scope, Score};
pub use explain::{Explanation, Fate, explain};
pub use kept::Asked;
pub use path::{Connection, Step, Way};
pub use ranking::{Ranked, ranking};
pub use relation_explain::{RelationExplanation, Slots, explain_relations};
pub use relation_score::{RelationEvaluation, RelationFault};
pub use relations::{Affiliated, RelationFilter, Told};
pub use suggest::{Suggestion, Suggestions};
pub use together::{Named, Together};
pub use why::{Bearer, FateCount, Reasons, Why};
