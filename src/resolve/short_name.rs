//! Short names: a surname alone means the person of the gazetteer only if nothing beside it makes it another's.

use rustc_hash::FxHashSet;

use crate::fold::fold;
use crate::gazetteer::{ActorType, Title};
use crate::id::AliasId;
use crate::mention::Form;
use crate::resolve::grammar::WordClass;
use crate::resolve::words::{Word, after, before, begins_sentence};
use crate::resolve::{Rule, View};

/// The last words of titles, which may stand before a surname: `president`, `Defensie`.
#[derive(Clone, Debug, Default)]
pub(super) struct Titles {
    tails: FxHashSet<String>,
    forms: FxHashSet<String>,
}

impl Titles {
    pub(super) fn new(titles: &[Title]) -> Self {
        let tail = |title: &Title| title.form.split_whitespace().next_back().map(fold);
        let forms = titles.iter().map(|title| fold(&title.form)).collect();
        Self { tails: titles.iter().filter_map(tail).collect(), forms }
    }

    /// Whether a form is the plural of another: `presidenten`, `premiers`.
    pub(super) fn is_plural(&self, form: &str) -> bool {
        let folded = fold(form);
        ["en", "s", "'s"].iter().any(|ending| folded.strip_suffix(ending).is_some_and(|singular| self.forms.contains(singular)))
    }

    pub(super) fn ends_with(&self, word: &str) -> bool {
        self.tails.contains(fold(word).as_str())
    }
}

/// `NAVO-chef`, `oud-president`: a compound whose head is a title.
fn is_title_compound(titles: &Titles, word: Word<'_>) -> bool {
    word.text.rsplit_once('-').is_some_and(|(_, head)| titles.ends_with(head))
}

impl View<'_> {
    /// Why the short name of mention `at` is not one of the persons that the aliases name, if it is not.
    pub(super) fn other_person(&self, at: usize, aliases: &[AliasId]) -> Option<Rule> {
        let mention = &self.mentions[at];
        let (text, sentence) = (self.text(), self.sentence(mention.sentence));
        if mention.form == Form::Capitals {
            // In a line of capitals every word looks like a name, so that only words that are known are no first names.
            let previous = before(text, sentence, mention.span.start).filter(|word| word.adjacent)?;
            let is_word = self.may_stand_before(previous, aliases) || self.is_known_word(previous.text);
            return (!is_word).then_some(Rule::OtherPerson);
        }
        if let Some(next) = after(text, sentence, mention.span.end).filter(|word| word.adjacent) {
            let joins_name = self.mention_at(next.span.start).is_none_or(|follower| self.is_short_person(follower));
            let is_name = next.is_capitalised() && joins_name && !self.is_title_case(mention.sentence);
            if is_name && !self.resolver.titles.ends_with(next.text) {
                return Some(Rule::OtherName);
            }
        }
        let previous = before(text, sentence, mention.span.start).filter(|word| word.adjacent)?;
        if previous.is_initials() {
            let first = previous.text.chars().next();
            let fits = aliases.iter().any(|id| self.first_letters(*id).any(|letter| Some(letter) == first));
            return (!fits).then_some(Rule::OtherPerson);
        }
        if previous.is_capitalised() {
            return (!self.may_stand_before(previous, aliases)).then_some(Rule::OtherPerson);
        }
        // `Jan de Wit`: a first name before a particle.
        let is_particle = self.resolver.grammar.is(previous.text, WordClass::Particle) && fold(previous.text) != "van";
        let named = is_particle
            && before(text, sentence, previous.span.start).is_some_and(|word| {
                word.adjacent && word.is_capitalised() && !self.may_stand_before(word, aliases) && !word.is_compound_noun()
            });
        named.then_some(Rule::OtherPerson)
    }

    /// Whether a suffix such as `jr.` after mention `at` makes the name, even a full one, that of a relative.
    pub(super) fn has_suffix(&self, at: usize) -> bool {
        let mention = &self.mentions[at];
        let next = after(self.text(), self.sentence(mention.sentence), mention.span.end).filter(|word| word.adjacent);
        next.is_some_and(|word| self.resolver.grammar.is(word.text, WordClass::Suffix))
    }

    /// Whether a capitalised word before a surname leaves it the person's own: a title, a country's adjective, a word that begins
    /// the sentence, or a first name of the person.
    fn may_stand_before(&self, word: Word<'_>, aliases: &[AliasId]) -> bool {
        let (resolver, text) = (self.resolver, self.text());
        let sentence = self.article.sentences.iter().find(|sentence| sentence.span.covers(word.span)).map(|sentence| sentence.span);
        let begins = sentence.is_some_and(|sentence| begins_sentence(text, sentence, word.span.start));
        if let Some(mention) = self.mention_at(word.span.start) {
            // `Omar Abdullah`: two short names side by side are a third person's.
            return !self.is_short_person(mention);
        }
        if word.is_compound_noun() || resolver.titles.ends_with(word.text) {
            return true;
        }
        if begins && self.is_known_word(word.text) {
            return true;
        }
        let folded = fold(word.text);
        if begins && folded.ends_with("ende") {
            // A participle: `Woedende Trump`.
            return true;
        }
        aliases.iter().any(|id| {
            let actor = self.alias(*id).actor;
            resolver.gazetteer.aliases_of(actor).any(|alias| fold(alias.text).split(' ').any(|part| part == folded))
        })
    }

    /// Whether a word is an ordinary one and so no first name.
    fn is_known_word(&self, word: &str) -> bool {
        let resolver = self.resolver;
        resolver.grammar.knows(word) || resolver.furniture.is_starter(word) || resolver.gazetteer.is_common(&word.to_lowercase())
    }

    /// Whether a mention is a person's name of one word.
    fn is_short_person(&self, at: usize) -> bool {
        self.mentions[at].candidates.iter().any(|id| {
            let alias = self.alias(*id);
            let actor = self.resolver.gazetteer.actor(alias.actor);
            actor.actor_type == ActorType::Person && !alias.text.contains(' ')
        })
    }

    /// Whether a title stands directly before mention `at`.
    pub(super) fn follows_title(&self, at: usize) -> bool {
        let mention = &self.mentions[at];
        let previous = before(self.text(), self.sentence(mention.sentence), mention.span.start);
        previous.is_some_and(|word| {
            word.adjacent && (self.resolver.titles.ends_with(word.text) || is_title_compound(&self.resolver.titles, word))
        })
    }

    /// First letters of the person's full names.
    fn first_letters(&self, id: AliasId) -> impl Iterator<Item = char> {
        let actor = self.alias(id).actor;
        let full = self.resolver.gazetteer.aliases_of(actor).filter(|alias| alias.text.contains(' '));
        full.filter_map(|alias| alias.text.chars().next())
    }

    /// Whether most longer words of a sentence are capitalised, as in English headlines.
    fn is_title_case(&self, sentence: u32) -> bool {
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
