//! Gathering the text behind counts: which sentences stand behind a pair, and what is kept of them.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::annotated::{Annotated, AnnotatedArticle};
use crate::cooccurrence::naming::Naming;
use crate::cooccurrence::quote::{Mark, Quote, Quoted};
use crate::cooccurrence::rules::{CountRules, EvidenceLimit};
use crate::cooccurrence::shelf::{Kept, Record, push, times};
use crate::cooccurrence::window::Window;
use crate::date::Published;
use crate::id::ActorId;
use crate::kept_list::Item;
use crate::position::{Lines, code_points};
use crate::shelf::{Place, Shelf};
use crate::span::Span;
use crate::spool::SpoolError;

/// Sentences that hold certain actors: the first ones, and how many there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gathered {
    /// In the order of document, article and sentence.
    pub quotes: Vec<Quoted>,
    /// How many there are, of which `quotes` may hold only the first.
    pub total: u64,
}

impl Gathered {
    /// Adds a run of sentences as what stands behind so many windows of all of some actors.
    pub(super) fn give(&mut self, quotes: &mut Quotes<'_>, key: (ActorId, ActorId), run: Range<u32>, times: u64) {
        let (is_again, place) = (quotes.is_again(key, &run), quotes.place(&run));
        let at = self.quotes.partition_point(|quoted| quoted.quote.place() < place);
        if is_again {
            if let Some(quoted) = self.quotes.get_mut(at).filter(|quoted| quoted.quote.place() == place) {
                quoted.windows += times;
            }
            return;
        }
        self.total += 1;
        if !quotes.rules.evidence.is_reached(at) {
            self.quotes.insert(at, Quoted { quote: quotes.quote(run), windows: times });
            if let EvidenceLimit::First(limit) = quotes.rules.evidence {
                self.quotes.truncate(limit);
            }
        }
    }
}

impl Kept {
    /// Adds a run of sentences as what stands behind so many windows of two actors.
    pub(super) fn give(
        &mut self,
        quotes: &mut Quotes<'_>,
        shelf: &mut Shelf,
        key: (ActorId, ActorId),
        run: Range<u32>,
        windows: u64,
    ) -> Result<(), SpoolError> {
        let (is_again, place) = (quotes.is_again(key, &run), quotes.place(&run));
        let before = *quotes.before.get_or_insert_with(|| shelf.before(quotes.document));
        let is_before = |[number, _]: &Item| *number < before || shelf.place(*number) < place;
        // Pages come in the order of their names, so that most stand behind all that are there.
        let is_last = self.items.last().is_none_or(is_before);
        let at = if is_last { self.items.len() } else { self.items.partition_point(is_before) };
        if is_again {
            if let Some([_, sum]) = self.items.get_mut(at).filter(|[number, _]| shelf.place(*number) == place) {
                *sum = sum.saturating_add(times(windows));
            }
            return Ok(());
        }
        self.total += 1;
        if !quotes.rules.evidence.is_reached(at) {
            self.items.insert(at, [quotes.kept(run, shelf)?, times(windows)]);
            self.cut(quotes.rules.evidence);
        }
        Ok(())
    }
}

/// The runs of sentences in which the actors of a window stand nearest to each other.
pub(super) struct Runs {
    /// By actor, then by sentence. Empty where all stand in one sentence.
    places: Vec<(ActorId, u32)>,
    first: u32,
}

impl Runs {
    pub fn new(mentions: &[Naming]) -> Self {
        let first = mentions.first().map_or(0, |naming| naming.sentence);
        if mentions.iter().all(|naming| naming.sentence == first) {
            return Self { places: Vec::new(), first };
        }
        let mut places: Vec<(ActorId, u32)> = mentions.iter().map(|naming| (naming.actor, naming.sentence)).collect();
        places.sort_unstable();
        places.dedup();
        Self { places, first }
    }

    /// The shortest run that names both; of runs as short, the first.
    pub fn of_pair(&self, one: ActorId, other: ActorId) -> Range<u32> {
        let of = |actor: ActorId| {
            let from = self.places.partition_point(|(named, _)| *named < actor);
            let count = self.places[from..].partition_point(|(named, _)| *named == actor);
            &self.places[from..from + count]
        };
        let (mut ones, mut others) = (of(one), of(other));
        let mut best = self.first..self.first + 1;
        let mut gap = u32::MAX;
        while let ([(_, a), later_ones @ ..], [(_, b), later_others @ ..]) = (ones, others) {
            if a.abs_diff(*b) < gap {
                gap = a.abs_diff(*b);
                best = *a.min(b)..a.max(b) + 1;
            }
            if a < b {
                ones = later_ones;
            } else {
                others = later_others;
            }
        }
        best
    }
}

/// The shortest run of sentences that names all of `actors`; of runs as short, the first.
pub(super) fn run_of_all(actors: &[ActorId], mentions: &[Naming]) -> Option<Range<u32>> {
    let mut last: Vec<Option<u32>> = vec![None; actors.len()];
    let mut best: Option<Range<u32>> = None;
    for naming in mentions {
        for (seen, _) in last.iter_mut().zip(actors).filter(|(_, actor)| **actor == naming.actor) {
            *seen = Some(naming.sentence);
        }
        if let Some(first) = last.iter().copied().min().flatten()
            && best.as_ref().is_none_or(|best| naming.sentence - first < best.end - 1 - best.start)
        {
            best = Some(first..naming.sentence + 1);
        }
    }
    best
}

