//! Blocks of whole lines from a stream.

use std::sync::Arc;

use crate::source::SourceError;
use crate::source::expand::{self, Bytes};
use crate::source::fields::Place;
use crate::source::jsonl::Lines;
use crate::source::piece::Piece;
use crate::source::reading::Reading;

/// Cuts a stream into blocks of whole lines.
pub(super) struct Blocks {
    document: Arc<str>,
    bytes: Bytes,
    /// The beginning of a line whose end has not been read.
    rest: Vec<u8>,
    /// Line on which `rest` begins, from 1.
    line: u64,
    /// Whether `rest` belongs to a line that is too long and passed over.
    skips: bool,
    is_over: bool,
}

impl Blocks {
    pub(super) fn new(document: Arc<str>, bytes: Bytes) -> Self {
        Self { document, bytes, rest: Vec::new(), line: 1, skips: false, is_over: false }
    }

    /// The next block, as a piece.
    pub(super) fn next(&mut self, reading: &Reading) -> Option<Piece> {
        while !self.is_over {
            let mut block = std::mem::take(&mut self.rest);
            let held = block.len();
            block.resize(held + Piece::SIZE, 0);
            let (count, error) = expand::fill(&mut *self.bytes, &mut block[held..]);
            block.truncate(held + count);
            self.is_over = count < Piece::SIZE;
            if self.skips {
                // The line that is too long was told when it became so.
                let Some(end) = memchr::memchr(b'\n', &block) else { continue };
                block.drain(..=end);
                self.line += 1;
                self.skips = false;
            }
            let whole = if self.is_over && error.is_none() { block.len() } else { memchr::memrchr(b'\n', &block).map_or(0, |at| at + 1) };
            self.rest = block.split_off(whole);
            let place = Place { document: Arc::clone(&self.document), line: self.line };
            self.line += memchr::memchr_iter(b'\n', &block).count() as u64;
            let mut after = error.map(|error| Box::new(expand::told(&self.document, self.line, error)));
            let limit = reading.limits.document;
            if self.rest.len() > limit && !self.is_over {
                let document = self.document.to_string();
                after = Some(Box::new(SourceError::TooLong { document, line: self.line, limit, hint: "" }));
                self.rest = Vec::new();
                self.skips = true;
            }
            if !block.is_empty() || after.is_some() {
                return Some(Piece::new(place, block.len(), Lines(block), after));
            }
        }
        None
    }
}
