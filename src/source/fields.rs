//! Fields of records: which hold the text, the title, the date, the id and the address, and how a record becomes a source.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::date::Published;
use crate::source::{Origin, Source, SourceError};

/// What a field of a record is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The text of the page.
    Text,
    /// The headline, which is set above the text.
    Title,
    /// When it was published.
    Date,
    /// The id, which names the document.
    Id,
    /// Where it stands on the web.
    Url,
}

impl Field {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Text, Self::Title, Self::Date, Self::Id, Self::Url];

    const fn index(self) -> usize {
        self as usize
    }

    /// What it is called in options: `text`, `title`, `date`, `id` or `url`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Title => "title",
            Self::Date => "date",
            Self::Id => "id",
            Self::Url => "url",
        }
    }
}

/// Names of the text's field, tried in this order where none is told. So are the others.
pub(super) const TEXT: &[&str] =
    &["text", "body", "content", "article", "articlebody", "article_body", "maintext", "main_text", "fulltext", "full_text", "tekst"];
const TITLE: &[&str] = &["title", "headline", "head", "kop", "titel"];
const DATE: &[&str] = &[
    "date",
    "published",
    "date_published",
    "datepublished",
    "published_at",
    "publishedat",
    "pub_date",
    "pubdate",
    "publication_date",
    "date_publish",
    "published_date",
    "datum",
    "timestamp",
];
const ID: &[&str] = &["id", "_id", "uuid", "guid", "identifier"];
const URL: &[&str] = &["url", "link", "canonical_url", "uri"];

/// The names of the fields that are read, in the order in which they are tried.
///
/// ```
/// use actorgraph::{Field, Fields};
/// let fields = Fields::default().with(Field::Text, "meta.body");
/// assert_eq!(fields.names(Field::Text), ["meta.body"]);
/// assert_eq!(fields.names(Field::Title)[..2], ["title", "headline"]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fields {
    names: [Vec<String>; 5],
    /// Which were named with [`with`](Self::with).
    told: [bool; 5],
}

impl Default for Fields {
    fn default() -> Self {
        let names = [TEXT, TITLE, DATE, ID, URL].map(|names| names.iter().map(|name| (*name).to_owned()).collect());
        Self { names, told: [false; 5] }
    }
}

impl Fields {
    /// The same with one name for a field. A dot leads into an object: `meta.date`.
    #[must_use]
    pub fn with(mut self, field: Field, name: impl Into<String>) -> Self {
        self.names[field.index()] = vec![name.into()];
        self.told[field.index()] = true;
        self
    }

    /// Whether a name was told for a field.
    pub(super) const fn is_named(&self, field: Field) -> bool {
        self.told[field.index()]
    }

    /// The names of a field in the order in which they are tried. Letter case does not count.
    #[must_use]
    pub fn names(&self, field: Field) -> &[String] {
        &self.names[field.index()]
    }

    /// The names of a field for an error: `"text", "body" or "content"`.
    pub(super) fn tried(&self, field: Field) -> String {
        let names: Vec<String> = self.names(field).iter().map(|name| format!("{name:?}")).collect();
        match names.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
            _ => names.concat(),
        }
    }

    /// The field that a column holds, and how early its name is tried.
    pub(super) fn of_column<'f>(&'f self, column: &'f str) -> impl Iterator<Item = (Field, usize)> + 'f {
        let column = column.trim();
        Field::ALL.into_iter().filter_map(move |field| {
            let at = self.names(field).iter().position(|name| name.eq_ignore_ascii_case(column))?;
            Some((field, at))
        })
    }
}

/// Which fields the records have had so far.
#[derive(Debug, Default)]
pub(super) struct Met {
    fields: [AtomicBool; 5],
    /// The first record of all, and the names of its fields.
    first: Mutex<Option<(Place, Vec<String>)>>,
}

impl Met {
    /// Notes that the record or header at a place has these fields. `names` are all that it has, asked for where they may be told.
    pub(super) fn note(&self, fields: &Fields, has: impl Fn(Field) -> bool, place: &Place, names: impl FnOnce() -> Vec<String>) {
        if self.missing_of(fields).next().is_none() {
            return;
        }
        for field in Field::ALL.into_iter().filter(|field| has(*field)) {
            self.fields[field.index()].store(true, Ordering::Relaxed);
        }
        // Threads read in any order, and what is told must not hang on it.
        let mut first = self.first.lock().unwrap_or_else(PoisonError::into_inner);
        if first.as_ref().is_none_or(|(first, _)| (&place.document, place.line) < (&first.document, first.line)) {
            *first = Some((place.clone(), names()));
        }
    }

