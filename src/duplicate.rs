//! The same story twice: a teaser that stands under ten pages counts once, and all its places are kept.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// An article of a document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// Path or record id of the document.
    pub document: String,
    /// 0 for the main story of the page, 1… for its teasers.
    pub article: u32,
}

/// The stories seen so far, by content.
#[derive(Clone, Debug, Default)]
pub struct Duplicates {
    first: FxHashMap<u128, (Arc<str>, u32)>,
    copies: FxHashMap<(Arc<str>, u32), Vec<Place>>,
}

impl Duplicates {
    /// Takes note of an article. Returns whether it is new; for a copy, its place is kept with the first one's.
    pub fn is_new(&mut self, content: u128, document: &Arc<str>, article: u32) -> bool {
        match self.first.get(&content) {
            None => {
                self.first.insert(content, (Arc::clone(document), article));
                true
            }
            Some(first) => {
                let place = Place { document: document.to_string(), article };
                self.copies.entry(first.clone()).or_default().push(place);
                false
            }
        }
    }

    /// Where else the article stands that was first seen at this place.
    #[must_use]
    pub fn copies_of(&self, document: &Arc<str>, article: u32) -> &[Place] {
        self.copies.get(&(Arc::clone(document), article)).map_or(&[], Vec::as_slice)
    }
}
