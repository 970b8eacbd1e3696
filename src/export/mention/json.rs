//! Mentions as JSON lines, in a fraction of the time that the derived `Serialize` takes: what a line says of an actor or an article is
//! written once and copied, and hardly any text needs escapes.

use std::sync::OnceLock;

use crate::annotated::{Annotated, AnnotatedArticle};
use crate::gazetteer::Gazetteer;
use crate::id::ActorId;
use crate::position::{Along, code_points};
use crate::resolve::{Resolution, Resolved};

/// Writes the mentions of pages as JSON lines, the same as the [writer](super::mention_writer) of that format does. Threads share one.
#[derive(Debug)]
pub struct MentionLines<'g> {
    gazetteer: &'g Gazetteer,
    all: bool,
    /// The fields of each of the first actors, once they are asked for.
    actors: Box<[OnceLock<Box<[u8]>>]>,
}

/// So many actors are written once; those of longer lists come again less often, and would take much memory.
const MOST_KEPT: usize = 1 << 16;

/// About how many bytes a line has.
const LINE: usize = 320;

impl<'g> MentionLines<'g> {
    /// A writer for mentions of the actors of `gazetteer`; with `all` also of those that mean no actor where they stand.
    #[must_use]
    pub fn new(gazetteer: &'g Gazetteer, all: bool) -> Self {
        let kept = gazetteer.actors().len().min(MOST_KEPT);
        Self { gazetteer, all, actors: (0..kept).map(|_| OnceLock::new()).collect() }
    }

    /// The lines of a page, each with its line end. Empty for a page without mentions.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use actorgraph::export::MentionLines;
    /// use actorgraph::{Annotator, Gazetteer, Language, Scratch, Source};
    /// let gazetteer = Arc::new(Gazetteer::embedded(&[Language::Dutch]));
    /// let annotator = Annotator::new(Arc::clone(&gazetteer), Language::Dutch)?;
    /// let page = annotator.annotate(Source::new("a.txt", "Xi belt met de NAVO."), &mut Scratch::default());
    /// let lines = String::from_utf8(MentionLines::new(&gazetteer, false).of(&page)).unwrap();
    /// assert_eq!(lines.lines().count(), 2);
    /// assert!(lines.starts_with("{\"document\":\"a.txt\",\"article\":0,"));
    /// # Ok::<(), actorgraph::MatcherError>(())
    /// ```
    #[must_use]
    pub fn of(&self, page: &Annotated) -> Vec<u8> {
        let mut lines = Vec::with_capacity(LINE * page.articles.iter().map(|article| article.mentions.len()).sum::<usize>());
        let mut along = Along::new(page.page.text());
        let mut head = b"{\"document\":".to_vec();
        push_text(page.page.document(), &mut head);
        head.extend_from_slice(b",\"article\":");
        let of_page = head.len();
        for article in &page.articles {
            head.truncate(of_page);
            push_number(article.number as usize, &mut head);
            head.extend_from_slice(b",\"part\":\"");
            let date = article.published.map_or_else(
                || "\",\"date\":null,\"sentence\":".to_owned(),
                |published| format!("\",\"date\":\"{}\",\"sentence\":", published.day()),
            );
            for mention in article.mentions.iter().filter(|mention| self.all || !matches!(mention.resolution, Resolution::Nil(_))) {
                lines.extend_from_slice(&head);
                lines.extend_from_slice(part_of(article, mention).as_bytes());
                lines.extend_from_slice(date.as_bytes());
                self.push(mention, page.page.text(), &mut along, &mut lines);
            }
        }
        lines
    }

    /// Adds what a line has from the number of the sentence on.
    fn push(&self, mention: &Resolved, text: &str, along: &mut Along<'_>, line: &mut Vec<u8>) {
        let surface = mention.span.of(text);
        let start = along.of(mention.span.start);
        push_number(mention.sentence as usize, line);
        push_field(b",\"start\":", start.chars, line);
        push_field(b",\"end\":", start.chars + code_points(surface.as_bytes()), line);
        push_field(b",\"byte_start\":", mention.span.start, line);
        push_field(b",\"byte_end\":", mention.span.end, line);
        push_field(b",\"line\":", start.line, line);
        push_field(b",\"column\":", start.column, line);
        line.extend_from_slice(b",\"text\":");
        push_text(surface, line);
        match mention.actor() {
            Some(actor) => match self.actors.get(actor.index()) {
                Some(kept) => line.extend_from_slice(kept.get_or_init(|| self.fields_of(actor).into())),
                None => line.extend_from_slice(&self.fields_of(actor)),
            },
            None => line.extend_from_slice(b",\"actor\":null,\"name\":null,\"type\":null"),
        }
        // Names of kinds, rules and forms are ours, and need no escapes.
        line.extend_from_slice(b",\"kind\":\"");
        line.extend_from_slice(mention.kind.name().as_bytes());
        line.extend_from_slice(b"\",\"rule\":\"");
        line.extend_from_slice(mention.rule.name().as_bytes());
        line.extend_from_slice(b"\",\"form\":\"");
        line.extend_from_slice(mention.form.name().as_bytes());
        line.push(b'"');
        if let Resolution::Ambiguous(actors) = &mention.resolution {
            line.extend_from_slice(b",\"candidates\":[");
            for (place, actor) in actors.iter().enumerate() {
                if place > 0 {
                    line.push(b',');
                }
                push_text(&self.gazetteer.actor(*actor).id, line);
            }
            line.push(b']');
        }
        line.extend_from_slice(b"}\n");
    }

