//! Names in a text, as their capitals tell: for names that no gazetteer has.

use crate::fold::is_word_char;
use crate::resolve::Grammar;
use crate::span::Span;

/// A run of capitalised words directly after `at`, with the particles between them; at least two words, so that it is a name.
pub(super) fn name_after(text: &str, sentence: Span, at: usize, grammar: &Grammar) -> Option<Span> {
    // What goes on longer is a list, or a headline in capitals.
    const MOST_WORDS: usize = 12;
    let mut end = at;
    let mut words = 0;
    let mut pending = at;
    let mut start = None;
    for piece in text.get(at..sentence.end)?.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end();
        let core = word.trim_end_matches(|c: char| !is_word_char(c));
        let stops = core.len() < word.len() && !is_initial(word);
        let from = pending;
        pending += piece.len();
        if word.is_empty() {
            continue;
        }
        if word.starts_with(char::is_uppercase) {
            start = start.or(Some(from));
            end = from + if is_initial(word) { word.len() } else { core.len() };
            words += 1;
            if words > MOST_WORDS {
                return None;
            }
        } else if words == 0 || !grammar.is_particle(word) {
            break;
        }
        if stops {
            break;
        }
    }
    let start = start?;
    (words >= 2 && text[at..start].chars().all(char::is_whitespace)).then_some(Span::new(start, end))
}

/// Where runs of capitalised words may begin in a sentence.
pub(super) fn starts(text: &str, sentence: Span) -> impl Iterator<Item = usize> {
    let words = sentence.of(text).split_whitespace();
    words.filter(|word| word.starts_with(char::is_uppercase)).map(|word| word.as_ptr() as usize - text.as_ptr() as usize)
}

/// A name before its acronym in brackets: `Nederlands Instituut voor Onzin (NIO)`. `open` is the place of the bracket.
pub(super) fn name_of_acronym(text: &str, sentence: Span, open: usize) -> Option<(Span, &str)> {
    const LETTERS: std::ops::RangeInclusive<usize> = 2..=8;
    let inside = &text.as_bytes()[open + 1..sentence.end];
    let close = inside.iter().take(LETTERS.end() + 1).position(|byte| *byte == b')')?;
    let acronym = &text[open + 1..open + 1 + close];
    if !LETTERS.contains(&acronym.len()) || !acronym.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    // Each letter begins a word, the last letter first; small words between them have none.
    let mut letters = acronym.chars().rev().peekable();
    let mut start = None;
    let end = sentence.start + text[sentence.start..open].trim_end().len();
    for word in text[sentence.start..end].split_whitespace().rev() {
        let begins = |letter: &char| word.to_uppercase().starts_with(*letter);
        let is_plain = word.chars().all(|c| is_word_char(c) || c == '-');
        if letters.peek().is_none() || !is_plain {
            break;
        }
        if letters.next_if(begins).is_some() {
            start = Some(word);
        } else if word.starts_with(char::is_uppercase) {
            break;
        }
    }
    let first = start.filter(|first| letters.peek().is_none() && first.starts_with(char::is_uppercase))?;
    Some((Span::new(first.as_ptr() as usize - text.as_ptr() as usize, end), acronym))
}

/// The surname in a name with the particles before it, as it is written without the first name: `Van der Meer`.
pub(super) fn surname(name: &str, grammar: &Grammar) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let Some((last, before)) = words.split_last().filter(|(_, before)| !before.is_empty()) else { return String::new() };
    let particles = before[1..].iter().rev().take_while(|word| word.starts_with(char::is_lowercase) && grammar.is_particle(word)).count();
    let mut whole = [&before[before.len() - particles..], &[*last]].concat().join(" ");
    if let Some(first) = whole.chars().next() {
        whole.replace_range(..first.len_utf8(), &first.to_uppercase().to_string());
    }
    whole
}

/// The part of a name before another one and without the particles between them, if it is still a name.
pub(super) fn cut_before(text: &str, name: Span, other: usize) -> Option<Span> {
    let part = text.get(name.start..other)?;
    let mut words: Vec<&str> = part.split_whitespace().collect();
    while words.last().is_some_and(|last| !last.starts_with(char::is_uppercase)) {
        words.pop();
    }
    let last = words.last().filter(|_| words.iter().filter(|word| word.starts_with(char::is_uppercase)).count() >= 2)?;
    Some(Span::new(name.start, name.start + part.rfind(last)? + last.len()))
}

fn is_initial(word: &str) -> bool {
    word.ends_with('.') && word.split('.').all(|part| part.chars().count() <= 1)
}
