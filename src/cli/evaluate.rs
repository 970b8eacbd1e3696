//! `evaluate`: agreement with gold.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::PathBuf;

use actorgraph::answer::{Evaluation, RelationEvaluation, Scope, Score};
use actorgraph::gold::{Gold, GoldFormat, GoldMention, RelationCase, relation_cases};
use actorgraph::{Gazetteer, Scratch, Source, Wanted, decode, walk};
use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};

use super::general::General;
use super::stdout::output;
use super::text::{plain, plural, table};
use super::{Failure, Outcome, talk};

/// Compares mentions with gold: precision, recall and F1 by type, kind and rule, and every disagreement
///
/// Gold that brings its texts along (text marked with [[surface|actor|kind]], JSON lines with text and ents, CoNLL, brat with each text beside
/// its marks) needs no input. In marked text a line `# name` stands above each document; without any, the file is one. CoNLL holds tokens
/// without their white space: with the texts as INPUT, those are measured.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  actorgraph evaluate --gold tests/gold/seeds.txt\n  actorgraph evaluate --gold page.ann page.txt --type country"
)]
pub struct Arguments {
    /// Gold files, or a directory of brat; may be repeated
    #[arg(long, required_unless_present = "relations", value_name = "FILE")]
    gold: Vec<PathBuf>,
    /// Gold of relations in place of mentions: files of cases
    #[arg(long, num_args = 1.., value_name = "FILE", conflicts_with = "gold")]
    relations: Vec<PathBuf>,
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
    if !arguments.relations.is_empty() {
        return relations(&arguments);
    }
    let (annotator, mut partial) = arguments.general.reader()?;
    let (mut gold, is_bad) = gold(&arguments, annotator.gazetteer())?;
    partial |= is_bad;
    let of_tokens: BTreeSet<String> = gold.rebuilt.iter().map(|source| source.document.clone()).collect();
    let (mentions, others) = std::mem::take(&mut gold.mentions).into_iter().partition(|mention| of_tokens.contains(&mention.document));
    let mut tokens = Gold { rebuilt: std::mem::take(&mut gold.rebuilt), mentions, ..Gold::default() };
    gold.mentions = others;
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
    let brings_all = !gold.texts.is_empty() && tokens.rebuilt.is_empty() && by_document.keys().all(|document| read.contains(*document));
    if brings_all && !arguments.inputs.is_empty() && !arguments.general.quiet {
        talk::note("the gold brings its texts along, so the inputs are not read");
    }
    let inputs: &[PathBuf] = if brings_all { &[] } else { &arguments.inputs };
    partial |= arguments.general.pages(annotator, inputs, |page| {
        // Gold names a record by its id, or as the program does.
        let named = page.page.document();
        let document =
            page.page.source().id().filter(|id| !by_document.contains_key(named) && by_document.contains_key(*id)).unwrap_or(named);
        if let Some(fitted) = tokens.fitted(named, page.page.text()) {
            read.insert(named.to_owned());
            evaluation.add(page, &fitted.iter().collect::<Vec<_>>(), annotator.gazetteer(), &scope);
            return Ok(());
        }
        let marked = by_document.get(document);
        if (marked.is_some() || gold.texts.is_empty() && of_tokens.is_empty()) && read.insert(document.to_owned()) {
            evaluation.add(page, marked.map_or(&[], Vec::as_slice), annotator.gazetteer(), &scope);
        }
        Ok(())
    })?;
    for mut source in std::mem::take(&mut tokens.rebuilt) {
        read.insert(source.document.clone());
        source.published = source.published.or(arguments.general.date);
        let marked: Vec<&GoldMention> = tokens.mentions.iter().filter(|mention| mention.document == source.document).collect();
        evaluation.add(&annotator.annotate(source, &mut scratch), &marked, annotator.gazetteer(), &scope);
    }
    let unread: Vec<&str> = by_document.keys().copied().filter(|document| !read.contains(*document)).collect();
    for document in &unread {
        evaluation.add_unread(document, &by_document[document], annotator.gazetteer(), &scope);
    }
    if !unread.is_empty() {
        talk::error(&unread_message(&unread));
        partial = true;
    }
    let any = !read.is_empty();
    if !any && !partial && !arguments.general.quiet {
        talk::note("there is nothing to measure: neither the gold nor the inputs hold a text");
    }
    let mut out = output();
    match arguments.format {
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &evaluation)?;
            out.write_all(b"\n")?;
        }
        Format::Text => text(&evaluation, &mut out)?,
    }
    out.flush()?;
    Ok(Outcome::of(any, partial))
}

