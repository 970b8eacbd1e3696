//! Opening a store: telling it from other files, making a new one, bringing an old one up to date.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::source::display_path;
use crate::store::codes::Codes;
use crate::store::{Store, StoreError};

/// How each format is made from the one before it. The number of a format is that of its last migration.
const MIGRATIONS: &[&str] =
    &[include_str!("schema-1.sql"), include_str!("schema-2.sql"), include_str!("schema-3.sql"), include_str!("schema-4.sql")];

/// The first format that knows where files stand.
const WITH_PATHS: usize = 4;

/// Tells SQLite files of this program from others: `acgr` in ASCII.
const APPLICATION: u32 = 0x6163_6772;

/// What an SQLite file begins with, and where in it the number of its program stands.
const MAGIC: &[u8] = b"SQLite format 3\0";
const APPLICATION_AT: usize = 68;

/// How long to wait for another program that writes.
const PATIENCE: Duration = Duration::from_secs(60);

/// Whether a file is a store of this program, whatever its name.
///
/// # Errors
/// Where it is an SQLite file of another program, so that it is no text either.
pub fn is_store(path: impl AsRef<Path>) -> Result<bool, StoreError> {
    let path = path.as_ref();
    // What cannot be opened is told by whoever reads it.
    let Ok(head) = head(path) else { return Ok(false) };
    if !head.starts_with(MAGIC) {
        return Ok(false);
    }
    match head.get(APPLICATION_AT..APPLICATION_AT + 4) {
        Some(number) if number == APPLICATION.to_be_bytes() => Ok(true),
        _ => Err(StoreError::Foreign { path: path.to_owned() }),
    }
}

fn head(path: &Path) -> io::Result<Vec<u8>> {
    // A pipe can be read but once.
    if !std::fs::metadata(path)?.is_file() {
        return Ok(Vec::new());
    }
    let mut head = Vec::new();
    File::open(path)?.take(100).read_to_end(&mut head)?;
    Ok(head)
}

impl Store {
    /// Opens a store to read and write; makes it where there is none, and brings one in an older format up to date.
    ///
    /// # Errors
    /// When the file cannot be opened or made, is no store, or is one in a later format.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        Self::open_and_wait(path, PATIENCE)
    }

    /// The same that waits so long, and not a minute, while another program writes.
    ///
    /// # Errors
    /// As for [`open`](Self::open).
    pub fn open_and_wait(path: impl AsRef<Path>, patience: Duration) -> Result<Self, StoreError> {
        let path = path.as_ref().to_owned();
        match head(&path) {
            Ok(head) if !head.is_empty() && !head.starts_with(MAGIC) => return Err(StoreError::NoStore { path }),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(StoreError::Open { path, message: error.to_string() }),
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&path, flags).map_err(|error| StoreError::of(&path, error))?;
        Self::prepare(connection, path, patience)
    }

    /// Opens a store to read. What is read is the store as it is now, whatever is written to it meanwhile.
    ///
    /// # Errors
    /// When the file cannot be opened, is no store, or is one in a later format.
    pub fn open_read_only(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let store = Self::open_live(path)?;
        store.connection.execute_batch("BEGIN; SELECT 1 FROM code LIMIT 1").map_err(|error| store.told(error))?;
        Ok(store)
    }

    /// Opens a store to read it as it changes.
    pub(crate) fn open_live(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let path = path.as_ref().to_owned();
        match head(&path) {
            Ok(head) if !head.starts_with(MAGIC) => return Err(StoreError::NoStore { path }),
            Ok(_) => {}
            Err(error) => return Err(StoreError::Open { path, message: error.to_string() }),
        }
        let told = |error| StoreError::of(&path, error);
        let connection = reader(&path).map_err(told)?;
        let version = checked(&connection, &path)?;
        if version < MIGRATIONS.len() {
            drop(connection);
            return match Self::open(&path) {
                Err(StoreError::ReadOnly { .. } | StoreError::Open { .. }) => Err(StoreError::Older { path, found: number(version) }),
                Err(error) => Err(error),
                Ok(_) => Self::open_live(path),
            };
        }
        connection.execute_batch("PRAGMA query_only = ON").map_err(told)?;
        let codes = Codes::load(&connection).map_err(told)?;
        Ok(Self { connection, path, codes, ids: RefCell::default() })
    }

    /// A store that is gone when it is dropped.
    ///
    /// # Errors
    /// When SQLite refuses.
    pub fn in_memory() -> Result<Self, StoreError> {
        let path = PathBuf::from(":memory:");
        let connection = Connection::open_in_memory().map_err(|error| StoreError::of(&path, error))?;
        Self::prepare(connection, path, PATIENCE)
    }

    fn prepare(connection: Connection, path: PathBuf, patience: Duration) -> Result<Self, StoreError> {
        let told = |error| StoreError::of(&path, error);
        set_up(&connection, patience).map_err(told)?;
        connection.execute_batch("PRAGMA page_size = 16384; PRAGMA cache_size = -65536").map_err(told)?;
        if checked(&connection, &path)? < MIGRATIONS.len() {
            migrate(&connection, &path)?;
        }
        // The file must be a store to whoever looks at its first bytes before they can wait in the log.
        log_ahead(&connection, patience).map_err(told)?;
        let codes = Codes::load(&connection).map_err(told)?;
        Ok(Self { connection, path, codes, ids: RefCell::default() })
    }
}

