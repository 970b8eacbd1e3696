//! Ages of teasers: `2 uur geleden`, alone on a line or glued to the text around it.

use crate::date::Age;
use crate::fold::{Case, step};
use crate::page::dateline::Dateline;
use crate::page::furniture::{AgeForm, Furniture};
use crate::run::Marks;
use crate::span::Span;

/// A stretch of a line: text of a story, or the age of the story before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Text(Span),
    Age(Age),
}

/// Characters with which a story can end.
const ENDS_OF_STORIES: [char; 11] = ['.', '!', '?', '…', '"', '”', '’', '\'', '»', ')', ']'];

/// Cuts the line at `line` into text and ages.
///
/// Words such as `2 uur geleden` also stand in running text. They are an age only where a story can end and another can begin:
/// after the line's start or a sentence's end, and before the line's end, a dateline, or a capital that is glued to them.
pub(super) fn pieces(text: &str, line: Span, furniture: &Furniture) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut from = line.start;
    let mut at = line.start;
    // All ends of stories are ASCII marks, or begin with one of the last two bytes.
    let mut ends = Marks::new(&text[..line.end], [b'.', b'!', b'?', b'"', b'\'', b')', b']', 0xE2, 0xC2]);
    while at < line.end {
        if furniture.may_begin_age(&text.as_bytes()[at..line.end])
            && may_end_story(&text[from..at])
            && let Some((age, end)) = age_at(text, Span::new(at, line.end), furniture)
            && may_begin_story(text, Span::new(end, line.end), furniture)
        {
            push_text(text, Span::new(from, at), &mut found);
            found.push(Piece::Age(age));
            from = end;
            at = past_white(text, end, line.end);
            continue;
        }
        at = next_start(text, at, line.end, &mut ends);
    }
    push_text(text, Span::new(from, line.end), &mut found);
    found
}

/// The next place at which an age may begin: at a letter or digit after what may end a story.
fn next_start<const KINDS: usize>(text: &str, at: usize, end: usize, ends: &mut Marks<'_, KINDS>) -> usize {
    let mut at = at;
    while let Some(place) = ends.next(at) {
        let mark = text[place..end].chars().next().unwrap_or(' ');
        at = place + mark.len_utf8();
        // What comes most often is told without decoding it.
        if let [b' ', b'A'..=b'Z' | b'a'..=b'z', ..] = text.as_bytes()[at..end]
            && mark.is_ascii()
        {
            return at + 1;
        }
        let start = past_white(text, at, end);
        if ENDS_OF_STORIES.contains(&mark) && text[start..end].starts_with(char::is_alphanumeric) {
            return start;
        }
    }
    end
}

fn past_white(text: &str, at: usize, end: usize) -> usize {
    end - text[at..end].trim_start().len()
}

fn push_text(text: &str, span: Span, found: &mut Vec<Piece>) {
    let inner = &text[span.range()];
    let start = span.start + (inner.len() - inner.trim_start().len());
    let end = span.end - (inner.len() - inner.trim_end().len());
    if start < end {
        found.push(Piece::Text(Span::new(start, end)));
    }
}

fn may_end_story(before: &str) -> bool {
    before.trim_end().chars().next_back().is_none_or(|c| ENDS_OF_STORIES.contains(&c))
}

fn may_begin_story(text: &str, after: Span, furniture: &Furniture) -> bool {
    let rest = &text[after.range()];
    let trimmed = rest.trim_start();
    if trimmed.is_empty() {
        return true;
    }
    let is_glued = trimmed.len() == rest.len() && trimmed.starts_with(char::is_uppercase);
    is_glued || Dateline::parse(text, Span::new(after.end - trimmed.len(), after.end), furniture).is_some()
}

/// The age that begins at the start of `line`, and where it ends.
fn age_at(text: &str, line: Span, furniture: &Furniture) -> Option<(Age, usize)> {
    let first = AgeForm::first_of(step(text, line.start, Case::Lower)?.bytes());
    let fitting = furniture.ages.iter().filter(|form| first.is_none() || form.first == first);
    fitting.filter_map(|form| read_age(text, line, form)).max_by_key(|(_, end)| *end)
}

fn read_age(text: &str, line: Span, form: &AgeForm) -> Option<(Age, usize)> {
    let mut at = literal(text, line, &form.before)?;
    let mut number = 1;
    if form.counted {
        let digits = text[at..line.end].bytes().take_while(u8::is_ascii_digit).count();
        number = text[at..at + digits].parse().ok().filter(|number| (0..10_000).contains(number))?;
        at = literal(text, Span::new(at + digits, line.end), &form.after)?;
    }
    Some((Age { minutes: number * form.minutes }, at))
}

/// The end of `folded` in the text at the start of `line`, compared in folded form.
fn literal(text: &str, line: Span, folded: &str) -> Option<usize> {
    let (mut at, mut rest) = (line.start, folded.as_bytes());
    while !rest.is_empty() {
        // Most of an age is plain letters, with one space between words.
        if let [byte, after, ..] = text.as_bytes()[at..line.end]
            && (byte.is_ascii_alphanumeric() && after.is_ascii() || byte == b' ' && after.is_ascii_graphic())
        {
            rest = rest.strip_prefix(&[byte.to_ascii_lowercase()])?;
            at += 1;
            continue;
        }
        let unit = step(&text[..line.end], at, Case::Lower)?;
        rest = rest.strip_prefix(unit.bytes())?;
        at = unit.next;
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str) -> String {
        let furniture = Furniture::embedded();
        let pieces = pieces(line, Span::new(0, line.len()), &furniture);
        let show = |piece: &Piece| match piece {
            Piece::Text(span) => span.of(line).to_owned(),
            Piece::Age(age) => format!("<{}>", age.minutes),
        };
        pieces.iter().map(show).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn ages_are_told_from_running_text() {
        let rows = [
            ("2 uur geledenTOKYO (ANP) - Noord-Korea vuurt.", "<120>|TOKYO (ANP) - Noord-Korea vuurt."),
            ("37 minuten geleden", "<37>"),
            ("Dat meldt AFP.5 uur geledenST. PAUL (ANP/AFP) - De man", "Dat meldt AFP.|<300>|ST. PAUL (ANP/AFP) - De man"),
            ("Hij sprak \"ja\". 1 dag geleden", "Hij sprak \"ja\".|<1440>"),
            ("2 uur geleden vertrok hij.", "2 uur geleden vertrok hij."),
            ("Hij vertrok 2 uur geleden", "Hij vertrok 2 uur geleden"),
            ("Hij vertrok. 2 uur geleden kwam hij terug.", "Hij vertrok. 2 uur geleden kwam hij terug."),
            ("12 uur geleden'S-HERTOGENBOSCH (ANP) - De man", "<720>|'S-HERTOGENBOSCH (ANP) - De man"),
            ("3 uur geleden DEN HAAG (ANP) - De man", "<180>|DEN HAAG (ANP) - De man"),
        ];
        for (line, expected) in rows {
            assert_eq!(shown(line), expected, "{line}");
        }
    }

    #[test]
    fn no_age_is_passed_over_for_how_it_begins() {
        let furniture = Furniture::embedded();
        for form in &furniture.ages {
            let age = format!("{}{}{}", form.before, if form.counted { "7" } else { "" }, form.after);
            for text in [age.to_uppercase(), age] {
                assert_eq!(shown(&format!("Dat is zo. {text}")).split('|').count(), 2, "{text}");
            }
        }
        assert!(["Qatar is", "Xi is", "x"].iter().all(|text| !furniture.may_begin_age(text.as_bytes())));
    }
}
