//! Lists that are at hand, or kept where they take no memory and are read when somebody asks for them.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer};
use smallvec::SmallVec;

use crate::spool::SpoolError;

/// The sentences behind something that was counted: at hand, or kept until they are asked for. In a large graph they are most of what
/// there is, and only few are looked at at a time.
///
/// ```
/// use actorgraph::KeptList;
/// let list: KeptList<String> = vec!["one".to_owned(), "two".to_owned()].into();
/// assert_eq!((list.len(), list.read()?[1].as_str()), (2, "two"));
/// # Ok::<(), actorgraph::SpoolError>(())
/// ```
#[derive(Clone)]
pub struct KeptList<T>(Held<T>);

#[derive(Clone)]
enum Held<T> {
    AtHand(Vec<T>),
    Kept { keeper: Arc<dyn Keeper<T>>, of: Whose, items: Items },
}

/// Whose list it is, in numbers that its keeper understands.
pub(crate) type Whose = [u32; 2];

/// An item of a list, in two numbers that its keeper understands.
pub(crate) type Item = [u32; 2];

/// The items of a list. Most lists have one or two.
pub(crate) type Items = SmallVec<[Item; 2]>;

/// Who can read the items of lists.
pub(crate) trait Keeper<T>: Send + Sync {
    /// Reads an item of a list.
    fn read(&self, of: Whose, item: Item) -> Result<T, SpoolError>;

    /// Reads no more of an item than a note tells: its text, its document and its line.
    fn read_brief(&self, of: Whose, item: Item) -> Result<T, SpoolError> {
        self.read(of, item)
    }
}

impl<T> KeptList<T> {
    pub(crate) fn kept(keeper: Arc<dyn Keeper<T>>, of: Whose, items: Items) -> Self {
        if items.is_empty() { Self::default() } else { Self(Held::Kept { keeper, of, items }) }
    }

    /// How many items there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.0 {
            Held::AtHand(items) => items.len(),
            Held::Kept { items, .. } => items.len(),
        }
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Leaves out all but the first items.
    pub fn truncate(&mut self, len: usize) {
        match &mut self.0 {
            Held::AtHand(items) => items.truncate(len),
            Held::Kept { items, .. } => items.truncate(len),
        }
    }
}

impl<T: Clone> KeptList<T> {
    /// The items.
    ///
    /// # Errors
    /// When they stand in a temporary file that cannot be read.
    pub fn read(&self) -> Result<Cow<'_, [T]>, SpoolError> {
        self.read_first(usize::MAX)
    }

    /// The first items, at most so many.
    ///
    /// # Errors
    /// When they stand in a temporary file that cannot be read.
    pub fn read_first(&self, most: usize) -> Result<Cow<'_, [T]>, SpoolError> {
        match &self.0 {
            Held::AtHand(items) => Ok(Cow::Borrowed(&items[..most.min(items.len())])),
            Held::Kept { keeper, of, items } => items.iter().take(most).map(|item| keeper.read(*of, *item)).collect(),
        }
    }
}

impl<T: Clone> KeptList<T> {
    /// The first item, of which no more is certain to be there than a note tells: text, document and line.
    pub(crate) fn first_in_brief(&self) -> Result<Option<Cow<'_, T>>, SpoolError> {
        match &self.0 {
            Held::AtHand(items) => Ok(items.first().map(Cow::Borrowed)),
            Held::Kept { keeper, of, items } => items.first().map(|item| keeper.read_brief(*of, *item).map(Cow::Owned)).transpose(),
        }
    }
}

impl<T> Default for KeptList<T> {
    fn default() -> Self {
        Self(Held::AtHand(Vec::new()))
    }
}

impl<T> From<Vec<T>> for KeptList<T> {
    fn from(items: Vec<T>) -> Self {
        Self(Held::AtHand(items))
    }
}

/// Lists are equal if what is read of them is. What cannot be read equals nothing.
impl<T: Clone + PartialEq> PartialEq for KeptList<T> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && matches!((self.read(), other.read()), (Ok(one), Ok(other)) if one == other)
    }
}

impl<T: Clone + Eq> Eq for KeptList<T> {}

/// Shows the items, wherever they are.
impl<T: Clone + fmt::Debug> fmt::Debug for KeptList<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.read() {
            Ok(items) => items.fmt(f),
            Err(error) => write!(f, "[{error}]"),
        }
    }
}

impl<T: Clone + Serialize> Serialize for KeptList<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.read().map_err(serde::ser::Error::custom)?.serialize(serializer)
    }
}
