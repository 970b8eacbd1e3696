//! Web archives (WARC 1.0 and 1.1): each response that is a web page, read as one.

use std::io::{BufRead, BufReader, Read};
use std::sync::Arc;

use crate::date::Published;
use crate::source::expand::{self, Bytes};
use crate::source::fields::Place;
use crate::source::html::{self, Told};
use crate::source::piece::{Each, Piece, Unread};
use crate::source::reading::Reading;
use crate::source::{Source, SourceError};

/// Longest header line, and most lines of a header.
const LONGEST_LINE: u64 = 1 << 16;
const MOST_LINES: usize = 1000;

/// A response as it stands in the archive: headers of the server, and the body.
#[derive(Debug)]
struct Response {
    uri: String,
    fetched: Option<Published>,
    http: Vec<u8>,
}

/// The records of an archive, read one after another.
pub(super) struct Records {
    document: Arc<str>,
    bytes: BufReader<Bytes>,
    /// Number of the next record, from 1.
    number: u64,
    is_over: bool,
}

/// Fields of a header.
struct Header(Vec<(String, String)>);

impl Header {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(field, _)| field.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// Reads lines up to an empty one. A line that begins with white space goes on with the one before.
    fn read(bytes: &mut impl BufRead) -> std::io::Result<Self> {
        let mut fields: Vec<(String, String)> = Vec::new();
        for _ in 0..MOST_LINES {
            let line = line(bytes)?;
            let text = line.trim_end();
            if text.is_empty() {
                break;
            }
            if line.starts_with([' ', '\t'])
                && let Some((_, value)) = fields.last_mut()
            {
                value.push(' ');
                value.push_str(text.trim());
            } else if let Some((name, value)) = text.split_once(':') {
                fields.push((name.trim().to_owned(), value.trim().to_owned()));
            }
        }
        Ok(Self(fields))
    }
}

fn line(bytes: &mut impl BufRead) -> std::io::Result<String> {
    let mut line = Vec::new();
    bytes.take(LONGEST_LINE).read_until(b'\n', &mut line)?;
    Ok(String::from_utf8_lossy(&line).into_owned())
}

impl Records {
    pub(super) fn new(document: Arc<str>, bytes: Bytes) -> Self {
        Self { document, bytes: BufReader::with_capacity(1 << 16, bytes), number: 0, is_over: false }
    }

    /// The next response that may be a page.
    pub(super) fn next(&mut self, reading: &Reading) -> Option<Piece> {
        while !self.is_over {
            match self.record(reading) {
                Ok(Some(response)) => {
                    let place = Place { document: Arc::clone(&self.document), line: self.number };
                    return Some(Piece::new(place, response.http.len(), response, None));
                }
                Ok(None) => {}
                Err(error) => return Some(Piece::failed(error)),
            }
        }
        None
    }

    /// Reads a record, and gives it if it is a response to a request for a web page.
    fn record(&mut self, reading: &Reading) -> Result<Option<Response>, SourceError> {
        let version = loop {
            let line = line(&mut self.bytes).map_err(|error| self.stopped(error))?;
            if line.is_empty() {
                self.is_over = true;
                return Ok(None);
            }
            if !line.trim().is_empty() {
                break line;
            }
        };
        self.number += 1;
        if !version.starts_with("WARC/") {
            return Err(self.misshapen("a record does not begin with WARC/; what follows is not read".to_owned()));
        }
        let header = Header::read(&mut self.bytes).map_err(|error| self.stopped(error))?;
        let Some(length) = header.get("Content-Length").and_then(|length| length.parse::<u64>().ok()) else {
            return Err(self.misshapen("a record has no Content-Length; what follows is not read".to_owned()));
        };
        let is_response = header.get("WARC-Type").is_some_and(|kind| kind.eq_ignore_ascii_case("response"));
        let is_http = header.get("Content-Type").is_none_or(|kind| kind.to_ascii_lowercase().contains("http"));
        let is_wanted = is_response && is_http;
        let limit = reading.limits.document as u64;
        let mut http = Vec::new();
        if is_wanted && length <= limit {
            let read = (&mut self.bytes).take(length).read_to_end(&mut http).map_err(|error| self.stopped(error))?;
            if (read as u64) < length {
                return Err(self.misshapen(format!("the last record has {read} bytes of {length}")));
            }
        } else {
            let skipped = std::io::copy(&mut (&mut self.bytes).take(length), &mut std::io::sink());
            skipped.map_err(|error| self.stopped(error))?;
        }
        if is_wanted && length > limit {
            let document = self.document.to_string();
            return Err(SourceError::TooLong { document, line: self.number, limit: reading.limits.document, hint: "" });
        }
        let uri = header.get("WARC-Target-URI").unwrap_or("").trim_matches(['<', '>']).to_owned();
        let fetched = header.get("WARC-Date").and_then(Published::parse);
        Ok(is_wanted.then_some(Response { uri, fetched, http }))
    }

