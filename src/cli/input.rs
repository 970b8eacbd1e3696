//! What is read and how: the options of all commands that take inputs, and the inputs that they name.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use actorgraph::{Field, InputError, Inputs, Reading, SourceError, SourceFormat, Store, Wanted, decode, is_line_of_counts, is_store};
use clap::Args;
use clap::builder::PossibleValuesParser;

use super::text::many;
use super::{Failure, talk};

/// More of a first line need not be looked at: a line with all options of counting is shorter.
const FIRST_LINE: u64 = 1 << 20;

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
            talk::error(&format!("{document}: {} in this file", many(times - MOST_TOLD, "more error")));
        }
        !self.told.is_empty()
    }
}

/// Whether the first line of a file is one of counts. What cannot be read is told when it is read as a page.
pub fn is_counts(path: &PathBuf) -> bool {
    // A pipe or a terminal would be emptied by the look.
    if !path.is_file() {
        return false;
    }
    let mut line = String::new();
    let read = File::open(path).map(|file| BufReader::new(file.take(FIRST_LINE)).read_line(&mut line));
    matches!(read, Ok(Ok(_))) && is_line_of_counts(&line)
}
