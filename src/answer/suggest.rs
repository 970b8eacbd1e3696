//! Names that behave as actors and stand in no gazetteer.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use crate::annotated::{Annotated, AnnotatedArticle, Annotator};
use crate::fold::is_word_char;
use crate::gazetteer::{ActorType, kebab};
use crate::mention::{Mentions, Scratch};
use crate::position::Positions;
use crate::resolve::Resolved;
use crate::span::Span;

/// A name that a title stands before, or that acts, and that no gazetteer lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Suggestion {
    /// An id for it.
    pub id: String,
    /// The name as it stands in the text.
    pub name: String,
    /// Its last word, for a person's short name.
    pub short: String,
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
    scratch: Scratch,
    found: Mentions,
}

impl<'a> Suggestions<'a> {
    /// None yet.
    #[must_use]
    pub fn new(annotator: &'a Annotator) -> Self {
        let titles = annotator.gazetteer().titles().iter();
        let portfolios = titles.filter_map(|title| title.form.split_once(" van ").map(|(_, of)| of));
        let portfolios = portfolios.filter(|of| of.starts_with(char::is_uppercase)).collect();
        Self { annotator, portfolios, by_name: BTreeMap::new(), scratch: Scratch::default(), found: Mentions::default() }
    }

    /// Looks a page over.
    pub fn add(&mut self, page: &Annotated) {
        let positions = Positions::new(page.page.text());
        for article in &page.articles {
            let mut rest = &article.mentions[..];
            for (number, sentence) in article.sentences.iter().enumerate() {
                let own = rest.partition_point(|mention| mention.sentence as usize <= number);
                let known = rest.split_off(..own).unwrap_or_default();
                self.sentence(page, &positions, article, known, sentence.span);
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

    /// Looks a sentence over; `known` are its mentions.
    fn sentence(&mut self, page: &Annotated, positions: &Positions<'_>, article: &AnnotatedArticle, known: &[Resolved], span: Span) {
        let text = page.page.text();
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
            let Some(name) = name_after(text, span, from) else { continue };
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
            self.note(page, positions, span, name, title.of(text), of.unwrap_or_default());
        }
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

    fn note(&mut self, page: &Annotated, positions: &Positions<'_>, sentence: Span, name: Span, title: &str, of: String) {
        let text = page.page.text();
        let surface = name.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
        let suggestion = self.by_name.entry(surface.clone()).or_insert_with(|| Suggestion {
            id: kebab(&surface),
            short: surface.rsplit(' ').next().filter(|last| *last != surface).unwrap_or("").to_owned(),
            name: surface,
            of: String::new(),
            title: title.to_owned(),
            count: 0,
            example: example(page, positions, sentence),
        });
        suggestion.count += 1;
        if suggestion.of.is_empty() {
            suggestion.of = of;
        }
    }
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

/// A run of capitalised words directly after `at`, with the particles between them; at least two words, so that it is a name.
fn name_after(text: &str, sentence: Span, at: usize) -> Option<Span> {
    const PARTICLES: [&str; 17] =
        ["van", "de", "der", "den", "von", "zu", "bin", "al", "el", "ibn", "la", "le", "du", "da", "dos", "ten", "ter"];
    // What goes on longer is a list, or a headline in capitals.
    const MOST_WORDS: usize = 12;
    let mut end = at;
    let mut words = 0;
    let mut pending = at;
    let mut start = None;
    for piece in text.get(at..sentence.end)?.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end();
        let core = word.trim_end_matches(|c: char| !is_word_char(c));
        let stops = core.len() < word.len() && !is_initial(word);
        let from = pending;
        pending += piece.len();
        if word.is_empty() {
            continue;
        }
        if word.starts_with(char::is_uppercase) {
            start = start.or(Some(from));
            end = from + if is_initial(word) { word.len() } else { core.len() };
            words += 1;
            if words > MOST_WORDS {
                return None;
            }
        } else if words == 0 || !PARTICLES.contains(&word) {
            break;
        }
        if stops {
            break;
        }
    }
    let start = start?;
    (words >= 2 && text[at..start].chars().all(char::is_whitespace)).then_some(Span::new(start, end))
}

/// Whether nothing but `van`, and perhaps an article, stands between two places.
fn links(text: &str, from: usize, to: usize) -> bool {
    let Some(between) = text.get(from..to) else { return false };
    let mut words = between.split_whitespace();
    words.next().is_some_and(|first| ["van", "of"].contains(&first)) && words.all(|word| ["de", "het", "the"].contains(&word))
}

/// The part of a name before another one and without the particles between them, if it is still a name.
fn cut_before(text: &str, name: Span, other: usize) -> Option<Span> {
    let part = text.get(name.start..other)?;
    let mut words: Vec<&str> = part.split_whitespace().collect();
    while words.last().is_some_and(|last| !last.starts_with(char::is_uppercase)) {
        words.pop();
    }
    let last = words.last().filter(|_| words.iter().filter(|word| word.starts_with(char::is_uppercase)).count() >= 2)?;
    Some(Span::new(name.start, name.start + part.rfind(last)? + last.len()))
}

fn is_initial(word: &str) -> bool {
    word.ends_with('.') && word.split('.').all(|part| part.chars().count() <= 1)
}
