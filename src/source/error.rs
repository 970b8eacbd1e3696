//! What can be wrong with an input: where, what, and what to do about it.

use std::io;
use std::path::PathBuf;

use crate::source::display_path;

/// That what was read before something went wrong is used.
pub(super) const USED: &str = "what comes before is used";
/// That there is nothing to be used: what can be read of a damaged text ends with its last whole line.
pub(super) const NOT_USED: &str = "nothing of it is used, since no whole line comes before";

/// An input, or a part of one, that cannot be used. Its text is `path:line: what and what to do`.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SourceError {
    /// The file system refuses.
    #[error("{}: cannot be read ({error}); check the path and its permissions", display_path(.path))]
    Read {
        /// The file or directory.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// The directory walk failed.
    #[error("{path}: cannot be used ({message}); check the path, its permissions and where links lead")]
    Walk {
        /// The file or directory.
        path: String,
        /// What the system said.
        message: String,
    },
    /// Reading stopped in the middle.
    #[error("{document}:{line}: cannot be read further ({error}); {used}; check the disk and try again")]
    Broken {
        /// The document.
        document: String,
        /// The line that was being read, from 1.
        line: u64,
        /// What the system said.
        error: io::Error,
        /// Whether what comes before is used.
        used: &'static str,
    },
    /// The bytes are no text in a known encoding.
    #[error(
        "{document}:{line}: is not UTF-8 text (byte {byte:#04x}), though the text around it is{rest}; mend the file, or name its encoding with --encoding"
    )]
    Encoding {
        /// The document.
        document: String,
        /// Line of the first bad byte, from 1.
        line: u64,
        /// The bad byte.
        byte: u8,
        /// What becomes of the rest, where it is not left out.
        rest: &'static str,
    },
    /// The bytes do not fit the encoding that the file or an option tells.
    #[error("{document}:{line}: is no valid {encoding} text; name another encoding with --encoding, or mend the file")]
    WrongEncoding {
        /// The document.
        document: String,
        /// The line from which the text was read, from 1.
        line: u64,
        /// The encoding that was expected.
        encoding: &'static str,
    },
    /// The bytes begin with the mark of an encoding of Unicode that is not read.
    #[error("{document}:1: is {encoding} text, which is not read; convert the file with iconv -f {encoding} -t UTF-8")]
    Wide {
        /// The document.
        document: String,
        /// The encoding.
        encoding: &'static str,
    },
    /// The bytes are no text, as those of pictures and archives.
    #[error("{document}:{line}: holds binary data{}, not text; {remedy}", named(.kind))]
    Binary {
        /// The document.
        document: String,
        /// Line of the first byte that shows it, from 1.
        line: u64,
        /// What the data is, where it can be told.
        kind: Option<&'static str>,
        /// What to do.
        remedy: &'static str,
    },
    /// A document, line or record is longer than the limit.
    #[error("{document}:{line}: is longer than {limit} bytes{hint}; allow more with --max-size, or split it")]
    TooLong {
        /// The document.
        document: String,
        /// Line on which it begins, from 1.
        line: u64,
        /// The limit.
        limit: usize,
        /// What may have gone wrong.
        hint: &'static str,
    },
    /// A compressed file ends before its end.
    #[error("{document}:{line}: the {compression} data ends too early; {used}; fetch or make the file again")]
    Truncated {
        /// The document.
        document: String,
        /// The line at which it ends, from 1.
        line: u64,
        /// `gzip` or `zstd`.
        compression: &'static str,
        /// Whether what comes before is used.
        used: &'static str,
    },
    /// A compressed file is damaged.
    #[error("{document}:{line}: the {compression} data is damaged ({message}); {used}; fetch or make the file again")]
    Damaged {
        /// The document.
        document: String,
        /// The line at which it goes wrong, from 1.
        line: u64,
        /// `gzip` or `zstd`.
        compression: &'static str,
        /// What the library said.
        message: String,
        /// Whether what comes before is used.
        used: &'static str,
    },
    /// A compressed file grows beyond all measure, as those made to fill memories do.
    #[error("{document}:{line}: expands to more than {ratio} times its size; if that is right, unpack it first")]
    Expansion {
        /// The document.
        document: String,
        /// The line at which it was stopped, from 1.
        line: u64,
        /// The limit.
        ratio: u64,
    },
    /// A page's elements are nested too deep.
    #[error("{document}:{line}: nests its elements more than {limit} deep; give the page as plain text")]
    Depth {
        /// The document.
        document: String,
        /// Line of the element that is one too many, from 1.
        line: u64,
        /// The limit.
        limit: usize,
    },
    /// A page holds no text that reads as an article.
    #[error("{document}: no article was found on this page; give its text as plain text if there is one")]
    NoArticle {
        /// The document.
        document: String,
    },
    /// A line is no JSON object.
    #[error("{document}:{line}: is no JSON object ({message}, column {column}); mend or delete the line")]
    Json {
        /// The document.
        document: String,
        /// The line, from 1.
        line: u64,
        /// Column of the fault in bytes, from 1.
        column: usize,
        /// What the library said.
        message: String,
    },
    /// An object has no text and a list of others, which may be the records.
    #[error(
        "{document}:{line}: has no field with a text, and a list of records in {field:?}; give these by themselves: \
         jq -c '.{field}[]' FILE > FILE.jsonl"
    )]
    Nested {
        /// The document.
        document: String,
        /// The line, from 1.
        line: u64,
        /// The field with the list.
        field: String,
    },
    /// A record has no field with the text.
    #[error("{document}:{line}: has no field {tried}; name the field of the text with --text-field{}", offered(.present))]
    NoText {
        /// The document.
        document: String,
        /// The line, from 1.
        line: u64,
        /// The names that were looked for.
        tried: String,
        /// The names that there are, where they are known.
        present: Vec<String>,
    },
    /// The file holds counts that were written by this program.
    #[error(
        "{}: holds counts of `graph --format counts` and no pages; give it to graph, actors or together, without any pages beside it",
        display_path(.path)
    )]
    Counts {
        /// The file.
        path: PathBuf,
    },
    /// The file was written by this program and holds what it found, not what it reads.
    #[error("{document}: holds {what} that this program wrote, and no pages; move it out of the way, or name its text with --text-field")]
    Own {
        /// The document.
        document: String,
        /// What it holds.
        what: &'static str,
    },
    /// No record has a field that was named.
    #[error("{document}: has no field {name:?}, which --{field}-field names, nor has any other input; name another{}", offered(.present))]
    NoField {
        /// A file of records.
        document: String,
        /// What the field is for.
        field: &'static str,
        /// The name that was looked for.
        name: String,
        /// The names that there are in this file.
        present: Vec<String>,
    },
    /// A date that cannot be read. The record is used without it.
    #[error(
        "{document}:{line}: the date {text:?} cannot be read, so the record counts as undated; write it as 2026-01-27 or 2026-01-27T09:30"
    )]
    Date {
        /// The document.
        document: String,
        /// The line, from 1.
        line: u64,
        /// The text of the date.
        text: String,
    },
    /// A row has more or fewer cells than the header.
    #[error("{document}:{line}: has {found} cells where the header has {expected}, so it is left out; check its delimiters and quotes")]
    Row {
        /// The document.
        document: String,
        /// The line, from 1.
        line: u64,
        /// Cells in the row.
        found: usize,
        /// Cells in the header.
        expected: usize,
    },
    /// A row runs over several lines because of a quote.
    #[error(
        "{document}:{line}: {fault}, so that the row runs up to line {last} and is left out; put \"\" for a quote in a cell, and close the cell"
    )]
    Quote {
        /// The document.
        document: String,
        /// Line on which the row begins, from 1.
        line: u64,
        /// What is wrong with the quote.
        fault: &'static str,
        /// Line on which the row ends.
        last: u64,
    },
    /// The file is not what its format asks.
    #[error("{document}:{line}: is no {format} ({message}); check the file, or name its format with --from")]
    Format {
        /// The document.
        document: String,
        /// The line, from 1; 1 for formats without lines.
        line: u64,
        /// The format.
        format: &'static str,
        /// What is wrong.
        message: String,
    },
    /// The format is read by a program that was built with the feature for it.
    #[error("{document}: is {format}, which this program was built without; build it with cargo build --release --features {format}")]
    NotBuilt {
        /// The document.
        document: String,
        /// The format, which is also the feature's name.
        format: &'static str,
    },
}

