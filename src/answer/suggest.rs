//! Names that behave as actors and stand in no gazetteer.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use crate::annotated::{Annotated, AnnotatedArticle, Annotator};
use crate::answer::unknown_name::{cut_before, name_after, name_of_acronym, starts, surname};
use crate::fold::{fold, is_word_char};
use crate::gazetteer::{ActorType, AliasKind, Language, kebab};
use crate::mention::{Mentions, Scratch};
use crate::position::Positions;
use crate::resolve::{Grammar, Resolved};
use crate::span::Span;

/// A name that a title stands before, that acts, or that an acronym is made of, and that no gazetteer lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Suggestion {
    /// An id for it.
    pub id: String,
    /// The name as it stands in the text.
    pub name: String,
    /// The type of what seems to be meant: `person` or `organization`.
    #[serde(rename = "type")]
    pub actor_type: String,
    /// A person's surname.
    pub short: String,
    /// An organization's acronym, where the text tells it.
    pub acronym: String,
    /// Id of the country or organization beside it, or empty.
    pub of: String,
    /// The title before it, or empty.
    pub title: String,
    /// How often it stands in the texts.
    pub count: u64,
    /// `document:line: sentence` of the first place.
    pub example: String,
}

/// Collects suggestions page by page.
#[derive(Debug)]
pub struct Suggestions<'a> {
    annotator: &'a Annotator,
    /// What ministers are ministers of, as in `minister van Defensie`.
    portfolios: Vec<&'a str>,
    by_name: BTreeMap<String, Suggestion>,
    /// The closed classes of words of each language.
    grammars: Vec<(Language, Grammar)>,
    scratch: Scratch,
    found: Mentions,
}

/// A name that is suggested.
struct Found<'t> {
    name: Span,
    actor_type: ActorType,
    acronym: &'t str,
    title: &'t str,
    of: String,
}

impl<'a> Suggestions<'a> {
    /// None yet.
    #[must_use]
    pub fn new(annotator: &'a Annotator) -> Self {
        let titles = annotator.gazetteer().titles().iter();
        let portfolios = titles.filter_map(|title| title.form.split_once(" van ").map(|(_, of)| of));
        let portfolios = portfolios.filter(|of| of.starts_with(char::is_uppercase)).collect();
        let grammars = Language::ALL.iter().map(|language| (*language, Grammar::embedded(*language))).collect();
        let (by_name, scratch, found) = (BTreeMap::new(), Scratch::default(), Mentions::default());
        Self { annotator, portfolios, by_name, grammars, scratch, found }
    }

    /// Looks a page over.
    pub fn add(&mut self, page: &Annotated) {
        let positions = Positions::new(page.page.text());
        for article in &page.articles {
            let mut rest = &article.mentions[..];
            for (number, sentence) in article.sentences.iter().enumerate() {
                let own = rest.partition_point(|mention| mention.sentence as usize <= number);
                let known = rest.split_off(..own).unwrap_or_default();
                let Some(at) = self.grammars.iter().position(|(language, _)| *language == article.language) else { continue };
                let grammar = std::mem::take(&mut self.grammars[at].1);
                let text = page.page.text();
                let mut names = self.titled(text, article, known, sentence.span, &grammar);
                names.extend(self.acting(text, known, sentence.span, &grammar, &names));
                names.iter().for_each(|name| self.note(page, &positions, sentence.span, name, &grammar));
                self.grammars[at].1 = grammar;
            }
        }
    }

    /// The suggestions, the most frequent first, then by name.
    #[must_use]
    pub fn finish(self) -> Vec<Suggestion> {
        let mut all: Vec<Suggestion> = self.by_name.into_values().collect();
        all.sort_by(|a, b| b.count.cmp(&a.count).then(a.name.cmp(&b.name)));
        all
    }

