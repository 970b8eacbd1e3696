//! The counts themselves.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use crate::annotated::{Annotated, AnnotatedArticle};
use crate::cooccurrence::frames::frames;
use crate::cooccurrence::gather::{QuoteRoom, Quotes, Runs};
use crate::cooccurrence::naming::{Apart, Naming, distinct_into, named_into};
use crate::cooccurrence::shelf::{Moving, own, push, quoted};
use crate::cooccurrence::{Ambiguous, CountRules, EvidenceLimit, Forms, Kept, Ledger, Quote, Quoted, Window};
use crate::date::Published;
use crate::id::ActorId;
use crate::run::is_singly_spaced;
use crate::shelf::Shelf;
use crate::spool::{SpoolError, SpoolFile};

/// What is counted of one actor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActorCount {
    /// Mentions in distinct articles.
    pub mentions: u64,
    /// Windows that hold the actor.
    pub windows: u64,
    /// Distinct articles that hold the actor.
    pub articles: u64,
    /// The same with copies.
    pub articles_raw: u64,
    /// Day of the first and of the last article that holds the actor, copies included, where known.
    pub days: Option<(Date, Date)>,
    /// Surface forms, and how often each stands in distinct articles.
    pub surfaces: Forms,
}

/// What is counted of two actors that appear together.
#[derive(Clone, Debug, Default)]
pub struct PairCount {
    /// Windows that hold both.
    pub windows: u64,
    /// Distinct articles in which they share a window.
    pub articles: u64,
    /// The same with copies.
    pub articles_raw: u64,
    /// Day of the first and of the last such article, copies included, where known.
    pub days: Option<(Date, Date)>,
    /// The sentences that hold both; [`Cooccurrences::quotes`] reads them.
    pub evidence: Kept,
}

/// What is counted of actors, in no order.
pub type Actors = Ledger<ActorId, ActorCount>;

/// What is counted of pairs, in no order; the smaller number first in each.
pub type Pairs = Ledger<(ActorId, ActorId), PairCount>;

/// Counts over any number of pages.
///
/// Articles must be distinct or marked as copies before they are added; then the order of adding and merging does not matter. The sentences
/// behind pairs go to a temporary file where they are many, so that memory grows with the pairs alone.
#[derive(Clone, Debug)]
pub struct Cooccurrences {
    rules: CountRules,
    /// The sentences.
    shelf: Arc<Shelf>,
    /// By actor.
    pub actors: Actors,
    /// By pair.
    pub pairs: Pairs,
    /// Windows of distinct articles, with or without actors.
    pub windows: u64,
    /// Distinct articles.
    pub articles: u64,
    /// Articles with copies.
    pub articles_raw: u64,
    /// Mentions that mean an actor, in distinct articles.
    pub mentions: u64,
    /// Mentions of distinct articles that are left out because of their kind.
    pub left_out: u64,
    room: Room,
}

/// Room for the work on an article.
#[derive(Clone, Debug, Default)]
struct Room {
    named: Vec<Naming>,
    /// Who is named, each once, in the order of their numbers; and the windows that hold each.
    actors: Vec<ActorId>,
    windows: Vec<u64>,
    /// Who is named in a window.
    present: Vec<ActorId>,
    /// Mentions in the order of actors: positions among those that are named.
    mentions: Vec<(ActorId, u32)>,
    /// Rows of those that are counted.
    rows: Vec<usize>,
    shared: Vec<Shared>,
    quotes: QuoteRoom,
}

/// A window that two actors share, or several that hold the same.
#[derive(Clone, Debug)]
struct Shared {
    pair: (ActorId, ActorId),
    /// The row in which the pair is counted.
    row: usize,
    /// The sentences in which the two stand nearest to each other.
    run: Range<u32>,
    times: u64,
}

/// As many shared windows are counted together, so that memory is fetched for many at a time.
const TOGETHER: usize = 1 << 10;

/// Whether an article is new or a copy of one that was counted before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copied {
    /// It counts in full.
    New,
    /// Only the raw counts of articles grow, and the days widen.
    Copy,
}

