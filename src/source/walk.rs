//! Finding the files that an input names.

use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use crate::source::{SourceError, display_path};

/// Endings of the files that a directory is searched for. A file that is named itself may have any ending.
const TEXT_ENDINGS: [&str; 3] = ["txt", "text", "asc"];

/// What stands below an input.
#[derive(Debug, Default)]
pub struct Found {
    /// Files to read, sorted by path.
    pub files: Vec<PathBuf>,
    /// Entries that cannot be used, such as links that lead nowhere.
    pub errors: Vec<SourceError>,
    /// How many files were passed over because they have no known ending.
    pub others: usize,
}

/// Lists the files of an input: a file itself, or the text files below a directory, sorted by path. Hidden files and what an
/// `.ignore` file names are left out.
///
/// # Errors
/// When the path does not exist or a directory cannot be listed.
pub fn walk(root: impl AsRef<Path>) -> Result<Found, SourceError> {
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
                found.errors.push(SourceError::Walk { path: display_path(root), message: error.to_string() });
                continue;
            }
        };
        if !entry.file_type().is_some_and(|kind| kind.is_file()) {
            continue;
        }
        let ending = entry.path().extension().map(|ending| ending.to_string_lossy().to_lowercase());
        match ending {
            Some(ending) if !TEXT_ENDINGS.contains(&ending.as_str()) => found.others += 1,
            _ => found.files.push(entry.into_path()),
        }
    }
    found.files.sort_by_cached_key(|path| display_path(path));
    Ok(found)
}
