//! Clauses of English, whose subject stands before the verb.

use smallvec::{SmallVec, smallvec};

use crate::relation::clauses::clause::{Clause, ClauseKind, index};
use crate::relation::clauses::english_reading::{AUXILIARY, is_edge};
use crate::relation::words::lexicon::Class;
use crate::relation::words::shape::{is_gerund, is_past_have};
use crate::relation::words::token::{Kind, Token, Tokens};

/// Cuts a sentence of a text into `clauses`.
pub(crate) fn clauses(tokens: &Tokens, text: &str, clauses: &mut Vec<Clause>) {
    clauses.clear();
    clauses.push(Clause::new(ClauseKind::Main, None));
    let mut cutter = Cutter { tokens: &tokens.all, text, clauses, open: smallvec![0], aside: None };
    for at in 0..tokens.all.len() {
        cutter.take(at);
    }
}

pub(super) struct Cutter<'t> {
    pub(super) tokens: &'t [Token],
    pub(super) text: &'t str,
    pub(super) clauses: &'t mut Vec<Clause>,
    open: SmallVec<[usize; 8]>,
    /// The clause that `, speaking in Paris,` interrupts.
    aside: Option<usize>,
}

impl Cutter<'_> {
    pub(super) fn top(&self) -> usize {
        self.open.last().copied().unwrap_or(0)
    }

    fn push(&mut self, at: usize) {
        let top = self.top();
        self.clauses[top].tokens.push(index(at));
    }

    pub(super) fn is_finite(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        token.finite_form || token.is(Class::Finite) || token.is_any(&AUXILIARY) && !self.follows_auxiliary(at)
    }

    fn follows_auxiliary(&self, at: usize) -> bool {
        let mut before =
            self.tokens[..at].iter().rev().filter(|token| !token.is_any(&[Class::Adverb, Class::Negation]) || token.is_any(&AUXILIARY));
        before.next().is_some_and(|token| token.is_any(&AUXILIARY) || token.is(Class::To))
    }

    pub(super) fn has_finite(&self, clause: usize) -> bool {
        self.clauses[clause].tokens.iter().any(|at| self.is_finite(*at as usize))
    }

    pub(super) fn stretch_end(&self, from: usize) -> usize {
        let is_end = |at: usize| is_edge(&self.tokens[at]) || self.tokens[at].is_any(&[Class::Subordinator, Class::Relative]);
        (from..self.tokens.len()).find(|at| is_end(*at)).unwrap_or(self.tokens.len())
    }

    pub(super) fn finite_in(&self, from: usize, to: usize) -> Option<usize> {
        (from..to).find(|at| self.is_finite(*at))
    }

    pub(super) fn begin(&mut self, kind: ClauseKind, before: Option<u16>) {
        // A relative clause hangs on the clause that holds the word before it, though that may be over.
        let holds = |clause: &Clause| before.is_some_and(|before| clause.tokens.contains(&before));
        let is_relative = matches!(kind, ClauseKind::Relative { .. });
        let parent = self.clauses.iter().rposition(holds).filter(|_| is_relative).unwrap_or(self.top());
        let mut clause = Clause::new(kind, Some(parent));
        clause.before = before;
        self.clauses.push(clause);
        self.open.push(self.clauses.len() - 1);
    }

    pub(super) fn main(&mut self, joined: Option<usize>) {
        let mut clause = Clause::new(ClauseKind::Main, None);
        clause.joined = joined;
        self.clauses.push(clause);
        self.open.clear();
        self.open.push(self.clauses.len() - 1);
    }

    /// Whether a clause has its verb: a finite one, or the participle that opens it.
    pub(super) fn has_verb(&self, clause: usize) -> bool {
        self.clauses[clause].shares_verb || self.has_finite(clause)
    }

    pub(super) fn close_finished(&mut self) {
        while self.open.len() > 1 && self.has_verb(self.top()) {
            self.open.pop();
        }
    }

    /// `Having expelled a diplomat, Canada …`, `After attacking Iran, Israel …`: what opens the sentence has the subject of the clause after the
    /// comma.
    fn opens_with_participle(&self) -> bool {
        let led = self.tokens.first().is_some_and(|first| first.is_any(&[Class::Subordinator, Class::Gerundial]));
        let at = usize::from(led);
        let end = self.stretch_end(at + 1);
        let before_comma = self.tokens.get(end).is_some_and(|sign| sign.kind == Kind::Comma);
        let is_verb = self.tokens.get(at).is_some_and(|first| first.is(Class::Have) || first.is_verb());
        before_comma && is_verb && self.is_participle_like(at) && self.finite_in(at + 1, end).is_none()
    }

    fn take(&mut self, at: usize) {
        if at == 0 && self.opens_with_participle() {
            self.participle();
        }
        let token = &self.tokens[at];
        match token.kind {
            Kind::Quote | Kind::Open | Kind::Close => {}
            Kind::Comma => self.comma(at),
            Kind::Colon | Kind::Stop => {
                let is_label = self.clauses.len() == 1 && !self.has_finite(0);
                if at + 1 < self.tokens.len() {
                    self.main(None);
                    if let Some(last) = self.clauses.last_mut().filter(|_| is_label) {
                        last.before = Some(index(at));
                    }
                }
            }
            // `by expelling two diplomats`, `without naming Iran`, `joined Oman in freeing them`
            _ if (token.is(Class::Gerundial) || self.is_joined_in(at))
                && self.is_active_participle(at + 1)
                && self.has_finite(self.top())
                && !self.follows_alleged(at) =>
            {
                self.participle();
                self.push(at);
            }
            // `after which Israel freed prisoners`: the pronoun is no part of the clause that it opens.
            _ if self.follows_preposition(at) => {
                // `over an incident in which a ship sank`: the preposition is that clause's.
                let top = self.top();
                if self.in_top(at - 1) {
                    self.clauses[top].tokens.pop();
                }
                self.begin(ClauseKind::Relative { pronoun: index(at) }, at.checked_sub(2).map(index));
            }
            _ if self.opens_relative(at) => {
                let before = (0..at).rev().find(|before| !self.tokens[*before].is_sign()).map(index);
                self.begin(ClauseKind::Relative { pronoun: index(at) }, before);
            }
            _ if self.resumes_main(at) => {
                self.close_finished();
                self.push(at);
            }
            _ if self.opens_contact(at) => {
                self.begin(ClauseKind::Relative { pronoun: index(at) }, at.checked_sub(1).map(index));
                self.push(at);
            }
            _ if self.opens_named_contact(at) => {
                self.begin(ClauseKind::Relative { pronoun: index(at - 1) }, at.checked_sub(1).map(index));
                self.push(at);
            }
            _ if self.opens_inverted(at) => {
                self.begin(ClauseKind::Subordinate(Some(index(at))), at.checked_sub(1).map(index));
                self.push(at);
            }
            _ if self.opens_subordinate(at) => self.begin(ClauseKind::Subordinate(Some(index(at))), at.checked_sub(1).map(index)),
            _ if token.is_any(&[Class::Coordination, Class::Contrast]) => self.coordination(at),
            _ if self.opens_reduced(at) => {
                self.begin(ClauseKind::Relative { pronoun: index(at) }, at.checked_sub(1).map(index));
                let clause = self.top();
                self.clauses[clause].shares_verb = true;
                self.push(at);
            }
            _ => {
                self.second_verb(at);
                self.push(at);
                self.content_without_that(at);
            }
        }
    }

    pub(super) fn in_top(&self, at: usize) -> bool {
        self.clauses[self.top()].tokens.contains(&index(at))
    }

    /// A second finite verb ends a relative clause that no comma ends (`the man who met Putin said …`), and what `that` tells of a noun whose
    /// clause has no verb yet.
    fn second_verb(&mut self, at: usize) {
        let top = self.top();
        let is_relative = matches!(self.clauses[top].kind, ClauseKind::Relative { .. });
        // `The claim that Ukraine attacked Russia is a myth`
        let is_content =
            matches!(self.clauses[top].kind, ClauseKind::Subordinate(Some(that)) if self.tokens[that as usize].is(Class::That));
        let parent = self.clauses[top].parent.filter(|parent| is_content && !self.has_finite(*parent));
        let goes_on = parent.is_some() && at > 0 && !self.tokens[at - 1].is_any(&[Class::Coordination, Class::Contrast]);
        if (is_relative || goes_on) && self.open.len() > 1 && self.is_finite(at) && self.has_verb(top) {
            self.open.pop();
        }
    }

    /// Whether `in` follows a verb that tells only how its subject does what comes: `succeeded in freeing`.
    fn is_joined_in(&self, at: usize) -> bool {
        let mut verbs = self.clauses[self.top()].tokens.iter().map(|at| &self.tokens[*at as usize]).filter(|token| token.is_verb());
        self.tokens[at].is(Class::Within) && verbs.any(|verb| verb.is(Class::TakesInfinitive))
    }

    /// `accused Ethiopia of violating its sovereignty by signing a deal`: behind a gerund that tells what another does, one more tells how that
    /// one does it.
    fn follows_alleged(&self, at: usize) -> bool {
        let own = &self.clauses[self.top()].tokens;
        let token = |at: usize| &self.tokens[own[at] as usize];
        let governed = |at: &usize| is_gerund(token(*at).span.of(self.text)) && token(*at - 1).is(Class::Preposition);
        let Some(gerund) = (2..own.len()).find(governed).filter(|gerund| (own[*gerund] as usize) + 1 < at) else { return false };
        let object = token(gerund - 2);
        let names = object.mention().is_some() || object.is_open() && !object.is_verb();
        names && (0..gerund).any(|at| token(at).is(Class::ObjectControl))
    }

    /// Whether a word is the verb of a clause without a subject of its own: `, accusing Beijing of espionage`.
    pub(super) fn is_active_participle(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| !token.capital) && self.is_participle_like(at)
    }

    pub(super) fn is_participle_like(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at).filter(|token| token.kind == Kind::Word) else { return false };
        let word = token.span.of(self.text);
        // `after visiting Jordan`, `, visiting Jordan,`, but `the visiting president`
        let is_apart = |at: usize| self.tokens[at].kind == Kind::Comma && self.tokens.get(at + 2).is_some_and(Token::opens_object);
        let is_led = at > 0 && (self.tokens[at - 1].is(Class::Gerundial) || is_apart(at - 1));
        let is_closed = token.is_any(&[Class::Preposition, Class::Adverb, Class::Determiner, Class::Pronoun, Class::Going])
            || token.is(Class::PluralLike) && !is_led;
        let before_noun = self.tokens.get(at + 1).is_none_or(|next| next.is_sign() || next.is(Class::Coordination));
        word.len() > 5 && is_gerund(word) && !is_closed && !before_noun
    }

    /// Opens such a clause, whose subject is that of the clause around it. One that stands before the verb of that clause ends with the next
    /// comma.
    fn participle(&mut self) {
        let top = self.top();
        let mut clause = Clause::new(ClauseKind::Main, None);
        clause.joined = Some(top);
        clause.shares_verb = true;
        self.clauses.push(clause);
        self.aside = Some(top).filter(|_| !self.has_finite(top));
        self.open.clear();
        self.open.push(self.clauses.len() - 1);
    }

    fn comma(&mut self, at: usize) {
        if let Some(outer) = self.aside.take() {
            self.open.clear();
            self.open.push(outer);
            return;
        }
        // `Israel, after bombing Lebanon, condemned …`
        let is_led = || self.tokens.get(at + 1).is_some_and(|led| led.is(Class::Gerundial)) && self.is_active_participle(at + 2);
        if at > 0 && (self.is_active_participle(at + 1) || is_led() && !self.has_verb(self.top())) {
            self.close_finished();
            self.participle();
            return;
        }
        let end = self.stretch_end(at + 1);
        let finite = self.finite_in(at + 1, end);
        if self.tells_between(at, end) {
            let top = self.top();
            self.main(None);
            if let Some(last) = self.clauses.last_mut() {
                last.by_comma = true;
            }
            self.aside = Some(top);
            return;
        }
        self.close_finished();
        if self.tells_at_end(at, end) {
            self.main(None);
            if let Some(last) = self.clauses.last_mut() {
                last.by_comma = true;
            }
            return;
        }
        if finite == Some(at + 1) && self.tokens[at + 1].is_any(&[Class::Speech, Class::Demand]) && self.by_name(at) {
            return;
        }
        // The verb of the inner clause is not known; the outer one goes on with its own.
        let goes_on = self.open.len() > 1 && finite == Some(at + 1) && !self.has_finite(self.open[0]);
        if goes_on {
            self.open.truncate(1);
        }
        let top = self.top();
        let is_complete = self.has_finite(top) || self.clauses[top].shares_verb;
        if self.clauses[top].kind == ClauseKind::Main && is_complete && finite.is_some() {
            let joined = finite.is_some_and(|finite| self.leads_to(at + 1, finite) || self.joins_behind_phrase(at + 1, finite));
            self.main(Some(top).filter(|_| joined));
            if let Some(last) = self.clauses.last_mut() {
                last.by_comma = true;
            }
        } else {
            self.push(at);
        }
    }

    fn opens_subordinate(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        // `after which`: the pronoun opens the clause.
        let joins = token.is_any(&[Class::Coordination, Class::Contrast]);
        if !token.is(Class::Subordinator)
            || joins
            || self.tokens.get(at + 1).is_some_and(|next| next.is(Class::Relative) && !next.is(Class::That))
        {
            return false;
        }
        let next_is_verb =
            self.tokens.get(at + 1).is_none_or(|next| next.is_sign() || self.is_finite(at + 1) && !next.is(Class::Determiner));
        let from = self.names_end(at + 1);
        let end = (from..self.tokens.len()).find(|at| is_edge(&self.tokens[*at])).unwrap_or(self.tokens.len());
        // `after interviews with people who had returned`: the verb is that of the relative clause.
        let reach = if token.is(Class::Preposition) { self.stretch_end(at + 1) } else { end };
        let has_finite = self.finite_in(at + 1, reach).is_some();
        // `into whether Israel committed crimes`
        let follows_preposition = at > 0 && self.tokens[at - 1].is(Class::Preposition) && !token.is(Class::Whether);
        // `after talks with Russia ended the war`: a preposition where no noun is the verb's subject, and the clause around has no verb yet.
        // `over massacres committed by paramilitaries`: a participle is no verb of a clause.
        let is_preposition = token.is(Class::Preposition) && {
            let finite = self.finite_in(at + 1, end).unwrap_or(end);
            let is_reduced = self.tokens.get(finite).is_some_and(|verb| verb.participle_form)
                && self.tokens.get(finite + 1).is_some_and(|next| next.is(Class::By));
            let within = self.tokens[at + 1..finite].iter().any(|token| token.is(Class::Preposition));
            within && (is_reduced || !self.has_finite(self.top()))
        };
        has_finite && !next_is_verb && !follows_preposition && !is_preposition
    }

    /// The position behind a list of names that commas part: `that Somalia, Egypt and Turkey denounced`. Without such a list, where it would begin.
    fn names_end(&self, from: usize) -> usize {
        let mut at = from;
        while self.tokens.get(at).is_some_and(|name| name.mention().is_some() && !name.genitive)
            && self.tokens.get(at + 1).is_some_and(|comma| comma.kind == Kind::Comma)
        {
            at += 2;
        }
        let is_joined = at > from && self.tokens.get(at).is_some_and(|last| last.mention().is_some() || last.is(Class::Coordination));
        if is_joined { at } else { from }
    }

    /// `warned of a ban should Tokyo limit sales`: an auxiliary before its subject opens a condition, where the clause has its verb already.
    fn opens_inverted(&self, at: usize) -> bool {
        let before = self.tokens[..at].iter().rev().find(|token| token.kind != Kind::Quote);
        let follows_noun = before.is_some_and(|before| before.is_open() && !before.is_verb());
        let subject = self.tokens.get(at + 1).is_some_and(|next| next.mention().is_some() && !next.genitive || next.is(Class::Personal));
        let verb = self.tokens.get(at + 2).is_some_and(|verb| verb.is_verb() && !verb.is_any(&AUXILIARY));
        self.tokens[at].is(Class::Must) && follows_noun && subject && verb && self.has_verb(self.top())
    }

    /// Whether nothing but conjunctions and adverbs stands before a verb, so that its subject is that of the clause before: `, and later
    /// warned Sudan`.
    fn leads_to(&self, from: usize, finite: usize) -> bool {
        let opens = |token: &Token| {
            token.kind == Kind::Quote
                || token.is_any(&[Class::Adverb, Class::Coordination, Class::Contrast, Class::Negation]) && !token.is(Class::Preposition)
        };
        self.tokens[from..finite].iter().all(opens)
    }

    /// `, in Maputo and asked him`: a phrase with a preposition, and a conjunction right before the verb.
    fn joins_behind_phrase(&self, from: usize, finite: usize) -> bool {
        let mut before = self.tokens[from..finite].iter().rev().skip_while(|token| token.is(Class::Adverb));
        let opens = &self.tokens[from];
        opens.is(Class::Preposition) && !opens.is(Class::Subordinator) && before.next().is_some_and(|token| token.is(Class::Coordination))
    }

    /// `denied that it had armed Russia and urged Norway to …`: after what has been or would be, a verb of saying in the past has the subject of
    /// the clause that tells it. That clause.
    fn goes_back(&self, from: usize, finite: usize) -> Option<usize> {
        let clause = &self.clauses[self.top()];
        let outer = clause.parent.filter(|parent| self.clauses[*parent].kind == ClauseKind::Main)?;
        let tells = clause.before.is_some_and(|before| self.tokens[before as usize].is_any(&[Class::Speech, Class::Deny, Class::Time]));
        let is_content = matches!(clause.kind, ClauseKind::Subordinate(_)) && tells;
        let is_earlier = || {
            let verb = clause.tokens.iter().map(|at| &self.tokens[*at as usize]).find(|token| token.is_any(&AUXILIARY));
            verb.is_some_and(|verb| verb.is(Class::Have) && is_past_have(verb.span.of(self.text)) || verb.is(Class::Would))
        };
        let verb = &self.tokens[finite];
        let speaks =
            verb.is_any(&[Class::Speech, Class::Deny, Class::Demand, Class::ObjectControl]) && verb.span.of(self.text).ends_with("ed");
        (is_content && speaks && self.leads_to(from, finite) && is_earlier()).then_some(outer)
    }

    fn coordination(&mut self, at: usize) {
        let from = at + 1;
        let end = self.stretch_end(from);
        // `arms or trains the rebels`: two verbs of one clause, with one object; not `hesitated but condemned`.
        let joins_verbs = at > 0
            && self.is_finite(at - 1)
            && !self.tokens[at - 1].is_any(&AUXILIARY)
            && self.tokens[at - 1].finite_form
            && !self.tokens[at].is(Class::Contrast);
        // `barred Ben-Gvir and Smotrich from entering and froze assets`: the second conjunction joins the verbs, the first one the names.
        let joins_later = |finite: usize| {
            let before = self.tokens[from..finite].iter().rposition(|token| !token.is_any(&[Class::Adverb, Class::Negation]));
            before.is_some_and(|before| before > 0 && self.tokens[from + before].is(Class::Coordination))
        };
        // `arrested and later released a diplomat`
        let is_next =
            |finite: usize| self.tokens[from..finite].iter().all(|token| token.is(Class::Adverb) && !token.is(Class::Preposition));
        let finite = self.finite_in(from, end).filter(|finite| !(joins_later(*finite) || joins_verbs && is_next(*finite)));
        // `hit a convoy carrying arms and bombed a bridge`
        if finite.is_some() && self.open.len() > 1 && self.clauses[self.top()].shares_verb {
            self.open.pop();
        }
        if let Some(outer) = finite.and_then(|finite| self.goes_back(from, finite)) {
            self.main(Some(outer));
            return;
        }
        let top = self.top();
        match finite {
            Some(finite) if self.has_finite(top) => {
                let kind = self.clauses[top].kind;
                if kind == ClauseKind::Main {
                    self.main(Some(top).filter(|_| self.leads_to(from, finite)));
                } else {
                    let mut clause = Clause::new(kind, self.clauses[top].parent);
                    clause.before = self.clauses[top].before;
                    clause.joined = Some(top).filter(|_| self.leads_to(from, finite));
                    self.clauses.push(clause);
                    self.open.pop();
                    self.open.push(self.clauses.len() - 1);
                }
            }
            _ => self.push(at),
        }
    }
}
