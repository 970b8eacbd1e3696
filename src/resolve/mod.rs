//! Resolving: which actor a mention means, if any, and the rule that decided.
//!
//! Owns the choice of actor from what stands in the article. Each rule has a name that is told with every mention. Looks at
//! nothing outside the article, and finds no mentions itself.

mod adjective;
mod common_word;
mod context;
mod grammar;
mod office;
mod place;
mod rule;
mod short_name;
mod words;

pub use grammar::Grammar;
pub(crate) use office::TitleHit;
pub use rule::Rule;

use std::cell::OnceCell;
use std::sync::Arc;

use crate::article::Article;
use crate::fold::fold;
use crate::gazetteer::{ActorType, Alias, AliasKind, Gazetteer};
use crate::id::{ActorId, AliasId};
use crate::mention::{Form, Mentions};
use crate::page::Furniture;
use crate::span::Span;
use context::Contexts;
use short_name::Titles;

/// Whom a mention means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// One actor.
    Actor(ActorId),
    /// One of several; nothing in the article decides. In the order of the actors' ids.
    Ambiguous(Box<[ActorId]>),
    /// No actor: a place, another person, another thing. The actor is the one that it would have been.
    Nil(ActorId),
}

/// A mention with its meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// Number of the sentence within the article.
    pub sentence: u32,
    /// Where, in bytes of the page's text.
    pub span: Span,
    /// How its letters differ from the alias.
    pub form: Form,
    /// In what way it names the actor.
    pub kind: AliasKind,
    /// Whom it means.
    pub resolution: Resolution,
    /// What decided.
    pub rule: Rule,
}

impl Resolved {
    /// The actor that the mention means, if it means one.
    #[must_use]
    pub const fn actor(&self) -> Option<ActorId> {
        match self.resolution {
            Resolution::Actor(actor) => Some(actor),
            _ => None,
        }
    }
}

/// Decides whom mentions mean. Immutable, shared by threads.
#[derive(Clone, Debug)]
pub struct Resolver {
    gazetteer: Arc<Gazetteer>,
    grammar: Grammar,
    titles: Titles,
    contexts: Contexts,
    furniture: Furniture,
}

/// A mention on its way to a meaning.
#[derive(Clone, Debug)]
pub(crate) struct Open {
    pub(crate) sentence: u32,
    pub(crate) span: Span,
    pub(crate) form: Form,
    pub(crate) candidates: Vec<AliasId>,
}

/// What the rules may look at.
struct View<'a> {
    resolver: &'a Resolver,
    article: &'a Article<'a>,
    mentions: &'a [Open],
    folded: OnceCell<String>,
}

/// What a rule says of a mention.
type Verdict = (Resolution, Rule, AliasKind);

impl Resolver {
    /// A resolver for the actors of `gazetteer`.
    #[must_use]
    pub fn new(gazetteer: Arc<Gazetteer>, grammar: Grammar, furniture: Furniture) -> Self {
        let titles = Titles::new(gazetteer.titles());
        let contexts = Contexts::new(&gazetteer);
        Self { gazetteer, grammar, titles, contexts, furniture }
    }

    /// Decides all mentions of an article, and finds its office phrases among the `titles`. In the order of the text; an office phrase
    /// stands before the names inside it.
    #[must_use]
    pub(crate) fn resolve(&self, article: &Article<'_>, mentions: &[Open], titles: &[TitleHit]) -> Vec<Resolved> {
        let view = View { resolver: self, article, mentions, folded: OnceCell::new() };
        let mut decided: Vec<Resolved> = Vec::with_capacity(mentions.len());
        for (at, &Open { sentence, span, form, .. }) in mentions.iter().enumerate() {
            let (resolution, rule, kind) = view.decide(at, &decided);
            decided.push(Resolved { sentence, span, form, kind, resolution, rule });
        }
        if !titles.is_empty() {
            decided.extend(view.offices(titles, &decided));
            decided.sort_by_key(|mention| (mention.span.start, usize::MAX - mention.span.end));
        }
        decided
    }

    /// The open mentions of one sentence.
    pub(crate) fn open(sentence: u32, found: &Mentions, into: &mut Vec<Open>) {
        into.extend(found.as_slice().iter().map(|mention| Open {
            sentence,
            span: mention.span,
            form: mention.form,
            candidates: found.aliases(mention).to_vec(),
        }));
    }
}

