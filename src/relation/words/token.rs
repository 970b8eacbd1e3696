//! The words of a sentence with all that is known of each, mentions as one word.

use std::ops::{Deref, DerefMut};

use crate::fold::is_word_char;
use crate::gazetteer::AliasKind;
use crate::id::ActorId;
use crate::relation::words::lexicon::{Class, Classes, Form, FormKind, Leads, Lexicon, WordId};
use crate::relation::words::spelling::{Known, Spellings};
use crate::relation::words::word::{Answered, Spelt, Words};
use crate::resolve::{Resolution, Resolved};
use crate::span::Span;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A word.
    Word,
    /// A mention: the number of it in the article.
    Mention(u32),
    /// A compound of a mention and a noun, such as `NAVO-landen`; what is known of the word is known of the noun.
    Compound(u32),
    /// `,` or a dash between spaces.
    Comma,
    /// `:`
    Colon,
    /// `;`, or a full stop inside.
    Stop,
    /// A quotation mark.
    Quote,
    /// `(`
    Open,
    /// `)`
    Close,
}

/// A word, a mention or a sign.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    pub(crate) span: Span,
    pub(crate) kind: Kind,
    /// What is known of it by its spelling, as far as its place leaves that.
    known: Known,
    /// Whether a genitive `s` or apostrophe follows a mention.
    pub(crate) genitive: bool,
    /// Whether a hyphen joins something to its front: `anti-`, `niet-`.
    pub(crate) prefixed: bool,
    /// Whether it stands between quotation marks.
    pub(super) quoted: bool,
    /// Whether it stands between an article and its noun, as `door Rusland bezette` does.
    pub(crate) embedded: bool,
    /// Whether the words that a row of it asks for stand in the sentence.
    pub(crate) may_fire: bool,
}

// A line of the processor's memory.
const _: () = assert!(size_of::<Token>() <= 64);

impl Deref for Token {
    type Target = Known;

    fn deref(&self) -> &Known {
        &self.known
    }
}

impl DerefMut for Token {
    fn deref_mut(&mut self) -> &mut Known {
        &mut self.known
    }
}

impl Token {
    pub(crate) const fn is(&self, class: Class) -> bool {
        self.known.classes.has(class)
    }

    #[inline]
    pub(crate) const fn is_any(&self, classes: &[Class]) -> bool {
        self.known.classes.any(classes)
    }

    /// Takes over what is known of the noun that a name is joined to.
    const fn know(&mut self, noun: &Known) {
        self.known = Known { capital: self.known.capital, ..*noun };
    }

    pub(crate) const fn is_sign(&self) -> bool {
        matches!(self.kind, Kind::Comma | Kind::Colon | Kind::Stop | Kind::Quote | Kind::Open | Kind::Close)
    }

    pub(crate) const fn mention(&self) -> Option<u32> {
        match self.kind {
            Kind::Mention(mention) | Kind::Compound(mention) => Some(mention),
            _ => None,
        }
    }

    /// Whether an object may begin with it.
    pub(crate) const fn opens_object(&self) -> bool {
        self.mention().is_some() || self.is_any(&[Class::Determiner, Class::Possessive, Class::Number])
    }

    /// Whether it is a word of no closed class: a noun, an adjective, a verb that is not known.
    pub(crate) fn is_open(&self) -> bool {
        const CLOSED: Classes = Classes::of(&[
            Class::Determiner,
            Class::Preposition,
            Class::Subordinator,
            Class::Coordination,
            Class::Contrast,
            Class::Have,
            Class::Be,
            Class::Become,
            Class::Will,
            Class::Would,
            Class::Can,
            Class::Must,
            Class::Want,
            Class::To,
            Class::InOrder,
            Class::According,
            Class::Negation,
            Class::Adverb,
            Class::Pronoun,
            Class::EachOther,
        ]);
        self.kind == Kind::Word && !self.classes.meets(CLOSED)
    }
}

/// A sentence cut into tokens.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    pub(crate) all: Vec<Token>,
    /// Those of the lexicon.
    pub(crate) words: Words,
    /// The classes of all of them as they were cut; their readings leave some of these.
    pub(crate) classes: Classes,
    /// What begins with them of what counts together.
    pub(crate) leads: Leads,
    /// The lists of rows of which one of its words is the last.
    pub(crate) answered: Answered,
}

