//! Numbers that stand for actors and aliases inside one gazetteer. They mean nothing outside it; actor ids (`cn`) do.

/// An actor of a [`Gazetteer`](crate::Gazetteer), numbered in the order of actor ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ActorId(pub(crate) u32);

/// An alias of a [`Gazetteer`](crate::Gazetteer), numbered in the order of its actors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AliasId(pub(crate) u32);

impl ActorId {
    /// Position in the gazetteer's list of actors.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

impl AliasId {
    /// Position in the gazetteer's list of aliases.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}
