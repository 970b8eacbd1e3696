//! W3C Web Annotations: an annotation page, each mention with its place by position and by quotation.
//!
//! The position is exact; the quotation, with what stands before and after it, finds the mention again after the text has changed.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::{MentionPage, MentionRow, MentionWriter};

/// So many characters before and after a mention go with its quotation.
const CONTEXT: usize = 32;

/// An annotation page, an annotation a line.
pub(super) struct WebAnno<W> {
    out: W,
    any: bool,
}

impl<W: Write> WebAnno<W> {
    pub fn new(mut out: W) -> io::Result<Self> {
        let generator = json!({ "type": "Software", "name": concat!("actorgraph ", env!("CARGO_PKG_VERSION")) });
        write!(
            out,
            "{{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"type\":\"AnnotationPage\",\"generator\":{generator},\"items\":["
        )?;
        Ok(Self { out, any: false })
    }
}

impl<W: Write> MentionWriter for WebAnno<W> {
    fn add(&mut self, page: &MentionPage<'_>) -> io::Result<()> {
        let source = iri(page.document);
        for row in &page.rows {
            self.out.write_all(if self.any { b",\n" } else { b"\n" })?;
            self.any = true;
            serde_json::to_writer(&mut self.out, &annotation(row, page.text, &source))?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.out.write_all(b"\n]}\n")?;
        self.out.flush()
    }
}

fn annotation(row: &MentionRow<'_>, text: &str, source: &str) -> Value {
    let mut annotation = json!({
        "type": "Annotation",
        "id": format!("urn:actorgraph:mention:{source}:{}-{}", row.start, row.end),
        "motivation": "identifying",
        "target": {
            "source": source,
            "selector": [
                { "type": "TextPositionSelector", "start": row.start, "end": row.end },
                {
                    "type": "TextQuoteSelector",
                    "exact": row.text,
                    "prefix": last(&text[..row.byte_start]),
                    "suffix": text[row.byte_end..].chars().take(CONTEXT).collect::<String>(),
                },
            ],
        },
    });
    let actor =
        |id: &str| json!({ "type": "SpecificResource", "purpose": "identifying", "source": format!("urn:actorgraph:actor:{}", iri(id)) });
    let mut bodies = match row.actor {
        Some(id) => vec![actor(id)],
        None if row.is_open() => vec![json!({ "type": "Choice", "items": row.candidates.iter().map(|id| actor(id)).collect::<Vec<_>>() })],
        None => Vec::new(),
    };
    for tag in row.name.into_iter().chain(row.label()).chain([row.kind]) {
        bodies.push(json!({ "type": "TextualBody", "purpose": "tagging", "value": tag }));
    }
    annotation["body"] = Value::Array(bodies);
    annotation
}

/// The last characters of a text.
fn last(text: &str) -> &str {
    text.char_indices().rev().nth(CONTEXT - 1).map_or(text, |(at, _)| &text[at..])
}

/// A path or id as a reference: what has a meaning there, or may not stand there, is written in hexadecimal.
fn iri(text: &str) -> String {
    let mut iri = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => iri.push(char::from(byte)),
            _ => iri.push_str(&format!("%{byte:02X}")),
        }
    }
    iri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_holds_no_character_with_a_meaning() {
        assert_eq!(iri("seeds/a b#1?é%.txt"), "seeds/a%20b%231%3F%C3%A9%25.txt");
    }

    #[test]
    fn the_prefix_is_whole_characters() {
        assert_eq!(last("éé"), "éé");
        assert_eq!(last(&"é".repeat(40)).chars().count(), CONTEXT);
    }
}
