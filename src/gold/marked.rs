//! Text with its mentions marked in place: `[[Poetin|vladimir-putin|short]]s plan`, each document after a line `# name`. A file without such
//! a line is one document, which has the name of the file.

use crate::gold::{Gold, GoldMention};
use crate::source::Source;
use crate::table::Problem;

pub(super) fn read(file: &str, text: &str, problems: &mut Vec<Problem>) -> Gold {
    let mut gold = Gold::default();
    let has_names = text.split('\n').any(|line| line.starts_with("# "));
    let mut document = (!has_names).then(|| (file.to_owned(), String::new()));
    let mut is_told = false;
    for (line, number) in text.split('\n').zip(1..) {
        match line.strip_prefix("# ") {
            Some(name) => {
                finish(document.take(), &mut gold);
                document = Some((name.trim().to_owned(), String::new()));
            }
            None => {
                if let Some((_, body)) = &mut document {
                    body.push_str(line);
                    body.push('\n');
                } else if !line.trim().is_empty() && !std::mem::replace(&mut is_told, true) {
                    let remedy = "write a line `# name` with the name of the document above it";
                    problems.push(Problem::new(file, number, "the text before the first line `# name` belongs to no document", remedy));
                }
            }
        }
    }
    finish(document, &mut gold);
    gold
}

fn finish(document: Option<(String, String)>, gold: &mut Gold) {
    let Some((name, body)) = document else { return };
    let mut plain = String::new();
    let mut chars = 0;
    let mut rest = body.trim_end_matches('\n');
    while let Some((before, after)) = rest.split_once("[[") {
        let Some((mark, tail)) = after.split_once("]]") else { break };
        let mut parts = mark.split('|');
        let (surface, actor, kind) = (parts.next().unwrap_or(""), parts.next(), parts.next());
        plain.push_str(before);
        chars += before.chars().count();
        let end = chars + surface.chars().count();
        gold.mentions.push(GoldMention {
            document: name.clone(),
            start: chars,
            end,
            actor: actor.map(str::to_owned),
            actor_type: None,
            kind: kind.map(str::to_owned),
        });
        plain.push_str(surface);
        chars = end;
        rest = tail;
    }
    plain.push_str(rest);
    gold.texts.push(Source::new(name, plain));
}
