//! Windows: how close two actors must stand to appear together. A window never runs over the end of an article.

use std::fmt;

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
    /// In a run of this many tokens of one article: what stands between white space.
    Tokens(u32),
}

impl Window {
    /// Reads `sentence`, `sentences:3`, `paragraph`, `article` or `tokens:20`.
    ///
    /// ```
    /// use actorgraph::Window;
    /// assert_eq!(Window::parse("tokens:20"), Some(Window::Tokens(20)));
    /// assert_eq!(Window::parse("tokens:0"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let run = |start: &str| text.strip_prefix(start)?.parse().ok().filter(|n| *n > 0);
        match text {
            "sentence" => Some(Self::Sentence),
            "paragraph" => Some(Self::Paragraph),
            "article" => Some(Self::Article),
            _ => run("sentences:").map(Self::Sentences).or_else(|| run("tokens:").map(Self::Tokens)),
        }
    }

    /// Whether two windows may share a sentence.
    pub(super) const fn overlaps(self) -> bool {
        matches!(self, Self::Sentences(2..) | Self::Tokens(_))
    }
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sentence => f.write_str("sentence"),
            Self::Sentences(n) => write!(f, "sentences:{n}"),
            Self::Paragraph => f.write_str("paragraph"),
            Self::Article => f.write_str("article"),
            Self::Tokens(n) => write!(f, "tokens:{n}"),
        }
    }
}
