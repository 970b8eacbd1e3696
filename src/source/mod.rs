//! Where pages come from: files of text, web pages, JSON lines, tables, Parquet and web archives, packed or not; directories, lists of
//! files and standard input.
//!
//! Owns finding, unpacking and decoding inputs, and the text of a document. Knows nothing of what a page looks like inside.

mod delimited;
mod document;
mod encoding;
mod error;
mod expand;
mod fields;
mod format;
mod html;
mod jsonl;
mod lines;
mod own;
#[cfg(feature = "parquet")]
mod parquet;
mod piece;
mod reader;
mod reading;
mod spread;
mod walk;
mod warc;

pub use encoding::decode;
pub use error::SourceError;
pub use fields::{Field, Fields};
pub use format::Format;
pub use piece::Piece;
pub use reader::Pieces;
pub use reading::{Limits, Reading};
pub use walk::{Found, Wanted, walk};

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use crate::date::{Published, date_in_name};
use crate::span::Span;

/// A text with its name and date: one page before it is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// The path as given (for a directory's files, below it), or `-` for standard input. A record in a file is named
    /// by its id, with its file [where that is asked for](Reading::ids_with_file), or else `path:line`.
    pub document: String,
    /// The text, as it was decoded. All offsets are those of this text.
    pub text: String,
    /// When it was published, if the source tells.
    pub published: Option<Published>,
    /// The bytes of `text` that are its headline, if the source tells it apart.
    pub headline: Option<Span>,
    /// Where it stands on the web, if the source tells.
    pub url: Option<String>,
    /// Where it stands in a file of records, for one that does.
    pub origin: Option<Origin>,
}

/// Where a record stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The file as it is shown.
    pub file: Arc<str>,
    /// Line on which the record begins, or its number in a format without lines; from 1.
    pub record: u64,
}

impl Origin {
    /// The name of a record with an id where files tell the same ids: `path#id`.
    #[must_use]
    pub fn name(&self, id: &str) -> String {
        format!("{}#{id}", self.file)
    }
}

/// The name of a record without an id, `path:line`.
impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.record)
    }
}

impl Source {
    /// The id of a record, for one that is named by it, with its file or without.
    ///
    /// ```
    /// use actorgraph::{Origin, Source};
    /// let origin = Origin { file: "jan.csv".into(), record: 2 };
    /// let source = Source { document: origin.name("7"), origin: Some(origin), ..Source::default() };
    /// assert_eq!((source.document.as_str(), source.id()), ("jan.csv#7", Some("7")));
    /// assert_eq!(Source { document: "7".into(), ..source.clone() }.id(), Some("7"));
    /// assert_eq!(Source { document: "jan.csv:2".into(), ..source }.id(), None);
    /// ```
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        let origin = self.origin.as_ref()?;
        let in_file = self.document.strip_prefix(&*origin.file).and_then(|rest| rest.strip_prefix('#'));
        in_file.or_else(|| (self.document != origin.to_string()).then_some(&self.document))
    }

    /// The same, a record with an id named by its file too.
    fn with_file(mut self) -> Self {
        if let (Some(origin), Some(id)) = (&self.origin, self.id()) {
            self.document = origin.name(id);
        }
        self
    }

    /// The same of a file that is called otherwise.
    pub(crate) fn in_file(mut self, file: &str, name: &str) -> Self {
        if let Some(origin) = &mut self.origin {
            // `file:line` and `file#id`.
            let rest = self.document.strip_prefix(file).filter(|rest| rest.starts_with([':', '#'])).map(str::to_owned);
            if let Some(rest) = rest {
                self.document = format!("{name}{rest}");
            }
            origin.file = name.into();
        } else {
            name.clone_into(&mut self.document);
        }
        self
    }

    /// A text with a name. Its date is the one in the name, if there is one.
    #[must_use]
    pub fn new(document: impl Into<String>, text: impl Into<String>) -> Self {
        let document = document.into();
        let published = Self::date_in_path(&document);
        Self { document, text: text.into(), published, headline: None, url: None, origin: None }
    }

    /// A text with a name and a headline. The headline is set above the text, with an empty line between, unless the text begins with
    /// it.
    ///
    /// ```
    /// use actorgraph::Source;
    /// let source = Source::with_headline("7", Some("Xi belt"), "BEIJING (ANP) - China belt.");
    /// assert_eq!(source.text, "Xi belt\n\nBEIJING (ANP) - China belt.");
    /// assert_eq!(source.headline.unwrap().of(&source.text), "Xi belt");
    /// ```
    #[must_use]
    pub fn with_headline(document: impl Into<String>, title: Option<&str>, text: impl Into<String>) -> Self {
        let mut text = text.into();
        if memchr::memchr(0, text.as_bytes()).is_some() {
            text = text.replace('\0', "\u{fffd}");
        }
        let title = title.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ").replace('\0', "\u{fffd}");
        let mut source = Self { document: document.into(), ..Self::default() };
        if !title.is_empty() {
            let first = text.lines().next().unwrap_or("");
            let start = first.len() - first.trim_start().len();
            if first.split_whitespace().eq(title.split_whitespace()) {
                source.headline = Some(Span::new(start, start + first.trim().len()));
            } else {
                source.headline = Some(Span::new(0, title.len()));
                text = if text.trim().is_empty() { title } else { format!("{title}\n\n{text}") };
            }
        }
        Self { text, ..source }
    }

    /// Reads a file that is one document: plain text or a web page.
    ///
    /// # Errors
    /// When the file cannot be read, holds no text, or is a file of records.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, SourceError> {
        let path = path.as_ref();
        let reading = Reading::default();
        let mut pieces = Pieces::open(path, &reading, Arc::default());
        let mut found = None;
        while let Some(piece) = pieces.next(&reading) {
            piece.read(&reading, &mut |source| {
                found.get_or_insert(source);
            });
        }
        let empty = || SourceError::NoArticle { document: display_path(path) };
        found.unwrap_or_else(|| Err(empty()))
    }

    /// The date in the name of a path's last part.
    pub(crate) fn date_in_path(path: &str) -> Option<Published> {
        date_in_name(path.rsplit(['/', '\\']).next().unwrap_or("")).map(Published::Day)
    }
}

/// A path with forward slashes, as it stands in output.
pub(crate) fn display_path(path: &Path) -> String {
    let shown = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { shown.into_owned() } else { shown.replace(std::path::MAIN_SEPARATOR, "/") }
}
