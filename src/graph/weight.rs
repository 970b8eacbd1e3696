//! The measures of a link, and which of them it weighs by.

use crate::association::Contingency;
use crate::graph::Edge;

/// The measure by which edges weigh.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Weight {
    /// Windows of distinct articles with both.
    #[default]
    Sentences,
    /// Distinct articles with both in a window.
    Articles,
    /// The same with copies.
    ArticlesRaw,
    /// Windows that would hold both if the two were independent.
    Expected,
    /// Pointwise mutual information, in bits.
    Pmi,
    /// Normalised pointwise mutual information.
    Npmi,
    /// Log-likelihood ratio.
    Llr,
    /// Dice coefficient.
    Dice,
    /// Jaccard index.
    Jaccard,
    /// Cosine.
    Cosine,
}

impl Weight {
    /// All measures.
    pub const ALL: [Self; 10] = [
        Self::Sentences,
        Self::Articles,
        Self::ArticlesRaw,
        Self::Expected,
        Self::Pmi,
        Self::Npmi,
        Self::Llr,
        Self::Dice,
        Self::Jaccard,
        Self::Cosine,
    ];

    /// The name used in options and output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sentences => "sentences",
            Self::Articles => "articles",
            Self::ArticlesRaw => "articles_raw",
            Self::Expected => "expected",
            Self::Pmi => "pmi",
            Self::Npmi => "npmi",
            Self::Llr => "llr",
            Self::Dice => "dice",
            Self::Jaccard => "jaccard",
            Self::Cosine => "cosine",
        }
    }

    /// The measure with this name.
    ///
    /// ```
    /// use actorgraph::graph::Weight;
    /// assert_eq!(Weight::from_name("npmi"), Some(Weight::Npmi));
    /// assert_eq!(Weight::from_name("heaviness"), None);
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|weight| weight.name() == name)
    }

    /// Whether it is a count, which follows from no other number.
    pub(super) const fn is_counted(self) -> bool {
        matches!(self, Self::Sentences | Self::Articles | Self::ArticlesRaw)
    }

    /// The value of this measure on a link.
    #[must_use]
    pub const fn of(self, edge: &Edge) -> f64 {
        match self {
            Self::Sentences => as_float(edge.sentences),
            Self::Articles => as_float(edge.articles),
            Self::ArticlesRaw => as_float(edge.articles_raw),
            Self::Expected => edge.expected,
            Self::Pmi => edge.pmi,
            Self::Npmi => edge.npmi,
            Self::Llr => edge.llr,
            Self::Dice => edge.dice,
            Self::Jaccard => edge.jaccard,
            Self::Cosine => edge.cosine,
        }
    }
}

impl Edge {
    /// A link with the measures of association that follow from `table`, and nothing else.
    #[must_use]
    pub fn associated(table: Contingency) -> Self {
        Self {
            sentences: table.k11,
            expected: table.expected(),
            pmi: table.pmi(),
            npmi: table.npmi(),
            llr: table.log_likelihood_ratio(),
            dice: table.dice(),
            jaccard: table.jaccard(),
            cosine: table.cosine(),
            ..Self::default()
        }
    }
}

/// Counts are far below 2^53, so nothing is lost.
#[allow(clippy::cast_precision_loss)]
pub(super) const fn as_float(count: u64) -> f64 {
    count as f64
}
