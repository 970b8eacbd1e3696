//! The command line: what was typed, and one file a subcommand.
//!
//! Stands on the public API of the library alone. Standard output is data, standard error is talk.

mod actors;
mod common;
mod evaluate;
mod explain;
mod extract;
mod file;
mod gazetteer;
mod graph;
mod input;
mod progress;
mod read;
mod suggest;
mod talk;
mod text;
mod together;

use std::ffi::OsString;
use std::io::ErrorKind;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// There is something to show.
    Found,
    /// All went well, and there is nothing.
    Empty,
    /// Something could not be used; the rest is shown.
    Partial,
}

/// A failure that ends the command, as text for a person.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

#[derive(Parser)]
#[command(
    name = "actorgraph",
    version,
    about = "Finds countries, leaders and organizations in news pages and shows who appears with whom, and where it says so",
    after_help = "Exit status: 0 something found, 1 nothing found, 2 an error or a skipped file.\n\
                  Examples:\n  actorgraph graph seeds -o actors.svg\n  actorgraph together Trump Zelensky --in seeds\n  \
                  actorgraph extract seeds --format csv > mentions.csv",
    max_term_width = 79,
    disable_help_subcommand = true
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Shows how each page was read: articles, parts, datelines, dates, sentences
    Read(read::Arguments),
    /// Lists every mention of an actor
    Extract(extract::Arguments),
    /// Writes the graph of actors
    Graph(graph::Arguments),
    /// Shows which actors appear together, and the sentences that say so
    Together(together::Arguments),
    /// Ranks the actors
    Actors(actors::Arguments),
    /// Tells why each candidate is or is not a mention
    Explain(explain::Arguments),
    /// Compares mentions with gold: precision, recall and F1 by type, kind and rule
    Evaluate(evaluate::Arguments),
    /// Lists names that behave as actors and stand in no gazetteer
    Suggest(suggest::Arguments),
    /// Lists, shows and checks gazetteers, and imports names from other tools
    Gazetteer(gazetteer::Arguments),
}

/// Runs the program with these words and tells its exit status.
pub fn main(words: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(words) {
        Ok(arguments) => arguments,
        Err(error) => {
            let code = if error.use_stderr() { 2 } else { 0 };
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    quiet_about_damaged_tables();
    let ended = match arguments.command {
        Command::Read(arguments) => read::run(arguments),
        Command::Extract(arguments) => extract::run(arguments),
        Command::Graph(arguments) => graph::run(arguments),
        Command::Together(arguments) => together::run(arguments),
        Command::Actors(arguments) => actors::run(arguments),
        Command::Explain(arguments) => explain::run(arguments),
        Command::Evaluate(arguments) => evaluate::run(arguments),
        Command::Suggest(arguments) => suggest::run(arguments),
        Command::Gazetteer(arguments) => gazetteer::run(arguments),
    };
    match ended {
        Ok(Outcome::Found) => ExitCode::SUCCESS,
        Ok(Outcome::Empty) => ExitCode::from(1),
        Ok(Outcome::Partial) => ExitCode::from(2),
        Err(failure) if is_broken_pipe(&*failure) => ExitCode::SUCCESS,
        Err(failure) => {
            talk::error(&*failure);
            ExitCode::from(2)
        }
    }
}

/// The library that reads Parquet panics on some damaged tables. These panics are caught and told as errors of the file.
fn quiet_about_damaged_tables() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let is_caught = panic.location().is_some_and(|place| place.file().contains("/parquet-"));
        if !is_caught {
            usual(panic);
        }
    }));
}

/// Whoever reads our output has read enough. The writers of formats wrap the error that says so.
fn is_broken_pipe(failure: &(dyn std::error::Error + 'static)) -> bool {
    if let Some(error) = failure.downcast_ref::<std::io::Error>() {
        return error.kind() == ErrorKind::BrokenPipe || error.get_ref().is_some_and(|inner| is_broken_pipe(inner));
    }
    if let Some(error) = failure.downcast_ref::<csv::Error>() {
        return matches!(error.kind(), csv::ErrorKind::Io(error) if is_broken_pipe(error));
    }
    failure.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind) == Some(ErrorKind::BrokenPipe)
}
