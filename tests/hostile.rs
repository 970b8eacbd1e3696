//! Any bytes in every reader: no panic, an error that names the place, and the same sources however the bytes are cut.

use std::io::{Cursor, Read};
use std::ops::ControlFlow;
use std::sync::Arc;

use actorgraph::answer::Suggestions;
use actorgraph::{Annotator, Gazetteer, InputError, Inputs, Language, Reading, Scratch, Source, SourceFormat};
use proptest::prelude::*;

/// Gives few bytes at a time, as pipes do.
struct Slow(Cursor<Vec<u8>>);

impl Read for Slow {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let few = buffer.len().min(7);
        self.0.read(&mut buffer[..few])
    }
}

fn read(name: &str, bytes: &[u8], reading: &Reading, is_slow: bool) -> Vec<Result<Source, InputError>> {
    let mut inputs = Inputs::default();
    let bytes = Cursor::new(bytes.to_vec());
    if is_slow {
        inputs.add_stream(name, Slow(bytes));
    } else {
        inputs.add_stream(name, bytes);
    }
    let mut found = Vec::new();
    inputs.sources(reading, |source| {
        found.push(source);
        ControlFlow::Continue(())
    });
    found
}

/// Reads bytes in a format, and checks what comes out.
fn check(bytes: &[u8], format: Option<SourceFormat>, small: bool) -> Result<(), TestCaseError> {
    let mut reading = Reading::default();
    reading.format = format;
    if small {
        reading.limits.document = 64;
        reading.limits.depth = 4;
    }
    let found = read("in.x", bytes, &reading, false);
    for source in &found {
        match source {
            Ok(source) => {
                let headline = source.headline.map(|span| span.of(&source.text));
                prop_assert!(headline.is_none_or(|headline| !headline.trim().is_empty() && !headline.contains('\n')), "{source:?}");
                prop_assert!(!source.document.is_empty());
            }
            Err(error) => {
                let told = error.to_string();
                prop_assert!(told.starts_with("in.x:") && told.contains("; "), "{told}");
                prop_assert!(!told.contains('\n') || told.contains("cannot be read, so the record"), "{told}");
            }
        }
    }
    let slow: Vec<String> = read("in.x", bytes, &reading, true).iter().map(|source| format!("{source:?}")).collect();
    prop_assert_eq!(found.iter().map(|source| format!("{source:?}")).collect::<Vec<_>>(), slow);
    Ok(())
}

fn pieces(pieces: &'static [&'static str]) -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        8 => prop::sample::select(pieces).prop_map(|piece| piece.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..6),
        1 => any::<char>().prop_map(|c| c.to_string().into_bytes()),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

const JSON: &[&str] = &[
    "{",
    "}",
    "\"text\"",
    ":",
    ",",
    "\"De NAVO.\"",
    "\n",
    "\r\n",
    "[",
    "]",
    "null",
    "1e9",
    "\"date\"",
    "\"2026-01-27\"",
    "\"id\"",
    "\"\\u0000\"",
    "\"\\ud800\"",
    "{\"text\":\"De EU.\"}\n",
    "{\"title\":\"Kop\",\"text\":[\"a\",{\"b\":1}],\"id\":{\"$oid\":\"7\"}}\n",
    "\u{feff}",
];
const TABLE: &[&str] = &[
    "id",
    ";",
    ",",
    "\t",
    "|",
    "text",
    "\n",
    "\r\n",
    "\"",
    "\"\"",
    "sep=;",
    "De NAVO",
    "id,text\n",
    "1,\"De\nEU\"\n",
    "2026-01-27",
    "\u{feff}",
];
const HTML: &[&str] = &[
    "<!DOCTYPE html>",
    "<html>",
    "<body>",
    "<div>",
    "</div>",
    "<p>",
    "De NAVO en de EU spreken vandaag lang. ",
    "<br>",
    "<table><tr><td>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<h1>Kop</h1>",
    "<title>",
    "<script type='application/ld+json'>",
    "{\"@type\":\"NewsArticle\",\"articleBody\":\"x\"}",
    "<b",
    "<",
    "&amp;",
    "&#0;",
    "<svg>",
    "<math>",
    "<template>",
    "<select>",
    "<a href=x>",
    "</p>",
    "<meta charset=utf-16>",
    "<meta property='article:published_time' content='2026'>",
    "\n",
];
const ARCHIVE: &[&str] = &[
    "WARC/1.0\r\n",
    "WARC-Type: response\r\n",
    "Content-Length: 60\r\n",
    "Content-Length: 99999999999\r\n",
    "Content-Length: -1\r\n",
    "\r\n",
    " vouw\r\n",
    "WARC-Target-URI: http://x\r\n",
    "HTTP/1.1 200 OK\r\n",
    "Content-Type: text/html\r\n",
    "Transfer-Encoding: chunked\r\n",
    "5\r\n",
    "ffffffffffffffff\r\n",
    "<p>De NAVO.",
    "WARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 250, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_in_any_format(bytes in prop::collection::vec(any::<u8>(), 0..300), format in prop::option::of(prop::sample::select(SourceFormat::ALL.to_vec())), small in any::<bool>()) {
        check(&bytes, format, small)?;
    }

    #[test]
    fn things_like_json_lines(bytes in pieces(JSON), small in any::<bool>()) {
        check(&bytes, Some(SourceFormat::Jsonl), small)?;
    }

    #[test]
    fn things_like_tables(bytes in pieces(TABLE), small in any::<bool>(), tabs in any::<bool>()) {
        check(&bytes, Some(if tabs { SourceFormat::Tsv } else { SourceFormat::Csv }), small)?;
    }

    #[test]
    fn things_like_pages(bytes in pieces(HTML), small in any::<bool>()) {
        check(&bytes, Some(SourceFormat::Html), small)?;
    }

    #[test]
    fn things_like_archives(bytes in pieces(ARCHIVE), small in any::<bool>()) {
        check(&bytes, Some(SourceFormat::Warc), small)?;
    }

    #[test]
    fn packed_bytes_that_are_changed_or_cut(text in pieces(JSON), cut in any::<prop::sample::Index>(), byte in any::<u8>(), zst in any::<bool>()) {
        let mut packed = if zst { zstd::encode_all(&text[..], 0).unwrap() } else {
            let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            std::io::Write::write_all(&mut packed, &text).unwrap();
            packed.finish().unwrap()
        };
        let at = cut.index(packed.len());
        packed[at] = byte;
        check(&packed, Some(SourceFormat::Jsonl), false)?;
        packed.truncate(at);
        check(&packed, None, false)?;
    }
}

