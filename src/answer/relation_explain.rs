//! Why each trigger did or did not make a relation.

use serde::Serialize;

use crate::annotated::Annotator;
use crate::gazetteer::Gazetteer;
use crate::id::ActorId;
use crate::mention::Scratch;
use crate::position::Positions;
use crate::relation::{Outcome, Reason, Relation};
use crate::source::Source;
use crate::span::Span;

/// A row of `relations.csv` at a word of a text, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RelationExplanation {
    /// The document.
    pub document: String,
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1.
    pub column: usize,
    /// The word that may trigger.
    pub trigger: String,
    /// The lemma of the row.
    pub lemma: String,
    /// Category and mode of the row.
    pub kind: String,
    /// `file:line` of the row.
    pub row: String,
    /// The relation, as `actor CATEGORY/mode recipient status`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relation: Option<String>,
    /// What fills its slots.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slots: Option<Slots>,
    /// Why there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The same in words, with the word that the row forbids.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meaning: Option<String>,
    /// The clause with its parts.
    pub clause: String,
}

/// Who fills the slots of a row, with the words that name them: a pronoun or a noun may stand for an actor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Slots {
    /// Id of who acts.
    pub actor: String,
    /// The word or words that name who acts.
    pub actor_text: String,
    /// The noun that acts for the actor.
    pub agent: Option<String>,
    /// Id of whom it is done to.
    pub recipient: Option<String>,
    /// The word or words that name whom it is done to.
    pub recipient_text: Option<String>,
    /// How surely it is told.
    pub status: String,
    /// Whether the sentence says that it does not happen.
    pub negated: bool,
    /// Id of who tells it.
    pub speaker: Option<String>,
}

impl Slots {
    fn new(relation: &Relation, gazetteer: &Gazetteer, text: &str) -> Self {
        let id = |actor: ActorId| gazetteer.actor(actor).id.clone();
        let words = |span: Span| span.of(text).to_owned();
        Self {
            actor: id(relation.actor),
            actor_text: words(relation.actor_span),
            agent: relation.agent.map(words),
            recipient: relation.recipient.map(id),
            recipient_text: relation.recipient_span.map(words),
            status: relation.status.name().to_owned(),
            negated: relation.negated,
            speaker: relation.speaker.map(id),
        }
    }
}

/// Explains every trigger of a text, in the order of the text.
#[must_use]
pub fn explain_relations(annotator: &Annotator, source: Source) -> Vec<RelationExplanation> {
    let page = annotator.annotate(source, &mut Scratch::default());
    let text = page.page.text();
    let positions = Positions::new(text);
    let name = |actor| annotator.gazetteer().actor(actor).id.as_str();
    let mut found: Vec<(usize, RelationExplanation)> = Vec::new();
    for tried in annotator.explain_relations(&page).into_iter().flatten() {
        let place = positions.of(tried.trigger.start);
        let (relation, reason, meaning) = match &tried.outcome {
            Outcome::Made(relation) => {
                let recipient = relation.recipient.map_or("-", name);
                let negated = if relation.negated { " negated" } else { "" };
                let speaker = relation.speaker.map(|speaker| format!(" speaker={}", name(speaker))).unwrap_or_default();
                let mode = relation.mode.map(|mode| format!("/{mode}")).unwrap_or_default();
                let line =
                    format!("{} {}{mode} {recipient} {}{negated}{speaker}", name(relation.actor), relation.category, relation.status);
                (Some(line), None, None)
            }
            Outcome::Not(reason) => {
                let word = match reason {
                    Reason::WordForbids(span) => format!(": {:?}", span.of(text)),
                    _ => String::new(),
                };
                (None, Some(reason.name().to_owned()), Some(format!("{reason}{word}")))
            }
        };
        let slots = match &tried.outcome {
            Outcome::Made(relation) => Some(Slots::new(relation, annotator.gazetteer(), text)),
            Outcome::Not(_) => None,
        };
        let explanation = RelationExplanation {
            document: page.page.document().to_owned(),
            line: place.line,
            column: place.column,
            trigger: tried.trigger.of(text).to_owned(),
            lemma: tried.lemma,
            kind: tried.kind,
            row: tried.row,
            relation,
            slots,
            reason,
            meaning,
            clause: tried.clause,
        };
        found.push((tried.trigger.start, explanation));
    }
    found.sort_by_key(|(start, _)| *start);
    found.into_iter().map(|(_, explanation)| explanation).collect()
}
