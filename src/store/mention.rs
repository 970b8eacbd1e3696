//! The mentions of an article into a store and out of it.

use rusqlite::OptionalExtension;

use crate::annotated::AnnotatedArticle;
use crate::article::Sentence;
use crate::gazetteer::Gazetteer;
use crate::id::ActorId;
use crate::resolve::{Resolution, Resolved};
use crate::store::list::push;
use crate::store::listed::{Listed, Meant, listed};
use crate::store::read::span_of;
use crate::store::{Store, Writer};

impl Writer<'_> {
    /// The mentions of an article as a list, and the sentence and actor of each that means one.
    pub(super) fn list_mentions(
        &mut self,
        article: &AnnotatedArticle,
        gazetteer: &Gazetteer,
    ) -> rusqlite::Result<(String, Vec<(u32, i64)>)> {
        let mut named = Vec::with_capacity(article.mentions.len());
        let mut list = String::with_capacity(2 + 32 * article.mentions.len());
        list.push('[');
        for mention in &article.mentions {
            list.push_str(if list.len() > 1 { ",[" } else { "[" });
            push(&mut list, mention.sentence);
            for number in [mention.span.start, mention.span.len()] {
                list.push(',');
                push(&mut list, number);
            }
            for name in [mention.form.name(), mention.kind.name(), mention.rule.name()] {
                list.push(',');
                push(&mut list, self.store.codes.number(name));
            }
            list.push(',');
            match &mention.resolution {
                Resolution::Actor(actor) => {
                    let number = self.actor(*actor, gazetteer)?;
                    named.push((mention.sentence, number));
                    push(&mut list, number);
                }
                Resolution::Ambiguous(actors) => others(&mut list, actors, gazetteer),
                Resolution::Nil(actor) => others(&mut list, &[*actor], gazetteer),
            }
            list.push(']');
        }
        list.push(']');
        Ok((list, named))
    }
}

fn others(list: &mut String, actors: &[ActorId], gazetteer: &Gazetteer) {
    let ids: Vec<&str> = actors.iter().map(|actor| gazetteer.actor(*actor).id.as_str()).collect();
    list.push_str(&serde_json::to_string(&ids).unwrap_or_default());
}

impl Store {
    /// The mentions of a list that stand in sentences with the numbers `within`, of an article with these sentences. Nothing where the list
    /// holds what means nothing here.
    pub(super) fn mentions(
        &self,
        list: &str,
        within: impl Fn(u32) -> bool,
        sentences: &[Sentence],
        text: &str,
        gazetteer: &Gazetteer,
    ) -> rusqlite::Result<Option<Vec<Resolved>>> {
        let Some(listed) = listed(list, within) else { return Ok(None) };
        let mut mentions = Vec::with_capacity(listed.len());
        for mention in listed {
            let Listed { sentence, start, .. } = mention;
            let span = span_of(text, start, mention.end()).filter(|_| (sentence as usize) < sentences.len());
            let resolution = match mention.meant {
                Meant::Actor(number) => self.actor_of(number, gazetteer)?.map(Resolution::Actor),
                Meant::Others(ids) => others_of(&ids, gazetteer),
            };
            let (form, kind, rule) = (self.codes.form(mention.form), self.codes.kind(mention.kind), self.codes.rule(mention.rule));
            let (Some(span), Some(resolution), Some(form), Some(kind), Some(rule)) = (span, resolution, form, kind, rule) else {
                return Ok(None);
            };
            mentions.push(Resolved { sentence, span, form, kind, resolution, rule });
        }
        Ok(Some(mentions))
    }

    /// The actor that has this number in the store; nothing where the gazetteer lacks it.
    fn actor_of(&self, number: i64, gazetteer: &Gazetteer) -> rusqlite::Result<Option<ActorId>> {
        if let Some(id) = self.ids.borrow().get(&number) {
            return Ok(gazetteer.actor_with_id(id));
        }
        let query = "SELECT id FROM stored_actor WHERE number = ?1";
        let found: Option<Box<str>> = self.connection.prepare_cached(query)?.query_row([number], |row| row.get(0)).optional()?;
        let Some(id) = found else { return Ok(None) };
        let actor = gazetteer.actor_with_id(&id);
        // A number stands for one id as long as there is the store.
        self.ids.borrow_mut().insert(number, id);
        Ok(actor)
    }
}

/// Those whom a mention may mean, or the one that it would have meant.
fn others_of(ids: &[String], gazetteer: &Gazetteer) -> Option<Resolution> {
    let actors: Vec<ActorId> = ids.iter().map(|id| gazetteer.actor_with_id(id)).collect::<Option<_>>()?;
    match actors[..] {
        [] => None,
        [only] => Some(Resolution::Nil(only)),
        _ => Some(Resolution::Ambiguous(actors.into())),
    }
}
