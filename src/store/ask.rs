//! What the counts of a store tell without its pages being read, and the few pages that show it.

use std::cell::Cell;
use std::sync::Arc;

use rusqlite::{OptionalExtension, Row};

use crate::annotated::{Annotated, AnnotatedArticle};
use crate::cooccurrence::{ActorCount, Ambiguous, Cooccurrences, EvidenceLimit, PairCount, Window};
use crate::date::Published;
use crate::duplicate::{Duplicates, Place};
use crate::gazetteer::{Gazetteer, Language};
use crate::id::ActorId;
use crate::page::Page;
use crate::source::Source;
use crate::store::{Store, StoreError, appearance};

/// The articles that name an actor, in the order of their numbers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Appearances {
    /// Each with where its sentences end among all. They begin where those of the one before end.
    articles: Vec<(i64, usize)>,
    sentences: Vec<u32>,
}

impl Appearances {
    fn push(&mut self, article: i64, sentences: &[u32]) {
        self.sentences.extend_from_slice(sentences);
        self.articles.push((article, self.sentences.len()));
    }

    /// The sentences of the article that stands at this place.
    fn sentences_at(&self, at: usize) -> &[u32] {
        let from = at.checked_sub(1).map_or(0, |before| self.articles[before].1);
        &self.sentences[from..self.articles[at].1]
    }
}

/// A distinct article as it is sorted for evidence.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Showing {
    document: String,
    number: u32,
    article: i64,
    file: String,
    record: i64,
    occurrence: i64,
    pub(crate) sentences: Vec<u32>,
}

impl Showing {
    /// Where its page stands in the order of documents, and where it stands there.
    fn order(&self) -> (&str, i64, &str, i64, u32) {
        (&self.file, self.record, &self.document, self.occurrence, self.number)
    }

    /// Whether another is an article of the same number in a document of the same name.
    pub(crate) fn is_beside(&self, other: &Self) -> bool {
        (&self.document, self.number) == (&other.document, other.number)
    }
}

impl Store {
    /// Whether the counts are those that an annotator with one of these makers would count in the pages.
    pub(crate) fn counts_for(&self, makers: [&str; 2]) -> Result<bool, StoreError> {
        Ok(self.is_settled()? && self.documents_of_others_than(makers)? == 0)
    }

    /// The counts of sentences with two actors, and of these actors; only pairs of one actor where it is given. Days and evidence are
    /// not among them. Nothing where the store names an actor that the gazetteer lacks.
    pub(crate) fn counts(&self, of: Option<ActorId>, gazetteer: &Gazetteer) -> Result<Option<Cooccurrences>, StoreError> {
        self.counted(of, gazetteer).map_err(|error| self.told(error))
    }

