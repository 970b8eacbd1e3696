//! Where a sentence is cut into clauses, and which reading each word has in its place. Dutch and English each have their own rules.

pub(super) mod clause;
pub(super) mod dutch_reading;
pub(super) mod english_clause;
pub(super) mod english_reading;
pub(super) mod english_relative;
pub(super) mod english_speech;
pub(super) mod relative;
pub(super) mod resume;
