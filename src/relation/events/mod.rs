//! Events: which triggers can make one, whether their forms fit, and who fills the slots of their frames.

pub(super) mod fits;
pub(super) mod frame;
pub(super) mod governed;
pub(super) mod live;
pub(super) mod nominal;
pub(super) mod noun_slot;
pub(super) mod slot;
mod victims;
