//! How numbers, names and evidence are spelled in every format, so that they look the same in all.

use std::borrow::Cow;
use std::collections::HashSet;
use std::io;

use jiff::civil::Date;
use serde::{Serialize, Serializer};

use crate::graph::{ActorGraph, Edge, Manifest, Node};
use crate::kept_list::KeptList;
use crate::relation_count::RelationEvidence;

/// A number with at most four decimals, or eight where it is small, and no zeros at its end. What is no number becomes 0: no format
/// has a word for it.
pub(super) fn number(value: f64) -> String {
    let mut text = String::with_capacity(16);
    push_number(value, &mut text);
    text
}

/// The same at the end of a text.
pub(super) fn push_number(value: f64, to: &mut String) {
    if !value.is_finite() {
        to.push('0');
    } else if !push_short_number(value, to) {
        let text = if value.abs() < 0.1 { format!("{value:.8}") } else { format!("{value:.4}") };
        let text = text.trim_end_matches('0').trim_end_matches('.');
        to.push_str(if text == "-0" { "0" } else { text });
    }
}

/// Puts down what [`number`] spells, for numbers that whole ones can stand for: most of those in a graph. Takes a fraction of the time.
/// Tells whether it is such a number.
fn push_short_number(value: f64, to: &mut String) -> bool {
    const MOST: f64 = 4e9;
    // How near to the middle between two numbers the product may be rounded to the wrong one.
    const UNSURE: f64 = 1e-5;
    let (decimals, scale) = if value.abs() < 0.1 { (8, 1e8) } else { (4, 1e4) };
    let scaled = value.abs() * scale;
    let rounded = scaled.round();
    if scaled >= MOST || ((scaled - rounded).abs() - 0.5).abs() < UNSURE {
        return false;
    }
    // Small and whole, so that nothing is lost.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let mut digits = rounded as u64;
    if digits == 0 {
        to.push('0');
        return true;
    }
    let mut decimals = decimals;
    while decimals > 0 && digits.is_multiple_of(10) {
        (digits, decimals) = (digits / 10, decimals - 1);
    }
    if value < 0.0 {
        to.push('-');
    }
    let unit = 10_u64.pow(decimals);
    let mut buffer = itoa::Buffer::new();
    to.push_str(buffer.format(digits / unit));
    if decimals > 0 {
        to.push('.');
        let places = buffer.format(digits % unit);
        to.extend(std::iter::repeat_n('0', decimals as usize - places.len()));
        to.push_str(places);
    }
    true
}

/// A day at the end of a text: `2026-01-27`.
pub(super) fn push_day(day: Date, to: &mut String) {
    let Ok(year @ 1000..) = u16::try_from(day.year()) else { return to.push_str(&day.to_string()) };
    let mut buffer = itoa::Buffer::new();
    to.push_str(buffer.format(year));
    for part in [day.month(), day.day()] {
        to.push_str(if part < 10 { "-0" } else { "-" });
        to.push_str(buffer.format(part));
    }
}

/// A number that JSON shows as [`number`] does.
pub(super) struct Number(pub f64);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = number(self.0);
        match (text.parse::<i64>(), text.parse::<f64>()) {
            (Ok(whole), _) => serializer.serialize_i64(whole),
            (_, Ok(real)) => serializer.serialize_f64(real),
            _ => serializer.serialize_i64(0),
        }
    }
}

/// The text without characters that XML cannot hold or that no reader can show: controls but tab and line ends, and non-characters.
pub(super) fn printable(text: &str) -> Cow<'_, str> {
    let banned = |c: char| (c.is_control() && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{FFFE}' | '\u{FFFF}');
    if text.contains(banned) { Cow::Owned(text.replace(banned, "")) } else { Cow::Borrowed(text) }
}

/// The text on one line: printable, each run of white space one space, none at the ends.
pub(super) fn one_line(text: &str) -> String {
    in_line(text).into_owned()
}

