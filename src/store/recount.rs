//! Counting again all that a store keeps counts of.

use std::fmt;
use std::time::Duration;

use rusqlite::ErrorCode;
use rustc_hash::FxHashMap;

use crate::store::appearance::Lookup;
use crate::store::count::{Changes, Contribution, Counted};
use crate::store::listed::listed;
use crate::store::open::reader;
use crate::store::read::{Document, span_of};
use crate::store::settle::{self, Change};
use crate::store::write::digest;
use crate::store::{Store, StoreError};

/// Something in a store that is not what its texts, sentences and mentions say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreFault {
    /// What is off, such as `pair cn – ru, sentences`.
    pub what: String,
    /// What the store says.
    pub kept: String,
    /// What was found.
    pub found: String,
}

impl fmt::Display for StoreFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: the store says {}, found is {}", self.what, self.kept, self.found)
    }
}

/// What was counted again, and what is off.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoreRecount {
    /// Documents that were read.
    pub documents: u64,
    /// Sentences whose places were looked up.
    pub sentences: u64,
    /// Mentions whose places were looked up.
    pub mentions: u64,
    /// Relations whose places were looked up.
    pub relations: u64,
    /// Documents in which nothing was found anew, as another annotator had searched them.
    pub documents_of_others: u64,
    /// Numbers that were compared.
    pub numbers: u64,
    /// Whether it is still open which articles are copies, as it is after a run that was broken off. The next run settles that.
    pub is_unsettled: bool,
    /// What is off.
    pub faults: Vec<StoreFault>,
}

impl StoreRecount {
    pub(super) fn compare(&mut self, what: impl FnOnce() -> String, kept: impl ToString + PartialEq, found: impl ToString) {
        self.numbers += 1;
        let (kept, found) = (kept.to_string(), found.to_string());
        if kept != found {
            self.faults.push(StoreFault { what: what(), kept, found });
        }
    }
}

/// A row of `stored_article`.
struct Article {
    number: i64,
    article: i64,
    copy_of: Option<i64>,
    first_sentence: i64,
    sentences: i64,
    mentions: i64,
    mention_list: String,
}

impl Store {
    /// Counts every count again from sentences and mentions, looks all spans up in the texts, and decides anew what is a copy. Has SQLite
    /// check its tables and the full-text search as well. What is in the texts is found anew by [`refind`](Self::refind).
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn recount(&self) -> Result<StoreRecount, StoreError> {
        let mut recount = StoreRecount::default();
        self.recount_into(&mut recount).map_err(|error| self.told(error))?;
        Ok(recount)
    }

    fn recount_into(&self, recount: &mut StoreRecount) -> rusqlite::Result<()> {
        self.check_file(recount)?;
        let mut expected = Changes::default();
        let (mut after, mut appearances) = (None, Lookup::default());
        while let Some(document) = self.document_after(after.as_ref(), [""; 2])? {
            self.recount_document(&document, &mut expected, &mut appearances, recount)?;
            after = Some(document.place);
        }
        let names = self.actor_ids()?;
        self.compare_actors(&expected, &names, recount)?;
        self.compare_pairs(&expected, &names, recount)?;
        self.compare_totals(&expected, recount)?;
        let kept: u64 =
            self.connection
                .query_row("SELECT coalesce(sum(json_array_length(articles)), 0) FROM stored_appearance", [], |row| row.get(0))?;
        recount.compare(|| "appearances of actors in articles".to_owned(), kept, expected.appearances());
        let is_settled: bool = self.connection.query_row("SELECT count FROM stored_total WHERE name = 'settled'", [], |row| row.get(0))?;
        recount.is_unsettled = !is_settled;
        if is_settled {
            for Change { article, before: kept, after: found } in settle::changes(self)? {
                let shown = |copy_of: Option<i64>| copy_of.map_or_else(|| "none".to_owned(), |number| number.to_string());
                recount.compare(|| format!("article {article}, copy of"), shown(kept), shown(found));
            }
        }
        Ok(())
    }

