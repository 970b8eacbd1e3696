//! Writes mentions in the formats of other tools, one writer a file.
//!
//! All count in Unicode code points of the document's text, as spaCy, brat and the Web Annotation standard do.

mod brat;
mod conll;
mod json;
mod lines;
mod spacy;
mod token;
mod webanno;

use std::io::{self, Write};

use jiff::civil::Date;
use serde::Serialize;

use crate::annotated::Annotated;
use crate::gazetteer::Gazetteer;
use crate::id::ActorId;
use crate::position::{Positions, code_points};
use crate::resolve::{Resolution, Resolved};

pub use self::brat::{BratFiles, brat, brat_configuration};
pub use self::json::MentionLines;

/// A format that mentions can be written in as one stream. brat, which has two files for each document, is [`brat()`].
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MentionFormat {
    /// One JSON object a line.
    Jsonl,
    /// A table with a header.
    Csv,
    /// A token, its actor and its tag (`B-PERSON`, `I-PERSON`, `O`) a line, as CoNLL-2002 has them.
    Conll,
    /// W3C Web Annotations: an annotation page as JSON-LD.
    WebAnno,
    /// A document a line, as spaCy's `Doc.from_json` and displaCy read them.
    Spacy,
    /// A typed table for pandas, DuckDB and Spark. Only in programs built with the feature `parquet`.
    Parquet,
}

impl MentionFormat {
    /// Every format.
    pub const ALL: [Self; 6] = [Self::Jsonl, Self::Csv, Self::Conll, Self::WebAnno, Self::Spacy, Self::Parquet];

    /// The name by which a person chooses the format.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
            Self::Conll => "conll",
            Self::WebAnno => "webanno",
            Self::Spacy => "spacy",
            Self::Parquet => "parquet",
        }
    }
}

/// A mention as the formats write it.
#[derive(Clone, Debug, Serialize)]
pub struct MentionRow<'a> {
    /// Name of the document.
    pub document: &'a str,
    /// 0 for the main story of the page, 1… for its teasers.
    pub article: u32,
    /// `headline`, `lead`, `body` or `teaser`.
    pub part: &'a str,
    /// Day of the article, where known.
    pub date: Option<Date>,
    /// Number of the sentence within the article, from 0.
    pub sentence: u32,
    /// First code point of the document's text.
    pub start: usize,
    /// The code point after the last one.
    pub end: usize,
    /// The same in bytes of UTF-8.
    pub byte_start: usize,
    /// The same in bytes of UTF-8.
    pub byte_end: usize,
    /// Line, from 1.
    pub line: usize,
    /// Column in code points, from 1.
    pub column: usize,
    /// The text that is mentioned, as it stands.
    pub text: &'a str,
    /// Id of the actor; nothing where it stays open.
    pub actor: Option<&'a str>,
    /// Name of the actor.
    pub name: Option<&'a str>,
    /// Type of the actor.
    #[serde(rename = "type")]
    pub actor_type: Option<&'a str>,
    /// Kind of the alias, such as `adjective`.
    pub kind: &'a str,
    /// The rule that decided.
    pub rule: &'a str,
    /// How the letters differ from the alias: `as-listed`, `folded` or `capitals`.
    pub form: &'a str,
    /// Ids of the actors that an ambiguous mention may mean.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<&'a str>,
    /// The type that all candidates share.
    #[serde(skip)]
    pub shared_type: Option<&'a str>,
}

impl MentionRow<'_> {
    /// The type of the actor, or of all candidates where they agree.
    #[must_use]
    pub fn label(&self) -> Option<&str> {
        self.actor_type.or(self.shared_type)
    }

    fn is_open(&self) -> bool {
        !self.candidates.is_empty()
    }
}

/// A document and its mentions in the order of the text.
#[derive(Clone, Debug)]
pub struct MentionPage<'a> {
    /// Name of the document.
    pub document: &'a str,
    /// Its text, as given.
    pub text: &'a str,
    /// Its mentions.
    pub rows: Vec<MentionRow<'a>>,
}

impl<'a> MentionPage<'a> {
    /// The mentions of a page; with `all` also those that mean no actor here, such as a capital that is a mere place.
    #[must_use]
    pub fn new(page: &'a Annotated, gazetteer: &'a Gazetteer, all: bool) -> Self {
        let text = page.page.text();
        let positions = Positions::new(text);
        let mut rows = Vec::with_capacity(page.articles.iter().map(|article| article.mentions.len()).sum());
        for article in &page.articles {
            let date = article.published.map(|published| published.day());
            let wanted = article.mentions.iter().filter(|mention| all || !matches!(mention.resolution, Resolution::Nil(_)));
            rows.extend(wanted.map(|mention| {
                let part = article.sentences[mention.sentence as usize].part.name();
                let row = row(page.page.document(), text, &positions, mention, gazetteer);
                MentionRow { article: article.number, part, date, ..row }
            }));
        }
        Self { document: page.page.document(), text, rows }
    }

