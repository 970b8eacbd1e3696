//! Why a name is found or not: who bears it, what became of it wherever it stands, and how to add it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::explain::{Explanation, Fate, explain};
use crate::annotated::Annotator;
use crate::fold::{fold, folds_to, is_word_char};
use crate::gazetteer::{Alias, Gazetteer, Language, Lookup, kebab};
use crate::source::Source;

/// Places that are shown of each fate.
const EXAMPLES: usize = 3;

/// Everything that there is to say about a name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Why {
    /// The name as asked for.
    pub name: String,
    /// The actors that have it as an alias.
    pub bearers: Vec<Bearer>,
    /// Names spelt alike, where nobody has it.
    pub near: Vec<String>,
    /// How often its letters stand in the texts as whole words, whatever their case.
    pub stands: usize,
    /// What became of it, the most frequent first.
    pub fates: Vec<FateCount>,
    /// Where it stands, for a name that nobody has.
    pub examples: Vec<String>,
    /// What to do.
    pub advice: String,
}

/// An actor that has the name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Bearer {
    /// Its id.
    pub id: String,
    /// Its display name.
    pub actor: String,
    /// Its type.
    #[serde(rename = "type")]
    pub actor_type: String,
    /// In what way the name is its.
    pub kind: String,
    /// Which letters may differ in case.
    pub case: String,
    /// The language of the names.
    pub lang: String,
    /// The words that speak for it, against it, or without which it is not meant: `required: Irak|Bagdad`.
    pub contexts: Vec<String>,
}

/// How often a rule took or refused a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FateCount {
    /// What became of it.
    pub fate: Fate,
    /// The rule.
    pub rule: String,
    /// What the rule says.
    pub meaning: String,
    /// How often.
    pub count: usize,
    /// The first places: `document:line: text`.
    pub examples: Vec<String>,
}

/// Collects why a name is found or not, text by text.
#[derive(Debug)]
pub struct Reasons<'a> {
    annotator: &'a Annotator,
    folded: String,
    fates: BTreeMap<(Fate, String), FateCount>,
    why: Why,
}

impl<'a> Reasons<'a> {
    /// What is known of a name before any text.
    #[must_use]
    pub fn new(annotator: &'a Annotator, name: &str) -> Self {
        let folded = fold(name.trim());
        let bearers = bearers(annotator, &folded);
        let near = match annotator.gazetteer().lookup(name) {
            Lookup::Unknown { near } if bearers.is_empty() => near,
            _ => Vec::new(),
        };
        let why = Why { name: name.to_owned(), bearers, near, ..Why::default() };
        Self { annotator, folded, fates: BTreeMap::new(), why }
    }

    /// Looks a text over.
    pub fn add(&mut self, source: Source) {
        let document = source.document.clone();
        let lines: Vec<String> = source.text.lines().map(|line| line.trim().to_owned()).collect();
        let place = |line: usize| format!("{document}:{line}: {}", lines.get(line - 1).map_or("", String::as_str));
        for (line, number) in lines.iter().zip(1..) {
            let count = occurrences(line, &self.folded);
            self.why.stands += count;
            if count > 0 && self.why.bearers.is_empty() && self.why.examples.len() < EXAMPLES {
                self.why.examples.push(place(number));
            }
        }
        if self.why.bearers.is_empty() {
            return;
        }
        let folded = &self.folded;
        let is_of_name = |explanation: &Explanation| fold(&explanation.alias) == *folded || fold(&explanation.text) == *folded;
        for explanation in explain(self.annotator, source).into_iter().filter(is_of_name) {
            let Explanation { line, fate, rule, meaning, .. } = explanation;
            let new = || FateCount { fate, rule: rule.clone(), meaning, count: 0, examples: Vec::new() };
            let entry = self.fates.entry((fate, rule.clone())).or_insert_with(new);
            entry.count += 1;
            if entry.examples.len() < EXAMPLES {
                entry.examples.push(place(line));
            }
        }
    }

    /// Everything that there is to say.
    #[must_use]
    pub fn finish(self) -> Why {
        let mut fates: Vec<FateCount> = self.fates.into_values().collect();
        fates.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| (a.fate, &a.rule).cmp(&(b.fate, &b.rule))));
        let advice = advice(&self.why.name, &self.why.bearers, self.why.stands, &fates);
        Why { fates, advice, ..self.why }
    }
}

