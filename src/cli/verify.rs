//! `verify`: every number of a written graph or of a store, counted again from its evidence.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use actorgraph::verify::{CsvParts, Recounted, WrittenGraph};
use actorgraph::{Annotator, Store, StoreRecount, is_store};
use clap::Args;

use super::general::{jobs, threads};
use super::names::Names;
use super::stdout::output;
use super::text::{plain, plural};
use super::{Failure, Outcome, talk};

/// Counts every number of a graph or a store again from its evidence
///
/// Reads graphs that were written with --evidence all: json, gexf, graphml, cyjs, or the tables of csv, which are named by any of their
/// files. Sentences, articles, days, every measure and the weight of each edge must be what its sentences say, and degree and strength
/// of each actor what its edges say. Of graphs of relations, all but csv are read; what each actor does and undergoes must be what its
/// edges say. In a store, all counts must be what its sentences and mentions say, these and its relations must be what is found anew in its
/// texts, and its tables and search must hold together; of a store that was made with gazetteers of one's own, these are to be given here
/// too. Whatever is off is told, and the exit status is 2.
#[derive(Args)]
#[command(after_help = "Example: actorgraph graph seeds --evidence all -o actors.gexf && actorgraph verify actors.gexf")]
pub struct Arguments {
    /// Graphs that were written with --evidence all, and stores
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Tells only what is off
    #[arg(long, short)]
    quiet: bool,
    /// Threads to use; 0 is one for each processor
    #[arg(long, short, default_value = "0", value_name = "N", value_parser = jobs)]
    jobs: usize,
    #[command(flatten)]
    names: Names,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let mut sound = true;
    let mut out = output();
    let mut seen = BTreeSet::new();
    let mut annotator = None;
    for file in &arguments.files {
        let name = shown(file);
        if !seen.insert(name.clone()) {
            continue;
        }
        match is_store(file) {
            Ok(true) => {
                let annotator = match &annotator {
                    Some(made) => made,
                    None => annotator.insert(arguments.annotator(&mut sound)?),
                };
                sound &= verify_store(file, &name, annotator, arguments, &mut out)?;
                continue;
            }
            Ok(false) => {}
            Err(error) => {
                out.flush()?;
                talk::error(&error);
                sound = false;
                continue;
            }
        }
        match recount(file) {
            Ok(found) => {
                for fault in &found.faults {
                    writeln!(out, "{name}: {}", plain(&fault.to_string()))?;
                }
                if !found.faults.is_empty() {
                    out.flush()?;
                    talk::error(&format!("{name}: {} of {} numbers are off", found.faults.len(), found.numbers));
                    sound = false;
                } else if !arguments.quiet {
                    let Recounted { edges, actors, evidence, numbers, .. } = found;
                    let (edges, actors, numbers) =
                        (plural(edges as u64, "edge"), plural(actors as u64, "actor"), plural(numbers, "number"));
                    let sentences = plural(evidence, "sentence");
                    writeln!(out, "{name}: {edges} and {actors}, {numbers} counted again from {sentences}: all right")?;
                }
            }
            Err(failure) => {
                out.flush()?;
                talk::error(&format!("{name}: {failure}"));
                sound = false;
            }
        }
    }
    out.flush()?;
    Ok(if sound { Outcome::Found } else { Outcome::Partial })
}

impl Arguments {
    /// What finds anew what stores keep. Where something of the gazetteers cannot be used, all is not `sound`.
    fn annotator(&self, sound: &mut bool) -> Result<Annotator, Failure> {
        let (annotator, partial) = self.names.annotator()?;
        let (annotator, problems) = annotator.with_relations();
        problems.iter().for_each(talk::error);
        *sound &= !partial && problems.is_empty();
        Ok(annotator)
    }
}

