//! The linter of gazetteers: what an editor should look at again, each with file, line and remedy.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::fold::fold;
use crate::gazetteer::model::{ActorType, earliest, latest};
use crate::gazetteer::{Actor, Alias, Gazetteer, Joined, Origin, Role};
use crate::id::{ActorId, AliasId};
use crate::table::Problem;

/// Tells whom a text that is one alias may mean, by the search for mentions.
pub(crate) type Finder<'a> = &'a dyn Fn(&str) -> Vec<ActorId>;

impl Gazetteer {
    /// Everything that an editor should look at again, sorted by file and line.
    pub(crate) fn findings(&self, found: Finder<'_>) -> Vec<Problem> {
        // Those of a user's files were told when they were read.
        let mut findings = if self.facts.are_own() { Vec::new() } else { self.read_facts() };
        let explained: FxHashSet<(&str, ActorId)> = self.contexts().iter().map(|rule| (rule.alias.as_str(), rule.actor)).collect();
        self.shared_aliases(&explained, &mut findings);
        self.common_words(&explained, &mut findings);
        self.unmatchable(found, &mut findings);
        self.overlapping_terms(&mut findings);
        self.other_types(&mut findings);
        findings.sort();
        findings.dedup();
        findings
    }

    fn problem(&self, place: Origin, message: String, remedy: String) -> Problem {
        let file = self.files.get(place.file as usize).map_or("", String::as_str);
        Problem::new(file, u64::from(place.line), message, remedy)
    }

    fn place_of(&self, alias: AliasId) -> Origin {
        self.aliases[alias.index()].origin
    }

    /// An alias of two actors is decided by rules only if both are persons, or words of context decide.
    fn shared_aliases(&self, explained: &FxHashSet<(&str, ActorId)>, findings: &mut Vec<Problem>) {
        let mut by_text: FxHashMap<&str, Vec<(AliasId, Alias<'_>)>> = FxHashMap::default();
        for (id, alias) in self.aliases() {
            by_text.entry(alias.text).or_default().push((id, alias));
        }
        for (text, bearers) in by_text.into_iter().filter(|(_, bearers)| bearers.len() > 1) {
            let folded = fold(text);
            let is_person = |alias: &Alias<'_>| self.actor(alias.actor).actor_type == ActorType::Person;
            let decided = bearers.iter().filter(|(_, alias)| explained.contains(&(folded.as_str(), alias.actor))).count();
            if bearers.iter().all(|(_, alias)| is_person(alias)) || decided + 1 >= bearers.len() {
                continue;
            }
            for (id, alias) in &bearers {
                let others: Vec<&str> = bearers
                    .iter()
                    .filter(|(_, other)| other.actor != alias.actor)
                    .map(|(_, other)| self.actor(other.actor).id.as_str())
                    .collect();
                if others.is_empty() {
                    continue;
                }
                let message = format!("the alias {text:?} of {} also names {}", self.actor(alias.actor).id, others.join(", "));
                findings.push(self.problem(self.place_of(*id), message, "keep one, or add rows to contexts.csv that decide".to_owned()));
            }
        }
    }

    fn common_words(&self, explained: &FxHashSet<(&str, ActorId)>, findings: &mut Vec<Problem>) {
        for (id, alias) in self.aliases() {
            let low = alias.text.to_lowercase();
            let is_capitals = alias.text.chars().all(char::is_uppercase);
            if !is_capitals && self.is_common(&low) && !explained.contains(&(fold(alias.text).as_str(), alias.actor)) {
                let message = format!("the alias {:?} of {} is an ordinary word", alias.text, self.actor(alias.actor).id);
                let remedy = "drop it, or add rows to contexts.csv that say when it is meant".to_owned();
                findings.push(self.problem(self.place_of(id), message, remedy));
            }
        }
    }

    /// An alias that is not even found where it stands alone.
    fn unmatchable(&self, found: Finder<'_>, findings: &mut Vec<Problem>) {
        for (id, alias) in self.aliases() {
            if !found(alias.text).contains(&alias.actor) {
                let message = format!("the alias {:?} of {} is never found", alias.text, self.actor(alias.actor).id);
                let remedy = "check its first and last character, and the phrases of contexts.csv that hold it".to_owned();
                findings.push(self.problem(self.place_of(id), message, remedy));
            }
        }
    }

    /// A row without an id whose name is that of an actor of another type.
    fn other_types(&self, findings: &mut Vec<Problem>) {
        for Joined { origin, actor, other_type } in &self.joined {
            let Some(other) = other_type else { continue };
            let Actor { id, actor_type, .. } = self.actor(*actor);
            let message = format!("the name is that of {id} already, a {}, and the type {:?} is not used", actor_type.name(), other.name());
            let remedy = "leave the type empty if that is who is meant, or give the row an id of its own".to_owned();
            findings.push(self.problem(*origin, message, remedy));
        }
    }

    /// Two persons in one office at once, for longer than the day on which one hands over to the other.
    fn overlapping_terms(&self, findings: &mut Vec<Problem>) {
        let mut by_office: FxHashMap<(ActorId, &str), Vec<&Role>> = FxHashMap::default();
        for role in self.roles().iter().filter(|role| !role.joint && !self.is_shared(&role.office)) {
            by_office.entry((role.of, role.office.as_str())).or_default().push(role);
        }
        for ((of, office), mut terms) in by_office {
            terms.sort_by(|a, b| (&a.from, &a.until, a.actor).cmp(&(&b.from, &b.until, b.actor)));
            for (at, term) in terms.iter().enumerate() {
                for later in &terms[at + 1..] {
                    if term.actor != later.actor && overlap(term, later) {
                        let message = format!(
                            "{} and {} are both {office} of {} after {}",
                            self.actor(term.actor).id,
                            self.actor(later.actor).id,
                            self.actor(of).id,
                            later.from
                        );
                        let remedy = "mend the dates, or write yes in the column joint of both rows".to_owned();
                        findings.push(self.problem(later.origin, message, remedy));
                    }
                }
            }
        }
    }
}

/// Whether two terms share more than a day. Terms dated to a month or a year get the benefit of the doubt.
fn overlap(term: &Role, later: &Role) -> bool {
    let starts = latest(&later.from);
    let ends = if term.until.is_empty() { None } else { earliest(&term.until) };
    let later_ends = if later.until.is_empty() { None } else { earliest(&later.until) };
    let term_starts = latest(&term.from);
    let begins_before_end = match (starts, ends) {
        (Some(starts), Some(ends)) => starts < ends,
        (Some(_), None) => true,
        (None, _) => false,
    };
    let ends_after_start = match (later_ends, term_starts) {
        (Some(ends), Some(starts)) => ends > starts,
        _ => true,
    };
    begins_before_end && ends_after_start
}
