//! Opening files: counting what is read, and unpacking gzip and Zstandard within bounds.

use std::io::{self, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::source::SourceError;
use crate::source::error::USED;

/// Bytes at hand that a format is told from.
pub(super) const HEAD: usize = 1 << 13;

/// A stream that can be read on another thread.
pub(super) type Bytes = Box<dyn Read + Send>;

/// Counts what is read from a file, packed as it is.
struct Counted<R> {
    inner: R,
    /// Of all files, for showing progress.
    all: Arc<AtomicU64>,
    /// Of this one.
    own: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.all.fetch_add(count as u64, Ordering::Relaxed);
        self.own.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// What went wrong inside packed data.
#[derive(Debug, thiserror::Error)]
enum Fault {
    #[error("the data expands too much")]
    Expansion { ratio: u64 },
    #[error("the {compression} data ends too early")]
    Truncated { compression: &'static str },
    #[error("the {compression} data is damaged: {message}")]
    Damaged { compression: &'static str, message: String },
}

/// Unpacked data that may not be out of all proportion to what was packed.
struct Bounded<R> {
    inner: R,
    compression: &'static str,
    packed: Arc<AtomicU64>,
    given: u64,
    ratio: u64,
    /// An error is told again to whoever reads on.
    failed: bool,
}

/// Unpacked bytes below which no proportion is asked: small files may be all zeros.
const FREE: u64 = 16 << 20;

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Self { compression, ratio, .. } = *self;
        let fault = if self.failed {
            Fault::Truncated { compression }
        } else {
            match self.inner.read(buffer) {
                Ok(count) => {
                    self.given += count as u64;
                    if self.given <= FREE + ratio.saturating_mul(self.packed.load(Ordering::Relaxed)) {
                        return Ok(count);
                    }
                    Fault::Expansion { ratio }
                }
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Fault::Truncated { compression },
                Err(error) if error.kind() == io::ErrorKind::Interrupted => return Err(error),
                Err(error) => Fault::Damaged { compression, message: error.to_string() },
            }
        };
        self.failed = true;
        Err(io::Error::other(fault))
    }
}

/// An error of reading as one of an input. `line` is where it happened.
pub(super) fn told(document: &str, line: u64, error: io::Error) -> SourceError {
    told_with(document, line, error, USED)
}

/// The same, with whether what comes before is used.
pub(super) fn told_with(document: &str, line: u64, error: io::Error, used: &'static str) -> SourceError {
    let document = document.to_owned();
    match error.get_ref().and_then(|inner| inner.downcast_ref::<Fault>()) {
        Some(Fault::Expansion { ratio }) => SourceError::Expansion { document, line, ratio: *ratio },
        Some(Fault::Truncated { compression }) => SourceError::Truncated { document, line, compression, used },
        Some(Fault::Damaged { compression, message }) => {
            SourceError::Damaged { document, line, compression, message: message.clone(), used }
        }
        None => SourceError::Broken { document, line, error, used },
    }
}

/// Reads until `buffer` is full or the data ends. Tells how many bytes it holds, and the error that stopped it.
pub(super) fn fill(read: &mut (impl Read + ?Sized), buffer: &mut [u8]) -> (usize, Option<io::Error>) {
    let mut held = 0;
    while held < buffer.len() {
        match read.read(&mut buffer[held..]) {
            Ok(0) => break,
            Ok(count) => held += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return (held, Some(error)),
        }
    }
    (held, None)
}

/// A stream with its first bytes.
pub(super) struct Opened {
    /// The first bytes; `bytes` begins with them too.
    pub(super) head: Vec<u8>,
    pub(super) bytes: Bytes,
}

/// A stream that stops with an error.
struct Failing(Option<io::Error>);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// Looks at the first bytes of a stream and gives them back to it.
pub(super) fn peeked(mut bytes: Bytes) -> Opened {
    let mut head = vec![0; HEAD];
    let (held, error) = fill(&mut *bytes, &mut head);
    head.truncate(held);
    let whole: Bytes = match error {
        Some(error) => Box::new(io::Cursor::new(head.clone()).chain(Failing(Some(error)))),
        None if held < HEAD => Box::new(io::Cursor::new(head.clone())),
        None => Box::new(io::Cursor::new(head.clone()).chain(bytes)),
    };
    Opened { head, bytes: whole }
}

/// Opens a stream, unpacked if it is packed. `all` counts what is read from it.
pub(super) fn open(raw: impl Read + Send + 'static, ratio: u64, all: Arc<AtomicU64>) -> io::Result<Opened> {
    let own = Arc::new(AtomicU64::new(0));
    let opened = peeked(Box::new(Counted { inner: raw, all, own: Arc::clone(&own) }));
    let bounded = |inner: Bytes, compression| Box::new(Bounded { inner, compression, packed: own, given: 0, ratio, failed: false });
    const ROOM: usize = 1 << 16;
    Ok(match opened.head[..] {
        // A file may hold several members one after another, as web archives do.
        [0x1f, 0x8b, ..] => {
            let packed = BufReader::with_capacity(ROOM, opened.bytes);
            peeked(bounded(Box::new(flate2::bufread::MultiGzDecoder::new(packed)), "gzip"))
        }
        [0x28, 0xb5, 0x2f, 0xfd, ..] => {
            let packed = BufReader::with_capacity(ROOM, opened.bytes);
            peeked(bounded(Box::new(zstd::stream::read::Decoder::with_buffer(packed)?), "zstd"))
        }
        _ => opened,
    })
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        packed.write_all(text).unwrap();
        packed.finish().unwrap()
    }

    fn unpacked(packed: Vec<u8>, ratio: u64) -> Result<Vec<u8>, SourceError> {
        let mut text = Vec::new();
        let mut opened = open(io::Cursor::new(packed), ratio, Arc::default()).map_err(|error| told("a.gz", 1, error))?;
        opened.bytes.read_to_end(&mut text).map(|_| text).map_err(|error| told("a.gz", 1, error))
    }

    #[test]
    fn all_members_are_unpacked() {
        let packed = [gzip(b"De NAVO."), gzip(b" De EU.")].concat();
        assert_eq!(unpacked(packed, 9).unwrap(), b"De NAVO. De EU.");
        let packed = [zstd::encode_all(&b"De NAVO."[..], 0).unwrap(), zstd::encode_all(&b" De EU."[..], 0).unwrap()].concat();
        assert_eq!(unpacked(packed, 9).unwrap(), b"De NAVO. De EU.");
        assert_eq!(unpacked(b"De NAVO.".to_vec(), 9).unwrap(), b"De NAVO.");
    }

    #[test]
    fn faults_are_told_apart() {
        let text: Vec<u8> = (0..40_000_u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
        let whole = gzip(&text);
        let cut = unpacked(whole[..whole.len() / 2].to_vec(), 99).unwrap_err();
        assert!(matches!(cut, SourceError::Truncated { compression: "gzip", .. }), "{cut}");
        let mut changed = whole;
        let middle = changed.len() / 2;
        changed[middle..middle + 9].fill(0x55);
        let changed = unpacked(changed, 99).unwrap_err();
        assert!(matches!(changed, SourceError::Damaged { compression: "gzip", .. }), "{changed}");
        let packed = zstd::encode_all(&text[..], 0).unwrap();
        let cut = unpacked(packed[..packed.len() / 2].to_vec(), 99).unwrap_err();
        assert!(matches!(cut, SourceError::Truncated { compression: "zstd", .. }), "{cut}");
    }

    #[test]
    fn what_expands_beyond_measure_is_stopped() {
        let zeros = vec![b'a'; 40 << 20];
        for packed in [gzip(&zeros), zstd::encode_all(&zeros[..], 0).unwrap()] {
            let error = unpacked(packed.clone(), 100).unwrap_err();
            assert_eq!(error.to_string(), "a.gz:1: expands to more than 100 times its size; if that is right, unpack it first");
            assert_eq!(unpacked(packed, 100_000).unwrap().len(), zeros.len());
        }
    }
}
