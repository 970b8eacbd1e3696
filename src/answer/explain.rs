//! Why each candidate is or is not a mention.

use serde::Serialize;

use crate::annotated::{Annotated, Annotator};
use crate::gazetteer::Gazetteer;
use crate::id::AliasId;
use crate::mention::{Form, Mentions, Refusal, Scratch};
use crate::position::Positions;
use crate::resolve::Resolution;
use crate::source::Source;
use crate::span::Span;

/// What became of a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// It means an actor.
    Actor,
    /// It may mean several.
    Ambiguous,
    /// It was found and means no actor.
    None,
    /// Its spelling was found, and it is no mention.
    Refused,
}

/// A candidate and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// The document.
    pub document: String,
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1.
    pub column: usize,
    /// First code point.
    pub start: usize,
    /// The code point after the last one.
    pub end: usize,
    /// The text there.
    pub text: String,
    /// The alias as listed.
    pub alias: String,
    /// In what way it names its actor.
    pub kind: String,
    /// Ids of the actors that it means or might have meant.
    pub actors: Vec<String>,
    /// Display names of those.
    pub names: Vec<String>,
    /// What became of it.
    pub fate: Fate,
    /// The rule that decided.
    pub rule: String,
    /// What the rule says.
    pub meaning: String,
    /// The longer mention that it lost to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lost_to: Option<String>,
}

/// Explains every candidate of a text, in the order of the text.
#[must_use]
pub fn explain(annotator: &Annotator, source: Source) -> Vec<Explanation> {
    let mut scratch = Scratch::default();
    let page = annotator.annotate(source, &mut scratch);
    let gazetteer = annotator.gazetteer();
    let maker = Maker { gazetteer, page: &page, positions: Positions::new(page.page.text()) };
    let mut found = Vec::new();
    let mut mentions = Mentions::default();
    for article in &page.articles {
        for mention in &article.mentions {
            found.push(maker.decided(mention));
        }
        for sentence in &article.sentences {
            let mut refuse = |span: Span, alias: AliasId, why: Refusal| found.push(maker.refused(span, alias, &why));
            annotator.matcher().find_watched(page.page.text(), sentence.span, &mut scratch, &mut mentions, &mut refuse);
        }
    }
    found.sort_by(|a, b| (a.start, a.end, &a.actors, &a.alias).cmp(&(b.start, b.end, &b.actors, &b.alias)));
    found.dedup();
    found
}

struct Maker<'a> {
    gazetteer: &'a Gazetteer,
    page: &'a Annotated,
    positions: Positions<'a>,
}

impl Maker<'_> {
    fn decided(&self, mention: &crate::resolve::Resolved) -> Explanation {
        let (actors, fate) = match &mention.resolution {
            Resolution::Actor(actor) => (vec![*actor], Fate::Actor),
            Resolution::Ambiguous(actors) => (actors.to_vec(), Fate::Ambiguous),
            Resolution::Nil(actor) => (vec![*actor], Fate::None),
        };
        let text = mention.span.of(self.page.page.text());
        let folded = crate::fold::fold(text);
        let alias = actors.first().and_then(|actor| {
            let mut aliases = self.gazetteer.aliases_of(*actor);
            aliases.find(|alias| alias.kind == mention.kind && crate::fold::fold(alias.text).replace('-', " ") == folded.replace('-', " "))
        });
        let alias = alias.map_or_else(|| text.to_owned(), |alias| alias.text.to_owned());
        let meaning = match mention.form {
            Form::Capitals => format!("{} Its letters are capitals, as are the words around it.", mention.rule.meaning().trim()),
            _ => mention.rule.meaning().trim().to_owned(),
        };
        let actors: Vec<_> = actors.iter().map(|actor| self.gazetteer.actor(*actor)).collect();
        let (start, end) = (self.positions.of(mention.span.start), self.positions.of(mention.span.end));
        Explanation {
            document: self.page.page.document().to_owned(),
            line: start.line,
            column: start.column,
            start: start.chars,
            end: end.chars,
            text: text.to_owned(),
            alias,
            kind: mention.kind.name().to_owned(),
            names: actors.iter().map(|actor| actor.name.clone()).collect(),
            actors: actors.iter().map(|actor| actor.id.clone()).collect(),
            fate,
            rule: mention.rule.name().to_owned(),
            meaning,
            lost_to: None,
        }
    }

    fn refused(&self, span: Span, alias: AliasId, why: &Refusal) -> Explanation {
        let text = self.page.page.text();
        let alias = self.gazetteer.alias(alias);
        let actor = self.gazetteer.actor(alias.actor);
        let (start, end) = (self.positions.of(span.start), self.positions.of(span.end));
        Explanation {
            document: self.page.page.document().to_owned(),
            line: start.line,
            column: start.column,
            start: start.chars,
            end: end.chars,
            text: span.of(text).to_owned(),
            alias: alias.text.to_owned(),
            kind: alias.kind.name().to_owned(),
            actors: vec![actor.id.clone()],
            names: vec![actor.name.clone()],
            fate: Fate::Refused,
            rule: why.name().to_owned(),
            meaning: why.to_string(),
            lost_to: why.lost_to().map(|span| span.of(text).to_owned()),
        }
    }
}
