//! Ordinary words that are spelt like names: `Let op!` is no Latvian, `Est` no Estonian where a sentence begins with it.

use crate::mention::Form;
use crate::resolve::grammar::WordClass;
use crate::resolve::words::{Word, begins_sentence};
use crate::resolve::{Rule, View};

impl View<'_> {
    /// Whether mention `at` is an ordinary word that is capitalised only for its place. A capital in the middle of a sentence anywhere
    /// in the article speaks for the name.
    pub(super) fn common_word(&self, at: usize, alias: &str) -> Option<Rule> {
        if alias.contains(' ') || !self.resolver.gazetteer.is_common(&alias.to_lowercase()) {
            return None;
        }
        let is_acronym = alias.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
        if is_acronym {
            // `XI IS NIET BANG`: in a sentence of capitals an acronym is no longer told from a word.
            let sentence = self.sentence(self.mentions[at].sentence).of(self.text());
            return (!sentence.contains(char::is_lowercase) && sentence.contains(' ')).then_some(Rule::CommonWord);
        }
        let shows_name = |at: usize| {
            let mention = &self.mentions[at];
            mention.form != Form::Capitals && !begins_sentence(self.text(), self.sentence(mention.sentence), mention.span.start)
        };
        (!self.any_like(at, &self.with_capital, shows_name)).then_some(Rule::CommonWord)
    }

    /// `Ajax VS Feyenoord`: whether mention `at` is the word for versus between two names.
    pub(super) fn is_versus(&self, at: usize) -> bool {
        let mention = &self.mentions[at];
        let (text, sentence) = (self.text(), self.sentence(mention.sentence));
        if !self.resolver.grammar.is(mention.span.of(text), WordClass::Versus) || mention.form == Form::Capitals {
            return false;
        }
        let is_name = |word: Option<Word<'_>>| {
            word.is_some_and(|word| word.adjacent && word.is_capitalised() && word.text.contains(char::is_lowercase))
        };
        let previous = self.word_before(at);
        let is_word =
            previous.is_some_and(|word| begins_sentence(text, sentence, word.span.start) && self.resolver.grammar.knows(word.text));
        is_name(previous) && !is_word && is_name(self.word_after(at))
    }
}
