//! CoNLL-2002: a token and its tag (`B-LOC`, `I-LOC`, `O`) a line, an empty line between sentences. The text is put together again
//! with a space between tokens.

use crate::gold::{Gold, GoldMention, type_of};
use crate::source::Source;
use crate::table::Problem;

pub(super) fn read(name: &str, text: &str, problems: &mut Vec<Problem>) -> Gold {
    let mut gold = Gold::default();
    let mut plain = String::new();
    let mut chars = 0;
    let mut open = false;
    for (row, number) in text.lines().zip(1..) {
        let mut cells = row.split_whitespace();
        let (token, tag) = (cells.next(), cells.next_back());
        let Some(token) = token.filter(|token| *token != "-DOCSTART-") else {
            if !plain.is_empty() && !plain.ends_with('\n') {
                plain.push('\n');
                chars += 1;
            }
            open = false;
            continue;
        };
        let Some(tag) = tag else {
            problems.push(Problem::new(name, number, format!("the token {token:?} has no tag"), "write the token, a space and its tag"));
            continue;
        };
        if !plain.is_empty() && !plain.ends_with('\n') {
            plain.push(' ');
            chars += 1;
        }
        let end = chars + token.chars().count();
        match tag.split_once('-') {
            Some(("I", _)) if open => {
                if let Some(last) = gold.mentions.last_mut() {
                    last.end = end;
                }
            }
            Some((_, label)) => {
                let mention =
                    GoldMention { document: name.to_owned(), start: chars, end, actor_type: type_of(label), ..GoldMention::default() };
                gold.mentions.push(mention);
                open = true;
            }
            None => open = false,
        }
        plain.push_str(token);
        chars = end;
    }
    gold.texts.push(Source::new(name, plain));
    gold
}
