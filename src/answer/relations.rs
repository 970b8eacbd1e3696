//! Who does what to whom: relations with names, places and sentences, chosen by what is asked.

use std::sync::Arc;

use jiff::civil::Date;
use serde::Serialize;

use crate::annotated::{Annotated, AnnotatedArticle, Annotator};
use crate::date::Published;
use crate::duplicate::{Duplicates, Place};
use crate::gazetteer::Gazetteer;
use crate::id::ActorId;
use crate::position::Positions;
use crate::relation::{Category, Quad, Relation, Status};
use crate::relation_count::Stretch;
use crate::spool::SpoolError;

/// Which relations are asked for. Empty lists ask for all.
#[derive(Clone, Debug, Default)]
pub struct RelationFilter {
    /// Actors that must take part, on either side.
    pub between: Vec<ActorId>,
    /// Who must act. Both parties of a reciprocal event do.
    pub actor: Option<ActorId>,
    /// Whom it must be done to. Both parties of a reciprocal event are acted upon.
    pub recipient: Option<ActorId>,
    /// Kinds of event.
    pub categories: Vec<Category>,
    /// Quads.
    pub quads: Vec<Quad>,
    /// How surely they are told. Those that are named count even where they would not otherwise; what is negated still does not.
    pub statuses: Vec<Status>,
    /// Whether what is denied, negated or merely possible is asked for as well.
    pub all: bool,
    /// First day of articles.
    pub since: Option<Date>,
    /// Last day of articles.
    pub until: Option<Date>,
}

/// A relation as it is told to people and programs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Told {
    /// Id of who acts; of a reciprocal event the id that comes first.
    pub actor: String,
    /// Display name of who acts.
    pub actor_name: String,
    /// Id of whom it is done to.
    pub recipient: Option<String>,
    /// Display name of whom it is done to.
    pub recipient_name: Option<String>,
    /// Whether both act upon each other.
    pub reciprocal: bool,
    /// PLOVER category.
    pub category: &'static str,
    /// PLOVER mode.
    pub mode: Option<&'static str>,
    /// PLOVER quad.
    pub quad: &'static str,
    /// Whether the sentence says that it does not happen.
    pub negated: bool,
    /// How surely it is told.
    pub status: &'static str,
    /// Id of who tells it.
    pub speaker: Option<String>,
    /// The noun that acts for the actor.
    pub agent: Option<String>,
    /// The word that triggers.
    pub trigger: String,
    /// The document.
    pub document: String,
    /// Number of the article on its page.
    pub article: u32,
    /// Number of the sentence in the article.
    pub sentence: u32,
    /// Line on which the sentence begins, from 1.
    pub line: usize,
    /// Day of the article.
    pub date: Option<Date>,
    /// The sentence.
    pub text: String,
    /// Where actor, trigger and recipient stand in it, in the order of the text.
    pub spans: Vec<Stretch>,
    /// Further places where the article stands, once all pages have been read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub copies: Vec<Place>,
}

/// A person or body and what it leads, represents or belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Affiliated {
    /// Id of who.
    pub actor: String,
    /// Display name of who.
    pub actor_name: String,
    /// Id of what.
    pub of: String,
    /// Display name of what.
    pub of_name: String,
    /// The office as `roles.csv` names it: of those that the title may tell, the one that the gazetteers say is held; else another that
    /// the person holds there on that day; else the first that the title may tell.
    pub office: Option<String>,
    /// The title as it stands in the text; empty where the gazetteers alone tell.
    pub title: String,
    /// `text`, or `roles` where the gazetteers alone tell.
    pub source: &'static str,
    /// First day in office, as the gazetteers write it.
    pub from: Option<String>,
    /// Last day in office, as the gazetteers write it; nothing for an office still held.
    pub until: Option<String>,
    /// The document.
    pub document: String,
    /// Number of the article on its page.
    pub article: u32,
    /// Line on which the sentence begins, from 1.
    pub line: usize,
    /// Day of the article.
    pub date: Option<Date>,
    /// The sentence.
    pub text: String,
}

