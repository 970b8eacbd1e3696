//! `together`: which actors appear together, and the sentences that say so.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use actorgraph::answer::{Asked, Together};
use actorgraph::export::inert;
use actorgraph::graph::{ActorGraph, EdgeFilter, Manifest, Measured, Weight};
use actorgraph::relation::Relater;
use actorgraph::{ActorId, Containing, CountRules, EvidenceLimit, Gazetteer, Joint, Store, Window, is_store};
use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};

use super::counting::{Counting, evidence_limit};
use super::file::Sheet;
use super::general::{General, Telling, count};
use super::names::{Lists, actor};
use super::stdout::output;
use super::text::{Marks, copies, marked, number, place, plain, plural, relations};
use super::{Failure, Outcome, counts, talk};

/// Shows which actors appear together, and the sentences that say so
///
/// Without an actor, the strongest pairs; with one, who appears with it; with two or more, every sentence that names them all.
/// An actor is named by id, name or any alias: loekasjenko, navo, cn. Under each pair stands what the two do to each other most, as relations
/// finds it; not with --containing, which narrows all counts to some sentences.
#[derive(Args)]
#[command(after_help = "Examples:\n  actorgraph together --in seeds --top 5\n  actorgraph together Xi --in seeds\n  \
                  actorgraph together Trump Zelensky --in seeds")]
pub struct Arguments {
    /// Actors, by id, name or alias
    #[arg(value_name = "ACTOR")]
    actors: Vec<String>,
    /// Files, directories, or - for standard input
    #[arg(long = "in", required_unless_present = "files_from", num_args = 1.., value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// Format of the answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// At most this many pairs
    #[arg(long, default_value_t = 20, value_name = "N", value_parser = count::<usize>)]
    top: usize,
    /// Sentences shown with each pair: a number, or all
    #[arg(long, value_parser = evidence_limit, value_name = "N|all", help = "Sentences shown: a number, or all [default: of a pair 1 as text and 3 else; all for two or more actors]")]
    evidence: Option<EvidenceLimit>,
    /// Only sentences (or other windows) with these words, in any order; sanctie* is any word that begins so
    ///
    /// Case and accents do not matter. All counts and measures are then those of the windows that hold the words.
    #[arg(long, value_name = "WORDS", value_parser = containing)]
    containing: Option<Containing>,
    /// Sentences shown before and after each
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = count::<usize>)]
    context: usize,
    /// Measure by which pairs are ranked
    #[arg(long, default_value = "sentences", value_name = "MEASURE", hide_possible_values = true, value_parser = PossibleValuesParser::new(Weight::ALL.map(Weight::name)))]
    weight: String,
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
    /// A list of answers
    Json,
    /// A row a sentence
    Csv,
}

/// Runs the command.
pub fn run(arguments: Arguments) -> Result<Outcome, Failure> {
    arguments.sheet.only_for(arguments.format == Format::Csv)?;
    let (gazetteer, lists, bad_rows) = arguments.general.names.gazetteer_and_lists()?;
    let mut actors = arguments.actors.iter().map(|name| actor(&gazetteer, name)).collect::<Result<Vec<_>, _>>()?;
    let mut seen = Vec::new();
    actors.retain(|actor| {
        !seen.contains(actor) && {
            seen.push(*actor);
            true
        }
    });
    if actors.len() == 1 && arguments.actors.len() > 1 {
        return Err(format!("{} name one and the same actor; give two different ones", arguments.actors.join(", ")).into());
    }
    let is_joint = actors.len() > 1;
    let names: Vec<String> = actors.iter().map(|actor| gazetteer.actor(*actor).name.clone()).collect();
    let (answers, partial) = match arguments.kept(&actors, &gazetteer, &lists)? {
        Some(found) => found,
        None => arguments.counted(&actors, gazetteer, lists)?,
    };
    if answers.is_empty() && !arguments.general.quiet {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        talk::note(&nothing(&names, arguments.counting.window, arguments.containing.is_some()));
    }
    let mut out = output();
    match arguments.format {
        Format::Text => text(&answers, arguments.counting.window, is_joint, Marks::colored(arguments.general.colors()), &mut out)?,
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &answers)?;
            out.write_all(b"\n")?;
        }
        Format::Csv => arguments.sheet.write(&mut out, |out| table(&answers, out))?,
    }
    out.flush()?;
    Ok(Outcome::of(!answers.is_empty(), partial || bad_rows))
}

