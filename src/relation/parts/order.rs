//! What the order of words tells of Dutch main clauses: which phrase is the subject, which stand outside, and whose subject goes on.

use crate::relation::clauses::clause::{AUXILIARIES, Clause};
use crate::relation::parts::analysis::{Analyser, Analysis, Positions};
use crate::relation::parts::phrase::{Phrase, PhraseKind};
use crate::relation::words::lexicon::Class;
use crate::relation::words::shape::{is_plural_noun, is_plural_verb, names_doer};
use crate::relation::words::token::Kind;

impl Analyser<'_> {
    /// `Trump ontmoet Xi, dreigt China met heffingen`: whether a verb behind a comma goes on with the subject before it, as in a headline, rather than
    /// tells who says so: it is no verb of saying, or it has more behind it than who speaks.
    pub(super) fn goes_on(&self, clause: &Clause, joined: &Analysis, analysis: &Analysis, finite: usize) -> bool {
        const TELLING: [Class; 6] = [Class::Demand, Class::Announce, Class::Wish, Class::Deny, Class::Claim, Class::Possible];
        let token = &self.tokens.all[clause.tokens[finite] as usize];

        // `zegt steun toe`: another verb than `zegt`.
        let is_part = |at: &u16| self.tokens.all[*at as usize].is(Class::Particle) && !self.tokens.all[*at as usize].is(Class::Preposition);
        let speaks = token.is(Class::Speech) || analysis.words.has(Class::Speech);
        let is_speech = speaks && !clause.tokens.iter().any(is_part);
        if is_speech && !token.is(Class::ObjectControl) || token.is_any(&AUXILIARIES) {
            return false;
        }
        // `Europese leiders steunen Denemarken, hekelen Trump`: no subject of a plural.
        let is_plural = is_plural_verb(token.span.of(self.builder.text));
        let is_one =
            analysis.phrases.iter().find(|phrase| phrase.start == finite + 1).is_some_and(|next| next.parties.len() == 1 && !next.joined);
        if joined.subject.parties.is_empty() && !(is_plural && is_one) {
            return false;
        }
        let others = analysis.phrases.iter().filter(|phrase| !phrase.temporal && !phrase.attached);
        let is_alone = others.take(2).count() < 2;
        let told = clause.tokens[0].checked_sub(2).map(|before| &self.tokens.all[before as usize]);
        if told.is_some_and(|before| before.kind == Kind::Quote) || self.ends_with_stop() {
            return false;
        }
        !is_alone || !is_speech && !token.is_any(&TELLING)
    }

    /// Whether a full stop ends the sentence, as it does no headline.
    fn ends_with_stop(&self) -> bool {
        let behind = self.tokens.all.last().and_then(|last| self.builder.text.get(last.span.end..)).unwrap_or_default();
        behind.trim_start_matches(['"', '\u{201d}', '\u{2019}', '\'', ')']).starts_with('.')
    }

    /// `Andri Jermak, jarenlang de machtigste man, gaf …`: what stands between commas before the verb is neither subject nor object.
    pub(super) fn outside_insertion(&self, clause: &Clause, analysis: &Analysis, candidates: Positions, finite: usize) -> Positions {
        let token = |at: usize| &self.tokens.all[clause.tokens[at] as usize];
        let is_comma = |at: usize| token(at).kind == Kind::Comma;
        let inserted = finite.checked_sub(1).filter(|end| is_comma(*end)).and_then(|end| {
            let start = (0..end).find(|at| is_comma(*at))?;
            let is_list = (start..end).any(|at| token(at).is(Class::Coordination)) || token(start + 1).kind != Kind::Word;
            let follows_phrase = analysis.phrases.iter().any(|phrase| phrase.end == start);
            (follows_phrase && !is_list).then_some(start..end)
        });
        let Some(inserted) = inserted else { return candidates };
        candidates.into_iter().filter(|at| !inserted.contains(&analysis.phrases[*at].start)).collect()
    }

    /// `roept ambassadeurs terug wegens terugkeer VN-sancties`: a headline leaves the articles out, and what ends it belongs to the noun before it.
    pub(super) fn hangs_in_headline(&self, clause: &Clause, analysis: &Analysis, phrase: usize, finite: usize) -> bool {
        let phrases = &analysis.phrases;
        let Some(before) = phrase.checked_sub(1).map(|before| &phrases[before]) else { return false };
        let own = &phrases[phrase];
        let is_beside = before.preposition.is_some_and(|word| self.lexicon.classes(word).has(Class::Apart));
        let is_bare = before.end - before.start == 2 && before.noun.is_some() && !before.definite && !before.temporal;
        let opens_bare = own.kind == PhraseKind::Noun && !own.definite && before.parties.is_empty() && before.end == own.start;
        let ends = clause.tokens[own.end..].iter().all(|at| self.tokens.all[*at as usize].is_sign());
        finite < before.start && is_beside && is_bare && opens_bare && ends && analysis.verbs.len() == 1
    }

    /// Whether the first phrase is an object before its verb: a bare noun where a party follows the verb (`Kritiek oefende de EU uit`),
    /// or a singular before a plural verb (`Die aanval hebben de Verenigde Staten veroordeeld`).
    pub(super) fn is_fronted(&self, clause: &Clause, analysis: &Analysis, first: usize, next: Option<usize>, finite: usize) -> bool {
        let (first, text) = (&analysis.phrases[first], self.builder.text);
        let Some(next) = next.map(|next| &analysis.phrases[next]) else { return false };
        let acts = !next.parties.is_empty() && next.start == finite + 1;
        // `Spanje en België prees Rutte`
        let one_each = |at: &u16| self.tokens.all[*at as usize].is_any(&[Class::Correlative, Class::Negation]);
        let is_plural = first.parties.len() > 1 && !clause.tokens[..finite].iter().any(one_each);
        // `Twee Russische diplomaten heeft Nederland uitgewezen`, `De Russische drones haalde Polen neer`
        let is_agents = first.noun.is_some_and(|noun| {
            let is_agent = first.parties.iter().all(|party| party.agent == Some(noun)) && !first.parties.is_empty();
            let word = self.tokens.all[noun as usize].span.of(text);
            is_agent && is_plural_noun(word)
        });
        if acts && (is_plural || is_agents) && !next.joined && self.is_singular(clause.tokens[finite]) {
            return true;
        }
        if !acts || !first.parties.is_empty() || first.kind != PhraseKind::Noun {
            return false;
        }
        let is_bare = first.end - first.start == 1 && !first.definite && first.owners.is_empty();
        if is_bare && self.fronts_doer(clause, first, next, finite) {
            return false;
        }
        let word = |token: u16| self.tokens.all[token as usize].span.of(text);
        let plural_verb = is_plural_verb(word(clause.tokens[finite]));
        let singular = first.noun.is_some_and(|noun| !is_plural_noun(word(noun))) && !first.joined;
        let points =
            clause.tokens.get(first.start).is_some_and(|at| self.tokens.all[*at as usize].is_any(&[Class::Relative, Class::Pronoun]));
        is_bare || plural_verb && singular && points
    }

    /// `Politie arresteert Imamoglu`, `Agenten hebben Imamoglu gearresteerd`: whether a noun without an article in front of a verb is its
    /// subject: it names people, or is the only plural beside a plural verb. Any other tells what is done (`Kritiek oefende de EU uit`).
    fn fronts_doer(&self, clause: &Clause, first: &Phrase, next: &Phrase, finite: usize) -> bool {
        let Some(noun) = first.noun.map(|noun| &self.tokens.all[noun as usize]) else { return false };
        let word = noun.span.of(self.builder.text);
        let is_plural = is_plural_noun(word);
        // `Gijzelaars liet Hamas vrij`
        if is_plural && self.is_singular(clause.tokens[finite]) {
            return false;
        }
        let agrees = is_plural && !next.joined && !next.definite;
        let is_unknown = noun.classes.is_empty() && first.start == 0;
        noun.is_any(&[Class::Agent, Class::Title]) || agrees || is_unknown && names_doer(word)
    }

    /// Whether a finite verb is in the singular, as far as its ending tells.
    pub(super) fn is_singular(&self, finite: u16) -> bool {
        let token = &self.tokens.all[finite as usize];
        let word = token.span.of(self.builder.text);
        !token.bare && !is_plural_verb(word) && !token.is(Class::Can)
    }

    /// `Spanje en België spoorde hij aan`: a pronoun right after the verb that can be nothing but its subject.
    pub(super) fn is_nominative(&self, clause: &Clause, next: &Phrase, finite: usize) -> bool {
        let pronoun = clause.tokens.get(next.start).map(|at| &self.tokens.all[*at as usize]);
        next.kind == PhraseKind::Pronoun && next.start == finite + 1 && pronoun.is_some_and(|pronoun| pronoun.is(Class::Nominative))
    }

    /// `Hem`, at the head of a clause.
    pub(super) fn is_object_pronoun(&self, clause: &Clause, phrase: &Phrase) -> bool {
        let pronoun = &self.tokens.all[clause.tokens[phrase.end - 1] as usize];
        let is_it = pronoun.word.is_some() && pronoun.word == self.builder.it;
        phrase.kind == PhraseKind::Pronoun
            && pronoun.is(Class::Personal)
            && pronoun.is(Class::Singular)
            && !pronoun.is(Class::Nominative)
            && !is_it
    }
}
