//! Counts of actors and of pairs of actors that share a window, with the sentences that hold them.
//!
//! Owns counting. A window never runs over the end of an article. Counts of parts can be merged in any order.

mod containing;
mod count;
mod form;
mod frames;
mod gather;
mod joint;
mod ledger;
mod naming;
mod quote;
mod rules;
mod shelf;
mod tokens;
mod window;

pub use containing::Containing;
pub use count::{ActorCount, Actors, Cooccurrences, Copied, PairCount, Pairs};
pub use form::Forms;
pub use gather::Gathered;
pub use joint::Joint;
pub use ledger::Ledger;
pub use quote::{Mark, Quote, Quoted};
pub use rules::{Ambiguous, CountRules, EvidenceLimit};
pub use shelf::Kept;
pub(crate) use shelf::{Brief, brief, quoted};
pub use window::Window;
