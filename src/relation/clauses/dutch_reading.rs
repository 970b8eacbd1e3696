//! Which of its readings a Dutch word has in its place: noun or verb, article or pronoun, `zijn` the verb or the possessive.

use crate::gazetteer::AliasKind;
use crate::relation::words::lexicon::{Class, Classes, FormKind, Lexicon};
use crate::relation::words::shape::is_of_place;
use crate::relation::words::token::{Kind, Token, Tokens};
use crate::resolve::Resolved;

/// Classes of small words that have several readings.
const SEVERAL: Classes = Classes::of(&[Class::Correlative, Class::Possessive, Class::To]);

/// Settles the readings of all words of a sentence.
pub(crate) fn settle(tokens: &mut Tokens, mentions: &[Resolved], text: &str, lexicon: &Lexicon) {
    let all = tokens.all.len();
    if tokens.leads.idiom_end() {
        for at in 0..all {
            if tokens.all[at].leads.idiom() {
                idiom(tokens, at, lexicon);
            }
        }
    }
    for at in 0..all {
        if tokens.all[at].kind != Kind::Word {
            continue;
        }
        // Most words have one reading.
        if tokens.all[at].classes.meets(SEVERAL) {
            correlative(tokens, at);
            possessive(tokens, at, mentions, lexicon);
            to(tokens, at);
        }
        if !tokens.all[at].is_verb() {
            continue;
        }
        if reads_as_adverb(tokens, at) {
            let token = &mut tokens.all[at];
            token.no_verb();
            token.may_be_noun = false;
            token.classes = Classes::only(Class::Adverb);
        } else if reads_as_noun(tokens, at, mentions, text, lexicon) {
            tokens.all[at].no_verb();
        } else if tokens.all[at].may_be_verb && tokens.all[at].may_be_noun {
            tokens.all[at].may_be_noun = false;
        }
    }
    embedded(tokens);
}

/// `Vrijdag vroeg heeft Israël …`, `Kort na middernacht viel …`: a word that may be a verb, behind a time and before the finite verb, or before a
/// preposition at the head of a clause whose finite verb follows.
fn reads_as_adverb(tokens: &Tokens, at: usize) -> bool {
    let token = &tokens.all[at];
    let Some(next) = next(tokens, at).filter(|_| !token.is_auxiliary()) else { return false };
    let is_finite = |token: &Token| token.is_finite() || token.is_auxiliary() && !token.is(Class::Infinitive);
    let before = tokens.all[..at].last().filter(|before| !is_edge(before));
    if before.is_some_and(|before| before.is(Class::Time)) && is_finite(next) {
        return true;
    }
    // `Gedood door Israël zijn drie generaals`: a participle in front is none.
    let is_participle = token.participle_form || token.is(Class::Participle);
    if is_participle || !next.is_any(&[Class::Preposition, Class::Adverb]) || next.is(Class::To) {
        return false;
    }
    let segment = segment(tokens, at);
    let opens = tokens.all[segment.start..at].iter().all(|before| before.is(Class::Adverb));
    opens && tokens.all[at + 1..segment.end].iter().take_while(|token| !token.is(Class::Coordination)).any(is_finite)
}

fn previous(tokens: &Tokens, at: usize) -> Option<&Token> {
    tokens.all[..at].iter().rev().find(|token| token.kind != Kind::Quote)
}

fn next(tokens: &Tokens, at: usize) -> Option<&Token> {
    tokens.all[at + 1..].iter().find(|token| token.kind != Kind::Quote)
}