    fn check_file(&self, recount: &mut StoreRecount) -> rusqlite::Result<()> {
        let mut query = self.connection.prepare("PRAGMA integrity_check")?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let told: String = row.get(0)?;
            recount.compare(|| "tables".to_owned(), "ok", told);
        }
        // The search compares itself with the sentences at a command that needs leave to write, though it writes nothing. Where that is
        // refused, as while another program writes, it is left out.
        if self.connection.path().is_some_and(|path| !path.is_empty()) {
            let connection = reader(&self.path)?;
            connection.busy_timeout(Duration::ZERO)?;
            match connection.execute("INSERT INTO sentence_text (sentence_text, rank) VALUES ('integrity-check', 1)", []) {
                Ok(_) => recount.compare(|| "search".to_owned(), "ok", "ok"),
                Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseCorrupt) => {
                    recount.compare(|| "search".to_owned(), "the words of its sentences", "other words");
                }
                Err(_) => {}
            }
        }
        Ok(())
    }

    fn recount_document(
        &self,
        document: &Document,
        expected: &mut Changes,
        appearances: &mut Lookup,
        recount: &mut StoreRecount,
    ) -> rusqlite::Result<()> {
        recount.documents += 1;
        let text = document.source.text.as_str();
        let query = "SELECT maker, digest FROM stored_document WHERE number = ?1";
        let (maker, kept): (i64, [u8; 16]) =
            self.connection.prepare_cached(query)?.query_row([document.number], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let hash = |bytes: [u8; 16]| format!("{:032x}", u128::from_be_bytes(bytes));
        recount.compare(|| format!("document {:?}, digest", document.source.document), hash(kept), hash(digest(&document.source)));
        expected.document(maker, text.len(), 1);
        let query = "SELECT number, article, copy_of, first_sentence, sentences, mentions, mention_list FROM stored_article \
                     WHERE document = ?1 ORDER BY article";
        let mut query = self.connection.prepare_cached(query)?;
        let articles = query.query_map([document.number], |row| {
            Ok(Article {
                number: row.get(0)?,
                article: row.get(1)?,
                copy_of: row.get(2)?,
                first_sentence: row.get(3)?,
                sentences: row.get(4)?,
                mentions: row.get(5)?,
                mention_list: row.get(6)?,
            })
        })?;
        for article in articles {
            let article = article?;
            let name = || format!("article {} of {:?}", article.article, document.source.document);
            self.recount_places(&article, text, &name, recount)?;
            let contribution = self.contribution(article.number)?;
            expected.article(&contribution, Counted::of(article.copy_of), 1);
            self.compare_appearances(&article, &contribution, &name, appearances, recount)?;
        }
        Ok(())
    }

    /// Looks up where the sentences, mentions and relations of an article stand.
    fn recount_places(
        &self,
        article: &Article,
        text: &str,
        name: &impl Fn() -> String,
        recount: &mut StoreRecount,
    ) -> rusqlite::Result<()> {
        let query = "SELECT article, start_byte, end_byte FROM stored_sentence WHERE number >= ?1 AND number < ?2 ORDER BY number";
        let mut query = self.connection.prepare_cached(query)?;
        let (first, end) = (article.first_sentence, article.first_sentence + article.sentences);
        let mut sentences: Vec<(usize, usize)> = Vec::new();
        let mut rows = query.query([first, end])?;
        while let Some(row) = rows.next()? {
            let (home, start, end): (i64, usize, usize) = (row.get(0)?, row.get(1)?, row.get(2)?);
            recount.compare(|| format!("{}, article of a sentence", name()), home, article.number);
            recount.compare(
                || format!("{}, sentence at {start}–{end}", name()),
                "in the text",
                span_of(text, start, end).map_or("not", |_| "in the text"),
            );
            sentences.push((start, end));
        }
        recount.sentences += sentences.len() as u64;
        recount.compare(|| format!("{}, sentences", name()), article.sentences, sentences.len());
        let listed = listed(&article.mention_list, |_| true).unwrap_or_default();
        recount.compare(|| format!("{}, mentions", name()), article.mentions, listed.len());
        let query = "SELECT sentence, trigger_start, trigger_end FROM stored_relation WHERE sentence >= ?1 AND sentence < ?2";
        let mut query = self.connection.prepare_cached(query)?;
        let triggers = query.query_map([first, end], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let mentions = listed.iter().map(|mention| Ok((first + i64::from(mention.sentence), mention.start, mention.end())));
        for (found, is_relation) in mentions.map(|found| (found, false)).chain(triggers.map(|found| (found, true))) {
            let (sentence, start, end): (i64, usize, usize) = found?;
            let home = usize::try_from(sentence - first).ok().and_then(|at| sentences.get(at));
            let is_inside = home.is_some_and(|home| home.0 <= start && end <= home.1) && span_of(text, start, end).is_some();
            let found = if is_inside { "in its sentence" } else { "not" };
            recount.compare(|| format!("{}, mention or trigger at {start}–{end}", name()), "in its sentence", found);
            recount.mentions += u64::from(!is_relation);
            recount.relations += u64::from(is_relation);
        }
        Ok(())
    }

    fn compare_appearances(
        &self,
        article: &Article,
        contribution: &Contribution,
        name: &impl Fn() -> String,
        appearances: &mut Lookup,
        recount: &mut StoreRecount,
    ) -> rusqlite::Result<()> {
        let query = "SELECT mentions || ' in ' || sentences FROM appearance WHERE actor = ?1 AND article = ?2";
        let mut query = self.connection.prepare_cached(query)?;
        for actor in &contribution.actors {
            if appearances.holds(article.number, actor, &self.connection)? {
                recount.numbers += 1;
                continue;
            }
            let mut rows = query.query([actor.actor, article.number])?;
            let kept: String = rows.next()?.map_or_else(|| Ok("nothing".to_owned()), |row| row.get(0))?;
            let found = format!("{} in {}", actor.mentions, serde_json::to_string(&actor.sentences).unwrap_or_default());
            recount.compare(|| format!("{}, appearance of actor {}", name(), actor.actor), kept, found);
        }
        Ok(())
    }

    fn actor_ids(&self) -> rusqlite::Result<FxHashMap<i64, String>> {
        let mut query = self.connection.prepare("SELECT number, id FROM stored_actor")?;
        query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
    }

    fn compare_actors(&self, expected: &Changes, names: &FxHashMap<i64, String>, recount: &mut StoreRecount) -> rusqlite::Result<()> {
        let mut query = self.connection.prepare("SELECT actor, mentions, sentences, articles, articles_raw FROM actor_count ORDER BY 1")?;
        let mut rows = query.query([])?;
        let mut seen = 0;
        while let Some(row) = rows.next()? {
            let number: i64 = row.get(0)?;
            let found = expected.of_actor(number);
            seen += u64::from(found.is_some());
            for (at, column) in ["mentions", "sentences", "articles", "articles_raw"].into_iter().enumerate() {
                let what = || format!("actor {}, {column}", named(names, number));
                recount.compare(what, row.get::<_, i64>(at + 1)?, found.map_or(0, |found| found[at]));
            }
        }
        recount.compare(|| "actors with counts".to_owned(), seen, expected.actors());
        Ok(())
    }

    fn compare_pairs(&self, expected: &Changes, names: &FxHashMap<i64, String>, recount: &mut StoreRecount) -> rusqlite::Result<()> {
        let mut query = self.connection.prepare("SELECT one, other, sentences, articles, articles_raw FROM pair_count ORDER BY 1, 2")?;
        let mut rows = query.query([])?;
        let mut seen = 0;
        while let Some(row) = rows.next()? {
            let (one, other): (i64, i64) = (row.get(0)?, row.get(1)?);
            let found = expected.of_pair(one, other);
            seen += u64::from(found.is_some());
            for (at, column) in ["sentences", "articles", "articles_raw"].into_iter().enumerate() {
                let what = || format!("pair {} – {}, {column}", named(names, one), named(names, other));
                recount.compare(what, row.get::<_, i64>(at + 2)?, found.map_or(0, |found| found[at]));
            }
        }
        recount.compare(|| "pairs with counts".to_owned(), seen, expected.pairs());
        Ok(())
    }

    fn compare_totals(&self, expected: &Changes, recount: &mut StoreRecount) -> rusqlite::Result<()> {
        for (name, found) in expected.totals() {
            let query = "SELECT count FROM stored_total WHERE name = ?1";
            let kept: i64 = self.connection.query_row(query, [name], |row| row.get(0))?;
            recount.compare(|| format!("total {name}"), kept, found);
        }
        let mut query = self.connection.prepare("SELECT number, name, documents FROM maker")?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let (number, name): (i64, String) = (row.get(0)?, row.get(1)?);
            recount.compare(|| format!("documents of maker {name:?}"), row.get::<_, i64>(2)?, expected.of_maker(number));
        }
        Ok(())
    }
}

fn named(names: &FxHashMap<i64, String>, number: i64) -> String {
    names.get(&number).cloned().unwrap_or_else(|| format!("number {number}"))
}
