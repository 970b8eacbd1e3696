//! `graph`: the graph of actors as a file.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use actorgraph::export::{DotDialect, EdgesKey, ExportOptions, Format, csv_edges, csv_evidence, csv_nodes, export};
use actorgraph::graph::{ActorGraph, EdgeFilter, FilterEffect, Manifest, Measured, Weight};
use actorgraph::{Annotator, Cooccurrences, EvidenceLimit, Tally};
use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};

use super::common::{Counting, General, actor, evidence_limit};
use super::read::outcome;
use super::{Failure, Outcome, talk};

/// Writes the graph of actors
///
/// Without --output the graph is written as DOT to standard output. The format follows from the ending of the file, or from --format.
/// CSV makes three files: NAME-nodes.csv and NAME-edges.csv, which Gephi reads, and NAME-evidence.csv with the sentences.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  actorgraph graph seeds -o actors.svg\n  actorgraph graph seeds --evidence all -o actors.html\n  actorgraph graph seeds --min-weight 2 --no-affiliations -o actors.gexf\n  \
                  actorgraph graph seeds | dot -Tpdf > actors.pdf"
)]
pub struct Arguments {
    /// Files, directories, or - for standard input
    #[arg(required = true, value_name = "INPUT")]
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
    #[arg(long, value_enum, default_value_t = Key::Edges, value_name = "KEY")]
    edges_key: Key,
    /// Reader of the DOT file
    #[arg(long, value_enum, default_value_t = Dialect::Graphviz, value_name = "READER")]
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
        .with_language(arguments.general.language())
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
    match arguments.output.filter(|path| path.as_os_str() != "-") {
        None => {
            let mut out = super::common::output();
            export(&graph, format, &options, &mut out)?;
            out.flush()?;
            if format == Format::Csv && !arguments.general.quiet {
                talk::note("these are the links alone; -o NAME.csv writes the actors and the sentences too");
            }
        }
        Some(path) if format == Format::Csv => {
            if is_stream(&path) {
                return Err(format!("{}: CSV makes three files, which do not fit here; give -o NAME.csv", path.display()).into());
            }
            for (part, write) in [("nodes", csv_nodes as Writer), ("edges", csv_edges), ("evidence", csv_evidence)] {
                write_file(&beside(&path, part), |out| write(&graph, out))?;
            }
        }
        Some(path) => write_file(&path, |out| export(&graph, format, &options, out))?,
    }
    Ok(outcome(graph.node_count() > 0, partial || bad_rows))
}

type Writer = fn(&ActorGraph, &mut dyn Write) -> io::Result<()>;

fn format(arguments: &Arguments) -> Result<Format, Failure> {
    if let Some(name) = &arguments.format {
        return Ok(Format::from_name(name)?);
    }
    match &arguments.output {
        Some(path) if path.as_os_str() != "-" => Format::from_path(path).ok_or_else(|| {
            let endings: Vec<String> = Format::ALL.iter().map(|format| format!(".{}", format.extension())).collect();
            format!("{}: its ending names no format; end it in {}, or give --format", path.display(), endings.join(", ")).into()
        }),
        _ => Ok(Format::Dot),
    }
}

/// `actors.csv` and `nodes` become `actors-nodes.csv`.
fn beside(path: &Path, part: &str) -> PathBuf {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    path.with_file_name(format!("{stem}-{part}.csv"))
}

/// Writes a file as a whole or not at all: a temporary file beside it is renamed when it is complete.
fn write_file(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    let told = |error: io::Error| -> Failure {
        let cause = error.get_ref().and_then(std::error::Error::source).map_or_else(|| error.to_string(), ToString::to_string);
        // The name of the temporary file means nothing to anybody.
        let cause = cause.split_once(" at path \"").map_or(cause.as_str(), |(cause, _)| cause);
        format!("{}: cannot be written ({cause}); check the folder and its permissions", path.display()).into()
    };
    if is_stream(path) {
        let straight = std::fs::File::create(path).and_then(|file| {
            let mut out = io::BufWriter::with_capacity(1 << 16, file);
            write(&mut out)?;
            out.flush()
        });
        // Whoever reads a pipe may have read enough.
        return straight.map_err(|error| if super::is_broken_pipe(&error) { error.into() } else { told(error) });
    }
    // A link stays, and the file that it leads to is replaced.
    let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let kept = std::fs::metadata(&target).ok();
    if kept.is_some() {
        std::fs::OpenOptions::new().append(true).open(&target).map_err(told)?;
    }
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".actorgraph-");
    // A temporary file is private by default; the file that it becomes is not.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let file = builder.tempfile_in(folder).map_err(told)?;
    let mut out = io::BufWriter::with_capacity(1 << 16, file);
    write(&mut out).map_err(told)?;
    let file = out.into_inner().map_err(|error| told(error.into_error()))?;
    if let Some(kept) = kept {
        std::fs::set_permissions(file.path(), kept.permissions()).map_err(told)?;
    }
    file.persist(&target).map_err(|error| told(error.error))?;
    Ok(())
}

/// Whether a path is no file that can be replaced as a whole: a pipe, a device, a folder, or a link that leads nowhere yet.
fn is_stream(path: &Path) -> bool {
    let is_device = path.starts_with("/dev") || path.starts_with("/proc");
    match std::fs::metadata(path) {
        Ok(found) => is_device || !found.is_file(),
        Err(_) => path.is_symlink(),
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
        let mut tally = Tally::new(counts, None, self.counting.period()?);
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
