//! JSON lines: mentions as `extract` writes them, or texts with their entities.

use serde::Deserialize;

use crate::gazetteer::{ActorType, Gazetteer, Lookup};
use crate::gold::{Gold, GoldMention, type_of};
use crate::source::Source;
use crate::table::Problem;

#[derive(Deserialize)]
#[serde(untagged)]
enum Line {
    Text(Text),
    Mention(Mention),
}

#[derive(Deserialize)]
struct Mention {
    document: String,
    start: usize,
    end: usize,
    actor: Option<String>,
    #[serde(rename = "type")]
    actor_type: Option<String>,
    kind: Option<String>,
}

#[derive(Deserialize)]
struct Text {
    id: String,
    text: String,
    ents: Vec<Entity>,
}

#[derive(Deserialize)]
struct Entity {
    start: usize,
    end: usize,
    #[serde(alias = "label", rename = "type")]
    actor_type: Option<String>,
    actor: Option<String>,
    dbpedia: Option<String>,
}

/// Words that some corpora include in a name.
const DETERMINERS: [&str; 6] = ["de ", "het ", "De ", "Het ", "the ", "The "];

pub(super) fn read(name: &str, text: &str, gazetteer: &Gazetteer, problems: &mut Vec<Problem>) -> Gold {
    let mut gold = Gold::default();
    for (row, number) in text.lines().zip(1..).filter(|(row, _)| !row.trim().is_empty()) {
        match serde_json::from_str::<Line>(row) {
            Ok(Line::Mention(mention)) => {
                let Mention { document, start, end, actor, actor_type, kind } = mention;
                gold.mentions.push(GoldMention { document, start, end, actor, actor_type, kind });
            }
            Ok(Line::Text(text)) => add_text(text, gazetteer, &mut gold),
            Err(error) => {
                let remedy = "write a mention with document, start and end, or a text with id, text and ents";
                problems.push(Problem::new(name, number, format!("the line is no gold ({error})"), remedy));
            }
        }
    }
    gold
}

fn add_text(text: Text, gazetteer: &Gazetteer, gold: &mut Gold) {
    let chars: Vec<char> = text.text.chars().collect();
    for entity in text.ents {
        let surface: String = chars.get(entity.start..entity.end).map(|chars| chars.iter().collect()).unwrap_or_default();
        let determiner = DETERMINERS.iter().find(|word| surface.starts_with(**word)).map_or(0, |word| word.len());
        // A country is told by its name or adjective, whatever larger thing the corpus links it to.
        let country = match gazetteer.lookup(&surface[determiner..]) {
            Lookup::Found(actor) => {
                Some(gazetteer.actor(actor)).filter(|actor| actor.actor_type == ActorType::Country).map(|actor| actor.id.clone())
            }
            _ => None,
        };
        let actor = entity.actor.or(country).or_else(|| linked(entity.dbpedia.as_deref()?, gazetteer));
        let of_actor =
            actor.as_deref().and_then(|id| gazetteer.actor_with_id(id)).map(|actor| gazetteer.actor(actor).actor_type.name().to_owned());
        gold.mentions.push(GoldMention {
            document: text.id.clone(),
            start: entity.start + determiner,
            end: entity.end,
            actor_type: of_actor.or_else(|| type_of(entity.actor_type.as_deref()?)),
            actor,
            kind: None,
        });
    }
    gold.texts.push(Source::new(text.id, text.text));
}

/// The actor that the title of an encyclopedia's page names.
fn linked(link: &str, gazetteer: &Gazetteer) -> Option<String> {
    let title = link.rsplit('/').next()?.replace('_', " ");
    match gazetteer.lookup(&title) {
        Lookup::Found(actor) if !title.is_empty() => Some(gazetteer.actor(actor).id.clone()),
        _ => None,
    }
}
