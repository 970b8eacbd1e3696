//! JSON lines: an object a line, each a record.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value as Json;

use crate::source::SourceError;
use crate::source::encoding::decode_part;
use crate::source::fields::{Field, Fields, Place, Record};
use crate::source::piece::{Each, Unread};
use crate::source::reading::Reading;

/// A block of whole lines.
pub(super) struct Lines(pub(super) Vec<u8>);

/// A record over several lines as it stands in the file.
#[derive(Debug)]
pub(super) struct Value {
    /// Which of the values it is, from 1.
    pub(super) number: u64,
    /// Line on which it begins, from 1.
    pub(super) line: u64,
    /// Bytes before it on that line.
    pub(super) indent: usize,
    pub(super) bytes: Vec<u8>,
}

impl Unread for Lines {
    fn read(self: Box<Self>, place: &Place, reading: &Reading, each: &mut Each<'_>) {
        let mut place = place.clone();
        let ends = memchr::memchr_iter(b'\n', &self.0).chain([self.0.len()]);
        let mut start = 0;
        for end in ends {
            let line = &self.0[start..end];
            start = end + 1;
            if !line.trim_ascii().is_empty() && line != b"\xef\xbb\xbf" {
                match record(&place, 0, line, reading) {
                    Ok(record) => record.into_source(&place, each),
                    Err(error) => each(Err(error)),
                }
            }
            place.line += 1;
        }
    }
}

impl Unread for Vec<Value> {
    fn read(self: Box<Self>, place: &Place, reading: &Reading, each: &mut Each<'_>) {
        for Value { number, line, indent, bytes } in *self {
            let place = Place { document: Arc::clone(&place.document), line };
            match record(&place, indent, &bytes, reading) {
                // Several may stand on one line, which cannot name them.
                Ok(record) => record.into_numbered(number, &place, each),
                Err(error) => each(Err(error)),
            }
        }
    }
}

/// Reads an object that begins after so many bytes on its line.
fn record(place: &Place, indent: usize, line: &[u8], reading: &Reading) -> Result<Record, SourceError> {
    let document = || place.document.to_string();
    if line.len() > reading.limits.document {
        return Err(SourceError::TooLong { document: document(), line: place.line, limit: reading.limits.document, hint: "" });
    }
    let text: Cow<'_, str> = match simdutf8::basic::from_utf8(line) {
        Ok(text) if memchr::memchr(0, line).is_none() => Cow::Borrowed(text),
        _ => Cow::Owned(decode_part(&place.document, place.line, line, None)?),
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let mut found = Found { fields: &reading.fields, record: Record::default(), names: Vec::new() };
    let mut parser = serde_json::Deserializer::from_str(text);
    let parsed = parser.deserialize_map(&mut found).and_then(|()| parser.end());
    if let Err(error) = parsed {
        let below = (error.line() as u64).saturating_sub(1);
        let column = error.column() + if below == 0 { indent } else { 0 };
        return Err(SourceError::Json { document: document(), line: place.line + below, column, message: message(&error) });
    }
    reading.met.note(&reading.fields, |field| found.record.has(field), place, || names(text));
    if !found.record.has(Field::Text) {
        if let Some(field) = list_of_records(text) {
            return Err(SourceError::Nested { document: document(), line: place.line, field });
        }
        let tried = reading.fields.tried(Field::Text);
        return Err(SourceError::NoText { document: document(), line: place.line, tried, present: found.names });
    }
    Ok(found.record)
}

/// The field of an object that holds a list of objects, as answers of web services do.
fn list_of_records(object: &str) -> Option<String> {
    let object: serde_json::Map<String, Json> = serde_json::from_str(object).ok()?;
    let is_plain =
        |name: &str| name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let is_list = |value: &Json| value.as_array().and_then(|list| list.first()).is_some_and(Json::is_object);
    object.into_iter().find(|(name, value)| is_plain(name) && is_list(value)).map(|(name, _)| name)
}

/// The names of an object's fields.
fn names(object: &str) -> Vec<String> {
    serde_json::from_str::<serde_json::Map<String, Json>>(object)
        .map(|object| object.into_iter().map(|(name, _)| name).collect())
        .unwrap_or_default()
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
                let value: Json = map.next_value()?;
                note(self.fields, &mut self.record, &key, value);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
            if !self.record.has(Field::Text) {
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

fn note(fields: &Fields, record: &mut Record, path: &str, mut value: Json) {
    let mut wanted = fields.of_column(path).peekable();
    while let Some((field, rank)) = wanted.next() {
        // An empty value of the text's field says that there is no text, not that the field is missing.
        let text = match &mut value {
            // The text of a page is long, and as a rule wanted once.
            Json::String(text) if wanted.peek().is_none() => std::mem::take(text),
            value => text_of(value),
        };
        record.note(field, rank, text);
    }
    if let Json::Object(inner) = value {
        for (key, value) in inner {
            let path = format!("{path}.{key}");
            if is_wanted(fields, &path) {
                note(fields, record, &path, value);
            }
        }
    }
}

/// A value as text; the parts of a list stand each in a paragraph of their own.
fn text_of(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        Json::Number(number) => number.to_string(),
        Json::Bool(value) => value.to_string(),
        Json::Array(parts) => parts.iter().map(text_of).collect::<Vec<_>>().join("\n\n"),
        // As databases write ids and dates: {"$oid": "…"}, {"$date": "…"}.
        Json::Object(inner) if inner.len() == 1 => {
            inner.iter().filter(|(key, _)| key.starts_with('$')).map(|(_, value)| text_of(value)).collect()
        }
        Json::Object(_) | Json::Null => String::new(),
    }
}
