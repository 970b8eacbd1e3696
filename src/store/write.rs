//! Putting pages into a store and taking them out. The counts change with them, in the same transaction.

use rusqlite::{OptionalExtension, params};
use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::Xxh3;

use crate::annotated::{Annotated, AnnotatedArticle, Annotator};
use crate::article::Sentence;
use crate::date::Published;
use crate::gazetteer::Gazetteer;
use crate::id::ActorId;
use crate::source::Source;
use crate::store::codes::Codes;
use crate::store::count::{Changes, Contribution, Counted};
use crate::store::in_order::InOrder;
use crate::store::listed::{Meant, listed};
use crate::store::waiting::Waiting;
use crate::store::{Store, StoreError, layout};

/// What became of a page that was put into a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stored {
    /// It was not there.
    New,
    /// It was there as it is.
    Unchanged,
    /// It was there with another text or date, or with mentions that another annotator found.
    Replaced,
    /// It was there, and its file does not hold it any more.
    Removed,
}

/// Puts many pages into a store. What was put is kept when [`commit`](Self::commit) returns, and not before: without that, or after an
/// error, the store is as it was at the last commit. While a writer has put something, other programs can read, and wait to write.
#[derive(Debug)]
pub struct Writer<'s> {
    pub(super) store: &'s mut Store,
    annotator: Option<&'s Annotator>,
    is_open: bool,
    /// Whether the transaction has told that copies are no longer settled.
    pub(super) is_unsettled: bool,
    /// Tells whether another program has written since.
    version: i64,
    maker: i64,
    /// Numbers of actors in the store, by their number in the gazetteer; 0 where it is not known yet.
    actors: Vec<i64>,
    next: Next,
    pub(super) changes: Changes,
    pub(super) waiting: Waiting,
    /// Nothing where documents were there before, or came in another order than theirs.
    pub(super) in_order: Option<InOrder>,
    /// The first article of each content that this writer has put since.
    pub(super) first_of: FxHashMap<u128, i64>,
}

/// Numbers of the next rows.
#[derive(Debug, Default)]
struct Next {
    document: i64,
    article: i64,
    sentence: i64,
    mention: i64,
}

/// Counts that may wait in memory.
const MOST_WAITING: usize = 1 << 20;

/// What a document is told from others by, and where it stands among them.
struct Key<'a> {
    name: &'a str,
    file: &'a str,
    occurrence: i64,
    record: u64,
}

impl<'a> Key<'a> {
    fn of(source: &'a Source, occurrence: u32) -> Self {
        let (file, record) = source.origin.as_ref().map_or((&*source.document, 0), |origin| (&*origin.file, origin.record));
        Self { name: &source.document, file, occurrence: occurrence.into(), record }
    }
}

impl<'s> Writer<'s> {
    pub(super) fn new(store: &'s mut Store, annotator: Option<&'s Annotator>) -> Self {
        let (next, changes) = (Next::default(), Changes::default());
        Self {
            store,
            annotator,
            is_open: false,
            version: -1,
            maker: 0,
            actors: Vec::new(),
            next,
            changes,
            waiting: Waiting::default(),
            in_order: None,
            first_of: FxHashMap::default(),
            is_unsettled: false,
        }
    }

    /// Puts a page into the store, in place of the one of the same name from the same file if that differs.
    ///
    /// # Errors
    /// When the file cannot be written; then all is undone since the last commit.
    pub fn put(&mut self, page: &Annotated) -> Result<Stored, StoreError> {
        self.put_again(page, 0)
    }

    /// The same for a page of a file that holds so many others of that name before this one.
    ///
    /// # Errors
    /// When the file cannot be written; then all is undone since the last commit.
    pub fn put_again(&mut self, page: &Annotated, occurrence: u32) -> Result<Stored, StoreError> {
        let stored = self.begin().and_then(|()| self.put_page(page, occurrence));
        self.undone(stored)
    }

    /// Keeps what was put and removed so far.
    ///
    /// # Errors
    /// When the file cannot be written; then all is undone since the last commit.
    pub fn commit(&mut self) -> Result<(), StoreError> {
        if !self.is_open {
            return Ok(());
        }
        let written = self.write_waiting().and_then(|()| self.changes.write(&self.store.connection));
        let kept = written.and_then(|()| self.store.connection.execute_batch("COMMIT"));
        if kept.is_ok() {
            self.is_open = false;
        }
        self.undone(kept)
    }

