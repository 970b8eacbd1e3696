//! `relations`: who does what to whom, and the sentences that say so.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use actorgraph::answer::{Affiliated, RelationFilter, Told};
use actorgraph::export::inert;
use actorgraph::relation::{Category, Quad, Status};
use actorgraph::{Annotator, Duplicates, Gazetteer, Period};
use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::counting::{Duplicates as Copying, first_day, last_day, period};
use super::file::Sheet;
use super::general::General;
use super::names::actor;
use super::stdout::output;
use super::text::{Marks, copies, marked_relation, plain, plural};
use super::{Failure, Outcome};

/// Shows who does what to whom, and the sentences that say so
///
/// Events after PLOVER: sixteen categories such as CONSULT, SANCTION and ASSAULT, in four quads. Without an actor, all of them; with one,
/// those in which it acts or is acted upon; with two, those between them. What is denied, negated or merely possible is left out unless
/// --all or --status asks for it.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  actorgraph relations --in seeds\n  actorgraph relations Rusland Oekraïne --in seeds --quad \"material \
                        conflict\"\n  actorgraph relations --actor eu --category SANCTION --in seeds --format csv > events.csv"
)]
pub struct Arguments {
    /// One actor or two, by id, name or alias
    #[arg(value_name = "ACTOR", num_args = 0..=2)]
    actors: Vec<String>,
    /// Files, directories, or - for standard input
    #[arg(long = "in", required = true, num_args = 1.., value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// Format of the answer; text on a terminal and JSON elsewhere, unless told
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Only these categories: ASSAULT, CONSULT, …
    #[arg(long, value_name = "NAME", value_delimiter = ',', value_parser = category)]
    category: Vec<Category>,
    /// Only these quads: "verbal cooperation", "material conflict", …
    #[arg(long, value_name = "NAME", value_delimiter = ',', value_parser = quad)]
    quad: Vec<Quad>,
    /// Only events in which this actor acts
    #[arg(long, value_name = "ACTOR")]
    actor: Option<String>,
    /// Only events in which this actor is acted upon
    #[arg(long, value_name = "ACTOR")]
    recipient: Option<String>,
    /// Only events that are told so
    #[arg(long, value_name = "STATUS", value_delimiter = ',', value_parser = PossibleValuesParser::new(Status::ALL.map(Status::name)))]
    status: Vec<String>,
    /// Also what is denied, negated or merely possible
    #[arg(long)]
    all: bool,
    /// Who leads, represents or belongs to what, in place of events: from titles in the text, and from the gazetteers by date
    #[arg(long, conflicts_with_all = ["category", "quad", "recipient", "status", "all"])]
    affiliations: bool,
    /// What becomes of copies of an article, word by word or nearly so: what they tell is told once, or each time
    #[arg(long, value_enum, default_value_t = Copying::Merge, value_name = "HOW", hide_short_help = true)]
    duplicates: Copying,
    /// Only articles from this day, month or year on
    #[arg(long, value_name = "DAY", value_parser = first_day)]
    since: Option<Date>,
    /// Only articles up to this day, month or year
    #[arg(long, value_name = "DAY", value_parser = last_day)]
    until: Option<Date>,
    #[command(flatten)]
    sheet: Sheet,
    #[command(flatten)]
    general: General,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading
    Text,
    /// One list
    Json,
    /// A row an event
    Csv,
}

fn category(text: &str) -> Result<Category, String> {
    Category::from_name(text).ok_or_else(|| {
        let known: Vec<&str> = Category::ALL.iter().map(|category| category.name()).collect();
        format!("give one of {}", known.join(", "))
    })
}

fn quad(text: &str) -> Result<Quad, String> {
    Quad::from_name(text).ok_or_else(|| format!("give one of {}", Quad::ALL.map(|quad| format!("{:?}", quad.name())).join(", ")))
}

