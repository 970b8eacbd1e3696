//! What is read and how: the options of all commands that take inputs, and the road from them to annotated pages.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use actorgraph::{
    Annotated, Annotator, Field, InputError, Inputs, Pipeline, Reading, SourceError, SourceFormat, SpoolError, Store, Wanted, decode,
    is_store,
};
use clap::Args;
use clap::builder::PossibleValuesParser;

use super::common::General;
use super::counts::is_counts;
use super::progress::Progress;
use super::{Failure, talk};

/// How inputs are read.
#[derive(Args)]
#[command(next_help_heading = "Input")]
pub struct InputOptions {
    /// Format of the inputs, where names and content do not tell it
    #[arg(long, value_name = "FORMAT", value_parser = PossibleValuesParser::new(SourceFormat::ALL.map(SourceFormat::name)), hide_possible_values = true,
        help = "Format of the inputs: text, html, jsonl, csv, tsv, parquet, warc",
        long_help = "Format of the inputs: text, html, jsonl, csv, tsv, parquet or warc. Without it, name and content tell; with it, all files of a directory are read. Files packed with gzip or zstd are unpacked either way.")]
    pub from: Option<String>,
    /// Reads the inputs named in this file too, one a line
    #[arg(long, value_name = "FILE")]
    pub files_from: Option<PathBuf>,
    /// Name of standard input, by which its pages are known as those of a file are by its path
    #[arg(long, value_name = "NAME", default_value = "-", hide_default_value = true, hide_short_help = true)]
    pub stdin_name: String,
    /// Field or column with the text of a record
    ///
    /// Without it, text, body, content, article and such are tried in this order, whatever their case. In JSON a dot leads into an
    /// object: meta.body.
    #[arg(long, value_name = "NAME", hide_short_help = true)]
    pub text_field: Option<String>,
    /// Field or column with the title, which becomes the headline
    #[arg(long, value_name = "NAME", hide_short_help = true)]
    pub title_field: Option<String>,
    /// Field or column with the date: 2026-01-27, 27-01-2026, 2026-01-27T09:30, the date of a mail, or seconds since 1970
    #[arg(long, value_name = "NAME", hide_short_help = true)]
    pub date_field: Option<String>,
    /// Field or column with the id, which names the document; without one it is named file:line
    #[arg(long, value_name = "NAME", hide_short_help = true)]
    pub id_field: Option<String>,
    /// Names records by file and id, file#id: for files that tell the same ids
    #[arg(long, hide_short_help = true)]
    pub ids_with_file: bool,
    /// Field or column with the address on the web
    #[arg(long, value_name = "NAME", hide_short_help = true)]
    pub url_field: Option<String>,
    /// Encoding of the inputs, such as windows-1252; recognised where it is not given
    #[arg(long, value_name = "NAME", hide_short_help = true)]
    pub encoding: Option<String>,
    /// Longest document, line or record that is read, in bytes; k, M and G may follow
    #[arg(long, value_name = "SIZE", default_value = "64M", value_parser = size, hide_short_help = true)]
    pub max_size: usize,
}

/// Reads `64M`.
fn size(text: &str) -> Result<usize, String> {
    let (digits, factor) = match text.trim_end_matches(['b', 'B']).strip_suffix(['k', 'K', 'm', 'M', 'g', 'G']) {
        Some(digits) => {
            let unit = text[digits.len()..].chars().next().map(|unit| unit.to_ascii_lowercase());
            (
                digits,
                if unit == Some('k') {
                    1 << 10
                } else if unit == Some('m') {
                    1 << 20
                } else {
                    1 << 30
                },
            )
        }
        None => (text, 1),
    };
    let number = digits.trim().parse::<usize>().ok().and_then(|number| number.checked_mul(factor));
    number.filter(|size| *size > 0).ok_or_else(|| "give a number of bytes above 0, such as 500k, 64M or 1G".to_owned())
}

