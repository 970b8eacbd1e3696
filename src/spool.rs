//! Bytes that are kept until they are read again, in memory while they are few, and in a temporary file without a name when they are many.
//!
//! What was put in never changes. Spools that belong together share one file, however many there are, since a process may open only so
//! many.

use std::fs::File;
use std::io::{self, Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Bytes that go to the file at once.
const CHUNK: usize = 1 << 20;

/// The temporary file cannot be made, written or read. The message names its folder and the remedy.
#[derive(Debug, thiserror::Error)]
#[error(
    "{}: what does not fit in memory cannot be kept there ({source}); make room, or name another folder in the variable {}",
    folder.display(),
    if cfg!(windows) { "TMP" } else { "TMPDIR" }
)]
pub struct SpoolError {
    folder: PathBuf,
    source: io::Error,
}

impl SpoolError {
    fn of(source: io::Error) -> Self {
        Self { folder: std::env::temp_dir(), source }
    }
}

impl From<SpoolError> for io::Error {
    fn from(error: SpoolError) -> Self {
        Self::new(error.source.kind(), error)
    }
}

/// The file of some spools, made when the first of them needs it.
#[derive(Clone, Debug, Default)]
pub(crate) struct SpoolFile(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    file: OnceLock<File>,
    /// How many chunks there are. Whoever holds it may write.
    chunks: Mutex<u32>,
}

impl SpoolFile {
    /// Writes a chunk, and returns its number.
    fn write(&self, chunk: &[u8]) -> io::Result<u32> {
        let mut chunks = self.0.chunks.lock().unwrap_or_else(PoisonError::into_inner);
        if self.0.file.get().is_none() {
            let made = tempfile::tempfile()?;
            self.0.file.get_or_init(|| made);
        }
        let mut file = self.file()?;
        file.seek(SeekFrom::Start(place(*chunks, 0)))?;
        file.write_all(chunk)?;
        *chunks += 1;
        Ok(*chunks - 1)
    }

    fn file(&self) -> io::Result<&File> {
        self.0.file.get().ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }

    /// Reads from a chunk, which several threads can do at once.
    #[cfg(unix)]
    fn read(&self, chunk: u32, from: usize, bytes: &mut [u8]) -> io::Result<()> {
        std::os::unix::fs::FileExt::read_exact_at(self.file()?, bytes, place(chunk, from))
    }

    /// Reads from a chunk.
    #[cfg(not(unix))]
    fn read(&self, chunk: u32, from: usize, bytes: &mut [u8]) -> io::Result<()> {
        let _alone = self.0.chunks.lock().unwrap_or_else(PoisonError::into_inner);
        let mut file = self.file()?;
        file.seek(SeekFrom::Start(place(chunk, from)))?;
        io::Read::read_exact(&mut file, bytes)
    }
}

/// Where a byte of a chunk stands in the file.
fn place(chunk: u32, from: usize) -> u64 {
    u64::from(chunk) * CHUNK as u64 + from as u64
}

/// Bytes in the order in which they were put in.
#[derive(Clone, Debug, Default)]
pub(crate) struct Spool {
    file: SpoolFile,
    /// The chunks in the file that are this spool's, in order.
    chunks: Vec<u32>,
    /// What follows them.
    tail: Vec<u8>,
}

impl Spool {
    /// An empty spool that shares a file with others.
    pub fn new(file: SpoolFile) -> Self {
        Self { file, ..Self::default() }
    }

    /// How many bytes were put in.
    pub fn len(&self) -> u64 {
        (self.chunks.len() * CHUNK + self.tail.len()) as u64
    }

    /// Puts bytes at the end.
    ///
    /// # Errors
    /// When the file cannot be made or written.
    pub fn push(&mut self, mut bytes: &[u8]) -> Result<(), SpoolError> {
        while self.tail.len() + bytes.len() >= CHUNK {
            let (head, rest) = bytes.split_at(CHUNK - self.tail.len());
            self.tail.extend_from_slice(head);
            self.chunks.push(self.file.write(&self.tail).map_err(SpoolError::of)?);
            self.tail.clear();
            bytes = rest;
        }
        self.tail.extend_from_slice(bytes);
        Ok(())
    }

    /// Fills `bytes` with what was put in from the byte `at` on.
    ///
    /// # Errors
    /// When the file cannot be read, or there are not so many bytes.
    pub fn read(&self, at: u64, mut bytes: &mut [u8]) -> Result<(), SpoolError> {
        let mut at = usize::try_from(at).unwrap_or(usize::MAX);
        while !bytes.is_empty() {
            let (number, from) = (at / CHUNK, at % CHUNK);
            let Some(chunk) = self.chunks.get(number) else {
                let from = at.saturating_sub(self.chunks.len() * CHUNK);
                let rest = self.tail.get(from..).and_then(|rest| rest.get(..bytes.len()));
                bytes.copy_from_slice(rest.ok_or_else(|| SpoolError::of(io::ErrorKind::UnexpectedEof.into()))?);
                return Ok(());
            };
            let (head, rest) = bytes.split_at_mut((CHUNK - from).min(bytes.len()));
            self.file.read(*chunk, from, head).map_err(SpoolError::of)?;
            at += head.len();
            bytes = rest;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Texts of many lengths, of which no two are alike.
    fn texts(seed: u64, count: u64) -> impl Iterator<Item = Vec<u8>> {
        (0..count).map(move |at| {
            let byte = u8::try_from((at * 31 + seed) % 251).unwrap();
            vec![byte; usize::try_from((at * 7919 + seed) % 9000).unwrap()]
        })
    }

    #[test]
    fn spools_of_one_file_keep_apart_what_they_hold() {
        let file = SpoolFile::default();
        let mut spools = [Spool::new(file.clone()), Spool::new(file.clone())];
        let mut places = [Vec::new(), Vec::new()];
        for (one, other) in texts(1, 700).zip(texts(2, 700)) {
            for ((spool, places), text) in spools.iter_mut().zip(&mut places).zip([one, other]) {
                places.push((spool.len(), text.clone()));
                spool.push(&text).unwrap();
            }
        }
        assert!(spools.iter().all(|spool| spool.chunks.len() > 1), "nothing went to the file");
        let copy = spools[0].clone();
        spools[0].push(&vec![7; 2 * CHUNK]).unwrap();
        for (spool, places) in [(&spools[0], &places[0]), (&spools[1], &places[1]), (&copy, &places[0])] {
            for (at, text) in places {
                let mut read = vec![0; text.len()];
                spool.read(*at, &mut read).unwrap();
                assert_eq!(&read, text);
            }
            let beyond = spool.read(spool.len() - 1, &mut [0; 2]).unwrap_err().to_string();
            assert!(beyond.contains("TMP") && beyond.contains(&*std::env::temp_dir().to_string_lossy()), "{beyond}");
        }
    }

    #[test]
    fn few_bytes_need_no_file() {
        let mut spool = Spool::default();
        spool.push(b"abc").unwrap();
        assert!(spool.file.0.file.get().is_none());
        let mut read = [0; 2];
        spool.read(1, &mut read).unwrap();
        assert_eq!((&read, spool.len()), (b"bc", 3));
    }
}
