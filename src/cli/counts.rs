//! Counts of a part of the pages: written by `graph --format counts`, and their sum read by `graph`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::BufReader;
use std::path::PathBuf;

use actorgraph::{Annotator, Copies, Counted, EvidenceLimit, Sum, Tally, write_counts};

use super::counting::{Counting, evidence_limit};
use super::file::write_file;
use super::general::General;
use super::input::is_counts;
use super::progress::Working;
use super::stdout::output;
use super::{Failure, Outcome};

/// What `--format` calls it, and how the name of such a file ends.
pub const NAME: &str = "counts";

/// Writes the counts of the inputs.
pub fn write(
    counting: &Counting,
    general: &General,
    inputs: &[PathBuf],
    evidence: EvidenceLimit,
    to: Option<&PathBuf>,
) -> Result<Outcome, Failure> {
    if counting.copies() != Copies::Keep {
        return Err("counts of parts add up only where every copy of an article counts; add --duplicates keep".into());
    }
    let (annotator, bad_rows) = general.annotator()?;
    let mut tally = counting.tally(counting.rules(evidence), counting.period()?);
    let partial = general.count(annotator, inputs, |page| tally.add(page))?;
    let counted = counted(counting, annotator, evidence);
    match to {
        None => write_counts(&tally, annotator.gazetteer(), &counted, &mut output())?,
        Some(path) => write_file(path, |out| write_counts(&tally, annotator.gazetteer(), &counted, out))?,
    }
    Ok(Outcome::of(!tally.counts.actors.is_empty(), partial || bad_rows))
}

/// Which options the counts were made with that are not given, and the other way round.
fn differing(found: &Counted, wanted: &Counted) -> String {
    let all = |counted: &Counted| -> BTreeMap<String, String> {
        let evidence = ("evidence".to_owned(), counted.evidence.clone());
        counted.options.iter().map(|(name, value)| (name.clone(), value.clone())).chain([evidence]).collect()
    };
    let (found, wanted) = (all(found), all(wanted));
    let only = |one: &BTreeMap<String, String>, other: &BTreeMap<String, String>| {
        let options = one.iter().filter(|(name, value)| other.get(*name) != Some(*value));
        options.map(|(name, value)| format!("--{name} {value}")).collect::<Vec<_>>().join(" ")
    };
    let (made, asked) = (only(&found, &wanted), only(&wanted, &found));
    match (made.is_empty(), asked.is_empty()) {
        (true, _) => format!("the counts were made without {asked}; leave it out, or count again"),
        (_, true) => format!("the counts were made with {made}; give that too"),
        _ => format!("the counts were made with {made}, and not {asked}; give {made}"),
    }
}

/// How the counts of these options are made.
fn counted(counting: &Counting, annotator: &Annotator, evidence: EvidenceLimit) -> Counted {
    Counted {
        generator: concat!("actorgraph ", env!("CARGO_PKG_VERSION")).to_owned(),
        gazetteer: annotator.gazetteer().hash(),
        evidence: match evidence {
            EvidenceLimit::All => "all".to_owned(),
            EvidenceLimit::First(limit) => limit.to_string(),
        },
        options: counting.options().into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect(),
    }
}

/// Whether the inputs are counts: all of them, or none.
pub fn are_counts(inputs: &[PathBuf]) -> Result<bool, Failure> {
    let (counts, others): (Vec<&PathBuf>, Vec<&PathBuf>) = inputs.iter().partition(|path| is_counts(path));
    match (counts.first(), others.first()) {
        (Some(one), Some(other)) => {
            Err(format!("{} holds counts and {} does not; give only counts, or only pages", one.display(), other.display()).into())
        }
        (first, _) => Ok(first.is_some()),
    }
}

/// The sum of the counts in these files, each once. They must have been counted as the options say, and with so much evidence, if that is
/// told.
pub fn read(
    counting: &Counting,
    general: &General,
    annotator: &Annotator,
    inputs: &[PathBuf],
    evidence: Option<EvidenceLimit>,
) -> Result<Tally, Failure> {
    let _working = Working::at("adding up counts", !general.quiet);
    let mut sum = Sum::new(annotator.gazetteer());
    let mut seen = BTreeSet::new();
    for path in inputs {
        if !seen.insert(path.canonicalize().unwrap_or_else(|_| path.clone())) {
            continue;
        }
        let name = path.display().to_string();
        let file = File::open(path).map_err(|error| format!("{name}: cannot be read ({error}); check the path and its permissions"))?;
        sum.add(&name, BufReader::with_capacity(1 << 16, file))?;
    }
    let found = sum.counted()?;
    let evidence = match evidence {
        Some(evidence) => evidence,
        None => evidence_limit(&found.evidence)?,
    };
    let wanted = counted(counting, annotator, evidence);
    if found.generator != wanted.generator {
        return Err(format!("the counts were made by {}, and this is {}; count again", found.generator, wanted.generator).into());
    }
    if (&found.evidence, &found.options) != (&wanted.evidence, &wanted.options) {
        return Err(differing(found, &wanted).into());
    }
    if found.gazetteer != wanted.gazetteer {
        return Err("the counts were made with other gazetteers; give the same --gazetteer and --lang".into());
    }
    Ok(sum.finish(counting.rules(evidence), counting.period()?))
}
