//! Why each candidate is or is not a mention.

use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::annotated::{Annotated, Annotator};
use crate::gazetteer::{Actor, Alias, AliasKind, Gazetteer};
use crate::id::AliasId;
use crate::mention::{Form, Mentions, Refusal, Scratch};
use crate::position::Positions;
use crate::resolve::{Resolution, Resolved};
use crate::source::Source;
use crate::span::Span;

/// What became of a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
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

/// The rule of a candidate that another actor of the same name won from.
const OTHER_READING: &str = "other-reading";

/// Explains every candidate of a text, in the order of the text: each actor that a name may mean, and each alias that was refused.
#[must_use]
pub fn explain(annotator: &Annotator, source: Source) -> Vec<Explanation> {
    let mut scratch = Scratch::default();
    let page = annotator.annotate(source, &mut scratch);
    let text = page.page.text();
    let positions = Positions::new(text);
    let mut found = Vec::new();
    let mut mentions = Mentions::default();
    for article in &page.articles {
        let matcher = annotator.matcher_in(article.language);
        let (main, names) = (annotator.gazetteer(), matcher.gazetteer());
        let maker = Maker { main, names, page: &page, positions: &positions };
        let mut candidates: FxHashMap<(usize, usize), Vec<AliasId>> = FxHashMap::default();
        for sentence in &article.sentences {
            let mut refuse = |span: Span, alias: AliasId, why: Refusal| found.push(maker.refused(span, alias, &why));
            matcher.find_watched(text, sentence.span, &mut scratch, &mut mentions, &mut refuse);
            let all = mentions.as_slice().iter();
            candidates.extend(all.map(|mention| ((mention.span.start, mention.span.end), mentions.aliases(mention).to_vec())));
        }
        for mention in &article.mentions {
            let names = candidates.get(&(mention.span.start, mention.span.end)).filter(|_| mention.kind != AliasKind::Office);
            maker.decided(mention, names.map_or(&[], Vec::as_slice), &mut found);
        }
    }
    found.sort_by(|a, b| (a.start, a.end, a.fate, &a.actors, &a.alias).cmp(&(b.start, b.end, b.fate, &b.actors, &b.alias)));
    found.dedup();
    found
}

struct Maker<'a> {
    /// The gazetteer that numbers the actors of mentions.
    main: &'a Gazetteer,
    /// The one whose aliases were sought.
    names: &'a Gazetteer,
    page: &'a Annotated,
    positions: &'a Positions<'a>,
}

impl Maker<'_> {
    /// A mention that was found: what it means, and a line for each other actor whose name is spelt so.
    fn decided(&self, mention: &Resolved, candidates: &[AliasId], found: &mut Vec<Explanation>) {
        let (actors, fate) = match &mention.resolution {
            Resolution::Actor(actor) => (vec![*actor], Fate::Actor),
            Resolution::Ambiguous(actors) => (actors.to_vec(), Fate::Ambiguous),
            Resolution::Nil(actor) => (vec![*actor], Fate::None),
        };
        let actors: Vec<&Actor> = actors.iter().map(|actor| self.main.actor(*actor)).collect();
        let aliases: Vec<(&Actor, Alias<'_>)> =
            candidates.iter().map(|id| self.names.alias(*id)).map(|alias| (self.names.actor(alias.actor), alias)).collect();
        let own = aliases.iter().find(|(actor, _)| actors.iter().any(|meant| meant.id == actor.id));
        let text = mention.span.of(self.page.page.text());
        let alias = own.map_or_else(|| text.to_owned(), |(_, alias)| alias.text.to_owned());
        let meaning = match mention.form {
            Form::Capitals => format!("{} Its letters are capitals, as are the words around it.", mention.rule.meaning().trim()),
            _ => mention.rule.meaning().trim().to_owned(),
        };
        let explanation = self.at(mention.span, &alias, mention.kind, &actors, fate, mention.rule.name(), meaning);
        for (actor, alias) in aliases.iter().filter(|(actor, _)| actors.iter().all(|meant| meant.id != actor.id)) {
            // Of those that mean nobody, all were refused by the same rule.
            let other = if fate == Fate::None {
                self.at(mention.span, alias.text, alias.kind, &[actor], fate, &explanation.rule, explanation.meaning.clone())
            } else {
                let meaning = "Another actor of this name is meant.".to_owned();
                let lost = self.at(mention.span, alias.text, alias.kind, &[actor], Fate::Refused, OTHER_READING, meaning);
                Explanation { lost_to: Some(explanation.names.join(" or ")), ..lost }
            };
            found.push(other);
        }
        found.push(explanation);
    }

    fn refused(&self, span: Span, alias: AliasId, why: &Refusal) -> Explanation {
        let alias = self.names.alias(alias);
        let actor = self.names.actor(alias.actor);
        let explanation = self.at(span, alias.text, alias.kind, &[actor], Fate::Refused, why.name(), why.to_string());
        Explanation { lost_to: why.lost_to().map(|span| span.of(self.page.page.text()).to_owned()), ..explanation }
    }

    #[allow(clippy::too_many_arguments)]
    fn at(&self, span: Span, alias: &str, kind: AliasKind, actors: &[&Actor], fate: Fate, rule: &str, meaning: String) -> Explanation {
        let (start, end) = (self.positions.of(span.start), self.positions.of(span.end));
        // Display names are those of the main language.
        let name =
            |actor: &&Actor| self.main.actor_with_id(&actor.id).map_or_else(|| actor.name.clone(), |id| self.main.actor(id).name.clone());
        Explanation {
            document: self.page.page.document().to_owned(),
            line: start.line,
            column: start.column,
            start: start.chars,
            end: end.chars,
            text: span.of(self.page.page.text()).to_owned(),
            alias: alias.to_owned(),
            kind: kind.name().to_owned(),
            actors: actors.iter().map(|actor| actor.id.clone()).collect(),
            names: actors.iter().map(name).collect(),
            fate,
            rule: rule.to_owned(),
            meaning,
            lost_to: None,
        }
    }
}
