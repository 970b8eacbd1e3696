//! Short names: a surname alone means the person of the gazetteer only if nothing beside it makes it another's.

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::fold::{FoldedWord, fold, is_word_char};
use crate::gazetteer::Title;
use crate::id::AliasId;
use crate::mention::Form;
use crate::resolve::grammar::WordClass;
use crate::resolve::namesake::is_roman;
use crate::resolve::words::{Word, before, begins_sentence};
use crate::resolve::{Resolution, Rule, View};
use crate::span::Span;

/// The last words of titles, which may stand before a surname: `president`, `Defensie`.
#[derive(Clone, Debug, Default)]
pub(super) struct Titles {
    tails: FxHashSet<String>,
    /// The last words of those that name an office.
    offices: FxHashSet<String>,
    /// The title of each form, as a number in the gazetteer's list.
    forms: FxHashMap<String, usize>,
}

impl Titles {
    pub(super) fn new(titles: &[Title]) -> Self {
        let tail = |title: &Title| title.form.split_whitespace().next_back().map(fold);
        let forms = titles.iter().zip(0..).map(|(title, number)| (fold(&title.form), number)).collect();
        let offices = titles.iter().filter(|title| !title.office.is_empty()).filter_map(tail).collect();
        Self { tails: titles.iter().filter_map(tail).collect(), offices, forms }
    }

    fn ends_with_office(&self, word: &str) -> bool {
        self.offices.contains(&*FoldedWord::new(word))
    }

    /// Whether a form makes its plural in `en`, so that an `s` after it is a genitive: `presidents`, not `premiers`.
    pub(super) fn takes_genitive_s(&self, form: &str) -> bool {
        self.forms.contains_key(format!("{}en", fold(form)).as_str())
    }

    /// Whether a form is the plural of another: `presidenten`, `premiers`.
    pub(super) fn is_plural(&self, form: &str) -> bool {
        let folded = fold(form);
        // `ministers van Defensie`: its first word tells.
        let (head, rest) = folded.split_at(folded.find(' ').unwrap_or(folded.len()));
        let is_title = |singular: &str| self.forms.contains_key(&*format!("{singular}{rest}"));
        ["en", "s", "'s"].iter().any(|ending| head.strip_suffix(ending).is_some_and(is_title))
    }

    /// The number of the title that is one word, or of what follows its prefix: `president`, `oud-president`.
    pub(super) fn of_word(&self, word: &str) -> Option<usize> {
        let folded = FoldedWord::new(word);
        let head = folded.rsplit_once('-').map(|(_, head)| head);
        self.forms.get(&*folded).or_else(|| self.forms.get(head?)).copied()
    }

    pub(super) fn ends_with(&self, word: &str) -> bool {
        self.tails.contains(&*FoldedWord::new(word))
    }
}

/// Whether a note names a title as a word, or behind a prefix: `oud-president van de Filipijnen`, but not `vicepresident`.
fn tells_title(note: &str, form: &str) -> bool {
    let note = fold(note);
    let is_part = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    note.match_indices(form).any(|(at, _)| !is_part(note[..at].chars().next_back()) && !is_part(note[at + form.len()..].chars().next()))
}