/// `zijn` before a noun, in a clause that has another finite verb or after a preposition or verb, is a possessive.
fn possessive(tokens: &mut Tokens, at: usize, mentions: &[Resolved], lexicon: &Lexicon) {
    let token = &tokens.all[at];
    if !(token.is(Class::Possessive) && token.is(Class::Be)) {
        return;
    }
    // `gaf zijn verzet op`: no other finite verb follows one that is no auxiliary.
    let after_lexical = previous(tokens, at)
        .is_some_and(|before| before.is_finite() && !before.is_auxiliary() && !before.is_any(&[Class::Be, Class::Have]));
    let starts_noun = next(tokens, at).is_some_and(|next| match next.kind {
        // `Bij zijn eerste bezoek`
        Kind::Word if next.is(Class::Number) => previous(tokens, at).is_some_and(|before| before.is(Class::Preposition)),
        Kind::Word => next.is_open() && !next.is(Class::Participle) && (after_lexical || !next.may_be_participle()),
        Kind::Mention(mention) => is_adjective(mentions, mention) || mentions[mention as usize].kind == AliasKind::Office,
        Kind::Compound(_) => true,
        _ => false,
    });
    let after_verb = previous(tokens, at).is_none_or(|previous| {
        previous.is_any(&[Class::Preposition, Class::Coordination])
            || previous.is_verb()
            || previous.is_sign()
            || previous.is(Class::Adverb)
    });
    let bounds = segment(tokens, at);
    // `zou bereid zijn granaten te leveren`: the verb that an auxiliary waits for, behind a predicate.
    let is_predicate = |before: &Token| {
        let mut forms = before.word.into_iter().flat_map(|word| lexicon.forms(word));
        before.kind == Kind::Word && forms.any(|form| form.kind == FormKind::Adjective)
    };
    let awaited = tokens.all[bounds.start..at].iter().any(|other| other.is_any(&[Class::Would, Class::Will, Class::Can, Class::Must]));
    if awaited && previous(tokens, at).is_some_and(is_predicate) {
        let classes = &mut tokens.all[at].classes;
        *classes = classes.without(Class::Possessive).without(Class::Determiner);
        return;
    }
    // `ontkent dat zijn strijders een dorp hebben aangevallen`
    let after_that = previous(tokens, at).is_some_and(|previous| previous.is(Class::That));
    let is_auxiliary = |other: &Token| other.is_any(&[Class::Have, Class::Become, Class::Will, Class::Would, Class::Can, Class::Must]);
    let has_auxiliary = after_that && at < bounds.end && tokens.all[at + 1..bounds.end].iter().any(is_auxiliary);
    let other_finite = has_auxiliary || tokens.all[bounds].iter().any(|other| other.is_finite() && !other.is(Class::Possessive));
    if starts_noun && (after_verb || other_finite) {
        tokens.all[at].no_verb();
    } else {
        let classes = &mut tokens.all[at].classes;
        *classes = classes.without(Class::Possessive).without(Class::Determiner);
    }
}

/// `onder meer`, `tot nu toe`: words that are one adverb together.
fn idiom(tokens: &mut Tokens, at: usize, lexicon: &Lexicon) {
    let Some(word) = tokens.all[at].word else { return };
    for others in lexicon.idioms(word) {
        let end = at + others.len();
        let fits =
            others.iter().zip(tokens.all[at + 1..].iter()).filter(|(word, token)| token.word == Some(**word)).count() == others.len();
        if fits && end < tokens.all.len() {
            for token in &mut tokens.all[at..=end] {
                token.no_verb();
                token.may_be_noun = false;
                token.classes = Classes::only(Class::Adverb);
            }
        }
    }
}

/// `zowel A als B`: `als` joins.
fn correlative(tokens: &mut Tokens, at: usize) {
    if !tokens.all[at].is(Class::Correlative) {
        return;
    }
    let next = (at + 1..tokens.all.len()).find(|next| tokens.all[*next].is(Class::Condition));
    if let Some(next) = next {
        tokens.all[next].classes = Classes::only(Class::Coordination);
    }
}

/// The stretch between signs around a token.
fn segment(tokens: &Tokens, at: usize) -> std::ops::Range<usize> {
    segment_start(tokens, at)..segment_end(tokens, at)
}

fn segment_start(tokens: &Tokens, at: usize) -> usize {
    tokens.all[..at].iter().rposition(is_edge).map_or(0, |edge| edge + 1)
}

fn segment_end(tokens: &Tokens, at: usize) -> usize {
    tokens.all[at..].iter().position(is_edge).map_or(tokens.all.len(), |edge| at + edge)
}

fn is_edge(token: &Token) -> bool {
    matches!(token.kind, Kind::Comma | Kind::Colon | Kind::Stop) || token.is(Class::Subordinator)
}

/// `te` is the mark of an infinitive only before one.
fn to(tokens: &mut Tokens, at: usize) {
    if tokens.all[at].is(Class::To) {
        let is_infinitive = next(tokens, at).is_some_and(|next| {
            next.is_any(&[Class::Infinitive, Class::Have, Class::Be, Class::Become, Class::Can, Class::Want, Class::Let, Class::Going])
                || next.may_be_verb
                || (next.is_open() && !next.capital)
        });
        if !is_infinitive {
            let classes = &mut tokens.all[at].classes;
            *classes = classes.without(Class::To);
        }
    }
}

