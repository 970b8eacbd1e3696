//! Words in capitals: in a headline or lead that is all capitals, letters tell nothing about names, and case rules relax.

use crate::fold::is_word_char;
use crate::span::Span;

/// How many words in a row must be capitals for a name among them to be spelt so for the sake of the line.
const FEWEST_WORDS: usize = 3;

/// Fewest letters of a line of one or two words, and of a word among small letters, so that an acronym is no line of capitals.
const FEWEST_LETTERS: usize = 5;

/// Whether a sentence as a whole is in capitals: what [`surround`] asks first, and once for all names of a sentence.
pub(super) fn fill(sentence: &str) -> Option<bool> {
    let letters = || sentence.chars().filter(|c| c.is_alphabetic());
    letters().all(|c| !c.is_lowercase()).then(|| letters().take(FEWEST_LETTERS).count() == FEWEST_LETTERS)
}

/// Whether the words around the name at `span` of a sentence are capitals, as the name itself is. `whole` is what [`fill`] says.
pub(super) fn surround(text: &str, sentence: Span, span: Span, whole: Option<bool>) -> bool {
    if let Some(in_capitals) = whole {
        return in_capitals;
    }
    // `dat RUSLAND de vijand is`: a long name is shouted, a short one may be an acronym or a number.
    if span.of(text).chars().filter(|c| c.is_alphabetic()).count() >= FEWEST_LETTERS {
        return true;
    }
    let own = words(span.of(text)).count();
    let before = words(&text[sentence.start..span.start]).rev().take(FEWEST_WORDS).take_while(|word| is_capitals(word)).count();
    let after = words(&text[span.end..sentence.end]).take(FEWEST_WORDS).take_while(|word| is_capitals(word)).count();
    own + before + after >= FEWEST_WORDS
}

fn words(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(|c: char| !is_word_char(c)).filter(|word| !word.is_empty())
}

fn is_capitals(word: &str) -> bool {
    word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_around_a_name() {
        let rows = [
            ("XI EN POETIN TEKENEN", "XI", true),
            ("XI", "XI", false),
            ("RUSLAND", "RUSLAND", true),
            ("XI EN POETIN tekenen een akkoord", "POETIN", true),
            ("Hoofdstuk XI gaat over China", "XI", false),
            ("De EU en de VS", "VS", false),
            ("Hij riep dat RUSLAND zwijgt", "RUSLAND", true),
        ];
        for (text, name, expected) in rows {
            let at = text.find(name).unwrap();
            assert_eq!(surround(text, Span::new(0, text.len()), Span::new(at, at + name.len()), fill(text)), expected, "{name} in {text}");
        }
    }
}
