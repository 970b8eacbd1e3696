//! What an editor of gazetteers should look at again.

use std::sync::Arc;

use crate::annotated::Annotator;
use crate::id::ActorId;
use crate::mention::{Mentions, Scratch};
use crate::relation::Relater;
use crate::span::Span;
use crate::table::Problem;

/// Looks gazetteers over: aliases that two actors share without words that decide, aliases that are ordinary words, aliases that
/// are never found, terms of one office that overlap, and rows of `relations.csv` that cannot be used or are hardly meant. Sorted by file
/// and line.
#[must_use]
pub fn check(annotator: &Annotator) -> Vec<Problem> {
    let gazetteer = annotator.gazetteer();
    let memory = std::cell::RefCell::new((Scratch::default(), Mentions::default()));
    let find = |text: &str| -> Vec<ActorId> {
        let (scratch, found) = &mut *memory.borrow_mut();
        let whole = Span::new(0, text.len());
        annotator.matcher().find(text, whole, scratch, found);
        let all = found.as_slice().iter().filter(|mention| mention.span == whole);
        all.flat_map(|mention| found.aliases(mention)).map(|alias| gazetteer.alias(*alias).actor).collect()
    };
    let mut findings = gazetteer.findings(&find);
    let (relater, problems) = Relater::new(Arc::clone(gazetteer), annotator.language());
    findings.extend(problems);
    findings.extend(relater.findings().iter().cloned());
    findings.sort();
    findings
}
