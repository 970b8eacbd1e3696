//! `extract`: every mention, one a line.

use std::io::Write;
use std::path::PathBuf;

use actorgraph::{Annotated, Form, Gazetteer, Positions, Resolution};
use clap::{Args, ValueEnum};
use serde::Serialize;

use super::common::{General, json_line, output};
use super::read::outcome;
use super::{Failure, Outcome};

/// Lists every mention of an actor
///
/// One mention a line: document, article, part, date, sentence, start and end (Unicode code points of the document, half-open),
/// byte_start and byte_end, line and column, text, actor, name, type, kind, the rule that decided, and the form: whether the letters
/// are as-listed, folded as the alias allows, or capitals among capitals.
#[derive(Args)]
#[command(after_help = "Example: actorgraph extract seeds --format csv > mentions.csv")]
pub struct Arguments {
    /// Files, directories, or - for standard input
    #[arg(required_unless_present = "files_from", value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// Format of the output
    #[arg(long, value_enum, default_value_t = Format::Jsonl)]
    format: Format,
    /// Also lists what stands in a gazetteer and means no actor here, such as a capital that is a mere place
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    general: General,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One JSON object a line
    Jsonl,
    /// A table with a header
    Csv,
}

#[derive(Serialize)]
struct Line<'a> {
    document: &'a str,
    article: u32,
    part: &'a str,
    date: Option<String>,
    sentence: u32,
    start: usize,
    end: usize,
    byte_start: usize,
    byte_end: usize,
    line: usize,
    column: usize,
    text: &'a str,
    actor: Option<&'a str>,
    name: Option<&'a str>,
    #[serde(rename = "type")]
    actor_type: Option<&'a str>,
    kind: &'a str,
    rule: &'a str,
    form: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    candidates: Vec<&'a str>,
}

/// Where the lines go.
enum Sink<W: Write> {
    Jsonl(W),
    Csv(Box<csv::Writer<W>>),
}

const COLUMNS: [&str; 19] = [
    "document",
    "article",
    "part",
    "date",
    "sentence",
    "start",
    "end",
    "byte_start",
    "byte_end",
    "line",
    "column",
    "text",
    "actor",
    "name",
    "type",
    "kind",
    "rule",
    "form",
    "candidates",
];

/// Runs the command.
pub fn run(arguments: Arguments) -> Result<Outcome, Failure> {
    let (annotator, bad_rows) = arguments.general.reader()?;
    let mut sink = match arguments.format {
        Format::Jsonl => Sink::Jsonl(output()),
        Format::Csv => Sink::Csv(Box::new(csv::Writer::from_writer(output()))),
    };
    if let Sink::Csv(table) = &mut sink {
        table.write_record(COLUMNS)?;
    }
    let mut any = false;
    let partial = arguments.general.pages(annotator, &arguments.inputs, |page| {
        lines(page, annotator.gazetteer(), arguments.all, |line| {
            any = true;
            match &mut sink {
                Sink::Jsonl(out) => json_line(out, line),
                Sink::Csv(table) => row(table, line),
            }
        })
    })?;
    match &mut sink {
        Sink::Jsonl(out) => out.flush()?,
        Sink::Csv(table) => table.flush()?,
    }
    Ok(outcome(any, partial || bad_rows))
}

/// Gives the mentions of a page to `each`.
fn lines(
    page: &Annotated,
    gazetteer: &Gazetteer,
    all: bool,
    mut each: impl FnMut(&Line<'_>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let text = page.page.text();
    let positions = Positions::new(text);
    for article in &page.articles {
        let date = article.published.map(|published| published.day().to_string());
        for mention in &article.mentions {
            let (actor, candidates) = match &mention.resolution {
                Resolution::Actor(actor) => (Some(gazetteer.actor(*actor)), Vec::new()),
                Resolution::Ambiguous(actors) => (None, actors.iter().map(|actor| gazetteer.actor(*actor).id.as_str()).collect()),
                Resolution::Nil(_) if !all => continue,
                Resolution::Nil(_) => (None, Vec::new()),
            };
            let (start, end) = (positions.of(mention.span.start), positions.of(mention.span.end));
            each(&Line {
                document: page.page.document(),
                article: article.number,
                part: article.sentences[mention.sentence as usize].part.name(),
                date: date.clone(),
                sentence: mention.sentence,
                start: start.chars,
                end: end.chars,
                byte_start: mention.span.start,
                byte_end: mention.span.end,
                line: start.line,
                column: start.column,
                text: mention.span.of(text),
                actor: actor.map(|actor| actor.id.as_str()),
                name: actor.map(|actor| actor.name.as_str()),
                actor_type: actor.map(|actor| actor.actor_type.name()),
                kind: mention.kind.name(),
                rule: mention.rule.name(),
                form: form(mention.form),
                candidates,
            })?;
        }
    }
    Ok(())
}

/// How the letters differ from the alias, as it stands in output.
const fn form(form: Form) -> &'static str {
    match form {
        Form::AsListed => "as-listed",
        Form::Folded => "folded",
        Form::Capitals => "capitals",
    }
}

fn row(table: &mut csv::Writer<impl Write>, line: &Line<'_>) -> Result<(), Failure> {
    let number = |number: usize| number.to_string();
    table.write_record([
        line.document,
        &number(line.article as usize),
        line.part,
        line.date.as_deref().unwrap_or(""),
        &number(line.sentence as usize),
        &number(line.start),
        &number(line.end),
        &number(line.byte_start),
        &number(line.byte_end),
        &number(line.line),
        &number(line.column),
        line.text,
        line.actor.unwrap_or(""),
        line.name.unwrap_or(""),
        line.actor_type.unwrap_or(""),
        line.kind,
        line.rule,
        line.form,
        &line.candidates.join("|"),
    ])?;
    Ok(())
}
