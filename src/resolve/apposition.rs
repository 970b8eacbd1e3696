//! What stands beside a surname and says who bears it: `Macron, de nieuwe trainer van Sparta`, `Bush, 34 jaar`, `Merkel uit Assen`.

use crate::resolve::View;
use crate::resolve::grammar::{Grammar, WordClass};
use crate::resolve::words::{Word, after, before};
use crate::span::Span;

/// How many words of an apposition may stand before its noun: `de nieuwe, jonge trainer`.
const MOST_BEFORE_NOUN: usize = 4;

/// Who is younger leads no country.
pub(super) const YOUNGEST: u32 = 33;

impl View<'_> {
    /// Whether the words beside the surname of mention `at` make it that of someone who is no leader.
    pub(super) fn is_described_otherwise(&self, at: usize) -> bool {
        let mention = &self.mentions[at];
        let (text, sentence) = (self.text(), self.sentence(mention.sentence));
        let rest = &text[mention.span.end..sentence.end];
        if let Some(tail) = rest.strip_prefix(',') {
            let from = mention.span.end + 1;
            let age = age_len(tail, &self.resolver.grammar);
            let from = from + age.map_or(0, |(len, _)| len);
            let is_young = age.is_some_and(|(_, age)| age <= YOUNGEST);
            if self.is_trade(at, sentence, from) || is_young || self.is_index(at, sentence) {
                return true;
            }
            let head = text[sentence.start..mention.span.start].trim_end();
            if head.ends_with(',') && self.trade_stands_before(at, sentence, sentence.start + head.len() - 1) {
                return true;
            }
        }
        is_result(rest) || self.is_by_trade(at, sentence) || self.comes_from_elsewhere(at, sentence)
    }

    /// `, trainer van Ajax`, `, de 40-jarige schilder`: whether an apposition that begins at byte `from` names a trade. A name after the
    /// trade makes it another person's: `Trump, zanger Bruce Springsteen en anderen`.
    fn is_trade(&self, at: usize, sentence: Span, mut from: usize) -> bool {
        for _ in 0..MOST_BEFORE_NOUN {
            let Some(word) = after(self.text(), sentence, from).filter(|word| word.adjacent) else { return false };
            // `Trump, een bakkerij in Hoorn`
            if self.is_stranger_word(at, word) || self.resolver.grammar.is(word.text, WordClass::NamedThing) {
                let next = after(self.text(), sentence, word.span.end).filter(|next| next.adjacent);
                return !next.is_some_and(|next| next.is_capitalised());
            }
            if !self.goes_before_noun(word) {
                return false;
            }
            from = word.span.end;
        }
        false
    }

    /// `Biden is leraar`, `Bush was 40 jaar kantonrechter`: whether a trade without an article is said of the person.
    fn is_by_trade(&self, at: usize, sentence: Span) -> bool {
        let text = self.text();
        let next = |from: usize| after(text, sentence, from).filter(|word| word.adjacent);
        let Some(verb) = next(self.mentions[at].span.end).filter(|word| self.is(Some(*word), WordClass::Being)) else { return false };
        let mut word = next(verb.span.end);
        if let Some(number) = word.filter(|word| word.text.bytes().all(|byte| byte.is_ascii_digit())) {
            word = next(number.span.end).and_then(|unit| next(unit.span.end));
        }
        word.is_some_and(|word| self.is_stranger_word(at, word))
    }

    /// `De trainer van Ajax, Johnson,`: whether the segment that ends with the comma at byte `end` begins with a trade.
    fn trade_stands_before(&self, at: usize, sentence: Span, end: usize) -> bool {
        let head = &self.text()[sentence.start..end];
        let start = head.rfind([',', ':', ';']).map_or(sentence.start, |comma| sentence.start + comma + 1);
        let segment = Span::new(sentence.start, end);
        let mut from = start;
        for _ in 0..MOST_BEFORE_NOUN {
            let Some(word) = after(self.text(), segment, from) else { return false };
            if self.is_stranger_word(at, word) {
                return true;
            }
            if !self.goes_before_noun(word) {
                return false;
            }
            from = word.span.end;
        }
        false
    }

    fn goes_before_noun(&self, word: Word<'_>) -> bool {
        let grammar = &self.resolver.grammar;
        let small = [WordClass::Determiner, WordClass::Adjective, WordClass::NotNow];
        small.into_iter().any(|class| grammar.is(word.text, class))
            || (word.text.ends_with('e') && word.text.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit()))
    }

    /// `Bush, J., bakker`: initials that are not the person's, after a comma as in an index.
    fn is_index(&self, at: usize, sentence: Span) -> bool {
        let next = after(self.text(), sentence, self.mentions[at].span.end).filter(Word::is_initials);
        let first = next.and_then(|word| word.text.chars().next());
        first.is_some_and(|first| !self.mentions[at].candidates.iter().any(|id| self.first_letters(*id).any(|own| own == first)))
    }

    /// `van Merkel uit Assen`, `bij de heer Bush te Ede`: a place after the name, which is not that of the person's government.
    fn comes_from_elsewhere(&self, at: usize, sentence: Span) -> bool {
        let text = self.text();
        let grammar = &self.resolver.grammar;
        let mention = &self.mentions[at];
        let Some(from) = after(text, sentence, mention.span.end).filter(|word| word.adjacent && grammar.is(word.text, WordClass::FromTown))
        else {
            return false;
        };
        let Some(place) = after(text, sentence, from.span.end).filter(|word| word.adjacent && word.is_capitalised()) else { return false };
        let mut previous = before(text, sentence, mention.span.start).filter(|word| word.adjacent);
        while let Some(word) =
            previous.filter(|word| self.resolver.titles.ends_with(word.text) || grammar.is(word.text, WordClass::Determiner))
        {
            previous = before(text, sentence, word.span.start).filter(|word| word.adjacent);
        }
        let classes = [WordClass::OpenPreposition, WordClass::RelationPreposition, WordClass::PlacePreposition, WordClass::Coordination];
        let is_governed = previous.is_some_and(|word| classes.into_iter().any(|class| grammar.is(word.text, class)));
        is_governed && self.mention_at(place.span.start).is_none()
    }
}

/// An age as in `, 34 jaar,`: its length with the comma after it, and the number.
fn age_len(tail: &str, grammar: &Grammar) -> Option<(usize, u32)> {
    let start = tail.len() - tail.trim_start().len();
    let digits = tail[start..].bytes().take_while(u8::is_ascii_digit).count();
    let age = tail[start..start + digits].parse().ok()?;
    let rest = &tail[start + digits..];
    let unit = rest.trim_start();
    let word = unit.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let is_unit = grammar.is(word, WordClass::AgeUnit);
    let after = if is_unit { &unit[word.len()..] } else { rest };
    let end = tail.len() - after.len();
    // `, 2,5 miljard`: a figure.
    let is_figure = !is_unit && after[after.len().min(1)..].starts_with(|c: char| c.is_ascii_digit());
    (is_unit || after.starts_with(',') && !is_figure).then(|| (end + usize::from(after.starts_with(',')), age))
}

/// `Johnson (VS) 9,92`: a name, a country in brackets and a figure, as results are listed.
fn is_result(rest: &str) -> bool {
    const LONGEST: usize = 4;
    let Some(inner) = rest.trim_start().strip_prefix('(') else { return false };
    let Some((country, after)) = inner.split_once(')') else { return false };
    let is_code = country.chars().count() <= LONGEST && country.chars().all(|c| c.is_alphabetic() || c == '.');
    is_code && after.trim_start().starts_with(|c: char| c.is_ascii_digit())
}