/// The same, without a copy where the text is so already.
pub(super) fn in_line(text: &str) -> Cow<'_, str> {
    // Controls of ASCII, and the first bytes of all other controls, white space and non-characters. All bytes are looked at, without a
    // branch, so that many go at once.
    let is_odd = |byte: u8| !(b' '..0x7f).contains(&byte) && (byte < 0x80 || matches!(byte, 0xC2 | 0xE1 | 0xE2 | 0xE3 | 0xEF));
    let bytes = text.as_bytes();
    let any_odd = bytes.iter().fold(false, |any, byte| any | is_odd(*byte));
    let any_double = bytes.iter().zip(bytes.iter().skip(1)).fold(false, |any, (one, next)| any | ((*one == b' ') & (*next == b' ')));
    if !any_odd && !any_double && !text.starts_with(' ') && !text.ends_with(' ') {
        return Cow::Borrowed(text);
    }
    Cow::Owned(printable(text).split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The text on one line, cut after a word so that at most `limit` characters remain.
pub(super) fn shorten(text: &str, limit: usize) -> String {
    let mut short = String::new();
    push_short(text, limit, &mut short);
    short
}

/// The same at the end of a text.
pub(super) fn push_short(text: &str, limit: usize, to: &mut String) {
    let line = in_line(text);
    // No character is shorter than a byte.
    let cut = if line.len() <= limit { None } else { line.char_indices().nth(limit) };
    let Some((cut, _)) = cut else { return to.push_str(&line) };
    let head = &line[..cut];
    let head = head.char_indices().next_back().map_or(head, |(last, _)| &head[..last]);
    let word_end = head.rfind(' ').filter(|&at| at * 2 > head.len()).unwrap_or(head.len());
    to.push_str(head[..word_end].trim_end_matches([' ', ',', ';', ':']));
    to.push('…');
}

/// The name to show for an actor: its id where it has no other.
pub(super) fn label(node: &Node) -> String {
    let label = one_line(&node.label);
    if label.is_empty() { one_line(&node.id) } else { label }
}

/// Gives names that are the same, or empty, an end of their own, since every format drops or refuses the second of two equal ids.
pub(super) fn unique(names: impl Iterator<Item = String>, taken: &mut HashSet<String>) -> Vec<String> {
    names
        .map(|name| {
            let name = if name.is_empty() { "_".to_owned() } else { name };
            let mut candidate = name.clone();
            let mut turn = 2;
            while !taken.insert(candidate.clone()) {
                candidate = format!("{name}~{turn}");
                turn += 1;
            }
            candidate
        })
        .collect()
}

/// Ids of all nodes and edges as a format can write them, none of them twice.
pub(super) struct Ids {
    /// In the order of the nodes.
    pub nodes: Vec<String>,
    /// In the order of the edges, where their names could be alike.
    edges: Option<Vec<String>>,
}

impl Ids {
    /// Ids as `spell` writes them; an edge is named after its ends.
    pub fn new(graph: &ActorGraph, spell: impl Fn(&str) -> String) -> Self {
        let mut taken = HashSet::new();
        let nodes = Self::of_nodes(graph, spell, &mut taken);
        // Where no id of a node holds what stands between two, or could lengthen it, all names of edges differ.
        let is_odd = |id: &String| id.starts_with('-') || id.ends_with('-') || id.contains("--");
        let ends = || graph.edge_ends().map(|(a, b, _)| (a, b));
        let any_odd = nodes.iter().any(is_odd) || ends().zip(ends().skip(1)).any(|(one, next)| one == next);
        let edges = any_odd.then(|| unique(ends().map(|(a, b)| joined(&nodes[a], &nodes[b])), &mut taken));
        Self { nodes, edges }
    }

    /// Those of the edges, in order. In a large graph there are too many to be kept.
    pub fn edges<'a>(&'a self, graph: &'a ActorGraph) -> impl Iterator<Item = Cow<'a, str>> {
        graph.edge_ends().enumerate().map(|(at, (a, b, _))| self.edge(at, (a, b)))
    }

    /// That of the edge of this number, from 0, with these ends.
    pub fn edge(&self, at: usize, (a, b): (usize, usize)) -> Cow<'_, str> {
        match &self.edges {
            Some(edges) => Cow::Borrowed(edges[at].as_str()),
            None => Cow::Owned(joined(&self.nodes[a], &self.nodes[b])),
        }
    }

    /// The ids of the nodes alone, for formats in which edges have none.
    pub fn of_nodes(graph: &ActorGraph, spell: impl Fn(&str) -> String, taken: &mut HashSet<String>) -> Vec<String> {
        unique(graph.nodes().map(|node| spell(&node.id)), taken)
    }
}

/// The name of an edge.
fn joined(one: &str, other: &str) -> String {
    [one, "--", other].concat()
}

