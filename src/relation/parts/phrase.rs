//! Noun phrases of a clause and the parties that they name. Owns who counts as acting for a country: `de Israëlische luchtmacht`.

use smallvec::SmallVec;

use crate::gazetteer::{ActorType, AliasKind, Gazetteer};
use crate::id::ActorId;
use crate::relation::words::lexicon::{Class, Classes, WordId};
use crate::relation::words::shape::{is_of_place, is_plural_noun, looks_like_participle, names_doer};
use crate::relation::words::token::{Kind, Token, Tokens, party};
use crate::relation::words::towns::Towns;
use crate::resolve::Resolved;

/// Someone who may act or be acted upon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Party {
    pub(crate) actor: ActorId,
    /// The token that names it.
    pub(crate) token: u16,
    /// The noun that acts for it: `luchtmacht`.
    pub(crate) agent: Option<u16>,
    /// Whether the text means the mere place.
    pub(crate) place: bool,
}

/// Some parties, as a rule no more than two.
pub(crate) type Parties = SmallVec<[Party; 2]>;

/// What stands in a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PhraseKind {
    /// A noun or a name.
    Noun,
    /// `hij`, `zij`, `dat land`.
    Pronoun,
    /// `elkaar`.
    EachOther,
}

/// A noun phrase, with the preposition before it.
#[derive(Clone, Debug)]
pub(crate) struct Phrase {
    /// First position in the clause's list of tokens, the preposition's if there is one.
    pub(crate) start: usize,
    /// The position after the last one.
    pub(crate) end: usize,
    pub(crate) preposition: Option<WordId>,
    pub(crate) kind: PhraseKind,
    /// Whom it names: several where names are joined.
    pub(crate) parties: Parties,
    /// Its last noun, if it has one beside names.
    pub(crate) noun: Option<u16>,
    /// Whose it is, where it names no one: `de Russische economie`.
    pub(crate) owners: Parties,
    /// Whether it belongs to the phrase before: an apposition, or `van Oekraïne` after a noun.
    pub(crate) attached: bool,
    /// Whether it is part of a list that begins before.
    pub(crate) listed: bool,
    pub(crate) definite: bool,
    pub(crate) temporal: bool,
    /// Whether it looks like more than an adverb that is not known.
    pub(crate) solid: bool,
    /// Whether it names more than one, or is a plural: `Xi en Poetin`.
    pub(crate) joined: bool,
}

/// What phrases are built from.
pub(crate) struct Builder<'a> {
    pub(crate) tokens: &'a Tokens,
    pub(crate) mentions: &'a [Resolved],
    pub(crate) gazetteer: &'a Gazetteer,
    pub(crate) text: &'a str,
    /// `van`, `of`.
    pub(crate) of: Option<WordId>,
    /// `uit`, `from`.
    pub(crate) from: Option<WordId>,
    /// `door`, `by`.
    pub(crate) by: Option<WordId>,
    /// `in`.
    pub(crate) within: Option<WordId>,
    /// `het`, `it`.
    pub(crate) it: Option<WordId>,
    /// The towns of countries.
    pub(crate) towns: &'a Towns,
    /// Whether a name before a noun belongs to it: `US sanctions`.
    pub(crate) english: bool,
}

/// A phrase in the making.
#[derive(Default)]
pub(super) struct Draft {
    pub(super) start: usize,
    pub(super) preposition: Option<WordId>,
    pub(super) determiner: bool,
    /// Whether the determiner is `de` or the like, after which an adjective has an ending.
    pub(super) definite: bool,
    pub(super) adjectives: SmallVec<[u16; 4]>,
    pub(super) owner: Option<u16>,
    pub(super) compound: Option<u16>,
    pub(super) noun: Option<u16>,
    pub(super) name: Option<u16>,
    pub(super) unknown_name: bool,
    pub(super) number: bool,
    /// Whether a word of it says that the noun no longer holds: `voormalige`.
    pub(super) former: bool,
    pub(super) end: usize,
}

/// Classes of the words that open or end a phrase, or may.
const SMALL: Classes = Classes::of(&[
    Class::Pronoun,
    Class::Relative,
    Class::Determiner,
    Class::Preposition,
    Class::Subordinator,
    Class::EachOther,
    Class::Coordination,
    Class::Particle,
    Class::Adverb,
    Class::Negation,
    Class::Maybe,
    Class::Contrast,
    Class::To,
    Class::According,
]);

