//! Readings of English words: which are verbs, which finite, by what stands beside them.

use crate::gazetteer::AliasKind;
use crate::relation::words::lexicon::{Class, Classes, FormKind, Lexicon};
use crate::relation::words::shape::is_gerund;
use crate::relation::words::token::{Kind, Token, Tokens};
use crate::resolve::Resolved;

/// Classes that open or carry a cluster of verbs.
pub(crate) const AUXILIARY: [Class; 9] =
    [Class::Have, Class::Be, Class::Become, Class::Will, Class::Would, Class::Can, Class::Must, Class::Let, Class::Going];

/// Settles the readings of all words of a sentence.
pub(crate) fn settle(tokens: &mut Tokens, mentions: &[Resolved], text: &str, lexicon: &Lexicon) {
    for at in 0..tokens.all.len() {
        if tokens.all[at].kind != Kind::Word {
            continue;
        }
        unlisted(tokens, at, mentions, text);
        if tokens.all[at].is(Class::Month) {
            month(tokens, at, text);
        }
        // `which had been attacked`: `had` after no auxiliary is the finite verb.
        if tokens.all[at].is(Class::Have) && !previous(tokens, at).is_some_and(|before| before.is_any(&AUXILIARY)) {
            tokens.all[at].participle_form = false;
        }
        if tokens.all[at].is_verb() && !tokens.all[at].is_any(&AUXILIARY) {
            if precedes_time(tokens, at) {
                tokens.all[at].no_verb();
                tokens.all[at].classes = tokens.all[at].classes.and(Class::Time);
                continue;
            }
            if reads_as_noun(tokens, at, mentions, text) || is_attributive(tokens, at) {
                tokens.all[at].no_verb();
                continue;
            }
            tokens.all[at].may_be_noun = false;
            let finite = reads_as_finite(tokens, at, text, lexicon);
            let token = &mut tokens.all[at];
            token.participle_form = token.may_be_verb && !finite && token.participle_form;
            token.finite_form = finite;
            if !finite {
                token.classes = token.classes.without(Class::Finite);
            }
        }
    }
}

/// `in March`, `March 3`: a month by its capital, which a word that opens the sentence has too, and then no protest. `a march` is no month.
fn month(tokens: &mut Tokens, at: usize, text: &str) {
    const SHORT: usize = 5;
    let is_dated = tokens.all.get(at + 1).is_some_and(|next| next.is(Class::Number));
    let token = &mut tokens.all[at];
    // `Jan. 5`, but `Jan Lipavsky`
    let is_short = token.span.end - token.span.start < SHORT && !token.is(Class::Time);
    let is_name = is_short && !is_dated && !text[token.span.end..].starts_with('.');
    if token.capital && (at > 0 || is_dated) && !is_name {
        token.no_verb();
        token.may_be_noun = false;
        token.classes = token.classes.and(Class::Time);
    } else {
        token.classes = token.classes.without(Class::Month);
    }
}

