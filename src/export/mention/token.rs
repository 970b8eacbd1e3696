//! Words, punctuation and white space as other tools count them, cut also where a mention begins or ends.

use unicode_normalization::char::is_combining_mark;

/// A token, in bytes of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub start: usize,
    pub end: usize,
}

/// Tokens of `text` without white space. `cuts` are bytes, in order, at which no token may run on.
pub(super) fn tokens(text: &str, cuts: &[usize]) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut cuts = cuts.iter().copied().peekable();
    // The word that the next character may belong to.
    let mut open = false;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        while cuts.next_if(|cut| *cut < at).is_some() {}
        let is_cut = cuts.next_if(|cut| *cut == at).is_some();
        let next_is_word = chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        let end = at + c.len_utf8();
        // An apostrophe, hyphen, full stop or comma within a word or number belongs to it: `Jong-un`, `zo’n`, `1,5`.
        let joins = matches!(c, '\'' | '’' | '-' | '‑' | '.' | ',' | '\u{ad}') && open && !is_cut && next_is_word && !is_stop(c, text, at);
        let is_word = c.is_alphanumeric() || is_combining_mark(c) || joins;
        match tokens.last_mut() {
            Some(last) if is_word && open && !is_cut => last.end = end,
            _ if is_space(c) => {}
            _ => tokens.push(Token { start: at, end }),
        }
        open = is_word;
    }
    tokens
}

/// White space as Python has it, which takes four more controls for it than Unicode does.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}')
}

/// Whether a full stop or comma ends a word: it joins digits only.
fn is_stop(c: char, text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back().is_some_and(|c| c.is_ascii_digit());
    let after = text[at + c.len_utf8()..].chars().next().is_some_and(|c| c.is_ascii_digit());
    matches!(c, '.' | ',') && !(before && after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_words_and_marks() {
        let rows: [(&str, &[usize], &str); 9] = [
            ("De NAVO-chef, in Kyiv.", &[3, 7], "De|NAVO|-|chef|,|in|Kyiv|."),
            ("Poetins gast", &[0, 6], "Poetin|s|gast"),
            ("Kim Jong-un zei zo’n 1,5 keer.", &[], "Kim|Jong-un|zei|zo’n|1,5|keer|."),
            ("a.b", &[], "a|.|b"),
            ("  twee\n\nregels ", &[], "twee|regels"),
            ("e\u{301}e\u{301}n", &[], "e\u{301}e\u{301}n"),
            ("“Nee”!", &[], "“|Nee|”|!"),
            ("a\u{1c}b", &[], "a|b"),
            ("", &[], ""),
        ];
        for (text, cuts, expected) in rows {
            let found: Vec<&str> = tokens(text, cuts).iter().map(|token| &text[token.start..token.end]).collect();
            assert_eq!(found.join("|"), expected);
        }
    }
}
