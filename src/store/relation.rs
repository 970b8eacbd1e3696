//! Relations as rows.

use jiff::civil::Date;
use rusqlite::{Row, params};

use crate::annotated::AnnotatedArticle;
use crate::date::Published;
use crate::gazetteer::Gazetteer;
use crate::id::ActorId;
use crate::position::Positions;
use crate::relation::Relation;
use crate::relation_count::{RelationCounts, RelationEvidence, RelationKind, Telling};
use crate::span::Span;
use crate::store::read::span_of;
use crate::store::{Store, StoreError, Writer};

const COLUMNS: &str = "SELECT sentence, actor.id, recipient.id, reciprocal, category, mode, status, negated, speaker.id, trigger_start, \
                       trigger_end, actor_start, actor_end, recipient_start, recipient_end, agent_start, agent_end, recipient_agent_start, \
                       recipient_agent_end FROM stored_relation JOIN stored_actor AS actor ON actor.number = actor \
                       LEFT JOIN stored_actor AS recipient ON recipient.number = recipient \
                       LEFT JOIN stored_actor AS speaker ON speaker.number = speaker";

/// What an article tells of two actors.
struct Teller {
    article: i64,
    document: String,
    number: u32,
    day: Option<Date>,
    first_sentence: i64,
    found: Vec<Telling>,
    /// Sentence and place of each of them.
    keys: Vec<(i64, i64)>,
}

impl Writer<'_> {
    /// Puts the relations of an article whose first sentence has this number.
    pub(super) fn put_relations(&mut self, article: &AnnotatedArticle, first_sentence: i64, gazetteer: &Gazetteer) -> rusqlite::Result<()> {
        for (relation, place) in article.relations.iter().zip(0_i64..) {
            let actor = self.actor(relation.actor, gazetteer)?;
            let recipient = relation.recipient.map(|recipient| self.actor(recipient, gazetteer)).transpose()?;
            let speaker = relation.speaker.map(|speaker| self.actor(speaker, gazetteer)).transpose()?;
            let codes = &self.store.codes;
            let (start, end) = (|span: Option<Span>| span.map(|span| span.start), |span: Option<Span>| span.map(|span| span.end));
            let query = "INSERT INTO stored_relation VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, \
                         ?18, ?19, ?20, ?21, ?22)";
            self.store.connection.prepare_cached(query)?.execute(params![
                first_sentence + i64::from(relation.sentence),
                place,
                actor,
                recipient,
                relation.reciprocal,
                codes.number(relation.category.name()),
                relation.mode.map(|mode| codes.number(mode)),
                codes.number(relation.category.quad().name()),
                codes.number(relation.status.name()),
                relation.negated,
                relation.counts(),
                speaker,
                relation.trigger.start,
                relation.trigger.end,
                relation.actor_span.start,
                relation.actor_span.end,
                start(relation.recipient_span),
                end(relation.recipient_span),
                start(relation.agent),
                end(relation.agent),
                start(relation.recipient_agent),
                end(relation.recipient_agent),
            ])?;
        }
        Ok(())
    }
}

impl Store {
    /// The relations of an article with so many sentences from the `first` on; nothing where a row holds what means nothing here.
    pub(super) fn relations(
        &self,
        first: i64,
        sentences: i64,
        text: &str,
        gazetteer: &Gazetteer,
    ) -> rusqlite::Result<Option<Vec<Relation>>> {
        let query = format!("{COLUMNS} WHERE sentence >= ?1 AND sentence < ?2 ORDER BY place");
        let mut query = self.connection.prepare_cached(&query)?;
        query.query_map([first, first + sentences], |row| self.relation(row, first, text, gazetteer))?.collect()
    }

    /// Counts what two actors do to each other in distinct articles, of that which counts.
    pub(crate) fn tell_relations(&self, counts: &mut RelationCounts, pair: [ActorId; 2], gazetteer: &Gazetteer) -> Result<(), StoreError> {
        let damaged = || {
            let [one, other] = pair.map(|actor| &gazetteer.actor(actor).id);
            StoreError::Damaged { path: self.path.clone(), message: format!("the relations of {one} and {other} cannot be read") }
        };
        self.relations_told(counts, pair, gazetteer).map_err(|error| self.told(error))?.ok_or_else(damaged)
    }

