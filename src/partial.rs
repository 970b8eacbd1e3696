//! Counts of a part of the pages as lines of text, a key and a whole number each, and the sum of such parts as a tally again.
//!
//! Lines with the same key add up, in any order and by any program: a cluster counts each part where it lies, adds up the numbers by
//! key, and the graph of the sum is that of all pages. It holds where every copy of an article counts; which of two is the copy cannot
//! be told from a part.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Read, Write};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::cooccurrence::{Ambiguous, Cooccurrences, CountRules, EvidenceLimit, Mark, Quote, Quoted, Window};
use crate::duplicate::Copies;
use crate::gazetteer::Gazetteer;
use crate::id::ActorId;
use crate::spool::SpoolError;
use crate::tally::{Period, Tally};

/// How parts were counted. Only parts that were counted alike add up.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counted {
    /// Program and version.
    pub generator: String,
    /// Hash of the gazetteers.
    pub gazetteer: String,
    /// Sentences kept for each pair: a number, or `all`.
    pub evidence: String,
    /// Options of counting by name.
    pub options: BTreeMap<String, String>,
}

/// What a number counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Key {
    /// How the part was counted; the number is that of the parts.
    Parts(Counted),
    Documents,
    Articles,
    Windows,
    Mentions,
    LeftOut,
    OutOfPeriod,
    ActorMentions(String),
    ActorWindows(String),
    ActorArticles(String),
    /// A first or last day. The number means nothing but that there is one.
    ActorDay(String, Date),
    Form(String, String),
    PairWindows(String, String),
    PairArticles(String, String),
    PairDay(String, String, Date),
    PairEvidence(String, String),
    /// A sentence that names two actors; the number is that of the windows for which it stands.
    Quote(String, String, KeptQuote),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeptQuote {
    document: String,
    article: u32,
    sentence: u32,
    line: usize,
    date: Option<Date>,
    text: String,
    /// Code points at which the first actor is named, and those of the second.
    marks: [Vec<(u32, u32)>; 2],
}

/// Every line begins with this, by which such lines are known.
const PREFIX: &str = "{\"count\":";

/// No text of a page is longer, and so is no line.
const LONGEST_LINE: u64 = 64 << 20;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    count: Key,
}

/// Whether a line is one of counts, so that a file of them is known by its first line.
#[must_use]
pub fn is_line_of_counts(line: &str) -> bool {
    line.starts_with(PREFIX) && line.trim_end().rsplit_once('\t').is_some_and(|(_, number)| number.parse::<u64>().is_ok())
}

/// Writes a tally as lines that add up: a key, a tab, and a whole number. The lines stand in a fixed order.
///
/// # Errors
/// When `out` does not take the bytes.
pub fn write_counts(tally: &Tally, gazetteer: &Gazetteer, counted: &Counted, out: &mut dyn Write) -> io::Result<()> {
    let mut put = |key: Key, number: u64| {
        if number == 0 {
            return Ok(());
        }
        serde_json::to_writer(&mut *out, &Line { count: key })?;
        writeln!(out, "\t{number}")
    };
    let counts = &tally.counts;
    put(Key::Parts(counted.clone()), 1)?;
    put(Key::Documents, tally.documents)?;
    put(Key::Articles, counts.articles)?;
    put(Key::Windows, counts.windows)?;
    put(Key::Mentions, counts.mentions)?;
    put(Key::LeftOut, counts.left_out)?;
    put(Key::OutOfPeriod, tally.out_of_period)?;
    let id = |actor: ActorId| gazetteer.actor(actor).id.clone();
    let mut actors: Vec<_> = counts.actors.iter().collect();
    actors.sort_unstable_by_key(|(actor, _)| *actor);
    for (actor, count) in actors {
        put(Key::ActorMentions(id(actor)), count.mentions)?;
        put(Key::ActorWindows(id(actor)), count.windows)?;
        put(Key::ActorArticles(id(actor)), count.articles)?;
        count.days.iter().flat_map(ends).try_for_each(|day| put(Key::ActorDay(id(actor), day), 1))?;
        count.surfaces.sorted().into_iter().try_for_each(|(form, times)| put(Key::Form(id(actor), form.to_owned()), times))?;
    }
    let mut pairs: Vec<_> = counts.pairs.iter().collect();
    pairs.sort_unstable_by_key(|(key, _)| *key);
    for ((one, other), count) in pairs {
        let ids = || (id(one), id(other));
        let ((a, b), (c, d), (e, f)) = (ids(), ids(), ids());
        put(Key::PairWindows(a, b), count.windows)?;
        put(Key::PairArticles(c, d), count.articles)?;
        put(Key::PairEvidence(e, f), count.evidence.total)?;
        count.days.iter().flat_map(ends).try_for_each(|day| put(Key::PairDay(id(one), id(other), day), 1))?;
        for quoted in counts.quotes(&count.evidence) {
            let Quoted { quote, windows } = quoted?;
            let marks = [one, other].map(|actor| quote.marks_of(actor).iter().map(|mark| (mark.start, mark.end)).collect());
            let Quote { document, article, sentence, line, date, text, .. } = quote;
            let kept = KeptQuote { document: document.to_string(), article, sentence, line, date, text, marks };
            put(Key::Quote(id(one), id(other), kept), windows)?;
        }
    }
    Ok(())
}

