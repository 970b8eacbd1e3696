//! Finding the files that an input names.

use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use crate::source::format::is_read;
use crate::source::{SourceError, display_path};

/// Which files of a directory are wanted. A file that is named itself always is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Those whose ending tells a format, packed or not, and those without an ending.
    Pages,
    /// Those with this ending, in whatever case.
    Ending(&'static str),
    /// All.
    All,
}

impl Wanted {
    fn holds(self, path: &Path) -> bool {
        let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        match self {
            Self::Pages => is_read(&name),
            Self::Ending(wanted) => path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(wanted)),
            Self::All => true,
        }
    }
}

/// What stands below an input.
#[derive(Debug, Default)]
pub struct Found {
    /// Files to read, sorted by path.
    pub files: Vec<PathBuf>,
    /// Entries that cannot be used, such as links that lead nowhere.
    pub errors: Vec<SourceError>,
    /// How many files were passed over because they are not wanted.
    pub others: usize,
    /// Whether a link was followed, so that a file may stand there twice.
    pub has_links: bool,
}

/// Lists the files of an input: a file itself, or the wanted files below a directory, sorted by path. Hidden files and what an
/// `.ignore` file names are left out; links are followed, and one that leads back to a folder above it is told.
///
/// # Errors
/// When the path does not exist or a directory cannot be listed.
pub fn walk(root: impl AsRef<Path>, wanted: Wanted) -> Result<Found, SourceError> {
    let root = root.as_ref();
    let metadata = std::fs::metadata(root).map_err(|error| SourceError::Read { path: root.to_owned(), error })?;
    if !metadata.is_dir() {
        return Ok(Found { files: vec![root.to_owned()], ..Found::default() });
    }
    let mut found = Found::default();
    let walk = WalkBuilder::new(root).git_ignore(false).git_global(false).git_exclude(false).parents(false).follow_links(true).build();
    for entry in walk {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                found.errors.push(told(root, &error));
                continue;
            }
        };
        found.has_links |= entry.path_is_symlink();
        if !entry.file_type().is_some_and(|kind| kind.is_file()) {
            continue;
        }
        if wanted.holds(entry.path()) {
            found.files.push(entry.into_path());
        } else {
            found.others += 1;
        }
    }
    found.files.sort_by_cached_key(|path| display_path(path));
    Ok(found)
}

/// An error of the walk with the entry that it is about.
fn told(path: &Path, error: &ignore::Error) -> SourceError {
    let message = match error {
        ignore::Error::WithPath { path, err } => return told(path, err),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => return told(path, err),
        ignore::Error::Loop { ancestor, child } => {
            return SourceError::Walk { path: display_path(child), message: format!("it leads back to {}", display_path(ancestor)) };
        }
        // The system's error is wrapped in one that repeats the path.
        ignore::Error::Io(error) => match error.get_ref().and_then(std::error::Error::source) {
            Some(cause) => cause.to_string(),
            None => error.to_string(),
        },
        other => other.to_string(),
    };
    SourceError::Walk { path: display_path(path), message }
}
