//! Counting page by page: which articles are in the period, which are copies, and what the rest adds up to.

use std::sync::Arc;

use jiff::civil::Date;

use crate::annotated::{Annotated, AnnotatedArticle};
use crate::cooccurrence::{Cooccurrences, Copied, Joint};
use crate::date::Published;
use crate::duplicate::{Copies, Duplicates};

/// The days that count. Both ends belong to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub since: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
}

impl Period {
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
    /// Which articles are copies of which.
    pub duplicates: Duplicates,
    /// Pages.
    pub documents: u64,
    /// Articles that are left out because they are not in the period.
    pub out_of_period: u64,
    period: Period,
}

impl Tally {
    /// Counts into `counts` and `joint` what is in `period`.
    #[must_use]
    pub fn new(counts: Cooccurrences, joint: Option<Joint>, period: Period) -> Self {
        Self { counts, joint, duplicates: Duplicates::default(), documents: 0, out_of_period: 0, period }
    }

    /// The same with another way of counting copies.
    #[must_use]
    pub fn with_copies(mut self, how: Copies) -> Self {
        self.duplicates = Duplicates::new(how);
        self
    }

    /// Adds a page.
    pub fn add(&mut self, page: &Annotated) {
        self.documents += 1;
        let document: Arc<str> = page.page.document().into();
        for article in &page.articles {
            self.add_article(page, article, &document);
        }
    }

    fn add_article(&mut self, page: &Annotated, article: &AnnotatedArticle, document: &Arc<str>) {
        if !self.period.holds(article.published) {
            self.out_of_period += 1;
            return;
        }
        let is_new = self.duplicates.is_new(article.content, article.sketch.as_deref(), document, article.number);
        let copied = if is_new { Copied::New } else { Copied::Copy };
        self.counts.add(page, article, document, copied);
        if let Some(joint) = &mut self.joint {
            joint.add(page, article, document, copied);
        }
    }
}
