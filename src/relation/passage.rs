//! Sentences that are read together, one step after another: the words of all, then their clauses, then their parts, then their events.
//!
//! A sentence that can tell no event is left behind at the first step that knows. The instructions of all steps are more than a processor
//! keeps at hand and those of one step are not, so that sentences take a step together.

use std::sync::{Mutex, MutexGuard, PoisonError};

use smallvec::SmallVec;

use crate::article::Article;
use crate::fold::FoldedWord;
use crate::gazetteer::ActorType;
use crate::id::ActorId;
use crate::relation::clauses::clause::Clause;
use crate::relation::explain::Tried;
use crate::relation::parts::analysis::{Analyser, Analysis};
use crate::relation::parts::outline::{Live, Outline, STAND_FOR_ACTORS};
use crate::relation::rows::triggers::Triggers;
use crate::relation::sentence::Sentence;
use crate::relation::words::lexicon::{Class, FormKind};
use crate::relation::words::spelling::Spellings;
use crate::relation::words::token::{Token, Tokens, party};
use crate::relation::{Relater, Relation};
use crate::resolve::Resolved;
use crate::span::Span;

/// What a sentence is about, for the next one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Topic {
    /// Whom a pronoun stands for.
    pub(crate) subject: SmallVec<[ActorId; 4]>,
    /// Who does what it tells.
    pub(crate) doer: SmallVec<[ActorId; 4]>,
}

/// How many sentences are read together.
const TOGETHER: usize = 8;

/// How many tokens a sentence has at the most. What is longer is a list or a table without full stops, in which no one does anything, and
/// which would take as long as its length squared.
pub(super) const LONGEST: usize = 400;

/// The number of an article among those that are read together, and that of a sentence in it.
type Number = (usize, u32);

/// Where a sentence stands, and which mentions are its own.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    /// The number of its article among those that are read together.
    article: usize,
    /// Its number in the article.
    pub(super) number: u32,
    pub(super) span: Span,
    /// The number of its first mention in the article, and the number after its last one.
    pub(super) mentions: (usize, usize),
}

impl Place {
    const fn at(&self) -> Number {
        (self.article, self.number)
    }
}

/// The sentences of an article with their mentions.
pub(super) fn places<'a>(article: &'a Article<'_>, mentions: &'a [Resolved]) -> impl Iterator<Item = Place> + use<'a> {
    article.sentences.iter().zip(0_u32..).scan(0, |first, (sentence, number)| {
        let from = *first;
        while mentions.get(*first).is_some_and(|mention| mention.sentence <= number) {
            *first += 1;
        }
        Some(Place { article: 0, number, span: sentence.span, mentions: (from, *first) })
    })
}

/// A sentence on its way through the steps.
#[derive(Debug, Default)]
struct Read {
    place: Place,
    /// The sentence before, if there is one.
    before: Option<Place>,
    tokens: Tokens,
    clauses: Vec<Clause>,
    outlines: Vec<Outline>,
    analyses: Vec<Analysis>,
    /// The triggers that can make an event.
    live: Vec<Live>,
    /// Whom a pronoun in it stands for: the subject of the sentence before.
    topic: Topic,
    /// Whether it goes on to the next step.
    goes_on: bool,
}

/// What finding relations in an article uses, and may use again for another.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    pub(super) tokens: Tokens,
    pub(super) clauses: Vec<Clause>,
    analyses: Vec<Analysis>,
    pub(super) spellings: Spellings,
    reads: Vec<Read>,
    /// The actors that the sentence before names.
    earlier: Vec<ActorId>,
}

/// Memory that lies idle between articles: as many pieces as articles have been read at the same time.
#[derive(Debug, Default)]
pub(super) struct Memory(Mutex<Vec<Scratch>>);

