//! Word boundaries: where a name may begin and end.

use crate::fold::{is_dropped, is_word_char};
use crate::gazetteer::{Alias, AliasKind};

/// What follows a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// The word ends.
    Word,
    /// A genitive `s` that is written on to the name: `Poetins`.
    Genitive,
    /// The word goes on.
    Inside,
}

/// Whether a word may begin at `at`: no letter or digit stands before it.
pub(super) fn begins_word(text: &str, at: usize) -> bool {
    match at.checked_sub(1).map(|before| text.as_bytes()[before]) {
        None => true,
        Some(byte) if byte.is_ascii() => !(byte.is_ascii_alphanumeric() || byte == b'_'),
        Some(_) => !text[..at].chars().rev().find(|c| !is_dropped(*c)).is_some_and(is_word_char),
    }
}

/// What follows the name that ends at `at`. A hyphen, an apostrophe and any mark end a word.
pub(super) fn end_of(text: &str, at: usize) -> End {
    if text.as_bytes().get(at).is_none_or(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric() && *byte != b'_') {
        return End::Word;
    }
    // A phrase that ends in a mark such as `$` ends there, whatever follows.
    if text[..at].ends_with(|c: char| !is_word_char(c) && c != '.') {
        return End::Word;
    }
    let mut rest = text[at..].chars().skip_while(|c| is_dropped(*c));
    match rest.next() {
        Some(c) if is_word_char(c) => {
            let is_genitive = matches!(c, 's' | 'S') && !rest.next().is_some_and(is_word_char);
            if is_genitive { End::Genitive } else { End::Inside }
        }
        _ => End::Word,
    }
}

/// Whether an alias takes a genitive `s` without an apostrophe. Dutch writes one after a consonant and after e and é; after other
/// vowels and y it writes `'s`, after an s-sound an apostrophe alone. English writes it after no name.
pub(super) fn takes_genitive_s(alias: &Alias<'_>) -> bool {
    let takes = !matches!(alias.kind, AliasKind::Adjective | AliasKind::Inhabitant | AliasKind::Acronym) && alias.lang != "en";
    takes && alias.text.chars().next_back().is_some_and(|c| c.is_lowercase() && !"aiouysxzß".contains(c))
}