#[test]
fn pages_that_wear_readers_out_are_read_or_refused() {
    let body = |inner: String| format!("<!DOCTYPE html><html><body>{inner}</body></html>").into_bytes();
    let pages = [
        body("<b>".repeat(5000)),
        body("<p><b>".repeat(2000)),
        body("<table><tr><td>".repeat(3000)),
        body("<a href=x>De NAVO ".repeat(20_000)),
        body(format!("<p {}>De EU", "x=1 ".repeat(50_000))),
        body("<br>".repeat(100_000)),
        body("<li>De NAVO".repeat(20_000)),
        body("&amp;".repeat(200_000)),
        body("<svg><![CDATA[".repeat(10_000)),
        body("<p>De NAVO, de EU, China en Rusland.</p>".repeat(5000)),
    ];
    for page in pages {
        let found = read("a.html", &page, &Reading::default(), false);
        assert_eq!(found.len(), 1);
    }
}

/// One name or title again and again: what asks each mention about all others has no end here.
#[test]
fn texts_that_wear_rules_out_are_read() {
    const TIMES: usize = 60_000;
    let gazetteer = Arc::new(Gazetteer::embedded(&[Language::Dutch]));
    let annotator = Annotator::new(gazetteer, Language::Dutch).unwrap_or_else(|error| panic!("{error}"));
    let last = "Poetin kwam.";
    for (again, mentions) in [
        ("Poetin ", TIMES + 1),
        ("Poetin sprak. ", TIMES + 1),
        ("president ", 1),
        ("de president van ", 1),
        ("Trump Vance ", 2 * TIMES + 1),
        ("Let op. ", 1),
        ("Rusland, ", TIMES + 1),
        ("Moskou en ", TIMES + 1),
        ("in Moskou, Rusland, ", TIMES + 1),
        ("Frans, ", 1),
        // Each is part of one long word.
        ("Poetin-Trump-Moskou-", 2),
        ("President Jan Jansen, ", 1),
        ("Verzonnen Kabinet (VZK) ", 1),
        ("Verzonnen Kabinet (VZK ", 1),
        ("van Moskou van Kyiv ", 2 * TIMES + 1),
    ] {
        let text = format!("{}{last}", again.repeat(TIMES));
        let page = annotator.annotate(Source::new("long", text), &mut Scratch::default());
        let found: usize = page.articles.iter().flat_map(|article| &article.mentions).filter(|mention| mention.actor().is_some()).count();
        assert_eq!(found, mentions, "{again:?}");
        let mut suggestions = Suggestions::new(&annotator);
        suggestions.add(&page);
        assert!(suggestions.finish().len() <= 1, "{again:?}");
    }
}

#[cfg(feature = "parquet")]
mod parquet {
    use std::sync::Arc;

    use ::parquet::basic::Compression;
    use ::parquet::column::writer::ColumnWriter;
    use ::parquet::data_type::ByteArray;
    use ::parquet::file::properties::WriterProperties;
    use ::parquet::file::writer::SerializedFileWriter;
    use ::parquet::schema::parser::parse_message_type;

    use super::*;