/// The actors that have a folded name in one of the annotator's languages.
fn bearers(annotator: &Annotator, folded: &str) -> Vec<Bearer> {
    let mut bearers: Vec<Bearer> = Vec::new();
    for language in Language::ALL {
        let gazetteer = annotator.matcher_in(language).gazetteer();
        for (_, alias) in gazetteer.aliases().filter(|(_, alias)| folds_to(alias.text, folded)) {
            let bearer = Bearer::new(gazetteer, &alias, folded);
            if !bearers.contains(&bearer) {
                bearers.push(bearer);
            }
        }
    }
    bearers
}

impl Bearer {
    fn new(gazetteer: &Gazetteer, alias: &Alias<'_>, folded: &str) -> Self {
        let actor = gazetteer.actor(alias.actor);
        let rules = gazetteer.contexts().iter().filter(|rule| rule.actor == alias.actor && rule.alias == folded);
        let contexts = rules.map(|rule| format!("{}: {}", rule.role.name(), rule.words().collect::<Vec<_>>().join("|")));
        Self {
            id: actor.id.clone(),
            actor: actor.name.clone(),
            actor_type: actor.actor_type.name().to_owned(),
            kind: alias.kind.name().to_owned(),
            case: alias.case.name().to_owned(),
            lang: alias.lang.to_owned(),
            contexts: contexts.collect(),
        }
    }
}

/// How often a folded name stands in a line as whole words.
fn occurrences(line: &str, folded: &str) -> usize {
    let line = fold(line);
    let is_free = |at: usize| {
        let before = line[..at].chars().next_back();
        let after = line[at + folded.len()..].chars().next();
        !before.is_some_and(is_word_char) && !after.is_some_and(is_word_char)
    };
    if folded.is_empty() { 0 } else { line.match_indices(folded).filter(|(at, _)| is_free(*at)).count() }
}

fn advice(name: &str, bearers: &[Bearer], stands: usize, fates: &[FateCount]) -> String {
    let found: usize = fates.iter().filter(|fate| fate.fate == Fate::Actor).map(|fate| fate.count).sum();
    let lost = fates.iter().find(|fate| fate.fate != Fate::Actor);
    if bearers.is_empty() {
        // A name may hold a comma.
        let cell = if name.contains([',', '"']) { format!("\"{}\"", name.replace('"', "\"\"")) } else { name.to_owned() };
        let row = format!("{},{cell},organization", kebab(name));
        return format!(
            "no gazetteer has this name; put it into a file of its own, with the lines `id,name,type` and `{row}` (or country, person), \
             and give that with --gazetteer FILE"
        );
    }
    match lost {
        _ if stands == 0 => "the name stands nowhere in these texts; look for another spelling".to_owned(),
        None if found > 0 => "the name was found wherever it stands".to_owned(),
        Some(fate) => match fate.rule.as_str() {
            "case-exact" | "case-fold-first" => {
                "its capitals differ from the gazetteer's; a row with the case `fold` finds it in any".to_owned()
            }
            "unrelated-context" | "unrelated-phrase" => {
                "contexts.csv speaks against it; a row of one's own, given with --gazetteer, is found whatever the context".to_owned()
            }
            "overlap" | "inside-word" => "a longer name or word holds it, and the longest counts".to_owned(),
            "ambiguous" | "other-reading" => {
                "it has several bearers; rows in contexts.csv say which words speak for which, and --ambiguous how the rest counts"
                    .to_owned()
            }
            rule => format!("most often refused by the rule {rule}; `actorgraph explain` shows each place"),
        },
        None => "the name stands there, but in no sentence of an article, such as in a dateline".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_counted_as_whole_words() {
        let rows = [("Xi, XI en taxi", "xi", 2), ("Princeton’s Princeton-dag", "princeton", 2), ("", "xi", 0), ("xi", "", 0)];
        for (line, name, count) in rows {
            assert_eq!(occurrences(line, name), count, "{name} in {line}");
        }
    }
}
