//! brat standoff: `T1⇥Country 0 7⇥Rusland`; `N1⇥Reference T1 actorgraph:ru⇥Rusland` where the actor is told, and the kind where a note begins
//! with it, as ours do: `#1⇥AnnotatorNotes T1⇥name; unique`.

use std::collections::BTreeMap;

use crate::gazetteer::AliasKind;
use crate::gold::{Gold, GoldMention, backward, type_of};
use crate::table::Problem;

pub(super) fn read(name: &str, text: &str, problems: &mut Vec<Problem>) -> Gold {
    let document = name.strip_suffix(".ann").map_or_else(|| name.to_owned(), |stem| format!("{stem}.txt"));
    let mut by_id: BTreeMap<&str, GoldMention> = BTreeMap::new();
    for (row, number) in text.lines().zip(1..) {
        let mut cells = row.split('\t');
        let (id, body) = (cells.next().unwrap_or(""), cells.next().unwrap_or(""));
        let words: Vec<&str> = body.split([' ', ';']).collect();
        if id.starts_with('T') {
            // Of a mention in several pieces the whole extent counts.
            let span = words.get(1).zip(words.last()).and_then(|(start, end)| Some((start.parse().ok()?, end.parse().ok()?)));
            match span {
                Some((start, end)) if start >= end => problems.push(backward(name, number, start, end)),
                Some((start, end)) => {
                    let actor_type = type_of(words[0]);
                    by_id.insert(id, GoldMention { document: document.clone(), start, end, actor_type, ..GoldMention::default() });
                }
                None => problems.push(Problem::new(name, number, "the span cannot be read", "write T1⇥Type start end⇥text")),
            }
        } else if id.starts_with('N')
            && let [_, mention, reference] = words[..]
            && let Some(mention) = by_id.get_mut(mention)
        {
            mention.actor = reference.split_once(':').map(|(_, actor)| actor.to_owned());
        } else if id.starts_with('#')
            && let [_, mention] = words[..]
            && let Some(mention) = by_id.get_mut(mention)
        {
            let kind = cells.next().and_then(|note| note.split(';').next()).and_then(|kind| AliasKind::from_name(kind.trim()));
            mention.kind = mention.kind.take().or(kind.map(|kind| kind.name().to_owned()));
        }
    }
    Gold { mentions: by_id.into_values().collect(), ..Gold::default() }
}