/// Words that are told by their place: a verb that no list has after its subject (`Oslo angered Riga`), `each` before a verb, and what stands
/// before a time (`last month`).
fn unlisted(tokens: &mut Tokens, at: usize, mentions: &[Resolved], text: &str) {
    let token = &tokens.all[at];
    let next = tokens.all.get(at + 1);
    let before = at.checked_sub(1).map(|before| &tokens.all[before]);
    if token.is(Class::EachOther) {
        let mutual = next.is_some_and(|next| next.span.of(text) == "other");
        let alone = next.is_some_and(|next| next.is_verb() || next.is(Class::Number));
        if mutual {
            tokens.all[at].classes = Classes::only(Class::EachOther);
            tokens.all[at + 1].classes = Classes::only(Class::Adverb);
        } else if alone {
            tokens.all[at].classes = Classes::only(Class::Adverb);
        }
        return;
    }
    // `a one-day visit`: no time, where a noun follows.
    let is_joined = token.is(Class::Time) && token.span.of(text).contains('-');
    if is_joined && next.is_some_and(|next| next.is_open() && !next.is(Class::Time) && !next.capital) {
        tokens.all[at].classes = tokens.all[at].classes.without(Class::Time);
        return;
    }
    // `has since condemned`
    let is_closed = token.is(Class::Subordinator) && token.is(Class::Preposition);
    if is_closed && before.is_some_and(|before| before.is(Class::Have)) && next.is_some_and(Token::is_verb) {
        tokens.all[at].classes = Classes::only(Class::Adverb);
        return;
    }
    // `has not yet attacked`, `has not attacked Oman yet`
    let is_denied = before.is_some_and(|before| before.is(Class::Negation) || before.is_any(&AUXILIARY));
    let is_last = at > 0 && next.is_none_or(Token::is_sign);
    if token.is(Class::Contrast) && (is_denied || is_last) {
        tokens.all[at].classes = Classes::only(Class::Adverb);
        return;
    }
    // `to Ukraine`: a preposition, and no mark of an infinitive.
    if token.is(Class::To) && next.is_none_or(|next| !may_be_infinitive(next)) {
        tokens.all[at].classes = tokens.all[at].classes.without(Class::To);
        return;
    }
    // `more than two hundred`, `struck about thirty targets`
    if token.is(Class::Amount)
        && next.is_some_and(|next| next.is(Class::Number))
        && before.is_none_or(|before| !before.is_open() && before.mention().is_none())
    {
        tokens.all[at].classes = Classes::only(Class::Adverb);
        return;
    }
    let Some(before) = before.filter(|_| token.is_open() && !token.capital && !token.is_verb()) else { return };
    let word = token.span.of(text);
    // `states that border Russia`: what a plural does.
    let plural = at.checked_sub(2).is_some_and(|noun| tokens.all[noun].is_open() && tokens.all[noun].span.of(text).ends_with('s'));
    let has_name = next.is_some_and(|next| next.mention().is_some() && !next.genitive);
    let is_doing =
        if before.is(Class::That) { follows_relative(tokens, at) } else { before.is(Class::Relative) && !before.is(Class::Possessive) };
    if plural && has_name && is_doing && !token.is_any(&[Class::Number, Class::Time, Class::Title, Class::Agent]) && !word.ends_with('s') {
        tokens.all[at].classes = Classes::only(Class::Finite);
        tokens.all[at].may_be_noun = false;
        return;
    }
    // `who likes`, `which angered`
    let is_verbal = word.len() > 4 && (word.ends_with("ed") || word.ends_with('s') && !word.ends_with("ss"));
    let governs = || next.is_some_and(|next| next.mention().is_some() || next.is(Class::Determiner));
    if before.is(Class::Relative) && !before.is(Class::Possessive) && is_verbal && (token.classes.is_empty() || governs()) {
        tokens.all[at].classes = Classes::only(Class::Finite);
        return;
    }
    let names =
        matches!(before.kind, Kind::Mention(mention) if !before.genitive && mentions[mention as usize].kind != AliasKind::Adjective);
    if names && next.is_some_and(|next| next.is(Class::Time)) && !token.is(Class::Number) {
        tokens.all[at].classes = tokens.all[at].classes.and(Class::Time);
    } else if names && token.classes.is_empty() && !token.may_be_noun && (word.len() > 4 && word.ends_with("ed") || is_demanded(tokens, at))
    {
        tokens.all[at].classes = Classes::only(Class::Finite);
    }
}

/// `demanded that China compensate fishermen`: whether a word stands behind a name that `that` opens, behind a verb of asking.
fn is_demanded(tokens: &Tokens, at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).map(|at| &tokens.all[at]);
    before(2).is_some_and(|that| that.is(Class::That)) && before(3).is_some_and(|verb| verb.is(Class::Demand) && verb.is_verb())
}

