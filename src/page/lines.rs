//! Lines of a page, and whether a line break ends a paragraph or only wraps it.

use crate::run::Marks;
use crate::span::Span;

/// Tells whether a name runs over the break between two lines, such as `Verenigde` and `Staten`.
///
/// The reading of pages knows no names; whoever does can lend it this knowledge.
pub trait RunsOn {
    /// Whether a name begins in `before` and ends in `after`. Both are whole lines without their line ends.
    fn runs_on(&self, before: &str, after: &str) -> bool;
}

/// Knows no names.
impl RunsOn for () {
    fn runs_on(&self, _: &str, _: &str) -> bool {
        false
    }
}

/// A line without the white space around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) span: Span,
    /// Whether an empty line, or the start of the text, stands before it.
    pub(super) after_blank: bool,
}

/// The lines of `text` that hold anything. Every kind of line end counts.
pub(super) fn lines(text: &str) -> Vec<Line> {
    // A line is rarely shorter than this where a paragraph is one.
    const SHORT: usize = 128;
    let mut found = Vec::with_capacity(text.len() / SHORT + 1);
    let mut after_blank = true;
    let mut start = 0;
    // Line feeds, carriage returns and form feeds, and what the two separators of Unicode begin with.
    let mut ends = Marks::new(text, [b'\n', b'\r', 0xC, 0xE2]);
    let is_white = |c: char| c.is_whitespace() || c == '\u{feff}';
    while start < text.len() {
        let raw = &text[start..line_end(text, start, &mut ends)];
        let is_crlf_tail = raw == "\n" && start > 0 && text[..start].ends_with('\r');
        let begun = raw.trim_start_matches(is_white);
        let trimmed = begun.trim_end_matches(is_white);
        if trimmed.is_empty() {
            after_blank |= !is_crlf_tail;
        } else {
            let from = start + (raw.len() - begun.len());
            found.push(Line { span: Span::new(from, from + trimmed.len()), after_blank });
            after_blank = false;
        }
        start += raw.len();
    }
    found
}

/// The end of the line that begins at `start`, line end included.
fn line_end<const KINDS: usize>(text: &str, start: usize, ends: &mut Marks<'_, KINDS>) -> usize {
    let mut at = start;
    while let Some(end) = ends.next(at) {
        let rest = &text[end..];
        match rest.as_bytes()[0] {
            0xE2 if rest.starts_with(['\u{2028}', '\u{2029}']) => return end + 3,
            0xE2 => at = end + 3,
            _ => return end + 1,
        }
    }
    text.len()
}

/// How a text is set: one paragraph a line, or wrapped at some width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Setting {
    /// Longest line in bytes where the text is wrapped, else nothing.
    width: Option<usize>,
}

impl Setting {
    /// A text is wrapped where no line is long, and most lines that another line follows break off in mid-sentence near the margin.
    pub(super) fn of(text: &str, lines: &[Line]) -> Self {
        const WIDEST_WRAP: usize = 130;
        const FEWEST_LINES: usize = 3;
        let width = lines.iter().map(|line| line.span.len()).max().unwrap_or(0);
        let inner = || lines.windows(2).filter(|pair| !pair[1].after_blank).map(|pair| pair[0].span);
        let broken = inner().filter(|line| is_near(*line, width) && !is_terminated(line.of(text))).count();
        let wrapped = width <= WIDEST_WRAP && lines.len() >= FEWEST_LINES && broken * 2 >= inner().count() && broken > 0;
        Self { width: wrapped.then_some(width) }
    }

    /// Whether `next` goes on with the paragraph of `line`.
    pub(super) fn wraps(self, text: &str, line: Line, next: Line, names: &impl RunsOn) -> bool {
        if next.after_blank {
            return false;
        }
        let (before, after) = (line.span.of(text), next.span.of(text));
        if is_terminated(before) {
            return self.width.is_some_and(|width| is_near(line.span, width)) && !before.ends_with(':');
        }
        let goes_on = after.starts_with(char::is_lowercase) || before.ends_with([',', ';', '-', '(']);
        goes_on || self.width.is_some_and(|width| is_near(line.span, width)) || names.runs_on(before, after)
    }
}

/// Whether a wrapped line is so long that the next word may not have fitted.
const fn is_near(line: Span, width: usize) -> bool {
    line.len() * 3 >= width * 2
}

/// Whether a line ends where a sentence does, quotes and brackets aside.
pub(super) fn is_terminated(line: &str) -> bool {
    let core = line.trim_end_matches(['"', '”', '’', '\'', '»', ')', ']', ' ']);
    core.ends_with(['.', '!', '?', '…', ':'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraphs(text: &str, names: &impl RunsOn) -> usize {
        let lines = lines(text);
        let setting = Setting::of(text, &lines);
        1 + lines.windows(2).filter(|pair| !setting.wraps(text, pair[0], pair[1], names)).count()
    }

    #[test]
    fn line_ends_of_all_kinds() {
        let found = lines("\u{feff}a\r\nb\r\n\r\nc\rd\n\n \ne ");
        let shown: Vec<(usize, usize, bool)> = found.iter().map(|l| (l.span.start, l.span.end, l.after_blank)).collect();
        assert_eq!(shown, [(3, 4, true), (6, 7, false), (11, 12, true), (13, 14, false), (18, 19, true)]);
    }

    #[test]
    fn wraps_and_paragraphs() {
        struct States;
        impl RunsOn for States {
            fn runs_on(&self, before: &str, after: &str) -> bool {
                before.ends_with("Verenigde") && after.starts_with("Staten")
            }
        }
        let rows = [
            (2, "Xi belooft sterkere banden\nChina wil meer."),
            (1, "Xi belooft sterkere\nbanden aan China."),
            (1, "Hij sprak met de Verenigde\nStaten over vrede."),
            (2, "Hij sprak met China.\nDat zei hij."),
            (
                1,
                "De premier sprak dinsdag lang met de president van\nChina en daarna met de koning van Spanje. Hij zei dat\nRusland moet stoppen.",
            ),
            (
                2,
                "Koersk\nDe premier sprak dinsdag lang met de president van\nChina en daarna met de koning van Spanje. Hij zei dat\nRusland moet stoppen.",
            ),
        ];
        for (expected, text) in rows {
            assert_eq!(paragraphs(text, &States), expected, "{text}");
        }
    }
}