    fn counted(&self, of: Option<ActorId>, gazetteer: &Gazetteer) -> rusqlite::Result<Option<Cooccurrences>> {
        let mut counts = Cooccurrences::new(Window::Sentence, Ambiguous::Drop, EvidenceLimit::First(0));
        let total = "SELECT count FROM stored_total WHERE name = 'sentences'";
        counts.windows = self.connection.query_row(total, [], |row| row.get(0))?;
        let mut query = self.connection.prepare("SELECT number, id, sentences FROM actor")?;
        let mut rows = query.query([])?;
        let mut actors = rustc_hash::FxHashMap::default();
        while let Some(row) = rows.next()? {
            let Some(actor) = gazetteer.actor_with_id(row.get_ref(1)?.as_str()?) else { return Ok(None) };
            actors.insert(row.get::<_, i64>(0)?, actor);
            *counts.actors.of(actor) = ActorCount { windows: row.get(2)?, ..ActorCount::default() };
        }
        let mut pair = |row: &Row<'_>| -> rusqlite::Result<Option<()>> {
            let ends = [row.get::<_, i64>(0)?, row.get(1)?].map(|number| actors.get(&number).copied());
            let [Some(one), Some(other)] = ends else { return Ok(None) };
            let count = PairCount { windows: row.get(2)?, articles: row.get(3)?, articles_raw: row.get(4)?, ..PairCount::default() };
            *counts.pairs.of((one.min(other), one.max(other))) = count;
            Ok(Some(()))
        };
        let columns = "SELECT one, other, sentences, articles, articles_raw FROM pair_count";
        let sound = match of {
            None => {
                let mut query = self.connection.prepare(columns)?;
                query.query_map([], |row| pair(row))?.collect::<rusqlite::Result<Option<Vec<()>>>>()?
            }
            Some(actor) => {
                let Some(number) = self.number_of(actor, gazetteer)? else { return Ok(Some(counts)) };
                let mut query = self.connection.prepare(&format!("{columns} WHERE one = ?1 UNION ALL {columns} WHERE other = ?1"))?;
                query.query_map([number], |row| pair(row))?.collect::<rusqlite::Result<Option<Vec<()>>>>()?
            }
        };
        Ok(sound.map(|_| counts))
    }

    pub(super) fn number_of(&self, actor: ActorId, gazetteer: &Gazetteer) -> rusqlite::Result<Option<i64>> {
        let query = "SELECT number FROM stored_actor WHERE id = ?1";
        self.connection.prepare_cached(query)?.query_row([&gazetteer.actor(actor).id], |row| row.get(0)).optional()
    }

    /// Windows of all distinct articles, and of those of each of some actors.
    pub(crate) fn windows_of(&self, actors: &[ActorId], gazetteer: &Gazetteer) -> Result<(u64, Vec<u64>), StoreError> {
        let query = "SELECT sentences FROM actor WHERE id = ?1";
        let of = |actor: &ActorId| -> rusqlite::Result<u64> {
            let found = self.connection.prepare_cached(query)?.query_row([&gazetteer.actor(*actor).id], |row| row.get(0)).optional()?;
            Ok(found.unwrap_or(0))
        };
        let each = actors.iter().map(of).collect::<rusqlite::Result<_>>().map_err(|error| self.told(error))?;
        Ok((self.totals()?.sentences, each))
    }

    /// The articles that name an actor.
    pub(crate) fn appearances(&self, actor: ActorId, gazetteer: &Gazetteer) -> Result<Appearances, StoreError> {
        let mut found = Appearances::default();
        self.each_list(actor, gazetteer, |list| appearance::each(list, |article, _, sentences| found.push(article, sentences)))?;
        Ok(found)
    }

    /// The articles in which those of some appearances share sentences with another actor.
    pub(crate) fn met(&self, appearances: &Appearances, other: ActorId, gazetteer: &Gazetteer) -> Result<Appearances, StoreError> {
        let (mut found, mut shared, known, next) = (Appearances::default(), Vec::new(), &appearances.articles, Cell::new(0));
        let wanted = |article| {
            let from = next.get();
            next.set(from + known[from..].partition_point(|(known, _)| *known < article));
            known.get(next.get()).is_some_and(|(known, _)| *known == article)
        };
        self.each_list(other, gazetteer, |list| {
            appearance::each_of(list, wanted, |article, _, sentences| {
                let own = appearances.sentences_at(next.get());
                shared.clear();
                shared.extend(sentences.iter().filter(|sentence| own.binary_search(sentence).is_ok()));
                if !shared.is_empty() {
                    found.push(article, &shared);
                }
            })
        })?;
        Ok(found)
    }

    /// Gives the lists of articles of an actor, in the order of these.
    fn each_list(
        &self,
        actor: ActorId,
        gazetteer: &Gazetteer,
        mut each: impl FnMut(&str) -> rusqlite::Result<()>,
    ) -> Result<(), StoreError> {
        let mut read = || {
            let Some(number) = self.number_of(actor, gazetteer)? else { return Ok(()) };
            let query = "SELECT articles FROM stored_appearance WHERE actor = ?1 ORDER BY first";
            let mut query = self.connection.prepare_cached(query)?;
            let mut rows = query.query([number])?;
            while let Some(row) = rows.next()? {
                each(row.get_ref(0)?.as_str()?)?;
            }
            Ok(())
        };
        read().map_err(|error| self.told(error))
    }

    /// Those of the meetings that stand in distinct articles, by the names of their documents; and how many stand in copies.
    pub(crate) fn showings(&self, meetings: &Appearances) -> Result<(Vec<Showing>, u64), StoreError> {
        let query = "SELECT name, article, copy_of IS NULL, file, record, occurrence FROM stored_article JOIN stored_document \
                     ON stored_document.number = stored_article.document WHERE stored_article.number = ?1";
        let read = || {
            let mut query = self.connection.prepare_cached(query)?;
            let (mut showings, mut copies) = (Vec::new(), 0);
            for (at, (article, _)) in meetings.articles.iter().enumerate() {
                let mut rows = query.query([article])?;
                let row = rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
                if !row.get::<_, bool>(2)? {
                    copies += 1;
                    continue;
                }
                showings.push(Showing {
                    document: row.get(0)?,
                    number: row.get(1)?,
                    article: *article,
                    file: row.get(3)?,
                    record: row.get(4)?,
                    occurrence: row.get(5)?,
                    sentences: meetings.sentences_at(at).to_vec(),
                });
            }
            showings.sort_unstable();
            Ok((showings, copies))
        };
        read().map_err(|error| self.told(error))
    }

    /// Gives `each` of the pages of some articles in the order of documents, with that article alone, and of its mentions those that mean an
    /// actor in the chosen sentences. Of the other sentences so many beside these have a place as well. Where copies of the articles stand is
    /// noted in `duplicates`.
    pub(crate) fn shown(
        &self,
        showings: &[Showing],
        beside: usize,
        gazetteer: &Gazetteer,
        duplicates: &mut Duplicates,
        mut each: impl FnMut(&Arc<str>, &Annotated),
    ) -> Result<(), StoreError> {
        let damaged = |showing: &Showing| StoreError::Damaged {
            path: self.path.clone(),
            message: format!("the rows of article {} of {:?} cannot be read", showing.number, showing.document),
        };
        let mut in_order: Vec<&Showing> = showings.iter().collect();
        in_order.sort_by(|a, b| a.order().cmp(&b.order()));
        let totals = self.totals()?;
        let has_copies = totals.articles < totals.articles_raw;
        for showing in in_order {
            let page = self.showing(showing, beside, gazetteer).map_err(|error| self.told(error))?.ok_or_else(|| damaged(showing))?;
            let document: Arc<str> = showing.document.as_str().into();
            if has_copies {
                let copies = self.copies_of(&document, showing.number).map_err(|error| self.told(error))?;
                duplicates.note_copies(&document, showing.number, copies);
            }
            each(&document, &page);
        }
        Ok(())
    }

    fn showing(&self, showing: &Showing, beside: usize, gazetteer: &Gazetteer) -> rusqlite::Result<Option<Annotated>> {
        let query = "SELECT text, stored_article.published, content, first_sentence, sentences, mention_list, language FROM stored_article \
                     JOIN stored_document ON stored_document.number = stored_article.document WHERE stored_article.number = ?1";
        let mut query = self.connection.prepare_cached(query)?;
        query.query_row([showing.article], |row| {
            let text: String = row.get(0)?;
            let (Some(from), Some(to)) = (showing.sentences.first(), showing.sentences.last()) else { return Ok(None) };
            let read = (*from as usize).saturating_sub(beside)..(*to as usize).saturating_add(beside).saturating_add(1);
            let Some(sentences) = self.some_sentences(row.get(3)?, row.get(4)?, read, &text)? else { return Ok(None) };
            let within = |sentence| (*from..=*to).contains(&sentence);
            let Some(mentions) = self.mentions(row.get_ref(5)?.as_str()?, within, &sentences, &text, gazetteer)? else { return Ok(None) };
            let published = row.get_ref(1)?.as_str_or_null()?.and_then(Published::parse);
            let Some(language) = Language::from_code(row.get_ref(6)?.as_str()?) else { return Ok(None) };
            let article = AnnotatedArticle {
                number: showing.number,
                published,
                language,
                sentences,
                mentions,
                relations: Vec::new(),
                content: u128::from_be_bytes(row.get(2)?),
                sketch: None,
            };
            // The layout of the page says nothing about sentences and names.
            let page = Page::from_parts(Source::new(showing.document.clone(), text), Vec::new());
            Ok(Some(Annotated { page, articles: vec![article] }))
        })
    }

    /// Where the copies stand of an article of a document, in the order of documents. Documents of one name share theirs.
    fn copies_of(&self, document: &str, article: u32) -> rusqlite::Result<Vec<Place>> {
        let query = "SELECT place.name, copy.article FROM stored_document AS home \
                     JOIN stored_article AS original ON original.document = home.number AND original.article = ?2 \
                     JOIN stored_article AS copy ON copy.copy_of = original.number \
                     JOIN stored_document AS place ON place.number = copy.document WHERE home.name = ?1 \
                     ORDER BY place.file, place.record, place.name, place.occurrence, copy.article";
        let mut query = self.connection.prepare_cached(query)?;
        query.query_map((document, article), |row| Ok(Place { document: row.get(0)?, article: row.get(1)? }))?.collect()
    }
}