/// Whether a word after `to` can be an infinitive, or an adverb before one.
fn may_be_infinitive(token: &Token) -> bool {
    let is_verb =
        token.bare || token.is_any(&[Class::Infinitive, Class::Have, Class::Be, Class::Become, Class::Let, Class::Adverb, Class::Negation]);
    token.kind == Kind::Word && (is_verb || token.is_open() && !token.capital && !token.is_any(&[Class::Number, Class::Time, Class::Agent]))
}

/// Whether a word is the mark of an infinitive, also before its turn to be told from the preposition has come.
fn marks_infinitive(tokens: &Tokens, at: usize) -> bool {
    tokens.all[at].is(Class::To) && tokens.all.get(at + 1).is_some_and(may_be_infinitive)
}

fn previous(tokens: &Tokens, at: usize) -> Option<&Token> {
    // `didn't` denies, and is an auxiliary.
    let is_beside = |token: &Token| token.is_any(&[Class::Adverb, Class::Negation]) && !token.is_any(&AUXILIARY);
    tokens.all[..at].iter().rev().find(|token| token.kind != Kind::Quote && !is_beside(token))
}

/// `was last week accused`: an infinitive that nothing asks for, before a time.
fn precedes_time(tokens: &Tokens, at: usize) -> bool {
    const ASKING: [Class; 6] = [Class::To, Class::Will, Class::Would, Class::Can, Class::Must, Class::Let];
    let token = &tokens.all[at];
    let is_bare = token.is(Class::Infinitive) && !token.finite_form && !token.is(Class::Finite);
    is_bare
        && tokens.all.get(at + 1).is_some_and(|next| next.is(Class::Time))
        && !previous(tokens, at).is_some_and(|before| before.is_any(&ASKING))
}

/// `an attack that shook Kabul`: whether `that` right before a word stands for the noun before it, not for what is said of a fact (`the fact that`).
fn follows_relative(tokens: &Tokens, at: usize) -> bool {
    let Some(that) = at.checked_sub(1).map(|that| &tokens.all[that]) else { return false };
    let Some(noun) = at.checked_sub(2).map(|noun| &tokens.all[noun]) else { return false };
    let is_noun = noun.mention().is_some() && !noun.genitive || noun.is_open() && !noun.is_verb();
    that.is(Class::That) && that.is(Class::Relative) && is_noun && !noun.is_any(&[Class::ContentNoun, Class::Evidence, Class::Speech])
}

pub(super) fn is_edge(token: &Token) -> bool {
    matches!(token.kind, Kind::Comma | Kind::Colon | Kind::Stop)
}

/// Whether another verb that can be finite stands between `at` and the next sign.
fn verb_follows(tokens: &Tokens, at: usize) -> bool {
    verbs_after(tokens, at).next().is_some()
}

/// The verbs between `at` and the next sign or word that opens a clause.
fn verbs_after(tokens: &Tokens, at: usize) -> impl Iterator<Item = usize> {
    let goes_on = |at: &usize| !is_edge(&tokens.all[*at]) && !tokens.all[*at].is_any(&[Class::Subordinator, Class::Relative]);
    (at + 1..tokens.all.len()).take_while(goes_on).filter(|at| tokens.all[*at].is_verb() && !tokens.all[*at].is(Class::To))
}

fn verb_precedes(tokens: &Tokens, at: usize) -> bool {
    let before = tokens.all[..at].iter().rev().take_while(|token| {
        !is_edge(token) && !token.is_any(&[Class::Subordinator, Class::Relative, Class::Contrast, Class::Coordination])
    });
    before.into_iter().any(|token| token.finite_form || token.is_any(&AUXILIARY) || token.is(Class::Finite))
        || is_headline_to_come(tokens, at)
}

