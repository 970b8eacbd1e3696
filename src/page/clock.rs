//! Times of posts in a liveblog: `14.35 uur`, `09:10 - Macron naar Berlijn`.

use crate::page::furniture::Furniture;
use crate::page::lines::{Line, is_terminated};
use crate::span::Span;

/// Fewest lines with a time that make a page a liveblog.
const FEWEST: usize = 2;
/// Bytes of a line that no line break of a paragraph stands behind, such as a headline's or a time's.
const SHORT: usize = 60;

/// Whether the lines of a page are those of a liveblog, of which each post begins with a time.
pub(super) fn is_liveblog(text: &str, lines: &[Line], furniture: &Furniture) -> bool {
    let is_post = |(at, line): &(usize, &Line)| {
        let before = at.checked_sub(1).map(|before| &lines[before]);
        opens_post(text, before, **line) && after_time(text, line.span, furniture).is_some()
    };
    lines.iter().enumerate().filter(is_post).nth(FEWEST - 1).is_some()
}

/// Whether a line may begin a post: not where the line before goes on in it (`zei hij om⏎14:30 Nederlandse tijd`).
pub(super) fn opens_post(text: &str, before: Option<&Line>, line: Line) -> bool {
    line.after_blank || before.is_none_or(|before| is_terminated(before.span.of(text)) || before.span.len() <= SHORT)
}

/// What follows the time that a post begins with on its line, perhaps nothing; none where the line begins no post.
///
/// A full stop between two numbers is a time only with a word such as `uur`: else it may be a price or a day. Text on the same line follows
/// a dash or bar, or begins as a headline does.
pub(super) fn after_time(text: &str, line: Span, furniture: &Furniture) -> Option<Span> {
    const HOURS: u8 = 24;
    const MINUTES: u8 = 60;
    let inner = line.of(text);
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &inner[digits..];
    let mark = *rest.as_bytes().first().filter(|mark| matches!(mark, b':' | b'.'))?;
    let minutes = rest.get(1..3).filter(|minutes| minutes.bytes().all(|byte| byte.is_ascii_digit()))?;
    if !(1..=2).contains(&digits) || inner[..digits].parse().ok().is_none_or(|hour: u8| hour >= HOURS) {
        return None;
    }
    minutes.parse().ok().filter(|minutes: &u8| *minutes < MINUTES)?;
    let told = &rest[3..];
    let clock = furniture.clock_len(told);
    // Without such a word a number may go on: 14:355.
    if clock == 0
        && (mark == b'.' || told.starts_with(|c: char| !c.is_whitespace() && c != ':') || told.starts_with(":") && !told.starts_with(": "))
    {
        return None;
    }
    let behind = told.trim_start()[clock..].trim_start();
    let post = behind.trim_start_matches(['-', '–', '—', '|', ':']).trim_start();
    let begins =
        post.is_empty() || post.len() < behind.len() || post.starts_with(|c: char| c.is_uppercase() || matches!(c, '\'' | '"' | '‘' | '“'));
    begins.then(|| Span::new(line.end - post.len(), line.end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_posts_are_told_from_other_numbers() {
        let furniture = Furniture::embedded();
        let rows = [
            ("14.35 uur", Some("")),
            ("14:35", Some("")),
            ("9:05 GMT", Some("")),
            ("9:05am", Some("")),
            ("09:10 - Macron naar Berlijn", Some("Macron naar Berlijn")),
            ("11.47 uur | ‘Geen vrede’", Some("‘Geen vrede’")),
            ("09:10 Macron naar Berlijn", Some("Macron naar Berlijn")),
            ("14.35", None),
            ("24:10", None),
            ("12:75", None),
            ("3:2 won Ajax", None),
            ("14.30 uur vertrok hij.", None),
            ("14:355", None),
            ("1014:35", None),
            ("12:é5", None),
            ("12:50: Trump dreigt Iran", Some("Trump dreigt Iran")),
            ("12:50:10 gelopen", None),
        ];
        for (line, expected) in rows {
            let found = after_time(line, Span::new(0, line.len()), &furniture).map(|span| span.of(line).to_owned());
            assert_eq!(found.as_deref(), expected, "{line}");
        }
    }
}
