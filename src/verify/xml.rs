//! Graphs in GEXF and GraphML.

use std::collections::HashMap;

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use serde_json::Value;

use super::raw::{Raw, RawEdge};
use super::{Fields, VerifyError};

/// What is being read.
#[derive(Default)]
struct State {
    written: Raw,
    /// Names of GraphML's keys.
    keys: HashMap<String, String>,
    /// The node or edge that is open.
    open: Option<Item>,
    /// The field whose text is being read, and the text so far.
    field: Option<(String, String)>,
}

enum Item {
    Node(String, Fields),
    Edge(String, String, Fields),
}

pub(super) fn read(text: &str) -> Result<Raw, VerifyError> {
    let mut reader = Reader::from_str(text);
    let mut state = State::default();
    loop {
        match reader.read_event().map_err(VerifyError::shape)? {
            Event::Start(start) => state.start(&start)?,
            Event::Empty(start) => {
                state.start(&start)?;
                state.end(start.name().as_ref())?;
            }
            Event::End(end) => state.end(end.name().as_ref())?,
            Event::Text(text) => state.text(&text.xml10_content()),
            Event::CData(text) => state.text(&text.xml10_content()),
            Event::GeneralRef(reference) => match reference.resolve_char_ref().map_err(VerifyError::shape)? {
                Some(c) => state.text(c.encode_utf8(&mut [0; 4])),
                None => state.text(resolve_predefined_entity(&reference.xml10_content()).unwrap_or_default()),
            },
            Event::Eof => break,
            _ => {}
        }
    }
    if state.open.is_some() || state.field.is_some() {
        return Err(VerifyError::shape("the file ends too early"));
    }
    if state.written.manifest.generator.is_empty() {
        return Err(VerifyError::shape("the graph has no manifest"));
    }
    Ok(state.written)
}

impl State {
    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), VerifyError> {
        let attribute = |name: &str| -> Result<String, VerifyError> {
            let found = start.try_get_attribute(name).map_err(VerifyError::shape)?;
            let value = found.map(|found| found.normalized_value(XmlVersion::Implicit1_0)).transpose().map_err(VerifyError::shape)?;
            Ok(value.unwrap_or_default().into_owned())
        };
        match local(start.name().as_ref()) {
            "graph" if self.open.is_none() => {
                self.written.directed = [attribute("defaultedgetype")?, attribute("edgedefault")?].iter().any(|kind| kind == "directed")
            }
            "node" => self.open = Some(Item::Node(attribute("id")?, Fields::new())),
            "edge" => {
                let weight = attribute("weight")?;
                let fields = if weight.is_empty() { Fields::new() } else { Fields::from([("weight".to_owned(), weight)]) };
                self.open = Some(Item::Edge(attribute("source")?, attribute("target")?, fields));
            }
            // What holds for some time only is a part of what holds for all.
            "attvalue" if attribute("start")?.is_empty() => self.set(attribute("for")?, attribute("value")?),
            "description" => self.field = Some(("manifest".to_owned(), String::new())),
            "key" => drop(self.keys.insert(attribute("id")?, attribute("attr.name")?)),
            "data" => {
                let key = attribute("key")?;
                let name = self.keys.get(&key).ok_or_else(|| VerifyError::shape(format_args!("no key has the id {key:?}")))?;
                self.field = Some((name.clone(), String::new()));
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if let Some((_, so_far)) = &mut self.field {
            so_far.push_str(text);
        }
    }

    fn end(&mut self, name: &str) -> Result<(), VerifyError> {
        match local(name) {
            "description" | "data" => {
                if let Some((name, text)) = self.field.take() {
                    match name.as_str() {
                        "manifest" => self.written.manifest = serde_json::from_str(&text).map_err(VerifyError::shape)?,
                        _ => self.set(name, text),
                    }
                }
            }
            "node" | "edge" => match self.open.take() {
                Some(Item::Node(id, fields)) => self.written.nodes.push((id, fields)),
                Some(Item::Edge(source, target, mut fields)) => {
                    let [evidence, relations] = ["evidence", "relation_evidence"].map(|name| fields.remove(name).map(Value::String));
                    self.written.edges.push(RawEdge { source, target, fields, evidence, relations, has_short_relations: true });
                }
                None => {}
            },
            _ => {}
        }
        Ok(())
    }

    fn set(&mut self, name: String, value: String) {
        if let Some(Item::Node(_, fields) | Item::Edge(_, _, fields)) = &mut self.open
            && !value.is_empty()
        {
            fields.insert(name, value);
        }
    }
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}
