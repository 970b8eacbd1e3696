//! The words of a sentence with all that is known of each, mentions as one word.

use crate::fold::{Case, fold_into, is_word_char};
use crate::gazetteer::AliasKind;
use crate::id::ActorId;
use crate::relation::lexicon::{Class, Classes, Form, FormKind, Lexicon, WordId};
use crate::resolve::{Resolution, Resolved};
use crate::span::Span;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
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
pub(super) struct Token {
    pub(super) span: Span,
    pub(super) kind: Kind,
    /// Its number in the lexicon, if it stands there.
    pub(super) word: Option<WordId>,
    /// Its own number, where `word` is that of its last part: `terreurstaat` beside `staat`.
    pub(super) whole: Option<WordId>,
    pub(super) classes: Classes,
    /// How many words a mention has.
    pub(super) words: u8,
    /// Whether it begins with a capital.
    pub(super) capital: bool,
    /// Whether a genitive `s` or apostrophe follows a mention.
    pub(super) genitive: bool,
    /// Whether a hyphen joins something to its front: `anti-`, `niet-`.
    pub(super) prefixed: bool,
    /// Whether the word is a compound and what is known is known of its last part.
    pub(super) head_only: bool,
    /// Whether it stands between quotation marks.
    pub(super) quoted: bool,
    /// Whether it is a form of a verb that triggers, and its place does not speak against that.
    pub(super) may_be_verb: bool,
    /// Whether it is a noun or adjective that triggers.
    pub(super) may_be_noun: bool,
    /// Whether it is a form of a verb that triggers that can only be finite.
    pub(super) finite_form: bool,
    /// Whether it is a participle of a verb that triggers.
    pub(super) participle_form: bool,
    /// Whether it is an infinitive or a plural present: `hebben`, `bezoeken`.
    pub(super) bare: bool,
    /// Whether it is such a participle with the ending that it has before a noun.
    pub(super) attributive: bool,
    /// Whether it stands between an article and its noun, as `door Rusland bezette` does.
    pub(super) embedded: bool,
}

impl Token {
    pub(super) const fn is(&self, class: Class) -> bool {
        self.classes.has(class)
    }

    pub(super) fn is_any(&self, classes: &[Class]) -> bool {
        self.classes.any(classes)
    }

    /// Whether it is this word, by itself or by its last part.
    pub(super) fn reads(&self, word: WordId) -> bool {
        self.word == Some(word) || self.whole == Some(word)
    }

    pub(super) const fn is_sign(&self) -> bool {
        matches!(self.kind, Kind::Comma | Kind::Colon | Kind::Stop | Kind::Quote | Kind::Open | Kind::Close)
    }

    pub(super) const fn mention(&self) -> Option<u32> {
        match self.kind {
            Kind::Mention(mention) | Kind::Compound(mention) => Some(mention),
            _ => None,
        }
    }

    /// Whether it is a word of no closed class: a noun, an adjective, a verb that is not known.
    pub(super) fn is_open(&self) -> bool {
        const CLOSED: [Class; 20] = [
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
        ];
        self.kind == Kind::Word && !self.is_any(&CLOSED)
    }
}

/// A sentence cut into tokens.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    pub(super) all: Vec<Token>,
    /// Whether one of the words is a form of a trigger.
    pub(super) triggers: bool,
    folded: String,
}

impl Tokens {
    /// Cuts a sentence. `mentions` are those of the sentence in the order of the text, the longer before what it holds.
    pub(super) fn cut(&mut self, text: &str, sentence: Span, mentions: &[Resolved], first: u32, lexicon: &Lexicon) {
        self.all.clear();
        self.triggers = false;
        let mut at = sentence.start;
        let mut quoted = false;
        for (mention, number) in mentions.iter().zip(first..) {
            let is_open_office = mention.kind == AliasKind::Office && !matches!(mention.resolution, Resolution::Actor(_));
            if mention.span.start < at || is_open_office {
                continue;
            }
            self.words(text, Span::new(at, mention.span.start), lexicon, &mut quoted);
            at = self.mention(text, sentence, mention.span, number, quoted, lexicon);
        }
        self.words(text, Span::new(at, sentence.end), lexicon, &mut quoted);
    }

