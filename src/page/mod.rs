//! A parsed news page: its text, its date, and the stories on it.
//!
//! Owns the layout of pages: headline, datelines, section markers, teasers and their ages. Knows no names of actors.

mod age;
mod clock;
mod dateline;
mod furniture;
mod layout;
mod lines;

pub use dateline::Dateline;
pub use furniture::{Abbreviation, Furniture};
pub use layout::{Paragraph, Part, Story};
pub use lines::RunsOn;

use crate::date::Published;
use crate::source::Source;

/// A news page taken apart into stories.
#[derive(Clone, Debug)]
pub struct Page {
    source: Source,
    stories: Vec<Story>,
}

impl Page {
    /// Reads the layout of a source's text. `names` tells whether a name runs over a line break; `&()` knows none.
    ///
    /// ```
    /// use actorgraph::{Furniture, Page, Source};
    /// let text = "Xi ontvangt Loekasjenko\nBEIJING (ANP) - China wil de banden aanhalen.\nMeer uit Buitenland\nTOKYO (ANP) - Noord-Korea schiet.\n2 uur geleden";
    /// let page = Page::parse(Source::new("a.txt", text), &Furniture::embedded(), &());
    /// assert_eq!(page.stories().len(), 2);
    /// assert_eq!(page.stories()[1].age.unwrap().minutes, 120);
    /// ```
    #[must_use]
    pub fn parse(source: Source, furniture: &Furniture, names: &impl RunsOn) -> Self {
        let stories = layout::stories(&source.text, source.headline, furniture, names);
        Self { source, stories }
    }

    /// A page that was read before.
    pub(crate) const fn from_parts(source: Source, stories: Vec<Story>) -> Self {
        Self { source, stories }
    }

    /// What it was read from.
    #[must_use]
    pub const fn source(&self) -> &Source {
        &self.source
    }

    pub(crate) fn into_source(self) -> Source {
        self.source
    }

    /// Its name.
    #[must_use]
    pub fn document(&self) -> &str {
        &self.source.document
    }

    /// The text as it was given; all spans are byte offsets in it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.source.text
    }

    /// When the page was published, if known.
    #[must_use]
    pub const fn published(&self) -> Option<Published> {
        self.source.published
    }

    /// Where the page stands on the web, if known.
    #[must_use]
    pub fn url(&self) -> Option<&str> {
        self.source.url.as_deref()
    }

    /// The main story and the teasers, in page order.
    #[must_use]
    pub fn stories(&self) -> &[Story] {
        &self.stories
    }
}
