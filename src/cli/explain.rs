//! `explain`: why each candidate is or is not a mention.

use std::io::{self, IsTerminal, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;

use actorgraph::Source;
use actorgraph::answer::{Explanation, Fate, RelationExplanation, explain, explain_relations};
use anstyle::{AnsiColor, Style};
use clap::{Args, ValueEnum};

use super::common::{General, json_line, output};
use super::input::Teller;
use super::read::outcome;
use super::text::plain;
use super::{Failure, Outcome, talk};

/// Tells why each candidate is or is not a mention
///
/// Every alias that stands in the text, with its fate: the actor that it means, the rule that took or refused it, and what it lost to.
#[derive(Args)]
#[command(after_help = "Examples:\n  actorgraph explain \"Melania Trump is in Moskou\"\n  actorgraph explain seeds/2025-08-16_alaska.txt")]
pub struct Arguments {
    /// A text, a file or directory, or - for standard input
    #[arg(required_unless_present = "files_from", value_name = "TEXT|INPUT")]
    inputs: Vec<String>,
    /// Explains relations in place of mentions: which trigger, which frame, who fills it, and why there is none
    #[arg(long)]
    relations: bool,
    /// With --relations, also rows whose form does not fit or whose words are not there
    #[arg(long, requires = "relations")]
    all: bool,
    /// Format of the answer; text on a terminal and JSON lines elsewhere, unless told
    #[arg(long, value_enum)]
    format: Option<Format>,
    #[command(flatten)]
    general: General,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading
    Text,
    /// One JSON object a line
    Json,
}

/// What is explained.
enum Shown<'a> {
    Mention(&'a Explanation),
    Relation(&'a RelationExplanation),
}

/// Endings by which a file is told from a text.
const ENDINGS: [&str; 8] = ["txt", "text", "asc", "md", "html", "json", "jsonl", "csv"];

/// Runs the command.
pub fn run(arguments: Arguments) -> Result<Outcome, Failure> {
    let general = &arguments.general;
    let (annotator, bad_rows) = if arguments.relations { general.annotator_with_relations()? } else { general.reader()? };
    let (mut paths, mut texts) = (Vec::new(), Vec::new());
    for input in &arguments.inputs {
        if input == "-" || PathBuf::from(input).exists() {
            paths.push(PathBuf::from(input));
        } else {
            if looks_like_path(input) && !general.quiet {
                talk::note(&format!("{input}: there is no such file, so it is read as a text; check the path if a file is meant"));
            }
            texts.push(Source::new("text", input.clone()));
        }
    }
    let mut teller = Teller::default();
    let mut found = general.input.find(&paths, &mut teller)?;
    general.tell_others(found.others);
    texts.into_iter().for_each(|text| found.add_text(text));
    let format = arguments.format.unwrap_or(if io::stdout().is_terminal() { Format::Text } else { Format::Json });
    let mut out = output();
    let mut any = false;
    let mut failed = None;
    found.sources(&general.input.reading()?, |source| {
        let ended = match source {
            Err(error) => {
                teller.tell(&error);
                Ok(())
            }
            Ok(mut source) => {
                source.published = source.published.or(general.date);
                let mut show = |shown: Shown<'_>| {
                    any = true;
                    match (format, shown) {
                        (Format::Json, Shown::Mention(explanation)) => json_line(&mut out, explanation),
                        (Format::Json, Shown::Relation(explanation)) => json_line(&mut out, explanation),
                        (Format::Text, Shown::Mention(explanation)) => Ok(writeln!(out, "{}", line(explanation, general.colors()))?),
                        (Format::Text, Shown::Relation(explanation)) => {
                            Ok(writeln!(out, "{}", relation_line(explanation, general.colors()))?)
                        }
                    }
                };
                if arguments.relations {
                    let far = |reason: &str| matches!(reason, "form" | "word-missing") && !arguments.all;
                    let explained = explain_relations(annotator, source);
                    let mut shown = explained.iter().filter(|explanation| !explanation.reason.as_deref().is_some_and(far));
                    shown.try_for_each(|explanation| show(Shown::Relation(explanation)))
                } else {
                    explain(annotator, source).iter().try_for_each(|explanation| show(Shown::Mention(explanation)))
                }
            }
        };
        failed = ended.err();
        if failed.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    if let Some(failure) = failed {
        return Err(failure);
    }
    out.flush()?;
    Ok(outcome(any, teller.finish() || bad_rows))
}

/// Whether a text might be meant as the name of a file.
fn looks_like_path(text: &str) -> bool {
    let ending = text.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    !text.contains(char::is_whitespace) && (text.contains(['/', '\\']) || ENDINGS.contains(&ending.as_str()))
}

fn relation_line(explanation: &RelationExplanation, colors: bool) -> String {
    let RelationExplanation { document, line, column, trigger, lemma, kind, row, relation, meaning, clause, .. } = explanation;
    let (sign, color) = if relation.is_some() { ("=", AnsiColor::Green) } else { ("x", AnsiColor::Red) };
    let style = if colors { color.on_default().bold() } else { Style::new() };
    let [document, trigger, clause] = [document, trigger, clause].map(|text| plain(text));
    let outcome = relation.as_deref().or(meaning.as_deref()).unwrap_or_default();
    format!("{document}:{line}:{column}: {style}{sign} {trigger}{style:#}  {kind} of {lemma} ({row})  {outcome}\n    in: {clause}")
}

fn line(explanation: &Explanation, colors: bool) -> String {
    let Explanation { document, line, column, text, kind, actors, names, fate, rule, meaning, lost_to, .. } = explanation;
    let (sign, color) = match fate {
        Fate::Actor => ("=", AnsiColor::Green),
        Fate::Ambiguous => ("?", AnsiColor::Yellow),
        Fate::None | Fate::Refused => ("x", AnsiColor::Red),
    };
    let style = if colors { color.on_default().bold() } else { Style::new() };
    let [document, text, meaning] = [document, text, meaning].map(|text| plain(text));
    let whom: Vec<String> = names.iter().zip(actors).map(|(name, id)| plain(&format!("{name} ({id})"))).collect();
    let lost = lost_to.as_ref().map(|winner| format!(" to {winner:?}")).unwrap_or_default();
    format!("{document}:{line}:{column}: {style}{sign} {text}{style:#}  {kind} of {}  {rule}{lost}: {meaning}", whom.join(" or "))
}
