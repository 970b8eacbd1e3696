//! Actors, links and their evidence in words, short enough for a pop-up.

use std::io;

use super::text::{label, shorten};
use super::words::Words;
use crate::graph::{Edge, Evidence, Node};

/// A sentence of evidence and where it stands.
fn quote(evidence: &Evidence, words: &Words) -> String {
    let (text, document) = (shorten(&evidence.text, 280), shorten(&evidence.document, 120));
    words.fill("note.quote", &[("text", &text), ("document", &document), ("line", &evidence.line.to_string())])
}

/// An edge: who, how often, and the first sentence that says so.
pub(super) fn edge_note(source: &Node, target: &Node, edge: &Edge, words: &Words) -> io::Result<String> {
    let mut note = words.fill(
        "note.edge",
        &[
            ("a", &shorten(&label(source), 80)),
            ("b", &shorten(&label(target), 80)),
            ("sentences", &words.counted(edge.sentences, "sentence")),
            ("articles", &words.counted(edge.articles, "article")),
        ],
    );
    add_first(&mut note, edge, words)?;
    Ok(note)
}

/// Adds the first sentence of an edge to a note.
pub(super) fn add_first(note: &mut String, edge: &Edge, words: &Words) -> io::Result<()> {
    if let Some(first) = edge.evidence.read_first(1)?.first() {
        note.push_str(&format!("\n{}", quote(first, words)));
    }
    Ok(())
}

/// A node: who, how often, and with how many.
pub(super) fn node_note(node: &Node, words: &Words) -> String {
    words.fill(
        "note.node",
        &[
            ("name", &shorten(&label(node), 80)),
            ("type", &shorten(&words.actor_type(&node.actor_type), 40)),
            ("mentions", &words.counted(node.mentions, "mention")),
            ("articles", &words.counted(node.articles, "article")),
            ("actors", &words.counted(u64::from(node.degree), "actor")),
        ],
    )
}
