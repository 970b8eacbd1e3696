//! Counts of relations: who does what to whom, in how many sentences and distinct articles, and the sentences that say so.
//!
//! The graph of relations and the edges of the graph of who appears with whom are told from the same counts. What is denied, negated or
//! merely possible does not count. Counts of parts can be merged in any order; memory grows with actors and kinds of event, not
//! with pages, unless all evidence is kept.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use serde::Serialize;
use smallvec::SmallVec;

use crate::annotated::{Annotated, AnnotatedArticle};
use crate::cooccurrence::EvidenceLimit;
use crate::date::Published;
use crate::id::ActorId;
use crate::kept_list::{Item, Items, Keeper, KeptList, Whose};
use crate::position::{Positions, code_points};
use crate::relation::{Category, Relation, Status};
use crate::shelf::{Place, Shelf, narrow, packed, put, take, take_text, unpacked};
use crate::span::Span;
use crate::spool::{SpoolError, SpoolFile};

/// What one actor does to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RelationKind {
    /// Who acts; of a reciprocal event the party whose id comes first.
    pub actor: ActorId,
    /// Whom it is done to.
    pub recipient: ActorId,
    /// PLOVER category.
    pub category: Category,
    /// PLOVER mode.
    pub mode: Option<&'static str>,
    /// Whether both act upon each other.
    pub reciprocal: bool,
}

/// How often a kind of event is told, and how surely.
#[derive(Clone, Debug, Default)]
pub struct RelationCount {
    /// Sentences of distinct articles that tell it, each once.
    pub sentences: u64,
    /// Distinct articles that tell it.
    pub articles: u64,
    /// By status.
    told: SmallVec<[(Status, ToldCount); 1]>,
}

/// How often a kind of event is told with one status.
#[derive(Clone, Debug, Default)]
pub struct ToldCount {
    /// Sentences of distinct articles.
    pub sentences: u64,
    /// Distinct articles.
    pub articles: u64,
    /// Day of the first and of the last of these articles, where known.
    pub days: Option<(Date, Date)>,
    /// The first sentences, in the order of document, article and sentence.
    kept: Items,
}

/// A sentence that tells a relation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct RelationEvidence {
    /// Path or record id of the document.
    pub document: String,
    /// Number of the article on its page.
    pub article: u32,
    /// Number of the sentence in the article.
    pub sentence: u32,
    /// Line on which the sentence begins, from 1.
    pub line: usize,
    /// Day of the article, where known.
    pub date: Option<Date>,
    /// How surely it is told.
    pub status: &'static str,
    /// The word that triggers.
    pub trigger: String,
    /// The sentence.
    pub text: String,
    /// Where actor, trigger and recipient stand in it, in the order of the text.
    pub spans: Vec<Stretch>,
}

/// A stretch of a sentence, in code points from its start.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Stretch {
    /// First code point.
    pub start: usize,
    /// The code point after the last one.
    pub end: usize,
    /// `actor`, `trigger` or `recipient`.
    pub role: &'static str,
}

impl Stretch {
    /// Where actor, trigger and recipient of a relation stand in its sentence, in the order of the text.
    pub(crate) fn all(relation: &Relation, sentence: Span, text: &str) -> Vec<Self> {
        let inside = |span: Span, role: &'static str| {
            let before = code_points(&text.as_bytes()[sentence.start..span.start]);
            Self { start: before, end: before + code_points(span.of(text).as_bytes()), role }
        };
        let mut spans = vec![inside(relation.actor_span, "actor"), inside(relation.trigger, "trigger")];
        spans.extend(relation.recipient_span.map(|span| inside(span, "recipient")));
        spans.sort_by_key(|span| (span.start, span.end, span.role));
        spans
    }
}

/// That an article tells a kind of event once.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Telling {
    pub(crate) kind: RelationKind,
    pub(crate) status: Status,
    /// Number of the sentence in the article.
    pub(crate) sentence: u32,
    /// Where the trigger starts, in bytes.
    pub(crate) trigger: usize,
    /// By which number its sentence is asked for.
    pub(crate) at: usize,
}

