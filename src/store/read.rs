//! Pages as they were put into a store.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use rusqlite::{Row, params};
use rustc_hash::FxHashMap;

use crate::annotated::{Annotated, AnnotatedArticle, Annotator};
use crate::article::Sentence;
use crate::date::Published;
use crate::gazetteer::Language;
use crate::page::{Page, Part, Story};
use crate::sketch::Sketch;
use crate::source::{Origin, Source};
use crate::span::Span;
use crate::store::beside::{Beside, Home};
use crate::store::{Store, StoreError, layout};

/// A page of a store.
#[derive(Clone, Debug)]
pub enum Kept {
    /// With its mentions, as they were found when it was put in.
    Page(Annotated),
    /// Its text alone: its mentions were found by another annotator than the one that was asked for, or none was.
    Text(Source),
}

impl Kept {
    /// What the page was read from.
    #[must_use]
    pub fn into_source(self) -> Source {
        match self {
            Self::Page(page) => page.page.into_source(),
            Self::Text(source) => source,
        }
    }
}

/// Gives the pages of a store in their order, some at a time.
#[derive(Debug)]
pub struct KeptPages {
    store: Store,
    /// Those that have been given go up to here.
    after: Option<Place>,
    /// What is read beside the store, if anything is, and the file under way.
    beside: Option<(Arc<Beside>, Option<Home>)>,
    /// What files are to be called, where not as the store calls them.
    names: FxHashMap<String, String>,
}

/// Where a document stands in the order of documents.
pub(super) type Place = (String, i64, String, i64);

/// A row of `stored_document`.
pub(super) struct Document {
    pub(super) number: i64,
    pub(super) place: Place,
    pub(super) is_same_maker: bool,
    pub(super) source: Source,
}

impl Document {
    /// Its file, its name, and how many of that name the file holds before it.
    fn key(&self) -> (&str, &str, i64) {
        let (file, _, name, occurrence) = &self.place;
        (file, name, *occurrence)
    }
}

impl KeptPages {
    /// All pages of a store.
    #[must_use]
    pub fn new(store: Store) -> Self {
        Self { store, after: None, beside: None, names: FxHashMap::default() }
    }

    /// Has pages left out that are read elsewhere.
    pub(crate) fn read_beside(&mut self, beside: &Arc<Beside>) {
        self.beside = Some((Arc::clone(beside), None));
    }

    /// Has files called by other names than those in the store: the name there, and the other.
    pub(crate) fn name_files(&mut self, names: Vec<(String, String)>) {
        self.names.extend(names);
    }

    /// The store.
    #[must_use]
    pub const fn store(&self) -> &Store {
        &self.store
    }

    /// The file of the store.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.store.path()
    }

    /// Bytes of all texts, where they can be told without reading them.
    #[must_use]
    pub fn bytes(&self) -> Option<u64> {
        let query = "SELECT count FROM stored_total WHERE name = 'bytes'";
        self.store.connection.query_row(query, [], |row| row.get(0)).ok()
    }

    /// The next pages until their texts reach so many `bytes`, and how many they are; none at the end. As far as the store has them, they come
    /// with the mentions that the `wanted` annotator finds; those that tell no date come as texts where a date is wanted for them.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn next(&mut self, wanted: Option<(&Annotator, Option<Published>)>, bytes: usize) -> Result<(Vec<Kept>, usize), StoreError> {
        // What belongs to one page must not change between one query and the next.
        let is_alone = self.store.connection.is_autocommit();
        if is_alone {
            self.store.connection.execute_batch("BEGIN").map_err(|error| self.store.told(error))?;
        }
        let found = self.next_of_one_state(wanted, bytes);
        if is_alone {
            self.store.connection.execute_batch("COMMIT").map_err(|error| self.store.told(error))?;
        }
        found
    }

    fn next_of_one_state(
        &mut self,
        wanted: Option<(&Annotator, Option<Published>)>,
        bytes: usize,
    ) -> Result<(Vec<Kept>, usize), StoreError> {
        let (mut pages, mut size) = (Vec::new(), 0);
        while size < bytes {
            let makers = wanted.map_or([""; 2], |(annotator, _)| annotator.makers());
            let found = self.store.document_after(self.after.as_ref(), makers);
            let Some(mut document) = found.map_err(|error| self.store.told(error))? else { break };
            self.after = Some(document.place.clone());
            if let Some((beside, home)) = &mut self.beside
                && beside.is_read(document.key(), &document.source.text, home, &self.store)
            {
                continue;
            }
            size += document.source.text.len().max(1);
            if let Some(name) = self.names.get(&document.place.0) {
                document.source = document.source.in_file(&document.place.0, name);
            }
            pages.push(match wanted {
                Some((annotator, fallback)) => self.store.page(document, annotator, fallback)?,
                None => Kept::Text(document.source),
            });
        }
        Ok((pages, size))
    }
}

