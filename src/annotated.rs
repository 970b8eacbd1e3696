//! A page with the mentions of its articles, each resolved: what all counting starts from.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashSet;
use std::fmt;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

use crate::article::{Article, Sentence};
use crate::date::Published;
use crate::embedded::FILES;
use crate::fold::fold;
use crate::gazetteer::{Gazetteer, Language};
use crate::id::ActorId;
use crate::language::{is_other, may_be_other, recognise};
use crate::mention::{Matcher, MatcherError, Mentions, Scratch};
use crate::page::{Furniture, Page, RunsOn, Story};
use crate::relation::{Affiliation, Outcome, Relater, Relation, Tried};
use crate::resolve::{Grammar, Open, Resolution, Resolved, Resolver, TitleHit};
use crate::run::is_singly_spaced;
use crate::sketch::{KIND, Sketch};
use crate::source::Source;
use crate::span::Span;
use crate::table::Problem;

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
    /// The language that it was read in.
    pub language: Language,
    /// Its sentences in order.
    pub sentences: Vec<Sentence>,
    /// Its mentions in the order of the text. Those that mean no actor are among them.
    pub mentions: Vec<Resolved>,
    /// Who does what to whom, in the order of the text. Empty where it was not asked for.
    pub relations: Vec<Relation>,
    /// Hash of its text without white space: equal for copies of one story. 0 where an annotator [without
    /// sketches](Annotator::without_sketches) made it.
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
    main: Tools,
    other: Option<Other>,
    relates: bool,
    makes_sketches: bool,
    maker: Maker,
}

/// What finds mentions, and what finds the same mentions and relations.
#[derive(Clone, Debug)]
struct Maker {
    mentions: String,
    relations: String,
}

impl Maker {
    fn new(mentions: String) -> Self {
        let relations = format!("{mentions}, and relations");
        Self { mentions, relations }
    }
}

/// The search and the rules of one language.
#[derive(Clone, Debug)]
struct Tools {
    language: Language,
    matcher: Matcher,
    resolver: Resolver,
    relater: Option<Relater>,
    /// The main gazetteer's number of each actor, where they differ.
    numbers: Option<Vec<Option<ActorId>>>,
}

/// A second language, whose tools are made when the first article needs them.
#[derive(Clone)]
struct Other {
    language: Language,
    make: Arc<dyn Fn() -> Gazetteer + Send + Sync>,
    tools: OnceLock<Option<Tools>>,
    /// Names of one word, folded, that the main language alone has, and those that this one alone has; made when a headline asks for them.
    names: OnceLock<[HashSet<String>; 2]>,
}

/// The folded names of one word of a gazetteer.
fn one_word_names(gazetteer: &Gazetteer) -> HashSet<String> {
    gazetteer.aliases().map(|(_, alias)| alias.text).filter(|text| text.chars().all(char::is_alphabetic)).map(fold).collect()
}

impl fmt::Debug for Other {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Other").field("language", &self.language).finish_non_exhaustive()
    }
}

/// An article with its mentions, before its relations.
struct Read<'p> {
    /// The number of its page among those that are read together.
    page: usize,
    article: Article<'p>,
    language: Language,
    mentions: Vec<Resolved>,
    content: u128,
    sketch: Option<Box<Sketch>>,
}

impl Annotator {
    /// An annotator for the actors of `gazetteer`, with the furniture and grammar that the binary carries. It takes every article for one
    /// in `language`.
    ///
    /// # Errors
    /// When the gazetteer has more aliases than a matcher can hold.
    pub fn new(gazetteer: Arc<Gazetteer>, language: Language) -> Result<Self, MatcherError> {
        let furniture = Furniture::embedded();
        let maker = Maker::new(maker(&gazetteer, language));
        let main = Tools::new(gazetteer, language, &furniture)?;
        Ok(Self { furniture, main, other: None, relates: false, makes_sketches: true, maker })
    }