    /// The mentions that lie in no other: the longest, of two as long the first. Formats that give each character one label need it.
    fn outermost(&self) -> Vec<&MentionRow<'a>> {
        let mut order: Vec<&MentionRow<'_>> = self.rows.iter().collect();
        order.sort_by_key(|row| (usize::MAX - (row.end - row.start), row.start));
        let mut kept: Vec<&MentionRow<'_>> = Vec::with_capacity(order.len());
        let mut taken: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
        for row in order {
            let clear = taken.range(..row.end).next_back().is_none_or(|(_, end)| *end <= row.start);
            if clear && row.start < row.end {
                taken.insert(row.start, row.end);
                kept.push(row);
            }
        }
        kept.sort_by_key(|row| row.start);
        kept
    }
}

fn row<'a>(document: &'a str, text: &'a str, positions: &Positions<'_>, mention: &Resolved, gazetteer: &'a Gazetteer) -> MentionRow<'a> {
    let known = mention.actor().map(|actor| gazetteer.actor(actor));
    let open = match &mention.resolution {
        Resolution::Ambiguous(actors) => &actors[..],
        Resolution::Actor(_) | Resolution::Nil(_) => &[],
    };
    let type_of = |actor: &ActorId| gazetteer.actor(*actor).actor_type.name();
    let shared = match open {
        [first, rest @ ..] => Some(type_of(first)).filter(|name| rest.iter().all(|actor| type_of(actor) == *name)),
        [] => known.map(|actor| actor.actor_type.name()),
    };
    let start = positions.of(mention.span.start);
    let surface = mention.span.of(text);
    MentionRow {
        document,
        article: 0,
        part: "",
        date: None,
        sentence: mention.sentence,
        start: start.chars,
        end: start.chars + code_points(surface.as_bytes()),
        byte_start: mention.span.start,
        byte_end: mention.span.end,
        line: start.line,
        column: start.column,
        text: surface,
        actor: known.map(|actor| actor.id.as_str()),
        name: known.map(|actor| actor.name.as_str()),
        actor_type: known.map(|actor| actor.actor_type.name()),
        kind: mention.kind.name(),
        rule: mention.rule.name(),
        form: mention.form.name(),
        candidates: open.iter().map(|actor| gazetteer.actor(*actor).id.as_str()).collect(),
        shared_type: shared,
    }
}

/// Writes pages of mentions one after the other.
pub trait MentionWriter {
    /// Writes the mentions of a page.
    ///
    /// # Errors
    /// When the output does not take the bytes.
    fn add(&mut self, page: &MentionPage<'_>) -> io::Result<()>;

    /// Writes what comes last.
    ///
    /// # Errors
    /// When the output does not take the bytes.
    fn finish(self: Box<Self>) -> io::Result<()>;
}

/// A writer of mentions in `format`. What comes first is written at once.
///
/// # Errors
/// When the output does not take the bytes, or the program was built without the format.
pub fn mention_writer<'w>(format: MentionFormat, out: impl Write + 'w) -> io::Result<Box<dyn MentionWriter + 'w>> {
    Ok(match format {
        MentionFormat::Jsonl => Box::new(lines::Jsonl(out)),
        MentionFormat::Csv => Box::new(lines::Table::new(out)?),
        MentionFormat::Conll => Box::new(conll::Conll(out)),
        MentionFormat::WebAnno => Box::new(webanno::WebAnno::new(out)?),
        MentionFormat::Spacy => Box::new(spacy::Spacy(out)),
        #[cfg(feature = "parquet")]
        MentionFormat::Parquet => Box::new(super::parquet::Mentions::new(out)),
        #[cfg(not(feature = "parquet"))]
        MentionFormat::Parquet => return Err(io::Error::new(io::ErrorKind::Unsupported, "this program was built without Parquet")),
    })
}

/// A type as a label of other tools: letters, digits and `_` alone, the first one large (`Country`); `Ambiguous` for none.
fn camel(actor_type: Option<&str>) -> String {
    let mut label = String::new();
    for word in actor_type.unwrap_or("ambiguous").split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        label.push_str(&word[..1].to_ascii_uppercase());
        label.push_str(&word[1..]);
    }
    if label.is_empty() { "Actor".to_owned() } else { label }
}