    fn stopped(&mut self, error: std::io::Error) -> SourceError {
        self.is_over = true;
        expand::told(&self.document, self.number.max(1), error)
    }

    fn misshapen(&mut self, message: String) -> SourceError {
        self.is_over = true;
        SourceError::Format { document: self.document.to_string(), line: self.number, format: "web archive", message }
    }
}

impl Unread for Response {
    /// What is no web page gives nothing.
    fn read(self: Box<Self>, place: &Place, reading: &Reading, each: &mut Each<'_>) {
        let mut rest = &self.http[..];
        let Ok(status) = line(&mut rest) else { return };
        let Ok(header) = Header::read(&mut rest) else { return };
        let is_fine = status.split_whitespace().nth(1).is_none_or(|code| code.starts_with('2'));
        let kind = header.get("Content-Type").unwrap_or("").to_ascii_lowercase();
        if !is_fine || !(kind.contains("html") || kind.is_empty()) {
            return;
        }
        let origin = place.origin();
        let document = if self.uri.is_empty() { origin.to_string() } else { self.uri.clone() };
        let body = match body(place, rest, &header, reading) {
            Ok(body) => body,
            Err(error) => return each(Err(error)),
        };
        let charset =
            kind.split_once("charset=").map(|(_, label)| label.split(';').next().unwrap_or("").trim().trim_matches('"').to_owned());
        let url = (!self.uri.is_empty()).then(|| self.uri.clone());
        let source = html::read(document, place, body, &Told { charset, url, fetched: self.fetched }, reading);
        each(source.map(|source| Source { origin: Some(origin), ..source }));
    }
}

/// The body as the page was, unpacked and joined.
fn body(place: &Place, raw: &[u8], header: &Header, reading: &Reading) -> Result<Vec<u8>, SourceError> {
    let is_chunked = header.get("Transfer-Encoding").is_some_and(|coding| coding.to_ascii_lowercase().contains("chunked"));
    // Many archives keep the header and join the chunks.
    let joined = if is_chunked { joined(raw) } else { None };
    let body = joined.unwrap_or_else(|| raw.to_vec());
    if !matches!(body[..], [0x1f, 0x8b, ..] | [0x28, 0xb5, 0x2f, 0xfd, ..]) {
        return Ok(body);
    }
    let told = |error| expand::told(&place.document, place.line, error);
    let opened = expand::open(std::io::Cursor::new(body), reading.limits.ratio, Arc::default()).map_err(told)?;
    let mut unpacked = Vec::new();
    opened.bytes.take(reading.limits.document as u64 + 1).read_to_end(&mut unpacked).map_err(told)?;
    Ok(unpacked)
}

/// The chunks of a body, or nothing if it is not made of chunks.
fn joined(mut raw: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(raw.len());
    loop {
        let end = memchr::memchr(b'\n', raw)?;
        let size = std::str::from_utf8(&raw[..end]).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        raw = &raw[end + 1..];
        if size == 0 {
            return Some(whole);
        }
        whole.extend_from_slice(raw.get(..size)?);
        raw = raw[size..].strip_prefix(b"\r\n").or_else(|| raw[size..].strip_prefix(b"\n"))?;
    }
}
