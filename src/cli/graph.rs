//! `graph`: the graph of actors as a file.

use std::io::Write;
use std::path::{Path, PathBuf};

use actorgraph::export::{DotDialect, EdgesKey, ExportOptions, Format, TimeSlice};
use actorgraph::export::{RELATION_FORMATS, export_relations};
use actorgraph::export::{csv_manifest, export, gexf_dynamic};
use actorgraph::graph::{ActorGraph, Measured, relation_graph};
use actorgraph::{Annotator, EvidenceLimit, RelationCounts, Slice};
use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};

use super::counting::evidence_limit;
use super::file::{Sheet, beside, is_stream, write_file};
use super::general::{General, Telling};
use super::progress::Working;
use super::shape::{Filtered, Shape, Talk};
use super::text::{many, plain};
use super::{Failure, Outcome, counts, talk};

/// Writes the graph of actors
///
/// Without --output the graph is written as DOT to standard output. The format follows from the ending of the file, or from --format.
/// CSV makes five files: NAME-nodes.csv and NAME-edges.csv, which Gephi reads, NAME-evidence.csv and NAME-relations.csv with the sentences,
/// and NAME-manifest.json. Parquet makes the same tables; neo4j makes NAME-neo4j-nodes.csv, NAME-neo4j-relationships.csv and
/// NAME-neo4j-relations.csv for neo4j-admin database import. counts makes lines that add up with those of other pages, and graph reads their sum as it reads pages.
///
/// Edges carry what the two actors do to each other, in every format but the pictures DOT and SVG. To find that takes time; --no-relations
/// leaves it out.
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
    /// Format, if the file's ending tells none
    #[arg(long, value_parser = PossibleValuesParser::new(Format::ALL.iter().map(|format| format.name()).chain([counts::NAME]).collect::<Vec<_>>()))]
    format: Option<String>,
    /// The directed graph of who does what to whom instead
    ///
    /// It has an edge for each category and mode, and the sentences that tell it. --top, --min-count, --ego and --type choose among these.
    #[arg(long, conflicts_with_all = [
        "window", "ambiguous", "duplicates", "kinds", "weight", "min_weight", "depth", "significance", "backbone", "no_affiliations",
        "isolates", "slice", "title", "no_relations",
    ])]
    relations: bool,
    #[command(flatten)]
    telling: Telling,
    #[command(flatten)]
    shape: Shape,
    /// Sentences kept with each edge: a number, or all
    #[arg(long, default_value = "3", value_parser = evidence_limit, value_name = "N|all")]
    evidence: EvidenceLimit,
    /// A graph for each day, week, month or year: NAME-2026-01.csv …, or one GEXF file that changes with time
    ///
    /// Each slice counts as if it were read alone. In GEXF the graph of all is written, with the days on which its actors and edges
    /// are there and the weight of each edge in each slice.
    #[arg(long, value_name = "LENGTH", hide_short_help = true, value_parser = PossibleValuesParser::new(Slice::ALL.map(Slice::name)))]
    slice: Option<String>,
    /// Title of a picture or page
    #[arg(long, hide_short_help = true)]
    title: Option<String>,
    /// Key of the edges in JSON: edges, or links for D3 and networkx before 3.6
    #[arg(long, value_enum, default_value_t = Key::Edges, value_name = "KEY", hide_short_help = true)]
    edges_key: Key,
    /// Reader of the DOT file
    #[arg(long, value_enum, default_value_t = Dialect::Graphviz, value_name = "READER", hide_short_help = true)]
    dot_dialect: Dialect,
    #[command(flatten)]
    sheet: Sheet,
    #[command(flatten)]
    general: General,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Key {
    Edges,
    Links,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Dialect {
    Graphviz,
    Gephi,
}

/// Runs the command.
pub fn run(arguments: Arguments) -> Result<Outcome, Failure> {
    if writes_counts(&arguments) {
        return counted(&arguments);
    }
    let format = format(&arguments)?;
    if arguments.relations {
        return relations(&arguments, format);
    }
    check_options(&arguments, format)?;
    let (annotator, bad_rows) = arguments.telling.annotator(&arguments.general, format.tells_relations())?;
    let dialect = match arguments.dot_dialect {
        Dialect::Graphviz => DotDialect::Graphviz,
        Dialect::Gephi => DotDialect::Gephi,
    };
    let (measured, evidence) = wanted(&arguments, format, dialect);
    let mut options = ExportOptions::default()
        .with_language(arguments.general.names.language())
        .with_edges_key(match arguments.edges_key {
            Key::Edges => EdgesKey::Edges,
            Key::Links => EdgesKey::Links,
        })
        .with_dot_dialect(dialect);
    if let Some(title) = &arguments.title {
        options = options.with_title(title);
    }
    if arguments.slice.is_some() && counts::are_counts(&arguments.inputs)? {
        return Err("counts tell no days of their parts, so that they cannot be sliced; count each slice with --since and --until".into());
    }
    if let Some(slice) = arguments.slice.as_deref().and_then(Slice::from_name) {
        let (any, partial) = sliced(&arguments, annotator, slice, format, &options, (measured, evidence))?;
        return Ok(Outcome::of(any, partial || bad_rows));
    }
    let Arguments { shape, general, inputs, .. } = &arguments;
    let of_counts = counts::are_counts(inputs)?;
    let (mut graph, partial) = if of_counts {
        let mut tally = counts::read(&shape.counting, general, annotator, inputs, Some(arguments.evidence))?;
        (shape.of_counts(general, annotator, &mut tally, measured)?, false)
    } else {
        shape.graph(general, annotator, inputs, evidence, measured, Talk::EffectsAndRelations)?
    };
    check_read(&graph, partial)?;
    arguments.telling.note_in(&mut graph, of_counts);
    let tables = format.tables();
    match arguments.output.as_ref().filter(|path| path.as_os_str() != "-") {
        None => {
            let print = |out: &mut dyn Write| export(&graph, format, &options, out).and_then(|()| out.flush());
            arguments.general.threads()?.install(|| arguments.sheet.write(&mut super::stdout::output(), print))?;
            if !tables.is_empty() && !arguments.general.quiet {
                talk::note(&format!("these are the links alone; -o NAME.{} writes the other tables too", format.extension()));
            }
        }
        Some(path) => {
            let _working = Working::at(format!("writing {}", plain(&path.display().to_string())), !arguments.general.quiet);
            arguments.general.threads()?.install(|| write_graph(path, &graph, format, &options, &arguments.sheet))?;
        }
    }
    Ok(Outcome::of(graph.node_count() > 0, partial || bad_rows))
}

/// How much is worked out of each actor, and how many sentences are kept of each link: what the format shows.
fn wanted(arguments: &Arguments, format: Format, dialect: DotDialect) -> (Measured, EvidenceLimit) {
    if format.is_whole(dialect) {
        return (Measured::Fully, arguments.evidence);
    }
    let evidence = match arguments.evidence {
        EvidenceLimit::First(0) => EvidenceLimit::First(0),
        EvidenceLimit::First(_) | EvidenceLimit::All => EvidenceLimit::First(1),
    };
    (Measured::Links, evidence)
}

/// Options that are for some formats alone would do nothing for the others.
fn check_options(arguments: &Arguments, format: Format) -> Result<(), Failure> {
    arguments.sheet.only_for(format == Format::Csv)?;
    let only: [(&str, bool, &[Format]); 3] = [
        ("--title", arguments.title.is_some(), &[Format::Svg, Format::Html, Format::Dot]),
        ("--edges-key", arguments.edges_key == Key::Links, &[Format::Json]),
        ("--dot-dialect", arguments.dot_dialect == Dialect::Gephi, &[Format::Dot]),
    ];
    match only.iter().find(|(_, is_given, formats)| *is_given && !formats.contains(&format)) {
        None => Ok(()),
        Some((option, _, formats)) => {
            let names: Vec<&str> = formats.iter().map(|format| format.name()).collect();
            Err(format!("{option} does nothing in {format}; it is for {}", names.join(", ")).into())
        }
    }
}

/// Whether counts are asked for, by name or by the ending of the file.
fn writes_counts(arguments: &Arguments) -> bool {
    match &arguments.format {
        Some(name) => name == counts::NAME,
        None => arguments.output.as_ref().and_then(|path| path.extension()).is_some_and(|ending| ending == counts::NAME),
    }
}

/// Writes counts that add up with those of other pages.
fn counted(arguments: &Arguments) -> Result<Outcome, Failure> {
    let Arguments { shape, general, inputs, evidence, sheet, .. } = arguments;
    sheet.only_for(false)?;
    if arguments.relations || arguments.slice.is_some() || arguments.title.is_some() {
        return Err("--relations, --slice and --title do not go with counts; leave them out".into());
    }
    if shape.filters() {
        return Err("filters and --weight are for the graph of the sum; give them to graph when it reads the counts".into());
    }
    counts::write(&shape.counting, general, inputs, *evidence, arguments.output.as_ref().filter(|path| path.as_os_str() != "-"))
}

const NOTHING_READ: &str = "nothing could be read, so nothing is written";

fn check_read(graph: &ActorGraph, partial: bool) -> Result<(), Failure> {
    if partial && graph.manifest().counts.get("documents") == Some(&0) {
        return Err(NOTHING_READ.into());
    }
    Ok(())
}

/// Writes a graph to a file, or to several where the format needs them.
fn write_graph(path: &Path, graph: &ActorGraph, format: Format, options: &ExportOptions, sheet: &Sheet) -> Result<(), Failure> {
    let tables = format.tables();
    if tables.is_empty() {
        return write_file(path, |out| export(graph, format, options, out));
    }
    let ending = format.extension();
    if is_stream(path) {
        let name = path.display();
        return Err(format!("{name}: {format} makes several files, which do not fit here; give -o NAME.{ending}").into());
    }
    for (part, write) in tables {
        write_file(&beside(path, part, ending), |out| sheet.write(out, |out| write(graph, out)))?;
    }
    if format == Format::Csv {
        write_file(&beside(path, "manifest", "json"), |out| csv_manifest(graph, out))?;
    }
    Ok(())
}

/// Writes a graph for each slice of time. Tells whether there is any actor, and whether something could not be used.
fn sliced(
    arguments: &Arguments,
    annotator: &Annotator,
    slice: Slice,
    format: Format,
    options: &ExportOptions,
    (measured, evidence): (Measured, EvidenceLimit),
) -> Result<(bool, bool), Failure> {
    let Arguments { shape, general, inputs, .. } = arguments;
    let output = arguments.output.as_ref().filter(|path| path.as_os_str() != "-");
    let is_one_file = format == Format::Gexf;
    let filtered = if is_one_file { Filtered::Whole } else { Filtered::Each };
    if !is_one_file && output.is_none_or(|path| is_stream(path)) {
        return Err("--slice makes a file for each slice; give -o NAME.ENDING".into());
    }
    let (mut whole, mut slices, partial) = shape.slices(general, annotator, inputs, (measured, evidence), slice, filtered)?;
    slices.iter_mut().map(|part| &mut part.graph).chain([&mut whole]).for_each(|graph| arguments.telling.note_in(graph, false));
    check_read(&whole, partial)?;
    let threads = general.threads()?;
    if is_one_file {
        let parts: Vec<TimeSlice<'_>> =
            slices.iter().map(|part| TimeSlice { first: part.first, last: part.last, graph: &part.graph }).collect();
        threads.install(|| match output {
            Some(path) => write_file(path, |out| gexf_dynamic(&whole, &parts, out)),
            None => {
                let mut out = super::stdout::output();
                gexf_dynamic(&whole, &parts, &mut out)?;
                Ok(out.flush()?)
            }
        })?;
        return Ok((whole.node_count() > 0, partial));
    }
    for part in &slices {
        let path = output.map(|path| sibling(path, &part.label)).unwrap_or_default();
        threads.install(|| write_graph(&path, &part.graph, format, options, &arguments.sheet))?;
    }
    if !general.quiet {
        let labels: Vec<&str> = slices.iter().map(|part| part.label.as_str()).collect();
        talk::note(&format!("{}: {}", many(labels.len(), "slice"), labels.join(", ")));
    }
    Ok((slices.iter().any(|part| part.graph.node_count() > 0), partial))
}

/// `net.json` and `2026-01` become `net-2026-01.json`.
fn sibling(path: &Path, label: &str) -> PathBuf {
    let part = |name: Option<&std::ffi::OsStr>| name.map(|name| name.to_string_lossy().into_owned());
    let stem = part(path.file_stem()).unwrap_or_default();
    match part(path.extension()) {
        Some(ending) => path.with_file_name(format!("{stem}-{label}.{ending}")),
        None => path.with_file_name(format!("{stem}-{label}")),
    }
}

/// Writes the graph of relations.
fn relations(arguments: &Arguments, format: Format) -> Result<Outcome, Failure> {
    if !RELATION_FORMATS.contains(&format) {
        let names: Vec<&str> = RELATION_FORMATS.iter().map(|format| format.name()).collect();
        let name = format.name();
        if format == Format::Neo4j {
            return Err(format!(
                "{name} has the relations as relationships of their own beside the pairs, without --relations; leave it out, or choose one of {}",
                names.join(", ")
            )
            .into());
        }
        return Err(format!(
            "{name} has no arrows from one actor to another, which are what --relations asks for; choose one of {}, have Graphviz draw the dot \
             (… --relations | dot -Tsvg > NAME.svg), or leave --relations out",
            names.join(", ")
        )
        .into());
    }
    let general = &arguments.general;
    let (annotator, bad_rows) = general.annotator_with_relations()?;
    let filter = arguments.shape.relation_filter(annotator)?;
    let counting = &arguments.shape.counting;
    let tally = counting.tally(counting.rules(EvidenceLimit::First(0)), counting.period()?);
    let mut tally = tally.with_relations(Some(arguments.evidence));
    let partial = general.count(annotator, &arguments.inputs, |page| tally.add(page))?;
    if partial && tally.documents == 0 {
        return Err(NOTHING_READ.into());
    }
    if !general.quiet {
        counting.tell_effects(&tally);
    }
    let manifest = arguments.shape.manifest_of_relations(annotator, &tally);
    let counts = tally.relations.take().unwrap_or_else(|| RelationCounts::new(arguments.evidence));
    if counts.without_recipient > 0 && !general.quiet {
        talk::note(&format!("{}; relations lists them", without_recipient(counts.without_recipient)));
    }
    let (graph, effects) = relation_graph(&counts, annotator.gazetteer(), &filter);
    if !general.quiet {
        effects.iter().for_each(talk::effect);
    }
    match arguments.output.as_ref().filter(|path| path.as_os_str() != "-") {
        None => {
            let mut out = super::stdout::output();
            export_relations(&graph, &manifest, format, &mut out)?;
            out.flush()?;
        }
        Some(path) => write_file(path, |out| export_relations(&graph, &manifest, format, out))?,
    }
    Ok(Outcome::of(graph.node_count() > 0, partial || bad_rows))
}

/// That relations whom nobody undergoes are no edges.
fn without_recipient(count: u64) -> String {
    let are = if count == 1 { "is no edge" } else { "are no edges" };
    format!("{} without a recipient {are}", many(count, "relation"))
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