    /// Adds a mention with what is joined to it, and tells where it ends.
    fn mention(&mut self, text: &str, sentence: Span, span: Span, number: u32, quoted: bool, lexicon: &Lexicon) -> usize {
        let rest = &text[span.end..sentence.end];
        let prefixed =
            text[sentence.start..span.start].ends_with(['-', '‑']) && self.all.last().is_none_or(|last| last.mention().is_none());
        let mut token = sign(Kind::Mention(number), span);
        token.capital = true;
        token.prefixed = prefixed;
        token.quoted = quoted;
        // Rows may ask for names: `voor het Internationaal Gerechtshof`.
        let name = span.of(text);
        token.words = u8::try_from(name.split_whitespace().count()).unwrap_or(u8::MAX);
        self.folded.clear();
        fold_into(name.split_whitespace().next_back().unwrap_or(name), Case::Lower, &mut self.folded);
        token.word = lexicon.id(&self.folded);
        let genitive = ["'s", "’s", "'S", "’S", "s", "'", "’"].into_iter().find(|ending| {
            rest.strip_prefix(ending).is_some_and(|after| !after.starts_with(is_word_char) && !after.starts_with(['\'', '’']))
        });
        if let Some(ending) = genitive {
            token.genitive = true;
            let end = span.end + ending.len();
            token.span = Span::new(span.start, end);
            self.all.push(token);
            return end;
        }
        let tail = rest.strip_prefix(['-', '‑']);
        if let Some(tail) = tail.filter(|tail| tail.starts_with(char::is_alphabetic)) {
            let len = tail.find(|c: char| !is_word_char(c) && !"-‑'’".contains(c)).unwrap_or(tail.len());
            // A second mention after the hyphen stands for itself.
            if tail.starts_with(char::is_lowercase) {
                let start = span.end + (rest.len() - tail.len());
                token.span = Span::new(span.start, start + len);
                token.kind = Kind::Compound(number);
                let noun = &text[start..start + len];
                token.words = 1;
                self.know(&mut token, noun, lexicon);
                if token.word.is_none()
                    && let Some((_, head)) = noun.rsplit_once(['-', '‑'])
                {
                    self.know(&mut token, head, lexicon);
                }
                self.all.push(token);
                return start + len;
            }
        }
        self.all.push(token);
        span.end
    }

    fn words(&mut self, text: &str, span: Span, lexicon: &Lexicon, quoted: &mut bool) {
        let part = span.of(text);
        let mut at = 0;
        while let Some(c) = part[at..].chars().next() {
            let len = c.len_utf8();
            if is_word_char(c) || (matches!(c, '\'' | '’') && is_clitic(&part[at + len..])) {
                let end = at + word_len(&part[at..]);
                self.word(text, Span::new(span.start + at, span.start + end), lexicon, *quoted);
                at = end;
                continue;
            }
            let kind = match c {
                ',' => Some(Kind::Comma),
                '–' | '—' => Some(Kind::Comma),
                '-' if part[..at].ends_with(char::is_whitespace) && part[at + 1..].starts_with(char::is_whitespace) => Some(Kind::Comma),
                ':' => Some(Kind::Colon),
                ';' | '…' | '?' | '!' => Some(Kind::Stop),
                '.' if part[at + 1..].trim_start_matches(['"', '”', '’', '\'']).starts_with(' ') => Some(Kind::Stop),
                '"' | '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '\'' => Some(Kind::Quote),
                '(' | '[' => Some(Kind::Open),
                ')' | ']' => Some(Kind::Close),
                _ => None,
            };
            if let Some(kind) = kind {
                if kind == Kind::Quote {
                    *quoted = match c {
                        '“' | '„' | '«' | '‘' => true,
                        '”' | '»' | '’' => false,
                        _ => !*quoted,
                    };
                }
                let at = span.start + at;
                self.all.push(sign(kind, Span::new(at, at + len)));
            }
            at += len;
        }
    }

