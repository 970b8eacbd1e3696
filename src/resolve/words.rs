//! The words beside a mention.

use crate::fold::is_word_char;
use crate::span::Span;

/// A word of a sentence, hyphens and inner apostrophes and stops included: `NAVO-chef`, `'t`, `J.`, `jr.`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word<'t> {
    pub(super) text: &'t str,
    pub(super) span: Span,
    /// Whether white space alone stands between it and the word or mention it was sought from.
    pub(super) adjacent: bool,
}

impl Word<'_> {
    pub(super) fn is_capitalised(&self) -> bool {
        self.text.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_uppercase)
    }

    /// `J.`, `J.P.`, `Th.`: capitals with stops.
    pub(super) fn is_initials(&self) -> bool {
        self.text.ends_with('.') && self.is_capitalised() && self.text.split('.').all(|part| part.chars().count() <= 2)
    }

    /// `NAVO-chef`, `oud-president`: a compound whose head is a common noun.
    pub(super) fn is_compound_noun(&self) -> bool {
        self.text.rsplit_once('-').is_some_and(|(_, head)| head.starts_with(char::is_lowercase))
    }
}

fn is_inside(c: char) -> bool {
    is_word_char(c) || matches!(c, '-' | '‐' | '‑' | '\'' | '’')
}

/// How many bytes of a word count: what is longer is a chain of names (`Parijs-Roubaix-…`), of which each would take in all others.
const LONGEST_WORD: usize = 256;

/// The first place from byte `at` on where a character of a text begins, or its end.
fn boundary(text: &str, at: usize) -> usize {
    (at..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

/// The word that ends before byte `at` of the sentence, or the last part of a longer one.
pub(super) fn before(text: &str, sentence: Span, at: usize) -> Option<Word<'_>> {
    let head = text.get(sentence.start..at)?;
    let word_end = head.trim_end_matches(|c: char| !is_word_char(c));
    let gap = &head[word_end.len()..];
    // A stop that belongs to an initial or an abbreviation is part of the word.
    let stop = usize::from(gap.starts_with('.') && gap.len() > 1);
    let near = boundary(word_end, word_end.len().saturating_sub(LONGEST_WORD));
    let start = near + word_end[near..].trim_end_matches(|c: char| is_inside(c) || c == '.').len();
    let start = start + (word_end[start..].len() - word_end[start..].trim_start_matches(['-', '.', '\'', '’']).len());
    if word_end.is_empty() || start >= word_end.len() {
        return None;
    }
    let end = word_end.len() + stop;
    let adjacent = !gap.is_empty() && gap[stop..].chars().all(char::is_whitespace) && gap.len() > stop;
    Some(Word { text: &head[start..end], span: Span::new(sentence.start + start, sentence.start + end), adjacent })
}

/// The word that begins after byte `at` of the sentence, or the first part of a longer one.
pub(super) fn after(text: &str, sentence: Span, at: usize) -> Option<Word<'_>> {
    let tail = text.get(at..sentence.end)?;
    let from = tail.trim_start_matches(|c: char| !is_word_char(c));
    let gap = &tail[..tail.len() - from.len()];
    let near = &from[..boundary(from, LONGEST_WORD)];
    let end = near.find(|c: char| !is_inside(c)).unwrap_or(near.len());
    // The stop at the end of the sentence belongs to no word.
    let is_short = end <= 3 && from[end..].strip_prefix('.').is_some_and(|rest| rest.contains(is_word_char));
    let end = end + usize::from(is_short);
    if from.is_empty() {
        return None;
    }
    let start = at + gap.len();
    let adjacent = !gap.is_empty() && gap.chars().all(char::is_whitespace);
    Some(Word { text: &from[..end], span: Span::new(start, start + end), adjacent })
}

/// Whether nothing but quotes and dashes stands between the start of the sentence and `at`.
pub(super) fn begins_sentence(text: &str, sentence: Span, at: usize) -> bool {
    text.get(sentence.start..at).is_some_and(|head| !head.contains(is_word_char))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_of_a_name() {
        let rows = [
            ("de NAVO-chef | sprak", Some(("NAVO-chef", true)), Some(("sprak", true))),
            ("J. | jr. kwam", Some(("J.", true)), Some(("jr.", true))),
            ("J.P. | kwam.", Some(("J.P.", true)), Some(("kwam", true))),
            ("het | in.", Some(("het", true)), Some(("in", true))),
            ("volgens hem. | Zij", Some(("hem.", true)), Some(("Zij", true))),
            ("China, | en", Some(("China", false)), Some(("en", true))),
            ("“|”, zei", None, Some(("zei", false))),
            ("de pro-|-betoging", Some(("pro", false)), Some(("betoging", false))),
        ];
        for (marked, left, right) in rows {
            let at = marked.find('|').unwrap();
            let text = marked.replacen('|', "", 1);
            let all = Span::new(0, text.len());
            let shown = |word: Option<Word<'_>>| word.map(|word| (word.text.to_owned(), word.adjacent));
            let own = |side: Option<(&str, bool)>| side.map(|(text, adjacent)| (text.to_owned(), adjacent));
            assert_eq!(shown(before(&text, all, at)), own(left), "{marked}");
            assert_eq!(shown(after(&text, all, at)), own(right), "{marked}");
        }
    }
}
