//! Formats of inputs, and how they are told from a name and the first bytes.

/// A format of an input. Any of them may be compressed with gzip or Zstandard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Plain text: a file is a page.
    Text,
    /// A web page.
    Html,
    /// A JSON object a line.
    Jsonl,
    /// A table with a header; its delimiter (comma, semicolon, tab or bar) is told from the header.
    Csv,
    /// A table with tabs.
    Tsv,
    /// A Parquet table. Read where the program is built with the feature `parquet`.
    Parquet,
    /// A web archive; its responses that are web pages are read.
    Warc,
}

/// Endings of names, and the formats that they tell.
const ENDINGS: [(&str, Format); 15] = [
    ("txt", Format::Text),
    ("text", Format::Text),
    ("asc", Format::Text),
    ("html", Format::Html),
    ("htm", Format::Html),
    ("xhtml", Format::Html),
    ("jsonl", Format::Jsonl),
    ("ndjson", Format::Jsonl),
    ("json", Format::Jsonl),
    ("csv", Format::Csv),
    ("tsv", Format::Tsv),
    ("tab", Format::Tsv),
    ("parquet", Format::Parquet),
    ("pq", Format::Parquet),
    ("warc", Format::Warc),
];

/// Endings of compressed files.
const COMPRESSED: [&str; 4] = ["gz", "gzip", "zst", "zstd"];

impl Format {
    /// All formats.
    pub const ALL: [Self; 7] = [Self::Text, Self::Html, Self::Jsonl, Self::Csv, Self::Tsv, Self::Parquet, Self::Warc];

    /// The name used in options: `text`, `html`, `jsonl`, `csv`, `tsv`, `parquet` or `warc`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Html => "html",
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Parquet => "parquet",
            Self::Warc => "warc",
        }
    }

    /// The format with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// The format that a file's name tells, compressed or not.
    ///
    /// ```
    /// use actorgraph::SourceFormat;
    /// assert_eq!(SourceFormat::of_name("2026/nieuws.jsonl.gz"), Some(SourceFormat::Jsonl));
    /// assert_eq!(SourceFormat::of_name("beeld.png"), None);
    /// ```
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let ending = endings(name).1?;
        ENDINGS.iter().find(|(known, _)| *known == ending).map(|(_, format)| *format)
    }

    /// The format of a file: what its first bytes show beyond doubt, or else what its name tells, or else what its first line looks
    /// like. `head` is what the file begins with, unpacked and in UTF-8 as far as it can be.
    #[must_use]
    pub fn recognise(name: &str, head: &[u8]) -> Self {
        let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
        if head.starts_with(b"PAR1") {
            return Self::Parquet;
        }
        if head.starts_with(b"WARC/1.") {
            return Self::Warc;
        }
        let named = Self::of_name(name);
        if matches!(named, None | Some(Self::Text)) && looks_like_html(head) {
            return Self::Html;
        }
        named.unwrap_or_else(|| guess(head))
    }
}

/// Whether a directory's file is read: its name tells a format, or has no ending.
pub(super) fn is_read(name: &str) -> bool {
    match endings(name) {
        (_, None) => true,
        (_, Some(_)) => Format::of_name(name).is_some(),
    }
}

/// The name without its compression, and its ending in lower case.
fn endings(name: &str) -> (&str, Option<String>) {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let split = |name: &str| match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() => Some((stem.len(), ending.to_lowercase())),
        _ => None,
    };
    match split(name) {
        Some((stem, ending)) if COMPRESSED.contains(&ending.as_str()) => (&name[..stem], split(&name[..stem]).map(|(_, ending)| ending)),
        Some((_, ending)) => (name, Some(ending)),
        None => (name, None),
    }
}

fn looks_like_html(head: &[u8]) -> bool {
    const REACH: usize = 1024;
    let start: Vec<u8> = head.iter().copied().skip_while(u8::is_ascii_whitespace).take(REACH).collect();
    let lower = start.to_ascii_lowercase();
    let opens = |tag: &[u8]| lower.starts_with(tag);
    if opens(b"<!doctype html") || opens(b"<html") {
        return true;
    }
    // A comment or an XML declaration may stand first.
    (opens(b"<!--") || opens(b"<?xml")) && memchr::memmem::find(&lower, b"<html").is_some()
}

