//! `suggest`: names that behave as actors and stand in no gazetteer.

use std::path::PathBuf;

use actorgraph::answer::Suggestions;
use actorgraph::export::inert;
use clap::Args;

use super::general::{General, count};
use super::stdout::output;
use super::{Failure, Outcome};

/// Lists names that behave as actors and stand in no gazetteer
///
/// Names with a title before them, names that act, and names with their acronym in brackets, as rows of a gazetteer: id, name, short, other,
/// of, note; then how often, the title, an example, and the type. Save what is right and give it with --gazetteer.
#[derive(Args)]
#[command(after_help = "Example: actorgraph suggest seeds > new.csv")]
pub struct Arguments {
    /// Files, directories, or - for standard input
    #[arg(required_unless_present = "files_from", value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// Only names that stand in the texts this often
    #[arg(long, default_value_t = 1, value_name = "N", value_parser = count::<u64>)]
    min_count: u64,
    #[command(flatten)]
    general: General,
}

/// Runs the command.
pub fn run(arguments: Arguments) -> Result<Outcome, Failure> {
    let (annotator, bad_rows) = arguments.general.reader()?;
    let mut suggestions = Suggestions::new(annotator);
    let partial = arguments.general.pages(annotator, &arguments.inputs, |page| {
        suggestions.add(page);
        Ok(())
    })?;
    let mut table = csv::Writer::from_writer(output());
    table.write_record(["id", "name", "short", "other", "of", "note", "count", "title", "example", "type"])?;
    let mut any = false;
    for suggestion in suggestions.finish().iter().filter(|suggestion| suggestion.count >= arguments.min_count) {
        any = true;
        let is_bare = suggestion.of.is_empty() || suggestion.title.is_empty();
        let note = if is_bare { suggestion.title.clone() } else { format!("{} ({})", suggestion.title, suggestion.of) };
        let count = suggestion.count.to_string();
        table.write_record([
            &suggestion.id,
            &suggestion.name,
            &suggestion.short,
            &suggestion.acronym,
            &suggestion.of,
            &note,
            &count,
            &suggestion.title,
            &inert(&suggestion.example),
            &suggestion.actor_type,
        ])?;
    }
    table.flush()?;
    Ok(Outcome::of(any, partial || bad_rows))
}
