//! Finding anew what a store keeps of its texts.

use rayon::ThreadPool;
use rayon::prelude::*;
use rusqlite::types::Value;

use crate::annotated::{Annotated, AnnotatedArticle, Annotator};
use crate::gazetteer::Gazetteer;
use crate::mention::Scratch;
use crate::relation::Relation;
use crate::span::Span;
use crate::store::read::Document;
use crate::store::recount::StoreRecount;
use crate::store::{Store, StoreError};

/// Bytes of texts that are searched together, and that are under way.
const BYTES_TOGETHER: usize = 128 << 10;
const BYTES_AT_ONCE: usize = 4 << 20;

/// The columns of a relation, each told by what it means.
const COLUMNS: [&str; 21] = [
    "sentence",
    "actor",
    "recipient",
    "reciprocal",
    "category",
    "mode",
    "quad",
    "status",
    "negated",
    "counts",
    "speaker",
    "trigger_start",
    "trigger_end",
    "actor_start",
    "actor_end",
    "recipient_start",
    "recipient_end",
    "agent_start",
    "agent_end",
    "recipient_agent_start",
    "recipient_agent_end",
];

const ROWS: &str = "SELECT sentence - ?1, actor.id, recipient.id, reciprocal, category.name, mode.name, quad.name, status.name, negated, \
                    counts, speaker.id, trigger_start, trigger_end, actor_start, actor_end, recipient_start, recipient_end, agent_start, \
                    agent_end, recipient_agent_start, recipient_agent_end FROM stored_relation \
                    LEFT JOIN stored_actor AS actor ON actor.number = actor LEFT JOIN stored_actor AS recipient ON recipient.number = recipient \
                    LEFT JOIN stored_actor AS speaker ON speaker.number = speaker LEFT JOIN code AS category ON category.number = category \
                    LEFT JOIN code AS mode ON mode.number = mode LEFT JOIN code AS quad ON quad.number = quad \
                    LEFT JOIN code AS status ON status.number = status WHERE sentence >= ?1 AND sentence < ?2 ORDER BY place";