/// `Germany to ease curbs on exports`: whether what stands before a word is a headline that tells what lies ahead.
fn is_headline_to_come(tokens: &Tokens, at: usize) -> bool {
    let to = tokens.all[..at].iter().position(|token| token.is(Class::To));
    let names = |token: &Token| token.mention().is_some() && !token.genitive || token.is_sign() || token.is(Class::Coordination);
    to.is_some_and(|to| to > 0 && to + 1 < at && tokens.all[to - 1].mention().is_some() && tokens.all[..to].iter().all(names))
}

/// `charged ousted president Yoon`: a participle between a verb and its object belongs to the object.
fn is_attributive(tokens: &Tokens, at: usize) -> bool {
    let (Some(before), Some(next)) = (previous(tokens, at), tokens.all.get(at + 1)) else { return false };
    // `Yemen's internationally recognised government`
    let adverb = at.checked_sub(1).map(|adverb| &tokens.all[adverb]).filter(|adverb| adverb.is(Class::Adverb));
    let opens = at.checked_sub(2).map(|opens| &tokens.all[opens]).filter(|_| adverb.is_some());
    let is_opened = opens.is_some_and(|opens| opens.genitive || opens.is_any(&[Class::Determiner, Class::Possessive]));
    if is_opened && tokens.all[at].participle_form && next.is_open() && !next.is_verb() {
        return true;
    }
    let follows_verb = before.is_verb() && !before.is_any(&AUXILIARY);
    tokens.all[at].participle_form && follows_verb && !next.is_verb() && (next.is_open() || next.mention().is_some())
}

