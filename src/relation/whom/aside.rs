//! Phrases that have the preposition of a slot and do not fill it: what stands before them has them, or they tell something beside the deed.

use crate::gazetteer::ActorType;
use crate::relation::category::{Category, Quad};
use crate::relation::clauses::clause::ClauseKind;
use crate::relation::events::frame::{Filler, Frame};
use crate::relation::parts::phrase::{Party, Phrase, PhraseKind};
use crate::relation::rows::trigger::Trigger;
use crate::relation::sentence::Sentence;
use crate::relation::words::lexicon::{Class, WordId};
use crate::relation::words::shape::is_plural_noun;
use crate::relation::words::token::{Kind, Token};

impl Sentence<'_> {
    /// `op verzoek van Trump`, without an article: at whose will something is done.
    pub(crate) fn is_behest(&self, phrase: &Phrase) -> bool {
        let is_will = phrase.noun.is_some_and(|noun| self.tokens.all[noun as usize].is(Class::Behest));
        is_will && phrase.preposition.is_some() && !phrase.definite
    }

    /// `excuses voor de benoeming van Mandelson`: of whom something is regretted, not to whom.
    pub(crate) fn is_regretted(&self, found: &Filler, preposition: WordId, frame: &Frame<'_>) -> bool {
        let is_person = |party: &Party| self.gazetteer.actor(party.actor).actor_type == ActorType::Person;
        frame.trigger.category == Category::Concede
            && self.lexicon.classes(preposition).has(Class::Apart)
            && found.parties.iter().all(is_person)
    }

    /// `veroordelen een buurland van Venezuela`: whose neighbour it is, is another.
    pub(crate) fn is_neighboured(&self, number: usize, phrase: usize) -> bool {
        let phrases = &self.analyses[number].phrases;
        let is_neighbour = |head: &Phrase| head.noun.is_some_and(|noun| self.tokens.all[noun as usize].is(Class::Neighbour));
        let is_of = phrases[phrase].preposition.is_some() && phrases[phrase].preposition == self.small.of;
        is_of && phrase.checked_sub(1).is_some_and(|head| phrases[head].end == phrases[phrase].start && is_neighbour(&phrases[head]))
    }

    /// `apologised for appointing Mandelson as ambassador to Washington`: to which post someone is sent, beside what the verb tells.
    pub(crate) fn is_post(&self, number: usize, phrase: usize, category: Category) -> bool {
        let phrases = &self.analyses[number].phrases;
        let Some(post) = phrase.checked_sub(1).map(|before| &phrases[before]) else { return false };
        let is_envoy = post.noun.is_some_and(|noun| self.tokens.all[noun as usize].is(Class::Envoy));
        let meets = matches!(category, Category::Consult | Category::Mobilize | Category::Sanction | Category::Support);
        !meets && is_envoy && post.preposition.is_some() && post.end == phrases[phrase].start
    }

    /// `aanhangers van Morales`: whom those follow who act.
    pub(crate) fn hangs_on_followers(&self, number: usize, phrase: usize) -> bool {
        let phrases = &self.analyses[number].phrases;
        let follow = |head: &Phrase| head.noun.is_some_and(|noun| self.tokens.all[noun as usize].is(Class::Follower));
        phrase.checked_sub(1).is_some_and(|head| phrases[head].end == phrases[phrase].start && follow(&phrases[head]))
    }

    /// `According to NATO`: who tells it.
    pub(crate) fn is_source(&self, number: usize, phrase: &Phrase) -> bool {
        let before = phrase.start.checked_sub(1).map(|at| &self.tokens.all[self.clauses[number].tokens[at] as usize]);
        before.is_some_and(|before| before.is(Class::According))
    }

    /// Whether a phrase stands right after a noun that triggers by itself: `na Poetins inval in Oekraïne`.
    pub(crate) fn belongs_to_event(&self, number: usize, phrase: usize, held: &std::ops::Range<usize>) -> bool {
        let phrases = &self.analyses[number].phrases;
        let Some(head) = phrase.checked_sub(1).map(|head| &phrases[head]) else { return false };
        let is_event =
            head.noun.is_some_and(|noun| self.is_event_noun(number, noun) || self.tokens.all[noun as usize].is(Class::Relational));
        let is_held = held.end > held.start && head.start < held.end && held.start < head.end;
        // `pledged $200 million in aid to the Philippines`
        let is_kind = self.small.english && head.preposition == self.small.within && !head.definite;
        // `ease curbs on arms exports to Israel`
        let is_curbed =
            || head.preposition.is_some_and(|word| self.lexicon.classes(word).has(Class::On)) && self.is_ended(number, phrase - 1);
        is_event && !is_held && !is_kind && !is_curbed() && head.end == phrases[phrase].start && head.preposition.is_some()
    }

    /// `dreigt sancties tegen Rusland te blokkeren`: what is aimed at someone is refused or stopped, which is no threat to that one.
    pub(crate) fn spares(&self, number: usize, phrase: usize) -> bool {
        let (tokens, phrases) = (&self.clauses[number].tokens, &self.analyses[number].phrases);
        let Some(head) = phrase.checked_sub(1).map(|head| &phrases[head]) else { return false };
        let is_aimed = head.end == phrases[phrase].start && head.noun.is_some_and(|noun| self.is_event_noun(number, noun));
        // `dreigt met een veto tegen sancties tegen Rusland`
        let is_against = is_aimed && head.preposition.is_some() && head.preposition == self.small.against;
        let refusal = phrase.checked_sub(2).map(|refusal| &phrases[refusal]);
        if is_against && refusal.is_some_and(|refusal| refusal.end == head.start && self.refuses(refusal)) {
            return true;
        }
        let infinitives = (1..tokens.len()).filter(|at| is_aimed && self.tokens.all[tokens[*at - 1] as usize].is(Class::To));
        let mut forms = infinitives.flat_map(|at| self.tokens.forms(tokens[at] as usize, self.lexicon));
        let words = &self.outlines[number].own;
        let stops = |row: &Trigger| row.category == Category::Reject && row.with.find(self.tokens, tokens, words).is_some();
        forms.any(|form| self.triggers.lexeme(form.lexeme).rows.iter().any(|row| stops(self.triggers.row(*row))))
    }

    /// `blokkeert EU-sancties tegen Israël`, `is tegen sancties tegen Israël`: at whom a hostile deed is aimed that is refused.
    pub(crate) fn is_spared(&self, number: usize, phrase: usize) -> bool {
        let phrases = &self.analyses[number].phrases;
        let Some(head) = phrase.checked_sub(1).map(|head| &phrases[head]).filter(|head| head.end == phrases[phrase].start) else {
            return false;
        };
        let harms = |row: &u32| self.triggers.row(*row).category.quad() == Quad::MaterialConflict;
        let mut forms =
            head.noun.into_iter().flat_map(|noun| self.tokens.forms(noun as usize, self.lexicon)).filter(|form| !form.kind.is_verb());
        head.noun.is_some_and(|noun| self.is_event_noun(number, noun))
            && forms.any(|form| self.triggers.lexeme(form.lexeme).rows.iter().any(harms))
    }

    /// `verdedigt zijn aanpak van Hamas`: after a noun that has its owner before it, `van` tells whom the noun is done to.
    pub(crate) fn is_done_by_owner(&self, number: usize, phrase: usize) -> bool {
        let (tokens, phrases) = (&self.clauses[number].tokens, &self.analyses[number].phrases);
        let Some(head) = phrase.checked_sub(1).map(|head| &phrases[head]) else { return false };
        let is_of = phrases[phrase].preposition.is_some() && phrases[phrase].preposition == self.small.of;
        is_of
            && head.end == phrases[phrase].start
            && tokens[head.start..head.end].iter().any(|at| self.tokens.all[*at as usize].is(Class::Possessive))
    }

    /// Whether `van Rusland` after a noun may belong to the verb all the same: after the noun that makes the verb what it is, or after a
    /// noun without an article (`eist excuses van Rusland`).
    pub(crate) fn may_detach(&self, number: usize, phrase: usize, held: &std::ops::Range<usize>, threatens: bool) -> bool {
        let phrases = &self.analyses[number].phrases;
        let found = &phrases[phrase];
        if found.listed {
            return false;
        }
        let Some(head) = phrase.checked_sub(1).map(|head| &phrases[head]) else { return false };
        // `steunt tegenstanders van Loekasjenko`
        if head.noun.is_some_and(|noun| self.tokens.all[noun as usize].is(Class::Opponent)) {
            return false;
        }
        let after_held = held.end > held.start && head.start < held.end && held.start < head.end;
        let is_loose = !head.definite && head.parties.is_empty() && head.kind == PhraseKind::Noun && head.preposition.is_none();
        // Whom a threat is aimed at is who would suffer it: `zinspeelt op inlijving van Canada`.
        (after_held || is_loose) && (threatens || !self.tells_sufferer(number, phrase - 1))
    }

    /// `ziet niets in een vredesmacht in Oekraïne`: where that is which stands before it after the same preposition.
    pub(crate) fn is_place_of(&self, number: usize, phrase: usize) -> bool {
        let phrases = &self.analyses[number].phrases;
        let own = &phrases[phrase];
        let is_same = |before: &Phrase| before.end == own.start && before.preposition == own.preposition;
        own.preposition.is_some()
            && own.preposition == self.small.within
            && phrase.checked_sub(1).is_some_and(|before| is_same(&phrases[before]))
    }

    /// `had militairen opgeroepen bevelen van Trump te negeren`: whether a phrase belongs to what the infinitive is done to.
    pub(crate) fn is_asked_deed(&self, number: usize, phrase: usize) -> bool {
        let (tokens, phrases) = (&self.clauses[number].tokens, &self.analyses[number].phrases);
        let verbs = &self.analyses[number].verbs;
        let is_behind_verb = verbs.iter().any(|verb| *verb < phrases[phrase].start);
        let to = tokens.get(phrases[phrase].end).map(|next| &self.tokens.all[*next as usize]);
        !self.small.english && is_behind_verb && to.is_some_and(|next| next.is(Class::To))
    }

    /// Whether a phrase stands right behind words that a row asks for.
    pub(crate) fn follows_held(&self, number: usize, phrase: usize, held: &std::ops::Range<usize>) -> bool {
        held.end > held.start && held.end == self.analyses[number].phrases[phrase].start
    }

    /// `voor 500 miljoen euro aan Amerikaanse wapens`: of what an amount is. After a number, the noun of a measure is a singular.
    pub(crate) fn is_of_amount(&self, number: usize, phrase: usize) -> bool {
        let (tokens, phrases) = (&self.clauses[number].tokens, &self.analyses[number].phrases);
        let own = &phrases[phrase];
        let Some(before) = phrase.checked_sub(1).map(|before| &phrases[before]).filter(|before| before.end == own.start) else {
            return false;
        };
        let words = || tokens[before.start..before.end].iter().map(|at| &self.tokens.all[*at as usize]);
        let is_number = |token: &Token| token.is(Class::Number) || self.text.as_bytes()[token.span.start].is_ascii_digit();
        let measure = words().next_back().filter(|last| last.mention().is_none() && !is_number(last));
        let is_singular = measure.is_some_and(|last| {
            let word = last.span.of(self.text);
            !is_plural_noun(word)
        });
        !self.small.english && !own.definite && own.parties.is_empty() && is_singular && words().any(is_number)
    }

    /// `stopt met de hulp na aanvallen`, `blokkeren een weg uit woede over een besluit`: whether words that a row asks for stand in a phrase that
    /// tells why or when something is done, not to what.
    pub(crate) fn is_circumstance(&self, number: usize, held: &std::ops::Range<usize>) -> bool {
        let phrases = &self.analyses[number].phrases;
        let holds = |phrase: &Phrase| phrase.start < held.start && held.end <= phrase.end;
        let Some(at) = phrases.iter().position(holds).filter(|_| !self.small.english) else { return false };
        let Some(preposition) = phrases[at].preposition else { return false };
        let classes = self.lexicon.classes(preposition);
        let is_beside = classes.has(Class::Apart) && !self.small.toward.contains(&preposition);
        // `uit woede over`
        let hangs_on = |before: &Phrase| {
            let is_noun = before.end > before.start + 1 && before.parties.is_empty() && !before.temporal;
            before.end == phrases[at].start && before.preposition.is_some() && is_noun
        };
        let of_cause = || classes.has(Class::Matter) && at.checked_sub(1).is_some_and(|before| hangs_on(&phrases[before]));
        is_beside || of_cause()
    }

    /// `Koningin Máxima, getrouwd met Willem-Alexander, spreekt Spaans`: whether a phrase stands between commas before the verb, and so belongs to
    /// what is said of the subject.
    pub(crate) fn is_inserted(&self, number: usize, phrase: usize) -> bool {
        let (clause, analysis) = (&self.clauses[number], &self.analyses[number]);
        let token = |at: usize| &self.tokens.all[clause.tokens[at] as usize];
        let is_comma = |at: usize| token(at).kind == Kind::Comma;
        let own = &analysis.phrases[phrase];
        let end = analysis.finite.and_then(|finite| finite.checked_sub(1)).filter(|end| is_comma(*end) && own.end <= *end);
        let Some(end) = end.filter(|_| !self.small.english && clause.kind == ClauseKind::Main) else { return false };
        let Some(subject) = analysis.subject.phrase.map(|subject| &analysis.phrases[subject]) else { return false };
        let is_list = (subject.end..end).any(|at| token(at).is(Class::Coordination));
        subject.end < end && is_comma(subject.end) && own.start > subject.end && !is_list
    }
}
