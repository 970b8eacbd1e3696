//! Ordinary words that are spelt like names: `Let op!` is no Latvian, `Est` no Estonian where a sentence begins with it.

use crate::mention::Form;
use crate::resolve::words::begins_sentence;
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
        let shows_nothing = |at: usize| {
            let mention = &self.mentions[at];
            mention.form == Form::Capitals || begins_sentence(self.text(), self.sentence(mention.sentence), mention.span.start)
        };
        let is_same = |other: &usize| self.mentions[*other].candidates == self.mentions[at].candidates;
        (0..self.mentions.len()).filter(is_same).all(shows_nothing).then_some(Rule::CommonWord)
    }
}