impl Store {
    /// Finds sentences, mentions and relations anew in the texts, on so many `threads`, and compares them with those that are
    /// kept. Documents that another annotator has searched are counted and passed over.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn refind(&self, annotator: &Annotator, threads: &ThreadPool, recount: &mut StoreRecount) -> Result<(), StoreError> {
        self.refind_into(annotator, threads, recount).map_err(|error| self.told(error))
    }

    fn refind_into(&self, annotator: &Annotator, threads: &ThreadPool, recount: &mut StoreRecount) -> rusqlite::Result<()> {
        let mut after = None;
        loop {
            let (mut together, mut bytes) = (vec![(Vec::new(), 0)], 0);
            while bytes < BYTES_AT_ONCE
                && let Some(document) = self.document_after(after.as_ref(), annotator.makers())?
            {
                after = Some(document.place.clone());
                if !document.is_same_maker {
                    recount.documents_of_others += 1;
                    continue;
                }
                let size = document.source.text.len();
                if together.last().is_none_or(|(_, size)| *size >= BYTES_TOGETHER) {
                    together.push((Vec::new(), 0));
                }
                if let Some((documents, held)) = together.last_mut() {
                    documents.push(document);
                    *held += size;
                }
                bytes += size.max(1);
            }
            if bytes == 0 {
                return Ok(());
            }
            let find = |(documents, _): (Vec<Document>, usize)| -> Vec<(Document, Annotated)> {
                let sources = documents.iter().map(|document| document.source.clone()).collect();
                let found = annotator.annotate_all(sources, &mut Scratch::default());
                documents.into_iter().zip(found).collect()
            };
            let found: Vec<_> = threads.install(|| together.into_par_iter().map(find).collect());
            for (document, found) in found.into_iter().flatten() {
                self.compare_page(&document, &found, annotator, recount)?;
            }
        }
    }

    fn compare_page(
        &self,
        document: &Document,
        found: &Annotated,
        annotator: &Annotator,
        recount: &mut StoreRecount,
    ) -> rusqlite::Result<()> {
        let name = &document.source.document;
        let query = "SELECT count(*) FROM stored_article WHERE document = ?1";
        let articles: usize = self.connection.prepare_cached(query)?.query_row([document.number], |row| row.get(0))?;
        recount.compare(|| format!("{name:?}, articles"), articles, found.articles.len());
        for article in &found.articles {
            self.compare_article(document, article, annotator.gazetteer(), recount)?;
        }
        Ok(())
    }

    fn compare_article(
        &self,
        document: &Document,
        found: &AnnotatedArticle,
        gazetteer: &Gazetteer,
        recount: &mut StoreRecount,
    ) -> rusqlite::Result<()> {
        let text = document.source.text.as_str();
        let query = "SELECT first_sentence, sentences, mention_list FROM stored_article WHERE document = ?1 AND article = ?2";
        let mut query = self.connection.prepare_cached(query)?;
        let mut rows = query.query([document.number, found.number.into()])?;
        // That an article is not there was told when they were counted.
        let Some(row) = rows.next()? else { return Ok(()) };
        let (first, sentences): (i64, i64) = (row.get(0)?, row.get(1)?);
        let name = || format!("article {} of {:?}", found.number, document.source.document);
        let told = |is_same: bool| if is_same { "those of the text" } else { "others" };
        let kept_sentences = self.sentences(first, sentences, text)?;
        let are_same = kept_sentences.as_ref().is_some_and(|kept| *kept == found.sentences);
        recount.compare(|| format!("{}, sentences", name()), told(are_same), told(true));
        if are_same {
            let kept = self.mentions(row.get_ref(2)?.as_str()?, |_| true, &found.sentences, text, gazetteer)?;
            recount.compare(|| format!("{}, mentions", name()), told(kept.is_some_and(|kept| kept == found.mentions)), told(true));
        }
        let mut query = self.connection.prepare_cached(ROWS)?;
        let kept = query.query_map([first, first + sentences], |row| (0..COLUMNS.len()).map(|at| row.get(at)).collect())?;
        let kept = kept.collect::<rusqlite::Result<Vec<Vec<Value>>>>()?;
        recount.compare(|| format!("{}, relations", name()), kept.len(), found.relations.len());
        // Where one is missing, all after it would be told.
        if kept.len() == found.relations.len() {
            for (kept, relation) in kept.iter().zip(&found.relations) {
                let trigger = relation.trigger.of(text);
                for ((column, kept), found) in COLUMNS.iter().zip(kept).zip(values(relation, gazetteer)) {
                    recount.compare(|| format!("{}, relation by {trigger:?}, {column}", name()), shown(kept), shown(&found));
                }
            }
        }
        Ok(())
    }
}

/// A relation as its row tells it.
fn values(relation: &Relation, gazetteer: &Gazetteer) -> [Value; COLUMNS.len()] {
    let number = |at: usize| Value::Integer(i64::try_from(at).unwrap_or(i64::MAX));
    let text = |text: &str| Value::Text(text.to_owned());
    let flag = |is_so: bool| Value::Integer(is_so.into());
    let span = |span: Option<Span>| span.map_or([Value::Null, Value::Null], |span| [number(span.start), number(span.end)]);
    let id = |actor| text(&gazetteer.actor(actor).id);
    let ([trigger_start, trigger_end], [actor_start, actor_end]) = (span(Some(relation.trigger)), span(Some(relation.actor_span)));
    let [recipient_start, recipient_end] = span(relation.recipient_span);
    let ([agent_start, agent_end], [other_start, other_end]) = (span(relation.agent), span(relation.recipient_agent));
    [
        Value::Integer(relation.sentence.into()),
        id(relation.actor),
        relation.recipient.map_or(Value::Null, id),
        flag(relation.reciprocal),
        text(relation.category.name()),
        relation.mode.map_or(Value::Null, text),
        text(relation.category.quad().name()),
        text(relation.status.name()),
        flag(relation.negated),
        flag(relation.counts()),
        relation.speaker.map_or(Value::Null, id),
        trigger_start,
        trigger_end,
        actor_start,
        actor_end,
        recipient_start,
        recipient_end,
        agent_start,
        agent_end,
        other_start,
        other_end,
    ]
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Integer(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        other => format!("{other:?}"),
    }
}
