//! Sentences: where a paragraph is cut.
//!
//! A full stop ends a sentence unless the word before it (abbreviation, initial, number) or the word after it (lower case) says
//! otherwise. The rules are the language's; the words are data in `page.csv`.

use crate::page::{Abbreviation, Furniture};
use crate::run::Marks;
use crate::span::Span;

/// Quotes and brackets that close after a full stop, and stay with the sentence that they close.
const CLOSERS: &[char] = &['"', '”', '’', '\'', '»', ')', ']', '“'];

/// Marks that may stand before the first word of a sentence.
const OPENERS: &[char] = &['"', '“', '”', '„', '‘', '’', '\'', '«', '(', '[', '-', '–', '—', '•', ',', '*'];

/// Cuts `paragraph`, a span of `text`, into sentences. White space between sentences belongs to none.
///
/// ```
/// use actorgraph::{Furniture, Span, sentence::split};
/// let text = "Dat zei mr. drs. J. de Vries o.a. tegen het ANP. Hij zweeg.";
/// let found: Vec<&str> = split(text, Span::new(0, text.len()), &Furniture::embedded()).into_iter().map(|s| s.of(text)).collect();
/// assert_eq!(found, ["Dat zei mr. drs. J. de Vries o.a. tegen het ANP.", "Hij zweeg."]);
/// ```
#[must_use]
pub fn split(text: &str, paragraph: Span, furniture: &Furniture) -> Vec<Span> {
    // A sentence is rarely shorter than this.
    const SHORT: usize = 64;
    let inner = paragraph.of(text);
    let bytes = inner.as_bytes();
    let mut found = Vec::with_capacity(inner.len() / SHORT + 1);
    let mut start = 0;
    let mut at = 0;
    let mut stops = Marks::new(inner, [b'.', b'!', b'?', 0xE2]);
    while let Some(stop) = stops.next(at) {
        if bytes[stop] == 0xE2 && !bytes[stop..].starts_with("…".as_bytes()) {
            at = stop + 1;
            continue;
        }
        let (end, marks) = marks_end(inner, stop);
        at = end;
        let Some(next) = next_word(inner, end).or_else(|| glued_word(inner, stop, marks, end)) else { continue };
        let context = Context {
            sentence: &inner[start..stop],
            stopped: &inner[start..end],
            marks,
            closed: end > stop + marks.len(),
            after: &inner[next..],
        };
        if ends_sentence(&context, furniture) {
            push(paragraph.start, inner, start, end, &mut found);
            start = next;
            at = next;
        }
    }
    push(paragraph.start, inner, start, inner.len(), &mut found);
    found
}

fn push(base: usize, inner: &str, start: usize, end: usize, found: &mut Vec<Span>) {
    let trimmed = inner[start..end].trim_end().len();
    if trimmed > 0 {
        found.push(Span::new(base + start, base + start + trimmed));
    }
}

/// The end of a run of marks such as `?!` or `...` with the quotes and brackets that close after it, and the run without those.
fn marks_end(inner: &str, stop: usize) -> (usize, &str) {
    let rest = &inner[stop..];
    let run = rest.len() - rest.trim_start_matches(['.', '!', '?', '…']).len();
    let closed = rest.len() - rest[run..].trim_start_matches(CLOSERS).len();
    (stop + closed + footnote_len(&rest[closed..], inner[..stop].ends_with(char::is_alphabetic)), &rest[..run])
}

/// Length of the footnote marks after a sentence: `[1]`, `²`, `*`, or a bare number that is glued to a word.
fn footnote_len(rest: &str, after_word: bool) -> usize {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut left = rest.trim_start_matches(['¹', '²', '³', '*']);
    while let Some(inner) = left.strip_prefix('[') {
        let count = digits(inner);
        match inner[count..].strip_prefix(']') {
            Some(after) if count > 0 => left = after,
            _ => break,
        }
    }
    if left.len() < rest.len() {
        return rest.len() - left.len();
    }
    let count = digits(rest);
    let is_mark = after_word && (1..=2).contains(&count) && rest[count..].starts_with(char::is_whitespace);
    if is_mark { count } else { 0 }
}

/// Where the next sentence begins when the space before it was lost: `overval.Bel`, `gezien."Daarmee`.
fn glued_word(inner: &str, stop: usize, marks: &str, end: usize) -> Option<usize> {
    let mut after = inner[end..].chars();
    let begins = after.next().is_some_and(char::is_uppercase) && after.next().is_some_and(char::is_lowercase);
    let mut before = inner[..stop].chars().rev();
    let ends = before.by_ref().take(3).filter(|c| c.is_lowercase()).count() == 3;
    (begins && ends && marks.len() == 1).then_some(end)
}

/// Where the text after white space begins, if there is white space and text.
fn next_word(inner: &str, end: usize) -> Option<usize> {
    let rest = &inner[end..];
    let trimmed = rest.trim_start();
    (trimmed.len() < rest.len() && !trimmed.is_empty()).then(|| inner.len() - trimmed.len())
}

