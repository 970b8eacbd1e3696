//! `changes`: what changed between two periods.

use std::io::Write;
use std::path::PathBuf;

use actorgraph::answer::{Change, ChangeKind, Changes, Named, PeriodSize, RelationChange};
use actorgraph::export::inert;
use actorgraph::graph::FilterEffect;
use actorgraph::{EvidenceLimit, Period};
use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::counting::{Counting, days, evidence_limit};
use super::file::Sheet;
use super::general::{General, Telling, count};
use super::names::types;
use super::shape::level;
use super::stdout::output;
use super::text::{Marks, event, marked, marked_relation, number, place, plain, plural};
use super::{Failure, Outcome, talk};

/// Shows which links are new, gone, stronger or weaker in a later period
///
/// D is a day, a month or a year (2026-01-27, 2026-01, 2026): --before D takes all articles before it, --after D all from its first day on. Or D
/// is a period of its own, with both ends in it: 2026-01..2026-02; either end may be left out. --since and --until bound both.
///
/// A link is compared by the articles in which the two appear together, as a share of the articles of the period. The test is G² with one
/// degree of freedom, corrected by Holm's method for all links that were compared. Below a link stands what its two actors do to each other
/// more or less than before, by the articles that tell it.
#[derive(Args)]
#[command(after_help = "Examples:\n  actorgraph changes --in archive --before 2026-01-01 --after 2026-01-01\n  \
                  actorgraph changes --in archive --before 2025-12..2025-12 --after 2026-01..2026-01 --significance 0.05")]
pub struct Arguments {
    /// Files, directories, or - for standard input
    #[arg(long = "in", required_unless_present = "files_from", num_args = 1.., value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// The earlier period: all before this day, month or year, or from..to
    #[arg(long, value_name = "D", value_parser = before)]
    before: Period,
    /// The later period: all from this day, month or year on, or from..to
    #[arg(long, value_name = "D", value_parser = after)]
    after: Period,
    /// Format of the answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Only changes that are hardly chance, at this level over all links
    #[arg(long, value_name = "P", value_parser = level)]
    significance: Option<f64>,
    /// Only changes of these kinds: new, stronger, weaker, gone
    #[arg(long, value_name = "CHANGE", value_delimiter = ',', value_parser = kind)]
    only: Vec<ChangeKind>,
    /// Only links with so many articles in one of the periods
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = count::<u64>)]
    min_articles: u64,
    /// Only actors of these types
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',')]
    types: Vec<String>,
    /// Leaves out links between leaders and what they lead
    #[arg(long)]
    no_affiliations: bool,
    /// At most this many changes
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = count::<usize>)]
    top: usize,
    /// Sentences shown with each change: a number, or all
    #[arg(long, value_parser = evidence_limit, value_name = "N|all", default_value = "1")]
    evidence: EvidenceLimit,
    #[command(flatten)]
    telling: Telling,
    #[command(flatten)]
    counting: Counting,
    #[command(flatten)]
    sheet: Sheet,
    #[command(flatten)]
    general: General,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading
    Text,
    /// Both periods and a list of changes
    Json,
    /// A row a change
    Csv,
}

const UNREADABLE: &str = "give a day, month or year such as 2026-01-27, 2026-01 or 2026, or a period such as 2026-01..2026-02";

/// Reads `from..to`, each of which may be left out.
fn range(text: &str) -> Option<Result<Period, String>> {
    let (from, to) = text.split_once("..")?;
    let end = |text: &str| if text.is_empty() { Ok(None) } else { days(text).map(Some).ok_or_else(|| UNREADABLE.to_owned()) };
    Some(end(from).and_then(|from| Ok((from, end(to)?))).and_then(|(from, to)| {
        let period = Period { since: from.map(|days| days.0), until: to.map(|days| days.1) };
        match (period.since, period.until) {
            (Some(since), Some(until)) if since > until => Err(format!("{since} is after {until}, so no day is left")),
            _ => Ok(period),
        }
    }))
}

fn before(text: &str) -> Result<Period, String> {
    range(text).unwrap_or_else(|| {
        let (first, _) = days(text).ok_or(UNREADABLE)?;
        Ok(Period { since: None, until: first.yesterday().ok() })
    })
}