    /// Reads articles in another language with the names of that language. Which language an article is in is recognised; a teaser that
    /// does not tell is taken for one in the language of its page, a page that does not for one in the first. `gazetteer` is called when
    /// the first such article comes; actors that the main gazetteer lacks are not found.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use actorgraph::{Annotator, Gazetteer, Language, Scratch, Source};
    /// let dutch = Arc::new(Gazetteer::embedded(&[Language::Dutch]));
    /// let english = || Gazetteer::embedded(&[Language::English]);
    /// let annotator = Annotator::new(Arc::clone(&dutch), Language::Dutch)?.with_other(Language::English, english);
    /// let page = annotator.annotate(Source::new("a.txt", "Moscow said that the Germans were wrong."), &mut Scratch::default());
    /// let names = page.articles[0].mentions.iter().filter_map(|mention| Some(dutch.actor(mention.actor()?).name.as_str()));
    /// assert_eq!(names.collect::<Vec<_>>(), ["Rusland", "Duitsland"]);
    /// # Ok::<(), actorgraph::MatcherError>(())
    /// ```
    #[must_use]
    pub fn with_other(self, language: Language, gazetteer: impl Fn() -> Gazetteer + Send + Sync + 'static) -> Self {
        let maker = Maker::new(maker_with_other(&self.maker.mentions, language));
        Self { other: Some(Other { language, make: Arc::new(gazetteer), tools: OnceLock::new(), names: OnceLock::new() }), maker, ..self }
    }

    /// Has relations found too, and tells the problems of the files that list their triggers.
    pub fn with_relations(mut self) -> (Self, Vec<Problem>) {
        let problems = self.main.add_relater();
        self.relates = true;
        (self, problems)
    }

    /// Whether relations are found too.
    #[must_use]
    pub const fn relates(&self) -> bool {
        self.relates
    }

    /// What finds relations in articles of the main language, where they are asked for.
    #[must_use]
    pub const fn relater(&self) -> Option<&Relater> {
        self.main.relater.as_ref()
    }

    /// The same without sketches and hashes of articles, for what does not count them: copies are then taken for new articles.
    #[must_use]
    pub fn without_sketches(mut self) -> Self {
        self.makes_sketches = false;
        self
    }

    /// The gazetteer whose actors are found.
    #[must_use]
    pub fn gazetteer(&self) -> &Arc<Gazetteer> {
        self.main.matcher.gazetteer()
    }