    fn word(&mut self, text: &str, span: Span, lexicon: &Lexicon, quoted: bool) {
        let word = span.of(text);
        let mut token = sign(Kind::Word, span);
        token.capital = word.starts_with(char::is_uppercase);
        token.quoted = quoted;
        self.know(&mut token, word, lexicon);
        self.all.push(token);
    }

    /// Looks a word up, and if it is not known, its last part after a hyphen, or after the first part of a compound.
    fn know(&mut self, token: &mut Token, word: &str, lexicon: &Lexicon) {
        self.folded.clear();
        fold_into(word, Case::Lower, &mut self.folded);
        let folded = self.folded.as_str();
        let mut id = lexicon.id(folded);
        if id.is_none_or(|id| lexicon.classes(id).is_empty() && lexicon.forms(id).is_empty()) && folded.len() >= 7 {
            let head = folded.rsplit_once('-').map(|(_, head)| head).or_else(|| compound_head(folded, lexicon));
            let known = head.and_then(|head| lexicon.id(head)).filter(|head| is_noun_like(*head, lexicon));
            token.head_only = known.is_some();
            token.whole = id.filter(|_| known.is_some());
            // `uraniumcontract` is a `contract` to whoever asks for one.
            id = known.or(id).or_else(|| any_head(folded, lexicon));
        }
        token.word = id;
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            token.classes = Classes::only(Class::Number);
        }
        if let Some(id) = id {
            token.classes = lexicon.classes(id);
            let forms = lexicon.forms(id);
            // `uit` is a preposition long before it is a form of `uiten`.
            let is_small = token.classes.any(&[Class::Preposition, Class::Particle, Class::Determiner]) && !token.classes.has(Class::Be);
            // `maanden` is a time long before it is a form of `manen`.
            let is_small = is_small || token.classes.has(Class::Time) && !forms.iter().any(|form| form.kind == FormKind::Bare);
            token.may_be_verb = !token.head_only && !is_small && forms.iter().any(|form| form.kind.is_verb());
            token.may_be_noun = forms.iter().any(|form| matches!(form.kind, FormKind::Noun | FormKind::Adjective));
            token.attributive = forms.iter().any(|form| form.kind == FormKind::Attributive);
            let is_bare = |form: &Form| matches!(form.kind, FormKind::Bare | FormKind::Joined);
            token.bare = token.classes.has(Class::Infinitive) || forms.iter().any(is_bare);
            let of_verbs = || forms.iter().filter(|form| form.kind.is_verb());
            token.finite_form = token.may_be_verb && of_verbs().all(|form| form.kind.is_finite());
            token.participle_form = token.may_be_verb && of_verbs().any(|form| form.kind == FormKind::Participle);
            self.triggers |= !forms.is_empty();
            if token.may_be_verb {
                // The forms of the trigger tell more than the class.
                token.classes = token.classes.without(Class::Finite).without(Class::Infinitive).without(Class::Participle);
            }
            if token.head_only {
                token.classes = token.classes.only_nominal();
            }
        }
    }

    /// The trigger forms of a token that its context leaves.
    pub(super) fn forms<'l>(&self, token: usize, lexicon: &'l Lexicon) -> impl Iterator<Item = Form> + use<'l> {
        let token = self.all[token];
        let forms = token.word.map_or(&[][..], |word| lexicon.forms(word));
        forms.iter().copied().filter(move |form| match form.kind {
            FormKind::Attributive => token.attributive && token.embedded,
            kind if kind.is_verb() => token.may_be_verb,
            _ => token.may_be_noun,
        })
    }

    /// Whether the words from token `at` on are this run, hyphens and case aside.
    pub(super) fn starts_run(&self, tokens: &[u16], at: usize, run: &[WordId]) -> bool {
        let mut given = 0;
        for token in tokens.get(at..).unwrap_or_default() {
            let token = &self.all[*token as usize];
            if given == run.len() {
                break;
            }
            // Of a name of several words the last one is known.
            let last = given + usize::from(token.words) - 1;
            if run.get(last).is_none_or(|word| !token.reads(*word)) {
                return false;
            }
            given = last + 1;
        }
        given == run.len()
    }
}