/// The days of a period, once where they are one.
fn ends(days: &(Date, Date)) -> impl Iterator<Item = Date> + use<> {
    let (first, last) = *days;
    std::iter::once(first).chain((first != last).then_some(last))
}

/// A line that cannot be added up.
#[derive(Debug, thiserror::Error)]
pub enum CountsError {
    /// It cannot be read.
    #[error("{name}:{line}: cannot be read ({source}); check the file")]
    Unreadable {
        /// Name of the file.
        name: String,
        /// Its line.
        line: usize,
        /// What the system says.
        source: io::Error,
    },
    /// It is no line of counts.
    #[error("{name}:{line}: no line of counts ({problem}); give files that `graph --format counts` wrote, or their sum")]
    Malformed {
        /// Name of the file.
        name: String,
        /// Its line.
        line: usize,
        /// What is wrong.
        problem: String,
    },
    /// Nobody in the gazetteers has this id.
    #[error("{name}:{line}: no actor has the id {id:?}; give the --gazetteer that it was counted with")]
    UnknownActor {
        /// Name of the file.
        name: String,
        /// Its line.
        line: usize,
        /// The id.
        id: String,
    },
    /// Parts that were not counted alike.
    #[error(
        "{name}:{line}: this part was counted otherwise than the one before; count all parts with the same version, gazetteers and options"
    )]
    Unlike {
        /// Name of the file.
        name: String,
        /// Its line.
        line: usize,
    },
    /// There is no room for the sentences.
    #[error(transparent)]
    NoRoom(#[from] SpoolError),
    /// A sum without the line that tells how it was counted.
    #[error("no line tells how the parts were counted; give all lines of their sum")]
    Headless,
}

/// Adds up lines of counts.
#[derive(Debug)]
pub struct Sum<'g> {
    gazetteer: &'g Gazetteer,
    counted: Option<Counted>,
    totals: [u64; 6],
    counts: Cooccurrences,
}

impl<'g> Sum<'g> {
    /// Nothing yet.
    #[must_use]
    pub fn new(gazetteer: &'g Gazetteer) -> Self {
        Self { gazetteer, counted: None, totals: [0; 6], counts: Cooccurrences::new(Window::Sentence, Ambiguous::Drop, EvidenceLimit::All) }
    }