impl Memory {
    /// Gives a piece to `work`.
    pub(super) fn lend<T>(&self, work: impl FnOnce(&mut Scratch) -> T) -> T {
        let mut lent = self.idle().pop().unwrap_or_default();
        let done = work(&mut lent);
        self.idle().push(lent);
        done
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Scratch>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clone for Memory {
    /// Another one, as what is kept is no part of what is found.
    fn clone(&self) -> Self {
        Self::default()
    }
}

/// Articles that are being read.
pub(super) struct Reader<'a> {
    pub(super) relater: &'a Relater,
    /// The articles with their mentions.
    articles: &'a [(&'a Article<'a>, &'a [Resolved])],
    /// The last sentence that was read to the end, and its topic.
    last: Option<(Number, Topic)>,
    /// What has been found in each.
    pub(super) found: Vec<Vec<Relation>>,
    /// What became of every row, where someone asks; then every sentence goes through all steps.
    pub(super) tried: Option<Vec<Tried>>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(relater: &'a Relater, articles: &'a [(&'a Article<'a>, &'a [Resolved])], tried: Option<Vec<Tried>>) -> Self {
        Self { relater, articles, last: None, found: vec![Vec::new(); articles.len()], tried }
    }

    /// Reads all sentences.
    pub(super) fn read(&mut self, scratch: &mut Scratch) {
        let mut waiting = 0;
        for (number, (article, mentions)) in self.articles.iter().enumerate() {
            let mut before = None;
            for place in places(article, mentions) {
                let place = Place { article: number, ..place };
                if self.words(place, before, waiting, scratch) {
                    waiting += 1;
                }
                before = Some(place);
                if waiting == TOGETHER {
                    self.finish(waiting, scratch);
                    waiting = 0;
                }
            }
        }
        self.finish(waiting, scratch);
    }

    /// The mentions of the article of a sentence.
    fn mentions(&self, place: Place) -> &'a [Resolved] {
        self.articles[place.article].1
    }

    /// The text of the page of a sentence.
    fn text(&self, place: Place) -> &'a str {
        self.articles[place.article].0.page.text()
    }

    /// The first step. Tells whether the sentence goes on; its number among those that do is `at`.
    fn words(&self, place: Place, before: Option<Place>, at: usize, scratch: &mut Scratch) -> bool {
        let asked = self.tried.is_some();
        let mentions = self.mentions(place);
        let names_actors = |place: Place| mentions[place.mentions.0..place.mentions.1].iter().any(|mention| mention.actor().is_some());
        if !asked && place.mentions.0 == place.mentions.1 && !before.is_some_and(names_actors) {
            return false;
        }
        if scratch.reads.len() == at {
            scratch.reads.push(Read::default());
        }
        let (earlier, read) = scratch.reads.split_at_mut(at);
        let read = &mut read[0];
        self.relater.cut(&mut read.tokens, self.text(place), place, mentions, &mut scratch.spellings);
        (read.place, read.before) = (place, before);
        if read.tokens.all.len() > LONGEST {
            return false;
        }
        let last = earlier.last().map(|last| last.place.at()).or_else(|| self.last.as_ref().map(|(number, _)| *number));
        if asked {
            self.relater.triggers.asks.answers.tell_all(&mut read.tokens.answered);
            return true;
        }
        self.relater.may_tell(&mut read.tokens, mentions) || self.may_report(read, last)
    }

    /// Whether a sentence may say who told the one before, by its words: `Dat meldt AFP`. `last` is the number of the last one that went on.
    fn may_report(&self, read: &Read, last: Option<Number>) -> bool {
        last.is_some_and(|(article, last)| (article, last + 1) == read.place.at())
            && (read.tokens.classes.has(Class::Speech) || read.tokens.classes.has(Class::Deny))
            && [self.relater.small.that, self.relater.small.it].into_iter().flatten().any(|word| read.tokens.holds(word))
    }

    /// The other steps, of the first `waiting` sentences.
    fn finish(&mut self, waiting: usize, scratch: &mut Scratch) {
        let Scratch { tokens, clauses, analyses, spellings, reads, earlier } = scratch;
        let Some(reads) = reads.get_mut(..waiting) else { return };
        let asked = self.tried.is_some();
        for read in &mut *reads {
            self.relater.clauses(&mut read.tokens, self.mentions(read.place), self.text(read.place), &mut read.clauses);
        }
        let mut last = self.last.as_ref().map(|(number, _)| *number);
        for read in &mut *reads {
            self.outline(read);
            self.analyser(read.place, &read.tokens, &read.clauses).verbs(&mut read.analyses);
            let mut live = std::mem::take(&mut read.live);
            live.clear();
            let sentence = self.sentence(read, &[]);
            sentence.live_triggers(asked, &mut live);
            let goes_on = asked
                || !live.is_empty()
                || self.may_report(read, last) && (sentence.says_who_tells() || sentence.denies_the_sentence_before());
            (read.live, read.goes_on) = (live, goes_on);
            last = if read.goes_on { Some(read.place.at()) } else { last };
        }
        for at in 0..reads.len() {
            let (before, rest) = reads.split_at_mut(at);
            let read = &mut rest[0];
            if !read.goes_on {
                continue;
            }
            read.topic = self.topic(read, before.last(), (tokens, clauses, analyses), spellings);
            self.analyser(read.place, &read.tokens, &read.clauses).complete(&mut read.analyses);
            self.last = Some((read.place.at(), self.relater.topic_of(&read.analyses)));
        }
        for read in reads.iter_mut().filter(|read| read.goes_on) {
            earlier.clear();
            let (from, to) = read.before.unwrap_or_default().mentions;
            earlier.extend(self.mentions(read.place)[from..to].iter().filter_map(Resolved::actor));
            earlier.sort_unstable();
            earlier.dedup();
            let is_person = |actor: &ActorId| self.relater.gazetteer.actor(*actor).actor_type == ActorType::Person;
            if earlier.iter().any(is_person) && self.relater.speaks_of_one(self.text(read.place), read.before.unwrap_or_default().span) {
                earlier.retain(|actor| !is_person(actor));
            }
            self.events(read, earlier);
        }
    }

    /// Looks over the clauses of a sentence; where someone asks, every one may hold anything.
    fn outline(&self, read: &mut Read) {
        let Read { place, tokens, clauses, outlines, .. } = read;
        if self.tried.is_some() {
            outlines.clear();
            outlines.resize(clauses.len(), Outline::OPEN);
        } else {
            Outline::all(clauses, tokens, self.mentions(*place), self.relater.small.by, outlines);
        }
    }

    /// Whom a pronoun in a sentence stands for. A sentence before that told nothing is read to the end for it, where a word asks; `earlier` is
    /// the last one whose clauses are known.
    fn topic(
        &self,
        read: &Read,
        earlier: Option<&Read>,
        (tokens, clauses, analyses): (&mut Tokens, &mut Vec<Clause>, &mut Vec<Analysis>),
        spellings: &mut Spellings,
    ) -> Topic {
        let Some(before) = read.before.filter(|before| before.mentions.0 < before.mentions.1) else { return Topic::default() };
        if let Some((_, topic)) = self.last.as_ref().filter(|(number, _)| *number == before.at()) {
            return topic.clone();
        }
        const ASKING: [Class; 7] = [Class::Personal, Class::Anaphor, Class::Body, Class::Firm, Class::Organ, Class::Both, Class::That];
        if !read.tokens.all.iter().any(|token| token.is_any(&ASKING)) {
            return Topic::default();
        }
        if let Some(earlier) = earlier.filter(|earlier| earlier.place.at() == before.at()) {
            analyses.clone_from(&earlier.analyses);
            self.analyser(before, &earlier.tokens, &earlier.clauses).complete(analyses);
        } else {
            self.relater.cut(tokens, self.text(before), before, self.mentions(before), spellings);
            if tokens.all.len() > LONGEST {
                return Topic::default();
            }
            self.relater.clauses(tokens, self.mentions(before), self.text(before), clauses);
            let analyser = self.analyser(before, tokens, clauses);
            analyser.verbs(analyses);
            analyser.complete(analyses);
        }
        self.relater.topic_of(analyses)
    }

    fn analyser<'s>(&'s self, place: Place, tokens: &'s Tokens, clauses: &'s [Clause]) -> Analyser<'s> {
        self.relater.analyser(tokens, clauses, self.mentions(place), self.text(place))
    }

    fn sentence<'s>(&'s self, read: &'s Read, earlier: &'s [ActorId]) -> Sentence<'s> {
        Sentence {
            number: read.place.number,
            text: self.text(read.place),
            tokens: &read.tokens,
            clauses: &read.clauses,
            analyses: &read.analyses,
            outlines: &read.outlines,
            lexicon: &self.relater.lexicon,
            triggers: &self.relater.triggers,
            small: &self.relater.small,
            gazetteer: &self.relater.gazetteer,
            mentions: self.mentions(read.place),
            topic: &read.topic.subject,
            doer: &read.topic.doer,
            earlier,
            told: self.told_before(read),
            is_question: read.place.span.of(self.text(read.place)).trim_end().ends_with('?'),
            used: Vec::new(),
            found: Vec::new(),
            made: Vec::new(),
            live: &read.live,
            tried: None,
        }
    }

    /// What the sentence before one has told; where that tells nothing and names no one, the one before it.
    fn told_before(&self, read: &Read) -> &[Relation] {
        let found = &self.found[read.place.article];
        let number = read.place.number;
        let told_by = |back: u32| {
            let is_before = |relation: &&Relation| relation.sentence + back == number;
            &found[found.len() - found.iter().rev().take_while(is_before).count()..]
        };
        let names_no_one = |before: Place| {
            let mentions = &self.mentions(before)[before.mentions.0..before.mentions.1];
            mentions.iter().all(|mention| mention.actor().is_none())
        };
        match told_by(1) {
            [] if read.before.is_some_and(names_no_one) => told_by(2),
            told => told,
        }
    }

    /// The last step: adds the events that a sentence tells.
    fn events(&mut self, read: &Read, earlier: &[ActorId]) {
        let mut notes = Vec::new();
        let mut sentence = self.sentence(read, earlier);
        sentence.tried = self.tried.is_some().then_some(&mut notes);
        sentence.events();
        let told_by = sentence.tells_the_sentence_before();
        let denies = sentence.denies_the_sentence_before();
        let mut events = sentence.found;
        let Place { article, number, .. } = read.place;
        if let Some(speaker) = told_by {
            for relation in self.found[article].iter_mut().filter(|relation| relation.sentence + 1 == number) {
                relation.reported_by(speaker);
            }
        }
        if denies {
            for relation in self.found[article].iter_mut().filter(|relation| relation.sentence + 1 == number) {
                relation.denied();
            }
        }
        let (relater, text) = (self.relater, self.text(read.place));
        if let Some(tried) = &mut self.tried {
            tried.extend(notes.iter().map(|note| relater.tried(number, text, &read.tokens, &read.clauses, &read.analyses, note, &events)));
        }
        events.sort_by_key(|relation| (relation.trigger.start, relation.actor, relation.recipient));
        self.found[article].append(&mut events);
    }
}