/// Reads the gold. Tells whether something in it could not be used.
fn gold(arguments: &Arguments, gazetteer: &Gazetteer) -> Result<(Gold, bool), Failure> {
    let has_inputs = !arguments.inputs.is_empty() || arguments.general.input.files_from.is_some();
    let (mut gold, mut is_bad) = (Gold::default(), false);
    for given in &arguments.gold {
        let found =
            if given.is_dir() { walk(given, Wanted::Ending("ann")).map_err(|error| error.to_string())?.files } else { vec![given.clone()] };
        if found.is_empty() {
            return Err(format!("{}: holds no .ann files of brat; give the file of the gold", given.display()).into());
        }
        for path in found {
            let name = path.display().to_string();
            let bytes = std::fs::read(&path).map_err(|error| format!("{name}: cannot be read ({error}); check the path"))?;
            let text = decode(&name, bytes)?;
            let told = arguments.gold_format.as_deref().and_then(GoldFormat::from_name);
            let format = told.unwrap_or_else(|| GoldFormat::recognise(&name, &text));
            let mut problems = Vec::new();
            let read = format.read(&name, &text, gazetteer, &mut problems);
            gold.texts.extend(read.texts);
            gold.rebuilt.extend(read.rebuilt);
            gold.mentions.extend(read.mentions);
            let beside = path.with_extension("txt");
            if format == GoldFormat::Brat && !has_inputs && beside.is_file() {
                let name = beside.display().to_string();
                let bytes = std::fs::read(&beside).map_err(|error| format!("{name}: cannot be read ({error}); check the path"))?;
                let text = decode(&name, bytes)?;
                gold.texts.push(Source::new(name, text));
            }
            problems.iter().for_each(talk::error);
            is_bad |= !problems.is_empty();
        }
    }
    if !has_inputs && gold.texts.is_empty() && gold.rebuilt.is_empty() && !gold.mentions.is_empty() {
        let documents: BTreeSet<&str> = gold.mentions.iter().map(|mention| mention.document.as_str()).collect();
        let documents: Vec<&str> = documents.into_iter().collect();
        return Err(format!("the gold brings no texts along; give them as INPUT, named as in the gold: {}", some_of(&documents)).into());
    }
    Ok((gold, is_bad))
}

/// Compares relations with gold.
fn relations(arguments: &Arguments) -> Result<Outcome, Failure> {
    let (annotator, mut partial) = arguments.general.annotator_with_relations()?;
    let mut evaluation = RelationEvaluation::default();
    let mut scratch = Scratch::default();
    for path in &arguments.relations {
        let name = path.display().to_string();
        let bytes = std::fs::read(path).map_err(|error| format!("{name}: cannot be read ({error}); check the path"))?;
        let mut problems = Vec::new();
        for case in relation_cases(&name, &decode(&name, bytes)?, &mut problems) {
            partial |= tell_unknown(&case, annotator.gazetteer());
            evaluation.add(annotator, &case, &mut scratch);
        }
        problems.iter().for_each(talk::error);
        partial |= !problems.is_empty();
    }
    let mut out = output();
    match arguments.format {
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &evaluation)?;
            out.write_all(b"\n")?;
        }
        Format::Text => relation_text(&evaluation, &mut out)?,
    }
    out.flush()?;
    Ok(Outcome::of(evaluation.cases > 0, partial))
}