const fn sign(kind: Kind, span: Span) -> Token {
    Token {
        span,
        kind,
        word: None,
        whole: None,
        words: 1,
        classes: Classes::EMPTY,
        capital: false,
        genitive: false,
        prefixed: false,
        head_only: false,
        quoted: false,
        may_be_verb: false,
        may_be_noun: false,
        finite_form: false,
        participle_form: false,
        attributive: false,
        bare: false,
        embedded: false,
    }
}

/// Whether an apostrophe before this begins a word: `'s avonds`, `'t`.
fn is_clitic(after: &str) -> bool {
    let mut chars = after.chars();
    matches!(chars.next(), Some('s' | 't' | 'n' | 'm')) && chars.next().is_some_and(char::is_whitespace)
}

/// Length of the word at the start of a text: hyphens, apostrophes and stops inside belong to it.
fn word_len(text: &str) -> usize {
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joins = "-‑'’.,".contains(c) && chars.peek().is_some_and(|(_, next)| is_word_char(*next));
        let joins = joins && (!matches!(c, '.' | ',') || text[..at].ends_with(|c: char| c.is_ascii_digit()) || (c == '.' && at < 4));
        if is_word_char(c) || joins || (at == 0 && matches!(c, '\'' | '’')) {
            end = at + c.len_utf8();
        } else {
            break;
        }
    }
    end
}

fn is_noun_like(word: WordId, lexicon: &Lexicon) -> bool {
    lexicon.classes(word).any(&[Class::Agent, Class::Time, Class::Title])
        || lexicon.forms(word).iter().any(|form| form.kind == FormKind::Noun)
}

/// The last part of a compound whose first part is known to make compounds, or whose last part acts for its country.
fn compound_head<'w>(folded: &'w str, lexicon: &Lexicon) -> Option<&'w str> {
    let cuts = folded.char_indices().map(|(at, _)| at).filter(|at| *at >= 3 && folded.len() - at >= 4);
    cuts.map(|at| folded.split_at(at)).find_map(|(first, head)| {
        let id = lexicon.id(head).filter(|id| is_noun_like(*id, lexicon))?;
        let is_first = |first: &str| lexicon.id(first).is_some_and(|id| lexicon.classes(id).has(Class::CompoundPart));
        let is_compound = lexicon.classes(id).any(&[Class::Agent, Class::Title]) || is_first(first);
        is_compound.then_some(head)
    })
}

/// The longest last part of a compound that is a word of the lexicon.
fn any_head(folded: &str, lexicon: &Lexicon) -> Option<WordId> {
    const SHORTEST: usize = 5;
    let cuts = folded.char_indices().map(|(at, _)| at).filter(|at| *at >= 3 && folded.len() - at >= SHORTEST);
    let id = cuts.map(|at| &folded[at..]).find_map(|head| lexicon.id(head))?;
    (lexicon.classes(id).without(Class::Relational).is_empty() && lexicon.forms(id).is_empty()).then_some(id)
}

/// A mention that can be a party, or could be but for being a mere place.
pub(super) fn party(mention: &Resolved) -> Option<(ActorId, bool)> {
    match &mention.resolution {
        Resolution::Actor(actor) => Some((*actor, false)),
        Resolution::Nil(actor) if matches!(mention.kind, AliasKind::Capital | AliasKind::Seat) && mention.rule.is_place() => {
            Some((*actor, true))
        }
        _ => None,
    }
}
