//! Why each trigger did or did not make a relation.

use serde::Serialize;

use crate::annotated::Annotator;
use crate::mention::Scratch;
use crate::position::Positions;
use crate::relation::Outcome;
use crate::source::Source;

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
    /// Why there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The same in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meaning: Option<String>,
    /// The clause with its parts.
    pub clause: String,
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
            Outcome::Not(reason) => (None, Some(reason.name().to_owned()), Some(reason.to_string())),
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
            reason,
            meaning,
            clause: tried.clause,
        };
        found.push((tried.trigger.start, explanation));
    }
    found.sort_by_key(|(start, _)| *start);
    found.into_iter().map(|(_, explanation)| explanation).collect()
}