/// The format of a file without a telling name: JSON lines, a table with a column of text, or plain text.
fn guess(head: &[u8]) -> Format {
    let line = head.split(|byte| *byte == b'\n').find(|line| !line.trim_ascii().is_empty()).unwrap_or(b"").trim_ascii();
    let opens = head.iter().copied().filter(|byte| !byte.is_ascii_whitespace());
    if [&b"[{\""[..], b"[]"].into_iter().any(|list| opens.clone().take(list.len()).eq(list.iter().copied()))
        || line == b"{" && opens.clone().take(2).eq(*b"{\"")
    {
        return Format::Jsonl;
    }
    let is_whole = line.len() < head.len();
    if line.starts_with(b"{\"") && (line.ends_with(b"}") || !is_whole) {
        return Format::Jsonl;
    }
    let delimiter = delimiter(line);
    let columns: Vec<String> = line.split(|byte| *byte == delimiter).map(|cell| String::from_utf8_lossy(cell).to_lowercase()).collect();
    let is_text = |column: &String| super::fields::TEXT.contains(&column.trim().trim_matches('"'));
    if columns.len() > 1 && columns.iter().any(is_text) {
        return if delimiter == b'\t' { Format::Tsv } else { Format::Csv };
    }
    Format::Text
}

/// The delimiter of a header: the sign among comma, semicolon, tab and bar that stands in it most often outside quotes.
pub(super) fn delimiter(header: &[u8]) -> u8 {
    let count = |delimiter: u8| {
        let mut quoted = false;
        header
            .iter()
            .filter(|byte| {
                quoted ^= **byte == b'"';
                **byte == delimiter && !quoted
            })
            .count()
    };
    // Of equals the last counts for `max_by_key`, and commas are the rule.
    [b'|', b'\t', b';', b','].into_iter().max_by_key(|sign| count(*sign)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_first_bytes_tell_the_format() {
        let rows: [(&str, &[u8], Format); 21] = [
            ("a.txt", b"De NAVO.", Format::Text),
            ("a.txt", b"PAR1\x15", Format::Parquet),
            ("a.txt", b" <!DOCTYPE HTML><html>", Format::Html),
            ("a", b"<!-- nieuws -->\n<html lang=nl>", Format::Html),
            ("a", b"<p>geen hele bladzij", Format::Text),
            ("a.HTM", b"<p>", Format::Html),
            ("a.html.gz", b"", Format::Html),
            ("a.jsonl.zst", b"{", Format::Jsonl),
            ("-", b"{\"text\": \"De NAVO.\"}\n", Format::Jsonl),
            ("-", b"{ zo begint geen regel }", Format::Text),
            ("-", b"[\n {\n  \"text\": \"De NAVO.\"", Format::Jsonl),
            ("-", b"{\n \"text\": \"De NAVO.\"", Format::Jsonl),
            ("-", b"[Dit is een text]", Format::Text),
            ("-", b"id;Title;Text\n1;2;3\n", Format::Csv),
            ("-", b"id\ttext\n", Format::Tsv),
            ("-", b"Dit is een text, en de rest\nook", Format::Text),
            ("a.csv", b"een", Format::Csv),
            ("a.tsv", b"een", Format::Tsv),
            ("web.arc", b"WARC/1.1\r\n", Format::Warc),
            ("web.warc.gz", b"", Format::Warc),
            (".txt", b"", Format::Text),
        ];
        for (name, head, format) in rows {
            assert_eq!(Format::recognise(name, head), format, "{name} {:?}", String::from_utf8_lossy(head));
        }
    }

    #[test]
    fn in_a_directory_known_endings_are_read() {
        for name in ["a.txt", "a.TXT.gz", "lees", "a.jsonl.zst", "x/y.z/a", "lees.gz"] {
            assert!(is_read(name), "{name}");
        }
        for name in ["a.png", "a.md", "a.tar.gz", "a.xlsx"] {
            assert!(!is_read(name), "{name}");
        }
    }
}
