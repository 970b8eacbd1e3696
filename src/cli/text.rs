//! Text for people: names marked in sentences, tables, colours.

use actorgraph::answer::{Named, Stretch};
use actorgraph::graph::{EdgeRelation, Evidence};
use anstyle::{AnsiColor, Style};

/// How names are marked.
#[derive(Clone, Copy)]
pub enum Marks {
    /// With colours.
    Colors,
    /// With square brackets.
    Brackets,
}

const NAME: Style = AnsiColor::Green.on_default().bold();
const PLACE: Style = AnsiColor::Magenta.on_default();

impl Marks {
    /// Colours, or else brackets.
    pub const fn colored(colors: bool) -> Self {
        if colors { Self::Colors } else { Self::Brackets }
    }

    /// A name.
    pub fn name(self, text: &str) -> String {
        match self {
            Self::Colors => format!("{NAME}{text}{NAME:#}"),
            Self::Brackets => format!("[{text}]"),
        }
    }

    /// A place in a file.
    pub fn place(self, text: &str) -> String {
        match self {
            Self::Colors => format!("{PLACE}{text}{PLACE:#}"),
            Self::Brackets => text.to_owned(),
        }
    }

    /// A word in bold, where there are colours.
    pub fn strong(self, text: &str) -> String {
        let bold = Style::new().bold();
        match self {
            Self::Colors => format!("{bold}{text}{bold:#}"),
            Self::Brackets => text.to_owned(),
        }
    }
}

/// A text on one line, without the signs that would steer a terminal.
pub fn plain(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    push_shown(&mut line, text);
    singly_spaced(line)
}

