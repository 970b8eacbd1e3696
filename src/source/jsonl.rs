//! JSON lines: an object a line, each a record.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;

use crate::source::encoding::decode_part;
use crate::source::fields::{Field, Fields, Place, Record};
use crate::source::reader::Reading;
use crate::source::{Source, SourceError};

/// Reads a block of whole lines.
pub(super) fn read(place: &Place, block: &[u8], reading: &Reading, each: &mut dyn FnMut(Result<Source, SourceError>)) {
    let mut place = place.clone();
    let ends = memchr::memchr_iter(b'\n', block).chain([block.len()]);
    let mut start = 0;
    for end in ends {
        let line = &block[start..end];
        start = end + 1;
        if !line.trim_ascii().is_empty() && line != b"\xef\xbb\xbf" {
            match record(&place, line, reading) {
                Ok(record) => record.into_source(&place, each),
                Err(error) => each(Err(error)),
            }
        }
        place.line += 1;
    }
}

fn record(place: &Place, line: &[u8], reading: &Reading) -> Result<Record, SourceError> {
    let document = || place.document.to_string();
    if line.len() > reading.limits.document {
        return Err(SourceError::TooLong { document: document(), line: place.line, limit: reading.limits.document, hint: "" });
    }
    let text: Cow<'_, str> = match simdutf8::basic::from_utf8(line) {
        Ok(text) if memchr::memchr(0, line).is_none() => Cow::Borrowed(text),
        _ => Cow::Owned(decode_part(&place.document, place.line, line.to_vec(), None)?),
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let mut found = Found { fields: &reading.fields, record: Record::default(), names: Vec::new() };
    let mut parser = serde_json::Deserializer::from_str(text);
    let parsed = parser.deserialize_map(&mut found).and_then(|()| parser.end());
    if let Err(error) = parsed {
        return Err(SourceError::Json { document: document(), line: place.line, column: error.column(), message: message(&error) });
    }
    if !found.record.has_text {
        let tried = reading.fields.tried(Field::Text);
        return Err(SourceError::NoText { document: document(), line: place.line, tried, present: found.names });
    }
    Ok(found.record)
}

/// What the parser said, without the place, which counts from the line.
fn message(error: &serde_json::Error) -> String {
    let told = error.to_string();
    match told.rsplit_once(" at line ") {
        Some((told, _)) => told.to_owned(),
        None => told,
    }
}

/// Picks the wanted fields of an object as it is parsed; the rest is passed over.
struct Found<'f> {
    fields: &'f Fields,
    record: Record,
    /// Names of the fields, as long as no text was among them.
    names: Vec<String>,
}

impl<'de> Visitor<'de> for &mut Found<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            if is_wanted(self.fields, &key) {
                let value: Value = map.next_value()?;
                note(self.fields, &mut self.record, &key, value);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
            if !self.record.has_text {
                self.names.push(key.into_owned());
            }
        }
        Ok(())
    }
}

/// Whether a field is asked for, or something inside it is.
fn is_wanted(fields: &Fields, key: &str) -> bool {
    Field::ALL.into_iter().flat_map(|field| fields.names(field)).any(|name| {
        name.get(..key.len()).is_some_and(|start| start.eq_ignore_ascii_case(key))
            && matches!(name.as_bytes().get(key.len()), None | Some(b'.'))
    })
}

fn note(fields: &Fields, record: &mut Record, path: &str, mut value: Value) {
    let mut wanted = fields.of_column(path).peekable();
    while let Some((field, rank)) = wanted.next() {
        // An empty value of the text's field says that there is no text, not that the field is missing.
        let text = match &mut value {
            // The text of a page is long, and as a rule wanted once.
            Value::String(text) if wanted.peek().is_none() => std::mem::take(text),
            value => text_of(value),
        };
        record.note(field, rank, text);
    }
    if let Value::Object(inner) = value {
        for (key, value) in inner {
            let path = format!("{path}.{key}");
            if is_wanted(fields, &path) {
                note(fields, record, &path, value);
            }
        }
    }
}

/// A value as text; the parts of a list stand each in a paragraph of their own.
fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(value) => value.to_string(),
        Value::Array(parts) => parts.iter().map(text_of).collect::<Vec<_>>().join("\n\n"),
        // As databases write ids and dates: {"$oid": "…"}, {"$date": "…"}.
        Value::Object(inner) if inner.len() == 1 => {
            inner.iter().filter(|(key, _)| key.starts_with('$')).map(|(_, value)| text_of(value)).collect()
        }
        Value::Object(_) | Value::Null => String::new(),
    }
}
