//! Counts of certain actors together: how often all of them share a window, and where.

use std::sync::Arc;

use crate::annotated::{Annotated, AnnotatedArticle};
use crate::association::Contingency;
use crate::cooccurrence::frames::frames;
use crate::cooccurrence::gather::{Quotes, run_of_all};
use crate::cooccurrence::naming::{Apart, Naming, distinct, named};
use crate::cooccurrence::{Copied, CountRules, Gathered};
use crate::id::ActorId;

/// What is counted of a set of actors.
#[derive(Clone, Debug)]
pub struct Joint {
    actors: Vec<ActorId>,
    rules: CountRules,
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
    pub fn new(actors: Vec<ActorId>, rules: CountRules) -> Self {
        let each = vec![0; actors.len()];
        Self { actors, rules, all_windows: 0, each, windows: 0, articles: 0, articles_raw: 0, evidence: Gathered::default() }
    }

    /// The actors.
    #[must_use]
    pub fn actors(&self) -> &[ActorId] {
        &self.actors
    }

    /// Adds an article of a page.
    pub fn add(&mut self, page: &Annotated, article: &AnnotatedArticle, document: &Arc<str>, copied: Copied) {
        let (named, _) = named(article, &self.rules);
        let Self { actors, rules, all_windows, each, windows, evidence, .. } = self;
        let mut any = false;
        let mut quotes = Quotes::new(page, article, document, &named, rules);
        frames(page, article, rules, &named, |frame| {
            let here = present(actors, frame.mentions);
            let all = here.iter().all(|is_here| *is_here) && Apart::new(frame.mentions, rules).all_stand(actors);
            any |= all;
            if copied == Copied::Copy {
                return;
            }
            *all_windows += frame.times;
            each.iter_mut().zip(&here).for_each(|(count, is_here)| *count += if *is_here { frame.times } else { 0 });
            if let (true, Some(run), [first, .., last]) = (all, run_of_all(actors, frame.mentions), &actors[..]) {
                *windows += frame.times;
                evidence.give(&mut quotes, (*first, *last), run, frame.times);
            }
        });
        self.articles += u64::from(any && copied == Copied::New);
        self.articles_raw += u64::from(any);
    }

    /// The table of association, for two actors.
    #[must_use]
    pub fn contingency(&self) -> Option<Contingency> {
        let [first, second] = self.each[..] else { return None };
        Some(Contingency::from_totals(self.windows, first, second, self.all_windows))
    }
}

/// Which of the actors are among the mentions.
fn present(actors: &[ActorId], mentions: &[Naming]) -> Vec<bool> {
    let present = distinct(mentions);
    actors.iter().map(|actor| present.binary_search(actor).is_ok()).collect()
}