/// A sentence that is being cut.
struct Cutter<'a> {
    text: &'a str,
    /// Where it ends.
    end: usize,
    /// Where it starts.
    start: usize,
    lexicon: &'a Lexicon,
    spellings: &'a mut Spellings,
    all: &'a mut Vec<Token>,
    words: &'a mut Words,
    classes: Classes,
    leads: Leads,
    /// Whether what comes next stands between quotation marks.
    quoted: bool,
}

impl Tokens {
    /// Cuts a sentence. `mentions` are those of the sentence in the order of the text, the longer before what it holds; `first` is the number
    /// of the first of them. `spellings` are those of this lexicon, as all that was cut before.
    pub(crate) fn cut(
        &mut self,
        text: &str,
        sentence: Span,
        (mentions, first): (&[Resolved], u32),
        lexicon: &Lexicon,
        spellings: &mut Spellings,
    ) {
        self.all.clear();
        self.words.clear(lexicon.len());
        self.answered.clear();
        let Span { start, end } = sentence;
        let (all, words) = (&mut self.all, &mut self.words);
        let (classes, leads) = (Classes::EMPTY, Leads::NONE);
        let mut cutter = Cutter { text, start, end, lexicon, spellings, all, words, classes, leads, quoted: false };
        let mut at = start;
        for (mention, number) in mentions.iter().zip(first..) {
            let is_open_office = mention.kind == AliasKind::Office && !matches!(mention.resolution, Resolution::Actor(_));
            if mention.span.start < at || is_open_office || cutter.is_day(mention) {
                continue;
            }
            cutter.words(at, mention.span.start);
            at = cutter.mention(mention, number);
        }
        cutter.words(at, end);
        (self.classes, self.leads) = (cutter.classes, cutter.leads);
    }

    /// Whether a word stands somewhere in the sentence, by itself or as the last part of another.
    pub(crate) fn holds(&self, word: WordId) -> bool {
        self.words.holds(word)
    }

    /// The trigger forms of a token that its context leaves.
    pub(crate) fn forms<'l>(&self, token: usize, lexicon: &'l Lexicon) -> impl Iterator<Item = Form> + use<'l> {
        let embedded = self.all[token].embedded;
        self.forms_anywhere(token, lexicon).filter(move |form| embedded || form.kind != FormKind::Attributive)
    }

    /// The same, and those that it has only between an article and its noun.
    pub(crate) fn forms_anywhere<'l>(&self, token: usize, lexicon: &'l Lexicon) -> impl Iterator<Item = Form> + use<'l> {
        let Known { word, attributive, may_be_verb, may_be_noun, .. } = self.all[token].known;
        let forms = word.map_or(&[][..], |word| lexicon.forms(word));
        forms.iter().copied().filter(move |form| match form.kind {
            FormKind::Attributive => attributive,
            kind if kind.is_verb() => may_be_verb,
            _ => may_be_noun,
        })
    }

    /// Whether the words from token `at` on are this run, hyphens and case aside.
    pub(crate) fn starts_run(&self, tokens: &[u16], at: usize, run: &[WordId]) -> bool {
        let mut given = 0;
        for token in tokens.get(at..).unwrap_or_default() {
            if given == run.len() {
                break;
            }
            let spelt = &self.words.list()[*token as usize];
            // Of a name of several words the first and the last two are known.
            let last = given + usize::from(spelt.words) - 1;
            let before = || spelt.words < 2 || run.get(last - 1).copied() == spelt.before_last;
            // `volgens The Washington Post` is no talk `met Washington Post`.
            let opens = || spelt.words <= 2 || run.get(given).copied() == spelt.first;
            if run.get(last).is_none_or(|word| !spelt.reads(*word)) || !before() || !opens() {
                return false;
            }
            given = last + 1;
        }
        given == run.len()
    }
}

