//! Words around an event noun or a clause that leave it open, undo it or give it to another: `vreest voor`, `de kans dat`, `verijdelde`.

use crate::id::ActorId;
use crate::relation::category::{Category, Quad};
use crate::relation::clauses::clause::ClauseKind;
use crate::relation::parts::phrase::{Party, Phrase};
use crate::relation::rows::trigger::Trigger;
use crate::relation::sentence::Sentence;
use crate::relation::told::Told;
use crate::relation::words::lexicon::{Class, Classes, Form, FormKind, WordId};
use crate::relation::words::shape::{is_gerund, is_present_become};

impl Sentence<'_> {
    /// English `announced that it had expelled two diplomats`, `that it was leaving the bloc`: what whoever announces it has done, or is doing.
    pub(super) fn is_own_deed(&self, number: usize, parent: usize) -> bool {
        const AHEAD: [Class; 6] = [Class::Will, Class::Would, Class::Can, Class::Must, Class::Going, Class::To];
        let chain = self.analyses[number].chain;
        let is_doing = |at: &usize| is_gerund(self.tokens.all[self.clauses[number].tokens[*at] as usize].span.of(self.text));
        let has_begun = chain.has(Class::Have) || chain.has(Class::Be) && self.analyses[number].verbs.iter().any(is_doing);
        let (own, teller) = (self.subject_parties(number), self.subject_parties(parent));
        let is_same = !own.is_empty() && own.iter().map(|party| party.actor).eq(teller.iter().map(|party| party.actor));
        self.small.english && has_begun && !chain.any(&AHEAD) && is_same
    }

    /// English `will fly to Kyiv and visit Zelensky`: the clause before, where one of its verbs leaves open what a plain form without a subject of
    /// its own goes on to tell.
    pub(super) fn goes_on_with(&self, number: usize, at: usize) -> Option<usize> {
        const AHEAD: [Class; 5] = [Class::Will, Class::Would, Class::Can, Class::Must, Class::Going];
        let (clause, analysis) = (&self.clauses[number], &self.analyses[number]);
        let is_plain = analysis.verbs.first() == Some(&at) && self.tokens.all[clause.tokens[at] as usize].bare;
        let joined = clause.joined.filter(|_| self.small.english && is_plain && analysis.subject.phrase.is_none())?;
        (self.clauses[joined].kind == clause.kind && self.analyses[joined].chain.any(&AHEAD)).then_some(joined)
    }

    /// Dutch `wordt in april ontvangen`: a passive that is not past.
    pub(super) fn is_present_passive(&self, number: usize, form: Form, others: Classes) -> bool {
        let analysis = &self.analyses[number];
        let is_present = |at: usize| is_present_become(self.tokens.all[self.clauses[number].tokens[at] as usize].span.of(self.text));
        !self.small.english
            && form.kind == FormKind::Participle
            && others.has(Class::Become)
            && !others.any(&[Class::Have, Class::Be])
            && analysis.finite.is_some_and(is_present)
    }

    /// Whether a phrase tells what is feared, hoped for, warned of or merely possible: `vreest voor een aanval`, `de kans op een akkoord`,
    /// `hoopt op deelname aan overleg`, `er dreigt een oorlog`.
    pub(super) fn is_left_open(&self, number: usize, phrase: usize) -> bool {
        let (analysis, phrases) = (&self.analyses[number], &self.analyses[number].phrases);
        let is_main = || analysis.subject.phrase == Some(phrase) || analysis.objects.contains(&phrase);
        // `noemt de Amerikaanse aanval op Iran onwenselijk`: what has its doer and its article has been.
        let words = &self.clauses[number].tokens[phrases[phrase].start..phrases[phrase].end];
        let is_any = || words.iter().any(|at| self.tokens.all[*at as usize].is(Class::Indefinite));
        let is_told = phrases[phrase].definite && !phrases[phrase].owners.is_empty() && !is_any();
        let is_far = || is_main() && !is_told && self.is_far(number);
        let looms = || analysis.subject.phrase == Some(phrase) && analysis.chain.has(Class::Possible) || is_far();
        if !analysis.words.has(Class::Doubt) {
            return looms();
        }
        let mut head = phrase;
        while head > 0 && phrases[head].listed {
            head -= 1;
        }
        if self.governor(number, head).is_some() {
            return true;
        }
        // What is known is named as such: `waarschuwt voor gevolgen van de Russische inval`.
        let passes_on = |before: &Phrase| before.end == phrases[head].start && before.owners.is_empty() && before.parties.is_empty();
        let before =
            head.checked_sub(1).filter(|before| !phrases[head].definite && !phrases[*before].definite && passes_on(&phrases[*before]));
        before.is_some_and(|before| phrases[head].preposition.is_some() && self.governor(number, before).is_some()) || looms()
    }

    /// `lijkt ver weg`, `is dichtbij`, `noemt een akkoord voorbarig`: whether the predicate of a clause tells that something is still to come.
    fn is_far(&self, number: usize) -> bool {
        let tokens = &self.clauses[number].tokens;
        let token = |at: usize| &self.tokens.all[tokens[at] as usize];
        let ends = |at: usize| {
            let is_over = |next: &u16| {
                let next = &self.tokens.all[*next as usize];
                next.is_sign() || next.is_verb() || next.is_any(&[Class::Coordination, Class::Subordinator])
            };
            tokens.get(at + 1).is_none_or(is_over)
        };
        let mut words = (0..tokens.len()).filter(|at| token(*at).is(Class::Looming)).peekable();
        self.analyses[number].words.has(Class::Looming) && (words.peek().is_none() || words.any(ends))
    }

    /// Whether the word that leaves a phrase open is denied itself: `geen plannen voor een ontmoeting`.
    pub(super) fn is_not_even_open(&self, number: usize, phrase: usize) -> bool {
        let token = |at: usize| &self.tokens.all[self.clauses[number].tokens[at] as usize];
        let governor = self.governor(number, phrase);
        governor.is_some_and(|at| at > 0 && !token(at).is_verb() && token(at - 1).is(Class::Negation))
    }

    /// Where the word stands that governs a phrase by its preposition and leaves it open. Rows of the class end in that preposition. A noun or
    /// adjective has its phrase behind it, a verb anywhere in the clause.
    fn governor(&self, number: usize, phrase: usize) -> Option<usize> {
        let (clause, own) = (&self.clauses[number].tokens, &self.analyses[number].phrases[phrase]);
        let preposition = own.preposition.filter(|_| self.analyses[number].words.has(Class::Doubt))?;
        let token = |at: usize| &self.tokens.all[clause[at] as usize];
        // `bezorgd over een aanval` is of one that may come, `bezorgd over de aanval` of one that has been.
        let is_known =
            self.lexicon.classes(preposition).has(Class::Matter) && !(own.start..own.end).any(|at| token(at).is(Class::Indefinite));
        let holds = |word| (0..clause.len()).any(|at| token(at).word == Some(word));
        let governs = |at: &usize| {
            let groups = token(*at).word.map(|word| self.lexicon.groups(word)).unwrap_or_default();
            groups.iter().any(|(others, class)| {
                *class == Class::Doubt && others.last() == Some(&preposition) && others.iter().all(|word| holds(*word))
            })
        };
        let is_near = |at: &usize| {
            let between = at + 1..own.start;
            // `warned of the consequences of the attack`: the verb has the first of them.
            let is_taken = |at: usize| between.contains(&at) && token(at).word == Some(preposition);
            if token(*at).is_verb() && !token(*at).is(Class::Adverb) {
                return !(0..clause.len()).any(is_taken);
            }
            // `bereid te zijn tot overleg`
            let parts = |at: usize| token(at).is_sign() || token(at).is_verb() && !token(at).is(Class::Be);
            !is_known && *at < own.start && !between.into_iter().any(parts)
        };
        (0..clause.len()).filter(|at| !(own.start..own.end).contains(at)).find(|at| governs(at) && is_near(at))
    }

    /// Whether what a phrase says is undone by the verb: as its object, or its subject in the passive (`De aanslag werd verijdeld`).
    pub(super) fn is_undone(&self, number: usize, phrase: usize) -> bool {
        let (analysis, own) = (&self.analyses[number], &self.analyses[number].phrases[phrase]);
        let classes = |at: usize| self.tokens.all[self.clauses[number].tokens[at] as usize].classes;
        // `the foiled Russian attack`
        if own.start > 1 && classes(own.start - 1).has(Class::Undo) && classes(own.start - 2).has(Class::Determiner) {
            return true;
        }
        // `Bezoek aan China uitgesteld`: a headline.
        let is_bare = |at: usize| self.tokens.all[self.clauses[number].tokens[at] as usize].participle_form;
        let has_passive = || analysis.finite.is_none_or(is_bare) || analysis.chain.any(&[Class::Be, Class::Become]);
        let is_patient = || analysis.objects.contains(&phrase) || analysis.subject.phrase == Some(phrase) && has_passive();
        analysis.words.has(Class::Undo) && is_patient()
    }

    /// Whether an event noun tells what a verb of its clause has just refused, ended or threatened to end (`blokkeert EU-steun`, `is tegen
    /// de toetreding van`, `spreekt een veto uit over EU-sancties`), or what it gave up (`gaf zijn verzet tegen … op`): beside that it is no
    /// event.
    pub(crate) fn is_spoken_of(&self, number: usize, phrase: usize, category: Category) -> bool {
        let (clause, phrases) = (&self.clauses[number].tokens, &self.analyses[number].phrases);
        let is_friendly = matches!(category.quad(), Quad::VerbalCooperation | Quad::MaterialCooperation);
        const REFUSALS: [Category; 4] = [Category::Reject, Category::Sanction, Category::Coerce, Category::Threaten];
        const RETREATS: [Category; 2] = [Category::Concede, Category::Retreat];
        let enders: &[Category] = match category {
            _ if is_friendly => &REFUSALS,
            Category::Reject | Category::Threaten => &RETREATS,
            Category::Sanction => &REFUSALS[..1],
            _ => return false,
        };
        let of = self.small.of;
        let mut head = phrase;
        // `miljarden aan steun`: how much of it.
        let counts =
            |at: usize| clause[phrases[at].start..phrases[at].end].iter().any(|token| self.tokens.all[*token as usize].is(Class::Number));
        while head > 0
            && phrases[head].preposition.is_some()
            && (phrases[head].preposition == of || counts(head - 1))
            && phrases[head - 1].end == phrases[head].start
        {
            head -= 1;
        }
        let analysis = &self.analyses[number];
        let may_be_refused = is_friendly || category == Category::Sanction;
        let is_against = may_be_refused && phrases[head].preposition.is_some() && phrases[head].preposition == self.small.against;
        // `zette een streep door de ontmoeting`, `trok de stekker uit de gesprekken`
        let is_struck = is_friendly
            && phrases[head].definite
            && phrases[head].preposition.is_some_and(|word| [self.small.by, self.small.from].contains(&Some(word)));
        let is_passive = || analysis.subject.phrase == Some(head) && analysis.chain.any(&[Class::Be, Class::Become]);
        if !is_against && !is_struck && !analysis.objects.contains(&head) && !is_passive() {
            return false;
        }
        let span = |at: Option<&u16>| at.map(|token| self.tokens.all[*token as usize].span);
        let (Some(first), Some(last)) = (span(clause.first()), span(clause.last())) else { return false };
        let own = phrases[phrase].noun.map(|noun| self.tokens.all[noun as usize].span);
        let ends = self.found.iter().any(|relation| {
            let is_here = first.start <= relation.trigger.start && relation.trigger.end <= last.end;
            is_here && !relation.negated && Some(relation.trigger) != own && enders.contains(&relation.category)
        });
        let follows_refusal =
            || head.checked_sub(1).is_some_and(|before| phrases[before].end == phrases[head].start && self.refuses(&phrases[before]));
        ends || is_against && follows_refusal()
    }

    /// Whether the noun of a phrase tells of refusing: `veto`, `verzet`.
    pub(crate) fn refuses(&self, phrase: &Phrase) -> bool {
        let mut forms = phrase.noun.into_iter().flat_map(|noun| self.tokens.forms(noun as usize, self.lexicon));
        forms.any(|form| self.triggers.lexeme(form.lexeme).rows.iter().any(|row| self.triggers.row(*row).category == Category::Reject))
    }

    /// Whether a clause tells what a word before it or a noun around it leaves open: `de vrees dat …`, `acht de kans klein dat …`, `Het is
    /// waarschijnlijk dat …`.
    pub(super) fn is_open_content(&self, number: usize, parent: usize) -> bool {
        let clause = &self.clauses[number];
        if !matches!(clause.kind, ClauseKind::Subordinate(Some(_))) {
            return false;
        }
        let token = |at: u16| &self.tokens.all[at as usize];
        let around = &self.analyses[parent];
        if clause.before.is_some_and(|before| token(before).is_any(&[Class::Doubt, Class::Maybe])) {
            return true;
        }
        // `De kans is klein na het bericht dat …`: the content of another noun.
        let is_of_another = clause.before.is_some_and(|before| token(before).is(Class::ContentNoun));
        let is_doubt = |phrase: &Phrase| phrase.preposition.is_none() && phrase.noun.is_some_and(|noun| token(noun).is(Class::Doubt));
        around.words.has(Class::Doubt) && !is_of_another && around.phrases.iter().any(is_doubt)
    }

    /// `dismissed as nonsense a report that Russia had attacked`: whether a clause tells what a noun before it says that the verb around refuses.
    pub(super) fn is_refused_content(&self, number: usize, parent: usize) -> bool {
        let clause = &self.clauses[number];
        let around = &self.analyses[parent];
        // `vetoed it on the day that Russia attacked`: neither a tale nor what is refused.
        let is_refused = |before: &u16| {
            let at = self.clauses[parent].tokens.iter().position(|token| token == before);
            let phrase = at.and_then(|at| around.phrases.iter().position(|phrase| phrase.start <= at && at < phrase.end));
            let is_passive = || around.chain.any(&[Class::Be, Class::Become]);
            phrase.is_some_and(|phrase| around.objects.contains(&phrase) || around.subject.phrase == Some(phrase) && is_passive())
        };
        // What is told has its own object, as the `that` of `a deal that Russia struck` has none.
        let tells = |before: &u16| {
            let before = &self.tokens.all[*before as usize];
            before.is_any(&[Class::ContentNoun, Class::Evidence, Class::Speech])
                || before.is_open() && !before.is_verb() && !self.analyses[number].objects.is_empty()
        };
        let is_tale = clause.before.filter(tells).is_some_and(|before| is_refused(&before));
        let is_refusal = |row: &Trigger| row.category == Category::Reject && !row.is_specific();
        let refuses = |verb: usize| {
            let mut forms = self.tokens.forms(self.clauses[parent].tokens[verb] as usize, self.lexicon).filter(|form| form.kind.is_verb());
            forms.any(|form| self.triggers.lexeme(form.lexeme).rows.iter().any(|row| is_refusal(self.triggers.row(*row))))
        };
        self.small.english
            && is_tale
            && matches!(clause.kind, ClauseKind::Subordinate(Some(_)))
            && self.analyses[parent].verbs.iter().any(|verb| refuses(*verb))
            && !self.negates(parent)
    }

    /// `nearly attacked`, `viel Estland bijna aan`, `viel bijna Iran aan`: what all but happened.
    pub(super) fn all_but_happened(&self, number: usize, at: usize) -> bool {
        let clause = &self.clauses[number].tokens;
        let classes = |at: usize| clause.get(at).map_or(Classes::EMPTY, |token| self.tokens.all[*token as usize].classes);
        let is_nearly = |at: usize| classes(at).has(Class::Nearly);
        let named = |token: &u16| self.tokens.all[*token as usize].mention().is_some() || self.tokens.all[*token as usize].capital;
        let names = |at: usize| clause.get(at).is_some_and(named);
        let ends = |at: usize| classes(at).has(Class::Particle) && at + 1 >= clause.len();
        // `nearly doubled its aid`: so much.
        !classes(at).has(Class::Measure) && at.checked_sub(1).is_some_and(is_nearly)
            || !self.small.english && (0..clause.len()).any(|found| is_nearly(found) && (ends(found + 1) || names(found + 1)))
    }

    /// Whether an infinitive with `om` tells of a plan that is not decided, that the clause around rejects or undoes, or that it judges and that
    /// may be anybody's: `verwierp het plan van Trump om …`, `bekritiseerde het besluit om …`.
    pub(super) fn is_not_decided(&self, number: usize, parent: usize, plan: u16) -> bool {
        let told = |categories: &[Category]| self.told_in(parent).any(|relation| categories.contains(&relation.category));
        let own = &self.analyses[number].subject.parties;
        let is_owned = !own.is_empty() && *own != self.analyses[parent].subject.parties;
        let is_judged = || told(&[Category::Accuse, Category::Support]);
        match is_owned {
            true => {
                !self.tokens.all[plan as usize].is(Class::Intend)
                    || self.analyses[parent].words.has(Class::Undo)
                    || told(&[Category::Reject])
            }
            false => told(&[Category::Reject]) || is_judged(),
        }
    }

    /// `foiled a Russian plot to kill Zelensky`, `condemned a plan to annex Gaza`: an infinitive after a noun that is not the subject's own
    /// tells what another means to do.
    pub(super) fn is_plan_of_another(&self, number: usize, at: usize) -> bool {
        let (clause, analysis) = (&self.clauses[number].tokens, &self.analyses[number]);
        if !self.small.english || !analysis.words.has(Class::Plan) {
            return false;
        }
        let token = |at: usize| &self.tokens.all[clause[at] as usize];
        let Some(to) = (1..at).rfind(|found| token(*found).is(Class::To)) else { return false };
        let Some(last) = analysis.phrases.iter().position(|phrase| phrase.end == to) else { return false };
        // `the decision by Germany to send tanks`
        let is_whose = |phrase: &Phrase| phrase.preposition.is_some_and(|word| [self.small.of, self.small.by].contains(&Some(word)));
        let touches = |before: &usize| analysis.phrases[*before].end == analysis.phrases[last].start;
        let head = last.checked_sub(1).filter(|_| is_whose(&analysis.phrases[last])).filter(touches).unwrap_or(last);
        let plan = &analysis.phrases[head];
        let subject = self.subject_parties(number);
        let of = analysis.phrases[last].parties.iter().filter(|_| head < last);
        let is_foreign = |party: &Party| !party.place && !subject.iter().any(|own| own.actor == party.actor);
        // `thanked Norway for its decision to send jets`: whoever is named between the verb and what is theirs.
        let is_theirs = clause[plan.start..plan.end].iter().any(|at| self.tokens.all[*at as usize].is(Class::Possessive));
        let names_another =
            || analysis.phrases[..head].iter().any(|phrase| self.follows_verb(number, phrase) && phrase.parties.iter().any(is_foreign));
        let is_other = plan.owners.iter().chain(of).any(|owner| !subject.iter().any(|party| party.actor == owner.actor))
            || is_theirs && names_another();
        let conflicts = |category: Category| matches!(category.quad(), Quad::VerbalConflict | Quad::MaterialConflict);
        let span = |at: usize| token(at).span;
        let judged = || {
            self.found.iter().any(|relation| {
                span(0).start <= relation.trigger.start && relation.trigger.end <= span(to).start && conflicts(relation.category)
            })
        };
        plan.noun.is_some_and(|noun| self.tokens.all[noun as usize].is(Class::Plan))
            && (is_other || analysis.words.has(Class::Undo) || judged())
    }

    /// English `warned that it would close the strait`: whether a hostile deed to come is what its doer threatens with, by a verb that means that.
    pub(super) fn is_warned_of(&self, number: usize, actor: ActorId) -> bool {
        self.warning(number, actor).is_some()
    }

    /// How surely such a threat is made: as its verb is told, which may be denied, said by another or no more than possible.
    pub(crate) fn warned(&self, number: usize, actor: ActorId) -> Option<Told> {
        self.warning(number, actor).map(|(parent, verb, form)| self.status_of_verb(parent, verb, form, false, false))
    }

    /// The clause of that verb, where it stands there, and its form.
    fn warning(&self, number: usize, actor: ActorId) -> Option<(usize, usize, Form)> {
        let is_ahead = self.small.english && self.analyses[number].chain.any(&[Class::Will, Class::Would]);
        let parent = self.clauses[number].parent.filter(|_| is_ahead && self.is_content(number))?;
        let threatens = |form: &Form| {
            let mut rows = self.triggers.lexeme(form.lexeme).rows.iter().map(|row| self.triggers.row(*row));
            form.kind.is_verb() && rows.any(|row| row.category == Category::Threaten && !row.is_specific())
        };
        let form_at = |verb: usize| self.tokens.forms(self.clauses[parent].tokens[verb] as usize, self.lexicon).find(threatens);
        let (verb, form) = self.analyses[parent].verbs.iter().find_map(|verb| Some((*verb, form_at(*verb)?)))?;
        self.subject_parties(parent).iter().any(|party| party.actor == actor).then_some((parent, verb, form))
    }

    /// English `the suspension of sanctions`, `an end to military aid`: whether the noun that a phrase hangs on tells that what it says is over, taken
    /// back or refused.
    pub(crate) fn is_ended(&self, number: usize, phrase: usize) -> bool {
        self.hangs_on_end(number, phrase, true)
    }

    /// The same, perhaps without what is only curbed: `a ban on coal`.
    fn hangs_on_end(&self, number: usize, phrase: usize, curbs: bool) -> bool {
        const ENDING: [Category; 4] = [Category::Sanction, Category::Concede, Category::Reject, Category::Retreat];
        let phrases = &self.analyses[number].phrases;
        let own = &phrases[phrase];
        // `ease curbs on arms exports`
        let is_hung = own.preposition.is_some_and(|word| {
            Some(word) == self.small.of || self.small.toward.contains(&word) || curbs && self.lexicon.classes(word).has(Class::On)
        });
        let Some(head) =
            phrase.checked_sub(1).map(|head| &phrases[head]).filter(|head| self.small.english && is_hung && head.end == own.start)
        else {
            return false;
        };
        let Some(noun) = head.noun.filter(|noun| self.tokens.all[*noun as usize].may_be_noun) else { return false };
        let at = self.clauses[number].tokens.iter().position(|token| *token == noun).unwrap_or(0);
        let is_curb = curbs && own.preposition.is_some_and(|word| self.lexicon.classes(word).has(Class::On));
        let is_here = |form: &Form| !form.kind.is_verb() && (!is_curb || self.led(number, at, form.lexeme));
        let mut forms = self.tokens.forms(noun as usize, self.lexicon).filter(is_here).peekable();
        let ends = |form: Form| {
            let mut rows = self.triggers.lexeme(form.lexeme).rows.iter().map(|row| self.triggers.row(*row));
            let ends = |row: &Trigger| ENDING.contains(&row.category) && row.is_specific() || is_curb && row.category == Category::Sanction;
            (is_curb || self.triggers.lexeme(form.lexeme).lead.is_empty()) && rows.all(ends)
        };
        forms.peek().is_some() && forms.all(ends)
    }

    /// The same of the phrase that holds a word which makes a verb what it is: `announced the suspension of sanctions`.
    pub(crate) fn is_held_in_ended(&self, number: usize, held: &std::ops::Range<usize>) -> bool {
        let phrases = &self.analyses[number].phrases;
        let holds = |phrase: &Phrase| phrase.start <= held.start && held.start < phrase.end && !held.is_empty();
        phrases.iter().position(holds).is_some_and(|phrase| self.hangs_on_end(number, phrase, false))
    }

    /// Whether a phrase stands behind the verb of its clause.
    pub(crate) fn follows_verb(&self, number: usize, phrase: &Phrase) -> bool {
        let analysis = &self.analyses[number];
        analysis.finite.or_else(|| analysis.verbs.first().copied()).is_some_and(|verb| phrase.start > verb)
    }

    /// `renewed his threat to annex Greenland`, `walked away from efforts to end the war`: an infinitive that belongs to the noun right before it,
    /// where that noun is itself a threat, a promise, a request or a refusal, or a plan that a preposition governs. The noun tells what there is to
    /// tell.
    pub(super) fn is_of_noun(&self, number: usize, at: usize) -> bool {
        let (clause, analysis) = (&self.clauses[number].tokens, &self.analyses[number]);
        let Some(to) = (1..at).rfind(|found| self.tokens.all[clause[*found] as usize].is(Class::To)).filter(|_| self.small.english) else {
            return false;
        };
        let Some(phrase) = analysis.phrases.iter().find(|phrase| phrase.end == to && self.follows_verb(number, phrase)) else {
            return false;
        };
        let Some(noun) = phrase.noun.filter(|noun| clause[phrase.start..phrase.end].contains(noun)) else { return false };
        // `criticised Germany's reluctance to send missiles`
        let subject = self.subject_parties(number);
        let is_another =
            |owner: &Party| self.tokens.all[owner.token as usize].genitive && !subject.iter().any(|one| one.actor == owner.actor);
        if phrase.owners.iter().any(is_another) {
            return true;
        }
        const TOLD: [Category; 3] = [Category::Threaten, Category::Request, Category::Reject];
        let place = clause.iter().position(|token| *token == noun).unwrap_or(0);
        let is_whole = |form: &Form| !form.kind.is_verb() && self.led(number, place, form.lexeme);
        let mut forms = self.tokens.forms(noun as usize, self.lexicon).filter(is_whole);
        let tells =
            forms.any(|form| self.triggers.lexeme(form.lexeme).rows.iter().any(|row| TOLD.contains(&self.triggers.row(*row).category)));
        // `in an attempt to mediate`: what the subject itself tries.
        // `went ahead with plans to attack`: what the subject carries out.
        let is_on = || {
            let before = phrase.start.checked_sub(1).map(|before| &self.tokens.all[clause[before] as usize]);
            phrase.preposition == self.small.with && before.is_some_and(|before| before.is_any(&[Class::Adverb, Class::Particle]))
        };
        let is_governed = phrase.preposition.is_some() && phrase.preposition != self.small.within && !is_on();
        let is_plan = is_governed && self.tokens.all[noun as usize].is(Class::Plan);
        is_plan || tells && self.tokens.all[noun as usize].is(Class::Plan)
    }

    /// Whether an event noun without an article, or with `een`, is the object of an infinitive that a verb of wishing governs.
    pub(super) fn is_behind_wish(&self, number: usize, phrase: usize) -> bool {
        let (tokens, own) = (&self.clauses[number].tokens, &self.analyses[number].phrases[phrase]);
        let token = |at: usize| &self.tokens.all[tokens[at] as usize];
        let is_new = !own.definite || (own.start..own.end).any(|at| token(at).is(Class::Indefinite));
        is_new && (1..tokens.len()).any(|at| token(at - 1).is(Class::To) && (token(at).is_verb() || token(at).is_open()))
    }

    /// `oproep tot`, `plan voor`: the noun before asks for what follows.
    pub(super) fn follows_demand(&self, number: usize, phrase: usize) -> bool {
        let (tokens, phrases) = (&self.clauses[number].tokens, &self.analyses[number].phrases);
        let asks = |at: &u16| self.tokens.all[*at as usize].is_any(&[Class::Demand, Class::Intend, Class::Possible]);
        phrase.checked_sub(1).is_some_and(|before| tokens[phrases[before].start..phrases[before].end].iter().any(asks))
    }

    /// Whether a clause denies that something does not come about: no word of denial is part of what says so (`ging niet door`), and one stands
    /// beside it.
    pub(super) fn is_absence_denied(&self, number: usize) -> bool {
        let tokens = &self.clauses[number].tokens;
        let holds = |word| tokens.iter().any(|at| self.tokens.all[*at as usize].word == Some(word));
        let denies = |word: WordId| self.lexicon.classes(word).has(Class::Negation);
        let says_itself = |at: &u16| {
            let word = self.tokens.all[*at as usize].word;
            let groups = word.map(|word| self.lexicon.groups(word)).unwrap_or_default();
            word.is_some_and(|word| {
                groups.iter().any(|(others, class)| {
                    let is_held = others.iter().all(|word| holds(*word));
                    *class == Class::Absent && is_held && (denies(word) || others.iter().any(|word| denies(*word)))
                })
            })
        };
        self.negates(number) && !tokens.iter().any(says_itself)
    }
}
