//! `completions`: what a shell needs to complete commands, options and their values.

use std::io::Write;

use clap::Args;
use clap_complete::Shell;

use super::stdout::output;
use super::{Failure, Outcome};

/// Prints the completions of a shell
///
/// The shell reads them from a file: for bash one in ~/.local/share/bash-completion/completions, for zsh one named _actorgraph in a folder
/// of $fpath, for fish one in ~/.config/fish/completions.
#[derive(Args)]
#[command(after_help = "Example: actorgraph completions bash > ~/.local/share/bash-completion/completions/actorgraph")]
pub struct Arguments {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    // The generator takes no failing writer, so it writes to memory first.
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut super::command_line(), "actorgraph", &mut script);
    let mut out = output();
    out.write_all(&script)?;
    out.flush()?;
    Ok(Outcome::Found)
}