impl Cutter<'_> {
    /// `on Friday`, `in May`: a name of no one that is a time is that time.
    fn is_day(&mut self, mention: &Resolved) -> bool {
        let (text, Span { start, end }) = (self.text, mention.span);
        party(mention).is_none()
            && is_one_word(mention.span.of(text))
            && self.spellings.know(text, start, end, self.lexicon).known.classes.has(Class::Time)
    }

    /// Adds a mention with what is joined to it, and tells where it ends.
    fn mention(&mut self, mention: &Resolved, number: u32) -> usize {
        let (text, span) = (self.text, mention.span);
        let rest = &text[span.end..self.end];
        let prefixed = text[self.start..span.start].ends_with(['-', '‑']) && self.all.last().is_none_or(|last| last.mention().is_none());
        // `Oost-Oekraïne`, `de Zuid-Libanese stad`: part of a country is its own; `anti-Russisch` is not.
        let part = self.all.last_mut().filter(|last| prefixed && last.capital && last.is(Class::CompoundPart));
        let prefixed = prefixed && part.is_none();
        if let Some(part) = part {
            part.embedded = true;
        }
        let mut token = sign(Kind::Mention(number), span);
        token.capital = true;
        token.prefixed = prefixed;
        token.quoted = self.quoted;
        // Rows may ask for names: `voor het Internationaal Gerechtshof`.
        let name = span.of(text);
        let (mut words, mut before, mut last) = (1, (None, None), span);
        if !is_one_word(name) {
            // `de Chinese leider` is no name: who asks for a `zwakke leider` asks for both words.
            if mention.kind != AliasKind::Office {
                words = u8::try_from(name.split_whitespace().count()).unwrap_or(u8::MAX);
            }
            let mut backwards = name.split_whitespace().rev();
            let end = span.start + name.trim_end().len();
            last = backwards.next().map_or(span, |word| Span::new(end - word.len(), end));
            if let Some(word) = backwards.next() {
                let start = word.as_ptr() as usize - text.as_ptr() as usize;
                before.0 = self.spellings.know(text, start, start + word.len(), self.lexicon).own;
            }
            if let Some(word) = backwards.next_back().filter(|_| words > 2) {
                let start = word.as_ptr() as usize - text.as_ptr() as usize;
                before.1 = self.spellings.know(text, start, start + word.len(), self.lexicon).own;
            }
        }
        token.word = self.spellings.know(text, last.start, last.end, self.lexicon).own;
        token.leads = token.word.map_or(Leads::NONE, |word| self.lexicon.leads(word));
        let genitive = genitive_ending(rest);
        if let Some(ending) = genitive {
            token.genitive = true;
            let end = span.end + ending.len();
            token.span = Span::new(span.start, end);
            self.push_name(token, words, before);
            return end;
        }
        let tail = rest.strip_prefix(['-', '‑']);
        if let Some(tail) = tail.filter(|tail| tail.starts_with(char::is_alphabetic)) {
            let len = tail.find(|c: char| !is_word_char(c) && !"-‑'’".contains(c)).unwrap_or(tail.len());
            // A second mention after the hyphen stands for itself.
            if tail.starts_with(char::is_lowercase) {
                let start = span.end + (rest.len() - tail.len());
                let end = start + len;
                token.span = Span::new(span.start, end);
                token.kind = Kind::Compound(number);
                let noun = self.spellings.know(text, start, end, self.lexicon).known;
                token.know(&noun);
                if noun.word.is_none()
                    && let Some((_, head)) = text[start..end].rsplit_once(['-', '‑'])
                {
                    token.know(&self.spellings.know(text, end - head.len(), end, self.lexicon).known);
                }
                self.push(token);
                return end;
            }
        }
        self.push_name(token, words, before);
        span.end
    }

    /// Adds the words and signs from one byte of the text up to another.
    fn words(&mut self, mut at: usize, end: usize) {
        let part = &self.text[..end];
        while let Some(byte) = part.as_bytes().get(at) {
            if *byte == b' ' {
                at += 1;
            } else if is_word_byte(*byte) {
                at = self.word(at, end);
            } else {
                at = self.sign_or_word(at, end);
            }
        }
    }

    fn word(&mut self, at: usize, end: usize) -> usize {
        let mut stop = letters_end(self.text.as_bytes(), at).min(end);
        let rest = &self.text.as_bytes()[stop..end];
        stop += rest.iter().position(|byte| !is_word_byte(*byte)).unwrap_or(rest.len());
        // Most words end here, at a space.
        if stop < end && self.text.as_bytes()[stop] != b' ' {
            stop = at + word_len(&self.text[at..end], stop - at);
        }
        let tail = self.auxiliary_in(at, stop);
        for (from, to) in [(at, tail), (tail, stop)].into_iter().filter(|(from, to)| from < to) {
            let known = self.spellings.know(self.text, from, to, self.lexicon).known;
            let quoted = self.quoted;
            self.push(Token { known, quoted, ..sign(Kind::Word, Span::new(from, to)) });
        }
        stop
    }

    /// Where `'ve` begins in `We've`: a word that is an auxiliary by itself. Without one, where the word ends.
    fn auxiliary_in(&mut self, at: usize, stop: usize) -> usize {
        const AUXILIARY: [Class; 3] = [Class::Have, Class::Be, Class::Will];
        let apostrophe = self.text[at..stop].rfind(['\'', '’']).filter(|found| *found > 0).map(|found| at + found);
        let is_one = |from: &usize| self.spellings.know(self.text, *from, stop, self.lexicon).known.classes.any(&AUXILIARY);
        apostrophe.filter(is_one).unwrap_or(stop)
    }

    #[inline(always)]
    fn push(&mut self, token: Token) {
        self.push_name(token, 1, (None, None));
    }

    /// Adds a name of so many words, with the one before its last and the first.
    #[inline(always)]
    fn push_name(&mut self, token: Token, words: u8, (before_last, first): (Option<WordId>, Option<WordId>)) {
        self.words.add(Spelt { word: token.word, whole: token.whole, before_last, first, words });
        self.classes = self.classes.with(token.classes);
        self.leads = self.leads.with(token.leads);
        self.all.push(token);
    }

    /// Adds what a character opens that is neither a space nor a letter or digit of ASCII, and tells where that ends.
    fn sign_or_word(&mut self, at: usize, end: usize) -> usize {
        let part = &self.text[at..end];
        let Some(c) = part.chars().next() else { return end };
        let len = c.len_utf8();
        if is_word_char(c) || (matches!(c, '\'' | '’') && is_clitic(&part[len..])) {
            return self.word(at, end);
        }
        let kind = match c {
            ',' => Some(Kind::Comma),
            '–' | '—' => Some(Kind::Comma),
            '-' if self.follows_space(at) && part[1..].starts_with(char::is_whitespace) => Some(Kind::Comma),
            ':' => Some(Kind::Colon),
            ';' | '…' | '?' | '!' => Some(Kind::Stop),
            '.' if self.ends_inside(at) => Some(Kind::Stop),
            '"' | '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '\'' => Some(Kind::Quote),
            '(' | '[' => Some(Kind::Open),
            ')' | ']' => Some(Kind::Close),
            _ => None,
        };
        if let Some(kind) = kind {
            if kind == Kind::Quote {
                self.quoted = match c {
                    '“' | '„' | '«' | '‘' => true,
                    '”' | '»' | '’' => false,
                    _ => !self.quoted,
                };
            }
            self.push(sign(kind, Span::new(at, at + len)));
        }
        at + len
    }

    /// Whether white space stands before a place, in the sentence and after the mention before.
    fn follows_space(&self, at: usize) -> bool {
        let from = self.all.iter().rfind(|token| token.mention().is_some()).map_or(self.start, |mention| mention.span.end);
        self.text[from..at].ends_with(char::is_whitespace)
    }

    /// Whether a stop within a sentence ends something: not one of an abbreviation (`o.a.`, `mr. Khan`, `2 mld. euro`).
    fn ends_inside(&self, at: usize) -> bool {
        const SHORT: usize = 3;
        // Most stops end a paragraph, or stand before a lower letter.
        if self.text.as_bytes().get(at + 1).is_none_or(|after| after.is_ascii_control() || after.is_ascii_alphanumeric()) {
            return false;
        }
        let after = self.text[at + 1..].trim_start_matches(['"', '”', '’', '\'']);
        let next = after.trim_start().chars().next();
        let word = self.all.last().map(|last| last.span.of(self.text)).unwrap_or_default();
        after.starts_with(' ')
            && next.is_some_and(|next| !next.is_lowercase() && !next.is_numeric())
            && word.len() > SHORT
            && !word.contains('.')
    }
}