/// A text with one space for all white space between words, and none around them.
fn singly_spaced(text: String) -> String {
    let is_so = |words: &str| !words.contains("  ") && !words.contains(|c: char| c != ' ' && c.is_whitespace());
    if text.trim().len() == text.len() && is_so(&text) {
        return text;
    }
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Adds a text as it may be shown, with its white space.
fn push_shown(line: &mut String, text: &str) {
    if text.contains(|c| shown(c) != c) { line.extend(text.chars().map(shown)) } else { line.push_str(text) }
}

/// A character as it may be shown. White space is left for others to join.
pub fn shown(c: char) -> char {
    if c.is_control() && !c.is_whitespace() { '\u{FFFD}' } else { c }
}

/// A sentence on one line with its names marked.
pub fn marked(evidence: &Evidence, marks: Marks) -> String {
    let spans = evidence.spans.iter().map(|span| (span.start as usize, span.end as usize));
    marked_at(&evidence.text, spans, marks)
}

/// A sentence on one line with actor, trigger and recipient marked.
pub fn marked_relation(text: &str, spans: &[Stretch], marks: Marks) -> String {
    marked_at(text, spans.iter().map(|span| (span.start, span.end)), marks)
}

/// A text on one line with stretches of it, in code points, marked.
fn marked_at(text: &str, spans: impl Iterator<Item = (usize, usize)>, marks: Marks) -> String {
    let mut line = String::with_capacity(text.len() + 16);
    // Code points that were passed, and what comes after them.
    let (mut at, mut rest) = (0, text);
    let mut take = |to: usize| {
        let end = rest.char_indices().nth(to - at).map_or(rest.len(), |(end, _)| end);
        let (taken, left) = rest.split_at(end);
        (at, rest) = (to, left);
        taken
    };
    let mut last = 0;
    let mut name = String::new();
    for (start, end) in spans {
        if start >= last && end >= start {
            push_shown(&mut line, take(start));
            name.clear();
            push_shown(&mut name, take(end));
            line.push_str(&marks.name(&name));
            last = end;
        }
    }
    push_shown(&mut line, rest);
    singly_spaced(line)
}

/// Where a sentence stands, as editors and terminals understand it: `file:line`.
pub fn place(evidence: &Evidence) -> String {
    format!("{}:{}", plain(&evidence.document), evidence.line)
}

/// That an article stands elsewhere too.
pub fn copies(count: usize) -> String {
    if count == 0 { String::new() } else { format!(" (and in {})", plural(count as u64, "copy")) }
}

/// Most kinds of relation that are told on a line.
const TOLD: usize = 3;

/// The strongest relations between two actors on a line: `Rusland → Oekraïne ASSAULT/aerial 12; … and 4 more kinds`.
pub fn relations(relations: &[EdgeRelation], actors: &[&Named]) -> Option<String> {
    let shown = |relation: &EdgeRelation| {
        let status = if relation.status == "asserted" { String::new() } else { format!(" {}", relation.status) };
        let ends = event([&relation.actor, &relation.recipient], relation.reciprocal, actors);
        format!("{ends} {}{status} {}", relation.kind(), relation.sentences)
    };
    let mut told: Vec<String> = relations.iter().take(TOLD).map(shown).collect();
    let more = relations.len().saturating_sub(TOLD);
    if more > 0 {
        told.push(format!("… and {}", plural(more as u64, "more kind")));
    }
    (!told.is_empty()).then(|| told.join("; "))
}

/// Who acts on whom: `Rusland → Oekraïne`, or with `↔` where both act.
pub fn event(ends: [&str; 2], reciprocal: bool, actors: &[&Named]) -> String {
    let name = |id: &str| plain(actors.iter().find(|actor| actor.id == id).map_or(id, |actor| &actor.name));
    let [actor, recipient] = ends.map(name);
    format!("{actor} {} {recipient}", if reciprocal { "↔" } else { "→" })
}

/// A table with columns as wide as their widest cell. Columns that hold numbers only are set to the right.
pub fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|cell| plain(cell)).collect()).collect();
    let width = |at: usize| rows.iter().map(|row| row[at].chars().count()).chain([head[at].chars().count()]).max().unwrap_or(0);
    // A dash stands for a number that there is none of.
    let is_number = |at: usize| !rows.is_empty() && rows.iter().all(|row| row[at] == "-" || row[at].parse::<f64>().is_ok());
    let shape: Vec<(usize, bool)> = (0..head.len()).map(|at| (width(at), is_number(at))).collect();
    let line = |cells: &mut dyn Iterator<Item = &str>| {
        let cells: Vec<String> = cells
            .zip(&shape)
            .map(|(cell, (width, right))| if *right { format!("{cell:>width$}") } else { format!("{cell:<width$}") })
            .collect();
        format!("{}\n", cells.join("  ").trim_end())
    };
    let mut text = line(&mut head.iter().copied());
    for row in &rows {
        text.push_str(&line(&mut row.iter().map(String::as_str)));
    }
    text
}

/// A number with at most three decimals and no trailing zeros.
pub fn number(value: f64) -> String {
    let fixed = format!("{value:.3}");
    let short = if fixed.contains('.') { fixed.trim_end_matches('0').trim_end_matches('.') } else { fixed.as_str() };
    if short == "-0" { "0".to_owned() } else { short.to_owned() }
}

/// A count with a space between thousands.
pub fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).unwrap_or("")).collect();
    groups.join(" ")
}

/// A count with its noun as [`plural`] has it, and a space between thousands: `1 204 articles`.
pub fn many(count: impl TryInto<u64>, noun: &str) -> String {
    let count = count.try_into().unwrap_or(u64::MAX);
    let counted = plural(count, noun);
    let digits = counted.find(' ').unwrap_or(0);
    format!("{}{}", grouped(usize::try_from(count).unwrap_or(usize::MAX)), &counted[digits..])
}

/// A count with its noun: `1 article`, `2 articles`, `2 copies`, `2 aliases`.
pub fn plural(count: u64, noun: &str) -> String {
    match noun.strip_suffix('y') {
        _ if count == 1 => format!("1 {noun}"),
        Some(stem) => format!("{count} {stem}ies"),
        None if noun.ends_with('s') => format!("{count} {noun}es"),
        None => format!("{count} {noun}s"),
    }
}
