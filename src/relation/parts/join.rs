//! Phrases that belong to each other: lists, appositions, what hangs on a noun by `van`. Owns which of them become one.

use crate::gazetteer::{ActorType, AliasKind};
use crate::relation::clauses::english_reading::AUXILIARY;
use crate::relation::parts::analysis::Positions;
use crate::relation::parts::phrase::{Builder, Party, Phrase, PhraseKind};
use crate::relation::words::lexicon::Class;
use crate::relation::words::shape::is_gerund;
use crate::relation::words::token::{Kind, Token, Tokens};

impl Builder<'_> {
    /// `de regering van Oekraïne`, `soldaten uit Noord-Korea`: the noun acts for the country; any other noun is merely the country's.
    pub(super) fn attach(&self, clause: &[u16], found: &mut [Phrase]) {
        if self.english {
            self.count(clause, found);
        }
        for at in 1..found.len() {
            let (before, after) = found.split_at_mut(at);
            if let ([.., holder, field], Some(tail)) = (&mut *before, after.first_mut())
                && self.is_field(clause, holder, field, tail)
            {
                holder.parties.extend(tail.parties.iter().map(|party| Party { place: false, ..*party }));
                holder.joined = holder.parties.len() > 1;
                tail.attached = true;
                continue;
            }
            if let ([.., holder, service], Some(tail)) = (&mut *before, after.first_mut())
                && self.serves(holder, service, tail)
            {
                let agent = holder.noun.filter(|_| holder.parties.is_empty());
                holder.parties = tail.parties.iter().map(|party| Party { agent, place: false, ..*party }).collect();
                holder.owners.clear();
                tail.attached = true;
                continue;
            }
            let (Some(head), Some(tail)) = (before.last_mut(), after.first_mut()) else { continue };
            let gap = clause.get(head.end..tail.start).unwrap_or_default();
            if self.english && self.is_steered(clause, head, gap, tail) {
                // `Drones launched by Iran`: whoever launched them; `hackers working for Iran` act themselves.
                let agent = head.noun.filter(|_| tail.preposition != self.by);
                head.parties = tail.parties.iter().map(|party| Party { agent, place: false, ..*party }).collect();
                tail.attached = true;
                continue;
            }
            if gap.iter().any(|token| self.tokens.all[*token as usize].kind != Kind::Comma) {
                continue;
            }
            let follows_comma = !gap.is_empty();
            let own = clause[head.start..head.end].iter().any(|token| self.tokens.all[*token as usize].is(Class::Possessive));
            let is_of = tail.preposition.is_some() && tail.preposition == self.of || !follows_comma && self.speaks_for(clause, head, tail);
            // `An offer by Sharif was brushed aside by Modi`: whose offer it is.
            let is_deed = head.noun.is_some_and(|noun| self.tokens.all[noun as usize].may_be_noun) && head.preposition.is_none();
            if self.english && !follows_comma && is_deed && tail.preposition.is_some() && tail.preposition == self.by {
                if head.owners.is_empty() && head.parties.is_empty() {
                    head.owners.extend(tail.parties.iter().copied());
                }
                continue;
            }
            let is_from = tail.preposition.is_some()
                && (tail.preposition == self.from
                    // `de regering in Kyiv`; but `ruilen gevangenen in Ankara` tells where.
                    // `De politie in Nepal`: those who rule or guard a country, and are there. `een generaal in Brussel` may be anybody's;
                    // `een rechtbank in Parijs` is not.
                    || tail.preposition == self.within
                        && (self.names_capital(tail) || self.is_organ(head) && self.names_country(tail))
                        && (head.definite || head.start == 0)
                        && head.noun.is_some_and(|noun| {
                            let noun = &self.tokens.all[noun as usize];
                            let is_anyone = clause[head.start..head.end].iter().any(|at| self.tokens.all[*at as usize].is(Class::Indefinite));
                            noun.is_any(&[Class::Organ, Class::Body]) || !is_anyone && !noun.is_any(&[Class::Private, Class::Envoy])
                        }));
            if !follows_comma && self.opens_headline(clause, head, tail) {
                head.owners.clone_from(&tail.parties);
                tail.attached = true;
                continue;
            }
            if !follows_comma && self.is_headline_owner(clause, head, tail) {
                head.owners.clone_from(if tail.parties.is_empty() { &tail.owners } else { &tail.parties });
                tail.attached = true;
                continue;
            }
            if !follows_comma && head.kind == PhraseKind::Noun && !head.temporal && (is_of || is_from) && tail.kind == PhraseKind::Noun {
                if is_of && self.names_minister(clause, head, tail) {
                    head.parties.clone_from(&tail.parties);
                    head.owners.clear();
                    tail.attached = true;
                    continue;
                }
                let noun = head.noun.filter(|_| head.parties.is_empty());
                let acts = noun.is_some_and(|noun| self.acts_for(clause, head, noun, tail));
                let opposes = noun.is_some_and(|noun| self.tokens.all[noun as usize].is(Class::Opponent));
                if acts && head.owners.is_empty() && !own {
                    // `strijders van Hamas` act for it; a country's are told by its adjective, but in English `soldiers from Germany`.
                    let is_armed = self.english && noun.is_some_and(|noun| self.tokens.all[noun as usize].is(Class::Armed));
                    let is_body = |party: &Party| is_of && self.gazetteer.actor(party.actor).actor_type == ActorType::Organization;
                    let agent = |party: &Party| noun.filter(|_| is_armed || is_body(party));
                    head.parties.extend(tail.parties.iter().map(|party| Party { agent: agent(party), place: false, ..*party }));
                    head.joined = head.parties.len() > 1;
                    tail.attached = true;
                } else if is_of && (noun.is_some() || !head.parties.is_empty()) && !self.is_town(head) {
                    // `zijn aanpak van Hamas`: it has its owner before it.
                    if head.owners.is_empty() && head.parties.is_empty() && !own && !opposes {
                        head.owners.extend(tail.parties.iter().copied());
                    }
                    tail.attached = true;
                }
            }
        }
    }

    /// `zei dat zijn land Rusland veroordeelt`, `omdat dat land Iran steunt`: whether a noun means one by the word before it, so that the name behind it
    /// is another's; `zijn buurland Polen` is one.
    pub(super) fn stands_for_one(&self, noun: u16) -> bool {
        const LAND: &str = "land";
        let token = |at: u16| &self.tokens.all[at as usize];
        let points = noun.checked_sub(1).is_some_and(|before| token(before).is_any(&[Class::That, Class::Possessive]));
        points && !self.english && !token(noun).is(Class::Neighbour) && token(noun).span.of(self.text).ends_with(LAND)
    }

    /// `reageert door diplomaten uit te wijzen`: `door` before an infinitive, whose object follows it.
    pub(super) fn governs_infinitive(&self, clause: &[u16], at: usize) -> bool {
        let token = |at: &u16| &self.tokens.all[*at as usize];
        let ends = |at: &&u16| token(at).is(Class::To) || token(at).is_verb() && !token(at).embedded || token(at).is_sign();
        // `dreigt door de VS te worden getroffen`: by whom.
        // `na door de VS te zijn aangevallen`
        let is_done = |next: &u16| token(next).participle_form || token(next).is(Class::Participle);
        let is_active = |to: usize| {
            let is_perfect = clause.get(to + 2).is_some_and(is_done);
            clause.get(to + 1).is_some_and(|verb| !(token(verb).is(Class::Become) || token(verb).is(Class::Be) && is_perfect))
        };
        let end = || clause[at + 1..].iter().position(|word| ends(&word)).map(|behind| at + 1 + behind);
        !self.english && token(&clause[at]).is(Class::By) && end().is_some_and(|end| token(&clause[end]).is(Class::To) && is_active(end))
    }

    /// `noemt dat een schande`: right behind a verb, before an article.
    pub(super) fn is_judged_that(&self, clause: &[u16], at: usize) -> bool {
        let token = |at: usize| clause.get(at).map(|token| &self.tokens.all[*token as usize]);
        let follows_verb = at.checked_sub(1).and_then(token).is_some_and(|before| before.is_verb());
        !self.english && follows_verb && token(at + 1).is_some_and(|next| next.is(Class::Indefinite))
    }

    /// `kreeg in Peking van Xi`: a bare name that tells where, which has no owner behind it.
    fn is_town(&self, head: &Phrase) -> bool {
        let is_where = head.preposition.is_some() && head.preposition == self.within;
        !self.english && is_where && head.noun.is_none() && head.parties.iter().all(|party| party.place)
    }

    /// `onder druk VS`, `na bemiddeling Qatar`, at the end of a Dutch headline: whose pressure or mediation it is.
    fn is_headline_owner(&self, clause: &[u16], head: &Phrase, tail: &Phrase) -> bool {
        let is_will = |noun: u16| {
            let noun = &self.tokens.all[noun as usize];
            noun.may_be_noun || noun.is_any(&[Class::Behest, Class::Relational])
        };
        !self.english
            && head.preposition.is_some()
            && !head.definite
            && head.end - head.start == 2
            && head.noun.is_some_and(is_will)
            && tail.preposition.is_none()
            && !tail.definite
            && tail.end == clause.len()
            && !(tail.parties.is_empty() && tail.owners.is_empty())
    }

    /// `Aanval Israël op Libanon`, `Na inval Rusland in Oekraïne bezoekt …`: whether a Dutch headline opens with a deed and the bare name of who does it.
    fn opens_headline(&self, clause: &[u16], head: &Phrase, tail: &Phrase) -> bool {
        let token = |at: usize| clause.get(at).map(|token| &self.tokens.all[*token as usize]);
        let is_deed = |noun: u16| {
            let noun = &self.tokens.all[noun as usize];
            noun.may_be_noun && !noun.is_any(&[Class::Agent, Class::Title, Class::Anaphor])
        };
        let is_bare = |phrase: &Phrase| phrase.end - phrase.start == 1 + usize::from(phrase.preposition.is_some()) && !phrase.definite;
        let goes_on = |next: &Token| next.is(Class::Preposition) || next.is_verb();
        !self.english
            && head.start == 0
            && is_bare(head)
            && head.parties.is_empty()
            && head.owners.is_empty()
            && head.noun.is_some_and(is_deed)
            && tail.preposition.is_none()
            && tail.end - tail.start == 1
            && !tail.parties.is_empty()
            && tail.end > head.end
            && token(tail.end).is_some_and(goes_on)
    }

    /// Whether the noun of a phrase acts for whoever the next phrase names: an organ, a title or people for a country or body (`soldaten uit
    /// Noord-Korea`), nothing but his office for a person (`de woordvoerder van Trump`), and no one who was so before (`ex-minister`).
    pub(super) fn acts_for(&self, clause: &[u16], head: &Phrase, noun: u16, tail: &Phrase) -> bool {
        let noun = &self.tokens.all[noun as usize];
        let is_former = || clause[head.start..head.end].iter().any(|token| self.tokens.all[*token as usize].is(Class::Former));
        let is_own = |party: &Party| {
            let is_person = self.gazetteer.actor(party.actor).actor_type == ActorType::Person;
            self.may_act_for(noun, party.actor) && (!is_person || noun.is(Class::ForPerson))
        };
        noun.is_any(&[Class::Agent, Class::Title]) && !is_former() && tail.parties.iter().all(is_own)
    }

    /// `de ministers van Defensie van Japan en Australië`: the field of an office stands between its holders and whom they act for.
    fn is_field(&self, clause: &[u16], holder: &Phrase, field: &Phrase, tail: &Phrase) -> bool {
        let is_of = |phrase: &Phrase| phrase.preposition.is_some() && phrase.preposition == self.of;
        let names_field = || {
            let inside = clause.get(field.start + 1..field.end).unwrap_or_default();
            let is_name = |token: &u16| self.tokens.all[*token as usize].kind == Kind::Word && self.tokens.all[*token as usize].capital;
            !inside.is_empty() && inside.iter().all(is_name)
        };
        // `het ministerie van Buitenlandse Zaken in Ankara`, but not `de ministers van Defensie in Brussel`
        let is_person = || holder.noun.is_none_or(|noun| self.tokens.all[noun as usize].is(Class::Title));
        let is_seat = || tail.preposition.is_some() && tail.preposition == self.within && self.names_capital(tail) && !is_person();
        is_of(field)
            && (is_of(tail) || is_seat())
            && holder.end == field.start
            && field.end == tail.start
            && holder.preposition.is_none()
            && holder.parties.is_empty()
            && holder.owners.is_empty()
            && !tail.parties.is_empty()
            && names_field()
            && holder.noun.is_some_and(|noun| self.acts_for(clause, holder, noun, tail))
    }

    /// `hackers in dienst van Noord-Korea`: whom those serve of whom a phrase speaks, whoever they are.
    fn serves(&self, holder: &Phrase, service: &Phrase, tail: &Phrase) -> bool {
        let is_service = service.noun.is_some_and(|noun| self.tokens.all[noun as usize].is(Class::Behest)) && !service.definite;
        is_service
            && service.preposition.is_some()
            && service.preposition == self.within
            && tail.preposition.is_some()
            && tail.preposition == self.of
            && holder.kind == PhraseKind::Noun
            && holder.preposition.is_none()
            && holder.end == service.start
            && service.end == tail.start
            && !tail.parties.is_empty()
    }

    /// English `hackers working for Russia`, `missiles launched by the Houthis`: whether a participle right behind a noun that acts or hits tells who
    /// is behind it.
    fn is_steered(&self, clause: &[u16], head: &Phrase, gap: &[u16], tail: &Phrase) -> bool {
        let is_steering = |at: &u16| self.tokens.all[*at as usize].is(Class::Behest);
        let is_tool = |noun: u16| self.tokens.all[noun as usize].is_any(&[Class::Agent, Class::Weapon]);
        // `Missiles launched at Israel`: whom they are meant for.
        let is_doing = |at: &u16| is_gerund(self.tokens.all[*at as usize].span.of(self.text));
        let opener = &self.tokens.all[clause[tail.start] as usize];
        let tells_whose = [self.by, self.from].contains(&tail.preposition) || opener.is(Class::Toward) && !opener.is(Class::On);
        matches!(gap, [one] if is_steering(one))
            && head.kind == PhraseKind::Noun
            && head.parties.is_empty()
            && head.owners.is_empty()
            && head.noun.is_some_and(is_tool)
            && tail.preposition.is_some()
            && (tells_whose || gap.iter().any(is_doing))
            && !tail.parties.is_empty()
            && !clause[head.start..head.end].iter().any(|at| self.tokens.all[*at as usize].is(Class::Former))
    }

    /// `minister van Buitenlandse Zaken Abbas Araghchi`: the name belongs to the title, with its field between.
    fn names_minister(&self, clause: &[u16], head: &Phrase, tail: &Phrase) -> bool {
        let is_title = head.noun.is_some_and(|noun| self.tokens.all[noun as usize].is_any(&[Class::Title, Class::Agent]));
        let field = clause.get(tail.start + 1).map(|at| &self.tokens.all[*at as usize]);
        let has_field = field.is_some_and(|field| field.kind == Kind::Word && field.capital);
        let is_person = matches!(tail.parties[..], [party] if self.gazetteer.actor(party.actor).actor_type == ActorType::Person);
        is_title && has_field && is_person
    }

    /// `Tens of thousands of Serbian students`: a number stands for whom it counts.
    fn count(&self, clause: &[u16], found: &mut [Phrase]) {
        let is_number = |token: &u16| self.tokens.all[*token as usize].is(Class::Number);
        for at in (1..found.len()).rev() {
            let (before, after) = found.split_at_mut(at);
            let (Some(head), Some(tail)) = (before.last_mut(), after.first_mut()) else { continue };
            let is_of = tail.preposition.is_some() && tail.preposition == self.of && head.end == tail.start;
            let counts = head.noun.is_none() && head.parties.is_empty() && clause[head.start..head.end].iter().any(is_number);
            if is_of && counts {
                (head.noun, head.joined) = (tail.noun, tail.joined);
                head.parties.clone_from(&tail.parties);
                head.owners.clone_from(&tail.owners);
                tail.attached = true;
            }
        }
    }

    fn is_organ(&self, phrase: &Phrase) -> bool {
        phrase.noun.is_some_and(|noun| self.tokens.all[noun as usize].is(Class::Organ)) && phrase.owners.is_empty()
    }

    fn names_country(&self, phrase: &Phrase) -> bool {
        matches!(phrase.parties[..], [only] if self.gazetteer.actor(only.actor).actor_type == ActorType::Country)
    }

    fn names_capital(&self, phrase: &Phrase) -> bool {
        phrase.parties.iter().any(|party| {
            self.tokens.all[party.token as usize]
                .mention()
                .is_some_and(|mention| matches!(self.kind_of(mention), AliasKind::Capital | AliasKind::Seat))
        })
    }

    /// `niet Hamas maar Egypte`, `viel niet Polen aan, maar Oekraïne`: the first is not meant. Nor is what is denied behind all verbs: `heeft
    /// Oekraïne aangevallen, niet Polen`. Of `niet alleen Iran, maar ook Irak` both are.
    pub(crate) fn contrast(&self, clause: &[u16], found: &mut [Phrase]) {
        if !self.tokens.classes.has(Class::Negation) {
            return;
        }
        let token = |at: usize| &self.tokens.all[clause[at] as usize];
        for negation in (0..clause.len()).filter(|at| token(*at).is(Class::Negation) && !token(*at).embedded) {
            let denied = match contrasted(self.tokens, self.english, clause, found, negation) {
                Some(Contrast { first, second, both }) => {
                    // `not Poland but Ukraine`: no preposition.
                    if found[second].preposition.is_some() && token(found[second].start).is(Class::Contrast) {
                        found[second].preposition = None;
                        found[second].start += 1;
                    }
                    if both {
                        let parties = found[second].parties.clone();
                        found[first].parties.extend(parties);
                        found[first].joined = true;
                        found[second].attached = true;
                        None
                    } else {
                        Some(first)
                    }
                }
                None if denies_addition(self.tokens, clause, negation) => found.iter().position(|phrase| phrase.start == negation + 1),
                None => None,
            };
            if let Some(denied) = denied {
                found[denied].attached = true;
                found[denied].parties.clear();
                found[denied].owners.clear();
            }
        }
    }

    /// `Duitsland steunt Israël en Frankrijk Palestina`: whether a name behind `en` is the subject of what leaves its verb out, as another name stands
    /// right behind it and the clause has its subject and its verb before.
    fn is_gapped(&self, clause: &[u16], found: &[Phrase], head: usize, next: usize) -> bool {
        let names = |phrase: &Phrase| phrase.preposition.is_none() && !phrase.parties.is_empty() && !phrase.temporal;
        let is_bare = |other: &Phrase| names(other) && other.noun.is_none() && other.start == found[next].end;
        let touches = found.get(next + 1).is_some_and(is_bare);
        let token = |at: usize| &self.tokens.all[clause[at] as usize];
        let goes_on = |at: usize| token(at).is_sign() || token(at).is(Class::Coordination) || token(at).mention().is_some();
        let ends = || found.get(next + 1).is_some_and(|other| (other.end..clause.len()).all(goes_on));
        let verb = (0..found[head].start).find(|at| token(*at).is_verb());
        let is_subject = |phrase: &Phrase| phrase.preposition.is_none() && !phrase.parties.is_empty() && !phrase.temporal;
        let has_subject = verb.is_some_and(|verb| found[..head].iter().any(|phrase| phrase.end <= verb && is_subject(phrase)));
        names(&found[next]) && touches && has_subject && ends()
    }

    /// Joins `A, B en C` into one phrase; what follows a comma alone is an apposition.
    pub(crate) fn list(&self, clause: &[u16], found: &mut [Phrase]) {
        let (mut at, mut members) = (0, Positions::new());
        while at < found.len() {
            members.clear();
            members.push(at);
            let mut closed = false;
            let mut next = at + 1;
            let mut nearer = None;
            while let Some(phrase) = found.get(next) {
                if phrase.attached && self.gap(clause, found, next - 1, next).is_some_and(<[u16]>::is_empty) {
                    next += 1;
                    continue;
                }
                // `migrants from Chad and Sudan`: names join the nearest name.
                // `Rwanda, a neighbour of Congo and Uganda, …`
                let (near, last) = (&found[next - 1], members.last().copied().unwrap_or(at));
                let is_nearer = near.preposition.is_some() && !near.parties.is_empty() && found[last].parties.is_empty();
                if self.english && next > last + 1 && is_nearer && phrase.preposition.is_none() && !phrase.parties.is_empty() {
                    nearer = Some(next - 1);
                    break;
                }
                let Some(gap) = self.gap(clause, found, next - 1, next) else { break };
                let is_comma = |token: u16| self.tokens.all[token as usize].kind == Kind::Comma;
                let is_and = |token: u16| self.tokens.all[token as usize].is(Class::Coordination);
                let goes_on = match *gap {
                    [one] => is_comma(one) || is_and(one),
                    // `één land, namelijk Hongarije`
                    [one, two] => is_comma(one) && (is_and(two) || self.tokens.all[two as usize].is(Class::Namely)),
                    _ => false,
                };
                // `heeft Turkije, dat lid is van de NAVO, Israël aangevallen`: the comma ends what stood between.
                let is_broken = |one: u16| clause[found[next - 1].end - 1] + 1 != one || one + 1 != clause[phrase.start];
                if matches!(*gap, [one] if is_comma(one) && is_broken(one)) && phrase.preposition.is_none() {
                    break;
                }
                // `On the sidelines of the summit, Macron …`: what opens a clause of English with a preposition is no list with its subject.
                let opens =
                    self.english && found[at].preposition.is_some() && found[..at].iter().all(|before| before.preposition.is_some());
                if opens && matches!(*gap, [one] if is_comma(one)) && phrase.preposition.is_none() {
                    break;
                }
                // `After attacking Iran, Israel bombed …`, `Hours after talks with Trump, Putin …`: the subject behind what opens a clause.
                if self.english && matches!(*gap, [one] if is_comma(one)) && self.is_subject_behind(clause, found, at, next) {
                    break;
                }
                if matches!(*gap, [one] if is_comma(one)) && phrase.preposition.is_none() && self.is_put_between(clause, &found[at]) {
                    break;
                }
                if !self.english && gap.iter().any(|token| is_and(*token)) && self.is_gapped(clause, found, at, next) {
                    found[next].attached = true;
                    found[next + 1].attached = true;
                    found[next].parties.clear();
                    found[next + 1].parties.clear();
                    break;
                }
                if matches!(*gap, [one] if is_comma(one)) && self.is_beyond_aside(clause, found, &members, next) {
                    break;
                }
                let same = phrase.preposition.is_none() || phrase.preposition == found[at].preposition;
                if !goes_on || !same || phrase.kind != PhraseKind::Noun || phrase.temporal || found[at].temporal {
                    break;
                }
                members.push(next);
                next += 1;
                if gap.iter().any(|token| is_and(*token)) {
                    closed = true;
                    break;
                }
            }
            // `Frankrijk, Duitsland veroordelen Iran`: a plural verb after names.
            // `Syrian troops, Kurdish-led SDF trade fire`
            let acts =
                |phrase: &Phrase| self.english && phrase.parties.iter().all(|party| party.agent.is_some() && phrase.noun == party.agent);
            let named =
                members.iter().all(|member| !found[*member].parties.is_empty() && (found[*member].noun.is_none() || acts(&found[*member])));
            let verb = members.last().and_then(|last| clause.get(found[*last].end)).map(|verb| &self.tokens.all[*verb as usize]);
            // `Putin, Kim sign pact`
            let is_plural = |verb: &Token| match self.english {
                true => {
                    let word = verb.span.of(self.text);
                    let is_singular = word.ends_with('s') && !word.ends_with("ss");
                    verb.bare && !verb.participle_form && !is_singular || verb.is(Class::To)
                }
                false => verb.span.of(self.text).ends_with("en"),
            };
            let plural = verb.is_some_and(|verb| (verb.is_verb() || verb.is(Class::To)) && is_plural(verb));
            closed |= members.len() > 1 && named && plural;
            closed &= !self.is_described(clause, found, &members, next);
            let name = members.last().filter(|_| closed).and_then(|last| self.name_behind(clause, found, *last));
            if let (Some(name), Some(last)) = (name, members.last()) {
                found[*last].parties = found[name].parties.clone();
                found[*last].end = found[name].end;
                found[name].attached = true;
                next = name + 1;
            }
            if closed {
                for member in members.iter().skip(1) {
                    let parties = found[*member].parties.clone();
                    found[*member].listed = true;
                    found[*member].attached = true;
                    let end = found[*member].end;
                    // `submarines from Britain and France`: from both, where the noun acts for whom it is from.
                    let near = *member - 1;
                    let is_theirs = self.english && near > at && found[near].attached && found[near].preposition.is_some();
                    let acts = |party: &Party| found[at].parties.iter().any(|one| one.actor == party.actor);
                    if is_theirs && !found[near].parties.is_empty() && found[near].parties.iter().all(acts) {
                        found[near].parties.extend(parties.iter().copied());
                    }
                    found[at].parties.extend(parties);
                    found[at].end = end;
                }
                found[at].joined = true;
            } else if members.len() > 1 {
                // `Kaja Kallas, de buitenlandchef van de EU`
                let second = members[1];
                let names = found[second].parties.first().is_some_and(|party| party.agent.is_none());
                // `de adviseur van Zelensky, Rustem Oemerov`: the name, not whose adviser it is.
                let own = &clause[found[at].start..found[at].end];
                let by_noun = found[at].parties.first().is_none_or(|party| party.agent.is_some() || !own.contains(&party.token));
                if by_noun && names && found[at].noun.is_some() && found[second].preposition.is_none() {
                    found[at].parties = found[second].parties.clone();
                }
                // `George Glezmann, an American mechanic`
                let is_stranger = self.english && found[at].parties.is_empty() && found[at].owners.is_empty();
                if is_stranger && found[second].preposition.is_none() {
                    found[at].owners = found[second].owners.clone();
                }
                for member in members.iter().skip(1) {
                    found[*member].attached = true;
                }
            }
            at = match nearer {
                Some(nearer) if members.len() > 1 => nearer,
                _ if closed || members.len() > 1 => next.max(at + 1),
                _ => at + 1,
            };
        }
    }

    /// Whether phrase `next` stands right before the first finite verb of a clause of English, and phrase `head` belongs to what opens it: to a
    /// time, or to words that name no one.
    fn is_subject_behind(&self, clause: &[u16], found: &[Phrase], head: usize, next: usize) -> bool {
        let token = |at: usize| &self.tokens.all[clause[at] as usize];
        let is_finite = |at: usize| token(at).finite_form || token(at).is(Class::Finite) || token(at).is_any(&AUXILIARY);
        let (head, phrase) = (&found[head], &found[next]);
        let verb = (phrase.end..clause.len()).find(|at| !token(*at).is(Class::Adverb));
        head.start > 0
            && (found[0].temporal || !token(0).is(Class::Determiner))
            && token(0).mention().is_none()
            && phrase.preposition.is_none()
            && verb.is_some_and(is_finite)
            && !(0..head.start).any(is_finite)
    }

    /// `…, en de president van Azerbeidzjan, Ilham Alijev, hebben`: the name between commas of the holder of an office whom a phrase names.
    fn name_behind(&self, clause: &[u16], found: &[Phrase], holder: usize) -> Option<usize> {
        let is_comma = |token: u16| self.tokens.all[token as usize].kind == Kind::Comma;
        let is_title = found[holder].noun.is_none_or(|noun| self.tokens.all[noun as usize].is(Class::Title));
        let touches = |at: &usize| found[*at].attached && self.gap(clause, found, *at - 1, *at).is_some_and(<[u16]>::is_empty);
        let name = holder + 1 + (holder + 1..found.len()).take_while(touches).count();
        let phrase = found.get(name).filter(|_| is_title)?;
        let is_person = |party: &Party| self.gazetteer.actor(party.actor).actor_type == ActorType::Person;
        let is_name = phrase.preposition.is_none() && phrase.noun.is_none() && matches!(phrase.parties[..], [only] if is_person(&only));
        let follows = matches!(self.gap(clause, found, name - 1, name), Some([one]) if is_comma(*one));
        let is_over = clause.get(phrase.end).is_some_and(|next| is_comma(*next));
        (is_name && follows && is_over).then_some(name)
    }

    fn gap<'c>(&self, clause: &'c [u16], found: &[Phrase], one: usize, other: usize) -> Option<&'c [u16]> {
        clause.get(found.get(one)?.end..found.get(other)?.start)
    }
}