/// What of the text after a name is the ending of its genitive.
fn genitive_ending(rest: &str) -> Option<&'static str> {
    if !rest.starts_with(['s', '\'', '’']) {
        return None;
    }
    ["'s", "’s", "'S", "’S", "s", "'", "’"]
        .into_iter()
        .find(|ending| rest.strip_prefix(ending).is_some_and(|after| !after.starts_with(is_word_char) && !after.starts_with(['\'', '’'])))
}

/// Whether a name is plainly a single word: all of ASCII, without white space or the like.
fn is_one_word(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_graphic())
}

const fn sign(kind: Kind, span: Span) -> Token {
    Token { span, kind, known: Known::NOTHING, genitive: false, prefixed: false, quoted: false, embedded: false, may_fire: false }
}

/// Whether an apostrophe before this begins a word: `'s avonds`, `'t`.
fn is_clitic(after: &str) -> bool {
    let mut chars = after.chars();
    matches!(chars.next(), Some('s' | 't' | 'n' | 'm')) && chars.next().is_some_and(char::is_whitespace)
}

/// Where the letters of ASCII end that a text has from a byte on, or near its end an earlier place: eight at a time.
#[inline]
fn letters_end(text: &[u8], mut at: usize) -> usize {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const TOP: u64 = 0x80 * EACH;
    while let Some(bytes) = text.get(at..).and_then(|rest| rest.first_chunk()) {
        let bytes = u64::from_le_bytes(*bytes);
        let lower = (bytes | (0x20 * EACH)) & !TOP;
        // The top bit of each byte tells whether it is no less than `a`, or more than `z`.
        let from_a = lower + (0x80 - b'a' as u64) * EACH;
        let after_z = lower + (0x7f - b'z' as u64) * EACH;
        let others = !(from_a & !after_z & !bytes) & TOP;
        if others != 0 {
            return at + (others.trailing_zeros() / 8) as usize;
        }
        at += size_of::<u64>();
    }
    at
}