fn after(text: &str) -> Result<Period, String> {
    range(text).unwrap_or_else(|| Ok(Period { since: Some(days(text).ok_or(UNREADABLE)?.0), until: None }))
}

fn kind(text: &str) -> Result<ChangeKind, String> {
    ChangeKind::from_name(text).ok_or_else(|| "give some of new, stronger, weaker, gone, with commas between them".to_owned())
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let Arguments { inputs, general, counting, .. } = arguments;
    arguments.sheet.only_for(arguments.format == Format::Csv)?;
    let (annotator, bad_rows) = arguments.telling.annotator(general, true)?;
    let gazetteer = annotator.gazetteer();
    let types = types(gazetteer, &arguments.types)?;
    let bounds = counting.period()?;
    let [earlier, later] = [arguments.before, arguments.after].map(|period| period.within(bounds));
    if let (until, Some(since)) = (earlier.until, later.since)
        && until.is_none_or(|until| until >= since)
    {
        return Err("the earlier period must end before the later one begins; give another --before or --after".into());
    } else if later.since.is_none() {
        return Err("the later period has no beginning; give --after a day, or from..to".into());
    }
    let rules = counting.rules(arguments.evidence);
    let told = annotator.relates().then_some(arguments.evidence);
    let tally = |period: Period| counting.tally(rules.clone(), period).with_relations(told);
    let (mut old, mut new) = (tally(earlier), tally(later));
    let mut undated = 0_u64;
    let partial = general.count(annotator, inputs, |page| {
        undated += page.articles.iter().filter(|article| article.published.is_none()).count() as u64;
        old.add(page)?;
        new.add(page)
    })?;
    let of_type = |actor| types.is_empty() || types.iter().any(|name| name == gazetteer.actor(actor).actor_type.name());
    let mut found = Changes::between(&old, &new, gazetteer, |one, other| {
        of_type(one) && of_type(other) && !(arguments.no_affiliations && gazetteer.are_affiliated(one, other))
    });
    if !general.quiet {
        for (name, size) in [("before", found.before), ("after", found.after)].into_iter().filter(|(_, size)| size.articles == 0) {
            talk::note(&format!("no article stands in the period of --{name} ({}); --date gives pages without a date one", shown(size)));
        }
    }
    if undated > 0 && !general.quiet {
        let (articles, belong) = (plural(undated, "article"), if undated == 1 { "belongs" } else { "belong" });
        talk::note(&format!("{articles} without a date {belong} to no period; --date gives pages one"));
    }
    arguments.choose(&mut found.changes);
    let mut out = output();
    match arguments.format {
        Format::Text => text(&found, Marks::colored(general.colors()), &mut out)?,
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &found)?;
            out.write_all(b"\n")?;
        }
        Format::Csv => arguments.sheet.write(&mut out, |out| table(&found, out))?,
    }
    out.flush()?;
    Ok(Outcome::of(!found.changes.is_empty(), partial || bad_rows))
}

impl Arguments {
    /// Leaves the changes that are asked for, and tells what each choice did.
    fn choose(&self, changes: &mut Vec<Change>) {
        let choose = |changes: &mut Vec<Change>, filter: String, choice: &dyn Fn(&mut Vec<Change>)| {
            let before = changes.len();
            choice(changes);
            if !self.general.quiet {
                talk::effect(&FilterEffect { unit: "changes", filter, before, after: changes.len() });
            }
        };
        if !self.only.is_empty() {
            let names: Vec<&str> = self.only.iter().map(|kind| kind.name()).collect();
            choose(changes, format!("--only {}", names.join(",")), &|changes| changes.retain(|change| self.only.contains(&change.change)));
        }
        if let Some(level) = self.significance {
            choose(changes, format!("--significance {level}"), &|changes| changes.retain(|change| change.p_corrected <= level));
        }
        if self.min_articles > 1 {
            choose(changes, format!("--min-articles {}", self.min_articles), &|changes| {
                changes.retain(|change| change.before.articles.max(change.after.articles) >= self.min_articles);
            });
        }
        if changes.len() > self.top {
            choose(changes, format!("--top {}", self.top), &|changes| changes.truncate(self.top));
        }
    }
}

fn shown(size: PeriodSize) -> String {
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    format!("{}..{}", day(size.since), day(size.until))
}

