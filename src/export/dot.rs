//! DOT: `graph` and `--`, for Graphviz and for Gephi.

use std::borrow::Cow;
use std::collections::HashSet;
use std::io::{self, Write};

use super::block::in_blocks;
use super::note::Notes;
use super::style::Style;
use super::text::{Ids, label, manifest_json, number, one_line, printable, push_number, shorten};
use super::words::Words;
use super::{DotDialect, ExportOptions};
use crate::graph::{ActorGraph, layout};

/// Longest label in characters. Readers refuse a quoted text of about 16 kB.
const LABEL_LIMIT: usize = 200;

/// Writes DOT. The evidence is a pop-up of each line, in short; every other format but the picture holds all of it.
///
/// # Errors
/// When `out` does not take the bytes.
pub fn dot(graph: &ActorGraph, options: &ExportOptions, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "// {}", one_line(&manifest_json(graph.manifest())))?;
    writeln!(out, "graph \"actors\" {{")?;
    match options.dot_dialect {
        DotDialect::Graphviz => graphviz(graph, options, out)?,
        DotDialect::Gephi => gephi(graph, options, out)?,
    }
    writeln!(out, "}}")
}

fn graphviz(graph: &ActorGraph, options: &ExportOptions, out: &mut dyn Write) -> io::Result<()> {
    let style = Style::of(graph);
    let words = Words::of(options.language);
    let ids = Ids::of_nodes(graph, |id| printable(id).into_owned(), &mut HashSet::new());
    let font = "fontname=\"Helvetica,Arial,sans-serif\"";
    writeln!(out, "  graph [layout=\"sfdp\", overlap=\"prism\", splines=\"line\", outputorder=\"edgesfirst\", {font}];")?;
    if let Some(title) = &options.title {
        writeln!(out, "  graph [label={}, labelloc=\"t\", fontsize=\"24\"];", text(&shorten(title, LABEL_LIMIT)))?;
    }
    writeln!(out, "  node [shape=\"ellipse\", style=\"filled\", penwidth=\"1.5\", margin=\"0.06,0.04\", {font}];")?;
    writeln!(out, "  edge [color=\"#5d667066\", {font}];")?;
    let notes = Notes::of(graph, &words);
    let mut pop_up = String::new();
    for (at, (node, id)) in graph.nodes().zip(&ids).enumerate() {
        let colour = style.colour(node);
        let radius = style.share(node).sqrt();
        pop_up.clear();
        notes.node(at, node, &mut pop_up);
        writeln!(
            out,
            "  {} [label={}, tooltip={}, color=\"{}\", fillcolor=\"{}\", fontsize=\"{}\", width=\"{}\", height=\"{}\"];",
            quoted(id),
            text(&shorten(&label(node), LABEL_LIMIT)),
            note(&pop_up),
            colour.hex(),
            colour.lighter(0.72).hex(),
            number((10.0 + 16.0 * radius).round()),
            number(0.5 + 1.5 * radius),
            number(0.35 + 1.05 * radius),
        )?;
    }
    let ids: Vec<String> = ids.iter().map(|id| quoted(id)).collect();
    in_blocks(graph.links(), out, |links, bytes| {
        let (mut line, mut pop_up) = (String::new(), String::new());
        for link in links {
            let (a, b, edge) = (link.source().index(), link.target().index(), &link.weight);
            pop_up.clear();
            notes.edge((a, b), edge, &mut pop_up)?;
            line.clear();
            ["  ", &ids[a], " -- ", &ids[b], " [penwidth=\""].into_iter().for_each(|part| line.push_str(part));
            push_number(0.6 + 6.4 * style.edge_share(edge).sqrt(), &mut line);
            line.push_str("\", weight=\"");
            push_number(whole(edge.weight), &mut line);
            line.push_str("\", tooltip=");
            push_note(&pop_up, &mut line);
            line.push_str("];\n");
            bytes.extend_from_slice(line.as_bytes());
        }
        Ok(())
    })
}

