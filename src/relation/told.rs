//! A status with who tells it.

use crate::id::ActorId;
use crate::relation::category::Status;
use crate::relation::parts::phrase::Party;

/// A status with what belongs to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) status: Status,
    pub(super) negated: bool,
    pub(super) speaker: Option<ActorId>,
}

impl Told {
    pub(super) const fn only(status: Status) -> Self {
        Self { status, negated: false, speaker: None }
    }

    pub(super) const fn reported(speaker: Option<ActorId>) -> Self {
        Self { status: Status::Reported, negated: false, speaker }
    }

    /// The same as whoever did it claims it.
    pub(super) fn claimed(self, by: &[Party]) -> Self {
        self.told_by(by.first().map(|party| party.actor).filter(|_| by.len() == 1))
    }

    /// The same as someone tells it, unless it is known who does.
    pub(super) fn told_by(self, speaker: Option<ActorId>) -> Self {
        let speaker = self.speaker.or(speaker);
        match self.status {
            Status::Asserted | Status::Reported => Self { status: Status::Reported, speaker, ..self },
            _ => Self { speaker, ..self },
        }
    }
}