/// A place where a sentence may end.
struct Context<'t> {
    /// From the start of the sentence up to the marks.
    sentence: &'t str,
    /// The same up to the end of the marks and what closes after them.
    stopped: &'t str,
    marks: &'t str,
    /// Whether a quote or bracket closes after the marks.
    closed: bool,
    after: &'t str,
}

fn ends_sentence(context: &Context<'_>, furniture: &Furniture) -> bool {
    let head = context.after.trim_start_matches(OPENERS);
    let Some(first) = head.chars().next() else { return !context.after.starts_with(['-', '–', '—']) };
    let begins_with_clitic = || {
        let quoted = context.after.trim_start_matches(|c| OPENERS.contains(&c) && c != '\'' && c != '’');
        let unquoted = context.after.strip_prefix(['‘', '\'']).unwrap_or(quoted);
        [context.after, quoted, unquoted].iter().any(|text| furniture.begins_with_clitic(text))
    };
    if first.is_lowercase() && !begins_with_clitic() && !is_brand(head) {
        return false;
    }
    if context.after.starts_with(',') && !context.after.starts_with(",,") {
        return false;
    }
    if context.marks != "." {
        return true;
    }
    let word = last_word(context.sentence);
    if context.closed && context.after.starts_with(char::is_uppercase) && !word.contains('.') {
        return furniture.abbreviation(context.dotted(word)) != Some(Abbreviation::NeverFinal) || word.is_empty();
    }
    ends_after_word(word, context, head, first, furniture)
}

/// Whether a single full stop after `word` ends the sentence.
fn ends_after_word(word: &str, context: &Context<'_>, head: &str, first: char, furniture: &Furniture) -> bool {
    let next = || head.split(|c: char| !c.is_alphanumeric() && c != '\'').next().unwrap_or("");
    if let Some(follows) = furniture.abbreviation(context.dotted(word)) {
        return match follows {
            Abbreviation::NeverFinal => false,
            Abbreviation::MaybeFinal => first.is_uppercase() || !context.after.starts_with(first),
            Abbreviation::BeforeNumber => !first.is_ascii_digit(),
            Abbreviation::BeforeStarter => furniture.is_starter(next()),
        };
    }
    if is_initial(word) {
        return furniture.is_starter(next()) && !is_particle_of_name(word, next(), head);
    }
    if is_acronym_with_dots(word) {
        return furniture.is_starter(next());
    }
    let before = context.sentence[..context.sentence.len() - word.len()].trim_end();
    let is_enumerator = before.trim_end_matches(OPENERS).is_empty() || before.ends_with([':', ',', ';']);
    !(is_enumerator && word.len() <= 3 && word.chars().all(|c| c.is_ascii_digit()))
}

impl<'t> Context<'t> {
    /// The last word of the sentence with the full stop after it.
    fn dotted(&self, word: &str) -> &'t str {
        &self.stopped[self.sentence.len() - word.len()..=self.sentence.len()]
    }
}

/// The characters after the last white space, quote or bracket.
fn last_word(sentence: &str) -> &str {
    let parts = |c: char| c.is_whitespace() || matches!(c, '"' | '“' | '”' | '„' | '‘' | '’' | '\'' | '«' | '»' | '(' | '[' | '/');
    let word = sentence.rfind(parts).map_or(sentence, |at| &sentence[at..]);
    word.trim_start_matches(|c: char| parts(c) || c == ',')
}

/// `J`, `Th`, `Joh` alone are not told from words; one capital, or capitals with stops between (`J.P`), are initials.
fn is_initial(word: &str) -> bool {
    let mut letters = word.split('.');
    letters.all(|part| {
        let mut chars = part.chars();
        match (chars.next(), chars.next(), chars.next()) {
            (Some(first), None, _) => first.is_uppercase(),
            // IJ, Th, Ch, Ph, Fr, Kl: Dutch initials of two letters, only beside others.
            (Some(first), Some(second), None) => first.is_uppercase() && second.is_lowercase() && word.contains('.'),
            _ => false,
        }
    })
}

fn is_acronym_with_dots(word: &str) -> bool {
    word.contains('.') && word.split('.').all(|part| part.chars().count() <= 3 && part.chars().all(char::is_alphabetic) && !part.is_empty())
}

/// `J. De Vries` and `A. Van Thijn` are names in Belgian spelling; `op X. De man` is not.
fn is_particle_of_name(word: &str, next: &str, head: &str) -> bool {
    let particle = matches!(next, "De" | "Van" | "Den" | "Der" | "Te" | "Ter" | "Ten");
    let mut words = head.split_whitespace().skip(1);
    let named = words.next().is_some_and(|name| name.starts_with(char::is_uppercase));
    particle && named && (word.contains('.') || next != "De")
}

/// `iPhone`, `eBay`: a lower-case letter before a capital begins a name, and so may begin a sentence.
fn is_brand(head: &str) -> bool {
    let mut chars = head.chars();
    chars.next().is_some_and(char::is_lowercase) && chars.next().is_some_and(char::is_uppercase)
}
