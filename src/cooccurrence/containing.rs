//! Words that a window must hold to count.

use std::ops::Range;

use crate::annotated::{Annotated, AnnotatedArticle};
use crate::fold::{fold, is_word_char};

/// Words that must all stand in a window, in any order. Case and diacritics do not matter; `sanctie*` is any word that begins so.
///
/// ```
/// use actorgraph::Containing;
/// assert!(Containing::parse("Sanctie* Rusland").is_some());
/// assert!(Containing::parse(" , * ").is_none());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Containing {
    words: Vec<Wanted>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Wanted {
    folded: String,
    is_start: bool,
}

/// Where each of the words stands in an article: the sentence, and the byte of the page's text.
pub(super) struct WordPlaces(Vec<Vec<(usize, usize)>>);

impl Containing {
    /// Reads words with anything between them that is no part of a word; nothing where there is no word.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut words = Vec::new();
        for (start, word) in words_of(text) {
            let is_start = text[start + word.len()..].starts_with('*');
            words.push(Wanted { folded: fold(word), is_start });
        }
        (!words.is_empty()).then_some(Self { words })
    }

    pub(super) fn places(&self, page: &Annotated, article: &AnnotatedArticle) -> WordPlaces {
        let mut places = vec![Vec::new(); self.words.len()];
        for (at, sentence) in article.sentences.iter().enumerate() {
            for (start, word) in words_of(sentence.span.of(page.page.text())) {
                let folded = fold(word);
                for (wanted, places) in self.words.iter().zip(&mut places) {
                    if folded == wanted.folded || (wanted.is_start && folded.starts_with(&wanted.folded)) {
                        places.push((at, sentence.span.start + start));
                    }
                }
            }
        }
        WordPlaces(places)
    }
}

impl WordPlaces {
    /// Whether every word stands in one of these sentences.
    pub fn stand_in_sentences(&self, sentences: &Range<usize>) -> bool {
        let stands = |places: &Vec<(usize, usize)>| {
            places.get(places.partition_point(|(at, _)| *at < sentences.start)).is_some_and(|(at, _)| *at < sentences.end)
        };
        self.0.iter().all(stands)
    }

    /// For each word the bytes at which it stands, in order.
    pub fn bytes(&self) -> impl Iterator<Item = impl Iterator<Item = usize>> {
        self.0.iter().map(|places| places.iter().map(|(_, byte)| *byte))
    }
}

/// The words of a text, with the byte at which each begins.
fn words_of(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let begins = |(at, c): &(usize, char)| is_word_char(*c) && !text[..*at].chars().next_back().is_some_and(is_word_char);
    text.char_indices().filter(begins).map(|(start, _)| {
        let rest = &text[start..];
        (start, &rest[..rest.find(|c: char| !is_word_char(c)).unwrap_or(rest.len())])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_apart() {
        let words: Vec<(usize, &str)> = words_of("NAVO-top, 'é' ja").collect();
        assert_eq!(words, [(0, "NAVO"), (5, "top"), (11, "é"), (15, "ja")]);
        assert_eq!(words_of(" - ").count(), 0);
    }
}