impl Store {
    pub(super) fn document_after(&self, after: Option<&Place>, makers: [&str; 2]) -> rusqlite::Result<Option<Document>> {
        let query = "SELECT stored_document.number, stored_document.file, stored_document.record, stored_document.name, \
                     stored_document.occurrence, maker.name IN (?5, ?6), stored_document.published, stored_document.url, \
                     stored_document.headline_start, stored_document.headline_end, stored_document.text \
                     FROM stored_document JOIN maker ON maker.number = stored_document.maker \
                     WHERE (stored_document.file, stored_document.record, stored_document.name, stored_document.occurrence) > (?1, ?2, ?3, ?4) \
                     ORDER BY stored_document.file, stored_document.record, stored_document.name, stored_document.occurrence LIMIT 1";
        let mut query = self.connection.prepare_cached(query)?;
        // No file has an empty name and a negative record.
        let (file, record, name, occurrence) =
            after.map_or(("", -1, "", -1), |(file, record, name, occurrence)| (file.as_str(), *record, name.as_str(), *occurrence));
        let mut rows = query.query(params![file, record, name, occurrence, makers[0], makers[1]])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let place: Place = (row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?);
        let source = Source {
            document: place.2.clone(),
            text: row.get(10)?,
            published: row.get_ref(6)?.as_str_or_null()?.and_then(Published::parse),
            headline: row.get::<_, Option<usize>>(8)?.zip(row.get(9)?).map(|(start, end)| Span::new(start, end)),
            url: row.get(7)?,
            origin: u64::try_from(place.1).ok().filter(|record| *record > 0).map(|record| Origin { file: place.0.as_str().into(), record }),
        };
        Ok(Some(Document { number: row.get(0)?, place, is_same_maker: row.get(5)?, source }))
    }

    fn page(&self, document: Document, annotator: &Annotator, fallback: Option<Published>) -> Result<Kept, StoreError> {
        let Document { number, is_same_maker, source, .. } = document;
        if !is_same_maker || (source.published.is_none() && fallback.is_some()) {
            return Ok(Kept::Text(source));
        }
        let message = || format!("the article rows of {:?} cannot be read", source.document);
        let damaged = || StoreError::Damaged { path: self.path.clone(), message: message() };
        let found = self.articles(number, &source.text, annotator).map_err(|error| self.told(error))?.ok_or_else(damaged)?;
        let (articles, stories) = found.into_iter().unzip();
        Ok(Kept::Page(Annotated { page: Page::from_parts(source, stories), articles }))
    }

    /// The articles of a document; nothing where a row holds what means nothing here.
    fn articles(&self, document: i64, text: &str, annotator: &Annotator) -> rusqlite::Result<Option<Vec<(AnnotatedArticle, Story)>>> {
        let query = "SELECT article, published, content, first_sentence, sentences, mention_list, sketch, layout, language \
                     FROM stored_article WHERE document = ?1 ORDER BY article";
        let mut query = self.connection.prepare_cached(query)?;
        let mut rows = query.query([document])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let (sentence, sentences): (i64, i64) = (row.get(3)?, row.get(4)?);
            let article = (|| {
                let relations =
                    if annotator.relates() { self.relations(sentence, sentences, text, annotator.gazetteer())? } else { Some(Vec::new()) };
                let Some(relations) = relations else { return Ok(None) };
                let Some(sentences) = self.sentences(sentence, sentences, text)? else { return Ok(None) };
                let list = row.get_ref(5)?.as_str()?;
                let Some(mentions) = self.mentions(list, |_| true, &sentences, text, annotator.gazetteer())? else { return Ok(None) };
                let Some(story) = layout::from_json(row.get_ref(7)?.as_str()?) else { return Ok(None) };
                let published: Option<String> = row.get(1)?;
                let published = published.as_deref().and_then(Published::parse);
                let content = u128::from_be_bytes(row.get(2)?);
                let sketch = row.get_ref(6)?.as_blob_or_null()?.and_then(Sketch::from_bytes).map(Box::new);
                let Some(language) = Language::from_code(row.get_ref(8)?.as_str()?) else { return Ok(None) };
                let article =
                    AnnotatedArticle { number: row.get(0)?, published, language, sentences, mentions, relations, content, sketch };
                Ok::<_, rusqlite::Error>(Some((article, story)))
            })()?;
            let Some(article) = article else { return Ok(None) };
            found.push(article);
        }
        Ok(Some(found))
    }

    pub(super) fn sentences(&self, first: i64, count: i64, text: &str) -> rusqlite::Result<Option<Vec<Sentence>>> {
        let query = "SELECT start_byte, end_byte, part, paragraph FROM stored_sentence WHERE number >= ?1 AND number < ?2 ORDER BY number";
        let mut query = self.connection.prepare_cached(query)?;
        let sentence = |row: &Row<'_>| -> rusqlite::Result<Option<Sentence>> {
            let (part, span) = (self.codes.part(row.get(2)?), span_of(text, row.get(0)?, row.get(1)?));
            let (Some(part), Some(span)) = (part, span) else { return Ok(None) };
            Ok(Some(Sentence { span, part, paragraph: row.get(3)? }))
        };
        query.query_map([first, first.saturating_add(count)], sentence)?.collect()
    }

    /// The sentences of an article, of which only those in the range have a place and the others are empty.
    pub(super) fn some_sentences(
        &self,
        first: i64,
        count: usize,
        range: Range<usize>,
        text: &str,
    ) -> rusqlite::Result<Option<Vec<Sentence>>> {
        let range = range.start.min(count)..range.end.min(count);
        let number = |at: usize| i64::try_from(at).unwrap_or(i64::MAX);
        let from = first.saturating_add(number(range.start));
        let read = self.sentences(from, number(range.len()), text)?;
        // No sentence of a text is without a byte.
        let Some(read) = read.filter(|read| read.len() == range.len() && count <= text.len()) else { return Ok(None) };
        let mut sentences = vec![Sentence { span: Span::new(0, 0), part: Part::Body, paragraph: 0 }; count];
        sentences[range].copy_from_slice(&read);
        Ok(Some(sentences))
    }
}

/// A stretch of a text, where it is one.
pub(super) fn span_of(text: &str, start: usize, end: usize) -> Option<Span> {
    text.get(start..end).map(|_| Span::new(start, end))
}
