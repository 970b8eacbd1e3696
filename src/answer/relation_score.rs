//! How well relations agree with gold: precision, recall and F1 by category, mode, slot and status, and every disagreement.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::annotated::{Annotated, Annotator};
use crate::answer::Score;
use crate::gold::{GoldRelation, RelationCase};
use crate::mention::Scratch;
use crate::relation::Relation;
use crate::source::Source;

/// A relation that is in one and not in the other, or is told otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RelationFault {
    /// `file:line` of the case.
    pub place: String,
    /// What the case is about.
    pub case: String,
    /// `missed`, `false`, `status`, `mode`, `speaker`, `agent` or `reciprocal`.
    pub fault: String,
    /// The relation as gold lists it, or would.
    pub relation: String,
    /// What was found in its place, where only a part of it differs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<String>,
    /// The text of the case.
    pub text: String,
}

/// Agreement of relations with gold. A relation is right where actor, category and recipient are; the rest of it is scored apart.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RelationEvaluation {
    /// Number of cases.
    pub cases: u64,
    /// Actor, category and recipient.
    pub relations: Score,
    /// The same, and status and negation too.
    pub with_status: Score,
    /// By category.
    pub by_category: BTreeMap<String, Score>,
    /// Modes of the relations that are right otherwise.
    pub by_mode: BTreeMap<String, Score>,
    /// Slots by themselves: whether a relation of that category has that actor, or that recipient.
    pub by_slot: BTreeMap<String, Score>,
    /// Statuses of the relations that are right otherwise.
    pub by_status: BTreeMap<String, Score>,
    /// Every disagreement.
    pub faults: Vec<RelationFault>,
}

/// A relation with ids in place of numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Told(GoldRelation);

impl Told {
    fn of(annotator: &Annotator, page: &Annotated, relation: &Relation) -> Self {
        let id = |actor| annotator.gazetteer().actor(actor).id.clone();
        Self(GoldRelation {
            actor: id(relation.actor),
            category: relation.category,
            mode: relation.mode,
            recipient: relation.recipient.map(id),
            status: relation.status,
            negated: relation.negated,
            reciprocal: relation.reciprocal,
            speaker: relation.speaker.map(id),
            agent: relation.agent.map(|agent| agent.of(page.page.text()).to_owned()),
        })
    }

    fn same_event(&self, gold: &GoldRelation) -> bool {
        let own = &self.0;
        let straight = own.actor == gold.actor && own.recipient == gold.recipient;
        let turned =
            own.reciprocal && gold.reciprocal && own.recipient.as_ref() == Some(&gold.actor) && gold.recipient.as_ref() == Some(&own.actor);
        own.category == gold.category && (straight || turned)
    }
}

/// A relation as gold lists it.
fn shown(relation: &GoldRelation) -> String {
    let mode = relation.mode.map(|mode| format!("/{mode}")).unwrap_or_default();
    let mut line =
        format!("{} {}{mode} {} {}", relation.actor, relation.category, relation.recipient.as_deref().unwrap_or("-"), relation.status);
    for (is, word) in [(relation.negated, " negated"), (relation.reciprocal, " reciprocal")] {
        if is {
            line.push_str(word);
        }
    }
    for (key, value) in [("speaker", &relation.speaker), ("agent", &relation.agent)] {
        if let Some(value) = value {
            line.push_str(&format!(" {key}={value}"));
        }
    }
    line
}

impl RelationEvaluation {
    /// Reads the text of a case and compares.
    pub fn add(&mut self, annotator: &Annotator, case: &RelationCase, scratch: &mut Scratch) {
        let mut source = Source::new(case.place.clone(), case.text.clone());
        source.published = case.published;
        let page = annotator.annotate(source, scratch);
        let mut found: Vec<Told> = Vec::new();
        for relation in page.articles.iter().flat_map(|article| &article.relations) {
            let told = Told::of(annotator, &page, relation);
            // One event that is named twice in a text is one.
            if !found.iter().any(|known| known.same_event(&told.0)) {
                found.push(told);
            }
        }
        self.cases += 1;
        self.slots(&found, &case.relations);
        let mut open: Vec<&GoldRelation> = case.relations.iter().collect();
        let mut spurious = Vec::new();
        for told in found {
            match open.iter().position(|gold| told.same_event(gold)) {
                Some(at) => self.met(case, &told.0, open.remove(at)),
                None => spurious.push(told),
            }
        }
        for told in spurious {
            self.of_category(&told.0).spurious += 1;
            self.relations.spurious += 1;
            self.with_status.spurious += 1;
            self.fault(case, "false", &told.0, None);
        }
        for gold in open {
            self.of_category(gold).missed += 1;
            self.relations.missed += 1;
            self.with_status.missed += 1;
            self.fault(case, "missed", gold, None);
        }
    }