impl Telling {
    fn of(relation: &Relation, recipient: ActorId, at: usize) -> Self {
        let Relation { actor, category, mode, reciprocal, status, sentence, trigger, .. } = *relation;
        Self { kind: RelationKind { actor, recipient, category, mode, reciprocal }, status, sentence, trigger: trigger.start, at }
    }
}

/// Counts over any number of pages, of articles that are distinct. The sentences go to a temporary file where they are many.
#[derive(Clone, Debug)]
pub struct RelationCounts {
    limit: EvidenceLimit,
    tellings: Arc<Tellings>,
    kinds: BTreeMap<RelationKind, RelationCount>,
    /// Relations without a recipient, which lead nowhere in a graph.
    pub without_recipient: u64,
}

impl RelationCounts {
    /// Nothing counted yet. Of each kind and status so many sentences are kept.
    #[must_use]
    pub fn new(limit: EvidenceLimit) -> Self {
        Self::on(limit, SpoolFile::default())
    }

    /// The same that shares a file for the sentences with others.
    pub(crate) fn on(limit: EvidenceLimit, file: SpoolFile) -> Self {
        Self { limit, tellings: Arc::new(Tellings(Shelf::new(file))), kinds: BTreeMap::new(), without_recipient: 0 }
    }

    /// How many sentences are kept of each kind and status.
    #[must_use]
    pub const fn limit(&self) -> EvidenceLimit {
        self.limit
    }

    /// All kinds, by actor, recipient, category and mode.
    pub fn kinds(&self) -> impl Iterator<Item = (&RelationKind, &RelationCount)> {
        self.kinds.iter()
    }

    /// What two actors do to each other, whichever acts.
    pub fn between(&self, one: ActorId, other: ActorId) -> impl Iterator<Item = (&RelationKind, &RelationCount)> {
        let led = move |actor: ActorId, recipient: ActorId| {
            let least = RelationKind { actor, recipient, category: Category::ALL[0], mode: None, reciprocal: false };
            self.kinds.range(least..).take_while(move |(kind, _)| (kind.actor, kind.recipient) == (actor, recipient))
        };
        led(one, other).chain(led(other, one).filter(move |_| one != other))
    }

    /// The first sentences that tell a kind of event with one status, in the order of document, article and sentence.
    #[must_use]
    pub fn evidence_of(&self, told: &ToldCount) -> KeptList<RelationEvidence> {
        self.list(told.kept.clone())
    }

    /// The first sentences that tell a kind of event, whatever the status.
    #[must_use]
    pub fn evidence(&self, count: &RelationCount) -> KeptList<RelationEvidence> {
        let mut all: Vec<_> = count.told().flat_map(|(status, told)| told.kept.iter().map(move |item| (*item, status.name()))).collect();
        all.sort_by_key(|([number, _], status)| (self.tellings.0.place(*number), *status));
        let mut items: Items = all.into_iter().map(|(item, _)| item).collect();
        cut(&mut items, self.limit);
        self.list(items)
    }

    fn list(&self, items: Items) -> KeptList<RelationEvidence> {
        KeptList::kept(Arc::<Tellings>::clone(&self.tellings), Whose::default(), items)
    }

    /// Adds the relations of an article that is no copy.
    ///
    /// # Errors
    /// When there is no room for the sentences, neither in memory nor in a temporary file.
    pub fn add(&mut self, page: &Annotated, article: &AnnotatedArticle, document: &str) -> Result<(), SpoolError> {
        let mut told = Vec::new();
        for (at, relation) in article.relations.iter().enumerate().filter(|(_, relation)| relation.counts()) {
            match relation.recipient {
                Some(recipient) => told.push(Telling::of(relation, recipient, at)),
                None => self.without_recipient += 1,
            }
        }
        let text = page.page.text();
        let day = article.published.map(Published::day);
        let mut positions = None;
        let evidence = |at: usize| {
            let relation = &article.relations[at];
            let span = article.sentences[relation.sentence as usize].span;
            let line = positions.get_or_insert_with(|| Positions::new(text)).of(span.start).line;
            Ok::<_, SpoolError>(RelationEvidence::new((document, article.number), day, relation, span, line, text))
        };
        self.add_told((document, article.number), day, told, evidence)
    }

