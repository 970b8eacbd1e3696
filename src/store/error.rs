//! What can go wrong with a store, and what to do about it.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use crate::source::display_path;
use crate::spool::SpoolError;

/// A store that cannot be opened, read or written. The message names the file and the remedy.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The file cannot be opened.
    #[error("{}: cannot be opened ({message}); check the path and its permissions", display_path(.path))]
    Open {
        /// The file.
        path: PathBuf,
        /// What the system said.
        message: String,
    },
    /// The file is of another kind.
    #[error("{}: is no store (it does not begin as an SQLite file does); give the name of a store, or of a new file", display_path(.path))]
    NoStore {
        /// The file.
        path: PathBuf,
    },
    /// The file belongs to another program.
    #[error("{}: is an SQLite file of another program, not a store; give the name of a store, or of a new file", display_path(.path))]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// A later version of the program wrote it.
    #[error("{}: is in format {found}, and this version knows formats up to {known}; read it with the version that wrote it", display_path(.path))]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: u32,
        /// The latest format that is known.
        known: u32,
    },
    /// An earlier version of the program wrote it, and it cannot be brought up to date because it may only be read.
    #[error("{}: is in the older format {found} and may only be read; run `actorgraph index` on a copy of it that may be written", display_path(.path))]
    Older {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: u32,
    },
    /// Another program holds the lock.
    #[error("{}: another program is writing to it; run the command again when that one is done", display_path(.path))]
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// There is no room.
    #[error("{}: there is no room to write ({message}); what was told before is kept: make room and run the command again", display_path(.path))]
    Full {
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        message: String,
    },
    /// It may only be read.
    #[error("{}: may only be read; check the permissions of the file and its folder, or write to a copy", display_path(.path))]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// Its content contradicts itself.
    #[error("{}: is damaged ({message}); put a copy of it back, or index the pages into a new store", display_path(.path))]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        message: String,
    },
    /// It holds no document of that name.
    #[error("{}: holds no document {document:?}; `actorgraph read STORE` lists those that it holds", display_path(.path))]
    Unknown {
        /// The file.
        path: PathBuf,
        /// The name that was given.
        document: String,
    },
    /// Something else that SQLite refuses.
    #[error("{}: {source}", display_path(.path))]
    Sqlite {
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
}

/// What does not fit in memory while a store is read has no room in a temporary file.
impl From<SpoolError> for rusqlite::Error {
    fn from(error: SpoolError) -> Self {
        Self::ToSqlConversionFailure(Box::new(error))
    }
}

impl StoreError {
    /// The file that it is about.
    #[must_use]
    pub fn path(&self) -> &Path {
        match self {
            Self::Open { path, .. }
            | Self::NoStore { path }
            | Self::Foreign { path }
            | Self::Newer { path, .. }
            | Self::Older { path, .. }
            | Self::Busy { path }
            | Self::Full { path, .. }
            | Self::ReadOnly { path }
            | Self::Damaged { path, .. }
            | Self::Unknown { path, .. }
            | Self::Sqlite { path, .. } => path,
        }
    }

    /// An error of SQLite, with the file that it is about and what to do.
    pub(super) fn of(path: &Path, error: rusqlite::Error) -> Self {
        let path = path.to_owned();
        let message = error.to_string();
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy { path },
            Some(ErrorCode::DiskFull | ErrorCode::SystemIoFailure) => Self::Full { path, message },
            Some(ErrorCode::ReadOnly) => Self::ReadOnly { path },
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => Self::Open { path, message },
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged { path, message },
            _ => match error {
                rusqlite::Error::FromSqlConversionFailure(..)
                | rusqlite::Error::IntegralValueOutOfRange(..)
                | rusqlite::Error::InvalidColumnType(..)
                | rusqlite::Error::QueryReturnedNoRows => Self::Damaged { path, message },
                source => Self::Sqlite { path, source },
            },
        }
    }
}
