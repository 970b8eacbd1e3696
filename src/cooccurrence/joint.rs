//! Counts of certain actors together: how often all of them share a window, and where.

use std::ops::Range;
use std::sync::Arc;

use crate::annotated::{Annotated, AnnotatedArticle};
use crate::association::Contingency;
use crate::cooccurrence::quote::Quotes;
use crate::cooccurrence::window::windows;
use crate::cooccurrence::{Ambiguous, Copied, EvidenceLimit, Gathered, Window, distinct, named};
use crate::id::ActorId;

/// What is counted of a set of actors.
#[derive(Clone, Debug)]
pub struct Joint {
    actors: Vec<ActorId>,
    window: Window,
    ambiguous: Ambiguous,
    /// Windows of all articles.
    pub all_windows: u64,
    /// Windows that hold each of the actors, in the order in which they were given.
    pub each: Vec<u64>,
    /// Windows that hold all of them.
    pub windows: u64,
    /// Distinct articles with such a window.
    pub articles: u64,
    /// The same with copies.
    pub articles_raw: u64,
    /// The sentences.
    pub evidence: Gathered,
}

impl Joint {
    /// No counts yet of these actors together.
    #[must_use]
    pub fn new(actors: Vec<ActorId>, window: Window, ambiguous: Ambiguous) -> Self {
        let each = vec![0; actors.len()];
        Self { actors, window, ambiguous, all_windows: 0, each, windows: 0, articles: 0, articles_raw: 0, evidence: Gathered::default() }
    }

    /// The actors.
    #[must_use]
    pub fn actors(&self) -> &[ActorId] {
        &self.actors
    }

    /// Adds an article of a page.
    pub fn add(&mut self, page: &Annotated, article: &AnnotatedArticle, document: &Arc<str>, copied: Copied) {
        let named = named(article, self.ambiguous);
        if copied == Copied::Copy {
            let is_all = |range: &Range<usize>| {
                let present = distinct(named[range.clone()].iter().flatten());
                self.actors.iter().all(|actor| present.binary_search(actor).is_ok())
            };
            self.articles_raw += u64::from(windows(article, self.window).iter().any(is_all));
            return;
        }
        let mut quotes = Quotes::new(page, article, document, &named);
        let before = self.windows;
        for window in windows(article, self.window) {
            self.all_windows += 1;
            let present = distinct(named[window.clone()].iter().flatten());
            let mut all = true;
            for (actor, count) in self.actors.iter().zip(&mut self.each) {
                let is_here = present.binary_search(actor).is_ok();
                *count += u64::from(is_here);
                all &= is_here;
            }
            if all {
                self.windows += 1;
                quotes.give(&mut self.evidence, &self.actors, window, EvidenceLimit::All);
            }
        }
        self.articles += u64::from(self.windows > before);
        self.articles_raw += u64::from(self.windows > before);
    }

    /// The table of association, for two actors.
    #[must_use]
    pub fn contingency(&self) -> Option<Contingency> {
        let [first, second] = self.each[..] else { return None };
        Some(Contingency::from_totals(self.windows, first, second, self.all_windows))
    }
}
