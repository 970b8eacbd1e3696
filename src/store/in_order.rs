//! Articles in the order of documents, each told from copies as it comes.

use std::sync::Arc;

use crate::duplicate::Duplicates;
use crate::sketch::Sketch;
use crate::store::read::Place;

/// The articles so far, in the order of documents.
#[derive(Debug, Default)]
pub(super) struct Articles {
    duplicates: Duplicates,
    /// Numbers in the store of the distinct ones.
    distinct: Vec<i64>,
}

impl Articles {
    /// Adds an article, and tells of which one it is a copy.
    pub(super) fn add(&mut self, article: i64, content: u128, sketch: Option<&Sketch>) -> rusqlite::Result<Option<i64>> {
        let nowhere: Arc<str> = "".into();
        Ok(match self.duplicates.copy_of(content, sketch, &nowhere, 0)? {
            Some(number) => self.distinct.get(number as usize).copied(),
            None => {
                self.distinct.push(article);
                None
            }
        })
    }
}

/// All articles of a store that came in the order of documents, and were told from copies as they came.
#[derive(Debug, Default)]
pub(super) struct InOrder {
    articles: Articles,
    last: Option<Place>,
}

impl InOrder {
    /// Whether a document, which is the next one, comes after all before it.
    pub(super) fn follows(&mut self, place: Place) -> bool {
        let follows = self.last.as_ref().is_none_or(|last| *last < place);
        self.last = Some(place);
        follows
    }

    /// Adds an article of that document, and tells of which one it is a copy.
    pub(super) fn add(&mut self, article: i64, content: u128, sketch: Option<&Sketch>) -> rusqlite::Result<Option<i64>> {
        self.articles.add(article, content, sketch)
    }
}
