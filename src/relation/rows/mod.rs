//! The rows of `relations.csv`: what triggers what, which words they ask for, and which rows a sentence may answer at all.

pub(super) mod ask;
pub(super) mod runs;
pub(super) mod trigger;
pub(super) mod triggers;
