//! Where pages come from: files, directories and standard input.
//!
//! Owns finding and decoding inputs. Knows nothing of what a page looks like inside.

mod text;
mod walk;

pub use text::decode;
pub use walk::{Found, walk};

use std::io;
use std::path::{Path, PathBuf};

use crate::date::{Published, date_in_name};

/// A text with its name and date: one page before it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The path as given (for a directory's files, below it), or `-` for standard input.
    pub document: String,
    /// The text, as it was decoded.
    pub text: String,
    /// When it was published, if the source tells.
    pub published: Option<Published>,
}

impl Source {
    /// A text with a name. Its date is the one in the name, if there is one.
    #[must_use]
    pub fn new(document: impl Into<String>, text: impl Into<String>) -> Self {
        let document = document.into();
        let name = document.rsplit(['/', '\\']).next().unwrap_or("");
        let published = date_in_name(name).map(Published::Day);
        Self { document, text: text.into(), published }
    }

    /// Reads a file.
    ///
    /// # Errors
    /// When the file cannot be read, or is no text.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, SourceError> {
        let path = path.as_ref();
        let document = display_path(path);
        let bytes = std::fs::read(path).map_err(|error| SourceError::Read { path: path.to_owned(), error })?;
        let text = decode(&document, bytes)?;
        Ok(Self::new(document, text))
    }
}

/// A path with forward slashes, as it stands in output.
pub(crate) fn display_path(path: &Path) -> String {
    let shown = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { shown.into_owned() } else { shown.replace(std::path::MAIN_SEPARATOR, "/") }
}

/// An input that cannot be used.
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
    /// The bytes are no text in a known encoding.
    #[error("{document}:{line}: is not UTF-8 text (byte {byte:#04x}); convert the file, for instance with iconv -t UTF-8")]
    Encoding {
        /// The document.
        document: String,
        /// Line of the first bad byte, from 1.
        line: usize,
        /// The bad byte.
        byte: u8,
    },
    /// The bytes begin with the mark of another encoding of Unicode.
    #[error("{document}:1: is {encoding} text, not UTF-8; convert the file with iconv -f {encoding} -t UTF-8")]
    Wide {
        /// The document.
        document: String,
        /// The encoding.
        encoding: &'static str,
    },
    /// The bytes hold a NUL, as pictures and archives do.
    #[error("{document}:{line}: holds binary data, not text; give a text file")]
    Binary {
        /// The document.
        document: String,
        /// Line of the first NUL byte, from 1.
        line: usize,
    },
}