/// Whether a word that can be a verb stands where a noun or an adjective does.
fn reads_as_noun(tokens: &Tokens, at: usize, mentions: &[Resolved], text: &str, lexicon: &Lexicon) -> bool {
    let token = &tokens.all[at];
    let Some(previous) = previous(tokens, at) else {
        // A main clause opens with a noun rather than a plural verb.
        return token.may_be_noun && !token.is_any(&[Class::Be, Class::Have, Class::Become]);
    };
    if previous.is(Class::To) {
        return false;
    }
    // `erkent Palestina als staat`
    if previous.is(Class::Condition) && token.may_be_verb && !token.is_auxiliary() {
        return true;
    }
    // `als onafhankelijke staat erkend`
    let before_adjective = || at > 1 && tokens.all[at - 2].is(Class::Condition) && is_adjectival(tokens, at, text);
    if token.may_be_verb && !token.is_auxiliary() && next(tokens, at).is_some_and(Token::is_verb) && before_adjective() {
        return true;
    }
    let is_auxiliary = token.is_auxiliary();
    // `het schenden van het bestand`
    let is_infinitive = token.bare && !token.finite_form && !token.participle_form && !is_auxiliary;
    if previous.is(Class::Determiner) && is_infinitive && !previous.is(Class::Relative) {
        return true;
    }
    // `bekritiseerde het besluit van Duitsland`, `het besluit om`: the noun, where a finite verb stands before or it goes on as one.
    let goes_on = || next(tokens, at).is_some_and(|next| next.is_any(&[Class::Of, Class::InOrder]));
    if previous.is(Class::Determiner)
        && !previous.is(Class::Relative)
        && token.is(Class::ContentNoun)
        && (goes_on() || follows_finite(tokens, at))
    {
        return true;
    }
    let joined =
        |word| lexicon.forms(word).iter().all(|form| matches!(form.kind, FormKind::JoinedFinite | FormKind::JoinedPast | FormKind::Noun));
    // `na uitspraken van Takaichi`: a form that stands at the end of subordinate clauses alone.
    if token.finite_form && token.word.is_some_and(joined) && follows_finite(tokens, at) {
        return true;
    }
    if token.bare && !token.participle_form && !is_auxiliary && is_left_over(tokens, at) {
        return true;
    }
    // `hebben kampen van Hezbollah gebombardeerd`: what stands before `van`, where the auxiliary waits for a participle.
    let before_of = next(tokens, at).is_some_and(|next| next.is(Class::Of));
    if before_of && token.bare && !token.participle_form && !token.is(Class::Participle) && !is_auxiliary && awaits_participle(tokens, at) {
        return true;
    }
    let after_determiner = previous.is(Class::Determiner) && !previous.is(Class::Relative) && !previous.is(Class::Pronoun);
    // `De twee spraken over Iran`: the only verb of a main clause.
    let start = segment_start(tokens, at);
    let is_two = at == start + 2 && previous.is(Class::Both) && tokens.all[start].is(Class::Determiner);
    let is_finite = |other: &Token| other.is_finite() || other.is_auxiliary();
    if is_two && token.is_verb() && !tokens.all[at + 1..segment_end(tokens, at)].iter().any(is_finite) {
        return false;
    }
    // `noemde dat besluit absurd`: no verb stands right behind a conjunction.
    let behind_verb = || at.checked_sub(2).is_some_and(|before| tokens.all[before].is_verb());
    if previous.is(Class::That) && token.is_finite() && !is_auxiliary && behind_verb() {
        return true;
    }
    let opens_phrase = after_determiner
        || previous.is(Class::Number) && !is_year(tokens, at, text)
        || previous.is(Class::Possessive) && !previous.is(Class::Be)
        || matches!(previous.kind, Kind::Mention(mention) if is_adjective(mentions, mention) || previous.genitive);
    if opens_phrase && !is_auxiliary {
        return true;
    }
    let kinds = || tokens.all[at].word.into_iter().flat_map(|word| lexicon.forms(word)).map(|form| form.kind);
    if previous.is(Class::Preposition) && !is_auxiliary {
        let is_ambiguous =
            || token.may_be_noun || token.is_plain_infinitive() || kinds().all(|kind| matches!(kind, FormKind::Bare | FormKind::Joined));
        let next_is = |fits: fn(&Token) -> bool| next(tokens, at).is_some_and(fits);
        // `Na weken van rust sprak Macron`: right before the finite verb.
        let before_finite = || next_is(|next| next.is_finite() || next.is_any(&[Class::Have, Class::Be, Class::Become]));
        if !previous.is(Class::Particle) && (is_ambiguous() || !previous.is(Class::To) && before_finite()) {
            return true;
        }
        // `op aandringen van Trump`
        if token.bare && next_is(|next| next.is(Class::Of)) {
            return true;
        }
        // `voor verdreven premier Hasina`: a participle within what a preposition governs.
        if token.participle_form && next_is(|next| next.is_any(&[Class::Title, Class::Agent]) && !next.is_verb()) {
            return true;
        }
    }
    // `Europese landen veroordelen Iran`: behind an adjective, where another verb follows.
    let may_name = token.is_any(&[Class::Agent, Class::Anaphor]) && token.bare && !is_auxiliary;
    if may_name && is_adjectival(tokens, at, text) && tokens.all[at + 1..segment_end(tokens, at)].iter().any(Token::is_verb) {
        return true;
    }
    if !token.may_be_noun {
        return false;
    }
    // `Ze verwijten hem …`: the verb is the second word of a main clause.
    let start = segment_start(tokens, at);
    let is_main = start == 0 || !tokens.all[start - 1].is(Class::Subordinator);
    if at == start + 1 && is_main && previous.is(Class::Personal) && !previous.is_any(&[Class::Determiner, Class::It]) {
        return false;
    }
    let is_inflected = previous.is_open() && !previous.is_verb() && !previous.capital && previous.span.of(text).ends_with('e');
    if is_inflected || previous.is(Class::Preposition) || previous.is(Class::Negation) && previous.is(Class::Determiner) {
        return true;
    }
    // `een reeks aanvallen geschrapt`: no infinitive stands before a participle.
    if next(tokens, at).is_some_and(|next| (next.participle_form || next.is(Class::Participle)) && !next.bare && !next.is_auxiliary()) {
        return true;
    }
    // `dat de VS Iran zullen aanvallen`, `heeft willen aanvallen`: the infinitive that another verb waits for, at the end of the verbs.
    let ends =
        next(tokens, at).is_none_or(|next| next.is_sign() || next.is_any(&[Class::Subordinator, Class::Coordination, Class::InOrder]));
    if ends && token.bare && previous.is_verb() && previous.classes.meets(TAKING) && is_behind_verb(tokens, at) {
        return false;
    }
    // Without an article before it: a verb where it ends its clause or opens the verbs, else a noun.
    let closes = next(tokens, at).is_none_or(|next| {
        matches!(next.kind, Kind::Comma | Kind::Colon | Kind::Stop)
            || next.is_any(&[Class::Subordinator, Class::Coordination, Class::InOrder])
            || next.is_verb()
    });
    let has_finite_before = tokens.all[segment_start(tokens, at)..at].iter().any(Token::is_finite);
    let follows_party = previous.mention().is_some() && !has_finite_before;
    // `In een brief verzoeken Ierland en Spanje …`: the verb of a main clause that has no other, before its subject.
    let bounds = segment(tokens, at);
    let is_only = !tokens.all[bounds].iter().any(|other| other.is_finite() || other.is_auxiliary());
    if is_only && previous.is_open() && next(tokens, at).is_some_and(|next| next.mention().is_some()) {
        return false;
    }
    // `Orbán, een vriend van Poetin, verzet zich …`
    if is_only && previous.kind == Kind::Comma && next(tokens, at).is_some_and(|next| next.is(Class::Adverb)) {
        return false;
    }
    !(closes && (has_finite_before || !previous.is_verb()) || follows_party)
}

