//! Files that are one document: a text or a web page.

use std::io::Read;

use crate::source::encoding::decode_part;
use crate::source::error::{NOT_USED, USED};
use crate::source::expand::{self, Bytes};
use crate::source::fields::Place;
use crate::source::format::Format;
use crate::source::html::{self, Told};
use crate::source::piece::{Each, Unread};
use crate::source::reading::Reading;
use crate::source::{Source, SourceError};

/// A document that is still to be read from its file.
pub(super) struct Document {
    pub(super) bytes: Bytes,
    pub(super) format: Format,
    /// How many bytes it holds, as far as that is known.
    pub(super) size: usize,
}

impl Unread for Document {
    /// What can be read of a damaged one is used up to its last whole line.
    fn read(self: Box<Self>, place: &Place, reading: &Reading, each: &mut Each<'_>) {
        let Self { bytes, format, size } = *self;
        let limit = reading.limits.document;
        let mut content = Vec::with_capacity(size.min(limit) + 1);
        let stopped = bytes.take(limit as u64 + 1).read_to_end(&mut content).err();
        if content.len() > limit {
            return each(Err(SourceError::TooLong { document: place.document.to_string(), line: 1, limit, hint: "" }));
        }
        let lost = stopped.map(|error| {
            content.truncate(memchr::memrchr(b'\n', &content).map_or(0, |at| at + 1));
            let line = 1 + memchr::memchr_iter(b'\n', &content).count() as u64;
            expand::told_with(&place.document, line, error, if content.is_empty() { NOT_USED } else { USED })
        });
        if lost.is_none() || !content.is_empty() {
            let document = place.document.to_string();
            match format {
                Format::Html => each(html::read(document, place, content, &Told::default(), reading).and_then(|source| {
                    if source.text.is_empty() { Err(SourceError::NoArticle { document: source.document }) } else { Ok(source) }
                })),
                _ => match decode_part(&document, 1, &content, reading.encoding) {
                    // Sound but for some bytes: a sign stands in place of each, as it does in every program that shows the text.
                    Err(SourceError::Encoding { document, line, byte, .. }) => {
                        each(Ok(Source::new(document.clone(), String::from_utf8_lossy(&content))));
                        each(Err(SourceError::Encoding { document, line, byte, rest: "; the rest is used" }));
                    }
                    decoded => each(decoded.map(|text| Source::new(document, text))),
                },
            }
        }
        lost.into_iter().for_each(|error| each(Err(error)));
    }
}
