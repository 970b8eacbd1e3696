//! An article: the main story of a page or a teaser, with its sentences.

use crate::date::Published;
use crate::page::{Furniture, Page, Part, Story};
use crate::sentence;
use crate::span::Span;

/// A sentence of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its text, in bytes of the page's text. It may run over line wraps.
    pub span: Span,
    /// What part of the page it stands in.
    pub part: Part,
    /// Number of its paragraph within the article, from 0.
    pub paragraph: u32,
}

/// The main story of a page (number 0) or one of its teasers (1… in page order). Nothing co-occurs across articles.
#[derive(Clone, Debug)]
pub struct Article<'p> {
    /// The page that it stands on.
    pub page: &'p Page,
    /// Its number on the page.
    pub number: u32,
    /// Its paragraphs, dateline and age.
    pub story: &'p Story,
    /// When it was published: the page's date less the story's age. Unknown where the page has no date.
    pub published: Option<Published>,
    /// Its sentences in order.
    pub sentences: Vec<Sentence>,
}

impl<'p> Article<'p> {
    /// The articles of a page in page order.
    ///
    /// ```
    /// use actorgraph::{Article, Furniture, Page, Source};
    /// let furniture = Furniture::embedded();
    /// let page = Page::parse(Source::new("2026-01-27.txt", "Xi belt\nChina belt. Rusland ook."), &furniture, &());
    /// let article = Article::all(&page, &furniture).next().unwrap();
    /// assert_eq!(article.sentences.len(), 3);
    /// assert_eq!(article.published.unwrap().day().to_string(), "2026-01-27");
    /// ```
    pub fn all(page: &'p Page, furniture: &'p Furniture) -> impl Iterator<Item = Self> {
        page.stories().iter().zip(0..).map(move |(story, number)| {
            let published = match (page.published(), story.age) {
                (Some(published), Some(age)) => Some(published.before(age)),
                (published, _) => published,
            };
            Self { page, number, story, published, sentences: sentences(page, story, furniture) }
        })
    }

    /// The text of a sentence.
    #[must_use]
    pub fn text_of(&self, sentence: &Sentence) -> &'p str {
        sentence.span.of(self.page.text())
    }
}

fn sentences(page: &Page, story: &Story, furniture: &Furniture) -> Vec<Sentence> {
    let mut found = Vec::with_capacity(4 * story.paragraphs.len());
    for (paragraph, number) in story.paragraphs.iter().zip(0..) {
        let spans = sentence::split(page.text(), paragraph.span, furniture);
        found.extend(spans.into_iter().map(|span| Sentence { span, part: paragraph.part, paragraph: number }));
    }
    found
}
