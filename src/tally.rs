//! Counting page by page: which articles are in the period, which are copies, and what the rest adds up to.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use crate::annotated::{Annotated, AnnotatedArticle};
use crate::cooccurrence::{Cooccurrences, Copied, CountRules, EvidenceLimit, Joint};
use crate::date::{Published, Slice};
use crate::duplicate::{Copies, Duplicates};
use crate::id::ActorId;
use crate::relation_count::{RelationCounts, RelationKind};
use crate::spool::{SpoolError, SpoolFile};

/// The days that count. Both ends belong to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub since: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
}

impl Period {
    /// The days that belong to this period and to another.
    #[must_use]
    pub fn within(self, other: Self) -> Self {
        let since = [self.since, other.since].into_iter().flatten().max();
        let until = [self.until, other.until].into_iter().flatten().min();
        Self { since, until }
    }

    /// Whether an article belongs to it. One without a date belongs to no period that has an end.
    #[must_use]
    pub fn holds(self, published: Option<Published>) -> bool {
        match published.map(Published::day) {
            Some(day) => self.since.is_none_or(|since| since <= day) && self.until.is_none_or(|until| day <= until),
            None => self.since.is_none() && self.until.is_none(),
        }
    }
}

/// Counts of all actors, and of chosen ones together, over pages that are added in the order of their names.
#[derive(Clone, Debug)]
pub struct Tally {
    /// Counts of actors and pairs.
    pub counts: Cooccurrences,
    /// Counts of the chosen actors together.
    pub joint: Option<Joint>,
    /// Counts of relations, where they are asked for.
    pub relations: Option<RelationCounts>,
    /// Which articles are copies of which.
    pub duplicates: Duplicates,
    /// Pages.
    pub documents: u64,
    /// Articles that are left out because they are not in the period.
    pub out_of_period: u64,
    period: Period,
    file: SpoolFile,
}

impl Tally {
    /// Counts into `counts` and `joint` what is in `period`.
    #[must_use]
    pub fn new(counts: Cooccurrences, joint: Option<Joint>, period: Period) -> Self {
        let (duplicates, file) = (Duplicates::default(), SpoolFile::default());
        Self { counts, joint, relations: None, duplicates, documents: 0, out_of_period: 0, period, file }
    }

    /// The same with another way of counting copies.
    #[must_use]
    pub fn with_copies(mut self, how: Copies) -> Self {
        self.duplicates = Duplicates::on(how, &self.file);
        self
    }

    /// The same that counts relations too, if so many sentences of each kind are to be kept. Pages have relations where their annotator
    /// was asked for them.
    #[must_use]
    pub fn with_relations(mut self, evidence: Option<EvidenceLimit>) -> Self {
        self.relations = evidence.map(|limit| RelationCounts::on(limit, self.file.clone()));
        self
    }

    /// Adds a page.
    ///
    /// # Errors
    /// When there is no room for what must be kept of it, neither in memory nor in a temporary file.
    pub fn add(&mut self, page: &Annotated) -> Result<(), SpoolError> {
        self.documents += 1;
        let document: Arc<str> = page.page.document().into();
        page.articles.iter().try_for_each(|article| self.add_article(page, article, &document))
    }

    /// How many kinds of relation lead from one actor to another with whom it shares no window, so that no edge can tell them: the recipient
    /// stands there as `that country`.
    #[must_use]
    pub fn relations_apart(&self) -> usize {
        let pair = |one: ActorId, other: ActorId| (one.min(other), one.max(other));
        let shares = |kind: &RelationKind| self.counts.pairs.get(pair(kind.actor, kind.recipient)).is_some_and(|count| count.windows > 0);
        self.relations.as_ref().map_or(0, |relations| relations.kinds().filter(|(kind, _)| !shares(kind)).count())
    }

    /// The days that count.
    #[must_use]
    pub const fn period(&self) -> Period {
        self.period
    }

    fn add_article(&mut self, page: &Annotated, article: &AnnotatedArticle, document: &Arc<str>) -> Result<(), SpoolError> {
        if !self.period.holds(article.published) {
            self.out_of_period += 1;
            return Ok(());
        }
        let is_new = self.duplicates.is_new(article.content, article.sketch.as_deref(), document, article.number)?;
        let copied = if is_new { Copied::New } else { Copied::Copy };
        self.counts.add(page, article, document, copied)?;
        if let Some(joint) = &mut self.joint {
            joint.add(page, article, document, copied);
        }
        if let Some(relations) = self.relations.as_mut().filter(|_| is_new) {
            relations.add(page, article, document)?;
        }
        Ok(())
    }
}

/// A tally for each slice of time. An article that stands in several slices counts in each of them, as if the slice were read alone.
#[derive(Clone, Debug)]
pub struct Sliced {
    /// By first day.
    pub tallies: BTreeMap<Date, Tally>,
    /// Articles without a date, which belong to no slice.
    pub undated: u64,
    /// How long a slice is.
    pub slice: Slice,
    rules: CountRules,
    period: Period,
    copies: Copies,
    relations: Option<EvidenceLimit>,
    file: SpoolFile,
}

impl Sliced {
    /// Counts what is in `period` by these rules, for each slice apart.
    #[must_use]
    pub fn new(slice: Slice, rules: CountRules, period: Period, copies: Copies) -> Self {
        Self { tallies: BTreeMap::new(), undated: 0, slice, rules, period, copies, relations: None, file: SpoolFile::default() }
    }

    /// The same that counts relations too, if so many sentences of each kind are to be kept.
    #[must_use]
    pub const fn with_relations(mut self, evidence: Option<EvidenceLimit>) -> Self {
        self.relations = evidence;
        self
    }

    /// Adds a page.
    ///
    /// # Errors
    /// When there is no room for what must be kept of it, neither in memory nor in a temporary file.
    pub fn add(&mut self, page: &Annotated) -> Result<(), SpoolError> {
        let document: Arc<str> = page.page.document().into();
        let mut touched = BTreeSet::new();
        for article in &page.articles {
            let Some(published) = article.published else {
                self.undated += 1;
                continue;
            };
            if !self.period.holds(Some(published)) {
                continue;
            }
            let (first, _) = self.slice.around(published.day());
            let fresh = || {
                let counts = Cooccurrences::with_rules(self.rules.clone()).on(self.file.clone());
                let tally = Tally { file: self.file.clone(), ..Tally::new(counts, None, self.period) };
                tally.with_copies(self.copies).with_relations(self.relations)
            };
            let tally = self.tallies.entry(first).or_insert_with(fresh);
            tally.add_article(page, article, &document)?;
            tally.documents += u64::from(touched.insert(first));
        }
        Ok(())
    }
}
