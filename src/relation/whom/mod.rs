//! Who is meant and who is not: whom pronouns and nouns stand for, who can do what a row says, which phrases fill no slot.

pub(super) mod acting;
pub(super) mod antecedent;
pub(super) mod aside;
pub(super) mod deed;
pub(super) mod first_person;
pub(super) mod judged;
pub(super) mod meant;
pub(super) mod unnamed;