impl InputOptions {
    /// How inputs are read.
    pub fn reading(&self) -> Result<Reading, Failure> {
        let mut reading = Reading::default();
        reading.format = self.from.as_deref().and_then(SourceFormat::from_name);
        reading.limits.document = self.max_size;
        reading.ids_with_file = self.ids_with_file;
        let fields = [
            (Field::Text, &self.text_field),
            (Field::Title, &self.title_field),
            (Field::Date, &self.date_field),
            (Field::Id, &self.id_field),
            (Field::Url, &self.url_field),
        ];
        for (field, name) in fields {
            if let Some(name) = name {
                reading.fields = reading.fields.with(field, name);
            }
        }
        match &self.encoding {
            Some(label) => reading
                .with_encoding(label)
                .ok_or_else(|| format!("no encoding is called {label:?}; give utf-8, windows-1252, iso-8859-1, utf-16le or such").into()),
            None => Ok(reading),
        }
    }

    /// The files of the inputs and of the list of files. What cannot be used is told.
    pub fn find(&self, inputs: &[PathBuf], teller: &mut Teller) -> Result<Inputs, Failure> {
        let mut paths = inputs.to_vec();
        if let Some(list) = &self.files_from {
            if list.as_os_str() == "-" && inputs.iter().any(|input| input.as_os_str() == "-") {
                return Err("standard input cannot be both an input and the list of files; put the list in a file".into());
            }
            paths.extend(listed(list)?);
        }
        let wanted = if self.from.is_some() { Wanted::All } else { Wanted::Pages };
        let mut found = Inputs::default();
        let mut reads_stdin = false;
        for path in paths {
            if path.as_os_str() == "-" {
                if !std::mem::replace(&mut reads_stdin, true) {
                    found.add_stream(&*self.stdin_name, io::stdin());
                }
                continue;
            }
            let store = is_store(&path).and_then(|is_store| is_store.then(|| Store::open_read_only(&path)).transpose());
            match store {
                Ok(Some(store)) => {
                    found.add_store(store);
                    continue;
                }
                Ok(None) if is_counts(&path) => {
                    teller.tell(SourceError::Counts { path }.into());
                    continue;
                }
                Ok(None) => {}
                Err(error) => {
                    teller.tell(error.into());
                    continue;
                }
            }
            match found.add_path(&path, wanted) {
                Ok(errors) => errors.into_iter().for_each(|error| teller.tell(error.into())),
                Err(error) => teller.tell(error.into()),
            }
        }
        Ok(found)
    }
}

/// The paths of a list of files.
fn listed(list: &Path) -> Result<Vec<PathBuf>, Failure> {
    let name = list.display().to_string();
    let told = |error: io::Error| format!("{name}: the list of files cannot be read ({error}); check the path");
    let bytes = if name == "-" {
        let mut bytes = Vec::new();
        io::Read::read_to_end(&mut io::stdin().lock(), &mut bytes).map_err(told)?;
        bytes
    } else {
        std::fs::read(list).map_err(told)?
    };
    let text = decode(&name, bytes)?;
    Ok(text.trim_start_matches('\u{feff}').lines().map(str::trim_end).filter(|line| !line.is_empty()).map(PathBuf::from).collect())
}

/// Tells errors of inputs as they come, and not the thousandth of one file.
#[derive(Default)]
pub struct Teller {
    told: BTreeMap<String, u64>,
    /// Errors that are kept and not told, for one who is silent.
    kept: Option<Vec<InputError>>,
}

/// Errors of one file that are told one by one.
const MOST_TOLD: u64 = 20;

impl Teller {
    /// One who keeps errors and tells none.
    pub fn silent() -> Self {
        Self { kept: Some(Vec::new()), ..Self::default() }
    }

    /// The errors that were kept.
    pub fn into_told(self) -> Vec<InputError> {
        self.kept.unwrap_or_default()
    }

    /// Tells which fields were named and are in no record.
    pub fn tell_missing(&mut self, reading: &Reading) {
        reading.missing_fields().into_iter().for_each(|error| self.tell(error.into()));
    }

    /// Tells an error.
    pub fn tell(&mut self, error: InputError) {
        if let Some(kept) = &mut self.kept {
            kept.push(error);
            return;
        }
        let times = self.told.entry(error.document()).or_default();
        *times += 1;
        if *times <= MOST_TOLD {
            talk::error(&error);
        }
    }

