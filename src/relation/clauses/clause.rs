//! Clauses: a sentence cut where finite verbs, conjunctions and signs cut it, each with its kind and what it depends on.

use smallvec::{SmallVec, smallvec};

use crate::relation::clauses::dutch_reading::lists_participle;
use crate::relation::words::lexicon::{Class, Classes};
use crate::relation::words::token::{Kind, Token, Tokens};

/// What a clause is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ClauseKind {
    /// Its finite verb is second, or first.
    Main,
    /// Its verbs stand last; the conjunction, if it has one.
    Subordinate(Option<u16>),
    /// As a subordinate clause, with a pronoun that stands for the word before.
    Relative {
        /// The pronoun.
        pronoun: u16,
    },
    /// `om … te`, `zonder … te`; the word that opens it.
    Infinitive(u16),
}

/// A clause, which other clauses may interrupt.
#[derive(Clone, Debug)]
pub(crate) struct Clause {
    pub(crate) kind: ClauseKind,
    /// Its tokens, commas among them.
    pub(crate) tokens: Vec<u16>,
    /// The clause that it is part of.
    pub(crate) parent: Option<usize>,
    /// The clause before, joined by a conjunction, whose subject is its own too unless it has one.
    pub(crate) joined: Option<usize>,
    /// Whether it goes on with the auxiliaries of the clause that it is joined to.
    pub(crate) shares_verb: bool,
    /// Whether a comma alone joins it.
    pub(crate) by_comma: bool,
    /// The token before a relative clause, or before the conjunction.
    pub(crate) before: Option<u16>,
}

impl Clause {
    pub(crate) fn new(kind: ClauseKind, parent: Option<usize>) -> Self {
        // Room for most clauses, so that few grow.
        const USUAL: usize = 24;
        Self { kind, tokens: Vec::with_capacity(USUAL), parent, joined: None, shares_verb: false, by_comma: false, before: None }
    }

    pub(crate) fn is_verb_final(&self) -> bool {
        self.kind != ClauseKind::Main
    }
}

/// Cuts a sentence into `clauses`.
pub(crate) fn clauses(tokens: &Tokens, clauses: &mut Vec<Clause>) {
    clauses.clear();
    clauses.push(Clause::new(ClauseKind::Main, None));
    let mut cutter = Cutter { tokens: &tokens.all, clauses, open: smallvec![0], skip: 0, aside: None };
    for at in 0..tokens.all.len() {
        if at >= cutter.skip {
            cutter.take(at);
        }
    }
}

/// A sentence that is being cut.
pub(crate) struct Cutter<'t> {
    pub(crate) tokens: &'t [Token],
    pub(crate) clauses: &'t mut Vec<Clause>,
    /// The clauses that are not over, the innermost last.
    pub(crate) open: SmallVec<[usize; 8]>,
    /// Tokens before this one are done.
    skip: usize,
    /// The main clause that `, zei Kallas,` interrupts.
    aside: Option<usize>,
}

