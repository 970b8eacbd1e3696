//! Relations as rows.

use rusqlite::{Row, params};

use crate::annotated::AnnotatedArticle;
use crate::gazetteer::Gazetteer;
use crate::id::ActorId;
use crate::relation::Relation;
use crate::span::Span;
use crate::store::read::span_of;
use crate::store::{Store, Writer};

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
        let query = "SELECT sentence, actor.id, recipient.id, reciprocal, category, mode, status, negated, speaker.id, trigger_start, \
                     trigger_end, actor_start, actor_end, recipient_start, recipient_end, agent_start, agent_end, recipient_agent_start, \
                     recipient_agent_end FROM stored_relation JOIN stored_actor AS actor ON actor.number = actor \
                     LEFT JOIN stored_actor AS recipient ON recipient.number = recipient \
                     LEFT JOIN stored_actor AS speaker ON speaker.number = speaker \
                     WHERE sentence >= ?1 AND sentence < ?2 ORDER BY place";
        let mut query = self.connection.prepare_cached(query)?;
        query.query_map([first, first + sentences], |row| self.relation(row, first, text, gazetteer))?.collect()
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
