//! Namesakes: things that bear a person's name, and people who share a surname with the person of the gazetteer.

use crate::fold::fold;
use crate::gazetteer::Language;
use crate::id::ActorId;
use crate::mention::Form;
use crate::resolve::apposition::YOUNGEST;
use crate::resolve::grammar::{Grammar, WordClass};
use crate::resolve::words::{Word, after, before, begins_sentence};
use crate::resolve::{Open, Resolution, Resolved, Rule, View};
use crate::span::Span;

/// Marks that open or close a quotation.
const QUOTES: [char; 7] = ['‘', '’', '“', '”', '"', '\'', '„'];

/// What is known of the earlier mentions of an actor's names.
#[derive(Default)]
pub(super) struct Seen {
    /// How many of them were looked at.
    looked_at: usize,
    /// The first that introduces a namesake.
    namesake: Option<usize>,
    /// Whether one of them means the actor, or may.
    meant: bool,
}

impl View<'_> {
    /// Why the person's name of mention `at`, a full one or a short one, is part of another name, if it is: a thing named after the
    /// person, a relative, another bearer of a royal name, or half of a double surname.
    pub(super) fn named_after(&self, at: usize, decided: &[Resolved]) -> Option<Rule> {
        let grammar = &self.resolver.grammar;
        let mention = &self.mentions[at];
        let (text, sentence) = (self.text(), self.sentence(mention.sentence));
        let next = self.word_after(at);
        let previous = self.word_before(at);
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
        let text = self.text();
        let joined = |head: &str| head.ends_with(['-', '‐', '‑']);
        if mention.form == Form::Capitals {
            return None;
        }
        if joined(&text[..mention.span.start]) {
            let first = at.checked_sub(1).filter(|first| self.mentions[*first].span.end + 1 == mention.span.start);
            let is_half = first.and_then(|first| decided.get(first)).is_some_and(|first| matches!(first.resolution, Resolution::Nil(_)));
            return is_half.then_some(Rule::OtherPerson);
        }
        let next = self.word_after(at).filter(|word| joined(&text[..word.span.start]))?;
        if next.span.start != mention.span.end + 1 || !next.is_capitalised() {
            return None;
        }
        let previous = self.word_before(at).filter(|word| word.adjacent);
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
        let nickname = self.word_before(at).filter(Word::is_capitalised);
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

    /// Whether a word before mention `at` makes it the name of someone who is no leader, or of a family: `doelman Johnson`,
    /// `dominee Scholz`, `de gebroeders Trump`, `de Trumps`.
    pub(super) fn follows_stranger_word(&self, at: usize) -> bool {
        let mention = &self.mentions[at];
        let text = self.text();
        let Some(previous) = self.word_before(at).filter(|word| word.adjacent) else { return false };
        let is_plural = text[mention.span.end..].starts_with('s') && mention.form != Form::Capitals;
        if is_plural && self.is(Some(previous), WordClass::DefiniteArticle) {
            return true;
        }
        self.is_stranger_word(at, previous) || is_young(previous, &self.resolver.grammar) || self.is_beside_stranger(at, previous)
    }

    /// `de Trump van de tropen`, `de Biden stroomt`: Dutch puts no article directly before a person's name. `het Trump-kamp` has its own.
    fn is_one_of_many(&self, at: usize, sentence: Span) -> bool {
        let mention = &self.mentions[at];
        let text = self.text();
        let previous = self.word_before(at).filter(|word| word.adjacent);
        let is_compound = text[mention.span.end..].starts_with(['-', '‑', '‐']);
        // `de Trump van 2016` is himself, at a time.
        let next = |from: usize| after(text, sentence, from).filter(|word| word.adjacent);
        let time = next(mention.span.end).filter(|word| self.is(Some(*word), WordClass::Of)).and_then(|van| next(van.span.end));
        let is_at_time = time.is_some_and(|word| {
            word.text.starts_with(|c: char| c.is_ascii_digit()) || self.resolver.grammar.is(word.text, WordClass::Adverb)
        });
        if is_at_time {
            return false;
        }
        let is_article = self.is(previous, WordClass::DefiniteArticle) || self.is(previous, WordClass::Indefinite);
        is_article && !is_compound && mention.form != Form::Capitals && self.resolver.grammar.is_of(Language::Dutch)
    }

    /// `soldaten Trump en Bush`: whether the conjunction `and` joins mention `at` to one that follows the plural of a trade.
    fn is_beside_stranger(&self, at: usize, and: Word<'_>) -> bool {
        let sentence = self.sentence(self.mentions[at].sentence);
        let first = at.checked_sub(1).map(|first| (first, self.mentions[first].span));
        let Some((first, span)) = first.filter(|(_, span)| span.end < and.span.start) else { return false };
        let text = self.text();
        let is_pair = self.resolver.grammar.is(and.text, WordClass::Coordination) && text[span.end..and.span.start].trim().is_empty();
        let trade = before(text, sentence, span.start).filter(|word| word.adjacent && word.text.ends_with(['n', 's']));
        is_pair && trade.is_some_and(|word| self.is_stranger_word(first, word) && self.is_stranger_word(at, word))
    }

    /// Whether a word is of a trade or a family, and the gazetteer does not say it of anyone whom mention `at` may mean.
    pub(super) fn is_stranger_word(&self, at: usize, word: Word<'_>) -> bool {
        let grammar = &self.resolver.grammar;
        let head = word.text.rsplit_once('-').map_or(word.text, |(_, head)| head);
        if grammar.is(word.text, WordClass::Family) {
            // `de familie Trump` is the president's where the article names him.
            return !self.mentions[at].candidates.iter().any(|id| self.names_in_full(self.alias(*id).actor));
        }
        if !grammar.is(word.text, WordClass::Occupation) && !grammar.is(head, WordClass::Occupation) {
            return false;
        }
        let folded = fold(head);
        let gazetteer = &self.resolver.gazetteer;
        let title = || self.resolver.titles.of_word(head).and_then(|number| gazetteer.titles().get(number));
        let is_theirs = |actor: ActorId| {
            let note = fold(&gazetteer.actor(actor).note);
            let is_noted = note.split(|c: char| !c.is_alphanumeric()).any(|noted| noted == folded);
            is_noted
                || title().is_some_and(|title| gazetteer.roles_of(actor).any(|role| title.office.split('|').any(|own| own == role.office)))
        };
        !self.mentions[at].candidates.iter().any(|id| is_theirs(self.alias(*id).actor))
    }

    /// Whether the surname of mention `at` is that of a thing: a firm (`Trump & Zonen`), or a ship or paper whose name stands in quotes
    /// after its article (`de ‘Merkel’`).
    pub(super) fn belongs_to_thing(&self, at: usize) -> Option<Rule> {
        let mention = &self.mentions[at];
        let (text, sentence) = (self.text(), self.sentence(mention.sentence));
        let (head, tail) = (&text[sentence.start..mention.span.start], &text[mention.span.end..sentence.end]);
        let next = self.word_after(at);
        let gap = next.map_or("", |word| text[mention.span.end..word.span.start].trim());
        let is_person = |word: &Word<'_>| self.mention_at(word.span.start).is_some_and(|at| self.is_short_person(at));
        let joined = next.filter(|word| gap == "&" && word.is_capitalised() && !is_person(word)).is_some();
        let firm = next.filter(|word| gap.is_empty() && self.resolver.grammar.is(word.text, WordClass::Coordination));
        let is_firm = firm
            .and_then(|and| after(text, sentence, and.span.end))
            .is_some_and(|word| word.is_capitalised() && self.resolver.grammar.is(word.text, WordClass::Firm));
        if joined || is_firm || head.trim_end().ends_with('&') {
            return Some(Rule::OtherName);
        }
        let is_quoted = head.ends_with(QUOTES) && tail.starts_with(QUOTES);
        let article = self.word_before(at).filter(|_| is_quoted);
        let is_thing = |word: Word<'_>| self.is(Some(word), WordClass::DefiniteArticle) || self.is(Some(word), WordClass::NamedThing);
        (article.is_some_and(is_thing) || self.is_one_of_many(at, sentence)).then_some(Rule::OtherName)
    }

    /// Whether an earlier mention introduced a namesake of the persons that mention `at` may mean, while nothing before has meant
    /// one of them. The title of an office tells them apart: `bondskanselier Merkel`.
    pub(super) fn follows_namesake(&self, at: usize, decided: &[Resolved]) -> bool {
        let mention = &self.mentions[at];
        let mut introduced = None;
        for id in mention.candidates.iter() {
            let mut seen = self.seen.borrow_mut();
            let seen = seen.entry(self.alias(*id).actor).or_default();
            self.look_on(seen, self.alias(*id).actor, at, decided);
            if seen.meant {
                return false;
            }
            introduced = introduced.max(seen.namesake.map(std::cmp::Reverse));
        }
        introduced.is_some_and(|std::cmp::Reverse(first)| {
            // `Melania Trump zegt dat Trump slaapt` tells two persons apart.
            let other = &self.mentions[first];
            let is_apart = other.sentence < mention.sentence || self.text()[other.span.end..mention.span.start].contains(';');
            is_apart && !self.follows_office(at)
        })
    }

    /// Brings what is known of an actor's earlier mentions up to mention `at`.
    fn look_on(&self, seen: &mut Seen, actor: ActorId, at: usize, decided: &[Resolved]) {
        let all = self.mentions_of(actor);
        while let Some(number) = all.get(seen.looked_at).map(|(_, number)| *number as usize).filter(|number| *number < at) {
            seen.looked_at += 1;
            let Some(verdict) = decided.get(number) else { return };
            match verdict.resolution {
                Resolution::Nil(_) => {
                    let other = &self.mentions[number];
                    let is_named = verdict.rule == Rule::OtherPerson && other.form != Form::Capitals;
                    if seen.namesake.is_none() && is_named && self.introduces(other) {
                        seen.namesake = Some(number);
                    }
                }
                _ => seen.meant = true,
            }
        }
    }

    /// Whether a mention that is another person's says so beyond doubt: an unknown word that begins the sentence may be no first name.
    fn introduces(&self, other: &Open) -> bool {
        let (text, sentence) = (self.text(), self.sentence(other.sentence));
        let Some(previous) = before(text, sentence, other.span.start).filter(|word| word.adjacent && word.is_capitalised()) else {
            return true;
        };
        !begins_sentence(text, sentence, previous.span.start) || self.is_first_name(previous.text)
    }

    /// Whether a word is a first name that is known, or has the form of one: `J.`, `Jean-Pierre`.
    pub(super) fn is_first_name(&self, word: &str) -> bool {
        let grammar = &self.resolver.grammar;
        grammar.is(word, WordClass::FirstName)
            || word.contains('-')
            || word.ends_with('.')
            || grammar.is(word, WordClass::Occupation)
            || grammar.is(word, WordClass::Family)
            || self.resolver.is_known_first_name(word)
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

/// `26-jarige`: whether a word tells an age that no leader has.
fn is_young(word: Word<'_>, grammar: &Grammar) -> bool {
    let age = word.text.split_once(['-', '‑']).filter(|(_, rest)| grammar.is(rest, WordClass::AgeEnding));
    age.and_then(|(age, _)| age.parse::<u32>().ok()).is_some_and(|age| age <= YOUNGEST)
}

/// Whether a word is a Roman number that may follow a name.
pub(super) fn is_roman(word: &str) -> bool {
    word.trim_end_matches('.').chars().all(|c| "IVX".contains(c))
}
