//! Adjectives that are something else: `Frans Bauer` has a first name, not a nationality.

use crate::resolve::grammar::WordClass;
use crate::resolve::words::{after, before};
use crate::resolve::{Rule, View};

impl View<'_> {
    /// Why the adjective of mention `at` is none, if it is none. An uninflected adjective before a capitalised word that is no
    /// mention is a first name, unless a determiner or preposition makes it part of a noun phrase: `het Frans Instituut`.
    pub(super) fn not_adjective(&self, at: usize, alias: &str) -> Option<Rule> {
        if alias.ends_with('e') || alias.contains('-') {
            return None;
        }
        let mention = &self.mentions[at];
        let (text, sentence) = (self.text(), self.sentence(mention.sentence));
        let next = after(text, sentence, mention.span.end).filter(|word| word.adjacent && word.is_capitalised())?;
        if self.mention_at(next.span.start).is_some() {
            return None;
        }
        let in_phrase = before(text, sentence, mention.span.start).is_some_and(|word| {
            let grammar = &self.resolver.grammar;
            let classes = [WordClass::Determiner, WordClass::OpenPreposition, WordClass::RelationPreposition, WordClass::PlacePreposition];
            word.adjacent && classes.into_iter().any(|class| grammar.is(word.text, class))
        });
        (!in_phrase).then_some(Rule::NotAdjective)
    }
}
