//! Options that commands share.

use std::collections::BTreeSet;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use actorgraph::graph::{ActorGraph, FilterEffect};
use actorgraph::{
    ActorId, AliasKind, Ambiguous, Annotator, Cooccurrences, Copies, CountRules, EvidenceLimit, Gazetteer, GazetteerBuilder, Language,
    Lookup, Period, Problem, Published, Slice, Tally, Wanted, Window, decode, walk,
};
use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::input::InputOptions;
use super::{Failure, talk};

/// Which gazetteers.
#[derive(Args)]
pub struct Names {
    /// Adds a gazetteer: a CSV file, or a directory of them; may be repeated
    ///
    /// A plain list needs one column, `name`; `type`, `aliases` and `id` are understood. What stands in `nl` or `en` below a directory is
    /// for texts in that language.
    #[arg(long, value_name = "FILE|DIR")]
    pub gazetteer: Vec<PathBuf>,
    /// Leaves out the gazetteers that the program carries
    #[arg(long, requires = "gazetteer", hide_short_help = true)]
    pub no_embedded: bool,
    /// Language of the texts: auto recognises that of each article
    #[arg(long, value_enum, default_value_t = Lang::Auto)]
    pub lang: Lang,
}

/// Which gazetteers, which inputs, and how the program behaves.
#[derive(Args)]
pub struct General {
    #[command(flatten)]
    pub names: Names,
    /// Date of pages that tell none: 2026-01-27, or 2026-01-27T09:30
    #[arg(long, value_parser = published)]
    pub date: Option<Published>,
    /// Threads to use; 0 is one for each processor
    #[arg(long, short, default_value = "0", value_name = "N", value_parser = jobs)]
    pub jobs: usize,
    /// Tells errors only
    #[arg(long, short)]
    pub quiet: bool,
    /// Colours in text
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub color: Color,
    #[command(flatten)]
    pub input: InputOptions,
}

/// The gazetteers that a user gives.
pub struct Lists {
    /// Whether they stand alone.
    no_embedded: bool,
    files: Vec<List>,
}

/// A file with names.
struct List {
    name: String,
    text: String,
    /// The language of the folder in which it stands below the one that was given.
    language: Option<Language>,
    /// The ids that its rows without one were given, each with a zero after it.
    ids: String,
}

impl List {
    /// Whether it is for texts in this language.
    fn is_for(&self, language: Language) -> bool {
        self.language.is_none_or(|own| own == language)
    }

    /// Adds what it has for texts in this language.
    fn add_to(&self, builder: &mut GazetteerBuilder, language: Language) {
        if self.is_for(language) {
            builder.add_file(&self.name, &self.text);
        } else {
            builder.add_other_language(&self.name, &self.text);
        }
    }
}

impl Lists {
    /// Whether the user gives none.
    pub const fn are_none(&self) -> bool {
        self.files.is_empty()
    }

    /// The lists beside the names of a language, and what is wrong with those that are for that language alone. What is wrong with the others was
    /// told when they were read first.
    fn beside(&self, language: Language) -> (Gazetteer, Vec<Problem>) {
        let mut builder = GazetteerBuilder::default();
        if !self.no_embedded {
            builder.add_embedded(&[language]);
        }
        let (own, others): (Vec<&List>, Vec<&List>) = self.files.iter().partition(|list| list.is_for(language));
        for list in own.into_iter().chain(others) {
            builder.follow(&list.ids);
            list.add_to(&mut builder, language);
        }
        let (gazetteer, mut problems) = builder.build();
        problems.retain(|problem| self.files.iter().any(|list| list.language == Some(language) && list.name == problem.file));
        (gazetteer, problems)
    }
}

/// A language.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// Dutch or English, article by article; Dutch where an article does not tell
    Auto,
    /// Dutch
    Nl,
    /// English
    En,
}

/// Whether relations are found.
#[derive(Args)]
pub struct Telling {
    /// Finds no relations, which is faster
    #[arg(long, hide_short_help = true)]
    pub no_relations: bool,
}

impl Telling {
    /// Whether relations are told where they are wanted.
    pub const fn tells(&self, wanted: bool) -> bool {
        wanted && !self.no_relations
    }

    /// An annotator that finds relations where they are wanted and not refused.
    pub fn annotator(&self, general: &General, wanted: bool) -> Result<(&'static Annotator, bool), Failure> {
        if self.tells(wanted) { general.annotator_with_relations() } else { general.annotator() }
    }