/// Whether a stretch between a comma and `end` is an object with its participle, as the one before the comma: `A aangevallen, B bedreigd`.
pub(super) fn lists_participle(tokens: &[Token], comma: usize, end: usize) -> bool {
    let is_participle = |token: &Token| (token.participle_form || token.is(Class::Participle)) && !token.embedded;
    let joins = |at: &usize| tokens[*at].is_any(&[Class::Coordination, Class::Contrast]);
    let end = (comma + 1..end).find(joins).unwrap_or(end);
    let inside = tokens.get(comma + 1..end).unwrap_or_default();
    let is_known = |token: &Token| token.may_be_noun || token.is_any(&[Class::Determiner, Class::Number, Class::Agent, Class::Title]);
    let opens_object = |token: &Token| token.mention().is_some() || is_known(token) && !token.is_verb();
    let last = |tokens: &[Token]| tokens.iter().rev().find(|token| token.kind != Kind::Quote).is_some_and(is_participle);
    inside.len() > 1 && inside.first().is_some_and(opens_object) && last(inside) && last(&tokens[..comma])
}

/// Whether the number before a word is a year that tells when: `In 2022 viel …`, `Op 7 oktober 2023 viel …`. No noun that it counts follows.
fn is_year(tokens: &Tokens, at: usize, text: &str) -> bool {
    let Some(year) = (0..at).rev().find(|before| tokens.all[*before].kind != Kind::Quote) else { return false };
    let word = tokens.all[year].span.of(text);
    let is_year = word.len() == 4 && word.parse().is_ok_and(|year: u16| (1900..2100).contains(&year));
    let before = year.checked_sub(1).map(|before| &tokens.all[before]);
    let tells_when = before.is_some_and(|before| before.is_any(&[Class::Within, Class::Month, Class::Starting, Class::Subordinator]));
    is_year && (tells_when || !tokens.all[at].may_be_noun)
}

