//! DOT: `graph` and `--`, for Graphviz and for Gephi.

use std::borrow::Cow;
use std::collections::HashSet;
use std::io::{self, Write};

use super::note::{edge_note, node_note};
use super::style::Style;
use super::text::{Ids, label, manifest_json, number, one_line, printable, shorten};
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
    for (node, id) in graph.nodes().zip(&ids) {
        let colour = style.colour(node);
        let radius = style.share(node).sqrt();
        writeln!(
            out,
            "  {} [label={}, tooltip={}, color=\"{}\", fillcolor=\"{}\", fontsize=\"{}\", width=\"{}\", height=\"{}\"];",
            quoted(id),
            text(&shorten(&label(node), LABEL_LIMIT)),
            note(&node_note(node, &words)),
            colour.hex(),
            colour.lighter(0.72).hex(),
            number((10.0 + 16.0 * radius).round()),
            number(0.5 + 1.5 * radius),
            number(0.35 + 1.05 * radius),
        )?;
    }
    for ((a, b, edge), (source, target, _)) in graph.edge_ends().zip(graph.edges()) {
        writeln!(
            out,
            "  {} -- {} [penwidth=\"{}\", weight=\"{}\", tooltip={}];",
            quoted(&ids[a]),
            quoted(&ids[b]),
            number(0.6 + 6.4 * style.edge_share(edge).sqrt()),
            integer(edge.weight),
            note(&edge_note(source, target, edge, &words)?),
        )?;
    }
    Ok(())
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
    for ((a, b, edge), (source, target, _)) in graph.edge_ends().zip(graph.edges()) {
        writeln!(
            out,
            "  {} -- {} [weight=\"{}\", tooltip={}];",
            quoted(&ids[a]),
            quoted(&ids[b]),
            number(edge.weight),
            quoted(&edge_note(source, target, edge, &words)?),
        )?;
    }
    Ok(())
}

/// Graphviz gives a weight to its layouts as a whole number and refuses other ones.
fn integer(weight: f64) -> String {
    number(if weight >= 1.0 { weight.round().min(1e6) } else { 1.0 })
}

/// A quoted id or value: no quote or backslash of the text's own ends it or means anything.
fn quoted(text: &str) -> String {
    if text.contains('\r') {
        return quoted(&text.replace('\r', ""));
    }
    let mut quoted = String::with_capacity(text.len() + 8);
    quoted.push('"');
    let mut rest = text;
    while let Some(at) = memchr::memchr3(b'"', b'\\', b'\n', rest.as_bytes()) {
        quoted.push_str(&rest[..at]);
        quoted.push_str(match rest.as_bytes()[at] {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            _ => "\\n",
        });
        rest = &rest[at + 1..];
    }
    quoted.push_str(rest);
    quoted.push('"');
    quoted
}

/// A quoted text for a pop-up. Graphviz replaces escapes in it once for a node and twice for an edge, so that no number of
/// backslashes is right for both: a sign that looks the same stands for them.
fn note(text: &str) -> String {
    let safe = without_entities(text);
    if safe.contains('\\') { quoted(&safe.replace('\\', "∖")) } else { quoted(&safe) }
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
            assert_eq!(integer(weight), expected);
        }
    }
}