    /// The main language of its rules.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.main.language
    }

    /// The search for aliases alone, those of the main language.
    #[must_use]
    pub const fn matcher(&self) -> &Matcher {
        &self.main.matcher
    }

    /// The search for the aliases of a language; that of the main one where the annotator has no other. Its gazetteer may number actors
    /// in another way than the main one; ids are the same.
    #[must_use]
    pub fn matcher_in(&self, language: Language) -> &Matcher {
        &self.tools(language).matcher
    }

    /// What finds the mentions: version of the program, language, and hashes of its gazetteers and of the other lists that it carries; and
    /// whether it finds relations. Annotators that tell the same find the same.
    #[must_use]
    pub fn maker(&self) -> &str {
        if self.relates { &self.maker.relations } else { &self.maker.mentions }
    }

    /// The makers that find all that this one finds.
    #[must_use]
    pub(crate) fn makers(&self) -> [&str; 2] {
        [self.maker(), &self.maker.relations]
    }

    /// The same without making an annotator: those that find all that one finds for these names, which reads articles in `other` with the
    /// names of that language.
    #[must_use]
    pub(crate) fn makers_for(gazetteer: &Gazetteer, language: Language, other: Option<Language>) -> [String; 2] {
        let main = maker(gazetteer, language);
        let maker = Maker::new(other.map_or_else(|| main.clone(), |other| maker_with_other(&main, other)));
        [maker.mentions, maker.relations]
    }

    /// What is known of the furniture of pages.
    #[must_use]
    pub const fn furniture(&self) -> &Furniture {
        &self.furniture
    }

    /// Reads the layout of a page. Names that run over a line break are known.
    #[must_use]
    pub fn read(&self, source: Source) -> Page {
        let language = self.recognise(&source.text).unwrap_or(self.main.language);
        self.read_in(source, language, &mut Scratch::default(), &mut Mentions::default())
    }

    fn read_in(&self, source: Source, language: Language, scratch: &mut Scratch, found: &mut Mentions) -> Page {
        let names = NamesOverLines { matcher: &self.tools(language).matcher, lent: RefCell::new((scratch, found, String::new())) };
        Page::parse(source, &self.furniture, &names)
    }

    /// The language that a text tells, where there is a choice.
    fn recognise(&self, text: &str) -> Option<Language> {
        let other = self.other.as_ref()?;
        let told = recognise(text, &self.furniture).filter(|language| [self.main.language, other.language].contains(language));
        told.or_else(|| self.recognise_by_words(text, other.language))
    }

    /// The language of a headline that has few small words or none. The gazetteers of both languages are read only for those.
    fn recognise_by_words(&self, text: &str, other: Language) -> Option<Language> {
        let languages = [self.main.language, other];
        if !may_be_other(text, &self.furniture, languages) {
            return None;
        }
        let gazetteers = languages.map(|language| self.tools(language).matcher.gazetteer());
        let names = self.other.as_ref()?.names.get_or_init(|| {
            let words = gazetteers.map(|gazetteer| one_word_names(gazetteer));
            [&words[0] - &words[1], &words[1] - &words[0]]
        });
        is_other(text, |at, word| gazetteers[at].is_common(word) || names[at].contains(word)).then_some(other)
    }

    fn tools(&self, language: Language) -> &Tools {
        let other = self.other.as_ref().filter(|other| other.language == language && language != self.main.language);
        let tools = other.and_then(|other| {
            let make = || {
                let mut tools = Tools::new(Arc::new((other.make)()), language, &self.furniture).ok()?.numbered_as(self.gazetteer());
                if self.relates {
                    // The files of the binary have no problems; a test sees to it.
                    tools.add_relater();
                }
                Some(tools)
            };
            other.tools.get_or_init(make).as_ref()
        });
        tools.unwrap_or(&self.main)
    }

    /// Who leads, represents or belongs to what on a page, by article. Empty where relations were not asked for.
    #[must_use]
    pub fn affiliations(&self, page: &Annotated) -> Vec<Vec<Affiliation>> {
        if !self.relates {
            return Vec::new();
        }
        let of = |(article, annotated): (Article<'_>, &AnnotatedArticle)| {
            let tools = self.tools(annotated.language);
            let Some(relater) = &tools.relater else { return Vec::new() };
            let mut told = relater.affiliations(&article, &tools.own_numbers(&annotated.mentions));
            told.retain_mut(|one| match (tools.main_number(one.actor), tools.main_number(one.of)) {
                (Some(actor), Some(of)) => {
                    (one.actor, one.of) = (actor, of);
                    true
                }
                _ => false,
            });
            told
        };
        Article::all(&page.page, &self.furniture).zip(&page.articles).map(of).collect()
    }

    /// Every row of the triggers that was tried on a page, by article, and what became of it. Empty where relations were not asked for.
    #[must_use]
    pub fn explain_relations(&self, page: &Annotated) -> Vec<Vec<Tried>> {
        if !self.relates {
            return Vec::new();
        }
        let of = |(article, annotated): (Article<'_>, &AnnotatedArticle)| {
            let tools = self.tools(annotated.language);
            let Some(relater) = &tools.relater else { return Vec::new() };
            let mut tried = relater.explain(&article, &tools.own_numbers(&annotated.mentions));
            tried.retain_mut(|one| match &mut one.outcome {
                Outcome::Made(relation) => tools.renumber_relation(relation),
                Outcome::Not(_) => true,
            });
            tried
        };
        Article::all(&page.page, &self.furniture).zip(&page.articles).map(of).collect()
    }

    /// Reads a page and finds and resolves its mentions. `scratch` is memory to reuse.
    #[must_use]
    pub fn annotate(&self, source: Source, scratch: &mut Scratch) -> Annotated {
        self.annotate_all(vec![source], scratch).swap_remove(0)
    }

    /// Reads some pages and finds and resolves their mentions, as [`Self::annotate`] does for one: the pages in the order of their sources.
    /// Sources of a hundred kilobytes together take less time than one after the other, as what one step needs of the program and its lists
    /// is at hand for all of them. `scratch` is memory to reuse.
    #[must_use]
    pub fn annotate_all(&self, sources: Vec<Source>, scratch: &mut Scratch) -> Vec<Annotated> {
        let mut found = Mentions::default();
        let read = |source: Source| {
            let language = self.recognise(&source.text).unwrap_or(self.main.language);
            (self.read_in(source, language, scratch, &mut found), language)
        };
        let pages: Vec<(Page, Language)> = sources.into_iter().map(read).collect();
        let mut open: Vec<Open> = Vec::new();
        let mut titles: Vec<TitleHit> = Vec::new();
        let mut read: Vec<Read<'_>> = Vec::with_capacity(pages.iter().map(|(page, _)| page.stories().len()).sum());
        for (number, (page, of_page)) in pages.iter().enumerate() {
            for article in Article::all(page, &self.furniture) {
                let language = self.language_of(&article, *of_page);
                let tools = self.tools(language);
                open.clear();
                titles.clear();
                for (sentence, number) in article.sentences.iter().zip(0..) {
                    tools.matcher.find(page.text(), sentence.span, scratch, &mut found);
                    Resolver::open(number, &found, &mut open);
                    titles.extend(scratch.titles().iter().map(|(span, title)| TitleHit { sentence: number, span: *span, title: *title }));
                }
                let mentions = tools.resolver.resolve(&article, &open, &titles);
                let (content, sketch) =
                    if self.makes_sketches { (content_hash(page, article.story), sketch(page, article.story)) } else { (0, None) };
                read.push(Read { page: number, article, language, mentions, content, sketch });
            }
        }
        let relations = self.relate(&read);
        let mut articles: Vec<Vec<AnnotatedArticle>> = pages.iter().map(|(page, _)| Vec::with_capacity(page.stories().len())).collect();
        for (Read { page, article, language, mut mentions, content, sketch }, mut relations) in read.into_iter().zip(relations) {
            self.tools(language).renumber(&mut mentions, &mut relations);
            let Article { number, published, sentences, .. } = article;
            articles[page].push(AnnotatedArticle { number, published, language, sentences, mentions, relations, content, sketch });
        }
        pages.into_iter().zip(articles).map(|((page, _), articles)| Annotated { page, articles }).collect()
    }

    /// The relations of each of some articles. They come once all is resolved, and language by language, so that the instructions of each are
    /// at hand for all articles.
    fn relate(&self, read: &[Read<'_>]) -> Vec<Vec<Relation>> {
        let mut relations = vec![Vec::new(); read.len()];
        let main = self.main.language;
        let languages = [Some(main), self.other.as_ref().map(|other| other.language).filter(|other| *other != main)];
        for language in languages.into_iter().flatten().filter(|_| self.relates) {
            let own = || read.iter().enumerate().filter(|(_, read)| read.language == language);
            let articles: Vec<(&Article<'_>, &[Resolved])> = own().map(|(_, read)| (&read.article, &read.mentions[..])).collect();
            if articles.is_empty() {
                continue;
            }
            if let Some(relater) = &self.tools(language).relater {
                for ((number, _), found) in own().zip(relater.relate_all(&articles)) {
                    relations[number] = found;
                }
            }
        }
        relations
    }

    /// The language of an article: that of its page, unless it is a teaser that tells another one.
    fn language_of(&self, article: &Article<'_>, of_page: Language) -> Language {
        let spans = (article.sentences.first()).zip(article.sentences.last()).filter(|_| article.number > 0);
        let text = spans.map(|(first, last)| &article.page.text()[first.span.start..last.span.end]);
        text.and_then(|text| self.recognise(text)).unwrap_or(of_page)
    }
}

impl Tools {
    fn new(gazetteer: Arc<Gazetteer>, language: Language, furniture: &Furniture) -> Result<Self, MatcherError> {
        let matcher = Matcher::new(Arc::clone(&gazetteer))?;
        let resolver = Resolver::new(gazetteer, Grammar::embedded(language), furniture.clone());
        Ok(Self { language, matcher, resolver, relater: None, numbers: None })
    }

    fn add_relater(&mut self) -> Vec<Problem> {
        let (relater, problems) = Relater::new(Arc::clone(self.matcher.gazetteer()), self.language);
        self.relater = Some(relater);
        problems
    }

    /// The same, with the numbers that `main` gives to the actors.
    fn numbered_as(mut self, main: &Gazetteer) -> Self {
        let own = self.matcher.gazetteer();
        let same = own.actors().len() == main.actors().len() && own.actors().iter().zip(main.actors()).all(|(a, b)| a.id == b.id);
        let numbers = || own.actors().iter().map(|actor| main.actor_with_id(&actor.id)).collect();
        self.numbers = (!same).then(numbers);
        self
    }

    /// Gives the actors of mentions and relations the main gazetteer's numbers. Those of actors whom it lacks are left out.
    fn renumber(&self, mentions: &mut Vec<Resolved>, relations: &mut Vec<Relation>) {
        let Some(numbers) = &self.numbers else { return };
        let number = |actor: &ActorId| numbers.get(actor.index()).copied().flatten();
        relations.retain_mut(|relation| self.renumber_relation(relation));
        mentions.retain_mut(|mention| {
            let resolution = match &mention.resolution {
                Resolution::Actor(actor) => number(actor).map(Resolution::Actor),
                Resolution::Nil(actor) => number(actor).map(Resolution::Nil),
                Resolution::Ambiguous(actors) => {
                    let mut known: Vec<ActorId> = actors.iter().filter_map(number).collect();
                    known.sort_unstable();
                    match known[..] {
                        [] => None,
                        // The others may be meant as well, though the main gazetteer lacks them.
                        [only] => Some(Resolution::Nil(only)),
                        _ => Some(Resolution::Ambiguous(known.into())),
                    }
                }
            };
            resolution.map(|resolution| mention.resolution = resolution).is_some()
        });
    }

    /// The same of one relation; tells whether the main gazetteer knows its actor and recipient.
    fn renumber_relation(&self, relation: &mut Relation) -> bool {
        let Some(actor) = self.main_number(relation.actor) else { return false };
        relation.actor = actor;
        relation.speaker = relation.speaker.and_then(|speaker| self.main_number(speaker));
        let recipient = relation.recipient.map(|recipient| self.main_number(recipient));
        relation.recipient = recipient.flatten();
        recipient.is_none_or(|number| number.is_some())
    }

    /// The main gazetteer's number of an actor.
    fn main_number(&self, actor: ActorId) -> Option<ActorId> {
        self.numbers.as_ref().map_or(Some(actor), |numbers| numbers.get(actor.index()).copied().flatten())
    }

    /// Mentions that have the main gazetteer's numbers, with its own again.
    fn own_numbers<'m>(&self, mentions: &'m [Resolved]) -> Cow<'m, [Resolved]> {
        let Some(numbers) = &self.numbers else { return Cow::Borrowed(mentions) };
        let own: FxHashMap<ActorId, ActorId> =
            numbers.iter().zip(0..).filter_map(|(main, own)| main.map(|main| (main, ActorId(own)))).collect();
        let number = |actor: &ActorId| own.get(actor).copied();
        let of = |mention: &Resolved| {
            let resolution = match &mention.resolution {
                Resolution::Actor(actor) => number(actor).map(Resolution::Actor),
                Resolution::Nil(actor) => number(actor).map(Resolution::Nil),
                Resolution::Ambiguous(actors) => actors.iter().map(number).collect::<Option<_>>().map(Resolution::Ambiguous),
            };
            resolution.map(|resolution| Resolved { resolution, ..mention.clone() })
        };
        Cow::Owned(mentions.iter().filter_map(of).collect())
    }
}

