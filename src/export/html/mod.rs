//! HTML: one file that shows the graph in a browser, with search, filters, tables and the sentences behind every link.
//!
//! The page is whole in itself: it loads nothing, and its policy lets nothing run but its own script, which is known by its hash.
//! Text of names and articles stands in a block of data in which no character can end the block, and the script shows it as text.

mod data;

use std::io::{self, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use self::data::{AllEvidence, Data};
use super::ExportOptions;
use super::text::{one_line, shorten};
use super::words::Words;
use crate::graph::ActorGraph;

/// The page, with `{{name}}` where something is to be put in.
const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
/// The parts of the script share one scope of their own.
const SCRIPT: &str = concat!(
    "\"use strict\";\n(() => {\n",
    include_str!("model.js"),
    include_str!("find.js"),
    include_str!("map.js"),
    include_str!("details.js"),
    include_str!("table.js"),
    include_str!("search.js"),
    include_str!("main.js"),
    "})();\n"
);

/// Writes a page that shows the graph, whole in one file.
///
/// # Errors
/// When `out` does not take the bytes.
pub fn html(graph: &ActorGraph, options: &ExportOptions, out: &mut dyn Write) -> io::Result<()> {
    let words = Words::of(options.language);
    let title = options.title.as_deref().map(|title| shorten(title, 120)).filter(|title| !title.is_empty());
    let title = title.unwrap_or_else(|| words.get("title").to_owned());
    let evidence = AllEvidence::of(graph)?;
    let data = Data::new(graph, &evidence, &words);
    let mut rest = PAGE;
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, tail) = after.split_once("}}").unwrap_or((after, ""));
        out.write_all(before.as_bytes())?;
        match name {
            "language" => write!(out, "{}", words.language().code())?,
            "title" => write!(out, "{}", escaped(&title))?,
            "generator" => write!(out, "{}", escaped(&one_line(&graph.manifest().generator)))?,
            "policy" => write!(out, "{}", policy())?,
            "style" => write!(out, "{STYLE}")?,
            "script" => write!(out, "{SCRIPT}")?,
            "data" => data.write(out)?,
            word => write!(out, "{}", escaped(words.get(word.trim_start_matches("word:"))))?,
        }
        rest = tail;
    }
    out.write_all(rest.as_bytes())
}

/// What the page may do: run its own script and use its own style, each known by its hash, and nothing else.
fn policy() -> String {
    let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
    format!("default-src 'none'; script-src {}; style-src {}; base-uri 'none'; form-action 'none'", hash(SCRIPT), hash(STYLE))
}

/// A text as HTML shows it, in an element or a quoted attribute.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::Language;

    #[test]
    fn script_and_style_cannot_end_early() {
        for text in [SCRIPT, STYLE] {
            let text = text.to_lowercase();
            assert!(!["</script", "<script", "<!--", "</style"].iter().any(|end| text.contains(end)));
        }
    }

    #[test]
    fn every_word_that_the_page_asks_for_is_there() {
        let words = Words::of(Language::English);
        for part in PAGE.split("{{word:").skip(1) {
            let key = part.split_once("}}").unwrap().0;
            assert!(words.all().contains_key(key), "{key}");
        }
        let asked = [("words[\"", '"'), ("say(\"", '"'), ("tell(words[\"", '"')];
        for (before, end) in asked {
            for part in SCRIPT.split(before).skip(1) {
                let key = part.split_once(end).unwrap().0;
                assert!(words.all().contains_key(key), "{key}");
            }
        }
    }
}