/// Two phrases of which a word of negation denies the first for the second: `niet Polen maar Oekraïne`.
pub(crate) struct Contrast {
    pub(crate) first: usize,
    pub(crate) second: usize,
    /// Whether the first is meant too: `niet alleen Polen maar ook Oekraïne`.
    both: bool,
}

/// The phrases that a word of negation sets against each other: the one behind it and the one behind `maar`, with the same preposition. No
/// more than other phrases, the rest of the verb and a comma may stand between. In English the verb may stand before the one denied.
pub(crate) fn contrasted(tokens: &Tokens, english: bool, clause: &[u16], found: &[Phrase], negation: usize) -> Option<Contrast> {
    let is = |at: usize, class| clause.get(at).is_some_and(|token| tokens.all[*token as usize].is(class));
    let is_verbal = |at: usize| clause.get(at).is_some_and(|token| tokens.all[*token as usize].is_verb()) || is(at, Class::Particle);
    let but = (negation + 1..clause.len()).find(|at| is(*at, Class::Contrast))?;
    let second = found.iter().position(|phrase| {
        let is_also = phrase.start == but + 2 && is(but + 1, Class::Adverb);
        phrase.start == but || phrase.start == but + 1 || is_also
    })?;
    let starts = |at: usize| found[..second].iter().position(|phrase| phrase.start == at);
    let both = !is(negation, Class::Determiner) && is(negation + 1, Class::Only);
    let behind = negation + 1 + usize::from(both);
    let opens = if is(negation, Class::Determiner) { starts(negation) } else { starts(behind) };
    let opens = opens.or_else(|| starts(behind + 1).filter(|_| english && is_verbal(behind)))?;
    let preposition = |phrase: &Phrase| phrase.preposition.filter(|_| !is(phrase.start, Class::Contrast));
    let first = (opens..second).rfind(|at| preposition(&found[*at]) == preposition(&found[second]))?;
    let is_bridge = |at: usize| {
        let is_comma = clause.get(at).is_some_and(|token| tokens.all[*token as usize].kind == Kind::Comma);
        is_comma || is_verbal(at) || found[opens..second].iter().any(|phrase| phrase.start <= at && at < phrase.end)
    };
    (found[opens].end..but).all(is_bridge).then_some(Contrast { first, second, both })
}

/// `heeft Oekraïne aangevallen, niet Polen`: whether a word of negation stands behind a comma and all verbs of its clause, and denies what follows
/// alone.
pub(crate) fn denies_addition(tokens: &Tokens, clause: &[u16], negation: usize) -> bool {
    let token = |at: usize| &tokens.all[clause[at] as usize];
    negation > 0
        && token(negation - 1).kind == Kind::Comma
        && (0..negation).any(|at| token(at).is_verb())
        && !(negation + 1..clause.len()).any(|at| token(at).is_verb() || token(at).is(Class::Contrast))
        && negation + 1 < clause.len()
}