    fn fields_of(&self, actor: ActorId) -> Vec<u8> {
        let actor = self.gazetteer.actor(actor);
        let mut fields = b",\"actor\":".to_vec();
        push_text(&actor.id, &mut fields);
        fields.extend_from_slice(b",\"name\":");
        push_text(&actor.name, &mut fields);
        fields.extend_from_slice(b",\"type\":");
        push_text(actor.actor_type.name(), &mut fields);
        fields
    }
}

fn part_of(article: &AnnotatedArticle, mention: &Resolved) -> &'static str {
    article.sentences[mention.sentence as usize].part.name()
}

#[inline]
fn push_number(number: usize, line: &mut Vec<u8>) {
    line.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
}

/// Adds a field. Keys of a known length are copied in an instruction or two.
#[inline]
fn push_field<const LEN: usize>(key: &[u8; LEN], number: usize, line: &mut Vec<u8>) {
    line.extend_from_slice(key);
    push_number(number, line);
}

/// Adds a text in quotes.
fn push_text(text: &str, line: &mut Vec<u8>) {
    line.push(b'"');
    if needs_escapes(text.as_bytes()) {
        const HEX: &[u8; 16] = b"0123456789abcdef";
        for byte in text.bytes() {
            match byte {
                b'"' | b'\\' => line.extend_from_slice(&[b'\\', byte]),
                b'\n' => line.extend_from_slice(b"\\n"),
                b'\r' => line.extend_from_slice(b"\\r"),
                b'\t' => line.extend_from_slice(b"\\t"),
                8 => line.extend_from_slice(b"\\b"),
                12 => line.extend_from_slice(b"\\f"),
                0..b' ' => line.extend_from_slice(&[b'\\', b'u', b'0', b'0', HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]),
                _ => line.push(byte),
            }
        }
    } else {
        line.extend_from_slice(text.as_bytes());
    }
    line.push(b'"');
}

/// Whether a text holds quotes, backslashes or control characters. Looks at eight bytes at a time.
fn needs_escapes(text: &[u8]) -> bool {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * EACH;
    // The highest bit of a byte that is zero; a borrow may set more of them, but none where no byte is zero.
    let zeros = |eight: u64| eight.wrapping_sub(EACH) & !eight & HIGH;
    let (eights, rest) = text.as_chunks::<8>();
    let found = eights.iter().fold(0, |found, eight| {
        let eight = u64::from_le_bytes(*eight);
        let control = eight.wrapping_sub(0x20 * EACH) & !eight & HIGH;
        found | control | zeros(eight ^ (b'"' as u64 * EACH)) | zeros(eight ^ (b'\\' as u64 * EACH))
    });
    found != 0 || rest.iter().fold(false, |any, byte| any | (*byte < b' ') | (*byte == b'"') | (*byte == b'\\'))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::annotated::Annotator;
    use crate::export::{MentionFormat, MentionPage, mention_writer};
    use crate::gazetteer::Language;
    use crate::mention::Scratch;
    use crate::source::Source;

    #[test]
    fn a_text_is_escaped_as_serde_does() {
        let all: String = (0..0x100).filter_map(char::from_u32).collect();
        let mut texts: Vec<String> = all.chars().flat_map(|c| (0..18).map(move |at| format!("{}{c}ab", "x".repeat(at)))).collect();
        texts.extend([all, "Verenigde\n\tStaten\u{1}\u{7f} é \\\"".to_owned(), String::new()]);
        for text in texts {
            let mut line = Vec::new();
            push_text(&text, &mut line);
            assert_eq!(String::from_utf8(line).unwrap(), serde_json::to_string(&text).unwrap());
        }
    }

    #[test]
    fn lines_are_what_serde_writes() {
        let gazetteer = Arc::new(Gazetteer::embedded(&[Language::Dutch]));
        let annotator = Annotator::new(Arc::clone(&gazetteer), Language::Dutch).unwrap();
        let text = "Xi belt Verenigde\r\nStaten\n\nBEIJING (ANP) - China praat met België en Congo. De president van Rusland zwijgt in Moskou.\n\
                    Meer uit Buitenland\nTOKYO (ANP) - Noord-Korea schiet op Oekraïne.\n2 uur geleden";
        for document in ["a \"b\"\\c.txt", "2026-01-27.txt"] {
            let page = annotator.annotate(Source::new(document, text), &mut Scratch::default());
            for all in [false, true] {
                let rows = MentionPage::new(&page, &gazetteer, all);
                assert!(rows.rows.len() > 6 && rows.rows.iter().any(|row| !row.candidates.is_empty()));
                let mut expected = Vec::new();
                let mut writer = mention_writer(MentionFormat::Jsonl, &mut expected).unwrap();
                writer.add(&rows).and_then(|()| writer.finish()).unwrap();
                let own = MentionLines::new(&gazetteer, all).of(&page);
                assert_eq!(String::from_utf8(own).unwrap(), String::from_utf8(expected).unwrap());
            }
        }
    }
}