    const SCHEMA: &str = "message news {
        REQUIRED INT64 id; OPTIONAL BYTE_ARRAY Title (UTF8); OPTIONAL BYTE_ARRAY body (UTF8); REQUIRED INT32 date (DATE); REQUIRED INT32 other;
    }";

    /// A table of two row groups with these many rows each, all of one day, counted from 1970.
    fn table_of_day(rows: i64, compression: Compression, day: i32) -> Result<Vec<u8>, ::parquet::errors::ParquetError> {
        let schema = Arc::new(parse_message_type(SCHEMA)?);
        let properties = Arc::new(WriterProperties::builder().set_compression(compression).build());
        let mut bytes = Vec::new();
        let mut writer = SerializedFileWriter::new(&mut bytes, schema, properties)?;
        for group in 0..2 {
            let mut row_group = writer.next_row_group()?;
            let ids: Vec<i64> = (0..rows).map(|row| group * rows + row).collect();
            let count = ids.len();
            let mut names = ["id", "Title", "body", "date", "other"].into_iter();
            while let Some(mut column) = row_group.next_column()? {
                let name = names.next().unwrap_or("");
                match column.untyped() {
                    ColumnWriter::Int64ColumnWriter(writer) => writer.write_batch(&ids, None, None)?,
                    ColumnWriter::Int32ColumnWriter(writer) => writer.write_batch(&vec![day; count], None, None)?,
                    ColumnWriter::ByteArrayColumnWriter(writer) => {
                        // The first row has no title and no text.
                        let levels: Vec<i16> = ids.iter().map(|id| i16::from(*id > 0)).collect();
                        let text = |id: &i64| {
                            ByteArray::from(
                                if name == "body" { format!("De NAVO noemt China, punt {id}.") } else { format!("Kop {id}") }.into_bytes(),
                            )
                        };
                        writer.write_batch(&ids.iter().filter(|id| **id > 0).map(text).collect::<Vec<_>>(), Some(&levels), None)?
                    }
                    _ => panic!("the schema has another type"),
                };
                column.close()?;
            }
            row_group.close()?;
        }
        writer.close()?;
        Ok(bytes)
    }

    fn table(rows: i64, compression: Compression) -> Result<Vec<u8>, ::parquet::errors::ParquetError> {
        table_of_day(rows, compression, 20_480)
    }

    #[test]
    fn days_outside_the_calendar_are_no_days() {
        for (day, expected) in [(0, Some("1970-01-01")), (-1, Some("1969-12-31")), (i32::MAX, None), (i32::MIN, None), (3_000_000, None)] {
            let bytes = table_of_day(2, Compression::UNCOMPRESSED, day).unwrap();
            let found: Vec<Source> = read("a.parquet", &bytes, &Reading::default(), false).into_iter().map(Result::unwrap).collect();
            assert_eq!(found.len(), 4, "{day}");
            for source in found {
                assert_eq!(source.published.map(|published| published.day().to_string()).as_deref(), expected, "{day}");
            }
        }
    }

    #[test]
    fn tables_are_read_row_group_by_row_group() {
        for compression in [
            Compression::UNCOMPRESSED,
            Compression::SNAPPY,
            Compression::ZSTD(Default::default()),
            Compression::GZIP(Default::default()),
            Compression::LZ4_RAW,
        ] {
            let bytes = table(3000, compression).unwrap();
            let found: Vec<Source> = read("a.parquet", &bytes, &Reading::default(), false).into_iter().map(Result::unwrap).collect();
            assert_eq!(found.len(), 6000);
            assert_eq!((found[0].document.as_str(), found[0].text.as_str()), ("0", ""));
            assert_eq!((found[5999].document.as_str(), found[5999].text.as_str()), ("5999", "Kop 5999\n\nDe NAVO noemt China, punt 5999."));
            assert_eq!(found[7].published.map(|published| published.day().to_string()).as_deref(), Some("2026-01-27"));
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.pq");
        std::fs::write(&path, table(10, Compression::SNAPPY).unwrap()).unwrap();
        let mut inputs = Inputs::default();
        inputs.add_path(&path, actorgraph::Wanted::Pages).unwrap();
        let mut count = 0;
        inputs.sources(&Reading::default(), |source| {
            count += usize::from(source.is_ok());
            ControlFlow::Continue(())
        });
        assert_eq!(count, 20);
        let mut reading = Reading::default();
        reading.fields = reading.fields.with(actorgraph::Field::Text, "tekst");
        let error = read("a.parquet", &table(1, Compression::SNAPPY).unwrap(), &reading, false).remove(0).unwrap_err().to_string();
        assert_eq!(
            error,
            "a.parquet:1: has no field \"tekst\"; name the field of the text with --text-field; there are id, Title, body, date, other"
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn damaged_tables_are_told(at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in prop::option::of(any::<prop::sample::Index>())) {
            let mut bytes = table(20, Compression::SNAPPY).unwrap();
            let at = at.index(bytes.len());
            bytes[at] = byte;
            if let Some(cut) = cut {
                bytes.truncate(cut.index(bytes.len()));
            }
            check(&bytes, Some(SourceFormat::Parquet), false)?;
        }
    }
}