    /// The fields that were named with [`Fields::with`] and that no record has had, as errors. Where there was no record there is none.
    pub(super) fn missing(&self, fields: &Fields) -> Vec<SourceError> {
        let first = self.first.lock().unwrap_or_else(PoisonError::into_inner);
        let Some((Place { document, .. }, present)) = &*first else { return Vec::new() };
        let told = |field: Field| SourceError::NoField {
            document: document.to_string(),
            field: field.name(),
            name: fields.names(field).concat(),
            present: present.clone(),
        };
        self.missing_of(fields).map(told).collect()
    }

    fn missing_of(&self, fields: &Fields) -> impl Iterator<Item = Field> {
        let is_missing = |field: &Field| {
            // Without the text's field a file is refused.
            *field != Field::Text && fields.told[field.index()] && !self.fields[field.index()].load(Ordering::Relaxed)
        };
        Field::ALL.into_iter().filter(is_missing)
    }
}

/// The values of one record.
#[derive(Clone, Debug, Default)]
pub(super) struct Record {
    values: [Option<(usize, String)>; 5],
    /// Which fields are there, be they empty.
    has: [bool; 5],
}

impl Record {
    /// Notes a value. Of several for one field, the one with the name that is tried first counts; empty ones never do.
    pub(super) fn note(&mut self, field: Field, rank: usize, value: String) {
        self.has[field.index()] = true;
        let slot = &mut self.values[field.index()];
        if !value.trim().is_empty() && slot.as_ref().is_none_or(|(held, _)| rank < *held) {
            *slot = Some((rank, value));
        }
    }

    /// Whether a field is there, be it empty.
    pub(super) const fn has(&self, field: Field) -> bool {
        self.has[field.index()]
    }

    /// Bytes of its values.
    #[cfg(feature = "parquet")]
    pub(super) fn size(&self) -> usize {
        self.values.iter().flatten().map(|(_, value)| value.len()).sum::<usize>() + size_of::<Self>()
    }

    fn take(&mut self, field: Field) -> Option<String> {
        self.values[field.index()].take().map(|(_, value)| value)
    }

    /// The source that a record is: named by its id or else by its line, with its title as headline. A date that cannot be read is told.
    pub(super) fn into_source(self, place: &Place, each: &mut dyn FnMut(Result<Source, SourceError>)) {
        self.into_numbered(place.line, place, each);
    }

    /// The same of a record that is named by its number where it has no id.
    pub(super) fn into_numbered(mut self, number: u64, place: &Place, each: &mut dyn FnMut(Result<Source, SourceError>)) {
        let named = self.take(Field::Id).map(|id| id.trim().to_owned());
        let origin = Origin { record: number, ..place.origin() };
        let document = named.unwrap_or_else(|| origin.to_string());
        let mut published = None;
        if let Some(text) = self.take(Field::Date) {
            published = Published::parse_loose(&text);
            if published.is_none() {
                each(Err(SourceError::Date { document: place.document.to_string(), line: place.line, text: shortened(&text) }));
            }
        }
        let (title, text) = (self.take(Field::Title), self.take(Field::Text).unwrap_or_default());
        let mut source = Source::with_headline(document, title.as_deref(), text);
        source.published = published.or_else(|| Source::date_in_path(&place.document));
        source.url = self.take(Field::Url).map(|url| url.trim().to_owned());
        source.origin = Some(origin);
        each(Ok(source));
    }
}

/// Where a record stands.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// The file as it is shown.
    pub(super) document: Arc<str>,
    /// Line on which the record begins, or its number in a format without lines; from 1.
    pub(super) line: u64,
}

impl Place {
    pub(super) fn origin(&self) -> Origin {
        Origin { file: Arc::clone(&self.document), record: self.line }
    }
}

fn shortened(text: &str) -> String {
    const MOST: usize = 40;
    if text.chars().count() <= MOST { text.to_owned() } else { text.chars().take(MOST).chain(['…']).collect() }
}
