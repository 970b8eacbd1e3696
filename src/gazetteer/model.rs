//! What a gazetteer holds: actors, their aliases, the offices that they held, titles and contexts.

use std::fmt;

use jiff::civil::Date;

use crate::gazetteer::Origin;
use crate::id::ActorId;

/// What sort of actor.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ActorType {
    /// A country or territory.
    Country,
    /// A person.
    Person,
    /// An organization.
    Organization,
    /// A type of the user's own.
    Other(Box<str>),
}

impl ActorType {
    /// The name used in output and in files: `country`, `person`, `organization`, or the user's own.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Country => "country",
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Other(name) => name,
        }
    }

    /// The type of that name. Any name is a type.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        match name {
            "country" => Self::Country,
            "person" => Self::Person,
            "organization" => Self::Organization,
            other => Self::Other(other.into()),
        }
    }
}

impl fmt::Display for ActorType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// An actor as the gazetteers describe it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Stable id: ISO 3166 alpha-2 in lower case for countries (`cn`), kebab case for the rest (`xi-jinping`).
    pub id: String,
    /// Display name in the first language of the gazetteer that has one.
    pub name: String,
    /// What sort of actor it is.
    pub actor_type: ActorType,
    /// The countries and organizations that it leads, represents or belongs to; the most important first.
    pub of: Vec<ActorId>,
    /// What it is known for, or its kind: free text.
    pub note: String,
}

/// In what way an alias names its actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum AliasKind {
    /// The name itself: `Rusland`, `Xi Jinping`, `NAVO`.
    Name,
    /// A shorter name: `VS`, `Xi`.
    Short,
    /// An acronym beside the name: `EU`.
    Acronym,
    /// A country's adjective: `Russische`.
    Adjective,
    /// A country's people: `Russen`.
    Inhabitant,
    /// A country's capital: `Moskou`.
    Capital,
    /// A building or street that stands for a government: `Kremlin`.
    Seat,
    /// Any other name or spelling.
    Other,
    /// A phrase that names the holder of an office: `de Amerikaanse president`.
    Office,
}

impl AliasKind {
    /// All kinds in the order in which they are preferred where one surface form has several.
    pub const ALL: [Self; 9] =
        [Self::Name, Self::Short, Self::Acronym, Self::Adjective, Self::Inhabitant, Self::Capital, Self::Seat, Self::Other, Self::Office];

    /// The name used in output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Short => "short",
            Self::Acronym => "acronym",
            Self::Adjective => "adjective",
            Self::Inhabitant => "inhabitant",
            Self::Capital => "capital",
            Self::Seat => "seat",
            Self::Other => "other",
            Self::Office => "office",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// Which letters may differ in case between an alias and the text. All relax in a line of capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CaseRule {
    /// None: `ICE` is not `ice`.
    Exact,
    /// The first letter: `Europese Unie`, `europese Unie`.
    FoldFirst,
    /// All.
    Fold,
}

impl CaseRule {
    /// The name used in the `case` column and in output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::FoldFirst => "fold-first",
            Self::Fold => "fold",
        }
    }

    /// The rule of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Exact, Self::FoldFirst, Self::Fold].into_iter().find(|rule| rule.name() == name)
    }

    /// The rule of an alias whose row names none. A single capitalised word is matched to the letter, since many are ordinary words
    /// in lower case. A name of several words, or one that begins in lower case, may begin with either.
    #[must_use]
    pub fn usual(kind: AliasKind, text: &str) -> Self {
        let begins_low = text.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase);
        let is_name = matches!(kind, AliasKind::Name | AliasKind::Short | AliasKind::Other);
        if begins_low || (is_name && text.contains(' ')) { Self::FoldFirst } else { Self::Exact }
    }
}

/// A name as a gazetteer lists it, and whom it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alias<'g> {
    /// The name as listed.
    pub text: &'g str,
    /// Whom it names.
    pub actor: ActorId,
    /// In what way.
    pub kind: AliasKind,
    /// Which letters may differ in case.
    pub case: CaseRule,
    /// Language of the file that lists it, such as `nl`; `""` for a file without one.
    pub lang: &'g str,
}