/// Whether the word before another is an adjective with its ending: `grote`, `Europese`; a capital is that of a place or of the sentence.
fn is_adjectival(tokens: &Tokens, at: usize, text: &str) -> bool {
    let Some(before) = previous(tokens, at) else { return false };
    let word = before.span.of(text);
    let ends = if before.capital && before.span != tokens.all[0].span { is_of_place(word) } else { word.ends_with('e') };
    before.is_open() && !before.is_verb() && ends
}

/// Classes of verbs that an infinitive without `te` goes with.
const TAKING: Classes =
    Classes::of(&[Class::Will, Class::Would, Class::Can, Class::Must, Class::Want, Class::Going, Class::Let, Class::TakesInfinitive]);

/// Whether the verb right before a word stands at the end of a clause that opens with a conjunction, or behind another verb: no object follows it.
fn is_behind_verb(tokens: &Tokens, at: usize) -> bool {
    let start = segment_start(tokens, at);
    let opens_last =
        start > 0 && tokens.all[start - 1].is(Class::Subordinator) || tokens.all[start..at].iter().any(|token| token.is(Class::Relative));
    let verb = (start..at).rfind(|before| tokens.all[*before].kind != Kind::Quote).unwrap_or(start);
    opens_last || verb > start && tokens.all[start..verb].iter().any(|token| token.is_verb() && !token.embedded)
}

/// `eist uitleg over terugsturen migranten`: an infinitive without `te` where the finite verb before takes none.
fn is_left_over(tokens: &Tokens, at: usize) -> bool {
    let taking = TAKING.and(Class::Have).and(Class::To);
    let start = clause_start(tokens, at);
    has_finite(&tokens.all[start..at]) && !tokens.all[start..segment_end(tokens, at)].iter().any(|token| token.classes.meets(taking))
}

/// Whether a word stands between a form of `hebben` and the participle that ends its clause, where no infinitive belongs.
fn awaits_participle(tokens: &Tokens, at: usize) -> bool {
    const TAKING: Classes = Classes::of(&[Class::Going, Class::Let, Class::To, Class::TakesInfinitive]);
    let (start, end) = (clause_start(tokens, at), segment_end(tokens, at));
    let last = tokens.all[at..end].iter().rev().find(|token| token.kind != Kind::Quote);
    let ends_with_participle = last.is_some_and(|last| (last.participle_form || last.is(Class::Participle)) && !last.bare);
    ends_with_participle
        && tokens.all[start..at].iter().any(|token| token.is(Class::Have))
        && !tokens.all[start..end].iter().any(|token| token.classes.meets(TAKING))
}

/// Whether a finite verb stands before a word in its clause.
fn follows_finite(tokens: &Tokens, at: usize) -> bool {
    has_finite(&tokens.all[clause_start(tokens, at)..at])
}

fn has_finite(tokens: &[Token]) -> bool {
    tokens.iter().any(|token| token.is_finite() && !token.embedded || token.is(Class::Have))
}