impl Builder<'_> {
    /// Finds the phrases of a clause, in the order of the text.
    pub(crate) fn phrases(&self, clause: &[u16], found: &mut Vec<Phrase>) {
        found.clear();
        let mut draft: Option<Draft> = None;
        let mut preposition: Option<(WordId, usize)> = None;
        for (at, number) in clause.iter().copied().enumerate() {
            let token = &self.tokens.all[number as usize];
            if token.embedded {
                continue;
            }
            if token.is_sign() || token.is_verb() {
                if self.joins_adjectives(clause, at, draft.as_ref()) {
                    continue;
                }
                self.close(&mut draft, found);
                preposition = None;
                continue;
            }
            match token.kind {
                Kind::Mention(_) | Kind::Compound(_) => self.mention(token, number, at, &mut draft, &mut preposition, found),
                // `a former British minister`: no noun, and no adverb.
                _ if token.is(Class::Former) && !token.span.of(self.text).contains('-') => {
                    if draft.as_ref().is_some_and(|draft| draft.noun.is_some() || draft.name.is_some() || draft.unknown_name) {
                        self.close(&mut draft, found);
                    }
                    let draft = draft.get_or_insert_with(|| Draft::new(at, preposition.take()));
                    (draft.former, draft.end) = (true, at + 1);
                }
                // `on southern Lebanon`: nothing but the part of it.
                _ if self.is_part(clause, at) => {
                    if draft.as_ref().is_some_and(|draft| draft.noun.is_some() || draft.name.is_some() || draft.unknown_name) {
                        self.close(&mut draft, found);
                    }
                    draft.get_or_insert_with(|| Draft::new(at, preposition.take())).end = at + 1;
                }
                _ if !token.classes.meets(SMALL) => self.open_word(token, number, at, &mut draft, &mut preposition, found),
                _ if self.is_it(clause, at) => {
                    self.close(&mut draft, found);
                    found.push(pronoun(token, at, preposition.take()));
                }
                // `tegen wie`
                _ if token.is(Class::Singular) && token.is(Class::Relative) => {
                    self.close(&mut draft, found);
                    found.push(pronoun(token, at, preposition.take()));
                }
                // `12 miljoen euro`
                _ if token.is(Class::Number) && self.counts_on(clause, at, draft.as_ref()) => {
                    if let Some(draft) = draft.as_mut() {
                        draft.end = at + 1;
                    }
                }
                _ if token.is(Class::Determiner) && !self.stands_alone(clause, at) => {
                    self.close(&mut draft, found);
                    let draft = draft.get_or_insert_with(|| Draft::new(at, preposition.take()));
                    draft.determiner = true;
                    draft.definite = !token.is(Class::Indefinite);
                    draft.end = at + 1;
                }
                // `noemt dat een schande`
                _ if token.is(Class::That) && self.is_judged_that(clause, at) && self.stands_alone(clause, at) => {
                    found.push(pronoun(token, at, None));
                }
                // `blew up a dam`: no preposition.
                _ if self.is_particle(clause, at) => self.close(&mut draft, found),
                // `wil nu de VS bezoeken`: an adverb.
                _ if token.is(Class::OpeningOnly) && !token.is(Class::Preposition) => {
                    self.close(&mut draft, found);
                    preposition = None;
                }
                _ if token.is_any(&[Class::Preposition, Class::Subordinator]) => {
                    self.close(&mut draft, found);
                    preposition = token.word.map(|word| (word, at)).filter(|_| !self.governs_infinitive(clause, at));
                }
                _ if token.is_any(&[Class::Pronoun, Class::EachOther]) => {
                    self.close(&mut draft, found);
                    found.push(pronoun(token, at, preposition.take()));
                }
                _ if token.is(Class::Coordination) && self.joins_adjectives(clause, at, draft.as_ref()) => {}
                // `According to Kyiv`
                _ if self.english && token.is(Class::According) => self.close(&mut draft, found),
                // `kwamen Russische delegaties bijeen`
                _ if token.is(Class::Particle) && draft.as_ref().is_some_and(|draft| draft.noun.is_some() || draft.name.is_some()) => {
                    self.close(&mut draft, found);
                }
                // `een Amerikaans militair toestel`
                _ if token.is(Class::Adverb) && self.is_adjective_here(clause, at, draft.as_ref()) => {}
                _ if token.is_any(&[Class::Adverb, Class::Negation, Class::Maybe, Class::Coordination, Class::Contrast, Class::To]) => {
                    self.close(&mut draft, found);
                    if token.is_any(&[Class::Coordination, Class::Contrast]) {
                        preposition = None;
                    }
                }
                _ => self.open_word(token, number, at, &mut draft, &mut preposition, found),
            }
        }
        self.close(&mut draft, found);
        for phrase in found.iter_mut().filter(|phrase| phrase.parties.is_empty() && phrase.owners.is_empty()) {
            phrase.parties.extend(self.town(clause, phrase));
        }
        self.contrast(clause, found);
        self.attach(clause, found);
        self.list(clause, found);
    }

    /// Whether a word looks like a noun in the plural, which no noun follows in one phrase: `met tientallen toestellen doelen gebombardeerd`.
    pub(crate) fn is_plural(&self, word: u16) -> bool {
        let token = &self.tokens.all[word as usize];
        let text = token.span.of(self.text);
        let is_open = token.kind == Kind::Word && !token.capital && !token.is_verb();
        let no_plural = [Class::PluralLike, Class::Neuter, Class::Number, Class::Time, Class::Participle, Class::Infinitive];
        is_open && text.len() > 5 && text.ends_with("en") && !token.is_any(&no_plural) && !token.attributive && !looks_like_participle(text)
    }

    /// Whether a determiner is a pronoun here: nothing that it could belong to follows.
    fn stands_alone(&self, clause: &[u16], at: usize) -> bool {
        let token = &self.tokens.all[clause[at] as usize];
        token.is(Class::Pronoun)
            && clause.get(at + 1).map(|next| &self.tokens.all[*next as usize]).is_none_or(|next| {
                next.is_sign()
                    || next.is_verb()
                    || next.is_any(&[Class::Adverb, Class::Preposition, Class::Negation, Class::Coordination])
                    || next.is(Class::Determiner) && (!next.is(Class::Number) || next.is(Class::Indefinite))
            })
    }

    /// `Amerikaanse en Britse troepen`, `Franse, Duitse en Britse ministers`.
    fn joins_adjectives(&self, clause: &[u16], at: usize, draft: Option<&Draft>) -> bool {
        let token = &self.tokens.all[clause[at] as usize];
        let is_adjective = |at: usize| {
            clause.get(at).is_some_and(|number| {
                matches!(self.tokens.all[*number as usize].kind, Kind::Mention(mention) if self.kind_of(mention) == AliasKind::Adjective)
            })
        };
        (token.kind == Kind::Comma || token.is(Class::Coordination))
            && draft.is_some_and(|draft| draft.noun.is_none() && draft.name.is_none())
            && at > 0
            && is_adjective(at - 1)
            && is_adjective(at + 1)
    }

    pub(crate) fn kind_of(&self, mention: u32) -> AliasKind {
        self.mentions[mention as usize].kind
    }

    pub(crate) fn is_country(&self, mention: u32) -> bool {
        party(&self.mentions[mention as usize]).is_some_and(|(actor, _)| self.gazetteer.actor(actor).actor_type == ActorType::Country)
    }

    /// Whether an adverb is an adjective: between that of a country and a noun.
    fn is_adjective_here(&self, clause: &[u16], at: usize, draft: Option<&Draft>) -> bool {
        // `Yemen's internationally recognised government`
        let is_begun = |draft: &Draft| self.english && (draft.owner.is_some() || draft.determiner);
        let opens =
            draft.is_some_and(|draft| (!draft.adjectives.is_empty() || is_begun(draft)) && draft.noun.is_none() && draft.name.is_none());
        opens && clause.get(at + 1).is_some_and(|next| self.tokens.all[*next as usize].is_open())
    }

    fn mention(
        &self,
        token: &Token,
        number: u16,
        at: usize,
        draft: &mut Option<Draft>,
        preposition: &mut Option<(WordId, usize)>,
        found: &mut Vec<Phrase>,
    ) {
        let Some(mention) = token.mention() else { return };
        let has_name = |draft: &Draft| draft.name.is_some() || draft.unknown_name;
        let noun_ends = |draft: &Draft| {
            draft.noun.is_some_and(|noun| {
                let noun = &self.tokens.all[noun as usize];
                // `een groep PKK-strijders`
                !noun.is(Class::Quantifier) && (!noun.span.of(self.text).ends_with('e') || noun.is_any(&[Class::Agent, Class::Title]))
            })
        };
        let is_adjective = self.kind_of(mention) == AliasKind::Adjective && !matches!(token.kind, Kind::Compound(_));
        let must_split = match token.kind {
            _ if draft.is_none() => false,
            _ if self.english && draft.as_ref().is_some_and(|draft| draft.name.is_some()) && self.is_hyphenated(number) => false,
            // `in 2023 Taiwan` are two.
            _ if draft.as_ref().is_some_and(|draft| self.is_year(draft, number)) => true,
            _ if is_adjective => draft.as_ref().is_some_and(|draft| has_name(draft) || noun_ends(draft)),
            Kind::Compound(_) => draft.as_ref().is_some_and(|draft| has_name(draft) || noun_ends(draft)),
            // `President Ruto's plan`, `by the EU's envoy`
            _ if token.genitive => !self.english || !draft.as_ref().is_some_and(|draft| self.awaits_name(draft)),
            // `dinsdag Poetin` are two.
            _ if draft.as_ref().is_some_and(|draft| draft.noun.is_some_and(|noun| self.tokens.all[noun as usize].is(Class::Time))) => true,
            // `belette de Oegandese politie Bobi Wine` are two; `de regering Trump` is one.
            _ if draft.as_ref().is_some_and(|draft| {
                !draft.adjectives.is_empty() && draft.noun.is_some_and(|noun| self.tokens.all[noun as usize].is(Class::Organ))
            }) =>
            {
                true
            }
            // `het leger Oekraïne` are two; `buurland Polen` is one.
            _ if self.is_country(mention) && self.kind_of(mention) != AliasKind::Office => draft.as_ref().is_some_and(|draft| {
                has_name(draft)
                    || draft.owner.is_some()
                    // `dat kleine landen China vrezen`: no article joins them.
                    || draft.noun.is_some_and(|noun| {
                        !self.tokens.all[noun as usize].is(Class::Anaphor)
                            || self.stands_for_one(noun)
                            || !draft.determiner && !self.english && self.tokens.all[noun as usize].span.of(self.text).ends_with("en")
                    })
            }),
            _ => draft
                .as_ref()
                .is_some_and(|draft| draft.name.is_some() || self.kind_of(mention) == AliasKind::Office && draft.noun.is_some()),
        };
        if must_split {
            self.close(draft, found);
        }
        let draft = draft.get_or_insert_with(|| Draft::new(at, preposition.take()));
        draft.end = at + 1;
        match token.kind {
            Kind::Compound(_) => {
                // `anti-ICE-protest` is nothing of ICE.
                draft.compound = Some(number).filter(|_| !token.prefixed);
                draft.noun = Some(number);
            }
            _ if token.genitive => draft.owner = Some(number),
            _ if is_adjective => {
                if !token.prefixed {
                    draft.adjectives.push(number);
                }
            }
            _ if token.prefixed => draft.unknown_name = true,
            _ => {
                // `US-Russia talks`: both are parties of what the noun says.
                draft.adjectives.extend(draft.name.filter(|_| self.english && self.is_hyphenated(number)));
                draft.name = Some(number);
            }
        }
    }

    /// `de Londense burgemeester`: of a place that is not known, as its ending tells after an article and before a noun.
    fn is_place_adjective(&self, number: u16, draft: Option<&Draft>) -> bool {
        let opens = draft.is_some_and(|draft| draft.determiner && draft.noun.is_none() && draft.name.is_none() && !draft.unknown_name);
        let noun_follows = || {
            let next = self.tokens.all.get(usize::from(number) + 1);
            next.is_some_and(|next| next.kind == Kind::Word && !next.capital && next.is_open() && !next.is_verb())
        };
        opens && !self.english && is_of_place(self.tokens.all[number as usize].span.of(self.text)) && noun_follows()
    }

    fn open_word(
        &self,
        token: &Token,
        number: u16,
        at: usize,
        draft: &mut Option<Draft>,
        preposition: &mut Option<(WordId, usize)>,
        found: &mut Vec<Phrase>,
    ) {
        let is_name = token.capital
            && at > 0
            && !token.is_any(&[Class::Time, Class::Agent, Class::Title])
            && !token.may_be_noun
            && !self.is_place_adjective(number, draft.as_ref());
        // `On January 5` is one.
        let is_date = |noun: u16| self.english && token.is(Class::Number) && self.tokens.all[noun as usize].is(Class::Month);
        let after_time = |draft: &Draft| {
            let is_time = |noun: u16| self.tokens.all[noun as usize].is(Class::Time) && !is_date(noun);
            draft.noun.is_some_and(is_time) && !token.is(Class::Time)
        };
        let after_land =
            |draft: &Draft| draft.determiner && draft.noun.is_some_and(|noun| self.tokens.all[noun as usize].is(Class::Anaphor));
        let is_plural_agent = |draft: &Draft| {
            draft.noun.is_some_and(|noun| {
                let noun = &self.tokens.all[noun as usize];
                noun.is_any(&[Class::Agent, Class::Title]) && is_plural_noun(noun.span.of(self.text))
            })
        };
        let new_title = token.is(Class::Title) && draft.as_ref().is_some_and(is_plural_agent);
        if self.english
            && !is_name
            && !token.is_any(&[Class::Time, Class::Number])
            && !draft.as_ref().is_some_and(|draft| self.is_given(draft))
            && let Some(draft) = draft.as_mut()
            && let Some(name) = draft.name.take()
        {
            draft.adjectives.push(name);
            draft.noun = None;
        }
        let new_number = |draft: &Draft| token.is(Class::Number) && draft.noun.is_some_and(|noun| !is_date(noun));
        // `het Amerikaanse vliegtuig toestemming`: two phrases, as compounds are written in one word.
        let is_second_noun = |draft: &Draft| {
            !self.english && !is_name && !token.is_any(&[Class::Title, Class::Number]) && {
                let noun = draft.noun.map(|noun| self.tokens.all[noun as usize].span.of(self.text));
                // `de politie onderzoek`, `een oppositieleider asiel`: who acts, and what it does or has.
                let acts = draft.noun.is_some_and(|noun| {
                    let noun = &self.tokens.all[noun as usize];
                    noun.is_any(&[Class::Agent, Class::Title]) && !noun.is(Class::Adverb)
                });
                let is_whole = draft.definite && noun.is_some_and(|noun| !noun.ends_with('e'));
                // `uit wraak doelen`: what a preposition governs ends with its noun.
                let is_governed = draft.preposition.is_some()
                    && self.is_plural(number)
                    && noun.is_some_and(|noun| noun.starts_with(char::is_lowercase) && !noun.ends_with('e'));
                is_governed
                    || (acts || is_whole) && noun.is_some_and(|noun| noun.starts_with(char::is_lowercase))
                    || draft.noun.is_some_and(|noun| self.is_plural(noun))
            }
        };
        // `Thaise militairen donderdag`
        let new_time = |draft: &Draft| {
            let is_known = |noun: u16| self.tokens.all[noun as usize].is_any(&[Class::Agent, Class::Title]);
            token.is(Class::Time) && draft.noun.is_some_and(|noun| !draft.adjectives.is_empty() || draft.owner.is_some() || is_known(noun))
        };
        let is_full = |draft: &Draft| {
            new_title
                // `Khan Younis`: a name that no one bears goes on.
                || draft.name.is_some_and(|name| self.english || !is_name || self.names_someone(name))
                // `Pakistani Prime Minister Shehbaz Sharif`
                || (draft.unknown_name && !is_name && !(self.english && token.capital && token.is_any(&[Class::Title, Class::Agent])))
                || draft.noun.is_some()
                    && (new_time(draft) || new_number(draft) || after_time(draft) || after_land(draft) || is_second_noun(draft))
        };
        if draft.as_ref().is_some_and(is_full) {
            self.close(draft, found);
        }
        let draft = draft.get_or_insert_with(|| Draft::new(at, preposition.take()));
        draft.end = at + 1;
        draft.number |= token.is(Class::Number);
        draft.former |= token.is(Class::Former);
        if is_name && draft.noun.is_none_or(|noun| !self.tokens.all[noun as usize].is(Class::Time)) {
            draft.unknown_name = true;
        } else if !token.is(Class::Number) {
            draft.noun = Some(number);
        }
    }

    fn close(&self, draft: &mut Option<Draft>, found: &mut Vec<Phrase>) {
        let Some(draft) = draft.take() else { return };
        let noun = draft.noun.map(|noun| &self.tokens.all[noun as usize]);
        let is_agent = noun.is_some_and(|noun| noun.is_any(&[Class::Agent, Class::Title]));
        let mut parties = Parties::new();
        let mut owners = Parties::new();
        let party_of = |number: u16, agent: Option<u16>| -> Option<Party> {
            let mention = self.tokens.all[number as usize].mention()?;
            let (actor, place) = party(&self.mentions[mention as usize])?;
            Some(Party { actor, token: number, agent, place })
        };
        let is_named = draft.name.is_some_and(|name| party_of(name, None).is_some());
        // `de Libanese president Aoun`, where the name alone does not tell which: the president.
        let by_office = !is_named && is_agent && !draft.adjectives.is_empty();
        // `de Palestijnse stad Khan Younis`: whose the town is, whoever else is called so.
        let is_thing = !is_named && !is_agent && !self.english && draft.noun.is_some() && !draft.adjectives.is_empty();
        if let Some(name) = draft.name.filter(|_| !by_office && !is_thing) {
            let country = draft.adjectives.first().and_then(|adjective| party_of(*adjective, None));
            if let Some(party) = party_of(name, None) {
                parties.push(country.filter(|country| self.is_office_of(party, *country)).unwrap_or(party));
            }
            if let Some(owner) = draft.owner.and_then(|owner| party_of(owner, None)) {
                owners.push(owner);
            }
        } else {
            let givers = match (&draft.compound, &draft.owner) {
                (Some(compound), _) if draft.noun == Some(*compound) => std::slice::from_ref(compound),
                // `Kabul's Taliban authorities`, `Colombia's ELN rebels`: where they are, and whose.
                (_, Some(_))
                    if self.english
                        && is_agent
                        && !noun.is_some_and(|noun| noun.is(Class::Organ))
                        && draft.adjectives.iter().filter_map(|of| party_of(*of, None)).any(|of| self.is_armed(of)) =>
                {
                    &draft.adjectives
                }
                (_, Some(owner)) => std::slice::from_ref(owner),
                _ => &draft.adjectives,
            };
            let agent = draft.noun.filter(|noun| is_agent && draft.compound != Some(*noun));
            for giver in givers.iter().filter_map(|giver| party_of(*giver, agent)) {
                let acts = is_agent && !draft.former && noun.is_some_and(|noun| self.may_act_for(noun, giver.actor));
                // `Seoul's military`: what rules or guards a country is no town's.
                let is_town = giver.place && !(self.english && noun.is_some_and(|noun| noun.is(Class::Organ)));
                if acts {
                    parties.push(Party { place: is_town, ..giver });
                } else {
                    owners.push(Party { agent: None, ..giver });
                }
            }
        }
        let temporal = noun.is_some_and(|noun| noun.is(Class::Time)) && draft.name.is_none();
        let shape = noun.is_some_and(|noun| {
            let text = noun.span.of(self.text);
            // `Schutter doodt drie militairen`
            let is_doer = draft.start == 0 && !self.english && noun.classes.is_empty() && names_doer(text);
            is_agent || noun.may_be_noun || is_doer || text.len() > 4 && ["en", "s", "ing"].iter().any(|ending| text.ends_with(ending))
        });
        found.push(Phrase {
            start: draft.start,
            end: draft.end,
            preposition: draft.preposition,
            kind: PhraseKind::Noun,
            joined: parties.len() > 1,
            solid: draft.determiner
                || draft.name.is_some()
                || draft.unknown_name
                || draft.number
                || !owners.is_empty()
                || !parties.is_empty()
                || shape,
            parties,
            noun: draft.noun,
            owners,
            attached: false,
            listed: false,
            definite: draft.determiner,
            temporal,
        });
    }
}

impl Draft {
    fn new(at: usize, preposition: Option<(WordId, usize)>) -> Self {
        let (preposition, start) = preposition.map_or((None, at), |(word, start)| (Some(word), start));
        Self { start, preposition, end: at, ..Self::default() }
    }
}

fn pronoun(token: &Token, at: usize, preposition: Option<(WordId, usize)>) -> Phrase {
    let (preposition, start) = preposition.map_or((None, at), |(word, start)| (Some(word), start));
    Phrase {
        start,
        end: at + 1,
        preposition,
        kind: if token.is(Class::EachOther) { PhraseKind::EachOther } else { PhraseKind::Pronoun },
        parties: Parties::new(),
        noun: None,
        owners: Parties::new(),
        attached: false,
        listed: false,
        definite: true,
        temporal: false,
        solid: true,
        joined: false,
    }
}