impl Arguments {
    /// Sentences with each pair, and of each kind of relation.
    fn limit(&self) -> EvidenceLimit {
        self.evidence.unwrap_or(if self.format == Format::Text { EvidenceLimit::First(1) } else { EvidenceLimit::First(3) })
    }

    /// Sentences that name all of several actors.
    fn joint_limit(&self) -> EvidenceLimit {
        self.evidence.unwrap_or(EvidenceLimit::All)
    }

    /// How many sentences of each kind of relation, where relations are told. Counts of some sentences only say nothing of relations in
    /// others, and of more than two actors there is no pair to tell of.
    fn relations(&self) -> Option<EvidenceLimit> {
        self.telling.tells(self.containing.is_none() && self.actors.len() <= 2).then(|| self.limit())
    }

    fn weight(&self) -> Weight {
        Weight::from_name(&self.weight).unwrap_or_default()
    }

    /// The answers from the counts of a store and whether something could not be used, where the store is the only input and nothing is
    /// asked that they do not tell.
    fn kept(&self, actors: &[ActorId], gazetteer: &Arc<Gazetteer>, lists: &Lists) -> Result<Option<(Vec<Together>, bool)>, Failure> {
        let Self { general, counting, .. } = self;
        let [input] = self.inputs.as_slice() else { return Ok(None) };
        // A date given to pages without one may change what their offices mean.
        let asks_more = general.input.files_from.is_some() || general.date.is_some() || self.containing.is_some();
        if asks_more || !counting.is_usual() || !is_store(input).unwrap_or(false) {
            return Ok(None);
        }
        let asked = Asked {
            actors: actors.to_vec(),
            weight: self.weight(),
            top: self.top,
            evidence: if actors.len() > 1 { self.joint_limit() } else { self.limit() },
            context: self.context,
            relations: self.relations(),
        };
        general.input.reading()?;
        // What is wrong with a store is told by whoever reads its pages.
        let Ok(store) = Store::open_read_only(input) else { return Ok(None) };
        let language = general.names.language();
        let Some(answers) = Together::kept(&store, gazetteer, language, general.names.other_language(), &asked)? else { return Ok(None) };
        // Nothing is looked for, but what is wrong with a user's triggers is told all the same.
        let problems =
            if self.relations().is_some() && !lists.are_none() { Relater::new(Arc::clone(gazetteer), language).1 } else { Vec::new() };
        problems.iter().for_each(talk::error);
        Ok(Some((answers, !problems.is_empty())))
    }

    /// The answers from all pages, and whether something could not be used.
    fn counted(&self, actors: &[ActorId], gazetteer: Arc<Gazetteer>, lists: Lists) -> Result<(Vec<Together>, bool), Failure> {
        let Self { general, counting, .. } = self;
        let (annotator, bad_rows) = general.annotator_with(gazetteer, lists, self.relations().is_some())?;
        let gazetteer = annotator.gazetteer();
        let is_joint = actors.len() > 1;
        let rules = |evidence| CountRules { containing: self.containing.clone(), context: self.context, ..counting.rules(evidence) };
        let limit = if is_joint { EvidenceLimit::First(0) } else { self.limit() };
        let mut tally = counting.tally(rules(limit), counting.period()?).with_relations(self.relations());
        tally.joint = is_joint.then(|| Joint::new(actors.to_vec(), rules(EvidenceLimit::All)));
        let partial = if counts::are_counts(&self.inputs)? {
            if is_joint || self.containing.is_some() || self.context > 0 {
                return Err("counts hold the sentences of pairs alone; without the pages, ask for one actor or none, and leave out --containing and --context".into());
            }
            tally = counts::read(counting, general, annotator, &self.inputs, None)?;
            bad_rows
        } else {
            general.count(annotator, &self.inputs, |page| tally.add(page))? || bad_rows
        };
        if !general.quiet {
            counting.tell_effects(&tally);
        }
        if is_joint {
            let mut answer = Together::joint(&tally, gazetteer);
            if let (Some(answer), EvidenceLimit::First(limit)) = (&mut answer, self.joint_limit()) {
                answer.evidence.truncate(limit);
            }
            return Ok((answer.into_iter().collect(), partial));
        }
        let filter = EdgeFilter { weight: self.weight(), measured: Measured::Links, ..EdgeFilter::default() };
        let (mut graph, _) = ActorGraph::build(&tally.counts, &tally.duplicates, gazetteer, &filter, Manifest::default());
        if let Some(counts) = &tally.relations {
            graph.tell_relations(counts, gazetteer);
        }
        let of = actors.first().map(|actor| gazetteer.actor(*actor).id.as_str());
        let mut answers = Together::pairs(&graph, of);
        answers.truncate(self.top);
        Ok((answers, partial))
    }
}