impl Relater {
    /// `Dat maakte hij bekend na een gesprek met Rutte.`: whether a sentence speaks of someone by a pronoun that is its subject, so that the one whom
    /// it names is another.
    fn speaks_of_one(&self, text: &str, span: Span) -> bool {
        let mut words = span.of(text).split(|letter: char| !letter.is_alphabetic());
        words.any(|word| {
            let classes = self.lexicon.id(&FoldedWord::new(word)).map(|id| self.lexicon.classes(id));
            classes.is_some_and(|classes| classes.has(Class::Nominative) && classes.has(Class::Singular) && classes.has(Class::Personal))
        })
    }

    pub(super) fn cut(&self, tokens: &mut Tokens, text: &str, place: Place, mentions: &[Resolved], spellings: &mut Spellings) {
        let (from, to) = place.mentions;
        let first = u32::try_from(from).unwrap_or(u32::MAX);
        tokens.cut(text, place.span, (&mentions[from..to], first), &self.lexicon, spellings);
    }

    /// Marks the triggers that can make an event, as the words that one of their rows asks for stand in the sentence. Tells whether there is
    /// one, and someone who may act.
    fn may_tell(&self, tokens: &mut Tokens, mentions: &[Resolved]) -> bool {
        let acts = |token: &&Token| token.mention().is_some_and(|mention| party(&mentions[mention as usize]).is_some());
        let stand_in = tokens.classes.meets(STAND_FOR_ACTORS);
        let named = || tokens.all.iter().filter(acts).take(2).count();
        let parties = if stand_in { 2 } else { named() };
        // `De regering beschuldigt Iran`, `De twee spraken over Iran`
        let opens_with_both = || tokens.all.iter().take(2).any(|token| token.is(Class::Both));
        let parties = if parties == 1 && tokens.classes.has(Class::Organ) || opens_with_both() { 2 } else { parties };
        if parties == 0 {
            return false;
        }
        // `De aanslag werd opgeëist door IS.`
        let by = self.small.by.is_some_and(|by| tokens.holds(by));
        let sides = parties > 1 || by;
        let Triggers { asks, rows, .. } = &self.triggers;
        asks.answers.tell(&tokens.words, &mut tokens.answered);
        let mut fires = false;
        for at in 0..tokens.all.len() {
            let token = &tokens.all[at];
            if token.may_be_verb || token.may_be_noun || token.attributive {
                let may_fire = tokens.forms_anywhere(at, &self.lexicon).any(|form| match form.kind {
                    FormKind::Attributive if !by => false,
                    _ => asks.may_fire(form, tokens, rows, sides),
                });
                tokens.all[at].may_fire = may_fire;
                fires |= may_fire;
            }
        }
        fires
    }
}