    /// Begins a transaction, if none is under way.
    pub(super) fn begin(&mut self) -> rusqlite::Result<()> {
        if self.is_open {
            return Ok(());
        }
        let connection = &self.store.connection;
        connection.execute_batch("BEGIN IMMEDIATE")?;
        self.is_open = true;
        self.is_unsettled = false;
        let number = |query: &str| connection.query_row(query, [], |row| row.get::<_, i64>(0));
        let version = number("PRAGMA data_version")?;
        if version != self.version {
            self.version = version;
            self.actors.clear();
            self.first_of.clear();
            let is_empty = number("SELECT NOT EXISTS (SELECT 1 FROM stored_document)")? == 1;
            self.in_order = is_empty.then(InOrder::default);
            self.store.codes = Codes::load(connection)?;
            self.maker = 0;
        }
        self.store.codes.complete(connection)?;
        if let Some(annotator) = self.annotator.filter(|_| self.maker == 0) {
            connection.execute("INSERT INTO maker (name, documents) VALUES (?1, 0) ON CONFLICT DO NOTHING", [annotator.maker()])?;
            self.maker = connection.query_row("SELECT number FROM maker WHERE name = ?1", [annotator.maker()], |row| row.get(0))?;
        }
        self.next = Next {
            document: 1 + number("SELECT coalesce(max(number), 0) FROM stored_document")?,
            article: 1 + number("SELECT coalesce(max(number), 0) FROM stored_article")?,
            sentence: 1 + number("SELECT coalesce(max(number), 0) FROM stored_sentence")?,
            mention: number(
                "SELECT coalesce(max(first_mention + mentions), 1) FROM (SELECT * FROM stored_article ORDER BY number DESC LIMIT 1)",
            )?,
        };
        Ok(())
    }

    /// After an error nothing is left of the transaction, nor of what was learnt in it.
    pub(super) fn undone<T>(&mut self, result: rusqlite::Result<T>) -> Result<T, StoreError> {
        result.map_err(|error| {
            let told = self.store.told(error);
            self.roll_back();
            told
        })
    }

    fn roll_back(&mut self) {
        if std::mem::take(&mut self.is_open) {
            // Some errors have ended the transaction already.
            let _ = self.store.connection.execute_batch("ROLLBACK");
        }
        self.version = -1;
        self.changes = Changes::default();
        self.waiting = Waiting::default();
        self.in_order = None;
        self.first_of.clear();
    }