/// Runs the command.
pub fn run(arguments: Arguments) -> Result<Outcome, Failure> {
    let general = &arguments.general;
    let (annotator, bad_rows) = general.annotator_with_relations()?;
    let gazetteer = annotator.gazetteer();
    let named = |name: &String| actor(gazetteer, name);
    let period = period(arguments.since, arguments.until)?;
    let between: Vec<_> = arguments.actors.iter().map(named).collect::<Result<_, _>>()?;
    if let [one, other] = between[..]
        && one == other
    {
        let names = arguments.actors.join(" and ");
        return Err(format!("{names} name one and the same actor; give two different ones, or the one alone").into());
    }
    if arguments.affiliations {
        return affiliations(&arguments, annotator, period, bad_rows);
    }
    let filter = RelationFilter {
        between,
        actor: arguments.actor.as_ref().map(named).transpose()?,
        recipient: arguments.recipient.as_ref().map(named).transpose()?,
        categories: arguments.category.clone(),
        quads: arguments.quad.clone(),
        statuses: arguments.status.iter().filter_map(|name| Status::from_name(name)).collect(),
        all: arguments.all,
        since: period.since,
        until: period.until,
    };
    arguments.sheet.only_for(arguments.format == Some(Format::Csv))?;
    let format = arguments.format.unwrap_or(if std::io::stdout().is_terminal() { Format::Text } else { Format::Json });
    let mut out = output();
    let mut told = Vec::new();
    let mut left_out = 0_u64;
    let mut duplicates = Duplicates::new(arguments.duplicates.copies());
    let partial = general.pages(annotator, &arguments.inputs, |page| {
        let (mut found, others) = filter.relations(page, gazetteer, &mut duplicates)?;
        left_out += others;
        told.append(&mut found);
        Ok(())
    })?;
    told.iter_mut().for_each(|relation| relation.note_copies(&duplicates));
    match format {
        Format::Text => text(&told, gazetteer, Marks::colored(general.colors()), &mut out)?,
        Format::Json => json(&told, &mut out)?,
        Format::Csv => arguments.sheet.write(&mut out, |out| csv(&told, out))?,
    }
    out.flush()?;
    if left_out > 0 && !general.quiet {
        super::talk::note(&format!("{} left out: denied, negated or merely possible; --all shows them", plural(left_out, "relation")));
    }
    Ok(Outcome::of(!told.is_empty(), partial || bad_rows))
}

/// Shows affiliations.
fn affiliations(arguments: &Arguments, annotator: &Annotator, period: Period, bad_rows: bool) -> Result<Outcome, Failure> {
    let general = &arguments.general;
    let names = arguments.actors.iter().chain(&arguments.actor);
    let wanted: Vec<String> = names
        .map(|name| Ok(annotator.gazetteer().actor(actor(annotator.gazetteer(), name)?).id.clone()))
        .collect::<Result<_, Failure>>()?;
    let mut found: Vec<Affiliated> = Vec::new();
    let mut duplicates = Duplicates::new(arguments.duplicates.copies());
    let partial = general.pages(annotator, &arguments.inputs, |page| {
        let document = page.page.document().into();
        let mut new = Vec::new();
        for article in page.articles.iter().filter(|article| period.holds(article.published)) {
            if duplicates.is_new(article.content, article.sketch.as_deref(), &document, article.number)? {
                new.push(article.number);
            }
        }
        let all = Affiliated::of(annotator, page).into_iter().filter(|one| new.contains(&one.article));
        found.extend(all.filter(|one| wanted.iter().all(|id| *id == one.actor || *id == one.of)));
        Ok(())
    })?;
    let format = arguments.format.unwrap_or(if std::io::stdout().is_terminal() { Format::Text } else { Format::Json });
    let mut out = output();
    match format {
        Format::Json => json(&found, &mut out)?,
        Format::Text => {
            for one in &found {
                let title = if one.title.is_empty() { one.office.as_deref().unwrap_or_default() } else { &one.title };
                let [actor, title, of, document] = [&one.actor_name, title, &one.of_name, &one.document].map(plain);
                let sentence = plain(&one.text);
                writeln!(out, "{actor}: {title} of {of} ({})\n  {document}:{}: {sentence}", one.source, one.line)?;
            }
        }
        Format::Csv => arguments.sheet.write(&mut out, |out| {
            let mut table = csv::Writer::from_writer(out);
            found.iter().try_for_each(|one| table.serialize(one))?;
            table.flush()
        })?,
    }
    out.flush()?;
    Ok(Outcome::of(!found.is_empty(), partial || bad_rows))
}

