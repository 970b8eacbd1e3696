//! Options that commands share.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use actorgraph::{
    ActorId, Ambiguous, Annotator, Copies, EvidenceLimit, Gazetteer, GazetteerBuilder, Language, Lookup, Period, Published, Wanted, Window,
    decode, walk,
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
    /// A plain list needs one column, `name`; `type`, `aliases` and `id` are understood.
    #[arg(long, value_name = "FILE|DIR")]
    pub gazetteer: Vec<PathBuf>,
    /// Language of names and rules
    #[arg(long, value_enum, default_value_t = Lang::Nl)]
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
    #[arg(long, short, default_value_t = 0, value_name = "N")]
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

/// A language.
#[derive(Clone, Copy, ValueEnum)]
pub enum Lang {
    /// Dutch
    Nl,
    /// English
    En,
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
    /// How close two actors must stand: sentence, sentences:N, paragraph or article
    #[arg(long, default_value = "sentence", value_parser = window)]
    pub window: Window,
    /// How a mention counts that may mean several actors
    #[arg(long, value_enum, default_value_t = AmbiguousHow::Drop, value_name = "HOW")]
    pub ambiguous: AmbiguousHow,
    /// What becomes of copies of an article, word by word or nearly so: they count once, or each
    #[arg(long, value_enum, default_value_t = Duplicates::Merge, value_name = "HOW", hide_short_help = true)]
    pub duplicates: Duplicates,
    /// Only articles of this day or later
    #[arg(long, value_name = "DAY")]
    pub since: Option<Date>,
    /// Only articles of this day or earlier
    #[arg(long, value_name = "DAY")]
    pub until: Option<Date>,
}

/// What becomes of copies.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Duplicates {
    /// They count once, and their places are told
    Merge,
    /// Each counts
    Keep,
}

/// How ambiguous mentions count.
#[derive(Clone, Copy, ValueEnum)]
pub enum AmbiguousHow {
    /// For none of the actors
    Drop,
    /// For each of them
    Keep,
}

impl Counting {
    /// How ambiguous mentions count.
    pub const fn ambiguous(&self) -> Ambiguous {
        match self.ambiguous {
            AmbiguousHow::Drop => Ambiguous::Drop,
            AmbiguousHow::Keep => Ambiguous::Keep,
        }
    }

    /// What becomes of copies.
    pub const fn copies(&self) -> Copies {
        match self.duplicates {
            Duplicates::Merge => Copies::Merge,
            Duplicates::Keep => Copies::Keep,
        }
    }

    /// The period, which must hold a day.
    pub fn period(&self) -> Result<Period, Failure> {
        match (self.since, self.until) {
            (Some(since), Some(until)) if since > until => {
                Err(format!("--since {since} is after --until {until}, so no day is left; give them the other way round").into())
            }
            (since, until) => Ok(Period { since, until }),
        }
    }
}

fn window(text: &str) -> Result<Window, String> {
    Window::parse(text).ok_or_else(|| "give sentence, sentences:N, paragraph or article".to_owned())
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
        let mut builder = GazetteerBuilder::default();
        builder.add_embedded(&[self.language()]);
        for path in &self.gazetteer {
            let mut files = vec![path.clone()];
            if path.is_dir() {
                files = lists(path)?;
            }
            for file in files {
                let name = file.display().to_string();
                let bytes = std::fs::read(&file).map_err(|error| format!("{name}: cannot be read ({error}); check the path"))?;
                builder.add_file(&name, &decode(&name, bytes)?);
            }
        }
        let (gazetteer, problems) = builder.build();
        for problem in &problems {
            talk::error(problem);
        }
        Ok((Arc::new(gazetteer), !problems.is_empty()))
    }

    /// The language of names, rules and of what is shown.
    pub const fn language(&self) -> Language {
        match self.lang {
            Lang::Nl => Language::Dutch,
            Lang::En => Language::English,
        }
    }

    /// An annotator with the gazetteers, and whether something in them could not be used.
    pub fn annotator(&self) -> Result<(Annotator, bool), Failure> {
        let (gazetteer, partial) = self.gazetteer()?;
        Ok((Annotator::new(gazetteer, self.language())?, partial))
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

    /// The same for commands that count no articles, which need not know what is a copy.
    pub fn reader(&self) -> Result<(&'static Annotator, bool), Failure> {
        let (annotator, partial) = self.names.annotator()?;
        Ok((Box::leak(Box::new(annotator.without_sketches())), partial))
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
