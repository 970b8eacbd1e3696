//! Windows of so many tokens, without looking at each: most of them hold the same mentions as the one before.

use crate::annotated::{Annotated, AnnotatedArticle};
use crate::cooccurrence::containing::WordPlaces;
use crate::cooccurrence::naming::{Frame, Naming};

/// The tokens of an article: what stands between white space.
pub(super) struct Tokens {
    /// Where each begins, in bytes of the page's text.
    starts: Vec<usize>,
}

impl Tokens {
    pub fn new(page: &Annotated, article: &AnnotatedArticle) -> Self {
        let text = page.page.text();
        let mut starts = Vec::new();
        for sentence in &article.sentences {
            let (from, words) = (text.as_ptr() as usize, sentence.span.of(text).split_whitespace());
            starts.extend(words.map(|word| word.as_ptr() as usize - from));
        }
        Self { starts }
    }

    /// Number of the token that holds a byte.
    fn at(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start <= byte).saturating_sub(1)
    }

    /// Gives the windows of `n` tokens to `each`, those in a row that hold the same mentions as one. An article with fewer tokens is
    /// one window. Where `words` are given, only windows that hold them all count.
    pub fn frames(&self, n: u32, named: &[Naming], words: Option<&WordPlaces>, mut each: impl FnMut(Frame<'_>)) {
        if self.starts.is_empty() {
            return;
        }
        let n = n as usize;
        // Windows are numbered by their first token.
        let count = self.starts.len().saturating_sub(n) + 1;
        let tokens: Vec<(usize, usize)> =
            named.iter().map(|naming| (self.at(naming.span.start), self.at(naming.span.end.saturating_sub(1)))).collect();
        let words: Vec<Vec<usize>> =
            words.map_or_else(Vec::new, |words| words.bytes().map(|places| places.map(|byte| self.at(byte)).collect()).collect());
        let words_alone = words.iter().flatten().map(|token| (*token, *token));
        // What a window holds changes only where a mention or a word comes in at its end, or has gone out at its start.
        let mut changes: Vec<usize> = tokens
            .iter()
            .copied()
            .chain(words_alone)
            .flat_map(|(first, last)| [(last + 1).saturating_sub(n), first + 1])
            .filter(|at| *at < count)
            .chain([0, count])
            .collect();
        changes.sort_unstable();
        changes.dedup();
        let mut held = Vec::new();
        let mut from = 0;
        for pair in changes.windows(2) {
            let (start, end) = (pair[0], pair[0] + n);
            let holds = |places: &Vec<usize>| places.get(places.partition_point(|token| *token < start)).is_some_and(|token| *token < end);
            if !words.iter().all(holds) {
                continue;
            }
            from += tokens[from..].iter().take_while(|(first, _)| *first < start).count();
            let here = tokens[from..].iter().zip(&named[from..]).take_while(|((first, _), _)| *first < end);
            held.clear();
            held.extend(here.filter(|((_, last), _)| *last < end).map(|(_, naming)| *naming));
            each(Frame { mentions: &held, times: u64::try_from(pair[1] - pair[0]).unwrap_or(u64::MAX) });
        }
    }
}