impl Cooccurrences {
    /// No counts yet.
    #[must_use]
    pub fn new(window: Window, ambiguous: Ambiguous, limit: EvidenceLimit) -> Self {
        Self::with_rules(CountRules::new(window, ambiguous, limit))
    }

    /// No counts yet by these rules.
    #[must_use]
    pub fn with_rules(rules: CountRules) -> Self {
        let (shelf, actors, pairs, room) = (Arc::default(), Actors::default(), Pairs::default(), Room::default());
        Self { rules, shelf, actors, pairs, windows: 0, articles: 0, articles_raw: 0, mentions: 0, left_out: 0, room }
    }

    /// The same, without sentences yet, that shares a file for these with others.
    pub(crate) fn on(mut self, file: SpoolFile) -> Self {
        self.shelf = Arc::new(Shelf::new(file));
        self
    }

    /// Where the sentences are.
    pub(crate) const fn shelf(&self) -> &Arc<Shelf> {
        &self.shelf
    }

    /// Reads the sentences of a pair.
    ///
    /// # Errors
    /// When they stand in a temporary file that cannot be read.
    pub fn quotes<'a>(&'a self, evidence: &'a Kept) -> impl Iterator<Item = Result<Quoted, SpoolError>> + 'a {
        evidence.items.iter().map(|item| quoted(&self.shelf, *item))
    }

    /// Adds a sentence that is known to stand behind so many windows of a pair, and counts nothing.
    pub(crate) fn keep(&mut self, pair: (ActorId, ActorId), quote: &Quote, windows: u64) -> Result<(), SpoolError> {
        let number = push(own(&mut self.shelf), quote.place(), &quote.record(), &mut Vec::new())?;
        self.pairs.of(pair).evidence.insert(number, windows, &self.shelf);
        Ok(())
    }

    /// What was counted by these rules, of whose sentences no more are kept than they say.
    pub(crate) fn with_other_rules(mut self, rules: CountRules) -> Self {
        self.pairs.values_mut().for_each(|pair| pair.evidence.cut(rules.evidence));
        self.rules = rules;
        self
    }

    /// The window of these counts.
    #[must_use]
    pub const fn window(&self) -> Window {
        self.rules.window
    }

    /// Adds an article of a page.
    ///
    /// # Errors
    /// When there is no room for the sentences, neither in memory nor in a temporary file.
    pub fn add(&mut self, page: &Annotated, article: &AnnotatedArticle, document: &Arc<str>, copied: Copied) -> Result<(), SpoolError> {
        let mut room = std::mem::take(&mut self.room);
        let left_out = named_into(article, &self.rules, &mut room.named);
        distinct_into(&room.named, &mut room.actors);
        let day = article.published.map(Published::day).map(|day| (day, day));
        self.articles_raw += 1;
        let added = match copied {
            Copied::Copy => {
                self.add_copy(page, article, &mut room, day);
                Ok(())
            }
            Copied::New => {
                self.articles += 1;
                self.left_out += left_out;
                let added = self.add_pairs(page, article, document, &mut room, day);
                self.add_actors(page, &mut room, day);
                added
            }
        };
        self.room = room;
        added
    }

