//! The block of data in the page: columns of actors and links, and every sentence once, whichever links it proves.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write};

use jiff::civil::Date;
use rustc_hash::FxHashMap;
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};
use serde_json::ser::{Formatter, Serializer as JsonSerializer};

use crate::export::attribute::{Attribute, EDGE_WITHOUT_RELATIONS, Kind, NODE};
use crate::export::style::{Style, community_colour};
use crate::export::text::{Number, label, one_line};
use crate::export::words::Words;
use crate::graph::{ActorGraph, Edge, EdgeRelation, Evidence, Node, layout};
use crate::relation_count::RelationEvidence;

/// Radius of the strongest actor, in units of the map.
const LARGEST: f64 = 30.0;
/// Communities with a colour of their own; the rest share one.
const COLOURED: usize = 10;

/// All that the script of the page knows.
pub(super) struct Data<'g> {
    graph: &'g ActorGraph,
    words: &'g Words,
    style: Style,
    sentences: Sentences<'g>,
}

/// Sentences, each once. A sentence that names five actors is evidence of ten links.
#[derive(Default)]
struct Sentences<'g> {
    rows: Vec<Sentence<'g>>,
    /// Numbers of the sentences of each link.
    of_links: Vec<Vec<usize>>,
    /// Numbers of the sentences of each relation of each link.
    of_relations: Vec<Vec<Vec<usize>>>,
    documents: Vec<&'g str>,
}

struct Sentence<'g> {
    document: usize,
    line: u64,
    day: Option<Date>,
    text: &'g str,
    /// Marks of all links that it proves: start, end and position of the actor.
    marks: Vec<(u32, u32, usize)>,
    copies: Vec<usize>,
}

/// What is read of all links.
pub(super) struct AllEvidence<'g> {
    of_links: Vec<Cow<'g, [Evidence]>>,
    /// For each relation of each link.
    of_relations: Vec<Vec<Cow<'g, [RelationEvidence]>>>,
}

impl<'g> AllEvidence<'g> {
    /// Reads it.
    pub fn of(graph: &'g ActorGraph) -> io::Result<Self> {
        let told = |edge: &'g Edge| edge.relations.iter().map(|relation| relation.evidence.read()).collect::<Result<_, _>>();
        let of_links = graph.edges().map(|(.., edge)| edge.evidence.read()).collect::<Result<_, _>>()?;
        Ok(Self { of_links, of_relations: graph.edges().map(|(.., edge)| told(edge)).collect::<Result<_, _>>()? })
    }
}

impl<'g> Sentences<'g> {
    fn of(graph: &'g ActorGraph, evidence: &'g AllEvidence<'g>) -> Self {
        let actors: FxHashMap<&str, usize> = graph.nodes().enumerate().map(|(at, node)| (node.id.as_str(), at)).collect();
        let mut found = Self::default();
        let mut known: FxHashMap<(&str, u32, u32, &str), usize> = FxHashMap::default();
        let mut documents: FxHashMap<&str, usize> = FxHashMap::default();
        for evidence in &evidence.of_links {
            let mut own = Vec::with_capacity(evidence.len());
            for evidence in &**evidence {
                let key = (&*evidence.document, evidence.article, evidence.sentence, &*evidence.text);
                let at = *known.entry(key).or_insert_with(|| {
                    let document = found.document(&evidence.document, &mut documents);
                    let copies = evidence.copies.iter().map(|copy| found.document(&copy.document, &mut documents)).collect();
                    let (line, day, text) = (evidence.line.into(), evidence.date, &*evidence.text);
                    found.rows.push(Sentence { document, line, day, text, marks: Vec::new(), copies });
                    found.rows.len() - 1
                });
                let marks = evidence.spans.iter().filter_map(|span| Some((span.start, span.end, *actors.get(&*span.actor)?)));
                found.rows[at].marks.extend(marks);
                own.push(at);
            }
            found.of_links.push(own);
        }
        // The sentence of a relation is most often one of those above; where it is not, the page knows no other marks in it.
        let of_pairs = found.rows.len();
        for ((_, _, edge), evidence) in graph.edges().zip(&evidence.of_relations) {
            let mut of_link = Vec::with_capacity(edge.relations.len());
            for (relation, evidence) in edge.relations.iter().zip(evidence) {
                let mut own = Vec::with_capacity(evidence.len());
                for evidence in &**evidence {
                    let key = (&*evidence.document, evidence.article, evidence.sentence, &*evidence.text);
                    let at = *known.entry(key).or_insert_with(|| {
                        let document = found.document(&evidence.document, &mut documents);
                        let (line, day, text) = (evidence.line as u64, evidence.date, &*evidence.text);
                        found.rows.push(Sentence { document, line, day, text, marks: Vec::new(), copies: Vec::new() });
                        found.rows.len() - 1
                    });
                    let ends = [("actor", &relation.actor), ("recipient", &relation.recipient)];
                    for (role, actor) in ends.into_iter().filter(|_| at >= of_pairs) {
                        let Some(actor) = actors.get(actor.as_str()) else { continue };
                        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
                        let spans = evidence.spans.iter().filter(|span| span.role == role);
                        found.rows[at].marks.extend(spans.map(|span| (place(span.start), place(span.end), *actor)));
                    }
                    own.push(at);
                }
                of_link.push(own);
            }
            found.of_relations.push(of_link);
        }
        for row in &mut found.rows {
            row.marks.sort_unstable();
            row.marks.dedup();
        }
        found
    }