impl Affiliated {
    /// The affiliations that a page tells, and those that the gazetteers tell of the persons whom it names, on the day of each article.
    /// Each is told once an article.
    #[must_use]
    pub fn of(annotator: &Annotator, page: &Annotated) -> Vec<Self> {
        let gazetteer = annotator.gazetteer();
        let positions = Positions::new(page.page.text());
        let mut all: Vec<Self> = Vec::new();
        for (article, told) in page.articles.iter().zip(annotator.affiliations(page)) {
            let mut found: Vec<Self> = Vec::new();
            let day = article.published.map(Published::day);
            let new = |actor: ActorId, of: ActorId, sentence: u32| {
                let span = article.sentences[sentence as usize].span;
                Self {
                    actor: gazetteer.actor(actor).id.clone(),
                    actor_name: gazetteer.actor(actor).name.clone(),
                    of: gazetteer.actor(of).id.clone(),
                    of_name: gazetteer.actor(of).name.clone(),
                    office: None,
                    title: String::new(),
                    source: "roles",
                    from: None,
                    until: None,
                    document: page.page.document().to_owned(),
                    article: article.number,
                    line: positions.of(span.start).line,
                    date: day,
                    text: span.of(page.page.text()).to_owned(),
                }
            };
            for affiliation in told {
                let title = affiliation.title.of(page.page.text()).to_owned();
                let made = new(affiliation.actor, affiliation.of, affiliation.sentence);
                let roles = || gazetteer.roles_of(affiliation.actor).filter(|role| role.of == affiliation.of);
                let told = || roles().filter(|role| affiliation.offices.contains(&role.office));
                let held = told().find(|role| day.is_some_and(|day| role.held_on(day))).or_else(|| told().next());
                // `zijn Belarussische ambtgenoot Loekasjenko`: the title is none of his offices there, which the gazetteers know.
                let held = held.or_else(|| roles().find(|role| day.is_some_and(|day| role.held_on(day))));
                let office = held.map(|role| &role.office).or_else(|| affiliation.offices.first()).cloned();
                let affiliated = Self { office, title, source: "text", ..made };
                if !found
                    .iter()
                    .any(|known| (&known.actor, &known.of, &known.title) == (&affiliated.actor, &affiliated.of, &affiliated.title))
                {
                    found.push(affiliated);
                }
            }
            for mention in &article.mentions {
                let Some(actor) = mention.actor() else { continue };
                for role in gazetteer.roles_of(actor).filter(|role| day.is_some_and(|day| role.held_on(day))) {
                    let mut made = new(actor, role.of, mention.sentence);
                    made.office = Some(role.office.clone());
                    made.from = Some(role.from.clone()).filter(|from| !from.is_empty());
                    made.until = Some(role.until.clone()).filter(|until| !until.is_empty());
                    if !found.iter().any(|known| (&known.actor, &known.of, &known.office) == (&made.actor, &made.of, &made.office)) {
                        found.push(made);
                    }
                }
            }
            all.append(&mut found);
        }
        all
    }
}

impl RelationFilter {
    /// The relations of a page that are asked for, and how many are left out only because they do not count. Of articles in the period, those
    /// that `duplicates` know already are passed over.
    ///
    /// # Errors
    /// When a temporary file cannot be written or read.
    pub fn relations(&self, page: &Annotated, gazetteer: &Gazetteer, duplicates: &mut Duplicates) -> Result<(Vec<Told>, u64), SpoolError> {
        let positions = Positions::new(page.page.text());
        let document: Arc<str> = page.page.document().into();
        let (mut told, mut left_out) = (Vec::new(), 0);
        for article in page.articles.iter().filter(|article| self.in_period(article)) {
            if !duplicates.is_new(article.content, article.sketch.as_deref(), &document, article.number)? {
                continue;
            }
            for relation in article.relations.iter().filter(|relation| self.asks_for(relation)) {
                if self.all || relation.counts() || self.statuses.contains(&relation.status) && !relation.negated {
                    told.push(Told::new(page, article, relation, gazetteer, &positions));
                } else {
                    left_out += 1;
                }
            }
        }
        Ok((told, left_out))
    }

    fn in_period(&self, article: &AnnotatedArticle) -> bool {
        crate::tally::Period { since: self.since, until: self.until }.holds(article.published)
    }

    fn asks_for(&self, relation: &Relation) -> bool {
        let acts = |actor| relation.actor == actor || relation.reciprocal && relation.recipient == Some(actor);
        let receives = |actor| relation.recipient == Some(actor) || relation.reciprocal && relation.actor == actor;
        self.between.iter().all(|actor| acts(*actor) || receives(*actor))
            && self.actor.is_none_or(acts)
            && self.recipient.is_none_or(receives)
            && (self.categories.is_empty() || self.categories.contains(&relation.category))
            && (self.quads.is_empty() || self.quads.contains(&relation.category.quad()))
            && (self.statuses.is_empty() || self.statuses.contains(&relation.status))
    }
}

impl Told {
    fn new(page: &Annotated, article: &AnnotatedArticle, relation: &Relation, gazetteer: &Gazetteer, positions: &Positions<'_>) -> Self {
        let text = page.page.text();
        let sentence = article.sentences[relation.sentence as usize].span;
        let actor = gazetteer.actor(relation.actor);
        let recipient = relation.recipient.map(|recipient| gazetteer.actor(recipient));
        Self {
            actor: actor.id.clone(),
            actor_name: actor.name.clone(),
            recipient: recipient.map(|recipient| recipient.id.clone()),
            recipient_name: recipient.map(|recipient| recipient.name.clone()),
            reciprocal: relation.reciprocal,
            category: relation.category.name(),
            mode: relation.mode,
            quad: relation.category.quad().name(),
            negated: relation.negated,
            status: relation.status.name(),
            speaker: relation.speaker.map(|speaker| gazetteer.actor(speaker).id.clone()),
            agent: relation.agent.map(|agent| agent.of(text).to_owned()),
            trigger: relation.trigger.of(text).to_owned(),
            document: page.page.document().to_owned(),
            article: article.number,
            sentence: relation.sentence,
            line: positions.of(sentence.start).line,
            date: article.published.map(Published::day),
            text: sentence.of(text).to_owned(),
            spans: Stretch::all(relation, sentence, text),
            copies: Vec::new(),
        }
    }

    /// Takes over where else its article stands.
    pub fn note_copies(&mut self, duplicates: &Duplicates) {
        self.copies = duplicates.copies_of(&self.document, self.article).to_vec();
    }
}
