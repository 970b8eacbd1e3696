//! What kinds of event there are: PLOVER's sixteen categories, their quads and modes, and how surely an event is told.

use std::fmt;

macro_rules! categories {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal, $quad:ident, [$($mode:literal),*];)+) => {
        /// The kind of an event, after PLOVER.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Category {
            $($(#[doc = $doc])+ $variant),+
        }

        impl Category {
            /// All categories, from the most friendly to the most hostile.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name used in files and output: `SANCTION`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// The quad that it belongs to.
            #[must_use]
            pub const fn quad(self) -> Quad {
                match self { $(Self::$variant => Quad::$quad),+ }
            }

            /// The modes that tell more of it.
            #[must_use]
            pub const fn modes(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &[$($mode),*]),+ }
            }
        }
    };
}

categories! {
    /// Agrees, offers or promises to cooperate.
    Agree = "AGREE", VerbalCooperation, [];
    /// Meets, visits, calls, mediates, negotiates.
    Consult = "CONSULT", VerbalCooperation, ["visit", "third-party", "multilateral", "phone"];
    /// Praises, defends, recognises, signs.
    Support = "SUPPORT", VerbalCooperation, [];
    /// Gives way in words: apologises, pardons, announces a ceasefire.
    Concede = "CONCEDE", VerbalCooperation, [];
    /// Works together: trades, exercises, extradites, shares intelligence.
    Cooperate = "COOPERATE", MaterialCooperation, [];
    /// Gives material help.
    Aid = "AID", MaterialCooperation, [];
    /// Withdraws, frees, disarms, holds a ceasefire, resigns.
    Retreat = "RETREAT", MaterialCooperation, ["withdraw", "release", "disarm", "ceasefire", "access", "resign"];
    /// Asks, demands, calls on, orders.
    Request = "REQUEST", VerbalConflict, ["assist", "change", "yield", "meet"];
    /// Condemns, criticises, accuses, investigates.
    Accuse = "ACCUSE", VerbalConflict, ["disapprove", "allege", "investigate"];
    /// Refuses, vetoes, bars from entering, cancels a meeting.
    Reject = "REJECT", VerbalConflict, ["assist", "change", "yield", "meet"];
    /// Threatens or warns.
    Threaten = "THREATEN", VerbalConflict, ["restrict", "arrest", "relations", "expel", "territory", "violence"];
    /// Civilians demonstrate, strike, boycott, riot.
    Protest = "PROTEST", MaterialConflict, ["demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"];
    /// Reduces relations: sanctions, expels diplomats, withdraws envoys or aid, convicts.
    Sanction = "SANCTION", MaterialConflict, ["convict", "expel", "withdraw", "discontinue"];
    /// Moves soldiers or police, short of using force.
    Mobilize = "MOBILIZE", MaterialConflict, ["troops", "weapons", "police", "militia"];
    /// Represses short of violence: arrests, seizes, bans, deports, breaks into computers, misinforms.
    Coerce = "COERCE", MaterialConflict,
        ["seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "misinformation", "cyber"];
    /// Does bodily harm: attacks, bombs, invades, kills, abducts, destroys.
    Assault = "ASSAULT", MaterialConflict,
        ["beat", "torture", "execute", "abduct", "assassinate", "firearms", "explosives", "heavy-weapons", "aerial", "drone",
         "suicide-attack", "chemical", "sexual", "crowd-control", "vehicular", "arson"];
}

/// Words or deeds, for or against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Quad {
    /// Friendly words.
    VerbalCooperation,
    /// Friendly deeds.
    MaterialCooperation,
    /// Hostile words.
    VerbalConflict,
    /// Hostile deeds.
    MaterialConflict,
}

impl Quad {
    /// All quads.
    pub const ALL: [Self; 4] = [Self::VerbalCooperation, Self::MaterialCooperation, Self::VerbalConflict, Self::MaterialConflict];

    /// The name used in output: `material conflict`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::VerbalCooperation => "verbal cooperation",
            Self::MaterialCooperation => "material cooperation",
            Self::VerbalConflict => "verbal conflict",
            Self::MaterialConflict => "material conflict",
        }
    }

    /// The quad of that name, with a space or a hyphen between its words.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.to_lowercase().replace(['-', '_'], " ");
        Self::ALL.into_iter().find(|quad| quad.name() == name)
    }
}

impl fmt::Display for Quad {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Category {
    /// The category of that name, in any case.
    ///
    /// ```
    /// use actorgraph::relation::Category;
    /// assert_eq!(Category::from_name("sanction"), Some(Category::Sanction));
    /// assert_eq!(Category::from_name("scold"), None);
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|category| category.name().eq_ignore_ascii_case(name))
    }

    /// The mode of that name, if it is one of this category.
    #[must_use]
    pub fn mode(self, name: &str) -> Option<&'static str> {
        self.modes().iter().copied().find(|mode| *mode == name)
    }

    /// What an event of this kind is while it still lies ahead: help that is to come is a promise, a withdrawal to come a concession.
    ///
    /// ```
    /// use actorgraph::relation::Category;
    /// assert_eq!(Category::Aid.ahead(), Category::Agree);
    /// assert_eq!(Category::Retreat.ahead(), Category::Concede);
    /// assert_eq!(Category::Assault.ahead(), Category::Assault);
    /// ```
    #[must_use]
    pub const fn ahead(self) -> Self {
        match self {
            Self::Aid | Self::Consult | Self::Cooperate | Self::Support => Self::Agree,
            Self::Retreat => Self::Concede,
            other => other,
        }
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// How surely an event is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// As a fact.
    #[default]
    Asserted,
    /// By someone whom the text names.
    Reported,
    /// As something to come.
    Future,
    /// As a possibility or a condition.
    Hypothetical,
    /// As something of which someone says that it is not so. What the text itself says not to happen is negated.
    Denied,
}

impl Status {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Asserted, Self::Reported, Self::Future, Self::Hypothetical, Self::Denied];

    /// The name used in output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Reported => "reported",
            Self::Future => "future",
            Self::Hypothetical => "hypothetical",
            Self::Denied => "denied",
        }
    }

    /// The status of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