    /// Counts the windows of a new article, and the pairs that share one.
    fn add_pairs(
        &mut self,
        page: &Annotated,
        article: &AnnotatedArticle,
        document: &Arc<str>,
        room: &mut Room,
        day: Option<(Date, Date)>,
    ) -> Result<(), SpoolError> {
        let Self { rules, shelf, pairs, windows, .. } = self;
        let Room { named, actors, windows: held, present, rows, shared, quotes: quote_room, .. } = room;
        held.clear();
        held.resize(actors.len(), 0);
        rows.clear();
        shared.clear();
        let mut quotes = Quotes::new(page, article, document, named, rules).with_room(std::mem::take(quote_room));
        let mut kept = Ok(());
        frames(page, article, rules, named, |frame| {
            *windows += frame.times;
            distinct_into(frame.mentions, present);
            for actor in &*present {
                let at = actors.partition_point(|other| other < actor);
                held[at] += frame.times;
            }
            // Most windows hold nobody or one actor alone.
            if let [] | [_] = present[..] {
                return;
            }
            let runs = Runs::new(frame.mentions);
            let apart = Apart::new(frame.mentions, rules);
            for (at, &one) in present.iter().enumerate() {
                for &other in present[at + 1..].iter().filter(|other| apart.stand(one, **other)) {
                    shared.push(Shared { pair: (one, other), row: 0, run: runs.of_pair(one, other), times: frame.times });
                    if shared.len() == TOGETHER {
                        if kept.is_ok() {
                            kept = count_shared(pairs, own(shelf), &mut quotes, shared, rows);
                        }
                        shared.clear();
                    }
                }
            }
        });
        if !shared.is_empty() && kept.is_ok() {
            kept = count_shared(pairs, own(shelf), &mut quotes, shared, rows);
        }
        *quote_room = quotes.into_room();
        rows.sort_unstable();
        rows.dedup();
        for row in rows {
            let pair = pairs.row_mut(*row);
            pair.articles += 1;
            pair.articles_raw += 1;
            pair.days = joined(pair.days, day);
        }
        kept
    }

    /// Counts who is named in a new article, and how.
    fn add_actors(&mut self, page: &Annotated, room: &mut Room, day: Option<(Date, Date)>) {
        let Room { named, actors, windows, mentions, rows, .. } = room;
        self.mentions += named.len() as u64;
        // What is counted of one actor is at hand when the next one is fetched, so that all are fetched before the forms are looked at.
        rows.clear();
        for (actor, windows) in actors.iter().zip(windows) {
            let row = self.actors.row_of(*actor);
            let count = self.actors.row_mut(row);
            count.windows += *windows;
            count.articles += 1;
            count.articles_raw += 1;
            count.days = joined(count.days, day);
            rows.push(row);
        }
        mentions.clear();
        mentions.extend(named.iter().zip(0..).map(|(naming, at)| (naming.actor, at)));
        mentions.sort_unstable();
        for (mentions, row) in mentions.chunk_by(|one, next| one.0 == next.0).zip(rows) {
            let count = self.actors.row_mut(*row);
            count.mentions += mentions.len() as u64;
            for (_, at) in mentions {
                let surface = composed(named[*at as usize].span.of(page.page.text()));
                *count.surfaces.times_of(&surface) += 1;
            }
        }
    }

    fn add_copy(&mut self, page: &Annotated, article: &AnnotatedArticle, room: &mut Room, day: Option<(Date, Date)>) {
        let Room { named, actors, present, .. } = room;
        for actor in actors {
            let count = self.actors.of(*actor);
            count.articles_raw += 1;
            count.days = joined(count.days, day);
        }
        let mut paired = Vec::new();
        frames(page, article, &self.rules, named, |frame| {
            distinct_into(frame.mentions, present);
            let apart = Apart::new(frame.mentions, &self.rules);
            for (at, &one) in present.iter().enumerate() {
                paired.extend(present[at + 1..].iter().filter(|other| apart.stand(one, **other)).map(|other| (one, *other)));
            }
        });
        paired.sort_unstable();
        paired.dedup();
        for key in paired {
            let pair = self.pairs.of(key);
            pair.articles_raw += 1;
            pair.days = joined(pair.days, day);
        }
    }

    /// Adds the counts of another part. Both must count the same window, and no distinct article may be in both.
    ///
    /// # Errors
    /// When the sentences cannot be read from a temporary file or written to one.
    pub fn merge(&mut self, other: Self) -> Result<(), SpoolError> {
        self.windows += other.windows;
        self.articles += other.articles;
        self.articles_raw += other.articles_raw;
        self.mentions += other.mentions;
        self.left_out += other.left_out;
        for (actor, theirs) in other.actors {
            let ours = self.actors.of(actor);
            ours.mentions += theirs.mentions;
            ours.windows += theirs.windows;
            ours.articles += theirs.articles;
            ours.articles_raw += theirs.articles_raw;
            ours.days = joined(ours.days, theirs.days);
            for (surface, times) in theirs.surfaces.sorted() {
                *ours.surfaces.times_of(surface) += times;
            }
        }
        let mut moving = Moving::new(&other.shelf, own(&mut self.shelf));
        for (key, theirs) in other.pairs {
            let ours = self.pairs.of(key);
            ours.windows += theirs.windows;
            ours.articles += theirs.articles;
            ours.articles_raw += theirs.articles_raw;
            ours.days = joined(ours.days, theirs.days);
            moving.merge(&mut ours.evidence, &theirs.evidence, self.rules.evidence)?;
        }
        Ok(())
    }
}

