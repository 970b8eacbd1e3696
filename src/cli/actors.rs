//! `actors`: the actors, ranked.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;

use actorgraph::EvidenceLimit;
use actorgraph::answer::{Ranked, ranking};
use actorgraph::graph::Weight;
use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};

use super::common::{Counting, General, actor, output};
use super::graph::{Shape, weight};
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
    #[arg(long = "in", required_unless_present = "files_from", num_args = 1.., value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// Format of the answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// At most this many actors
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    /// Only actors of these types, and the links among them
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',')]
    types: Vec<String>,
    /// Only this actor and those that appear with it
    #[arg(long, value_name = "ACTOR")]
    ego: Option<String>,
    /// Measure by which links weigh
    #[arg(long, default_value = "sentences", value_name = "MEASURE", value_parser = PossibleValuesParser::new(Weight::ALL.map(Weight::name)))]
    weight: String,
    /// Lowest weight of a link that counts
    #[arg(long, value_name = "W", allow_negative_numbers = true, value_parser = weight)]
    min_weight: Option<f64>,
    /// Leaves out links between leaders and what they lead
    #[arg(long)]
    no_affiliations: bool,
    #[command(flatten)]
    counting: Counting,
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
    let gazetteer = annotator.gazetteer();
    let ego = arguments.ego.as_ref().map(|name| actor(gazetteer, name)).transpose()?.map(|actor| gazetteer.actor(actor).id.as_str());
    // Those who are shown have the measures that they have among all.
    let shape = Shape {
        counting: arguments.counting,
        weight: arguments.weight,
        min_weight: arguments.min_weight,
        top: None,
        types: arguments.types,
        ego: None,
        no_affiliations: arguments.no_affiliations,
        isolates: true,
        evidence: EvidenceLimit::First(0),
    };
    let (graph, partial) = shape.graph(&arguments.general, annotator, &arguments.inputs)?;
    let mut ranked = ranking(&graph);
    if let Some(ego) = ego {
        let links = graph.edges().filter(|(one, other, _)| one.id == ego || other.id == ego);
        let near: BTreeSet<&str> = links.flat_map(|(one, other, _)| [one.id.as_str(), other.id.as_str()]).chain([ego]).collect();
        ranked.retain(|ranked| near.contains(ranked.actor.id.as_str()));
    }
    ranked.truncate(arguments.top.unwrap_or(usize::MAX));
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
