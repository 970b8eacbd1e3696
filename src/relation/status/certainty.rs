//! How surely an event is told: as a fact, by someone, as something to come, as a possibility, as something that did not happen.

use crate::relation::category::{Category, Status};
use crate::relation::clauses::clause::ClauseKind;
use crate::relation::sentence::Sentence;
use crate::relation::told::Told;
use crate::relation::words::lexicon::{Class, Classes, Form, FormKind};
use crate::relation::words::shape::is_past_have;
use crate::relation::words::token::Token;

impl Sentence<'_> {
    /// The status of what a verb says. `counted`: whether the word of negation is one that the row itself asks for; `harms`: whether it is a
    /// hostile deed.
    pub(crate) fn status_of_verb(&self, number: usize, at: usize, form: Form, counted: bool, harms: bool) -> Told {
        let (clause, analysis) = (&self.clauses[number], &self.analyses[number]);
        let token = |at: usize| &self.tokens.all[clause.tokens[at] as usize];
        // `Maduro, captured by U.S. forces, will not plead guilty`: what the other verb of the clause says is said of another deed.
        if self.is_reduced(clause, analysis, at) {
            return self.within(number, negate(Told::default(), self.is_of_none(clause, analysis, at)));
        }
        let is_finite = analysis.finite == Some(at);
        let after_to = self.follows_to(number, at);
        // `werd beschuldigd Estland te willen aanvallen`: what an infinitive wants, its verb does not.
        // `heeft militairen laten gaan`: what is let is no future.
        let is_let = |verb: usize| verb == at + 1 && token(at).is(Class::Let) && token(verb).is(Class::Going);
        let is_of_another = |verb: usize| !after_to && !self.small.english && self.is_behind_to(number, verb);
        let is_other = |verb: &&usize| **verb != at && !is_let(**verb) && !is_of_another(**verb);
        let mut others = analysis.verbs.iter().filter(is_other).fold(Classes::EMPTY, |all, verb| all.with(token(*verb).classes));
        if clause.shares_verb {
            others = others.with(analysis.chain.only_auxiliary());
        }
        let shared = self.goes_on_with(number, at);
        let chain = shared.map_or(others, |before| self.analyses[before].chain);
        let mut told = self.modality(chain, form, is_finite && shared.is_none());
        if told.status == Status::Future && self.is_past_wish(number, others, harms) {
            told.status = Status::Hypothetical;
        }
        if self.small.english && told.status == Status::Hypothetical && self.is_announced(shared.unwrap_or(number), chain) {
            told.status = Status::Future;
        }
        if after_to && let Some(governed) = self.governed(number, at, others) {
            told = governed;
        }
        // `Starmer to host Zelenskiy`: a headline leaves `is` out.
        let is_headline = || {
            analysis.finite.is_none_or(|finite| finite == at)
                && analysis.subject.phrase.is_some_and(|subject| analysis.phrases[subject].end + 1 == at)
        };
        if self.small.english && after_to && told.status == Status::Asserted && is_headline() {
            told.status = Status::Future;
        }
        // `has yet to decide whether to attack Iran`
        let is_open_question = || at > 1 && token(at - 1).is(Class::To) && token(at - 2).is(Class::Whether);
        if self.small.english && is_open_question() {
            told.status = Status::Hypothetical;
        }
        // `the leaders are to meet`
        if self.small.english && told.status == Status::Asserted && at > 1 && token(at - 1).is(Class::To) && token(at - 2).is(Class::Be) {
            told.status = Status::Future;
        }
        let after_having = self.small.english && form.kind == FormKind::Participle && others.has(Class::Have);
        if (form.kind == FormKind::Present || after_having) && others.has(Class::Deny) {
            told = Told::only(Status::Denied);
        }
        // `dreigt goederen vanaf dinsdag te belasten`: said now of what comes.
        let speaks = is_finite && token(at).is_any(&[Class::Wish, Class::Demand, Class::ObjectControl, Class::Speech, Class::Intend]);
        let is_past = speaks
            || matches!(form.kind, FormKind::Past | FormKind::JoinedPast) && is_finite
            || others.has(Class::Have)
            || form.kind == FormKind::Participle && !self.is_present_passive(number, form, others);
        let starts = analysis
            .phrases
            .iter()
            .any(|phrase| phrase.temporal && phrase.preposition.is_some() && phrase.preposition == self.small.starting);
        let is_coming = starts || analysis.words.has(Class::Ahead) || !is_past && self.names_coming_month(number, form, is_finite);
        if told.status == Status::Asserted && !is_past && is_coming {
            told.status = Status::Future;
        }
        // `is considering banning Huawei`
        let is_considered = || form.kind == FormKind::Present && at > 0 && token(at - 1).is(Class::Attempt);
        let is_open = || self.is_doubted(number) || self.all_but_happened(number, at) || is_considered();
        if matches!(told.status, Status::Asserted | Status::Future) && is_open() {
            told.status = Status::Hypothetical;
        }
        // `will not visit China and attack Iran`: neither.
        let negated =
            !counted && self.negates(number) && !self.negates_another(number, at) || shared.is_some_and(|before| self.negates(before));
        self.within(number, negate(told, negated))
    }

    /// `said it would send tanks`: the future of a speech that is past.
    fn is_announced(&self, number: usize, others: Classes) -> bool {
        let parent = self.clauses[number].parent.filter(|_| self.is_content(number));
        let is_said = parent.is_some_and(|parent| self.analyses[parent].words.any(&[Class::Speech, Class::Announce]));
        is_said && others.has(Class::Would) && !others.any(&[Class::Can, Class::Must, Class::Have])
    }

    /// `reist in mei naar Jordanië`, `ontmoet vrijdag Poetin`: of a month or a day that is over, a verb in the present does not tell.
    fn names_coming_month(&self, number: usize, form: Form, is_finite: bool) -> bool {
        let clause = &self.clauses[number];
        let is_present = is_finite && matches!(form.kind, FormKind::Finite | FormKind::Bare | FormKind::JoinedFinite);
        (is_present || form.kind == FormKind::Participle)
            && (clause.kind == ClauseKind::Main || self.is_said(number))
            && self.analyses[number].phrases.iter().any(|phrase| {
                let is = |class| phrase.noun.is_some_and(|noun| self.tokens.all[noun as usize].is(class));
                let is_within = phrase.preposition.is_none() || phrase.preposition == self.small.within;
                let is_on = phrase.preposition.is_some() && phrase.preposition == self.small.on;
                // `brengt woensdag een bezoek`
                let is_bare = phrase.preposition.is_none() && !self.analyses[number].chain.any(&[Class::Be, Class::Have]);
                let is_coming = is(Class::Month) && (is_within || is_on) || is(Class::Day) && (is_on || is_bare);
                phrase.temporal && !phrase.attached && is_coming
            })
    }

    /// Whether a clause tells what the one around says.
    fn is_said(&self, number: usize) -> bool {
        let parent = self.clauses[number].parent.filter(|_| self.is_content(number));
        parent.is_some_and(|parent| self.analyses[parent].words.has(Class::Speech))
    }

    /// `waarschuwde Duitsland geen wapens te leveren`: the word of negation belongs to the infinitive.
    fn negates_another(&self, number: usize, at: usize) -> bool {
        let clause = &self.clauses[number];
        let token = |at: usize| &self.tokens.all[clause.tokens[at] as usize];
        let governs = token(at).is_any(&[Class::ObjectControl, Class::Demand, Class::Wish]);
        let last_to = (0..clause.tokens.len()).rfind(|found| token(*found).is(Class::To));
        let negation = (0..clause.tokens.len()).find(|found| token(*found).is(Class::Negation));
        governs && matches!((negation, last_to), (Some(negation), Some(to)) if at < negation && negation < to)
    }

    /// `mogelijk` as a word of the clause; `een mogelijk bestand` doubts the truce alone.
    fn is_doubted(&self, number: usize) -> bool {
        let clause = &self.clauses[number];
        let token = |at: usize| &self.tokens.all[clause.tokens[at] as usize];
        (0..clause.tokens.len()).any(|at| {
            let attributive = || at > 0 && token(at - 1).is(Class::Determiner);
            // `…, vermoedelijk de laatste`: said of what follows.
            let added = || at > 0 && token(at - 1).is_sign();
            token(at).is(Class::Maybe) && !token(at).embedded && !attributive() && !added()
        })
    }

    /// What auxiliaries say.
    fn modality(&self, others: Classes, form: Form, is_finite: bool) -> Told {
        if is_finite {
            return Told::default();
        }
        let is_perfect = form.kind == FormKind::Participle;
        if others.has(Class::Would) {
            // `zou drones hebben geleverd`, `zou bereid zijn`
            let is_said = form.kind == FormKind::Adjective && others.has(Class::Be) && !others.any(&[Class::Have, Class::Want]);
            return if (is_perfect || is_said) && !others.has(Class::Must) {
                Told::reported(None)
            } else if others.any(&[Class::Going, Class::Want]) {
                // `zouden moeten gaan samenwerken`, `zou willen samenwerken`
                Told::only(Status::Future)
            } else {
                Told::only(Status::Hypothetical)
            };
        }
        if others.any(&[Class::Can, Class::Must]) {
            return Told::only(Status::Hypothetical);
        }
        if others.any(&[Class::Will, Class::Want]) || others.has(Class::Going) && !is_perfect {
            return Told::only(Status::Future);
        }
        Told::default()
    }

    /// `wilde Khamenei doden`: what someone once wanted to do to another is neither done nor to come.
    fn is_past_wish(&self, number: usize, others: Classes, harms: bool) -> bool {
        let clause = &self.clauses[number];
        let is_past = |at: usize| {
            let token = clause.tokens[at] as usize;
            let mut forms = self.tokens.forms(token, self.lexicon);
            self.tokens.all[token].is(Class::Want) && forms.any(|form| matches!(form.kind, FormKind::Past | FormKind::JoinedPast))
        };
        // `heeft Libanon willen aanvallen`
        let has_wanted = || others.has(Class::Have) && others.has(Class::Want);
        !self.small.english
            && !others.any(&[Class::Will, Class::Would])
            && (harms && clause.kind == ClauseKind::Main && self.analyses[number].finite.is_some_and(is_past) || has_wanted())
    }

    /// What the verb says that governs an infinitive with `te`.
    fn governed(&self, number: usize, at: usize, others: Classes) -> Option<Told> {
        let words = self.analyses[number].words;
        let tokens = &self.clauses[number].tokens;
        let token = |at: usize| &self.tokens.all[tokens[at] as usize];
        let to = (1..at).rfind(|found| token(*found).is(Class::To));
        // `is believed to have attacked`
        let is_held = self.small.english && others.has(Class::Be) && to.is_some_and(|to| token(to - 1).is(Class::Speech));
        // `reageerde door diplomaten uit te zetten`: done, not said.
        let answers = others.has(Class::Answer) && tokens[..at].iter().any(|found| self.tokens.all[*found as usize].is(Class::By));
        // `spreekt tegen … te leveren`
        if others.has(Class::Deny) || words.has(Class::Deny) && !self.small.english {
            return Some(Told::only(Status::Denied));
        }
        // `zei verheugd te zijn over het besluit`: a noun behind the infinitive governs none before it.
        let mut intending = (0..tokens.len()).filter(|found| token(*found).is(Class::Intend)).peekable();
        let last_to = to.or_else(|| (at..tokens.len()).find(|found| token(*found).is(Class::To)));
        let is_behind = |found: usize| !token(found).is_verb() && last_to.is_some_and(|to| to < found);
        if words.has(Class::Intend) && (intending.peek().is_none() || !intending.all(is_behind)) {
            return Some(Told::only(Status::Future));
        }
        // `zei het Hof te verzoeken`: what an infinitive asks is asked, not what another verb asks of it.
        let is_own = !others.any(&[Class::Attempt, Class::Demand]) && token(at).is_any(&[Class::Attempt, Class::Demand]);
        if words.any(&[Class::Attempt, Class::Demand]) && !is_own {
            return Some(Told::only(Status::Hypothetical));
        }
        if is_held {
            return Some(Told::reported(None));
        }
        (others.has(Class::Speech) && !answers).then(|| Told::reported(self.speaker_in(number)))
    }

    /// The status of what a noun says.
    pub(crate) fn status_of_noun(&self, number: usize, phrase: usize) -> Told {
        let (clause, analysis) = (&self.clauses[number], &self.analyses[number]);
        let own = &analysis.phrases[phrase];
        let words = |range: std::ops::Range<usize>| {
            clause.tokens[range].iter().fold(Classes::EMPTY, |all, token| all.with(self.tokens.all[*token as usize].classes))
        };
        let inside = words(own.start..own.end);
        let mut told = if inside.has(Class::Possible) || inside.has(Class::Maybe) {
            Told::only(Status::Hypothetical)
        } else if inside.any(&[Class::Planned, Class::Ahead]) {
            Told::only(Status::Future)
        } else if inside.has(Class::Alleged) {
            Told::reported(None)
        } else {
            Told::default()
        };
        if matches!(told.status, Status::Asserted | Status::Future) && self.is_left_open(number, phrase) {
            told = Told::only(Status::Hypothetical);
        }
        // `na een aanval ging een top niet door`: what stands after a preposition other than `van` has been.
        let is_subject_matter = own.preposition.is_none() || own.preposition == self.small.of;
        // `sluit een ontmoeting niet uit`, `is niet afgezegd`: what does not fail to come about may do so.
        let is_absent = analysis.words.has(Class::Absent);
        let may_come_about = is_absent && is_subject_matter && !self.small.english && self.is_absence_denied(number);
        if may_come_about && matches!(told.status, Status::Asserted | Status::Future) {
            told = Told::only(Status::Hypothetical);
        }
        let is_absent = is_absent && !may_come_about;
        const PASSIVE: &[Class] = &[Class::Become, Class::Be];
        let is_subject = analysis.subject.phrase == Some(phrase);
        let mut negated = inside.any(&[Class::Negation, Class::Undo])
            || is_subject_matter && is_absent
            || self.is_undone(number, phrase)
            || self.is_not_even_open(number, phrase);
        if analysis.chain.has(Class::Deny) && told.status == Status::Asserted && analysis.objects.contains(&phrase) {
            told = Told::only(Status::Denied);
        } else if analysis.words.has(Class::Claim) && (analysis.objects.contains(&phrase) || self.is_claimed_for(number, phrase)) {
            told = Told::reported(self.speaker_in(number));
        } else if analysis.words.has(Class::Claim) && is_subject && analysis.chain.any(PASSIVE) {
            let by = self.agent_phrase(number).map(|by| self.parties(number, by)).unwrap_or_default();
            told = Told::reported(by.first().map(|party| party.actor).filter(|_| by.len() == 1));
        }
        if own.preposition.is_some() {
            negated |= own.preposition == self.small.without;
            let asks = analysis.chain.any(&[Class::Demand, Class::Attempt, Class::Intend]) || self.follows_demand(number, phrase);
            let opens = own.preposition.is_some_and(|word| self.small.toward.contains(&word));
            // `Bij een aanval op Iran zal Hezbollah …`, not `Na een aanval`
            let is_apart = own.preposition.is_some_and(|word| self.lexicon.classes(word).has(Class::Apart));
            let is_ahead = analysis.chain.any(&[Class::Will, Class::Would]) && !analysis.chain.any(&[Class::Have, Class::Be]);
            let may_come = !is_apart && is_ahead && inside.has(Class::Indefinite) && own.start == 0;
            // `is due in Cairo for talks with Sisi`
            let is_due = self.small.english
                && analysis.words.has(Class::Ahead)
                && analysis.chain.has(Class::Be)
                && !analysis.chain.any(&[Class::Have, Class::Will]);
            if (asks && opens || may_come) && told.status == Status::Asserted {
                told = Told::only(Status::Hypothetical);
            } else if is_due && told.status == Status::Asserted {
                told = Told::only(Status::Future);
            }
            // `wil weer in gesprek met`: no verb tells what else is wanted.
            let is_wanted = analysis.chain.has(Class::Want) && analysis.verbs.len() == 1 && own.preposition == self.small.within;
            if is_wanted && told.status == Status::Asserted {
                told = Told::only(Status::Future);
            }
        } else if told.status == Status::Asserted && !own.attached {
            let is_perfect = analysis.chain.has(Class::Have);
            // `probeert een ontmoeting te regelen`
            let is_tried = || analysis.words.has(Class::Wish) && analysis.objects.contains(&phrase) && self.is_behind_wish(number, phrase);
            // `De aanval eiste levens`: what happens asks for nothing.
            let is_asked =
                analysis.chain.has(Class::Demand) && (!is_subject || analysis.chain.any(PASSIVE)) && !self.is_judged_here(number);
            if self.small.english && analysis.chain.has(Class::Would) && self.is_announced(number, analysis.chain) {
                told = Told::only(Status::Future);
            } else if analysis.chain.any(&[Class::Would, Class::Can, Class::Must, Class::Attempt])
                || is_asked
                || self.is_doubted(number)
                || is_tried()
            {
                told = Told::only(Status::Hypothetical);
            } else if analysis.chain.any(&[Class::Will, Class::Want, Class::Announce])
                || analysis.chain.has(Class::Going) && !is_perfect
                || analysis.words.has(Class::Ahead) && analysis.subject.phrase == Some(phrase)
            {
                told = Told::only(Status::Future);
            }
            negated |= analysis.chain.has(Class::Begin) && self.negates(number);
        }
        // `om zich te richten op een programma in samenwerking met NASA`: what goes on beside the aim.
        let beside = own.preposition.is_some() && own.preposition == self.small.within && matches!(clause.kind, ClauseKind::Infinitive(_));
        self.within(clause.parent.filter(|_| beside).unwrap_or(number), negate(told, negated))
    }

    /// English `called Trump's strikes murder`: whether the verb that may also ask for something has told what its subject thinks of it.
    fn is_judged_here(&self, number: usize) -> bool {
        let asks = |verb: usize| {
            let token = &self.tokens.all[self.clauses[number].tokens[verb] as usize];
            token.is(Class::Demand) && self.told_in(number).any(|told| told.category == Category::Accuse && told.trigger == token.span)
        };
        self.small.english && self.analyses[number].verbs.iter().any(|verb| asks(*verb))
    }

    /// What the clauses around say of what stands in a clause.
    fn within(&self, number: usize, told: Told) -> Told {
        let mut told = told;
        let mut at = number;
        // Whether a relative clause tells it: what is said around makes neither a plan nor a possibility of that.
        let mut beside = false;
        loop {
            let clause = &self.clauses[at];
            // `…, said Kyiv`, `… en laten niemand door, aldus de VN`
            let goes_on = |other: &usize| self.clauses[*other].joined == Some(at) && (self.small.english || self.ends_with_source(*other));
            let told_after = || (at + 1..self.clauses.len()).find(goes_on).and_then(|other| self.according_to(other));
            if let Some(speaker) = self.according_to(at).or_else(told_after) {
                told = told.told_by(speaker);
            }
            if self.analyses[at].words.has(Class::Hearsay) {
                told = told.told_by(None);
            }
            if let ClauseKind::Subordinate(Some(conjunction)) = clause.kind
                && self.tokens.all[conjunction as usize].is(Class::Condition)
                && !beside
            {
                told = weaker(told, Status::Hypothetical);
            }
            let Some(parent) = clause.parent else { break };
            if self.hangs_on_source(at) {
                return told;
            }
            // `denied that it arms the rebels, who seized a city`: what a relative clause tells is taken for granted.
            if self.small.english && matches!(clause.kind, ClauseKind::Relative { .. }) {
                break;
            }
            beside |= matches!(clause.kind, ClauseKind::Relative { .. });
            // `Het is onzeker of Zwitserland instemt`
            if let ClauseKind::Subordinate(Some(conjunction)) = clause.kind
                && self.tokens.all[conjunction as usize].word == self.small.whether
                && !beside
                && !self.small.english
            {
                told = weaker(told, Status::Hypothetical);
            }
            if self.is_content(at) {
                let around = self.under(parent, told, at);
                told = if beside && around.status != Status::Reported { told } else { around };
            } else if let ClauseKind::Infinitive(opener) = clause.kind
                && !beside
            {
                let opener = &self.tokens.all[opener as usize];
                let without = opener.word == self.small.without;
                // `na Libanon te hebben gebombardeerd`: done before.
                let has_been = !self.small.english && !opener.is(Class::InOrder);
                told = match (without, has_been) {
                    (true, _) => negate(told, true),
                    (false, true) => told,
                    (false, false) => weaker(told, Status::Hypothetical),
                };
            }
            at = parent;
        }
        if let Some(speaker) = self.told_by(at) {
            told = told.told_by(speaker);
        }
        if !beside && (self.is_question || self.is_condition(at)) {
            told = weaker(told, Status::Hypothetical);
        }
        if !matches!(told.status, Status::Reported | Status::Future) {
            told.speaker = None;
        }
        told
    }

    /// `Valt China Taiwan aan, dan …`: a main clause that opens the sentence with its verb, and another after it.
    fn is_condition(&self, number: usize) -> bool {
        number == 0 && self.opens_with_condition()
    }

    /// Whether the first clause is such a condition.
    pub(crate) fn opens_with_condition(&self) -> bool {
        let opens = self.analyses[0].verb_first && self.clauses[0].tokens.first() == Some(&0);
        opens && self.clauses.get(1).is_some_and(|next| next.kind == ClauseKind::Main) && !self.analyses[0].words.has(Class::Speech)
    }

    /// What the verb of clause `parent` says of the clause that it governs.
    fn under(&self, parent: usize, told: Told, number: usize) -> Told {
        let chain = self.analyses[parent].chain;
        let words = self.analyses[parent].words;
        let negated = self.negates(parent);
        if words.has(Class::Deny) {
            return if negated { told.told_by(self.speaker_in(parent)) } else { Told { status: Status::Denied, ..told } };
        }
        if self.is_refused_content(number, parent) {
            return Told { status: Status::Denied, ..told };
        }
        // `Het is niet waar dat …`
        if negated && words.has(Class::True) {
            return Told { status: Status::Denied, ..told };
        }
        // `Er is geen bewijs dat …`, `Niemand gelooft dat …`
        let is_unsaid = negated && words.any(&[Class::Evidence, Class::Speech]);
        if words.has(Class::Attempt) || chain.has(Class::Demand) || is_unsaid || self.is_open_content(number, parent) {
            return weaker(told, Status::Hypothetical);
        }
        if words.has(Class::Announce) && self.is_own_deed(number, parent) {
            return told;
        }
        // `kondigde aan dat de VS een boot hebben vernietigd`: what is told is done.
        let own = self.analyses[number].chain;
        let is_done = own.has(Class::Have)
            && !own.any(&[Class::Will, Class::Would])
            && !matches!(self.clauses[number].kind, ClauseKind::Infinitive(_));
        if words.has(Class::Announce) && is_done {
            return told.told_by(self.speaker_in(parent));
        }
        if words.any(&[Class::Intend, Class::Announce]) {
            // `is niet van plan om … te`
            let is_dropped = negated && matches!(self.clauses[number].kind, ClauseKind::Infinitive(_));
            return negate(weaker(told, Status::Future), is_dropped);
        }
        if words.any(&[Class::Evidence, Class::Speech]) {
            return told.told_by(self.speaker_in(parent));
        }
        if matches!(self.clauses[number].kind, ClauseKind::Infinitive(_)) {
            return weaker(told, Status::Hypothetical);
        }
        told
    }

    /// Whether the verb tells what is asked of another: `vraagt China wapens te leveren`, `eist dat Rusland vertrekt`.
    pub(crate) fn is_asked_of_another(&self, number: usize, at: usize) -> bool {
        let (clause, analysis) = (&self.clauses[number], &self.analyses[number]);
        let token = |at: usize| &self.tokens.all[clause.tokens[at] as usize];
        let asking = [Class::Demand, Class::ObjectControl, Class::Wish];
        // `wants to meet`, not `wants Russia to leave`: what one wants oneself.
        let is_own = |verb: usize| {
            let next = clause.tokens.get(verb + 1).map(|next| &self.tokens.all[*next as usize]);
            let asks = token(verb).is_any(&[Class::Demand, Class::Wish]) || analysis.chain.has(Class::Be);
            self.small.english && !asks && next.is_some_and(|next| next.is(Class::To))
        };
        let governs = |verb: &usize| *verb != at && token(*verb).is_any(&asking) && !is_own(*verb);
        let threatens_to_be = analysis.words.has(Class::Attempt) && analysis.chain.has(Class::Become);
        if self.follows_to(number, at) && (self.is_plan_of_another(number, at) || self.is_of_noun(number, at)) {
            return true;
        }
        // `zegt bereid te zijn`: the predicate's own wish.
        let is_own_wish = || {
            let other = (0..clause.tokens.len()).any(|found| found != at && token(found).is(Class::Wish));
            !self.small.english && token(at).is(Class::Wish) && !other
        };
        let is_wished = analysis.words.has(Class::Wish) && !is_own_wish();
        if self.follows_to(number, at) && !threatens_to_be && (analysis.verbs.iter().any(governs) || is_wished) {
            return true;
        }
        self.is_only_meant(number)
    }

    /// Whether a clause, or one around it, tells what is asked, wished or meant, or what has not happened yet.
    pub(super) fn is_only_meant(&self, number: usize) -> bool {
        let (clause, analysis) = (&self.clauses[number], &self.analyses[number]);
        if let ClauseKind::Subordinate(Some(conjunction)) = clause.kind
            && self.tokens.all[conjunction as usize].is(Class::Before)
        {
            let is_past = analysis.finite.is_some_and(|at| {
                let token = clause.tokens[at] as usize;
                let mut forms = self.tokens.forms(token, self.lexicon);
                // `tot Hamas iedereen heeft vrijgelaten`: not yet.
                let has_been = |token: &Token| self.small.english || is_past_have(token.span.of(self.text));
                let auxiliary = &self.tokens.all[token];
                forms.any(|form| matches!(form.kind, FormKind::Past | FormKind::JoinedPast))
                    || auxiliary.is(Class::Have) && has_been(auxiliary)
            });
            return !is_past;
        }
        let Some(parent) = clause.parent else { return false };
        if analysis.plan.is_some_and(|plan| self.is_not_decided(number, parent, plan)) {
            return true;
        }
        let words = self.analyses[parent].words;
        // `Toegezegd wordt dat zij zullen samenwerken`: no one is named who promises, so that the promise itself is no event.
        if self.is_content(number)
            && analysis.chain.has(Class::Will)
            && !self.made.contains(&parent)
            && self.subject_parties(parent).is_empty()
        {
            return false;
        }
        let by_verb =
            self.analyses[parent].chain.any(&[Class::Demand, Class::ObjectControl, Class::Wish, Class::Want]) || words.has(Class::Wish);
        // What is both said and asked is asked: `vroeg dat`; what is said with a verb of objects is said: `waarschuwde dat`.
        let only_said = words.has(Class::Speech) && !words.any(&[Class::Wish, Class::Demand]);
        let by_said = only_said && matches!(clause.kind, ClauseKind::Subordinate(_));
        // `warned that it would strike ships`: its own deed.
        let is_threat = || self.subject_parties(number).first().is_some_and(|party| self.is_warned_of(number, party.actor));
        if self.is_content(number) && by_verb && !by_said && !is_threat() {
            return true;
        }
        // What is done in order to do something else may fail.
        if let ClauseKind::Infinitive(opener) = clause.kind
            && self.tokens.all[opener as usize].word == self.small.in_order
            && !words.any(&[Class::Intend, Class::Attempt])
        {
            return true;
        }
        self.is_content(number) && self.is_only_meant(parent)
    }

    /// Whether a clause tells what its parent's verb speaks of: after `dat` or `of`, or with `om … te`.
    pub(crate) fn is_content(&self, number: usize) -> bool {
        match self.clauses[number].kind {
            ClauseKind::Subordinate(Some(conjunction)) => {
                let token = &self.tokens.all[conjunction as usize];
                token.word.is_some() && (token.word == self.small.that || token.word == self.small.whether)
            }
            ClauseKind::Infinitive(opener) => self.tokens.all[opener as usize].word == self.small.in_order,
            // `said North Korea had sent munitions`
            ClauseKind::Subordinate(None) => true,
            _ => false,
        }
    }
}

/// A status that is weaker than a plain one.
fn weaker(told: Told, status: Status) -> Told {
    match told.status {
        Status::Asserted | Status::Reported => Told { status, ..told },
        Status::Future if status == Status::Hypothetical => Told { status, ..told },
        _ => told,
    }
}

fn negate(told: Told, negated: bool) -> Told {
    Told { negated: told.negated || negated, ..told }
}