    fn relations_told(&self, counts: &mut RelationCounts, pair: [ActorId; 2], gazetteer: &Gazetteer) -> rusqlite::Result<Option<()>> {
        let numbers = [self.number_of(pair[0], gazetteer)?, self.number_of(pair[1], gazetteer)?];
        let [Some(one), Some(other)] = numbers else { return Ok(Some(())) };
        // Pages are counted in this order too, which decides between sentences of documents that share a name.
        let query = "SELECT stored_article.number, name, stored_article.article, stored_article.published, first_sentence, \
                     stored_relation.sentence, place, actor = ?1, reciprocal, category, mode, status, trigger_start FROM stored_relation \
                     JOIN stored_sentence ON stored_sentence.number = stored_relation.sentence \
                     JOIN stored_article ON stored_article.number = stored_sentence.article \
                     JOIN stored_document ON stored_document.number = stored_article.document \
                     WHERE counts AND recipient IS NOT NULL AND actor IN (?1, ?2) AND recipient IN (?1, ?2) AND actor <> recipient \
                     AND copy_of IS NULL ORDER BY file, record, name, occurrence, stored_article.article, place";
        let mut query = self.connection.prepare_cached(query)?;
        let mut rows = query.query([one, other])?;
        let mut teller: Option<Teller> = None;
        while let Some(row) = rows.next()? {
            let article: i64 = row.get(0)?;
            if let Some(done) = teller.take_if(|teller| teller.article != article) {
                self.tell(counts, done, gazetteer)?;
            }
            let (first, sentence): (i64, i64) = (row.get(4)?, row.get(5)?);
            let (Some(category), Some(status)) = (self.codes.category(row.get(9)?), self.codes.status(row.get(11)?)) else {
                return Ok(None);
            };
            let mode = row.get::<_, Option<i64>>(10)?.and_then(|mode| self.codes.mode(mode, category));
            let [actor, recipient] = if row.get(7)? { pair } else { [pair[1], pair[0]] };
            let teller = match &mut teller {
                Some(teller) => teller,
                none => none.insert(Teller {
                    article,
                    document: row.get(1)?,
                    number: row.get(2)?,
                    day: row.get_ref(3)?.as_str_or_null()?.and_then(Published::parse).map(Published::day),
                    first_sentence: first,
                    found: Vec::new(),
                    keys: Vec::new(),
                }),
            };
            teller.found.push(Telling {
                kind: RelationKind { actor, recipient, category, mode, reciprocal: row.get(8)? },
                status,
                sentence: u32::try_from(sentence - first).unwrap_or(u32::MAX),
                trigger: row.get(12)?,
                at: teller.keys.len(),
            });
            teller.keys.push((sentence, row.get(6)?));
        }
        if let Some(last) = teller {
            self.tell(counts, last, gazetteer)?;
        }
        Ok(Some(()))
    }

    /// Counts what an article tells.
    fn tell(&self, counts: &mut RelationCounts, teller: Teller, gazetteer: &Gazetteer) -> rusqlite::Result<()> {
        let Teller { document, number, day, first_sentence: first, found, keys, .. } = teller;
        let place = (document.as_str(), number);
        counts.add_told(place, day, found, |at| {
            let (sentence, relation) = keys[at];
            let query = "SELECT text, start_byte, end_byte FROM stored_sentence \
                         JOIN stored_article ON stored_article.number = stored_sentence.article \
                         JOIN stored_document ON stored_document.number = stored_article.document WHERE stored_sentence.number = ?1";
            let (text, start, end): (String, usize, usize) =
                self.connection.prepare_cached(query)?.query_row([sentence], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            let query = format!("{COLUMNS} WHERE sentence = ?1 AND place = ?2");
            let relation = self
                .connection
                .prepare_cached(&query)?
                .query_row([sentence, relation], |row| self.relation(row, first, &text, gazetteer))?;
            let span = span_of(&text, start, end);
            let found = relation.zip(span).filter(|(relation, span)| {
                let inner = [Some(relation.trigger), Some(relation.actor_span), relation.recipient_span];
                inner.into_iter().flatten().all(|inner| span.start <= inner.start && inner.end <= span.end)
            });
            let (relation, span) = found.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
            Ok(RelationEvidence::new(place, day, &relation, span, Positions::new(&text).of(start).line, &text))
        })
    }

    fn relation(&self, row: &Row<'_>, first: i64, text: &str, gazetteer: &Gazetteer) -> rusqlite::Result<Option<Relation>> {
        // The outer is nothing for an actor that the gazetteer lacks.
        let actor = |at: usize| -> rusqlite::Result<Option<Option<ActorId>>> {
            let id = row.get_ref(at)?.as_str_or_null()?;
            Ok(id.map_or(Some(None), |id| gazetteer.actor_with_id(id).map(Some)))
        };
        let span = |at: usize| -> rusqlite::Result<Option<Option<Span>>> {
            let ends: Option<(usize, usize)> = row.get::<_, Option<usize>>(at)?.zip(row.get(at + 1)?);
            Ok(ends.map_or(Some(None), |(start, end)| span_of(text, start, end).map(Some)))
        };
        let (Some(Some(actor)), Some(recipient), Some(speaker)) = (actor(1)?, actor(2)?, actor(8)?) else { return Ok(None) };
        let (Some(category), Some(status)) = (self.codes.category(row.get(4)?), self.codes.status(row.get(6)?)) else { return Ok(None) };
        let mode: Option<i64> = row.get(5)?;
        let (Some(Some(trigger)), Some(Some(actor_span))) = (span(9)?, span(11)?) else { return Ok(None) };
        let (Some(recipient_span), Some(agent), Some(recipient_agent)) = (span(13)?, span(15)?, span(17)?) else { return Ok(None) };
        Ok(Some(Relation {
            sentence: u32::try_from(row.get::<_, i64>(0)? - first).unwrap_or(u32::MAX),
            actor,
            recipient,
            reciprocal: row.get(3)?,
            category,
            mode: mode.and_then(|mode| self.codes.mode(mode, category)),
            status,
            negated: row.get(7)?,
            speaker,
            trigger,
            actor_span,
            recipient_span,
            agent,
            recipient_agent,
        }))
    }
}
