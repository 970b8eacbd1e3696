//! JSON lines: mentions as `extract` writes them, or texts with their entities.

use serde::Deserialize;

use crate::fold::fold;
use crate::gazetteer::{ActorType, AliasKind, Gazetteer, Lookup};
use crate::gold::{Gold, GoldMention, backward, type_of};
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
    id: Option<String>,
    /// spaCy has no id for a text.
    title: Option<String>,
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
    /// The actor as spaCy has it, empty where there is none.
    kb_id: Option<String>,
    dbpedia: Option<String>,
}

/// Words that some corpora include in a name.
const DETERMINERS: [&str; 6] = ["de ", "het ", "De ", "Het ", "the ", "The "];

pub(super) fn read(name: &str, text: &str, gazetteer: &Gazetteer, problems: &mut Vec<Problem>) -> Gold {
    let mut gold = Gold::default();
    for (row, number) in text.lines().zip(1..).filter(|(row, _)| !row.trim().is_empty()) {
        match serde_json::from_str::<Line>(row) {
            Ok(Line::Mention(Mention { start, end, .. })) if start >= end => problems.push(backward(name, number, start, end)),
            Ok(Line::Mention(mention)) => {
                let Mention { document, start, end, actor, actor_type, kind } = mention;
                gold.mentions.push(GoldMention { document, start, end, actor, actor_type, kind });
            }
            Ok(Line::Text(text)) => {
                let outside = |start, end| {
                    let message = format!("the text holds nothing from {start} to {end}");
                    Problem::new(name, number, message, "count code points from the start of the text")
                };
                let document = text.id.clone().or_else(|| text.title.clone()).unwrap_or_else(|| format!("{name}:{number}"));
                add_text(document, text, gazetteer, &mut gold, |start, end| problems.push(outside(start, end)));
            }
            Err(error) => {
                let remedy = "write a mention with document, start and end, or a text with text, ents and its id or title";
                problems.push(Problem::new(name, number, format!("the line is no gold ({error})"), remedy));
            }
        }
    }
    gold
}

/// Adds a text with its entities. Those that lie outside it are given to `refuse`.
///
/// Corpora of entity linking mark more than mentions of ours: a city is no country, though it may be a capital, and a name inside
/// the name of an organization that the gazetteer lists (`Bank of Japan`) is no mention of its own, since the longest name counts.
fn add_text(document: String, text: Text, gazetteer: &Gazetteer, gold: &mut Gold, mut refuse: impl FnMut(usize, usize)) {
    let chars: Vec<char> = text.text.chars().collect();
    let mut inside: Vec<(usize, usize, String)> = Vec::with_capacity(text.ents.len());
    for entity in &text.ents {
        match chars.get(entity.start..entity.end).filter(|chars| !chars.is_empty()) {
            Some(surface) => inside.push((entity.start, entity.end, surface.iter().collect())),
            None => refuse(entity.start, entity.end),
        }
    }
    let organizations: Vec<(usize, usize)> =
        inside.iter().filter(|(.., surface)| names_organization(surface, gazetteer)).map(|(start, end, _)| (*start, *end)).collect();
    for entity in text.ents {
        let Some((.., surface)) = inside.iter().find(|(start, end, _)| (*start, *end) == (entity.start, entity.end)) else { continue };
        let is_part =
            |(start, end): &(usize, usize)| *start <= entity.start && entity.end <= *end && end - start > entity.end - entity.start;
        // spaCy's entities are as they are meant, ours among them.
        let determiner = if entity.kb_id.is_some() { 0 } else { determiner_len(surface) };
        let own = Some(surface[determiner..].trim()).and_then(|name| country(name, gazetteer));
        if organizations.iter().any(is_part) && own.is_some() {
            continue;
        }
        let told = entity.actor.or(entity.kb_id).filter(|actor| !actor.is_empty());
        let actor = told.or(own).or_else(|| linked(entity.dbpedia.as_deref()?, gazetteer));
        let of_actor =
            actor.as_deref().and_then(|id| gazetteer.actor_with_id(id)).map(|actor| gazetteer.actor(actor).actor_type.name().to_owned());
        gold.mentions.push(GoldMention {
            document: document.clone(),
            start: entity.start + determiner,
            end: entity.end,
            actor_type: of_actor.or_else(|| type_of(entity.actor_type.as_deref()?)),
            actor,
            kind: None,
        });
    }
    gold.texts.push(Source::new(document, text.text));
}

/// Length of the article that a name begins with. Articles are ASCII, so that bytes are code points.
fn determiner_len(surface: &str) -> usize {
    DETERMINERS.iter().find(|word| surface.starts_with(**word)).map_or(0, |word| word.len())
}

/// Whether a marked text, without its article and an acronym in brackets after it, is a name of an organization.
fn names_organization(surface: &str, gazetteer: &Gazetteer) -> bool {
    let name = surface[determiner_len(surface)..].split(" (").next().unwrap_or("");
    matches!(gazetteer.lookup(name), Lookup::Found(actor) if gazetteer.actor(actor).actor_type == ActorType::Organization)
}

/// The country that a text names otherwise than by its capital, whatever larger thing the corpus links it to.
fn country(name: &str, gazetteer: &Gazetteer) -> Option<String> {
    let Lookup::Found(id) = gazetteer.lookup(name) else { return None };
    let actor = gazetteer.actor(id);
    let folded = fold(name);
    let mut names = gazetteer.aliases_of(id).filter(|alias| alias.kind != AliasKind::Capital);
    let is_country = actor.actor_type == ActorType::Country && names.any(|alias| fold(alias.text) == folded);
    is_country.then(|| actor.id.clone())
}

/// The actor that the title of an encyclopedia's page names; a city is none.
fn linked(link: &str, gazetteer: &Gazetteer) -> Option<String> {
    let title = link.rsplit('/').next()?.replace('_', " ");
    match gazetteer.lookup(&title) {
        Lookup::Found(actor) if gazetteer.actor(actor).actor_type == ActorType::Country => country(&title, gazetteer),
        Lookup::Found(actor) if !title.is_empty() => Some(gazetteer.actor(actor).id.clone()),
        _ => None,
    }
}