    fn of_category(&mut self, relation: &GoldRelation) -> &mut Score {
        self.by_category.entry(relation.category.name().to_owned()).or_default()
    }

    fn fault(&mut self, case: &RelationCase, fault: &str, relation: &GoldRelation, found: Option<&GoldRelation>) {
        self.faults.push(RelationFault {
            place: case.place.clone(),
            case: case.name.clone(),
            fault: fault.to_owned(),
            relation: shown(relation),
            found: found.map(shown),
            text: case.text.clone(),
        });
    }

    /// A relation that is right, but perhaps for a part of it.
    fn met(&mut self, case: &RelationCase, told: &GoldRelation, gold: &GoldRelation) {
        self.of_category(gold).right += 1;
        self.relations.right += 1;
        let status = |relation: &GoldRelation| format!("{}{}", relation.status, if relation.negated { " negated" } else { "" });
        if status(told) == status(gold) {
            self.with_status.right += 1;
        } else {
            self.with_status.spurious += 1;
            self.with_status.missed += 1;
            self.fault(case, "status", gold, Some(told));
        }
        agree(&mut self.by_status, Some(status(gold)), Some(status(told)));
        if gold.mode.is_some() || told.mode.is_some() {
            agree(&mut self.by_mode, gold.mode.map(str::to_owned), told.mode.map(str::to_owned));
            if gold.mode != told.mode {
                self.fault(case, "mode", gold, Some(told));
            }
        }
        for (name, own, other) in [("speaker", &gold.speaker, &told.speaker), ("agent", &gold.agent, &told.agent)] {
            if own.is_some() || other.is_some() {
                // A noun that opens a sentence has a capital.
                let [own, other] = [own, other].map(|text| text.as_deref().map(str::to_lowercase));
                let right = own == other;
                let score = self.by_slot.entry(name.to_owned()).or_default();
                score.right += u64::from(right);
                score.missed += u64::from(!right && own.is_some());
                score.spurious += u64::from(!right && other.is_some());
                if !right {
                    self.fault(case, name, gold, Some(told));
                }
            }
        }
        if gold.reciprocal != told.reciprocal {
            self.fault(case, "reciprocal", gold, Some(told));
        }
    }

    fn slots(&mut self, found: &[Told], gold: &[GoldRelation]) {
        let parties = |relation: &GoldRelation, slot: &str| match (slot, relation.reciprocal) {
            ("actor", false) => vec![relation.actor.clone()],
            ("recipient", false) => relation.recipient.iter().cloned().collect(),
            _ => Some(&relation.actor).into_iter().chain(&relation.recipient).cloned().collect(),
        };
        for slot in ["actor", "recipient"] {
            let all = |relations: &mut dyn Iterator<Item = &GoldRelation>| {
                let mut all: Vec<(String, String)> = relations
                    .flat_map(|relation| parties(relation, slot).into_iter().map(|party| (relation.category.name().to_owned(), party)))
                    .collect();
                all.sort();
                all.dedup();
                all
            };
            let (told, gold) = (all(&mut found.iter().map(|told| &told.0)), all(&mut gold.iter()));
            let score = self.by_slot.entry(slot.to_owned()).or_default();
            let right = told.iter().filter(|party| gold.contains(party)).count() as u64;
            score.right += right;
            score.spurious += told.len() as u64 - right;
            score.missed += gold.len() as u64 - right;
        }
    }
}

/// Counts one that is right, or a missed and a spurious one.
fn agree(scores: &mut BTreeMap<String, Score>, gold: Option<String>, told: Option<String>) {
    let same = gold == told;
    if let Some(gold) = gold {
        let score = scores.entry(gold).or_default();
        if same { score.right += 1 } else { score.missed += 1 }
    }
    if let Some(told) = told.filter(|_| !same) {
        scores.entry(told).or_default().spurious += 1;
    }
}