    /// Adds what an article of this document and number tells, which is no copy. `evidence` makes the sentence of a telling, and is called
    /// for those only that are kept.
    pub(crate) fn add_told<E: From<SpoolError>>(
        &mut self,
        (document, article): (&str, u32),
        day: Option<Date>,
        mut found: Vec<Telling>,
        mut evidence: impl FnMut(usize) -> Result<RelationEvidence, E>,
    ) -> Result<(), E> {
        found.sort_by_key(|telling| (telling.kind, telling.status, telling.sentence, telling.trigger));
        for of_kind in found.chunk_by(|a, b| a.kind == b.kind) {
            let count = self.kinds.entry(of_kind[0].kind).or_default();
            let mut sentences: Vec<u32> = of_kind.iter().map(|telling| telling.sentence).collect();
            sentences.sort_unstable();
            sentences.dedup();
            count.sentences += sentences.len() as u64;
            count.articles += 1;
            for of_status in of_kind.chunk_by(|a, b| a.status == b.status) {
                let told = count.of(of_status[0].status);
                told.articles += 1;
                told.days = joined(told.days, day.map(|day| (day, day)));
                for same in of_status.chunk_by(|a, b| a.sentence == b.sentence) {
                    told.sentences += 1;
                    let place = (document, article, same[0].sentence, 0);
                    let at = told.kept.partition_point(|[number, _]| self.tellings.0.place(*number) < place);
                    if !self.limit.is_reached(at) {
                        let number = Arc::make_mut(&mut self.tellings).push(place, &evidence(same[0].at)?)?;
                        told.kept.insert(at, [number, 0]);
                        cut(&mut told.kept, self.limit);
                    }
                }
            }
        }
        Ok(())
    }

    /// Adds the counts of another part. No distinct article may be in both.
    ///
    /// # Errors
    /// When the sentences cannot be read from a temporary file or written to one.
    pub fn merge(&mut self, other: Self) -> Result<(), SpoolError> {
        self.without_recipient += other.without_recipient;
        let (from, to) = (&other.tellings.0, &mut Arc::make_mut(&mut self.tellings).0);
        for (kind, theirs) in other.kinds {
            let ours = self.kinds.entry(kind).or_default();
            ours.sentences += theirs.sentences;
            ours.articles += theirs.articles;
            for (status, theirs) in theirs.told {
                let ours = ours.of(status);
                ours.sentences += theirs.sentences;
                ours.articles += theirs.articles;
                ours.days = joined(ours.days, theirs.days);
                for [old, _] in theirs.kept {
                    let place = from.place(old);
                    let at = ours.kept.partition_point(|[number, _]| to.place(*number) <= place);
                    if !self.limit.is_reached(at) {
                        ours.kept.insert(at, [to.push(place, &from.record(old)?)?, 0]);
                        cut(&mut ours.kept, self.limit);
                    }
                }
            }
        }
        Ok(())
    }
}

/// Counts are equal if they count the same and keep the same sentences. What cannot be read equals nothing.
impl PartialEq for RelationCounts {
    fn eq(&self, other: &Self) -> bool {
        let count = |count: &RelationCount| (count.sentences, count.articles, count.told.len());
        let told = |(status, told): &(Status, ToldCount)| (*status, told.sentences, told.articles, told.days);
        let is_same = |((kind, ours), (of, theirs)): ((&RelationKind, &RelationCount), (&RelationKind, &RelationCount))| {
            let both = || ours.told.iter().zip(&theirs.told);
            (kind, count(ours)) == (of, count(theirs))
                && both().all(|(one, another)| told(one) == told(another) && self.evidence_of(&one.1) == other.evidence_of(&another.1))
        };
        (self.limit, self.without_recipient, self.kinds.len()) == (other.limit, other.without_recipient, other.kinds.len())
            && self.kinds.iter().zip(&other.kinds).all(is_same)
    }
}

impl Eq for RelationCounts {}