impl View<'_> {
    fn alias(&self, id: AliasId) -> Alias<'_> {
        self.resolver.gazetteer.alias(id)
    }

    fn text(&self) -> &str {
        self.article.page.text()
    }

    fn sentence(&self, number: u32) -> Span {
        self.article.sentences[number as usize].span
    }

    /// The article's text in folded form, for rules that look for words anywhere in it.
    fn folded(&self) -> &str {
        self.folded.get_or_init(|| {
            let mut folded = String::new();
            for paragraph in &self.article.story.paragraphs {
                folded.push_str(&fold(paragraph.span.of(self.text())));
                folded.push('\n');
            }
            folded
        })
    }

    /// The mention that covers the byte at `offset`.
    fn mention_at(&self, offset: usize) -> Option<usize> {
        let at = self.mentions.partition_point(|mention| mention.span.end <= offset);
        self.mentions.get(at).filter(|mention| mention.span.contains(offset)).map(|_| at)
    }

    /// Whether the article names the actor by a full name, or by a name that no other actor has.
    fn names_in_full(&self, actor: ActorId) -> bool {
        self.mentions.iter().any(|mention| {
            let [only] = mention.candidates[..] else { return false };
            let alias = self.alias(only);
            alias.actor == actor && (alias.text.contains(' ') || self.resolver.gazetteer.actor(actor).actor_type != ActorType::Person)
        })
    }

    /// Whether the article names the actor by another alias than this one: a person by a full name.
    fn names_otherwise(&self, actor: ActorId, alias: &str) -> bool {
        let is_person = self.resolver.gazetteer.actor(actor).actor_type == ActorType::Person;
        self.mentions.iter().any(|mention| {
            let [only] = mention.candidates[..] else { return false };
            let other = self.alias(only);
            other.actor == actor && other.text != alias && (!is_person || other.text.contains(' '))
        })
    }

    fn decide(&self, at: usize, decided: &[Resolved]) -> Verdict {
        let remaining = match self.by_context(at) {
            Ok(remaining) => remaining,
            Err(verdict) => return verdict,
        };
        let first = self.alias(remaining[0]);
        if let Some(rule) = self.common_word(at, first.text) {
            return (Resolution::Nil(first.actor), rule, first.kind);
        }
        if let [only] = remaining[..] {
            return self.decide_one(at, only, decided);
        }
        self.decide_among(at, &remaining, decided)
    }

    /// The verdict on a mention that can mean one actor only.
    fn decide_one(&self, at: usize, id: AliasId, decided: &[Resolved]) -> Verdict {
        let alias = self.alias(id);
        let yes = |rule| (Resolution::Actor(alias.actor), rule, alias.kind);
        let no = |rule| (Resolution::Nil(alias.actor), rule, alias.kind);
        let is_person = self.resolver.gazetteer.actor(alias.actor).actor_type == ActorType::Person;
        match alias.kind {
            AliasKind::Capital | AliasKind::Seat => match self.place(at, alias.kind, decided) {
                (true, rule) => yes(rule),
                (false, rule) => no(rule),
            },
            _ if is_person && self.has_suffix(at) => no(Rule::OtherPerson),
            _ if is_person && !alias.text.contains(' ') => match self.other_person(at, &[id]) {
                Some(rule) => no(rule),
                None if self.names_in_full(alias.actor) => yes(Rule::ShortNameAfterFull),
                None => yes(Rule::ShortName),
            },
            AliasKind::Adjective => self.not_adjective(at, alias.text).map_or_else(|| yes(Rule::Unique), no),
            _ => yes(Rule::Unique),
        }
    }

    /// The verdict on a mention that can mean several actors.
    fn decide_among(&self, at: usize, candidates: &[AliasId], decided: &[Resolved]) -> Verdict {
        let first = self.alias(candidates[0]);
        let gazetteer = &self.resolver.gazetteer;
        let is_person = |id: &AliasId| gazetteer.actor(self.alias(*id).actor).actor_type == ActorType::Person;
        if candidates.iter().all(is_person)
            && !first.text.contains(' ')
            && let Some(rule) = self.other_person(at, candidates)
        {
            return (Resolution::Nil(first.actor), rule, first.kind);
        }
        let only = |fits: &dyn Fn(&AliasId) -> bool| {
            let mut fitting = candidates.iter().filter(|id| fits(id));
            let found = fitting.next().copied();
            if fitting.next().is_none() { found } else { None }
        };
        let named = only(&|id| self.names_in_full(self.alias(*id).actor));
        let in_office = || {
            let day = self.article.published?.day();
            only(&|id| gazetteer.roles_of(self.alias(*id).actor).any(|role| role.held_on(day)))
        };
        let chosen = named.map(|id| (id, Rule::NamedInArticle)).or_else(|| in_office().map(|id| (id, Rule::InOffice)));
        if let Some((id, rule)) = chosen {
            let alias = self.alias(id);
            return match self.decide_one(at, id, decided) {
                (Resolution::Actor(actor), _, kind) => (Resolution::Actor(actor), rule, kind),
                no => (no.0, no.1, alias.kind),
            };
        }
        let mut actors: Vec<ActorId> = candidates.iter().map(|id| self.alias(*id).actor).collect();
        actors.sort_unstable();
        actors.dedup();
        (Resolution::Ambiguous(actors.into()), Rule::Ambiguous, first.kind)
    }
}
