//! Adjectives that are something else: `Frans Bauer` has a first name, not a nationality, and `les in Engels` is about a language.

use crate::gazetteer::Alias;
use crate::gazetteer::AliasKind;
use crate::resolve::grammar::WordClass;
use crate::resolve::words::{after, before};
use crate::resolve::{Rule, View};
use crate::span::Span;

/// What follows an adjective.
enum Follows {
    /// Another one of a list, which ends at this byte.
    Adjective(usize),
    /// A noun, or what may be one.
    Noun,
    /// What shows that there is no noun.
    None,
}

impl View<'_> {
    /// Why the adjective of mention `at` is none, if it is none. An adjective without `e` before a capitalised word that is no
    /// mention is a first name, unless a determiner or preposition makes it part of a noun phrase: `het Frans Instituut`. Without
    /// a noun after it, it is a first name or a language, unless a determiner or a verb of being leaves it an adjective.
    ///
    /// Only Dutch inflects its adjectives; in other languages the form tells nothing.
    pub(super) fn not_adjective(&self, at: usize, alias: &Alias<'_>) -> Option<Rule> {
        let mention = &self.mentions[at];
        let sentence = self.sentence(mention.sentence);
        if alias.lang == "en" {
            return self.is_english_for_language(mention.span, sentence).then_some(Rule::NotAdjective);
        }
        if alias.text.ends_with('e') || alias.text.contains('-') {
            return None;
        }
        let previous = self.word_before(at).filter(|word| word.adjacent);
        let follows = |class| previous.is_some_and(|word| self.resolver.grammar.is(word.text, class));
        if let Some(next) = self.word_after(at).filter(|word| word.adjacent && word.is_capitalised()) {
            let classes = [WordClass::Determiner, WordClass::OpenPreposition, WordClass::RelationPreposition, WordClass::PlacePreposition];
            let is_name = self.mention_at(next.span.start).is_none_or(|other| self.is_short_person(other));
            return (is_name && !classes.into_iter().any(follows)).then_some(Rule::NotAdjective);
        }
        // `oom Frans`
        let follows_title = previous.is_some_and(|word| self.resolver.titles.ends_with(word.text));
        if follows(WordClass::Occupation) || follows_title {
            return Some(Rule::NotAdjective);
        }
        // `het Frans` alone is the language, `een Frans` is not.
        let is_of_language = follows(WordClass::NeuterArticle);
        let is_free = is_of_language || !(follows(WordClass::Determiner) || follows(WordClass::Copula));
        (is_free && self.lacks_noun(sentence, mention.span.end)).then_some(Rule::NotAdjective)
    }

    /// `He speaks English and Russian`: whether a verb of speaking or teaching stands before an English adjective, and no noun after it.
    fn is_english_for_language(&self, span: Span, sentence: Span) -> bool {
        const REACH: usize = 4;
        let mut from = span.start;
        let is_spoken = (0..REACH).any(|_| {
            before(self.text(), sentence, from).is_some_and(|word| {
                from = word.span.start;
                self.resolver.grammar.is(word.text, WordClass::LanguageVerb)
            })
        });
        let previous = before(self.text(), sentence, span.start).filter(|word| word.adjacent);
        let is_people = previous.is_some_and(|word| self.resolver.grammar.is(word.text, WordClass::Determiner));
        is_spoken && !is_people && self.lacks_noun(sentence, span.end)
    }

    /// Whether what follows an adjective shows that no noun does: the end of the clause, a verb, a preposition, or `en` and no second
    /// adjective.
    fn lacks_noun(&self, sentence: Span, end: usize) -> bool {
        // Of a list of adjectives all are asked about, one after the other.
        if let Some((_, told)) = self.lacking.get().filter(|(list, _)| list.start <= end && end <= list.end) {
            return told;
        }
        let mut last = end;
        let told = loop {
            match self.after_adjective(sentence, last) {
                Follows::Adjective(end) => last = end,
                Follows::Noun => break false,
                Follows::None => break true,
            }
        };
        self.lacking.set(Some((Span::new(end, last), told)));
        told
    }

    /// What follows an adjective that ends at a place.
    fn after_adjective(&self, sentence: Span, end: usize) -> Follows {
        let grammar = &self.resolver.grammar;
        let Some(next) = after(self.text(), sentence, end) else { return Follows::None };
        let gap = self.text()[end..next.span.start].trim();
        let is = |class| grammar.is(next.text, class);
        if gap == "," || (gap.is_empty() && is(WordClass::Coordination)) {
            let second = if gap == "," { Some(next) } else { after(self.text(), sentence, next.span.end).filter(|word| word.adjacent) };
            let adjective = second.and_then(|word| self.mention_at(word.span.start)).filter(|at| self.is_adjective(*at));
            return adjective.map_or(Follows::None, |at| Follows::Adjective(self.mentions[at].span.end));
        }
        if !gap.is_empty() {
            return if gap.starts_with(['.', ';', ':', '!', '?', ')', '(']) { Follows::None } else { Follows::Noun };
        }
        let classes = [
            WordClass::PlacePreposition,
            WordClass::RelationPreposition,
            WordClass::OpenPreposition,
            WordClass::Auxiliary,
            WordClass::ActingVerb,
            WordClass::PlaceVerb,
            WordClass::Verb,
        ];
        let is_small = next.adjacent && next.text.starts_with(char::is_lowercase) && classes.into_iter().any(is);
        if is_small { Follows::None } else { Follows::Noun }
    }

    fn is_adjective(&self, at: usize) -> bool {
        self.mentions[at].candidates.iter().any(|id| self.alias(*id).kind == AliasKind::Adjective)
    }
}
