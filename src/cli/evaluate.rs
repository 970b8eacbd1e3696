//! `evaluate`: agreement with gold.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::PathBuf;

use actorgraph::answer::{Evaluation, Scope, Score};
use actorgraph::gold::{Gold, GoldFormat, GoldMention};
use actorgraph::{Scratch, decode};
use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};

use super::common::{General, output};
use super::text::{plain, table};
use super::{Failure, Outcome, talk};

/// Compares mentions with gold: precision, recall and F1 by type, kind and rule, and every disagreement
///
/// Gold that brings its texts along (text marked with [[surface|actor|kind]], JSON lines with text and ents, CoNLL) needs no input.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  actorgraph evaluate --gold tests/gold/seeds.txt\n  actorgraph evaluate --gold page.ann page.txt --type country"
)]
pub struct Arguments {
    /// Gold files; may be repeated
    #[arg(long, required = true, value_name = "FILE")]
    gold: Vec<PathBuf>,
    /// Texts that the gold is of, where it does not bring them along
    #[arg(value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// Format of the gold, where the file does not tell it
    #[arg(long, value_parser = PossibleValuesParser::new(GoldFormat::ALL.map(GoldFormat::name)))]
    gold_format: Option<String>,
    /// Only actors of these types
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',')]
    types: Vec<String>,
    /// Format of the answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    general: General,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading
    Text,
    /// One object
    Json,
}

/// Runs the command.
pub fn run(arguments: Arguments) -> Result<Outcome, Failure> {
    let (annotator, mut partial) = arguments.general.reader()?;
    let mut gold = Gold::default();
    for path in &arguments.gold {
        let name = path.display().to_string();
        let bytes = std::fs::read(path).map_err(|error| format!("{name}: cannot be read ({error}); check the path"))?;
        let text = decode(&name, bytes)?;
        let told = arguments.gold_format.as_deref().and_then(GoldFormat::from_name);
        let mut problems = Vec::new();
        let read = told.unwrap_or_else(|| GoldFormat::recognise(&name, &text)).read(&name, &text, annotator.gazetteer(), &mut problems);
        gold.texts.extend(read.texts);
        gold.mentions.extend(read.mentions);
        problems.iter().for_each(talk::error);
        partial |= !problems.is_empty();
    }
    let mut by_document: BTreeMap<&str, Vec<&GoldMention>> = BTreeMap::new();
    for mention in &gold.mentions {
        by_document.entry(mention.document.as_str()).or_default().push(mention);
    }
    let scope = Scope { types: arguments.types.clone() };
    let mut evaluation = Evaluation::default();
    let mut scratch = Scratch::default();
    let mut read: BTreeSet<String> = BTreeSet::new();
    for mut source in gold.texts.iter().cloned() {
        read.insert(source.document.clone());
        source.published = source.published.or(arguments.general.date);
        let page = annotator.annotate(source, &mut scratch);
        let marked = by_document.get(page.page.document()).cloned().unwrap_or_default();
        evaluation.add(&page, &marked, annotator.gazetteer(), &scope);
    }
    // Gold that brings its texts along is measured on those, and inputs are for gold that does not.
    let brings_all = !gold.texts.is_empty() && by_document.keys().all(|document| read.contains(*document));
    if brings_all && !arguments.inputs.is_empty() && !arguments.general.quiet {
        talk::note("the gold brings its texts along, so the inputs are not read");
    }
    let inputs: &[PathBuf] = if brings_all { &[] } else { &arguments.inputs };
    partial |= arguments.general.pages(annotator, inputs, |page| {
        let document = page.page.document();
        let marked = by_document.get(document);
        if (marked.is_some() || gold.texts.is_empty()) && read.insert(document.to_owned()) {
            evaluation.add(page, marked.map_or(&[], Vec::as_slice), annotator.gazetteer(), &scope);
        }
        Ok(())
    })?;
    let unread: Vec<&str> = by_document.keys().copied().filter(|document| !read.contains(*document)).collect();
    for document in &unread {
        evaluation.add_unread(document, &by_document[document], annotator.gazetteer(), &scope);
    }
    if !unread.is_empty() {
        talk::error(&unread_message(&unread));
        partial = true;
    }
    let any = !read.is_empty();
    let mut out = output();
    match arguments.format {
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &evaluation)?;
            out.write_all(b"\n")?;
        }
        Format::Text => text(&evaluation, &mut out)?,
    }
    out.flush()?;
    Ok(super::read::outcome(any, partial))
}

/// That documents of the gold were not read, with the names of some.
fn unread_message(unread: &[&str]) -> String {
    const MOST: usize = 5;
    let more = if unread.len() > MOST { format!(" and {} more", unread.len() - MOST) } else { String::new() };
    let names = unread[..unread.len().min(MOST)].join(", ");
    format!("{names}{more}: in the gold and not read, so all is missed; give the texts as INPUT, named as in the gold")
}

fn text(evaluation: &Evaluation, out: &mut impl Write) -> Result<(), Failure> {
    let head = ["", "precision", "recall", "F1", "right", "spurious", "missed"];
    let row = |name: &str, score: &Score| {
        let share = |value: f64| format!("{value:.4}");
        vec![
            name.to_owned(),
            share(score.precision()),
            share(score.recall()),
            share(score.f1()),
            score.right.to_string(),
            score.spurious.to_string(),
            score.missed.to_string(),
        ]
    };
    let mut rows = vec![row("all", &evaluation.all)];
    for (title, scores) in [("type", &evaluation.by_type), ("kind", &evaluation.by_kind), ("rule", &evaluation.by_rule)] {
        rows.extend(scores.iter().map(|(name, score)| row(&format!("{title} {name}"), score)));
    }
    out.write_all(table(&head, &rows).as_bytes())?;
    for fault in &evaluation.disagreements {
        let rule = if fault.rule.is_empty() { String::new() } else { format!(" by {}", fault.rule) };
        let [place, actor, context] = [&fault.place, &fault.actor, &fault.context].map(|text| plain(text));
        writeln!(out, "{place}: {} {:?} ({actor}{rule}): {context}", fault.fault, fault.text)?;
    }
    Ok(())
}