/// A list with one item a line.
fn json(told: &[impl serde::Serialize], out: &mut impl Write) -> Result<(), Failure> {
    out.write_all(b"[\n")?;
    for (at, relation) in told.iter().enumerate() {
        if at > 0 {
            out.write_all(b",\n")?;
        }
        serde_json::to_writer(&mut *out, relation)?;
    }
    out.write_all(if told.is_empty() { b"]\n" } else { b"\n]\n" })?;
    Ok(())
}

fn text(told: &[Told], gazetteer: &Gazetteer, marks: Marks, out: &mut impl Write) -> Result<(), Failure> {
    for relation in told {
        let name = |name: &str| marks.strong(&plain(name));
        let arrow = if relation.reciprocal { "↔" } else { "→" };
        let recipient = relation.recipient_name.as_deref().map(|recipient| format!(" {arrow} {}", name(recipient))).unwrap_or_default();
        let mode = relation.mode.map(|mode| format!("/{mode}")).unwrap_or_default();
        let mut facts = vec![relation.status.to_owned()];
        if relation.negated {
            facts.push("negated".to_owned());
        }
        let named = |id: &String| gazetteer.actor_with_id(id).map_or_else(|| id.clone(), |actor| gazetteer.actor(actor).name.clone());
        facts.extend(relation.speaker.as_ref().map(|speaker| format!("says {}", plain(&named(speaker)))));
        facts.extend(relation.agent.as_ref().map(|agent| format!("by its {}", plain(agent))));
        writeln!(out, "{} {}{mode}{recipient}: {}", name(&relation.actor_name), relation.category, facts.join(", "))?;
        let place = format!("{}:{}", plain(&relation.document), relation.line);
        let copies = copies(relation.copies.len());
        writeln!(out, "  {}: {}{copies}", marks.place(&place), marked_relation(&relation.text, &relation.spans, marks))?;
    }
    Ok(())
}

/// The columns that users of event data expect, then those of our own.
fn csv(told: &[Told], out: &mut dyn Write) -> Result<(), Failure> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record([
        "date",
        "actor",
        "recipient",
        "category",
        "mode",
        "quad",
        "status",
        "sentence",
        "source",
        "actor_name",
        "recipient_name",
        "reciprocal",
        "negated",
        "speaker",
        "agent",
        "trigger",
        "article",
        "line",
        "copies",
    ])?;
    for relation in told {
        let or_empty = |value: &Option<String>| value.clone().unwrap_or_default();
        let sentence = relation.text.split_whitespace().collect::<Vec<_>>().join(" ");
        table.write_record([
            relation.date.map(|day| day.to_string()).unwrap_or_default(),
            relation.actor.clone(),
            or_empty(&relation.recipient),
            relation.category.to_owned(),
            relation.mode.unwrap_or_default().to_owned(),
            relation.quad.to_owned(),
            relation.status.to_owned(),
            inert(&sentence),
            inert(&relation.document),
            relation.actor_name.clone(),
            or_empty(&relation.recipient_name),
            relation.reciprocal.to_string(),
            relation.negated.to_string(),
            or_empty(&relation.speaker),
            or_empty(&relation.agent),
            relation.trigger.clone(),
            relation.article.to_string(),
            relation.line.to_string(),
            relation.copies.len().to_string(),
        ])?;
    }
    table.flush()?;
    Ok(())
}