impl Cutter<'_> {
    fn take(&mut self, at: usize) {
        let token = &self.tokens[at];
        match token.kind {
            Kind::Quote => {}
            Kind::Open => self.parenthesis(at),
            Kind::Close => {}
            Kind::Comma => self.comma(at),
            Kind::Colon | Kind::Stop => self.stop(at),
            // Most words open nothing.
            _ if !token.classes.meets(OPENING) => self.word(at),
            _ if self.is_true(at) => self.word(at),
            _ if self.opens_relative(at) => self.relative(at),
            _ if self.opens_subordinate(at) => self.subordinate(at),
            _ if self.opens_infinitive(at) => self.begin(ClauseKind::Infinitive(index(at)), at),
            _ if token.is_any(&[Class::Coordination, Class::Contrast]) && !self.opens_list(at) => self.coordination(at),
            _ => self.word(at),
        }
    }

    /// `is niet waar dat`: the adjective.
    fn is_true(&self, at: usize) -> bool {
        let follows = |before: &Token| before.is_verb() || before.is_any(&[Class::Negation, Class::Adverb]);
        self.tokens[at].is(Class::Where)
            && at + 1 < self.tokens.len()
            && self.tokens[at + 1].is(Class::That)
            && self.previous(at).is_some_and(follows)
            && self.is_that(at + 1)
    }

    fn word(&mut self, at: usize) {
        if self.open.len() > 1 && self.ends_content(at) {
            self.open.pop();
        }
        self.resume_at_verb(at);
        self.push(at);
    }

    /// `zowel`, before the first of two.
    fn opens_list(&self, at: usize) -> bool {
        self.tokens[at].is(Class::Adverb)
    }

    pub(crate) fn top(&self) -> usize {
        self.open.last().copied().unwrap_or(0)
    }

    fn push(&mut self, at: usize) {
        let top = self.top();
        self.clauses[top].tokens.push(index(at));
    }

    pub(super) fn previous(&self, at: usize) -> Option<&Token> {
        self.tokens[..at].iter().rev().find(|token| token.kind != Kind::Quote)
    }

    pub(crate) fn next(&self, at: usize) -> Option<&Token> {
        self.tokens[at + 1..].iter().find(|token| token.kind != Kind::Quote)
    }

    /// Where the stretch from `from` on ends: at a sign, or a word that opens a clause.
    fn stretch_end(&self, from: usize) -> usize {
        (from..self.tokens.len())
            .find(|at| {
                let token = &self.tokens[*at];
                matches!(token.kind, Kind::Comma | Kind::Colon | Kind::Stop | Kind::Open)
                    || token.classes.meets(OPENING)
                        && (self.opens_relative(*at) || self.opens_subordinate(*at) || self.opens_infinitive(*at))
            })
            .unwrap_or(self.tokens.len())
    }

    /// The first finite verb in a stretch; a form that may also be an infinitive counts where it is not last.
    fn finite_in(&self, from: usize, to: usize) -> Option<usize> {
        let strict = (from..to).find(|at| {
            let token = &self.tokens[*at];
            token.is_finite() || token.is_any(&AUXILIARIES) && !token.bare && !token.participle_form && !token.is(Class::Participle)
        });
        strict.or_else(|| {
            // What ends the stretch together with other verbs is a cluster of infinitives.
            let cluster = (from..to).rev().take_while(|at| self.tokens[*at].is_verb()).count();
            (from..to - cluster.min(to - from)).find(|at| {
                let token = &self.tokens[*at];
                let after_to = self.previous(*at).is_some_and(|previous| previous.is(Class::To));
                token.is_verb() && !token.participle_form && !token.is(Class::Participle) && !after_to
            })
        })
    }

    pub(super) fn has_finite(&self, clause: usize) -> bool {
        let clause = &self.clauses[clause];
        let tokens = clause.tokens.iter().map(|at| &self.tokens[*at as usize]);
        let mut verbs = tokens.filter(|token| token.is_verb());
        match clause.kind {
            ClauseKind::Infinitive(_) => verbs.next().is_some(),
            _ if clause.shares_verb => verbs.next().is_some(),
            _ => {
                let mut all = verbs.clone();
                // `Merz bezocht Macron`: a past that is spelt as the participle, where no other verb stands.
                let ends = clause.tokens.last().is_some_and(|last| self.tokens[*last as usize].is_verb());
                let alone = all.next().is_some_and(|only| !only.embedded) && all.next().is_none() && !ends;
                alone && clause.kind == ClauseKind::Main || verbs.any(|token| !token.participle_form && !token.is(Class::Participle))
            }
        }
    }

    pub(crate) fn begin(&mut self, kind: ClauseKind, at: usize) {
        let mut clause = Clause::new(kind, Some(self.top()));
        clause.before = at.checked_sub(1).map(index);
        self.clauses.push(clause);
        self.open.push(self.clauses.len() - 1);
    }

    /// A new main clause beside the outermost one.
    fn main(&mut self, joined: Option<usize>) {
        let mut clause = Clause::new(ClauseKind::Main, None);
        clause.joined = joined;
        self.clauses.push(clause);
        self.open.clear();
        self.open.push(self.clauses.len() - 1);
    }

    /// Leaves the clauses that have their verbs, down to one that has none yet or is a main clause.
    fn close_finished(&mut self) {
        while self.open.len() > 1 && self.clauses[self.top()].is_verb_final() && self.has_finite(self.top()) {
            self.open.pop();
        }
    }

    fn parenthesis(&mut self, at: usize) {
        let end = (at..self.tokens.len()).find(|end| self.tokens[*end].kind == Kind::Close);
        if let Some(end) = end {
            self.skip = end + 1;
        }
    }

    fn stop(&mut self, at: usize) {
        let is_label = !self.has_finite(0) && self.clauses.len() == 1;
        if self.next(at).is_some() {
            self.main(None);
            if is_label {
                // `Stoltenberg: Rusland en China werken samen`
                let last = self.clauses.len() - 1;
                self.clauses[last].before = Some(index(at));
            }
        }
    }

    fn comma(&mut self, at: usize) {
        // `11.42 - Het parlement heeft …`: the time of a report.
        if self.clauses.len() == 1 && self.tokens[..at].iter().all(|token| token.is(Class::Number)) {
            self.clauses[0].tokens.clear();
            return;
        }
        let from = at + 1;
        let end = self.stretch_end(from);
        let finite = self.finite_in(from, end);
        // `, maar veroordeelt Hamas`
        let joins = |token: &Token| token.kind == Kind::Quote || token.is_any(&[Class::Coordination, Class::Contrast]);
        let opens_with_verb = finite.is_some_and(|finite| self.tokens[from..finite].iter().all(joins));
        let by_comma = finite.is_some_and(|finite| self.tokens[from..finite].iter().all(|token| token.kind == Kind::Quote));
        self.close_finished();
        if self.open.len() > 1 && opens_with_verb && !self.has_finite(self.top()) {
            // The verb of the inner clause is not known; the outer clause goes on with its own.
            while self.open.len() > 1 && self.clauses[self.top()].is_verb_final() {
                self.open.pop();
            }
        }
        if let Some(outer) = self.aside.take() {
            // The end of `, zei Kallas,`.
            self.open.clear();
            self.open.push(outer);
            return;
        }
        let top = self.top();
        let is_complete = self.clauses[top].kind == ClauseKind::Main && self.has_finite(top);
        if finite.is_some_and(|finite| self.is_put_in(at, finite, end)) {
            self.aside = Some(top);
            self.main(None);
            if let Some(last) = self.clauses.last_mut() {
                last.by_comma = true;
            }
            return;
        }
        if is_complete && finite.is_none() && self.lists_participle(at, end) {
            self.share(top);
            return;
        }
        if self.ends_headline(at, end, finite) {
            self.main(None);
            if let Some(last) = self.clauses.last_mut() {
                last.by_comma = true;
            }
            return;
        }
        if is_complete && finite.is_some() {
            // `…, zegt Kyiv`, `…, China zwijgt`
            self.main(Some(top).filter(|_| opens_with_verb));
            let is_listed = finite.is_some_and(|finite| opens_with_verb && self.lists_verbs(finite));
            if let Some(last) = self.clauses.last_mut() {
                last.by_comma = (by_comma || !opens_with_verb) && !is_listed;
            }
        } else {
            self.push(at);
        }
    }

    /// `valt A aan, bedreigt B en waarschuwt C`: whether a verb behind a comma is one of several in a row, the last after `en`, so that it has
    /// the subject of the clause before. `, zegt Macron en …` tells who says it.
    fn lists_verbs(&self, finite: usize) -> bool {
        let verb = &self.tokens[finite];
        if verb.is(Class::Speech) && !verb.is_any(&[Class::ObjectControl, Class::Demand]) {
            return false;
        }
        let opens = |at: usize| self.tokens.get(at + 1).is_some_and(|next| next.is_verb() && self.is_finite_verb(next));
        let mut from = finite + 1;
        let mut end = self.raw_end(from);
        while self.tokens.get(end).is_some_and(|sign| sign.kind == Kind::Comma) && opens(end) {
            from = end + 1;
            end = self.raw_end(from);
        }
        (from..end).any(|at| self.tokens[at].is(Class::Coordination) && opens(at))
    }

    /// `heeft A aangevallen, B bedreigd en C gewaarschuwd`: after a participle with `heeft`, another with its own object.
    fn lists_participle(&self, comma: usize, end: usize) -> bool {
        let verbs = || self.clauses[self.top()].tokens.iter().map(|at| &self.tokens[*at as usize]);
        let is_active = verbs().any(|verb| verb.is(Class::Have)) && !verbs().any(|verb| verb.is(Class::Become));
        is_active && lists_participle(self.tokens, comma, end)
    }

    fn opens_subordinate(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        if !token.is(Class::Subordinator) || token.embedded {
            return false;
        }
        let Some(next) = self.next(at) else { return false };
        if token.is(Class::Determiner) || token.is(Class::Relative) {
            return self.is_that(at);
        }
        // `, zoals Israël eist`: of a preposition that compares, a finite verb ends the stretch.
        if token.is(Class::Preposition) && !token.is_any(&[Class::OpeningOnly, Class::Before]) {
            let last = self.tokens[at + 1..self.raw_end(at + 1)].iter().rev().find(|token| token.kind != Kind::Quote);
            let is_last = last
                .is_some_and(|last| last.is_verb() && self.is_finite_verb(last) && !last.participle_form && !last.is(Class::Participle));
            return is_last && !next.is_verb() && self.previous(at).is_some_and(Token::is_sign);
        }
        if token.is(Class::OpeningOnly)
            && !self.previous(at).is_none_or(|previous| previous.is_sign() || previous.is_any(&[Class::Coordination, Class::Contrast]))
            && !self.adds_clause(at)
        {
            return false;
        }
        // `of` joins words too; it opens a clause where a verb ends the stretch.
        if token.is(Class::Coordination) {
            let end = self.raw_end(at + 1);
            let last_is_verb = self.tokens[at + 1..end].iter().rev().find(|token| token.kind != Kind::Quote).is_some_and(Token::is_verb);
            return last_is_verb && self.previous(at).is_some_and(|previous| previous.mention().is_none());
        }
        // `toen`, `sinds`, `als` may stand before a phrase.
        let end = self.raw_end(at + 1);
        // Words that open nothing but clauses do so though no verb is known; so does a condition with a word of negation.
        let is_clear = token.is(Class::ClauseOnly);
        let negated = token.is(Class::Condition) && self.tokens[at + 1..end].iter().any(|token| token.is(Class::Negation));
        // `wordt gezien als kopstuk uitgeleverd`: a participle alone makes no condition.
        let is_phrase = |verb: &Token| token.is(Class::Condition) && (verb.participle_form || verb.is(Class::Participle));
        // `als het de aanvallen hervat`: the present is spelt as the participle, and a subject stands before it.
        let last = self.tokens[at + 1..end].iter().rev().find(|token| token.kind != Kind::Quote);
        let opens_with_subject = next.is(Class::Personal) || next.mention().is_some();
        let is_present = token.is(Class::Condition) && opens_with_subject && last.is_some_and(|last| last.finite_form && is_phrase(last));
        let has_verb = is_clear || negated || is_present || self.tokens[at + 1..end].iter().any(|verb| verb.is_verb() && !is_phrase(verb));
        // `Toen ontving Zwitserland Poetin`: an adverb before the verb of a main clause.
        let is_adverb = token.is(Class::OpeningOnly) && next.is_verb() && !next.participle_form;
        has_verb && !is_adverb && !self.is_second(at, end)
    }

    /// `was op weg naar China toen hij werd onderschept`: after a clause that has its finite verb and waits for no participle, a stretch
    /// that ends with a finite verb of its own.
    fn adds_clause(&self, at: usize) -> bool {
        let top = self.top();
        let has_subject = self.next(at).is_some_and(|next| {
            next.mention().is_some() || next.is(Class::Personal) || next.is(Class::Determiner) && !next.is(Class::Preposition)
        });
        if self.clauses[top].kind != ClauseKind::Main || !has_subject || !self.has_finite(top) {
            return false;
        }
        // To ask which of the next opening words open a clause would be to ask each of them in turn for all that follow.
        let end = self.raw_end(at + 1);
        let is_next = |next: &usize| {
            let token = &self.tokens[*next];
            // `tot` is a preposition more often than not.
            let may_open = token.is(Class::OpeningOnly) && token.is(Class::Subordinator) && !token.is(Class::Before);
            may_open || token.classes.meets(OPENING) && self.opens_at_once(*next)
        };
        let end = (at + 1..end).find(is_next).unwrap_or(end);
        // What follows the verb with a preposition belongs to it: `terugtrekken uit Polen`.
        let last = (at + 1..end).rfind(|verb| self.tokens[*verb].is_verb()).unwrap_or(at);
        let end = if self.tokens.get(last + 1).is_some_and(|next| next.is(Class::Preposition)) { last + 1 } else { end };
        let verbs = self.tokens[at + 1..end].iter().rev().take_while(|token| token.is_verb() && !token.is(Class::To));
        let is_finite = |token: &Token| self.is_finite_verb(token) && !token.bare && !token.participle_form;
        // `is opgelucht nu de VS de heffingen schrappen`: a plural, unless the clause before waits for an infinitive.
        let after_to = end.checked_sub(verbs.clone().count() + 1).is_some_and(|before| self.tokens[before].is(Class::To));
        let is_plural = |token: &Token| token.bare && !after_to && !self.awaits_infinitive(top);
        verbs.clone().any(|token| is_finite(token) || is_plural(token))
    }

    /// Whether a word opens a clause, whatever opens behind it.
    fn opens_at_once(&self, at: usize) -> bool {
        self.opens_relative(at) || self.opens_infinitive(at) || !self.tokens[at].is(Class::OpeningOnly) && self.opens_subordinate(at)
    }

    /// Whether a clause has an auxiliary that its infinitive is still to follow: `wil nu de heffingen schrappen`.
    fn awaits_infinitive(&self, clause: usize) -> bool {
        const GOVERNING: Classes = Classes::of(&[
            Class::Will,
            Class::Would,
            Class::Can,
            Class::Must,
            Class::Want,
            Class::Going,
            Class::Let,
            Class::TakesInfinitive,
        ]);
        let verbs = || self.clauses[clause].tokens.iter().map(|at| &self.tokens[*at as usize]).filter(|token| token.is_verb());
        verbs().any(|verb| verb.classes.meets(GOVERNING)) && !verbs().any(|verb| verb.bare && !verb.classes.meets(GOVERNING))
    }

    /// Whether the first finite verb after `at` has a name or an article right after it, as in a main clause: `Als voorzitter nodigde
    /// Costa Modi uit`.
    fn is_second(&self, at: usize, end: usize) -> bool {
        let finite = (at + 1..end).find(|at| self.tokens[*at].is_finite() || self.tokens[*at].is_any(&AUXILIARIES));
        finite
            .and_then(|finite| self.tokens[finite + 1..end].first())
            .is_some_and(|next| next.mention().is_some() || next.is(Class::Determiner) && !next.is(Class::Preposition))
    }

    pub(super) fn raw_end(&self, from: usize) -> usize {
        let is_end = |token: &Token| matches!(token.kind, Kind::Comma | Kind::Colon | Kind::Stop);
        self.tokens[from..].iter().position(is_end).map_or(self.tokens.len(), |offset| from + offset)
    }

    /// Whether `dat` opens a clause of content: not as an article, not as a pronoun that opens the sentence.
    fn is_that(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        if !token.is(Class::Subordinator) {
            return false;
        }
        let Some(next) = self.next(at) else { return false };
        let Some(previous) = self.previous(at) else {
            // `Dat Denemarken de ambassadeur ontbood, verbaasde niemand`
            let end = self.raw_end(at + 1);
            return end < self.tokens.len() && self.tokens[end - 1].is_verb() && !next.is_verb();
        };
        if next.is_verb() && !next.is(Class::Possessive) || next.is(Class::Anaphor) {
            return false;
        }
        let end = self.raw_end(at + 1);
        // `geen sprake van dat Rusland troepen terugtrekt`: no article stands before a name.
        let before_name = || next.mention().is_some() && self.closes_with_finite(at + 1, end);
        if previous.is(Class::Preposition) && !previous.is(Class::Particle) && !before_name() {
            return false;
        }
        // `wil dat Apple een achterdeur inbouwt`: the verb at the end need not be known.
        let is_asked = previous.is_any(&[Class::Want, Class::Demand, Class::Wish, Class::Speech]) && next.mention().is_some();
        // `verweet landen dat ze hun beloften niet nakwamen`
        let is_told = next.is(Class::Personal) && end > at + 2;
        // `noemt dat een schande en eist …`: the next verb goes on with the clause around.
        let joins = |at: usize| self.tokens[at].is_any(&[Class::Coordination, Class::Contrast]);
        let verb = (at + 1..self.tokens.len()).find(|verb| self.tokens[*verb].is_verb());
        let is_brief = next.is(Class::Indefinite) || self.tokens.get(at + 2).is_some_and(|_| joins(at + 2));
        let has_own = verb.is_some_and(|verb| !is_brief || verb == 0 || !joins(verb - 1));
        (is_asked || is_told || has_own) && end > at + 1
    }

    /// Whether the last verb of a stretch is finite, and nothing follows it but what belongs to it: `terugtrekt uit Polen`.
    fn closes_with_finite(&self, from: usize, end: usize) -> bool {
        let Some(last) = (from..end).rfind(|at| self.tokens[*at].is_verb()) else { return false };
        let is_last = last + 1 == end || self.tokens[last + 1].is(Class::Preposition);
        is_last && self.is_finite_verb(&self.tokens[last])
    }

    pub(super) fn is_finite_verb(&self, token: &Token) -> bool {
        token.is_finite() || token.is_any(&AUXILIARIES) || !(token.participle_form || token.is(Class::Participle))
    }

    fn subordinate(&mut self, at: usize) {
        self.begin(ClauseKind::Subordinate(Some(index(at))), at);
    }

    /// `om` and `zonder` with `te` and an infinitive after.
    fn opens_infinitive(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        if !token.is(Class::InOrder) {
            return self.opens_perfect(at);
        }
        // `om migranten zonder papieren tegen te houden`: the infinitive is that of `om`.
        let is_without = |token: &Token| token.is(Class::Without) && !token.is(Class::Purpose);
        let awaits_to = |opener: u16| !self.tokens[opener as usize..at].iter().any(|token| token.is(Class::To));
        if is_without(token) && matches!(self.clauses[self.top()].kind, ClauseKind::Infinitive(opener) if awaits_to(opener)) {
            return false;
        }
        let end = self.raw_end(at + 1);
        let to = self.tokens[at + 1..end].iter().position(|token| token.is(Class::To)).map(|offset| at + 1 + offset);
        let opens = |token: &Token| token.is(Class::InOrder) && !is_without(token);
        to.is_some_and(|to| !self.tokens[at + 1..to].iter().any(|token| token.is_finite() || opens(token)))
    }

    fn coordination(&mut self, at: usize) {
        let from = at + 1;
        let Some(next) = self.next(at) else { return };
        let opens_clause =
            (from < self.tokens.len()) && (self.opens_subordinate(from) || self.opens_relative(from) || self.opens_infinitive(from));
        if opens_clause {
            // `en dat …`: beside the clause before, not in it.
            if self.clauses[self.top()].is_verb_final() && self.has_finite(self.top()) && self.open.len() > 1 {
                self.open.pop();
            }
            return;
        }
        let end = self.stretch_end(from);
        // `de Belarussische en de Russische opstelling en werkt samen`: the verb belongs to the second `en`.
        let is_own = |finite: &usize| *finite == from || !self.tokens[*finite - 1].is_any(&[Class::Coordination, Class::Contrast]);
        let finite = self.finite_in(from, end).filter(is_own);
        let top = self.top();
        let opens_with_verb = finite == Some(from) || (finite.is_some() && next.is_finite());
        if self.clauses[top].is_verb_final() && self.has_finite(top) {
            self.after_verb_final(from, end, finite, opens_with_verb);
            return;
        }
        if self.clauses[top].kind == ClauseKind::Main && self.has_finite(top) {
            if finite.is_some_and(|finite| self.may_be_second(top, from, finite)) {
                self.main(Some(top));
                return;
            }
            if self.nonfinite_before(at) && self.tokens[from..end].iter().any(|token| token.is_verb()) {
                self.share(top);
                return;
            }
        }
        self.push(at);
    }

    /// Whether the finite verb of a stretch can be the second part of a new main clause.
    fn may_be_second(&self, top: usize, from: usize, finite: usize) -> bool {
        let ends_in_verb = self.clauses[top].tokens.last().is_some_and(|last| self.tokens[*last as usize].is_verb());
        let strict = self.tokens[finite].is_finite() || self.tokens[finite].is_any(&AUXILIARIES);
        finite == from || strict || ends_in_verb
    }

    fn nonfinite_before(&self, at: usize) -> bool {
        self.previous(at).is_some_and(|previous| previous.is_verb() && !previous.is_finite())
    }

    /// A conjunct that goes on with the verbs of clause `top`: `heeft A veroordeeld en B gesteund`.
    fn share(&mut self, top: usize) {
        let mut clause = Clause::new(self.clauses[top].kind, self.clauses[top].parent);
        clause.joined = Some(top);
        clause.shares_verb = true;
        clause.before = self.clauses[top].before;
        self.clauses.push(clause);
        self.open.pop();
        self.open.push(self.clauses.len() - 1);
    }

    /// What `en` opens after a clause that has its verbs last.
    fn after_verb_final(&mut self, from: usize, end: usize, finite: Option<usize>, opens_with_verb: bool) {
        let top = self.top();
        let has_verb = self.tokens[from..end].iter().any(Token::is_verb);
        let last_is_verb = self.tokens[from..end].iter().rev().find(|token| token.kind != Kind::Quote).is_some_and(Token::is_verb);
        if !has_verb {
            self.push(from - 1);
        } else if opens_with_verb && !(last_is_verb && finite.is_some_and(|finite| finite + 1 == end)) {
            // `dat A valt en zegt …`: back to the main clause.
            let outer = self.open.first().copied().unwrap_or(0);
            self.main(Some(outer));
        } else if last_is_verb || finite.is_none() {
            let is_finite = finite.is_some();
            self.share(top);
            let last = self.clauses.len() - 1;
            self.clauses[last].shares_verb = !is_finite;
        } else {
            let outer = self.open.first().copied().unwrap_or(0);
            self.main(Some(outer));
        }
    }
}

/// Classes of the words that may open a clause.
const OPENING: Classes =
    Classes::of(&[Class::Relative, Class::Subordinator, Class::InOrder, Class::Coordination, Class::Contrast, Class::Apart]);

/// Verbs that are finite or an infinitive, and open or close a cluster.
pub(crate) const AUXILIARIES: [Class; 9] =
    [Class::Have, Class::Be, Class::Become, Class::Will, Class::Would, Class::Can, Class::Must, Class::Want, Class::Going];

pub(crate) fn index(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}
