//! Text with its mentions marked in place: `[[Poetin|vladimir-putin|short]]s plan`, each document after a line `# name`.

use crate::gold::{Gold, GoldMention};
use crate::source::Source;

pub(super) fn read(text: &str) -> Gold {
    let mut gold = Gold::default();
    let mut document: Option<(String, String)> = None;
    for line in text.split('\n') {
        match line.strip_prefix("# ") {
            Some(name) => {
                finish(document.take(), &mut gold);
                document = Some((name.trim().to_owned(), String::new()));
            }
            None => {
                if let Some((_, body)) = &mut document {
                    body.push_str(line);
                    body.push('\n');
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