/// Counts are equal if they count the same and keep the same sentences. What cannot be read equals nothing.
impl PartialEq for Cooccurrences {
    fn eq(&self, other: &Self) -> bool {
        let totals = |counts: &Self| [counts.windows, counts.articles, counts.articles_raw, counts.mentions, counts.left_out];
        let counts = |pair: &PairCount| (pair.windows, pair.articles, pair.articles_raw, pair.days, pair.evidence.total);
        let is_same = |key: (ActorId, ActorId), ours: &PairCount| {
            other.pairs.get(key).is_some_and(|theirs| {
                counts(ours) == counts(theirs) && ours.evidence.len() == theirs.evidence.len() && {
                    let both = self.quotes(&ours.evidence).zip(other.quotes(&theirs.evidence));
                    both.into_iter().all(|both| matches!(both, (Ok(one), Ok(other)) if one == other))
                }
            })
        };
        let is_alike = (&self.rules, &self.actors, totals(self)) == (&other.rules, &other.actors, totals(other));
        is_alike && self.pairs.len() == other.pairs.len() && self.pairs.iter().all(|(key, pair)| is_same(key, pair))
    }
}

impl Eq for Cooccurrences {}

/// Counts shared windows, and puts down the rows of their pairs.
fn count_shared(
    pairs: &mut Pairs,
    shelf: &mut Shelf,
    quotes: &mut Quotes<'_>,
    shared: &mut Vec<Shared>,
    rows: &mut Vec<usize>,
) -> Result<(), SpoolError> {
    // Nothing here waits for what was fetched before.
    shared.iter_mut().for_each(|shared| shared.row = pairs.row_of(shared.pair));
    shared.iter().for_each(|shared| pairs.row_mut(shared.row).windows += shared.times);
    rows.extend(shared.iter().map(|shared| shared.row));
    shared.drain(..).try_for_each(|Shared { pair, row, run, times }| pairs.row_mut(row).evidence.give(quotes, shelf, pair, run, times))
}

/// A surface form in composed Unicode on one line, so that one spelling is one form.
fn composed(surface: &str) -> Cow<'_, str> {
    if surface.is_ascii() && is_singly_spaced(surface) {
        return Cow::Borrowed(surface);
    }
    // Before this character none joins the one before it.
    const JOINING: char = '\u{300}';
    let is_in_line = |c: char| c == ' ' || !c.is_whitespace();
    let is_plain = surface.is_ascii() || surface.chars().all(|c| c < JOINING);
    if is_plain && surface.chars().all(is_in_line) && surface.split(' ').all(|word| !word.is_empty()) {
        return Cow::Borrowed(surface);
    }
    let words: Vec<&str> = surface.split_whitespace().collect();
    Cow::Owned(words.join(" ").nfc().collect())
}

fn joined(a: Option<(Date, Date)>, b: Option<(Date, Date)>) -> Option<(Date, Date)> {
    match (a, b) {
        (Some((first, last)), Some((from, until))) => Some((first.min(from), last.max(until))),
        (one, other) => one.or(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_composed_whatever_it_is_made_of() {
        for c in (0x80..=0x2_FFFF).filter_map(char::from_u32) {
            for surface in [format!("e{c}"), format!("é {c}a"), format!("{c}  é")] {
                let expected: String = surface.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect();
                assert_eq!(composed(&surface), expected, "{surface:?}");
            }
        }
        for (surface, expected) in
            [("Xi\nJinping", "Xi Jinping"), ("Xi Jinping", "Xi Jinping"), ("Xi  Jinping", "Xi Jinping"), ("e\u{301}", "é")]
        {
            assert_eq!(composed(surface), expected);
        }
    }
}
