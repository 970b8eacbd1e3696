//! The parts of a clause: its phrases, what belongs together in them, its verbs, subject and objects.

pub(super) mod analysis;
pub(super) mod aside;
pub(super) mod english_phrase;
pub(super) mod het;
pub(super) mod join;
pub(super) mod named;
pub(super) mod order;
pub(super) mod outline;
pub(super) mod phrase;
