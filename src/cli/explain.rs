//! `explain`: why each candidate is or is not a mention.

use std::io::{self, IsTerminal, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;

use actorgraph::Source;
use actorgraph::answer::{Bearer, Explanation, Fate, FateCount, Reasons, RelationExplanation, Why, explain, explain_relations};
use anstyle::{AnsiColor, Style};
use clap::{Args, ValueEnum};

use super::general::General;
use super::input::Teller;
use super::stdout::{json_line, output};
use super::text::plain;
use super::{Failure, Outcome, talk};

/// Tells why each candidate is or is not a mention
///
/// Every alias that stands in the text, with its fate: the actor that it means, the rule that took or refused it, and what it lost to.
/// With --why NAME only that name: who bears it, how often each rule took or refused it and where, and how to add it where nobody does.
#[derive(Args)]
#[command(after_help = "Examples:\n  actorgraph explain \"Melania Trump is in Moskou\"\n  \
                        actorgraph explain seeds/2025-08-16_alaska.txt\n  \
                        actorgraph explain --why Oresjnik seeds\n  actorgraph explain --why Kim")]
pub struct Arguments {
    /// A text, a file or directory, or - for standard input
    #[arg(required_unless_present_any = ["files_from", "why"], value_name = "TEXT|INPUT")]
    inputs: Vec<String>,
    /// Tells why this name is found or not
    #[arg(long, value_name = "NAME")]
    why: Option<String>,
    /// Explains relations in place of mentions: which trigger, which frame, who fills it, and why there is none
    #[arg(long, conflicts_with = "why")]
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
    let without_texts = arguments.why.is_some() && paths.is_empty() && texts.is_empty() && found.is_empty();
    texts.into_iter().for_each(|text| found.add_text(text));
    let format = arguments.format.unwrap_or(if io::stdout().is_terminal() { Format::Text } else { Format::Json });
    let mut out = output();
    let mut any = false;
    let mut failed = None;
    let mut reasons = arguments.why.as_deref().map(|name| Reasons::new(annotator, name));
    let reading = general.input.reading()?;
    found.sources(&reading, |source| {
        let ended = match source {
            Err(error) => {
                teller.tell(error);
                Ok(())
            }
            Ok(mut source) => {
                source.published = source.published.or(general.date);
                if let Some(reasons) = &mut reasons {
                    reasons.add(source);
                    return ControlFlow::Continue(());
                }
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
    if let Some(why) = reasons.map(Reasons::finish) {
        any = !why.bearers.is_empty() || why.stands > 0;
        match format {
            Format::Json => json_line(&mut out, &why)?,
            Format::Text => out.write_all(told(&why, without_texts, general.colors()).as_bytes())?,
        }
    }
    out.flush()?;
    if !any && arguments.why.is_none() && !general.quiet {
        talk::note(if arguments.relations {
            "no word of relations.csv stands here beside an actor"
        } else {
            "no name of any gazetteer stands here"
        });
    }
    teller.tell_missing(&reading);
    Ok(Outcome::of(any, teller.finish() || bad_rows))
}

/// What there is to say about a name, for reading.
fn told(why: &Why, without_texts: bool, colors: bool) -> String {
    use std::fmt::Write as _;
    let mut text = String::new();
    let style = |fate: Fate| if colors { look(fate).1.on_default().bold() } else { Style::new() };
    let name = plain(&why.name);
    for bearer in &why.bearers {
        let Bearer { id, actor, actor_type, kind, case, lang, contexts } = bearer;
        let lang = if lang.is_empty() { String::new() } else { format!(" ({lang})") };
        let _ = writeln!(text, "{name} is the {kind} of {} ({id}), {actor_type}{lang}; case {case}", plain(actor));
        for context in contexts {
            let _ = writeln!(text, "  {}", plain(context));
        }
    }
    if why.bearers.is_empty() {
        let near: Vec<String> = why.near.iter().map(|name| format!("{:?}", plain(name))).collect();
        let near = if near.is_empty() { String::new() } else { format!("; near: {}", near.join(", ")) };
        let _ = writeln!(text, "{name} stands in no gazetteer{near}");
    }
    if !without_texts {
        let _ = writeln!(text, "It stands {} times in the texts.", why.stands);
    }
    for FateCount { fate, rule, meaning, count, examples } in &why.fates {
        let (sign, style) = (look(*fate).0, style(*fate));
        let _ = writeln!(text, "{style}{sign} {count}{style:#}  {rule}: {}", plain(meaning));
        for example in examples {
            let _ = writeln!(text, "     {}", plain(example));
        }
    }
    for example in &why.examples {
        let _ = writeln!(text, "     {}", plain(example));
    }
    if !without_texts || why.bearers.is_empty() {
        let _ = writeln!(text, "{}", plain(&why.advice));
    }
    text
}

/// The sign and colour of a fate.
const fn look(fate: Fate) -> (&'static str, AnsiColor) {
    match fate {
        Fate::Actor => ("=", AnsiColor::Green),
        Fate::Ambiguous => ("?", AnsiColor::Yellow),
        Fate::None | Fate::Refused => ("x", AnsiColor::Red),
    }
}

/// Whether a text might be meant as the name of a file.
fn looks_like_path(text: &str) -> bool {
    let ending = text.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    !text.contains(char::is_whitespace) && (text.contains(['/', '\\']) || ENDINGS.contains(&ending.as_str()))
}

fn relation_line(explanation: &RelationExplanation, colors: bool) -> String {
    let RelationExplanation { document, line, column, trigger, lemma, kind, row, relation, slots, meaning, clause, .. } = explanation;
    let (sign, color) = if relation.is_some() { ("=", AnsiColor::Green) } else { ("x", AnsiColor::Red) };
    let style = if colors { color.on_default().bold() } else { Style::new() };
    let [document, trigger, clause] = [document, trigger, clause].map(|text| plain(text));
    let outcome = plain(relation.as_deref().or(meaning.as_deref()).unwrap_or_default());
    let filled = slots.as_ref().map(|slots| {
        let recipient = slots.recipient_text.as_ref().map(|text| format!(", recipient {text:?}")).unwrap_or_default();
        format!(" ({})", plain(&format!("actor {:?}{recipient}", slots.actor_text)))
    });
    let filled = filled.unwrap_or_default();
    format!("{document}:{line}:{column}: {style}{sign} {trigger}{style:#}  {kind} of {lemma} ({row})  {outcome}{filled}\n    in: {clause}")
}

fn line(explanation: &Explanation, colors: bool) -> String {
    let Explanation { document, line, column, text, kind, actors, names, fate, rule, meaning, lost_to, .. } = explanation;
    let (sign, color) = look(*fate);
    let style = if colors { color.on_default().bold() } else { Style::new() };
    let [document, text, meaning] = [document, text, meaning].map(|text| plain(text));
    let whom: Vec<String> = names.iter().zip(actors).map(|(name, id)| plain(&format!("{name} ({id})"))).collect();
    let lost = lost_to.as_ref().map(|winner| format!(" to {winner:?}")).unwrap_or_default();
    format!("{document}:{line}:{column}: {style}{sign} {text}{style:#}  {kind} of {}  {rule}{lost}: {meaning}", whom.join(" or "))
}
