//! `index`: pages into a store.

use std::io::{self, IsTerminal, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Duration;

use actorgraph::{IndexSummary, Indexed, KeepAfter, Pipeline, Store, StoreError, Stored, StoredFile};
use clap::Args;

use super::general::{General, count};
use super::input::Teller;
use super::progress::Progress;
use super::stdout::output;
use super::text::{grouped, many, plural};
use super::{Failure, Outcome, talk};

/// Adds pages to a store, one SQLite file that every command reads as an input
///
/// Pages that the store holds as they are, are skipped; those that have changed are replaced; records that a file does not hold any more
/// are taken out. The order of the inputs does not matter,
/// nor in how many runs they are added. A run that is broken off loses nothing that it has told, and the next one goes on. Other
/// programs can read the store at any time; docs/store.md describes its tables.
#[derive(Args)]
#[command(after_help = "Examples:\n  actorgraph index news.db seeds\n  actorgraph together Xi --in news.db\n  \
                  actorgraph index news.db --refresh --gazetteer mine.csv\n  actorgraph index news.db --remove seeds/a.txt")]
pub struct Arguments {
    /// The store; it is made where there is none
    #[arg(value_name = "STORE")]
    store: PathBuf,
    /// Files, directories, stores, or - for standard input
    #[arg(value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// Finds the mentions and relations of all pages anew that were searched with other gazetteers, in another language or by another version
    #[arg(long)]
    refresh: bool,
    /// Takes out a document, or all that a file or the files of a folder held; may be repeated
    #[arg(long, value_name = "DOCUMENT", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    remove: Vec<String>,
    /// Names each document as soon as it is kept, with what became of it; the summary is then told on standard error
    #[arg(long)]
    list: bool,
    /// Keeps what was added after this many documents [default: every few seconds]
    #[arg(long, value_name = "N", value_parser = count::<usize>)]
    every: Option<usize>,
    /// Seconds to wait while another program writes to the store
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = count::<u16>)]
    wait: u16,
    #[command(flatten)]
    general: General,
}

/// Runs the command.
pub fn run(arguments: Arguments) -> Result<Outcome, Failure> {
    let Arguments { store: path, inputs, refresh, remove, list, every, wait, general } = arguments;
    let keep_after = every.map_or(KeepAfter::Seconds, KeepAfter::Documents);
    let (annotator, mut partial) = general.annotator_with_relations()?;
    let mut teller = Teller::default();
    if !path.exists() {
        let brings_some = !inputs.is_empty() || general.input.files_from.is_some();
        if (refresh || !remove.is_empty()) && !brings_some {
            return Err(format!("{}: there is no such store, so nothing is in it to be changed; check the path", path.display()).into());
        }
        if !is_worth_a_store(&general, &inputs, &mut teller)? {
            teller.finish();
            return Err(format!("{}: is not made, since nothing could be read", path.display()).into());
        }
    }
    let found = general.input.find(&inputs, &mut teller)?;
    let mut store = Store::open_and_wait(&path, Duration::from_secs(wait.into()))?;
    if found.reads_unnamed() && store.holds_file("-") {
        return Err(format!(
            "{}: holds pages from standard input already, which would be replaced; give these a name of their own with --stdin-name NAME \
             (what stands under that name in the store is replaced), or take out the others with --remove -",
            path.display()
        )
        .into());
    }
    let mut removed = 0;
    let mut writer = store.writer(annotator);
    for document in &remove {
        // The file at hand, whatever the store calls it, goes before another one that has this name in the store.
        let count = match writer.remove_at(Path::new(document))? {
            0 => writer.remove(document)?,
            count => count,
        };
        match count {
            0 => {
                partial = true;
                talk::error(&StoreError::Unknown { path: path.clone(), document: document.clone() });
            }
            count => removed += count as u64,
        }
    }
    writer.commit()?;
    drop(writer);
    general.tell_others(found.others);
    let reading = general.input.reading()?;
    let pipeline = Pipeline::new(annotator, general.jobs, general.date)?.with_reading(reading.clone());
    let shows = !general.quiet && (!list || !io::stdout().is_terminal());
    let progress = Progress::new(shows, found.bytes().filter(|_| !refresh), pipeline.counter());
    let mut failed = None;
    let mut tell = |told: Indexed<'_>| match told {
        Indexed::Failed(error) => {
            progress.aside(|| teller.tell(error));
        }
        Indexed::Moved(files) if !general.quiet => progress.aside(|| tell_moved(files)),
        Indexed::Apart(files) if !general.quiet => progress.aside(|| tell_apart(files)),
        Indexed::Moved(_) | Indexed::Apart(_) => {}
        Indexed::Kept(documents) if list && failed.is_none() => failed = name(documents).err(),
        Indexed::Kept(_) | Indexed::Taken => progress.tick(),
    };
    let refreshed = if refresh { pipeline.refresh(&mut store, keep_after, &mut tell)?.replaced } else { 0 };
    let summary = pipeline.index(found, &mut store, keep_after, &mut tell)?;
    progress.finish();
    teller.tell_missing(&reading);
    partial |= teller.finish();
    if let Some(failure) = failed {
        return Err(failure);
    }
    let others = store.documents_of_others(annotator)?;
    if others > 0 && !general.quiet {
        let path = path.display();
        talk::note(&format!(
            "{path}: the mentions of {} come from other gazetteers or another version; \
             `actorgraph index {path} --refresh` finds them anew",
            many(others, "document")
        ));
    }
    if !general.quiet {
        tell_gone(&store, &inputs)?;
    }
    if !general.quiet {
        let summary = summarise(&store, summary, refreshed, removed)?;
        if list {
            summary.iter().for_each(talk::note);
        } else {
            let mut out = output();
            summary.iter().try_for_each(|line| writeln!(out, "{line}"))?;
            out.flush()?;
        }
    }
    Ok(if partial { Outcome::Partial } else { Outcome::Found })
}

