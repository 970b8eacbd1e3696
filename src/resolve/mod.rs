//! Resolving: which actor a mention means, if any, and the rule that decided.
//!
//! Owns the choice of actor from what stands in the article. Each rule has a name that is told with every mention. Looks at
//! nothing outside the article, and finds no mentions itself.

mod adjective;
mod apposition;
mod common_word;
mod context;
mod era;
mod grammar;
mod namesake;
mod office;
mod place;
mod report;
mod rule;
mod short_name;
mod words;

pub use grammar::Grammar;
pub(crate) use office::TitleHit;
pub use rule::Rule;

use std::cell::{Cell, OnceCell, RefCell};
use std::sync::{Arc, OnceLock};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::article::Article;
use crate::fold::{Case, FoldedWord, fold, fold_into};
use crate::gazetteer::{ActorType, Alias, AliasKind, Gazetteer};
use crate::id::{ActorId, AliasId};
use crate::mention::{Form, Mentions};
use crate::page::Furniture;
use crate::span::Span;
use context::{Contexts, WordsBeside};
use namesake::Seen;
use short_name::Titles;
use words::{Word, after, before};

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
    /// What the full names of persons begin with, once it is asked for.
    first_names: OnceLock<FxHashSet<String>>,
}

/// A mention on its way to a meaning.
#[derive(Clone, Debug)]
pub(crate) struct Open {
    pub(crate) sentence: u32,
    pub(crate) span: Span,
    pub(crate) form: Form,
    pub(crate) candidates: Candidates,
}

/// The aliases that a mention may be. Nearly always it is one, which needs no memory of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Candidates {
    One([AliasId; 1]),
    Several(Box<[AliasId]>),
}

impl From<&[AliasId]> for Candidates {
    fn from(aliases: &[AliasId]) -> Self {
        match *aliases {
            [only] => Self::One([only]),
            _ => Self::Several(aliases.into()),
        }
    }
}

impl std::ops::Deref for Candidates {
    type Target = [AliasId];

    fn deref(&self) -> &[AliasId] {
        match self {
            Self::One(only) => only,
            Self::Several(all) => all,
        }
    }
}