/// Where the clause of a word begins at the earliest.
fn clause_start(tokens: &Tokens, at: usize) -> usize {
    let start = segment_start(tokens, at);
    let is_edge = |token: &Token| token.is_any(&[Class::Relative, Class::Coordination, Class::Contrast]);
    tokens.all[start..at].iter().rposition(is_edge).map_or(start, |edge| start + edge + 1)
}

pub(crate) fn is_adjective(mentions: &[Resolved], mention: u32) -> bool {
    mentions[mention as usize].kind == AliasKind::Adjective
}

/// `de door Rusland bezette gebieden`: what stands between an article and its noun is no part of the clause.
fn embedded(tokens: &mut Tokens) {
    let all = tokens.all.len();
    for at in 0..all.saturating_sub(2) {
        // `Door Rusland gesteunde rebellen`: no article stands before a plural.
        let is_bare = tokens.all[at].is(Class::By) && tokens.all[at + 1].mention().is_some() && tokens.all[at + 2].attributive;
        // `werd door Israël aangevallen maandag`: the participle of a passive, where it has no ending of its own before a noun.
        let before = || &tokens.all[segment_start(tokens, at)..at];
        let is_passive = || tokens.all[at + 2].participle_form && before().iter().any(Token::is_auxiliary);
        let before_day = || tokens.all.get(at + 3).is_some_and(|next| next.is(Class::Time));
        if is_bare && noun_after(tokens, at + 2) && !is_passive() && !before_day() {
            embed(tokens, at, at + 2);
            continue;
        }
        if !tokens.all[at].is(Class::Determiner) || !tokens.all[at + 1].is(Class::Preposition) {
            continue;
        }
        // `Oekraïne, dat door Polen is gesteund`: a pronoun, no article.
        let after = at.checked_sub(1).map(|before| &tokens.all[before]);
        let is_pronoun = tokens.all[at].is(Class::Relative)
            && after
                .is_some_and(|before| before.kind == Kind::Comma || before.mention().is_some() || before.is_open() && !before.is_verb());
        if is_pronoun {
            continue;
        }
        let reach = || (at + 2..all.min(at + 9)).take_while(|next| !tokens.all[*next].is_sign());
        let attributive = reach().find(|next| tokens.all[*next].attributive && noun_after(tokens, *next));
        let is_verb = |token: &Token| (token.is_verb() || token.is(Class::Participle)) && !token.is_auxiliary();
        let verb = || reach().find(|next| is_verb(&tokens.all[*next]));
        let Some(end) = attributive.or_else(verb) else { continue };
        if noun_after(tokens, end) {
            embed(tokens, at + 1, end);
        }
    }
}

/// Marks what stands between an article and its noun, from a token up to its participle.
fn embed(tokens: &mut Tokens, from: usize, participle: usize) {
    for token in &mut tokens.all[from..=participle] {
        token.no_verb();
        token.embedded = true;
    }
}

fn noun_after(tokens: &Tokens, at: usize) -> bool {
    tokens.all.get(at + 1).is_some_and(|token| token.is_open() || token.mention().is_some())
}

impl Token {
    /// Whether it can be a form of a verb.
    pub(crate) fn is_verb(&self) -> bool {
        self.may_be_verb || self.classes.meets(VERBS)
    }

    /// Whether it can be nothing but a finite form, as far as the lexicon knows.
    pub(crate) fn is_finite(&self) -> bool {
        self.is(Class::Finite) || self.finite_form
    }

    fn is_auxiliary(&self) -> bool {
        self.is_any(&[Class::Have, Class::Be, Class::Become, Class::Will, Class::Would, Class::Can, Class::Must, Class::Want])
    }

    /// Whether it is no more than an infinitive of a verb that triggers nothing.
    fn is_plain_infinitive(&self) -> bool {
        self.is(Class::Infinitive) && !self.is(Class::Finite)
    }

    fn may_be_participle(&self) -> bool {
        self.participle_form
    }

    /// Takes away its readings as a verb.
    pub(super) fn no_verb(&mut self) {
        self.may_be_verb = false;
        self.finite_form = false;
        self.classes = self.classes.minus(VERBS);
    }
}

/// Classes of verbs.
const VERBS: Classes = Classes::of(&[
    Class::Finite,
    Class::Infinitive,
    Class::Participle,
    Class::Have,
    Class::Be,
    Class::Become,
    Class::Will,
    Class::Would,
    Class::Can,
    Class::Must,
    Class::Want,
    Class::Going,
    Class::Let,
]);
