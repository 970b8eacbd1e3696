//! `graph`: the graph of actors as a file.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use actorgraph::export::{DotDialect, EdgesKey, ExportOptions, Format, export};
use actorgraph::graph::{ActorGraph, EdgeFilter, FilterEffect, Manifest, Measured, Weight};
use actorgraph::{Annotator, Cooccurrences, EvidenceLimit, Tally};
use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};

use super::common::{Counting, Duplicates, General, actor, evidence_limit};
use super::file::{beside, is_stream, write_file};
use super::read::outcome;
use super::{Failure, Outcome, talk};

/// Writes the graph of actors
///
/// Without --output the graph is written as DOT to standard output. The format follows from the ending of the file, or from --format.
/// CSV makes three files: NAME-nodes.csv and NAME-edges.csv, which Gephi reads, and NAME-evidence.csv with the sentences. Parquet makes
/// the same three; neo4j makes NAME-nodes.csv and NAME-relationships.csv for neo4j-admin database import.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  actorgraph graph seeds -o actors.svg\n  actorgraph graph seeds --evidence all -o actors.html\n  actorgraph graph seeds --min-weight 2 --no-affiliations -o actors.gexf\n  \
                  actorgraph graph seeds | dot -Tpdf > actors.pdf"
)]
pub struct Arguments {
    /// Files, directories, or - for standard input
    #[arg(required_unless_present = "files_from", value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// File to write; - is standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Format, where the ending of the file does not tell it
    #[arg(long, value_parser = PossibleValuesParser::new(Format::ALL.iter().map(|format| format.name()).collect::<Vec<_>>()))]
    format: Option<String>,
    #[command(flatten)]
    shape: Shape,
    /// Title of a picture or page
    #[arg(long)]
    title: Option<String>,
    /// Key of the edges in JSON: edges, or links for D3 and networkx before 3.6
    #[arg(long, value_enum, default_value_t = Key::Edges, value_name = "KEY", hide_short_help = true)]
    edges_key: Key,
    /// Reader of the DOT file
    #[arg(long, value_enum, default_value_t = Dialect::Graphviz, value_name = "READER", hide_short_help = true)]
    dot_dialect: Dialect,
    #[command(flatten)]
    general: General,
}

/// Which pairs become edges, and what they weigh.
#[derive(Args)]
pub struct Shape {
    #[command(flatten)]
    pub counting: Counting,
    /// Measure by which edges weigh
    #[arg(long, default_value = "sentences", value_name = "MEASURE", value_parser = PossibleValuesParser::new(Weight::ALL.map(Weight::name)))]
    pub weight: String,
    /// Lowest weight of an edge
    #[arg(long, value_name = "W", allow_negative_numbers = true, value_parser = weight)]
    pub min_weight: Option<f64>,
    /// At most this many edges, the heaviest
    #[arg(long, value_name = "N")]
    pub top: Option<usize>,
    /// Only actors of these types: country, person, organization, or your own
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',')]
    pub types: Vec<String>,
    /// Only this actor, those that appear with it, and the links among them
    #[arg(long, value_name = "ACTOR")]
    pub ego: Option<String>,
    /// Leaves out links between leaders and what they lead
    #[arg(long)]
    pub no_affiliations: bool,
    /// Keeps actors that appear with no other
    #[arg(long)]
    pub isolates: bool,
    /// Sentences kept with each edge: a number, or all
    #[arg(long, default_value = "3", value_parser = evidence_limit, value_name = "N|all")]
    pub evidence: EvidenceLimit,
}

#[derive(Clone, Copy, ValueEnum)]
enum Key {
    Edges,
    Links,
}

#[derive(Clone, Copy, ValueEnum)]
enum Dialect {
    Graphviz,
    Gephi,
}

/// Runs the command.
pub fn run(arguments: Arguments) -> Result<Outcome, Failure> {
    let format = format(&arguments)?;
    let (annotator, bad_rows) = arguments.general.annotator()?;
    let (graph, partial) = arguments.shape.graph(&arguments.general, annotator, &arguments.inputs)?;
    if partial && graph.manifest().counts.get("documents") == Some(&0) {
        return Err("nothing could be read, so nothing is written".into());
    }
    let mut options = ExportOptions::default()
        .with_language(arguments.general.names.language())
        .with_edges_key(match arguments.edges_key {
            Key::Edges => EdgesKey::Edges,
            Key::Links => EdgesKey::Links,
        })
        .with_dot_dialect(match arguments.dot_dialect {
            Dialect::Graphviz => DotDialect::Graphviz,
            Dialect::Gephi => DotDialect::Gephi,
        });
    if let Some(title) = arguments.title {
        options = options.with_title(title);
    }
    let tables = format.tables();
    match arguments.output.filter(|path| path.as_os_str() != "-") {
        None => {
            let mut out = super::common::output();
            export(&graph, format, &options, &mut out)?;
            out.flush()?;
            if !tables.is_empty() && !arguments.general.quiet {
                talk::note(&format!("these are the links alone; -o NAME.{} writes the other tables too", format.extension()));
            }
        }
        Some(path) if !tables.is_empty() => {
            if is_stream(&path) {
                let (name, count, ending) = (path.display(), tables.len(), format.extension());
                return Err(format!("{name}: {format} makes {count} files, which do not fit here; give -o NAME.{ending}").into());
            }
            for (part, write) in tables {
                write_file(&beside(&path, part, format.extension()), |out| write(&graph, out))?;
            }
        }
        Some(path) => write_file(&path, |out| export(&graph, format, &options, out))?,
    }
    Ok(outcome(graph.node_count() > 0, partial || bad_rows))
}