/// How many files a note names.
const MOST: usize = 5;

/// The first of some names.
fn first<'n>(names: impl ExactSizeIterator<Item = &'n str>) -> String {
    let more = if names.len() > MOST { ", …" } else { "" };
    names.take(MOST).collect::<Vec<_>>().join(", ") + more
}

/// Tells which files are taken for those of the store that stood elsewhere.
fn tell_moved(files: &[(String, String)]) {
    let Some((name, before)) = files.first() else { return };
    let (count, stand) = (plural(files.len() as u64, "file"), if files.len() == 1 { "stands" } else { "stand" });
    talk::note(&format!(
        "{count} of the store {stand} no longer where they stood and those of their names are taken for them, moved: {name} stood at {before}"
    ));
}

/// Tells which files and streams have the name of another one in the store.
fn tell_apart(files: &[(String, String)]) {
    let count = plural(files.len() as u64, "file");
    let (have, are) = if files.len() == 1 { ("has", "is") } else { ("have", "are") };
    let names = first(files.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().into_iter());
    talk::note(&format!("{count} {have} the name of another file in the store and {are} called by a longer one: {names}"));
}

/// Tells which files of the folders among the inputs are in the store and not in the folder any more.
fn tell_gone(store: &Store, inputs: &[PathBuf]) -> Result<(), Failure> {
    if !inputs.iter().any(|input| input.is_dir()) {
        return Ok(());
    }
    let mut all_gone = store.files()?;
    all_gone.retain(StoredFile::is_gone);
    let whole = |path: &Path| path.canonicalize().or_else(|_| std::path::absolute(path)).map(|path| path.components().collect::<PathBuf>());
    for folder in inputs.iter().filter(|input| input.is_dir()) {
        let below = whole(folder).unwrap_or_else(|_| folder.clone());
        // Of a file that is gone, the folder may stand yet, and a link to it.
        let is_below = |file: &&StoredFile| {
            let Some(path) = file.path.as_ref().map(Path::new) else { return false };
            let folder = path.parent().and_then(|folder| whole(folder).ok()).unwrap_or_default();
            path.starts_with(&below) || folder.starts_with(&below)
        };
        let gone: Vec<&str> = all_gone.iter().filter(is_below).map(|file| file.file.as_str()).collect();
        if let Some(name) = gone.first() {
            let (count, are) = (plural(gone.len() as u64, "file"), if gone.len() == 1 { "is" } else { "are" });
            let (folder, names) = (folder.display(), first(gone.iter().copied()));
            talk::note(&format!(
                "{count} of {folder} {are} no longer there and still in the store: {names}; take out each with --remove, such as \
                 --remove {name:?}"
            ));
        }
    }
    Ok(())
}

/// Whether a new store would hold something, as far as that can be known before. If not, what is wrong with the inputs is told.
fn is_worth_a_store(general: &General, inputs: &[PathBuf], teller: &mut Teller) -> Result<bool, Failure> {
    // What comes through a pipe can be read but once.
    if general.input.files_from.as_deref().is_some_and(|list| !list.is_file()) {
        return Ok(true);
    }
    let mut aside = Teller::silent();
    let found = general.input.find(inputs, &mut aside)?;
    if found.reads_streams() {
        return Ok(true);
    }
    let (mut holds_some, mut errors) = (false, aside.into_told());
    found.sources(&general.input.reading()?, |source| match source {
        Ok(_) => {
            holds_some = true;
            ControlFlow::Break(())
        }
        Err(error) => {
            errors.push(error);
            ControlFlow::Continue(())
        }
    });
    let is_worth = holds_some || errors.is_empty();
    if !is_worth {
        errors.into_iter().for_each(|error| teller.tell(error));
    }
    Ok(is_worth)
}

fn name(documents: &[(String, Stored)]) -> Result<(), Failure> {
    let mut out = output();
    for (document, stored) in documents {
        let stored = match stored {
            Stored::New => "new",
            Stored::Unchanged => "unchanged",
            Stored::Replaced => "replaced",
            Stored::Removed => "removed",
        };
        writeln!(out, "{stored}\t{document}")?;
    }
    out.flush()?;
    Ok(())
}

/// What became of the inputs, and what the store holds now.
fn summarise(store: &Store, summary: IndexSummary, refreshed: u64, removed: u64) -> Result<[String; 2], Failure> {
    let totals = store.totals()?;
    let shown = |count: u64| grouped(usize::try_from(count).unwrap_or(usize::MAX));
    let mut changes = vec![
        format!("{} new", shown(summary.new)),
        format!("{} replaced", shown(summary.replaced)),
        format!("{} unchanged", shown(summary.unchanged)),
    ];
    if refreshed > 0 {
        changes.push(format!("{} refreshed", shown(refreshed)));
    }
    let removed = removed + summary.removed;
    if removed > 0 {
        changes.push(format!("{} removed", shown(removed)));
    }
    let copies = totals.articles_raw.saturating_sub(totals.articles);
    let of_articles = if totals.articles == 1 { "it" } else { "them" };
    let now = format!(
        "now {}, {} and {} of {of_articles}, {}, {}",
        many(totals.documents, "document"),
        many(totals.articles, "article"),
        many(copies, "copy"),
        many(totals.sentences, "sentence"),
        many(totals.mentions, "mention")
    );
    Ok([format!("{}: {}", store.path().display(), changes.join(", ")), now])
}
