//! Files that are written as a whole or not at all.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use actorgraph::export::ExcelSafe;
use clap::Args;

use super::Failure;

/// How tables of CSV are written.
#[derive(Args)]
pub struct Sheet {
    /// Makes CSV safe to open in Excel: marked as UTF-8, and with ' before any cell that would run as a formula
    ///
    /// That changes names and ids which begin with =, +, - or @, so that other programs see them so too.
    #[arg(long, hide_short_help = true)]
    excel_safe: bool,
}

impl Sheet {
    /// The option is for tables alone.
    pub fn only_for(&self, is_csv: bool) -> Result<(), Failure> {
        if self.excel_safe && !is_csv { Err("--excel-safe is for CSV; add --format csv, or leave it out".into()) } else { Ok(()) }
    }

    /// Where a table of CSV is to go that comes bit by bit.
    pub fn over<'w>(&self, out: impl Write + 'w) -> Box<dyn Write + 'w> {
        if self.excel_safe { Box::new(ExcelSafe::new(out)) } else { Box::new(out) }
    }

    /// Writes what `write` writes, a table of CSV, as it was asked for.
    pub fn write<T>(&self, out: &mut dyn Write, write: impl FnOnce(&mut dyn Write) -> T) -> T {
        if self.excel_safe { write(&mut ExcelSafe::new(out)) } else { write(out) }
    }
}

/// `actors.csv` and `nodes` become `actors-nodes.csv`.
pub fn beside(path: &Path, part: &str, ending: &str) -> PathBuf {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    path.with_file_name(format!("{stem}-{part}.{ending}"))
}

/// Writes a file as a whole or not at all: a temporary file beside it is renamed when it is complete.
pub fn write_file(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    let told = |error: io::Error| -> Failure {
        let cause = error.get_ref().and_then(std::error::Error::source).map_or_else(|| error.to_string(), ToString::to_string);
        // The name of the temporary file means nothing to anybody.
        let cause = cause.split_once(" at path \"").map_or(cause.as_str(), |(cause, _)| cause);
        let remedy = remedy(error.kind(), "check the folder and its permissions");
        format!("{}: cannot be written ({cause}); {remedy}", path.display()).into()
    };
    if is_stream(path) {
        let straight = std::fs::File::create(path).and_then(|file| {
            let mut out = io::BufWriter::with_capacity(1 << 16, file);
            write(&mut out)?;
            out.flush()
        });
        // Whoever reads a pipe may have read enough.
        return straight.map_err(|error| if super::is_broken_pipe(&error) { error.into() } else { told(error) });
    }
    // A link stays, and the file that it leads to is replaced.
    let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let kept = std::fs::metadata(&target).ok();
    if kept.is_some() {
        std::fs::OpenOptions::new().append(true).open(&target).map_err(told)?;
    }
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".actorgraph-");
    // A temporary file is private by default; the file that it becomes is not.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let file = builder.tempfile_in(folder).map_err(told)?;
    let mut out = io::BufWriter::with_capacity(1 << 16, file);
    write(&mut out).map_err(told)?;
    let file = out.into_inner().map_err(|error| told(error.into_error()))?;
    if let Some(kept) = kept {
        std::fs::set_permissions(file.path(), kept.permissions()).map_err(told)?;
    }
    file.persist(&target).map_err(|error| told(error.error))?;
    Ok(())
}

/// What to do where something cannot be written; `usual` where the kind of the error tells no more.
pub fn remedy(kind: io::ErrorKind, usual: &'static str) -> &'static str {
    match kind {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => "make room there, or write elsewhere",
        _ => usual,
    }
}

/// Whether a path is no file that can be replaced as a whole: a pipe, a device, a folder, or a link that leads nowhere yet.
pub fn is_stream(path: &Path) -> bool {
    let is_device = path.starts_with("/dev") || path.starts_with("/proc");
    match std::fs::metadata(path) {
        Ok(found) => is_device || !found.is_file(),
        Err(_) => path.is_symlink(),
    }
}
