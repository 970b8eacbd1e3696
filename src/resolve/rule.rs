//! The names of the rules.

use std::fmt;

macro_rules! rules {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal),+ $(,)?) => {
        /// The rule that decided whom a mention means. Names are stable: they stand in output.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Rule {
            $($(#[doc = $doc])+ $variant),+
        }

        impl Rule {
            /// All rules.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name used in output.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name),+
                }
            }

            /// What the rule says, in a line.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self {
                    $(Self::$variant => concat!($($doc),+)),+
                }
            }
        }
    };
}

rules! {
    /// The alias names one actor, and nothing speaks against it.
    Unique = "unique",
    /// A short name of one person, with nothing around it that makes it another's.
    ShortName = "short-name",
    /// A short name of a person whom the article also names in full.
    ShortNameAfterFull = "short-name-after-full",
    /// Of those whom the name may mean, the article names one by another name.
    NamedInArticle = "named-in-article",
    /// Of those whom the name may mean, one has borne the title before it.
    TitleFits = "title-fits",
    /// Of those whom the name may mean, one held an office on the day of the article.
    InOffice = "in-office",
    /// Words in the article speak for this reading.
    Context = "context",
    /// Several actors have this name, and nothing decides.
    Ambiguous = "ambiguous",
    /// Words in the article speak against every reading.
    UnrelatedContext = "unrelated-context",
    /// Another first name, initial or surname stands beside the name.
    OtherPerson = "other-person",
    /// The name is part of a longer name that is not the actor's.
    OtherName = "other-name",
    /// The article is older than anyone whom the name could mean.
    BeforeTheirTime = "before-their-time",
    /// A bare surname in a report of sport or of the arts.
    PastimeReport = "pastime-report",
    /// An office phrase: one person held the office on the day of the article, or ever.
    OfficeHolder = "office-holder",
    /// An office phrase: the article names the person who holds the office.
    OfficeInArticle = "office-in-article",
    /// An office phrase without a country, in an article that has named only one.
    OfficeOfOnlyCountry = "office-of-only-country",
    /// An office phrase: several persons held the office, and no date decides.
    OfficeOpen = "office-open",
    /// The word begins a sentence, is an ordinary word, and never stands capitalised elsewhere in the article.
    CommonWord = "common-word",
    /// The word is a first name or a language here.
    NotAdjective = "not-adjective",
    /// The capital or seat is the subject of a verb.
    CapitalActs = "capital-acts",
    /// The capital or seat is warned, asked, angry or willing, as only a party can be.
    CapitalAsPerson = "capital-as-person",
    /// The capital or seat opens a subordinate clause, as its subject.
    CapitalInClause = "capital-in-clause",
    /// The capital or seat stands beside an actor, joined by a conjunction.
    CapitalBesideActor = "capital-beside-actor",
    /// The capital or seat follows a preposition that takes a party, such as `met` or `volgens`.
    CapitalAsParty = "capital-as-party",
    /// The seat stands for its government unless something makes it a place.
    SeatActs = "seat-acts",
    /// The capital or seat follows a preposition of place.
    PlacePreposition = "place-preposition",
    /// The capital or seat belongs to a noun of place, or of what happens at places.
    PlaceNoun = "place-noun",
    /// The capital or seat is where a visit goes.
    PlaceVisit = "place-visit",
    /// The capital is where a journey begins: `van … naar`.
    PlaceRoute = "place-route",
    /// The capital is the subject of a verb of being or lying.
    PlaceVerb = "place-verb",
    /// The capital stands beside a mere place, joined by a conjunction.
    PlaceBesidePlace = "place-beside-place",
    /// The capital is part of a longer name.
    PlaceName = "place-name",
    /// Nothing shows that the capital acts.
    PlaceDefault = "place-default",
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
