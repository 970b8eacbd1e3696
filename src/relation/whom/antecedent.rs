//! Whom `dat land`, `beide landen`, `het leger`, `hij` and `it` stand for, where that is certain.

use crate::gazetteer::ActorType;
use crate::id::ActorId;
use crate::relation::clauses::clause::{Clause, ClauseKind};
use crate::relation::parts::phrase::{Parties, Party, Phrase};
use crate::relation::sentence::Sentence;
use crate::relation::words::lexicon::Class;
use crate::relation::words::token::Token;

impl Sentence<'_> {
    /// `zijn leger`, as the subject of a clause that tells what someone says or does: that one's.
    pub(crate) fn own_agent(&self, number: usize, phrase: usize) -> Option<Party> {
        let (clause, analysis) = (&self.clauses[number], &self.analyses[number]);
        let found = &analysis.phrases[phrase];
        let noun = found.noun.filter(|noun| self.tokens.all[*noun as usize].is_any(&[Class::Agent, Class::Title]))?;
        let mut words = clause.tokens[found.start..found.end].iter();
        let possessive = words.find(|token| self.tokens.all[**token as usize].is(Class::Possessive));
        // `"Our troops bombed a base," Macron said.`
        if let Some(speaker) =
            possessive.filter(|our| self.tokens.all[**our as usize].is(Class::Nominative)).and_then(|our| self.speaker_of(number, *our))
        {
            return Some(Party { agent: Some(noun), token: noun, ..speaker });
        }
        let has_possessive = possessive.is_some();
        let parent = clause.parent.filter(|_| has_possessive && analysis.subject.phrase == Some(phrase))?;
        match self.subject_parties(parent)[..] {
            [only] => Some(Party { agent: Some(noun), token: noun, ..only }),
            _ => None,
        }
    }

    /// `Somalië zegt alle akkoorden op. De regering beschuldigt …`: as a subject, that of the only country that the sentence before is about.
    pub(crate) fn own_government(&self, number: usize, phrase: usize) -> Option<Party> {
        let (clause, analysis) = (&self.clauses[number], &self.analyses[number]);
        let noun = *clause.tokens.get(analysis.phrases[phrase].end.checked_sub(1)?)?;
        let token = &self.tokens.all[noun as usize];
        let governs = token.is(Class::Organ) && token.is(Class::ForPerson) && !token.is_any(&[Class::Armed, Class::Weapon]);
        let is_country = |actor: &ActorId| self.gazetteer.actor(*actor).actor_type == ActorType::Country;
        let topic = match self.topic {
            [actor] if governs && is_country(actor) && !self.small.english => *actor,
            _ => return None,
        };
        // `de regering in Bamako` tells whose it is.
        let next = analysis.phrases.get(phrase + 1);
        let is_told = next.is_some_and(|next| next.start == analysis.phrases[phrase].end && next.preposition.is_some());
        let is_subject = clause.kind == ClauseKind::Main && analysis.subject.phrase == Some(phrase);
        // Where the sentence before names another country, it may be that one's, unless the clause tells that it is done to that one.
        let stands_for_other = |object: &usize| {
            let last = clause.tokens[analysis.phrases[*object].end - 1];
            self.tokens.all[last as usize].is(Class::Anaphor)
        };
        let is_alone = || !self.earlier.iter().any(|actor| is_country(actor) && *actor != topic);
        let is_clear = || is_alone() || analysis.objects.iter().any(stands_for_other);
        let is_own = is_subject && !is_told && self.is_bare_definite(number, phrase) && is_clear();
        is_own.then_some(Party { actor: topic, token: noun, agent: Some(noun), place: false })
    }

    /// Whether a noun such as `land` means one that was named before: after `het` or `dat`, not after `een` or no article at all, and not
    /// where a clause behind it tells which is meant (`het land dat Oekraïne het meest steunt`).
    pub(crate) fn is_anaphor(&self, number: usize, phrase: &Phrase, last: u16) -> bool {
        let words = &self.clauses[number].tokens[phrase.start..phrase.end];
        let points = |token: &u16| {
            let token = &self.tokens.all[*token as usize];
            token.is(Class::Determiner) && !token.is_any(&[Class::Indefinite, Class::Number, Class::Quantifier])
        };
        let tells_which =
            |clause: &Clause| matches!(clause.kind, ClauseKind::Relative { pronoun } if clause.before == Some(last) && pronoun == last + 1);
        self.tokens.all[last as usize].is(Class::Anaphor) && words.iter().any(points) && !self.clauses.iter().any(tells_which)
    }

    /// `de landen`, `beide partijen`: those that the clause before, or the sentence before, speaks of: countries, or bodies as well.
    pub(crate) fn all_before(&self, number: usize, token: u16) -> Parties {
        let any_body = self.tokens.all[token as usize].is(Class::Body);
        let fits = |actor: &ActorId| match self.gazetteer.actor(*actor).actor_type {
            ActorType::Country => true,
            ActorType::Organization => any_body,
            _ => false,
        };
        let subjects = (0..number).rev().map(|clause| &self.analyses[clause].subject.parties);
        let named = subjects.map(|parties| parties.iter().map(|party| party.actor).collect::<Vec<_>>()).find(|named| !named.is_empty());
        let named = named.unwrap_or_else(|| self.topic.to_vec());
        if named.len() < 2 || any_body && named.len() > 2 || !named.iter().all(fits) {
            return Parties::new();
        }
        named.into_iter().map(|actor| Party { actor, token, agent: None, place: false }).collect()
    }

    /// Whether a phrase is a plural, as far as its last word tells.
    pub(crate) fn is_plural_noun(&self, last: u16) -> bool {
        let word = self.tokens.all[last as usize].span.of(self.text);
        word.ends_with("en") || word.ends_with('s') && self.small.english
    }

    /// `beide landen`, `de twee landen`
    pub(crate) fn says_both(&self, number: usize, phrase: &Phrase) -> bool {
        let words = &self.clauses[number].tokens[phrase.start..phrase.end];
        phrase.definite && words.iter().any(|token| self.tokens.all[*token as usize].is(Class::Both))
    }

    /// `de twee`, `beide leiders`: the two persons whom the sentence before names, or its two subjects.
    pub(crate) fn two_before(&self, number: usize, phrase: &Phrase, last: u16) -> Parties {
        let token = &self.tokens.all[last as usize];
        let is_alone = phrase.end == phrase.start + 2 && token.is(Class::Both) || token.is(Class::Title) && self.is_plural_noun(last);
        let is_named = !phrase.parties.is_empty() || !phrase.owners.is_empty();
        if self.small.english || is_named || number > 0 || !is_alone || !self.says_both(number, phrase) {
            return Parties::new();
        }
        let is_person = |actor: &ActorId| self.gazetteer.actor(*actor).actor_type == ActorType::Person;
        let persons: Vec<ActorId> = self.earlier.iter().copied().filter(is_person).collect();
        let two = if persons.len() == 2 || token.is(Class::Title) { &persons[..] } else { self.topic };
        if two.len() != 2 {
            return Parties::new();
        }
        two.iter().map(|actor| Party { actor: *actor, token: last, agent: None, place: false }).collect()
    }

    /// The two countries that were named before, where there were two. `Beide partijen` are the two that the sentence before speaks of,
    /// whatever they are.
    pub(crate) fn both_before(&self, number: usize, token: u16) -> Parties {
        if self.tokens.all[token as usize].is(Class::Body) {
            return self.all_before(number, token);
        }
        // `Nadat India Pakistan had beschoten, riep Trump beide landen op …`: a clause in front comes later in the list.
        let mut named: Vec<ActorId> = self.earlier.to_vec();
        let before = |other: usize| other < number || self.clauses[other].tokens.last().is_some_and(|last| *last < token);
        for analysis in (0..self.clauses.len()).filter(|other| before(*other)).map(|other| &self.analyses[other]) {
            named.extend(analysis.phrases.iter().flat_map(|phrase| &phrase.parties).map(|party| party.actor));
        }
        named.retain(|actor| self.gazetteer.actor(*actor).actor_type == ActorType::Country);
        named.sort_unstable();
        named.dedup();
        if named.len() != 2 {
            return Parties::new();
        }
        named.into_iter().map(|actor| Party { actor, token, agent: None, place: false }).collect()
    }

    /// The country that `dat land` stands for: the subject of the clause before, or the only country that was named.
    pub(crate) fn country_before(&self, number: usize, last: u16) -> Option<Party> {
        let is_country = |party: &Party| self.gazetteer.actor(party.actor).actor_type == ActorType::Country;
        let mut own: Vec<ActorId> = self.analyses[number].subject.parties.iter().map(|party| party.actor).collect();
        // Asked for where the subject is another phrase: `Het land beschuldigt zijn buur`.
        let is_beside = self.analyses[number].subject.phrase.is_some_and(|phrase| !self.holds(number, phrase, last));
        if is_beside && own.is_empty() && !self.small.english {
            own.extend(self.subject_parties(number).iter().map(|party| party.actor));
        }
        // `De Amerikaanse president Trump weert Zuid-Afrika. Hij beschuldigt het land van geweld`: no one speaks so of his own.
        let homes = own.iter().flat_map(|actor| self.gazetteer.actor(*actor).of.first().copied());
        let homes: Vec<ActorId> = homes.filter(|_| !self.small.english).collect();
        own.extend(homes);
        if self.tokens.all[last as usize].is(Class::Neighbour) {
            let subject = (0..number).rev().map(|clause| &self.analyses[clause].subject.parties).find(|parties| !parties.is_empty());
            // `waarschuwt zijn buurland`: another than the one whose it is.
            let is_theirs = (1..=2).filter_map(|back| last.checked_sub(back)).any(|at| self.tokens.all[at as usize].is(Class::Possessive));
            match subject {
                Some(parties) => own.extend(parties.iter().map(|party| party.actor)),
                None if is_theirs => {}
                None => own.extend(self.topic),
            }
            return self.only_country_beside(number, &own, last);
        }
        // `stopt de hulp aan Mali, omdat dat land …`: another than the subject before, which would be `het land`.
        if let Some(other) = self.that_country(number, last, &own) {
            return Some(other);
        }
        let before = (0..number).rev().find_map(|clause| match self.analyses[clause].subject.parties[..] {
            [only] if is_country(&only) && !own.contains(&only.actor) => Some(only),
            _ => None,
        });
        // `Zweden is boos. Het land veroordeelt Rusland.`
        let is_subject = self.analyses[number].subject.phrase.is_some_and(|phrase| self.holds(number, phrase, last));
        let topic = match self.topic {
            [actor] if is_subject => Some(Party { actor: *actor, token: last, agent: None, place: false }).filter(is_country),
            _ => None,
        };
        before.or(topic).or_else(|| {
            let phrases = self.phrases_before(number, last);
            let parties = phrases.flat_map(|phrase| phrase.parties.iter().copied());
            let mut countries: Parties = parties.filter(|party| is_country(party) && !own.contains(&party.actor)).collect();
            countries.sort_by_key(|party| party.actor);
            countries.dedup_by_key(|party| party.actor);
            match countries[..] {
                [only] => Some(only),
                [] => self.only_country_earlier(&own, last),
                _ => None,
            }
        })
    }

    /// `dat land` as the subject: the only country that was named beside the subject before.
    fn that_country(&self, number: usize, last: u16, own: &[ActorId]) -> Option<Party> {
        let is_that = |before: u16| self.tokens.all[before as usize].is(Class::That);
        let is_subject = self.analyses[number].subject.phrase.is_some_and(|phrase| self.holds(number, phrase, last));
        if self.small.english || !is_subject || !last.checked_sub(1).is_some_and(is_that) {
            return None;
        }
        let mut others = own.to_vec();
        others.extend(self.topic);
        others.extend(self.analyses[..number].iter().flat_map(|analysis| &analysis.subject.parties).map(|party| party.actor));
        self.only_country_beside(number, &others, last)
    }

    /// Whether a phrase of a clause holds a token.
    fn holds(&self, number: usize, phrase: usize, token: u16) -> bool {
        let phrase = &self.analyses[number].phrases[phrase];
        self.clauses[number].tokens[phrase.start..phrase.end].contains(&token)
    }

    /// The phrases that what stands at a token of a clause may mean: those of earlier clauses, and of its own those with a preposition before
    /// it (`In Iran heeft het land …`), as no one is subject and object at once.
    fn phrases_before(&self, number: usize, last: u16) -> impl Iterator<Item = &Phrase> {
        let tokens = &self.clauses[number].tokens;
        let precedes = move |phrase: &&Phrase| phrase.preposition.is_some() && tokens[phrase.end - 1] < last;
        let own = self.analyses[number].phrases.iter().filter(precedes);
        self.analyses[..number].iter().flat_map(|analysis| &analysis.phrases).chain(own)
    }

    /// Whether a phrase is an article or `dat` and a noun, and no more.
    pub(crate) fn is_bare_definite(&self, number: usize, phrase: usize) -> bool {
        let found = &self.analyses[number].phrases[phrase];
        let words = found.end - found.start - usize::from(found.preposition.is_some());
        let opener = found.end.checked_sub(2).and_then(|at| self.clauses[number].tokens.get(at));
        let starts_with = opener.map(|token| &self.tokens.all[*token as usize]);
        found.definite && words == 2 && found.owners.is_empty() && starts_with.is_some_and(|first| !first.is(Class::Indefinite))
    }

    /// The organization that `het bedrijf` or `de organisatie` stands for: the subject of the sentence before, or the only one named in it
    /// or before in this one.
    pub(crate) fn body_before(&self, number: usize, token: u16) -> Option<Party> {
        let firm = self.tokens.all[token as usize].is(Class::Firm);
        let is_body = |actor: &ActorId| {
            let actor = self.gazetteer.actor(*actor);
            actor.actor_type == ActorType::Organization && firm == matches!(actor.note.as_str(), "company" | "bank")
        };
        let party = |actor: ActorId| Party { actor, token, agent: None, place: false };
        let phrases = self.analyses[..number].iter().flat_map(|analysis| &analysis.phrases);
        let mut named: Vec<ActorId> = phrases.flat_map(|phrase| &phrase.parties).map(|party| party.actor).filter(is_body).collect();
        if named.is_empty() {
            if let [actor] = self.topic
                && is_body(actor)
            {
                return Some(party(*actor));
            }
            named.extend(self.earlier.iter().copied().filter(is_body));
        }
        named.sort_unstable();
        named.dedup();
        // `het hof`, of several the one in whose name the word stands.
        let word = self.tokens.all[token as usize].span.of(self.text).to_lowercase();
        let bears = |actor: &ActorId| self.gazetteer.actor(*actor).name.to_lowercase().split_whitespace().any(|part| part == word);
        if named.len() > 1 && !self.small.english {
            named.retain(bears);
        }
        match named[..] {
            [actor] => Some(party(actor)),
            _ => None,
        }
    }

    /// The only country named in this clause and those before, or in the sentence before, beside some.
    fn only_country_beside(&self, number: usize, others: &[ActorId], last: u16) -> Option<Party> {
        let phrases = self.phrases_before(number, last);
        let mut named: Vec<ActorId> =
            phrases.flat_map(|phrase| phrase.parties.iter().chain(&phrase.owners)).map(|party| party.actor).collect();
        named.retain(|actor| self.gazetteer.actor(*actor).actor_type == ActorType::Country && !others.contains(actor));
        named.sort_unstable();
        named.dedup();
        match named[..] {
            [actor] => Some(Party { actor, token: last, agent: None, place: false }),
            [] => self.only_country_earlier(others, last),
            _ => None,
        }
    }

    fn only_country_earlier(&self, own: &[ActorId], token: u16) -> Option<Party> {
        let mut countries: Vec<ActorId> = self.earlier.to_vec();
        countries.retain(|actor| self.gazetteer.actor(*actor).actor_type == ActorType::Country && !own.contains(actor));
        countries.dedup();
        match countries[..] {
            [actor] => Some(Party { actor, token, agent: None, place: false }),
            _ => None,
        }
    }

    /// `China kwam met een plan waarmee het wilde bemiddelen`: the subject of the clause around, or before, where that names no one else.
    pub(super) fn it_before(&self, number: usize, pronoun: u16) -> Option<Party> {
        let is_subordinate = |clause: usize| matches!(self.clauses[clause].kind, ClauseKind::Subordinate(Some(_)));
        // `sanctioned Iran, which it accuses of terrorism`: not whom the relative pronoun stands for.
        let is_relative = self.small.english && matches!(self.clauses[number].kind, ClauseKind::Relative { .. });
        let object = &self.analyses[number].pronoun_object;
        let parent = match self.clauses[number].parent.filter(|_| is_subordinate(number) || is_relative && !object.is_empty()) {
            Some(parent) => parent,
            // `Nadat Rusland het akkoord had opgezegd, viel het Odesa aan`
            None => {
                let precedes = |inner: &usize| {
                    let inner = &self.clauses[*inner];
                    inner.parent == Some(number) && inner.tokens.last().is_some_and(|last| *last < pronoun)
                };
                (number + 1..self.clauses.len()).find(|inner| is_subordinate(*inner) && precedes(inner))?
            }
        };
        // As it is named there: to ask for the pronoun of the other clause in turn would have no end.
        let [only] = self.analyses[parent].subject.parties[..] else { return None };
        let is_person = |actor: ActorId| self.gazetteer.actor(actor).actor_type == ActorType::Person;
        let is_object = |party: &&Party| object.iter().any(|one| one.actor == party.actor);
        let named = self.analyses[parent].phrases.iter().flat_map(|phrase| phrase.parties.iter().chain(&phrase.owners));
        let mut others = named.filter(|party| !is_object(party));
        let is_clear = !only.place && !is_person(only.actor) && !others.any(|party| party.actor != only.actor && !is_person(party.actor));
        is_clear.then_some(Party { token: pronoun, agent: None, ..only })
    }

    /// `zei tegen Netanyahu dat hij …`, `bekritiseerde Orbán omdat hij …`: whether a pronoun of a clause may stand for whom the clause around
    /// speaks to or of as well as for its subject, which is `own`.
    fn is_open_which(&self, number: usize, parent: usize, own: &[Party], fits: impl Fn(ActorId) -> bool) -> bool {
        let around = &self.analyses[parent];
        let is_other = |party: &Party| fits(party.actor) && !party.place && !own.iter().any(|one| one.actor == party.actor);
        let is_addressed = |at: usize| {
            let to = around.phrases[at].preposition;
            to.is_some() && to == self.small.against && around.words.has(Class::Speech)
        };
        // `told India it should …`: the cut falls before whom it is said to.
        let analysis = &self.analyses[number];
        let is_before = |phrase: &Phrase| analysis.subject.phrase.is_some_and(|own| phrase.end <= analysis.phrases[own].start);
        let mut before = analysis.phrases.iter().filter(|phrase| phrase.preposition.is_none() && is_before(phrase));
        if before.any(|phrase| phrase.parties.iter().any(is_other)) {
            return true;
        }
        let addressed = (0..around.phrases.len()).filter(|at| around.objects.contains(at) || is_addressed(*at));
        own.iter().any(|party| fits(party.actor)) && addressed.into_iter().any(|at| around.phrases[at].parties.iter().any(is_other))
    }

    /// The person that `hij` stands for: the subject of a clause before, or of the sentence before.
    pub(crate) fn person_before(&self, number: usize, phrase: usize, pronoun: u16) -> Option<Party> {
        let is_it = self.tokens.all[pronoun as usize].word == self.small.it;
        let is_person = |actor: ActorId| (self.gazetteer.actor(actor).actor_type == ActorType::Person) != is_it;
        let content_of = self.clauses[number].parent.filter(|_| self.is_content(number));
        // Asked for once: each time, the clauses around are asked in turn.
        let is_subordinate = matches!(self.clauses[number].kind, ClauseKind::Subordinate(_));
        let parent = self.clauses[number].parent.filter(|_| is_subordinate || content_of.is_some());
        let around = parent.map(|parent| (parent, self.subject_parties(parent)));
        let is_open = |(parent, own): &(usize, Parties)| is_subordinate && self.is_open_which(number, *parent, own, is_person);
        if around.as_ref().is_some_and(is_open) {
            return None;
        }
        if is_it && content_of.is_none() && self.analyses[number].subject.phrase == Some(phrase) {
            return self.it_before(number, pronoun);
        }
        if is_it && (content_of.is_none() || self.analyses[number].subject.phrase != Some(phrase)) {
            return None;
        }
        if content_of.is_some()
            && self.analyses[number].subject.phrase == Some(phrase)
            && let Some((_, own)) = &around
            && let [only] = own[..]
            && is_person(only.actor)
        {
            return Some(Party { token: pronoun, agent: None, ..only });
        }
        if is_it {
            return None;
        }
        // `De Amerikaanse president zei dat hij …`: who holds the office, for his country.
        let has_title = |party: &Party| party.agent.is_some_and(|agent| self.tokens.all[agent as usize].is(Class::Title));
        if !self.small.english
            && content_of.is_some()
            && self.analyses[number].subject.phrase == Some(phrase)
            && let Some((_, own)) = &around
            && let [only] = own[..]
            && has_title(&only)
        {
            return Some(Party { token: pronoun, ..only });
        }
        let is_plural = !self.tokens.all[pronoun as usize].is(Class::Singular);
        // `ontwapende ze`: no one person.
        let is_object = !self.small.english && phrase != usize::MAX && self.analyses[number].subject.phrase != Some(phrase);
        if is_plural && (is_object || self.has_plural_verb(number)) {
            return None;
        }
        // `Nadat Macron was ontvangen, sprak hij …`
        let precedes = |inner: &usize| {
            let inner = &self.clauses[*inner];
            inner.parent == Some(number)
                && matches!(inner.kind, ClauseKind::Subordinate(Some(_)))
                && inner.tokens.last().is_some_and(|last| *last < pronoun)
        };
        let inner = (number + 1..self.clauses.len()).find(precedes).map(|inner| &self.analyses[inner].subject.parties[..]);
        if let Some([only]) = inner
            && is_person(only.actor)
            && !only.place
        {
            return Some(Party { token: pronoun, agent: None, ..*only });
        }
        for clause in (0..number).rev() {
            let subject = &self.analyses[clause].subject;
            match subject.parties[..] {
                [only] if is_person(only.actor) && !only.place => return Some(Party { token: pronoun, agent: None, ..only }),
                [] if !subject.known || subject.pronoun.is_some() => {}
                _ => return None,
            }
        }
        let party = |actor: ActorId| Party { actor, token: pronoun, agent: None, place: false };
        let persons: Vec<ActorId> = self.earlier.iter().copied().filter(|actor| is_person(*actor)).collect();
        match (self.topic, &persons[..]) {
            ([actor], _) if is_person(*actor) => Some(party(*actor)),
            (_, [only]) => Some(party(*only)),
            _ => None,
        }
    }

    /// English `kidnapped two Emiratis and freed them`, `arrested 23 Indian fishermen and impounded their boats`: whom or whose people the object
    /// of the clause before names, where the subject goes on in this one.
    pub(crate) fn object_before(&self, number: usize, phrase: usize) -> Option<Party> {
        let analysis = &self.analyses[number];
        let own = &analysis.phrases[phrase];
        // `has arrested 23 fishermen and impounded their boats`: one clause, with two verbs.
        let parts = |found: &Phrase| analysis.verbs.iter().any(|verb| found.end <= *verb && *verb < own.start);
        let beside = analysis.objects.iter().map(|object| &analysis.phrases[*object]).find(|found| parts(found));
        let joined = || {
            let joined = self.clauses[number].joined.filter(|_| analysis.subject.phrase.is_none())?;
            self.analyses[joined].objects.first().map(|object| &self.analyses[joined].phrases[*object])
        };
        let object = beside.or_else(joined).filter(|_| self.small.english)?;
        let parties = if object.parties.is_empty() { &object.owners } else { &object.parties };
        let own = self.subject_parties(number);
        match parties[..] {
            [only] if !only.place && !own.is_empty() && !own.iter().any(|one| one.actor == only.actor) => Some(only),
            _ => None,
        }
    }

    /// `said his country would send troops`: the country of the person who tells it. Not `his enemy's country`, `his neighbouring country`, nor `their
    /// country` of one person.
    pub(crate) fn own_country(&self, number: usize, phrase: usize) -> Option<Party> {
        let (clause, found) = (&self.clauses[number], &self.analyses[number].phrases[phrase]);
        let last = clause.tokens[found.end - 1];
        let noun = &self.tokens.all[last as usize];
        let word = |back: usize| clause.tokens[found.start..found.end].iter().rev().nth(back).map(|at| &self.tokens.all[*at as usize]);
        let is_whose = |token: &Token| token.is(Class::Possessive) && (!self.small.english || token.is(Class::Singular));
        let is_own = noun.is(Class::Anaphor) && !noun.is(Class::Neighbour) && word(1).is_some_and(is_whose);
        let parent = clause.parent.filter(|_| is_own && self.is_content(number) && !self.is_plural_noun(last))?;
        // `zei dat Poetin zijn land verwoest`: that may be the other's.
        let subject = &self.analyses[number].subject;
        let is_person = |party: &Party| self.gazetteer.actor(party.actor).actor_type == ActorType::Person;
        if !self.small.english && subject.phrase != Some(phrase) && subject.parties.iter().any(is_person) {
            return None;
        }
        let [only] = self.subject_parties(parent)[..] else { return None };
        let teller = self.gazetteer.actor(only.actor);
        let is_country = |actor: &&ActorId| self.gazetteer.actor(**actor).actor_type == ActorType::Country;
        let country = teller.of.iter().find(is_country).filter(|_| teller.actor_type == ActorType::Person)?;
        Some(Party { actor: *country, token: last, agent: None, place: false })
    }

    /// `Ruto spoke to Kagame and urged him to return`: an English pronoun that is no subject means the only other person before.
    pub(crate) fn other_person(&self, number: usize, phrase: usize, pronoun: u16) -> Option<Party> {
        let token = &self.tokens.all[pronoun as usize];
        let is_subject = self.analyses[number].subject.phrase == Some(phrase);
        if !self.small.english || is_subject {
            return None;
        }
        if !token.is(Class::Singular) {
            let is_object = self.analyses[number].objects.contains(&phrase);
            // `met Zelensky and promised them aid`: one person is not many.
            let is_one = |party: &Party| self.gazetteer.actor(party.actor).actor_type == ActorType::Person;
            let object = self.object_before(number, phrase).filter(|party| is_object && !is_one(party));
            return object.map(|party| Party { token: pronoun, agent: None, ..party });
        }
        // `sanctioned Iran, accusing it of fraud`: who is accused, asked or warned is no thing.
        let is_it = token.word == self.small.it;
        let verb = pronoun.checked_sub(1).map(|verb| &self.tokens.all[verb as usize]);
        if is_it && !(self.clauses[number].joined.is_some() && verb.is_some_and(|verb| verb.is(Class::ObjectControl))) {
            return None;
        }
        let own = self.subject_parties(number);
        let is_fit = |party: &Party| (self.gazetteer.actor(party.actor).actor_type == ActorType::Person) != is_it;
        let is_other = |party: &Party| is_fit(party) && !party.place && !own.iter().any(|one| one.actor == party.actor);
        let phrases = self.analyses[..number].iter().flat_map(|analysis| &analysis.phrases);
        let mut named: Parties = phrases.flat_map(|phrase| phrase.parties.iter().copied()).filter(is_other).collect();
        named.dedup_by_key(|party| party.actor);
        match named[..] {
            [only] if !own.is_empty() => Some(Party { token: pronoun, agent: None, ..only }),
            _ => None,
        }
    }
}
