//! Namesakes: things that bear a person's name, and people who share a surname with the person of the gazetteer.

use crate::id::ActorId;
use crate::mention::Form;
use crate::resolve::grammar::WordClass;
use crate::resolve::words::{Word, after, before};
use crate::resolve::{Resolution, Resolved, Rule, View};
use crate::span::Span;

impl View<'_> {
    /// Why the person's name of mention `at`, a full one or a short one, is part of another name, if it is: a thing named after the
    /// person, a relative, another bearer of a royal name, or half of a double surname.
    pub(super) fn named_after(&self, at: usize, decided: &[Resolved]) -> Option<Rule> {
        let grammar = &self.resolver.grammar;
        let mention = &self.mentions[at];
        let (text, sentence) = (self.text(), self.sentence(mention.sentence));
        let next = after(text, sentence, mention.span.end);
        let previous = before(text, sentence, mention.span.start);
        let joined_after = text[mention.span.end..].starts_with(['-', '‐', '‑']);
        let is = |word: Option<Word<'_>>, class| word.is_some_and(|word| grammar.is(word.text, class));
        // `Trump, jr.`: a comma may stand before the suffix.
        let gap = next.map_or("", |word| text[mention.span.end..word.span.start].trim());
        if matches!(gap, "" | ",") && is(next, WordClass::Suffix) {
            return Some(Rule::OtherPerson);
        }
        // `stadion Mandela`, `Nelson Mandela Brug`, `Obama-plein`.
        let is_thing_before = is(previous.filter(|word| word.adjacent), WordClass::NamedThing);
        if is_thing_before || self.is_followed_by_thing(at, sentence) || (joined_after && is(next, WordClass::NamedThing)) {
            return Some(Rule::OtherName);
        }
        if let Some(number) = next.filter(|word| word.adjacent && is_roman(word.text)) {
            // `Trump II` is his second government, but `Charles II` is another king.
            let mut actors = mention.candidates.iter().map(|id| self.alias(*id).actor);
            let number = number.text.trim_end_matches('.');
            let fits = number == "I" || actors.any(|actor| !self.bears_number(actor) || self.has_name_part(actor, number));
            return (!fits).then_some(Rule::OtherPerson);
        }
        self.double_surname(at, decided)
    }

    /// `Rutte-Jansen`, `mevrouw Visser-Rutte`: half of a double surname. `Xi-Poetin` are two persons, `anti-Trump` is one.
    fn double_surname(&self, at: usize, decided: &[Resolved]) -> Option<Rule> {
        let mention = &self.mentions[at];
        let (text, sentence) = (self.text(), self.sentence(mention.sentence));
        let joined = |head: &str| head.ends_with(['-', '‐', '‑']);
        if mention.form == Form::Capitals {
            return None;
        }
        if joined(&text[..mention.span.start]) {
            let first = at.checked_sub(1).filter(|first| self.mentions[*first].span.end + 1 == mention.span.start);
            let is_half = first.and_then(|first| decided.get(first)).is_some_and(|first| matches!(first.resolution, Resolution::Nil(_)));
            return is_half.then_some(Rule::OtherPerson);
        }
        let next = after(text, sentence, mention.span.end).filter(|word| joined(&text[..word.span.start]))?;
        if next.span.start != mention.span.end + 1 || !next.is_capitalised() {
            return None;
        }
        let previous = before(text, sentence, mention.span.start).filter(|word| word.adjacent);
        let titles = &self.resolver.titles;
        let of_one = previous.is_some_and(|word| {
            let is_title = titles.ends_with(word.text) && !titles.is_plural(word.text);
            is_title || self.resolver.grammar.is(word.text, WordClass::Madam)
        });
        let is_surname = match self.mention_at(next.span.start) {
            Some(other) => of_one && self.is_short_person(other),
            // `Trump-Republikein` is rarer than `Rutte-Jansen`; a longer compound such as `Trump-Kim-top` is no name.
            None => !next.text.contains('-') && next.text.chars().skip(1).all(char::is_lowercase),
        };
        is_surname.then_some(Rule::OtherPerson)
    }

    /// `Earvin ‘Magic’ Johnson`: whether a capitalised word in quotes stands before mention `at`, and a first name before that.
    pub(super) fn follows_nickname(&self, at: usize) -> bool {
        let mention = &self.mentions[at];
        let (text, sentence) = (self.text(), self.sentence(mention.sentence));
        let closing = |head: &str| head.trim_end().ends_with(['’', '\'', '”', '"']);
        if !closing(&text[sentence.start..mention.span.start]) {
            return false;
        }
        let nickname = before(text, sentence, mention.span.start).filter(Word::is_capitalised);
        let name = nickname.and_then(|word| {
            let head = &text[sentence.start..word.span.start];
            let opens = head.ends_with(['‘', '\'', '“', '"', '”', '’']);
            before(text, sentence, word.span.start).filter(|_| opens)
        });
        name.is_some_and(|name| {
            let gap = text[name.span.end..mention.span.start].trim_start();
            name.is_capitalised() && self.mention_at(name.span.start).is_none() && gap.starts_with(['‘', '\'', '“', '"', '”', '’'])
        })
    }

    /// Whether a title of someone who holds no office stands before mention `at`: `doelman Johnson`, `dominee Scholz`.
    pub(super) fn follows_occupation(&self, at: usize) -> bool {
        let mention = &self.mentions[at];
        let previous = before(self.text(), self.sentence(mention.sentence), mention.span.start).filter(|word| word.adjacent);
        previous.is_some_and(|word| self.resolver.grammar.is(word.text, WordClass::Occupation))
    }

    /// Whether an earlier sentence introduced a namesake of the persons that mention `at` may mean, while nothing before has meant
    /// one of them. The title of an office tells them apart: `bondskanselier Merkel`.
    pub(super) fn follows_namesake(&self, at: usize, decided: &[Resolved]) -> bool {
        let mention = &self.mentions[at];
        let mut introduced = false;
        for (other, verdict) in self.mentions[..at].iter().zip(decided) {
            let means = |actor| mention.candidates.iter().any(|id| self.alias(*id).actor == actor);
            let is_same = other.candidates.iter().any(|id| means(self.alias(*id).actor));
            if !is_same {
                continue;
            }
            match verdict.resolution {
                Resolution::Nil(_) => {
                    let is_named = verdict.rule == Rule::OtherPerson && other.form != Form::Capitals;
                    introduced |= is_named && other.sentence < mention.sentence;
                }
                _ => return false,
            }
        }
        introduced && !self.follows_office(at)
    }

    /// `Nelson Mandela Brug`, `George Bush Intercontinental Airport`: whether capitalised words that end in a thing follow mention `at`.
    fn is_followed_by_thing(&self, at: usize, sentence: Span) -> bool {
        const LONGEST: usize = 3;
        let mention = &self.mentions[at];
        let mut end = mention.span.end;
        mention.form != Form::Capitals
            && (0..LONGEST)
                .map_while(|_| {
                    let word = after(self.text(), sentence, end).filter(|word| word.adjacent && word.is_capitalised())?;
                    end = word.span.end;
                    Some(word)
                })
                .any(|word| self.resolver.grammar.is(word.text, WordClass::NamedThing))
    }

    /// Whether the actor is a pope or of a royal house, whose names have numbers.
    fn bears_number(&self, actor: ActorId) -> bool {
        let mut roles = self.resolver.gazetteer.roles_of(actor);
        roles.any(|role| matches!(role.office.as_str(), "monarch" | "pope" | "crown-prince"))
    }

    /// Whether a part of one of the actor's names is this word.
    fn has_name_part(&self, actor: ActorId, word: &str) -> bool {
        self.resolver.gazetteer.aliases_of(actor).any(|alias| alias.text.split(' ').any(|part| part == word))
    }
}

/// Whether a word is a Roman number that may follow a name.
pub(super) fn is_roman(word: &str) -> bool {
    word.trim_end_matches('.').chars().all(|c| "IVX".contains(c))
}