fn named(kind: &Option<&'static str>) -> String {
    kind.map(|kind| format!(" ({kind})")).unwrap_or_default()
}

fn offered(present: &[String]) -> String {
    const MOST: usize = 12;
    if present.is_empty() {
        return String::new();
    }
    const LONGEST: usize = 40;
    let more = if present.len() > MOST { ", …" } else { "" };
    let short = |name: &String| name.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST).collect::<String>();
    format!("; there are {}{more}", present.iter().take(MOST).map(short).collect::<Vec<_>>().join(", "))
}

impl SourceError {
    /// Whether it is about a whole file, or about all of one that comes after it; else it costs one record, or the date of one.
    #[must_use]
    pub const fn ends_file(&self) -> bool {
        !matches!(
            self,
            Self::Json { .. } | Self::NoText { .. } | Self::Nested { .. } | Self::Date { .. } | Self::Row { .. } | Self::Quote { .. }
        )
    }

    /// The file that it is about, without a line.
    #[must_use]
    pub fn document(&self) -> String {
        match self {
            Self::Read { path, .. } | Self::Counts { path } => display_path(path),
            Self::Walk { path: document, .. }
            | Self::Broken { document, .. }
            | Self::Encoding { document, .. }
            | Self::WrongEncoding { document, .. }
            | Self::Wide { document, .. }
            | Self::Binary { document, .. }
            | Self::TooLong { document, .. }
            | Self::Truncated { document, .. }
            | Self::Damaged { document, .. }
            | Self::Expansion { document, .. }
            | Self::Depth { document, .. }
            | Self::NoArticle { document }
            | Self::Own { document, .. }
            | Self::Json { document, .. }
            | Self::NoText { document, .. }
            | Self::Nested { document, .. }
            | Self::NoField { document, .. }
            | Self::Date { document, .. }
            | Self::Quote { document, .. }
            | Self::Row { document, .. }
            | Self::Format { document, .. }
            | Self::NotBuilt { document, .. } => document.clone(),
        }
    }
}
