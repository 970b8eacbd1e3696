//! A page with the mentions of its articles, each resolved: what all counting starts from.

use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_128;

use crate::article::{Article, Sentence};
use crate::date::Published;
use crate::gazetteer::{Gazetteer, Language};
use crate::mention::{Matcher, MatcherError, Mentions, Scratch};
use crate::page::{Furniture, Page, RunsOn, Story};
use crate::resolve::{Grammar, Open, Resolved, Resolver, TitleHit};
use crate::sketch::Sketch;
use crate::source::Source;
use crate::span::Span;

/// A page with its articles and their mentions.
#[derive(Clone, Debug)]
pub struct Annotated {
    /// The page.
    pub page: Page,
    /// Its articles in page order.
    pub articles: Vec<AnnotatedArticle>,
}

/// An article with its mentions.
#[derive(Clone, Debug)]
pub struct AnnotatedArticle {
    /// 0 for the main story of the page, 1… for its teasers.
    pub number: u32,
    /// When it was published, if known.
    pub published: Option<Published>,
    /// Its sentences in order.
    pub sentences: Vec<Sentence>,
    /// Its mentions in the order of the text. Those that mean no actor are among them.
    pub mentions: Vec<Resolved>,
    /// Hash of its text without white space: equal for copies of one story.
    pub content: u128,
    /// What its words are like, for finding copies with changes. Texts of a few words have none, nor what an annotator [without
    /// sketches](Annotator::without_sketches) made.
    pub sketch: Option<Box<Sketch>>,
}

impl Annotated {
    /// Dateline, paragraphs and age of an article.
    #[must_use]
    pub fn story(&self, article: &AnnotatedArticle) -> &Story {
        &self.page.stories()[article.number as usize]
    }
}

/// All that is needed to read a page and find its actors. Immutable, shared by threads.
#[derive(Clone, Debug)]
pub struct Annotator {
    furniture: Furniture,
    matcher: Matcher,
    resolver: Resolver,
    makes_sketches: bool,
}

impl Annotator {
    /// An annotator for the actors of `gazetteer`, with the furniture and grammar that the binary carries.
    ///
    /// # Errors
    /// When the gazetteer has more aliases than a matcher can hold.
    pub fn new(gazetteer: Arc<Gazetteer>, language: Language) -> Result<Self, MatcherError> {
        let furniture = Furniture::embedded();
        let matcher = Matcher::new(Arc::clone(&gazetteer))?;
        let resolver = Resolver::new(gazetteer, Grammar::embedded(language), furniture.clone());
        Ok(Self { furniture, matcher, resolver, makes_sketches: true })
    }

    /// The same without sketches of articles, for what does not count them: copies with changes are then not told from new articles.
    #[must_use]
    pub const fn without_sketches(mut self) -> Self {
        self.makes_sketches = false;
        self
    }

    /// The gazetteer whose actors are found.
    #[must_use]
    pub fn gazetteer(&self) -> &Arc<Gazetteer> {
        self.matcher.gazetteer()
    }

    /// The search for aliases alone.
    #[must_use]
    pub const fn matcher(&self) -> &Matcher {
        &self.matcher
    }

    /// What is known of the furniture of pages.
    #[must_use]
    pub const fn furniture(&self) -> &Furniture {
        &self.furniture
    }

    /// Reads the layout of a page. Names that run over a line break are known.
    #[must_use]
    pub fn read(&self, source: Source) -> Page {
        Page::parse(source, &self.furniture, &NamesOverLines(&self.matcher))
    }

    /// Reads a page and finds and resolves its mentions. `scratch` is memory to reuse.
    #[must_use]
    pub fn annotate(&self, source: Source, scratch: &mut Scratch) -> Annotated {
        let page = self.read(source);
        let mut found = Mentions::default();
        let mut open: Vec<Open> = Vec::new();
        let mut titles: Vec<TitleHit> = Vec::new();
        let mut articles = Vec::with_capacity(page.stories().len());
        for article in Article::all(&page, &self.furniture) {
            open.clear();
            titles.clear();
            for (sentence, number) in article.sentences.iter().zip(0..) {
                self.matcher.find(page.text(), sentence.span, scratch, &mut found);
                Resolver::open(number, &found, &mut open);
                titles.extend(scratch.titles().iter().map(|(span, title)| TitleHit { sentence: number, span: *span, title: *title }));
            }
            let mentions = self.resolver.resolve(&article, &open, &titles);
            let content = content_hash(&page, article.story);
            let sketch = if self.makes_sketches { sketch(&page, article.story) } else { None };
            let Article { number, published, sentences, .. } = article;
            articles.push(AnnotatedArticle { number, published, sentences, mentions, content, sketch });
        }
        Annotated { page, articles }
    }
}

/// Hash of a story's words: white space, line ends and the dateline do not count.
fn content_hash(page: &Page, story: &Story) -> u128 {
    let length = story.paragraphs.iter().map(|paragraph| paragraph.span.len() + 1).sum();
    // One run over all words at once is several times faster than one for each.
    let mut words = String::with_capacity(length);
    for paragraph in &story.paragraphs {
        for word in paragraph.span.of(page.text()).split_whitespace() {
            words.push_str(word);
            words.push(' ');
        }
    }
    xxh3_128(words.as_bytes())
}

fn sketch(page: &Page, story: &Story) -> Option<Box<Sketch>> {
    Sketch::of(story.paragraphs.iter().map(|paragraph| paragraph.span.of(page.text()))).map(Box::new)
}

/// Lends the reading of pages the names that run over a line break.
struct NamesOverLines<'m>(&'m Matcher);

impl RunsOn for NamesOverLines<'_> {
    fn runs_on(&self, before: &str, after: &str) -> bool {
        const REACH: usize = 80;
        let head: String = before.chars().rev().take(REACH).collect::<Vec<_>>().into_iter().rev().collect();
        let tail: String = after.chars().take(REACH).collect();
        let joined = format!("{head}\n{tail}");
        let (mut scratch, mut found) = (Scratch::default(), Mentions::default());
        self.0.find(&joined, Span::new(0, joined.len()), &mut scratch, &mut found);
        found.as_slice().iter().any(|mention| mention.span.contains(head.len()))
    }
}