    /// Adds all lines of a file, whose name stands in errors.
    ///
    /// # Errors
    /// At the first line that is none of counts, names an actor that nobody knows, or belongs to parts that were counted otherwise.
    pub fn add(&mut self, name: &str, mut lines: impl BufRead) -> Result<(), CountsError> {
        let mut bytes = Vec::new();
        for number in 1.. {
            bytes.clear();
            let malformed = |problem: String| CountsError::Malformed { name: name.to_owned(), line: number, problem };
            let read = lines.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut bytes);
            match read.map_err(|source| CountsError::Unreadable { name: name.to_owned(), line: number, source })? as u64 {
                0 => break,
                LONGEST_LINE => return Err(malformed("it is longer than 64 MB".to_owned())),
                _ => {}
            }
            let line = std::str::from_utf8(&bytes).map_err(|_| malformed("it is no UTF-8".to_owned()))?.trim();
            if line.is_empty() {
                continue;
            }
            let (key, count) = line.rsplit_once('\t').ok_or_else(|| malformed("no tab before a number".to_owned()))?;
            let count: u64 = count.trim().parse().map_err(|_| malformed("no whole number at its end".to_owned()))?;
            let key: Line = serde_json::from_str(key).map_err(|error| malformed(error.to_string()))?;
            self.add_line(key.count, count).map_err(|problem| match problem {
                Refused::Actor(id) => CountsError::UnknownActor { name: name.to_owned(), line: number, id },
                Refused::Unlike => CountsError::Unlike { name: name.to_owned(), line: number },
                Refused::Number => malformed("its number is too large".to_owned()),
                Refused::Place => malformed("it marks a place outside its text".to_owned()),
                Refused::NoRoom(error) => error.into(),
            })?;
        }
        Ok(())
    }

    fn add_line(&mut self, key: Key, number: u64) -> Result<(), Refused> {
        let actor = |id: &str| self.gazetteer.actor_with_id(id).ok_or_else(|| Refused::Actor(id.to_owned()));
        let pair = |one: &str, other: &str| Ok((actor(one)?, actor(other)?));
        match key {
            Key::Parts(counted) if self.counted.as_ref().is_some_and(|before| *before != counted) => return Err(Refused::Unlike),
            Key::Parts(counted) => self.counted = Some(counted),
            Key::Documents => raise(&mut self.totals[0], number)?,
            Key::Articles => raise(&mut self.totals[1], number)?,
            Key::Windows => raise(&mut self.totals[2], number)?,
            Key::Mentions => raise(&mut self.totals[3], number)?,
            Key::LeftOut => raise(&mut self.totals[4], number)?,
            Key::OutOfPeriod => raise(&mut self.totals[5], number)?,
            Key::ActorMentions(id) => raise(&mut self.counts.actors.of(actor(&id)?).mentions, number)?,
            Key::ActorWindows(id) => raise(&mut self.counts.actors.of(actor(&id)?).windows, number)?,
            Key::ActorArticles(id) => raise(&mut self.counts.actors.of(actor(&id)?).articles, number)?,
            Key::ActorDay(id, day) => widen(&mut self.counts.actors.of(actor(&id)?).days, day),
            Key::Form(id, form) => {
                raise(self.counts.actors.of(actor(&id)?).surfaces.times_of(&form), number)?;
            }
            Key::PairWindows(one, other) => raise(&mut self.counts.pairs.of(pair(&one, &other)?).windows, number)?,
            Key::PairArticles(one, other) => raise(&mut self.counts.pairs.of(pair(&one, &other)?).articles, number)?,
            Key::PairDay(one, other, day) => widen(&mut self.counts.pairs.of(pair(&one, &other)?).days, day),
            Key::PairEvidence(one, other) => {
                raise(&mut self.counts.pairs.of(pair(&one, &other)?).evidence.total, number)?;
            }
            Key::Quote(one, other, kept) => {
                let key = pair(&one, &other)?;
                let quote = quote(key, kept).ok_or(Refused::Place)?;
                self.counts.keep(key, &quote, number).map_err(Refused::NoRoom)?;
            }
        }
        Ok(())
    }

    /// How the parts were counted.
    ///
    /// # Errors
    /// When no line told it.
    pub fn counted(&self) -> Result<&Counted, CountsError> {
        self.counted.as_ref().ok_or(CountsError::Headless)
    }

    /// The sum as a tally by these rules, which keeps as much evidence as they say.
    #[must_use]
    pub fn finish(self, rules: CountRules, period: Period) -> Tally {
        let mut counts = self.counts.with_other_rules(rules);
        let [documents, articles, windows, mentions, left_out, out_of_period] = self.totals;
        (counts.articles, counts.articles_raw, counts.windows) = (articles, articles, windows);
        (counts.mentions, counts.left_out) = (mentions, left_out);
        // Every copy counts, so that the raw counts are the counts.
        counts.actors.values_mut().for_each(|count| count.articles_raw = count.articles);
        for count in counts.pairs.values_mut() {
            count.articles_raw = count.articles;
        }
        let mut tally = Tally::new(counts, None, period).with_copies(Copies::Keep);
        (tally.documents, tally.out_of_period) = (documents, out_of_period);
        tally
    }
}

/// Why a line is refused.
enum Refused {
    Actor(String),
    Unlike,
    Number,
    Place,
    NoRoom(SpoolError),
}

fn raise(sum: &mut u64, number: u64) -> Result<(), Refused> {
    *sum = sum.checked_add(number).ok_or(Refused::Number)?;
    Ok(())
}

fn widen(days: &mut Option<(Date, Date)>, day: Date) {
    let (first, last) = days.unwrap_or((day, day));
    *days = Some((first.min(day), last.max(day)));
}

/// The quote as it was counted, with the marks of the two; nothing where a mark lies outside the text.
fn quote((one, other): (ActorId, ActorId), kept: KeptQuote) -> Option<Quote> {
    let KeptQuote { document, article, sentence, line, date, text, marks: [ones, others] } = kept;
    let bytes: Vec<u32> = text.char_indices().map(|(at, _)| at).chain([text.len()]).map(u32::try_from).collect::<Result<_, _>>().ok()?;
    let places = ones.into_iter().map(|place| (one, place)).chain(others.into_iter().map(|place| (other, place)));
    let mark = |(actor, (start, end)): (ActorId, (u32, u32))| {
        let (byte_start, byte_end) = (*bytes.get(start as usize)?, *bytes.get(end as usize)?);
        (start <= end).then_some(Mark { actor, start, end, byte_start, byte_end })
    };
    let mut marks = places.map(mark).collect::<Option<Vec<Mark>>>()?;
    marks.sort_unstable();
    let (before, after) = (String::new(), String::new());
    Some(Quote { document: document.into(), article, sentence, line, date, text, marks, before, after })
}