/// Tells which actors of a case nobody can find, since no gazetteer has them. Tells whether there are any.
fn tell_unknown(case: &RelationCase, gazetteer: &Gazetteer) -> bool {
    let ids = case.relations.iter().flat_map(|relation| [Some(&relation.actor), relation.recipient.as_ref(), relation.speaker.as_ref()]);
    let unknown: BTreeSet<&String> = ids.flatten().filter(|id| gazetteer.actor_with_id(id).is_none()).collect();
    for id in &unknown {
        talk::error(&format!(
            "{}: no gazetteer has an actor {id:?}, so all its relations are missed; mend the id, or add the actor",
            case.place
        ));
    }
    !unknown.is_empty()
}

fn relation_text(evaluation: &RelationEvaluation, out: &mut impl Write) -> Result<(), Failure> {
    let mut rows = vec![row("relations", &evaluation.relations), row("with status", &evaluation.with_status)];
    let parts = [
        ("category", &evaluation.by_category),
        ("mode", &evaluation.by_mode),
        ("slot", &evaluation.by_slot),
        ("status", &evaluation.by_status),
    ];
    for (title, scores) in parts {
        rows.extend(scores.iter().map(|(name, score)| row(&format!("{title} {name}"), score)));
    }
    writeln!(out, "{}", plural(evaluation.cases, "case"))?;
    if evaluation.cases == 0 {
        return Ok(());
    }
    out.write_all(table(&HEAD, &rows).as_bytes())?;
    for fault in &evaluation.faults {
        let [place, text, relation] = [&fault.place, &fault.text, &fault.relation].map(|text| plain(text));
        let found = fault.found.as_ref().map(|found| format!(", found {}", plain(found))).unwrap_or_default();
        writeln!(out, "{place}: {}: {relation}{found}: {text}", fault.fault)?;
    }
    Ok(())
}

/// The names of some documents, and how many more there are.
fn some_of(documents: &[&str]) -> String {
    const MOST: usize = 5;
    let more = if documents.len() > MOST { format!(" and {} more", documents.len() - MOST) } else { String::new() };
    format!("{}{more}", documents[..documents.len().min(MOST)].join(", "))
}

/// That documents of the gold were not read.
fn unread_message(unread: &[&str]) -> String {
    format!("{}: in the gold and not read, so all is missed; give the texts as INPUT, named as in the gold", some_of(unread))
}

const HEAD: [&str; 7] = ["", "precision", "recall", "F1", "right", "spurious", "missed"];

fn row(name: &str, score: &Score) -> Vec<String> {
    // Of nothing there is no share.
    let share = |value: f64, whole: u64| if whole == 0 { "-".to_owned() } else { format!("{value:.4}") };
    let (found, marked) = (score.right + score.spurious, score.right + score.missed);
    vec![
        name.to_owned(),
        share(score.precision(), found),
        share(score.recall(), marked),
        share(score.f1(), found + marked),
        score.right.to_string(),
        score.spurious.to_string(),
        score.missed.to_string(),
    ]
}

fn text(evaluation: &Evaluation, out: &mut impl Write) -> Result<(), Failure> {
    let mut rows = vec![row("all", &evaluation.all)];
    for (title, scores) in [("type", &evaluation.by_type), ("kind", &evaluation.by_kind), ("rule", &evaluation.by_rule)] {
        rows.extend(scores.iter().map(|(name, score)| row(&format!("{title} {name}"), score)));
    }
    out.write_all(table(&HEAD, &rows).as_bytes())?;
    for fault in &evaluation.disagreements {
        let rule = if fault.rule.is_empty() { String::new() } else { format!(" by {}", fault.rule) };
        let [place, actor, context] = [&fault.place, &fault.actor, &fault.context].map(|text| plain(text));
        writeln!(out, "{place}: {} {:?} ({actor}{rule}): {context}", fault.fault, fault.text)?;
    }
    Ok(())
}