/// Counts a store again. Tells whether all is right.
fn verify_store(file: &Path, name: &str, annotator: &Annotator, arguments: &Arguments, out: &mut impl Write) -> Result<bool, Failure> {
    let threads = threads(arguments.jobs)?;
    let counted = Store::open_read_only(file).and_then(|store| {
        let mut found = store.recount()?;
        store.refind(annotator, &threads, &mut found)?;
        Ok(found)
    });
    let found = match counted {
        Ok(found) => found,
        Err(error) => {
            out.flush()?;
            talk::error(&error);
            return Ok(false);
        }
    };
    for fault in &found.faults {
        writeln!(out, "{name}: {}", plain(&fault.to_string()))?;
    }
    out.flush()?;
    let StoreRecount { documents, sentences, mentions, relations, documents_of_others, numbers, is_unsettled, faults } = found;
    if documents_of_others > 0 && !arguments.quiet {
        talk::note(&format!(
            "{name}: nothing was found anew in {}, which other gazetteers or another version searched: give their gazetteers with \
             --gazetteer, or find all anew with `actorgraph index {name} --refresh`",
            plural(documents_of_others, "document")
        ));
    }
    if is_unsettled {
        talk::error(&format!(
            "{name}: a run was broken off before it settled which articles are copies; `actorgraph index {name}` does that"
        ));
    }
    if !faults.is_empty() {
        talk::error(&format!("{name}: {} of {numbers} numbers are off; index the pages into a new store", faults.len()));
    } else if !is_unsettled && !arguments.quiet {
        let verdict = match documents_of_others {
            0 => "all right".to_owned(),
            count => format!("the counts are right; what was found in {} is not checked", plural(count, "document")),
        };
        writeln!(
            out,
            "{name}: {}, {} counted again from {}, {} and {}: {verdict}",
            plural(documents, "document"),
            plural(numbers, "number"),
            plural(sentences, "sentence"),
            plural(mentions, "mention"),
            plural(relations, "relation")
        )?;
    }
    Ok(faults.is_empty() && !is_unsettled)
}

fn recount(file: &Path) -> Result<Recounted, Failure> {
    if is_table_of_relations(file) {
        return Err("its sentences are without their places, so that they cannot be counted; write json, gexf, graphml or cyjs".into());
    }
    let written = match base(file) {
        Some(base) => {
            let part = |end: &str| {
                let path = format!("{base}-{end}");
                read(Path::new(&path)).map_err(|failure| Failure::from(format!("{path} {failure}")))
            };
            let (nodes, edges) = (part("nodes.csv")?, part("edges.csv")?);
            let (evidence, manifest) = (part("evidence.csv")?, part("manifest.json")?);
            // Graphs of earlier versions have no such table.
            let relations = part("relations.csv");
            let relations = if relations.is_err() && !tells_relations(&edges) { String::new() } else { relations? };
            WrittenGraph::from_csv(&CsvParts {
                nodes: &nodes,
                edges: &edges,
                evidence: &evidence,
                relations: &relations,
                manifest: &manifest,
            })?
        }
        None => {
            let text = read(file)?;
            match text.trim_start_matches('\u{FEFF}').trim_start().chars().next() {
                Some('<') if !is_shown(&text) => WrittenGraph::from_xml(&text)?,
                Some('{') => WrittenGraph::from_json(&text)?,
                Some('<') => {
                    return Err(
                        "a page or a picture is to be looked at and cannot be recounted; write json, gexf, graphml, cyjs or csv".into()
                    );
                }
                _ => return Err("this is no graph that can be recounted; give json, gexf, graphml, cyjs, or a table of csv".into()),
            }
        }
    };
    Ok(written.recount()?)
}

/// Whether a file is the table that `graph --relations` writes.
fn is_table_of_relations(file: &Path) -> bool {
    const HEAD: &[u8] = b"Source,Target,Type,Id,Label,Kind,";
    let mut head = [0; HEAD.len()];
    file.extension().is_some_and(|end| end == "csv")
        && File::open(file).and_then(|mut file| file.read_exact(&mut head)).is_ok()
        && head == HEAD
}

/// Whether a file is one of those that are for the eye: a web page, or a picture.
fn is_shown(text: &str) -> bool {
    const REACH: usize = 1024;
    let head: String = text.chars().take(REACH).collect::<String>().to_ascii_lowercase();
    ["<!doctype html", "<html", "<svg"].iter().any(|start| head.contains(start))
}

/// Whether a table of edges has a column of relations.
fn tells_relations(edges: &str) -> bool {
    edges.lines().next().is_some_and(|head| head.split(',').any(|title| title == "Relations"))
}

fn read(file: &Path) -> Result<String, Failure> {
    let bytes = std::fs::read(file).map_err(|error| format!("cannot be read ({error}); check the path"))?;
    String::from_utf8(bytes).map_err(|_| "is no text; give json, gexf, graphml, cyjs, or a table of csv".into())
}

/// `NAME` of `NAME-nodes.csv` and the other tables of a graph, or of `NAME.csv`.
fn base(file: &Path) -> Option<String> {
    let name = file.to_str()?;
    let of_table =
        ["-nodes.csv", "-edges.csv", "-evidence.csv", "-relations.csv", "-manifest.json"].iter().find_map(|end| name.strip_suffix(end));
    of_table.or_else(|| name.strip_suffix(".csv")).map(str::to_owned)
}

/// How a graph is named in what is told.
fn shown(file: &Path) -> String {
    plain(&base(file).map_or_else(|| file.display().to_string(), |base| format!("{base}.csv")))
}
