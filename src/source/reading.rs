//! How inputs are read: formats, fields, encodings and bounds.

use std::sync::Arc;

use encoding_rs::Encoding;

use crate::source::SourceError;
use crate::source::fields::{Fields, Met};
use crate::source::format::Format;

/// How inputs are read.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The format of all files; told from name and content where it is not given.
    pub format: Option<Format>,
    /// Names of the fields of records.
    pub fields: Fields,
    /// What may be the size of things.
    pub limits: Limits,
    /// Whether a record with an id is named by its file too, `path#id`: for files that tell the same ids.
    pub ids_with_file: bool,
    /// The encoding of all files; recognised where it is not given.
    pub(super) encoding: Option<&'static Encoding>,
    /// Which fields the records had that were read so.
    pub(super) met: Arc<Met>,
}

impl Reading {
    /// The same for files in the encoding with this label, as the web knows it: `utf-8`, `windows-1252`, `utf-16le` … Nothing if no
    /// encoding has it.
    ///
    /// ```
    /// use actorgraph::Reading;
    /// assert!(Reading::default().with_encoding("latin1").is_some());
    /// assert!(Reading::default().with_encoding("klinkklaar").is_none());
    /// ```
    #[must_use]
    pub fn with_encoding(mut self, label: &str) -> Option<Self> {
        self.encoding = Some(Encoding::for_label(label.as_bytes())?);
        Some(self)
    }

    /// Fields that were named and that no record has had which was read so, or so by a clone: each as an error. The one of the text is not
    /// among them, without which a record cannot be read at all.
    #[must_use]
    pub fn missing_fields(&self) -> Vec<SourceError> {
        self.met.missing(&self.fields)
    }
}

/// Bounds on what an input may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one document: a file of text, a line of JSON, a row, a response. At least 1.
    pub document: usize,
    /// Bytes of one web page, where that is less: building its tree takes many times its size.
    pub html: usize,
    /// How deep the elements of a web page may be nested.
    pub depth: usize,
    /// How many times its packed size a file may have unpacked.
    pub ratio: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { document: 64 << 20, html: 16 << 20, depth: 400, ratio: 200 }
    }
}