/// What is told where nothing was found.
fn nothing(names: &[&str], window: Window, is_about_words: bool) -> String {
    let unit = match window {
        Window::Sentence => "sentence",
        Window::Sentences(_) | Window::Tokens(_) => "run",
        Window::Paragraph => "paragraph",
        Window::Article => "article",
    };
    let unit = if is_about_words { format!("{unit} with these words") } else { unit.to_owned() };
    match names {
        [] => format!("no {unit} names two actors"),
        [name] => format!("no {unit} names {name} and another actor"),
        [names @ .., last] => format!("no {unit} names {} and {last}", names.join(", ")),
    }
}

fn containing(text: &str) -> Result<Containing, String> {
    Containing::parse(text).ok_or_else(|| "give one or more words".to_owned())
}

fn text(answers: &[Together], window: Window, all_sentences: bool, marks: Marks, out: &mut impl Write) -> Result<(), Failure> {
    for answer in answers {
        let names: Vec<String> = answer.actors.iter().map(|actor| marks.strong(&plain(&actor.name))).collect();
        let mut facts = match window {
            Window::Sentence => vec![plural(answer.sentences, "sentence")],
            Window::Sentences(n) => vec![format!("{} of {}", plural(answer.sentences, "run"), plural(u64::from(n), "sentence"))],
            Window::Paragraph => vec![plural(answer.sentences, "paragraph")],
            Window::Article => Vec::new(),
            Window::Tokens(n) => vec![format!("{} of {}", plural(answer.sentences, "run"), plural(u64::from(n), "token"))],
        };
        facts.push(plural(answer.articles, "article"));
        facts.extend(answer.npmi.map(|npmi| format!("NPMI {}", number(npmi))));
        facts.extend(answer.llr.map(|llr| format!("G² {}", number(llr))));
        writeln!(out, "{}: {}", names.join(" – "), facts.join(", "))?;
        if let Some(told) = relations(&answer.relations, &answer.actors.iter().collect::<Vec<_>>()) {
            writeln!(out, "  {told}")?;
        }
        for evidence in &*answer.evidence.read()? {
            let copies = copies(evidence.copies.len());
            let around = |text: &Option<String>| text.as_ref().map(|text| plain(text)).unwrap_or_default();
            let parts = [around(&evidence.before), marked(evidence, marks), around(&evidence.after)];
            let words = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
            writeln!(out, "  {}: {words}{copies}", marks.place(&place(evidence)))?;
        }
        let more = answer.evidence_total.saturating_sub(answer.evidence.len() as u64);
        if more > 0 && all_sentences {
            writeln!(out, "  … and {more} more")?;
        }
    }
    Ok(())
}

const COLUMNS: [&str; 20] = [
    "actors",
    "names",
    "weight",
    "sentences",
    "articles",
    "npmi",
    "llr",
    "document",
    "line",
    "date",
    "text",
    "articles_raw",
    "expected",
    "pmi",
    "dice",
    "jaccard",
    "cosine",
    "before",
    "after",
    "relations",
];

fn table(answers: &[Together], out: &mut dyn Write) -> Result<(), Failure> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record(COLUMNS)?;
    for answer in answers {
        let join = |part: fn(&actorgraph::answer::Named) -> &str| answer.actors.iter().map(part).collect::<Vec<_>>().join("|");
        let relations = answer.relations.iter().map(ToString::to_string).collect::<Vec<_>>().join("|");
        let real = |measure: Option<f64>| measure.map(|value| value.to_string()).unwrap_or_default();
        let around = |text: &Option<String>| text.as_deref().map(inert).unwrap_or_default();
        for evidence in &*answer.evidence.read()? {
            table.write_record([
                &join(|actor| &actor.id),
                &join(|actor| &actor.name),
                &real(Some(answer.weight)),
                &answer.sentences.to_string(),
                &answer.articles.to_string(),
                &real(answer.npmi),
                &real(answer.llr),
                &inert(&evidence.document),
                &evidence.line.to_string(),
                &evidence.date.map(|day| day.to_string()).unwrap_or_default(),
                &inert(&evidence.text),
                &answer.articles_raw.to_string(),
                &real(answer.expected),
                &real(answer.pmi),
                &real(answer.dice),
                &real(answer.jaccard),
                &real(answer.cosine),
                &around(&evidence.before),
                &around(&evidence.after),
                &relations,
            ])?;
        }
    }
    table.flush()?;
    Ok(())
}