    /// The names of a sentence that a title stands before. `known` are its mentions.
    fn titled<'t>(
        &mut self,
        text: &'t str,
        article: &AnnotatedArticle,
        known: &[Resolved],
        span: Span,
        grammar: &Grammar,
    ) -> Vec<Found<'t>> {
        let mut names = Vec::new();
        self.annotator.matcher_in(article.language).find(text, span, &mut self.scratch, &mut self.found);
        let mut titles: Vec<Span> = self.scratch.titles().iter().map(|(title, _)| *title).collect();
        titles.sort_unstable_by_key(|title| (title.start, Reverse(title.end)));
        // Of those that hold each other the longest, which comes first.
        let mut end = 0;
        titles.retain(|title| {
            let is_within = title.end <= end;
            end = end.max(title.end);
            !is_within
        });
        for title in &titles {
            // `de leider van de NAVO, Hans Worst`: the name follows on what is led.
            let near = known.partition_point(|mention| mention.span.start < title.end);
            let led = within(&known[near..], title.end).find(|mention| self.is_body(mention) && links(text, title.end, mention.span.start));
            let from = led.filter(|led| text[led.span.end..].starts_with(',')).map_or(title.end, |led| led.span.end + 1);
            let Some(name) = name_after(text, span, from, grammar) else { continue };
            let name = self.without_portfolio(text, name);
            // A name ends before that of another: `president Jan Jansen van Suriname`.
            let from = known.partition_point(|mention| mention.span.start + FARTHEST < name.start);
            let to = known.partition_point(|mention| mention.span.start < name.end);
            let other = known[from..to.max(from)].iter().find(|mention| mention.span.overlaps(name) && mention.actor().is_some());
            let Some(name) = other.map_or(Some(name), |other| cut_before(text, name, other.span.start)) else { continue };
            let next = known.partition_point(|mention| mention.span.start < name.end);
            let after = within(&known[next..], name.end).find(|mention| self.is_body(mention) && links(text, name.end, mention.span.start));
            let beside = known[from..to.max(from)].iter().rev().find(|mention| {
                let near = mention.span.end <= name.start && text[mention.span.end..name.start].split_whitespace().count() <= 6;
                near && self.is_body(mention)
            });
            let of = after.or(beside).and_then(|mention| mention.actor()).map(|actor| self.annotator.gazetteer().actor(actor).id.clone());
            let (title, of) = (title.of(text), of.unwrap_or_default());
            names.push(Found { name, actor_type: ActorType::Person, acronym: "", title, of });
        }
        names
    }

    /// The names of a sentence that act, or that an acronym in brackets follows; none that is among those before.
    fn acting<'t>(&self, text: &'t str, known: &[Resolved], span: Span, grammar: &Grammar, before: &[Found<'_>]) -> Vec<Found<'t>> {
        let mut names: Vec<Found<'t>> = Vec::new();
        let mut note = |name: Span, actor_type: ActorType, acronym: &'t str| {
            let from = known.partition_point(|mention| mention.span.start + FARTHEST < name.start);
            let inside = || within(&known[from..], name.end).filter(|mention| mention.span.overlaps(name));
            // `Nederlands Instituut voor …`: whose it is.
            let is_owner = |mention: &Resolved| actor_type == ActorType::Organization && mention.kind == AliasKind::Adjective;
            let is_told = before.iter().chain(&names).any(|told| told.name.overlaps(name));
            if !is_told && inside().all(is_owner) {
                let owner = inside().next().and_then(|owner| owner.actor());
                let of = owner.map(|owner| self.annotator.gazetteer().actor(owner).id.clone()).unwrap_or_default();
                names.push(Found { name, actor_type: actor_type.clone(), acronym, title: "", of });
            }
        };
        for open in memchr::memchr_iter(b'(', span.of(text).as_bytes()).map(|at| span.start + at) {
            if let Some((name, acronym)) = name_of_acronym(text, span, open) {
                note(name, ActorType::Organization, acronym);
            }
        }
        let mut end = span.start;
        for start in starts(text, span) {
            let first = first_word(&text[start..]);
            let opens = start == span.start && grammar.knows(first) && !grammar.names_thing(first) && !grammar.is_first_name(first);
            if start < end || opens {
                continue;
            }
            let Some(name) = name_after(text, span, start, grammar) else { continue };
            end = name.end;
            let words = || name.of(text).split_whitespace();
            let is_common = |word: &str| self.annotator.gazetteer().is_common(&fold(word));
            let actor_type = match words().next() {
                Some(first) if grammar.is_first_name(first) => ActorType::Person,
                Some(_) if words().any(is_common) => ActorType::Organization,
                _ => continue,
            };
            if text[name.end..].starts_with(' ') && grammar.acts(first_word(text[name.end..span.end].trim_start())) {
                note(name, actor_type, "");
            }
        }
        names
    }

    /// A name without the portfolio after it: `minister Jan Jansen van Defensie`. Who is called `Jan van Handel` keeps his name.
    fn without_portfolio(&self, text: &str, name: Span) -> Span {
        let whole = name.of(text);
        let starts = whole.match_indices("van").filter(|(at, _)| whole[..*at].ends_with(char::is_whitespace));
        let portfolio = starts.map(|(at, _)| at).find(|at| {
            let after = &whole[at + "van".len()..];
            let words = after.split_whitespace().collect::<Vec<_>>().join(" ");
            let is_of = |portfolio: &&str| portfolio.strip_prefix(&*words).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
            after.starts_with(char::is_whitespace) && self.portfolios.iter().any(is_of)
        });
        portfolio.and_then(|at| cut_before(text, name, name.start + at)).unwrap_or(name)
    }

    /// Whether a mention is of what somebody can lead or represent.
    fn is_body(&self, mention: &Resolved) -> bool {
        mention.actor().is_some_and(|actor| self.annotator.gazetteer().actor(actor).actor_type != ActorType::Person)
    }

    fn note(&mut self, page: &Annotated, positions: &Positions<'_>, sentence: Span, found: &Found<'_>, grammar: &Grammar) {
        let text = page.page.text();
        let surface = found.name.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
        let suggestion = self.by_name.entry(surface.clone()).or_insert_with(|| Suggestion {
            id: kebab(&surface),
            actor_type: found.actor_type.name().to_owned(),
            short: if found.actor_type == ActorType::Person { surname(&surface, grammar) } else { String::new() },
            acronym: String::new(),
            name: surface,
            of: String::new(),
            title: found.title.to_owned(),
            count: 0,
            example: example(page, positions, sentence),
        });
        suggestion.count += 1;
        for (cell, told) in [(&mut suggestion.of, found.of.as_str()), (&mut suggestion.acronym, found.acronym)] {
            if cell.is_empty() {
                *cell = told.to_owned();
            }
        }
    }
}

/// The letters with which a text begins.
fn first_word(text: &str) -> &str {
    text.split(|c: char| !is_word_char(c)).next().unwrap_or_default()
}

/// How many bytes from a name something may stand and still belong to it.
const FARTHEST: usize = 200;

/// The first of some mentions, as far as they stand near a place before them.
fn within(mentions: &[Resolved], place: usize) -> impl Iterator<Item = &Resolved> {
    mentions.iter().take_while(move |mention| mention.span.start <= place + FARTHEST)
}

fn example(page: &Annotated, positions: &Positions<'_>, sentence: Span) -> String {
    let text = page.page.text();
    let line = positions.of(sentence.start).line;
    let words: Vec<&str> = sentence.of(text).split_whitespace().collect();
    format!("{}:{line}: {}", page.page.document(), words.join(" "))
}

/// Whether nothing but `van`, and perhaps an article, stands between two places.
fn links(text: &str, from: usize, to: usize) -> bool {
    let Some(between) = text.get(from..to) else { return false };
    let mut words = between.split_whitespace();
    words.next().is_some_and(|first| ["van", "of"].contains(&first)) && words.all(|word| ["de", "het", "the"].contains(&word))
}