/// The quotes of one article, made when they are needed.
pub(super) struct Quotes<'a> {
    page: &'a Annotated,
    article: &'a AnnotatedArticle,
    document: &'a Arc<str>,
    named: &'a [Naming],
    rules: &'a CountRules,
    lines: Lines<'a>,
    /// The sentences with lower numbers stand before the article, as the shelf told when it was first asked.
    before: Option<u32>,
    /// The numbers of those that are kept: the pairs of a sentence share it. The one that was asked for last, and all.
    last: Option<(Range<u32>, u32)>,
    kept: FxHashMap<Range<u32>, u32>,
    room: QuoteRoom,
    /// The last run that a pair got. Windows that overlap give one run several times, one after the other.
    given: FxHashMap<(ActorId, ActorId), Range<u32>>,
}

/// Room for what is on its way to the shelf.
pub(super) type QuoteRoom = (Vec<Mark>, Vec<u8>);

impl<'a> Quotes<'a> {
    pub(super) fn new(
        page: &'a Annotated,
        article: &'a AnnotatedArticle,
        document: &'a Arc<str>,
        named: &'a [Naming],
        rules: &'a CountRules,
    ) -> Self {
        let lines = Lines::new(page.page.text());
        let (last, kept, room, given) = (None, FxHashMap::default(), QuoteRoom::default(), FxHashMap::default());
        Self { page, article, document, named, rules, lines, before: None, last, kept, room, given }
    }

    /// The same with room that was made before.
    pub(super) fn with_room(self, room: QuoteRoom) -> Self {
        Self { room, ..self }
    }

    /// The room, for the next article.
    pub(super) fn into_room(self) -> QuoteRoom {
        self.room
    }

    /// Whether these actors got this run just before.
    fn is_again(&mut self, key: (ActorId, ActorId), run: &Range<u32>) -> bool {
        self.rules.window.overlaps() && self.given.insert(key, run.clone()).is_some_and(|last| last == *run)
    }

    fn place(&self, run: &Range<u32>) -> Place<'a> {
        let [first, last] = [run.start, run.end - 1].map(|at| self.article.sentences[at as usize].span);
        (self.document, self.article.number, run.start, last.end - first.start)
    }

    /// The number under which a run is kept.
    fn kept(&mut self, run: Range<u32>, shelf: &mut Shelf) -> Result<u32, SpoolError> {
        if let Some((last, number)) = &self.last
            && *last == run
        {
            return Ok(*number);
        }
        let number = match self.kept.get(&run) {
            Some(number) => *number,
            None => {
                let (mut marks, mut bytes) = std::mem::take(&mut self.room);
                let number = push(shelf, self.place(&run), &self.record(&run, &mut marks), &mut bytes)?;
                self.room = (marks, bytes);
                // The pairs of a sentence come one after the other.
                if self.rules.window != Window::Sentence {
                    self.kept.insert(run.clone(), number);
                }
                number
            }
        };
        self.last = Some((run, number));
        Ok(number)
    }

    /// The text of a run of sentences with all the actors named in it.
    fn quote(&mut self, run: Range<u32>) -> Quote {
        let (document, article, date) = (Arc::clone(self.document), self.article.number, self.article.published.map(Published::day));
        let mut marks = Vec::new();
        let Record { line, text, before, after, .. } = self.record(&run, &mut marks);
        let [text, before, after] = [text, before, after].map(str::to_owned);
        Quote { document, article, sentence: run.start, line, date, text, marks, before, after }
    }

    /// What is kept of a run of sentences, with all the actors named in it put into `marks`.
    fn record<'m>(&mut self, run: &Range<u32>, marks: &'m mut Vec<Mark>) -> Record<'m>
    where
        'a: 'm,
    {
        let sentences = &self.article.sentences;
        let page = self.page.page.text();
        let (from, to) = (run.start as usize, run.end as usize);
        let whole = Span::new(sentences[from].span.start, sentences[to - 1].span.end);
        let text = whole.of(page);
        let first = self.named.partition_point(|naming| naming.sentence < run.start);
        let named = self.named[first..].iter().take_while(|naming| naming.sentence < run.end);
        // Mentions stand in order, so that each is counted from the one before.
        let (mut byte, mut chars) = (0, 0);
        let mut place = |at: usize| {
            let at = (at - whole.start).min(text.len());
            if at < byte {
                (byte, chars) = (0, 0);
            }
            chars += code_points(&text.as_bytes()[byte..at]);
            byte = at;
            (u32::try_from(chars).unwrap_or(u32::MAX), u32::try_from(at).unwrap_or(u32::MAX))
        };
        marks.clear();
        marks.extend(named.map(|naming| {
            let ((start, byte_start), (end, byte_end)) = (place(naming.span.start), place(naming.span.end));
            Mark { actor: naming.actor, start, end, byte_start, byte_end }
        }));
        marks.sort_unstable();
        let around = |sentences: &[crate::article::Sentence]| match sentences {
            [first, .., last] => Span::new(first.span.start, last.span.end).of(page),
            [only] => only.span.of(page),
            [] => "",
        };
        Record {
            line: self.lines.of(whole.start),
            date: self.article.published.map(Published::day),
            text,
            marks,
            before: around(&sentences[from.saturating_sub(self.rules.context)..from]),
            after: around(&sentences[to..(to + self.rules.context).min(sentences.len())]),
        }
    }
}