    fn put_page(&mut self, page: &Annotated, occurrence: u32) -> rusqlite::Result<Stored> {
        let Some(annotator) = self.annotator else { return Ok(Stored::Unchanged) };
        let source = page.page.source();
        let key = Key::of(source, occurrence);
        let digest = digest(source);
        let query = "SELECT stored_document.number, digest = ?4 AND maker.name IN (?5, ?6) FROM stored_document \
                     JOIN maker ON maker.number = stored_document.maker WHERE stored_document.name = ?1 AND file = ?2 AND occurrence = ?3";
        let [maker, other] = annotator.makers();
        let found: Option<(i64, bool)> = self
            .store
            .connection
            .prepare_cached(query)?
            .query_row(params![key.name, key.file, key.occurrence, digest, maker, other], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let stored = match found {
            Some((_, true)) => return Ok(Stored::Unchanged),
            Some((number, false)) => {
                self.remove_document(number)?;
                Stored::Replaced
            }
            None => Stored::New,
        };
        let place = (key.file.to_owned(), i64::try_from(key.record).unwrap_or(i64::MAX), key.name.to_owned(), key.occurrence);
        self.in_order.take_if(|in_order| !in_order.follows(place));
        let number = self.next.document;
        self.next.document += 1;
        let query = "INSERT INTO stored_document VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
        self.store.connection.prepare_cached(query)?.execute(params![
            number,
            key.name,
            key.file,
            key.occurrence,
            key.record,
            self.maker,
            source.published.map(written),
            source.url,
            source.headline.map(|headline| headline.start),
            source.headline.map(|headline| headline.end),
            digest,
            source.text
        ])?;
        self.unsettle()?;
        self.changes.document(self.maker, source.text.len(), 1);
        for article in &page.articles {
            self.put_article(page, article, number, annotator.gazetteer())?;
        }
        if self.changes.len() > MOST_WAITING {
            self.changes.write(&self.store.connection)?;
        }
        self.waiting.write_if_much(&self.store.connection)?;
        Ok(stored)
    }

    fn put_article(&mut self, page: &Annotated, article: &AnnotatedArticle, document: i64, gazetteer: &Gazetteer) -> rusqlite::Result<()> {
        let number = self.next.article;
        self.next.article += 1;
        let (first_sentence, first_mention) = (self.next.sentence, self.next.mention);
        self.put_sentences(page.page.text(), article, number);
        let (mention_list, named) = self.list_mentions(article, gazetteer)?;
        self.next.mention += i64::try_from(article.mentions.len()).unwrap_or(i64::MAX);
        self.put_relations(article, first_sentence, gazetteer)?;
        let contribution = Contribution::new(article.sentences.len(), named);
        let copy_of = match &mut self.in_order {
            Some(in_order) => in_order.add(number, article.content, article.sketch.as_deref())?,
            // Which of some copies counts is settled when all are there; until then, the first to come does.
            None => Some(*self.first_of.entry(article.content).or_insert(number)).filter(|first| *first != number),
        };
        self.changes.article(&contribution, Counted::of(copy_of), 1);
        self.waiting.note(number);
        for actor in &contribution.actors {
            self.waiting.appearances.add(number, actor, &self.store.connection)?;
        }
        let layout = layout::to_json(page.story(article)).map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
        let query = "INSERT INTO stored_article VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
        self.store.connection.prepare_cached(query)?.execute(params![
            number,
            document,
            article.number,
            article.published.map(written),
            article.content.to_be_bytes(),
            copy_of,
            first_sentence,
            article.sentences.len(),
            first_mention,
            article.mentions.len(),
            article.sketch.as_ref().map(|sketch| sketch.to_bytes()),
            layout,
            article.language.code(),
            mention_list
        ])?;
        Ok(())
    }

    /// Notes that it is no longer settled which articles are copies.
    pub(super) fn unsettle(&mut self) -> rusqlite::Result<()> {
        if !self.is_unsettled {
            self.store.connection.execute("UPDATE stored_total SET count = 0 WHERE name = 'settled'", [])?;
            self.is_unsettled = true;
        }
        Ok(())
    }

    fn put_sentences(&mut self, text: &str, article: &AnnotatedArticle, number: i64) {
        let Self { next, waiting, store, .. } = self;
        let byte = |at: usize| i64::try_from(at).unwrap_or(i64::MAX);
        for Sentence { span, part, paragraph } in &article.sentences {
            let part = store.codes.number(part.name());
            waiting.add_sentence([next.sentence, number, byte(span.start), byte(span.end), part, i64::from(*paragraph)], span.of(text));
            next.sentence += 1;
        }
    }

    /// The number of an actor in the store.
    pub(super) fn actor(&mut self, actor: ActorId, gazetteer: &Gazetteer) -> rusqlite::Result<i64> {
        match self.actors.get(actor.index()) {
            Some(0) => {}
            Some(number) => return Ok(*number),
            None => self.actors.resize(gazetteer.actors().len(), 0),
        }
        let described = gazetteer.actor(actor);
        let connection = &self.store.connection;
        let values = params![described.id, described.name, described.actor_type.name()];
        let query = "SELECT number, name = ?2 AND type = ?3 FROM stored_actor WHERE id = ?1";
        let known = connection.prepare_cached(query)?.query_row(values, |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        let number = match known {
            Some((number, true)) => number,
            Some((number, false)) => {
                connection.execute("UPDATE stored_actor SET name = ?2, type = ?3 WHERE id = ?1", values)?;
                number
            }
            None => {
                connection.prepare_cached("INSERT INTO stored_actor (id, name, type) VALUES (?1, ?2, ?3)")?.execute(values)?;
                connection.last_insert_rowid()
            }
        };
        self.actors[actor.index()] = number;
        Ok(number)
    }

    /// Writes the rows that wait.
    pub(super) fn write_waiting(&mut self) -> rusqlite::Result<()> {
        self.waiting.write(&self.store.connection)
    }
}

impl Store {
    /// What a stored article adds to the counts.
    pub(super) fn contribution(&self, article: i64) -> rusqlite::Result<Contribution> {
        let connection = &self.connection;
        let query = "SELECT sentences, mention_list FROM stored_article WHERE number = ?1";
        let mut query = connection.prepare_cached(query)?;
        query.query_row([article], |row| {
            let named =
                listed(row.get_ref(1)?.as_str()?, |_| true).unwrap_or_default().into_iter().filter_map(|mention| match mention.meant {
                    Meant::Actor(actor) => Some((mention.sentence, actor)),
                    Meant::Others(_) => None,
                });
            Ok(Contribution::new(row.get(0)?, named.collect()))
        })
    }
}

impl Drop for Writer<'_> {
    fn drop(&mut self) {
        self.roll_back();
    }
}

/// A date as it stands in a store.
fn written(published: Published) -> String {
    match published {
        Published::Day(day) => day.to_string(),
        Published::Minute(moment) => moment.to_string(),
    }
}

/// Hash of all that a document is, apart from its name and file.
pub(super) fn digest(source: &Source) -> [u8; 16] {
    let mut hash = Xxh3::new();
    let published = source.published.map(written).unwrap_or_default();
    for part in [&published, source.url.as_deref().unwrap_or("")] {
        hash.update(part.as_bytes());
        hash.update(&[0]);
    }
    let headline = source.headline.map_or([u64::MAX; 2], |headline| [headline.start as u64, headline.end as u64]);
    for number in [source.origin.as_ref().map_or(0, |origin| origin.record), headline[0], headline[1]] {
        hash.update(&number.to_le_bytes());
    }
    hash.update(source.text.as_bytes());
    hash.digest128().to_be_bytes()
}
