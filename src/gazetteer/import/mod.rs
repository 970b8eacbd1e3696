//! Other tools' lists of names as rows of our own.
//!
//! One file a format. Each turns a text into [`Imported`] actors; a row that cannot be read is told and the rest counts.

mod flashtext;
mod followthemoney;
mod gate;
mod jrc;
mod spacy;
mod wikidata;

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::fold::fold;
use crate::table::Problem;

/// A format that other tools keep names in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ImportFormat {
    /// spaCy's EntityRuler, `patterns.jsonl`.
    Spacy,
    /// FlashText: `alias=>name` lines, or a JSON object of lists.
    Flashtext,
    /// GATE: a `.lst` file, an entry a line.
    Gate,
    /// JRC-Names, `entities.txt`.
    Jrc,
    /// Results of a Wikidata query as CSV.
    WikidataCsv,
    /// Results of a Wikidata query as JSON.
    WikidataJson,
    /// FollowTheMoney entities as JSON lines, as OpenSanctions publishes them.
    FollowTheMoney,
}

impl ImportFormat {
    /// All formats.
    pub const ALL: [Self; 7] =
        [Self::Spacy, Self::Flashtext, Self::Gate, Self::Jrc, Self::WikidataCsv, Self::WikidataJson, Self::FollowTheMoney];

    /// The name used on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Spacy => "spacy",
            Self::Flashtext => "flashtext",
            Self::Gate => "gate",
            Self::Jrc => "jrc",
            Self::WikidataCsv => "wikidata-csv",
            Self::WikidataJson => "wikidata-json",
            Self::FollowTheMoney => "ftm",
        }
    }

    /// The format of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }
}

/// An actor from another tool's list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Its id there, in kebab case.
    pub id: String,
    /// Its name.
    pub name: String,
    /// `country`, `person`, `organization`, or the other tool's own type in lower case.
    pub actor_type: String,
    /// Its other names, without repetition.
    pub aliases: Vec<String>,
}

/// Reads a list in another tool's format, and tells the rows that cannot be read. `name` is the file's name in messages.
///
/// ```
/// use actorgraph::{ImportFormat, import};
/// let (actors, problems) = import(ImportFormat::Flashtext, "keywords.txt", "NAVO=>nato\nNATO=>nato\n");
/// assert!(problems.is_empty());
/// assert_eq!((actors[0].name.as_str(), actors[0].aliases.join("|")), ("nato", "NAVO|NATO".to_owned()));
/// ```
#[must_use]
pub fn import(format: ImportFormat, name: &str, text: &str) -> (Vec<Imported>, Vec<Problem>) {
    let mut list = Collected::default();
    let mut problems = Vec::new();
    match format {
        ImportFormat::Spacy => spacy::read(name, text, &mut list, &mut problems),
        ImportFormat::Flashtext => flashtext::read(name, text, &mut list, &mut problems),
        ImportFormat::Gate => gate::read(name, text, &mut list, &mut problems),
        ImportFormat::Jrc => jrc::read(name, text, &mut list, &mut problems),
        ImportFormat::WikidataCsv => wikidata::read_csv(name, text, &mut list, &mut problems),
        ImportFormat::WikidataJson => wikidata::read_json(name, text, &mut list, &mut problems),
        ImportFormat::FollowTheMoney => followthemoney::read(name, text, &mut list, &mut problems),
    }
    (list.finish(), problems)
}

impl Imported {
    /// Writes actors as a gazetteer of our own: `id,name,type,aliases`.
    ///
    /// # Errors
    /// When `out` cannot be written to.
    pub fn write_csv(actors: &[Self], out: &mut dyn Write) -> io::Result<()> {
        let mut table = csv::Writer::from_writer(out);
        let told = |error: csv::Error| io::Error::other(error.to_string());
        table.write_record(["id", "name", "type", "aliases"]).map_err(told)?;
        for actor in actors {
            table.write_record([&actor.id, &actor.name, &actor.actor_type, &actor.aliases.join("|")]).map_err(told)?;
        }
        table.flush()
    }
}

/// Actors by the key that the other tool tells them apart by.
#[derive(Default)]
struct Collected {
    by_key: BTreeMap<String, Imported>,
}

impl Collected {
    /// Adds a name of the actor `key`. The first name is its display name unless `preferred` ones follow.
    fn add(&mut self, key: &str, name: &str, actor_type: &str, preferred: bool) {
        // The bar separates the values of a cell.
        let name = name.replace('|', " ");
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() {
            return;
        }
        let actor = self.by_key.entry(key.to_owned()).or_insert_with(|| Imported {
            id: kebab(key),
            name: name.clone(),
            actor_type: actor_type.to_owned(),
            aliases: Vec::new(),
        });
        if name == actor.name {
            return;
        }
        let other = if preferred { std::mem::replace(&mut actor.name, name) } else { name };
        if !actor.aliases.contains(&other) {
            actor.aliases.push(other);
        }
        let name = &actor.name;
        actor.aliases.retain(|alias| alias != name);
    }

    fn finish(self) -> Vec<Imported> {
        let mut actors: Vec<Imported> = self.by_key.into_values().collect();
        actors.sort_by(|a, b| (&a.id, &a.name).cmp(&(&b.id, &b.name)));
        actors
    }
}

/// An id made from a name: lower case, with hyphens for all that is no letter or digit.
pub(crate) fn kebab(name: &str) -> String {
    let folded = fold(name);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join("-")
}

/// Our type for the label of a named-entity tool.
fn type_of_label(label: &str) -> String {
    match label.to_uppercase().as_str() {
        "PER" | "PERSON" | "P" => "person".to_owned(),
        "ORG" | "ORGANIZATION" | "ORGANISATION" | "O" => "organization".to_owned(),
        "GPE" | "COUNTRY" | "NORP" => "country".to_owned(),
        _ => label.to_lowercase(),
    }
}

/// Lines with their numbers, empty ones and those that begin with `#` left out.
fn content_lines(text: &str) -> impl Iterator<Item = (u64, &str)> {
    let lines = text.trim_start_matches('\u{feff}').lines().zip(1..).map(|(line, number)| (number, line));
    lines.filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
}
