//! The words of a sentence: what the lexicon knows of each by its spelling, and sentences cut into them.

pub(super) mod class;
pub(super) mod ends;
pub(super) mod form;
pub(super) mod lexicon;
pub(super) mod shape;
pub(super) mod spelling;
pub(super) mod token;
pub(super) mod towns;
pub(super) mod word;
