//! Gold of relations: texts of our own, each with the relations that a reader takes from it.
//!
//! A case is a line `# name`, perhaps a line `date: 2026-01-27`, the text, a line `---`, and a line for each relation; `===` ends it.
//! A relation is `actor CATEGORY[/mode] recipient status`, where the recipient may be `-`, and then perhaps `negated`, `reciprocal`,
//! `speaker=id` and `agent=noun`.

use crate::date::Published;
use crate::relation::{Category, Status};
use crate::table::Problem;

/// A text with its relations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelationCase {
    /// What the case is about.
    pub name: String,
    /// `file:line` of its name.
    pub place: String,
    /// When the text was published, where the case tells.
    pub published: Option<Published>,
    /// The text.
    pub text: String,
    /// The relations in it.
    pub relations: Vec<GoldRelation>,
}

/// A relation that a person marked. Actors are told by their ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoldRelation {
    /// Who acts.
    pub actor: String,
    /// The kind of event.
    pub category: Category,
    /// More of its kind, where it is clear.
    pub mode: Option<&'static str>,
    /// Whom it is done to.
    pub recipient: Option<String>,
    /// How surely it is told.
    pub status: Status,
    /// Whether it does not happen.
    pub negated: bool,
    /// Whether both act.
    pub reciprocal: bool,
    /// Who tells it.
    pub speaker: Option<String>,
    /// The noun that acts for the actor.
    pub agent: Option<String>,
}

/// Reads the cases of a file. Problems are told, and the other cases count.
pub fn relation_cases(name: &str, text: &str, problems: &mut Vec<Problem>) -> Vec<RelationCase> {
    let mut cases = Vec::new();
    let mut block: Vec<(u64, &str)> = Vec::new();
    for (line, number) in text.trim_start_matches('\u{feff}').lines().chain(["==="]).zip(1..) {
        if line.trim_end() != "===" {
            block.push((number, line));
            continue;
        }
        while block.first().is_some_and(|(_, line)| line.trim().is_empty()) {
            block.remove(0);
        }
        if !block.is_empty() {
            match case(name, &block) {
                Ok(case) => cases.push(case),
                Err(problem) => problems.push(problem),
            }
        }
        block.clear();
    }
    cases
}

fn case(file: &str, block: &[(u64, &str)]) -> Result<RelationCase, Problem> {
    let (first, line) = block[0];
    let problem = |line: u64, message: &str, remedy: &str| Problem::new(file, line, message, remedy);
    let name = line.strip_prefix("# ").ok_or_else(|| problem(first, "the case has no name", "begin it with a line `# name`"))?;
    let cut = block.iter().position(|(_, line)| line.trim_end() == "---");
    let cut =
        cut.ok_or_else(|| problem(first, "the case has no relations", "write a line `---` after its text, and one for each relation"))?;
    let mut input = &block[1..cut];
    let mut published = None;
    if let Some((line, date)) = input.first().and_then(|(line, text)| Some((*line, text.strip_prefix("date:")?))) {
        published = Some(Published::parse(date.trim()).ok_or_else(|| problem(line, "the date cannot be read", "write 2026-01-27"))?);
        input = &input[1..];
    }
    let text: Vec<&str> = input.iter().map(|(_, line)| *line).collect();
    if text.iter().all(|line| line.trim().is_empty()) {
        return Err(problem(first, "the case has no text", "write it below the name"));
    }
    let lines = block[cut + 1..].iter().filter(|(_, line)| !line.trim().is_empty());
    let relations = lines.map(|(number, line)| relation(file, *number, line)).collect::<Result<_, _>>()?;
    Ok(RelationCase { name: name.trim().to_owned(), place: format!("{file}:{first}"), published, text: text.join("\n"), relations })
}

fn relation(file: &str, number: u64, line: &str) -> Result<GoldRelation, Problem> {
    let problem = |message: String| {
        Problem::new(
            file,
            number,
            message,
            "write actor CATEGORY[/mode] recipient|- status [negated] [reciprocal] [speaker=id] [agent=noun]",
        )
    };
    let mut words = line.split_whitespace();
    let mut next = |what: &str| words.next().ok_or_else(|| problem(format!("the relation has no {what}")));
    let actor = next("actor")?.to_owned();
    let kind = next("category")?;
    let (category, mode) = kind.split_once('/').map_or((kind, None), |(category, mode)| (category, Some(mode)));
    let category = Category::from_name(category).ok_or_else(|| problem(format!("{category:?} is no category")))?;
    let mode = match mode {
        None => None,
        Some(name) => Some(category.mode(name).ok_or_else(|| problem(format!("{name:?} is no mode of {category}")))?),
    };
    let recipient = Some(next("recipient")?.to_owned()).filter(|recipient| recipient != "-");
    let status = next("status")?;
    let status = Status::from_name(status).ok_or_else(|| problem(format!("{status:?} is no status")))?;
    let mut relation =
        GoldRelation { actor, category, mode, recipient, status, negated: false, reciprocal: false, speaker: None, agent: None };
    for word in words {
        match word.split_once('=') {
            None if word == "negated" => relation.negated = true,
            None if word == "reciprocal" => relation.reciprocal = true,
            Some(("speaker", id)) => relation.speaker = Some(id.to_owned()),
            Some(("agent", noun)) => relation.agent = Some(noun.to_owned()),
            _ => return Err(problem(format!("{word:?} is nothing that a relation has"))),
        }
    }
    Ok(relation)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_is_read_and_a_broken_one_is_told() {
        let text = "# attack\ndate: 2024-05-01\nRusland valt aan.\n---\nru ASSAULT/aerial ua reported negated speaker=ua agent=leger\n===\n\
                    # nothing\nStil.\n---\n===\n# broken\nX.\n---\nru SCOLD ua asserted\n===\nno name\n";
        let mut problems = Vec::new();
        let cases = relation_cases("x.txt", text, &mut problems);
        assert_eq!(cases.len(), 2);
        let first = &cases[0].relations[0];
        assert_eq!((first.actor.as_str(), first.category, first.mode), ("ru", Category::Assault, Some("aerial")));
        assert_eq!((first.status, first.negated, first.agent.as_deref()), (Status::Reported, true, Some("leger")));
        assert_eq!(cases[1].place, "x.txt:7");
        let told: Vec<String> = problems.iter().map(|problem| format!("{}:{}: {}", problem.file, problem.line, problem.message)).collect();
        assert_eq!(told, ["x.txt:14: \"SCOLD\" is no category", "x.txt:16: the case has no name"]);
    }
}
