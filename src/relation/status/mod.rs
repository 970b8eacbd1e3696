//! How surely an event is told, and by whom.

pub(super) mod certainty;
pub(super) mod doubt;
pub(super) mod negation;
pub(super) mod source;
