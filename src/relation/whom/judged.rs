//! English rules of who is meant by what is said of a deed: `backed Morocco's claim`, `a move condemned by Oman`, `condemned Israel for its
//! attack`.

use smallvec::smallvec;

use crate::relation::category::Category;
use crate::relation::clauses::clause::ClauseKind;
use crate::relation::events::frame::{Filler, Frame};
use crate::relation::parts::phrase::{Parties, Party, Phrase};
use crate::relation::rows::trigger::Trigger;
use crate::relation::sentence::Sentence;
use crate::relation::words::lexicon::Class;
use crate::relation::words::token::Kind;

impl Sentence<'_> {
    /// English `backed Morocco's claim to Western Sahara`, `rejected Trump's offer to Canada`: whose deed or wish is judged, before whom that aims at.
    pub(crate) fn judged_owner(&self, number: usize, frame: &Frame<'_>) -> Option<Filler> {
        // Not `joined South Africa's case against Israel`, where what the row asks for is said to another.
        let judges = match frame.trigger.category {
            Category::Accuse => !frame.passive && !frame.trigger.is_specific(),
            Category::Reject | Category::Support => !frame.passive,
            _ => false,
        };
        let (clause, analysis) = (&self.clauses[number], &self.analyses[number]);
        let object = analysis.objects.iter().copied().find(|object| analysis.phrases[*object].start >= frame.behind)?;
        let found = &analysis.phrases[object];
        let is_genitive =
            |owner: &Party| clause.tokens[found.start..found.end].contains(&owner.token) && self.tokens.all[owner.token as usize].genitive;
        let is_owned = self.small.english && judges && found.parties.is_empty() && found.owners.iter().any(is_genitive);
        is_owned.then(|| self.owners(number, object, frame)).flatten()
    }

    /// English `recalled its envoy, a move condemned by Oman`: behind a comma, a noun that sums up what the clause before it told. Who judges it judges
    /// the subject of that clause.
    pub(crate) fn told_by_apposition(&self, number: usize, phrase: usize, trigger: &Trigger, actor: Option<&Filler>) -> Option<Filler> {
        let (clause, analysis) = (&self.clauses[number], &self.analyses[number]);
        let found = &analysis.phrases[phrase];
        let judges = matches!(trigger.category, Category::Accuse | Category::Reject | Category::Support);
        let follows_comma = found.start.checked_sub(1).is_some_and(|at| self.tokens.all[clause.tokens[at] as usize].kind == Kind::Comma);
        let noun = found.noun.map(|noun| &self.tokens.all[noun as usize])?;
        // `Israel bombed a hospital, a building supported by Qatar`: no deed is meant.
        let sums_up = noun.is_any(&[Class::Plan, Class::ContentNoun, Class::Measure])
            || found.noun.is_some_and(|noun| self.is_event_noun(number, noun));
        // `in a step Lula called arbitrary`
        let follows_comma =
            follows_comma || found.preposition.is_some() && found.preposition == self.small.within && noun.is(Class::Measure);
        let is_deed = (found.preposition.is_none() || found.preposition == self.small.within)
            && found.parties.is_empty()
            && found.owners.is_empty()
            && sums_up;
        let is_behind = analysis.finite.is_some_and(|finite| finite < found.start);
        if !self.small.english || !judges || !follows_comma || !is_deed || !is_behind {
            return None;
        }
        let mut parties = self.subject_parties(number);
        parties.retain(|party| actor.is_none_or(|actor| !actor.parties.iter().any(|one| one.actor == party.actor)));
        (!parties.is_empty()).then_some(Filler { parties, phrase: None, mutual: false })
    }

    /// The same of a relative clause: `recalled its envoy, a move which Oman called reckless`.
    pub(crate) fn told_before(&self, number: usize, trigger: &Trigger, actor: Option<&Filler>) -> Option<Filler> {
        let clause = &self.clauses[number];
        // `a step that Somalia and Egypt denounced`
        let is_such = match clause.kind {
            ClauseKind::Relative { .. } => true,
            ClauseKind::Subordinate(Some(opener)) => self.tokens.all[opener as usize].is(Class::That),
            _ => false,
        };
        let (before, parent) = (clause.before?, clause.parent.filter(|_| is_such)?);
        let at = self.clauses[parent].tokens.iter().position(|token| *token == before)?;
        let phrase = self.analyses[parent].phrases.iter().rposition(|phrase| phrase.start <= at && at < phrase.end)?;
        self.told_by_apposition(parent, phrase, trigger, actor)
    }

    /// `Israel recognised Somaliland and Egypt denounced the move`: the only one of whom the clause before told a deed.
    pub(crate) fn told_deed_before(&self, number: usize, trigger: &Trigger, actor: Option<&Filler>) -> Option<Filler> {
        let analysis = &self.analyses[number];
        let judges = matches!(trigger.category, Category::Accuse | Category::Reject | Category::Support);
        let [object] = analysis.objects[..] else { return None };
        let found = &analysis.phrases[object];
        let is_such = |noun: u16| self.tokens.all[noun as usize].is(Class::Measure) || self.is_event_noun(number, noun);
        let sums_up = found.noun.is_some_and(is_such) && found.definite;
        let before = number
            .checked_sub(1)
            .filter(|_| self.small.english && judges && sums_up && found.parties.is_empty() && found.owners.is_empty())?;
        let mut parties = self.subject_parties(before);
        let has_done = |party: &Party| self.told_in(before).any(|told| told.actor == party.actor);
        parties.retain(|party| has_done(party) && actor.is_none_or(|actor| !actor.parties.iter().any(|one| one.actor == party.actor)));
        (parties.len() == 1).then_some(Filler { parties, phrase: None, mutual: false })
    }

    /// `condemned Israel for its attack on Iran`: of whom the clause says or does something for what is theirs, in English the only one named
    /// between.
    pub(crate) fn judged_possessor(&self, number: usize, phrase: usize) -> Option<Filler> {
        let (analysis, own) = (&self.analyses[number], &self.analyses[number].phrases[phrase]);
        let classes = own.preposition.map(|word| self.lexicon.classes(word));
        let is_reason = classes.is_some_and(|classes| classes.any(&[Class::Matter, Class::Cause, Class::Apart]));
        let subject = self.subject_parties(number);
        let before = |found: &&Phrase| found.end <= own.start && self.follows_verb(number, found);
        let others = analysis.phrases.iter().filter(before).flat_map(|found| &found.parties);
        let mut others: Parties = others.copied().filter(|party| !subject.iter().any(|one| one.actor == party.actor)).collect();
        others.dedup_by_key(|party| party.actor);
        let [other] = others[..] else { return None };
        const JUDGING: [Category; 4] = [Category::Accuse, Category::Support, Category::Sanction, Category::Protest];
        let is_judged =
            self.told_in(number).any(|told| JUDGING.contains(&told.category) && told.recipient == Some(other.actor) && !told.reciprocal);
        (self.small.english && is_reason && is_judged && !other.place).then_some(Filler {
            parties: smallvec![other],
            phrase: None,
            mutual: false,
        })
    }
}