impl Sentence<'_> {
    /// `Dat meldt het Libanese leger.`: the sentence tells who told the one before; the inner value is an actor, if it is one.
    pub(super) fn tells_the_sentence_before(&self) -> Option<Option<ActorId>> {
        self.says_who_tells().then(|| self.speaker_in(0))
    }

    /// `Het Witte Huis weersprak dat.`, `Dat ontkent Kyiv.`: whether the sentence denies the one before, and no more.
    pub(super) fn denies_the_sentence_before(&self) -> bool {
        let ([clause], Some(analysis)) = (self.clauses, self.analyses.first()) else { return false };
        let token = |at: usize| clause.tokens.get(at).map(|token| &self.tokens.all[*token as usize]);
        let is = |at: usize, word| token(at).is_some_and(|token| word == token.word && token.word.is_some());
        let last = clause.tokens.len().saturating_sub(1);
        let is_it = |at: usize| is(at, self.small.that) || is(at, self.small.it);
        let opens = is(0, self.small.that) && analysis.finite == Some(1);
        let stands_for_it = opens || is_it(last) || analysis.finite.is_some_and(|finite| is_it(finite + 1) && finite + 2 == last);
        let denies =
            |at: usize| token(at).is_some_and(|verb| verb.is(Class::Deny) || verb.is(Class::Have) && analysis.chain.has(Class::Deny));
        stands_for_it && analysis.finite.is_some_and(denies) && !self.negates(0)
    }

    /// Whether the sentence says who told the one before, as its verbs tell.
    pub(super) fn says_who_tells(&self) -> bool {
        let (Some(clause), Some(analysis)) = (self.clauses.first(), self.analyses.first()) else { return false };
        let token = |at: usize| clause.tokens.get(at).map(|token| &self.tokens.all[*token as usize]);
        let is_that = self.small.that.is_some() && token(0).is_some_and(|first| first.word == self.small.that);
        let tells = |finite: &Token| finite.is(Class::Speech) || finite.is(Class::Have) && analysis.chain.has(Class::Speech);
        is_that && analysis.finite == Some(1) && token(1).is_some_and(tells)
    }
}