fn text(found: &Changes, marks: Marks, out: &mut impl Write) -> Result<(), Failure> {
    for (name, size) in [("Before", found.before), ("After", found.after)] {
        writeln!(out, "{name} ({}): {}, {}", shown(size), plural(size.articles, "article"), plural(size.windows, "window"))?;
    }
    for change in &found.changes {
        let names = change.actors.each_ref().map(|actor| marks.strong(&plain(&actor.name))).join(" – ");
        let Change { before, after, .. } = change;
        let times = change.ratio.filter(|ratio| *ratio > 0.0).map(|ratio| format!(", share × {}", number(ratio))).unwrap_or_default();
        writeln!(
            out,
            "{}: {names}: {} → {}, {} → {}{times}, G² {}, corrected p {}",
            change.change.name(),
            before.articles,
            plural(after.articles, "article"),
            before.sentences,
            plural(after.sentences, "sentence"),
            number(change.llr),
            probability(change.p_corrected),
        )?;
        for evidence in &*change.evidence.read()? {
            writeln!(out, "  {}: {}", marks.place(&place(evidence)), marked(evidence, marks))?;
        }
        for relation in &change.relations {
            let RelationChange { before, after, evidence, .. } = relation;
            let kind = kind_of(relation, &change.actors.each_ref());
            writeln!(out, "  {}: {kind}: {} → {}", relation.change.name(), before.articles, plural(after.articles, "article"))?;
            for one in &*evidence.read()? {
                let place = format!("{}:{}", plain(&one.document), one.line);
                writeln!(out, "    {}: {}", marks.place(&place), marked_relation(&one.text, &one.spans, marks))?;
            }
        }
    }
    Ok(())
}

/// `Rusland → Oekraïne ASSAULT/aerial`
fn kind_of(relation: &RelationChange, actors: &[&Named]) -> String {
    let mode = relation.mode.map(|mode| format!("/{mode}")).unwrap_or_default();
    format!("{} {}{mode}", event([&relation.actor, &relation.recipient], relation.reciprocal, actors), relation.category)
}

/// `new eu>by SANCTION 0→2`, with the articles before and after.
fn in_short(relation: &RelationChange) -> String {
    let RelationChange { change, actor, recipient, category, before, after, .. } = relation;
    let arrow = if relation.reciprocal { "<>" } else { ">" };
    let mode = relation.mode.map(|mode| format!("/{mode}")).unwrap_or_default();
    format!("{} {actor}{arrow}{recipient} {category}{mode} {}→{}", change.name(), before.articles, after.articles)
}

fn probability(p: f64) -> String {
    if p < 0.001 { "below 0.001".to_owned() } else { number(p) }
}

const COLUMNS: [&str; 19] = [
    "change",
    "source",
    "target",
    "source_name",
    "target_name",
    "articles_before",
    "articles_after",
    "sentences_before",
    "sentences_after",
    "share_before",
    "share_after",
    "ratio",
    "llr",
    "p",
    "p_corrected",
    "document",
    "line",
    "text",
    "relations",
];

fn table(found: &Changes, out: &mut dyn Write) -> Result<(), Failure> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record(COLUMNS)?;
    for change in &found.changes {
        let Change { actors: [one, other], before, after, .. } = change;
        let first = change.evidence.read_first(1)?;
        let first = first.first();
        table.write_record([
            change.change.name(),
            &one.id,
            &other.id,
            &one.name,
            &other.name,
            &before.articles.to_string(),
            &after.articles.to_string(),
            &before.sentences.to_string(),
            &after.sentences.to_string(),
            &before.share.to_string(),
            &after.share.to_string(),
            &change.ratio.map(|ratio| ratio.to_string()).unwrap_or_default(),
            &change.llr.to_string(),
            &change.p.to_string(),
            &change.p_corrected.to_string(),
            &first.map(|evidence| inert(&evidence.document)).unwrap_or_default(),
            &first.map(|evidence| evidence.line.to_string()).unwrap_or_default(),
            &first.map(|evidence| inert(&evidence.text)).unwrap_or_default(),
            &change.relations.iter().map(in_short).collect::<Vec<_>>().join("|"),
        ])?;
    }
    table.flush()?;
    Ok(())
}