impl View<'_> {
    /// Why the short name of mention `at` is not one of the persons that the aliases name, if it is not.
    pub(super) fn other_person(&self, at: usize, aliases: &[AliasId]) -> Option<Rule> {
        let mention = &self.mentions[at];
        let (text, sentence) = (self.text(), self.sentence(mention.sentence));
        if self.follows_stranger_word(at) || self.follows_nickname(at) || self.is_described_otherwise(at) {
            return Some(Rule::OtherPerson);
        }
        if let Some(rule) = self.belongs_to_thing(at) {
            return Some(rule);
        }
        if self.is_first_name_of_another(mention.span, sentence) {
            return Some(Rule::OtherPerson);
        }
        if self.is_in_report(at, aliases) {
            return Some(Rule::PastimeReport);
        }
        if mention.form == Form::Capitals {
            // In a line of capitals every word looks like a name, so that only words that are known are no first names.
            let previous = self.word_before(at).filter(|word| word.adjacent)?;
            let is_word = self.may_stand_before(previous, aliases) || self.is_known_word(previous.text);
            return (!is_word).then_some(Rule::OtherPerson);
        }
        if let Some(next) = self.word_after(at).filter(|word| word.adjacent) {
            let joins_name = self
                .mention_at(next.span.start)
                .is_none_or(|follower| self.is_short_person(follower) && !self.are_two_persons(at, follower));
            let is_name = next.is_capitalised() && !is_roman(next.text) && joins_name && !self.is_title_case(mention.sentence);
            if is_name && !self.resolver.titles.ends_with(next.text) {
                return Some(Rule::OtherName);
            }
        }
        let previous = self.word_before(at).filter(|word| word.adjacent)?;
        // `Mr. Putin` has a title, `V. Putin` an initial.
        if previous.is_initials() && !self.resolver.titles.ends_with(previous.text) {
            let first = previous.text.chars().next();
            let fits = aliases.iter().any(|id| self.first_letters(*id).any(|letter| Some(letter) == first));
            return (!fits).then_some(Rule::OtherPerson);
        }
        if previous.is_capitalised() {
            // `Macron and Merz Call Putin`: in a headline whose words are all capitalised only a first name is one.
            let is_headline = self.is_title_case(mention.sentence) && !self.is_first_name(previous.text);
            return (!is_headline && !self.may_stand_before(previous, aliases)).then_some(Rule::OtherPerson);
        }
        // `Jan de Wit`, `Jan van der Merkel`: a first name before particles.
        let mut particles = 0;
        let mut word = previous;
        while self.resolver.grammar.is(word.text, WordClass::Particle) {
            particles += 1;
            word = before(text, sentence, word.span.start).filter(|word| word.adjacent)?;
        }
        let is_only_van = particles == 1 && self.is(Some(previous), WordClass::Of);
        let named =
            particles > 0 && !is_only_van && word.is_capitalised() && !self.may_stand_before(word, aliases) && !word.is_compound_noun();
        named.then_some(Rule::OtherPerson)
    }

    /// `Hans Modrow`, `Hans-Peter Müller`: whether what looks like the genitive of a name is a first name before another.
    fn is_first_name_of_another(&self, name: Span, sentence: Span) -> bool {
        let rest = &self.text()[name.end..sentence.end];
        let Some(after) = rest.strip_prefix('s').filter(|after| !after.starts_with(is_word_char)) else { return false };
        let goes_on = after.strip_prefix([' ', '-']).is_some_and(|next| next.starts_with(char::is_uppercase));
        goes_on && self.is_first_name(&self.text()[name.start..name.end + 1])
    }

    /// Whether a capitalised word before a surname leaves it the person's own: a title, a country's adjective, a word that begins
    /// the sentence, or a first name of the person.
    fn may_stand_before(&self, word: Word<'_>, aliases: &[AliasId]) -> bool {
        let (resolver, text) = (self.resolver, self.text());
        let after = self.article.sentences.partition_point(|sentence| sentence.span.end <= word.span.start);
        let sentence = self.article.sentences.get(after).map(|sentence| sentence.span).filter(|span| span.covers(word.span));
        let begins = sentence.is_some_and(|sentence| begins_sentence(text, sentence, word.span.start));
        if let Some(mention) = self.mention_at(word.span.start) {
            // `Omar Abdullah`: two short names side by side are a third person's, unless they are subject and object.
            return !self.is_short_person(mention)
                || self.mention_at(word.span.end + 1).is_some_and(|next| self.are_two_persons(mention, next));
        }
        if word.is_compound_noun() || resolver.titles.ends_with(word.text) {
            return true;
        }
        if begins && self.is_known_word(word.text) {
            return true;
        }
        // `said on Wednesday Putin would`: a day is an ordinary word with a capital.
        let previous = sentence.and_then(|sentence| before(text, sentence, word.span.start)).filter(|previous| previous.adjacent);
        let prepositions = [WordClass::OpenPreposition, WordClass::RelationPreposition, WordClass::PlacePreposition];
        let is_led = previous.is_some_and(|previous| prepositions.iter().any(|class| resolver.grammar.is(previous.text, *class)));
        let is_day = || resolver.furniture.is_starter(word.text) && resolver.gazetteer.is_common(&word.text.to_lowercase());
        if is_led && is_day() && !self.is_first_name(word.text) {
            return true;
        }
        let folded = fold(word.text);
        // `Hackt Poetin mee?`: a verb opens the question.
        let is_question = || sentence.is_some_and(|sentence| sentence.of(text).trim_end_matches(['”', '’', '"', '\'']).ends_with('?'));
        if begins && folded.ends_with('t') && is_question() {
            return true;
        }
        if begins && resolver.grammar.looks_like_adjective(word.text) {
            // `Woedende Trump`, `Nerveuze Biden`.
            return true;
        }
        aliases.iter().any(|id| {
            let actor = self.alias(*id).actor;
            resolver.gazetteer.aliases_of(actor).any(|alias| fold(alias.text).split(' ').any(|part| part == folded))
        })
    }

    /// `Gisteren ontmoette Trump Poetin`, `dat Macron Xi bezoekt`: whether two short names side by side are subject and object. The first is no
    /// first name, and stands after a verb or a conjunction, or the article names one of them in full.
    fn are_two_persons(&self, first: usize, second: usize) -> bool {
        let (text, grammar) = (self.text(), &self.resolver.grammar);
        let mention = &self.mentions[first];
        let name = mention.span.of(text);
        // `Xi` is the first word of a name, and the surname.
        let is_surname = || mention.candidates.iter().all(|id| self.stands_first(*id));
        if !self.is_short_person(first) || !self.is_short_person(second) || self.is_first_name(name) && !is_surname() {
            return false;
        }
        const OPENERS: [WordClass; 4] = [WordClass::Auxiliary, WordClass::ActingVerb, WordClass::Verb, WordClass::Conjunction];
        let opens = |word: Word<'_>| OPENERS.iter().any(|class| grammar.is(word.text, *class));
        let named = |at: usize| self.mentions[at].candidates.iter().any(|id| self.names_in_full(self.alias(*id).actor));
        self.word_before(first).filter(|word| word.adjacent).is_some_and(opens) || named(first) || named(second)
    }

    /// Whether a short name is the first word of the person's full name, as a Chinese surname is.
    fn stands_first(&self, id: AliasId) -> bool {
        let alias = self.alias(id);
        let name = fold(&self.resolver.gazetteer.actor(alias.actor).name);
        name.split_once(' ').is_some_and(|(head, _)| head == fold(alias.text))
    }

    /// Whether a word is an ordinary one and so no first name.
    fn is_known_word(&self, word: &str) -> bool {
        let resolver = self.resolver;
        resolver.grammar.knows(word) || resolver.furniture.is_starter(word) || resolver.gazetteer.is_common(&word.to_lowercase())
    }

    /// Whether a mention is a person's name of one word, by the readings that the words of the article leave: `de Turk Erdogan` is
    /// no person named Turk.
    pub(super) fn is_short_person(&self, at: usize) -> bool {
        let all = &self.mentions[at].candidates;
        let is_short = |id: &AliasId| self.is_person(self.alias(*id).actor) && !self.alias(*id).text.contains(' ');
        match self.by_context(at) {
            Ok(left) => left.iter().all(is_short),
            Err((Resolution::Actor(actor), ..)) => self.is_person(actor) && all.iter().any(is_short),
            Err(_) => all.iter().any(is_short),
        }
    }

    /// Whether the title of an office stands directly before mention `at`.
    pub(super) fn follows_office(&self, at: usize) -> bool {
        let previous = self.word_before(at).filter(|word| word.adjacent);
        previous.is_some_and(|word| {
            let head = word.text.rsplit_once('-').map_or(word.text, |(_, head)| head);
            self.resolver.titles.ends_with_office(word.text) || self.resolver.titles.ends_with_office(head)
        })
    }

    /// Those of the aliases whose persons may bear the title that stands before mention `at`: `president Johnson` is neither a prime
    /// minister nor a speaker of that name. Only heads of state and government are told so, since the gazetteers have all terms of those.
    pub(super) fn fitting_title<'a>(&self, at: usize, aliases: &'a [AliasId]) -> Cow<'a, [AliasId]> {
        const HEADS: [&str; 7] =
            ["president", "prime-minister", "interim-president", "interim-prime-minister", "monarch", "pope", "vice-president"];
        let gazetteer = &self.resolver.gazetteer;
        let previous = self.word_before(at).filter(|word| word.adjacent);
        let title = previous.and_then(|word| self.resolver.titles.of_word(word.text)).and_then(|number| gazetteer.titles().get(number));
        let Some(title) = title.filter(|title| title.office.split('|').next().is_some_and(|office| HEADS.contains(&office))) else {
            return Cow::Borrowed(aliases);
        };
        let form = fold(&title.form);
        let prefix = previous.and_then(|word| word.text.split_once('-'));
        let is_former = prefix.is_some_and(|(prefix, _)| self.resolver.grammar.is(prefix, WordClass::NotNow));
        let day = self.article.published.map(|published| published.day()).filter(|_| is_former);
        let of_title = |office: &str| title.office.split('|').any(|one| office == one || office == "supreme-leader");
        let bears = |id: &&AliasId| {
            let actor = self.alias(**id).actor;
            let mut roles = gazetteer.roles_of(actor).peekable();
            let is_unknown = roles.peek().is_none();
            is_unknown || roles.any(|role| of_title(&role.office)) || tells_title(&gazetteer.actor(actor).note, &form)
        };
        let bearers: Vec<AliasId> = aliases.iter().filter(bears).copied().collect();
        // `oud-president Duterte` is not who it is now, unless he was it before as well.
        let was = |id: &&AliasId| {
            let actor = self.alias(**id).actor;
            day.is_none_or(|day| !gazetteer.roles_of(actor).any(|role| of_title(&role.office) && role.held_on(day)))
        };
        let former: Vec<AliasId> = bearers.iter().filter(was).copied().collect();
        Cow::Owned(if former.is_empty() { bearers } else { former })
    }

    /// First letters of the person's full names.
    pub(super) fn first_letters(&self, id: AliasId) -> impl Iterator<Item = char> {
        let actor = self.alias(id).actor;
        let full = self.resolver.gazetteer.aliases_of(actor).filter(|alias| alias.text.contains(' '));
        full.filter_map(|alias| alias.text.chars().next())
    }

    /// Whether most longer words of a sentence are capitalised, as in English headlines.
    fn is_title_case(&self, sentence: u32) -> bool {
        if let Some((_, told)) = self.title_case.get().filter(|(asked, _)| *asked == sentence) {
            return told;
        }
        let told = self.has_capitals(sentence);
        self.title_case.set(Some((sentence, told)));
        told
    }

    fn has_capitals(&self, sentence: u32) -> bool {
        const LONG: usize = 4;
        let words = self.sentence(sentence).of(self.text()).split_whitespace().filter(|word| word.chars().count() >= LONG);
        let (mut capitalised, mut all) = (0, 0);
        for word in words {
            all += 1;
            capitalised += usize::from(word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase));
        }
        all >= 3 && capitalised * 5 >= all * 4
    }
}
