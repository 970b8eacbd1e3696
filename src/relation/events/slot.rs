//! Slots of verbs: which phrase of the clause fills a slot of a row, and who is meant where none does.

use smallvec::smallvec;

use crate::gazetteer::ActorType;
use crate::relation::category::{Category, Quad};
use crate::relation::clauses::clause::ClauseKind;
use crate::relation::events::frame::{Filler, Frame};
use crate::relation::parts::analysis::{Analysis, Positions};
use crate::relation::parts::phrase::{Parties, Party, Phrase, PhraseKind};
use crate::relation::rows::trigger::{Slot, Trigger};
use crate::relation::sentence::Sentence;
use crate::relation::words::lexicon::{Class, WordId};
use crate::relation::words::token::{Kind, Token};

impl Sentence<'_> {
    /// Who is acted upon where the row's slots hold no one: the indirect object of a verb with a noun (`betuigde Congo zijn spijt`), the
    /// owner of the object (`nam een Russisch schip in beslag`), whoever a threat names.
    pub(super) fn other_recipient(&self, number: usize, actor: &Filler, frame: &Frame<'_>) -> Option<Filler> {
        let Frame { trigger, passive, .. } = *frame;
        let analysis = &self.analyses[number];
        if trigger.recipient.is_empty() {
            return None;
        }
        let mut phrases: Positions = if passive { analysis.subject.phrase.into_iter().collect() } else { analysis.objects.clone() };
        phrases.retain(|phrase| actor.phrase != Some(*phrase));
        let takes_object = trigger.recipient.contains(&Slot::Object);
        // Who is sent is neither visited nor moved against.
        let is_sent = matches!(trigger.category, Category::Consult | Category::Mobilize);
        if trigger.is_specific() && !takes_object && !is_sent {
            let of_things = matches!(
                trigger.category,
                Category::Coerce | Category::Assault | Category::Sanction | Category::Retreat | Category::Concede | Category::Aid
            );
            // `blocked Sweden's bid`
            let of_things = of_things || self.small.english && trigger.category == Category::Reject;
            let named = phrases.iter().find_map(|phrase| self.filler(number, *phrase));
            let owned = || phrases.iter().filter(|_| of_things).find_map(|phrase| self.owners(number, *phrase, frame));
            if let Some(found) = named.or_else(owned) {
                return Some(found);
            }
        }
        // `heeft toegang tot de systemen van Nederlandse banken`
        let is_target = |phrase: &Phrase| phrase.preposition.is_some_and(|word| trigger.recipient.contains(&Slot::After(word)));
        let targets = (0..analysis.phrases.len()).filter(|at| !self.small.english && is_target(&analysis.phrases[*at]));
        let reach: Positions = phrases.iter().copied().chain(targets).collect();
        if let Some(found) = self.owner_beyond(number, &reach, actor, trigger).or_else(|| self.relative_owner(number, actor, trigger)) {
            return Some(found);
        }
        // `bombardeerde doelen in Libanon`, `een brug in Libanon is gebombardeerd`: the country, where no owner is named.
        let is_unknown = |phrase: &Phrase| phrase.parties.is_empty() && phrase.owners.is_empty();
        let has_struck = if passive {
            !self.small.english && analysis.subject.phrase.is_some_and(|subject| is_unknown(&analysis.phrases[subject]))
        } else {
            !analysis.objects.is_empty()
        };
        if trigger.category == Category::Assault && has_struck {
            let is_where = |phrase: &Phrase| phrase.preposition.is_some() && phrase.preposition == self.small.within && !phrase.attached;
            let is_scene = |phrase: &usize| is_where(&analysis.phrases[*phrase]) && self.is_scene(number, *phrase, trigger);
            let where_to = (0..analysis.phrases.len()).filter(is_scene);
            // `in het zuiden van Syrië`
            let owned = |phrase: usize| {
                let owners: Parties = analysis.phrases[phrase].owners.iter().copied().filter(|party| !party.place).collect();
                (!owners.is_empty()).then_some(Filler { parties: owners, phrase: Some(phrase), mutual: false })
            };
            let found = where_to.into_iter().find_map(|phrase| self.filler(number, phrase).or_else(|| owned(phrase)));
            if found
                .as_ref()
                .is_some_and(|found| found.parties.iter().any(|party| !actor.parties.iter().any(|one| one.actor == party.actor)))
            {
                return found;
            }
        }
        if trigger.category == Category::Assault
            && (passive || !analysis.objects.is_empty())
            && let Some(found) =
                self.struck_capital(number, (0..analysis.phrases.len()).filter(|at| self.is_scene(number, *at, trigger)), actor)
        {
            return Some(found);
        }
        if trigger.category == Category::Assault
            && trigger.recipient.iter().any(|slot| self.small.within.is_some_and(|within| *slot == Slot::After(within)))
            && let Some(found) = self.place_before(number)
        {
            return Some(found);
        }
        if let Some(found) = self.hit_beside(number, actor, trigger).or_else(|| self.arrives(number, actor, trigger)) {
            return Some(found);
        }
        if trigger.category == Category::Mobilize
            && let Some(found) = self.beyond_border(number)
        {
            return Some(found);
        }
        // `is in het Witte Huis ontvangen`, `is op bezoek in het Kremlin`: whose guest he is.
        let is_guest = passive && trigger.recipient.contains(&Slot::Subject)
            || trigger.is_specific() && self.small.within.is_some_and(|within| trigger.recipient.contains(&Slot::After(within)));
        if trigger.category == Category::Consult
            && is_guest
            && !self.small.english
            && (passive || trigger.mode == Some("visit"))
            && let Some(found) = self.seat_in(number, false)
        {
            return Some(found);
        }
        let aims: &[Category] = match trigger.category {
            Category::Aid => &[Category::Aid, Category::Support],
            Category::Protest => &[Category::Request, Category::Accuse, Category::Reject],
            _ => &[],
        };
        let aimed = (!aims.is_empty()).then(|| self.aimed(number, aims)).flatten();
        if let Some(found) = aimed.or_else(|| self.host_before(number, trigger)) {
            return Some(found);
        }
        let clause = &self.clauses[number];
        let has_to = clause.tokens.iter().any(|token| self.tokens.all[*token as usize].is(Class::To));
        if trigger.category == Category::Threaten && has_to {
            let subject = analysis.subject.phrase;
            let all = (0..analysis.phrases.len()).filter(|phrase| Some(*phrase) != subject && actor.phrase != Some(*phrase));
            let all = all.filter(|phrase| !self.spares(number, *phrase));
            return all.into_iter().find_map(|phrase| self.filler(number, phrase));
        }
        None
    }

    /// Whether a phrase tells where the deed of a verb happens, or of what its object is part: not where something beside it is, as in `na een
    /// aanslag in Egypte`, `tijdens overleg in Washington`, `volgens diplomaten in Londen`, `op verzoek van Parijs`.
    fn is_scene(&self, number: usize, phrase: usize, trigger: &Trigger) -> bool {
        let (tokens, phrases) = (&self.clauses[number].tokens, &self.analyses[number].phrases);
        let class = |phrase: &Phrase, class| phrase.preposition.is_some_and(|word| self.lexicon.classes(word).has(class));
        let is_force = |row: &u32| self.triggers.row(*row).category.quad() == Quad::MaterialConflict;
        // `bij een aanval in Libanon` is the deed itself.
        let is_other_event = |noun: u16| {
            let mut forms = self.tokens.forms(noun as usize, self.lexicon).filter(|form| !form.kind.is_verb());
            self.is_event_noun(number, noun) && !forms.any(|form| self.triggers.lexeme(form.lexeme).rows.iter().any(is_force))
        };
        let is_apart = |phrase: &Phrase| {
            let told = phrase.start.checked_sub(1).is_some_and(|before| self.tokens.all[tokens[before] as usize].is(Class::According));
            let by_noun = phrase.preposition.is_some() && phrase.noun.is_some_and(is_other_event);
            class(phrase, Class::Apart) || told || by_noun || self.is_behest(phrase)
        };
        let is_of = |phrase: &Phrase| phrase.preposition.is_some() && phrase.preposition == self.small.of;
        let is_part = |phrase: &Phrase| match phrase.preposition {
            None => true,
            Some(word) => {
                let is_slot = trigger.recipient.contains(&Slot::After(word));
                let is_place = self.small.english && !phrase.parties.is_empty() && phrase.parties.iter().all(|party| party.place);
                is_slot || is_place || is_of(phrase) || class(phrase, Class::Within) || class(phrase, Class::Leading)
            }
        };
        let mut at = phrase;
        while !is_apart(&phrases[at]) {
            let Some(before) = at.checked_sub(1).filter(|before| phrases[*before].end == phrases[at].start) else { return true };
            if is_of(&phrases[at]) && !is_part(&phrases[before]) {
                return false;
            }
            if phrases[before].preposition.is_none() && !phrases[before].temporal {
                return true;
            }
            at = before;
        }
        false
    }

    /// `de buitenwijken van Beiroet`, `een flat in Kyiv`: the country of a capital where force strikes something.
    pub(crate) fn struck_capital(&self, number: usize, mut phrases: impl Iterator<Item = usize>, actor: &Filler) -> Option<Filler> {
        // `near Damascus`, `outside Kyiv`: of English prepositions, what makes a capital a place.
        let is_where = |phrase: &Phrase| {
            let preposition = phrase.preposition;
            let is_place = self.small.english && preposition != self.small.from;
            preposition.is_some() && (is_place || [self.small.within, self.small.of].contains(&preposition))
        };
        phrases.find_map(|at| {
            let phrase = &self.analyses[number].phrases[at];
            let is_other = |party: &&Party| !actor.parties.iter().any(|one| one.actor == party.actor);
            let named = phrase.parties.iter().filter(|party| party.place).filter(is_other);
            let parties: Parties = named.filter(|_| is_where(phrase)).map(|party| Party { place: false, ..*party }).collect();
            (!parties.is_empty()).then_some(Filler { parties, phrase: Some(at), mutual: false })
        })
    }

    /// `blokkeerden de toegang tot een terminal van TotalEnergies`: whose it is, where the object goes on in other phrases.
    fn owner_beyond(&self, number: usize, objects: &[usize], actor: &Filler, trigger: &Trigger) -> Option<Filler> {
        let is_harm = matches!(trigger.category, Category::Assault | Category::Coerce)
            || trigger.category == Category::Protest && matches!(trigger.mode, Some("obstruct" | "vandalize" | "riot"));
        let phrases = &self.analyses[number].phrases;
        // `apologised to the families of labourers from Korea`, `agreed to no recognition of a Palestinian state`
        let is_answer = self.small.english && matches!(trigger.category, Category::Concede | Category::Reject);
        let is_slot = |phrase: &Phrase| phrase.preposition.is_some_and(|word| trigger.recipient.contains(&Slot::After(word)));
        let slots = (0..phrases.len()).filter(|at| is_answer && is_slot(&phrases[*at]) && phrases[*at].owners.is_empty());
        let slots: Positions = slots.chain(objects.iter().copied()).filter(|at| !is_answer || !self.tells_sufferer(number, *at)).collect();
        let is_other = |party: &Party| !party.place && !actor.parties.iter().any(|one| one.actor == party.actor);
        let beyond = |object: usize| {
            // Not what is told beside the deed: `na het vertrek van Trump`, `met steun van China`.
            let goes_on = |phrase: &Phrase| {
                let leads = |word| {
                    let is_of = Some(word) == self.small.of || is_answer && Some(word) == self.small.from;
                    is_of || !is_answer && self.lexicon.classes(word).has(Class::Leading)
                };
                phrase.preposition.is_some_and(leads) && !phrase.temporal
            };
            let touches = |at: &usize| phrases[*at].start == phrases[*at - 1].end && goes_on(&phrases[*at]);
            let chain = (object + 1..phrases.len()).take_while(touches).take(3);
            // `tegenstanders van Ortega`
            let opposes = |at: usize| phrases[at].noun.is_some_and(|noun| self.tokens.all[noun as usize].is(Class::Opponent));
            let chain = chain.filter(|at| !opposes(*at - 1)).map(|at| {
                let is_of = phrases[at].preposition.is_some() && phrases[at].preposition == self.small.of && !is_answer;
                // `the entrance to Syria's defence ministry`
                let owned = || phrases[at].owners.iter().chain(&phrases[at].parties).copied().filter(|_| self.small.english).collect();
                let own = || Some(self.parties(number, at)).filter(|parties| self.small.english || !parties.is_empty());
                let whose = || phrases[at].owners.iter().copied().filter(|party| !party.place).collect();
                (at, if is_of { own().unwrap_or_else(whose) } else { owned() })
            });
            chain.into_iter().find(|(_, parties)| !parties.is_empty() && parties.iter().all(is_other))
        };
        let (at, parties) = slots.into_iter().filter(|_| is_harm || is_answer).find_map(beyond)?;
        Some(Filler { parties, phrase: Some(at), mutual: false })
    }

    /// `stuurt militairen naar de grens met Belarus`: the country beyond it.
    fn beyond_border(&self, number: usize) -> Option<Filler> {
        let phrases = &self.analyses[number].phrases;
        let is_border = |phrase: &Phrase| phrase.noun.is_some_and(|noun| self.tokens.all[noun as usize].is(Class::Border));
        let follows = |at: &usize| {
            let (border, phrase) = (&phrases[at - 1], &phrases[*at]);
            is_border(border) && border.end == phrase.start && phrase.preposition.is_some() && phrase.preposition == self.small.with
        };
        (1..phrases.len()).find(follows).and_then(|phrase| self.filler(number, phrase))
    }

    /// Whether the slot of whom it is done to holds someone or something that the gazetteers do not know: people, a town, a bridge. Who uses
    /// force has done so all the same, and the recipient is open.
    pub(super) fn hits_unknown(&self, number: usize, passive: bool, trigger: &Trigger) -> bool {
        let analysis = &self.analyses[number];
        let is_force = matches!(trigger.category, Category::Assault | Category::Mobilize | Category::Coerce);
        is_force
            && trigger.recipient.iter().any(|slot| match slot {
                // `West-Afrikanen die door de VS waren uitgezet`
                Slot::Object if passive => {
                    analysis.subject.phrase.is_some() || matches!(self.clauses[number].kind, ClauseKind::Relative { .. })
                }
                Slot::Object => !analysis.objects.is_empty(),
                Slot::After(preposition) => {
                    analysis.phrases.iter().any(|phrase| phrase.preposition == Some(*preposition) && !phrase.temporal)
                }
                _ => false,
            })
    }

    pub(super) fn has_agent(&self, analysis: &Analysis) -> bool {
        let by = |phrase: &Phrase| phrase.preposition.is_some() && phrase.preposition == self.small.by && !phrase.parties.is_empty();
        analysis.phrases.iter().any(by)
    }

    /// The phrase that tells the agent of a passive.
    pub(crate) fn agent_phrase(&self, number: usize) -> Option<usize> {
        let analysis = &self.analyses[number];
        let phrases = &analysis.phrases;
        let by = |phrase: &Phrase| phrase.preposition.is_some() && phrase.preposition == self.small.by && !phrase.attached;
        // `An offer by Sharif was brushed aside by Modi`: the one behind the verb.
        let finite = analysis.finite.filter(|_| self.small.english).unwrap_or(0);
        let behind = phrases.iter().position(|phrase| by(phrase) && phrase.start > finite);
        if self.small.english {
            return behind.or_else(|| phrases.iter().position(by));
        }
        // `De aanval op Qatar door Israël is veroordeeld door de EU`: of what stands before the verb of a main clause, all belongs to the noun; else
        // the last one is meant (`omdat de aanval door Israël door de EU is veroordeeld`).
        let is_second = |verb: &usize| {
            let token = &self.tokens.all[self.clauses[number].tokens[*verb] as usize];
            self.clauses[number].kind == ClauseKind::Main && (token.is_finite() || !token.participle_form && !token.is(Class::Participle))
        };
        let verb = analysis.finite.filter(is_second).unwrap_or(0);
        let touches = |at: usize| phrases[at - 1].end == phrases[at].start && phrases[at - 1].kind == PhraseKind::Noun;
        let is_of_noun = |at: usize| phrases[at].end <= verb && at > 0 && touches(at);
        let mut found = (0..phrases.len()).filter(|at| by(&phrases[*at]) && !is_of_noun(*at));
        let first = found.next()?;
        // Behind the participle it tells who does what another noun says: `werd door de EU veroordeeld wegens de aanval door Israël`.
        let participle = analysis.verbs.last().copied().unwrap_or(0);
        Some(found.find(|at| phrases[*at].end <= participle).unwrap_or(first))
    }

    pub(crate) fn filler(&self, number: usize, phrase: usize) -> Option<Filler> {
        let parties = self.targets(number, phrase);
        (!parties.is_empty()).then_some(Filler { parties, phrase: Some(phrase), mutual: false })
    }

    pub(super) fn verb_slot(&self, number: usize, slot: Slot, frame: &Frame<'_>, actor: Option<&Filler>) -> Option<Filler> {
        let Frame { passive, held, .. } = frame;
        let analysis = &self.analyses[number];
        let taken = |phrase: usize| actor.is_some_and(|actor| actor.phrase == Some(phrase));
        match (slot, *passive) {
            (Slot::Subject, true) => {
                self.agent_phrase(number).filter(|phrase| !taken(*phrase)).and_then(|phrase| self.filler(number, phrase))
            }
            (Slot::Subject, false) if frame.fronted => {
                analysis.objects.first().copied().filter(|phrase| !taken(*phrase)).and_then(|phrase| self.filler(number, phrase))
            }
            (Slot::Object, false) if frame.fronted => {
                let things = analysis.subject.phrase.into_iter().chain(analysis.objects.iter().copied().skip(1));
                things.into_iter().find_map(|phrase| self.owners(number, phrase, frame))
            }
            (Slot::Condition, _) => self.condition_subject(number, actor),
            (Slot::Complement, _) => self.complement_subject(number, actor),
            (Slot::Doer, _) => self.doer_before(number, actor),
            (Slot::Object, true) | (Slot::Subject, false) => {
                let reduced = (*passive && self.is_reduced(&self.clauses[number], analysis, frame.behind))
                    .then(|| self.reduced_noun(&self.clauses[number], analysis, frame.behind))
                    .flatten()
                    .filter(|phrase| slot == Slot::Object && Some(*phrase) != analysis.subject.phrase);
                if let Some(phrase) = reduced {
                    let own = self.filler(number, phrase).or_else(|| self.owners(number, phrase, frame));
                    return own.or_else(|| self.told_by_apposition(number, phrase, frame.trigger, actor));
                }
                let phrase = analysis.subject.phrase;
                // `"We zijn aangevallen", zei Zelensky`: more than himself.
                if phrase.is_some_and(taken) || slot == Slot::Object && self.first_person(number).is_some() {
                    return None;
                }
                let mut parties = self.subject_parties(number);
                // `Kyiv is door Rusland beschoten`: who suffers may be told by a place.
                if parties.is_empty() && slot == Slot::Object && !self.small.english {
                    let own = phrase.map(|phrase| &analysis.phrases[phrase]).filter(|phrase| phrase.preposition.is_none());
                    let named = own.into_iter().flat_map(|phrase| &phrase.parties);
                    parties = named.map(|party| Party { place: false, ..*party }).collect();
                }
                // `Een Russisch schip kreeg geen toestemming van Malta.`
                if parties.is_empty() && slot == Slot::Object && phrase.is_none() {
                    parties = analysis.subject.owners.iter().copied().filter(|party| !party.place).collect();
                } else if parties.is_empty() && (slot == Slot::Object || actor.is_some()) {
                    return phrase.and_then(|phrase| self.owners(number, phrase, frame));
                }
                if parties.is_empty() && frame.trigger.category == Category::Protest {
                    parties = phrase.map(|phrase| self.people(number, phrase)).unwrap_or_default();
                }
                (!parties.is_empty()).then_some(Filler { parties, phrase, mutual: false })
            }
            (Slot::Object, false) => {
                let is_behind = |phrase: &usize| analysis.phrases[*phrase].start >= frame.behind;
                let objects = analysis.objects.iter().copied().filter(|phrase| !taken(*phrase)).filter(is_behind);
                let mut objects: Positions = objects.collect();
                if let Some(actor) = actor
                    && objects.iter().any(|phrase| analysis.phrases[*phrase].kind == PhraseKind::EachOther)
                {
                    let parties = actor.parties.clone();
                    return (parties.len() > 1).then_some(Filler { parties, phrase: None, mutual: true });
                }
                // The nearest to the verb that is an actor, not beyond a clause that the verb governs.
                objects.retain(|phrase| {
                    analysis.phrases[*phrase].kind == PhraseKind::Noun || analysis.phrases[*phrase].kind == PhraseKind::Pronoun
                });
                // `belooft geen Russische olie te kopen`: whose that is which one will do without, gets no promise.
                if frame.trigger.category == Category::Agree && !self.small.english {
                    let opens = |phrase: &usize| self.clauses[number].tokens[analysis.phrases[*phrase].start];
                    objects.retain(|phrase| !self.tokens.all[opens(phrase) as usize].is(Class::Negation));
                }
                // `beval het leger Venezuela aan te vallen`, `beschuldigt de Golfstaat ervan de RSF te bewapenen`: the rest are the infinitive's.
                let asks = matches!(frame.trigger.category, Category::Request | Category::Accuse);
                if asks && !self.small.english && self.has_infinitive(number) {
                    let finite = analysis.finite.filter(|_| self.clauses[number].kind == ClauseKind::Main);
                    objects.retain(|phrase| finite.is_none_or(|finite| analysis.phrases[*phrase].start > finite));
                    objects.truncate(1);
                }
                // `rejected Trump's offer to buy Greenland`: what stands before an infinitive is nearer.
                if let Some(to) = self.infinitive_behind(number, frame.behind) {
                    let near: Vec<usize> = objects.iter().copied().filter(|phrase| analysis.phrases[*phrase].start < to).collect();
                    let named = near.iter().find_map(|phrase| self.filler(number, *phrase));
                    let found = named.or_else(|| near.iter().find_map(|phrase| self.owners(number, *phrase, frame)));
                    // `defended his decision to call Trump`
                    let holds = |phrase: &Phrase, class| {
                        let words = &self.clauses[number].tokens[phrase.start..phrase.end];
                        words.iter().any(|at| self.tokens.all[*at as usize].is(class))
                    };
                    let of_plan = near.iter().any(|phrase| {
                        let phrase = &analysis.phrases[*phrase];
                        phrase.end == to && holds(phrase, Class::Plan) && holds(phrase, Class::Possessive)
                    });
                    if found.is_some() || of_plan || frame.trigger.category == Category::Request {
                        return found;
                    }
                }
                let named = objects.iter().find_map(|phrase| self.filler(number, *phrase));
                let owned = || objects.iter().find_map(|phrase| self.owners(number, *phrase, frame));
                let by_pronoun = || {
                    let parties: Parties = analysis.pronoun_object.iter().copied().filter(|party| !party.place).collect();
                    (!parties.is_empty() && objects.is_empty()).then_some(Filler { parties, phrase: None, mutual: false })
                };
                named
                    .or_else(owned)
                    .or_else(by_pronoun)
                    .or_else(|| self.told_before(number, frame.trigger, actor))
                    .or_else(|| self.told_deed_before(number, frame.trigger, actor))
            }
            (Slot::After(preposition), _) => {
                let is_harm = frame.trigger.category.quad() == Quad::MaterialConflict;
                // `urged allies to step up pressure on Moscow`: what stands behind an infinitive is that one's.
                let asked = if frame.trigger.category == Category::Request { self.infinitive_behind(number, frame.behind) } else { None };
                let is_beyond = |phrase: &Phrase| asked.is_some_and(|to| phrase.start > to && held.end <= to);
                let fits = |phrase: &Phrase, found: usize| {
                    (phrase.preposition == Some(preposition) || self.is_inside(phrase, preposition))
                        && !is_beyond(phrase)
                        && !taken(found)
                        && (frame.trigger.category == Category::Protest
                            // `spreekt van een schending van het bestand door Hezbollah`: who is said to have done it.
                            || frame.trigger.category == Category::Accuse && Some(preposition) == self.small.by
                            // `agreed to a truce with Hamas`: with whom the truce is, it is agreed.
                            || frame.trigger.category == Category::Agree && frame.trigger.reciprocal && Some(preposition) == self.small.with
                            || !self.belongs_to_event(number, found, held))
                        && !self.is_behest(phrase)
                        && !(frame.trigger.category == Category::Protest && self.hangs_on_followers(number, found))
                        && !self.is_source(number, phrase)
                        && !self.is_of_amount(number, found)
                        && !self.is_inserted(number, found)
                        && !self.is_post(number, found, frame.trigger.category)
                        && !self.is_neighboured(number, found)
                        && !(frame.trigger.category == Category::Reject && self.is_place_of(number, found))
                        && !(phrase.attached && frame.trigger.category == Category::Request && self.is_asked_deed(number, found))
                        // `bevriest zijn lidmaatschap van de CSTO`: what the row asks for may be the actor's.
                        && (frame.trigger.category == Category::Sanction && self.follows_held(number, found, held)
                            || !self.is_done_by_owner(number, found))
                        && (frame.trigger.category != Category::Reject || !self.is_spared(number, found))
                        && (frame.trigger.category != Category::Threaten || !self.spares(number, found))
                        && (!is_harm || Some(preposition) != self.small.within || self.is_scene(number, found, frame.trigger))
                        && (!phrase.attached
                            || !frame.modal && self.may_detach(number, found, held, frame.trigger.category == Category::Threaten))
                };
                let mut found: Positions = (0..analysis.phrases.len()).filter(|at| fits(&analysis.phrases[*at], *at)).collect();
                // `In response to Russia, NATO sent jets to Poland`: what opens a clause of English comes last.
                found.sort_by_key(|at| analysis.phrases[*at].start < frame.behind);
                if found.iter().any(|at| analysis.phrases[*at].kind == PhraseKind::EachOther) {
                    let parties = actor.map(|actor| actor.parties.clone()).unwrap_or_default();
                    return (parties.len() > 1).then_some(Filler { parties, phrase: None, mutual: true });
                }
                // `sluit zich aan bij de zaak van Zuid-Afrika bij het Hof`: the nearest that names anyone.
                let owned = |phrase: usize| {
                    let own =
                        actor.and_then(|_| self.owners(number, phrase, frame)).filter(|own| !self.is_regretted(own, preposition, frame));
                    own.or_else(|| actor.and_then(|_| self.blamed_for(number, phrase, frame)))
                };
                found.iter().find_map(|phrase| self.filler(number, *phrase).or_else(|| owned(*phrase)))
            }
            _ => None,
        }
    }

    /// English `deep inside Russia`: where a row asks for `in`.
    pub(super) fn is_inside(&self, phrase: &Phrase, asked: WordId) -> bool {
        let is_within = |word| self.lexicon.classes(word).has(Class::Within);
        self.small.within == Some(asked) && phrase.preposition.is_some_and(is_within)
    }

    /// Whether a clause has a verb of its own and an infinitive with `te` behind it.
    fn has_infinitive(&self, number: usize) -> bool {
        let tokens = &self.clauses[number].tokens;
        let finite = self.analyses[number].finite.unwrap_or(0);
        (finite + 1..tokens.len()).any(|at| self.tokens.all[tokens[at] as usize].is(Class::To))
    }

    /// Where the mark of an infinitive stands behind an English verb, not right behind it.
    fn infinitive_behind(&self, number: usize, verb: usize) -> Option<usize> {
        let tokens = &self.clauses[number].tokens;
        let is_to = |at: &usize| self.tokens.all[tokens[*at] as usize].is(Class::To);
        let english = self.small.english && verb > 0;
        (verb + 1..tokens.len()).find(|at| english && is_to(at))
    }

    /// English `told Xi on a visit to Beijing`, `wants Putin on his trip to Alaska`: whether a row asks for `to` of a verb whose object is to do what
    /// follows, and no infinitive follows.
    pub(super) fn lacks_infinitive(&self, number: usize, verb: usize, held: &std::ops::Range<usize>) -> bool {
        let tokens = &self.clauses[number].tokens;
        let token = |at: usize| &self.tokens.all[tokens[at] as usize];
        // Words that a row asks for together are held where the first of them stands: the verb itself.
        let asks = self.small.english && token(verb).is(Class::ObjectControl) && *held == (verb..verb + 1);
        asks && !(verb + 1..tokens.len()).any(|at| token(at).is(Class::To))
    }

    /// Whether a phrase is what the verb is done with, not whom it is done to: `stuurt Franse militairen`, `vuurt Amerikaanse raketten af op`.
    fn is_means(&self, number: usize, phrase: usize, frame: &Frame<'_>) -> bool {
        let (analysis, held) = (&self.analyses[number], &frame.held);
        let found = &analysis.phrases[phrase];
        let is_held = found.start < held.end && held.start < found.end;
        let has_target = || {
            let slots = frame.trigger.recipient.iter().filter_map(|slot| if let Slot::After(word) = slot { Some(*word) } else { None });
            // `viel een Russische raffinaderij in Rjazan aan`: where it stands is no target, unless it tells whose.
            let is_target = |phrase: &Phrase, word| {
                let tells = phrase.preposition != self.small.within || !phrase.parties.is_empty() || !phrase.owners.is_empty();
                phrase.preposition == Some(word) && !phrase.temporal && tells
            };
            // `strijders van Hamas`: what hangs on the subject is no target.
            let subject = analysis.subject.phrase.map(|subject| &analysis.phrases[subject]);
            let is_of_subject = |phrase: &Phrase| phrase.attached && subject.is_some_and(|subject| subject.end == phrase.start);
            let mut others = analysis.phrases.iter().filter(|phrase| !is_of_subject(phrase));
            others.any(|phrase| slots.clone().any(|word| is_target(phrase, word)))
        };
        match frame.trigger.category {
            Category::Aid => is_held,
            // `schond zijn luchtruim`: where the row takes an object, that is whom it is done to.
            Category::Mobilize => is_held && !frame.trigger.recipient.contains(&Slot::Object),
            // Who grants a request has it of another.
            Category::Agree => is_held && self.small.of.is_none_or(|of| !frame.trigger.recipient.contains(&Slot::After(of))),
            Category::Assault => is_held && has_target() && !(self.small.english && frame.trigger.recipient.contains(&Slot::Object)),
            _ => false,
        }
    }

    /// `Colombianen kwamen om toen gevechtsvliegtuigen hun boot troffen`: whose thing force is used on is the subject of the clause around,
    /// as no one uses force on his own.
    fn owner_before(&self, number: usize, phrase: usize, trigger: &Trigger) -> Option<Filler> {
        let (clause, found) = (&self.clauses[number], &self.analyses[number].phrases[phrase]);
        let is_force = matches!(trigger.category, Category::Assault | Category::Coerce | Category::Mobilize);
        let is_theirs = clause.tokens[found.start..found.end].iter().any(|at| self.tokens.all[*at as usize].is(Class::Possessive));
        // `accused Iran and expelled its ambassador`
        let is_told_on = is_force || trigger.mode == Some("expel");
        // `praised Iran and attacked its neighbours`: another's than the one praised.
        const OTHERS: [Class; 3] = [Class::Neighbour, Class::Opponent, Class::Anaphor];
        let acts_alone = |noun: &Token| noun.is_any(&OTHERS) || trigger.category == Category::Assault && noun.is(Class::Agent);
        let is_apart = found.noun.is_some_and(|noun| acts_alone(&self.tokens.all[noun as usize]));
        if let Some(party) = self.object_before(number, phrase).filter(|_| is_told_on && is_theirs && !is_apart) {
            return Some(Filler { parties: smallvec![party], phrase: Some(phrase), mutual: false });
        }
        let parent = clause.parent.filter(|_| is_force && matches!(clause.kind, ClauseKind::Subordinate(Some(_))))?;
        let around = &self.analyses[parent];
        // `zolang Israël zijn aanvallen voortzet`: the deed is its own.
        let is_deed = !self.small.english && found.noun.is_some_and(|noun| self.is_force_noun(number, noun));
        let head = around.subject.phrase.filter(|_| is_theirs && !is_deed)?;
        let of = || {
            let next = around.phrases.get(head + 1).filter(|next| next.attached && next.preposition == self.small.of);
            next.map(|next| next.parties.clone()).unwrap_or_default()
        };
        let own = self.subject_parties(parent);
        let mut parties = if own.is_empty() { around.phrases[head].owners.clone() } else { own };
        if parties.is_empty() {
            parties = of();
        }
        parties.retain(|party| !party.place);
        let is_one = parties.len() == 1 && !self.subject_parties(number).iter().any(|own| own.actor == parties[0].actor);
        is_one.then_some(Filler { parties, phrase: Some(phrase), mutual: false })
    }

    /// Whether a noun tells of force.
    fn is_force_noun(&self, number: usize, noun: u16) -> bool {
        let mut forms = self.tokens.forms(noun as usize, self.lexicon).filter(|form| !form.kind.is_verb());
        let is_force = |row: &u32| self.triggers.row(*row).category == Category::Assault;
        self.is_event_noun(number, noun) && forms.any(|form| self.triggers.lexeme(form.lexeme).rows.iter().any(is_force))
    }

    /// The phrase that tells who does what a noun says: `door Israël`, behind what else hangs on the noun.
    fn doer(&self, number: usize, phrase: usize) -> Option<usize> {
        let phrases = &self.analyses[number].phrases;
        let touching = (phrase + 1..phrases.len()).take_while(|at| phrases[*at].start == phrases[*at - 1].end).take(3);
        let is_by = |at: &usize| phrases[*at].preposition.is_some() && phrases[*at].preposition == self.small.by;
        touching.into_iter().find(is_by).filter(|at| !phrases[*at].parties.is_empty())
    }

    /// Whose deed or thing the object is, for what is said of it: who condemns the Russian invasion condemns Russia.
    pub(crate) fn owners(&self, number: usize, phrase: usize, frame: &Frame<'_>) -> Option<Filler> {
        let trigger = frame.trigger;
        let found = &self.analyses[number].phrases[phrase];
        // `noemt de erkenning van Somaliland door Israël onaanvaardbaar`: whose deed it is.
        if matches!(trigger.category, Category::Accuse | Category::Reject)
            && let Some(doer) = self.doer(number, phrase)
            && !(frame.passive && self.agent_phrase(number) == Some(doer))
        {
            return self.filler(number, doer);
        }
        // Who receives a visit or a call is no thing of a country; who signs a treaty signs it with another party.
        if found.preposition.is_none() && self.is_means(number, phrase, frame) {
            return None;
        }
        if trigger.category == Category::Consult || trigger.reciprocal || self.tells_sufferer(number, phrase) {
            return None;
        }
        // `naar een buurland van Oekraïne`: another country.
        if found.noun.is_some_and(|noun| self.tokens.all[noun as usize].is(Class::Neighbour)) {
            return None;
        }
        if found.owners.is_empty() {
            let own = self.owner_before(number, phrase, trigger).or_else(|| self.apposed_owner(number, phrase, trigger));
            return own.or_else(|| self.described_owner(number, phrase, trigger)).or_else(|| self.aboard(number, phrase, trigger.category));
        }
        // `het NAVO-lidmaatschap van Zweden`: whom it is of, not what it is of.
        let is_compound = |party: &Party| matches!(self.tokens.all[party.token as usize].kind, Kind::Compound(_));
        let next = self.analyses[number].phrases.get(phrase + 1);
        let of = next.filter(|next| next.start == found.end && next.preposition.is_some() && next.preposition == self.small.of);
        let of = of.map(|next| &next.parties).filter(|parties| !parties.is_empty() && found.owners.iter().all(is_compound));
        // `Trump's son was killed`: a person is not whoever is his.
        let is_his =
            |party: &Party| trigger.category == Category::Assault && self.gazetteer.actor(party.actor).actor_type == ActorType::Person;
        let parties: Parties = of.unwrap_or(&found.owners).iter().copied().filter(|party| !party.place && !is_his(party)).collect();
        (!parties.is_empty()).then_some(Filler { parties, phrase: Some(phrase), mutual: false })
    }
}
