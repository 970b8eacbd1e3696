//! `actors`: the actors, ranked.

use std::io::Write;
use std::path::PathBuf;

use actorgraph::answer::{Ranked, ranking};
use clap::{Args, ValueEnum};

use super::common::{General, output};
use super::graph::Shape;
use super::read::outcome;
use super::text::{number, table};
use super::{Failure, Outcome};

/// Ranks the actors
///
/// Those with most mentions first, with the articles that name them, how many others appear with them (degree), the sum of the
/// weights of those links (strength), and their community.
#[derive(Args)]
#[command(after_help = "Example: actorgraph actors --in seeds --type person")]
pub struct Arguments {
    /// Files, directories, or - for standard input
    #[arg(long = "in", required = true, num_args = 1.., value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// Format of the answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    shape: Shape,
    #[command(flatten)]
    general: General,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading
    Text,
    /// A list of actors
    Json,
    /// A row an actor
    Csv,
}

const COLUMNS: [&str; 9] = ["id", "name", "type", "mentions", "articles", "degree", "strength", "community", "aliases"];

/// Runs the command.
pub fn run(arguments: Arguments) -> Result<Outcome, Failure> {
    let (annotator, bad_rows) = arguments.general.annotator()?;
    let shape = Shape { isolates: true, ..arguments.shape };
    let (graph, partial) = shape.graph(&arguments.general, annotator, &arguments.inputs)?;
    let ranked = ranking(&graph);
    let mut out = output();
    match arguments.format {
        Format::Text => {
            let rows: Vec<Vec<String>> = ranked.iter().map(|actor| cells(actor, ", ", 4)).collect();
            out.write_all(table(&COLUMNS, &rows).as_bytes())?;
        }
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &ranked)?;
            out.write_all(b"\n")?;
        }
        Format::Csv => {
            let mut table = csv::Writer::from_writer(&mut out);
            table.write_record(COLUMNS)?;
            for actor in &ranked {
                table.write_record(cells(actor, "|", usize::MAX))?;
            }
            table.flush()?;
        }
    }
    out.flush()?;
    Ok(outcome(!ranked.is_empty(), partial || bad_rows))
}

fn cells(ranked: &Ranked, joint: &str, most_aliases: usize) -> Vec<String> {
    let aliases: Vec<&str> = ranked.aliases.iter().take(most_aliases).map(String::as_str).collect();
    vec![
        ranked.actor.id.clone(),
        ranked.actor.name.clone(),
        ranked.actor.actor_type.clone(),
        ranked.mentions.to_string(),
        ranked.articles.to_string(),
        ranked.degree.to_string(),
        number(ranked.strength),
        ranked.community.to_string(),
        aliases.join(joint),
    ]
}