fn maker(gazetteer: &Gazetteer, language: Language) -> String {
    let mut lists = Xxh3::new();
    FILES.iter().for_each(|file| lists.update(file.text.as_bytes()));
    let (version, language, gazetteer) = (env!("CARGO_PKG_VERSION"), language.code(), gazetteer.hash());
    format!("actorgraph {version}, {language}, gazetteers {gazetteer}, lists {:016x}, sketches {KIND}", lists.digest())
}

fn maker_with_other(main: &str, other: Language) -> String {
    format!("{main}, or {}", other.code())
}

/// Hash of a story's words: white space, line ends and the dateline do not count.
fn content_hash(page: &Page, story: &Story) -> u128 {
    let length = story.paragraphs.iter().map(|paragraph| paragraph.span.len() + 1).sum();
    // One run over all words at once is several times faster than one for each.
    let mut words = String::with_capacity(length);
    for paragraph in &story.paragraphs {
        let text = paragraph.span.of(page.text());
        if is_singly_spaced(text) {
            words.push_str(text);
            words.push(' ');
            continue;
        }
        for word in text.split_whitespace() {
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
struct NamesOverLines<'m> {
    matcher: &'m Matcher,
    /// What a search needs, and room for the text around a line break.
    lent: RefCell<(&'m mut Scratch, &'m mut Mentions, String)>,
}

impl RunsOn for NamesOverLines<'_> {
    fn runs_on(&self, before: &str, after: &str) -> bool {
        const REACH: usize = 80;
        let head = before.char_indices().rev().take(REACH).last().map_or(0, |(at, _)| at);
        let tail = after.char_indices().nth(REACH).map_or(after.len(), |(at, _)| at);
        let (scratch, found, joined) = &mut *self.lent.borrow_mut();
        joined.clear();
        joined.push_str(&before[head..]);
        let end = joined.len();
        joined.push('\n');
        joined.push_str(&after[..tail]);
        self.matcher.find(joined, Span::new(0, joined.len()), scratch, found);
        found.as_slice().iter().any(|mention| mention.span.contains(end))
    }
}