/// JSON on one line. Characters that JSON takes as they are and XML forbids or frowns on are written as escapes, so that no text loses
/// any.
fn compact(value: &impl Serialize) -> io::Result<String> {
    let json = serde_json::to_string(value)?;
    let awkward = |c: char| c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}');
    if !json.contains(awkward) {
        return Ok(json);
    }
    Ok(json.chars().map(|c| if awkward(c) { format!("\\u{:04x}", u32::from(c)) } else { c.to_string() }).collect())
}

/// All evidence of an edge as a JSON list, for formats whose attributes are plain text.
pub(super) fn evidence_json(edge: &Edge) -> io::Result<String> {
    compact(&edge.evidence)
}

/// All relations of an edge with their sentences as a JSON list, for formats whose attributes are plain text. Nothing where there are none.
pub(super) fn relations_json(edge: &Edge) -> io::Result<Option<String>> {
    (!edge.relations.is_empty()).then(|| compact(&edge.relations)).transpose()
}

/// The sentences that tell a relation as a JSON list.
pub(super) fn told_json(evidence: &KeptList<RelationEvidence>) -> io::Result<String> {
    compact(evidence)
}

/// The manifest as a JSON object, for formats whose attributes are plain text.
pub(super) fn manifest_json(manifest: &Manifest) -> String {
    compact(manifest).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_plain_at_a_glance_is_on_one_line() {
        for c in (0..=0x1_FFFF).filter_map(char::from_u32) {
            for text in [format!("a{c}b"), format!("{c}é"), format!("é{c}"), format!("a {c}")] {
                assert_eq!(one_line(&text), printable(&text).split_whitespace().collect::<Vec<_>>().join(" "), "{text:?}");
            }
        }
    }

    #[test]
    fn numbers_have_no_needless_digits() {
        let rows = [
            (3.0, "3"),
            (0.5, "0.5"),
            (0.123_456, "0.1235"),
            (-0.000_000_001, "0"),
            (-0.000_01, "-0.00001"),
            (0.012_345_678_9, "0.01234568"),
            (-1.25, "-1.25"),
            (f64::NAN, "0"),
            (f64::INFINITY, "0"),
            (100.0, "100"),
            (1e15, "1000000000000000"),
        ];
        for (value, text) in rows {
            assert_eq!(number(value), text);
            assert_eq!(serde_json::to_string(&Number(value)).unwrap(), text);
        }
    }

    #[test]
    fn numbers_are_spelt_as_the_standard_library_rounds_them() {
        let mut state = 1_u64;
        for turn in 0..200_000 {
            state = state.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(1);
            // Of every size, and many that end in a five after the last decimal.
            let whole = (state >> 40) as f64;
            let value = [whole / 65_536.0, whole / 1e9, whole / 2e5, -whole / 2e9, whole * 1e3][turn % 5];
            let spelt = if value.abs() < 0.1 { format!("{value:.8}") } else { format!("{value:.4}") };
            let spelt = spelt.trim_end_matches('0').trim_end_matches('.');
            assert_eq!(number(value), if spelt == "-0" { "0" } else { spelt }, "{value:?}");
        }
    }

    #[test]
    fn days_are_spelt_as_they_are_elsewhere() {
        let days = [(2026, 1, 27), (1999, 12, 1), (1000, 10, 10), (999, 2, 3), (-5, 1, 1), (9999, 12, 31)];
        for day in days.map(|(year, month, day)| jiff::civil::date(year, month, day)) {
            let mut text = String::new();
            push_day(day, &mut text);
            assert_eq!(text, day.to_string());
        }
    }

    #[test]
    fn text_is_cut_after_a_word() {
        let rows = [
            ("kort", 10, "kort"),
            ("een heel lange zin", 12, "een heel…"),
            ("onafgebroken", 5, "onaf…"),
            ("  wit \n wit ", 10, "wit wit"),
            ("éééééé", 6, "éééééé"),
        ];
        for (text, limit, expected) in rows {
            assert_eq!(shorten(text, limit), expected);
        }
    }

    #[test]
    fn what_cannot_be_printed_is_left_out() {
        assert_eq!(printable("a\u{0}b\u{1b}\tc\u{FFFF}\u{85}"), "ab\tc");
        assert_eq!(one_line(" a\u{7}\r\n b "), "a b");
    }

    #[test]
    fn equal_ids_are_told_apart() {
        let names = ["a", "a", "", "a~2", ""].map(str::to_owned);
        assert_eq!(unique(names.into_iter(), &mut HashSet::new()), ["a", "a~2", "_", "a~2~2", "_~2"]);
    }
}
