//! The command line: what was typed, and one file a subcommand.
//!
//! Stands on the public API of the library alone. Standard output is data, standard error is talk.

mod actors;
mod changes;
mod completions;
mod counting;
mod counts;
mod evaluate;
mod explain;
mod extract;
mod file;
mod gazetteer;
mod general;
mod graph;
mod index;
mod input;
mod man;
mod names;
mod pages;
mod path;
mod progress;
mod read;
mod relations;
mod shape;
mod stdout;
mod suggest;
mod talk;
mod text;
mod together;
mod verify;

use std::ffi::OsString;
use std::io::ErrorKind;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

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

impl Outcome {
    /// That of a command which shows what it finds: whether it found any, and whether something could not be used.
    pub const fn of(any: bool, partial: bool) -> Self {
        match (any, partial) {
            (_, true) => Self::Partial,
            (true, false) => Self::Found,
            (false, false) => Self::Empty,
        }
    }
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

// Each command tells about itself at its arguments: what stood here would hide that.
#[derive(Subcommand)]
enum Command {
    Read(read::Arguments),
    Extract(extract::Arguments),
    Graph(graph::Arguments),
    Together(together::Arguments),
    Relations(relations::Arguments),
    Index(index::Arguments),
    Actors(actors::Arguments),
    Path(path::Arguments),
    Changes(changes::Arguments),
    Verify(verify::Arguments),
    Explain(explain::Arguments),
    Evaluate(evaluate::Arguments),
    Suggest(suggest::Arguments),
    Gazetteer(gazetteer::Arguments),
    Completions(completions::Arguments),
    Man(man::Arguments),
}

/// The whole command line, for what is made from it: completions and manual pages.
fn command_line() -> clap::Command {
    with_negative_numbers(Arguments::command())
}

/// Lets options take a negative number for their value, so that those that cannot use it say what they can, and nobody takes it for another
/// option.
fn with_negative_numbers(command: clap::Command) -> clap::Command {
    let takes_one = |argument: &clap::Arg| !argument.is_positional() && argument.get_action().takes_values();
    command
        .mut_args(|argument| if takes_one(&argument) { argument.allow_negative_numbers(true) } else { argument })
        .mut_subcommands(with_negative_numbers)
}

/// Runs the program with these words and tells its exit status.
pub fn main(words: impl IntoIterator<Item = OsString>) -> ExitCode {
    let parsed = command_line().try_get_matches_from(words).and_then(|matches| Arguments::from_arg_matches(&matches));
    let arguments = match parsed {
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
        Command::Relations(arguments) => relations::run(arguments),
        Command::Index(arguments) => index::run(arguments),
        Command::Actors(arguments) => actors::run(arguments),
        Command::Path(arguments) => path::run(&arguments),
        Command::Changes(arguments) => changes::run(&arguments),
        Command::Verify(arguments) => verify::run(&arguments),
        Command::Explain(arguments) => explain::run(arguments),
        Command::Evaluate(arguments) => evaluate::run(arguments),
        Command::Suggest(arguments) => suggest::run(arguments),
        Command::Gazetteer(arguments) => gazetteer::run(arguments),
        Command::Completions(arguments) => completions::run(&arguments),
        Command::Man(arguments) => man::run(&arguments),
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
