//! Which language an article is written in.
//!
//! Small words tell it in most articles, at once. Where they do not, the frequencies of letters do (the crate `whatlang`), which takes
//! longer than the search for names itself. Of a headline without any, its ordinary words and names do.

use whatlang::{Detector, Lang};

use crate::fold::fold;
use crate::gazetteer::Language;
use crate::page::Furniture;

/// How much of a text is looked at, in bytes.
const REACH: usize = 600;

/// How many more small words of one language than of all others decide.
const LEAD: usize = 3;

/// Shortest text that is judged by its letters alone, in bytes.
const SHORTEST: usize = 40;

/// The language of a text, or nothing where the text does not tell.
pub(crate) fn recognise(text: &str, furniture: &Furniture) -> Option<Language> {
    let end = (0..=REACH.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let head = &text[..end];
    let counts = furniture.small_words(head, Language::ALL.map(Language::code));
    let (most, likely) = counts.into_iter().zip(Language::ALL).max_by_key(|(count, language)| (*count, std::cmp::Reverse(*language)))?;
    let others = counts.iter().sum::<usize>() - most;
    if most >= others * 2 + LEAD {
        return Some(likely);
    }
    let info = Detector::with_allowlist(vec![Lang::Nld, Lang::Eng]).detect(head)?;
    let spelt = if info.lang() == Lang::Nld { Language::Dutch } else { Language::English };
    // A short text is told by its letters only where its words do not speak against them.
    // `THE` in capitals may be part of a name.
    let agrees = spelt == likely && most > others && head.contains(char::is_lowercase);
    (agrees || (info.is_reliable() && most == others && head.len() >= SHORTEST)).then_some(spelt)
}

/// Whether a text that [`recognise`] does not know may be in the second of two languages: a headline with no more small words of the first.
pub(crate) fn may_be_other(text: &str, furniture: &Furniture, languages: [Language; 2]) -> bool {
    // Longer texts have small words.
    const LONGEST: usize = 200;
    let [main, other] = furniture.small_words(text, languages.map(Language::code));
    text.len() <= LONGEST && main <= other
}

/// Whether a headline is in the second of two languages by its words, folded: at least two of them, more than half of all and more than twice
/// as many as of the first are ordinary words or names of that alone, as `knows` tells for the first (0) and the second (1).
pub(crate) fn is_other(text: &str, knows: impl Fn(usize, &str) -> bool) -> bool {
    const FEWEST: usize = 2;
    let words: Vec<String> = text.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 2).map(fold).collect();
    let [main, other] = [0, 1].map(|at| words.iter().filter(|word| knows(at, word)).count());
    other >= FEWEST && other > main * 2 && other * 2 > words.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_by_words_and_letters() {
        let furniture = Furniture::embedded();
        let rows = [
            ("De president van Frankrijk zei dat het niet zo was.", Some(Language::Dutch)),
            ("The president of France said that it was not so.", Some(Language::English)),
            ("THE WHO SPEELT IN AHOY", None),
            ("Xi, Macron, Merz", None),
            ("", None),
        ];
        for (text, language) in rows {
            assert_eq!(recognise(text, &furniture), language, "{text}");
        }
    }
}