    /// Tells what was left untold, and whether there was any error at all.
    pub fn finish(self) -> bool {
        for (document, times) in self.told.iter().filter(|(_, times)| **times > MOST_TOLD) {
            talk::error(&format!("{document}: {} more errors in this file", times - MOST_TOLD));
        }
        !self.told.is_empty()
    }
}

/// When the state of the work is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Output {
    /// Output comes during the work, so that a terminal has no room for both.
    Streams,
    /// Output comes after the work.
    Follows,
}

/// Takes note of what became of a page, and says whether more are wanted.
type Take<'a> = dyn FnMut(Result<Result<(), Failure>, InputError>) -> ControlFlow<()> + 'a;

impl General {
    /// Reads and annotates the inputs and gives the pages to `each` in order. Tells whether something could not be used.
    pub fn pages(
        &self,
        annotator: &Annotator,
        inputs: &[PathBuf],
        mut each: impl FnMut(&Annotated) -> Result<(), Failure>,
    ) -> Result<bool, Failure> {
        self.run(annotator, inputs, Output::Streams, |pipeline, found, take| {
            pipeline.run_lending(found, |page| take(page.map(&mut each)));
        })
    }

    /// Reads and annotates the inputs and gives what `make` makes of each page, on all threads, to `each` in order. Tells whether
    /// something could not be used.
    pub fn made<T: Send>(
        &self,
        annotator: &Annotator,
        inputs: &[PathBuf],
        make: &(impl Fn(Annotated) -> T + Sync),
        mut each: impl FnMut(T) -> Result<(), Failure>,
    ) -> Result<bool, Failure> {
        self.run(annotator, inputs, Output::Streams, |pipeline, found, take| {
            pipeline.run_making(found, make, |page| take(page.map(&mut each)));
        })
    }

    /// The same where nothing is shown before all is counted.
    pub fn count(
        &self,
        annotator: &Annotator,
        inputs: &[PathBuf],
        mut each: impl FnMut(&Annotated) -> Result<(), SpoolError>,
    ) -> Result<bool, Failure> {
        self.run(annotator, inputs, Output::Follows, |pipeline, found, take| {
            pipeline.run_lending(found, |page| take(page.map(|page| Ok(each(page)?))));
        })
    }

    /// Has `run` send inputs down the road and say of each page whether it could be used, and if so, what became of it.
    fn run(
        &self,
        annotator: &Annotator,
        inputs: &[PathBuf],
        output: Output,
        run: impl FnOnce(&Pipeline<'_>, Inputs, &mut Take<'_>),
    ) -> Result<bool, Failure> {
        let reading = self.input.reading()?;
        let mut teller = Teller::default();
        let found = self.input.find(inputs, &mut teller)?;
        self.tell_others(found.others);
        self.tell_makers(annotator, &found)?;
        let pipeline = Pipeline::new(annotator, self.jobs, self.date)?.with_reading(reading.clone());
        let shows = !self.quiet && (output == Output::Follows || !io::stdout().is_terminal());
        let progress = Progress::new(shows, if shows { found.bytes() } else { None }, pipeline.counter());
        let mut failed = None;
        run(&pipeline, found, &mut |page| {
            progress.tick();
            match page {
                Err(error) => progress.aside(|| teller.tell(error)),
                Ok(done) => failed = done.err(),
            }
            if failed.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        progress.finish();
        match failed {
            Some(failure) => Err(failure),
            None => {
                teller.tell_missing(&reading);
                Ok(teller.finish())
            }
        }
    }

    /// Tells of stores whose mentions must be found anew.
    fn tell_makers(&self, annotator: &Annotator, inputs: &Inputs) -> Result<(), Failure> {
        for store in inputs.stores().filter(|_| !self.quiet) {
            let (others, path) = (store.documents_of_others(annotator)?, store.path().display());
            if others > 0 {
                talk::note(&format!(
                    "{path}: the mentions of {others} documents come from other gazetteers or another version; they are found anew for \
                     this answer, and `actorgraph index {path} --refresh` keeps them so"
                ));
            }
        }
        Ok(())
    }

    /// Tells how many files of directories are not read.
    pub fn tell_others(&self, others: usize) {
        if others > 0 && !self.quiet {
            talk::note(&format!("{others} files passed over in directories: their endings tell no format; name them, or give --from"));
        }
    }
}