fn format(arguments: &Arguments) -> Result<Format, Failure> {
    let format = asked_format(arguments)?;
    if !format.is_built() {
        return Err("this program was built without Parquet; build it with --features parquet, or choose another format".into());
    }
    Ok(format)
}

fn asked_format(arguments: &Arguments) -> Result<Format, Failure> {
    if let Some(name) = &arguments.format {
        return Ok(Format::from_name(name)?);
    }
    match &arguments.output {
        Some(path) if path.as_os_str() != "-" => Format::from_path(path).ok_or_else(|| {
            let endings: Vec<String> = Format::ALL.iter().map(|format| format!(".{format}")).collect();
            format!("{}: its ending names no format; end it in {}, or give --format", path.display(), endings.join(", ")).into()
        }),
        _ => Ok(Format::Dot),
    }
}

/// Reads a lowest weight, which must be a number that others can be compared with.
pub fn weight(text: &str) -> Result<f64, String> {
    text.parse().ok().filter(|weight: &f64| !weight.is_nan()).ok_or_else(|| "give a number".to_owned())
}

impl Shape {
    /// Reads the inputs and builds the graph. Tells whether something could not be used.
    pub fn graph(&self, general: &General, annotator: &Annotator, inputs: &[PathBuf]) -> Result<(ActorGraph, bool), Failure> {
        let filter = self.filter(annotator)?;
        let counts = Cooccurrences::new(self.counting.window, self.counting.ambiguous(), self.evidence);
        let mut tally = Tally::new(counts, None, self.counting.period()?).with_copies(self.counting.copies());
        let partial = general.tally(annotator, inputs, &mut tally)?;
        let manifest = self.manifest(annotator, &tally);
        let build = || ActorGraph::build(&tally.counts, &tally.duplicates, annotator.gazetteer(), &filter, manifest);
        let (graph, effects) = general.threads()?.install(build);
        if !general.quiet {
            effects.iter().for_each(tell_effect);
        }
        Ok((graph, partial))
    }

    fn filter(&self, annotator: &Annotator) -> Result<EdgeFilter, Failure> {
        Ok(EdgeFilter {
            weight: Weight::from_name(&self.weight).unwrap_or_default(),
            min_weight: self.min_weight,
            types: self.types.clone(),
            ego: self.ego.as_ref().map(|name| actor(annotator.gazetteer(), name)).transpose()?,
            top: self.top,
            without_affiliations: self.no_affiliations,
            with_isolates: self.isolates,
            measured: Measured::Fully,
        })
    }

    fn manifest(&self, annotator: &Annotator, tally: &Tally) -> Manifest {
        let mut options = BTreeMap::new();
        let mut option = |name: &str, value: Option<String>| {
            if let Some(value) = value {
                options.insert(name.to_owned(), value);
            }
        };
        option("window", Some(self.counting.window.to_string()));
        option("ambiguous", self.counting.ambiguous.to_possible_value().map(|value| value.get_name().to_owned()));
        option("duplicates", (self.counting.duplicates == Duplicates::Keep).then(|| "keep".to_owned()));
        option("weight", Some(self.weight.clone()));
        option("since", self.counting.since.map(|day| day.to_string()));
        option("until", self.counting.until.map(|day| day.to_string()));
        option("min-weight", self.min_weight.map(|weight| weight.to_string()));
        option("top", self.top.map(|top| top.to_string()));
        option("type", (!self.types.is_empty()).then(|| self.types.join(",")));
        option("ego", self.ego.clone());
        option("no-affiliations", self.no_affiliations.then(|| "true".to_owned()));
        option("isolates", self.isolates.then(|| "true".to_owned()));
        let counts = &tally.counts;
        let counted = [
            ("documents", tally.documents),
            ("articles", counts.articles),
            ("articles_raw", counts.articles_raw),
            ("windows", counts.windows),
            ("mentions", counts.mentions),
            ("near_copies", tally.duplicates.near),
        ];
        Manifest {
            generator: concat!("actorgraph ", env!("CARGO_PKG_VERSION")).to_owned(),
            gazetteer: annotator.gazetteer().hash(),
            options,
            counts: counted.into_iter().map(|(name, count)| (name.to_owned(), count)).collect(),
            measures: BTreeMap::new(),
        }
    }
}

fn tell_effect(effect: &FilterEffect) {
    talk::note(&format!("pairs {} → {} after {}", grouped(effect.before), grouped(effect.after), effect.filter));
}

/// A count with a thin space between thousands.
fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).unwrap_or("")).collect();
    groups.join(" ")
}
