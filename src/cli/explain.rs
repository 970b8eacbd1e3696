//! `explain`: why each candidate is or is not a mention.

use std::io::{self, IsTerminal, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;

use actorgraph::Source;
use actorgraph::answer::{Explanation, Fate, explain};
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

/// Endings by which a file is told from a text.
const ENDINGS: [&str; 8] = ["txt", "text", "asc", "md", "html", "json", "jsonl", "csv"];

/// Runs the command.
pub fn run(arguments: Arguments) -> Result<Outcome, Failure> {
    let general = &arguments.general;
    let (annotator, bad_rows) = general.reader()?;
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
                explain(annotator, source).iter().try_for_each(|explanation| {
                    any = true;
                    match format {
                        Format::Json => json_line(&mut out, explanation),
                        Format::Text => Ok(writeln!(out, "{}", line(explanation, general.colors()))?),
                    }
                })
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