fn reads_as_noun(tokens: &Tokens, at: usize, mentions: &[Resolved], text: &str) -> bool {
    let token = &tokens.all[at];
    let next = tokens.all.get(at + 1);
    // Not `cut off aid`, where it is a particle.
    let before_preposition = next
        .is_some_and(|next| next.is(Class::Preposition) && !next.is(Class::To) && !(next.is(Class::Particle) && next.is(Class::Adverb)));
    // `ships` act, and are a form of `ship`.
    let may_be_noun = token.may_be_noun || token.is_any(&[Class::Agent, Class::Title]);
    let Some(previous) = previous(tokens, at) else { return may_be_noun };
    let is_adjective =
        |token: &Token| matches!(token.kind, Kind::Mention(mention) if mentions[mention as usize].kind == AliasKind::Adjective);
    // `We call on Israel to stop`
    let is_subject = previous.is(Class::Nominative) && !previous.is_any(&[Class::Possessive, Class::Determiner]);
    if previous.is(Class::To) || previous.is_any(&AUXILIARY) || is_subject {
        return false;
    }
    // `US-Russia talks were held`
    let joined = previous.mention().is_some() && text[..previous.span.start].ends_with(['-', '–', '‑']);
    if joined && may_be_noun && verb_follows(tokens, at) {
        return true;
    }
    if !token.may_be_noun && follows_relative(tokens, at) {
        return false;
    }
    // `countries that support Russia`, `leaders who back Israel`
    let is_relative = previous.is(Class::Relative) && !previous.is(Class::Possessive);
    let governs =
        next.is_some_and(|next| next.mention().is_some() && !next.genitive || next.is_any(&[Class::Determiner, Class::Possessive]));
    if token.bare && governs && is_relative && (!previous.is(Class::That) || follows_relative(tokens, at)) {
        return false;
    }
    // `for restricting free speech`, `to hold direct talks`: between another verb and its object, a form without an ending is an adjective.
    let governs_verb = previous.is_any(&[Class::TakesInfinitive, Class::ObjectControl, Class::Demand]);
    let before_object =
        next.is_some_and(|next| next.kind == Kind::Word && next.is_open() && !next.capital && !next.is_any(&[Class::Time, Class::Number]));
    if previous.is_verb() && !governs_verb && token.bare && !token.participle_form && before_object && !previous.is(Class::Speech) {
        return true;
    }
    if previous.is_any(&[Class::Determiner, Class::Possessive, Class::Number]) || previous.genitive || is_adjective(previous) {
        // `several targets`: after what only a noun can follow, a form in `-s` is a plural.
        let is_plural = !previous.is(Class::Pronoun) && token.span.of(text).ends_with('s');
        return may_be_noun || !token.finite_form || is_plural;
    }
    // `by blacklisting twelve firms`
    if previous.is(Class::Gerundial) && is_gerund(token.span.of(text)) && next.is_some_and(Token::opens_object) {
        return false;
    }
    // Of verbs nothing but a participle in `-ing` follows a preposition: `of mass murder`.
    if previous.is(Class::Preposition) {
        return may_be_noun || !is_gerund(token.span.of(text));
    }
    // `the M23 rebels`
    let opens = at.checked_sub(2).is_some_and(|before| tokens.all[before].is(Class::Determiner));
    if opens && previous.mention().is_some() && token.is(Class::Agent) {
        return true;
    }
    // `a U.S. appeals court blocked`
    let is_indefinite = at.checked_sub(2).is_some_and(|before| tokens.all[before].is(Class::Indefinite));
    let before_noun = next.is_some_and(|next| next.kind == Kind::Word && next.is_open() && !next.is_verb());
    if is_indefinite && previous.mention().is_some() && token.finite_form && before_noun && verb_follows(tokens, at) {
        return true;
    }
    // `hosts a US base`: after an article and a singular, a form without an ending is none of a verb.
    let is_bare = token.bare && !token.participle_form && !previous.span.of(text).ends_with('s');
    if opens && is_bare && previous.mention().is_some() && (verb_precedes(tokens, at) || verb_follows(tokens, at)) {
        return true;
    }
    // `after Putin call`: no verb follows a single name behind a preposition, where nothing follows that it could govern.
    let follows_name = previous.mention().is_some() && !previous.span.of(text).ends_with('s');
    let led = at.checked_sub(2).map(|before| &tokens.all[before]).filter(|before| before.is(Class::Preposition));
    // `in Hamas attack`
    let follows_name = follows_name || previous.mention().is_some() && led.is_some_and(|before| !before.is(Class::Subordinator));
    let ends = next.is_none_or(|next| is_edge(next) || next.is(Class::Preposition));
    if follows_name && led.is_some() && token.may_be_noun && token.bare && ends {
        return true;
    }
    // `in Turkish drone strike`: what a preposition governs ends with a noun.
    let is_within = |token: &&Token| token.mention().is_some() || token.is_open() && !token.is_verb();
    let opener = tokens.all[..at].iter().rev().find(|token| !is_within(token));
    let is_governed = opener.is_some_and(|opener| opener.is(Class::Preposition) && !opener.is_any(&[Class::Subordinator, Class::To]));
    if is_governed && token.may_be_noun && token.bare && ends {
        return true;
    }
    // `EU finance ministers gave`, `US trade officials met`: what they are for.
    let is_one = previous.mention().is_some() && !at.checked_sub(2).is_some_and(|before| tokens.all[before].is(Class::Coordination));
    let before_people = next.is_some_and(|next| next.is_any(&[Class::Agent, Class::Title]) && next.span.of(text).ends_with('s'));
    if is_one && before_people && token.bare && !token.participle_form && verb_follows(tokens, at) {
        return true;
    }
    // `a phone call`, `a West Virginia jail`: no plural verb follows a singular; `the troops attack`, `police arrest` are plurals.
    let is_plural = previous.span.of(text).ends_with('s') || previous.is_any(&[Class::Agent, Class::Title]);
    let after_singular = previous.is_open() && !previous.is_verb() && !is_plural;
    if after_singular && token.bare && !token.participle_form {
        return true;
    }
    // `Hamas demands reached Cairo`: no finite verb stands right before another.
    let is_form = |word: &str| word.ends_with('s') && !word.ends_with("ss");
    let before_finite =
        next.is_some_and(|next| next.is_verb() && !next.may_be_noun && !next.is_any(&AUXILIARY) && (next.bare || next.finite_form));
    if is_one && token.is(Class::Demand) && is_form(token.span.of(text)) && before_finite {
        return true;
    }
    if !may_be_noun {
        return is_second_finite(tokens, at);
    }
    // `denies backing the M23 rebels`
    let has_object = next.is_some_and(|next| next.mention().is_some() || next.is_any(&[Class::Determiner, Class::Possessive]));
    if previous.is_verb() && has_object && is_gerund(token.span.of(text)) {
        return false;
    }
    let acts = token.is_any(&[Class::Agent, Class::Title]) && tokens.all.get(at + 1).is_some_and(Token::is_verb);
    // `US forces seized`
    if acts && previous.mention().is_some() {
        return true;
    }
    // `the Nigerian air force bombed`: within a phrase.
    if previous.is_open() && !previous.is_verb() && verb_follows(tokens, at) {
        return true;
    }
    // `to impose tariffs`
    if previous.is_verb() || verb_precedes(tokens, at) {
        return true;
    }
    // `US sanctions on Iran hurt`, `Israeli air strikes on Syria killed nine`
    // Not `Kenya appeals for help after floods`, where it is the only verb.
    before_preposition && verbs_after(tokens, at).any(|verb| !tokens.all[verb].may_be_noun || !tokens.all[verb - 1].is(Class::Preposition))
}

