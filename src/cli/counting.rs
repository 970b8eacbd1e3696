//! How mentions are counted: windows, ambiguity, copies, kinds and the period.

use actorgraph::graph::FilterEffect;
use actorgraph::{AliasKind, Ambiguous, Cooccurrences, Copies, CountRules, EvidenceLimit, Period, Slice, Tally, Window};
use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::{Failure, talk};

/// How mentions are counted.
#[derive(Args)]
pub struct Counting {
    /// How close two actors must stand: sentence, sentences:N, paragraph, article or tokens:N
    #[arg(long, default_value = "sentence", value_parser = window)]
    pub window: Window,
    /// How a mention counts that may mean several actors
    #[arg(long, value_enum, default_value_t = AmbiguousHow::Drop, value_name = "HOW")]
    pub ambiguous: AmbiguousHow,
    /// What becomes of copies of an article, word by word or nearly so: they count once, or each
    #[arg(long, value_enum, default_value_t = Duplicates::Merge, value_name = "HOW", hide_short_help = true)]
    pub duplicates: Duplicates,
    /// Only articles from this day, month or year on
    #[arg(long, value_name = "DAY", value_parser = first_day)]
    pub since: Option<Date>,
    /// Only articles up to this day, month or year
    #[arg(long, value_name = "DAY", value_parser = last_day)]
    pub until: Option<Date>,
    /// Kinds of mention that count, such as name,short,acronym
    ///
    /// name, short, acronym, adjective (Russische), inhabitant (Russen), capital (Moskou), seat (Kremlin), other, office (de Russische
    /// president). All count where none is given.
    #[arg(long = "kind", value_name = "KIND", value_delimiter = ',', value_parser = kind, hide_short_help = true)]
    pub kinds: Vec<AliasKind>,
}

/// What becomes of copies.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Duplicates {
    /// They count once, and their places are told
    Merge,
    /// Each counts
    Keep,
}

impl Duplicates {
    /// The same as the library calls it.
    pub const fn copies(self) -> Copies {
        match self {
            Self::Merge => Copies::Merge,
            Self::Keep => Copies::Keep,
        }
    }
}

/// How ambiguous mentions count.
#[derive(Clone, Copy, ValueEnum)]
pub enum AmbiguousHow {
    /// For none of the actors
    Drop,
    /// For each of them
    Keep,
    /// For one of them: each gets its share of the articles
    Split,
}

impl Counting {
    /// How ambiguous mentions count.
    pub const fn ambiguous(&self) -> Ambiguous {
        match self.ambiguous {
            AmbiguousHow::Drop => Ambiguous::Drop,
            AmbiguousHow::Keep => Ambiguous::Keep,
            AmbiguousHow::Split => Ambiguous::Split,
        }
    }

    /// The rules of counting, with so much evidence kept.
    pub fn rules(&self, evidence: EvidenceLimit) -> CountRules {
        CountRules { kinds: self.kinds.clone(), ..CountRules::new(self.window, self.ambiguous(), evidence) }
    }

    /// A tally by these rules of what is in a period.
    pub fn tally(&self, rules: CountRules, period: Period) -> Tally {
        Tally::new(Cooccurrences::with_rules(rules), None, period).with_copies(self.copies())
    }

    /// Whether mentions are counted as a store counts them.
    pub fn is_usual(&self) -> bool {
        let is_usual = (self.window, self.ambiguous(), self.copies()) == (Window::Sentence, Ambiguous::Drop, Copies::Merge);
        is_usual && self.kinds.is_empty() && self.since.is_none() && self.until.is_none()
    }

    /// What becomes of copies.
    pub const fn copies(&self) -> Copies {
        self.duplicates.copies()
    }

    /// The options of counting by name, as a manifest tells them; those that were left as they are not all have a value.
    pub fn options(&self) -> [(&'static str, Option<String>); 6] {
        let kinds: Vec<&str> = self.kinds.iter().map(|kind| kind.name()).collect();
        [
            ("window", Some(self.window.to_string())),
            ("ambiguous", self.ambiguous.to_possible_value().map(|value| value.get_name().to_owned())),
            ("duplicates", (self.copies() == Copies::Keep).then(|| "keep".to_owned())),
            ("since", self.since.map(|day| day.to_string())),
            ("until", self.until.map(|day| day.to_string())),
            ("kind", (!kinds.is_empty()).then(|| kinds.join(","))),
        ]
    }

    /// Tells what the choice of days and of kinds of mention left.
    pub fn tell_effects(&self, tally: &Tally) {
        let tell = |unit: &'static str, after: u64, left_out: u64, filter: String| {
            let count = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
            talk::effect(&FilterEffect { unit, filter, before: count(after + left_out), after: count(after) });
        };
        let days = [("--since", self.since), ("--until", self.until)];
        let days: Vec<String> = days.iter().filter_map(|(name, day)| day.map(|day| format!("{name} {day}"))).collect();
        if !days.is_empty() {
            tell("articles", tally.counts.articles_raw, tally.out_of_period, days.join(" "));
        }
        if !self.kinds.is_empty() {
            let kinds: Vec<&str> = self.kinds.iter().map(|kind| kind.name()).collect();
            tell("mentions", tally.counts.mentions, tally.counts.left_out, format!("--kind {}", kinds.join(",")));
        }
    }

    /// The period, which must hold a day.
    pub fn period(&self) -> Result<Period, Failure> {
        period(self.since, self.until)
    }
}

/// The period between two days, which must hold one.
pub fn period(since: Option<Date>, until: Option<Date>) -> Result<Period, Failure> {
    match (since, until) {
        (Some(since), Some(until)) if since > until => {
            Err(format!("--since {since} is after --until {until}, so no day is left; give them the other way round").into())
        }
        (since, until) => Ok(Period { since, until }),
    }
}

fn kind(text: &str) -> Result<AliasKind, String> {
    let names = AliasKind::ALL.map(AliasKind::name).join(", ");
    AliasKind::from_name(text).ok_or_else(|| format!("give some of {names}, with commas between them"))
}

fn window(text: &str) -> Result<Window, String> {
    Window::parse(text).ok_or_else(|| "give sentence, sentences:N, paragraph, article or tokens:N".to_owned())
}

/// The first and the last day of a day, a month or a year.
pub fn days(text: &str) -> Option<(Date, Date)> {
    let (slice, day) = match text.len() {
        4 => (Slice::Year, format!("{text}-01-01")),
        7 => (Slice::Month, format!("{text}-01")),
        _ => (Slice::Day, text.to_owned()),
    };
    Some(slice.around(day.parse().ok()?))
}

/// Reads the day that a period begins with.
pub fn first_day(text: &str) -> Result<Date, String> {
    days(text).map(|(first, _)| first).ok_or_else(|| NO_DAY.to_owned())
}

/// Reads the day that a period ends with.
pub fn last_day(text: &str) -> Result<Date, String> {
    days(text).map(|(_, last)| last).ok_or_else(|| NO_DAY.to_owned())
}

const NO_DAY: &str = "give a day such as 2026-01-27, a month such as 2026-01, or a year";

/// Reads `all` or a number.
pub fn evidence_limit(text: &str) -> Result<EvidenceLimit, String> {
    match text {
        "all" => Ok(EvidenceLimit::All),
        number => number.parse().map(EvidenceLimit::First).map_err(|_| "give a number, or all".to_owned()),
    }
}