/// A term of office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// Who held the office.
    pub actor: ActorId,
    /// Which office: `president`, `secretary-general`.
    pub office: String,
    /// Of which country or organization.
    pub of: ActorId,
    /// First day, as written: a day, a month or a year; may be empty where it is not known.
    pub from: String,
    /// Last day, as written; empty for an office still held.
    pub until: String,
    /// Whether several persons hold the office together.
    pub joint: bool,
    pub(crate) origin: Origin,
}

impl Role {
    /// Whether the office was held on `day`. A term that is dated to a month or a year includes all of it.
    #[must_use]
    pub fn held_on(&self, day: Date) -> bool {
        let begun = self.from.is_empty() || earliest(&self.from).is_some_and(|first| first <= day);
        let over = !self.until.is_empty() && latest(&self.until).is_none_or(|last| last < day);
        begun && !over
    }
}

/// The first day of `2015`, `2015-03` or `2015-03-04`.
#[must_use]
pub(crate) fn earliest(text: &str) -> Option<Date> {
    partial(text, |year, month| Date::new(year, month.unwrap_or(1), 1).ok())
}

/// The last day of `2015`, `2015-03` or `2015-03-04`.
#[must_use]
pub(crate) fn latest(text: &str) -> Option<Date> {
    partial(text, |year, month| Some(Date::new(year, month.unwrap_or(12), 1).ok()?.last_of_month()))
}

fn partial(text: &str, day: impl Fn(i16, Option<i8>) -> Option<Date>) -> Option<Date> {
    match text.len() {
        4 => day(text.parse().ok()?, None),
        7 => {
            let (year, month) = text.split_once('-')?;
            day(year.parse().ok()?, Some(month.parse().ok()?))
        }
        _ => text.parse().ok(),
    }
}

/// A noun for an office or another title: `president`, `NAVO-chef`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// The noun as it stands in running text.
    pub form: String,
    /// The office that it names, or `""` for a title that names none.
    pub office: String,
    /// `country`, `organization`, or ids of the actors whose office it is.
    pub applies: Vec<String>,
}

/// What words around an alias say about its meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContextRule {
    /// The alias in folded form.
    pub alias: String,
    /// The actor whose reading is spoken for or against.
    pub actor: ActorId,
    /// For or against.
    pub role: ContextRole,
    /// Words and phrases that decide, as the file lists them, with `|` between.
    pub(crate) listed: String,
}

impl ContextRule {
    /// Words and phrases that decide.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.listed.split('|').map(str::trim).filter(|word| !word.is_empty())
    }
}

/// What the words of a [`ContextRule`] say of a reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContextRole {
    /// They speak for it.
    Context,
    /// They speak against it; a phrase that holds the alias is never the actor.
    Unrelated,
    /// Without one of them, a full name in the article, or a title before it, the alias is not the actor.
    Required,
}

impl ContextRole {
    /// The name used in `contexts.csv` and in output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Context => "context",
            Self::Unrelated => "unrelated",
            Self::Required => "required",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_of_office_include_both_ends() {
        let rows = [
            ("2015-03-04", "", "2015-03-04", true),
            ("2015-03-04", "", "2015-03-03", false),
            ("2015-03", "2016", "2016-12-31", true),
            ("2015-03", "2016", "2017-01-01", false),
            ("2015-03", "2016", "2015-02-28", false),
            ("", "2016-02", "2016-02-29", true),
        ];
        for (from, until, day, held) in rows {
            let role = Role {
                actor: ActorId(0),
                office: String::new(),
                of: ActorId(0),
                from: from.into(),
                until: until.into(),
                joint: false,
                origin: Origin { file: 0, line: 0 },
            };
            assert_eq!(role.held_on(day.parse().unwrap()), held, "{from}–{until} on {day}");
        }
    }

    #[test]
    fn usual_case_rules() {
        let rows = [
            (AliasKind::Name, "Rusland", CaseRule::Exact),
            (AliasKind::Acronym, "ICE", CaseRule::Exact),
            (AliasKind::Name, "Europese Unie", CaseRule::FoldFirst),
            (AliasKind::Short, "Von der Leyen", CaseRule::FoldFirst),
            (AliasKind::Seat, "Witte Huis", CaseRule::Exact),
            (AliasKind::Other, "inflatie", CaseRule::FoldFirst),
        ];
        for (kind, text, rule) in rows {
            assert_eq!(CaseRule::usual(kind, text), rule, "{text}");
        }
    }
}