/// What the rules may look at.
struct View<'a> {
    resolver: &'a Resolver,
    article: &'a Article<'a>,
    mentions: &'a [Open],
    folded: OnceCell<String>,
    /// What the words of the article say of the aliases that were asked about.
    words: RefCell<FxHashMap<AliasId, WordsBeside>>,
    /// By actor: aliases by which the article names it beyond doubt.
    named: OnceCell<Vec<(ActorId, AliasId)>>,
    /// By actor: the numbers of the mentions that its names are spelt like, in order.
    by_actor: OnceCell<Vec<(ActorId, u32)>>,
    /// By actor: what is known of those that were decided.
    seen: RefCell<FxHashMap<ActorId, Seen>>,
    /// The last year in which the article can have been written.
    year: OnceCell<Option<i16>>,
    /// Whether it is a report of sport or of the arts.
    pastime: OnceCell<bool>,
    /// By the first of the mentions that may mean the same: what is asked of all of them, so that it is asked once.
    with_office: RefCell<FxHashMap<usize, bool>>,
    with_capital: RefCell<FxHashMap<usize, bool>>,
    /// The sentence that was asked about last, and whether its words are capitalised.
    title_case: Cell<Option<(u32, bool)>>,
    /// The mention that was asked about last of whether a preposition of place governs it or its list, and the answer.
    governed: Cell<Option<(usize, bool)>>,
    /// The stretch of a list of adjectives that was asked about last, from the end of one to that of its last, and whether it lacks a noun.
    lacking: Cell<Option<(Span, bool)>>,
    /// What was searched of the sentence that was asked about last, a class of words each.
    sought: RefCell<Vec<place::Sought>>,
    /// The words beside the mention that was asked about last, with its number.
    word_before: Cell<Option<(usize, Option<Word<'a>>)>>,
    word_after: Cell<Option<(usize, Option<Word<'a>>)>>,
}

/// What a rule says of a mention.
type Verdict = (Resolution, Rule, AliasKind);

impl Resolver {
    /// A resolver for the actors of `gazetteer`.
    #[must_use]
    pub fn new(gazetteer: Arc<Gazetteer>, grammar: Grammar, furniture: Furniture) -> Self {
        let titles = Titles::new(gazetteer.titles());
        let contexts = Contexts::new(&gazetteer);
        Self { gazetteer, grammar, titles, contexts, furniture, first_names: OnceLock::new() }
    }

    /// Decides all mentions of an article, and finds its office phrases among the `titles`. In the order of the text; an office phrase
    /// stands before the names inside it.
    #[must_use]
    pub(crate) fn resolve(&self, article: &Article<'_>, mentions: &[Open], titles: &[TitleHit]) -> Vec<Resolved> {
        let view = View {
            resolver: self,
            article,
            mentions,
            folded: OnceCell::new(),
            words: RefCell::default(),
            named: OnceCell::new(),
            by_actor: OnceCell::new(),
            seen: RefCell::default(),
            year: OnceCell::new(),
            pastime: OnceCell::new(),
            with_office: RefCell::default(),
            with_capital: RefCell::default(),
            title_case: Cell::new(None),
            governed: Cell::new(None),
            lacking: Cell::new(None),
            sought: RefCell::default(),
            word_before: Cell::new(None),
            word_after: Cell::new(None),
        };
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

    /// Whether the full name of a person begins with this word.
    fn is_known_first_name(&self, word: &str) -> bool {
        let names = self.first_names.get_or_init(|| {
            let persons = self.gazetteer.actors().iter().filter(|actor| actor.actor_type == ActorType::Person);
            persons.filter_map(|actor| actor.name.split_once(' ')).map(|(first, _)| fold(first)).collect()
        });
        names.contains(&*FoldedWord::new(word))
    }

    /// The open mentions of one sentence.
    pub(crate) fn open(sentence: u32, found: &Mentions, into: &mut Vec<Open>) {
        into.extend(found.as_slice().iter().map(|mention| Open {
            sentence,
            span: mention.span,
            form: mention.form,
            candidates: found.aliases(mention).into(),
        }));
    }
}

/// What a sorted list has for an actor.
fn part_of<T>(sorted: &[(ActorId, T)], actor: ActorId) -> &[(ActorId, T)] {
    let from = sorted.partition_point(|(own, _)| *own < actor);
    let count = sorted[from..].partition_point(|(own, _)| *own == actor);
    &sorted[from..from + count]
}

/// Whether a person's name is more than a surname; `De Croo` is not.
fn is_full(alias: &Alias<'_>) -> bool {
    alias.text.contains(' ') && alias.kind != AliasKind::Short
}

impl<'a> View<'a> {
    fn alias(&self, id: AliasId) -> Alias<'_> {
        self.resolver.gazetteer.alias(id)
    }

    fn text(&self) -> &'a str {
        self.article.page.text()
    }

    /// Whether there is a word, of a class.
    fn is(&self, word: Option<Word<'_>>, class: grammar::WordClass) -> bool {
        word.is_some_and(|word| self.resolver.grammar.is(word.text, class))
    }

    /// The word before mention `at` in its sentence. Most rules ask for it.
    fn word_before(&self, at: usize) -> Option<Word<'a>> {
        if let Some((_, word)) = self.word_before.get().filter(|(asked, _)| *asked == at) {
            return word;
        }
        let mention = &self.mentions[at];
        let word = before(self.text(), self.sentence(mention.sentence), mention.span.start);
        self.word_before.set(Some((at, word)));
        word
    }

    /// The word after mention `at` in its sentence.
    fn word_after(&self, at: usize) -> Option<Word<'a>> {
        if let Some((_, word)) = self.word_after.get().filter(|(asked, _)| *asked == at) {
            return word;
        }
        let mention = &self.mentions[at];
        let word = after(self.text(), self.sentence(mention.sentence), mention.span.end);
        self.word_after.set(Some((at, word)));
        word
    }

    fn sentence(&self, number: u32) -> Span {
        self.article.sentences[number as usize].span
    }

    /// The article's text in folded form, for rules that look for words anywhere in it.
    fn folded(&self) -> &str {
        self.folded.get_or_init(|| {
            let mut folded = String::new();
            for paragraph in self.paragraphs() {
                fold_into(paragraph, Case::Lower, &mut folded);
                folded.push('\n');
            }
            folded
        })
    }

    fn paragraphs(&self) -> impl Iterator<Item = &str> {
        self.article.story.paragraphs.iter().map(|paragraph| paragraph.span.of(self.text()))
    }

    /// The mention that covers the byte at `offset`.
    fn mention_at(&self, offset: usize) -> Option<usize> {
        let at = self.mentions.partition_point(|mention| mention.span.end <= offset);
        self.mentions.get(at).filter(|mention| mention.span.contains(offset)).map(|_| at)
    }

    /// The aliases by which the article names an actor, each of them only that actor's; each once.
    fn names_of(&self, actor: ActorId) -> &[(ActorId, AliasId)] {
        let named = self.named.get_or_init(|| {
            let mut named: Vec<(ActorId, AliasId)> = Vec::with_capacity(self.mentions.len());
            for mention in self.mentions {
                if let [only] = mention.candidates[..] {
                    named.push((self.resolver.gazetteer.actor_of(only), only));
                }
            }
            named.sort_unstable();
            named.dedup();
            named
        });
        part_of(named, actor)
    }

    /// The numbers of the mentions that may mean an actor, as far as spelling goes.
    fn mentions_of(&self, actor: ActorId) -> &[(ActorId, u32)] {
        let by_actor = self.by_actor.get_or_init(|| {
            let mut by_actor: Vec<(ActorId, u32)> = Vec::with_capacity(self.mentions.len());
            for (mention, number) in self.mentions.iter().zip(0..) {
                by_actor.extend(mention.candidates.iter().map(|id| (self.resolver.gazetteer.actor_of(*id), number)));
            }
            by_actor.sort_unstable();
            by_actor
        });
        part_of(by_actor, actor)
    }

    /// The numbers of the mentions that may mean the same actors as mention `at` and no others.
    fn like(&self, at: usize) -> impl Iterator<Item = usize> {
        let own = &self.mentions[at].candidates;
        let all = own.first().map_or(&[][..], |id| self.mentions_of(self.alias(*id).actor));
        all.iter().map(|(_, number)| *number as usize).filter(move |other| self.mentions[*other].candidates == *own)
    }

    /// Whether one of the mentions that may mean the same as mention `at` has what is asked. `known` keeps the answers.
    fn any_like(&self, at: usize, known: &RefCell<FxHashMap<usize, bool>>, has: impl Fn(usize) -> bool) -> bool {
        let first = self.like(at).next().unwrap_or(at);
        let told = known.borrow().get(&first).copied();
        told.unwrap_or_else(|| {
            let told = self.like(at).any(has);
            known.borrow_mut().insert(first, told);
            told
        })
    }

    fn is_person(&self, actor: ActorId) -> bool {
        self.resolver.gazetteer.actor(actor).actor_type == ActorType::Person
    }

    /// Whether the article names the actor by a full name, or by a name that no other actor has.
    fn names_in_full(&self, actor: ActorId) -> bool {
        self.names_of(actor).iter().any(|(_, id)| !self.is_person(actor) || is_full(&self.alias(*id)))
    }

    /// Whether the article names the actor by another alias than this one: a person by a full name.
    fn names_otherwise(&self, actor: ActorId, alias: &str) -> bool {
        let is_other = |(_, id): &(ActorId, AliasId)| {
            let other = self.alias(*id);
            other.text != alias && (!self.is_person(actor) || is_full(&other))
        };
        self.names_of(actor).iter().any(is_other)
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
            _ if is_person && self.is_too_early(&alias) => no(Rule::BeforeTheirTime),
            _ if is_person && let Some(rule) = self.named_after(at, decided) => no(rule),
            _ if is_person && !is_full(&alias) && self.fitting_title(at, &[id]).is_empty() => no(Rule::OtherPerson),
            _ if is_person && !is_full(&alias) => match self.other_person(at, &[id]) {
                Some(rule) => no(rule),
                None if self.follows_namesake(at, decided) => no(Rule::OtherPerson),
                None if self.names_in_full(alias.actor) => yes(Rule::ShortNameAfterFull),
                None => yes(Rule::ShortName),
            },
            AliasKind::Short | AliasKind::Acronym if self.is_versus(at) => no(Rule::OtherName),
            AliasKind::Adjective => self.not_adjective(at, &alias).map_or_else(|| yes(Rule::Unique), no),
            _ => yes(Rule::Unique),
        }
    }

    /// The verdict on a mention of which a rule has left one reading: the actor by that rule, unless something speaks against it.
    fn decided_by(&self, rule: Rule, at: usize, id: AliasId, decided: &[Resolved]) -> Verdict {
        match self.decide_one(at, id, decided) {
            (Resolution::Actor(actor), _, kind) => (Resolution::Actor(actor), rule, kind),
            no => no,
        }
    }

    /// The verdict on a mention that can mean several actors.
    fn decide_among(&self, at: usize, candidates: &[AliasId], decided: &[Resolved]) -> Verdict {
        let first = self.alias(candidates[0]);
        let fitting = self.fitting_title(at, candidates);
        let candidates = match fitting[..] {
            [] => return (Resolution::Nil(first.actor), Rule::OtherPerson, first.kind),
            [only] => return self.decided_by(Rule::TitleFits, at, only, decided),
            _ => &fitting,
        };
        let gazetteer = &self.resolver.gazetteer;
        let is_person = |id: &AliasId| gazetteer.actor(self.alias(*id).actor).actor_type == ActorType::Person;
        if candidates.iter().all(is_person) {
            if self.is_before_their_time(candidates) {
                return (Resolution::Nil(first.actor), Rule::BeforeTheirTime, first.kind);
            }
            let is_short = !is_full(&first);
            let namesake = || (is_short && self.follows_namesake(at, decided)).then_some(Rule::OtherPerson);
            let short = || if is_short { self.other_person(at, candidates) } else { None };
            if let Some(rule) = self.named_after(at, decided).or_else(short).or_else(namesake) {
                return (Resolution::Nil(first.actor), rule, first.kind);
            }
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
            return self.decided_by(rule, at, id, decided);
        }
        let mut actors: Vec<ActorId> = candidates.iter().map(|id| self.alias(*id).actor).collect();
        actors.sort_unstable();
        actors.dedup();
        (Resolution::Ambiguous(actors.into()), Rule::Ambiguous, first.kind)
    }
}
