//! `actors`: the actors, ranked.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::PathBuf;

use actorgraph::answer::{Ranked, ranking};
use actorgraph::graph::{ActorGraph, Measured, Weight};
use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};

use super::counting::Counting;
use super::file::Sheet;
use super::general::{General, count};
use super::names::actor;
use super::shape::{Shape, weight};
use super::stdout::output;
use super::text::{number, table};
use super::{Failure, Outcome};

/// Ranks the actors
///
/// Those with most mentions first, with the articles that name them, how many others appear with them (degree), the sum of the
/// weights of those links (strength), the share of the shortest ways between others that lead over them (betweenness), PageRank over
/// the weights, core number and community. Communities are named after their strongest actors. These measures are those of the graph that
/// graph writes: actors that appear with no other are listed, and count in none of them.
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
    #[arg(long, value_name = "N", value_parser = count::<usize>)]
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
    sheet: Sheet,
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

/// What text shows; CSV and JSON hold more.
const SHOWN: [&str; 11] =
    ["id", "name", "type", "mentions", "articles", "degree", "strength", "betweenness", "pagerank", "core", "community"];
const COLUMNS: [&str; 16] = [
    "id",
    "name",
    "type",
    "mentions",
    "articles",
    "degree",
    "strength",
    "community",
    "aliases",
    "articles_raw",
    "betweenness",
    "pagerank",
    "core",
    "community_name",
    "first",
    "last",
];

/// Runs the command.
pub fn run(arguments: Arguments) -> Result<Outcome, Failure> {
    arguments.sheet.only_for(arguments.format == Format::Csv)?;
    let (annotator, bad_rows) = arguments.general.annotator()?;
    let gazetteer = annotator.gazetteer();
    let ego = arguments.ego.as_ref().map(|name| actor(gazetteer, name)).transpose()?.map(|actor| gazetteer.actor(actor).id.as_str());
    // Those who are shown have the measures that they have among all.
    let shape = Shape {
        counting: arguments.counting,
        weight: arguments.weight,
        min_weight: arguments.min_weight,
        min_count: None,
        top: None,
        types: arguments.types,
        ego: None,
        depth: 1,
        significance: None,
        backbone: None,
        no_affiliations: arguments.no_affiliations,
        isolates: true,
        tells_isolates: false,
    };
    let (graph, partial) = shape.graph_without_evidence(&arguments.general, annotator, &arguments.inputs, Measured::FullyOfLinked)?;
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
            let rows: Vec<Vec<String>> = ranked.iter().map(shown).collect();
            out.write_all(table(&SHOWN, &rows).as_bytes())?;
            out.write_all(communities(&graph, &ranked).as_bytes())?;
        }
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &ranked)?;
            out.write_all(b"\n")?;
        }
        Format::Csv => arguments.sheet.write(&mut out, |out| csv_rows(&ranked, out))?,
    }
    out.flush()?;
    Ok(Outcome::of(!ranked.is_empty(), partial || bad_rows))
}

fn csv_rows(ranked: &[Ranked], out: &mut dyn Write) -> Result<(), Failure> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record(COLUMNS)?;
    for actor in ranked {
        table.write_record(cells(actor))?;
    }
    Ok(table.flush()?)
}

fn shown(ranked: &Ranked) -> Vec<String> {
    vec![
        ranked.actor.id.clone(),
        ranked.actor.name.clone(),
        ranked.actor.actor_type.clone(),
        ranked.mentions.to_string(),
        ranked.articles.to_string(),
        ranked.degree.to_string(),
        number(ranked.strength),
        number(ranked.betweenness),
        number(ranked.pagerank),
        ranked.core.to_string(),
        ranked.community.to_string(),
    ]
}

fn cells(ranked: &Ranked) -> Vec<String> {
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    vec![
        ranked.actor.id.clone(),
        ranked.actor.name.clone(),
        ranked.actor.actor_type.clone(),
        ranked.mentions.to_string(),
        ranked.articles.to_string(),
        ranked.degree.to_string(),
        ranked.strength.to_string(),
        ranked.community.to_string(),
        ranked.aliases.join("|"),
        ranked.articles_raw.to_string(),
        ranked.betweenness.to_string(),
        ranked.pagerank.to_string(),
        ranked.core.to_string(),
        ranked.community_name.clone(),
        day(ranked.first),
        day(ranked.last),
    ]
}

/// The communities of those who are shown, by their strongest actors. A community of one needs no line.
fn communities(graph: &ActorGraph, ranked: &[Ranked]) -> String {
    let mut sizes: BTreeMap<u32, usize> = BTreeMap::new();
    graph.nodes().for_each(|node| *sizes.entry(node.community).or_default() += 1);
    let names: BTreeMap<u32, &str> = ranked.iter().map(|actor| (actor.community, actor.community_name.as_str())).collect();
    let rows: Vec<Vec<String>> = names
        .into_iter()
        .filter(|(number, _)| sizes[number] > 1)
        .map(|(number, name)| vec![number.to_string(), sizes[&number].to_string(), name.to_owned()])
        .collect();
    if rows.is_empty() {
        return String::new();
    }
    let modularity = graph.manifest().measures.get("modularity").copied().unwrap_or_default();
    format!("\nCommunities, with modularity {}:\n{}", number(modularity), table(&["community", "actors", "strongest"], &rows))
}
