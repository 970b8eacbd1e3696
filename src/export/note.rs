//! Actors, links and their evidence in words, short enough for a pop-up.

use std::collections::BTreeMap;
use std::io;

use super::text::{label, push_short, shorten};
use super::words::{Noun, Phrase, Words};
use crate::graph::{ActorGraph, Edge, Evidence, Node};

/// Writes the notes of a graph. Whatever comes again in them is looked up once.
pub(super) struct Notes<'w> {
    node: Phrase<'w, 5>,
    edge: Phrase<'w, 4>,
    quote: Phrase<'w, 3>,
    sentence: Noun<'w>,
    article: Noun<'w>,
    mention: Noun<'w>,
    actor: Noun<'w>,
    types: BTreeMap<String, String>,
    /// Names of actors, in the order of the nodes.
    labels: Vec<String>,
}

impl<'w> Notes<'w> {
    /// Notes of this graph in these words.
    pub fn of(graph: &ActorGraph, words: &'w Words) -> Self {
        let mut types = BTreeMap::new();
        for node in graph.nodes() {
            if !types.contains_key(&node.actor_type) {
                types.insert(node.actor_type.clone(), shorten(&words.actor_type(&node.actor_type), 40));
            }
        }
        Self {
            node: words.phrase("note.node", ["name", "type", "mentions", "articles", "actors"]),
            edge: words.phrase("note.edge", ["a", "b", "sentences", "articles"]),
            quote: words.phrase("note.quote", ["text", "document", "line"]),
            sentence: words.noun("sentence"),
            article: words.noun("article"),
            mention: words.noun("mention"),
            actor: words.noun("actor"),
            types,
            labels: graph.nodes().map(|node| shorten(&label(node), 80)).collect(),
        }
    }

    /// Puts down a link by the positions of its ends: who, how often, and the first sentence that says so.
    pub fn edge(&self, (source, target): (usize, usize), edge: &Edge, note: &mut String) -> io::Result<()> {
        self.edge.write(note, |blank, note| match blank {
            0 => note.push_str(&self.labels[source]),
            1 => note.push_str(&self.labels[target]),
            2 => self.sentence.counted(edge.sentences, note),
            _ => self.article.counted(edge.articles, note),
        });
        self.first(edge, note)
    }

    /// Adds the first sentence of a link to a note.
    pub fn first(&self, edge: &Edge, note: &mut String) -> io::Result<()> {
        if let Some(first) = edge.evidence.first_in_brief()? {
            note.push('\n');
            self.quote(&first, note);
        }
        Ok(())
    }

    /// A sentence of evidence and where it stands.
    fn quote(&self, evidence: &Evidence, note: &mut String) {
        self.quote.write(note, |blank, note| match blank {
            0 => push_short(&evidence.text, 280, note),
            1 => push_short(&evidence.document, 120, note),
            _ => note.push_str(itoa::Buffer::new().format(evidence.line)),
        });
    }

    /// Puts down the actor at a position: who, how often, and with how many.
    pub fn node(&self, at: usize, node: &Node, note: &mut String) {
        self.node.write(note, |blank, note| match blank {
            0 => note.push_str(&self.labels[at]),
            1 => note.push_str(self.types.get(&node.actor_type).map_or("", String::as_str)),
            2 => self.mention.counted(node.mentions, note),
            3 => self.article.counted(node.articles, note),
            _ => self.actor.counted(u64::from(node.degree), note),
        });
    }
}