/// Has what is written wait in a log. SQLite does not wait by itself for another program that looks at a new file at that moment.
fn log_ahead(connection: &Connection, patience: Duration) -> rusqlite::Result<()> {
    let begun = Instant::now();
    loop {
        match connection.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL") {
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) && begun.elapsed() < patience => {
                std::thread::sleep(Duration::from_millis(5));
            }
            done => return done,
        }
    }
}

fn set_up(connection: &Connection, patience: Duration) -> rusqlite::Result<()> {
    connection.busy_timeout(patience)?;
    connection.set_prepared_statement_cache_capacity(64);
    // Without that promise, a query that could use an index of some rows only is planned anew whenever another value is given to it.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.execute_batch("PRAGMA temp_store = MEMORY")
}

/// A connection that reads. One that may write can also tidy up after a program that was killed; where that is refused, one that may
/// not is enough, and where even the log cannot be made, nobody can be writing.
pub(super) fn reader(path: &Path) -> rusqlite::Result<Connection> {
    let open = |path: &Path, flags: OpenFlags| -> rusqlite::Result<Connection> {
        let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        set_up(&connection, PATIENCE)?;
        // What is read is in the memory of the system already, and to make room for more of it here takes longer than to read it again.
        connection.execute_batch("PRAGMA cache_size = -8192; SELECT count(*) FROM sqlite_schema")?;
        Ok(connection)
    };
    let is_refused = |error: &rusqlite::Error| {
        matches!(error.sqlite_error_code(), Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied))
    };
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    match open(path, OpenFlags::SQLITE_OPEN_READ_WRITE) {
        Err(error) if is_refused(&error) => match open(path, OpenFlags::SQLITE_OPEN_READ_ONLY) {
            Err(error) if is_refused(&error) && !Path::new(&log).exists() => {
                let address = format!("file:{}?immutable=1", escaped(&path.to_string_lossy()));
                open(Path::new(&address), OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI)
            }
            other => other,
        },
        other => other,
    }
}

/// A path as part of an address.
fn escaped(path: &str) -> String {
    path.replace('%', "%25").replace('?', "%3f").replace('#', "%23")
}

/// The format of a file, 0 for one that holds nothing yet.
fn checked(connection: &Connection, path: &Path) -> Result<usize, StoreError> {
    let number_of = |query: &str| connection.query_row(query, [], |row| row.get::<_, u32>(0)).map_err(|error| StoreError::of(path, error));
    let (application, version) = (number_of("PRAGMA application_id")?, number_of("PRAGMA user_version")?);
    let is_empty = application == 0 && version == 0 && number_of("SELECT count(*) FROM sqlite_schema")? == 0;
    if is_empty {
        return Ok(0);
    }
    if application != APPLICATION {
        return Err(StoreError::Foreign { path: path.to_owned() });
    }
    let known = number(MIGRATIONS.len());
    if version > known {
        return Err(StoreError::Newer { path: path.to_owned(), found: version, known });
    }
    Ok(version as usize)
}

/// Brings a file up to date, all at once or not at all.
fn migrate(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    let told = |error| StoreError::of(path, error);
    connection.execute_batch("BEGIN IMMEDIATE").map_err(told)?;
    // Another program may have been faster.
    let version = checked(connection, path)?;
    for (version, migration) in MIGRATIONS.iter().enumerate().skip(version) {
        connection.execute_batch(migration).map_err(told)?;
        if version + 1 == WITH_PATHS {
            note_paths(connection).map_err(told)?;
        }
    }
    connection.pragma_update(None, "application_id", APPLICATION).map_err(told)?;
    connection.pragma_update(None, "user_version", number(MIGRATIONS.len())).map_err(told)?;
    connection.execute_batch("COMMIT").map_err(told)
}

/// Notes where the files stand that an earlier format knew by a whole path.
fn note_paths(connection: &Connection) -> rusqlite::Result<()> {
    let files: Vec<String> =
        connection.prepare("SELECT DISTINCT file FROM stored_document")?.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut note = connection.prepare("INSERT INTO stored_file VALUES (?1, ?2)")?;
    for file in files.iter().filter(|file| Path::new(file).is_absolute()) {
        let path = Path::new(file).canonicalize().map_or_else(|_| file.clone(), |path| display_path(&path));
        note.execute([file, &path])?;
    }
    Ok(())
}

fn number(version: usize) -> u32 {
    u32::try_from(version).unwrap_or(u32::MAX)
}
