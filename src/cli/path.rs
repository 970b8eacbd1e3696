//! `path`: how two actors are connected.

use std::io::Write;
use std::path::PathBuf;

use actorgraph::EvidenceLimit;
use actorgraph::answer::{Connection, Way};
use actorgraph::graph::Measured;
use clap::{Args, ValueEnum};

use super::general::{General, Telling};
use super::names::actor;
use super::shape::{Shape, Talk};
use super::stdout::output;
use super::text::{Marks, marked, number, place, plain, plural, relations};
use super::{Failure, Outcome, talk};

/// Shows how two actors are connected, with a sentence for every step
///
/// Two ways: the strongest, in which a step is as long as 1/weight, so that two strong links are nearer than one weak link; and the one with
/// fewest steps. Each step shows what the two do to each other most, and the sentence in which they stand nearest to each other. Links without positive weight are no
/// steps.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  actorgraph path Xi NAVO --in seeds\n  actorgraph path cn nato --in seeds --no-affiliations --weight npmi"
)]
pub struct Arguments {
    /// An actor, by id, name or alias
    #[arg(value_name = "ACTOR")]
    one: String,
    /// The other actor
    #[arg(value_name = "ACTOR")]
    other: String,
    /// Files, directories, or - for standard input
    #[arg(long = "in", required_unless_present = "files_from", num_args = 1.., value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// Format of the answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    telling: Telling,
    #[command(flatten)]
    shape: Shape,
    #[command(flatten)]
    general: General,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading
    Text,
    /// Both ways, each with its steps
    Json,
}

/// Texts of a link among which the clearest is chosen.
const CHOICE: usize = 100;

/// Runs the command.
pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let Arguments { one: from, other: to, inputs, format, telling, shape, general } = arguments;
    let (annotator, bad_rows) = telling.annotator(general, true)?;
    let gazetteer = annotator.gazetteer();
    let [one, other] = [from, to].map(|name| actor(gazetteer, name));
    let (one, other) = (one?, other?);
    if one == other {
        return Err(format!("{from} and {to} name one and the same actor; give two different ones").into());
    }
    let (graph, partial) = shape.graph(general, annotator, inputs, EvidenceLimit::First(CHOICE), Measured::Links, Talk::Effects)?;
    let [one, other] = [one, other].map(|id| gazetteer.actor(id));
    let found = Connection::between(&graph, &one.id, &other.id)?;
    let mut out = output();
    match (&found, format) {
        (None, Format::Text) => {
            if !general.quiet {
                talk::note(&format!("no links lead from {} to {}", one.name, other.name));
            }
        }
        (Some(found), Format::Text) => text(found, Marks::colored(general.colors()), &mut out)?,
        (found, Format::Json) => {
            serde_json::to_writer_pretty(&mut out, found)?;
            out.write_all(b"\n")?;
        }
    }
    out.flush()?;
    Ok(Outcome::of(found.is_some(), partial || bad_rows))
}

fn text(found: &Connection, marks: Marks, out: &mut impl Write) -> Result<(), Failure> {
    if found.strongest.steps == found.shortest.steps {
        return way("Strongest and shortest", &found.strongest, marks, out);
    }
    way("Strongest", &found.strongest, marks, out)?;
    writeln!(out)?;
    way("Shortest", &found.shortest, marks, out)
}

fn way(title: &str, way: &Way, marks: Marks, out: &mut impl Write) -> Result<(), Failure> {
    let steps = plural(way.steps.len() as u64, "step");
    writeln!(out, "{title}: {steps}, distance {}", number(way.distance))?;
    for step in &way.steps {
        let names = [&step.from, &step.to].map(|actor| marks.strong(&plain(&actor.name)));
        let sentences = plural(step.sentences, "sentence");
        writeln!(out, "{}: {sentences}, {}, weight {}", names.join(" – "), plural(step.articles, "article"), number(step.weight))?;
        if let Some(told) = relations(&step.relations, &[&step.from, &step.to]) {
            writeln!(out, "  {told}")?;
        }
        if let Some(evidence) = &step.evidence {
            writeln!(out, "  {}: {}", marks.place(&place(evidence)), marked(evidence, marks))?;
        }
    }
    Ok(())
}
