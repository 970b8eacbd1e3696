//! Gold: mentions that people marked, in the formats in which they are kept.
//!
//! Owns reading gold. Spans are in Unicode code points, half-open, as all these formats count.

mod brat;
mod conll;
mod jsonl;
mod marked;
mod relation;

pub use relation::{GoldRelation, RelationCase, relation_cases};

use crate::gazetteer::Gazetteer;
use crate::source::Source;
use crate::table::Problem;

/// A mention that a person marked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GoldMention {
    /// The document that it stands in.
    pub document: String,
    /// First code point.
    pub start: usize,
    /// The code point after the last one.
    pub end: usize,
    /// Id of the actor, where the gold tells.
    pub actor: Option<String>,
    /// Type of the actor, where the gold tells.
    pub actor_type: Option<String>,
    /// Kind of the mention, where the gold tells.
    pub kind: Option<String>,
}

/// Marked mentions, and the texts that the gold brings along.
#[derive(Clone, Debug, Default)]
pub struct Gold {
    /// Texts, for formats that hold them.
    pub texts: Vec<Source>,
    /// Texts put together from tokens, without the white space that they had.
    pub rebuilt: Vec<Source>,
    /// The mentions.
    pub mentions: Vec<GoldMention>,
}

impl Gold {
    /// Takes out the rebuilt text that is `text` but for its white space, and tells its mentions by their places in `text`. `document` is the
    /// name of the text, in which white space may have become `_`. Nothing where no rebuilt text is this one.
    pub fn fitted(&mut self, document: &str, text: &str) -> Option<Vec<GoldMention>> {
        let is_named = |name: &str| name.chars().map(Some).eq(document.chars().map(|c| Some(if c.is_whitespace() { '_' } else { c })));
        let solid = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let whole = solid(text);
        let at = self.rebuilt.iter().position(|source| is_named(&source.document) && solid(&source.text) == whole)?;
        let rebuilt = self.rebuilt.remove(at);
        // Where each mark that is no white space stands in one text and in the other.
        let places = |text: &str| text.chars().enumerate().filter(|(_, c)| !c.is_whitespace()).map(|(at, _)| at).collect::<Vec<usize>>();
        let (from, to) = (places(&rebuilt.text), places(text));
        let moved = |at: usize| from.binary_search(&at).ok().and_then(|number| to.get(number)).copied();
        let mentions = self.mentions.iter().filter(|mention| mention.document == rebuilt.document);
        let fitted = mentions.filter_map(|mention| {
            let (start, last) = (moved(mention.start)?, moved(mention.end.checked_sub(1)?)?);
            Some(GoldMention { document: document.to_owned(), start, end: last + 1, ..mention.clone() })
        });
        Some(fitted.collect())
    }
}

/// How gold is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum GoldFormat {
    /// JSON lines: a mention a line, as `extract` writes them, or a text with its entities (`text`, `ents`) a line, as spaCy has them too.
    Jsonl,
    /// Text with `[[surface|actor|kind]]`, each document after a line `# name`; without any such line, one document.
    Marked,
    /// brat standoff, a `.ann` file beside the text.
    Brat,
    /// CoNLL-2002: a token and its tag a line.
    Conll,
}

impl GoldFormat {
    /// All formats.
    pub const ALL: [Self; 4] = [Self::Jsonl, Self::Marked, Self::Brat, Self::Conll];

    /// The name used on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Jsonl => "jsonl",
            Self::Marked => "marked",
            Self::Brat => "brat",
            Self::Conll => "conll",
        }
    }

    /// The format of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// The format that a file's ending and its first characters tell.
    #[must_use]
    pub fn recognise(name: &str, text: &str) -> Self {
        let ending = name.rsplit('.').next().unwrap_or("").to_lowercase();
        match ending.as_str() {
            "ann" => Self::Brat,
            "jsonl" | "json" => Self::Jsonl,
            "conll" | "bio" | "iob" => Self::Conll,
            _ if text.trim_start().starts_with('{') => Self::Jsonl,
            _ if text.contains("[[") => Self::Marked,
            _ => Self::Conll,
        }
    }

    /// Reads gold. What links to an encyclopedia is turned into actors by the names of `gazetteer`. Problems are told, and the
    /// other rows count.
    pub fn read(self, name: &str, text: &str, gazetteer: &Gazetteer, problems: &mut Vec<Problem>) -> Gold {
        let text = text.trim_start_matches('\u{feff}');
        match self {
            Self::Jsonl => jsonl::read(name, text, gazetteer, problems),
            Self::Marked => marked::read(name, text, problems),
            Self::Brat => brat::read(name, text, problems),
            Self::Conll => conll::read(name, text, problems),
        }
    }
}

/// Our type for a label of another tool; nothing for one that is no type of ours.
fn type_of(label: &str) -> Option<String> {
    let name = match label.to_uppercase().as_str() {
        "PER" | "PERSON" => "person",
        "ORG" | "ORGANIZATION" | "ORGANISATION" => "organization",
        "GPE" | "COUNTRY" => "country",
        "LOC" | "LOCATION" => "location",
        _ => return Some(label.to_lowercase()),
    };
    Some(name.to_owned())
}

/// The problem of a mention that ends where it begins, or before.
fn backward(name: &str, line: u64, start: usize, end: usize) -> Problem {
    Problem::new(name, line, format!("the mention from {start} to {end} holds no text"), "give an end that comes after the start")
}
