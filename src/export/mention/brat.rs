//! brat standoff: for each document its text and beside it the mentions, `T1⇥Country 0 7⇥Rusland`, `N1⇥Reference T1 actorgraph:ru⇥Rusland`.
//!
//! brat counts code points in a text whose lines end in `\n` alone, so the text is written that way and the places are those of
//! the text as written. A mention that runs over a line end is one in several pieces.

use std::collections::BTreeSet;

use super::{MentionPage, MentionRow, camel};

/// The two files of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BratFiles {
    /// Name without an ending, below the folder of all: the document's path without what could lead out of that folder.
    pub stem: String,
    /// Content of the file that ends in `.txt`.
    pub text: String,
    /// Content of the file that ends in `.ann`.
    pub annotations: String,
}

/// What brat must know of our types: the content of the file `annotation.conf`, for types such as `country` and a user's own.
pub fn brat_configuration<'t>(types: impl IntoIterator<Item = &'t str>) -> String {
    let labels: BTreeSet<String> = types.into_iter().map(|name| camel(Some(name))).chain([camel(None)]).collect();
    let labels: Vec<String> = labels.into_iter().collect();
    format!("[entities]\n{}\n\n[relations]\n\n[events]\n\n[attributes]\n", labels.join("\n"))
}

/// The files of a document and its mentions.
#[must_use]
pub fn brat(page: &MentionPage<'_>) -> BratFiles {
    let text = page.text.replace("\r\n", "\n").replace('\r', "\n");
    let mut annotations = String::new();
    let mut notes = 0;
    for (row, number) in page.rows.iter().zip(1..) {
        let shift = dropped(page.text, row.byte_start);
        let surface = row.text.replace("\r\n", "\n").replace('\r', "\n");
        let pieces = pieces(&surface, row.start - shift);
        let places: Vec<String> = pieces.iter().map(|(start, end, _)| format!("{start} {end}")).collect();
        let words: Vec<&str> = pieces.iter().map(|(.., words)| *words).collect();
        let words = words.join(" ");
        annotations.push_str(&format!("T{number}\t{} {}\t{words}\n", camel(row.label()), places.join(";")));
        if let Some(actor) = row.actor {
            let name = one_line(row.name.unwrap_or(actor));
            annotations.push_str(&format!("N{number}\tReference T{number} actorgraph:{}\t{name}\n", reference(actor)));
        }
        notes += 1;
        annotations.push_str(&format!("#{notes}\tAnnotatorNotes T{number}\t{}\n", note(row)));
    }
    BratFiles { stem: stem(page.document), text, annotations }
}

/// How many characters before `byte` are no longer there once lines end in `\n`.
fn dropped(text: &str, byte: usize) -> usize {
    text[..byte].matches("\r\n").count()
}

/// The parts of a surface on each of its lines: start, end and text.
fn pieces(surface: &str, start: usize) -> Vec<(usize, usize, &str)> {
    let mut pieces = Vec::new();
    let mut at = start;
    for line in surface.split('\n') {
        let trimmed = line.trim_start();
        let begin = at + line.chars().count() - trimmed.chars().count();
        let words = trimmed.trim_end();
        if !words.is_empty() {
            pieces.push((begin, begin + words.chars().count(), words));
        }
        at += line.chars().count() + 1;
    }
    pieces
}

/// Kind and rule, and whom an ambiguous mention may mean.
fn note(row: &MentionRow<'_>) -> String {
    let candidates = if row.is_open() { format!("; {}", row.candidates.join(" or ")) } else { String::new() };
    one_line(&format!("{}; {}{candidates}", row.kind, row.rule))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An id without white space, which would end it.
fn reference(id: &str) -> String {
    id.split_whitespace().collect::<Vec<_>>().join("_")
}

/// A document's path below a folder: without its root, without `..`, without an ending that says text, and of plain characters.
fn stem(document: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ') { c } else { '_' };
    let parts: Vec<String> = document
        .split(['/', '\\'])
        .filter(|part| !part.is_empty() && !part.chars().all(|c| c == '.'))
        .map(|part| part.chars().map(plain).collect())
        .collect();
    let path = if parts.is_empty() { "document".to_owned() } else { parts.join("/") };
    path.strip_suffix(".txt").filter(|stem| !stem.is_empty() && !stem.ends_with('/')).map_or(path.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_over_a_line_end_is_in_pieces() {
        assert_eq!(pieces("Verenigde\nStaten", 10), [(10, 19, "Verenigde"), (20, 26, "Staten")]);
        assert_eq!(pieces("NAVO", 0), [(0, 4, "NAVO")]);
        assert_eq!(pieces("Noord- \n  Korea", 5), [(5, 11, "Noord-"), (15, 20, "Korea")]);
    }

    #[test]
    fn no_path_leads_out_of_the_folder() {
        let rows = [
            ("seeds/a.txt", "seeds/a"),
            ("../../etc/passwd", "etc/passwd"),
            ("/root/x.html", "root/x.html"),
            ("C:\\a\\b.txt", "C_/a/b"),
            ("-", "-"),
            ("", "document"),
            ("a.jsonl:3", "a.jsonl_3"),
            (".txt", ".txt"),
        ];
        for (document, expected) in rows {
            assert_eq!(stem(document), expected, "{document:?}");
        }
    }
}
