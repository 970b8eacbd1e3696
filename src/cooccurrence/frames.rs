//! The windows of an article, with the mentions in each.

use std::ops::Range;

use crate::annotated::{Annotated, AnnotatedArticle};
use crate::cooccurrence::naming::{Frame, Naming};
use crate::cooccurrence::rules::CountRules;
use crate::cooccurrence::tokens::Tokens;
use crate::cooccurrence::window::Window;

/// Gives the windows of an article that count to `each`, in the order of the text; those that hold nobody may come last.
pub(super) fn frames(page: &Annotated, article: &AnnotatedArticle, rules: &CountRules, named: &[Naming], mut each: impl FnMut(Frame<'_>)) {
    let words = rules.containing.as_ref().map(|containing| containing.places(page, article));
    if let Window::Tokens(n) = rules.window {
        Tokens::new(page, article).frames(n, named, words.as_ref(), each);
        return;
    }
    if rules.window == Window::Sentence && words.is_none() {
        sentences(article, named, each);
        return;
    }
    let (mut from, mut to) = (0, 0);
    for sentences in sentence_windows(article, rules.window) {
        if words.as_ref().is_some_and(|words| !words.stand_in_sentences(&sentences)) {
            continue;
        }
        from += named[from..].iter().take_while(|naming| (naming.sentence as usize) < sentences.start).count();
        to = to.max(from);
        to += named[to..].iter().take_while(|naming| (naming.sentence as usize) < sentences.end).count();
        each(Frame { mentions: &named[from..to], times: 1 });
    }
}

/// Gives the sentences of an article to `each`, those that name nobody as one: most of them.
fn sentences(article: &AnnotatedArticle, named: &[Naming], mut each: impl FnMut(Frame<'_>)) {
    let mut empty = article.sentences.len();
    for mentions in named.chunk_by(|one, next| one.sentence == next.sentence) {
        empty -= 1;
        each(Frame { mentions, times: 1 });
    }
    if empty > 0 {
        each(Frame { mentions: &[], times: u64::try_from(empty).unwrap_or(u64::MAX) });
    }
}

/// The windows that are made of whole sentences, as ranges of them.
fn sentence_windows(article: &AnnotatedArticle, window: Window) -> Vec<Range<usize>> {
    let count = article.sentences.len();
    match window {
        Window::Sentence | Window::Tokens(_) => (0..count).map(|at| at..at + 1).collect(),
        Window::Sentences(n) => {
            let n = (n as usize).min(count.max(1));
            (0..(count + 1).saturating_sub(n)).map(|at| at..at + n).collect()
        }
        Window::Paragraph => {
            let mut found: Vec<Range<usize>> = Vec::new();
            for (at, sentence) in article.sentences.iter().enumerate() {
                match found.last_mut().filter(|last| article.sentences[last.start].paragraph == sentence.paragraph) {
                    Some(last) => last.end = at + 1,
                    None => found.push(at..at + 1),
                }
            }
            found
        }
        Window::Article => std::iter::once(0..count).filter(|range| !range.is_empty()).collect(),
    }
}
