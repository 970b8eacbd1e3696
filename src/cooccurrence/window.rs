//! Windows: how close two actors must stand to appear together. A window never runs over the end of an article.

use std::fmt;
use std::ops::Range;

use crate::annotated::AnnotatedArticle;

/// How close two actors must stand to appear together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// In one sentence.
    Sentence,
    /// In a run of this many sentences of one article.
    Sentences(u32),
    /// In one paragraph.
    Paragraph,
    /// In one article.
    Article,
}

impl Window {
    /// Reads `sentence`, `sentences:3`, `paragraph` or `article`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "sentence" => Some(Self::Sentence),
            "paragraph" => Some(Self::Paragraph),
            "article" => Some(Self::Article),
            _ => text.strip_prefix("sentences:")?.parse().ok().filter(|n| *n > 0).map(Self::Sentences),
        }
    }
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sentence => f.write_str("sentence"),
            Self::Sentences(n) => write!(f, "sentences:{n}"),
            Self::Paragraph => f.write_str("paragraph"),
            Self::Article => f.write_str("article"),
        }
    }
}

/// The windows of an article as ranges of its sentences.
pub(super) fn windows(article: &AnnotatedArticle, window: Window) -> Vec<Range<usize>> {
    let count = article.sentences.len();
    match window {
        Window::Sentence => (0..count).map(|at| at..at + 1).collect(),
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