/// Gephi's reader takes statements for nodes where it does not know them, and skips what follows `node`, `edge` or `graph`, even
/// as the quoted name of an actor. A colour as `#rrggbb` it reads as transparent; as hue, saturation and value it does not.
fn gephi(graph: &ActorGraph, options: &ExportOptions, out: &mut dyn Write) -> io::Result<()> {
    let style = Style::of(graph);
    let words = Words::of(options.language);
    let spell = |id: &str| {
        let id = printable(id);
        if ["node", "edge", "graph"].iter().any(|word| id.eq_ignore_ascii_case(word)) { format!("{id}_") } else { id.into_owned() }
    };
    let ids = Ids::of_nodes(graph, spell, &mut HashSet::new());
    let places = layout(graph, &[]);
    for ((node, id), place) in graph.nodes().zip(&ids).zip(places) {
        let (hue, saturation, value) = style.colour(node).hsv();
        writeln!(
            out,
            "  {} [label={}, color=\"{} {} {}\", pos=\"{},{}\", actor_type={}, mentions=\"{}\", articles=\"{}\", community=\"{}\"];",
            quoted(id),
            quoted(&shorten(&label(node), LABEL_LIMIT)),
            number(hue),
            number(saturation),
            number(value),
            number(place.x),
            number(-place.y),
            quoted(&shorten(&node.actor_type, LABEL_LIMIT)),
            node.mentions,
            node.articles,
            node.community,
        )?;
    }
    let notes = Notes::of(graph, &words);
    let mut pop_up = String::new();
    for (a, b, edge) in graph.edge_ends() {
        pop_up.clear();
        notes.edge((a, b), edge, &mut pop_up)?;
        writeln!(out, "  {} -- {} [weight=\"{}\", tooltip={}];", quoted(&ids[a]), quoted(&ids[b]), number(edge.weight), quoted(&pop_up),)?;
    }
    Ok(())
}

/// Graphviz gives a weight to its layouts as a whole number and refuses other ones.
fn whole(weight: f64) -> f64 {
    if weight >= 1.0 { weight.round().min(1e6) } else { 1.0 }
}

/// A quoted id or value: no quote or backslash of the text's own ends it or means anything.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 8);
    push_quoted(text, &mut quoted);
    quoted
}

/// The same at the end of a line.
fn push_quoted(text: &str, line: &mut String) {
    if memchr::memchr(b'\r', text.as_bytes()).is_some() {
        return push_quoted(&text.replace('\r', ""), line);
    }
    line.push('"');
    let mut rest = text;
    while let Some(at) = memchr::memchr3(b'"', b'\\', b'\n', rest.as_bytes()) {
        line.push_str(&rest[..at]);
        line.push_str(match rest.as_bytes()[at] {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            _ => "\\n",
        });
        rest = &rest[at + 1..];
    }
    line.push_str(rest);
    line.push('"');
}

/// A quoted text for a pop-up. Graphviz replaces escapes in it once for a node and twice for an edge, so that no number of
/// backslashes is right for both: a sign that looks the same stands for them.
fn note(text: &str) -> String {
    let mut note = String::new();
    push_note(text, &mut note);
    note
}

/// The same at the end of a line.
fn push_note(text: &str, line: &mut String) {
    if memchr::memchr2(b'&', b'\\', text.as_bytes()).is_none() {
        return push_quoted(text, line);
    }
    push_quoted(&without_entities(text).replace('\\', "∖"), line);
}

/// A quoted text that Graphviz shows.
fn text(text: &str) -> String {
    quoted(&without_entities(text))
}

/// In what Graphviz shows, `&amp;` and its like would become other characters; here they stay as they are.
fn without_entities(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, after) = (&rest[..at], &rest[at + 1..]);
        let entity = after.find(';').is_some_and(|end| end > 0 && after[..end].bytes().all(|b| b.is_ascii_alphanumeric() || b == b'#'));
        safe.push_str(before);
        safe.push_str(if entity { "&amp;" } else { "&" });
        rest = after;
    }
    safe.push_str(rest);
    Cow::Owned(safe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_name_ends_its_quotes_or_means_more_than_it_says() {
        let rows = [
            ("NAVO", r#""NAVO""#),
            (r#"zei "nee""#, r#""zei \"nee\"""#),
            (r"a\N", r#""a\\N""#),
            (r"eindigt op \", r#""eindigt op \\""#),
            ("a\nb\r\nc", r#""a\nb\nc""#),
            ("", r#""""#),
            ("graph", r#""graph""#),
        ];
        for (raw, expected) in rows {
            assert_eq!(quoted(raw), expected, "{raw:?}");
        }
    }

    #[test]
    fn only_what_looks_like_an_entity_is_guarded() {
        let rows = [("R&D", r#""R&D""#), ("&amp;", r#""&amp;amp;""#), ("& co; &#39;", r#""& co; &amp;#39;""#), ("a&", r#""a&""#)];
        for (raw, expected) in rows {
            assert_eq!(text(raw), expected, "{raw:?}");
        }
    }

    #[test]
    fn no_backslash_in_a_note_means_anything() {
        assert_eq!(note("\\N &amp;\n\\"), "\"∖N &amp;amp;\\n∖\"");
    }

    #[test]
    fn a_weight_is_a_whole_number() {
        let rows = [(0.0, "1"), (0.4, "1"), (2.6, "3"), (f64::NAN, "1"), (1e12, "1000000")];
        for (weight, expected) in rows {
            assert_eq!(number(whole(weight)), expected);
        }
    }
}
