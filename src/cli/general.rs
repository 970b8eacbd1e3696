//! What commands that read pages share: names, inputs, threads, talk, and the annotator that these make.

use std::io::{self, IsTerminal};
use std::sync::Arc;

use actorgraph::graph::ActorGraph;
use actorgraph::{Annotator, Gazetteer, Published};
use clap::{Args, ValueEnum};

use super::input::InputOptions;
use super::names::{Lists, Names};
use super::{Failure, talk};

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

/// More threads than this are a slip of the keyboard, and would take the machine down.
const MOST_JOBS: usize = 1024;

/// Reads how many threads.
pub fn jobs(text: &str) -> Result<usize, String> {
    text.parse()
        .ok()
        .filter(|jobs| *jobs <= MOST_JOBS)
        .ok_or_else(|| format!("give a number up to {MOST_JOBS}, or 0 for one for each processor"))
}

/// So many threads, or one for each processor for 0.
pub fn threads(jobs: usize) -> Result<rayon::ThreadPool, Failure> {
    let threads = rayon::ThreadPoolBuilder::new().num_threads(jobs).build();
    threads.map_err(|error| format!("{jobs} threads cannot be started ({error}); ask for fewer with --jobs").into())
}

/// Reads how many, which is no less than 0.
pub fn count<T: std::str::FromStr>(text: &str) -> Result<T, String> {
    text.parse().map_err(|_| "give a whole number, 0 or more".to_owned())
}

fn published(text: &str) -> Result<Published, String> {
    Published::parse(text).ok_or_else(|| "give a day such as 2026-01-27, or a moment such as 2026-01-27T09:30".to_owned())
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
        threads(self.jobs)
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
