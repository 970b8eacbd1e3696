//! `man`: manual pages, of the program and of each command.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use clap_mangen::Man;

use super::file::write_file;
use super::stdout::output;
use super::{Failure, Outcome};

/// Prints a manual page
///
/// That of the program, or of one command: of graph, or of gazetteer check.
#[derive(Args)]
#[command(after_help = "Examples:\n  actorgraph man graph | man -l -\n  actorgraph man --output ~/.local/share/man/man1")]
pub struct Arguments {
    /// A command, such as graph or gazetteer check; the program without one
    #[arg(value_name = "COMMAND", conflicts_with = "output")]
    command: Vec<String>,
    /// Folder to write all pages to, as actorgraph.1, actorgraph-graph.1 and so on
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let program = whole();
    if let Some(folder) = &arguments.output {
        std::fs::create_dir_all(folder).map_err(|error| format!("{}: cannot be made ({error}); give another folder", folder.display()))?;
        let mut waiting = vec![program];
        while let Some(command) = waiting.pop() {
            waiting.extend(command.get_subcommands().cloned());
            let man = page(command);
            write_file(&folder.join(man.get_filename()), |out| man.render(out))?;
        }
        return Ok(Outcome::Found);
    }
    let mut command = &program;
    for name in &arguments.command {
        let names: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
        let known =
            if names.is_empty() { "it has no commands of its own".to_owned() } else { format!("choose one of {}", names.join(", ")) };
        command = command
            .find_subcommand(name)
            .ok_or_else(|| format!("{} has no command {name:?}; {known}", command.get_bin_name().unwrap_or("actorgraph")))?;
    }
    let mut out = output();
    page(command.clone()).render(&mut out)?;
    out.flush()?;
    Ok(Outcome::Found)
}

fn page(command: clap::Command) -> Man {
    Man::new(command).source(concat!("actorgraph ", env!("CARGO_PKG_VERSION")))
}

/// The command line with the full name of every command in it, which names its page: `actorgraph-gazetteer-check`.
fn whole() -> clap::Command {
    let mut command = super::command_line();
    command.build();
    command
}
