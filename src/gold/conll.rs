//! CoNLL-2002: a token and its tag (`B-LOC`, `I-LOC`, `O`) a line, an empty line between sentences. The text is put together again
//! with a space between tokens. A line `-DOCSTART- name O` begins a document of that name.

use crate::gold::{Gold, GoldMention, type_of};
use crate::source::Source;
use crate::table::Problem;

/// A document as far as it is read.
struct Document {
    name: String,
    plain: String,
    chars: usize,
    /// Whether a mention may go on.
    open: bool,
}

impl Document {
    fn new(name: &str) -> Self {
        Self { name: name.to_owned(), plain: String::new(), chars: 0, open: false }
    }

    fn push(&mut self, between: char) {
        if !self.plain.is_empty() && !self.plain.ends_with('\n') {
            self.plain.push(between);
            self.chars += 1;
        }
    }
}

pub(super) fn read(name: &str, text: &str, problems: &mut Vec<Problem>) -> Gold {
    let mut gold = Gold::default();
    let mut document = Document::new(name);
    for (row, number) in text.lines().zip(1..) {
        let mut cells = row.split_whitespace();
        let (token, tag) = (cells.next(), cells.next_back());
        let Some(token) = token.filter(|token| *token != "-DOCSTART-") else {
            // The shared task has `-X-` there, which names nothing.
            match token.and_then(|_| row.split_whitespace().nth(1)).filter(|named| tag.is_some() && !matches!(*named, "-X-" | "O" | "_")) {
                Some(named) => finish(std::mem::replace(&mut document, Document::new(named)), &mut gold),
                None => document.push('\n'),
            }
            document.open = false;
            continue;
        };
        let Some(tag) = tag else {
            problems.push(Problem::new(name, number, format!("the token {token:?} has no tag"), "write the token, a space and its tag"));
            continue;
        };
        document.push(' ');
        let (start, end) = (document.chars, document.chars + token.chars().count());
        match tag.split_once('-') {
            Some(("I", _)) if document.open => {
                if let Some(last) = gold.mentions.last_mut() {
                    last.end = end;
                }
            }
            Some((_, label)) => {
                let mention =
                    GoldMention { document: document.name.clone(), start, end, actor_type: type_of(label), ..GoldMention::default() };
                gold.mentions.push(mention);
                document.open = true;
            }
            None => document.open = false,
        }
        document.plain.push_str(token);
        document.chars = end;
    }
    finish(document, &mut gold);
    gold
}

/// Adds the text of a document. One without any token is none.
fn finish(document: Document, gold: &mut Gold) {
    if !document.plain.is_empty() {
        gold.rebuilt.push(Source::new(document.name, document.plain));
    }
}