/// `trains the M23 rebels`: a word that may be a plural, where the clause has its finite verb already and nothing follows that this one could
/// govern.
fn is_second_finite(tokens: &Tokens, at: usize) -> bool {
    let token = &tokens.all[at];
    let is_plural = (token.is(Class::Finite) || token.finite_form) && !token.participle_form;
    let governs = tokens.all.get(at + 1).is_some_and(|next| next.mention().is_some() || next.is_any(&[Class::Determiner, Class::That]));
    let mut before = tokens.all[..at].iter().rev().take_while(|token| {
        !is_edge(token) && !token.is_any(&[Class::Subordinator, Class::Relative, Class::Contrast, Class::Coordination])
    });
    let verb = before.find(|token| token.is_verb());
    is_plural && !governs && verb.is_some_and(|verb| verb.finite_form && !verb.is_any(&[Class::Speech, Class::Deny]))
}

/// Whether a verb is the finite one of its clause: not after an auxiliary or `to`, not a participle after its noun.
fn reads_as_finite(tokens: &Tokens, at: usize, text: &str, lexicon: &Lexicon) -> bool {
    let token = &tokens.all[at];
    let kinds: Vec<FormKind> = token.word.into_iter().flat_map(|word| lexicon.forms(word)).map(|form| form.kind).collect();
    let can_be = kinds.iter().any(|kind| kind.is_finite() || *kind == FormKind::Bare) || token.is(Class::Finite);
    if !can_be {
        return false;
    }
    let Some(previous) = previous(tokens, at) else { return false };
    let is_closed = previous.is_any(&[Class::Preposition, Class::Determiner]) && !follows_relative(tokens, at);
    if previous.is(Class::To) || previous.is_any(&AUXILIARY) || is_closed {
        return false;
    }
    // An auxiliary further back, with nothing between but a joined participle and its particle: `were rounded up and killed`.
    let mut joined = tokens.all[..at].iter().rev().skip(1).skip_while(|token| token.is(Class::Particle) && !token.is_verb());
    if previous.is(Class::Coordination) && joined.next().is_some_and(|token| token.participle_form) {
        return false;
    }
    let is_participle = kinds.contains(&FormKind::Participle);
    // `called off a visit planned for May`: a particle makes no participle of it.
    let is_particle = |next: &Token| next.is(Class::Particle) && next.is(Class::Adverb);
    // `met in Doha for talks mediated by Qatar`: what follows is itself a participle after its noun.
    let is_reduced = |at: usize| tokens.all[at].participle_form && tokens.all.get(at + 1).is_some_and(|next| next.is(Class::By));
    // `retaliated by expelling a diplomat`: the verb is what the preposition governs.
    let governs_gerund = tokens.all.get(at + 1).is_some_and(|next| next.is(Class::Gerundial))
        && tokens.all.get(at + 2).is_some_and(|gerund| gerund.kind == Kind::Word && is_gerund(gerund.span.of(text)));
    // `protested at a US strike`
    let is_named_noun =
        |at: usize| tokens.all[at].bare && at > 1 && tokens.all[at - 1].mention().is_some() && tokens.all[at - 2].is(Class::Indefinite);
    // `offered on Sunday to hold direct talks`, `met in Oman after fighting`
    let is_infinite = |other: usize| {
        let (found, before) = (&tokens.all[other], &tokens.all[other - 1]);
        let to = || (at + 1..other).rfind(|at| marks_infinitive(tokens, *at));
        let after_infinitive = (found.may_be_noun || found.bare && before.is_verb()) && to().is_some();
        marks_infinitive(tokens, other - 1) || after_infinitive || is_gerund(found.span.of(text)) && !found.is_any(&AUXILIARY)
    };
    // `for another round of talks`: what is read as a noun when its turn comes.
    let is_governed_noun = |at: usize| {
        let (found, before) = (&tokens.all[at], &tokens.all[at - 1]);
        // `to the families of forced labourers`: behind a preposition stands no finite verb either.
        let is_attributive = before.is(Class::Preposition) && !before.is(Class::Particle) && found.participle_form;
        // `said in a report`
        let is_bare = before.is(Class::Indefinite) && found.bare && !found.participle_form;
        before.is_any(&[Class::Preposition, Class::Determiner]) && !before.is(Class::To) && found.may_be_noun || is_attributive || is_bare
    };
    let by_follows = tokens.all.get(at + 1).is_some_and(|next| next.is(Class::Preposition) && !is_particle(next))
        && !marks_infinitive(tokens, at + 1)
        && !governs_gerund
        && verbs_after(tokens, at).any(|at| !is_reduced(at) && !is_named_noun(at) && !is_governed_noun(at) && !is_infinite(at));
    // `said on Monday it would`: after the time stands a subject.
    // `said in a statement on Monday it would`
    let tells = token.is(Class::Speech) && {
        let verb = verbs_after(tokens, at).next().unwrap_or(tokens.all.len());
        let opens = |next: &Token| next.mention().is_some() || next.is_any(&[Class::Pronoun, Class::Determiner]);
        // `on December 3`
        let is_day = |at: usize| tokens.all[at].is(Class::Number) && tokens.all[at - 1].is_any(&[Class::Time, Class::Month]);
        let is_time = |at: usize| tokens.all[at].is(Class::Time) || is_day(at);
        let ends = |next: usize| is_time(next) && tokens.all.get(next + 1).is_some_and(opens);
        verb > at + 2 && !tokens.all[at + 1].is(Class::By) && (at + 2..verb - 1).any(ends)
    };
    let by_follows = by_follows && !tells;
    let after_noun = previous.is_open() || previous.mention().is_some();
    // `over massacres committed by paramilitaries`
    let next_is_by = tokens.all.get(at + 1).is_some_and(|next| next.is(Class::By)) && !governs_gerund;
    let is_second = next_is_by && tokens.all[..at].iter().any(|token| token.finite_form || token.is_any(&AUXILIARY));
    // `China, accused by the US of …, denied it`
    if is_participle && next_is_by && previous.kind == Kind::Comma {
        return false;
    }
    // `Russia, accused of attacking Poland, denied it`: of what one is accused follows at once where no one is named.
    let next_is_of = tokens.all.get(at + 1).is_some_and(|next| next.is(Class::Of));
    let gerund = tokens.all.get(at + 2).filter(|_| next_is_of).map(|gerund| gerund.span.of(text));
    if is_participle && token.is(Class::ObjectControl) && gerund.is_some_and(is_gerund) {
        return false;
    }
    !(is_participle && (by_follows || is_second) && after_noun)
}