/// Length of the word at the start of a text, whose first `at` bytes belong to it: hyphens, apostrophes and stops inside do too.
fn word_len(text: &str, mut at: usize) -> usize {
    let bytes = text.as_bytes();
    loop {
        let Some(byte) = bytes.get(at) else { return at };
        let joins = matches!(byte, b'-' | b'\'' | b'.' | b',');
        if byte.is_ascii() && !joins && !is_word_byte(*byte) {
            return at;
        }
        let Some(len) = inside_word(text, at) else { return at };
        at += len;
    }
}

/// Length of the character at byte `at` of a text that begins with a word, if it belongs to the word.
fn inside_word(text: &str, at: usize) -> Option<usize> {
    let mut chars = text[at..].chars();
    let c = chars.next()?;
    let opens = || at == 0 && matches!(c, '\'' | '’');
    let joins = || {
        let after_digit = || text[..at].ends_with(|c: char| c.is_ascii_digit());
        let fits = match c {
            '-' | '‑' | '\'' | '’' => true,
            '.' => at < 4 || after_digit(),
            ',' => after_digit(),
            _ => false,
        };
        fits && chars.clone().next().is_some_and(is_word_char)
    };
    (is_word_char(c) || opens() || joins()).then(|| c.len_utf8())
}

/// Whether a byte is a character of ASCII that continues a word.
const fn is_word_byte(byte: u8) -> bool {
    const WORD: [bool; 256] = {
        let mut word = [false; 256];
        let mut byte = 0;
        while byte < 128 {
            word[byte] = (byte as u8).is_ascii_alphanumeric() || byte as u8 == b'_';
            byte += 1;
        }
        word
    };
    WORD[byte as usize]
}

/// A mention that can be a party, or could be but for being a mere place.
pub(crate) fn party(mention: &Resolved) -> Option<(ActorId, bool)> {
    match &mention.resolution {
        Resolution::Actor(actor) => Some((*actor, false)),
        Resolution::Nil(actor) if matches!(mention.kind, AliasKind::Capital | AliasKind::Seat) && mention.rule.is_place() => {
            Some((*actor, true))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every byte of ASCII and some others between letters, in every place of the eight that are looked at together.
    #[test]
    fn letters_end_where_another_byte_stands() {
        for byte in (0..=127_u8).map(char::from).chain(['é', 'ß', '’', '€']) {
            for before in 0..20 {
                let text = format!("{}{byte}letters that follow", &"aZ".repeat(10)[..before]);
                let expected = text.bytes().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(text.len());
                assert_eq!(letters_end(text.as_bytes(), 0), expected, "{text:?}");
            }
        }
        assert!(letters_end(b"abc", 0) <= 3);
    }
}