    fn document(&mut self, name: &'g str, known: &mut FxHashMap<&'g str, usize>) -> usize {
        *known.entry(name).or_insert_with(|| {
            self.documents.push(name);
            self.documents.len() - 1
        })
    }
}

impl<'g> Data<'g> {
    /// The data of `graph`, with `words` for its columns.
    pub fn new(graph: &'g ActorGraph, evidence: &'g AllEvidence<'g>, words: &'g Words) -> Self {
        Self { graph, words, style: Style::of(graph), sentences: Sentences::of(graph, evidence) }
    }

    /// Writes JSON in which no character means anything to HTML.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        self.serialize(&mut JsonSerializer::with_formatter(out, Inert)).map_err(io::Error::from)
    }

    fn types(&self) -> Vec<&str> {
        self.style.legend().map(|(name, _)| name).collect()
    }

    /// Names and colours of the largest communities, by their numbers, and of all others.
    fn communities(&self) -> Vec<Community> {
        let mut names: BTreeMap<u32, &str> = BTreeMap::new();
        for node in self.graph.nodes() {
            names.entry(node.community).or_insert(&node.community_name);
        }
        let colour = |number| community_colour(number).hex();
        let named = names.into_values().take(COLOURED).enumerate();
        let mut communities: Vec<Community> =
            named.map(|(at, name)| Community { name: one_line(name), colour: colour(Some(at)) }).collect();
        communities.push(Community { name: self.words.get("community.other").to_owned(), colour: colour(None) });
        communities
    }
}

#[derive(Serialize)]
struct Community {
    name: String,
    colour: String,
}

#[derive(Serialize)]
struct Type {
    name: String,
    word: String,
    colour: String,
}

impl Serialize for Data<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let types: Vec<Type> = self
            .style
            .legend()
            .map(|(name, colour)| Type { name: name.to_owned(), word: self.words.actor_type(name), colour: colour.hex() })
            .collect();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("language", self.words.language().code())?;
        map.serialize_entry("measure", &self.words.measure(self.graph.manifest()))?;
        map.serialize_entry("manifest", self.graph.manifest())?;
        map.serialize_entry("words", self.words.all())?;
        map.serialize_entry("types", &types)?;
        map.serialize_entry("communities", &self.communities())?;
        map.serialize_entry("actors", &Actors(self))?;
        map.serialize_entry("links", &Links(self))?;
        map.serialize_entry("documents", &self.sentences.documents)?;
        map.serialize_entry("sentences", &Columns(&self.sentences.rows))?;
        map.end()
    }
}

struct Actors<'a, 'g>(&'a Data<'g>);

impl Serialize for Actors<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(data) = self;
        let nodes = || data.graph.nodes();
        let types = data.types();
        let places = layout(data.graph, &[]);
        let radius = |share: f64| Number((LARGEST * share.sqrt()).max(4.0));
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &All(|| nodes().map(|node| &node.id)))?;
        map.serialize_entry("label", &All(|| nodes().map(label)))?;
        map.serialize_entry("type", &All(|| nodes().map(|node| types.iter().position(|name| *name == node.actor_type))))?;
        map.serialize_entry("community", &All(|| nodes().map(|node| node.community)))?;
        map.serialize_entry("x", &All(|| places.iter().map(|place| Number(tenth(place.x)))))?;
        map.serialize_entry("y", &All(|| places.iter().map(|place| Number(tenth(place.y)))))?;
        map.serialize_entry("radius", &All(|| nodes().map(|node| radius(data.style.share(node)))))?;
        let shown: Vec<_> = NODE.iter().filter(|row| !matches!(row.name, "actor_type" | "community")).collect();
        map.serialize_entry("columns", &All(|| shown.iter().map(|row| column(row, nodes, data.words))))?;
        map.end()
    }
}

struct Links<'a, 'g>(&'a Data<'g>);