impl RelationCount {
    /// Day of the first and of the last article, where known.
    #[must_use]
    pub fn days(&self) -> Option<(Date, Date)> {
        self.told().fold(None, |days, (_, told)| joined(days, told.days))
    }

    /// What is told with each status. One sentence or article can stand under several.
    pub fn told(&self) -> impl Iterator<Item = (Status, &ToldCount)> {
        self.told.iter().map(|(status, told)| (*status, told))
    }

    /// What is told with a status, nothing yet where it was not told.
    fn of(&mut self, status: Status) -> &mut ToldCount {
        let at = self.told.partition_point(|(other, _)| *other < status);
        if self.told.get(at).is_none_or(|(other, _)| *other != status) {
            self.told.insert(at, (status, ToldCount::default()));
        }
        &mut self.told[at].1
    }
}

impl RelationEvidence {
    /// The sentence of a relation, which stands at `span` of the text of its document and begins on this line.
    pub(crate) fn new(
        (document, article): (&str, u32),
        date: Option<Date>,
        relation: &Relation,
        span: Span,
        line: usize,
        text: &str,
    ) -> Self {
        Self {
            document: document.to_owned(),
            article,
            sentence: relation.sentence,
            line,
            date,
            status: relation.status.name(),
            trigger: relation.trigger.of(text).to_owned(),
            text: span.of(text).to_owned(),
            spans: Stretch::all(relation, span, text),
        }
    }
}

/// The sentences that tell relations.
#[derive(Clone, Debug)]
struct Tellings(Shelf);

/// What a stretch of a sentence stands for, by number.
const ROLES: [&str; 3] = ["actor", "trigger", "recipient"];

impl Tellings {
    fn push(&mut self, place: Place<'_>, evidence: &RelationEvidence) -> Result<u32, SpoolError> {
        let mut record = Vec::with_capacity(64 + evidence.text.len());
        let place_of = |place: Option<usize>| narrow(place.unwrap_or(0));
        let status = place_of(Status::ALL.iter().position(|status| status.name() == evidence.status));
        let lengths = [evidence.trigger.len(), evidence.text.len(), evidence.spans.len()].map(narrow);
        [narrow(evidence.line), packed(evidence.date), status].into_iter().chain(lengths).for_each(|number| put(&mut record, number));
        for span in &evidence.spans {
            let role = place_of(ROLES.iter().position(|role| *role == span.role));
            [narrow(span.start), narrow(span.end), role].into_iter().for_each(|number| put(&mut record, number));
        }
        [&evidence.trigger, &evidence.text].into_iter().for_each(|text| record.extend_from_slice(text.as_bytes()));
        self.0.push(place, &record)
    }
}

impl Keeper<RelationEvidence> for Tellings {
    fn read(&self, _: Whose, [number, _]: Item) -> Result<RelationEvidence, SpoolError> {
        let record = self.0.record(number)?;
        let (document, article, sentence, _) = self.0.place(number);
        let mut rest = record.as_slice();
        let [line, date, status, trigger, text, spans] = [(); 6].map(|()| take(&mut rest));
        let span = |_| {
            let [start, end, role] = [(); 3].map(|()| take(&mut rest) as usize);
            Stretch { start, end, role: ROLES.get(role).copied().unwrap_or_default() }
        };
        let spans = (0..spans).map(span).collect();
        let [trigger, text] = [trigger, text].map(|length| take_text(&mut rest, length as usize));
        let status = Status::ALL.get(status as usize).map_or("", |status| status.name());
        let (document, line, date) = (document.to_owned(), line as usize, unpacked(date));
        Ok(RelationEvidence { document, article, sentence, line, date, status, trigger, text, spans })
    }
}

fn cut(kept: &mut Items, limit: EvidenceLimit) {
    if let EvidenceLimit::First(limit) = limit {
        kept.truncate(limit);
    }
}

fn joined(a: Option<(Date, Date)>, b: Option<(Date, Date)>) -> Option<(Date, Date)> {
    match (a, b) {
        (Some((first, last)), Some((from, until))) => Some((first.min(from), last.max(until))),
        (one, other) => one.or(other),
    }
}