    /// Notes in the manifest of a graph that relations were refused, or that it was made of counts, which tell none: that it has none
    /// then means nothing.
    pub fn note_in(&self, graph: &mut ActorGraph, of_counts: bool) {
        if self.no_relations || of_counts {
            graph.manifest_mut().options.insert("no-relations".to_owned(), "true".to_owned());
        }
    }
}

/// When text is coloured.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

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

/// More threads than this are a slip of the keyboard, and would take the machine down.
const MOST_JOBS: usize = 1024;

fn jobs(text: &str) -> Result<usize, String> {
    text.parse()
        .ok()
        .filter(|jobs| *jobs <= MOST_JOBS)
        .ok_or_else(|| format!("give a number up to {MOST_JOBS}, or 0 for one for each processor"))
}

fn published(text: &str) -> Result<Published, String> {
    Published::parse(text).ok_or_else(|| "give a day such as 2026-01-27, or a moment such as 2026-01-27T09:30".to_owned())
}

/// Reads `all` or a number.
pub fn evidence_limit(text: &str) -> Result<EvidenceLimit, String> {
    match text {
        "all" => Ok(EvidenceLimit::All),
        number => number.parse().map(EvidenceLimit::First).map_err(|_| "give a number, or all".to_owned()),
    }
}

impl Names {
    /// The gazetteers, and whether something in them could not be used.
    pub fn gazetteer(&self) -> Result<(Arc<Gazetteer>, bool), Failure> {
        let (gazetteer, _, partial) = self.gazetteer_and_lists()?;
        Ok((gazetteer, partial))
    }

    /// The gazetteers; the user's lists, to be put beside the names of another language; and whether something could not be used.
    pub fn gazetteer_and_lists(&self) -> Result<(Arc<Gazetteer>, Lists, bool), Failure> {
        let mut builder = GazetteerBuilder::default();
        if !self.no_embedded {
            builder.add_embedded(&[self.language()]);
        }
        let mut files: Vec<List> = Vec::new();
        for path in &self.gazetteer {
            for file in if path.is_dir() { lists(path)? } else { vec![path.clone()] } {
                let name = file.display().to_string();
                let bytes = std::fs::read(&file).map_err(|error| format!("{name}: cannot be read ({error}); check the path"))?;
                let below = file.strip_prefix(path).ok().and_then(Path::parent).map(Path::components).into_iter().flatten();
                let language = below.rev().find_map(|folder| Language::from_code(folder.as_os_str().to_str()?));
                files.push(List { text: decode(&name, bytes)?, name, language, ids: String::new() });
            }
        }
        // What an actor is called is told by the first list that names it.
        let (own, others): (Vec<&mut List>, Vec<&mut List>) = files.iter_mut().partition(|list| list.is_for(self.language()));
        for list in own.into_iter().chain(others) {
            let before = builder.own_ids().len();
            list.add_to(&mut builder, self.language());
            list.ids = builder.own_ids()[before..].to_owned();
        }
        let lists = Lists { no_embedded: self.no_embedded, files };
        let (gazetteer, mut problems) = builder.build();
        if let Some(other) = self.other_language().filter(|other| lists.files.iter().any(|list| list.language == Some(*other))) {
            problems.append(&mut lists.beside(other).1);
        }
        for problem in &problems {
            talk::error(problem);
        }
        let gazetteer = Arc::new(gazetteer);
        // It lives as long as the program: to free it piece by piece takes longer than many an answer.
        std::mem::forget(Arc::clone(&gazetteer));
        Ok((gazetteer, lists, !problems.is_empty()))
    }

    /// The language of names, rules and of what is shown.
    pub const fn language(&self) -> Language {
        match self.lang {
            Lang::Nl | Lang::Auto => Language::Dutch,
            Lang::En => Language::English,
        }
    }

    /// The language whose names are used for articles in it, beside the main one.
    pub fn other_language(&self) -> Option<Language> {
        (self.lang == Lang::Auto).then_some(Language::English)
    }

    /// An annotator with the gazetteers, and whether something in them could not be used.
    pub fn annotator(&self) -> Result<(Annotator, bool), Failure> {
        let (gazetteer, lists, partial) = self.gazetteer_and_lists()?;
        Ok((self.annotator_with(gazetteer, lists)?, partial))
    }

    /// An annotator with these gazetteers.
    fn annotator_with(&self, gazetteer: Arc<Gazetteer>, lists: Lists) -> Result<Annotator, Failure> {
        let annotator = Annotator::new(gazetteer, self.language())?;
        Ok(match self.other_language() {
            Some(other) => annotator.with_other(other, move || lists.beside(other).0),
            None => annotator,
        })
    }
}

