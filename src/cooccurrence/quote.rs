//! The text behind a count: sentences that name actors, and where they stand.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;
use rustc_hash::FxHashSet;

use crate::annotated::{Annotated, AnnotatedArticle};
use crate::cooccurrence::EvidenceLimit;
use crate::date::Published;
use crate::id::ActorId;
use crate::position::{Positions, code_points};
use crate::span::Span;

/// A stretch of text that names actors, and where it stands. Pairs share it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Path or record id of the document.
    pub document: Arc<str>,
    /// Number of the article on its page.
    pub article: u32,
    /// Number of its first sentence in the article.
    pub sentence: u32,
    /// Line on which it begins, from 1.
    pub line: usize,
    /// Day of the article, where known.
    pub date: Option<Date>,
    /// The text as it stands in the document.
    pub text: String,
    /// Where actors are named, in code points from the start of `text`.
    pub marks: Vec<(u32, u32, ActorId)>,
}

impl Quote {
    fn key(&self) -> (&str, u32, u32, usize) {
        (&self.document, self.article, self.sentence, self.text.len())
    }
}

/// Sentences that hold certain actors: the first ones, and how many there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gathered {
    /// In the order of document, article and sentence.
    pub quotes: Vec<Arc<Quote>>,
    /// How many there are, of which `quotes` may hold only the first.
    pub total: u64,
}

impl Gathered {
    /// Adds those of another part.
    pub(super) fn merge(&mut self, other: Self, limit: EvidenceLimit) {
        self.total += other.total;
        self.quotes.extend(other.quotes);
        self.quotes.sort_by(|a, b| a.key().cmp(&b.key()));
        self.cut(limit);
    }

    fn cut(&mut self, limit: EvidenceLimit) {
        if let EvidenceLimit::First(limit) = limit {
            self.quotes.truncate(limit);
        }
    }
}

/// The quotes of one article, made when they are needed and shared by the pairs of a sentence.
pub(super) struct Quotes<'a> {
    page: &'a Annotated,
    article: &'a AnnotatedArticle,
    document: &'a Arc<str>,
    positions: Option<Positions<'a>>,
    named: &'a [Vec<(Span, ActorId)>],
    made: BTreeMap<(usize, usize), Arc<Quote>>,
    /// Windows that overlap can give one run of sentences more than once.
    given: FxHashSet<(ActorId, ActorId, usize, usize)>,
}

impl<'a> Quotes<'a> {
    pub(super) fn new(
        page: &'a Annotated,
        article: &'a AnnotatedArticle,
        document: &'a Arc<str>,
        named: &'a [Vec<(Span, ActorId)>],
    ) -> Self {
        Self { page, article, document, positions: None, named, made: BTreeMap::new(), given: FxHashSet::default() }
    }

    /// Adds the shortest run of sentences within `window` that names all `actors`, once.
    pub(super) fn give(&mut self, gathered: &mut Gathered, actors: &[ActorId], window: Range<usize>, limit: EvidenceLimit) {
        let run = self.shortest(actors, window);
        if let [first, .., last] = actors
            && !self.given.insert((*first, *last, run.start, run.end))
        {
            return;
        }
        let first = self.article.sentences[run.start].span.start;
        let len = self.article.sentences[run.end - 1].span.end - first;
        let key = (&**self.document, self.article.number, u32::try_from(run.start).unwrap_or(u32::MAX), len);
        let at = gathered.quotes.partition_point(|quote| quote.key() < key);
        gathered.total += 1;
        if matches!(limit, EvidenceLimit::First(limit) if at >= limit) {
            return;
        }
        let quote = match self.made.get(&(run.start, run.end)) {
            Some(quote) => Arc::clone(quote),
            None => {
                let quote = Arc::new(self.quote(run.clone()));
                self.made.insert((run.start, run.end), Arc::clone(&quote));
                quote
            }
        };
        gathered.quotes.insert(at, quote);
        gathered.cut(limit);
    }

    fn shortest(&self, actors: &[ActorId], window: Range<usize>) -> Range<usize> {
        let mut last: Vec<Option<usize>> = vec![None; actors.len()];
        let mut best = window.clone();
        for at in window {
            for (seen, actor) in last.iter_mut().zip(actors) {
                if self.named[at].iter().any(|(_, named)| named == actor) {
                    *seen = Some(at);
                }
            }
            if let Some(first) = last.iter().copied().min().flatten()
                && at + 1 - first < best.len()
            {
                best = first..at + 1;
            }
        }
        best
    }

    /// The text of a run of sentences with all the actors named in it.
    fn quote(&mut self, run: Range<usize>) -> Quote {
        let start = self.article.sentences[run.start].span.start;
        let end = self.article.sentences[run.end - 1].span.end;
        let text = Span::new(start, end).of(self.page.page.text());
        let positions = self.positions.get_or_insert_with(|| Positions::new(self.page.page.text()));
        let offset = |at: usize| u32::try_from(code_points(&text.as_bytes()[..at - start])).unwrap_or(u32::MAX);
        let named = self.named[run.clone()].iter().flatten();
        Quote {
            document: Arc::clone(self.document),
            article: self.article.number,
            sentence: u32::try_from(run.start).unwrap_or(u32::MAX),
            line: positions.of(start).line,
            date: self.article.published.map(Published::day),
            marks: named.map(|(span, actor)| (offset(span.start), offset(span.end), *actor)).collect(),
            text: text.to_owned(),
        }
    }
}