impl Serialize for Links<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(data) = self;
        let ends = || data.graph.edge_ends();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("a", &All(|| ends().map(|(a, ..)| a)))?;
        map.serialize_entry("b", &All(|| ends().map(|(_, b, _)| b)))?;
        map.serialize_entry("weight", &All(|| ends().map(|(.., edge)| Number(edge.weight))))?;
        let columns = || EDGE_WITHOUT_RELATIONS.iter().map(|row| column(row, || ends().map(|(.., edge)| edge), data.words));
        map.serialize_entry("columns", &All(columns))?;
        map.serialize_entry("evidence", &data.sentences.of_links)?;
        let links = || data.graph.edges().zip(&data.sentences.of_relations);
        map.serialize_entry("relations", &All(|| links().map(|((source, _, edge), sentences)| told(source, edge, sentences))))?;
        map.end()
    }
}

/// What the two actors of a link do to each other, with the numbers of the sentences.
fn told<'g>(source: &Node, edge: &'g Edge, sentences: &'g [Vec<usize>]) -> Vec<Relation<'g>> {
    let row = |(relation, sentences): (&'g EdgeRelation, &'g Vec<usize>)| Relation {
        first_acts: relation.actor == source.id,
        both_act: relation.reciprocal,
        kind: relation.kind(),
        status: relation.status,
        count: relation.sentences,
        sentences,
    };
    edge.relations.iter().zip(sentences).map(row).collect()
}

#[derive(Serialize)]
struct Relation<'g> {
    /// Whether the first actor of the link acts on the second.
    first_acts: bool,
    both_act: bool,
    kind: String,
    status: &'static str,
    count: u64,
    sentences: &'g [usize],
}

/// A tenth of a unit of the map is less than a pixel.
fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

#[derive(Serialize)]
struct Column<'w, V> {
    name: &'static str,
    word: &'w str,
    kind: &'static str,
    values: V,
}

/// An attribute as a column, with its values in the order of `items`.
fn column<'g, T: 'g, I, F>(attribute: &'static Attribute<T>, items: F, words: &Words) -> impl Serialize
where
    I: Iterator<Item = &'g T>,
    F: Fn() -> I,
{
    let kind = match attribute.kind {
        Kind::Text => "text",
        Kind::Count => "count",
        Kind::Real => "real",
        Kind::Truth => "truth",
        Kind::Day => "day",
        Kind::List => "list",
    };
    let word = words.column(attribute.name);
    Column { name: attribute.name, word, kind, values: All(move || items().map(|item| (attribute.value)(item))) }
}

/// Whatever the iterators of a function give, as a list that is never held in memory.
struct All<F>(F);

impl<F: Fn() -> I, I: Iterator<Item: Serialize>> Serialize for All<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        (self.0)().try_for_each(|item| list.serialize_element(&item))?;
        list.end()
    }
}

struct Columns<'a, 'g>(&'a [Sentence<'g>]);

impl Serialize for Columns<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let rows = || self.0.iter();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("document", &All(|| rows().map(|row| row.document)))?;
        map.serialize_entry("line", &All(|| rows().map(|row| row.line)))?;
        map.serialize_entry("day", &All(|| rows().map(|row| row.day)))?;
        map.serialize_entry("text", &All(|| rows().map(|row| row.text)))?;
        let flat =
            |row: &Sentence<'_>| row.marks.iter().flat_map(|(start, end, at)| [*start as usize, *end as usize, *at]).collect::<Vec<_>>();
        map.serialize_entry("marks", &All(|| rows().map(flat)))?;
        map.serialize_entry("copies", &All(|| rows().map(|row| &row.copies)))?;
        map.end()
    }
}

/// JSON without a character that could end the block of data or begin markup in it.
struct Inert;

impl Formatter for Inert {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut plain = 0;
        for (at, c) in fragment.char_indices() {
            if matches!(c, '<' | '>' | '&' | '\u{2028}' | '\u{2029}') {
                writer.write_all(&fragment.as_bytes()[plain..at])?;
                write!(writer, "\\u{:04x}", u32::from(c))?;
                plain = at + c.len_utf8();
            }
        }
        writer.write_all(&fragment.as_bytes()[plain..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_the_block() {
        let mut out = Vec::new();
        let texts = ["</script><!--", "a & b", "\u{2028}\u{2029}é", "\"\\"];
        texts.serialize(&mut JsonSerializer::with_formatter(&mut out, Inert)).unwrap();
        let json = String::from_utf8(out).unwrap();
        assert!(!json.contains(['<', '>', '&', '\u{2028}', '\u{2029}']), "{json}");
        assert_eq!(serde_json::from_str::<Vec<String>>(&json).unwrap(), texts);
    }
}