impl General {
    /// An annotator with the gazetteers, and whether something in them could not be used.
    ///
    /// It lives as long as the program: to free it piece by piece would take longer than to read a page.
    pub fn annotator(&self) -> Result<(&'static Annotator, bool), Failure> {
        let (annotator, partial) = self.names.annotator()?;
        Ok((Box::leak(Box::new(annotator)), partial))
    }

    /// The same with gazetteers that were read before, and with relations where they are wanted; and whether something in the triggers of
    /// these could not be used.
    pub fn annotator_with(&self, gazetteer: Arc<Gazetteer>, lists: Lists, relates: bool) -> Result<(&'static Annotator, bool), Failure> {
        let annotator = self.names.annotator_with(gazetteer, lists)?;
        let (annotator, problems) = if relates { annotator.with_relations() } else { (annotator, Vec::new()) };
        problems.iter().for_each(talk::error);
        Ok((Box::leak(Box::new(annotator)), !problems.is_empty()))
    }

    /// The same for commands that count no articles, which need not know what is a copy.
    pub fn reader(&self) -> Result<(&'static Annotator, bool), Failure> {
        let (annotator, partial) = self.names.annotator()?;
        Ok((Box::leak(Box::new(annotator.without_sketches())), partial))
    }

    /// The same, with relations, for commands that tell them.
    pub fn annotator_with_relations(&self) -> Result<(&'static Annotator, bool), Failure> {
        let (gazetteer, lists, partial) = self.names.gazetteer_and_lists()?;
        let (annotator, bad_triggers) = self.annotator_with(gazetteer, lists, true)?;
        Ok((annotator, partial || bad_triggers))
    }

    /// As many threads as were asked for.
    pub fn threads(&self) -> Result<rayon::ThreadPool, Failure> {
        let threads = rayon::ThreadPoolBuilder::new().num_threads(self.jobs).build();
        threads.map_err(|error| format!("{} threads cannot be started ({error}); ask for fewer with --jobs", self.jobs).into())
    }

    /// Whether text is to be coloured.
    pub fn colors(&self) -> bool {
        match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none(),
        }
    }
}

/// The lists below a folder.
fn lists(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let found = walk(folder, Wanted::Ending("csv"))?;
    if let Some(error) = found.errors.into_iter().next() {
        return Err(error.into());
    }
    if found.files.is_empty() {
        return Err(format!("{}: holds no CSV file; give a folder with gazetteers, or a file", folder.display()).into());
    }
    Ok(found.files)
}

/// The actor that a person named, or an error that says which names are near.
pub fn actor(gazetteer: &Gazetteer, name: &str) -> Result<ActorId, Failure> {
    match gazetteer.lookup(name) {
        Lookup::Found(actor) => Ok(actor),
        Lookup::Ambiguous(actors) => {
            let choices: Vec<String> =
                actors.iter().map(|id| gazetteer.actor(*id)).map(|actor| format!("{} ({})", actor.id, actor.name)).collect();
            Err(format!("{name:?} may mean several actors; give one of the ids {}", choices.join(", ")).into())
        }
        Lookup::Unknown { near } if near.is_empty() => {
            Err(format!("no actor is named {name:?}; add it with --gazetteer FILE, a CSV file with the column name").into())
        }
        Lookup::Unknown { near } => {
            let near: Vec<String> = near.iter().map(|name| format!("{name:?}")).collect();
            Err(format!("no actor is named {name:?}; did you mean {}?", near.join(", ")).into())
        }
    }
}

/// The types by which actors are chosen, which must be types of actors that there are.
pub fn types<'n>(gazetteer: &Gazetteer, names: &'n [String]) -> Result<&'n [String], Failure> {
    let known: BTreeSet<&str> = gazetteer.actors().iter().map(|actor| actor.actor_type.name()).collect();
    match names.iter().find(|name| !known.contains(name.as_str())) {
        None => Ok(names),
        Some(unknown) => {
            let known: Vec<&str> = known.into_iter().collect();
            Err(format!("no actor is of the type {unknown:?}; choose among {}", known.join(", ")).into())
        }
    }
}

/// Standard output, with room for much to be written.
pub fn output() -> io::BufWriter<io::StdoutLock<'static>> {
    io::BufWriter::with_capacity(1 << 16, io::stdout().lock())
}

/// One JSON value a line.
pub fn json_line(out: &mut impl Write, value: &impl serde::Serialize) -> Result<(), Failure> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")?;
    Ok(())
}
